/* A judgement that rules ask for, though no decision depends on it: a
 * person would judge in vain. */
#include "lint/lint.h"
#include "analysis/idle.h"

void lint_idle_judgement(struct analysis *l) {
    const struct idle *x = idle_find(l);
    for (uint32_t f = 0; f < l->m->facts.len; f++) {
        const struct fact *fact = &l->m->facts.at[f];
        if (fact->source == FACT_JUDGEMENT && fact->id.used && !fact->id.foreign && idle_fact(x, f))
            diag_report(
                l->d, DIAG_IDLE_JUDGEMENT, fact->id.at,
                "the judgement %s is asked for, but changes no decision%s: however it falls, the"
                " answer is the same; remove it, or mend the rules that use it",
                fact->id.name, idle_but(x, f));
    }
}
