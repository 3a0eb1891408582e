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

/* A whole condition, as its author wrote it. */
static void judge(struct analysis *l, enum diag_code code, const struct cond *c, bool unless) {
    if (!lint_ours(l, &(struct declared){.at = c->at})) return;
    if (code == DIAG_DOUBLE_NEGATION)
        report_double(l, c);
    else if (unless && c->kind == COND_NOT)
        diag_report(
            l->d, code, c->at,
            "`unless not` says `when`: leave out both words, or join it to the `when` with `and`");
}

void lint_negations(struct analysis *l, enum diag_code code) {
    const struct model *m = l->m;
    vec_each (const struct block, b, &m->blocks)
        vec_each (struct statement, s, &b->statements) {
            if (s > b->statements.at && s[-1].at.from == s->at.from)
                continue; /* a statement that names two duties is two */
            vec_each (struct qualifier, q, &s->qualifiers)
                judge(l, code, q->cond, q->kind == AST_UNLESS);
            if (s->cond) judge(l, code, s->cond, false);
        }
    vec_each (struct define, d, &m->defines) judge(l, code, d->means, false);
    vec_each (struct assume, x, &m->assumes) judge(l, code, x->cond, false);
    if (m->scope->kind != COND_TRUE) judge(l, code, m->scope, false);
}
