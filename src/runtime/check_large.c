/*
 * The bytes of a large policy from outside, checked once: every record that a bucket names, every row, every list.
 */
#include "runtime/large.h"

struct reader {
    const uint64_t *t, *l;
    const unsigned char *bytes;
    uint64_t total;     /* bytes */
    uint32_t axes;
};

/* Whether `n` things of `size` from `at` lie inside `total`. */
static int within(uint64_t at, uint64_t n, uint64_t size, uint64_t total)
{
    return at <= total && (n == 0 || size == 0 || n <= (total - at) / size);
}

static uint64_t number(const struct reader *r, uint64_t at, uint32_t size)
{
    uint64_t n = 0;
    uint32_t i;
    for (i = 0; i < size; i++)
        n |= (uint64_t)r->bytes[at + i] << (8 * i);
    return n;
}

/* Takes a number of `size` bytes off *at. 0: there are no more. */
static int take_number(const struct reader *r, uint64_t *at, uint32_t size, uint64_t *to)
{
    if (!within(*at, 1, size, r->total))
        return 0;
    *to = number(r, *at, size);
    *at += size;
    return 1;
}

static int take_count(const struct reader *r, uint64_t *at, uint64_t *to)
{
    return take_number(r, at, 1, to) && (*to != 255 || take_number(r, at, 3, to));
}

/* ---- records ---- */

static int check_limit(const struct reader *r, uint64_t *at, int64_t *last_axis)
{
    uint64_t axis, form, n, c, i;
    uint32_t classes, size;
    if (!take_number(r, at, (uint32_t)r->l[L_AXIS_BYTES], &axis) || !take_number(r, at, 1, &form))
        return 0;
    if (axis >= r->axes || (int64_t)axis <= *last_axis)
        return 0;
    *last_axis = (int64_t)axis;
    classes = AXIS_CLASSES(r->t[r->t[H_AXIS_AT] + axis]);
    size = classes > 256 ? 2 : 1;
    if (form == LIMIT_BITS) {
        *at += (classes + 7) / 8;
        return *at <= r->total;
    }
    n = form <= LIMIT_YES ? 0 : form == LIMIT_RANGE ? 2 : form < LIMIT_EXCEPT ? form - LIMIT_LIST + 1 : form - LIMIT_EXCEPT + 1;
    for (i = 0; i < n; i++)
        if (!take_number(r, at, size, &c) || c >= classes)
            return 0;
    return 1;
}

static int check_meaning(const struct reader *r, uint64_t kind, uint64_t id, uint64_t duty)
{
    uint64_t k;
    if ((kind & (RECORD_DUTY - 1u)) >= r->l[L_KINDS])
        return 0;
    k = KIND_OF(r->t[r->l[L_KIND_AT] + 2 * (kind & (RECORD_DUTY - 1u))]);
    if (k == KIND_DUTY || k == KIND_OUTSTANDING)
        return (kind & RECORD_DUTY) && duty < r->t[H_DUTIES];
    return !(kind & RECORD_DUTY) && (k > KIND_CAUTION || id < r->t[H_IDS]);
}

static int check_record(const struct reader *r, uint64_t at)
{
    uint64_t kind, id, duty = 0, limits, entries, entry, i;
    int64_t last_axis = -1;
    if (!take_number(r, &at, 2, &kind) || !take_number(r, &at, 3, &id) || ((kind & RECORD_DUTY) && !take_number(r, &at, 3, &duty)))
        return 0;
    if (!take_count(r, &at, &limits) || !take_count(r, &at, &entries) || !check_meaning(r, kind, id, duty))
        return 0;
    for (i = 0; i < limits; i++)
        if (!check_limit(r, &at, &last_axis))
            return 0;
    for (i = 0; i < entries; i++)
        if (!take_number(r, &at, 4, &entry) || entry >> 2 >= r->t[H_STEPS] || (entry & 3) > ENTRY_NONE)
            return 0;
    return 1;
}

/* ---- buckets ---- */

/* Buckets stand behind one another, in the order of their keys. */
static int check_bucket(const struct reader *r, uint64_t at, uint64_t rows, uint64_t *end)
{
    uint64_t n, i;
    if (at < *end || !take_number(r, &at, 4, &n) || !within(at, n, 4, r->total))
        return 0;
    for (i = 0; i < n; i++)
        if (!check_record(r, number(r, at + 4 * i, 4)))
            return 0;
    *end = at + 4 * n;
    if (n > BUCKET_PLAIN) {
        if (!within(*end, rows, (n + 7) / 8, r->total - 8))
            return 0;
        *end += rows * ((n + 7) / 8);
    }
    return 1;
}

/* The highest value that a digit may have. */
static uint64_t highest(const struct reader *r, uint64_t digit)
{
    const uint64_t *member = r->t + r->l[L_MEMBER_AT] + (uint32_t)digit, *end = member + (digit >> 32);
    uint64_t value = 0;
    for (; member < end; member++)
        value += ((uint64_t)(AXIS_CLASSES(r->t[r->t[H_AXIS_AT] + (*member & 0xffff)]) - 1) >> (*member >> 16 & 0xffff)) * (*member >> 32);
    return value;
}

