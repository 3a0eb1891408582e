/* A rule without which every decision would be the same. Rules that say just the same, and duties
 * attached twice, have checks of their own. */
#include "lint/tell.h"

static const char *why(struct study *st, uint32_t rule) {
    struct arena *a = st->l->arena;
    const struct rule *r = &st->rules->rules.at[rule];
    const struct rule_verdict *v = &st->verdicts[rule];
    const char *names[8];
    size_t n = 0;
    for (; n < v->cover.len && n < 8; n++) names[n] = tell_rule(st, v->cover.at[n]);
    if (n == 1)
        return arena_printf(a, "wherever it matters (%s), %s does the same",
                            tell_count(st, v->where), names[0]);
    if (n > 1 && n == v->cover.len)
        return arena_printf(a, "wherever it matters (%s), %s together do the same",
                            tell_count(st, v->where), tell_list(a, names, n));
    if (n > 1)
        return arena_printf(a, "wherever it matters (%s), %zu other rules together do the same",
                            tell_count(st, v->where), v->cover.len);
    if (r->kind == STATEMENT_DUTY || r->kind == STATEMENT_EXPECTATION)
        return "where it applies, what it is attached to is never used";
    if (r->kind == STATEMENT_PERMISSION) return "what it opens and sets aside changes nothing";
    return "wherever it closes anything, no permission opens that";
}

void lint_redundant_rule(struct analysis *l) {
    struct study *st = study_of(l);
    for (uint32_t i = 0; st && i < l->rules->rules.len; i++) {
        const struct rule *r = &l->rules->rules.at[i];
        if (st->verdicts[i].kind != RULE_REDUNDANT) continue;
        diag_report(l->d, DIAG_REDUNDANT_RULE, r->at,
                    "without \"%s\" in %s every decision would be the same: %s", tell_what(st, i),
                    l->m->blocks.at[r->block].id.name, why(st, i));
        tell_rules(st, &st->verdicts[i].cover, "does so");
    }
}
