#include "diff/compare.h"

#include "base/bitset.h"
#include "base/map.h"

/* ---- facts ---- */

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
static void take_values(struct merged *m, enum side side, uint32_t from, uint32_t to) {
    const struct fact *f = &own_model(m, side)->facts.at[from];
    struct fact *both = &m->model->facts.at[to];
    struct map names;
    map_init(&names, m->arena);
    for (uint32_t v = 0; v < both->values.len; v++)
        map_add(&names, 0, map_name(both->values.at[v].name), v);
    uint32_t *value_of = arena_array(m->arena, uint32_t, f->values.len);
    for (uint32_t v = 0; v < f->values.len; v++) {
        value_of[v] =
            map_add(&names, 0, map_name(f->values.at[v].name), (uint32_t)both->values.len);
        if (value_of[v] == both->values.len) vec_push(m->arena, &both->values, f->values.at[v]);
    }
    m->fact_of[side][from] = to;
    m->value_of[side][from] = value_of;
    m->facts[to].of[side] = from;
    if (f->kind == FACT_NUMBER || f->kind == FACT_DATE) {
        both->low = f->low < both->low ? f->low : both->low;
        both->high = f->high > both->high ? f->high : both->high;
    }
    if (f->source == FACT_JUDGEMENT) both->source = FACT_JUDGEMENT;
}

static uint32_t add_fact(struct merged *m, enum side side, uint32_t from) {
    struct fact both = own_model(m, side)->facts.at[from];
    uint32_t to = (uint32_t)m->model->facts.len;
    both.values = (struct values){0};
    both.presumptions = (struct presumptions){0};
    vec_push(m->arena, &m->model->facts, both);
    m->facts[to] = (struct merged_fact){.of = {MODEL_NONE, MODEL_NONE}, .twin = MODEL_NONE};
    take_values(m, side, from, to);
    return to;
}

uint64_t *set_of_both(const struct merged *m, enum side side, uint32_t from, const uint64_t *set) {
    const struct fact *own = &own_model(m, side)->facts.at[from];
    uint64_t *both = bitset_new(m->arena, m->model->facts.at[m->fact_of[side][from]].values.len);
    bitset_each (v, set, own->values.len) bitset_add(both, m->value_of[side][from][v]);
    return both;
}

static int64_t value_of_both(const struct merged *m, enum side side, uint32_t from, int64_t value) {
    const struct fact *own = &own_model(m, side)->facts.at[from];
    uint64_t set = (uint64_t)value;
    if (own->kind == FACT_ONE_OF) return m->value_of[side][from][value];
    return own->kind == FACT_SET_OF ? (int64_t)*set_of_both(m, side, from, &set) : value;
}

/* What goes without saying does so in both: a default is one of the merged fact where neither
 * version has another. Else not to state it means this in one and that in the other, as where one
 * of them presumes it. */
static void agree_on_defaults(struct merged *m) {
    for (uint32_t f = 0; f < m->model->facts.len; f++) {
        struct fact *both = &m->model->facts.at[f];
        bool agreed = both->has_default, some = false;
        for (int side = OLD; side < SIDES; side++) {
            uint32_t from = m->facts[f].of[side];
            if (from == MODEL_NONE) continue;
            const struct fact *own = own_fact(m, (enum side)side, f);
            agreed =
                agreed && own->has_default &&
                value_of_both(m, (enum side)side, from, own->default_value) == both->default_value;
            some = some || own->has_default;
            both->presumed = both->presumed || own->presumed;
        }
        both->has_default = agreed;
        both->presumed = both->presumed || (some && !agreed);
    }
}

/* Those of NEW first, each with what OLD adds to it; then what OLD alone has. Values of NEW keep
 * their numbers, so its defaults hold. */
static void match_facts(struct merged *m) {
    const struct model *old = own_model(m, OLD), *new = own_model(m, NEW);
    for (uint32_t f = 0; f < new->facts.len; f++) {
        if (new->facts.at[f].source == FACT_READING) continue;
        uint32_t to = add_fact(m, NEW, f), was = find_fact(old, new->facts.at[f].id.name);
        if (was == MODEL_NONE) continue;
        if (same_type(&new->facts.at[f], &old->facts.at[was])) {
            take_values(m, OLD, was, to);
            continue;
        }
        uint32_t twin = add_fact(m, OLD, was);
        m->facts[to].twin = twin;
        m->facts[twin].twin = to;
        m->model->facts.at[twin].id.name =
            arena_printf(m->arena, "%s (as it was)", old->facts.at[was].id.name);
    }
    for (uint32_t f = 0; f < old->facts.len; f++)
        if (old->facts.at[f].source != FACT_READING && m->fact_of[OLD][f] == MODEL_NONE)
            add_fact(m, OLD, f);
    agree_on_defaults(m);
}

static void find_values_of_sides(struct merged *m) {
    for (uint32_t f = 0; f < m->model->facts.len; f++)
        for (int side = OLD; side < SIDES && in_both(m, f); side++) {
            size_t n = own_fact(m, (enum side)side, f)->values.len;
            uint64_t *every = bitset_new(m->arena, n);
            bitset_fill(every, n);
            if (m->model->facts.at[f].values.len)
                m->facts[f].has[side] =
                    set_of_both(m, (enum side)side, m->facts[f].of[side], every);
        }
}

