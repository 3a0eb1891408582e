/*
 * Parts of conditions that change nothing.
 */
#include "space/ask.h"
#include "analysis/study.h"

diagram study_part(struct study *st, uint32_t part) {
    if (!st->of_parts) {
        struct conds probes = {0};
        vec_each (struct part_of_rule, p, &st->parts) vec_push(st->l->arena, &probes, p->what);
        struct rule_set *rules = arena_new(st->l->arena, struct rule_set);
        *rules = *st->rules;
        rules->model = st->set->model;
        st->of_parts = version_new(st->g, clause_set_build(st->space, rules, &probes));
    }
    return diagram_and(st->g, diagram_of_probe(st->of_parts, part, NULL), st->feasible);
}

static bool has_effect(const struct rule_verdict *v) {
    return v->kind == RULE_FINE || v->kind == RULE_NAMED_ONLY;
}

static bool inside_idle(const struct study *st, const struct part_of_rule *p) {
    for (uint32_t up = p->inside; up != MODEL_NONE; up = st->parts.at[up].inside)
        if (st->parts.at[up].idle) return true;
    return false;
}

bool study_part_is_vacuous(const struct part_of_rule *p) {
    if (p->is_qualifier) return p->qualifier == AST_UNLESS ? p->never : p->always;
    return p->operand_of == COND_AND ? p->always : p->never;
}

bool study_part_limits_nothing(const struct part_of_rule *p) {
    return study_part_is_vacuous(p) && (p->is_qualifier || p->operand_of == COND_AND);
}

static bool same_effect(struct study *st, const struct part_of_rule *p) {
    for (uint32_t a = 0; a < st->m->approaches.len; a++)
        if (study_effect(st, p->variant, a) != study_effect(st, st->place[p->rule], a))
            return false;
    return true;
}

/* A reading stands in a condition to say under which reading the rule is meant: that is worth its
 * place even where the rule would do without. */
static enum ask_answer asks_reading(void *context, const struct cond *c) {
    const struct model *m = context;
    return c->kind == COND_IN && m->facts.at[c->fact].source == FACT_READING ? ASK_FOUND : ASK_ON;
}

/* `chosen`: the rule of which a part that is not vacuous was found. */
static void judge_part(struct study *st, uint32_t part, uint32_t *chosen) {
    struct part_of_rule *p = &st->parts.at[part];
    if (study_change(st, st->place[p->rule], p->variant) != DIFFERS_NOT || st->g->gave_up) return;
    diagram holds = study_part(st, part);
    p->always = holds == st->feasible;
    p->never = holds == NO;
    p->said = same_effect(st, p);
    bool vacuous = study_part_is_vacuous(p);
    if (!vacuous && *chosen == p->rule) return;
    p->assumed = st->m->assumes.len > 0 &&
                 study_change_unassumed(st, st->place[p->rule], p->variant) != DIFFERS_NOT;
    p->idle = !st->g->gave_up;
    if (!vacuous && p->idle) *chosen = p->rule;
}

void study_parts(struct study *st) {
    if (st->parts_found) return;
    st->parts_found = true;
    uint32_t chosen = MODEL_NONE;
    study_begin(st, PARTS_STEPS);
    for (uint32_t i = 0; i < st->parts.len; i++) {
        const struct part_of_rule *p = &st->parts.at[i];
        if (!has_effect(&st->verdicts[p->rule]) || inside_idle(st, p) ||
            ask_condition(st->m, p->what, asks_reading, (void *)st->m))
            continue;
        study_ask(st);
        judge_part(st, i, &chosen);
        st->parts_for[study_why(st)] += st->g->gave_up;
        st->parts_undecided += st->g->gave_up;
    }
    study_begin(st, WHOLE_STEPS);
}
