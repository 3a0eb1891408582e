/*
 * Compiled diagrams (runtime/format.h): what a small policy decides in every situation, found here
 * with the diagrams of the compiler, of which those nodes that some question leads to are written
 * out.
 */
#include "base/bitset.h"
#include "space/decisions.h"
#include "table/private.h"

#include <stdlib.h>
#include <string.h>

/* What finding them may take, and how many combinations of judgements of which nothing is said. */
enum { STEPS = 400000, READING_STEPS = 1500000, SIFTING_STEPS = 4000000, MOST_SILENT = 6 };

/* How classes lead to children, by class from 1 on. */
struct cut {
    uint8_t at[MOST_CHILDREN];
    uint32_t children;
};

struct cuts VEC(struct cut);

struct compiler {
    struct arena *arena;
    struct space *s;
    const struct model *m, *declared; /* in which readings are readings */
    struct diagrams *g;
    const struct version *v;
    const struct decisions *d;
    /* judgements with presumptions, and where one of these is broken */
    uint32_t silent, presumed[MOST_SILENT];
    diagram broken[MOST_SILENT], decision;
    struct diagram_vec roots; /* what is asked, outcomes first */
    bool *reached;            /* by node of `g` */
    struct cuts *cuts;        /* by axis */
    uint32_t *cut_of;         /* by node of `g`: which of its axis */
    uint32_t *first_cut;      /* by axis */
    uint32_t *number;         /* by node of `g`: ours */
    uint32_t *outcome_of;     /* by terminal of `g`: of the diagram of outcomes */
    bool *numbered;           /* by terminal: it has one */
    struct word_vec nodes, outcomes;
    bool of_readings, failed;
};

/* ---- what is asked ---- */

/* One diagram, or one for each combination of presumed judgements of which nothing is said. */
struct asked {
    uint32_t group, part, item;
    diagram is;
    const diagram *by_silence;
    uint32_t root; /* our number */
};

struct all_asked VEC(struct asked);

static void ask(struct compiler *k, struct all_asked *to, uint32_t group, uint32_t part,
                uint32_t item, diagram is) {
    if (is != NO) vec_push(k->arena, to, ((struct asked){group, part, item, is, NULL, 0}));
}

static void ask_by_silence(struct compiler *k, struct all_asked *to, uint32_t part, uint32_t item,
                           const diagram *is) {
    uint32_t group = (uint32_t)k->m->approaches.len;
    vec_push(k->arena, to, ((struct asked){group, part, item, NO, is, 0}));
}

static uint32_t silences(const struct compiler *k) { return UINT32_C(1) << k->silent; }

static uint32_t part_of(enum decision_part part) {
    switch (part) {
    case DECISION_CLOSED: return Q_CLOSED;
    case DECISION_DEFAULT: return Q_DEFAULT;
    case DECISION_MUST: return Q_MUST;
    case DECISION_DUTY: return Q_DUTY;
    case DECISION_BEFORE: return Q_BEFORE;
    case DECISION_CAUTION: return Q_CAUTION;
    case DECISION_CLOSED_BY: return Q_CLOSED_BY;
    case DECISION_BASIS: return Q_BASIS;
    default: return QUESTIONS;
    }
}

/* Status and approach, or what is open: what a decision is. Its terminals are none of those of
 * outcomes_of(), as it begins otherwise. */
static diagram decision_of(struct compiler *k) {
    diagram all = YES;
    for (enum status s = STATUS_OUT_OF_SCOPE; s < STATUS_UNDETERMINED; s++)
        all = diagram_pair(k->g, all, decisions_status(k->d, s));
    for (uint32_t a = 0; a < k->m->approaches.len; a++)
        all = diagram_pair(k->g, all, k->d->used[a]);
    return all;
}

/* `is` and, of each judgement with presumptions of which nothing is said, what does not break them,
 * by the bits of `silence`. */
static diagram unbroken(struct compiler *k, diagram is, uint32_t silence) {
    for (uint32_t i = 0; i < k->silent; i++)
        if (silence >> i & 1) is = diagram_but(k->g, is, k->broken[i]);
    return is;
}

static const diagram *all_unbroken(struct compiler *k, diagram is) {
    diagram *by_silence = arena_array(k->arena, diagram, silences(k));
    for (uint32_t i = 0; i < silences(k); i++) by_silence[i] = unbroken(k, is, i);
    return by_silence;
}

