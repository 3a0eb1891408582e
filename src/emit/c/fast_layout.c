/*
 * Which bit each cube of a plan has.
 */
#include "emit/c/fast.h"
#include "emit/emit.h"

#include <string.h>

enum { TRIES = 4000, MOST_MULTIPLIED = 12 };

bool fast_together(const struct wire *x, const struct wire *y) {
    return x->part == y->part && x->to / 64 == y->to / 64 &&
           (x->bit == FAST_NOWHERE || y->bit == FAST_NOWHERE
                ? x->bit == y->bit
                : x->word == y->word && x->bit - x->to % 64 == y->bit - y->to % 64);
}

/* ---- gathering answers ---- */

static bool stands_in(const struct wire *x, enum asked part, uint32_t word) {
    return x->part == part && x->bit != FAST_NOWHERE && x->word == word;
}

static uint32_t n_shifts(const struct fast *f, enum asked part, uint32_t word) {
    uint32_t n = 0;
    vec_each (const struct wire, x, &f->wires) {
        bool new = stands_in(x, part, word);
        for (const struct wire *y = f->wires.at; new &&y < x; y++) new = !fast_together(x, y);
        n += new;
    }
    return n;
}

uint64_t fast_multiplier(const struct fast *f, enum asked part, uint32_t word, uint64_t *mask) {
    uint32_t n = part == ASKED_OPEN ? f->opens : f->signals;
    uint64_t multiplier = 0, from[MOST_MULTIPLIED] = {0};
    *mask = 0;
    if (n > MOST_MULTIPLIED || n_shifts(f, part, word) < 2) return 0;
    vec_each (const struct wire, x, &f->wires) {
        if (!stands_in(x, part, word)) continue;
        if (x->bit > 64 - n + x->to) return 0;
        multiplier |= UINT64_C(1) << (64 - n + x->to - x->bit);
        *mask |= from[x->to] = UINT64_C(1) << x->bit;
    }
    for (uint32_t set = 0; set < UINT32_C(1) << n; set++) {
        uint64_t bits = 0, expected = 0;
        for (uint32_t i = 0; i < n; i++)
            if ((set >> i & 1) && from[i]) bits |= from[i], expected |= UINT64_C(1) << i;
        if (bits * multiplier >> (64 - n) != expected) return 0;
    }
    return multiplier;
}

/* In instructions, roughly. */
static uint32_t cost(const struct fast *f, enum asked part) {
    uint32_t sum = 0;
    uint64_t mask;
    for (uint32_t k = 0; k < f->brief_words; k++)
        sum += fast_multiplier(f, part, k, &mask) ? 5 : 4 * n_shifts(f, part, k);
    return sum;
}

/* ---- the words of the brief decision ---- */

static bool add_answers(struct fast *f, struct arena *a) {
    vec_each (const struct question, q, &f->plan->questions) {
        enum asked part = q->what <= ASKED_DEFAULT      ? ASKED_OPEN
                          : q->what == ASKED_IMPOSSIBLE ? ASKED_IMPOSSIBLE
                                                        : ASKED_BEFORE;
        if (q->what > ASKED_DUTY || (q->what == ASKED_DUTY && question_always(q))) continue;
        if (fast_bundles(f, q)->len > 62) return false;
        vec_push(a, &f->wires, ((struct wire){.part = part, .asks = q, .to = q->index}));
        f->opens += part == ASKED_OPEN;
        f->signals += part == ASKED_BEFORE;
        f->before += part == ASKED_BEFORE && q->what < ASKED_DUTY;
    }
    return f->signals <= FAST_SIGNALS && f->before <= FAST_BEFORE;
}

/* Approaches stand in their order; signals by what they ask. */
static bool is_misplaced(const struct wire *x, const struct wire *y) {
    return x->part == y->part && (x->part == ASKED_OPEN ? x > y : x->asks->what > y->asks->what);
}

/* The same order on every machine: numbers from a fixed sequence. */
static void shuffle(struct wire **order, size_t n, uint64_t *state) {
    for (size_t i = n; i-- > 0;) {
        *state = *state * 6364136223846793005u + 1442695040888963407u;
        size_t k = (size_t)(*state >> 33) % (i + 1);
        struct wire *x = order[i];
        order[i] = order[k];
        order[k] = x;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n; k++)
            if (is_misplaced(order[i], order[k])) {
                struct wire *x = order[i];
                order[i] = order[k];
                order[k] = x;
            }
}

