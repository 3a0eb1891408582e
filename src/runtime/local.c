/*
 * Large policies: the clauses that the values of a request do not rule out are numbered anew, and
 * rows, masks and overrides of them alone are laid out in work memory, as they stand in the table
 * of a small policy; then the same functions decide.
 */
#include "runtime/large.h"
#include "runtime/diagram.h"

/* Work memory that any request is given on top of what complete ones need. */
enum { LOCAL_WORDS = 1 << 14 };

/* Of every row of masks one for each word of the clauses; of an entry its own word, four for the
 * override and a pair. */
STRAT_LOCAL size_t strat_i_large_words(struct strat_state *s) {
    const uint64_t *l = s->t + s->t[H_ROW_AT];
    size_t most = (size_t)l[L_MOST_CLAUSES],
           masks =
               (size_t)(M_FIXED + s->t[H_APPROACHES] * M_EACH + s->t[H_ASSUMES] + s->t[H_PRESUMED]);
    s->words = (uint32_t)(most / 64 + 1);
    return 2 * s->axes + 2 * most + 5 * (size_t)l[L_MOST_ENTRIES] + masks * s->words + LOCAL_WORDS;
}

/* The part of work memory that is not in use. */
struct rest {
    uint64_t *at;
    size_t words;
};

static uint64_t *take(struct rest *rest, size_t n) {
    uint64_t *at = rest->at;
    if (n > rest->words) return (uint64_t *)0;
    rest->at += n;
    rest->words -= n;
    return at;
}

static int make_masks(struct strat_state *s, const struct strat_lookup *q, struct rest *rest) {
    uint32_t assumes = (uint32_t)(M_FIXED + s->t[H_APPROACHES] * M_EACH),
             presumed = assumes + (uint32_t)s->t[H_ASSUMES], i, a;
    size_t w = s->words, n = (presumed + (size_t)s->t[H_PRESUMED]) * w;
    uint64_t *masks = take(rest, n), *clauses = take(rest, q->n);
    if (!masks || !clauses) return 0;
    strat_i_fill(masks, n, 0);
    for (i = 0; i < q->n; i++) {
        uint64_t meaning = q->meanings[STRAT_FOUND_CLAUSE(q->found[i])];
        const uint64_t *k = q->kinds + 2 * STRAT_TAKE(meaning, MEANING_KIND);
        uint64_t kind = k[0];
        clauses[i] = STRAT_PUT(CLAUSE_ITS_ID, STRAT_TAKE(meaning, MEANING_ID)) |
                     STRAT_PUT(CLAUSE_ITS_DUTY, STRAT_TAKE(meaning, MEANING_DUTY));
        if (KIND_DECIDES(kind)) strat_i_add(masks + M_DECIDING * w, i);
        if (KIND_MODALITY(kind) > (unsigned)STRAT_MAY)
            strat_i_add(
                masks + (size_t)(KIND_MODALITY(kind) == (unsigned)STRAT_WILL ? M_WILL : M_MUST) * w,
                i);
        for (a = 0; a < s->approaches && KIND_OF(kind) < (unsigned)M_EACH; a++)
            if ((KIND_APPROACHES(kind) >> a) & 1)
                strat_i_add(masks + (M_FIXED + a * (size_t)M_EACH + KIND_OF(kind)) * w, i);
        if (KIND_OF(kind) == KIND_OUTSIDE) strat_i_add(masks + M_OUTSIDE * w, i);
        if (KIND_OF(kind) == KIND_FORBIDDEN) {
            strat_i_add(masks + M_FORBIDDEN * w, i);
            strat_i_add(masks + (assumes + (size_t)k[1]) * w, i);
        }
        if (KIND_OF(kind) == KIND_PRESUMED) strat_i_add(masks + (presumed + (size_t)k[1]) * w, i);
    }
    s->masks = masks;
    s->clauses = clauses;
    return 1;
}

/* Entries of one override in one role, from number *i on, as (word, bits) pairs. Returns how many
 * pairs. */
static uint64_t put_pairs(const uint64_t *entries, size_t n, size_t *i, uint32_t override,
                          uint32_t role, uint64_t **to) {
    uint64_t pairs = 0;
    for (; *i < n && STRAT_ENTRY_OVERRIDE(entries[*i]) == override &&
           STRAT_ENTRY_ROLE(entries[*i]) == role;
         (*i)++) {
        uint32_t clause = STRAT_ENTRY_CLAUSE(entries[*i]);
        if (pairs == 0 || (*to)[-2] != clause / 64) {
            (*to)[0] = clause / 64;
            (*to)[1] = 0;
            *to += 2;
            pairs++;
        }
        (*to)[-1] |= (uint64_t)1 << (clause % 64);
    }
    return pairs;
}