/* What is left by what is presumed alone, and by each assumption, those before it kept. */
static void ask_assumptions(struct compiler *k, struct all_asked *to) {
    diagram is = YES;
    ask_by_silence(k, to, Q_SATISFIED, 0, all_unbroken(k, is));
    for (uint32_t i = 0; i < k->m->assumes.len; i++) {
        struct clause_filter broken = clauses_of_kind(CLAUSE_FORBIDDEN);
        broken.index = i;
        is = diagram_but(k->g, is, diagram_of(k->v, broken, NULL, YES));
        ask_by_silence(k, to, Q_SATISFIED, i + 1, all_unbroken(k, is));
    }
}

/* Where each judgement, taken otherwise, would lead to another decision, and both are possible. */
static void ask_judgements(struct compiler *k, struct all_asked *to) {
    for (uint32_t f = 0, number = 0; f < k->m->facts.len; f++) {
        if (k->m->facts.at[f].source == FACT_READING) continue;
        if (k->m->facts.at[f].source == FACT_JUDGEMENT) {
            diagram differs = diagram_differ(k->g, diagram_with(k->g, k->decision, f, 0),
                                             diagram_with(k->g, k->decision, f, 1));
            for (int value = 0; value < 2; value++)
                differs = diagram_and(k->g, differs, diagram_with(k->g, k->v->possible, f, value));
            ask(k, to, (uint32_t)k->m->approaches.len, Q_JUDGEMENT, number, differs);
        }
        number++;
    }
}

/* Where the judgement cannot be of this value by its presumptions (or, `by_default`, by its default
 * where these say nothing). */
static diagram excluded(struct compiler *k, uint32_t fact, int value, bool by_default) {
    uint64_t *clauses = version_clauses(k->v);
    const struct clause_set *all = k->v->clauses;
    for (uint32_t c = all->first[CLAUSE_PRESUMED]; c < all->first[CLAUSE_PRESUMED + 1]; c++)
        if (all->list.at[c].index == fact && (by_default || !all->list.at[c].by_default))
            bitset_add(clauses, c);
    return diagram_with(k->g, diagram_clauses(k->v, clauses, NULL, YES), fact, value);
}

static void ask_presumed(struct compiler *k, struct all_asked *to) {
    uint32_t n = (uint32_t)k->m->approaches.len;
    for (uint32_t i = 0; i < k->silent; i++) {
        uint32_t f = k->presumed[i];
        if (space_axis(k->s, f) != MODEL_NONE) ask(k, to, n, Q_IS, i, diagram_is(k->g, f, 1));
        for (int value = 0; value < 2; value++) {
            uint32_t item = 2 * i + (uint32_t)value;
            ask(k, to, n, Q_PRESUMED, item, excluded(k, f, 1 - value, false));
            ask(k, to, n, Q_GIVEN, item, excluded(k, f, 1 - value, true));
        }
    }
}

/* By duty, approach and paragraph, where there is such a clause. */
static void ask_grounds(struct compiler *k, struct all_asked *to) {
    const struct clause_set *all = k->v->clauses;
    for (uint32_t duty = 0; duty < k->m->duties.len; duty++)
        for (uint32_t id = 0; id < k->m->outline.len; id++) {
            uint32_t approaches = 0;
            struct clause_filter like = decision_clauses(DECISION_DUTY, duty);
            like.paragraph = id;
            for (uint32_t c = all->first[CLAUSE_DUTY]; c < all->first[CLAUSE_DUTY + 1]; c++)
                if (clause_passes(&like, k->m, &all->list.at[c]))
                    approaches |= all->list.at[c].approaches;
            for (like.approach = 0; approaches >> like.approach; like.approach++)
                if (approaches >> like.approach & 1)
                    ask(k, to, like.approach, Q_GROUNDS, duty * GROUNDS_DUTY + id,
                        diagram_of(k->v, like, NULL, YES));
        }
}

/* ---- readings, which are facts here ---- */

/* With every reading as it is taken, but for this one (or MODEL_NONE). */
static diagram as_read(struct compiler *k, diagram x, uint32_t reading, int64_t value) {
    for (uint32_t f = 0; f < k->m->facts.len; f++)
        if (k->declared->facts.at[f].source == FACT_READING)
            x = diagram_with(k->g, x, f, f == reading ? value : k->m->facts.at[f].default_value);
    return x;
}

