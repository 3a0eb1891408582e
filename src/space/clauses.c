/*
 * From rules to clauses and overrides.
 */
#include "space/clauses.h"

struct gatherer {
    struct space *s;
    const struct rule_set *rules;
    const struct model *m;
    struct arena *arena;
    struct clause_set *clauses;
    struct cubes *covers;                /* by rule: its condition */
    struct clause_numbers *of_stage;     /* by block * PARTS + part */
    struct clause_numbers *of_signal[2]; /* by signal: the clauses with that literal off, on */
    uint8_t *settled;                    /* by signal: its override is written */
};

static void add_clauses(struct gatherer *g, const struct cubes *cubes, struct clause like) {
    vec_each (struct cube, b, cubes) {
        like.cube = *b;
        vec_push(g->arena, &g->clauses->list, like);
    }
}

static struct clause no_rule(enum clause_kind kind, uint32_t index) {
    return (struct clause){
        .kind = kind, .rule = MODEL_NONE, .via = MODEL_NONE, .block = MODEL_NONE, .index = index};
}

/* ---- what is no rule ---- */

static struct cubes judgement_is(struct space *s, uint32_t fact, bool yes) {
    return space_cover(s, cond_yes(s->arena, fact, s->model->facts.at[fact].id.at), !yes);
}

/* What a judgement of which nothing is said cannot be: other than what is presumed; where nothing
 * is presumed, other than its default. */
static void add_presumptions(struct gatherer *g, uint32_t f) {
    struct space *s = g->s;
    const struct fact *fact = &g->m->facts.at[f];
    struct clause presumed = no_rule(CLAUSE_PRESUMED, f);
    struct cubes nothing = space_everything(s), yes = judgement_is(s, f, true),
                 no = judgement_is(s, f, false);
    vec_each (struct presumption, p, &fact->presumptions) {
        struct cubes when = space_cover(s, p->when, false),
                     reversed = space_product(s, &when, p->yes ? &no : &yes);
        add_clauses(g, &reversed, presumed);
        nothing = space_meet(s, nothing, space_cover(s, p->when, true));
    }
    if (!fact->has_default) return;
    struct cubes reversed = space_product(s, &nothing, fact->default_value ? &no : &yes);
    presumed.by_default = true;
    add_clauses(g, &reversed, presumed);
}

static void add_feasible(struct gatherer *g) {
    struct cubes outside = space_cover(g->s, g->m->scope, true);
    add_clauses(g, &outside, no_rule(CLAUSE_OUTSIDE, 0));
    for (uint32_t i = 0; i < g->m->assumes.len; i++) {
        struct cubes broken = space_cover(g->s, g->m->assumes.at[i].cond, true);
        add_clauses(g, &broken, no_rule(CLAUSE_FORBIDDEN, i));
    }
    for (uint32_t f = 0; f < g->m->facts.len; f++)
        if (g->m->facts.at[f].presumptions.len > 0) add_presumptions(g, f);
}

/* ---- rules ---- */

/* Where a priority may lift a rule for one approach and not for another, it needs a clause for
 * each. */
static void add_split(struct gatherer *g, const struct cubes *cubes, struct clause like) {
    const struct rule *r = &g->rules->rules.at[like.rule];
    uint32_t approaches = like.approaches;
    bool split = false;
    vec_each (uint32_t, p, &g->rules->winners[r->block])
        split = split || priority_lifts(g->rules, &g->m->priorities.at[*p], r);
    if (!split) {
        add_clauses(g, cubes, like);
        return;
    }
    for (uint32_t a = 0; a < g->m->approaches.len; a++) {
        like.approaches = approaches & UINT32_C(1) << a;
        if (like.approaches) add_clauses(g, cubes, like);
    }
}

static void add_duty(struct gatherer *g, const struct rule *r, const struct cubes *cubes,
                     struct clause like) {
    const struct duty *duty = &g->m->duties.at[r->duty];
    add_split(g, cubes, like);
    if (duty->timing != DUTY_BEFORE) return;
    like.kind = CLAUSE_OUTSTANDING;
    struct cubes undone = *cubes;
    if (duty->done) {
        struct cubes not_done = space_cover(g->s, duty->done, true);
        undone = space_product(g->s, cubes, &not_done);
    }
    add_split(g, &undone, like);
}

