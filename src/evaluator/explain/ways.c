/*
 * What would open an approach: which facts, one at a time, said otherwise; and what was not stated
 * and it hangs on.
 */
#include "base/list.h"
#include "evaluator/explain/build.h"

enum { NAMED = 5 }; /* values of which there are more to name */

/* By itself, and in every completion, whatever becomes of the answer. */
static bool is_open(const struct ev_engine *e, uint32_t approach) {
    const uint32_t opens = 1u << STRAT_VERDICT_OPEN | 1u << STRAT_VERDICT_CONDITIONAL;
    uint32_t verdicts = e->answer.each[approach].verdicts;
    return verdicts != 0 && (verdicts & ~opens) == 0;
}

/* The value that the fact has, be it by default or presumption: whether it has one. */
static bool own_value(const struct ev_engine *e, uint32_t fact, int64_t *value) {
    bool known = e->request.known[fact];
    *value = known ? e->request.value[fact] : e->presumed_value[fact];
    return known || bitset_has(e->presumed, fact);
}

static const char *kind_of(const struct ev_engine *e, uint32_t fact) {
    const struct strat_fact *info = &e->vocabulary.facts[fact].info;
    int64_t value;
    if (info->role != STRAT_NO_ROLE) return "request";
    if (!own_value(e, fact, &value)) return "settle";
    for (uint32_t d = 0; d < e->vocabulary.about.duties; d++) {
        struct strat_duty duty;
        strat_get_duty(e->policy, d, &duty);
        if (duty.done_when == (int32_t)fact) return "approval";
    }
    return info->judgement ? "judgement" : "fact";
}

/* "partner=x or partner=z": all values of the band; of numbers and days the range. */
static void say_band(struct ev_build *b, uint32_t fact, struct ev_band band) {
    const struct ev_vocabulary *v = &b->e->vocabulary;
    const struct strat_fact *info = &v->facts[fact].info;
    struct ev_out *out = &b->t->said;
    uint32_t n = 0, shown = 0;
    for (uint32_t i = 0; info->kind == STRAT_ONE_OF && i < info->values; i++)
        n += ev_band_of(v, fact, i).low == band.low;
    uint32_t most = n <= NAMED + 1 ? n : NAMED;
    for (uint32_t i = 0; shown < most; i++)
        if (ev_band_of(v, fact, i).low == band.low) {
            ev_text(out, list_separator(shown++, most, most == n ? " or " : ", "));
            ev_say_typed(out, v, fact, i);
        }
    if (most < n) ev_textf(out, " and %u more", n - most);
    if (n == 0) ev_say_typed(out, v, fact, band.low);
    if (band.high == band.low) return;
    ev_text(out, " to ");
    ev_value_say(out, v, fact, band.high);
}

static void grow_change(struct ev_build *b, struct ev_node *list, uint32_t fact,
                        struct ev_band band) {
    const struct ev_vocabulary *v = &b->e->vocabulary;
    int64_t own;
    struct ev_node *change = ev_grow_object(b->t, list, NULL);
    ev_grow_fact(b, change, fact);
    if (own_value(b->e, fact, &own))
        ev_grow_value(b->t, change, "from", v, fact, own);
    else
        ev_grow_null(b->t, change, "from");
    ev_grow_value(b->t, change, "to", v, fact, band.low);
    say_band(b, fact, band);
    ev_grow_said(b->t, change, "typed");
    ev_say_value(&b->t->said, v, fact, band.low);
    ev_grow_said(b->t, change, "says");
    ev_grow_text(b->t, change, "kind", kind_of(b->e, fact));
    ev_grow_some(b->t, change, "who", v->facts[fact].info.by);
}

static void grow_names(struct ev_build *b, struct ev_node *parent, const char *key,
                       const uint64_t *duties) {
    struct ev_node *list = ev_grow_list(b->t, parent, key);
    bitset_each (d, duties, b->e->vocabulary.about.duties)
        ev_grow_text(b->t, list, NULL, b->e->vocabulary.duties[d].name);
}

/* With the fact as it is in the request now: that opens the approach, if it does. */
static void try_way(struct ev_build *b, struct ev_node *list, uint32_t approach, uint32_t fact,
                    struct ev_band band) {
    struct ev_fault fault;
    struct ev_trial trial = ev_trial_begin(b->e, fact, band.low);
    bool opens = ev_decide_too(b->e, true, &fault) && is_open(b->e, approach) &&
                 ev_explain(b->e, approach, &fault);
    ev_trial_end(b->e, trial);
    if (!opens) return;
    const struct strat_lists *each = &b->e->answer.each[approach];
    struct ev_node *way = ev_grow_object(b->t, list, NULL);
    ev_grow_ids(b, way, "through", b->e->reasons.permits_all);
    grow_change(b, ev_grow_list(b->t, way, "changes"), fact, band);
    ev_grow_bool(b->t, way, "other_request",
                 b->e->vocabulary.facts[fact].info.role != STRAT_NO_ROLE);
    ev_grow_bool(b->t, way, "sure", true);
    grow_names(b, way, "before", each->before);
    grow_names(b, way, "duties", each->duties);
    ev_grow_ids(b, way, "cautions", each->cautions);
}

void ev_grow_ways(struct ev_build *b, struct ev_node *list) {
    const struct ev_vocabulary *v = &b->e->vocabulary;
    uint32_t approach = (uint32_t)b->x->approach;
    struct ev_fault fault;
    /* What can be open as it is needs none. */
    if (!ev_decide_too(b->e, true, &fault) ||
        b->e->answer.each[approach].verdicts >> STRAT_VERDICT_CONDITIONAL)
        return;
    struct ev_node *ways = ev_grow_object(b->t, list, NULL);
    ev_grow_text(b->t, ways, "approach", v->approaches[approach].name);
    struct ev_node *found = ev_grow_list(b->t, ways, "list");
    for (int asked = 0; asked < 2; asked++)
        for (uint32_t f = 0; f < v->about.facts; f++) {
            struct ev_band bands[EV_BANDS_TRIED];
            int64_t own = 0;
            bool has = own_value(b->e, f, &own);
            int64_t like = has ? ev_band_of(v, f, own).low : 0;
            if ((v->facts[f].info.role != STRAT_NO_ROLE) != (asked == 1)) continue;
            uint32_t n = ev_bands(v, f, bands, EV_BANDS_TRIED);
            for (uint32_t i = 0; i < n && i < EV_BANDS_TRIED; i++)
                if (!has || bands[i].low != like) try_way(b, found, approach, f, bands[i]);
        }
    ev_grow_integer(b->t, ways, "count", found->n);
    ev_grow_bool(b->t, ways, "all", false); /* of several facts at once there may be more */
    ev_grow_list(b->t, ways, "others");
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

/* Whether some value of the fact would change it. */
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
    struct ev_node *list = ev_grow_list(b->t, rung, "unknown");
    struct ev_fault fault;
    if (b->t->failed) return;
    if (!ev_decide_too(b->e, true, &fault) || !ev_explain(b->e, approach, &fault)) {
        ev_grow_limit(b, "What was not stated and it hangs on");
        return;
    }
    fill(b, approach, &before);
    for (uint32_t f = 0; f < v->about.facts; f++) {
        int64_t value;
        if (own_value(b->e, f, &value) || !hangs(b, approach, f, &before, &now)) continue;
        struct ev_node *unknown = ev_grow_object(b->t, list, NULL);
        ev_grow_fact(b, unknown, f);
        ev_grow_some(b->t, unknown, "by", v->facts[f].info.by);
    }
}
