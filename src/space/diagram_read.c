/*
 * What a diagram says: whether, how many, and for example.
 */
#include "space/diagram.h"

#include "base/big.h"

#include <string.h>

uint32_t diagram_at(const struct diagrams *g, diagram x, const int64_t *situation) {
    while (diagram_is_node(x)) {
        uint32_t axis = diagram_axis(g, x);
        x = diagram_child(g, x, space_class(g->s, axis, situation[g->s->axes.at[axis].fact]));
    }
    return x;
}

/* ---- walks ---- */

uint32_t diagrams_walk(struct diagrams *g) {
    if (g->n_met < g->nodes.len) {
        g->n_met = 2 * g->nodes.len;
        g->met = arena_array(g->arena, uint32_t, g->n_met);
        g->numbers = arena_array(g->arena, uint32_t, g->n_met);
        g->round = 0;
    }
    return 8 * ++g->round;
}

static unsigned reach(struct diagrams *g, diagram x, const bool *known, const int64_t *value) {
    if (!diagram_is_node(x)) return 1u << x;
    uint32_t *met = &g->met[x - NODE_BASE], axis = diagram_axis(g, x), f = g->s->axes.at[axis].fact;
    unsigned all = 0;
    if (*met / 8 == g->round) return *met % 8;
    g->visits++;
    if (known[f])
        all = reach(g, diagram_child(g, x, space_class(g->s, axis, value[f])), known, value);
    else
        for (uint32_t c = 0; c < g->s->axes.at[axis].classes; c++)
            all |= reach(g, diagram_child(g, x, c), known, value);
    *met = 8 * g->round + all;
    return all;
}

unsigned diagram_reached(struct diagrams *g, diagram x, const bool *known, const int64_t *value) {
    diagrams_walk(g);
    return reach(g, x, known, value);
}

/* ---- the support ---- */

static void find_support(const struct diagrams *g, diagram d, uint32_t met, bool *axes) {
    if (!diagram_is_node(d) || g->met[d - NODE_BASE] == met) return;
    g->met[d - NODE_BASE] = met;
    axes[diagram_axis(g, d)] = true;
    for (uint32_t c = 0; c < g->s->axes.at[diagram_axis(g, d)].classes; c++)
        find_support(g, diagram_child(g, d, c), met, axes);
}

void diagram_support(struct diagrams *g, diagram x, bool *axes) {
    find_support(g, x, diagrams_walk(g), axes);
}

void diagram_facts(struct diagrams *g, diagram x, bool *facts) {
    bool *axes = arena_array(&g->own, bool, g->s->axes.len);
    diagram_support(g, x, axes);
    memset(facts, 0, g->s->model->facts.len);
    for (uint32_t axis = 0; axis < g->s->axes.len; axis++)
        if (axes[axis]) facts[g->s->axes.at[axis].fact] = true;
    diagrams_forget(g);
}

/* Numbers the nodes from which x is made, from *n on, in `numbers`. */
static void number(const struct diagrams *g, diagram x, uint32_t met, uint32_t *n) {
    if (!diagram_is_node(x) || g->met[x - NODE_BASE] == met) return;
    g->met[x - NODE_BASE] = met;
    g->numbers[x - NODE_BASE] = (*n)++;
    for (uint32_t c = 0; c < g->s->axes.at[diagram_axis(g, x)].classes; c++)
        number(g, diagram_child(g, x, c), met, n);
}

static uint32_t number_nodes(struct diagrams *g, diagram x) {
    uint32_t n = 0;
    number(g, x, diagrams_walk(g), &n);
    return n;
}

/* ---- counts ---- */

struct counting {
    struct diagrams *g;
    uint32_t terminal;
    const bool *facts;  /* those whose values are counted */
    struct big **sizes; /* by axis, then class: how many values it stands for */
    struct big *axis_sizes;
    struct big *behind; /* by place in the order: what all axes from there on stand for together */
    struct big *counts; /* by number of the node */
    bool *known;
};

/* How many values a class of the fact stands for; `others`: of the axis for elements without one of
 * their own. */
