/*
 * What the facts of a way would have to be: a class of each axis, then values of these classes.
 */
#include "runtime/values.h"
#include "runtime/why/ways.h"

static int has(const uint64_t *set, size_t i) { return (set[i / 64] >> (i % 64)) & 1; }

/* STRAT_R_WAY: of reg[of] what changes no facts but these. */
static void keep_others(struct strat_search *w, uint32_t of, const uint64_t *facts) {
    struct strat_state *s = w->s;
    uint32_t kept = STRAT_YES, i;
    for (i = s->n_open; i-- > 0 && kept != STRAT_FULL;) {
        struct strat_block b = strat_i_block(s, i);
        if (!has(facts, AXIS_FACT(s->axis[b.axis])))
            kept = strat_i_make(s, b.level, STRAT_NO, kept);
    }
    if (kept != STRAT_FULL) kept = strat_i_apply(s, STRAT_OP_AND, s->d.reg[of], kept);
    if (kept == STRAT_FULL) s->stopped = 1;
    s->d.reg[STRAT_R_WAY] = s->stopped ? (uint32_t)STRAT_NO : kept;
}

/* The halves of a block at whose first level f may stand. */
static uint32_t given_from(const struct strat_state *s, const struct strat_block *b, uint32_t f) {
    return strat_i_level(&s->d, f) == b->level ? strat_i_low(&s->d, f) : f;
}

static uint32_t kept_from(const struct strat_state *s, const struct strat_block *b, uint32_t f) {
    return strat_i_level(&s->d, f) == b->level ? strat_i_high(&s->d, f) : f;
}

static uint32_t below_class(const struct strat_search *w, const struct strat_block *b, uint32_t f,
                            uint32_t c) {
    return strat_i_below(w->s, b, given_from(w->s, b, f), STRAT_GROUP_OF(b->group[c]));
}

/* The class that is nearest to its own and leads on from f; where it has none, the first. */
static uint32_t nearest_class(const struct strat_search *w, const struct strat_block *b,
                              uint32_t f) {
    uint32_t n = AXIS_CLASSES(w->s->axis[b->axis]), i;
    uint64_t own = w->own[b->axis], from = own == STRAT_OPEN_CLASS ? 0 : own;
    for (i = 0; i < n; i++) {
        if (from + i < n && below_class(w, b, f, (uint32_t)from + i) != STRAT_NO)
            return (uint32_t)from + i;
        if (i <= from && below_class(w, b, f, (uint32_t)from - i) != STRAT_NO)
            return (uint32_t)from - i;
    }
    return 0;
}

/* By axis of these facts a class, so that all lead to YES. A known one of an element of a set stays
 * as it is where that does. */
static void choose(struct strat_search *w, const uint64_t *facts) {
    struct strat_state *s = w->s;
    uint32_t f = s->d.reg[STRAT_R_WAY], i;
    for (i = 0; i < s->n_open; i++) {
        struct strat_block b = strat_i_block(s, i);
        if (!has(facts, AXIS_FACT(s->axis[b.axis]))) {
            f = kept_from(s, &b, f);
            continue;
        }
        w->chosen[b.axis] = nearest_class(w, &b, f);
        f = below_class(w, &b, f, (uint32_t)w->chosen[b.axis]);
    }
}

/* Whether this class of one axis would do instead, all others as chosen. */
static int would_do(const struct strat_search *w, const uint64_t *facts, uint32_t axis,
                    uint32_t c) {
    const struct strat_state *s = w->s;
    uint32_t f = s->d.reg[STRAT_R_WAY], i;
    for (i = 0; i < s->n_open && f > STRAT_YES; i++) {
        struct strat_block b = strat_i_block(s, i);
        f = has(facts, AXIS_FACT(s->axis[b.axis]))
                ? below_class(w, &b, f, b.axis == axis ? c : (uint32_t)w->chosen[b.axis])
                : kept_from(s, &b, f);
    }
    return f == STRAT_YES;
}

/* ---- values of classes ---- */

/* The bounds of a class of numbers or days. */
static int64_t lowest_of(const uint64_t *map, uint64_t c) { return (int64_t)map[c ? 2 + c : 0]; }

static int64_t highest_of(const uint64_t *map, uint64_t c, uint32_t classes) {
    return c + 1 < classes ? (int64_t)(map[3 + c] - 1) : (int64_t)map[1];
}

