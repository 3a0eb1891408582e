/*
 * What somebody could act on in an answer, as a text to compare with that of another.
 */
#ifndef STRAT_TESTS_PROPS_CONSEQUENCE_H
#define STRAT_TESTS_PROPS_CONSEQUENCE_H

#include "evaluator/core/answer.h"
#include "evaluator/explain/build.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

static inline void put_words(struct ev_out *out, const uint64_t *set, size_t words) {
    for (size_t i = 0; i < words; i++)
        ev_textf(out, " %u %u", (unsigned)set[i], (unsigned)(set[i] >> 32));
}

/* Undetermined: by which paragraphs an approach may be open; and of what is told of (`whole`) what
 * goes with it wherever it is had. */
static inline void put_had(struct ev_out *out, struct ev_engine *e, uint32_t approach, bool whole) {
    const struct strat_lists *had = &e->had[approach];
    size_t ids = strat_id_words(e->policy), duties = strat_duty_words(e->policy);
    struct ev_fault fault;
    if (e->answer.status != STRAT_UNDETERMINED) return;
    assert_true(ev_where_had(e, approach, &fault));
    put_words(out, had->basis, ids);
    if (!whole) return;
    ev_textf(out, " %u %u", (unsigned)had->modality, (unsigned)had->verdicts);
    put_words(out, had->cautions, ids);
    put_words(out, had->duties, duties);
    put_words(out, had->before, duties);
}

/* All that an answer says that somebody could act on; of approaches that are open, may start now
 * or, undetermined, may be either what goes with them, too, and by which paragraphs they may be. */
static inline void put_consequence(struct ev_out *out, struct ev_engine *e) {
    static const enum ev_key of[] = {EV_KEY_STATUS,   EV_KEY_APPROACH,  EV_KEY_POSSIBLE,
                                     EV_KEY_NOW,      EV_KEY_AT_LEAST,  EV_KEY_POSSIBLE_STATUS,
                                     EV_KEY_OPEN,     EV_KEY_COMMITTED, EV_KEY_MODALITY,
                                     EV_KEY_BASIS,    EV_KEY_DUTIES,    EV_KEY_BEFORE,
                                     EV_KEY_CAUTIONS, EV_KEY_UNCERTAIN, EV_KEY_CLOSED_BY};
    const struct strat_answer *a = &e->answer;
    size_t ids = strat_id_words(e->policy), duties = strat_duty_words(e->policy);
    struct ev_keys keys = {.line_end = NULL};
    bool ranked = e->vocabulary.about.ranked;
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) keys.wanted[of[i]] = true;
    out->used = 0;
    ev_put_answer(out, e, &keys, (struct ev_span){0});
    for (uint32_t i = 0; i < e->vocabulary.about.approaches; i++) {
        const struct strat_lists *l = &a->each[i];
        bool now = a->now == (int32_t)i, starts = ranked ? now : a->available >> i & 1;
        bool by_default = a->possible_status >> STRAT_DEFAULT & 1 &&
                          e->vocabulary.about.default_approach == (int32_t)i;
        bool may_be =
            a->status == STRAT_UNDETERMINED ? a->possible >> i & 1 || by_default : a->open >> i & 1;
        put_had(out, e, i, starts || may_be);
        if (!starts && !may_be) continue;
        ev_textf(out, "%u: %u %u", (unsigned)i, (unsigned)l->modality, (unsigned)l->verdicts);
        put_words(out, l->basis, ids);
        put_words(out, l->cautions, ids);
        put_words(out, l->duties, duties);
        put_words(out, l->before, duties);
        put_words(out, l->closed_by, ids);
        if (a->status == STRAT_UNDETERMINED && a->possible >> i & 1) {
            struct ev_fault fault;
            assert_true(ev_explain(e, i, &fault));
            put_words(out, e->reasons.permits_some, ids);
            put_words(out, e->reasons.closes_some, ids);
        }
        if (!now) continue;
        put_words(out, e->certain.duties, duties);
        put_words(out, e->certain.before, duties);
        put_words(out, e->certain.cautions, ids);
    }
    ev_put(out, "", 1);
}

/* What records tell besides: of each approach what it is, and for which activities this one, which
 * remains as the default, is open (-1: that is not told). */
static inline void put_more_consequence(struct ev_out *out, struct ev_engine *e, int32_t offering) {
    const uint32_t opens = 1u << STRAT_VERDICT_OPEN | 1u << STRAT_VERDICT_CONDITIONAL;
    const struct ev_vocabulary *v = &e->vocabulary;
    uint32_t f = 0;
    out->used = 0;
    for (uint32_t i = 0; i < v->about.approaches; i++)
        ev_textf(out, " %u", (unsigned)e->answer.each[i].verdicts);
    while (f < v->about.facts && v->facts[f].info.role != STRAT_ACTIVITY) f++;
    if (ev_offering(&e->answer) != offering || f == v->about.facts) offering = -1;
    for (uint32_t i = 0; offering >= 0 && i < v->facts[f].info.values; i++) {
        struct ev_fault fault;
        if (!ev_decide_with(e, f, i, true, &fault)) continue;
        uint32_t verdicts = e->answer.each[offering].verdicts;
        if (!(verdicts & opens)) continue;
        ev_textf(out, "; %u%s", (unsigned)i,
                 verdicts & ~opens                        ? " sometimes"
                 : !(e->answer.available >> offering & 1) ? " later"
                                                          : "");
    }
    ev_put(out, "", 1);
}

#endif
