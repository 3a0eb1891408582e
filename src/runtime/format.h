/*
 * The words of a decision table, format STRAT_FORMAT. Private to the runtime, to what writes
 * tables, and to cache.h and side.h of src/evaluator/core, which have a quicker way of their own
 * for small ones.
 *
 * All offsets are word numbers from the start of the table. W = H_WORDS is the number of words of a
 * row: a bit for each clause. The sections stand one behind the other, without a gap, in this
 * order:
 *
 *   header   H_END words
 *   facts    one word a fact
 *   axes     one word an axis: an axis is a fact cut into classes, or one element of a set
 *   order    every axis once, so many to a word, so that those that stand together in clauses are
 *            near each other
 *   presumed one word for each judgement with presumptions: its fact
 *   clauses    one word a clause
 *   masks    M_FIXED rows, then M_EACH rows for each approach, then a row for each assumption, then
 *            for each of those presumed a row
 *   overrides two words each: where its entries begin and how many are what it tests; how many it
 *            clears if any is left, and if none is
 *   entries  two words each: a word number of a row, and the bits in it
 *   rows     W words for each class of each axis
 *   maps     how values become classes, fact after fact:
 *              FLAG    [default] where it has one
 *              ONE_OF  [number of values] [default], then the class of each value, 8 to a word
 *                      (wide: 4 to a word); no classes without an axis
 *              SET_OF  [all elements] [default] [elements that the axis of "all others" stands
 *                      for], then for each axis its element, one word each (ELEMENT_OTHERS for that
 *                      axis)
 *              NUMBER, DATE  [low] [high] [default], then the lowest value of each class but the
 *                            first, rising
 *            (a default is 0 where there is none)
 *
 * Overrides, in order: if any clause of the tests is left, the clauses of "clears if any" are
 * cleared, else those of "clears if none".
 *
 * A large policy has W = 0: rows of a bit for each clause would be long and nearly all zeros. It
 * has no clauses, masks, overrides, entries and rows in words; at H_ROW_AT stand L_END words of its
 * own, then kinds, meanings, filters and indexes, and what the clauses test are *records* among the
 * bytes of the policy, found by *indexes*.
 *
 * A policy with readings has a second table behind the first (H_TOTAL says where), which is one for
 * itself: of the same rules, with the readings as facts, in the order of declaration among the
 * others, whose default is what is taken. A large one's bytes stand behind those of the first: its
 * H_CLAUSE_AT says where. H_READINGS of the first says how many readings there are; of the second
 * it is 0. Behind these, compiled diagrams may stand, see below.
 *
 * Numbers of more than a byte are little-endian there. One behind the other, without a gap, stand:
 * by clause, where its record begins; by override, where its list begins; the records; the lists;
 * for each index its buckets' offsets and its buckets; eight bytes that are 0. Offsets have 4
 * bytes.
 *
 *   record   number of limits, number of entries (one byte each; 255 is followed by 3), the limits
 *            by rising axes, the entries
 *   limit    an axis (2 bytes where there are over 256, else 1) on which only some classes are
 *            allowed; one byte that says how the classes are written, see LIMIT_*
 *   entry    4 bytes: an override * 4 + what the clause is to it (ENTRY_*)
 *   list     clauses that an override tests: how many (1 byte), their numbers (3 each). An override
 *            that tests more than OVERRIDE_TESTS has no list (offset 0), and entries in these
 *            clauses instead
 *   bucket   number n of clauses (4), their numbers (3 each), and for n > BUCKET_PLAIN rows of
 *            (n + 7) / 8 bytes, a bit for each of the clauses that this row does not rule out. The
 *            offset of a bucket without clauses is 0
 *
 * An index has an axis, and a bucket for each class of it; the axis H_AXES is none, with one class.
 * A clause stands in one index, in the bucket of each class that it allows. There a *filter*, one
 * more axis, has a row for each class, or for each 2^shift of them. The classes of a request choose
 * one row of each filter; the rows, ANDed, leave clauses of the bucket of which most hold, and the
 * record says which do.
 */
#ifndef STRAT_FORMAT_H
#define STRAT_FORMAT_H

#include <stdint.h>

/* Digests: FNV-1a, 64 bits. */
#define STRAT_DIGEST_START UINT64_C(0xcbf29ce484222325)
#define STRAT_DIGEST_PRIME UINT64_C(0x100000001b3)

