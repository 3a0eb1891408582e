#include "analysis/presumptions.h"

#include "space/situation.h"
#include "space/decisions.h"

enum { MAX_STEPS = 200000000 };

struct clash {
    const struct fact *fact;
    const struct presumption *yes, *no;
};
struct clashes VEC(struct clash);

static void report(struct diags *d, const struct version *v, const struct clash *c, diagram where) {
    struct witness w;
    witness_find(&w, v->g, v->possible, where);
    diag_report(d, DIAG_PRESUMPTIONS_DISAGREE, c->no->at, "%s is presumed both yes and no %s",
                c->fact->id.name, witness_where(&w));
    diag_note(d, c->yes->at, "here it is presumed yes");
}

bool presumptions_agree(struct diags *d, const struct rule_set *rules, struct arena *a) {
    const struct model *m = rules->model;
    struct clashes clashes = {0};
    struct conds probes = {0};
    for (uint32_t f = 0; f < m->facts.len; f++)
        vec_each (struct presumption, yes, &m->facts.at[f].presumptions)
            vec_each (struct presumption, no, &m->facts.at[f].presumptions)
                if (yes->yes && !no->yes)
                    vec_push(a, &clashes, ((struct clash){&m->facts.at[f], yes, no}));
    if (clashes.len == 0) return true;
    vec_each (struct clash, c, &clashes)
        vec_push(a, &probes, cond_two(a, COND_AND, c->no->at, c->yes->when, c->no->when));
    struct space *s = space_build(rules, a);
    struct diagrams *g = diagrams_new(s, MAX_STEPS);
    struct version *v = version_new(g, clause_set_build(s, rules, &probes));
    bool agree = true;
    for (uint32_t i = 0; i < clashes.len; i++) {
        diagram where = diagram_and(g, diagram_of_probe(v, i, NULL), v->possible);
        if (g->gave_up)
            diag_report(
                d, DIAG_NOT_DECIDED, clashes.at[i].no->at,
                "whether this presumption of %s can disagree with another was not decided: the"
                " policy has %s",
                clashes.at[i].fact->id.name, why_text(g->why));
        else if (where != NO)
            report(d, v, &clashes.at[i], where);
        agree = agree && !g->gave_up && where == NO;
    }
    return agree;
}
