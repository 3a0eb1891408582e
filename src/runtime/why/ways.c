/*
 * Ways: what would have to be otherwise in a request for an approach to be open. Which sets of
 * facts would do, sets.c; with what values, values.c.
 */
#include "runtime/why/ways.h"
#include "runtime/values.h"

/* ---- memory of the caller ---- */

STRAT_LOCAL size_t strat_i_value_words(const uint64_t *t, uint64_t fact) {
    if (FACT_KIND(fact) == STRAT_FLAG) return 1;
    return FACT_KIND(fact) == STRAT_ONE_OF ? (size_t)(fact_map(t, fact)[0] + 63) / 64 : 0;
}

static size_t words_of(size_t bytes) { return (bytes + sizeof(uint64_t) - 1) / sizeof(uint64_t); }

static size_t set_words(const uint64_t *t) { return (size_t)t[H_FACTS] / 64 + 1; }

/* Of one way: its changes, and all their values. */
static size_t change_words(const uint64_t *t) {
    return words_of((size_t)(t[H_FACTS] + 1) * sizeof(struct strat_change));
}

static size_t way_words(const uint64_t *t) {
    size_t words = change_words(t);
    uint32_t f;
    for (f = 0; f < t[H_FACTS]; f++) words += strat_i_value_words(t, t[t[H_FACT_AT] + f]);
    return words;
}

STRAT_API size_t strat_ways_words(const struct strat_policy *p) {
    return set_words(p->table) + words_of(STRAT_MANY_WAYS * sizeof(struct strat_way)) +
           STRAT_MANY_WAYS * way_words(p->table);
}

STRAT_API void strat_ways_init(const struct strat_policy *p, uint64_t *memory,
                               struct strat_ways *ways) {
    size_t words = way_words(p->table), i;
    ways->facts = memory;
    memory += set_words(p->table);
    ways->ways = (struct strat_way *)(void *)memory;
    memory += words_of(STRAT_MANY_WAYS * sizeof(struct strat_way));
    for (i = 0; i < STRAT_MANY_WAYS; i++, memory += words) {
        ways->ways[i].changes = (struct strat_change *)(void *)memory;
        ways->ways[i].changes[0].values = memory + change_words(p->table);
    }
    strat_i_fill(ways->facts, set_words(p->table), 0);
    ways->open = 0;
    ways->count = 0;
    ways->n = ways->sets = 0;
}

/* ---- functions of the request ---- */

/* reg[to]: where this judgement, of which nothing is said, has the value yes; or NO where nothing
 * tells its values apart. */
static void put_value(struct strat_search *w, uint32_t to, uint32_t i) {
    struct strat_block b = strat_i_block(w->s, i);
    w->s->d.reg[to] = STRAT_NO;
    if (b.bits > 0) strat_i_put(w->s, to, b.level + 1);
}

/* STRAT_R_ALL: the completions of changed requests: the levels of `kept` of judgements of which
 * nothing is said tell which of them are left to presumptions. */
static void make_completions(struct strat_search *w) {
    struct strat_state *s = w->s;
    uint32_t number;
    s->d.reg[STRAT_R_ALL] = s->d.reg[STRAT_R_POSSIBLE];
    for (number = 0; number < s->t[H_PRESUMED]; number++) {
        uint32_t fact = (uint32_t)s->t[s->t[H_PRESUMED_AT] + number];
        uint64_t level = w->level_of[fact];
        if (s->request.known[fact] || level == STRAT_NO_LEVEL) continue;
        strat_i_gather(s, STRAT_R_X, strat_i_mask_of_presumed(s, number), (const uint64_t *)0);
        strat_i_put(s, STRAT_R_Y, (uint32_t)level);
        strat_i_do(s, STRAT_R_X, STRAT_OP_AND, STRAT_R_X, STRAT_R_Y);
        strat_i_do(s, STRAT_R_ALL, STRAT_OP_BUT, STRAT_R_ALL, STRAT_R_X);
    }
}

