/* Decider: a request decided by the table, by the numbers of the model. Inside pipeline/ only. */
#ifndef STRATC_PIPELINE_DECIDER_H
#define STRATC_PIPELINE_DECIDER_H

#include "pipeline/examples.h"

struct decider {
    struct arena *arena;
    const struct model *m;
    const struct strat_policy *policy;
    struct strat_work work;
    struct strat_answer answer;
    int64_t *value; /* by fact of a request */
    uint8_t *known;
    uint32_t *fact_of; /* the fact of the model */
};

/* `each`: the lists of each approach, too. */
struct decider decider_new(struct arena *a, const struct model *m, const struct layout *layout,
                           bool each);

/* Decides what is stated of the facts of the model. */
enum strat_result decider_decide(struct decider *d, const struct request *of);

/* ---- names, as the sets of an answer number them ---- */

typedef const char *name_of(const struct model *m, size_t i);
name_of id_name, duty_name, approach_name;

#endif
