#include "tests/bench/peers/approach.h"

struct folding {
    const struct rule_set *rules; /* NULL: nothing is left to write out */
    const struct model *m;
    struct arena *arena;
    uint32_t fact; /* the one whose value is given, or MODEL_NONE */
    int64_t value;
};

static struct cond *make(struct arena *a, enum cond_kind kind) {
    struct cond *c = arena_new(a, struct cond);
    c->kind = kind;
    return c;
}

/* An empty "or" stands for what never holds. */
bool cond_never(const struct cond *c) { return c->kind == COND_OR && c->terms.len == 0; }

static struct cond *constant(struct arena *a, bool holds) {
    return make(a, holds ? COND_TRUE : COND_OR);
}

static struct cond *negate(struct arena *a, struct cond *c) {
    if (cond_never(c) || cond_always(c)) return constant(a, cond_never(c));
    if (c->kind == COND_NOT) return c->terms.at[0];
    struct cond *not = make(a, COND_NOT);
    vec_push(a, &not ->terms, c);
    return not ;
}

/* The conjunction or disjunction, without terms that make no difference; terms of the same kind are
 * drawn in. */
static struct cond *join(struct arena *a, enum cond_kind kind, const struct conds *terms) {
    struct cond *joined = make(a, kind);
    vec_each (struct cond *, term, terms) {
        if (kind == COND_AND ? cond_never(*term) : cond_always(*term))
            return constant(a, kind == COND_OR);
        if (kind == COND_AND ? cond_always(*term) : cond_never(*term)) continue;
        if ((*term)->kind == kind)
            vec_each (struct cond *, inner, &(*term)->terms) vec_push(a, &joined->terms, *inner);
        else
            vec_push(a, &joined->terms, *term);
    }
    if (joined->terms.len == 0) return constant(a, kind == COND_AND);
    return joined->terms.len == 1 ? joined->terms.at[0] : joined;
}

static struct cond *fold(const struct folding *g, const struct cond *c);

/* A permission of the block applies that names one of `approaches`. */
static struct cond *opens(const struct folding *g, uint32_t block, uint32_t approaches) {
    const struct rule_set *s = g->rules;
    struct conds terms = {0};
    for (uint32_t i = s->first[block]; i < s->first[block + 1]; i++)
        if (s->rules.at[i].kind == STATEMENT_PERMISSION && (s->rules.at[i].approaches & approaches))
            vec_push(g->arena, &terms, fold(g, s->rules.at[i].cond));
    return join(g->arena, COND_OR, &terms);
}

/* The rule holds the approach back: no block with priority opens it. */
static struct cond *holds_back(const struct folding *g, const struct rule *r, uint32_t approach) {
    struct conds terms = {0};
    vec_push(g->arena, &terms, fold(g, r->cond));
    vec_each (uint32_t, p, &g->rules->winners[r->block])
        if (priority_lifts(g->rules, &g->m->priorities.at[*p], r))
            vec_push(g->arena, &terms,
                     negate(g->arena, opens(g, g->m->priorities.at[*p].winner, approach)));
    return join(g->arena, COND_AND, &terms);
}

/* Of a block without permissions: one of its rules applies. */
static struct cond *acts(const struct folding *g, uint32_t block) {
    const struct rule_set *s = g->rules;
    struct conds terms = {0};
    for (uint32_t i = s->first[block]; i < s->first[block + 1]; i++) {
        const struct rule *r = &s->rules.at[i];
        if (!rule_holds_back(g->m, r)) vec_push(g->arena, &terms, fold(g, r->cond));
        for (uint32_t a = 0; rule_holds_back(g->m, r) && a < g->m->approaches.len; a++)
            if (r->approaches >> a & 1)
                vec_push(g->arena, &terms, holds_back(g, r, UINT32_C(1) << a));
    }
    return join(g->arena, COND_OR, &terms);
}

static struct cond *block_applies(const struct folding *g, uint32_t block) {
    return block_has_permission(g->rules, block) ? opens(g, block, UINT32_MAX) : acts(g, block);
}

static struct cond *fold_count(const struct folding *g, const struct cond *c) {
    struct cond *count = make(g->arena, COND_COUNT);
    uint32_t sure = 0;
    vec_each (struct cond *, term, &c->terms) {
        struct cond *folded = fold(g, *term);
        sure += cond_always(folded);
        if (!cond_always(folded) && !cond_never(folded)) vec_push(g->arena, &count->terms, folded);
    }
    if (sure >= c->count || sure + count->terms.len < c->count)
        return constant(g->arena, sure >= c->count);
    count->count = c->count - sure;
    return count;
}

