/*
 * Sentences about groups.
 */
#include "diff/diff.h"
#include "diff/words.h"

#include <string.h>

/* ---- who and what ---- */

enum role { ROLE_PARTNER, ROLE_ACTIVITY, ROLE_OBJECTIVE, ROLES };

static enum role role_of(const struct comparison *c, uint32_t fact) {
    for (int side = OLD; side < SIDES; side++) {
        const struct model *m = c->m->of[side].rules->model;
        const uint32_t roles[ROLES] = {m->partner, m->activity, m->objective};
        for (int i = 0; i < ROLES; i++)
            if (roles[i] != MODEL_NONE && c->m->fact_of[side][roles[i]] == fact)
                return (enum role)i;
    }
    return ROLES;
}

/* The words of one limit without the name of its fact. */
static const char *bare(const struct comparison *c, const struct limit *l) {
    struct cube one = {.limits = l, .n_limits = 1};
    const char *words = case_words(c, &one), *blank = strchr(words, ' ');
    return blank ? blank + 1 : words;
}

struct subject_words {
    const char *role[ROLES];
    const char *rest; /* "": nothing more */
};

static struct subject_words parts_of(const struct comparison *c, const struct cube *cube) {
    struct subject_words s = {.rest = ""};
    for (uint32_t i = 0; i < cube->n_limits; i++) {
        const struct limit *l = &cube->limits[i];
        enum role role = role_of(c, c->g->s->axes.at[l->axis].fact);
        struct cube one = {.limits = l, .n_limits = 1};
        if (role < ROLES && !s.role[role])
            s.role[role] = bare(c, l);
        else
            s.rest = listed(c->m->arena, s.rest, case_words(c, &one));
    }
    return s;
}

/* ---- how it changes ---- */

static bool one_approach(uint64_t used) { return used && !(used & (used - 1)); }

/* 1: higher, -1: lower, 0: not to be compared. */
static int movement(const struct comparison *c, const struct parting *g) {
    const struct model *m = c->m->of[NEW].rules->model;
    uint32_t rank[SIDES] = {MODEL_NONE, MODEL_NONE};
    if (!m->ranked || !c->m->of[OLD].rules->model->ranked) return 0;
    for (int side = OLD; side < SIDES; side++) {
        if (!one_approach(g->is[side].used)) return 0;
        for (size_t a = 0; a < c->approaches.len; a++)
            if (g->is[side].used >> a & 1) rank[side] = c->approaches.at[a].of[NEW];
        if (rank[side] == MODEL_NONE) return 0;
    }
    return rank[NEW] > rank[OLD] ? 1 : rank[NEW] < rank[OLD] ? -1 : 0;
}

static bool has_none(const struct parting *g, enum side side) {
    return g->kind == GROUP_APPROACH && !g->is[side].used;
}

/* Whether a change is worth telling: not what goes without saying. */
static bool is_told(const struct difference *d, const struct parting *g, const struct change *x) {
    const struct element *e = &d->c->elements.at[x->element];
    if (g->kind == GROUP_BASIS) return e->part == DECISION_BASIS;
    if (e->part == DECISION_BASIS || (g->kind == GROUP_APPROACH && e->part == DECISION_OPEN))
        return false;
    if (e->part != DECISION_CLOSED_BY && (has_none(g, NEW) || (has_none(g, OLD) && !x->always)))
        return false; /* where nothing may be used, nothing comes with it */
    if (e->part == DECISION_CLOSED_BY && has_none(g, OLD) != has_none(g, NEW)) return false;
    vec_each (struct change, y, &g->changes) {
        const struct element *duty = &d->c->elements.at[y->element];
        if (e->part == DECISION_BEFORE && duty->part == DECISION_DUTY && duty->unit == e->unit &&
            y->come == x->come)
            return false;
    }
    return true;
}

const char *element_words(const struct comparison *c, const struct element *e) {
    struct arena *a = c->m->arena;
    switch (e->part) {
    case DECISION_OPEN: return arena_printf(a, "%s as open", c->approaches.at[e->unit].name);
    case DECISION_WILL: return "a commitment (will)";
    case DECISION_MUST: return "an obligation to use it (must)";
    case DECISION_DUTY: return arena_printf(a, "the duty %s", c->duties.at[e->unit].name);
    case DECISION_BEFORE:
        return arena_printf(a, "%s as to be done first", c->duties.at[e->unit].name);
    case DECISION_CAUTION:
        return arena_printf(a, "a caution of %s", c->paragraphs.at[e->unit].name);
    case DECISION_CLOSED_BY:
        return arena_printf(a, "%s as closing it", c->paragraphs.at[e->unit].name);
    case DECISION_BASIS: return c->paragraphs.at[e->unit].name;
    case DECISION_OUT_OF_SCOPE:
    case DECISION_REFUSED:
    case DECISION_DEFAULT:
    case DECISION_CONDITIONAL:
    case DECISION_START: break;
    }
    return "";
}

