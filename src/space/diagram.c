#include "space/diagram.h"

#include <string.h>

void row_set(uint64_t *row, uint32_t bit)
{
    row[bit / 64] |= UINT64_C(1) << (bit % 64);
}

bool row_has(const uint64_t *row, uint32_t bit)
{
    return row[bit / 64] >> (bit % 64) & 1;
}

uint64_t *version_row(const struct version *v)
{
    return arena_array(v->g->arena, uint64_t, v->words);
}

/* ---- the space as rows ---- */

static void make_rows(struct version *v)
{
    const struct diagrams *g = v->g;
    size_t axes = g->s->axes.len, n = v->bits->list.len;
    v->rows = arena_array(v->g->arena, uint64_t *, axes);
    v->uniform = arena_array(v->g->arena, uint64_t, axes * v->words);
    for (size_t x = 0; x < axes; x++) {
        uint32_t classes = g->s->axes.at[x].classes;
        v->rows[x] = arena_array(v->g->arena, uint64_t, classes * v->words);
        memset(v->rows[x], 0xff, classes * v->words * sizeof(uint64_t));
        memset(v->uniform + x * v->words, 0xff, v->words * sizeof(uint64_t));
    }
    for (uint32_t b = 0; b < n; b++) {
        const struct box *box = &v->bits->list.at[b].box;
        for (uint32_t i = 0; i < box->n_limits; i++) {
            const struct limit *l = &box->limits[i];
            v->uniform[l->axis * v->words + b / 64] &= ~(UINT64_C(1) << (b % 64));
            for (uint32_t c = 0; c < g->s->axes.at[l->axis].classes; c++)
                if (!(l->classes[c / 64] >> (c % 64) & 1))
                    v->rows[l->axis][c * v->words + b / 64] &= ~(UINT64_C(1) << (b % 64));
        }
    }
}

/* Adds to a row what its bits depend on through the steps. */
static void add_tested(const struct version *v, uint64_t *row)
{
    for (size_t i = v->bits->steps.len; i-- > 0;) {
        const struct bit_step *step = &v->bits->steps.at[i];
        bool touches = false;
        vec_each(uint32_t, b, &step->any)
            touches = touches || row_has(row, *b);
        vec_each(uint32_t, b, &step->none)
            touches = touches || row_has(row, *b);
        if (touches)
            vec_each(uint32_t, b, &step->test)
                row_set(row, *b);
    }
}

static void run_steps(const struct version *v, uint64_t *row)
{
    vec_each(struct bit_step, step, &v->bits->steps) {
        bool left = false;
        vec_each(uint32_t, b, &step->test)
            left = left || row_has(row, *b);
        const struct bit_numbers *clear = left ? &step->any : &step->none;
        vec_each(uint32_t, b, clear)
            row[*b / 64] &= ~(UINT64_C(1) << (*b % 64));
    }
}

/* ---- nodes ---- */

static uint64_t mix(uint64_t h, uint64_t x)
{
    h = (h ^ x) * 0x9e3779b97f4a7c15u;
    return h ^ h >> 29;
}

static uint32_t *find_unique(struct diagrams *g, uint32_t axis, const diagram *child)
{
    uint32_t n = g->s->axes.at[axis].classes;
    uint64_t h = axis;
    for (uint32_t c = 0; c < n; c++)
        h = mix(h, child[c]);
    size_t i = (size_t)(h ^ h >> 32) & (g->n_unique - 1);
    for (; g->unique[i]; i = (i + 1) & (g->n_unique - 1)) {
        const struct node *node = &g->nodes.at[g->unique[i] - 1];
        if (node->axis == axis && memcmp(&g->children.at[node->first_child], child, n * sizeof *child) == 0)
            break;
    }
    return &g->unique[i];
}

static void grow_unique(struct diagrams *g)
{
    g->n_unique *= 2;
    g->unique = arena_array(g->arena, uint32_t, g->n_unique);
    for (uint32_t i = 0; i < g->nodes.len; i++)
        *find_unique(g, g->nodes.at[i].axis, &g->children.at[g->nodes.at[i].first_child]) = i + 1;
}

