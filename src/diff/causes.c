/*
 * Causes: what is not as it was, and where that shows.
 */
#include "diff/diff.h"

/* ---- where it shows ---- */

/* Adds where in the region the paragraph's clauses of this kind (and for this duty) are others than
 * they were, for some approach. */
static void add_shown(const struct difference *d, diagram *to, diagram region,
                      enum clause_kind kind, const struct unit *paragraph,
                      const struct unit *duty) {
    vec_each (struct unit, a, &d->approaches) {
        diagram is[SIDES] = {NO, NO};
        for (int side = OLD; side < SIDES; side++) {
            struct clause_filter f = clauses_of_kind(kind);
            f.paragraph = paragraph->of[side];
            f.approach = a->of[side];
            f.duty = duty ? duty->of[side] : MODEL_NONE;
            if (f.paragraph != MODEL_NONE && f.approach != MODEL_NONE &&
                (!duty || f.duty != MODEL_NONE))
                is[side] = diagram_of(d->v[side], f, NULL, YES);
        }
        diagram differ = diagram_differ(d->g, is[OLD], is[NEW]);
        *to = diagram_or(d->g, *to, diagram_and(d->g, differ, region));
    }
}

/* All but what opens or closes. */
static void add_lists_shown(const struct difference *d, diagram *to, diagram region,
                            const struct unit *paragraph) {
    add_shown(d, to, region, CLAUSE_CAUTION, paragraph, NULL);
    vec_each (struct unit, duty, &d->duties) {
        add_shown(d, to, region, CLAUSE_DUTY, paragraph, duty);
        add_shown(d, to, region, CLAUSE_OUTSTANDING, paragraph, duty);
    }
}

void look_alone(struct difference *d, struct cause *cause) {
    diagram region = NO; /* out of scope nothing that it says has an effect */
    for (int side = OLD; side < SIDES; side++)
        region =
            diagram_or(d->g, region, diagram_and(d->g, d->only[side], d->decided[side]->in_scope));
    vec_each (struct unit, p, &d->paragraphs) {
        if (region == NO || p->name != cause->name) continue;
        add_shown(d, &cause->alone, region, CLAUSE_PERMIT, p, NULL);
        add_shown(d, &cause->alone, region, CLAUSE_CLOSE, p, NULL);
        add_lists_shown(d, &cause->alone, region, p);
    }
}

static void look(struct difference *d, struct cause *cause, const struct unit *paragraph) {
    add_shown(d, &cause->opens, d->both, CLAUSE_PERMIT, paragraph, NULL);
    add_shown(d, &cause->opens, d->both, CLAUSE_CLOSE, paragraph, NULL);
    cause->shows = cause->opens;
    add_lists_shown(d, &cause->shows, d->both, paragraph);
    /* `will` for `may` opens nothing new, so that it is told from the text alone */
    if (cause->kind == CAUSE_CHANGED && cause->shows == NO)
        vec_each (struct element, e, &d->elements)
            if (e->part == DECISION_WILL || e->part == DECISION_MUST)
                cause->shows = diagram_or(d->g, cause->shows, e->where);
}

/* Readings, and more changes than can be undone one by one: by the clauses of each paragraph. */
static void look_everywhere(struct difference *d) {
    size_t changed = d->causes.len;
    vec_each (struct unit, p, &d->paragraphs) {
        struct cause cause = {NULL, p->name, CAUSE_INDIRECT, NO, NO, NO}, *of = &cause;
        for (size_t i = 0; i < changed; i++)
            if (d->causes.at[i].node->kind == NODE_BLOCK && d->causes.at[i].name == p->name)
                of = &d->causes.at[i];
        look(d, of, p);
        if (of != &cause) look_alone(d, of);
        if (of == &cause && cause.shows != NO) vec_push(d->arena, &d->causes, cause);
    }
    diagram differ = diagram_differ(d->g, d->decided[OLD]->in_scope, d->decided[NEW]->in_scope);
    for (size_t i = 0; i < changed; i++)
        if (d->causes.at[i].node->kind == NODE_SCOPE)
            d->causes.at[i].shows = d->causes.at[i].opens = diagram_and(d->g, d->both, differ);
}

void find_causes(struct difference *d) {
    bool tried = show_undone(d);
    d->supposed = !tried && !d->readings;
    if (!tried) look_everywhere(d);
}
