/*
 * The day after the last one of a permission: where it opened something, and nothing is open any
 * more, until when. And the days between the end of a rule and its return, where rules attach the
 * same duty, or open or close the same approach, on both sides but not in between. Judged by what
 * the rules do on each day, however their days are written: `until` a day, or `when` the date is at
 * most that day.
 */
#include "lint/lint.h"

/* The days of the date fact fall into classes, in the order of time. */
struct calendar {
    struct analysis *l;
    enum diag_code code;
    struct diagrams *g;
    const int64_t *first; /* by class: its first day */
    uint32_t axis, classes;
    diagram feasible;
};

static const char *first_day(const struct calendar *s, uint32_t class) {
    return date_text(s->l->arena, s->first[class]);
}

/* Of any class but the last. */
static const char *last_day(const struct calendar *s, uint32_t class) {
    return date_text(s->l->arena, s->first[class + 1] - 1);
}

static diagram on(const struct calendar *s, diagram x, uint32_t class) {
    return diagram_cofactor(s->g, diagram_and(s->g, x, s->feasible), s->axis, class);
}

static diagram effect_on(const struct calendar *s, uint32_t rule, uint32_t class) {
    return on(s, diagram_of_rule(s->l->v, rule), class);
}

/* ---- nothing is left ---- */

/* Of a permission: where what it opens is open on these days. */
static diagram opened_by(const struct calendar *s, uint32_t rule, uint32_t class) {
    const struct rule *r = &s->l->rules->rules.at[rule];
    diagram some = NO;
    for (uint32_t a = 0; a < s->l->m->approaches.len; a++)
        if (r->approaches >> a & 1) some = diagram_or(s->g, some, s->l->all->open[a]);
    return diagram_and(s->g, on(s, some, class), effect_on(s, rule, class));
}

/* Where nothing is left from class `first` on: the cases in which that lasts longest, and how
 * long. */
struct closed {
    diagram where, all;
    uint32_t first, last;
    bool by_default;
};

static struct closed how_long(const struct calendar *s, diagram where, uint32_t first) {
    diagram by_default = diagram_and(s->g, where, on(s, s->l->all->by_default, first));
    struct closed c = {.where = by_default == NO ? where : by_default,
                       .all = where,
                       .first = first,
                       .last = first,
                       .by_default = by_default != NO};
    diagram left = c.by_default ? s->l->all->by_default : s->l->all->refused;
    while (c.last + 1 < s->classes) {
        diagram still = diagram_and(s->g, c.where, on(s, left, c.last + 1));
        if (still == NO || s->g->gave_up) break;
        c.where = still;
        c.last++;
    }
    return c;
}

/* What opens something again on the day after. */
static void note_return(const struct calendar *s, const struct closed *c) {
    for (uint32_t i = 0; i < s->l->rules->rules.len; i++) {
        const struct rule *r = &s->l->rules->rules.at[i];
        if (r->kind != STATEMENT_PERMISSION ||
            diagram_and(s->g, c->where, opened_by(s, i, c->last + 1)) == NO || s->g->gave_up)
            continue;
        diag_note(s->l->d, r->at, "on %s this opens something again", first_day(s, c->last + 1));
        return;
    }
}

static void report_closed(const struct calendar *s, const struct rule *r, const struct closed *c) {
    struct analysis *l = s->l;
    bool to_the_end = c->last + 1 == s->classes;
    bool returns = !to_the_end &&
                   diagram_and(s->g, c->where, on(s, l->all->something_open, c->last + 1)) != NO;
    const char *left = "the answer is a refusal", *when;
    if (c->by_default)
        left = arena_printf(l->arena, "only the default approach, %s, is left",
                            l->m->approaches.at[l->m->default_approach].id.name);
    if (to_the_end)
        when = arena_printf(l->arena, "from %s on", first_day(s, c->first));
    else if (s->first[c->last + 1] - 1 == s->first[c->first])
        when = arena_printf(l->arena, "on %s", first_day(s, c->first));
    else
        when =
            arena_printf(l->arena, "from %s to %s", first_day(s, c->first), last_day(s, c->last));
    diag_report(l->d, s->code, r->at, "after %s this lapses%s: %s, %s %s",
                last_day(s, c->first - 1), returns ? "" : " and nothing follows",
                ask_where(l->v, c->where, l->m->date), left, when);
    diag_note(l->d, SPAN_NOWHERE, "so in %s of the other facts that this depends on",
              ask_count(s->g, c->where));
    diagram others = diagram_but(s->g, c->all, c->where);
    if (others != NO)
        diag_note(l->d, SPAN_NOWHERE,
                  "and in %s more for fewer of these days, or with another answer",
                  ask_count(s->g, others));
    if (returns) note_return(s, c);
}

