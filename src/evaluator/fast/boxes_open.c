/* Boxes: made ready from the table, once. */
#include "evaluator/fast/boxes.h"

#include <stdlib.h>

/* A set of few elements has a row for each of its values; a fact of many values has one for each
 * class only.
 */
enum { MOST_APPROACHES = 20, MOST_ELEMENTS = 8, MOST_ROWS = 512 };
enum { PAIRS = 1 << 12 };

static const uint64_t *map_of(const uint64_t *t, uint64_t fact) {
    return t + t[H_MAP_AT] + FACT_MAP(fact);
}

static const uint64_t *mask_of(const struct ev_boxes *b, uint32_t approach, uint32_t which) {
    return ev_boxes_mask(b, M_FIXED + approach * M_EACH + which);
}

static const uint64_t *row(const struct ev_boxes *b, uint32_t axis, uint32_t class) {
    const uint64_t *t = b->table;
    return t + t[H_ROW_AT] + (size_t)(AXIS_ROW(t[t[H_AXIS_AT] + axis]) + class) * b->words;
}

static uint32_t classes(const struct ev_boxes *b, uint64_t fact) {
    return AXIS_CLASSES(b->table[b->table[H_AXIS_AT] + FACT_FIRST_AXIS(fact)]);
}

static bool is_number(uint64_t fact) {
    return FACT_KIND(fact) == STRAT_NUMBER || FACT_KIND(fact) == STRAT_DATE;
}

/* Whether its rows stand by class: a ONE_OF of very many values. */
static bool by_class(const struct ev_boxes *b, uint64_t fact) {
    return FACT_KIND(fact) == STRAT_ONE_OF && map_of(b->table, fact)[0] > MOST_ROWS;
}

static uint32_t class_of(const struct ev_boxes *b, uint64_t fact, uint64_t value) {
    const uint64_t *map = map_of(b->table, fact);
    if (FACT_WIDE(fact)) return (uint32_t)(map[2 + value / 4] >> (value % 4 * 16) & 0xffff);
    return (uint32_t)(map[2 + value / 8] >> (value % 8 * 8) & 0xff);
}

/* How many rows the fact needs; 0 where they are too many. */
static uint32_t count_rows(const struct ev_boxes *b, uint64_t fact) {
    const uint64_t *map = map_of(b->table, fact);
    uint32_t elements = 0;
    switch (FACT_KIND(fact)) {
    case STRAT_FLAG: return 2;
    case STRAT_ONE_OF: return by_class(b, fact) ? classes(b, fact) : (uint32_t)map[0];
    case STRAT_SET_OF:
        while (elements < MOST_ELEMENTS && map[0] >> elements & 1) elements++;
        return map[0] >> elements ? 0 : UINT32_C(1) << elements;
    default: return classes(b, fact);
    }
}

/* The boxes that row number i of the fact leaves. */
static void make_row(const struct ev_boxes *b, uint64_t fact, uint32_t i, uint64_t *to) {
    const uint64_t *map = map_of(b->table, fact);
    memset(to, 0xff, b->words * sizeof *to);
    for (uint32_t k = 0; k < FACT_AXES(fact); k++) {
        uint32_t class = i;
        if (FACT_KIND(fact) == STRAT_ONE_OF && !by_class(b, fact))
            class = class_of(b, fact, i);
        else if (FACT_KIND(fact) == STRAT_SET_OF)
            class = map[3 + k] == ELEMENT_OTHERS ? (i & map[2]) != 0 : i >> map[3 + k] & 1;
        const uint64_t *from = row(b, FACT_FIRST_AXIS(fact) + k, class);
        for (uint32_t w = 0; w < b->words; w++) to[w] &= from[w];
    }
}

static int64_t fallback_of(const struct ev_boxes *b, uint64_t fact) {
    const uint64_t *map = map_of(b->table, fact);
    if (!FACT_HAS_DEFAULT(fact)) return 0;
    return (int64_t)(FACT_KIND(fact) == STRAT_FLAG     ? map[0]
                     : FACT_KIND(fact) >= STRAT_NUMBER ? map[2]
                                                       : map[1]);
}

