#include "diag/select.h"

#include "base/map.h"

#include <stdlib.h>
#include <string.h>

/* ---- options ---- */

static bool set_all(struct diag_options *o, signed char to) {
    for (int i = 0; i < DIAG_COUNT; i++)
        if (diag_infos[i].severity != DIAG_ERROR) o->chosen[i] = to;
    return true;
}

static bool set_one(struct diag_options *o, const char *name, signed char to) {
    enum diag_code code = diag_find(name);
    if (code == DIAG_COUNT) return diag_is_retired(name);
    if (diag_infos[code].severity == DIAG_ERROR) return false; /* what is an error stays one */
    o->chosen[code] = to;
    return true;
}

bool diag_option_parse(struct diag_options *o, const char *word) {
    if (strcmp(word, "all") == 0) return set_all(o, 1);
    if (strcmp(word, "no-all") == 0) return set_all(o, -1);
    if (strcmp(word, "error") == 0 || strcmp(word, "no-error") == 0) {
        o->werror = word[0] == 'e';
        return true;
    }
    if (strncmp(word, "error=", 6) == 0) return set_one(o, word + 6, 2);
    if (strncmp(word, "no-", 3) == 0) return set_one(o, word + 3, -1);
    return set_one(o, word, 1);
}

/* What no example exercises is asked of --test, all other findings of --lint. */
static bool looked_for(const struct diag_options *o, enum diag_code code) {
    bool of_tests = code == DIAG_UNEXERCISED_RULE || code == DIAG_UNEXERCISED_CONDITION ||
                    code == DIAG_UNEXERCISED_DUTY;
    return of_tests ? o->tests : o->findings;
}

enum shown_as diag_option_as(const struct diag_options *o, enum diag_code code) {
    const struct diag_info *info = &diag_infos[code];
    signed char chosen = o->chosen[code];
    if (info->severity == DIAG_ERROR) return SHOWN_ERROR;
    if (!looked_for(o, code) || chosen < 0 || (chosen == 0 && !info->on)) return SHOWN_NOT;
    if (o->werror || chosen == 2) return SHOWN_ERROR;
    return info->severity == DIAG_STYLE ? SHOWN_STYLE : SHOWN_WARNING;
}

/* ---- `# stratc: allow SLUG[, SLUG] -- reason`: findings that the author wants to keep ---- */

struct allows {
    struct allow_list list;
    struct map index; /* by file and what it is about, and code: of comments alike, the first stands
                         for all */
};

static struct allow *allow_of(const struct allows *all, uint32_t file, uint32_t about,
                              enum diag_code code) {
    uint32_t i = map_get(&all->index, (uint64_t)file << 32 | about, code);
    return i == MAP_NONE ? NULL : &all->list.at[i];
}

/* A comment of one line, read to its end. */
struct scan {
    struct diags *d;
    uint32_t file, from;   /* the offset of `text` in the source */
    const char *text, *at; /* the comment; what is left of it */
};

static const char blanks[] = " \t";

static void skip_blanks(struct scan *s) { s->at += strspn(s->at, blanks); }

static bool at_word(const struct scan *s, const char *word) {
    return strncmp(s->at, word, strlen(word)) == 0;
}

static bool skip_word(struct scan *s, const char *word) {
    if (!at_word(s, word)) return false;
    s->at += strlen(word);
    return true;
}

/* The n bytes before `at`. */
static struct span span_behind(const struct scan *s, size_t n) {
    uint32_t to = s->from + (uint32_t)(s->at - s->text);
    return (struct span){s->file, to - (uint32_t)n, to};
}

/* The next name: all up to a blank, a comma, a semicolon or the dashes before the reason; "" where
 * there is none. */
static const char *take_name(struct scan *s, struct span *at) {
    skip_blanks(s);
    size_t n = strcspn(s->at, " \t,;");
    const char *dashes = strstr(s->at, "--"), *name;
    if (dashes && dashes < s->at + n) n = (size_t)(dashes - s->at);
    name = arena_strndup(s->d->arena, s->at, n);
    s->at += n;
    *at = span_behind(s, n);
    return name;
}

