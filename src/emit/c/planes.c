/*
 * What the answer planes are, as gates.
 */
#include "emit/c/planes.h"

#include <string.h>

/* ---- questions ---- */

static gate limit_gate(struct planes_printer *p, const struct limit *l) {
    const struct place *place = p->w->place;
    uint32_t n = place->rows_of_axis[l->axis];
    uint64_t *rows = arena_array(p->w->arena, uint64_t, n / 64 + 1);
    for (uint32_t c = 0; c < p->w->plan->space->axes.at[l->axis].classes; c++)
        if (l->classes[c / 64] >> (c % 64) & 1)
            rows[place->row_of[l->axis][c] / 64] |= UINT64_C(1) << (place->row_of[l->axis][c] % 64);
    vec_each (struct axis_planes, x, &p->axes)
        if (x->axis == l->axis) return gate_among(&p->circuit, x->first, x->planes, rows, n);
    return GATE_YES;
}

static gate question_gate(struct planes_printer *p, const struct question *q) {
    gate any = GATE_NO;
    vec_each (const struct cube, cube, &q->cover) {
        gate all = GATE_YES;
        for (uint32_t l = 0; l < cube->n_limits; l++)
            all = gate_and(&p->circuit, all, limit_gate(p, &cube->limits[l]));
        any = gate_or(&p->circuit, any, all);
    }
    return q->negated ? gate_not(&p->circuit, any) : any;
}

/* ---- the decision ---- */

struct decided {
    uint32_t n;               /* approaches */
    gate outside, by_default; /* by_default: where nothing is open */
    gate open[PLAN_APPROACHES], ready[PLAN_APPROACHES], held[PLAN_APPROACHES];
    gate opened[PLAN_APPROACHES]; /* whose lists are the answer's, open */
    gate used[PLAN_APPROACHES];   /* the same, or by default */
    gate any_open, any_ready, refused;
};

static gate any_of(struct planes_printer *p, const gate *some, uint32_t which) {
    gate any = GATE_NO;
    for (uint32_t a = 0; which >> a; a++)
        if (which >> a & 1) any = gate_or(&p->circuit, any, some[a]);
    return any;
}

/* Ranked: the highest; unranked: the only one. */
static void pick(struct planes_printer *p, uint32_t n, const gate *of, gate *picked) {
    bool ranked = p->w->plan->ranked;
    for (uint32_t a = 0; a < n; a++) {
        uint32_t others =
            ((UINT32_C(1) << n) - 1) & ~(ranked ? (UINT32_C(2) << a) - 1 : UINT32_C(1) << a);
        picked[a] = gate_but(&p->circuit, of[a], any_of(p, of, others));
    }
}

static gate *new_gates(const struct planes_printer *p, size_t n) {
    return arena_array(p->w->arena, gate, n);
}

static void add_answer(struct planes_printer *p, const char *name, const char *meaning, uint32_t n,
                       const gate *is, bool list) {
    if (n > 0)
        vec_push(p->w->arena, &p->answers, ((struct answer_planes){name, meaning, n, is, list}));
}

static gate signal_gate(struct planes_printer *p, const struct item *item) {
    return item->always ? GATE_YES : question_gate(p, &item->asks);
}

/* Where the duty of this signal is not done. */
static gate not_done(struct planes_printer *p, const struct item *item) {
    uint32_t fact = p->w->plan->model->duties.at[item->index].done_when;
    if (fact == MODEL_NONE) return GATE_YES;
    uint64_t no = 1;
    struct limit l = {p->w->plan->space->first_axis[fact], &no};
    return limit_gate(p, &l);
}

static void decide_open(struct planes_printer *p, struct decided *d) {
    const struct plan *plan = p->w->plan;
    struct circuit *c = &p->circuit;
    d->outside = question_gate(p, &plan->outside);
    for (uint32_t a = 0; a < d->n; a++) {
        d->open[a] = question_gate(p, &plan->open[a]);
        d->held[a] = GATE_NO;
        for (uint32_t i = 0; i < plan->before; i++)
            if (plan->duties.at[i].approaches >> a & 1)
                d->held[a] = gate_or(c, d->held[a],
                                     gate_and(c, signal_gate(p, &plan->duties.at[i]),
                                              not_done(p, &plan->duties.at[i])));
        d->ready[a] = gate_but(c, d->open[a], d->held[a]);
    }
    d->any_open = any_of(p, d->open, (UINT32_C(1) << d->n) - 1);
    d->any_ready = any_of(p, d->ready, (UINT32_C(1) << d->n) - 1);
    gate may_default = plan->fallback == MODEL_NONE ? GATE_NO : question_gate(p, &plan->by_default);
    d->by_default = gate_but(c, may_default, d->any_open);
    d->refused = gate_not(c, gate_or(c, gate_or(c, d->outside, d->any_open), may_default));
    gate *approach = new_gates(p, d->n), *now = new_gates(p, d->n), *open = new_gates(p, d->n);
    pick(p, d->n, d->open, approach);
    pick(p, d->n, d->ready, now);
    for (uint32_t a = 0; a < d->n; a++) {
        open[a] = d->open[a];
        d->used[a] = d->opened[a] = plan->ranked ? approach[a] : d->open[a];
        if (a != plan->fallback) continue;
        d->used[a] = gate_or(c, d->used[a], d->by_default);
        approach[a] = gate_or(c, approach[a], d->by_default);
        now[a] =
            gate_or(c, now[a], gate_but(c, gate_but(c, may_default, d->held[a]), d->any_ready));
    }
    add_answer(p, "approach",
               "by approach: the most that may be used; none: that nothing may, or no single one",
               d->n, approach, false);
    add_answer(p, "now", "by approach: the most that may start now", d->n, now, false);
    add_answer(p, "open", "by approach: open", d->n, open, false);
}

