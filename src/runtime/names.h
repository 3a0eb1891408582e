/*
 * The words of the names array, format STRAT_FORMAT. Private to the runtime and to what writes it;
 * format.h says how to read the lists. Texts are offsets into the text array, whose first byte is
 * NUL: offset 0 is "".
 */
#ifndef STRAT_NAMES_H
#define STRAT_NAMES_H

#include "runtime/format.h"

#define STRAT_NAMES_MAGIC UINT32_C(0x53544e06)

enum {
    N_MAGIC,
    N_FACTS,
    N_VALUES,
    N_APPROACHES,
    N_DUTIES,
    N_PARAGRAPHS,
    N_ASSUMES,
    N_DIGESTS,
    N_RULES,
    N_PRIORITIES,
    N_CONDITIONS,
    N_TERMS,
    N_GROUPS,
    N_SETS,
    N_TITLE,
    N_VERSION,
    N_ISSUED_BY,
    N_COMPILER,
    N_SHAPE,
    N_SCOPE,
    N_END
};
enum { N_ONE = N_END, N_NAMED, N_COUNTS }; /* facts, and readings behind them */

/* The counts as far as the table has them, and the shape, are those of the table. Behind the facts
 * stand the readings, as facts whose default is what is taken. */
#define STRAT_NAMES_HEADER(X)                                    \
    X(N_MAGIC, N_MAGIC, 0, 32, OWN, 0)                           \
    X(N_FACTS, N_FACTS, 0, 32, OWN, 0)                           \
    X(N_VALUES, N_VALUES, 0, 32, ANY, 0)                         \
    X(N_APPROACHES, N_APPROACHES, 0, 32, OWN, 0)                 \
    X(N_DUTIES, N_DUTIES, 0, 32, OWN, 0)                         \
    X(N_PARAGRAPHS, N_PARAGRAPHS, 0, 32, OWN, 0)                 \
    X(N_ASSUMES, N_ASSUMES, 0, 32, OWN, 0)                       \
    X(N_DIGESTS, N_DIGESTS, 0, 32, OWN, 0)                       \
    X(N_RULES, N_RULES, 0, 32, ANY, 0)                           \
    X(N_PRIORITIES, N_PRIORITIES, 0, 32, ANY, 0)                 \
    X(N_CONDITIONS, N_CONDITIONS, 0, 32, ANY, 0)                 \
    X(N_TERMS, N_TERMS, 0, 32, ANY, 0)                           \
    X(N_GROUPS, N_GROUPS, 0, 32, ANY, 0)                         \
    X(N_SETS, N_SETS, 0, 32, ANY, 0)                             \
    X(N_TITLE, N_TITLE, 0, 32, TEXT, 0)                          \
    X(N_VERSION, N_VERSION, 0, 32, TEXT, 0)                      \
    X(N_ISSUED_BY, N_ISSUED_BY, 0, 32, TEXT, 0)                  \
    X(N_COMPILER, N_COMPILER, 0, 32, TEXT, 0)                    \
    X(N_SHAPE, N_RANKED, 0, 1, OWN, 0)                           \
    X(N_SHAPE, N_SHAPE_REST, 1, 7, ZERO, 0)                      \
    X(N_SHAPE, N_DEFAULT, 8, 8, OWN, 0) /* approach + 1, or 0 */ \
    X(N_SHAPE, N_READINGS, 16, 16, OWN, 0)                       \
    X(N_SCOPE, N_SCOPE_NOT, 0, 1, ANY, 0)                        \
    X(N_SCOPE, N_SCOPE_IS, 1, 31, BELOW, N_CONDITIONS)

