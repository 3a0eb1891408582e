#include "base/intern.h"

#include <string.h>

/* FNV-1a. */
static uint64_t hash_of(const char *text, size_t len) {
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < len; i++) h = (h ^ (unsigned char)text[i]) * 0x100000001b3u;
    return h;
}

/* The index of the name, or MAP_NONE; *scope and *hash are where it stands in the map, or would.
 * Names of one length that share a hash have a scope each. */
static uint32_t find(const struct intern *in, const char *text, size_t len, uint64_t *scope,
                     uint64_t *hash) {
    *hash = hash_of(text, len);
    for (*scope = len;; *scope += UINT64_C(1) << 32) {
        uint32_t i = map_get(&in->index, *scope, *hash);
        if (i == MAP_NONE || memcmp(in->names.at[i], text, len) == 0) return i;
    }
}

void intern_init(struct intern *in, struct arena *a) {
    *in = (struct intern){0};
    map_init(&in->index, a);
}

const char *intern(struct intern *in, const char *text, size_t len) {
    struct arena *a = in->index.arena;
    uint64_t scope, hash;
    uint32_t i = find(in, text, len, &scope, &hash);
    if (i != MAP_NONE) return in->names.at[i];
    const char *name = arena_strndup(a, text, len);
    vec_push(a, &in->names, name);
    map_add(&in->index, scope, hash, (uint32_t)in->names.len - 1);
    return name;
}

bool intern_new(struct intern *in, const char *text, size_t len) {
    size_t before = in->index.len;
    intern(in, text, len);
    return in->index.len > before;
}

const char *intern_find(const struct intern *in, const char *text, size_t len) {
    uint64_t scope, hash;
    uint32_t i = find(in, text, len, &scope, &hash);
    return i == MAP_NONE ? NULL : in->names.at[i];
}