/* Gives each question its bits, in this order. False: too many words. */
static bool settle(struct fast *f, struct wire *const *order) {
    uint32_t word = 0, bit = 0, signal = 0;
    memset(f->cubes, 0, sizeof f->cubes);
    memset(f->carry, 0, sizeof f->carry);
    for (size_t i = 0; i < f->wires.len; i++) {
        struct wire *x = order[i];
        const struct bundles *bundles = fast_bundles(f, x->asks);
        uint32_t n = (uint32_t)bundles->len;
        if (bit + n + (n > 1) > 64) word++, bit = 0;
        if (word == FAST_WORDS) return false;
        for (uint32_t k = 0; k < n; k++) f->cubes[word][bit + k] = &bundles->at[k];
        if (n > 1) f->carry[word] += ((UINT64_C(1) << n) - 1) << bit;
        x->word = word;
        x->bit = n == 0 ? FAST_NOWHERE : n == 1 ? bit : bit + n;
        bit += n + (n > 1);
        if (x->part != ASKED_BEFORE) continue;
        f->signal_of[signal] = x->asks;
        x->to = signal++;
    }
    f->brief_words = word + 1;
    return true;
}

/* Tries many orders for the one in which answers are gathered best. */
static bool place_answers(struct fast *f, struct arena *a) {
    uint64_t state = 1, best_state = 1;
    uint32_t best = UINT32_MAX;
    struct wire **order = arena_array(a, struct wire *, f->wires.len);
    for (int i = 0; i < TRIES && best > 110; i++) {
        uint64_t before = state;
        for (size_t k = 0; k < f->wires.len; k++) order[k] = &f->wires.at[k];
        shuffle(order, f->wires.len, &state);
        if (!settle(f, order)) continue;
        uint32_t c = 100 * f->brief_words + cost(f, ASKED_OPEN) + cost(f, ASKED_BEFORE);
        if (c >= best) continue;
        best = c;
        best_state = before;
    }
    for (size_t k = 0; k < f->wires.len; k++) order[k] = &f->wires.at[k];
    shuffle(order, f->wires.len, &best_state);
    return settle(f, order);
}

const struct cond *fast_done(const struct fast *f, uint32_t i) {
    const struct question *q = f->signal_of[i];
    return q->what == ASKED_OUTSIDE ? NULL : f->plan->model->duties.at[q->index].done;
}

/* ---- the words of the lists ---- */

/* Whether this bit is free, or holds the very cubes. */
static bool takes(const struct fast *f, uint32_t word, uint32_t bit, const struct bundle *x) {
    const struct bundle *y = f->cubes[word][bit];
    if (!y) return true;
    bool same = x->cubes.len == y->cubes.len;
    for (size_t i = 0; same && i < x->cubes.len; i++)
        same = fast_same_cube(f, x->cubes.at[i], y->cubes.at[i]);
    return same;
}

/* Whether the shift (by so much to the right, less 64) brings the wire to its place, and there is
 * room where it comes from. */
static bool fits(const struct fast *f, const struct wire *x, uint32_t word, uint32_t shift) {
    uint32_t bit = x->to % 64 + shift;
    return bit >= 64 && bit < 128 && takes(f, word, bit - 64, x->cubes);
}

/* Places those of the wires from `first` on that one shift brings to their places: as many as can
 * be, in as low a word and by as little as can be. A new word has what fits in no other. They stand
 * first then. Returns how many. */
static size_t place_most(struct fast *f, size_t first) {
    uint32_t words = f->words < FAST_WORDS ? f->words + 1 : FAST_WORDS, best[2] = {0, 0};
    size_t most = 0, placed = 0;
    for (uint32_t word = f->brief_words; word < words && (word < f->words || most == 0); word++)
        for (uint32_t i = 0; i < 127; i++) {
            uint32_t shift = 64 + (i % 2 ? 0 - (i + 1) / 2 : i / 2);
            size_t n = 0;
            for (size_t k = first; k < f->wires.len; k++)
                n += fits(f, &f->wires.at[k], word, shift);
            if (n <= most) continue;
            most = n;
            best[0] = word;
            best[1] = shift;
        }
    for (size_t k = first; most > 0 && k < f->wires.len; k++) {
        struct wire x = f->wires.at[k];
        if (!fits(f, &x, best[0], best[1])) continue;
        f->wires.at[k] = f->wires.at[first + placed];
        x.word = best[0];
        x.bit = x.to % 64 + best[1] - 64;
        if (x.part >= ASKED_WILL) x.to = x.bit;
        f->cubes[x.word][x.bit] = x.cubes;
        f->wires.at[first + placed++] = x;
    }
    if (placed > 0 && best[0] == f->words) f->words++;
    return placed;
}

/* First the first cubes of all that is asked for the list, then the second ones, and so on: those
 * of one turn share shifts. Of a modality any bit will do. */
