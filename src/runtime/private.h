/*
 * What the files of the runtime share. Written in the language that C99, C11 and C++ have in common.
 */
#ifndef STRAT_PRIVATE_H
#define STRAT_PRIVATE_H

#include "runtime/format.h"
#include "runtime/strat.h"

#ifndef STRAT_LOCAL
#define STRAT_LOCAL /* `static` where all files are one */
#endif

enum { STRAT_MAX_PAIRS = 256, STRAT_PAIR_WORDS = STRAT_MAX_PAIRS / 64 };

#ifndef STRAT_LARGE
#define STRAT_LARGE 1 /* 0 in the C of a policy that is not large */
#endif

/* In loops that compilers like to turn into calls of memset and memcpy, which a freestanding program may not have. */
#if defined(__GNUC__)
#define STRAT_KEEP_LOOP __asm__ __volatile__("" ::: "memory")
#else
#define STRAT_KEEP_LOOP ((void)0)
#endif

/* Four words at once, for copying and clearing. */
#if defined(__GNUC__)
typedef uint64_t strat_i_wide __attribute__((vector_size(32), aligned(8), may_alias));
#else
typedef struct {
    uint64_t words[4];
} strat_i_wide;
#endif

/* What is the same for all completions of a node; pairs are (status, approach or open approaches), numbered as they are met. */
struct strat_result_set {
    uint64_t pairs[STRAT_PAIR_WORDS];
    uint64_t answers;   /* ask: values of the fact asked for that leave a completion, counted up to 2 */
    uint64_t most;      /* ask: the most pairs that one of them leaves */
    uint64_t open;
    int64_t now;
    int64_t modality;
    uint64_t flags;     /* STRAT_HAS, STRAT_LACKS, STRAT_DIFFERS; 0 in a node without completions */
}; /* words only: it lies in work memory, which is words */

enum { STRAT_RESULT_WORDS = sizeof(struct strat_result_set) / sizeof(uint64_t) };

enum { STRAT_HAS = 1, STRAT_LACKS = 2, STRAT_DIFFERS = 4, STRAT_SOME = 8 };

/* What is asked of each completion. */
enum strat_question {
    STRAT_Q_DECISION,   /* pairs, open, now, modality */
    STRAT_Q_ITEM,       /* HAS or LACKS: some bit of `item` is left */
    STRAT_Q_CLOSED,     /* the same, where the approach that it closes has a permission */
    STRAT_Q_WORLD,      /* HAS or LACKS: some bit of `item`, of all that no presumption rules out */
    STRAT_Q_MODALITY,   /* modality of approach `approach` */
    STRAT_Q_ALONE,      /* DIFFERS: the facts below the boundary lead to different pairs */
    STRAT_Q_LEFT,       /* answers, most: values of the facts above the boundary */
    STRAT_Q_REVERSE     /* DIFFERS: the judgement `reversed` does */
};

struct strat_leaf {
    enum strat_status status;
    int32_t approach, now;
    uint32_t open;
    int32_t modality;
};

struct strat_search {
    const struct strat_policy *p;
    const uint64_t *t;
    uint32_t words;          /* of a row */
    uint32_t axes, approaches;
    int ranked;
    int32_t fallback;        /* the default approach or STRAT_NONE */
    /* the boxes that are searched: sections of the table, or the like of them about some of its boxes */
    const uint64_t *axis, *rows, *masks, *boxes, *step, *entries;
    uint32_t n_boxes;
    uint64_t n_steps;
    /* in work memory */
    uint64_t *base;          /* boxes that the known facts leave */
    uint64_t *silent;        /* boxes that break a presumption of this request */
    uint64_t *relevant;      /* boxes that the question depends on */
    uint64_t *item;
    uint64_t *box;           /* a leaf, after the steps */
    uint64_t *possible;      /* boxes that some completion may leave, before the steps */
    uint64_t *closing;       /* boxes that close some approach */
    uint64_t *worth;         /* by place in the list of facts to ask: pairs left */
    uint64_t *alive;         /* by level: boxes left */
    uint64_t *last;          /* by level: the last child */
    uint64_t *unknown;       /* axes of unknown facts */
    uint64_t *order;         /* axes in the order of levels */
    uint64_t *next;          /* by level: the class to try */
    struct strat_result_set *results; /* by level */
    uint64_t *pairs;
    uint64_t *cache;
    size_t cache_entries, entry_words; /* entries: a power of two or 0 */
    uint32_t n_unknown, n_order, n_pairs;
    /* the question */
    enum strat_question question;
    uint32_t boundary, approach;
    uint32_t reversed_axis, reversed_allowed; /* bit v: value v is a completion's */
    int too_many;
    uint64_t steps;
    struct strat_work *work;
};

