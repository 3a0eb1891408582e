/*
 * The words of the names array, format STRAT_FORMAT. Private to the runtime and to what writes it;
 * format.h says how to read the lists. Texts are offsets into the text array, whose first byte is
 * NUL: offset 0 is "".
 */
#ifndef STRAT_NAMES_H
#define STRAT_NAMES_H

#include "runtime/format.h"

#define STRAT_NAMES_MAGIC UINT32_C(0x53544e04)

enum {
    N_MAGIC,
    N_FACTS,
    N_VALUES,
    N_APPROACHES,
    N_DUTIES,
    N_PARAGRAPHS,
    N_ASSUMES,
    N_DIGESTS,
    N_TITLE,
    N_VERSION,
    N_ISSUED_BY,
    N_COMPILER,
    N_SHAPE,
    N_END
};
enum { N_ONE = N_END, N_NAMED, N_COUNTS }; /* facts, and readings behind them */

/* The counts, but of values, and the shape are those of the table. Behind the facts stand the
 * readings, as facts whose default is what is taken. */
#define STRAT_NAMES_HEADER(X)                                    \
    X(N_MAGIC, N_MAGIC, 0, 32, OWN, 0)                           \
    X(N_FACTS, N_FACTS, 0, 32, OWN, 0)                           \
    X(N_VALUES, N_VALUES, 0, 32, ANY, 0)                         \
    X(N_APPROACHES, N_APPROACHES, 0, 32, OWN, 0)                 \
    X(N_DUTIES, N_DUTIES, 0, 32, OWN, 0)                         \
    X(N_PARAGRAPHS, N_PARAGRAPHS, 0, 32, OWN, 0)                 \
    X(N_ASSUMES, N_ASSUMES, 0, 32, OWN, 0)                       \
    X(N_DIGESTS, N_DIGESTS, 0, 32, OWN, 0)                       \
    X(N_TITLE, N_TITLE, 0, 32, TEXT, 0)                          \
    X(N_VERSION, N_VERSION, 0, 32, TEXT, 0)                      \
    X(N_ISSUED_BY, N_ISSUED_BY, 0, 32, TEXT, 0)                  \
    X(N_COMPILER, N_COMPILER, 0, 32, TEXT, 0)                    \
    X(N_SHAPE, N_RANKED, 0, 1, OWN, 0)                           \
    X(N_SHAPE, N_SHAPE_REST, 1, 7, ZERO, 0)                      \
    X(N_SHAPE, N_DEFAULT, 8, 8, OWN, 0) /* approach + 1, or 0 */ \
    X(N_SHAPE, N_READINGS, 16, 16, OWN, 0)

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
#define STRAT_NAMES_PARAGRAPH(X)        \
    X(P_ID, P_ID, 0, 32, TEXT, 0)       \
    X(P_TITLE, P_TITLE, 0, 32, TEXT, 0) \
    X(P_SEE, P_SEE, 0, 32, TEXT, 0)     \
    X(P_QUOTE, P_QUOTE, 0, 32, TEXT, 0) \
    X(P_KIND, P_KIND, 0, 32, MOST, STRAT_RECITAL)

#define STRAT_NAMES_ASSUME(X) X(0, AS_TEXT, 0, 32, TEXT, 0)

/* SHA-256, the first byte highest in the first word: of the policy's text, then of what it says of
 * each paragraph, zeros where it says nothing. Either all of them, or none. */
enum { DIGEST_WORDS = 8 };
#define STRAT_NAMES_DIGEST(X) X(0, DI_WORD, 0, 32, ANY, 0)

enum { STRAT_NAMES_HEADER(STRAT_PLACE) STRAT_NAMES_FACT(STRAT_PLACE) STRAT_NAMES_PLACES };

/* As STRAT_SECTIONS; no word says where one begins. */
#define STRAT_NAMES_SECTIONS(X)                             \
    X(STRAT_NAMES_HEADER, 0, N_ONE, N_END, BOTH)            \
    X(STRAT_NAMES_FACT, 0, N_NAMED, F_SIZE, BOTH)           \
    X(STRAT_NAMES_VALUE, 0, N_VALUES, V_SIZE, BOTH)         \
    X(STRAT_NAMES_APPROACH, 0, N_APPROACHES, A_SIZE, BOTH)  \
    X(STRAT_NAMES_DUTY, 0, N_DUTIES, D_SIZE, BOTH)          \
    X(STRAT_NAMES_PARAGRAPH, 0, N_PARAGRAPHS, P_SIZE, BOTH) \
    X(STRAT_NAMES_ASSUME, 0, N_ASSUMES, 1, BOTH)            \
    X(STRAT_NAMES_DIGEST, 0, N_DIGESTS, 1, BOTH)

#endif
