#include "space/ask.h"

#include "base/list.h"

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

/* ---- words ---- */

struct witness ask_witness(const struct version *v, diagram x, uint32_t fact) {
    struct witness w;
    diagram possible = fact == MODEL_NONE ? v->possible : diagram_exists(v->g, v->possible, fact);
    witness_find(&w, v->g, possible, x);
    return w;
}

const char *ask_where(const struct version *v, diagram x, uint32_t fact) {
    struct witness w = ask_witness(v, x, fact);
    return witness_where(&w);
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

const char *ask_count(struct diagrams *g, diagram x) {
    const char *n = diagram_count_text(g, x, YES);
    return arena_printf(g->arena, "%s combination%s", n, n[0] == '1' && !n[1] ? "" : "s");
}

const char *ask_list(struct arena *a, const struct words *names, const char *last) {
    const char *joint = arena_printf(a, " %s ", last);
    if (names->len <= MOST_NAMES) return list_in_words(a, names->at, names->len, joint);
    size_t rest = names->len - MOST_NAMES;
    return arena_printf(a, "%s%s%zu other%s", list_in_words(a, names->at, MOST_NAMES, ", "), joint,
                        rest, rest == 1 ? "" : "s");
}