enum {
    F_NAME,
    F_TITLE,
    F_BY,
    F_UNIT,
    F_HELP,
    F_SHAPE,
    F_DECIMALS,
    F_FIRST_VALUE,
    F_VALUES,
    F_LOW,
    F_HIGH = F_LOW + 2,
    F_DEFAULT = F_HIGH + 2,
    F_SIZE = F_DEFAULT + 2
}; /* 64-bit: low word first */
/* Kind, domain and default are those of the table: 0 where it has none. */
#define STRAT_NAMES_FACT(X)                                 \
    X(F_NAME, F_NAME, 0, 32, TEXT, 0)                       \
    X(F_TITLE, F_TITLE, 0, 32, TEXT, 0)                     \
    X(F_BY, F_BY, 0, 32, TEXT, 0)                           \
    X(F_UNIT, F_UNIT, 0, 32, TEXT, 0)                       \
    X(F_HELP, F_HELP, 0, 32, TEXT, 0)                       \
    X(F_SHAPE, F_KIND, 0, 8, OWN, 0)                        \
    X(F_SHAPE, F_JUDGEMENT, 8, 1, OWN, 0)                   \
    X(F_SHAPE, F_ORDERED, 9, 1, ANY, 0)                     \
    X(F_SHAPE, F_PRESUMED, 10, 1, OWN, 0)                   \
    X(F_SHAPE, F_HAS_DEFAULT, 11, 1, OWN, 0)                \
    X(F_SHAPE, F_ROLE, 12, 3, MOST, STRAT_TODAY)            \
    X(F_SHAPE, F_SHAPE_REST, 15, 17, ZERO, 0)               \
    X(F_DECIMALS, F_DECIMALS, 0, 32, MOST, 18)              \
    X(F_FIRST_VALUE, F_FIRST_VALUE, 0, 32, FIRST, N_VALUES) \
    X(F_VALUES, F_VALUES, 0, 32, MANY, N_VALUES)            \
    X(F_LOW, F_LOW, 0, 32, OWN, 0)                          \
    X(F_LOW + 1, F_LOW1, 0, 32, OWN, 0)                     \
    X(F_HIGH, F_HIGH, 0, 32, OWN, 0)                        \
    X(F_HIGH + 1, F_HIGH1, 0, 32, OWN, 0)                   \
    X(F_DEFAULT, F_DEFAULT, 0, 32, OWN, 0)                  \
    X(F_DEFAULT + 1, F_DEFAULT1, 0, 32, OWN, 0)

enum { V_NAME, V_LABEL, V_SIZE };
#define STRAT_NAMES_VALUE(X)          \
    X(V_NAME, V_NAME, 0, 32, TEXT, 0) \
    X(V_LABEL, V_LABEL, 0, 32, TEXT, 0)

enum { A_NAME, A_TITLE, A_COMMITS, A_SIZE };
#define STRAT_NAMES_APPROACH(X)         \
    X(A_NAME, A_NAME, 0, 32, TEXT, 0)   \
    X(A_TITLE, A_TITLE, 0, 32, TEXT, 0) \
    X(A_COMMITS, A_COMMITS, 0, 32, TEXT, 0)

enum {
    D_NAME,
    D_TITLE,
    D_BY,
    D_TO,
    D_TIMING,
    D_DEADLINE,
    D_AFTER,
    D_DONE_WHEN /* fact + 1, or 0 */,
    D_DONE,
    D_SIZE
};
#define STRAT_NAMES_DUTY(X)                              \
    X(D_NAME, D_NAME, 0, 32, TEXT, 0)                    \
    X(D_TITLE, D_TITLE, 0, 32, TEXT, 0)                  \
    X(D_BY, D_BY, 0, 32, TEXT, 0)                        \
    X(D_TO, D_TO, 0, 32, TEXT, 0)                        \
    X(D_TIMING, D_TIMING, 0, 32, MOST, STRAT_ON_RECEIPT) \
    X(D_DEADLINE, D_DEADLINE, 0, 32, TEXT, 0)            \
    X(D_AFTER, D_AFTER, 0, 32, TEXT, 0)                  \
    X(D_DONE_WHEN, D_DONE_WHEN, 0, 32, UPTO, N_FACTS)    \
    X(D_DONE, D_DONE, 0, 32, TEXT, 0)

