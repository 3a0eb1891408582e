#include "diff/merge.h"

#include "base/map.h"

/* ---- facts ---- */

struct merging {
    struct merged *m;
    struct arena *arena;
    struct facts facts;
    struct merged_facts VEC(struct merged_fact) matches;
    uint32_t *fact_of[SIDES];
    uint32_t **value_of[SIDES];
};

static const struct model *model_of(const struct merged *m, enum side side) {
    return m->of[side].rules->model;
}

static size_t values_together(const struct fact *x, const struct fact *y) {
    size_t n = x->values.len;
    vec_each (struct declared, v, &y->values) {
        bool known = false;
        for (size_t i = 0; i < x->values.len && !known; i++)
            known = x->values.at[i].name == v->name;
        n += !known;
    }
    return n;
}

static bool same_type(const struct fact *x, const struct fact *y) {
    if (x->kind != y->kind) return false;
    if (x->kind == FACT_NUMBER) return x->decimals == y->decimals;
    return x->kind != FACT_SET_OF || values_together(x, y) <= MODEL_MAX_SET;
}

static uint32_t find_fact(const struct model *m, const char *name) {
    for (uint32_t f = 0; f < m->facts.len; f++)
        if (m->facts.at[f].id.name == name && m->facts.at[f].source != FACT_READING) return f;
    return MODEL_NONE;
}

/* Adds the values of this version's fact to the fact of both. */
static void take_values(struct merging *g, enum side side, uint32_t from, uint32_t to) {
    const struct fact *f = &model_of(g->m, side)->facts.at[from];
    struct fact *both = &g->facts.at[to];
    struct map names;
    map_init(&names, g->arena);
    for (uint32_t v = 0; v < both->values.len; v++)
        map_add(&names, 0, map_name(both->values.at[v].name), v);
    uint32_t *value_of = arena_array(g->arena, uint32_t, f->values.len);
    for (uint32_t v = 0; v < f->values.len; v++) {
        value_of[v] =
            map_add(&names, 0, map_name(f->values.at[v].name), (uint32_t)both->values.len);
        if (value_of[v] == both->values.len) vec_push(g->arena, &both->values, f->values.at[v]);
    }
    g->fact_of[side][from] = to;
    g->value_of[side][from] = value_of;
    g->matches.at[to].of[side] = from;
    if (f->kind == FACT_NUMBER || f->kind == FACT_DATE) {
        both->low = f->low < both->low ? f->low : both->low;
        both->high = f->high > both->high ? f->high : both->high;
    }
    if (f->source == FACT_JUDGEMENT) both->source = FACT_JUDGEMENT;
}

static uint32_t add_fact(struct merging *g, enum side side, uint32_t from) {
    struct fact both = model_of(g->m, side)->facts.at[from];
    both.values = (struct values){0};
    both.presumptions = (struct presumptions){0};
    vec_push(g->arena, &g->facts, both);
    vec_push(g->arena, &g->matches,
             ((struct merged_fact){.of = {MODEL_NONE, MODEL_NONE}, .twin = MODEL_NONE}));
    uint32_t to = (uint32_t)g->facts.len - 1;
    take_values(g, side, from, to);
    return to;
}

/* A value of a version's fact, as one of the fact of both. */
static int64_t value_of_both(const struct merging *g, enum side side, uint32_t from,
                             int64_t value) {
    const struct fact *own = &model_of(g->m, side)->facts.at[from];
    const uint32_t *value_of = g->value_of[side][from];
    if (own->kind == FACT_ONE_OF) return value_of[value];
    uint64_t set = 0;
    for (uint32_t v = 0; v < own->values.len && own->kind == FACT_SET_OF; v++)
        set |= ((uint64_t)value >> v & 1) << value_of[v];
    return own->kind == FACT_SET_OF ? (int64_t)set : value;
}

/* What goes without saying does so in both: a default is one of the merged fact where neither
 * version has another. Else coverage means this in one and that in the other, as where one of them
 * presumes it. */
static void agree_on_coverage(struct merging *g) {
    for (uint32_t f = 0; f < g->facts.len; f++) {
        struct fact *both = &g->facts.at[f];
        bool agreed = both->has_default, some = false;
        for (int side = OLD; side < SIDES; side++) {
            uint32_t from = g->matches.at[f].of[side];
            if (from == MODEL_NONE) continue;
            const struct fact *own = &model_of(g->m, (enum side)side)->facts.at[from];
            agreed =
                agreed && own->has_default &&
                value_of_both(g, (enum side)side, from, own->default_value) == both->default_value;
            some = some || own->has_default;
            both->presumed = both->presumed || own->presumed;
        }
        both->has_default = agreed;
        both->presumed = both->presumed || (some && !agreed);
    }
}

/* Those of NEW first, each with what OLD adds to it; then what OLD alone has. Values of NEW keep
 * their numbers, so its defaults hold. */
