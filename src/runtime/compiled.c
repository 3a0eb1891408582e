/*
 * Walks over compiled diagrams, and the decision that is read off them.
 */
#include "runtime/compiled.h"

#if STRAT_COMPILED

enum { FRAME_WORDS = 6, LEAST_ROWS = 4 };

static size_t words_for_bits(uint64_t n) { return (size_t)((n + 63) / 64); }

/* ---- room ---- */

/* Frames are as many as tests. Items are paragraphs or duties, or 1. */
static size_t cut_compiled(struct strat_compiled *k, const uint64_t *t, const uint64_t *d,
                           uint64_t *m) {
    size_t at = 0, items = words_for_bits((t[H_IDS] > t[H_DUTIES] ? t[H_IDS] : t[H_DUTIES]) + 1);
    k->places = (unsigned char *)(m + at), at += (size_t)d[D_CUTS];
    k->test = m + at, at += (size_t)d[D_CUTS];
    k->frame = m + at, at += FRAME_WORDS * ((size_t)d[D_TESTS] + 1);
    k->most_traced = (size_t)d[D_NODES] + 1;
    k->trace = m + at, at += k->most_traced;
    k->asking = m + at;
    at += (size_t)(d[D_TESTS] + d[D_ROWS] + STRAT_SEARCHED + STRAT_FUNCTIONS +
                   (1 + STRAT_WORTH_WORDS) * t[H_FACTS]);
    k->all = m + at, at += items;
    k->some = m + at, at += items;
    k->twice = m + at, at += items;
    k->items = items;
    k->noted = m + at;
    k->marks = words_for_bits(d[D_NODES]);
    k->row_words = k->marks + (size_t)d[D_NODES];
    return at;
}

STRAT_LOCAL size_t strat_i_compiled_words(const uint64_t *t, const uint64_t *d) {
    struct strat_compiled k;
    uint64_t none;
    size_t fixed = cut_compiled(&k, t, d, &none);
    return fixed + LEAST_ROWS * k.row_words;
}

/* ---- walks ---- */

/* As far as what is known leads. */
STRAT_LOCAL uint32_t strat_i_follow(const struct strat_compiled *k, uint32_t n) {
    while (n < NODE_TERMINALS) {
        uint32_t place = k->places[NODE_CUT(k->nodes[n])];
        if (place == 0) break;
        n = NODE_CHILD(k->nodes, n, place);
    }
    return n;
}

static uint64_t *row(const struct strat_compiled *k, uint32_t number) {
    return k->noted + number * k->row_words;
}

static void begin_row(struct strat_compiled *k, uint32_t with) {
    k->with[k->rows] = with;
    strat_i_fill(row(k, k->rows++), k->marks, 0);
}

/* Forgets what is noted of all walks. */
static void begin_rows(struct strat_compiled *k) {
    k->rows = 0;
    begin_row(k, NODE_YES);
}

/* What is noted of walks along this node; NULL: there is no room for that. */
static uint64_t *noted_with(struct strat_compiled *k, uint32_t with) {
    uint32_t i = 0; /* NODE_YES is the first */
    while (i < k->rows && k->with[i] != with) i++;
    if (i == k->most_rows) {
        k->failed = 1;
        return (uint64_t *)0;
    }
    if (i == k->rows) begin_row(k, with);
    return row(k, i);
}

static int is_noted(const uint64_t *noted, uint32_t n) { return (noted[n / 64] >> (n % 64)) & 1; }

static uint64_t *noted_at(const struct strat_compiled *k, uint64_t *noted, uint32_t n) {
    return noted + k->marks + n;
}

/* Whether no completion is below this node of the completions, all of which were walked. */
STRAT_LOCAL int strat_i_is_dead(const struct strat_compiled *k, uint32_t with) {
    if (with >= NODE_TERMINALS) return with == NODE_NO;
    return is_noted(row(k, 0), with) && !(*noted_at(k, row(k, 0), with) & STRAT_MET_YES);
}

STRAT_LOCAL uint32_t strat_i_test_of(const struct strat_compiled *k, uint32_t n) {
    return n < NODE_TERMINALS ? (uint32_t)k->test[NODE_CUT(k->nodes[n]) / 8] : (uint32_t)NO_TEST;
}

