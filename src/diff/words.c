#include "diff/words.h"

#include <string.h>

const char *listed(struct arena *a, const char *list, const char *next)
{
    return *list ? arena_printf(a, "%s, %s", list, next) : next;
}

void saying_add(struct saying *s, const char *item)
{
    if (s->last)
        s->list = s->list ? arena_printf(s->arena, "%s, %s", s->list, s->last) : s->last;
    s->last = item;
}

const char *saying_end(const struct saying *s, const char *joint)
{
    if (!s->list)
        return s->last ? s->last : "";
    return arena_printf(s->arena, "%s %s %s", s->list, joint, s->last);
}

/* ---- sets of values ---- */

struct value_set {
    const struct comparison *c;
    uint32_t fact;
    size_t n;            /* values of the fact */
    const uint64_t *is;
};

static size_t size_of(const struct value_set *s, const uint64_t *set)
{
    size_t n = 0;
    for (size_t v = 0; v < s->n; v++)
        n += cond_set_has(set, v);
    return n;
}

/* The values of a version's group, in those of both; NULL where it is not a group of this fact. */
static const uint64_t *group_values(const struct value_set *s, enum side side, const struct group *group)
{
    const struct merged *m = s->c->m;
    if (m->fact_of[side][group->fact] != s->fact)
        return NULL;
    uint64_t *set = arena_array(m->arena, uint64_t, s->n / 64 + 1);
    const uint32_t *value_of = m->value_of[side][group->fact];
    for (uint32_t v = 0; v < m->of[side].rules->model->facts.at[group->fact].values.len; v++)
        if (cond_set_has(group->set, v))
            set[value_of[v] / 64] |= UINT64_C(1) << (value_of[v] % 64);
    return set;
}

struct named_set {
    const char *name;
    const uint64_t *set;
    size_t size;
};
struct named_sets VEC(struct named_set);

/* The groups of both versions, those of NEW first; of a group that is what it was, one. */
static struct named_sets groups_for(const struct value_set *s)
{
    struct named_sets sets = {0};
    for (int side = NEW; side >= OLD; side--)
        vec_each(struct group, g, &s->c->m->of[side].rules->model->groups) {
            const uint64_t *set = group_values(s, (enum side)side, g);
            if (!set || size_of(s, set) < 2)
                continue;
            bool known = false;
            vec_each(struct named_set, x, &sets)
                known = known || memcmp(x->set, set, (s->n / 64 + 1) * sizeof *set) == 0;
            if (!known)
                vec_push(s->c->m->arena, &sets, ((struct named_set){g->id.name, set, size_of(s, set)}));
        }
    return sets;
}

static bool inside(const struct value_set *s, const uint64_t *x, const uint64_t *y)
{
    for (size_t k = 0; k <= s->n / 64; k++)
        if (x[k] & ~y[k])
            return false;
    return true;
}

enum { MANY_VALUES = 8 };

/* In few names: the largest groups that fit, then what is left one by one. *cost: how many names. */
static const char *in_names(const struct value_set *s, const struct named_sets *groups, const char *joint, size_t *cost)
{
    struct arena *a = s->c->m->arena;
    const struct fact *f = &s->c->m->model->facts.at[s->fact];
    struct saying say = {.arena = a};
    uint64_t *left = arena_array(a, uint64_t, s->n / 64 + 1);
    memcpy(left, s->is, (s->n / 64 + 1) * sizeof *left);
    *cost = 0;
    for (;;) {
        const struct named_set *best = NULL;
        size_t most = 1;
        vec_each(struct named_set, g, groups) {
            size_t news = 0;
            for (size_t v = 0; inside(s, g->set, s->is) && v < s->n; v++)
                news += cond_set_has(g->set, v) && cond_set_has(left, v);
            if (news > most || (news == most && best && g->size < best->size)) {
                best = g;
                most = news;
            }
        }
        if (!best)
            break;
        saying_add(&say, best->name);
        ++*cost;
        for (size_t k = 0; k <= s->n / 64; k++)
            left[k] &= ~best->set[k];
    }
    size_t singles = size_of(s, left), said = 0;
    for (size_t v = 0; v < s->n; v++) {
        if (!cond_set_has(left, v))
            continue;
        if (singles > MANY_VALUES && said == MANY_VALUES - 2) {
            saying_add(&say, arena_printf(a, "%zu others", singles - said));
            break;
        }
        saying_add(&say, f->values.at[v].name);
        said++;
    }
    *cost += singles;
    return saying_end(&say, joint);
}

