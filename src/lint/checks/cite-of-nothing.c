/*
 * A `cite` that says nothing: of the paragraph that it stands in, of one that is declared to have
 * no operative effect, or, in a policy without an outline, of one that nothing else speaks of, so
 * that nobody can tell whether there is such a paragraph.
 */
#include "lint/lint.h"

static const struct paragraph *find(const struct model *m, const char *id) {
    vec_each (const struct paragraph, p, &m->outline)
        if (p->id == id) return p;
    return NULL;
}

void lint_cite_of_nothing(struct analysis *l, enum diag_code code) {
    vec_each (const struct block, b, &l->m->blocks)
        vec_each (struct ast_word, c, &b->cites) {
            const struct paragraph *p = find(l->m, c->text);
            if (c->text == b->id.name)
                diag_report(l->d, code, c->at,
                            "%s is the paragraph that this stands in: that it states itself goes "
                            "without saying; leave it out",
                            c->text);
            else if (!p)
                diag_report(
                    l->d, code, c->at,
                    "is there a paragraph %s? Nothing else speaks of it; list the paragraphs of "
                    "the document in the strategy (`paragraphs`), or correct the number",
                    c->text);
            else if (p->recital)
                diag_report(l->d, code, c->at,
                            "%s states paragraph %s here, which is declared a recital, without "
                            "operative effect; keep one of the two",
                            b->id.name, c->text);
        }
}
