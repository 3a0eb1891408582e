/* `not not A`, or `not` before a list every part of which is negated itself; and `unless not A`,
 * which is `when A` with two words to turn round in the mind. */
#include "lint/lint.h"

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

static void report_double(struct analysis *l, const struct cond *c) {
    if (c->kind == COND_NOT && negates_twice(l, c))
        diag_report(l->d, DIAG_DOUBLE_NEGATION, c->at,
                    "this negates a negation: say what must hold, without `not`");
    else
        vec_each (struct cond *, term, &c->terms) report_double(l, *term);
}

void lint_negations(struct analysis *l, enum diag_code code) {
    struct all_written all = lint_conditions(l);
    vec_each (struct written, x, &all)
        if (code == DIAG_DOUBLE_NEGATION)
            report_double(l, x->c);
        else if (x->where == WRITTEN_QUALIFIER && x->qualifier == AST_UNLESS &&
                 x->c->kind == COND_NOT)
            diag_report(l->d, code, x->c->at,
                        "`unless not` says `when`: leave out both words, or join it to the `when` "
                        "with `and`");
}
