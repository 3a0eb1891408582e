/*
 * What goes with what remains open: a tree with EV_PART_OFFERED against trials.
 */
#ifndef STRATC_TESTS_PROPS_OFFERED_H
#define STRATC_TESTS_PROPS_OFFERED_H

#include "evaluator/explain/build.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

/* Of the trial that goes on: what it has more than the request is named, and there is a name only
 * where there is more. */
static inline void check_offer(const struct ev_engine *e, const struct strat_lists *own,
                               const struct strat_lists *is, const struct ev_node *with,
                               size_t *offered) {
    const struct ev_vocabulary *v = &e->vocabulary;
    const char *also = ev_member_text(with, "also");
    bool more = false;
    for (uint32_t d = 0; d < v->about.duties; d++) {
        if (!bitset_has(is->duties, d) || bitset_has(own->duties, d)) continue;
        assert_non_null(strstr(also, ev_said(&v->duties[d])));
        more = true;
    }
    for (uint32_t p = 0; p < v->about.paragraphs; p++) {
        if (!bitset_has(is->cautions, p) || bitset_has(own->cautions, p)) continue;
        assert_non_null(strstr(also, v->paragraphs[p].name));
        more = true;
    }
    assert_int_equal(more, also[0] != '\0');
    *offered += 1;
}

/* `offered`: how many were looked at. */
static inline void check_offers(struct ev_engine *e, const struct ev_node *root, size_t *offered) {
    const struct ev_vocabulary *v = &e->vocabulary;
    struct ev_upshot own;
    struct ev_fault fault;
    uint32_t f = 0;
    while (f < v->about.facts && v->facts[f].info.role != STRAT_ACTIVITY) f++;
    if (ev_member_count(root, "offers") == 0 || ev_member_count(root, "limits") > 0) return;
    assert_true(ev_decide_too(e, true, &fault) && ev_upshot_open(&own, e));
    int32_t approach = ev_offering(&e->answer);
    ev_each_node (offer, ev_member(root, "offers")) {
        const char *typed = ev_member_text(offer, "typed");
        for (uint32_t i = 0; i < v->facts[f].info.values; i++) {
            if (strcmp(strchr(typed, '=') + 1, ev_value(v, f, i)->name) != 0) continue;
            assert_true(ev_decide_with(e, f, i, true, &fault));
            check_offer(e, &own.answer.each[approach], &e->answer.each[approach],
                        ev_node_with(ev_member(root, "offers_with"), "typed", typed), offered);
        }
    }
    ev_upshot_close(&own);
}

#endif