/*
 * ---- words and their fields ----
 *
 * The lists STRAT_*(X) here and in names.h are the one description of the words: what writes them,
 * what reads them and what checks them (check.c) take it from there. Each line is a field: X(word
 * of the element, name, first bit, bits, what it may be, of what).
 *
 *   ANY           anything: a flag; bits that stand for clauses
 *   ZERO          not in use
 *   MOST, n       at most n
 *   BELOW, count  the number of one of those that the count counts. ITEM, count: the same, or 0
 *                 where there are none. UPTO, count: at most the count
 *   FIRST, count  the first of a part of those that the count counts; then
 *   MANY, count   how many these are: a part begins where the one before it ended, and the last
 *                 ends with the last of them
 *   TEXT          where in the texts one begins
 *   OWN           what other words say that it may be: a function of its own checks that
 *
 * A count is a word of the header, or one of C_*.
 */
#define STRAT_PLACE(word, name, from, bits, rule, of) name##_FROM = from, name##_BITS = bits,
#define STRAT_TAKE(w, name) ((w) >> name##_FROM & (~UINT64_C(0) >> (64 - name##_BITS)))
#define STRAT_PUT(name, value) ((uint64_t)(value) << name##_FROM)

#define STRAT_MAGIC (UINT64_C(0x5354524154430000) | 4u) /* "STRATC", format 4 */

enum {
    H_MAGIC,
    H_TOTAL,
    H_FACTS,
    H_AXES,
    H_WORDS,
    H_CLAUSES,
    H_APPROACHES,
    H_IDS,
    H_DUTIES,
    H_ASSUMES,
    H_PRESUMED,
    H_OVERRIDES,
    H_ENTRIES,
    H_SHAPE,
    H_FACT_AT,
    H_AXIS_AT,
    H_CLAUSE_AT,
    H_MASK_AT,
    H_PRESUMED_AT,
    H_OVERRIDE_AT,
    H_ENTRY_AT,
    H_ROW_AT,
    H_MAP_AT,
    H_ORDER_AT,
    H_DIAGRAMS_AT,
    H_END
};
/* Counts that follow from others: 1; words of the order; rows of masks; rows of classes; words of
 * maps. From C_LARGE on: L_*. */
enum { C_ONE = H_END, C_ORDER, C_MASKS, C_ROWS, C_MAPS, C_LARGE };

#define STRAT_HEADER(X)                                  \
    X(H_MAGIC, H_MAGIC, 0, 64, OWN, 0)                   \
    X(H_TOTAL, H_TOTAL, 0, 64, OWN, 0)                   \
    X(H_FACTS, H_FACTS, 0, 64, MOST, 0xffff)             \
    X(H_AXES, H_AXES, 0, 64, MOST, 0xffff)               \
    X(H_WORDS, H_WORDS, 0, 64, OWN, 0)                   \
    X(H_CLAUSES, H_CLAUSES, 0, 64, MOST, 0x1000000)      \
    X(H_APPROACHES, H_APPROACHES, 0, 64, MOST, 32)       \
    X(H_IDS, H_IDS, 0, 64, MOST, 0x1000000)              \
    X(H_DUTIES, H_DUTIES, 0, 64, MOST, 0x1000000)        \
    X(H_ASSUMES, H_ASSUMES, 0, 64, MOST, 0x1000000)      \
    X(H_PRESUMED, H_PRESUMED, 0, 64, MOST, 0xffff)       \
    X(H_OVERRIDES, H_OVERRIDES, 0, 64, MOST, 0x3fffffff) \
    X(H_ENTRIES, H_ENTRIES, 0, 64, MOST, 0xffffffff)     \
    X(H_SHAPE, H_RANKED, 0, 1, ANY, 0)                   \
    X(H_SHAPE, H_SHAPE_REST, 1, 7, ZERO, 0)              \
    X(H_SHAPE, H_DEFAULT, 8, 8, UPTO, H_APPROACHES)      \
    X(H_SHAPE, H_READINGS, 16, 16, OWN, 0)               \
    X(H_SHAPE, H_SHAPE_END, 32, 32, ZERO, 0)             \
    X(H_FACT_AT, H_FACT_AT, 0, 64, OWN, 0)               \
    X(H_AXIS_AT, H_AXIS_AT, 0, 64, OWN, 0)               \
    X(H_CLAUSE_AT, H_CLAUSE_AT, 0, 64, OWN, 0)           \
    X(H_MASK_AT, H_MASK_AT, 0, 64, OWN, 0)               \
    X(H_PRESUMED_AT, H_PRESUMED_AT, 0, 64, OWN, 0)       \
    X(H_OVERRIDE_AT, H_OVERRIDE_AT, 0, 64, OWN, 0)       \
    X(H_ENTRY_AT, H_ENTRY_AT, 0, 64, OWN, 0)             \
    X(H_ROW_AT, H_ROW_AT, 0, 64, OWN, 0)                 \
    X(H_MAP_AT, H_MAP_AT, 0, 64, OWN, 0)                 \
    X(H_ORDER_AT, H_ORDER_AT, 0, 64, OWN, 0)             \
    X(H_DIAGRAMS_AT, H_DIAGRAMS_AT, 0, 64, OWN, 0)
