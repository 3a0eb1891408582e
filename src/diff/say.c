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

/* Whether the approach is open or left by default where the element is another in the group. */
static bool is_offered(const struct difference *d, const struct parting *g, const struct element *e,
                       int side) {
    uint32_t own = d->approaches.at[e->approach].of[side];
    if (own == MODEL_NONE) return false;
    diagram here = diagram_and(d->g, g->where, e->where);
    return diagram_and(d->g, here, d->decided[side]->offered[own]) != NO;
}

/* Whether wherever the verdict changes so, it is conditional, on this duty among others. */
static bool is_after(const struct difference *d, const struct parting *g, const struct change *x,
                     int side, uint32_t duty) {
    uint32_t own = d->duties.at[duty].of[side],
             approach = d->approaches.at[x->element->approach].of[side];
    if (x->verdicts[side] != 1u << IS_CONDITIONAL || own == MODEL_NONE) return false;
    diagram before = decisions_component(d->decided[side], DECISION_BEFORE, own, approach);
    return diagram_but(d->g, diagram_and(d->g, g->where, x->element->where), before) == NO;
}

/* That of one of several approaches that an answer has may be conditional where the answer's status
 * is open. */
static bool is_seen(const struct parting *g, const struct change *x) {
    int side = x->element->come ? NEW : OLD;
    uint64_t used = g->is[side].used;
    if (g->kind != GROUP_APPROACH || !is_verdict(x->element) ||
        !((g->is[OLD].used | g->is[NEW].used) >> x->element->approach & 1))
        return false;
    return (used & (used - 1)) == 0 || !(x->verdicts[side] >> IS_CONDITIONAL & 1);
}

/* Whether a change is worth telling: not what goes without saying. */
static bool is_told(const struct difference *d, const struct parting *g, const struct change *x) {
    const struct element *e = x->element;
    if (g->kind == GROUP_BASIS || e->part >= DECISION_GROUNDS)
        return g->kind == GROUP_BASIS && e->part >= DECISION_GROUNDS;
    if (is_seen(g, x)) return false;
    if (!is_verdict(e) && !e->come && !is_offered(d, g, e, NEW))
        return false; /* where it may not be used, nothing comes with it */
    const unsigned none = 1u << IS_NOT_PROVIDED | 1u << IS_OUT_OF_SCOPE | 1u << IS_UNKNOWN;
    bool goes_over = is_verdict(e) && !e->come && !(x->verdicts[NEW] & none);
    vec_each (struct change, y, &g->changes) {
        const struct element *other = y->element;
        bool follows =
            e->part == DECISION_BEFORE
                ? other->part == DECISION_DUTY && other->unit == e->unit && other->come == e->come
                : goes_over && is_verdict(other) && other->come && x->always == y->always;
        bool after = decision_is_of_duties(e->part) && e->come && other->part == DECISION_OPEN &&
                     other->come && x->always == y->always;
        if (other->approach == e->approach &&
            (follows || (after && is_after(d, g, y, NEW, e->unit) && is_told(d, g, y))))
            return false;
    }
    return true;
}

/* ---- what comes and goes ---- */

enum way {
    WAY_IS,
    WAY_GAINS,
    WAY_LOSES,
    WAY_RESTS,
    WAY_RESTS_NOT,
    WAY_CLOSED,
    WAY_OPENED,
    WAY_HAS,
    WAY_HAS_NOT,
    WAYS
};

static enum way way_of(const struct element *e) {
    if (is_verdict(e)) return WAY_IS;
    enum way way = e->part < DECISION_GROUNDS     ? WAY_GAINS
                   : e->part == DECISION_BASIS    ? WAY_RESTS
                   : e->part == DECISION_ATTACHED ? WAY_HAS
                                                  : WAY_CLOSED;
    return e->come ? way : way + 1;
}

static const char *marked(const struct difference *d, bool gained, const char *words) {
    return d->color ? arena_printf(d->arena, "\033[1;%sm%s\033[m", gained ? "32" : "31", words)
                    : words;
}

/* "not provided for", "open after fee": all that the verdict is where it changes so. */
static const char *verdict_words(const struct difference *d, const struct parting *g,
                                 const struct change *x, int side) {
    static const char *const words[VERDICTS] = {[IS_NOT_PROVIDED] = "not provided for",
                                                [IS_CLOSED] = "closed",
                                                [IS_DEFAULT] = "left by default",
                                                [IS_CONDITIONAL] = "conditional",
                                                [IS_OPEN] = "open",
                                                [IS_OUT_OF_SCOPE] = "out of scope",
                                                [IS_UNKNOWN] = "gone"};
    struct texts list = {0}, after = {0};
    for (uint32_t u = 0; u < d->duties.len; u++)
        if (is_after(d, g, x, side, u)) vec_push(d->arena, &after, d->duties.at[u].name);
    if (after.len)
        return arena_printf(d->arena, "open after %s", joined(d->arena, &after, " and "));
    for (enum verdict v = IS_NOT_PROVIDED; v < VERDICTS; v++)
        if (x->verdicts[side] >> v & 1) vec_push(d->arena, &list, words[v]);
    return joined(d->arena, &list, " or ");
}

