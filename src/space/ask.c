#include "space/ask.h"

#include "base/list.h"

#include <string.h>

enum { MOST_NAMES = 8 };

diagram ask_essence(struct diagrams *g, diagram x, diagram feasible) {
    size_t n = g->s->model->facts.len;
    bool *facts = arena_array(g->arena, bool, n + 1);
    diagram all = x;
    diagram_facts(g, x, facts);
    for (uint32_t f = 0; f < n; f++) {
        diagram without = facts[f] ? diagram_exists(g, x, f) : x;
        if (diagram_and(g, without, feasible) == all) x = without;
    }
    return x;
}

/* ---- conditions ---- */

struct looking {
    const struct model *m;
    ask_look *look;
    void *context;
    struct arena own;
    bool *met; /* by definition; NULL until one is met */
};

/* Definitions nest only so deep: rules_build() sees to it. */
static bool look_in(struct looking *k, const struct cond *c) {
    enum ask_answer answer = k->look(k->context, c);
    if (answer != ASK_ON) return answer == ASK_FOUND;
    if (c->kind == COND_DEFINE) {
        k->met = k->met ? k->met : arena_array(&k->own, bool, k->m->defines.len);
        bool again = k->met[c->index];
        k->met[c->index] = true;
        return !again && look_in(k, k->m->defines.at[c->index].means);
    }
    vec_each (struct cond *, term, &c->terms)
        if (look_in(k, *term)) return true;
    return false;
}

bool ask_condition(const struct model *m, const struct cond *c, ask_look *look, void *context) {
    struct looking k = {.m = m, .look = look, .context = context};
    arena_init(&k.own, m->arena->on_oom);
    bool found = look_in(&k, c);
    arena_free(&k.own);
    return found;
}

static enum ask_answer tests_fact(void *context, const struct cond *c) {
    return cond_is_test(c) && c->fact == *(const uint32_t *)context ? ASK_FOUND : ASK_ON;
}

bool ask_tests(const struct model *m, const struct cond *c, uint32_t fact) {
    return ask_condition(m, c, tests_fact, &fact);
}

static enum ask_answer note_fact(void *context, const struct cond *c) {
    if (cond_is_test(c)) ((bool *)context)[c->fact] = true;
    return ASK_ON;
}

void ask_tested(const struct model *m, const struct cond *c, bool *tested) {
    ask_condition(m, c, note_fact, tested);
}

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

static uint32_t fact_of(const struct diagrams *g, diagram node) {
    return g->s->axes.at[diagram_axis(g, node)].fact;
}

static diagram child_for(const struct diagrams *g, diagram node, int64_t value) {
    return diagram_child(g, node, space_class(g->s, diagram_axis(g, node), value));
}

/* The first fact on the way of the situation that is not named yet; MODEL_NONE: none is left.
 * `must`: one that may be presumed, or filled in otherwise. */
static uint32_t next_to_name(const struct witness *w, diagram x, bool must) {
    const struct diagrams *g = w->g;
    for (; diagram_is_node(x); x = child_for(g, x, w->situation[fact_of(g, x)])) {
        uint32_t f = fact_of(g, x), axis = diagram_axis(g, x);
        const struct fact *fact = &g->s->model->facts.at[f];
        int64_t value, is = w->situation[f];
        bool otherwise =
            fact->presumed ||
            (filled(fact, &value) && space_class(g->s, axis, value) != space_class(g->s, axis, is));
        if (!w->named[f] && (otherwise || (!must && !goes_without_saying(fact, is)))) return f;
    }
    return MODEL_NONE;
}

/* A witness and what a request says that names as much: by fact, what is known and its value. */
struct said {
    struct witness *w;
    bool *known;
    int64_t *value;
};

static void say(struct said *x, uint32_t f, bool named) {
    x->w->named[f] = named;
    x->known[f] = filled(&x->w->g->s->model->facts.at[f], &x->value[f]) || named;
    if (named) x->value[f] = x->w->situation[f];
}

/* Whether all completions come to the same. */
static bool fixed(const struct said *x, diagram y) {
    unsigned reached = diagram_reached(x->w->g, y, x->known, x->value) & ~(1u << IMPOSSIBLE);
    return reached == 1u << diagram_at(x->w->g, y, x->w->situation);
}

