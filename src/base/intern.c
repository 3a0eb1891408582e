#include "base/intern.h"

#include <string.h>

struct intern_slot {
    const char *text; /* NULL: free */
    size_t len;
    uint64_t hash;
};

enum { FIRST_SLOTS = 256 }; /* a power of two, as is every later size */

/* FNV-1a, then a mixing step, because the table looks at the low bits only. */
static uint64_t hash_of(const char *text, size_t len) {
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < len; i++) h = (h ^ (unsigned char)text[i]) * 0x100000001b3u;
    h ^= h >> 32;
    h *= 0x9e3779b97f4a7c15u;
    return h ^ h >> 29;
}

static struct intern_slot *slot_for(struct intern_slot *slots, size_t cap, const char *text,
                                    size_t len, uint64_t hash) {
    for (size_t i = (size_t)hash & (cap - 1);; i = (i + 1) & (cap - 1)) {
        struct intern_slot *s = &slots[i];
        if (!s->text || (s->hash == hash && s->len == len && memcmp(s->text, text, len) == 0))
            return s;
    }
}

static void grow(struct intern *in) {
    size_t cap = in->cap ? in->cap * 2 : FIRST_SLOTS;
    struct intern_slot *slots = arena_array(in->arena, struct intern_slot, cap);
    for (size_t i = 0; i < in->cap; i++) {
        const struct intern_slot *old = &in->slots[i];
        if (old->text) *slot_for(slots, cap, old->text, old->len, old->hash) = *old;
    }
    in->slots = slots;
    in->cap = cap;
}

void intern_init(struct intern *in, struct arena *a) { *in = (struct intern){.arena = a}; }

const char *intern(struct intern *in, const char *text, size_t len) {
    if (in->len >= in->cap / 2) grow(in);
    uint64_t hash = hash_of(text, len);
    struct intern_slot *s = slot_for(in->slots, in->cap, text, len, hash);
    if (!s->text) {
        s->len = len;
        s->hash = hash;
        s->text = arena_strndup(in->arena, text,
                                len); /* last: when memory runs out here, the slot is still free */
        in->len++;
    }
    return s->text;
}

const char *intern_find(const struct intern *in, const char *text, size_t len) {
    return in->cap ? slot_for(in->slots, in->cap, text, len, hash_of(text, len))->text : NULL;
}