STRAT_LOCAL uint32_t strat_i_place(const struct strat_compiled *k, uint32_t n, uint32_t test,
                                   uint32_t c) {
    uint64_t word = k->tests[test];
    uint32_t cut = NODE_CUT(k->nodes[n]);
    const uint64_t *at = k->rows_of_tests + TEST_ROW(word) + c * TEST_WORDS(word);
    return (uint32_t)(at[cut / 8 - TEST_FIRST(word)] >> (cut % 8 * 8)) & 0xff;
}

/* Of a node that asks this test the child of a class. */
static uint32_t child_of_class(const struct strat_compiled *k, uint32_t n, uint32_t test,
                               uint32_t c) {
    return NODE_CHILD(k->nodes, n, strat_i_place(k, n, test, c));
}

/*
 * Two nodes that are looked at together: a frame of the walk. Which of them asks next, and so what
 * there is below: the children of the first, those of `with`, or a pair for each class of the test
 * that both ask.
 */
struct frame {
    uint32_t n, with, next, count, test;
    enum { OF_FIRST, OF_WITH, OF_BOTH } below;
    uint64_t met;
    uint64_t *noted; /* with `with` */
};

static void enter(struct strat_compiled *k, struct frame *f, uint32_t n, uint32_t with,
                  uint64_t *noted) {
    f->n = n;
    f->with = with;
    f->noted = noted;
    f->next = 0;
    f->met = 0;
    f->below = OF_FIRST;
    f->count = NODE_CHILDREN(k->nodes[n]);
    if (with == NODE_YES) return;
    f->test = strat_i_test_of(k, n);
    if (f->test < strat_i_test_of(k, with)) return;
    f->below = f->test == strat_i_test_of(k, with) ? OF_BOTH : OF_WITH;
    f->count =
        f->below == OF_BOTH ? TEST_CLASSES(k->tests[f->test]) : NODE_CHILDREN(k->nodes[with]);
}

/* What is next below; *noted NULL: no completion is there, or there is no room. Classes that lead
 * where the one before them led are passed over. */
static uint32_t step(struct strat_compiled *k, struct frame *f, uint32_t *with, uint64_t **noted) {
    uint32_t next = f->next++, n = f->n;
    *with = f->with;
    *noted = f->noted;
    if (f->below == OF_FIRST) return NODE_CHILD(k->nodes, n, next + 1);
    if (f->below == OF_WITH) {
        *with = NODE_CHILD(k->nodes, *with, next + 1);
    } else {
        uint32_t place = strat_i_place(k, n, f->test, next),
                 of_with = strat_i_place(k, *with, f->test, next);
        while (f->next < f->count && strat_i_place(k, n, f->test, f->next) == place &&
               strat_i_place(k, *with, f->test, f->next) == of_with)
            f->next++;
        n = NODE_CHILD(k->nodes, n, place);
        *with = NODE_CHILD(k->nodes, *with, of_with);
    }
    *with = strat_i_follow(k, *with);
    *noted = strat_i_is_dead(k, *with) ? (uint64_t *)0 : noted_with(k, *with);
    return n;
}

/* From n, along `with`, to which what is known has led. Depth first: a frame is done where all
 * below it was met, or enough. */
static uint64_t walk(struct strat_state *s, uint32_t n, uint32_t with, uint64_t enough) {
    struct strat_compiled *k = &s->compiled;
    struct frame *first = (struct frame *)(void *)k->frame, *f = first;
    uint64_t *noted = noted_with(k, with), met;
    for (;;) {
        met = 0;
        n = strat_i_follow(k, n);
        if (noted && n >= NODE_TERMINALS) {
            met = (uint64_t)1 << (n - NODE_TERMINALS);
        } else if (noted && is_noted(noted, n)) {
            met = *noted_at(k, noted, n) & STRAT_MET;
        } else if (noted) {
            if (!strat_i_work(s, 1)) return 0;
            enter(k, f++, n, with, noted);
        }
        for (;;) {
            if (f == first || k->failed) return met;
            f[-1].met |= met;
            if (f[-1].next < f[-1].count && (f[-1].met & enough) != enough) break;
            f--;
            met = f->met;
            if (k->tracing && k->traced++ < k->most_traced)
                k->trace[k->traced - 1] = f->n | (uint64_t)f->with << 16;
            f->noted[f->n / 64] |= (uint64_t)1 << (f->n % 64);
            *noted_at(k, f->noted, f->n) = met;
        }
        n = step(k, f - 1, &with, &noted);
    }
}

