/*
 * A value that a rule names, though no decision depends on it: whether a set has it changes
 * nothing; or, of a fact with one value, it is decided as a value is that nothing names, so that it
 * need not have been named either.
 *
 * On a scale (`<`) a rule speaks of values without naming them, and of an objective its rules speak
 * by where they stand.
 */
#include "lint/lint.h"
#include "analysis/idle.h"

static bool is_named(const struct declared *value) { return value->used && !value->foreign; }

struct two_values {
    uint32_t fact, value, other;
};

static enum ask_answer tells_apart(void *context, const struct cond *c) {
    const struct two_values *two = context;
    return c->kind == COND_IN && c->fact == two->fact &&
                   bitset_has(c->set, two->value) != bitset_has(c->set, two->other)
               ? ASK_FOUND
               : ASK_ON;
}

/* Of a rule that never applies that alone is said, not of the values that it names. */
static bool rule_tells_apart(struct analysis *l, uint32_t fact, uint32_t value, uint32_t other) {
    const struct decisions *d = analysis_any_reading(l);
    struct two_values two = {fact, value, other};
    for (uint32_t i = 0; i < l->rules->rules.len; i++)
        if (idle_rule_asks(l->m, &l->rules->rules.at[i], tells_apart, &two) &&
            diagram_and(d->g, diagram_of_rule(d->v, i), decisions_feasible(d)) != NO)
            return true;
    return false;
}

static void judge_choice(struct analysis *l, uint32_t fact, enum diag_code code) {
    const struct fact *f = &l->m->facts.at[fact];
    struct told t = {0};
    uint32_t other = 0;
    while (other < f->values.len && f->values.at[other].used) other++;
    if (other == f->values.len) return;
    struct alike *x = alike_of(l, analysis_any_reading(l), fact);
    for (uint32_t v = 0; v < f->values.len; v++)
        if (is_named(&f->values.at[v]) && alike_values(x, v, other) &&
            rule_tells_apart(l, fact, v, other))
            lint_tell(l, &t, &f->values.at[v]);
    bool one = t.names.len == 1;
    if (t.names.len)
        diag_report(l->d, code, lint_place(l, f, t.at),
                    "rules name %s, but %s decided as %s is, which no rule names; let a rule "
                    "decide otherwise for %s, or leave the name%s out of the rules",
                    ask_list(l->arena, &t.names, "and"), one ? "it is" : "they are",
                    f->values.at[other].name, one ? "it" : "them", one ? "" : "s");
}

void lint_idle_value(struct analysis *l, enum diag_code code) {
    const struct idle *x = idle_find(l);
    for (uint32_t f = 0; f < l->m->facts.len; f++) {
        const struct fact *fact = &l->m->facts.at[f];
        if (!fact->id.used || idle_fact(x, f)) /* then it is said of the fact */
            continue;
        for (uint32_t v = 0; v < fact->values.len && fact->kind == FACT_SET_OF; v++)
            if (is_named(&fact->values.at[v]) && idle_element(x, f, v))
                diag_report(l->d, code, lint_place(l, fact, fact->values.at[v].at),
                            "rules name %s, but whether %s includes it changes no decision; remove "
                            "it, or mend the rules that name it",
                            fact->values.at[v].name, fact->id.name);
        if (fact->kind == FACT_ONE_OF && fact->source == FACT_ASKED && !fact->ordered &&
            f != l->m->objective)
            judge_choice(l, f, code);
    }
}
