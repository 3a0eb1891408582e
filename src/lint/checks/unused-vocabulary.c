/* A vocabulary that no fact lists. */
#include "lint/lint.h"

void lint_unused_vocabulary(struct analysis *l) {
    vec_each (const struct declared, x, &l->m->vocabularies)
        lint_unused(l, DIAG_UNUSED_VOCABULARY, x, "the vocabulary",
                    "list it in a fact or a group, or remove it");
}
