/* A value with the name of a fact, group, definition or duty: allowed, as values belong to their
 * fact, but a reader has to look twice. */
#include "lint/lint.h"

void lint_shadowed_name(struct analysis *l, enum diag_code code) {
    struct names all = lint_names(l);
    const struct name **by_name = arena_array(l->arena, const struct name *, all.len + 1);
    size_t n = 0;
    vec_each (struct name, x, &all)
        if (x->kind < NAME_VALUE) by_name[n++] = x;
    vec_each (struct name, v, &all) {
        if (v->kind != NAME_VALUE || v->id->foreign || v->index == l->m->objective) continue;
        for (size_t i = 0; i < n; i++)
            if (by_name[i]->id->name == v->id->name) {
                diag_report(
                    l->d, code, v->id->at,
                    "%s is a value of %s, and %s as well: a reader may take the one for the other",
                    v->id->name, l->m->facts.at[v->index].id.name, by_name[i]->what);
                diag_note(l->d, by_name[i]->id->at, "%s is declared here", by_name[i]->what);
                break;
            }
    }
}
