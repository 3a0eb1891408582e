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

/* A word as written: a name, a paragraph id, a number, or the contents of a string (unescaped).
 * Interned; text is NULL where an optional word was left out. */
struct ast_word {
    const char *text;
    struct span at;
};
struct ast_words VEC(struct ast_word);

/* ---- what a node says, and in which of its fields ---- */

enum node_kind {
    /* What a file holds. The span of a strategy, block, example or safeguard is its heading's. */
    NODE_STRATEGY,   /* title */
    NODE_USE,        /* name: the path */
    NODE_FACT,       /* name, title; all facts but `objective` have a TYPE */
    NODE_VOCABULARY, /* name, title; ENTRY */
    NODE_JUDGEMENT,  /* name, title */
    NODE_READING,    /* name, title; ENTRY, TAKEN */
    NODE_GROUP,      /* name, title; OF, MEMBERS, EXCEPT */
    NODE_DEFINE,     /* name, title; COND */
    NODE_ASSUME,     /* title; COND */
    NODE_DUTY,       /* name, title */
    NODE_RECITAL,    /* name: the id; title */
    NODE_BLOCK,   /* enum block_kind; name: the id; words: that of an approach or objective; title;
                     PRIORITY, STATEMENT */
    NODE_EXAMPLE, /* title; CITED, GIVEN, EXPECT */
    NODE_SAFEGUARD, /* title; CITED, PROMISE */
    /* parts of a strategy */
    NODE_ISSUED, /* words: the text, as in VERSION, SOURCE and SEE */
    NODE_VERSION,
    NODE_SOURCE,
    NODE_SCOPE,      /* COND */
    NODE_APPROACHES, /* words; flag: ranked */
    NODE_PARAGRAPHS, /* words */
    NODE_SEE,
    /* parts of facts and other declarations */
    NODE_TYPE,  /* enum fact_kind; ENTRY; of a number name and words: the bounds, title: the unit */
    NODE_ENTRY, /* name; title: the label; flag: after a `<`. `XK "Kosovo"`, or the bare name
                   of a vocabulary, which looks like a value without a label */
    NODE_DEFAULT,    /* words: a value, or those of a set; form: in { }; flag: of a judgement */
    NODE_ROLE,       /* enum ast_role */
    NODE_TAKEN,      /* name */
    NODE_DECIDED_BY, /* name: the text, as in HELP */
    NODE_HELP,
    NODE_PRESUMPTION, /* flag: presumed yes; COND */
    NODE_OF,          /* name: the fact */
    NODE_MEMBERS,     /* words */
    NODE_EXCEPT,      /* words */
    NODE_TIMING,      /* enum duty_timing */
    NODE_BY,          /* words: one, as in TO and FOLLOWING */
    NODE_TO,
    NODE_DONE_WHEN, /* COND: NAME or EQ */
    NODE_FOLLOWING,
    NODE_DEADLINE, /* flag: at least N before, else within N of; name: N, words: the unit,
                      title: the event */
    /* parts of blocks, examples and safeguards */
    NODE_PRIORITY,    /* enum ast_priority_kind; REF */
    NODE_REF,         /* enum ast_ref_kind; name */
    NODE_STATEMENT,   /* enum ast_statement_kind; words; flag: or above; COND, QUALIFIER, BLOCK */
    NODE_QUALIFIER,   /* enum ast_qualifier_kind; words, or name: a date; flag: or above; COND */
    NODE_CITED,       /* words */
    NODE_GIVEN,       /* enum ast_given_kind; name; words: values */
    NODE_EXPECT,      /* enum ast_status_word; flag: committed; words: one approach; unranked: the
                         list of those open; EXPECTATION */
    NODE_EXPECTATION, /* enum ast_expect_kind; words; name: the approach of which it speaks */
    NODE_PROMISE, /* enum ast_promise_kind; name: the approach or duty; flag: or above; QUALIFIER */
    NODE_COND     /* enum ast_cond_kind; name: the fact, definition, id or number; words: values;
                     flag: values in { }; COND */
};

struct ast_node {
    enum node_kind kind;
    struct span at;
    unsigned form; /* the enum of its kind */
    bool flag;
    uint32_t end; /* of what has a block: behind its `}`; else 0 */
    struct ast_word name, title;
    struct ast_words words;
    struct ast_nodes VEC(struct ast_node *) parts;
};

/* All of it, with its block. */
static inline struct span node_span(const struct ast_node *n) {
    return (struct span){n->at.file, n->at.from, n->end ? n->end : n->at.to};
}

/* The first part of this kind, or NULL. */
const struct ast_node *node_part(const struct ast_node *n, enum node_kind kind);

