/* A fact that no condition, qualifier or duty refers to: whoever asks for a decision would be asked
 * for it in vain. */
#include "lint/lint.h"

enum { MOST_NOTES = 4 };

/* It may be what was to tell that a duty is done. */
static void tell_duties(struct analysis *l) {
    int notes = 0;
    vec_each (const struct duty, d, &l->m->duties)
        if (d->timing == DUTY_BEFORE && d->done_when == MODEL_NONE && d->id.used &&
            !d->id.foreign && notes++ < MOST_NOTES)
            diag_note(
                l->d, d->id.at,
                "nothing shows when %s is done: perhaps `done when` and this fact is missing here",
                d->id.name);
}

void lint_unused_fact(struct analysis *l) {
    vec_each (const struct fact, f, &l->m->facts) {
        if (f->source != FACT_ASKED) continue;
        lint_unused(l, DIAG_UNUSED_FACT, &f->id, "the fact", "use it in a rule, or remove it");
        if (!f->id.used && !f->id.foreign && f->kind == FACT_FLAG) tell_duties(l);
    }
}
