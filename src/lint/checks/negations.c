/*
 * Conditions that say it the long way round, and so are easily read the wrong way: `not not A`, or
 * `not` before a list every part of which is negated itself; `unless not A`, which is `when A`;
 * `when not A`, which is `unless A`; `at least` the highest value, which is that value.
 */
#include "lint/lint.h"

enum stands_behind { BEHIND_WHEN, BEHIND_UNLESS, BEHIND_REQUIRES, BEHIND_ANOTHER };

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

/* What stands behind `when`, `unless` or `requires`, whole. */
static void report_whole(struct analysis *l, enum diag_code code, const struct cond *c,
                         enum stands_behind word) {
    if (c->form != AST_COND_NOT) return;
    enum cond_kind inner = c->terms.at[0]->kind;
    if (code == DIAG_UNLESS_NOT && word == BEHIND_UNLESS)
        diag_report(l->d, code, c->at,
                    "`unless not` says `when`: write `when` instead of both words, or, where the "
                    "statement has a `when`, join it to that with `and`");
    if (code != DIAG_WHEN_NOT || negates_twice(c)) return;
    if (word == BEHIND_WHEN)
        diag_report(l->d, code, c->at,
                    "`when not` says `unless`: write that, or join it to the `unless` with `or`; "
                    "if the `not` is a slip, take it out");
    if (word == BEHIND_REQUIRES && (inner == COND_AND || inner == COND_OR))
        diag_report(l->d, code, c->at,
                    "this requires that something of a list fails: say with `must not use` when "
                    "it is closed; if the `not` is a slip, take it out");
}

/* A whole condition, as its author wrote it. */
static void judge(struct analysis *l, enum diag_code code, const struct cond *c,
                  enum stands_behind word) {
    if (!lint_ours(l, &(struct declared){.at = c->at})) return;
    if (code == DIAG_DOUBLE_NEGATION)
        report_double(l, c);
    else if (code == DIAG_ONE_VALUE)
        report_single(l, c);
    else
        report_whole(l, code, c, word);
}

void lint_negations(struct analysis *l, enum diag_code code) {
    const struct model *m = l->m;
    vec_each (const struct block, b, &m->blocks)
        vec_each (struct statement, s, &b->statements) {
            if (lint_goes_on(b, s)) continue;
            vec_each (struct qualifier, q, &s->qualifiers)
                if (q->kind == AST_WHEN || q->kind == AST_UNLESS)
                    judge(l, code, q->cond, q->kind == AST_WHEN ? BEHIND_WHEN : BEHIND_UNLESS);
            if (s->cond)
                judge(l, code, s->cond,
                      s->kind == STATEMENT_REQUIREMENT ? BEHIND_REQUIRES : BEHIND_ANOTHER);
        }
    vec_each (struct define, d, &m->defines) judge(l, code, d->means, BEHIND_ANOTHER);
    vec_each (struct assume, x, &m->assumes) judge(l, code, x->cond, BEHIND_ANOTHER);
    if (m->scope->kind != COND_TRUE) judge(l, code, m->scope, BEHIND_ANOTHER);
}
