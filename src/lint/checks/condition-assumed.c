/*
 * A part of a condition that matters only if an assumption is wrong. The policy says so on purpose,
 * as a rule: the document that it states does not know our assumptions. So this is for those who
 * ask.
 */
#include "lint/tell.h"

void lint_condition_assumed(struct analysis *l) {
    struct study *st = study_of(l);
    if (!st) return;
    study_parts(st);
    for (uint32_t i = 0; i < st->parts.len && !st->g->gave_up; i++) {
        const struct part_of_rule *p = &st->parts.at[i];
        if (!p->idle || !p->assumed) continue;
        diag_report(l->d, DIAG_CONDITION_ASSUMED, p->what->at,
                    "what is assumed of the world makes this part of the rule of %s superfluous: "
                    "without it no decision would differ",
                    tell_rule(st, p->rule));
        if (l->m->assumes.len == 1) diag_note(l->d, l->m->assumes.at[0].at, "this is assumed");
    }
}