static bool judge_permission(const struct calendar *s, uint32_t rule, uint32_t last) {
    diagram where = opened_by(s, rule, last);
    if (where == NO) return false;
    diagram shut = on(s, diagram_not(s->g, s->l->all->something_open), last + 1);
    where = diagram_and(s->g, where, diagram_but(s->g, shut, effect_on(s, rule, last + 1)));
    if (where == NO || s->g->gave_up) return false;
    struct closed c = how_long(s, where, last + 1);
    if (!s->g->gave_up) report_closed(s, &s->l->rules->rules.at[rule], &c);
    return !s->g->gave_up;
}

/* ---- nothing like it is left ---- */

/* The two attach the same duty, or open, or close, this approach. */
static bool same_effect(const struct rule *x, const struct rule *y, uint32_t approach) {
    if (x->kind != y->kind) return false;
    if (x->kind == STATEMENT_DUTY) return x->duty == y->duty;
    return (x->kind == STATEMENT_PROHIBITION || x->kind == STATEMENT_PERMISSION) &&
           ((x->approaches & y->approaches) >> approach & 1);
}

/* Where any rule does what this one does. */
static diagram any_like(const struct calendar *s, const struct rule *r, uint32_t approach) {
    diagram some = NO;
    for (uint32_t i = 0; i < s->l->rules->rules.len; i++)
        if (same_effect(r, &s->l->rules->rules.at[i], approach))
            some = diagram_or(s->g, some, diagram_of_rule(s->l->v, i));
    return some;
}

/* It does it until the last day of a class, and from the first day of a later one on some rule does
 * it again, but none in between, in some situation. */
static bool report_pause(const struct calendar *s, uint32_t rule, uint32_t last, uint32_t again,
                         uint32_t approach, diagram where) {
    struct analysis *l = s->l;
    const struct rule *r = &l->rules->rules.at[rule];
    for (uint32_t i = 0; i < l->rules->rules.len; i++) {
        const struct rule *later = &l->rules->rules.at[i];
        if (!same_effect(r, later, approach)) continue;
        diagram taken_up = diagram_and(s->g, where, effect_on(s, i, again));
        if (taken_up == NO || s->g->gave_up) continue;
        diag_report(l->d, s->code, r->at, "between %s and %s %s, for example %s", last_day(s, last),
                    first_day(s, again),
                    i == rule ? "this does not apply" : "neither this nor what follows it applies",
                    ask_where(l->v, taken_up, l->m->date));
        diag_note(l->d, later->at, "it is taken up again here");
        return true;
    }
    return false;
}

static bool judge_pause(const struct calendar *s, uint32_t rule, uint32_t last, uint32_t approach) {
    const struct rule *r = &s->l->rules->rules.at[rule];
    diagram where = same_effect(r, r, approach) ? effect_on(s, rule, last) : (diagram)NO;
    if (where == NO || last + 2 >= s->classes) return false;
    diagram like = any_like(s, r, approach);
    for (uint32_t c = last + 1; c + 1 < s->classes && where != NO && !s->g->gave_up; c++) {
        where = diagram_and(s->g, where, on(s, diagram_not(s->g, like), c));
        if (diagram_and(s->g, where, on(s, like, c + 1)) != NO &&
            report_pause(s, rule, last, c + 1, approach, where))
            return true;
    }
    return false;
}

/* ---- where a rule may end ---- */

struct ends {
    const struct calendar *s;
    bool *last; /* by class */
};

/* Before and behind each range of days that its condition names. */
static enum ask_answer note_ends(void *context, const struct cond *c) {
    const struct ends *e = context;
    const int64_t *first = e->s->first;
    for (uint32_t k = 0; k + 1 < e->s->classes && c->kind == COND_RANGE; k++)
        if (c->fact == e->s->l->m->date && (first[k + 1] - 1 == c->high || first[k + 1] == c->low))
            e->last[k] = true;
    return ASK_ON;
}

static void judge(const struct calendar *s, uint32_t rule) {
    const struct rule *r = &s->l->rules->rules.at[rule];
    uint32_t approaches = r->kind == STATEMENT_DUTY ? 1 : (uint32_t)s->l->m->approaches.len;
    struct ends e = {s, arena_array(s->l->arena, bool, s->classes)};
    ask_condition(s->l->m, r->cond, note_ends, &e);
    for (uint32_t k = 0; k + 1 < s->classes; k++) {
        bool told = !e.last[k] || (r->kind == STATEMENT_PERMISSION && judge_permission(s, rule, k));
        for (uint32_t a = 0; a < approaches && !told; a++) told = judge_pause(s, rule, k, a);
    }
}

void lint_lapse(struct analysis *l, enum diag_code code) {
    const struct space *sp = l->v->g->s;
    uint32_t date = l->m->date, axis = space_axis(sp, date);
    if (axis == MODEL_NONE) return;
    struct calendar s = {.l = l,
                         .code = code,
                         .g = l->v->g,
                         .first = sp->domains[date].at,
                         .axis = axis,
                         .classes = sp->axes.at[axis].classes,
                         .feasible = decisions_feasible(l->all)};
    for (uint32_t r = 0; r < l->rules->rules.len; r++) judge(&s, r);
}
