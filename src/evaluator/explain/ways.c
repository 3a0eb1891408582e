/*
 * What would have to be otherwise for an approach to be open, and what that brings; and what was
 * not stated and it hangs on.
 */
#include "base/list.h"
#include "evaluator/explain/turn.h"

/* ---- what a change is ---- */

enum kind { REQUEST, FACT, JUDGEMENT, SETTLE, APPROVAL, KINDS };

/* By fact the duties of which it says that they are done; worked out once. NULL: the tree has
 * failed. */
static const struct ev_index *done_by(struct ev_build *b) {
    const struct strat_about *about = &b->e->vocabulary.about;
    if (b->done) return b->done;
    struct ev_index *done = ev_tree_take(b->t, sizeof *done);
    uint32_t *of = ev_tree_take(b->t, ((size_t)about->duties + 1) * sizeof *of);
    for (uint32_t d = 0; of && d < about->duties; d++) {
        struct strat_duty duty;
        strat_get_duty(b->e->policy, d, &duty);
        of[d] = duty.done_when < 0 ? EV_NOWHERE : (uint32_t)duty.done_when;
    }
    if (done && of && ev_index_make(b->t, done, of, NULL, about->duties, about->facts))
        b->done = done;
    return b->done;
}

/* Whether a duty is done with this: which. */
static bool is_done(struct ev_build *b, const struct strat_change *c, struct strat_duty *duty) {
    const struct ev_index *done = done_by(b);
    int64_t value;
    for (uint32_t i = done ? done->from[c->fact] : 0; done && i < done->from[c->fact + 1]; i++) {
        strat_get_duty(b->e->policy, done->items[i], duty);
        if (ev_done_value(&b->e->vocabulary, duty, &value) && value == c->value) return true;
    }
    return false;
}

/* `who`: who would have to say so, or NULL. */
static enum kind kind_of(struct ev_build *b, const struct strat_change *c, const char **who) {
    const struct ev_engine *e = b->e;
    const struct strat_fact *info = &e->vocabulary.facts[c->fact].info;
    struct strat_duty duty;
    int64_t value;
    bool known = ev_own_value(e, c->fact, &value);
    *who = NULL;
    if (known && info->role != STRAT_NO_ROLE) return REQUEST;
    if (is_done(b, c, &duty)) {
        *who = duty.to[0] != '\0' ? duty.to : duty.by;
        return APPROVAL;
    }
    if (info->judgement) *who = info->by;
    return !known ? SETTLE : info->judgement ? JUDGEMENT : FACT;
}

/* ---- growing ---- */

static void grow_values(struct ev_build *b, struct ev_node *change, const struct strat_change *c) {
    const struct ev_vocabulary *v = &b->e->vocabulary;
    const struct strat_fact *info = &v->facts[c->fact].info;
    if (info->kind == STRAT_NUMBER || info->kind == STRAT_DATE) {
        ev_grow_value(b->t, change, "low", v, c->fact, c->low);
        ev_grow_value(b->t, change, "high", v, c->fact, c->high);
    } else if (info->kind == STRAT_ONE_OF) {
        struct ev_node *names = ev_grow_list(b->t, change, "values");
        bitset_each (i, c->values, info->values)
            ev_grow_text(b->t, names, NULL, ev_value(v, c->fact, (uint32_t)i)->name);
    }
}

static const char *how_known(const struct ev_engine *e, uint32_t fact) {
    return e->request.known[fact]            ? "stated"
           : !bitset_has(e->presumed, fact)  ? "unknown"
           : bitset_has(e->by_default, fact) ? "default"
                                             : "presumed";
}

