/*
 * Decides by a policy. Written by stratc from the policy; it belongs to whoever had it written.
 *
 * Freestanding C99, C11 and C++; no allocation, no library, no global state: safe from many threads
 * at once. Fill a structure PREFIX_request (all zero: nothing is known) and call PREFIX_decide(). A
 * fact that is left unknown, and has no default, leads to the answer that holds whatever it is, or
 * to the status `undetermined`.
 */
#include "emit/c/templates/sample.h"
/* clang-format off */
POLICY
#ifndef STRAT_PREFIX_H
#define STRAT_PREFIX_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PREFIX_FACTS NFACTS
#define PREFIX_FACT_WORDS NFACTWORDS
#define PREFIX_ID_WORDS NIDWORDS
#define PREFIX_DUTY_WORDS NDUTYWORDS
#define PREFIX_WORK_WORDS NWORKWORDS
#define PREFIX_APPROACHES NAPPROACHES
#define PREFIX_RANKED NRANKED
#if HAS_READINGS
#define PREFIX_READINGS NREADINGS
#define PREFIX_READING_WORDS NREADINGWORDS
#endif

enum { PREFIX_unknown = 0, PREFIX_no = 1, PREFIX_yes = 2 };

enum PREFIX_status {
    PREFIX_STATUS_OUT_OF_SCOPE,
    PREFIX_STATUS_REFUSED,
    PREFIX_STATUS_DEFAULT,
    PREFIX_STATUS_CONDITIONAL,
    PREFIX_STATUS_OPEN,
    PREFIX_STATUS_UNDETERMINED
};
enum PREFIX_modality {
    PREFIX_MODALITY_NONE,
    PREFIX_MODALITY_MAY,
    PREFIX_MODALITY_WILL,
    PREFIX_MODALITY_MUST
};
enum PREFIX_result {
    PREFIX_OK,
    PREFIX_BAD_VALUE,  /* answer.fault is the fact whose value it does not have */
    PREFIX_IMPOSSIBLE, /* the policy assumes that this cannot be; answer.fault is the number of the
                          assumption */
    PREFIX_NOT_DECIDED /* too much is unknown for the memory and steps allowed: see
                          PREFIX_decide_with() */
};

#if EACH_VALUE_LIST
#if IS_ONE_OF
enum TYPENAME {
    NONE = 0,
#if EACH_VALUE
    AVALUE = INDEX, COMMENT
#endif
};

#endif
#if IS_SET_OF
/* Elements of FACTNAME, to be joined with | */
#if EACH_VALUE
#define ANELEMENT BIT COMMENT
#endif

#endif
#endif
/* Approaches: bit numbers of sets of approaches, least committed first where they are ranked. */
enum PREFIX_approach {
#if EACH_APPROACH
    ANAPPROACH = INDEX, COMMENT
#endif
        PREFIX_APPROACH_NONE = -1, /* none may be used */
    PREFIX_APPROACH_NULL = -2      /* no single one: undetermined, or several */
};

#if HAS_DUTIES
/* Duties: bit numbers of sets of duties. */
enum PREFIX_duty {
#if EACH_DUTY
    ADUTY = INDEX, COMMENT
#endif
};

#endif
#if HAS_PARAGRAPHS
/* Paragraphs, in the order of the outline: bit numbers of sets of paragraphs. */
enum PREFIX_paragraph {
#if EACH_PARAGRAPH
    APARAGRAPH = INDEX, COMMENT
#endif
};

#endif
#if HAS_FACTS
/* Facts, as `fault` names them, and sets of facts. */
enum PREFIX_fact {
#if EACH_AFACT
    AFACT = INDEX, COMMENT
#endif
};

#endif
#if HAS_READINGS
/* Readings: bit numbers of sets of readings. */
enum PREFIX_reading {
#if EACH_READING
    AREADING = INDEX, COMMENT
#endif
};

#endif
/* What is known; all zero: nothing. */
struct PREFIX_request {
#if EACH_MEMBER
    TYPE MEMBER; COMMENT
#if IS_BESIDE
    uint8_t KNOWN; /* 0: unknown; 1: as said above */
#endif
#endif
#if !HAS_FACTS
    uint8_t no_facts; /* there are none, but no structure is empty in C */
#endif
};

