/*
 * An order of axes by FORCE (F. Aloul, I. Markov, K. Sakallah: FORCE: a fast and easy-to-implement
 * variable-ordering heuristic, 2003): each cube pulls its axes towards their centre of gravity,
 * until what they span grows no shorter. It is begun twice, as declared and by breadth; what is
 * declared stays where nothing else is much shorter, as people name things in an order that has a
 * meaning. A part of a condition that became a signal is a thing in the row like an axis, so that
 * what it is made of stays where it is asked for.
 */
#include "space/clauses.h"

#include <stdlib.h>

struct pulled {
    uint64_t to;
    uint32_t thing, before;
};

struct numbers VEC(uint32_t);

/* Things in a row: axes, then signals. */
struct row {
    struct arena *arena;
    uint32_t n, n_axes, n_cubes, n_pins;
    struct numbers
        *pins; /* by cube: the things that it ties together; none where it ties nothing */
    struct numbers *ties;     /* by thing: the cubes that it is in */
    uint64_t *place, *centre; /* by thing: its number in the row; by cube */
    struct pulled *pulled;
    uint32_t *things, *best;
    uint64_t least; /* spanned in the best row so far */
};

/* A judgement is in every cube that breaks a presumption of it: wherever it stands it is in
 * nobody's way, and says nothing of what else belongs together. */
static bool is_presumed(const struct space *s, const struct clause *c, uint32_t axis) {
    return c->kind == CLAUSE_PRESUMED && axis >= s->first_axis[c->index] &&
           axis < s->first_axis[c->index + 1];
}

static void pin(struct row *r, uint32_t cube, uint32_t thing) {
    vec_push(r->arena, &r->pins[cube], thing);
    vec_push(r->arena, &r->ties[thing], cube);
    r->n_pins++;
}

static void tie(struct row *r, const struct space *s, const struct clause_set *clauses) {
    r->n_cubes = (uint32_t)clauses->list.len;
    r->pins = arena_array(r->arena, struct numbers, r->n_cubes);
    r->ties = arena_array(r->arena, struct numbers, r->n);
    for (uint32_t i = 0; i < r->n_cubes; i++) {
        const struct clause *b = &clauses->list.at[i];
        uint32_t n = b->cube.n_limits + b->cube.n_literals;
        if (n + clause_stands_for_signal(b) < 2) continue;
        for (uint32_t k = 0; k < n; k++)
            if (!is_presumed(s, b, b->cube.limits[k].axis)) pin(r, i, b->cube.limits[k].axis);
        if (clause_stands_for_signal(b)) pin(r, i, r->n_axes + b->index);
    }
}

/* ---- rows ---- */

static void number(struct row *r) {
    for (uint32_t i = 0; i < r->n; i++) r->place[r->things[i]] = i;
}

static uint64_t spanned(const struct row *r) {
    uint64_t all = 0;
    for (uint32_t i = 0; i < r->n_cubes; i++) {
        uint64_t low = UINT64_MAX, high = 0;
        vec_each (const uint32_t, t, &r->pins[i]) {
            uint64_t at = r->place[*t];
            low = at < low ? at : low;
            high = at > high ? at : high;
        }
        all += high > low ? high - low : 0;
    }
    return all;
}

/* As they are declared; or from each thing that was not met yet to all that cubes tie to it. What
 * nothing ties to anything is last, where it is in nobody's way. */
static void begin(struct row *r, bool by_breadth) {
    bool *met = arena_array(r->arena, bool, r->n + 1),
         *done = arena_array(r->arena, bool, r->n_cubes + 1);
    uint32_t n = 0;
    for (int tied = 1; tied >= 0; tied--)
        for (uint32_t t = 0; t < r->n; t++) {
            if (met[t] || (r->ties[t].len > 0) != tied) continue;
            uint32_t at = n;
            met[t] = true;
            r->things[n++] = t;
            for (; by_breadth && at < n; at++)
                vec_each (const uint32_t, cube, &r->ties[r->things[at]]) {
                    for (size_t i = 0; i < r->pins[*cube].len && !done[*cube]; i++) {
                        uint32_t next = r->pins[*cube].at[i];
                        r->things[n] = next;
                        n += !met[next];
                        met[next] = true;
                    }
                    done[*cube] = true;
                }
        }
    number(r);
}

static int further(const void *x, const void *y) {
    const struct pulled *a = x, *b = y;
    if (a->to != b->to) return a->to < b->to ? -1 : 1;
    return a->before < b->before ? -1 : a->before > b->before;
}

/* Each thing goes to the middle of the middles of its cubes; or signals alone do, between axes that
 * stay in their order. */
static void pull(struct row *r, bool signals_alone) {
    for (uint32_t i = 0; i < r->n_cubes; i++) {
        uint64_t sum = 0, n = r->pins[i].len;
        vec_each (const uint32_t, t, &r->pins[i]) sum += r->place[*t] << 16;
        r->centre[i] = n ? sum / n : 0;
    }
    for (uint32_t i = 0; i < r->n; i++) {
        uint32_t t = r->things[i];
        uint64_t sum = 0, n = r->ties[t].len;
        vec_each (const uint32_t, cube, &r->ties[t]) sum += r->centre[*cube];
        sum = n && !(signals_alone && t < r->n_axes) ? sum / n : (uint64_t)i << 16;
        r->pulled[i] = (struct pulled){sum, t, i};
    }
    qsort(r->pulled, r->n, sizeof *r->pulled, further);
    for (uint32_t i = 0; i < r->n; i++) r->things[i] = r->pulled[i].thing;
    number(r);
}

