#include "lint/gaps.h"

#include "analysis/ask.h"
#include "analysis/readings.h"
#include "analysis/seen.h"

#include <string.h>

struct gap_search {
    struct analysis *l;
    const struct decisions *d;  /* however the readings are read */
    diagram feasible, provided; /* of objective and activity alone */
    int64_t *situation;
    uint32_t objectives, activities; /* how many; 1 where there is no such fact */
    bool *gap;                       /* by objective, then activity */
    bool *told;                      /* by objective */
};

/* Where x holds for some values of all facts but these two. */
static diagram project(const struct gap_search *s, diagram x) {
    const struct model *m = s->l->m;
    for (uint32_t f = 0; f < m->facts.len; f++)
        if (f != m->objective && f != m->activity) x = diagram_some(s->d->g, x, f);
    return x;
}

static bool is_gap(struct gap_search *s, uint32_t objective, uint32_t activity) {
    const struct model *m = s->l->m;
    if (m->objective != MODEL_NONE) s->situation[m->objective] = objective;
    if (m->activity != MODEL_NONE) s->situation[m->activity] = activity;
    if (m->activity != MODEL_NONE && m->facts.at[m->activity].values.at[activity].foreign)
        return false;
    return diagram_at(s->d->g, s->feasible, s->situation) == YES &&
           diagram_at(s->d->g, s->provided, s->situation) != YES;
}

static const struct block *block_of(const struct model *m, uint32_t objective) {
    vec_each (const struct block, b, &m->blocks)
        if (b->kind == BLOCK_OBJECTIVE && b->objective == objective) return b;
    return NULL;
}

static const char *activities_text(const struct gap_search *s, uint32_t objective, const char *last,
                                   const char *between) {
    const struct model *m = s->l->m;
    struct words names = {0};
    const char *all = "";
    for (uint32_t a = 0; a < s->activities; a++) {
        if (!s->gap[objective * s->activities + a]) continue;
        const char *name = m->facts.at[m->activity].values.at[a].name;
        all = arena_printf(s->l->arena, "%s%s%s", all, *all ? between : "", name);
        vec_push(s->l->arena, &names, name);
    }
    return last ? ask_list(s->l->arena, &names, last) : all;
}

/* "the answer is ..." */
static const char *outcome(const struct gap_search *s) {
    const struct model *m = s->l->m;
    if (m->default_approach == MODEL_NONE) return "the answer is always a refusal";
    return arena_printf(s->l->arena, "the answer is never more than the default approach, %s",
                        m->approaches.at[m->default_approach].id.name);
}

/* All objectives with the same gaps as this one. */
static void tell(struct gap_search *s, uint32_t objective, enum diag_code code) {
    const struct model *m = s->l->m;
    struct words names = {0};
    for (uint32_t o = objective; o < s->objectives; o++) {
        if (memcmp(s->gap + o * s->activities, s->gap + objective * s->activities,
                   s->activities * sizeof(bool)) != 0)
            continue;
        s->told[o] = true;
        if (m->objective != MODEL_NONE)
            vec_push(s->l->arena, &names, m->facts.at[m->objective].values.at[o].name);
    }
    const struct block *b = m->objective == MODEL_NONE ? NULL : block_of(m, objective);
    const char *under = ask_list(s->l->arena, &names, "and"), *rule = m->approaches.at[0].id.name;
    struct span at = b ? b->id.at : m->facts.at[m->activity].id.at;
    if (m->activity == MODEL_NONE) {
        diag_report(s->l->d, code, at,
                    "no permission provides for anything under %s, whatever the other facts: %s",
                    under, outcome(s));
        diag_note(s->l->d, SPAN_NOWHERE, "to provide for it, write in its block: may use %s", rule);
        return;
    }
    const char *what = activities_text(s, objective, "or", NULL),
               *list = activities_text(s, objective, NULL, ", ");
    diag_report(s->l->d, code, at,
                "%s%s%sno permission provides for %s, whatever the other facts: %s",
                b ? "under " : "", b ? under : "", b ? " " : "", what, outcome(s));
    diag_note(s->l->d, SPAN_NOWHERE, "to provide for them, write %s: may use %s for %s",
              b ? arena_printf(s->l->arena, "in %s", b->id.name) : "in a block", rule, list);
}

