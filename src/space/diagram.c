#include "space/diagram_private.h"
#include "space/order.h"

#include <string.h>

/* A set of diagrams whose nodes need more memory than this gives up, and one where all that there
 * is needs more; what grows leaves behind about as much as it takes. The table of what was computed
 * before has at most so many entries. */
#define MOST_BYTES ((size_t)120 << 20)
#define MOST_BYTES_OF_ALL ((size_t)600 << 20)
enum { FIRST_COMPUTED = 1 << 16, MOST_COMPUTED = 1 << 22 };

/* ---- nodes ---- */

static uint32_t *find_unique(struct diagrams *g, uint32_t axis, const diagram *child) {
    uint32_t n = g->s->axes.at[axis].classes;
    uint64_t h = axis;
    for (uint32_t c = 0; c < n; c++) h = mix(h, child[c]);
    size_t i = (size_t)(h ^ h >> 32) & (g->n_unique - 1);
    for (; g->unique[i]; i = (i + 1) & (g->n_unique - 1)) {
        const struct node *node = &g->nodes.at[g->unique[i] - 1];
        if (node->axis == axis &&
            memcmp(&g->children.at[node->first_child], child, n * sizeof *child) == 0)
            break;
    }
    return &g->unique[i];
}

static void grow_unique(struct diagrams *g) {
    g->n_unique *= 2;
    g->unique = arena_array(g->arena, uint32_t, g->n_unique);
    for (uint32_t i = 0; i < g->nodes.len; i++)
        *find_unique(g, g->nodes.at[i].axis, &g->children.at[g->nodes.at[i].first_child]) = i + 1;
}

diagram diagrams_node(struct diagrams *g, uint32_t axis, const diagram *child) {
    uint32_t n = g->s->axes.at[axis].classes;
    bool alike = true;
    for (uint32_t c = 1; c < n; c++) alike = alike && child[c] == child[0];
    if (alike) return child[0];
    uint32_t *slot = find_unique(g, axis, child);
    if (*slot) return NODE_BASE + *slot - 1;
    struct node node = {axis, (uint32_t)g->children.len};
    for (uint32_t c = 0; c < n; c++) vec_push(g->arena, &g->children, child[c]);
    vec_push(g->arena, &g->nodes, node);
    *slot = (uint32_t)g->nodes.len;
    diagram made = NODE_BASE + (uint32_t)g->nodes.len - 1;
    if (2 * g->nodes.len > g->n_unique) grow_unique(g);
    return made;
}

bool diagrams_full(const struct diagrams *g) {
    return g->own.total + g->nodes.len * sizeof *g->nodes.at +
                   g->children.len * sizeof *g->children.at >
               MOST_BYTES ||
           g->own.total + g->arena->total > MOST_BYTES_OF_ALL;
}

/* The newest first, so that the table is again what it was before they came. */
void diagrams_drop(struct diagrams *g, size_t kept) {
    if (g->nodes.len == kept) return;
    while (g->nodes.len > kept) {
        struct node node = g->nodes.at[g->nodes.len - 1];
        *find_unique(g, node.axis, &g->children.at[node.first_child]) = 0;
        g->nodes.len--;
        g->children.len = node.first_child;
    }
    diagram end = NODE_BASE + (diagram)kept;
    for (size_t i = 0; i < g->n_computed; i++) {
        struct computed *c = &g->computed[i];
        if (c->x >= end || c->y >= end || c->is >= end) c->op = 0;
    }
}

const char *why_text(enum why why) {
    static const char *const texts[WHYS] = {
        [WHY_KINDS] = "too many kinds of situation to go over",
        [WHY_RULES] = "so many rules and conditions that there was no time for each of them",
        [WHY_MEMORY] = "so many kinds of situation that they take too much memory",
        [WHY_WORK] = "so much to go over that all of it together takes too long"};
    return texts[why];
}

void diagrams_give_up(struct diagrams *g, enum why why) {
    if (!g->gave_up) g->why = why;
    g->gave_up = true;
}

