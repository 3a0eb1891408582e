/*
 * Require: whether an approach may start now, in a line.
 */
#include "evaluator/cli/require.h"

#include "evaluator/explain/say.h"

bool ev_put_available(struct ev_page *page, const struct ev_engine *e, uint32_t approach) {
    const struct strat_answer *a = &e->answer;
    bool available = a->available >> approach & 1, ranked = e->vocabulary.about.ranked;
    bool more = available && ranked && a->now > (int32_t)approach;
    ev_add(page, available ? "Yes: " : "No: ");
    if (available && !more && a->now != (int32_t)approach && ranked) {
        ev_say_approach(&page->text, e, (int32_t)approach);
        ev_add(page, ", or more, may start now.");
    } else if (available) {
        ev_say_approach(&page->text, e, more ? a->now : (int32_t)approach);
        ev_add(page, more ? " may start now, which is more." : " may start now.");
    } else if (ranked && a->now >= 0) {
        ev_add(page, "at most ");
        ev_say_approach(&page->text, e, a->now);
        ev_add(page,
               a->status == STRAT_UNDETERMINED ? " is sure to be allowed now." : " may start now.");
    } else {
        ev_add(page, a->status == STRAT_OUT_OF_SCOPE ? "out of scope."
                     : ranked                        ? "nothing may start now."
                                                     : "it may not start now.");
    }
    if ((!available || more) && a->status != STRAT_OUT_OF_SCOPE) {
        ev_add(page, " ");
        ev_say_approach(&page->text, e, (int32_t)approach);
        ev_add(page, ": ");
        ev_say_verdict(&page->text, e, approach);
        ev_add(page, ".");
    }
    ev_end_sentence(page);
    return available;
}
