/*
 * The outcomes of what is open as one diagram, and what a caller asks of it: the judgements that a
 * decision hangs on. (What to ask for next is read off the same diagram: ask.c.)
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

STRAT_LOCAL void strat_i_make_outcomes(struct strat_state *s, uint32_t within) {
    s->d.reg[STRAT_R_PAIRS] = STRAT_NO;
    strat_i_outcomes(s, within, unranked_outcomes, put_outcome_at, (void *)0);
}

STRAT_LOCAL uint32_t strat_i_keep_outcomes(struct strat_state *s) {
    uint32_t i;
    for (i = STRAT_R_YES + 1; i < STRAT_R_END; i++)
        if (i != STRAT_R_PAIRS) s->d.reg[i] = STRAT_NO;
    strat_i_fill(s->live, 2 * (size_t)s->words, 0); /* and s->made */
    s->stage = strat_i_any(s->against, s->could, s->words) ? STRAT_READ : STRAT_OUTCOMES;
    s->d.words = s->d.all;
    strat_i_collect(s);
    return s->d.used;
}

STRAT_LOCAL int strat_i_is_constrained(const struct strat_state *s, uint32_t end) {
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

STRAT_LOCAL int strat_i_children_differ(struct strat_state *s, uint32_t f, uint32_t end,
                                        int constrained) {
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
    uint32_t end = strat_i_keep_outcomes(s), f, i;
    int constrained = strat_i_is_constrained(s, end);
    for (i = 0; i < s->n_open && !s->stopped; i++) {
        const uint64_t *open = s->open + (size_t)i * STRAT_OPEN_WORDS;
        uint32_t fact = AXIS_FACT(s->axis[(uint32_t)open[STRAT_OPEN_AXIS]]),
                 level = (uint32_t)open[STRAT_OPEN_LEVEL];
        if (!FACT_JUDGEMENT(s->t[s->t[H_FACT_AT] + fact]) ||
            STRAT_OPEN_BITS(open[STRAT_OPEN_AXIS]) == 0)
            continue;
        strat_i_work(s, end / 16);
        for (f = 2; f < end && !s->stopped; f++) {
            if (strat_i_level(&s->d, f) != level ||
                !strat_i_children_differ(s, f, end, constrained))
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
            strat_i_make_outcomes(s, STRAT_R_POSSIBLE);
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
        strat_i_make_outcomes(s, STRAT_R_POSSIBLE);
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
    if (!s->complete && s->stage == STRAT_DECIDED) strat_i_make_outcomes(s, STRAT_R_POSSIBLE);
    reverse_stated(s, &was, facts);
    if (!s->complete) reverse_open(s, facts);
    if (s->stopped) result = STRAT_NOT_DECIDED;
#if STRAT_LARGE
    if (result == STRAT_OK && strat_i_is_large(s->p)) result = reverse_large(s, &was, facts);
#endif
    if (result != STRAT_OK) strat_i_fill(facts, words, 0);
    return result;
}
