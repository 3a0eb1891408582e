/*
 * What to ask for next, read off the walk over compiled outcomes: of each open test the outcomes
 * that each of its classes leaves, and whether it alone makes a difference.
 */
#include "runtime/compiled.h"
#include "runtime/values.h"
#include "runtime/worth.h"

#if STRAT_COMPILED

/* All in work memory. */
struct asking {
    struct strat_state *s;
    struct strat_compiled *k;
    uint64_t *passing;   /* by test: the outcomes of ways that do not ask it */
    uint64_t *onwards;   /* likewise: of ways that ask nothing from it on */
    uint64_t *of_class;  /* by row of a test and class: those of ways that do, and there have it */
    uint64_t *searched;  /* two pairs each that differ() has looked at, or will */
    uint64_t *functions; /* a pair of each that has a number, which are from 1 on, and its mark */
    uint32_t n_searched, n_functions;
    uint64_t asked[MOST_TESTS / 64], alone[MOST_TESTS / 64]; /* tests: of the trace; by which alone
                                                                outcomes differ */
};

static int has(const uint64_t *tests, uint32_t test) {
    return (int)(tests[test / 64] >> (test % 64)) & 1;
}

/* ---- sets of outcomes ---- */

static int at_most_one(uint64_t set) { return (set & (set - 1)) == 0; }

static uint64_t count(uint64_t set) {
    uint64_t n = 0;
    for (; set; set &= set - 1) n++;
    return n;
}

/* ---- whether two functions differ ---- */

/* A node and one of the completions, as far as what is known leads; what is met from there; and the
 * number of that as a function of what is open, or 0: pairs of the same number are the same, and
 * those of which all is a completion are not where their numbers differ. */
struct pair {
    uint32_t n, with, function;
    uint64_t met;
};

enum { NO_COMPLETION = 0xffff };

/* A number for what `word` tells, or 0: there are too many. */
static uint32_t new_function(struct asking *x, uint64_t word) {
    if (x->n_functions == STRAT_FUNCTIONS) return 0;
    x->functions[x->n_functions++] = word;
    return x->n_functions;
}

/* That of an outcome where completions still are asked about. */
static uint32_t number_outcome(struct asking *x, uint32_t n, uint32_t with) {
    const uint64_t word = n | (uint64_t)with << 16;
    uint32_t i;
    for (i = 0; i < x->n_functions; i++)
        if (x->functions[i] == word) return i + 1;
    return new_function(x, word);
}

/* Both of these before they lead anywhere. */
static void lead(struct asking *x, struct pair *p) {
    const uint64_t *word;
    p->n = strat_i_follow(x->k, p->n);
    p->with = strat_i_follow(x->k, p->with);
    p->met = strat_i_noted(x->k, p->n, p->with);
    p->function = 0;
    if (!p->met) {
        p->function = NO_COMPLETION;
    } else if (p->n >= NODE_TERMINALS) {
        p->function = p->with == NODE_YES ? p->n : number_outcome(x, p->n, p->with);
    } else {
        word = strat_i_noted_word(x->k, p->n, p->with);
        p->function = word ? (uint32_t)(*word >> 48) : 0;
    }
}

/* Where below a node a class of this test leads: 0 where it does not ask it, which is to itself. */
static uint32_t place_below(const struct strat_compiled *k, uint32_t n, uint32_t test, uint32_t c) {
    return strat_i_test_of(k, n) == test ? strat_i_place(k, n, test, c) : 0;
}

static uint32_t child_at(const struct strat_compiled *k, uint32_t n, uint32_t place) {
    return place ? NODE_CHILD(k->nodes, n, place) : n;
}

static uint32_t test_of_pair(const struct strat_compiled *k, const struct pair *p) {
    uint32_t of_n = strat_i_test_of(k, p->n), of_with = strat_i_test_of(k, p->with);
    return of_n < of_with ? of_n : of_with;
}

/* What two pairs are known to come to where both are completions: 1 different outcomes somewhere, 0
 * nowhere, -1 neither. */