static bool of_usual_layout(const struct strat_policy *p) {
    const uint64_t *t = p->table;
    return t[H_MAGIC] == STRAT_MAGIC && t[H_WORDS] > 0 && t[H_WORDS] <= EV_MOST_WORDS &&
           t[H_APPROACHES] <= MOST_APPROACHES;
}

/* What all facts together need; rows 0 where one needs too many. */
struct size {
    size_t rows, mapped, bands;
};

static struct size measure(const struct ev_boxes *b) {
    struct size size = {1, 1, 1};
    for (uint32_t f = 0; f < b->table[H_FACTS]; f++) {
        uint64_t fact = b->table[b->table[H_FACT_AT] + f];
        uint32_t n = FACT_AXES(fact) ? count_rows(b, fact) : 1;
        if (n == 0) return (struct size){0};
        size.rows += n;
        size.mapped += by_class(b, fact) ? map_of(b->table, fact)[0] : 0;
        size.bands += is_number(fact) && FACT_AXES(fact) ? n : 0;
    }
    return size;
}

static void add_fact(struct ev_boxes *b, uint32_t f, struct size *used) {
    uint64_t fact = b->table[b->table[H_FACT_AT] + f];
    const uint64_t *map = map_of(b->table, fact);
    uint64_t *rows = b->rows + used->rows * b->words;
    struct ev_narrowing *n = &b->facts[b->n_facts++];
    *n = (struct ev_narrowing){.fact = f, .rows = rows};
    uint32_t count = count_rows(b, fact);
    for (uint32_t i = 0; i < count; i++) make_row(b, fact, i, rows + (size_t)i * b->words);
    used->rows += count;
    if (by_class(b, fact)) {
        n->row_of = b->row_of + used->mapped;
        for (uint64_t value = 0; value < map[0]; value++)
            b->row_of[used->mapped++] = class_of(b, fact, value);
    } else if (is_number(fact)) {
        n->bands = b->bands + used->bands;
        n->n_bands = count - 1;
        for (uint32_t i = 0; i < n->n_bands; i++) b->bands[used->bands++] = (int64_t)map[3 + i];
    }
}

/* Which part of b->facts it belongs to. */
static int part_of(const struct ev_boxes *b, uint64_t fact) {
    if (FACT_JUDGEMENT(fact)) return 3;
    return is_number(fact) || by_class(b, fact) ? 2 : FACT_KIND(fact) == STRAT_FLAG ? 1 : 0;
}

static void add_facts(struct ev_boxes *b) {
    struct size used = {0};
    uint32_t *const ends[] = {&b->n_plain, &b->n_flags, &b->n_others, &b->n_facts};
    for (int part = 0; part < 4; part++) {
        for (uint32_t f = 0; f < b->table[H_FACTS]; f++) {
            uint64_t fact = b->table[b->table[H_FACT_AT] + f];
            if (FACT_AXES(fact) == 0 || part_of(b, fact) != part) continue;
            add_fact(b, f, &used);
            b->used[f] = 1;
            b->needed[f] = !FACT_HAS_DEFAULT(fact) || FACT_PRESUMED(fact);
            b->fallback_of[f] = fallback_of(b, fact);
        }
        *ends[part] = b->n_facts;
    }
}

/* Those of b->facts from number `from` on, as far as number `to`, as many as go together. */
static void put_together(struct ev_boxes *b, uint32_t from, uint32_t to) {
    uint32_t n = to - from < EV_TOGETHER ? to - from : EV_TOGETHER, all = UINT32_C(1)
                                                                          << EV_TOGETHER;
    uint64_t *rows = b->rows_together + (size_t)b->n_together * all * b->words;
    struct ev_together *t = &b->together[b->n_together++];
    t->rows = rows;
    for (uint32_t k = 0; k < EV_TOGETHER; k++)
        t->fact[k] = b->facts[from + (k < n ? k : n - 1)].fact;
    memset(rows, 0xff, (size_t)all * b->words * sizeof *rows);
    for (uint32_t value = 0; value < all; value++)
        for (uint32_t k = 0; k < n; k++)
            for (uint32_t w = 0; w < b->words; w++)
                rows[value * b->words + w] &=
                    b->facts[from + k].rows[(value >> k & 1) * b->words + w];
}

