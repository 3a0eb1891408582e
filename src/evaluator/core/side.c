#include "evaluator/core/side.h"

#include "base/bitset.h"
#include "runtime/values.h"

#include <stdlib.h>

/* A fact of more values has no rows of its own. */
enum { MOST_ROWS = 512 };

/* ---- facts of the table ---- */

static uint64_t fact_at(const uint64_t *t, uint32_t place) { return t[t[H_FACT_AT] + place]; }

static bool counts(uint64_t fact) {
    return !FACT_READING(fact) && (FACT_AXES(fact) > 0 || FACT_PRESUMED(fact));
}

static bool may_be_open(uint64_t fact) {
    return counts(fact) && (!FACT_HAS_DEFAULT(fact) || FACT_PRESUMED(fact));
}

static uint32_t count_open(const uint64_t *t) {
    uint32_t n = 0;
    for (uint32_t place = 0; place < t[H_FACTS]; place++) n += may_be_open(fact_at(t, place));
    return n;
}

/* How many values the fact has that have a row each; 0 where they are too many. */
static uint32_t count_values(const uint64_t *t, uint64_t fact) {
    if (FACT_KIND(fact) == STRAT_FLAG) return 2; /* whose map may be empty */
    uint64_t n = fact_map(t, fact)[0];
    if (n >= MOST_ROWS) return 0;
    return FACT_KIND(fact) == STRAT_ONE_OF   ? (uint32_t)n
           : FACT_KIND(fact) == STRAT_SET_OF ? (uint32_t)n + 1 /* n: all elements */
                                             : 0;
}

/* ---- rows ---- */

/* The clauses of this row of the table, or `others`: all but these. */
static void keep_only(const struct ev_side *side, const uint64_t *clauses, uint64_t others,
                      uint64_t *row) {
    for (uint32_t k = 0; k < side->state.words; k++)
        row[k] &= (clauses[k] ^ others) | side->open[k];
}

/* Of a value of this fact. A judgement that is stated rules out what is presumed of it as well. */
static void make_row(const struct ev_side *side, const struct ev_column *n, int64_t value,
                     uint64_t *row) {
    const struct strat_state *s = &side->state;
    const uint64_t *t = s->t;
    uint64_t fact = fact_at(t, n->place);
    strat_i_copy(row, side->all, side->words);
    for (uint32_t k = 0; k < FACT_AXES(fact); k++) {
        uint32_t axis = FACT_FIRST_AXIS(fact) + k;
        keep_only(side, strat_i_row(s, axis, class_of(t, fact, k, value)), 0, row);
    }
    for (uint32_t i = 0; i < t[H_PRESUMED]; i++)
        if (t[t[H_PRESUMED_AT] + i] == n->place)
            keep_only(side, strat_i_mask_of_presumed(s, i), ~(uint64_t)0, row);
    if (n->open != EV_NEVER_OPEN) row[n->open / 64] &= ~((uint64_t)1 << (n->open % 64));
}

const uint64_t *ev_side_look_up(const struct ev_side *side, const struct ev_column *n,
                                const struct strat_request *request) {
    if (!request->known[n->fact] && n->open != EV_NEVER_OPEN) return side->all;
    make_row(side, n, ev_row_of(n, request), side->row);
    return side->row;
}

/* What is presumed of a judgement is told apart by its value, too. */
static void make_limited(const struct ev_side *side, const struct ev_column *n) {
    const struct strat_state *s = &side->state;
    const uint64_t *t = s->t;
    uint64_t fact = fact_at(t, n->place), *limited = side->limited;
    limited += (size_t)(n->open - s->n_clauses) * side->words;
    for (uint32_t k = 0; k < FACT_AXES(fact); k++)
        for (uint32_t axis = FACT_FIRST_AXIS(fact) + k, c = 1; c < AXIS_CLASSES(s->axis[axis]); c++)
            for (uint32_t i = 0; i < s->words; i++)
                limited[i] |= strat_i_row(s, axis, 0)[i] ^ strat_i_row(s, axis, c)[i];
    for (uint32_t i = 0; i < t[H_PRESUMED]; i++)
        if (t[t[H_PRESUMED_AT] + i] == n->place)
            strat_i_or(limited, strat_i_mask_of_presumed(s, i), s->words);
    for (uint32_t k = 0; k < side->words; k++) limited[k] &= side->all[k] & ~side->open[k];
}

