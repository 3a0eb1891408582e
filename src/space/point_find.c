#include "space/point.h"

#include <string.h>

/* A cube that is cut: its classes on each axis, one axis after the other. */
struct cutting {
    const struct point_query *q;
    const struct space *s;
    struct arena *arena;
    size_t *first; /* by axis: its first word */
    size_t words;
    uint64_t steps;
    uint32_t *point;
};

static size_t words_of(const struct cutting *c, uint32_t axis) {
    return bitset_words(c->s->axes.at[axis].classes);
}

static const struct cube *cube_of(const struct cutting *c, uint32_t clause) {
    return &c->q->v->clauses->list.at[clause].cube;
}

/* Cuts down to what is inside the limit, or outside it; false where nothing is. */
static bool cut_to(const struct cutting *c, uint64_t *cut, const struct limit *l, bool inside) {
    uint64_t *at = cut + c->first[l->axis];
    (inside ? bitset_and : bitset_andnot)(at, l->classes, words_of(c, l->axis));
    return bitset_some(at, words_of(c, l->axis));
}

static bool cut_to_cube(const struct cutting *c, uint64_t *cut, const struct cube *cube);

/*
 * Cuts down to where the signal is on, or off, as far as that leaves no choice: a plain signal is
 * on by one clause alone, or each by which it would be on tests one thing alone. Signals mention
 * those made before them: as deep as conditions nest.
 */
static bool cut_to_signal(const struct cutting *c, uint64_t *cut, uint32_t signal, bool on) {
    const struct clause_set *all = c->q->v->clauses;
    const struct clause_numbers *by = &all->on_by[signal];
    if (!all->plain[signal]) return true;
    if (on) return by->len != 1 || cut_to_cube(c, cut, cube_of(c, by->at[0]));
    vec_each (uint32_t, b, by) {
        const struct cube *cube = cube_of(c, *b);
        if (cube->n_limits + cube->n_literals != 1) continue;
        if (cube->n_limits
                ? !cut_to(c, cut, cube->limits, false)
                : !cut_to_signal(c, cut, cube_signal(c->s, cube, 0), !cube_is_on(cube, 0)))
            return false;
    }
    return true;
}

static bool cut_to_cube(const struct cutting *c, uint64_t *cut, const struct cube *cube) {
    for (uint32_t i = 0; i < cube->n_limits; i++)
        if (!cut_to(c, cut, &cube->limits[i], true)) return false;
    for (uint32_t k = 0; k < cube->n_literals; k++)
        if (!cut_to_signal(c, cut, cube_signal(c->s, cube, k), cube_is_on(cube, k))) return false;
    return true;
}

/* How many limits of the cube part the cut: some of it is inside, some outside. UINT32_MAX: they
 * have nothing in common. */
static uint32_t parted_by(const struct cutting *c, const uint64_t *cut, const struct cube *cube) {
    uint32_t parted = 0;
    if (cube->n_limits == 0 && cube->n_literals > 0)
        return UINT32_MAX; /* nothing is known of where it is */
    for (uint32_t i = 0; i < cube->n_limits; i++) {
        const struct limit *l = &cube->limits[i];
        const uint64_t *at = cut + c->first[l->axis];
        if (!bitset_meet(at, l->classes, words_of(c, l->axis))) return UINT32_MAX;
        parted += bitset_beyond(at, l->classes, words_of(c, l->axis));
    }
    return parted;
}

/* The way out of the cube that takes the least off the cut; NULL where the cut is all inside. */
static const struct limit *widest(const struct cutting *c, const uint64_t *cut,
                                  const struct cube *cube) {
    const struct limit *best = NULL;
    uint64_t best_out = 0, best_all = 1;
    for (uint32_t i = 0; i < cube->n_limits; i++) {
        const struct limit *l = &cube->limits[i];
        const uint64_t *at = cut + c->first[l->axis];
        uint64_t out = bitset_count_beyond(at, l->classes, words_of(c, l->axis)),
                 all = bitset_count(at, words_of(c, l->axis));
        if (out * best_all > best_out * all) {
            best = l;
            best_out = out;
            best_all = all;
        }
    }
    return best;
}

