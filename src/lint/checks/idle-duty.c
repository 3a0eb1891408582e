/* A duty that some rule attaches, but that no decision ever has, however the open questions are
 * read. */
#include "lint/lint.h"
#include "analysis/study.h"

/* Whether nothing hangs on these rules. */
static bool can_go(const struct analysis *l, const struct indices *rules) {
    vec_each (uint32_t, r, rules)
        if (lint_is_asked_of(l, l->rules->rules.at[*r].block)) return false;
    return true;
}

void lint_idle_duty(struct analysis *l, enum diag_code code) {
    if (seen_duties(l)) return;
    const struct decisions *d = analysis_any_reading(l);
    struct indices *rules = arena_array(l->arena, struct indices, l->m->duties.len); /* by duty */
    for (uint32_t i = 0; i < l->rules->rules.len; i++)
        if (l->rules->rules.at[i].kind == STATEMENT_DUTY)
            vec_push(l->arena, &rules[l->rules->rules.at[i].duty], i);
    for (uint32_t i = 0; i < l->m->duties.len; i++) {
        diagram has = decisions_list(d, DECISION_DUTY, i);
        if (rules[i].len == 0 || diagram_and(d->g, has, decisions_feasible(d)) != NO ||
            d->g->gave_up)
            continue;
        const struct declared *duty = &l->m->duties.at[i].id;
        if (duty->foreign) continue;
        diag_report(l->d, code, duty->at,
                    "no decision ever has the duty %s, though rules attach it: mend those rules%s",
                    duty->name, can_go(l, &rules[i]) ? ", or remove it" : "");
        lint_note_rules(l, &rules[i], "would attach it here");
    }
}
