/* A higher value of an ordered fact that leads to less. Whether higher is better only the author knows, so it is told on request. */
#include "lint/monotone.h"

void lint_less_for_better(struct lint *l)
{
    for (uint32_t f = 0; f < l->m->facts.len; f++) {
        const struct fact *fact = &l->m->facts.at[f];
        bool told = !fact->ordered || fact->source == FACT_READING;
        for (uint32_t v = 0; v + 1 < fact->values.len && !told; v++)
            told = monotone_report(l, DIAG_LESS_FOR_BETTER, f, v, v + 1);
    }
}