/* Pulls while that helps, and now and then where it does not; a row that spans much less than the
 * best so far is the best. */
static void improve(struct row *r, unsigned rounds, bool signals_alone) {
    enum { PATIENCE = 4 };
    uint64_t least = UINT64_MAX;
    for (unsigned i = 0, in_vain = 0; i <= rounds && in_vain < PATIENCE; i++) {
        uint64_t now = spanned(r);
        in_vain = now < least ? 0 : in_vain + 1;
        least = now < least ? now : least;
        if (now < r->least) {
            r->least = now;
            for (uint32_t k = 0; k < r->n; k++) r->best[k] = r->things[k];
        }
        pull(r, signals_alone);
    }
    r->least -= r->least / 8;
}

/* Axes, and signals as far as the clauses have some: a space that is shared has others. */
static uint32_t count_things(uint32_t n_axes, const struct clause_set *clauses) {
    uint32_t last = n_axes, n = n_axes;
    vec_each (const struct clause, b, &clauses->list) {
        if (b->cube.n_literals)
            last = b->cube.limits[b->cube.n_limits + b->cube.n_literals - 1].axis + 1;
        n = last > n ? last : n;
        if (clause_stands_for_signal(b) && n_axes + b->index >= n) n = n_axes + b->index + 1;
    }
    return n;
}

const uint32_t *order_of_axes(const struct space *s, const struct clause_set *clauses,
                              struct arena *a) {
    enum { PINS = 1 << 23, ROUNDS = 60, LEAST_ROUNDS = 3 };
    struct row r = {.arena = a, .n_axes = (uint32_t)s->axes.len, .least = UINT64_MAX};
    r.n = count_things(r.n_axes, clauses);
    uint32_t *order = arena_array(a, uint32_t, r.n_axes + 1), n = 0;
    r.place = arena_array(a, uint64_t, r.n + 1);
    r.things = arena_array(a, uint32_t, r.n + 1);
    r.best = arena_array(a, uint32_t, r.n + 1);
    r.pulled = arena_array(a, struct pulled, r.n + 1);
    r.centre = arena_array(a, uint64_t, clauses->list.len + 1);
    tie(&r, s, clauses);
    unsigned rounds = LEAST_ROUNDS + PINS / (r.n_pins + 1);
    rounds = rounds < ROUNDS ? rounds : ROUNDS;
    begin(&r, false);
    improve(&r, rounds, true);
    improve(&r, rounds, false);
    begin(&r, true);
    improve(&r, rounds, false);
    for (uint32_t i = 0; i < r.n; i++)
        if (r.best[i] < r.n_axes) order[n++] = r.best[i];
    return order;
}

/* How far the cubes of an order reach, where `rank` says by axis at which place it stands: over all
 * of them, from their first axis to their last; and `most`: of how many some are on this side of a
 * place and some on the other. */
struct reach {
    uint64_t all;
    uint32_t most;
};

static struct reach reach_of(const struct space *s, const struct clause_set *clauses,
                             const uint32_t *rank, struct arena *a) {
    struct reach reach = {0};
    uint32_t *begun = arena_array(
        a, uint32_t,
        s->axes.len + 1); /* by place: cubes that begin there, less those that end there */
    vec_each (const struct clause, b, &clauses->list) {
        uint32_t first = UINT32_MAX, last = 0;
        for (uint32_t i = 0; i < b->cube.n_limits; i++) {
            uint32_t at = rank[b->cube.limits[i].axis];
            if (is_presumed(s, b, b->cube.limits[i].axis)) continue;
            first = at < first ? at : first;
            last = at > last ? at : last;
        }
        if (first >= last) continue;
        reach.all += last - first;
        begun[first]++;
        begun[last]--;
    }
    for (uint32_t k = 0, across = 0; k < s->axes.len; k++) {
        across += begun[k]; /* modulo 2^32: what ends is taken off */
        reach.most = across > reach.most ? across : reach.most;
    }
    return reach;
}

/* The declared order stays but where another needs less than half: authors declare together what
 * belongs together, and examples of what is found are then those that they would think of. */
const uint32_t *order_for_diagrams(const struct space *s, const struct clause_set *clauses,
                                   struct arena *a) {
    enum { FEW_ACROSS = 10 };
    uint32_t *rank = arena_array(a, uint32_t, s->axes.len + 1);
    for (uint32_t x = 0; x < s->axes.len; x++) rank[x] = x;
    struct reach declared = reach_of(s, clauses, rank, a);
    if (declared.most <= FEW_ACROSS) return NULL;
    const uint32_t *order = order_of_axes(s, clauses, a);
    for (uint32_t k = 0; k < s->axes.len; k++) rank[order[k]] = k;
    struct reach found = reach_of(s, clauses, rank, a);
    return 2 * found.all < declared.all && 2 * found.most < declared.most ? rank : NULL;
}
