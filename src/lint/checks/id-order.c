/* Blocks that do not stand in the order of the outline: a reader with the document beside the
 * policy has to search. */
#include "lint/lint.h"

void lint_id_order(struct analysis *l, enum diag_code code) {
    const struct block *last = NULL;
    if (!l->m->has_outline) return;
    vec_each (const struct block, b, &l->m->blocks) {
        if (!lint_ours(l, &b->id)) continue;
        if (last && last->id.at.file == b->id.at.file && b->outline < last->outline) {
            diag_report(
                l->d, code, b->id.at,
                "%s stands after %s, which the outline puts later: move it, or mend the outline",
                b->id.name, last->id.name);
            diag_note(l->d, last->id.at, "%s stands here", last->id.name);
            continue;
        }
        last = b;
    }
}
