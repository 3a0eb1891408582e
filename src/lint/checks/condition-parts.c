/*
 * A part of a rule's condition (a qualifier, or an operand of `and`, `or`, `at least N of`) without
 * which every decision would be the same. A condition that always holds, or an exception that never
 * does, looks like a limit and is none. What matters only if an assumption is wrong is there on
 * purpose, as a rule (the document that a policy states does not know our assumptions), so it is
 * for those who ask.
 */
#include "lint/lint.h"

static enum diag_code code_of(const struct part_of_rule *p) {
    if (p->assumed) return DIAG_CONDITION_ASSUMED;
    return study_part_limits_nothing(p) ? DIAG_CONDITION_ALWAYS_TRUE
                                        : DIAG_CONDITION_PART_NO_EFFECT;
}

/* Why what the rule would do elsewhere cannot be told there. */
static const char *unreached(const struct rule *r) {
    return r->kind == STATEMENT_PERMISSION
               ? "where it makes a difference, what the rule opens is closed"
               : "where it makes a difference, what the rule is attached to is not open";
}

static void note_closers(struct study *st, const struct part_of_rule *p) {
    for (uint32_t a = 0; a < st->m->approaches.len; a++) {
        diagram differ = diagram_differ(st->g, study_effect(st, p->variant, a),
                                        study_effect(st, st->place[p->rule], a));
        struct indices closers = study_closers(st, differ, a);
        if (differ != NO) tell_rules(st, &closers, "closes it");
    }
}

/* Whether it is idle as what its rule opens is closed; where another rule closes all of it that no
 * heading lifts, that is told, and not of what could be left out. */
static bool report_closed(struct study *st, const struct part_of_rule *p) {
    const struct rule *r = &st->rules->rules.at[p->rule];
    uint32_t closer = lint_closes_unlifted(st, p->rule);
    if (closer == MODEL_NONE) return false;
    diag_report(st->l->d, DIAG_CONDITION_PART_NO_EFFECT, r->at,
                "\"%s\" in %s closes all that this rule of %s opens, but where a heading lifts it, "
                "and so parts of this change no decision: mend the condition of one of the two",
                tell_what(st, closer), lint_block(st->l, &st->rules->rules.at[closer]),
                tell_rule(st, p->rule));
    diag_note(st->l->d, st->rules->rules.at[closer].at, "here it is closed");
    diag_note(st->l->d, p->what->at, "this%s changes none, for example",
              p->counted ? ", asking for one less," : "");
    return true;
}

static void report_idle(struct study *st, const struct part_of_rule *p, const char *less) {
    const struct rule *r = &st->rules->rules.at[p->rule];
    bool closed = r->kind == STATEMENT_PERMISSION && !p->never && !p->said && !p->reaches;
    if (closed && report_closed(st, p)) return;
    diag_report(st->l->d, DIAG_CONDITION_PART_NO_EFFECT, p->what->at,
                "leaving this out of the rule of %s%s would change no decision%s: %s",
                tell_rule(st, p->rule), less,
                p->reaches && r->kind == STATEMENT_DUTY ? ", at most what the duty rests on" : "",
                p->never     ? "it never holds here"
                : p->said    ? "the rest of the rule, with its place, says as much"
                : p->reaches ? "where it makes a difference, other rules decide the same"
                             : unreached(r));
    if (!p->counted) diag_fix(st->l->d, write_no_part(st->l, r->block, p->what->at));
    if (closed) note_closers(st, p);
}

static void report(struct study *st, const struct part_of_rule *p, enum diag_code code) {
    struct diags *d = st->l->d;
    const char *id = tell_rule(st, p->rule), *less = p->counted ? ", and asking for one less," : "";
    if (code == DIAG_CONDITION_PART_NO_EFFECT) {
        report_idle(st, p, less);
        return;
    }
    if (code == DIAG_CONDITION_ASSUMED) {
        diag_report(d, code, p->what->at,
                    "what is assumed of the world makes this part of the rule of %s superfluous: "
                    "without it%s no decision would differ",
                    id, less);
        if (st->m->assumes.len == 1) diag_note(d, st->m->assumes.at[0].at, "this is assumed");
    } else {
        bool except = p->is_qualifier && p->qualifier == AST_UNLESS;
        diag_report(d, code, p->what->at,
                    "this %s of %s %s situation that is possible and in scope: it %s nothing; "
                    "leave it out, or mend it",
                    except ? "exception" : "condition", id,
                    except ? "never holds in a" : "holds in every", except ? "excepts" : "limits");
    }
    uint32_t block = st->rules->rules.at[p->rule].block;
    if (!p->counted) diag_fix(d, write_no_part(st->l, block, p->what->at));
}

/* Whether a heading names the requirement of the block. */
static bool is_lifted(const struct model *m, uint32_t block) {
    vec_each (const struct priority, p, &m->priorities)
        if (p->requirement_only && p->loser == block) return true;
    return false;
}

void lint_condition_parts(struct analysis *l, enum diag_code code) {
    struct study *st = study_of(l);
    if (!st) return;
    study_parts(st);
    for (uint32_t i = 0; i < st->parts.len && !st->g->gave_up; i++)
        if (st->parts.at[i].idle && !st->parts.at[i].again && code_of(&st->parts.at[i]) == code)
            report(st, &st->parts.at[i], code);
    if (code != DIAG_CONDITION_ALWAYS_TRUE) return;
    for (uint32_t i = 0; i < l->rules->rules.len && !st->g->gave_up; i++) {
        const struct rule *r = &l->rules->rules.at[i];
        if (st->verdicts[i].kind != RULE_MET || r->kind != STATEMENT_REQUIREMENT) continue;
        bool lifted = is_lifted(l->m, r->block);
        diag_report(l->d, code, r->at,
                    "what %s requires holds in every situation that is possible and in scope: "
                    "the requirement closes nothing; leave it out%s, or mend it",
                    lint_block(l, r), lifted ? ", with each `requirement of` it" : "");
        if (!lifted) diag_fix(l->d, write_no_rule(st, i));
    }
}
