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

void is_wording(struct remark *r) {
    if (!r) return;
    r->counts = false;
    r->wording = true;
}

/* ---- what one version alone has ---- */

static const char fact_kind[] = "fact", value_kind[] = "value", approach_kind[] = "approach",
                  duty_kind[] = "duty", paragraph_kind[] = "paragraph";

/* A thing without a counterpart of its name: it is new, or gone. */
struct lone {
    const char *kind, *inside; /* inside: the fact of a value, or NULL */
    const char *name, *title;
    bool come, told, wording, aside; /* aside: nothing that answers show */
};
struct lones VEC(struct lone);

static bool is_renamed(const struct difference *d, const struct lone *gone,
                       const struct lone *come) {
    if (gone->come || !come->come || gone->told || come->told || gone->kind != come->kind ||
        gone->inside != come->inside)
        return false;
    bool titled = gone->title && *gone->title && come->title;
    return (titled && strcmp(gone->title, come->title) == 0) ||
           used_alike(d, gone->name, come->name);
}

/* "of letter, the value", "the facts". */
static const char *lone_words(struct arena *a, const struct lone *x, bool many) {
    const char *of = x->inside ? arena_printf(a, "of %s, ", x->inside) : "";
    if (many && x->kind == duty_kind) return "the duties";
    return arena_printf(a, "%sthe %s%s%s", of, x->kind, many && x->kind == approach_kind ? "e" : "",
                        many ? "s" : "");
}

/* One that has gone for one that has come, as far as can be seen, is told as one; the others of a
 * kind together. Definitions and the like are told nowhere else but where they decide. */
static void tell_lones(struct difference *d, struct lones *all) {
    vec_each (struct lone, come, all)
        vec_each (struct lone, gone, all) {
            if (!is_renamed(d, gone, come)) continue;
            gone->told = come->told = true;
            struct remark *r = remark(d, come->kind, "%s %s is new, and %s is gone: renamed?",
                                      lone_words(d->arena, come, false), come->name, gone->name);
            r->counts = !come->aside;
            if (come->wording) is_wording(r);
        }
    vec_each (struct lone, x, all) {
        struct texts names = {0};
        if (x->told || x->aside) continue;
        for (struct lone *y = x; y < all->at + all->len; y++) {
            if (y->told || y->wording != x->wording || y->kind != x->kind ||
                y->inside != x->inside || y->come != x->come)
                continue;
            y->told = true;
            vec_push(d->arena, &names, y->name);
        }
        struct remark *r = remark(d, x->kind, "%s %s %s %s", lone_words(d->arena, x, names.len > 1),
                                  joined(d->arena, &names, " and "), names.len > 1 ? "are" : "is",
                                  x->come ? "new" : "gone");
        if (x->wording) is_wording(r);
    }
}

/* ---- sets of situations ---- */

static struct parting *add_where(struct difference *d, const char *kind, diagram where,
                                 diagram minded, const char *text) {
    if (where == NO) return NULL;
    struct parting *set = arena_new(d->arena, struct parting);
    set->where = where;
    describe(d, set, minded);
    remark(d, kind, "%s", text)->where = set;
    return set;
}

/* ---- facts ---- */

