/*
 * Which indexes, which clause in which of them, and which digits are worth their rows.
 *
 * A clause costs what part of all requests meet it in a bucket, and `price` for each bucket that it
 * stands in. Indexes are added one by one, each time the one that saves most, and each clause goes
 * to where it costs least; clauses that no index serves stand in an index of no axes, which every
 * request meets. The price is the lowest of a few that keeps the buckets within the budget.
 */
#include "table/indexes.h"

#include <stdlib.h>

/* VISIT: what looking into an index costs, in clauses met. */
enum { VISIT = 60, CANDIDATES = 6, COMBINATIONS = 64, MOST_BUCKETS = 1 << 15, MOST_ROWS = 96 };

struct combination {
    uint32_t candidates[MAX_INDEX_AXES], n;
    uint32_t buckets;
};

struct planner {
    const struct space *s;
    const struct clause_set *clauses;
    struct arena *arena;
    size_t n; /* clauses */
    uint32_t axes[CANDIDATES], n_axes;
    float *part[CANDIDATES]; /* by clause: which part of the classes it allows */
    struct combination combinations[COMBINATIONS];
    uint32_t n_combinations;
    double *cost; /* by clause, where it stands now */
};

const uint64_t *index_allowed(const struct cube *b, uint32_t axis) {
    for (uint32_t i = 0; i < b->n_limits && b->limits[i].axis <= axis; i++)
        if (b->limits[i].axis == axis) return b->limits[i].classes;
    return NULL;
}

static uint32_t count(const uint64_t *set, uint32_t n) {
    uint32_t c = 0;
    for (uint32_t k = 0; k < (n + 63) / 64; k++)
        for (uint64_t rest = set[k]; rest; rest &= rest - 1) c++;
    return c;
}

/* ---- what may be an index ---- */

/* How much each axis rules out, over all clauses; the axes that rule out most are candidates. */
static void find_candidates(struct planner *p) {
    size_t axes = p->s->axes.len;
    double *rules_out = arena_array(p->arena, double, axes);
    vec_each (const struct clause, b, &p->clauses->list)
        for (uint32_t i = 0; i < b->cube.n_limits; i++) {
            uint32_t classes = p->s->axes.at[b->cube.limits[i].axis].classes;
            rules_out[b->cube.limits[i].axis] +=
                1 - (double)count(b->cube.limits[i].classes, classes) / classes;
        }
    for (p->n_axes = 0; p->n_axes < CANDIDATES; p->n_axes++) {
        uint32_t best = UINT32_MAX;
        for (uint32_t x = 0; x < axes; x++)
            if (p->s->axes.at[x].classes <= MOST_BUCKETS &&
                rules_out[x] > (best == UINT32_MAX ? 0 : rules_out[best]))
                best = x;
        if (best == UINT32_MAX) break;
        rules_out[best] = 0;
        p->axes[p->n_axes] = best;
        float *part = p->part[p->n_axes] = arena_array(p->arena, float, p->n);
        uint32_t classes = p->s->axes.at[best].classes;
        for (size_t i = 0; i < p->n; i++) {
            const uint64_t *allowed = index_allowed(&p->clauses->list.at[i].cube, best);
            part[i] = allowed ? (float)count(allowed, classes) / (float)classes : 1;
        }
    }
}

static void combine(struct planner *p, struct combination so_far, uint32_t from) {
    for (uint32_t c = from; c < p->n_axes && so_far.n < MAX_INDEX_AXES; c++) {
        struct combination with = so_far;
        uint32_t classes = p->s->axes.at[p->axes[c]].classes;
        if ((uint64_t)with.buckets * classes > MOST_BUCKETS || p->n_combinations == COMBINATIONS)
            continue;
        with.candidates[with.n++] = c;
        with.buckets *= classes;
        p->combinations[p->n_combinations++] = with;
        combine(p, with, c + 1);
    }
}

/* Which part of all requests meets the clause. Times the buckets: in how many of them it stands. */
static double part_of(const struct planner *p, const struct combination *c, size_t clause) {
    double part = 1;
    for (uint32_t i = 0; i < c->n; i++) part *= (double)p->part[c->candidates[i]][clause];
    return part;
}

