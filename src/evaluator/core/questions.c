#include "evaluator/core/questions.h"

#include "evaluator/core/trial.h"

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
