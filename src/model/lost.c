/*
 * What was lost: a declaration that could not be parsed is not in the tree, but its name is in the
 * text. A name that stands there behind a declaring word is never called unknown; every other
 * unknown name is reported in the same run as the faults of the syntax.
 */
#include "model/build.h"

#include "base/text.h"

#include <ctype.h>
#include <string.h>

/* The words behind which a name is declared, and how many words after them may be it (`objective
 * 4.1 SO1`).
 */
static const struct {
    const char *word;
    unsigned names;
} declaring[] = {
    {"fact", 1},      {"judgement", 1},  {"reading", 1},   {"group", 1},     {"define", 1},
    {"duty", 1},      {"vocabulary", 1}, {"paragraph", 1}, {"principle", 1}, {"provision", 1},
    {"objective", 2}, {"recital", 1},    {"approach", 2},
};

static unsigned names_after(const char *word, size_t len) {
    for (size_t i = 0; i < sizeof declaring / sizeof declaring[0]; i++)
        if (strlen(declaring[i].word) == len && memcmp(declaring[i].word, word, len) == 0)
            return declaring[i].names;
    return 0;
}

/* The same for a word that begins a line and is nearly one of them: `fct purpose` was to declare
 * `purpose`. */
static unsigned names_after_misspelt(struct builder *b, const struct source *s, size_t at,
                                     size_t len) {
    const char *words[sizeof declaring / sizeof declaring[0]];
    size_t n = sizeof words / sizeof words[0], from = at;
    while (from > 0 && (s->text[from - 1] == ' ' || s->text[from - 1] == '\t')) from--;
    if (len < 3 || len > 20 || (from > 0 && s->text[from - 1] != '\n')) return 0;
    for (size_t i = 0; i < n; i++) words[i] = declaring[i].word;
    const char *near = text_nearest(arena_strndup(b->arena, s->text + at, len), words, n);
    return near ? names_after(near, strlen(near)) : 0;
}

static bool in_word(char c) {
    return isalnum((unsigned char)c) || c == '_' || c == '.' || c == '(' || c == ')';
}

/* Past a comment or a text in quotes, or `at` where there is none. */
static size_t skip(const struct source *s, size_t at) {
    if (s->text[at] == '#') return at + strcspn(s->text + at, "\n");
    if (s->text[at] != '"') return at;
    for (at++; at < s->len && s->text[at] != '"' && s->text[at] != '\n'; at++)
        at += s->text[at] == '\\' && at + 1 < s->len;
    return at < s->len ? at + 1 : at;
}

static void scan(struct builder *b, const struct source *s) {
    unsigned names = 0; /* how many of the next words may be declared names */
    for (size_t at = 0; at < s->len;) {
        size_t past = skip(s, at), len = 0;
        while (past == at && at + len < s->len && in_word(s->text[at + len])) len++;
        if (len > 0) {
            unsigned next = names_after(s->text + at, len);
            if (next == 0 && names == 0) next = names_after_misspelt(b, s, at, len);
            if (names > 0)
                map_add(&b->index, SCOPE_LOST, map_name(intern(b->names, s->text + at, len)), 0);
            names = next ? next : names > 0 ? names - 1 : 0;
        }
        at = len > 0 ? at + len : past > at ? past : at + 1;
    }
}

void find_lost(struct builder *b) {
    vec_each (struct ast_file *, file, &b->program->files)
        if (b->gaps && (*file)->source->text) scan(b, (*file)->source);
}

bool may_be_lost(const struct builder *b, const char *name) {
    return b->gaps &&
           (b->program->unread || map_get(&b->index, SCOPE_LOST, map_name(name)) != MAP_NONE);
}
