/*
 * A group that rules name, though no decision depends on it: were its name left out of every list
 * that has it, every decision would be the same. What an assumption or a presumption uses is left
 * alone: it helps to tell what was not stated.
 */
#include "lint/lint.h"
#include "analysis/idle.h"
#include "base/map.h"

struct regrouping {
    struct analysis *l;
    const struct model *m; /* readings open */
    struct map numbers;    /* by name */
    bool *changes;         /* by group: it makes a difference to some list */
    /* of the group that is left out */
    uint64_t **rest;      /* by group: what is left of that one, or of one made of it; else NULL */
    struct conds changed; /* tests of which it makes a difference, as they are without */
};

static size_t words_of(const struct regrouping *s, uint32_t fact) {
    return cond_words(&s->m->facts.at[fact]);
}

static uint64_t *list_without(struct regrouping *s, struct arena *a,
                              const struct named_values *named, uint32_t fact) {
    uint64_t *set = bitset_copy(a, named->own, words_of(s, fact));
    vec_each (const char *const, name, &named->groups) {
        uint32_t g = map_get(&s->numbers, 0, map_name(*name));
        if (g != MAP_NONE)
            bitset_or(set, s->rest[g] ? s->rest[g] : s->m->groups.at[g].set, words_of(s, fact));
    }
    return set;
}

static bool lists_group(const struct regrouping *s, const struct named_values *named) {
    vec_each (const char *const, name, &named->groups) {
        uint32_t g = map_get(&s->numbers, 0, map_name(*name));
        if (g != MAP_NONE && s->rest[g]) return true;
    }
    return false;
}

static enum ask_answer names_group(void *context, const struct cond *c) {
    return c->kind == COND_IN && c->named && lists_group(context, c->named) ? ASK_FOUND : ASK_ON;
}

static void leave_out(struct regrouping *s, uint32_t group) {
    struct arena *a = s->l->arena;
    s->changed.len = 0;
    vec_each (uint32_t, g, &s->m->built_groups) {
        const struct group *x = &s->m->groups.at[*g];
        size_t words = words_of(s, x->fact);
        uint64_t *rest = NULL;
        if (*g == group) {
            rest = arena_array(a, uint64_t, words);
        } else if (lists_group(s, x->members) || lists_group(s, x->except)) {
            rest = list_without(s, a, x->members, x->fact);
            bitset_andnot(rest, list_without(s, a, x->except, x->fact), words);
        }
        s->rest[*g] = rest;
    }
}

static struct cond *without_group(struct arena *a, void *context, struct cond *c) {
    struct regrouping *s = context;
    if (names_group(s, c) != ASK_FOUND) return c;
    const uint64_t *list = list_without(s, a, c->named, c->fact);
    if (bitset_same(list, c->set, words_of(s, c->fact))) return c;
    struct cond *copy = arena_new(s->l->arena, struct cond);
    *copy = *c;
    copy->set = bitset_copy(s->l->arena, list, words_of(s, c->fact));
    vec_push(s->l->arena, &s->changed, copy);
    return copy;
}

/* ---- the answer ---- */

/* Those that are asked for; adds to the cuts what their lists would be without them. */
static struct indices find_candidates(struct regrouping *s, const struct decisions *d,
                                      struct defines *cuts) {
    const struct rule_set *rules = d->v->clauses->rules;
    struct indices candidates = {0};
    struct model without;
    for (uint32_t i = 0; i < s->m->groups.len && !d->g->gave_up; i++) {
        if (s->m->groups.at[i].id.foreign) continue;
        diagrams_work(d->g, s->m->groups.len + rules->rules.len);
        leave_out(s, i);
        if (!idle_is_asked(rules, names_group, s)) continue;
        vec_push(s->l->arena, &candidates, i);
        rules_rewritten(&d->g->own, rules, &without, without_group, s);
        diagrams_forget(d->g);
        vec_each (struct cond *, cut, &s->changed)
            vec_push(s->l->arena, cuts, ((struct define){.means = *cut}));
        s->changes[i] = s->changed.len > 0;
    }
    return candidates;
}

static void report(struct regrouping *s, uint32_t group, enum diag_code code) {
    struct analysis *l = s->l;
    const struct declared *id = &s->m->groups.at[group].id;
    struct indices naming = {0};
    for (uint32_t i = 0; i < l->rules->rules.len; i++)
        if (idle_rule_asks(s->m, &l->rules->rules.at[i], names_group, s))
            vec_push(l->arena, &naming, i);
    diag_report(
        l->d, code, id->at,
        "the group %s is used, but changes no decision: were its name left out wherever it stands, "
        "every situation would be decided alike; leave it out, or mend the rules that name it",
        id->name);
    lint_note_rules(l, &naming, "names it here");
}

void lint_idle_group(struct analysis *l, enum diag_code code) {
    const struct decisions *d = analysis_any_reading(l), *base = NULL;
    const struct rule_set *rules = d->v->clauses->rules;
    size_t n = d->v->model->groups.len;
    struct regrouping s = {.l = l,
                           .m = d->v->model,
                           .changes = arena_array(l->arena, bool, n),
                           .rest = arena_array(l->arena, uint64_t *, n)};
    struct defines cuts = {0};
    map_init(&s.numbers, l->arena);
    for (uint32_t g = 0; g < n; g++) map_add(&s.numbers, 0, map_name(s.m->groups.at[g].id.name), g);
    struct indices candidates = find_candidates(&s, d, &cuts);
    vec_each (uint32_t, g, &candidates) {
        leave_out(&s, *g);
        if (s.changes[*g] && !base) { /* as it is, with axes that tell the other lists apart */
            const struct model *m = analysis_model(l->arena, s.m, READINGS_AS_TAKEN, &cuts);
            base = analysis_decisions(l, analysis_rules(l->arena, rules, m), LINT_STEPS);
        }
        if (d->g->gave_up) break;
        if (!s.changes[*g] || idle_change(base, without_group, &s)) report(&s, *g, code);
    }
    if (base && base->g->gave_up)
        diagrams_give_up(l->v->g, base->g->why); /* said once, at the end */
}