static double cost_of(const struct planner *p, const struct combination *c, size_t clause,
                      double price) {
    return part_of(p, c, clause) * (1 + price * c->buckets);
}

/* ---- which indexes ---- */

/* How many bucket places all clauses take, with `price` paid for each. */
static double choose(struct planner *p, struct indexes *plan, double price) {
    const struct combination none = {.buckets = 1};
    const struct combination *chosen[MAX_INDEXES] = {&none};
    for (size_t i = 0; i < p->n; i++) {
        p->cost[i] = cost_of(p, &none, i, price);
        plan->index_of[i] = 0;
    }
    for (plan->n_indexes = 1; plan->n_indexes < MAX_INDEXES; plan->n_indexes++) {
        const struct combination *best = NULL;
        double best_saves = 0;
        for (uint32_t k = 0; k < p->n_combinations; k++) {
            const struct combination *c = &p->combinations[k];
            double saves =
                -VISIT -
                price * c->buckets /
                    4; /* each request looks into it; and a table of buckets is bytes too */
            for (size_t i = 0; i < p->n; i++) {
                double cost = cost_of(p, c, i, price);
                saves += cost < p->cost[i] ? p->cost[i] - cost : 0;
            }
            if (saves > best_saves) {
                best_saves = saves;
                best = c;
            }
        }
        if (!best) break;
        chosen[plan->n_indexes] = best;
        for (size_t i = 0; i < p->n; i++) {
            double cost = cost_of(p, best, i, price);
            if (cost < p->cost[i]) {
                p->cost[i] = cost;
                plan->index_of[i] = (uint8_t)plan->n_indexes;
            }
        }
    }
    double places = 0, met[MAX_INDEXES] = {0};
    plan->met = 0;
    for (size_t i = 0; i < p->n; i++) {
        double part = part_of(p, chosen[plan->index_of[i]], i);
        places += part * chosen[plan->index_of[i]]->buckets;
        met[plan->index_of[i]] += part;
        plan->met += part;
    }
    for (uint32_t k = 0; k < plan->n_indexes; k++) {
        struct one_index *x = &plan->indexes[k];
        *x = (struct one_index){
            .buckets = chosen[k]->buckets, .n_axes = chosen[k]->n, .met = met[k]};
        for (uint32_t i = 0; i < x->n_axes; i++) x->axes[i] = p->axes[chosen[k]->candidates[i]];
    }
    return places;
}

/* ---- digits ---- */

static void add_digit(struct planner *p, struct indexes *plan, const uint32_t *axes, uint32_t n) {
    struct index_digit d = {.n = n, .rows = 1, .number = UINT32_MAX};
    for (uint32_t i = 0; i < n; i++) {
        uint32_t classes = p->s->axes.at[axes[i]].classes, shift = 0;
        while ((classes - 1) >> shift >= DIGIT_ROWS) shift++;
        d.members[i] = (struct index_member){axes[i], shift, d.rows};
        d.rows *= ((classes - 1) >> shift) + 1;
    }
    vec_push(p->arena, &plan->digits, d);
}

/* Three axes of two classes are one digit, in their order; others stand alone. */
static void make_digits(struct planner *p, struct indexes *plan) {
    uint32_t few[3], n = 0;
    for (uint32_t x = 0; x < p->s->axes.len; x++) {
        if (p->s->axes.at[x].classes > 2) {
            add_digit(p, plan, &x, 1);
            continue;
        }
        few[n++] = x;
        if (n == 3) {
            add_digit(p, plan, few, n);
            n = 0;
        }
    }
    if (n) add_digit(p, plan, few, n);
}

/* Of one axis: clause r where some class of row r is allowed. */
static uint32_t rows_of_member(const struct planner *p, const struct index_member *m,
                               const struct cube *b) {
    const uint64_t *allowed = index_allowed(b, m->axis);
    uint32_t classes = p->s->axes.at[m->axis].classes, rows = 0;
    if (!allowed) return (UINT32_C(1) << (((classes - 1) >> m->shift) + 1)) - 1;
    for (uint32_t k = 0; k < (classes + 63) / 64; k++)
        for (uint32_t i = 0; allowed[k] >> i; i++)
            if (allowed[k] >> i & 1) {
                rows |= UINT32_C(1) << ((k * 64 + i) >> m->shift);
                if (i == 63) break;
            }
    return rows;
}

