/*
 * From conditions to cubes: negations are pushed down to the tests, conjunctions multiplied,
 * disjunctions joined, and cubes that differ in one axis alone merged. A product over CUBES_CAP is
 * not multiplied out: its factors become signals (as Tseitin's encoding does for satisfiability; G.
 * S. Tseitin, On the complexity of derivation in propositional calculus, 1968).
 */
#include "space/space.h"

static size_t class_words(const struct space *s, uint32_t axis) {
    return axis < s->axes.len ? bitset_words(s->axes.at[axis].classes) : 1;
}

struct cubes space_everything(struct space *s) {
    struct cubes all = {0};
    vec_push(s->arena, &all, ((struct cube){0}));
    return all;
}

static struct cubes one_limit(struct space *s, uint32_t axis, const uint64_t *classes) {
    bool literal = axis >= s->axes.len;
    struct limit *l = arena_new(s->arena, struct limit);
    *l = (struct limit){axis, classes};
    struct cubes one = {0};
    vec_push(s->arena, &one, ((struct cube){l, !literal, literal}));
    return one;
}

/* Of two classes: in the second, or in the first. */
static struct cubes one_of_two(struct space *s, uint32_t axis, bool second) {
    uint64_t *classes = arena_new(s->arena, uint64_t);
    *classes = second ? 2 : 1;
    return one_limit(s, axis, classes);
}

struct cubes space_literal(struct space *s, uint32_t signal, bool on) {
    return one_of_two(s, (uint32_t)s->axes.len + signal, on);
}

/* ---- tests ---- */

static struct cubes cover_test(struct space *s, const struct cond *c, bool negated) {
    const struct domain *d = &s->domains[c->fact];
    uint32_t axis = space_axis(s, c->fact);
    if (axis == MODEL_NONE) /* all values are alike, or it is a reading */
        return cond_test(c, d->at[0]) != negated ? space_everything(s) : (struct cubes){0};
    uint64_t *classes = arena_array(s->arena, uint64_t, class_words(s, axis));
    bool range = c->kind == COND_RANGE && !negated;
    uint32_t first = 0;
    if (range) { /* the first values of classes rise: the others need not be tried */
        first = space_class(s, axis, c->low);
        first += d->at[first] < c->low;
    }
    for (uint32_t k = first; k < s->axes.at[axis].classes && (!range || d->at[k] <= c->high); k++)
        if (cond_test(c, d->at[k]) != negated) bitset_add(classes, k);
    size_t count = bitset_count(classes, class_words(s, axis)); /* whose first value passes */
    if (count == 0) return (struct cubes){0};
    return count == s->axes.at[axis].classes ? space_everything(s) : one_limit(s, axis, classes);
}

static struct cubes cover_element(struct space *s, const struct cond *c, bool negated) {
    uint32_t axis = space_element_axis(s, c->fact, c->element);
    return axis == MODEL_NONE ? (struct cubes){0} : one_of_two(s, axis, !negated);
}

static struct cubes cover_empty(struct space *s, const struct cond *c, bool negated) {
    struct cubes all = space_everything(s), some = {0};
    for (uint32_t x = s->first_axis[c->fact]; x < s->first_axis[c->fact + 1]; x++) {
        struct cubes without = one_of_two(s, x, false), with = one_of_two(s, x, true);
        all = space_product(s, &all, &without);
        vec_push(s->arena, &some, with.at[0]);
    }
    return negated ? some : all;
}

/* ---- products ---- */

/* False: they have nothing in common. */
static bool meet(struct space *s, const struct cube *x, const struct cube *y, struct cube *out) {
    uint32_t x_len = x->n_limits + x->n_literals, y_len = y->n_limits + y->n_literals;
    if (x_len == 0 || y_len == 0) {
        *out = x_len == 0 ? *y : *x;
        return true;
    }
    struct limit *limits = arena_array(s->arena, struct limit, x_len + y_len);
    const struct limit *a = x->limits, *b = y->limits, *a_end = a + x_len, *b_end = b + y_len;
    *out = (struct cube){.limits = limits};
    while (a < a_end || b < b_end) {
        if (b == b_end || (a < a_end && a->axis < b->axis)) {
            *limits = *a++;
        } else if (a == a_end || b->axis < a->axis) {
            *limits = *b++;
        } else {
            size_t words = class_words(s, a->axis);
            if (!bitset_meet(a->classes, b->classes, words)) return false;
            uint64_t *both = bitset_copy(s->arena, a->classes, words);
            bitset_and(both, b++->classes, words);
            *limits = (struct limit){a++->axis, both};
        }
        if (limits++->axis < s->axes.len)
            out->n_limits++;
        else
            out->n_literals++;
    }
    return true;
}

