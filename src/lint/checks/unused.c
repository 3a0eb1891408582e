/* What is declared, and nothing refers to. */
#include "lint/lint.h"

enum { MOST_NOTES = 4 };

static const struct row {
    enum diag_code code;
    enum name_kind kind;
    const char *advice;
} rows[] = {
    {DIAG_UNUSED_FACT, NAME_FACT, "use it in a rule, or remove it"},
    {DIAG_UNUSED_JUDGEMENT, NAME_JUDGEMENT, "let a rule depend on it, or remove it"},
    {DIAG_UNUSED_READING, NAME_READING, "let a rule depend on it, or remove it"},
    {DIAG_UNUSED_GROUP, NAME_GROUP, "name it in a rule, or remove it"},
    {DIAG_UNUSED_DEFINITION, NAME_DEFINITION, "use it in a condition, or remove it"},
    {DIAG_UNUSED_DUTY, NAME_DUTY, "attach it with `must` or `only after`, or remove it"},
    {DIAG_UNUSED_VOCABULARY, NAME_VOCABULARY, "list it in a fact or a group, or remove it"},
};

/* A fact may be what was to tell that a duty is done. */
static void note_duties(struct analysis *l) {
    int notes = 0;
    vec_each (const struct duty, d, &l->m->duties)
        if (d->timing == DUTY_BEFORE && !d->done && d->id.used && !d->id.foreign &&
            notes++ < MOST_NOTES)
            diag_note(
                l->d, d->id.at,
                "nothing shows when %s is done: perhaps `done when` and this fact is missing here",
                d->id.name);
}

/* That another duty follows it attaches nothing. */
static const struct duty *follower(const struct model *m, uint32_t duty) {
    vec_each (const struct duty, x, &m->duties)
        vec_each (uint32_t, f, &x->following)
            if (*f == duty) return x;
    return NULL;
}

static bool is_named(const struct model *m, const struct name *x) {
    bool named = x->id->named;
    vec_each (const struct group, g, &m->groups)
        named = named || (x->kind <= NAME_READING && g->fact == x->index);
    return named;
}

static void report(struct analysis *l, const struct row *row, const struct name *x) {
    const struct duty *after = x->kind == NAME_DUTY ? follower(l->m, x->index) : NULL;
    const char *name = x->id->name;
    if (!after) {
        diag_report(l->d, row->code, x->id->at, "%s uses %s %s: %s%s",
                    is_named(l->m, x) ? "no rule" : "nothing", x->what, name, row->advice,
                    is_named(l->m, x) ? " with what names it" : "");
        if (!is_named(l->m, x) && x->id->from)
            diag_fix(l->d, write_away(l, "Remove this declaration", node_span(x->id->from)));
    } else {
        diag_report(l->d, row->code, x->id->at,
                    "no rule asks for the duty %s, though %s follows it: attach it with `only "
                    "after` where %s is attached, or remove it with what names it",
                    name, after->id.name, after->id.name);
        diag_note(l->d, after->id.at, "%s follows it, which attaches nothing by itself",
                  after->id.name);
    }
    if (x->kind == NAME_FACT && l->m->facts.at[x->index].kind == FACT_FLAG) note_duties(l);
}

void lint_unused(struct analysis *l, enum diag_code code) {
    struct names all = lint_names(l);
    const struct row *row = rows;
    while (row->code != code) row++;
    vec_each (struct name, x, &all)
        if (x->kind == row->kind && !x->id->used && !x->id->foreign) report(l, row, x);
}
