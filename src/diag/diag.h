/*
 * Diagnostics: everything the compiler has to say, collected, then sorted into file order and
 * printed.
 *
 * A message is lower case, without a final stop, speaks to a policy officer, and says what is
 * wrong, where and what to do. Its code (ST and four digits) and slug come from the one list,
 * codes.def:
 *     CODE(number, identifier, "slug", severity, on, "one line for --list-codes")
 * 0xxx tool, 1xxx syntax, 2xxx decision logic, 3xxx names and types, 4xxx style, 5xxx limits and
 * emitters. Whether a code is an error is a property of the code; a finding (warning) is shown by
 * --lint only.
 */
#ifndef STRATC_DIAG_DIAG_H
#define STRATC_DIAG_DIAG_H

#include "base/intern.h"
#include "diag/source.h"

#include <stdio.h>

enum diag_code {
#define CODE(number, identifier, slug, severity, on, summary) DIAG_##identifier,
#include "diag/codes.def"
#undef CODE
    DIAG_COUNT
};

enum diag_severity { DIAG_ERROR, DIAG_WARNING, DIAG_STYLE };

struct diag_info {
    unsigned number; /* 2001 for ST2001 */
    const char *slug;
    enum diag_severity severity;
    bool on; /* reported unless the user says otherwise */
    const char *summary;
};

extern const struct diag_info diag_infos[DIAG_COUNT];

struct diag_note {
    struct span at; /* may be SPAN_NOWHERE */
    const char *text;
};

/* A way to mend it: this text in place of what stands there. What it changes was tried, where it
 * could be more than was said. */
struct diag_fix {
    const char *what; /* "Remove this rule"; NULL: there is none */
    struct span at;
    const char *text;
    bool asked; /* whether this was meant is a question: nothing was tried */
};

struct diag {
    enum diag_code code;
    struct span at; /* SPAN_NOWHERE for a message about the run itself */
    const char *text;
    struct diag_notes VEC(struct diag_note) notes;
    struct diag_fixes VEC(struct diag_fix) fixes;
    size_t order; /* of the report, for a stable sort */
};

struct diags {
    struct arena *arena;
    struct sources *sources;
    struct diag_list VEC(struct diag) list;
    size_t errors;      /* how many with severity DIAG_ERROR so far */
    struct intern told; /* to find repeats */
    bool repeated;      /* the last report was a repeat: its notes are dropped with it */
};

void diags_init(struct diags *d, struct arena *a, struct sources *sources);

/* Reports. The same code at the same span with the same text is kept once. A message that asks
 * "did you mean `x`?" has that as a way to mend it. */
void diag_report(struct diags *d, enum diag_code code, struct span at, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* Adds "file:line:col: note: ..." to the diagnostic that was reported last (ignored when that one
 * was a repeat). */
void diag_note(struct diags *d, struct span at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds a way to mend it, in the same way; where there is one. */
void diag_fix(struct diags *d, struct diag_fix fix);

/* "[ST2050 never-applies]", the end of a message. */
const char *diag_tag(struct arena *a, enum diag_code code);

/* The code with this number or slug or "STnnnn"; DIAG_COUNT when there is none. */
enum diag_code diag_find(const char *name);

/* Whether it is the number or slug of a code that nothing reports any more. */
bool diag_is_retired(const char *name);

/* The slug that `name` may be a slip of, or NULL. */
const char *diag_nearest(const char *name);

/* The page of a code (Markdown, embedded), or NULL. */
const char *diag_page(enum diag_code code);

/* A page line by line without its marks: fences go, and the example between them comes after a lead
 * that says whether it is right or wrong, and that a blank line follows. */
struct page_reader {
    const char *at; /* where to read on */
    bool fenced;
    enum { PAGE_TEXT, PAGE_HEADING, PAGE_EXAMPLE, PAGE_LEAD } kind;
    const char *line;
    size_t length;
};

/* False at the end. */
bool page_next(struct page_reader *r);

#endif
