/*
 * The day after the last one of a permission: where it opened something, and nothing is open any
 * more, until when. And the days between the end of a rule and its return, where rules attach the
 * same duty, or open or close the same approach, on both sides but not in between. Judged by what
 * the rules do on each day, however their days are written: `until` a day, or `when` the date is at
 * most that day.
 */
#include "lint/lint.h"

enum { MOST_TOLD = 5 }; /* of what one rule comes to after one day */

/* The days of the date fact fall into classes, in the order of time. */
struct calendar {
    struct analysis *l;
    enum diag_code code;
    struct diagrams *g;
    const int64_t *first; /* by class: its first day */
    uint32_t axis, classes;
    bool *ends; /* by class: the rule that is judged may end with it */
};

static const char *first_day(const struct calendar *s, uint32_t class) {
    return date_text(s->l->arena, s->first[class]);
}

/* Of any class but the last. */
static const char *last_day(const struct calendar *s, uint32_t class) {
    return date_text(s->l->arena, s->first[class + 1] - 1);
}

/* x in the feasible on the days of the class. */
static diagram on(const struct calendar *s, diagram x, uint32_t class) {
    diagram feasible = decisions_feasible(s->l->all);
    return diagram_cofactor(s->g, diagram_and(s->g, x, feasible), s->axis, class);
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

/* What opens something again on the first day of the class. */
static void note_return(const struct calendar *s, diagram where, uint32_t class) {
    for (uint32_t i = 0; i < s->l->rules->rules.len; i++) {
        const struct rule *r = &s->l->rules->rules.at[i];
        if (r->kind != STATEMENT_PERMISSION ||
            diagram_and(s->g, where, opened_by(s, i, class)) == NO || s->g->gave_up)
            continue;
        diag_note(s->l->d, r->at, "on %s this opens something again", first_day(s, class));
        return;
    }
}

static const char *days_text(const struct calendar *s, uint32_t from, uint32_t to) {
    struct arena *a = s->l->arena;
    if (to + 1 == s->classes) return arena_printf(a, "from %s on", first_day(s, from));
    if (s->first[to + 1] - 1 == s->first[from]) return arena_printf(a, "on %s", first_day(s, from));
    return arena_printf(a, "from %s to %s", first_day(s, from), last_day(s, to));
}

/* `all`: where nothing is left from class `first` on. What is told of are the cases in which that
 * lasts longest. The class that is told to end it, or 0. */
static uint32_t report_closed(const struct calendar *s, uint32_t rule, diagram all,
                              uint32_t first) {
    struct analysis *l = s->l;
    diagram where = diagram_and(s->g, all, on(s, l->all->by_default, first)), still;
    bool by_default = where != NO;
    diagram can_be = diagram_and(s->g, on(s, YES, first - 1), on(s, YES, first)), stays = can_be;
    uint32_t last = first;
    if (!by_default) where = all;
    for (; last + 1 < s->classes; last++, where = still) {
        still = on(s, by_default ? l->all->by_default : l->all->refused, last + 1);
        still = diagram_and(s->g, where, still);
        if (still == NO || s->g->gave_up) break;
        stays = diagram_and(s->g, stays, on(s, YES, last + 1));
    }
    if (s->g->gave_up) return 0;
    bool returns = last + 1 < s->classes &&
                   diagram_and(s->g, where, on(s, l->all->something_open, last + 1)) != NO;
    const char *left = "the answer is a refusal";
    if (by_default)
        left = arena_printf(l->arena, "only the default approach, %s, is left",
                            l->m->approaches.at[l->m->default_approach].id.name);
    diag_report(l->d, s->code, l->rules->rules.at[rule].at, "after %s this lapses%s: %s, %s %s",
                last_day(s, first - 1), returns ? "" : " and nothing follows",
                ask_where(l->v, where, l->m->date), left, days_text(s, first, last));
    diag_note(l->d, SPAN_NOWHERE, "so in %s of the other facts that this depends on",
              ask_count(s->g, where, stays));
    diagram others = diagram_but(s->g, all, where);
    if (others != NO)
        diag_note(l->d, SPAN_NOWHERE,
                  "and in %s more for fewer of these days, or with another answer",
                  ask_count(s->g, others, can_be));
    if (returns) note_return(s, where, last + 1);
    return returns ? last + 1 : 0;
}

/* The situations of which it is told, or NO; until the class *again, see report_closed(). */
static diagram judge_permission(const struct calendar *s, uint32_t rule, uint32_t last,
                                uint32_t *again) {
    diagram where = opened_by(s, rule, last);
    if (where == NO) return NO;
    diagram shut = on(s, diagram_not(s->g, s->l->all->something_open), last + 1);
    where = diagram_and(s->g, where, diagram_but(s->g, shut, effect_on(s, rule, last + 1)));
    if (where == NO || s->g->gave_up) return NO;
    *again = report_closed(s, rule, where, last + 1);
    return where;
}

/* ---- nothing like it is left ---- */

/* After the class `last` nothing does what the rule did, until the class `again`: for these
 * approaches, in these situations. */
struct pause {
    uint32_t last, again, approaches;
    diagram where;
    uint32_t by; /* a rule that takes it up */
};
struct pauses VEC(struct pause);

/* The two attach the same duty, or open, or close, this approach. */
static bool same_effect(const struct rule *x, const struct rule *y, uint32_t approach) {
    if (x->kind != y->kind) return false;
    if (x->kind == STATEMENT_DUTY) return x->duty == y->duty;
    return (x->kind == STATEMENT_PROHIBITION || x->kind == STATEMENT_PERMISSION) &&
           ((x->approaches & y->approaches) >> approach & 1);
}

/* What the rule does by itself; to this approach, where that makes a difference. */
static diagram done_by(const struct calendar *s, uint32_t rule, uint32_t approach) {
    const struct rules *rules = &s->l->rules->rules;
    struct clause_filter f = clauses_of_rule(s->l->rules, rule);
    if (rules->at[rule].kind != STATEMENT_DUTY) f.approach = approach;
    return diagram_of(s->l->v, f, NULL, YES);
}

/* Approaches of which the same is to be said are one pause. */
static void add_pause(const struct calendar *s, struct pauses *all, struct pause new) {
    vec_each (struct pause, p, all)
        if (p->again == new.again && p->where == new.where) {
            p->approaches |= new.approaches;
            return;
        }
    vec_push(s->l->arena, all, new);
}

/* Those after the class `last`; but for those that are told, for as long as nothing is open. */
static void find_pauses(const struct calendar *s, struct pauses *all, uint32_t rule, uint32_t last,
                        uint32_t approach, diagram told) {
    const struct rules *rules = &s->l->rules->rules;
    struct indices alike = {0};
    diagram like = NO, where = on(s, done_by(s, rule, approach), last),
            shut = diagram_not(s->g, s->l->all->something_open);
    for (uint32_t i = 0; i < rules->len && where != NO && last + 2 < s->classes; i++) {
        if (!same_effect(&rules->at[rule], &rules->at[i], approach)) continue;
        vec_push(s->l->arena, &alike, i);
        like = diagram_or(s->g, like, done_by(s, i, approach));
    }
    if (alike.len == 0) return;
    for (uint32_t c = last + 1; c + 1 < s->classes && where != NO && !s->g->gave_up; c++) {
        where = diagram_and(s->g, where, on(s, diagram_not(s->g, like), c));
        told = diagram_and(s->g, told, on(s, shut, c));
        diagram taken_up = diagram_and(s->g, where, on(s, like, c + 1)),
                new = diagram_but(s->g, taken_up, told);
        where = diagram_but(s->g, where, taken_up);
        if (new == NO || s->g->gave_up) continue;
        uint32_t i = 0;
        while (i + 1 < alike.len &&
               diagram_and(s->g, new, on(s, done_by(s, alike.at[i], approach), c + 1)) == NO)
            i++;
        add_pause(s, all, (struct pause){last, c + 1, (uint32_t)1 << approach, new, alike.at[i]});
    }
}

/* " to keeping", or "" where the rule speaks of no other approach. */
static const char *approaches_text(const struct calendar *s, uint32_t rule, const char *to,
                                   const struct pause *p, const char *behind) {
    const struct rule *r = &s->l->rules->rules.at[rule];
    if (r->kind == STATEMENT_DUTY || r->approaches == p->approaches) return "";
    return arena_printf(s->l->arena, "%s%s%s", to, tell_approaches(s->l, p->approaches), behind);
}

/* The first is told with its days, the others with the day on which they end. */
static void report_pauses(const struct calendar *s, uint32_t rule, const struct pauses *all) {
    struct analysis *l = s->l;
    const struct pause *first = all->at;
    diag_report(
        l->d, s->code, l->rules->rules.at[rule].at, "between %s and %s %s%s, %s",
        last_day(s, first->last), first_day(s, first->again),
        first->by == rule ? "this does not apply" : "neither this nor what follows it applies",
        approaches_text(s, rule, " to ", first, ""), ask_example(l->v, first->where, l->m->date));
    diag_note(l->d, l->rules->rules.at[first->by].at, "it is taken up again here");
    vec_each (struct pause, p, all)
        if (p > first && p < first + MOST_TOLD)
            diag_note(l->d, l->rules->rules.at[p->by].at,
                      "%sit is taken up again here, on %s only, %s",
                      approaches_text(s, rule, "for ", p, " "), first_day(s, p->again),
                      ask_example(l->v, p->where, l->m->date));
    if (all->len > MOST_TOLD)
        diag_note(l->d, SPAN_NOWHERE, "and %zu more that end on other days", all->len - MOST_TOLD);
}

/* All that comes to an end with the class, and what is left of it later. The same days are told
 * once. */
static void judge_end(const struct calendar *s, uint32_t rule, uint32_t last) {
    const struct rule *r = &s->l->rules->rules.at[rule];
    struct pauses pauses = {0}, further = {0};
    uint32_t told_until = 0;
    diagram told = NO;
    if (r->kind == STATEMENT_PERMISSION) told = judge_permission(s, rule, last, &told_until);
    if (r->kind == STATEMENT_DUTY) find_pauses(s, &pauses, rule, last, 0, told);
    for (uint32_t a = 0; a < s->l->m->approaches.len && r->kind != STATEMENT_DUTY; a++)
        if (r->approaches >> a & 1) find_pauses(s, &pauses, rule, last, a, told);
    vec_each (struct pause, p, &pauses)
        if (p->again != told_until) vec_push(s->l->arena, &further, *p);
    if (further.len && !s->g->gave_up) report_pauses(s, rule, &further);
}

/* ---- where a rule may end ---- */

/* Before and behind each range of days that its condition names. */
static enum ask_answer note_ends(void *context, const struct cond *c) {
    const struct calendar *s = context;
    for (uint32_t k = 0; k + 1 < s->classes && c->kind == COND_RANGE; k++)
        if (c->fact == s->l->m->date &&
            (s->first[k + 1] - 1 == c->high || s->first[k + 1] == c->low))
            s->ends[k] = true;
    return ASK_ON;
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
                         .classes = sp->axes.at[axis].classes};
    for (uint32_t i = 0; i < l->rules->rules.len; i++) {
        s.ends = arena_array(l->arena, bool, s.classes);
        ask_condition(l->m, l->rules->rules.at[i].cond, note_ends, &s);
        for (uint32_t k = 0; k + 1 < s.classes; k++)
            if (s.ends[k]) judge_end(&s, i, k);
    }
}