static void count(struct diagrams *g, uint64_t steps, enum why past) {
    g->steps += steps;
    if (g->work) g->work->left = g->work->left > steps ? g->work->left - steps : 0;
    if (g->work && g->work->left == 0)
        diagrams_give_up(g, WHY_WORK);
    else if (diagrams_full(g))
        diagrams_give_up(g, WHY_MEMORY);
    else if (g->steps > g->stop_at)
        diagrams_give_up(g, past);
}

void diagrams_work(struct diagrams *g, uint64_t steps) { count(g, steps, WHY_RULES); }

enum { LOOKS_A_STEP = 4 };

void diagrams_look(struct diagrams *g, uint64_t cubes) {
    uint64_t steps = cubes / LOOKS_A_STEP;
    g->looks += cubes;
    if (g->work) g->work->left = g->work->left > steps ? g->work->left - steps : 0;
}

bool diagrams_tired(struct diagrams *g, uint32_t axis) {
    count(g, g->s->axes.at[axis].classes, WHY_KINDS);
    return g->gave_up;
}

void diagrams_ask(struct diagrams *g, uint64_t steps) {
    uint64_t left = g->steps < g->max_steps ? g->max_steps - g->steps : 0;
    g->stop_at = g->steps + (steps < left ? steps : left);
    g->gave_up = false;
    if (left == 0) diagrams_give_up(g, WHY_RULES);
    diagrams_work(g, 0);
}

/* ---- combining ---- */

enum op { OP_AND = 1, OP_OR, OP_BUT, OP_DIFFER, OP_WITHIN, OP_PAIR, OP_SOME, OP_EVERY };

static struct computed *find_computed(struct diagrams *g, uint32_t op, diagram x, diagram y) {
    uint64_t h = mix(mix(op, x), y);
    return &g->computed[(size_t)(h ^ h >> 32) & (g->n_computed - 1)];
}

/* The table grows with the nodes, so that little of what is still needed is lost; what tired
 * operations bring is not worth remembering. */
static void remember(struct diagrams *g, struct computed c) {
    if (g->gave_up) return;
    if (g->nodes.len > g->n_computed && g->n_computed < MOST_COMPUTED) {
        struct computed *old = g->computed;
        size_t n = g->n_computed;
        g->n_computed *= 4;
        g->computed = arena_array(g->arena, struct computed, g->n_computed);
        for (size_t i = 0; i < n; i++) *find_computed(g, old[i].op, old[i].x, old[i].y) = old[i];
    }
    *find_computed(g, c.op, c.x, c.y) = c;
}

static uint32_t pair_terminal(struct diagrams *g, uint32_t x, uint32_t y) {
    struct computed *c = find_computed(g, OP_PAIR, x, y);
    if (c->op == OP_PAIR && c->x == x && c->y == y) return c->is;
    uint32_t i = 0;
    while (i < g->pairs.len && (g->pairs.at[i].x != x || g->pairs.at[i].y != y)) i++;
    if (i == g->pairs.len) vec_push(g->arena, &g->pairs, ((struct terminal_pair){x, y}));
    *c = (struct computed){OP_PAIR, x, y, FIRST_FREE_TERMINAL + i};
    return FIRST_FREE_TERMINAL + i;
}

