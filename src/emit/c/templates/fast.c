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

FILL(maps);

enum PREFIX_result PREFIX_prepare(const struct PREFIX_request *r, struct PREFIX_case *c) {
    FILL(prepare);
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
