/*
 * The syntax tree: a policy file as its author wrote it, nothing resolved, nothing checked but the
 * grammar.
 *
 * Every name and text is interned or in the arena of the session and lives as long as it. Every
 * node knows its span. Lists keep the author's order. The grammar's actions only build these nodes;
 * all judgement about them is in model/.
 */
#ifndef STRATC_SYNTAX_AST_H
#define STRATC_SYNTAX_AST_H

#include "base/vec.h"
#include "diag/source.h"

/* A word as written: a name, a paragraph id, or the contents of a string (unescaped). Interned;
 * text is NULL where an optional word was left out. */
struct ast_word {
    const char *text;
    struct span at;
};
struct ast_words VEC(struct ast_word);

/* ---- conditions ---- */

enum ast_value_kind { AST_VALUE_NAME, AST_VALUE_NUMBER, AST_VALUE_DATE };

struct ast_value {
    enum ast_value_kind kind;
    struct ast_word word; /* as written: yes, UA, -2.50, 2025-01-01 */
};
struct ast_values VEC(struct ast_value);

enum ast_cond_kind {
    AST_COND_NAME,     /* F: a yes-or-no fact, a judgement or a definition */
    AST_COND_COMPARE,  /* F op V */
    AST_COND_IN,       /* F in { V, GROUP, ... } or F in GROUP: values */
    AST_COND_INCLUDES, /* F includes V */
    AST_COND_EMPTY,    /* F is empty */
    AST_COND_NOT,      /* terms.at[0] */
    AST_COND_AND,      /* n-ary: the chain as written, parentheses kept as nesting */
    AST_COND_OR,
    AST_COND_COUNT,        /* at least `number` of (terms) */
    AST_COND_APPLIES,      /* ID applies: name is the id */
    AST_COND_ANY_PROVISION /* any provision applies */
};

enum ast_compare { AST_EQ, AST_NE, AST_AT_LEAST, AST_AT_MOST, AST_ABOVE, AST_BELOW };

struct ast_cond;
struct ast_conds VEC(struct ast_cond *);

struct ast_cond {
    enum ast_cond_kind kind;
    struct span at;
    struct ast_word name; /* the fact, definition or id */
    enum ast_compare compare;
    struct ast_value value;   /* COMPARE, INCLUDES */
    struct ast_values values; /* IN */
    bool braces;              /* IN: written with { } */
    struct ast_word number;   /* COUNT: as written */
    struct ast_conds terms;
};

/* ---- qualifiers and statements inside blocks ---- */

enum ast_qualifier_kind {
    AST_FOR,    /* names: activities */
    AST_WITH,   /* names: partners, groups */
    AST_WHEN,   /* cond */
    AST_UNLESS, /* cond */
    AST_USING,  /* names: approaches joined by `or`; or_above */
    AST_FROM,   /* date */
    AST_UNTIL   /* date */
};

extern const char *const ast_qualifier_words[]; /* by kind */

struct ast_qualifier {
    enum ast_qualifier_kind kind;
    struct span at; /* of the whole qualifier, its keyword first */
    struct ast_words names;
    bool or_above;
    struct ast_cond *cond;
    struct ast_value date;
};
struct ast_qualifiers VEC(struct ast_qualifier);

enum ast_statement_kind {
    AST_MAY,        /* may use A, B; in an approach `may be used` (names empty) */
    AST_WILL,       /* will use A */
    AST_MUST,       /* must use A */
    AST_MUST_NOT,   /* must not use A, B [or above]; `must not engage` (names empty) */
    AST_REQUIRES,   /* cond */
    AST_DUTY,       /* must DUTY: names; duties of one statement share its qualifiers */
    AST_ONLY_AFTER, /* only after DUTY: names */
    AST_SHOULD,     /* should meet cond */
    AST_CITE,       /* names: ids */
    AST_SEE,        /* names: one text, outside law */
    AST_COMMITS,    /* names: one text */
    AST_DEFAULT,    /* this is the default approach */
    AST_PROVISION /* a block inside an objective (anywhere else is an error of the model, not of the
                     grammar) */
};

struct ast_block;

struct ast_statement {
    enum ast_statement_kind kind;
    struct span at;
    struct ast_words names;
    bool or_above;
    struct ast_cond *cond;
    struct ast_qualifiers qualifiers;
    struct ast_block *block;
};
struct ast_statements VEC(struct ast_statement);

