/*
 * A loophole: a paragraph opens an approach where another opens it too but asks for something
 * first, and asks for less itself. While both apply the duty stays; but there are situations, often
 * one fact away, in which the lenient one alone applies and the duty is gone.
 */
#include "lint/lint.h"

/* Of duties to be done before, by whom they are attached. Behind all blocks stands whoever opens an
 * approach, be it any of them. */
struct attached {
    struct analysis *l;
    struct diagrams *g;
    uint32_t duties, blocks, approaches;
    diagram *opens; /* by block * approaches + approach; behind: open, in the feasible */
    diagram *own;   /* by (block * approaches + approach) * duties + duty: with its permission */
};

/* One paragraph, one approach, one duty: whom it goes round. */
struct way {
    uint32_t lenient, approach, duty;
    struct indices blocks;                 /* those that ask for the duty */
    struct meetings VEC(diagram) meetings; /* by such a block: see meeting() */
    bool *facts;                           /* changing one alone is enough */
};

static diagram own_of(const struct attached *s, uint32_t block, const struct way *w,
                      uint32_t duty) {
    return s->own[(block * s->approaches + w->approach) * s->duties + duty];
}

static diagram opens(const struct attached *s, uint32_t block, const struct way *w) {
    return s->opens[block * s->approaches + w->approach];
}

static void gather(struct attached *s) {
    struct analysis *l = s->l;
    size_t n = ((size_t)s->blocks + 1) * s->approaches;
    s->opens = arena_array(l->arena, diagram, n);
    s->own = arena_array(l->arena, diagram, n * s->duties);
    for (size_t i = 0; i < n * s->duties; i++) s->own[i] = NO;
    for (uint32_t a = 0; a < s->approaches; a++) {
        struct clause_filter opening = clauses_of_kind(CLAUSE_PERMIT);
        opening.approach = a;
        for (uint32_t b = opening.block = 0; b < s->blocks; opening.block = ++b)
            s->opens[b * s->approaches + a] = diagram_of(l->v, opening, NULL, YES);
        s->opens[s->blocks * s->approaches + a] =
            diagram_and(s->g, l->all->open[a], decisions_feasible(l->all));
        for (uint32_t i = 0; i < l->rules->rules.len; i++) {
            const struct rule *r = &l->rules->rules.at[i];
            if (r->kind != STATEMENT_DUTY || l->m->duties.at[r->duty].timing != DUTY_BEFORE)
                continue;
            uint32_t pair = (r->by_permission ? r->block : s->blocks) * s->approaches + a;
            diagram *x = &s->own[pair * s->duties + r->duty];
            struct clause_filter own = clauses_of_rule(l->rules, i);
            own.approach = a;
            *x = diagram_or(s->g, *x, diagram_of(l->v, own, NULL, YES));
        }
    }
}

/* Where both open the approach, the strict block asks for the duty, and the lenient one alone asks
 * for nothing that the strict one does not. */
static diagram meeting(const struct attached *s, uint32_t strict, const struct way *w) {
    struct diagrams *g = s->g;
    diagram x = diagram_and(g, own_of(s, strict, w, w->duty), opens(s, strict, w));
    x = diagram_and(g, diagram_and(g, x, opens(s, s->blocks, w)), opens(s, w->lenient, w));
    for (uint32_t d = 0; d < s->duties && x != NO; d++) {
        diagram lenient = own_of(s, w->lenient, w, d), general = own_of(s, s->blocks, w, d);
        if (d == w->duty) x = diagram_but(g, diagram_but(g, x, general), lenient);
        x = diagram_but(g, x,
                        diagram_but(g, diagram_but(g, lenient, own_of(s, strict, w, d)), general));
    }
    return x;
}

/* Where the lenient block still opens the approach, the strict one no longer does, and nobody asks
 * for the duty. */
static diagram way_round(const struct attached *s, uint32_t strict, const struct way *w) {
    diagram x = diagram_and(s->g, opens(s, s->blocks, w), opens(s, w->lenient, w));
    x = diagram_but(s->g, x, opens(s, strict, w));
    return diagram_but(s->g, x, decisions_duty_for(s->l->all, w->duty, w->approach));
}