STRAT_LOCAL uint64_t strat_i_noted(struct strat_compiled *k, uint32_t n, uint32_t with) {
    uint64_t *noted;
    if (strat_i_is_dead(k, with)) return 0;
    if (n >= NODE_TERMINALS) return (uint64_t)1 << (n - NODE_TERMINALS);
    noted = noted_with(k, with);
    return noted ? *noted_at(k, noted, n) & STRAT_MET : 0;
}

STRAT_LOCAL uint64_t *strat_i_noted_word(struct strat_compiled *k, uint32_t n, uint32_t with) {
    uint64_t *noted = noted_with(k, with);
    return noted ? noted_at(k, noted, n) : noted;
}

STRAT_LOCAL uint64_t strat_i_met(struct strat_state *s, uint32_t root, uint64_t enough) {
    return walk(s, root, s->compiled.completions, enough);
}

typedef char frame_fits[sizeof(struct frame) <= 8 * FRAME_WORDS ? 1 : -1];

/* ---- the request ---- */

static void put_bytes(unsigned char *to, uint64_t w) {
    to[0] = (unsigned char)w;
    to[1] = (unsigned char)(w >> 8);
    to[2] = (unsigned char)(w >> 16);
    to[3] = (unsigned char)(w >> 24);
    to[4] = (unsigned char)(w >> 32);
    to[5] = (unsigned char)(w >> 40);
    to[6] = (unsigned char)(w >> 48);
    to[7] = (unsigned char)(w >> 56);
}

/* All cuts of a test lead to this class. */
static void put_class(struct strat_compiled *k, uint64_t test, uint64_t c) {
    uint32_t words = TEST_WORDS(test), known = c != STRAT_OPEN_CLASS;
    const uint64_t *at = k->rows_of_tests + TEST_ROW(test) + (known ? c * words : 0);
    unsigned char *to = k->places + 8 * TEST_FIRST(test);
    for (; words > 0; words--, to += 8) put_bytes(to, known ? *at++ : 0);
}

static void put_classes(struct strat_state *s) {
    struct strat_compiled *k = &s->compiled;
    const uint64_t *presumed = s->t + s->t[H_PRESUMED_AT];
    uint32_t i, n = (uint32_t)k->d[D_TESTS];
    for (i = 0; i < n; i++) {
        uint64_t test = k->tests[i];
        uint32_t axis = TEST_AXIS(test);
        put_class(k, test,
                  axis < s->axes ? s->class_of[axis]
                                 : s->request.known[presumed[axis - s->axes]] != 0);
    }
}

STRAT_LOCAL void strat_i_put_tests(struct strat_compiled *k) {
    uint32_t i, j;
    if (k->has_tests++) return;
    for (i = 0; i < k->d[D_TESTS]; i++)
        for (j = 0; j < TEST_WORDS(k->tests[i]); j++) k->test[TEST_FIRST(k->tests[i]) + j] = i;
}

/* Where a judgement can be but one thing it is that, and needs no looking after. Whether there was
 * such a one. */
static int take_what_is_bound(struct strat_compiled *k) {
    int some = 0;
    for (;;) {
        uint32_t n = k->completions, test = strat_i_test_of(k, n), c, live = 0, is = 0;
        if (n >= NODE_TERMINALS) return some;
        for (c = 0; c < TEST_CLASSES(k->tests[test]); c++)
            if (!strat_i_is_dead(k, strat_i_follow(k, child_of_class(k, n, test, c)))) {
                live++;
                is = c;
            }
        if (live != 1) return some;
        put_class(k, k->tests[test], is);
        k->completions = strat_i_follow(k, n);
        some = 1;
    }
}

