/*
 * A hole between brackets: below some numbers a rule applies, above them another of the same kind,
 * and for those in between none does. The usual slip is "below 10" beside "above 10". Of the same
 * kind are all permissions, and the duties of one paragraph. Where rules that do not look at the
 * number apply all the while, a hole may be meant (something less in the middle), but not one of a
 * single number.
 *
 * Between duties, and between prohibitions, of several paragraphs a hole may be meant as well; but
 * not one of a single number, or of what lies between a whole number and the next ("to 25,000" and
 * "from 25,001" in cents).
 */
#include "lint/lint.h"

#include <string.h>

/* A diagram by class of the number: a slice for each run of classes in which it is the same. */
struct slices {
    uint32_t *first; /* class; rising, from 0 */
    diagram *is;
    uint32_t n;
};

struct brackets {
    struct analysis *l;
    enum diag_code code;
    struct diagrams *g;
    uint32_t fact, axis, classes;
    const int64_t *first;   /* by class: its first number; one more at the end */
    struct indices rules;   /* of the kind that depend on the number */
    struct slices *effects; /* of these rules, in the feasible */
    diagram feasible;
    diagram some;    /* where any rule of the kind applies */
    diagram bracket; /* where one does that depends on the number */
    bool *told;      /* by rule: it was told of a hole above it */
};

static const char *number_text(const struct brackets *s, int64_t value) {
    const struct fact *f = &s->l->m->facts.at[s->fact];
    return arena_printf(s->l->arena, "%s%s%s", fact_value_text(s->l->arena, f, value),
                        f->unit ? " " : "", f->unit ? f->unit : "");
}

/* Whatever begins with the number: `at least 10`, or `above 10` where that is shorter. */
static const char *begins_with(const struct brackets *s, int64_t value) {
    const struct fact *f = &s->l->m->facts.at[s->fact];
    const char *from = fact_value_text(s->l->arena, f, value),
               *behind = fact_value_text(s->l->arena, f, value - 1);
    return strlen(behind) < strlen(from) ? arena_printf(s->l->arena, "above %s", behind)
                                         : arena_printf(s->l->arena, "at least %s", from);
}

/* ---- by class of the number ---- */

/* Adds each class in which x is not as in the one before. */
static void find_borders(const struct brackets *s, diagram x, uint32_t seen, uint64_t *borders) {
    struct diagrams *g = s->g;
    if (diagram_rank(g, x) > g->rank[s->axis] || g->met[x - NODE_BASE] >= seen) return;
    uint32_t axis = diagram_axis(g, x);
    g->met[x - NODE_BASE] = seen;
    for (uint32_t c = 0; c < g->s->axes.at[axis].classes; c++)
        if (axis != s->axis)
            find_borders(s, diagram_child(g, x, c), seen, borders);
        else if (c > 0 && diagram_child(g, x, c) != diagram_child(g, x, c - 1))
            bitset_add(borders, c);
}

static diagram in_class(const struct brackets *s, diagram x, uint32_t class) {
    return diagram_cofactor(s->g, x, s->axis, class);
}

static uint64_t *borders_of(const struct brackets *s, diagram x) {
    uint64_t *borders = bitset_new(s->l->arena, s->classes);
    find_borders(s, x, diagrams_walk(s->g), borders);
    return borders;
}

static struct slices slices_of(const struct brackets *s, diagram x) {
    struct arena *a = s->l->arena;
    uint64_t *borders = borders_of(s, x);
    struct slices all = {0};
    bitset_add(borders, 0);
    size_t n = bitset_count(borders, bitset_words(s->classes));
    all.first = arena_array(a, uint32_t, n);
    all.is = arena_array(a, diagram, n);
    bitset_each (c, borders, s->classes) {
        all.first[all.n] = (uint32_t)c;
        all.is[all.n++] = in_class(s, x, (uint32_t)c);
    }
    return all;
}

static uint32_t slice_at(const struct slices *x, uint32_t class) {
    uint32_t low = 0, high = x->n;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        *(x->first[middle] <= class ? &low : &high) = middle;
    }
    return low;
}

/* Rule i of those that depend on the number. */
static diagram effect(const struct brackets *s, uint32_t i, uint32_t class) {
    return s->effects[i].is[slice_at(&s->effects[i], class)];
}

