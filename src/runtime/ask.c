/*
 * What to ask for next: the unknown facts that are worth it, read off the diagram of the outcomes
 * of all completions.
 */
#include "runtime/compiled.h"
#include "runtime/diagram.h"
#include "runtime/values.h"
#include "runtime/worth.h"

/*
 * The outcomes of completions as a diagram, and two words for each of its nodes: the outcomes below
 * it (a chain of levels from s->n_levels on, each with what is left of the chain as its low child),
 * and in passing other things.
 */
struct reading {
    uint32_t end, root;
    int constrained;
    uint64_t *scratch; /* by node: outcomes below << 32, made of it; the next of its level << 32 */
    uint64_t *level;   /* by level: outcomes that pass it by << 32, its first node */
};

/* As made by `op`, or NO where that is given up. */
static uint32_t combined(struct strat_state *s, enum strat_op op, uint32_t f, uint32_t g) {
    uint32_t made = s->stopped ? STRAT_FULL : strat_i_apply(s, op, f, g);
    s->stopped = s->stopped || made == STRAT_FULL;
    return made == STRAT_FULL ? (uint32_t)STRAT_NO : made;
}

static uint32_t below(const struct reading *r, uint32_t f) {
    return f > STRAT_YES ? (uint32_t)(r->scratch[2 * (size_t)f] >> 32) : f;
}

static void set_below(struct strat_state *s, struct reading *r) {
    uint32_t f;
    for (f = 2; f < r->end && strat_i_work(s, 1); f++) {
        uint32_t all = f;
        if (strat_i_level(&s->d, f) < s->n_levels)
            all = combined(s, STRAT_OP_OR, below(r, strat_i_low(&s->d, f)),
                           below(r, strat_i_high(&s->d, f)));
        r->scratch[2 * (size_t)f] = (uint64_t)all << 32;
    }
}

/* For each level the outcomes of all ways that do not ask for it: from the uppermost node that
 * leads to a node, down to that one. */
static void set_passing(struct strat_state *s, struct reading *r) {
    uint32_t f, i;
    for (f = 2; f < r->end; f++) {
        r->scratch[2 * (size_t)f + 1] = s->n_levels; /* where the uppermost way to it begins */
        STRAT_KEEP_LOOP;
    }
    for (i = 0; i < s->n_levels; i++) {
        r->level[i] = 0;
        STRAT_KEEP_LOOP;
    }
    r->scratch[2 * (size_t)r->root + 1] = 0;
    for (f = r->end; f-- > 2 && strat_i_work(s, 1);) {
        uint32_t level = strat_i_level(&s->d, f), k, to = level < s->n_levels ? level : s->n_levels;
        for (i = (uint32_t)r->scratch[2 * (size_t)f + 1]; i < to; i++) {
            uint64_t passing = r->level[i] >> 32, more = below(r, f);
            if (passing != more)
                passing = combined(s, STRAT_OP_OR, (uint32_t)passing, (uint32_t)more);
            r->level[i] = (r->level[i] & 0xffffffffu) | passing << 32;
            if (i % 8 == 0 && !strat_i_work(s, 1)) return;
        }
        if (level >= s->n_levels) continue;
        for (k = 0; k < 2; k++) {
            uint32_t child = k ? strat_i_high(&s->d, f) : strat_i_low(&s->d, f);
            if (child > STRAT_YES && r->scratch[2 * (size_t)child + 1] > level + 1)
                r->scratch[2 * (size_t)child + 1] = level + 1;
        }
        r->scratch[2 * (size_t)f + 1] = r->level[level] << 32;
        r->level[level] = (r->level[level] & ~(uint64_t)0xffffffffu) | f;
    }
}

static uint32_t next_of_level(const struct reading *r, uint32_t f) {
    return (uint32_t)(r->scratch[2 * (size_t)f + 1] >> 32);
}

static int read_outcomes(struct strat_state *s, struct reading *r) {
    r->end = strat_i_keep_outcomes(s);
    r->root = s->d.reg[STRAT_R_PAIRS];
    r->constrained = strat_i_is_constrained(s, r->end);
    r->scratch = strat_i_set_aside(s, 2 * (size_t)r->end);
    r->level = strat_i_set_aside(s, (size_t)s->n_levels + 1);
    if (!r->scratch || !r->level || s->stopped) return 0;
    set_below(s, r);
    set_passing(s, r);
    return !s->stopped;
}

