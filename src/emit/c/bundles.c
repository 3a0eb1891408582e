/*
 * Cubes that share one bit. A row can leave any set of the values of its radix; so cubes that
 * differ about the axes of one radix alone are one, where elsewhere each would need a bit of its
 * own. Axes are joined, to be in one radix, where the brief decision needs a word less for it.
 */
#include "emit/c/fast.h"

#include <string.h>

enum { MOST_ROWS = 64, MOST_ATTEMPTS = 128 };

/* ---- two cubes ---- */

static bool is_same(const struct fast *f, const struct limit *x, const struct limit *y) {
    size_t classes = f->plan->space->axes.at[x->axis].classes;
    return memcmp(x->classes, y->classes, (classes + 63) / 64 * sizeof *x->classes) == 0;
}

/* About how many joins they differ: 0, 1, 2 or more; the first two of these. */
static uint32_t differ(const struct fast *f, const struct cube *x, const struct cube *y,
                       uint32_t about[2]) {
    uint32_t n = 0;
    for (uint32_t i = 0, k = 0; n < 3 && (i < x->n_limits || k < y->n_limits);) {
        uint32_t of_x = i < x->n_limits ? x->limits[i].axis : UINT32_MAX,
                 of_y = k < y->n_limits ? y->limits[k].axis : UINT32_MAX,
                 join = f->join[of_x < of_y ? of_x : of_y];
        bool same = of_x == of_y && is_same(f, &x->limits[i], &y->limits[k]);
        i += of_x <= of_y;
        k += of_y <= of_x;
        if (same || (n > 0 && about[0] == join) || (n > 1 && about[1] == join)) continue;
        if (n < 2) about[n] = join;
        n++;
    }
    return n;
}

bool fast_same_cube(const struct fast *f, const struct cube *x, const struct cube *y) {
    uint32_t about[2];
    return differ(f, x, y, about) == 0;
}

/* ---- bundles ---- */

static bool belongs(const struct fast *f, const struct bundle *b, const struct cube *cube,
                    uint32_t *about) {
    uint32_t which[2] = {b->about, 0}, n = differ(f, b->cubes.at[0], cube, which);
    if (n > 1 || (n == 1 && b->about != MODEL_NONE && b->about != which[0])) return false;
    *about = which[0];
    return true;
}

static void bundle(struct fast *f, struct arena *a, uint32_t question) {
    struct bundles *bundles = &f->bundles[question];
    bundles->len = 0;
    vec_each (const struct cube, cube, &f->plan->questions.at[question].cover) {
        size_t i = 0;
        uint32_t about = MODEL_NONE;
        while (i < bundles->len && !belongs(f, &bundles->at[i], cube, &about)) i++;
        if (i == bundles->len) vec_push(a, bundles, (struct bundle){.about = MODEL_NONE});
        vec_push(a, &bundles->at[i].cubes, cube);
        bundles->at[i].about = about;
    }
}

/* Bits that the brief decision takes. */
static uint32_t bundle_all(struct fast *f, struct arena *a) {
    uint32_t bits = 0;
    for (uint32_t i = 0; i < f->plan->questions.len; i++) {
        bundle(f, a, i);
        size_t n = f->bundles[i].len;
        if (f->plan->questions.at[i].what <= ASKED_DUTY) bits += (uint32_t)(n + (n > 1));
    }
    return bits;
}

/* ---- joining ---- */

static uint32_t rows_of(const struct fast *f, uint32_t join) {
    uint32_t rows = 1;
    for (uint32_t x = 0; x < f->plan->space->axes.len; x++)
        if (f->join[x] == join && rows <= MOST_ROWS) rows *= f->plan->space->axes.at[x].classes;
    return rows;
}

static void join(struct fast *f, uint32_t one, uint32_t other) {
    for (uint32_t x = 0; x < f->plan->space->axes.len; x++)
        if (f->join[x] == other) f->join[x] = one;
}

struct attempt {
    uint32_t one, other, saved, rows; /* bits less, rows more */
};
struct attempts VEC(struct attempt);

/* What is saved by joining that about which two cubes differ. */
static void attempt(struct fast *f, struct arena *a, const uint32_t about[2], uint32_t bits,
                    struct attempts *made) {
    size_t n = f->plan->space->axes.len;
    uint32_t *was = arena_array(a, uint32_t, n), one = rows_of(f, about[0]),
             other = rows_of(f, about[1]);
    vec_each (const struct attempt, m, made)
        if (m->one == about[0] && m->other == about[1]) return;
    if (made->len == MOST_ATTEMPTS || (uint64_t)one * other > MOST_ROWS) return;
    memcpy(was, f->join, n * sizeof *was);
    join(f, about[0], about[1]);
    uint32_t left = bundle_all(f, a), saved = left < bits ? bits - left : 0;
    vec_push(a, made, ((struct attempt){about[0], about[1], saved, (one - 1) * (other - 1)}));
    memcpy(f->join, was, n * sizeof *was);
}

/* The join that saves most for its rows; false: none saves anything. */
static bool join_best(struct fast *f, struct arena *a, uint32_t bits) {
    struct attempts made = {0};
    struct attempt best = {.rows = 1};
    vec_each (const struct question, q, &f->plan->questions)
        for (size_t i = 0; q->what <= ASKED_DUTY && i < q->cover.len; i++)
            for (size_t k = 0; k < i; k++) {
                uint32_t about[2];
                if (differ(f, &q->cover.at[i], &q->cover.at[k], about) == 2)
                    attempt(f, a, about, bits, &made);
            }
    vec_each (const struct attempt, m, &made)
        if ((uint64_t)m->saved * best.rows > (uint64_t)best.saved * m->rows) best = *m;
    if (best.saved > 0) join(f, best.one, best.other);
    return best.saved > 0;
}

static void join_none(struct fast *f) {
    for (uint32_t x = 0; x < f->plan->space->axes.len; x++) f->join[x] = x;
}

static uint32_t words(uint32_t bits) { return (bits + 63) / 64; }

void fast_bundle(struct fast *f, struct arena *a) {
    f->join = arena_array(a, uint32_t, f->plan->space->axes.len);
    f->bundles = arena_array(a, struct bundles, f->plan->questions.len);
    join_none(f);
    uint32_t alone = bundle_all(f, a), bits = alone;
    while (words(bits) == words(alone) && words(bits) > 1 && join_best(f, a, bits))
        bits = bundle_all(f, a);
    if (words(bits) == words(alone)) join_none(f);
    bundle_all(f, a); /* the last attempt was not the best */
}
