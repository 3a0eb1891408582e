#include "pipeline/decider.h"

/* How much work goes into one request where it leaves facts open. */
enum { WORK_WORDS = 1 << 17 };

struct decider decider_new(struct arena *a, const struct model *m, const struct layout *layout,
                           bool each) {
    struct decider d = {.arena = a, .m = m, .policy = &layout->policy};
    strat_answer_init(d.policy, each, arena_array(a, uint64_t, strat_answer_words(d.policy, each)),
                      &d.answer);
    d.value = arena_array(a, int64_t, m->facts.len);
    d.known = arena_array(a, uint8_t, m->facts.len);
    d.fact_of = arena_array(a, uint32_t, m->facts.len);
    d.work.words = strat_work_words(d.policy) + WORK_WORDS;
    d.work.memory = arena_array(a, uint64_t, d.work.words);
    return d;
}

enum strat_result decider_decide(struct decider *d, const struct request *of) {
    size_t n = 0;
    for (uint32_t f = 0; f < d->m->facts.len; f++) {
        if (d->m->facts.at[f].source == FACT_READING) continue;
        d->fact_of[n] = f;
        d->value[n] = of->value[f];
        d->known[n++] = of->stated[f];
    }
    strat_prepare(&d->work, d->policy, &(struct strat_request){d->value, d->known});
    return strat_decide(&d->work, &d->answer);
}

const char *id_name(const struct model *m, size_t i) { return m->outline.at[i].id; }
const char *duty_name(const struct model *m, size_t i) { return m->duties.at[i].id.name; }
const char *approach_name(const struct model *m, size_t i) { return m->approaches.at[i].id.name; }