/* Sets are bits: paragraph, duty or fact i is bit i%64 of word i/64. */
struct PREFIX_lists {
    uint64_t basis[PREFIX_ID_WORDS], cautions[PREFIX_ID_WORDS],
        closed_by[PREFIX_ID_WORDS]; /* paragraphs */
    uint64_t duties[PREFIX_DUTY_WORDS],
        before[PREFIX_DUTY_WORDS]; /* duties; those still to be done before */
    int modality;                  /* enum PREFIX_modality */
};
struct PREFIX_answer {
    int status;        /* enum PREFIX_status */
    int approach, now; /* the most that may be used; the most that may start now: enum
                          PREFIX_approach */
    uint32_t open;     /* bit a: approach a is open */
    int committed;     /* the organisation has promised, or has, to use it */
    uint32_t possible, possible_status; /* undetermined: the approaches and statuses that unknown
                                           facts may lead to */
    int possible_none;                  /* undetermined: that nothing may be used is possible too */
    int fault;                          /* see enum PREFIX_result */
    struct PREFIX_lists lists;
#if !IS_RANKED
    struct PREFIX_lists each[PREFIX_APPROACHES]; /* of each open approach; else it means nothing */
#endif
};

/* Decides one request. */
enum PREFIX_result PREFIX_decide(const struct PREFIX_request *request,
                                 struct PREFIX_answer *answer);

/* The same with memory of the caller for what is open (at least PREFIX_WORK_WORDS words; with
 * 2,000,000 more, requests of which very much is unknown are decided, too) and a bound on the steps
 * (0: about a second). */
enum PREFIX_result PREFIX_decide_with(const struct PREFIX_request *request,
                                      struct PREFIX_answer *answer, uint64_t *memory, size_t words,
                                      uint64_t max_steps);

#if WITH_ASK
/* The judgements that the decision hangs on: a set of facts, PREFIX_FACT_WORDS words. Here and of
 * PREFIX_ask() PREFIX_NOT_DECIDED says only that this list could not be had: a decision stands as
 * it is. */
enum PREFIX_result PREFIX_judgements(const struct PREFIX_request *request, uint64_t *facts);

#if HAS_READINGS
/* The readings that it hangs on: a set of readings, PREFIX_READING_WORDS words. */
enum PREFIX_result PREFIX_readings(const struct PREFIX_request *request, uint64_t *readings);

#endif
/* The unknown facts worth asking for, the most helpful first: *n of them (room for PREFIX_FACTS).
 */
enum PREFIX_result PREFIX_ask(const struct PREFIX_request *request, uint32_t *facts, uint32_t *n);

#endif
/* Names and titles; titles may be "". Any number may be asked for: PREFIX_APPROACH_NONE is "none",
 * and whatever else there is not "". */
const char *PREFIX_approach_name(unsigned approach);
const char *PREFIX_approach_title(unsigned approach);
const char *PREFIX_duty_name(unsigned duty);
const char *PREFIX_duty_title(unsigned duty);
const char *PREFIX_paragraph_id(unsigned paragraph);
const char *PREFIX_paragraph_title(unsigned paragraph);
const char *PREFIX_fact_name(unsigned fact);
const char *PREFIX_fact_title(unsigned fact);
#if HAS_READINGS
const char *PREFIX_reading_name(unsigned reading);
const char *PREFIX_reading_title(unsigned reading);
#endif

#if HAS_FAST
/*
 * For callers in a hurry: a complete request (all that has no default is known) made ready once,
 * then decided as often as wanted, without a branch on any rule. PREFIX_prepare() is
 * PREFIX_NOT_DECIDED where something is unknown or no value of its fact: use PREFIX_decide(). A
 * case is what PREFIX_prepare() made of a request and nothing else; it is the caller's, may be
 * copied and kept, and is only read.
 */
#define PREFIX_DIGITS NDIGITS
struct PREFIX_case {
    ROWTYPE row[PREFIX_DIGITS]; ROWCOMMENT
#if HAS_BEFORE
    UNDONETYPE undone; /* a bit for each duty of a few: below NUNDONE */
#endif
};
struct PREFIX_brief {
    int8_t status, approach, now; /* enum PREFIX_status, enum PREFIX_approach */
    uint8_t open;
    uint64_t duties[PREFIX_DUTY_WORDS], before[PREFIX_DUTY_WORDS];
};
enum PREFIX_result PREFIX_prepare(const struct PREFIX_request *request, struct PREFIX_case *ready);

