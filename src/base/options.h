/*
 * Options: a command line read by a table, for every program of ours.
 *
 * A program has one table of `struct option`. The reader, --help and the heads of a man page come
 * from it, so that an option is added by a row there and by what heeds it. What is wrong is handed
 * to the program, which says so in its own voice. Nothing is allocated.
 */
#ifndef STRATC_BASE_OPTIONS_H
#define STRATC_BASE_OPTIONS_H

#include <stdbool.h>
#include <stdio.h>

struct option {
    const char *name;     /* the long one without its dashes, or NULL */
    char letter;          /* the short one, or 0 */
    const char *argument; /* what stands after it, or NULL */
    bool optional;        /* the argument may be left out, and stands after "=" alone */
    int group;            /* of --help */
    int action, mode;     /* the program's own: what it does */
    const char *shown;    /* how --help writes it, where not as name and argument; or NULL */
    const char *help;     /* the man page begins with it, too, and goes on */
};

struct command_line {
    const struct option *table;
    size_t options;
    int argc;
    char **argv;
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

/* Whether to write colour to this file where the user does not say: a terminal, and NO_COLOR is not
 * set. */
bool options_color(int fd);

/* Columns of the terminal that this file is, as COLUMNS or the terminal says; 80 where it is none.
 */
size_t options_columns(int fd);

#endif
