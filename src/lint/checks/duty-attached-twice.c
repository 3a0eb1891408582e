/* A duty that its own paragraph attaches by another rule as well, wherever this one does. */
#include "lint/tell.h"

void lint_duty_attached_twice(struct analysis *l) {
    struct study *st = study_of(l);
    for (uint32_t i = 0; st && i < l->rules->rules.len; i++) {
        const struct rule_verdict *v = &st->verdicts[i];
        const struct rule *r = &l->rules->rules.at[i];
        if (v->kind != RULE_TWICE) continue;
        diag_report(
            l->d, DIAG_DUTY_ATTACHED_TWICE, r->at,
            "%s attaches %s twice: in %s where this rule does, another of its rules does too",
            l->m->blocks.at[r->block].id.name, l->m->duties.at[r->duty].id.name,
            tell_all(st, v->where));
        tell_rules(st, &v->cover, "attaches it");
    }
}
