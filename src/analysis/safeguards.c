#include "analysis/safeguards.h"

#include "space/situation.h"
#include "space/decisions.h"

enum { MAX_STEPS = 200000000 };

/* `when A unless B` as one condition; nothing said: always. */
static struct cond *spoken_of(struct arena *a, const struct promise *p) {
    struct conds terms = {0};
    vec_each (struct qualifier, q, &p->qualifiers) vec_push(a, &terms, cond_of_qualifier(a, q));
    return cond_all(a, &terms, p->at);
}

/* Where the promise is broken, of the situations that it speaks of. */
static diagram broken_where(const struct decisions *all, const struct promise *p) {
    struct diagrams *g = all->g;
    const struct model *m = all->v->model;
    diagram broken = NO;
    for (uint32_t a = 0; a < m->approaches.len; a++) {
        if (!(p->approaches >> a & 1)) continue;
        diagram here = NO;
        switch (p->kind) {
        case AST_NEVER_USE: here = m->ranked ? all->used[a] : all->open[a]; break;
        case AST_NEVER_START: here = all->start[a]; break;
        case AST_ALWAYS:
            here = diagram_but(g, all->used[a], decisions_duty_for(all, p->duty, a));
            break;
        }
        broken = diagram_or(g, broken, here);
    }
    return broken;
}

static void report(struct diags *d, const struct version *v, diagram broken,
                   const struct safeguard *s, const struct promise *p) {
    struct witness w;
    witness_find(&w, v->g, v->possible, broken);
    const char *n = diagram_count_text(v->g, broken, YES);
    const char *where = broken == YES ? "in every situation" : witness_where(&w);
    diag_report(d, DIAG_SAFEGUARD_FAILS, s->at, "safeguard \"%s\" does not hold: it is broken %s",
                s->title, where);
    diag_note(d, p->at,
              "this promise is broken in %s combination%s of the facts that it depends on", n,
              n[0] == '1' && !n[1] ? "" : "s");
}

static void prove(struct diags *d, const struct decisions *all, const struct safeguard *s,
                  struct proofs *count, uint32_t *probe) {
    struct diagrams *g = all->g;
    bool broken = false;
    vec_each (struct promise, p, &s->promises) {
        diagram spoken_of = diagram_of_probe(all->v, *probe, NULL);
        diagram where =
            diagram_and(g, diagram_and(g, spoken_of, broken_where(all, p)), all->v->possible);
        (*probe)++;
        if (g->gave_up || where == NO) continue;
        broken = true;
        report(d, all->v, where, s, p);
    }
    count->broken += broken;
    count->undecided += g->gave_up;
    if (g->gave_up)
        diag_report(d, DIAG_NOT_DECIDED, s->at,
                    "safeguard \"%s\" was not decided: the policy has %s", s->title,
                    why_text(g->why));
}

/* The policy with what its safeguards speak of as more definitions: a value that no rule tells from
 * others may well be what a safeguard is about. */
static const struct rule_set *with_their_tests(struct arena *a, const struct rule_set *rules,
                                               const struct conds *spoken_of) {
    struct model *m = arena_new(a, struct model);
    *m = *rules->model;
    m->defines = (struct defines){0};
    vec_each (struct define, define, &rules->model->defines) vec_push(a, &m->defines, *define);
    vec_each (struct cond *, cond, spoken_of)
        vec_push(a, &m->defines, ((struct define){.id = {.name = ""}, .means = *cond}));
    struct rule_set *with = arena_new(a, struct rule_set);
    *with = *rules;
    with->model = m;
    return with;
}

struct proofs safeguards_prove(struct diags *d, const struct rule_set *rules, struct arena *a) {
    const struct model *m = rules->model;
    struct proofs count = {.safeguards = m->safeguards.len};
    if (m->safeguards.len == 0) return count;
    struct conds probes = {0};
    vec_each (struct safeguard, s, &m->safeguards)
        vec_each (struct promise, p, &s->promises) vec_push(a, &probes, spoken_of(a, p));
    rules = with_their_tests(a, rules, &probes);
    struct space *space = space_build(rules, a);
    struct version *v =
        version_new(diagrams_new(space, MAX_STEPS), clause_set_build(space, rules, &probes));
    struct decisions *all = decisions_new(v, NULL, false);
    uint32_t probe = 0;
    vec_each (struct safeguard, s, &m->safeguards) prove(d, all, s, &count, &probe);
    return count;
}
