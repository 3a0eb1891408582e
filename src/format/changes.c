/*
 * A text and its canonical layout as a unified diff. Both have the same signs in the same order,
 * white space apart: so where lines meet again is found by counting, without any search.
 */
#include "format/format.h"

#include <string.h>

enum { CONTEXT = 3 };

/* A place between two lines. */
struct place {
    size_t offset, line; /* lines from 0 */
};

struct side {
    const char *text;
    size_t len;
    struct place at;
};

/* Lines that are the same on both sides, or that differ. */
struct run {
    bool same;
    struct place from[2], to[2]; /* of the old text and of the new one */
};
struct runs VEC(struct run);

static size_t line_length(const struct side *s, size_t offset) {
    const char *end = memchr(s->text + offset, '\n', s->len - offset);
    return end ? (size_t)(end - s->text) + 1 - offset : s->len - offset;
}

/* Goes on by a line: how many signs it has. */
static size_t take_line(struct side *s) {
    size_t n = line_length(s, s->at.offset), signs = 0;
    for (size_t i = 0; i < n; i++) signs += strchr(" \t\r\n", s->text[s->at.offset + i]) == NULL;
    s->at = (struct place){s->at.offset + n, s->at.line + 1};
    return signs;
}

static bool same_line(const struct side *x, const struct side *y) {
    size_t n = line_length(x, x->at.offset);
    return n == line_length(y, y->at.offset) &&
           memcmp(x->text + x->at.offset, y->text + y->at.offset, n) == 0;
}

static bool at_end(const struct side *s) { return s->at.offset == s->len; }

/* Up to where both have come to the same sign. A line of the old text without any goes alone. */
static void take_change(struct side *old, struct side *new) {
    size_t was = at_end(old) ? 0 : take_line(old), is = 0;
    while (was != is || (was == 0 && at_end(old) && !at_end(new))) {
        if (was < is)
            was += take_line(old);
        else
            is += take_line(new);
    }
}

static struct runs runs_of(struct arena *a, struct side *old, struct side *new) {
    struct runs all = {0};
    while (!at_end(old) || !at_end(new)) {
        bool same = !at_end(old) && !at_end(new) && same_line(old, new);
        struct place from[2] = {old->at, new->at};
        if (same) {
            take_line(old);
            take_line(new);
        } else {
            take_change(old, new);
        }
        if (all.len == 0 || all.at[all.len - 1].same != same)
            vec_push(a, &all, ((struct run){same, {from[0], from[1]}, {from[0], from[1]}}));
        all.at[all.len - 1].to[0] = old->at;
        all.at[all.len - 1].to[1] = new->at;
    }
    return all;
}

/* ---- printing ---- */

static struct place put_lines(FILE *out, char mark, const struct side *s, struct place from,
                              size_t to) {
    while (from.line < to) {
        size_t n = line_length(s, from.offset);
        putc(mark, out);
        fwrite(s->text + from.offset, 1, n, out);
        if (s->text[from.offset + n - 1] != '\n') fputs("\n\\ No newline at end of file\n", out);
        from = (struct place){from.offset + n, from.line + 1};
    }
    return from;
}

/* "12,3": the lines [from, to) of one side. */
static void put_range(FILE *out, char mark, size_t from, size_t to) {
    fprintf(out, "%c%zu,%zu", mark, from + (to > from), to - from);
}

/* The place `n` lines before the end of a run, or where the run begins. */
static struct place before_end(const struct side *s, const struct run *r, int side, size_t n) {
    struct place at = r->to[side];
    while (n-- > 0 && at.line > r->from[side].line) {
        do at.offset--;
        while (at.offset > 0 && s->text[at.offset - 1] != '\n');
        at.line--;
    }
    return at;
}

static size_t lines_of(const struct run *r) { return r->to[0].line - r->from[0].line; }

/* The changes from run `i` on that have little between them; the run after these. */
static size_t put_hunk(FILE *out, const struct side *sides, const struct runs *all, size_t i) {
    size_t last = i;
    while (last + 2 < all->len && lines_of(&all->at[last + 1]) <= 2 * CONTEXT) last += 2;
    struct place from[2];
    size_t to[2];
    for (int s = 0; s < 2; s++) {
        from[s] = i > 0 ? before_end(&sides[s], &all->at[i - 1], s, CONTEXT) : all->at[i].from[s];
        size_t after = last + 1 < all->len ? lines_of(&all->at[last + 1]) : 0;
        to[s] = all->at[last].to[s].line + (after < CONTEXT ? after : CONTEXT);
    }
    fputs("@@ ", out);
    put_range(out, '-', from[0].line, to[0]);
    putc(' ', out);
    put_range(out, '+', from[1].line, to[1]);
    fputs(" @@\n", out);
    for (; i <= last; i += 2) {
        const struct run *r = &all->at[i];
        put_lines(out, ' ', &sides[0], from[0], r->from[0].line);
        from[0] = put_lines(out, '-', &sides[0], r->from[0], r->to[0].line);
        put_lines(out, '+', &sides[1], r->from[1], r->to[1].line);
    }
    put_lines(out, ' ', &sides[0], from[0], to[0]);
    return i;
}

void format_diff(FILE *out, struct arena *a, const struct source *s, const struct formatted *f) {
    struct side sides[] = {{.text = s->text, .len = s->len}, {.text = f->text, .len = f->len}};
    struct runs all = runs_of(a, &sides[0], &sides[1]);
    if (all.len == 0 || (all.len == 1 && all.at[0].same)) return;
    fprintf(out, "--- %s\n+++ %s\n", s->path, s->path);
    for (size_t i = all.at[0].same; i < all.len;) i = put_hunk(out, sides, &all, i);
}
