/*
 * What was lost: a declaration that could not be parsed is not in the tree, but its name is in the
 * text. A name that stands there behind a declaring word is never called unknown; every other
 * unknown name is reported in the same run as the faults of the syntax.
 */
#include "model/build.h"

#include "base/text.h"

#include <ctype.h>
#include <string.h>

/* The words behind which something is declared, the last ones by authors of other texts. */
static const char *const declaring[] = {
    "fact",      "judgement", "reading",   "group",   "define",    "duty",     "vocabulary",
    "paragraph", "principle", "provision", "recital", "objective", "approach", "section",
    "article",   "chapter",   "clause",    "rule",    "point",     "part"};
enum { DECLARING = sizeof declaring / sizeof *declaring };

static bool begins_line(const struct source *s, size_t at) {
    while (at > 0 && (s->text[at - 1] == ' ' || s->text[at - 1] == '\t')) at--;
    return at == 0 || s->text[at - 1] == '\n';
}

/* A word that begins a line may be nearly one of those: `fct purpose` was to declare `purpose`. */
static bool declares(const struct source *s, size_t at, size_t len, bool exactly) {
    char word[21];
    const char *meant = word;
    if (len < 3 || len >= sizeof word) return false;
    memcpy(word, s->text + at, len);
    word[len] = '\0';
    if (!exactly && begins_line(s, at)) meant = text_nearest(word, declaring, DECLARING);
    for (unsigned i = 0; meant && i < DECLARING; i++)
        if (strcmp(declaring[i], meant) == 0) return true;
    return false;
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

static void lose(struct builder *b, const char *name, size_t len) {
    map_add(&b->index, SCOPE_LOST, map_name(intern(b->names, name, len)), 0);
}

/* All words behind a declaring one, or a number that begins its line, may be what it declares, up
 * to a sign or the end of the line: `objective 4.1 SO1`, `fact number of guests`, and what stands
 * in quotes at once. */
static void scan(struct builder *b, const struct source *s) {
    enum { NOTHING, DECLARES, NAMES } behind = NOTHING;
    for (size_t at = 0, next; at < s->len; at = next) {
        size_t past = skip(s, at), len = 0;
        while (past == at && at + len < s->len && in_word(s->text[at + len])) len++;
        next = len > 0 ? at + len : past > at ? past : at + 1;
        bool numbered = isdigit((unsigned char)s->text[at]) && begins_line(s, at);
        if (len > 0 && (numbered || declares(s, at, len, behind != NOTHING))) {
            if (numbered || behind != NOTHING) lose(b, s->text + at, len);
            behind = DECLARES;
        } else if (len > 0 && behind != NOTHING) {
            lose(b, s->text + at, len);
            behind = NAMES;
        } else if (len == 0 && s->text[at] == '"' && behind == DECLARES && past > at + 1) {
            lose(b, s->text + at + 1, past - at - 2);
            behind = NOTHING;
        } else if (len == 0 && s->text[at] != ' ' && s->text[at] != '\t' &&
                   (behind == NAMES || !isspace((unsigned char)s->text[at]))) {
            behind = NOTHING;
        }
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
