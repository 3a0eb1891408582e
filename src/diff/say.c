/*
 * Sentences about groups.
 */
#include "diff/diff.h"

/* ---- who and what ---- */

/* "for UA, training under SO1", "the decision"; in *where ", where requested" or "". */
static const char *who_and_what(const struct difference *d, const struct cube *head,
                                const char **where) {
    const char *role[ROLES] = {NULL};
    struct texts rest = {0};
    for (uint32_t i = 0; i < head->n_limits; i++) {
        const struct limit *l = &head->limits[i];
        enum role is = d->role[d->g->s->axes.at[l->axis].fact];
        const char *words = limit_words(d, l), *blank = strchr(words, ' ');
        if (is != ROLE_NONE && !role[is])
            role[is] = blank ? blank + 1 : words; /* without the name of the fact */
        else
            vec_push(d->arena, &rest, words);
    }
    const char *partner = role[ROLE_PARTNER], *activity = role[ROLE_ACTIVITY],
               *objective = role[ROLE_OBJECTIVE];
    if (!activity) activity = partner || objective ? "everything" : "the decision";
    *where = rest.len ? arena_printf(d->arena, ", where %s", joined(d->arena, &rest, ", ")) : "";
    return arena_printf(d->arena, "%s%s%s%s%s%s", partner ? "for " : "", partner ? partner : "",
                        partner ? ", " : "", activity, objective ? " under " : "",
                        objective ? objective : "");
}

/* ---- how it changes ---- */

/* "rises", "falls", or NULL: they are not to be compared. */
static const char *movement(const struct difference *d, const struct parting *g) {
    uint32_t rank[SIDES] = {MODEL_NONE, MODEL_NONE};
    for (int side = OLD; side < SIDES; side++) {
        uint64_t used = g->is[side].used;
        if (!own_model(d, side)->ranked || !used || (used & (used - 1))) return NULL;
        for (size_t a = 0; a < d->approaches.len; a++)
            if (used >> a & 1) rank[side] = d->approaches.at[a].of[NEW];
        if (rank[side] == MODEL_NONE) return NULL;
    }
    return rank[NEW] > rank[OLD] ? "rises" : rank[NEW] < rank[OLD] ? "falls" : NULL;
}

static bool has_none(const struct parting *g, int side) {
    return g->kind == GROUP_APPROACH && !g->is[side].used;
}

/* Whether a change is worth telling: not what goes without saying. */
static bool is_told(const struct parting *g, const struct change *x) {
    const struct element *e = x->element;
    if (g->kind == GROUP_BASIS) return e->part == DECISION_BASIS;
    if (e->part == DECISION_BASIS || (g->kind == GROUP_APPROACH && e->part == DECISION_OPEN))
        return false;
    if (e->part == DECISION_CLOSED_BY) return has_none(g, OLD) == has_none(g, NEW);
    if (has_none(g, NEW) || (has_none(g, OLD) && !x->always))
        return false; /* where nothing may be used, nothing comes with it */
    vec_each (struct change, y, &g->changes) {
        const struct element *duty = y->element;
        if (e->part == DECISION_BEFORE && duty->part == DECISION_DUTY && duty->unit == e->unit &&
            duty->come == e->come)
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

static const char *marked(const struct difference *d, bool gained, const char *words) {
    return d->color ? arena_printf(d->arena, "\033[1;%sm%s\033[m", gained ? "32" : "31", words)
                    : words;
}

static const char *changes_words(const struct difference *d, const struct parting *g, bool always,
                                 const char *come, const char *gone) {
    struct arena *a = d->arena;
    struct texts ways = {0};
    for (int way = 1; way >= 0; way--) {
        struct texts duties = {0}, others = {0}, both = {0};
        vec_each (struct change, x, &g->changes) {
            const struct element *e = x->element;
            if (e->come != (way != 0) || x->always != always || !is_told(g, x)) continue;
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
                     arena_printf(a, "%s %s", marked(d, way, way ? come : gone),
                                  joined(a, &both, ", and ")));
    }
    return joined(a, &ways, ", and ");
}

const char *group_consequences(const struct difference *d, const struct parting *g, bool always) {
    struct arena *a = d->arena;
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
    const struct brief *was = &g->is[OLD], *is = &g->is[NEW];
    const char *words, *other, *way = movement(d, g);
    switch (g->kind) {
    case GROUP_APPROACH:
        words = decision_words(d, was->used, g->statuses[OLD]);
        other = decision_words(d, is->used, g->statuses[NEW]);
        if (way)
            return arena_printf(d->arena, "%s from %s to %s",
                                marked(d, strcmp(way, "rises") == 0, way), words, other);
        if (has_none(g, OLD) != has_none(g, NEW)) other = marked(d, has_none(g, OLD), other);
        return arena_printf(d->arena, "is %s instead of %s", other, words);
    case GROUP_STATUS:
        return arena_printf(d->arena, "stays %s, but is %s instead of %s",
                            approach_words(d, is->used), decision_words(d, 0, g->statuses[NEW]),
                            decision_words(d, 0, g->statuses[OLD]));
    case GROUP_NOW:
        return arena_printf(d->arena,
                            is->start ? "may start with %s at once instead of %s"
                                      : "cannot start at once%.0s instead of with %s",
                            approach_words(d, is->start), approach_words(d, was->start));
    case GROUP_BEFORE:
    case GROUP_LISTS:
        words = changes_words(d, g, true, "gains", "loses");
        return *words ? words : "keeps its approach, but not what comes with it";
    case GROUP_BASIS: break;
    }
    words = changes_words(d, g, true, "rests on", "rests no more on");
    return *words ? words : "rests on other paragraphs";
}

const char *group_sentence(const struct difference *d, const struct parting *group) {
    const char *where, *what = who_and_what(d, &group->head, &where),
                       *causes = cause_words(d, &group->causes);
    return arena_printf(d->arena, *causes ? "%s %s (%s)%s" : "%s %s%s%s", what, predicate(d, group),
                        causes, where);
}
