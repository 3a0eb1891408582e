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

static diagram component(const struct decisions *d, enum decision_part part, uint32_t index) {
    vec_each (struct component, x, &d->components)
        if (x->part == part && x->index == index) return x->is;
    return NO;
}

static void add_elements(struct difference *d, enum decision_part part, const struct units *units) {
    for (uint32_t u = 0; u < units->len; u++) {
        const struct unit *unit = &units->at[u];
        diagram is[SIDES];
        for (int side = OLD; side < SIDES; side++)
            is[side] = unit->of[side] == MODEL_NONE
                           ? (diagram)NO
                           : component(d->decided[side], part, unit->of[side]);
        if (part != DECISION_BASIS) note_difference(d, is);
        for (int side = OLD; side < SIDES; side++) {
            diagram here = diagram_and(d->g, d->both, diagram_but(d->g, is[side], is[!side]));
            struct element e = {part, u, unit->name, side == NEW, here};
            if (here != NO) vec_push(d->arena, &d->elements, e);
        }
    }
}

static void compare_lists(struct difference *d) {
    struct unit will = {.name = "will"}, must = {.name = "must"};
    diagram grounds = NO;
    add_elements(d, DECISION_OPEN, &d->approaches);
    add_elements(d, DECISION_WILL, &(struct units){.at = &will, .len = 1});
    add_elements(d, DECISION_MUST, &(struct units){.at = &must, .len = 1});
    add_elements(d, DECISION_DUTY, &d->duties);
    add_elements(d, DECISION_BEFORE, &d->duties);
    add_elements(d, DECISION_CAUTION, &d->paragraphs);
    add_elements(d, DECISION_CLOSED_BY, &d->paragraphs);
    add_elements(d, DECISION_BASIS, &d->paragraphs);
    vec_each (struct element, e, &d->elements)
        if (e->part == DECISION_BASIS) grounds = diagram_or(d->g, grounds, e->where);
    d->grounds = diagram_but(d->g, grounds, d->differs);
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

void compare(struct difference *d, uint64_t max_steps) {
    d->g = diagrams_new(space_build(d->all, d->arena), max_steps);
    find_facts(d);
    for (int side = NEW; side >= OLD; side--) {
        struct space *own = space_share(d->g->s, d->sides[side]);
        d->v[side] = version_new(d->g, clause_set_build(own, d->sides[side], &d->probes[side]));
        d->decided[side] = decisions_new(d->v[side], NULL, true);
        match_units(d, side);
    }
    d->differs = NO;
    compare_admitted(d);
    compare_briefs(d);
    compare_lists(d);
}
