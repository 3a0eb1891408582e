/* A duty to be done before, which can be done in no situation that asks for it: what it stands
 * before can never start; two duties that the same fact tells done; and one that is done as long as
 * nobody says anything. */
#include "analysis/study.h"
#include "lint/lint.h"

static void report_together(struct analysis *l, enum diag_code code) {
    vec_each (const struct duty, d, &l->m->duties)
        for (const struct duty *first = l->m->duties.at; first < d; first++) {
            if (!d->done || duty_fact(first) != duty_fact(d) ||
                duty_value(l->m, first) != duty_value(l->m, d))
                continue;
            diag_report(l->d, code, d->id.at,
                        "%s is done when %s, and so is %s: each needs a fact of its own, or the "
                        "two are one duty",
                        d->id.name, duty_done_text(l->arena, l->m, d), first->id.name);
            diag_note(l->d, first->id.at, "%s is here", first->id.name);
            break;
        }
}

static void report_by_default(struct analysis *l, enum diag_code code) {
    vec_each (const struct duty, d, &l->m->duties) {
        const struct fact *fact = d->done ? &l->m->facts.at[duty_fact(d)] : NULL;
        if (!fact || !lint_ours(l, &d->id) || !fact->has_default ||
            fact->default_value != (int64_t)duty_value(l->m, d))
            continue;
        const char *done = duty_done_text(l->arena, l->m, d);
        diag_report(l->d, code, d->id.at,
                    "%s is done where nobody says anything: it is done when %s, and that is the "
                    "default; name after `done when` what has to be stated, or take the default "
                    "away",
                    d->id.name, done);
        diag_note(l->d, fact->id.at, "%s is here", fact->id.name);
    }
}

/* Where a rule asks for the duty, though it is done. */
static diagram asked_when_done(struct study *st, uint32_t i) {
    struct clause_filter f = clauses_of_kind(CLAUSE_DUTY);
    const struct duty *duty = &st->m->duties.at[i];
    f.duty = i;
    return diagram_and(st->g, diagram_of(st->v, f, st->absent, YES),
                       diagram_is(st->g, duty->done->fact, duty_value(st->m, duty)));
}

void lint_duty_never_done(struct analysis *l, enum diag_code code) {
    if (code == DIAG_DONE_TOGETHER) {
        report_together(l, code);
        return;
    }
    if (code == DIAG_DONE_BY_DEFAULT) {
        report_by_default(l, code);
        return;
    }
    struct study *st = study_of(l);
    for (uint32_t i = 0; st && i < l->m->duties.len; i++) {
        const struct duty *duty = &l->m->duties.at[i];
        if (duty->timing != DUTY_BEFORE || !duty->done || seen_of(st)->done[i]) continue;
        diagram asked = study_list(st, DECISION_DUTY, i);
        if (asked == NO || diagram_but(st->g, asked, study_list(st, DECISION_BEFORE, i)) != NO ||
            st->g->gave_up)
            continue;
        bool flag = l->m->facts.at[duty->done->fact].kind == FACT_FLAG && duty_value(l->m, duty);
        const char *done = duty_done_text(l->arena, l->m, duty);
        diagram then = asked_when_done(st, i);
        if (then == NO)
            diag_report(l->d, code, duty->id.at,
                        "%s can never be done: it is done when %s, and no rule asks for it then; "
                        "leave that out of the rules that ask for it: what is done holds nothing "
                        "up",
                        duty->id.name, done);
        else
            diag_report(l->d, code, duty->id.at,
                        "%s can never be done: in none of the situations that ask for it (%s) can "
                        "%s%s, so that what it stands before never starts there; mend the %s, or "
                        "name after `done when` what was meant",
                        duty->id.name, tell_count(st, asked), done, flag ? " be yes" : "",
                        diagram_and(st->g, then, st->feasible) == NO
                            ? "assumption or the scope that excludes it"
                            : "rules by which that is not open then");
        for (uint32_t r = 0; r < l->rules->rules.len; r++)
            if (l->rules->rules.at[r].kind == STATEMENT_DUTY && l->rules->rules.at[r].duty == i)
                diag_note(l->d, l->rules->rules.at[r].at, "here %s asks for it",
                          l->m->blocks.at[l->rules->rules.at[r].block].id.name);
    }
}
