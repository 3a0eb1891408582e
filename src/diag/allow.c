#include "diag/allow.h"

#include "base/text.h"

#include <string.h>

/* A part of one line. */
struct scan {
    struct diags *d;
    uint32_t file;
    const char *text; /* of the whole source */
    uint32_t at, end; /* what is left of the line */
};

static bool blank(char c) { return c == ' ' || c == '\t'; }

static void skip_blanks(struct scan *s) {
    while (s->at < s->end && blank(s->text[s->at])) s->at++;
}

static bool at_word(const struct scan *s, const char *word) {
    size_t n = strlen(word);
    return s->end - s->at >= n && memcmp(s->text + s->at, word, n) == 0;
}

static bool skip_word(struct scan *s, const char *word) {
    if (!at_word(s, word)) return false;
    s->at += (uint32_t)strlen(word);
    return true;
}

/* The next name: all up to a blank, a comma, a semicolon or the dashes before the reason. */
static struct span take_name(struct scan *s) {
    skip_blanks(s);
    struct span name = {s->file, s->at, s->at};
    while (s->at < s->end && !blank(s->text[s->at]) && s->text[s->at] != ',' &&
           s->text[s->at] != ';' && !at_word(s, "--"))
        s->at++;
    name.to = s->at;
    return name;
}

static const char *text_of(const struct scan *s, struct span at) {
    return arena_strndup(s->d->arena, s->text + at.from, at.to - at.from);
}

static void report_unknown(struct diags *d, struct span at, const char *name) {
    const char *slugs[DIAG_COUNT];
    for (int i = 0; i < DIAG_COUNT; i++) slugs[i] = diag_infos[i].slug;
    const char *near = text_nearest(name, slugs, DIAG_COUNT);
    if (near)
        diag_report(d, DIAG_ALLOW_UNKNOWN, at, "there is no finding called %s: do you mean %s?",
                    name, near);
    else
        diag_report(d, DIAG_ALLOW_UNKNOWN, at,
                    "there is no finding called %s (`stratc --list-codes` lists them all)", name);
}

static void take_code(struct scan *s, struct allows *all, uint32_t line, struct span at) {
    const char *name = text_of(s, at);
    enum diag_code code = diag_find(name);
    if (code == DIAG_COUNT && diag_is_retired(name)) return;
    if (code == DIAG_COUNT)
        report_unknown(s->d, at, name);
    else if (diag_infos[code].severity == DIAG_ERROR)
        diag_report(s->d, DIAG_ALLOW_ERROR, at,
                    "%s is an error, and errors cannot be allowed: correct the policy instead",
                    name);
    else
        vec_push(s->d->arena, all,
                 ((struct allow){.file = s->file, .line = line, .code = code, .at = at}));
}

/* A word that can be meant as the name of a finding. */
static bool names_finding(const struct scan *s, struct span word) {
    const char *slugs[DIAG_COUNT], *text = text_of(s, word);
    for (int i = 0; i < DIAG_COUNT; i++) slugs[i] = diag_infos[i].slug;
    return diag_find(text) != DIAG_COUNT || diag_is_retired(text) ||
           (strchr(text, '-') && text_nearest(text, slugs, DIAG_COUNT));
}

/* After a name: does another one follow? What is written for the comma between them is reported,
 * and taken for it. */
static bool another_name(struct scan *s) {
    skip_blanks(s);
    if (s->at == s->end || at_word(s, "--")) return false;
    struct span sign = {s->file, s->at, s->at + 1};
    bool comma = s->text[s->at] == ',', parted = comma || s->text[s->at] == ';';
    s->at += parted;
    struct scan ahead = *s;
    struct span word = take_name(&ahead);
    const char *text = text_of(s, word);
    if (strcmp(text, "and") == 0 || strcmp(text, "&") == 0) {
        diag_report(s->d, DIAG_ALLOW_UNKNOWN, word,
                    "two names are parted by a comma; leave out `%s`%s", text,
                    comma ? "" : " and write `,`");
        *s = ahead;
        return true;
    }
    if (parted && !comma && word.from < word.to)
        diag_report(s->d, DIAG_ALLOW_UNKNOWN, sign,
                    "two names are parted by a comma; write `,` here");
    else if (!parted && names_finding(s, word))
        diag_report(s->d, DIAG_ALLOW_UNKNOWN, word,
                    "two names are parted by a comma; write one before `%s`", text);
    else
        return parted;
    return true;
}

/* Neither a name nor the reason: what it is meant to be is not guessed. */
static void report_word(struct scan *s, struct span comment) {
    bool reason = false;
    struct scan ahead = *s;
    for (; ahead.at < ahead.end && !reason; ahead.at++) reason = at_word(&ahead, "--");
    diag_report(s->d, reason ? DIAG_ALLOW_UNKNOWN : DIAG_ALLOW_WITHOUT_REASON, comment,
                "after the name of a finding stands a comma and the next one, or `--` and the "
                "reason; `%s` is neither",
                text_of(s, take_name(s)));
}

