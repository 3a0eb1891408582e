/*
 * A loophole: a paragraph opens an approach where another opens it too but asks for something
 * first, and asks for less itself. While both apply the duty stays; but there are situations, often
 * one fact away, in which the lenient one alone applies and the duty is gone.
 */
#include "lint/lint.h"

#include <string.h>

/* One paragraph, one approach, one duty: whom it goes round. */
struct around {
    struct indices blocks; /* those that ask for the duty */
    struct meetings VEC(diagram)
        meetings; /* by such a block: where both open the approach, and the duty is its own */
    bool *facts;  /* changing one alone is enough */
};

struct search {
    struct analysis *l;
    enum diag_code code;
    struct diagrams *g;
    uint32_t n_duties, n_blocks, n_approaches;
    diagram *opens;   /* by block * approaches + approach */
    diagram *own;     /* by (block * approaches + approach) * duties + duty: attached by the block's
                         permission */
    diagram *general; /* by approach * duties + duty: attached whoever opens it */
    diagram *live;    /* by approach: open, in the feasible */
};

/* Where a duty is attached by rules that wait for no permission. */
static diagram general_of(struct search *s, uint32_t approach, uint32_t duty) {
    const struct rules *rules = &s->l->rules->rules;
    diagram some = NO;
    for (uint32_t i = 0; i < rules->len; i++) {
        if (rules->at[i].kind != STATEMENT_DUTY || rules->at[i].duty != duty ||
            rules->at[i].by_permission)
            continue;
        struct clause_filter own = clauses_of_rule(s->l->rules, i);
        own.approach = approach;
        some = diagram_or(s->g, some, diagram_of(s->l->v, own, NULL));
    }
    return some;
}

static diagram own_of(struct search *s, uint32_t block, uint32_t a, uint32_t duty) {
    return s->own[(block * s->n_approaches + a) * s->n_duties + duty];
}

static void find_own(struct search *s, uint32_t block) {
    const struct rule_set *set = s->l->rules;
    for (uint32_t i = set->first[block]; i < set->first[block + 1]; i++) {
        const struct rule *r = &set->rules.at[i];
        if (r->kind != STATEMENT_DUTY || !r->by_permission ||
            s->l->m->duties.at[r->duty].timing != DUTY_BEFORE)
            continue;
        for (uint32_t a = 0; a < s->n_approaches; a++) {
            struct clause_filter own = clauses_of_kind(CLAUSE_DUTY);
            own.block = block;
            own.approach = a;
            own.duty = r->duty;
            s->own[(block * s->n_approaches + a) * s->n_duties + r->duty] =
                diagram_of(s->l->v, own, NULL);
        }
    }
}

static void gather(struct search *s) {
    struct arena *a = s->l->arena;
    size_t pairs = (size_t)s->n_blocks * s->n_approaches;
    s->opens = arena_array(a, diagram, pairs);
    s->own = arena_array(a, diagram, pairs * s->n_duties);
    s->general = arena_array(a, diagram, (size_t)s->n_approaches * s->n_duties);
    s->live = arena_array(a, diagram, s->n_approaches);
    for (size_t i = 0; i < pairs * s->n_duties; i++) s->own[i] = NO;
    for (uint32_t b = 0; b < s->n_blocks; b++) {
        struct clause_filter opening = clauses_of_kind(CLAUSE_PERMIT);
        opening.block = b;
        for (uint32_t x = opening.approach = 0; x < s->n_approaches; opening.approach = ++x)
            s->opens[b * s->n_approaches + x] = diagram_of(s->l->v, opening, NULL);
        find_own(s, b);
    }
    for (uint32_t x = 0; x < s->n_approaches; x++) {
        s->live[x] = diagram_and(s->g, s->l->all->open[x], decisions_feasible(s->l->all));
        for (uint32_t d = 0; d < s->n_duties; d++) {
            bool before = s->l->m->duties.at[d].timing == DUTY_BEFORE;
            s->general[x * s->n_duties + d] = before ? general_of(s, x, d) : (diagram)NO;
        }
    }
}

/* Where both open the approach, the strict block asks for the duty, and the lenient one alone asks
 * for nothing that the strict one does not. */
static diagram meeting(struct search *s, uint32_t strict, uint32_t lenient, uint32_t a,
                       uint32_t duty) {
    struct diagrams *g = s->g;
    diagram x = diagram_and(g, own_of(s, strict, a, duty), s->opens[strict * s->n_approaches + a]);
    x = diagram_and(g, diagram_and(g, x, s->live[a]), s->opens[lenient * s->n_approaches + a]);
    for (uint32_t d = 0; d < s->n_duties && x != NO; d++) {
        diagram general = s->general[a * s->n_duties + d];
        if (d == duty) x = diagram_but(g, diagram_but(g, x, general), own_of(s, lenient, a, d));
        diagram more = diagram_but(
            g, diagram_but(g, own_of(s, lenient, a, d), own_of(s, strict, a, d)), general);
        x = diagram_but(g, x, more);
    }
    return x;
}

