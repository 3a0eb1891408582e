/*
 * Remarks: what two versions do not have in common besides decisions.
 */
#include "diff/diff.h"

struct remark *remark(struct difference *d, const char *kind, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    struct remark r = {.kind = kind, .counts = true};
    r.text = arena_vprintf(d->arena, fmt, ap);
    va_end(ap);
    vec_push(d->arena, &d->remarks, r);
    return &d->remarks.at[d->remarks.len - 1];
}

/* ---- facts ---- */

static void lone_fact(struct difference *d, uint32_t f) {
    static const char *const types[] = {[FACT_FLAG] = "yes or no",
                                        [FACT_ONE_OF] = "one of",
                                        [FACT_SET_OF] = "set of",
                                        [FACT_NUMBER] = "number",
                                        [FACT_DATE] = "date"};
    bool is_new = d->facts[f].of[OLD] == MODEL_NONE;
    const struct fact *fact = own_fact(d, is_new ? NEW : OLD, f);
    uint32_t twin = d->facts[f].twin;
    if (twin == MODEL_NONE) {
        remark(d, "fact", "the fact %s is %s", fact->id.name, is_new ? "new" : "gone");
    } else if (is_new) {
        enum fact_kind was = own_fact(d, OLD, twin)->kind;
        const char *how = was == fact->kind
                              ? "has other values altogether (decimals, or too many together)"
                              : arena_printf(d->arena, "was \"%s\" and is \"%s\" now", types[was],
                                             types[fact->kind]);
        remark(d, "type", "the fact %s %s: before and after are treated as two facts",
               fact->id.name, how);
    }
}

static void values_of(struct difference *d, uint32_t f) {
    const struct fact *both = &d->model->facts.at[f];
    for (int side = NEW; side >= OLD; side--) {
        const uint64_t *other = values_of_both(d, !side, d->facts[f].of[!side]);
        struct texts list = {0};
        for (uint32_t v = 0; v < both->values.len; v++)
            if (!bitset_has(other, v)) vec_push(d->arena, &list, both->values.at[v].name);
        if (list.len)
            remark(d, "value", "of %s, the value%s %s %s %s", both->id.name,
                   list.len == 1 ? "" : "s", joined(d->arena, &list, " and "),
                   list.len == 1 ? "is" : "are", side == NEW ? "new" : "gone");
    }
}

static const char *default_words(struct arena *a, const struct fact *f) {
    return f->has_default ? fact_value_text(a, f, f->default_value) : "none";
}

static void bounds_and_default_of(struct difference *d, uint32_t f) {
    struct arena *a = d->arena;
    const struct fact *was = own_fact(d, OLD, f), *is = own_fact(d, NEW, f);
    if (was->low != is->low || was->high != is->high)
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
    struct parting *set = arena_new(d->arena, struct parting);
    set->where = where;
    describe(d, set, minded);
    remark(d, kind, "%s", text)->where = set;
}

static void presumptions_of(struct difference *d, uint32_t f) {
    const char *name = d->model->facts.at[f].id.name;
    for (int yes = 1; yes >= 0; yes--) {
        uint32_t probe = 2 * f + (uint32_t)yes;
        diagram was = diagram_and(d->g, d->both, diagram_of_probe(d->v[OLD], probe, NULL)),
                is = diagram_and(d->g, d->both, diagram_of_probe(d->v[NEW], probe, NULL));
        const char *what = yes ? "yes" : "no";
        add_where(d, "presumption", diagram_but(d->g, is, was), d->both,
                  arena_printf(d->arena, "%s is presumed %s now, and was not", name, what));
        add_where(d, "presumption", diagram_but(d->g, was, is), d->both,
                  arena_printf(d->arena, "%s was presumed %s, and no longer is", name, what));
    }
}

static void admitted_by_one(struct difference *d) {
    for (int side = NEW; side >= OLD; side--)
        add_where(d, "admitted", d->only[side], d->v[side]->possible,
                  side == NEW ? "situations that only the new version admits"
                              : "situations that only the old version admits");
}

/* ---- names ---- */

static void units_of(struct difference *d, const struct units *units, const char *kind) {
    vec_each (struct unit, u, units)
        if (!in_both(u->of))
            remark(d, kind, "the %s %s is %s", kind, u->name,
                   u->of[OLD] == MODEL_NONE ? "new" : "gone");
}

static bool same_order(const struct units *units) {
    uint32_t last = 0;
    vec_each (struct unit, u, units) {
        if (!in_both(u->of)) continue;
        if (u->of[OLD] < last) return false;
        last = u->of[OLD];
    }
    return true;
}

static void ranking_of(struct difference *d) {
    bool was = own_model(d, OLD)->ranked, is = own_model(d, NEW)->ranked;
    if (was != is || (is && !same_order(&d->approaches)))
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
        if (!named) vec_push(d->arena, &idle, i);
    }
    if (idle.len && !d->readings)
        remark(d, "paragraph", "without any effect of its own: %s", cause_words(d, &idle))->counts =
            false;
}

void find_remarks(struct difference *d) {
    for (uint32_t f = 0; f < d->model->facts.len; f++) {
        if (!in_both(d->facts[f].of)) {
            lone_fact(d, f);
            continue;
        }
        values_of(d, f);
        bounds_and_default_of(d, f);
        fact_shown(d, f);
        presumptions_of(d, f);
    }
    admitted_by_one(d);
    ranking_of(d);
    units_of(d, &d->approaches, "approach");
    units_of(d, &d->duties, "duty");
    units_of(d, &d->paragraphs, "paragraph");
    all_shown(d);
    idle_changes(d);
}
