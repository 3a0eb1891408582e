/*
 * Model: what the author declared, with every name resolved and every type checked.
 *
 * Everything refers to everything else by index into the arrays of `struct model`, in the order of
 * declaration (the policy's own file first, then used files in the order of first use). Names are
 * interned: compare by pointer. A model exists only where no error was reported; what stands here
 * is well formed, and later stages check nothing twice.
 */
#ifndef STRATC_MODEL_MODEL_H
#define STRATC_MODEL_MODEL_H

#include "base/bitset.h"
#include "base/date.h"
#include "base/intern.h"
#include "base/json.h"
#include "diag/diag.h"
#include "syntax/parse.h"

#define MODEL_NONE UINT32_MAX /* no index */

enum {
    MODEL_MAX_APPROACHES = 32,
    MODEL_MAX_SET = 64,      /* values of a `set of` fact */
    MODEL_MAX_VALUES = 65535 /* values of a `one of` fact */
};

struct texts VEC(const char *);

/* A name and where it was declared. */
struct declared {
    const char *name;
    const char *title;           /* label or title; NULL where the author gave none */
    struct span at;              /* of the name */
    bool foreign;                /* declared in a used file: never reported as unused */
    bool used;                   /* something refers to it */
    bool named;                  /* or at least a default, an example or a safeguard does */
    bool broken;                 /* while the model is made: declared with an error */
    const struct ast_node *from; /* its declaration */
};

/* What readers know it by. */
static inline const char *declared_title(const struct declared *x) {
    return x->title ? x->title : x->name;
}

/* ---- facts ---- */

enum fact_source {
    FACT_ASKED,
    FACT_JUDGEMENT,
    FACT_READING
}; /* a reading is never part of a request */

/*
 * The value of a fact is one int64_t:
 *   FLAG 0 no, 1 yes · ONE_OF the index of the value
 *   SET_OF a bit a value (bit 0 = values.at[0], as uint64_t) · NUMBER the number times 10^decimals
 *   DATE days since 0001-01-01 (day 0), proleptic Gregorian
 */
struct cond;

struct presumption {
    struct span at;
    bool yes;
    struct cond *when;
};

struct fact {
    struct declared id;
    enum fact_kind kind;
    enum fact_source source;
    bool ordered; /* ONE_OF written with `<`: values stand in rising order */
    struct values VEC(struct declared) values; /* ONE_OF, SET_OF; `objective` has the objectives */
    int64_t low, high;                         /* NUMBER, DATE: the bounds, inclusive */
    unsigned decimals;
    const char *unit; /* or NULL */
    const char *help; /* how whoever is asked finds out, or NULL */
    bool has_default;
    int64_t default_value;
    /* judgements */
    const char *by; /* who decides, or NULL */
    struct presumptions VEC(struct presumption) presumptions;
    bool presumed; /* there are some; of two versions: in one of them, or they have not the same
                      default */
    /* readings: a ONE_OF whose value is `taken` */
    int64_t taken;
};

/* ---- conditions ---- */

enum cond_kind {
    COND_TRUE,     /* what was left out */
    COND_IN,       /* FLAG, ONE_OF: the value is one of `set` */
    COND_RANGE,    /* NUMBER, DATE: low <= value <= high (low > high: never) */
    COND_INCLUDES, /* SET_OF: has element `element` */
    COND_EMPTY,    /* SET_OF */
    COND_NOT,      /* terms.at[0] */
    COND_AND,
    COND_OR,      /* n-ary, never empty */
    COND_COUNT,   /* at least `count` of terms; 1 <= count <= terms.len */
    COND_DEFINE,  /* the definition number `index` */
    COND_APPLIES, /* the block number `index` applies */
    COND_ANY_PROVISION
};

struct cond;
struct conds VEC(struct cond *);

/* A list of values as it was written: `own` are named themselves or by a vocabulary, the others by
 * groups. */
struct named_values {
    const uint64_t *own;
    struct group_names VEC(const char *) groups;
};