/* "a caution of P2"; duties have words of their own. */
static const char *element_words(const struct difference *d, const struct element *e) {
    static const char *const around[DECISION_PARTS][2] = {
        [DECISION_WILL] = {"a commitment (", ")"},
        [DECISION_MUST] = {"an obligation to use it (", ")"},
        [DECISION_BEFORE] = {"", " as to be done first"},
        [DECISION_CAUTION] = {"a caution of ", ""}};
    if (e->part == DECISION_ATTACHED)
        return arena_printf(d->arena, "the duty %s by %s", d->duties.at[e->unit].name, e->name);
    const char *const *words = around[e->part];
    return words[0] ? arena_printf(d->arena, "%s%s%s", words[0], e->name, words[1]) : e->name;
}

/* What is said of some approaches together; 0: of a refusal. */
struct said {
    uint64_t approaches;
    const char *was; /* the verdict, or NULL */
    struct texts duties[WAYS], others[WAYS];
};
struct saids VEC(struct said);

/* Of each verdict that changes something of its own is said. */
static struct said *said_of(const struct difference *d, struct saids *all, uint64_t approaches,
                            const char *was) {
    vec_each (struct said, s, all)
        if (s->approaches == approaches && !was) return s;
    vec_push(d->arena, all, ((struct said){.approaches = approaches, .was = was}));
    return &all->at[all->len - 1];
}

static bool same_verdicts(const struct difference *d, const struct parting *g,
                          const struct change *x, const struct change *y) {
    for (int side = OLD; side < SIDES && is_verdict(x->element); side++)
        if (strcmp(verdict_words(d, g, x, side), verdict_words(d, g, y, side)) != 0) return false;
    return true;
}

static struct saids gather(const struct difference *d, const struct parting *g, bool always) {
    struct saids all = {0};
    bool *said = arena_array(d->arena, bool, g->changes.len + 1);
    vec_each (const struct change, x, &g->changes) {
        const struct element *e = x->element;
        uint64_t approaches = 0;
        if (said[x - g->changes.at] || x->always != always || !is_told(d, g, x)) continue;
        const struct change *end = g->changes.at + g->changes.len;
        for (const struct change *y = x; y < end && same_change(e, y->element); y++) {
            if (y->always != always || !is_told(d, g, y) || !same_verdicts(d, g, x, y)) continue;
            said[y - g->changes.at] = true;
            if (y->element->approach != MODEL_NONE)
                approaches |= UINT64_C(1) << y->element->approach;
        }
        const char *was = is_verdict(e) ? verdict_words(d, g, x, OLD) : NULL;
        struct said *s = said_of(d, &all, approaches, was);
        bool duty = e->part == DECISION_DUTY;
        vec_push(d->arena, duty ? &s->duties[way_of(e)] : &s->others[way_of(e)],
                 was ? verdict_words(d, g, x, NEW) : element_words(d, e));
    }
    return all;
}

static const char *verb_words(const struct difference *d, enum way way, bool several) {
    static const char *const verbs[WAYS][2] = {
        [WAY_IS] = {"is", "are"},
        [WAY_GAINS] = {"gains", "gain"},
        [WAY_LOSES] = {"loses", "lose"},
        [WAY_RESTS] = {"rests on", "rest on"},
        [WAY_RESTS_NOT] = {"rests no more on", "rest no more on"},
        [WAY_CLOSED] = {"is closed by", "are closed by"},
        [WAY_OPENED] = {"is no more closed by", "are no more closed by"},
        [WAY_HAS] = {"has", "have"},
        [WAY_HAS_NOT] = {"no longer has", "no longer have"}};
    const char *words = verbs[way][several];
    return way == WAY_GAINS || way == WAY_LOSES ? marked(d, way == WAY_GAINS, words) : words;
}

/* "gains the duties a and b, and a caution of P2, and loses the duty c" */
static const char *said_words(const struct difference *d, const struct said *s, bool several) {
    struct arena *a = d->arena;
    struct texts ways = {0};
    for (enum way way = WAY_IS; way < WAYS; way++) {
        struct texts both = {0};
        const struct texts *duties = &s->duties[way], *others = &s->others[way];
        if (duties->len)
            vec_push(a, &both,
                     arena_printf(a, "the %s %s", duties->len > 1 ? "duties" : "duty",
                                  joined(a, duties, " and ")));
        if (others->len) vec_push(a, &both, joined(a, others, " and "));
        if (both.len)
            vec_push(
                a, &ways,
                arena_printf(a, "%s %s", verb_words(d, way, several), joined(a, &both, ", and ")));
    }
    return joined(a, &ways, ", and ");
}

