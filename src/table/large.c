/*
 * The bytes of a large policy: overrides, records, buckets.
 */
#include "table/private.h"

#include "base/map.h"
#include <string.h>

struct merged_override {
    struct clause_numbers test;
    const struct clause_numbers *any, *none;
    bool by_entries; /* tests too many clauses to list them */
};

struct clause_entry {
    uint32_t by, role; /* by: the override */
};
struct clause_entries VEC(struct clause_entry);

struct maker {
    struct large *l;
    struct arena *arena;
    const struct clause *clauses;
    size_t n;
    struct merged_overrides VEC(struct merged_override) overrides;
    struct clause_entries *entries; /* by clause */
    struct map kinds;               /* by the words of a kind: its number */
};

static void byte(struct maker *m, uint32_t value) {
    vec_push(m->arena, &m->l->bytes, (unsigned char)(value & 0xff));
}

static void bytes(struct maker *m, uint32_t value, unsigned n) {
    for (unsigned i = 0; i < n; i++) byte(m, value >> (8 * i));
}

static void set_four(struct maker *m, size_t at, uint32_t value) {
    for (unsigned i = 0; i < 4; i++)
        m->l->bytes.at[at + i] = (unsigned char)(value >> (8 * i) & 0xff);
}

static uint32_t here(const struct maker *m) { return (uint32_t)m->l->bytes.len; }

/* Some bytes all zero; returns where they begin. */
static uint32_t reserve(struct maker *m, size_t n) {
    uint32_t at = here(m);
    for (size_t i = 0; i < n; i++) byte(m, 0);
    return at;
}

static void put_count(struct maker *m, size_t n) {
    if (n < 255) {
        byte(m, (uint32_t)n);
    } else {
        byte(m, 255);
        bytes(m, (uint32_t)n, 3);
    }
}

/* ---- overrides ---- */

/* Whether two overrides by priorities clear clauses of the same stage. */
static bool same_stage(const struct maker *m, const struct merged_override *a,
                       const struct override *b) {
    const struct clause *x = &m->clauses[a->any->at[0]], *y = &m->clauses[b->any.at[0]];
    return x->block == y->block && x->part == y->part;
}

/* One winner after the other lifts the same clauses, and none of them what a later one tests:
 * one override that tests all. */
static void merge_overrides(struct maker *m) {
    size_t run = 0; /* the overrides from here on are by priorities over one stage */
    vec_each (const struct override, o, &m->l->clauses->overrides) {
        bool by_priority = o->priority != MODEL_NONE;
        struct merged_override *into = NULL;
        if (!by_priority || run == m->overrides.len || !same_stage(m, &m->overrides.at[run], o))
            run = m->overrides.len;
        for (size_t i = run; i < m->overrides.len && !into; i++)
            if (m->overrides.at[i].any->at[0] == o->any.at[0] &&
                m->overrides.at[i].any->len == o->any.len)
                into = &m->overrides.at[i];
        if (!into) {
            vec_push(m->arena, &m->overrides,
                     ((struct merged_override){.any = &o->any, .none = &o->none}));
            into = &m->overrides.at[m->overrides.len - 1];
        }
        vec_each (const uint32_t, b, &o->test) vec_push(m->arena, &into->test, *b);
        if (!by_priority) run = m->overrides.len;
    }
}

static void gather_entries(struct maker *m) {
    m->entries = arena_array(m->arena, struct clause_entries, m->n);
    for (uint32_t s = 0; s < m->overrides.len; s++) {
        struct merged_override *o = &m->overrides.at[s];
        o->by_entries = o->test.len > OVERRIDE_TESTS;
        if (o->by_entries)
            vec_each (uint32_t, b, &o->test)
                vec_push(m->arena, &m->entries[*b], ((struct clause_entry){s, ENTRY_TEST}));
        vec_each (const uint32_t, b, o->any)
            vec_push(m->arena, &m->entries[*b], ((struct clause_entry){s, ENTRY_ANY}));
        vec_each (const uint32_t, b, o->none)
            vec_push(m->arena, &m->entries[*b], ((struct clause_entry){s, ENTRY_NONE}));
    }
}

/* Behind the records. */
static void put_lists(struct maker *m) {
    for (size_t i = 0; i < m->overrides.len; i++) {
        const struct merged_override *o = &m->overrides.at[i];
        if (o->by_entries || o->test.len == 0) continue;
        set_four(m, 4 * (m->n + i), here(m));
        byte(m, (uint32_t)o->test.len);
        vec_each (const uint32_t, b, &o->test) bytes(m, *b, 3);
    }
}

