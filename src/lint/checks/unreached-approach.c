/* An approach that no answer ever has, however the open questions are read: neither by a permission
 * nor by default. */
#include "lint/lint.h"
#include "analysis/ask.h"
#include "analysis/readings.h"
#include "analysis/seen.h"

enum { MOST_NOTES = 4 };

static void note_rules(struct analysis *l, uint32_t approach, bool closing) {
    unsigned n = 0;
    vec_each (struct rule, r, &l->rules->rules) {
        bool closes = r->kind == STATEMENT_PROHIBITION || r->kind == STATEMENT_GATE;
        if (closes != closing || (!closes && r->kind != STATEMENT_PERMISSION) ||
            !(r->approaches >> approach & 1) || n == MOST_NOTES)
            continue;
        diag_note(l->d, r->at, closing ? "%s closes it here" : "%s would open it here",
                  l->m->blocks.at[r->block].id.name);
        n++;
    }
}

static bool is_named(const struct analysis *l, uint32_t approach) {
    vec_each (struct rule, r, &l->rules->rules)
        if (r->kind == STATEMENT_PERMISSION && (r->approaches >> approach & 1)) return true;
    return false;
}

static void tell(struct analysis *l, const struct decisions *d, uint32_t a) {
    const struct approach *x = &l->m->approaches.at[a];
    struct span at = x->block == MODEL_NONE ? x->id.at : l->m->blocks.at[x->block].id.at;
    bool by_default = l->m->default_approach == a;
    const char *though = by_default ? ", nor is it ever left as the default" : "";
    if (!is_named(l, a)) {
        diag_report(l->d, DIAG_UNREACHED_APPROACH, at,
                    "no rule opens %s%s: no answer ever has it; add a permission, or take it out",
                    x->id.name, though);
    } else if (diagram_and(d->g, d->permit[a], ask_feasible(d)) == NO) {
        diag_report(l->d, DIAG_UNREACHED_APPROACH, at,
                    "no answer ever has %s: the permissions that open it never apply%s", x->id.name,
                    though);
        note_rules(l, a, false);
    } else {
        diag_report(l->d, DIAG_UNREACHED_APPROACH, at,
                    "no answer ever has %s: wherever a permission opens it, it is closed%s",
                    x->id.name, though);
        note_rules(l, a, false);
    }
    if (is_named(l, a) || by_default) note_rules(l, a, true);
}

void lint_unreached_approach(struct analysis *l) {
    if (seen_approaches(l)) return;
    const struct decisions *d = analysis_any_reading(l);
    struct diagrams *g = d->g;
    diagram feasible = ask_feasible(d);
    for (uint32_t a = 0; a < l->m->approaches.len && feasible != NO; a++) {
        diagram reached = diagram_and(g, d->open[a], feasible);
        if (l->m->default_approach == a)
            reached = diagram_or(g, reached,
                                 diagram_and(g, diagram_or(g, d->by_default, d->start[a]),
                                             feasible)); /* by default, or meanwhile */
        if (reached == NO && !g->gave_up) tell(l, d, a);
    }
}
