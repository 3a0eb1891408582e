/*
 * Which indexes, which clause in which of them, and which filters are worth their rows.
 *
 * A clause costs what part of all requests meet it in a bucket, and a price for each bucket that it
 * stands in. Indexes are added one by one, each time the one that saves most, and each clause goes
 * to where it costs least; clauses that no index serves stand in that of no axis, which every
 * request meets.
 */
#include "table/private.h"

/* VISIT: what looking into an index costs, in clauses met. FILTER_ROWS: of one filter. */
enum { VISIT = 60, FILTER_ROWS = 16, MOST_ROWS = 96 };
static const double price = 0.02;

struct planner {
    const struct space *s;
    const struct clause_set *clauses;
    struct arena *arena;
    struct indexes *plan;
    double *cost; /* by clause, where it stands now */
};

const uint64_t *index_allowed(const struct cube *b, uint32_t axis) {
    for (uint32_t i = 0; i < b->n_limits && b->limits[i].axis <= axis; i++)
        if (b->limits[i].axis == axis) return b->limits[i].classes;
    return NULL;
}

static uint32_t classes_of(const struct planner *p, uint32_t axis) {
    return p->s->axes.at[axis].classes;
}

/* Which part of all requests meets a clause with this limit. Times the classes: in how many buckets
 * it stands. */
static double part_of(const struct planner *p, const struct limit *l) {
    uint32_t classes = classes_of(p, l->axis), n = 0;
    for (uint32_t k = 0; k < (classes + 63) / 64; k++)
        for (uint64_t rest = l->classes[k]; rest; rest &= rest - 1) n++;
    return (double)n / classes;
}

static double cost_of(const struct planner *p, const struct limit *l) {
    return part_of(p, l) * (1 + price * classes_of(p, l->axis));
}

/* ---- which indexes ---- */

static bool add_index(struct planner *p) {
    struct indexes *plan = p->plan;
    uint32_t axes = (uint32_t)p->s->axes.len, best = 0;
    double *saves = arena_array(p->arena, double, axes + 1);
    for (uint32_t x = 0; x < axes; x++) /* a table of buckets is bytes too */
        saves[x] = -VISIT - price * classes_of(p, x) / 4;
    for (size_t i = 0; i < p->clauses->list.len; i++) {
        const struct cube *cube = &p->clauses->list.at[i].cube;
        for (uint32_t k = 0; k < cube->n_limits; k++) {
            double cost = cost_of(p, &cube->limits[k]);
            saves[cube->limits[k].axis] += cost < p->cost[i] ? p->cost[i] - cost : 0;
        }
    }
    for (uint32_t x = 1; x < axes; x++)
        if (saves[x] > saves[best]) best = x;
    if (axes == 0 || saves[best] <= 0) return false;
    plan->at[plan->len] = (struct one_index){.axis = best, .classes = classes_of(p, best)};
    for (size_t i = 0; i < p->clauses->list.len; i++) {
        const struct cube *cube = &p->clauses->list.at[i].cube;
        for (uint32_t k = 0; k < cube->n_limits; k++) {
            double cost = cost_of(p, &cube->limits[k]);
            if (cube->limits[k].axis != best || cost >= p->cost[i]) continue;
            p->cost[i] = cost;
            plan->index_of[i] = (uint8_t)plan->len;
        }
    }
    plan->len++;
    return true;
}

/* ---- the order of diagrams ---- */

/* Axes that rule most clauses out come first, where clauses are many: below each of their classes
 * a diagram is then about the few that allow it. The rest stay as they stand together. */
const uint32_t *index_order(const struct space *s, const struct clause_set *clauses,
                            struct arena *a) {
    enum { MANY = 4 * 64 };
    static const double most = 0.6; /* of the clauses, which an axis rules out on average */
    const uint32_t *by_force = order_of_axes(s, clauses, a);
    const struct planner p = {.s = s};
    size_t axes = s->axes.len, first = 0, n = 0;
    if (clauses->list.len < MANY) return by_force;
    double *rules_out = arena_array(a, double, axes + 1);
    uint32_t *order = arena_array(a, uint32_t, axes + 1);
    vec_each (const struct clause, c, &clauses->list)
        for (uint32_t k = 0; k < c->cube.n_limits; k++)
            rules_out[c->cube.limits[k].axis] += 1 - part_of(&p, &c->cube.limits[k]);
    for (size_t i = 0; i < axes; i++) {
        uint32_t axis = by_force[i];
        size_t at = first;
        if (rules_out[axis] < most * (double)clauses->list.len) continue;
        for (; at > 0 && rules_out[order[at - 1]] < rules_out[axis]; at--)
            order[at] = order[at - 1];
        order[at] = axis;
        first++;
    }
    for (n = first, axes = 0; axes < s->axes.len; axes++)
        if (rules_out[by_force[axes]] < most * (double)clauses->list.len)
            order[n++] = by_force[axes];
    return order;
}

