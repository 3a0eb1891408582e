/*
 * What a caller asks next: the judgements that a decision hangs on, and the unknown facts that are
 * worth asking for. Both are read off one diagram of outcomes over all that is open.
 */
#include "runtime/diagram.h"

/* ---- outcomes ---- */

/* The number of a pair; too many of them stop everything. */
static uint32_t number_of_pair(struct strat_state *s, enum strat_status status, uint32_t approach) {
    uint64_t pair = (uint64_t)status | (uint64_t)approach << 8;
    uint32_t i;
    for (i = 0; i < s->n_pairs; i++)
        if (s->pairs[i] == pair) return i;
    if (s->n_pairs == STRAT_MAX_PAIRS) {
        s->stopped = 1;
        return 0;
    }
    s->pairs[s->n_pairs++] = pair;
    return i;
}

/* Joins to STRAT_R_PAIRS where completions have this outcome, and where what is possible otherwise
 * has. */
static void put_outcome_at(struct strat_state *s, void *context, enum strat_status status,
                           uint32_t approach, uint32_t where) {
    uint32_t to = STRAT_R_PAIRS, pair = number_of_pair(s, status, approach);
    (void)context;
    strat_i_put(s, STRAT_R_Z, STRAT_OUTCOME(s, pair, 0));
    strat_i_do(s, STRAT_R_TEST, STRAT_OP_AND, where, STRAT_R_ALL);
    strat_i_do(s, STRAT_R_Z, STRAT_OP_AND, STRAT_R_TEST, STRAT_R_Z);
    strat_i_do(s, to, STRAT_OP_OR, to, STRAT_R_Z);
    strat_i_do(s, STRAT_R_TEST, STRAT_OP_BUT, where, STRAT_R_ALL);
    if (strat_i_is_empty(s, STRAT_R_TEST)) return;
    strat_i_put(s, STRAT_R_Z, STRAT_OUTCOME(s, pair, 1));
    strat_i_do(s, STRAT_R_Z, STRAT_OP_AND, STRAT_R_TEST, STRAT_R_Z);
    strat_i_do(s, to, STRAT_OP_OR, to, STRAT_R_Z);
}

#if STRAT_UNRANKED
/* Each set of open approaches, one after the other: STRAT_R_SPLIT + a is where those from a on are
 * as `open` says. */
static void split(struct strat_state *s, strat_teller *tell, void *context, uint32_t a,
                  uint32_t open) {
    uint32_t here = STRAT_R_SPLIT + a, i;
    if (strat_i_is_empty(s, here) || s->stopped) return;
    if (a > 0) {
        strat_i_do(s, here - 1, STRAT_OP_AND, here, STRAT_R_OPEN + a - 1);
        split(s, tell, context, a - 1, open | (uint32_t)1 << (a - 1));
        strat_i_do(s, here - 1, STRAT_OP_BUT, here, STRAT_R_OPEN + a - 1);
        split(s, tell, context, a - 1, open);
    } else if (open) {
        s->d.reg[STRAT_R_X] = STRAT_NO; /* ready: one that is open is not held up */
        for (i = 0; i < s->approaches; i++) {
            if (!((open >> i) & 1)) continue;
            strat_i_do(s, STRAT_R_Y, STRAT_OP_BUT, here, STRAT_R_OUTSTANDING + i);
            strat_i_do(s, STRAT_R_X, STRAT_OP_OR, STRAT_R_X, STRAT_R_Y);
        }
        strat_i_do(s, STRAT_R_Y, STRAT_OP_BUT, here, STRAT_R_X);
        strat_i_tell(s, tell, context, STRAT_CONDITIONAL, open, STRAT_R_Y);
        strat_i_tell(s, tell, context, STRAT_OPEN, open, STRAT_R_X);
        strat_i_do(s, STRAT_R_REST, STRAT_OP_BUT, STRAT_R_REST, here);
    }
}

static void unranked_outcomes(struct strat_state *s, strat_teller *tell, void *context) {
    s->d.reg[STRAT_R_SPLIT + s->approaches] = s->d.reg[STRAT_R_REST];
    split(s, tell, context, s->approaches, 0);
}
#else
#define unranked_outcomes (strat_splitter *)0
#endif

