/*
 * Walks over compiled diagrams.
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
    k->marked = m + at, at += words_for_bits(d[D_NODES]);
    k->listed = m + at, at += (size_t)d[D_NODES];
    k->frame = m + at, at += FRAME_WORDS * ((size_t)d[D_TESTS] + 1);
    k->most_traced = (size_t)d[D_NODES] + 1;
    k->trace = m + at, at += k->most_traced;
    k->asking = m + at;
    at += (size_t)(2 * d[D_TESTS] + 1 + d[D_ROWS] + STRAT_SEARCHED + STRAT_FUNCTIONS +
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

static inline uint32_t as_far(const uint64_t *nodes, const unsigned char *places, uint32_t n) {
    while (n < NODE_TERMINALS) {
        uint32_t place = places[NODE_CUT(nodes[n])];
        if (place == 0) break;
        n = NODE_CHILD(nodes, n, place);
    }
    return n;
}

STRAT_LOCAL uint32_t strat_i_follow(const struct strat_compiled *k, uint32_t n) {
    return as_far(k->nodes, k->places, n);
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

/* ---- walks along nothing ---- */

/* A test in a set of them. Where there are more than it holds, one of those behind is any. */
static uint64_t bit_of(uint32_t test) { return test < 64 ? (uint64_t)1 << test : ~(uint64_t)0; }

/* The terminals below n whatever is a completion, or enough of them, and which open tests are asked
 * on the way. *n_listed: how many nodes were met, which k->listed has. */
static uint64_t reach(struct strat_state *s, uint32_t n, uint64_t enough, uint64_t *asked,
                      size_t *n_listed) {
    struct strat_compiled *k = &s->compiled;
    const uint64_t *nodes = k->nodes;
    const unsigned char *places = k->places;
    uint64_t met = 0, *at = k->listed, *end = at, *marked = k->marked;
    uint32_t of = 0, child = 0, children = 0;
    *asked = 0;
    for (;;) {
        n = as_far(nodes, places, n);
        if (n >= NODE_TERMINALS) {
            met |= (uint64_t)1 << (n - NODE_TERMINALS);
        } else if (!is_noted(marked, n)) {
            marked[n / 64] |= (uint64_t)1 << (n % 64);
            *end++ = n;
        }
        if (child == children) {
            if (at == end || (met & enough) == enough) break;
            of = (uint32_t)*at++;
            child = 0;
            children = NODE_CHILDREN(nodes[of]);
            *asked |= bit_of(strat_i_test_of(k, of));
        }
        child++;
        n = NODE_CHILD(nodes, of, child);
    }
    for (*n_listed = (size_t)(end - k->listed); end-- > k->listed;) marked[*end / 64] = 0;
    strat_i_work(s, *n_listed);
    return met;
}

static uint64_t bits_before(uint32_t test) { return test < 64 ? bit_of(test) - 1 : ~(uint64_t)0; }

/* What completions ask; and where some node of theirs asks a test and every class of it leads to
 * one, or a way to one does not ask it. */
static void find_bound(struct strat_state *s) {
    struct strat_compiled *k = &s->compiled;
    size_t n, i;
    reach(s, k->completions, ~(uint64_t)0, &k->bound, &n);
    k->loose = 0;
    for (i = 0; i < n; i++) {
        uint32_t of = (uint32_t)k->listed[i], test = strat_i_test_of(k, of), child, dead = 0;
        for (child = NODE_CHILDREN(k->nodes[of]); child > 0; child--) {
            uint32_t to = strat_i_follow(k, NODE_CHILD(k->nodes, of, child));
            if (strat_i_is_dead(k, to))
                dead = 1;
            else
                k->loose |=
                    bits_before(strat_i_test_of(k, to)) & ~(bits_before(test) | bit_of(test));
        }
        if (!dead) k->loose |= bit_of(test);
    }
    k->is_bound = 1;
}

/* Whether every way through these open tests is that of some completion: these bind at most one of
 * them, and that to none of its classes. */
static int are_apart(struct strat_state *s, uint64_t asked) {
    struct strat_compiled *k = &s->compiled;
    uint64_t shared;
    if (!k->is_bound) find_bound(s);
    shared = asked & k->bound;
    return (shared & (shared - 1)) == 0 && (shared & ~k->loose) == 0;
}

