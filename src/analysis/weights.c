#include "analysis/weights.h"

#include "space/ask.h"

#include <string.h>

struct weighing {
    const struct policy *e;
    const struct model *m;
    struct arena *arena;
    struct diagrams *g;
    const struct decisions *d;
    bool *all_facts;
    struct brief_parts VEC(diagram) parts;
};

/* ---- where it stands ---- */

static struct written_at written_at(const struct policy *e, struct span at) {
    struct source *s = e->d->sources->at[at.file];
    const char *folder = strrchr(s->path, '/'), *name = folder ? folder + 1 : s->path;
    return (struct written_at){at.file == e->rules->model->at.file ? NULL : name,
                               source_position(e->arena, s, at.from).line};
}

/* Where `c` tests the judgement. */
static void stand(struct weighing *q, struct weight *x, const struct cond *c,
                  enum standing_kind kind, const struct declared *id, struct span at) {
    if (c && !ask_tests(q->m, c, x->fact)) return;
    vec_each (const struct standing, s, &x->standings)
        if (s->kind == kind && s->span.file == at.file && s->span.from == at.from)
            return; /* a statement that names two duties is two rules */
    vec_push(q->arena, &x->standings,
             ((struct standing){kind, id->name, id->title, at, written_at(q->e, at)}));
}

static void find_standings(struct weighing *q, struct weight *x) {
    const struct model *m = q->m;
    vec_each (const struct rule, r, &q->e->rules->rules) {
        const struct declared *id = &m->blocks.at[r->block].id;
        stand(q, x, r->cond, STANDS_IN_RULE, id, r->at);
        if (r->meet) stand(q, x, r->meet, STANDS_IN_RULE, id, r->at);
    }
    vec_each (const struct duty, d, &m->duties)
        if (duty_fact(d) == x->fact) stand(q, x, NULL, STANDS_IN_DUTY, &d->id, d->id.at);
    vec_each (const struct define, d, &m->defines)
        stand(q, x, d->means, STANDS_IN_DEFINITION, &d->id, d->id.at);
    vec_each (const struct fact, f, &m->facts)
        vec_each (const struct presumption, p, &f->presumptions)
            stand(q, x, p->when, STANDS_IN_PRESUMPTION, &f->id, p->at);
    stand(q, x, m->scope, STANDS_IN_SCOPE, &(struct declared){0}, m->scope->at);
    vec_each (const struct assume, y, &m->assumes)
        stand(q, x, y->cond, STANDS_IN_ASSUMPTION, &(struct declared){.name = y->text}, y->at);
    vec_each (const struct presumption, p, &m->facts.at[x->fact].presumptions)
        vec_push(q->arena, &x->presumed,
                 ((struct presuming){
                     p->yes, source_words(q->e->arena, q->e->d->sources->at[p->at.file], p->at),
                     written_at(q->e, p->at)}));
}

/* ---- what hangs on it ---- */

/* Where x is not what it would be, were the judgement reversed. */
static diagram differs(const struct weighing *q, diagram x, uint32_t fact) {
    return diagram_differ(q->g, diagram_with(q->g, x, fact, 0), diagram_with(q->g, x, fact, 1));
}

/* The situations in scope that would be possible with the judgement reversed, too. */
static diagram reversible(const struct weighing *q, uint32_t fact) {
    diagram possible = q->d->v->possible;
    diagram both = diagram_and(q->g, diagram_with(q->g, possible, fact, 0),
                               diagram_with(q->g, possible, fact, 1));
    return diagram_and(q->g, both, q->d->in_scope);
}

/* What makes the outcome: the status, and the approach (unranked: those that are open; under the
 * default it follows from the status). */
static void find_brief_parts(struct weighing *q) {
    for (uint32_t a = 0; a < q->m->approaches.len; a++)
        vec_push(q->arena, &q->parts, q->m->ranked ? q->d->used[a] : q->d->open[a]);
    for (enum status s = STATUS_OUT_OF_SCOPE; s < STATUS_OPEN; s++)
        vec_push(q->arena, &q->parts, decisions_status(q->d, s));
}