/* STRAT_R_PAIRS: the outcomes of these completions. */
static void make_outcomes(struct strat_state *s, uint32_t within) {
    s->d.reg[STRAT_R_PAIRS] = STRAT_NO;
    strat_i_outcomes(s, within, unranked_outcomes, put_outcome_at, (void *)0);
}

/* Only the outcomes are left, as nodes 2 to before the result. */
static uint32_t keep_outcomes(struct strat_state *s) {
    uint32_t i;
    for (i = STRAT_R_YES + 1; i < STRAT_R_END; i++)
        if (i != STRAT_R_PAIRS) s->d.reg[i] = STRAT_NO;
    strat_i_fill(s->live, 2 * (size_t)s->words, 0); /* and s->made */
    s->stage = strat_i_any(s->against, s->could, s->words) ? STRAT_READ : STRAT_OUTCOMES;
    s->d.words = s->d.all;
    strat_i_collect(s);
    return s->d.used;
}

/* Whether something that is not possible, or no completion, is among the nodes before `end`. */
static int is_constrained(const struct strat_state *s, uint32_t end) {
    uint32_t f;
    for (f = 2; f < end; f++) {
        uint32_t level = strat_i_level(&s->d, f);
        if (level < s->n_levels
                ? strat_i_low(&s->d, f) == STRAT_NO || strat_i_high(&s->d, f) == STRAT_NO
                : (level - s->n_levels) % 2 == 1)
            return 1;
    }
    return 0;
}

/* Whether the outcomes below the two children of a node differ where all else is equal. All nodes
 * from number `end` on are for the moment. */
static int children_differ(struct strat_state *s, uint32_t f, uint32_t end, int constrained) {
    uint32_t found = STRAT_YES;
    if (constrained)
        found = strat_i_apply(s, STRAT_OP_HANGS, strat_i_low(&s->d, f), strat_i_high(&s->d, f));
    if (found == STRAT_FULL && !s->stopped) {
        strat_i_cut_back(s, end);
        found = strat_i_apply(s, STRAT_OP_HANGS, strat_i_low(&s->d, f), strat_i_high(&s->d, f));
    }
    s->stopped = s->stopped || found == STRAT_FULL;
    return found != STRAT_NO && !s->stopped;
}

/* ---- judgements ---- */

/* Those that are open: wherever one is asked for, its answers are compared. Nothing but the
 * outcomes is kept. */
static void reverse_open(struct strat_state *s, uint64_t *facts) {
    uint32_t end = keep_outcomes(s), f, i;
    int constrained = is_constrained(s, end);
    for (i = 0; i < s->n_open && !s->stopped; i++) {
        const uint64_t *open = s->open + (size_t)i * STRAT_OPEN_WORDS;
        uint32_t fact = AXIS_FACT(s->axis[(uint32_t)open[STRAT_OPEN_AXIS]]),
                 level = (uint32_t)open[STRAT_OPEN_LEVEL];
        if (!FACT_JUDGEMENT(s->t[s->t[H_FACT_AT] + fact]) ||
            STRAT_OPEN_BITS(open[STRAT_OPEN_AXIS]) == 0)
            continue;
        strat_i_work(s, end / 16);
        for (f = 2; f < end && !s->stopped; f++) {
            if (strat_i_level(&s->d, f) != level || !children_differ(s, f, end, constrained))
                continue;
            strat_i_add(facts, fact);
            break;
        }
    }
}

#if STRAT_DIRECT
/* Of a complete request: whether these clauses, which the overrides left, come to another status or
 * approach. */
static int is_other(const struct strat_state *s, const uint64_t *clauses,
                    const struct strat_answer *was) {
    struct strat_answer to;
    return strat_i_conclude(s, clauses, &to) &&
           (to.status != was->status ||
            (STRAT_RANKED(s) ? to.approach != was->approach : to.open != was->open));
}
#endif

