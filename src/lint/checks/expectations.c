/* An expectation that is met wherever it applies, so that no decision ever has its caution; or
 * nowhere: a caution each time. */
#include "lint/lint.h"

void lint_expectations(struct analysis *l, enum diag_code code) {
    struct study *st = study_of(l);
    bool always = code == DIAG_EXPECTATION_ALWAYS_MET;
    for (uint32_t i = 0; st && i < l->rules->rules.len; i++) {
        const struct rule *r = &l->rules->rules.at[i];
        const struct rule_verdict *v = &st->verdicts[i];
        if (r->kind != STATEMENT_EXPECTATION || !(always ? v->kind == RULE_MET : v->unmet))
            continue;
        diag_report(
            l->d, code, r->meet->at, "what %s expects %s holds where it is expected (%s): %s",
            tell_rule(st, i), always ? "always" : "never", tell_count(st, study_condition(st, i)),
            always
                ? lint_is_asked_of(l, r->block)
                      ? "nobody will ever be cautioned; mend it"
                      : "nobody will ever be cautioned; leave it out, or mend it"
                : "whatever is open there carries the caution; mend what is expected, or of whom");
        if (always && !lint_is_asked_of(l, r->block)) diag_fix(l->d, write_no_rule(st, i));
    }
}
