/*
 * The bytes of a large policy: overrides, records, buckets.
 */
#include "table/large.h"

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
    struct word_vec kind_words;
    uint32_t *record; /* by clause: offset */
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

/* One winner after the other sets the same clauses aside, and none of them what a later one tests:
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

/* After the records: their offsets are known. */
static void put_overrides(struct maker *m, uint32_t at) {
    for (size_t s = 0; s < m->overrides.len; s++) {
        const struct merged_override *o = &m->overrides.at[s];
        if (o->by_entries || o->test.len == 0) continue;
        set_four(m, at + 4 * s, here(m));
        byte(m, (uint32_t)o->test.len);
        vec_each (const uint32_t, b, &o->test) bytes(m, m->record[*b], 4);
    }
}

/* ---- records ---- */

static uint32_t kind_number(struct maker *m, const struct clause_meaning *b) {
    uint32_t n = (uint32_t)m->kind_words.len / 2,
             number = map_add(&m->kinds, b->kind[0], b->kind[1], n);
    if (number < n) return number;
    vec_push(m->arena, &m->kind_words, b->kind[0]);
    vec_push(m->arena, &m->kind_words, b->kind[1]);
    return n;
}

/* The shortest of the ways to write a set of classes. */
static void put_limit(struct maker *m, const struct limit *l, unsigned axis_bytes) {
    uint32_t classes = m->l->s->axes.at[l->axis].classes, n = 0, first = 0, last = 0;
    unsigned width = classes > 256 ? 2 : 1;
    for (uint32_t c = 0; c < classes; c++)
        if (l->classes[c / 64] >> (c % 64) & 1) {
            first = n ? first : c;
            last = c;
            n++;
        }
    bytes(m, l->axis, axis_bytes);
    size_t list = n <= LIMIT_EXCEPT - LIMIT_LIST ? n : SIZE_MAX / 4,
           except = classes - n <= 128 ? classes - n : SIZE_MAX / 4;
    size_t as_bits = (classes + 7) / 8, shorter = list < except ? list : except;
    if (n == 1 && first <= 1) {
        byte(m, first ? LIMIT_YES : LIMIT_NO);
    } else if (last - first + 1 == n && shorter >= 2) {
        byte(m, LIMIT_RANGE);
        bytes(m, first, width);
        bytes(m, last, width);
    } else if (as_bits < shorter * width) {
        byte(m, LIMIT_BITS);
        for (uint32_t at = 0; at < as_bits; at++)
            byte(m, (uint32_t)(l->classes[at / 8] >> (at % 8 * 8) & 0xff));
    } else {
        bool in = list <= except;
        byte(m, (uint32_t)((in ? LIMIT_LIST : LIMIT_EXCEPT) + shorter - 1));
        for (uint32_t c = 0; c < classes; c++)
            if ((l->classes[c / 64] >> (c % 64) & 1) == in) bytes(m, c, width);
    }
}

static bool put_records(struct maker *m, unsigned axis_bytes) {
    m->record = arena_array(m->arena, uint32_t, m->n);
    map_init(&m->kinds, m->arena);
    for (size_t i = 0; i < m->n; i++) {
        const struct clause_meaning *b = &m->l->meanings[i];
        const struct cube *cube = &m->clauses[i].cube;
        uint32_t kind = kind_number(m, b);
        if (kind >= RECORD_DUTY - 1u || m->l->bytes.len > UINT32_MAX / 2) return false;
        m->record[i] = here(m);
        bytes(m, kind | (b->has_duty ? (uint32_t)RECORD_DUTY : 0u), 2);
        bytes(m, b->id, 3);
        if (b->has_duty) bytes(m, b->duty, 3);
        put_count(m, cube->n_limits);
        put_count(m, m->entries[i].len);
        for (uint32_t k = 0; k < cube->n_limits; k++) put_limit(m, &cube->limits[k], axis_bytes);
        vec_each (struct clause_entry, e, &m->entries[i]) bytes(m, e->by << 2 | e->role, 4);
    }
    return true;
}

/* ---- buckets ---- */

/* Calls into `of` the next key of a clause: classes of the index's axes that it allows. False after
 * the last. */
static bool next_class(const struct maker *m, const struct one_index *x, const struct cube *cube,
                       uint32_t *classes) {
    for (uint32_t i = 0; i < x->n_axes; i++) {
        const uint64_t *allowed = index_allowed(cube, x->axes[i]);
        uint32_t n = m->l->s->axes.at[x->axes[i]].classes;
        do classes[i]++;
        while (classes[i] < n && allowed && !(allowed[classes[i] / 64] >> (classes[i] % 64) & 1));
        if (classes[i] < n) return true;
        for (classes[i] = 0; allowed && !(allowed[classes[i] / 64] >> (classes[i] % 64) & 1);)
            classes[i]++;
    }
    return false;
}

