/*
 * The reference interpreter: the meaning of a policy, in the plainest C there is.
 *
 * It follows sections 4 and 5 of the language's definition, sentence by sentence, rule by rule,
 * with no table, no classes of values and no diagram; unknown facts are handled by trying every
 * completion. It is slow, and it is what everything fast is tested against.
 *
 * Source: grammar/reference.md, "How a decision is made". One interpreter belongs to one thread at
 * a time.
 */
#ifndef STRATC_TESTS_ORACLE_INTERPRET_H
#define STRATC_TESTS_ORACLE_INTERPRET_H

#include "rules/rules.h"

#define APPROACH_NONE (-1)
#define APPROACH_NULL (-2) /* no single one */

/* Bit sets in 64-bit words: `basis`, `cautions`, `closed_by` over the outline, `duties` and
 * `before` over duties. */
struct lists {
    uint64_t *basis, *cautions, *closed_by, *duties, *before;
    int modality; /* -1 without a basis, else enum modality */
};

struct decision {
    enum status status;
    int32_t approach, now;
    uint32_t open; /* bit a: approach a */
    bool committed;
    struct lists lists;
    struct lists
        *each; /* unranked: one an approach, meaningful for the open ones (closed_by unused) */
    /* undetermined: */
    uint32_t possible, possible_status;
    bool possible_none;
};

struct interpreter;

struct interpreter *interpreter_new(const struct rule_set *rules, struct arena *a);
size_t interpreter_outline_words(const struct interpreter *in);
size_t interpreter_duty_words(const struct interpreter *in);
void decision_init(const struct interpreter *in, struct decision *d, struct arena *a);

/* Whether a condition holds in a situation. Those that ask "applies" need interpret() of the same
 * situation to have run before. */
bool interpret_cond(struct interpreter *in, const struct cond *c, const int64_t *situation);

/* The first assumption that the situation breaks, or -1. */
int32_t interpret_broken_assume(struct interpreter *in, const int64_t *situation);

/* Decides one situation: a value for every fact (readings: their own value), within every
 * assumption or not. */
void interpret(struct interpreter *in, const int64_t *situation, struct decision *d);

/* Whether rule number `rule` applied in the situation that was interpreted last. */
bool interpret_applied(const struct interpreter *in, uint32_t rule);

enum interpret_result { INTERPRET_OK, INTERPRET_IMPOSSIBLE, INTERPRET_TOO_MANY };

struct verdict {
    struct decision decision;
    uint8_t *judgements;   /* one a fact: the decision hangs on it */
    uint32_t *ask, n_ask;  /* facts, the most helpful first */
    int32_t broken_assume; /* IMPOSSIBLE: the first assumption that leaves no completion */
    uint64_t completions;
};

void verdict_init(const struct interpreter *in, struct verdict *v, struct arena *a);

/*
 * Decides a request: known[f] says whether fact f is stated. Tries every completion, where a number
 * or a date stands for all that the policy's own constants do not tell apart, and gives up
 * (TOO_MANY) over `limit` of them. `questions`: fill `judgements` and `ask` too.
 */
enum interpret_result interpret_request(struct interpreter *in, const int64_t *value,
                                        const uint8_t *known, uint64_t limit, bool questions,
                                        struct verdict *v);

/* Calls visit() for each completion of a request, in no promised order, while it returns true. The
 * result is as above; *situation and *decision are good until visit() returns. */
typedef bool interpret_visitor(void *context, const int64_t *situation,
                               const struct decision *decision);

enum interpret_result interpret_completions(struct interpreter *in, const int64_t *value,
                                            const uint8_t *known, uint64_t limit,
                                            interpret_visitor *visit, void *context);

#endif
