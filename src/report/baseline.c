#include "report/baseline.h"

#include "report/print.h"

#include <stdlib.h>
#include <string.h>

struct listed {
    enum diag_code code;
    const char *file, *text,
        *message; /* interned; `text` is "" where nothing is known of the line */
    bool taken, looked_for;
};

struct baseline {
    struct arena *arena;
    struct intern words;
    struct all_listed VEC(struct listed) all;
    size_t known;
};

/* The same file, however the command line came to it. */
static const char *file_word(struct baseline *b, const struct report *report, const char *path) {
    path = report_path(report, path);
    return intern(&b->words, path, strlen(path));
}

/* ---- reading: JSON as stratc writes it, one object a line ---- */

enum { DEPTH_MOST = 8 };

struct reader {
    struct baseline *b;
    const struct report *report;
    const char *at, *end;
    bool bad;
};

static void skip_blanks(struct reader *r) {
    while (r->at < r->end && strchr(" \t\r", *r->at)) r->at++;
}

static bool take(struct reader *r, char c) {
    skip_blanks(r);
    if (r->at == r->end || *r->at != c) return false;
    r->at++;
    return true;
}

static void want(struct reader *r, char c) { r->bad = !take(r, c) || r->bad; }

static uint32_t read_hex(struct reader *r) {
    char digits[5] = {0};
    for (int i = 0; i < 4; i++) {
        if (r->at == r->end || !strchr("0123456789abcdefABCDEF", *r->at)) {
            r->bad = true;
            return 0xfffd;
        }
        digits[i] = *r->at++;
    }
    return (uint32_t)strtoul(digits, NULL, 16);
}

