/*
 * What no permission provides for, whatever the other facts: activities under an objective. In a
 * policy without a default approach such a request is refused, and perhaps nobody meant that. With
 * one, the default answers, and that is as it should be for much (left-to-default is for those who
 * ask); but an activity that the policy lists and provides for nowhere was perhaps forgotten.
 */
#include "analysis/study.h"
#include "base/list.h"
#include "lint/lint.h"

#include <string.h>

struct gaps {
    struct analysis *l;
    const struct model *m;
    const struct decisions *d;                    /* however the readings are read */
    const struct values *objectives, *activities; /* NULL where there is no such fact: one row */
    uint32_t rows, columns;                       /* their number */
    bool *gap, *provided;                         /* by objective, then activity */
};

/* False: there is nothing to say, or it was given up. */
static bool find_gaps(struct gaps *s) {
    const struct model *m = s->m;
    struct diagrams *g = s->d->g;
    bool *asked = arena_array(s->l->arena, bool, m->facts.len);
    if (m->objective != MODEL_NONE) asked[m->objective] = true;
    if (m->activity != MODEL_NONE) asked[m->activity] = true;
    diagram feasible = decisions_feasible(s->d),
            provided =
                diagram_project(g, diagram_and(g, feasible, decisions_permitted(s->d)), asked);
    feasible = diagram_project(g, feasible, asked);
    if (g->gave_up || provided == NO) /* nothing ever is: unreached-approach says so */
        return false;
    int64_t *situation = arena_array(s->l->arena, int64_t, m->facts.len);
    s->gap = arena_array(s->l->arena, bool, (size_t)s->rows * s->columns);
    s->provided = arena_array(s->l->arena, bool, (size_t)s->rows * s->columns);
    for (uint32_t i = 0; i < s->rows * s->columns; i++) {
        uint32_t activity = i % s->columns;
        if (s->objectives) situation[m->objective] = i / s->columns;
        if (s->activities) situation[m->activity] = activity;
        s->provided[i] = diagram_at(g, provided, situation) == YES;
        s->gap[i] = !s->provided[i] && !(s->activities && s->activities->at[activity].foreign) &&
                    diagram_at(g, feasible, situation) == YES;
    }
    return true;
}

/* The first objective that has the same gaps. */
static uint32_t first_alike(const struct gaps *s, uint32_t objective) {
    uint32_t o = 0;
    while (memcmp(s->gap + o * s->columns, s->gap + objective * s->columns,
                  s->columns * sizeof(bool)) != 0)
        o++;
    return o;
}

static const struct block *block_of(const struct model *m, uint32_t objective) {
    vec_each (const struct block, b, &m->blocks)
        if (b->kind == BLOCK_OBJECTIVE && b->objective == objective) return b;
    return NULL;
}

/* "the answer is ..." */
static const char *answer(const struct gaps *s) {
    if (s->m->default_approach == MODEL_NONE) return "the answer is always a refusal";
    return arena_printf(s->l->arena, "the answer is never more than the default approach, %s",
                        s->m->approaches.at[s->m->default_approach].id.name);
}

/* Where to write the permission, and what it has to ask as well, for these objectives: in the block
 * of the only one, unless that would then apply by this permission alone. */
static const char *place(const struct gaps *s, const struct block *b, bool alone,
                         const char *permission, const char *under) {
    struct arena *a = s->l->arena;
    if (alone && !lint_is_asked_of(s->l, (uint32_t)(b - s->m->blocks.at)))
        return arena_printf(a, "in %s: %s", b->id.name, permission);
    const char *when = !b      ? ""
                       : alone ? arena_printf(a, " when objective = %s", under)
                               : arena_printf(a, " when objective in { %s }", under);
    return arena_printf(a, "in a paragraph of its own: %s%s", permission, when);
}