struct cubes space_product(struct space *s, const struct cubes *x, const struct cubes *y) {
    struct cubes out = {0};
    vec_each (struct cube, a, x) {
        vec_each (struct cube, b, y) {
            struct cube both;
            if (meet(s, a, b, &both)) vec_push(s->arena, &out, both);
        }
    }
    return out;
}

/* ---- unions ---- */

/* Whether the two, which are not the same, limit the same axes, with other classes on one of them,
 * which is no signal (its place in *at). */
static bool differ_once(const struct space *s, const struct cube *x, const struct cube *y,
                        uint32_t *at) {
    *at = UINT32_MAX;
    if (x->n_limits != y->n_limits || x->n_literals != y->n_literals) return false;
    for (uint32_t i = 0; i < x->n_limits + x->n_literals; i++) {
        const struct limit *a = &x->limits[i], *b = &y->limits[i];
        if (a->axis != b->axis) return false;
        if (bitset_same(a->classes, b->classes, class_words(s, a->axis))) continue;
        if (*at != UINT32_MAX || i >= x->n_limits) return false;
        *at = i;
    }
    return true;
}

/* Replaces *x by the union of *x and *y, which differ in limit number `at` alone. */
static void join(struct space *s, struct cube *x, const struct cube *y, uint32_t at) {
    uint32_t axis = x->limits[at].axis, n = 0;
    size_t words = class_words(s, axis);
    uint64_t *either = bitset_copy(s->arena, x->limits[at].classes, words);
    bitset_or(either, y->limits[at].classes, words);
    bool all = bitset_count(either, words) == s->axes.at[axis].classes;
    struct limit *limits = arena_array(s->arena, struct limit, x->n_limits + x->n_literals);
    for (uint32_t i = 0; i < x->n_limits + x->n_literals; i++)
        if (i != at)
            limits[n++] = x->limits[i];
        else if (!all)
            limits[n++] = (struct limit){axis, either};
    x->limits = limits;
    x->n_limits -= all;
}

/* Whether all of x lies in y: for each limit of y, x has one there that is as narrow. */
static bool lies_in(const struct space *s, const struct cube *x, const struct cube *y) {
    uint32_t n = x->n_limits + x->n_literals, a = 0;
    for (uint32_t i = 0; i < y->n_limits + y->n_literals; i++, a++) {
        const struct limit *b = &y->limits[i];
        while (a < n && x->limits[a].axis < b->axis) a++;
        if (a == n || x->limits[a].axis > b->axis) return false;
        if (bitset_beyond(x->limits[a].classes, b->classes, class_words(s, b->axis))) return false;
    }
    return true;
}

/* Adds a cube to a union, merging while something merges. What lies in another cube goes: so does,
 * where a reading settles one term of `or`, every other. */
static void add(struct space *s, struct cubes *to, struct cube cube) {
    for (size_t i = 0; i < to->len && to->len <= CUBES_CAP;) {
        uint32_t at;
        if (lies_in(s, &cube, &to->at[i])) return;
        if (lies_in(s, &to->at[i], &cube)) {
            to->at[i] = to->at[--to->len];
            continue;
        }
        if (!differ_once(s, &to->at[i], &cube, &at)) {
            i++;
            continue;
        }
        join(s, &cube, &to->at[i], at);
        to->at[i] = to->at[--to->len];
        i = 0;
    }
    vec_push(s->arena, to, cube);
}

static void add_all(struct space *s, struct cubes *to, const struct cubes *from) {
    vec_each (struct cube, b, from) add(s, to, *b);
}

/* ---- conditions ---- */

/* Cubes for use as a factor: a single cube as it is, more of them behind a signal. */
static struct cubes as_signal(struct space *s, struct cubes of) {
    if (of.len <= 1) return of;
    uint32_t signal = space_signal(s, SIGNAL_HOLDS, MODEL_NONE, 0);
    s->signals.at[signal].cubes = of;
    return space_literal(s, signal, true);
}

struct cubes space_meet(struct space *s, struct cubes x, struct cubes y) {
    if (x.len * y.len > CUBES_CAP) {
        x = as_signal(s, x);
        y = as_signal(s, y);
    }
    struct cubes raw = space_product(s, &x, &y), out = {0};
    add_all(s, &out, &raw);
    return out;
}

/* The terms from `from` on, as far as `to`. Many are halved: one after the other each would copy
 * all the limits before it. */
static struct cubes cover_all(struct space *s, const struct conds *terms, size_t from, size_t to,
                              bool negated) {
    if (to - from > CUBES_CAP) {
        size_t middle = from + (to - from) / 2;
        return space_meet(s, cover_all(s, terms, from, middle, negated),
                          cover_all(s, terms, middle, to, negated));
    }
    struct cubes out = space_everything(s);
    for (size_t i = from; i < to; i++)
        out = space_meet(s, out, space_cover(s, terms->at[i], negated));
    return out;
}

