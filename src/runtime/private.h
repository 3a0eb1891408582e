/*
 * What the files of the runtime share. Written in the language that C99, C11 and C++ have in
 * common.
 */
#ifndef STRAT_PRIVATE_H
#define STRAT_PRIVATE_H

#include "runtime/format.h"
#include "runtime/strat.h"

#ifndef STRAT_LOCAL
#define STRAT_LOCAL /* `static` where all files are one */
#endif

enum { STRAT_MAX_PAIRS = 256 };

#ifndef STRAT_LARGE
#define STRAT_LARGE 1 /* 0 in the C of a policy that is not large */
#endif

#ifndef STRAT_READINGS
#define STRAT_READINGS 1 /* 0 in the C of a policy without readings, or where nobody asks */
#endif
/* Whether the table that counts is the one in which readings are facts. */
#if STRAT_READINGS
#define STRAT_BY_READINGS(s) ((s)->readings)
#else
#define STRAT_BY_READINGS(s) 0
#endif

#ifndef STRAT_WAYS
#define STRAT_WAYS 1 /* 0 in C that is not asked for ways */
#endif
/* Whether every fact is open, whatever the request says of it (ways.h). */
#if STRAT_WAYS
#define STRAT_ALL_OPEN(s) ((s)->all_open)
#else
#define STRAT_ALL_OPEN(s) 0
#endif
/* Whether this axis is open though its fact has a value, and its levels are ahead of all others. */
#if STRAT_WAYS && STRAT_READINGS
#define STRAT_IS_AHEAD(s, of) ((s)->readings && (s)->ahead == (of))
#else
#define STRAT_IS_AHEAD(s, of) 0
#endif

#ifndef STRAT_COMPILED
#define STRAT_COMPILED 1 /* 0 in C without compiled diagrams */
#endif

#ifndef STRAT_UNRANKED
#define STRAT_UNRANKED 1 /* 0 in the C of a policy whose approaches are ranked */
#endif
#if STRAT_UNRANKED
#define STRAT_RANKED(s) ((s)->ranked)
#else
#define STRAT_RANKED(s) 1
#endif

#ifndef STRAT_EACH
#define STRAT_EACH 1 /* 0 in C whose answers have no `each` */
#endif

#ifndef STRAT_ASSUMES
#define STRAT_ASSUMES 1 /* 0 in the C of a policy that assumes nothing */
#endif

#ifndef STRAT_DIRECT
#define STRAT_DIRECT 1 /* 0 where complete requests, of no large policy, have another way */
#endif

/* In loops that compilers like to turn into calls of memset and memcpy, which a freestanding
 * program may not have. */
#if defined(__GNUC__)
#define STRAT_KEEP_LOOP __asm__ __volatile__("" ::: "memory")
#else
#define STRAT_KEEP_LOOP ((void)0)
#endif

/* Which diagrams are kept: by name, so that they can be moved while something is made. */
enum {
    STRAT_R_NO,
    STRAT_R_YES,
    STRAT_R_POSSIBLE, /* no assumption is broken */
    STRAT_R_ALL,      /* completions: what is possible, and no presumption broken */
    STRAT_R_OUTSIDE,
    STRAT_R_CLOSED, /* the default approach is closed, or there is none */
    STRAT_R_WITHIN, /* where what is listed counts */
    STRAT_R_REST,
    STRAT_R_X,
    STRAT_R_Y,
    STRAT_R_Z, /* in passing */
    STRAT_R_PAIRS,
    STRAT_R_STATED, /* the pairs of the request while it is taken otherwise */
    STRAT_R_TEST,   /* of an override */
    STRAT_R_CARRY,
    STRAT_R_SUM,
    STRAT_R_SUM_END = STRAT_R_SUM + 32,
    STRAT_R_OPEN = STRAT_R_SUM_END,           /* by approach: where it is open */
    STRAT_R_OUTSTANDING = STRAT_R_OPEN + 32,  /* likewise: where a duty of it is outstanding */
    STRAT_R_SPLIT = STRAT_R_OUTSTANDING + 32, /* by approach, in passing */
    STRAT_R_END = STRAT_R_SPLIT + 33
};

