/*
 * Order by dependence: depth-first search over the stages of all blocks, with a stack of its own (a
 * policy may chain 100,000 blocks). A cycle is reported whole: every paragraph in it, and the line
 * that makes it wait.
 */
#include "rules/stages.h"

#include <stdlib.h>

/* Five questions a block: one per part, and "does it apply"; one more
 * for "any provision applies". */
enum { APPLIES = PARTS, NODES };

struct dependence {
    uint32_t on;    /* node */
    struct span at; /* what in the text makes it so; SPAN_NOWHERE where it goes without saying */
    bool priority;  /* by a priority; else by a condition that asks "applies" */
};
struct dependences VEC(struct dependence);

enum colour { WHITE, GREY, BLACK };

enum reported { NOT_YET, IN_THIS, REPORTED };

struct graph {
    struct arena *arena;
    uint8_t *reported; /* by block: enum reported */
    struct rule_set *set;
    struct dependences *of; /* by node */
    struct dependences
        *mentions; /* by definition: what its condition asks, other definitions included */
    uint8_t *colour;
    uint32_t any_provision; /* the last node */
};

static uint32_t node_of(uint32_t block, uint32_t question) { return block * NODES + question; }

/* What a condition asks of blocks. Conditions nest at most as deep as the parser allows. */
static void collect(struct graph *g, const struct cond *c, struct dependences *into) {
    switch (c->kind) {
    case COND_APPLIES:
        vec_push(g->arena, into, ((struct dependence){node_of(c->index, APPLIES), c->at, false}));
        break;
    case COND_ANY_PROVISION:
        vec_push(g->arena, into, ((struct dependence){g->any_provision, c->at, false}));
        break;
    case COND_DEFINE:
        vec_each (struct dependence, d, &g->mentions[c->index])
            vec_push(g->arena, into, ((struct dependence){d->on, c->at, false}));
        break;
    case COND_NOT:
    case COND_AND:
    case COND_OR:
    case COND_COUNT:
        vec_each (struct cond *, term, &c->terms) collect(g, *term, into);
        break;
    case COND_TRUE:
    case COND_IN:
    case COND_RANGE:
    case COND_INCLUDES:
    case COND_EMPTY: break;
    }
}

static int by_node(const void *a, const void *b) {
    const struct dependence *x = a, *y = b;
    return x->on < y->on ? -1 : x->on > y->on;
}

/* Definitions are sorted, each after those that it uses; a node once, or chains of definitions
 * would double each time. */
static void collect_definitions(struct graph *g) {
    const struct model *m = g->set->model;
    for (uint32_t i = 0; i < m->defines.len; i++) {
        struct dependences *all = &g->mentions[i];
        collect(g, m->defines.at[i].means, all);
        if (all->len < 2) continue;
        qsort(all->at, all->len, sizeof *all->at, by_node);
        size_t kept = 1;
        for (size_t k = 1; k < all->len; k++)
            if (all->at[k].on != all->at[kept - 1].on) all->at[kept++] = all->at[k];
        all->len = kept;
    }
}

static void depend(struct graph *g, uint32_t node, uint32_t on, struct span at) {
    vec_push(g->arena, &g->of[node], ((struct dependence){on, at, true}));
}

static void depend_on_priorities(struct graph *g, uint32_t block) {
    const struct rule_set *s = g->set;
    vec_each (uint32_t, index, &s->winners[block]) {
        const struct priority *p = &s->model->priorities.at[*index];
        depend(g, node_of(block, PART_GATES), node_of(p->winner, PART_PERMISSIONS), p->at);
        if (p->gate_only) continue;
        depend(g, node_of(block, PART_PROHIBITIONS), node_of(p->winner, PART_PERMISSIONS), p->at);
        depend(g, node_of(block, PART_PERMISSIONS), node_of(p->winner, APPLIES), p->at);
        depend(g, node_of(block, PART_OTHERS), node_of(p->winner, APPLIES), p->at);
    }
}

