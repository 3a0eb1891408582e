/*
 * Parser: the state of one run over one text, shared by the scanner (grammar/strat.l), the source
 * of tokens, the grammar (grammar/strat.y), the messages and the recovery. Private to syntax/.
 */
#ifndef STRATC_SYNTAX_PARSER_H
#define STRATC_SYNTAX_PARSER_H

#include "base/map.h"
#include "syntax/parse.h"

enum {
    PARSER_DEEPEST = 200, /* how far conditions may be nested */
    PARSER_EXPECTED = 160 /* more than the tokens of the language */
};

struct token {
    int kind;
    struct ast_word word; /* text is NULL for punctuation */
};

/* What stands between the braces of a block. */
enum parser_body {
    BODY_NONE,
    BODY_STRATEGY,
    BODY_BLOCK,
    BODY_PROVISION,
    BODY_EXAMPLE,
    BODY_SAFEGUARD
};

struct parser_brace {
    struct span at;
    enum parser_body body;
    bool made_up; /* nobody wrote it: that it is not closed is no error of its own */
};

/* How deep the condition is nested that is being read. */
struct parser_nesting {
    unsigned depth;
    int open[PARSER_DEEPEST]; /* each T_LPAREN that is open, and each T_NOT before what is read */
    bool reported;            /* until the next statement nothing is counted */
};

struct parser {
    struct arena *arena;
    struct intern *names;
    struct diags *diags;
    struct source *source;
    struct ast_file *file;
    void *scanner;
    const char *text; /* the copy that the scanner reads */
    struct map words; /* the tokens of the words of the language, by their interned text */

    struct wanted *wanted;     /* it is asked what may stand somewhere; or NULL */
    struct token last, before; /* what the grammar was given last, and before that */
    struct token peeked;
    bool has_peeked;
    bool ended, gave_up, asked;
    size_t uses; /* lines that begin with `use` */
    struct parser_nesting nesting;

    struct parser_braces VEC(struct parser_brace) open; /* blocks being read, innermost last */
    enum parser_body heading;     /* a heading has begun whose block has not */
    struct span set;              /* the brace of the last list of values */
    const struct ast_node *mixed; /* the chain last reported to mix `and` and `or` */

    uint32_t corrected; /* the last token that the scanner put right after reporting it: no error is
                           reported there again */
    uint32_t quiet_to;  /* the end of the line of the last error: its signs are not reported too */
    bool fenced;        /* by three backquotes, as far as read */
    bool recovering;    /* an error was reported: skip to where reading can go on */
    bool reread; /* it was the last token's, which may begin something: that one is looked at again
                  */
    bool unclosed;       /* it was a missing brace: what is not closed has been said */
    uint32_t resumed_at; /* where reading went on after the last error */
    int made_up;         /* the token that tells the grammar where it is now, and how often */
    size_t made_up_n;
    struct token behind; /* what follows it */
    bool has_behind;
};

/* The names of what could have stood there, as %token has them. */
struct expected {
    const char *what[PARSER_EXPECTED];
    size_t n;
};

/* ---- scanner (strat.l) ---- */

void *scanner_new(struct parser *p, char *text,
                  size_t len); /* text ends in two NULs, which `len` does not count */
int scanner_next(struct token *t, void *scanner);

/* ---- tokens.c ---- */

void tokens_read(struct parser *p, struct token *t); /* the next token of the text */
const struct token *tokens_peek(struct parser *p);   /* the one after it */

/* An interned word, or the word of the language that it is. */
int tokens_word(const struct parser *p, const char *text, int otherwise);
const char *parser_word(int kind); /* strat.y: the word of a token from T_STRATEGY to T_START */

/* A string with its quotes: what it says. Escapes are undone, wrong ones reported. */
struct ast_word tokens_text(struct parser *p, struct span at);

/* Whether each quotation mark has another on the rest of this line. */
bool tokens_quotes_pair(const char *rest);

/* ---- called by the grammar ---- */

void parser_heading(struct parser *p, enum parser_body body);
void parser_open(struct parser *p, struct span at,
                 enum parser_body body); /* BODY_NONE: that of the heading */
void parser_close(struct parser *p);
void parser_too_deep(struct parser *p, struct span at);
void parser_wants(struct parser *p, const struct expected *expected);
void parser_syntax_error(struct parser *p, bool reserved, const struct expected *expected);

/* ---- message.c, advice.c: what is said ---- */

bool expects(const struct expected *e, const char *what);
bool expects_all(const struct expected *e, const char *list); /* separated by bars */
bool is_listed(const char *list, const char *what);
const char *parser_written(struct parser *p, const struct token *t);
const char *parser_found(struct parser *p);

/* False: nothing is known about it. `known`: it is certain what was meant; else first look whether
 * a word is misspelt. */
bool parser_advise(struct parser *p, const struct expected *e, bool known);

void parser_report_unclosed(struct parser *p,
                            size_t n); /* of the n innermost blocks; before the last token */
bool parser_first_on_line(const struct parser *p, struct span at);
const char *parser_shown(struct parser *p, const char *text,
                         size_t len);                         /* its beginning, where it is long */
const char *parser_lower(struct parser *p, const char *word); /* in lower case */

/* ---- label.c: names and what is shown for them ---- */

struct label {
    const char *text, *end; /* where the text of the file goes on behind it */
};

/* What stands before the last token, and the words from there on, as one name. */
struct label label_as_name(struct parser *p, const struct expected *e);

/* What goes on as a title, but without quotes. */
struct label label_title(struct parser *p, const struct expected *e);

/* "`paid "the fee is paid"`", and as a name, where it could be one. */
const char *label_as_title(struct parser *p, const struct expected *e);

/* A label where a name belongs. */
bool parser_report_label(struct parser *p, const struct expected *e);

/* ---- recover.c: after an error ---- */

void recover(struct parser *p);
bool is_item_of_list(struct parser *p, const struct token *t, int before);
bool starts_item(struct parser *p, const struct token *t, int before);
bool starts_part(enum parser_body body, const struct token *t, int before);
bool is_stray_statement(const struct token *t, int before);

/* ---- tree.c: what the grammar's actions call to make the tree ----
 *
 * A part that stands twice and a condition that mixes `and` with `or` are reported there, because
 * only the tree's maker still knows where the first one was. */

/* vec_push for lists that mostly have one item and are many. */
#define tree_push(a, v, item)                               \
    do {                                                    \
        if ((v)->cap == 0) {                                \
            (v)->at = arena_alloc((a), 1, sizeof *(v)->at); \
            (v)->cap = 1;                                   \
        }                                                   \
        vec_push((a), (v), item);                           \
    } while (0)

struct ast_node *tree_node(struct parser *p, const struct ast_node *node); /* a copy */
struct ast_nodes tree_one(struct parser *p, struct ast_node *node);
struct ast_words tree_word(struct parser *p, struct ast_word word);
struct ast_nodes tree_join(struct parser *p, struct ast_nodes list, struct ast_nodes more);

/* A part more. One that may stand once, and does already, is reported and left out. */
void tree_add(struct parser *p, struct ast_nodes *list, struct ast_node *part);

/* Tells the source of the file which passages it has. */
void tree_passages(struct parser *p);

/* left and right joined; a chain that is being built grows, one in parentheses is a term of the new
 * one. */
struct ast_node *tree_chain(struct parser *p, struct ast_node *left, enum ast_cond_kind kind,
                            struct span at, struct ast_node *right);

#endif
