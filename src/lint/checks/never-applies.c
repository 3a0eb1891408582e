/*
 * A rule that holds in no situation. The message points at the qualifiers each of which alone keeps
 * it from that, else at some that contradict one another; and at the scope or the assumption
 * without which alone the rule would apply. A duty or an expectation that waits for the permissions
 * of its paragraph may hold, but never where one of these does: then that is what is said.
 */
#include "lint/lint.h"

enum { MOST_PERMISSIONS = 3 };

/* Where the condition of the rule holds, be it impossible or out of scope. */
static diagram holds_anyhow(struct study *st, uint32_t rule) {
    return diagram_of_probe(st->v, st->cond_probe[rule], st->absent);
}

static struct indices permissions_beside(struct study *st, uint32_t rule) {
    uint32_t block = st->rules->rules.at[rule].block;
    struct indices permissions = {0};
    for (uint32_t i = st->rules->first[block]; i < st->rules->first[block + 1]; i++)
        if (st->rules->rules.at[i].kind == STATEMENT_PERMISSION)
            vec_push(st->l->arena, &permissions, i);
    return permissions;
}

/* Where the condition of some permission that the rule waits for holds, be it impossible or out of
 * scope; anywhere for one that waits for none. */
static diagram permitted_anyhow(struct study *st, uint32_t rule) {
    struct indices permissions = permissions_beside(st, rule);
    diagram some = NO;
    if (!st->rules->rules.at[rule].by_permission) return YES;
    vec_each (uint32_t, i, &permissions) some = diagram_or(st->g, some, holds_anyhow(st, *i));
    return some;
}

/* Under the objective in which the rule stands. */
static diagram under_objective(struct study *st, uint32_t rule) {
    const struct block *b = &st->m->blocks.at[st->rules->rules.at[rule].block];
    if ((b->kind != BLOCK_OBJECTIVE && b->kind != BLOCK_PROVISION) ||
        st->m->objective == MODEL_NONE)
        return YES;
    return diagram_is(st->g, st->m->objective, b->objective);
}

/* x where these qualifiers (parts of the rule) hold, but for the one that is skipped. */
static diagram where_qualifiers(struct study *st, diagram x, const struct indices *parts,
                                size_t skip) {
    for (size_t i = 0; i < parts->len; i++) {
        if (i == skip) continue;
        diagram holds = study_part(st, parts->at[i]);
        bool except = st->parts.at[parts->at[i]].qualifier == AST_UNLESS;
        x = except ? diagram_but(st->g, x, holds) : diagram_and(st->g, x, holds);
    }
    return x;
}

/* The qualifiers of the rule each of which alone keeps it from holding within x; where there are
 * none, some that together do, none to spare. */
static struct indices contradiction(struct study *st, uint32_t rule, diagram x) {
    struct indices qualifiers = {0}, alone = {0};
    for (uint32_t i = 0; i < st->parts.len; i++)
        if (st->parts.at[i].rule == rule && st->parts.at[i].is_qualifier)
            vec_push(st->l->arena, &qualifiers, i);
    for (size_t skip = 0; skip < qualifiers.len; skip++)
        if (where_qualifiers(st, x, &qualifiers, skip) != NO)
            vec_push(st->l->arena, &alone, qualifiers.at[skip]);
    if (alone.len) return alone;
    for (size_t skip = qualifiers.len; skip-- > 0;) {
        if (where_qualifiers(st, x, &qualifiers, skip) != NO) continue;
        for (size_t i = skip; i + 1 < qualifiers.len; i++) qualifiers.at[i] = qualifiers.at[i + 1];
        qualifiers.len--;
    }
    return qualifiers;
}

static const char *qualifier_note(struct study *st, uint32_t part, diagram x) {
    const struct part_of_rule *p = &st->parts.at[part];
    struct indices one = {.at = &part, .len = 1};
    if (where_qualifiers(st, x, &one, SIZE_MAX) == NO)
        return p->qualifier == AST_UNLESS ? "this exception always holds" : "this never holds here";
    return p->qualifier == AST_UNLESS ? "this exception holds wherever the rest does"
                                      : "this does not go together with the rest";
}

/* Each question may be given up by itself; then nothing is said of it. */
static void note_qualifiers(struct study *st, uint32_t rule, diagram x, bool with_permission) {
    bool gave_up = st->g->gave_up;
    study_ask(st);
    x = diagram_and(st->g, x, under_objective(st, rule));
    struct indices qualifiers = contradiction(st, rule, x);
    vec_each (uint32_t, i, &qualifiers) {
        const char *note = with_permission ? "this does not go together with the permission"
                                           : qualifier_note(st, *i, x);
        if (!st->g->gave_up) diag_note(st->l->d, st->parts.at[*i].what->at, "%s", note);
    }
    st->g->gave_up = gave_up;
}

