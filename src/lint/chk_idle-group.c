/*
 * A group that rules name, though no decision depends on it: were its name left out of every list that has it, every decision would be the same. What
 * an assumption or a presumption uses is left alone: it helps to tell what was not stated.
 */
#include "lint/idle.h"
#include "lint/readings.h"

#include <string.h>

enum { MOST_NOTES = 4 };

struct search {
    struct lint *l;
    const struct model *m;     /* readings open */
    const struct rule_set *rules;
    const char *name;          /* of the group that is left out */
    const uint64_t **sets;     /* by group: without it */
    struct conds changed;      /* tests of which it makes a difference */
};

/* ---- lists without the group ---- */

static uint32_t group_number(const struct model *m, const char *name)
{
    for (uint32_t g = 0; g < m->groups.len; g++)
        if (m->groups.at[g].id.name == name)
            return g;
    return MODEL_NONE;
}

static const uint64_t *group_without(struct search *s, uint32_t group);

static uint64_t *list_without(struct search *s, const struct named_values *named, uint32_t fact)
{
    size_t words = cond_words(&s->m->facts.at[fact]);
    uint64_t *set = arena_array(s->l->arena, uint64_t, words);
    memcpy(set, named->own, words * sizeof *set);
    vec_each(const char *const, name, &named->groups) {
        uint32_t g = *name == s->name ? MODEL_NONE : group_number(s->m, *name);
        const uint64_t *more = g == MODEL_NONE ? NULL : group_without(s, g);
        for (size_t i = 0; more && i < words; i++)
            set[i] |= more[i];
    }
    return set;
}

/* As deep as groups are made of others; that they are not in a circle was checked. */
static const uint64_t *group_without(struct search *s, uint32_t group)
{
    const struct group *g = &s->m->groups.at[group];
    if (!s->sets[group]) {
        uint64_t *set = list_without(s, g->members, g->fact), *except = list_without(s, g->except, g->fact);
        for (size_t i = 0; i < cond_words(&s->m->facts.at[g->fact]); i++)
            set[i] &= ~except[i];
        s->sets[group] = set;
    }
    return s->sets[group];
}

static struct cond *cond_without(struct search *s, struct cond *c)
{
    struct cond *copy = NULL;
    if (c->kind == COND_IN && c->named) {
        const uint64_t *set = list_without(s, c->named, c->fact);
        if (memcmp(set, c->set, cond_words(&s->m->facts.at[c->fact]) * sizeof *set) == 0)
            return c;
        copy = arena_new(s->l->arena, struct cond);
        *copy = *c;
        copy->set = set;
        vec_push(s->l->arena, &s->changed, copy);
        return copy;
    }
    for (size_t i = 0; i < c->terms.len; i++) {
        struct cond *term = cond_without(s, c->terms.at[i]);
        if (term == c->terms.at[i])
            continue;
        if (!copy) {
            copy = arena_new(s->l->arena, struct cond);
            *copy = *c;
            copy->terms = (struct conds){0};
            vec_each(struct cond *, old, &c->terms)
                vec_push(s->l->arena, &copy->terms, *old);
        }
        copy->terms.at[i] = term;
    }
    return copy ? copy : c;
}

/* The policy without the group. */
static struct rule_set *rules_without(struct search *s, uint32_t group)
{
    struct arena *a = s->l->arena;
    struct model *m = arena_new(a, struct model);
    struct rule_set *set = arena_new(a, struct rule_set);
    *m = *s->m;
    *set = *s->rules;
    set->model = m;
    set->rules = (struct rules){0};
    m->defines = (struct defines){0};
    s->name = s->m->groups.at[group].id.name;
    s->sets = arena_array(a, const uint64_t *, s->m->groups.len);
    s->changed.len = 0;
    vec_each(struct define, d, &s->m->defines)
        vec_push(a, &m->defines, ((struct define){d->id, cond_without(s, d->means)}));
    vec_each(struct rule, r, &s->rules->rules) {
        struct rule other = *r;
        other.cond = cond_without(s, r->cond);
        other.meet = r->meet ? cond_without(s, r->meet) : NULL;
        vec_push(a, &set->rules, other);
    }
    m->scope = cond_without(s, s->m->scope);
    return set;
}

/* ---- what asks for it ---- */

