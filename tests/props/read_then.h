/*
 * On which readings it hangs where something else leads: a tree with EV_PART_READ_AS against trials
 * that are decided with each value of each reading.
 */
#ifndef STRATC_TESTS_PROPS_READ_THEN_H
#define STRATC_TESTS_PROPS_READ_THEN_H

#include "evaluator/explain/build.h"
#include "tests/props/completion.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

/* How many trials were seen to hang on a reading; readings on which only trials do; completions
 * that hang on one. */
struct read_then {
    size_t trials, besides, own;
};

/* Whether some approach is had in another way, no longer or only now, or what comes first of it. */
static inline bool read_has_other(const struct strat_answer *was, const struct ev_engine *e) {
    const uint32_t shut = 1u << STRAT_VERDICT_CLOSED | 1u << STRAT_VERDICT_NOT_PROVIDED;
    for (uint32_t i = 0; i < e->vocabulary.about.approaches; i++) {
        uint32_t x = was->each[i].verdicts, y = e->answer.each[i].verdicts;
        if ((x & ~shut) != (y & ~shut) || !(x & shut) != !(y & shut) ||
            !bitset_same(was->each[i].before, e->answer.each[i].before,
                         strat_duty_words(e->policy)))
            return true;
    }
    return false;
}

static inline bool read_named(const struct ev_engine *e, const struct ev_node *root,
                              const char *key, uint32_t reading) {
    const struct ev_vocabulary *v = &e->vocabulary;
    return ev_node_with(ev_member(root, key), "name",
                        v->facts[v->about.facts + reading].info.name) != NULL;
}

/* Whether other duties or cautions go with one of these approaches, where it is had both ways. */
static inline bool read_has_items(const struct strat_answer *was, const struct ev_engine *e,
                                  uint32_t told) {
    const uint32_t shut = 1u << STRAT_VERDICT_CLOSED | 1u << STRAT_VERDICT_NOT_PROVIDED;
    for (uint32_t i = 0; i < e->vocabulary.about.approaches; i++) {
        const struct strat_lists *x = &was->each[i], *y = &e->answer.each[i];
        if (told >> i & 1 && !((x->verdicts | y->verdicts) & shut) &&
            (!bitset_same(x->duties, y->duties, strat_duty_words(e->policy)) ||
             !bitset_same(x->cautions, y->cautions, strat_id_words(e->policy))))
            return true;
    }
    return false;
}

/* A completion of the request itself, of which all is told: the readings on which hangs what an
 * approach is then, or what goes with one that is told of, are named. */
static inline void read_check_own(struct completion *k, const struct ev_node *root, uint32_t told,
                                  struct read_then *seen) {
    struct ev_engine *e = k->e;
    const struct ev_vocabulary *v = &e->vocabulary;
    struct ev_fault fault;
    for (uint32_t r = 0; r < v->about.readings; r++)
        for (uint32_t i = 0; i < v->facts[v->about.facts + r].info.values; i++) {
            struct ev_upshot own;
            /* What is presumed may be left open by what policies assume of readings. */
            if (!ev_decide_too(e, true, &fault) || e->answer.status == STRAT_UNDETERMINED) return;
            assert_true(ev_upshot_open(&own, e));
            if (ev_decide_read(e, r, i, &fault) &&
                (read_has_other(&own.answer, e) || read_has_items(&own.answer, e, told))) {
                assert_true(read_named(e, root, "readings", r) ||
                            read_named(e, root, "read_as", r));
                seen->own++;
            }
            ev_upshot_close(&own);
        }
}

/* What another value of the reading makes of the request: the same answer, another one, or one that
 * decides otherwise. */
enum read_turn { READ_ALIKE, READ_FELT, READ_ELSEWHERE };

static inline enum read_turn read_turned(struct ev_engine *e, uint32_t reading) {
    const struct ev_vocabulary *v = &e->vocabulary;
    const struct strat_fact *info = &v->facts[v->about.facts + reading].info;
    enum read_turn turn = READ_ALIKE;
    struct ev_upshot own;
    struct ev_fault fault;
    if (!ev_decide_too(e, true, &fault)) return READ_ALIKE;
    assert_true(ev_upshot_open(&own, e));
    for (uint32_t i = 0; i < info->values && turn != READ_ELSEWHERE; i++) {
        if ((int64_t)i == info->default_value || !ev_decide_read(e, reading, i, &fault)) continue;
        if (e->answer.status != own.answer.status || e->answer.approach != own.answer.approach)
            turn = READ_ELSEWHERE;
        else if (!ev_answer_same(&own, e) || read_has_other(&own.answer, e))
            turn = READ_FELT;
    }
    ev_upshot_close(&own);
    return turn;
}

