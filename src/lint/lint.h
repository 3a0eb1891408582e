/*
 * Lint: what is not wrong but is likely not meant.
 *
 * A check is one line in diag/codes.def (LINT: any number of its thousand that was
 * never used; lines stand in the order of numbers), its function
 * lint_<check>() in checks/<check>.c, and its page. Codes that differ in a noun, or in a verdict,
 * have one check between them, with a row for each. A check reports the code that it is called for
 * alone, all there is of it, and leaves the model as it is. Checks know nothing of one another.
 *
 * It asks what it needs, from the cheap to the dear: what was written (l->m, l->rules); the
 * decisions in every situation (l->v, l->all); the same however the open questions are read
 * (analysis_any_reading(): what is without effect only as they are taken is no fault); what each
 * rule does and what would be otherwise without it (study_of(), in words tell.c). Where the
 * diagrams that it asked have `gave_up` it says nothing: lint_run() tells that it was not decided.
 * Codes from 2047 to 2999 are not looked for in a policy without situations or with too many rules.
 */
#ifndef STRATC_LINT_LINT_H
#define STRATC_LINT_LINT_H

#include "analysis/study.h"
#include "space/ask.h"
#include "diag/select.h"

typedef void lint_check(struct analysis *l, enum diag_code code);

#define CODE(number, identifier, slug, severity, on, summary)
#define LINT(number, identifier, check, slug, severity, on, summary) lint_check lint_##check;
#include "diag/codes.def"
#undef CODE

/* Runs the checks whose findings the options want to see. */
void lint_run(struct analysis *l, const struct diag_options *o);

/* Makes of findings that hang on another one notes of that: see causes.c. */
void lint_gather_causes(struct analysis *l);

/* The approaches that the rule closes in every situation. */
uint32_t lint_always_closing(struct study *st, uint32_t rule);

/* Whether the rule by itself closes all that the permission opens in vain, which is something. */
bool lint_closes_alone(struct study *st, uint32_t rule, uint32_t permission);

/* A rule that closes all that the permission opens, but where a heading lifts it; or MODEL_NONE. */
uint32_t lint_closes_unlifted(struct study *st, uint32_t permission);

/* Runs the check of one code (LINT) alone. */
void lint_one(struct analysis *l, enum diag_code code);

/* ---- what there is to go over ---- */

/* Whether a declaration is ours to find fault with: not one of the installed vocabulary. */
bool lint_ours(const struct analysis *l, const struct declared *x);

/* Whether it is of the same text as the one before it: a statement that names two duties is two. */
static inline bool lint_goes_on(const struct block *b, const struct statement *s) {
    return s > b->statements.at && s[-1].at.from == s->at.from;
}

/* Whether all words of the text that mean something stand somewhere in the title. */
bool lint_title_says_all(struct arena *a, const char *title, const char *text);

/* A name that the author chose. */
enum name_kind {
    NAME_FACT, /* one that is asked for; facts are in the order of enum fact_source */
    NAME_JUDGEMENT,
    NAME_READING,
    NAME_GROUP,
    NAME_DEFINITION,
    NAME_DUTY,
    NAME_APPROACH,
    NAME_VALUE, /* of readings and of `objective`, too */
    NAME_VOCABULARY
};
struct name {
    enum name_kind kind;
    const struct declared *id;
    const char *what; /* "the fact" */
    uint32_t index;   /* among facts, duties ...; of a value: its fact */
};
struct names VEC(struct name);

/* In the order of their kinds (facts are one), then of declaration. */
struct names lint_names(struct analysis *l);

/* The paragraph of a rule. */
static inline const char *lint_block(const struct analysis *l, const struct rule *r) {
    return l->m->blocks.at[r->block].id.name;
}

/* Whether a condition asks if the block applies, which hangs on all its rules as it has no
 * permission: then those that decide nothing themselves may not just go. */
bool lint_is_asked_of(const struct analysis *l, uint32_t block);

/* A note at each of these rules, the first few of them: "PARAGRAPH SAYS". */
void lint_note_rules(struct analysis *l, const struct indices *rules, const char *says);

/* Names that are told together, in one finding where the first of them stands. */
struct told {
    struct words names;
    struct span at;
};
void lint_tell(struct analysis *l, struct told *t, const struct declared *x);

/* Where it stands what a value declared `at` comes to as one of the fact: at the fact, where others
 * have the value from the same vocabulary. */
struct span lint_place(const struct analysis *l, const struct fact *f, struct span at);

/* ---- tell.c: rules and situations in words ---- */

/* "4.2.c", and its line where the paragraph has other rules of its own: "P6 (line 214)". */
const char *tell_rule(const struct study *st, uint32_t rule);

/* The duty of the rule, and those of the same statement of which the same verdict is told with it:
 * "notify", "notify and report". A finding of each has the same words, and so is told once. */
const char *tell_duties(const struct study *st, uint32_t rule);

/* What the rule does: "may use outreach", "must not engage", "must notify". */
const char *tell_what(const struct study *st, uint32_t rule);

