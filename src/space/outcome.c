#include "space/outcome.h"

#include <string.h>

static size_t duty_words(const struct version *v) { return v->model->duties.len / 64 + 1; }
static size_t outline_words(const struct version *v) { return v->model->outline.len / 64 + 1; }

/* A row for each class is worth its memory where there are few axes and many clauses. */
enum { MOST_ROW_WORDS = 1 << 21 };

static uint64_t *rows_of(const struct version *v) {
    const struct axis *axes = v->g->s->axes.at;
    size_t n = v->g->s->axes.len, classes = 0;
    size_t *first = arena_array(&v->g->own, size_t, n);
    for (size_t x = 0; x < n; x++) {
        first[x] = classes;
        classes += axes[x].classes;
    }
    if (classes * v->words > MOST_ROW_WORDS || n * v->words > v->clauses->list.len) return NULL;
    uint64_t *rows = arena_array(v->g->arena, uint64_t, classes * v->words);
    memset(rows, 0xff, classes * v->words * sizeof *rows);
    for (uint32_t b = 0; b < v->clauses->list.len; b++) {
        const struct cube *cube = &v->clauses->list.at[b].cube;
        for (uint32_t i = 0; i < cube->n_limits; i++)
            for (uint32_t c = 0, axis = cube->limits[i].axis; c < axes[axis].classes; c++)
                if (!(cube->limits[i].classes[c / 64] >> (c % 64) & 1))
                    rows[(first[axis] + c) * v->words + b / 64] &= ~(UINT64_C(1) << (b % 64));
    }
    return rows;
}

struct outcome *outcome_new(const struct version *v) {
    struct arena *a = v->g->arena;
    struct outcome *o = arena_new(a, struct outcome);
    o->duties = arena_array(a, uint64_t, duty_words(v));
    o->before = arena_array(a, uint64_t, duty_words(v));
    o->cautions = arena_array(a, uint64_t, outline_words(v));
    o->closed_by = arena_array(a, uint64_t, outline_words(v));
    o->basis = arena_array(a, uint64_t, outline_words(v));
    o->rows = rows_of(v);
    return o;
}

static bool has_point(const struct cube *cube, const uint32_t *point) {
    for (uint32_t i = 0; i < cube->n_limits; i++) {
        uint32_t class = point[cube->limits[i].axis];
        if (!(cube->limits[i].classes[class / 64] >> (class % 64) & 1)) return false;
    }
    return true;
}

static bool some_left(const uint64_t *row, const struct clause_numbers *clauses) {
    vec_each (uint32_t, b, clauses)
        if (bitset_has(row, *b)) return true;
    return false;
}

/* The first clause of the row from `clause` on; behind the last one there is none. */
static uint32_t next_left(const struct version *v, const uint64_t *row, uint32_t clause) {
    while (clause < v->clauses->list.len && !bitset_has(row, clause))
        clause = row[clause / 64] >> (clause % 64) ? clause + 1 : (clause | 63) + 1;
    return clause;
}

/* How many clauses, or words of them, were looked at. */
static size_t find_left(const struct version *v, const uint64_t *without, const uint32_t *point,
                        const uint64_t *rows, uint64_t *row) {
    size_t looks = v->words;
    for (size_t k = 0; k < v->words; k++) row[k] = without ? ~without[k] : UINT64_MAX;
    for (uint32_t x = 0; rows && x < v->g->s->axes.len; x++) {
        const uint64_t *of_class = rows + point[x] * v->words;
        for (size_t k = 0; k < v->words; k++) row[k] &= of_class[k];
        rows += v->g->s->axes.at[x].classes * v->words;
        looks += v->words;
    }
    for (uint32_t b = next_left(v, row, 0); !rows && b < v->clauses->list.len;
         b = next_left(v, row, b + 1), looks++)
        if (!has_point(&v->clauses->list.at[b].cube, point))
            row[b / 64] &= ~(UINT64_C(1) << (b % 64));
    vec_each (struct override, step, &v->clauses->overrides) {
        const struct clause_numbers *clear = some_left(row, &step->test) ? &step->any : &step->none;
        vec_each (uint32_t, b, clear) row[*b / 64] &= ~(UINT64_C(1) << (*b % 64));
    }
    return looks;
}

/* Ranked: the highest of them. */
static uint32_t chosen(const struct model *m, uint32_t approaches) {
    for (size_t a = m->approaches.len; m->ranked && a-- > 0;)
        if (approaches >> a & 1) return UINT32_C(1) << a;
    return approaches;
}

