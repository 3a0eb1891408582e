#include "base/list.h"

#include <string.h>

const char *list_in_words(struct arena *a, const char *const *items, size_t n, const char *last) {
    size_t room = 1;
    for (size_t i = 0; i < n; i++) room += strlen(list_separator(i, n, last)) + strlen(items[i]);
    char *list = arena_array(a, char, room), *end = list;
    for (size_t i = 0; i < n; i++) {
        end = stpcpy(end, list_separator(i, n, last));
        end = stpcpy(end, items[i]);
    }
    return list;
}
