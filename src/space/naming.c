#include "space/naming.h"

#include <string.h>

/* ---- lists ---- */

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

/* ---- sets ---- */

static size_t words_of(const struct naming *n)
{
    return n->fact->values.len / 64 + 1;
}

static uint64_t *new_set(const struct naming *n)
{
    return arena_array(n->arena, uint64_t, words_of(n));
}

static size_t size_of(const struct naming *n, const uint64_t *set)
{
    size_t size = 0;
    for (size_t v = 0; v < n->fact->values.len; v++)
        size += cond_set_has(set, v);
    return size;
}

/* x, or what is not x, of the values spoken of. */
static uint64_t *among(const struct naming *n, const uint64_t *x, bool not_x)
{
    uint64_t *set = new_set(n);
    for (size_t v = 0; v < n->fact->values.len; v++)
        if (cond_set_has(x, v) != not_x && (!n->among || cond_set_has(n->among, v)))
            set[v / 64] |= UINT64_C(1) << (v % 64);
    return set;
}

static bool inside(const struct naming *n, const uint64_t *x, const uint64_t *y)
{
    for (size_t k = 0; k < words_of(n); k++)
        if (x[k] & ~y[k])
            return false;
    return true;
}

void naming_add(struct naming *n, const char *name, const uint64_t *set)
{
    const uint64_t *own = among(n, set, false);
    if (size_of(n, own) < 2)
        return;
    vec_each(struct named_set, x, &n->groups)
        if (memcmp(x->set, own, words_of(n) * sizeof *own) == 0)
            return;
    vec_push(n->arena, &n->groups, ((struct named_set){name, own, size_of(n, own)}));
}

/* ---- words ---- */

static const char *value_name(const struct naming *n, size_t v)
{
    const struct declared *value = &n->fact->values.at[v];
    return n->titles && value->title ? value->title : value->name;
}

/* In few names: the largest groups that fit, then what is left one by one. *cost: how many names. */
static const char *in_names(const struct naming *n, const uint64_t *set, const char *joint, size_t *cost)
{
    struct saying say = {.arena = n->arena};
    uint64_t *left = new_set(n);
    memcpy(left, set, words_of(n) * sizeof *left);
    *cost = 0;
    for (;;) {
        const struct named_set *best = NULL;
        size_t most = 1;
        vec_each(const struct named_set, g, &n->groups) {
            size_t news = 0;
            for (size_t v = 0; inside(n, g->set, set) && v < n->fact->values.len; v++)
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
        for (size_t k = 0; k < words_of(n); k++)
            left[k] &= ~best->set[k];
    }
    size_t singles = size_of(n, left), said = 0;
    for (size_t v = 0; v < n->fact->values.len; v++) {
        if (!cond_set_has(left, v))
            continue;
        if (singles > n->most && said == n->most - 2) {
            saying_add(&say, arena_printf(n->arena, "%zu others", singles - said));
            break;
        }
        saying_add(&say, value_name(n, v));
        said++;
    }
    *cost += singles;
    return saying_end(&say, joint);
}

/* "at least framework", where an ordered fact has all values from there on, or up to there. */
static const char *in_order(const struct naming *n, const uint64_t *set)
{
    const struct fact *f = n->fact;
    size_t size = size_of(n, set), from = 0;
    if (!f->ordered || size < 2)
        return NULL;
    while (!cond_set_has(set, from))
        from++;
    for (size_t v = from; v < from + size; v++)
        if (v >= f->values.len || !cond_set_has(set, v))
            return NULL;
    if (from + size == f->values.len)
        return arena_printf(n->arena, "at least %s", value_name(n, from));
    return from == 0 ? arena_printf(n->arena, "at most %s", value_name(n, size - 1)) : NULL;
}

/* "third_countries but eea_efta": a group of which little is left out. NULL where there is none. */
static const char *in_group_but(const struct naming *n, const uint64_t *set, size_t *cost)
{
    const char *best = NULL;
    vec_each(const struct named_set, g, &n->groups) {
        uint64_t *but = new_set(n), *beyond = new_set(n);
        for (size_t k = 0; k < words_of(n); k++) {
            but[k] = g->set[k] & ~set[k];
            beyond[k] = set[k] & ~g->set[k];
        }
        size_t out_cost, more_cost = 0;
        const char *out = in_names(n, but, "and", &out_cost);
        const char *also = size_of(n, beyond) ? in_names(n, beyond, "or", &more_cost) : "";
        size_t all = 1 + out_cost + more_cost;
        if (!size_of(n, but) || 2 * size_of(n, but) > g->size || (best && all >= *cost))
            continue;
        best = *also ? arena_printf(n->arena, "%s but %s, or %s", g->name, out, also) : arena_printf(n->arena, "%s but %s", g->name, out);
        *cost = all;
    }
    return best;
}

const char *naming_words(const struct naming *n, const uint64_t *values, const char *joint)
{
    const uint64_t *set = among(n, values, false), *rest = among(n, values, true);
    const char *ordered = in_order(n, set);
    if (ordered)
        return ordered;
    size_t cost, rest_cost, but_cost = SIZE_MAX;
    const char *is = in_names(n, set, joint, &cost);
    const char *is_not = in_names(n, rest, "and", &rest_cost);
    const char *but = in_group_but(n, set, &but_cost);
    if (but && but_cost < cost && but_cost <= rest_cost)
        return but;
    if (cost <= 2 || cost <= rest_cost + 1)
        return is;
    return arena_printf(n->arena, "other than %s", is_not);
}
