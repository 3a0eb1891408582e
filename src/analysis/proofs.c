/*
 * What is proved over all situations before anything else is asked: that presumptions agree, and
 * that safeguards hold.
 */
#include "analysis/analysis.h"
#include "space/ask.h"

/* The rule set lives on in it. */
static struct version *version_of(const struct rule_set *rules, const struct conds *probes,
                                  struct arena *a) {
    struct space *s = space_build(rules, a);
    return version_new(diagrams_new(s, POLICY_STEPS), clause_set_build(s, rules, probes));
}

/* ---- presumptions ---- */

struct clash {
    const struct fact *fact;
    const struct presumption *yes, *no;
};
struct clashes VEC(struct clash);

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
    struct version *v = version_of(rules, &probes, a);
    struct diagrams *g = v->g;
    bool agree = true;
    for (uint32_t i = 0; i < clashes.len; i++) {
        const struct clash *c = &clashes.at[i];
        diagram where = diagram_and(g, diagram_of_probe(v, i, NULL), v->possible);
        const char *what = arena_printf(
            a, "whether this presumption of %s can disagree with another", c->fact->id.name);
        if (!analysis_gave_up(d, c->no->at, what, g) && where != NO) {
            diag_report(d, DIAG_PRESUMPTIONS_DISAGREE, c->no->at,
                        "%s is presumed both yes and no %s", c->fact->id.name,
                        ask_where(v, where, MODEL_NONE));
            diag_note(d, c->yes->at, "here it is presumed yes");
        }
        agree = agree && !g->gave_up && where == NO;
    }
    return agree;
}

/* ---- safeguards ---- */

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
        diagram here = decisions_in_use(all, a);
        if (p->kind == AST_NEVER_START) here = all->may_start[a];
        if (p->kind == AST_ALWAYS) here = diagram_but(g, here, decisions_duty_for(all, p->duty, a));
        broken = diagram_or(g, broken, here);
    }
    return broken;
}

static void report_broken(struct diags *d, const struct version *v, diagram broken,
                          const struct safeguard *s, const struct promise *p) {
    const char *where = broken == YES ? "in every situation" : ask_where(v, broken, MODEL_NONE);
    diag_report(d, DIAG_SAFEGUARD_FAILS, s->at, "safeguard \"%s\" does not hold: it is broken %s",
                s->title, where);
    diag_note(d, p->at, "this promise is broken in %s of the facts that it depends on",
              ask_count(v->g, broken, v->possible));
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
        report_broken(d, all->v, where, s, p);
    }
    count->broken += broken;
    count->undecided += g->gave_up;
    analysis_gave_up(d, s->at, arena_printf(g->arena, "safeguard \"%s\"", s->title), g);
}

struct proofs safeguards_prove(struct diags *d, const struct rule_set *rules, struct arena *a) {
    const struct model *m = rules->model;
    struct proofs count = {.safeguards = m->safeguards.len};
    if (m->safeguards.len == 0) return count;
    struct conds probes = {0};
    struct defines tests = {0}; /* one may be about a value that no rule tells from others */
    vec_each (struct safeguard, s, &m->safeguards)
        vec_each (struct promise, p, &s->promises) {
            struct cond *when = spoken_of(a, p);
            vec_push(a, &probes, when);
            vec_push(a, &tests, ((struct define){.id = {.name = ""}, .means = when}));
        }
    const struct model *with = analysis_model(a, m, READINGS_AS_TAKEN, &tests);
    struct decisions *all =
        decisions_new(version_of(analysis_rules(a, rules, with), &probes, a), NULL, false);
    uint32_t probe = 0;
    vec_each (struct safeguard, s, &m->safeguards) prove(d, all, s, &count, &probe);
    return count;
}
