/*
 * The lock, a text beside the policy:
 *     anchor ID "first words"        with what a paragraph begins whose number is not in the text
 *     ignore "first words"           lines that begin so are no part of the text
 *     ignore "first words" to "first words"    nor are those from the one to the other
 *     paragraph ID EXACT READING RULES         what was accepted
 * The first two kinds are the author's, the third is written. Comments stand at the beginning.
 */
#define _XOPEN_SOURCE 700

#include "anchor/anchor.h"

#include "base/list.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static const char *const lock_words[] = {"anchor", "ignore", "paragraph"};

static const char *lock_path(struct arena *a, const char *policy) {
    static const char ending[] = ".strat";
    size_t n = strlen(policy), e = sizeof ending - 1;
    if (n > e && strcmp(policy + n - e, ending) == 0) n -= e;
    return arena_printf(a, "%.*s.lock", (int)n, policy);
}

/* ---- reading ---- */

struct reader {
    struct diags *d;
    struct intern *names;
    const struct source *s;
    uint32_t at, to; /* of the line: what is left */
};

static void skip_blanks(struct reader *r) {
    while (r->at < r->to && strchr(" \t\r", r->s->text[r->at])) r->at++;
}

/* Up to the next blank; "" at the end of the line. */
static const char *take_word(struct reader *r) {
    skip_blanks(r);
    uint32_t from = r->at;
    while (r->at < r->to && !strchr(" \t\r", r->s->text[r->at])) r->at++;
    return intern(r->names, r->s->text + from, r->at - from);
}

/* A text in quotes, with \" and \\ in it; NULL where there is none, or nothing in it. */
static const char *take_text(struct reader *r) {
    skip_blanks(r);
    if (r->at == r->to || r->s->text[r->at] != '"') return NULL;
    char *text = arena_array(r->d->arena, char, r->to - r->at);
    size_t n = 0;
    for (r->at++; r->at < r->to && r->s->text[r->at] != '"'; r->at++) {
        if (r->s->text[r->at] == '\\' && r->at + 1 < r->to) r->at++;
        text[n++] = r->s->text[r->at];
    }
    if (r->at == r->to) return NULL;
    r->at++;
    text[n] = '\0';
    return *prose_folded(r->d->arena, text, n) ? text : NULL;
}

static bool take_fingerprint(struct reader *r, struct fingerprint *f) {
    const char *word = take_word(r);
    if (strlen(word) != SHA256_HEX - 1 || strspn(word, "0123456789abcdef") != SHA256_HEX - 1)
        return false;
    memcpy(f->hex, word, SHA256_HEX);
    return true;
}

static bool take_rest(struct reader *r, struct lock_line *l) {
    if (l->kind != LOCK_IGNORE) l->id = take_word(r);
    if (l->id && !*l->id) return false;
    if (l->kind == LOCK_PARAGRAPH)
        return take_fingerprint(r, &l->exact) && take_fingerprint(r, &l->reading) &&
               take_fingerprint(r, &l->rules);
    l->words = take_text(r);
    skip_blanks(r);
    if (!l->words || l->kind == LOCK_ANCHOR || r->at == r->to) return l->words != NULL;
    if (strcmp(take_word(r), "to") != 0) return false;
    return (l->to = take_text(r)) != NULL;
}

static void take_line(struct reader *r, struct lock *lock) {
    struct lock_line l = {.at = {r->s->file, r->at, r->to}};
    size_t kinds = sizeof lock_words / sizeof *lock_words, k = 0;
    const char *word = take_word(r);
    while (k < kinds && strcmp(word, lock_words[k]) != 0) k++;
    l.kind = (enum lock_kind)k;
    bool fine = k < kinds && take_rest(r, &l);
    skip_blanks(r);
    const struct lock_line *twice = fine && l.id ? lock_find(lock, l.kind, l.id) : NULL;
    if (!fine || r->at < r->to)
        diag_report(r->d, DIAG_BAD_LOCK, l.at,
                    "this is no line of a lock: it has `anchor ID \"first words\"`, `ignore "
                    "\"first words\"`, `ignore \"first words\" to \"first words\"`, and what "
                    "`stratc --accept-source` writes");
    else if (twice)
        diag_report(r->d, DIAG_BAD_LOCK, l.at,
                    "this lock has two lines `%s %s`; leave one out, or have `stratc "
                    "--accept-source` write them anew",
                    lock_words[k], l.id);
    else
        vec_push(r->d->arena, &lock->lines, l);
}

