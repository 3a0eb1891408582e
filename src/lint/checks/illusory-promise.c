/*
 * A commitment (`will use`, `must use`) that one judgement can always refuse: wherever it applies,
 * whoever makes the judgement need only decide it the other way, and a requirement, or a
 * prohibition of every approach, closes what was promised. Told once a judgement.
 *
 * What the paragraph of the promise asks for itself is part of what was promised. Where a priority
 * is stated, the author knows; where one ought to be, unstated-priority says so.
 */
#include "lint/lint.h"

static bool may_refuse(const struct study *st, uint32_t rule, uint32_t closer) {
    const struct rule *r = &st->rules->rules.at[rule], *c = &st->rules->rules.at[closer];
    bool closes_all = c->kind == STATEMENT_REQUIREMENT || c->engage;
    return closes_all && c->block != r->block && !study_priority_stated(st, c->block, r->block);
}

static bool can_always_refuse(struct study *st, uint32_t judgement, uint32_t rule) {
    struct diagrams *g = st->g;
    bool some = false;
    for (uint32_t a = 0; a < st->m->approaches.len; a++) {
        diagram opens = study_effect(st, st->place[rule], a), closed = NO;
        diagram stands = diagram_and(g, study_unclosed(st, a, opens), st->taken);
        for (uint32_t c = 0; c < st->rules->rules.len && stands != NO; c++)
            if (may_refuse(st, rule, c)) closed = diagram_or(g, closed, study_meet(st, rule, c, a));
        if (diagram_but(g, stands, diagram_exists(g, closed, judgement)) != NO) return false;
        some = some || stands != NO;
    }
    return some;
}

/* What closes what is promised. */
static struct indices closers_of(struct study *st, const struct indices *promises) {
    struct indices closers = {0};
    for (uint32_t c = 0; c < st->rules->rules.len; c++) {
        diagram closed = NO;
        for (uint32_t a = 0; a < st->m->approaches.len; a++)
            vec_each (uint32_t, p, promises)
                if (closed == NO && may_refuse(st, *p, c)) closed = study_meet(st, *p, c, a);
        if (closed != NO) vec_push(st->l->arena, &closers, c);
    }
    return closers;
}

static bool of_one_paragraph(const struct study *st, const struct indices *rules) {
    vec_each (uint32_t, r, rules)
        if (st->rules->rules.at[*r].block != st->rules->rules.at[rules->at[0]].block) return false;
    return true;
}

static void report(struct study *st, uint32_t judgement, const struct indices *promises,
                   enum diag_code code) {
    struct analysis *l = st->l;
    const struct fact *f = &l->m->facts.at[judgement];
    struct indices closers = closers_of(st, promises);
    struct words names = {0};
    vec_each (uint32_t, promise, promises) vec_push(l->arena, &names, tell_rule(st, *promise));
    bool one = names.len == 1;
    struct diag_fix fix = {0};
    diag_report(l->d, code, f->id.foreign ? st->rules->rules.at[promises->at[0]].at : f->id.at,
                "%s promise%s what one judgement can always refuse: wherever %s, %s need only "
                "decide %s the other way for it to be closed; %swrite `may`",
                ask_list(l->arena, &names, "and"), one ? "s" : "",
                one ? "it applies" : "they apply", f->by ? f->by : "somebody", f->id.name,
                of_one_paragraph(st, promises) ? trial_heading(st, promises, &closers, &fix) : "");
    diag_fix(l->d, fix);
    tell_rules(st, promises, "promises");
    tell_rules(st, &closers, "closes it");
}

void lint_illusory_promise(struct analysis *l, enum diag_code code) {
    struct study *st = study_of(l);
    for (uint32_t f = 0; st && f < l->m->facts.len && !st->g->gave_up; f++) {
        struct indices promises = {0};
        if (l->m->facts.at[f].source != FACT_JUDGEMENT) continue;
        for (uint32_t i = 0; i < l->rules->rules.len; i++) {
            const struct rule *r = &l->rules->rules.at[i];
            if (r->kind == STATEMENT_PERMISSION && r->modality != MODALITY_MAY &&
                can_always_refuse(st, f, i))
                vec_push(l->arena, &promises, i);
        }
        if (promises.len && !st->g->gave_up) report(st, f, &promises, code);
    }
}