static void find_rows(const struct planner *p, struct index_digit *d) {
    d->allows = arena_array(p->arena, uint16_t, p->n);
    for (size_t i = 0; i < p->n; i++) {
        uint32_t all = 1; /* clause 0: no member yet */
        for (uint32_t k = 0; k < d->n; k++) {
            uint32_t own = rows_of_member(p, &d->members[k], &p->clauses->list.at[i].cube),
                     next = 0;
            for (uint32_t r = 0; own >> r; r++)
                if (own >> r & 1) next |= all << (r * d->members[k].weight);
            all = next;
        }
        d->allows[i] = (uint16_t)all;
    }
}

/* For each index the digits that rule out most of its clauses. */
static void give_digits(struct planner *p, struct indexes *plan) {
    size_t of_index[MAX_INDEXES] = {0};
    double *rules_out = arena_array(p->arena, double, MAX_INDEXES * plan->digits.len);
    for (size_t i = 0; i < p->n; i++) of_index[plan->index_of[i]]++;
    for (size_t d = 0; d < plan->digits.len; d++)
        for (size_t i = 0; i < p->n; i++) {
            uint64_t rows = plan->digits.at[d].allows[i];
            rules_out[plan->index_of[i] * plan->digits.len + d] +=
                1 - (double)count(&rows, 16) / plan->digits.at[d].rows;
        }
    for (uint32_t k = 0; k < plan->n_indexes; k++) {
        struct one_index *x = &plan->indexes[k];
        double *of = rules_out + k * plan->digits.len, left = x->met;
        for (size_t d = 0; d < plan->digits.len; d++)
            for (uint32_t i = 0; i < x->n_axes; i++)
                if (plan->digits.at[d].n == 1 && plan->digits.at[d].members[0].axis == x->axes[i])
                    of[d] = 0; /* the key says it */
        while (x->n_digits < MAX_INDEX_DIGITS) {
            size_t best = plan->digits.len;
            for (size_t d = 0; d < plan->digits.len; d++)
                if (of[d] > 0.06 * (double)of_index[k] &&
                    x->rows + plan->digits.at[d].rows <= MOST_ROWS &&
                    (best == plan->digits.len || of[d] > of[best]))
                    best = d;
            if (best == plan->digits.len) break;
            left *= 1 - of[best] / (double)of_index[k];
            of[best] = 0;
            x->digits[x->n_digits++] = (uint32_t)best;
            x->rows += plan->digits.at[best].rows;
        }
        plan->checked += left;
    }
}

static void number_digits(struct indexes *plan) {
    uint32_t n = 0;
    for (uint32_t k = 0; k < plan->n_indexes; k++)
        for (uint32_t i = 0; i < plan->indexes[k].n_digits; i++) {
            struct index_digit *d = &plan->digits.at[plan->indexes[k].digits[i]];
            if (d->number == UINT32_MAX) d->number = n++;
        }
}

struct indexes *indexes_build(const struct space *s, const struct clause_set *clauses,
                              struct arena *a, size_t budget) {
    static const double prices[] = {0.003, 0.01, 0.03, 0.1, 0.3, 1};
    struct planner *p = arena_new(a, struct planner);
    struct indexes *plan = arena_new(a, struct indexes);
    *p = (struct planner){.s = s, .clauses = clauses, .arena = a, .n = clauses->list.len};
    p->cost = arena_array(a, double, p->n);
    plan->index_of = arena_array(a, uint8_t, p->n);
    find_candidates(p);
    combine(p, (struct combination){.buckets = 1}, 0);
    for (size_t i = 0; i < sizeof prices / sizeof *prices; i++)
        if (choose(p, plan, prices[i]) * 14 <= (double)budget) /* a reference and some 80 rows */
            break;
    make_digits(p, plan);
    vec_each (struct index_digit, d, &plan->digits) find_rows(p, d);
    give_digits(p, plan);
    number_digits(plan);
    return plan;
}
