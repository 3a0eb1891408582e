/* A rule that is set aside, by a stated priority, wherever its condition holds. */
#include "lint/tell.h"

static diagram applies(struct study *st, uint32_t block) {
    diagram some = NO;
    bool permissions = block_has_permission(st->rules, block);
    for (uint32_t i = st->rules->first[block]; i < st->rules->first[block + 1]; i++)
        if (!permissions || st->rules->rules.at[i].kind == STATEMENT_PERMISSION)
            some = diagram_or(st->g, some, study_effects(st, st->place[i]));
    return some;
}

void lint_always_set_aside(struct analysis *l) {
    struct study *st = study_of(l);
    for (uint32_t i = 0; st && i < l->rules->rules.len; i++) {
        const struct rule *r = &l->rules->rules.at[i];
        if (st->verdicts[i].kind != RULE_ASIDE) continue;
        diagram holds = study_holds(st, i);
        const char *id = l->m->blocks.at[r->block].id.name;
        diag_report(l->d, DIAG_ALWAYS_SET_ASIDE, r->at,
                    "\"%s\" in %s has no effect: in %s where it would apply, a paragraph that "
                    "prevails over %s applies too; mend its condition, or the priority",
                    tell_what(st, i), id, tell_all(st, holds), id);
        vec_each (uint32_t, p, &l->rules->winners[r->block]) {
            const struct priority *over = &l->m->priorities.at[*p];
            if ((!over->gate_only || r->kind == STATEMENT_GATE) &&
                diagram_and(st->g, holds, applies(st, over->winner)) != NO)
                diag_note(l->d, over->at, "here %s is said to prevail over %s",
                          l->m->blocks.at[over->winner].id.name, id);
        }
    }
}