static void decide(const struct version *v, const uint64_t *row, struct outcome *o) {
    const struct model *m = v->model;
    uint32_t close = 0, held = 0;
    for (uint32_t b = next_left(v, row, 0); b < v->clauses->list.len;
         b = next_left(v, row, b + 1)) {
        const struct clause *clause = &v->clauses->list.at[b];
        switch (clause->kind) {
        case CLAUSE_PERMIT: o->permit |= clause->approaches; break;
        case CLAUSE_CLOSE: close |= clause->approaches; break;
        case CLAUSE_OUTSTANDING: held |= clause->approaches; break;
        case CLAUSE_OUTSIDE: o->in_scope = false; break;
        case CLAUSE_FORBIDDEN: o->possible = false; break;
        default: break;
        }
    }
    if (!o->in_scope) return;
    o->open = o->permit & ~close;
    o->used = chosen(m, o->open);
    o->start = chosen(m, o->open & ~held);
    o->conditional = m->ranked ? (o->used & held) != 0 : o->open && !(o->open & ~held);
    uint32_t fallback =
        m->default_approach == MODEL_NONE ? 0 : (UINT32_C(1) << m->default_approach) & ~close;
    o->by_default = !o->open && fallback;
    o->refused = !o->open && !fallback;
    if (o->by_default) o->used = fallback;
    if (!o->start) o->start = fallback & ~held;
}

static void list(const struct version *v, const uint64_t *row, struct outcome *o) {
    const struct model *m = v->model;
    for (uint32_t b = next_left(v, row, 0); b < v->clauses->list.len;
         b = next_left(v, row, b + 1)) {
        const struct clause *clause = &v->clauses->list.at[b];
        if (clause->block == MODEL_NONE) continue;
        uint32_t paragraph = m->blocks.at[clause->block].outline;
        if (clause->kind == CLAUSE_DUTY && (clause->approaches & o->used))
            bitset_add(o->duties, clause->duty);
        if (clause->kind == CLAUSE_OUTSTANDING && (clause->approaches & o->used))
            bitset_add(o->before, clause->duty);
        if (clause->kind == CLAUSE_PERMIT && (clause->approaches & o->used & o->open) &&
            (int)clause->modality > o->modality)
            o->modality = (int)clause->modality;
        if (paragraph == MODEL_NONE) continue;
        if (clause->kind == CLAUSE_CAUTION && (clause->approaches & o->used))
            bitset_add(o->cautions, paragraph);
        if (clause->kind == CLAUSE_PERMIT && (clause->approaches & o->used & o->open))
            bitset_add(o->basis, paragraph);
        uint32_t asked =
            m->default_approach == MODEL_NONE ? o->permit : UINT32_C(1) << m->default_approach;
        if (clause->kind == CLAUSE_CLOSE && o->refused && (clause->approaches & asked))
            bitset_add(o->closed_by, paragraph);
    }
}

void outcome_at(const struct version *v, const uint64_t *without, const uint32_t *point,
                struct outcome *o) {
    uint64_t *row = arena_array(&v->g->own, uint64_t, v->words);
    size_t duties = duty_words(v) * sizeof(uint64_t), outline = outline_words(v) * sizeof(uint64_t);
    *o = (struct outcome){.possible = true,
                          .in_scope = true,
                          .modality = -1,
                          .duties = memset(o->duties, 0, duties),
                          .before = memset(o->before, 0, duties),
                          .cautions = memset(o->cautions, 0, outline),
                          .closed_by = memset(o->closed_by, 0, outline),
                          .basis = memset(o->basis, 0, outline),
                          .rows = o->rows};
    diagrams_look(v->g, find_left(v, without, point, o->rows, row));
    decide(v, row, o);
    if (o->in_scope) list(v, row, o);
    diagrams_forget(v->g);
}

bool outcomes_differ(const struct version *v, const struct outcome *x, const struct outcome *y) {
    size_t duties = duty_words(v) * sizeof(uint64_t), outline = outline_words(v) * sizeof(uint64_t);
    return x->in_scope != y->in_scope || x->by_default != y->by_default ||
           x->refused != y->refused || x->conditional != y->conditional || x->open != y->open ||
           x->start != y->start || x->modality != y->modality ||
           memcmp(x->duties, y->duties, duties) != 0 || memcmp(x->before, y->before, duties) != 0 ||
           memcmp(x->cautions, y->cautions, outline) != 0 ||
           memcmp(x->closed_by, y->closed_by, outline) != 0;
}