static bool found(const struct cutting *c, const uint64_t *cut) {
    for (uint32_t x = 0; x < c->s->axes.len; x++) {
        const uint64_t *at = cut + c->first[x];
        c->point[x] = (uint32_t)bitset_next(at, c->s->axes.at[x].classes, 0);
    }
    return true;
}

/* What is left of the cubes to avoid, and which of them parts the cut in the fewest places. */
struct left {
    uint32_t *at, taken;
    size_t len;
};

/* Takes off the cut what every way out takes off: a cube that parts it in one place alone leaves no
 * choice. False: there is no way out. */
static bool cut_forced(struct cutting *c, uint64_t *cut, struct left *left) {
    for (bool again = true; again;) {
        uint32_t fewest = UINT32_MAX;
        size_t n = left->len;
        again = false;
        left->len = 0;
        c->steps += n + 1;
        for (size_t i = 0; i < n; i++) {
            const struct cube *cube = cube_of(c, left->at[i]);
            uint32_t parted = parted_by(c, cut, cube);
            if (parted == 0) return false;
            if (parted == UINT32_MAX) continue;
            if (parted == 1) {
                cut_to(c, cut, widest(c, cut, cube), false);
                again = true;
                continue;
            }
            if (parted < fewest) {
                fewest = parted;
                left->taken = left->at[i];
            }
            left->at[left->len++] = left->at[i];
        }
        again = again && left->len > 0 && c->steps <= c->q->max_steps;
    }
    return c->steps <= c->q->max_steps;
}

/*
 * Somewhere in the cut outside all the cubes of `avoid`: the cube that parts it in the fewest
 * places is taken first, and each way out of that cube tried in turn. Each way leaves one cube
 * less, so the depth is at most their number.
 */
static bool escape(struct cutting *c, uint64_t *cut, const uint32_t *avoid, size_t n) {
    struct left left = {.at = arena_array(c->arena, uint32_t, n), .len = n};
    if (n) memcpy(left.at, avoid, n * sizeof *avoid);
    if (!cut_forced(c, cut, &left)) return false;
    if (left.len == 0) return found(c, cut);
    const struct cube *cube = cube_of(c, left.taken);
    for (const struct limit *way = widest(c, cut, cube); way && c->steps <= c->q->max_steps;
         way = widest(c, cut, cube)) {
        uint64_t *outside = bitset_copy(c->arena, cut, c->words);
        cut_to(c, outside, way, false);
        if (escape(c, outside, left.at, left.len)) return true;
        cut_to(c, cut, way, true);
    }
    return false;
}

static bool search_in(struct cutting *c, const uint64_t *cut, const uint32_t *avoid, size_t n) {
    const struct point_query *q = c->q;
    if (q->some.len == 0) return escape(c, bitset_copy(c->arena, cut, c->words), avoid, n);
    vec_each (const uint32_t, b, &q->some) {
        uint64_t *inside = bitset_copy(c->arena, cut, c->words);
        if (++c->steps > q->max_steps) return false;
        if (cut_to_cube(c, inside, cube_of(c, *b)) && escape(c, inside, avoid, n)) return true;
    }
    return false;
}

bool point_find(const struct point_query *q, const struct cube *cube, uint32_t *point) {
    struct diagrams *g = q->v->g;
    if (g->work && g->work->left == 0) return false;
    struct cutting c = {.q = q, .s = g->s, .arena = &g->own, .point = point};
    size_t axes = g->s->axes.len, n = 0;
    c.first = arena_array(c.arena, size_t, axes);
    for (uint32_t x = 0; x < axes; x++) {
        c.first[x] = c.words;
        c.words += words_of(&c, x);
    }
    uint64_t *cut = arena_array(c.arena, uint64_t, c.words);
    for (uint32_t x = 0; x < axes; x++) bitset_fill(cut + c.first[x], g->s->axes.at[x].classes);
    uint32_t *avoid = arena_array(c.arena, uint32_t, q->avoid.len);
    bool is = cut_to_cube(&c, cut, cube);
    for (size_t i = 0; is && i < q->avoid.len; i++)
        if (parted_by(&c, cut, cube_of(&c, q->avoid.at[i])) != UINT32_MAX)
            avoid[n++] = q->avoid.at[i];
    is = is && search_in(&c, cut, avoid, n);
    diagrams_look(g, c.steps + q->avoid.len);
    diagrams_forget(g);
    return is;
}
