#include "lint/study.h"

#include <string.h>

enum { STUDY_STEPS = 120000000 };
#define NOT_YET UINT32_MAX

/* ---- the set of rules, and the conditions that are asked about ---- */

/* The model with its readings as facts that have a default. */
static const struct model *open_readings(struct arena *a, const struct model *m)
{
    struct model *open = arena_new(a, struct model);
    *open = *m;
    open->facts.at = arena_array(a, struct fact, m->facts.len + 1);
    for (size_t f = 0; f < m->facts.len; f++) {
        struct fact *fact = &open->facts.at[f];
        *fact = m->facts.at[f];
        if (fact->source != FACT_READING)
            continue;
        fact->source = FACT_ASKED;
        fact->has_default = true;
        fact->default_value = fact->taken;
    }
    return open;
}

static struct cond *but_not(struct arena *a, struct cond *x, struct cond *y)
{
    struct cond *all = arena_new(a, struct cond), *not = arena_new(a, struct cond);
    *all = (struct cond){.kind = COND_AND, .at = x->at};
    *not = (struct cond){.kind = COND_NOT, .at = y->at};
    vec_push(a, &not->terms, y);
    vec_push(a, &all->terms, x);
    vec_push(a, &all->terms, not);
    return all;
}

/* The condition of each rule, of an expectation also "and it is not met". */
static void make_probes(struct study *st, struct conds *probes)
{
    struct arena *a = st->l->arena;
    size_t n = st->rules->rules.len;
    st->cond_probe = arena_array(a, uint32_t, n + 1);
    st->hold_probe = arena_array(a, uint32_t, n + 1);
    for (size_t r = 0; r < n; r++) {
        const struct rule *rule = &st->rules->rules.at[r];
        st->cond_probe[r] = st->hold_probe[r] = (uint32_t)probes->len;
        vec_push(a, probes, rule->cond);
        if (!rule->meet)
            continue;
        st->hold_probe[r] = (uint32_t)probes->len;
        vec_push(a, probes, but_not(a, rule->cond, rule->meet));
    }
}

/* ---- bits ---- */

static bool is_variant(const struct study *st, uint32_t number)
{
    return number != MODEL_NONE && st->place[st->rule_of[number]] != number;
}

static void index_bits(struct study *st)
{
    st->bits = arena_array(st->l->arena, struct bit_numbers, st->set->rules.len + 1);
    st->absent = version_row(st->v);
    for (uint32_t i = 0; i < st->v->bits->list.len; i++) {
        const struct bit *b = &st->v->bits->list.at[i];
        if (b->rule != MODEL_NONE)
            vec_push(st->l->arena, &st->bits[b->rule], i);
        if (b->via != MODEL_NONE)
            vec_push(st->l->arena, &st->bits[b->via], i);
        if (is_variant(st, b->rule) || is_variant(st, b->via))
            row_set(st->absent, i);
    }
}

static bool touches(const uint64_t *row, const struct bit_numbers *bits)
{
    vec_each(uint32_t, b, bits)
        if (row_has(row, *b))
            return true;
    return false;
}

/* Adds all that is decided by what is in the row already; steps stand in an order in which one look is enough. */
static void spread(const struct study *st, uint64_t *row)
{
    vec_each(struct bit_step, step, &st->v->bits->steps) {
        if (!touches(row, &step->test))
            continue;
        vec_each(uint32_t, b, &step->any)
            row_set(row, *b);
        vec_each(uint32_t, b, &step->none)
            row_set(row, *b);
    }
}

/* Takes `out` out of the policy, and puts `in` in. */
static void exchange(struct study *st, uint32_t out, uint32_t in)
{
    st->out = out;
    st->in = in;
    memcpy(st->without, st->absent, st->v->words * sizeof *st->without);
    memset(st->touched, 0, st->v->words * sizeof *st->touched);
    vec_each(uint32_t, b, &st->bits[out]) {
        row_set(st->without, *b);
        row_set(st->touched, *b);
    }
    if (in != MODEL_NONE)
        vec_each(uint32_t, b, &st->bits[in]) {
            const struct bit *bit = &st->v->bits->list.at[*b];
            uint32_t other = bit->rule == in ? bit->via : bit->rule;
            if (is_variant(st, other))
                continue;
            st->without[*b / 64] &= ~(UINT64_C(1) << (*b % 64));
            row_set(st->touched, *b);
        }
    spread(st, st->touched);
}

/* ---- what rules do ---- */

