/*
 * Build: what the files of model/ share while a model is made. Nothing outside model/ includes
 * this.
 *
 * Errors are never caused by another error. What was declared with an error is kept as `broken`:
 * it takes its name, so that no reference to it is called unknown, and nothing is said about its
 * values. Functions that look a name up report what is wrong and return MODEL_NONE; those that
 * build a condition return one that always holds.
 */
#ifndef STRATC_MODEL_BUILD_H
#define STRATC_MODEL_BUILD_H

#include "base/map.h"
#include "base/order.h"
#include "model/model.h"

/* What a name can stand for. All share one name space. */
enum symbol_kind {
    SYMBOL_FACT,
    SYMBOL_GROUP,
    SYMBOL_VOCABULARY,
    SYMBOL_DEFINE,
    SYMBOL_DUTY,
    SYMBOL_APPROACH
};
enum { SYMBOL_KINDS = 6 };

struct symbol {
    const char *name;
    enum symbol_kind kind;
    uint32_t index; /* into the list of its kind, below */
    struct span at;
    bool broken; /* the name stands for another thing as well */
};

/* A value of a list in which the vocabularies have been replaced by what they hold. */
struct entry {
    struct declared id;
    bool ranked;
};
struct entries VEC(struct entry);

struct vocabulary_source {
    const struct ast_vocabulary *from;
    struct entries values;
    bool lost; /* it may hold another one that could not be parsed */
};

/* A fact is declared by one of three. */
struct fact_source_text {
    const struct ast_fact *fact;
    const struct ast_judgement *judgement;
    const struct ast_reading *reading;
    bool broken;
    const struct ast_word *suspect; /* a value that may be a vocabulary spelled wrong, or NULL */
    uint32_t suspected;             /* that vocabulary */
};

struct group_source {
    const struct ast_group *from;
    struct group group;
    bool broken;
    bool needed; /* something refers to it, be it an example: then its faults are told */
    bool faulty; /* of a used file, and names what this policy does not have */
};

struct define_source {
    const struct ast_define *from;
    uint32_t sorted; /* its place in the model */
    bool applies;    /* it asks, itself or through others, whether a paragraph applies */
};

/* A fault in a group of a used file: told only where the policy uses that group. */
struct group_fault {
    uint32_t group;
    const struct ast_word *word; /* the member that no value fits */
};

struct block_source {
    const struct ast_block *from;
    const struct ast_statement *commits; /* the first one */
    bool has_requirement;
};

/* Scopes of `index`, the one table of all names; a fact's values are in scope SCOPE_VALUES + its
 * number. */
enum {
    SCOPE_NAMES,
    SCOPE_BLOCKS,   /* ids */
    SCOPE_RECITALS, /* ids */
    SCOPE_OUTLINE,  /* ids */
    SCOPE_LOST,     /* names that the text seems to declare, where some of it could not be parsed */
    SCOPE_OWNER,    /* a value's name: the first fact that has it */
    SCOPE_VALUES
};

/* Scopes of `said_of`: one mistake that shows in many places. A name of symbol_kind k is in scope
 * SAID_NAMES + k, a value that fact f does not have in scope SAID_VALUES + f; in SAID_MEANT the
 * number that a block headed otherwise was told to mean. */
enum { SAID_NAMES, SAID_BLOCKS = SYMBOL_KINDS, SAID_OUTLINE, SAID_MEANT, SAID_GROUPS, SAID_VALUES };

/* Such a mistake: where it was told, and all its places. */
struct said {
    size_t diag;
    struct spans VEC(struct span) places;
};

/* Where a condition stands. */
enum cond_site { SITE_RULE, SITE_SCOPE, SITE_ASSUME, SITE_PRESUMPTION };

struct builder {
    struct arena *arena;
    struct intern *names;
    struct diags *d;
    const struct ast_program *program;
    struct model *m;
    bool library; /* declarations alone: what they lack, the policy that uses them may have */
    bool gaps;    /* something could not be parsed: what seems missing may be there */
    bool unread;  /* a whole file could not be read */
    bool quiet;   /* names in examples do not count as used */

