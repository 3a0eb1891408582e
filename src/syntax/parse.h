/*
 * Parse: the text of a policy file into its syntax tree.
 */
#ifndef STRATC_SYNTAX_PARSE_H
#define STRATC_SYNTAX_PARSE_H

#include "base/intern.h"
#include "diag/diag.h"
#include "syntax/ast.h"

/* Parses source number `file`. Reports every syntax error of the text; what could be read is
 * returned all the same (whole statements only), never NULL. `names`
 * and `d->arena` own the tree. */
struct ast_file *parse_file(struct intern *names, struct diags *d, uint32_t file);

/* What the grammar would take at a place of a text. */
struct wanted {
    uint32_t at; /* the place: where a word begins, or could */
    bool known;  /* the text could be read up to there; else `what` has all words of the language */
    bool example;                               /* in the block of an example */
    struct wanted_words VEC(const char *) what, /* as messages name them: "a name", "when" */
        before;                                 /* the tokens up to there; NULL: a text in quotes */
};

/* Fills in all but the place. What is wrong with the text is reported once more. */
void parse_wanted(struct intern *names, struct diags *d, uint32_t file, struct wanted *w);

/* A token of a text: what stands between two of them is white space and comments. */
struct lexeme {
    uint32_t from, to;
    const char *word; /* interned; NULL for a text in quotes */
};
struct lexemes VEC(struct lexeme);

/* The tokens of source number `file`, in which parse_file() found no error. */
struct lexemes parse_tokens(struct intern *names, struct diags *d, uint32_t file);

/* When all files are read: tells which name each label is shown for that stands in a name's place.
 */
void name_labels(struct diags *d, const struct ast_file *file);

/* What was read, a line for each item: for whoever debugs. */
void tree_dump(FILE *out, const struct ast_file *file);

/* A `use`, and what was read for it; NULL: that cannot be read. One that leads nowhere is not
 * listed. */
struct use {
    const struct ast_node *node;
    const struct source *source;
};

struct ast_program {
    struct ast_files
    VEC(struct ast_file *) files; /* the first is the policy itself, then in order of first use */
    struct uses VEC(struct use) uses;
    bool complete; /* every file could be read and parsed without error */
    bool unread;   /* what some file declares is not known at all */
};

/* A text that is being edited: it is taken for what the file of this path, or none as yet, holds.
 */
struct open_text {
    const char
        *path; /* as realpath() has it; of a file that is not there: its folder's, and its name */
    const char *text;
    size_t len;
};
struct open_texts VEC(struct open_text);

struct parse_paths {
    const char *const *include_dirs; /* -I, in order */
    size_t n_include_dirs;
    const char *installed; /* the installed vocabulary's folder, or NULL */
    const char *as; /* what the policy is called, and beside what `use` looks, where its path does
                       not say so; or NULL */
    const struct open_texts *open; /* looked into before the disk is; or NULL */
};

/* A path as struct open_text has it. */
const char *path_real(struct arena *a, const char *path);

/* What could be typed behind `use "`, or behind `source "` (`texts`), and this much of a path, in
 * the file `user`: of its last part, names of files, and of folders with a slash; a name may be
 * there more than once. */
struct use_names VEC(const char *);
struct use_names use_names(struct arena *a, const struct parse_paths *paths, const char *user,
                           const char *typed, bool texts);

/* The text that the policy of this path names, looked for where `use` looks. NULL: reported. */
struct source *parse_beside(struct diags *d, const struct parse_paths *paths, const char *policy,
                            const struct ast_word *named);

/* Reads `path` and all that it uses. `use "a/b"` is a/b.strat beside the using file, then in the -I
 * folders, then in the installed folder. A cycle of `use`, a missing file, an absolute path or one
 * that leaves its folder by `..` are reported. */
struct ast_program parse_program(struct intern *names, struct diags *d, const char *path,
                                 const struct parse_paths *paths);

#endif
