#include "evaluator/core/trial.h"

#include <stdlib.h>

struct ev_trial ev_trial_begin(struct ev_engine *e, uint32_t fact, int64_t value) {
    struct ev_trial trial = {fact, e->request.known[fact], e->request.value[fact]};
    e->request.known[fact] = 1;
    e->request.value[fact] = value;
    return trial;
}

void ev_trial_end(struct ev_engine *e, struct ev_trial trial) {
    e->request.known[trial.fact] = trial.known;
    e->request.value[trial.fact] = trial.value;
}

bool ev_decide_with(struct ev_engine *e, uint32_t fact, int64_t value, bool each,
                    struct ev_fault *fault) {
    struct ev_trial trial = ev_trial_begin(e, fact, value);
    bool decided = ev_decide_too(e, each, fault);
    ev_trial_end(e, trial);
    return decided;
}

bool ev_upshot_open(struct ev_upshot *o, const struct ev_engine *e) {
    const struct strat_answer *a = &e->answer;
    size_t words = strat_duty_words(e->policy);
    *o = (struct ev_upshot){.status = a->status,
                            .approach = a->approach,
                            .now = a->now,
                            .open = a->open,
                            .available = a->available,
                            .possible = a->possible,
                            .possible_status = a->possible_status,
                            .possible_none = a->possible_none,
                            .duties = calloc(2 * words + 1, sizeof *o->duties)};
    if (!o->duties) return false;
    memcpy(o->duties, a->lists.duties, words * sizeof *o->duties);
    memcpy(o->duties + words, a->lists.before, words * sizeof *o->duties);
    return true;
}

void ev_upshot_close(struct ev_upshot *o) { free(o->duties); }

bool ev_upshot_same(const struct ev_upshot *o, const struct ev_engine *e) {
    const struct strat_answer *a = &e->answer;
    size_t words = strat_duty_words(e->policy), bytes = words * sizeof *o->duties;
    return o->status == a->status && o->approach == a->approach && o->now == a->now &&
           o->open == a->open && o->available == a->available && o->possible == a->possible &&
           o->possible_status == a->possible_status && o->possible_none == a->possible_none &&
           memcmp(o->duties, a->lists.duties, bytes) == 0 &&
           memcmp(o->duties + words, a->lists.before, bytes) == 0;
}

enum ev_matter ev_matters(struct ev_engine *e, const struct ev_upshot *o, uint32_t fact,
                          const int64_t *own) {
    struct ev_band bands[EV_BANDS_TRIED];
    uint32_t n = ev_bands(&e->vocabulary, fact, bands, EV_BANDS_TRIED);
    int64_t like = own ? ev_band_of(&e->vocabulary, fact, *own).low : 0;
    bool unknown = n > EV_BANDS_TRIED;
    for (uint32_t i = 0; i < n && i < EV_BANDS_TRIED; i++) {
        struct ev_fault fault;
        if (own && bands[i].low == like) continue;
        if (ev_decide_with(e, fact, bands[i].low, false, &fault)) {
            if (!ev_upshot_same(o, e)) return EV_MATTERS;
        } else if (fault.code != EV_IMPOSSIBLE) {
            unknown = true;
        }
    }
    return unknown ? EV_MATTER_UNKNOWN : EV_MATTERS_NOT;
}