static void add_together(struct ev_boxes *b) {
    for (uint32_t i = b->n_plain; i < b->n_flags; i += EV_TOGETHER) put_together(b, i, b->n_flags);
    for (uint32_t i = b->n_others; i < b->n_facts; i += EV_TOGETHER) put_together(b, i, b->n_facts);
}

static void put_entries(uint64_t *row, const uint64_t *entry, uint64_t n) {
    for (; n > 0; n--, entry += 2) row[entry[0]] |= entry[1];
}

static void set_steps(struct ev_boxes *b) {
    const uint64_t *t = b->table, *step = t + t[H_OVERRIDE_AT];
    uint64_t *to = b->steps, none[EV_MOST_WORDS];
    size_t w = b->words;
    for (uint64_t i = 0; i < t[H_OVERRIDES]; i++, step += 2, to += 3 * w) {
        const uint64_t *entry = t + t[H_ENTRY_AT] + 2 * OVERRIDE_FIRST(step);
        const uint64_t *any = entry + 2 * OVERRIDE_TESTED(step);
        uint64_t n_any = OVERRIDE_ANY(step);
        memset(none, 0, sizeof none);
        put_entries(to, entry, OVERRIDE_TESTED(step));
        put_entries(to + 2 * w, any, n_any);
        put_entries(none, any + 2 * n_any, OVERRIDE_NONE(step));
        for (size_t k = 0; k < w; k++) {
            to[w + k] = ~none[k];
            to[2 * w + k] ^= none[k];
        }
    }
}

/* Which kinds of boxes the keys that are wanted show, beyond which
 * approaches are open and ready. */
static void find_shown(const struct ev_boxes *b, const bool *wanted, bool *shows) {
    bool each = wanted[EV_KEY_EACH] && !b->ranked;
    bool modality = wanted[EV_KEY_COMMITTED] || wanted[EV_KEY_MODALITY];
    shows[M_PERMIT] = wanted[EV_KEY_BASIS] || modality || each;
    shows[M_DUTY] = wanted[EV_KEY_DUTIES] || each;
    shows[M_OUTSTANDING] = wanted[EV_KEY_BEFORE] || each;
    shows[M_CAUTION] = wanted[EV_KEY_CAUTIONS] || each;
}

/* The boxes that any key wanted depends on: those that say what is open, what is shown, and what
 * the steps that clear one of these test. */
static void set_relevant(const struct ev_boxes *b, const bool *shows, uint64_t *relevant) {
    const uint64_t *t = b->table;
    for (uint32_t w = 0; w < b->words; w++) {
        relevant[w] = ev_boxes_mask(b, M_OUTSIDE)[w] | ev_boxes_mask(b, M_FORBIDDEN)[w] |
                      ev_boxes_mask(b, M_DECIDING)[w];
        for (uint32_t a = 0; a < b->approaches; a++)
            for (uint32_t which = 0; which < M_EACH; which++)
                if (shows[which] || which == M_PERMIT || which == M_CLOSE || which == M_OUTSTANDING)
                    relevant[w] |= mask_of(b, a, which)[w];
    }
    for (uint64_t i = t[H_OVERRIDES]; i-- > 0;) {
        const uint64_t *step = b->steps + 3 * i * b->words;
        uint64_t touches = 0;
        for (uint32_t w = 0; w < b->words; w++)
            touches |= relevant[w] & (~step[b->words + w] | step[2 * b->words + w]);
        for (uint32_t w = 0; w < b->words && touches; w++) relevant[w] |= step[w];
    }
}

static void set_start(struct ev_boxes *b, const bool *shows) {
    const uint64_t *t = b->table;
    set_relevant(b, shows, b->start);
    uint32_t first = (uint32_t)(M_FIXED + t[H_APPROACHES] * M_EACH + t[H_ASSUMES]);
    for (uint32_t w = 0; w < b->words; w++) {
        uint64_t left = t[H_CLAUSES] - w * 64;
        b->start[w] &= left >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << left) - 1;
        for (uint32_t i = 0; i < t[H_PRESUMED]; i++) b->start[w] &= ~ev_boxes_mask(b, first + i)[w];
    }
    for (uint32_t i = 0; i < t[H_PRESUMED]; i++)
        b->used[t[t[H_PRESUMED_AT] + i]] = b->needed[t[t[H_PRESUMED_AT] + i]] = 1;
}

