/* A permission that opens an approach only where a prohibition or requirement closes it. */
#include "lint/lint.h"

#include <string.h>

void lint_always_closed(struct analysis *l, enum diag_code code) {
    struct study *st = study_of(l);
    for (uint32_t i = 0; st && i < l->rules->rules.len; i++) {
        const struct rule *r = &l->rules->rules.at[i];
        struct indices closers = {0}, one = {.at = &i, .len = 1};
        diagram where = NO;
        for (uint32_t a = 0; a < l->m->approaches.len; a++) {
            if (!(st->verdicts[i].closed >> a & 1)) continue;
            diagram opens = study_effect(st, st->place[i], a);
            struct indices some = study_closers(st, opens, a);
            where = diagram_or(st->g, where, opens);
            vec_each (uint32_t, c, &some) {
                bool known = false;
                vec_each (uint32_t, k, &closers) known = known || *k == *c;
                if (!known) vec_push(l->arena, &closers, *c);
            }
        }
        if (where == NO) continue;
        struct diag_fix fix = {0};
        const char *what = tell_approaches(st->l, st->verdicts[i].closed);
        diag_report(l->d, code, r->at,
                    "%s opens %s in vain: in %s where it applies, %s closed; %smend the condition",
                    tell_rule(st, i), what, tell_all(st, where),
                    strchr(what, ' ') ? "they are" : "it is",
                    trial_heading(st, &one, &closers, &fix));
        diag_fix(l->d, fix);
        tell_rules(st, &closers, "closes it");
    }
}
