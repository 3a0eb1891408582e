/* An expectation that is met nowhere: a caution each time. */
#include "lint/tell.h"

void lint_expectation_never_met(struct analysis *l) {
    struct study *st = study_of(l);
    for (uint32_t i = 0; st && i < l->rules->rules.len; i++)
        if (st->verdicts[i].unmet)
            diag_report(l->d, DIAG_EXPECTATION_NEVER_MET, l->rules->rules.at[i].meet->at,
                        "what %s expects never holds where it is expected (%s): every decision "
                        "there carries the caution; mend what is expected, or of whom",
                        tell_rule(st, i), tell_count(st, study_condition(st, i)));
}
