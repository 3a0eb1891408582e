#include "analysis/readings.h"

#include <string.h>

static bool has_readings(const struct model *m) {
    vec_each (const struct fact, f, &m->facts)
        if (f->source == FACT_READING) return true;
    return false;
}

static struct rule_set *with_open_readings(struct arena *a, const struct rule_set *rules) {
    struct model *m = arena_new(a, struct model);
    *m = *rules->model;
    m->facts.at = arena_array(a, struct fact, m->facts.len);
    memcpy(m->facts.at, rules->model->facts.at, m->facts.len * sizeof *m->facts.at);
    vec_each (struct fact, f, &m->facts)
        if (f->source == FACT_READING) f->source = FACT_ASKED;
    struct rule_set *open = arena_new(a, struct rule_set);
    *open = *rules;
    open->model = m;
    return open;
}

const struct decisions *analysis_any_reading(struct analysis *l) {
    if (l->any_reading || !l->whole || !has_readings(l->m)) {
        l->any_reading = l->any_reading ? l->any_reading : l->all;
        return l->any_reading;
    }
    const struct rule_set *rules = with_open_readings(l->arena, l->rules);
    struct space *s = space_build(rules, l->arena);
    struct diagrams *g = diagrams_new(s, l->v->g->max_steps);
    g->work = &l->work;
    diagrams_ask(g, WHOLE_STEPS);
    l->any_reading = decisions_new(version_new(g, clause_set_build(s, rules, NULL)), NULL, true);
    l->any_whole = !g->gave_up;
    return l->any_reading;
}
