/*
 * Diagrams: functions of a situation, exactly.
 *
 * A diagram takes every situation to a *terminal*, a small number: NO or YES where it is a plain
 * question. A node tests one axis and has a child for each class; nodes that are alike are one,
 * nodes whose children are all alike are left out. So two diagrams of one set are the same function
 * just where they are equal as numbers. Source: R. E. Bryant, Graph-based algorithms for Boolean
 * function manipulation, 1986, with axes of many values.
 *
 * They are made from cubes (diagram_clauses: is any of these clauses left, after the overrides?)
 * and combined. Assumptions are not part of a diagram until diagram_within() takes the situations
 * that they exclude to IMPOSSIBLE.
 *
 * Axes are tested in an order of the set's own: what is said of a diagram (counts, witnesses,
 * facts) does not depend on it.
 *
 * Work is bounded: past `max_steps` (a step is a class of an axis looked at), or where memory would
 * grow too large, a set gives up (`gave_up`, and `why`), what it then says means nothing, and
 * whoever asked says "not decided". With diagrams_ask() each question has a bound of its own, and
 * what was made before one that was given up stands.
 */
#ifndef STRATC_SPACE_DIAGRAM_H
#define STRATC_SPACE_DIAGRAM_H

#include "base/big.h"
#include "space/clauses.h"

/* A terminal, or (from NODE_BASE) a node. */
typedef uint32_t diagram;
#define NODE_BASE UINT32_C(0x80000000)

enum { IMPOSSIBLE = 0, NO = 1, YES = 2, FIRST_FREE_TERMINAL = 3 };

struct node {
    uint32_t axis;
    uint32_t first_child; /* in children; as many as the axis has classes */
};

struct computed {
    uint32_t op; /* 0: free */
    diagram x, y, is;
};

struct terminal_pair {
    uint32_t x, y;
};

/* Why something was given up. */
enum why {
    WHY_KINDS, /* the diagrams of one question grew too large */
    WHY_RULES, /* the bound of many questions was used up before this one */
    WHY_MEMORY,
    WHY_WORK, /* what all sets of a run may do together is done */
    WHY_CELLS,
    WHYS
};

/* After "the policy has". */
const char *why_text(enum why why);

/* What several sets of diagrams may do together: in steps that take the same time, some twelve
 * nanoseconds, whatever is done (of a node that is made more than its classes). */
struct work {
    uint64_t left;
};

struct diagrams {
    struct space *s;
    struct arena *arena;
    /* by axis: where in the order it is tested; and the other way round */
    uint32_t *rank, *at_rank;
    bool ordered; /* that is settled */
    struct nodes VEC(struct node) nodes;
    struct children VEC(diagram) children;
    struct children stack; /* of nodes in the making */
    struct arena own;      /* what one operation needs, see diagrams_forget() */
    uint32_t *unique;      /* hash table of nodes: index + 1 */
    size_t n_unique;
    struct computed *computed; /* what was combined before; entries may be lost */
    size_t n_computed;
    struct children written; /* where in it the question that is answered now wrote, see
                                diagrams_mark() */
    bool written_all;        /* that is not known: anywhere */
    struct terminal_pairs
        VEC(struct terminal_pair) pairs; /* terminal FIRST_FREE_TERMINAL + i is the pair i */
    uint64_t steps, max_steps;
    uint64_t stop_at;                     /* the bound of this question */
    size_t most_bytes, most_bytes_of_all; /* of its nodes; of all that there is */
    bool gave_up;
    enum why why;         /* of the last that was given up */
    struct work *work;    /* or NULL: no bound beside its own */
    uint32_t *met, round; /* by node: what the walk that met it last noted, see diagrams_walk() */
    size_t n_met;
    uint32_t *numbers;    /* by node: among those that are looked at, see diagram_count() */
    uint64_t visits;      /* to nodes, by walks */
    uint64_t looks;       /* how many cubes were looked at one by one, see space/point.h */
    uint64_t asked;       /* how many operations were asked for so far */
    uint32_t projections; /* of these */
};

/* One version of a policy: its clauses. Several may share one set of diagrams. */
struct version {
    struct diagrams *g;
    const struct clause_set *clauses;
    const struct model *model;
    size_t words; /* of a set of clauses */
    /* By clause: inside its cube, as far as that does not wait for overrides. By plain signal:
     * where it is on. IMPOSSIBLE: not asked for yet. */
    diagram *cubes, *signals;
    uint32_t *slots;    /* by clause: 0, but while a question is answered, see diagram_clauses.c */
    struct near **near; /* see version_keep_at(); made when first asked for */
    diagram possible;   /* NO where an assumption excludes the situation, else YES */
};

/* So many looks at a clause or cube take as long as a step. */
enum { LOOKS_A_STEP = 2 };

struct diagrams *diagrams_new(struct space *s, uint64_t max_steps);