static enum bit_kind kind_of_effect(const struct rule *r)
{
    switch (r->kind) {
    case STATEMENT_PERMISSION: return BIT_PERMIT;
    case STATEMENT_PROHIBITION:
    case STATEMENT_GATE: return BIT_CLOSE;
    case STATEMENT_DUTY: return BIT_DUTY;
    case STATEMENT_EXPECTATION: break;
    }
    return BIT_CAUTION;
}

diagram study_effect(struct study *st, uint32_t number, uint32_t approach)
{
    diagram *is = &st->effects[number * st->m->approaches.len + approach];
    if (*is != NOT_YET)
        return *is;
    enum bit_kind kind = kind_of_effect(&st->set->rules.at[number]);
    uint64_t *row = version_row(st->v);
    bool some = false;
    vec_each(uint32_t, b, &st->bits[number]) {
        const struct bit *bit = &st->v->bits->list.at[*b];
        if (bit->rule != number || bit->kind != kind || !(bit->approaches >> approach & 1))
            continue;
        row_set(row, *b);
        some = true;
    }
    const uint64_t *without = st->absent;
    if (is_variant(st, number)) {
        exchange(st, st->place[st->rule_of[number]], number);
        without = st->without;
    }
    *is = some ? diagram_and(st->g, diagram_bits(st->v, row, without), st->world) : (diagram)NO;
    return *is;
}

diagram study_effects(struct study *st, uint32_t number)
{
    diagram all = NO;
    for (uint32_t a = 0; a < st->m->approaches.len; a++)
        all = diagram_or(st->g, all, study_effect(st, number, a));
    return all;
}

static bool is_probe(void *context, const struct bit *b)
{
    return b->kind == BIT_PROBE && b->index == *(const uint32_t *)context;
}

/* Conditions may ask whether a paragraph applies: not by a variant. */
static diagram where_holds(struct study *st, uint32_t probe)
{
    return diagram_and(st->g, diagram_of(st->v, st->absent, is_probe, &probe), st->world);
}

diagram study_condition(struct study *st, uint32_t rule)
{
    return where_holds(st, st->cond_probe[rule]);
}

diagram study_holds(struct study *st, uint32_t rule)
{
    return where_holds(st, st->hold_probe[rule]);
}

/* ---- what would be different ---- */

static enum difference compare(const struct study *st, struct decisions *changed, diagram possible)
{
    struct diagrams *g = st->g;
    enum difference found = DIFFERS_NOT;
    for (size_t i = 0; i < st->base->components.len; i++) {
        if (i == changed->components.len)
            decisions_add_lists(changed);
        const struct component *x = &st->base->components.at[i], *y = &changed->components.at[i];
        if (x->is == y->is || diagram_and(g, diagram_differ(g, x->is, y->is), possible) == NO)
            continue;
        if (x->part != DECISION_BASIS)
            return DIFFERS;
        found = DIFFERS_IN_BASIS;
    }
    return found;
}

/* Where bits of this kind, for this approach, might be left after the change that are not those of the change itself: anywhere that their own
 * limits allow. */
static diagram might_come(const struct study *st, enum bit_kind kind, uint32_t approach)
{
    uint64_t *row = version_row(st->v);
    bool some = false;
    for (uint32_t b = 0; b < st->v->bits->list.len; b++) {
        const struct bit *bit = &st->v->bits->list.at[b];
        if (!row_has(st->touched, b) || row_has(st->without, b) || bit->kind != kind || !(bit->approaches >> approach & 1) || bit->rule == st->in)
            continue;
        row_set(row, b);
        some = true;
    }
    struct bits bits = *st->v->bits;
    bits.steps = (struct bit_steps){0};
    struct version no_steps = *st->v;
    no_steps.bits = &bits;
    return some ? diagram_bits(&no_steps, row, NULL) : (diagram)NO;
}

/* x but where another rule opens, or closes, the approach as things are. */
static diagram but_others(struct study *st, diagram x, enum part part, uint32_t approach)
{
    enum bit_kind kind = part == PART_PERMISSIONS ? BIT_PERMIT : BIT_CLOSE;
    uint32_t self = st->rule_of[st->out];
    uint64_t *row = version_row(st->v);
    if (x == NO)
        return NO;
    for (uint32_t i = 0; i < st->v->bits->list.len && st->v->bits->list.at[i].kind <= BIT_CLOSE; i++) {
        const struct bit *b = &st->v->bits->list.at[i];
        if (b->kind == kind && (b->approaches >> approach & 1) && st->rule_of[b->rule] != self)
            row_set(row, i);
    }
    return diagram_but(st->g, x, diagram_bits_in(st->v, row, st->absent, x));
}

