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

/* What is left once a fact is answered, by some measure of the engine's answer: on average left /
 * of.
 */
struct average {
    size_t left, of;
};
typedef size_t measure(const struct ev_engine *e);

static struct average left_by(struct ev_engine *e, uint32_t fact, measure *count) {
    struct ev_band bands[EV_QUESTION_BANDS];
    struct ev_fault fault;
    struct average all = {0, 0};
    uint32_t n = ev_bands(&e->vocabulary, fact, bands, EV_QUESTION_BANDS);
    for (uint32_t i = 0; i < n && i < EV_QUESTION_BANDS; i++) {
        if (!ev_decide_with(e, fact, bands[i].low, false, &fault)) continue;
        all.of++;
        all.left += count(e);
    }
    return all;
}

static bool is_less(struct average x, struct average y) { return x.left * y.of < y.left * x.of; }

/* How many approaches and statuses may come out: determined, it is one of each. */
static size_t count_possible(const struct ev_engine *e) {
    uint64_t approaches = e->answer.possible, statuses = e->answer.possible_status;
    bool sure = e->answer.status != STRAT_UNDETERMINED;
    return sure ? 2 : bitset_count(&approaches, 1) + bitset_count(&statuses, 1);
}

/* Whether it presupposes what is not known. */
static bool is_late(struct ev_engine *e, uint32_t fact, const uint64_t *skipped) {
    bitset_each (f, skipped, fact)
        if (presupposes(e, fact, (uint32_t)f)) return true;
    return false;
}

/* Where some of what there is to ask is skipped, it may never be sure, and what would soonest make
 * it so is not what counts: what leaves least comes first, what presupposes the skipped last. */
static int32_t most_telling(struct ev_engine *e, const uint64_t *skipped) {
    uint32_t n = e->n_ask, *ask = malloc((n + 1) * sizeof *ask);
    int32_t first = first_of(e->ask, n, skipped);
    struct average least = {1, 0};
    bool late = true;
    for (uint32_t i = 0; i < n && ask; i++) ask[i] = e->ask[i];
    for (uint32_t i = 0; i < n && ask; i++) {
        if (bitset_has(skipped, ask[i])) continue;
        struct average left = left_by(e, ask[i], count_possible);
        bool later = is_late(e, ask[i], skipped);
        if (later == late ? !is_less(left, least) : later) continue;
        first = (int32_t)ask[i];
        least = left;
        late = later;
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
    struct average least = {count_uncertain(e), 1};
    for (uint32_t f = 0; f < e->vocabulary.about.facts && least.left > 0; f++) {
        if (e->request.known[f] || bitset_has(e->presumed, f) || bitset_has(skipped, f)) continue;
        struct average left = left_by(e, f, count_uncertain);
        if (!is_less(left, least)) continue;
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
