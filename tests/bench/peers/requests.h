/* Random complete requests, shaped like real use, and how the reference
 * interpreter decides them. */
#ifndef TESTS_BENCH_PEERS_REQUESTS_H
#define TESTS_BENCH_PEERS_REQUESTS_H

#include "tests/bench/peers/approach.h"
#include "tests/props/harness.h"

#include <stdio.h>

struct requests {
    struct compiled *c;
    size_t n;
    int64_t *values;          /* a row for each request, a column for each fact of the model */
    uint8_t *in_a_line;       /* by fact: a line of the register states it */
    struct decision decision; /* room for one */
};

/* The same ones each time; n is 0 where not one was found within what the policy assumes. A
 * register states every fact that has no default, and of the others those on which the approach
 * hangs. */
struct requests requests_draw(struct compiled *c, const struct approach_order *o, size_t n);

/* Every fact; the register; the same with its keys in random order; the register so many times,
 * each time with other facts missing, each of them in so many requests of a hundred; the same with
 * its keys in random order. */
enum lines {
    LINES_COMPLETE,
    LINES_STABLE,
    LINES_SHUFFLED,
    LINES_INCOMPLETE,
    LINES_INCOMPLETE_SHUFFLED
};
enum { INCOMPLETE_TIMES = 4, MISSING_PERCENT = 30 };

void write_lines(FILE *out, const struct requests *r, enum lines which);
void write_values(
    FILE *out,
    const struct requests *r); /* 64-bit integers, as the model has them; readings left out */
void write_register(FILE *out, const struct requests *r); /* SQL */
void write_answers(
    FILE *out, struct requests *r); /* 64-bit integers, in the order of struct answer_row below */
void write_answer_lines(FILE *out,
                        struct requests *r);          /* as the evaluator writes six of its keys */
void write_approaches(FILE *out, struct requests *r); /* names, a line each */
void write_about(FILE *out, struct requests *r); /* how many of each status, bytes a line, ... */

/*
 * A row of answers.bin: status, approach, now, open, committed, modality; then as words the sets
 * basis, cautions, closed_by (of paragraphs), duties and before (of duties).
 */

#endif
