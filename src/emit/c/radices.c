/*
 * Axes into mixed radices: the fewer there are, the fewer words a decision reads; the more axes in
 * one, the more rows. Which go together best is a packing problem; it is solved greedily: of all
 * changes (two radices become one, an axis goes from one to another), that first which saves most.
 */
#include "emit/c/fast.h"

enum { ROW_BYTES = 2560, MOST_BYTES = 1 << 16, MOST_ROWS = 256, MOST_AXES = 64, READ = 256 };

struct packing {
    uint32_t n, axis[MOST_AXES], words[MOST_AXES]; /* words: a set: it matters to */
    uint32_t in[MOST_AXES];                        /* its radix, below n */
};

static uint32_t count_bits(uint32_t set) {
    uint32_t n = 0;
    for (; set; set &= set - 1) n++;
    return n;
}

static void add_axis(const struct fast *f, struct radix *r, const struct packing *p, uint32_t i) {
    r->rows = (r->rows ? r->rows : 1) * f->seats[p->axis[i]].rows;
    r->words |= p->words[i];
}

/* A word read is worth READ bytes, and every answer reads those of the brief decision; few bytes
 * are better than many, and those over the limit count. */
static uint64_t cost(const struct fast *f, const struct packing *p) {
    uint32_t brief = (UINT32_C(1) << f->brief_words) - 1;
    struct radix radices[MOST_AXES] = {{0}};
    uint64_t sum = 0, bytes = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        struct radix *r = &radices[p->in[i]];
        bool alone = r->rows == 0;
        add_axis(f, r, p, i);
        if (r->rows > MOST_ROWS && !alone) return UINT64_MAX;
    }
    for (const struct radix *r = radices; r < radices + p->n; r++) {
        bytes += 8 * (uint64_t)r->rows * count_bits(r->words);
        sum += READ * (uint64_t)(count_bits(r->words) + count_bits(r->words & brief));
    }
    return sum + bytes / 16 + (bytes > ROW_BYTES ? 4 * (bytes - ROW_BYTES) : 0);
}

/* Axis x with those joined to it, or all that are in its radix, into that of y. False: no change
 * saves anything. */
static bool improve(const struct fast *f, struct packing *p) {
    struct packing best = *p;
    uint64_t was = cost(f, p), least = was;
    for (uint32_t x = 0; x < p->n; x++)
        for (uint32_t y = 0; y < 2 * p->n; y++) {
            struct packing next = *p;
            for (uint32_t i = 0; i < p->n; i++)
                if (f->join[p->axis[i]] == f->join[p->axis[x]] || (y % 2 && p->in[i] == p->in[x]))
                    next.in[i] = p->in[y / 2];
            uint64_t c = cost(f, &next);
            if (c >= least) continue;
            least = c;
            best = next;
        }
    *p = best;
    return least < was;
}

static uint32_t words_of_axis(const struct fast *f, uint32_t axis) {
    uint32_t words = 0;
    for (uint32_t at = 0; at < 64 * f->words; at++) {
        const struct bundle *b = f->cubes[at / 64][at % 64];
        for (size_t c = 0; b && c < b->cubes.len; c++)
            for (uint32_t i = 0; i < b->cubes.at[c]->n_limits; i++)
                if (b->cubes.at[c]->limits[i].axis == axis) words |= UINT32_C(1) << at / 64;
    }
    return words;
}

/* In the order of their first axes. */
static void add_radices(struct fast *f, struct arena *a, const struct packing *p) {
    uint32_t number[MOST_AXES] = {0}; /* by radix of the packing: one more than it has */
    for (uint32_t i = 0; i < p->n; i++) {
        if (!number[p->in[i]]) {
            vec_push(a, &f->radices, (struct radix){0});
            number[p->in[i]] = (uint32_t)f->radices.len;
        }
        struct seat *seat = &f->seats[p->axis[i]];
        seat->radix = number[p->in[i]] - 1;
        seat->weight = f->radices.at[seat->radix].rows;
        if (seat->weight == 0) seat->weight = 1;
        add_axis(f, &f->radices.at[seat->radix], p, i);
    }
}

bool radices_pack(struct fast *f, struct arena *a) {
    struct packing p = {0};
    size_t bytes = 0;
    for (uint32_t x = 0; x < f->plan->space->axes.len; x++) {
        uint32_t words = words_of_axis(f, x);
        if (words == 0) continue;
        if (p.n == MOST_AXES) return false;
        p.axis[p.n] = x;
        p.words[p.n] = words;
        p.in[p.n] = p.n;
        for (uint32_t i = 0; i < p.n; i++) /* with the first that it is joined to */
            if (p.in[p.n] == p.n && f->join[p.axis[i]] == f->join[x]) p.in[p.n] = p.in[i];
        p.n++;
    }
    while (improve(f, &p)) continue;
    add_radices(f, a, &p);
    vec_each (struct radix, r, &f->radices)
        for (uint32_t w = 0; w < f->words; w++) {
            r->first[w] = f->rows[w];
            f->rows[w] += r->words >> w & 1 ? r->rows : 0;
            bytes += r->words >> w & 1 ? 8 * (size_t)r->rows : 0;
        }
    return bytes <= MOST_BYTES;
}