/* x with these values of the presumed judgements of which nothing is said, by the bits of both. */
static diagram with_values(struct compiler *k, diagram x, uint32_t silence, uint32_t values) {
    for (uint32_t i = 0; i < k->silent; i++)
        if (silence >> i & 1) x = diagram_with(k->g, x, k->presumed[i], values >> i & 1);
    return x;
}

/* Where such a judgement may have this value once it is filled in anew: it has it already, or is
 * filled in, as it always is where it has a default, else where one of its values would break a
 * presumption. */
static diagram may_be(struct compiler *k, uint32_t fact, int64_t value) {
    diagram may = diagram_is(k->g, fact, value);
    if (k->m->facts.at[fact].has_default) return YES;
    for (int v = 0; v < 2; v++)
        may = diagram_or(k->g, may, as_read(k, excluded(k, fact, v, false), MODEL_NONE, 0));
    return may;
}

struct read_as {
    uint32_t reading;
    int64_t value;
};

/* Where another value of the reading leads to another decision than `decision`, as taken; `other`
 * is what is decided then. */
static diagram read_otherwise(struct compiler *k, struct read_as as, uint32_t silence,
                              diagram decision, diagram other) {
    diagram all = unbroken(k, k->v->possible, silence), found = NO;
    diagram then = as_read(k, all, as.reading, as.value);
    if (other == decision && then == as_read(k, all, MODEL_NONE, 0)) return NO;
    for (uint32_t values = 0; values < silences(k); values++) {
        if (values & ~silence) continue;
        diagram x = with_values(k, then, silence, values);
        for (uint32_t i = 0; i < k->silent; i++)
            if (silence >> i & 1)
                x = diagram_and(k->g, x, may_be(k, k->presumed[i], values >> i & 1));
        if (x == NO) continue;
        diagram differs = diagram_differ(k->g, with_values(k, other, silence, values), decision);
        found = diagram_or(k->g, found, diagram_and(k->g, x, differs));
    }
    return found;
}

static void ask_readings(struct compiler *k, struct all_asked *to) {
    diagram all = k->decision, decision = as_read(k, all, MODEL_NONE, 0);
    for (uint32_t f = 0; f < k->m->facts.len; f++) {
        const struct fact *reading = &k->m->facts.at[f];
        if (k->declared->facts.at[f].source != FACT_READING) continue;
        diagram *by_silence = arena_array(k->arena, diagram, silences(k)), some = NO;
        for (uint32_t i = 0; i < silences(k); i++) by_silence[i] = NO;
        for (int64_t value = 0; value < (int64_t)reading->values.len && !k->g->gave_up; value++) {
            if (value == reading->default_value) continue;
            diagram other = as_read(k, all, f, value);
            for (uint32_t i = 0; i < silences(k); i++)
                by_silence[i] =
                    diagram_or(k->g, by_silence[i],
                               read_otherwise(k, (struct read_as){f, value}, i, decision, other));
        }
        for (uint32_t i = 0; i < silences(k); i++) some = diagram_or(k->g, some, by_silence[i]);
        if (some != NO) ask_by_silence(k, to, Q_JUDGEMENT, f, by_silence);
    }
}

static void ask_all(struct compiler *k, struct all_asked *to) {
    uint32_t n = (uint32_t)k->m->approaches.len;
    ask_assumptions(k, to);
    ask_judgements(k, to);
    ask_presumed(k, to);
    ask_grounds(k, to);
    for (uint32_t a = 0; a < n; a++) {
        diagram must = decisions_component(k->d, DECISION_MUST, 0, a),
                will = decisions_component(k->d, DECISION_WILL, 0, a), provided = k->d->open[a];
        provided = diagram_or(k->g, provided, decisions_component(k->d, DECISION_CLOSED, 0, a));
        provided = diagram_or(k->g, provided, decisions_component(k->d, DECISION_DEFAULT, 0, a));
        ask(k, to, a, Q_NOT_PROVIDED, 0, diagram_not(k->g, provided));
        ask(k, to, a, Q_WILL, 0, diagram_or(k->g, will, must));
    }
    vec_each (const struct component, c, &k->d->components)
        if (part_of(c->part) < QUESTIONS)
            ask(k, to, c->approach == MODEL_NONE ? n : c->approach, part_of(c->part), c->index,
                c->is);
}