enum { P_ID, P_TITLE, P_SEE, P_QUOTE, P_KIND, P_SIZE };
#define STRAT_NAMES_PARAGRAPH(X)                 \
    X(P_ID, P_ID, 0, 32, TEXT, 0)                \
    X(P_TITLE, P_TITLE, 0, 32, TEXT, 0)          \
    X(P_SEE, P_SEE, 0, 32, TEXT, 0)              \
    X(P_QUOTE, P_QUOTE, 0, 32, TEXT, 0)          \
    X(P_KIND, P_KIND, 0, 8, MOST, STRAT_RECITAL) \
    X(P_KIND, P_APPROACH, 8, 24, UPTO, N_APPROACHES) /* + 1; 0: it declares none */

#define STRAT_NAMES_ASSUME(X) X(0, AS_TEXT, 0, 32, TEXT, 0)

/* SHA-256, the first byte highest in the first word: of the policy's text, then of what it says of
 * each paragraph, zeros where it says nothing. Either all of them, or none. */
enum { DIGEST_WORDS = 8 };
#define STRAT_NAMES_DIGEST(X) X(0, DI_WORD, 0, 32, ANY, 0)

/*
 * Why: the rules, and what they ask. Nothing is decided by them; emitted C has none of it.
 *
 * A rule says when it holds, and a gate or an expectation what it wants, by one of the conditions,
 * or that this one does not hold. A condition tests a fact, or is made of others, its terms, which
 * have smaller numbers. Rules stand as in the policy, block by block.
 */
enum {
    RU_TEXT,
    RU_PARAGRAPH,
    RU_SHAPE,
    RU_APPROACHES,
    RU_DUTY, /* duty + 1, or 0 */
    RU_WHEN,
    RU_WANTS, /* condition + 1, or 0 */
    RU_SIZE
};
#define STRAT_NAMES_RULE(X)                                   \
    X(RU_TEXT, RU_TEXT, 0, 32, TEXT, 0)                       \
    X(RU_PARAGRAPH, RU_PARAGRAPH, 0, 32, BELOW, N_PARAGRAPHS) \
    X(RU_SHAPE, RU_KIND, 0, 4, MOST, STRAT_EXPECTATION)       \
    X(RU_SHAPE, RU_MODALITY, 4, 4, OWN, 0)                    \
    X(RU_SHAPE, RU_WAITS, 8, 1, ANY, 0)                       \
    X(RU_SHAPE, RU_FOLLOWS, 9, 1, ANY, 0)                     \
    X(RU_SHAPE, RU_SHAPE_REST, 10, 22, ZERO, 0)               \
    X(RU_APPROACHES, RU_APPROACHES, 0, 32, OWN, 0)            \
    X(RU_DUTY, RU_DUTY, 0, 32, UPTO, N_DUTIES)                \
    X(RU_WHEN, RU_WHEN_NOT, 0, 1, ANY, 0)                     \
    X(RU_WHEN, RU_WHEN_IS, 1, 31, BELOW, N_CONDITIONS)        \
    X(RU_WANTS, RU_WANTS_NOT, 0, 1, ANY, 0)                   \
    X(RU_WANTS, RU_WANTS_IS, 1, 31, UPTO, N_CONDITIONS)

/* That what a paragraph permits lifts what holds back in another one. */
enum { PR_WINNER, PR_LOSER, PR_SIZE };
#define STRAT_NAMES_PRIORITY(X)                         \
    X(PR_WINNER, PR_WINNER, 0, 32, BELOW, N_PARAGRAPHS) \
    X(PR_LOSER, PR_GATES_ALONE, 0, 1, ANY, 0)           \
    X(PR_LOSER, PR_LOSER_IS, 1, 31, BELOW, N_PARAGRAPHS)

/* `test`: of STRAT_TEST_VALUES and STRAT_TEST_RANGE where in the sets the values stand, or lowest
 * and highest, two words each; of STRAT_TEST_INCLUDES the value; of STRAT_COUNT how many. */