/* How many outcomes are in a chain of them. */
static uint64_t count_outcomes(const struct strat_state *s, uint32_t f) {
    uint64_t n = 0;
    for (; f > STRAT_YES; f = strat_i_low(&s->d, f)) n++;
    return n;
}

static const uint64_t *next_axis_of(const struct strat_state *s, uint32_t fact, uint32_t *i) {
    for (; *i < s->n_open; ++*i) {
        const uint64_t *open = s->open + (size_t)*i * STRAT_OPEN_WORDS;
        if (AXIS_FACT(s->axis[(uint32_t)open[STRAT_OPEN_AXIS]]) == fact) {
            ++*i;
            return open;
        }
    }
    return (const uint64_t *)0;
}

static int has_level(const struct strat_state *s, uint32_t fact, uint32_t level) {
    uint32_t i = 0;
    const uint64_t *open;
    while ((open = next_axis_of(s, fact, &i)) != (const uint64_t *)0)
        if (level - (uint32_t)open[STRAT_OPEN_LEVEL] < STRAT_OPEN_BITS(open[STRAT_OPEN_AXIS]))
            return 1;
    return 0;
}

/* ---- how many values are alike ---- */

/* Of a fact of which one value in a class stands for `n`: how many that are of class c. */
STRAT_LOCAL uint64_t strat_i_values_of_class(const struct strat_state *s, uint32_t axis,
                                             uint32_t c) {
    uint64_t fact = s->t[s->t[H_FACT_AT] + AXIS_FACT(s->axis[axis])], others, n = 0;
    const uint64_t *map = fact_map(s->t, fact);
    switch (FACT_KIND(fact)) {
    case STRAT_FLAG:
    case STRAT_ONE_OF: return 1;
    case STRAT_SET_OF: /* of all others together: those with one of them */
        if (c == 0 || map[3 + axis - FACT_FIRST_AXIS(fact)] != ELEMENT_OTHERS) return 1;
        for (others = map[2]; others; others &= others - 1) n = 2 * n + 1;
        return n;
    default: break;
    }
    return (c + 1 < AXIS_CLASSES(s->axis[axis]) ? map[3 + c] : map[1] + 1) -
           (c > 0 ? map[2 + c] : map[0]);
}

/* s->code: by group of an open axis, how many values. */
static void count_values(struct strat_state *s, const uint64_t *open) {
    uint32_t axis = (uint32_t)open[STRAT_OPEN_AXIS], n = AXIS_CLASSES(s->axis[axis]), i;
    uint64_t fact = s->t[s->t[H_FACT_AT] + AXIS_FACT(s->axis[axis])];
    const uint64_t *group = s->group + open[STRAT_OPEN_GROUP];
    int listed = FACT_KIND(fact) == STRAT_ONE_OF;
    strat_i_fill(s->code, STRAT_OPEN_GROUPS(open[STRAT_OPEN_LEVEL]), 0);
    if (listed) n = (uint32_t)fact_map(s->t, fact)[0];
    strat_i_work(s, n / 8);
    for (i = 0; i < n; i++) {
        uint32_t c = listed ? class_of(s->t, fact, 0, i) : i;
        s->code[STRAT_GROUP_OF(group[c])] += strat_i_values_of_class(s, axis, c);
    }
}

/* So many values leave the outcomes of this chain. */
static void add_answer(const struct strat_state *s, struct strat_worth *w, uint32_t chain,
                       uint64_t values) {
    uint64_t n = count_outcomes(s, chain);
    w->given += n ? values : 0;
    w->settling += n == 1 ? values : 0;
    w->most = n > w->most ? n : w->most;
}

/* ---- a fact of one level, as most are: its nodes are looked at, and no diagram is made ---- */

static void weigh_level(struct strat_state *s, const struct reading *r, const uint64_t *open,
                        struct strat_worth *w) {
    uint64_t level = r->level[open[STRAT_OPEN_LEVEL] & 0xffffffffu];
    uint32_t left[2], f, k;
    left[0] = left[1] = (uint32_t)(level >> 32);
    for (f = (uint32_t)level; f && strat_i_work(s, 1); f = next_of_level(r, f)) {
        w->alone = w->alone || strat_i_children_differ(s, f, r->constrained);
        left[0] = combined(s, STRAT_OP_OR, left[0], below(r, strat_i_low(&s->d, f)));
        left[1] = combined(s, STRAT_OP_OR, left[1], below(r, strat_i_high(&s->d, f)));
    }
    count_values(s, open);
    for (k = 0; k < 2; k++) add_answer(s, w, left[k], s->code[k]);
}

