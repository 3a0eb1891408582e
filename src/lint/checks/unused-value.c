/*
 * Values that nothing names.
 *
 * One such value in a `one of` is "anything else" and has its use; of two, no rule can tell one
 * from the other. On a scale (`<`) a rule speaks of a value without naming it. A value of a set
 * that nothing tests says nothing at all.
 */
#include "lint/lint.h"
#include "analysis/ask.h"

/* The values of a vocabulary are shared: what one fact does not name another may. So we note where
 * used values were declared. */
static bool *used_places(struct analysis *l, uint32_t file) {
    bool *used = arena_array(l->arena, bool, l->d->sources->at[file]->len + 1);
    vec_each (const struct fact, f, &l->m->facts)
        vec_each (const struct declared, v, &f->values)
            if (v->used && v->at.file == file) used[v->at.from] = true;
    return used;
}

static size_t count_unnamed(const struct fact *f) {
    size_t n = 0;
    vec_each (const struct declared, v, &f->values) n += !v->used;
    return n;
}

/* All of a fact in one finding, where the first of them stands. */
static void tell(struct analysis *l, const struct fact *f, uint32_t file, const bool *used) {
    struct words names = {0};
    struct span at = f->id.at;
    vec_each (const struct declared, v, &f->values) {
        if (v->used || v->foreign || v->at.file != file || used[v->at.from]) continue;
        at = names.len ? at : v->at;
        vec_push(l->arena, &names, v->name);
    }
    if (names.len)
        diag_report(l->d, DIAG_UNUSED_VALUE, at,
                    "nothing uses the value%s %s: name %s in a rule or a group, or remove %s",
                    names.len == 1 ? "" : "s", ask_list(l->arena, &names, "and"),
                    names.len == 1 ? "it" : "them", names.len == 1 ? "it" : "them");
}

void lint_unused_value(struct analysis *l) {
    uint32_t file = l->m->at.file;
    if (file >= l->d->sources->len) return;
    const bool *used = used_places(l, file);
    for (uint32_t i = 0; i < l->m->facts.len; i++) {
        const struct fact *f = &l->m->facts.at[i];
        bool told_apart = f->kind == FACT_SET_OF ||
                          (f->kind == FACT_ONE_OF && !f->ordered && count_unnamed(f) > 1);
        if (!f->id.used || f->source != FACT_ASKED || i == l->m->objective || !told_apart) continue;
        tell(l, f, file, used);
    }
}
