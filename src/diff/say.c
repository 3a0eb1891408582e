/*
 * Sentences about groups.
 */
#include "diff/diff.h"

#include <string.h>

/* ---- who and what ---- */

enum role { ROLE_PARTNER, ROLE_ACTIVITY, ROLE_OBJECTIVE, ROLES };

static enum role role_of(const struct comparison *c, uint32_t fact) {
    for (int side = OLD; side < SIDES; side++) {
        const struct model *m = own_model(c->m, (enum side)side);
        const uint32_t roles[ROLES] = {m->partner, m->activity, m->objective};
        for (int i = 0; i < ROLES; i++)
            if (roles[i] != MODEL_NONE && c->m->fact_of[side][roles[i]] == fact)
                return (enum role)i;
    }
    return ROLES;
}

/* "for UA, training under SO1", "the decision"; in *where ", where requested" or "". */
static const char *who_and_what(const struct comparison *c, const struct cube *head,
                                const char **where) {
    const char *role[ROLES] = {NULL};
    struct texts rest = {0};
    for (uint32_t i = 0; i < head->n_limits; i++) {
        const struct limit *l = &head->limits[i];
        enum role is = role_of(c, c->g->s->axes.at[l->axis].fact);
        const char *words = limit_words(c, l), *blank = strchr(words, ' ');
        if (is < ROLES && !role[is])
            role[is] = blank ? blank + 1 : words; /* without the name of the fact */
        else
            vec_push(c->arena, &rest, words);
    }
    const char *partner = role[ROLE_PARTNER], *activity = role[ROLE_ACTIVITY],
               *objective = role[ROLE_OBJECTIVE];
    if (!activity) activity = partner || objective ? "everything" : "the decision";
    *where = rest.len ? arena_printf(c->arena, ", where %s", joined(c->arena, &rest, ", ")) : "";
    return arena_printf(c->arena, "%s%s%s%s%s%s", partner ? "for " : "", partner ? partner : "",
                        partner ? ", " : "", activity, objective ? " under " : "",
                        objective ? objective : "");
}

/* ---- how it changes ---- */

