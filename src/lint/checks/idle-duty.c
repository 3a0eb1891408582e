/* A duty that some rule attaches, but that no decision ever has, however the open questions are
 * read. */
#include "lint/lint.h"
#include "analysis/ask.h"
#include "analysis/readings.h"
#include "analysis/seen.h"

enum { MOST_NOTES = 4 };

static void note_rules(struct analysis *l, uint32_t duty) {
    unsigned n = 0;
    vec_each (struct rule, r, &l->rules->rules)
        if (r->kind == STATEMENT_DUTY && r->duty == duty && n++ < MOST_NOTES)
            diag_note(l->d, r->at, "%s would attach it here", l->m->blocks.at[r->block].id.name);
}

void lint_idle_duty(struct analysis *l) {
    if (seen_duties(l)) return;
    const struct decisions *d = analysis_any_reading(l);
    bool *attached = arena_array(l->arena, bool, l->m->duties.len);
    vec_each (struct rule, r, &l->rules->rules)
        if (r->kind == STATEMENT_DUTY) attached[r->duty] = true;
    vec_each (struct component, c, &d->components) {
        if (c->part != DECISION_DUTY || !attached[c->index] ||
            diagram_and(d->g, c->is, ask_feasible(d)) != NO || d->g->gave_up)
            continue;
        const struct declared *duty = &l->m->duties.at[c->index].id;
        if (duty->foreign) continue;
        diag_report(l->d, DIAG_IDLE_DUTY, duty->at,
                    "no decision ever has the duty %s, though rules attach it: mend those rules, "
                    "or remove it",
                    duty->name);
        note_rules(l, c->index);
    }
}
