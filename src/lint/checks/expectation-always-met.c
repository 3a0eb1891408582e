/* An expectation that is met wherever it applies: no decision will ever have its caution. */
#include "lint/tell.h"

void lint_expectation_always_met(struct analysis *l) {
    struct study *st = study_of(l);
    for (uint32_t i = 0; st && i < l->rules->rules.len; i++) {
        const struct rule *r = &l->rules->rules.at[i];
        if (st->verdicts[i].kind == RULE_MET && r->kind == STATEMENT_EXPECTATION)
            diag_report(l->d, DIAG_EXPECTATION_ALWAYS_MET, r->meet->at,
                        "what %s expects always holds where it is expected (%s): nobody will ever "
                        "be cautioned; leave it out, or mend it",
                        tell_rule(st, i), tell_count(st, study_condition(st, i)));
    }
}