static struct big class_size(const struct counting *r, uint32_t fact, bool others, uint32_t class) {
    struct arena *a = &r->g->own;
    const struct fact *f = &r->g->s->model->facts.at[fact];
    const struct domain *d = &r->g->s->domains[fact];
    if (f->kind == FACT_SET_OF) {
        if (!others || class == 0) return big_of(a, 1);
        unsigned unnamed = 0;
        for (size_t e = 0; e < f->values.len; e++) unnamed += !(d->named >> e & 1);
        return big_of(a, unnamed >= 64 ? UINT64_MAX : (UINT64_C(1) << unnamed) - 1);
    }
    if (f->kind == FACT_NUMBER || f->kind == FACT_DATE) {
        int64_t next = class + 1 < d->len ? d->at[class + 1] - 1 : f->high;
        return big_add(a, big_of(a, (uint64_t)next - (uint64_t)d->at[class]), big_of(a, 1));
    }
    uint64_t n = 0;
    for (size_t v = 0; v < (f->kind == FACT_FLAG ? 2 : f->values.len); v++)
        n += d->class_of[v] == class;
    return big_of(a, n);
}

/* Asked for once an axis: each costs a look at all values. */
static void find_sizes(struct counting *r) {
    struct arena *a = &r->g->own;
    size_t axes = r->g->s->axes.len;
    r->sizes = arena_array(a, struct big *, axes);
    r->axis_sizes = arena_array(a, struct big, axes);
    for (uint32_t x = 0; x < axes; x++) {
        const struct axis *axis = &r->g->s->axes.at[x];
        if (!r->facts[axis->fact]) continue;
        r->sizes[x] = arena_array(a, struct big, axis->classes);
        for (uint32_t c = 0; c < axis->classes; c++) {
            r->sizes[x][c] = class_size(r, axis->fact, axis->others, c);
            r->axis_sizes[x] = big_add(a, r->axis_sizes[x], r->sizes[x][c]);
        }
    }
    r->behind = arena_array(a, struct big, axes + 1);
    r->behind[axes] = big_of(a, 1);
    for (size_t k = axes; k-- > 0;) {
        uint32_t x = r->g->at_rank[k];
        r->behind[k] =
            r->sizes[x] ? big_multiply(a, r->behind[k + 1], r->axis_sizes[x]) : r->behind[k + 1];
    }
}

/* How many d is the terminal for, of all that the axes from place `rank` on stand for; `n`: of
 * those from its own place on. */
static struct big with_free(struct counting *r, uint32_t rank, diagram d, struct big n) {
    if (!diagram_is_node(d)) return n.len ? r->behind[rank] : n;
    for (; rank < diagram_rank(r->g, d); rank++)
        if (r->sizes[r->g->at_rank[rank]])
            n = big_multiply(&r->g->own, n, r->axis_sizes[r->g->at_rank[rank]]);
    return n;
}

static struct big count(struct counting *r, diagram d) {
    if (!diagram_is_node(d)) return big_of(&r->g->own, d == r->terminal);
    uint32_t index = r->g->numbers[d - NODE_BASE];
    if (r->known[index]) return r->counts[index];
    uint32_t axis = diagram_axis(r->g, d);
    struct big sum = {0};
    for (uint32_t c = 0; c < r->g->s->axes.at[axis].classes; c++) {
        diagram child = diagram_child(r->g, d, c);
        struct big n = count(r, child);
        if (n.len == 0) continue;
        n = with_free(r, r->g->rank[axis] + 1, child, n);
        sum = big_add(&r->g->own, sum, big_multiply(&r->g->own, n, r->sizes[axis][c]));
    }
    r->known[index] = true;
    r->counts[index] = sum;
    return sum;
}

/* Facts without an axis, or with elements that have none, stand for all their values at once. */
static struct big whole_facts(struct counting *r, struct big n) {
    const struct space *s = r->g->s;
    for (uint32_t f = 0; f < s->model->facts.len; f++) {
        const struct fact *fact = &s->model->facts.at[f];
        if (!r->facts[f] || fact->source == FACT_READING) continue;
        if (fact->kind == FACT_SET_OF) {
            for (size_t e = 0; e < fact->values.len && !s->domains[f].others; e++)
                if (!(s->domains[f].named >> e & 1)) n = big_add(&r->g->own, n, n);
        } else if (space_axis(s, f) == MODEL_NONE) {
            n = big_multiply(&r->g->own, n, class_size(r, f, false, 0));
        }
    }
    return n;
}

