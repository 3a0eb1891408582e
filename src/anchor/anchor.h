/*
 * Anchor: the source text that a policy states, and where in it each paragraph of the outline
 * stands.
 *
 * A paragraph is found by its number, at the beginning of a line behind the paragraph before it; or
 * by its first words, where the lock gives them. There is one such place, or it is an error:
 * nothing is ever found by likeness. Its text goes on to the next paragraph, of the outline or not.
 *
 * Of each paragraph there are fingerprints, which `NAME.lock` beside the policy keeps as they were
 * when somebody last accepted that the rules say what the text says: that of its text, byte for
 * byte; of what one reads in it; and of the rules that state it.
 */
#ifndef STRATC_ANCHOR_ANCHOR_H
#define STRATC_ANCHOR_ANCHOR_H

#include "base/sha256.h"
#include "model/model.h"

struct fingerprint {
    char hex[SHA256_HEX];
};

/* ---- the lock ---- */

enum lock_kind { LOCK_ANCHOR, LOCK_IGNORE, LOCK_PARAGRAPH };

struct lock_line {
    enum lock_kind kind;
    struct span at;
    const char *id;         /* ANCHOR, PARAGRAPH; interned */
    const char *words, *to; /* ANCHOR: its first words; IGNORE: those of the first line, and of the
                               last or NULL */
    struct fingerprint exact, reading, rules; /* PARAGRAPH */
    bool used;
};

struct lock {
    const char *path;
    const struct source *source; /* NULL: there is none yet */
    const char *head;            /* the comments at its beginning, or NULL */
    struct lock_lines VEC(struct lock_line) lines;
};

/* The lock of the policy of this path. False: reported. */
bool lock_read(struct lock *lock, struct intern *names, struct diags *d, const char *policy);

/* The line of this kind about a paragraph, or NULL. */
struct lock_line *lock_find(const struct lock *lock, enum lock_kind kind, const char *id);

/* ---- the text ---- */

/* A line, all of it [start, end), and [from, to) without the blanks around it. What begins within a
 * line with the first words of a paragraph is a line, too. */
struct prose_line {
    uint32_t start, end, from, to;
    uint32_t text; /* behind the marks of Markdown with which it begins */
    bool heading;  /* as Markdown has them */
    bool aside;    /* quoted, or code */
    bool item;     /* of a list */
    bool ignored;  /* the lock says so */
};
struct prose_lines VEC(struct prose_line);

struct prose {
    struct arena *arena;
    struct source *source;
    bool markdown;
    struct prose_lines lines;
};

struct prose prose_read(struct arena *a, struct source *source);

/* Parts lines where any of these folded words begin, behind a blank. The list is sorted then. */
void prose_part(struct prose *p, struct texts *folded);

/* What one reads in a text: without white space, soft hyphens and what has no width; quotes, dashes
 * and ligatures each in one form. */
const char *prose_folded(struct arena *a, const char *text, size_t n);

/* The first of it, as many bytes as there is room for, without a NUL; how many they are. */
size_t prose_fold(const char *text, size_t n, char *folded, size_t room);

/* Whether what one reads from this place on begins with these folded words. */
bool prose_begins(const struct prose *p, uint32_t from, const char *folded);

/* Where the text goes on behind the number with which the line begins; 0: it begins with another.
 */
uint32_t prose_number_end(const struct prose *p, const struct prose_line *l, const char *number);

/* The number with which the line begins, or NULL. */
const char *prose_number(struct arena *a, const struct prose *p, const struct prose_line *l);

/* Whether that is the number of what may follow a paragraph: of the next one, on its level or a
 * higher one, or of the first in it. `before` NULL: of the first of all. */
bool prose_follows(const char *number, const char *before);

/* Whether lines that are no headings may begin with it by being numbered: 4.1, P6, not 4. */
bool prose_is_telling(const char *number);

/* ---- where the paragraphs are ---- */

struct anchored {
    size_t first, last; /* its lines, [first, last); of what was not found none */
    uint32_t from;      /* where its text begins, behind the number */
    const char *number; /* of what is in no outline; else NULL */
    bool found;
    struct fingerprint exact, reading;
};
struct anchoreds VEC(struct anchored);

struct anchoring {
    struct arena *arena;
    const struct model *m;
    struct prose prose;
    struct lock lock;
    struct anchoreds paragraphs; /* in step with the outline */
    struct anchoreds others;     /* numbered paragraphs of the text that no outline has, in order */
    struct fingerprint *rules;   /* in step with the outline; empty where nothing states it */
};

/* Finds the paragraphs of the policy of this path in a text, and gives the model their words.
 * Reports what is not found. NULL: the lock could not be read. */
struct anchoring *anchor_read(struct arena *a, struct intern *names, struct diags *d,
                              struct model *m, const char *policy, struct source *text);

/* The paragraphs in the text: the places of all in `paragraphs` and `others`. */
void anchor_find(struct anchoring *x, struct diags *d);

/* The first line of a paragraph. */
struct span anchor_head(const struct anchoring *x, const struct anchored *p);

/* Its words, on one line. */
const char *anchor_quote(const struct anchoring *x, const struct anchored *p);

/* Fingerprints of its text. */
void anchor_fingerprint(const struct anchoring *x, struct anchored *p);

/* The paragraph of the outline with this number, or MODEL_NONE. */
uint32_t anchor_paragraph(const struct model *m, const char *id);

/* Whether the block states it, under its own number or by `cite`. */
bool anchor_states(const struct model *m, const struct block *b, uint32_t paragraph);

/* Where the policy states it: the heading of its block, its recital, what cites it; else its place
 * in the outline. */
struct span anchor_stated(const struct model *m, uint32_t paragraph);

/* Those of the rules that state each paragraph of the outline: the words of its block, its recital,
 * and the blocks that cite it, however they are laid out. */
struct fingerprint *anchor_rules(struct arena *a, struct intern *names, struct diags *d,
                                 const struct model *m);

/* Whether no word of a paragraph has changed since it was accepted, but how it is laid out. */
bool anchor_laid_out_anew(const struct anchoring *x, uint32_t paragraph);

/* Whether the lock keeps a paragraph when all is accepted: what no rules state is not accepted. */
bool anchor_kept(const struct anchoring *x, uint32_t paragraph);

/* The lock as it is when all is accepted. */
void anchor_write_lock(FILE *out, const struct anchoring *x);

/* ---- what the text says must be ---- */

enum norm { NORM_MAY, NORM_DO, NORM_NOT, NORM_SHOULD, NORM_OTHER, NORMS };

/* A verb that permits, orders or forbids, as it stands in a sentence. */
struct normative {
    struct span at;
    enum norm norm;
    const char *verb, *sentence;
};
struct normatives VEC(struct normative);

/* Those of a paragraph, in their order: will, may, must, shall, should; not in headings, nor in
 * what is quoted. */
struct normatives anchor_verbs(const struct anchoring *x, const struct anchored *p);

#endif