static void report_unknown(struct diags *d, struct span at, const char *name) {
    const char *near = diag_nearest(name);
    if (near)
        diag_report(d, DIAG_ALLOW_UNKNOWN, at, "there is no finding called %s: do you mean %s?",
                    name, near);
    else
        diag_report(d, DIAG_ALLOW_UNKNOWN, at,
                    "there is no finding called %s (`stratc --list-codes` lists them all)", name);
}

static void take_code(struct scan *s, struct allows *all, struct allow of, const char *name) {
    enum diag_code code = diag_find(name);
    if (code == DIAG_COUNT && diag_is_retired(name)) return;
    of.code = code;
    if (code == DIAG_COUNT)
        report_unknown(s->d, of.at, name);
    else if (diag_infos[code].severity == DIAG_ERROR)
        diag_report(s->d, DIAG_ALLOW_ERROR, of.at,
                    "%s is an error, and errors cannot be allowed: correct the policy instead",
                    name);
    else
        vec_push(s->d->arena, &all->list, of);
}

/* A word that can be meant as the name of a finding. */
static bool names_finding(const char *word) {
    return diag_find(word) != DIAG_COUNT || diag_is_retired(word) ||
           (strchr(word, '-') && diag_nearest(word));
}

/* After a name: does another one follow? What is written for the comma between them is reported,
 * and taken for it. */
static bool another_name(struct scan *s) {
    skip_blanks(s);
    if (!*s->at || at_word(s, "--")) return false;
    bool comma = *s->at == ',', parted = comma || *s->at == ';';
    s->at += parted;
    struct scan ahead = *s;
    struct span word;
    const char *text = take_name(&ahead, &word);
    if (strcmp(text, "and") == 0 || strcmp(text, "&") == 0) {
        diag_report(s->d, DIAG_ALLOW_UNKNOWN, word,
                    "two names are parted by a comma; leave out `%s`%s", text,
                    comma ? "" : " and write `,`");
        *s = ahead;
        return true;
    }
    if (parted && !comma && *text)
        diag_report(s->d, DIAG_ALLOW_UNKNOWN, span_behind(s, 1),
                    "two names are parted by a comma; write `,` here");
    else if (!parted && names_finding(text))
        diag_report(s->d, DIAG_ALLOW_UNKNOWN, word,
                    "two names are parted by a comma; write one before `%s`", text);
    else
        return parted;
    return true;
}

/* The reason, to the end of the line; NULL where there is none, which is reported. */
static const char *take_reason(struct scan *s, struct span comment) {
    if (*s->at && !skip_word(s, "--")) { /* what it is meant to be is not guessed */
        bool reason = strstr(s->at, "--") != NULL;
        struct span word;
        diag_report(s->d, reason ? DIAG_ALLOW_UNKNOWN : DIAG_ALLOW_WITHOUT_REASON, comment,
                    "after the name of a finding stands a comma and the next one, or `--` and the "
                    "reason; `%s` is neither",
                    take_name(s, &word));
        return NULL;
    }
    skip_blanks(s);
    size_t n = strlen(s->at);
    while (n > 0 && strchr(blanks, s->at[n - 1])) n--;
    if (n > 0) return arena_strndup(s->d->arena, s->at, n);
    diag_report(s->d, DIAG_ALLOW_WITHOUT_REASON, comment,
                "this comment gives no reason: add one after the finding, `-- reason`");
    return NULL;
}

