/*
 * The outcomes of what is open as one diagram, and what a caller asks of it: the judgements, and
 * the readings, that a decision hangs on. (What to ask for next is read off the same diagram:
 * ask.c.)
 *
 * Readings are asked for in a table of their own, in which they are facts that have the value
 * taken.
 */
#include "runtime/compiled.h"
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
                           uint32_t approach, struct strat_where where) {
    uint32_t to = STRAT_R_PAIRS, pair = number_of_pair(s, status, approach);
    (void)context;
    strat_i_do(s, STRAT_R_Y, where.op, where.a, where.b);
    strat_i_put(s, STRAT_R_Z, STRAT_OUTCOME(s, pair, 0));
    strat_i_do(s, STRAT_R_TEST, STRAT_OP_AND, STRAT_R_Y, STRAT_R_ALL);
    strat_i_do(s, STRAT_R_Z, STRAT_OP_AND, STRAT_R_TEST, STRAT_R_Z);
    strat_i_do(s, to, STRAT_OP_OR, to, STRAT_R_Z);
    strat_i_do(s, STRAT_R_TEST, STRAT_OP_BUT, STRAT_R_Y, STRAT_R_ALL);
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
        strat_i_tell(s, tell, context, STRAT_CONDITIONAL, open, STRAT_OP_BUT, here, STRAT_R_X);
        strat_i_tell(s, tell, context, STRAT_OPEN, open, STRAT_OP_AND, STRAT_R_X, STRAT_R_X);
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

STRAT_LOCAL int strat_i_children_differ(struct strat_state *s, uint32_t f, int constrained) {
    return !constrained
               ? !s->stopped
               : strat_i_is_some(s, STRAT_OP_HANGS, strat_i_low(&s->d, f), strat_i_high(&s->d, f));
}

/* ---- judgements that are open ---- */

/* Wherever one is asked for, its answers are compared. Nothing but the outcomes is kept. */
static void reverse_open(struct strat_state *s, uint64_t *facts) {
    uint32_t end = strat_i_keep_outcomes(s), f, i;
    int constrained = strat_i_is_constrained(s, end);
    for (i = 0; i < s->n_open && !s->stopped; i++) {
        const uint64_t *open = s->open + (size_t)i * STRAT_OPEN_WORDS;
        uint32_t fact = AXIS_FACT(s->axis[(uint32_t)open[STRAT_OPEN_AXIS]]),
                 level = (uint32_t)open[STRAT_OPEN_LEVEL];
        if (!strat_i_may_turn(s, fact) || STRAT_OPEN_BITS(open[STRAT_OPEN_AXIS]) == 0) continue;
        strat_i_work(s, end / 16);
        for (f = 2; f < end && !s->stopped; f++) {
            if (strat_i_level(&s->d, f) != level || !strat_i_children_differ(s, f, constrained))
                continue;
            strat_i_add(facts, fact);
            break;
        }
    }
}

/* ---- presumptions filled in anew ---- */

#if STRAT_READINGS
/* STRAT_R_X: where this judgement, a presumed one of which nothing is said and which has no
 * default, may have another value once it is filled in anew, that of its second level: it is filled
 * in where one of its values breaks a presumption. */
static void free_judgement(struct strat_state *s, uint32_t number, uint64_t *open) {
    const uint32_t level = (uint32_t)open[STRAT_OPEN_LEVEL];
    strat_i_gather_as(s, STRAT_R_REST, strat_i_mask_of_presumed(s, number), open, 0);
    strat_i_gather_as(s, STRAT_R_X, strat_i_mask_of_presumed(s, number), open, 1);
    strat_i_do(s, STRAT_R_X, STRAT_OP_OR, STRAT_R_X, STRAT_R_REST);
    strat_i_put(s, STRAT_R_Y, level);
    strat_i_put(s, STRAT_R_Z, level + 1);
    strat_i_do(s, STRAT_R_TEST, STRAT_OP_AND, STRAT_R_Y, STRAT_R_Z);
    strat_i_do(s, STRAT_R_X, STRAT_OP_OR, STRAT_R_X, STRAT_R_TEST);
    strat_i_do(s, STRAT_R_Y, STRAT_OP_OR, STRAT_R_Y, STRAT_R_Z);
    strat_i_do(s, STRAT_R_Y, STRAT_OP_BUT, STRAT_R_YES, STRAT_R_Y);
    strat_i_do(s, STRAT_R_X, STRAT_OP_OR, STRAT_R_X, STRAT_R_Y);
}

/* Under another reading judgements of which nothing is said are filled in anew: from here on they
 * have levels of their own, and STRAT_R_STATED says with what of these each of its completions goes
 * together. */
static void fill_anew(struct strat_state *s) {
    uint32_t i, number;
    for (i = 0; i < s->n_open; i++) {
        uint64_t *open = s->open + (size_t)i * STRAT_OPEN_WORDS;
        uint32_t fact = AXIS_FACT(s->axis[(uint32_t)open[STRAT_OPEN_AXIS]]);
        uint64_t word = s->t[s->t[H_FACT_AT] + fact];
        if (!FACT_PRESUMED(word) || FACT_HAS_DEFAULT(word) ||
            STRAT_OPEN_BITS(open[STRAT_OPEN_AXIS]) == 0)
            continue;
        for (number = 0; s->t[s->t[H_PRESUMED_AT] + number] != fact;) number++;
        free_judgement(s, number, open);
        strat_i_do(s, STRAT_R_STATED, STRAT_OP_AND, STRAT_R_STATED, STRAT_R_X);
    }
    for (i = 0; i < s->n_open; i++) {
        uint64_t *open = s->open + (size_t)i * STRAT_OPEN_WORDS;
        uint32_t fact = AXIS_FACT(s->axis[(uint32_t)open[STRAT_OPEN_AXIS]]);
        if (FACT_PRESUMED(s->t[s->t[H_FACT_AT] + fact])) open[STRAT_OPEN_LEVEL]++;
    }
    strat_i_fill(s->live, 2 * (size_t)s->words, 0);
}
#endif

/* ---- what has a value, taken otherwise ---- */

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

STRAT_LOCAL void strat_i_turn(struct strat_state *s, uint32_t axis, uint32_t c) {
    uint32_t k;
    const uint64_t *row = strat_i_row(s, axis, (uint32_t)s->class_of[axis]),
                   *other = strat_i_row(s, axis, c);
    for (k = 0; k < s->words; k++) s->some[k] = s->nearly[k] & (s->could[k] | ~row[k]) & other[k];
}

/* Of these those that decide: whether they are others than with its own class. */
static int turn(struct strat_state *s, uint32_t axis, uint32_t c) {
    const uint64_t *deciding = strat_i_mask(s, M_DECIDING);
    uint64_t differs = 0;
    uint32_t k;
    strat_i_turn(s, axis, c);
    for (k = 0; k < s->words; k++) {
        s->some[k] &= deciding[k];
        differs |= s->some[k] ^ (s->could[k] & deciding[k]);
    }
    return differs != 0;
}

/* A judgement is reversed whatever is presumed; under another reading only completions count. */
static uint32_t compared_within(const struct strat_state *s) {
    (void)s;
    return STRAT_BY_READINGS(s) ? (uint32_t)STRAT_R_ALL : (uint32_t)STRAT_R_POSSIBLE;
}

/* Whether some completion comes to something else with s->some. */
static int comes_to_other(struct strat_state *s, const struct strat_answer *was) {
    (void)was;
#if STRAT_DIRECT
    if (s->complete) {
        strat_i_apply_overrides(s, s->some);
        return is_other(s, s->some, was);
    }
#endif
    strat_i_residual(s, s->some);
    strat_i_make_outcomes(s, compared_within(s));
    return strat_i_somewhere(s, STRAT_OP_REVERSE, STRAT_R_STATED, STRAT_R_PAIRS);
}

/* Those that have a value, each with every other: the pairs of a request with open facts are in
 * STRAT_R_PAIRS, and what a complete one comes to in *was. */
static void turn_stated(struct strat_state *s, const struct strat_answer *was, uint64_t *facts) {
    uint32_t i, c;
    s->d.reg[STRAT_R_STATED] = s->d.reg[STRAT_R_PAIRS];
#if STRAT_READINGS
    if (STRAT_BY_READINGS(s) && !s->complete) fill_anew(s);
#endif
    for (i = 0; i < s->axes && !s->stopped; i++) {
        uint32_t f = AXIS_FACT(s->axis[i]), classes = AXIS_CLASSES(s->axis[i]);
        if (!strat_i_may_turn(s, f) || s->class_of[i] == STRAT_OPEN_CLASS) continue;
        for (c = 0; c < classes && !s->stopped; c++) {
            if (c == s->class_of[i] || !turn(s, i, c) || !comes_to_other(s, was)) continue;
            strat_i_add(facts, f);
            break;
        }
    }
    s->d.reg[STRAT_R_PAIRS] = s->d.reg[STRAT_R_STATED];
}

#if STRAT_LARGE
/* Of a complete request to a large policy each leaves other clauses, and is read for itself. */
static enum strat_result turn_large(struct strat_state *s, const struct strat_answer *was,
                                    uint64_t *facts) {
    enum strat_result result = STRAT_OK;
    uint32_t f, c;
    for (f = 0; f < s->t[H_FACTS] && result == STRAT_OK; f++) {
        uint64_t fact = s->t[s->t[H_FACT_AT] + f];
        int stated = s->request.known[f] || (FACT_HAS_DEFAULT(fact) && !FACT_PRESUMED(fact));
        if (!strat_i_may_turn(s, f) || FACT_AXES(fact) == 0 || !stated) continue;
        for (c = 0; c < AXIS_CLASSES(s->axis[FACT_FIRST_AXIS(fact)]); c++) {
            result = strat_i_read(s, f, c);
            if (result != STRAT_OK) break;
            if (!is_other(s, s->live, was)) continue; /* as it is with its own class */
            strat_i_add(facts, f);
            break;
        }
    }
    s->stage = STRAT_STALE;
    return result;
}
#endif

#if STRAT_COMPILED
/* The same by walks. 0: these cannot tell. */
static int walk_turning(struct strat_state *s, uint64_t *facts) {
    const uint64_t *end, *q = strat_i_questions(&s->compiled, s->approaches, Q_JUDGEMENT, &end);
    for (; q < end; q++)
        if (strat_i_some(s, *q)) strat_i_add(facts, QUESTION_ITEM(*q));
    return !s->compiled.failed;
}
#endif

/* Those facts that may turn, in a set. */
static enum strat_result find_turning(struct strat_state *s, uint64_t *facts) {
    enum strat_result result;
    struct strat_answer was;
#if STRAT_COMPILED
    if (strat_i_walks(s)) {
        if (walk_turning(s, facts)) return s->stopped ? STRAT_NOT_DECIDED : STRAT_OK;
        strat_i_fill(facts, (size_t)(s->t[H_FACTS] + 63) / 64, 0);
    }
#endif
    result = strat_i_decide(s, STRAT_BY_READINGS(s) ? STRAT_DECIDED : STRAT_OUTCOMES);
    if (result != STRAT_OK) return result;
#if STRAT_DIRECT
    if (s->complete && !strat_i_conclude(s, s->live, &was)) return STRAT_OK;
#endif
    if (!s->complete && s->stage == STRAT_DECIDED) strat_i_make_outcomes(s, compared_within(s));
#if STRAT_LARGE
    if (s->complete && strat_i_is_large(s->t)) return turn_large(s, &was, facts);
#endif
    turn_stated(s, &was, facts);
    if (!s->complete && !STRAT_BY_READINGS(s)) reverse_open(s, facts);
    return s->stopped ? STRAT_NOT_DECIDED : STRAT_OK;
}

STRAT_API enum strat_result strat_judgements(struct strat_work *work, uint64_t *facts) {
    struct strat_state *s = strat_i_state(work);
    size_t words = (size_t)(work->policy->table[H_FACTS] + 63) / 64;
    enum strat_result result = work->result;
    strat_i_fill(facts, words, 0);
    if (result == STRAT_OK) result = find_turning(s, facts);
    if (result != STRAT_OK) strat_i_fill(facts, words, 0);
    return result;
}

/* ---- readings ---- */

#if STRAT_READINGS
/* A request, which says nothing of readings, as one of the second table: in this memory. */
static void extend_request(const struct strat_request *request, const uint64_t *t, uint64_t *memory,
                           struct strat_request *to) {
    uint32_t n = (uint32_t)t[H_FACTS], f, from = 0;
    to->value = (int64_t *)(void *)memory;
    to->known = (uint8_t *)(memory + n);
    for (f = 0; f < n; f++) {
        int reading = (int)FACT_READING(t[t[H_FACT_AT] + f]);
        to->known[f] = reading ? 0 : request->known[from];
        to->value[f] = to->known[f] ? request->value[from] : 0;
        from += reading ? 0 : 1;
    }
}

/* From facts of the second table to numbers of readings. */
static void number_readings(const uint64_t *t, const uint64_t *facts, uint64_t *readings) {
    uint32_t f, n = 0;
    for (f = 0; f < t[H_FACTS]; f++) {
        if (!FACT_READING(t[t[H_FACT_AT] + f])) continue;
        if ((facts[f / 64] >> (f % 64)) & 1) strat_i_add(readings, n);
        n++;
    }
}

STRAT_LOCAL int strat_i_begin_readings(struct strat_state *s, struct strat_unread *as) {
    const uint64_t *t = strat_i_second(s->p);
    size_t facts = (size_t)(t[H_FACTS] + 63) / 64,
           words = strat_i_request_words((size_t)t[H_FACTS]);
    if (s->room < words) return 0;
    as->request = s->request;
    as->memory = s->memory;
    as->room = s->room;
    strat_i_fill(s->memory, facts, 0);
    extend_request(&as->request, t, s->memory + facts, &s->request);
    s->memory += words;
    s->room -= words;
    s->readings = 1;
    s->walks = 0;
    s->stage = STRAT_STALE;
    return 1;
}

STRAT_LOCAL void strat_i_end_readings(struct strat_state *s, const struct strat_unread *as) {
    s->readings = s->walks = 0;
    s->stage = STRAT_STALE;
    s->memory = as->memory;
    s->room = as->room;
    s->request = as->request;
}

STRAT_API enum strat_result strat_readings(struct strat_work *work, uint64_t *readings) {
    struct strat_state *s = strat_i_state(work);
    uint32_t n = TABLE_READINGS(work->policy->table);
    enum strat_result result = work->result;
    struct strat_unread as;
    strat_i_fill(readings, (size_t)(n + 63) / 64, 0);
    if (result != STRAT_OK || n == 0) return result;
    if (!strat_i_begin_readings(s, &as)) return STRAT_NOT_DECIDED;
    result = find_turning(s, as.memory);
    strat_i_end_readings(s, &as);
    if (result == STRAT_OK) number_readings(strat_i_second(s->p), as.memory, readings);
    return result;
}
#endif
