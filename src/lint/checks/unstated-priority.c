/*
 * A permission that a prohibition of some approaches meets, and neither paragraph says which
 * prevails. The prohibition does. That a promise or a mandate gives way so the reader should not
 * have to know; that a plain permission does is ordinary drafting, and told on request.
 *
 * Requirements, and `must not engage`, are there to prevail over permissions: nobody need say so.
 * Nor within one paragraph, where "may, but must not when" is read as one sentence.
 */
#include "lint/lint.h"

static diagram meeting(struct study *st, uint32_t permission, uint32_t prohibition) {
    const struct rule *p = &st->rules->rules.at[permission], *q = &st->rules->rules.at[prohibition];
    diagram meet = NO;
    if (q->kind != STATEMENT_PROHIBITION || q->engage || p->block == q->block ||
        study_priority_stated(st, p->block, q->block))
        return NO;
    for (uint32_t a = 0; a < st->m->approaches.len; a++)
        if ((p->approaches & q->approaches & ~st->verdicts[permission].closed) >> a & 1)
            meet = diagram_or(st->g, meet, study_meet(st, permission, prohibition, a));
    return meet;
}

/* The prohibitions that the permission meets. */
static struct indices find_closers(struct study *st, uint32_t permission) {
    struct indices closers = {0};
    study_ask(st);
    for (uint32_t q = 0; q < st->rules->rules.len; q++)
        if (meeting(st, permission, q) != NO) vec_push(st->l->arena, &closers, q);
    return closers;
}

/* Where a permission meets so many prohibitions that all the situations are too many to count, the
 * first of these stands for them. False: given up. */
static bool report(struct study *st, uint32_t permission, struct indices closers,
                   enum diag_code code) {
    struct analysis *l = st->l;
    diagram all = NO, first = meeting(st, permission, closers.at[0]);
    study_ask(st);
    vec_each (uint32_t, q, &closers) all = diagram_or(st->g, all, meeting(st, permission, *q));
    const char *where = tell_situation(st, all),
               *count = arena_printf(l->arena, " (%s in all)", tell_count(st, all));
    if (st->g->gave_up) {
        study_ask(st);
        where = tell_situation(st, first);
        count = "";
    }
    if (st->g->gave_up) return false;
    const struct rule *p = &l->rules->rules.at[permission];
    bool plain = p->modality == MODALITY_MAY;
    struct indices one = {.at = &permission, .len = 1};
    struct diag_fix prevail = {0}, give_way = {0};
    const char *heading = trial_heading(st, &one, &closers, &prevail),
               *way = plain ? "" : trial_giving_way(st, permission, &closers, &give_way);
    diag_report(l->d, code, p->at, "\"%s\" in %s gives way to %s%s: %s%s; %s%s%s%s",
                tell_what(st, permission), lint_block(l, p),
                closers.len == 1 ? "a prohibition" : "prohibitions",
                plain ? "" : ", and nothing says so", where, count, heading,
                plain ? "there is nothing to do" : "promise less (`may`)", *way ? ", or " : "",
                way);
    diag_fix(l->d, prevail);
    diag_fix(l->d, give_way);
    tell_rules(st, &closers, "closes it");
    return true;
}

/* All meetings first: what they are told with, and what is advised, may use up what there is. */
void lint_unstated_priority(struct analysis *l, enum diag_code code) {
    struct study *st = study_of(l);
    bool given_up = false;
    if (!st) return;
    size_t n = l->rules->rules.len;
    struct indices *closers = arena_array(l->arena, struct indices, n);
    study_begin(st, WHOLE_STEPS / 3);
    for (uint32_t i = 0; i < n; i++) {
        const struct rule *r = &l->rules->rules.at[i];
        if (r->kind != STATEMENT_PERMISSION ||
            (r->modality == MODALITY_MAY) != (code == DIAG_PERMISSION_REFUSED) ||
            st->verdicts[i].where == NO)
            continue;
        closers[i] = find_closers(st, i);
        given_up = given_up || st->g->gave_up;
    }
    study_begin(st, WHOLE_STEPS / 3);
    for (uint32_t i = 0; i < n; i++)
        if (closers[i].len > 0) given_up = !report(st, i, closers[i], code) || given_up;
    st->g->gave_up = given_up;
}