/* ---- records ---- */

enum { MAX_EDGES = (LIMIT_LIST - LIMIT_EDGES) / 2, MAX_LISTED = 256 - LIMIT_LIST };

static bool is_in(const uint64_t *set, uint32_t c) { return set[c / 64] >> (c % 64) & 1; }

/* The shortest of the ways to write a set of classes. */
static void put_limit(struct maker *m, const struct limit *l) {
    uint32_t classes = m->l->s->axes.at[l->axis].classes, as_bits = (classes + 7) / 8,
             width = classes > 256 ? 2 : 1, edges[MAX_EDGES + 1], listed[MAX_LISTED + 1],
             n_edges = 0, n = 0;
    for (uint32_t c = 0; c < classes; c++) {
        bool in = is_in(l->classes, c);
        if (in && n <= MAX_LISTED) listed[n++] = c;
        if (c > 0 && in != is_in(l->classes, c - 1) && n_edges <= MAX_EDGES) edges[n_edges++] = c;
    }
    bool as_list = n <= MAX_LISTED && n <= n_edges;
    uint32_t numbers = as_list ? n : n_edges;
    bytes(m, l->axis, m->l->s->axes.len > 256 ? 2 : 1);
    if (n == 1 && listed[0] <= 1) {
        byte(m, listed[0] ? LIMIT_YES : LIMIT_NO);
    } else if (numbers > MAX_EDGES || as_bits < numbers * width) {
        byte(m, LIMIT_BITS);
        for (uint32_t i = 0; i < as_bits; i++)
            byte(m, (uint32_t)(l->classes[i / 8] >> (i % 8 * 8) & 0xff));
    } else {
        byte(m,
             as_list ? LIMIT_LIST + n - 1 : LIMIT_EDGES + 2 * (n_edges - 1) + is_in(l->classes, 0));
        for (uint32_t i = 0; i < numbers; i++) bytes(m, as_list ? listed[i] : edges[i], width);
    }
}

static bool put_records(struct maker *m) {
    for (size_t i = 0; i < m->n; i++) {
        const struct cube *cube = &m->clauses[i].cube;
        if (here(m) > UINT32_MAX / 2) return false;
        set_four(m, 4 * i, here(m));
        put_count(m, cube->n_limits);
        put_count(m, m->entries[i].len);
        for (uint32_t k = 0; k < cube->n_limits; k++) put_limit(m, &cube->limits[k]);
        vec_each (struct clause_entry, e, &m->entries[i]) bytes(m, e->by << 2 | e->role, 4);
    }
    return true;
}

/* ---- buckets ---- */

/* By class of the index's axis the clauses that allow it. */
static struct clause_numbers *sort_by_class(struct maker *m, uint32_t index) {
    const struct one_index *x = &m->l->plan->at[index];
    struct clause_numbers *of = arena_array(m->arena, struct clause_numbers, x->classes);
    for (uint32_t i = 0; i < m->n; i++) {
        const uint64_t *allowed = index_allowed(&m->clauses[i].cube, x->axis);
        if (m->l->plan->index_of[i] != index) continue;
        for (uint32_t c = 0; c < x->classes; c++)
            if (!allowed || is_in(allowed, c)) vec_push(m->arena, &of[c], i);
    }
    return of;
}

static void put_rows(struct maker *m, const struct one_index *x,
                     const struct clause_numbers *clauses) {
    size_t stride = (clauses->len + 7) / 8, at = reserve(m, stride * x->rows);
    for (uint32_t f = 0; f < x->n_filters; f++) {
        uint32_t axis = x->filters[f].axis, shift = x->filters[f].shift,
                 classes = m->l->s->axes.at[axis].classes;
        for (uint32_t k = 0; k < clauses->len; k++) {
            uint32_t rows =
                index_rows(index_allowed(&m->clauses[clauses->at[k]].cube, axis), classes, shift);
            for (uint32_t r = 0; rows >> r; r++)
                if (rows >> r & 1)
                    m->l->bytes.at[at + r * stride + k / 8] |= (unsigned char)(1u << (k % 8));
        }
        at += (((classes - 1) >> shift) + 1) * stride;
    }
}

/* How many entries a request that meets this clause may gather for it. */
static uint64_t entries_of(const struct maker *m, uint32_t clause) {
    uint64_t n = 0;
    vec_each (const struct clause_entry, e, &m->entries[clause])
        n += 1 + (m->overrides.at[e->by].by_entries ? 0 : m->overrides.at[e->by].test.len);
    return n;
}

