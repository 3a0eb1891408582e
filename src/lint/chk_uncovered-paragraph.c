/* A paragraph of the outline that no block heading, `cite` or recital covers: perhaps the policy forgot it. */
#include "lint/lint.h"

void lint_uncovered_paragraph(struct lint *l) {
    vec_each(const struct paragraph, p, &l->m->outline)
        if (!p->covered)
            diag_report(l->d, DIAG_UNCOVERED_PARAGRAPH, p->at,
                        "nothing here speaks of paragraph %s: give it a block, `cite` it, or declare it a recital",
                        p->id);
}
