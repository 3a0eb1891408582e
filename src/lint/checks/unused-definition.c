/* A named condition that no other condition uses. */
#include "lint/lint.h"

void lint_unused_definition(struct analysis *l) {
    vec_each (const struct define, x, &l->m->defines)
        lint_unused(l, DIAG_UNUSED_DEFINITION, &x->id, "the definition",
                    "use it in a condition, or remove it");
}