/* More cubes than this of one expectation: where its rule holds, or where it is unmet, becomes a
 * signal. */
enum { MOST_CAUTIONS = 4 * CUBES_CAP };

static void add_attached(struct gatherer *g, const struct rule *r, const struct cubes *cubes,
                         struct clause like) {
    if (r->kind == STATEMENT_DUTY) {
        add_duty(g, r, cubes, like);
        return;
    }
    struct cubes unmet = space_cover(g->s, r->meet, true);
    struct cubes cautions = cubes->len * unmet.len > MOST_CAUTIONS
                                ? space_meet(g->s, *cubes, unmet)
                                : space_product(g->s, cubes, &unmet);
    add_clauses(g, &cautions, like);
}

/* A duty that waits for a permission of its block holds where both do: multiplied out where that
 * stays small. */
static void add_by_permission(struct gatherer *g, const struct rule *r, const struct cubes *own,
                              struct clause like) {
    const struct rule_set *set = g->rules;
    size_t product = 0;
    for (uint32_t i = set->first[r->block]; i < set->first[r->block + 1]; i++)
        if (set->rules.at[i].kind == STATEMENT_PERMISSION) product += g->covers[i].len * own->len;
    if (product > CUBES_CAP) {
        for (uint32_t a = 0; a < g->m->approaches.len; a++) {
            like.approaches = UINT32_C(1) << a;
            if (r->has_using && !(r->approaches & like.approaches)) continue;
            uint32_t signal = space_signal(g->s, SIGNAL_OPENS, r->block,
                                           r->has_using ? UINT32_MAX : like.approaches);
            struct cubes opens = space_literal(g->s, signal, true);
            struct cubes both = space_product(g->s, own, &opens);
            add_attached(g, r, &both, like);
        }
        return;
    }
    for (uint32_t i = set->first[r->block]; i < set->first[r->block + 1]; i++) {
        const struct rule *permission = &set->rules.at[i];
        if (permission->kind != STATEMENT_PERMISSION) continue;
        struct cubes both = space_product(g->s, own, &g->covers[i]);
        like.approaches = r->has_using ? r->approaches : permission->approaches;
        like.via = i;
        add_attached(g, r, &both, like);
    }
}

static enum clause_kind kind_of_rule(const struct rule *r) {
    static const enum clause_kind kinds[] = {[STATEMENT_PERMISSION] = CLAUSE_PERMIT,
                                             [STATEMENT_PROHIBITION] = CLAUSE_CLOSE,
                                             [STATEMENT_REQUIREMENT] = CLAUSE_CLOSE,
                                             [STATEMENT_DUTY] = CLAUSE_DUTY,
                                             [STATEMENT_EXPECTATION] = CLAUSE_CAUTION};
    return kinds[r->kind];
}

static void add_rule(struct gatherer *g, uint32_t index) {
    const struct rule *r = &g->rules->rules.at[index];
    const struct cubes *cubes = &g->covers[index];
    struct clause like = {.kind = kind_of_rule(r),
                          .rule = index,
                          .via = MODEL_NONE,
                          .block = r->block,
                          .part = r->part,
                          .approaches = r->approaches,
                          .modality = r->modality,
                          .duty = r->duty};
    if (like.kind == CLAUSE_PERMIT)
        add_clauses(g, cubes, like);
    else if (like.kind == CLAUSE_CLOSE)
        add_split(g, cubes, like);
    else if (r->by_permission)
        add_by_permission(g, r, cubes, like);
    else
        add_attached(g, r, cubes, like);
}

/* A block without permissions applies by any of its rules; an expectation applies even where it is
 * met, and has then no clause of its own. */
static void add_expectation_helpers(struct gatherer *g) {
    const struct rule_set *set = g->rules;
    uint8_t *asked = arena_array(g->arena, uint8_t, g->m->blocks.len);
    bool any_provision = false;
    vec_each (struct signal, signal, &g->s->signals) {
        if (signal->kind == SIGNAL_APPLIES) asked[signal->block] = 1;
        any_provision = any_provision || signal->kind == SIGNAL_ANY_PROVISION;
    }
    vec_each (uint32_t, b, &set->provisions) asked[*b] = asked[*b] || any_provision;
    for (uint32_t i = 0; i < set->rules.len; i++) {
        const struct rule *r = &set->rules.at[i];
        if (r->kind != STATEMENT_EXPECTATION || !asked[r->block] ||
            block_has_permission(set, r->block))
            continue;
        struct clause helper = no_rule(CLAUSE_HELPER, MODEL_NONE);
        helper.rule = i;
        helper.block = r->block;
        helper.part = r->part;
        add_clauses(g, &g->covers[i], helper);
    }
}

