/* Values that have names of their own but that no decision tells apart: told on request, as a document may well name more than it distinguishes. */
#include "lint/ask.h"
#include "lint/readings.h"

struct search {
    struct lint *l;
    const struct decisions *d;
    uint32_t axis, classes;
    diagram *held; /* by component, then class; NODE_BASE - 1: not made yet */
};

static diagram held(struct search *s, size_t component, uint32_t class)
{
    diagram *x = &s->held[component * s->classes + class];
    if (*x == NODE_BASE - 1)
        *x = ask_held(s->d->g, s->d->components.at[component].is, s->axis, class);
    return *x;
}

static bool alike(struct search *s, uint32_t c, uint32_t e)
{
    struct diagrams *g = s->d->g;
    if (c == e)
        return true;
    diagram both = diagram_and(g, ask_held(g, s->d->v->possible, s->axis, c), ask_held(g, s->d->v->possible, s->axis, e));
    for (size_t i = 0; i < s->d->components.len; i++)
        if (s->d->components.at[i].part < DECISION_BASIS && diagram_and(g, both, diagram_differ(g, held(s, i, c), held(s, i, e))) != NO)
            return false;
    return true;
}

static uint32_t class_of(const struct search *s, uint32_t value)
{
    return s->classes == 1 ? 0 : space_class(s->d->g->s, s->axis, value);
}

static bool is_candidate(const struct declared *value) { return !value->foreign && value->used; }

static void judge(struct search *s, uint32_t fact)
{
    const struct fact *f = &s->l->m->facts.at[fact];
    bool *told = arena_array(s->l->arena, bool, f->values.len);
    for (uint32_t v = 0; v < f->values.len; v++) {
        struct words names = {0};
        for (uint32_t w = v; w < f->values.len && !told[v] && is_candidate(&f->values.at[v]); w++) {
            if (told[w] || !is_candidate(&f->values.at[w]) || !alike(s, class_of(s, v), class_of(s, w)))
                continue;
            told[w] = w != v;
            vec_push(s->l->arena, &names, f->values.at[w].name);
        }
        if (names.len > 1 && !s->d->g->gave_up)
            diag_report(s->l->d, DIAG_ALIKE_VALUES, f->values.at[v].at, "no decision tells %s apart: as values of %s they could be one",
                        ask_list(s->l->arena, &names, "and"), f->id.name);
    }
}

void lint_alike_values(struct lint *l)
{
    struct search s = {.l = l, .d = lint_any_reading(l)};
    for (uint32_t f = 0; f < l->m->facts.len; f++) {
        const struct fact *fact = &l->m->facts.at[f];
        if (fact->kind != FACT_ONE_OF || fact->source != FACT_ASKED || f == l->m->objective || !fact->id.used)
            continue;
        const struct space *space = s.d->g->s;
        s.axis = space->first_axis[f];
        s.classes = s.axis < space->first_axis[f + 1] ? space->axes.at[s.axis].classes : 1;
        size_t n = s.d->components.len * s.classes;
        s.held = arena_array(l->arena, diagram, n);
        for (size_t i = 0; i < n; i++)
            s.held[i] = NODE_BASE - 1;
        judge(&s, f);
    }
}
