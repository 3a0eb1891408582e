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

/* What states it, or says that it is a recital: an item of a file, with all that is in it. */
static bool item_of(const struct model *m, const struct paragraph *p, bool recitals,
                    struct span *at) {
    *at = p->declared;
    if (p->recital) return true;
    vec_each (const struct block, b, &m->blocks) {
        const struct block *outer = b->parent == MODEL_NONE ? b : &m->blocks.at[b->parent];
        if (recitals || b->outline != (uint32_t)(p - m->outline.at)) continue;
        *at = node_span(outer->id.from);
        return true;
    }
    return false;
}

/* Where they belong in the order of the outline, or at the end; `recitals`: among their like. */
static struct diag_fix write_in_order(const struct analysis *l, const struct paragraph *first,
                                      bool recitals, const char *what, const struct texts *items) {
    const struct paragraph *all = l->m->outline.at, *end = all + l->m->outline.len;
    struct span at;
    for (size_t i = (size_t)(first - all); i-- > 0;)
        if (item_of(l->m, &all[i], recitals, &at)) return write_items(l, at, true, what, items);
    for (const struct paragraph *p = first; p < end; p++)
        if (item_of(l->m, p, recitals, &at)) return write_items(l, at, false, what, items);
    return write_at_end(l, first->at.file, what, items);
}

/* Of a text of which nothing is written yet most will not be recitals. */
static void propose(struct analysis *l, const struct paragraph *first,
                    const struct paragraph *last) {
    struct arena *a = l->arena;
    const char *ids = "", *to = "";
    struct texts recitals = {0}, blocks = {0};
    for (const struct paragraph *p = first; p <= last; p++) {
        ids = arena_printf(a, "%s%s%s", ids, p == first ? "" : ", ", p->id);
        vec_push(a, &recitals, arena_printf(a, "recital %s \"...\"", p->id));
        vec_push(a, &blocks, arena_printf(a, "paragraph %s \"\" {\n}", p->id));
    }
    if (last > first) to = arena_printf(a, " %s %s", last == first + 1 ? "and" : "to", last->id);
    const char *write = arena_printf(a, "Write paragraph%s %s%s", *to ? "s" : "", first->id, to),
               *declare = arena_printf(a, "Say that %s%s %s", first->id, to,
                                       *to ? "are recitals" : "is a recital");
    diag_fix(l->d, write_in_order(l, first, false, write, &blocks));
    uint32_t before = block_before(l->m, first);
    if (l->m->blocks.len > 0) diag_fix(l->d, write_in_order(l, first, true, declare, &recitals));
    if (before != MODEL_NONE) diag_fix(l->d, write_cite(l, before, ids));
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