static void grow_change(struct ev_build *b, struct ev_node *list, const struct strat_change *c) {
    static const char *const kinds[] = {"request", "fact", "judgement", "settle", "approval"};
    const struct ev_vocabulary *v = &b->e->vocabulary;
    const char *who;
    int64_t own;
    struct ev_node *change = ev_grow_object(b->t, list, NULL);
    ev_grow_fact(b, change, c->fact);
    if (ev_own_value(b->e, c->fact, &own)) {
        ev_grow_value(b->t, change, "from", v, c->fact, own);
        ev_say_value(&b->t->said, v, c->fact, own);
        ev_grow_said(b->t, change, "now");
    } else {
        ev_grow_null(b->t, change, "from");
        ev_grow_null(b->t, change, "now");
    }
    ev_grow_text(b->t, change, "how", how_known(b->e, c->fact));
    ev_grow_value(b->t, change, "to", v, c->fact, c->value);
    ev_say_typed(&b->t->said, v, c->fact, c->value);
    ev_grow_said(b->t, change, "typed");
    ev_say_change(&b->t->said, v, c);
    ev_grow_said(b->t, change, "says");
    grow_values(b, change, c);
    ev_grow_text(b->t, change, "kind", kinds[kind_of(b, c, &who)]);
    ev_grow_some(b->t, change, "who", who ? who : "");
}

/* First what is so and would be otherwise, another request before all; then what is not known. */
static void grow_changes(struct ev_build *b, struct ev_node *list, const struct strat_way *way) {
    for (int place = 0; place < 2 * KINDS; place++)
        for (uint32_t i = 0; i < way->n; i++) {
            const char *who;
            int64_t own;
            int kind = (int)kind_of(b, &way->changes[i], &who);
            if (!ev_own_value(b->e, way->changes[i].fact, &own)) kind += KINDS;
            if (kind == place) grow_change(b, list, &way->changes[i]);
        }
}

static void grow_names(struct ev_build *b, struct ev_node *parent, const char *key,
                       const uint64_t *duties) {
    struct ev_node *list = ev_grow_list(b->t, parent, key);
    bitset_each (d, duties, b->e->vocabulary.about.duties)
        ev_grow_text(b->t, list, NULL, b->e->vocabulary.duties[d].name);
}

/* The paragraphs through which it leads: none where it only leads back to the default. */
static void grow_through(struct ev_build *b, struct ev_node *node, const struct strat_way *way,
                         const struct ev_brought *brought) {
    if (way->through >= 0)
        bitset_add(brought->through, (size_t)way->through);
    else if (brought->verdicts >> STRAT_VERDICT_DEFAULT & 1)
        bitset_clear(brought->through, strat_id_words(b->e->policy));
    ev_grow_ids(b, node, "through", brought->through);
}

static void grow_brought(struct ev_build *b, struct ev_node *node, const struct strat_lists *lists,
                         const char *before, const char *first, const char *duties,
                         const char *cautions) {
    grow_names(b, node, before, lists->before);
    ev_say_duties(&b->t->said, b->e, lists->before);
    ev_grow_said(b->t, node, first);
    grow_names(b, node, duties, lists->duties);
    ev_grow_ids(b, node, cautions, lists->cautions);
}

static void grow_way(struct ev_build *b, struct ev_node *parent, const char *key,
                     const struct strat_way *way, const struct ev_brought *brought) {
    if (b->t->failed) return;
    struct ev_node *node = ev_grow_object(b->t, parent, key);
    if (!brought->found) ev_grow_limit(b, "What some of the ways would bring");
    if (brought->in_part) ev_grow_limit(b, "What some of the ways would bring with other values");
    grow_through(b, node, way, brought);
    grow_changes(b, ev_grow_list(b->t, node, "changes"), way);
    ev_grow_bool(b->t, node, "other_request", way->other_request != 0);
    ev_grow_bool(b->t, node, "sure", true);
    grow_brought(b, node, &brought->always, "before", "first", "duties", "cautions");
    grow_brought(b, node, &brought->ever, "before_sometimes", "first_sometimes", "duties_sometimes",
                 "cautions_sometimes");
}

/* Whether it is to be had as it is, in every completion. */
static bool is_had(const struct ev_engine *e, uint32_t approach) {
    const uint32_t had =
        1u << STRAT_VERDICT_OPEN | 1u << STRAT_VERDICT_CONDITIONAL | 1u << STRAT_VERDICT_DEFAULT;
    uint32_t verdicts = e->answer.each[approach].verdicts;
    return verdicts != 0 && (verdicts & ~had) == 0;
}

