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

/* What one side has of an item for an approach of both. */
static diagram component(const struct difference *d, int side, enum decision_part part,
                         uint32_t item, const struct unit *approach) {
    const struct decisions *of = d->decided[side];
    if (item == MODEL_NONE || (approach && approach->of[side] == MODEL_NONE)) return NO;
    return approach ? decisions_component(of, part, item, approach->of[side])
                    : decisions_refused_by(of, item);
}

/* `e`: all but for which approaches it comes and goes, and where. `of`: its item in each version.
 */
static void add_elements(struct difference *d, struct element e, const uint32_t of[SIDES]) {
    bool refusals =
        e.part == DECISION_CLOSED_BY && (own_model(d, OLD)->default_approach == MODEL_NONE ||
                                         own_model(d, NEW)->default_approach == MODEL_NONE);
    for (int side = OLD; side < SIDES; side++)
        for (uint32_t a = 0; a < d->approaches.len + refusals; a++) {
            const struct unit *approach = a < d->approaches.len ? &d->approaches.at[a] : NULL;
            e.come = side == NEW;
            e.approach = approach ? a : MODEL_NONE;
            e.where = diagram_but(d->g, component(d, side, e.part, of[side], approach),
                                  component(d, !side, e.part, of[!side], approach));
            e.where = diagram_and(d->g, d->both, e.where);
            if (e.where == NO) continue;
            vec_push(d->arena, &d->elements, e);
            diagram *all = e.part < DECISION_GROUNDS ? &d->differs : &d->grounds;
            *all = diagram_or(d->g, *all, e.where);
        }
}

static void compare_parts(struct difference *d) {
    static const char *const names[DECISION_DUTY] = {[DECISION_OPEN] = "open",
                                                     [DECISION_CLOSED] = "closed",
                                                     [DECISION_DEFAULT] = "default",
                                                     [DECISION_WILL] = "will",
                                                     [DECISION_MUST] = "must"};
    for (enum decision_part part = DECISION_OPEN; part < DECISION_PARTS; part++) {
        const struct units *units = decision_is_of_duties(part) ? &d->duties : &d->paragraphs;
        if (part < DECISION_DUTY)
            add_elements(d, (struct element){.part = part, .name = names[part]},
                         (uint32_t[SIDES]){0, 0});
        else
            for (uint32_t u = 0; u < units->len; u++)
                add_elements(d,
                             (struct element){.part = part, .unit = u, .name = units->at[u].name},
                             units->at[u].of);
    }
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
    note_difference(d, (diagram[SIDES]){d->decided[OLD]->in_scope, d->decided[NEW]->in_scope});
    compare_parts(d);
}

void compare(struct difference *d, uint64_t max_steps) {
    d->g = diagrams_new(space_build(d->all, d->arena), max_steps);
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
