#include "emit/c/identifiers.h"

#include "emit/c/scan.h"
#include "emit/emit.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- what is taken ---- */

static bool is_taken(const struct intern *taken, const char *name) {
    return intern_find(taken, name, strlen(name)) != NULL;
}

/* ---- marks ---- */

#define AUTHOR_MARK "\2"
enum { MARK_END = '\3' };
#define NONE SIZE_MAX

struct author_name {
    enum scope scope;
    const char *wanted; /* behind the prefix, in the file; in MEMBERS all of it, or behind that of
                           `beside` */
    size_t beside;      /* another name, or NONE */
    bool macro;
    const char *given; /* NULL until settled */
};

static char *cleaned(struct arena *a, const char *text, size_t n) {
    char *name = arena_strndup(a, text, n);
    for (char *c = name; *c; c++)
        if (*c == PREFIX_MARK[0] || (!scan_is_letter(*c) && !scan_is_digit(*c))) *c = '_';
    return name;
}

const char *emit_prefix(struct arena *a, const char *path) {
    const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    const char *dot = strrchr(name, '.');
    char *clean = cleaned(a, name, dot && dot != name ? (size_t)(dot - name) : strlen(name));
    return scan_is_letter(*clean) && *clean != '_' ? clean : arena_printf(a, "policy_%s", clean);
}

void identifiers_init(struct identifiers *ids, struct arena *a, const char *prefix) {
    *ids = (struct identifiers){.arena = a, .prefix = prefix};
    for (int scope = 0; scope < 2; scope++) intern_init(&ids->taken[scope], a);
}

static const char *mark(struct identifiers *ids, struct author_name name) {
    vec_push(ids->arena, &ids->names, name);
    return arena_printf(ids->arena, AUTHOR_MARK "%zu%c", ids->names.len - 1, MARK_END);
}

static size_t number_of(const char *mark) { return (size_t)strtoul(mark + 1, NULL, 10); }

const char *identifier(struct identifiers *ids, const char *a, const char *b) {
    const char *text = b ? arena_printf(ids->arena, "%s_%s", a, b) : a;
    return mark(ids, (struct author_name){.scope = SCOPE_FILE,
                                          .wanted = cleaned(ids->arena, text, strlen(text)),
                                          .beside = NONE});
}

const char *member(struct identifiers *ids, const char *name) {
    return mark(ids, (struct author_name){.scope = SCOPE_MEMBERS, .wanted = name, .beside = NONE});
}

const char *member_beside(struct identifiers *ids, const char *of, const char *rest) {
    return mark(
        ids, (struct author_name){.scope = SCOPE_MEMBERS, .wanted = rest, .beside = number_of(of)});
}

const char *identifiers_later(struct identifiers *ids) {
    return mark(ids, (struct author_name){.scope = SCOPE_NONE, .given = ""});
}

void identifiers_set(struct identifiers *ids, const char *later, const char *text) {
    ids->names.at[number_of(later)].given = text;
}

/* ---- reading texts ---- */

struct reader {
    struct identifiers *ids;
    struct own_names VEC(const char *) own, own_macros; /* with the mark of the prefix */
    bool defines;                                       /* the word before was `define` */
};

static void read_word(struct reader *r, const char *word, size_t n) {
    struct arena *a = r->ids->arena;
    bool macro = r->defines;
    r->defines = n == 6 && strncmp(word, "define", n) == 0;
    if (memchr(word, PREFIX_MARK[0], n)) {
        const char *name = arena_strndup(a, word, n);
        vec_push(a, &r->own, name);
        if (macro) vec_push(a, &r->own_macros, name);
        return;
    }
    intern_new(&r->ids->taken[SCOPE_FILE], word, n);
    if (macro) intern_new(&r->ids->taken[SCOPE_MEMBERS], word, n);
}

static void read_text(struct reader *r, const char *at) {
    for (const char *end; *at; at = end) {
        if ((end = scan_comment(at)) > at || (end = scan_literal(at)) > at) continue;
        if (*at == AUTHOR_MARK[0]) {
            struct author_name *name = &r->ids->names.at[number_of(at)];
            name->macro = name->macro || r->defines;
            r->defines = false;
            end = strchr(at, MARK_END) + 1;
        } else if ((end = scan_word(at)) > at) {
            if (!scan_is_digit(*at)) read_word(r, at, (size_t)(end - at));
        } else {
            end = at + 1;
        }
    }
}

/* ---- giving names ---- */

