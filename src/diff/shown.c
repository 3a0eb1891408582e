/*
 * Shown: what answers show besides decisions, of what both versions declare. What a program shows
 * of a policy (table/names.c) is told here, or compared elsewhere.
 */
#include "base/list.h"
#include "diff/diff.h"

/* ---- texts ---- */

/* In an order of its own, as that in which they were written means nothing. */
static const char *in_order(struct arena *a, const struct texts *texts) {
    struct texts sorted = {0};
    vec_each (const char *, text, texts) vec_push(a, &sorted, *text);
    list_sort(sorted.at, sorted.len);
    return list_joined(a, sorted.at, sorted.len, "; ", "; ");
}

static const char *quoted(struct arena *a, const char *text) {
    return text && *text ? arena_printf(a, "\"%s\"", text) : text;
}

static bool same_text(const char *x, const char *y) { return strcmp(x ? x : "", y ? y : "") == 0; }

/* "WHAT is on X, and was on nobody": what the new version shows, and the old one; NULL or "":
 * `none`. The remark, or NULL: they are the same. */
static struct remark *tell(struct difference *d, const char *kind, const char *what,
                           const char *verb, const char *is, const char *verb_before,
                           const char *was, const char *none) {
    if (same_text(is, was)) return NULL;
    return remark(d, kind, "%s %s %s, and %s %s", what, verb, is && *is ? is : none, verb_before,
                  was && *was ? was : none);
}

static void tell_title(struct difference *d, const char *kind, const char *what, const char *is,
                       const char *was) {
    is_wording(tell(d, kind, what, "has the title", quoted(d->arena, is), "had",
                    quoted(d->arena, was), "none"));
}

/* ---- facts ---- */

/* One value is told with both labels; of more, only which they are. */
static void tell_labels(struct difference *d, const struct fact *was, const struct fact *is) {
    const struct declared *one = NULL, *old = NULL;
    struct texts names = {0};
    vec_each (struct declared, v, &is->values)
        vec_each (struct declared, x, &was->values) {
            if (x->name != v->name || same_text(v->title, x->title)) continue;
            one = v;
            old = x;
            vec_push(d->arena, &names, v->name);
        }
    if (names.len == 1)
        is_wording(remark(d, "value", "of %s, the value %s is labelled \"%s\", and was \"%s\"",
                          is->id.name, one->name, one->title ? one->title : "",
                          old->title ? old->title : ""));
    else if (names.len)
        is_wording(remark(d, "value", "of %s, the values %s are labelled otherwise", is->id.name,
                          joined(d->arena, &names, " and ")));
}

static const char *order_of(struct arena *a, const struct fact *f) {
    struct texts order = {0};
    if (f->ordered)
        vec_each (struct declared, v, &f->values) vec_push(a, &order, v->name);
    return list_joined(a, order.at, order.len, " < ", " < ");
}

static const char *role_of(const struct difference *d, int side, uint32_t f) {
    const struct model *m = own_model(d, side);
    uint32_t own = d->facts[f].of[side];
    return own == m->partner    ? "partner"
           : own == m->activity ? "activity"
           : own == m->date     ? "date"
                                : NULL;
}

void fact_shown(struct difference *d, uint32_t f) {
    struct arena *a = d->arena;
    const struct fact *was = own_fact(d, OLD, f), *is = own_fact(d, NEW, f);
    const char *name = is->id.name;
    size_t n = d->model->facts.at[f].values.len;
    tell_title(d, "fact", name, is->id.title, was->id.title);
    tell(d, "unit", name, "is counted in", quoted(a, is->unit), "was in", quoted(a, was->unit),
         "no unit"); /* no wording: 30 days and 30 months are decided alike */
    if (was->source == FACT_JUDGEMENT && is->source == FACT_JUDGEMENT)
        tell(d, "judgement", name, "is decided by", is->by, "was by", was->by, "nobody");
    is_wording(tell(d, "fact", name, "has the help", quoted(a, is->help), "had",
                    quoted(a, was->help), "none"));
    if (was->values.len == n && is->values.len == n) /* the same values */
        tell(d, "fact", name, "has the order", order_of(a, is), "had", order_of(a, was), "none");
    tell(d, "fact", name, "has the role", role_of(d, NEW, f), "had", role_of(d, OLD, f), "none");
    tell_labels(d, was, is);
}