/* STRAT_R_Z: the completions of the request as it stands. */
static void make_own_completions(struct strat_search *w) {
    struct strat_state *s = w->s;
    uint32_t all = STRAT_YES, i, k;
    for (i = s->n_open; i-- > 0 && all != STRAT_FULL;) {
        struct strat_block b = strat_i_block(s, i);
        uint64_t own = w->own[b.axis];
        for (k = b.bits; k-- > 0 && own != STRAT_OPEN_CLASS && all != STRAT_FULL;) {
            int high = (STRAT_GROUP_OF(b.group[own]) >> (b.bits - 1 - k)) & 1;
            all = strat_i_make(s, b.level + 1 + k, high ? (uint32_t)STRAT_NO : all,
                               high ? all : (uint32_t)STRAT_NO);
        }
        if (all != STRAT_FULL) all = strat_i_make(s, b.level, STRAT_NO, all);
    }
    if (all != STRAT_FULL) all = strat_i_apply(s, STRAT_OP_AND, all, s->d.reg[STRAT_R_ALL]);
    if (all == STRAT_FULL) s->stopped = 1;
    s->d.reg[STRAT_R_Z] = s->stopped ? (uint32_t)STRAT_NO : all;
}

/* By fact what it costs a set. */
static void put_costs(struct strat_search *w) {
    struct strat_state *s = w->s;
    uint32_t i;
    make_own_completions(w);
    for (i = 0; i < s->n_open && !s->stopped; i++) {
        struct strat_block b = strat_i_block(s, i);
        uint32_t f = AXIS_FACT(s->axis[b.axis]);
        int known = w->own[b.axis] != STRAT_OPEN_CLASS;
        struct strat_fact info;
        if (!known && FACT_PRESUMED(s->t[s->t[H_FACT_AT] + f]) && b.bits > 0) {
            put_value(w, STRAT_R_X, i);
            known = !strat_i_somewhere(s, STRAT_OP_AND, STRAT_R_Z, STRAT_R_X) ||
                    !strat_i_somewhere(s, STRAT_OP_BUT, STRAT_R_Z, STRAT_R_X);
        }
        strat_get_fact(s->p, f, &info);
        w->cost[f].within = !known                       ? STRAT_COST_UNKNOWN
                            : info.role == STRAT_NO_ROLE ? STRAT_COST_KNOWN
                                                         : STRAT_COST_MOST;
        w->cost[f].as_other = STRAT_COST_ANY + (uint64_t)known;
        if (known && info.role == STRAT_PARTNER) w->cost[f].as_other += STRAT_COST_PARTNER;
    }
}

/* reg[to]: the changes with which each completion is in reg[in]. */
static void make_sure(struct strat_search *w, uint32_t to, uint32_t in) {
    struct strat_state *s = w->s;
    strat_i_do(s, STRAT_R_X, STRAT_OP_BUT, STRAT_R_ALL, in);
    strat_i_changed(w, STRAT_R_X, STRAT_R_X);
    strat_i_do(s, to, STRAT_OP_BUT, STRAT_R_SOME, STRAT_R_X);
}

/* Whether the change that changes nothing is in reg[of]. */
static int is_as_it_is(const struct strat_search *w, uint32_t of) {
    const struct strat_diagrams *d = &w->s->d;
    uint32_t f = d->reg[of];
    while (f > STRAT_YES) f = strat_i_high(d, f); /* all kept */
    return f == STRAT_YES;
}

/* ---- the list ---- */

/* The sets that may be told: the best of all, and for each paragraph the best. */
struct telling {
    struct strat_found best[STRAT_MOST_WAYS], through[STRAT_MOST_WAYS], one;
    uint32_t n_best, n_through, most;
    struct strat_way *ways; /* by slot */
};

/* The best of reg[of], of the minimal sets: *n. True: one of them says again what others say, and
 * was taken out of the minimal ones, so that it is to be asked anew. */
static int find_best(struct strat_search *w, uint32_t of, struct strat_found *found, uint32_t most,
                     uint32_t *n) {
    uint32_t i, out = 0;
    *n = w->s->stopped ? 0 : strat_i_best_sets(w, of, found, most);
    for (i = 0; i < *n && !w->s->stopped; i++) {
        if (!strat_i_is_restated(w, found[i].facts)) continue;
        strat_i_take_out(w, STRAT_R_MINIMAL, found[i].facts);
        out = 1;
    }
    if (w->s->stopped) *n = 0;
    return out && !w->s->stopped;
}

/* Into the list of those that lead through a paragraph each. */
static void keep_through(struct strat_search *w, struct telling *to, int32_t paragraph) {
    struct strat_found one = to->one, last;
    uint32_t i, n = to->n_through;
    one.through = paragraph;
    if (n == STRAT_MOST_WAYS && !strat_i_set_before(w, &one, &to->through[n - 1])) return;
    if (n < STRAT_MOST_WAYS) to->n_through = ++n;
    last = to->through[n - 1]; /* its memory and slot are free now */
    strat_i_copy(last.facts, one.facts, w->set_words);
    one.facts = last.facts;
    one.slot = last.slot;
    for (i = n - 1; i > 0 && strat_i_set_before(w, &one, &to->through[i - 1]); i--)
        to->through[i] = to->through[i - 1];
    to->through[i] = one;
    strat_i_put_changes(w, STRAT_R_BY_PARAGRAPH, one.facts, &to->ways[one.slot]);
}

