/*
 * The bytes of a large policy from outside, checked once, from the first to the last. They are gone
 * through once: whether an offset in a bucket is that of a record is told by looking each record up
 * in all the buckets where it has to stand, and counting; so that the time is that of reading them,
 * times the logarithm of the longest bucket.
 */
#include "runtime/check.h"
#include "runtime/large.h"

struct reader {
    const struct strat_walk *words;
    struct strat_lookup q;
    const uint64_t *l;
    const unsigned char *bytes;
    uint64_t total, at;         /* bytes; how far they are read */
    uint64_t in_buckets, found; /* offsets in buckets; and those of records that were found there */
    /* the axes of all indexes; from which on those of an index stand there; of the record that is
     * read, its limit on each, or NULL */
    uint32_t n_keys, axis[MAX_INDEXES * MAX_INDEX_AXES], first_key[MAX_INDEXES];
    const unsigned char *limit[MAX_INDEXES * MAX_INDEX_AXES];
};

static uint32_t four(const struct reader *r, uint64_t at) { return strat_i_four(r->bytes + at); }

static int has(const struct reader *r, uint64_t n, uint64_t size) {
    return strat_i_within(r->at, n, size, r->total);
}

/* Takes a number of `size` bytes. 0: there are no more. */
static inline int take(struct reader *r, uint32_t size, uint64_t *to) {
    if (!has(r, 1, size)) return 0;
    switch (size) {
    case 1: *to = r->bytes[r->at]; break;
    case 2: *to = strat_i_two(r->bytes + r->at); break;
    case 3: *to = strat_i_three(r->bytes + r->at); break;
    default: *to = four(r, r->at); break;
    }
    r->at += size;
    return 1;
}

static int take_count(struct reader *r, uint64_t *to) {
    return take(r, 1, to) && (*to != 255 || take(r, 3, to));
}

static int take_zeros(struct reader *r, uint32_t n) {
    uint64_t zero;
    for (; n > 0; n--)
        if (!take(r, 1, &zero) || zero != 0) return 0;
    return 1;
}

static const uint64_t *index_of(const struct reader *r, uint32_t i) {
    return r->q.t + r->l[L_INDEX_AT] + (size_t)i * INDEX_END;
}

static uint32_t classes_of(const struct reader *r, uint32_t axis) {
    return AXIS_CLASSES(r->q.axis[axis]);
}

/* ---- words ---- */

static int check_kinds(const struct reader *r) {
    const uint64_t *count = r->words->count;
    uint64_t i;
    for (i = 0; i < r->l[L_KINDS]; i++) {
        const uint64_t *k = r->q.t + r->l[L_KIND_AT] + 2 * i;
        unsigned kind = KIND_OF(k[0]), modality = KIND_MODALITY(k[0]);
        uint64_t all = kind > KIND_CAUTION ? 0xffffffffu : ((uint64_t)1 << count[H_APPROACHES]) - 1;
        if ((KIND_APPROACHES(k[0]) & ~all) != 0 ||
            (kind > KIND_CAUTION && KIND_APPROACHES(k[0]) != all))
            return 0;
        if (kind == KIND_PERMIT ? modality < (unsigned)STRAT_MAY || modality > (unsigned)STRAT_MUST
                                : modality != 0)
            return 0;
        if (kind == KIND_FORBIDDEN  ? k[1] >= count[H_ASSUMES]
            : kind == KIND_PRESUMED ? k[1] >= count[H_PRESUMED]
                                    : k[1] != 0)
            return 0;
    }
    return 1;
}

/* The highest value that a digit may have. */
static uint64_t highest(const struct reader *r, uint64_t digit) {
    const uint64_t *member = r->q.t + r->l[L_MEMBER_AT] + DIGIT_FIRST(digit),
                   *end = member + DIGIT_MEMBERS(digit);
    uint64_t value = 0;
    for (; member < end; member++)
        value += (uint64_t)((classes_of(r, MEMBER_AXIS(*member)) - 1) >> MEMBER_SHIFT(*member)) *
                 MEMBER_WEIGHT(*member);
    return value;
}

