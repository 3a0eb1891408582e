/*
 * Values that nothing names.
 *
 * One such value in a `one of` is "anything else" and has its use; of two, no rule can tell one
 * from the other. On a scale (`<`) a rule speaks of a value without naming it. A value of a set
 * that nothing tests says nothing at all. A default and an example name a value, too: without it
 * what is left out, or what they show, would be another.
 */
#include "lint/lint.h"

static bool is_named(const struct declared *v) { return v->used || v->named; }

/* The values of a vocabulary are shared: what one fact does not name another may, and of what none
 * names is told with the first. So we note the places where they are declared. */
enum place { UNUSED, USED, TOLD };

static enum place *used_places(struct analysis *l, uint32_t file) {
    enum place *is = arena_array(l->arena, enum place, l->d->sources->at[file]->len + 1);
    vec_each (const struct fact, f, &l->m->facts)
        vec_each (const struct declared, v, &f->values)
            if (is_named(v) && v->at.file == file) is[v->at.from] = USED;
    return is;
}

/* All of a fact in one finding, where the first of them stands. What is told is as good as gone. */
static void report(struct analysis *l, const struct fact *f, enum place *is, enum diag_code code) {
    struct told t = {0};
    size_t unnamed = 0;
    vec_each (const struct declared, v, &f->values) {
        bool ours = !v->foreign && v->at.file == l->m->at.file;
        unnamed += !is_named(v) && (!ours || is[v->at.from] != TOLD);
        if (!is_named(v) && ours && is[v->at.from] == UNUSED) lint_tell(l, &t, v);
    }
    bool one = t.names.len == 1;
    const char *names = ask_list(l->arena, &t.names, "and");
    if (t.names.len == 0 || (f->kind != FACT_SET_OF && unnamed < 2)) return;
    vec_each (const struct declared, v, &f->values)
        if (!is_named(v) && !v->foreign && v->at.file == l->m->at.file && is[v->at.from] == UNUSED)
            is[v->at.from] = TOLD;
    if (f->kind == FACT_SET_OF || one)
        diag_report(l->d, code, t.at,
                    "nothing uses the value%s %s: name %s in a rule or a group, or remove %s",
                    one ? "" : "s", names, one ? "it" : "them", one ? "it" : "them");
    else
        diag_report(l->d, code, t.at,
                    "nothing tells the values %s apart: name some in a rule or a group, or let one "
                    "value stand for all of them",
                    names);
}

void lint_unused_value(struct analysis *l, enum diag_code code) {
    if (l->m->at.file >= l->d->sources->len) return;
    enum place *is = used_places(l, l->m->at.file);
    for (uint32_t i = 0; i < l->m->facts.len; i++) {
        const struct fact *f = &l->m->facts.at[i];
        bool told_apart = f->kind == FACT_SET_OF || (f->kind == FACT_ONE_OF && !f->ordered);
        if (f->id.used && f->source == FACT_ASKED && i != l->m->objective && told_apart)
            report(l, f, is, code);
    }
}
