#include "diff/compare.h"

static const struct model *model_of(const struct comparison *c, enum side side) {
    return c->v[side]->model;
}

/* ---- names of both ---- */

static void add_unit(struct arena *a, struct units *units, const char *name, const char *title,
                     enum side side, uint32_t index) {
    vec_each (struct unit, u, units)
        if (u->name == name) {
            u->of[side] = index;
            return;
        }
    struct unit u = {name, title, {MODEL_NONE, MODEL_NONE}};
    u.of[side] = index;
    vec_push(a, units, u);
}

/* A paragraph's title is that of the first block with its id. */
static const char *paragraph_title(const struct model *m, uint32_t outline) {
    vec_each (struct block, b, &m->blocks)
        if (b->outline == outline) return b->id.title;
    return m->outline.at[outline].recital;
}

static void match_units(struct comparison *c, enum side side) {
    const struct model *m = model_of(c, side);
    struct arena *a = c->g->arena;
    for (uint32_t i = 0; i < m->approaches.len; i++)
        add_unit(a, &c->approaches, m->approaches.at[i].id.name, m->approaches.at[i].id.title, side,
                 i);
    for (uint32_t i = 0; i < m->duties.len; i++)
        add_unit(a, &c->duties, m->duties.at[i].id.name, m->duties.at[i].id.title, side, i);
    for (uint32_t i = 0; i < m->outline.len; i++)
        add_unit(a, &c->paragraphs, m->outline.at[i].id, paragraph_title(m, i), side, i);
}

/* ---- parts of both ---- */

static diagram component(const struct decisions *d, enum decision_part part, uint32_t index) {
    vec_each (struct component, x, &d->components)
        if (x->part == part && x->index == index) return x->is;
    return NO;
}

static void note_difference(struct comparison *c, diagram was, diagram is) {
    struct diagrams *g = c->g;
    c->differs = diagram_or(g, c->differs, diagram_and(g, c->both, diagram_differ(g, was, is)));
}

static void compare_status(struct comparison *c) {
    for (enum status s = STATUS_OUT_OF_SCOPE; s <= STATUS_OPEN; s++) {
        for (int side = OLD; side < SIDES; side++)
            c->status[side][s] = decisions_status(c->d[side], s);
        note_difference(c, c->status[OLD][s], c->status[NEW][s]);
    }
}

static void compare_approaches(struct comparison *c) {
    for (int side = OLD; side < SIDES; side++) {
        c->used[side] = arena_array(c->g->arena, diagram, c->approaches.len);
        c->start[side] = arena_array(c->g->arena, diagram, c->approaches.len);
        for (size_t a = 0; a < c->approaches.len; a++) {
            uint32_t own = c->approaches.at[a].of[side];
            c->used[side][a] = own == MODEL_NONE ? NO : c->d[side]->used[own];
            c->start[side][a] = own == MODEL_NONE ? NO : c->d[side]->start[own];
        }
    }
    for (size_t a = 0; a < c->approaches.len; a++) {
        note_difference(c, c->used[OLD][a], c->used[NEW][a]);
        note_difference(c, c->start[OLD][a], c->start[NEW][a]);
    }
}

static void add_element(struct comparison *c, enum decision_part part, uint32_t unit,
                        const char *name, diagram was, diagram is) {
    struct diagrams *g = c->g;
    struct element e = {.part = part, .unit = unit, .name = name, .is = {was, is}};
    e.gone = diagram_and(g, c->both, diagram_but(g, was, is));
    e.come = diagram_and(g, c->both, diagram_but(g, is, was));
    vec_push(g->arena, &c->elements, e);
}

static void add_elements(struct comparison *c, enum decision_part part, const struct units *units) {
    for (uint32_t u = 0; u < units->len; u++) {
        diagram is[SIDES];
        for (int side = OLD; side < SIDES; side++) {
            uint32_t own = units->at[u].of[side];
            is[side] = own == MODEL_NONE ? (diagram)NO : component(c->d[side], part, own);
        }
        if (is[OLD] != is[NEW]) add_element(c, part, u, units->at[u].name, is[OLD], is[NEW]);
    }
}