static void set_care(struct ev_boxes *b, const bool *shows, bool closed_by) {
    for (uint32_t a = 0; a < b->approaches; a++)
        for (uint32_t w = 0; w < b->words; w++) {
            for (uint32_t which = 0; which < M_EACH; which++)
                if (shows[which]) b->care[a * b->words + w] |= mask_of(b, a, which)[w];
            if (closed_by && (b->fallback < 0 || a == (uint32_t)b->fallback))
                b->care[b->approaches * b->words + w] |= mask_of(b, a, M_CLOSE)[w];
        }
}

bool ev_boxes_open(struct ev_boxes *b, const struct ev_vocabulary *v, const struct ev_keys *keys) {
    const uint64_t *t = v->policy->table;
    *b = (struct ev_boxes){.table = t};
    if (!of_usual_layout(v->policy)) return true;
    b->words = (uint32_t)t[H_WORDS];
    b->key_words = b->words + 1;
    b->approaches = (uint32_t)t[H_APPROACHES];
    b->ranked = TABLE_RANKED(t);
    b->fallback = TABLE_DEFAULT(t);
    size_t facts = (size_t)t[H_FACTS], w = b->words;
    struct size size = measure(b);
    if (size.rows == 0) return true;
    b->n_used = (uint32_t)(facts + 7) / 8 * 8;
    b->used = calloc(b->n_used + 8, 1);
    b->needed = calloc(b->n_used + 8, 1);
    b->fallback_of = calloc(b->n_used + 8, sizeof *b->fallback_of);
    b->together = calloc(facts / EV_TOGETHER + 2, sizeof *b->together);
    b->rows_together =
        calloc((facts / EV_TOGETHER + 2) * (w << EV_TOGETHER), sizeof *b->rows_together);
    b->facts = calloc(facts + 1, sizeof *b->facts);
    b->rows = calloc(size.rows * w, sizeof *b->rows);
    b->row_of = calloc(size.mapped, sizeof *b->row_of);
    b->bands = calloc(size.bands, sizeof *b->bands);
    b->start = calloc(w, sizeof *b->start);
    b->steps = calloc(3 * w * ((size_t)t[H_OVERRIDES] + 1), sizeof *b->steps);
    b->care = calloc((b->approaches + 1) * w, sizeof *b->care);
    b->room = calloc((facts + 1) * w, sizeof *b->room);
    bool fine = ev_glance_open(&b->pairs, PAIRS, b->words);
    fine &= b->fallback_of && b->together && b->rows_together;
    if (!fine || !b->used || !b->needed || !b->facts || !b->rows || !b->row_of || !b->bands ||
        !b->start || !b->steps || !b->care || !b->room) {
        ev_boxes_close(b);
        return false;
    }
    add_facts(b);
    add_together(b);
    bool shows[M_EACH] = {false};
    find_shown(b, keys->wanted, shows);
    set_steps(b);
    set_start(b, shows);
    set_care(b, shows, keys->wanted[EV_KEY_CLOSED_BY]);
    b->possible = true;
    return true;
}

void ev_boxes_close(struct ev_boxes *b) {
    free(b->used);
    free(b->needed);
    free(b->fallback_of);
    free(b->together);
    free(b->rows_together);
    free(b->facts);
    free(b->rows);
    free(b->row_of);
    free(b->bands);
    free(b->start);
    free(b->steps);
    free(b->care);
    free(b->room);
    ev_glance_close(&b->pairs);
    *b = (struct ev_boxes){0};
}

/* ---- what was met lately ---- */

bool ev_glance_open(struct ev_glance *g, uint32_t places, uint32_t words) {
    *g = (struct ev_glance){.mask = places - 1, .words = words};
    g->entries = calloc((size_t)places * (words + 1), sizeof *g->entries);
    return g->entries != NULL;
}

void ev_glance_close(struct ev_glance *g) {
    free(g->entries);
    *g = (struct ev_glance){0};
}

void ev_glance_forget(struct ev_glance *g) {
    memset(g->entries, 0, ((size_t)g->mask + 1) * (g->words + 1) * sizeof *g->entries);
}