/* A trial, with what it leaves open said at random: into *turned the readings on which it hangs.
 * `told`: all of them are named. */
static inline void read_check_trial(struct completion *k, const struct ev_node *root, bool told,
                                    uint64_t *turned, struct read_then *seen,
                                    uint64_t (*next)(void)) {
    for (int i = 0; i < 3; i++) {
        completion_fill(k, next);
        for (uint32_t r = 0; r < k->e->vocabulary.about.readings; r++) {
            enum read_turn turn = read_turned(k->e, r);
            if (turn == READ_ALIKE) continue;
            *turned |= UINT64_C(1) << r;
            seen->trials++;
            if (told && turn == READ_ELSEWHERE)
                assert_true(read_named(k->e, root, "readings", r) ||
                            read_named(k->e, root, "read_as", r));
        }
        completion_undo(k);
    }
}

/* The other values of a fact. */
static inline void read_check_fact(const struct compiled *c, struct ev_engine *e,
                                   const struct ev_node *root, uint32_t fact, uint64_t *turned,
                                   struct read_then *seen, uint64_t (*next)(void)) {
    const struct ev_vocabulary *v = &e->vocabulary;
    struct ev_band bands[EV_BANDS_TRIED];
    struct ev_fault fault;
    int64_t own;
    uint32_t n = ev_bands(v, fact, bands, EV_BANDS_TRIED);
    bool has = ev_own_value(e, fact, &own), told = has && n == 2 &&
                                                   v->facts[fact].info.role != STRAT_ACTIVITY &&
                                                   ev_member_count(root, "limits") == 0;
    for (uint32_t i = 0; i < n && i < EV_BANDS_TRIED; i++) {
        if (has && bands[i].low == ev_band_of(v, fact, own).low) continue;
        struct ev_trial trial = ev_trial_begin(e, fact, bands[i].low);
        struct completion k = completion_begin(c, e);
        if (ev_decide_too(e, true, &fault)) read_check_trial(&k, root, told, turned, seen, next);
        completion_end(&k);
        ev_trial_end(e, trial);
    }
}

/* Of each judgement that was made, and all that is taken. Where nothing is left open, and no ways
 * are told, no other reading is named. */
static inline void check_read_as(const struct compiled *c, struct ev_engine *e,
                                 const struct ev_node *root, struct read_then *seen,
                                 uint64_t (*next)(void)) {
    const struct ev_vocabulary *v = &e->vocabulary;
    bool whole = true, ways = false;
    uint64_t turned = 0;
    for (uint32_t f = 0; f < v->about.facts; f++) {
        const char *name = v->facts[f].info.name;
        bool judged = ev_node_with(ev_member(root, "judgements"), "fact", name) != NULL,
             taken = ev_node_with(ev_member(root, "taken"), "fact", name) != NULL;
        /* What is presumed may hang on a reading itself. */
        whole = whole && (e->request.known[f] || (taken && !v->facts[f].info.presumed));
        bool offered = v->facts[f].info.role == STRAT_ACTIVITY;
        if (taken || (judged && e->request.known[f]) || offered)
            read_check_fact(c, e, root, f, &turned, seen, next);
    }
    struct ev_fault fault;
    assert_true(ev_decide_too(e, true, &fault));
    uint32_t told = ev_told_of(e, &e->answer);
    struct completion own = completion_begin(c, e);
    for (int i = 0; i < 3 && ev_member_count(root, "limits") == 0; i++) {
        completion_fill(&own, next);
        read_check_own(&own, root, told, seen);
        completion_undo(&own);
    }
    read_check_trial(&own, root, false, &turned, seen, next);
    completion_end(&own);
    ev_each_node (rung, ev_member(root, "ladder"))
        ways = ways || ev_member_count(rung, "needs") > 0;
    for (uint32_t r = 0; r < v->about.readings && whole && !ways; r++) {
        if (!read_named(e, root, "read_as", r)) continue;
        assert_true(turned >> r & 1);
        seen->besides++;
    }
}

#endif
