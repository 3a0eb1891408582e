/*
 * Which clauses can hold in a situation, or somewhere in a cube, without a look at each of them.
 *
 * For each class of an axis a bit row says which clauses allow it; the rows of all axes together
 * leave few. Axes that hardly any clause limits have no rows: they would cost more than they save.
 * So what is left may still be elsewhere, and whoever asks looks at each.
 */
#include "space/diagram.h"

/* An axis has rows where one in so many clauses limits it; all rows together have so many words. Of
 * a wider limit the rows are not joined. */
enum { ONE_IN = 16, MOST_WORDS = 1 << 24, WIDEST = 32 };

struct near {
    uint64_t **rows; /* by axis: by class a row; NULL where it has none */
};

static void add_rows(const struct version *v, uint64_t **rows) {
    for (size_t b = 0; b < v->clauses->list.len; b++) {
        const struct cube *cube = &v->clauses->list.at[b].cube;
        for (uint32_t i = 0; i < cube->n_limits; i++) {
            uint64_t *of_axis = rows[cube->limits[i].axis];
            for (uint32_t c = 0; of_axis && c < v->g->s->axes.at[cube->limits[i].axis].classes; c++)
                if (!bitset_has(cube->limits[i].classes, c))
                    bitset_remove(of_axis + c * v->words, b);
        }
    }
}

static struct near *near_new(const struct version *v) {
    const struct space *s = v->g->s;
    struct arena *a = v->g->arena;
    struct near *near = arena_new(a, struct near);
    size_t *limited = arena_array(a, size_t, s->axes.len), n = v->clauses->list.len,
           left = MOST_WORDS;
    near->rows = arena_array(a, uint64_t *, s->axes.len);
    vec_each (const struct clause, b, &v->clauses->list)
        for (uint32_t i = 0; i < b->cube.n_limits; i++) limited[b->cube.limits[i].axis]++;
    for (size_t x = 0; x < s->axes.len; x++) {
        size_t words = s->axes.at[x].classes * v->words;
        if (limited[x] * ONE_IN < n || words > left) continue;
        left -= words;
        near->rows[x] = arena_array(a, uint64_t, words);
        for (size_t c = 0; c < s->axes.at[x].classes; c++)
            bitset_fill(near->rows[x] + c * v->words, n);
    }
    add_rows(v, near->rows);
    return near;
}

static uint64_t *const *rows_of(const struct version *v) {
    if (!*v->near) *v->near = near_new(v);
    return (*v->near)->rows;
}

void version_keep_at(const struct version *v, const uint32_t *point, uint64_t *set) {
    uint64_t *const *rows = rows_of(v);
    for (size_t x = 0; x < v->g->s->axes.len; x++)
        if (rows[x]) bitset_and(set, rows[x] + point[x] * v->words, v->words);
}

void version_keep_near(const struct version *v, const struct cube *cube, uint64_t *set) {
    uint64_t *const *rows = rows_of(v), *some = NULL;
    for (uint32_t i = 0; i < cube->n_limits; i++) {
        const struct limit *l = &cube->limits[i];
        uint32_t classes = v->g->s->axes.at[l->axis].classes;
        if (!rows[l->axis] || bitset_count(l->classes, bitset_words(classes)) > WIDEST) continue;
        some = some ? some : arena_array(&v->g->own, uint64_t, v->words);
        bitset_clear(some, v->words);
        bitset_each (c, l->classes, classes)
            bitset_or(some, rows[l->axis] + c * v->words, v->words);
        bitset_and(set, some, v->words);
    }
}