/* The diagrams of a request. */
struct strat_diagrams {
    uint64_t *node, *table; /* two words a node; what is found by hash */
    size_t words, all;      /* of both; before some were set aside */
    uint32_t used, most;    /* nodes */
    unsigned scale;
    uint64_t *frame; /* of the operation that goes on: two words each */
    uint32_t reg[STRAT_R_END];
};

/* Walks over compiled diagrams, see compiled.h. */
enum { STRAT_MOST_ROWS = 32 };
struct strat_compiled {
    const uint64_t *d, *roots, *tests, *rows_of_tests, *cuts, *nodes, *outcomes, *groups,
        *questions;
    unsigned char *places; /* by cut: where the child is to which what is known leads, or 0 */
    uint32_t completions;  /* the node of the completions of this request */
    int is_bound;          /* these are found: */
    uint64_t bound, loose; /* open tests that completions ask; that may have any of their classes */
    uint64_t *marked, *listed; /* nodes that one walk has met: a bit each, and one after another */
    uint64_t *frame;
    uint64_t *all, *some, *twice; /* sets of items, so many words each */
    size_t items;
    /* what walks along one node of the completions noted: a bit for each node that was met, then a
     * word for each, the terminals below it */
    uint64_t *noted;
    size_t marks, row_words;
    uint32_t with[STRAT_MOST_ROWS], rows, most_rows;
    uint64_t *trace; /* pairs of nodes that the walk over outcomes met, if it has found room */
    size_t traced, walked, most_traced; /* walked: of these, by the walk itself */
    int tracing;
    uint64_t *asking; /* memory of compiled_ask.c */
    int impossible;   /* there is no completion */
    int failed;       /* another row would be needed, or what is asked cannot be walked */
};

/* How far a request with open facts was taken. */
enum strat_stage {
    STRAT_STALE,    /* nothing counts: to be read again */
    STRAT_READ,     /* what its values leave, and levels */
    STRAT_OUTCOMES, /* STRAT_R_PAIRS: of all that is possible, which are its completions */
    STRAT_DECIDED   /* the diagrams of what the overrides leave, and of the outcome */
};

/* One request while it is decided. It lies at the start of work memory. */
struct strat_state {
    const struct strat_policy *p;
    struct strat_request request;
    struct strat_work *work;
    uint64_t max_steps;
    uint64_t *memory; /* behind this */
    size_t room;
    int complete; /* every fact has a value: it is its own only completion, and needs no nodes */
    enum strat_stage stage;
    const uint64_t *t;
    int readings;   /* STRAT_BY_READINGS */
    int all_open;   /* STRAT_ALL_OPEN */
    uint32_t ahead; /* STRAT_IS_AHEAD; or STRAT_NO_AXIS */
    uint32_t words; /* of a row */
    uint32_t axes, approaches;
    int ranked;
    int32_t fallback; /* the default approach or STRAT_NONE */
    /* the clauses that count: sections of the table, or the like of them about some of
     * its clauses */
    const uint64_t *axis, *rows, *masks, *clauses, *overrides, *entries;
    uint64_t n_overrides;
    uint32_t n_clauses;
    uint64_t *class_of; /* by axis: the class of its fact's value, or STRAT_OPEN_CLASS */
    /* sets of clauses: left by the known facts; by all of them but for one of those that can be
     * taken otherwise; that break a
     * presumption of this request; left in some completion, as far as the overrides were applied;
     * that have a diagram; in passing */
    uint64_t *could, *nearly, *against, *live, *made, *item, *rest, *some;
    uint64_t *own, *ids; /* by clause of s->made: its diagram before the overrides, and after */
    uint64_t *open;      /* STRAT_OPEN_WORDS for each axis that is open, in the order of levels */
    uint64_t *group; /* by class its group, and by group its first class: STRAT_GROUP_OF, _CLASS */
    uint64_t *code;  /* by code of a class: clauses that it allows; then diagrams in the making */
    uint64_t *pairs, *worth;
    uint32_t n_open, n_levels, n_pairs;
    struct strat_diagrams d;
    struct strat_compiled compiled;
    int walks;   /* `compiled` is ready for this request */
    int kept;    /* what strat_decide_read() made of it is there still: nothing was read since */
    int stopped; /* at the bound of work or memory: what is found now does not count */
};

