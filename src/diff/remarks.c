/*
 * Remarks: what two versions do not have in common besides decisions.
 */
#include "diff/diff.h"

#include <string.h>

struct remark *remark(struct difference *d, const char *kind, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    struct remark r = {.kind = kind, .counts = true};
    r.text = arena_vprintf(d->c->arena, fmt, ap);
    va_end(ap);
    vec_push(d->c->arena, &d->remarks, r);
    return &d->remarks.at[d->remarks.len - 1];
}

/* ---- facts ---- */

static const char *type_words(const struct fact *f) {
    static const char *const types[] = {[FACT_FLAG] = "yes or no",
                                        [FACT_ONE_OF] = "one of",
                                        [FACT_SET_OF] = "set of",
                                        [FACT_NUMBER] = "number",
                                        [FACT_DATE] = "date"};
    return types[f->kind];
}

static void lone_fact(struct difference *d, uint32_t f, enum side side) {
    const struct merged *m = d->c->m;
    const struct fact *fact = own_fact(m, side, f);
    uint32_t twin = m->facts[f].twin;
    if (twin == MODEL_NONE) {
        remark(d, "fact", "the fact %s is %s", fact->id.name, side == NEW ? "new" : "gone");
        return;
    }
    if (side == OLD) return;
    const struct fact *was = own_fact(m, OLD, twin);
    const char *how = was->kind == fact->kind
                          ? "has other values altogether (decimals, or too many together)"
                          : arena_printf(m->arena, "was \"%s\" and is \"%s\" now", type_words(was),
                                         type_words(fact));
    remark(d, "type", "the fact %s %s: before and after are treated as two facts", fact->id.name,
           how);
}

static void values_of(struct difference *d, uint32_t f) {
    const struct fact *both = &d->c->m->model->facts.at[f];
    const struct merged_fact *match = &d->c->m->facts[f];
    for (int side = NEW; side >= OLD; side--) {
        struct texts list = {0};
        for (uint32_t v = 0; v < both->values.len && match->has[side]; v++)
            if (!bitset_has(match->has[!side], v))
                vec_push(d->c->arena, &list, both->values.at[v].name);
        if (list.len)
            remark(d, "value", "of %s, the value%s %s %s %s", both->id.name,
                   list.len == 1 ? "" : "s", joined(d->c->arena, &list, " and "),
                   list.len == 1 ? "is" : "are", side == NEW ? "new" : "gone");
    }
}

static const char *default_words(struct arena *a, const struct fact *f) {
    return f->has_default ? fact_value_text(a, f, f->default_value) : "none";
}

static void bounds_and_default_of(struct difference *d, uint32_t f) {
    struct arena *a = d->c->arena;
    const struct fact *was = own_fact(d->c->m, OLD, f), *is = own_fact(d->c->m, NEW, f);
    if ((is->kind == FACT_NUMBER || is->kind == FACT_DATE) &&
        (was->low != is->low || was->high != is->high))
        remark(d, "bounds", "%s goes from %s to %s, and went from %s to %s", is->id.name,
               fact_value_text(a, is, is->low), fact_value_text(a, is, is->high),
               fact_value_text(a, was, was->low), fact_value_text(a, was, was->high));
    const char *before = default_words(a, was), *after = default_words(a, is);
    if (was->has_default != is->has_default || strcmp(before, after) != 0)
        remark(d, "default", "the default of %s is %s, and was %s", is->id.name, after, before);
    if (was->source != is->source)
        remark(d, "judgement", "%s is %s now", is->id.name,
               is->source == FACT_JUDGEMENT ? "a judgement" : "no longer a judgement");
}

/* ---- sets of situations ---- */

static void add_where(struct difference *d, const char *kind, diagram where, diagram minded,
                      const char *text) {
    if (where == NO) return;
    struct parting *set = arena_new(d->c->arena, struct parting);
    set->where = where;
    describe(d->c, set, minded);
    remark(d, kind, "%s", text)->where = set;
}

