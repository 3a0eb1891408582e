#include "emit/c/templates/sample.h"
#include "emit/c/templates/header.h"
#include "emit/c/templates/planes.c"

/* ---- many requests, one by one ---- */

static void PREFIX_copy(uint64_t *to, const uint64_t *from, size_t n) {
    size_t i;
    for (i = 0; to && i < n; i++) to[i] = from[i];
}

static size_t PREFIX_decide_row(const struct PREFIX_columns *c, size_t row,
                                const struct PREFIX_results *to) {
    struct PREFIX_request request;
    struct PREFIX_answer answer;
    enum PREFIX_result result;
#if !HAS_FACTS
    (void)c;
    request.no_facts = 0;
#endif
#if EACH_FACT
    request.MEMBER = c->MEMBER ? c->MEMBER[row] : 0;
#if IS_BESIDE
    request.KNOWN = c->MEMBER && (!c->KNOWN || c->KNOWN[row]);
#endif
#endif
    result = PREFIX_decide(&request, &answer);
    if (to->result) to->result[row] = (uint8_t)result;
    if (to->status) to->status[row] = (uint8_t)answer.status;
    if (to->approach) to->approach[row] = (int8_t)answer.approach;
    if (to->now) to->now[row] = (int8_t)answer.now;
#if EACH_LIST
    if (to->LIST) PREFIX_copy(to->LIST + row * WORDS, answer.lists.LIST, WORDS);
#endif
    return result != PREFIX_OK;
}

#if !BY_PLANES
size_t PREFIX_decide_batch(const struct PREFIX_columns *columns, size_t rows,
                           const struct PREFIX_results *results) {
    size_t row, failed = 0;
    for (row = 0; row < rows; row++) failed += PREFIX_decide_row(columns, row, results);
    return failed;
}
#endif
#if BY_PLANES
/* ---- by planes, 512 at a time; what these cannot answer, one by one ---- */

enum { PREFIX_PART = 8 }; /* words of a plane at a time */

/* Eight bits as eight bytes, 0 or 1. */
static uint64_t PREFIX_as_bytes(uint64_t bits) {
    return ((((bits & 255u) * PREFIX_BYTES & UINT64_C(0x8040201008040201)) +
             PREFIX_BYTES * 0x7fu) >>
            7) &
           PREFIX_BYTES;
}

/* For 64 requests which of the planes says yes, -1 where none does. */
static void PREFIX_write_which(uint64_t planes[][PREFIX_PART], unsigned n_planes, size_t word,
                               uint8_t *to, size_t n) {
    uint64_t spelled[4], bytes;
    unsigned k, b;
    size_t i, r;
    spelled[0] = spelled[1] = spelled[2] = spelled[3] = 0;
    for (k = 0; k < n_planes; k++)
        for (b = 0; b < 4; b++) spelled[b] |= (k + 1u) >> b & 1u ? planes[k][word] : 0u;
    for (i = 0; i < n; i += 8) {
        bytes = PREFIX_as_bytes(spelled[0] >> i) | PREFIX_as_bytes(spelled[1] >> i) << 1 |
                PREFIX_as_bytes(spelled[2] >> i) << 2 | PREFIX_as_bytes(spelled[3] >> i) << 3;
        for (r = 0; r < 8 && i + r < n; r++)
            to[i + r] = (uint8_t)(((unsigned)(bytes >> 8 * r) & 255u) - 1u);
    }
}

/* Byte r of the result is made of bit r of each byte. */
static uint64_t PREFIX_transposed(uint64_t x) {
    uint64_t t = (x ^ x >> 7) & UINT64_C(0x00aa00aa00aa00aa);
    x ^= t ^ t << 7;
    t = (x ^ x >> 14) & UINT64_C(0x0000cccc0000cccc);
    x ^= t ^ t << 14;
    t = (x ^ x >> 28) & UINT64_C(0x00000000f0f0f0f0);
    return x ^ t ^ t << 28;
}