static void note_asked(const struct space *s, const struct cube *cube, uint8_t *asked) {
    for (uint32_t k = 0; k < cube->n_literals; k++) asked[cube_signal(s, cube, k)] = 1;
}

/* What turns signals on, where a clause asks: of a definition often but one side is used, or none.
 * A signal mentions earlier ones only. */
static void add_helpers(struct gatherer *g) {
    const struct signals *signals = &g->s->signals;
    uint8_t *asked = arena_array(g->arena, uint8_t, signals->len);
    vec_each (struct clause, c, &g->clauses->list) note_asked(g->s, &c->cube, asked);
    for (size_t i = signals->len; i-- > 0;)
        if (asked[i])
            vec_each (struct cube, c, &signals->at[i].cubes) note_asked(g->s, c, asked);
    for (uint32_t i = 0; i < signals->len; i++)
        if (asked[i] && signals->at[i].kind == SIGNAL_HOLDS)
            add_clauses(g, &signals->at[i].cubes, no_rule(CLAUSE_HELPER, i));
}

/* ---- overrides ---- */

/* The clauses by which a block applies. */
static void push_applying(struct gatherer *g, uint32_t block, struct clause_numbers *into) {
    vec_each (uint32_t, i, &g->of_stage[block * PARTS + PART_ASKED]) {
        enum clause_kind kind = g->clauses->list.at[*i].kind;
        if (kind != CLAUSE_OUTSTANDING &&
            kind != CLAUSE_CAUTION) /* both stand beside a clause that says the rule applies */
            vec_push(g->arena, into, *i);
    }
}

/* Those by which its permissions open one of `approaches`. */
static void push_opening(struct gatherer *g, uint32_t block, uint32_t approaches,
                         struct clause_numbers *into) {
    vec_each (uint32_t, i, &g->of_stage[block * PARTS + PART_ASKED]) {
        const struct clause *c = &g->clauses->list.at[*i];
        if (c->kind == CLAUSE_PERMIT && (c->approaches & approaches)) vec_push(g->arena, into, *i);
    }
}

static void add_override(struct gatherer *g, struct override o) {
    struct clause_set *set = g->clauses;
    if (o.any.len + o.none.len == 0 || (o.test.len == 0 && o.none.len == 0)) return;
    vec_each (uint32_t, b, &o.any)
        vec_push(g->arena, &set->cleared_by[*b], (uint32_t)set->overrides.len);
    vec_each (uint32_t, b, &o.none)
        vec_push(g->arena, &set->cleared_by[*b], (uint32_t)set->overrides.len);
    vec_push(g->arena, &set->overrides, o);
}

static void settle_clauses(struct gatherer *g, const struct clause_numbers *numbers);

/* Writes the override of a signal, once, after those that it depends on. Helpers only mention
 * signals made before them, and nest as deep as conditions do. */
static void settle_signal(struct gatherer *g, uint32_t index) {
    if (g->settled[index]) return;
    g->settled[index] = 1;
    const struct signal *signal = &g->s->signals.at[index];
    struct override o = {.any = g->of_signal[0][index],
                         .none = g->of_signal[1][index],
                         .priority = MODEL_NONE,
                         .plain = g->clauses->plain[index]};
    switch (signal->kind) {
    case SIGNAL_APPLIES: push_applying(g, signal->block, &o.test); break;
    case SIGNAL_ANY_PROVISION:
        vec_each (uint32_t, b, &g->rules->provisions) push_applying(g, *b, &o.test);
        break;
    case SIGNAL_OPENS: push_opening(g, signal->block, signal->approaches, &o.test); break;
    case SIGNAL_HOLDS:
        o.test = g->clauses->on_by[index];
        settle_clauses(g, &o.test);
        break;
    }
    add_override(g, o);
}

