#include "lint/monotone.h"

#include "analysis/ask.h"

enum { MOST_NOTES = 4 };

/* Where the decision is for `a` or above; unranked: for `a`. */
static diagram reaches(const struct decisions *d, const diagram *of, uint32_t a) {
    diagram some = of[a];
    for (uint32_t higher = a + 1; d->v->model->ranked && higher < d->v->model->approaches.len;
         higher++)
        some = diagram_or(d->g, some, of[higher]);
    return some;
}

static diagram lost(const struct decisions *d, const diagram *of, uint32_t fact, int64_t less,
                    int64_t more) {
    diagram some = NO;
    for (uint32_t a = 0; a < d->v->model->approaches.len; a++) {
        diagram x = diagram_and(d->g, reaches(d, of, a), ask_feasible(d));
        diagram before = ask_with(d->g, x, fact, less), after = ask_with(d->g, x, fact, more);
        some = diagram_or(d->g, some, diagram_but(d->g, before, after));
    }
    return diagram_and(d->g, some, ask_with(d->g, ask_feasible(d), fact, more));
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

bool monotone_rises(struct analysis *l, uint32_t fact, int64_t less, int64_t more) {
    const struct decisions *d = l->all;
    return lost(d, d->used, fact, more, less) != NO || lost(d, d->start, fact, more, less) != NO;
}

bool monotone_report(struct analysis *l, enum diag_code code, uint32_t fact, int64_t less,
                     int64_t more) {
    const struct decisions *d = l->all;
    diagram use = lost(d, d->used, fact, less, more), start = NO;
    if (use == NO) start = lost(d, d->start, fact, less, more);
    diagram where = use == NO ? start : use;
    if (where == NO || d->g->gave_up) return false;
    const diagram *of = use == NO ? d->start : d->used;
    const struct fact *f = &l->m->facts.at[fact];
    struct witness w = ask_witness(l, where, fact);
    ask_fix(&w, of, fact, less);
    const char *before = approaches_text(l, of, w.situation);
    ask_fix(&w, of, fact, more);
    const char *after = approaches_text(l, of, w.situation);
    diag_report(l->d, code, f->id.at, "more leads to less: %s, %s gives %s%s, and %s gives %s",
                witness_where(&w), situation_fact(l->arena, f, less), before,
                use == NO ? " now" : "", situation_fact(l->arena, f, more), after);
    diag_note(l->d, SPAN_NOWHERE, "so in %s of the facts that this depends on",
              ask_count(d->g, where));
    unsigned n = 0;
    vec_each (struct rule, r, &l->rules->rules)
        if ((r->kind == STATEMENT_PROHIBITION || r->kind == STATEMENT_GATE ||
             r->kind == STATEMENT_PERMISSION) &&
            ask_tests(l->m, r->cond, fact) && n++ < MOST_NOTES)
            diag_note(l->d, r->at, "%s depends on it here", l->m->blocks.at[r->block].id.name);
    return true;
}
