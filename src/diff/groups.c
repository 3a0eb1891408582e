/*
 * Groups: the situations that are decided differently, parted by what changes and by what caused
 * it.
 */
#include "diff/diff.h"

/* More groups than this of one kind are told apart by less. */
enum { MOST_SIGNATURES = 12, MOST_CAUSES = 6 };

struct parts VEC(diagram);

/* ---- parts ---- */

static diagram below(const struct diagrams *g, diagram x, uint32_t axis, uint32_t class) {
    return diagram_is_node(x) && diagram_axis(g, x) == axis ? diagram_child(g, x, class) : x;
}

/* Of two that have nothing in common, whether the first situation of all is in x. */
static bool comes_first(const struct diagrams *g, diagram x, diagram y) {
    while (x != NO && y != NO) {
        uint32_t axis = diagram_axis(g, diagram_rank(g, x) < diagram_rank(g, y) ? x : y), k = 0;
        while (below(g, x, axis, k) == NO && below(g, y, axis, k) == NO) k++;
        x = below(g, x, axis, k);
        y = below(g, y, axis, k);
    }
    return x != NO;
}

/* A part of the region for each combination of what is so in it, as situations come; none where
 * that would be more than `most`. */
static struct parts split(const struct difference *d, diagram region, const struct parts *by,
                          size_t most) {
    struct parts parts = {0};
    if (region != NO) vec_push(d->arena, &parts, region);
    vec_each (diagram, x, by) {
        for (size_t i = 0, n = parts.len; i < n; i++) {
            diagram is = diagram_and(d->g, parts.at[i], *x),
                    is_not = diagram_but(d->g, parts.at[i], *x);
            if (is == NO || is_not == NO) continue;
            parts.at[i] = is;
            vec_push(d->arena, &parts, is_not);
        }
        if (parts.len > most) return (struct parts){0};
    }
    for (size_t i = 1; i < parts.len && !d->g->gave_up; i++)
        for (size_t k = i; k > 0 && comes_first(d->g, parts.at[k], parts.at[k - 1]); k--) {
            diagram x = parts.at[k];
            parts.at[k] = parts.at[k - 1];
            parts.at[k - 1] = x;
        }
    return parts;
}

static void add_part(struct difference *d, struct partings *groups, struct parting like,
                     diagram where) {
    like.where = where;
    if (where != NO) vec_push(d->arena, groups, like);
}

/* ---- by status and approach ---- */

