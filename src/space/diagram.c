#include "space/diagram.h"

#include "base/bitset.h"
#include "space/clauses.h"

/* A set of diagrams whose nodes need more memory than this gives up, and one where all that there
 * is needs more; what grows leaves behind about as much as it takes. The table of what was computed
 * before has at most so many entries. */
#define MOST_BYTES ((size_t)200 << 20)
#define MOST_BYTES_OF_ALL ((size_t)600 << 20)
enum { FIRST_COMPUTED = 1 << 16, MOST_COMPUTED = 1 << 22, WRITTEN_ONE_IN = 16 };

/* ---- nodes ---- */

static uint64_t mix(uint64_t h, uint64_t x) {
    h = (h ^ x) * 0x9e3779b97f4a7c15u;
    return h ^ h >> 29;
}

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

/* Tables grow by doubling: whether there is memory for what a node of so many classes makes grow.
 */
static bool has_room(const struct diagrams *g, uint32_t classes) {
    size_t more = 0;
    if (g->nodes.len == g->nodes.cap) more += 2 * g->nodes.cap * sizeof *g->nodes.at;
    if (g->children.len + classes > g->children.cap)
        more += 2 * g->children.cap * sizeof *g->children.at;
    if (2 * g->nodes.len >= g->n_unique) more += 2 * g->n_unique * sizeof *g->unique;
    return more == 0 || g->own.total + g->arena->total + more <= g->most_bytes_of_all;
}

/* The node whose children are the last that were put on the stack, which are taken off; their
 * common value where they are alike. */
static diagram make_node(struct diagrams *g, uint32_t axis) {
    uint32_t n = g->s->axes.at[axis].classes;
    g->stack.len -= n;
    const diagram *child = g->stack.at + g->stack.len;
    bool alike = true;
    for (uint32_t c = 1; c < n; c++) alike = alike && child[c] == child[0];
    if (alike) return child[0];
    uint32_t *slot = find_unique(g, axis, child);
    if (*slot) return NODE_BASE + *slot - 1;
    if (!has_room(g, n)) {
        diagrams_give_up(g, WHY_MEMORY);
        return NO;
    }
    struct node node = {axis, (uint32_t)g->children.len};
    for (uint32_t c = 0; c < n; c++) vec_push(g->arena, &g->children, child[c]);
    vec_push(g->arena, &g->nodes, node);
    *slot = (uint32_t)g->nodes.len;
    diagram made = NODE_BASE + (uint32_t)g->nodes.len - 1;
    if (2 * g->nodes.len > g->n_unique) grow_unique(g);
    return made;
}

diagram diagram_limit(struct diagrams *g, uint32_t axis, const uint64_t *classes, diagram below) {
    for (uint32_t c = 0; c < g->s->axes.at[axis].classes; c++)
        vec_push(g->arena, &g->stack, bitset_has(classes, c) ? below : (diagram)NO);
    return make_node(g, axis);
}

diagram diagram_is(struct diagrams *g, uint32_t fact, int64_t value) {
    uint32_t axis = space_axis(g->s, fact);
    if (axis == MODEL_NONE) return YES;
    struct limit l = space_limit(g->s, axis, space_class(g->s, axis, value));
    return diagram_limit(g, axis, l.classes, YES);
}

/* Whether the set has all the memory that it may have. */
static bool is_full(const struct diagrams *g) {
    return g->own.total + g->nodes.len * sizeof *g->nodes.at +
                   g->children.len * sizeof *g->children.at >
               g->most_bytes ||
           g->own.total + g->arena->total > g->most_bytes_of_all;
}

size_t diagrams_mark(struct diagrams *g) {
    g->written.len = 0;
    g->written_all = false;
    return g->nodes.len;
}

/* Only where the question wrote: a look at the whole table would take longer than most that are
 * given up. */