STRAT_LOCAL const uint64_t *strat_i_row(const struct strat_search *s, uint32_t axis, uint32_t c);
STRAT_LOCAL const uint64_t *strat_i_mask(const struct strat_search *s, uint32_t row);
STRAT_LOCAL const uint64_t *strat_i_mask_of(const struct strat_search *s, uint32_t approach, uint32_t which);
STRAT_LOCAL int strat_i_any(const uint64_t *a, const uint64_t *b, uint32_t n);
STRAT_LOCAL void strat_i_copy(uint64_t *to, const uint64_t *from, size_t n);
STRAT_LOCAL void strat_i_clear(uint64_t *to, size_t n);

/* Reads the request into *s. `without`: a fact to leave out (its axes are neither known nor unknown), or UINT32_MAX. */
STRAT_LOCAL enum strat_result strat_i_prepare(struct strat_search *s, const struct strat_policy *p, const struct strat_request *request,
                                              struct strat_work *work, uint32_t without, int32_t *fault);

/* Clears in s->box what the steps clear. */
STRAT_LOCAL void strat_i_steps(struct strat_search *s);

/* Status, approach and so on from s->box. */
STRAT_LOCAL void strat_i_leaf(const struct strat_search *s, struct strat_leaf *leaf);

/* The two of which it is made: outside the scope; and inside, from the approaches that are permitted, closed, and held up by a duty (all but
 * the modality, into a leaf that the first has filled). */
STRAT_LOCAL void strat_i_out_of_scope(struct strat_leaf *leaf);
STRAT_LOCAL void strat_i_conclude(const struct strat_search *s, uint32_t permitted, uint32_t closed, uint32_t held, struct strat_leaf *leaf);

/* Parts of strat_i_prepare(): work memory cut into the rows of *s (returns the words needed without any cache), the cache, the boxes that
 * presumptions leave. */
STRAT_LOCAL size_t strat_i_cut(struct strat_search *s, uint64_t *m);
STRAT_LOCAL void strat_i_take_cache(struct strat_search *s, struct strat_work *work, size_t used);
STRAT_LOCAL void strat_i_start(struct strat_search *s, const struct strat_request *request);

STRAT_LOCAL uint32_t strat_i_lowest(uint64_t set); /* the place of the lowest bit */
STRAT_LOCAL int32_t strat_i_highest(uint32_t set); /* the highest bit, STRAT_NONE for no bit */
STRAT_LOCAL int32_t strat_i_modality(const struct strat_search *s, uint32_t approach);
STRAT_LOCAL uint64_t strat_i_count_pairs(const struct strat_result_set *r);

/* The number of a pair; sets too_many where there are more than STRAT_MAX_PAIRS. */
STRAT_LOCAL uint32_t strat_i_pair(struct strat_search *s, const struct strat_leaf *leaf);

/* s->relevant = what s->relevant and the world (assumptions, presumptions) depend on, through the steps. */
STRAT_LOCAL void strat_i_close_relevant(struct strat_search *s);

/*
 * The direct way, for a request whose facts all have a value, stated or by default: it is its own only completion. Each returns 0 and
 * leaves things as they were where the request is of another kind (a fact is open, a value is none, work memory is short, an assumption
 * is broken): then the general way is taken, and finds out what is the matter.
 */
STRAT_LOCAL int strat_i_decide_complete(const struct strat_policy *p, const struct strat_request *request, struct strat_work *work,
                                        struct strat_answer *answer);
/* Sets bits of `facts`, which was cleared. */
STRAT_LOCAL int strat_i_judge_complete(const struct strat_policy *p, const struct strat_request *request, struct strat_work *work,
                                       uint64_t *facts);

/* Asks s->question of all completions of s->base, s->relevant, s->order. */
STRAT_LOCAL enum strat_result strat_i_search(struct strat_search *s, struct strat_result_set *out);

#endif