/* A name of ours with the prefix in it. */
static char *own_name(struct arena *a, const char *name, const char *prefix) {
    const char *at = strchr(name, PREFIX_MARK[0]);
    return arena_printf(a, "%.*s%s%s", (int)(at - name), name, prefix, at + 1);
}

/* With it no name of ours is one of those without it, or another one of ours. */
static bool is_good_prefix(const struct reader *r, const char *prefix) {
    struct arena *a = r->ids->arena;
    struct intern marked, named;
    intern_init(&marked, a);
    intern_init(&named, a);
    vec_each (const char *, own, &r->own) {
        const char *name = own_name(a, *own, prefix);
        if (!intern_new(&marked, *own, strlen(*own))) continue;
        if (is_taken(&r->ids->taken[SCOPE_FILE], name) || !intern_new(&named, name, strlen(name)))
            return false;
    }
    return true;
}

static void take_own(const struct reader *r, const struct own_names *own, enum scope scope) {
    vec_each (const char *, name, own) {
        const char *full = own_name(r->ids->arena, *name, r->ids->prefix);
        intern_new(&r->ids->taken[scope], full, strlen(full));
    }
}

static char *asked_for(const struct identifiers *ids, const struct author_name *name) {
    if (name->scope == SCOPE_FILE)
        return arena_printf(ids->arena, "%s_%s", ids->prefix, name->wanted);
    if (name->beside != NONE)
        return arena_printf(ids->arena, "%s_%s", ids->names.at[name->beside].given, name->wanted);
    return arena_strndup(ids->arena, name->wanted, strlen(name->wanted));
}

/* Those who can have what they ask for are served first. */
static void give(struct identifiers *ids, enum scope scope, bool beside) {
    struct intern *taken = &ids->taken[scope];
    for (int turn = 0; turn < 2; turn++)
        vec_each (struct author_name, name, &ids->names) {
            if (name->scope != scope || (name->beside != NONE) != beside || name->given) continue;
            const char *asked = asked_for(ids, name);
            while (turn > 0 && is_taken(taken, asked))
                asked = arena_printf(ids->arena, "%s_", asked);
            if (intern_new(taken, asked, strlen(asked))) name->given = asked;
        }
}

static void take_reserved(struct identifiers *ids) {
    for (const char *word = reserved_words; *(word += strspn(word, " "));) {
        size_t n = strcspn(word, " ");
        intern_new(&ids->taken[SCOPE_FILE], word, n);
        intern_new(&ids->taken[SCOPE_MEMBERS], word, n);
        word += n;
    }
}

void identifiers_settle(struct identifiers *ids, const char *const *texts, size_t n) {
    struct reader r = {.ids = ids};
    take_reserved(ids);
    for (size_t i = 0; i < n; i++) read_text(&r, texts[i]);
    while (!is_good_prefix(&r, ids->prefix))
        ids->prefix = arena_printf(ids->arena, "policy_%s", ids->prefix);
    take_own(&r, &r.own, SCOPE_FILE);
    take_own(&r, &r.own_macros, SCOPE_MEMBERS);
    give(ids, SCOPE_FILE, false);
    vec_each (struct author_name, name, &ids->names)
        if (name->macro) intern_new(&ids->taken[SCOPE_MEMBERS], name->given, strlen(name->given));
    give(ids, SCOPE_MEMBERS, false);
    give(ids, SCOPE_MEMBERS, true);
}

/* The next piece of a text, with names for marks; NULL: there is no more. */
static const char *next_piece(const struct identifiers *ids, const char **at, size_t *n) {
    const char *piece = *at;
    *n = strcspn(piece, PREFIX_MARK AUTHOR_MARK);
    *at += *n;
    if (*n > 0 || !*piece) return *piece ? piece : NULL;
    const char *name =
        *piece == PREFIX_MARK[0] ? ids->prefix : ids->names.at[number_of(piece)].given;
    *at = *piece == PREFIX_MARK[0] ? piece + 1 : strchr(piece, MARK_END) + 1;
    *n = strlen(name);
    return name;
}

void identifiers_print(const struct identifiers *ids, const char *at, FILE *out) {
    const char *piece;
    size_t n;
    while ((piece = next_piece(ids, &at, &n))) fwrite(piece, 1, n, out);
}

uint64_t identifiers_digest(const struct identifiers *ids, const char *at) {
    const char *piece;
    uint64_t h = UINT64_C(14695981039346656037);
    size_t n;
    while ((piece = next_piece(ids, &at, &n)))
        for (size_t k = 0; k < n; k++) h = (h ^ (unsigned char)piece[k]) * UINT64_C(1099511628211);
    return h;
}