static int compare(const struct pair *p, const struct pair *q) {
    if (p->n == q->n || !p->met || !q->met || at_most_one(p->met | q->met)) return 0;
    if (p->function && p->function == q->function) return 0;
    if (p->function && q->function && p->with == NODE_YES && q->with == NODE_YES) return 1;
    return p->with == q->with && p->met != q->met ? 1 : -1;
}

/* Tests of one set, of which two situations may have any classes. */
enum { MOST_OWN = 5 };
struct own {
    uint32_t test[MOST_OWN], n;
};

static int is_own(const struct own *own, uint32_t test) {
    uint32_t i;
    for (i = 0; own && i < own->n; i++)
        if (own->test[i] == test) return 1;
    return 0;
}

/* The same where some of its own tests may be ahead: then one pair is not like itself. */
static int compare_by(const struct asking *x, const struct own *own, const struct pair *p,
                      const struct pair *q) {
    uint32_t last = own ? own->test[own->n - 1] : 0;
    if (!own || (test_of_pair(x->k, p) > last && test_of_pair(x->k, q) > last))
        return compare(p, q);
    return p->met && q->met && !at_most_one(p->met | q->met) ? -1 : 0;
}

/* To be looked at, once. */
static void look_at(struct asking *x, const struct pair *p, const struct pair *q) {
    uint64_t word =
        (p->n | (uint64_t)p->with << 16) | (uint64_t)q->n << 32 | (uint64_t)q->with << 48;
    uint32_t i;
    for (i = 0; i < x->n_searched; i++)
        if (x->searched[i] == word) return;
    if (x->n_searched == STRAT_SEARCHED)
        x->k->failed = 1;
    else
        x->searched[x->n_searched++] = word;
}

/* Whether some situation that both are completions of has different outcomes in them, or two that
 * differ in `own` tests alone (or NULL). */
static int differ(struct asking *x, const struct pair *p, const struct pair *q,
                  const struct own *own) {
    struct strat_compiled *k = x->k;
    uint32_t at, c, i;
    int is = compare_by(x, own, p, q);
    if (is >= 0) return is;
    x->n_searched = 0;
    look_at(x, p, q);
    for (at = 0; at < x->n_searched && !k->failed && strat_i_work(x->s, 1); at++) {
        uint64_t word = x->searched[at];
        uint32_t test, was = 0, classes, by_own;
        struct pair now[2];
        for (i = 0; i < 2; i++, word >>= 32) {
            now[i].n = (uint32_t)(word & 0xffff);
            now[i].with = (uint32_t)(word >> 16 & 0xffff);
        }
        test = test_of_pair(k, &now[0]);
        if (test_of_pair(k, &now[1]) < test) test = test_of_pair(k, &now[1]);
        if (test == NO_TEST) continue; /* the table is not of stratc */
        by_own = (uint32_t)is_own(own, test);
        classes = by_own ? 4 : TEST_CLASSES(k->tests[test]); /* of two situations each its own */
        for (c = 0; c < classes && !k->failed; c++) {
            struct pair next[2];
            uint32_t places = 0;
            for (i = 0; i < 2; i++) {
                uint32_t side = by_own ? c >> i & 1 : c,
                         of_n = place_below(k, now[i].n, test, side),
                         of_with = place_below(k, now[i].with, test, side);
                places = places << 16 | of_with << 8 | of_n;
                next[i].n = child_at(k, now[i].n, of_n);
                next[i].with = child_at(k, now[i].with, of_with);
            }
            if (places == was) continue; /* as by the class before */
            was = places;
            for (i = 0; i < 2; i++) lead(x, &next[i]);
            is = compare_by(x, own, &next[0], &next[1]);
            if (is > 0) return 1;
            if (is < 0) look_at(x, &next[0], &next[1]);
        }
    }
    return 0;
}

/* ---- the trace ---- */

