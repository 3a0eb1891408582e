/* A commitment (`will use`, `must use`) that a prohibition or requirement closes in some
 * situations, whatever is said of which prevails. Where it is closed in all of them, always-closed
 * says so. */
#include "lint/lint.h"

/* By approach: where it is closed though the rule promises it. */
static diagram *refused(struct study *st, uint32_t rule) {
    diagram *closed = arena_array(st->l->arena, diagram, st->m->approaches.len + 1);
    for (uint32_t a = 0; a < st->m->approaches.len; a++) {
        diagram opens = study_effect(st, st->place[rule], a);
        closed[a] =
            diagram_and(st->g, diagram_but(st->g, opens, study_unclosed(st, a, opens)), st->taken);
    }
    return closed;
}

/* Of what, and where: a heading may lift the rule for one approach and not for another. */
static bool closes_some(struct study *st, uint32_t rule, const diagram *closed) {
    bool some = false;
    for (uint32_t a = 0; a < st->m->approaches.len && !some; a++)
        some = closed[a] != NO &&
               diagram_and(st->g, closed[a], study_effect(st, st->place[rule], a)) != NO;
    return some && rule_closes(&st->rules->rules.at[rule]);
}

void lint_commitment_refused(struct analysis *l, enum diag_code code) {
    struct study *st = study_of(l);
    for (uint32_t i = 0; st && i < l->rules->rules.len; i++) {
        const struct rule *r = &l->rules->rules.at[i];
        struct indices closers = {0}, one = {.at = &i, .len = 1};
        if (r->kind != STATEMENT_PERMISSION || r->modality == MODALITY_MAY ||
            st->verdicts[i].kind == RULE_CLOSED)
            continue;
        diagram *closed = refused(st, i), all = NO;
        for (uint32_t a = 0; a < l->m->approaches.len; a++) all = diagram_or(st->g, all, closed[a]);
        for (uint32_t c = 0; c < l->rules->rules.len && all != NO; c++)
            if (closes_some(st, c, closed)) vec_push(l->arena, &closers, c);
        if (all == NO) continue;
        struct diag_fix fix = {0};
        diag_report(
            l->d, code, r->at,
            "%s promises what can be refused: it is closed %s (%s in all); %spromise less (`may`)",
            tell_rule(st, i), tell_situation(st, all), tell_count(st, all),
            trial_heading(st, &one, &closers, &fix));
        diag_fix(l->d, fix);
        tell_rules(st, &closers, "closes it");
    }
}
