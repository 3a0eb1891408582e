/*
 * Axes into digits: the fewer digits, the fewer words a decision reads; the more axes in one, the
 * more rows there are.
 *
 * Which axes go together best is a packing problem. It is solved well, not perfectly, by trying
 * many small changes and keeping also those that make it a little worse, ever less of it as time
 * goes on (threshold accepting: G. Dueck and T. Scheuer, 1990), in a fixed sequence that is the
 * same on every machine.
 */
#include "emit/c/place.h"

#include <string.h>

enum {
    ROW_BYTES = 2560,
    MOST_BYTES = 1 << 16,
    MOST_ROWS = 256,
    MOST_AXES = 64,
    TRIES = 40000,
    READ = 256,
    FIRST_THRESHOLD = 2 * READ
};

struct packing {
    uint32_t n;
    uint32_t axis[MOST_AXES], rows[MOST_AXES],
        words[MOST_AXES];   /* words: those that it matters to, as a set */
    uint32_t in[MOST_AXES]; /* its digit, below n */
    uint32_t brief;         /* words of the brief decision: every answer reads them */
    uint64_t state;
};

static uint32_t count_bits(uint32_t set) {
    uint32_t n = 0;
    for (; set; set &= set - 1) n++;
    return n;
}

/* What a digit costs: a word read is worth READ bytes, and bytes over the limit count (see cost());
 * few bytes are better than many. */
static uint64_t cost_of_digit(const struct packing *p, uint32_t digit, uint64_t *bytes) {
    uint32_t rows = 1, words = 0, axes = 0;
    for (uint32_t i = 0; i < p->n; i++)
        if (p->in[i] == digit) {
            rows = rows > MOST_ROWS ? rows : rows * p->rows[i];
            words |= p->words[i];
            axes++;
        }
    if (axes == 0) return 0;
    *bytes += 8 * (uint64_t)rows * count_bits(words);
    return READ * (uint64_t)(count_bits(words) + count_bits(words & p->brief)) +
           (rows > MOST_ROWS && axes > 1 ? 1000 * READ : 0);
}

static uint64_t cost(const struct packing *p) {
    uint64_t sum = 0, bytes = 0;
    for (uint32_t d = 0; d < p->n; d++) sum += cost_of_digit(p, d, &bytes);
    return sum + bytes / 16 + (bytes > ROW_BYTES ? 4 * (bytes - ROW_BYTES) : 0);
}

static uint32_t draw(struct packing *p, uint32_t n) {
    p->state = p->state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(p->state >> 33) % n;
}

static void improve(struct packing *p) {
    uint32_t best[MOST_AXES];
    uint64_t now = cost(p), least = now;
    memcpy(best, p->in, sizeof best);
    for (uint32_t i = 0; i < TRIES && p->n > 1; i++) {
        uint64_t threshold = FIRST_THRESHOLD * (uint64_t)(TRIES - i) / TRIES;
        uint32_t x = draw(p, p->n), y = draw(p, p->n), in_x = p->in[x], in_y = p->in[y];
        p->in[x] = in_y;
        if (draw(p, 2))
            p->in[y] = in_x;
        else if (draw(p, 8) == 0)
            p->in[x] = draw(p, p->n);
        uint64_t next = cost(p);
        if (next > now + threshold) {
            p->in[x] = in_x;
            p->in[y] = in_y;
            continue;
        }
        now = next;
        if (now < least) {
            least = now;
            memcpy(best, p->in, sizeof best);
        }
    }
    memcpy(p->in, best, sizeof best);
}

/* ---- from and to the place ---- */

static uint32_t words_of_axis(const struct place *p, uint32_t axis) {
    uint32_t words = 0;
    vec_each (struct placed_cube, b, &p->cubes)
        for (uint32_t i = 0; i < b->cube->n_limits; i++)
            if (b->cube->limits[i].axis == axis) words |= UINT32_C(1) << b->at.word;
    return words;
}

static bool list_axes(const struct place *p, struct packing *k) {
    for (uint32_t x = 0; x < p->plan->space->axes.len; x++) {
        uint32_t words = words_of_axis(p, x);
        if (p->rows_of_axis[x] < 2 || words == 0) continue;
        if (k->n == MOST_AXES) return false;
        k->axis[k->n] = x;
        k->rows[k->n] = p->rows_of_axis[x];
        k->words[k->n] = words;
        k->in[k->n] = k->n;
        k->n++;
    }
    return true;
}

/* Digits in the order of their first axes. */
static void add_digits(struct place *p, struct arena *a, const struct packing *k) {
    bool done[MOST_AXES] = {false};
    for (uint32_t i = 0; i < k->n; i++) {
        struct digit d = {.rows = 1};
        if (done[k->in[i]]) continue;
        done[k->in[i]] = true;
        for (uint32_t j = i; j < k->n; j++) {
            if (k->in[j] != k->in[i]) continue;
            vec_push(a, &d.axes, ((struct digit_axis){k->axis[j], d.rows}));
            d.rows *= k->rows[j];
            d.words |= k->words[j];
        }
        vec_push(a, &p->digits, d);
    }
}

bool digits_pack(struct place *p, struct arena *a) {
    struct packing k = {.brief = (UINT32_C(1) << p->brief_words) - 1, .state = 1};
    if (!list_axes(p, &k)) return false;
    improve(&k);
    add_digits(p, a, &k);
    vec_each (struct digit, d, &p->digits)
        for (uint32_t w = 0; w < p->words; w++) {
            d->first[w] = p->rows[w];
            p->rows[w] += d->words >> w & 1 ? d->rows : 0;
            p->bytes += d->words >> w & 1 ? 8 * (size_t)d->rows : 0;
        }
    return p->bytes <= MOST_BYTES;
}