/* s->some: the clauses that decide, with this judgement reversed. Whether they are others then. */
static int reverse(struct strat_state *s, uint32_t axis) {
    uint32_t c = (uint32_t)s->class_of[axis], k;
    const uint64_t *row = strat_i_row(s, axis, c), *reversed = strat_i_row(s, axis, 1 - c),
                   *deciding = strat_i_mask(s, M_DECIDING);
    uint64_t differs = 0;
    for (k = 0; k < s->words; k++) {
        s->some[k] = s->nearly[k] & (s->could[k] | ~row[k]) & reversed[k] & deciding[k];
        differs |= s->some[k] ^ (s->could[k] & deciding[k]);
    }
    return differs != 0;
}

/* Those that have a value, each the other way round: the pairs of a request with open facts are in
 * STRAT_R_PAIRS, and what a complete one comes to in *was. */
static void reverse_stated(struct strat_state *s, const struct strat_answer *was, uint64_t *facts) {
    uint32_t i;
    int hangs = 0;
    (void)was;
    s->d.reg[STRAT_R_STATED] = s->d.reg[STRAT_R_PAIRS];
    for (i = 0; i < s->axes && !s->stopped; i++) {
        uint32_t f = AXIS_FACT(s->axis[i]);
        if (!FACT_JUDGEMENT(s->t[s->t[H_FACT_AT] + f]) || s->class_of[i] == STRAT_OPEN_CLASS ||
            (strat_i_is_large(s->p) && f != s->reversed) || !reverse(s, i))
            continue;
#if STRAT_DIRECT
        if (s->complete) {
            strat_i_apply_overrides(s, s->some);
            hangs = is_other(s, s->some, was);
        }
#endif
        if (!s->complete) {
            strat_i_residual(s, s->some);
            make_outcomes(s, STRAT_R_POSSIBLE);
            strat_i_do(s, STRAT_R_X, STRAT_OP_REVERSE, STRAT_R_STATED, STRAT_R_PAIRS);
            hangs = !strat_i_is_empty(s, STRAT_R_X);
        }
        if (hangs) strat_i_add(facts, f);
    }
    s->d.reg[STRAT_R_PAIRS] = s->d.reg[STRAT_R_STATED];
}

#if STRAT_LARGE
/* Of a large policy each leaves other clauses, and is read for itself. */
static enum strat_result reverse_large(struct strat_state *s, const struct strat_answer *was,
                                       uint64_t *facts) {
    enum strat_result result = STRAT_OK;
    uint32_t f;
    for (f = 0; f < s->t[H_FACTS] && result == STRAT_OK; f++) {
        uint64_t fact = s->t[s->t[H_FACT_AT] + f];
        int stated = s->request.known[f] || (FACT_HAS_DEFAULT(fact) && !FACT_PRESUMED(fact));
        if (!FACT_JUDGEMENT(fact) || FACT_AXES(fact) == 0 || !stated) continue;
        result = strat_i_read(s, f);
        if (result == STRAT_OK && !s->complete) result = strat_i_decide(s, STRAT_DECIDED);
        if (result != STRAT_OK) break;
        if (s->complete && is_other(s, s->live, was)) strat_i_add(facts, f);
        if (s->complete) continue;
        make_outcomes(s, STRAT_R_POSSIBLE);
        reverse_stated(s, was, facts);
        if (s->stopped) result = STRAT_NOT_DECIDED;
    }
    s->stage = STRAT_STALE;
    return result;
}
#endif

STRAT_API enum strat_result strat_judgements(struct strat_work *work, uint64_t *facts) {
    struct strat_state *s = strat_i_state(work);
    size_t words = (size_t)(work->policy->table[H_FACTS] + 63) / 64;
    enum strat_result result = work->result;
    struct strat_answer was;
    strat_i_fill(facts, words, 0);
    if (result == STRAT_OK) result = strat_i_decide(s, STRAT_OUTCOMES);
    if (result != STRAT_OK) return result;
#if STRAT_DIRECT
    if (s->complete && !strat_i_conclude(s, s->live, &was)) return STRAT_OK;
#endif
    if (!s->complete && s->stage == STRAT_DECIDED) make_outcomes(s, STRAT_R_POSSIBLE);
    reverse_stated(s, &was, facts);
    if (!s->complete) reverse_open(s, facts);
    if (s->stopped) result = STRAT_NOT_DECIDED;
#if STRAT_LARGE
    if (result == STRAT_OK && strat_i_is_large(s->p)) result = reverse_large(s, &was, facts);
#endif
    if (result != STRAT_OK) strat_i_fill(facts, words, 0);
    return result;
}

