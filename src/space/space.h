/*
 * Space: all situations of a policy as a product of small axes, and every condition as a union of
 * cubes in it.
 *
 * An *axis* is a fact cut into classes: values that no condition tells apart are one class. A set
 * has an axis for each element that a condition names (class 0: not in the set, 1: in it), and one
 * for all others together where "is empty" is asked. Facts that nothing tests, and readings, have
 * no axis.
 *
 * A *cube* is a product of class sets, one an axis (axes it does not mention are free), and of
 * *literals*: "signal S is on" or "off". A signal is what cannot be a product: that a block applies
 * (told only after priorities), or a part of a condition whose cubes, multiplied out, would be too
 * many. So the cubes of a condition never number more than a small multiple of its length. In cubes
 * a signal is one more axis behind all others, off in class 0 and on in class 1; no diagram tests
 * it: overrides say what its clauses come to.
 *
 * All memory is the arena's.
 */
#ifndef STRATC_SPACE_SPACE_H
#define STRATC_SPACE_SPACE_H

#include "base/bitset.h"
#include "space/domain.h"

struct axis {
    uint32_t fact;
    uint32_t element; /* SET_OF: the element; else MODEL_NONE */
    bool others;      /* SET_OF: this axis stands for every element that has none of its own */
    uint32_t classes; /* at least 2 */
};

struct limit {
    uint32_t axis;           /* of a signal: the number of axes and its own */
    const uint64_t *classes; /* (classes of the axis + 63) / 64 words; neither empty nor full */
};

struct cube {
    const struct limit *limits; /* by rising axis; behind so many the literals */
    uint32_t n_limits, n_literals;
};
struct cubes VEC(struct cube);

enum signal_kind {
    SIGNAL_APPLIES, /* block `block` applies */
    SIGNAL_ANY_PROVISION,
    SIGNAL_OPENS, /* a permission of block `block` that names one of `approaches` applies */
    SIGNAL_HOLDS  /* one of `cubes` holds */
};

struct signal {
    enum signal_kind kind;
    uint32_t block, approaches;
    struct cubes cubes;
};

struct space {
    const struct rule_set *rules;
    const struct model *model;
    struct arena *arena;
    const struct domain *domains; /* by fact */
    uint32_t *first_axis; /* by fact, one more at the end: its axes are [first_axis[f], first_axis[f
                             + 1]) */
    struct axes VEC(struct axis) axes;
    struct signals
        VEC(struct signal) signals; /* a SIGNAL_HOLDS comes after those that its cubes mention */
    struct cubes *defined[2];       /* by definition: its cover, and that of its negation */
};

enum { CUBES_CAP = 64 }; /* more than this from one product: parts become signals */

struct space *space_build(const struct rule_set *rules, struct arena *a);

/* The same axes for other rules over the same facts, with signals and definitions of their own. The
 * axes must tell apart all that these rules do. Clauses built over it go
 * with diagrams over the first. */
struct space *space_share(const struct space *axes, const struct rule_set *rules);

/* The class of a value on an axis. */
uint32_t space_class(const struct space *s, uint32_t axis, int64_t value);

/* The axis of a fact that is no set; MODEL_NONE: it has none, as all its values are alike, or there
 * is no such fact (MODEL_NONE). */
static inline uint32_t space_axis(const struct space *s, uint32_t fact) {
    return fact != MODEL_NONE && s->first_axis[fact] < s->first_axis[fact + 1] ? s->first_axis[fact]
                                                                               : MODEL_NONE;
}

/* The axis of an element of a set, MODEL_NONE: no condition names it. */
uint32_t space_element_axis(const struct space *s, uint32_t fact, uint32_t element);

/* How many classes the axis has; 1 of MODEL_NONE. */
static inline uint32_t space_classes(const struct space *s, uint32_t axis) {
    return axis == MODEL_NONE ? 1 : s->axes.at[axis].classes;
}

/* The value of a fact of which nothing is said: as taken, the default, else its first. */
int64_t space_usual_value(const struct fact *f);

/* Cubes whose union is the condition, or its negation. */
struct cubes space_cover(struct space *s, const struct cond *c, bool negated);

/* Fills `defined`, first to last (each definition uses earlier ones only). */
void space_cover_definitions(struct space *s);

/* The intersections of each of x with each of y (empty ones left out). */
struct cubes space_product(struct space *s, const struct cubes *x, const struct cubes *y);

/* The same, few enough cubes: where they would be many, either becomes a signal. */
struct cubes space_meet(struct space *s, struct cubes x, struct cubes y);

/* The signal of this kind, made where it is new. */
uint32_t space_signal(struct space *s, enum signal_kind kind, uint32_t block, uint32_t approaches);

/* Literal number k of a cube: its signal, and whether that has to be on. */
static inline uint32_t cube_signal(const struct space *s, const struct cube *c, uint32_t k) {
    return c->limits[c->n_limits + k].axis - (uint32_t)s->axes.len;
}

static inline bool cube_is_on(const struct cube *c, uint32_t k) {
    return bitset_has(c->limits[c->n_limits + k].classes, 1);
}

/* To one class. */
struct limit space_limit(const struct space *s, uint32_t axis, uint32_t class);

/* One cube without limits: everything. */
struct cubes space_everything(struct space *s);

/* One cube: this literal. */
struct cubes space_literal(struct space *s, uint32_t signal, bool on);

#endif
