/*
 * A group that rules name, though no decision depends on it: were its name left out of every list
 * that has it, every decision would be the same. What an assumption or a presumption uses is left
 * alone: it helps to tell what was not stated.
 */
#include "lint/lint.h"
#include "analysis/idle.h"
#include "base/map.h"

#include <string.h>

struct regrouping {
    struct analysis *l;
    const struct model *m; /* readings open */
    const struct rule_set *rules;
    struct map numbers; /* by name */
    /* of the group that is left out */
    uint32_t group;
    bool *made_of;   /* by group: it is that one, or made of it */
    uint64_t **rest; /* by group made of it: what is left of it */
    uint64_t *list;  /* to work with */
    struct rule_set
        without; /* the policy without the group: one after the other in the same place */
    struct model model;
    struct conds changed; /* tests of which it makes a difference */
};

/* ---- groups ---- */

static void begin(struct regrouping *s) {
    struct arena *a = s->l->arena;
    uint32_t n = (uint32_t)s->m->groups.len;
    size_t most = 1; /* words of a list */
    map_init(&s->numbers, a);
    for (uint32_t g = 0; g < n; g++) {
        size_t words = cond_words(&s->m->facts.at[s->m->groups.at[g].fact]);
        most = words > most ? words : most;
        map_add(&s->numbers, 0, map_name(s->m->groups.at[g].id.name), g);
    }
    s->made_of = arena_array(a, bool, n);
    s->rest = arena_array(a, uint64_t *, n);
    s->list = arena_array(a, uint64_t, most);
    s->model = *s->m;
    s->without = *s->rules;
    s->without.model = &s->model;
    s->model.defines.at = arena_array(a, struct define, s->m->defines.len);
    s->without.rules.at = arena_array(a, struct rule, s->rules->rules.len);
}

/* ---- lists without the group ---- */

static void list_without(const struct regrouping *s, const struct named_values *named,
                         uint32_t fact, uint64_t *set) {
    size_t words = cond_words(&s->m->facts.at[fact]);
    memcpy(set, named->own, words * sizeof *set);
    vec_each (const char *const, name, &named->groups) {
        uint32_t g = map_get(&s->numbers, 0, map_name(*name));
        if (g != MAP_NONE && g != s->group)
            bitset_or(set, s->made_of[g] ? s->rest[g] : s->m->groups.at[g].set, words);
    }
}

static bool lists_group(const struct regrouping *s, const struct named_values *named) {
    vec_each (const char *const, name, &named->groups) {
        uint32_t g = map_get(&s->numbers, 0, map_name(*name));
        if (g != MAP_NONE && s->made_of[g]) return true;
    }
    return false;
}

static void leave_out(struct regrouping *s, uint32_t group) {
    s->group = group;
    vec_each (uint32_t, i, &s->m->built_groups) {
        uint32_t g = *i;
        const struct group *x = &s->m->groups.at[g];
        size_t words = cond_words(&s->m->facts.at[x->fact]);
        s->made_of[g] = g == group || lists_group(s, x->members) || lists_group(s, x->except);
        if (!s->made_of[g] || g == group) continue;
        s->rest[g] = s->rest[g] ? s->rest[g] : arena_array(s->l->arena, uint64_t, words);
        list_without(s, x->members, x->fact, s->rest[g]);
        list_without(s, x->except, x->fact, s->list);
        bitset_andnot(s->rest[g], s->list, words);
    }
}

static struct cond *list_changed(struct regrouping *s, struct cond *c) {
    size_t words = cond_words(&s->m->facts.at[c->fact]);
    list_without(s, c->named, c->fact, s->list);
    if (bitset_same(s->list, c->set, words)) return c;
    struct cond *copy = arena_new(s->l->arena, struct cond);
    *copy = *c;
    copy->set = bitset_copy(s->l->arena, s->list, words);
    vec_push(s->l->arena, &s->changed, copy);
    return copy;
}