/* ---- ask ---- */

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
    r->end = keep_outcomes(s);
    r->root = s->d.reg[STRAT_R_PAIRS];
    r->constrained = is_constrained(s, r->end);
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

/* What is asked of a fact: how many answers leave a completion (2 for more), and how many outcomes
 * the least helpful leaves. */
struct worth {
    int alone;
    uint64_t answers, most;
};

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

/* A fact of one level, as most are: its nodes are looked at, and no diagram is made. */
static void weigh_level(struct strat_state *s, const struct reading *r, const uint64_t *open,
                        struct worth *w) {
    const uint64_t *group = s->group + open[STRAT_OPEN_GROUP];
    uint64_t level = r->level[open[STRAT_OPEN_LEVEL] & 0xffffffffu];
    uint32_t left[2], f, k;
    left[0] = left[1] = (uint32_t)(level >> 32);
    for (f = (uint32_t)level; f && strat_i_work(s, 1); f = next_of_level(r, f)) {
        w->alone = w->alone || children_differ(s, f, s->d.used, r->constrained);
        left[0] = combined(s, STRAT_OP_OR, left[0], below(r, strat_i_low(&s->d, f)));
        left[1] = combined(s, STRAT_OP_OR, left[1], below(r, strat_i_high(&s->d, f)));
    }
    for (k = 0; k < 2; k++) {
        uint64_t n = count_outcomes(s, left[k]);
        w->answers += n == 0 ? 0 : group[k] & STRAT_GROUP_SEVERAL ? 2 : 1;
        w->most = n > w->most ? n : w->most;
    }
}

/* The diagram without the levels of this fact, or (`of`) without all others: outcomes of any of
 * their values. */
