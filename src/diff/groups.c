#include "diff/groups.h"

#include "diff/cases.h"

#include <stdlib.h>
#include <string.h>

/* More groups than this of one kind are told apart by less. */
enum { MOST_SIGNATURES = 12, MOST_CAUSES = 6, MOST_CASES = 5 };

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
    struct terminals found = {0};
    struct diagrams *g = b->g;
    if (g->gave_up) return found;
    uint8_t *met = arena_array(g->arena, uint8_t, g->nodes.len),
            *known = arena_array(g->arena, uint8_t, g->pairs.len + FIRST_FREE_TERMINAL);
    struct terminals stack = {0};
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

/* ---- by verdict ---- */

static struct outcome read_verdict(const struct comparison *c, const struct bundle *b,
                                   uint32_t terminal, size_t *next) {
    struct outcome v = {.status = STATUS_OPEN};
    for (enum status s = STATUS_OUT_OF_SCOPE; s < STATUS_OPEN; s++)
        if (bundle_part(b, terminal, (*next)++) == YES) v.status = s;
    for (size_t a = 0; a < c->approaches.len; a++)
        v.used |= (uint64_t)(bundle_part(b, terminal, (*next)++) == YES) << a;
    for (size_t a = 0; a < c->approaches.len; a++)
        v.start |= (uint64_t)(bundle_part(b, terminal, (*next)++) == YES) << a;
    return v;
}

static struct bundle verdicts_in(struct comparison *c, diagram region) {
    struct bundle b = {.g = c->g, .region = region};
    for (int side = OLD; side < SIDES; side++) {
        for (enum status s = STATUS_OUT_OF_SCOPE; s < STATUS_OPEN; s++)
            bundle_add(&b, c->status[side][s]);
        for (size_t a = 0; a < c->approaches.len; a++) bundle_add(&b, c->used[side][a]);
        for (size_t a = 0; a < c->approaches.len; a++) bundle_add(&b, c->start[side][a]);
    }
    return b;
}

/* Which of the approaches, none because refused, or none because out of scope. */
static bool same_approach(const struct outcome *x, const struct outcome *y) {
    return x->used == y->used && (x->used || x->status == y->status);
}

static enum group_kind kind_of(const struct outcome is[SIDES]) {
    if (!same_approach(&is[OLD], &is[NEW])) return GROUP_APPROACH;
    if (is[OLD].status != is[NEW].status) return GROUP_STATUS;
    return is[OLD].start != is[NEW].start ? GROUP_NOW : GROUP_BEFORE;
}

/* Whether two situations go together, as far as their verdicts say. */
static bool together(const struct parting *x, enum group_kind kind,
                     const struct outcome is[SIDES]) {
    if (x->kind != kind) return false;
    if (kind == GROUP_BEFORE) return true;
    for (int side = OLD; side < SIDES; side++) {
        if (!same_approach(&x->is[side], &is[side])) return false;
        if (kind == GROUP_STATUS && x->is[side].status != is[side].status) return false;
        if (kind == GROUP_NOW && x->is[side].start != is[side].start) return false;
    }
    return true;
}

/* Parts of `region` by the verdicts in it. */
static struct partings part_by_verdict(struct comparison *c, diagram region) {
    struct partings groups = {0};
    struct bundle b = verdicts_in(c, region);
    struct terminals terminals = bundle_terminals(&b);
    vec_each (uint32_t, t, &terminals) {
        size_t next = 0;
        struct outcome is[SIDES];
        is[OLD] = read_verdict(c, &b, *t, &next);
        is[NEW] = read_verdict(c, &b, *t, &next);
        enum group_kind kind = kind_of(is);
        struct parting *to = NULL;
        vec_each (struct parting, x, &groups)
            if (together(x, kind, is)) to = x;
        if (!to) {
            vec_push(c->g->arena, &groups,
                     ((struct parting){.kind = kind, .is = {is[OLD], is[NEW]}, .where = NO}));
            to = &groups.at[groups.len - 1];
        }
        to->where = diagram_or(c->g, to->where, diagram_where(c->g, b.all, *t));
    }
    return groups;
}

/* First where the approach is another; then where something else comes with it; then by what is
 * left. */