    struct map index;
    struct symbols VEC(struct symbol) symbols;
    const struct ast_strategy *strategy; /* or NULL */
    bool approaches_broken;              /* the list of approaches is missing or was cut */
    struct fact_texts VEC(struct fact_source_text) facts; /* in step with m->facts */
    struct vocabulary_sources
        VEC(struct vocabulary_source) vocabularies; /* in step with m->vocabularies */
    struct group_sources VEC(struct group_source) groups;
    struct group_faults VEC(struct group_fault) group_faults;
    struct order group_order;
    struct define_sources VEC(struct define_source) defines;
    struct duty_sources VEC(const struct ast_duty *) duties; /* in step with m->duties */
    struct block_sources VEC(struct block_source) blocks;    /* in step with m->blocks */
    struct recital_sources VEC(const struct ast_recital *) recitals;
    struct assume_sources VEC(const struct ast_assume *) assumes;
    struct example_sources VEC(const struct ast_example *) examples;
    struct safeguard_sources VEC(const struct ast_safeguard *) safeguards;
    uint32_t first_objective; /* block, or MODEL_NONE */

    struct map items; /* (list, item): what is_new() was asked of */
    struct map kept;  /* value sets by their hash */
    struct sets VEC(const uint64_t *) sets;
    struct map vocabulary_sets; /* (fact, vocabulary): index into `sets` */
    uint64_t *scratch;          /* room for a value set of any fact */
    uint32_t default_at;        /* the block that says `default`, or MODEL_NONE */
    struct span default_span;
    const struct ast_qualifier *role_missed[AST_UNTIL + 1]; /* per qualifier: the first for which no
                                                            fact has its role, or NULL */
    struct map said_of;                                     /* index into `said` */
    struct all_said VEC(struct said) said;
    size_t suggestions; /* how many were looked for */

    const char *yes, *no, *none, *id, *objective, *partner, *activity; /* interned */
};

/* ---- names.c: looking names up, and saying what is wrong with one ---- */

extern const char *const symbol_words[SYMBOL_KINDS]; /* "a fact", "a group", ... */

/* The symbol of this name, or NULL. */
struct symbol *symbol_find(struct builder *b, const char *name);

/* The index of the named thing of this kind; MODEL_NONE, reported, where there is none. */
uint32_t name_find(struct builder *b, const struct ast_word *word, enum symbol_kind kind);
uint32_t approach_find(struct builder *b, const struct ast_word *word);

/* Block of a paragraph id, for all that speaks of its rules. */
uint32_t block_find(struct builder *b, const struct ast_word *id);

/* The name closest to a wrong spelling, or NULL. `of`: which symbols, bit k for symbol_kind k; the
 * fact whose values and groups. */
enum near { NEAR_SYMBOLS, NEAR_VALUES, NEAR_BLOCKS, NEAR_OUTLINE, NEAR_UNSTATED };
const char *nearest(struct builder *b, const char *word, enum near near, uint32_t of);

/* "; did you mean `x`?", or `otherwise` where nothing is near. */
const char *did_you_mean(struct builder *b, const char *near, const char *otherwise);

/* Whether the item does not stand in this list yet; from now on it does. What is listed twice is
 * listed once. */
bool is_new(struct builder *b, const void *list, uint64_t item);
void text_add(struct builder *b, struct texts *list, const char *text);

/* Something refers to it, unless b->quiet. */
void mark_used(const struct builder *b, struct declared *id);

struct declared declared_as(const struct builder *b, const struct ast_word *name,
                            const struct ast_word *title);

