#include "space/space.h"

static void add_axis(struct space *s, uint32_t fact, uint32_t element, bool others,
                     uint32_t classes) {
    vec_push(s->arena, &s->axes, ((struct axis){fact, element, others, classes}));
}

static void axes_of_set(struct space *s, uint32_t f) {
    const struct domain *d = &s->domains[f];
    for (uint32_t e = 0; e < s->model->facts.at[f].values.len; e++) {
        uint64_t element = UINT64_C(1) << e;
        if ((d->named | d->others) & element) add_axis(s, f, e, (d->others & element) != 0, 2);
    }
}

struct space *space_build(const struct rule_set *rules, struct arena *a) {
    struct space *s = arena_new(a, struct space);
    s->rules = rules;
    s->model = rules->model;
    s->arena = a;
    s->domains = domains_of(rules, a);
    s->first_axis = arena_array(a, uint32_t, s->model->facts.len + 1);
    for (uint32_t f = 0; f < s->model->facts.len; f++) {
        s->first_axis[f] = (uint32_t)s->axes.len;
        const struct fact *fact = &s->model->facts.at[f];
        if (fact->source == FACT_READING) continue;
        if (fact->kind == FACT_SET_OF)
            axes_of_set(s, f);
        else if (s->domains[f].len > 1)
            add_axis(s, f, MODEL_NONE, false, (uint32_t)s->domains[f].len);
    }
    s->first_axis[s->model->facts.len] = (uint32_t)s->axes.len;
    space_cover_definitions(s);
    return s;
}

struct space *space_share(const struct space *axes, const struct rule_set *rules) {
    struct space *s = arena_new(axes->arena, struct space);
    *s = *axes;
    s->rules = rules;
    s->model = rules->model;
    s->signals = (struct signals){0};
    space_cover_definitions(s);
    return s;
}

uint32_t space_class(const struct space *s, uint32_t axis, int64_t value) {
    const struct axis *x = &s->axes.at[axis];
    const struct domain *d = &s->domains[x->fact];
    const struct fact *f = &s->model->facts.at[x->fact];
    if (f->kind == FACT_SET_OF)
        return (x->others ? (uint64_t)value & ~d->named : ((uint64_t)value >> x->element) & 1) != 0;
    if (f->kind != FACT_NUMBER && f->kind != FACT_DATE) return d->class_of[value];
    size_t low = 0, high = d->len; /* the last representative that is not above the value */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (d->at[middle] <= value)
            low = middle;
        else
            high = middle;
    }
    return (uint32_t)low;
}

uint32_t space_element_axis(const struct space *s, uint32_t fact, uint32_t element) {
    for (uint32_t x = s->first_axis[fact]; x < s->first_axis[fact + 1]; x++)
        if (s->axes.at[x].element == element && !s->axes.at[x].others) return x;
    return MODEL_NONE;
}

struct limit space_limit(const struct space *s, uint32_t axis, uint32_t class) {
    uint64_t *one = bitset_new(s->arena, s->axes.at[axis].classes);
    bitset_add(one, class);
    return (struct limit){axis, one};
}

uint32_t space_signal(struct space *s, enum signal_kind kind, uint32_t block, uint32_t approaches) {
    for (uint32_t i = 0; i < s->signals.len && kind != SIGNAL_HOLDS; i++) {
        const struct signal *g = &s->signals.at[i];
        if (g->kind == kind && g->block == block && g->approaches == approaches) return i;
    }
    vec_push(s->arena, &s->signals,
             ((struct signal){.kind = kind, .block = block, .approaches = approaches}));
    return (uint32_t)s->signals.len - 1;
}
