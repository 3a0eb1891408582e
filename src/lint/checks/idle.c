/* A fact, judgement or reading that rules ask for, though no decision depends on it: whoever states
 * it does so in vain. */
#include "analysis/idle.h"
#include "lint/lint.h"

static const struct row {
    enum diag_code code;
    const char *what, *asked, *always;
} rows[] = {
    [FACT_ASKED] = {DIAG_IDLE_FACT, "fact", "is asked for, but ",
                    ": whatever its value, the answer is the same"},
    [FACT_JUDGEMENT] = {DIAG_IDLE_JUDGEMENT, "judgement", "is asked for, but ",
                        ": however it falls, the answer is the same"},
    [FACT_READING] = {DIAG_IDLE_READING, "reading", "",
                      ", whichever way the text is read: the question need not be open"},
};

/* A duty that the fact tells to be done. */
static const struct duty *duty_of(const struct model *m, uint32_t fact) {
    vec_each (const struct duty, d, &m->duties)
        if (duty_fact(d) == fact) return d;
    return NULL;
}

void lint_idle(struct analysis *l, enum diag_code code) {
    const struct idle *x = idle_find(l);
    for (uint32_t f = 0; f < l->m->facts.len; f++) {
        const struct fact *fact = &l->m->facts.at[f];
        const struct row *row = &rows[fact->source];
        const char *but = idle_but(x, f);
        if (row->code != code || !fact->id.used || fact->id.foreign || f == l->m->objective ||
            !idle_fact(x, f))
            continue;
        const struct duty *duty = duty_of(l->m, f);
        const char *advice = "remove it with what names it, or mend the rules that use it";
        if (duty)
            advice = arena_printf(l->arena, "it tells that the duty %s is done%s", duty->id.name,
                                  duty->id.used ? ": mend the rules that ask for that"
                                                : ", which no rule asks for");
        diag_report(l->d, code, fact->id.at, "the %s %s %schanges no decision%s; %s", row->what,
                    fact->id.name, row->asked, *but ? but : row->always, advice);
    }
}
