#include "lint/lint.h"

#include "diag/select.h"
#include "lint/study.h"

static const struct {
    enum diag_code code;
    void (*run)(struct lint *l);
} checks[] = {
#define CODE(number, identifier, slug, severity, on, summary)
#define LINT(number, identifier, check, slug, severity, on, summary) {DIAG_##identifier, lint_##check},
#include "diag/codes.def"
#undef CODE
};

void lint_run(struct lint *l, const struct diag_options *o) {
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        if (diag_option_as(o, checks[i].code) != SHOWN_NOT)
            checks[i].run(l);
    if (l->v->g->gave_up || (l->study && l->study->g->gave_up))
        diag_report(l->d, DIAG_NOT_DECIDED, l->m->at, "this policy has too many kinds of situation to go over all of them: some checks were given up,"
                    " and that they found nothing means nothing");
}

bool lint_ours(const struct lint *l, const struct declared *x) {
    return x->at.file < l->d->sources->len && !l->d->sources->at[x->at.file]->installed;
}

void lint_unused(struct lint *l, enum diag_code code, const struct declared *x, const char *what,
                 const char *advice) {
    if (!x->used && !x->foreign)
        diag_report(l->d, code, x->at, "nothing uses %s %s: %s", what, x->name, advice);
}