/* ---- outcomes ---- */

/* One diagram of all that an outcome is, bit by bit: by approach whether it is open, and may start;
 * whether nothing is open, but something by default; whether it is out of scope. */
static diagram outcomes_of(struct compiler *k) {
    diagram all = NO;
    for (uint32_t a = 0; a < k->m->approaches.len; a++) {
        all = diagram_pair(k->g, all, k->d->open[a]);
        all = diagram_pair(k->g, all, k->d->may_start[a]);
    }
    all = diagram_pair(k->g, all, k->d->by_default);
    return diagram_pair(k->g, all, diagram_not(k->g, k->d->in_scope));
}

/* Takes the last bit off. */
static bool bit_of(const struct compiler *k, uint32_t *terminal) {
    struct terminal_pair pair = diagram_pair_of(k->g, *terminal);
    *terminal = pair.x;
    return pair.y == YES;
}

/* Of what is open that which counts: ranked, the highest. */
static uint32_t decided_by(const struct compiler *k, uint32_t open) {
    while (k->m->ranked && open & (open - 1)) open &= open - 1;
    return open;
}

static uint64_t outcome_word(const struct compiler *k, uint32_t terminal) {
    uint32_t n = (uint32_t)k->m->approaches.len, open = 0, start = 0;
    bool outside = bit_of(k, &terminal), by_default = bit_of(k, &terminal);
    for (uint32_t a = n; a-- > 0;) {
        start |= (uint32_t)bit_of(k, &terminal) << a;
        open |= (uint32_t)bit_of(k, &terminal) << a;
    }
    uint32_t used = decided_by(k, open);
    enum strat_status status = outside        ? STRAT_OUT_OF_SCOPE
                               : by_default   ? STRAT_DEFAULT
                               : !open        ? STRAT_REFUSED
                               : used & start ? STRAT_OPEN
                                              : STRAT_CONDITIONAL;
    return STRAT_PUT(OUTCOME_OPEN, open) | STRAT_PUT(OUTCOME_START, start) |
           STRAT_PUT(OUTCOME_STATUS, status);
}

/* The first outcome that comes to this decision, or how many there are. */
static uint32_t outcome_with(const struct compiler *k, enum strat_status status, uint32_t open) {
    uint32_t i = 0;
    while (i < k->outcomes.len &&
           (OUTCOME_STATUS(k->outcomes.at[i]) != status ||
            decided_by(k, OUTCOME_IS_OPEN(k->outcomes.at[i])) != decided_by(k, open)))
        i++;
    return i;
}

static uint32_t put_outcome(struct compiler *k, uint32_t terminal) {
    uint64_t word = outcome_word(k, terminal);
    uint32_t like = outcome_with(k, OUTCOME_STATUS(word), OUTCOME_IS_OPEN(word));
    vec_push(k->arena, &k->outcomes, word | STRAT_PUT(OUTCOME_LIKE, like));
    k->failed = k->outcomes.len > MOST_OUTCOMES;
    return (uint32_t)k->outcomes.len - 1;
}

/* Of a terminal of decision_of(). */
static uint32_t outcome_of_decision(const struct compiler *k, uint32_t terminal) {
    uint32_t used = 0, status = STRAT_OUT_OF_SCOPE;
    for (size_t a = k->m->approaches.len; a-- > 0;) used |= (uint32_t)bit_of(k, &terminal) << a;
    for (uint32_t s = STRAT_UNDETERMINED; s-- > 0;)
        if (bit_of(k, &terminal)) status = s;
    bool opens = status == STRAT_OPEN || status == STRAT_CONDITIONAL;
    return outcome_with(k, (enum strat_status)status, opens ? used : 0);
}

/* ---- nodes ---- */

/* As deep as there are axes; other terminals than NO and YES are numbered as they are met. */
static void reach(struct compiler *k, diagram x, bool of_decision) {
    if (!diagram_is_node(x)) {
        if (x < FIRST_FREE_TERMINAL || k->failed || k->numbered[x]) return;
        k->numbered[x] = true;
        k->outcome_of[x] = of_decision ? outcome_of_decision(k, x) : put_outcome(k, x);
        return;
    }
    if (k->reached[x - NODE_BASE]) return;
    k->reached[x - NODE_BASE] = true;
    for (uint32_t c = 0; c < k->s->axes.at[diagram_axis(k->g, x)].classes; c++)
        reach(k, diagram_child(k->g, x, c), of_decision);
}