/* What follows `# stratc:`. Without a reason nothing is allowed: the names are read and dropped. */
static void take_comment(struct scan *s, struct allows *all, struct allow of, struct span comment) {
    skip_blanks(s);
    bool allow = skip_word(s, "allow") && *s->at && strchr(blanks, *s->at);
    skip_blanks(s);
    if (!allow || !*s->at || *s->at == '-') {
        diag_report(s->d, DIAG_ALLOW_UNKNOWN, comment,
                    "a comment for stratc has the form: # stratc: allow NAME-OF-FINDING -- reason");
        return;
    }
    size_t first = all->list.len;
    do {
        const char *name = take_name(s, &of.at);
        if (*name)
            take_code(s, all, of, name);
        else
            diag_report(s->d, DIAG_ALLOW_UNKNOWN, comment,
                        "the name of a finding is missing beside a comma; write it, or leave the "
                        "comma out");
    } while (another_name(s));
    const char *reason = take_reason(s, comment);
    if (!reason) all->list.len = first;
    for (size_t i = first; i < all->list.len; i++) {
        enum diag_code code = all->list.at[i].code;
        map_add(&all->index, (uint64_t)s->file << 32 | of.about, code, (uint32_t)i);
        allow_of(all, s->file, of.about, code)->reason = reason;
    }
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
    return from + strspn(text + from, blanks) == comment;
}

/* The line that a comment on `line` speaks of: its own or, where it stands alone, the first after
 * it and its fellow comments; `last`: what the comment before it that stands alone speaks of. */
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