/* ---- a fact of several levels: the diagram is made without them, and without all others ---- */

/* Which levels stay: those of other facts, those of this fact, all. */
enum staying { OTHERS, OWN, ALL };

/* The diagram of what these levels say; that there is an outcome (`any`), or which ones are left.
 */
static uint32_t project(struct strat_state *s, struct reading *r, uint32_t fact,
                        enum staying staying, int any) {
    uint32_t f, made = STRAT_NO, level_now = UINT32_MAX;
    int keep = 1;
    for (f = 2; f < r->end && strat_i_work(s, 1); f++) {
        uint32_t level = strat_i_level(&s->d, f), low = strat_i_low(&s->d, f),
                 high = strat_i_high(&s->d, f);
        uint64_t *scratch = r->scratch + 2 * (size_t)f;
        made = any ? (uint32_t)STRAT_YES : f;
        if (level < s->n_levels) {
            if (level != level_now) {
                level_now = level;
                keep = staying == ALL || has_level(s, fact, level) == (staying == OWN);
            }
            low = low > STRAT_YES ? (uint32_t)r->scratch[2 * (size_t)low] : low;
            high = high > STRAT_YES ? (uint32_t)r->scratch[2 * (size_t)high] : high;
            made = keep ? strat_i_make(s, level, low, high) : combined(s, STRAT_OP_OR, low, high);
            s->stopped = s->stopped || made == STRAT_FULL;
        }
        *scratch = (*scratch & ~(uint64_t)0xffffffffu) | made;
    }
    return s->stopped || r->root <= STRAT_YES ? (uint32_t)STRAT_NO
                                              : (uint32_t)r->scratch[2 * (size_t)r->root];
}

/* The most outcomes that some way through a diagram leads to. */
static uint64_t most_outcomes(struct strat_state *s, uint32_t root) {
    struct strat_diagrams *d = &s->d;
    const uint64_t marked = (uint64_t)1 << 63;
    uint64_t most = 0;
    uint32_t f;
    if (root <= STRAT_YES) return 0;
    d->node[2 * (size_t)root + 1] |= marked;
    strat_i_work(s, d->used / 16);
    for (f = root; f >= 2; f--) { /* parents come after children */
        uint64_t n, *node = d->node + 2 * (size_t)f;
        if (!(node[1] & marked)) continue;
        node[1] &= ~marked;
        if (strat_i_level(d, f) < s->n_levels) {
            if (strat_i_low(d, f) > STRAT_YES) d->node[2 * (size_t)strat_i_low(d, f) + 1] |= marked;
            if (strat_i_high(d, f) > STRAT_YES)
                d->node[2 * (size_t)strat_i_high(d, f) + 1] |= marked;
            continue;
        }
        n = count_outcomes(s, f);
        most = n > most ? n : most;
    }
    return most;
}

/* Where the bits of `code` lead from here, as far as the axis goes. */
static uint32_t follow(const struct strat_state *s, uint32_t f, const uint64_t *open,
                       uint32_t code) {
    uint32_t bits = STRAT_OPEN_BITS(open[STRAT_OPEN_AXIS]),
             first = (uint32_t)open[STRAT_OPEN_LEVEL];
    while (f > STRAT_YES && strat_i_level(&s->d, f) < first + bits) {
        uint32_t bit = bits - 1 - (strat_i_level(&s->d, f) - first);
        f = (code >> bit) & 1 ? strat_i_high(&s->d, f) : strat_i_low(&s->d, f);
    }
    return f;
}

/* How many sets of this fact's elements the levels after one stand for, up to another. */
static uint64_t sets_between(const struct strat_state *s, uint32_t fact, uint32_t after,
                             uint32_t before) {
    uint64_t sets = 1;
    uint32_t i = 0, axis;
    const uint64_t *open;
    while ((open = next_axis_of(s, fact, &i)) != (const uint64_t *)0) {
        axis = (uint32_t)open[STRAT_OPEN_AXIS];
        if (STRAT_OPEN_BITS(open[STRAT_OPEN_AXIS]) == 0 ||
            (uint32_t)open[STRAT_OPEN_LEVEL] + 1 <= after ||
            (uint32_t)open[STRAT_OPEN_LEVEL] >= before)
            continue;
        sets *= 1 + strat_i_values_of_class(s, axis, 1);
    }
    return sets;
}

