/*
 * The bytes of a large policy from outside, checked once, from the first to the last.
 */
#include "runtime/check.h"
#include "runtime/large.h"

struct reader {
    const uint64_t *count; /* H_* */
    struct strat_lookup q;
    uint64_t at, total; /* how far the bytes are read, and how many there are */
};

/* Takes a number of `size` bytes. 0: there are no more. */
static inline int take(struct reader *r, uint32_t size, uint64_t *to) {
    const unsigned char *at = r->q.rules + r->at;
    if (!strat_i_within(r->at, 1, size, r->total)) return 0;
    switch (size) {
    case 1: *to = *at; break;
    case 2: *to = strat_i_two(at); break;
    case 3: *to = strat_i_three(at); break;
    case 4: *to = strat_i_four(at); break;
    default: *to = strat_i_eight(at); break;
    }
    r->at += size;
    return 1;
}

static int skip(struct reader *r, uint64_t n, uint64_t size) {
    if (!strat_i_within(r->at, n, size, r->total)) return 0;
    r->at += n * size;
    return 1;
}

static int take_count(struct reader *r, uint64_t *to) {
    return take(r, 1, to) && (*to != 255 || take(r, 3, to));
}

static uint32_t classes_of(const struct reader *r, uint64_t axis) {
    return AXIS_CLASSES(r->q.axis[axis]);
}

/* ---- words ---- */

/* Clauses that open, close, attach or expect are of a paragraph, some of a duty too: where there is
 * none of these, nor are there such kinds. */
static int check_kind(const uint64_t *count, const uint64_t *k) {
    unsigned kind = KIND_OF(k[0]), modality = KIND_MODALITY(k[0]);
    uint64_t approaches = KIND_APPROACHES(k[0]);
    if (kind > KIND_CAUTION ? approaches != 0xffffffffu
                            : approaches >> count[H_APPROACHES] != 0 || count[H_IDS] == 0)
        return 0;
    if ((kind == KIND_DUTY || kind == KIND_OUTSTANDING) && count[H_DUTIES] == 0) return 0;
    if (kind == KIND_PERMIT ? modality < (unsigned)STRAT_MAY || modality > (unsigned)STRAT_MUST
                            : modality != 0)
        return 0;
    return kind == KIND_FORBIDDEN  ? k[1] < count[H_ASSUMES]
           : kind == KIND_PRESUMED ? k[1] < count[H_PRESUMED]
                                   : k[1] == 0;
}

static int check_kinds(const struct reader *r) {
    uint64_t i;
    for (i = 0; i < r->q.l[L_KINDS]; i++)
        if (!check_kind(r->count, r->q.kinds + 2 * i)) return 0;
    return 1;
}

/* ---- records ---- */

/* Something is allowed; edges, of which 0 is none, and what a list has rise. */
static int check_classes(struct reader *r, uint64_t form, uint64_t classes) {
    uint64_t some = 0, next = form < LIMIT_LIST, c = 0, i;
    if (form <= LIMIT_YES) return 1;
    if (form == LIMIT_BITS) {
        for (i = 0; i < (classes + 7) / 8; i++, some |= c)
            if (!take(r, 1, &c)) return 0;
        return some != 0 && c >> ((classes - 1) % 8 + 1) == 0;
    }
    if (form < LIMIT_EDGES) return 0;
    for (i = strat_i_numbers((uint32_t)form); i > 0; i--, next = c + 1)
        if (!take(r, classes > 256 ? 2 : 1, &c) || c < next || c >= classes) return 0;
    return 1;
}

static int check_record(struct reader *r) {
    uint64_t limits, entries, entry, axis, form, next_axis = 0;
    if (!take_count(r, &limits) || !take_count(r, &entries)) return 0;
    for (; limits > 0; limits--, next_axis = axis + 1)
        if (!take(r, r->count[H_AXES] > 256 ? 2 : 1, &axis) || axis < next_axis ||
            axis >= r->count[H_AXES] || !take(r, 1, &form) ||
            !check_classes(r, form, classes_of(r, axis)))
            return 0;
    for (; entries > 0; entries--)
        if (!take(r, 4, &entry) || entry >> 2 >= r->count[H_OVERRIDES] || (entry & 3) > ENTRY_NONE)
            return 0;
    return 1;
}

