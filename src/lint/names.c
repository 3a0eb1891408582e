#include "lint/names.h"

static const char *fact_what(const struct fact *f) {
    return f->source == FACT_READING     ? "the reading"
           : f->source == FACT_JUDGEMENT ? "the judgement"
                                         : "the fact";
}

struct chosen_names names_chosen(struct analysis *l) {
    struct chosen_names all = {0};
    const struct model *m = l->m;
    for (uint32_t f = 0; f < m->facts.len; f++)
        vec_push(l->arena, &all,
                 ((struct chosen){&m->facts.at[f].id, fact_what(&m->facts.at[f]), MODEL_NONE}));
    vec_each (const struct group, x, &m->groups)
        vec_push(l->arena, &all, ((struct chosen){&x->id, "the group", MODEL_NONE}));
    vec_each (const struct define, x, &m->defines)
        vec_push(l->arena, &all, ((struct chosen){&x->id, "the definition", MODEL_NONE}));
    vec_each (const struct duty, x, &m->duties)
        vec_push(l->arena, &all, ((struct chosen){&x->id, "the duty", MODEL_NONE}));
    vec_each (const struct approach, x, &m->approaches)
        vec_push(l->arena, &all, ((struct chosen){&x->id, "the approach", MODEL_NONE}));
    for (uint32_t f = 0; f < m->facts.len; f++)
        vec_each (const struct declared, v, &m->facts.at[f].values)
            vec_push(l->arena, &all, ((struct chosen){v, "the value", f}));
    return all;
}
