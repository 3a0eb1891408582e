/*
 * In which order the stages of all blocks can be told, and the cycles that leave none: of what asks
 * whether another applies, and of presumptions; and the cycles of headings, which leave an order
 * and no sense. A cycle is reported whole: every paragraph in it, and the line that makes it wait.
 */
#include "rules/rules.h"

#include "base/list.h"
#include "model/order.h"

#include <stdlib.h>

/* A block has a node for each part; one more, for "any provision applies", stands behind those of
 * all blocks. */

/* A node that is waited for, and what in the text says so; SPAN_NOWHERE where it goes without
 * saying. */
struct wait {
    uint32_t on;
    struct span at;
    bool priority; /* by a priority; else by a condition that asks "applies" */
};
struct waits VEC(struct wait);

struct graph {
    struct arena *arena;
    struct rule_set *set;
    struct order_edges edges;
    struct waits waits;    /* by edge */
    struct waits *defined; /* by definition: what its condition asks, other definitions included */
    uint32_t any_provision;
};

static uint32_t node_of(uint32_t block, uint32_t part) { return block * PARTS + part; }

/* What a condition asks of blocks. Conditions nest at most as deep as the parser allows. */
static void collect(struct graph *g, const struct cond *c, struct waits *into) {
    if (c->kind == COND_APPLIES)
        vec_push(g->arena, into, ((struct wait){node_of(c->index, PART_ASKED), c->at, false}));
    if (c->kind == COND_ANY_PROVISION)
        vec_push(g->arena, into, ((struct wait){g->any_provision, c->at, false}));
    if (c->kind == COND_DEFINE)
        vec_each (struct wait, w, &g->defined[c->index])
            vec_push(g->arena, into, ((struct wait){w->on, c->at, false}));
    vec_each (struct cond *, term, &c->terms) collect(g, *term, into);
}

static int by_node(const void *a, const void *b) {
    const struct wait *x = a, *y = b;
    return x->on < y->on ? -1 : x->on > y->on;
}

/* Definitions are sorted, each after those that it uses; a node once, or chains of definitions
 * would double each time. */
static void collect_definitions(struct graph *g) {
    const struct model *m = g->set->model;
    for (uint32_t i = 0; i < m->defines.len; i++) {
        struct waits *all = &g->defined[i];
        collect(g, m->defines.at[i].means, all);
        if (all->len < 2) continue;
        qsort(all->at, all->len, sizeof *all->at, by_node);
        size_t kept = 1;
        for (size_t k = 1; k < all->len; k++)
            if (all->at[k].on != all->at[kept - 1].on) all->at[kept++] = all->at[k];
        all->len = kept;
    }
}

static void add_edge(struct graph *g, uint32_t node, struct wait w) {
    vec_push(g->arena, &g->edges, ((struct order_edge){node, w.on}));
    vec_push(g->arena, &g->waits, w);
}

static void ask(struct graph *g, uint32_t node, const struct cond *c) {
    struct waits asked = {0};
    if (c) collect(g, c, &asked);
    vec_each (struct wait, w, &asked) add_edge(g, node, *w);
}

static void wait_unsaid(struct graph *g, uint32_t node, uint32_t on) {
    add_edge(g, node, (struct wait){on, SPAN_NOWHERE, false});
}

static void wait_for_winner(struct graph *g, uint32_t node, const struct priority *p) {
    add_edge(g, node, (struct wait){node_of(p->winner, PART_ASKED), p->at, true});
}

/* What holds back asks the permissions that may lift it. */
static void ask_winners(struct graph *g, const struct priority *p) {
    const struct rule_set *s = g->set;
    bool lifts[PARTS] = {false, false};
    for (uint32_t i = s->first[p->loser]; i < s->first[p->loser + 1]; i++)
        lifts[s->rules.at[i].part] |= priority_lifts(s, p, &s->rules.at[i]);
    for (uint32_t part = 0; part < PARTS; part++)
        if (lifts[part]) wait_for_winner(g, node_of(p->loser, part), p);
}

static void ask_rules(struct graph *g) {
    const struct rule_set *s = g->set;
    collect_definitions(g);
    vec_each (struct rule, r, &s->rules) {
        uint32_t node = node_of(r->block, r->part);
        ask(g, node, r->cond);
        ask(g, node, r->meet);
        if (r->by_permission) wait_unsaid(g, node, node_of(r->block, PART_ASKED));
    }
    vec_each (struct priority, p, &s->model->priorities) ask_winners(g, p);
    vec_each (uint32_t, b, &s->provisions)
        wait_unsaid(g, g->any_provision, node_of(*b, PART_ASKED));
}

/* ---- cycles ---- */

static const char *block_name(const struct graph *g, uint32_t node) {
    return g->set->model->blocks.at[node / PARTS].id.name;
}

static void note_wait(const struct graph *g, struct diags *d, const struct order_link *link) {
    const struct wait *w = &g->waits.at[link->edge];
    if (w->at.file == SPAN_NOWHERE.file) return;
    const char *who = link->node == g->any_provision ? "a provision" : block_name(g, link->node);
    const char *whom = w->on == g->any_provision ? "any provision" : block_name(g, w->on);
    if (w->priority)
        diag_note(d, w->at, "here %s is put above %s", whom, who);
    else
        diag_note(d, w->at, "here %s asks whether %s applies", who, whom);
}

/* `named`: by block, whether it was named; false for those of this cycle, which are named once
 * each. `says`: what is wrong with several. */