static struct partings part_by_kind(struct comparison *c) {
    struct diagrams *g = c->g;
    struct partings groups = {0}, all = part_by_verdict(c, c->differs);
    diagram left = c->differs, comes = NO;
    vec_each (struct parting, x, &all)
        if (x->kind == GROUP_APPROACH) {
            vec_push(g->arena, &groups, *x);
            left = diagram_but(g, left, x->where);
        }
    vec_each (struct element, e, &c->elements)
        if (e->part != DECISION_BASIS && e->part != DECISION_BEFORE)
            comes = diagram_or(g, comes, diagram_or(g, e->gone, e->come));
    comes = diagram_and(g, comes, left);
    if (comes != NO)
        vec_push(g->arena, &groups, ((struct parting){.kind = GROUP_LISTS, .where = comes}));
    left = diagram_but(g, left, comes);
    struct partings rest = {0};
    if (left != NO) rest = part_by_verdict(c, left);
    vec_each (struct parting, x, &rest) vec_push(g->arena, &groups, *x);
    if (c->grounds != NO)
        vec_push(g->arena, &groups, ((struct parting){.kind = GROUP_BASIS, .where = c->grounds}));
    return groups;
}

/* ---- by what comes and goes ---- */

/* Whether a change of this element makes a group of its own; the others follow from it. */
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

static struct partings part_by_change(struct comparison *c, const struct parting *of) {
    struct diagrams *g = c->g;
    struct partings parts = {0};
    struct bundle b = {.g = g, .region = of->where};
    bundle_add(&b, YES);
    bool few = true;
    vec_each (struct element, e, &c->elements) {
        diagram gone = diagram_and(g, e->gone, of->where),
                come = diagram_and(g, e->come, of->where);
        if (!makes_groups(of->kind, e) || (gone == NO && come == NO) || !few) continue;
        if (gone != NO) bundle_add(&b, gone);
        if (come != NO) bundle_add(&b, come);
        few = bundle_terminals(&b).len <= MOST_SIGNATURES;
    }
    if (few) {
        struct terminals terminals = bundle_terminals(&b);
        vec_each (uint32_t, t, &terminals) {
            struct parting part = *of;
            part.where = diagram_and(g, of->where, diagram_where(g, b.all, *t));
            vec_push(g->arena, &parts, part);
        }
        return parts;
    }
    diagram left = of->where;
    vec_each (struct element, e, &c->elements) /* by the first thing that changes */
        for (int come = 0; come < 2 && makes_groups(of->kind, e); come++) {
            struct parting part = *of;
            part.where = diagram_and(g, left, come ? e->come : e->gone);
            if (part.where == NO) continue;
            left = diagram_but(g, left, part.where);
            vec_push(g->arena, &parts, part);
        }
    return parts;
}

/* ---- by cause ---- */

/* The causes that show in the group: those that open or close where the verdict changes, else all;
 * of paragraphs whose own text changed, where there are such. */
static struct indices causes_in(const struct comparison *c, const struct causes *causes,
                                const struct parting *group) {
    struct indices found = {0};
    for (int wide = group->kind != GROUP_APPROACH; wide < 2 && found.len == 0; wide++)
        for (int indirect = 0; indirect < 2 && found.len == 0; indirect++)
            for (uint32_t i = 0; i < causes->len; i++) {
                const struct cause *cause = &causes->at[i];
                if ((cause->kind == CAUSE_INDIRECT) == (indirect != 0) &&
                    diagram_and(c->g, wide ? cause->shows : cause->opens, group->where) != NO)
                    vec_push(c->g->arena, &found, i);
            }
    return found;
}

/* Parts with causes of their own, where these are few. */
static void part_by_cause(struct comparison *c, const struct causes *causes,
                          const struct parting *of, struct partings *into) {
    struct diagrams *g = c->g;
    struct bundle b = {.g = g, .region = of->where};
    struct indices found = causes_in(c, causes, of);
    bundle_add(&b, YES);
    vec_each (uint32_t, i, &found) {
        const struct cause *cause = &causes->at[*i];
        bundle_add(&b,
                   diagram_and(g, of->where,
                               of->kind == GROUP_APPROACH && cause->opens != NO ? cause->opens
                                                                                : cause->shows));
    }
    struct terminals terminals = bundle_terminals(&b);
    if (found.len < 2 || terminals.len > MOST_CAUSES) {
        vec_push(g->arena, into, *of);
        into->at[into->len - 1].causes = found;
        return;
    }
    vec_each (uint32_t, t, &terminals) {
        struct parting part = *of;
        part.where = diagram_and(g, of->where, diagram_where(g, b.all, *t));
        part.causes = causes_in(c, causes, &part);
        vec_push(g->arena, into, part);
    }
}

/* ---- description ---- */

static void find_changes(struct comparison *c, struct parting *group) {
    struct diagrams *g = c->g;
    for (uint32_t i = 0; i < c->elements.len; i++) {
        const struct element *e = &c->elements.at[i];
        for (int come = 0; come < 2; come++) {
            diagram here = diagram_and(g, group->where, come ? e->come : e->gone);
            if (here != NO)
                vec_push(g->arena, &group->changes,
                         ((struct change){i, come != 0, here == group->where}));
        }
    }
}

