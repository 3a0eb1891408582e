/* `unless not A` is `when A`, with two words to turn round in the mind. */
#include "lint/conditions.h"

static void visit(void *context, const struct cond *c, enum written_in where,
                  enum ast_qualifier_kind qualifier) {
    struct analysis *l = context;
    if (where == IN_QUALIFIER && qualifier == AST_UNLESS && c->kind == COND_NOT)
        diag_report(
            l->d, DIAG_UNLESS_NOT, c->at,
            "`unless not` says `when`: leave out both words, or join it to the `when` with `and`");
}

void lint_unless_not(struct analysis *l) { conditions_each(l, visit, l); }