#define TABLE_RANKED(t) ((int)STRAT_TAKE((t)[H_SHAPE], H_RANKED))
#define TABLE_DEFAULT(t) \
    ((int32_t)STRAT_TAKE((t)[H_SHAPE], H_DEFAULT) - 1) /* the default approach, or -1 */
#define TABLE_READINGS(t) ((uint32_t)STRAT_TAKE((t)[H_SHAPE], H_READINGS))

#define STRAT_FACT(X)                                             \
    X(0, FACT_KIND, 0, 3, MOST, STRAT_DATE) /* enum strat_kind */ \
    X(0, FACT_JUDGEMENT, 3, 1, ANY, 0)                            \
    X(0, FACT_HAS_DEFAULT, 4, 1, ANY, 0)                          \
    X(0, FACT_PRESUMED, 5, 1, OWN, 0)                             \
    X(0, FACT_WIDE, 6, 1, OWN, 0)                                 \
    X(0, FACT_READING, 7, 1, OWN, 0)                              \
    X(0, FACT_FIRST_AXIS, 24, 16, FIRST, H_AXES)                  \
    X(0, FACT_AXES, 8, 16, MANY, H_AXES)                          \
    X(0, FACT_MAP, 40, 24, OWN, 0) /* where its map begins among the maps */
#define FACT_KIND(w) ((unsigned)STRAT_TAKE(w, FACT_KIND))
#define FACT_JUDGEMENT(w) ((unsigned)STRAT_TAKE(w, FACT_JUDGEMENT))
#define FACT_HAS_DEFAULT(w) ((unsigned)STRAT_TAKE(w, FACT_HAS_DEFAULT))
#define FACT_PRESUMED(w) ((unsigned)STRAT_TAKE(w, FACT_PRESUMED))
#define FACT_WIDE(w) ((unsigned)STRAT_TAKE(w, FACT_WIDE))
#define FACT_READING(w) ((unsigned)STRAT_TAKE(w, FACT_READING))
#define FACT_AXES(w) ((uint32_t)STRAT_TAKE(w, FACT_AXES))
#define FACT_FIRST_AXIS(w) ((uint32_t)STRAT_TAKE(w, FACT_FIRST_AXIS))
#define FACT_MAP(w) ((uint32_t)STRAT_TAKE(w, FACT_MAP))
#define ELEMENT_OTHERS UINT64_C(64)

#define STRAT_AXIS(X)                                         \
    X(0, AXIS_ROW, 0, 32, FIRST, C_ROWS)                      \
    X(0, AXIS_CLASSES, 32, 16, MANY, C_ROWS) /* at least 2 */ \
    X(0, AXIS_FACT, 48, 16, OWN, 0)
#define AXIS_ROW(w) ((uint32_t)STRAT_TAKE(w, AXIS_ROW))
#define AXIS_CLASSES(w) ((uint32_t)STRAT_TAKE(w, AXIS_CLASSES))
#define AXIS_FACT(w) ((uint32_t)STRAT_TAKE(w, AXIS_FACT))

/* So many axes of the order are in one word, the first in the lowest bits: where they are few a
 * byte each, else two; the rest is 0. */
