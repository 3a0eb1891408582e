/*
 * Options: a command line read by a table, for every program of ours.
 *
 * A program has one table of `struct option`. The reader, --help, the heads of a man page and what
 * a shell completes come from it, so that an option is added by a row there and by what heeds it.
 * What is wrong is handed to the program, which says so in its own voice. Nothing is allocated.
 */
#ifndef STRATC_BASE_OPTIONS_H
#define STRATC_BASE_OPTIONS_H

#include <stdbool.h>
#include <stdio.h>

/* What stands after an option. Where it is none of these, and one of no list, the program knows. */
enum option_takes { OPTION_TEXT, OPTION_FILE, OPTION_FOLDER, OPTION_POLICY };

struct option {
    const char *name;     /* the long one without its dashes, or NULL */
    char letter;          /* the short one, or 0 */
    const char *argument; /* what stands after it, or NULL */
    bool optional;        /* the argument may be left out, and stands after "=" alone */
    int group;            /* of --help */
    int action, mode;     /* the program's own: what it does */
    const char *shown;    /* how --help writes it, where not as name and argument; or NULL */
    const char *help;     /* the man page begins with it, too, and goes on */
    enum option_takes takes;
    const char *const *words; /* the argument is one of these, NULL behind the last; or NULL */
};

struct command_line {
    const struct option *table;
    size_t options;
    int argc;
    const char *const *argv;
    int next;      /* the argument to read next; 1 to begin with */
    bool operands; /* "--" was met: what is left is no option */
};

enum option_read {
    OPTION_END,
    OPTION_OPERAND,     /* `arg` */
    OPTION_GIVEN,       /* `option`, with `value` or NULL */
    OPTION_UNKNOWN,     /* `arg`; `option` is the one that may be meant, or NULL */
    OPTION_WANTS_VALUE, /* `option` */
    OPTION_TAKES_NONE   /* `option` */
};

struct option_found {
    const char *arg; /* as it was written */
    const struct option *option;
    const char *value;
};

enum option_read option_next(struct command_line *c, struct option_found *found);

/* The rows of a group, what they are for from `column` on. */
void options_help(FILE *out, const struct option *table, size_t n, int group, int column);

/* ---- what a shell completes (options_complete.c) ---- */

/* Of the row of an option --completion: a shell, or `words`. */
extern const char *const options_shells[];

/* What makes the shell complete command lines of the program: it asks the program itself, with
 * --completion=words -- WORD..., how the last of these words can go on. False: such a script cannot
 * hold the name. */
bool options_script(FILE *out, const char *shell, const char *program);

/* The last word of a command line, which is being typed. */
struct completion {
    FILE *out;
    const char *typed;
    size_t kept;                 /* bytes of it before what can be chosen: "--emit=" */
    const struct option *option; /* of which it is the value; NULL: it is an operand */
};

/* Writes what the table knows of how the last word goes on. True: the rest is the program's, as
 * `option` says. `line` is read to its end. */
bool options_complete(struct completion *c, struct command_line *line);

/* A word that it can become, and what that means or NULL; or the name of some file. */
void completion_word(const struct completion *c, const char *word, const char *what);
void completion_file(const struct completion *c, enum option_takes file);

/* ---- terminals ---- */

/* Whether to write colour to this file where the user does not say: a terminal, and NO_COLOR is not
 * set. */
bool options_color(int fd);

/* Columns of the terminal that this file is, as COLUMNS or the terminal says; 80 where it is none.
 */
size_t options_columns(int fd);

#endif
