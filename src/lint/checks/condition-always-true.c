/* A condition that always holds, or an exception that never does: it looks like a limit, and is
 * none. */
#include "lint/tell.h"

static void report_part(struct study *st, const struct part_of_rule *p) {
    const char *id = tell_rule(st, p->rule);
    if (p->is_qualifier && p->qualifier == AST_UNLESS)
        diag_report(st->l->d, DIAG_CONDITION_ALWAYS_TRUE, p->what->at,
                    "this exception of %s never holds in a situation that is possible and in "
                    "scope: it excepts nothing; leave it out, or mend it",
                    id);
    else
        diag_report(st->l->d, DIAG_CONDITION_ALWAYS_TRUE, p->what->at,
                    "this condition of %s holds in every situation that is possible and in scope: "
                    "it limits nothing; leave it out, or mend it",
                    id);
}

void lint_condition_always_true(struct analysis *l) {
    struct study *st = study_of(l);
    if (!st) return;
    study_parts(st);
    for (uint32_t i = 0; i < st->parts.len && !st->g->gave_up; i++)
        if (st->parts.at[i].idle && !st->parts.at[i].assumed &&
            study_part_limits_nothing(&st->parts.at[i]))
            report_part(st, &st->parts.at[i]);
    for (uint32_t i = 0; i < l->rules->rules.len && !st->g->gave_up; i++) {
        const struct rule *r = &l->rules->rules.at[i];
        if (st->verdicts[i].kind == RULE_MET && r->kind == STATEMENT_GATE)
            diag_report(l->d, DIAG_CONDITION_ALWAYS_TRUE, r->at,
                        "what %s requires holds in every situation that is possible and in scope: "
                        "the requirement closes nothing; leave it out, or mend it",
                        l->m->blocks.at[r->block].id.name);
    }
}