static void forget_computed(struct diagrams *g, diagram end) {
    size_t n = g->written_all ? g->n_computed : g->written.len;
    for (size_t i = 0; i < n; i++) {
        struct computed *c = &g->computed[g->written_all ? i : g->written.at[i]];
        if (c->x >= end || c->y >= end || c->is >= end) c->op = 0;
    }
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
    forget_computed(g, NODE_BASE + (diagram)kept);
}

const char *why_text(enum why why) {
    static const char *const texts[WHYS] = {
        [WHY_KINDS] = "too many kinds of situation to go over",
        [WHY_RULES] = "so many rules and conditions that there was no time for each of them",
        [WHY_MEMORY] = "so many kinds of situation that they take too much memory",
        [WHY_WORK] = "so much to go over that all of it together takes too long",
        [WHY_CELLS] = ("too many objectives, activities and partners that differ for a table that "
                       "anybody could read")};
    return texts[why];
}

void diagrams_give_up(struct diagrams *g, enum why why) {
    if (!g->gave_up) g->why = why;
    g->gave_up = true;
}

/* What a node takes beside its classes, as in ten of them: it is looked for in tables that are
 * larger than any cache. */
enum { STEPS_OF_NODE = 20 };

void diagrams_use(struct diagrams *g, uint64_t steps) {
    if (g->work) g->work->left = g->work->left > steps ? g->work->left - steps : 0;
}

static void count(struct diagrams *g, uint64_t steps, enum why past) {
    g->steps += steps;
    if (g->work && g->work->left == 0)
        diagrams_give_up(g, WHY_WORK);
    else if (is_full(g))
        diagrams_give_up(g, WHY_MEMORY);
    else if (g->steps > g->stop_at)
        diagrams_give_up(g, past);
}

void diagrams_work(struct diagrams *g, uint64_t steps) {
    diagrams_use(g, steps);
    count(g, steps, WHY_RULES);
}

void diagrams_look(struct diagrams *g, uint64_t cubes) {
    g->looks += cubes;
    diagrams_use(g, cubes / LOOKS_A_STEP);
}

