#include "emit/c/templates/sample.h"
#include "emit/c/templates/header.h"
#include "emit/c/templates/fast.c"

/* ---- from columns to planes ---- */

#define PREFIX_BYTES (~(uint64_t)0 / 255u) /* a one in every byte */

/* The lowest bits of eight bytes, side by side. */
static uint64_t PREFIX_lowest_bits(uint64_t bytes) {
    return (bytes & PREFIX_BYTES) * UINT64_C(0x0102040810204080) >> 56;
}

/*
 * The readers: of up to 64 values of a fact, from a column that may be NULL, those that are wrong,
 * as a set. `must`: where nothing is known is wrong, too; else `absent` stands for it.
 */

/* `yes`: a plane. */
static uint64_t PREFIX_read_flags(const uint8_t *column, size_t n, uint64_t *yes, int must,
                                  uint64_t absent) {
    uint8_t last[8];
    uint64_t unknown = column ? 0 : ~(uint64_t)0, wrong = 0;
    size_t i, k;
    *yes = 0;
    for (i = 0; column && i < n; i += 8) {
        const uint8_t *at = column + i;
        uint64_t x, high;
        if (n - i < 8) {
            for (k = 0; k < 8; k++) last[k] = k < n - i ? at[k] : 0;
            at = last;
        }
        x = PREFIX_EIGHT(at);
        *yes |= PREFIX_lowest_bits(x >> 1) << i;
        if (x == PREFIX_BYTES + (x >> 1 & PREFIX_BYTES)) continue; /* each is 1 or 2 */
        high = x & PREFIX_BYTES * 0xfcu;
        high = (high | ((high & PREFIX_BYTES * 0x7fu) + PREFIX_BYTES * 0x7fu)) >> 7;
        unknown |= PREFIX_lowest_bits(~(x | x >> 1) & ~high) << i;
        wrong |= PREFIX_lowest_bits((x & x >> 1) | high) << i;
    }
    *yes |= unknown & absent;
    return must ? wrong | unknown : wrong;
}

/* `to`: by row what `classes` says of its value, where there are any. `values`: how many. */
static uint64_t PREFIX_read_values(const uint16_t *column, size_t n, unsigned values,
                                   const uint8_t *classes, uint8_t *to, unsigned absent) {
    uint64_t wrong = 0;
    size_t i;
    for (i = 0; i < n; i++) {
        unsigned open = 0, v = PREFIX_value(column ? column[i] : 0u, absent, values, &open);
        wrong |= (uint64_t)open << i;
        if (classes) to[i] = classes[v];
        STRAT_KEEP_LOOP;
    }
    return wrong;
}

static int PREFIX_is_known(const void *column, const uint8_t *known, size_t i) {
    return column && (!known || known[i]);
}

static uint64_t PREFIX_read_sets(const uint64_t *column, const uint8_t *known, size_t n,
                                 uint64_t all, uint64_t *to, unsigned must, uint64_t absent) {
    uint64_t wrong = 0;
    size_t i;
    for (i = 0; i < n; i++) {
        int is_known = PREFIX_is_known(column, known, i);
        unsigned open = 0;
        to[i] = PREFIX_set(is_known, is_known ? column[i] : 0, absent, all, must, &open);
        wrong |= (uint64_t)open << i;
        STRAT_KEEP_LOOP;
    }
    return wrong;
}

static uint64_t PREFIX_read_numbers(const int64_t *column, const uint8_t *known, size_t n,
                                    int64_t low, int64_t high, const int64_t *bands,
                                    unsigned n_bands, const uint8_t *classes, uint8_t *to,
                                    unsigned must, int64_t absent) {
    uint64_t wrong = 0;
    size_t i;
    for (i = 0; i < n; i++) {
        int is_known = PREFIX_is_known(column, known, i);
        unsigned open = 0;
        int64_t number =
            PREFIX_number(is_known, is_known ? column[i] : 0, absent, low, high, must, &open);
        wrong |= (uint64_t)open << i;
        if (bands) to[i] = classes[PREFIX_band(bands, n_bands, number)];
        STRAT_KEEP_LOOP;
    }
    return wrong;
}

/* The plane of the sets that have one of these elements. */
static uint64_t PREFIX_have(const uint64_t *sets, size_t n, uint64_t elements) {
    uint64_t plane = 0;
    size_t i;
    for (i = 0; i < n; i++) plane |= (uint64_t)((sets[i] & elements) != 0) << i;
    return plane;
}

