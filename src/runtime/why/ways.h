/*
 * Ways: what would have to be otherwise in a request for an approach to be open (strat.h).
 *
 * All facts are open here, whatever the request says. Ahead of the levels of each axis stands one
 * that asks whether the axis is *kept*: has the class that the request gives it, or, where that is
 * open, any. From a function of situations so comes one of *changes*: the levels of an axis say
 * which class it is given, where it is not kept (STRAT_I_CHANGED). A change is sure where it has
 * completions, and none of them is anything else than open; and what some sure change gives another
 * value is a function of the levels of `kept` alone, of which the minimal sets are counted and
 * searched.
 */
#ifndef STRAT_WAYS_H
#define STRAT_WAYS_H

#include "runtime/diagram.h"

/* Registers that are free while nothing of the kind is asked. */
enum {
    STRAT_R_SOME = STRAT_R_SPLIT, /* by changes: where there is a completion */
    STRAT_R_SURE,                 /* by changes: where each completion is open */
    STRAT_R_BY_PARAGRAPH,         /* the same by one paragraph */
    STRAT_R_SETS,                 /* by sets of facts: some change of them is sure */
    STRAT_R_SETS_BY_PARAGRAPH,    /* the same by one paragraph */
    STRAT_R_MINIMAL,              /* minimal such sets, but for those that were taken out */
    STRAT_R_WAY,                  /* in passing */
    STRAT_R_WAYS_END
};
typedef char strat_i_ways_fit[(int)STRAT_R_WAYS_END <= (int)STRAT_R_END ? 1 : -1];

/* Of a node: what was made of it, and how many sets; or the least that a set costs. */
enum { STRAT_NOTE_WORDS = 2 };

/* What a fact costs a set, so that sets are in order of what they come to. Within the request: how
 * many known facts are otherwise, then how many unknown ones are settled. */
#define STRAT_COST_KNOWN (UINT64_C(1) << 21)
#define STRAT_COST_UNKNOWN UINT64_C(1)
/* As another request, which is behind all that are not: whether the partner is another, then how
 * many facts in all, then how many known ones. */
#define STRAT_COST_OTHER (UINT64_C(1) << 62)
#define STRAT_COST_PARTNER (UINT64_C(1) << 42)
#define STRAT_COST_ANY (UINT64_C(1) << 21)
#define STRAT_COST_MOST (~UINT64_C(0)) /* not so at all */

struct strat_cost {
    uint64_t within, as_other;
};

/* Paragraphs of a list of the best sets, and of one for each of them. */
enum { STRAT_MANY_WAYS = 2 * STRAT_MOST_WAYS };

/* A set of facts that was found, while the call goes on. */
struct strat_found {
    uint64_t cost;
    uint64_t *facts; /* set_words */
    uint32_t slot;   /* where its changes are */
    int32_t through;
};

struct strat_search {
    struct strat_state *s;
    const uint64_t *own;     /* by axis: its class in the request, or STRAT_OPEN_CLASS */
    uint64_t *axis_at;       /* by level: number among the open axes */
    uint64_t *level_of;      /* by fact: its level of sets, or STRAT_NO_LEVEL */
    struct strat_cost *cost; /* by fact */
    uint64_t *index_of;      /* by level: which of sets it is */
    uint64_t *fact_at;       /* by level of sets, in order: its fact */
    uint64_t *path;          /* of a search: STRAT_PATH_WORDS for each of these, and one more */
    uint64_t *chosen;        /* by axis: a class */
    uint64_t *fits;          /* set of classes */
    uint64_t *note;          /* STRAT_NOTE_WORDS for each of so many nodes, and */
    uint64_t *needed;        /* a bit */
    uint64_t *set;           /* of facts, in passing: set_words */
    uint64_t *other, *both;  /* likewise */
    const uint64_t *given;   /* by strat_i_given() and strat_i_each_does() */
    uint64_t free;           /* likewise: of the axes from this one on */
    uint32_t free_from;
    size_t notes, set_words;
    uint32_t n_sets; /* levels of sets */
};
enum { STRAT_PATH_WORDS = 4 };
#define STRAT_NO_LEVEL UINT32_C(0xffffffff)

