#include "space/naming.h"

#include <string.h>

/* ---- lists ---- */

void saying_add(struct saying *s, const char *item) {
    if (s->last) s->list = s->list ? arena_printf(s->arena, "%s, %s", s->list, s->last) : s->last;
    s->last = item;
}

const char *saying_end(const struct saying *s, const char *joint) {
    if (!s->list) return s->last ? s->last : "";
    return arena_printf(s->arena, "%s %s %s", s->list, joint, s->last);
}

/* ---- sets ---- */

static size_t words_of(const struct naming *n) { return n->fact->values.len / 64 + 1; }

static uint64_t *new_set(const struct naming *n) {
    return arena_array(n->arena, uint64_t, words_of(n));
}

static size_t size_of(const struct naming *n, const uint64_t *set) {
    size_t size = 0;
    for (size_t v = 0; v < n->fact->values.len; v++) size += bitset_has(set, v);
    return size;
}

/* x, or what is not x, of the values spoken of. */
static uint64_t *among(const struct naming *n, const uint64_t *x, bool not_x) {
    uint64_t *set = new_set(n);
    for (size_t v = 0; v < n->fact->values.len; v++)
        if (bitset_has(x, v) != not_x && (!n->among || bitset_has(n->among, v)))
            set[v / 64] |= UINT64_C(1) << (v % 64);
    return set;
}

/* Whether x is in y, as far as `within` goes (NULL: all the way). */
static bool inside(const struct naming *n, const uint64_t *x, const uint64_t *y,
                   const uint64_t *within) {
    for (size_t k = 0; k < words_of(n); k++)
        if (x[k] & ~y[k] & (within ? within[k] : UINT64_MAX)) return false;
    return true;
}

void naming_add(struct naming *n, const char *name, const uint64_t *set) {
    const uint64_t *own = among(n, set, false);
    if (size_of(n, own) < 2) return;
    vec_each (struct named_set, x, &n->groups)
        if (memcmp(x->set, own, words_of(n) * sizeof *own) == 0) return;
    vec_push(n->arena, &n->groups, ((struct named_set){name, own, size_of(n, own)}));
}

/* ---- words ---- */

static const char *value_name(const struct naming *n, size_t v) {
    const struct declared *value = &n->fact->values.at[v];
    return n->titles && value->title ? value->title : value->name;
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
    struct names found = {.left = new_set(n)};
    memcpy(found.left, set, words_of(n) * sizeof *set);
    for (;;) {
        const struct named_set *best = NULL;
        size_t most = 1;
        vec_each (const struct named_set, g, &n->groups) {
            size_t news = 0;
            for (size_t v = 0; inside(n, g->set, set, within) && v < n->fact->values.len; v++)
                news += bitset_has(g->set, v) && bitset_has(found.left, v);
            if (news > most || (news == most && best && g->size < best->size)) {
                best = g;
                most = news;
            }
        }
        if (!best) break;
        vec_push(n->arena, &found.groups, *best);
        for (size_t k = 0; k < words_of(n); k++) found.left[k] &= ~best->set[k];
    }
    found.singles = size_of(n, found.left);
    found.cost = found.groups.len + found.singles;
    return found;
}

static struct names one_name(const struct naming *n, const struct named_set *g) {
    struct names name = {.left = new_set(n), .cost = 1};
    vec_push(n->arena, &name.groups, *g);
    return name;
}

static const char *names_words(const struct naming *n, const struct names *x, const char *joint) {
    struct saying say = {.arena = n->arena};
    size_t said = 0;
    vec_each (const struct named_set, g, &x->groups) saying_add(&say, g->name);
    for (size_t v = 0; v < n->fact->values.len; v++) {
        if (!bitset_has(x->left, v)) continue;
        if (x->singles > n->most && said == n->most - 2) {
            saying_add(&say, arena_printf(n->arena, "%zu others", x->singles - said));
            break;
        }
        saying_add(&say, value_name(n, v));
        said++;
    }
    return saying_end(&say, joint);
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
        uint64_t *but = new_set(n), *beyond = new_set(n);
        for (size_t k = 0; k < words_of(n); k++) {
            but[k] = g->set[k] & ~set[k];
            beyond[k] = set[k] & ~g->set[k];
        }
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
        uint64_t *both = new_set(n), shared = 0;
        for (size_t k = 0; k < words_of(n); k++) {
            both[k] = set[k] | g->set[k];
            shared |= set[k] & g->set[k];
        }
        if (shared || 2 * g->size > size_of(n, both)) continue;
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

const char *naming_words(const struct naming *n, const uint64_t *values, const char *joint) {
    const uint64_t *set = among(n, values, false), *rest = among(n, values, true);
    const char *ordered = in_order(n, set);
    if (ordered) return ordered;
    struct phrase is = {.of = find_names(n, set, NULL)};
    struct names is_not = find_names(n, rest, NULL);
    struct phrase but = {.cost = is.of.cost};
    try_group_but(n, set, &but);
    try_groups_but_one(n, set, &but);
    if (but.cost < is.of.cost && but.cost <= is_not.cost) return phrase_words(n, &but, joint);
    if (is.of.cost <= 2 || is.of.cost <= is_not.cost + 1 || is_not.cost == 0)
        return phrase_words(n, &is, joint);
    return arena_printf(n->arena, n->titles ? "all except %s" : "other than %s",
                        names_words(n, &is_not, "and"));
}