#define STRAT_ORDER(X) X(0, ORDER_AXES, 0, 64, OWN, 0)
#define ORDER_IN_WORD(axes) ((axes) <= 256 ? 8u : 4u)
#define ORDER_WORDS(axes) (((axes) + ORDER_IN_WORD(axes) - 1) / ORDER_IN_WORD(axes))
#define ORDER_AXIS(order, axes, i)                                           \
    ((uint32_t)((order)[(i) / ORDER_IN_WORD(axes)] >>                        \
                    (i) % ORDER_IN_WORD(axes) * (64 / ORDER_IN_WORD(axes)) & \
                ((axes) <= 256 ? 0xffu : 0xffffu)))

#define STRAT_PRESUMED(X) X(0, PRESUMED_FACT, 0, 64, BELOW, H_FACTS) /* rising */

#define STRAT_CLAUSE(X)                           \
    X(0, CLAUSE_ITS_ID, 0, 32, ITEM, H_IDS)       \
    X(0, CLAUSE_ITS_DUTY, 32, 24, ITEM, H_DUTIES) \
    X(0, CLAUSE_REST, 56, 8, ZERO, 0)
#define CLAUSE_ITS_ID(w) ((uint32_t)STRAT_TAKE(w, CLAUSE_ITS_ID))
#define CLAUSE_ITS_DUTY(w) ((uint32_t)STRAT_TAKE(w, CLAUSE_ITS_DUTY))

#define STRAT_OVERRIDE(X)                          \
    X(0, OVERRIDE_FIRST, 0, 32, FIRST, H_ENTRIES)  \
    X(0, OVERRIDE_TESTED, 32, 32, MANY, H_ENTRIES) \
    X(1, OVERRIDE_ANY, 0, 32, MANY, H_ENTRIES)     \
    X(1, OVERRIDE_NONE, 32, 32, MANY, H_ENTRIES)
#define OVERRIDE_FIRST(override) STRAT_TAKE((override)[0], OVERRIDE_FIRST)
#define OVERRIDE_TESTED(override) STRAT_TAKE((override)[0], OVERRIDE_TESTED)
#define OVERRIDE_ANY(override) STRAT_TAKE((override)[1], OVERRIDE_ANY)
#define OVERRIDE_NONE(override) STRAT_TAKE((override)[1], OVERRIDE_NONE)

#define STRAT_ENTRY_WORDS(X)                \
    X(0, ENTRY_WORD, 0, 64, BELOW, H_WORDS) \
    X(1, ENTRY_BITS, 0, 64, ANY, 0)

/* Large policies: words from H_ROW_AT. */
enum {
    L_KINDS,
    L_FILTERS,
    L_INDEXES,
    L_MOST_CLAUSES, /* in the buckets of one complete request */
    L_MOST_ENTRIES, /* of these clauses, with what their overrides test */
    L_END
};
enum { MAX_FILTERS = 16, MAX_INDEXES = 8, BUCKET_PLAIN = 4, OVERRIDE_TESTS = 8 };

#define STRAT_LARGE_WORDS(X)                          \
    X(L_KINDS, L_KINDS, 0, 64, MOST, 0xffff)          \
    X(L_FILTERS, L_FILTERS, 0, 64, MOST, 0xffff)      \
    X(L_INDEXES, L_INDEXES, 0, 64, MOST, MAX_INDEXES) \
    X(L_MOST_CLAUSES, L_MOST_CLAUSES, 0, 64, OWN, 0)  \
    X(L_MOST_ENTRIES, L_MOST_ENTRIES, 0, 64, OWN, 0)

/* What a clause means: approaches (all, where it is about none), KIND_PERMIT and so on, modality
 * (enum strat_modality), whether status and approach depend on it; second word: number of the
 * assumption, or of the judgement among those presumed. */
enum {
    KIND_PERMIT,
    KIND_CLOSE,
    KIND_DUTY,
    KIND_OUTSTANDING,
    KIND_CAUTION,
    KIND_OUTSIDE,
    KIND_FORBIDDEN,
    KIND_PRESUMED,
    KIND_HELPER,
    KINDS
};
#define STRAT_KIND(X)                       \
    X(0, KIND_APPROACHES, 0, 32, OWN, 0)    \
    X(0, KIND_OF, 32, 8, MOST, KIND_HELPER) \
    X(0, KIND_MODALITY, 40, 8, OWN, 0)      \
    X(0, KIND_DECIDES, 48, 1, ANY, 0)       \
    X(0, KIND_REST, 49, 15, ZERO, 0)        \
    X(1, KIND_OF_WHAT, 0, 64, OWN, 0)
