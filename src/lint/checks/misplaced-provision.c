/* A provision in one objective whose number begins with that of another: pasted into the wrong
 * block, it holds under the wrong objective. */
#include "lint/lint.h"

#include <string.h>

/* Whether `id` is a number below `over`: 4.1.b is below 4.1, and so is 4.1b; 4.10 is not. */
static bool is_below(const char *id, const char *over) {
    size_t n = strlen(over);
    return strncmp(id, over, n) == 0 && id[n] && !(id[n] >= '0' && id[n] <= '9');
}

/* The objective that the number names, by the longest number where there are several; NULL where
 * its own objective is as good. */
static const struct block *objective_by_number(const struct model *m,
                                               const struct block *provision) {
    const struct block *best = &m->blocks.at[provision->parent];
    size_t longest = is_below(provision->id.name, best->id.name) ? strlen(best->id.name) : 0;
    const struct block *own = best;
    vec_each (const struct block, b, &m->blocks) {
        if (b->kind != BLOCK_OBJECTIVE || strlen(b->id.name) <= longest ||
            !is_below(provision->id.name, b->id.name))
            continue;
        best = b;
        longest = strlen(b->id.name);
    }
    return best == own ? NULL : best;
}

void lint_misplaced_provision(struct analysis *l, enum diag_code code) {
    const struct model *m = l->m;
    vec_each (const struct block, b, &m->blocks) {
        const struct block *other = b->kind == BLOCK_PROVISION ? objective_by_number(m, b) : NULL;
        if (!other || !lint_ours(l, &b->id)) continue;
        const struct values *values = &m->facts.at[m->objective].values;
        diag_report(l->d, code, b->id.at,
                    "%s stands in the objective %s, though by its number it belongs to %s: so it "
                    "holds under %s and not under %s; move it, or correct its number",
                    b->id.name, m->blocks.at[b->parent].id.name, other->id.name,
                    values->at[b->objective].name, values->at[other->objective].name);
        diag_note(l->d, other->id.at, "%s is here", other->id.name);
    }
}
