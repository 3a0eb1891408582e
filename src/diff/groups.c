#include "diff/diff.h"

#include <stdlib.h>

/* More groups than this of one kind are told apart by less. */
enum { MOST_SIGNATURES = 12, MOST_CAUSES = 6 };

/* ---- several diagrams as one ---- */

/* A diagram whose terminals stand for the values of several yes-or-no diagrams at once, within
 * `region`. */
struct bundle {
    struct diagrams *g;
    diagram region, all;
    size_t n;
};

static void bundle_add(struct bundle *b, diagram x) {
    diagram within = diagram_within(b->g, x, b->region);
    b->all = b->n++ ? diagram_pair(b->g, b->all, within) : within;
}

/* What diagram number i was; IMPOSSIBLE outside the region. */
static uint32_t bundle_part(const struct bundle *b, uint32_t terminal, size_t i) {
    for (size_t k = b->n; k-- > 1;) {
        struct terminal_pair pair = diagram_pair_of(b->g, terminal);
        if (k == i) return pair.y;
        terminal = pair.x;
    }
    return terminal;
}

struct terminals VEC(uint32_t);

static int rising(const void *x, const void *y) {
    const uint32_t *a = x, *b = y;
    return *a < *b ? -1 : *a > *b;
}

/* The terminals that stand within the region; none where it was given up, as `all` is no bundle
 * then. */
static struct terminals bundle_terminals(const struct bundle *b) {
    struct terminals found = {0}, stack = {0};
    struct diagrams *g = b->g;
    if (g->gave_up) return found;
    uint8_t *met = arena_array(g->arena, uint8_t, g->nodes.len),
            *known = arena_array(g->arena, uint8_t, g->pairs.len + FIRST_FREE_TERMINAL);
    vec_push(g->arena, &stack, b->all);
    while (stack.len > 0) {
        diagram x = stack.at[--stack.len];
        uint8_t *seen = x >= NODE_BASE ? &met[x - NODE_BASE] : &known[x];
        if (*seen) continue;
        *seen = 1;
        if (x < NODE_BASE) {
            if (bundle_part(b, x, 0) != IMPOSSIBLE) vec_push(g->arena, &found, x);
            continue;
        }
        const struct node *node = &g->nodes.at[x - NODE_BASE];
        for (uint32_t k = 0; k < g->s->axes.at[node->axis].classes; k++)
            vec_push(g->arena, &stack, g->children.at[node->first_child + k]);
    }
    if (found.len) qsort(found.at, found.len, sizeof *found.at, rising);
    return found;
}

struct parts VEC(diagram);

/* Adds to `into` a part of `of` for each combination of what is so in it. False: there would be
 * more than `most`. */
static bool split(struct comparison *c, const struct parting *of, const struct parts *by,
                  size_t most, struct partings *into) {
    struct bundle b = {.g = c->g, .region = of->where};
    bundle_add(&b, YES);
    struct terminals terminals = bundle_terminals(&b);
    vec_each (diagram, x, by) {
        bundle_add(&b, *x);
        terminals = bundle_terminals(&b);
        if (terminals.len > most) return false;
    }
    vec_each (uint32_t, t, &terminals) {
        struct parting part = *of;
        part.where = diagram_and(c->g, of->where, diagram_where(c->g, b.all, *t));
        vec_push(c->arena, into, part);
    }
    return true;
}

/* ---- by status and approach ---- */

static struct bundle briefs_in(struct comparison *c, diagram region) {
    struct bundle b = {.g = c->g, .region = region};
    for (int side = OLD; side < SIDES; side++)
        for (size_t i = 0; i < c->n_brief; i++) bundle_add(&b, c->brief[side][i]);
    return b;
}

static struct brief read_brief(const struct comparison *c, const struct bundle *b,
                               uint32_t terminal, enum side side) {
    bool *is = arena_array(c->arena, bool, c->n_brief);
    for (size_t i = 0; i < c->n_brief; i++)
        is[i] = bundle_part(b, terminal, side * c->n_brief + i) == YES;
    return brief_of(c, is);
}

/* Which of the approaches, none because refused, or none because out of scope. */
static bool same_approach(const struct brief *x, const struct brief *y) {
    return x->used == y->used && (x->used || x->status == y->status);
}

