/*
 * Vocabulary: the names that a policy uses, found fast.
 *
 * Built once at the start. A request names facts and values; an answer names approaches, duties and
 * paragraphs.
 */
#ifndef STRAT_EVALUATOR_CORE_VOCABULARY_H
#define STRAT_EVALUATOR_CORE_VOCABULARY_H

#include "evaluator/core/words.h"
#include "evaluator/io/output.h"
#include "runtime/strat.h"

#include <stdbool.h>

struct ev_fact {
    struct strat_fact info;
    uint32_t length;       /* of its name */
    uint32_t first_value;  /* where its values start among those of all facts */
    struct ev_table table; /* of its values */
};

/* Instead of a fact. */
enum { EV_NO_FACT = -1, EV_ID = -2 };

struct ev_vocabulary {
    const struct strat_policy *policy;
    struct strat_about about;
    struct ev_fact *facts;
    const char **fact_names, **approaches, **duties, **paragraphs;
    struct strat_named *values; /* of all facts, one after the other */
    uint32_t values_total;
    size_t longest_name; /* of a fact or a value */
    struct ev_words words;
    struct ev_table keys; /* the facts, then `id` */
    char *sought;         /* room for a name that is looked for */
};

/* False when there is not enough memory. */
bool ev_vocabulary_open(struct ev_vocabulary *v, const struct strat_policy *policy);
void ev_vocabulary_close(struct ev_vocabulary *v);

/* The fact, the value of a fact, the approach of that name; -1 where there is none. `id` is EV_ID.
 */
int32_t ev_find_fact(const struct ev_vocabulary *v, const char *name, size_t length);
int32_t ev_find_value(const struct ev_vocabulary *v, uint32_t fact, const char *name,
                      size_t length);
int32_t ev_find_approach(const struct ev_vocabulary *v, const char *name);

static inline const struct strat_named *ev_value(const struct ev_vocabulary *v, uint32_t fact,
                                                 uint32_t value) {
    return &v->values[v->facts[fact].first_value + value];
}

/* Where nothing has that name: the nearest, by spelling or by title; -1 where nothing is near. */
int32_t ev_nearest_fact(const struct ev_vocabulary *v, struct ev_span name);
int32_t ev_nearest_value(const struct ev_vocabulary *v, uint32_t fact, struct ev_span name);
int32_t ev_nearest_approach(const struct ev_vocabulary *v, const char *name);

#endif