/* ---- blocks ---- */

enum ast_priority_kind { AST_NOTWITHSTANDING, AST_SUBJECT_TO, AST_WITHOUT_PREJUDICE };

enum ast_ref_kind {
    AST_REF_ID,          /* the rules of that block */
    AST_REF_PROVISIONS,  /* ID and its provisions */
    AST_REF_REQUIREMENT, /* requirement of ID */
    AST_REF_ALL,         /* all */
    AST_REF_TEXT         /* outside law in quotes */
};

struct ast_ref {
    enum ast_ref_kind kind;
    struct span at;
    struct ast_word word;
};

struct ast_priority {
    enum ast_priority_kind kind;
    struct span at;
    struct ast_refs VEC(struct ast_ref) refs;
};
struct ast_priorities VEC(struct ast_priority);

enum block_kind {
    BLOCK_APPROACH,
    BLOCK_PARAGRAPH,
    BLOCK_PRINCIPLE,
    BLOCK_OBJECTIVE,
    BLOCK_PROVISION
};

extern const char *const block_words[]; /* by kind */

struct ast_block {
    enum block_kind kind;
    struct span at;       /* of the heading */
    struct ast_word id;   /* the paragraph */
    struct ast_word name; /* approach and objective only */
    struct ast_word title;
    struct ast_priorities priorities;
    struct ast_statements statements;
};

/* ---- declarations ---- */

enum fact_kind { FACT_FLAG, FACT_ONE_OF, FACT_SET_OF, FACT_NUMBER, FACT_DATE };

/* One entry of a value list: `XK "Kosovo"`, or the bare name of a vocabulary (the two look alike
 * without a label). */
struct ast_entry {
    struct ast_word name;
    struct ast_word label;
    bool ranked; /* written after a `<` */
};
struct ast_entries VEC(struct ast_entry);

struct ast_type {
    enum fact_kind kind;
    struct span at; /* SPAN_NOWHERE: `fact objective "..."` has no type */
    struct ast_entries entries;
    struct ast_word low, high, unit; /* number */
};

enum ast_role { AST_ROLE_NONE, AST_ROLE_PARTNER, AST_ROLE_ACTIVITY, AST_ROLE_DATE };

struct ast_fact {
    struct span at;
    struct ast_word name, title;
    struct ast_type type;
    bool has_default;
    struct ast_values default_values; /* one value, or the values of { ... } for a set */
    struct span default_at;
    enum ast_role role;
    struct span role_at;
};

struct ast_vocabulary {
    struct span at;
    struct ast_word name, title;
    struct ast_entries entries;
};

struct ast_presumption {
    struct span at;
    bool yes; /* presumed yes, or presumed no */
    struct ast_cond *when;
};

struct ast_judgement {
    struct span at;
    struct ast_word name, title, by;
    bool has_default;
    struct ast_value default_value; /* yes or no */
    struct ast_presumptions VEC(struct ast_presumption) presumptions;
};

struct ast_reading {
    struct span at;
    struct ast_word name, title;
    struct ast_entries entries;
    struct ast_word taken;
};

struct ast_group {
    struct span at;
    struct ast_word name, title, of; /* of: the fact, or left out */
    struct ast_words members, except;
};

struct ast_define {
    struct span at;
    struct ast_word name;
    struct ast_cond *means;
};

struct ast_assume {
    struct span at;
    struct ast_word text;
    struct ast_cond *cond;
};

enum duty_timing { DUTY_BEFORE, DUTY_ON_USE, DUTY_DURING, DUTY_AFTER, DUTY_YEARLY };

extern const char *const timing_words[]; /* "on use"; by timing */

struct ast_duty_timing {
    enum duty_timing timing;
    struct span at;
};

/* within N days of "event"; at least N days before "event" */
struct ast_deadline {
    struct span at;
    bool at_least; /* at least N ... before; else within N ... of */
    struct ast_word number;
    struct ast_word unit;  /* days, weeks, months, years (singular forms too) */
    struct ast_word event; /* the text in quotes */
};

struct ast_duty {
    struct span at;
    struct ast_word name, title;
    struct ast_timings
        VEC(struct ast_duty_timing) timings; /* exactly one is right; the model says so */
    struct ast_words by, to;                 /* texts; at most one each is right */
    struct ast_words done_when;              /* fact; likewise */
    struct ast_words following;              /* duties */
    struct ast_deadlines VEC(struct ast_deadline) deadlines;
};