static void build(struct graph *g) {
    const struct rule_set *s = g->set;
    collect_definitions(g);
    vec_each (struct rule, r, &s->rules) {
        uint32_t node = node_of(r->block, rule_part(r));
        collect(g, r->cond, &g->of[node]);
        if (r->meet) collect(g, r->meet, &g->of[node]);
        if (r->by_permission) depend(g, node, node_of(r->block, PART_PERMISSIONS), SPAN_NOWHERE);
    }
    for (uint32_t b = 0; b < s->model->blocks.len; b++) {
        depend_on_priorities(g, b);
        uint32_t applies = node_of(b, APPLIES);
        depend(g, applies, node_of(b, PART_PERMISSIONS), SPAN_NOWHERE);
        for (uint32_t part = PART_PROHIBITIONS; part < PARTS && !block_has_permission(s, b); part++)
            depend(g, applies, node_of(b, part), SPAN_NOWHERE);
    }
    vec_each (uint32_t, b, &s->provisions)
        depend(g, g->any_provision, node_of(*b, APPLIES), SPAN_NOWHERE);
}

struct frame {
    uint32_t node;
    size_t next; /* dependence to look at */
};
struct frames VEC(struct frame);

/* The blocks of a cycle, each once, in its order: "3, 4.1 and P2". Where one of them stands in a
 * cycle that was reported before: NULL. */
static const char *blocks_of_cycle(struct graph *g, const struct frames *stack, size_t from,
                                   size_t *count) {
    const struct model *m = g->set->model;
    struct names VEC(const char *) names = {0};
    for (size_t i = from; i < stack->len; i++) {
        if (stack->at[i].node == g->any_provision) continue;
        uint32_t block = stack->at[i].node / NODES;
        if (g->reported[block] == REPORTED) return NULL;
        if (g->reported[block] != IN_THIS) vec_push(g->arena, &names, m->blocks.at[block].id.name);
        g->reported[block] = IN_THIS;
    }
    const char *list = "";
    for (size_t i = 0; i < names.len; i++)
        list = arena_printf(g->arena, "%s%s%s", list,
                            i == 0              ? ""
                            : i + 1 < names.len ? ", "
                                                : " and ",
                            names.at[i]);
    *count = names.len;
    return list;
}

static void note_waiting(struct graph *g, struct diags *d, const struct frame *f) {
    const struct model *m = g->set->model;
    const struct dependence *dep = &g->of[f->node].at[f->next - 1];
    if (dep->at.file == SPAN_NOWHERE.file) return;
    const char *who =
        f->node == g->any_provision ? "a provision" : m->blocks.at[f->node / NODES].id.name;
    const char *whom =
        dep->on == g->any_provision ? "any provision" : m->blocks.at[dep->on / NODES].id.name;
    if (dep->priority)
        diag_note(d, dep->at, "here %s is put above %s", whom, who);
    else
        diag_note(d, dep->at, "here %s asks whether %s applies", who, whom);
}

/* The frames from the first visit of the node that was met again to the top are the cycle. */
static void report_cycle(struct graph *g, struct diags *d, const struct frames *stack,
                         uint32_t again) {
    size_t from = 0, count = 0;
    while (stack->at[from].node != again) from++;
    const char *list = blocks_of_cycle(g, stack, from, &count);
    struct span first = SPAN_NOWHERE;
    for (size_t i = from; i < stack->len; i++) {
        struct span at = g->of[stack->at[i].node].at[stack->at[i].next - 1].at;
        if (at.file != SPAN_NOWHERE.file &&
            (first.file == SPAN_NOWHERE.file || span_before(at, first)))
            first = at;
        if (stack->at[i].node != g->any_provision &&
            g->reported[stack->at[i].node / NODES] == IN_THIS)
            g->reported[stack->at[i].node / NODES] = list ? REPORTED : NOT_YET;
    }
    if (!list) return;
    if (count == 1)
        diag_report(
            d, DIAG_PRIORITY_CYCLE, first,
            "whether %s applies depends on whether it applies; take out what it says of itself",
            list);
    else
        diag_report(d, DIAG_PRIORITY_CYCLE, first,
                    "%s each wait to know whether another of them applies, so none can be decided; "
                    "take one of these out",
                    list);
    for (size_t i = from; i < stack->len; i++) note_waiting(g, d, &stack->at[i]);
}

