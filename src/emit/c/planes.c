/*
 * What the answer planes are, as gates.
 */
#include "emit/c/planes.h"

#include <string.h>

enum { STATUSES = STRAT_UNDETERMINED };

/* ---- questions ---- */

uint32_t n_planes(const struct seat *seat) {
    uint32_t planes = 0;
    while (seat->rows > UINT32_C(1) << planes) planes++;
    return planes;
}

static gate limit_gate(struct planes_printer *p, const struct limit *l) {
    const struct seat *seat = &p->w->fast->seats[l->axis];
    uint8_t wanted[1 << 8];
    memset(wanted, 2, sizeof wanted);
    for (uint32_t c = 0; c < p->w->fast->plan->space->axes.at[l->axis].classes; c++)
        wanted[seat->row_of[c]] = l->classes[c / 64] >> (c % 64) & 1;
    return gate_among(&p->circuit, p->first[l->axis], n_planes(seat), wanted);
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

/* By index, where a question of this kind says yes; `whose`: by approach, where what is asked for
 * it counts, or NULL. */
static gate *asked_gates(struct planes_printer *p, enum asked what, size_t n, const gate *whose) {
    struct circuit *c = &p->circuit;
    gate *gates = arena_array(p->w->arena, gate, n);
    vec_each (const struct question, q, &p->w->fast->plan->questions) {
        if (q->what != what) continue;
        gate counts = whose ? GATE_NO : GATE_YES;
        for (uint32_t a = 0; whose && q->approaches >> a; a++)
            if (q->approaches >> a & 1) counts = gate_or(c, counts, whose[a]);
        gates[q->index] = gate_or(c, gates[q->index], gate_and(c, question_gate(p, q), counts));
    }
    return gates;
}

/* ---- the decision ---- */

/* Where the duty is not done. */
static gate not_done(struct planes_printer *p, uint32_t duty) {
    const struct space *s = p->w->fast->plan->space;
    const struct duty *d = &s->model->duties.at[duty];
    if (!d->done) return GATE_YES;
    uint32_t axis = space_axis(s, d->done->fact);
    if (axis == MODEL_NONE) return GATE_NO; /* it has one value */
    struct limit done = space_limit(s, axis, space_class(s, axis, duty_value(s->model, d)));
    return gate_not(&p->circuit, limit_gate(p, &done));
}

/* Ranked: the highest; unranked: the only one. */
static gate pick(struct planes_printer *p, const gate *of, uint32_t a) {
    const struct plan *plan = p->w->fast->plan;
    gate others = GATE_NO;
    for (uint32_t b = plan->ranked ? a + 1 : 0; b < plan->approaches; b++)
        if (b != a) others = gate_or(&p->circuit, others, of[b]);
    return gate_but(&p->circuit, of[a], others);
}

static void add_answer(struct planes_printer *p, const char *name, const char *meaning, size_t n,
                       const gate *is, bool list) {
    if (n > 0)
        vec_push(p->w->arena, &p->answers,
                 ((struct answer_planes){name, meaning, (uint32_t)n, is, list}));
}

/* By approach, where its lists are the answer's. */
struct whose {
    gate opened[PLAN_APPROACHES], used[PLAN_APPROACHES]; /* where it is open; or by default, too */
    gate refused;
};

static struct whose add_verdict(struct planes_printer *p) {
    const struct plan *plan = p->w->fast->plan;
    struct circuit *c = &p->circuit;
    struct arena *a = p->w->arena;
    struct whose whose;
    uint32_t n = plan->approaches;
    gate *status = arena_array(a, gate, STATUSES), *approach = arena_array(a, gate, n),
         *now = arena_array(a, gate, n), *open = asked_gates(p, ASKED_OPEN, n, NULL),
         outside = *asked_gates(p, ASKED_OUTSIDE, 1, NULL),
         by_default = asked_gates(p, ASKED_DEFAULT, n + 1, NULL)[n], ready[PLAN_APPROACHES],
         held[PLAN_APPROACHES] = {GATE_NO}, any_open = GATE_NO, any_ready = GATE_NO,
         waiting = GATE_NO, gives_way = GATE_NO;
    vec_each (const struct question, q, &plan->questions)
        for (uint32_t i = 0; q->what == ASKED_BEFORE && i < n; i++)
            if (q->approaches >> i & 1)
                held[i] =
                    gate_or(c, held[i], gate_and(c, question_gate(p, q), not_done(p, q->index)));
    for (uint32_t i = 0; i < n; i++) {
        ready[i] = gate_but(c, open[i], held[i]);
        any_open = gate_or(c, any_open, open[i]);
        any_ready = gate_or(c, any_ready, ready[i]);
        gives_way = i < plan->fallback ? any_open : gate_but(c, gives_way, open[i]);
    }
    status[STRAT_OUT_OF_SCOPE] = outside;
    status[STRAT_REFUSED] = gate_not(c, gate_or(c, gate_or(c, outside, any_open), by_default));
    status[STRAT_DEFAULT] = gate_but(c, by_default, any_open);
    for (uint32_t i = 0; i < n; i++) {
        approach[i] = pick(p, open, i);
        whose.opened[i] = whose.used[i] = plan->ranked ? approach[i] : open[i];
        waiting = gate_or(c, waiting, gate_and(c, whose.opened[i], held[i]));
        if (i != plan->fallback) continue;
        whose.used[i] = gate_or(c, whose.used[i], status[STRAT_DEFAULT]);
        approach[i] = gate_or(c, approach[i], status[STRAT_DEFAULT]);
        ready[i] = gate_or(
            c, ready[i],
            gate_but(c, gate_but(c, by_default, held[i]), plan->ranked ? gives_way : any_ready));
    }
    for (uint32_t i = 0; i < n; i++) now[i] = pick(p, ready, i);
    status[STRAT_CONDITIONAL] = plan->ranked ? waiting : gate_but(c, any_open, any_ready);
    status[STRAT_OPEN] = gate_but(c, any_open, status[STRAT_CONDITIONAL]);
    whose.refused = status[STRAT_REFUSED];
    add_answer(p, "approach",
               "by approach: the most that may be used; none: that nothing may, or no single one",
               n, approach, false);
    add_answer(p, "now", "by approach: the most that may start now", n, now, false);
    add_answer(p, "open", "by approach: open", n, open, false);
    add_answer(p, "status", "by status", STATUSES, status, false);
    return whose;
}

static void add_lists(struct planes_printer *p, const struct whose *whose) {
    const struct model *m = p->w->fast->plan->model;
    struct circuit *c = &p->circuit;
    size_t n = m->outline.len;
    gate *before = asked_gates(p, ASKED_BEFORE, m->duties.len, whose->used),
         *attached = asked_gates(p, ASKED_DUTY, m->duties.len, whose->used),
         *committed = arena_array(p->w->arena, gate, 2);
    for (uint32_t i = 0; i < m->duties.len; i++) {
        attached[i] = gate_or(c, attached[i], before[i]);
        before[i] = gate_and(c, before[i], not_done(p, i));
    }
    committed[1] = *asked_gates(p, ASKED_MUST, 1, whose->opened);
    committed[0] = gate_but(c, *asked_gates(p, ASKED_WILL, 1, whose->opened), committed[1]);
    add_answer(p, "impossible",
               "an assumption of the policy is broken: the other planes mean nothing", 1,
               asked_gates(p, ASKED_IMPOSSIBLE, 1, NULL), false);
    add_answer(p, "duties", "by duty: attached", m->duties.len, attached, false);
    add_answer(p, "before", "by duty: to be done before, and not done", m->duties.len, before,
               false);
    add_answer(p, "basis", "by paragraph", n, asked_gates(p, ASKED_BASIS, n, whose->opened), true);
    add_answer(p, "cautions", "by paragraph", n, asked_gates(p, ASKED_CAUTION, n, whose->used),
               true);
    add_answer(p, "closed_by", "by paragraph", n,
               asked_gates(p, ASKED_CLOSED_BY, n, &whose->refused), true);
    add_answer(p, "committed", "[0]: the modality is will; [1]: must", 2, committed, true);
}

/* ---- the whole ---- */

struct planes_printer *planes_new(const struct c_printer *w) {
    struct planes_printer *p = arena_new(w->arena, struct planes_printer);
    p->w = w;
    circuit_init(&p->circuit, w->arena);
    p->first = arena_array(w->arena, uint32_t, w->fast->plan->space->axes.len);
    for (uint32_t x = 0; x < w->fast->plan->space->axes.len; x++) {
        uint32_t planes = n_planes(&w->fast->seats[x]);
        if (planes > 8) return NULL;
        p->first[x] = p->planes;
        p->planes += planes;
    }
    if (p->planes == 0) return NULL;
    struct whose whose = add_verdict(p);
    add_lists(p, &whose);
    return p;
}