/* ---- the policy, its approaches, duties, paragraphs and assumptions ---- */

static void policy_shown(struct difference *d) {
    struct arena *a = d->arena;
    const struct model *was = own_model(d, OLD), *is = own_model(d, NEW);
    const char *what = "the policy", *kind = "policy";
    tell_title(d, kind, what, is->title, was->title);
    tell(d, kind, what, "names the outside law", quoted(a, in_order(a, &is->see)), "named",
         quoted(a, in_order(a, &was->see)), "none");
    is_wording(tell(d, kind, what, "is issued by", quoted(a, is->issued_by), "was by",
                    quoted(a, was->issued_by), "nobody"));
    is_wording(tell(d, kind, what, "has the source", quoted(a, is->source.text), "had",
                    quoted(a, was->source.text), "none"));
    is_wording(tell(d, kind, what, "has the version", quoted(a, is->version), "had",
                    quoted(a, was->version), "none"));
}

static void approach_shown(struct difference *d, const struct unit *u) {
    const struct approach *was = &own_model(d, OLD)->approaches.at[u->of[OLD]],
                          *is = &own_model(d, NEW)->approaches.at[u->of[NEW]];
    const char *what = arena_printf(d->arena, "the approach %s", u->name);
    tell_title(d, "approach", what, is->id.title, was->id.title);
    tell(d, "approach", what, "commits", quoted(d->arena, is->commits), "committed",
         quoted(d->arena, was->commits), "nothing");
}

static const char *following(const struct difference *d, int side, const struct duty *duty) {
    struct texts names = {0};
    vec_each (uint32_t, first, &duty->following)
        vec_push(d->arena, &names, own_model(d, side)->duties.at[*first].id.name);
    return in_order(d->arena, &names);
}

static const char *done_when(const struct difference *d, int side, const struct duty *duty) {
    return duty_done_text(d->arena, own_model(d, side), duty);
}

static void duty_shown(struct difference *d, const struct unit *u) {
    struct arena *a = d->arena;
    const struct duty *was = &own_model(d, OLD)->duties.at[u->of[OLD]],
                      *is = &own_model(d, NEW)->duties.at[u->of[NEW]];
    const char *what = arena_printf(a, "the duty %s", u->name), *kind = "duty";
    tell_title(d, kind, what, is->id.title, was->id.title);
    tell(d, kind, what, "is due", timing_words[is->timing], "was", timing_words[was->timing], "");
    tell(d, kind, what, "is on", is->by, "was on", was->by, "nobody");
    tell(d, kind, what, "is owed to", is->to, "was to", was->to, "nobody");
    tell(d, kind, what, "follows", following(d, NEW, is), "followed", following(d, OLD, was),
         "no duty");
    tell(d, kind, what, "is shown as done by", done_when(d, NEW, is), "was by",
         done_when(d, OLD, was), "nothing");
    tell(d, kind, what, "has the deadline", in_order(a, &is->deadlines), "had",
         in_order(a, &was->deadlines), "none");
}

/* Of several blocks of a paragraph the first tells. */
static const struct block *first_block(const struct model *m, uint32_t outline) {
    vec_each (struct block, b, &m->blocks)
        if (b->outline == outline) return b;
    return NULL;
}

static const char *cited(struct arena *a, const struct block *b) {
    struct texts ids = {0};
    vec_each (struct ast_word, id, &b->cites) vec_push(a, &ids, id->text);
    return in_order(a, &ids);
}

