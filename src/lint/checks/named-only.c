/* A permission that opens nothing that others do not open: without it only the list of paragraphs
 * that an answer rests on would be shorter. */
#include "lint/tell.h"

void lint_named_only(struct analysis *l) {
    struct study *st = study_of(l);
    for (uint32_t i = 0; st && i < l->rules->rules.len; i++) {
        const struct rule *r = &l->rules->rules.at[i];
        if (st->verdicts[i].kind != RULE_NAMED_ONLY) continue;
        diag_report(l->d, DIAG_NAMED_ONLY, r->at,
                    "\"%s\" in %s decides nothing that others do not decide already (in %s): it "
                    "only adds %s to what a decision rests on",
                    tell_what(st, i), l->m->blocks.at[r->block].id.name,
                    tell_count(st, st->verdicts[i].where), l->m->blocks.at[r->block].id.name);
        tell_rules(st, &st->verdicts[i].cover, "opens as much");
    }
}