static void reach_root(struct compiler *k, diagram x, bool of_decision) {
    vec_push(k->arena, &k->roots, x);
    reach(k, x, of_decision);
}

static void reach_all(struct compiler *k, const diagram *by_silence) {
    for (uint32_t i = 0; i < silences(k); i++) reach_root(k, by_silence[i], false);
}

static void find_cut(struct compiler *k, diagram x) {
    uint32_t axis = diagram_axis(k->g, x), n = k->s->axes.at[axis].classes;
    struct cut cut = {.children = 0};
    for (uint32_t c = 0; c < n; c++) {
        uint32_t like = 0;
        while (diagram_child(k->g, x, like) != diagram_child(k->g, x, c)) like++;
        cut.at[c] = like < c ? cut.at[like] : (uint8_t)++cut.children;
    }
    uint32_t i = 0;
    while (i < k->cuts[axis].len && memcmp(k->cuts[axis].at[i].at, cut.at, n) != 0) i++;
    if (i == k->cuts[axis].len) vec_push(k->arena, &k->cuts[axis], cut);
    k->cut_of[x - NODE_BASE] = i;
}

static uint32_t put_node(struct compiler *k, uint32_t cut, const uint32_t *child, uint32_t n) {
    uint32_t number = (uint32_t)k->nodes.len;
    uint64_t word = STRAT_PUT(NODE_CUT, cut) | STRAT_PUT(NODE_CHILDREN, n);
    for (uint32_t i = 1; i <= n; i++) {
        if (i % 4 == 0) {
            vec_push(k->arena, &k->nodes, word);
            word = 0;
        }
        word |= (uint64_t)child[i - 1] << (i % 4 * 16);
    }
    vec_push(k->arena, &k->nodes, word);
    k->failed = k->failed || k->nodes.len > MOST_NODE_WORDS;
    return number;
}

/* Our number of a node or terminal. */
static uint32_t number_of(const struct compiler *k, diagram x) {
    if (diagram_is_node(x)) return k->number[x - NODE_BASE];
    return x < FIRST_FREE_TERMINAL ? (uint32_t)NODE_TERMINALS + (x == YES)
                                   : (uint32_t)NODE_OUTCOMES + k->outcome_of[x];
}

static void put_nodes(struct compiler *k) {
    for (size_t i = 0; i < k->g->nodes.len && !k->failed; i++) {
        if (!k->reached[i]) continue;
        diagram x = NODE_BASE + (diagram)i;
        uint32_t axis = diagram_axis(k->g, x), child[MOST_CHILDREN];
        const struct cut *cut = &k->cuts[axis].at[k->cut_of[i]];
        for (uint32_t c = 0; c < k->s->axes.at[axis].classes; c++)
            child[cut->at[c] - 1] = number_of(k, diagram_child(k->g, x, c));
        k->number[i] = put_node(k, k->first_cut[axis] + k->cut_of[i], child, cut->children);
    }
}

/* ---- by what nothing is said of ---- */

/* The node that asks whether something is said of judgement `number`, and of those after it. */
static uint32_t put_silent(struct compiler *k, const diagram *by_silence, uint32_t number,
                           uint32_t silence) {
    if (number == k->silent) return number_of(k, by_silence[silence]);
    uint32_t child[2] = {put_silent(k, by_silence, number + 1, silence | UINT32_C(1) << number),
                         put_silent(k, by_silence, number + 1, silence)};
    return child[0] == child[1] ? child[0] : put_node(k, 8 * number, child, 2);
}

/* ---- the whole ---- */

static void put_row(struct word_vec *to, struct arena *a, const struct cuts *cuts, uint32_t class) {
    for (size_t i = 0; i < cuts->len; i += 8) {
        uint64_t word = 0;
        for (size_t j = i; j < i + 8 && j < cuts->len; j++)
            word |= (uint64_t)cuts->at[j].at[class] << (j - i) * 8;
        vec_push(a, to, word);
    }
}

/* Tests, their rows and what the words of these are of: first whether something is said of
 * judgements, which only diagrams of completions ask. Returns how many words of cuts there are. */
