/* `not not A`, or `not` before a list every part of which is negated itself. */
#include "lint/conditions.h"

/* `not A`, `A != V`, which the text shows. */
static bool is_negated(const struct analysis *l, const struct cond *c) {
    if (c->kind == COND_NOT) return true;
    const struct source *s = l->d->sources->at[c->at.file];
    for (uint32_t i = c->at.from; c->kind == COND_IN && i + 1 < c->at.to; i++)
        if (s->text[i] == '!' && s->text[i + 1] == '=') return true;
    return false;
}

static bool negates_twice(const struct analysis *l, const struct cond *c) {
    const struct cond *inner = c->terms.at[0];
    if (inner->kind != COND_AND && inner->kind != COND_OR) return is_negated(l, inner);
    vec_each (struct cond *, term, &inner->terms)
        if (!is_negated(l, *term)) return false;
    return true;
}

static void search(struct analysis *l, const struct cond *c) {
    if (c->kind == COND_NOT && negates_twice(l, c)) {
        diag_report(l->d, DIAG_DOUBLE_NEGATION, c->at,
                    "this negates a negation: say what must hold, without `not`");
        return;
    }
    vec_each (struct cond *, term, &c->terms) search(l, *term);
}

static void visit(void *context, const struct cond *c, enum written_in where,
                  enum ast_qualifier_kind qualifier) {
    (void)where;
    (void)qualifier;
    search(context, c);
}

void lint_double_negation(struct analysis *l) { conditions_each(l, visit, l); }