static uint32_t key_of(const struct maker *m, const struct one_index *x, const uint32_t *classes) {
    uint32_t key = 0, weight = 1;
    for (uint32_t i = 0; i < x->n_axes; i++) {
        key += classes[i] * weight;
        weight *= m->l->s->axes.at[x->axes[i]].classes;
    }
    return key;
}

static void first_classes(const struct one_index *x, const struct cube *cube, uint32_t *classes) {
    for (uint32_t i = 0; i < x->n_axes; i++) {
        const uint64_t *allowed = index_allowed(cube, x->axes[i]);
        for (classes[i] = 0; allowed && !(allowed[classes[i] / 64] >> (classes[i] % 64) & 1);)
            classes[i]++;
    }
}

/* Clauses by key: those of key k are from first[k] on. */
struct by_key {
    uint32_t *first, *clauses;
};

static struct by_key sort_by_key(struct maker *m, const struct indexes *plan, uint32_t index) {
    const struct one_index *x = &plan->indexes[index];
    struct by_key of = {.first = arena_array(m->arena, uint32_t, (size_t)x->buckets + 2)};
    for (int pass = 0; pass < 2; pass++) { /* counted, then placed */
        for (uint32_t i = 0; i < m->n; i++) {
            uint32_t classes[MAX_INDEX_AXES];
            if (plan->index_of[i] != index) continue;
            first_classes(x, &m->clauses[i].cube, classes);
            do {
                uint32_t key = key_of(m, x, classes);
                if (pass == 0)
                    of.first[key + 2]++;
                else
                    of.clauses[of.first[key + 1]++] = i;
            } while (next_class(m, x, &m->clauses[i].cube, classes));
        }
        for (uint32_t k = 0; k < x->buckets && pass == 0; k++) of.first[k + 2] += of.first[k + 1];
        if (pass == 0) of.clauses = arena_array(m->arena, uint32_t, of.first[x->buckets + 1]);
    }
    return of;
}

static void put_rows(struct maker *m, const struct indexes *plan, const struct one_index *x,
                     const uint32_t *clauses, uint32_t n) {
    size_t stride = (n + 7) / 8, at = reserve(m, stride * x->rows), row = 0;
    for (uint32_t d = 0; d < x->n_digits; d++) {
        const struct index_digit *digit = &plan->digits.at[x->digits[d]];
        for (uint32_t k = 0; k < n; k++)
            for (uint32_t r = 0; r < digit->rows; r++)
                if (digit->allows[clauses[k]] >> r & 1)
                    m->l->bytes.at[at + (row + r) * stride + k / 8] |=
                        (unsigned char)(1u << (k % 8));
        row += digit->rows;
    }
}

/* How many entries a request that meets this clause may gather for it. */
static uint64_t entries_of(const struct maker *m, uint32_t clause) {
    uint64_t n = 0;
    vec_each (const struct clause_entry, e, &m->entries[clause])
        n += 1 + (m->overrides.at[e->by].by_entries ? 0 : m->overrides.at[e->by].test.len);
    return n;
}

static void put_index(struct maker *m, const struct indexes *plan, uint32_t index,
                      uint64_t *words) {
    const struct one_index *x = &plan->indexes[index];
    struct by_key of = sort_by_key(m, plan, index);
    uint64_t most = 0, most_entries = 0, weight = 1;
    uint32_t table = reserve(m, 4 * (size_t)x->buckets), row = 0;
    for (uint32_t key = 0; key < x->buckets; key++) {
        uint32_t n = of.first[key + 1] - of.first[key];
        const uint32_t *clauses = of.clauses + of.first[key];
        uint64_t entries = 0;
        if (n == 0) continue;
        set_four(m, table + 4 * (size_t)key, here(m));
        bytes(m, n, 4);
        for (uint32_t i = 0; i < n; i++) {
            bytes(m, m->record[clauses[i]], 4);
            entries += entries_of(m, clauses[i]);
        }
        if (n > BUCKET_PLAIN) put_rows(m, plan, x, clauses, n);
        most = n > most ? n : most;
        most_entries = entries > most_entries ? entries : most_entries;
    }
    words[INDEX_BUCKET_AT] = table;
    words[INDEX_BUCKETS] = x->buckets;
    words[INDEX_AXES] = x->n_axes;
    for (uint32_t i = 0; i < x->n_axes; i++) {
        words[INDEX_AXIS + i] = STRAT_PUT(KEY_AXIS, x->axes[i]) | STRAT_PUT(KEY_WEIGHT, weight);
        weight *= m->l->s->axes.at[x->axes[i]].classes;
    }
    words[INDEX_DIGITS] = x->n_digits;
    words[INDEX_ROWS] = x->rows;
    for (uint32_t d = 0; d < x->n_digits; d++) {
        const struct index_digit *digit = &plan->digits.at[x->digits[d]];
        words[INDEX_DIGIT + d] = STRAT_PUT(ROW_DIGIT, digit->number) | STRAT_PUT(ROW_FIRST, row);
        row += digit->rows;
    }
    m->l->words.at[L_MOST_CLAUSES] += most;
    m->l->words.at[L_MOST_ENTRIES] += most_entries;
}