static void emit_stage(struct graph *g, uint32_t node) {
    if (node == g->any_provision || node % NODES == APPLIES) return;
    uint32_t block = node / NODES;
    enum part part = (enum part)(node % NODES);
    for (uint32_t i = g->set->first[block]; i < g->set->first[block + 1]; i++) {
        if (rule_part(&g->set->rules.at[i]) == part) {
            vec_push(g->arena, &g->set->stages, ((struct stage){block, part}));
            return;
        }
    }
}

/* One search from `root`. A cycle is reported once: its nodes are left black. */
static bool visit(struct graph *g, struct diags *d, struct frames *stack, uint32_t root) {
    bool ok = true;
    stack->len = 0;
    vec_push(g->arena, stack, ((struct frame){root, 0}));
    g->colour[root] = GREY;
    while (stack->len > 0) {
        struct frame *top = &stack->at[stack->len - 1];
        const struct dependences *deps = &g->of[top->node];
        if (top->next == deps->len) {
            g->colour[top->node] = BLACK;
            emit_stage(g, top->node);
            stack->len--;
            continue;
        }
        uint32_t on = deps->at[top->next++].on;
        if (g->colour[on] == WHITE) {
            g->colour[on] = GREY;
            vec_push(g->arena, stack, ((struct frame){on, 0}));
        } else if (g->colour[on] == GREY) {
            report_cycle(g, d, stack, on);
            ok = false;
        }
    }
    return ok;
}

bool stages_order(struct diags *d, struct rule_set *set) {
    const struct model *m = set->model;
    size_t nodes = m->blocks.len * NODES + 1;
    struct graph g = {.arena = set->arena, .set = set, .any_provision = (uint32_t)nodes - 1};
    g.of = arena_array(set->arena, struct dependences, nodes);
    g.mentions = arena_array(set->arena, struct dependences, m->defines.len);
    g.colour = arena_array(set->arena, uint8_t, nodes);
    g.reported = arena_array(set->arena, uint8_t, m->blocks.len);
    build(&g);
    struct frames stack = {0};
    bool ok = true;
    for (uint32_t node = 0; node < nodes; node++)
        if (g.colour[node] == WHITE) ok = visit(&g, d, &stack, node) && ok;
    return ok;
}

/* ---- presumptions ---- */

static void mark_facts(const struct model *m, const struct cond *c, uint8_t *seen) {
    switch (c->kind) {
    case COND_IN:
    case COND_RANGE:
    case COND_INCLUDES:
    case COND_EMPTY: seen[c->fact] = 1; break;
    case COND_DEFINE: seen[m->facts.len + c->index] = 1; break;
    case COND_NOT:
    case COND_AND:
    case COND_OR:
    case COND_COUNT:
        vec_each (struct cond *, term, &c->terms) mark_facts(m, *term, seen);
        break;
    case COND_TRUE:
    case COND_APPLIES:
    case COND_ANY_PROVISION: break;
    }
}

/* The facts that a presumption of judgement `j` asks for, definitions opened: latest first, as each
 * uses earlier ones only. */
static void facts_asked(const struct model *m, const struct fact *f, uint8_t *seen) {
    for (size_t i = 0; i < m->facts.len + m->defines.len; i++) seen[i] = 0;
    vec_each (struct presumption, p, &f->presumptions) mark_facts(m, p->when, seen);
    for (size_t i = m->defines.len; i-- > 0;)
        if (seen[m->facts.len + i]) mark_facts(m, m->defines.at[i].means, seen);
}