static bool place_list(struct fast *f, struct arena *a, enum asked what) {
    bool more = true;
    vec_each (const struct question, q, &f->plan->questions)
        if (q->what == what && question_always(q))
            vec_push(a, &f->wires,
                     ((struct wire){.part = what, .asks = q, .bit = FAST_NOWHERE, .to = q->index}));
    for (size_t turn = 0; more && what != ASKED_DUTY; turn++) {
        size_t first = f->wires.len, placed;
        vec_each (const struct question, q, &f->plan->questions)
            if (q->what == what && turn < fast_bundles(f, q)->len)
                vec_push(a, &f->wires,
                         ((struct wire){what, q, &fast_bundles(f, q)->at[turn],
                                        .to = what < ASKED_WILL ? q->index : 0}));
        more = first < f->wires.len;
        for (; first < f->wires.len; first += placed)
            if ((placed = place_most(f, first)) == 0) return false;
    }
    return true;
}

/* ---- rows ---- */

static bool holds(const struct limit *l, uint32_t class) {
    return l->classes[class / 64] >> (class % 64) & 1;
}

/* Whether a row of the radix is within the cube, as far as it goes. */
static bool is_within(const struct fast *f, const struct cube *cube, const struct radix *radix,
                      uint32_t row) {
    for (uint32_t i = 0; radix && i < cube->n_limits; i++) {
        const struct limit *l = &cube->limits[i];
        const struct seat *s = &f->seats[l->axis];
        if (!s->weight || &f->radices.at[s->radix] != radix) continue;
        uint32_t class = 0;
        while (s->row_of[class] != row / s->weight % s->rows) class ++;
        if (!holds(l, class)) return false;
    }
    return true;
}

uint64_t fast_row(const struct fast *f, uint32_t word, const struct radix *radix, uint32_t row) {
    uint64_t bits = 0;
    for (uint32_t bit = 0; bit < 64; bit++) {
        const struct bundle *b = f->cubes[word][bit];
        for (size_t i = 0; b && i < b->cubes.len; i++)
            bits |= (uint64_t)is_within(f, b->cubes.at[i], radix, row) << bit;
    }
    return bits;
}

uint32_t fast_done_value(const struct fast *f, uint32_t i) {
    const struct model *m = f->plan->model;
    return duty_value(m, &m->duties.at[f->signal_of[i]->index]);
}

/* The signals whose duties are done by the values of the class. */
static uint64_t done_row(const struct fast *f, uint32_t axis, uint32_t class) {
    const struct space *s = f->plan->space;
    uint64_t row = 0;
    for (uint32_t i = 0; i < f->before; i++) {
        const struct cond *done = fast_done(f, i);
        if (!done || space_axis(s, done->fact) != axis) continue;
        row |= (uint64_t)(space_class(s, axis, fast_done_value(f, i)) == class) << i;
    }
    return row;
}

/* By number of all cubes: those that class `class` of the axis leaves. */
static void class_row(const struct fast *f, uint32_t axis, uint32_t class, uint64_t *row) {
    uint32_t number = 0;
    vec_each (const struct question, q, &f->plan->questions)
        vec_each (const struct cube, cube, &q->cover) {
            bool left = true;
            for (uint32_t i = 0; left && i < cube->n_limits; i++)
                left = cube->limits[i].axis != axis || holds(&cube->limits[i], class);
            row[number / 64] |= (uint64_t)left << number % 64;
            number++;
        }
}

static void number_rows(struct fast *f, struct arena *a) {
    enum { CUBES = PLAN_CUBES / 64 };
    size_t axes = f->plan->space->axes.len;
    f->seats = arena_array(a, struct seat, axes);
    for (uint32_t x = 0; x < axes; x++) {
        uint32_t n = f->plan->space->axes.at[x].classes, rows = 0;
        uint64_t(*row)[CUBES + 1] = arena_alloc(a, n, sizeof *row);
        uint32_t *row_of = arena_array(a, uint32_t, n);
        for (uint32_t c = 0; c < n; c++) {
            memset(row[rows], 0, sizeof *row);
            class_row(f, x, c, row[rows]);
            row[rows][CUBES] = done_row(f, x, c);
            while (memcmp(row[row_of[c]], row[rows], sizeof *row) != 0) row_of[c]++;
            rows += row_of[c] == rows;
        }
        f->seats[x] = (struct seat){.rows = rows, .row_of = row_of};
    }
}

const struct fast *emit_fast(struct space *s, const struct clause_set *bits) {
    struct arena *a = s->arena;
    struct fast *f = arena_new(a, struct fast);
    f->plan = plan_new(s, bits);
    if (!f->plan) return NULL;
    fast_bundle(f, a);
    if (!add_answers(f, a) || !place_answers(f, a)) return NULL;
    f->words = f->brief_words;
    for (enum asked what = ASKED_DUTY; what <= ASKED_MUST; what++)
        if (!place_list(f, a, what)) return NULL;
    number_rows(f, a);
    return radices_pack(f, a) ? f : NULL;
}
