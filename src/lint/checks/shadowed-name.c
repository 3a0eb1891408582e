/* A value with the name of a fact, group, definition or duty: allowed, as values belong to their
 * fact, but a reader has to look twice. */
#include "lint/names.h"

void lint_shadowed_name(struct analysis *l) {
    struct chosen_names all = names_chosen(l);
    const struct chosen **by_name = arena_array(l->arena, const struct chosen *, all.len + 1);
    size_t n = 0;
    vec_each (struct chosen, x, &all)
        if (x->fact == MODEL_NONE) by_name[n++] = x;
    vec_each (struct chosen, v, &all) {
        if (v->fact == MODEL_NONE || v->id->foreign || v->fact == l->m->objective) continue;
        for (size_t i = 0; i < n; i++)
            if (by_name[i]->id->name == v->id->name) {
                diag_report(
                    l->d, DIAG_SHADOWED_NAME, v->id->at,
                    "%s is a value of %s, and %s as well: a reader may take the one for the other",
                    v->id->name, l->m->facts.at[v->fact].id.name, by_name[i]->what);
                diag_note(l->d, by_name[i]->id->at, "%s is declared here", by_name[i]->what);
                break;
            }
    }
}