struct cond {
    enum cond_kind kind;
    enum ast_cond_kind form; /* as its author wrote it; of what no author wrote, nothing */
    struct span at;
    uint32_t fact;                    /* IN, RANGE, INCLUDES, EMPTY */
    uint32_t index;                   /* DEFINE, APPLIES */
    uint32_t element;                 /* INCLUDES */
    uint32_t count;                   /* COUNT */
    int64_t low, high;                /* RANGE */
    const uint64_t *set;              /* IN: the values, in cond_words(fact) words */
    const struct named_values *named; /* IN: as it was written; NULL where no group is in it */
    struct conds terms;
};

struct group {
    struct declared id;
    uint32_t fact;
    const uint64_t *set;
    const struct named_values *members, *except; /* as written; without what is `spare` */
    struct spare_names
        VEC(struct declared) spare; /* after `except`: what is not among the members anyhow */
    bool faulty; /* of a used file, and names what this policy does not have: not in the model */
};

struct define {
    struct declared id;
    struct cond *means;
};

struct assume {
    struct span at;
    const char *text;
    struct cond *cond;
};

/* ---- duties ---- */

struct duty {
    struct declared id;
    enum duty_timing timing;
    const char *by, *to; /* or NULL */
    struct cond *done;   /* that it is: a FLAG or ONE_OF has one value. NULL: never known */
    struct following VEC(uint32_t) following; /* duties that come first */
    struct texts deadlines; /* in the words of the policy: "within 10 days of \"signature\"" */
};

/* ---- blocks and their statements ---- */

enum statement_kind {
    STATEMENT_PERMISSION,
    STATEMENT_PROHIBITION,
    STATEMENT_REQUIREMENT,
    STATEMENT_DUTY,
    STATEMENT_EXPECTATION
};

enum modality { MODALITY_MAY, MODALITY_WILL, MODALITY_MUST };

struct qualifier {
    enum ast_qualifier_kind kind;
    struct cond *cond; /* UNLESS: the condition as written, not negated */
};

struct statement {
    enum statement_kind kind;
    struct span at;
    enum modality modality; /* PERMISSION */
    uint32_t approaches; /* bit a: PERMISSION opens, PROHIBITION and REQUIREMENT close approach a */
    bool has_using;
    uint32_t using;  /* DUTY, EXPECTATION: the approaches said, where has_using */
    uint32_t duty;   /* DUTY; a statement that names two duties is two statements here */
    bool only_after; /* DUTY: written so */
    bool engage;     /* PROHIBITION: written `must not engage` */
    struct cond
        *cond; /* REQUIREMENT: what is required; EXPECTATION: what should be met; else NULL */
    struct qualifiers VEC(struct qualifier)
        qualifiers; /* all but `using`: for, with, when, unless, from, until */
};

struct block {
    struct declared id; /* the paragraph id and the title */
    enum block_kind kind;
    uint32_t outline;   /* place in the outline: the order of ids in an answer */
    uint32_t approach;  /* APPROACH */
    uint32_t objective; /* OBJECTIVE, PROVISION: the value of the fact `objective` */
    uint32_t parent;    /* PROVISION: the block of its objective */
    struct block_statements VEC(struct statement) statements;
    struct ast_words cites; /* further paragraphs that its rules state */
    struct texts see;       /* outside law; also that of `without prejudice to "..."` */
};

/* `winner` is said to prevail over `loser` (its own rules, or its requirement alone). Written in
 * either block, or in the objective of one. */
struct priority {
    struct span at;
    uint32_t winner, loser; /* blocks */
    bool requirement_only;
    unsigned precision; /* of the place, where several say it */
};

struct approach {
    struct declared id;  /* the title is that of its block, or NULL */
    uint32_t block;      /* or MODEL_NONE: ranked but without a block of its own */
    const char *commits; /* or NULL */
};

/* ---- examples and safeguards ---- */

struct given {
    struct span at;
    uint32_t fact;
    int64_t value;
};

enum status {
    STATUS_OUT_OF_SCOPE,
    STATUS_REFUSED,
    STATUS_DEFAULT,
    STATUS_CONDITIONAL,
    STATUS_OPEN,
    STATUS_UNDETERMINED
};

/* "by default"; of a decision, which is never undetermined. */
const char *status_words(enum status s);

/* The same for programs: "default". */
const char *status_key(enum status s);

struct indices VEC(uint32_t);

