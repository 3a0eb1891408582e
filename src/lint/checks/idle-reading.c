/* An open question of reading that rules ask about, though no decision depends on it, whichever way
 * the other questions are read. */
#include "lint/lint.h"
#include "analysis/idle.h"

void lint_idle_reading(struct analysis *l) {
    const struct idle *x = idle_find(l);
    for (uint32_t f = 0; f < l->m->facts.len; f++) {
        const struct fact *fact = &l->m->facts.at[f];
        if (fact->source == FACT_READING && fact->id.used && !fact->id.foreign && idle_fact(x, f))
            diag_report(
                l->d, DIAG_IDLE_READING, fact->id.at,
                "the reading %s changes no decision%s, whichever way the text is read: the question"
                " need not be open; remove it, or mend the rules that use it",
                fact->id.name, idle_but(x, f));
    }
}
