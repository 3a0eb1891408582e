/*
 * A rule whose condition holds in no situation. Where its clauses contradict one another, or the assumptions, the message points at those that do.
 */
#include "lint/tell.h"

struct clauses_of_rule VEC(uint32_t); /* parts */

/* The clauses of the rule that cannot hold together, none to spare. */
static struct clauses_of_rule contradiction(struct study *st, uint32_t rule)
{
    struct clauses_of_rule clauses = {0};
    for (uint32_t i = 0; i < st->parts.len; i++)
        if (st->parts.at[i].rule == rule && st->parts.at[i].is_clause)
            vec_push(st->l->arena, &clauses, i);
    for (size_t skip = clauses.len; skip-- > 0;) {
        diagram all = st->world;
        for (size_t i = 0; i < clauses.len; i++) {
            diagram holds = study_part(st, clauses.at[i]);
            if (i != skip)
                all = st->parts.at[clauses.at[i]].clause == AST_UNLESS ? diagram_but(st->g, all, holds) : diagram_and(st->g, all, holds);
        }
        if (all != NO)
            continue;
        for (size_t i = skip; i + 1 < clauses.len; i++)
            clauses.at[i] = clauses.at[i + 1];
        clauses.len--;
    }
    return clauses;
}

static void report(struct study *st, uint32_t rule)
{
    const struct rule *r = &st->rules->rules.at[rule];
    diag_report(st->l->d, DIAG_NEVER_APPLIES, r->at,
                "\"%s\" in %s never applies: no situation that is possible and in scope is as this rule asks; mend its condition, or remove it",
                tell_what(st, rule), st->m->blocks.at[r->block].id.name);
    struct clauses_of_rule clauses = contradiction(st, rule);
    vec_each(uint32_t, i, &clauses) {
        const struct part_of_rule *p = &st->parts.at[*i];
        diag_note(st->l->d, p->what->at, clauses.len == 1 ? p->clause == AST_UNLESS ? "this exception always holds" : "this never holds here"
                                                          : p->clause == AST_UNLESS ? "this exception holds wherever the rest does" : "this does not go together with the rest");
    }
}

void lint_never_applies(struct lint *l)
{
    struct study *st = study_of(l);
    for (uint32_t r = 0; st && r < l->rules->rules.len; r++)
        if (st->verdicts[r].kind == RULE_NEVER)
            report(st, r);
}