static void consider(const struct attached *s, struct way *w, uint32_t strict) {
    if (strict == w->lenient || own_of(s, strict, w, w->duty) == NO) return;
    diagram both = meeting(s, strict, w);
    diagram alone = both == NO ? NO : way_round(s, strict, w);
    if (alone == NO || s->g->gave_up) return;
    w->facts = w->facts ? w->facts : arena_array(s->l->arena, bool, s->l->m->facts.len);
    vec_push(s->l->arena, &w->blocks, strict);
    vec_push(s->l->arena, &w->meetings, both);
    for (uint32_t f = 0; f < s->l->m->facts.len; f++)
        w->facts[f] = w->facts[f] || diagram_and(s->g, diagram_exists(s->g, both, f), alone) != NO;
}

static void report(const struct attached *s, const struct way *w, enum diag_code code) {
    struct analysis *l = s->l;
    const struct model *m = l->m;
    const struct declared *way = &m->blocks.at[w->lenient].id;
    const char *duty = m->duties.at[w->duty].id.name;
    struct words strict = {0}, facts = {0};
    vec_each (uint32_t, b, &w->blocks) vec_push(l->arena, &strict, m->blocks.at[*b].id.name);
    for (uint32_t f = 0; f < m->facts.len; f++)
        if (w->facts[f]) vec_push(l->arena, &facts, m->facts.at[f].id.name);
    diag_report(l->d, code, way->at,
                "%s opens %s without %s, which %s ask%s for first: it is a way round", way->name,
                m->approaches.at[w->approach].id.name, duty, ask_list(l->arena, &strict, "and"),
                strict.len == 1 ? "s" : "");
    for (size_t i = 0; i < w->blocks.len; i++)
        diag_note(l->d, m->blocks.at[w->blocks.at[i]].id.at,
                  "%s and %s both open it in %s of the facts that this depends on, %s",
                  strict.at[i], way->name,
                  ask_count(s->g, w->meetings.at[i], decisions_feasible(l->all)),
                  ask_example(l->v, w->meetings.at[i], MODEL_NONE));
    if (facts.len)
        diag_note(l->d, SPAN_NOWHERE,
                  "where both apply, %s is asked for; change %s alone, and %s can apply without it",
                  duty, ask_list(l->arena, &facts, "or"), way->name);
    struct study *st = study_of(l);
    struct diag_fix fix = {0};
    const char *too = st ? trial_duty(st, w->lenient, w->approach, w->duty, &fix) : NULL;
    diag_fix(l->d, fix);
    diag_note(l->d, SPAN_NOWHERE,
              "if that is not meant, %s %s in %s as well; if it is, `unless` in %s says so, with "
              "what %s about",
              too ? "write" : "ask for", too ? too : duty, way->name, way->name,
              strict.len == 1 ? arena_printf(l->arena, "%s is", strict.at[0]) : "the others are");
}

/* The blocks that may open the approach somewhere where this one does. */
static void find_near(const struct attached *s, uint32_t block, uint32_t approach, uint64_t *near) {
    const struct version *v = s->l->v;
    struct clause_filter opening = clauses_of_kind(CLAUSE_PERMIT);
    opening.approach = approach;
    opening.block = block;
    uint64_t *own = bitset_new(&s->g->own, v->clauses->list.len),
             *clauses = bitset_new(&s->g->own, v->clauses->list.len);
    size_t end = v->clauses->first[CLAUSE_PERMIT + 1];
    bitset_clear(near, bitset_words(s->blocks));
    clause_set_select(v->clauses, opening, own);
    bitset_each (i, own, end) {
        bitset_fill(clauses, v->clauses->list.len);
        version_keep_near(v, &v->clauses->list.at[i].cube, clauses);
        bitset_each (k, clauses, end) bitset_add(near, v->clauses->list.at[k].block);
    }
    diagrams_forget(s->g);
}

void lint_loophole(struct analysis *l, enum diag_code code) {
    struct attached s = {.l = l,
                         .g = l->v->g,
                         .duties = (uint32_t)l->m->duties.len,
                         .blocks = (uint32_t)l->m->blocks.len,
                         .approaches = (uint32_t)l->m->approaches.len};
    gather(&s);
    uint64_t *near = bitset_new(l->arena, s.blocks);
    for (uint32_t i = 0; i < s.blocks * s.approaches * s.duties; i++) {
        struct way w = {.lenient = i / s.duties / s.approaches,
                        .approach = i / s.duties % s.approaches,
                        .duty = i % s.duties};
        if (opens(&s, w.lenient, &w) == NO) continue;
        if (w.duty == 0) find_near(&s, w.lenient, w.approach, near);
        bitset_each (strict, near, s.blocks)
            if (!s.g->gave_up) consider(&s, &w, (uint32_t)strict);
        if (w.blocks.len && !s.g->gave_up) report(&s, &w, code);
    }
}
