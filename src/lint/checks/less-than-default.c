/* A permission that gives less than no permission would: the default approach is more than what is
 * open. */
#include "lint/lint.h"

void lint_less_than_default(struct analysis *l, enum diag_code code) {
    const struct model *m = l->m;
    const struct decisions *d = l->all;
    uint32_t of = m->default_approach;
    if (!m->ranked || of == MODEL_NONE || of == 0) return;
    /* where what is open, all of it, is less than the default, which nothing closes */
    diagram below = NO, others = d->close[of];
    for (uint32_t a = 0; a < m->approaches.len; a++)
        if (a < of)
            below = diagram_or(d->g, below, d->open[a]);
        else
            others = diagram_or(d->g, others, d->open[a]);
    diagram where = diagram_and(d->g, decisions_feasible(d), diagram_but(d->g, below, others));
    if (where == NO || d->g->gave_up) return;
    const char *most = m->approaches.at[of].id.name;
    struct witness w = ask_witness(l->v, where, MODEL_NONE);
    ask_fix(&w, d->used, MODEL_NONE, 0);
    const char *got = ask_approach(d, d->used, w.situation), *words = witness_text(&w, "where ");
    vec_each (const struct block, b, &m->blocks) {
        if (b->kind != BLOCK_APPROACH || b->approach != of) continue;
        diag_report(
            l->d, code, b->id.at,
            "the default approach, %s, is more than some rules give: %s, a permission opens %s, "
            "and without it there would be %s; make the least committed approach the default",
            most, words, got, most);
        return;
    }
}
