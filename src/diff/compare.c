#include "diff/diff.h"

/* ---- names of both ---- */

static void add_unit(struct difference *d, struct units *units, const char *name, int side,
                     uint32_t index) {
    size_t u = 0;
    while (u < units->len && units->at[u].name != name) u++;
    if (u == units->len) vec_push(d->arena, units, ((struct unit){name, {MODEL_NONE, MODEL_NONE}}));
    units->at[u].of[side] = index;
}

static void match_units(struct difference *d, int side) {
    const struct model *m = own_model(d, side);
    for (uint32_t i = 0; i < m->approaches.len; i++)
        add_unit(d, &d->approaches, m->approaches.at[i].id.name, side, i);
    for (uint32_t i = 0; i < m->duties.len; i++)
        add_unit(d, &d->duties, m->duties.at[i].id.name, side, i);
    for (uint32_t i = 0; i < m->outline.len; i++)
        add_unit(d, &d->paragraphs, m->outline.at[i].id, side, i);
}

static void find_facts(struct difference *d) {
    size_t n = d->model->facts.len;
    bool *every = arena_array(d->arena, bool, n), *looked_for = arena_array(d->arena, bool, n);
    memset(every, 1, n);
    d->role = arena_array(d->arena, enum role, n);
    for (int side = OLD; side < SIDES; side++) {
        const struct model *own = own_model(d, side);
        const uint32_t facts[] = {own->partner, own->activity, own->objective};
        for (enum role role = ROLE_PARTNER; role < ROLES; role++) {
            if (facts[role - ROLE_PARTNER] == MODEL_NONE) continue;
            uint32_t f = d->fact_of[side][facts[role - ROLE_PARTNER]];
            if (!looked_for[f]) d->role[f] = role;
            looked_for[f] = true;
        }
    }
    d->every_fact = every;
    d->looked_for = looked_for;
}

/* ---- parts of both ---- */

static void note_difference(struct difference *d, const diagram is[SIDES]) {
    diagram differ = diagram_differ(d->g, is[OLD], is[NEW]);
    d->differs = diagram_or(d->g, d->differs, diagram_and(d->g, d->both, differ));
}

static void compare_briefs(struct difference *d) {
    size_t n = d->approaches.len;
    d->n_brief = STATUS_OPEN + 2 * n;
    for (int side = OLD; side < SIDES; side++) {
        diagram *brief = d->brief[side] = arena_array(d->arena, diagram, d->n_brief);
        for (enum status s = STATUS_OUT_OF_SCOPE; s <= STATUS_OPEN; s++)
            d->status[side][s] = decisions_status(d->decided[side], s);
        memcpy(brief, d->status[side], STATUS_OPEN * sizeof *brief);
        for (size_t a = 0; a < n; a++) {
            uint32_t own = d->approaches.at[a].of[side];
            brief[STATUS_OPEN + a] = own == MODEL_NONE ? (diagram)NO : d->decided[side]->used[own];
            brief[STATUS_OPEN + n + a] =
                own == MODEL_NONE ? (diagram)NO : d->decided[side]->start[own];
        }
    }
    for (size_t i = 0; i < d->n_brief; i++)
        note_difference(d, (diagram[SIDES]){d->brief[OLD][i], d->brief[NEW][i]});
}

struct brief brief_of(const struct difference *d, const bool *is) {
    struct brief x = {.status = STATUS_OPEN};
    size_t n = d->approaches.len;
    for (enum status s = STATUS_OUT_OF_SCOPE; s < STATUS_OPEN; s++)
        if (is[s]) x.status = s;
    for (size_t a = 0; a < n; a++) {
        x.used |= (uint64_t)is[STATUS_OPEN + a] << a;
        x.start |= (uint64_t)is[STATUS_OPEN + n + a] << a;
    }
    return x;
}

static const struct units *units_of(const struct difference *d, enum decision_part part) {
    return decision_is_of_duties(part) || part == DECISION_ATTACHED ? &d->duties : &d->paragraphs;
}

/* What one side has of the element, for an approach of both or for none. */
static diagram component(const struct difference *d, int side, const struct element *e,
                         const struct unit *approach) {
    const struct decisions *of = d->decided[side];
    uint32_t item = e->part < DECISION_DUTY ? 0 : units_of(d, e->part)->at[e->unit].of[side];
    if (item == MODEL_NONE || (approach && approach->of[side] == MODEL_NONE)) return NO;
    if (!approach) return decisions_refused_by(of, item);
    if (e->part != DECISION_ATTACHED)
        return decisions_component(of, e->part, item, approach->of[side]);
    struct clause_filter f = decision_clauses(DECISION_DUTY, item);
    f.approach = approach->of[side];
    f.paragraph = d->paragraphs.at[e->by].of[side];
    if (f.paragraph == MODEL_NONE) return NO;
    return diagram_and(d->g, of->offered[f.approach], diagram_of(d->v[side], f, NULL, YES));
}