/* Each part of this kind: `part` points at it. */
#define node_each(part, of, of_kind)                                                       \
    vec_each (struct ast_node *, part##_place, &(of)->parts)                               \
        for (const struct ast_node *part = *part##_place; part && part->kind == (of_kind); \
             part = NULL)

/* ---- conditions ---- */

enum ast_cond_kind {
    AST_COND_EQ, /* F op V */
    AST_COND_NE,
    AST_COND_AT_LEAST,
    AST_COND_AT_MOST,
    AST_COND_ABOVE,
    AST_COND_BELOW,
    AST_COND_NAME,     /* F: a yes-or-no fact, a judgement or a definition */
    AST_COND_IN,       /* F in { V, GROUP, ... } or F in GROUP */
    AST_COND_INCLUDES, /* F includes V */
    AST_COND_EMPTY,    /* F is empty */
    AST_COND_NOT,
    AST_COND_AND, /* n-ary: the chain as written, parentheses kept as nesting */
    AST_COND_OR,
    AST_COND_COUNT,        /* at least N of (...) */
    AST_COND_APPLIES,      /* ID applies */
    AST_COND_ANY_PROVISION /* any provision applies */
};

enum ast_value_kind { AST_VALUE_NAME, AST_VALUE_NUMBER, AST_VALUE_DATE };

/* What a value is can be seen by how it is written: yes, UA, -2.50, 2025-01-01. */
enum ast_value_kind ast_value_kind(const char *text);

/* ---- qualifiers and statements inside blocks ---- */

enum ast_qualifier_kind {
    AST_FOR,    /* activities */
    AST_WITH,   /* partners, groups */
    AST_WHEN,   /* a condition */
    AST_UNLESS, /* a condition */
    AST_USING,  /* approaches joined by `or` */
    AST_FROM,   /* a date */
    AST_UNTIL   /* a date */
};

extern const char *const ast_qualifier_words[]; /* by kind */

enum ast_statement_kind {
    AST_MAY,        /* may use A, B; in an approach `may be used` (no names) */
    AST_WILL,       /* will use A */
    AST_MUST,       /* must use A */
    AST_MUST_NOT,   /* must not use A, B [or above]; `must not engage` (no names) */
    AST_REQUIRES,   /* a condition */
    AST_DUTY,       /* must DUTY; duties of one statement share its qualifiers */
    AST_ONLY_AFTER, /* only after DUTY */
    AST_SHOULD,     /* should meet a condition */
    AST_CITE,       /* ids */
    AST_SEE,        /* one text, outside law */
    AST_COMMITS,    /* one text */
    AST_DEFAULT,    /* this is the default approach */
    AST_PROVISION /* a block inside an objective (anywhere else is an error of the model, not of the
                     grammar) */
};

/* ---- blocks ---- */

enum ast_priority_kind { AST_NOTWITHSTANDING, AST_SUBJECT_TO, AST_WITHOUT_PREJUDICE };

enum ast_ref_kind {
    AST_REF_ID,          /* the rules of that block */
    AST_REF_PROVISIONS,  /* ID and its provisions */
    AST_REF_REQUIREMENT, /* requirement of ID */
    AST_REF_ALL,         /* all */
    AST_REF_TEXT         /* outside law in quotes */
};

enum block_kind {
    BLOCK_APPROACH,
    BLOCK_PARAGRAPH,
    BLOCK_PRINCIPLE,
    BLOCK_OBJECTIVE,
    BLOCK_PROVISION
};

extern const char *const block_words[]; /* by kind */

/* ---- declarations ---- */

enum fact_kind { FACT_FLAG, FACT_ONE_OF, FACT_SET_OF, FACT_NUMBER, FACT_DATE };

enum ast_role { AST_ROLE_NONE, AST_ROLE_PARTNER, AST_ROLE_ACTIVITY, AST_ROLE_DATE };

/* In the order of enum strat_timing. */
enum duty_timing {
    DUTY_BEFORE,
    DUTY_ON_USE,
    DUTY_DURING,
    DUTY_AFTER,
    DUTY_YEARLY,
    DUTY_ON_RECEIPT /* of the request */
};

extern const char *const timing_words[];  /* "on use"; by timing */
const char *timing_list(struct arena *a); /* "`before`, ... or `on receipt`" */

/* ---- examples and safeguards ---- */

enum ast_given_kind {
    AST_GIVEN_VALUE, /* F = V */
    AST_GIVEN_SET,   /* F = { V, V } */
    AST_GIVEN_YES,   /* F */
    AST_GIVEN_NOT    /* not F */
};

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

enum ast_promise_kind { AST_NEVER_USE, AST_NEVER_START, AST_ALWAYS };

/* ---- a file ---- */

struct ast_file {
    struct source *source;
    uint32_t file; /* index of the source */
    bool use_lost; /* a `use` of it could not be parsed */
    struct label_errors
        VEC(size_t) labels; /* of the list of messages: a label where a name belongs */
    struct ast_nodes items;
};

#endif
