/*
 * What a caller asks: the decision, the judgements it hangs on, what to ask next, and why.
 */
#include "runtime/private.h"

static void set_bit(uint64_t *set, uint32_t bit)
{
    set[bit / 64] |= (uint64_t)1 << (bit % 64);
}

/* At least one, so that a list is never nothing. */
static size_t words_of(uint64_t n)
{
    return n ? (size_t)((n + 63) / 64) : 1;
}

STRAT_API size_t strat_id_words(const struct strat_policy *p)
{
    return words_of(p->table[H_IDS]);
}

STRAT_API size_t strat_duty_words(const struct strat_policy *p)
{
    return words_of(p->table[H_DUTIES]);
}

/* ---- questions ---- */

static enum strat_result ask_all(struct strat_search *s, enum strat_question question, struct strat_result_set *out)
{
    s->question = question;
    return strat_i_search(s, out);
}

static void order_as_unknown(struct strat_search *s)
{
    uint32_t i;
    for (i = 0; i < s->n_unknown; i++)
        s->order[i] = s->unknown[i];
    s->n_order = s->n_unknown;
    s->boundary = UINT32_MAX;
}

/* The axes of one fact before all others, or after them; returns how many they are. */
static uint32_t order_around(struct strat_search *s, uint32_t fact, int fact_first)
{
    uint32_t pass, i, n = 0, of_fact = 0;
    for (pass = 0; pass < 2; pass++) {
        for (i = 0; i < s->n_unknown; i++) {
            int is = AXIS_FACT(s->axis[s->unknown[i]]) == fact;
            if (is == (fact_first ? pass == 0 : pass == 1)) {
                s->order[n++] = s->unknown[i];
                of_fact += (uint32_t)is;
            }
        }
    }
    s->n_order = n;
    s->boundary = fact_first ? of_fact : n - of_fact;
    return of_fact;
}

/* Whether some completion breaks none of the assumptions in s->item. */
static enum strat_result some_is_left(struct strat_search *s, int *left)
{
    struct strat_result_set r;
    enum strat_result result;
    strat_i_copy(s->relevant, s->item, s->words);
    strat_i_close_relevant(s);
    result = ask_all(s, STRAT_Q_WORLD, &r);
    *left = (r.flags & STRAT_LACKS) != 0;
    return result;
}

/* Where no completion is left: the first assumption that leaves none, those before it kept. A table of stratc has one. */
static enum strat_result find_fault(struct strat_search *s, int32_t *fault)
{
    uint32_t first = (uint32_t)(M_FIXED + s->t[H_APPROACHES] * M_EACH), n = (uint32_t)s->t[H_ASSUMES], i, k;
    int left;
    enum strat_result result;
    *fault = -1;
    strat_i_clear(s->item, s->words);
    result = some_is_left(s, &left);
    /* Presumptions disagree only where an assumption excludes it: then that one is to be named. */
    if (result == STRAT_OK && !left)
        strat_i_clear(s->silent, s->words);
    for (i = 0; i < n && result == STRAT_OK; i++) {
        for (k = 0; k < s->words; k++)
            s->item[k] |= strat_i_mask(s, first + i)[k];
        result = some_is_left(s, &left);
        if (result == STRAT_OK && !left) {
            *fault = (int32_t)i;
            return STRAT_IMPOSSIBLE;
        }
    }
    return result == STRAT_OK ? STRAT_IMPOSSIBLE : result;
}

static enum strat_result decide_pairs(struct strat_search *s, struct strat_result_set *r, int32_t *fault)
{
    enum strat_result result;
    order_as_unknown(s);
    strat_i_copy(s->relevant, strat_i_mask(s, M_DECIDING), s->words);
    result = ask_all(s, STRAT_Q_DECISION, r);
    if (result == STRAT_OK && r->flags == 0)
        return find_fault(s, fault);
    return result;
}