/* The node with these children; their common value where they are alike. */
static diagram make_node(struct diagrams *g, uint32_t axis, const diagram *child)
{
    uint32_t n = g->s->axes.at[axis].classes;
    bool alike = true;
    for (uint32_t c = 1; c < n; c++)
        alike = alike && child[c] == child[0];
    if (alike)
        return child[0];
    uint32_t *slot = find_unique(g, axis, child);
    if (*slot)
        return NODE_BASE + *slot - 1;
    struct node node = {axis, (uint32_t)g->children.len};
    for (uint32_t c = 0; c < n; c++)
        vec_push(g->arena, &g->children, child[c]);
    vec_push(g->arena, &g->nodes, node);
    *slot = (uint32_t)g->nodes.len;
    diagram made = NODE_BASE + (uint32_t)g->nodes.len - 1;
    if (2 * g->nodes.len > g->n_unique)
        grow_unique(g);
    return made;
}

static bool is_node(diagram d)
{
    return d >= NODE_BASE;
}

static const struct node *node_of(const struct diagrams *g, diagram d)
{
    return &g->nodes.at[d - NODE_BASE];
}

static uint32_t axis_of(const struct diagrams *g, diagram d)
{
    return is_node(d) ? node_of(g, d)->axis : UINT32_MAX;
}

/* What every operation counts; past the limit all of them come home at once. */
static bool tired(struct diagrams *g)
{
    if (g->steps++ >= g->max_steps)
        g->gave_up = true;
    return g->gave_up;
}

/* Below `axis`, in class c. */
static diagram below(const struct diagrams *g, diagram d, uint32_t axis, uint32_t c)
{
    return axis_of(g, d) == axis ? g->children.at[node_of(g, d)->first_child + c] : d;
}

/* ---- from boxes ---- */

struct met_slot {
    uint64_t *row; /* NULL: free */
    uint32_t axis;
    diagram region, is;
};

struct building {
    const struct version *v;
    struct diagrams *g;
    const uint64_t *asked;
    struct met_slot *met;
    size_t n_met, used;
    uint64_t *scratch;
};

static struct met_slot *find_met(struct building *q, uint32_t axis, diagram region, const uint64_t *row)
{
    uint64_t h = mix(axis, region);
    for (size_t k = 0; k < q->v->words; k++)
        h = mix(h, row[k]);
    size_t i = (size_t)(h ^ h >> 32) & (q->n_met - 1);
    while (q->met[i].row && (q->met[i].axis != axis || q->met[i].region != region || memcmp(q->met[i].row, row, q->v->words * sizeof *row) != 0))
        i = (i + 1) & (q->n_met - 1);
    return &q->met[i];
}

static void remember(struct building *q, uint32_t axis, diagram region, const uint64_t *row, diagram is)
{
    if (2 * (q->used + 1) > q->n_met) {
        struct met_slot *old = q->met;
        size_t n = q->n_met;
        q->n_met *= 2;
        q->met = arena_array(&q->g->own, struct met_slot, q->n_met);
        for (size_t i = 0; i < n; i++)
            if (old[i].row)
                *find_met(q, old[i].axis, old[i].region, old[i].row) = old[i];
    }
    struct met_slot *slot = find_met(q, axis, region, row);
    slot->region = region;
    slot->row = arena_array(&q->g->own, uint64_t, q->v->words);
    memcpy(slot->row, row, q->v->words * sizeof *row);
    slot->axis = axis;
    slot->is = is;
    q->used++;
}

static bool inside(const uint64_t *a, const uint64_t *b, size_t n)
{
    uint64_t outside = 0;
    for (size_t i = 0; i < n; i++)
        outside |= a[i] & ~b[i];
    return outside == 0;
}

static diagram at_leaf(struct building *q, const uint64_t *row)
{
    uint64_t some = 0;
    memcpy(q->scratch, row, q->v->words * sizeof *row);
    run_steps(q->v, q->scratch);
    for (size_t k = 0; k < q->v->words; k++)
        some |= q->scratch[k] & q->asked[k];
    return some ? YES : NO;
}

