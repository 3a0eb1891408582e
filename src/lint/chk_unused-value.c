/*
 * Values that nothing names.
 *
 * One such value in a `one of` is "anything else" and has its use; of two, no rule can tell one from the other. On a
 * scale (`<`) a rule speaks of a value without naming it. A value of a set that nothing tests says nothing at all.
 */
#include "lint/lint.h"

/* The values of a vocabulary are shared: what one fact does not name another may. So we note where used values were
 * declared. */
static bool *used_places(struct lint *l, uint32_t file) {
    bool *used = arena_array(l->arena, bool, l->d->sources->at[file]->len + 1);
    vec_each(const struct fact, f, &l->m->facts)
        vec_each(const struct declared, v, &f->values)
            if (v->used && v->at.file == file)
                used[v->at.from] = true;
    return used;
}

static size_t count_unnamed(const struct fact *f) {
    size_t n = 0;
    vec_each(const struct declared, v, &f->values)
        n += !v->used;
    return n;
}

void lint_unused_value(struct lint *l) {
    uint32_t file = l->m->at.file;
    if (file >= l->d->sources->len)
        return;
    const bool *used = used_places(l, file);
    for (uint32_t i = 0; i < l->m->facts.len; i++) {
        const struct fact *f = &l->m->facts.at[i];
        bool told_apart = f->kind == FACT_SET_OF || (f->kind == FACT_ONE_OF && !f->ordered && count_unnamed(f) > 1);
        if (!f->id.used || f->source != FACT_ASKED || i == l->m->objective || !told_apart)
            continue;
        vec_each(const struct declared, v, &f->values)
            if (!v->foreign && v->at.file == file && !used[v->at.from])
                lint_unused(l, DIAG_UNUSED_VALUE, v, "the value", "name it in a rule or a group, or remove it");
    }
}