/* Where the version presumes a judgement to be yes, or no. */
static diagram presumed_where(const struct comparison *c, enum side side, uint32_t f, int yes) {
    const struct presumed *p = &c->m->presumed[side][f];
    return p->when[yes] ? diagram_of_probe(c->v[side], p->probe[yes], NULL) : (diagram)NO;
}

static void presumptions_of(struct difference *d, uint32_t f) {
    struct comparison *c = d->c;
    const char *name = c->m->model->facts.at[f].id.name;
    for (int yes = 1; yes >= 0; yes--) {
        const char *what = yes ? "yes" : "no";
        diagram was = presumed_where(c, OLD, f, yes), is = presumed_where(c, NEW, f, yes);
        add_where(d, "presumption", diagram_and(c->g, c->both, diagram_but(c->g, is, was)), c->both,
                  arena_printf(c->arena, "%s is presumed %s now, and was not", name, what));
        add_where(d, "presumption", diagram_and(c->g, c->both, diagram_but(c->g, was, is)), c->both,
                  arena_printf(c->arena, "%s was presumed %s, and no longer is", name, what));
    }
}

static void admitted_by_one(struct difference *d) {
    for (int side = NEW; side >= OLD; side--)
        add_where(d, "admitted", d->c->only[side], d->c->v[side]->possible,
                  side == NEW ? "situations that only the new version admits"
                              : "situations that only the old version admits");
}

/* ---- names ---- */

static void units_of(struct difference *d, const struct units *units, const char *kind) {
    vec_each (struct unit, u, units)
        if (u->of[OLD] == MODEL_NONE || u->of[NEW] == MODEL_NONE)
            remark(d, kind, "the %s %s is %s", kind, u->name,
                   u->of[OLD] == MODEL_NONE ? "new" : "gone");
}

static bool same_order(const struct comparison *c) {
    uint32_t last = 0;
    vec_each (struct unit, u, &c->approaches) {
        if (u->of[OLD] == MODEL_NONE || u->of[NEW] == MODEL_NONE) continue;
        if (u->of[OLD] < last) return false;
        last = u->of[OLD];
    }
    return true;
}

static void ranking_of(struct difference *d) {
    bool was = own_model(d->c->m, OLD)->ranked, is = own_model(d->c->m, NEW)->ranked;
    if (was != is || (is && !same_order(d->c)))
        remark(d, "ranking", "%s",
               was && is ? "the approaches are ranked in another order"
               : is      ? "the approaches are ranked now, and were not"
                         : "the approaches are not ranked any more");
}

/* Paragraphs that read otherwise and show nowhere. */
static void idle_changes(struct difference *d) {
    struct indices idle = {0};
    for (uint32_t i = 0; i < d->causes.len; i++) {
        bool named = d->causes.at[i].kind == CAUSE_INDIRECT;
        vec_each (struct parting, g, &d->groups)
            vec_each (uint32_t, k, &g->causes) named = named || *k == i;
        if (!named) vec_push(d->c->arena, &idle, i);
    }
    if (idle.len && !d->readings)
        remark(d, "paragraph", "without any effect of its own: %s",
               cause_words(d->c, &d->causes, &idle, d->readings))
            ->counts = false;
}

void remarks_add(struct difference *d) {
    for (uint32_t f = 0; f < d->c->m->model->facts.len; f++) {
        if (!in_both(d->c->m, f)) {
            lone_fact(d, f, d->c->m->facts[f].of[OLD] == MODEL_NONE ? NEW : OLD);
            continue;
        }
        values_of(d, f);
        bounds_and_default_of(d, f);
        fact_shown(d, f);
        presumptions_of(d, f);
    }
    admitted_by_one(d);
    ranking_of(d);
    units_of(d, &d->c->approaches, "approach");
    units_of(d, &d->c->duties, "duty");
    units_of(d, &d->c->paragraphs, "paragraph");
    all_shown(d);
    idle_changes(d);
}
