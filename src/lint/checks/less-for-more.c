/* An approval (what tells that a duty is done) that leads to less: whoever has it would do better
 * not to say so. */
#include "lint/monotone.h"

void lint_less_for_more(struct analysis *l) {
    bool *asked = arena_array(l->arena, bool, l->m->facts.len);
    vec_each (struct duty, duty, &l->m->duties) {
        if (duty->done_when == MODEL_NONE || asked[duty->done_when]) continue;
        asked[duty->done_when] = true;
        monotone_report(l, DIAG_LESS_FOR_MORE, duty->done_when, 0, 1);
    }
}
