/*
 * Build: what the files of model/ share while a model is made. Nothing outside model/ includes
 * this.
 *
 * Errors are never caused by another error. What was declared with an error is kept as `broken`:
 * it takes its name, so that no reference to it is called unknown, and nothing is said about its
 * values. Functions that look a name up report what is wrong and return MODEL_NONE or NULL; those
 * that build a condition return one that always holds.
 */
#ifndef STRATC_MODEL_BUILD_H
#define STRATC_MODEL_BUILD_H

#include "base/map.h"
#include "model/order.h"
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
    uint32_t index; /* into the list of its kind in the model */
    struct span at;
    bool broken; /* the name stands for another thing as well */
};

/* A fact has a value that may be a vocabulary spelled wrong. */
struct suspect {
    const struct fact *fact;
    const struct ast_word *value;
    uint32_t vocabulary;
};

/* Scopes of `index`, the one table of all names; a fact's values are in scope SCOPE_VALUES + its
 * number. */
enum {
    SCOPE_NAMES,
    SCOPE_BLOCKS,   /* ids */
    SCOPE_RECITALS, /* ids: the item */
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
    struct ast_nodes items; /* of all files */
    bool library; /* declarations alone: what they lack, the policy that uses them may have */
    bool gaps;    /* something could not be parsed: what seems missing may be there */
    bool quiet;   /* names in examples do not count as used */
    struct references *refs; /* NULL: nobody wants them */

    struct map index;
    struct symbols VEC(struct symbol) symbols;
    const struct ast_node *strategy; /* or NULL */
    bool approaches_broken;          /* the list of approaches is missing or was cut */
    struct vocabulary_values VEC(struct ast_nodes) vocabulary_values; /* in step with those of the
                                                                         model */
    struct suspects VEC(struct suspect) suspects;
    struct order group_order;
    bool *asks; /* per definition: itself or through others, whether a paragraph applies */
    uint32_t first_objective; /* block, or MODEL_NONE */

    struct map items_of; /* (list, item): what is_new() was asked of */
    struct map kept;     /* value sets by their hash */
    struct sets VEC(const uint64_t *) sets;
    struct map vocabulary_sets;                        /* (fact, vocabulary): index into `sets` */
    uint64_t *scratch;                                 /* room for a value set of any fact */
    const struct ast_node *default_said;               /* the statement `default`, or NULL */
    const struct ast_node *role_missed[AST_UNTIL + 1]; /* per qualifier: the first for which no fact
                                                          has its role, or NULL */
    struct map said_of;                                /* index into `said` */
    struct all_said VEC(struct said) said;
    size_t suggestions; /* how many were looked for */

    const char *yes, *no, *none, *id, *objective, *partner, *activity; /* interned */
};

/* ---- names.c: looking names up, and saying what is wrong with one ---- */

extern const char *const symbol_words[SYMBOL_KINDS]; /* "a fact", "a group", ... */

/* The symbol of this name, or NULL. */
struct symbol *symbol_find(struct builder *b, const char *name);
/* The same where it is of this kind. */
struct symbol *symbol_of_kind(struct builder *b, const char *name, enum symbol_kind kind);
struct declared *symbol_declared(struct builder *b, const struct symbol *s);

/* The index of the named thing of this kind; MODEL_NONE, reported, where there is none. */
uint32_t name_find(struct builder *b, const struct ast_word *word, enum symbol_kind kind);
uint32_t approach_find(struct builder *b, const struct ast_word *word);
struct fact *fact_find(struct builder *b, const struct ast_word *word); /* or NULL */

static inline uint32_t fact_number(const struct builder *b, const struct fact *f) {
    return (uint32_t)(f - b->m->facts.at);
}

/* Block of a paragraph id, for all that speaks of its rules. */
uint32_t block_find(struct builder *b, const struct ast_word *id);

/* The name closest to a wrong spelling, or NULL. `of`: which symbols, bit k for symbol_kind k; the
 * fact whose values and groups. */
enum near { NEAR_SYMBOLS, NEAR_VALUES, NEAR_BLOCKS, NEAR_OUTLINE, NEAR_UNSTATED };
const char *nearest(struct builder *b, const char *word, enum near near, uint32_t of);

/* "; did you mean `x`?", or `otherwise` where nothing is near. */
const char *did_you_mean(struct builder *b, const char *near, const char *otherwise);

/* "; `x` is a value of `partner`, which a rule names behind `with`", or of another fact; NULL where
 * it is of none. */
const char *value_hint(struct builder *b, const char *word);

/* Whether the item does not stand in this list yet; from now on it does. What is listed twice is
 * listed once. */
bool is_new(struct builder *b, const void *list, uint64_t item);
void text_add(struct builder *b, struct texts *list, const char *text);