/* The overrides that touch what was found, as they stand in a table. */
static int make_overrides(struct strat_state *s, struct strat_lookup *q, struct rest *rest) {
    size_t n = strat_i_touched(q, rest->at, rest->words), i;
    uint64_t *entries, *overrides, *pairs, *to;
    if (n == SIZE_MAX) return 0;
    entries = take(rest, n);
    overrides = take(rest, 2 * n);
    pairs = take(rest, 2 * n);
    if (!entries || !overrides || !pairs) return 0;
    s->overrides = overrides;
    s->entries = to = pairs;
    s->n_overrides = 0;
    for (i = 0; i < n; overrides += 2, s->n_overrides++) {
        uint32_t override = STRAT_ENTRY_OVERRIDE(entries[i]);
        overrides[0] = (uint64_t)(to - pairs) / 2;
        overrides[0] |= put_pairs(entries, n, &i, override, ENTRY_TEST, &to) << 32;
        overrides[1] = put_pairs(entries, n, &i, override, ENTRY_ANY, &to);
        overrides[1] |= put_pairs(entries, n, &i, override, ENTRY_NONE, &to) << 32;
    }
    return 1;
}

/* What one limit says in the rows of its axis: that clauses have it, and which classes it allows.
 */
static int fill_limit(struct strat_state *s, const struct strat_limit *limit, uint64_t axis,
                      uint64_t *rows, uint64_t *limited, size_t clause) {
    uint64_t bit = (uint64_t)1 << (clause % 64);
    uint32_t classes = AXIS_CLASSES(axis), c, n = 0;
    limited += (size_t)limit->axis * s->words + clause / 64;
    rows += AXIS_ROW(axis) * (size_t)s->words + clause / 64;
    *limited |= bit;
    for (c = strat_i_next_class(limit, 0, classes); c < classes; n++) {
        rows[(size_t)c * s->words] |= bit;
        c = strat_i_next_class(limit, c + 1, classes);
    }
    return strat_i_work(s, 1 + n / 8);
}

/* Every clause stands in all rows of the open axes but those of the classes that it does not allow.
 * `limited`: a row for each axis, in passing. */
static int fill_rows(struct strat_state *s, const struct strat_lookup *q, const uint64_t *axes,
                     uint64_t *rows, uint64_t n_rows, uint64_t *limited) {
    size_t clause, k, w = s->words;
    uint32_t i, c;
    strat_i_fill(rows, (size_t)n_rows * w, 0);
    strat_i_fill(limited, s->axes * w, 0);
    strat_i_work(s, (n_rows + s->axes) * w / 16);
    for (clause = 0; clause < q->n; clause++) {
        struct strat_record record = strat_i_record(q, STRAT_FOUND_OFFSET(q->found[clause]));
        for (i = 0; i < record.limits; i++) {
            struct strat_limit limit;
            record.at = strat_i_limit(q, record.at, &limit);
            if (q->classes[limit.axis] == STRAT_OPEN_CLASS &&
                !fill_limit(s, &limit, axes[limit.axis], rows, limited, clause))
                return 0;
        }
    }
    for (i = 0; i < s->axes; i++, limited += w)
        for (c = 0; q->classes[i] == STRAT_OPEN_CLASS && c < AXIS_CLASSES(axes[i]); c++, rows += w)
            for (k = 0; k < w; k++) rows[k] |= ~limited[k];
    return 1;
}

/* Rows are of the open axes alone: a complete request has none. */
static int make_table(struct strat_state *s, struct strat_lookup *q, struct rest *rest) {
    uint64_t *axes, *rows, n_rows = 0;
    uint32_t i;
    if (!make_overrides(s, q, rest) || !make_masks(s, q, rest)) return 0;
    if (s->complete) return 1;
    axes = take(rest, s->axes);
    if (!axes) return 0;
    for (i = 0; i < s->axes; i++) {
        axes[i] = n_rows | (q->axis[i] & ~UINT64_C(0xffffffff)); /* AXIS_ROW alone is another */
        if (q->classes[i] == STRAT_OPEN_CLASS) n_rows += AXIS_CLASSES(q->axis[i]);
    }
    rows = rest->words / s->words < n_rows ? (uint64_t *)0 : take(rest, (size_t)n_rows * s->words);
    if (!rows || rest->words / s->words < s->axes) return 0;
    if (n_rows > 0 && !fill_rows(s, q, axes, rows, n_rows, rest->at)) return 0;
    s->rows = rows;
    s->axis = axes;
    return 1;
}

STRAT_LOCAL int strat_i_localise(struct strat_state *s, uint64_t **memory, size_t *room) {
    struct strat_lookup q;
    struct rest rest;
    int made;
    rest.at = *memory;
    rest.words = *room;
    strat_i_large(&q, s->t, s->p->rules + s->t[H_CLAUSE_AT]);
    q.state = s->complete ? (struct strat_state *)0 : s;
    q.classes = s->class_of;
    q.found = rest.at;
    q.room = rest.words;
    strat_i_look_up(&q);
    if (q.full || s->stopped) return 0;
    take(&rest, q.n);
    s->n_clauses = (uint32_t)q.n;
    s->words = q.n ? (uint32_t)((q.n + 63) / 64) : 1;
    made = make_table(s, &q, &rest);
    *memory = rest.at;
    *room = rest.words;
    return made;
}