/* "at least framework", where an ordered fact has all values from there on, or up to there. */
static const char *in_order(const struct value_set *s)
{
    const struct fact *f = &s->c->m->model->facts.at[s->fact];
    size_t n = size_of(s, s->is), from = 0;
    if (!f->ordered || n < 2)
        return NULL;
    while (!cond_set_has(s->is, from))
        from++;
    for (size_t v = from; v < from + n; v++)
        if (v >= s->n || !cond_set_has(s->is, v))
            return NULL;
    if (from + n == s->n)
        return arena_printf(s->c->m->arena, "at least %s", f->values.at[from].name);
    return from == 0 ? arena_printf(s->c->m->arena, "at most %s", f->values.at[n - 1].name) : NULL;
}

/* "third_countries but eea_efta": a group of which little is left out. NULL where there is none. */
static const char *in_group_but(const struct value_set *s, const struct named_sets *groups, size_t *cost)
{
    struct arena *a = s->c->m->arena;
    const char *best = NULL;
    size_t words = s->n / 64 + 1;
    vec_each(struct named_set, g, groups) {
        uint64_t *but = arena_array(a, uint64_t, words), *beyond = arena_array(a, uint64_t, words);
        for (size_t k = 0; k < words; k++) {
            but[k] = g->set[k] & ~s->is[k];
            beyond[k] = s->is[k] & ~g->set[k];
        }
        struct value_set left_out = {s->c, s->fact, s->n, but}, more = {s->c, s->fact, s->n, beyond};
        size_t out_cost, more_cost = 0;
        const char *out = in_names(&left_out, groups, "and", &out_cost);
        const char *also = size_of(s, beyond) ? in_names(&more, groups, "or", &more_cost) : "";
        size_t all = 1 + out_cost + more_cost;
        if (!size_of(s, but) || 2 * size_of(s, but) > g->size || (best && all >= *cost))
            continue;
        best = *also ? arena_printf(a, "%s but %s, or %s", g->name, out, also) : arena_printf(a, "%s but %s", g->name, out);
        *cost = all;
    }
    return best;
}

static const char *values_words(const struct value_set *s)
{
    struct arena *a = s->c->m->arena;
    const char *ordered = in_order(s);
    if (ordered)
        return ordered;
    struct named_sets groups = groups_for(s);
    uint64_t *others = arena_array(a, uint64_t, s->n / 64 + 1);
    for (size_t v = 0; v < s->n; v++)
        if (!cond_set_has(s->is, v))
            others[v / 64] |= UINT64_C(1) << (v % 64);
    struct value_set rest = {s->c, s->fact, s->n, others};
    size_t cost, rest_cost;
    const char *is = in_names(s, &groups, "or", &cost);
    const char *is_not = in_names(&rest, &groups, "and", &rest_cost);
    size_t but_cost = SIZE_MAX;
    const char *but = in_group_but(s, &groups, &but_cost);
    if (but && but_cost < cost && but_cost <= rest_cost)
        return but;
    if (cost <= 2 || cost <= rest_cost + 1)
        return is;
    return arena_printf(a, "other than %s", is_not);
}

/* ---- cases ---- */

static const char *range_words(const struct comparison *c, uint32_t fact, const struct limit *l)
{
    struct arena *a = c->m->arena;
    const struct fact *f = &c->m->model->facts.at[fact];
    const struct domain *d = &c->g->s->domains[fact];
    uint32_t n = c->g->s->axes.at[l->axis].classes, low = 0, high;
    while (!cond_set_has(l->classes, low))
        low++;
    for (high = low; high + 1 < n && cond_set_has(l->classes, high + 1); high++)
        ;
    const char *from = fact_value_text(a, f, d->at[low]);
    const char *to = fact_value_text(a, f, high + 1 < n ? d->at[high + 1] - 1 : f->high);
    if (low == 0)
        return arena_printf(a, "%s at most %s", f->id.name, to);
    if (high + 1 == n)
        return arena_printf(a, "%s at least %s", f->id.name, from);
    return strcmp(from, to) == 0 ? arena_printf(a, "%s = %s", f->id.name, from) : arena_printf(a, "%s from %s to %s", f->id.name, from, to);
}

static const char *element_words(const struct comparison *c, uint32_t fact, const struct limit *l)
{
    struct arena *a = c->m->arena;
    const struct fact *f = &c->m->model->facts.at[fact];
    const struct axis *x = &c->g->s->axes.at[l->axis];
    const char *with = cond_set_has(l->classes, 1) ? "with" : "without";
    if (x->others)
        return arena_printf(a, "%s %s others", f->id.name, with);
    return arena_printf(a, "%s %s %s", f->id.name, with, f->values.at[x->element].name);
}