/* For 64 requests the set of the planes that say yes; a set has `size` words. */
static void PREFIX_write_sets(uint64_t planes[][PREFIX_PART], unsigned n_planes, size_t word,
                              uint64_t *to, size_t size, size_t n) {
    size_t i, r, k;
    for (i = 0; i < n; i += 8) {
        size_t rows = n - i < 8 ? n - i : 8;
        for (k = 0; k < rows * size; k++) {
            to[i * size + k] = 0;
            STRAT_KEEP_LOOP;
        }
        for (k = 0; k < n_planes; k += 8) {
            uint64_t x = 0;
            for (r = 0; r < 8 && k + r < n_planes; r++)
                x |= (planes[k + r][word] >> i & 255u) << 8 * r;
            x = PREFIX_transposed(x);
            for (r = 0; x && r < rows; r++)
                to[(i + r) * size + k / 64] |= (x >> 8 * r & 255u) << k % 64;
        }
    }
}

/* The planes of a part, in memory of our own. */
struct PREFIX_batch {
    struct PREFIX_planes planes;
    struct PREFIX_plane_answers answers;
    uint64_t of_requests[PREFIX_PLANES][PREFIX_PART], open[PREFIX_PART], impossible[1][PREFIX_PART];
#if EACH_ANSWER
#if IS_RESULT
    uint64_t ANSWER[COUNT][PREFIX_PART];
#endif
#endif
};

static void PREFIX_point_planes(struct PREFIX_batch *b, const struct PREFIX_results *results) {
    size_t i;
#if EACH_PLANE
    b->planes.MEMBER[WITHIN] = b->of_requests[INDEX];
#endif
#if EACH_ANSWER
    for (i = 0; i < COUNT; i++) {
        b->answers.ANSWER[i] = WANTED;
        STRAT_KEEP_LOOP;
    }
#endif
}

/* What the planes say of up to 64 rows. */
static void PREFIX_write(struct PREFIX_batch *b, size_t word, size_t row, size_t n,
                         const struct PREFIX_results *results) {
    size_t i;
    for (i = 0; results->result && i < n; i++) {
        results->result[row + i] = PREFIX_OK;
        STRAT_KEEP_LOOP;
    }
#if EACH_ANSWER
#if IS_WHICH
    if (results->ANSWER)
        PREFIX_write_which(b->ANSWER, COUNT, word, (uint8_t *)results->ANSWER + row, n);
#endif
#if IS_SET
    if (results->ANSWER)
        PREFIX_write_sets(b->ANSWER, COUNT, word, results->ANSWER + row * WORDS, WORDS, n);
#endif
#endif
}

/* The columns from a row on. */
static void PREFIX_from(const struct PREFIX_columns *c, size_t first, struct PREFIX_columns *part) {
#if EACH_FACT
    part->MEMBER = c->MEMBER ? c->MEMBER + first : NULL;
#if IS_BESIDE
    part->KNOWN = c->KNOWN ? c->KNOWN + first : NULL;
#endif
#endif
}

size_t PREFIX_decide_batch(const struct PREFIX_columns *columns, size_t rows,
                           const struct PREFIX_results *results) {
    struct PREFIX_batch b;
    struct PREFIX_columns part;
    size_t first, word, failed = 0;
    unsigned width = rows < 4096 ? 2u : PREFIX_widest(); /* it takes a while to ask */
    PREFIX_point_planes(&b, results);
    for (first = 0; first < rows; first += 64 * PREFIX_PART) {
        size_t n = rows - first < 64 * PREFIX_PART ? rows - first : 64 * PREFIX_PART;
        PREFIX_from(columns, first, &part);
        PREFIX_fill_planes(&part, n, &b.planes, b.open);
        PREFIX_decide_planes(&b.planes, n, &b.answers, width);
        for (word = 0; 64 * word < n; word++) {
            size_t at = first + 64 * word, left = n - 64 * word < 64 ? n - 64 * word : 64, row;
            uint64_t alone = b.open[word] | b.impossible[0][word];
            PREFIX_write(&b, word, at, left, results);
            for (row = at; alone; row++, alone >>= 1)
                failed += (alone & 1u) ? PREFIX_decide_row(columns, row, results) : 0u;
        }
    }
    return failed;
}
#endif
