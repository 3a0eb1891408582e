/* The verbs of a text that permit, order or forbid, and their sentences. */
#include "anchor/anchor.h"

#include "base/text.h"

#include <ctype.h>
#include <string.h>

enum { BREAK = '\n' }; /* between sentences, whatever stands there */

/* The running text of a paragraph: a blank for each run of white space. */
struct running {
    char *at;
    uint32_t *from; /* where each byte stands in the source */
    bool *quoted;
    size_t n;
};

static void add_byte(struct running *r, char c, uint32_t from) {
    bool gap = r->n == 0 || r->at[r->n - 1] == ' ' || r->at[r->n - 1] == BREAK;
    if (c == ' ' && gap) return;
    if (c == BREAK && r->n > 0 && r->at[r->n - 1] == ' ') r->n--;
    r->at[r->n] = c;
    r->from[r->n++] = from;
}

static void add_line(struct running *r, const struct prose *p, uint32_t from, uint32_t to) {
    const char *text = p->source->text;
    size_t bytes;
    for (uint32_t i = from; i < to; i += (uint32_t)bytes) {
        utf8_decode(text + i, to - i, &bytes);
        if (!*prose_folded(p->arena, text + i, bytes))
            add_byte(r, ' ', i);
        else if (!p->markdown || text[i] != '*')
            for (size_t k = 0; k < bytes; k++) add_byte(r, text[i + k], i + (uint32_t)k);
    }
    add_byte(r, ' ', to);
}

static struct running running_text(const struct anchoring *x, const struct anchored *p) {
    const struct prose_lines *lines = &x->prose.lines;
    size_t room = 1;
    for (size_t i = p->first; i < p->last; i++) room += lines->at[i].to - lines->at[i].from + 2;
    struct running r = {.at = arena_array(x->arena, char, room),
                        .from = arena_array(x->arena, uint32_t, room),
                        .quoted = arena_array(x->arena, bool, room)};
    for (size_t i = p->first; i < p->last; i++) {
        const struct prose_line *l = &lines->at[i];
        bool text = !l->ignored && !l->heading && !l->aside && l->from < l->to;
        if (l->ignored) continue;
        if (!text || l->item) add_byte(&r, BREAK, l->from);
        if (text) add_line(&r, &x->prose, i == p->first ? p->from : l->text, l->to);
    }
    return r;
}

/* ---- what is quoted ---- */

static bool starts_with(const struct running *r, size_t i, const char *sign) {
    size_t n = strlen(sign);
    return i + n <= r->n && memcmp(r->at + i, sign, n) == 0;
}

static bool is_letter(const struct running *r, size_t i) {
    return i < r->n && (isalnum((unsigned char)r->at[i]) || (r->at[i] & 0x80));
}

/* Where the quotation ends that begins at `i`; 0: none does. Single quotes are apostrophes, too. */
static size_t quotation_end(const struct running *r, size_t i) {
    static const char *const pairs[][2] = {{"\"", "\""},
                                           {"\xe2\x80\x9c", "\xe2\x80\x9d"},
                                           {"\xe2\x80\x9e", "\xe2\x80\x9c"},
                                           {"\xc2\xab", "\xc2\xbb"},
                                           {"`", "`"},
                                           {"\xe2\x80\x98", "\xe2\x80\x99"}};
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
        size_t n = strlen(pairs[k][0]), m = strlen(pairs[k][1]);
        if (!starts_with(r, i, pairs[k][0])) continue;
        for (size_t end = i + n; end < r->n && r->at[end] != BREAK; end++)
            if (starts_with(r, end, pairs[k][1]) && !is_letter(r, end + m)) return end + m;
    }
    return 0;
}

static void find_quotations(struct running *r) {
    for (size_t i = 0, end; i < r->n; i = end ? end : i + 1)
        if ((end = quotation_end(r, i)) != 0) memset(r->quoted + i, true, end - i);
}

/* ---- sentences ---- */

/* A sentence ends behind this byte: at a full stop before a blank and no small letter, a break, or
 * the end. */
static bool ends_sentence(const struct running *r, size_t i) {
    if (i + 1 >= r->n || r->at[i] == BREAK) return true;
    size_t next = i + 1;
    if (!strchr(".!?", r->at[i])) return false;
    while (next < r->n && strchr("\"')", r->at[next])) next++;
    if (next >= r->n || r->at[next] == BREAK) return true;
    return r->at[next] == ' ' && !islower((unsigned char)r->at[next + 1]);
}

static const char *sentence_at(struct arena *a, const struct running *r, size_t i) {
    size_t from = i, to = i;
    while (from > 0 && !ends_sentence(r, from - 1)) from--;
    while (!ends_sentence(r, to)) to++;
    while (from < to && strchr(" \n\"')", r->at[from])) from++;
    to = r->at[to] == BREAK || r->at[to] == ' ' ? to : to + 1;
    return arena_strndup(a, r->at + from, to - from);
}

/* ---- verbs ---- */

static const struct {
    const char *verb;
    enum norm norm;
} verbs[] = {{"will", NORM_DO},
             {"may", NORM_MAY},
             {"must", NORM_DO},
             {"shall", NORM_DO},
             {"should", NORM_SHOULD}};

static bool is_word(const struct running *r, size_t i, size_t n) {
    bool behind = i > 0 && (is_letter(r, i - 1) || r->at[i - 1] == '-'),
         before = is_letter(r, i + n) || (i + n < r->n && strchr("-'", r->at[i + n]));
    return !behind && !before;
}

struct normatives anchor_verbs(const struct anchoring *x, const struct anchored *p) {
    struct normatives all = {0};
    struct running r = running_text(x, p);
    find_quotations(&r);
    for (size_t i = 0; i < r.n; i++)
        for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++) {
            size_t n = strlen(verbs[k].verb);
            if (r.quoted[i] || !starts_with(&r, i, verbs[k].verb) || !is_word(&r, i, n)) continue;
            bool not = starts_with(&r, i + n, " not ");
            vec_push(
                x->arena, &all,
                ((struct normative){{x->prose.source->file, r.from[i], r.from[i] + (uint32_t)n},
                                    not ? NORM_NOT : verbs[k].norm,
                                    verbs[k].verb,
                                    sentence_at(x->arena, &r, i)}));
        }
    return all;
}