/* Moves the clauses of the first paragraph, or duty, of those in s->rest to s->item. Returns it, or
 * -1. */
enum strat_item { STRAT_ITEM_ID, STRAT_ITEM_DUTY };
STRAT_LOCAL int32_t strat_i_take_first(struct strat_state *s, enum strat_item of);

/* STRAT_R_WITHIN: where the approach is had, open or as what remains; STRAT_R_Y in passing. */
STRAT_LOCAL void strat_i_put_had(struct strat_state *s, uint32_t approach);

/* reg[to]: where a permission of this strength (M_MUST, M_WILL) opens the approach. */
STRAT_LOCAL void strat_i_gather_opened(struct strat_state *s, uint32_t to, uint32_t approach,
                                       uint32_t strength);

/* Axis number i among those that are open: its word, first level (of `kept`), bits and groups. */
struct strat_block {
    uint32_t axis, level, bits, groups;
    const uint64_t *group;
};
STRAT_LOCAL struct strat_block strat_i_block(const struct strat_state *s, uint32_t i);

/* The node below a block where its class is of this group. */
STRAT_LOCAL uint32_t strat_i_below(const struct strat_state *s, const struct strat_block *b,
                                   uint32_t f, uint32_t group);

/* reg[to]: by changes, where reg[from] is anything for some situation that the change leaves. */
STRAT_LOCAL void strat_i_changed(struct strat_search *w, uint32_t to, uint32_t from);

/* reg[to]: by sets of facts, where some change of no others is in reg[from]. */
STRAT_LOCAL void strat_i_changing(struct strat_search *w, uint32_t to, uint32_t from);

/* reg[to]: the minimal ones of these sets. */
STRAT_LOCAL void strat_i_minimal(struct strat_search *w, uint32_t to, uint32_t from);

/* How many sets reg[of] is, as strat_i_minimal() makes them; adds their facts to `facts`. */
STRAT_LOCAL uint64_t strat_i_count_sets(struct strat_search *w, uint32_t of, uint64_t *facts);

/* reg[to]: what changes of these facts, and of no others, are in reg[from], by their classes alone.
 */
STRAT_LOCAL void strat_i_given(struct strat_search *w, uint32_t to, uint32_t from,
                               const uint64_t *facts);

/* Whether all changes of these facts, and of no others, are in reg[of] that have the chosen classes
 * but for the axes from this one on that are `free`: any. */
STRAT_LOCAL int strat_i_each_does(struct strat_search *w, uint32_t of, const uint64_t *facts,
                                  uint32_t from, uint64_t free);

/* Whether this set of STRAT_R_MINIMAL says by another fact, which an assumption ties to it, what
 * some other one says (restated.c). */
STRAT_LOCAL int strat_i_is_restated(struct strat_search *w, const uint64_t *facts);

/* reg[of]: without this set. */
STRAT_LOCAL void strat_i_take_out(struct strat_search *w, uint32_t of, const uint64_t *facts);

/* The best `most` of these sets: `found`, in order. Returns how many. */
STRAT_LOCAL uint32_t strat_i_best_sets(struct strat_search *w, uint32_t of,
                                       struct strat_found *found, uint32_t most);

/* Whether a has to stand before b. */
STRAT_LOCAL int strat_i_set_before(const struct strat_search *w, const struct strat_found *a,
                                   const struct strat_found *b);

/* Where reg[of], sets of facts, says yes to this set. */
STRAT_LOCAL int strat_i_has_set(const struct strat_search *w, uint32_t of, const uint64_t *facts);

/* Words for the values of a change of this fact. */
STRAT_LOCAL size_t strat_i_value_words(const uint64_t *t, uint64_t fact);

/* What the facts of the set would have to be, for the change to be in reg[of]. */
STRAT_LOCAL void strat_i_put_changes(struct strat_search *w, uint32_t of, const uint64_t *facts,
                                     struct strat_way *way);

#endif