/* Boxes that some completion leaves before the steps: for each unknown fact, one of its rows does. */
static void find_possible(struct strat_search *s)
{
    uint32_t i, k;
    strat_i_copy(s->possible, s->base, s->words);
    for (i = 0; i < s->n_unknown; i++) {
        uint32_t axis = (uint32_t)s->unknown[i], c, n = AXIS_CLASSES(s->axis[axis]);
        for (k = 0; k < s->words; k++) {
            uint64_t some = 0;
            for (c = 0; c < n; c++)
                some |= strat_i_row(s, axis, c)[k];
            s->possible[k] &= some;
            STRAT_KEEP_LOOP;
        }
    }
}

/* ---- lists ---- */

struct collector {
    struct strat_search *s;
    uint64_t *all, *some;  /* ids that every completion has, that at least one has; either may be NULL */
    int of_duties;         /* by duty, not by paragraph */
    enum strat_question question;
};

static uint32_t item_of(const struct collector *c, uint32_t box)
{
    uint64_t w = c->s->boxes[box];
    return c->of_duties ? BOX_DUTY(w) : BOX_ID(w);
}

/* One paragraph or duty: all its boxes in `mask` together. */
static enum strat_result collect_item(struct collector *c, const uint64_t *mask, uint32_t item)
{
    struct strat_search *s = c->s;
    struct strat_result_set r;
    enum strat_result result;
    uint32_t k, b, a;
    strat_i_clear(s->item, s->words);
    for (k = 0; k < s->words; k++) {
        uint64_t rest = mask[k] & s->possible[k];
        for (b = k * 64; rest; rest >>= 1, b++)
            if ((rest & 1) && item_of(c, b) == item)
                set_bit(s->item, b);
    }
    strat_i_copy(s->relevant, s->item, s->words);
    if (c->question == STRAT_Q_CLOSED)
        for (a = 0; a < s->approaches; a++)
            for (k = 0; k < s->words; k++)
                s->relevant[k] |= strat_i_mask_of(s, a, M_PERMIT)[k];
    strat_i_close_relevant(s);
    result = ask_all(s, c->question, &r);
    if (result != STRAT_OK)
        return result;
    if (c->all && !(r.flags & STRAT_LACKS))
        set_bit(c->all, item);
    if (c->some && (r.flags & STRAT_HAS))
        set_bit(c->some, item);
    return STRAT_OK;
}

/* Every paragraph or duty with a box of `mask` in some completion. Items are met in the order of boxes; one that was
 * met before is passed over, which is told by its first box. */
static enum strat_result collect(struct collector *c, const uint64_t *mask)
{
    struct strat_search *s = c->s;
    uint32_t k, b;
    for (k = 0; k < s->words; k++) {
        uint64_t rest = mask[k] & s->possible[k];
        for (b = k * 64; rest; rest >>= 1, b++) {
            uint32_t item, before, seen = 0;
            enum strat_result result;
            if (!(rest & 1))
                continue;
            item = item_of(c, b);
            for (before = 0; before < b && !seen; before++)
                seen = (mask[before / 64] & s->possible[before / 64]) >> (before % 64) & 1 && item_of(c, before) == item;
            result = seen ? STRAT_OK : collect_item(c, mask, item);
            if (result != STRAT_OK)
                return result;
        }
    }
    return STRAT_OK;
}

static enum strat_result collect_ids(struct strat_search *s, const uint64_t *mask, uint64_t *all, uint64_t *some)
{
    struct collector c;
    c.s = s;
    c.all = all;
    c.some = some;
    c.of_duties = 0;
    c.question = STRAT_Q_ITEM;
    return collect(&c, mask);
}

static enum strat_result collect_duties(struct strat_search *s, const uint64_t *mask, uint64_t *some)
{
    struct collector c;
    c.s = s;
    c.all = (uint64_t *)0;
    c.some = some;
    c.of_duties = 1;
    c.question = STRAT_Q_ITEM;
    return collect(&c, mask);
}

/* Under `refused`: what closes the default approach; without one, what closes any approach that an applying permission names. */
static enum strat_result collect_closed_by(struct strat_search *s, uint64_t *all)
{
    struct collector c;
    uint32_t a, k;
    if (s->fallback >= 0)
        return collect_ids(s, strat_i_mask_of(s, (uint32_t)s->fallback, M_CLOSE), all, (uint64_t *)0);
    c.s = s;
    c.all = all;
    c.some = (uint64_t *)0;
    c.of_duties = 0;
    c.question = STRAT_Q_CLOSED;
    strat_i_clear(s->closing, s->words);
    for (a = 0; a < s->approaches; a++)
        for (k = 0; k < s->words; k++)
            s->closing[k] |= strat_i_mask_of(s, a, M_CLOSE)[k];
    return collect(&c, s->closing);
}