static diagram brief_differs(const struct weighing *q, uint32_t fact) {
    diagram some = NO;
    vec_each (const diagram, x, &q->parts) some = diagram_or(q->g, some, differs(q, *x, fact));
    return some;
}

static void note(struct weighing *q, struct indices *items, uint32_t item) {
    if (items->len == 0 || items->at[items->len - 1] != item) vec_push(q->arena, items, item);
}

/* What else differs, but for the grounds; notes what it is. */
static diagram rest_differs(struct weighing *q, struct weight *entry, diagram among,
                            diagram outcome) {
    diagram some = NO, left = diagram_but(q->g, among, outcome);
    vec_each (const struct component, c, &q->d->components) {
        diagram here = diagram_and(q->g, left, differs(q, c->is, entry->fact));
        if (c->part >= DECISION_GROUNDS || here == NO) continue;
        some = diagram_or(q->g, some, here);
        entry->parts |= 1u << c->part;
        if (c->part == DECISION_DUTY) note(q, &entry->duties, c->index);
        if (c->part == DECISION_CAUTION) note(q, &entry->cautions, c->index);
    }
    for (uint32_t a = 0; a < q->m->approaches.len; a++)
        entry->start =
            entry->start || diagram_and(q->g, some, differs(q, q->d->start[a], entry->fact)) != NO;
    return some;
}

static struct brief brief_at(const struct weighing *q, const int64_t *situation) {
    struct brief is = {.status = STATUS_OPEN};
    for (enum status s = STATUS_OUT_OF_SCOPE; s < STATUS_OPEN; s++)
        if (diagram_at(q->g, decisions_status(q->d, s), situation) == YES) is.status = s;
    for (uint32_t a = 0; a < q->m->approaches.len; a++)
        is.used |= (uint64_t)(diagram_at(q->g, q->d->used[a], situation) == YES) << a;
    return is;
}

/* Of x, the situations with both outcomes as in this one. */
static diagram same_briefs(const struct weighing *q, diagram x, uint32_t fact,
                           const int64_t *situation) {
    vec_each (const diagram, part, &q->parts)
        for (int yes = 0; yes < 2; yes++) {
            diagram is = diagram_with(q->g, *part, fact, yes);
            x = diagram_at(q->g, is, situation) == YES ? diagram_and(q->g, x, is)
                                                       : diagram_but(q->g, x, is);
        }
    return x;
}

static void find_example(struct weighing *q, struct weight *entry, diagram outcome) {
    struct witness w;
    if (!witness_find(&w, q->g, diagram_exists(q->g, q->d->v->possible, entry->fact), outcome))
        return;
    for (int yes = 0; yes < 2; yes++) {
        w.situation[entry->fact] = yes;
        entry->is[yes] = brief_at(q, w.situation);
    }
    witness_find(&w, q->g, w.possible, same_briefs(q, outcome, entry->fact, w.situation));
    entry->situation = w.situation;
    entry->named = w.named;
    entry->named[entry->fact] = false; /* it is stated both ways beside */
}

static diagram outcome_hangs(struct weighing *q, uint32_t fact) {
    return diagram_and(q->g, reversible(q, fact), brief_differs(q, fact));
}

static struct weight weigh(struct weighing *q, uint32_t fact) {
    struct weight entry = {.fact = fact};
    diagram among = reversible(q, fact), outcome = outcome_hangs(q, fact);
    diagram besides = rest_differs(q, &entry, among, outcome);
    find_standings(q, &entry);
    entry.outcome = diagram_count(q->g, outcome, YES, q->all_facts);
    entry.besides = diagram_count(q->g, besides, YES, q->all_facts);
    find_example(q, &entry, outcome);
    return entry;
}

static bool weighs_more(const struct weight *x, const struct weight *y) {
    int order = big_compare(x->outcome, y->outcome);
    return order > 0 || (order == 0 && big_compare(x->besides, y->besides) > 0);
}