struct expectation {
    enum ast_expect_kind kind;
    struct span at;
    uint32_t using;       /* the approach of which it speaks; MODEL_NONE: that of the answer */
    struct indices items; /* BY, CAUTIONS: blocks · WITH, WITHOUT, AFTER: duties · ASKING: facts
                             NOW, BETWEEN: approaches, MODEL_NONE for `none` */
};

struct example {
    const char *title;
    struct span at;
    struct givens VEC(struct given) givens;
    struct span expect_at;
    bool any_status;    /* a bare approach: open or conditional */
    enum status status; /* where !any_status */
    bool committed;
    struct indices
        approaches; /* one; unranked: those open; empty for refused, undetermined, out of scope */
    struct expectations VEC(struct expectation) parts;
};

struct promise {
    enum ast_promise_kind kind;
    struct span at;
    uint32_t approaches; /* NEVER_*: the approaches spoken of · ALWAYS: the `using`, or all */
    uint32_t duty;       /* ALWAYS */
    struct qualifiers qualifiers; /* when, unless */
};

/* An `or above` behind this approach by which no other comes in. */
struct vain_above {
    struct span at;
    uint32_t approach;
};

struct safeguard {
    const char *title;
    struct span at;
    struct promises VEC(struct promise) promises;
};

/* A paragraph of the outline. */
struct paragraph {
    const char *id;
    struct span at;
    bool covered;                /* by a block heading, a `cite` or a recital */
    const char *recital;         /* its title where a recital declares it, else NULL */
    const char *quote;           /* its words in the source, white space folded; NULL: not known */
    struct span declared;        /* that recital */
    const unsigned char *digest; /* SHA-256 of its own rules, see digests_fill(); NULL: none */
};

/* Where a name or the number of a paragraph stands, and where it is declared: there, too. Of a
 * number that is where its block is headed, else its recital, else its place in the outline; of a
 * value that a vocabulary lists, there. In the order of the files. */
struct reference {
    struct span at, to;
};
struct references VEC(struct reference);

struct model {
    struct arena *arena;
    struct ast_program program; /* what it was made from, and its names: to make another from */
    struct intern *names;
    struct sources *sources;
    const char *title, *issued_by, *version; /* the last two or NULL */
    const unsigned char *digest;             /* as that of a paragraph, of all files */
    struct ast_word source;                  /* where the text is that it states; or NULL */
    struct texts see;                        /* outside law that the strategy block names */
    struct span at;                          /* of the strategy block's heading */
    struct cond *scope;                      /* COND_TRUE where the policy states none */
    bool ranked;
    uint32_t default_approach;                   /* or MODEL_NONE */
    uint32_t partner, activity, objective, date; /* the facts with these roles, or MODEL_NONE */
    bool has_outline;
    struct facts VEC(struct fact) facts;
    struct groups VEC(struct group) groups;
    struct indices built_groups; /* their numbers, each after those that it is made of */
    struct vocabularies VEC(struct declared) vocabularies;
    struct defines
        VEC(struct define) defines; /* a definition uses earlier ones only: they are sorted */
    struct assumes VEC(struct assume) assumes;
    struct duties VEC(struct duty) duties;
    struct approaches VEC(struct approach) approaches; /* least committed first where ranked */
    struct blocks VEC(struct block) blocks;
    struct priorities VEC(struct priority) priorities;
    struct outline VEC(struct paragraph)
        outline; /* where the policy has none: the blocks and recitals as declared */
    struct examples VEC(struct example) examples;
    struct safeguards VEC(struct safeguard) safeguards;
    struct vain_aboves VEC(struct vain_above) vain_aboves;
};

/* Whether the heading of the block speaks for the other: it is the block itself, or a provision of
 * this objective. */
bool heading_speaks_for(const struct model *m, uint32_t block, uint32_t other);

/* The block that a text in quotes in the heading of this one names, by its title or number, though
 * it stands for outside law there; or NULL. */
const struct block *block_quoted(const struct model *m, uint32_t block, const char *text);

/* Whether the first file is made to be used by policies: it has no `strategy` block, and nothing
 * that decides or tests (no block of rules, recital, example or safeguard). */
bool program_is_library(const struct ast_program *program);

/* Whether it has examples and safeguards alone, of a policy that uses it: every name in it would be
 * unknown. */