static bool lists_group(const struct search *s, const struct named_values *named, const char *name)
{
    vec_each(const char *const, listed, &named->groups) {
        uint32_t g = group_number(s->m, *listed);
        if (*listed == name)
            return true;
        if (g != MODEL_NONE && (lists_group(s, s->m->groups.at[g].members, name) || lists_group(s, s->m->groups.at[g].except, name)))
            return true;
    }
    return false;
}

static bool names_group(const struct search *s, const struct cond *c, const char *name)
{
    if (c->kind == COND_DEFINE)
        return names_group(s, s->m->defines.at[c->index].means, name);
    if (c->kind == COND_IN)
        return c->named && lists_group(s, c->named, name);
    vec_each(struct cond *, term, &c->terms)
        if (names_group(s, *term, name))
            return true;
    return false;
}

static bool helps_to_tell(const struct search *s, const char *name)
{
    vec_each(struct assume, x, &s->m->assumes)
        if (names_group(s, x->cond, name))
            return true;
    vec_each(const struct fact, f, &s->m->facts)
        vec_each(struct presumption, p, &f->presumptions)
            if (names_group(s, p->when, name))
                return true;
    return false;
}

static bool rule_names(const struct search *s, const struct rule *r, const char *name)
{
    return names_group(s, r->cond, name) || (r->meet && names_group(s, r->meet, name));
}

static bool is_asked(const struct search *s, const char *name)
{
    vec_each(struct rule, r, &s->rules->rules)
        if (rule_names(s, r, name))
            return true;
    return names_group(s, s->m->scope, name);
}

/* ---- the question ---- */

/* The same axes, but cut finer, as the lists without a group tell other values apart: these are among the definitions. */
static struct space *finer_space(struct search *s, const struct conds *cuts)
{
    struct arena *a = s->l->arena;
    struct model *m = arena_new(a, struct model);
    struct rule_set *set = arena_new(a, struct rule_set);
    *m = *s->m;
    *set = *s->rules;
    set->model = m;
    m->defines = (struct defines){0};
    vec_each(struct define, d, &s->m->defines)
        vec_push(a, &m->defines, *d);
    vec_each(struct cond *, cut, cuts)
        vec_push(a, &m->defines, ((struct define){.means = *cut}));
    return space_build(set, a);
}

static const struct decisions *as_decided(const struct search *s, struct space *finer)
{
    struct version *v = version_new(diagrams_new(finer, s->l->v->g->max_steps), bits_build(finer, s->rules, NULL));
    return decisions_new(v, NULL, true);
}

static void tell(struct search *s, uint32_t group)
{
    struct lint *l = s->l;
    const struct declared *id = &s->m->groups.at[group].id;
    unsigned n = 0;
    diag_report(l->d, DIAG_IDLE_GROUP, id->at, "the group %s is used, but changes no decision: were its name left out wherever it stands, every answer"
                " would be the same; leave it out, or mend the rules that name it", id->name);
    vec_each(struct rule, r, &s->rules->rules)
        if (rule_names(s, r, id->name) && n++ < MOST_NOTES)
            diag_note(l->d, r->at, "%s names it here", s->m->blocks.at[r->block].id.name);
}

void lint_idle_group(struct lint *l)
{
    const struct decisions *d = lint_any_reading(l), *base = NULL;
    struct search s = {.l = l, .m = d->v->model, .rules = d->v->bits->rules};
    struct conds cuts = {0};
    struct rule_set **without = arena_array(l->arena, struct rule_set *, s.m->groups.len);
    for (uint32_t g = 0; g < s.m->groups.len; g++) {
        const struct declared *id = &s.m->groups.at[g].id;
        if (id->foreign || !is_asked(&s, id->name) || helps_to_tell(&s, id->name))
            continue;
        without[g] = rules_without(&s, g);
        vec_each(struct cond *, cut, &s.changed)
            vec_push(l->arena, &cuts, *cut);
    }
    for (uint32_t g = 0; g < s.m->groups.len && !d->g->gave_up; g++) {
        if (!without[g])
            continue;
        if (!base)
            base = as_decided(&s, finer_space(&s, &cuts));
        if (idle_change(base, without[g]))
            tell(&s, g);
    }
    if (base && base->g->gave_up)
        l->v->g->gave_up = true; /* said once, at the end */
}