#define KIND_APPROACHES(w) ((uint32_t)STRAT_TAKE(w, KIND_APPROACHES))
#define KIND_OF(w) ((unsigned)STRAT_TAKE(w, KIND_OF))
#define KIND_MODALITY(w) ((unsigned)STRAT_TAKE(w, KIND_MODALITY))
#define KIND_DECIDES(w) ((unsigned)STRAT_TAKE(w, KIND_DECIDES))

#define STRAT_MEANING(X)                                 \
    X(0, MEANING_ID, 0, 24, ITEM, H_IDS)                 \
    X(0, MEANING_KIND, 24, 16, BELOW, C_LARGE + L_KINDS) \
    X(0, MEANING_DUTY, 40, 24, ITEM, H_DUTIES)

#define STRAT_FILTER(X)                     \
    X(0, FILTER_AXIS, 0, 16, BELOW, H_AXES) \
    X(0, FILTER_SHIFT, 16, 16, MOST, 15)    \
    X(0, FILTER_ROW, 32, 32, OWN, 0) /* the first of its rows */
#define FILTER_AXIS(w) ((uint32_t)STRAT_TAKE(w, FILTER_AXIS))
#define FILTER_SHIFT(w) ((uint32_t)STRAT_TAKE(w, FILTER_SHIFT))
#define FILTER_ROW(w) ((uint32_t)STRAT_TAKE(w, FILTER_ROW))

#define STRAT_INDEX(X)                                              \
    X(0, INDEX_AXIS, 0, 32, UPTO, H_AXES)                           \
    X(0, INDEX_BUCKETS, 32, 32, OWN, 0) /* byte offset of theirs */ \
    X(1, INDEX_FIRST, 0, 32, FIRST, C_LARGE + L_FILTERS)            \
    X(1, INDEX_FILTERS, 32, 32, MANY, C_LARGE + L_FILTERS)
#define INDEX_AXIS(index) ((uint32_t)STRAT_TAKE((index)[0], INDEX_AXIS))
#define INDEX_BUCKETS(index) ((uint32_t)STRAT_TAKE((index)[0], INDEX_BUCKETS))
#define INDEX_FIRST(index) ((uint32_t)STRAT_TAKE((index)[1], INDEX_FIRST))
#define INDEX_FILTERS(index) ((uint32_t)STRAT_TAKE((index)[1], INDEX_FILTERS))

/* All fields of tables. */
/* clang-format off */
#define STRAT_TABLE_FIELDS(X)                                                           \
    STRAT_HEADER(X) STRAT_FACT(X) STRAT_AXIS(X) STRAT_ORDER(X) STRAT_PRESUMED(X)        \
    STRAT_CLAUSE(X) STRAT_OVERRIDE(X) STRAT_ENTRY_WORDS(X) STRAT_LARGE_WORDS(X)         \
    STRAT_KIND(X) STRAT_MEANING(X) STRAT_FILTER(X) STRAT_INDEX(X)
/* clang-format on */
enum { STRAT_TABLE_FIELDS(STRAT_PLACE) STRAT_PLACES };

/*
 * The sections of a table in the order in which they stand: X(fields, word that says where or 0,
 * how many, words of each, in which tables: SMALL, LARGE or BOTH). Of rows every bit is free, and a
 * map is what its fact makes of it.
 */