/* Word `word` of the planes that spell 64 small numbers. */
static void PREFIX_spell(const uint8_t *numbers, unsigned planes, uint64_t *const *to,
                         size_t word) {
    unsigned k, i;
    for (k = 0; k < planes; k++) {
        uint64_t bits = 0;
        for (i = 0; i < 64; i += 8) bits |= PREFIX_lowest_bits(PREFIX_EIGHT(numbers + i) >> k) << i;
        to[k][word] = bits;
    }
}

size_t PREFIX_fill_planes(const struct PREFIX_columns *c, size_t requests,
                          const struct PREFIX_planes *planes, uint64_t *open) {
    uint8_t number[64];
    uint64_t set[64], yes = 0;
    size_t first, n, found = 0;
    (void)set; /* not every policy has sets, numbers and flags */
    (void)number;
    (void)yes;
    for (n = 0; n < 64; n++) {
        number[n] = 0;
        STRAT_KEEP_LOOP;
    }
    for (first = 0; first < requests; first += 64) {
        size_t word = first / 64;
        uint64_t bad = 0;
        n = requests - first < 64 ? requests - first : 64;
#if EACH_FACT
#if READS_FLAG
        bad |= PREFIX_read_flags(c->MEMBER ? c->MEMBER + first : NULL, n, &yes, MUST, ABSENT);
#if HAS_OWN_PLANES
        planes->MEMBER[0][word] = yes;
#endif
#endif
#if READS_CHOICE
        bad |= PREFIX_read_values(c->MEMBER ? c->MEMBER + first : NULL, n, VALUES, CLASSES, number,
                                  ABSENT);
#endif
#if READS_SET
        bad |= PREFIX_read_sets(c->MEMBER ? c->MEMBER + first : NULL,
                                c->KNOWN ? c->KNOWN + first : NULL, n, ALL, set, MUST, ABSENT);
#if EACH_ELEMENT
        planes->MEMBER[WITHIN][word] = PREFIX_have(set, n, ELEMENTS);
#endif
#endif
#if READS_NUMBER
        bad |= PREFIX_read_numbers(c->MEMBER ? c->MEMBER + first : NULL,
                                   c->KNOWN ? c->KNOWN + first : NULL, n, LOW, HIGH, BANDS, NBANDS,
                                   CLASSES, number, MUST, ABSENT);
#endif
#if HAS_MAP
        PREFIX_spell(number, COUNT, planes->MEMBER, word);
#endif
#endif
        bad &= ~(uint64_t)0 >> (64 - n);
        open[word] = bad;
        for (; bad; bad &= bad - 1) found++;
    }
    return found;
}

/* ---- the gates ---- */

/* The head of the loops below: STEP words at once. */
#define PREFIX_FOR(STEP)               \
    const uint64_t *const *in = r->in; \
    uint64_t *const *out = r->out;     \
    size_t i;                          \
    (void)in;                          \
    for (i = r->from; i + (STEP) <= r->to; i += (STEP))

FILL(gates);

struct PREFIX_run {
    const uint64_t *const *in;
    uint64_t *const *out;
    size_t from, to;
};

/* As many words at once as the name says; each returns where it stopped. */
static size_t PREFIX_brief_1(const struct PREFIX_run *r) { PREFIX_BRIEF_LOOP(uint64_t, 1u); }
static size_t PREFIX_answer_1(const struct PREFIX_run *r) { PREFIX_ANSWER_LOOP(uint64_t, 1u); }

#if defined(__GNUC__)
typedef uint64_t PREFIX_word_2 __attribute__((vector_size(16), aligned(8), may_alias));
static size_t PREFIX_brief_2(const struct PREFIX_run *r) { PREFIX_BRIEF_LOOP(PREFIX_word_2, 2u); }
static size_t PREFIX_answer_2(const struct PREFIX_run *r) { PREFIX_ANSWER_LOOP(PREFIX_word_2, 2u); }
#endif

