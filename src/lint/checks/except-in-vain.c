/* What a group leaves out after `except`, though it is not among its members anyhow: perhaps a
 * member was forgotten, perhaps another was meant. */
#include "lint/lint.h"

void lint_except_in_vain(struct analysis *l, enum diag_code code) {
    vec_each (const struct group, g, &l->m->groups)
        vec_each (const struct declared, x, &g->spare)
            if (!g->id.foreign)
                diag_report(l->d, code, x->at,
                            "this takes nothing away: %s is not among the members of %s; remove "
                            "it, or name what is meant",
                            x->name, g->id.name);
}
