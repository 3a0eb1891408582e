#include "emit/c/shake.h"

#include "base/intern.h"
#include "base/map.h"
#include "base/vec.h"
#include "emit/c/scan.h"

#include <string.h>

/* ---- squeezing ---- */

enum { WIDTH = 120 };

static char *without_comments(struct arena *a, const char *text) {
    char *bare = arena_array(a, char, strlen(text) + 1), *to = bare;
    while (*text) {
        const char *end = scan_comment(text);
        if (end == text) {
            end = scan_literal(text);
            if (end == text) end++;
            memcpy(to, text, (size_t)(end - text));
            to += end - text;
        }
        text = end;
    }
    return bare;
}

/* Whether a line ends something, so that the next one is not more of it. */
static bool is_complete(const char *line, size_t n) {
    return line[0] == '#' || memchr(";{}:", line[n - 1], 4);
}

void shake_squeeze(struct arena *a, FILE *out, const char *text) {
    size_t column = 0;
    bool more = false, macro = false; /* the next line is part of the last; of a macro */
    for (const char *at = without_comments(a, text), *next; *at; at = next) {
        size_t indent = strspn(at, " "), n = strcspn(at, "\n") - indent;
        next = scan_line(at);
        at += indent;
        while (n > 0 && at[n - 1] == ' ') n--;
        bool backslash = n > 0 && at[n - 1] == '\\';
        for (n -= backslash; n > 0 && at[n - 1] == ' ';) n--;
        if (n == 0) continue;
        if (more && column + 1 + n <= WIDTH) {
            column += (size_t)fprintf(out, " %.*s", (int)n, at);
        } else {
            if (column > 0) fputs(more && macro ? " \\\n" : "\n", out);
            column = (size_t)fprintf(out, "%*s%.*s", (int)indent, "", (int)n, at);
        }
        more = backslash || !(macro || is_complete(at, n));
        macro = backslash;
    }
    fputs("\n", out);
}

/* ---- items ---- */

struct numbers VEC(uint32_t);

/* What stays or goes as a whole: a declaration, a definition, a macro, or all between an #if and
 * its #endif. Words have numbers. */
struct item {
    const char *at, *end;
    struct numbers uses, locals;  /* locals: names within it, which mean nothing outside */
    bool defines, needed, wanted; /* defines some word; others may call what is in it */
    bool is_declaration;          /* of a function of this file: */
    uint32_t declared;
};

struct word {
    const char *name;
    struct numbers items;     /* that define it */
    const struct item *local; /* of the item that was last looked at */
    bool wanted;
};

struct shaker {
    struct arena *arena;
    struct intern names;
    struct map numbers; /* by name */
    struct words VEC(struct word) words;
    struct items VEC(struct item) items;
    struct numbers wanted; /* words whose items are to be looked at */
};

static uint32_t number_of(struct shaker *s, const char *at, size_t n) {
    const char *name = intern(&s->names, at, n);
    uint32_t number = map_add(&s->numbers, 0, map_name(name), (uint32_t)s->words.len);
    if (number == s->words.len) vec_push(s->arena, &s->words, (struct word){.name = name});
    return number;
}

static void want(struct shaker *s, uint32_t word) {
    if (s->words.at[word].wanted) return;
    s->words.at[word].wanted = true;
    vec_push(s->arena, &s->wanted, word);
}

static void want_item(struct shaker *s, struct item *item) {
    if (item->wanted) return;
    item->wanted = true;
    vec_each (uint32_t, word, &item->locals) s->words.at[*word].local = item;
    vec_each (uint32_t, word, &item->uses)
        if (s->words.at[*word].local != item) want(s, *word);
}

static void define(struct shaker *s, struct item *item, uint32_t word) {
    uint32_t number = (uint32_t)s->items.len; /* it will have */
    item->defines = true;
    vec_push(s->arena, &s->words.at[word].items, number);
}

static bool is_word(const char *at, const char *end, const char *word) {
    return strlen(word) == (size_t)(end - at) && strncmp(at, word, (size_t)(end - at)) == 0;
}

static const char *after_blanks(const char *at) { return at + strspn(at, " \n"); }

/* A declaration being read. */
struct reading {
    int braces, parens;
    char last; /* the last sign that was neither blank nor comment; of a word, a, and of one that a
                  value comes after, k */
    bool is_enum, is_static, is_function;
    bool body;  /* braces hold that of a function */
    bool named; /* what follows may say that `word` is declared here */
    uint32_t word;
};

/* Whether a word inside a declaration is declared there: a member, a parameter, a variable. */
static bool is_local(const struct reading *r, const char *at, char next) {
    if ((r->braces == 0 && r->parens == 0) || !(*at >= 'a' && *at <= 'z')) return false;
    bool first = r->last == 'a' || r->last == '*';
    return (first && strchr(",)", next)) || ((first || r->last == ',') && strchr("=;[", next));
}

/* A word; or two, where the second is the name of a structure or an enumeration. */
static const char *after_name(const char *at) {
    static const char *const kinds[] = {"struct ", "enum ", "union "};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t n = strlen(kinds[i]);
        if (strncmp(at, kinds[i], n) == 0 && scan_word(at + n) > at + n) return scan_word(at + n);
    }
    return scan_word(at);
}

static bool is_one_of(const char *at, const char *end, const char *const *words) {
    while (*words && !is_word(at, end, *words)) words++;
    return *words != NULL;
}

