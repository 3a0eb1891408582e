/* A duty that no rule attaches: the policy would never tell anybody of it. That another follows it
 * attaches nothing. */
#include "lint/lint.h"

static const struct duty *follower(const struct model *m, uint32_t duty) {
    vec_each (const struct duty, x, &m->duties)
        vec_each (uint32_t, f, &x->following)
            if (*f == duty) return x;
    return NULL;
}

void lint_unused_duty(struct analysis *l) {
    for (uint32_t i = 0; i < l->m->duties.len; i++) {
        const struct declared *id = &l->m->duties.at[i].id;
        const struct duty *after = id->used || id->foreign ? NULL : follower(l->m, i);
        if (!after) {
            lint_unused(l, DIAG_UNUSED_DUTY, id, "the duty",
                        "attach it with `must` or `only after`, or remove it");
        } else {
            diag_report(l->d, DIAG_UNUSED_DUTY, id->at,
                        "no rule asks for the duty %s, though %s follows it: attach it with `only "
                        "after` where %s is attached, or remove it",
                        id->name, after->id.name, after->id.name);
            diag_note(l->d, after->id.at, "%s follows it, which attaches nothing by itself",
                      after->id.name);
        }
    }
}