static int check_index(struct reader *r, const uint64_t *x) {
    uint64_t weight = 1, i;
    for (i = 0; i < MAX_INDEX_AXES; i++) {
        uint64_t axis = x[INDEX_AXIS + i];
        if (i >= x[INDEX_AXES]
                ? axis != 0
                : KEY_WEIGHT(axis) != weight || KEY_AXIS(axis) >= r->words->count[H_AXES])
            return 0;
        if (i < x[INDEX_AXES]) {
            r->axis[r->n_keys++] = KEY_AXIS(axis);
            weight *= classes_of(r, KEY_AXIS(axis));
        }
    }
    if (x[INDEX_BUCKETS] != weight || weight > 0xffffffffu) return 0;
    for (i = 0; i < MAX_INDEX_DIGITS; i++) {
        uint64_t digit = x[INDEX_DIGIT + i];
        if (i >= x[INDEX_DIGITS] && digit != 0) return 0;
        if (i < x[INDEX_DIGITS] &&
            (ROW_DIGIT(digit) >= r->l[L_DIGITS] ||
             ROW_FIRST(digit) + highest(r, r->q.t[r->l[L_DIGIT_AT] + ROW_DIGIT(digit)]) >=
                 x[INDEX_ROWS]))
            return 0;
    }
    return 1;
}

/* ---- buckets ---- */

/* Overrides test clauses by their records' offsets, and only compare these. */
static int is_among_records(const struct reader *r, uint64_t offset) {
    return offset >= r->l[L_RECORD_AT] && offset < r->l[L_RECORD_END];
}

static int check_bucket(struct reader *r, uint64_t rows, uint64_t *most) {
    uint64_t n, i, last = 0;
    if (!take(r, 4, &n) || n == 0 || !has(r, n, 4)) return 0;
    for (i = 0; i < n; i++, r->at += 4) {
        uint64_t offset = four(r, r->at);
        if (offset <= last || !is_among_records(r, offset)) return 0;
        last = offset;
    }
    r->in_buckets += n;
    *most = n > *most ? n : *most;
    if (n > BUCKET_PLAIN) {
        if (!has(r, rows, (n + 7) / 8)) return 0;
        r->at += rows * ((n + 7) / 8);
    }
    return 1;
}

static int check_buckets(struct reader *r) {
    uint64_t most_clauses = 0, key;
    uint32_t i;
    for (i = 0; i < r->l[L_INDEXES]; i++) {
        const uint64_t *x = index_of(r, i);
        uint64_t most = 0;
        r->first_key[i] = r->n_keys;
        if (!check_index(r, x) || x[INDEX_BUCKET_AT] != r->at || !has(r, x[INDEX_BUCKETS], 4))
            return 0;
        r->at += 4 * x[INDEX_BUCKETS];
        for (key = 0; key < x[INDEX_BUCKETS]; key++) {
            uint64_t at = four(r, x[INDEX_BUCKET_AT] + 4 * key);
            if (at != 0 && (at != r->at || !check_bucket(r, x[INDEX_ROWS], &most))) return 0;
        }
        most_clauses += most;
    }
    return most_clauses == r->l[L_MOST_CLAUSES];
}

static int is_in_bucket(const struct reader *r, const uint64_t *x, uint64_t key, uint64_t record) {
    uint64_t at = four(r, x[INDEX_BUCKET_AT] + 4 * key), n, half;
    if (at == 0) return 0;
    for (n = four(r, at), at += 4; n > 1;
         n -= half) { /* halves of fixed sizes, so that nothing is guessed */
        half = n / 2;
        at += four(r, at + 4 * half) <= record ? 4 * half : 0;
    }
    return four(r, at) == record;
}