static enum group_kind kind_of(const struct brief is[SIDES]) {
    if (!same_approach(&is[OLD], &is[NEW])) return GROUP_APPROACH;
    if (is[OLD].status != is[NEW].status) return GROUP_STATUS;
    return is[OLD].start != is[NEW].start ? GROUP_NOW : GROUP_BEFORE;
}

/* Whether two situations go together, as far as what is decided in short says. */
static bool together(const struct parting *x, enum group_kind kind, const struct brief is[SIDES]) {
    if (x->kind != kind) return false;
    for (int side = OLD; side < SIDES && kind != GROUP_BEFORE; side++)
        if (!same_approach(&x->is[side], &is[side]) ||
            (kind == GROUP_STATUS && x->is[side].status != is[side].status) ||
            (kind == GROUP_NOW && x->is[side].start != is[side].start))
            return false;
    return true;
}

static struct partings part_by_brief(struct comparison *c, diagram region) {
    struct partings groups = {0};
    struct bundle b = briefs_in(c, region);
    struct terminals terminals = bundle_terminals(&b);
    vec_each (uint32_t, t, &terminals) {
        struct brief is[SIDES] = {read_brief(c, &b, *t, OLD), read_brief(c, &b, *t, NEW)};
        enum group_kind kind = kind_of(is);
        size_t to = groups.len;
        for (size_t i = 0; i < groups.len; i++)
            if (together(&groups.at[i], kind, is)) to = i;
        if (to == groups.len)
            vec_push(c->arena, &groups,
                     ((struct parting){.kind = kind, .is = {is[OLD], is[NEW]}, .where = NO}));
        diagram *where = &groups.at[to].where;
        *where = diagram_or(c->g, *where, diagram_where(c->g, b.all, *t));
    }
    return groups;
}

static void add_group(struct comparison *c, struct partings *groups, enum group_kind kind,
                      diagram where) {
    if (where != NO) vec_push(c->arena, groups, ((struct parting){.kind = kind, .where = where}));
}

/* Whether a change of this element makes a group of its own; others follow from what does. */
static bool makes_groups(enum group_kind kind, const struct element *e) {
    switch (kind) {
    case GROUP_LISTS: return e->part != DECISION_BASIS && e->part != DECISION_BEFORE;
    case GROUP_BEFORE: return e->part == DECISION_BEFORE;
    case GROUP_BASIS: return e->part == DECISION_BASIS;
    case GROUP_APPROACH:
    case GROUP_STATUS:
    case GROUP_NOW: break;
    }
    return false;
}

/* First where the approach is another; then where something else comes with it; then by what is
 * left. */
static struct partings part_by_kind(struct comparison *c) {
    struct diagrams *g = c->g;
    struct partings groups = {0}, all = part_by_brief(c, c->differs);
    diagram left = c->differs, comes = NO;
    vec_each (struct parting, x, &all)
        if (x->kind == GROUP_APPROACH) {
            vec_push(c->arena, &groups, *x);
            left = diagram_but(g, left, x->where);
        }
    vec_each (struct element, e, &c->elements)
        if (makes_groups(GROUP_LISTS, e))
            comes = diagram_or(g, comes, diagram_or(g, e->gone, e->come));
    comes = diagram_and(g, comes, left);
    add_group(c, &groups, GROUP_LISTS, comes);
    left = diagram_but(g, left, comes);
    all = left == NO ? (struct partings){0} : part_by_brief(c, left);
    vec_each (struct parting, x, &all) vec_push(c->arena, &groups, *x);
    add_group(c, &groups, GROUP_BASIS, c->grounds);
    return groups;
}

/* ---- by what comes and goes ---- */

static struct partings part_by_change(struct comparison *c, const struct parting *of) {
    struct partings parts = {0};
    struct parts by = {0};
    vec_each (struct element, e, &c->elements)
        for (int come = 0; come < 2 && makes_groups(of->kind, e); come++) {
            diagram x = diagram_and(c->g, come ? e->come : e->gone, of->where);
            if (x != NO) vec_push(c->arena, &by, x);
        }
    if (by.len == 0) vec_push(c->arena, &parts, *of);
    if (by.len == 0 || split(c, of, &by, MOST_SIGNATURES, &parts)) return parts;
    diagram left = of->where;
    vec_each (diagram, x, &by) { /* by the first thing that changes */
        struct parting part = *of;
        part.where = diagram_and(c->g, left, *x);
        if (part.where != NO) vec_push(c->arena, &parts, part);
        left = diagram_but(c->g, left, *x);
    }
    return parts;
}