/* The worth of a set, each of whose elements has one level or none (then all sets have that in
 * common), read off the diagram over these levels: for each of its nodes, how many sets settle the
 * outcome and how many are given, of the elements from this level on. */
static void weigh_set(struct strat_state *s, uint32_t fact, uint32_t root, struct strat_worth *w) {
    size_t words = s->d.words;
    uint32_t used = s->d.used, f, k;
    uint64_t *counts = strat_i_set_aside(s, 2 * (size_t)used);
    s->stopped = s->stopped || !counts;
    for (f = 2; f <= root && !s->stopped && strat_i_work(s, 1); f++) {
        uint32_t level = strat_i_level(&s->d, f);
        uint64_t *to = counts + 2 * (size_t)f;
        to[0] = to[1] = 0;
        if (level >= s->n_levels) {
            to[0] = count_outcomes(s, f) == 1;
            to[1] = 1;
            continue;
        }
        if (!has_level(s, fact, level)) continue; /* of another diagram */
        for (k = 0; k < 2; k++) {
            uint32_t child = k ? strat_i_high(&s->d, f) : strat_i_low(&s->d, f);
            uint64_t sets = child > STRAT_YES
                                ? sets_between(s, fact, level + 1, strat_i_level(&s->d, child))
                                : 0;
            if (k) sets *= sets_between(s, fact, level, level + 1) - 1;
            if (child <= STRAT_YES) continue;
            to[0] += sets * counts[2 * (size_t)child];
            to[1] += sets * counts[2 * (size_t)child + 1];
        }
    }
    if (!s->stopped && root > STRAT_YES) {
        uint64_t sets = sets_between(s, fact, 0, strat_i_level(&s->d, root));
        w->settling = sets * counts[2 * (size_t)root];
        w->given = sets * counts[2 * (size_t)root + 1];
    }
    s->d.words = words;
    strat_i_cut_back(s, used);
}

static void weigh_levels(struct strat_state *s, struct reading *r, uint32_t fact,
                         const uint64_t *one, struct strat_worth *w) {
    uint32_t i = 0, k, left, used = s->d.used;
    const uint64_t *open;
    while (!r->constrained && (open = next_axis_of(s, fact, &i)) != (const uint64_t *)0)
        for (k = 0; k < STRAT_OPEN_BITS(open[STRAT_OPEN_AXIS]); k++)
            w->alone =
                w->alone || (uint32_t)r->level[(open[STRAT_OPEN_LEVEL] & 0xffffffffu) + k] != 0;
    if (r->constrained) w->alone = most_outcomes(s, project(s, r, fact, OTHERS, 0)) > 1;
    left = project(s, r, fact, OWN, 0);
    w->most = most_outcomes(s, left);
    if (one) {
        count_values(s, one);
        for (k = 0; k < STRAT_OPEN_GROUPS(one[STRAT_OPEN_LEVEL]); k++)
            add_answer(s, w, follow(s, left, one, k), s->code[k]);
    } else {
        weigh_set(s, fact, left, w);
    }
    strat_i_cut_back(s, used);
}

/* What is known of a fact without axes, or without open ones, is all that there is to know. */
static void weigh(struct strat_state *s, struct reading *r, uint32_t fact, struct strat_worth *w) {
    uint32_t i = 0, n = 0, levels = 0;
    const uint64_t *open, *one = (const uint64_t *)0;
    w->alone = 0;
    w->most = w->settling = w->given = 0;
    for (; (open = next_axis_of(s, fact, &i)) != (const uint64_t *)0; n++) {
        levels += STRAT_OPEN_BITS(open[STRAT_OPEN_AXIS]);
        one = open;
    }
    if (levels == 0) return;
    if (n == 1 && levels == 1)
        weigh_level(s, r, one, w);
    else
        weigh_levels(s, r, fact, n == 1 ? one : (const uint64_t *)0, w);
}

/* Whether some completion cannot have every value of this fact that another has, all else left as
 * it is: whether they are fewer than what its values and what all else may be come to. */