#define STRAT_SECTIONS(X)                                          \
    X(STRAT_HEADER, 0, C_ONE, H_END, BOTH)                         \
    X(STRAT_FACT, H_FACT_AT, H_FACTS, 1, BOTH)                     \
    X(STRAT_AXIS, H_AXIS_AT, H_AXES, 1, BOTH)                      \
    X(STRAT_ORDER, H_ORDER_AT, C_ORDER, 1, BOTH)                   \
    X(STRAT_PRESUMED, H_PRESUMED_AT, H_PRESUMED, 1, BOTH)          \
    X(STRAT_CLAUSE, H_CLAUSE_AT, H_CLAUSES, 1, SMALL)              \
    X(STRAT_FREE, H_MASK_AT, C_MASKS, 0, SMALL) /* H_WORDS each */ \
    X(STRAT_OVERRIDE, H_OVERRIDE_AT, H_OVERRIDES, 2, SMALL)        \
    X(STRAT_ENTRY_WORDS, H_ENTRY_AT, H_ENTRIES, 2, SMALL)          \
    X(STRAT_FREE, H_ROW_AT, C_ROWS, 0, SMALL)                      \
    X(STRAT_LARGE_WORDS, H_ROW_AT, C_ONE, L_END, LARGE)            \
    X(STRAT_KIND, 0, C_LARGE + L_KINDS, 2, LARGE)                  \
    X(STRAT_MEANING, 0, H_CLAUSES, 1, LARGE)                       \
    X(STRAT_FILTER, 0, C_LARGE + L_FILTERS, 1, LARGE)              \
    X(STRAT_INDEX, 0, C_LARGE + L_INDEXES, 2, LARGE)               \
    X(STRAT_FREE, H_MAP_AT, C_MAPS, 1, BOTH)
#define STRAT_FREE(X) X(0, FREE, 0, 64, ANY, 0)

/*
 * ---- compiled diagrams ----
 *
 * Where a policy is small enough, what it decides in every situation stands behind its tables as
 * well (H_DIAGRAMS_AT of the first says where, or 0), so that a request with open facts only walks
 * there. Yes-or-no *questions*, and one whose terminals are *outcomes*, are diagrams that share
 * their nodes. In this order:
 *
 *   header     D_END words
 *   roots      one word: the completions of a request; their outcomes; the same with only those
 *              that are the first of their like
 *   tests      one word each, in the order in which diagrams ask: of an axis, or whether something
 *              is said of a judgement with presumptions (numbers from H_AXES on, by their facts)
 *   rows       for each test and class one byte for each of its *cuts*, eight to a word, which
 *              belong to no other test: a cut is a way to tell its classes apart, and the byte says
 *              where in the node the child is that the class leads to (0: there is no such cut).
 *              Of two classes there is but one, the first leads to 1, the second to 2
 *   cuts       by word of these: the number of their test
 *   nodes      16 bits that say its cut and how many children it has, then 16 bits for each of
 *              them, from the first word of the node on: the number of its first word, which is
 *              less, or NODE_TERMINALS and more for NO, YES and outcomes
 *   outcomes   one word each: what is open, what may start now, status
 *   groups     one word for each approach, and one for what is about none: which questions
 *   questions  one word each, by parts and items
 */
enum {
    D_TOTAL,
    D_SILENT, /* judgements with presumptions */
    D_TESTS,
    D_CUTS,  /* words of cuts: of a class of each test */
    D_ROWS,  /* words */
    D_NODES, /* words */
    D_OUTCOMES,
    D_GROUPS,
    D_QUESTIONS,
    D_END
};
enum { D_ONE = D_END, D_COUNTS };

enum {
    NODE_TERMINALS = 0xffc0,
    NODE_OUTCOMES = NODE_TERMINALS + 2, /* before them NO, YES */
    MOST_OUTCOMES = 46,
    MOST_TESTS = 128,
    MOST_CUTS = 1 << 7, /* words of them */
    MOST_CHILDREN = 63,
    MOST_NODE_WORDS = 1 << 13,
    MOST_COMPILED_APPROACHES = 24
};

#define STRAT_DIAGRAMS_HEADER(X)                                     \
    X(D_TOTAL, D_TOTAL, 0, 64, OWN, 0)                               \
    X(D_SILENT, D_SILENT, 0, 64, MOST, MOST_TESTS)                   \
    X(D_TESTS, D_TESTS, 0, 64, MOST, MOST_TESTS)                     \
    X(D_CUTS, D_CUTS, 0, 64, MOST, MOST_CUTS)                        \
    X(D_ROWS, D_ROWS, 0, 64, MOST, MOST_CUTS *MOST_CHILDREN)         \
    X(D_NODES, D_NODES, 0, 64, MOST, MOST_NODE_WORDS)                \
    X(D_OUTCOMES, D_OUTCOMES, 0, 64, MOST, MOST_OUTCOMES)            \
    X(D_GROUPS, D_GROUPS, 0, 64, MOST, MOST_COMPILED_APPROACHES + 1) \
    X(D_QUESTIONS, D_QUESTIONS, 0, 64, MOST, 0xffffff)

