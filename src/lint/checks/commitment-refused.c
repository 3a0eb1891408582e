/* A commitment (`will use`, `must use`) that a prohibition or requirement closes in some
 * situations, whatever is said of which prevails. Where it is closed in all of them, always-closed
 * says so. */
#include "lint/lint.h"

/* Where what the rule promises is closed. */
static diagram refused(struct study *st, uint32_t rule) {
    diagram all = NO;
    for (uint32_t a = 0; a < st->m->approaches.len; a++) {
        diagram opens = study_effect(st, st->place[rule], a);
        all = diagram_or(st->g, all, diagram_but(st->g, opens, study_unclosed(st, a, opens)));
    }
    return diagram_and(st->g, all, st->taken);
}

void lint_commitment_refused(struct analysis *l, enum diag_code code) {
    struct study *st = study_of(l);
    for (uint32_t i = 0; st && i < l->rules->rules.len; i++) {
        const struct rule *r = &l->rules->rules.at[i];
        struct indices closers = {0}, one = {.at = &i, .len = 1};
        if (r->kind != STATEMENT_PERMISSION || r->modality == MODALITY_MAY ||
            st->verdicts[i].kind == RULE_CLOSED)
            continue;
        diagram all = refused(st, i);
        for (uint32_t c = 0; c < l->rules->rules.len && all != NO; c++) {
            const struct rule *closer = &l->rules->rules.at[c];
            if (rule_closes(closer) && (closer->approaches & r->approaches) &&
                diagram_and(st->g, all, study_effects(st, st->place[c])) != NO)
                vec_push(l->arena, &closers, c);
        }
        if (all == NO) continue;
        diag_report(l->d, code, r->at,
                    "%s promises what can be refused: it is closed %s (%s in all); %spromise less",
                    tell_rule(st, i), tell_situation(st, all), tell_count(st, all),
                    trial_heading(st, &one, &closers));
        tell_rules(st, &closers, "closes it");
    }
}