/* The first passage that begins at `offset` or after it. */
static size_t passage_from(const struct source *s, uint32_t offset) {
    size_t low = 0, high = s->passages.len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s->passages.at[middle].from < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The innermost passage in which `offset` lies, as its index + 1; 0: none. */
static uint32_t passage_around(const struct source *s, uint32_t offset) {
    uint32_t i = (uint32_t)passage_from(s, offset + 1);
    while (i > 0 && s->passages.at[i - 1].to <= offset) i = s->passages.at[i - 1].around;
    return i;
}

static uint32_t about_line(const struct source *s, uint32_t line) {
    return (uint32_t)s->passages.len + line;
}

/* What a comment speaks of that stands alone before `line`: what begins there, or that of which
 * another part stands there. */
static uint32_t about_next(const struct source *s, uint32_t line) {
    uint32_t at = line < s->nlines ? s->lines[line] : (uint32_t)s->len;
    at += (uint32_t)strspn(s->text + at, blanks);
    size_t i = passage_from(s, at);
    if (i < s->passages.len && s->passages.at[i].from == at)
        return (uint32_t)i + s->passages.at[i].headed;
    uint32_t around = at < s->len && !strchr("\r\n", s->text[at]) ? passage_around(s, at) : 0;
    if (around && s->text[at] == '}' && s->passages.at[around - 1].block) around = 0;
    return around ? around - 1 : about_line(s, line);
}

/* What a comment speaks of that stands behind something on its line. */
static uint32_t about_last(const struct source *s, uint32_t line, uint32_t comment) {
    uint32_t at = comment - 1;
    while (at > s->lines[line] && strchr(" \t,", s->text[at])) at--;
    uint32_t around = passage_around(s, at);
    return around ? around - 1 : about_line(s, line);
}

/* The comments of all sources; those that say nothing sensible are reported and left out. */
static struct allows allows_read(struct diags *d) {
    struct allows all = {0};
    map_init(&all.index, d->arena);
    for (uint32_t file = 0; file < d->sources->len; file++) {
        struct source *s = d->sources->at[file];
        if (s->prose) continue;
        uint32_t meant = 0; /* by the last comment that stands alone */
        for (uint32_t from = 0, to, next; from < s->len; from = next) {
            size_t line = source_line(d->arena, s, from, &from, &to);
            next = line + 1 < s->nlines ? s->lines[line + 1] : (uint32_t)s->len;
            uint32_t comment = comment_start(s->text, from, to);
            if (comment == to) continue;
            const char *text = arena_strndup(d->arena, s->text + comment, to - comment);
            struct scan scan = {d, file, comment, text, text};
            skip_word(&scan, "#");
            skip_blanks(&scan);
            if (!skip_word(&scan, "stratc:")) continue;
            bool stands_alone = alone(s->text, from, comment);
            struct allow of = {.line = line_meant(s, line, stands_alone, meant)};
            meant = stands_alone ? of.line : meant;
            of.about = stands_alone ? about_next(s, of.line) : about_last(s, of.line, comment);
            if (of.about < s->passages.len)
                of.line = (uint32_t)source_line(d->arena, s, s->passages.at[of.about].from,
                                                &(uint32_t){0}, &(uint32_t){0});
            take_comment(&scan, &all, of, (struct span){file, comment, to});
        }
    }
    return all;
}

struct allow_list diags_allowed(struct diags *d) {
    return allows_read(d).list;
}

/* The reason of the comment that allows this finding, or NULL; the comment counts as used from then
 * on. */
static const char *allows_take(struct allows *all, struct diags *d, const struct diag *x) {
    struct span at = x->at;
    if (at.file < d->sources->len && d->sources->at[at.file]->prose && x->notes.len > 0)
        at = x->notes.at[0].at;
    uint32_t from, to, file = at.file;
    if (all->list.len == 0 || file >= d->sources->len) return NULL;
    struct source *s = d->sources->at[file];
    struct allow *found = NULL;
    for (uint32_t i = passage_around(s, at.from); i > 0 && !found; i = s->passages.at[i - 1].around)
        found = allow_of(all, file, i - 1, x->code);
    if (!found) {
        size_t line = source_line(d->arena, s, at.from, &from, &to);
        found = allow_of(all, file, about_line(s, (uint32_t)line), x->code);
    }
    if (found) found->used = true;
    return found ? found->reason : NULL;
}

/* ---- what is shown ---- */

static int in_file_order(const void *x, const void *y) {
    const struct diag *a = ((const struct shown_diag *)x)->diag,
                      *b = ((const struct shown_diag *)y)->diag;
    if (span_before(a->at, b->at)) return -1;
    if (span_before(b->at, a->at)) return 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* A comment is unused when its finding was looked for and not found. Findings in files that the
 * policy uses are looked for when those are checked themselves, and nothing is looked for in a
 * policy with errors. */
static void report_unused(struct diags *d, const struct diag_options *o,
                          const struct allows *allows) {
    vec_each (const struct allow, a, &allows->list)
        if (a->at.file == 0 && diag_option_as(o, a->code) != SHOWN_NOT &&
            !allow_of(allows, 0, a->about, a->code)->used)
            diag_report(d, DIAG_ALLOW_UNUSED, a->at,
                        "there is no finding %s here: remove this comment; if there was one, see "
                        "which change made it go",
                        diag_infos[a->code].slug);
}

struct shown_diags diags_select(struct diags *d, const struct diag_options *o) {
    struct allows allows = {0};
    if (o->findings || o->tests) allows = allows_read(d);
    size_t looked_at = d->list.len;
    const char **reasons = arena_array(d->arena, const char *, looked_at);
    for (size_t i = 0; i < looked_at; i++)
        if (diag_option_as(o, d->list.at[i].code) != SHOWN_NOT &&
            diag_infos[d->list.at[i].code].severity != DIAG_ERROR)
            reasons[i] = allows_take(&allows, d, &d->list.at[i]);
    if (o->findings && d->errors == 0) report_unused(d, o, &allows);
    struct shown_diags shown = {0};
    for (size_t i = 0; i < d->list.len; i++) {
        enum shown_as as = diag_option_as(o, d->list.at[i].code);
        const char *reason = i < looked_at ? reasons[i] : NULL;
        if (as != SHOWN_NOT)
            vec_push(d->arena, &shown, ((struct shown_diag){&d->list.at[i], as, reason}));
    }
    if (shown.len) qsort(shown.at, shown.len, sizeof *shown.at, in_file_order);
    return shown;
}