/* 1: higher, -1: lower, 0: not to be compared. */
static int movement(const struct comparison *c, const struct parting *g) {
    uint32_t rank[SIDES] = {MODEL_NONE, MODEL_NONE};
    for (int side = OLD; side < SIDES; side++) {
        uint64_t used = g->is[side].used;
        if (!own_model(c->m, (enum side)side)->ranked || !used || (used & (used - 1))) return 0;
        for (size_t a = 0; a < c->approaches.len; a++)
            if (used >> a & 1) rank[side] = c->approaches.at[a].of[NEW];
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
    if (e->part == DECISION_CLOSED_BY) return has_none(g, OLD) == has_none(g, NEW);
    if (has_none(g, NEW) || (has_none(g, OLD) && !x->always))
        return false; /* where nothing may be used, nothing comes with it */
    vec_each (struct change, y, &g->changes) {
        const struct element *duty = &d->c->elements.at[y->element];
        if (e->part == DECISION_BEFORE && duty->part == DECISION_DUTY && duty->unit == e->unit &&
            y->come == x->come)
            return false;
    }
    return true;
}

/* "a caution of P2"; duties have words of their own. */
static const char *element_words(struct arena *a, const struct element *e) {
    static const char *const around[][2] = {[DECISION_OPEN] = {"", " as open"},
                                            [DECISION_WILL] = {"a commitment (", ")"},
                                            [DECISION_MUST] = {"an obligation to use it (", ")"},
                                            [DECISION_BEFORE] = {"", " as to be done first"},
                                            [DECISION_CAUTION] = {"a caution of ", ""},
                                            [DECISION_CLOSED_BY] = {"", " as closing it"},
                                            [DECISION_BASIS] = {"", ""}};
    return arena_printf(a, "%s%s%s", around[e->part][0], e->name, around[e->part][1]);
}

static const char *changes_words(const struct difference *d, const struct parting *g, bool always,
                                 const char *come, const char *gone) {
    struct arena *a = d->c->arena;
    struct texts ways = {0};
    for (int way = 1; way >= 0; way--) {
        struct texts duties = {0}, others = {0}, both = {0};
        vec_each (struct change, x, &g->changes) {
            const struct element *e = &d->c->elements.at[x->element];
            if (x->come != (way != 0) || x->always != always || !is_told(d, g, x)) continue;
            if (e->part == DECISION_DUTY)
                vec_push(a, &duties, e->name);
            else
                vec_push(a, &others, element_words(a, e));
        }
        if (duties.len)
            vec_push(a, &both,
                     arena_printf(a, "the %s %s", duties.len > 1 ? "duties" : "duty",
                                  joined(a, &duties, " and ")));
        if (others.len) vec_push(a, &both, joined(a, &others, " and "));
        if (both.len)
            vec_push(a, &ways,
                     arena_printf(a, "%s %s", way ? come : gone, joined(a, &both, ", and ")));
    }
    return joined(a, &ways, ", and ");
}

const char *group_consequences(const struct difference *d, const struct parting *g, bool always) {
    struct arena *a = d->c->arena;
    struct texts statuses = {0}, all = {0};
    vec_each (struct status_change, x, &g->status_changes)
        if (g->kind == GROUP_LISTS && x->always == always)
            vec_push(
                a, &statuses,
                arena_printf(a, "is %s instead of %s", status_words(x->is), status_words(x->was)));
    if (statuses.len) vec_push(a, &all, joined(a, &statuses, ", "));
    bool said = g->kind == GROUP_LISTS || g->kind == GROUP_BEFORE || g->kind == GROUP_BASIS;
    const char *rest = always && said ? "" : changes_words(d, g, always, "gains", "loses");
    if (*rest) vec_push(a, &all, rest);
    return joined(a, &all, ", and ");
}

static const char *predicate(const struct difference *d, const struct parting *g) {
    const struct comparison *c = d->c;
    const char *was = decision_words(c, g->is[OLD].used, g->statuses[OLD]),
               *is = decision_words(c, g->is[NEW].used, g->statuses[NEW]), *always;
    int way = movement(c, g);
    switch (g->kind) {
    case GROUP_APPROACH:
        if (way)
            return arena_printf(c->arena, "%s from %s to %s", way > 0 ? "rises" : "falls", was, is);
        return arena_printf(c->arena, "is %s instead of %s", is, was);
    case GROUP_STATUS:
        return arena_printf(
            c->arena, "stays %s, but is %s instead of %s", approach_words(c, g->is[NEW].used),
            decision_words(c, 0, g->statuses[NEW]), decision_words(c, 0, g->statuses[OLD]));
    case GROUP_NOW:
        if (!g->is[NEW].start)
            return arena_printf(c->arena, "cannot start at once instead of with %s",
                                approach_words(c, g->is[OLD].start));
        return arena_printf(c->arena, "may start with %s at once instead of %s",
                            approach_words(c, g->is[NEW].start),
                            approach_words(c, g->is[OLD].start));
    case GROUP_BEFORE:
    case GROUP_LISTS:
        always = changes_words(d, g, true, "gains", "loses");
        return *always ? always : "keeps its approach, but not what comes with it";
    case GROUP_BASIS: break;
    }
    always = changes_words(d, g, true, "rests on", "rests no more on");
    return *always ? always : "rests on other paragraphs";
}

const char *group_sentence(const struct difference *d, const struct parting *group) {
    const char *where, *what = who_and_what(d->c, &group->head, &where);
    const char *causes = cause_words(d->c, &d->causes, &group->causes, d->readings);
    return arena_printf(d->c->arena, *causes ? "%s %s (%s)%s" : "%s %s%s%s", what,
                        predicate(d, group), causes, where);
}
