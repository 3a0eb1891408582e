/* Values that have names of their own but that no decision tells apart: told on request, as a
 * document may well name more than it distinguishes. */
#include "lint/lint.h"

static bool is_candidate(const struct declared *value) { return !value->foreign && value->used; }

static void judge(struct analysis *l, uint32_t fact, enum diag_code code) {
    const struct fact *f = &l->m->facts.at[fact];
    struct alike *x = alike_of(l, analysis_any_reading(l), fact);
    bool *told = arena_array(l->arena, bool, f->values.len);
    for (uint32_t v = 0; v < f->values.len; v++) {
        struct words names = {0};
        for (uint32_t w = v; w < f->values.len && !told[v] && is_candidate(&f->values.at[v]); w++) {
            if (told[w] || !is_candidate(&f->values.at[w]) || !alike_values(x, v, w)) continue;
            told[w] = w != v;
            vec_push(l->arena, &names, f->values.at[w].name);
        }
        if (names.len > 1)
            diag_report(l->d, code, lint_place(l, f, f->values.at[v].at),
                        "no decision tells %s apart: as values of %s they could be one",
                        ask_list(l->arena, &names, "and"), f->id.name);
    }
}

void lint_alike_values(struct analysis *l, enum diag_code code) {
    for (uint32_t f = 0; f < l->m->facts.len; f++) {
        const struct fact *fact = &l->m->facts.at[f];
        if (fact->kind == FACT_ONE_OF && fact->source == FACT_ASKED && f != l->m->objective &&
            fact->id.used)
            judge(l, f, code);
    }
}
