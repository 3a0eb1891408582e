/* An approach that no answer ever has, however the open questions are read: neither by a permission
 * nor by default. */
#include "analysis/study.h"
#include "lint/lint.h"

/* Those that name the approach, and open or close it. */
static struct indices rules_of(struct analysis *l, uint32_t approach, bool closing) {
    struct indices rules = {0};
    for (uint32_t i = 0; i < l->rules->rules.len; i++) {
        const struct rule *r = &l->rules->rules.at[i];
        if ((closing ? rule_closes(r) : r->kind == STATEMENT_PERMISSION) &&
            r->approaches >> approach & 1)
            vec_push(l->arena, &rules, i);
    }
    return rules;
}

static void report(struct analysis *l, const struct decisions *d, uint32_t a, enum diag_code code) {
    const struct approach *x = &l->m->approaches.at[a];
    struct span at = x->block == MODEL_NONE ? x->id.at : l->m->blocks.at[x->block].id.at;
    struct indices opening = rules_of(l, a, false), closing = rules_of(l, a, true);
    bool by_default = l->m->default_approach == a;
    const char *though = by_default ? ", nor is it ever left as the default" : "";
    if (opening.len == 0)
        diag_report(l->d, code, at,
                    "no rule opens %s%s: no answer ever has it; add a permission%s, or take it out "
                    "of the policy",
                    x->id.name, though,
                    l->m->default_approach == MODEL_NONE ? ", or `default` if it is what remains"
                                                         : "");
    else
        diag_report(l->d, code, at, "no answer ever has %s: %s%s", x->id.name,
                    diagram_and(d->g, d->permit[a], decisions_feasible(d)) == NO
                        ? "the permissions that open it never apply"
                        : "wherever a permission opens it, it is closed",
                    though);
    lint_note_rules(l, &opening, "would open it here");
    if (opening.len || by_default) lint_note_rules(l, &closing, "closes it here");
}

void lint_unreached_approach(struct analysis *l, enum diag_code code) {
    if (seen_approaches(l)) return;
    const struct decisions *d = analysis_any_reading(l);
    struct diagrams *g = d->g;
    diagram feasible = decisions_feasible(d);
    for (uint32_t a = 0; a < l->m->approaches.len && feasible != NO; a++)
        if (diagram_and(g, d->offered[a], feasible) == NO && !g->gave_up) report(l, d, a, code);
}