static uint64_t *of_class(const struct asking *x, uint32_t test, uint32_t c) {
    uint64_t word = x->k->tests[test];
    return x->of_class + TEST_ROW(word) + (size_t)c * TEST_WORDS(word);
}

static void pass(struct asking *x, uint32_t after, uint32_t before, uint64_t met) {
    uint32_t test;
    if (before >= x->k->d[D_TESTS]) x->onwards[after] |= met;
    for (test = after; test < before && before < x->k->d[D_TESTS]; test++) x->passing[test] |= met;
}

static void pass_onwards(struct asking *x) {
    uint64_t met = 0;
    uint32_t test;
    for (test = 0; test < x->k->d[D_TESTS]; test++) {
        met |= x->onwards[test];
        x->passing[test] |= met;
    }
}

/* Where an outcome is settled, what is asked of the completions still counts, and is traced here.
 */
static void trace_outcome(struct strat_compiled *k, uint32_t n, uint32_t with) {
    const uint64_t pair = n | (uint64_t)with << 16;
    size_t i;
    if (n < NODE_TERMINALS || with >= NODE_TERMINALS) return;
    for (i = k->traced; i-- > k->walked;)
        if (k->trace[i] == pair) return;
    if (k->traced < k->most_traced)
        k->trace[k->traced++] = pair;
    else
        k->failed = 1;
}

static struct pair pair_below(const struct asking *x, uint32_t test, uint32_t c,
                              const struct pair *p) {
    struct pair below = *p;
    below.n = child_at(x->k, p->n, place_below(x->k, p->n, test, c));
    if (p->with != NODE_YES)
        below.with = child_at(x->k, p->with, place_below(x->k, p->with, test, c));
    return below;
}

/* Whether two pairs that ask the same test come to the same functions by each class. */
static int are_alike(struct asking *x, uint32_t test, const struct pair *p, const struct pair *q) {
    uint32_t c;
    for (c = 0; c < TEST_CLASSES(x->k->tests[test]); c++) {
        struct pair one = pair_below(x, test, c, p), two = pair_below(x, test, c, q);
        if (one.n == two.n && one.with == two.with) continue;
        lead(x, &one);
        lead(x, &two);
        if (one.function != two.function) return 0;
    }
    return 1;
}

/* The number of a pair: that of one before it that comes to the same by each class, of which `mark`
 * tells nearly all others, or a new one. */
static uint32_t function_of(struct asking *x, uint32_t test, const struct pair *p, uint32_t mark) {
    uint32_t i;
    for (i = 0; i < x->n_functions; i++) {
        uint64_t word = x->functions[i];
        struct pair other;
        other.n = (uint32_t)word & 0xffff;
        other.with = (uint32_t)(word >> 16) & 0xffff;
        if (word >> 32 == mark && other.n < NODE_TERMINALS && test_of_pair(x->k, &other) == test &&
            are_alike(x, test, p, &other))
            return i + 1;
    }
    return new_function(x, p->n | (uint64_t)p->with << 16 | (uint64_t)mark << 32);
}