static bool has_gap(const struct gap_search *s, uint32_t objective) {
    for (uint32_t a = 0; a < s->activities; a++)
        if (s->gap[objective * s->activities + a]) return true;
    return false;
}

/* False: there is nothing to say, or it was given up. */
static bool find_gaps(struct gap_search *s) {
    const struct model *m = s->l->m;
    diagram feasible = ask_feasible(s->d);
    s->feasible = project(s, feasible);
    s->provided = project(s, diagram_and(s->d->g, feasible, ask_permitted(s->d)));
    if (s->d->g->gave_up ||
        s->provided ==
            NO) /* nothing is ever provided for: another check says so of the approaches */
        return false;
    s->situation = arena_array(s->l->arena, int64_t, m->facts.len);
    if (m->objective != MODEL_NONE) s->objectives = (uint32_t)m->facts.at[m->objective].values.len;
    if (m->activity != MODEL_NONE) s->activities = (uint32_t)m->facts.at[m->activity].values.len;
    s->gap = arena_array(s->l->arena, bool, (size_t)s->objectives * s->activities);
    s->told = arena_array(s->l->arena, bool, s->objectives);
    for (uint32_t o = 0; o < s->objectives; o++)
        for (uint32_t a = 0; a < s->activities; a++)
            s->gap[o * s->activities + a] = is_gap(s, o, a);
    return true;
}

/* A gap under some objective, and provided for under none. */
static bool is_gap_everywhere(struct gap_search *s, uint32_t activity) {
    bool some = false;
    for (uint32_t o = 0; o < s->objectives; o++) {
        some = some || s->gap[o * s->activities + activity];
        if (s->l->m->objective != MODEL_NONE) s->situation[s->l->m->objective] = o;
        s->situation[s->l->m->activity] = activity;
        if (diagram_at(s->d->g, s->provided, s->situation) == YES) return false;
    }
    return some;
}

void gaps_report_activities(struct analysis *l) {
    const struct model *m = l->m;
    if (m->activity == MODEL_NONE || seen_permitted(l, MODEL_NONE, m->activity)) return;
    struct gap_search s = {.l = l, .d = analysis_any_reading(l), .objectives = 1, .activities = 1};
    struct words names = {0};
    struct span at = m->facts.at[m->activity].id.at;
    if (!find_gaps(&s)) return;
    for (uint32_t a = 0; a < s.activities; a++) {
        const struct declared *value = &m->facts.at[m->activity].values.at[a];
        if (value->foreign || !is_gap_everywhere(&s, a)) continue;
        at = names.len ? at : value->at;
        vec_push(l->arena, &names, value->name);
    }
    if (names.len == 0) return;
    diag_report(l->d, DIAG_UNPROVIDED, at,
                "no permission ever provides for %s, whatever the other facts: %s",
                ask_list(l->arena, &names, "or"), outcome(&s));
    diag_note(l->d, SPAN_NOWHERE,
              "to provide for %s, write in the block that speaks of it: may use %s for %s",
              names.len == 1 ? "it" : "one of them", m->approaches.at[0].id.name, names.at[0]);
}

void gaps_report(struct analysis *l, enum diag_code code) {
    const struct model *m = l->m;
    if ((m->objective == MODEL_NONE && m->activity == MODEL_NONE) ||
        seen_permitted(l, m->objective, m->activity))
        return;
    struct gap_search s = {.l = l, .d = analysis_any_reading(l), .objectives = 1, .activities = 1};
    if (!find_gaps(&s)) return;
    for (uint32_t o = 0; o < s.objectives; o++)
        if (!s.told[o] && has_gap(&s, o)) tell(&s, o, code);
}
