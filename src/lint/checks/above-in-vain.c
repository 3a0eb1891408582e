/* `or above` that adds no approach: it stands behind the highest, or all above is named anyhow.
 * Perhaps the order is another than its author thought, or another approach was meant. */
#include "lint/lint.h"

void lint_above_in_vain(struct analysis *l, enum diag_code code) {
    const struct approaches *all = &l->m->approaches;
    vec_each (const struct vain_above, x, &l->m->vain_aboves)
        if (lint_ours(l, &(struct declared){.at = x->at}))
            diag_report(l->d, code, x->at,
                        "`or above` adds nothing: it says what is above %s, and %s; leave it out, "
                        "or write it behind the approach that is meant, and no other",
                        all->at[x->approach].id.name,
                        x->approach + 1 == all->len ? "nothing is" : "all of that is named");
}