static uint32_t put_tests(struct compiler *k, struct word_vec *tests, struct word_vec *rows) {
    static const struct cut plain = {{1, 2}, 2};
    struct cuts of_two = {0};
    uint32_t first = 0;
    vec_push(k->arena, &of_two, plain);
    for (uint32_t i = 0; i < k->s->axes.len + k->silent; i++) {
        bool is_silent = i < k->silent;
        uint32_t axis = is_silent ? (uint32_t)k->s->axes.len + i : k->g->at_rank[i - k->silent],
                 classes = is_silent ? 2 : k->s->axes.at[axis].classes;
        const struct cuts *cuts = classes == 2 ? &of_two : &k->cuts[axis];
        uint32_t words = (uint32_t)(cuts->len + 7) / 8;
        if (!is_silent) k->first_cut[axis] = 8 * first;
        if (first + words > MOST_CUTS) return UINT32_MAX;
        vec_push(k->arena, tests,
                 STRAT_PUT(TEST_AXIS, axis) | STRAT_PUT(TEST_CLASSES, classes) |
                     STRAT_PUT(TEST_FIRST, first) | STRAT_PUT(TEST_WORDS, words) |
                     STRAT_PUT(TEST_ROW, rows->len));
        for (uint32_t c = 0; c < classes; c++) put_row(rows, k->arena, cuts, c);
        first += words;
    }
    for (uint32_t i = 0; i < tests->len; i++)
        for (uint32_t at = 0; at < TEST_WORDS(tests->at[i]); at++) vec_push(k->arena, rows, i);
    return first;
}

static void put_words(struct word_vec *to, struct arena *a, const struct word_vec *from) {
    vec_each (const uint64_t, word, from) vec_push(a, to, *word);
}

static int by_group(const void *one, const void *other) {
    const struct asked *x = one, *y = other;
    if (x->group != y->group) return x->group < y->group ? -1 : 1;
    if (x->part != y->part) return x->part < y->part ? -1 : 1;
    return x->item < y->item ? -1 : x->item > y->item;
}

static bool few_enough(const struct compiler *k) {
    size_t tests = k->s->axes.len + k->silent;
    vec_each (const struct axis, x, &k->s->axes)
        if (x->classes > MOST_CHILDREN) return false;
    return k->m->outline.len <= GROUNDS_DUTY && k->m->duties.len <= GROUNDS_DUTY &&
           tests <= MOST_TESTS && k->silent <= MOST_SILENT &&
           k->m->approaches.len <= MOST_COMPILED_APPROACHES;
}

/* The nodes that some question leads to, and how they tell classes apart. */
static void reach_questions(struct compiler *k, const struct all_asked *asked,
                            const diagram *completions, diagram outcomes, diagram decision) {
    size_t n = k->g->nodes.len, terminals = FIRST_FREE_TERMINAL + k->g->pairs.len;
    k->reached = arena_array(k->arena, bool, n + 1);
    k->cut_of = arena_array(k->arena, uint32_t, n + 1);
    k->number = arena_array(k->arena, uint32_t, n + 1);
    k->outcome_of = arena_array(k->arena, uint32_t, terminals);
    k->numbered = arena_array(k->arena, bool, terminals);
    reach_root(k, outcomes, false);
    reach_root(k, decision, true);
    reach_all(k, completions);
    vec_each (const struct asked, q, asked) {
        reach_root(k, q->is, false);
        if (q->by_silence) reach_all(k, q->by_silence);
    }
    for (size_t i = 0; i < n; i++)
        if (k->reached[i]) find_cut(k, NODE_BASE + (diagram)i);
}

/* Groups and their questions, which are sorted. */
static void put_questions(struct compiler *k, const struct all_asked *asked, size_t groups,
                          struct word_vec *to) {
    for (size_t g = 0, i = 0; g < groups; g++) {
        size_t first = i;
        while (i < asked->len && asked->at[i].group == g) i++;
        vec_push(k->arena, to,
                 STRAT_PUT(GROUP_FIRST, first) | STRAT_PUT(GROUP_QUESTIONS, i - first));
    }
    vec_each (const struct asked, q, asked)
        vec_push(k->arena, to,
                 STRAT_PUT(QUESTION_ROOT, q->root) | STRAT_PUT(QUESTION_ITEM, q->item) |
                     STRAT_PUT(QUESTION_PART, q->part));
}