/* The comments and blank lines before anything else: where they end. */
static uint32_t read_head(struct lock *lock, struct arena *a, const struct source *s) {
    uint32_t end = 0;
    while (end < s->len && strchr("#\r\n", s->text[end])) {
        const char *line = memchr(s->text + end, '\n', s->len - end);
        end = line ? (uint32_t)(line - s->text) + 1 : (uint32_t)s->len;
    }
    if (end > 0) lock->head = arena_strndup(a, s->text, end);
    return end;
}

bool lock_read(struct lock *lock, struct intern *names, struct diags *d, const char *policy) {
    struct stat st;
    *lock = (struct lock){.path = lock_path(d->arena, policy)};
    if (stat(lock->path, &st) != 0 && (errno == ENOENT || errno == ENOTDIR)) return true;
    size_t errors = d->errors;
    struct source *s = source_read_prose(d->arena, d->sources, d, lock->path, SPAN_NOWHERE, NULL);
    if (!s) return false;
    lock->source = s;
    struct reader r = {.d = d, .names = names, .s = s};
    for (uint32_t from = read_head(lock, d->arena, s), end; from < s->len; from = end + 1) {
        const char *line_end = memchr(s->text + from, '\n', s->len - from);
        end = line_end ? (uint32_t)(line_end - s->text) : (uint32_t)s->len;
        r.at = from;
        r.to = end;
        skip_blanks(&r);
        if (r.at < r.to) take_line(&r, lock);
    }
    return d->errors == errors;
}

struct lock_line *lock_find(const struct lock *lock, enum lock_kind kind, const char *id) {
    vec_each (struct lock_line, l, &lock->lines)
        if (l->kind == kind && strcmp(l->id, id) == 0) return l;
    return NULL;
}

/* ---- writing ---- */

static const char *quoted(struct arena *a, const char *text) {
    char *all = arena_array(a, char, 2 * strlen(text) + 3), *to = all;
    *to++ = '"';
    for (; *text; text++) {
        if (strchr("\"\\", *text)) *to++ = '\\';
        *to++ = *text;
    }
    *to = '"';
    return all;
}

bool anchor_kept(const struct anchoring *x, uint32_t paragraph) {
    return x->paragraphs.at[paragraph].found && *x->rules[paragraph].hex;
}

void anchor_write_lock(FILE *out, const struct anchoring *x) {
    struct arena *a = x->arena;
    struct texts lines = {0};
    vec_each (struct lock_line, l, &x->lock.lines) {
        if (l->kind == LOCK_PARAGRAPH) continue;
        vec_push(a, &lines,
                 arena_printf(a, "%s %s%s%s%s%s", lock_words[l->kind], l->id ? l->id : "",
                              l->id ? " " : "", quoted(a, l->words), l->to ? " to " : "",
                              l->to ? quoted(a, l->to) : ""));
    }
    for (uint32_t i = 0; i < x->paragraphs.len; i++) {
        const struct anchored *p = &x->paragraphs.at[i];
        if (anchor_kept(x, i))
            vec_push(a, &lines,
                     arena_printf(a, "paragraph %s %s %s %s", x->m->outline.at[i].id, p->exact.hex,
                                  p->reading.hex, x->rules[i].hex));
    }
    list_sort(lines.at, lines.len);
    fputs(x->lock.head ? x->lock.head
                       : "# The source and the rules as they were accepted; written by stratc "
                         "--accept-source.\n",
          out);
    vec_each (const char *, line, &lines) fprintf(out, "%s\n", *line);
}

bool anchor_laid_out_anew(const struct anchoring *x, uint32_t paragraph) {
    const struct anchored *p = &x->paragraphs.at[paragraph];
    const struct lock_line *was =
        lock_find(&x->lock, LOCK_PARAGRAPH, x->m->outline.at[paragraph].id);
    return p->found && was && strcmp(was->reading.hex, p->reading.hex) == 0 &&
           strcmp(was->exact.hex, p->exact.hex) != 0;
}
