/*
 * The reference interpreter: the meaning of a policy, in the plainest C there is.
 *
 * It follows sections 4 and 5 of the language's definition, sentence by sentence, rule by rule,
 * with no table, no classes of values and no diagram; unknown facts are handled by trying every
 * completion. It is slow, and it is what everything fast is tested against.
 *
 * Source: grammar/reference.md, "The decision". One interpreter belongs to one thread at
 * a time.
 */
#ifndef STRATC_TESTS_ORACLE_INTERPRET_H
#define STRATC_TESTS_ORACLE_INTERPRET_H

#include "rules/rules.h"

#define APPROACH_NONE (-1)
#define APPROACH_NULL (-2) /* no single one */

/* Section 5, point 3. As bits of a set: what an approach is in some completion. */
enum approach_verdict {
    VERDICT_NOT_PROVIDED,
    VERDICT_CLOSED,
    VERDICT_DEFAULT,
    VERDICT_CONDITIONAL,
    VERDICT_OPEN
};

/* Bit sets in 64-bit words: `basis`, `cautions`, `closed_by` over the outline, `duties` and
 * `before` over duties. */
struct lists {
    uint64_t *basis, *cautions, *closed_by, *duties, *before;
    int modality; /* -1 without a basis, else enum modality */
    uint32_t
        verdicts; /* of an approach: bit v: enum approach_verdict v; one bit in one situation */
};

struct decision {
    enum status status;
    int32_t approach, now;
    uint32_t open;      /* bit a: approach a */
    uint32_t may_start; /* those that may start: over several completions, in each of them */
    uint32_t available; /* those for which --require says yes: ranked, that or more may start */
    bool committed;
    struct lists lists;
    struct lists *each; /* one an approach */
    uint64_t *grounds;  /* for each duty, interpreter_outline_words(): the blocks that attach it */
    /* undetermined: */
    uint32_t possible, possible_status;
    bool possible_none;
    int32_t at_least; /* ranked: the least that is possible; else APPROACH_NULL */
};

struct interpreter;

struct interpreter *interpreter_new(const struct rule_set *rules, struct arena *a);
size_t interpreter_outline_words(const struct interpreter *in);
size_t interpreter_duty_words(const struct interpreter *in);
void decision_init(const struct interpreter *in, struct decision *d, struct arena *a);

/* Both of this interpreter; *to has been initialized. */
void decision_copy(const struct interpreter *in, struct decision *to, const struct decision *from);

/* Whether a condition holds in a situation. Those that ask "applies" need interpret() of the same
 * situation to have run before. */
bool interpret_cond(struct interpreter *in, const struct cond *c, const int64_t *situation);

/* The first assumption that the situation breaks, or -1. */
int32_t interpret_broken_assume(struct interpreter *in, const int64_t *situation);

/* Decides one situation: a value for every fact (readings: their own value), within every
 * assumption or not. */
void interpret(struct interpreter *in, const int64_t *situation, struct decision *d);

/* The approaches that rule number `rule` opens, closes or attaches to in the situation that was
 * interpreted last; without any it does not apply. */
uint32_t interpret_acts_for(const struct interpreter *in, uint32_t rule);

static inline bool interpret_applied(const struct interpreter *in, uint32_t rule) {
    return interpret_acts_for(in, rule) != 0;
}

enum interpret_result { INTERPRET_OK, INTERPRET_IMPOSSIBLE, INTERPRET_TOO_MANY };

/* What gives a fact its value in every completion, where nothing is said of it. */
enum interpret_source {
    INTERPRET_NO_SOURCE,
    INTERPRET_PRESUMED, /* a presumption, be it in some completions only */
    INTERPRET_DEFAULT
};

struct answer {
    struct decision decision;
    /* Bit sets: of the duties, `before` ones and cautions those that not every completion has. */
    uint64_t *uncertain_duties, *uncertain_ids;
    uint8_t *judgements; /* one a fact: the decision hangs on it */
    uint8_t *readings;   /* one a fact: a reading that, taken otherwise, would change it */
    uint8_t *presumed;   /* one a fact: what gives it presumed_value, an enum interpret_source */
    uint8_t *somewhere;  /* one a fact: a presumption gives it a value in some completion */
    int64_t *presumed_value; /* one a fact */
    uint32_t *ask, n_ask;    /* facts, the most helpful first */
    int32_t broken_assume;   /* IMPOSSIBLE: the first assumption that leaves no completion */
    uint64_t completions;
};

void answer_init(const struct interpreter *in, struct answer *answer, struct arena *a);

/*
 * Decides a request: known[f] says whether fact f is stated. Tries every completion, where a number
 * or a date stands for all that the policy's own constants do not tell apart, and gives up
 * (TOO_MANY) over `limit` of them. `questions`: fill `judgements`, `readings` and `ask` too.
 */
enum interpret_result interpret_request(struct interpreter *in, const int64_t *value,
                                        const uint8_t *known, uint64_t limit, bool questions,
                                        struct answer *answer);

/* Calls visit() for each completion of a request, in no promised order, while it returns true. The
 * result is as above; *situation and *decision are good until visit() returns. */
typedef bool interpret_visitor(void *context, const int64_t *situation,
                               const struct decision *decision);

enum interpret_result interpret_completions(struct interpreter *in, const int64_t *value,
                                            const uint8_t *known, uint64_t limit,
                                            interpret_visitor *visit, void *context);

#endif