/* ---- the whole ---- */

static void word(struct maker *m, uint64_t w) { vec_push(m->arena, &m->l->words, w); }

static void put_digits(struct maker *m, const struct indexes *plan) {
    struct word_vec digits = {0}, members = {0};
    for (uint32_t number = 0, found = 1; found; number++) {
        found = 0;
        vec_each (const struct index_digit, d, &plan->digits) {
            if (d->number != number) continue;
            found = 1;
            vec_push(m->arena, &digits,
                     STRAT_PUT(DIGIT_FIRST, members.len) | STRAT_PUT(DIGIT_MEMBERS, d->n));
            for (uint32_t i = 0; i < d->n; i++)
                vec_push(m->arena, &members,
                         STRAT_PUT(MEMBER_AXIS, d->members[i].axis) |
                             STRAT_PUT(MEMBER_SHIFT, d->members[i].shift) |
                             STRAT_PUT(MEMBER_WEIGHT, d->members[i].weight));
        }
    }
    struct word_vec *words = &m->l->words;
    words->at[L_DIGITS] = digits.len;
    words->at[L_DIGIT_AT] = words->len;
    vec_each (uint64_t, w, &digits) word(m, *w);
    words->at[L_MEMBERS] = members.len;
    words->at[L_MEMBER_AT] = words->len;
    vec_each (uint64_t, w, &members) word(m, *w);
}

bool large_build(struct large *l) {
    struct maker *m = arena_new(l->arena, struct maker);
    unsigned axis_bytes = l->s->axes.len > 256 ? 2 : 1;
    *m = (struct maker){
        .l = l, .arena = l->arena, .clauses = l->clauses->list.at, .n = l->clauses->list.len};
    for (size_t i = 0; i < L_END; i++) word(m, 0);
    reserve(m, 4); /* offset 0 is nothing */
    merge_overrides(m);
    gather_entries(m);
    l->overrides = m->overrides.len;
    l->words.at[L_AXIS_BYTES] = axis_bytes;
    l->words.at[L_RECORD_AT] = here(m);
    if (!put_records(m, axis_bytes) || m->overrides.len >= UINT32_C(1) << 30) return false;
    l->words.at[L_RECORD_END] = here(m);
    uint32_t overrides_at = reserve(m, 4 * m->overrides.len);
    l->words.at[L_OVERRIDE_AT] = overrides_at;
    put_overrides(m, overrides_at);
    size_t goal = 60 * (size_t)l->rules, spent = l->bytes.len;
    l->plan = indexes_build(l->s, l->clauses, l->arena,
                            goal > spent + 16 * m->n ? goal - spent : 16 * m->n);
    l->words.at[L_KINDS] = m->kind_words.len / 2;
    l->words.at[L_KIND_AT] = l->words.len;
    vec_each (uint64_t, w, &m->kind_words) word(m, *w);
    put_digits(m, l->plan);
    l->words.at[L_INDEXES] = l->plan->n_indexes;
    l->words.at[L_INDEX_AT] = l->words.len;
    size_t at = l->words.len;
    for (size_t i = 0; i < (size_t)l->plan->n_indexes * INDEX_END; i++) word(m, 0);
    for (uint32_t i = 0; i < l->plan->n_indexes; i++) {
        put_index(m, l->plan, i, l->words.at + at + (size_t)i * INDEX_END);
        if (l->bytes.len > UINT32_MAX / 2) return false;
    }
    reserve(m, 8); /* rows are read eight bytes at a time */
    l->words.at[L_BYTES] = l->bytes.len;
    return true;
}
