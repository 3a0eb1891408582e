/*
 * All completions of a request, by depth-first search over the axes of its unknown facts.
 *
 * A node is a level and the boxes left at it; two nodes with the same boxes have the same completions below, so what was found is kept
 * in a cache under that key (a reduced decision diagram, after R. E. Bryant, Graph-based algorithms for Boolean function manipulation,
 * 1986, of which only the part that this request reaches is ever built). The cache may lose entries: it saves work, never changes
 * a result. The stack is in work memory.
 */
#include "runtime/private.h"

static uint64_t *level_row(uint64_t *rows, const struct strat_search *s, uint32_t level)
{
    return rows + (size_t)level * s->words;
}

/* ---- results ---- */

static void empty(struct strat_result_set *r)
{
    strat_i_clear(r->pairs, STRAT_PAIR_WORDS);
    r->answers = r->most = 0;
    r->open = 0;
    r->now = r->modality = 0;
    r->flags = 0;
}

static int64_t least_now(const struct strat_search *s, int64_t a, int64_t b)
{
    if (s->ranked)
        return a < b ? a : b;
    return a == b ? a : a == STRAT_NONE || b == STRAT_NONE ? STRAT_NONE : STRAT_NULL; /* `none` is below all */
}

static void merge(const struct strat_search *s, struct strat_result_set *to, const struct strat_result_set *from)
{
    uint32_t i;
    if (from->flags == 0)
        return;
    if (to->flags & STRAT_SOME && from->flags & STRAT_SOME) {
        to->open &= from->open;
        to->now = least_now(s, to->now, from->now);
        to->modality = to->modality < from->modality ? to->modality : from->modality;
    } else if (from->flags & STRAT_SOME) {
        to->open = from->open;
        to->now = from->now;
        to->modality = from->modality;
    }
    for (i = 0; i < STRAT_PAIR_WORDS; i++)
        to->pairs[i] |= from->pairs[i];
    to->answers = to->answers + from->answers > 2 ? 2 : to->answers + from->answers;
    to->most = to->most > from->most ? to->most : from->most;
    to->flags |= from->flags;
}

STRAT_LOCAL uint64_t strat_i_count_pairs(const struct strat_result_set *r)
{
    uint64_t n = 0;
    uint32_t i;
    for (i = 0; i < STRAT_PAIR_WORDS; i++) {
        uint64_t rest = r->pairs[i];
        for (; rest; rest &= rest - 1)
            n++;
    }
    return n;
}

/* At the boundary, what lies below is turned into what is asked of it. */
static void conclude(const struct strat_search *s, struct strat_result_set *r)
{
    uint64_t n = strat_i_count_pairs(r);
    if (r->flags == 0)
        return;
    if (s->question == STRAT_Q_ALONE) {
        if (n > 1)
            r->flags |= STRAT_DIFFERS;
    } else if (s->question == STRAT_Q_LEFT) {
        r->answers = 1;
        r->most = n;
    }
}

/* ---- leaves ---- */

static void ask_pair(struct strat_search *s, struct strat_result_set *r)
{
    struct strat_leaf leaf;
    uint32_t pair;
    strat_i_leaf(s, &leaf);
    pair = strat_i_pair(s, &leaf);
    r->pairs[pair / 64] |= (uint64_t)1 << (pair % 64);
    r->open = leaf.open;
    r->now = leaf.now;
    r->modality = leaf.modality;
    r->flags = STRAT_SOME;
}

static void ask_item(struct strat_search *s, struct strat_result_set *r)
{
    uint32_t a;
    int has = 0;
    if (s->question != STRAT_Q_CLOSED) {
        has = strat_i_any(s->box, s->item, s->words);
    } else {
        for (a = 0; a < s->approaches && !has; a++) {
            const uint64_t *close = strat_i_mask_of(s, a, M_CLOSE);
            uint32_t k;
            if (!strat_i_any(s->box, strat_i_mask_of(s, a, M_PERMIT), s->words))
                continue;
            for (k = 0; k < s->words; k++)
                has = has || (s->box[k] & close[k] & s->item[k]) != 0;
        }
    }
    r->flags = (uint64_t)STRAT_SOME | (uint64_t)(has ? STRAT_HAS : STRAT_LACKS);
}