#if defined(__GNUC__) && defined(__x86_64__)
#define PREFIX_WIDE 1
#define PREFIX_AVX2 __attribute__((target("avx2")))
#define PREFIX_AVX512 __attribute__((target("avx512f")))
typedef uint64_t PREFIX_word_4 __attribute__((vector_size(32), aligned(8), may_alias));
typedef uint64_t PREFIX_word_8 __attribute__((vector_size(64), aligned(8), may_alias));
PREFIX_AVX2 static size_t PREFIX_brief_4(const struct PREFIX_run *r) {
    PREFIX_BRIEF_LOOP(PREFIX_word_4, 4u);
}
PREFIX_AVX2 static size_t PREFIX_answer_4(const struct PREFIX_run *r) {
    PREFIX_ANSWER_LOOP(PREFIX_word_4, 4u);
}
PREFIX_AVX512 static size_t PREFIX_brief_8(const struct PREFIX_run *r) {
    PREFIX_BRIEF_LOOP(PREFIX_word_8, 8u);
}
PREFIX_AVX512 static size_t PREFIX_answer_8(const struct PREFIX_run *r) {
    PREFIX_ANSWER_LOOP(PREFIX_word_8, 8u);
}

static void PREFIX_cpuid(unsigned leaf, unsigned *b, unsigned *c) {
    unsigned a = leaf, d;
    *c = 0;
    __asm__ __volatile__("cpuid" : "+a"(a), "=b"(*b), "+c"(*c), "=d"(d));
    if (leaf == 0) *b = a;
}

/* What the processor has, and the system keeps for each process. */
unsigned PREFIX_widest(void) {
    unsigned leaves, b, c, kept, high;
    PREFIX_cpuid(0, &leaves, &c);
    PREFIX_cpuid(1, &b, &c);
    if (leaves < 7 || !(c >> 27 & 1u)) return 2;
    __asm__ __volatile__("xgetbv" : "=a"(kept), "=d"(high) : "c"(0));
    PREFIX_cpuid(7, &b, &c);
    if ((kept & 0xe6u) == 0xe6u && (b >> 16 & 1u)) return 8;
    return (kept & 6u) == 6u && (b >> 5 & 1u) ? 4 : 2;
}
#elif defined(__GNUC__)
unsigned PREFIX_widest(void) { return 2; }
#else
unsigned PREFIX_widest(void) { return 1; }
#endif

static void PREFIX_run_planes(struct PREFIX_run *r, int lists, unsigned width) {
#ifdef PREFIX_WIDE
    if (width >= 8) r->from = lists ? PREFIX_answer_8(r) : PREFIX_brief_8(r);
    if (width >= 4) r->from = lists ? PREFIX_answer_4(r) : PREFIX_brief_4(r);
#endif
#if defined(__GNUC__)
    if (width >= 2) r->from = lists ? PREFIX_answer_2(r) : PREFIX_brief_2(r);
#else
    (void)width;
#endif
    r->from = lists ? PREFIX_answer_1(r) : PREFIX_brief_1(r);
}

/* Words of each plane from one look at the pointers to the next. */
#define PREFIX_CHUNK 32u

void PREFIX_decide_planes(const struct PREFIX_planes *planes, size_t requests,
                          const struct PREFIX_plane_answers *answers, unsigned width) {
    uint64_t spare[PREFIX_CHUNK];
    const uint64_t *in[PREFIX_PLANES];
    uint64_t *to[PREFIX_ANSWER_PLANES];
    size_t words = requests / 64 + (requests % 64 != 0), at, i;
    int lists = 0;
    struct PREFIX_run run;
    run.in = in;
    run.out = to;
#if EACH_ANSWER
#if IS_LIST
    for (i = 0; i < COUNT; i++) lists |= answers->ANSWER[i] != NULL;
#endif
#endif
    for (at = 0; at < words; at += PREFIX_CHUNK) {
        size_t n = words - at < PREFIX_CHUNK ? words - at : PREFIX_CHUNK;
#if EACH_FACT
#if HAS_OWN_PLANES
        for (i = 0; i < COUNT; i++) in[FIRST + i] = planes->MEMBER[i] + at;
#endif
#endif
#if EACH_ANSWER
        for (i = 0; i < COUNT; i++)
            to[FIRST + i] = answers->ANSWER[i] ? answers->ANSWER[i] + at : spare;
#endif
        run.from = 0;
        run.to = n;
        PREFIX_run_planes(&run, lists, width);
        if (at + n == words && requests % 64 != 0)
            for (i = 0; i < (size_t)(lists ? PREFIX_ANSWER_PLANES : NBRIEF); i++)
                to[i][n - 1] &= ((uint64_t)1 << requests % 64) - 1;
    }
}