/* Whether it begins or ends in one of the classes after c, up to k. */
static bool changes(const struct brackets *s, uint32_t i, uint32_t c, uint32_t k) {
    return slice_at(&s->effects[i], c) != slice_at(&s->effects[i], k);
}

/* The classes [from, to] are the hole. */
static void report(const struct brackets *s, uint32_t below, uint32_t above, uint32_t from,
                   uint32_t to, diagram where) {
    struct analysis *l = s->l;
    diagram can_be = YES;
    const struct rule *x = &l->rules->rules.at[below], *y = &l->rules->rules.at[above];
    int64_t low = s->first[from], high = s->first[to + 1] - 1;
    const char *range = low == high ? arena_printf(l->arena, "is %s", number_text(s, low))
                                    : arena_printf(l->arena, "lies from %s to %s",
                                                   number_text(s, low), number_text(s, high));
    diag_report(l->d, s->code, x->at, "where %s %s, neither this nor %s applies, %s",
                l->m->facts.at[s->fact].id.name, range, lint_block(l, y),
                ask_example(l->v, where, s->fact));
    diag_note(l->d, y->at,
              "this applies again above; if nothing is to lie between, let it begin with `%s`",
              begins_with(s, low));
    for (uint32_t c = from - 1; c <= to + 1; c++)
        can_be = diagram_and(s->g, can_be, in_class(s, s->feasible, c));
    diag_note(l->d, SPAN_NOWHERE, "so in %s of the other facts that this depends on",
              ask_count(s->g, where, can_be));
    s->told[below] = true;
}

/* Rule i applies in class c, and none of the kind does in the next: the first class after that in
 * which another does, which did not in class c, as this one does not there. */
static bool follow(const struct brackets *s, uint32_t i, uint32_t c) {
    struct diagrams *g = s->g;
    if (!changes(s, i, c, c + 1)) return false;
    diagram gap = effect(s, i, c), some = diagram_and(g, gap, s->some),
            bracket = diagram_and(g, gap, s->bracket), feasible = diagram_and(g, gap, s->feasible);
    uint64_t *borders = borders_of(s, some);
    bitset_or(borders, borders_of(s, feasible), bitset_words(s->classes));
    for (uint32_t k = c + 1; k < s->classes && gap != NO; k++) {
        if (k > c + 2 && !bitset_has(borders, k)) continue; /* nothing begins there */
        for (uint32_t j = 0; j < s->rules.len && k > c + 1; j++) {
            if (j == i || !changes(s, j, c, k)) continue;
            diagram where = diagram_and(g, gap, effect(s, j, k));
            if (where != NO) where = diagram_but(g, where, effect(s, j, c));
            if (where != NO) where = diagram_but(g, where, effect(s, i, k));
            if (where == NO) continue;
            if (!g->gave_up) report(s, s->rules.at[i], s->rules.at[j], c + 1, k - 1, where);
            return true;
        }
        bool slip = k == c + 1 && k + 1 < s->classes && s->first[k] + 1 == s->first[k + 1];
        gap = diagram_but(g, gap, in_class(s, slip ? bracket : some, k));
        gap = diagram_and(g, gap, in_class(s, feasible, k));
    }
    return false;
}

/* ---- paragraphs that leave little between them ---- */

/* Whether what the classes [from, to] have is a single number, or lies between two whole ones. */
static bool is_narrow(const struct brackets *s, uint32_t from, uint32_t to) {
    int64_t one = 1;
    for (unsigned i = 0; i < s->l->m->facts.at[s->fact].decimals; i++) one *= 10;
    int64_t n = s->first[to + 1] - s->first[from];
    return n == 1 || (n < one && (s->first[from] - 1) % one == 0);
}

/* Where rule i ends with class c, rule j begins with class k, and no rule that begins or ends
 * there applies to all that lies between. */