/* Where the lenient block still opens the approach, the strict one no longer does, and nobody asks
 * for the duty. */
static diagram way_round(struct search *s, uint32_t strict, uint32_t lenient, uint32_t a,
                         uint32_t duty) {
    struct diagrams *g = s->g;
    diagram x = diagram_and(g, s->live[a], s->opens[lenient * s->n_approaches + a]);
    x = diagram_but(g, x, s->opens[strict * s->n_approaches + a]);
    return diagram_but(g, x, decisions_duty_for(s->l->all, duty, a));
}

static void consider(struct search *s, struct around *w, uint32_t strict, uint32_t lenient,
                     uint32_t a, uint32_t duty) {
    if (strict == lenient || own_of(s, strict, a, duty) == NO ||
        s->opens[lenient * s->n_approaches + a] == NO)
        return;
    diagram both = meeting(s, strict, lenient, a, duty);
    diagram alone = both == NO ? NO : way_round(s, strict, lenient, a, duty);
    if (alone == NO || s->g->gave_up) return;
    vec_push(s->l->arena, &w->blocks, strict);
    vec_push(s->l->arena, &w->meetings, both);
    for (uint32_t f = 0; f < s->l->m->facts.len; f++)
        w->facts[f] = w->facts[f] || diagram_and(s->g, diagram_exists(s->g, both, f), alone) != NO;
}

static void tell(struct search *s, const struct around *w, uint32_t lenient, uint32_t a,
                 uint32_t duty) {
    struct analysis *l = s->l;
    const struct model *m = l->m;
    const struct block *way = &m->blocks.at[lenient];
    const char *approach = m->approaches.at[a].id.name, *name = m->duties.at[duty].id.name;
    struct words strict = {0}, facts = {0};
    vec_each (uint32_t, b, &w->blocks) vec_push(l->arena, &strict, m->blocks.at[*b].id.name);
    for (uint32_t f = 0; f < m->facts.len; f++)
        if (w->facts[f]) vec_push(l->arena, &facts, m->facts.at[f].id.name);
    diag_report(l->d, s->code, way->id.at,
                "%s opens %s without %s, which %s ask%s for first: it is a way round", way->id.name,
                approach, name, ask_list(l->arena, &strict, "and"), strict.len == 1 ? "s" : "");
    for (size_t i = 0; i < w->blocks.len; i++) {
        diag_note(l->d, m->blocks.at[w->blocks.at[i]].id.at,
                  "%s and %s both open it in %s of the facts that this depends on, for example %s",
                  strict.at[i], way->id.name, ask_count(s->g, w->meetings.at[i]),
                  ask_where(l->v, w->meetings.at[i], MODEL_NONE));
    }
    if (facts.len)
        diag_note(l->d, SPAN_NOWHERE,
                  "where both apply, %s is asked for; change %s alone, and %s can apply without it",
                  name, ask_list(l->arena, &facts, "or"), way->id.name);
    diag_note(l->d, SPAN_NOWHERE,
              "if that is not meant, write `only after %s` in %s too, or `unless` with what %s",
              name, way->id.name,
              strict.len == 1 ? arena_printf(l->arena, "%s is about", strict.at[0])
                              : "the others are about");
}

void lint_loophole(struct analysis *l, enum diag_code code) {
    struct search s = {.l = l,
                       .code = code,
                       .g = l->v->g,
                       .n_duties = (uint32_t)l->m->duties.len,
                       .n_blocks = (uint32_t)l->m->blocks.len,
                       .n_approaches = (uint32_t)l->m->approaches.len};
    bool *facts = arena_array(l->arena, bool, l->m->facts.len);
    gather(&s);
    for (uint32_t lenient = 0; lenient < s.n_blocks; lenient++)
        for (uint32_t a = 0; a < s.n_approaches; a++)
            for (uint32_t duty = 0; duty < s.n_duties; duty++) {
                struct around w = {.facts = facts};
                memset(facts, 0, l->m->facts.len * sizeof *facts);
                for (uint32_t strict = 0; strict < s.n_blocks && !s.g->gave_up; strict++)
                    consider(&s, &w, strict, lenient, a, duty);
                if (w.blocks.len && !s.g->gave_up) tell(&s, &w, lenient, a, duty);
            }
}