/* ---- filters ---- */

static uint32_t shift_of(uint32_t classes) {
    uint32_t shift = 0;
    while ((classes - 1) >> shift >= FILTER_ROWS) shift++;
    return shift;
}

uint32_t index_rows(const uint64_t *allowed, uint32_t classes, uint32_t shift) {
    uint32_t rows = 0;
    for (uint32_t c = 0; c < classes; c++)
        if (!allowed || (allowed[c / 64] >> (c % 64) & 1)) rows |= UINT32_C(1) << (c >> shift);
    return rows;
}

/* The axes that rule out most of the clauses of an index, each over 6 percent of them. `rules_out`:
 * by axis, how many. */
static void give_filters(struct planner *p, struct one_index *x, double *rules_out,
                         size_t n_clauses) {
    double left = x->met;
    while (x->n_filters < MAX_FILTERS) {
        uint32_t best = 0;
        for (uint32_t i = 1; i < p->s->axes.len; i++)
            if (rules_out[i] > rules_out[best]) best = i;
        if (p->s->axes.len == 0 || rules_out[best] <= 0.06 * (double)n_clauses) break;
        uint32_t shift = shift_of(classes_of(p, best)),
                 rows = ((classes_of(p, best) - 1) >> shift) + 1;
        if (x->rows + rows <= MOST_ROWS) {
            left *= 1 - rules_out[best] / (double)n_clauses;
            x->filters[x->n_filters].axis = best;
            x->filters[x->n_filters++].shift = shift;
            x->rows += rows;
        }
        rules_out[best] = 0;
    }
    p->plan->checked += left;
}

static void find_filters(struct planner *p) {
    struct indexes *plan = p->plan;
    size_t axes = p->s->axes.len, of_index[MAX_INDEXES] = {0};
    double *rules_out = arena_array(p->arena, double, MAX_INDEXES *axes + 1);
    for (size_t i = 0; i < p->clauses->list.len; i++) {
        const struct cube *cube = &p->clauses->list.at[i].cube;
        struct one_index *x = &plan->at[plan->index_of[i]];
        double part = 1;
        of_index[plan->index_of[i]]++;
        for (uint32_t k = 0; k < cube->n_limits; k++) {
            const struct limit *l = &cube->limits[k];
            uint32_t classes = classes_of(p, l->axis), shift = shift_of(classes), n = 0;
            if (l->axis == x->axis) {
                part = part_of(p, l); /* the bucket says it */
                continue;
            }
            for (uint32_t r = index_rows(l->classes, classes, shift); r; r &= r - 1) n++;
            rules_out[plan->index_of[i] * axes + l->axis] +=
                1 - (double)n / (((classes - 1) >> shift) + 1);
        }
        x->met += part;
        plan->met += part;
    }
    for (uint32_t k = 0; k < plan->len; k++)
        give_filters(p, &plan->at[k], rules_out + k * axes, of_index[k]);
}

const struct indexes *indexes_build(const struct space *s, const struct clause_set *clauses,
                                    struct arena *a) {
    size_t n = clauses->list.len;
    struct planner p = {.s = s, .clauses = clauses, .arena = a};
    p.plan = arena_new(a, struct indexes);
    p.plan->index_of = arena_array(a, uint8_t, n);
    p.cost = arena_array(a, double, n);
    for (size_t i = 0; i < n; i++) p.cost[i] = 1 + price;
    p.plan->at[0] = (struct one_index){.axis = (uint32_t)s->axes.len, .classes = 1};
    p.plan->len = 1;
    while (p.plan->len < MAX_INDEXES && add_index(&p)) {
    }
    find_filters(&p);
    return p.plan;
}