static void settle_clauses(struct gatherer *g, const struct clause_numbers *numbers) {
    vec_each (uint32_t, i, numbers) {
        struct cube cube = g->clauses->list.at[*i].cube;
        for (uint32_t k = 0; k < cube.n_literals; k++)
            settle_signal(g, cube_signal(g->s, &cube, k));
    }
}

/* What a winner lifts of a stage: what holds back an approach, where it opens that approach. */
static void lift(struct gatherer *g, const struct stage *stage, const struct priority *p) {
    const struct clause_numbers *losers = &g->of_stage[stage->block * PARTS + stage->part];
    for (uint32_t a = 0; a < g->m->approaches.len; a++) {
        struct override o = {.priority = (uint32_t)(p - g->m->priorities.at)};
        push_opening(g, p->winner, UINT32_C(1) << a, &o.test);
        vec_each (uint32_t, i, losers) {
            const struct clause *c = &g->clauses->list.at[*i];
            if (c->approaches == UINT32_C(1) << a &&
                priority_lifts(g->rules, p, &g->rules->rules.at[c->rule]))
                vec_push(g->arena, &o.any, *i);
        }
        add_override(g, o);
    }
}

static void add_overrides(struct gatherer *g) {
    const struct rule_set *set = g->rules;
    vec_each (struct stage, stage, &set->stages) {
        settle_clauses(g, &g->of_stage[stage->block * PARTS + stage->part]);
        vec_each (uint32_t, p, &set->winners[stage->block])
            lift(g, stage, &g->m->priorities.at[*p]);
    }
    for (uint32_t i = 0; i < g->s->signals.len; i++) settle_signal(g, i);
}

/* ---- the whole ---- */

/* By kind, otherwise as gathered (a counting sort keeps that order). */
static void sort_clauses(struct gatherer *g) {
    struct clause_list sorted = {0};
    for (enum clause_kind kind = CLAUSE_PERMIT; kind < CLAUSE_KINDS; kind++) {
        g->clauses->first[kind] = (uint32_t)sorted.len;
        vec_each (struct clause, b, &g->clauses->list)
            if (b->kind == kind) vec_push(g->arena, &sorted, *b);
    }
    g->clauses->first[CLAUSE_KINDS] = (uint32_t)sorted.len;
    g->clauses->list = sorted;
}

static void add_to_block(struct gatherer *g, const struct clause *b, uint32_t i) {
    uint32_t paragraph = g->m->blocks.at[b->block].outline;
    vec_push(g->arena, &g->of_stage[b->block * PARTS + b->part], i);
    vec_push(g->arena, &g->clauses->of_block[b->block], i);
    if (paragraph != MODEL_NONE) vec_push(g->arena, &g->clauses->of_paragraph[paragraph], i);
}

static void index_clauses(struct gatherer *g) {
    struct clause_set *set = g->clauses;
    set->n_signals = g->s->signals.len;
    set->on_by = arena_array(g->arena, struct clause_numbers, set->n_signals);
    set->plain = arena_array(g->arena, bool, set->n_signals);
    set->cleared_by = arena_array(g->arena, struct clause_numbers, set->list.len);
    set->of_block = arena_array(g->arena, struct clause_numbers, g->m->blocks.len);
    set->of_paragraph = arena_array(g->arena, struct clause_numbers, g->m->outline.len);
    g->of_stage = arena_array(g->arena, struct clause_numbers, g->m->blocks.len * PARTS);
    g->of_signal[0] = arena_array(g->arena, struct clause_numbers, set->n_signals);
    g->of_signal[1] = arena_array(g->arena, struct clause_numbers, set->n_signals);
    g->settled = arena_array(g->arena, uint8_t, set->n_signals);
    for (uint32_t i = 0; i < set->list.len; i++) {
        const struct clause *b = &set->list.at[i];
        if (b->block != MODEL_NONE)
            add_to_block(g, b, i);
        else if (b->kind == CLAUSE_HELPER)
            vec_push(g->arena, &set->on_by[b->index], i);
        for (uint32_t k = 0; k < b->cube.n_literals; k++)
            vec_push(g->arena,
                     &g->of_signal[cube_is_on(&b->cube, k)][cube_signal(g->s, &b->cube, k)], i);
    }
    for (size_t i = 0; i < set->n_signals; i++) { /* each mentions earlier ones */
        set->plain[i] = g->s->signals.at[i].kind == SIGNAL_HOLDS;
        vec_each (struct cube, c, &g->s->signals.at[i].cubes)
            for (uint32_t k = 0; k < c->n_literals; k++)
                set->plain[i] = set->plain[i] && set->plain[cube_signal(g->s, c, k)];
    }
}

