/* A fact that no condition, clause or duty refers to: whoever asks for a decision would be asked for it in vain. */
#include "lint/lint.h"

void lint_unused_fact(struct lint *l) {
    vec_each(const struct fact, f, &l->m->facts)
        if (f->source == FACT_ASKED)
            lint_unused(l, DIAG_UNUSED_FACT, &f->id, "the fact", "use it in a rule, or remove it");
}