/* The rows of a column, from `row` on; returns what is behind them. */
static uint64_t *make_column(struct ev_side *side, struct ev_column *n, uint64_t *row) {
    const uint64_t *t = side->state.t;
    uint64_t fact = fact_at(t, n->place);
    uint32_t values = count_values(t, fact);
    n->missing = n->open != EV_NEVER_OPEN ? values : default_of(t, fact);
    if (n->open != EV_NEVER_OPEN) make_limited(side, n);
    if (values == 0) return row;
    n->rows = row;
    for (uint32_t value = 0; value < values; value++, row += side->words)
        make_row(side, n, value, row);
    strat_i_copy(row, side->all, side->words);
    return row + side->words;
}

bool ev_side_tells_apart(const struct ev_side *side, uint64_t fact, const uint64_t *clauses) {
    for (uint32_t i = 0; i < side->n_columns; i++) {
        const struct ev_column *n = &side->columns[i];
        const uint64_t *limited = side->limited;
        if (n->place != fact) continue;
        if (n->open == EV_NEVER_OPEN) return false;
        limited += (size_t)(n->open - side->state.n_clauses) * side->words;
        return bitset_meet(limited, clauses, side->words);
    }
    return false;
}

/* ---- getting ready ---- */

bool ev_side_open(struct ev_side *side, const struct strat_policy *policy, int readings) {
    *side = (struct ev_side){.state = {.p = policy, .readings = readings}};
    strat_i_set_up(&side->state);
    const struct strat_state *s = &side->state;
    if (s->words == 0 || s->words > EV_MOST_WORDS) return false;
    uint32_t words = (s->n_clauses + count_open(s->t) + 63) / 64;
    if (words < s->words) words = s->words;
    side->words = words <= 2 ? 2 : words <= 4 ? 4 : words;
    side->columns = calloc(s->t[H_FACTS] + 1, sizeof *side->columns);
    return words <= EV_MOST_WORDS && side->columns;
}

void ev_side_close(struct ev_side *side) { free(side->columns); }

size_t ev_side_measure(const struct ev_side *side) {
    const uint64_t *t = side->state.t;
    size_t rows = 3 + count_open(t);
    for (uint32_t place = 0; place < t[H_FACTS]; place++)
        rows += count_values(t, fact_at(t, place)) + 1;
    return rows * side->words;
}

uint64_t *ev_side_fill(struct ev_side *side, uint64_t *memory) {
    const uint64_t *t = side->state.t;
    const size_t words = side->words;
    uint32_t bit = side->state.n_clauses;
    side->all = memory;
    side->open = side->all + words;
    side->row = side->open + words;
    side->limited = side->row + words;
    uint64_t *row = side->limited + count_open(t) * words;
    for (uint32_t i = bit; i < bit + count_open(t); i++) strat_i_add(side->open, i);
    for (uint32_t i = 0; i < bit + count_open(t); i++) strat_i_add(side->all, i);
    for (uint32_t judgement = 0; judgement < 2; judgement++) {
        side->n_others = side->n_columns;
        for (uint32_t place = 0, f = 0; place < t[H_FACTS]; place++) {
            uint64_t fact = fact_at(t, place);
            if (counts(fact) && FACT_JUDGEMENT(fact) == judgement) {
                struct ev_column *n = &side->columns[side->n_columns++];
                *n = (struct ev_column){.fact = f, .place = place, .open = EV_NEVER_OPEN};
                if (may_be_open(fact)) n->open = bit++;
                row = make_column(side, n, row);
            }
            f += !FACT_READING(fact);
        }
    }
    return row;
}
