/*
 * Large policies: from the classes of a request to the few clauses that hold.
 *
 * An index names buckets of clauses by the class of its axis. In a bucket a row of bits for each
 * filter, ANDed, leaves few clauses, and the record of each says exactly whether it holds. Of the
 * overrides only those are looked at that clear one of these clauses. So a decision takes as long
 * as what it touches, however many rules there are.
 */
#include "runtime/large.h"

/* ---- records ---- */

/* The word of a clause in `found` where no known class rules it out, else 0; `found`: as it is
 * without entries. */
static uint64_t holds(const struct strat_lookup *q, uint64_t found) {
    const uint32_t two_bytes = q->t[H_AXES] > 256;
    struct strat_record r = strat_i_record(q, STRAT_FOUND_OFFSET(found));
    struct strat_limit limit;
    for (; r.limits > 0; r.limits--) {
        uint32_t axis = r.at[0] | (two_bytes ? (uint32_t)r.at[1] << 8 : 0),
                 form = r.at[1 + two_bytes];
        uint64_t c = q->classes[axis];
        if (form <= LIMIT_YES && c != STRAT_OPEN_CLASS) { /* by far the most */
            if (form != c) return 0;
            r.at += 2 + two_bytes;
            continue;
        }
        r.at = strat_i_limit(q, r.at, &limit);
        if (c != STRAT_OPEN_CLASS && !strat_i_allows(&limit, (uint32_t)c)) return 0;
    }
    return found | (r.entries != 0);
}

/* The first class of this axis that the clause allows. */
static uint32_t first_class(const struct strat_lookup *q, uint32_t offset, uint32_t axis) {
    struct strat_record r = strat_i_record(q, offset);
    struct strat_limit limit;
    do {
        if (r.limits-- == 0) return 0;
        r.at = strat_i_limit(q, r.at, &limit);
    } while (limit.axis != axis);
    return strat_i_next_class(&limit, 0, AXIS_CLASSES(q->axis[axis]));
}

/* ---- indexes ---- */

/* One index as this request sees it. */
struct view {
    uint32_t axis, open;       /* whether the axis has no class: then a clause is kept once, and */
    uint32_t c;                /* this is the class of the bucket that is looked into */
    uint32_t row[MAX_FILTERS]; /* of each filter that has a class */
    uint32_t rows;
};

static void keep(struct strat_lookup *q, const struct view *v, uint64_t candidate) {
    uint64_t found = holds(q, candidate);
    if (!found || (v->open && first_class(q, STRAT_FOUND_OFFSET(found), v->axis) != v->c)) return;
    STRAT_PREFETCH(q->meanings + STRAT_FOUND_CLAUSE(found));
    q->found[q->n++] = found;
}

/* Behind what was found: the clauses of a bucket that its rows leave. Returns where they end. */
static size_t pick(struct strat_lookup *q, const struct view *v, const unsigned char *bucket) {
    const uint32_t n = strat_i_four(bucket), filters = n > BUCKET_PLAIN ? v->rows : 0;
    const unsigned char *clauses = bucket + 4, *rows = clauses + 3 * (size_t)n;
    const size_t stride = (n + 7) / 8;
    size_t end = q->n;
    uint32_t k, i;
    for (k = 0; k < n; k += 64, clauses += 3 * 64) {
        uint64_t left = n - k >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << (n - k)) - 1;
        for (i = 0; i < filters && left; i++)
            left &= strat_i_eight(rows + v->row[i] * stride + k / 8);
        for (; left; left &= left - 1) {
            uint32_t clause = strat_i_three(clauses + 3 * strat_i_lowest(left));
            if (end == q->room) q->full = 1;
            if (q->full) return end;
            STRAT_PREFETCH(q->rules + 4 * (size_t)clause);
            q->found[end++] = clause;
        }
        if (q->state && !strat_i_work(q->state, 2)) q->full = 1;
    }
    return end;
}

/* Each step asks for what the next one reads, so that all of it is on its way together. */
static void visit(struct strat_lookup *q, const struct view *v, uint32_t buckets) {
    uint32_t at = strat_i_four(q->rules + buckets + 4 * (size_t)v->c);
    size_t i, end;
    if (q->state && !strat_i_work(q->state, 1)) q->full = 1;
    if (at == 0 || q->full) return;
    end = pick(q, v, q->rules + at);
    for (i = q->n; i < end; i++) {
        uint32_t clause = (uint32_t)q->found[i], offset = strat_i_offset(q, clause);
        STRAT_PREFETCH(q->rules + offset);
        q->found[i] = STRAT_FOUND(clause, offset, 0);
    }
    for (i = q->n; i < end; i++) keep(q, v, q->found[i]);
}

static void look_into(struct strat_lookup *q, const uint64_t *index) {
    const uint64_t *filter = q->filters + INDEX_FIRST(index), *end = filter + INDEX_FILTERS(index);
    struct view v;
    v.axis = INDEX_AXIS(index);
    v.open = v.c = v.rows = 0;
    for (; filter < end; filter++) {
        uint64_t c = q->classes[FILTER_AXIS(*filter)];
        v.row[v.rows] = FILTER_ROW(*filter) + (uint32_t)(c >> FILTER_SHIFT(*filter));
        v.rows += c != STRAT_OPEN_CLASS;
    }
    if (v.axis < q->t[H_AXES]) {
        v.open = q->classes[v.axis] == STRAT_OPEN_CLASS;
        v.c = v.open ? 0 : (uint32_t)q->classes[v.axis];
    }
    do visit(q, &v, INDEX_BUCKETS(index));
    while (v.open && !q->full && ++v.c < AXIS_CLASSES(q->axis[v.axis]));
}

STRAT_LOCAL void strat_i_look_up(struct strat_lookup *q) {
    uint32_t i;
    q->n = 0;
    q->full = 0;
    for (i = 0; i < q->l[L_INDEXES] && !q->full; i++) look_into(q, q->indexes + 2 * (size_t)i);
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
    if (n <= 48) {
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

static size_t clause_at(const struct strat_lookup *q, uint32_t number) {
    size_t low = 0, high = q->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (STRAT_FOUND_CLAUSE(q->found[middle]) < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < q->n && STRAT_FOUND_CLAUSE(q->found[low]) == number ? low : q->n;
}

/* What override `number` tests by itself. */
static size_t add_tests(const struct strat_lookup *q, uint32_t number, uint64_t *entries, size_t n,
                        size_t room) {
    uint32_t list = strat_i_offset(q, (uint32_t)q->t[H_CLAUSES] + number), i;
    for (i = 0; list && i < q->rules[list]; i++) {
        size_t clause = clause_at(q, strat_i_three(q->rules + list + 1 + 3 * (size_t)i));
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
        r = strat_i_record(q, STRAT_FOUND_OFFSET(q->found[i]));
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
