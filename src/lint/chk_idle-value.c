/* A value of a set that a rule names, though no decision depends on whether the set has it. */
#include "lint/idle.h"

void lint_idle_value(struct lint *l)
{
    const struct idle *x = idle_find(l);
    for (uint32_t f = 0; f < l->m->facts.len; f++) {
        const struct fact *fact = &l->m->facts.at[f];
        if (fact->kind != FACT_SET_OF || idle_fact(x, f)) /* then it is said of the fact */
            continue;
        for (uint32_t v = 0; v < fact->values.len; v++)
            if (!fact->values.at[v].foreign && fact->values.at[v].used && idle_element(x, f, v))
                diag_report(l->d, DIAG_IDLE_VALUE, fact->values.at[v].at, "rules name %s, but whether %s includes it changes no decision; remove it,"
                            " or mend the rules that name it", fact->values.at[v].name, fact->id.name);
    }
}