/* YES only where the region is. Depth at most the number of axes. */
static diagram build(struct building *q, uint32_t axis, diagram region, const uint64_t *row)
{
    struct diagrams *g = q->g;
    size_t axes = g->s->axes.len;
    if (region == NO)
        return NO;
    while (axis < axes && axis_of(g, region) != axis && inside(row, q->v->uniform + axis * q->v->words, q->v->words))
        axis++;
    if (axis == axes)
        return at_leaf(q, row);
    struct met_slot *met = find_met(q, axis, region, row);
    if (met->row)
        return met->is;
    if (tired(g))
        return NO;
    uint32_t n = g->s->axes.at[axis].classes;
    diagram *child = arena_array(&q->g->own, diagram, n);
    uint64_t *next = arena_array(&q->g->own, uint64_t, q->v->words);
    for (uint32_t c = 0; c < n; c++) {
        for (size_t k = 0; k < q->v->words; k++)
            next[k] = row[k] & q->v->rows[axis][c * q->v->words + k];
        child[c] = build(q, axis + 1, below(g, region, axis, c), next);
    }
    diagram made = make_node(g, axis, child);
    remember(q, axis, region, row, made);
    return made;
}

diagram diagram_bits(const struct version *v, const uint64_t *row, const uint64_t *without)
{
    return diagram_bits_in(v, row, without, YES);
}

diagram diagram_bits_in(const struct version *v, const uint64_t *row, const uint64_t *without, diagram region)
{
    struct diagrams *g = v->g;
    struct building q = {.v = v, .g = g, .asked = row, .n_met = 64};
    q.met = arena_array(&g->own, struct met_slot, q.n_met);
    q.scratch = arena_array(&g->own, uint64_t, v->words);
    uint64_t *start = arena_array(&g->own, uint64_t, v->words);
    memcpy(start, row, v->words * sizeof *row);
    add_tested(v, start);
    for (size_t k = 0; without && k < v->words; k++)
        start[k] &= ~without[k];
    diagram d = build(&q, 0, region, start);
    diagrams_forget(g);
    return d;
}

diagram diagram_of(const struct version *v, const uint64_t *without, bit_picker *pick, void *context)
{
    uint64_t *row = version_row(v);
    bool some = false;
    for (uint32_t b = 0; b < v->bits->list.len; b++) {
        if (!pick(context, &v->bits->list.at[b]))
            continue;
        row_set(row, b);
        some = true;
    }
    return some ? diagram_bits(v, row, without) : (diagram)NO;
}

static bool is_probe(void *context, const struct bit *b)
{
    return b->kind == BIT_PROBE && b->index == *(const uint32_t *)context;
}

diagram diagram_of_probe(const struct version *v, uint32_t probe)
{
    return diagram_of(v, NULL, is_probe, &probe);
}

/* ---- combining ---- */

enum op { OP_AND = 1, OP_OR, OP_BUT, OP_DIFFER, OP_WITHIN, OP_PAIR, OP_SOME, OP_EVERY };

static struct computed *find_computed(struct diagrams *g, uint32_t op, diagram x, diagram y)
{
    uint64_t h = mix(mix(op, x), y);
    return &g->computed[(size_t)(h ^ h >> 32) & (g->n_computed - 1)];
}

static uint32_t pair_terminal(struct diagrams *g, uint32_t x, uint32_t y)
{
    struct computed *c = find_computed(g, OP_PAIR, x, y);
    if (c->op == OP_PAIR && c->x == x && c->y == y)
        return c->is;
    uint32_t i = 0;
    while (i < g->pairs.len && (g->pairs.at[i].x != x || g->pairs.at[i].y != y))
        i++;
    if (i == g->pairs.len)
        vec_push(g->arena, &g->pairs, ((struct terminal_pair){x, y}));
    *c = (struct computed){OP_PAIR, x, y, FIRST_FREE_TERMINAL + i};
    return FIRST_FREE_TERMINAL + i;
}