/* An open axis, and how many levels it has; its first level, and how many groups of classes; where
 * these begin in s->group. */
enum { STRAT_OPEN_AXIS, STRAT_OPEN_LEVEL, STRAT_OPEN_GROUP, STRAT_OPEN_WORDS };
#define STRAT_OPEN_BITS(w) ((uint32_t)((w) >> 32))
#define STRAT_OPEN_GROUPS(w) ((uint32_t)((w) >> 32))
/* Classes that are alike for all clauses are one group. */
#define STRAT_GROUP_CLASS(w) ((uint32_t)(w))
#define STRAT_GROUP_OF(w) ((uint32_t)((w) >> 32))
enum { STRAT_WORTH_WORDS = 3 }; /* of a fact that is asked for */

#define STRAT_OPEN_CLASS UINT64_C(0xffffffff) /* of an axis whose fact has no value */

#define STRAT_NO_FACT UINT32_C(0xffffffff)
#define STRAT_NO_AXIS UINT32_C(0xffffffff)

static inline int strat_i_is_large(const uint64_t *table) {
    return STRAT_LARGE && table[H_WORDS] == 0;
}

/* The table in which readings are facts; only where the policy has readings. */
static inline const uint64_t *strat_i_second(const struct strat_policy *p) {
    return p->table + p->table[H_TOTAL];
}

/* By that table from the one on to the other: s->request is of it, with the readings as they are
 * taken, and room for a set of its facts, which is empty, stands before it in memory. 0: there is
 * too little of that. */
struct strat_unread {
    struct strat_request request;
    uint64_t *memory;
    size_t room;
};
STRAT_LOCAL int strat_i_begin_readings(struct strat_state *s, struct strat_unread *as);
STRAT_LOCAL void strat_i_end_readings(struct strat_state *s, const struct strat_unread *as);

/* Whether the question is what the decision would be were this fact another: a judgement, or a
 * reading. */
static inline int strat_i_may_turn(const struct strat_state *s, uint32_t fact) {
    uint64_t word = s->t[s->t[H_FACT_AT] + fact];
    return (int)(STRAT_BY_READINGS(s) ? FACT_READING(word) : FACT_JUDGEMENT(word));
}

/* s->some: the clauses that are left with this class of an axis of such a fact, which has a value,
 * instead of its own. */
STRAT_LOCAL void strat_i_turn(struct strat_state *s, uint32_t axis, uint32_t c);

/* ---- sets of clauses, and the rows that are such sets (clauses.c) ---- */

static inline const uint64_t *strat_i_row(const struct strat_state *s, uint32_t axis, uint32_t c) {
    return s->rows + (size_t)(AXIS_ROW(s->axis[axis]) + c) * s->words;
}

static inline const uint64_t *strat_i_mask(const struct strat_state *s, uint32_t row) {
    return s->masks + (size_t)row * s->words;
}

static inline const uint64_t *strat_i_mask_of(const struct strat_state *s, uint32_t approach,
                                              uint32_t which) {
    return strat_i_mask(s, (uint32_t)M_FIXED + approach * (uint32_t)M_EACH + which);
}

/* What a judgement of which nothing is said cannot be by its presumptions or, further behind in the
 * list, by its default; `number` in that list. */
static inline const uint64_t *strat_i_mask_of_presumed(const struct strat_state *s,
                                                       uint32_t number) {
    return strat_i_mask(s, (uint32_t)(M_FIXED + s->t[H_APPROACHES] * M_EACH + s->t[H_ASSUMES]) +
                               number);
}

/* Element `i` of those that the names count there (N_*), which stand in the order of these counts;
 * where there is none, one of zeros. */
STRAT_LOCAL const uint32_t *strat_i_named(const struct strat_policy *p, uint32_t which, uint32_t i);

