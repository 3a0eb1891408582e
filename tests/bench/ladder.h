/*
 * An `if` ladder of the same rules, as a programmer would write it by hand: for comparison only. Of
 * policies without priorities and without duties that wait for a permission.
 */
#ifndef TESTS_BENCH_LADDER_H
#define TESTS_BENCH_LADDER_H

#include "rules/rules.h"

#include <inttypes.h>
#include <stdio.h>

static inline void ladder_cond(FILE *out, const struct model *m, const struct cond *c) {
    const char *name =
                   c->kind >= COND_IN && c->kind <= COND_EMPTY ? m->facts.at[c->fact].id.name : "",
               *between = "";
    switch (c->kind) {
    case COND_IN:
        for (uint32_t v = 0;
             v < (m->facts.at[c->fact].kind == FACT_FLAG ? 2 : m->facts.at[c->fact].values.len);
             v++)
            if (bitset_has(c->set, v)) {
                fprintf(out, "%sr->%s == %" PRIu32, *between ? between : "(", name, v + 1);
                between = " || ";
            }
        fputs(*between ? ")" : "0", out);
        break;
    case COND_RANGE:
        fprintf(out, "(r->%s >= %" PRId64 " && r->%s <= %" PRId64 ")", name, c->low, name, c->high);
        break;
    case COND_INCLUDES: fprintf(out, "(r->%s >> %" PRIu32 " & 1)", name, c->element); break;
    case COND_EMPTY: fprintf(out, "r->%s == 0", name); break;
    case COND_NOT:
        fputs("!(", out);
        ladder_cond(out, m, c->terms.at[0]);
        fputs(")", out);
        break;
    case COND_AND:
    case COND_OR:
        fputs("(", out);
        vec_each (struct cond *, t, &c->terms) {
            fputs(between, out);
            ladder_cond(out, m, *t);
            between = c->kind == COND_AND ? " && " : " || ";
        }
        fputs(*between ? ")" : c->kind == COND_AND ? "1)" : "0)", out);
        break;
    default: fputs("1", out); break;
    }
}

/* int ladder(const struct p_request *r): the approach that is open, of a ranked policy. */
static inline void ladder_write(FILE *out, const struct rule_set *rules) {
    const struct model *m = rules->model;
    fputs(
        "static int ladder(const struct p_request *r)\n{\n    unsigned open = 0, closed = 0, a;\n",
        out);
    vec_each (const struct rule, r, &rules->rules) {
        if (r->kind > STATEMENT_REQUIREMENT) continue;
        fputs("    if (", out);
        ladder_cond(out, m, r->cond);
        fprintf(out, ") %s |= %" PRIu32 "u;\n", r->kind == STATEMENT_PERMISSION ? "open" : "closed",
                r->approaches);
    }
    fprintf(out,
            "    open &= ~closed;\n    for (a = %zuu; a-- > 0;)\n        if (open >> a & 1) return "
            "(int)a;\n",
            m->approaches.len);
    if (m->default_approach != MODEL_NONE)
        fprintf(out, "    return closed >> %" PRIu32 " & 1 ? -1 : %" PRIu32 ";\n}\n",
                m->default_approach, m->default_approach);
    else
        fputs("    return -1;\n}\n", out);
}

#endif
