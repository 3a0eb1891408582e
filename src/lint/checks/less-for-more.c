/*
 * More that leads to less: an approval (what tells that a duty is done), so that whoever has it
 * would do better not to say so; or a higher value of an ordered fact, although elsewhere a higher
 * one leads to more. Where higher is always less (a risk, say), the scale has its good end below,
 * and nothing is wrong.
 */
#include "lint/lint.h"

/* Where `more` as the value of the fact is decided for less than `less` is: a lower approach;
 * unranked: some of the same, and no other. */
static diagram lost(const struct decisions *d, const diagram *of, uint32_t fact, int64_t less,
                    int64_t more) {
    struct diagrams *g = d->g;
    diagram feasible = decisions_feasible(d), higher[] = {NO, NO}, fewer = NO, others = NO;
    for (size_t a = d->v->model->approaches.len; a-- > 0;) {
        diagram x = diagram_and(g, of[a], feasible), before = diagram_with(g, x, fact, less),
                after = diagram_with(g, x, fact, more);
        if (d->v->model->ranked) { /* so much or more */
            before = higher[0] = diagram_or(g, higher[0], before);
            after = higher[1] = diagram_or(g, higher[1], after);
        } else {
            others = diagram_or(g, others, diagram_but(g, after, before));
        }
        fewer = diagram_or(g, fewer, diagram_but(g, before, after));
    }
    return diagram_and(g, diagram_but(g, fewer, others), diagram_with(g, feasible, fact, more));
}

static const char *approaches_text(struct analysis *l, const diagram *of,
                                   const int64_t *situation) {
    struct words names = {0};
    if (l->m->ranked) return ask_approach(l->all, of, situation);
    for (uint32_t a = 0; a < l->m->approaches.len; a++)
        if (diagram_at(l->v->g, of[a], situation) == YES)
            vec_push(l->arena, &names, l->m->approaches.at[a].id.name);
    return names.len ? ask_list(l->arena, &names, "and") : "nothing";
}

/* Of what may be used at all, else of what may start now. True where something was found. */
static bool report(struct analysis *l, enum diag_code code, uint32_t fact, int64_t less,
                   int64_t more) {
    const struct decisions *d = l->all;
    const diagram *of = lost(d, d->used, fact, less, more) != NO ? d->used : d->start;
    diagram where = lost(d, of, fact, less, more);
    if (where == NO || d->g->gave_up) return false;
    const struct fact *f = &l->m->facts.at[fact];
    struct witness w = ask_witness(l->v, where, fact);
    ask_fix(&w, of, fact, less);
    const char *before = approaches_text(l, of, w.situation);
    ask_fix(&w, of, fact, more);
    const char *after = approaches_text(l, of, w.situation);
    diag_report(l->d, code, f->id.at, "more leads to less: %s, %s gives %s%s, and %s gives %s",
                witness_text(&w, "where "), situation_fact(l->arena, f, less), before,
                of == d->start ? " now" : "", situation_fact(l->arena, f, more), after);
    diagram feasible = decisions_feasible(d),
            can_be = diagram_and(d->g, diagram_with(d->g, feasible, fact, less),
                                 diagram_with(d->g, feasible, fact, more));
    diag_note(l->d, SPAN_NOWHERE, "so in %s of the facts that this depends on",
              ask_count(d->g, where, can_be));
    struct indices depend = {0};
    for (uint32_t i = 0; i < l->rules->rules.len; i++) {
        const struct rule *r = &l->rules->rules.at[i];
        if (r->kind != STATEMENT_DUTY && r->kind != STATEMENT_EXPECTATION &&
            ask_tests(l->m, r->cond, fact))
            vec_push(l->arena, &depend, i);
    }
    lint_note_rules(l, &depend, "depends on it here");
    return true;
}

static bool rises(const struct decisions *d, uint32_t fact) {
    for (uint32_t v = 0; v + 1 < d->v->model->facts.at[fact].values.len; v++)
        if (lost(d, d->used, fact, v + 1, v) != NO || lost(d, d->start, fact, v + 1, v) != NO)
            return true;
    return false;
}

void lint_less_for_more(struct analysis *l, enum diag_code code) {
    bool *asked = arena_array(l->arena, bool, l->m->facts.len);
    for (uint32_t f = 0; f < l->m->facts.len && code == DIAG_LESS_FOR_BETTER; f++) {
        const struct fact *fact = &l->m->facts.at[f];
        bool told = !fact->ordered || fact->source == FACT_READING || !rises(l->all, f);
        for (uint32_t v = 0; v + 1 < fact->values.len && !told; v++)
            told = report(l, code, f, v, v + 1);
    }
    for (uint32_t d = 0; d < l->m->duties.len && code == DIAG_LESS_FOR_MORE; d++) {
        const struct duty *duty = &l->m->duties.at[d];
        if (!duty->done || asked[duty->done->fact]) continue;
        const struct fact *f = &l->m->facts.at[duty->done->fact];
        uint32_t value = duty_value(l->m, duty),
                 n = f->kind == FACT_FLAG ? 2 : (uint32_t)f->values.len;
        for (uint32_t v = 0; v < n && !asked[duty->done->fact]; v++)
            asked[duty->done->fact] = v != value && report(l, code, duty->done->fact, v, value);
    }
}