/* Of the first plane: stratc escapes nothing beyond it. */
static size_t put_utf8(char *to, uint32_t c) {
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (char)(0xc0 | c >> 6);
        to[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    to[0] = (char)(0xe0 | c >> 12);
    to[1] = (char)(0x80 | (c >> 6 & 0x3f));
    to[2] = (char)(0x80 | (c & 0x3f));
    return 3;
}

/* How many bytes stand before the quote that ends a string. */
static size_t string_length(const struct reader *r) {
    const char *at = r->at;
    while (at < r->end && *at != '"') at += *at == '\\' && at + 1 < r->end ? 2 : 1;
    return (size_t)(at - r->at);
}

static const char *read_string(struct reader *r) {
    want(r, '"');
    char *text = arena_array(
        r->b->arena, char, string_length(r) + 1); /* an escape is longer than what it stands for */
    size_t n = 0;
    while (!r->bad && r->at < r->end && *r->at != '"') {
        char c = *r->at++;
        if (c != '\\') {
            text[n++] = c;
            continue;
        }
        static const char escaped[] = "\"\\/nrtbf", means[] = "\"\\/\n\r\t\b\f";
        const char *known = r->at < r->end ? strchr(escaped, *r->at) : NULL;
        if (known) {
            text[n++] = means[known - escaped];
            r->at++;
        } else if (r->at < r->end && *r->at == 'u') {
            r->at++;
            uint32_t code = read_hex(r);
            n += put_utf8(text + n, code ? code : 0xfffd);
        } else {
            r->bad = true;
        }
    }
    want(r, '"');
    return text;
}

static void skip_value(struct reader *r, int depth) {
    skip_blanks(r);
    char open = r->at < r->end ? *r->at : '\0';
    if (open == '"') {
        read_string(r);
    } else if (open == '{' || open == '[') {
        char close = open == '{' ? '}' : ']';
        r->at++;
        r->bad = r->bad || depth == DEPTH_MOST;
        if (r->bad || take(r, close)) return;
        do {
            if (open == '{') {
                read_string(r);
                want(r, ':');
            }
            skip_value(r, depth + 1);
        } while (!r->bad && take(r, ','));
        want(r, close);
    } else {
        const char *start = r->at;
        while (r->at < r->end && strchr("+-.0123456789abcdefghijklmnopqrstuvwxyzE", *r->at))
            r->at++;
        r->bad = r->bad || r->at == start;
    }
}

/* One line. What the baseline does not need is read over. */
static void read_listed(struct reader *r) {
    const char *file = NULL, *code = NULL, *text = "", *message = NULL;
    want(r, '{');
    do {
        const char *key = read_string(r);
        want(r, ':');
        skip_blanks(r);
        const char **into = strcmp(key, "file") == 0      ? &file
                            : strcmp(key, "code") == 0    ? &code
                            : strcmp(key, "text") == 0    ? &text
                            : strcmp(key, "message") == 0 ? &message
                                                          : NULL;
        if (into && r->at < r->end && *r->at == '"')
            *into = read_string(r);
        else
            skip_value(r, 0);
    } while (!r->bad && take(r, ','));
    want(r, '}');
    skip_blanks(r);
    r->bad = r->bad || r->at != r->end || !code || !message;
    enum diag_code which = r->bad ? DIAG_COUNT : diag_find(code);
    if (which == DIAG_COUNT || !file || diag_infos[which].severity == DIAG_ERROR)
        return; /* what this stratc does not report, and errors, which are never known */
    struct listed one = {.code = which,
                         .file = file_word(r->b, r->report, file),
                         .text = intern(&r->b->words, text, strlen(text)),
                         .message = intern(&r->b->words, message, strlen(message))};
    vec_push(r->b->arena, &r->b->all, one);
}

struct baseline *baseline_read(const struct report *report, struct diags *d, const char *path) {
    struct arena *a = report->arena;
    struct source *s = source_read(a, d->sources, d, path, false, SPAN_NOWHERE, NULL);
    if (!s) return NULL;
    struct baseline *b = arena_new(a, struct baseline);
    b->arena = a;
    intern_init(&b->words, a);
    for (uint32_t from = 0, to; from < s->len; from = to + 1) {
        to = from + (uint32_t)strcspn(s->text + from, "\n");
        struct reader r = {.b = b, .report = report, .at = s->text + from, .end = s->text + to};
        skip_blanks(&r);
        if (r.at == r.end) continue;
        read_listed(&r);
        if (r.bad) {
            diag_report(d, DIAG_BAD_BASELINE, (struct span){s->file, from, to},
                        "this is no finding as --lint writes it: make the baseline with `stratc "
                        "--lint --message-format=json POLICY.strat > FILE`");
            return NULL;
        }
    }
    return b;
}

/* ---- matching ---- */

struct sought {
    enum diag_code code;
    const char *file, *text, *message;
};

/* The closest first: both alike, then the line, then the message. */
static bool alike(const struct sought *x, const struct listed *l, int round) {
    if (l->code != x->code || l->file != x->file) return false;
    bool text = x->text[0] && l->text == x->text, message = l->message == x->message;
    return round == 0 ? text && message : round == 1 ? text : message;
}

/* What is listed, by what is alike in a round: `first` is the first of
 * a chain that is not taken. */
struct alike_slot {
    uint32_t like, first; /* index + 1; 0: free, none */
};

struct alikes {
    struct alike_slot *slots;
    size_t n;
    uint32_t *next; /* by what is listed: index + 1 */
};

static uint64_t mix(uint64_t h, const void *word) {
    h = (h ^ (uintptr_t)word) * 0x9e3779b97f4a7c15u;
    return h ^ h >> 29;
}

static struct alike_slot *find_alikes(const struct baseline *b, const struct alikes *a,
                                      const struct sought *x, int round) {
    uint64_t h = mix((uint64_t)x->code, x->file);
    h = round == 2 ? h : mix(h, x->text);
    h = round == 1 ? h : mix(h, x->message);
    size_t i = (size_t)(h ^ h >> 32) & (a->n - 1);
    while (a->slots[i].like && !alike(x, &b->all.at[a->slots[i].like - 1], round))
        i = (i + 1) & (a->n - 1);
    return &a->slots[i];
}

/* Chains in the order of the list, so from its end. */
static struct alikes find_chains(const struct baseline *b, int round) {
    struct alikes a = {.n = 16};
    while (a.n < 2 * b->all.len) a.n *= 2;
    a.slots = arena_array(b->arena, struct alike_slot, a.n);
    a.next = arena_array(b->arena, uint32_t, b->all.len);
    for (uint32_t i = (uint32_t)b->all.len; i-- > 0;) {
        const struct listed *l = &b->all.at[i];
        if (l->taken || (round == 1 && !l->text[0])) continue;
        struct sought like = {l->code, l->file, l->text, l->message};
        struct alike_slot *slot = find_alikes(b, &a, &like, round);
        slot->like = slot->like ? slot->like : i + 1;
        a.next[i] = slot->first;
        slot->first = i + 1;
    }
    return a;
}

static bool take_listed(struct baseline *b, const struct alikes *a, const struct sought *x,
                        int round) {
    struct alike_slot *slot = find_alikes(b, a, x, round);
    if (!slot->first) return false;
    b->all.at[slot->first - 1].taken = true;
    slot->first = a->next[slot->first - 1];
    return true;
}

static void note_looked_for(struct baseline *b, const struct report *r, const struct diags *d) {
    if (d->errors || d->sources->len == 0)
        return; /* in a policy with errors little is looked for */
    const char *file = file_word(b, r, d->sources->at[0]->path);
    vec_each (struct listed, l, &b->all)
        if (l->file == file && diag_option_as(r->o, l->code) != SHOWN_NOT) l->looked_for = true;
}

void baseline_filter(struct baseline *b, const struct report *r, struct diags *d,
                     struct shown_diags *shown) {
    bool *known = arena_array(b->arena, bool, shown->len);
    struct sought *sought = arena_array(b->arena, struct sought, shown->len);
    for (size_t i = 0; i < shown->len; i++) {
        const struct diag *x = shown->at[i].diag;
        if (!print_has_place(d, x->at)) continue;
        const char *text = print_line_of(d, x->at);
        sought[i] = (struct sought){x->code, file_word(b, r, d->sources->at[x->at.file]->path),
                                    intern(&b->words, text, strlen(text)),
                                    intern(&b->words, x->text, strlen(x->text))};
    }
    for (int round = 0; round < 3; round++) {
        struct alikes a = find_chains(b, round);
        for (size_t i = 0; i < shown->len; i++)
            if (!known[i] && sought[i].file && !shown->at[i].allowed)
                known[i] = take_listed(b, &a, &sought[i], round);
    }
    size_t left = 0;
    for (size_t i = 0; i < shown->len; i++)
        if (known[i])
            b->known++;
        else
            shown->at[left++] = shown->at[i];
    shown->len = left;
    note_looked_for(b, r, d);
}

struct baseline_counts baseline_counts(const struct baseline *b) {
    struct baseline_counts n = {.known = b->known};
    vec_each (struct listed, l, &b->all) n.gone += l->looked_for && !l->taken;
    return n;
}