STRAT_LOCAL uint64_t strat_i_met(struct strat_state *s, uint32_t root, uint64_t enough) {
    struct strat_compiled *k = &s->compiled;
    uint64_t asked, met;
    size_t n;
    if (k->completions == NODE_YES) return reach(s, root, enough, &asked, &n);
    met = reach(s, root, ~(uint64_t)0, &asked, &n);
    if ((met & (met - 1)) == 0 || are_apart(s, asked)) return met;
    return walk(s, root, k->completions, enough | STRAT_MET_BOTH); /* what is noted is for all */
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
    const uint64_t *presumed = s->t + s->t[H_PRESUMED_AT], *class_of = s->class_of,
                   *test = k->tests, *end = test + k->d[D_TESTS];
    const uint8_t *known = s->request.known;
    unsigned char *places = k->places;
    uint32_t axes = s->axes;
    for (; test < end; test++) {
        uint32_t axis = TEST_AXIS(*test);
        uint64_t c = axis < axes ? class_of[axis] : known[presumed[axis - axes]] != 0;
        if (TEST_CLASSES(*test) == 2)
            places[8 * TEST_FIRST(*test)] = (unsigned char)(c + 1); /* 0 where it is open */
        else
            put_class(k, *test, c);
    }
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
    k->is_bound = 0;
    for (i = 0; i < n; i++) put_class(k, k->tests[tests[i]], classes >> i & 1);
    k->impossible = 0;
    begin_rows(k);
    k->completions = strat_i_follow(k, ROOTS_COMPLETIONS(*k->roots));
    if (k->completions == NODE_YES) return 1;
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
    k->cuts = k->rows_of_tests + d[D_ROWS];
    k->nodes = k->cuts + d[D_CUTS];
    k->outcomes = k->nodes + d[D_NODES];
    k->groups = k->outcomes + d[D_OUTCOMES];
    k->questions = k->groups + d[D_GROUPS];
    strat_i_fill(k->marked, k->marks, 0);
    k->failed = k->tracing = 0;
    k->traced = k->walked = 0;
    return strat_i_compiled_restart(s, (const uint32_t *)0, 0, 0);
}

/* ---- what is met from the roots ---- */

STRAT_LOCAL uint64_t strat_i_outcomes_from(struct strat_state *s, uint32_t root) {
    return strat_i_met(s, root, ~(uint64_t)0) >> (NODE_OUTCOMES - NODE_TERMINALS);
}

STRAT_LOCAL uint64_t strat_i_outcomes_noted(struct strat_state *s) {
    return walk(s, ROOTS_DECISION(*s->compiled.roots), s->compiled.completions, ~(uint64_t)0) >>
           (NODE_OUTCOMES - NODE_TERMINALS);
}

STRAT_LOCAL uint64_t strat_i_trace_decision(struct strat_state *s) {
    struct strat_compiled *k = &s->compiled;
    uint64_t outcomes;
    k->tracing = k->traced == 0;
    outcomes = strat_i_outcomes_noted(s);
    if (k->tracing) k->walked = k->traced;
    k->tracing = 0;
    return outcomes;
}

/* Presumptions disagree only where an assumption excludes it: then that one is to be named. */
STRAT_LOCAL int32_t strat_i_compiled_fault(struct strat_state *s) {
    struct strat_compiled *k = &s->compiled;
    const uint64_t *end, *q = strat_i_questions(k, s->approaches, Q_SATISFIED, &end);
    uint32_t i;
    int32_t fault = -1;
    k->completions = NODE_YES;
    if (q < end && !strat_i_some(s, *q))
        for (i = 0; i < k->d[D_TESTS]; i++)
            if (TEST_AXIS(k->tests[i]) >= s->axes) put_class(k, k->tests[i], 1);
    for (; ++q < end && fault < 0;)
        if (!strat_i_some(s, *q)) fault = (int32_t)QUESTION_ITEM(*q) - 1;
    s->walks = 0; /* what is presumed may have been put aside */
    return fault;
}

#endif