bool presumptions_ordered(struct diags *d, const struct model *m) {
    size_t n = m->facts.len;
    uint8_t *asks = arena_array(m->arena, uint8_t, n + m->defines.len);
    uint32_t *waiting =
        arena_array(m->arena, uint32_t, n); /* judgements with presumptions, not yet placed */
    size_t left = 0;
    for (uint32_t f = 0; f < n; f++)
        if (m->facts.at[f].presumptions.len > 0) waiting[left++] = f;
    /* Place, again and again, whatever asks for nothing that still waits; what is left over goes in
     * a cycle. */
    uint8_t *waits = arena_array(m->arena, uint8_t, n);
    for (size_t i = 0; i < left; i++) waits[waiting[i]] = 1;
    for (bool moved = true; moved && left > 0;) {
        moved = false;
        for (size_t i = 0; i < left;) {
            facts_asked(m, &m->facts.at[waiting[i]], asks);
            bool ready = true;
            for (uint32_t f = 0; f < n && ready; f++) ready = !(asks[f] && waits[f]);
            if (ready) {
                waits[waiting[i]] = 0;
                waiting[i] = waiting[--left];
                moved = true;
            } else {
                i++;
            }
        }
    }
    if (left == 0) return true;
    /* What merely waits for the cycle is not in it: nothing that is left asks for it. */
    for (bool moved = true; moved;) {
        moved = false;
        uint8_t *asked = arena_array(m->arena, uint8_t, n);
        for (size_t i = 0; i < left; i++) {
            facts_asked(m, &m->facts.at[waiting[i]], asks);
            for (uint32_t f = 0; f < n; f++) asked[f] = asked[f] || asks[f];
        }
        for (size_t i = 0; i < left;) {
            if (asked[waiting[i]]) {
                i++;
                continue;
            }
            waits[waiting[i]] = 0;
            waiting[i] = waiting[--left];
            moved = true;
        }
    }
    uint32_t first = UINT32_MAX;
    for (size_t i = 0; i < left; i++) first = waiting[i] < first ? waiting[i] : first;
    diag_report(d, DIAG_PRESUMPTION_CYCLE, m->facts.at[first].presumptions.at[0].at,
                left == 1
                    ? "what %s is presumed to be depends on itself"
                    : "what %s is presumed to be depends, by way of other presumptions, on itself",
                m->facts.at[first].id.name);
    for (uint32_t f = 0; f < n; f++)
        if (waits[f] && f != first)
            diag_note(d, m->facts.at[f].presumptions.at[0].at, "%s waits in the same circle",
                      m->facts.at[f].id.name);
    return false;
}

/* ---- definitions ---- */

/* Whatever walks a condition goes as deep as it nests, definitions opened. */
enum { MAX_DEPTH = 1000 };

static uint32_t depth_of(const struct cond *c, const uint32_t *depths) {
    uint32_t deepest = c->kind == COND_DEFINE ? depths[c->index] : 0;
    vec_each (struct cond *, term, &c->terms) {
        uint32_t d = depth_of(*term, depths);
        deepest = d > deepest ? d : deepest;
    }
    return deepest + 1;
}

bool definitions_within_depth(struct diags *d, const struct model *m) {
    uint32_t *depths = arena_array(m->arena, uint32_t, m->defines.len);
    for (size_t i = 0; i < m->defines.len; i++) {
        depths[i] = depth_of(m->defines.at[i].means, depths);
        if (depths[i] <= MAX_DEPTH) continue;
        diag_report(
            d, DIAG_DEFINITIONS_TOO_DEEP, m->defines.at[i].id.at,
            "with the definitions that it uses, %s nests more than %d deep; say it in fewer steps",
            m->defines.at[i].id.name, MAX_DEPTH);
        return false;
    }
    return true;
}