/* ---- conditions ---- */

static struct cond *test_of(const struct merged *m, enum side side, const struct cond *c) {
    const struct fact *f = &own_model(m, side)->facts.at[c->fact];
    if (f->source == FACT_READING) {
        int64_t taken = m->of[side].taken ? m->of[side].taken[c->fact] : f->taken;
        return cond_constant(m->arena, cond_test(c, taken), c->at);
    }
    struct cond *to = arena_new(m->arena, struct cond);
    *to = *c;
    to->fact = m->fact_of[side][c->fact];
    if (c->kind == COND_INCLUDES) to->element = m->value_of[side][c->fact][c->element];
    if (c->kind == COND_IN && f->kind == FACT_ONE_OF)
        to->set = set_of_both(m, side, c->fact, c->set);
    return to;
}

/* The version's condition, over the facts of both. */
static struct cond *merged_cond(const struct merged *m, enum side side, const struct cond *c) {
    if (cond_is_test(c)) return test_of(m, side, c);
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
        const uint64_t *has = m->facts[f].has[side];
        if (m->facts[f].of[side] == MODEL_NONE) continue;
        const struct fact *own = own_fact(m, side, f);
        if (both->kind == FACT_NUMBER || both->kind == FACT_DATE) {
            if (own->low != both->low || own->high != both->high)
                assume(m->arena, to, cond_range(m->arena, f, own->low, own->high, own->id.at));
        } else if (has && own->values.len < both->values.len) {
            if (both->kind == FACT_ONE_OF)
                assume(m->arena, to, cond_in(m->arena, f, has, own->id.at));
            for (uint32_t e = 0; e < both->values.len && both->kind == FACT_SET_OF; e++)
                if (!bitset_has(has, e))
                    assume(m->arena, to,
                           cond_not(m->arena, cond_includes(m->arena, f, e, own->id.at)));
        }
    }
}

static const struct model *side_model(struct merged *m, enum side side) {
    const struct model *from = own_model(m, side);
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
        struct duty duty = *x;
        if (duty.done_when != MODEL_NONE) duty.done_when = m->fact_of[side][duty.done_when];
        vec_push(m->arena, &to->duties, duty);
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

static void add_presumptions(struct merged *m, enum side side) {
    m->presumed[side] = arena_array(m->arena, struct presumed, m->model->facts.len);
    for (uint32_t f = 0; f < m->model->facts.len; f++) {
        if (m->facts[f].of[side] == MODEL_NONE) continue;
        struct presumed *x = &m->presumed[side][f];
        vec_each (struct presumption, p, &own_fact(m, side, f)->presumptions) {
            struct cond **when = &x->when[p->yes];
            if (!*when) {
                *when = cond_new(m->arena, COND_OR, p->at);
                x->probe[p->yes] = (uint32_t)m->probes[side].len;
                vec_push(m->arena, &m->probes[side], *when);
            }
            vec_push(m->arena, &(*when)->terms, merged_cond(m, side, p->when));
        }
    }
}

/* ---- what either asks ---- */

static void ask(struct rule_set *all, struct cond *c) {
    if (c)
        vec_push(all->arena, &all->rules,
                 ((struct rule){.kind = STATEMENT_PROHIBITION, .cond = c}));
}

static const struct rule_set *ask_all(struct merged *m) {
    struct rule_set *all = arena_new(m->arena, struct rule_set);
    all->model = m->model;
    all->arena = m->arena;
    m->model->scope = cond_new(m->arena, COND_TRUE, SPAN_NOWHERE);
    for (int side = OLD; side < SIDES; side++) {
        const struct rule_set *set = m->sides[side];
        vec_each (struct rule, r, &set->rules) {
            ask(all, r->cond);
            ask(all, r->meet);
        }
        ask(all, set->model->scope);
        vec_each (struct assume, x, &set->model->assumes) ask(all, x->cond);
        vec_each (struct define, x, &set->model->defines) ask(all, x->means);
        vec_each (struct duty, x, &set->model->duties) vec_push(m->arena, &m->model->duties, *x);
        vec_each (struct cond *, probe, &m->probes[side]) ask(all, *probe);
    }
    return all;
}

struct merged *merge(struct arena *a, struct subject old, struct subject new) {
    struct merged *m = arena_new(a, struct merged);
    *m = (struct merged){.arena = a, .of = {old, new}, .model = arena_new(a, struct model)};
    size_t n[SIDES] = {old.rules->model->facts.len, new.rules->model->facts.len};
    m->model->arena = a;
    m->facts = arena_array(a, struct merged_fact, n[OLD] + n[NEW]);
    for (int side = OLD; side < SIDES; side++) {
        m->fact_of[side] = arena_array(a, uint32_t, n[side]);
        m->value_of[side] = arena_array(a, uint32_t *, n[side]);
        for (size_t f = 0; f < n[side]; f++) m->fact_of[side][f] = MODEL_NONE;
    }
    match_facts(m);
    find_values_of_sides(m);
    for (int side = OLD; side < SIDES; side++) {
        m->sides[side] = side_rules(m, (enum side)side);
        add_presumptions(m, (enum side)side);
    }
    m->all = ask_all(m);
    return m;
}