static struct cond *fold(const struct folding *g, const struct cond *c) {
    struct conds terms = {0};
    switch (c->kind) {
    case COND_TRUE: return constant(g->arena, true);
    case COND_IN:
    case COND_RANGE:
    case COND_INCLUDES:
    case COND_EMPTY: {
        const struct fact *f = &g->m->facts.at[c->fact];
        if (c->fact == g->fact) return constant(g->arena, cond_test(c, g->value));
        if (f->source == FACT_READING) return constant(g->arena, cond_test(c, f->taken));
        struct cond *same = make(g->arena, c->kind);
        *same = *c;
        return same;
    }
    case COND_NOT: return negate(g->arena, fold(g, c->terms.at[0]));
    case COND_AND:
    case COND_OR:
        vec_each (struct cond *, term, &c->terms) vec_push(g->arena, &terms, fold(g, *term));
        return join(g->arena, c->kind, &terms);
    case COND_COUNT: return fold_count(g, c);
    case COND_DEFINE: return fold(g, g->m->defines.at[c->index].means);
    case COND_APPLIES: return block_applies(g, c->index);
    case COND_ANY_PROVISION:
        vec_each (uint32_t, b, &g->rules->provisions)
            vec_push(g->arena, &terms, block_applies(g, *b));
        return join(g->arena, COND_OR, &terms);
    }
    return constant(g->arena, false);
}

static void push_possible(struct arena *a, struct conds *to, struct cond *c) {
    if (!cond_never(c)) vec_push(a, to, c);
}

static bool always_closed(const struct conds *closes) {
    vec_each (struct cond *, c, closes)
        if (cond_always(*c)) return true;
    return false;
}

static struct approach_rules rules_of(const struct folding *g, uint32_t a) {
    struct approach_rules of = {.approach = a};
    for (uint32_t i = 0; i < g->rules->rules.len; i++) {
        const struct rule *r = &g->rules->rules.at[i];
        if (!(r->approaches >> a & 1)) continue;
        if (r->kind == STATEMENT_PROHIBITION || r->kind == STATEMENT_REQUIREMENT)
            push_possible(g->arena, &of.closes, holds_back(g, r, UINT32_C(1) << a));
        if (r->kind == STATEMENT_PERMISSION && !(a == 0 && g->m->default_approach == 0)) {
            struct cond *when = fold(g, r->cond);
            if (!cond_never(when))
                vec_push(g->arena, &of.opens, ((struct opening){r->block, when}));
        }
    }
    return of;
}

struct approach_order approach_order_of(const struct rule_set *rules, struct arena *a) {
    struct folding g = {.rules = rules, .m = rules->model, .arena = a, .fact = MODEL_NONE};
    struct approach_order o = {
        .model = rules->model, .arena = a, .scope = fold(&g, rules->model->scope)};
    for (uint32_t i = (uint32_t)rules->model->approaches.len; i-- > 0;) {
        struct approach_rules of = rules_of(&g, i);
        if (i == rules->model->default_approach) o.fallback = of.closes;
        if (of.opens.len > 0 && !always_closed(&of.closes)) vec_push(a, &o.down, of);
    }
    return o;
}

static struct conds fold_all(const struct folding *g, const struct conds *from) {
    struct conds to = {0};
    vec_each (struct cond *, c, from) push_possible(g->arena, &to, fold(g, *c));
    return to;
}

struct approach_order approach_order_where(const struct approach_order *o, uint32_t fact,
                                           int64_t value) {
    struct folding g = {.m = o->model, .arena = o->arena, .fact = fact, .value = value};
    struct approach_order where = {.model = o->model,
                                   .arena = o->arena,
                                   .scope = fold(&g, o->scope),
                                   .fallback = fold_all(&g, &o->fallback)};
    vec_each (struct approach_rules, from, &o->down) {
        struct approach_rules to = {.approach = from->approach,
                                    .closes = fold_all(&g, &from->closes)};
        vec_each (struct opening, opening, &from->opens) {
            struct cond *when = fold(&g, opening->when);
            if (!cond_never(when))
                vec_push(g.arena, &to.opens, ((struct opening){opening->block, when}));
        }
        if (to.opens.len > 0 && !always_closed(&to.closes)) vec_push(g.arena, &where.down, to);
    }
    return where;
}

static bool tests(const struct cond *c, uint32_t fact) {
    if (c->kind == COND_IN || c->kind == COND_RANGE || c->kind == COND_INCLUDES ||
        c->kind == COND_EMPTY)
        return c->fact == fact;
    vec_each (struct cond *, term, &c->terms)
        if (tests(*term, fact)) return true;
    return false;
}

static bool some_tests(const struct conds *conds, uint32_t fact) {
    vec_each (struct cond *, c, conds)
        if (tests(*c, fact)) return true;
    return false;
}

bool approach_order_tests(const struct approach_order *o, uint32_t fact) {
    if (tests(o->scope, fact) || some_tests(&o->fallback, fact)) return true;
    vec_each (struct approach_rules, of, &o->down) {
        if (some_tests(&of->closes, fact)) return true;
        vec_each (struct opening, opening, &of->opens)
            if (tests(opening->when, fact)) return true;
    }
    return false;
}
