#include "report/baseline.h"

#include "base/json.h"
#include "base/map.h"
#include "report/print.h"

#include <string.h>

/* Words are interned; `text` is "" where nothing is known of the line. */
struct finding {
    enum diag_code code;
    const char *file, *text, *message;
};

struct entry {
    struct finding is;
    bool taken, looked_for;
};

/* The closest first: line and message alike, then the line, then the message. */
enum { ROUND_BOTH, ROUND_TEXT, ROUND_MESSAGE, ROUNDS };

/* Entries, by what is alike in a round; in the order of the file. */
struct alikes {
    struct map chain;                  /* of a likeness */
    struct firsts VEC(uint32_t) first; /* by chain: an index + 1, or 0 */
    uint32_t *next;                    /* by index: the same */
};

struct baseline {
    struct arena *arena;
    struct intern words;
    struct entries VEC(struct entry) entries;
    struct alikes alikes[ROUNDS];
    size_t known;
};

static const char *word(struct baseline *b, const char *text) {
    return intern(&b->words, text, strlen(text));
}

/* The same file, however the command line came to it. */
static const char *file_word(struct baseline *b, const struct report *report, const char *path) {
    return word(b, report_path(report, path));
}

/* ---- reading: JSON as stratc writes it, one object a line ---- */

/* False: it is no finding. What the baseline does not need is read over. */
static bool read_entry(struct baseline *b, const struct report *report, struct json_reader *r) {
    const char *file = NULL, *code = NULL, *text = "", *message = NULL;
    json_want(r, '{');
    do {
        const char *key = json_read_string(r);
        json_want(r, ':');
        json_skip_blanks(r);
        const char **into = strcmp(key, "file") == 0      ? &file
                            : strcmp(key, "code") == 0    ? &code
                            : strcmp(key, "text") == 0    ? &text
                            : strcmp(key, "message") == 0 ? &message
                                                          : NULL;
        if (into && r->at < r->end && *r->at == '"')
            *into = json_read_string(r);
        else
            json_skip_value(r);
    } while (!r->bad && json_take(r, ','));
    json_want(r, '}');
    json_skip_blanks(r);
    if (r->bad || r->at != r->end || !code || !message) return false;
    enum diag_code which = diag_find(code);
    if (which == DIAG_COUNT || !file || diag_infos[which].severity == DIAG_ERROR)
        return true; /* what this stratc does not report, and errors, which are never known */
    struct finding is = {which, file_word(b, report, file), word(b, text), word(b, message)};
    vec_push(b->arena, &b->entries, ((struct entry){.is = is}));
    return true;
}

/* One word for what is alike in a round; NULL: not to be found in it. */
static const char *likeness(struct baseline *b, const struct finding *x, int round) {
    if (!x->file || (round != ROUND_MESSAGE && !x->text[0])) return NULL;
    return word(b, arena_printf(b->arena, "%u\n%s\n%s\n%s", (unsigned)x->code, x->file,
                                round == ROUND_MESSAGE ? "" : x->text,
                                round == ROUND_TEXT ? "" : x->message));
}

static void find_alikes(struct baseline *b, int round) {
    struct alikes *a = &b->alikes[round];
    a->next = arena_array(b->arena, uint32_t, b->entries.len);
    map_init(&a->chain, b->arena);
    for (uint32_t i = (uint32_t)b->entries.len; i-- > 0;) {
        const char *like = likeness(b, &b->entries.at[i].is, round);
        if (!like) continue;
        uint32_t chain = map_add(&a->chain, 0, map_name(like), (uint32_t)a->first.len);
        if (chain == a->first.len) vec_push(b->arena, &a->first, 0);
        a->next[i] = a->first.at[chain];
        a->first.at[chain] = i + 1;
    }
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
        struct json_reader r = {.arena = a, .at = s->text + from, .end = s->text + to};
        json_skip_blanks(&r);
        if (r.at < r.end && !read_entry(b, report, &r)) {
            diag_report(d, DIAG_BAD_BASELINE, (struct span){s->file, from, to},
                        "this is no finding as --lint writes it: make the baseline with `stratc "
                        "--lint --message-format=json POLICY.strat > FILE`");
            return NULL;
        }
    }
    for (int round = 0; round < ROUNDS; round++) find_alikes(b, round);
    return b;
}

/* ---- matching ---- */

static bool take_alike(struct baseline *b, const struct finding *x, int round) {
    struct alikes *a = &b->alikes[round];
    const char *like = likeness(b, x, round);
    uint32_t chain = like ? map_get(&a->chain, 0, map_name(like)) : MAP_NONE;
    if (chain == MAP_NONE) return false;
    uint32_t *first = &a->first.at[chain];
    while (*first && b->entries.at[*first - 1].taken) *first = a->next[*first - 1];
    if (!*first) return false;
    b->entries.at[*first - 1].taken = true;
    return true;
}

static void note_looked_for(struct baseline *b, const struct report *r, const struct diags *d) {
    if (d->errors || d->sources->len == 0)
        return; /* in a policy with errors little is looked for */
    const char *file = file_word(b, r, d->sources->at[0]->path);
    vec_each (struct entry, e, &b->entries)
        if (e->is.file == file && diag_option_as(r->o, e->is.code) != SHOWN_NOT)
            e->looked_for = true;
}

void baseline_filter(struct baseline *b, const struct report *r, struct diags *d,
                     struct shown_diags *shown) {
    bool *known = arena_array(b->arena, bool, shown->len);
    struct finding *sought = arena_array(b->arena, struct finding, shown->len);
    for (size_t i = 0; i < shown->len; i++) {
        const struct diag *x = shown->at[i].diag;
        if (x->at.file < d->sources->len)
            sought[i] = (struct finding){x->code, file_word(b, r, d->sources->at[x->at.file]->path),
                                         word(b, print_line_of(d, x->at)), word(b, x->text)};
    }
    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < shown->len; i++)
            if (!known[i] && !shown->at[i].allowed) known[i] = take_alike(b, &sought[i], round);
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
    vec_each (struct entry, e, &b->entries) n.gone += e->looked_for && !e->taken;
    return n;
}