/* Keeps the order of declaration among equals. */
static void insert(struct arena *a, struct weight_list *entries, struct weight entry) {
    vec_push(a, entries, entry);
    size_t i = entries->len - 1;
    for (; i > 0 && weighs_more(&entry, &entries->at[i - 1]); i--)
        entries->at[i] = entries->at[i - 1];
    entries->at[i] = entry;
}

/* ---- read otherwise ---- */

/* x, of which the readings are facts, with this one so and the others as taken. */
static diagram read_as(const struct weighing *q, diagram x, uint32_t reading, int64_t value) {
    for (uint32_t f = 0; f < q->m->facts.len; f++)
        if (q->m->facts.at[f].source == FACT_READING)
            x = diagram_with(q->g, x, f, f == reading ? value : q->m->facts.at[f].taken);
    return x;
}

static void weigh_rereads(struct weighing *q, struct weight *entry) {
    diagram outcome = outcome_hangs(q, entry->fact);
    for (uint32_t f = 0; f < q->m->facts.len; f++)
        for (int64_t v = 0; v < (int64_t)q->m->facts.at[f].values.len; v++) {
            const struct fact *reading = &q->m->facts.at[f];
            if (reading->source != FACT_READING || v == reading->taken) continue;
            struct big n = diagram_count(q->g, read_as(q, outcome, f, v), YES, q->all_facts);
            if (big_compare(n, entry->outcome) != 0)
                vec_push(q->arena, &entry->rereads, ((struct reread){f, v, n}));
        }
}

/* All of it in a space in which the readings are facts. */
static void read_otherwise(struct weighing *taken, struct weight_list *entries) {
    struct weighing q = *taken;
    struct model *open = analysis_model(q.arena, q.m, READINGS_OPEN, NULL);
    const struct rule_set *rules = analysis_rules(q.arena, q.e->rules, open);
    struct space *s = space_build(rules, q.arena);
    bool some = false;
    q.all_facts = arena_array(q.arena, bool, q.m->facts.len + 1);
    for (uint32_t f = 0; f < q.m->facts.len; f++) {
        q.all_facts[f] = q.m->facts.at[f].source != FACT_READING;
        some = some || !q.all_facts[f];
    }
    if (!some) return;
    q.g = diagrams_new(s, POLICY_STEPS);
    q.d = decisions_new(version_new(q.g, clause_set_build(s, rules, NULL)), NULL, false);
    q.parts = (struct brief_parts){0};
    find_brief_parts(&q);
    vec_each (struct weight, entry, entries)
        if (!q.g->gave_up) weigh_rereads(&q, entry);
    taken->g->gave_up = q.g->gave_up;
    taken->g->why = q.g->why;
}

const struct weights *weights_of(const struct policy *e) {
    const struct model *m = e->rules->model;
    struct weights *l = arena_new(e->arena, struct weights);
    struct weighing q = {
        .e = e, .m = m, .arena = e->arena, .g = diagrams_new(e->space, POLICY_STEPS)};
    l->m = m;
    q.d = decisions_new(version_new(q.g, e->clauses), NULL, true);
    q.all_facts = arena_array(e->arena, bool, m->facts.len + 1);
    memset(q.all_facts, 1, m->facts.len);
    find_brief_parts(&q);
    l->situations = diagram_count(q.g, decisions_feasible(q.d), YES, q.all_facts);
    for (uint32_t f = 0; f < m->facts.len && !q.g->gave_up; f++)
        if (m->facts.at[f].source == FACT_JUDGEMENT) insert(e->arena, &l->entries, weigh(&q, f));
    if (!q.g->gave_up) read_otherwise(&q, &l->entries);
    return analysis_gave_up(e->d, m->at, "what hangs on each judgement", q.g) ? NULL : l;
}

const char *weight_percent(const struct weights *l, struct arena *a, struct big x) {
    double share = x.len ? 100 * big_share(x, l->situations) : 0;
    if (x.len && share < 0.01) return "less than 0.01 percent";
    return arena_printf(a, "%.2f percent", share);
}