static struct brief brief_in(const struct difference *d, int side, diagram part) {
    bool *is = arena_array(d->arena, bool, d->n_brief);
    for (size_t i = 0; i < d->n_brief; i++)
        is[i] = diagram_and(d->g, part, d->brief[side][i]) != NO;
    return brief_of(d, is);
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
static bool together(const struct parting *x, const struct parting *y) {
    for (int side = OLD; side < SIDES && x->kind != GROUP_BEFORE; side++)
        if (!same_approach(&x->is[side], &y->is[side]) ||
            (x->kind == GROUP_STATUS && x->is[side].status != y->is[side].status) ||
            (x->kind == GROUP_NOW && x->is[side].start != y->is[side].start))
            return false;
    return x->kind == y->kind;
}

/* By what the sides `from` to `to` decide. */
static struct partings part_by_brief(struct difference *d, diagram region, int from, int to) {
    struct partings groups = {0};
    struct parts by = {0};
    for (int side = from; side <= to; side++)
        for (size_t i = 0; i < d->n_brief; i++) vec_push(d->arena, &by, d->brief[side][i]);
    struct parts parts = split(d, region, &by, SIZE_MAX);
    vec_each (diagram, part, &parts) {
        struct parting x = {.kind = GROUP_APPROACH};
        for (int side = from; side <= to; side++) x.is[side] = brief_in(d, side, *part);
        if (from != to) x.kind = kind_of(x.is);
        size_t k = 0;
        while (k < groups.len && !together(&groups.at[k], &x)) k++;
        if (k == groups.len) add_part(d, &groups, x, *part);
        diagram *where = &groups.at[k].where;
        *where = diagram_or(d->g, *where, *part);
    }
    return groups;
}

/* Whether a change of this element makes a group of its own; others follow from what does. */
static bool makes_groups(enum group_kind kind, const struct element *e) {
    if (kind == GROUP_LISTS) return e->part < DECISION_GROUNDS && e->part != DECISION_BEFORE;
    return (kind == GROUP_BEFORE && e->part == DECISION_BEFORE) ||
           (kind == GROUP_BASIS && e->part >= DECISION_GROUNDS);
}

/* First where the approach is another; then where something else comes with it; then by what is
 * left. */
static struct partings part_by_kind(struct difference *d) {
    struct partings groups = {0}, all = part_by_brief(d, d->differs, OLD, NEW);
    diagram left = d->differs, comes = NO;
    vec_each (struct parting, x, &all)
        if (x->kind == GROUP_APPROACH) {
            vec_push(d->arena, &groups, *x);
            left = diagram_but(d->g, left, x->where);
        }
    vec_each (struct element, e, &d->elements)
        if (makes_groups(GROUP_LISTS, e)) comes = diagram_or(d->g, comes, e->where);
    comes = diagram_and(d->g, comes, left);
    add_part(d, &groups, (struct parting){.kind = GROUP_LISTS}, comes);
    all = part_by_brief(d, diagram_but(d->g, left, comes), OLD, NEW);
    vec_each (struct parting, x, &all) vec_push(d->arena, &groups, *x);
    add_part(d, &groups, (struct parting){.kind = GROUP_BASIS}, d->grounds);
    return groups;
}

/* ---- by what comes and goes ---- */

/* Where in the region one of these comes, or goes, for the approach. */
static diagram where_in(const struct difference *d, diagram region, const struct element *from,
                        const struct element *end, uint32_t approach, bool come) {
    for (const struct element *e = from; e < end; e++)
        if (e->approach == approach && e->come == come) return diagram_and(d->g, e->where, region);
    return NO;
}

/* One thing that comes and goes, for several approaches: first where it goes and then where it
 * comes; of all approaches together where all that is so of one of them, else of each. */
static void add_changes(struct difference *d, diagram region, const struct element *from,
                        const struct element *end, struct parts *by) {
    diagram all[2] = {NO, NO};
    for (const struct element *e = from; e < end; e++)
        all[e->come] = diagram_or(d->g, all[e->come], diagram_and(d->g, e->where, region));
    size_t first = by->len;
    for (size_t a = 0; a <= d->approaches.len; a++) { /* the same order whichever came first */
        uint32_t approach = a < d->approaches.len ? (uint32_t)a : MODEL_NONE;
        diagram goes = where_in(d, region, from, end, approach, false),
                comes = where_in(d, region, from, end, approach, true);
        if (goes == NO && comes == NO) continue;
        if (goes == all[false] && comes == all[true]) by->len = first;
        vec_push(d->arena, by, goes);
        vec_push(d->arena, by, comes);
        if (goes == all[false] && comes == all[true]) return;
    }
}

static struct partings part_by_change(struct difference *d, const struct parting *of) {
    struct partings groups = {0};
    struct parts by = {0};
    const struct element *all = d->elements.at;
    for (size_t i = 0, next; i < d->elements.len; i = next) {
        for (next = i + 1; next < d->elements.len && all[next].part == all[i].part &&
                           all[next].unit == all[i].unit && all[next].by == all[i].by;)
            next++;
        if (makes_groups(of->kind, &all[i])) add_changes(d, of->where, &all[i], &all[next], &by);
    }
    struct parts parts = split(d, of->where, &by, MOST_SIGNATURES);
    vec_each (diagram, part, &parts) add_part(d, &groups, *of, *part);
    diagram left = of->where;
    for (size_t i = 0; i < by.len && parts.len == 0; i += 2) { /* by the first thing that changes */
        diagram goes = by.at[i], comes = by.at[i + 1];
        diagram kinds[] = {diagram_but(d->g, goes, comes), diagram_but(d->g, comes, goes),
                           diagram_and(d->g, comes, goes)};
        for (int k = 0; k < 3; k++) {
            add_part(d, &groups, *of, diagram_and(d->g, left, kinds[k]));
            left = diagram_but(d->g, left, kinds[k]);
        }
    }
    return groups;
}

/* ---- by cause ---- */

/* The causes that show in the group: those that open or close where the approach changes, else
 * all; of paragraphs whose own text changed, where there are such. */
static struct indices causes_in(const struct difference *d, const struct parting *group) {
    struct indices found = {0};
    for (int wide = group->kind != GROUP_APPROACH; wide < 2 && found.len == 0; wide++)
        for (int indirect = 0; indirect < 2 && found.len == 0; indirect++)
            for (uint32_t i = 0; i < d->causes.len; i++) {
                const struct cause *cause = &d->causes.at[i];
                if ((cause->kind == CAUSE_INDIRECT) == (indirect != 0) &&
                    diagram_and(d->g, wide ? cause->shows : cause->opens, group->where) != NO)
                    vec_push(d->arena, &found, i);
            }
    return found;
}

/* Parts with causes of their own, where these are few. */
static void part_by_cause(struct difference *d, struct parting *of, struct partings *into) {
    struct parts by = {0};
    of->causes = causes_in(d, of);
    vec_each (uint32_t, i, &of->causes) {
        const struct cause *x = &d->causes.at[*i];
        bool opens = of->kind == GROUP_APPROACH && x->opens != NO;
        vec_push(d->arena, &by, opens ? x->opens : x->shows);
    }
    struct parts parts = {0};
    if (by.len > 1) parts = split(d, of->where, &by, MOST_CAUSES);
    if (parts.len == 0) vec_push(d->arena, into, *of);
    vec_each (diagram, part, &parts) {
        add_part(d, into, *of, *part);
        into->at[into->len - 1].causes = causes_in(d, &into->at[into->len - 1]);
    }
}

/* ---- the whole ---- */

static unsigned verdicts_in(const struct difference *d, int side, uint32_t approach,
                            diagram where) {
    const struct decisions *of = d->decided[side];
    uint32_t own = d->approaches.at[approach].of[side];
    if (own == MODEL_NONE) return 1u << IS_UNKNOWN;
    diagram in = diagram_and(d->g, where, of->in_scope),
            open = diagram_and(d->g, in, of->open[own]),
            closed = diagram_and(d->g, in, of->close[own]),
            offered = diagram_and(d->g, in, of->offered[own]),
            taken = diagram_or(d->g, closed, offered);
    const diagram is[VERDICTS] = {[IS_NOT_PROVIDED] = diagram_but(d->g, in, taken),
                                  [IS_CLOSED] = closed,
                                  [IS_DEFAULT] = diagram_but(d->g, offered, open),
                                  [IS_CONDITIONAL] = diagram_and(d->g, open, of->outstanding[own]),
                                  [IS_OPEN] = diagram_but(d->g, open, of->outstanding[own]),
                                  [IS_OUT_OF_SCOPE] = diagram_but(d->g, where, in),
                                  [IS_UNKNOWN] = NO};
    unsigned set = 0;
    for (enum verdict v = IS_NOT_PROVIDED; v < VERDICTS; v++) set |= (unsigned)(is[v] != NO) << v;
    return set;
}

static void find_changes(struct difference *d, struct parting *group) {
    vec_each (struct element, e, &d->elements) {
        diagram here = diagram_and(d->g, group->where, e->where);
        if (here == NO) continue;
        struct change x = {.element = e, .always = here == group->where};
        for (int side = OLD; side < SIDES && is_verdict(e); side++)
            x.verdicts[side] = verdicts_in(d, side, e->approach, here);
        vec_push(d->arena, &group->changes, x);
    }
}

static void find_statuses(struct difference *d, struct parting *group) {
    for (enum status was = STATUS_OUT_OF_SCOPE; was <= STATUS_OPEN; was++)
        for (enum status is = STATUS_OUT_OF_SCOPE; is <= STATUS_OPEN; is++) {
            diagram both = diagram_and(d->g, d->status[OLD][was],
                                       diagram_and(d->g, group->where, d->status[NEW][is]));
            if (both == NO) continue;
            group->statuses[OLD] |= 1u << was;
            group->statuses[NEW] |= 1u << is;
            if (was != is)
                vec_push(d->arena, &group->status_changes,
                         ((struct status_change){was, is, both == group->where}));
        }
}

static void find_starts(struct difference *d, struct parting *group) {
    struct parts by = {0};
    for (int side = OLD; side < SIDES; side++)
        for (size_t a = 0; a < d->approaches.len; a++)
            vec_push(d->arena, &by, d->brief[side][STATUS_OPEN + d->approaches.len + a]);
    struct parts parts = split(d, group->where, &by, SIZE_MAX);
    vec_each (diagram, part, &parts) {
        uint64_t was = brief_in(d, OLD, *part).start, is = brief_in(d, NEW, *part).start;
        size_t k = 0;
        if (was == is) continue;
        while (k < group->start_changes.len &&
               (group->start_changes.at[k].was != was || group->start_changes.at[k].is != is))
            k++;
        if (k == group->start_changes.len)
            vec_push(d->arena, &group->start_changes, ((struct start_change){was, is, NO}));
        diagram *where = &group->start_changes.at[k].where;
        *where = diagram_or(d->g, *where, *part);
    }
}

/* The order of a group is that of its making where nothing else tells. */
static bool goes_before(const struct parting *x, const struct parting *y) {
    if (x->kind != y->kind) return x->kind < y->kind;
    return big_compare(x->situations, y->situations) > 0;
}

static void insert(struct difference *d, struct parting group) {
    size_t k = d->groups.len;
    vec_push(d->arena, &d->groups, group);
    for (; k > 0 && goes_before(&group, &d->groups.at[k - 1]); k--)
        d->groups.at[k] = d->groups.at[k - 1];
    d->groups.at[k] = group;
}

void find_groups(struct difference *d) {
    struct partings kinds = part_by_kind(d), groups = {0};
    vec_each (struct parting, x, &kinds) {
        struct partings parts = part_by_change(d, x);
        vec_each (struct parting, part, &parts) part_by_cause(d, part, &groups);
    }
    vec_each (struct parting, x, &groups) {
        confirm_causes(d, x);
        find_changes(d, x);
        find_statuses(d, x);
        find_starts(d, x);
        describe(d, x, d->both);
        insert(d, *x);
    }
}

struct partings decided_alone(struct difference *d, int side) {
    struct partings parts = part_by_brief(d, d->only[side], side, side);
    vec_each (struct parting, x, &parts) {
        for (enum status s = STATUS_OUT_OF_SCOPE; s <= STATUS_OPEN; s++)
            if (diagram_and(d->g, x->where, d->status[side][s]) != NO) x->statuses[side] |= 1u << s;
        for (uint32_t i = 0; i < d->causes.len; i++)
            if (diagram_and(d->g, x->where, d->causes.at[i].alone) != NO)
                vec_push(d->arena, &x->causes, i);
        describe(d, x, d->v[side]->possible);
    }
    return parts;
}