static bool compile(struct compiler *k, struct word_vec *to) {
    struct arena *a = k->arena;
    struct all_asked asked = {0};
    uint64_t header[D_END] = {0};
    const diagram *completions = all_unbroken(
        k, k->of_readings ? as_read(k, k->v->possible, MODEL_NONE, 0) : k->v->possible);
    diagram outcomes = k->of_readings ? (diagram)NO : outcomes_of(k),
            decision = k->of_readings ? (diagram)NO : k->decision;
    if (k->of_readings)
        ask_readings(k, &asked);
    else
        ask_all(k, &asked);
    if (k->g->gave_up) return false;
    if (asked.len) qsort(asked.at, asked.len, sizeof *asked.at, by_group);
    reach_questions(k, &asked, completions, outcomes, decision);
    struct word_vec tests = {0}, rows = {0};
    header[D_CUTS] = put_tests(k, &tests, &rows);
    if (header[D_CUTS] > MOST_CUTS || k->failed) return false;
    put_nodes(k);
    uint64_t roots = STRAT_PUT(ROOTS_COMPLETIONS, put_silent(k, completions, 0, 0)) |
                     STRAT_PUT(ROOTS_OUTCOME, number_of(k, outcomes)) |
                     STRAT_PUT(ROOTS_DECISION, number_of(k, decision));
    vec_each (struct asked, q, &asked)
        q->root = q->by_silence ? put_silent(k, q->by_silence, 0, 0) : number_of(k, q->is);
    if (k->failed) return false;
    header[D_SILENT] = k->silent;
    header[D_TESTS] = tests.len;
    header[D_ROWS] = rows.len - header[D_CUTS];
    header[D_NODES] = k->nodes.len;
    header[D_OUTCOMES] = k->outcomes.len;
    header[D_GROUPS] = k->m->approaches.len + 1;
    header[D_QUESTIONS] = asked.len;
    header[D_TOTAL] = D_END + 1 + tests.len + rows.len + k->nodes.len + k->outcomes.len +
                      header[D_GROUPS] + asked.len;
    for (size_t i = 0; i < D_END; i++) vec_push(a, to, header[i]);
    vec_push(a, to, roots);
    put_words(to, a, &tests);
    put_words(to, a, &rows);
    put_words(to, a, &k->nodes);
    put_words(to, a, &k->outcomes);
    put_questions(k, &asked, header[D_GROUPS], to);
    return true;
}

/* What is presumed, and what a decision is, which several questions are made of. */
static void find_shared(struct compiler *k) {
    for (uint32_t f = 0, i = 0; f < k->m->facts.len; f++) {
        struct clause_filter like = clauses_of_kind(CLAUSE_PRESUMED);
        if (k->m->facts.at[f].presumptions.len == 0) continue;
        like.index = f;
        k->presumed[i] = f;
        k->broken[i++] = diagram_of(k->v, like, NULL, YES);
    }
    k->decision = decision_of(k);
}

static bool build(struct compiler *k, const struct clause_set *clauses, const uint32_t *order,
                  struct word_vec *to) {
    k->g = diagrams_ordered(k->s, k->of_readings ? READING_STEPS : STEPS, order);
    k->v = version_new(k->g, clauses);
    k->d = decisions_new(k->v, NULL, !k->of_readings);
    k->cuts = arena_array(k->arena, struct cuts, k->s->axes.len + 1);
    k->first_cut = arena_array(k->arena, uint32_t, k->s->axes.len + 1);
    if (!k->g->gave_up) find_shared(k);
    return !k->g->gave_up && compile(k, to);
}

bool compiled_build(struct space *s, const struct clause_set *clauses, const struct model *declared,
                    struct arena *a, struct word_vec *to) {
    struct compiler k = {.arena = a, .s = s, .m = s->model, .declared = declared}, again;
    struct word_vec words = {0};
    vec_each (const struct fact, f, &k.m->facts) k.silent += f->presumptions.len > 0;
    k.of_readings = declared != s->model;
    if (!few_enough(&k)) return false;
    again = k;
    const uint32_t *order = order_of_axes(s, clauses, a);
    if (k.of_readings) return build(&k, clauses, order, to);
    return build(&k, clauses, order, &words) &&
           build(&again, clauses, diagrams_sifted(k.g, &k.roots, SIFTING_STEPS, a), to);
}