static void paragraph_shown(struct difference *d, const struct unit *u) {
    static const char *const kinds[] = {[BLOCK_APPROACH] = "an approach",
                                        [BLOCK_PARAGRAPH] = "a paragraph",
                                        [BLOCK_PRINCIPLE] = "a principle",
                                        [BLOCK_OBJECTIVE] = "an objective",
                                        [BLOCK_PROVISION] = "a provision"};
    const char *title[SIDES], *kind[SIDES], *law[SIDES], *cites[SIDES];
    bool decides[SIDES];
    for (int side = OLD; side < SIDES; side++) {
        const struct block *b = first_block(own_model(d, side), u->of[side]);
        const char *recital = own_model(d, side)->outline.at[u->of[side]].recital;
        title[side] = b ? b->id.title : recital;
        decides[side] = b != NULL;
        kind[side] = b ? kinds[b->kind] : recital ? "a recital" : NULL;
        law[side] = b ? quoted(d->arena, in_order(d->arena, &b->see)) : NULL;
        cites[side] = b ? cited(d->arena, b) : NULL;
    }
    const char *what = arena_printf(d->arena, "the paragraph %s", u->name);
    tell_title(d, "paragraph", what, title[NEW], title[OLD]);
    struct remark *of_recital =
        tell(d, "paragraph", what, "is", kind[NEW], "was", kind[OLD], "only in the outline");
    if (!decides[OLD] && !decides[NEW]) is_wording(of_recital);
    is_wording(tell(d, "paragraph", what, "cites", cites[NEW], "cited", cites[OLD], "none"));
    tell(d, "paragraph", what, "names the outside law", law[NEW], "named", law[OLD], "none");
}

/* What is taken is compared with decisions; and where nothing hangs on it, here. */
static void readings_shown(struct difference *d) {
    vec_each (struct fact, is, &own_model(d, NEW)->facts) {
        if (is->source != FACT_READING) continue;
        const char *what = arena_printf(d->arena, "the reading %s", is->id.name);
        vec_each (struct fact, was, &own_model(d, OLD)->facts) {
            if (was->source != FACT_READING || was->id.name != is->id.name) continue;
            tell(d, "reading", what, "takes", is->values.at[is->taken].name, "took",
                 was->values.at[was->taken].name, "");
            tell_title(d, "reading", what, is->id.title, was->id.title);
            tell_labels(d, was, is);
        }
    }
}

/* The item of the other version alone that says the same under another title, or NULL. */
static const struct item *retitled(const struct difference *d, const struct item *x) {
    int side = x->of[OLD].len == 0 ? OLD : NEW; /* where it is not */
    vec_each (struct item, y, &d->items) {
        if (y->node->kind != x->node->kind || x->of[side].len > 0 || y->of[!side].len > 0) continue;
        struct item both = {
            .of = {side == OLD ? y->of[OLD] : x->of[OLD], side == OLD ? x->of[NEW] : y->of[NEW]}};
        if (item_same(&both)) return y;
    }
    return NULL;
}

/* What is known by its title, and the titles of what shows nowhere else. */
static void items_shown(struct difference *d) {
    static const char *const kinds[] = {[NODE_ASSUME] = "assumption",
                                        [NODE_EXAMPLE] = "example",
                                        [NODE_SAFEGUARD] = "safeguard",
                                        [NODE_GROUP] = "group",
                                        [NODE_VOCABULARY] = "vocabulary"};
    vec_each (struct item, x, &d->items) {
        enum node_kind is = x->node->kind;
        const char *kind = is < sizeof kinds / sizeof *kinds ? kinds[is] : NULL;
        bool both = x->of[OLD].len > 0 && x->of[NEW].len > 0, named = x->node->name.text != NULL;
        if (!kind || (named && !both)) continue;
        const char *what = arena_printf(d->arena, named ? "the %s %s" : "the %s \"%s\"", kind,
                                        x->name ? x->name : "");
        if (named) {
            tell_title(d, kind, what, x->of[NEW].at[0]->title.text, x->of[OLD].at[0]->title.text);
        } else if (both) {
            if (is != NODE_ASSUME && !item_same(x))
                is_wording(remark(d, kind, "%s is another", what));
        } else {
            const struct item *other = retitled(d, x);
            bool new = x->of[OLD].len == 0;
            if (other && !new) continue;
            struct remark *r = other ? remark(d, kind, "%s was titled \"%s\"", what, other->name)
                                     : remark(d, kind, "%s is %s", what, new ? "new" : "gone");
            if (other || is != NODE_ASSUME) is_wording(r);
        }
    }
}

void all_shown(struct difference *d) {
    policy_shown(d);
    vec_each (struct unit, u, &d->approaches)
        if (in_both(u->of)) approach_shown(d, u);
    vec_each (struct unit, u, &d->duties)
        if (in_both(u->of)) duty_shown(d, u);
    vec_each (struct unit, u, &d->paragraphs)
        if (in_both(u->of)) paragraph_shown(d, u);
    if (!d->readings) readings_shown(d);
    items_shown(d);
}
