/* Paragraphs of the outline that no block heading, `cite` or recital covers: perhaps the policy
 * forgot them. Those that follow one another are told together. And blocks that say nothing. */
#include "lint/lint.h"

/* The block of the nearest paragraph before it in the outline, or MODEL_NONE. */
static uint32_t block_before(const struct model *m, const struct paragraph *p) {
    uint32_t nearest = MODEL_NONE;
    vec_each (const struct block, b, &m->blocks)
        if (b->outline < (size_t)(p - m->outline.at) &&
            (nearest == MODEL_NONE || b->outline > m->blocks.at[nearest].outline))
            nearest = (uint32_t)(b - m->blocks.at);
    return nearest;
}

static void propose(struct analysis *l, const struct paragraph *first,
                    const struct paragraph *last) {
    struct arena *a = l->arena;
    const char *ids = "", *recitals = "";
    for (const struct paragraph *p = first; p <= last; p++) {
        ids = arena_printf(a, "%s%s%s", ids, p == first ? "" : ", ", p->id);
        recitals = arena_printf(a, "%s%srecital %s", recitals, p == first ? "" : "\n", p->id);
    }
    const char *what = first == last ? arena_printf(a, "Say that %s is a recital", ids)
                                     : arena_printf(a, "Say that %s are recitals", ids);
    uint32_t before = block_before(l->m, first);
    if (before != MODEL_NONE) diag_fix(l->d, write_cite(l, before, ids));
    diag_fix(l->d, write_at_end(l, first->at.file, what, recitals));
}

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
    propose(l, first, last);
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