/* Clauses that an override, or a bucket, lists. */
static int check_numbers(struct reader *r, uint64_t n) {
    uint64_t clause;
    for (; n > 0; n--)
        if (!take(r, 3, &clause) || clause >= r->count[H_CLAUSES]) return 0;
    return 1;
}

static int check_list(struct reader *r) {
    uint64_t n;
    return take(r, 1, &n) && n > 0 && n <= OVERRIDE_TESTS && check_numbers(r, n);
}

static int check_clauses(struct reader *r) {
    uint64_t clauses = r->count[H_CLAUSES], all = clauses + r->count[H_OVERRIDES], i;
    if (!skip(r, all, 4)) return 0;
    for (i = 0; i < all; i++) {
        uint32_t offset = strat_i_offset(&r->q, (uint32_t)i);
        if (i >= clauses && offset == 0) continue;
        if (offset != r->at || !(i < clauses ? check_record(r) : check_list(r))) return 0;
    }
    return 1;
}

/* ---- indexes ---- */

static int check_filters(const struct reader *r, const uint64_t *index, uint64_t *rows) {
    const uint64_t *filter = r->q.filters + INDEX_FIRST(index),
                   *end = filter + INDEX_FILTERS(index);
    *rows = 0;
    for (; filter < end; filter++) {
        if (FILTER_ROW(*filter) != *rows) return 0;
        *rows += ((classes_of(r, FILTER_AXIS(*filter)) - 1) >> FILTER_SHIFT(*filter)) + 1;
    }
    return INDEX_FILTERS(index) <= MAX_FILTERS;
}

static int check_bucket(struct reader *r, uint64_t rows, uint64_t *most) {
    uint64_t n;
    if (!take(r, 4, &n) || n == 0 || !check_numbers(r, n)) return 0;
    *most = n > *most ? n : *most;
    return n <= BUCKET_PLAIN || skip(r, rows, (n + 7) / 8);
}

static int check_indexes(struct reader *r) {
    uint64_t most_clauses = 0, i, c;
    for (i = 0; i < r->q.l[L_INDEXES]; i++) {
        const uint64_t *index = r->q.indexes + 2 * i;
        uint64_t axis = INDEX_AXIS(index), buckets = r->at, most = 0, rows,
                 classes = axis < r->count[H_AXES] ? classes_of(r, axis) : 1;
        if (!check_filters(r, index, &rows) || INDEX_BUCKETS(index) != buckets ||
            !skip(r, classes, 4))
            return 0;
        for (c = 0; c < classes; c++) {
            uint32_t at = strat_i_four(r->q.rules + buckets + 4 * c);
            if (at != 0 && (at != r->at || !check_bucket(r, rows, &most))) return 0;
        }
        most_clauses += most;
    }
    return most_clauses == r->q.l[L_MOST_CLAUSES];
}

STRAT_LOCAL int strat_i_check_large(const struct strat_walk *walk, const unsigned char *rules,
                                    size_t bytes) {
    struct reader r;
    uint64_t zero;
    strat_i_large(&r.q, walk->wide, rules);
    r.count = walk->count;
    r.total = bytes;
    r.at = 0;
    return r.total <= 0xffffffffu &&
           r.q.l[L_MOST_ENTRIES] <= (1 + OVERRIDE_TESTS) * (r.total / 4) &&
           r.q.l[L_MOST_ENTRIES] <= SIZE_MAX / 128 && check_kinds(&r) && check_clauses(&r) &&
           check_indexes(&r) && take(&r, 8, &zero) && zero == 0 && r.at == r.total;
}
