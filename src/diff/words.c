#include "diff/words.h"

#include <string.h>

const char *listed(struct arena *a, const char *list, const char *next) {
    return *list ? arena_printf(a, "%s, %s", list, next) : next;
}

/* ---- sets of values ---- */

enum { MANY_VALUES = 8 };

/* The values of a version's group, in those of both. */
static const uint64_t *group_values(const struct merged *m, enum side side,
                                    const struct group *group, size_t n) {
    uint64_t *set = arena_array(m->arena, uint64_t, n / 64 + 1);
    const uint32_t *value_of = m->value_of[side][group->fact];
    for (uint32_t v = 0; v < m->of[side].rules->model->facts.at[group->fact].values.len; v++)
        if (cond_set_has(group->set, v)) set[value_of[v] / 64] |= UINT64_C(1) << (value_of[v] % 64);
    return set;
}

/* The groups of both versions have names, those of NEW first. */
static const char *values_words(const struct comparison *c, uint32_t fact, const uint64_t *set) {
    const struct merged *m = c->m;
    struct naming n = {.arena = m->arena, .fact = &m->model->facts.at[fact], .most = MANY_VALUES};
    for (int side = NEW; side >= OLD; side--)
        vec_each (struct group, g, &m->of[side].rules->model->groups)
            if (m->fact_of[side][g->fact] == fact)
                naming_add(&n, g->id.name, group_values(m, (enum side)side, g, n.fact->values.len));
    return naming_words(&n, set, "or");
}

/* ---- cases ---- */

struct stretch stretch_of(const struct space *s, const struct limit *l) {
    uint32_t fact = s->axes.at[l->axis].fact, n = s->axes.at[l->axis].classes, low = 0, high;
    const struct domain *d = &s->domains[fact];
    while (!cond_set_has(l->classes, low)) low++;
    for (high = low + 1; high < n && cond_set_has(l->classes, high); high++)
        ;
    return (struct stretch){d->at[low], high < n ? d->at[high] - 1 : s->model->facts.at[fact].high,
                            low == 0, high == n};
}

static const char *range_words(const struct comparison *c, uint32_t fact, const struct limit *l) {
    struct arena *a = c->m->arena;
    const struct fact *f = &c->m->model->facts.at[fact];
    struct stretch x = stretch_of(c->g->s, l);
    const char *from = fact_value_text(a, f, x.low), *to = fact_value_text(a, f, x.high);
    if (x.from_start) return arena_printf(a, "%s at most %s", f->id.name, to);
    if (x.to_end) return arena_printf(a, "%s at least %s", f->id.name, from);
    return strcmp(from, to) == 0 ? arena_printf(a, "%s = %s", f->id.name, from)
                                 : arena_printf(a, "%s from %s to %s", f->id.name, from, to);
}

static const char *element_words(const struct comparison *c, uint32_t fact, const struct limit *l) {
    struct arena *a = c->m->arena;
    const struct fact *f = &c->m->model->facts.at[fact];
    const struct axis *x = &c->g->s->axes.at[l->axis];
    const char *with = cond_set_has(l->classes, 1) ? "with" : "without";
    if (x->others) return arena_printf(a, "%s %s others", f->id.name, with);
    return arena_printf(a, "%s %s %s", f->id.name, with, f->values.at[x->element].name);
}

static const char *limit_words(const struct comparison *c, const struct limit *l) {
    struct arena *a = c->m->arena;
    uint32_t fact = c->g->s->axes.at[l->axis].fact;
    const struct fact *f = &c->m->model->facts.at[fact];
    const struct domain *d = &c->g->s->domains[fact];
    if (f->kind == FACT_SET_OF) return element_words(c, fact, l);
    if (f->kind == FACT_NUMBER || f->kind == FACT_DATE) return range_words(c, fact, l);
    if (f->kind == FACT_FLAG)
        return cond_set_has(l->classes, d->class_of[1]) ? f->id.name
                                                        : arena_printf(a, "not %s", f->id.name);
    uint64_t *set = arena_array(a, uint64_t, f->values.len / 64 + 1);
    for (size_t v = 0; v < f->values.len; v++)
        if (cond_set_has(l->classes, d->class_of[v])) set[v / 64] |= UINT64_C(1) << (v % 64);
    return arena_printf(a, "%s %s", f->id.name, values_words(c, fact, set));
}

/* What readers look for comes first. */
const char *case_words(const struct comparison *c, const struct cube *cube) {
    const bool *first = facts_looked_for(c);
    const char *list = "";
    for (int late = 0; late < 2; late++)
        for (uint32_t i = 0; i < cube->n_limits; i++)
            if (first[c->g->s->axes.at[cube->limits[i].axis].fact] != (late != 0))
                list = *list ? arena_printf(c->m->arena, "%s, %s", list,
                                            limit_words(c, &cube->limits[i]))
                             : limit_words(c, &cube->limits[i]);
    return *list ? list : "whatever the facts";
}

/* ---- verdicts ---- */

const char *approach_words(const struct comparison *c, uint64_t approaches) {
    struct saying say = {.arena = c->m->arena};
    for (size_t a = 0; a < c->approaches.len; a++)
        if (approaches >> a & 1) saying_add(&say, c->approaches.at[a].name);
    return say.last ? saying_end(&say, "and") : "nothing";
}

const char *verdict_words(const struct comparison *c, uint64_t used, unsigned statuses) {
    struct saying say = {.arena = c->m->arena};
    for (enum status s = STATUS_OUT_OF_SCOPE; s <= STATUS_OPEN; s++)
        if (statuses >> s & 1) saying_add(&say, status_words(s));
    const char *status = saying_end(&say, "or");
    return used ? arena_printf(c->m->arena, "%s (%s)", approach_words(c, used), status) : status;
}

/* ---- causes ---- */

const char *cause_words(const struct comparison *c, const struct causes *causes,
                        const struct indices *which, bool bare) {
    static const char *const kinds[] = {[CAUSE_NEW] = " new",
                                        [CAUSE_GONE] = " gone",
                                        [CAUSE_CHANGED] = " changed",
                                        [CAUSE_INDIRECT] = ""};
    const char *list = "";
    vec_each (uint32_t, i, which) {
        const struct cause *cause = &causes->at[*i];
        const char *name =
            cause->paragraph == MODEL_NONE ? "the scope" : c->paragraphs.at[cause->paragraph].name;
        list = listed(c->m->arena, list,
                      arena_printf(c->m->arena, "%s%s", name, bare ? "" : kinds[cause->kind]));
    }
    return list;
}
