/* A judgement that does not say who decides: an open-textured term needs
 * somebody to answer for it. */
#include "lint/lint.h"

void lint_judgement_without_decider(struct analysis *l) {
    vec_each (const struct fact, f, &l->m->facts)
        if (f->source == FACT_JUDGEMENT && !f->by && lint_ours(l, &f->id))
            diag_report(l->d, DIAG_JUDGEMENT_WITHOUT_DECIDER, f->id.at,
                        "who decides %s? Add `by \"...\"` with the person or body that does",
                        f->id.name);
}