static int check_index(const struct reader *r, const uint64_t *x)
{
    uint64_t key = 0, i, at, end = 0;
    if (x[INDEX_AXES] > MAX_INDEX_AXES || x[INDEX_DIGITS] > MAX_INDEX_DIGITS || x[INDEX_ROWS] > 0xffff || x[INDEX_BUCKETS] > 0xffffffffu
        || !within(x[INDEX_BUCKET_AT], x[INDEX_BUCKETS], 4, r->total))
        return 0;
    for (i = 0; i < x[INDEX_AXES]; i++) {
        if ((uint32_t)x[INDEX_AXIS + i] >= r->axes)
            return 0;
        key += (uint64_t)(AXIS_CLASSES(r->t[r->t[H_AXIS_AT] + (uint32_t)x[INDEX_AXIS + i]]) - 1) * (x[INDEX_AXIS + i] >> 32);
    }
    if (key >= x[INDEX_BUCKETS])
        return 0;
    for (i = 0; i < x[INDEX_DIGITS]; i++) {
        uint64_t d = x[INDEX_DIGIT + i];
        if ((uint32_t)d >= r->l[L_DIGITS] || (d >> 32) + highest(r, r->t[r->l[L_DIGIT_AT] + (uint32_t)d]) >= x[INDEX_ROWS])
            return 0;
    }
    for (i = 0; i < x[INDEX_BUCKETS]; i++) {
        at = number(r, x[INDEX_BUCKET_AT] + 4 * i, 4);
        if (at != 0 && !check_bucket(r, at, x[INDEX_ROWS], &end))
            return 0;
    }
    return 1;
}

/* ---- words and steps ---- */

static int check_kinds(const struct reader *r)
{
    uint64_t i;
    for (i = 0; i < r->l[L_KINDS]; i++) {
        const uint64_t *k = r->t + r->l[L_KIND_AT] + 2 * i;
        if (KIND_OF(k[0]) >= KINDS || KIND_MODALITY(k[0]) > STRAT_MUST
            || (KIND_OF(k[0]) <= KIND_CAUTION && r->t[H_APPROACHES] < 32 && KIND_APPROACHES(k[0]) >> r->t[H_APPROACHES] != 0))
            return 0;
        if ((KIND_OF(k[0]) == KIND_FORBIDDEN && k[1] >= r->t[H_ASSUMES]) || (KIND_OF(k[0]) == KIND_SILENT && k[1] >= r->t[H_SILENTS]))
            return 0;
    }
    return 1;
}

static int check_digits(const struct reader *r)
{
    uint64_t i;
    for (i = 0; i < r->l[L_MEMBERS]; i++) {
        uint64_t m = r->t[r->l[L_MEMBER_AT] + i];
        if ((m & 0xffff) >= r->axes || (m >> 16 & 0xffff) > 31 || m >> 32 > 0xffff)
            return 0;
    }
    for (i = 0; i < r->l[L_DIGITS]; i++) {
        uint64_t d = r->t[r->l[L_DIGIT_AT] + i];
        if (!within((uint32_t)d, d >> 32, 1, r->l[L_MEMBERS]) || d >> 32 > MAX_INDEX_DIGITS)
            return 0;
    }
    return 1;
}

static int check_step_lists(const struct reader *r)
{
    uint64_t i;
    if (r->t[H_STEPS] >= (uint64_t)1 << 30 || !within(r->l[L_STEP_AT], r->t[H_STEPS], 4, r->total))
        return 0;
    for (i = 0; i < r->t[H_STEPS]; i++) {
        uint64_t at = number(r, r->l[L_STEP_AT] + 4 * i, 4), n;
        if (at != 0 && (!take_number(r, &at, 1, &n) || !within(at, n, 4, r->total)))
            return 0;
    }
    return 1;
}

/* No fact has an axis of another, so numbers tell. */
static int each_axis_has_a_fact(const struct reader *r)
{
    uint64_t axes = 0, i;
    for (i = 0; i < r->t[H_FACTS]; i++)
        axes += FACT_AXES(r->t[r->t[H_FACT_AT] + i]);
    return axes == r->t[H_AXES];
}

STRAT_LOCAL int strat_i_check_large(const struct strat_policy *p)
{
    struct reader r;
    uint64_t words = p->table_words, i;
    r.t = p->table;
    if (!within(r.t[H_ROW_AT], L_END, 1, words) || !p->rules)
        return 0;
    r.l = r.t + r.t[H_ROW_AT];
    r.bytes = p->rules;
    r.total = p->rules_bytes;
    r.axes = (uint32_t)r.t[H_AXES];
    if (r.l[L_BYTES] != r.total || r.total < 8 || r.total > 0xffffffffu || r.l[L_AXIS_BYTES] < 1 || r.l[L_AXIS_BYTES] > 2
        || r.l[L_KINDS] >= RECORD_DUTY || r.l[L_INDEXES] > MAX_INDEXES || r.l[L_MOST_BOXES] > r.total || r.l[L_MOST_ENTRIES] > 16 * r.total)
        return 0;
    if (!within(r.l[L_KIND_AT], r.l[L_KINDS], 2, words) || !within(r.l[L_DIGIT_AT], r.l[L_DIGITS], 1, words)
        || !within(r.l[L_MEMBER_AT], r.l[L_MEMBERS], 1, words) || !within(r.l[L_INDEX_AT], r.l[L_INDEXES], INDEX_END, words))
        return 0;
    if (!each_axis_has_a_fact(&r) || !check_kinds(&r) || !check_digits(&r) || !check_step_lists(&r))
        return 0;
    for (i = 0; i < r.l[L_INDEXES]; i++)
        if (!check_index(&r, r.t + r.l[L_INDEX_AT] + i * INDEX_END))
            return 0;
    return 1;
}