/* What a paragraph opens by itself, STRAT_R_WAY: the best set that leads through it, and those of
 * the best that do. */
static void look_through(struct strat_search *w, struct telling *to, int32_t paragraph) {
    struct strat_state *s = w->s;
    uint32_t i;
    make_sure(w, STRAT_R_BY_PARAGRAPH, STRAT_R_WAY);
    strat_i_changing(w, STRAT_R_SETS_BY_PARAGRAPH, STRAT_R_BY_PARAGRAPH);
    for (i = 0; i < to->n_best && !s->stopped; i++) {
        struct strat_found *best = &to->best[i];
        if ((best->through >= 0 && best->through < paragraph) ||
            !strat_i_has_set(w, STRAT_R_SETS_BY_PARAGRAPH, best->facts))
            continue;
        best->through = paragraph;
        strat_i_put_changes(w, STRAT_R_BY_PARAGRAPH, best->facts, &to->ways[best->slot]);
    }
    do strat_i_do(s, STRAT_R_WAY, STRAT_OP_AND, STRAT_R_SETS_BY_PARAGRAPH, STRAT_R_MINIMAL);
    while (find_best(w, STRAT_R_WAY, &to->one, 1, &i));
    if (i == 1) keep_through(w, to, paragraph);
}

STRAT_LOCAL int32_t strat_i_take_first(struct strat_state *s, enum strat_item of) {
    uint32_t first = 0, k;
    int some = 0;
    strat_i_fill(s->item, s->words, 0);
    for (k = 0; k < s->words; k++) {
        uint64_t rest = s->rest[k];
        for (; rest; rest &= rest - 1) {
            uint32_t clause = k * 64 + strat_i_lowest(rest), id;
            uint64_t word = s->clauses[clause];
            id = of == STRAT_ITEM_DUTY ? CLAUSE_ITS_DUTY(word) : CLAUSE_ITS_ID(word);
            if (some && id > first) continue;
            if (some && id < first) strat_i_fill(s->item, s->words, 0);
            strat_i_add(s->item, clause);
            first = id;
            some = 1;
        }
    }
    for (k = 0; k < s->words; k++) s->rest[k] &= ~s->item[k];
    strat_i_work(s, s->words);
    return some ? (int32_t)first : -1;
}

/* Of one that is wanted, whether it is there: no other paragraph leads to a nearer one. */
static int is_found(const struct telling *to) {
    return to->most == 1 && to->n_through == 1 && to->through[0].cost == to->best[0].cost;
}

/* Each paragraph that permits the approach somewhere, in their order. */
static void look_through_all(struct strat_search *w, struct telling *to, uint32_t approach) {
    struct strat_state *s = w->s;
    int32_t id;
    strat_i_copy(s->rest, s->live, s->words);
    strat_i_and(s->rest, strat_i_mask_of(s, approach, M_PERMIT), s->words);
    while (!s->stopped && !is_found(to) && (id = strat_i_take_first(s, STRAT_ITEM_ID)) >= 0) {
        strat_i_gather(s, STRAT_R_WAY, s->item, (const uint64_t *)0);
        strat_i_do(s, STRAT_R_WAY, STRAT_OP_AND, STRAT_R_WAY, STRAT_R_OPEN + approach);
        if (strat_i_somewhere(s, STRAT_OP_AND, STRAT_R_ALL, STRAT_R_WAY)) look_through(w, to, id);
    }
}

static int is_same_set(const struct strat_search *w, const uint64_t *a, const uint64_t *b) {
    size_t k = 0;
    while (k < w->set_words && a[k] == b[k]) k++;
    return k == w->set_words;
}

/* Whether the set is among these. */
static int is_among(const struct strat_search *w, const struct strat_found *set,
                    const struct strat_found *found, uint32_t n) {
    while (n > 0 && !is_same_set(w, found[n - 1].facts, set->facts)) n--;
    return n > 0;
}

