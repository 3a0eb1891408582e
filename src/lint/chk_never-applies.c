/*
 * A rule whose condition holds in no situation. Where its clauses contradict one another, or the assumptions, the message points at those that do;
 * and at the scope or the assumption, where without that alone the rule would apply.
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

static const char *clause_note(const struct study *st, const struct clauses_of_rule *clauses, const struct part_of_rule *p)
{
    if (clauses->len == 1)
        return p->clause == AST_UNLESS ? "this exception always holds" : "this never holds here";
    bool first = false, last = false;
    vec_each(uint32_t, i, clauses) {
        first = first || st->parts.at[*i].clause == AST_FROM;
        last = last || st->parts.at[*i].clause == AST_UNTIL;
    }
    if (clauses->len == 2 && first && last)
        return p->clause == AST_FROM ? "this first day is later than the last one" : "this last day is earlier than the first one";
    return p->clause == AST_UNLESS ? "this exception holds wherever the rest does" : "this does not go together with the rest";
}

static bool is_probe(void *context, const struct bit *b)
{
    return b->kind == BIT_PROBE && b->index == *(const uint32_t *)context;
}

static bool is_assumption(void *context, const struct bit *b)
{
    return b->kind == BIT_FORBIDDEN && b->index == *(const uint32_t *)context;
}

/* The assumptions each of which excludes alone all that is left of x by the others. */
static void tell_assumptions(struct study *st, diagram x)
{
    struct diagrams *g = st->g;
    uint32_t n = (uint32_t)st->m->assumes.len;
    diagram *broken = arena_array(st->l->arena, diagram, n + 1), *later = arena_array(st->l->arena, diagram, n + 1), earlier = x;
    later[n] = x;
    for (uint32_t i = n; i-- > 0;) {
        broken[i] = diagram_of(st->v, st->absent, is_assumption, &i);
        later[i] = diagram_but(g, later[i + 1], broken[i]);
    }
    for (uint32_t i = 0; i < n && !g->gave_up; i++) {
        if (diagram_and(g, earlier, later[i + 1]) != NO && !g->gave_up)
            diag_note(st->l->d, st->m->assumes.at[i].at, "what is assumed here excludes it");
        earlier = diagram_but(g, earlier, broken[i]);
    }
}

/* The scope or the assumption that alone excludes all that the rule asks for. Where finding it takes too long, nothing is said of it. */
static void tell_what_excludes(struct study *st, uint32_t rule)
{
    bool gave_up = st->g->gave_up;
    study_ask(st);
    diagram holds = diagram_of(st->v, st->absent, is_probe, &st->cond_probe[rule]);
    if (diagram_and(st->g, holds, st->v->possible) != NO) {
        if (!st->g->gave_up)
            diag_note(st->l->d, st->m->scope->at, "without this scope it would apply");
    } else if (holds != NO) {
        tell_assumptions(st, diagram_but(st->g, holds, decisions_out_of_scope(st->v)));
    }
    st->g->gave_up = gave_up;
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
        diag_note(st->l->d, p->what->at, "%s", clause_note(st, &clauses, p));
    }
    tell_what_excludes(st, rule);
}

void lint_never_applies(struct lint *l)
{
    struct study *st = study_of(l);
    for (uint32_t r = 0; st && r < l->rules->rules.len; r++)
        if (st->verdicts[r].kind == RULE_NEVER)
            report(st, r);
}