/* PREFIX_OK, or PREFIX_IMPOSSIBLE where an assumption is broken (PREFIX_decide() says which). */
enum PREFIX_result PREFIX_decide_case(const struct PREFIX_case *ready, struct PREFIX_brief *brief);

/* The same with the whole answer. */
enum PREFIX_result PREFIX_answer_case(const struct PREFIX_case *ready,
                                      struct PREFIX_answer *answer);

#else
/* This policy is too large for PREFIX_prepare() and PREFIX_decide_case(), which others have. */

#endif
#if WITH_BATCH
/*
 * Many requests at once: a column for each fact (NULL: unknown in every row), whose values are
 * those of a request, and for each part of the answer (NULL: not wanted). Any number of rows, 0
 * too; columns are the caller's, aligned as their types are, and none may overlap one that is
 * written. Each row is answered as PREFIX_decide() would, unknown facts and all. Returns how many
 * rows were not answered; their `result` says why, the rest of their answer means nothing. Safe
 * from many threads, as long as each has columns of its own to write.
 */
struct PREFIX_columns {
#if EACH_FACT
    const TYPE *MEMBER;
#if IS_BESIDE
    const uint8_t *KNOWN; /* NULL: known wherever there is a column */
#endif
#endif
#if !HAS_FACTS
    const uint8_t *no_facts;
#endif
};
struct PREFIX_results {
    uint8_t *result, *status;
    int8_t *approach, *now;
    uint64_t *duties, *before;  /* PREFIX_DUTY_WORDS words a row */
    uint64_t *basis, *cautions; /* PREFIX_ID_WORDS words a row */
};
size_t PREFIX_decide_batch(const struct PREFIX_columns *columns, size_t rows,
                           const struct PREFIX_results *results);

#if HAS_PLANES
/*
 * Many complete requests at once, as bit planes: request i is bit i%64 of word i/64 of every plane,
 * so that one instruction works on as many requests as a register has bits. A plane of a yes-or-no
 * fact says yes; the planes of other facts spell the number of the class of its value (values that
 * no rule tells apart are one class), the lowest bit first; those of a set are its elements.
 * PREFIX_fill_planes() makes planes of columns.
 *
 * Planes are the caller's arrays of (requests + 63) / 64 words, aligned as uint64_t is; any number
 * of requests will do, 0 too. Bits past the last request may be anything in requests and are 0 in
 * answers. No two planes may overlap. All is read and written in the caller's memory: safe from
 * many threads.
 */
#define PREFIX_PLANES NPLANES
#define PREFIX_ANSWER_PLANES NANSWERS
struct PREFIX_planes {
#if EACH_FACT
#if HAS_OWN_PLANES
    uint64_t *MEMBER[COUNT]; PLANECOMMENT
#endif
#endif
};
struct PREFIX_plane_answers {
#if EACH_ANSWER
    uint64_t *ANSWER[COUNT]; COMMENT
#endif
};

/* What one call may use: 1, words of 64 bits; 2, 4 and 8, as many of them at once, up to what
 * PREFIX_widest() says that this processor can. Ask it once. */
unsigned PREFIX_widest(void);

/* The answers do not depend on the width. A pointer in *answers may be NULL: not wanted. */
void PREFIX_decide_planes(const struct PREFIX_planes *planes, size_t requests,
                          const struct PREFIX_plane_answers *answers, unsigned width);

/*
 * Planes from columns (see above), and in *open, a plane too, which requests are not complete or
 * have a value that is none: of these PREFIX_decide_planes() says nothing. Returns how many. Every
 * pointer in *planes must be there.
 */
size_t PREFIX_fill_planes(const struct PREFIX_columns *columns, size_t requests,
                          const struct PREFIX_planes *planes, uint64_t *open);

#endif
#endif
#ifdef __cplusplus
}
#endif

#endif

/* clang-format on */
/* By which the source knows that this is its header. */
#define PREFIX_HEADER_DIGEST DIGEST
