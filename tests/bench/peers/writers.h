/* What the generator of the benchmark writes, file by file. Each is given an open stream. */
#ifndef TESTS_BENCH_PEERS_WRITERS_H
#define TESTS_BENCH_PEERS_WRITERS_H

#include "tests/bench/peers/approach.h"
#include "tests/props/harness.h"

#include <stdio.h>

/* C: the request, its values and what the functions below are called; how it and the emitted code's
 * own request are filled. */
void write_peers_h(FILE *out, const struct compiled *c);
void write_fill_c(FILE *out, const struct compiled *c);

/* C: the approach as a ladder of `if`, and as a `switch` by activity and objective with just the
 * rules that remain in each case. */
void write_ladder_c(FILE *out, const struct compiled *c, const struct approach_order *o);
void write_switch_c(FILE *out, const struct compiled *c, const struct approach_order *o);

/* C: a mask of the boxes that each value leaves possible, ANDed: the approach alone, and with
 * status, now, duties and what is still to be done. */
void write_mask_c(FILE *out, const struct compiled *c, bool approach_alone);

/* The approach as an SQL expression, as Cedar policies, as a decision table for zen, as rules for
 * json-rules-engine. */
void write_case_sql(FILE *out, const struct compiled *c, const struct approach_order *o);
void write_cedar(FILE *out, const struct compiled *c, const struct approach_order *o);
void write_approaches_down(FILE *out,
                           const struct compiled *c); /* in the order in which Cedar is asked */
void write_zen(FILE *out, const struct compiled *c, const struct approach_order *o);
void write_json_rules(FILE *out, const struct compiled *c, const struct approach_order *o);

#endif