static struct cubes cover_any(struct space *s, const struct conds *terms, bool negated) {
    struct cubes out = {0};
    vec_each (struct cond *, term, terms) {
        struct cubes more = space_cover(s, *term, negated);
        add_all(s, &out, &more);
    }
    return out;
}

/* Whether there are more ways than a few to choose `count` of n. */
static bool many_ways(size_t n, size_t count) {
    size_t ways = 1;
    for (size_t i = 0; i < count && i < n - count && ways <= CUBES_CAP; i++)
        ways = ways * (n - i) / (i + 1);
    return ways > CUBES_CAP;
}

/*
 * At least `count` of the terms, by the recurrence
 *     some(k, i) = some(k, i + 1) or (term i and some(k - 1, i + 1))
 * from the last term to the first; row[k] is some(k, i). What grows over the cap becomes a signal;
 * where there are many ways, everything does that is more than a cube, so that there are about two
 * cubes for each k and i.
 */
static struct cubes cover_count(struct space *s, const struct conds *terms, size_t count,
                                bool negated) {
    if (count > terms->len) return (struct cubes){0};
    struct cubes *row = arena_array(s->arena, struct cubes, count + 1);
    row[0] = space_everything(s);
    bool many = many_ways(terms->len, count);
    for (size_t i = terms->len; i-- > 0;) {
        struct cubes term = space_cover(s, terms->at[i], negated);
        size_t least = count > i ? count - i : 1; /* of fewer nobody asks any more */
        for (size_t k = count; k >= least; k--) {
            if (many) {
                row[k] = as_signal(s, row[k]);
                row[k - 1] = as_signal(s, row[k - 1]);
                term = as_signal(s, term);
            }
            if (term.len * row[k - 1].len > CUBES_CAP) {
                term = as_signal(s, term);
                row[k - 1] = as_signal(s, row[k - 1]);
            }
            struct cubes with = space_product(s, &term, &row[k - 1]);
            struct cubes either = {0};
            add_all(s, &either, &row[k]);
            add_all(s, &either, &with);
            row[k] = either;
        }
    }
    return row[count];
}

struct cubes space_cover(struct space *s, const struct cond *c, bool negated) {
    switch (c->kind) {
    case COND_TRUE: return negated ? (struct cubes){0} : space_everything(s);
    case COND_IN:
    case COND_RANGE: return cover_test(s, c, negated);
    case COND_INCLUDES: return cover_element(s, c, negated);
    case COND_EMPTY: return cover_empty(s, c, negated);
    case COND_NOT: return space_cover(s, c->terms.at[0], !negated);
    case COND_AND:
        return negated ? cover_any(s, &c->terms, true)
                       : cover_all(s, &c->terms, 0, c->terms.len, false);
    case COND_OR:
        return negated ? cover_all(s, &c->terms, 0, c->terms.len, true)
                       : cover_any(s, &c->terms, false);
    case COND_COUNT:
        return negated ? cover_count(s, &c->terms, c->terms.len - c->count + 1, true)
                       : cover_count(s, &c->terms, c->count, false);
    case COND_DEFINE: return s->defined[negated][c->index];
    case COND_APPLIES:
        return space_literal(s, space_signal(s, SIGNAL_APPLIES, c->index, 0), !negated);
    case COND_ANY_PROVISION:
        return space_literal(s, space_signal(s, SIGNAL_ANY_PROVISION, MODEL_NONE, 0), !negated);
    }
    return (struct cubes){0};
}

/* A definition of more cubes than a few is one signal, however often it is used. */
enum { DEFINITION_CAP = 4 };

void space_cover_definitions(struct space *s) {
    size_t n = s->model->defines.len;
    s->defined[0] = arena_array(s->arena, struct cubes, n);
    s->defined[1] = arena_array(s->arena, struct cubes, n);
    for (size_t i = 0; i < n; i++) {
        struct cubes yes = space_cover(s, s->model->defines.at[i].means, false);
        struct cubes no = space_cover(s, s->model->defines.at[i].means, true);
        if (yes.len > DEFINITION_CAP || no.len > DEFINITION_CAP) {
            uint32_t signal = space_signal(s, SIGNAL_HOLDS, MODEL_NONE, 0);
            s->signals.at[signal].cubes = yes;
            yes = space_literal(s, signal, true);
            no = space_literal(s, signal, false);
        }
        s->defined[0][i] = yes;
        s->defined[1][i] = no;
    }
}