/* ---- a record in the buckets ---- */

/* The next class from c on that the record allows on an axis of an index. */
static uint32_t next_class(const struct reader *r, uint32_t key, uint32_t c) {
    struct strat_limit limit;
    if (!r->limit[key]) return c;
    strat_i_limit(&r->q, r->limit[key], &limit);
    return strat_i_next_allowed(&limit, c, classes_of(r, r->axis[key]));
}

/* Whether the record stands in all of its buckets of this index; *none: not in the first. */
static int is_in_buckets(struct reader *r, uint32_t index, uint64_t record, int *none) {
    const uint64_t *x = index_of(r, index);
    uint32_t chosen[MAX_INDEX_AXES], i, n = (uint32_t)x[INDEX_AXES], first = r->first_key[index];
    uint64_t key = 0;
    *none = 1;
    for (i = 0; i < n; i++) {
        chosen[i] = next_class(r, first + i, 0);
        key += (uint64_t)chosen[i] * KEY_WEIGHT(x[INDEX_AXIS + i]);
    }
    for (;;) {
        if (!is_in_bucket(r, x, key, record)) return 0;
        *none = 0;
        r->found++;
        for (i = 0; i < n; i++) {
            uint64_t axis = x[INDEX_AXIS + i];
            uint32_t next = next_class(r, first + i, chosen[i] + 1),
                     last = next == classes_of(r, KEY_AXIS(axis));
            if (last) next = next_class(r, first + i, 0);
            key = key - (uint64_t)chosen[i] * KEY_WEIGHT(axis) + (uint64_t)next * KEY_WEIGHT(axis);
            chosen[i] = next;
            if (!last) break;
        }
        if (i == n) return 1;
    }
}

static int is_in_one_index(struct reader *r, uint64_t record) {
    uint32_t i;
    int none = 1;
    for (i = 0; i < r->l[L_INDEXES] && none; i++)
        if (is_in_buckets(r, i, record, &none)) return 1;
    return 0;
}

/* ---- records ---- */

/* Something is allowed; what a list has rises. */
static int check_classes(struct reader *r, uint64_t form, uint32_t classes) {
    uint64_t n = form <= LIMIT_YES     ? 0
                 : form == LIMIT_RANGE ? 2
                 : form < LIMIT_EXCEPT ? form - LIMIT_LIST + 1
                                       : form - LIMIT_EXCEPT + 1,
             c, i;
    int64_t last = -1;
    if (form == LIMIT_BITS) {
        uint64_t bytes = (classes + 7) / 8, some = 0;
        for (i = 0; i < bytes; i++) {
            if (!take(r, 1, &c)) return 0;
            some |= c;
        }
        return some != 0 && c >> ((classes - 1) % 8 + 1) == 0;
    }
    for (i = 0; i < n; i++) {
        if (!take(r, classes > 256 ? 2 : 1, &c) || c >= classes || (int64_t)c <= last) return 0;
        last = (int64_t)c;
    }
    return form < LIMIT_EXCEPT || n < classes;
}

static int check_limit(struct reader *r, int64_t *last_axis) {
    const unsigned char *limit = r->bytes + r->at;
    uint64_t axis, form;
    uint32_t key;
    if (!take(r, (uint32_t)r->l[L_AXIS_BYTES], &axis) || !take(r, 1, &form) ||
        axis >= r->words->count[H_AXES] || (int64_t)axis <= *last_axis)
        return 0;
    *last_axis = (int64_t)axis;
    for (key = 0; key < r->n_keys; key++)
        if (r->axis[key] == axis) r->limit[key] = limit;
    return check_classes(r, form, classes_of(r, (uint32_t)axis));
}

