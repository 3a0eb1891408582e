/*
 * What a way brings: found by deciding as if it were so, with each value that is told of it, as
 * what is said of a way holds for all of them.
 */
#include "evaluator/explain/build.h"

/* All that is found of one way. */
static size_t words_of(const struct ev_engine *e) {
    return 3 * strat_id_words(e->policy) + 4 * strat_duty_words(e->policy);
}

/* What every case has stands one behind the other. */
static void lay_out(struct ev_brought *to, const struct ev_engine *e, uint64_t *words) {
    size_t ids = strat_id_words(e->policy), duties = strat_duty_words(e->policy);
    bitset_clear(words, words_of(e));
    to->through = words;
    to->always.cautions = words + ids;
    to->always.duties = to->always.cautions + ids;
    to->always.before = to->always.duties + duties;
    to->ever.cautions = to->always.before + duties;
    to->ever.duties = to->ever.cautions + ids;
    to->ever.before = to->ever.duties + duties;
    bitset_fill(to->always.cautions, 64 * (ids + 2 * duties));
}

/* Decides as it is: in every case that is left then, and what only in some of them. */
static bool add_case(struct ev_build *b, uint32_t approach, const struct strat_way *way,
                     struct ev_brought *to) {
    struct ev_engine *e = b->e;
    const struct strat_lists *each = &e->answer.each[approach];
    size_t ids = strat_id_words(e->policy), duties = strat_duty_words(e->policy);
    struct ev_fault fault;
    if (!ev_decide_too(e, true, &fault) || (way->through < 0 && !ev_explain(e, approach, &fault)) ||
        !ev_certain(e, approach, &fault))
        return false;
    if (way->through < 0) bitset_or(to->through, e->reasons.permits_some, ids);
    to->verdicts |= each->verdicts;
    bitset_and(to->always.cautions, e->certain.cautions, ids);
    bitset_and(to->always.duties, e->certain.duties, duties);
    bitset_and(to->always.before, e->certain.before, duties);
    bitset_or(to->ever.cautions, each->cautions, ids);
    bitset_or(to->ever.duties, each->duties, duties);
    bitset_or(to->ever.before, each->before, duties);
    ev_note_readings(b, EV_READ_APPROACH, approach);
    return true;
}

/* A change whose other values are tried: so many are left to try. */
struct trying {
    struct ev_build *b;
    uint32_t approach, left;
    const struct strat_way *way;
    const struct strat_change *c;
    struct ev_brought *to;
};

/* False: this value, which stands for its like, was not tried. */
static bool add_value(struct trying *t, int64_t value) {
    if (t->left-- == 0) return false;
    struct ev_trial trial = ev_trial_begin(t->b->e, t->c->fact, value);
    bool fine = add_case(t->b, t->approach, t->way, t->to);
    ev_trial_end(t->b->e, trial);
    return fine;
}

/* Classes are numbered by their first values. */
static bool add_choices(struct trying *t, uint32_t values) {
    const struct ev_vocabulary *v = &t->b->e->vocabulary;
    uint32_t own = ev_band_number(v, t->c->fact, t->c->value), n = 0;
    for (uint32_t i = 0; i < values; i++) {
        if (ev_band_number(v, t->c->fact, i) != n) continue;
        if (n++ != own && bitset_has(t->c->values, i) && !add_value(t, i)) return false;
    }
    return true;
}

static bool add_range(struct trying *t) {
    const struct strat_change *c = t->c;
    struct ev_band band;
    for (int64_t low = c->low;; low = band.high + 1) {
        band = ev_band_of(&t->b->e->vocabulary, c->fact, low);
        if ((c->value < low || c->value > band.high) && !add_value(t, low)) return false;
        if (band.high >= c->high) return true;
    }
}

/* Each set with what has to be in it and any of what need not. */
static bool add_sets(struct trying *t, uint32_t values) {
    const struct ev_vocabulary *v = &t->b->e->vocabulary;
    const struct strat_change *c = t->c;
    uint64_t all = ~UINT64_C(0) >> (64 - values),
             named = (uint64_t)ev_band_of(v, c->fact, (int64_t)all).low,
             own = (uint64_t)ev_band_of(v, c->fact, c->value).low,
             free = named & ~c->includes & ~c->excludes, some = free;
    if (!(c->includes | c->excludes | c->one_of)) return true; /* it is told as it is */
    for (;; some = (some - 1) & free) {
        uint64_t set = some | (named & c->includes);
        if (set != own && (!c->one_of || set & c->one_of) && !add_value(t, (int64_t)set))
            return false;
        if (some == 0) return true;
    }
}

/* The other values of one change, the others as they are. False: not all were tried. */
static bool add_others(struct ev_build *b, uint32_t approach, const struct strat_way *way,
                       const struct strat_change *c, struct ev_brought *to) {
    const struct strat_fact *info = &b->e->vocabulary.facts[c->fact].info;
    struct trying t = {b, approach, EV_BANDS_TRIED, way, c, to};
    switch (info->kind) {
    case STRAT_FLAG: return add_choices(&t, 2);
    case STRAT_ONE_OF: return add_choices(&t, info->values);
    case STRAT_SET_OF: return add_sets(&t, info->values);
    case STRAT_NUMBER:
    case STRAT_DATE: break;
    }
    return add_range(&t);
}

/* Of the values of a change only those are told that no rule tells from `value`. */
static void narrow(const struct ev_vocabulary *v, struct strat_change *c) {
    const struct strat_fact *info = &v->facts[c->fact].info;
    struct ev_band like = ev_band_of(v, c->fact, c->value);
    c->includes = c->excludes = c->one_of = 0;
    c->low = like.low;
    c->high = like.high;
    if (info->kind == STRAT_FLAG || info->kind == STRAT_ONE_OF)
        bitset_each (i, c->values, info->kind == STRAT_FLAG ? 2 : info->values)
            if (ev_band_number(v, c->fact, (int64_t)i) != ev_band_number(v, c->fact, c->value))
                bitset_remove(c->values, i);
}

void ev_find_brought(struct ev_build *b, uint32_t approach, const struct strat_way *way,
                     struct ev_brought *to) {
    const struct ev_engine *e = b->e;
    size_t words = words_of(e), ids = strat_id_words(e->policy),
           duties = strat_duty_words(e->policy);
    struct ev_trial *kept = ev_tree_take(b->t, (way->n + 1) * sizeof *kept);
    uint64_t *memory = ev_tree_take(b->t, 2 * words * sizeof *memory);
    *to = (struct ev_brought){.found = false};
    if (b->t->failed) return;
    lay_out(to, e, memory);
    for (uint32_t i = 0; i < way->n; i++)
        kept[i] = ev_trial_begin(b->e, way->changes[i].fact, way->changes[i].value);
    to->found = add_case(b, approach, way, to);
    for (uint32_t i = 0; i < way->n && to->found; i++) {
        uint32_t verdicts = to->verdicts;
        memcpy(memory + words, memory, words * sizeof *memory);
        if (add_others(b, approach, way, &way->changes[i], to)) continue;
        memcpy(memory, memory + words, words * sizeof *memory);
        to->verdicts = verdicts;
        to->in_part = true;
        narrow(&e->vocabulary, &way->changes[i]);
    }
    for (uint32_t i = 0; i < way->n; i++) ev_trial_end(b->e, kept[i]);
    if (!to->found) bitset_clear(memory, words); /* of what was not decided nothing is told */
    bitset_andnot(to->ever.cautions, to->always.cautions, ids);
    bitset_andnot(to->ever.duties, to->always.duties, duties);
    bitset_andnot(to->ever.before, to->always.before, duties);
}
