/* Two names that a reader takes for one: they differ in capitals alone, in underscores, or in one
 * character that looks like the other. */
#include "lint/names.h"

#include <stdlib.h>
#include <string.h>

/* What looks alike has the same character here: O o 0, l I 1, S 5, Z 2, B 8. */
static char look(char c) {
    static const char *const sets[] = {"oO0", "l1I", "sS5", "zZ2", "bB8"};
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        if (strchr(sets[i], c)) return sets[i][0];
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* The name as it looks at a glance; names that are confusable have the same. */
static const char *glance(struct arena *a, const char *name) {
    char *out = arena_array(a, char, strlen(name) + 1);
    size_t n = 0;
    for (; *name; name++)
        if (*name != '_') out[n++] = look(*name);
    return out;
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }

/* How they differ, or NULL where the glance was too quick. */
static const char *difference(const char *x, const char *y) {
    size_t n = strlen(x), alike = 0, capitals = 0;
    if (n != strlen(y)) return "underscores";
    for (size_t i = 0; i < n; i++) {
        capitals += x[i] != y[i] && lower(x[i]) == lower(y[i]);
        alike += x[i] != y[i] && lower(x[i]) != lower(y[i]);
    }
    if (alike == 0) return "capitals";
    return alike == 1 && capitals == 0 ? "one character that looks like the other" : NULL;
}

struct seen {
    const char *glance;
    struct chosen name;
    size_t order;
};

static int by_glance(const void *a, const void *b) {
    const struct seen *x = a, *y = b;
    int c = strcmp(x->glance, y->glance);
    return c ? c : x->order < y->order ? -1 : x->order > y->order;
}

void lint_confusable_names(struct analysis *l) {
    struct chosen_names all = names_chosen(l);
    struct seen *seen = arena_array(l->arena, struct seen, all.len + 1);
    for (size_t i = 0; i < all.len; i++)
        seen[i] = (struct seen){glance(l->arena, all.at[i].id->name), all.at[i], i};
    qsort(seen, all.len, sizeof *seen, by_glance);
    for (size_t i = 0; i < all.len; i++)
        for (size_t j = i + 1; j < all.len && strcmp(seen[i].glance, seen[j].glance) == 0; j++) {
            const struct chosen *x = &seen[i].name, *y = &seen[j].name;
            bool ours = !x->id->foreign || !y->id->foreign;
            const char *how = x->fact == y->fact && ours && x->id->name != y->id->name
                                  ? difference(x->id->name, y->id->name)
                                  : NULL;
            if (!how) continue;
            if (y->id->foreign) {
                const struct chosen *swap = x;
                x = y;
                y = swap;
            }
            diag_report(l->d, DIAG_CONFUSABLE_NAMES, y->id->at,
                        "%s %s and %s %s differ in nothing but %s: give one another name", y->what,
                        y->id->name, x->what, x->id->name, how);
            diag_note(l->d, x->id->at, "the other one is declared here");
        }
}