/* False: there is nothing to find, or it was not found. */
static bool find(struct ev_build *b, uint32_t approach, uint32_t most, struct strat_ways *found) {
    size_t words = strat_ways_words(b->e->policy);
    uint64_t *memory = ev_tree_take(b->t, words * sizeof *memory);
    struct ev_fault fault;
    if (!memory || (ev_decide_too(b->e, true, &fault) && is_had(b->e, approach))) return false;
    strat_ways_init(b->e->policy, memory, found);
    if (ev_find_ways(b->e, approach, most, found, &fault)) return true;
    ev_textf(&b->t->said, "What would have to be otherwise for ");
    ev_grow_limit_by(b, b->e->vocabulary.approaches[approach].name,
                     fault.at_bound
                         ? "that takes more than the bound on work: --max-steps allows more"
                         : "that takes more than the memory for one request");
    return false;
}

/* Whether the partner is another with this way. */
static bool changes_partner(const struct ev_engine *e, const struct strat_way *way) {
    for (uint32_t i = 0; i < way->n; i++) {
        uint32_t fact = way->changes[i].fact;
        int64_t own;
        if (e->vocabulary.facts[fact].info.role == STRAT_PARTNER && ev_own_value(e, fact, &own))
            return true;
    }
    return false;
}

/* Of two other requests whether one asks for as much as the other. */
static bool is_as_near(const struct ev_engine *e, const struct strat_way *a,
                       const struct strat_way *b) {
    return a->other_request && b->other_request && a->n == b->n &&
           changes_partner(e, a) == changes_partner(e, b);
}

/* Ways that are told, and what each brings. */
struct told {
    struct strat_ways found;
    struct ev_brought brought[STRAT_MOST_WAYS];
};

static void find_brought(struct ev_build *b, uint32_t approach, struct told *told) {
    for (uint32_t i = 0; i < told->found.n; i++)
        ev_find_brought(b, approach, &told->found.ways[i], &told->brought[i]);
}

/* How many duties have to be done first, in some case at least. */
static size_t count_first(const struct ev_engine *e, const struct ev_brought *brought) {
    size_t words = strat_duty_words(e->policy);
    return !brought->found ? 0
                           : bitset_count(brought->always.before, words) +
                                 bitset_count(brought->ever.before, words);
}

/* Of other requests that are as near those are nearer that need less to come first. */
static void put_nearest_first(const struct ev_engine *e, struct told *told) {
    struct strat_way *ways = told->found.ways;
    struct ev_brought *brought = told->brought;
    for (uint32_t i = 1; i < told->found.n; i++)
        for (uint32_t k = i; k > 0 && is_as_near(e, &ways[k], &ways[k - 1]) &&
                             count_first(e, &brought[k]) < count_first(e, &brought[k - 1]);
             k--) {
            struct strat_way way = ways[k];
            struct ev_brought its = brought[k];
            ways[k] = ways[k - 1];
            brought[k] = brought[k - 1];
            ways[k - 1] = way;
            brought[k - 1] = its;
        }
}

/* Whether all values of one change are among those of the other. */
static bool is_among(const struct ev_engine *e, const struct strat_change *c,
                     const struct strat_change *of) {
    const struct strat_fact *info = &e->vocabulary.facts[c->fact].info;
    if (c->fact != of->fact) return false;
    switch (info->kind) {
    case STRAT_NUMBER:
    case STRAT_DATE: return of->low <= c->low && c->high <= of->high;
    case STRAT_SET_OF:
        return c->includes == of->includes && c->excludes == of->excludes &&
               c->one_of == of->one_of;
    case STRAT_FLAG:
    case STRAT_ONE_OF: break;
    }
    bitset_each (v, c->values, info->kind == STRAT_FLAG ? 2 : info->values)
        if (!bitset_has(of->values, v)) return false;
    return true;
}

static bool is_within(const struct ev_engine *e, const struct strat_way *way,
                      const struct strat_way *of) {
    if (way->n != of->n || way->through < 0 || of->through < 0) return false;
    for (uint32_t i = 0; i < way->n; i++)
        if (!is_among(e, &way->changes[i], &of->changes[i])) return false;
    return true;
}

