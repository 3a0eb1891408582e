/*
 * A hole between brackets: below some numbers a rule applies, above them another of the same kind,
 * and for those in between none does. The usual slip is "below 10" beside "above 10". Of the same
 * kind are all permissions, and the duties of one paragraph. Where rules that do not look at the
 * number apply all the while, a hole may be meant (something less in the middle), but not one of a
 * single number.
 */
#include "lint/lint.h"

struct hole_search {
    struct analysis *l;
    enum diag_code code;
    struct diagrams *g;
    uint32_t fact, axis;
    struct indices rules; /* of the kind that depend on the number */
    diagram *effects;     /* of these rules, in the feasible */
    diagram some;         /* where any rule of the kind applies */
    diagram bracket;      /* where one does that depends on the number */
    diagram feasible;
};

static int64_t first_of(const struct hole_search *s, uint32_t class) {
    return s->g->s->domains[s->fact].at[class];
}

static const char *number_text(const struct hole_search *s, int64_t value) {
    const struct fact *f = &s->l->m->facts.at[s->fact];
    return arena_printf(s->l->arena, "%s%s%s", fact_value_text(s->l->arena, f, value),
                        f->unit ? " " : "", f->unit ? f->unit : "");
}

static void tell(struct hole_search *s, uint32_t below, uint32_t above, uint32_t from, uint32_t to,
                 diagram where) {
    struct analysis *l = s->l;
    const struct rule *x = &l->rules->rules.at[below], *y = &l->rules->rules.at[above];
    const char *name = l->m->facts.at[s->fact].id.name;
    int64_t low = first_of(s, from), high = first_of(s, to + 1) - 1;
    const char *range = low == high ? arena_printf(l->arena, "is %s", number_text(s, low))
                                    : arena_printf(l->arena, "lies from %s to %s",
                                                   number_text(s, low), number_text(s, high));
    diag_report(l->d, s->code, x->at, "where %s %s, neither this nor %s applies, for example %s",
                name, range, l->m->blocks.at[y->block].id.name, ask_where(l->v, where, s->fact));
    diag_note(l->d, y->at,
              "this applies again above; let the two meet, as in `below 10` and `at least 10`");
    diag_note(l->d, SPAN_NOWHERE, "so in %s of the other facts that this depends on",
              ask_count(s->g, where));
}

static bool is_one_number(const struct hole_search *s, uint32_t class) {
    return first_of(s, class) + 1 == first_of(s, class + 1);
}

/* The rule applies in class c, and none of the kind does in the next: the first class after that in
 * which another does, which did not in class c, as this one does not there. */
static bool follow(struct hole_search *s, uint32_t i, uint32_t c) {
    uint32_t classes = s->g->s->axes.at[s->axis].classes;
    diagram gap = diagram_cofactor(s->g, s->effects[i], s->axis, c);
    for (uint32_t k = c + 1; k < classes && gap != NO; k++) {
        bool slip = k == c + 1 && k + 1 < classes && is_one_number(s, k);
        diagram covered = diagram_cofactor(s->g, slip ? s->bracket : s->some, s->axis, k);
        for (size_t j = 0; j < s->rules.len && k > c + 1; j++) {
            diagram where =
                j == i ? NO
                       : diagram_and(s->g, gap, diagram_cofactor(s->g, s->effects[j], s->axis, k));
            where = where == NO ? NO
                                : diagram_but(s->g, where,
                                              diagram_cofactor(s->g, s->effects[j], s->axis, c));
            where = where == NO ? NO
                                : diagram_but(s->g, where,
                                              diagram_cofactor(s->g, s->effects[i], s->axis, k));
            if (where == NO) continue;
            if (!s->g->gave_up) tell(s, s->rules.at[i], s->rules.at[j], c + 1, k - 1, where);
            return true;
        }
        gap = diagram_and(s->g, diagram_but(s->g, gap, covered),
                          diagram_cofactor(s->g, s->feasible, s->axis, k));
    }
    return false;
}

static void search(struct hole_search *s) {
    struct diagrams *g = s->g;
    bool *axes = arena_array(g->arena, bool, g->s->axes.len);
    struct indices touching = {0};
    s->effects = arena_array(s->l->arena, diagram, s->rules.len);
    s->some = s->bracket = NO;
    for (size_t i = 0; i < s->rules.len; i++) {
        uint32_t rule = s->rules.at[i];
        diagram x = diagram_of_rule(s->l->v, rule);
        s->some = diagram_or(g, s->some, x);
        for (uint32_t k = 0; k < g->s->axes.len; k++) axes[k] = false;
        diagram_support(g, x, axes);
        if (!axes[s->axis]) continue;
        s->bracket = diagram_or(g, s->bracket, x);
        s->effects[touching.len] = diagram_and(g, x, s->feasible);
        vec_push(s->l->arena, &touching, rule);
    }
    s->rules = touching;
    for (uint32_t i = 0; i < s->rules.len && s->rules.len > 1; i++)
        for (uint32_t c = 0; c + 2 < g->s->axes.at[s->axis].classes; c++)
            if (follow(s, i, c)) break;
}

static void of_kind(struct hole_search s, bool permissions, uint32_t block) {
    const struct rule_set *set = s.l->rules;
    bool some = false;
    for (uint32_t i = 0; i < set->rules.len; i++) {
        const struct rule *r = &set->rules.at[i];
        if (permissions ? r->kind != STATEMENT_PERMISSION
                        : r->kind != STATEMENT_DUTY || r->block != block)
            continue;
        vec_push(s.l->arena, &s.rules, i);
        some = some || ask_tests(s.l->m, r->cond, s.fact);
    }
    if (some) search(&s);
}

void lint_bracket_hole(struct analysis *l, enum diag_code code) {
    struct hole_search s = {
        .l = l, .code = code, .g = l->v->g, .feasible = decisions_feasible(l->all)};
    for (s.fact = 0; s.fact < l->m->facts.len; s.fact++) {
        s.axis = s.g->s->first_axis[s.fact];
        bool cut = s.axis < s.g->s->first_axis[s.fact + 1] && s.g->s->axes.at[s.axis].classes > 2;
        if (l->m->facts.at[s.fact].kind != FACT_NUMBER || !cut) continue;
        of_kind(s, true, MODEL_NONE);
        for (uint32_t b = 0; b < l->m->blocks.len; b++) of_kind(s, false, b);
    }
}