/* Whether some approach is open where it was not, or the other way round: told from the two rules alone, without building anew what all others
 * do. False may still be true. */
static bool surely_opens_or_closes(struct study *st, uint32_t out, uint32_t in)
{
    struct diagrams *g = st->g;
    const struct rule *r = &st->set->rules.at[out];
    enum part part = rule_part(r) == PART_GATES ? PART_PROHIBITIONS : rule_part(r);
    if (part == PART_OTHERS)
        return false;
    for (uint32_t a = 0; a < st->m->approaches.len; a++) {
        if (!(r->approaches >> a & 1))
            continue;
        diagram before = study_effect(st, out, a), after = in == MODEL_NONE ? (diagram)NO : study_effect(st, in, a);
        exchange(st, out, in);
        diagram closes = might_come(st, BIT_CLOSE, a), permits = might_come(st, BIT_PERMIT, a);
        diagram lost = but_others(st, diagram_but(g, before, after), part, a), gained = but_others(st, diagram_but(g, after, before), part, a);
        if (part == PART_PERMISSIONS) {
            lost = diagram_but(g, diagram_but(g, lost, st->base->close[a]), permits);
            gained = diagram_but(g, diagram_but(g, gained, st->base->close[a]), closes);
            if (lost != NO || gained != NO)
                return true;
        } else if (closes == NO && permits == NO && diagram_and(g, diagram_or(g, lost, gained), st->base->permit[a]) != NO) {
            return true;
        }
    }
    return false;
}

enum difference study_change(struct study *st, uint32_t out, uint32_t in)
{
    if (surely_opens_or_closes(st, out, in))
        return DIFFERS;
    exchange(st, out, in);
    return compare(st, decisions_changed(st->base, st->v, st->without, st->touched), st->v->possible);
}

enum difference study_change_unassumed(struct study *st, uint32_t out, uint32_t in)
{
    exchange(st, out, in);
    return compare(st, decisions_changed(st->base, st->v, st->without, st->touched), YES);
}

enum difference study_steps_change(struct study *st, const struct version *v, const uint64_t *touched)
{
    memcpy(st->without, st->absent, v->words * sizeof *st->without);
    memcpy(st->touched, touched, v->words * sizeof *st->touched);
    spread(st, st->touched);
    return compare(st, decisions_changed(st->base, v, st->without, st->touched), v->possible);
}

/* ---- the whole ---- */

/* Where readings are as taken. One that no condition asks about has no axis. */
static diagram as_taken(const struct study *st)
{
    const struct space *s = st->space;
    diagram all = YES;
    for (uint32_t f = 0; f < st->m->facts.len; f++) {
        uint32_t axis = s->first_axis[f];
        if (st->m->facts.at[f].source != FACT_READING || axis == s->first_axis[f + 1])
            continue;
        uint32_t class = space_class(s, axis, st->m->facts.at[f].taken);
        uint64_t *classes = arena_array(st->l->arena, uint64_t, (s->axes.at[axis].classes + 63) / 64);
        classes[class / 64] |= UINT64_C(1) << (class % 64);
        all = diagram_and(st->g, all, diagram_limit(st->g, axis, classes));
    }
    return all;
}

static void look(struct study *st)
{
    struct lint *l = st->l;
    struct conds probes = {0};
    const struct model *open = open_readings(l->arena, l->m);
    study_take_apart(st);
    make_probes(st, &probes);
    ((struct rule_set *)st->set)->model = open;
    st->space = space_build(st->set, l->arena);
    st->g = diagrams_new(st->space, STUDY_STEPS);
    st->v = version_new(st->g, bits_build(st->space, st->set, &probes));
    index_bits(st);
    st->without = version_row(st->v);
    st->touched = version_row(st->v);
    st->base = decisions_new(st->v, st->absent, true);
    st->world = diagram_and(st->g, st->v->possible, st->base->in_scope);
    st->taken = as_taken(st);
    size_t n = st->set->rules.len * l->m->approaches.len;
    st->effects = arena_array(l->arena, diagram, n + 1);
    for (size_t i = 0; i < n; i++)
        st->effects[i] = NOT_YET;
    study_judge(st);
}

struct study *study_of(struct lint *l)
{
    if (l->v->g->gave_up) /* what is larger still is not begun */
        return NULL;
    if (!l->study) {
        l->study = arena_new(l->arena, struct study);
        *l->study = (struct study){.l = l, .m = l->m, .rules = l->rules};
        look(l->study);
    }
    return l->study->g->gave_up ? NULL : l->study;
}