static diagram of_terminals(struct diagrams *g, enum op op, uint32_t x, uint32_t y)
{
    switch (op) {
    case OP_AND: return x == YES && y == YES ? YES : NO;
    case OP_OR:
    case OP_SOME: return x == YES || y == YES ? YES : NO;
    case OP_BUT: return x == YES && y != YES ? YES : NO;
    case OP_DIFFER: return x != y ? YES : NO;
    case OP_WITHIN: return y == YES ? x : (uint32_t)IMPOSSIBLE;
    case OP_PAIR: return pair_terminal(g, x, y);
    case OP_EVERY: break;
    }
    return IMPOSSIBLE;
}

/* What needs no look at the children. UINT32_MAX: it does. */
static diagram at_once(struct diagrams *g, enum op op, diagram x, diagram y)
{
    if (!is_node(x) && !is_node(y))
        return of_terminals(g, op, x, y);
    switch (op) {
    case OP_AND:
        if (x == NO || y == NO)
            return NO;
        return x == YES || x == y ? y : y == YES ? x : UINT32_MAX;
    case OP_OR:
        if (x == YES || y == YES)
            return YES;
        return x == NO || x == y ? y : y == NO ? x : UINT32_MAX;
    case OP_BUT:
        if (x == NO || y == YES || x == y)
            return NO;
        return y == NO ? x : UINT32_MAX;
    case OP_DIFFER: return x == y ? NO : UINT32_MAX;
    case OP_WITHIN: return y == YES ? x : y == NO ? (uint32_t)IMPOSSIBLE : UINT32_MAX;
    case OP_PAIR:
    case OP_SOME:
    case OP_EVERY: break;
    }
    return UINT32_MAX;
}

/* Depth at most the number of axes. */
static diagram apply(struct diagrams *g, enum op op, diagram x, diagram y)
{
    diagram now = at_once(g, op, x, y);
    if (now != UINT32_MAX)
        return now;
    struct computed *c = find_computed(g, op, x, y);
    if (c->op == op && c->x == x && c->y == y)
        return c->is;
    if (tired(g))
        return NO;
    uint32_t axis = axis_of(g, x) < axis_of(g, y) ? axis_of(g, x) : axis_of(g, y), n = g->s->axes.at[axis].classes;
    size_t mark = g->stack.len;
    for (uint32_t k = 0; k < n; k++) {
        diagram child = apply(g, op, below(g, x, axis, k), below(g, y, axis, k));
        vec_push(g->arena, &g->stack, child);
    }
    diagram made = make_node(g, axis, g->stack.at + mark);
    g->stack.len = mark;
    *find_computed(g, op, x, y) = (struct computed){op, x, y, made};
    return made;
}

diagram diagram_and(struct diagrams *g, diagram x, diagram y)
{
    return x < y ? apply(g, OP_AND, x, y) : apply(g, OP_AND, y, x);
}

diagram diagram_or(struct diagrams *g, diagram x, diagram y)
{
    return x < y ? apply(g, OP_OR, x, y) : apply(g, OP_OR, y, x);
}

diagram diagram_but(struct diagrams *g, diagram x, diagram y)
{
    return apply(g, OP_BUT, x, y);
}

diagram diagram_not(struct diagrams *g, diagram x)
{
    return apply(g, OP_BUT, YES, x);
}

diagram diagram_differ(struct diagrams *g, diagram x, diagram y)
{
    return x < y ? apply(g, OP_DIFFER, x, y) : apply(g, OP_DIFFER, y, x);
}

diagram diagram_within(struct diagrams *g, diagram x, diagram possible)
{
    return apply(g, OP_WITHIN, x, possible);
}

diagram diagram_pair(struct diagrams *g, diagram x, diagram y)
{
    return apply(g, OP_PAIR, x, y);
}

struct terminal_pair diagram_pair_of(const struct diagrams *g, uint32_t terminal)
{
    return g->pairs.at[terminal - FIRST_FREE_TERMINAL];
}