bool diagrams_spent(struct diagrams *g, uint32_t axis) {
    diagrams_use(g, STEPS_OF_NODE + g->s->axes.at[axis].classes);
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

static struct computed *find_computed(struct diagrams *g, uint32_t op, diagram x, diagram y) {
    uint64_t h = mix(mix(op, x), y);
    return &g->computed[(size_t)(h ^ h >> 32) & (g->n_computed - 1)];
}

/* NULL: it has to be computed. */
static const diagram *look_up(struct diagrams *g, uint32_t op, diagram x, diagram y) {
    const struct computed *c = find_computed(g, op, x, y);
    return c->op == op && c->x == x && c->y == y ? &c->is : NULL;
}

/* The table grows with the nodes, so that little of what is still needed is lost; what
 * operations bring that were given up is not worth remembering. */
static void remember(struct diagrams *g, struct computed c) {
    if (g->gave_up) return;
    if (g->nodes.len > g->n_computed && g->n_computed < MOST_COMPUTED) {
        struct computed *old = g->computed;
        size_t n = g->n_computed;
        g->n_computed *= 4;
        g->computed = arena_array(g->arena, struct computed, g->n_computed);
        for (size_t i = 0; i < n; i++) *find_computed(g, old[i].op, old[i].x, old[i].y) = old[i];
        g->written_all = true;
    }
    struct computed *slot = find_computed(g, c.op, c.x, c.y);
    *slot = c;
    if (g->written.len >= g->n_computed / WRITTEN_ONE_IN) g->written_all = true;
    if (!g->written_all) vec_push(g->arena, &g->written, (uint32_t)(slot - g->computed));
}

static uint32_t pair_terminal(struct diagrams *g, uint32_t x, uint32_t y) {
    struct computed *c = find_computed(g, DIAGRAM_PAIR, x, y);
    if (c->op == DIAGRAM_PAIR && c->x == x && c->y == y) return c->is;
    uint32_t i = 0;
    while (i < g->pairs.len && (g->pairs.at[i].x != x || g->pairs.at[i].y != y)) i++;
    if (i == g->pairs.len) vec_push(g->arena, &g->pairs, ((struct terminal_pair){x, y}));
    *c = (struct computed){DIAGRAM_PAIR, x, y, FIRST_FREE_TERMINAL + i};
    return FIRST_FREE_TERMINAL + i;
}

static diagram of_terminals(struct diagrams *g, enum diagram_op op, uint32_t x, uint32_t y) {
    switch (op) {
    case DIAGRAM_AND: return x == YES && y == YES ? YES : NO;
    case DIAGRAM_OR: return x == YES || y == YES ? YES : NO;
    case DIAGRAM_BUT: return x == YES && y != YES ? YES : NO;
    case DIAGRAM_DIFFER: return x != y ? YES : NO;
    case DIAGRAM_WITHIN: return y == YES ? x : (uint32_t)IMPOSSIBLE;
    case DIAGRAM_PAIR: return pair_terminal(g, x, y);
    case DIAGRAM_PROJECTED:
    case DIAGRAM_QUANTIFIED: break;
    }
    return IMPOSSIBLE;
}

/* What needs no look at the children. UINT32_MAX: it does. */
static diagram at_once(struct diagrams *g, enum diagram_op op, diagram x, diagram y) {
    if (!diagram_is_node(x) && !diagram_is_node(y)) return of_terminals(g, op, x, y);
    switch (op) {
    case DIAGRAM_AND:
        if (x == NO || y == NO) return NO;
        return x == YES || x == y ? y : y == YES ? x : UINT32_MAX;
    case DIAGRAM_OR:
        if (x == YES || y == YES) return YES;
        return x == NO || x == y ? y : y == NO ? x : UINT32_MAX;
    case DIAGRAM_BUT:
        if (x == NO || y == YES || x == y) return NO;
        return y == NO ? x : UINT32_MAX;
    case DIAGRAM_DIFFER: return x == y ? NO : UINT32_MAX;
    case DIAGRAM_WITHIN: return y == YES ? x : y == NO ? (uint32_t)IMPOSSIBLE : UINT32_MAX;
    case DIAGRAM_PAIR:
    case DIAGRAM_PROJECTED:
    case DIAGRAM_QUANTIFIED: break;
    }
    return UINT32_MAX;
}

/* Below `axis`, which is none behind the diagram's own. */
static diagram below(const struct diagrams *g, diagram d, uint32_t axis, uint32_t c) {
    return diagram_is_node(d) && diagram_axis(g, d) == axis ? diagram_child(g, d, c) : d;
}

/* Depth at most the number of axes. */
static diagram apply(struct diagrams *g, enum diagram_op op, diagram x, diagram y) {
    diagram now = at_once(g, op, x, y);
    if (now != UINT32_MAX) return now;
    const diagram *known = look_up(g, op, x, y);
    if (known) return *known;
    uint32_t rank =
                 diagram_rank(g, x) < diagram_rank(g, y) ? diagram_rank(g, x) : diagram_rank(g, y),
             axis = g->at_rank[rank];
    if (diagrams_spent(g, axis)) return NO;
    diagram last_x = UINT32_MAX, last_y = UINT32_MAX, child = NO; /* neighbours are mostly alike */
    for (uint32_t k = 0; k < g->s->axes.at[axis].classes; k++) {
        diagram in_x = below(g, x, axis, k), in_y = below(g, y, axis, k);
        if (in_x != last_x || in_y != last_y) child = apply(g, op, in_x, in_y);
        vec_push(g->arena, &g->stack, child);
        last_x = in_x;
        last_y = in_y;
    }
    diagram made = make_node(g, axis);
    remember(g, (struct computed){op, x, y, made});
    return made;
}

diagram diagram_combine(struct diagrams *g, enum diagram_op op, diagram x, diagram y) {
    bool either_way = op == DIAGRAM_AND || op == DIAGRAM_OR || op == DIAGRAM_DIFFER;
    g->asked++;
    diagrams_use(g, 1);
    return either_way && y < x ? apply(g, op, y, x) : apply(g, op, x, y);
}

struct terminal_pair diagram_pair_of(const struct diagrams *g, uint32_t terminal) {
    return g->pairs.at[terminal - FIRST_FREE_TERMINAL];
}

/* ---- quantification ---- */

/* What a diagram comes to in any of the classes of the axis from `first` on, up to `end`. */
struct quantifier {
    uint32_t op; /* in the table of what was computed, beside the axis */
    uint32_t axis, first, end;
};

static diagram any_child(struct diagrams *g, const struct quantifier *q, diagram x) {
    diagram any = diagram_child(g, x, q->first);
    for (uint32_t k = q->first + 1; k < q->end; k++)
        any = diagram_or(g, any, diagram_child(g, x, k));
    return any;
}

/* Depth at most the number of axes. */
static diagram quantify(struct diagrams *g, const struct quantifier *q, diagram x) {
    if (diagram_rank(g, x) > g->rank[q->axis]) return x;
    const diagram *known = look_up(g, q->op, x, q->axis);
    if (known) return *known;
    uint32_t axis = diagram_axis(g, x);
    if (diagrams_spent(g, axis)) return NO;
    diagram made;
    if (axis == q->axis) {
        made = any_child(g, q, x);
    } else {
        for (uint32_t k = 0; k < g->s->axes.at[axis].classes; k++) {
            diagram child = quantify(g, q, diagram_child(g, x, k));
            vec_push(g->arena, &g->stack, child);
        }
        made = make_node(g, axis);
    }
    remember(g, (struct computed){q->op, x, q->axis, made});
    return made;
}

diagram diagram_exists(struct diagrams *g, diagram x, uint32_t fact) {
    g->asked++;
    for (uint32_t axis = g->s->first_axis[fact]; axis < g->s->first_axis[fact + 1]; axis++) {
        struct quantifier q = {DIAGRAM_QUANTIFIED, axis, 0, g->s->axes.at[axis].classes};
        x = quantify(g, &q, x);
    }
    return x;
}

/* Projection number g->projections. Depth at most the number of axes. */
static diagram project(struct diagrams *g, const bool *facts, diagram x) {
    if (!diagram_is_node(x)) return x;
    const diagram *known = look_up(g, DIAGRAM_PROJECTED, x, g->projections);
    if (known) return *known;
    uint32_t axis = diagram_axis(g, x);
    if (diagrams_spent(g, axis)) return NO;
    bool kept = facts[g->s->axes.at[axis].fact];
    diagram last = UINT32_MAX, child = NO, made = NO;
    for (uint32_t k = 0; k < g->s->axes.at[axis].classes && made != YES; k++) {
        diagram here = diagram_child(g, x, k);
        if (here != last) child = project(g, facts, here);
        last = here;
        if (kept)
            vec_push(g->arena, &g->stack, child);
        else
            made = diagram_or(g, made, child);
    }
    if (kept) made = make_node(g, axis);
    remember(g, (struct computed){DIAGRAM_PROJECTED, x, g->projections, made});
    return made;
}

diagram diagram_project(struct diagrams *g, diagram x, const bool *facts) {
    g->asked++;
    g->projections++;
    return project(g, facts, x);
}

diagram diagram_cofactor(struct diagrams *g, diagram x, uint32_t axis, uint32_t class) {
    struct quantifier q = {DIAGRAM_QUANTIFIED + 1 + class, axis, class, class + 1};
    g->asked++;
    return quantify(g, &q, x);
}

diagram diagram_with(struct diagrams *g, diagram x, uint32_t fact, int64_t value) {
    for (uint32_t axis = g->s->first_axis[fact]; axis < g->s->first_axis[fact + 1]; axis++)
        x = diagram_cofactor(g, x, axis, space_class(g->s, axis, value));
    return x;
}

/* ---- a new set ---- */

static void free_own(void *g) { arena_free(&((struct diagrams *)g)->own); }

void diagrams_forget(struct diagrams *g) { arena_clear(&g->own); }

struct diagrams *diagrams_new(struct space *s, uint64_t max_steps) {
    struct diagrams *g = arena_new(s->arena, struct diagrams);
    g->s = s;
    g->arena = s->arena;
    arena_init(&g->own, g->arena->on_oom);
    arena_at_free(g->arena, free_own, g);
    g->max_steps = g->stop_at = max_steps;
    g->most_bytes = MOST_BYTES;
    g->most_bytes_of_all = MOST_BYTES_OF_ALL;
    g->n_unique = 1024;
    g->unique = arena_array(g->arena, uint32_t, g->n_unique);
    g->n_computed = FIRST_COMPUTED;
    g->computed = arena_array(g->arena, struct computed, g->n_computed);
    g->rank = arena_array(g->arena, uint32_t, s->axes.len);
    g->at_rank = arena_array(g->arena, uint32_t, s->axes.len);
    for (uint32_t x = 0; x < s->axes.len; x++) g->rank[x] = g->at_rank[x] = x;
    return g;
}

struct diagrams *diagrams_ordered(struct space *s, uint64_t max_steps, const uint32_t *order) {
    struct diagrams *g = diagrams_new(s, max_steps);
    for (uint32_t i = 0; i < s->axes.len; i++) {
        g->at_rank[i] = order[i];
        g->rank[order[i]] = i;
    }
    g->ordered = true;
    return g;
}

uint64_t diagrams_times(size_t rules) {
    enum { RULES = 1000, MOST_TIMES = 10 };
    size_t times = (rules + RULES - 1) / RULES;
    return times < 1 ? 1 : times < MOST_TIMES ? times : MOST_TIMES;
}

/* Whatever the size, a machine of four gigabytes has to do. */
#define MOST_BYTES_EVER ((size_t)3800 << 20)

static size_t more_bytes(size_t bytes, uint64_t times) {
    return bytes * times < MOST_BYTES_EVER ? bytes * times : MOST_BYTES_EVER;
}

void diagrams_bound(struct diagrams *g, uint64_t max_steps, size_t rules) {
    uint64_t times = diagrams_times(rules);
    g->max_steps = max_steps * times;
    g->most_bytes = more_bytes(g->most_bytes, times);
    g->most_bytes_of_all = more_bytes(g->most_bytes_of_all, times);
}

/* ---- a version ---- */

uint64_t *version_clauses(const struct version *v) {
    return arena_array(v->g->arena, uint64_t, v->words);
}

struct version *version_new(struct diagrams *g, const struct clause_set *clauses) {
    struct version *v = arena_new(g->arena, struct version);
    v->g = g;
    v->clauses = clauses;
    v->model = clauses->rules->model;
    v->words = clauses->list.len ? bitset_words(clauses->list.len) : 1;
    v->cubes = arena_array(g->arena, diagram, clauses->list.len);
    v->signals = arena_array(g->arena, diagram, clauses->n_signals);
    v->slots = arena_array(g->arena, uint32_t, clauses->list.len);
    v->near = arena_new(g->arena, struct near *);
    if (!g->ordered) {
        const uint32_t *rank = order_for_diagrams(g->s, clauses, &g->own);
        for (uint32_t x = 0; rank && x < g->s->axes.len; x++) {
            g->rank[x] = rank[x];
            g->at_rank[rank[x]] = x;
        }
        diagrams_forget(g);
        g->ordered = true;
    }
    v->possible = diagram_not(g, diagram_of(v, clauses_of_kind(CLAUSE_FORBIDDEN), NULL, YES));
    return v;
}
