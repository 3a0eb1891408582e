#include "lint/conditions.h"

static bool is_ours(const struct analysis *l, const struct cond *c) {
    struct declared at = {.at = c->at};
    return lint_ours(l, &at);
}

void conditions_each(struct analysis *l, condition_visitor *visit, void *context) {
    const struct model *m = l->m;
    vec_each (const struct block, b, &m->blocks)
        vec_each (struct statement, s, &b->statements) {
            bool repeated =
                s > b->statements.at &&
                s[-1].at.from == s->at.from; /* a statement that names two duties is two */
            vec_each (struct qualifier, c, &s->qualifiers)
                if (!repeated && is_ours(l, c->cond))
                    visit(context, c->cond, IN_QUALIFIER, c->kind);
            if (s->cond && !repeated && is_ours(l, s->cond))
                visit(context, s->cond, IN_REQUIREMENT, AST_WHEN);
        }
    vec_each (struct define, d, &m->defines)
        if (is_ours(l, d->means)) visit(context, d->means, IN_DEFINITION, AST_WHEN);
    vec_each (struct assume, x, &m->assumes)
        if (is_ours(l, x->cond)) visit(context, x->cond, IN_FEASIBLE, AST_WHEN);
    if (m->scope->kind != COND_TRUE && is_ours(l, m->scope))
        visit(context, m->scope, IN_FEASIBLE, AST_WHEN);
}
