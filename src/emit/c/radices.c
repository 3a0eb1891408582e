/*
 * Axes into mixed radices: the fewer there are, the fewer words a decision reads; the more axes in
 * one, the more rows. Which go together best is a packing problem; it is solved greedily: of all
 * changes (two radices become one, an axis goes from one to another), that first which saves most.
 */
#include "emit/c/place.h"

enum { ROW_BYTES = 2560, MOST_BYTES = 1 << 16, MOST_ROWS = 256, MOST_AXES = 64, READ = 256 };

struct packing {
    uint32_t n;
    uint32_t axis[MOST_AXES], rows[MOST_AXES], words[MOST_AXES]; /* words: a set: it matters to */
    uint32_t in[MOST_AXES];                                      /* its radix, below n */
    uint32_t brief; /* words of the brief decision: every answer reads them */
};

static uint32_t count_bits(uint32_t set) {
    uint32_t n = 0;
    for (; set; set &= set - 1) n++;
    return n;
}

/* A word read is worth READ bytes; few bytes are better than many, and those over the limit count.
 */
static uint64_t cost(const struct packing *p) {
    uint32_t rows[MOST_AXES] = {0}, words[MOST_AXES] = {0};
    uint64_t sum = 0, bytes = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        uint32_t r = p->in[i];
        rows[r] = rows[r] > MOST_ROWS ? rows[r] : (rows[r] ? rows[r] : 1) * p->rows[i];
        words[r] |= p->words[i];
        if (rows[r] > MOST_ROWS && rows[r] > p->rows[i]) return UINT64_MAX;
    }
    for (uint32_t r = 0; r < p->n; r++) {
        bytes += 8 * (uint64_t)rows[r] * count_bits(words[r]);
        sum += READ * (uint64_t)(count_bits(words[r]) + count_bits(words[r] & p->brief));
    }
    return sum + bytes / 16 + (bytes > ROW_BYTES ? 4 * (bytes - ROW_BYTES) : 0);
}

/* Axis x, or all that are in its radix, into that of y. */
static struct packing changed(const struct packing *p, uint32_t x, uint32_t y, bool all) {
    struct packing next = *p;
    for (uint32_t i = 0; i < p->n; i++)
        if (i == x || (all && p->in[i] == p->in[x])) next.in[i] = p->in[y];
    return next;
}

/* False: no change saves anything. */
static bool improve(struct packing *p) {
    struct packing best = *p;
    uint64_t least = cost(p);
    bool better = false;
    for (uint32_t x = 0; x < p->n; x++)
        for (uint32_t y = 0; y < 2 * p->n; y++) {
            struct packing next = changed(p, x, y / 2, y % 2);
            if (p->in[x] == p->in[y / 2] || cost(&next) >= least) continue;
            least = cost(&next);
            best = next;
            better = true;
        }
    *p = best;
    return better;
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

/* In the order of their first axes. */
static void add_radices(struct place *p, struct arena *a, const struct packing *k) {
    bool done[MOST_AXES] = {false};
    for (uint32_t i = 0; i < k->n; i++) {
        struct radix r = {.rows = 1};
        if (done[k->in[i]]) continue;
        done[k->in[i]] = true;
        for (uint32_t j = i; j < k->n; j++) {
            if (k->in[j] != k->in[i]) continue;
            vec_push(a, &r.digits, ((struct radix_digit){k->axis[j], r.rows}));
            r.rows *= k->rows[j];
            r.words |= k->words[j];
        }
        vec_push(a, &p->radices, r);
    }
}

bool radices_pack(struct place *p, struct arena *a) {
    struct packing k = {.brief = (UINT32_C(1) << p->brief_words) - 1};
    if (!list_axes(p, &k)) return false;
    while (improve(&k)) continue;
    add_radices(p, a, &k);
    vec_each (struct radix, r, &p->radices)
        for (uint32_t w = 0; w < p->words; w++) {
            r->first[w] = p->rows[w];
            p->rows[w] += r->words >> w & 1 ? r->rows : 0;
            p->bytes += r->words >> w & 1 ? 8 * (size_t)r->rows : 0;
        }
    return p->bytes <= MOST_BYTES;
}
