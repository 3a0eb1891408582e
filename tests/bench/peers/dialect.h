/* Conditions in the words of C, SQL, Cedar and ZEN. */
#ifndef TESTS_BENCH_PEERS_DIALECT_H
#define TESTS_BENCH_PEERS_DIALECT_H

#include "tests/bench/peers/approach.h"

#include <stdio.h>

struct tables VEC(const struct cond *);

struct writer {
    FILE *out;
    const struct model *model;
    struct arena *arena;
    const struct dialect *dialect;
    struct tables tables; /* C: the value sets that have a table of their own, in the order of their
                             numbers */
};

/* A fact's member in emitted C, but where facts collide: a word that means something to a compiler
 * needs an underscore. */
const char *member_of_c(struct arena *a, const char *name);

struct dialect {
    const char *and, * or, *not, *yes, *no;
    const char *one_if, *one_else_none;                   /* around a condition, to count with */
    void (*test)(struct writer *w, const struct cond *c); /* IN, RANGE, INCLUDES, EMPTY */
};

extern const struct dialect dialect_c, dialect_sql, dialect_cedar, dialect_zen;

void write_cond(struct writer *w, const struct cond *c);
void write_not(struct writer *w, const struct cond *c);
void write_all(struct writer *w, const struct conds *terms, enum cond_kind kind);

/* The values of a test of a ONE_OF, or those that it leaves out where these are fewer. */
struct choice {
    bool left_out;
    struct indices values;
};

struct choice choice_of(const struct writer *w, const struct cond *c);

#endif
