#include "evaluator/boxes.h"

#include "runtime/format.h"

#include <stdlib.h>

/* Wider tables take long enough for the general way. A set of few elements has a row for each of its values;
 * a fact of many values has one for each class only. */
enum { MOST_WORDS = 16, MOST_APPROACHES = 20, MOST_ELEMENTS = 8, MOST_ROWS = 512 };
enum { PAIRS = 1 << 12 };

#define BROKEN UINT64_MAX

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

/* ---- opening ---- */

static const uint64_t *map_of(const uint64_t *t, uint64_t fact) {
    return t + t[H_MAP_AT] + FACT_MAP(fact);
}

static const uint64_t *mask(const struct ev_boxes *b, uint32_t row) {
    return b->table + b->table[H_MASK_AT] + (size_t)row * b->words;
}

static const uint64_t *mask_of(const struct ev_boxes *b, uint32_t approach, uint32_t which) {
    return mask(b, M_FIXED + approach * M_EACH + which);
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
    if (FACT_WIDE(fact))
        return (uint32_t)(map[2 + value / 4] >> (value % 4 * 16) & 0xffff);
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
        while (elements < MOST_ELEMENTS && map[0] >> elements & 1)
            elements++;
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
        for (uint32_t w = 0; w < b->words; w++)
            to[w] &= from[w];
    }
}

static int64_t fallback_of(const struct ev_boxes *b, uint64_t fact) {
    const uint64_t *map = map_of(b->table, fact);
    if (!FACT_HAS_DEFAULT(fact))
        return 0;
    return (int64_t)(FACT_KIND(fact) == STRAT_FLAG     ? map[0]
                     : FACT_KIND(fact) >= STRAT_NUMBER ? map[2]
                                                       : map[1]);
}

static bool of_usual_layout(const struct strat_policy *p) {
    const uint64_t *t = p->table;
    return t[H_MAGIC] == STRAT_MAGIC && t[H_WORDS] > 0 && t[H_WORDS] <= MOST_WORDS &&
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
        if (n == 0)
            return (struct size){0};
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
    for (uint32_t i = 0; i < count; i++)
        make_row(b, fact, i, rows + (size_t)i * b->words);
    used->rows += count;
    if (by_class(b, fact)) {
        n->row_of = b->row_of + used->mapped;
        for (uint64_t value = 0; value < map[0]; value++)
            b->row_of[used->mapped++] = class_of(b, fact, value);
    } else if (is_number(fact)) {
        n->bands = b->bands + used->bands;
        n->n_bands = count - 1;
        for (uint32_t i = 0; i < n->n_bands; i++)
            b->bands[used->bands++] = (int64_t)map[3 + i];
    }
}

/* Which part of b->facts it belongs to. */
static int part_of(const struct ev_boxes *b, uint64_t fact) {
    if (FACT_JUDGEMENT(fact))
        return 3;
    return is_number(fact) || by_class(b, fact) ? 2 : FACT_KIND(fact) == STRAT_FLAG ? 1 : 0;
}

