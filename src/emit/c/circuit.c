#include "emit/c/circuit.h"

void circuit_init(struct circuit *c, struct arena *a) {
    *c = (struct circuit){.arena = a, .n_table = 1024};
    c->table = arena_array(a, uint32_t, c->n_table);
    vec_push(a, &c->gates, ((struct gate_node){GATE_CONSTANT, 0, 0}));
    vec_push(a, &c->gates, ((struct gate_node){GATE_CONSTANT, 1, 0}));
}

static uint32_t *find(struct circuit *c, struct gate_node g) {
    uint64_t h = (((uint64_t)g.x << 32 | g.y) * 8 + (uint64_t)g.kind) * 0x9e3779b97f4a7c15u;
    size_t i = (size_t)(h >> 40) & (c->n_table - 1);
    for (; c->table[i]; i = (i + 1) & (c->n_table - 1)) {
        const struct gate_node *is = &c->gates.at[c->table[i] - 1];
        if (is->kind == g.kind && is->x == g.x && is->y == g.y) break;
    }
    return &c->table[i];
}

static gate make(struct circuit *c, enum gate_kind kind, gate x, gate y) {
    struct gate_node g = {kind, x, y};
    uint32_t *slot = find(c, g);
    if (*slot) return *slot - 1;
    vec_push(c->arena, &c->gates, g);
    *slot = (uint32_t)c->gates.len;
    if (2 * c->gates.len > c->n_table) {
        c->n_table *= 2;
        c->table = arena_array(c->arena, uint32_t, c->n_table);
        for (uint32_t i = 2; i < c->gates.len; i++) *find(c, c->gates.at[i]) = i + 1;
    }
    return (gate)c->gates.len - 1;
}

static bool is_not(const struct circuit *c, gate x) { return c->gates.at[x].kind == GATE_NOT; }

static gate gate_plane(struct circuit *c, uint32_t number) {
    return make(c, GATE_PLANE, number, 0);
}

gate gate_not(struct circuit *c, gate x) {
    if (x <= GATE_YES) return GATE_YES - x;
    return is_not(c, x) ? c->gates.at[x].x : make(c, GATE_NOT, x, 0);
}

gate gate_and(struct circuit *c, gate x, gate y) {
    if (x > y) return gate_and(c, y, x);
    if (x == GATE_NO || x == y) return x;
    if (x == GATE_YES) return y;
    if (is_not(c, y)) return gate_but(c, x, c->gates.at[y].x);
    return is_not(c, x) ? gate_but(c, y, c->gates.at[x].x) : make(c, GATE_AND, x, y);
}

gate gate_or(struct circuit *c, gate x, gate y) {
    if (x > y) return gate_or(c, y, x);
    if (x == GATE_YES || x == y) return x;
    return x == GATE_NO ? y : make(c, GATE_OR, x, y);
}

gate gate_but(struct circuit *c, gate x, gate y) {
    if (x == GATE_NO || y == GATE_YES || x == y) return GATE_NO;
    if (y == GATE_NO) return x;
    if (x == GATE_YES) return gate_not(c, y);
    return is_not(c, y) ? gate_and(c, x, c->gates.at[y].x) : make(c, GATE_BUT, x, y);
}

/* `high` where x, else `low`. */
static gate choose(struct circuit *c, gate x, gate high, gate low) {
    if (high == low) return high;
    if (high == GATE_YES) return gate_or(c, x, low);
    if (low == GATE_YES) return gate_or(c, gate_not(c, x), high);
    if (gate_not(c, high) == low) return make(c, GATE_XOR, x, low);
    return gate_or(c, gate_and(c, x, high), gate_but(c, low, x));
}

gate gate_among(struct circuit *c, uint32_t first, uint32_t n, const uint8_t *wanted) {
    size_t half = ((size_t)1 << n) / 2;
    bool some[2] = {false, false}, alike = true;
    for (size_t i = 0; i < (size_t)1 << n; i++)
        if (wanted[i] < 2) some[wanted[i]] = true;
    if (!some[0] || !some[1]) return some[1] ? GATE_YES : GATE_NO;
    uint8_t *both = arena_array(c->arena, uint8_t, half);
    for (size_t i = 0; i < half; i++) {
        alike = alike && (wanted[i] == wanted[half + i] || wanted[i] == 2 || wanted[half + i] == 2);
        both[i] = wanted[i] == 2 ? wanted[half + i] : wanted[i];
    }
    if (alike) return gate_among(c, first, n - 1, both);
    gate high = gate_among(c, first, n - 1, wanted + half),
         low = gate_among(c, first, n - 1, wanted);
    return choose(c, gate_plane(c, first + n - 1), high, low);
}
