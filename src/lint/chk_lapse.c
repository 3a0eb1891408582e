/*
 * The day after a permission's `until`: where it opened something, and nothing is open any more. And the days between an `until` and a later
 * `from`, where rules attach the same duty, or open or close the same approach, on both sides but not in between.
 */
#include "lint/ask.h"

struct search {
    struct lint *l;
    struct diagrams *g;
    const struct fact *date;
    uint32_t axis;
    diagram world;
};

/* The last day of the rule, or INT64_MAX. The first, or INT64_MIN. */
static void days_of(const struct lint *l, const struct rule *r, int64_t *from, int64_t *until)
{
    *from = INT64_MIN;
    *until = INT64_MAX;
    vec_each(struct statement, s, &l->m->blocks.at[r->block].statements) {
        if (s->at.from != r->at.from || s->kind != r->kind || s->duty != r->duty)
            continue;
        vec_each(struct clause, c, &s->clauses) {
            if (c->cond->kind != COND_RANGE)
                continue;
            *from = c->kind == AST_FROM ? c->cond->low : *from;
            *until = c->kind == AST_UNTIL ? c->cond->high : *until;
        }
    }
}

static diagram on(struct search *s, diagram x, int64_t day)
{
    return ask_held(s->g, x, s->axis, space_class(s->g->s, s->axis, day));
}

/* Of a permission: where what it opens is open. */
static diagram opened_by(struct search *s, uint32_t rule)
{
    const struct rule *r = &s->l->rules->rules.at[rule];
    diagram some = NO;
    for (uint32_t a = 0; a < s->l->m->approaches.len; a++)
        if (r->approaches >> a & 1)
            some = diagram_or(s->g, some, s->l->all->open[a]);
    return diagram_and(s->g, some, ask_effect(s->l->v, rule));
}

/* When permissions that need nothing else begin again, for the note: the first `from` after the day. */
static const struct rule *next_permission(struct search *s, int64_t day, int64_t *from)
{
    const struct rule *next = NULL;
    vec_each(struct rule, r, &s->l->rules->rules) {
        int64_t begins, ends;
        days_of(s->l, r, &begins, &ends);
        if (r->kind != STATEMENT_PERMISSION || begins <= day || (next && begins >= *from))
            continue;
        next = r;
        *from = begins;
    }
    return next;
}

static bool judge_permission(struct search *s, uint32_t rule, int64_t until)
{
    struct lint *l = s->l;
    const struct rule *r = &l->rules->rules.at[rule];
    diagram before = on(s, diagram_and(s->g, s->world, opened_by(s, rule)), until);
    diagram after = on(s, diagram_but(s->g, s->world, l->all->something_open), until + 1);
    diagram where = diagram_and(s->g, before, after);
    if (where == NO || s->g->gave_up)
        return false;
    const char *left = "the answer is a refusal";
    int64_t from = 0;
    struct witness w = ask_witness(l, where, l->m->date);
    witness_fix(&w, on(s, l->all->by_default, until + 1));
    w.situation[l->m->date] = until + 1;
    if (diagram_at(s->g, l->all->by_default, w.situation) == YES)
        left = arena_printf(l->arena, "only the default approach, %s, is left", l->m->approaches.at[l->m->default_approach].id.name);
    diag_report(l->d, DIAG_LAPSE, r->at, "after %s this lapses and nothing follows: %s, %s from %s on", date_text(l->arena, until), witness_where(&w), left,
                date_text(l->arena, until + 1));
    diag_note(l->d, SPAN_NOWHERE, "so in %s of the other facts that this depends on", ask_count(s->g, where));
    const struct rule *next = next_permission(s, until, &from);
    if (next)
        diag_note(l->d, next->at, "the next permission with a date begins on %s, here", date_text(l->arena, from));
    return true;
}

/* The two attach the same duty, or open, or close, this approach. */
static bool same_effect(const struct rule *x, const struct rule *y, uint32_t approach)
{
    if (x->kind != y->kind)
        return false;
    if (x->kind == STATEMENT_DUTY)
        return x->duty == y->duty;
    return (x->kind == STATEMENT_PROHIBITION || x->kind == STATEMENT_PERMISSION) && ((x->approaches & y->approaches) >> approach & 1);
}

/* Where any rule does what this one does. */
static diagram any_like(struct search *s, const struct rule *r, uint32_t approach)
{
    diagram some = NO;
    for (uint32_t i = 0; i < s->l->rules->rules.len; i++)
        if (same_effect(r, &s->l->rules->rules.at[i], approach))
            some = diagram_or(s->g, some, ask_effect(s->l->v, i));
    return some;
}

/* Where the rule did it until that day, the later one takes it up again, and none does it on the first and the last day between. */
static diagram pause_between(struct search *s, uint32_t rule, uint32_t later, diagram like, int64_t until, int64_t from)
{
    diagram between = diagram_not(s->g, diagram_or(s->g, on(s, like, until + 1), on(s, like, from - 1)));
    between = diagram_and(s->g, between, diagram_and(s->g, on(s, s->world, until + 1), on(s, s->world, from - 1)));
    return diagram_and(s->g, between, diagram_and(s->g, on(s, ask_effect(s->l->v, rule), until), on(s, ask_effect(s->l->v, later), from)));
}

static bool judge_pause(struct search *s, uint32_t rule, int64_t until, uint32_t approach)
{
    struct lint *l = s->l;
    const struct rule *r = &l->rules->rules.at[rule];
    diagram like = NO;
    for (uint32_t i = 0; i < l->rules->rules.len; i++) {
        const struct rule *later = &l->rules->rules.at[i];
        int64_t from, ends;
        days_of(l, later, &from, &ends);
        if (i == rule || !same_effect(r, later, approach) || from == INT64_MIN || from <= until + 1)
            continue;
        like = like == NO ? any_like(s, r, approach) : like;
        diagram where = pause_between(s, rule, i, like, until, from);
        if (where == NO || s->g->gave_up)
            continue;
        diag_report(l->d, DIAG_LAPSE, r->at, "between %s and %s neither this nor what follows it applies, for example %s", date_text(l->arena, until),
                    date_text(l->arena, from), ask_where(l, where, l->m->date));
        diag_note(l->d, later->at, "it is taken up again here");
        return true;
    }
    return false;
}

static void judge(struct search *s, uint32_t rule, int64_t until)
{
    const struct rule *r = &s->l->rules->rules.at[rule];
    bool told = r->kind == STATEMENT_PERMISSION && judge_permission(s, rule, until);
    for (uint32_t a = 0; a < s->l->m->approaches.len && !told; a++)
        told = judge_pause(s, rule, until, a);
}

void lint_lapse(struct lint *l)
{
    const struct model *m = l->m;
    if (m->date == MODEL_NONE || l->v->g->s->first_axis[m->date] == l->v->g->s->first_axis[m->date + 1])
        return;
    struct search s = {.l = l, .g = l->v->g, .date = &m->facts.at[m->date], .axis = l->v->g->s->first_axis[m->date], .world = ask_world(l->all)};
    for (uint32_t i = 0; i < l->rules->rules.len; i++) {
        const struct rule *r = &l->rules->rules.at[i];
        int64_t from, until;
        days_of(l, r, &from, &until);
        if (until < s.date->high)
            judge(&s, i, until);
    }
}
