/*
 * From clauses to diagrams: axis after axis, with the row of those clauses that are still possible.
 *
 * Only the clauses that are asked for, and those that decide about them through the steps, take
 * part: they are numbered anew for each question, so a question about a few rules of many costs
 * what a policy of those few rules would.
 */
#include "space/diagram_private.h"

#include <string.h>

void row_set(uint64_t *row, uint32_t clause) { row[clause / 64] |= UINT64_C(1) << (clause % 64); }

bool row_has(const uint64_t *row, uint32_t clause) { return row[clause / 64] >> (clause % 64) & 1; }

uint64_t *version_row(const struct version *v) {
    return arena_array(v->g->arena, uint64_t, v->words);
}

/* An axis that limits one of the clauses of a question. */
struct level {
    uint32_t axis;
    uint64_t *rows;    /* a row for each class */
    uint32_t *like;    /* by class: the first class with the same row */
    uint64_t *uniform; /* the clauses that no class rules out */
    uint64_t *sure;    /* asked clauses that are left for sure once they are possible here: nothing
                          from    here on limits them, no step clears them */
};

struct met_slot {
    uint64_t *row; /* NULL: free */
    uint32_t level;
    diagram region, is;
};

struct search_above {
    struct diagrams *g;
    struct arena *arena; /* gone with the answer */
    size_t words;
    struct level *levels;
    uint32_t n_levels;      /* one more behind them has no axis */
    struct overrides steps; /* those that matter, in the numbers of the question */
    uint64_t *asked, *scratch;
    struct met_slot *met;
    size_t n_met, used;
    const struct version *v;
    struct clause_numbers clauses; /* those that take part, in the numbers of the version */
    uint32_t *number;              /* by clause of the version: its number here */
    uint32_t helpers;
    uint64_t *start; /* all of them */
};

/* ---- the question in numbers of its own ---- */

static bool touches(const uint64_t *row, const struct clause_numbers *clauses) {
    vec_each (uint32_t, b, clauses)
        if (row_has(row, *b)) return true;
    return false;
}

/* Adds to a row what its clauses depend on through the steps. */
static void add_tested(const struct version *v, uint64_t *row) {
    for (size_t i = v->clauses->overrides.len; i-- > 0;) {
        const struct override *step = &v->clauses->overrides.at[i];
        if (touches(row, &step->any) || touches(row, &step->none))
            vec_each (uint32_t, b, &step->test) row_set(row, *b);
    }
}

static struct clause_numbers renumber(struct search_above *q, const struct clause_numbers *clauses,
                                      const uint32_t *number) {
    struct clause_numbers own = {0};
    vec_each (uint32_t, b, clauses)
        if (number[*b] != MODEL_NONE) vec_push(q->arena, &own, number[*b]);
    return own;
}

/* A step whose test nothing can pass any more still clears what stands under `none`. */
static void apply_overrides(struct search_above *q, const struct version *v,
                            const uint32_t *number) {
    vec_each (struct override, step, &v->clauses->overrides) {
        struct override own = {renumber(q, &step->test, number), renumber(q, &step->any, number),
                               renumber(q, &step->none, number), step->priority};
        if (own.none.len || (own.any.len && own.test.len)) vec_push(q->arena, &q->steps, own);
    }
}

static void make_level(struct search_above *q, struct level *l, uint32_t axis) {
    uint32_t classes = q->g->s->axes.at[axis].classes;
    l->axis = axis;
    l->rows = arena_array(q->arena, uint64_t, classes * q->words);
    l->like = arena_array(q->arena, uint32_t, classes);
    memset(l->rows, 0xff, classes * q->words * sizeof *l->rows);
}

static void limit_rows(const struct search_above *q, const struct level *l,
                       const struct limit *limit, uint32_t clause) {
    uint32_t classes = q->g->s->axes.at[l->axis].classes;
    l->uniform[clause / 64] &= ~(UINT64_C(1) << (clause % 64));
    for (uint32_t c = 0; c < classes; c++)
        if (!(limit->classes[c / 64] >> (c % 64) & 1))
            l->rows[c * q->words + clause / 64] &= ~(UINT64_C(1) << (clause % 64));
}

