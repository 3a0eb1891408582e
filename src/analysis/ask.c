#include "analysis/ask.h"

enum { MOST_NAMES = 8 };

/* ---- diagrams ---- */

static bool is_like(void *context, const struct clause *b) {
    const struct asked_clauses *like = context;
    return b->kind == like->kind &&
           (like->approach == MODEL_NONE || (b->approaches >> like->approach & 1)) &&
           (like->block == MODEL_NONE || b->block == like->block) &&
           (like->rule == MODEL_NONE || b->rule == like->rule) &&
           (like->duty == MODEL_NONE || b->duty == like->duty);
}

diagram ask_clauses(const struct version *v, struct asked_clauses like) {
    return diagram_of(v, NULL, is_like, &like);
}

diagram ask_effect(const struct version *v, uint32_t rule) {
    static const enum clause_kind kinds[] = {CLAUSE_PERMIT, CLAUSE_CLOSE, CLAUSE_CLOSE, CLAUSE_DUTY,
                                             CLAUSE_CAUTION};
    return ask_clauses(v, (struct asked_clauses){kinds[v->clauses->rules->rules.at[rule].kind],
                                                 MODEL_NONE, MODEL_NONE, rule, MODEL_NONE});
}

diagram ask_feasible(const struct decisions *d) {
    return diagram_and(d->g, d->v->possible, d->in_scope);
}

diagram ask_permitted(const struct decisions *d) {
    diagram some = NO;
    for (uint32_t a = 0; a < d->v->model->approaches.len; a++)
        some = diagram_or(d->g, some, d->permit[a]);
    return some;
}

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
    const uint32_t *fact = context;
    bool tests = c->kind == COND_IN || c->kind == COND_RANGE || c->kind == COND_INCLUDES ||
                 c->kind == COND_EMPTY;
    return tests && c->fact == *fact ? ASK_FOUND : ASK_ON;
}

bool ask_tests(const struct model *m, const struct cond *c, uint32_t fact) {
    return ask_condition(m, c, tests_fact, &fact);
}

/* ---- words ---- */

struct witness ask_witness(struct analysis *l, diagram x, uint32_t held) {
    struct witness w;
    diagram possible = l->v->possible;
    witness_find(&w, l->v->g,
                 held == MODEL_NONE ? possible : diagram_exists(l->v->g, possible, held), x);
    return w;
}

const char *ask_where(struct analysis *l, diagram x, uint32_t held) {
    struct witness w = ask_witness(l, x, held);
    return witness_where(&w);
}

void ask_fix(struct witness *w, const diagram *of, uint32_t held, int64_t value) {
    const struct model *m = w->g->s->model;
    for (uint32_t a = 0; a < m->approaches.len; a++)
        witness_fix(w, held == MODEL_NONE ? of[a] : diagram_with(w->g, of[a], held, value));
    if (held != MODEL_NONE) w->situation[held] = value;
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
    size_t shown = names->len > MOST_NAMES ? MOST_NAMES : names->len;
    const char *list = "";
    for (size_t i = 0; i < shown; i++) {
        const char *between = i == 0               ? ""
                              : i + 1 < names->len ? ", "
                                                   : arena_printf(a, " %s ", last);
        list = arena_printf(a, "%s%s%s", list, between, names->at[i]);
    }
    size_t rest = names->len - shown;
    return rest ? arena_printf(a, "%s %s %zu other%s", list, last, rest, rest == 1 ? "" : "s")
                : list;
}