static diagram between(const struct brackets *s, uint32_t i, uint32_t c, uint32_t j, uint32_t k) {
    struct diagrams *g = s->g;
    if (!changes(s, i, c, k) || !changes(s, j, c, k)) return NO;
    diagram where = diagram_and(g, effect(s, i, c), effect(s, j, k));
    for (uint32_t x = c + 1; x < k && where != NO; x++) {
        where = diagram_and(g, where, in_class(s, s->feasible, x));
        for (uint32_t r = 0; r < s->rules.len && where != NO; r++) {
            if (!changes(s, r, c, k)) continue;
            diagram both = diagram_and(g, effect(s, r, c), effect(s, r, k));
            where = diagram_but(g, where, diagram_but(g, effect(s, r, x), both));
        }
        where = diagram_but(g, where, effect(s, i, x));
        where = diagram_but(g, where, effect(s, j, x));
    }
    where = diagram_but(g, where, effect(s, j, c));
    return where == NO ? (diagram)NO : diagram_but(g, where, effect(s, i, k));
}

static bool leaves_little(const struct brackets *s, uint32_t i, uint32_t c) {
    const struct rules *rules = &s->l->rules->rules;
    for (uint32_t k = c + 2; k < s->classes && is_narrow(s, c + 1, k - 1); k++)
        for (uint32_t j = 0; j < s->rules.len; j++) {
            if (rules->at[s->rules.at[j]].block == rules->at[s->rules.at[i]].block) continue;
            diagram where = between(s, i, c, j, k);
            if (where == NO || s->g->gave_up) continue;
            report(s, s->rules.at[i], s->rules.at[j], c + 1, k - 1, where);
            return true;
        }
    return false;
}

/* ---- all of it ---- */

/* Of all permissions, or of the duties of one paragraph; of the duties or prohibitions of several
 * that leave little between them. */
static void judge(struct brackets s, enum statement_kind kind, uint32_t block) {
    struct analysis *l = s.l;
    struct indices all = {0};
    bool tested = false;
    for (uint32_t i = 0; i < l->rules->rules.len; i++) {
        const struct rule *r = &l->rules->rules.at[i];
        if (r->kind != kind || (block != MODEL_NONE && r->block != block)) continue;
        vec_push(l->arena, &all, i);
        tested = tested || ask_tests(l->m, r->cond, s.fact);
    }
    if (!tested) return;
    s.effects = arena_array(l->arena, struct slices, all.len);
    s.some = s.bracket = NO;
    vec_each (uint32_t, i, &all) {
        diagram x = diagram_of_rule(l->v, *i);
        bool *axes = arena_array(l->arena, bool, s.g->s->axes.len);
        s.some = diagram_or(s.g, s.some, x);
        diagram_support(s.g, x, axes);
        if (!axes[s.axis]) continue;
        s.bracket = diagram_or(s.g, s.bracket, x);
        s.effects[s.rules.len] = slices_of(&s, diagram_and(s.g, x, s.feasible));
        vec_push(l->arena, &s.rules, *i);
    }
    bool apart = kind != STATEMENT_PERMISSION && block == MODEL_NONE;
    for (uint32_t i = 0; i < s.rules.len && s.rules.len > 1; i++)
        for (uint32_t c = 0; c + 2 < s.classes && !s.told[s.rules.at[i]]; c++)
            if (apart ? leaves_little(&s, i, c) : follow(&s, i, c)) break;
}

void lint_bracket_hole(struct analysis *l, enum diag_code code) {
    const struct space *sp = l->v->g->s;
    for (uint32_t f = 0; f < l->m->facts.len; f++) {
        uint32_t axis = space_axis(sp, f);
        if (l->m->facts.at[f].kind != FACT_NUMBER || space_classes(sp, axis) < 3) continue;
        struct brackets s = {.l = l,
                             .code = code,
                             .g = l->v->g,
                             .fact = f,
                             .axis = axis,
                             .classes = sp->axes.at[axis].classes,
                             .first = sp->domains[f].at,
                             .feasible = decisions_feasible(l->all),
                             .told = arena_array(l->arena, bool, l->rules->rules.len)};
        judge(s, STATEMENT_PERMISSION, MODEL_NONE);
        for (uint32_t b = 0; b < l->m->blocks.len; b++) judge(s, STATEMENT_DUTY, b);
        judge(s, STATEMENT_DUTY, MODEL_NONE);
        judge(s, STATEMENT_PROHIBITION, MODEL_NONE);
    }
}
