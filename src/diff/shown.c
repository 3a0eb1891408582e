/*
 * Shown: what answers show besides decisions, of what both versions declare. One table says it all:
 * what a program shows of a policy (table/names.c) has a row here, or is compared elsewhere.
 */
#include "base/list.h"
#include "diff/diff.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_PARTS = 7 };

/* A part of a declared thing: "is on X, and was on nobody". */
struct shown_part {
    const char *is, *was, *none;
    bool quoted;
};

/* What is shown of a kind of thing; texts() gives the parts of number i, NULL what it has not. */
struct shown_kind {
    const char *kind;
    void (*texts)(struct arena *a, const struct model *m, uint32_t i, const char **text);
    struct shown_part parts[MOST_PARTS];
};

static int by_text(const void *x, const void *y) {
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

/* In an order of its own, as that in which they were written means nothing. */
static const char *in_order(struct arena *a, const struct texts *texts) {
    struct texts sorted = {0};
    vec_each (const char *, text, texts) vec_push(a, &sorted, *text);
    if (sorted.len) qsort(sorted.at, sorted.len, sizeof *sorted.at, by_text);
    return list_joined(a, sorted.at, sorted.len, "; ", "; ");
}

/* ---- texts ---- */

static void policy_texts(struct arena *a, const struct model *m, uint32_t i, const char **text) {
    (void)a;
    (void)i;
    text[0] = m->title;
    text[1] = m->issued_by;
    text[2] = m->version;
}

static void fact_texts(struct arena *a, const struct model *m, uint32_t i, const char **text) {
    const struct fact *f = &m->facts.at[i];
    struct texts order = {0};
    if (f->ordered)
        vec_each (struct declared, v, &f->values) vec_push(a, &order, v->name);
    text[0] = f->id.title;
    text[1] = f->unit;
    text[2] = f->by;
    text[3] = list_joined(a, order.at, order.len, " < ", " < ");
}

static void approach_texts(struct arena *a, const struct model *m, uint32_t i, const char **text) {
    (void)a;
    text[0] = m->approaches.at[i].id.title;
    text[1] = m->approaches.at[i].commits;
}

static void duty_texts(struct arena *a, const struct model *m, uint32_t i, const char **text) {
    const struct duty *d = &m->duties.at[i];
    struct texts following = {0};
    vec_each (uint32_t, first, &d->following) vec_push(a, &following, m->duties.at[*first].id.name);
    text[0] = d->id.title;
    text[1] = timing_words[d->timing];
    text[2] = d->by;
    text[3] = d->to;
    text[4] = in_order(a, &following);
    text[5] = d->done_when == MODEL_NONE ? NULL : m->facts.at[d->done_when].id.name;
    text[6] = in_order(a, &d->deadlines);
}

/* By the place in the outline. */
static void paragraph_texts(struct arena *a, const struct model *m, uint32_t i, const char **text) {
    static const char *const kinds[] = {[BLOCK_APPROACH] = "an approach",
                                        [BLOCK_PARAGRAPH] = "a paragraph",
                                        [BLOCK_PRINCIPLE] = "a principle",
                                        [BLOCK_OBJECTIVE] = "an objective",
                                        [BLOCK_PROVISION] = "a provision"};
    text[0] = m->outline.at[i].recital;
    text[1] = text[0] ? "a recital" : NULL;
    for (size_t k = m->blocks.len; k-- > 0;) {
        const struct block *b = &m->blocks.at[k];
        if (b->outline != i) continue; /* of several the first tells */
        text[0] = b->id.title;
        text[1] = kinds[b->kind];
        text[2] = in_order(a, &b->see);
    }
}

static const struct shown_kind policy_shown = {
    "policy",
    policy_texts,
    {{"is titled", "was", "nothing", true}, {"is issued by", "was by", "nobody", true}}};

/* There to be another one: it does not count. */
static const struct shown_kind version_shown = {
    "policy", policy_texts, {[2] = {"has the version", "had", "none", true}}};

static const struct shown_kind fact_shown_by[] = {
    {"fact", fact_texts, {{"is titled", "was", "nothing", true}}},
    {"unit", fact_texts, {[1] = {"is counted in", "was in", "nothing", true}}},
    {"judgement", fact_texts, {[2] = {"is decided by", "was by", "nobody", false}}},
    {"fact", fact_texts, {[3] = {"has the order", "had", "none", false}}}};

static const struct shown_kind approach_shown = {
    "approach",
    approach_texts,
    {{"is titled", "was", "nothing", true}, {"commits", "committed", "nothing", true}}};

static const struct shown_kind duty_shown = {"duty",
                                             duty_texts,
                                             {{"is titled", "was", "nothing", true},
                                              {"is due", "was", "", false},
                                              {"is on", "was on", "nobody", false},
                                              {"is owed to", "was to", "nobody", false},
                                              {"follows", "followed", "no duty", false},
                                              {"is shown as done by", "was by", "nothing", false},
                                              {"has the deadline", "had", "none", false}}};

static const struct shown_kind paragraph_shown = {
    "paragraph",
    paragraph_texts,
    {{"is titled", "was", "nothing", true},
     {"is", "was", "only cited", false},
     {"names the outside law", "named", "none", true}}};

/* ---- told ---- */

static bool same_text(const char *x, const char *y) { return strcmp(x ? x : "", y ? y : "") == 0; }

static const char *part_words(struct arena *a, const struct shown_part *p, const char *text) {
    return !text || !*text ? p->none : p->quoted ? arena_printf(a, "\"%s\"", text) : text;
}

static void tell(struct difference *d, const struct shown_kind *kind, bool counts, const char *what,
                 uint32_t old, uint32_t new) {
    struct arena *a = d->c->arena;
    const char *was[MOST_PARTS] = {NULL}, *is[MOST_PARTS] = {NULL};
    kind->texts(a, own_model(d->c->m, OLD), old, was);
    kind->texts(a, own_model(d->c->m, NEW), new, is);
    for (size_t i = 0; i < MOST_PARTS; i++) {
        const struct shown_part *p = &kind->parts[i];
        if (p->is && !same_text(was[i], is[i]))
            remark(d, kind->kind, "%s %s %s, and %s %s", what, p->is, part_words(a, p, is[i]),
                   p->was, part_words(a, p, was[i]))
                ->counts = counts;
    }
}

static void tell_units(struct difference *d, const struct shown_kind *kind,
                       const struct units *units) {
    vec_each (struct unit, u, units)
        if (u->of[OLD] != MODEL_NONE && u->of[NEW] != MODEL_NONE)
            tell(d, kind, true, arena_printf(d->c->arena, "the %s %s", kind->kind, u->name),
                 u->of[OLD], u->of[NEW]);
}

/* One value is told with both labels; of more, only which they are. */
static void tell_labels(struct difference *d, uint32_t f) {
    const struct fact *both = &d->c->m->model->facts.at[f];
    const struct fact *was = own_fact(d->c->m, OLD, f), *is = own_fact(d->c->m, NEW, f);
    const struct declared *old = NULL, *new = NULL;
    struct texts names = {0};
    struct map values;
    map_init(&values, d->c->arena);
    for (uint32_t v = 0; v < was->values.len; v++)
        map_add(&values, 0, map_name(was->values.at[v].name), v);
    vec_each (struct declared, v, &is->values) {
        uint32_t at = map_get(&values, 0, map_name(v->name));
        if (at == MAP_NONE || same_text(v->title, was->values.at[at].title)) continue;
        old = &was->values.at[at];
        new = v;
        vec_push(d->c->arena, &names, v->name);
    }
    if (names.len == 1)
        remark(d, "value", "of %s, the value %s is labelled \"%s\", and was \"%s\"", both->id.name,
               new->name, new->title ? new->title : "", old->title ? old->title : "");
    else if (names.len)
        remark(d, "value", "of %s, the values %s are labelled otherwise", both->id.name,
               joined(d->c->arena, &names, " and "));
}

void fact_shown(struct difference *d, uint32_t f) {
    const struct merged_fact *match = &d->c->m->facts[f];
    const struct fact *was = own_fact(d->c->m, OLD, f), *is = own_fact(d->c->m, NEW, f);
    size_t n = d->c->m->model->facts.at[f].values.len;
    const bool told[] = {true, true, was->source == FACT_JUDGEMENT && is->source == FACT_JUDGEMENT,
                         was->values.len == n && is->values.len == n}; /* the same values */
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        if (told[i]) tell(d, &fact_shown_by[i], true, is->id.name, match->of[OLD], match->of[NEW]);
    tell_labels(d, f);
}

static void assumptions_of(struct difference *d) {
    for (int side = NEW; side >= OLD; side--)
        vec_each (struct assume, x, &own_model(d->c->m, (enum side)side)->assumes) {
            bool both = false;
            vec_each (struct assume, other, &own_model(d->c->m, (enum side) !side)->assumes)
                both = both || same_text(x->text, other->text);
            if (!both)
                remark(d, "assume", "the assumption \"%s\" is %s", x->text,
                       side == NEW ? "new" : "gone");
        }
}

void all_shown(struct difference *d) {
    tell(d, &policy_shown, true, "the policy", 0, 0);
    tell(d, &version_shown, false, "the policy", 0, 0);
    tell_units(d, &approach_shown, &d->c->approaches);
    tell_units(d, &duty_shown, &d->c->duties);
    tell_units(d, &paragraph_shown, &d->c->paragraphs);
    assumptions_of(d);
}
