#include "evaluator/core/questions.h"

int32_t ev_question(const struct ev_engine *e, const struct ev_fault *fault,
                    const uint64_t *skipped) {
    const uint32_t *facts = fault->code == EV_NOT_DECIDED ? fault->state : e->ask;
    uint32_t n = fault->code == EV_NOT_DECIDED ? fault->n_state : e->n_ask;
    for (uint32_t i = 0; i < n; i++)
        if (!bitset_has(skipped, facts[i])) return (int32_t)facts[i];
    return EV_NO_QUESTION;
}

/* How many duties and cautions some completions have and others have not. */
static size_t count_uncertain(const struct ev_engine *e) {
    size_t n = 0;
    bitset_each (d, e->answer.uncertain_duties, e->vocabulary.about.duties) n++;
    bitset_each (i, e->answer.uncertain_ids, e->vocabulary.about.paragraphs) n++;
    return n;
}

/* Decides with this value. */
static bool decide_with(struct ev_engine *e, uint32_t fact, int64_t value) {
    struct ev_fault fault;
    uint8_t known = e->request.known[fact];
    int64_t before = e->request.value[fact];
    e->request.known[fact] = 1;
    e->request.value[fact] = value;
    bool decided = ev_decide_too(e, false, &fault);
    e->request.known[fact] = known;
    e->request.value[fact] = before;
    return decided;
}

int32_t ev_question_of_duties(struct ev_engine *e, const uint64_t *skipped) {
    struct ev_band bands[EV_TRIED];
    int32_t best = EV_NO_QUESTION;
    size_t open = count_uncertain(e), fewest = 0, of = 0; /* fewest / of: left on average */
    for (uint32_t f = 0; f < e->vocabulary.about.facts && open > 0; f++) {
        if (e->request.known[f] || bitset_has(e->presumed, f) || bitset_has(skipped, f)) continue;
        uint32_t n = ev_bands(&e->vocabulary, f, bands, EV_TRIED), decided = 0;
        size_t left = 0;
        for (uint32_t i = 0; i < n && i < EV_TRIED; i++) {
            if (!decide_with(e, f, bands[i].low)) continue;
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

bool ev_fact_matters(struct ev_engine *e, uint32_t fact) {
    const struct strat_answer *a = &e->answer;
    const enum strat_status status = a->status;
    const int32_t approach = a->approach, now = a->now;
    const uint32_t open = a->open, available = a->available, possible = a->possible;
    struct ev_band bands[EV_TRIED];
    uint64_t duties[64]; /* of policies with more, the first */
    size_t words = strat_duty_words(e->policy) < 64 ? strat_duty_words(e->policy) : 64;
    memcpy(duties, a->lists.duties, words * sizeof *duties);
    int64_t value = e->request.known[fact] ? e->request.value[fact] : e->presumed_value[fact];
    struct ev_band own = ev_band_of(&e->vocabulary, fact, value);
    uint32_t n = ev_bands(&e->vocabulary, fact, bands, EV_TRIED);
    for (uint32_t i = 0; i < n && i < EV_TRIED; i++)
        if (bands[i].low != own.low && decide_with(e, fact, bands[i].low) &&
            (a->status != status || a->approach != approach || a->now != now || a->open != open ||
             a->available != available || a->possible != possible ||
             memcmp(duties, a->lists.duties, words * sizeof *duties) != 0))
            return true;
    return false;
}
