/* For the tests of the parser: a text parsed, its tree as one line of text, its errors as lines
 * "line:column code message". */
#ifndef TESTS_UNIT_TREE_DUMP_H
#define TESTS_UNIT_TREE_DUMP_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "diag/diag.h"
#include "syntax/parse.h"

struct parsed {
    struct arena arena;
    jmp_buf oom;
    struct intern names;
    struct sources sources;
    struct diags diags;
    struct ast_file *file;
    char *out; /* what was dumped last */
    size_t out_len, out_cap;
};

static void parsed_free(struct parsed *p) {
    arena_free(&p->arena);
    free(p->out);
    *p = (struct parsed){0};
}

/* What was in `p` before is freed. */
static void parse_bytes(struct parsed *p, const char *text, size_t len) {
    parsed_free(p);
    arena_init(&p->arena, &p->oom);
    if (setjmp(p->oom)) {
        fputs("out of memory\n", stderr);
        abort();
    }
    intern_init(&p->names, &p->arena);
    diags_init(&p->diags, &p->arena, &p->sources);
    struct source *s = source_add_text(&p->arena, &p->sources, &p->diags, "p.strat", text, len);
    p->file = s ? parse_file(&p->names, &p->diags, s->file) : NULL;
}

static inline void parse_text(struct parsed *p, const char *text) {
    parse_bytes(p, text, strlen(text));
}

__attribute__((format(printf, 2, 3))) static void put(struct parsed *p, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    char *piece = arena_vprintf(&p->arena, fmt, ap);
    va_end(ap);
    size_t len = strlen(piece);
    if (p->out_len + len + 1 > p->out_cap) {
        p->out_cap = (p->out_len + len + 1) * 2;
        p->out = realloc(p->out, p->out_cap);
        if (!p->out) abort();
    }
    memcpy(p->out + p->out_len, piece, len + 1);
    p->out_len += len;
}

/* ---- errors ---- */

static inline const char *errors_of(struct parsed *p) {
    p->out_len = 0;
    put(p, "%s", "");
    vec_each (struct diag, d, &p->diags.list) {
        struct position at = source_position(&p->arena, p->sources.at[d->at.file], d->at.from);
        put(p, "%u:%u ST%u %s\n", at.line, at.column, diag_infos[d->code].number, d->text);
    }
    return p->out;
}

/* Only "line:column ST1101" and the like, separated by blanks. */
static inline const char *codes_of(struct parsed *p) {
    p->out_len = 0;
    put(p, "%s", "");
    vec_each (struct diag, d, &p->diags.list) {
        struct position at = source_position(&p->arena, p->sources.at[d->at.file], d->at.from);
        put(p, "%s%u:%u ST%u", p->out_len ? " " : "", at.line, at.column,
            diag_infos[d->code].number);
    }
    return p->out;
}

/* ---- trees ---- */

/* All items on one line. */
static inline const char *tree_of(struct parsed *p) {
    free(p->out);
    FILE *out = open_memstream(&p->out, &p->out_len);
    if (!out) abort();
    tree_dump(out, p->file);
    fclose(out);
    p->out_cap = p->out_len;
    if (p->out_len) p->out[p->out_len - 1] = '\0';
    for (char *c = p->out; (c = strchr(c, '\n'));) *c = ' ';
    return p->out;
}

#endif
