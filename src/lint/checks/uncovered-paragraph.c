/* Paragraphs of the outline that no block heading, `cite` or recital covers: perhaps the policy
 * forgot them. Those that follow one another are told together. And blocks that say nothing. */
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

static bool has_provision(const struct model *m, const struct block *b) {
    return b->kind == BLOCK_OBJECTIVE && b + 1 < m->blocks.at + m->blocks.len &&
           b[1].parent == (uint32_t)(b - m->blocks.at);
}

static void report_empty(struct analysis *l, enum diag_code code) {
    vec_each (const struct block, b, &l->m->blocks)
        if (b->kind != BLOCK_APPROACH && b->statements.len == 0 && !has_provision(l->m, b))
            diag_report(l->d, code, b->id.at,
                        "%s has a heading and says nothing: state its rules%s", b->id.name,
                        b->kind == BLOCK_OBJECTIVE
                            ? ""
                            : ", or, where no other paragraph names it, declare it a recital");
}

void lint_uncovered_paragraph(struct analysis *l, enum diag_code code) {
    if (code == DIAG_EMPTY_BLOCK) {
        report_empty(l, code);
        return;
    }
    const struct paragraph *first = NULL;
    vec_each (const struct paragraph, p, &l->m->outline) {
        first = first || p->covered ? first : p;
        bool ends = p->covered || p + 1 == l->m->outline.at + l->m->outline.len;
        if (first && ends) report(l, code, first, p->covered ? p - 1 : p);
        first = ends ? NULL : first;
    }
}
