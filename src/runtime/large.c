/*
 * Large policies: from the classes of a request to the few clauses that hold.
 *
 * An index names buckets of clauses by the classes of its axes. In a bucket a row of bits for each
 * digit of the request, ANDed, leaves few clauses, and the record of each says exactly whether it
 * holds. Of the overrides only those are looked at that clear one of these clauses. So a decision
 * takes as long as what it touches, however many rules there are.
 *
 * Bytes are read one by one and put together, which compilers turn into one load where the
 * machine's order is the same.
 */
#include "runtime/large.h"

static uint64_t eight(const unsigned char *at) {
    return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 | (uint64_t)at[3] << 24 |
           (uint64_t)at[4] << 32 | (uint64_t)at[5] << 40 | (uint64_t)at[6] << 48 |
           (uint64_t)at[7] << 56;
}

/* ---- records ---- */

static uint32_t count(const unsigned char **at) {
    uint32_t n = *(*at)++;
    if (n == 255) {
        n = strat_i_three(*at);
        *at += 3;
    }
    return n;
}

STRAT_LOCAL void strat_i_record(const struct strat_lookup *q, uint32_t offset,
                                struct strat_record *r) {
    const unsigned char *at = q->rules + offset;
    uint32_t kind = strat_i_two(at);
    r->kind = q->t + q->l[L_KIND_AT] + 2 * (kind & (RECORD_DUTY - 1u));
    r->clause = strat_i_three(at + 2);
    at += 5;
    if (kind & RECORD_DUTY) {
        r->clause |= (uint64_t)strat_i_three(at) << 32;
        at += 3;
    }
    r->limits = count(&at);
    r->entries = count(&at);
    r->at = at;
}

STRAT_LOCAL uint32_t strat_i_next_allowed(const struct strat_limit *limit, uint32_t c,
                                          uint32_t classes) {
    uint32_t low = 0, high = limit->n;
    if (limit->form <= LIMIT_YES) return c <= limit->form ? limit->form : classes;
    if (limit->form == LIMIT_BITS) {
        while (c < classes && !(limit->classes[c / 8] >> (c % 8) & 1)) c++;
        return c;
    }
    if (limit->form == LIMIT_RANGE)
        return c < strat_i_class_at(limit, 0)    ? strat_i_class_at(limit, 0)
               : c <= strat_i_class_at(limit, 1) ? c
                                                 : classes;
    while (low < high) { /* the first of the list that is not below c */
        uint32_t middle = low + (high - low) / 2;
        if (strat_i_class_at(limit, middle) < c)
            low = middle + 1;
        else
            high = middle;
    }
    if (limit->form < LIMIT_EXCEPT) return low < limit->n ? strat_i_class_at(limit, low) : classes;
    for (; low < limit->n && strat_i_class_at(limit, low) == c; low++) c++;
    return c < classes ? c : classes;
}

/* The word of a clause in `found` where no known class rules it out, else 0. */
static uint64_t holds(const struct strat_lookup *q, uint32_t offset) {
    const unsigned char *at = q->rules + offset;
    const uint64_t two_bytes = q->l[L_AXIS_BYTES] - 1;
    uint32_t kind = strat_i_two(at), limits, entries;
    struct strat_limit limit;
    at += kind & RECORD_DUTY ? 8 : 5;
    limits = count(&at);
    entries = count(&at);
    for (; limits > 0; limits--) {
        uint32_t axis = at[0] | (two_bytes ? (uint32_t)at[1] << 8 : 0), form = at[1 + two_bytes];
        uint64_t c = q->classes[axis];
        if (form <= LIMIT_YES && c != STRAT_OPEN_CLASS) { /* by far the most */
            if (form != c) return 0;
            at += 2 + two_bytes;
            continue;
        }
        at = strat_i_limit(q, at, &limit);
        if (c != STRAT_OPEN_CLASS && !strat_i_allows(&limit, (uint32_t)c)) return 0;
    }
    return STRAT_FOUND(offset, kind & (RECORD_DUTY - 1u), entries != 0);
}

/* Whether `c` is the first class of this axis that the clause allows. */
static int is_first(const struct strat_lookup *q, uint32_t offset, uint32_t axis, uint32_t c) {
    struct strat_limit limit;
    struct strat_record r;
    strat_i_record(q, offset, &r);
    while (r.limits-- > 0) {
        r.at = strat_i_limit(q, r.at, &limit);
        if (limit.axis == axis)
            return strat_i_next_allowed(&limit, 0, AXIS_CLASSES(q->axis[axis])) == c;
    }
    return c == 0;
}