/* A way of which all is told by another, but for the paragraph, which stands there, too. */
static void leave_out_told(const struct ev_engine *e, struct told *told) {
    struct strat_way *ways = told->found.ways;
    struct ev_brought *brought = told->brought;
    uint32_t n = told->found.n;
    for (uint32_t k = 0; k < n;) {
        uint32_t i = 0;
        while (i < n && (i == k || !is_within(e, &ways[k], &ways[i]))) i++;
        if (i == n) {
            k++;
            continue;
        }
        bitset_or(brought[i].through, brought[k].through, strat_id_words(e->policy));
        bitset_add(brought[i].through, (size_t)ways[k].through);
        n--;
        memmove(ways + k, ways + k + 1, (n - k) * sizeof *ways);
        memmove(brought + k, brought + k + 1, (n - k) * sizeof *brought);
    }
    told->found.n = n;
}

/* Facts that only ways change that are not told. */
static void grow_others(struct ev_build *b, struct ev_node *list, const struct strat_ways *found) {
    for (uint32_t i = 0; i < found->n; i++)
        for (uint32_t k = 0; k < found->ways[i].n; k++)
            bitset_remove(found->facts, found->ways[i].changes[k].fact);
    bitset_each (f, found->facts, b->e->vocabulary.about.facts)
        ev_grow_text(b->t, list, NULL, b->e->vocabulary.facts[f].info.name);
}

/* Those of other requests where none keeps to this one: the nearest come first. */
static void leave_out_others(struct strat_ways *found) {
    uint32_t n = 0;
    while (n < found->n && !found->ways[n].other_request) n++;
    if (n > 0) found->n = n;
}

void ev_grow_ways(struct ev_build *b, struct ev_node *list) {
    uint32_t approach = (uint32_t)b->x->approach;
    struct told told;
    struct strat_ways *found = &told.found;
    if (!find(b, approach, STRAT_MOST_WAYS, found) || found->open) return;
    uint32_t n = found->n;
    leave_out_others(found);
    find_brought(b, approach, &told);
    put_nearest_first(b->e, &told);
    bool all = found->n == n && found->sets == found->count;
    leave_out_told(b->e, &told);
    struct ev_node *ways = ev_grow_object(b->t, list, NULL);
    ev_grow_text(b->t, ways, "approach", b->e->vocabulary.approaches[approach].name);
    ev_grow_integer(b->t, ways, "count",
                    found->count > INT64_MAX ? INT64_MAX : (int64_t)found->count);
    ev_grow_bool(b->t, ways, "all", all);
    struct ev_node *its = ev_grow_list(b->t, ways, "list");
    for (uint32_t i = 0; i < found->n; i++)
        grow_way(b, its, NULL, &found->ways[i], &told.brought[i]);
    grow_others(b, ev_grow_list(b->t, ways, "others"), found);
}

/* One is enough, but of another request with which something has to come first: of others that are
 * as near nothing may. */
static bool find_nearest(struct ev_build *b, uint32_t approach, struct told *told) {
    if (!find(b, approach, 1, &told->found) || told->found.n == 0) return false;
    find_brought(b, approach, told);
    if (!told->found.ways[0].other_request || count_first(b->e, &told->brought[0]) == 0)
        return true;
    if (!find(b, approach, STRAT_MOST_WAYS, &told->found)) return false;
    find_brought(b, approach, told);
    put_nearest_first(b->e, told);
    return true;
}

void ev_grow_needs(struct ev_build *b, struct ev_node *ladder, const struct ev_node *ways) {
    for (struct ev_node *rung = ladder->first; rung; rung = rung->next) {
        int32_t approach = ev_find_approach(&b->e->vocabulary, ev_member_text(rung, "approach"));
        const struct ev_node *list = ways && ways->first ? ev_member(ways->first, "list") : NULL;
        struct told told;
        uint64_t *noted = b->trials_read;
        if (!ev_member_true(rung, "more")) b->trials_read = NULL;
        if (ways && approach == b->x->approach)
            ev_grow_grafted(b->t, rung, "needs", list ? list->first : NULL);
        else if (approach >= 0 && find_nearest(b, (uint32_t)approach, &told))
            grow_way(b, rung, "needs", &told.found.ways[0], &told.brought[0]);
        else
            ev_grow_null(b->t, rung, "needs");
        b->trials_read = noted;
    }
}