/* The modality is the strongest: where `must` holds, `will` says nothing more. */
static void add_modality(struct comparison *c) {
    diagram must[SIDES], will[SIDES];
    for (int side = OLD; side < SIDES; side++) {
        must[side] = component(c->d[side], DECISION_MUST, 0);
        will[side] = diagram_but(c->g, component(c->d[side], DECISION_WILL, 0), must[side]);
    }
    if (will[OLD] != will[NEW]) add_element(c, DECISION_WILL, 0, "will", will[OLD], will[NEW]);
    if (must[OLD] != must[NEW]) add_element(c, DECISION_MUST, 0, "must", must[OLD], must[NEW]);
}

static void compare_lists(struct comparison *c) {
    struct diagrams *g = c->g;
    add_elements(c, DECISION_OPEN, &c->approaches);
    add_modality(c);
    add_elements(c, DECISION_DUTY, &c->duties);
    add_elements(c, DECISION_BEFORE, &c->duties);
    add_elements(c, DECISION_CAUTION, &c->paragraphs);
    add_elements(c, DECISION_CLOSED_BY, &c->paragraphs);
    vec_each (struct element, e, &c->elements) note_difference(c, e->is[OLD], e->is[NEW]);
    size_t first = c->elements.len;
    diagram grounds = NO;
    add_elements(c, DECISION_BASIS, &c->paragraphs);
    for (size_t i = first; i < c->elements.len; i++)
        grounds =
            diagram_or(g, grounds, diagram_or(g, c->elements.at[i].gone, c->elements.at[i].come));
    c->grounds = diagram_but(g, grounds, c->differs);
}

/* ---- what is admitted ---- */

static void compare_worlds(struct comparison *c) {
    struct diagrams *g = c->g;
    diagram some[SIDES]; /* admitted with some values of the facts that the other lacks */
    c->both = diagram_and(g, c->v[OLD]->possible, c->v[NEW]->possible);
    for (int side = OLD; side < SIDES; side++) {
        some[side] = c->v[side]->possible;
        for (uint32_t f = 0; f < c->m->model->facts.len; f++)
            if (c->m->facts[f].of[!side] == MODEL_NONE) some[side] = diagram_some(g, some[side], f);
    }
    for (int side = OLD; side < SIDES; side++)
        c->only[side] = diagram_but(g, c->v[side]->possible, some[!side]);
}

diagram presumed_where(const struct comparison *c, enum side side, uint32_t fact, bool yes) {
    uint32_t probe = 0;
    for (uint32_t f = 0; f <= fact; f++)
        for (int way = 0; way < 2; way++) {
            if (f == fact && way == (int)yes)
                return c->m->presumed[side][f].when[way] ? diagram_of_probe(c->v[side], probe)
                                                         : (diagram)NO;
            probe += c->m->presumed[side][f].when[way] != NULL;
        }
    return NO;
}

static struct version *build_version(const struct merged *m, struct diagrams *g, enum side side) {
    struct conds probes = {0};
    for (uint32_t f = 0; f < m->model->facts.len; f++)
        for (int yes = 0; yes < 2; yes++)
            if (m->presumed[side][f].when[yes])
                vec_push(m->arena, &probes, m->presumed[side][f].when[yes]);
    struct space *own = space_share(g->s, m->sides[side]);
    return version_new(g, clause_set_build(own, m->sides[side], &probes));
}

struct comparison *compare(struct arena *a, struct subject old, struct subject new,
                           uint64_t max_steps) {
    struct comparison *c = arena_new(a, struct comparison);
    c->m = merge(a, old, new);
    map_init(&c->same, a);
    c->g = diagrams_new(space_build(c->m->all, a), max_steps);
    for (int side = NEW; side >= OLD; side--) {
        c->v[side] = build_version(c->m, c->g, (enum side)side);
        c->d[side] = decisions_new(c->v[side], NULL, true);
        match_units(c, (enum side)side);
    }
    c->differs = NO;
    compare_worlds(c);
    compare_status(c);
    compare_approaches(c);
    compare_lists(c);
    return c;
}
