/* Paragraphs of the outline that no block heading, `cite` or recital covers: perhaps the policy
 * forgot them. Those that follow one another are told together. */
#include "lint/lint.h"

static void report(struct analysis *l, enum diag_code code, const struct paragraph *first,
                   const struct paragraph *last) {
    if (first == last)
        diag_report(l->d, code, first->at,
                    "nothing here speaks of paragraph %s: give it a block, `cite` it, or declare "
                    "it a recital",
                    first->id);
    else
        diag_report(l->d, code, first->at,
                    "nothing here speaks of paragraphs %s %s %s: give each a block, `cite` it, or "
                    "declare it a recital",
                    first->id, last == first + 1 ? "and" : "to", last->id);
}

void lint_uncovered_paragraph(struct analysis *l, enum diag_code code) {
    const struct paragraph *first = NULL;
    vec_each (const struct paragraph, p, &l->m->outline) {
        first = first || p->covered ? first : p;
        bool ends = p->covered || p + 1 == l->m->outline.at + l->m->outline.len;
        if (first && ends) report(l, code, first, p->covered ? p - 1 : p);
        first = ends ? NULL : first;
    }
}