#define STRAT_ROOTS(X)                     \
    X(0, ROOTS_COMPLETIONS, 0, 16, OWN, 0) \
    X(0, ROOTS_OUTCOME, 16, 16, OWN, 0)    \
    X(0, ROOTS_DECISION, 32, 16, OWN, 0)   \
    X(0, ROOTS_REST, 48, 16, ZERO, 0)
#define ROOTS_COMPLETIONS(w) ((uint32_t)STRAT_TAKE(w, ROOTS_COMPLETIONS))
#define ROOTS_OUTCOME(w) ((uint32_t)STRAT_TAKE(w, ROOTS_OUTCOME))
#define ROOTS_DECISION(w) ((uint32_t)STRAT_TAKE(w, ROOTS_DECISION))

#define STRAT_TEST(X)                              \
    X(0, TEST_AXIS, 0, 16, OWN, 0)                 \
    X(0, TEST_CLASSES, 16, 8, MOST, MOST_CHILDREN) \
    X(0, TEST_FIRST, 24, 8, FIRST, D_CUTS)         \
    X(0, TEST_WORDS, 32, 8, MANY, D_CUTS)          \
    X(0, TEST_ROW, 40, 24, OWN, 0) /* where its rows begin: as many words for each class */
#define TEST_AXIS(w) ((uint32_t)STRAT_TAKE(w, TEST_AXIS))
#define TEST_CLASSES(w) ((uint32_t)STRAT_TAKE(w, TEST_CLASSES))
#define TEST_FIRST(w) ((uint32_t)STRAT_TAKE(w, TEST_FIRST))
#define TEST_WORDS(w) ((uint32_t)STRAT_TAKE(w, TEST_WORDS))
#define TEST_ROW(w) ((uint32_t)STRAT_TAKE(w, TEST_ROW))

#define STRAT_CUT(X) X(0, CUT_TEST, 0, 64, OWN, 0)

#define STRAT_NODE(X)             \
    X(0, NODE_CUT, 0, 10, OWN, 0) \
    X(0, NODE_CHILDREN, 10, 6, OWN, 0) /* of its first word */
#define NODE_CUT(w) ((uint32_t)STRAT_TAKE(w, NODE_CUT))
#define NODE_CHILDREN(w) ((uint32_t)STRAT_TAKE(w, NODE_CHILDREN))
/* Child `at` (from 1 on) of node n. */
#define NODE_CHILD(nodes, n, at) ((uint32_t)((nodes)[(n) + (at) / 4] >> (at) % 4 * 16 & 0xffff))

#define STRAT_OUTCOME_WORD(X)                                                                    \
    X(0, OUTCOME_OPEN, 0, 24, OWN, 0)                                                            \
    X(0, OUTCOME_START, 24, 24, OWN, 0)                                                          \
    X(0, OUTCOME_STATUS, 48, 8, MOST, STRAT_OPEN)                                                \
    X(0, OUTCOME_LIKE, 56, 8, OWN, 0) /* the first with the same status and approach, or what is \
                                         open where these are not ranked */
#define OUTCOME_IS_OPEN(w) ((uint32_t)STRAT_TAKE(w, OUTCOME_OPEN))
#define OUTCOME_STARTS(w) ((uint32_t)STRAT_TAKE(w, OUTCOME_START))
#define OUTCOME_STATUS(w) ((enum strat_status)STRAT_TAKE(w, OUTCOME_STATUS))
#define OUTCOME_LIKE(w) ((uint32_t)STRAT_TAKE(w, OUTCOME_LIKE))

#define STRAT_GROUP(X)                           \
    X(0, GROUP_FIRST, 0, 32, FIRST, D_QUESTIONS) \
    X(0, GROUP_QUESTIONS, 32, 32, MANY, D_QUESTIONS)
#define GROUP_FIRST(w) ((uint32_t)STRAT_TAKE(w, GROUP_FIRST))
#define GROUP_QUESTIONS(w) ((uint32_t)STRAT_TAKE(w, GROUP_QUESTIONS))

/* What a question is about, the approach of its group having that; an item is 0 but for lists.
 * Those from Q_SATISFIED on are of no approach. */