/* The same with its axes in this order, whatever the first version would do best with. */
struct diagrams *diagrams_ordered(struct space *s, uint64_t max_steps, const uint32_t *order);

/* An order, as above, in which these diagrams would have fewer nodes, and walks of the first two of
 * them would meet fewer where not all is known; in memory of `a`. */
struct diagram_vec VEC(diagram);
const uint32_t *diagrams_sifted(const struct diagrams *g, const struct diagram_vec *roots,
                                uint64_t steps, struct arena *a);

/* How many times larger a policy of so many rules is than one of a thousand, which bounds are made
 * for. */
uint64_t diagrams_times(size_t rules);

/* Lets a new set have as much work (steps for a thousand rules) and memory as goes with that. */
void diagrams_bound(struct diagrams *g, uint64_t max_steps, size_t rules);

/* `clauses` over the space of the diagrams. */
struct version *version_new(struct diagrams *g, const struct clause_set *clauses);

/* Begins a question that is given up after so many steps; whether an earlier one was is forgotten,
 * unless the set as a whole is exhausted. */
void diagrams_ask(struct diagrams *g, uint64_t steps);

/* Gives up what is asked now. */
void diagrams_give_up(struct diagrams *g, enum why why);

/* Counts work that is done beside them, so that it has the same bounds. */
void diagrams_work(struct diagrams *g, uint64_t steps);

/* Counts it in what all sets may do together alone: it is little, but there may be much of it. */
void diagrams_use(struct diagrams *g, uint64_t steps);

/* Counts cubes that were looked at one by one. */
void diagrams_look(struct diagrams *g, uint64_t cubes);

/* Gives back what was allocated in `own`. */
void diagrams_forget(struct diagrams *g);

/* An empty set of clauses, see base/bitset.h. */
uint64_t *version_clauses(const struct version *v);

/* Leaves in the set of clauses those that can hold in the situation, a class for each axis; or
 * somewhere in the cube. Some of those that cannot may stay. */
void version_keep_at(const struct version *v, const uint32_t *point, uint64_t *set);
void version_keep_near(const struct version *v, const struct cube *cube, uint64_t *set);

/* YES where one of the clauses in `asked` is left after the overrides, and `region` is YES: the
 * smaller the region the less work. `without`: clauses taken out of the policy first (a rule left
 * out), or NULL. */
diagram diagram_clauses(const struct version *v, const uint64_t *asked, const uint64_t *without,
                        diagram region);

/* The same for all that pass. */
diagram diagram_of(const struct version *v, struct clause_filter f, const uint64_t *without,
                   diagram region);

/* Where the rule opens or closes something or attaches to it; an expectation: where it cautions. */
diagram diagram_of_rule(const struct version *v, uint32_t rule);

/* Where probe number `probe` of the version holds. */
diagram diagram_of_probe(const struct version *v, uint32_t probe, const uint64_t *without);

/* YES inside the cube; its literals are passed over. */
diagram diagram_of_cube(struct diagrams *g, const struct cube *cube);

/* ---- combining ---- */

enum diagram_op {
    DIAGRAM_AND = 1,
    DIAGRAM_OR,
    DIAGRAM_BUT,
    DIAGRAM_DIFFER,
    DIAGRAM_WITHIN,
    DIAGRAM_PAIR,
    DIAGRAM_PROJECTED,
    DIAGRAM_QUANTIFIED
};
diagram diagram_combine(struct diagrams *g, enum diagram_op op, diagram x, diagram y);

static inline diagram diagram_and(struct diagrams *g, diagram x, diagram y) {
    return diagram_combine(g, DIAGRAM_AND, x, y);
}

static inline diagram diagram_or(struct diagrams *g, diagram x, diagram y) {
    return diagram_combine(g, DIAGRAM_OR, x, y);
}

/* x and not y */
static inline diagram diagram_but(struct diagrams *g, diagram x, diagram y) {
    return diagram_combine(g, DIAGRAM_BUT, x, y);
}

static inline diagram diagram_not(struct diagrams *g, diagram x) {
    return diagram_combine(g, DIAGRAM_BUT, YES, x);
}

/* YES where the terminals of x and y differ */
static inline diagram diagram_differ(struct diagrams *g, diagram x, diagram y) {
    return diagram_combine(g, DIAGRAM_DIFFER, x, y);
}

/* x where `possible` is YES, else IMPOSSIBLE. */
static inline diagram diagram_within(struct diagrams *g, diagram x, diagram possible) {
    return diagram_combine(g, DIAGRAM_WITHIN, x, possible);
}

/* Both at once: a terminal for each pair of terminals, the same for the same pair;
 * diagram_pair_of() takes it apart. */