/* Both values of a judgement, all else equal: does a completion differ from what its reverse would be? */
static void ask_reverse(struct strat_search *s, const uint64_t *alive, struct strat_result_set *r)
{
    const uint64_t *assumed = strat_i_mask(s, M_FORBIDDEN);
    int completion[2], possible[2];
    uint32_t pair[2], v, k;
    for (v = 0; v < 2; v++) {
        const uint64_t *row = strat_i_row(s, s->reversed_axis, v);
        struct strat_leaf leaf;
        for (k = 0; k < s->words; k++)
            s->box[k] = alive[k] & row[k];
        strat_i_steps(s);
        possible[v] = !strat_i_any(s->box, assumed, s->words);
        completion[v] = possible[v] && ((s->reversed_allowed >> v) & 1) && !strat_i_any(s->box, s->silent, s->words);
        strat_i_leaf(s, &leaf);
        pair[v] = strat_i_pair(s, &leaf);
    }
    if (completion[0] || completion[1])
        r->flags |= STRAT_SOME;
    if (((completion[0] && possible[1]) || (completion[1] && possible[0])) && pair[0] != pair[1])
        r->flags |= STRAT_DIFFERS;
}

static void ask_leaf(struct strat_search *s, const uint64_t *alive, struct strat_result_set *r)
{
    empty(r);
    if (s->question == STRAT_Q_REVERSE) {
        ask_reverse(s, alive, r);
        return;
    }
    strat_i_copy(s->box, alive, s->words);
    strat_i_steps(s);
    if (strat_i_any(s->box, s->silent, s->words)
        || (s->question != STRAT_Q_WORLD && strat_i_any(s->box, strat_i_mask(s, M_FORBIDDEN), s->words)))
        return;
    if (s->question == STRAT_Q_DECISION || s->question == STRAT_Q_ALONE || s->question == STRAT_Q_LEFT) {
        ask_pair(s, r);
    } else if (s->question == STRAT_Q_MODALITY) {
        r->modality = strat_i_modality(s, s->approach);
        r->flags = STRAT_SOME;
    } else {
        ask_item(s, r);
    }
}

/* ---- cache ---- */

static uint64_t *cache_entry(struct strat_search *s, uint32_t level)
{
    const uint64_t *alive = level_row(s->alive, s, level);
    uint64_t h = (s->work->epoch << 20) + level;
    uint32_t k;
    for (k = 0; k < s->words; k++) {
        h = (h ^ alive[k]) * 0x9e3779b97f4a7c15u;
        h ^= h >> 29;
    }
    h ^= h >> 32;
    return s->cache + (size_t)(h & (s->cache_entries - 1)) * s->entry_words;
}

static int cache_get(struct strat_search *s, uint32_t level, struct strat_result_set *r)
{
    const uint64_t *alive = level_row(s->alive, s, level);
    uint64_t *entry;
    uint32_t k;
    if (s->cache_entries == 0)
        return 0;
    entry = cache_entry(s, level);
    if (entry[0] != (s->work->epoch << 20) + level)
        return 0;
    for (k = 0; k < s->words; k++)
        if (entry[1 + k] != alive[k])
            return 0;
    strat_i_copy((uint64_t *)(void *)r, entry + 1 + s->words, STRAT_RESULT_WORDS);
    return 1;
}

static void cache_put(struct strat_search *s, uint32_t level, struct strat_result_set *r)
{
    uint64_t *entry;
    if (s->cache_entries == 0)
        return;
    entry = cache_entry(s, level);
    entry[0] = (s->work->epoch << 20) + level;
    strat_i_copy(entry + 1, level_row(s->alive, s, level), s->words);
    strat_i_copy(entry + 1 + s->words, (const uint64_t *)(const void *)r, STRAT_RESULT_WORDS);
}

/* Each search has an epoch of its own, so that it meets no entry of another. */
static void new_epoch(struct strat_search *s)
{
    if (s->work->epoch == 0 || s->work->epoch >= (uint64_t)1 << 43)
        strat_i_clear(s->cache, s->cache_entries * s->entry_words), s->work->epoch = 0;
    s->work->epoch++;
}

