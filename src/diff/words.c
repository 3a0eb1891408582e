#include "diff/diff.h"

#include "base/list.h"
#include "space/naming.h"

#include <string.h>

enum { MANY_VALUES = 8 };

const char *joined(struct arena *a, const struct texts *list, const char *last) {
    return list_in_words(a, list->at, list->len, last);
}

/* ---- cases ---- */

struct stretch stretch_of(const struct space *s, const struct limit *l) {
    uint32_t fact = s->axes.at[l->axis].fact, n = s->axes.at[l->axis].classes, low = 0, high;
    const struct domain *d = &s->domains[fact];
    while (!bitset_has(l->classes, low)) low++;
    for (high = low + 1; high < n && bitset_has(l->classes, high); high++)
        ;
    return (struct stretch){d->at[low], high < n ? d->at[high] - 1 : s->model->facts.at[fact].high,
                            low == 0, high == n};
}

static const char *range_words(const struct difference *d, const struct fact *f,
                               const struct limit *l) {
    struct stretch x = stretch_of(d->g->s, l);
    const char *from = fact_value_text(d->arena, f, x.low),
               *to = fact_value_text(d->arena, f, x.high);
    if (x.from_start) return arena_printf(d->arena, "%s at most %s", f->id.name, to);
    if (x.to_end) return arena_printf(d->arena, "%s at least %s", f->id.name, from);
    return strcmp(from, to) == 0 ? arena_printf(d->arena, "%s = %s", f->id.name, from)
                                 : arena_printf(d->arena, "%s from %s to %s", f->id.name, from, to);
}

/* The groups of both versions have names, those of NEW first. */
static const char *values_words(const struct difference *d, uint32_t fact, const struct limit *l) {
    struct naming n = {.arena = d->arena, .fact = &d->model->facts.at[fact], .most = MANY_VALUES};
    uint64_t *set = bitset_new(d->arena, n.fact->values.len);
    for (size_t v = 0; v < n.fact->values.len; v++)
        if (bitset_has(l->classes, d->g->s->domains[fact].class_of[v])) bitset_add(set, v);
    for (int side = NEW; side >= OLD; side--)
        vec_each (struct group, g, &own_model(d, side)->groups)
            if (d->fact_of[side][g->fact] == fact)
                naming_add(&n, g->id.name, set_of_both(d, side, g->fact, g->set));
    return arena_printf(d->arena, "%s %s", n.fact->id.name, naming_words(&n, set, "or"));
}

const char *limit_words(const struct difference *d, const struct limit *l) {
    const struct axis *x = &d->g->s->axes.at[l->axis];
    const struct fact *f = &d->model->facts.at[x->fact];
    switch (f->kind) {
    case FACT_SET_OF:
        return arena_printf(d->arena, "%s %s %s", f->id.name,
                            bitset_has(l->classes, 1) ? "with" : "without",
                            x->others ? "others" : f->values.at[x->element].name);
    case FACT_NUMBER:
    case FACT_DATE: return range_words(d, f, l);
    case FACT_FLAG:
        return bitset_has(l->classes, d->g->s->domains[x->fact].class_of[1])
                   ? f->id.name
                   : arena_printf(d->arena, "not %s", f->id.name);
    case FACT_ONE_OF: break;
    }
    return values_words(d, x->fact, l);
}

/* What readers look for comes first. */
const char *case_words(const struct difference *d, const struct cube *cube) {
    struct texts list = {0};
    for (int late = 0; late < 2; late++)
        for (uint32_t i = 0; i < cube->n_limits; i++)
            if (d->looked_for[d->g->s->axes.at[cube->limits[i].axis].fact] != (late != 0))
                vec_push(d->arena, &list, limit_words(d, &cube->limits[i]));
    return list.len ? joined(d->arena, &list, ", ") : "whatever the facts";
}

/* ---- decisions ---- */

const char *approach_words(const struct difference *d, uint64_t approaches) {
    struct texts list = {0};
    for (size_t a = 0; a < d->approaches.len; a++)
        if (approaches >> a & 1) vec_push(d->arena, &list, d->approaches.at[a].name);
    return list.len ? joined(d->arena, &list, " and ") : "nothing";
}

const char *decision_words(const struct difference *d, uint64_t used, unsigned statuses) {
    struct texts list = {0};
    for (enum status s = STATUS_OUT_OF_SCOPE; s <= STATUS_OPEN; s++)
        if (statuses >> s & 1) vec_push(d->arena, &list, status_words(s));
    const char *status = joined(d->arena, &list, " or ");
    return used ? arena_printf(d->arena, "%s (%s)", approach_words(d, used), status) : status;
}

/* ---- causes ---- */

const char *cause_name(const struct difference *d, const struct cause *cause) {
    static const char *const kinds[] = {[NODE_SCOPE] = "scope",
                                        [NODE_APPROACHES] = "approaches",
                                        [NODE_FACT] = "fact",
                                        [NODE_READING] = "reading",
                                        [NODE_VOCABULARY] = "vocabulary",
                                        [NODE_JUDGEMENT] = "judgement",
                                        [NODE_GROUP] = "group",
                                        [NODE_DEFINE] = "definition",
                                        [NODE_DUTY] = "duty"};
    const struct ast_node *node = cause->node;
    const char *name = cause->name;
    if (!node || node->kind == NODE_BLOCK) return name;
    if (node->kind == NODE_ASSUME)
        return arena_printf(d->arena, "the assumption \"%s\"", name ? name : "");
    return arena_printf(d->arena, "the %s%s%s", kinds[node->kind], name ? " " : "",
                        name ? name : "");
}

const char *cause_words(const struct difference *d, const struct indices *which, bool together) {
    static const char *const kinds[] = {[CAUSE_NEW] = " new",
                                        [CAUSE_GONE] = " gone",
                                        [CAUSE_CHANGED] = " changed",
                                        [CAUSE_INDIRECT] = ""};
    struct texts list = {0};
    vec_each (uint32_t, i, which) {
        const struct cause *cause = &d->causes.at[*i];
        vec_push(d->arena, &list,
                 arena_printf(d->arena, "%s%s", cause_name(d, cause),
                              d->readings ? "" : kinds[cause->kind]));
    }
    if (d->supposed && list.len)
        return arena_printf(d->arena, "perhaps %s", joined(d->arena, &list, ", "));
    return together && list.len > 1
               ? arena_printf(d->arena, "%s, together", joined(d->arena, &list, " and "))
               : joined(d->arena, &list, ", ");
}
