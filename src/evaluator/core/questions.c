#include "evaluator/core/questions.h"

#include "evaluator/core/trial.h"

#include <stdlib.h>

static int32_t first_of(const uint32_t *facts, uint32_t n, const uint64_t *skipped) {
    for (uint32_t i = 0; i < n; i++)
        if (!bitset_has(skipped, facts[i])) return (int32_t)facts[i];
    return EV_NO_QUESTION;
}

static bool is_asked(const struct ev_engine *e, uint32_t fact) {
    for (uint32_t i = 0; i < e->n_ask; i++)
        if (e->ask[i] == fact) return true;
    return false;
}

/* Whether of the bands of `other` that can be one alone leaves the fact worth asking for. */
static bool presupposes(struct ev_engine *e, uint32_t fact, uint32_t other) {
    struct ev_band bands[EV_QUESTION_BANDS];
    struct ev_fault fault;
    uint32_t n = ev_bands(&e->vocabulary, other, bands, EV_QUESTION_BANDS), left = 0, idle = 0;
    if (n > EV_QUESTION_BANDS) return false;
    for (uint32_t i = 0; i < n && left < 2; i++) {
        struct ev_trial trial = ev_trial_begin(e, other, bands[i].low);
        bool decided = ev_ask_too(e, &fault);
        ev_trial_end(e, trial);
        if (!decided && fault.code != EV_IMPOSSIBLE) return false;
        left += decided && is_asked(e, fact);
        idle += decided && !is_asked(e, fact);
    }
    return left == 1 && idle > 0;
}

/* What is left on average once a fact is answered, by some measure of the engine's answer. */
typedef size_t measure(const struct ev_engine *e);
#define AVERAGE(sum, of) ((uint64_t)(sum)*65536 / (of))
#define LATE (UINT64_C(1) << 63) /* on top of any */

static uint64_t left_by(struct ev_engine *e, uint32_t fact, measure *count) {
    struct ev_band bands[EV_QUESTION_BANDS];
    struct ev_fault fault;
    uint32_t n = ev_bands(&e->vocabulary, fact, bands, EV_QUESTION_BANDS), decided = 0;
    size_t left = 0;
    for (uint32_t i = 0; i < n && i < EV_QUESTION_BANDS; i++) {
        if (!ev_decide_with(e, fact, bands[i].low, false, &fault)) continue;
        decided++;
        left += count(e);
    }
    return decided ? AVERAGE(left, decided) : LATE - 1;
}

/* How many approaches and statuses may come out; none where that is sure. */
static size_t count_possible(const struct ev_engine *e) {
    uint64_t all = e->answer.possible | (uint64_t)e->answer.possible_status << 32;
    return bitset_count(&all, 1);
}

/* Where some of what there is to ask is skipped, it may never be sure, and what would soonest make
 * it so is not what counts: what leaves least comes first, what presupposes the skipped last. */
static int32_t most_telling(struct ev_engine *e, const uint64_t *skipped) {
    uint32_t n = e->n_ask, *ask = malloc((n + 1) * sizeof *ask);
    int32_t first = first_of(e->ask, n, skipped);
    uint64_t least = UINT64_MAX;
    if (ask) memcpy(ask, e->ask, n * sizeof *ask);
    for (uint32_t i = 0; i < n && ask; i++) {
        if (bitset_has(skipped, ask[i])) continue;
        uint64_t left = left_by(e, ask[i], count_possible);
        bitset_each (f, skipped, ask[i])
            if (left < LATE && presupposes(e, ask[i], (uint32_t)f)) left |= LATE;
        if (left >= least) continue;
        first = (int32_t)ask[i];
        least = left;
    }
    free(ask);
    return first;
}

int32_t ev_question(struct ev_engine *e, const struct ev_fault *fault, const uint64_t *skipped) {
    if (fault->code == EV_NOT_DECIDED) return first_of(fault->state, fault->n_state, skipped);
    int32_t first = first_of(e->ask, e->n_ask, skipped);
    if (first < 0) return first;
    for (uint32_t i = 0; i < e->n_ask; i++)
        if (bitset_has(skipped, e->ask[i])) {
            first = most_telling(e, skipped);
            break;
        }
    for (uint32_t f = 0; f < (uint32_t)first; f++) {
        bool taken = e->vocabulary.facts[f].info.has_default || bitset_has(e->presumed, f);
        if (e->request.known[f] || taken || bitset_has(skipped, f)) continue;
        if (!presupposes(e, (uint32_t)first, f)) continue;
        first = (int32_t)f;
        f = UINT32_MAX; /* what that presupposes in turn */
    }
    return first;
}

/* How many duties and cautions some completions have and others have not. */
static size_t count_uncertain(const struct ev_engine *e) {
    size_t n = 0;
    bitset_each (d, e->answer.uncertain_duties, e->vocabulary.about.duties) n++;
    bitset_each (i, e->answer.uncertain_ids, e->vocabulary.about.paragraphs) n++;
    return n;
}

int32_t ev_question_of_duties(struct ev_engine *e, const uint64_t *skipped) {
    int32_t best = EV_NO_QUESTION;
    uint64_t least = AVERAGE(count_uncertain(e), 1);
    for (uint32_t f = 0; f < e->vocabulary.about.facts && least > 0; f++) {
        if (e->request.known[f] || bitset_has(e->presumed, f) || bitset_has(skipped, f)) continue;
        uint64_t left = left_by(e, f, count_uncertain);
        if (left >= least) continue;
        best = (int32_t)f;
        least = left;
    }
    return best;
}

bool ev_reconciles(struct ev_engine *e, uint32_t fact) {
    struct ev_band bands[EV_QUESTION_BANDS];
    struct ev_fault fault;
    if (e->request.known[fact]) {
        e->request.known[fact] = 0;
        bool helps = ev_decide_too(e, false, &fault) || fault.code != EV_IMPOSSIBLE;
        e->request.known[fact] = 1;
        return helps;
    }
    uint32_t n = ev_bands(&e->vocabulary, fact, bands, EV_QUESTION_BANDS);
    for (uint32_t i = 0; i < n && i < EV_QUESTION_BANDS; i++)
        if (ev_decide_with(e, fact, bands[i].low, false, &fault) || fault.code != EV_IMPOSSIBLE)
            return true;
    return false;
}

static bool is_nothing(const struct strat_answer *a) {
    return a->status == STRAT_REFUSED || a->status == STRAT_OUT_OF_SCOPE;
}

/* Whether the engine's answer lets nothing start, which that of *o does; or never will. */
static bool is_shut(const struct ev_engine *e, const struct ev_upshot *o) {
    const struct strat_answer *was = &o->answer, *is = &e->answer;
    if (is_nothing(was) || is_nothing(is)) return !is_nothing(was);
    return is->now == STRAT_NONE && was->now != STRAT_NONE;
}

struct shut_by {
    const struct ev_upshot *upshot;
    int64_t *value;
};

static enum ev_matter shut(struct ev_engine *e, uint32_t fact, int64_t value, const void *of) {
    const struct shut_by *by = of;
    struct ev_fault fault;
    *by->value = value;
    if (!ev_decide_with(e, fact, value, false, &fault))
        return fault.code == EV_IMPOSSIBLE ? EV_MATTER_FIXED : EV_MATTER_UNKNOWN;
    return is_shut(e, by->upshot) ? EV_MATTERS : EV_MATTERS_NOT;
}

enum ev_matter ev_shuts(struct ev_engine *e, const struct ev_upshot *o, uint32_t fact, int64_t own,
                        int64_t *value) {
    return ev_try_others(e, fact, &own, shut, &(struct shut_by){o, value});
}
