/*
 * Printer: the tokens of a policy, put on lines one after the other. Private to format/.
 *
 * Nothing but white space is ever printed anew: each token and each comment as it stands in the
 * text, in its place. A comment between two tokens breaks the line there, whatever was asked for.
 */
#ifndef STRATC_FORMAT_PRINTER_H
#define STRATC_FORMAT_PRINTER_H

#include "format/format.h"
#include "syntax/parse.h"

enum { PRINTER_WIDTH = 100, PRINTER_LEVEL = 4 };

/* What layout hangs on: signs, and words that cannot be names. */
/* clang-format off */
#define PRINTER_KINDS(X)                                                               \
    X(OPEN, "{") X(CLOSE, "}") X(PAREN, "(") X(PAREN_END, ")") X(COMMA, ",")     \
    X(COLON, ":") X(LESS, "<") X(RANGE, "..")                                          \
    X(STRATEGY, "strategy") X(FACT, "fact") X(VOCABULARY, "vocabulary")                \
    X(JUDGEMENT, "judgement") X(READING, "reading") X(GROUP, "group")                  \
    X(DEFINE, "define") X(ASSUME, "assume") X(DUTY, "duty")                            \
    X(PARAGRAPH, "paragraph") X(APPROACH, "approach") X(PRINCIPLE, "principle")        \
    X(OBJECTIVE, "objective") X(PROVISION, "provision") X(EXAMPLE, "example")          \
    X(SAFEGUARD, "safeguard")                                                                \
    X(MAY, "may") X(WILL, "will") X(MUST, "must") X(REQUIRES, "requires")           \
    X(ONLY, "only") X(SHOULD, "should") X(CITE, "cite") X(SEE, "see")               \
    X(COMMITS, "commits") X(DEFAULT, "default") X(USE, "use") X(FOR, "for")         \
    X(WITH, "with") X(WHEN, "when") X(UNLESS, "unless") X(USING, "using")           \
    X(FROM, "from") X(UNTIL, "until") X(ISSUED, "issued") X(VERSION, "version")     \
    X(SCOPE, "scope") X(APPROACHES, "approaches") X(PARAGRAPHS, "paragraphs")          \
    X(BY, "by") X(TO, "to") X(PRESUMED, "presumed") X(BEFORE, "before")             \
    X(HELP, "help") X(SOURCE, "source")                                                \
    X(ON, "on") X(DURING, "during") X(AFTER, "after") X(YEARLY, "yearly")           \
    X(DONE, "done") X(FOLLOWING, "following") X(WITHIN, "within") X(AT, "at")       \
    X(NOTWITHSTANDING, "notwithstanding") X(SUBJECT, "subject")                           \
    X(WITHOUT, "without") X(GIVEN, "given") X(EXPECT, "expect") X(NOW, "now")       \
    X(CAUTIONS, "cautions") X(ASKING, "asking") X(BETWEEN, "between")                  \
    X(NEVER, "never") X(ALWAYS, "always") X(AND, "and") X(OR, "or")                 \
    X(NOT, "not") X(ANY, "any")
/* clang-format on */

#define KIND(name, text) KIND_##name,
enum kind { KIND_OTHER, KIND_TEXT, PRINTER_KINDS(KIND) KIND_END };
#undef KIND

/* A token, the white space and comments before it aside. */
struct piece {
    uint32_t from, to;
    uint32_t start;          /* columns of all before it, were the text one line */
    uint32_t comments;       /* gaps with comments before it, its own among them */
    uint32_t at;             /* where it was put, once it is */
    unsigned char kind, gap; /* enum kind; blanks between it and the token before it on one line */
};

struct printer {
    struct arena *arena;
    const struct source *source;
    const char *line_end;
    struct piece *pieces; /* n, and one for the end of the text */
    size_t n;
    size_t next; /* the token to put next */
    struct {
        char *at;
        size_t len, cap;
    } out;
    bool too_large;  /* for a policy: nothing more is put */
    size_t column;   /* where the line has come to */
    size_t pad;      /* where the next token begins if it stays on its line; 0: after its blanks */
    unsigned blanks; /* how many blank lines of the author's may stay before the next token */
};

/* `text` has no error. */
void printer_open(struct printer *p, struct intern *names, struct diags *d, uint32_t file);

static inline enum kind kind_of(const struct printer *p, size_t i) {
    return (enum kind)p->pieces[i].kind;
}

/* Puts the next token: on a line of its own, or only if a comment before it wants that; then it is
 * indented so far. */
void put(struct printer *p, bool line, size_t indent);

/* All up to `end` on this line. */
void put_flat(struct printer *p, size_t end, size_t indent);

/* Whether the tokens up to `end`, and `tail` columns more, have room on the line; on a new one, if
 * the next begins one. */
bool fits(const struct printer *p, size_t end, bool line, size_t indent, size_t tail);

bool has_comment(const struct printer *p, size_t i);  /* before the token */
bool has_line_end(const struct printer *p, size_t i); /* before the token, in the text */
bool is_parted(const struct printer *p, size_t i);    /* by a blank line, or a comment on
                                                         a line of its own */
size_t width_of(const struct printer *p, size_t from, size_t to); /* on one line */

/* The next comment in [*at, to), which holds no token; *at is behind it then. Without the blanks at
 * its end. */
bool next_comment(const struct source *s, uint32_t *at, uint32_t to, struct span *comment);

/* statements.c: lays out the file. */
void print_file(struct printer *p, const struct ast_file *file);

#endif