/* Approaches: "a", "a and b". */
const char *tell_approaches(const struct analysis *l, uint32_t approaches);

/* One situation of x, readings as taken where x allows it: see situation_text(). */
const char *tell_situation(struct study *st, diagram x);

/* "1 combination of the facts", "1,152 combinations of the facts": how many x is YES for, readings
 * as taken. */
const char *tell_count(struct study *st, diagram x);

/* The same as "the only combination of the facts", "all 12 combinations of the facts". */
const char *tell_all(struct study *st, diagram x);

/* A note at each of these rules, the first few of them: "here RULE VERB". */
void tell_rules(struct study *st, const struct indices *rules, const char *verb);

/* ---- write.c: an advice, typed in; where `what` is NULL there is none ---- */

/* In the heading of the block: `notwithstanding` the ids, or `subject to` them. */
struct diag_fix write_priority(const struct analysis *l, uint32_t block, bool prevails,
                               const char *ids);

/* Without what stands there in a heading. */
struct diag_fix write_no_priority(const struct analysis *l, struct span ref);

/* A statement of the block, after the one that stands there; SPAN_NOWHERE: after all of its own. */
struct diag_fix write_statement(const struct analysis *l, uint32_t block, struct span behind,
                                const char *text);
struct diag_fix write_cite(const struct analysis *l, uint32_t block, const char *ids);

/* Items of a file before another one or behind it, set apart as that is; or behind all, each behind
 * a blank line. */
struct diag_fix write_items(const struct analysis *l, struct span beside, bool behind,
                            const char *what, const struct texts *items);
struct diag_fix write_at_end(const struct analysis *l, uint32_t file, const char *what,
                             const struct texts *items);
struct diag_fix write_away(const struct analysis *l, const char *what, struct span statement);

/* Without the rule; of a statement that names several duties each is one, and it stays. */
struct diag_fix write_no_rule(const struct study *st, uint32_t rule);

/* Without the clause, or the operand of `and` or `or`, that stands there in a rule of the block. */
struct diag_fix write_no_part(const struct analysis *l, uint32_t block, struct span part);

/* Without the clause that stands there, of a rule or a declaration. */
struct diag_fix write_no_clause(const struct analysis *l, struct span at);

/* Without its `not`, in the statement's other clause of `when` and `unless`, or as that one; *to:
 * that one, which is there; NULL where there is none. */
struct diag_fix write_turned(const struct analysis *l, const struct block *b, struct span cond,
                             const char **to);

/* The clauses of the statement that stands there, as they are written: " for a when b". */
const char *write_clauses(const struct analysis *l, uint32_t block, struct span statement);

/* ---- trial.c: advice, tried before it is given; *fix: how it is written ---- */

/* "if it is to hold all the same, write `notwithstanding 3` in the heading of 2; else ": what makes
 * none of the rules `closers` close what the permissions, of one paragraph, open, and changes
 * nothing else; "" where that cannot be said. */
const char *trial_heading(struct study *st, const struct indices *permissions,
                          const struct indices *closers, struct diag_fix *fix);

/* "say that it gives way (`subject to 3` in the heading of 2)", where that changes nothing and
 * states the priority over each of the closers; "" where it does not. */
const char *trial_giving_way(struct study *st, uint32_t permission, const struct indices *closers,
                             struct diag_fix *fix);

/* "`only after u using a`": what asks for the duty wherever the block opens the approach, and
 * nowhere else; NULL where that cannot be said. */
const char *trial_duty(struct study *st, uint32_t block, uint32_t approach, uint32_t duty,
                       struct diag_fix *fix);

/* Whether "must not use" these, beside the permission and with the same clauses, closes them where
 * it applies, and changes nothing else. */
bool trial_prohibition(struct study *st, uint32_t permission, uint32_t approaches,
                       struct diag_fix *fix);

/* Whether nothing changes without the rule's statement: one that never applies may still be the
 * permission by which the others of its paragraph attach. *tried: false where that is not known. */
bool trial_removal(struct study *st, uint32_t rule, bool *tried);

/* ---- alike.c: values of a fact that decisions tell apart, or do not ---- */

struct alike {
    const struct decisions *d;
    uint32_t axis, classes;
    diagram *fixed; /* by component, then class; last, what is possible; each when asked for */
    bool presumed;  /* a presumption asks for the fact */
};

/* For a fact that is `one of`. */
struct alike *alike_of(struct analysis *l, const struct decisions *d, uint32_t fact);

uint32_t alike_class(const struct alike *x, uint32_t value);

/* Where the component differs between two classes of the fact, both of them possible and all other
 * facts as they are. */
diagram alike_differ(struct alike *x, size_t component, uint32_t class, uint32_t other);

/* Whether every decision, but for its basis, is the same with the one value and with the other; and
 * so is what is assumed and presumed. Never once it was given up. */
bool alike_values(struct alike *x, uint32_t value, uint32_t other);

#endif