/* All values around the chosen class that would do; of that the one nearest to its own. */
static void put_range(const struct strat_search *w, uint64_t fact, struct strat_change *to) {
    const uint64_t *map = fact_map(w->s->t, fact);
    uint32_t axis = FACT_FIRST_AXIS(fact), n = AXIS_CLASSES(w->s->axis[axis]);
    uint64_t c = w->chosen[axis], low = c, high = c, own = w->own[axis];
    int from_above;
    while (low > 0 && has(w->fits, (size_t)low - 1)) low--;
    while (high + 1 < n && has(w->fits, (size_t)high + 1)) high++;
    to->low = lowest_of(map, low);
    to->high = highest_of(map, high, n);
    /* Where it has none, rather a value that somebody may mean than the least that there is. */
    from_above = own != STRAT_OPEN_CLASS ? own > c : c == 0 && n > 1;
    to->value = from_above ? highest_of(map, c, n) : lowest_of(map, c);
}

static void put_choices(const struct strat_search *w, uint64_t fact, struct strat_change *to) {
    const uint64_t *t = w->s->t;
    uint64_t values = FACT_KIND(fact) == STRAT_FLAG ? 2 : fact_map(t, fact)[0], v;
    strat_i_fill(to->values, (size_t)(values + 63) / 64, 0);
    for (v = values; v-- > 0;) {
        uint32_t c = class_of(t, fact, 0, (int64_t)v);
        if (has(w->fits, c)) strat_i_add(to->values, (size_t)v);
        if (c == w->chosen[FACT_FIRST_AXIS(fact)]) to->value = (int64_t)v;
    }
}

/* Element by element, and for all others together: of any that it need neither include nor leave
 * out it may have whichever it likes. */
static void put_elements(struct strat_search *w, const uint64_t *facts, uint64_t fact,
                         struct strat_change *to) {
    const uint64_t *map = fact_map(w->s->t, fact);
    uint64_t value = (uint64_t)to->value, free = 0;
    uint32_t k, from = FACT_FIRST_AXIS(fact);
    for (k = 0; k < FACT_AXES(fact); k++) {
        uint32_t in = w->chosen[from + k] != 0;
        uint64_t elements = map[3 + k] == ELEMENT_OTHERS ? map[2] : (uint64_t)1 << map[3 + k],
                 one = elements & (0 - elements);
        if (in && !(value & elements)) value |= one;
        if (!in) value &= ~elements;
        if (strat_i_each_does(w, STRAT_R_WAY, facts, from, free | (uint64_t)1 << k)) {
            free |= (uint64_t)1 << k;
            continue;
        }
        if (!in) to->excludes |= elements;
        if (in && map[3 + k] == ELEMENT_OTHERS) to->one_of |= elements;
        if (in && map[3 + k] != ELEMENT_OTHERS) to->includes |= elements;
    }
    to->value = (int64_t)value;
}

static void put_change(struct strat_search *w, const uint64_t *facts, uint32_t f,
                       struct strat_change *to) {
    struct strat_state *s = w->s;
    uint64_t fact = s->t[s->t[H_FACT_AT] + f];
    uint32_t axis = FACT_FIRST_AXIS(fact), classes = AXIS_CLASSES(s->axis[axis]), c;
    to->fact = f;
    to->value = to->low = to->high = 0;
    to->includes = to->excludes = to->one_of = 0;
    if (FACT_KIND(fact) == STRAT_SET_OF) {
        if (s->request.known[f])
            to->value = s->request.value[f];
        else if (FACT_HAS_DEFAULT(fact))
            to->value = default_of(s->t, fact);
        put_elements(w, facts, fact, to);
        return;
    }
    strat_i_fill(w->fits, (size_t)(classes + 63) / 64, 0);
    strat_i_work(s, 1 + (uint64_t)classes * s->n_open / 16);
    for (c = 0; c < classes; c++)
        if (would_do(w, facts, axis, c)) strat_i_add(w->fits, c);
    if (FACT_KIND(fact) == STRAT_FLAG || FACT_KIND(fact) == STRAT_ONE_OF)
        put_choices(w, fact, to);
    else
        put_range(w, fact, to);
}

STRAT_LOCAL void strat_i_put_changes(struct strat_search *w, uint32_t of, const uint64_t *facts,
                                     struct strat_way *way) {
    uint32_t f;
    uint64_t *values = way->changes[0].values; /* where those of the way begin */
    way->n = way->known = 0;
    keep_others(w, of, facts);
    if (w->s->stopped) return;
    choose(w, facts);
    for (f = 0; f < w->s->t[H_FACTS]; f++) {
        struct strat_change *to = &way->changes[way->n];
        uint64_t fact = w->s->t[w->s->t[H_FACT_AT] + f];
        if (!has(facts, f)) continue;
        to->values = values;
        values += strat_i_value_words(w->s->t, fact);
        put_change(w, facts, f, to);
        way->known += w->cost[f].within != STRAT_COST_UNKNOWN;
        way->n++;
    }
}