/* What stands at `at` means what is declared at `to`. */
void refer(const struct builder *b, struct span at, struct span to);

/* Something refers to it, unless b->quiet. */
void mark_used(const struct builder *b, struct declared *id);

bool is_foreign(const struct builder *b, struct span at); /* read in another file than the policy */
struct declared declared_as(const struct builder *b, const struct ast_node *from);

void say(struct builder *b, enum diag_code code, struct span at, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
void note_declared(struct builder *b, const char *name, struct span at);
/* Says what the fact is, that what stands at `at` does not fit it, and what does: where the fact
 * itself is sound. */
void say_misfit(struct builder *b, const struct fact *f, struct span at, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
/* Swaps the two places where that moves the report from a used file into the policy. */
bool place_in_policy(const struct builder *b, struct span *again, struct span *first);
/* Reports DECLARED_TWICE with both places. `fmt`: "the value `x` of `f`" and the like. */
void say_declared_twice(struct builder *b, struct span again, struct span first, const char *fmt,
                        ...) __attribute__((format(printf, 4, 5)));
/* The same of what has a number. `what`: "a recital". */
void say_number_twice(struct builder *b, const struct ast_word *again, struct span first,
                      const char *what);
/* The first part of this kind, which may stand once, or NULL. */
const struct ast_node *once(struct builder *b, const struct ast_node *of, enum node_kind kind,
                            const char *what);
const char *text_once(struct builder *b, const struct ast_node *of, enum node_kind kind,
                      const char *what);
/* Reports a qualifier or line that may stand once. */
void say_twice(struct builder *b, struct span again, struct span first, const char *what);
/* Names each cycle of things of this kind from end to end; `holds` stands between two names. */
void say_cycles(struct builder *b, const struct order *order, enum symbol_kind kind,
                const char *what, const char *holds);

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
/* The number of the value called so, or MAP_NONE. */
uint32_t value_index(const struct builder *b, const struct fact *f, const char *name);
void value_add(struct builder *b, struct fact *f, struct declared id);
/* Index of a value of a ONE_OF or SET_OF fact. */
uint32_t value_find(struct builder *b, struct fact *f, const struct ast_word *word);
/* The value of any fact but a set (for a set: of one element, its index). False, reported, where it
 * does not fit. */
bool constant_read(struct builder *b, struct fact *f, const struct ast_word *word, int64_t *value);
/* The same for what stands in braces, as that of a set does and no other, or alone. */
bool constants_read(struct builder *b, struct fact *f, const struct ast_words *values, bool braces,
                    struct span at, int64_t *value);

/* ---- vocabulary.c ---- */
void build_vocabularies(struct builder *b);
/* The entries with each vocabulary replaced by what it holds. *lost is set where one may be a
 * vocabulary that was lost. */
struct ast_nodes expand_entries(struct builder *b, const struct ast_node *of, bool *lost);
/* Remembers an entry that is close to the name of a vocabulary: it may be meant. */
void find_suspect(struct builder *b, const struct fact *f, const struct ast_node *of);
/* Where the fact lacks a value that the vocabulary meant has, says so, once, in place of all values
 * that are lacking. */
bool blame_suspect(struct builder *b, struct fact *f, const char *lacking);

/* ---- facts.c ---- */
void build_facts(struct builder *b);
void build_roles(struct builder *b);

/* ---- groups.c: groups, and the sets of values that lists and groups name ---- */
void build_groups(struct builder *b);
/* At the very end, when it is known what is used: tells what is wrong with the groups of used files
 * that are, and leaves those that do not fit out of the model. */
void finish_groups(struct builder *b);
/* Adds to `set` all values that a value, a group or a vocabulary names. False, reported, where it
 * names none. */
bool member_add(struct builder *b, struct fact *f, const struct ast_word *word, uint64_t *set);
/* The list as it was written, where a group is in it, else NULL; what names nothing is passed
 * over. */
const struct named_values *named_values(struct builder *b, struct fact *f,
                                        const struct ast_words *words);
/* The kept copy of a set: equal sets of a policy share their memory. */
const uint64_t *set_keep(struct builder *b, const struct fact *f, const uint64_t *set);
/* An empty set for a fact, good until the next call. */
uint64_t *set_scratch(struct builder *b, const struct fact *f);

/* ---- conds.c ---- */
struct cond *cond_build(struct builder *b, const struct ast_node *c, enum cond_site site);
struct cond *cond_in_words(struct builder *b, struct fact *f, const struct ast_words *words,
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
/* At the very end, when it is known what was called by a wrong name. */
void report_missed_roles(struct builder *b);
struct qualifiers qualifiers_build(struct builder *b, const struct ast_node *of);
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
