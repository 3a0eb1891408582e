#include "diff/diff.h"

/* ---- facts ---- */

static bool has_value(const struct fact *f, const char *name) {
    vec_each (struct declared, v, &f->values)
        if (v->name == name) return true;
    return false;
}

bool same_type(const struct fact *x, const struct fact *y) {
    if (x->kind != y->kind) return false;
    if (x->kind == FACT_NUMBER) return x->decimals == y->decimals;
    size_t together = x->values.len;
    vec_each (struct declared, v, &y->values)
        together += x->kind == FACT_SET_OF && !has_value(x, v->name);
    return x->kind != FACT_SET_OF || together <= MODEL_MAX_SET;
}

uint32_t find_fact(const struct model *m, const char *name) {
    for (uint32_t f = 0; f < m->facts.len; f++)
        if (m->facts.at[f].id.name == name && m->facts.at[f].source != FACT_READING) return f;
    return MODEL_NONE;
}

/* Adds the values of this version's fact to the fact of both. */
void take_values(struct difference *d, int side, uint32_t from, uint32_t to) {
    const struct fact *f = &own_model(d, side)->facts.at[from];
    struct fact *both = &d->model->facts.at[to];
    struct map names;
    map_init(&names, d->arena);
    for (uint32_t v = 0; v < both->values.len; v++)
        map_add(&names, 0, map_name(both->values.at[v].name), v);
    uint32_t *value_of = arena_array(d->arena, uint32_t, f->values.len);
    for (uint32_t v = 0; v < f->values.len; v++) {
        value_of[v] =
            map_add(&names, 0, map_name(f->values.at[v].name), (uint32_t)both->values.len);
        if (value_of[v] == both->values.len) vec_push(d->arena, &both->values, f->values.at[v]);
    }
    d->fact_of[side][from] = to;
    d->value_of[side][from] = value_of;
    d->facts[to].of[side] = from;
    if (f->low < both->low) both->low = f->low;
    if (f->high > both->high) both->high = f->high;
    if (f->source == FACT_JUDGEMENT) both->source = FACT_JUDGEMENT;
}

static uint32_t add_fact(struct difference *d, int side, uint32_t from) {
    struct fact both = own_model(d, side)->facts.at[from];
    uint32_t to = (uint32_t)d->model->facts.len;
    both.values = (struct values){0};
    both.presumptions = (struct presumptions){0};
    vec_push(d->arena, &d->model->facts, both);
    d->facts[to] = (struct merged_fact){.of = {MODEL_NONE, MODEL_NONE}, .twin = MODEL_NONE};
    take_values(d, side, from, to);
    return to;
}

uint64_t *set_of_both(const struct difference *d, int side, uint32_t from, const uint64_t *set) {
    size_t n = own_model(d, side)->facts.at[from].values.len;
    uint64_t *both = bitset_new(d->arena, d->model->facts.at[d->fact_of[side][from]].values.len);
    bitset_each (v, set, n) bitset_add(both, d->value_of[side][from][v]);
    return both;
}

uint64_t *values_of_both(const struct difference *d, int side, uint32_t from) {
    size_t n = own_model(d, side)->facts.at[from].values.len;
    uint64_t *every = bitset_new(d->arena, n);
    bitset_fill(every, n);
    return set_of_both(d, side, from, every);
}

/* A value of OLD as that of both; those of NEW are the same. */
static int64_t value_of_both(const struct difference *d, uint32_t from, int64_t value) {
    uint64_t set = (uint64_t)value;
    switch (own_model(d, OLD)->facts.at[from].kind) {
    case FACT_ONE_OF: return d->value_of[OLD][from][value];
    case FACT_SET_OF: return (int64_t)*set_of_both(d, OLD, from, &set);
    default: return value;
    }
}

/* What goes without saying does so in both: a default is one of the merged fact where neither
 * version has another. Else not to state it means this in one and that in the other, as where one
 * of them presumes it. */
static void agree_on_default(struct difference *d, uint32_t f) {
    const struct fact *was = own_fact(d, OLD, f), *is = own_fact(d, NEW, f);
    struct fact *both = &d->model->facts.at[f];
    both->has_default =
        was->has_default && is->has_default &&
        value_of_both(d, d->facts[f].of[OLD], was->default_value) == is->default_value;
    both->presumed = was->presumed || is->presumed ||
                     ((was->has_default || is->has_default) && !both->has_default);
}

/* Those of NEW first, each with what OLD adds to it; then what OLD alone has. Values of NEW keep
 * their numbers, so its defaults hold. */
static void match_facts(struct difference *d) {
    const struct model *old = own_model(d, OLD), *new = own_model(d, NEW);
    for (uint32_t f = 0; f < new->facts.len; f++) {
        if (new->facts.at[f].source == FACT_READING) continue;
        uint32_t to = add_fact(d, NEW, f), was = find_fact(old, new->facts.at[f].id.name);
        if (was == MODEL_NONE) continue;
        if (same_type(&new->facts.at[f], &old->facts.at[was])) {
            take_values(d, OLD, was, to);
            agree_on_default(d, to);
            continue;
        }
        uint32_t twin = add_fact(d, OLD, was);
        d->facts[to].twin = twin;
        d->facts[twin].twin = to;
        d->model->facts.at[twin].id.name =
            arena_printf(d->arena, "%s (as it was)", old->facts.at[was].id.name);
    }
    for (uint32_t f = 0; f < old->facts.len; f++)
        if (old->facts.at[f].source != FACT_READING && d->fact_of[OLD][f] == MODEL_NONE)
            add_fact(d, OLD, f);
}