/* By hash: an axis may have thousands of classes. */
static void find_alike(const struct search_above *q, const struct level *l) {
    uint32_t classes = q->g->s->axes.at[l->axis].classes, n = 4;
    while (n < 2 * classes) n *= 2;
    uint32_t *slots = arena_array(q->arena, uint32_t, n); /* class + 1 */
    for (uint32_t c = 0; c < classes; c++) {
        const uint64_t *row = l->rows + c * q->words;
        uint64_t h = 0;
        for (size_t k = 0; k < q->words; k++) h = mix(h, row[k]);
        uint32_t i = (uint32_t)(h ^ h >> 32) & (n - 1);
        while (slots[i] &&
               memcmp(l->rows + (slots[i] - 1) * q->words, row, q->words * sizeof *row) != 0)
            i = (i + 1) & (n - 1);
        if (!slots[i]) slots[i] = c + 1;
        l->like[c] = slots[i] - 1;
    }
}

/* `clauses`: those of the question, in their old numbers. */
static void make_levels(struct search_above *q, const struct version *v,
                        const struct clause_numbers *clauses) {
    size_t axes = q->g->s->axes.len;
    uint32_t *level_of = arena_array(q->arena, uint32_t, axes);
    vec_each (uint32_t, b, clauses) {
        const struct cube *cube = &v->clauses->list.at[*b].cube;
        for (uint32_t i = 0; i < cube->n_limits; i++) level_of[cube->limits[i].axis] = 1;
    }
    q->levels = arena_array(q->arena, struct level, axes + 1);
    for (uint32_t k = 0; k < axes; k++) {
        uint32_t x = q->g->at_rank[k];
        if (!level_of[x]) continue;
        level_of[x] = q->n_levels;
        make_level(q, &q->levels[q->n_levels++], x);
    }
    for (uint32_t k = 0; k <= q->n_levels; k++) {
        q->levels[k].uniform = arena_array(q->arena, uint64_t, q->words);
        q->levels[k].sure = arena_array(q->arena, uint64_t, q->words);
        memset(q->levels[k].uniform, 0xff, q->words * sizeof(uint64_t));
    }
    uint64_t *cleared = arena_array(q->arena, uint64_t, q->words);
    vec_each (struct override, step, &q->steps) {
        vec_each (uint32_t, b, &step->any) row_set(cleared, *b);
        vec_each (uint32_t, b, &step->none) row_set(cleared, *b);
    }
    for (uint32_t i = 0; i < clauses->len; i++) {
        const struct cube *cube = &v->clauses->list.at[clauses->at[i]].cube;
        uint32_t free_from = 0;
        for (uint32_t k = 0; k < cube->n_limits; k++) {
            uint32_t level = level_of[cube->limits[k].axis];
            free_from = level >= free_from ? level + 1 : free_from;
            limit_rows(q, &q->levels[level], &cube->limits[k], i);
        }
        if (row_has(q->asked, i) && !row_has(cleared, i)) row_set(q->levels[free_from].sure, i);
    }
    for (uint32_t k = 1; k <= q->n_levels; k++)
        for (size_t w = 0; w < q->words; w++) q->levels[k].sure[w] |= q->levels[k - 1].sure[w];
    for (uint32_t k = 0; k < q->n_levels; k++) find_alike(q, &q->levels[k]);
}

/* ---- the answer ---- */

static struct met_slot *find_met(struct search_above *q, uint32_t level, diagram region,
                                 const uint64_t *row) {
    uint64_t h = mix(level, region);
    for (size_t k = 0; k < q->words; k++) h = mix(h, row[k]);
    size_t i = (size_t)(h ^ h >> 32) & (q->n_met - 1);
    while (q->met[i].row && (q->met[i].level != level || q->met[i].region != region ||
                             memcmp(q->met[i].row, row, q->words * sizeof *row) != 0))
        i = (i + 1) & (q->n_met - 1);
    return &q->met[i];
}

