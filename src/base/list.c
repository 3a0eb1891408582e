#include "base/list.h"

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
    return list_joined(a, items, n, ", ", last);
}