/* "loan, which was closed,": what it was before stands behind its name. */
static const char *who_was(const struct difference *d, const struct said *s, const char *name,
                           bool several) {
    bool known = true;
    for (size_t u = 0; u < d->approaches.len; u++)
        known = known && (!(s->approaches >> u & 1) || d->approaches.at[u].of[OLD] != MODEL_NONE);
    const char *verb = several ? "were" : "was", *are = several ? "are" : "is";
    return !s->was       ? name
           : d->readings ? arena_printf(d->arena, "%s, %s as taken,", name, s->was)
           : known       ? arena_printf(d->arena, "%s, which %s %s,", name, verb, s->was)
                         : arena_printf(d->arena, "%s, which %s new,", name, are);
}

/* Which approaches, where there are several to tell apart; of the others `it`, or nothing. */
static const char *changes_words(const struct difference *d, const struct parting *g, bool always,
                                 const char *it) {
    struct texts list = {0};
    struct saids all = gather(d, g, always);
    uint64_t every = (UINT64_C(2) << (d->approaches.len - 1)) - 1;
    vec_each (const struct said, s, &all) {
        bool named = s->approaches && (d->approaches.len > 1 || s->was),
             together = named && s->approaches == every && d->approaches.len > 1,
             several = !together && (s->approaches & (s->approaches - 1)) != 0;
        const char *who = it, *name = together ? "every approach" : NULL;
        if (named && !together) name = approach_words(d, s->approaches);
        if (name) who = arena_printf(d->arena, "%s ", who_was(d, s, name, several));
        vec_push(d->arena, &list, arena_printf(d->arena, "%s%s", who, said_words(d, s, several)));
    }
    return joined(d->arena, &list, "; ");
}

const char *group_consequences(const struct difference *d, const struct parting *g, bool always) {
    struct arena *a = d->arena;
    struct texts all = {0};
    vec_each (struct status_change, x, &g->status_changes)
        if (g->kind == GROUP_LISTS && x->always == always)
            vec_push(a, &all,
                     arena_printf(a, "it is %s instead of %s", status_words(x->is),
                                  status_words(x->was)));
    vec_each (struct start_change, x, &g->start_changes)
        if (g->kind != GROUP_APPROACH && g->kind != GROUP_NOW && (x->where == g->where) == always)
            vec_push(a, &all,
                     arena_printf(a, "%s may start at once instead of %s", approach_words(d, x->is),
                                  approach_words(d, x->was)));
    bool said = g->kind == GROUP_LISTS || g->kind == GROUP_BEFORE || g->kind == GROUP_BASIS;
    const char *rest = always && said ? "" : changes_words(d, g, always, "it ");
    if (*rest) vec_push(a, &all, rest);
    return joined(a, &all, "; ");
}

/* Of what is said to change: "gains ...", or "letter gains ..." behind a colon. */
static const char *said_to_change(const struct difference *d, const struct parting *g,
                                  const char *otherwise) {
    const char *words = changes_words(d, g, true, "");
    if (!*words) return arena_printf(d->arena, " %s", otherwise);
    struct saids all = gather(d, g, true);
    bool named = all.at[0].approaches && (d->approaches.len > 1 || all.at[0].was);
    return arena_printf(d->arena, named ? ": %s" : " %s", words);
}

/* With what parts it from what it is said of. */
static const char *predicate(const struct difference *d, const struct parting *g) {
    const struct brief *was = &g->is[OLD], *is = &g->is[NEW];
    const char *words, *other, *way = movement(d, g);
    switch (g->kind) {
    case GROUP_APPROACH:
        words = decision_words(d, was->used, g->statuses[OLD]);
        other = decision_words(d, is->used, g->statuses[NEW]);
        if (way)
            return arena_printf(d->arena, " %s from %s to %s",
                                marked(d, strcmp(way, "rises") == 0, way), words, other);
        if (has_none(g, OLD) != has_none(g, NEW)) other = marked(d, has_none(g, OLD), other);
        return arena_printf(d->arena, " is %s instead of %s", other, words);
    case GROUP_STATUS:
        return arena_printf(d->arena, " stays %s, but is %s instead of %s",
                            approach_words(d, is->used), decision_words(d, 0, g->statuses[NEW]),
                            decision_words(d, 0, g->statuses[OLD]));
    case GROUP_NOW:
        return arena_printf(d->arena,
                            is->start ? " may start with %s at once instead of %s"
                                      : " cannot start at once%.0s instead of with %s",
                            approach_words(d, is->start), approach_words(d, was->start));
    case GROUP_BEFORE:
    case GROUP_LISTS: return said_to_change(d, g, "keeps its approach, but not what comes with it");
    case GROUP_BASIS: break;
    }
    return said_to_change(d, g, "rests on other paragraphs");
}

const char *group_sentence(const struct difference *d, const struct parting *group) {
    const char *where, *what = who_and_what(d, &group->head, &where),
                       *causes = cause_words(d, &group->causes, group->together);
    return arena_printf(d->arena, *causes ? "%s%s (%s)%s" : "%s%s%s%s", what, predicate(d, group),
                        causes, where);
}