struct ast_recital {
    struct span at;
    struct ast_word id, title;
};

struct ast_use {
    struct span at;
    struct ast_word path;
};

struct ast_ranking {
    struct span at;
    bool ranked;
    struct ast_words names;
};

struct ast_strategy {
    struct span at;
    struct ast_word title;
    struct ast_words issued_by, version;                    /* texts; at most one each */
    struct ast_conds scope;                                 /* at most one */
    struct ast_rankings VEC(struct ast_ranking) approaches; /* exactly one */
    struct ast_words outline;
    struct span outline_at; /* {UINT32_MAX,..} where there is none */
    struct ast_words see;
};

/* ---- examples and safeguards ---- */

struct ast_given {
    struct span at;
    struct ast_word fact;
    bool negated; /* not F */
    bool bare;    /* F or not F */
    bool braces;  /* F = { V, V } */
    struct ast_values values;
};
struct ast_givens VEC(struct ast_given);

enum ast_status_word {
    AST_STATUS_ANY,
    AST_STATUS_OPEN,
    AST_STATUS_CONDITIONAL,
    AST_STATUS_DEFAULT,
    AST_STATUS_REFUSED,
    AST_STATUS_UNDETERMINED,
    AST_STATUS_OUT_OF_SCOPE
};

enum ast_expect_kind {
    AST_EXPECT_BY,       /* ids, exactly */
    AST_EXPECT_WITH,     /* duties, at least */
    AST_EXPECT_WITHOUT,  /* duties, none of */
    AST_EXPECT_AFTER,    /* duties outstanding, exactly */
    AST_EXPECT_NOW,      /* one approach, or none; unranked: the same */
    AST_EXPECT_CAUTIONS, /* ids, at least */
    AST_EXPECT_ASKING,   /* facts, exactly */
    AST_EXPECT_BETWEEN   /* approaches, exactly */
};

extern const char *const ast_expect_words[]; /* by kind */

struct ast_expectation {
    enum ast_expect_kind kind;
    struct span at;
    struct ast_words names;
};

struct ast_expect {
    struct span at;
    enum ast_status_word status;
    bool committed;
    struct ast_words approaches; /* one; unranked: the list of those open */
    struct ast_expectations VEC(struct ast_expectation) parts;
};

struct ast_example {
    struct span at;
    struct ast_word title;
    struct ast_words cite;
    struct ast_givens givens;
    struct ast_expects VEC(struct ast_expect) expects; /* exactly one is right */
};

enum ast_promise_kind { AST_NEVER_USE, AST_NEVER_START, AST_ALWAYS };

struct ast_promise {
    enum ast_promise_kind kind;
    struct span at;
    struct ast_word name; /* the approach, or the duty */
    bool or_above;
    struct ast_qualifiers qualifiers; /* when, unless; using for AST_ALWAYS */
};

struct ast_safeguard {
    struct span at;
    struct ast_word title;
    struct ast_words cite;
    struct ast_promises VEC(struct ast_promise) promises;
};

/* ---- a file ---- */

/* The span of a strategy, block, example or safeguard is that of its heading. */

enum ast_item_kind {
    AST_ITEM_STRATEGY,
    AST_ITEM_USE,
    AST_ITEM_FACT,
    AST_ITEM_VOCABULARY,
    AST_ITEM_JUDGEMENT,
    AST_ITEM_READING,
    AST_ITEM_GROUP,
    AST_ITEM_DEFINE,
    AST_ITEM_ASSUME,
    AST_ITEM_DUTY,
    AST_ITEM_RECITAL,
    AST_ITEM_BLOCK,
    AST_ITEM_EXAMPLE,
    AST_ITEM_SAFEGUARD
};

struct ast_item {
    enum ast_item_kind kind;
    union {
        struct ast_strategy *strategy;
        struct ast_use *use;
        struct ast_fact *fact;
        struct ast_vocabulary *vocabulary;
        struct ast_judgement *judgement;
        struct ast_reading *reading;
        struct ast_group *group;
        struct ast_define *define;
        struct ast_assume *assume;
        struct ast_duty *duty;
        struct ast_recital *recital;
        struct ast_block *block;
        struct ast_example *example;
        struct ast_safeguard *safeguard;
    } as;
};

struct ast_file {
    struct source *source;
    uint32_t file; /* index of the source */
    struct ast_items VEC(struct ast_item) items;
};

#endif