static void lone_fact(struct difference *d, uint32_t f, struct lones *lones) {
    static const char *const types[] = {[FACT_FLAG] = "yes or no",
                                        [FACT_ONE_OF] = "one of",
                                        [FACT_SET_OF] = "set of",
                                        [FACT_NUMBER] = "number",
                                        [FACT_DATE] = "date"};
    bool is_new = d->facts[f].of[OLD] == MODEL_NONE;
    const struct fact *fact = own_fact(d, is_new ? NEW : OLD, f);
    uint32_t twin = d->facts[f].twin;
    if (twin == MODEL_NONE) {
        vec_push(d->arena, lones,
                 ((struct lone){.kind = fact_kind,
                                .name = fact->id.name,
                                .title = fact->id.title,
                                .come = is_new}));
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

static void values_of(struct difference *d, uint32_t f, struct lones *lones) {
    const struct fact *both = &d->model->facts.at[f];
    for (int side = NEW; side >= OLD; side--) {
        const uint64_t *other = values_of_both(d, !side, d->facts[f].of[!side]);
        for (uint32_t v = 0; v < both->values.len; v++)
            if (!bitset_has(other, v))
                vec_push(d->arena, lones,
                         ((struct lone){.kind = value_kind,
                                        .inside = both->id.name,
                                        .name = both->values.at[v].name,
                                        .title = both->values.at[v].title,
                                        .come = side == NEW}));
    }
}

static const char *default_words(struct arena *a, const struct fact *f) {
    return f->has_default ? fact_value_text(a, f, f->default_value) : "none";
}

/* The default as a value of the fact of both; false: none, or of a set. */
static bool value_by_default(const struct difference *d, int side, uint32_t f, int64_t *value) {
    const struct fact *fact = own_fact(d, side, f);
    *value = fact->default_value;
    if (fact->kind == FACT_ONE_OF)
        *value = d->value_of[side][d->facts[f].of[side]][fact->default_value];
    return fact->has_default && fact->kind != FACT_SET_OF;
}

/* Where a request that leaves the fact out is decided otherwise in short, as each version fills it
 * in. */
static diagram decided_by_default(struct difference *d, uint32_t f) {
    int64_t value[SIDES];
    diagram differ = NO, can = YES;
    for (int side = OLD; side < SIDES; side++) {
        if (!value_by_default(d, side, f, &value[side])) return NO;
        can = diagram_and(d->g, can, diagram_with(d->g, d->both, f, value[side]));
    }
    for (size_t i = 0; i < d->n_brief; i++) {
        diagram was = diagram_with(d->g, d->brief[OLD][i], f, value[OLD]),
                is = diagram_with(d->g, d->brief[NEW][i], f, value[NEW]);
        differ = diagram_or(d->g, differ, diagram_differ(d->g, was, is));
    }
    return diagram_and(d->g, differ, can);
}

static void bounds_and_default_of(struct difference *d, uint32_t f) {
    struct arena *a = d->arena;
    const struct fact *was = own_fact(d, OLD, f), *is = own_fact(d, NEW, f);
    if (was->low != is->low || was->high != is->high)
        remark(d, "bounds", "%s goes from %s to %s, and went from %s to %s", is->id.name,
               fact_value_text(a, is, is->low), fact_value_text(a, is, is->high),
               fact_value_text(a, was, was->low), fact_value_text(a, was, was->high));
    const char *before = default_words(a, was), *after = default_words(a, is);
    if (was->has_default != is->has_default || strcmp(before, after) != 0) {
        const char *text =
            arena_printf(a, "the default of %s is %s, and was %s", is->id.name, after, before);
        diagram where = decided_by_default(d, f);
        if (where == NO) remark(d, "default", "%s", text);
        text = arena_printf(a, "%s, so that it is decided otherwise where it is left out", text);
        struct parting *set = add_where(d, "default", where, d->both, text);
        if (set) set->witness.named[f] = false; /* or it would not be left out */
    }
    if (was->source != is->source)
        remark(d, "judgement", "%s is %s now", is->id.name,
               is->source == FACT_JUDGEMENT ? "a judgement" : "no longer a judgement");
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
    for (int side = NEW; side >= OLD; side--) {
        struct partings parts = decided_alone(d, side);
        vec_each (struct parting, x, &parts) {
            const char *causes = cause_words(d, &x->causes, false);
            remark(d, "admitted", "situations that only the %s version admits, %s%s%s%s%s",
                   side == NEW ? "new" : "old", x->is[side].used ? "with " : "",
                   decision_words(d, x->is[side].used, x->statuses[side]), *causes ? " (" : "",
                   causes, *causes ? ")" : "")
                ->where = x;
        }
    }
}

/* ---- names ---- */

/* A block, a duty or another item of this name, or NULL. */
static const struct ast_node *node_of(const struct difference *d, const char *name, bool approach) {
    vec_each (struct item, item, &d->items) {
        const struct ast_node *n = item->node;
        if (approach ? n->kind == NODE_BLOCK && n->words.len && n->words.at[0].text == name
                     : item->name == name)
            return n;
    }
    return NULL;
}

static void units_of(struct difference *d, const struct units *units, const char *kind,
                     struct lones *lones) {
    vec_each (struct unit, u, units) {
        if (in_both(u->of)) continue;
        const struct ast_node *n = node_of(d, u->name, kind == approach_kind);
        vec_push(d->arena, lones,
                 ((struct lone){.kind = kind,
                                .name = u->name,
                                .title = n ? n->title.text : NULL,
                                .come = u->of[OLD] == MODEL_NONE,
                                .wording = kind == paragraph_kind &&
                                           (!n || n->kind == NODE_RECITAL)})); /* it says nothing */
    }
}

/* What else has a name. */
static void names_of(struct difference *d, struct lones *lones) {
    static const char *const kinds[] = {[NODE_READING] = "reading",
                                        [NODE_GROUP] = "group",
                                        [NODE_VOCABULARY] = "vocabulary",
                                        [NODE_DEFINE] = "definition"};
    vec_each (struct item, item, &d->items) {
        enum node_kind kind = item->node->kind;
        if (kind < sizeof kinds / sizeof *kinds && kinds[kind] &&
            (item->of[OLD].len == 0) != (item->of[NEW].len == 0))
            vec_push(d->arena, lones,
                     ((struct lone){.kind = kinds[kind],
                                    .name = item->name,
                                    .title = item->node->title.text,
                                    .come = item->of[OLD].len == 0,
                                    .wording = kind == NODE_READING,
                                    .aside = kind != NODE_READING}));
    }
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

static bool same_order_of_facts(const struct difference *d) {
    uint32_t last = 0;
    for (uint32_t f = 0; f < own_model(d, NEW)->facts.len; f++) {
        uint32_t both = d->fact_of[NEW][f], was;
        if (both == MODEL_NONE || !in_both(d->facts[both].of)) continue;
        was = d->facts[both].of[OLD];
        if (was < last) return false;
        last = was;
    }
    return true;
}

/* Lists have their items in the order of the outline, or as they are declared. */
static void orders_of(struct difference *d) {
    struct texts moved = {0};
    if (!same_order(&d->paragraphs)) vec_push(d->arena, &moved, "the paragraphs");
    if (!same_order(&d->duties)) vec_push(d->arena, &moved, "the duties");
    if (!same_order_of_facts(d)) vec_push(d->arena, &moved, "the facts");
    if (!own_model(d, NEW)->ranked && !same_order(&d->approaches))
        vec_push(d->arena, &moved, "the approaches");
    if (moved.len)
        is_wording(remark(d, "order", "%s stand in another order, also in the lists of answers",
                          joined(d->arena, &moved, " and ")));
}

/* What reads otherwise and shows nowhere, and is not told by itself. */
static void idle_changes(struct difference *d) {
    struct indices idle = {0};
    for (uint32_t i = 0; i < d->causes.len && !d->supposed; i++) {
        const struct ast_node *node = d->causes.at[i].node;
        bool named = !node || (node->kind != NODE_BLOCK && node->kind != NODE_GROUP &&
                               node->kind != NODE_DEFINE && node->kind != NODE_SCOPE);
        vec_each (struct parting, g, &d->groups)
            vec_each (uint32_t, k, &g->causes) named = named || *k == i;
        named = named || d->causes.at[i].alone != NO;
        if (!named) vec_push(d->arena, &idle, i);
    }
    if (idle.len)
        remark(d, "paragraph", "without any effect of its own: %s", cause_words(d, &idle, false))
            ->counts = false;
}

void find_remarks(struct difference *d) {
    struct lones lones = {0};
    for (uint32_t f = 0; f < d->model->facts.len; f++) {
        if (!in_both(d->facts[f].of)) {
            lone_fact(d, f, &lones);
            continue;
        }
        values_of(d, f, &lones);
        bounds_and_default_of(d, f);
        fact_shown(d, f);
        presumptions_of(d, f);
    }
    units_of(d, &d->approaches, approach_kind, &lones);
    units_of(d, &d->duties, duty_kind, &lones);
    units_of(d, &d->paragraphs, paragraph_kind, &lones);
    names_of(d, &lones);
    tell_lones(d, &lones);
    admitted_by_one(d);
    ranking_of(d);
    orders_of(d);
    all_shown(d);
    idle_changes(d);
}