/* One pair: what each class of its test leads to, and whether two of them differ. */
static void take_pair(struct asking *x, const struct pair *p) {
    struct strat_compiled *k = x->k;
    uint32_t test = test_of_pair(k, p), c, d, n = 0, classes = TEST_CLASSES(k->tests[test]);
    struct pair led[MOST_CHILDREN]; /* different ones, and by what places */
    uint32_t places[MOST_CHILDREN];
    uint64_t mark = 0, *word;
    uint32_t common = 0; /* the function that all of them are, or 0 */
    int numbered = p->n < NODE_TERMINALS;
    x->asked[test / 64] |= (uint64_t)1 << (test % 64);
    for (c = 0; c < classes; c++) {
        uint32_t of_n = place_below(k, p->n, test, c),
                 of_with = p->with == NODE_YES ? 0 : place_below(k, p->with, test, c);
        places[n] = of_with << 8 | of_n;
        for (d = 0; places[d] != places[n];) d++;
        if (d == n) {
            led[n].n = child_at(k, p->n, of_n);
            led[n].with = child_at(k, p->with, of_with);
            lead(x, &led[n++]);
        }
        *of_class(x, test, c) |= led[d].met;
        mark = (mark ^ led[d].function) * UINT64_C(0x9e3779b97f4a7c15);
        common = c == 0 || common == led[d].function ? led[d].function : 0;
    }
    for (c = 0; c < n && numbered; c++) numbered = led[c].function != 0;
    word = p->n < NODE_TERMINALS ? strat_i_noted_word(k, p->n, p->with) : (uint64_t *)0;
    if (word) {
        uint64_t number = common;
        if (!common && numbered) number = function_of(x, test, p, (uint32_t)(mark >> 32));
        *word = (*word & STRAT_MET) | (numbered ? number << 48 : 0);
    }
    for (c = 0; c < n; c++) {
        if (!led[c].met) continue;
        trace_outcome(k, led[c].n, led[c].with);
        pass(x, test + 1, test_of_pair(k, &led[c]), led[c].met);
        for (d = 0; d < c && !has(x->alone, test); d++)
            if (differ(x, &led[c], &led[d], (const struct own *)0))
                x->alone[test / 64] |= (uint64_t)1 << (test % 64);
    }
}

/* ---- facts ---- */

static void weigh(struct asking *x, uint32_t axis, uint32_t test, struct strat_worth *w) {
    struct strat_state *s = x->s;
    uint32_t fact = AXIS_FACT(s->axis[axis]), classes = AXIS_CLASSES(s->axis[axis]), c, v;
    uint64_t word = s->t[s->t[H_FACT_AT] + fact], values[MOST_CHILDREN];
    int listed = FACT_KIND(word) == STRAT_ONE_OF;
    w->alone = has(x->alone, test);
    w->most = w->settling = w->given = 0;
    if (!w->alone) return;
    for (c = 0; c < classes; c++) values[c] = listed ? 0 : strat_i_values_of_class(s, axis, c);
    for (v = 0; listed && v < fact_map(s->t, word)[0]; v++) values[class_of(s->t, word, 0, v)]++;
    strat_i_work(s, listed ? fact_map(s->t, word)[0] / 8 : 1);
    for (c = 0; c < classes; c++) {
        uint64_t n = count(*of_class(x, test, c) | x->passing[test]);
        w->given += n ? values[c] : 0;
        w->settling += n == 1 ? values[c] : 0;
        w->most = n > w->most ? n : w->most;
    }
}

/* A set of which several elements are asked for: each combination of them is walked for itself. */
static void weigh_several(struct asking *x, const struct own *own, struct strat_worth *w) {
    struct strat_state *s = x->s;
    struct strat_compiled *k = x->k;
    struct pair root;
    uint32_t combination, i;
    root.n = ROOTS_DECISION(*k->roots);
    root.with = k->completions;
    lead(x, &root);
    w->alone = differ(x, &root, &root, own);
    w->most = w->settling = w->given = 0;
    for (combination = 0; w->alone && !k->failed && combination >> own->n == 0; combination++) {
        uint64_t values = 1, n = 0;
        for (i = 0; i < own->n; i++)
            if (combination >> i & 1)
                values *= strat_i_values_of_class(s, TEST_AXIS(k->tests[own->test[i]]), 1);
        if (strat_i_compiled_restart(s, own->test, own->n, combination) && !k->impossible)
            n = count(strat_i_outcomes_from(s, ROOTS_DECISION(*k->roots)));
        w->given += n ? values : 0;
        w->settling += n == 1 ? values : 0;
        w->most = n > w->most ? n : w->most;
    }
    if (!w->alone) return;
    strat_i_compiled_restart(s, own->test, 0, 0);
    strat_i_outcomes_noted(s); /* others are compared by that */
}

