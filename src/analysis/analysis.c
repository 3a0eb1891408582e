#include "analysis/analysis.h"

void analysis_decide(struct analysis *l, const struct clause_set *clauses, struct diagrams *g) {
    l->work.left = ALL_STEPS;
    g->work = &l->work;
    diagrams_ask(g, WHOLE_STEPS);
    l->v = version_new(g, clauses);
    l->all = decisions_new(l->v, NULL, true);
    l->whole = !g->gave_up;
}
