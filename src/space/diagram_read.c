/*
 * What a diagram says: whether, how many, and for example.
 */
#include "space/diagram.h"

#include "base/big.h"

#include <string.h>

struct reader {
    struct diagrams *g;
    uint32_t terminal;
    const bool *facts;  /* those whose values are counted */
    struct big **sizes; /* by axis, then class: how many values it stands for */
    struct big *axis_sizes;
    struct big *behind; /* by place in the order: what all axes from there on stand for together */
    struct big *counts; /* by node */
    uint32_t *costs;    /* by node */
    uint8_t *known;     /* by node */
};

static const struct node *node_of(const struct reader *r, diagram d) {
    return &r->g->nodes.at[d - NODE_BASE];
}

static void reader_init(struct reader *r, struct diagrams *g, uint32_t terminal) {
    *r = (struct reader){.g = g, .terminal = terminal};
    r->known = arena_array(&r->g->own, uint8_t, g->nodes.len);
}

uint32_t diagram_at(const struct diagrams *g, diagram x, const int64_t *situation) {
    while (x >= NODE_BASE) {
        const struct node *node = &g->nodes.at[x - NODE_BASE];
        x = g->children
                .at[node->first_child +
                    space_class(g->s, node->axis, situation[g->s->axes.at[node->axis].fact])];
    }
    return x;
}

/* ---- counts ---- */

static void find_tested(struct reader *r, diagram d, bool *facts) {
    if (d < NODE_BASE || r->known[d - NODE_BASE]) return;
    r->known[d - NODE_BASE] = 1;
    const struct node *node = node_of(r, d);
    facts[r->g->s->axes.at[node->axis].fact] = true;
    for (uint32_t c = 0; c < r->g->s->axes.at[node->axis].classes; c++)
        find_tested(r, r->g->children.at[node->first_child + c], facts);
}