static void clear_lists(const struct strat_policy *p, struct strat_lists *l)
{
    size_t ids = strat_id_words(p), duties = strat_duty_words(p);
    strat_i_clear(l->basis, ids);
    strat_i_clear(l->cautions, ids);
    strat_i_clear(l->closed_by, ids);
    strat_i_clear(l->duties, duties);
    strat_i_clear(l->before, duties);
    l->modality = STRAT_NO_MODALITY;
}

/* What is attached to an approach, into lists that may hold those of others already. */
static enum strat_result lists_of(struct strat_search *s, uint32_t a, int with_basis, struct strat_lists *l)
{
    enum strat_result result = STRAT_OK;
    if (with_basis)
        result = collect_ids(s, strat_i_mask_of(s, a, M_PERMIT), l->basis, (uint64_t *)0);
    if (result == STRAT_OK)
        result = collect_ids(s, strat_i_mask_of(s, a, M_CAUTION), (uint64_t *)0, l->cautions);
    if (result == STRAT_OK)
        result = collect_duties(s, strat_i_mask_of(s, a, M_DUTY), l->duties);
    if (result == STRAT_OK)
        result = collect_duties(s, strat_i_mask_of(s, a, M_OUTSTANDING), l->before);
    return result;
}

static enum strat_result modality_over(struct strat_search *s, uint32_t a, enum strat_modality *modality)
{
    struct strat_result_set r;
    enum strat_result result;
    strat_i_copy(s->relevant, strat_i_mask_of(s, a, M_PERMIT), s->words);
    strat_i_close_relevant(s);
    s->approach = a;
    result = ask_all(s, STRAT_Q_MODALITY, &r);
    if (result == STRAT_OK)
        *modality = (enum strat_modality)r.modality;
    return result;
}

/* Unranked: the lists of each open approach, and their unions. */
static enum strat_result lists_of_each(struct strat_search *s, struct strat_answer *answer)
{
    uint32_t a;
    for (a = 0; a < s->approaches; a++) {
        enum strat_result result;
        if (!((answer->open >> a) & 1))
            continue;
        result = lists_of(s, a, 1, &answer->lists);
        if (result == STRAT_OK && answer->each)
            result = lists_of(s, a, 1, &answer->each[a]);
        if (result == STRAT_OK && answer->each)
            result = modality_over(s, a, &answer->each[a].modality);
        if (result != STRAT_OK)
            return result;
    }
    return STRAT_OK;
}

static enum strat_result fill_lists(struct strat_search *s, struct strat_answer *answer)
{
    order_as_unknown(s);
    find_possible(s);
    switch (answer->status) {
    case STRAT_OPEN:
    case STRAT_CONDITIONAL:
        return s->ranked ? lists_of(s, (uint32_t)answer->approach, 1, &answer->lists) : lists_of_each(s, answer);
    case STRAT_DEFAULT: return lists_of(s, (uint32_t)s->fallback, 0, &answer->lists);
    case STRAT_REFUSED: return collect_closed_by(s, answer->lists.closed_by);
    case STRAT_OUT_OF_SCOPE:
    case STRAT_UNDETERMINED: break;
    }
    return STRAT_OK;
}

/* ---- the decision ---- */

static void clear_answer(const struct strat_policy *p, struct strat_answer *answer)
{
    uint32_t a;
    answer->status = STRAT_UNDETERMINED;
    answer->approach = answer->now = STRAT_NULL;
    answer->open = answer->possible = answer->possible_status = 0;
    answer->committed = answer->possible_none = 0;
    answer->fault = -1;
    answer->steps = 0;
    clear_lists(p, &answer->lists);
    for (a = 0; answer->each && a < p->table[H_APPROACHES]; a++)
        clear_lists(p, &answer->each[a]);
}

