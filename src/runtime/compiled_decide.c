/*
 * The decision with its lists, read off the walks over compiled diagrams.
 */
#include "runtime/compiled.h"

#if STRAT_COMPILED

/* Of all outcomes. */
struct summary {
    uint32_t open_all, start_all, start_some, statuses, approaches;
    uint32_t above_all; /* ranked: where this one or one above it may start */
    int n, none;        /* different statuses and approaches; that there is none */
    int starts;         /* in each some approach may start */
};

/* One outcome more. Ranked: by its approach, unranked: by what is open. */
static void sum_up(const struct strat_state *s, struct summary *to, uint64_t outcome) {
    enum strat_status status = OUTCOME_STATUS(outcome);
    uint32_t open = OUTCOME_IS_OPEN(outcome), start = OUTCOME_STARTS(outcome), of = open;
    uint32_t above = ((uint32_t)1 << (strat_i_highest(start) + 1)) - 1;
    int opens = status == STRAT_OPEN || status == STRAT_CONDITIONAL;
    if (STRAT_RANKED(s) && opens) of = (uint32_t)1 << strat_i_highest(open);
    if (STRAT_RANKED(s) && status == STRAT_DEFAULT) of = (uint32_t)1 << s->fallback;
    if (to->n == 0) {
        to->open_all = open;
        to->start_all = start;
        to->above_all = above;
        to->starts = 1;
    }
    to->n += to->n == 0 || !((to->statuses >> status) & 1) || of != to->approaches;
    to->statuses |= (uint32_t)1 << status;
    to->approaches |= of;
    to->none |= of == 0;
    to->open_all &= open;
    to->start_all &= start;
    to->start_some |= start;
    to->above_all &= above;
    to->starts &= start != 0;
}

static void put_summary(const struct strat_state *s, const struct summary *is,
                        struct strat_answer *answer) {
    enum strat_status status = (enum strat_status)strat_i_lowest(is->statuses);
    int opens = status == STRAT_OPEN || status == STRAT_CONDITIONAL;
    answer->now = strat_i_highest(is->start_all);
    answer->available = STRAT_RANKED(s) ? is->above_all : is->start_all;
    if (!STRAT_RANKED(s) && is->start_some)
        answer->now = is->starts ? strat_i_only_one(is->start_some) : STRAT_NULL;
    if (is->n > 1) {
        answer->possible_status = is->statuses;
        answer->possible = is->approaches;
        answer->possible_none = STRAT_RANKED(s) && is->none;
        return;
    }
    answer->status = status;
    answer->approach = STRAT_NONE;
    if (opens) answer->open = is->open_all;
    if (opens)
        answer->approach =
            STRAT_RANKED(s) ? strat_i_highest(is->approaches) : strat_i_only_one(answer->open);
    if (status == STRAT_DEFAULT) answer->approach = s->fallback;
}

/* ---- lists ---- */

STRAT_LOCAL const uint64_t *strat_i_questions(const struct strat_compiled *k, uint32_t group,
                                              uint32_t part, const uint64_t **end) {
    uint64_t word = k->groups[group];
    const uint64_t *q = k->questions + GROUP_FIRST(word), *last = q + GROUP_QUESTIONS(word);
    while (q < last && QUESTION_PART(*q) < part) q++;
    for (*end = q; *end < last && QUESTION_PART(**end) == part;) ++*end;
    return q;
}

/* s->compiled.all, .some, .twice: the items of this part that every completion has for one of these
 * groups, that some have, and that some have for two of them of which neither has it in all. */
static void find_items(struct strat_state *s, uint32_t groups, uint32_t part) {
    struct strat_compiled *k = &s->compiled;
    strat_i_fill(k->all, 3 * k->items, 0);
    for (; groups; groups &= groups - 1) {
        const uint64_t *end, *q = strat_i_questions(k, strat_i_lowest(groups), part, &end);
        for (; q < end; q++) {
            uint64_t met = strat_i_met(s, QUESTION_ROOT(*q), STRAT_MET_BOTH);
            uint32_t item = QUESTION_ITEM(*q);
            uint64_t bit = (uint64_t)1 << (item % 64);
            if (met == STRAT_MET_YES) k->all[item / 64] |= bit;
            if (met == STRAT_MET_BOTH) k->twice[item / 64] |= k->some[item / 64] & bit;
            if (met & STRAT_MET_YES) k->some[item / 64] |= bit;
        }
    }
}

/* Adds these items to a list; what every completion has, for one of the approaches or another, is
 * not known where two have it in some. */
static void add_items(struct strat_state *s, uint32_t groups, uint32_t part, struct strat_into to,
                      size_t words) {
    struct strat_compiled *k = &s->compiled;
    size_t i;
    find_items(s, groups, part);
    for (i = 0; i < words; i++) {
        if (k->twice[i] & ~k->all[i]) k->failed = 1;
        if (to.all) to.all[i] |= k->all[i];
        if (to.some) to.some[i] |= k->some[i];
        if (to.unsure) to.unsure[i] |= k->some[i] & ~k->all[i];
        STRAT_KEEP_LOOP;
    }
}

static void add_all(struct strat_state *s, uint32_t groups, uint32_t part, uint64_t *all) {
    struct strat_into to = {all, (uint64_t *)0, (uint64_t *)0};
    add_items(s, groups, part, to, strat_id_words(s->p));
}

