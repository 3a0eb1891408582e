/* What a declaration does not say: a title or label, without which answers and questions can show
 * its name only; who decides; whose duty it is. */
#include "lint/lint.h"

#include <string.h>

/* Told once a fact. */
static void report_labels(struct analysis *l, uint32_t fact) {
    const struct fact *f = &l->m->facts.at[fact];
    struct told t = {0};
    vec_each (const struct declared, v, &f->values)
        if (!v->title && !v->foreign && lint_ours(l, v)) lint_tell(l, &t, v);
    if (t.names.len)
        diag_report(
            l->d, DIAG_MISSING_LABEL, t.at,
            "of the values of %s, %s %s no label: add one in quotes, as a person would say it",
            f->id.name, ask_list(l->arena, &t.names, "and"), t.names.len == 1 ? "has" : "have");
}

static void judge(struct analysis *l, const struct name *x, enum diag_code code) {
    const char *name = x->id->name;
    if (code == DIAG_MISSING_TITLE && !x->id->title && x->kind <= NAME_DUTY &&
        x->kind != NAME_DEFINITION)
        diag_report(l->d, code, x->id->at,
                    "%s %s has no title: add one in quotes, as a person would say it", x->what,
                    name);
    if (code == DIAG_JUDGEMENT_WITHOUT_DECIDER && x->kind == NAME_JUDGEMENT &&
        !l->m->facts.at[x->index].by)
        diag_report(l->d, code, x->id->at,
                    "who decides %s? Add `by \"...\"` with the person or body that does", name);
    if (code == DIAG_DUTY_WITHOUT_BEARER && x->kind == NAME_DUTY && !l->m->duties.at[x->index].by &&
        !l->m->duties.at[x->index].to)
        diag_report(l->d, code, x->id->at,
                    "whose duty is %s? Add `by \"...\"` with who does it, or `to \"...\"` with who "
                    "is owed it",
                    name);
}

/* A title behind the bounds of a number is its unit. */
static void report_unit(struct analysis *l, const struct fact *f) {
    static const char *const begins[] = {"how ", "number of ", "the ", "what "};
    bool like = f->id.title && f->unit && strcmp(f->id.title, f->unit) == 0;
    for (size_t i = 0; i < sizeof begins / sizeof *begins && f->unit; i++)
        like = like || strncmp(f->unit, begins[i], strlen(begins[i])) == 0;
    if (!f->unit || (f->id.title && !like) || !lint_ours(l, &f->id)) return;
    diag_report(l->d, DIAG_TITLE_AS_UNIT, f->id.at,
                f->id.title ? "the unit of %s, \"%s\", reads like a title: write behind its bounds "
                              "what is counted, or nothing"
                            : "%s has no title, and \"%s\" behind its bounds is its unit: a title "
                              "stands before the `:`",
                f->id.name, f->unit);
}

void lint_missing(struct analysis *l, enum diag_code code) {
    const struct model *m = l->m;
    vec_each (const struct fact, f, &m->facts)
        if (code == DIAG_TITLE_AS_UNIT) report_unit(l, f);
    struct names all = lint_names(l);
    for (uint32_t f = 0; f < m->facts.len && code == DIAG_MISSING_LABEL; f++)
        if (f != m->objective) report_labels(l, f);
    vec_each (struct name, x, &all)
        if (lint_ours(l, x->id)) judge(l, x, code);
    vec_each (const struct block, b, &m->blocks)
        if (code == DIAG_MISSING_TITLE && !b->id.title && lint_ours(l, &b->id))
            diag_report(l->d, code, b->id.at,
                        "paragraph %s has no title: add that of the document, in quotes",
                        b->id.name);
}
