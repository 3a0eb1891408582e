/*
 * A study of the rules: what each rule does, in every situation, and what would be different
 * without it or without a part of its condition.
 *
 * Readings are facts here, with the reading taken as their default: what is said to be so holds
 * however they are read, and nothing is reproached to a rule that is there for the reading not
 * taken.
 *
 * To ask what a rule would do without one part of its condition, a *variant* of it stands beside
 * it, left out of the policy unless it is asked about. So one space and one list of clauses serve
 * all questions; only what a change can reach is built anew.
 *
 * A rule is known by its number in the policy (struct rule_set of the lint), a variant by its
 * number in the set of the study, in which `place` says where the rules of the policy are.
 */
#ifndef STRATC_ANALYSIS_STUDY_H
#define STRATC_ANALYSIS_STUDY_H

#include "analysis/analysis.h"
#include "space/point.h"

/* A part of a rule's condition that could be left out. */
struct part_of_rule {
    uint32_t rule, variant;
    bool is_qualifier; /* else an operand of and, or, `at least N of` */
    enum ast_qualifier_kind qualifier;
    enum cond_kind operand_of;
    bool counted;    /* as many of its list must hold as there are: without it one less */
    uint32_t inside; /* the part that this is a part of, or MODEL_NONE */
    struct cond *what;
    /* filled by study_parts() */
    bool idle; /* without it every decision is the same, in every situation, however readings are
                  taken */
    bool always, never; /* it holds everywhere, nowhere in the feasible */
    bool said;          /* the rest of the rule says as much */
    bool reaches;       /* or else it makes a difference where that could matter: others do the same
                           there */
    bool assumed;       /* it is idle only because of what is assumed */
    bool again;         /* the same words are part of another rule too, of which it is said */
};

/* A rule or variant that is left out, and the one that comes in its place, or MODEL_NONE; numbers
 * in the set. */
struct exchange {
    uint32_t out, in;
};

/* What is decided otherwise without a rule. */
enum differing { DIFFERS_UNKNOWN, DIFFERS_NOT, DIFFERS_IN_GROUNDS, DIFFERS };

struct study {
    struct analysis *l;
    const struct model *m; /* of the policy; that of the study has readings as facts */
    const struct rule_set *rules, *set;
    struct space *space;
    struct diagrams *g;
    struct version *v;
    const struct decisions *base; /* of every situation, without lists; nothing (`v` is NULL) where
                                     that was given up: see study_left() */
    bool can;                     /* it could be begun at all */
    uint32_t *place;              /* by rule: its number in the set */
    uint32_t *rule_of;            /* by number in the set: its rule */
    struct parts VEC(struct part_of_rule) parts;
    struct defines defines;  /* of the study's own, behind those of the model */
    size_t parts_too_long;   /* of lists that are too long to look at each part of them */
    struct span too_long_at; /* the first of them */
    struct clause_numbers
        *clauses;         /* by number in the set: its clauses and those that attach by it */
    uint64_t *absent;     /* the clauses of variants */
    uint64_t *overridden; /* the clauses that some override may clear */
    uint32_t *cond_probe, *hold_probe; /* by rule */
    diagram in_scope, feasible;        /* feasible: possible as well */
    diagram taken;                     /* readings as taken */
    diagram *effects;                  /* by number in the set * approaches + approach */
    struct rule_verdict *verdicts;     /* by rule */
    enum differing *gone;              /* by rule: without it, as far as that was asked */
    struct version *of_parts;          /* with a probe for each part; NULL until asked for */
    bool parts_found;
    uint64_t all, left, asked_at,
        looked_at;  /* of a series of questions: what it may still cost, as of this many steps */
    uint64_t tried; /* steps of trials of what is advised */
    uint32_t rules_undecided, parts_undecided; /* how many were given up; and why */
    uint32_t rules_for[WHYS], parts_for[WHYS];
    /* the change asked about, see study_change() */
    uint64_t *without, *touched, *asked;
    uint64_t *nearby, *left_out[2]; /* where it is looked at, see study_change.c */
    uint64_t *items;                /* of a list */
    struct exchanges VEC(struct exchange) exchanged;
    uint64_t *kept[2]; /* the clauses that are there before the change, and after it */
    uint64_t *near[2]; /* of these, those that may hold somewhere in the cube asked about */
    struct clause_numbers avoid, some; /* for a search */
    uint32_t *point;                   /* by axis: the situation that it found */
    struct point_decision *decided[2];
    struct points VEC(uint32_t) points; /* situations found on the way, a class for each axis, one
                                           after the other: the first few */
    const struct sightings *seen;       /* see seen_of() */
};

/* What has to be said of a rule; the first that holds. */
enum rule_verdict_kind {
    RULE_FINE,
    RULE_UNDECIDED, /* given up */
    RULE_IDLE,  /* a duty or expectation of a paragraph whose permissions never apply: said of those
                 */
    RULE_NEVER, /* nowhere does its condition hold */
    RULE_MET,   /* a requirement or expectation that always holds */
    RULE_ASIDE, /* wherever its condition holds, a paragraph with priority lifts it */
    RULE_CLOSED,     /* all that it opens is closed */
    RULE_TWICE,      /* a duty that another rule of its paragraph attaches wherever it does */
    RULE_SAME,       /* an earlier rule does the same everywhere */
    RULE_SAME_LATER, /* a later rule does: said of that one */
    RULE_REDUNDANT,  /* no decision differs without it */
    RULE_NAMED_ONLY  /* without it, decisions differ in their grounds alone */
};

