/*
 * Completion: the engine's request with what nobody stated, and no default or presumption says,
 * said at random.
 */
#ifndef STRATC_TESTS_PROPS_COMPLETION_H
#define STRATC_TESTS_PROPS_COMPLETION_H

#include "evaluator/core/engine.h"
#include "tests/props/harness.h"
#include "tests/props/random_policy.h"

struct completion {
    const struct compiled *c;
    struct ev_engine *e;
    uint8_t *given; /* by fact: it stays as it is */
    uint8_t *known; /* as it was asked */
    int64_t *value;
};

static inline struct completion completion_begin(const struct compiled *c, struct ev_engine *e) {
    size_t facts = e->vocabulary.about.facts;
    struct completion k = {c, e, malloc(facts + 1), malloc(facts + 1),
                           malloc((facts + 1) * sizeof(int64_t))};
    memcpy(k.known, e->request.known, facts);
    memcpy(k.value, e->request.value, facts * sizeof *k.value);
    for (size_t f = 0; f < facts; f++) {
        const struct strat_fact *info = &e->vocabulary.facts[f].info;
        k.given[f] = k.known[f] || info->has_default || info->presumed;
    }
    return k;
}

static inline void completion_fill(struct completion *k, uint64_t (*next)(void)) {
    uint32_t f = 0;
    for (size_t m = 0; m < k->c->model->facts.len; m++) {
        if (k->c->model->facts.at[m].source == FACT_READING) continue;
        if (!k->given[f]) {
            k->e->request.known[f] = 1;
            k->e->request.value[f] = random_value(&k->c->model->facts.at[m], next());
        }
        f++;
    }
}

static inline void completion_undo(struct completion *k) {
    size_t facts = k->e->vocabulary.about.facts;
    memcpy(k->e->request.known, k->known, facts);
    memcpy(k->e->request.value, k->value, facts * sizeof *k->value);
}

static inline void completion_end(struct completion *k) {
    free(k->given);
    free(k->known);
    free(k->value);
}

#endif