static void decide_status(struct planes_printer *p, const struct decided *d) {
    struct circuit *c = &p->circuit;
    gate waiting = GATE_NO, *status = new_gates(p, 5), *impossible = new_gates(p, 1);
    for (uint32_t a = 0; a < d->n; a++)
        waiting = gate_or(c, waiting, gate_and(c, d->opened[a], d->held[a]));
    if (!p->w->plan->ranked) waiting = gate_but(c, d->any_open, d->any_ready);
    status[STRAT_OUT_OF_SCOPE] = d->outside;
    status[STRAT_REFUSED] = d->refused;
    status[STRAT_DEFAULT] = d->by_default;
    status[STRAT_CONDITIONAL] = waiting;
    status[STRAT_OPEN] = gate_but(c, d->any_open, waiting);
    impossible[0] = question_gate(p, &p->w->plan->impossible);
    add_answer(p, "status", "by status", 5, status, false);
    add_answer(p, "impossible",
               "an assumption of the policy is broken: the other planes mean nothing", 1,
               impossible, false);
}

static void decide_duties(struct planes_printer *p, const struct decided *d) {
    const struct plan *plan = p->w->plan;
    struct circuit *c = &p->circuit;
    uint32_t n = (uint32_t)plan->model->duties.len;
    gate *duties = new_gates(p, n), *before = new_gates(p, n);
    for (uint32_t i = 0; i < plan->duties.len; i++) {
        const struct item *item = &plan->duties.at[i];
        gate attached = gate_and(c, signal_gate(p, item), any_of(p, d->used, item->approaches));
        duties[item->index] = gate_or(c, duties[item->index], attached);
        if (i < plan->before)
            before[item->index] =
                gate_or(c, before[item->index], gate_and(c, attached, not_done(p, item)));
    }
    add_answer(p, "duties", "by duty: attached", n, duties, false);
    add_answer(p, "before", "by duty: to be done before, and not done", n, before, false);
}

static const gate *list_gates(struct planes_printer *p, const struct items *items,
                              const gate *whose, uint32_t n) {
    gate *list = new_gates(p, n);
    vec_each (struct item, item, items) {
        gate is = gate_and(&p->circuit, signal_gate(p, item), any_of(p, whose, item->approaches));
        list[item->index] = gate_or(&p->circuit, list[item->index], is);
    }
    return list;
}

static void decide_lists(struct planes_printer *p, const struct decided *d) {
    const struct plan *plan = p->w->plan;
    uint32_t n = (uint32_t)plan->model->outline.len;
    const gate *modality = list_gates(p, &plan->modalities, d->opened, MODALITY_MUST + 1);
    gate *committed = new_gates(p, 2);
    committed[1] = modality[MODALITY_MUST];
    committed[0] = gate_but(&p->circuit, modality[MODALITY_WILL], committed[1]);
    add_answer(p, "basis", "by paragraph", n, list_gates(p, &plan->basis, d->opened, n), true);
    add_answer(p, "cautions", "by paragraph", n, list_gates(p, &plan->cautions, d->used, n), true);
    add_answer(p, "closed_by", "by paragraph", n, list_gates(p, &plan->closed_by, &d->refused, n),
               true);
    add_answer(p, "committed", "[0]: the modality is will; [1]: must", 2, committed, true);
}

/* ---- the whole ---- */

struct planes_printer *planes_new(const struct c_printer *w) {
    struct decided d = {.n = w->plan->approaches};
    struct planes_printer *p = arena_new(w->arena, struct planes_printer);
    p->w = w;
    circuit_init(&p->circuit, w->arena);
    for (uint32_t x = 0; x < w->plan->space->axes.len; x++) {
        struct axis_planes planes = {.axis = x, .first = p->planes};
        while (w->place->rows_of_axis[x] > UINT32_C(1) << planes.planes) planes.planes++;
        if (planes.planes > 8) return NULL;
        if (planes.planes > 0) vec_push(w->arena, &p->axes, planes);
        p->planes += planes.planes;
    }
    decide_open(p, &d);
    decide_status(p, &d);
    decide_duties(p, &d);
    decide_lists(p, &d);
    return p->planes > 0 ? p : NULL;
}