static int check_meaning(const struct reader *r, uint64_t kind, uint64_t id, uint64_t duty) {
    const uint64_t *count = r->words->count;
    unsigned k;
    if ((kind & (RECORD_DUTY - 1u)) >= r->l[L_KINDS]) return 0;
    k = KIND_OF(r->q.t[r->l[L_KIND_AT] + 2 * (kind & (RECORD_DUTY - 1u))]);
    if ((k == KIND_DUTY || k == KIND_OUTSTANDING) != ((kind & RECORD_DUTY) != 0) ||
        ((kind & RECORD_DUTY) && duty >= count[H_DUTIES]))
        return 0;
    return id < count[H_IDS] || (id == 0 && k > KIND_CAUTION);
}

static int check_record(struct reader *r) {
    uint64_t kind, id, duty = 0, limits, entries, entry, i, record = r->at;
    int64_t last_axis = -1;
    uint32_t key;
    if (!take(r, 2, &kind) || !take(r, 3, &id) || ((kind & RECORD_DUTY) && !take(r, 3, &duty)) ||
        !take_count(r, &limits) || !take_count(r, &entries) || !check_meaning(r, kind, id, duty))
        return 0;
    for (key = 0; key < r->n_keys; key++) r->limit[key] = (const unsigned char *)0;
    for (i = 0; i < limits; i++)
        if (!check_limit(r, &last_axis)) return 0;
    for (i = 0; i < entries; i++)
        if (!take(r, 4, &entry) || entry >> 2 >= r->words->count[H_OVERRIDES] ||
            (entry & 3) > ENTRY_NONE)
            return 0;
    return is_in_one_index(r, record);
}

static int check_records(struct reader *r) {
    uint64_t n = 0;
    for (r->at = r->l[L_RECORD_AT]; r->at < r->l[L_RECORD_END]; n++)
        if (!check_record(r)) return 0;
    return r->at == r->l[L_RECORD_END] && n == r->words->count[H_CLAUSES] &&
           r->found == r->in_buckets;
}

/* ---- overrides ---- */

static int check_overrides(struct reader *r) {
    uint64_t overrides = r->words->count[H_OVERRIDES], i, n, test;
    if (!has(r, overrides, 4)) return 0;
    r->at += 4 * overrides;
    for (i = 0; i < overrides; i++) {
        uint64_t list = four(r, r->l[L_OVERRIDE_AT] + 4 * i);
        if (list == 0) continue;
        if (list != r->at || !take(r, 1, &n) || n == 0 || n > OVERRIDE_TESTS) return 0;
        for (; n > 0; n--)
            if (!take(r, 4, &test) || !is_among_records(r, test)) return 0;
    }
    return 1;
}

STRAT_LOCAL int strat_i_check_large(const struct strat_policy *p, const struct strat_walk *words) {
    struct reader r;
    r.words = words;
    r.q.t = p->table;
    r.q.l = r.l = p->table + p->table[H_ROW_AT];
    r.q.axis = p->table + p->table[H_AXIS_AT];
    r.q.rules = r.bytes = p->rules;
    r.total = p->rules_bytes;
    r.at = r.in_buckets = r.found = r.n_keys = 0;
    if (!p->rules || r.l[L_BYTES] != r.total || r.total > 0xffffffffu ||
        r.l[L_AXIS_BYTES] != (words->count[H_AXES] > 256 ? 2u : 1u) ||
        r.l[L_MOST_ENTRIES] > (1 + OVERRIDE_TESTS) * (r.total / 4) ||
        r.l[L_MOST_ENTRIES] > SIZE_MAX / 128 || !check_kinds(&r))
        return 0;
    if (!take_zeros(&r, 4) || r.l[L_RECORD_AT] != r.at || r.l[L_RECORD_END] < r.at ||
        r.l[L_RECORD_END] > r.total || r.l[L_OVERRIDE_AT] != r.l[L_RECORD_END])
        return 0;
    r.at = r.l[L_RECORD_END];
    return check_overrides(&r) && check_buckets(&r) && take_zeros(&r, 8) && r.at == r.total &&
           check_records(&r);
}
