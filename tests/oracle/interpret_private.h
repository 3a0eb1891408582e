/* What the two halves of the interpreter share. Inside rules/ only. */
#ifndef STRATC_TESTS_ORACLE_INTERPRET_PRIVATE_H
#define STRATC_TESTS_ORACLE_INTERPRET_PRIVATE_H

#include "space/domain.h"
#include "tests/oracle/interpret.h"

enum { UNKNOWN_YET = 2 };

struct interpreter {
    const struct rule_set *rules;
    const struct model *model;
    uint32_t *acts_for; /* by rule: the approaches that it opens, closes or attaches to, after
                           priorities; none where it does not apply */
    uint8_t *defined;   /* by definition: 0, 1 or UNKNOWN_YET */
    const struct domain *domains; /* by fact */
    struct arena own; /* for one request; freed after it, and with the arena of the interpreter */
};

/* ---- a request with its completions ---- */

/*
 * The unknown facts are the digits of a number, the first the least significant; completion number
 * i gives each the value that its digit chooses. So two completions that differ in one fact alone
 * are a multiple of that digit's weight apart.
 */
enum { NOT_A_COMPLETION = UINT16_MAX, MAX_PAIRS = UINT16_MAX - 1 };

/* A status with the approach (ranked) or the open approaches (unranked): what 7 and 8 compare. */
struct pair {
    enum status status;
    int64_t approach;
    bool reached; /* by a completion, not only by what is asked about it */
};
struct pairs VEC(struct pair);

struct digit {
    uint32_t fact;
    uint64_t weight;
    const struct domain *domain;
};

struct trial {
    struct interpreter *in;
    struct arena *arena;
    const uint8_t *known;
    uint8_t *silent; /* judgements with presumptions that the request does not state */
    uint8_t *filled; /* by fact: what gives it in this completion, an enum interpret_source */
    int64_t *situation;
    struct digits VEC(struct digit) digits;
    uint64_t combinations, completions;
    uint16_t *pair_of; /* by combination: an index into pairs, or NOT_A_COMPLETION */
    struct pairs pairs;
    struct decision one;
    bool questions, too_many, stopped;
    interpret_visitor *visit; /* or NULL */
    void *context;
    struct answer *answer; /* or NULL */
    struct lists always;   /* what every completion has */
    uint8_t *assume_left;  /* by assumption: some completion satisfies it and all before it */
};

void put_combination(struct trial *t, uint64_t i);

/* The number of what the situation leads to now. */
uint16_t decide_pair(struct trial *t);

/* Whether the situation is a completion: as defaults and presumptions fill it, and as assumed. */
bool as_filled(struct trial *t);
bool as_assumed(struct trial *t);

/* Point 7, for one completion, which leads to `pair` and is the situation of the trial. */
void reverse_judgements(struct trial *t, uint16_t pair);
void take_readings_otherwise(struct trial *t, uint16_t pair);

/* Point 7: what to ask for, where completions lead to different pairs. */
void put_questions(struct trial *t);

void lists_init(const struct interpreter *in, struct lists *l, struct arena *a);
void lists_copy(const struct interpreter *in, struct lists *to, const struct lists *from);

#endif