static void read_word(struct shaker *s, struct item *item, struct reading *r, const char *at,
                      const char *end) {
    static const char *const before_values[] = {"return", "else", "case", "sizeof", NULL},
                             *const before_names[] = {"enum", "struct", "union", "const", NULL},
                             *const statics[] = {"static", "STRAT_API", "STRAT_LOCAL", NULL};
    uint32_t word = number_of(s, at, (size_t)(end - at));
    bool member = at[-1] == '.' || (at[-1] == '>' && at[-2] == '-');
    if (!member) vec_push(s->arena, &item->uses, word);
    if (is_local(r, at, *after_blanks(end))) vec_push(s->arena, &item->locals, word);
    if (r->braces == 0 && r->parens == 0) {
        r->is_enum = r->is_enum || strncmp(at, "enum", 4) == 0;
        r->is_static = r->is_static || is_one_of(at, end, statics);
        /* an attribute is none */
        if (strncmp(at, "__", 2) != 0) r->named = !is_one_of(at, end, before_names), r->word = word;
    } else if (r->is_enum && !r->body && r->braces == 1 && r->parens == 0 &&
               (r->last == '{' || r->last == ',')) {
        define(s, item, word);
    }
    r->last = is_one_of(at, end, before_values) ? 'k' : 'a';
}

/* True: it ends here. */
static bool read_sign(struct shaker *s, struct item *item, struct reading *r, char c) {
    bool outside = r->braces == 0 && r->parens == 0;
    if (outside && r->named && strchr("([={,;", c)) define(s, item, r->word);
    r->is_function = r->is_function || (outside && r->named && c == '(');
    r->named = r->named && c == '*';
    if (c == '(') r->parens++;
    if (c == ')') r->parens--;
    if (c == '{') {
        r->body = r->body || (outside && r->last == ')');
        r->braces++;
    }
    if (c == '}') r->braces--;
    r->last = c;
    return r->braces == 0 && r->parens == 0 && (c == ';' || (c == '}' && r->body));
}

static const char *read_declaration(struct shaker *s, struct item *item, const char *at) {
    struct reading r = {0};
    for (const char *end; *at; at = end) {
        if ((end = scan_comment(at)) > at || (end = after_blanks(at)) > at) continue;
        if ((end = scan_literal(at)) > at) {
            r.last = '"';
        } else if ((end = after_name(at)) > at) {
            read_word(s, item, &r, at, end);
        } else {
            end = at + 1;
            if (read_sign(s, item, &r, *at)) {
                at = end;
                break;
            }
        }
    }
    item->needed = item->needed || (r.body && !r.is_static);
    item->is_declaration = r.is_static && !r.body && r.is_function;
    item->declared = r.word;
    return at;
}

/* A line that begins with #, with those that it goes on in. Changes by how many sections it is
 * inside. */
static const char *read_directive(struct shaker *s, struct item *item, const char *at,
                                  int *inside) {
    bool defining = strncmp(at, "#define", 7) == 0;
    *inside += strncmp(at, "#if", 3) == 0 ? 1 : strncmp(at, "#endif", 6) == 0 ? -1 : 0;
    const char *end;
    for (at++; *at && (*at != '\n' || at[-1] == '\\'); at = end) {
        if ((end = scan_comment(at)) > at || (end = scan_literal(at)) > at) continue;
        end = after_name(at);
        if (end == at) {
            end++;
            continue;
        }
        uint32_t word = number_of(s, at, (size_t)(end - at));
        if (defining && !is_word(at, end, "define")) {
            define(s, item, word);
            defining = false;
        } else {
            vec_push(s->arena, &item->uses, word);
        }
    }
    return at;
}

static const char *read_item(struct shaker *s, const char *at) {
    struct item item = {.at = at};
    int inside = 0;
    bool directive = false;
    do {
        const char *end;
        while ((end = after_blanks(scan_comment(at))) > at) at = end;
        directive = *at == '#';
        at = directive ? read_directive(s, &item, at, &inside) : read_declaration(s, &item, at);
    } while (*at && inside > 0);
    at = *at == '\n' ? at + 1 : at;
    item.end = at;
    if (item.needed || !item.defines) want_item(s, &item);
    vec_push(s->arena, &s->items, item);
    return at;
}

/* Whether this declares a function that is defined before anything calls it. */
static bool is_idle(const struct shaker *s, const struct item *item) {
    if (!item->is_declaration) return false;
    const struct numbers *items = &s->words.at[item->declared].items;
    const struct item *end = &s->items.at[items->at[items->len - 1]];
    if (end->is_declaration) return false;
    for (const struct item *user = item + 1; user < end; user++)
        vec_each (const uint32_t, word, &user->uses)
            if (user->wanted && *word == item->declared) return false;
    return true;
}

void shake(struct arena *a, FILE *out, const char *text) {
    struct shaker *s = arena_new(a, struct shaker);
    s->arena = a;
    intern_init(&s->names, a);
    map_init(&s->numbers, a);
    const char *start = text;
    for (text = after_blanks(text); *text; text = after_blanks(text)) text = read_item(s, text);
    for (size_t i = 0; i < s->wanted.len; i++) {
        struct word word = s->words.at[s->wanted.at[i]];
        vec_each (uint32_t, item, &word.items) want_item(s, &s->items.at[*item]);
    }
    vec_each (struct item, item, &s->items) {
        if (!item->wanted || is_idle(s, item)) continue;
        if (item->at > start + 1 && item->at[-2] == '\n') fputc('\n', out); /* as it was */
        fwrite(item->at, 1, (size_t)(item->end - item->at), out);
    }
}
