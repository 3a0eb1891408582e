/*
 * The text of a policy, edited as its author would: a part of a condition, a statement or a duty of
 * one taken out, words put in.
 */
#ifndef TESTS_PROPS_EDITS_H
#define TESTS_PROPS_EDITS_H

#include "tests/props/lint_harness.h"

#include <ctype.h>

/* The text with the bytes [from, to) replaced. */
static inline const char *replaced(struct feasible *w, const char *text, size_t from, size_t to,
                                   const char *words) {
    return arena_printf(&w->c.arena, "%.*s%s%s", (int)from, text, words, text + to);
}

static inline size_t back(const char *text, size_t at) {
    while (at > 0 && isspace((unsigned char)text[at - 1])) at--;
    return at;
}

static inline size_t on(const char *text, size_t at) { return at + strspn(text + at, " \n"); }

static inline bool is_name(char c) { return isalnum((unsigned char)c) || c == '_'; }

/* Where the word begins that ends here. */
static inline size_t word_before(const char *text, size_t at) {
    while (at > 0 && is_name(text[at - 1])) at--;
    return at;
}

static inline bool is_word(const char *text, size_t from, size_t to, const char *word) {
    return to - from == strlen(word) && strncmp(text + from, word, to - from) == 0;
}

static inline bool joins(const char *text, size_t from, size_t to) {
    return is_word(text, from, to, "and") || is_word(text, from, to, "or") ||
           is_word(text, from, to, ",");
}

/* Takes out a part of a condition, with what joins it to the rest: the word before it, be that
 * `when` or `and`, or, of the first of a list, the one behind. */
static inline const char *without_part(struct feasible *w, const char *text, size_t from,
                                       size_t to) {
    static const char *const clauses[] = {"for ", "with ", "from ", "until "};
    for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++)
        if (strncmp(text + from, clauses[i], strlen(clauses[i])) == 0)
            return replaced(w, text, from, to, "");
    for (;;) {
        size_t before = back(text, from), behind = on(text, to);
        if (text[before - 1] == '(' && text[behind] == ')' &&
            !is_word(text, word_before(text, back(text, before - 1)), back(text, before - 1),
                     "of")) {
            from = before - 1;
            to = behind + 1;
            continue;
        }
        size_t begin = text[before - 1] == ',' ? before - 1 : word_before(text, before),
               end = behind;
        if (is_word(text, begin, before, "not")) {
            from = begin;
            continue;
        }
        end = text[behind] == ',' ? behind + 1 : behind;
        while (is_name(text[end])) end++;
        bool first = text[before - 1] == '(' || !joins(text, begin, before) ||
                     (text[before - 1] == ',' && joins(text, behind, end) && text[behind] != ',');
        if (first && joins(text, behind, end)) return replaced(w, text, from, end, "");
        return replaced(w, text, begin, to, "");
    }
}

/* The number of the list in which that stands, less one. */
static inline const char *one_less(struct feasible *w, const char *text, size_t at) {
    int depth = 0;
    for (; at > 0; at--) {
        size_t of = back(text, at - 1), number = back(text, of - 2);
        depth += text[at - 1] == ')' ? 1 : text[at - 1] == '(' ? -1 : 0;
        if (depth >= 0 || text[at - 1] != '(') continue;
        depth = 0;
        if (!is_word(text, word_before(text, of), of, "of")) continue;
        char less[2] = {(char)(text[number - 1] - 1)};
        return replaced(w, text, number - 1, number, less);
    }
    return text;
}

/* Where the list of names ends that begins there. */
static inline size_t list_end(const char *text, size_t at) {
    for (;;) {
        while (is_name(text[at])) at++;
        if (text[on(text, at)] != ',') return at;
        at = on(text, on(text, at) + 1);
    }
}

static inline bool names_word(const char *text, const char *word) {
    size_t n = strlen(word);
    for (const char *at = text; (at = strstr(at, word)); at++)
        if ((at == text || !is_name(at[-1])) && !is_name(at[n])) return true;
    return false;
}

/* The text without a rule's statement; where it is one of duties, without those that are `told`. */
static inline const char *without_statement(struct feasible *w, const char *text,
                                            const struct rule *r, const char *told) {
    const char *kept = "";
    size_t word = strncmp(text + r->at.from, "only", 4) == 0 ? strlen("only after") : 4,
           from = on(text, r->at.from + word), at = from, end = list_end(text, from);
    for (; r->kind == STATEMENT_DUTY && at < end; at += strspn(text + at, ", \n")) {
        size_t to = at;
        while (is_name(text[to])) to++;
        const char *name = arena_printf(&w->c.arena, "%.*s", (int)(to - at), text + at);
        if (!names_word(told, name))
            kept = arena_printf(&w->c.arena, "%s%s%s", kept, *kept ? ", " : "", name);
        at = to;
    }
    return *kept ? replaced(w, text, from, end, kept)
                 : replaced(w, text, r->at.from, r->at.to, " ");
}

/* What stands between these backquotes. */
static inline const char *quoted(struct feasible *w, const char *from) {
    return arena_printf(&w->c.arena, "%.*s", (int)strcspn(from + 1, "`"), from + 1);
}

#endif
