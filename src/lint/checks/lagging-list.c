/*
 * A definition that lists, objective by objective, the activities for which the paragraphs of the
 * objectives provide, all of them but a few: the paragraphs were changed, or the list was, and not
 * the other.
 */
#include "lint/lint.h"

enum { MOST_APART = 3, TIMES_ALIKE = 4 };

/* A set of pairs, of an objective and an activity. */
struct pairs {
    uint64_t *set;
    size_t objectives, activities;
};

static struct pairs no_pairs(const struct analysis *l) {
    struct pairs p = {NULL, l->m->facts.at[l->m->objective].values.len,
                      l->m->facts.at[l->m->activity].values.len};
    p.set = bitset_new(l->arena, p.objectives * p.activities);
    return p;
}

/* Of a condition that asks for these two alone. */
static bool holds(const struct model *m, const struct cond *c, int64_t objective,
                  int64_t activity) {
    size_t held = 0;
    if (cond_is_test(c)) return cond_test(c, c->fact == m->objective ? objective : activity);
    if (c->kind == COND_DEFINE) return holds(m, m->defines.at[c->index].means, objective, activity);
    vec_each (struct cond *, term, &c->terms) held += holds(m, *term, objective, activity);
    return c->kind == COND_NOT  ? held == 0
           : c->kind == COND_OR ? held > 0
                                : held >= (c->kind == COND_COUNT ? c->count : c->terms.len);
}

static struct pairs listed(const struct analysis *l, const struct cond *c) {
    struct pairs p = no_pairs(l);
    for (size_t o = 0; o < p.objectives; o++)
        for (size_t a = 0; a < p.activities; a++)
            if (holds(l->m, c, (int64_t)o, (int64_t)a)) bitset_add(p.set, o * p.activities + a);
    return p;
}

/* What permissions of objectives and provisions are for. */
static struct pairs provided(const struct analysis *l) {
    struct pairs p = no_pairs(l);
    vec_each (const struct block, b, &l->m->blocks)
        vec_each (struct statement, s, &b->statements)
            vec_each (struct qualifier, q, &s->qualifiers)
                if (s->kind == STATEMENT_PERMISSION && q->kind == AST_FOR &&
                    (b->kind == BLOCK_OBJECTIVE || b->kind == BLOCK_PROVISION))
                    for (size_t a = 0; a < p.activities; a++)
                        if (cond_test(q->cond, (int64_t)a))
                            bitset_add(p.set, b->objective * p.activities + a);
    return p;
}

static void note_apart(struct analysis *l, const struct pairs *x, const struct pairs *y,
                       struct words *to) {
    for (size_t i = 0; i < x->objectives * x->activities; i++)
        if (bitset_has(x->set, i) && !bitset_has(y->set, i))
            vec_push(
                l->arena, to,
                arena_printf(l->arena, "%s under %s",
                             l->m->facts.at[l->m->activity].values.at[i % x->activities].name,
                             l->m->facts.at[l->m->objective].values.at[i / x->activities].name));
}

static bool asks_for_the_two(const struct analysis *l, const struct cond *c) {
    bool *tested = arena_array(l->arena, bool, l->m->facts.len);
    ask_tested(l->m, c, tested);
    for (uint32_t f = 0; f < l->m->facts.len; f++)
        if (tested[f] != (f == l->m->objective || f == l->m->activity)) return false;
    return true;
}

static enum ask_answer find_applies(void *context, const struct cond *c) {
    (void)context;
    return c->kind == COND_APPLIES || c->kind == COND_ANY_PROVISION ? ASK_FOUND : ASK_ON;
}

void lint_lagging_list(struct analysis *l, enum diag_code code) {
    const struct model *m = l->m;
    if (m->objective == MODEL_NONE || m->activity == MODEL_NONE) return;
    struct pairs by_paragraphs = provided(l);
    size_t words = bitset_words(by_paragraphs.objectives * by_paragraphs.activities);
    vec_each (struct define, d, &m->defines) {
        if (!lint_ours(l, &d->id) || !asks_for_the_two(l, d->means) ||
            ask_condition(m, d->means, find_applies, NULL))
            continue;
        struct pairs by_list = listed(l, d->means);
        struct words lacks = {0}, adds = {0};
        note_apart(l, &by_paragraphs, &by_list, &lacks);
        note_apart(l, &by_list, &by_paragraphs, &adds);
        size_t apart = lacks.len + adds.len, alike = bitset_count(by_list.set, words) - adds.len;
        if (apart == 0 || apart > MOST_APART || alike < apart * TIMES_ALIKE) continue;
        diag_report(l->d, code, d->id.at,
                    "%s lists what the paragraphs of the objectives provide for, in %zu cases, but "
                    "%s%s%s%s%s: "
                    "see which of the two is right",
                    d->id.name, alike, lacks.len ? "lacks " : "", ask_list(l->arena, &lacks, "and"),
                    lacks.len && adds.len ? ", and " : "", adds.len ? "has besides " : "",
                    ask_list(l->arena, &adds, "and"));
    }
}
