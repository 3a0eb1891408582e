/*
 * Shown: what answers show besides decisions, of what both versions declare. One table says it all:
 * what a program shows of a policy (table/names.c) has a row here, or is compared elsewhere.
 */
#include "diff/remarks.h"
#include "diff/words.h"

#include <stdlib.h>
#include <string.h>

/* A part of a declared thing as text, or NULL where it has none. */
typedef const char *part_text(struct arena *a, const struct model *m, uint32_t i);

struct shown_part {
    const char *is, *was, *none; /* "is on X, and was on nobody" */
    bool quoted;
    part_text *text;
};

static int by_text(const void *x, const void *y) {
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

/* In an order of its own, as that in which they were written means nothing; NULL where there are
 * none. */
static const char *joined(struct arena *a, const struct texts *texts) {
    const char **at = arena_array(a, const char *, texts->len + 1), *list = NULL;
    for (size_t i = 0; i < texts->len; i++) at[i] = texts->at[i];
    qsort(at, texts->len, sizeof *at, by_text);
    for (size_t i = 0; i < texts->len; i++)
        list = list ? arena_printf(a, "%s; %s", list, at[i]) : at[i];
    return list;
}

/* ---- the policy ---- */

static const char *policy_title(struct arena *a, const struct model *m, uint32_t i) {
    (void)a;
    (void)i;
    return m->title;
}
static const char *policy_issuer(struct arena *a, const struct model *m, uint32_t i) {
    (void)a;
    (void)i;
    return m->issued_by;
}
static const char *policy_version(struct arena *a, const struct model *m, uint32_t i) {
    (void)a;
    (void)i;
    return m->version;
}

static const struct shown_part policy_parts[] = {
    {"is titled", "was", "nothing", true, policy_title},
    {"is issued by", "was by", "nobody", true, policy_issuer}};
static const struct shown_part version_part = {"has the version", "had", "none", true,
                                               policy_version}; /* there to be another one */

/* ---- facts ---- */

static const char *fact_title(struct arena *a, const struct model *m, uint32_t i) {
    (void)a;
    return m->facts.at[i].id.title;
}
static const char *fact_unit(struct arena *a, const struct model *m, uint32_t i) {
    (void)a;
    return m->facts.at[i].unit;
}

static const char *fact_judge(struct arena *a, const struct model *m, uint32_t i) {
    (void)a;
    return m->facts.at[i].by;
}

static const char *fact_order(struct arena *a, const struct model *m, uint32_t i) {
    const char *list = NULL;
    if (m->facts.at[i].ordered)
        vec_each (struct declared, v, &m->facts.at[i].values)
            list = list ? arena_printf(a, "%s < %s", list, v->name) : v->name;
    return list;
}

static const struct shown_part title_part = {"is titled", "was", "nothing", true, fact_title};
static const struct shown_part unit_part = {"is counted in", "was in", "nothing", true, fact_unit};
static const struct shown_part judge_part = {"is decided by", "was by", "nobody", false,
                                             fact_judge}; /* of what is a judgement in both */
static const struct shown_part order_part = {"has the order", "had", "none", false,
                                             fact_order}; /* of those whose values are the same */

/* ---- approaches ---- */

static const char *approach_title(struct arena *a, const struct model *m, uint32_t i) {
    (void)a;
    return m->approaches.at[i].id.title;
}
static const char *approach_commits(struct arena *a, const struct model *m, uint32_t i) {
    (void)a;
    return m->approaches.at[i].commits;
}

static const struct shown_part approach_parts[] = {
    {"is titled", "was", "nothing", true, approach_title},
    {"commits", "committed", "nothing", true, approach_commits}};

/* ---- duties ---- */

static const char *duty_title(struct arena *a, const struct model *m, uint32_t i) {
    (void)a;
    return m->duties.at[i].id.title;
}
static const char *duty_bearer(struct arena *a, const struct model *m, uint32_t i) {
    (void)a;
    return m->duties.at[i].by;
}
static const char *duty_addressee(struct arena *a, const struct model *m, uint32_t i) {
    (void)a;
    return m->duties.at[i].to;
}

static const char *duty_timing(struct arena *a, const struct model *m, uint32_t i) {
    static const char *const times[] = {[DUTY_BEFORE] = "before",
                                        [DUTY_ON_USE] = "on use",
                                        [DUTY_DURING] = "during",
                                        [DUTY_AFTER] = "after",
                                        [DUTY_YEARLY] = "yearly"};
    (void)a;
    return times[m->duties.at[i].timing];
}

static const char *duty_shown_by(struct arena *a, const struct model *m, uint32_t i) {
    (void)a;
    return m->duties.at[i].done_when == MODEL_NONE ? NULL
                                                   : m->facts.at[m->duties.at[i].done_when].id.name;
}

static const char *duty_follows(struct arena *a, const struct model *m, uint32_t i) {
    struct texts names = {0};
    vec_each (uint32_t, first, &m->duties.at[i].following)
        vec_push(a, &names, m->duties.at[*first].id.name);
    return joined(a, &names);
}

static const char *duty_deadlines(struct arena *a, const struct model *m, uint32_t i) {
    return joined(a, &m->duties.at[i].deadlines);
}

static const struct shown_part duty_parts[] = {
    {"is titled", "was", "nothing", true, duty_title},
    {"is due", "was", "", false, duty_timing},
    {"is on", "was on", "nobody", false, duty_bearer},
    {"is owed to", "was to", "nobody", false, duty_addressee},
    {"follows", "followed", "no duty", false, duty_follows},
    {"is shown as done by", "was by", "nothing", false, duty_shown_by},
    {"has the deadline", "had", "none", false, duty_deadlines}};

/* ---- paragraphs: by their place in the outline ---- */

static const struct block *block_at(const struct model *m, uint32_t i) {
    vec_each (struct block, b, &m->blocks)
        if (b->outline == i) return b;
    return NULL;
}

static const char *paragraph_title(struct arena *a, const struct model *m, uint32_t i) {
    const struct block *b = block_at(m, i);
    (void)a;
    return b ? b->id.title : m->outline.at[i].recital;
}

static const char *paragraph_kind(struct arena *a, const struct model *m, uint32_t i) {
    static const char *const kinds[] = {[BLOCK_APPROACH] = "an approach",
                                        [BLOCK_PARAGRAPH] = "a paragraph",
                                        [BLOCK_PRINCIPLE] = "a principle",
                                        [BLOCK_OBJECTIVE] = "an objective",
                                        [BLOCK_PROVISION] = "a provision"};
    const struct block *b = block_at(m, i);
    (void)a;
    return b ? kinds[b->kind] : m->outline.at[i].recital ? "a recital" : NULL;
}

static const char *paragraph_law(struct arena *a, const struct model *m, uint32_t i) {
    const struct block *b = block_at(m, i);
    return b ? joined(a, &b->see) : NULL;
}

static const struct shown_part paragraph_parts[] = {
    {"is titled", "was", "nothing", true, paragraph_title},
    {"is", "was", "only cited", false, paragraph_kind},
    {"names the outside law", "named", "none", true, paragraph_law}};

/* ---- told ---- */

static bool same_text(const char *x, const char *y) {
    return (!x || !*x) ? !y || !*y : y && strcmp(x, y) == 0;
}

static const char *part_words(const struct remarking *r, const struct shown_part *p,
                              const char *text) {
    return !text || !*text ? p->none : p->quoted ? arena_printf(r->a, "\"%s\"", text) : text;
}

static void tell(const struct remarking *r, const char *kind, bool counts, const char *what,
                 const struct shown_part *p, uint32_t old, uint32_t new) {
    const char *was = p->text(r->a, own_model(r, OLD), old),
               *is = p->text(r->a, own_model(r, NEW), new);
    if (!same_text(was, is))
        remark_add(r, kind, counts,
                   arena_printf(r->a, "%s %s %s, and %s %s", what, p->is, part_words(r, p, is),
                                p->was, part_words(r, p, was)));
}

static void tell_all(const struct remarking *r, const char *kind, const char *what,
                     const struct shown_part *parts, size_t n, uint32_t old, uint32_t new) {
    for (size_t i = 0; i < n; i++) tell(r, kind, true, what, &parts[i], old, new);
}

static void units_shown(const struct remarking *r, const char *kind, const struct units *units,
                        const struct shown_part *parts, size_t n) {
    vec_each (struct unit, u, units)
        if (u->of[OLD] != MODEL_NONE && u->of[NEW] != MODEL_NONE)
            tell_all(r, kind, arena_printf(r->a, "the %s %s", kind, u->name), parts, n, u->of[OLD],
                     u->of[NEW]);
}

/* One value is told with both labels; of more, only which they are. */
static void labels_shown(const struct remarking *r, const struct fact *was, const struct fact *is) {
    struct saying say = {.arena = r->a};
    const struct declared *old = NULL, *new = NULL;
    size_t n = 0;
    struct map names;
    map_init(&names, r->a);
    for (uint32_t v = 0; v < was->values.len; v++)
        map_add(&names, 0, map_name(was->values.at[v].name), v);
    vec_each (struct declared, v, &is->values) {
        uint32_t at = map_get(&names, 0, map_name(v->name));
        if (at == MAP_NONE || same_text(v->title, was->values.at[at].title)) continue;
        old = &was->values.at[at];
        new = v;
        saying_add(&say, v->name);
        n++;
    }
    if (n == 1)
        remark_add(r, "value", true,
                   arena_printf(r->a, "of %s, the value %s is labelled \"%s\", and was \"%s\"",
                                is->id.name, new->name, new->title ? new->title : "",
                                old->title ? old->title : ""));
    else if (n)
        remark_add(r, "value", true,
                   arena_printf(r->a, "of %s, the values %s are labelled otherwise", is->id.name,
                                saying_end(&say, "and")));
}

static bool same_values(const struct fact *x, const struct fact *y) {
    if (x->values.len != y->values.len) return false;
    for (size_t i = 0; i < x->values.len; i++) {
        bool found = false;
        for (size_t k = 0; k < y->values.len && !found; k++)
            found = x->values.at[i].name == y->values.at[k].name;
        if (!found) return false;
    }
    return true;
}

void fact_shown(const struct remarking *r, uint32_t f) {
    uint32_t old = r->c->m->facts[f].of[OLD], new = r->c->m->facts[f].of[NEW];
    const struct fact *was = &own_model(r, OLD)->facts.at[old],
                      *is = &own_model(r, NEW)->facts.at[new];
    tell(r, "fact", true, is->id.name, &title_part, old, new);
    tell(r, "unit", true, is->id.name, &unit_part, old, new);
    if (was->source == FACT_JUDGEMENT && is->source == FACT_JUDGEMENT)
        tell(r, "judgement", true, is->id.name, &judge_part, old, new);
    if (same_values(was, is)) tell(r, "fact", true, is->id.name, &order_part, old, new);
    labels_shown(r, was, is);
}

static void assumes_shown(const struct remarking *r) {
    for (int side = NEW; side >= OLD; side--)
        vec_each (struct assume, a, &own_model(r, (enum side)side)->assumes) {
            bool both = false;
            vec_each (struct assume, other, &own_model(r, (enum side) !side)->assumes)
                both = both || same_text(a->text, other->text);
            if (!both)
                remark_add(r, "assume", true,
                           arena_printf(r->a, "the assumption \"%s\" %s", a->text,
                                        side == NEW ? "is new" : "is gone"));
        }
}

void all_shown(const struct remarking *r) {
    tell_all(r, "policy", "the policy", policy_parts, sizeof policy_parts / sizeof *policy_parts, 0,
             0);
    tell(r, "policy", false, "the policy", &version_part, 0, 0);
#define UNITS(kind, units, parts) \
    units_shown(r, kind, &r->c->units, parts, sizeof(parts) / sizeof *(parts))
    UNITS("approach", approaches, approach_parts);
    UNITS("duty", duties, duty_parts);
    UNITS("paragraph", paragraphs, paragraph_parts);
    assumes_shown(r);
}