static const char *changes_words(const struct difference *d, const struct parting *g, bool always,
                                 const char *come, const char *gone) {
    struct arena *a = d->c->m->arena;
    const char *sides[2] = {"", ""};
    for (int way = 1; way >= 0; way--) {
        struct saying say = {.arena = a};
        struct saying duties = {.arena = a};
        vec_each (struct change, x, &g->changes) {
            const struct element *e = &d->c->elements.at[x->element];
            if (x->come != (way != 0) || x->always != always || !is_told(d, g, x)) continue;
            if (e->part == DECISION_DUTY)
                saying_add(&duties, d->c->duties.at[e->unit].name);
            else
                saying_add(&say, element_words(d->c, e));
        }
        const char *both = duties.last
                               ? arena_printf(a, "the %s %s", duties.list ? "duties" : "duty",
                                              saying_end(&duties, "and"))
                               : "";
        if (say.last)
            both = *both ? arena_printf(a, "%s, and %s", both, saying_end(&say, "and"))
                         : saying_end(&say, "and");
        if (*both) sides[way] = arena_printf(a, "%s %s", way ? come : gone, both);
    }
    return *sides[1] && *sides[0] ? arena_printf(a, "%s, and %s", sides[1], sides[0])
           : *sides[1]            ? sides[1]
                                  : sides[0];
}

/* What of the status follows; the groups of other kinds say it themselves. */
static const char *status_change_words(const struct difference *d, const struct parting *g,
                                       bool always) {
    const char *list = "";
    vec_each (struct status_change, x, &g->status_changes)
        if (g->kind == GROUP_LISTS && x->always == always)
            list = listed(d->c->m->arena, list,
                          arena_printf(d->c->m->arena, "is %s instead of %s",
                                       verdict_words(d->c, 0, 1u << x->is),
                                       verdict_words(d->c, 0, 1u << x->was)));
    return list;
}

const char *group_consequences(const struct difference *d, const struct parting *group,
                               bool always) {
    const char *status = status_change_words(d, group, always);
    if (always &&
        (group->kind == GROUP_LISTS || group->kind == GROUP_BEFORE || group->kind == GROUP_BASIS))
        return status;
    const char *rest = changes_words(d, group, always, "gains", "loses");
    return *status && *rest ? arena_printf(d->c->m->arena, "%s, and %s", status, rest)
           : *status        ? status
                            : rest;
}

static const char *predicate(const struct difference *d, const struct parting *g) {
    const struct comparison *c = d->c;
    struct arena *a = c->m->arena;
    const char *was = verdict_words(c, g->is[OLD].used, g->statuses[OLD]),
               *is = verdict_words(c, g->is[NEW].used, g->statuses[NEW]);
    switch (g->kind) {
    case GROUP_APPROACH: {
        int way = movement(c, g);
        if (way) return arena_printf(a, "%s from %s to %s", way > 0 ? "rises" : "falls", was, is);
        return arena_printf(a, "is %s instead of %s", is, was);
    }
    case GROUP_STATUS:
        return arena_printf(
            a, "stays %s, but is %s instead of %s", approach_words(c, g->is[NEW].used),
            verdict_words(c, 0, g->statuses[NEW]), verdict_words(c, 0, g->statuses[OLD]));
    case GROUP_NOW:
        if (!g->is[NEW].start)
            return arena_printf(a, "cannot start at once instead of with %s",
                                approach_words(c, g->is[OLD].start));
        return arena_printf(a, "may start with %s at once instead of %s",
                            approach_words(c, g->is[NEW].start),
                            approach_words(c, g->is[OLD].start));
    case GROUP_BEFORE:
    case GROUP_LISTS: {
        const char *always = changes_words(d, g, true, "gains", "loses");
        return *always ? always : "keeps its approach, but not what comes with it";
    }
    case GROUP_BASIS: {
        const char *always = changes_words(d, g, true, "rests on", "rests no more on");
        return *always ? always : "rests on other paragraphs";
    }
    }
    return "";
}

const char *group_sentence(const struct difference *d, const struct parting *group) {
    const struct comparison *c = d->c;
    struct arena *a = c->m->arena;
    struct subject_words s = parts_of(c, &group->head);
    const char *causes = cause_words(c, &d->causes, &group->causes, d->readings);
    const char *for_whom =
        s.role[ROLE_PARTNER] ? arena_printf(a, "for %s, ", s.role[ROLE_PARTNER]) : "";
    const char *what = s.role[ROLE_ACTIVITY]                 ? s.role[ROLE_ACTIVITY]
                       : *for_whom || s.role[ROLE_OBJECTIVE] ? "everything"
                                                             : "the decision";
    const char *under =
        s.role[ROLE_OBJECTIVE] ? arena_printf(a, " under %s", s.role[ROLE_OBJECTIVE]) : "";
    const char *why = *causes ? arena_printf(a, " (%s)", causes) : "";
    const char *where = *s.rest ? arena_printf(a, ", where %s", s.rest) : "";
    return arena_printf(a, "%s%s%s %s%s%s", for_whom, what, under, predicate(d, group), why, where);
}
