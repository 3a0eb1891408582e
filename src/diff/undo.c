/*
 * Undone: the new version with some of what changed put back as it was, made in memory and decided,
 * so that what is called a cause is one.
 */
#include "diff/diff.h"

/* So many items are undone one by one; so many versions are made at all, with so many times the
 * work that the two versions were. */
enum { MOST_UNDONE = 24, MOST_TRIALS = 160, UNDO_WORK = 30 };

/* ---- such a version among the others ---- */

/* The fact of both that it is; MODEL_NONE: of neither version. */
static uint32_t fact_of_both(const struct difference *d, const struct fact *f) {
    for (int side = NEW; side >= OLD; side--) {
        uint32_t own = find_fact(own_model(d, side), f->id.name);
        if (own != MODEL_NONE && same_type(f, &own_model(d, side)->facts.at[own]))
            return d->fact_of[side][own];
    }
    return MODEL_NONE;
}

/* A difference from version `base` to these rules over the facts of both; NULL where they have
 * another fact. */
static struct difference *held_against(const struct difference *d, int base,
                                       const struct rule_set *rules) {
    struct difference *of = arena_new(d->arena, struct difference);
    size_t n = rules->model->facts.len;
    *of = *d;
    of->own[OLD] = d->own[base];
    of->sides[OLD] = d->sides[base];
    of->fact_of[OLD] = d->fact_of[base];
    of->v[OLD] = d->v[base];
    of->decided[OLD] = d->decided[base];
    of->own[NEW] = rules;
    of->fact_of[NEW] = arena_array(d->arena, uint32_t, n);
    of->value_of[NEW] = arena_array(d->arena, uint32_t *, n);
    of->probes[NEW] = (struct conds){0};
    of->facts = arena_array(d->arena, struct merged_fact, d->model->facts.len);
    for (uint32_t f = 0; f < d->model->facts.len; f++)
        of->facts[f] = (struct merged_fact){.of = {d->facts[f].of[base], MODEL_NONE}};
    for (uint32_t f = 0; f < n; f++) {
        of->fact_of[NEW][f] = MODEL_NONE;
        if (rules->model->facts.at[f].source == FACT_READING) continue;
        uint32_t to = fact_of_both(d, &rules->model->facts.at[f]);
        if (to == MODEL_NONE || of->facts[to].of[NEW] != MODEL_NONE) return NULL;
        take_values(of, NEW, f, to);
    }
    of->sides[NEW] = side_rules(of, NEW);
    return of;
}

/* ---- tried ---- */

static uint64_t everything(const struct difference *d) {
    return d->causes.len < 64 ? (UINT64_C(1) << d->causes.len) - 1 : 0;
}

static bool is_tried(const struct difference *d) {
    return !d->readings && d->causes.len <= MOST_UNDONE;
}

/* The rules, asked about in `all`, so that the axes tell apart what they do. */
void ask_undone(struct difference *d) {
    size_t n = is_tried(d) && d->causes.len > 1 ? d->causes.len : 0;
    for (size_t i = 0; i < (n > 2 ? 2 * n : n); i++) { /* each undone alone; each left alone */
        uint64_t undone = UINT64_C(1) << i % n;
        if (i >= n) undone = everything(d) & ~undone;
        const struct rule_set *rules = rules_mixed(d, undone);
        struct difference *of = rules ? held_against(d, OLD, rules) : NULL;
        if (of) ask_side(of, NEW);
        vec_push(d->arena, &d->trials,
                 ((struct trial){.undone = undone, .asked = true, .rules = of ? rules : NULL}));
    }
}

/* Whether the axes tell apart what these rules do. */
static bool is_told_apart(struct difference *of) {
    ask_side(of, NEW);
    const struct space *s = of->g->s, *more = space_build(of->all, of->arena);
    bool same = s->axes.len == more->axes.len;
    for (size_t i = 0; same && i < s->axes.len; i++)
        same = s->axes.at[i].fact == more->axes.at[i].fact &&
               s->axes.at[i].classes == more->axes.at[i].classes;
    return same;
}