STRAT_LOCAL int strat_i_any(const uint64_t *a, const uint64_t *b, uint32_t n);
STRAT_LOCAL void strat_i_copy(uint64_t *to, const uint64_t *from, size_t n);
STRAT_LOCAL void strat_i_fill(uint64_t *to, size_t n, uint64_t with);
STRAT_LOCAL void strat_i_and(uint64_t *to, const uint64_t *row, size_t n);
STRAT_LOCAL void strat_i_or(uint64_t *to, const uint64_t *row, size_t n);
STRAT_LOCAL uint32_t strat_i_lowest(uint64_t set); /* which bit is the lowest */
/* Which bit is the highest; STRAT_NONE for no bit. */
STRAT_LOCAL int32_t strat_i_highest(uint32_t set);
/* Which is the only one: STRAT_NONE for no bit, STRAT_NULL for several. */
STRAT_LOCAL int32_t strat_i_only_one(uint32_t set);
/* Whether one of the clauses in entries of an override is among these. */
STRAT_LOCAL int strat_i_meets(const uint64_t *clauses, const uint64_t *entry, const uint64_t *end);
/* Adds what overrides test that clear one of these. */
STRAT_LOCAL void strat_i_add_tested(const struct strat_state *s, uint64_t *clauses);
/* Clears what overrides lift. */
STRAT_LOCAL void strat_i_apply_overrides(const struct strat_state *s, uint64_t *clauses);
/* What a complete request comes to of which the overrides left these: status, approach, what is
 * open and what may start now. 0: an assumption is broken. */
STRAT_LOCAL int strat_i_conclude(const struct strat_state *s, const uint64_t *clauses,
                                 struct strat_answer *to);

/* Where the items of a list go: what every completion has; what at least one has; what one has and
 * another has not. NULL: not wanted. */
struct strat_into {
    uint64_t *all, *some, *unsure;
};

/* The approaches whose lists are the answer's (answer.c). */
STRAT_LOCAL uint32_t strat_i_listed(const struct strat_state *s, const struct strat_answer *answer);

static inline void strat_i_add(uint64_t *set, size_t item) {
    set[item / 64] |= (uint64_t)1 << (item % 64);
}

/* ---- reading (read.c) ---- */

/*
 * Where the request lies that strat_prepare() made ready. Memory that was allocated becomes a
 * struct by what strat_prepare() stores there, which is before anything is read (C11 6.5, effective
 * types); words behind it are only ever read as words, and the caller's own reads come after the
 * last question. Of an array that was declared as uint64_t the standard says less, but no access of
 * the caller meets one of the runtime there: what one wrote the other never reads.
 */
enum { STRAT_STATE_WORDS = 192 };
typedef char strat_i_state_fits[sizeof(struct strat_state) <= 8 * STRAT_STATE_WORDS ? 1 : -1];

static inline struct strat_state *strat_i_state(const struct strat_work *work) {
    return (struct strat_state *)(void *)work->memory;
}

/* Points *s at the arrays of the table of s->p that counts; nothing of a request is read. */
STRAT_LOCAL void strat_i_set_up(struct strat_state *s);

/* Whether what is asked is answered by walks, for which all is ready. */
STRAT_LOCAL int strat_i_walks(struct strat_state *s);

/* Reads the request anew. All facts that may turn and have a value can be taken otherwise; but of a
 * complete request to a large policy only fact `turned`, which has this class at once. */
STRAT_LOCAL enum strat_result strat_i_read(struct strat_state *s, uint32_t turned, uint32_t c);

/* Of a request about so many facts, and of a set of them. */
static inline size_t strat_i_request_words(size_t facts) {
    return facts + (facts + 7) / 8 + (facts + 63) / 64;
}

/* Counts work. 0: there has been too much, and s->stopped is set. */
static inline int strat_i_work(struct strat_state *s, uint64_t steps) {
    struct strat_work *work = s->work;
    if (steps > s->max_steps - work->steps) {
        work->steps = s->max_steps;
        s->stopped = 1;
        return 0;
    }
    work->steps += steps;
    return !s->stopped;
}

#endif
