#include "space/situation.h"

/* ---- what has to be stated ---- */

/* Where a request is silent it has this value, whatever the other facts are. A presumption comes
 * before a default, and holds here and not there. */
static bool goes_without_saying(const struct fact *fact, int64_t value) {
    if (fact->source == FACT_READING) return value == fact->taken;
    return fact->has_default && !fact->presumed && value == fact->default_value;
}

/* Whether coverage gives the fact a value of its own, and which. */
static bool filled(const struct fact *fact, int64_t *value) {
    *value = fact->source == FACT_READING ? fact->taken : fact->default_value;
    return goes_without_saying(fact, *value);
}

struct walk {
    const struct witness *w;
    uint32_t round; /* of looks at the same nodes */
    uint32_t *seen; /* by node: round * 8 + the terminals below, a bit each (one of yes-or-no
                       questions has three) */
};

static uint32_t fact_of(const struct diagrams *g, diagram node) {
    return g->s->axes.at[diagram_axis(g, node)].fact;
}

static diagram child_for(const struct diagrams *g, diagram node, int64_t value) {
    return diagram_child(g, node, space_class(g->s, diagram_axis(g, node), value));
}

/* The terminals that completions of the request as named come to. */
static unsigned reached(struct walk *k, diagram x) {
    if (!diagram_is_node(x)) return 1u << x;
    const struct diagrams *g = k->w->g;
    uint32_t *seen = &k->seen[x - NODE_BASE], f = fact_of(g, x);
    if (*seen / 8 == k->round) return *seen % 8;
    int64_t value = k->w->situation[f];
    unsigned all = 0;
    if (k->w->named[f] || filled(&g->s->model->facts.at[f], &value))
        all = reached(k, child_for(g, x, value));
    else
        for (uint32_t c = 0; c < g->s->axes.at[diagram_axis(g, x)].classes; c++)
            all |= reached(k, diagram_child(g, x, c));
    *seen = k->round * 8 + all;
    return all;
}

/* The first fact on the way of the situation that is not named yet; MODEL_NONE: none is left.
 * `must`: one that may be presumed, or filled in otherwise. */
static uint32_t next_to_name(const struct walk *k, diagram x, bool must) {
    const struct diagrams *g = k->w->g;
    for (; diagram_is_node(x); x = child_for(g, x, k->w->situation[fact_of(g, x)])) {
        uint32_t f = fact_of(g, x), axis = diagram_axis(g, x);
        const struct fact *fact = &g->s->model->facts.at[f];
        int64_t value, is = k->w->situation[f];
        bool otherwise =
            fact->presumed ||
            (filled(fact, &value) && space_class(g->s, axis, value) != space_class(g->s, axis, is));
        if (!k->w->named[f] && (otherwise || (!must && !goes_without_saying(fact, is)))) return f;
    }
    return MODEL_NONE;
}

static bool fixed(struct walk *k, diagram y) {
    k->round++;
    return (reached(k, y) & ~(1u << IMPOSSIBLE)) == 1u << diagram_at(k->w->g, y, k->w->situation);
}

void witness_fix(struct witness *w, diagram y) {
    struct diagrams *g = w->g;
    y = diagram_within(g, y, w->possible);
    struct walk k = {.w = w, .seen = arena_array(&g->own, uint32_t, g->nodes.len + 1)};
    uint32_t f;
    while ((f = next_to_name(&k, y, true)) != MODEL_NONE) w->named[f] = true;
    bool *tried = arena_array(&g->own, bool, g->s->model->facts.len + 1);
    while (!fixed(&k, y) && (f = next_to_name(&k, y, false)) != MODEL_NONE)
        w->named[f] = tried[f] = true;
    const struct model *m = g->s->model;
    for (f = (uint32_t)m->facts.len; f-- > 0;)
        if (tried[f] && f != m->partner && f != m->activity &&
            f != m->objective) { /* readers look for who and what */
            w->named[f] = false;
            w->named[f] = !fixed(&k, y);
        }
    diagrams_forget(g);
}

bool witness_find(struct witness *w, struct diagrams *g, diagram possible, diagram x) {
    size_t n = g->s->model->facts.len;
    *w = (struct witness){g, possible, arena_array(g->arena, int64_t, n + 1),
                          arena_array(g->arena, bool, n + 1)};
    bool *tested = arena_array(g->arena, bool, n + 1);
    if (!diagram_witness(g, x, YES, w->situation, tested)) return false;
    witness_fix(w, x);
    for (uint32_t f = 0; f < n; f++)
        w->named[f] = w->named[f] || (tested[f] && goes_without_saying(&g->s->model->facts.at[f],
                                                                       w->situation[f]));
    return true;
}

/* ---- words ---- */

const char *situation_fact(struct arena *a, const struct fact *fact, int64_t value) {
    if (fact->kind == FACT_FLAG)
        return value ? fact->id.name : arena_printf(a, "not %s", fact->id.name);
    return arena_printf(a, "%s = %s", fact->id.name, fact_value_text(a, fact, value));
}

/* NULL where there is nothing to say; without what goes without saying, or all of it where that is
 * nothing. */
static const char *said(struct arena *a, const struct model *m, const int64_t *situation,
                        const bool *named) {
    for (int all = 0; all < 2; all++) {
        const char *list = NULL;
        for (uint32_t f = 0; f < m->facts.len; f++) {
            const struct fact *fact = &m->facts.at[f];
            if (!named[f] || fact->source == FACT_READING ||
                (!all && goes_without_saying(fact, situation[f])))
                continue;
            const char *next = situation_fact(a, fact, situation[f]);
            list = list ? arena_printf(a, "%s, %s", list, next) : next;
        }
        if (list) return list;
    }
    return NULL;
}

const char *situation_text(struct arena *a, const struct model *m, const int64_t *situation,
                           const bool *named) {
    const char *list = said(a, m, situation, named);
    return list ? list : "whatever the facts";
}

const char *situation_where(struct arena *a, const struct model *m, const int64_t *situation,
                            const bool *named) {
    const char *list = said(a, m, situation, named);
    return list ? arena_printf(a, "where %s", list) : "whatever the facts";
}

const char *witness_text(const struct witness *w) {
    return situation_text(w->g->arena, w->g->s->model, w->situation, w->named);
}

const char *witness_where(const struct witness *w) {
    return situation_where(w->g->arena, w->g->s->model, w->situation, w->named);
}
