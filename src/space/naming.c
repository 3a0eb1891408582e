#include "space/naming.h"

#include "base/list.h"

#include <string.h>

/* ---- sets ---- */

static size_t words_of(const struct naming *n) { return bitset_words(n->fact->values.len); }

static size_t size_of(const struct naming *n, const uint64_t *set) {
    return bitset_count(set, words_of(n));
}

static uint64_t *less(const struct naming *n, const uint64_t *x, const uint64_t *y) {
    uint64_t *set = bitset_copy(n->arena, x, words_of(n));
    bitset_andnot(set, y, words_of(n));
    return set;
}

/* x, or what is not x, of the values spoken of. */
static uint64_t *among(const struct naming *n, const uint64_t *x, bool not_x) {
    uint64_t *set = bitset_new(n->arena, n->fact->values.len);
    bitset_fill(set, n->fact->values.len);
    (not_x ? bitset_andnot : bitset_and)(set, x, words_of(n));
    if (n->among) bitset_and(set, n->among, words_of(n));
    return set;
}

void naming_add(struct naming *n, const char *name, const uint64_t *set) {
    const uint64_t *own = among(n, set, false);
    if (size_of(n, own) < 2) return;
    vec_each (struct named_set, x, &n->groups)
        if (bitset_same(x->set, own, words_of(n))) return;
    vec_push(n->arena, &n->groups, ((struct named_set){name, own, size_of(n, own)}));
}

/* ---- words ---- */

static const char *value_name(const struct naming *n, size_t v) {
    const struct declared *value = &n->fact->values.at[v];
    return n->titles ? declared_title(value) : value->name;
}

/* What a set is named by: groups, then single values. */
struct names {
    struct named_sets groups;
    uint64_t *left;       /* values that no group names */
    size_t singles, cost; /* how many of these; how many names in all */
};

/* The largest groups that fit, then what is left one by one. `within`: the values in question, or
 * NULL for all. */
static struct names find_names(const struct naming *n, const uint64_t *set,
                               const uint64_t *within) {
    struct names found = {.left = bitset_copy(n->arena, set, words_of(n))};
    for (;;) {
        const struct named_set *best = NULL;
        size_t most = 1;
        vec_each (const struct named_set, g, &n->groups) {
            const uint64_t *beyond = less(n, g->set, set);
            if (within ? bitset_meet(beyond, within, words_of(n))
                       : bitset_some(beyond, words_of(n)))
                continue;
            size_t news = g->size - bitset_count_beyond(g->set, found.left, words_of(n));
            if (news > most || (news == most && best && g->size < best->size)) {
                best = g;
                most = news;
            }
        }
        if (!best) break;
        vec_push(n->arena, &found.groups, *best);
        bitset_andnot(found.left, best->set, words_of(n));
    }
    found.singles = size_of(n, found.left);
    found.cost = found.groups.len + found.singles;
    return found;
}

static struct names one_name(const struct naming *n, const struct named_set *g) {
    struct names name = {.left = bitset_new(n->arena, n->fact->values.len), .cost = 1};
    vec_push(n->arena, &name.groups, *g);
    return name;
}

static const char *names_words(const struct naming *n, const struct names *x, const char *joint) {
    struct texts list = {0};
    size_t said = 0;
    vec_each (const struct named_set, g, &x->groups) vec_push(n->arena, &list, g->name);
    for (size_t v = 0; v < n->fact->values.len; v++) {
        if (!bitset_has(x->left, v)) continue;
        if (x->singles > n->most && said == n->most - 2) {
            vec_push(n->arena, &list, arena_printf(n->arena, "%zu others", x->singles - said));
            break;
        }
        vec_push(n->arena, &list, value_name(n, v));
        said++;
    }
    return list_in_words(n->arena, list.at, list.len, arena_printf(n->arena, " %s ", joint));
}