static bool decide(const struct difference *d, struct trial *t) {
    struct diagrams *g = d->g;
    for (int base = NEW; base >= OLD; base--) {
        struct difference *of = held_against(d, base, t->rules);
        if (!of) return false;
        if (base == NEW && !t->asked && !is_told_apart(of)) return false;
        of->both = diagram_or(g, d->both, d->only[base]);
        decide_new(of);
        if (g->gave_up) return false;
        t->other[base] = diagram_and(g, of->differs, d->both);
        t->grounds[base] = diagram_and(g, of->grounds, d->both);
        t->alone[base] = diagram_or(g, of->differs, of->grounds);
        t->alone[base] = diagram_and(g, t->alone[base], d->only[base]);
        t->opens[base] = NO;
        for (size_t i = STATUS_OPEN; i < STATUS_OPEN + of->approaches.len; i++) { /* used */
            diagram differ = diagram_differ(g, of->brief[OLD][i], of->brief[NEW][i]);
            t->opens[base] = diagram_or(g, t->opens[base], diagram_and(g, differ, of->both));
        }
        vec_each (struct element, e, &of->elements)
            if (e->part < DECISION_WILL) t->opens[base] = diagram_or(g, t->opens[base], e->where);
        t->opens[base] = diagram_and(g, t->opens[base], d->both);
    }
    return true;
}

static const struct trial *tried(struct difference *d, uint64_t undone) {
    size_t i = 0;
    while (i < d->trials.len && d->trials.at[i].undone != undone) i++;
    if (i == d->trials.len) {
        if (i >= MOST_TRIALS || d->trying.left == 0) return NULL;
        vec_push(d->arena, &d->trials,
                 ((struct trial){.undone = undone, .rules = rules_mixed(d, undone)}));
    }
    struct trial *t = &d->trials.at[i];
    if (t->rules && !t->decided) {
        struct diagrams *g = d->g;
        uint64_t from = g->steps;
        bool short_of = g->max_steps < from + d->undo_steps;
        g->work = &d->trying;
        diagrams_ask(g, d->undo_steps);
        if (!decide(d, t)) t->rules = NULL;
        t->decided = true;
        g->work = &d->work;
        d->undo_steps -= g->steps - from < d->undo_steps ? g->steps - from : d->undo_steps;
        if (!short_of) diagrams_ask(g, UINT64_MAX); /* what was given up is just not a cause */
    }
    return t->rules ? t : NULL;
}

/* ---- what shows where ---- */

bool show_undone(struct difference *d) {
    if (!is_tried(d)) return false;
    d->undo_steps = UNDO_WORK * d->g->steps;
    for (size_t i = 0; i < d->causes.len && !d->g->gave_up; i++) {
        struct cause *cause = &d->causes.at[i];
        if (d->causes.len == 1) {
            cause->opens = cause->shows = diagram_or(d->g, d->differs, d->grounds);
            break;
        }
        for (int to = OLD; to < SIDES; to++) { /* undone alone, and changed alone */
            uint64_t one = UINT64_C(1) << i;
            const struct trial *t = tried(d, to == NEW ? one : everything(d) & ~one);
            if (!t) look_alone(d, cause);
            if (!t) continue;
            cause->alone = diagram_or(d->g, cause->alone, t->alone[to]);
            diagram shows = diagram_or(d->g, t->other[to], t->grounds[to]);
            cause->shows = diagram_or(d->g, cause->shows, shows);
            cause->opens = diagram_or(d->g, cause->opens, t->opens[to]);
        }
    }
    return true;
}

/* Whether with this undone the situations of the group are decided as in one version. */
static bool decides_as(struct difference *d, int side, uint64_t undone,
                       const struct parting *group) {
    if (undone == (side == OLD ? everything(d) : 0)) return true;
    const struct trial *t = undone && undone != everything(d) ? tried(d, undone) : NULL;
    if (!t) return false;
    diagram other = t->other[side];
    if (group->kind == GROUP_BASIS) other = diagram_or(d->g, other, t->grounds[side]);
    return diagram_and(d->g, other, group->where) == NO;
}

void confirm_causes(struct difference *d, struct parting *group) {
    if (!is_tried(d) || d->causes.len == 0 || d->g->gave_up) return;
    uint64_t shown = 0, all = everything(d);
    struct indices found = {0};
    vec_each (uint32_t, i, &group->causes) shown |= UINT64_C(1) << *i;
    for (uint32_t i = 0; i < d->causes.len; i++)
        if (decides_as(d, OLD, UINT64_C(1) << i, group) ||
            decides_as(d, NEW, everything(d) & ~(UINT64_C(1) << i), group))
            vec_push(d->arena, &found, i);
    group->together = found.len == 0;
    if (found.len == 0) {
        if (decides_as(d, OLD, shown, group)) all = shown;
        for (uint32_t i = 0; i < d->causes.len; i++) {
            uint64_t less = all & ~(UINT64_C(1) << i);
            if (less != all && decides_as(d, OLD, less, group)) all = less;
        }
        for (uint32_t i = 0; i < d->causes.len; i++)
            if (all >> i & 1) vec_push(d->arena, &found, i);
    }
    group->causes = found;
}
