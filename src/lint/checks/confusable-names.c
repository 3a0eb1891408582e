/* Two names that a reader takes for one: they differ in capitals alone, in underscores, or in one
 * character that looks like the other. */
#include "lint/lint.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* What looks alike has the same character here: O o 0, l I 1, S 5, Z 2, B 8. */
static char look(char c) {
    static const char *const sets[] = {"oO0", "l1I", "sS5", "zZ2", "bB8"};
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        if (strchr(sets[i], c)) return sets[i][0];
    return (char)tolower((unsigned char)c);
}

/* The name as it looks; names that are confusable look the same. */
static const char *looks(struct arena *a, const char *name) {
    char *out = arena_array(a, char, strlen(name) + 1);
    size_t n = 0;
    for (; *name; name++)
        if (*name != '_') out[n++] = look(*name);
    return out;
}

/* In what two that look the same differ, or NULL where it is too much to be confused. */
static const char *differ_in(const char *x, const char *y) {
    size_t n = strlen(x), alike = 0, capitals = 0;
    if (n != strlen(y)) return "underscores";
    for (size_t i = 0; i < n; i++) {
        capitals += x[i] != y[i] && tolower((unsigned char)x[i]) == tolower((unsigned char)y[i]);
        alike += tolower((unsigned char)x[i]) != tolower((unsigned char)y[i]);
    }
    if (alike == 0) return "capitals";
    return alike == 1 && capitals == 0 ? "one character that looks like the other" : NULL;
}

struct looking {
    const char *looks;
    const struct name *name; /* in the list of all */
};

static int by_looks(const void *a, const void *b) {
    const struct looking *x = a, *y = b;
    int c = strcmp(x->looks, y->looks);
    return c ? c : x->name < y->name ? -1 : x->name > y->name;
}

/* Values of one fact share a space of names, and so does all else. */
static bool same_space(const struct name *x, const struct name *y) {
    if (x->kind != NAME_VALUE && y->kind != NAME_VALUE) return true;
    return x->kind == y->kind && x->index == y->index;
}

static void compare(struct analysis *l, enum diag_code code, const struct name *x,
                    const struct name *y) {
    if (!same_space(x, y) || (x->id->foreign && y->id->foreign) || x->id->name == y->id->name)
        return;
    const char *how = differ_in(x->id->name, y->id->name);
    if (!how) return;
    const struct name *here = y->id->foreign ? x : y, *other = y->id->foreign ? y : x;
    diag_report(l->d, code, here->id->at,
                "%s %s and %s %s differ in nothing but %s: give one another name", here->what,
                here->id->name, other->what, other->id->name, how);
    diag_note(l->d, other->id->at, "the other one is declared here");
}

void lint_confusable_names(struct analysis *l, enum diag_code code) {
    struct names all = lint_names(l);
    struct looking *sorted = arena_array(l->arena, struct looking, all.len + 1);
    size_t n = 0;
    vec_each (struct name, x, &all)
        if (x->kind != NAME_VOCABULARY)
            sorted[n++] = (struct looking){looks(l->arena, x->id->name), x};
    qsort(sorted, n, sizeof *sorted, by_looks);
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n && strcmp(sorted[i].looks, sorted[j].looks) == 0; j++)
            compare(l, code, sorted[i].name, sorted[j].name);
}
