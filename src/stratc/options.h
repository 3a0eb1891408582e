/*
 * Options: the command line of stratc.
 *
 * One table (options.c) says what there is. The parser, --help and what the man page begins to say
 * of each come from it, so an option is added by a row there and whatever reads it from `struct
 * options`.
 */
#ifndef STRATC_STRATC_OPTIONS_H
#define STRATC_STRATC_OPTIONS_H

#include "diag/select.h"
#include "emit/emit.h"

enum mode {
    MODE_BUILD,
    MODE_LINT,
    MODE_TEST,
    MODE_SUGGEST,
    MODE_DIFF,
    MODE_READINGS,
    MODE_FORMAT,
    MODE_ACCEPT,
    MODE_ASK,
    MODE_EMIT,
    MODE_DUMP,
    MODE_LSP,
    MODE_EXPLAIN,
    MODE_LIST_CODES,
    MODE_LIST_FORMATS,
    MODE_COMPLETION,
    MODE_VERSION,
    MODE_HELP
};

enum dumped { DUMP_TREE, DUMP_MODEL, DUMP_RULES, DUMP_CLAUSES, DUMP_TABLE };

enum color_when { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

struct option_words VEC(const char *);

struct options {
    enum mode mode;
    const char *output;     /* -o, or NULL */
    const char *kind;       /* EMIT: the name of a format (emit/formats.h) */
    enum dumped dumped;     /* DUMP: the stage */
    const char *code;       /* EXPLAIN: the code as written */
    const char *shell;      /* COMPLETION: one of options_shells; the inputs are words */
    bool stats;             /* EMIT: say how large it is */
    bool wording;           /* DIFF: wording alone is a difference, too */
    struct c_parts parts;   /* EMIT: of --with, what C has beside what it always has */
    const char *log;        /* LSP: what comes is copied there, or NULL */
    bool check, write;      /* FORMAT: tell what would change; do it in place */
    const char *stdin_name; /* the file that standard input is taken for, or NULL */
    const char *source;     /* the text that the policy states, or NULL */
    const char *baseline;   /* the file of findings known before, or NULL */
    struct option_words inputs, include_dirs;
    enum color_when color;
    struct diag_options diag; /* `color` is left false: see options_colored() */
};

/* Reads the command line. Everything wrong with it is reported as DIAG_USAGE; false when something
 * was. What could be read is in `o` all the same, so that the messages come in the format asked
 * for. */
bool options_parse(struct options *o, struct diags *d, int argc, char **argv);

/* What git gives to the command that it has compare a file, and their number: for each version a
 * file, its hash and its mode. */
enum {
    GIT_PATH,
    GIT_OLD,
    GIT_NEW = GIT_OLD + 3,
    GIT_FILE = GIT_NEW + 3,
    GIT_NEW_PATH = GIT_FILE,       /* of a file that was renamed */
    GIT_RENAMED = GIT_NEW_PATH + 2 /* behind it, how alike the versions are */
};

/* Whether --diff was called by git: with so many inputs, or with a path alone, which is not merged
 * yet. */
bool options_of_git(const struct options *o);

/* Whether to write colour to this stream: as --color says; by itself on a terminal only, where
 * NO_COLOR is not set. */
bool options_colored(const struct options *o, FILE *stream);

/* Says what stratc says about itself rather than about a policy: --help, --explain and the like.
 * False: that is not asked for. */
bool options_answer(const struct options *o, struct diags *d, FILE *out);

/* Row `i` of the table, or NULL: for the test that holds the man page against it. */
const struct option *options_row(size_t i);

#endif
