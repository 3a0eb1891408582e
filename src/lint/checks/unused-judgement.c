/* A judgement that no condition refers to. */
#include "lint/lint.h"

void lint_unused_judgement(struct analysis *l) {
    vec_each (const struct fact, f, &l->m->facts)
        if (f->source == FACT_JUDGEMENT)
            lint_unused(l, DIAG_UNUSED_JUDGEMENT, &f->id, "the judgement",
                        "let a rule depend on it, or remove it");
}
