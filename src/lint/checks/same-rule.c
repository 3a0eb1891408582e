/* Two rules that do the same in every situation. Reported at the later one. */
#include "lint/tell.h"

void lint_same_rule(struct analysis *l) {
    struct study *st = study_of(l);
    for (uint32_t i = 0; st && i < l->rules->rules.len; i++) {
        const struct rule_verdict *v = &st->verdicts[i];
        const struct rule *r = &l->rules->rules.at[i];
        if (v->kind != RULE_SAME) continue;
        diag_report(
            l->d, DIAG_SAME_RULE, r->at,
            "\"%s\" in %s says what %s says already, for the same %s; one of the two is enough",
            tell_what(st, i), l->m->blocks.at[r->block].id.name, tell_rule(st, v->cover.at[0]),
            tell_count(st, v->where));
        tell_rules(st, &v->cover, "says it");
    }
}