/* ---- the search ---- */

/* Goes to the next child of `level`; 0 where there is none left. */
static int descend(struct strat_search *s, uint32_t level)
{
    uint32_t axis = (uint32_t)s->order[level];
    uint64_t *alive = level_row(s->alive, s, level), *child = level_row(s->alive, s, level + 1), *last = level_row(s->last, s, level);
    int counts = s->question == STRAT_Q_LEFT && level < s->boundary; /* there even children that are alike are counted */
    while (s->next[level] < AXIS_CLASSES(s->axis[axis])) {
        uint32_t c = (uint32_t)s->next[level]++, k;
        const uint64_t *row = strat_i_row(s, axis, c);
        uint64_t differs = c == 0 || counts;
        for (k = 0; k < s->words; k++) {
            child[k] = alive[k] & row[k];
            differs |= child[k] ^ last[k];
        }
        if (!differs)
            continue;
        strat_i_copy(last, child, s->words);
        return 1;
    }
    return 0;
}

enum move { DEEPER, FINISHED, FOUND };

static enum move enter(struct strat_search *s, uint32_t level)
{
    struct strat_result_set *r = &s->results[level];
    if (level == s->n_order) {
        ask_leaf(s, level_row(s->alive, s, level), r);
        return FINISHED;
    }
    if (cache_get(s, level, r))
        return FOUND;
    empty(r);
    s->next[level] = 0;
    return descend(s, level) ? DEEPER : FINISHED;
}

/* What more completions could not change. */
static int enough(const struct strat_result_set *r)
{
    const uint64_t both = (uint64_t)STRAT_HAS | (uint64_t)STRAT_LACKS;
    return (r->flags & STRAT_DIFFERS) != 0 || (r->flags & both) == both;
}

STRAT_LOCAL enum strat_result strat_i_search(struct strat_search *s, struct strat_result_set *out)
{
    uint64_t max = s->work->max_steps ? s->work->max_steps : STRAT_STEPS;
    uint32_t level = 0, k;
    int entered = 1;
    new_epoch(s);
    for (k = 0; k < s->words; k++)
        s->alive[k] = s->base[k] & s->relevant[k];
    for (;;) {
        struct strat_result_set *r = &s->results[level];
        enum move move = entered ? enter(s, level) : descend(s, level) ? DEEPER : FINISHED;
        if (++s->steps > max || s->too_many)
            return STRAT_NOT_DECIDED;
        if (move == DEEPER) {
            level++;
            entered = 1;
            continue;
        }
        if (move == FINISHED && level == s->boundary)
            conclude(s, r);
        if (move == FINISHED && level < s->n_order)
            cache_put(s, level, r);
        if (level == 0 || enough(r)) {
            strat_i_copy((uint64_t *)(void *)out, (const uint64_t *)(const void *)r, STRAT_RESULT_WORDS);
            return STRAT_OK;
        }
        level--;
        merge(s, &s->results[level], r);
        entered = 0;
    }
}

STRAT_LOCAL void strat_i_close_relevant(struct strat_search *s)
{
    const uint64_t *forbidden = strat_i_mask(s, M_FORBIDDEN);
    uint64_t i;
    uint32_t k;
    for (k = 0; k < s->words; k++)
        s->relevant[k] |= forbidden[k] | s->silent[k];
    for (i = s->n_steps; i-- > 0;) {
        const uint64_t *step = s->step + 2 * i;
        const uint64_t *entry = s->entries + 2 * STEP_FIRST(step);
        const uint64_t *tests = entry + 2 * STEP_TESTED(step);
        const uint64_t *end = tests + 2 * (STEP_ANY(step) + STEP_NONE(step)), *cleared;
        uint64_t touches = 0;
        for (cleared = tests; cleared < end; cleared += 2)
            touches |= s->relevant[cleared[0]] & cleared[1];
        for (; touches && entry < tests; entry += 2)
            s->relevant[entry[0]] |= entry[1];
    }
}