static void put_possible(const struct strat_search *s, const struct strat_result_set *r, struct strat_answer *answer)
{
    uint32_t i;
    for (i = 0; i < s->n_pairs; i++) {
        uint32_t status = (uint32_t)(s->pairs[i] & 0xff), approach = (uint32_t)(s->pairs[i] >> 8);
        if (!((r->pairs[i / 64] >> (i % 64)) & 1))
            continue;
        answer->possible_status |= (uint32_t)1 << status;
        if (!s->ranked)
            answer->possible |= approach;
        else if (approach >= 2)
            answer->possible |= (uint32_t)1 << (approach - 2);
        if (status == STRAT_REFUSED || status == STRAT_OUT_OF_SCOPE)
            answer->possible_none = 1;
    }
}

/* All completions agree on this pair. */
static void put_pair(const struct strat_search *s, const struct strat_result_set *r, struct strat_answer *answer)
{
    uint32_t i = 0;
    while (!((r->pairs[i / 64] >> (i % 64)) & 1))
        i++;
    answer->status = (enum strat_status)(s->pairs[i] & 0xff);
    answer->open = (uint32_t)r->open;
    answer->now = (int32_t)r->now;
    answer->lists.modality = (enum strat_modality)r->modality;
    answer->committed = r->modality > STRAT_MAY;
    if (s->ranked)
        answer->approach = (int32_t)(s->pairs[i] >> 8) - 2;
    else if (answer->status == STRAT_DEFAULT)
        answer->approach = s->fallback;
    else if (answer->open == 0)
        answer->approach = STRAT_NONE;
    else
        answer->approach = answer->open & (answer->open - 1) ? STRAT_NULL : strat_i_highest(answer->open);
}

STRAT_API enum strat_result strat_decide(const struct strat_policy *p, const struct strat_request *request, struct strat_work *work,
                               struct strat_answer *answer)
{
    struct strat_search s;
    struct strat_result_set r;
    enum strat_result result;
    clear_answer(p, answer);
    if (strat_i_decide_complete(p, request, work, answer))
        return STRAT_OK;
    result = strat_i_prepare(&s, p, request, work, UINT32_MAX, &answer->fault);
    if (result == STRAT_OK)
        result = decide_pairs(&s, &r, &answer->fault);
    if (result == STRAT_OK && strat_i_count_pairs(&r) > 1) {
        put_possible(&s, &r, answer);
    } else if (result == STRAT_OK) {
        put_pair(&s, &r, answer);
        result = fill_lists(&s, answer);
    }
    answer->steps = s.steps;
    return result;
}

/* ---- judgements ---- */

static enum strat_result hangs_on(const struct strat_policy *p, const struct strat_request *request, struct strat_work *work,
                                  uint32_t f, int *hangs)
{
    struct strat_search s;
    struct strat_result_set r;
    int32_t fault;
    uint64_t fact = p->table[p->table[H_FACT_AT] + f];
    const uint64_t *map = p->table + p->table[H_MAP_AT] + FACT_MAP(fact);
    enum strat_result result = strat_i_prepare(&s, p, request, work, f, &fault);
    if (result != STRAT_OK)
        return result;
    order_as_unknown(&s);
    strat_i_copy(s.relevant, strat_i_mask(&s, M_DECIDING), s.words);
    s.reversed_axis = FACT_FIRST_AXIS(fact);
    s.reversed_allowed = 3;
    if (request->known[f])
        s.reversed_allowed = (uint32_t)1 << request->value[f];
    else if (FACT_HAS_DEFAULT(fact) && !FACT_PRESUMED(fact))
        s.reversed_allowed = (uint32_t)1 << map[0];
    result = ask_all(&s, STRAT_Q_REVERSE, &r);
    *hangs = result == STRAT_OK && (r.flags & STRAT_DIFFERS) != 0;
    return result;
}

