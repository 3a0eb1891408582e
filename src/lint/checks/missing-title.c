/* A fact, group, duty or paragraph without a title: answers and questions can then show its name
 * only. */
#include "lint/names.h"

#include <string.h>

void lint_missing_title(struct analysis *l) {
    struct chosen_names all = names_chosen(l);
    vec_each (struct chosen, x, &all)
        if (x->fact == MODEL_NONE && !x->id->title && lint_ours(l, x->id) &&
            strcmp(x->what, "the definition") != 0 && strcmp(x->what, "the approach") != 0)
            diag_report(l->d, DIAG_MISSING_TITLE, x->id->at,
                        "%s %s has no title: add one in quotes, as a person would say it", x->what,
                        x->id->name);
    vec_each (const struct block, b, &l->m->blocks)
        if (!b->id.title && lint_ours(l, &b->id))
            diag_report(l->d, DIAG_MISSING_TITLE, b->id.at,
                        "paragraph %s has no title: add that of the document, in quotes",
                        b->id.name);
}
