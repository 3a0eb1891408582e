/* A rule without which every decision would be the same, or the same but for the paragraphs that
 * it names, by what makes it so. */
#include "lint/lint.h"

enum { MOST_NAMES = 8 };

static const struct row {
    enum diag_code code;
    enum rule_verdict_kind kind;
    const char *verb; /* of the rules that cover it */
} rows[] = {
    {DIAG_ALWAYS_SET_ASIDE, RULE_ASIDE, NULL},
    {DIAG_REDUNDANT_RULE, RULE_REDUNDANT, "does so"},
    {DIAG_SAME_RULE, RULE_SAME, "says it"},
    {DIAG_DUTY_ATTACHED_TWICE, RULE_TWICE, "attaches it"},
    {DIAG_NAMED_ONLY, RULE_NAMED_ONLY, "does as much"},
};

/* Whether an expectation is asked about anything that is open, met or not. */
static bool attached_where_used(struct study *st, uint32_t rule) {
    const struct rule *r = &st->rules->rules.at[rule];
    for (uint32_t a = 0; a < st->m->approaches.len; a++) {
        diagram x = study_condition(st, rule);
        if (r->by_permission) x = diagram_and(st->g, x, study_opens(st, r->block, a));
        if ((r->approaches >> a & 1) && study_offered(st, a, x) != NO) return true;
    }
    return false;
}

/* Whether, of its paragraph, it alone attaches its duty somewhere where that can be told. */
static bool duty_rests_on(struct study *st, uint32_t rule) {
    const struct rule *r = &st->rules->rules.at[rule];
    for (uint32_t a = 0; a < st->m->approaches.len && r->kind == STATEMENT_DUTY; a++) {
        diagram x = study_matters(st, rule, a, study_effect(st, st->place[rule], a));
        for (uint32_t s = st->rules->first[r->block]; s < st->rules->first[r->block + 1]; s++)
            if (s != rule && st->rules->rules.at[s].kind == STATEMENT_DUTY &&
                st->rules->rules.at[s].duty == r->duty)
                x = diagram_but(st->g, x, study_effect(st, st->place[s], a));
        if (x != NO) return true;
    }
    return false;
}

static const char *why_redundant(struct study *st, uint32_t rule) {
    struct arena *a = st->l->arena;
    const struct rule *r = &st->rules->rules.at[rule];
    const struct rule_verdict *v = &st->verdicts[rule];
    struct words names = {0};
    vec_each (uint32_t, other, &v->cover) vec_push(a, &names, tell_rule(st, *other));
    if (names.len == 0) {
        if (v->matters != NO) return "where it does something, others would do the same without it";
        return r->kind == STATEMENT_EXPECTATION && attached_where_used(st, rule)
                   ? "where what it is attached to is open, what it expects always holds"
                   : "where it applies, what it is attached to is never open";
    }
    const char *who = names.len > MOST_NAMES ? arena_printf(a, "%zu other rules", names.len)
                                             : ask_list(a, &names, "and");
    return arena_printf(a, "wherever it matters (%s), %s%s the same", tell_count(st, v->matters),
                        who, names.len == 1 ? " does" : " together do");
}

static diagram reach_of(struct study *st, uint32_t rule) {
    diagram all = NO;
    for (uint32_t a = 0; a < st->m->approaches.len; a++)
        all = diagram_or(st->g, all, study_reach(st, rule, a));
    return all;
}

/* Of two rules that do the same; a permission may be what the others of its paragraph hang on. */
static const char *which_can_go(const struct study *st, uint32_t rule) {
    uint32_t other = st->verdicts[rule].cover.at[0];
    bool either = st->verdicts[other].kind > RULE_CLOSED && st->gone[other] == st->gone[rule];
    return either ? "one of the two is enough" : "this one can go";
}

/* What is otherwise all the same without the rule. */
static const char *but_for(struct study *st, uint32_t rule) {
    if (st->gone[rule] == DIFFERS_IN_GROUNDS)
        return ", but for the paragraphs that a decision rests on";
    return duty_rests_on(st, rule) ? ", but for what the duty rests on" : "";
}

static const char *sentence(struct study *st, uint32_t rule) {
    struct arena *a = st->l->arena;
    const struct rule_verdict *v = &st->verdicts[rule];
    const struct rule *r = &st->rules->rules.at[rule];
    const char *id = lint_block(st->l, r), *what = tell_what(st, rule);
    switch (v->kind) {
    case RULE_ASIDE:
        return arena_printf(
            a,
            "\"%s\" in %s has no effect: in %s where it would hold something back, that is "
            "permitted by what is said to prevail over %s; mend its condition, or the priority",
            what, id, tell_all(st, reach_of(st, rule)), id);
    case RULE_REDUNDANT:
        return arena_printf(a, "without \"%s\" in %s every decision would be the same%s: %s", what,
                            id, duty_rests_on(st, rule) ? ", but for what the duty rests on" : "",
                            why_redundant(st, rule));
    case RULE_SAME:
        return arena_printf(a, "\"%s\" in %s says what %s says already, for the same %s; %s%s",
                            what, id, tell_rule(st, v->cover.at[0]), tell_count(st, v->where),
                            which_can_go(st, rule), but_for(st, rule));
    case RULE_TWICE:
        return arena_printf(
            a,
            "%s attaches %s twice: wherever this rule does (%s), another of its rules does too; "
            "leave this one out",
            id, tell_duties(st, rule), tell_count(st, v->where));
    default:
        return arena_printf(a,
                            "\"%s\" in %s decides nothing that others do not decide already (in "
                            "%s): without it, only the paragraphs that a decision rests on would "
                            "be others",
                            what, id, tell_count(st, v->matters));
    }
}

/* The priorities that lift the rule. */
static void note_priorities(struct study *st, uint32_t rule) {
    const struct rule *r = &st->rules->rules.at[rule];
    vec_each (uint32_t, p, &st->rules->winners[r->block]) {
        const struct priority *over = &st->m->priorities.at[*p];
        diagram lifted = NO;
        for (uint32_t a = 0; a < st->m->approaches.len; a++)
            lifted = diagram_or(
                st->g, lifted,
                diagram_and(st->g, study_reach(st, rule, a), study_opens(st, over->winner, a)));
        if (priority_lifts(st->rules, over, r) && lifted != NO)
            diag_note(st->l->d, over->at, "here %s is said to prevail over %s",
                      st->m->blocks.at[over->winner].id.name, lint_block(st->l, r));
    }
}

/* Of one statement where each of several duties could go, but perhaps not all of them, the first is
 * told of. */
static bool other_was_told(const struct study *st, uint32_t rule) {
    const struct rule *r = &st->rules->rules.at[rule];
    for (uint32_t i = st->rules->first[r->block]; i < rule; i++)
        if (st->rules->rules.at[i].at.from == r->at.from &&
            st->verdicts[i].kind == st->verdicts[rule].kind)
            return lint_is_asked_of(st->l, r->block);
    return false;
}

void lint_without_effect(struct analysis *l, enum diag_code code) {
    struct study *st = study_of(l);
    const struct row *row = rows;
    while (row->code != code) row++;
    for (uint32_t i = 0; st && i < l->rules->rules.len; i++) {
        if (st->verdicts[i].kind != row->kind || other_was_told(st, i)) continue;
        diag_report(l->d, code, l->rules->rules.at[i].at, "%s", sentence(st, i));
        if (st->gone[i] == DIFFERS_NOT) diag_fix(l->d, write_no_rule(st, i));
        if (row->verb)
            tell_rules(st, &st->verdicts[i].cover, row->verb);
        else
            note_priorities(st, i);
    }
}
