/* A commitment (`will use`, `must use`) that a prohibition or requirement closes in some
 * situations, with nothing said of which prevails. Where it is closed in all of them, always-closed
 * says so. */
#include "lint/lint.h"

static void report(struct study *st, uint32_t rule, enum diag_code code) {
    struct analysis *l = st->l;
    const struct rule *r = &l->rules->rules.at[rule];
    struct indices closers = {0};
    diagram all = NO;
    for (uint32_t a = 0; a < l->m->approaches.len; a++) {
        diagram refused = diagram_and(
            st->g, study_left(st, CLAUSE_CLOSE, a, study_effect(st, st->place[rule], a)),
            st->taken);
        all = diagram_or(st->g, all, refused);
    }
    if (all == NO) return;
    for (uint32_t i = 0; i < l->rules->rules.len; i++) {
        const struct rule *c = &l->rules->rules.at[i];
        if (rule_closes(c) && (c->approaches & r->approaches) &&
            diagram_and(st->g, all, study_effects(st, st->place[i])) != NO)
            vec_push(l->arena, &closers, i);
    }
    diag_report(l->d, code, r->at,
                "%s promises what can be refused: it is closed %s (%s in all); let one prevail "
                "over the other, or promise less",
                tell_rule(st, rule), tell_situation(st, all), tell_count(st, all));
    tell_rules(st, &closers, "closes it");
}

void lint_commitment_refused(struct analysis *l, enum diag_code code) {
    struct study *st = study_of(l);
    for (uint32_t i = 0; st && i < l->rules->rules.len; i++) {
        const struct rule *r = &l->rules->rules.at[i];
        if (r->kind == STATEMENT_PERMISSION && r->modality != MODALITY_MAY &&
            st->verdicts[i].kind != RULE_CLOSED)
            report(st, i, code);
    }
}
