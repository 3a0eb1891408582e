#include "diff/compare.h"

#include <string.h>

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
    const struct model *m = own_model(c->m, side);
    for (uint32_t i = 0; i < m->approaches.len; i++)
        add_unit(c->arena, &c->approaches, m->approaches.at[i].id.name,
                 m->approaches.at[i].id.title, side, i);
    for (uint32_t i = 0; i < m->duties.len; i++)
        add_unit(c->arena, &c->duties, m->duties.at[i].id.name, m->duties.at[i].id.title, side, i);
    for (uint32_t i = 0; i < m->outline.len; i++)
        add_unit(c->arena, &c->paragraphs, m->outline.at[i].id, paragraph_title(m, i), side, i);
}

static void find_facts(struct comparison *c) {
    size_t n = c->m->model->facts.len;
    bool *every = arena_array(c->arena, bool, n), *looked_for = arena_array(c->arena, bool, n);
    memset(every, 1, n);
    for (int side = OLD; side < SIDES; side++) {
        const struct model *own = own_model(c->m, (enum side)side);
        const uint32_t roles[] = {own->partner, own->activity, own->objective};
        for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
            if (roles[i] != MODEL_NONE) looked_for[c->m->fact_of[side][roles[i]]] = true;
    }
    c->every_fact = every;
    c->looked_for = looked_for;
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

static void compare_briefs(struct comparison *c) {
    size_t n = c->approaches.len;
    c->n_brief = STATUS_OPEN + 2 * n;
    for (int side = OLD; side < SIDES; side++) {
        const struct decisions *d = c->d[side];
        diagram *brief = c->brief[side] = arena_array(c->arena, diagram, c->n_brief);
        for (enum status s = STATUS_OUT_OF_SCOPE; s <= STATUS_OPEN; s++)
            c->status[side][s] = decisions_status(d, s);
        memcpy(brief, c->status[side], STATUS_OPEN * sizeof *brief);
        for (size_t a = 0; a < n; a++) {
            uint32_t own = c->approaches.at[a].of[side];
            brief[STATUS_OPEN + a] = own == MODEL_NONE ? (diagram)NO : d->used[own];
            brief[STATUS_OPEN + n + a] = own == MODEL_NONE ? (diagram)NO : d->start[own];
        }
    }
    for (size_t i = 0; i < c->n_brief; i++) note_difference(c, c->brief[OLD][i], c->brief[NEW][i]);
}

struct brief brief_of(const struct comparison *c, const bool *is) {
    struct brief x = {.status = STATUS_OPEN};
    size_t n = c->approaches.len;
    for (enum status s = STATUS_OUT_OF_SCOPE; s < STATUS_OPEN; s++)
        if (is[s]) x.status = s;
    for (size_t a = 0; a < n; a++) {
        x.used |= (uint64_t)is[STATUS_OPEN + a] << a;
        x.start |= (uint64_t)is[STATUS_OPEN + n + a] << a;
    }
    return x;
}

static void add_element(struct comparison *c, enum decision_part part, uint32_t unit,
                        const char *name, const diagram is[SIDES]) {
    struct diagrams *g = c->g;
    if (is[OLD] == is[NEW]) return;
    if (part != DECISION_BASIS) note_difference(c, is[OLD], is[NEW]);
    vec_push(c->arena, &c->elements,
             ((struct element){.part = part,
                               .unit = unit,
                               .name = name,
                               .gone = diagram_and(g, c->both, diagram_but(g, is[OLD], is[NEW])),
                               .come = diagram_and(g, c->both, diagram_but(g, is[NEW], is[OLD]))}));
}

static void add_elements(struct comparison *c, enum decision_part part, const struct units *units) {
    for (uint32_t u = 0; u < units->len; u++) {
        diagram is[SIDES];
        for (int side = OLD; side < SIDES; side++) {
            uint32_t own = units->at[u].of[side];
            is[side] = own == MODEL_NONE ? (diagram)NO : component(c->d[side], part, own);
        }
        add_element(c, part, u, units->at[u].name, is);
    }
}

static void compare_lists(struct comparison *c) {
    struct diagrams *g = c->g;
    diagram will[SIDES], must[SIDES], grounds = NO;
    for (int side = OLD; side < SIDES; side++) {
        will[side] = component(c->d[side], DECISION_WILL, 0);
        must[side] = component(c->d[side], DECISION_MUST, 0);
    }
    add_elements(c, DECISION_OPEN, &c->approaches);
    add_element(c, DECISION_WILL, 0, "will", will);
    add_element(c, DECISION_MUST, 0, "must", must);
    add_elements(c, DECISION_DUTY, &c->duties);
    add_elements(c, DECISION_BEFORE, &c->duties);
    add_elements(c, DECISION_CAUTION, &c->paragraphs);
    add_elements(c, DECISION_CLOSED_BY, &c->paragraphs);
    add_elements(c, DECISION_BASIS, &c->paragraphs);
    vec_each (struct element, e, &c->elements)
        if (e->part == DECISION_BASIS)
            grounds = diagram_or(g, grounds, diagram_or(g, e->gone, e->come));
    c->grounds = diagram_but(g, grounds, c->differs);
}

/* ---- what is admitted ---- */

static void compare_admitted(struct comparison *c) {
    struct diagrams *g = c->g;
    c->both = diagram_and(g, c->v[OLD]->possible, c->v[NEW]->possible);
    for (int side = OLD; side < SIDES; side++) {
        diagram other = c->v[!side]->possible; /* with some values of the facts that this lacks */
        for (uint32_t f = 0; f < c->m->model->facts.len; f++)
            if (c->m->facts[f].of[side] == MODEL_NONE) other = diagram_exists(g, other, f);
        c->only[side] = diagram_but(g, c->v[side]->possible, other);
    }
}

struct comparison *compare(struct arena *a, struct subject old, struct subject new,
                           uint64_t max_steps) {
    struct comparison *c = arena_new(a, struct comparison);
    c->m = merge(a, old, new);
    c->arena = a;
    map_init(&c->same, a);
    c->g = diagrams_new(space_build(c->m->all, a), max_steps);
    find_facts(c);
    for (int side = NEW; side >= OLD; side--) {
        const struct rule_set *rules = c->m->sides[side];
        struct space *own = space_share(c->g->s, rules);
        c->v[side] = version_new(c->g, clause_set_build(own, rules, &c->m->probes[side]));
        c->d[side] = decisions_new(c->v[side], NULL, true);
        match_units(c, (enum side)side);
    }
    c->differs = NO;
    compare_admitted(c);
    compare_briefs(c);
    compare_lists(c);
    return c;
}