/* The assumptions each of which excludes alone all that is left of x by the others. */
static void note_assumptions(struct study *st, diagram x) {
    struct diagrams *g = st->g;
    uint32_t n = (uint32_t)st->m->assumes.len;
    diagram *later = arena_array(st->l->arena, diagram, n + 1); /* x without those from i on */
    struct clause_filter broken = clauses_of_kind(CLAUSE_FORBIDDEN);
    later[n] = x;
    for (broken.index = n; broken.index-- > 0;)
        later[broken.index] =
            diagram_but(g, later[broken.index + 1], diagram_of(st->v, broken, st->absent, YES));
    for (broken.index = 0; broken.index < n && !g->gave_up; broken.index++) {
        if (diagram_and(g, x, later[broken.index + 1]) != NO && !g->gave_up)
            diag_note(st->l->d, st->m->assumes.at[broken.index].at,
                      "what is assumed here excludes it");
        x = diagram_but(g, x, diagram_of(st->v, broken, st->absent, YES));
    }
}

/* The scope or the assumption that alone excludes all that the rule asks for. */
static void note_what_excludes(struct study *st, uint32_t rule) {
    bool gave_up = st->g->gave_up;
    study_ask(st);
    diagram holds = diagram_and(st->g, holds_anyhow(st, rule), permitted_anyhow(st, rule));
    if (diagram_and(st->g, holds, st->v->possible) != NO) {
        if (!st->g->gave_up)
            diag_note(st->l->d, st->m->scope->at, "without this scope it would apply");
    } else if (holds != NO) {
        note_assumptions(
            st, diagram_but(st->g, holds,
                            diagram_of(st->v, clauses_of_kind(CLAUSE_OUTSIDE), NULL, YES)));
    }
    st->g->gave_up = gave_up;
}

/* What to add to "mend its condition". Without its last permission a paragraph is another. */
static const char *removal(struct study *st, uint32_t rule, struct diag_fix *fix) {
    const struct rule *r = &st->rules->rules.at[rule];
    struct indices permissions = permissions_beside(st, rule);
    bool tried, last = r->kind == STATEMENT_PERMISSION && permissions.len == 1 &&
                       st->rules->first[r->block + 1] - st->rules->first[r->block] > 1;
    if (!last || trial_removal(st, rule, &tried)) {
        *fix = write_no_rule(st, rule);
        return ", or remove it";
    }
    return !tried ? ""
                  : arena_printf(st->l->arena,
                                 "; do not just remove it: it is the only permission of %s, and "
                                 "its other rules would then come to something else",
                                 lint_block(st->l, r));
}

/* It holds nowhere; or `unattached`: somewhere, but no permission that it waits for does there. */
static void report(struct study *st, uint32_t rule, bool unattached, enum diag_code code) {
    const struct rule *r = &st->rules->rules.at[rule];
    const char *id = lint_block(st->l, r);
    struct indices permissions = permissions_beside(st, rule);
    struct diag_fix fix = {0};
    size_t n = permissions.len, shown = n < MOST_PERMISSIONS ? n : MOST_PERMISSIONS;
    if (!unattached) {
        diag_report(st->l->d, code, r->at,
                    "\"%s\" in %s never applies: no situation that is possible and in scope is as "
                    "this rule asks; mend its condition%s",
                    tell_what(st, rule), id, removal(st, rule, &fix));
        diag_fix(st->l->d, fix);
    } else {
        diag_report(
            st->l->d, code, r->at,
            "\"%s\" in %s is never attached: it comes with the permission%s of %s alone, and the "
            "%s never apply together; mend its condition, or move it to a paragraph of its own",
            tell_what(st, rule), id, n == 1 ? "" : "s", id,
            n == 1 ? "two" : "rule and any of these");
        for (size_t i = 0; i < shown; i++)
            diag_note(st->l->d, st->rules->rules.at[permissions.at[i]].at,
                      "it comes with \"%s\" here", tell_what(st, permissions.at[i]));
        if (shown < n) diag_note(st->l->d, SPAN_NOWHERE, "and with %zu more", n - shown);
    }
    note_qualifiers(st, rule, diagram_and(st->g, st->feasible, permitted_anyhow(st, rule)),
                    unattached);
    note_what_excludes(st, rule);
}

/* Where the condition holds in the feasible, the permissions are what is lacking. */
static bool holds_somewhere(struct study *st, uint32_t rule) {
    bool gave_up = st->g->gave_up;
    study_ask(st);
    bool somewhere = st->rules->rules.at[rule].by_permission && study_condition(st, rule) != NO;
    st->g->gave_up = gave_up;
    return somewhere;
}

void lint_never_applies(struct analysis *l, enum diag_code code) {
    struct study *st = study_of(l);
    for (uint32_t r = 0; st && r < l->rules->rules.len; r++)
        if (st->verdicts[r].kind == RULE_NEVER) report(st, r, holds_somewhere(st, r), code);
}