void witness_fix(struct witness *w, diagram y) {
    struct diagrams *g = w->g;
    const struct model *m = g->s->model;
    struct said x = {w, arena_array(&g->own, bool, m->facts.len + 1),
                     arena_array(&g->own, int64_t, m->facts.len + 1)};
    bool *tried = arena_array(&g->own, bool, m->facts.len + 1);
    uint32_t f;
    y = diagram_within(g, y, w->possible);
    for (f = 0; f < m->facts.len; f++) say(&x, f, w->named[f]);
    while ((f = next_to_name(w, y, true)) != MODEL_NONE) say(&x, f, true);
    while (!fixed(&x, y) && (f = next_to_name(w, y, false)) != MODEL_NONE) {
        say(&x, f, true);
        tried[f] = true;
    }
    for (f = (uint32_t)m->facts.len; f-- > 0;)
        if (tried[f] && f != m->partner && f != m->activity &&
            f != m->objective) { /* readers look for who and what */
            say(&x, f, false);
            say(&x, f, !fixed(&x, y));
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

/* Without what goes without saying; all of it where that is nothing. */
const char *situation_text(struct arena *a, const struct model *m, const int64_t *situation,
                           const bool *named, const char *before) {
    for (int all = 0; all < 2; all++) {
        const char *list = NULL;
        for (uint32_t f = 0; f < m->facts.len; f++) {
            const struct fact *fact = &m->facts.at[f];
            if (!named[f] || fact->source == FACT_READING ||
                (!all && goes_without_saying(fact, situation[f])))
                continue;
            const char *next = situation_fact(a, fact, situation[f]);
            list = arena_printf(a, "%s%s%s", list ? list : before, list ? ", " : "", next);
        }
        if (list) return list;
    }
    return "whatever the facts";
}

const char *witness_text(const struct witness *w, const char *before) {
    return situation_text(w->g->arena, w->g->s->model, w->situation, w->named, before);
}

struct witness ask_witness(const struct version *v, diagram x, uint32_t fact) {
    struct witness w;
    diagram possible = fact == MODEL_NONE ? v->possible : diagram_exists(v->g, v->possible, fact);
    witness_find(&w, v->g, possible, x);
    return w;
}

const char *ask_where(const struct version *v, diagram x, uint32_t fact) {
    struct witness w = ask_witness(v, x, fact);
    return witness_text(&w, "where ");
}

const char *ask_example(const struct version *v, diagram x, uint32_t fact) {
    const char *where = ask_where(v, x, fact);
    return strcmp(where, "whatever the facts") == 0
               ? "whatever the other facts"
               : arena_printf(v->g->arena, "for example %s", where);
}

void ask_fix(struct witness *w, const diagram *of, uint32_t fact, int64_t value) {
    const struct model *m = w->g->s->model;
    for (uint32_t a = 0; a < m->approaches.len; a++)
        witness_fix(w, fact == MODEL_NONE ? of[a] : diagram_with(w->g, of[a], fact, value));
    if (fact != MODEL_NONE) w->situation[fact] = value;
}

const char *ask_approach(const struct decisions *d, const diagram *of, const int64_t *situation) {
    for (size_t a = d->v->model->approaches.len; a-- > 0;)
        if (diagram_at(d->g, of[a], situation) == YES) return d->v->model->approaches.at[a].id.name;
    return "nothing";
}

const char *ask_count(struct diagrams *g, diagram x, diagram within) {
    const char *n = diagram_count_text(g, ask_essence(g, x, within), YES);
    return arena_printf(g->arena, "%s combination%s", n, n[0] == '1' && !n[1] ? "" : "s");
}

const char *ask_list(struct arena *a, const struct words *names, const char *last) {
    const char *joint = arena_printf(a, " %s ", last);
    if (names->len <= MOST_NAMES) return list_in_words(a, names->at, names->len, joint);
    size_t rest = names->len - MOST_NAMES;
    return arena_printf(a, "%s%s%zu other%s", list_in_words(a, names->at, MOST_NAMES, ", "), joint,
                        rest, rest == 1 ? "" : "s");
}