STRAT_API enum strat_result strat_judgements(const struct strat_policy *p, const struct strat_request *request, struct strat_work *work, uint64_t *facts)
{
    uint32_t f, n = (uint32_t)p->table[H_FACTS];
    strat_i_clear(facts, (n + 63) / 64);
    if (strat_i_judge_complete(p, request, work, facts))
        return STRAT_OK;
    for (f = 0; f < n; f++) {
        uint64_t fact = p->table[p->table[H_FACT_AT] + f];
        enum strat_result result;
        int hangs = 0;
        if (!FACT_JUDGEMENT(fact) || FACT_AXES(fact) == 0)
            continue;
        result = hangs_on(p, request, work, f, &hangs);
        if (result != STRAT_OK)
            return result;
        if (hangs)
            set_bit(facts, f);
    }
    return STRAT_OK;
}

/* ---- ask ---- */

/* Puts a fact into the list by how many pairs its least helpful answer leaves; equals stay in the order of declaration. */
static void put_by_worth(uint32_t *facts, uint64_t *worth, uint32_t *n, uint32_t fact, uint64_t most)
{
    uint32_t at = (*n)++;
    for (; at > 0 && worth[at - 1] > most; at--) {
        worth[at] = worth[at - 1];
        facts[at] = facts[at - 1];
    }
    worth[at] = most;
    facts[at] = fact;
}

/* Whether an unknown fact is worth asking, and how many pairs its least helpful answer leaves. */
static enum strat_result weigh(struct strat_search *s, uint32_t fact, int coupled, int *worth_it, uint64_t *most)
{
    struct strat_result_set r;
    enum strat_result result = STRAT_OK;
    *worth_it = 0;
    if (order_around(s, fact, 0) == 0)
        return STRAT_OK;
    if (!coupled) {
        result = ask_all(s, STRAT_Q_ALONE, &r);
        if (result != STRAT_OK || !(r.flags & STRAT_DIFFERS))
            return result;
    }
    order_around(s, fact, 1);
    result = ask_all(s, STRAT_Q_LEFT, &r);
    *most = r.most;
    *worth_it = result == STRAT_OK && r.answers > 1;
    return result;
}

STRAT_API enum strat_result strat_ask(const struct strat_policy *p, const struct strat_request *request, struct strat_work *work,
                            uint32_t *facts, uint32_t *n)
{
    struct strat_search s;
    struct strat_result_set r;
    uint32_t f;
    int32_t fault;
    int coupled;
    enum strat_result result = strat_i_prepare(&s, p, request, work, UINT32_MAX, &fault);
    *n = 0;
    if (result == STRAT_OK)
        result = decide_pairs(&s, &r, &fault);
    if (result != STRAT_OK || strat_i_count_pairs(&r) < 2)
        return result;
    strat_i_copy(s.relevant, strat_i_mask(&s, M_DECIDING), s.words);
    /* Only where no fact alone makes a difference do those count that make one together with others. */
    for (coupled = 0; coupled < 2 && *n == 0; coupled++) {
        for (f = 0; f < s.t[H_FACTS]; f++) {
            int worth_it;
            uint64_t most = 0;
            result = weigh(&s, f, coupled, &worth_it, &most);
            if (result != STRAT_OK)
                return result;
            if (worth_it)
                put_by_worth(facts, s.worth, n, f, most);
        }
    }
    return STRAT_OK;
}

/* ---- why ---- */

STRAT_API enum strat_result strat_explain(const struct strat_policy *p, const struct strat_request *request, struct strat_work *work,
                                uint32_t approach, struct strat_reasons *reasons)
{
    struct strat_search s;
    size_t ids = strat_id_words(p);
    int32_t fault;
    enum strat_result result = strat_i_prepare(&s, p, request, work, UINT32_MAX, &fault);
    strat_i_clear(reasons->permits_all, ids);
    strat_i_clear(reasons->permits_some, ids);
    strat_i_clear(reasons->closes_all, ids);
    strat_i_clear(reasons->closes_some, ids);
    if (result != STRAT_OK)
        return result;
    if (approach >= s.approaches)
        return STRAT_BAD_VALUE;
    order_as_unknown(&s);
    find_possible(&s);
    result = collect_ids(&s, strat_i_mask_of(&s, approach, M_PERMIT), reasons->permits_all, reasons->permits_some);
    if (result == STRAT_OK)
        result = collect_ids(&s, strat_i_mask_of(&s, approach, M_CLOSE), reasons->closes_all, reasons->closes_some);
    return result;
}
