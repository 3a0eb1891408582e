/*
 * Source: the text of one file. A place in it is a span of byte offsets; line, column, excerpt and
 * caret are computed only when something is printed.
 */
#ifndef STRATC_DIAG_SOURCE_H
#define STRATC_DIAG_SOURCE_H

#include "base/vec.h"

#include <stdbool.h>

enum { SOURCE_MAX = 16 * 1024 * 1024 }; /* bytes of one file */

struct span {
    uint32_t
        file; /* index into sources; SPAN_NOWHERE.file = UINT32_MAX: about no place in a file */
    uint32_t from, to; /* bytes [from, to) */
};

/* What stands in a text by itself: a declaration, a value with its label, a block, its heading, a
 * statement. Of two that meet one lies within the other. */
struct passage {
    uint32_t from, to;
    uint32_t around; /* the index + 1 of the one that it lies in; 0: none */
    bool block;      /* it ends in its `}`; else one in it closes a list */
    bool headed;     /* a block of several statements, whose heading is the next in the list: what
                        stands     before the block is about the heading alone */
};
struct passages VEC(struct passage);

struct source {
    uint32_t file;    /* its index in the sources */
    const char *path; /* as the user wrote it, or as `use` found it */
    const char
        *text; /* len bytes, then two NULs (what the scanner needs); without a byte order mark */
    size_t len;
    bool bom;       /* the file begins with a byte order mark */
    bool installed; /* found in the installed vocabulary */
    bool prose;     /* no policy: a text that one states, or a lock */
    bool blanked;   /* it has characters that are reported, and blanks for the scanner */
    bool marked;    /* text of an editor that began with a byte order mark, which counts there */
    struct {
        uint64_t device, inode;
    } is;            /* the file that was read; 0, 0: none */
    uint32_t *lines; /* offsets of line starts, computed when first needed */
    size_t nlines;
    struct passages passages; /* in file order, once it is parsed */
    struct {
        uint32_t offset, column;
    } last; /* the place asked for last: the next one is often further on in its line */
};

struct sources VEC(struct source *);

struct position {
    uint32_t line, column; /* both from 1; the column counts code points */
};

/* The same as editors count: both from 0, in units of UTF-16. */
struct utf16_position {
    uint32_t line, unit;
};

extern const struct span SPAN_NOWHERE;

static inline bool span_same(struct span x, struct span y) {
    return x.file == y.file && x.from == y.from && x.to == y.to;
}

struct diags;

/* Folders, as realpath() gives them, out of which no `use` leads. */
struct source_roots VEC(const char *);

/* A file or a folder, with all links followed, lies within one of them, or is one. */
bool source_within(const struct source_roots *roots, const char *path);

/* How messages call a file that the user named: "-" is no name for it. */
const char *source_shown(const char *named);

/* Reads a file. `roots`: of a file that is used, which has to lie within one of them, whatever
 * links lead to it, and to be a file and nothing else. NULL: of one that the user named; then "-"
 * is standard input, and what a command writes into a pipe that has no name, as <(command) is, is
 * read to its end. Neither ever waits for a device, or for a pipe into which nobody may write. What
 * keeps it from being scanned is reported with its place, all of it: that it cannot be read (at
 * `used_at`, or about no place when the command line named it), bytes that are not UTF-8, NULs.
 * Then the answer is NULL, though the source is added where there is text to show. Characters that
 * hide the direction of text, or are no text but control a screen, are reported too, and blanks
 * from then on. */
struct source *source_read(struct arena *a, struct sources *all, struct diags *d, const char *path,
                           bool installed, struct span used_at, const struct source_roots *roots);

/* The same for a text that is in memory already. It is copied. */
struct source *source_add_text(struct arena *a, struct sources *all, struct diags *d,
                               const char *path, const char *text, size_t len);

/* The same for what is no policy. */
struct source *source_read_prose(struct arena *a, struct sources *all, struct diags *d,
                                 const char *path, struct span used_at,
                                 const struct source_roots *roots);
struct source *source_add_prose(struct arena *a, struct sources *all, struct diags *d,
                                const char *path, const char *text, size_t len);

/* The line (from 0) that an offset lies in, and where its text starts and ends (without its line
 * end). */
size_t source_line(struct arena *a, struct source *s, uint32_t offset, uint32_t *from,
                   uint32_t *to);

struct position source_position(struct arena *a, struct source *s, uint32_t offset);

/* A place beyond the end of its line is that end. */
struct utf16_position source_utf16(struct arena *a, struct source *s, uint32_t offset);
uint32_t source_offset(struct arena *a, struct source *s, struct utf16_position at);

/* The text as it is scanned, with its two NULs, to `to`. */
void source_copy(const struct source *s, char *to);

/* The words of a span on one line, one blank between them, without comments; there is no text in
 * quotes in them. */
const char *source_words(struct arena *a, const struct source *s, struct span at);
struct span span_join(struct span a,
                      struct span b);           /* from the start of a to the end of b, same file */
bool span_before(struct span a, struct span b); /* file order: (file, from, to) */

#endif