/* All objectives with the same gaps as this one, the first of them. */
static void report(const struct gaps *s, uint32_t objective, enum diag_code code) {
    const struct model *m = s->m;
    struct arena *a = s->l->arena;
    struct words objectives = {0}, activities = {0};
    for (uint32_t o = objective; o < s->rows && s->objectives; o++)
        if (first_alike(s, o) == objective) vec_push(a, &objectives, s->objectives->at[o].name);
    for (uint32_t i = 0; i < s->columns && s->activities; i++)
        if (s->gap[objective * s->columns + i]) vec_push(a, &activities, s->activities->at[i].name);
    const struct block *b = s->objectives ? block_of(m, objective) : NULL;
    const char *under = ask_list(a, &objectives, "and"),
               *rule = arena_printf(a, "may use %s", m->approaches.at[0].id.name),
               *all = list_in_words(a, objectives.at, objectives.len, ", ");
    struct span at = b ? b->id.at : m->facts.at[m->activity].id.at;
    if (!s->activities) {
        diag_report(s->l->d, code, at,
                    "no permission provides for anything under %s, whatever the other facts: %s",
                    under, answer(s));
        diag_note(s->l->d, SPAN_NOWHERE, "to provide for it, write %s",
                  place(s, b, objectives.len == 1, rule, all));
        return;
    }
    diag_report(
        s->l->d, code, at, "%s%s%sno permission provides for %s, whatever the other facts: %s",
        b ? "under " : "", b ? under : "", b ? " " : "", ask_list(a, &activities, "or"), answer(s));
    rule =
        arena_printf(a, "%s for %s", rule, list_in_words(a, activities.at, activities.len, ", "));
    diag_note(s->l->d, SPAN_NOWHERE, "to provide for %s, write %s",
              activities.len == 1 ? "it" : "them", place(s, b, objectives.len == 1, rule, all));
}

/* The activities that are a gap under some objective and provided for under none. */
static void report_activities(const struct gaps *s, enum diag_code code) {
    struct told t = {0};
    for (uint32_t a = 0; a < s->columns; a++) {
        bool gap = false, provided = false;
        for (uint32_t o = 0; o < s->rows; o++) {
            gap = gap || s->gap[o * s->columns + a];
            provided = provided || s->provided[o * s->columns + a];
        }
        if (gap && !provided) lint_tell(s->l, &t, &s->activities->at[a]);
    }
    if (t.names.len == 0) return;
    diag_report(s->l->d, code, t.at,
                "no permission ever provides for %s, whatever the other facts: %s",
                ask_list(s->l->arena, &t.names, "or"), answer(s));
    diag_note(s->l->d, SPAN_NOWHERE,
              "to provide for %s, write in a paragraph of its own: may use %s for %s",
              t.names.len == 1 ? "it" : "one of them", s->m->approaches.at[0].id.name,
              t.names.at[0]);
}

static const struct values *values_of(const struct model *m, uint32_t fact) {
    return fact == MODEL_NONE ? NULL : &m->facts.at[fact].values;
}

void lint_unprovided(struct analysis *l, enum diag_code code) {
    const struct model *m = l->m;
    bool by_default = m->default_approach != MODEL_NONE;
    bool activities_alone = by_default && code == DIAG_UNPROVIDED;
    uint32_t objective = activities_alone ? MODEL_NONE : m->objective;
    if ((code == DIAG_LEFT_TO_DEFAULT && !by_default) ||
        (objective == MODEL_NONE && m->activity == MODEL_NONE) ||
        seen_permitted(l, objective, m->activity))
        return;
    struct gaps s = {.l = l,
                     .m = m,
                     .d = analysis_any_reading(l),
                     .objectives = values_of(m, m->objective),
                     .activities = values_of(m, m->activity)};
    s.rows = s.objectives ? (uint32_t)s.objectives->len : 1;
    s.columns = s.activities ? (uint32_t)s.activities->len : 1;
    if (!find_gaps(&s)) return;
    if (activities_alone) report_activities(&s, code);
    for (uint32_t o = 0; o < s.rows && !activities_alone; o++)
        if (first_alike(&s, o) == o && memchr(s.gap + o * s.columns, true, s.columns))
            report(&s, o, code);
}
