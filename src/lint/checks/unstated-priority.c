/*
 * A prohibition of some approaches meets a permission for one of them, and neither paragraph says
 * which prevails. The prohibition does; the reader should not have to know that.
 *
 * Requirements, and prohibitions of every approach, are there to prevail over permissions: nobody
 * need say so. Nor within one paragraph, where "may, but must not when" is read as one sentence.
 */
#include "lint/lint.h"

static diagram meeting(struct study *st, uint32_t prohibition, uint32_t permission) {
    const struct rule *q = &st->rules->rules.at[prohibition], *p = &st->rules->rules.at[permission];
    diagram meet = NO;
    if (p->kind != STATEMENT_PERMISSION || p->block == q->block ||
        study_priority_stated(st, p->block, q->block))
        return NO;
    for (uint32_t a = 0; a < st->m->approaches.len; a++)
        if ((p->approaches & q->approaches & ~st->verdicts[permission].closed) >> a & 1)
            meet = diagram_or(st->g, meet, study_meet(st, prohibition, permission, a));
    return meet;
}

/* Where a prohibition meets so many permissions that all the situations are too many to count, the
 * first of these stands for them. False: given up. */
static bool report(struct study *st, uint32_t prohibition, enum diag_code code) {
    struct analysis *l = st->l;
    const struct rule *q = &l->rules->rules.at[prohibition];
    struct indices permissions = {0};
    diagram all = NO, first = NO;
    study_ask(st);
    for (uint32_t p = 0; p < l->rules->rules.len; p++) {
        diagram here = meeting(st, prohibition, p);
        if (here == NO) continue;
        first = first == NO ? here : first;
        vec_push(l->arena, &permissions, p);
    }
    if (permissions.len == 0 || st->g->gave_up) return !st->g->gave_up;
    vec_each (uint32_t, p, &permissions) all = diagram_or(st->g, all, meeting(st, prohibition, *p));
    const char *where = tell_situation(st, all),
               *count = arena_printf(l->arena, " (%s in all)", tell_count(st, all));
    if (st->g->gave_up) {
        study_ask(st);
        where = tell_situation(st, first);
        count = "";
    }
    if (st->g->gave_up) return false;
    const char *id = l->m->blocks.at[q->block].id.name,
               *other = l->m->blocks.at[l->rules->rules.at[permissions.at[0]].block].id.name;
    diag_report(l->d, code, q->at,
                "\"%s\" in %s meets a permission, and nothing says which prevails: %s%s, the "
                "prohibition does; say so with `notwithstanding %s` in the heading of %s, or the "
                "opposite with `subject to %s`",
                tell_what(st, prohibition), id, where, count, other, id, other);
    tell_rules(st, &permissions, "permits it");
    return true;
}

void lint_unstated_priority(struct analysis *l, enum diag_code code) {
    struct study *st = study_of(l);
    uint32_t every = model_approaches(l->m);
    bool given_up = false;
    if (!st) return;
    study_begin(st, WHOLE_STEPS / 3);
    for (uint32_t i = 0; i < l->rules->rules.len; i++) {
        const struct rule *r = &l->rules->rules.at[i];
        if (r->kind == STATEMENT_PROHIBITION && r->approaches != every &&
            st->verdicts[i].where != NO)
            given_up = !report(st, i, code) || given_up;
    }
    st->g->gave_up = given_up;
}