/* ---- what was not stated ---- */

/* What an approach is, and by which paragraphs: a copy, in the tree's memory. */
struct standing {
    uint32_t verdicts;
    uint64_t *reasons; /* four sets of ids */
};

static void fill(const struct ev_build *b, uint32_t approach, struct standing *s) {
    const struct strat_reasons *r = &b->e->reasons;
    const uint64_t *const sets[] = {r->permits_all, r->permits_some, r->closes_all, r->closes_some};
    size_t words = strat_id_words(b->e->policy);
    s->verdicts = b->e->answer.each[approach].verdicts;
    for (size_t i = 0; i < 4; i++)
        memcpy(s->reasons + i * words, sets[i], words * sizeof(uint64_t));
}

static const char not_found[] = "What was not stated and it hangs on";

/* Whether some value of the fact would change it: of one of which something is presumed elsewhere,
 * as to say something of it is another request. */
static bool hangs(struct ev_build *b, uint32_t approach, uint32_t fact,
                  const struct standing *before, struct standing *now) {
    struct ev_band bands[EV_BANDS_TRIED];
    size_t bytes = 4 * strat_id_words(b->e->policy) * sizeof(uint64_t);
    uint32_t n = ev_bands(&b->e->vocabulary, fact, bands, EV_BANDS_TRIED);
    for (uint32_t i = 0; i < n && i < EV_BANDS_TRIED; i++) {
        struct ev_fault fault;
        struct ev_trial trial = ev_trial_begin(b->e, fact, bands[i].low);
        bool decided = ev_decide_too(b->e, true, &fault) && ev_explain(b->e, approach, &fault);
        ev_trial_end(b->e, trial);
        if (!decided && fault.code != EV_IMPOSSIBLE) ev_grow_limit(b, not_found);
        if (!decided) continue;
        fill(b, approach, now);
        if (now->verdicts != before->verdicts || memcmp(now->reasons, before->reasons, bytes) != 0)
            return true;
    }
    return false;
}

void ev_grow_unknown(struct ev_build *b, struct ev_node *rung) {
    const struct ev_vocabulary *v = &b->e->vocabulary;
    uint32_t approach = (uint32_t)b->x->approach;
    size_t bytes = 4 * strat_id_words(b->e->policy) * sizeof(uint64_t);
    struct standing before = {0, ev_tree_take(b->t, bytes + 1)};
    struct standing now = {0, ev_tree_take(b->t, bytes + 1)};
    uint64_t *facts = ev_tree_take(b->t, (v->about.facts / 64 + 1) * sizeof *facts);
    struct ev_node *list = ev_grow_list(b->t, rung, "unknown");
    struct ev_fault fault;
    if (b->t->failed) return;
    if (!ev_decide_too(b->e, true, &fault) || !ev_hangs(b->e, approach, facts, &fault) ||
        !ev_explain(b->e, approach, &fault)) {
        ev_grow_limit(b, not_found);
        return;
    }
    fill(b, approach, &before);
    /* Where it is to be had in no case that is left, none of them helps. */
    if (ev_is_shut(&b->e->answer.each[approach])) return;
    for (uint32_t f = 0; f < v->about.facts; f++) {
        int64_t value;
        if (ev_own_value(b->e, f, &value)) continue;
        if (v->facts[f].info.presumed ? !hangs(b, approach, f, &before, &now)
                                      : !bitset_has(facts, f))
            continue;
        struct ev_node *unknown = ev_grow_object(b->t, list, NULL);
        ev_grow_fact(b, unknown, f);
        ev_grow_some(b->t, unknown, "by", v->facts[f].info.by);
    }
}
