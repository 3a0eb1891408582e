/* Values without a label: whoever is asked to choose sees their names only. Told once a fact. */
#include "lint/lint.h"
#include "analysis/ask.h"

void lint_missing_label(struct analysis *l) {
    for (uint32_t f = 0; f < l->m->facts.len; f++) {
        const struct fact *fact = &l->m->facts.at[f];
        struct words names = {0};
        struct span at = fact->id.at;
        vec_each (const struct declared, v, &fact->values) {
            if (v->title || v->foreign || !lint_ours(l, v) || f == l->m->objective) continue;
            at = names.len ? at : v->at;
            vec_push(l->arena, &names, v->name);
        }
        if (names.len)
            diag_report(
                l->d, DIAG_MISSING_LABEL, at,
                "of the values of %s, %s %s no label: add one in quotes, as a person would say it",
                fact->id.name, ask_list(l->arena, &names, "and"), names.len == 1 ? "has" : "have");
    }
}