/* Those of each paragraph, then the best of the others, in order. */
static void tell(struct strat_search *w, struct telling *found, struct strat_ways *to) {
    struct strat_found told[STRAT_MOST_WAYS];
    struct strat_way ways[STRAT_MANY_WAYS];
    uint32_t n = 0, slots = 0, i, k;
    for (; n < found->n_through; n++) told[n] = found->through[n];
    for (i = 0; i < found->n_best && n < STRAT_MOST_WAYS; i++)
        if (!is_among(w, &found->best[i], told, n)) told[n++] = found->best[i];
    for (i = 1; i < n; i++) { /* few */
        struct strat_found set = told[i];
        for (k = i; k > 0 && strat_i_set_before(w, &set, &told[k - 1]); k--) told[k] = told[k - 1];
        told[k] = set;
    }
    for (i = 0; i < STRAT_MANY_WAYS; i++) ways[i] = to->ways[i];
    if (n > found->most) n = found->most;
    for (i = 0; i < n; i++) {
        to->sets += !is_among(w, &told[i], told, i);
        slots |= (uint32_t)1 << told[i].slot;
        to->ways[i] = ways[told[i].slot];
        to->ways[i].through = told[i].through;
        to->ways[i].other_request = told[i].cost >= STRAT_COST_OTHER;
    }
    to->n = n;
    for (i = 0; i < STRAT_MANY_WAYS; i++) /* every memory is somebody's */
        if (!((slots >> i) & 1)) to->ways[n++] = ways[i];
}

/* ---- the whole ---- */

/* A part of the memory of the request, from *memory on; NULL: there is not so much. */
static uint64_t *take(struct strat_state *s, size_t words) {
    uint64_t *at = s->memory;
    if (words > s->room) return (uint64_t *)0;
    s->memory += words;
    s->room -= words;
    return at;
}

/* Levels of an axis: `kept`, and so many bits at most. */
static size_t most_levels(const struct strat_state *s) {
    size_t levels = 0;
    uint32_t i, n;
    for (i = 0; i < s->axes; i++)
        for (levels++, n = 1; n < AXIS_CLASSES(s->axis[i]); n *= 2) levels++;
    return levels;
}

/* All that lies beside the diagrams. A quarter of the memory is for notes. */
static int take_memory(struct strat_search *w, struct telling *to) {
    struct strat_state *s = w->s;
    size_t facts = (size_t)s->t[H_FACTS] + 1, levels = most_levels(s) + 1, i;
    uint64_t *own = take(s, s->axes), *sets;
    w->set_words = set_words(s->t);
    w->axis_at = take(s, levels);
    w->index_of = take(s, levels);
    w->level_of = take(s, facts);
    w->cost = (struct strat_cost *)(void *)take(s, words_of(facts * sizeof *w->cost));
    w->fact_at = take(s, facts);
    w->path = take(s, STRAT_PATH_WORDS * facts);
    w->chosen = take(s, s->axes);
    w->fits = take(s, 0xffff / 64 + 1);
    w->set = take(s, w->set_words);
    w->other = take(s, w->set_words);
    w->both = take(s, w->set_words);
    sets = take(s, (STRAT_MANY_WAYS + 1) * w->set_words);
    w->notes = s->room / 4 / STRAT_NOTE_WORDS;
    w->note = take(s, w->notes * STRAT_NOTE_WORDS);
    w->needed = take(s, w->notes / 64 + 1);
    if (!own || !w->axis_at || !w->index_of || !w->level_of || !w->cost || !w->fact_at ||
        !w->path || !w->chosen || !w->fits || !w->set || !w->other || !w->both || !sets ||
        !w->note || !w->needed)
        return 0;
    strat_i_copy(own, s->class_of, s->axes);
    w->own = own;
    for (i = 0; i < STRAT_MANY_WAYS; i++) {
        struct strat_found *found =
            i < STRAT_MOST_WAYS ? &to->best[i] : &to->through[i - STRAT_MOST_WAYS];
        found->facts = sets + i * w->set_words;
        found->slot = (uint32_t)i;
    }
    to->one.facts = sets + STRAT_MANY_WAYS * w->set_words;
    return 1;
}

/* Which levels are whose. A fact of several axes has the level of the first. */
static void number_levels(struct strat_search *w) {
    struct strat_state *s = w->s;
    uint32_t f, i, k;
    w->n_sets = 0;
    for (f = 0; f < s->t[H_FACTS]; f++) w->level_of[f] = STRAT_NO_LEVEL;
    for (i = 0; i < s->n_open; i++) {
        struct strat_block b = strat_i_block(s, i);
        f = AXIS_FACT(s->axis[b.axis]);
        for (k = 0; k <= b.bits; k++) w->axis_at[b.level + k] = i;
        if (w->level_of[f] != STRAT_NO_LEVEL) continue;
        w->level_of[f] = b.level;
        w->index_of[b.level] = w->n_sets;
        w->fact_at[w->n_sets++] = f;
    }
}

