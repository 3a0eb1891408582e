/*
 * Conditions that say it the long way round, and so are easily read the wrong way: `not not A`, or
 * `not` before a list every part of which is negated itself; `unless not A`, which is `when A`;
 * `when not A`, which is `unless A`; `at least` the highest value, which is that value.
 */
#include "lint/lint.h"

/* `not A`, `A != V`. */
static bool is_negated(const struct cond *c) {
    return c->form == AST_COND_NOT || c->form == AST_COND_NE;
}

static bool negates_twice(const struct cond *c) {
    const struct cond *inner = c->terms.at[0];
    if (inner->kind != COND_AND && inner->kind != COND_OR) return is_negated(inner);
    vec_each (struct cond *, term, &inner->terms)
        if (!is_negated(*term)) return false;
    return true;
}

static void report_double(struct analysis *l, const struct cond *c) {
    if (c->form == AST_COND_NOT && negates_twice(c))
        diag_report(l->d, DIAG_DOUBLE_NEGATION, c->at,
                    "this negates a negation: say what must hold, without `not`");
    else
        vec_each (struct cond *, term, &c->terms) report_double(l, *term);
}

/* `above framework`, where only one value is above it. */
static void report_single(struct analysis *l, const struct cond *c) {
    bool compares = c->form >= AST_COND_AT_LEAST && c->form <= AST_COND_BELOW;
    vec_each (struct cond *, term, &c->terms) report_single(l, *term);
    if (c->kind != COND_IN || !compares) return;
    const struct fact *f = &l->m->facts.at[c->fact];
    const char *only = NULL;
    bitset_each (v, c->set, f->values.len) {
        if (only) return;
        only = f->values.at[v].name;
    }
    if (only)
        diag_report(l->d, DIAG_ONE_VALUE, c->at, "this leaves one value: write `%s = %s`",
                    f->id.name, only);
}

/* A whole `when` or `unless`. What is joined with another clause is put in parentheses there, where
 * the two would mix `and` and `or`. */
static void report_clause(struct analysis *l, enum diag_code code, const struct block *b,
                          const struct cond *c, enum ast_qualifier_kind kind) {
    bool unless = kind == AST_UNLESS;
    const char *slip = unless ? "" : "; if the `not` is a slip, take it out", *to;
    struct diag_fix fix = write_turned(l, b, c->at, &to);
    if (!to)
        diag_report(l->d, code, c->at, "%s%s",
                    unless ? "`unless not` says `when`: write `when` instead of both words"
                           : "`when not` says `unless`: write `unless` instead of both words",
                    slip);
    else
        diag_report(
            l->d, code, c->at, "%s to %s%s",
            unless ? "`unless not` says `when`: leave both words out, and join the rest with `and`"
                   : "`when not` says `unless`: leave both words out, and join the rest with `or`",
            to, slip);
    diag_fix(l->d, fix);
}

/* Whether a heading lifts the requirement of the block, which a prohibition is none of. */
static bool is_lifted(const struct model *m, const struct block *b) {
    vec_each (const struct priority, p, &m->priorities)
        if (p->requirement_only && p->loser == (uint32_t)(b - m->blocks.at)) return true;
    return false;
}

/* What stands behind `requires`, whole. */
static void report_required(struct analysis *l, enum diag_code code, const struct block *b,
                            const struct cond *c) {
    enum cond_kind inner = c->terms.at[0]->kind;
    if (inner == COND_AND || inner == COND_OR)
        diag_report(l->d, code, c->at,
                    "this requires that something of a list fails: say %s; if the `not` is a slip, "
                    "take it out",
                    is_lifted(l->m, b) ? "without `not` what must hold"
                                       : "with `must not use` when it is closed");
}

/* A whole condition, as its author wrote it. */
static void judge(struct analysis *l, enum diag_code code, const struct cond *c) {
    if (!lint_ours(l, &(struct declared){.at = c->at})) return;
    if (code == DIAG_DOUBLE_NEGATION)
        report_double(l, c);
    else if (code == DIAG_ONE_VALUE)
        report_single(l, c);
}

static void judge_statement(struct analysis *l, enum diag_code code, const struct block *b,
                            const struct statement *s) {
    vec_each (struct qualifier, q, &s->qualifiers) {
        if (q->kind != AST_WHEN && q->kind != AST_UNLESS) continue;
        bool turned =
            q->cond->form == AST_COND_NOT && (q->kind == AST_UNLESS || !negates_twice(q->cond));
        if (turned && code == (q->kind == AST_WHEN ? DIAG_WHEN_NOT : DIAG_UNLESS_NOT))
            report_clause(l, code, b, q->cond, q->kind);
        judge(l, code, q->cond);
    }
    if (!s->cond) return;
    if (code == DIAG_WHEN_NOT && s->kind == STATEMENT_REQUIREMENT &&
        s->cond->form == AST_COND_NOT && !negates_twice(s->cond))
        report_required(l, code, b, s->cond);
    judge(l, code, s->cond);
}

void lint_negations(struct analysis *l, enum diag_code code) {
    const struct model *m = l->m;
    vec_each (const struct block, b, &m->blocks)
        vec_each (struct statement, s, &b->statements)
            if (!lint_goes_on(b, s) && lint_ours(l, &b->id)) judge_statement(l, code, b, s);
    vec_each (struct define, d, &m->defines) judge(l, code, d->means);
    vec_each (struct assume, x, &m->assumes) judge(l, code, x->cond);
    if (m->scope->kind != COND_TRUE) judge(l, code, m->scope);
}
