/* A group of values that no rule and no other group names. */
#include "lint/lint.h"

void lint_unused_group(struct analysis *l) {
    vec_each (const struct group, g, &l->m->groups)
        lint_unused(l, DIAG_UNUSED_GROUP, &g->id, "the group", "name it in a rule, or remove it");
}