static void remember(struct search_above *q, struct met_slot like) {
    if (2 * (q->used + 1) > q->n_met) {
        struct met_slot *old = q->met;
        size_t n = q->n_met;
        q->n_met *= 2;
        q->met = arena_array(q->arena, struct met_slot, q->n_met);
        for (size_t i = 0; i < n; i++)
            if (old[i].row) *find_met(q, old[i].level, old[i].region, old[i].row) = old[i];
    }
    struct met_slot *slot = find_met(q, like.level, like.region, like.row);
    *slot = like;
    slot->row = arena_array(q->arena, uint64_t, q->words);
    memcpy(slot->row, like.row, q->words * sizeof *like.row);
    q->used++;
}

static bool inside(const uint64_t *a, const uint64_t *b, size_t n) {
    uint64_t outside = 0;
    for (size_t i = 0; i < n; i++) outside |= a[i] & ~b[i];
    return outside == 0;
}

static bool meet(const uint64_t *a, const uint64_t *b, size_t n) {
    uint64_t both = 0;
    for (size_t i = 0; i < n; i++) both |= a[i] & b[i];
    return both != 0;
}

static bool is_left(struct search_above *q, const uint64_t *row) {
    memcpy(q->scratch, row, q->words * sizeof *row);
    vec_each (struct override, step, &q->steps) {
        const struct clause_numbers *clear =
            touches(q->scratch, &step->test) ? &step->any : &step->none;
        vec_each (uint32_t, b, clear) q->scratch[*b / 64] &= ~(UINT64_C(1) << (*b % 64));
    }
    return meet(q->scratch, q->asked, q->words);
}

enum { ROW_WORDS = 16 };

/* YES only where the region is. Depth at most the number of axes. */
static diagram answer(struct search_above *q, uint32_t level, diagram region, uint64_t *row) {
    struct diagrams *g = q->g;
    if (region == NO || !meet(row, q->asked, q->words)) return NO;
    while (level < q->n_levels && inside(row, q->levels[level].uniform, q->words)) level++;
    if (meet(row, q->levels[level].sure, q->words)) return region;
    if (level == q->n_levels) return is_left(q, row) ? region : (diagram)NO;
    const struct met_slot *met = find_met(q, level, region, row);
    if (met->row) return met->is;
    const struct level *l = &q->levels[level];
    bool first = rank_of(g, region) < g->rank[l->axis],
         both = rank_of(g, region) == g->rank[l->axis];
    uint32_t axis = first ? node_of(g, region)->axis : l->axis, n = g->s->axes.at[axis].classes;
    if (g->work) /* a step here takes longer the more clauses there are */
        g->work->left -=
            g->work->left < n * q->words / ROW_WORDS ? g->work->left : n * q->words / ROW_WORDS;
    if (diagrams_tired(g, axis)) return NO;
    diagram *child = arena_array(q->arena, diagram, n);
    uint64_t *next = arena_array(q->arena, uint64_t, q->words);
    for (uint32_t c = 0; c < n; c++) {
        if (!first && !both && l->like[c] != c) {
            child[c] = child[l->like[c]];
            continue;
        }
        for (size_t k = 0; k < q->words; k++)
            next[k] = first ? row[k] : row[k] & l->rows[c * q->words + k];
        child[c] = answer(q, first ? level : level + 1, below(g, region, axis, c), next);
    }
    if (g->gave_up) return NO; /* what was found before stands, see diagram_clauses_in() */
    diagram made = diagrams_node(g, axis, child);
    remember(q, (struct met_slot){row, level, region, made});
    return made;
}