struct rule_verdict {
    enum rule_verdict_kind kind;
    uint32_t
        closed;    /* CLOSED, and FINE: these of its approaches are closed wherever it opens them */
    bool unmet;    /* an expectation that holds nowhere */
    diagram where; /* where it has an effect */
    diagram matters; /* TWICE to NAMED_ONLY: of this, where that can be told: what it opens is not
                        closed, what it is attached to is open or left by default */
    struct indices cover; /* TWICE to NAMED_ONLY: rules that together do all it does, none to spare;
                             may be empty */
};

/* The study of this policy, made when it is first asked for; NULL where it was given up or there is
 * none. */
struct study *study_of(struct analysis *l);

/* Where the rule's condition holds; of an expectation: and what it
 * expects does not. In the feasible. */
diagram study_condition(struct study *st, uint32_t rule);
diagram study_holds(struct study *st, uint32_t rule);

/* Where the rule or variant opens, closes or attaches to the approach, in the feasible: nothing
 * with priority sets it aside. */
diagram study_effect(struct study *st, uint32_t number, uint32_t approach);

/* Where the permissions of the block open the approach. */
diagram study_opens(struct study *st, uint32_t block, uint32_t approach);

/* Where the rule would have an effect on the approach if nothing lifted it. */
diagram study_reach(struct study *st, uint32_t rule, uint32_t approach);

/* Of all its approaches. */
diagram study_effects(struct study *st, uint32_t number);

/* Where two rules both have an effect on the approach, readings as taken. */
diagram study_meet(struct study *st, uint32_t rule, uint32_t other, uint32_t approach);

/* Begins a series of questions, and each of them: where st->g->gave_up after it, its answer means
 * nothing. One question may not take all that the series may. */
void study_begin(struct study *st, uint64_t steps);
void study_ask(struct study *st);

/* Why the question was given up: where those before it left it little, that is why. */
enum why study_why(const struct study *st);

/* x where such clauses are left as things are. */
diagram study_left(struct study *st, struct clause_filter like, diagram x);

/* Of x, where the rule has an effect on the approach or would have one, where that can be told: see
 * struct rule_verdict. */
diagram study_matters(struct study *st, uint32_t rule, uint32_t approach, diagram x);

/* x where a permission for the approach applies; where nothing closes it; where its lists count: it
 * is open, or its verdict is default. */
diagram study_permitted(struct study *st, uint32_t approach, diagram x);
diagram study_unclosed(struct study *st, uint32_t approach, diagram x);
diagram study_offered(struct study *st, uint32_t approach, diagram x);

/* The feasible where some approach has the item of a list, DECISION_DUTY to DECISION_CAUTION. */
diagram study_list(struct study *st, enum decision_part part, uint32_t item);

/* The change to ask about: none, then what is exchanged, see struct exchange; in `without` and
 * `touched`. */
void study_as_it_is(struct study *st);
void study_exchange(struct study *st, uint32_t out, uint32_t in);

/* What changes by all that is exchanged. */
enum differing study_change(struct study *st);

/* The same, were nothing assumed of the feasible. */
enum differing study_change_unassumed(struct study *st);

/* What changes without some of the overrides, all of them of priorities. */
enum differing study_without_overrides(struct study *st, const bool *gone);

/* Finds the parts that are idle, of rules that are not themselves without effect: all that always
 * or never hold, and one more a rule at most, as two parts that say the same cannot both go. */
void study_parts(struct study *st);

/* Whether it looks like a limit and is none: a condition that always holds, an exception that never
 * does. */
bool study_part_limits_nothing(const struct part_of_rule *p);

/* Where the part holds, in the feasible. */
diagram study_part(struct study *st, uint32_t part);

/* Of the rules that close, some that together close the approach wherever x holds, none to spare;
 * empty where there are none. */
struct indices study_closers(struct study *st, diagram x, uint32_t approach);

/* Whether the rule does something, where that matters, that of all others that one alone does. */
bool study_hangs_on(struct study *st, uint32_t rule, uint32_t other);

/* Whether it is stated which of the two paragraphs prevails over the other, if only over its
 * requirement. */
bool study_priority_stated(const struct study *st, uint32_t block, uint32_t other);

/* ---- inside the study ---- */

bool study_is_variant(const struct study *st, uint32_t number);

/* Says about which cube clauses are collected. */
void study_near(struct study *st, const struct cube *cube);

/* Adds the clauses that pass, and are for one of the approaches (UINT32_MAX: all), of those that
 * are there before or after the change, and not far from the cube. */
void study_collect(struct study *st, bool after, struct clause_filter f, uint32_t approaches,
                   struct clause_numbers *to);

/* `avoid` has what excludes a situation, and nothing else. */
void study_avoid_outside(struct study *st);

/* Keeps the situation that was found, if there is still room. */
void study_keep_point(struct study *st);

/* All parts of all rules; the set of the study, with a variant for each. */
void study_take_apart(struct study *st);

/* Fills verdicts. */
void study_judge(struct study *st);

/* ---- what single situations settle, see seen.c ---- */

struct sightings {
    uint32_t approaches; /* that some answer has: open, or by default */
    bool *duties, *done; /* by duty: some decision has it; has it, and not outstanding */
    bool *axes;          /* by axis of the study: some decision depends on it */
    uint64_t looks;      /* at single situations */
};

/* Made when it is first asked for. */
const struct sightings *seen_of(struct study *st);

/* Where the policy was not decided in every situation, whether the study has seen that there is
 * nothing to find: no approach that is never reached, no duty without effect, no fact or value
 * without effect but those that no condition tells apart, no partner without a permission, and of
 * these the questions that nothing provides for. */
bool seen_approaches(struct analysis *l);
bool seen_duties(struct analysis *l);
bool seen_facts(struct analysis *l);
bool seen_permitted(
    struct analysis *l, uint32_t fact,
    uint32_t other); /* every value of one fact, or every pair of two; MODEL_NONE: no such fact */

#endif
