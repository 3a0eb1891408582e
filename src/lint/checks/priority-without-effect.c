/*
 * A priority without which every decision would be the same. One that is said of several paragraphs
 * at once (`all`, `and its provisions`) is one.
 */
#include "lint/lint.h"

static bool same_place(struct span x, struct span y) {
    return x.file == y.file && x.from == y.from && x.to == y.to;
}

static bool is_first(const struct model *m, uint32_t p) {
    for (uint32_t i = 0; i < p; i++)
        if (same_place(m->priorities.at[i].at, m->priorities.at[p].at)) return false;
    return true;
}

/* Without the overrides of priorities that stand at the same place. */
static enum differing without(struct study *st, uint32_t priority) {
    const struct model *m = st->m;
    const struct overrides *overrides = &st->v->clauses->overrides;
    bool *gone = arena_array(st->l->arena, bool, overrides->len);
    for (size_t i = 0; i < overrides->len; i++)
        gone[i] = overrides->at[i].priority != MODEL_NONE &&
                  same_place(m->priorities.at[overrides->at[i].priority].at,
                             m->priorities.at[priority].at);
    return study_without_overrides(st, gone);
}

void lint_priority_without_effect(struct analysis *l, enum diag_code code) {
    struct study *st = study_of(l);
    for (uint32_t p = 0; st && p < l->m->priorities.len; p++) {
        const struct priority *over = &l->m->priorities.at[p];
        if (!is_first(l->m, p) || without(st, p) != DIFFERS_NOT || st->g->gave_up) continue;
        diag_report(l->d, code, over->at,
                    "without this priority every decision would be the same: wherever %s applies, "
                    "it makes no difference whether what it prevails over applies too; take it "
                    "out, or mend the rules",
                    l->m->blocks.at[over->winner].id.name);
    }
}