struct search_above *diagrams_search_new(const struct version *v, const uint64_t *row,
                                         const uint64_t *without) {
    struct diagrams *g = v->g;
    struct search_above *q = arena_new(&g->own, struct search_above);
    struct clause_numbers clauses = {0};
    *q = (struct search_above){.g = g, .arena = &g->own, .n_met = 64};
    uint64_t *all = arena_array(q->arena, uint64_t, v->words);
    uint32_t *number = arena_array(q->arena, uint32_t, v->clauses->list.len);
    memcpy(all, row, v->words * sizeof *row);
    add_tested(v, all);
    for (size_t k = 0; without && k < v->words; k++) all[k] &= ~without[k];
    for (uint32_t b = 0; b < v->clauses->list.len; b++) {
        number[b] = row_has(all, b) ? (uint32_t)clauses.len : MODEL_NONE;
        if (!row_has(all, b)) continue;
        vec_push(q->arena, &clauses, b);
        q->helpers += v->clauses->list.at[b].kind == CLAUSE_HELPER;
    }
    q->words = clauses.len / 64 + 1;
    q->asked = arena_array(q->arena, uint64_t, q->words);
    q->scratch = arena_array(q->arena, uint64_t, q->words);
    q->met = arena_array(q->arena, struct met_slot, q->n_met);
    q->start = arena_array(q->arena, uint64_t, q->words);
    for (uint32_t i = 0; i < clauses.len; i++) {
        row_set(q->start, i);
        if (row_has(row, clauses.at[i])) row_set(q->asked, i);
    }
    q->v = v;
    q->clauses = clauses;
    q->number = number;
    return q;
}

diagram diagrams_search(struct search_above *q, diagram region) {
    if (!q->levels) {
        apply_overrides(q, q->v, q->number);
        make_levels(q, q->v, &q->clauses);
    }
    return answer(q, 0, region, q->start);
}

/* What is asked in one way is asked in the other where it takes more than so many steps, then again
 * in the first with more of them. Where parts of conditions stand for themselves, from below first,
 * with half of what there is: from above that may take forever. */
enum { FIRST_TRY = 20000, NEXT_TRY = 16, FEW_HELPERS = 16 };

static diagram find(const struct version *v, const uint64_t *row, const uint64_t *without,
                    diagram region) {
    struct diagrams *g = v->g;
    struct search_above *q = diagrams_search_new(v, row, without);
    uint64_t stop_at = g->stop_at, left = stop_at > g->steps ? stop_at - g->steps : 0;
    bool above = q->helpers <= FEW_HELPERS;
    uint64_t steps = above ? FIRST_TRY : left / 2;
    for (size_t kept = g->nodes.len;; above = !above) {
        bool last = left <= steps;
        g->stop_at = last ? stop_at : g->steps + steps;
        q = q ? q : diagrams_search_new(v, row, without);
        diagram d = above ? diagrams_search(q, region) : diagrams_fold(v, row, without, region);
        g->stop_at = stop_at;
        if (!g->gave_up) return d;
        last = last || g->why != WHY_KINDS;
        diagrams_fold_drop(v, kept); /* what it made is of no use to anybody */
        if (last) return NO;
        g->gave_up = false;
        q = NULL;
        left = stop_at > g->steps ? stop_at - g->steps : 0;
        steps = above ? steps * NEXT_TRY : steps;
    }
}

diagram diagram_clauses(const struct version *v, const uint64_t *row, const uint64_t *without) {
    return diagram_clauses_in(v, row, without, YES);
}

diagram diagram_clauses_in(const struct version *v, const uint64_t *row, const uint64_t *without,
                           diagram region) {
    v->g->asked++;
    diagram d = region == NO || v->g->gave_up ? (diagram)NO : find(v, row, without, region);
    diagrams_forget(v->g);
    return d;
}

diagram diagram_of(const struct version *v, const uint64_t *without, clause_picker *pick,
                   void *context) {
    uint64_t *row = arena_array(&v->g->own, uint64_t, v->words);
    bool some = false;
    for (uint32_t b = 0; b < v->clauses->list.len; b++) {
        if (!pick(context, &v->clauses->list.at[b])) continue;
        row_set(row, b);
        some = true;
    }
    return some ? diagram_clauses(v, row, without) : (diagram)NO;
}

static bool is_probe(void *context, const struct clause *b) {
    return b->kind == CLAUSE_PROBE && b->index == *(const uint32_t *)context;
}

diagram diagram_of_probe(const struct version *v, uint32_t probe) {
    return diagram_of(v, NULL, is_probe, &probe);
}
