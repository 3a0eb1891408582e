/* An open question of interpretation whose answer no condition asks for. */
#include "lint/lint.h"

void lint_unused_reading(struct analysis *l) {
    vec_each (const struct fact, f, &l->m->facts)
        if (f->source == FACT_READING)
            lint_unused(l, DIAG_UNUSED_READING, &f->id, "the reading",
                        "let a rule depend on it, or remove it");
}
