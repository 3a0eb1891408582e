#include "base/list.h"

#include <stdlib.h>
#include <string.h>

const char *list_joined(struct arena *a, const char *const *items, size_t n, const char *between,
                        const char *last) {
    size_t longest = strlen(between) > strlen(last) ? strlen(between) : strlen(last), room = 1;
    for (size_t i = 0; i < n; i++) room += longest + strlen(items[i]);
    char *list = arena_array(a, char, room), *end = list;
    for (size_t i = 0; i < n; i++) {
        end = stpcpy(end, i == 0 ? "" : i + 1 < n ? between : last);
        end = stpcpy(end, items[i]);
    }
    return list;
}

const char *list_in_words(struct arena *a, const char *const *items, size_t n, const char *last) {
    for (size_t i = 0; i < n && n > 1; i++) last = list_last(last, items[i]);
    return list_joined(a, items, n, last[0] == ';' ? "; " : ", ", last);
}

static int by_text(const void *x, const void *y) {
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

void list_sort(const char **items, size_t n) {
    if (n > 0) qsort(items, n, sizeof *items, by_text);
}
