/*
 * Remarks: what two versions do not have in common besides decisions.
 */
#include "diff/remarks.h"
#include "diff/words.h"

#include <string.h>

const struct model *own_model(const struct remarking *r, enum side side) {
    return r->c->m->of[side].rules->model;
}

static const struct fact *own_fact(const struct remarking *r, enum side side, uint32_t fact) {
    return &own_model(r, side)->facts.at[r->c->m->facts[fact].of[side]];
}

void remark_add(const struct remarking *r, const char *kind, bool counts, const char *text) {
    vec_push(r->a, &r->d->remarks, ((struct remark){kind, text, counts, NULL}));
}

static const char *only_in(enum side side) { return side == NEW ? "is new" : "is gone"; }

/* ---- facts ---- */

static const char *type_words(const struct fact *f) {
    static const char *const types[] = {[FACT_FLAG] = "yes or no",
                                        [FACT_ONE_OF] = "one of",
                                        [FACT_SET_OF] = "set of",
                                        [FACT_NUMBER] = "number",
                                        [FACT_DATE] = "date"};
    return types[f->kind];
}

static void lone_fact(const struct remarking *r, uint32_t f, enum side side) {
    const struct fact *fact = own_fact(r, side, f);
    uint32_t twin = r->c->m->facts[f].twin;
    if (twin == MODEL_NONE) {
        remark_add(r, "fact", true,
                   arena_printf(r->a, "the fact %s %s", fact->id.name, only_in(side)));
        return;
    }
    if (side == OLD) return;
    const struct fact *was = own_fact(r, OLD, twin);
    if (was->kind == fact->kind)
        remark_add(r, "type", true,
                   arena_printf(r->a,
                                "the fact %s has other values altogether (decimals, or too many "
                                "together): before and after are treated as two facts",
                                fact->id.name));
    else
        remark_add(r, "type", true,
                   arena_printf(r->a,
                                "the fact %s was \"%s\" and is \"%s\" now: before and after are "
                                "treated as two facts",
                                fact->id.name, type_words(was), type_words(fact)));
}

static void values_of(const struct remarking *r, uint32_t f) {
    const struct fact *both = &r->c->m->model->facts.at[f];
    const struct merged_fact *match = &r->c->m->facts[f];
    for (int side = NEW; side >= OLD; side--) {
        struct saying say = {.arena = r->a};
        size_t n = 0;
        for (uint32_t v = 0; v < both->values.len && match->has[side]; v++)
            if (!cond_set_has(match->has[!side], v)) {
                saying_add(&say, both->values.at[v].name);
                n++;
            }
        if (n)
            remark_add(r, "value", true,
                       arena_printf(r->a, "of %s, the value%s %s %s", both->id.name,
                                    n == 1 ? "" : "s", saying_end(&say, "and"),
                                    n == 1        ? only_in((enum side)side)
                                    : side == NEW ? "are new"
                                                  : "are gone"));
    }
}

static void bounds_of(const struct remarking *r, uint32_t f) {
    const struct fact *was = own_fact(r, OLD, f), *is = own_fact(r, NEW, f);
    if ((is->kind == FACT_NUMBER || is->kind == FACT_DATE) &&
        (was->low != is->low || was->high != is->high))
        remark_add(r, "bounds", true,
                   arena_printf(r->a, "%s goes from %s to %s, and went from %s to %s", is->id.name,
                                fact_value_text(r->a, is, is->low),
                                fact_value_text(r->a, is, is->high),
                                fact_value_text(r->a, was, was->low),
                                fact_value_text(r->a, was, was->high)));
}

static const char *default_words(const struct remarking *r, const struct fact *f) {
    return f->has_default ? fact_value_text(r->a, f, f->default_value) : "none";
}

static void defaults_of(const struct remarking *r, uint32_t f) {
    const struct fact *was = own_fact(r, OLD, f), *is = own_fact(r, NEW, f);
    const char *before = default_words(r, was), *after = default_words(r, is);
    if (was->has_default != is->has_default || strcmp(before, after) != 0)
        remark_add(
            r, "default", true,
            arena_printf(r->a, "the default of %s is %s, and was %s", is->id.name, after, before));
}

static void judgement_of(const struct remarking *r, uint32_t f) {
    const struct fact *was = own_fact(r, OLD, f), *is = own_fact(r, NEW, f);
    if (was->source != is->source)
        remark_add(
            r, "judgement", true,
            arena_printf(r->a, "%s is %s now", is->id.name,
                         is->source == FACT_JUDGEMENT ? "a judgement" : "no longer a judgement"));
}