struct big diagram_count(struct diagrams *g, diagram x, uint32_t terminal, const bool *facts) {
    uint32_t nodes = number_nodes(g, x);
    struct counting r = {.g = g,
                         .terminal = terminal,
                         .facts = facts,
                         .counts = arena_array(&g->own, struct big, nodes),
                         .known = arena_array(&g->own, bool, nodes)};
    find_sizes(&r);
    struct big n = count(&r, x);
    n = whole_facts(&r, with_free(&r, 0, x, n));
    n = big_add(g->arena, n, big_of(g->arena, 0)); /* into the arena of the set */
    diagrams_forget(g);
    return n;
}

const char *diagram_count_text(struct diagrams *g, diagram x, uint32_t terminal) {
    bool *facts = arena_array(g->arena, bool, g->s->model->facts.len);
    diagram_facts(g, x, facts);
    return big_text(g->arena, diagram_count(g, x, terminal, facts));
}

/* ---- witnesses ---- */

#define NO_WAY UINT32_MAX

int64_t space_usual_value(const struct fact *f) {
    if (f->source == FACT_READING) return f->taken;
    if (f->has_default) return f->default_value;
    return f->kind == FACT_NUMBER || f->kind == FACT_DATE ? f->low : 0;
}

/* Ways from each node to what is wanted, by how many facts are away from their usual values. */
struct ways {
    const struct diagrams *g;
    uint32_t terminal;
    uint32_t *usual; /* by axis: the class of the usual value */
    uint32_t
        *costs; /* by number of the node: of the best way, and 1; 0 where it is not known yet */
};

static uint32_t cost(struct ways *w, diagram d) {
    if (!diagram_is_node(d)) return d == w->terminal ? 1 : (uint32_t)NO_WAY;
    uint32_t *known = &w->costs[w->g->numbers[d - NODE_BASE]], axis = diagram_axis(w->g, d),
             best = NO_WAY;
    if (*known) return *known;
    for (uint32_t c = 0; c < w->g->s->axes.at[axis].classes; c++) {
        uint32_t below = cost(w, diagram_child(w->g, d, c));
        if (below != NO_WAY && below + (c != w->usual[axis]) < best)
            best = below + (c != w->usual[axis]);
    }
    return *known = best;
}

/* The class in which the best way goes on: the usual one where that is as good, else the first that
 * is. */
static uint32_t best_class(struct ways *w, diagram d) {
    uint32_t best = cost(w, d), c = 0;
    if (cost(w, diagram_child(w->g, d, w->usual[diagram_axis(w->g, d)])) == best)
        return w->usual[diagram_axis(w->g, d)];
    while (cost(w, diagram_child(w->g, d, c)) != best - 1) c++;
    return c;
}

/* Gives the fact of an axis a value of this class, and leaves its other axes alone. */
static void put_value(const struct space *s, uint32_t axis, uint32_t class, int64_t *situation) {
    const struct axis *x = &s->axes.at[axis];
    int64_t *value = &situation[x->fact];
    if (space_class(s, axis, *value) == class) return;
    if (s->model->facts.at[x->fact].kind != FACT_SET_OF)
        *value = s->domains[x->fact].at[class];
    else if (x->others && class == 0)
        *value = (int64_t)((uint64_t)*value & s->domains[x->fact].named);
    else
        *value = (int64_t)((uint64_t)*value ^ UINT64_C(1) << x->element);
}

bool diagram_witness(struct diagrams *g, diagram d, uint32_t terminal, int64_t *situation,
                     bool *named) {
    const struct space *s = g->s;
    struct ways w = {g, terminal, arena_array(&g->own, uint32_t, s->axes.len),
                     arena_array(&g->own, uint32_t, number_nodes(g, d))};
    memset(named, 0, s->model->facts.len);
    for (uint32_t f = 0; f < s->model->facts.len; f++)
        situation[f] = space_usual_value(&s->model->facts.at[f]);
    for (uint32_t x = 0; x < s->axes.len; x++)
        w.usual[x] = space_class(s, x, situation[s->axes.at[x].fact]);
    bool found = cost(&w, d) != NO_WAY;
    while (found && diagram_is_node(d)) {
        uint32_t axis = diagram_axis(g, d), class = best_class(&w, d);
        put_value(s, axis, class, situation);
        named[s->axes.at[axis].fact] = true;
        d = diagram_child(g, d, class);
    }
    diagrams_forget(g);
    return found;
}