/* The reason, to the end of the line; false where there is none, which is reported. */
static bool take_reason(struct scan *s, struct span comment, const char **reason) {
    if (s->at < s->end && !at_word(s, "--")) {
        report_word(s, comment);
        return false;
    }
    skip_word(s, "--");
    skip_blanks(s);
    while (s->end > s->at && blank(s->text[s->end - 1])) s->end--;
    if (s->at == s->end)
        diag_report(s->d, DIAG_ALLOW_WITHOUT_REASON, comment,
                    "this comment gives no reason: add one after the finding, `-- reason`");
    *reason = arena_strndup(s->d->arena, s->text + s->at, s->end - s->at);
    return s->at < s->end;
}

/* What follows `# stratc:`. Without a reason nothing is allowed: the names are read and dropped. */
static void take_comment(struct scan *s, struct allows *all, uint32_t line, struct span comment) {
    skip_blanks(s);
    bool allow = skip_word(s, "allow") && s->at < s->end && blank(s->text[s->at]);
    skip_blanks(s);
    if (!allow || s->at == s->end || s->text[s->at] == '-') {
        diag_report(s->d, DIAG_ALLOW_UNKNOWN, comment,
                    "a comment for stratc has the form: # stratc: allow NAME-OF-FINDING -- reason");
        return;
    }
    size_t first = all->len;
    do {
        struct span name = take_name(s);
        if (name.from < name.to)
            take_code(s, all, line, name);
        else
            diag_report(s->d, DIAG_ALLOW_UNKNOWN, comment,
                        "the name of a finding is missing beside a comma; write it, or leave the "
                        "comma out");
    } while (another_name(s));
    const char *reason = NULL;
    if (!take_reason(s, comment, &reason)) all->len = first;
    for (size_t i = first; i < all->len; i++) all->at[i].reason = reason;
}

/* Where the comment of a line starts, or `to`. */
static uint32_t comment_start(const char *text, uint32_t from, uint32_t to) {
    bool quoted = false;
    for (uint32_t i = from; i < to; i++) {
        if (quoted && text[i] == '\\')
            i++;
        else if (text[i] == '"')
            quoted = !quoted;
        else if (text[i] == '#' && !quoted)
            return i;
    }
    return to;
}

/* The comment of a line stands alone on it. */
static bool alone(const char *text, uint32_t from, uint32_t comment) {
    while (from < comment && blank(text[from])) from++;
    return from == comment;
}

/* The line whose findings a comment on `line` speaks of: its own or, where it stands alone, the
 * first after it and its fellow comments; `last`: what the comment before it that stands alone
 * speaks of. */
static uint32_t line_meant(const struct source *s, size_t line, bool stands_alone, uint32_t last) {
    if (!stands_alone || line < last) return stands_alone ? last : (uint32_t)line;
    while (++line < s->nlines) {
        uint32_t from = s->lines[line],
                 to = line + 1 < s->nlines ? s->lines[line + 1] : (uint32_t)s->len;
        uint32_t comment = comment_start(s->text, from, to);
        if (comment == to || !alone(s->text, from, comment)) break;
    }
    return (uint32_t)line;
}

struct allows allows_read(struct diags *d) {
    struct allows all = {0};
    for (uint32_t file = 0; file < d->sources->len; file++) {
        struct source *s = d->sources->at[file];
        uint32_t meant = 0; /* by the last comment that stands alone */
        for (uint32_t from = 0, to, next; from < s->len; from = next) {
            size_t line = source_line(d->arena, s, from, &from, &to);
            next = line + 1 < s->nlines ? s->lines[line + 1] : (uint32_t)s->len;
            uint32_t comment = comment_start(s->text, from, to);
            struct scan scan = {.d = d, .file = file, .text = s->text, .at = comment, .end = to};
            if (!skip_word(&scan, "#")) continue;
            skip_blanks(&scan);
            if (!skip_word(&scan, "stratc:")) continue;
            bool stands_alone = alone(s->text, from, comment);
            uint32_t of = line_meant(s, line, stands_alone, meant);
            meant = stands_alone ? of : meant;
            take_comment(&scan, &all, of, (struct span){file, comment, to});
        }
    }
    return all;
}

const struct allow *allows_take(struct allows *all, struct diags *d, const struct diag *x) {
    if (x->at.file >= d->sources->len) return NULL;
    uint32_t from, to,
        line = (uint32_t)source_line(d->arena, d->sources->at[x->at.file], x->at.from, &from, &to);
    size_t low = 0, high = all->len; /* the first comment that is not before the line */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct allow *m = &all->at[middle];
        if (m->file < x->at.file || (m->file == x->at.file && m->line < line))
            low = middle + 1;
        else
            high = middle;
    }
    struct allow *found = NULL;
    for (; low < all->len && all->at[low].file == x->at.file && all->at[low].line == line; low++)
        if (all->at[low].code == x->code) {
            found = &all->at[low];
            found->used = true;
        }
    return found;
}