/* ---- conditions ---- */

struct merging {
    const struct difference *d;
    int side;
};

/* The version's test, over the facts of both. */
static struct cond *merged(struct arena *a, void *context, struct cond *c) {
    const struct merging *of = context;
    const struct difference *d = of->d;
    if (!cond_is_test(c)) return c;
    const struct fact *f = &own_model(d, of->side)->facts.at[c->fact];
    if (f->source == FACT_READING) return cond_constant(a, cond_test(c, f->taken), c->at);
    struct cond *to = arena_new(a, struct cond);
    *to = *c;
    to->fact = d->fact_of[of->side][c->fact];
    if (c->kind == COND_INCLUDES) to->element = d->value_of[of->side][c->fact][c->element];
    if (f->kind == FACT_ONE_OF) to->set = set_of_both(d, of->side, c->fact, c->set);
    return to;
}

/* ---- a version over the facts of both ---- */

static void assume(struct difference *d, struct model *m, struct cond *c) {
    vec_push(d->arena, &m->assumes, ((struct assume){c->at, "", c}));
}

/* What the version admits, of facts that the other has with more values or wider bounds. */
static void admit(struct difference *d, int side, struct model *to) {
    for (uint32_t f = 0; f < d->model->facts.len; f++) {
        const struct fact *both = &d->model->facts.at[f], *own;
        if (d->facts[f].of[side] == MODEL_NONE) continue;
        own = own_fact(d, side, f);
        if (own->low != both->low || own->high != both->high)
            assume(d, to, cond_range(d->arena, f, own->low, own->high, own->id.at));
        if (own->values.len == both->values.len) continue;
        const uint64_t *has = values_of_both(d, side, d->facts[f].of[side]);
        if (both->kind == FACT_ONE_OF) assume(d, to, cond_in(d->arena, f, has, own->id.at));
        for (uint32_t e = 0; e < both->values.len && both->kind == FACT_SET_OF; e++)
            if (!bitset_has(has, e))
                assume(d, to, cond_not(d->arena, cond_includes(d->arena, f, e, own->id.at)));
    }
}

const struct rule_set *side_rules(struct difference *d, int side) {
    struct merging of = {d, side};
    struct model *m = arena_new(d->arena, struct model);
    const struct rule_set *rules = rules_rewritten(d->arena, d->own[side], m, merged, &of);
    const struct model *own = own_model(d, side);
    m->facts = d->model->facts;
    admit(d, side, m);
    m->duties = (struct duties){0};
    vec_each (struct duty, x, &own->duties) {
        vec_push(d->arena, &m->duties, *x);
        if (x->done) m->duties.at[m->duties.len - 1].done = merged(d->arena, &of, x->done);
    }
    for (uint32_t i = 0; i < 2 * d->model->facts.len; i++) {
        struct cond *some = cond_new(d->arena, COND_OR, SPAN_NOWHERE);
        if (d->facts[i / 2].of[side] != MODEL_NONE)
            vec_each (struct presumption, p, &own_fact(d, side, i / 2)->presumptions)
                if (p->yes == (i % 2 != 0))
                    vec_push(d->arena, &some->terms,
                             cond_rewritten(d->arena, p->when, merged, &of));
        if (some->terms.len == 0) some = cond_constant(d->arena, false, SPAN_NOWHERE);
        vec_push(d->arena, &d->probes[side], some);
    }
    return rules;
}

/* ---- what either asks ---- */

static void ask(struct rule_set *all, struct cond *c) {
    if (c)
        vec_push(all->arena, &all->rules,
                 ((struct rule){.kind = STATEMENT_PROHIBITION, .cond = c}));
}

void ask_side(struct difference *d, int side) {
    const struct rule_set *set = d->sides[side];
    struct rule_set *all = d->all;
    vec_each (struct rule, r, &set->rules) {
        ask(all, r->cond);
        ask(all, r->meet);
    }
    ask(all, set->model->scope);
    vec_each (struct assume, x, &set->model->assumes) ask(all, x->cond);
    vec_each (struct define, x, &set->model->defines) ask(all, x->means);
    vec_each (struct duty, x, &set->model->duties) vec_push(d->arena, &d->model->duties, *x);
    vec_each (struct cond *, probe, &d->probes[side]) ask(all, *probe);
}

void merge(struct difference *d) {
    size_t n[SIDES] = {own_model(d, OLD)->facts.len, own_model(d, NEW)->facts.len};
    d->model = arena_new(d->arena, struct model);
    d->model->arena = d->arena;
    d->facts = arena_array(d->arena, struct merged_fact, n[OLD] + n[NEW]);
    for (int side = OLD; side < SIDES; side++) {
        d->fact_of[side] = arena_array(d->arena, uint32_t, n[side]);
        d->value_of[side] = arena_array(d->arena, uint32_t *, n[side]);
        for (size_t f = 0; f < n[side]; f++) d->fact_of[side][f] = MODEL_NONE;
    }
    match_facts(d);
    d->all = arena_new(d->arena, struct rule_set);
    d->all->model = d->model;
    d->all->arena = d->arena;
    d->model->scope = cond_new(d->arena, COND_TRUE, SPAN_NOWHERE);
    for (int side = OLD; side < SIDES; side++) {
        d->sides[side] = side_rules(d, side);
        ask_side(d, side);
    }
}
