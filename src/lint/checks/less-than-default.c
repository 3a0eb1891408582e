/* A permission that gives less than no permission would: the default approach is more than what is
 * open. */
#include "lint/lint.h"

/* Where what is open, all of it, is less than the default, which nothing closes. */
static diagram less(struct analysis *l) {
    struct diagrams *g = l->v->g;
    const struct decisions *d = l->all;
    uint32_t of = l->m->default_approach;
    diagram below = NO, others = d->close[of];
    for (uint32_t a = 0; a < l->m->approaches.len; a++)
        if (a < of)
            below = diagram_or(g, below, d->open[a]);
        else
            others = diagram_or(g, others, d->open[a]);
    return diagram_and(g, decisions_feasible(d), diagram_but(g, below, others));
}

void lint_less_than_default(struct analysis *l, enum diag_code code) {
    const struct model *m = l->m;
    if (!m->ranked || m->default_approach == MODEL_NONE || m->default_approach == 0) return;
    diagram where = less(l);
    if (where == NO || l->v->g->gave_up) return;
    const char *most = m->approaches.at[m->default_approach].id.name;
    struct witness w = ask_witness(l->v, where, MODEL_NONE);
    ask_fix(&w, l->all->used, MODEL_NONE, 0);
    const char *got = ask_approach(l->all, l->all->used, w.situation),
               *words = witness_text(&w, "where ");
    vec_each (const struct block, b, &m->blocks) {
        if (b->kind != BLOCK_APPROACH || b->approach != m->default_approach) continue;
        diag_report(
            l->d, code, b->id.at,
            "the default approach, %s, is more than some rules give: %s, a permission opens %s, "
            "and without it there would be %s; make the least committed approach the default",
            most, words, got, most);
        return;
    }
}