/* How many values a class stands for. */
static struct big class_size(const struct reader *r, uint32_t axis, uint32_t class) {
    struct arena *a = &r->g->own;
    const struct space *s = r->g->s;
    const struct axis *x = &s->axes.at[axis];
    const struct fact *f = &s->model->facts.at[x->fact];
    const struct domain *d = &s->domains[x->fact];
    if (f->kind == FACT_SET_OF) {
        if (!x->others || class == 0) return big_of(a, 1);
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
static void find_sizes(struct reader *r) {
    struct arena *a = &r->g->own;
    size_t axes = r->g->s->axes.len;
    r->sizes = arena_array(a, struct big *, axes);
    r->axis_sizes = arena_array(a, struct big, axes);
    for (uint32_t x = 0; x < axes; x++) {
        uint32_t classes = r->g->s->axes.at[x].classes;
        if (!r->facts[r->g->s->axes.at[x].fact]) continue;
        r->sizes[x] = arena_array(a, struct big, classes);
        for (uint32_t c = 0; c < classes; c++) {
            r->sizes[x][c] = class_size(r, x, c);
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

static uint32_t rank_of(const struct reader *r, diagram d) {
    return d < NODE_BASE ? (uint32_t)r->g->s->axes.len : r->g->rank[node_of(r, d)->axis];
}

/* How many d is the terminal for, of all that the axes from place `rank` on stand for; `n`: of
 * those from its own place on. */
static struct big with_free(struct reader *r, uint32_t rank, diagram d, struct big n) {
    if (d < NODE_BASE) return n.len ? r->behind[rank] : n;
    for (; rank < rank_of(r, d); rank++)
        if (r->sizes[r->g->at_rank[rank]])
            n = big_multiply(&r->g->own, n, r->axis_sizes[r->g->at_rank[rank]]);
    return n;
}

static struct big count(struct reader *r, diagram d) {
    if (d < NODE_BASE) return big_of(&r->g->own, d == r->terminal);
    size_t index = d - NODE_BASE;
    if (r->known[index]) return r->counts[index];
    uint32_t axis = node_of(r, d)->axis;
    struct big sum = {0};
    for (uint32_t c = 0; c < r->g->s->axes.at[axis].classes; c++) {
        diagram child = r->g->children.at[node_of(r, d)->first_child + c];
        struct big n = count(r, child);
        if (n.len == 0) continue;
        n = with_free(r, r->g->rank[axis] + 1, child, n);
        sum = big_add(&r->g->own, sum, big_multiply(&r->g->own, n, r->sizes[axis][c]));
    }
    r->known[index] = 1;
    r->counts[index] = sum;
    return sum;
}

void diagram_facts(struct diagrams *g, diagram x, bool *facts) {
    struct reader r;
    reader_init(&r, g, IMPOSSIBLE);
    memset(facts, 0, g->s->model->facts.len);
    find_tested(&r, x, facts);
    diagrams_forget(g);
}

/* Facts without an axis, or with elements that have none, stand for all their values at once. */
static struct big whole_facts(struct reader *r, struct big n) {
    const struct space *s = r->g->s;
    for (uint32_t f = 0; f < s->model->facts.len; f++) {
        const struct fact *fact = &s->model->facts.at[f];
        if (!r->facts[f] || fact->source == FACT_READING) continue;
        uint64_t values = fact->kind == FACT_FLAG ? 2 : fact->values.len;
        if (fact->kind == FACT_SET_OF) {
            for (size_t e = 0; e < values && !s->domains[f].others; e++)
                if (!(s->domains[f].named >> e & 1)) n = big_add(&r->g->own, n, n);
        } else if (s->first_axis[f] == s->first_axis[f + 1]) {
            bool range = fact->kind == FACT_NUMBER || fact->kind == FACT_DATE;
            struct big size =
                big_of(&r->g->own, range ? (uint64_t)fact->high - (uint64_t)fact->low : values - 1);
            n = big_multiply(&r->g->own, n, big_add(&r->g->own, size, big_of(&r->g->own, 1)));
        }
    }
    return n;
}

struct big diagram_count(struct diagrams *g, diagram x, uint32_t terminal, const bool *facts) {
    struct reader r;
    reader_init(&r, g, terminal);
    r.facts = facts;
    r.counts = arena_array(&g->own, struct big, g->nodes.len);
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

static int64_t usual_value(const struct fact *f) {
    if (f->source == FACT_READING) return f->taken;
    return f->has_default                                   ? f->default_value
           : f->kind == FACT_NUMBER || f->kind == FACT_DATE ? f->low
                                                            : 0;
}

static bool is_usual(const struct reader *r, uint32_t axis, uint32_t class) {
    const struct axis *x = &r->g->s->axes.at[axis];
    return space_class(r->g->s, axis, usual_value(&r->g->s->model->facts.at[x->fact])) == class;
}

/* The fewest facts away from their usual values on the way to what is wanted. */
static uint32_t cost(struct reader *r, diagram d) {
    if (d < NODE_BASE) return d == r->terminal ? 0 : (uint32_t)NO_WAY;
    size_t index = d - NODE_BASE;
    if (r->known[index]) return r->costs[index];
    uint32_t axis = node_of(r, d)->axis, best = NO_WAY;
    for (uint32_t c = 0; c < r->g->s->axes.at[axis].classes; c++) {
        uint32_t below = cost(r, r->g->children.at[node_of(r, d)->first_child + c]);
        if (below != NO_WAY && below + !is_usual(r, axis, c) < best)
            best = below + !is_usual(r, axis, c);
    }
    r->known[index] = 1;
    r->costs[index] = best;
    return best;
}

/* Gives the fact of an axis a value of this class, and leaves its other axes alone. */
static void put_value(const struct space *s, uint32_t axis, uint32_t class, int64_t *situation) {
    const struct axis *x = &s->axes.at[axis];
    const struct fact *f = &s->model->facts.at[x->fact];
    int64_t *value = &situation[x->fact];
    if (f->kind == FACT_SET_OF) {
        uint64_t clause = UINT64_C(1) << x->element, set = (uint64_t)*value;
        if (x->others && class == 0)
            set &= s->domains[x->fact].named;
        else if (!x->others || space_class(s, axis, *value) == 0)
            set = class ? set | clause : set & ~clause;
        *value = (int64_t)set;
    } else if (space_class(s, axis, *value) != class) {
        *value = s->domains[x->fact].at[class];
    }
}

bool diagram_witness(struct diagrams *g, diagram d, uint32_t terminal, int64_t *situation,
                     bool *named) {
    struct reader r;
    reader_init(&r, g, terminal);
    r.costs = arena_array(&g->own, uint32_t, g->nodes.len);
    memset(named, 0, g->s->model->facts.len);
    for (uint32_t f = 0; f < g->s->model->facts.len; f++)
        situation[f] = usual_value(&g->s->model->facts.at[f]);
    bool found = cost(&r, d) != NO_WAY;
    while (found && d >= NODE_BASE) {
        uint32_t axis = node_of(&r, d)->axis, want_cost = cost(&r, d), c = 0;
        const diagram *child = &g->children.at[node_of(&r, d)->first_child];
        /* the usual class where that is as good, else the first that is */
        uint32_t usual =
            space_class(g->s, axis, usual_value(&g->s->model->facts.at[g->s->axes.at[axis].fact]));
        if (cost(&r, child[usual]) == want_cost)
            c = usual;
        else
            while (cost(&r, child[c]) == NO_WAY ||
                   cost(&r, child[c]) + !is_usual(&r, axis, c) != want_cost)
                c++;
        put_value(g->s, axis, c, situation);
        named[g->s->axes.at[axis].fact] = true;
        d = child[c];
    }
    diagrams_forget(g);
    return found;
}
