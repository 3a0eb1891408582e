/*
 * Parser: the state of one run over one text, shared by the scanner (grammar/strat.l), the source
 * of tokens, the grammar (grammar/strat.y), the messages and the recovery. Private to syntax/.
 */
#ifndef STRATC_SYNTAX_PARSER_H
#define STRATC_SYNTAX_PARSER_H

#include "syntax/parse.h"

enum {
    PARSER_DEEPEST = 200,   /* how far conditions may be nested */
    PARSER_EXPECTED = 160,  /* more than the tokens of the language */
    PARSER_WORD_SLOTS = 512 /* a power of two, far more than the words of the language */
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

/* A word of the language. Soft: may also be a name. */
struct parser_word {
    const char *text;
    int kind;
    bool soft;
};

/* How deep the condition is nested that is being read: open parentheses, and the `not`s before
 * each. */
struct parser_nesting {
    unsigned total, level, nots;
    unsigned before[PARSER_DEEPEST + 1]; /* the `not`s before each open parenthesis */
    bool reported;                       /* until the next statement nothing is counted */
};

struct parser {
    struct arena *arena;
    struct intern *names;
    struct diags *diags;
    struct source *source;
    struct ast_file *file;
    void *scanner;
    const char *text;                            /* the copy that the scanner reads */
    struct parser_word words[PARSER_WORD_SLOTS]; /* by the address of the interned text */

    struct token last, before; /* what the grammar was given last, and before that */
    struct token peeked;
    bool has_peeked;
    bool ended, gave_up;
    struct parser_nesting nesting;

    struct parser_braces VEC(struct parser_brace) open; /* blocks being read, innermost last */
    enum parser_body heading;         /* a heading has begun whose block has not */
    struct span set;                  /* the brace of the last list of values */
    struct ast_statement statement;   /* the last one that was complete */
    struct ast_qualifiers qualifiers; /* of the one being read */
    const struct ast_cond *mixed;     /* the chain last reported to mix `and` and `or` */

    uint32_t doubtful; /* the last token that the scanner put right after reporting it: no error is
                          reported there again */
    bool recovering;   /* an error was reported: skip to where reading can go on */
    bool reread; /* it was the last token's, which may begin something: that one is looked at again
                  */
    bool unclosed;       /* it was a missing brace: what is not closed has been said */
    uint32_t resumed_at; /* where reading went on after the last error */
    int made_up;         /* the token that tells the grammar where it is now, and how often */
    size_t made_up_n;
    struct token held; /* what follows it */
    bool has_held;
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

void tokens_start(struct parser *p);
void tokens_read(struct parser *p, struct token *t); /* the next token of the text */
const struct token *tokens_peek(struct parser *p);   /* the one after it */

/* An interned word, or the word of the language that it is. */
int tokens_word(const struct parser *p, const char *text, int otherwise);
size_t parser_words(struct parser_word *words, size_t room); /* strat.y */

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
void parser_syntax_error(struct parser *p, bool reserved, const struct expected *expected);

void parser_report_unclosed(struct parser *p,
                            size_t n); /* of the n innermost blocks; before the last token */
bool parser_first_on_line(const struct parser *p, struct span at);
const char *parser_shown(struct parser *p, const char *text,
                         size_t len);                         /* its beginning, where it is long */
const char *parser_lower(struct parser *p, const char *word); /* in lower case */

/* ---- message.c and advice.c: what is said of an error ---- */

const char *parser_found(struct parser *p); /* the last token, as it is shown */

/* Whether all of a list separated by bars were expected; whether `what` is in the list. */
bool expected_all(const struct expected *e, const char *list);
bool expected_in(const char *list, const char *what);

/* Says how it is written here: of words that are known from other texts, or of whatever stands
 * where only one thing can. */
bool parser_advise(struct parser *p, const struct expected *e, bool known);

/* ---- recover.c: after an error ---- */

void recover(struct parser *p);
bool starts_item(struct parser *p, const struct token *t, int before);
bool starts_part(enum parser_body body, const struct token *t, int before);
bool is_stray_statement(const struct token *t, int before);

#endif