static void put_buckets(struct maker *m, uint32_t index) {
    const struct one_index *x = &m->l->plan->at[index];
    const struct clause_numbers *of = sort_by_class(m, index);
    uint64_t most = 0, most_entries = 0;
    uint32_t table = reserve(m, 4 * (size_t)x->classes);
    for (uint32_t c = 0; c < x->classes; c++) {
        uint64_t entries = 0;
        if (of[c].len == 0) continue;
        set_four(m, table + 4 * (size_t)c, here(m));
        bytes(m, (uint32_t)of[c].len, 4);
        vec_each (const uint32_t, clause, &of[c]) {
            bytes(m, *clause, 3);
            entries += entries_of(m, *clause);
        }
        if (of[c].len > BUCKET_PLAIN) put_rows(m, x, &of[c]);
        most = of[c].len > most ? of[c].len : most;
        most_entries = entries > most_entries ? entries : most_entries;
    }
    m->l->words.at[L_MOST_CLAUSES] += most;
    m->l->words.at[L_MOST_ENTRIES] += most_entries;
}

/* ---- words ---- */

static void word(struct maker *m, uint64_t w) { vec_push(m->arena, &m->l->words, w); }

/* The kinds, each once, and the meanings. False: there are too many kinds. */
static bool put_meanings(struct maker *m) {
    struct word_vec meanings = {0};
    uint32_t kinds = 0;
    map_init(&m->kinds, m->arena);
    for (size_t i = 0; i < m->n; i++) {
        const struct clause_meaning *b = &m->l->meanings[i];
        uint32_t kind = map_add(&m->kinds, b->kind[0], b->kind[1], kinds);
        if (kind == kinds) {
            word(m, b->kind[0]);
            word(m, b->kind[1]);
            kinds++;
        }
        vec_push(m->arena, &meanings,
                 STRAT_PUT(MEANING_ID, b->id) | STRAT_PUT(MEANING_KIND, kind) |
                     STRAT_PUT(MEANING_DUTY, b->duty));
    }
    vec_each (uint64_t, w, &meanings) word(m, *w);
    m->l->words.at[L_KINDS] = kinds;
    return kinds <= 0xffff;
}

static void put_filters(struct maker *m) {
    for (uint32_t i = 0; i < m->l->plan->len; i++) {
        const struct one_index *x = &m->l->plan->at[i];
        uint32_t row = 0;
        for (uint32_t f = 0; f < x->n_filters; f++) {
            uint32_t axis = x->filters[f].axis, shift = x->filters[f].shift;
            word(m, STRAT_PUT(FILTER_AXIS, axis) | STRAT_PUT(FILTER_SHIFT, shift) |
                        STRAT_PUT(FILTER_ROW, row));
            row += ((m->l->s->axes.at[axis].classes - 1) >> shift) + 1;
        }
        m->l->words.at[L_FILTERS] += x->n_filters;
    }
}

bool large_build(struct large *l) {
    struct maker *m = arena_new(l->arena, struct maker);
    uint32_t first = 0;
    *m = (struct maker){
        .l = l, .arena = l->arena, .clauses = l->clauses->list.at, .n = l->clauses->list.len};
    for (size_t i = 0; i < L_END; i++) word(m, 0);
    l->plan = indexes_build(l->s, l->clauses, l->arena);
    if (!put_meanings(m)) return false;
    put_filters(m);
    merge_overrides(m);
    gather_entries(m);
    l->overrides = m->overrides.len;
    reserve(m, 4 * (m->n + m->overrides.len));
    if (m->overrides.len >= UINT32_C(1) << 30 || !put_records(m)) return false;
    put_lists(m);
    l->words.at[L_INDEXES] = l->plan->len;
    for (uint32_t i = 0; i < l->plan->len; i++) {
        const struct one_index *x = &l->plan->at[i];
        word(m, STRAT_PUT(INDEX_AXIS, x->axis) | STRAT_PUT(INDEX_BUCKETS, here(m)));
        word(m, STRAT_PUT(INDEX_FIRST, first) | STRAT_PUT(INDEX_FILTERS, x->n_filters));
        first += x->n_filters;
        put_buckets(m, i);
        if (l->bytes.len > UINT32_MAX / 2) return false;
    }
    reserve(m, 8); /* rows are read eight bytes at a time */
    return true;
}