enum { CO_SHAPE, CO_FIRST_TERM, CO_TERMS, CO_TEST, CO_SAYS, CO_TURNED, CO_SIZE };
#define STRAT_NAMES_CONDITION(X)                              \
    X(CO_SHAPE, CO_KIND, 0, 4, MOST, STRAT_ANY_PROVISION)     \
    X(CO_SHAPE, CO_OF, 4, 28, OWN, 0) /* fact or paragraph */ \
    X(CO_FIRST_TERM, CO_FIRST_TERM, 0, 32, FIRST, N_TERMS)    \
    X(CO_TERMS, CO_TERMS, 0, 32, MANY, N_TERMS)               \
    X(CO_TEST, CO_TEST, 0, 32, OWN, 0)                        \
    X(CO_SAYS, CO_SAYS, 0, 32, TEXT, 0)                       \
    X(CO_TURNED, CO_TURNED, 0, 32, TEXT, 0)

#define STRAT_NAMES_TERM(X)    \
    X(0, TE_NOT, 0, 1, ANY, 0) \
    X(0, TE_IS, 1, 31, BELOW, N_CONDITIONS)

/* Sets of values that have a title: groups and vocabularies. */
enum { GR_FACT, GR_TITLE, GR_SET, GR_SIZE };
#define STRAT_NAMES_GROUP(X)                   \
    X(GR_FACT, GR_FACT, 0, 32, BELOW, N_NAMED) \
    X(GR_TITLE, GR_TITLE, 0, 32, TEXT, 0)      \
    X(GR_SET, GR_SET, 0, 32, OWN, 0)

/* Bits of sets, 32 to a word, and ends of ranges. */
#define STRAT_NAMES_SET(X) X(0, SE_WORD, 0, 32, ANY, 0)
#define NAMES_SET_WORDS(values) (((values) + 31) / 32)

/* clang-format off */
#define STRAT_NAMES_FIELDS(X)                                                              \
    STRAT_NAMES_HEADER(X) STRAT_NAMES_FACT(X) STRAT_NAMES_PARAGRAPH(X) STRAT_NAMES_RULE(X) \
    STRAT_NAMES_PRIORITY(X) STRAT_NAMES_CONDITION(X) STRAT_NAMES_TERM(X)
/* clang-format on */
enum { STRAT_NAMES_FIELDS(STRAT_PLACE) STRAT_NAMES_PLACES };

/* As STRAT_SECTIONS; no word says where one begins. */
#define STRAT_NAMES_SECTIONS(X)                              \
    X(STRAT_NAMES_HEADER, 0, N_ONE, N_END, BOTH)             \
    X(STRAT_NAMES_FACT, 0, N_NAMED, F_SIZE, BOTH)            \
    X(STRAT_NAMES_VALUE, 0, N_VALUES, V_SIZE, BOTH)          \
    X(STRAT_NAMES_APPROACH, 0, N_APPROACHES, A_SIZE, BOTH)   \
    X(STRAT_NAMES_DUTY, 0, N_DUTIES, D_SIZE, BOTH)           \
    X(STRAT_NAMES_PARAGRAPH, 0, N_PARAGRAPHS, P_SIZE, BOTH)  \
    X(STRAT_NAMES_ASSUME, 0, N_ASSUMES, 1, BOTH)             \
    X(STRAT_NAMES_DIGEST, 0, N_DIGESTS, 1, BOTH)             \
    X(STRAT_NAMES_RULE, 0, N_RULES, RU_SIZE, BOTH)           \
    X(STRAT_NAMES_PRIORITY, 0, N_PRIORITIES, PR_SIZE, BOTH)  \
    X(STRAT_NAMES_CONDITION, 0, N_CONDITIONS, CO_SIZE, BOTH) \
    X(STRAT_NAMES_TERM, 0, N_TERMS, 1, BOTH)                 \
    X(STRAT_NAMES_GROUP, 0, N_GROUPS, GR_SIZE, BOTH)         \
    X(STRAT_NAMES_SET, 0, N_SETS, 1, BOTH)

#endif