bool program_is_examples(const struct ast_program *program);

/* Checks the files of a library on their own: what they lack (a fact, a value) the policies
 * that use them may have, so only what is wrong in itself is reported. True where nothing is. */
bool model_check_library(struct intern *names, struct diags *d, const struct ast_program *program);

/* Resolves and checks. Returns NULL where an error was reported (all of them are, each once, none
 * caused by another). */
struct model *model_build(struct intern *names, struct diags *d, const struct ast_program *program);

/* What could be made of a text, with errors or without (they are reported all the same): to be
 * shown to whoever writes it, not to be reasoned about. NULL, and nothing is said, for a file of
 * examples alone. `library`: it is checked on its own, see model_check_library(). `refs`: not NULL
 * to have all of them. */
struct model *model_draft(struct intern *names, struct diags *d, const struct ast_program *program,
                          bool library, struct references *refs);

/* All approaches, a bit each. */
static inline uint32_t model_approaches(const struct model *m) {
    return m->approaches.len >= 32 ? UINT32_MAX : (UINT32_C(1) << m->approaches.len) - 1;
}

/* 64-bit words of a value set of this fact. */
static inline size_t cond_words(const struct fact *f) {
    return f->kind == FACT_ONE_OF ? (f->values.len + 63) / 64 : 1;
}

/* By which fact a duty is known as done, or MODEL_NONE, and by which of its values. */
static inline uint32_t duty_fact(const struct duty *d) {
    return d->done ? d->done->fact : MODEL_NONE;
}
uint32_t duty_value(const struct model *m, const struct duty *d);
const char *duty_done_text(struct arena *a, const struct model *m, const struct duty *d);

/* Whether the condition holds of a fact's value; for IN, RANGE, INCLUDES and EMPTY alone. */
bool cond_test(const struct cond *c, int64_t value);

/* Of what is made of others: how many of them have to hold. */
static inline size_t cond_least(const struct cond *c) {
    return c->kind == COND_AND ? c->terms.len : c->kind == COND_COUNT ? c->count : 1;
}

/* Whether it tests a fact. */
static inline bool cond_is_test(const struct cond *c) {
    return c->kind == COND_IN || c->kind == COND_RANGE || c->kind == COND_INCLUDES ||
           c->kind == COND_EMPTY;
}

/* Conditions made anew. They share their terms and sets with what they are made of. */
struct cond *cond_new(struct arena *a, enum cond_kind kind, struct span at);
struct cond *cond_constant(struct arena *a, bool holds, struct span at);
struct cond *cond_not(struct arena *a, struct cond *c);
struct cond *cond_two(struct arena *a, enum cond_kind kind, struct span at, struct cond *x,
                      struct cond *y);
/* `and` of the terms: of one itself, of none what always holds. */
struct cond *cond_all(struct arena *a, const struct conds *terms, struct span at);
struct cond *cond_in(struct arena *a, uint32_t fact, const uint64_t *set, struct span at);
struct cond *cond_yes(struct arena *a, uint32_t fact, struct span at); /* the FLAG holds */
struct cond *cond_range(struct arena *a, uint32_t fact, int64_t low, int64_t high, struct span at);
struct cond *cond_includes(struct arena *a, uint32_t fact, uint32_t element, struct span at);
/* When the qualifier lets a statement hold: `unless` negated. */
struct cond *cond_of_qualifier(struct arena *a, const struct qualifier *q);

/* A value in the policy's own words: "UA", "yes", "{ a, b }", "2.50", "2025-01-01". */
const char *fact_value_text(struct arena *a, const struct fact *f, int64_t value);

/* The same as requests have it: true, "UA", ["a","b"], 2.50, "2025-01-01". */
void fact_value_json(struct json *w, const char *key, const struct fact *f, int64_t value);

/* ---- for whoever debugs ---- */

void model_dump(FILE *out, const struct model *m);
void cond_dump(FILE *out, const struct model *m, const struct cond *c);
void approaches_dump(FILE *out, const struct model *m, uint32_t approaches); /* " {a, b}" */
const char *statement_verb(enum statement_kind kind, enum modality modality);

/* As date_write(). */
const char *date_text(struct arena *a, int64_t day);

#endif