static void find_statuses(struct comparison *c, struct parting *group) {
    for (int side = OLD; side < SIDES; side++)
        for (enum status s = STATUS_OUT_OF_SCOPE; s <= STATUS_OPEN; s++)
            if (diagram_and(c->g, group->where, c->status[side][s]) != NO)
                group->statuses[side] |= 1u << s;
    for (enum status was = STATUS_OUT_OF_SCOPE; was <= STATUS_OPEN; was++)
        for (enum status is = STATUS_OUT_OF_SCOPE; is <= STATUS_OPEN; is++) {
            diagram both = diagram_and(c->g, c->status[OLD][was],
                                       diagram_and(c->g, group->where, c->status[NEW][is]));
            if (was != is && both != NO)
                vec_push(c->g->arena, &group->status_changes,
                         ((struct status_change){was, is, both == group->where}));
        }
}

/* Of the witness; what it hangs on is named there. */
static bool is_so(struct witness *w, diagram x) {
    witness_fix(w, x);
    return diagram_at(w->g, x, w->situation) == YES;
}

static struct outcome verdict_on(const struct comparison *c, enum side side, struct witness *w) {
    struct outcome v = {.status = STATUS_OPEN};
    for (enum status s = STATUS_OUT_OF_SCOPE; s <= STATUS_OPEN; s++)
        if (is_so(w, c->status[side][s])) v.status = s;
    for (size_t a = 0; a < c->approaches.len; a++) {
        v.used |= (uint64_t)is_so(w, c->used[side][a]) << a;
        v.start |= (uint64_t)is_so(w, c->start[side][a]) << a;
    }
    return v;
}

const bool *facts_looked_for(const struct comparison *c) {
    bool *last = arena_array(c->g->arena, bool, c->m->model->facts.len);
    for (int side = OLD; side < SIDES; side++) {
        const struct model *own = c->m->of[side].rules->model;
        const uint32_t roles[] = {own->partner, own->activity, own->objective};
        for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
            if (roles[i] != MODEL_NONE) last[c->m->fact_of[side][roles[i]]] = true;
    }
    return last;
}

void describe(struct comparison *c, struct parting *group, diagram minded) {
    struct diagrams *g = c->g;
    size_t n = c->m->model->facts.len;
    bool *all = arena_array(g->arena, bool, n);
    memset(all, 1, n);
    group->facts = arena_array(g->arena, bool, n);
    diagram_facts(g, group->where, group->facts);
    group->combinations = diagram_count(g, group->where, YES, group->facts);
    group->situations = diagram_count(g, group->where, YES, all);
    /* it may be typed into either: what one of them admits has to be told apart, too */
    witness_find(&group->witness, g, diagram_or(g, c->v[OLD]->possible, c->v[NEW]->possible),
                 group->where);
    for (int side = OLD; side < SIDES; side++)
        group->seen[side] = verdict_on(c, (enum side)side, &group->witness);
    group->head = case_around(g, group->where, minded, facts_looked_for(c));
    group->whole = diagram_and(g, diagram_of_cube(g, &group->head), minded) == group->where;
    group->rest = NO;
    if (!group->whole)
        group->cases =
            diagram_cases(g, group->where, diagram_or(g, group->where, diagram_not(g, minded)),
                          facts_looked_for(c), MOST_CASES, &group->rest);
}

/* The order of a group is that of its making where nothing else tells. */
static bool goes_before(const struct parting *x, const struct parting *y) {
    if (x->kind != y->kind) return x->kind < y->kind;
    return big_compare(x->situations, y->situations) > 0;
}

static void sort_groups(struct partings *groups) {
    for (size_t i = 1; i < groups->len; i++) {
        struct parting moved = groups->at[i];
        size_t k = i;
        for (; k > 0 && goes_before(&moved, &groups->at[k - 1]); k--)
            groups->at[k] = groups->at[k - 1];
        groups->at[k] = moved;
    }
}

struct partings groups_of(struct comparison *c, const struct causes *causes) {
    struct partings kinds = part_by_kind(c), groups = {0};
    vec_each (struct parting, x, &kinds) {
        struct partings parts = {0};
        if (x->kind == GROUP_LISTS || x->kind == GROUP_BEFORE || x->kind == GROUP_BASIS)
            parts = part_by_change(c, x);
        else
            vec_push(c->g->arena, &parts, *x);
        vec_each (struct parting, part, &parts) part_by_cause(c, causes, part, &groups);
    }
    vec_each (struct parting, x, &groups) {
        find_changes(c, x);
        find_statuses(c, x);
        describe(c, x, c->both);
    }
    sort_groups(&groups);
    return groups;
}
