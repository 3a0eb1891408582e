/*
 * A higher value of an ordered fact that leads to less, although elsewhere a higher one leads to
 * more. Where higher is always less (a risk, say), the scale has its good end below, and nothing is
 * wrong.
 */
#include "lint/monotone.h"

static bool rises(struct analysis *l, uint32_t fact) {
    for (uint32_t v = 0; v + 1 < l->m->facts.at[fact].values.len; v++)
        if (monotone_rises(l, fact, v, v + 1)) return true;
    return false;
}

void lint_less_for_better(struct analysis *l) {
    for (uint32_t f = 0; f < l->m->facts.len; f++) {
        const struct fact *fact = &l->m->facts.at[f];
        bool told = !fact->ordered || fact->source == FACT_READING || !rises(l, f);
        for (uint32_t v = 0; v + 1 < fact->values.len && !told; v++)
            told = monotone_report(l, DIAG_LESS_FOR_BETTER, f, v, v + 1);
    }
}