static struct cond *cond_without(struct regrouping *s, struct cond *c) {
    struct cond *copy = c;
    if (c->kind == COND_IN) return c->named && lists_group(s, c->named) ? list_changed(s, c) : c;
    for (size_t i = 0; i < c->terms.len; i++) {
        struct cond *term = cond_without(s, c->terms.at[i]);
        if (term == c->terms.at[i]) continue;
        if (copy == c) {
            copy = arena_new(s->l->arena, struct cond);
            *copy = *c;
            copy->terms = (struct conds){0};
            vec_each (struct cond *, old, &c->terms) vec_push(s->l->arena, &copy->terms, *old);
        }
        copy->terms.at[i] = term;
    }
    return copy;
}

/* Fills `without` and `changed`. */
static void rules_without(struct regrouping *s) {
    s->changed.len = 0;
    for (size_t i = 0; i < s->m->defines.len; i++)
        s->model.defines.at[i] =
            (struct define){s->m->defines.at[i].id, cond_without(s, s->m->defines.at[i].means)};
    for (size_t i = 0; i < s->rules->rules.len; i++) {
        struct rule *r = &s->without.rules.at[i];
        *r = s->rules->rules.at[i];
        r->cond = cond_without(s, r->cond);
        r->meet = r->meet ? cond_without(s, r->meet) : NULL;
    }
    s->model.scope = cond_without(s, s->m->scope);
}

/* ---- the answer ---- */

static enum ask_answer names_group(void *context, const struct cond *c) {
    return c->kind == COND_IN && c->named && lists_group(context, c->named) ? ASK_FOUND : ASK_ON;
}

/* The policy as it is, over axes that are cut finer, as the lists without a group tell other values
 * apart. */
static const struct decisions *as_decided(struct regrouping *s, const struct defines *cuts) {
    const struct model *m = analysis_model(s->l->arena, s->m, READINGS_AS_TAKEN, cuts);
    return analysis_decisions(s->l, analysis_rules(s->l->arena, s->rules, m),
                              s->l->v->g->max_steps);
}

/* Those that are asked for; adds to the cuts what their lists would be without them. */
static struct indices find_candidates(struct regrouping *s, struct diagrams *g,
                                      struct defines *cuts) {
    struct arena *a = s->l->arena;
    struct indices candidates = {0};
    for (uint32_t i = 0; i < s->m->groups.len && !g->gave_up; i++) {
        if (s->m->groups.at[i].id.foreign) continue;
        diagrams_work(g, s->m->groups.len + s->rules->rules.len);
        leave_out(s, i);
        if (!idle_is_asked(s->rules, names_group, s)) continue;
        vec_push(a, &candidates, i);
        rules_without(s);
        vec_each (struct cond *, cut, &s->changed)
            vec_push(a, cuts, ((struct define){.means = *cut}));
    }
    return candidates;
}

static void report(struct regrouping *s, enum diag_code code) {
    const struct declared *id = &s->m->groups.at[s->group].id;
    struct indices naming = {0};
    for (uint32_t i = 0; i < s->rules->rules.len; i++)
        if (idle_rule_asks(s->m, &s->rules->rules.at[i], names_group, s))
            vec_push(s->l->arena, &naming, i);
    diag_report(
        s->l->d, code, id->at,
        "the group %s is used, but changes no decision: were its name left out wherever it stands, "
        "every answer would be the same; leave it out, or mend the rules that name it",
        id->name);
    lint_note_rules(s->l, &naming, "names it here");
}

void lint_idle_group(struct analysis *l, enum diag_code code) {
    const struct decisions *d = analysis_any_reading(l), *base = NULL;
    struct regrouping s = {.l = l, .m = d->v->model, .rules = d->v->clauses->rules};
    struct defines cuts = {0};
    if (s.m->groups.len == 0 || d->g->gave_up) return;
    begin(&s);
    struct indices candidates = find_candidates(&s, d->g, &cuts);
    for (size_t i = 0; i < candidates.len && !d->g->gave_up; i++) {
        leave_out(&s, candidates.at[i]);
        rules_without(&s);
        if (s.changed.len && !base) base = as_decided(&s, &cuts);
        if (s.changed.len == 0 || idle_change(base, &s.without)) report(&s, code);
    }
    if (base && base->g->gave_up)
        diagrams_give_up(l->v->g, base->g->why); /* said once, at the end */
}
