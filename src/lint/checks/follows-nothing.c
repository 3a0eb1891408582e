/*
 * `following` names the duty that comes first, and attaches nothing: where no approach ever has
 * both duties, nothing comes first. The statement that attaches the other one was lost, or another
 * duty was meant. (A duty that nothing attaches at all is told by itself.)
 */
#include "lint/lint.h"

#include <string.h>

/* Where the approach, open or left by default, has the duty. */
static diagram has(struct study *st, uint32_t duty, uint32_t approach) {
    diagram all = NO;
    for (uint32_t i = 0; i < st->rules->rules.len; i++)
        if (st->rules->rules.at[i].kind == STATEMENT_DUTY && st->rules->rules.at[i].duty == duty)
            all = diagram_or(st->g, all, study_effect(st, st->place[i], approach));
    return all == NO ? (diagram)NO : study_offered(st, approach, all);
}

/* Whether both are asked for, and never for the same approach. */
static bool are_apart(struct study *st, uint32_t duty, uint32_t first) {
    diagram one = NO, other = NO, both = NO;
    for (uint32_t a = 0; a < st->m->approaches.len && both == NO; a++) {
        diagram x = has(st, duty, a), y = has(st, first, a);
        one = diagram_or(st->g, one, x);
        other = diagram_or(st->g, other, y);
        both = diagram_and(st->g, x, y);
    }
    return one != NO && other != NO && both == NO && !st->g->gave_up;
}

/* `following` and the name that stands there; with a comment between them, nothing. */
static struct diag_fix without(const struct analysis *l, struct span name) {
    static const char word[] = "following";
    const char *text = l->d->sources->at[name.file]->text;
    size_t len = sizeof word - 1, from = name.from;
    while (strchr(" \t\r\n", text[from - 1])) from--;
    if (from < len || strncmp(text + from - len, word, len) != 0) return (struct diag_fix){0};
    name.from = (uint32_t)(from - len);
    return write_no_clause(l, name);
}

static void report(struct analysis *l, enum diag_code code, uint32_t duty, uint32_t first,
                   const struct ast_node *following) {
    const char *name = l->m->duties.at[duty].id.name, *other = l->m->duties.at[first].id.name;
    struct indices rules = {0};
    for (uint32_t i = 0; i < l->rules->rules.len; i++)
        if (l->rules->rules.at[i].kind == STATEMENT_DUTY && l->rules->rules.at[i].duty == duty)
            vec_push(l->arena, &rules, i);
    diag_report(l->d, code, following->at,
                "no approach that has %s ever has %s, so nothing comes first: `following` attaches "
                "nothing; attach %s there as well, or leave `following %s` out",
                name, other, other, other);
    diag_fix(l->d, without(l, following->at));
    lint_note_rules(l, &rules, arena_printf(l->arena, "attaches %s here", name));
}

void lint_follows_nothing(struct analysis *l, enum diag_code code) {
    struct study *st = study_of(l);
    for (uint32_t i = 0; st && i < l->m->duties.len; i++) {
        const struct duty *duty = &l->m->duties.at[i];
        if (!lint_ours(l, &duty->id)) continue;
        node_each (following, duty->id.from, NODE_FOLLOWING)
            vec_each (uint32_t, first, &duty->following)
                if (l->m->duties.at[*first].id.name == following->words.at[0].text &&
                    are_apart(st, i, *first))
                    report(l, code, i, *first, following);
    }
}
