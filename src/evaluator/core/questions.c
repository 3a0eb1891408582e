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

static bool is_skipped(const uint32_t *facts, uint32_t n, const uint64_t *skipped) {
    for (uint32_t i = 0; i < n; i++)
        if (bitset_has(skipped, facts[i])) return true;
    return false;
}

static bool presupposes_skipped(struct ev_engine *e, uint32_t fact, const uint64_t *skipped) {
    bitset_each (f, skipped, fact)
        if (!e->request.known[f] && presupposes(e, fact, (uint32_t)f)) return true;
    return false;
}

/* Of a fact to ask for: what may come out once it is answered, `left` / `of` on average. */
struct telling {
    uint32_t fact;
    bool late; /* it presupposes what is not known */
    size_t left, of;
};

static struct telling tell(struct ev_engine *e, uint32_t fact, const uint64_t *skipped) {
    struct telling one = {.fact = fact};
    struct ev_band bands[EV_QUESTION_BANDS];
    struct ev_fault fault;
    uint32_t n = ev_bands(&e->vocabulary, fact, bands, EV_QUESTION_BANDS);
    for (uint32_t i = 0; i < n && i < EV_QUESTION_BANDS; i++) {
        const struct strat_answer *a = &e->answer;
        if (!ev_decide_with(e, fact, bands[i].low, false, &fault)) continue;
        uint64_t approaches = a->possible, statuses = a->possible_status;
        one.of++;
        one.left += a->status != STRAT_UNDETERMINED
                        ? 2 /* one approach, one status */
                        : bitset_count(&approaches, 1) + bitset_count(&statuses, 1);
    }
    one.late = presupposes_skipped(e, fact, skipped);
    return one;
}

static bool is_more_telling(const struct telling *x, const struct telling *y) {
    if (x->late != y->late) return y->late;
    return y->of == 0 ? x->of > 0 : x->left * y->of < y->left * x->of;
}

/* Where some of what there is to ask is skipped, it may never be sure, and what would soonest make
 * it so is not what counts: what leaves least comes first, what presupposes the skipped last. */
static int32_t most_telling(struct ev_engine *e, const uint64_t *skipped) {
    uint32_t n = e->n_ask, *ask = malloc((n + 1) * sizeof *ask);
    struct telling best = {0};
    bool some = false;
    if (!ask) return first_of(e->ask, n, skipped);
    memcpy(ask, e->ask, n * sizeof *ask);
    for (uint32_t i = 0; i < n; i++) {
        if (bitset_has(skipped, ask[i])) continue;
        struct telling one = tell(e, ask[i], skipped);
        if (some && !is_more_telling(&one, &best)) continue;
        best = one;
        some = true;
    }
    free(ask);
    return some ? (int32_t)best.fact : EV_NO_QUESTION;
}

int32_t ev_question(struct ev_engine *e, const struct ev_fault *fault, const uint64_t *skipped) {
    if (fault->code == EV_NOT_DECIDED) return first_of(fault->state, fault->n_state, skipped);
    int32_t first = is_skipped(e->ask, e->n_ask, skipped) ? most_telling(e, skipped)
                                                          : first_of(e->ask, e->n_ask, skipped);
    if (first < 0) return first;
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
    struct ev_band bands[EV_QUESTION_BANDS];
    struct ev_fault fault;
    int32_t best = EV_NO_QUESTION;
    size_t open = count_uncertain(e), fewest = 0, of = 0; /* fewest / of: left on average */
    for (uint32_t f = 0; f < e->vocabulary.about.facts && open > 0; f++) {
        if (e->request.known[f] || bitset_has(e->presumed, f) || bitset_has(skipped, f)) continue;
        uint32_t n = ev_bands(&e->vocabulary, f, bands, EV_QUESTION_BANDS), decided = 0;
        size_t left = 0;
        for (uint32_t i = 0; i < n && i < EV_QUESTION_BANDS; i++) {
            if (!ev_decide_with(e, f, bands[i].low, false, &fault)) continue;
            decided++;
            left += count_uncertain(e);
        }
        if (decided == 0 || left >= open * decided) continue;
        if (best == EV_NO_QUESTION || left * of < fewest * decided) {
            best = (int32_t)f;
            fewest = left;
            of = decided;
        }
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
