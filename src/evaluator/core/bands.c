#include "evaluator/core/bands.h"

#include "runtime/values.h"

/* The first table has no readings among its facts, so they have the numbers of a request. */
static uint64_t fact_of(const struct ev_vocabulary *v, uint32_t fact) {
    const uint64_t *t = v->policy->table;
    return t[t[H_FACT_AT] + fact];
}

static bool is_range(enum strat_kind kind) { return kind == STRAT_NUMBER || kind == STRAT_DATE; }

/* Thresholds rise: below the first, from each to below the next, from the last on. */
static struct ev_band range(const uint64_t *t, uint64_t fact, uint32_t c) {
    const uint64_t *map = fact_map(t, fact);
    uint32_t classes = AXIS_CLASSES(t[t[H_AXIS_AT] + FACT_FIRST_AXIS(fact)]);
    return (struct ev_band){(int64_t)(c > 0 ? map[2 + c] : map[0]),
                            c + 1 < classes ? (int64_t)map[3 + c] - 1 : (int64_t)map[1]};
}

/* What is in it for this axis: its element, or the first of those that only `is empty` asks for. */
static uint64_t element(const uint64_t *map, uint32_t axis) {
    return map[3 + axis] == ELEMENT_OTHERS ? map[2] & (0 - map[2]) : UINT64_C(1) << map[3 + axis];
}

static struct ev_band one(int64_t value) { return (struct ev_band){value, value}; }

struct ev_band ev_band_of(const struct ev_vocabulary *v, uint32_t fact, int64_t value) {
    const struct strat_fact *info = &v->facts[fact].info;
    const uint64_t *t = v->policy->table;
    uint64_t word = fact_of(v, fact), set = 0;
    if (FACT_AXES(word) == 0)
        return is_range(info->kind) ? (struct ev_band){info->low, info->high} : one(0);
    if (is_range(info->kind)) return range(t, word, class_of(t, word, 0, value));
    if (info->kind == STRAT_FLAG) return one(value);
    if (info->kind == STRAT_SET_OF) {
        for (uint32_t k = 0; k < FACT_AXES(word); k++)
            if (class_of(t, word, k, value)) set |= element(fact_map(t, word), k);
        return one((int64_t)set);
    }
    int64_t first = 0;
    while (class_of(t, word, 0, first) != class_of(t, word, 0, value)) first++;
    return one(first);
}

uint32_t ev_band_number(const struct ev_vocabulary *v, uint32_t fact, int64_t value) {
    uint64_t word = fact_of(v, fact);
    return FACT_AXES(word) == 0 ? 0 : class_of(v->policy->table, word, 0, value);
}

/* The bands so far; what has no room is counted. */
struct found {
    struct ev_band *bands;
    uint32_t n, room;
};

static void add(struct found *f, struct ev_band band) {
    if (f->n < f->room) f->bands[f->n] = band;
    f->n++;
}

/* Classes are numbered by their first values. */
static void add_choices(struct found *f, const uint64_t *t, uint64_t fact, uint32_t values) {
    for (uint32_t value = 0; value < values; value++)
        if (class_of(t, fact, 0, value) == f->n) add(f, one(value));
}

static void add_sets(struct found *f, const uint64_t *t, uint64_t fact) {
    uint32_t axes = FACT_AXES(fact);
    uint64_t n = axes < 32 ? UINT64_C(1) << axes : UINT32_MAX;
    for (uint64_t which = 0; which < n && which < f->room; which++) {
        uint64_t set = 0;
        for (uint32_t k = 0; k < axes; k++)
            if (which >> k & 1) set |= element(fact_map(t, fact), k);
        add(f, one((int64_t)set));
    }
    f->n = (uint32_t)n;
}

uint32_t ev_bands(const struct ev_vocabulary *v, uint32_t fact, struct ev_band *bands,
                  uint32_t room) {
    const struct strat_fact *info = &v->facts[fact].info;
    const uint64_t *t = v->policy->table;
    uint64_t word = fact_of(v, fact);
    struct found found = {bands, 0, room};
    if (FACT_AXES(word) == 0)
        add(&found, ev_band_of(v, fact, 0));
    else if (info->kind == STRAT_FLAG)
        for (int64_t value = 0; value < 2; value++) add(&found, one(value));
    else if (info->kind == STRAT_ONE_OF)
        add_choices(&found, t, word, info->values);
    else if (info->kind == STRAT_SET_OF)
        add_sets(&found, t, word);
    else
        for (uint32_t c = 0; c < AXIS_CLASSES(t[t[H_AXIS_AT] + FACT_FIRST_AXIS(word)]); c++)
            add(&found, range(t, word, c));
    return found.n;
}