static int is_bound(struct strat_state *s, struct reading *r, uint32_t fact) {
    uint32_t used = s->d.used, all, free;
    free = project(s, r, fact, OTHERS, 1);
    free = combined(s, STRAT_OP_AND, free, project(s, r, fact, OWN, 1));
    all = project(s, r, fact, ALL, 1);
    free = combined(s, STRAT_OP_BUT, free, all);
    strat_i_cut_back(s, used);
    return free != STRAT_NO;
}

/* ---- the list ---- */

/* Whether a of b are more than c of d: fewer than all each, where 2^64 are 0. So a denominator is
 * less where it has the numerator fewer times, or as often and then the fractions of what is over
 * are the other way round. */
static int is_more(uint64_t a, uint64_t b, uint64_t c, uint64_t d) {
    while (a && c && (b - a) / a == (d - c) / c) {
        uint64_t e = (b - a) % a;
        b = c;
        c = e;
        e = a;
        a = (d - b) % b;
        d = e;
    }
    return c == 0 ? a != 0 : a != 0 && (b - a) / a < (d - c) / c;
}

/* Words of s->worth for a fact of the list. */
enum { WORTH_MOST, WORTH_SETTLING, WORTH_GIVEN };

static int is_more_helpful(const struct strat_worth *w, const uint64_t *than) {
    if (w->most != than[WORTH_MOST]) return w->most < than[WORTH_MOST];
    return w->most > 1 && is_more(w->settling, w->given, than[WORTH_SETTLING], than[WORTH_GIVEN]);
}

/* Puts a fact into the list where the less helpful begin; equals stay in the order of declaration.
 */
STRAT_LOCAL void strat_i_put_by_worth(struct strat_state *s, uint32_t *facts, uint32_t *n,
                                      uint32_t fact, const struct strat_worth *w) {
    uint32_t at = (*n)++;
    uint64_t *to = s->worth + (size_t)STRAT_WORTH_WORDS * at;
    for (; at > 0 && is_more_helpful(w, to - STRAT_WORTH_WORDS); at--, to -= STRAT_WORTH_WORDS) {
        strat_i_copy(to, to - STRAT_WORTH_WORDS, STRAT_WORTH_WORDS);
        facts[at] = facts[at - 1];
    }
    to[WORTH_MOST] = w->most;
    to[WORTH_SETTLING] = w->settling;
    to[WORTH_GIVEN] = w->given;
    facts[at] = fact;
}

static enum strat_result ask_open(struct strat_state *s, uint32_t *facts, uint32_t *n) {
    enum strat_result result = strat_i_decide(s, STRAT_OUTCOMES);
    struct reading r;
    uint32_t f;
    int bound;
    if (result != STRAT_OK) return result;
    if (s->stage == STRAT_DECIDED) strat_i_make_outcomes(s, STRAT_R_ALL);
    if (!read_outcomes(s, &r)) return STRAT_NOT_DECIDED;
    if (count_outcomes(s, below(&r, r.root)) < 2) return STRAT_OK;
    /* Only where no fact alone makes a difference do those count that cannot change freely. */
    for (bound = 0; bound < 2 && *n == 0; bound++) {
        for (f = 0; f < s->t[H_FACTS] && !s->stopped; f++) {
            struct strat_worth w;
            weigh(s, &r, f, &w);
            if (w.most > 0 && (bound ? is_bound(s, &r, f) : w.alone))
                strat_i_put_by_worth(s, facts, n, f, &w);
        }
    }
    return s->stopped ? STRAT_NOT_DECIDED : STRAT_OK;
}

STRAT_API enum strat_result strat_ask(struct strat_work *work, uint32_t *facts, uint32_t *n) {
    struct strat_state *s = strat_i_state(work);
    enum strat_result result = work->result;
    *n = 0;
#if STRAT_COMPILED
    if (result == STRAT_OK && strat_i_walks(s)) {
        int told = strat_i_compiled_ask(s, facts, n);
        if (told && !s->stopped) return STRAT_OK;
        if (told) result = STRAT_NOT_DECIDED;
        *n = 0;
    }
#endif
    if (result == STRAT_OK && !s->complete) result = ask_open(s, facts, n);
    if (result != STRAT_OK) *n = 0;
    return result;
}
