#include "emit/c/templates/sample.h"
#include "emit/c/templates/header.h"

#define PREFIX_EIGHT(at)                                                           \
    ((uint64_t)(at)[0] | (uint64_t)(at)[1] << 8 | (uint64_t)(at)[2] << 16 |        \
     (uint64_t)(at)[3] << 24 | (uint64_t)(at)[4] << 32 | (uint64_t)(at)[5] << 40 | \
     (uint64_t)(at)[6] << 48 | (uint64_t)(at)[7] << 56)

/* How many of the rising bands are not above the number: halves of fixed size, so that nothing is
 * guessed. */
static unsigned PREFIX_band(const int64_t *bands, unsigned n, int64_t number) {
    const int64_t *at = bands;
    while (n > 1) {
        unsigned half = n / 2;
        at += at[half - 1] <= number ? half : 0;
        n -= half;
    }
    return (unsigned)(at - bands) + (unsigned)(*at <= number);
}

/* `absent` stands for what is unknown; *open is set where it is wrong, or `must` be known. */
static unsigned PREFIX_value(unsigned v, unsigned absent, unsigned values, unsigned *open) {
    v = (v ? v : absent) - 1u;
    *open |= v >= values;
    return v < values ? v : 0u;
}

static uint64_t PREFIX_set(int known, uint64_t set, uint64_t absent, uint64_t all, unsigned must,
                           unsigned *open) {
    set = known ? set : absent;
    *open |= (must & !known) | ((set & ~all) != 0);
    return set;
}

static int64_t PREFIX_number(int known, int64_t number, int64_t absent, int64_t low, int64_t high,
                             unsigned must, unsigned *open) {
    number = known ? number : absent;
    *open |= (must & !known) | (number < low) | (number > high);
    return number;
}

FILL(maps);

enum PREFIX_result PREFIX_prepare(const struct PREFIX_request *r, struct PREFIX_case *c) {
    unsigned open = ZEROS;
    FILL(flags);
#if EACH_FACT
#if READS_FLAG
#if IS_IDLE
    open |= r->MEMBER > 2u;
#endif
#endif
#if READS_CHOICE
#if IN_ROW
    ADD CLASSES[PREFIX_value(r->MEMBER, ABSENT, VALUES, &open)];
#else
    (void)PREFIX_value(r->MEMBER, ABSENT, VALUES, &open);
#endif
#endif
#if READS_SET
    {
        uint64_t set = PREFIX_set(r->KNOWN, r->MEMBER, ABSENT, ALL, MUST, &open);
        (void)set;
#if EACH_ELEMENT
        ADD !!(set & ELEMENTS);
#endif
    }
#endif
#if READS_NUMBER
    {
        int64_t number = PREFIX_number(r->KNOWN, r->MEMBER, ABSENT, LOW, HIGH, MUST, &open);
        (void)number;
#if IN_ROW
        ADD CLASSES[PREFIX_band(BANDS, NBANDS, number)];
#endif
    }
#endif
#endif
    (void)r;
#if EACH_ROW
    c->row[INDEX] = (ROWTYPE)ROW;
#endif
#if HAS_BEFORE
    c->undone = (UNDONETYPE)undone;
#endif
    return open ? PREFIX_NOT_DECIDED : PREFIX_OK;
}

/* All that the decision about a complete request reads. */
FILL(tables);

/* A brief decision begins as a verdict does: one word to copy. */
#if defined(__GNUC__)
#define PREFIX_COPY_VERDICT(to, from) __builtin_memcpy((to), &(from), 4)
#else
#define PREFIX_COPY_VERDICT(to, from)                                                        \
    ((to)->status = (from).status, (to)->approach = (from).approach, (to)->now = (from).now, \
     (to)->open = (from).open)
#endif

enum PREFIX_result PREFIX_decide_case(const struct PREFIX_case *ready, struct PREFIX_brief *brief) {
    const ROWTYPE *row = ready->row;
    (void)row;
    FILL(brief);
}

enum PREFIX_result PREFIX_answer_case(const struct PREFIX_case *ready,
                                      struct PREFIX_answer *answer) {
    const ROWTYPE *row = ready->row;
    (void)row;
    answer->possible = answer->possible_status = 0;
    answer->possible_none = 0;
    answer->fault = -1;
    FILL(answer);
}