struct clause_set *clause_set_build(struct space *s, const struct rule_set *rules,
                                    const struct conds *probes) {
    struct gatherer g = {.s = s,
                         .rules = rules,
                         .m = rules->model,
                         .arena = s->arena,
                         .clauses = arena_new(s->arena, struct clause_set)};
    add_feasible(&g);
    g.clauses->rules = rules;
    g.covers = arena_array(s->arena, struct cubes, rules->rules.len);
    for (uint32_t i = 0; i < rules->rules.len; i++)
        g.covers[i] = space_cover(s, rules->rules.at[i].cond, false);
    for (uint32_t i = 0; i < rules->rules.len; i++) add_rule(&g, i);
    for (uint32_t i = 0; probes && i < probes->len; i++) {
        struct cubes cubes = space_cover(s, probes->at[i], false);
        add_clauses(&g, &cubes, no_rule(CLAUSE_PROBE, i));
    }
    add_expectation_helpers(&g);
    add_helpers(&g);
    sort_clauses(&g);
    index_clauses(&g);
    add_overrides(&g);
    return g.clauses;
}

/* ---- what is asked about ---- */

struct clause_filter clauses_of_kind(enum clause_kind kind) {
    return (struct clause_filter){kind,       MODEL_NONE, MODEL_NONE, MODEL_NONE,
                                  MODEL_NONE, MODEL_NONE, MODEL_NONE, MODEL_NONE};
}

struct clause_filter clauses_of_rule(const struct rule_set *rules, uint32_t rule) {
    struct clause_filter f = clauses_of_kind(kind_of_rule(&rules->rules.at[rule]));
    f.rule = rule;
    return f;
}

static bool passes(uint32_t wanted, uint32_t is) { return wanted == MODEL_NONE || wanted == is; }

bool clause_passes(const struct clause_filter *f, const struct model *m, const struct clause *b) {
    return b->kind == f->kind &&
           (f->approach == MODEL_NONE || (b->approaches >> f->approach & 1)) &&
           passes(f->block, b->block) && passes(f->rule, b->rule) && passes(f->duty, b->duty) &&
           passes(f->modality, b->modality) && passes(f->index, b->index) &&
           (f->paragraph == MODEL_NONE || m->blocks.at[b->block].outline == f->paragraph);
}

/* Before the first clause of this probe: they are in the order of the probes. */
static uint32_t before_probe(const struct clause_set *set, uint32_t probe) {
    uint32_t low = set->first[CLAUSE_PROBE], high = set->first[CLAUSE_PROBE + 1];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (set->list.at[middle].index < probe)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct clause_range clause_set_among(const struct clause_set *set, const struct clause_filter *f) {
    const struct clause_numbers *list = NULL;
    if (f->kind == CLAUSE_PROBE && f->index != MODEL_NONE)
        return (struct clause_range){NULL, before_probe(set, f->index),
                                     before_probe(set, f->index + 1)};
    if (f->rule != MODEL_NONE)
        list = &set->of_block[set->rules->rules.at[f->rule].block];
    else if (f->block != MODEL_NONE)
        list = &set->of_block[f->block];
    else if (f->paragraph != MODEL_NONE)
        list = &set->of_paragraph[f->paragraph];
    return list ? (struct clause_range){list->at, 0, (uint32_t)list->len}
                : (struct clause_range){NULL, set->first[f->kind], set->first[f->kind + 1]};
}

bool clause_set_select(const struct clause_set *set, struct clause_filter f, uint64_t *to) {
    struct clause_range among = clause_set_among(set, &f);
    bool some = false;
    for (; among.first < among.end; among.first++) {
        uint32_t b = clause_range_first(&among);
        if (!clause_passes(&f, set->rules->model, &set->list.at[b])) continue;
        bitset_add(to, b);
        some = true;
    }
    return some;
}