static const char *limit_words(const struct comparison *c, const struct limit *l)
{
    struct arena *a = c->m->arena;
    uint32_t fact = c->g->s->axes.at[l->axis].fact;
    const struct fact *f = &c->m->model->facts.at[fact];
    const struct domain *d = &c->g->s->domains[fact];
    if (f->kind == FACT_SET_OF)
        return element_words(c, fact, l);
    if (f->kind == FACT_NUMBER || f->kind == FACT_DATE)
        return range_words(c, fact, l);
    if (f->kind == FACT_FLAG)
        return cond_set_has(l->classes, d->class_of[1]) ? f->id.name : arena_printf(a, "not %s", f->id.name);
    uint64_t *set = arena_array(a, uint64_t, f->values.len / 64 + 1);
    for (size_t v = 0; v < f->values.len; v++)
        if (cond_set_has(l->classes, d->class_of[v]))
            set[v / 64] |= UINT64_C(1) << (v % 64);
    return arena_printf(a, "%s %s", f->id.name, values_words(&(struct value_set){c, fact, f->values.len, set}));
}

/* What readers look for comes first. */
const char *case_words(const struct comparison *c, const struct box *box)
{
    const bool *first = facts_looked_for(c);
    const char *list = "";
    for (int late = 0; late < 2; late++)
        for (uint32_t i = 0; i < box->n_limits; i++)
            if (first[c->g->s->axes.at[box->limits[i].axis].fact] != (late != 0))
                list = *list ? arena_printf(c->m->arena, "%s, %s", list, limit_words(c, &box->limits[i]))
                             : limit_words(c, &box->limits[i]);
    return *list ? list : "whatever the facts";
}

const char *situation_words(const struct comparison *c, const int64_t *situation, const bool *named)
{
    struct arena *a = c->m->arena;
    const char *list = "";
    for (uint32_t f = 0; f < c->m->model->facts.len; f++) {
        const struct fact *fact = &c->m->model->facts.at[f];
        if (!named[f] || (fact->has_default && situation[f] == fact->default_value))
            continue;
        if (fact->kind == FACT_FLAG)
            list = listed(a, list, situation[f] ? fact->id.name : arena_printf(a, "not %s", fact->id.name));
        else
            list = listed(a, list, arena_printf(a, "%s = %s", fact->id.name, fact_value_text(a, fact, situation[f])));
    }
    return *list ? list : "every fact at its default";
}

/* ---- verdicts ---- */

const char *approach_words(const struct comparison *c, uint64_t approaches)
{
    struct saying say = {.arena = c->m->arena};
    for (size_t a = 0; a < c->approaches.len; a++)
        if (approaches >> a & 1)
            saying_add(&say, c->approaches.at[a].name);
    return say.last ? saying_end(&say, "and") : "nothing";
}

const char *verdict_words(const struct comparison *c, uint64_t used, unsigned statuses)
{
    static const char *const names[] = {[STATUS_OUT_OF_SCOPE] = "out of scope", [STATUS_REFUSED] = "refused", [STATUS_DEFAULT] = "by default",
                                        [STATUS_CONDITIONAL] = "conditional", [STATUS_OPEN] = "open"};
    struct saying say = {.arena = c->m->arena};
    for (enum status s = STATUS_OUT_OF_SCOPE; s <= STATUS_OPEN; s++)
        if (statuses >> s & 1)
            saying_add(&say, names[s]);
    const char *status = saying_end(&say, "or");
    return used ? arena_printf(c->m->arena, "%s (%s)", approach_words(c, used), status) : status;
}

/* ---- causes ---- */

const char *cause_words(const struct comparison *c, const struct causes *causes, const struct indices *which, bool bare)
{
    static const char *const kinds[] = {[CAUSE_NEW] = " new", [CAUSE_GONE] = " gone", [CAUSE_CHANGED] = " changed", [CAUSE_INDIRECT] = ""};
    const char *list = "";
    vec_each(uint32_t, i, which) {
        const struct cause *cause = &causes->at[*i];
        const char *name = cause->paragraph == MODEL_NONE ? "the scope" : c->paragraphs.at[cause->paragraph].name;
        list = listed(c->m->arena, list, arena_printf(c->m->arena, "%s%s", name, bare ? "" : kinds[cause->kind]));
    }
    return list;
}