/* The first test of the trace from this one on, or NO_TEST. */
static uint32_t next_asked(const struct asking *x, uint32_t test) {
    uint32_t k = test / 64;
    uint64_t rest = test < MOST_TESTS ? x->asked[k] >> (test % 64) << (test % 64) : 0;
    while (rest == 0 && ++k < MOST_TESTS / 64) rest = x->asked[k];
    return rest ? 64 * k + strat_i_lowest(rest) : (uint32_t)NO_TEST;
}

/* The tests of the trace that are of this fact. 0: they are too many. */
static int find_own(const struct asking *x, uint32_t fact, struct own *own) {
    const struct strat_state *s = x->s;
    uint32_t i;
    own->n = 0;
    for (i = next_asked(x, 0); i < NO_TEST; i = next_asked(x, i + 1)) {
        if (AXIS_FACT(s->axis[TEST_AXIS(x->k->tests[i])]) != fact) continue;
        if (own->n == MOST_OWN) return 0;
        own->test[own->n++] = i;
    }
    return 1;
}

/* By fact how many tests of the trace are of it. */
static void count_tests(const struct asking *x, uint64_t *of_fact) {
    uint32_t i;
    strat_i_fill(of_fact, (size_t)x->s->t[H_FACTS], 0);
    for (i = next_asked(x, 0); i < NO_TEST; i = next_asked(x, i + 1))
        of_fact[AXIS_FACT(x->s->axis[TEST_AXIS(x->k->tests[i])])]++;
}

static void weigh_all(struct asking *x, const uint64_t *of_fact, uint32_t *facts, uint32_t *n) {
    uint32_t f;
    for (f = 0; f < x->s->t[H_FACTS] && !x->k->failed; f++) {
        struct strat_worth w;
        struct own own;
        if (of_fact[f] == 0) continue;
        if (!find_own(x, f, &own)) {
            x->k->failed = 1;
        } else if (own.n > 1) {
            weigh_several(x, &own, &w);
        } else {
            weigh(x, TEST_AXIS(x->k->tests[own.test[0]]), own.test[0], &w);
        }
        if (!x->k->failed && w.alone && w.most > 0) strat_i_put_by_worth(x->s, facts, n, f, &w);
    }
}

STRAT_LOCAL int strat_i_compiled_ask(struct strat_state *s, uint32_t *facts, uint32_t *n) {
    struct strat_compiled *k = &s->compiled;
    struct asking x;
    uint64_t met = strat_i_trace_decision(s) << (NODE_OUTCOMES - NODE_TERMINALS);
    uint64_t *of_fact;
    uint32_t i;
    size_t at;
    struct pair p;
    x.s = s;
    x.k = k;
    if (s->stopped || k->failed || k->traced > k->most_traced) return s->stopped;
    if (at_most_one(met)) return 1;
    x.passing = k->asking;
    x.onwards = x.passing + k->d[D_TESTS];
    x.of_class = x.onwards + k->d[D_TESTS] + 1;
    x.searched = x.of_class + k->d[D_ROWS];
    x.functions = x.searched + STRAT_SEARCHED;
    x.n_functions = 0;
    of_fact = x.functions + STRAT_FUNCTIONS;
    s->worth = of_fact + s->t[H_FACTS];
    strat_i_fill(x.passing, (size_t)(2 * k->d[D_TESTS] + 1 + k->d[D_ROWS]), 0);
    for (i = 0; i < MOST_TESTS / 64; i++) x.alone[i] = x.asked[i] = 0;
    p.n = ROOTS_DECISION(*k->roots);
    p.with = k->completions;
    lead(&x, &p);
    trace_outcome(k, p.n, p.with);
    pass(&x, 0, test_of_pair(k, &p), met);
    for (at = 0; at < k->traced && !k->failed && strat_i_work(s, 1); at++) {
        p.n = (uint32_t)(k->trace[at] & 0xffff);
        p.with = (uint32_t)(k->trace[at] >> 16 & 0xffff);
        take_pair(&x, &p);
    }
    pass_onwards(&x);
    count_tests(&x, of_fact);
    if (!k->failed) weigh_all(&x, of_fact, facts, n);
    return s->stopped || (!k->failed && *n > 0);
}

#endif