static void add_facts(struct ev_boxes *b) {
    struct size used = {0};
    uint32_t *const ends[] = {&b->n_plain, &b->n_flags, &b->n_others, &b->n_facts};
    for (int part = 0; part < 4; part++) {
        for (uint32_t f = 0; f < b->table[H_FACTS]; f++) {
            uint64_t fact = b->table[b->table[H_FACT_AT] + f];
            if (FACT_AXES(fact) == 0 || part_of(b, fact) != part)
                continue;
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
    uint32_t n = to - from < EV_TOGETHER ? to - from : EV_TOGETHER, all = UINT32_C(1) << EV_TOGETHER;
    uint64_t *rows = b->rows_together + (size_t)b->n_together * all * b->words;
    struct ev_together *t = &b->together[b->n_together++];
    t->rows = rows;
    for (uint32_t k = 0; k < EV_TOGETHER; k++)
        t->fact[k] = b->facts[from + (k < n ? k : n - 1)].fact;
    memset(rows, 0xff, (size_t)all * b->words * sizeof *rows);
    for (uint32_t value = 0; value < all; value++)
        for (uint32_t k = 0; k < n; k++)
            for (uint32_t w = 0; w < b->words; w++)
                rows[value * b->words + w] &= b->facts[from + k].rows[(value >> k & 1) * b->words + w];
}

static void add_together(struct ev_boxes *b) {
    for (uint32_t i = b->n_plain; i < b->n_flags; i += EV_TOGETHER)
        put_together(b, i, b->n_flags);
    for (uint32_t i = b->n_others; i < b->n_facts; i += EV_TOGETHER)
        put_together(b, i, b->n_facts);
}

static void put_entries(uint64_t *row, const uint64_t *entry, uint64_t n) {
    for (; n > 0; n--, entry += 2)
        row[entry[0]] |= entry[1];
}

static void set_steps(struct ev_boxes *b) {
    const uint64_t *t = b->table, *step = t + t[H_STEP_AT];
    uint64_t *to = b->steps, none[MOST_WORDS];
    size_t w = b->words;
    for (uint64_t i = 0; i < t[H_STEPS]; i++, step += 2, to += 3 * w) {
        const uint64_t *entry = t + t[H_ENTRY_AT] + 2 * (step[0] & UINT32_MAX);
        const uint64_t *any = entry + 2 * (step[0] >> 32);
        uint64_t n_any = step[1] & UINT32_MAX;
        memset(none, 0, sizeof none);
        put_entries(to, entry, step[0] >> 32);
        put_entries(to + 2 * w, any, n_any);
        put_entries(none, any + 2 * n_any, step[1] >> 32);
        for (size_t k = 0; k < w; k++) {
            to[w + k] = ~none[k];
            to[2 * w + k] ^= none[k];
        }
    }
}

/* Which kinds of boxes the keys that are wanted show, beyond which approaches are open and ready. */
static void find_shown(const struct ev_boxes *b, const bool *wanted, bool *shows) {
    bool each = wanted[EV_KEY_EACH] && !b->ranked;
    bool modality = wanted[EV_KEY_COMMITTED] || wanted[EV_KEY_MODALITY];
    shows[M_PERMIT] = wanted[EV_KEY_BASIS] || modality || each;
    shows[M_DUTY] = wanted[EV_KEY_DUTIES] || each;
    shows[M_OUTSTANDING] = wanted[EV_KEY_BEFORE] || each;
    shows[M_CAUTION] = wanted[EV_KEY_CAUTIONS] || each;
}

/* The boxes that any key wanted depends on: those that say what is open, what is shown, and what the steps
 * that clear one of these test. */
static void set_relevant(const struct ev_boxes *b, const bool *shows, uint64_t *relevant) {
    const uint64_t *t = b->table;
    for (uint32_t w = 0; w < b->words; w++) {
        relevant[w] = mask(b, M_OUTSIDE)[w] | mask(b, M_FORBIDDEN)[w] | mask(b, M_DECIDING)[w];
        for (uint32_t a = 0; a < b->approaches; a++)
            for (uint32_t which = 0; which < M_EACH; which++)
                if (shows[which] || which == M_PERMIT || which == M_CLOSE || which == M_OUTSTANDING)
                    relevant[w] |= mask_of(b, a, which)[w];
    }
    for (uint64_t i = t[H_STEPS]; i-- > 0;) {
        const uint64_t *step = b->steps + 3 * i * b->words;
        uint64_t touches = 0;
        for (uint32_t w = 0; w < b->words; w++)
            touches |= relevant[w] & (~step[b->words + w] | step[2 * b->words + w]);
        for (uint32_t w = 0; w < b->words && touches; w++)
            relevant[w] |= step[w];
    }
}

static void set_start(struct ev_boxes *b, const bool *shows) {
    const uint64_t *t = b->table;
    set_relevant(b, shows, b->start);
    uint32_t first = (uint32_t)(M_FIXED + t[H_APPROACHES] * M_EACH + t[H_ASSUMES]);
    for (uint32_t w = 0; w < b->words; w++) {
        uint64_t left = t[H_BOXES] - w * 64;
        b->start[w] &= left >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << left) - 1;
        for (uint32_t i = 0; i < t[H_SILENTS]; i++)
            b->start[w] &= ~mask(b, first + i)[w];
    }
    for (uint32_t i = 0; i < t[H_SILENTS]; i++)
        b->used[t[t[H_SILENT_AT] + i]] = b->needed[t[t[H_SILENT_AT] + i]] = 1;
}

static void set_care(struct ev_boxes *b, const bool *shows, bool closed_by) {
    for (uint32_t a = 0; a < b->approaches; a++)
        for (uint32_t w = 0; w < b->words; w++) {
            for (uint32_t which = 0; which < M_EACH; which++)
                if (shows[which])
                    b->care[a * b->words + w] |= mask_of(b, a, which)[w];
            if (closed_by && (b->fallback < 0 || a == (uint32_t)b->fallback))
                b->care[b->approaches * b->words + w] |= mask_of(b, a, M_CLOSE)[w];
        }
}

bool ev_boxes_open(struct ev_boxes *b, const struct ev_vocabulary *v, const struct ev_keys *keys) {
    const uint64_t *t = v->policy->table;
    *b = (struct ev_boxes){.table = t};
    if (!of_usual_layout(v->policy))
        return true;
    b->words = (uint32_t)t[H_WORDS];
    b->key_words = b->words + 1;
    b->approaches = (uint32_t)t[H_APPROACHES];
    b->ranked = t[H_SHAPE] & 1;
    b->fallback = (int32_t)(t[H_SHAPE] >> 8) - 1;
    size_t facts = (size_t)t[H_FACTS], w = b->words;
    struct size size = measure(b);
    if (size.rows == 0)
        return true;
    b->n_used = (uint32_t)(facts + 7) / 8 * 8;
    b->used = calloc(b->n_used + 8, 1);
    b->needed = calloc(b->n_used + 8, 1);
    b->fallback_of = calloc(b->n_used + 8, sizeof *b->fallback_of);
    b->together = calloc(facts / EV_TOGETHER + 2, sizeof *b->together);
    b->rows_together = calloc((facts / EV_TOGETHER + 2) * (w << EV_TOGETHER), sizeof *b->rows_together);
    b->facts = calloc(facts + 1, sizeof *b->facts);
    b->rows = calloc(size.rows * w, sizeof *b->rows);
    b->row_of = calloc(size.mapped, sizeof *b->row_of);
    b->bands = calloc(size.bands, sizeof *b->bands);
    b->start = calloc(w, sizeof *b->start);
    b->steps = calloc(3 * w * ((size_t)t[H_STEPS] + 1), sizeof *b->steps);
    b->care = calloc((b->approaches + 1) * w, sizeof *b->care);
    b->room = calloc((facts + 1) * w, sizeof *b->room);
    bool fine = ev_glance_open(&b->pairs, PAIRS, b->words);
    fine &= b->fallback_of && b->together && b->rows_together;
    if (!fine || !b->used || !b->needed || !b->facts || !b->rows || !b->row_of || !b->bands || !b->start ||
        !b->steps || !b->care || !b->room) {
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

/* ---- from a request to boxes. `w` is b->words, known to the compiler where it is small. ---- */

/* Whether all facts that are needed are stated. Those that are not get the values that count for them. */
static EV_INLINE bool complete(const struct ev_boxes *b, const struct strat_request *request) {
    uint64_t missing = 0;
    for (uint32_t i = 0; i < b->n_used; i += 8) {
        uint64_t unknown = ~ev_load8((const char *)request->known + i);
        uint64_t open = ev_load8((const char *)b->used + i) & unknown;
        missing |= ev_load8((const char *)b->needed + i) & unknown;
        for (; open; open &= open - 1) {
            uint32_t f = i + ev_marked_byte(open);
            request->value[f] = b->fallback_of[f];
        }
    }
    return missing == 0;
}

static uint32_t band_of(const struct ev_narrowing *n, int64_t value) {
    uint32_t low = 0, high = n->n_bands;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (n->bands[middle] <= value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static const uint64_t *row_of_value(const struct ev_narrowing *n, int64_t value, uint32_t w) {
    uint32_t i = n->bands ? band_of(n, value) : n->row_of ? n->row_of[value] : (uint32_t)value;
    return n->rows + (size_t)i * w;
}

static EV_INLINE void and_row(uint64_t *box, const uint64_t *r, uint32_t w) {
    for (uint32_t k = 0; k < w; k++)
        box[k] &= r[k];
}

/* The facts from number `from` to before `to`, which have a row for each value. */
static EV_INLINE void narrow(const struct ev_boxes *b, const int64_t *value, uint32_t from, uint32_t to,
                             uint64_t *box, uint32_t w) {
    for (const struct ev_narrowing *n = b->facts + from, *end = b->facts + to; n < end; n++)
        and_row(box, n->rows + (size_t)value[n->fact] * w, w);
}

/* Those with more to it. */
static EV_INLINE void narrow_further(const struct ev_boxes *b, const int64_t *value, uint64_t *box,
                                     uint32_t w) {
    for (uint32_t i = b->n_flags; i < b->n_others; i++)
        and_row(box, row_of_value(&b->facts[i], value[b->facts[i].fact], w), w);
}

/* Flags and judgements. */
static EV_INLINE void narrow_together(const struct ev_boxes *b, const int64_t *value, uint64_t *box,
                                      uint32_t w) {
    for (const struct ev_together *t = b->together, *end = t + b->n_together; t < end; t++) {
        uint64_t i = 0;
        for (uint32_t k = 0; k < EV_TOGETHER; k++)
            i += (uint64_t)value[t->fact[k]] << k;
        and_row(box, t->rows + i * w, w);
    }
}

static EV_INLINE void take_steps(const struct ev_boxes *b, uint64_t *box, uint32_t w) {
    const uint64_t *step = b->steps, *end = step + 3 * (size_t)w * b->table[H_STEPS];
    for (; step < end; step += 3 * (size_t)w) {
        uint64_t left = 0;
        for (uint32_t k = 0; k < w; k++)
            left |= box[k] & step[k];
        /* Which of the two is data, so it is masked out and not jumped over. */
        uint64_t some = left ? ~(uint64_t)0 : 0;
        for (uint32_t k = 0; k < w; k++)
            box[k] &= step[w + k] ^ (step[2 * w + k] & some);
    }
}

/* What is open, as strat_decide() sees it. */
struct leaf {
    bool outside, forbidden;
    uint32_t permit, open, ready; /* bit a: approach a */
    bool fallback_open, fallback_ready;
};

static EV_INLINE bool meets(const uint64_t *box, const uint64_t *row, uint32_t w) {
    uint64_t some = 0;
    for (uint32_t k = 0; k < w; k++)
        some |= box[k] & row[k];
    return some != 0;
}

static EV_INLINE struct leaf read_leaf(const struct ev_boxes *b, const uint64_t *box, uint32_t w) {
    struct leaf l = {.outside = meets(box, mask(b, M_OUTSIDE), w),
                     .forbidden = meets(box, mask(b, M_FORBIDDEN), w)};
    uint32_t closed = 0, held = 0;
    const uint64_t *m = mask(b, M_FIXED);
    for (uint32_t a = 0; a < b->approaches; a++, m += M_EACH * w) {
        l.permit |= (uint32_t)meets(box, m + M_PERMIT * w, w) << a;
        closed |= (uint32_t)meets(box, m + M_CLOSE * w, w) << a;
        held |= (uint32_t)meets(box, m + M_OUTSTANDING * w, w) << a;
    }
    l.open = l.permit & ~closed;
    l.ready = l.open & ~held;
    l.fallback_open = b->fallback >= 0 && !(closed >> b->fallback & 1);
    l.fallback_ready = l.fallback_open && !(held >> b->fallback & 1);
    return l;
}

static EV_INLINE uint32_t highest(uint32_t set) {
#if defined(__GNUC__)
    return 31 - (uint32_t)__builtin_clz(set);
#else
    uint32_t a = 0;
    while (set >>= 1)
        a++;
    return a;
#endif
}

/* Status and approach, or what stands for it where approaches have no rank. */
static EV_INLINE uint32_t pair(const struct ev_boxes *b, const struct leaf *l) {
    if (l->outside)
        return STRAT_OUT_OF_SCOPE;
    if (!l->open)
        return l->fallback_open ? STRAT_DEFAULT : STRAT_REFUSED;
    uint32_t top = highest(l->open);
    bool ready = b->ranked ? l->ready >> top & 1 : l->ready != 0;
    return (ready ? STRAT_OPEN : STRAT_CONDITIONAL) | (b->ranked ? top : l->open) << 3;
}

/* ---- the words ---- */

/* Which of the boxes count is told by the first word, so what it leaves out cannot matter. */
static EV_INLINE void keep_what_counts(const struct ev_boxes *b, const struct leaf *l, const uint64_t *box,
                                       uint64_t *key, uint32_t w) {
    uint32_t shown = l->open;
    if (l->open && b->ranked)
        shown = UINT32_C(1) << highest(l->open);
    else if (!l->open)
        shown = UINT32_C(1) << (l->fallback_open ? (uint32_t)b->fallback : b->approaches);
    for (uint32_t k = 0; k < w; k++)
        key[k] = 0;
    for (; shown; shown &= shown - 1) {
        const uint64_t *care = b->care + (size_t)highest(shown & (0 - shown)) * w;
        for (uint32_t k = 0; k < w; k++)
            key[k] |= box[k] & care[k];
    }
}

static EV_INLINE void make_boxes(const struct ev_boxes *b, const int64_t *value, uint64_t *to, uint32_t w) {
    uint64_t box[MOST_WORDS];
    for (uint32_t k = 0; k < w; k++)
        box[k] = b->start[k];
    narrow(b, value, 0, b->n_plain, box, w);
    narrow_together(b, value, box, w);
    narrow_further(b, value, box, w);
    for (uint32_t k = 0; k < w; k++)
        to[k] = box[k];
}

static EV_INLINE bool make_key(const struct ev_boxes *b, const uint64_t *narrowed, uint64_t *key,
                               uint32_t w) {
    uint64_t box[MOST_WORDS];
    for (uint32_t k = 0; k < w; k++)
        box[k] = narrowed[k];
    take_steps(b, box, w);
    struct leaf l = read_leaf(b, box, w);
    key[0] = STRAT_OUT_OF_SCOPE;
    for (uint32_t k = 1; k <= w; k++)
        key[k] = 0;
    if (l.forbidden)
        return false;
    if (l.outside)
        return true;
    /* Without a default approach what closes counts where an approach is permitted at all. */
    uint32_t open = l.open || b->fallback >= 0 ? l.open : l.permit;
    key[0] =
        (pair(b, &l) & 7) | (uint64_t)open << 4 | (uint64_t)l.ready << 24 | (uint64_t)l.fallback_ready << 44;
    keep_what_counts(b, &l, box, key + 1, w);
    return true;
}

bool ev_boxes_narrow(struct ev_boxes *b, const struct strat_request *request, uint64_t *box) {
    if (!b->possible || !complete(b, request))
        return false;
    switch (b->words) {
    case 1: make_boxes(b, request->value, box, 1); break;
    case 2: make_boxes(b, request->value, box, 2); break;
    case 3: make_boxes(b, request->value, box, 3); break;
    case 4: make_boxes(b, request->value, box, 4); break;
    default: make_boxes(b, request->value, box, b->words); break;
    }
    return true;
}

bool ev_boxes_key(const struct ev_boxes *b, const uint64_t *box, uint64_t *key) {
    switch (b->words) {
    case 1: return make_key(b, box, key, 1);
    case 2: return make_key(b, box, key, 2);
    case 3: return make_key(b, box, key, 3);
    case 4: return make_key(b, box, key, 4);
    default: return make_key(b, box, key, b->words);
    }
}

/* ---- judgements ---- */

/* Status and approach of these boxes; BROKEN where an assumption is. Asked of many requests, and of each as
 * often as it has judgements, so what was asked lately is remembered. */
static EV_INLINE uint64_t pair_of(struct ev_boxes *b, const uint64_t *narrowed, uint32_t w) {
    uint64_t *seen = ev_glance(&b->pairs, narrowed, w);
    if (ev_glance_is(seen, narrowed, w))
        return seen[w];
    uint64_t box[MOST_WORDS];
    for (uint32_t k = 0; k < w; k++)
        box[k] = seen[k] = narrowed[k];
    take_steps(b, box, w);
    struct leaf l = read_leaf(b, box, w);
    seen[w] = l.forbidden ? BROKEN : 1 + (uint64_t)pair(b, &l);
    return seen[w];
}

/* The request with each judgement in turn reversed: the decision hangs on it where that leads to another
 * status or approach. The rows of the others are ANDed from both sides. */
static EV_INLINE void judge(struct ev_boxes *b, const int64_t *value, const uint64_t *whole, uint64_t *facts,
                            uint32_t w) {
    const uint64_t *deciding = mask(b, M_DECIDING);
    uint64_t front[MOST_WORDS], box[MOST_WORDS], *behind = b->room; /* by judgement: those after it */
    uint32_t n = b->n_facts - b->n_others;
    const struct ev_narrowing *judgements = b->facts + b->n_others;
    for (uint32_t k = 0; k < w; k++) {
        box[k] = whole[k] & deciding[k];
        front[k] = b->start[k] & deciding[k];
        behind[(size_t)n * w + k] = ~(uint64_t)0;
    }
    uint64_t now = pair_of(b, box, w);
    for (uint32_t i = n; i-- > 0;) {
        const uint64_t *r = judgements[i].rows + (size_t)value[judgements[i].fact] * w;
        for (uint32_t k = 0; k < w; k++)
            behind[(size_t)i * w + k] = behind[(size_t)(i + 1) * w + k] & r[k];
    }
    narrow(b, value, 0, b->n_flags, front, w);
    narrow_further(b, value, front, w);
    for (uint32_t i = 0; i < n; i++) {
        int64_t yes = value[judgements[i].fact];
        const uint64_t *r = judgements[i].rows + (size_t)yes * w;
        const uint64_t *reversed = judgements[i].rows + (size_t)(1 - yes) * w;
        uint64_t differs = 0;
        for (uint32_t k = 0; k < w; k++) {
            uint64_t others = front[k] & behind[(size_t)(i + 1) * w + k];
            box[k] = others & reversed[k];
            differs |= box[k] ^ (others & r[k]);
            front[k] &= r[k];
        }
        uint64_t then = differs ? pair_of(b, box, w) : now;
        if (then != now && then != BROKEN)
            facts[judgements[i].fact / 64] |= (uint64_t)1 << (judgements[i].fact % 64);
    }
}

void ev_boxes_judgements(struct ev_boxes *b, const struct strat_request *request, const uint64_t *box,
                         uint64_t *facts) {
    switch (b->words) {
    case 1: judge(b, request->value, box, facts, 1); break;
    case 2: judge(b, request->value, box, facts, 2); break;
    case 3: judge(b, request->value, box, facts, 3); break;
    case 4: judge(b, request->value, box, facts, 4); break;
    default: judge(b, request->value, box, facts, b->words); break;
    }
}
