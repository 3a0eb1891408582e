/*
 * The order in which axes are tested: those that boxes limit together stand together, as what a diagram has to remember on its way from one to the other is
 * what makes it large. After F. A. Aloul, I. L. Markov and K. A. Sakallah, FORCE: a fast and easy-to-implement variable-ordering heuristic, 2003: each axis is
 * drawn to where the boxes that limit it have their centre, until nothing gets better. A signal is drawn along, as the boxes that stand for it are.
 *
 * The declared order stays where it does as well or nearly so: authors declare together what belongs together.
 */
#include "space/diagram_private.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_ROUNDS = 50, FEW_TOGETHER = 10 };

struct ordering {
    struct arena *arena;
    size_t axes, n;      /* axes, then signals */
    const struct bits *bits;
    uint32_t *place;     /* by axis or signal: where it stands now */
    uint32_t *rank;      /* by axis: where it stands among the axes alone */
    uint32_t *best;      /* by axis: the best that was found */
    double *pull;        /* by axis or signal: the sum of the centres, then where it is drawn to */
    uint32_t *pulls;     /* how many they are */
    uint32_t *open;      /* by rank: how many boxes begin there, less those that end there */
    struct drawn *sorted;
};

struct drawn {
    double to;
    uint32_t from, what;
};

/* What a box has to do with: its axes and signals, and of a helper its own signal. */
static uint32_t next_of(const struct ordering *o, const struct bit *b, uint32_t i)
{
    if (i < b->box.n_limits)
        return b->box.limits[i].axis;
    i -= b->box.n_limits;
    if (i < b->box.n_literals)
        return (uint32_t)o->axes + b->box.literals[i].signal;
    return i == b->box.n_literals && b->kind == BIT_HELPER && b->index != MODEL_NONE ? (uint32_t)o->axes + b->index : UINT32_MAX;
}

struct measure {
    uint64_t reach; /* how far all boxes reach, from their first axis to their last */
    uint32_t most;  /* the most that reach across one place */
};

static struct measure measure(const struct ordering *o)
{
    struct measure m = {0};
    memset(o->open, 0, (o->axes + 1) * sizeof *o->open);
    vec_each(const struct bit, b, &o->bits->list) {
        uint32_t first = UINT32_MAX, last = 0;
        for (uint32_t i = 0; i < b->box.n_limits; i++) {
            uint32_t at = o->rank[b->box.limits[i].axis];
            first = at < first ? at : first;
            last = at > last ? at : last;
        }
        if (first >= last)
            continue;
        m.reach += last - first;
        o->open[first]++;
        o->open[last]--;
    }
    for (uint32_t k = 0, across = 0; k < o->axes; k++) {
        across += o->open[k]; /* modulo 2^32: what ends is taken off */
        m.most = across > m.most ? across : m.most;
    }
    return m;
}

static int by_pull(const void *x, const void *y)
{
    const struct drawn *a = x, *b = y;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    return a->from < b->from ? -1 : a->from > b->from;
}

static void draw(const struct ordering *o)
{
    memset(o->pull, 0, o->n * sizeof *o->pull);
    memset(o->pulls, 0, o->n * sizeof *o->pulls);
    vec_each(const struct bit, b, &o->bits->list) {
        double sum = 0;
        uint32_t count = 0;
        for (uint32_t x; (x = next_of(o, b, count)) != UINT32_MAX; count++)
            sum += o->place[x];
        for (uint32_t i = 0; i < count; i++) {
            uint32_t x = next_of(o, b, i);
            o->pull[x] += sum / count;
            o->pulls[x]++;
        }
    }
    for (uint32_t x = 0; x < o->n; x++)
        o->sorted[x] = (struct drawn){o->pulls[x] ? o->pull[x] / o->pulls[x] : o->place[x], o->place[x], x};
    qsort(o->sorted, o->n, sizeof *o->sorted, by_pull);
    for (uint32_t k = 0, rank = 0; k < o->n; k++) {
        o->place[o->sorted[k].what] = k;
        if (o->sorted[k].what < o->axes)
            o->rank[o->sorted[k].what] = rank++;
    }
}

static size_t count_signals(const struct bits *bits)
{
    size_t n = 0;
    vec_each(const struct bit, b, &bits->list) {
        for (uint32_t i = 0; i < b->box.n_literals; i++)
            n = b->box.literals[i].signal >= n ? b->box.literals[i].signal + 1 : n;
        n = b->kind == BIT_HELPER && b->index != MODEL_NONE && b->index >= n ? b->index + 1 : n;
    }
    return n;
}

void diagrams_set_order(struct diagrams *g, const uint32_t *rank)
{
    for (uint32_t x = 0; x < g->s->axes.len; x++) {
        g->rank[x] = rank[x];
        g->at_rank[rank[x]] = x;
    }
}

void diagrams_order(struct diagrams *g, const struct bits *bits)
{
    struct ordering o = {.arena = &g->own, .axes = g->s->axes.len, .bits = bits};
    o.n = o.axes + count_signals(bits);
    o.place = arena_array(o.arena, uint32_t, o.n);
    o.rank = arena_array(o.arena, uint32_t, o.axes);
    o.best = arena_array(o.arena, uint32_t, o.axes);
    o.open = arena_array(o.arena, uint32_t, o.axes + 1);
    for (uint32_t x = 0; x < o.n; x++)
        o.place[x] = x;
    for (uint32_t x = 0; x < o.axes; x++)
        o.rank[x] = x;
    struct measure declared = measure(&o), best = declared;
    if (declared.most > FEW_TOGETHER) {
        o.pull = arena_array(o.arena, double, o.n);
        o.pulls = arena_array(o.arena, uint32_t, o.n);
        o.sorted = arena_array(o.arena, struct drawn, o.n);
        for (unsigned round = 0, worse = 0; round < MOST_ROUNDS && worse < 5; round++) {
            draw(&o);
            struct measure now = measure(&o);
            worse++;
            if (now.reach >= best.reach)
                continue;
            best = now;
            worse = 0;
            memcpy(o.best, o.rank, o.axes * sizeof *o.best);
        }
        if (2 * best.reach < declared.reach && best.most < declared.most)
            diagrams_set_order(g, o.best);
    }
    diagrams_forget(g);
}
