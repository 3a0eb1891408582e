/*
 * What is said to go with the answer's approach in every completion.
 */
#ifndef TESTS_PROPS_CERTAIN_H
#define TESTS_PROPS_CERTAIN_H

#include "evaluator/core/engine.h"

/* Whether it is what the answer lists without calling it uncertain: of a determined one about one
 * approach. Counts the duties that are owed. */
static inline bool certain_holds(struct ev_engine *e, size_t *owed) {
    const struct strat_answer *a = &e->answer;
    struct ev_fault fault;
    bool one = e->vocabulary.about.ranked || !(a->open & (a->open - 1)), holds = true;
    if (a->status == STRAT_UNDETERMINED || a->approach < 0 || !one) return true;
    if (!ev_certain(e, (uint32_t)a->approach, &fault)) return false;
    bitset_each (d, a->lists.duties, e->vocabulary.about.duties) {
        bool sure = bitset_has(e->certain.duties, d);
        *owed += sure;
        if (bitset_has(a->lists.before, d)) sure = sure && bitset_has(e->certain.before, d);
        holds = holds && sure == !bitset_has(a->uncertain_duties, d);
    }
    bitset_each (i, a->lists.cautions, e->vocabulary.about.paragraphs)
        holds = holds && bitset_has(a->uncertain_ids, i) != bitset_has(e->certain.cautions, i);
    size_t duties = strat_duty_words(e->policy), ids = strat_id_words(e->policy);
    return holds && !bitset_beyond(e->certain.duties, a->lists.duties, duties) &&
           !bitset_beyond(e->certain.before, a->lists.before, duties) &&
           !bitset_beyond(e->certain.cautions, a->lists.cautions, ids);
}

#endif