/* ---- indexes ---- */

/* One index as this request sees it. */
struct view {
    const uint64_t *index;
    uint32_t row[MAX_INDEX_DIGITS]; /* of each digit that is known */
    uint32_t rows;
    uint32_t open[MAX_INDEX_AXES]; /* axes of the key without a class */
    uint32_t weight[MAX_INDEX_AXES], chosen[MAX_INDEX_AXES];
    uint32_t n_open;
};

/* The values of all digits; STRAT_OPEN_CLASS where one of its axes has no class. */
static void find_digits(struct strat_lookup *q) {
    const uint64_t *digit = q->t + q->l[L_DIGIT_AT], *members = q->t + q->l[L_MEMBER_AT];
    uint32_t i, n = (uint32_t)q->l[L_DIGITS];
    for (i = 0; i < n; i++) {
        const uint64_t *m = members + DIGIT_FIRST(digit[i]), *end = m + DIGIT_MEMBERS(digit[i]);
        uint64_t value = 0, open = 0;
        for (; m < end; m++) {
            uint64_t c = q->classes[MEMBER_AXIS(*m)];
            open |= c == STRAT_OPEN_CLASS;
            value += (c >> MEMBER_SHIFT(*m)) * MEMBER_WEIGHT(*m);
        }
        q->digits[i] = open ? STRAT_OPEN_CLASS : value;
    }
}

/* Sets up the view; returns the key, to which the classes of open axes are still to be added. */
static uint32_t look(const struct strat_lookup *q, const uint64_t *index, struct view *v) {
    uint32_t i, key = 0;
    v->index = index;
    v->rows = v->n_open = 0;
    for (i = 0; i < index[INDEX_DIGITS]; i++) {
        uint64_t d = index[INDEX_DIGIT + i], value = q->digits[ROW_DIGIT(d)];
        v->row[v->rows] = ROW_FIRST(d) + (uint32_t)value;
        v->rows += value != STRAT_OPEN_CLASS;
    }
    for (i = 0; i < index[INDEX_AXES]; i++) {
        uint32_t axis = KEY_AXIS(index[INDEX_AXIS + i]), weight = KEY_WEIGHT(index[INDEX_AXIS + i]);
        if (q->classes[axis] != STRAT_OPEN_CLASS) {
            key += (uint32_t)q->classes[axis] * weight;
            continue;
        }
        v->open[v->n_open] = axis;
        v->weight[v->n_open] = weight;
        v->chosen[v->n_open++] = 0;
    }
    return key;
}

static void keep(struct strat_lookup *q, const struct view *v, uint32_t offset) {
    uint64_t found = holds(q, offset);
    uint32_t i;
    if (!found) return;
    for (i = 0; i < v->n_open; i++) /* in each bucket that it stands in, but kept once */
        if (!is_first(q, offset, v->open[i], v->chosen[i])) return;
    if (q->n == q->room) {
        q->full = 1;
        return;
    }
    q->found[q->n++] = found;
}

static void visit(struct strat_lookup *q, const struct view *v, uint32_t key) {
    uint32_t at = strat_i_four(q->rules + v->index[INDEX_BUCKET_AT] + 4 * (size_t)key), n, k, d;
    const unsigned char *clauses, *rows;
    size_t stride;
    if (q->state && !strat_i_work(q->state, 1)) q->full = 1;
    if (at == 0 || q->full) return;
    n = strat_i_four(q->rules + at);
    clauses = q->rules + at + 4;
    rows = clauses + 4 * (size_t)n;
    stride = (n + 7) / 8;
    for (k = 0; k < n; k += 64) {
        uint64_t left = n - k >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << (n - k)) - 1, some;
        for (d = 0; n > BUCKET_PLAIN && d < v->rows; d++)
            left &= eight(rows + v->row[d] * stride + k / 8);
        for (some = left & (left - 1); some;
             some &= some - 1) /* while the first is looked at, the others are on their way */
            STRAT_PREFETCH(q->rules +
                           strat_i_four(clauses + 4 * (size_t)(k + strat_i_lowest(some))));
        for (; left; left &= left - 1)
            keep(q, v, strat_i_four(clauses + 4 * (size_t)(k + strat_i_lowest(left))));
        if (q->state && !strat_i_work(q->state, 2)) q->full = 1;
    }
}

