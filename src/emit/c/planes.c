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
    gate bits[8];
    uint8_t wanted[1 << 8];
    memset(wanted, 2, sizeof wanted);
    for (uint32_t k = 0; k < n_planes(seat); k++)
        bits[k] = gate_plane(&p->circuit, p->first[l->axis] + k);
    for (uint32_t c = 0; c < p->w->fast->plan->space->axes.at[l->axis].classes; c++)
        wanted[seat->row_of[c]] = l->classes[c / 64] >> (c % 64) & 1;
    return gate_among(&p->circuit, bits, n_planes(seat), wanted);
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
    uint32_t fact = p->w->fast->plan->model->duties.at[duty].done_when;
    if (fact == MODEL_NONE) return GATE_YES;
    uint64_t no = 1;
    return limit_gate(p, &(struct limit){p->w->fast->plan->space->first_axis[fact], &no});
}

/* The answers about approaches, and those of the same that wait for no duty: bits 2a and 2a+1 of
 * the numbers that verdicts are looked up by. */
struct decided {
    gate bits[2 * PLAN_APPROACHES + 2];
    uint32_t n;
    gate outside;
};

static struct decided decide(struct planes_printer *p) {
    const struct plan *plan = p->w->fast->plan;
    struct circuit *c = &p->circuit;
    gate held[PLAN_APPROACHES] = {GATE_NO};
    vec_each (const struct question, q, &plan->questions)
        for (uint32_t a = 0; q->what == ASKED_BEFORE && a < plan->approaches; a++)
            if (q->approaches >> a & 1)
                held[a] =
                    gate_or(c, held[a], gate_and(c, question_gate(p, q), not_done(p, q->index)));
    struct decided d = {.outside = *asked_gates(p, ASKED_OUTSIDE, 1, NULL)};
    vec_each (const struct question, q, &plan->questions) {
        if (q->what > ASKED_DEFAULT) continue;
        uint32_t approach = q->what == ASKED_DEFAULT ? plan->fallback : q->index;
        d.bits[d.n++] = question_gate(p, q);
        d.bits[d.n] = gate_but(c, d.bits[d.n - 1], held[approach]);
        d.n++;
    }
    return d;
}

/* Where the verdict has this status, or, NULL, `approach` or `now` is this approach. */
enum told { TOLD_STATUS, TOLD_APPROACH, TOLD_NOW };

static gate verdict_gate(struct planes_printer *p, const struct decided *d, enum told told,
                         int wanted) {
    const struct plan *plan = p->w->fast->plan;
    uint8_t numbers[1 << (2 * PLAN_APPROACHES + 2)];
    for (uint32_t i = 0; i < UINT32_C(1) << d->n; i++) {
        uint32_t opens = 0, waiting = 0, ready = 0;
        bool can_be = true;
        for (uint32_t a = 0; 2 * a < d->n; a++) {
            uint32_t bit = UINT32_C(1) << (a < plan->approaches ? a : plan->fallback);
            bool yes = i >> 2 * a & 1, starts = i >> (2 * a + 1) & 1;
            opens |= (uint32_t)yes << a;
            *(starts ? &ready : &waiting) |= yes ? bit : 0;
            can_be = can_be && (yes || !starts);
        }
        struct verdict v = verdict_of(plan, opens, waiting);
        numbers[i] = (told == TOLD_STATUS     ? v.status
                      : told == TOLD_APPROACH ? v.approach
                                              : v.now) == wanted;
        if (!can_be || (ready & waiting)) numbers[i] = 2;
    }
    return gate_among(&p->circuit, d->bits, d->n, numbers);
}

static void add_answer(struct planes_printer *p, const char *name, const char *meaning, size_t n,
                       const gate *is, bool list) {
    if (n > 0)
        vec_push(p->w->arena, &p->answers,
                 ((struct answer_planes){name, meaning, (uint32_t)n, is, list}));
}

static void add_answers(struct planes_printer *p) {
    const struct plan *plan = p->w->fast->plan;
    struct circuit *c = &p->circuit;
    uint32_t n = plan->approaches;
    size_t duties = plan->model->duties.len, paragraphs = plan->model->outline.len;
    gate *status = arena_array(p->w->arena, gate, STATUSES),
         *approach = arena_array(p->w->arena, gate, n), *now = arena_array(p->w->arena, gate, n),
         *open = arena_array(p->w->arena, gate, n), used[PLAN_APPROACHES], opened[PLAN_APPROACHES],
         *committed = arena_array(p->w->arena, gate, 2);
    struct decided d = decide(p);
    for (int s = STRAT_REFUSED; s < STATUSES; s++) status[s] = verdict_gate(p, &d, TOLD_STATUS, s);
    status[STRAT_OUT_OF_SCOPE] = d.outside;
    status[STRAT_REFUSED] = gate_but(c, status[STRAT_REFUSED], d.outside);
    for (uint32_t a = 0; a < n; a++) {
        approach[a] = verdict_gate(p, &d, TOLD_APPROACH, (int)a);
        now[a] = verdict_gate(p, &d, TOLD_NOW, (int)a);
        open[a] = d.bits[2 * a];
        opened[a] = used[a] = plan->ranked ? approach[a] : open[a];
        if (a != plan->fallback) continue;
        if (plan->ranked)
            opened[a] = gate_but(c, approach[a], status[STRAT_DEFAULT]);
        else
            used[a] = gate_or(c, open[a], status[STRAT_DEFAULT]);
    }
    add_answer(p, "approach",
               "by approach: the most that may be used; none: that nothing may, or no single one",
               n, approach, false);
    add_answer(p, "now", "by approach: the most that may start now", n, now, false);
    add_answer(p, "open", "by approach: open", n, open, false);
    add_answer(p, "status", "by status", STATUSES, status, false);
    add_answer(p, "impossible",
               "an assumption of the policy is broken: the other planes mean nothing", 1,
               asked_gates(p, ASKED_IMPOSSIBLE, 1, NULL), false);
    gate *before = asked_gates(p, ASKED_BEFORE, duties, used),
         *attached = asked_gates(p, ASKED_DUTY, duties, used);
    for (uint32_t i = 0; i < duties; i++) {
        attached[i] = gate_or(c, attached[i], before[i]);
        before[i] = gate_and(c, before[i], not_done(p, i));
    }
    add_answer(p, "duties", "by duty: attached", duties, attached, false);
    add_answer(p, "before", "by duty: to be done before, and not done", duties, before, false);
    add_answer(p, "basis", "by paragraph", paragraphs,
               asked_gates(p, ASKED_BASIS, paragraphs, opened), true);
    add_answer(p, "cautions", "by paragraph", paragraphs,
               asked_gates(p, ASKED_CAUTION, paragraphs, used), true);
    add_answer(p, "closed_by", "by paragraph", paragraphs,
               asked_gates(p, ASKED_CLOSED_BY, paragraphs, &status[STRAT_REFUSED]), true);
    committed[1] = *asked_gates(p, ASKED_MUST, 1, opened);
    committed[0] = gate_but(c, *asked_gates(p, ASKED_WILL, 1, opened), committed[1]);
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
    add_answers(p);
    return p;
}