static void match_facts(struct merging *g) {
    const struct model *old = model_of(g->m, OLD), *new = model_of(g->m, NEW);
    for (uint32_t f = 0; f < new->facts.len; f++) {
        if (new->facts.at[f].source == FACT_READING) continue;
        uint32_t to = add_fact(g, NEW, f), was = find_fact(old, new->facts.at[f].id.name);
        if (was == MODEL_NONE) continue;
        if (same_type(&new->facts.at[f], &old->facts.at[was])) {
            take_values(g, OLD, was, to);
            continue;
        }
        uint32_t twin = add_fact(g, OLD, was);
        g->matches.at[to].twin = twin;
        g->matches.at[twin].twin = to;
        g->facts.at[twin].id.name =
            arena_printf(g->arena, "%s (as it was)", old->facts.at[was].id.name);
    }
    for (uint32_t f = 0; f < old->facts.len; f++)
        if (old->facts.at[f].source != FACT_READING && g->fact_of[OLD][f] == MODEL_NONE)
            add_fact(g, OLD, f);
    agree_on_coverage(g);
}

static void find_values_of_sides(struct merging *g) {
    for (uint32_t f = 0; f < g->facts.len; f++) {
        struct merged_fact *match = &g->matches.at[f];
        for (int side = OLD; side < SIDES; side++) {
            if (match->of[OLD] == MODEL_NONE || match->of[NEW] == MODEL_NONE ||
                g->facts.at[f].values.len == 0)
                continue;
            uint64_t *has = arena_array(g->arena, uint64_t, g->facts.at[f].values.len / 64 + 1);
            const struct fact *own = &model_of(g->m, (enum side)side)->facts.at[match->of[side]];
            for (uint32_t v = 0; v < own->values.len; v++) {
                uint32_t to = g->value_of[side][match->of[side]][v];
                has[to / 64] |= UINT64_C(1) << (to % 64);
            }
            match->has[side] = has;
        }
    }
}

/* ---- conditions ---- */

static struct cond *test_of(const struct merged *m, enum side side, const struct cond *c) {
    const struct fact *f = &model_of(m, side)->facts.at[c->fact];
    if (f->source == FACT_READING) {
        int64_t taken = m->of[side].taken ? m->of[side].taken[c->fact] : f->taken;
        return cond_constant(m->arena, cond_test(c, taken), c->at);
    }
    const uint32_t *value_of = m->value_of[side][c->fact];
    struct cond *to = arena_new(m->arena, struct cond);
    *to = *c;
    to->fact = m->fact_of[side][c->fact];
    if (c->kind == COND_INCLUDES) to->element = value_of[c->element];
    if (c->kind != COND_IN || f->kind != FACT_ONE_OF) return to;
    uint64_t *set = arena_array(m->arena, uint64_t, cond_words(&m->model->facts.at[to->fact]));
    for (uint32_t v = 0; v < f->values.len; v++)
        if (cond_set_has(c->set, v)) set[value_of[v] / 64] |= UINT64_C(1) << (value_of[v] % 64);
    to->set = set;
    return to;
}

struct cond *merged_cond(const struct merged *m, enum side side, const struct cond *c) {
    if (c->kind == COND_IN || c->kind == COND_RANGE || c->kind == COND_INCLUDES ||
        c->kind == COND_EMPTY)
        return test_of(m, side, c);
    struct cond *to = arena_new(m->arena, struct cond);
    *to = *c;
    to->terms = (struct conds){0};
    vec_each (struct cond *, term, &c->terms)
        vec_push(m->arena, &to->terms, merged_cond(m, side, *term));
    return to;
}

/* ---- a version over the facts of both ---- */

static void assume(struct arena *a, struct model *m, struct cond *c) {
    vec_push(a, &m->assumes, ((struct assume){c->at, "", c}));
}

/* What the version admits, of facts that the other has with more values or wider bounds. */
static void admit(struct merged *m, enum side side, struct model *to) {
    for (uint32_t f = 0; f < m->model->facts.len; f++) {
        const struct fact *both = &m->model->facts.at[f];
        const struct merged_fact *match = &m->facts[f];
        if (match->of[side] == MODEL_NONE) continue;
        const struct fact *own = &model_of(m, side)->facts.at[match->of[side]];
        if (both->kind == FACT_NUMBER || both->kind == FACT_DATE) {
            if (own->low == both->low && own->high == both->high) continue;
            assume(m->arena, to, cond_range(m->arena, f, own->low, own->high, own->id.at));
            continue;
        }
        if (!match->has[side] || own->values.len == both->values.len) continue;
        if (both->kind == FACT_ONE_OF) {
            assume(m->arena, to, cond_in(m->arena, f, match->has[side], own->id.at));
            continue;
        }
        for (uint32_t e = 0; e < both->values.len; e++) {
            if (cond_set_has(match->has[side], e)) continue;
            assume(m->arena, to, cond_not(m->arena, cond_includes(m->arena, f, e, own->id.at)));
        }
    }
}