static void add_some(struct strat_state *s, uint32_t groups, uint32_t part, uint64_t *some,
                     uint64_t *unsure) {
    struct strat_into to = {(uint64_t *)0, some, unsure};
    add_items(s, groups, part, to,
              part <= Q_BEFORE ? strat_duty_words(s->p) : strat_id_words(s->p));
}

static int has_all(struct strat_state *s, uint32_t groups, uint32_t part) {
    uint64_t all = 0;
    struct strat_into to = {&all, (uint64_t *)0, (uint64_t *)0};
    add_items(s, groups, part, to, 1);
    return all != 0;
}

static void put_lists(struct strat_state *s, uint32_t groups, int opens, struct strat_lists *l,
                      uint64_t *unsure_duties, uint64_t *unsure_ids) {
    if (opens) {
        add_all(s, groups, Q_BASIS, l->basis);
        l->modality = has_all(s, groups, Q_MUST)   ? STRAT_MUST
                      : has_all(s, groups, Q_WILL) ? STRAT_WILL
                                                   : STRAT_MAY;
    }
    add_some(s, groups, Q_CAUTION, l->cautions, unsure_ids);
    add_some(s, groups, Q_DUTY, l->duties, unsure_duties);
    add_some(s, groups, Q_BEFORE, l->before, unsure_duties);
}

#if STRAT_EACH
static void put_each(struct strat_state *s, uint32_t a, uint64_t outcomes, struct strat_lists *l) {
    static const uint8_t verdicts[] = {STRAT_VERDICT_NOT_PROVIDED, STRAT_VERDICT_CLOSED,
                                       STRAT_VERDICT_DEFAULT};
    const uint32_t opens = (uint32_t)1 << STRAT_VERDICT_CONDITIONAL | (uint32_t)1
                                                                          << STRAT_VERDICT_OPEN;
    uint32_t part;
    for (; outcomes; outcomes &= outcomes - 1) {
        uint64_t outcome = s->compiled.outcomes[strat_i_lowest(outcomes)];
        if (!((OUTCOME_IS_OPEN(outcome) >> a) & 1)) continue;
        l->verdicts |= (uint32_t)1
                       << ((OUTCOME_STARTS(outcome) >> a) & 1 ? STRAT_VERDICT_OPEN
                                                              : STRAT_VERDICT_CONDITIONAL);
    }
    for (part = Q_NOT_PROVIDED; part <= Q_DEFAULT; part++) {
        find_items(s, (uint32_t)1 << a, part);
        l->verdicts |= (uint32_t)(s->compiled.some[0] & 1) << verdicts[part];
    }
    if (l->verdicts & (opens | (uint32_t)1 << STRAT_VERDICT_DEFAULT))
        put_lists(s, (uint32_t)1 << a, !(l->verdicts & ~opens), l, (uint64_t *)0, (uint64_t *)0);
    if (l->verdicts == (uint32_t)1 << STRAT_VERDICT_CLOSED)
        add_all(s, (uint32_t)1 << a, Q_CLOSED_BY, l->closed_by);
}
#endif

STRAT_LOCAL int strat_i_compiled_certain(struct strat_state *s, uint32_t approach,
                                         struct strat_lists *l) {
    const uint32_t group = (uint32_t)1 << approach;
    struct strat_into duties = {l->duties, (uint64_t *)0, (uint64_t *)0},
                      before = {l->before, (uint64_t *)0, (uint64_t *)0};
    add_all(s, group, Q_CAUTION, l->cautions);
    add_items(s, group, Q_DUTY, duties, strat_duty_words(s->p));
    add_items(s, group, Q_BEFORE, before, strat_duty_words(s->p));
    return !s->compiled.failed;
}

STRAT_LOCAL int strat_i_compiled_grounds(struct strat_state *s, uint32_t approaches,
                                         uint64_t *ids) {
    size_t words = strat_id_words(s->p);
    for (; approaches; approaches &= approaches - 1) {
        const uint64_t *end,
            *q = strat_i_questions(&s->compiled, strat_i_lowest(approaches), Q_GROUNDS, &end);
        for (; q < end; q++)
            if (strat_i_some(s, *q))
                strat_i_add(ids + QUESTION_ITEM(*q) / GROUNDS_DUTY * words,
                            QUESTION_ITEM(*q) % GROUNDS_DUTY);
    }
    return !s->compiled.failed;
}

STRAT_LOCAL int strat_i_compiled_decide(struct strat_state *s, struct strat_answer *answer) {
    struct strat_compiled *k = &s->compiled;
    struct summary is = {0, 0, 0, 0, 0, 0, 0, 0, 0};
    uint64_t outcomes, rest;
    uint32_t a, of, none = (uint32_t)1 << s->approaches;
    (void)a;
    outcomes = strat_i_outcomes_from(s, ROOTS_OUTCOME(*k->roots));
    for (rest = outcomes; rest; rest &= rest - 1) sum_up(s, &is, k->outcomes[strat_i_lowest(rest)]);
    put_summary(s, &is, answer);
    if (answer->status == STRAT_REFUSED)
        add_all(s, s->fallback >= 0 ? (uint32_t)1 << s->fallback : none, Q_CLOSED_BY,
                answer->lists.closed_by);
    of = strat_i_listed(s, answer);
    if (of)
        put_lists(s, of, answer->status != STRAT_DEFAULT, &answer->lists, answer->uncertain_duties,
                  answer->uncertain_ids);
    answer->committed = answer->lists.modality > STRAT_MAY;
#if STRAT_EACH
    for (a = 0; answer->each && a < s->approaches; a++) put_each(s, a, outcomes, &answer->each[a]);
#endif
    return !k->failed;
}

#endif