/* The second operand of OP_SOME in the table of what was computed is the axis, as a terminal. */
static diagram some(struct diagrams *g, diagram x, uint32_t axis)
{
    if (axis_of(g, x) > axis)
        return x;
    struct computed *c = find_computed(g, OP_SOME, x, axis);
    if (c->op == OP_SOME && c->x == x && c->y == axis)
        return c->is;
    if (tired(g))
        return NO;
    uint32_t at = axis_of(g, x), n = g->s->axes.at[at].classes;
    diagram made = NO;
    if (at == axis) {
        for (uint32_t k = 0; k < n; k++)
            made = diagram_or(g, made, below(g, x, at, k));
    } else {
        size_t mark = g->stack.len;
        for (uint32_t k = 0; k < n; k++) {
            diagram child = some(g, below(g, x, at, k), axis);
            vec_push(g->arena, &g->stack, child);
        }
        made = make_node(g, at, g->stack.at + mark);
        g->stack.len = mark;
    }
    *find_computed(g, OP_SOME, x, axis) = (struct computed){OP_SOME, x, axis, made};
    return made;
}

diagram diagram_some(struct diagrams *g, diagram x, uint32_t fact)
{
    for (uint32_t axis = g->s->first_axis[fact]; axis < g->s->first_axis[fact + 1]; axis++)
        x = some(g, x, axis);
    return x;
}

/* `op` is this question's own. Depth at most the number of axes. */
static diagram every(struct diagrams *g, uint32_t op, diagram x, uint32_t axis, const uint64_t *classes)
{
    if (axis_of(g, x) > axis)
        return x;
    struct computed *c = find_computed(g, op, x, axis);
    if (c->op == op && c->x == x && c->y == axis)
        return c->is;
    if (tired(g))
        return NO;
    uint32_t at = axis_of(g, x), n = g->s->axes.at[at].classes;
    diagram made = YES;
    if (at == axis) {
        for (uint32_t k = 0; k < n; k++)
            if (classes[k / 64] >> (k % 64) & 1)
                made = diagram_and(g, made, below(g, x, at, k));
    } else {
        size_t mark = g->stack.len;
        for (uint32_t k = 0; k < n; k++) {
            diagram child = every(g, op, below(g, x, at, k), axis, classes);
            vec_push(g->arena, &g->stack, child);
        }
        made = make_node(g, at, g->stack.at + mark);
        g->stack.len = mark;
    }
    *find_computed(g, op, x, axis) = (struct computed){op, x, axis, made};
    return made;
}

diagram diagram_every(struct diagrams *g, diagram x, uint32_t axis, const uint64_t *classes)
{
    return every(g, OP_EVERY + g->questions++, x, axis, classes);
}

diagram diagram_limit(struct diagrams *g, uint32_t axis, const uint64_t *classes)
{
    uint32_t n = g->s->axes.at[axis].classes;
    diagram *child = arena_array(g->arena, diagram, n);
    for (uint32_t c = 0; c < n; c++)
        child[c] = classes[c / 64] >> (c % 64) & 1 ? YES : NO;
    return make_node(g, axis, child);
}

diagram diagram_where(struct diagrams *g, diagram x, uint32_t terminal)
{
    return diagram_not(g, diagram_differ(g, x, terminal));
}

/* ---- a new set ---- */

static void free_own(void *g)
{
    arena_free(&((struct diagrams *)g)->own);
}

void diagrams_forget(struct diagrams *g)
{
    arena_free(&g->own);
}

struct diagrams *diagrams_new(struct space *s, uint64_t max_steps)
{
    struct diagrams *g = arena_new(s->arena, struct diagrams);
    g->s = s;
    g->arena = s->arena;
    arena_init(&g->own, g->arena->on_oom);
    arena_at_free(g->arena, free_own, g);
    g->max_steps = max_steps;
    g->n_unique = 1024;
    g->unique = arena_array(g->arena, uint32_t, g->n_unique);
    g->n_computed = 1 << 16;
    g->computed = arena_array(g->arena, struct computed, g->n_computed);
    return g;
}

static bool is_forbidden(void *context, const struct bit *b)
{
    (void)context;
    return b->kind == BIT_FORBIDDEN;
}

struct version *version_new(struct diagrams *g, const struct bits *bits)
{
    struct version *v = arena_new(g->arena, struct version);
    v->g = g;
    v->bits = bits;
    v->model = bits->rules->model;
    v->words = bits->list.len / 64 + 1;
    make_rows(v);
    v->possible = diagram_not(g, diagram_of(v, NULL, is_forbidden, NULL));
    return v;
}