/* ---- by cause ---- */

/* The causes that show in the group: those that open or close where the approach changes, else
 * all; of paragraphs whose own text changed, where there are such. */
static struct indices causes_in(const struct comparison *c, const struct causes *causes,
                                const struct parting *group) {
    struct indices found = {0};
    for (int wide = group->kind != GROUP_APPROACH; wide < 2 && found.len == 0; wide++)
        for (int indirect = 0; indirect < 2 && found.len == 0; indirect++)
            for (uint32_t i = 0; i < causes->len; i++) {
                const struct cause *cause = &causes->at[i];
                if ((cause->kind == CAUSE_INDIRECT) == (indirect != 0) &&
                    diagram_and(c->g, wide ? cause->shows : cause->opens, group->where) != NO)
                    vec_push(c->arena, &found, i);
            }
    return found;
}

/* Parts with causes of their own, where these are few. */
static void part_by_cause(struct comparison *c, const struct causes *causes, struct parting *of,
                          struct partings *into) {
    struct parts by = {0};
    size_t first = into->len;
    of->causes = causes_in(c, causes, of);
    vec_each (uint32_t, i, &of->causes) {
        const struct cause *x = &causes->at[*i];
        bool opens = of->kind == GROUP_APPROACH && x->opens != NO;
        vec_push(c->arena, &by, opens ? x->opens : x->shows);
    }
    if (by.len < 2 || !split(c, of, &by, MOST_CAUSES, into)) vec_push(c->arena, into, *of);
    for (size_t i = first; i < into->len && by.len > 1; i++)
        into->at[i].causes = causes_in(c, causes, &into->at[i]);
}

/* ---- the whole ---- */

static void find_changes(struct comparison *c, struct parting *group) {
    for (uint32_t i = 0; i < c->elements.len; i++)
        for (int come = 0; come < 2; come++) {
            const struct element *e = &c->elements.at[i];
            diagram here = diagram_and(c->g, group->where, come ? e->come : e->gone);
            if (here != NO)
                vec_push(c->arena, &group->changes,
                         ((struct change){i, come != 0, here == group->where}));
        }
}

static void find_statuses(struct comparison *c, struct parting *group) {
    for (enum status was = STATUS_OUT_OF_SCOPE; was <= STATUS_OPEN; was++)
        for (enum status is = STATUS_OUT_OF_SCOPE; is <= STATUS_OPEN; is++) {
            diagram both = diagram_and(c->g, c->status[OLD][was],
                                       diagram_and(c->g, group->where, c->status[NEW][is]));
            if (both == NO) continue;
            group->statuses[OLD] |= 1u << was;
            group->statuses[NEW] |= 1u << is;
            if (was != is)
                vec_push(c->arena, &group->status_changes,
                         ((struct status_change){was, is, both == group->where}));
        }
}

/* The order of a group is that of its making where nothing else tells. */
static bool goes_before(const struct parting *x, const struct parting *y) {
    if (x->kind != y->kind) return x->kind < y->kind;
    return big_compare(x->situations, y->situations) > 0;
}

static void insert(struct arena *a, struct partings *sorted, struct parting group) {
    size_t k = sorted->len;
    vec_push(a, sorted, group);
    for (; k > 0 && goes_before(&group, &sorted->at[k - 1]); k--) sorted->at[k] = sorted->at[k - 1];
    sorted->at[k] = group;
}

struct partings groups_of(struct comparison *c, const struct causes *causes) {
    struct partings kinds = part_by_kind(c), groups = {0}, sorted = {0};
    vec_each (struct parting, x, &kinds) {
        struct partings parts = part_by_change(c, x);
        vec_each (struct parting, part, &parts) part_by_cause(c, causes, part, &groups);
    }
    vec_each (struct parting, x, &groups) {
        find_changes(c, x);
        find_statuses(c, x);
        describe(c, x, c->both);
        insert(c->arena, &sorted, *x);
    }
    return sorted;
}