static const struct model *side_model(struct merged *m, enum side side) {
    const struct model *from = model_of(m, side);
    struct model *to = arena_new(m->arena, struct model);
    *to = *from;
    to->facts = m->model->facts;
    to->scope = merged_cond(m, side, from->scope);
    to->assumes = (struct assumes){0};
    vec_each (struct assume, x, &from->assumes) assume(m->arena, to, merged_cond(m, side, x->cond));
    admit(m, side, to);
    to->defines = (struct defines){0};
    vec_each (struct define, x, &from->defines)
        vec_push(m->arena, &to->defines, ((struct define){x->id, merged_cond(m, side, x->means)}));
    to->duties = (struct duties){0};
    vec_each (struct duty, x, &from->duties) {
        vec_push(m->arena, &to->duties, *x);
        if (x->done_when != MODEL_NONE)
            to->duties.at[to->duties.len - 1].done_when = m->fact_of[side][x->done_when];
    }
    return to;
}

static const struct rule_set *side_rules(struct merged *m, enum side side) {
    const struct rule_set *from = m->of[side].rules;
    struct rule_set *to = arena_new(m->arena, struct rule_set);
    *to = *from;
    to->arena = m->arena;
    to->model = side_model(m, side);
    to->rules = (struct rules){0};
    vec_each (struct rule, r, &from->rules) {
        struct rule x = *r;
        x.cond = merged_cond(m, side, r->cond);
        if (r->meet) x.meet = merged_cond(m, side, r->meet);
        vec_push(m->arena, &to->rules, x);
    }
    return to;
}

static const struct presumed *presumptions(const struct merged *m, enum side side) {
    struct presumed *all = arena_array(m->arena, struct presumed, m->model->facts.len);
    for (uint32_t f = 0; f < m->model->facts.len; f++) {
        uint32_t own = m->facts[f].of[side];
        if (own == MODEL_NONE) continue;
        vec_each (struct presumption, p, &model_of(m, side)->facts.at[own].presumptions) {
            struct cond **when = &all[f].when[p->yes];
            if (!*when) *when = cond_new(m->arena, COND_OR, p->at);
            vec_push(m->arena, &(*when)->terms, merged_cond(m, side, p->when));
        }
    }
    return all;
}

/* ---- what either asks ---- */

static void ask(struct merged *m, struct rule_set *all, struct cond *c) {
    if (c)
        vec_push(m->arena, &all->rules, ((struct rule){.kind = STATEMENT_PROHIBITION, .cond = c}));
}

static const struct rule_set *ask_all(struct merged *m, struct model *model) {
    struct rule_set *all = arena_new(m->arena, struct rule_set);
    all->model = model;
    all->arena = m->arena;
    model->scope = cond_new(m->arena, COND_TRUE, SPAN_NOWHERE);
    for (int side = OLD; side < SIDES; side++) {
        const struct rule_set *set = m->sides[side];
        vec_each (struct rule, r, &set->rules) {
            ask(m, all, r->cond);
            ask(m, all, r->meet);
        }
        ask(m, all, set->model->scope);
        vec_each (struct assume, x, &set->model->assumes) ask(m, all, x->cond);
        vec_each (struct define, x, &set->model->defines) ask(m, all, x->means);
        vec_each (struct duty, x, &set->model->duties) vec_push(m->arena, &model->duties, *x);
        for (uint32_t f = 0; f < model->facts.len; f++)
            for (int yes = 0; yes < 2; yes++) ask(m, all, m->presumed[side][f].when[yes]);
    }
    return all;
}

/* ---- the whole ---- */

static void start(struct merging *g, enum side side) {
    size_t n = model_of(g->m, side)->facts.len;
    g->fact_of[side] = arena_array(g->arena, uint32_t, n);
    g->value_of[side] = arena_array(g->arena, uint32_t *, n);
    for (size_t f = 0; f < n; f++) g->fact_of[side][f] = MODEL_NONE;
}

struct merged *merge(struct arena *a, struct subject old, struct subject new) {
    struct merged *m = arena_new(a, struct merged);
    struct model *model = arena_new(a, struct model);
    struct merging g = {.m = m, .arena = a};
    m->arena = a;
    m->of[OLD] = old;
    m->of[NEW] = new;
    start(&g, OLD);
    start(&g, NEW);
    match_facts(&g);
    find_values_of_sides(&g);
    model->arena = a;
    model->facts = g.facts;
    m->model = model;
    m->facts = g.matches.at;
    for (int side = OLD; side < SIDES; side++) {
        m->fact_of[side] = g.fact_of[side];
        m->value_of[side] = (const uint32_t *const *)g.value_of[side];
        m->sides[side] = side_rules(m, (enum side)side);
        m->presumed[side] = presumptions(m, (enum side)side);
    }
    m->all = ask_all(m, model);
    return m;
}