static void report_cycle(const struct graph *g, struct diags *d, const struct order_cycle *c,
                         bool *named, const char *says) {
    struct names VEC(const char *) names = {0};
    struct span first = SPAN_NOWHERE;
    vec_each (struct order_link, link, c) {
        struct span at = g->waits.at[link->edge].at;
        if (at.file != SPAN_NOWHERE.file &&
            (first.file == SPAN_NOWHERE.file || span_before(at, first)))
            first = at;
        if (link->node == g->any_provision || named[link->node / PARTS]) continue;
        named[link->node / PARTS] = true;
        vec_push(g->arena, &names, block_name(g, link->node));
    }
    const char *list = list_in_words(g->arena, names.at, names.len, " and ");
    if (names.len == 1)
        diag_report(
            d, DIAG_PRIORITY_CYCLE, first,
            "whether %s applies depends on whether it applies; take out what it says of itself",
            list);
    else
        diag_report(d, DIAG_PRIORITY_CYCLE, first, "%s %s; take one of these out", list, says);
    vec_each (struct order_link, link, c) note_wait(g, d, link);
}

static void add_stage(struct rule_set *set, uint32_t block, uint32_t part) {
    for (uint32_t i = set->first[block]; i < set->first[block + 1]; i++) {
        if (set->rules.at[i].part != part) continue;
        vec_push(set->arena, &set->stages, ((struct stage){block, (enum part)part}));
        return;
    }
}

static bool meets_named(const struct graph *g, const struct order_cycle *c, const bool *named) {
    vec_each (struct order_link, link, c)
        if (link->node != g->any_provision && named[link->node / PARTS]) return true;
    return false;
}

/* Reports the cycles but for those that meet one which was reported already. */
static struct order order_nodes(const struct graph *g, struct diags *d, bool *named,
                                const char *says) {
    uint32_t nodes = g->any_provision + 1, *block_of = arena_array(g->arena, uint32_t, nodes);
    for (uint32_t node = 0; node < nodes; node++)
        block_of[node] = node == g->any_provision ? ORDER_SHARED : node / PARTS;
    struct order order = order_of_parts(g->arena, nodes, &g->edges, block_of);
    vec_each (struct order_cycle, c, &order.cycles)
        if (!meets_named(g, c, named)) report_cycle(g, d, c, named, says);
    return order;
}

bool stages_order(struct diags *d, struct rule_set *set) {
    const struct model *m = set->model;
    struct arena *a = set->arena;
    struct graph headings = {
        .arena = a, .set = set, .any_provision = (uint32_t)m->blocks.len * PARTS};
    struct graph applies = headings;
    bool *named = arena_array(a, bool, m->blocks.len);
    vec_each (struct priority, p, &m->priorities)
        wait_for_winner(&headings, node_of(p->loser, PART_ASKED), p);
    struct order order =
        order_nodes(&headings, d, named, "are each put above another of them, so none prevails");
    bool cyclic = order.cycles.len > 0;
    applies.defined = arena_array(a, struct waits, m->defines.len);
    ask_rules(&applies);
    order =
        order_nodes(&applies, d, named,
                    "each wait to know whether another of them applies, so none can be decided");
    for (uint32_t i = 0; i <= applies.any_provision; i++)
        if (order.sorted[i] != applies.any_provision)
            add_stage(set, order.sorted[i] / PARTS, order.sorted[i] % PARTS);
    return !cyclic && order.cycles.len == 0;
}

/* ---- presumptions ---- */

/* `from` waits for the facts and the definitions that a condition names. */
static void name_all(const struct model *m, struct order_edges *edges, uint32_t from,
                     const struct cond *c) {
    uint32_t facts = (uint32_t)m->facts.len;
    if (c->kind == COND_DEFINE)
        vec_push(m->arena, edges, ((struct order_edge){from, facts + c->index}));
    if (cond_is_test(c)) vec_push(m->arena, edges, ((struct order_edge){from, c->fact}));
    vec_each (struct cond *, term, &c->terms) name_all(m, edges, from, *term);
}

static int by_index(const void *a, const void *b) {
    const struct order_link *x = a, *y = b;
    return x->node < y->node ? -1 : x->node > y->node;
}

bool presumptions_ordered(struct diags *d, const struct model *m) {
    uint32_t facts = (uint32_t)m->facts.len, nodes = facts + (uint32_t)m->defines.len;
    uint32_t *owner = arena_array(m->arena, uint32_t, nodes);
    struct order_edges edges = {0};
    for (uint32_t i = 0; i < nodes; i++) {
        owner[i] = i < facts ? i : ORDER_SHARED;
        if (i >= facts)
            name_all(m, &edges, i, m->defines.at[i - facts].means);
        else
            vec_each (struct presumption, p, &m->facts.at[i].presumptions)
                name_all(m, &edges, i, p->when);
    }
    struct order order = order_of_parts(m->arena, nodes, &edges, owner);
    vec_each (struct order_cycle, c, &order.cycles) {
        size_t n = 0; /* the facts in it, which come before the definitions */
        qsort(c->at, c->len, sizeof *c->at, by_index);
        while (n < c->len && c->at[n].node < facts) n++;
        for (size_t i = 0; i < n; i++) {
            const struct fact *f = &m->facts.at[c->at[i].node];
            struct span at = f->presumptions.at[0].at;
            if (i > 0)
                diag_note(d, at, "%s waits in the same circle", f->id.name);
            else
                diag_report(d, DIAG_PRESUMPTION_CYCLE, at,
                            n == 1 ? "what %s is presumed to be depends on itself"
                                   : "what %s is presumed to be depends, by way of other "
                                     "presumptions, on itself",
                            f->id.name);
        }
    }
    return order.cycles.len == 0;
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