/* `e`: all but for which approaches it comes and goes, and where. */
static void add_elements(struct difference *d, struct element e) {
    bool refusals =
        e.part == DECISION_CLOSED_BY && (own_model(d, OLD)->default_approach == MODEL_NONE ||
                                         own_model(d, NEW)->default_approach == MODEL_NONE);
    for (int side = OLD; side < SIDES; side++)
        for (uint32_t a = 0; a < d->approaches.len + refusals; a++) {
            const struct unit *approach = a < d->approaches.len ? &d->approaches.at[a] : NULL;
            e.come = side == NEW;
            e.approach = approach ? a : MODEL_NONE;
            e.where = diagram_but(d->g, component(d, side, &e, approach),
                                  component(d, !side, &e, approach));
            e.where = diagram_and(d->g, d->both, e.where);
            if (e.where == NO) continue;
            vec_push(d->arena, &d->elements, e);
            diagram *all = e.part < DECISION_GROUNDS ? &d->differs : &d->grounds;
            *all = diagram_or(d->g, *all, e.where);
        }
}

static uint32_t unit_of(const struct units *units, int side, uint32_t own) {
    uint32_t u = 0;
    while (units->at[u].of[side] != own) u++;
    return u;
}

/* Which paragraphs attach a duty that both have. */
static void compare_attached(struct difference *d) {
    size_t n = d->paragraphs.len;
    bool *some = arena_array(d->arena, bool, d->duties.len *n + 1);
    for (int side = OLD; side < SIDES; side++) {
        const struct clause_set *all = d->v[side]->clauses;
        for (uint32_t i = all->first[CLAUSE_DUTY]; i < all->first[CLAUSE_DUTY + 1]; i++) {
            const struct clause *c = &all->list.at[i];
            uint32_t place = d->v[side]->model->blocks.at[c->block].outline;
            some[unit_of(&d->duties, side, c->duty) * n + unit_of(&d->paragraphs, side, place)] =
                true;
        }
    }
    for (uint32_t u = 0; u < d->duties.len; u++)
        for (uint32_t p = 0; p < n; p++)
            if (some[u * n + p] && in_both(d->duties.at[u].of))
                add_elements(d, (struct element){.part = DECISION_ATTACHED,
                                                 .unit = u,
                                                 .by = p,
                                                 .name = d->paragraphs.at[p].name});
}

static void compare_parts(struct difference *d) {
    static const char *const names[DECISION_DUTY] = {[DECISION_OPEN] = "open",
                                                     [DECISION_CLOSED] = "closed",
                                                     [DECISION_DEFAULT] = "default",
                                                     [DECISION_WILL] = "will",
                                                     [DECISION_MUST] = "must"};
    for (enum decision_part part = DECISION_OPEN; part < DECISION_DUTY; part++)
        add_elements(d, (struct element){.part = part, .name = names[part]});
    for (enum decision_part part = DECISION_DUTY; part < DECISION_PARTS; part++)
        for (uint32_t u = 0; u < units_of(d, part)->len; u++)
            add_elements(d, (struct element){
                                .part = part, .unit = u, .name = units_of(d, part)->at[u].name});
    compare_attached(d);
    d->grounds = diagram_but(d->g, d->grounds, d->differs);
}

/* ---- what is admitted ---- */

static void compare_admitted(struct difference *d) {
    d->both = diagram_and(d->g, d->v[OLD]->possible, d->v[NEW]->possible);
    for (int side = OLD; side < SIDES; side++) {
        diagram other = d->v[!side]->possible; /* with some values of the facts that this lacks */
        for (uint32_t f = 0; f < d->model->facts.len; f++)
            if (d->facts[f].of[side] == MODEL_NONE) other = diagram_exists(d->g, other, f);
        d->only[side] = diagram_but(d->g, d->v[side]->possible, other);
    }
}

static void decide(struct difference *d, int side) {
    struct space *own = space_share(d->g->s, d->sides[side]);
    d->v[side] = version_new(d->g, clause_set_build(own, d->sides[side], &d->probes[side]));
    d->decided[side] = decisions_new(d->v[side], NULL, true);
}

void decide_new(struct difference *d) {
    decide(d, NEW);
    d->elements = (struct elements){0};
    d->approaches = d->duties = d->paragraphs = (struct units){0};
    for (int side = NEW; side >= OLD; side--) match_units(d, side);
    d->differs = d->grounds = NO;
    compare_briefs(d);
    compare_parts(d);
}

void compare(struct difference *d, uint64_t max_steps) {
    size_t old = d->sides[OLD]->rules.len, new = d->sides[NEW]->rules.len;
    d->g = diagrams_new(space_build(d->all, d->arena), max_steps);
    diagrams_bound(d->g, max_steps, old > new ? old : new);
    d->work.left = COMPARE_WORK;
    d->trying.left = TRY_WORK;
    d->g->work = &d->work;
    diagrams_ask(d->g, d->g->max_steps);
    find_facts(d);
    for (int side = NEW; side >= OLD; side--) {
        decide(d, side);
        match_units(d, side);
    }
    d->differs = d->grounds = NO;
    compare_admitted(d);
    compare_briefs(d);
    compare_parts(d);
}