static inline diagram diagram_pair(struct diagrams *g, diagram x, diagram y) {
    return diagram_combine(g, DIAGRAM_PAIR, x, y);
}
struct terminal_pair diagram_pair_of(const struct diagrams *g, uint32_t terminal);

/* Quantification, of a yes-or-no question x: YES where it is for some value of the fact, all others
 * as they are. */
diagram diagram_exists(struct diagrams *g, diagram x, uint32_t fact);

/* The same for all facts but these, at once: what is made on the way tests none but these, while
 * with one fact less the diagram of a tangled policy may be larger than it was. */
diagram diagram_project(struct diagrams *g, diagram x, const bool *facts);

/* The cofactor: x where the axis is of this class, or the fact has this value, whatever it is in
 * the situation that is asked about. */
diagram diagram_cofactor(struct diagrams *g, diagram x, uint32_t axis, uint32_t class);
diagram diagram_with(struct diagrams *g, diagram x, uint32_t fact, int64_t value);

/* `below`, which asks for later axes alone, in these classes of the axis, else NO. */
diagram diagram_limit(struct diagrams *g, uint32_t axis, const uint64_t *classes, diagram below);

/* YES where the fact, which is no set, has this value or one like it. */
diagram diagram_is(struct diagrams *g, uint32_t fact, int64_t value);

/* ---- reading ---- */

static inline bool diagram_is_node(diagram d) { return d >= NODE_BASE; }

/* The axis that a node tests, and what it comes to in a class of it. */
static inline uint32_t diagram_axis(const struct diagrams *g, diagram node) {
    return g->nodes.at[node - NODE_BASE].axis;
}

static inline diagram diagram_child(const struct diagrams *g, diagram node, uint32_t class) {
    return g->children.at[g->nodes.at[node - NODE_BASE].first_child + class];
}

/* The support: axes[x] set for each axis that the diagram depends on; others stay as they are. */
void diagram_support(struct diagrams *g, diagram x, bool *axes);

/* As facts: facts[f] set or cleared for every fact of the model. */
void diagram_facts(struct diagrams *g, diagram x, bool *facts);

/* How many combinations of the given facts' values are taken to `terminal`; every fact that x
 * depends on must be given. */
struct big diagram_count(struct diagrams *g, diagram x, uint32_t terminal, const bool *facts);

/* The same of the facts that x depends on, as text. */
const char *diagram_count_text(struct diagrams *g, diagram x, uint32_t terminal);

/*
 * A situation (a value for each fact of the model) that x takes to `terminal`, with as many facts
 * as possible at their defaults (or at their first value where there is none). named[f]: the way
 * there tests fact f. False where there is no such situation.
 */
bool diagram_witness(struct diagrams *g, diagram x, uint32_t terminal, int64_t *situation,
                     bool *named);

/* Begins a walk, which may note in `met` what is returned and up to 7 more; what is less was noted
 * by others. */
uint32_t diagrams_walk(struct diagrams *g);

/* The terminals that situations come to in which these facts have these values, a bit each: of a
 * yes-or-no question x, perhaps within what is possible. */
unsigned diagram_reached(struct diagrams *g, diagram x, const bool *known, const int64_t *value);

/* The terminal of one situation. */
uint32_t diagram_at(const struct diagrams *g, diagram x, const int64_t *situation);

/* ---- between the files of diagrams ---- */

/* Where in the order the diagram begins; UINT32_MAX, behind every axis, where there is none left.
 */
static inline uint32_t diagram_rank(const struct diagrams *g, diagram d) {
    return diagram_is_node(d) ? g->rank[diagram_axis(g, d)] : UINT32_MAX;
}

/* Counts what every operation takes, here a node on this axis, and whether it is too much: then all
 * of them come home at once, and what they bring means nothing. */
bool diagrams_spent(struct diagrams *g, uint32_t axis);

/* Begins what may be dropped; diagrams_drop() then forgets all nodes that were made since, all but
 * the first so many. Nothing that is still wanted may be made of them. */
size_t diagrams_mark(struct diagrams *g);
void diagrams_drop(struct diagrams *g, size_t kept);

/* ---- as few cubes, see cover.c ---- */

/*
 * For tables: cubes, without literals, that together are YES wherever `on` is and nowhere that
 * `within` is not; `on` must lie within `within`. Of each the axes that it tests are few. False:
 * more than `most` would be needed, or the diagrams gave up.
 */
bool diagram_cover(struct diagrams *g, diagram on, diagram within, size_t most,
                   struct cubes *cover);

/*
 * For people: the same cubes, of which each covers as many situations more as it can, with one
 * stretch of a number or date. The facts in `last` are narrowed before the others: they are what a
 * reader looks for. At most `most` cubes: *rest is what they leave (NO: nothing).
 */
struct cubes diagram_cases(struct diagrams *g, diagram on, diagram within, const bool *last,
                           size_t most, diagram *rest);

#endif
