/* A qualifier, or an operand of `and`, `or` or `at least N of`, without which every decision would
 * be the same. */
#include "lint/tell.h"

static const char *why(const struct part_of_rule *p) {
    if (p->never) return "it never holds here";
    if (p->said) return "the rest of the rule, with its place, says as much";
    return "where it makes a difference, other rules decide the same";
}

void lint_condition_part_no_effect(struct analysis *l) {
    struct study *st = study_of(l);
    if (!st) return;
    study_parts(st);
    for (uint32_t i = 0; i < st->parts.len && !st->g->gave_up; i++) {
        const struct part_of_rule *p = &st->parts.at[i];
        if (!p->idle || p->assumed || study_part_limits_nothing(p)) continue;
        diag_report(l->d, DIAG_CONDITION_PART_NO_EFFECT, p->what->at,
                    "leaving this out of the rule of %s would change no decision: %s",
                    tell_rule(st, p->rule), why(p));
    }
}
