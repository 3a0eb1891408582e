/*
 * Layout: the clauses of a rule set as the three arrays of runtime/strat.h. Analysed here as a
 * whole; printed elsewhere.
 */
#ifndef STRATC_TABLE_LAYOUT_H
#define STRATC_TABLE_LAYOUT_H

#include "rules/rules.h"
#include "runtime/strat.h"
#include "space/clauses.h"

/* A run of table words with what it is, for the comments of the emitted C. */
struct layout_part {
    size_t at, words;
    const char *what; /* "row of partner = UA, MD", ... */
};

struct layout {
    struct strat_policy policy;                        /* points into the arena */
    struct layout_parts VEC(struct layout_part) parts; /* in order, without gaps */
};

/* How clauses are laid out: as what is faster, as rows of clauses, or as records and indexes. */
enum layout_kind { LAYOUT_AUTO, LAYOUT_ROWS, LAYOUT_INDEX };

/* `clauses` of the space, without probes. `diagrams`: small policies with compiled diagrams, which
 * takes longer, and pays where many requests are decided. NULL where a limit was reached: reported.
 */
struct layout *layout_build(struct diags *d, struct space *s, const struct clause_set *clauses,
                            bool diagrams);

/* The same, for tests: with the layout that is named. */
struct layout *layout_build_as(struct diags *d, struct space *s, const struct clause_set *clauses,
                               enum layout_kind kind, bool diagrams);

/* The same without compiled diagrams; and without the second table, which readings alone are asked
 * of, unless these are wanted. The names still tell of readings: strat_check() would refuse it. */
const struct layout *layout_for_c(struct arena *a, const struct layout *layout, bool readings);

/* As text, for whoever debugs. */
void layout_dump(FILE *out, const struct layout *l);

#endif