enum {
    Q_NOT_PROVIDED,
    Q_CLOSED,
    Q_DEFAULT,
    Q_WILL, /* it is open, and the strongest modality is this or more */
    Q_MUST,
    Q_DUTY,
    Q_BEFORE,
    Q_CAUTION,
    Q_CLOSED_BY, /* of no approach: where the answer is a refusal, closes what else would be open */
    Q_BASIS,
    Q_GROUNDS,   /* by duty * GROUNDS_DUTY + paragraph: this attaches it, whatever is open */
    Q_SATISFIED, /* by how many assumptions: the first of them, and what is presumed, are kept */
    Q_JUDGEMENT, /* by fact: taken otherwise, all else as it is, it leads to another outcome */
    Q_IS,        /* by judgement with presumptions: it is so */
    Q_PRESUMED,  /* twice that, and its value: the other value would break a presumption */
    Q_GIVEN,     /* likewise: or its default */
    QUESTIONS
};
#define GROUNDS_DUTY 4096
#define STRAT_QUESTION(X)               \
    X(0, QUESTION_ROOT, 0, 16, OWN, 0)  \
    X(0, QUESTION_ITEM, 16, 24, OWN, 0) \
    X(0, QUESTION_PART, 40, 24, MOST, Q_GIVEN)
#define QUESTION_ROOT(w) ((uint32_t)STRAT_TAKE(w, QUESTION_ROOT))
#define QUESTION_ITEM(w) ((uint32_t)STRAT_TAKE(w, QUESTION_ITEM))
#define QUESTION_PART(w) ((uint32_t)STRAT_TAKE(w, QUESTION_PART))

/* clang-format off */
#define STRAT_DIAGRAM_FIELDS(X)                                                         \
    STRAT_DIAGRAMS_HEADER(X) STRAT_ROOTS(X) STRAT_TEST(X) STRAT_CUT(X) STRAT_NODE(X)    \
    STRAT_OUTCOME_WORD(X) STRAT_GROUP(X) STRAT_QUESTION(X)
/* clang-format on */
enum { STRAT_DIAGRAM_FIELDS(STRAT_PLACE) STRAT_DIAGRAM_PLACES };

#define STRAT_DIAGRAM_SECTIONS(X)                    \
    X(STRAT_DIAGRAMS_HEADER, 0, D_ONE, D_END, SMALL) \
    X(STRAT_ROOTS, 0, D_ONE, 1, SMALL)               \
    X(STRAT_TEST, 0, D_TESTS, 1, SMALL)              \
    X(STRAT_FREE, 0, D_ROWS, 1, SMALL)               \
    X(STRAT_CUT, 0, D_CUTS, 1, SMALL)                \
    X(STRAT_FREE, 0, D_NODES, 1, SMALL)              \
    X(STRAT_OUTCOME_WORD, 0, D_OUTCOMES, 1, SMALL)   \
    X(STRAT_GROUP, 0, D_GROUPS, 1, SMALL)            \
    X(STRAT_QUESTION, 0, D_QUESTIONS, 1, SMALL)

enum { ENTRY_TEST, ENTRY_ANY, ENTRY_NONE };

/*
 * How a limit writes classes: class 0 alone, class 1 alone, a bit for each, by *edges*, or a list.
 * An edge is a class from which on what is allowed changes: LIMIT_EDGES + 2 * (n - 1), and one more
 * where class 0 is allowed. A list is LIMIT_LIST + n - 1. Then n class numbers, rising, of 2 bytes
 * where the axis has over 256 classes, else of 1.
 */
enum { LIMIT_NO, LIMIT_YES, LIMIT_BITS, LIMIT_EDGES = 4, LIMIT_LIST = 224 };

enum {
    M_OUTSIDE,   /* the request is out of scope */
    M_FORBIDDEN, /* an assumption is broken */
    M_DECIDING,  /* what status and approach depend on, with what its overrides test */
    M_WILL,      /* permissions of this modality, and of that: */
    M_MUST,
    M_FIXED
};
enum {
    M_PERMIT,
    M_CLOSE,
    M_DUTY,
    M_OUTSTANDING, /* a `before` duty that is not done */
    M_CAUTION,
    M_EACH
};

#endif