void say(struct builder *b, enum diag_code code, struct span at, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
void note_declared(struct builder *b, const struct declared *id);
/* Says what the fact is, that what stands at `at` does not fit it, and what does: where the fact
 * itself is sound. False. */
bool say_misfit(struct builder *b, uint32_t fact, struct span at, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
/* Swaps the two places where that moves the report from a used file into the policy. */
void place_in_policy(const struct builder *b, struct span *again, struct span *first);
/* Reports DECLARED_TWICE with both places. `what` is "the value `x` of `f`" and the like. */
void say_declared_twice(struct builder *b, struct span again, struct span first, const char *what);
/* Reports a qualifier or line that may stand once. */
void say_twice(struct builder *b, struct span again, struct span first, const char *what);
/* The text that may stand once, or NULL. */
const char *once(struct builder *b, const struct ast_words *words, const char *what);
/* Names each cycle from end to end; `holds` stands between two names, as "holds". */
typedef const struct ast_word *cycle_name(const struct builder *b, uint32_t node);
void say_cycles(struct builder *b, const struct order *order, cycle_name *name, const char *what,
                const char *holds);

/* Whether this was told, of another place. If not, the next report is about it. */
bool said_before(struct builder *b, uint64_t fault, const char *name, struct span at);
bool was_said(const struct builder *b, uint64_t fault, const char *name);
/* Puts each report where its mistake is met first, and says how often it is met besides. */
void finish_said(struct builder *b);

/* ---- lost.c ---- */
void find_lost(struct builder *b);
/* Whether a declaration of this name may be among what could not be parsed. */
bool may_be_lost(const struct builder *b, const char *name);

/* ---- symbols.c ---- */
void declare_all(struct builder *b);

/* ---- values.c ---- */
enum decimal { DECIMAL_OK, DECIMAL_TOO_PRECISE, DECIMAL_TOO_LARGE };
unsigned decimal_places(const char *text);
enum decimal decimal_read(const char *text, unsigned decimals, int64_t *value);
const char *type_words(const struct fact *f);
/* Index of a value of a ONE_OF or SET_OF fact. */
uint32_t value_find(struct builder *b, uint32_t fact, const struct ast_word *word);
/* The value of any fact but a set (for a set: of one element, its index). False, reported, where it
 * does not fit. */
bool constant_read(struct builder *b, uint32_t fact, const struct ast_value *v, int64_t *value);
/* The same for what stands in { } or alone: a set takes any number of values, other facts one. */
bool constants_read(struct builder *b, uint32_t fact, const struct ast_values *values,
                    struct span at, int64_t *value);

/* ---- vocabulary.c ---- */
void build_vocabularies(struct builder *b);
/* The entries with each vocabulary replaced by what it holds. *lost is set where one may be a
 * vocabulary that was lost. */
struct entries expand_entries(struct builder *b, const struct ast_entries *entries, bool *lost);

/* Remembers an entry that is close to the name of a vocabulary: it may be meant. */
void find_suspect(struct builder *b, uint32_t fact, const struct ast_entries *entries);
/* Where the fact lacks a value that the vocabulary meant has, says so, once, in place of all values
 * that are lacking. */
bool blame_suspect(struct builder *b, uint32_t fact, const char *lacking);

/* ---- facts.c ---- */
void build_facts(struct builder *b);
void build_roles(struct builder *b);

/* ---- groups.c: groups, and the sets of values that lists and groups name ---- */
void build_groups(struct builder *b);
void report_group_faults(struct builder *b); /* at the very end, when it is known what is used */
void finish_groups(struct builder *b);       /* the groups of the model: those that fit */
/* Adds to `set` all values that a value, a group or a vocabulary names. False, reported, where it
 * names none. */
bool member_add(struct builder *b, uint32_t fact, const struct ast_word *word, uint64_t *set);
/* The list as it was written, where a group is in it, else NULL; what
 * names nothing is passed over. */
const struct named_values *named_values(struct builder *b, uint32_t fact,
                                        const struct ast_words *words);
/* The kept copy of a set: equal sets of a policy share their memory. */
const uint64_t *set_keep(struct builder *b, uint32_t fact, const uint64_t *set);
/* An empty set for a fact, good until the next call. */
uint64_t *set_scratch(struct builder *b, uint32_t fact);

/* ---- conds.c ---- */
struct cond *cond_build(struct builder *b, const struct ast_cond *c, enum cond_site site);
struct cond *cond_in_words(struct builder *b, uint32_t fact, const struct ast_words *words,
                           struct span at);

/* ---- defines.c ---- */
void build_defines(struct builder *b);
void build_presumptions(struct builder *b);
void build_assumes(struct builder *b);
void build_scope(struct builder *b);

/* ---- duties.c ---- */
void build_duties(struct builder *b);
/* Reports a duty with another timing; `what` begins the sentence, as in "`only after` names". */
bool duty_must_be_before(struct builder *b, uint32_t duty, struct span at, const char *what);

/* ---- blocks.c ---- */
void build_strategy(struct builder *b);
void build_blocks(struct builder *b);
void report_missed_roles(
    struct builder *b); /* at the very end, when it is known what was called by a wrong name */
struct qualifiers qualifiers_build(struct builder *b, const struct ast_qualifiers *qualifiers);
/* Approaches named by a list; `or above` takes in those above the last. */
uint32_t approaches_named(struct builder *b, const struct ast_words *names, bool or_above,
                          struct span at);

/* ---- outline.c ---- */
void build_outline(struct builder *b);
void cite_check(struct builder *b, const struct ast_words *ids, bool covers);

/* ---- priorities.c ---- */
void build_priorities(struct builder *b);

/* ---- examples.c ---- */
void build_examples(struct builder *b);
void build_safeguards(struct builder *b);

#endif
