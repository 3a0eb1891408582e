#include "base/map.h"

void map_init(struct map *m, struct arena *a) { *m = (struct map){.arena = a}; }

static struct map_slot *slot_of(struct map_slot *slots, size_t cap, uint64_t scope, uint64_t key) {
    uint64_t h = (key ^ scope * 0x9e3779b97f4a7c15u) * 0xff51afd7ed558ccdu;
    h ^= h >> 32;
    for (size_t i = (size_t)h & (cap - 1);; i = (i + 1) & (cap - 1))
        if (!slots[i].value || (slots[i].scope == scope && slots[i].key == key)) return &slots[i];
}

static void grow(struct map *m) {
    size_t cap = m->cap ? m->cap * 2 : 64;
    struct map_slot *slots = arena_array(m->arena, struct map_slot, cap);
    for (size_t i = 0; i < m->cap; i++)
        if (m->slots[i].value)
            *slot_of(slots, cap, m->slots[i].scope, m->slots[i].key) = m->slots[i];
    m->slots = slots;
    m->cap = cap;
}

uint32_t map_get(const struct map *m, uint64_t scope, uint64_t key) {
    if (!m->cap) return MAP_NONE;
    return slot_of(m->slots, m->cap, scope, key)->value - 1; /* 0 wraps round to MAP_NONE */
}

uint32_t map_add(struct map *m, uint64_t scope, uint64_t key, uint32_t value) {
    if (m->len >= m->cap / 2) grow(m);
    struct map_slot *slot = slot_of(m->slots, m->cap, scope, key);
    if (slot->value) return slot->value - 1;
    *slot = (struct map_slot){.scope = scope, .key = key, .value = value + 1};
    m->len++;
    return value;
}