static diagram of_terminals(struct diagrams *g, enum op op, uint32_t x, uint32_t y) {
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
static diagram at_once(struct diagrams *g, enum op op, diagram x, diagram y) {
    if (!is_node(x) && !is_node(y)) return of_terminals(g, op, x, y);
    switch (op) {
    case OP_AND:
        if (x == NO || y == NO) return NO;
        return x == YES || x == y ? y : y == YES ? x : UINT32_MAX;
    case OP_OR:
        if (x == YES || y == YES) return YES;
        return x == NO || x == y ? y : y == NO ? x : UINT32_MAX;
    case OP_BUT:
        if (x == NO || y == YES || x == y) return NO;
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
static diagram apply(struct diagrams *g, enum op op, diagram x, diagram y) {
    diagram now = at_once(g, op, x, y);
    if (now != UINT32_MAX) return now;
    struct computed *c = find_computed(g, op, x, y);
    if (c->op == op && c->x == x && c->y == y) return c->is;
    uint32_t axis = g->at_rank[rank_of(g, x) < rank_of(g, y) ? rank_of(g, x) : rank_of(g, y)],
             n = g->s->axes.at[axis].classes;
    if (diagrams_tired(g, axis)) return NO;
    size_t mark = g->stack.len;
    for (uint32_t k = 0; k < n; k++) {
        diagram child = apply(g, op, below(g, x, axis, k), below(g, y, axis, k));
        vec_push(g->arena, &g->stack, child);
    }
    diagram made = diagrams_node(g, axis, g->stack.at + mark);
    g->stack.len = mark;
    remember(g, (struct computed){op, x, y, made});
    return made;
}

diagram diagram_and(struct diagrams *g, diagram x, diagram y) {
    g->asked++;
    return x < y ? apply(g, OP_AND, x, y) : apply(g, OP_AND, y, x);
}

diagram diagram_or(struct diagrams *g, diagram x, diagram y) {
    g->asked++;
    return x < y ? apply(g, OP_OR, x, y) : apply(g, OP_OR, y, x);
}

diagram diagram_but(struct diagrams *g, diagram x, diagram y) {
    g->asked++;
    return apply(g, OP_BUT, x, y);
}

diagram diagram_not(struct diagrams *g, diagram x) {
    g->asked++;
    return apply(g, OP_BUT, YES, x);
}

diagram diagram_differ(struct diagrams *g, diagram x, diagram y) {
    g->asked++;
    return x < y ? apply(g, OP_DIFFER, x, y) : apply(g, OP_DIFFER, y, x);
}

diagram diagram_within(struct diagrams *g, diagram x, diagram possible) {
    g->asked++;
    return apply(g, OP_WITHIN, x, possible);
}

diagram diagram_pair(struct diagrams *g, diagram x, diagram y) {
    g->asked++;
    return apply(g, OP_PAIR, x, y);
}

struct terminal_pair diagram_pair_of(const struct diagrams *g, uint32_t terminal) {
    return g->pairs.at[terminal - FIRST_FREE_TERMINAL];
}

/* The second operand of OP_SOME in the table of what was computed is the axis, as a terminal. */
static diagram some(struct diagrams *g, diagram x, uint32_t axis) {
    if (!is_node(x) || rank_of(g, x) > g->rank[axis]) return x;
    struct computed *c = find_computed(g, OP_SOME, x, axis);
    if (c->op == OP_SOME && c->x == x && c->y == axis) return c->is;
    uint32_t at = node_of(g, x)->axis, n = g->s->axes.at[at].classes;
    if (diagrams_tired(g, at)) return NO;
    diagram made = NO;
    if (at == axis) {
        for (uint32_t k = 0; k < n; k++) made = diagram_or(g, made, below(g, x, at, k));
    } else {
        size_t mark = g->stack.len;
        for (uint32_t k = 0; k < n; k++) {
            diagram child = some(g, below(g, x, at, k), axis);
            vec_push(g->arena, &g->stack, child);
        }
        made = diagrams_node(g, at, g->stack.at + mark);
        g->stack.len = mark;
    }
    remember(g, (struct computed){OP_SOME, x, axis, made});
    return made;
}

diagram diagram_some(struct diagrams *g, diagram x, uint32_t fact) {
    g->asked++;
    for (uint32_t axis = g->s->first_axis[fact]; axis < g->s->first_axis[fact + 1]; axis++)
        x = some(g, x, axis);
    return x;
}

/* `op` is this question's own. Depth at most the number of axes. */
static diagram every(struct diagrams *g, uint32_t op, diagram x, uint32_t axis,
                     const uint64_t *classes) {
    if (!is_node(x) || rank_of(g, x) > g->rank[axis]) return x;
    struct computed *c = find_computed(g, op, x, axis);
    if (c->op == op && c->x == x && c->y == axis) return c->is;
    uint32_t at = node_of(g, x)->axis, n = g->s->axes.at[at].classes;
    if (diagrams_tired(g, at)) return NO;
    diagram made = YES;
    if (at == axis) {
        for (uint32_t k = 0; k < n; k++)
            if (classes[k / 64] >> (k % 64) & 1) made = diagram_and(g, made, below(g, x, at, k));
    } else {
        size_t mark = g->stack.len;
        for (uint32_t k = 0; k < n; k++) {
            diagram child = every(g, op, below(g, x, at, k), axis, classes);
            vec_push(g->arena, &g->stack, child);
        }
        made = diagrams_node(g, at, g->stack.at + mark);
        g->stack.len = mark;
    }
    remember(g, (struct computed){op, x, axis, made});
    return made;
}

diagram diagram_every(struct diagrams *g, diagram x, uint32_t axis, const uint64_t *classes) {
    g->asked++;
    return every(g, OP_EVERY + g->questions++, x, axis, classes);
}

diagram diagram_limit(struct diagrams *g, uint32_t axis, const uint64_t *classes) {
    uint32_t n = g->s->axes.at[axis].classes;
    diagram *child = arena_array(g->arena, diagram, n);
    for (uint32_t c = 0; c < n; c++) child[c] = classes[c / 64] >> (c % 64) & 1 ? YES : NO;
    return diagrams_node(g, axis, child);
}

diagram diagram_where(struct diagrams *g, diagram x, uint32_t terminal) {
    return diagram_not(g, diagram_differ(g, x, terminal));
}

/* ---- a new set ---- */

static void free_own(void *g) { arena_free(&((struct diagrams *)g)->own); }

void diagrams_forget(struct diagrams *g) { arena_free(&g->own); }

struct diagrams *diagrams_new(struct space *s, uint64_t max_steps) {
    struct diagrams *g = arena_new(s->arena, struct diagrams);
    g->s = s;
    g->arena = s->arena;
    arena_init(&g->own, g->arena->on_oom);
    arena_at_free(g->arena, free_own, g);
    g->max_steps = g->stop_at = max_steps;
    g->n_unique = 1024;
    g->unique = arena_array(g->arena, uint32_t, g->n_unique);
    g->n_computed = FIRST_COMPUTED;
    g->computed = arena_array(g->arena, struct computed, g->n_computed);
    g->rank = arena_array(g->arena, uint32_t, s->axes.len);
    g->at_rank = arena_array(g->arena, uint32_t, s->axes.len);
    for (uint32_t x = 0; x < s->axes.len; x++) g->rank[x] = g->at_rank[x] = x;
    return g;
}

static bool is_forbidden(void *context, const struct clause *b) {
    (void)context;
    return b->kind == CLAUSE_FORBIDDEN;
}

void diagrams_set_order(struct diagrams *g, const uint32_t *rank) {
    for (uint32_t x = 0; x < g->s->axes.len; x++) {
        g->rank[x] = rank[x];
        g->at_rank[rank[x]] = x;
    }
}

/* The declared order stays but where another needs less than half: authors declare together what
 * belongs together, and examples of what is found are then those that they would think of. */
void diagrams_order(struct diagrams *g, const struct clause_set *clauses) {
    enum { FEW_ACROSS = 10 };
    struct arena *a = &g->own;
    uint32_t *rank = arena_array(a, uint32_t, g->s->axes.len + 1);
    for (uint32_t x = 0; x < g->s->axes.len; x++) rank[x] = x;
    struct reach declared = order_reach(g->s, clauses, rank, a);
    if (declared.most > FEW_ACROSS) {
        const uint32_t *order = axis_order(g->s, clauses, a);
        for (uint32_t k = 0; k < g->s->axes.len; k++) rank[order[k]] = k;
        struct reach found = order_reach(g->s, clauses, rank, a);
        if (2 * found.all < declared.all && 2 * found.most < declared.most)
            diagrams_set_order(g, rank);
    }
    diagrams_forget(g);
}

struct version version_stepped(const struct version *v, const struct clause_set *clauses) {
    struct version other = *v;
    other.clauses = clauses;
    other.fold = diagrams_fold_new(v->g);
    return other;
}

struct version *version_new(struct diagrams *g, const struct clause_set *clauses) {
    struct version *v = arena_new(g->arena, struct version);
    v->g = g;
    v->clauses = clauses;
    v->model = clauses->rules->model;
    v->words = clauses->list.len / 64 + 1;
    v->fold = diagrams_fold_new(g);
    v->cubes = arena_array(g->arena, diagram, clauses->list.len);
    if (g->nodes.len == 0) diagrams_order(g, clauses);
    v->possible = diagram_not(g, diagram_of(v, NULL, is_forbidden, NULL));
    return v;
}