/* "at least framework", where an ordered fact has all values from there on, or up to there. */
static const char *in_order(const struct naming *n, const uint64_t *set) {
    const struct fact *f = n->fact;
    size_t size = size_of(n, set), from = 0;
    if (!f->ordered || size < 2) return NULL;
    while (!bitset_has(set, from)) from++;
    for (size_t v = from; v < from + size; v++)
        if (v >= f->values.len || !bitset_has(set, v)) return NULL;
    if (from + size == f->values.len)
        return arena_printf(n->arena, "at least %s", value_name(n, from));
    return from == 0 ? arena_printf(n->arena, "at most %s", value_name(n, size - 1)) : NULL;
}

/* "third_countries but eea_efta, or WB": some names, but others, and some more. */
struct phrase {
    struct names of, but, also; /* without names: left out */
    size_t cost;
};

/* A group of which little is left out, and what is beyond it. */
static void try_group_but(const struct naming *n, const uint64_t *set, struct phrase *best) {
    vec_each (const struct named_set, g, &n->groups) {
        const uint64_t *but = less(n, g->set, set), *beyond = less(n, set, g->set);
        if (!size_of(n, but) || 2 * size_of(n, but) > g->size) continue;
        struct phrase p = {one_name(n, g), find_names(n, but, g->set), find_names(n, beyond, NULL),
                           0};
        p.cost = 1 + p.but.cost + p.also.cost;
        if (p.cost < best->cost) *best = p;
    }
}

/* Groups together, but for one of which none is in the set. */
static void try_groups_but_one(const struct naming *n, const uint64_t *set, struct phrase *best) {
    vec_each (const struct named_set, g, &n->groups) {
        uint64_t *both = bitset_copy(n->arena, set, words_of(n));
        bitset_or(both, g->set, words_of(n));
        if (bitset_meet(set, g->set, words_of(n)) || 2 * g->size > size_of(n, both)) continue;
        struct phrase p = {.of = find_names(n, both, NULL), .but = one_name(n, g)};
        p.cost = p.of.cost + 1;
        if (p.cost < best->cost) *best = p;
    }
}

static const char *phrase_words(const struct naming *n, const struct phrase *p, const char *joint) {
    const char *words = names_words(n, &p->of, joint);
    if (p->but.cost)
        words = arena_printf(n->arena, "%s %s %s", words, n->titles ? "except" : "but",
                             names_words(n, &p->but, "and"));
    return p->also.cost
               ? arena_printf(n->arena, "%s, %s %s", words, joint, names_words(n, &p->also, joint))
               : words;
}

/* "third countries among the Western Balkans": what two groups have in common; NULL: no two have
 * just this. */
static const char *common_words(const struct naming *n, const uint64_t *set) {
    vec_each (const struct named_set, x, &n->groups)
        vec_each (const struct named_set, y, &n->groups) {
            uint64_t *both = bitset_copy(n->arena, x->set, words_of(n));
            bitset_and(both, y->set, words_of(n));
            if (x->size > y->size && bitset_same(both, set, words_of(n)))
                return arena_printf(n->arena, "%s among %s", x->name, y->name);
        }
    return NULL;
}

const char *naming_words(const struct naming *n, const uint64_t *values, const char *joint) {
    const uint64_t *set = among(n, values, false), *rest = among(n, values, true);
    const char *ordered = in_order(n, set);
    if (ordered) return ordered;
    struct phrase is = {.of = find_names(n, set, NULL)};
    struct names is_not = find_names(n, rest, NULL);
    struct phrase but = {.cost = is.of.cost};
    try_group_but(n, set, &but);
    try_groups_but_one(n, set, &but);
    const char *common = n->titles && but.but.cost ? common_words(n, set) : NULL;
    if (but.cost < is.of.cost && but.cost <= is_not.cost)
        return common ? common : phrase_words(n, &but, joint);
    if (is.of.cost <= 2 || is.of.cost <= is_not.cost + 1 || is_not.cost == 0)
        return phrase_words(n, &is, joint);
    return arena_printf(n->arena, n->titles ? "all except %s" : "other than %s",
                        names_words(n, &is_not, "and"));
}