static uint32_t without_levels(struct strat_state *s, struct reading *r, uint32_t fact, int of) {
    uint32_t f, made = STRAT_NO, level_now = UINT32_MAX;
    int keep = 1;
    for (f = 2; f < r->end && strat_i_work(s, 1); f++) {
        uint32_t level = strat_i_level(&s->d, f), low = strat_i_low(&s->d, f),
                 high = strat_i_high(&s->d, f);
        uint64_t *scratch = r->scratch + 2 * (size_t)f;
        made = f;
        if (level < s->n_levels) {
            if (level != level_now) {
                level_now = level;
                keep = has_level(s, fact, level) == of;
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

/* How many answers leave an outcome in this diagram over the levels of one fact: 2 for more. Of a
 * set, whose elements have one level or none. */
static uint64_t count_answers(const struct strat_state *s, uint32_t fact, uint32_t root) {
    uint64_t answers = 0;
    uint32_t i = 0, axes = 0, f = root, code;
    const uint64_t *open, *one = (const uint64_t *)0;
    for (; (open = next_axis_of(s, fact, &i)) != (const uint64_t *)0; axes++) {
        int low, high;
        one = open;
        if (STRAT_OPEN_GROUPS(open[STRAT_OPEN_LEVEL]) > 2 || f <= STRAT_YES) continue;
        if (STRAT_OPEN_BITS(open[STRAT_OPEN_AXIS]) == 0 ||
            strat_i_level(&s->d, f) != (uint32_t)open[STRAT_OPEN_LEVEL]) {
            answers = 2;
            continue;
        }
        low = strat_i_low(&s->d, f) != STRAT_NO;
        high = strat_i_high(&s->d, f) != STRAT_NO;
        if (low && high) answers = 2;
        f = low ? strat_i_low(&s->d, f) : strat_i_high(&s->d, f);
    }
    if (root <= STRAT_YES) return 0;
    if (axes != 1) return answers ? answers : 1;
    answers = 0;
    for (code = 0; code < STRAT_OPEN_GROUPS(one[STRAT_OPEN_LEVEL]) && answers < 2; code++)
        if (follow(s, root, one, code) != STRAT_NO)
            answers += s->group[one[STRAT_OPEN_GROUP] + code] & STRAT_GROUP_SEVERAL ? 2 : 1;
    return answers;
}

/* A fact of several levels: the diagram is made without them, and without all others. */
static void weigh_levels(struct strat_state *s, struct reading *r, uint32_t fact, struct worth *w) {
    uint32_t i = 0, k, left, used = s->d.used;
    const uint64_t *open;
    while (!r->constrained && (open = next_axis_of(s, fact, &i)) != (const uint64_t *)0)
        for (k = 0; k < STRAT_OPEN_BITS(open[STRAT_OPEN_AXIS]); k++)
            w->alone =
                w->alone || (uint32_t)r->level[(open[STRAT_OPEN_LEVEL] & 0xffffffffu) + k] != 0;
    if (r->constrained) w->alone = most_outcomes(s, without_levels(s, r, fact, 0)) > 1;
    left = without_levels(s, r, fact, 1);
    w->answers = count_answers(s, fact, left);
    w->most = most_outcomes(s, left);
    strat_i_cut_back(s, used);
}

/* What is known of a fact without axes, or without open ones, is all that there is to know. */
static void weigh(struct strat_state *s, struct reading *r, uint32_t fact, struct worth *w) {
    uint32_t i = 0, n = 0, levels = 0;
    const uint64_t *open, *one = (const uint64_t *)0;
    w->alone = 0;
    w->answers = w->most = 0;
    for (; (open = next_axis_of(s, fact, &i)) != (const uint64_t *)0; n++) {
        levels += STRAT_OPEN_BITS(open[STRAT_OPEN_AXIS]);
        one = open;
    }
    if (n == 0) return;
    if (n == 1 && levels == 1)
        weigh_level(s, r, one, w);
    else
        weigh_levels(s, r, fact, w);
}

/* Puts a fact into the list by how many pairs its least helpful answer leaves; equals stay in the
 * order of declaration. */
static void put_by_worth(uint32_t *facts, uint64_t *worth, uint32_t *n, uint32_t fact,
                         uint64_t most) {
    uint32_t at = (*n)++;
    for (; at > 0 && worth[at - 1] > most; at--) {
        worth[at] = worth[at - 1];
        facts[at] = facts[at - 1];
    }
    worth[at] = most;
    facts[at] = fact;
}

static enum strat_result ask_open(struct strat_state *s, uint32_t *facts, uint32_t *n) {
    enum strat_result result = strat_i_decide(s, STRAT_OUTCOMES);
    struct reading r;
    uint32_t f;
    int coupled;
    if (result != STRAT_OK) return result;
    if (s->stage == STRAT_DECIDED) make_outcomes(s, STRAT_R_ALL);
    if (!read_outcomes(s, &r)) return STRAT_NOT_DECIDED;
    if (count_outcomes(s, below(&r, r.root)) < 2) return STRAT_OK;
    /* Only where no fact alone makes a difference do those count that make one together with
     * others. */
    for (coupled = 0; coupled < 2 && *n == 0; coupled++) {
        for (f = 0; f < s->t[H_FACTS] && !s->stopped; f++) {
            struct worth w;
            weigh(s, &r, f, &w);
            if (w.answers > 1 && (w.alone || coupled)) put_by_worth(facts, s->worth, n, f, w.most);
        }
    }
    return s->stopped ? STRAT_NOT_DECIDED : STRAT_OK;
}

STRAT_API enum strat_result strat_ask(struct strat_work *work, uint32_t *facts, uint32_t *n) {
    struct strat_state *s = strat_i_state(work);
    enum strat_result result = work->result;
    *n = 0;
    if (result == STRAT_OK && !s->complete) result = ask_open(s, facts, n);
    if (result != STRAT_OK) *n = 0;
    return result;
}