STRAT_LOCAL int strat_i_compiled_restart(struct strat_state *s, const uint32_t *tests, uint32_t n,
                                         uint32_t classes) {
    struct strat_compiled *k = &s->compiled;
    uint32_t i;
    put_classes(s);
    for (i = 0; i < n; i++) put_class(k, k->tests[tests[i]], classes >> i & 1);
    k->impossible = 0;
    begin_rows(k);
    k->completions = strat_i_follow(k, ROOTS_COMPLETIONS(*k->roots));
    if (k->completions == NODE_YES) return 1;
    strat_i_put_tests(k);
    do {
        begin_rows(k);
        if (!(walk(s, k->completions, NODE_YES, ~(uint64_t)0) & STRAT_MET_YES)) {
            k->impossible = 1;
            return !s->stopped;
        }
    } while (take_what_is_bound(k) && k->completions != NODE_YES);
    if (k->completions == NODE_YES) {
        begin_rows(k);
    }
    return !s->stopped;
}

STRAT_LOCAL int strat_i_compiled_begin(struct strat_state *s, uint64_t *memory, size_t room) {
    struct strat_compiled *k = &s->compiled;
    const uint64_t *d = s->t + s->t[H_DIAGRAMS_AT];
    size_t fixed = cut_compiled(k, s->t, d, memory), rows;
    if (fixed + LEAST_ROWS * k->row_words > room) return 0;
    rows = (room - fixed) / (k->row_words + 1); /* never 0 words */
    k->most_rows = rows < STRAT_MOST_ROWS ? (uint32_t)rows : (uint32_t)STRAT_MOST_ROWS;
    k->d = d;
    k->roots = d + D_END;
    k->tests = k->roots + 1;
    k->rows_of_tests = k->tests + d[D_TESTS];
    k->nodes = k->rows_of_tests + d[D_ROWS];
    k->outcomes = k->nodes + d[D_NODES];
    k->groups = k->outcomes + d[D_OUTCOMES];
    k->questions = k->groups + d[D_GROUPS];
    k->failed = k->tracing = k->has_tests = 0;
    k->traced = k->walked = 0;
    return strat_i_compiled_restart(s, (const uint32_t *)0, 0, 0);
}

/* ---- the outcomes ---- */

STRAT_LOCAL uint64_t strat_i_outcomes_from(struct strat_state *s, uint32_t root) {
    return strat_i_met(s, root, ~(uint64_t)0) >> (NODE_OUTCOMES - NODE_TERMINALS);
}

STRAT_LOCAL uint64_t strat_i_trace_decision(struct strat_state *s) {
    struct strat_compiled *k = &s->compiled;
    uint64_t outcomes;
    k->tracing = k->traced == 0;
    outcomes = strat_i_outcomes_from(s, ROOTS_DECISION(*k->roots));
    if (k->tracing) k->walked = k->traced;
    k->tracing = 0;
    return outcomes;
}

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

STRAT_LOCAL int strat_i_compiled_grounds(struct strat_state *s, uint32_t approaches, uint32_t duty,
                                         uint64_t *ids) {
    for (; approaches; approaches &= approaches - 1) {
        const uint64_t *end,
            *q = strat_i_questions(&s->compiled, strat_i_lowest(approaches), Q_GROUNDS, &end);
        for (; q < end; q++)
            if (QUESTION_ITEM(*q) / GROUNDS_DUTY == duty && strat_i_some(s, *q))
                strat_i_add(ids, QUESTION_ITEM(*q) % GROUNDS_DUTY);
    }
    return !s->compiled.failed;
}

/* Presumptions disagree only where an assumption excludes it: then that one is to be named. */
STRAT_LOCAL int32_t strat_i_compiled_fault(struct strat_state *s) {
    struct strat_compiled *k = &s->compiled;
    const uint64_t *end, *q = strat_i_questions(k, s->approaches, Q_SATISFIED, &end);
    uint32_t i;
    int32_t fault = -1;
    begin_rows(k);
    if (q < end && !(walk(s, QUESTION_ROOT(*q), NODE_YES, STRAT_MET_BOTH) & STRAT_MET_YES)) {
        for (i = 0; i < k->d[D_TESTS]; i++)
            if (TEST_AXIS(k->tests[i]) >= s->axes) put_class(k, k->tests[i], 1);
        begin_rows(k);
    }
    for (; ++q < end && fault < 0;)
        if (!(walk(s, QUESTION_ROOT(*q), NODE_YES, STRAT_MET_BOTH) & STRAT_MET_YES))
            fault = (int32_t)QUESTION_ITEM(*q) - 1;
    s->walks = 0; /* what is presumed may have been put aside */
    return fault;
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