/* ---- sets of situations ---- */

static void add_where(const struct remarking *r, const char *kind, diagram where, diagram minded,
                      const char *text) {
    struct parting *set = arena_new(r->a, struct parting);
    set->where = where;
    describe(r->c, set, minded);
    remark_add(r, kind, true, text);
    r->d->remarks.at[r->d->remarks.len - 1].where = set;
}

static void presumptions_of(const struct remarking *r, uint32_t f) {
    struct diagrams *g = r->c->g;
    for (int yes = 1; yes >= 0; yes--) {
        diagram was = presumed_where(r->c, OLD, f, yes), is = presumed_where(r->c, NEW, f, yes);
        diagram come = diagram_and(g, r->c->both, diagram_but(g, is, was)),
                gone = diagram_and(g, r->c->both, diagram_but(g, was, is));
        const char *name = r->c->m->model->facts.at[f].id.name;
        if (come != NO)
            add_where(
                r, "presumption", come, r->c->both,
                arena_printf(r->a, "%s is presumed %s now, and was not", name, yes ? "yes" : "no"));
        if (gone != NO)
            add_where(r, "presumption", gone, r->c->both,
                      arena_printf(r->a, "%s was presumed %s, and no longer is", name,
                                   yes ? "yes" : "no"));
    }
}

static void worlds_of(const struct remarking *r) {
    for (int side = NEW; side >= OLD; side--)
        if (r->c->only[side] != NO)
            add_where(r, "admitted", r->c->only[side], r->c->v[side]->possible,
                      side == NEW ? "situations that only the new version admits"
                                  : "situations that only the old version admits");
}

/* ---- names ---- */

static void units_of(const struct remarking *r, const struct units *units, const char *kind) {
    vec_each (struct unit, u, units)
        for (int side = OLD; side < SIDES; side++)
            if (u->of[side] == MODEL_NONE)
                remark_add(
                    r, kind, true,
                    arena_printf(r->a, "the %s %s %s", kind, u->name, only_in((enum side) !side)));
}

static bool same_order(const struct remarking *r) {
    uint32_t last = 0;
    vec_each (struct unit, u, &r->c->approaches) {
        if (u->of[OLD] == MODEL_NONE || u->of[NEW] == MODEL_NONE) continue;
        if (u->of[OLD] < last) return false;
        last = u->of[OLD];
    }
    return true;
}

static void ranking_of(const struct remarking *r) {
    const struct model *was = own_model(r, OLD), *is = own_model(r, NEW);
    if (was->ranked != is->ranked)
        remark_add(r, "ranking", true,
                   is->ranked ? "the approaches are ranked now, and were not"
                              : "the approaches are not ranked any more");
    else if (is->ranked && !same_order(r))
        remark_add(r, "ranking", true, "the approaches are ranked in another order");
}

/* Paragraphs that read otherwise and show nowhere. */
static void idle_changes(const struct remarking *r) {
    struct indices idle = {0};
    for (uint32_t i = 0; i < r->d->causes.len; i++) {
        bool named = r->d->causes.at[i].kind == CAUSE_INDIRECT;
        vec_each (struct parting, g, &r->d->groups)
            vec_each (uint32_t, k, &g->causes) named = named || *k == i;
        if (!named) vec_push(r->a, &idle, i);
    }
    if (idle.len && !r->d->readings)
        remark_add(r, "paragraph", false,
                   arena_printf(r->a, "without any effect of its own: %s",
                                cause_words(r->c, &r->d->causes, &idle, r->d->readings)));
}

void remarks_add(struct difference *d) {
    struct remarking r = {d, d->c, d->c->m->arena};
    for (uint32_t f = 0; f < d->c->m->model->facts.len; f++) {
        const struct merged_fact *match = &d->c->m->facts[f];
        if (match->of[OLD] == MODEL_NONE || match->of[NEW] == MODEL_NONE) {
            lone_fact(&r, f, match->of[OLD] == MODEL_NONE ? NEW : OLD);
            continue;
        }
        values_of(&r, f);
        bounds_of(&r, f);
        defaults_of(&r, f);
        judgement_of(&r, f);
        fact_shown(&r, f);
        presumptions_of(&r, f);
    }
    worlds_of(&r);
    ranking_of(&r);
    units_of(&r, &d->c->approaches, "approach");
    units_of(&r, &d->c->duties, "duty");
    units_of(&r, &d->c->paragraphs, "paragraph");
    all_shown(&r);
    idle_changes(&r);
}