/* The next combination of classes of the open axes; 0 after the last. */
static int next_key(const struct strat_lookup *q, struct view *v, uint32_t *key) {
    uint32_t i;
    for (i = 0; i < v->n_open; i++) {
        *key += v->weight[i];
        if (++v->chosen[i] < AXIS_CLASSES(q->axis[v->open[i]])) return 1;
        *key -= v->weight[i] * v->chosen[i];
        v->chosen[i] = 0;
    }
    return 0;
}

STRAT_LOCAL void strat_i_look_up(struct strat_lookup *q) {
    uint32_t i;
    q->n = 0;
    q->full = 0;
    find_digits(q);
    for (i = 0; i < q->l[L_INDEXES] && !q->full; i++) {
        struct view v;
        uint32_t key = look(q, q->t + q->l[L_INDEX_AT] + (size_t)i * INDEX_END, &v);
        do {
            visit(q, &v, key);
        } while (!q->full && next_key(q, &v, &key));
    }
}

/* ---- overrides ---- */

static void sort_few(uint64_t *a, size_t n) {
    size_t i, at;
    for (i = 1; i < n; i++) {
        uint64_t item = a[i];
        for (at = i; at > 0 && a[at - 1] > item; at--) a[at] = a[at - 1];
        a[at] = item;
    }
}

/* Rising, in place: by insertion where they are few, else heapsort (J. W. J. Williams, 1964). */
static void sort(uint64_t *a, size_t n) {
    size_t start = n / 2, end = n;
    if (n <= 24) {
        sort_few(a, n);
        return;
    }
    while (end > 1) {
        size_t at, child;
        uint64_t item;
        if (start > 0) {
            item = a[--start];
        } else {
            item = a[--end];
            a[end] = a[0];
        }
        for (at = start; (child = 2 * at + 1) < end; at = child) {
            if (child + 1 < end && a[child + 1] > a[child]) child++;
            if (a[child] <= item) break;
            a[at] = a[child];
        }
        a[at] = item;
    }
}

static size_t clause_at(const struct strat_lookup *q, uint32_t offset) {
    size_t low = 0, high = q->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (STRAT_FOUND_OFFSET(q->found[middle]) < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low < q->n && STRAT_FOUND_OFFSET(q->found[low]) == offset ? low : q->n;
}

/* What override `number` tests by itself. */
static size_t add_tests(const struct strat_lookup *q, uint32_t number, uint64_t *entries, size_t n,
                        size_t room) {
    uint32_t list = strat_i_four(q->rules + q->l[L_OVERRIDE_AT] + 4 * (size_t)number), i;
    for (i = 0; list && i < q->rules[list]; i++) {
        size_t clause = clause_at(q, strat_i_four(q->rules + list + 1 + 4 * (size_t)i));
        if (clause == q->n) continue;
        if (n == room) return SIZE_MAX;
        entries[n++] = STRAT_ENTRY(number, ENTRY_TEST, clause);
    }
    return n;
}

STRAT_LOCAL size_t strat_i_touched(struct strat_lookup *q, uint64_t *entries, size_t room) {
    size_t i, n = 0, own;
    uint32_t k;
    sort(q->found, q->n);
    for (i = 0; i < q->n; i++) {
        struct strat_record r;
        struct strat_limit limit;
        if (!STRAT_FOUND_ENTRIES(q->found[i])) continue;
        strat_i_record(q, STRAT_FOUND_OFFSET(q->found[i]), &r);
        for (k = 0; k < r.limits; k++) r.at = strat_i_limit(q, r.at, &limit);
        for (k = 0; k < r.entries; k++) {
            uint32_t entry = strat_i_four(r.at + 4 * (size_t)k);
            if (n == room) return SIZE_MAX;
            entries[n++] = STRAT_ENTRY(entry >> 2, entry & 3, i);
        }
    }
    sort(entries, n);
    for (i = 0, own = n; i < own; i++) {
        if (i > 0 && STRAT_ENTRY_OVERRIDE(entries[i]) == STRAT_ENTRY_OVERRIDE(entries[i - 1]))
            continue;
        n = add_tests(q, STRAT_ENTRY_OVERRIDE(entries[i]), entries, n, room);
        if (n == SIZE_MAX) return n;
    }
    if (n > own) sort(entries, n);
    return n;
}