/* STRAT_R_OPEN: where the approach is open, whatever the others are, or the default. */
static void make_open(struct strat_state *s, uint32_t approach, int or_default) {
    const uint32_t open = STRAT_R_OPEN + approach;
    if (or_default && (int32_t)approach == s->fallback) {
        strat_i_do(s, STRAT_R_X, STRAT_OP_BUT, STRAT_R_YES, STRAT_R_CLOSED);
        strat_i_do(s, open, STRAT_OP_OR, open, STRAT_R_X);
    }
    strat_i_do(s, open, STRAT_OP_BUT, open, STRAT_R_OUTSIDE);
}

static enum strat_result find_ways(struct strat_search *w, struct telling *found, uint32_t approach,
                                   int or_default, struct strat_ways *to) {
    struct strat_state *s = w->s;
    uint32_t i;
    number_levels(w);
    strat_i_residual(s, s->could);
    make_open(s, approach, or_default);
    make_completions(w);
    strat_i_changed(w, STRAT_R_SOME, STRAT_R_ALL);
    make_sure(w, STRAT_R_SURE, STRAT_R_OPEN + approach);
    if (s->stopped) return STRAT_NOT_DECIDED;
    if (!is_as_it_is(w, STRAT_R_SOME)) return STRAT_IMPOSSIBLE;
    to->open = is_as_it_is(w, STRAT_R_SURE);
    if (to->open) return STRAT_OK;
    put_costs(w);
    strat_i_changing(w, STRAT_R_SETS, STRAT_R_SURE);
    strat_i_minimal(w, STRAT_R_MINIMAL, STRAT_R_SETS);
    while (find_best(w, STRAT_R_MINIMAL, found->best, found->most, &found->n_best)) continue;
    for (i = 0; i < found->n_best && !s->stopped; i++)
        strat_i_put_changes(w, STRAT_R_SURE, found->best[i].facts,
                            &found->ways[found->best[i].slot]);
    if (found->n_best > 0 && !s->stopped) look_through_all(w, found, approach);
    to->count = strat_i_count_sets(w, STRAT_R_MINIMAL, to->facts);
    if (s->stopped) return STRAT_NOT_DECIDED;
    tell(w, found, to);
    return STRAT_OK;
}

/* Of a policy whose facts make no difference. */
static enum strat_result find_none(struct strat_state *s, uint32_t approach, int or_default,
                                   struct strat_ways *to) {
    strat_i_gather_masks(s);
    if (strat_i_is_empty(s, STRAT_R_POSSIBLE)) return STRAT_IMPOSSIBLE;
    make_open(s, approach, or_default);
    to->open = !strat_i_is_empty(s, STRAT_R_OPEN + approach);
    return STRAT_OK;
}

STRAT_API enum strat_result strat_ways(struct strat_work *work, uint32_t approach, int or_default,
                                       uint32_t most, struct strat_ways *ways) {
    struct strat_state *s = strat_i_state(work);
    struct strat_search w;
    struct telling found;
    enum strat_result result = work->result;
    uint64_t *memory;
    size_t room;
    strat_i_fill(ways->facts, set_words(work->policy->table), 0);
    ways->open = 0;
    ways->count = 0;
    ways->n = ways->sets = 0;
    if (result != STRAT_OK) return result;
    if (approach >= s->approaches) return STRAT_BAD_VALUE;
    memory = s->memory;
    room = s->room;
    w.s = s;
    found.n_best = found.n_through = 0;
    found.most = most == 1 ? 1 : (uint32_t)STRAT_MOST_WAYS;
    found.ways = ways->ways;
    result = strat_i_read(s, STRAT_NO_FACT, 0);
    if (result == STRAT_OK && !take_memory(&w, &found)) result = STRAT_NOT_DECIDED;
    if (result == STRAT_OK) {
        s->all_open = 1;
        result = strat_i_read(s, STRAT_NO_FACT, 0);
        if (result == STRAT_OK)
            result = s->complete ? find_none(s, approach, or_default, ways)
                                 : find_ways(&w, &found, approach, or_default, ways);
    }
    s->all_open = s->walks = 0;
    s->stage = STRAT_STALE;
    s->memory = memory;
    s->room = room;
    if (result == STRAT_OK) return result;
    strat_i_fill(ways->facts, set_words(work->policy->table), 0);
    ways->open = 0;
    ways->count = 0;
    ways->n = ways->sets = 0;
    return result;
}
