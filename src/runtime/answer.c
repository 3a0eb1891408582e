/*
 * What a caller asks first: the decision with its lists, and why.
 */
#include "runtime/compiled.h"
#include "runtime/diagram.h"

/* At least one, so that a list is never nothing. */
static size_t words_of(uint64_t n) { return n ? (size_t)((n + 63) / 64) : 1; }

STRAT_API size_t strat_id_words(const struct strat_policy *p) { return words_of(p->table[H_IDS]); }

STRAT_API size_t strat_duty_words(const struct strat_policy *p) {
    return words_of(p->table[H_DUTIES]);
}

/* ---- memory ---- */

static size_t list_words(const struct strat_policy *p) {
    return 3 * strat_id_words(p) + 2 * strat_duty_words(p);
}

static void clear_lists(const struct strat_policy *p, struct strat_lists *l) {
    size_t ids = strat_id_words(p), duties = strat_duty_words(p);
    strat_i_fill(l->basis, ids, 0);
    strat_i_fill(l->cautions, ids, 0);
    strat_i_fill(l->closed_by, ids, 0);
    strat_i_fill(l->duties, duties, 0);
    strat_i_fill(l->before, duties, 0);
    l->modality = STRAT_NO_MODALITY;
    l->verdicts = 0;
}

static void clear_answer(const struct strat_policy *p, struct strat_answer *answer) {
    uint32_t a;
    answer->status = STRAT_UNDETERMINED;
    answer->approach = answer->now = STRAT_NULL;
    answer->open = answer->available = answer->possible = answer->possible_status = 0;
    answer->committed = answer->possible_none = 0;
    answer->broken_assume = -1;
    clear_lists(p, &answer->lists);
    if (answer->uncertain_duties) strat_i_fill(answer->uncertain_duties, strat_duty_words(p), 0);
    if (answer->uncertain_ids) strat_i_fill(answer->uncertain_ids, strat_id_words(p), 0);
    for (a = 0; answer->each && a < p->table[H_APPROACHES]; a++) clear_lists(p, &answer->each[a]);
}

/* How many approaches have lists of their own, and the words of their structs. */
static size_t approaches_of(const struct strat_policy *p, int each) {
    return each ? (size_t)p->table[H_APPROACHES] : 0;
}

static size_t struct_words(size_t n) {
    return (n * sizeof(struct strat_lists) + sizeof(uint64_t) - 1) / sizeof(uint64_t);
}

STRAT_API size_t strat_answer_words(const struct strat_policy *p, int each) {
    size_t n = approaches_of(p, each);
    return struct_words(n) + (1 + n) * list_words(p) + strat_id_words(p) + strat_duty_words(p);
}

static void point_lists(const struct strat_policy *p, struct strat_lists *l, uint64_t *memory) {
    size_t ids = strat_id_words(p), duties = strat_duty_words(p);
    l->basis = memory;
    l->cautions = l->basis + ids;
    l->closed_by = l->cautions + ids;
    l->duties = l->closed_by + ids;
    l->before = l->duties + duties;
}

STRAT_API void strat_answer_init(const struct strat_policy *p, int each, uint64_t *memory,
                                 struct strat_answer *answer) {
    size_t n = approaches_of(p, each), i;
    uint64_t *lists = memory + struct_words(n);
    answer->each = n ? (struct strat_lists *)(void *)memory : (struct strat_lists *)0;
    point_lists(p, &answer->lists, lists);
    for (i = 0; i < n; i++) point_lists(p, &answer->each[i], lists += list_words(p));
    answer->uncertain_ids = lists + list_words(p);
    answer->uncertain_duties = answer->uncertain_ids + strat_id_words(p);
    clear_answer(p, answer);
}

/* ---- faults ---- */

#if STRAT_ASSUMES
/* Where no completion is left: the first assumption that leaves none, those before it kept. A table
 * of stratc has one. */
static enum strat_result find_fault(struct strat_state *s, int32_t *fault) {
    uint32_t first = (uint32_t)(M_FIXED + s->t[H_APPROACHES] * M_EACH),
             n = (uint32_t)s->t[H_ASSUMES], i;
    *fault = -1;
#if STRAT_DIRECT
    for (i = n; s->complete && i-- > 0;)
        if (strat_i_any(s->live, strat_i_mask(s, first + i), s->words)) *fault = (int32_t)i;
    if (s->complete) return STRAT_IMPOSSIBLE;
#endif
    strat_i_gather(s, STRAT_R_X, s->against, (const uint64_t *)0);
    /* Presumptions disagree only where an assumption excludes it: then that one is to be named. */
    if (s->d.reg[STRAT_R_X] == STRAT_YES) s->d.reg[STRAT_R_X] = STRAT_NO;
    for (i = 0; i < n && !s->stopped; i++) {
        strat_i_gather(s, STRAT_R_Y, strat_i_mask(s, first + i), (const uint64_t *)0);
        strat_i_do(s, STRAT_R_X, STRAT_OP_OR, STRAT_R_X, STRAT_R_Y);
        if (s->d.reg[STRAT_R_X] != STRAT_YES) continue;
        *fault = (int32_t)i;
        break;
    }
    return s->stopped ? STRAT_NOT_DECIDED : STRAT_IMPOSSIBLE;
}
#endif

/* ---- lists ---- */

/* What is listed: paragraphs; duties; or paragraphs that close an approach, where that has a
 * permission. */
enum listing { IDS, DUTIES, CLOSING };

static uint32_t item_of(const struct strat_state *s, enum listing of, uint32_t clause) {
    uint64_t w = s->clauses[clause];
    return of == DUTIES ? CLAUSE_ITS_DUTY(w) : CLAUSE_ITS_ID(w);
}

/* STRAT_R_X: where one of the clauses in s->item is left, and counts. */
static void gather_item(struct strat_state *s, enum listing of) {
    uint32_t a;
    if (of != CLOSING) {
        strat_i_gather(s, STRAT_R_X, s->item, (const uint64_t *)0);
        strat_i_do(s, STRAT_R_X, STRAT_OP_AND, STRAT_R_X, STRAT_R_WITHIN);
        return;
    }
    s->d.reg[STRAT_R_X] = STRAT_NO;
    for (a = 0; a < s->approaches; a++) {
        strat_i_gather(s, STRAT_R_Y, s->item, strat_i_mask_of(s, a, M_CLOSE));
        if (strat_i_is_empty(s, STRAT_R_Y)) continue;
        strat_i_gather(s, STRAT_R_Z, strat_i_mask_of(s, a, M_PERMIT), (const uint64_t *)0);
        strat_i_do(s, STRAT_R_Y, STRAT_OP_AND, STRAT_R_Y, STRAT_R_Z);
        strat_i_do(s, STRAT_R_X, STRAT_OP_OR, STRAT_R_X, STRAT_R_Y);
    }
}

/* Whether a clause is left in a completion, and counts: that is within completions. */
static int is_clause_somewhere(struct strat_state *s, uint32_t clause) {
    s->d.reg[STRAT_R_X] = (uint32_t)s->ids[clause];
    strat_i_work(s, 1);
    return strat_i_somewhere(s, STRAT_OP_AND, STRAT_R_WITHIN, STRAT_R_X);
}

/* Whether one of the clauses in s->item is: where only that is asked, the first is enough, and
 * nothing is joined. */
static int is_item_somewhere(struct strat_state *s) {
    uint32_t k;
    for (k = 0; k < s->words; k++) {
        uint64_t rest = s->item[k] & s->live[k];
        for (; rest && !s->stopped; rest &= rest - 1)
            if (is_clause_somewhere(s, k * 64 + strat_i_lowest(rest))) return 1;
    }
    return 0;
}

/* One paragraph or duty: all its clauses in `mask` together. */
static void collect_item(struct strat_state *s, enum listing of, const uint64_t *mask,
                         uint32_t first, struct strat_into into) {
    uint32_t item = item_of(s, of, first), k;
    int all, some;
    strat_i_fill(s->item, s->words, 0);
    for (k = first / 64; k < s->words; k++) {
        uint64_t rest = mask[k] & s->rest[k];
        for (; rest; rest &= rest - 1) {
            uint32_t clause = k * 64 + strat_i_lowest(rest);
            if (item_of(s, of, clause) == item) strat_i_add(s->item, clause);
        }
        s->rest[k] &= ~s->item[k];
        strat_i_work(s, 1);
    }
    if (!into.all && !into.unsure) {
        if (is_item_somewhere(s)) strat_i_add(into.some, item);
        return;
    }
    gather_item(s, of);
    all = !strat_i_somewhere(s, STRAT_OP_BUT, STRAT_R_ALL, STRAT_R_X);
    some = strat_i_somewhere(s, STRAT_OP_AND, STRAT_R_ALL, STRAT_R_X);
    if (into.all && all) strat_i_add(into.all, item);
    if (into.some && some) strat_i_add(into.some, item);
    if (into.unsure && some && !all) strat_i_add(into.unsure, item);
}

#if STRAT_DIRECT
/* Of a complete request. */
static void list(const struct strat_state *s, enum listing of, const uint64_t *mask, uint64_t *to) {
    uint32_t k;
    for (k = 0; k < s->words; k++) {
        uint64_t rest = s->live[k] & mask[k];
        for (; rest; rest &= rest - 1)
            strat_i_add(to, item_of(s, of, k * 64 + strat_i_lowest(rest)));
    }
}
#endif

/* s->some: clauses that are this to one of these approaches. */
static void join(struct strat_state *s, uint32_t approaches, uint32_t which) {
    uint32_t a;
    strat_i_fill(s->some, s->words, 0);
    for (a = 0; a < s->approaches; a++)
        if ((approaches >> a) & 1) strat_i_or(s->some, strat_i_mask_of(s, a, which), s->words);
}

/* Every paragraph or duty with a clause in s->some, where STRAT_R_WITHIN says, in the order of
 * first clauses. Those that were met are taken out of s->rest. */
static void collect_joined(struct strat_state *s, enum listing of, struct strat_into into) {
    uint32_t k;
#if STRAT_DIRECT
    if (s->complete) {
        if (strat_i_is_empty(s, STRAT_R_WITHIN)) return;
        if (into.all) list(s, of, s->some, into.all);
        if (into.some && !strat_i_any(s->live, strat_i_mask(s, M_FORBIDDEN), s->words))
            list(s, of, s->some, into.some);
        return;
    }
#endif
    strat_i_copy(s->rest, s->live, s->words);
    for (k = 0; k < s->words && !s->stopped; k++)
        while (s->some[k] & s->rest[k] && !s->stopped)
            collect_item(s, of, s->some, k * 64 + strat_i_lowest(s->some[k] & s->rest[k]), into);
}

static void collect(struct strat_state *s, enum listing of, uint32_t approaches, uint32_t which,
                    struct strat_into into) {
    join(s, approaches, which);
    collect_joined(s, of, into);
}

static void collect_all(struct strat_state *s, enum listing of, uint32_t approaches, uint32_t which,
                        uint64_t *all) {
    struct strat_into into = {all, (uint64_t *)0, (uint64_t *)0};
    collect(s, of, approaches, which, into);
}

static void collect_some(struct strat_state *s, enum listing of, uint32_t approaches,
                         uint32_t which, uint64_t *some, uint64_t *unsure) {
    struct strat_into into = {(uint64_t *)0, some, unsure};
    collect(s, of, approaches, which, into);
}

/* Under `refused`: what closes the default approach; without one, what closes any approach that an
 * applying permission names. */
static void collect_closed_by(struct strat_state *s, uint64_t *all) {
    uint32_t of = 0, a;
    if (s->fallback >= 0) {
        collect_all(s, IDS, (uint32_t)1 << s->fallback, M_CLOSE, all);
        return;
    }
    for (a = 0; a < s->approaches; a++)
        if (!s->complete || strat_i_any(s->live, strat_i_mask_of(s, a, M_PERMIT), s->words))
            of |= (uint32_t)1 << a;
    collect_all(s, CLOSING, of, M_CLOSE, all);
}

/* The weakest, over all completions, of the strongest by which one of these approaches, which are
 * open, is permitted. */
static enum strat_modality modality_over(struct strat_state *s, uint32_t approaches) {
    join(s, approaches, M_PERMIT);
#if STRAT_DIRECT
    strat_i_and(s->some, s->live, s->words);
    if (s->complete)
        return strat_i_any(s->some, strat_i_mask(s, M_MUST), s->words)   ? STRAT_MUST
               : strat_i_any(s->some, strat_i_mask(s, M_WILL), s->words) ? STRAT_WILL
                                                                         : STRAT_MAY;
#endif
    strat_i_gather(s, STRAT_R_X, s->some, strat_i_mask(s, M_MUST));
    strat_i_do(s, STRAT_R_REST, STRAT_OP_BUT, STRAT_R_ALL, STRAT_R_X);
    if (strat_i_is_empty(s, STRAT_R_REST)) return STRAT_MUST;
    strat_i_gather(s, STRAT_R_X, s->some, strat_i_mask(s, M_WILL));
    strat_i_do(s, STRAT_R_REST, STRAT_OP_BUT, STRAT_R_REST, STRAT_R_X);
    return strat_i_is_empty(s, STRAT_R_REST) ? STRAT_WILL : STRAT_MAY;
}

/* What these approaches have together; `opens`: in every completion one of them is open. */
static void lists_of(struct strat_state *s, uint32_t approaches, int opens, struct strat_lists *l,
                     uint64_t *unsure_duties, uint64_t *unsure_ids) {
    if (opens) collect_all(s, IDS, approaches, M_PERMIT, l->basis);
    if (opens) l->modality = modality_over(s, approaches);
    collect_some(s, IDS, approaches, M_CAUTION, l->cautions, unsure_ids);
    collect_some(s, DUTIES, approaches, M_DUTY, l->duties, unsure_duties);
    collect_some(s, DUTIES, approaches, M_OUTSTANDING, l->before, unsure_duties);
}

#if STRAT_EACH
/* The verdicts of one approach, and what belongs to them. */
static void fill_each(struct strat_state *s, uint32_t a, struct strat_lists *l) {
    const uint32_t open = (uint32_t)STRAT_R_OPEN + a,
                   opens = (uint32_t)1 << STRAT_VERDICT_CONDITIONAL | (uint32_t)1
                                                                          << STRAT_VERDICT_OPEN;
    enum strat_verdict otherwise =
        (int32_t)a == s->fallback ? STRAT_VERDICT_DEFAULT : STRAT_VERDICT_NOT_PROVIDED;
    int outside = strat_i_somewhere(s, STRAT_OP_AND, STRAT_R_ALL, STRAT_R_OUTSIDE);
    strat_i_do(s, STRAT_R_REST, STRAT_OP_BUT, STRAT_R_ALL, STRAT_R_OUTSIDE);
    strat_i_do(s, STRAT_R_WITHIN, STRAT_OP_AND, STRAT_R_REST, open);
    strat_i_do(s, STRAT_R_REST, STRAT_OP_BUT, STRAT_R_REST, open);
    strat_i_gather(s, STRAT_R_X, strat_i_mask_of(s, a, M_CLOSE), (const uint64_t *)0);
    l->verdicts = (uint32_t)outside << STRAT_VERDICT_NOT_PROVIDED;
    l->verdicts |= (uint32_t)strat_i_somewhere(s, STRAT_OP_BUT, STRAT_R_REST, STRAT_R_X)
                   << otherwise;
    if (otherwise == STRAT_VERDICT_DEFAULT) {
        strat_i_do(s, STRAT_R_Y, STRAT_OP_BUT, STRAT_R_REST, STRAT_R_X); /* where it is that */
        strat_i_do(s, STRAT_R_WITHIN, STRAT_OP_OR, STRAT_R_WITHIN, STRAT_R_Y);
    }
    l->verdicts |= (uint32_t)strat_i_somewhere(s, STRAT_OP_AND, STRAT_R_REST, STRAT_R_X)
                   << STRAT_VERDICT_CLOSED;
    strat_i_do(s, STRAT_R_X, STRAT_OP_AND, STRAT_R_WITHIN, open);
    l->verdicts |= (uint32_t)strat_i_somewhere(s, STRAT_OP_BUT, STRAT_R_X, STRAT_R_OUTSTANDING + a)
                   << STRAT_VERDICT_OPEN;
    l->verdicts |= (uint32_t)strat_i_somewhere(s, STRAT_OP_AND, STRAT_R_X, STRAT_R_OUTSTANDING + a)
                   << STRAT_VERDICT_CONDITIONAL;
    if (!strat_i_is_empty(s, STRAT_R_WITHIN))
        lists_of(s, (uint32_t)1 << a, !(l->verdicts & ~opens), l, (uint64_t *)0, (uint64_t *)0);
    s->d.reg[STRAT_R_WITHIN] = s->d.reg[STRAT_R_ALL];
    if (l->verdicts == (uint32_t)1 << STRAT_VERDICT_CLOSED)
        collect_all(s, IDS, (uint32_t)1 << a, M_CLOSE, l->closed_by);
}
#endif

/* Where what is listed of the answer counts. */
static void within_all(struct strat_state *s) {
    s->d.reg[STRAT_R_WITHIN] = s->complete ? (uint32_t)STRAT_YES : s->d.reg[STRAT_R_ALL];
}

STRAT_LOCAL uint32_t strat_i_listed(const struct strat_state *s,
                                    const struct strat_answer *answer) {
    int opens = answer->status == STRAT_OPEN || answer->status == STRAT_CONDITIONAL;
    (void)s;
    if (answer->status == STRAT_DEFAULT || (opens && STRAT_RANKED(s)))
        return (uint32_t)1 << answer->approach;
    return answer->open;
}

/* The decision is there, or that there is none. */
static void fill_lists(struct strat_state *s, struct strat_answer *answer) {
    int opens = answer->status == STRAT_OPEN || answer->status == STRAT_CONDITIONAL;
    uint32_t of = strat_i_listed(s, answer), a;
    (void)a;
    within_all(s);
    if (answer->status == STRAT_REFUSED) collect_closed_by(s, answer->lists.closed_by);
    if (of) lists_of(s, of, opens, &answer->lists, answer->uncertain_duties, answer->uncertain_ids);
    answer->committed = answer->lists.modality > STRAT_MAY;
#if STRAT_EACH
    if (answer->each && s->complete) strat_i_gather_masks(s);
    for (a = 0; answer->each && a < s->approaches && !s->stopped; a++)
        fill_each(s, a, &answer->each[a]);
#endif
}

/* ---- undetermined ---- */

/* What some completions have, and how many different outcomes (more than one is enough). */
struct possible {
    struct strat_answer *answer;
    uint32_t n, approach; /* the last */
    enum strat_status status;
};

static void note(struct strat_state *s, void *context, enum strat_status status, uint32_t approach,
                 struct strat_where where) {
    struct possible *found = (struct possible *)context;
    found->n++;
    found->status = status;
    found->approach = approach;
    found->answer->possible_status |= (uint32_t)1 << status;
#if STRAT_UNRANKED
    if (!s->ranked) {
        uint32_t a;
        found->answer->possible |= approach;
        strat_i_do(s, STRAT_R_Y, where.op, where.a, where.b);
        for (a = 0; a < s->approaches && found->n == 1; a++) /* open here or there? */
            if ((approach >> a) & 1)
                found->n += strat_i_somewhere(s, STRAT_OP_BUT, STRAT_R_Y, STRAT_R_OPEN + a) ? 1 : 0;
        return;
    }
#endif
    (void)s;
    (void)where;
    if (approach == (uint32_t)STRAT_NONE)
        found->answer->possible_none = 1;
    else
        found->answer->possible |= (uint32_t)1 << approach;
}

#if STRAT_UNRANKED
/* Those that may be open as one set, as the sets may be very many. */
static void unranked_together(struct strat_state *s, strat_teller *tell, void *context) {
    uint32_t a, some = 0;
    s->d.reg[STRAT_R_SPLIT] = s->d.reg[STRAT_R_X] = STRAT_NO; /* where one is open, is ready */
    for (a = 0; a < s->approaches; a++) {
        strat_i_do(s, STRAT_R_Y, STRAT_OP_AND, STRAT_R_REST, STRAT_R_OPEN + a);
        if (strat_i_is_empty(s, STRAT_R_Y)) continue;
        some |= (uint32_t)1 << a;
        strat_i_do(s, STRAT_R_SPLIT, STRAT_OP_OR, STRAT_R_SPLIT, STRAT_R_Y);
        strat_i_do(s, STRAT_R_Y, STRAT_OP_BUT, STRAT_R_Y, STRAT_R_OUTSTANDING + a);
        strat_i_do(s, STRAT_R_X, STRAT_OP_OR, STRAT_R_X, STRAT_R_Y);
    }
    strat_i_do(s, STRAT_R_REST, STRAT_OP_BUT, STRAT_R_REST, STRAT_R_SPLIT);
    strat_i_tell(s, tell, context, STRAT_OPEN, some, STRAT_OP_AND, STRAT_R_X, STRAT_R_X);
    strat_i_tell(s, tell, context, STRAT_CONDITIONAL, some, STRAT_OP_BUT, STRAT_R_SPLIT, STRAT_R_X);
}
#else
#define unranked_together (strat_splitter *)0
#endif

/* ---- decided ---- */

STRAT_LOCAL void strat_i_remains(struct strat_state *s) {
    uint32_t a, fallback = (uint32_t)s->fallback;
    s->d.reg[STRAT_R_REST] = STRAT_NO; /* where it gives way */
    for (a = 0; a < s->approaches; a++)
        if (!STRAT_RANKED(s))
            strat_i_do(s, STRAT_R_REST, STRAT_OP_OR, STRAT_R_REST, STRAT_R_SPLIT + a);
        else
            strat_i_do(s, STRAT_R_REST, a < fallback ? STRAT_OP_OR : STRAT_OP_BUT, STRAT_R_REST,
                       STRAT_R_OPEN + a);
    strat_i_do(s, STRAT_R_Y, STRAT_OP_BUT, STRAT_R_WITHIN, STRAT_R_REST);
    strat_i_do(s, STRAT_R_Y, STRAT_OP_BUT, STRAT_R_Y, STRAT_R_CLOSED);
}

STRAT_LOCAL void strat_i_starts(struct strat_state *s) {
    uint32_t a, fallback = (uint32_t)s->fallback;
    strat_i_do(s, STRAT_R_WITHIN, STRAT_OP_BUT, STRAT_R_ALL, STRAT_R_OUTSIDE);
    for (a = 0; a < s->approaches; a++) {
        strat_i_do(s, STRAT_R_Y, STRAT_OP_AND, STRAT_R_WITHIN, STRAT_R_OPEN + a);
        strat_i_do(s, STRAT_R_SPLIT + a, STRAT_OP_BUT, STRAT_R_Y, STRAT_R_OUTSTANDING + a);
    }
    if (s->fallback < 0) return;
    strat_i_remains(s);
    strat_i_do(s, STRAT_R_Y, STRAT_OP_BUT, STRAT_R_Y, STRAT_R_OUTSTANDING + fallback);
    strat_i_do(s, STRAT_R_SPLIT + fallback, STRAT_OP_OR, STRAT_R_SPLIT + fallback, STRAT_R_Y);
}

/* What may start now, in every completion. */
static void put_starts(struct strat_state *s, struct strat_answer *answer) {
    uint32_t a, some = 0;
    strat_i_starts(s);
    answer->now = STRAT_NONE;
    s->d.reg[STRAT_R_REST] = s->d.reg[STRAT_R_ALL]; /* where none may, from this one on */
    for (a = s->approaches; a-- > 0;) {
        uint32_t start = STRAT_R_SPLIT + a, bit = (uint32_t)1 << a;
        int all = !strat_i_somewhere(s, STRAT_OP_BUT, STRAT_R_ALL, start);
        some |= strat_i_is_empty(s, start) ? 0 : bit;
        if (all && answer->now == STRAT_NONE) answer->now = (int32_t)a;
        strat_i_do(s, STRAT_R_REST, STRAT_OP_BUT, STRAT_R_REST, start);
        if (STRAT_RANKED(s) ? strat_i_is_empty(s, STRAT_R_REST) : all) answer->available |= bit;
    }
    if (STRAT_RANKED(s) || !some) return;
    answer->now = strat_i_is_empty(s, STRAT_R_REST) ? strat_i_only_one(some) : STRAT_NULL;
}

/* All completions agree on this status and approach. */
static void put_outcome(struct strat_state *s, const struct possible *found,
                        struct strat_answer *answer) {
    uint32_t a;
    answer->possible = answer->possible_status = 0;
    answer->possible_none = 0;
    answer->status = found->status;
    answer->approach = STRAT_NONE;
    if (found->status == STRAT_REFUSED || found->status == STRAT_OUT_OF_SCOPE) return;
    answer->approach = s->fallback;
    if (found->status == STRAT_DEFAULT) return;
    for (a = 0; a < s->approaches; a++)
        if (!strat_i_somewhere(s, STRAT_OP_BUT, STRAT_R_ALL, STRAT_R_OPEN + a))
            answer->open |= (uint32_t)1 << a;
    answer->approach = STRAT_RANKED(s) ? (int32_t)found->approach : strat_i_only_one(answer->open);
}

STRAT_API enum strat_result strat_decide(struct strat_work *work, struct strat_answer *answer) {
    struct strat_state *s = strat_i_state(work);
    struct possible found = {answer, 0, 0, STRAT_UNDETERMINED};
    enum strat_result result = work->result;
    clear_answer(work->policy, answer);
#if STRAT_COMPILED
    if (result == STRAT_OK && s->walks && s->compiled.impossible) {
        answer->broken_assume = strat_i_compiled_fault(s);
        return s->stopped ? STRAT_NOT_DECIDED : STRAT_IMPOSSIBLE;
    }
    if (result == STRAT_OK && strat_i_walks(s)) {
        if (strat_i_compiled_decide(s, answer)) return s->stopped ? STRAT_NOT_DECIDED : STRAT_OK;
        clear_answer(work->policy, answer);
    }
#endif
    if (result == STRAT_OK) result = strat_i_decide(s, STRAT_DECIDED);
    if (result != STRAT_OK) return result;
#if STRAT_DIRECT
    if (s->complete && strat_i_conclude(s, s->live, answer)) {
        fill_lists(s, answer);
        return STRAT_OK;
    }
#endif
#if STRAT_ASSUMES
    if (s->complete || (strat_i_is_empty(s, STRAT_R_ALL) && !s->stopped))
        return find_fault(s, &answer->broken_assume);
#endif
    strat_i_outcomes(s, STRAT_R_ALL, unranked_together, note, &found);
    if (found.n == 1) put_outcome(s, &found, answer);
    put_starts(s, answer);
    fill_lists(s, answer);
    return s->stopped ? STRAT_NOT_DECIDED : STRAT_OK;
}

/* ---- why ---- */

STRAT_API enum strat_result strat_explain(struct strat_work *work, uint32_t approach,
                                          struct strat_reasons *reasons) {
    struct strat_state *s = strat_i_state(work);
    size_t ids = strat_id_words(work->policy);
    enum strat_result result = work->result;
    struct strat_into into = {(uint64_t *)0, (uint64_t *)0, (uint64_t *)0};
    if (reasons->permits_all) strat_i_fill(reasons->permits_all, ids, 0);
    if (reasons->closes_all) strat_i_fill(reasons->closes_all, ids, 0);
    strat_i_fill(reasons->permits_some, ids, 0);
    strat_i_fill(reasons->closes_some, ids, 0);
    if (result == STRAT_OK) result = strat_i_decide(s, STRAT_DECIDED);
    if (result != STRAT_OK) return result;
    if (approach >= s->approaches) return STRAT_BAD_VALUE;
    within_all(s);
    into.all = reasons->permits_all;
    into.some = reasons->permits_some;
    collect(s, IDS, (uint32_t)1 << approach, M_PERMIT, into);
    into.all = reasons->closes_all;
    into.some = reasons->closes_some;
    collect(s, IDS, (uint32_t)1 << approach, M_CLOSE, into);
    return s->stopped ? STRAT_NOT_DECIDED : STRAT_OK;
}

/* What a clause attaches, to the ids of its duty: where it does, in some completion. */
static void ground(struct strat_state *s, uint32_t clause, uint64_t *ids) {
    uint64_t *of = ids + item_of(s, DUTIES, clause) * strat_id_words(s->p);
    uint32_t id = item_of(s, IDS, clause);
    if ((of[id / 64] >> (id % 64)) & 1) return;
#if STRAT_DIRECT
    if (s->complete) {
        strat_i_add(of, id);
        return;
    }
#endif
    if (is_clause_somewhere(s, clause)) strat_i_add(of, id);
}

STRAT_API enum strat_result strat_grounds(struct strat_work *work,
                                          const struct strat_answer *answer, uint64_t *ids) {
    struct strat_state *s = strat_i_state(work);
    size_t words = strat_id_words(work->policy) * (size_t)work->policy->table[H_DUTIES];
    enum strat_result result = work->result;
    uint32_t k;
    strat_i_fill(ids, words, 0);
#if STRAT_COMPILED
    if (result == STRAT_OK && strat_i_walks(s)) {
        if (strat_i_compiled_grounds(s, strat_i_listed(s, answer), ids))
            return s->stopped ? STRAT_NOT_DECIDED : STRAT_OK;
        strat_i_fill(ids, words, 0);
    }
#endif
    if (result == STRAT_OK) result = strat_i_decide(s, STRAT_DECIDED);
    if (result != STRAT_OK) return result;
    within_all(s);
#if STRAT_DIRECT
    if (s->complete && strat_i_any(s->live, strat_i_mask(s, M_FORBIDDEN), s->words))
        return STRAT_OK;
#endif
    join(s, strat_i_listed(s, answer), M_DUTY);
    for (k = 0; k < s->words && !s->stopped; k++) {
        uint64_t rest = s->some[k] & s->live[k];
        for (; rest && !s->stopped; rest &= rest - 1) ground(s, k * 64 + strat_i_lowest(rest), ids);
    }
    if (!s->stopped) return STRAT_OK;
    strat_i_fill(ids, words, 0);
    return STRAT_NOT_DECIDED;
}

STRAT_API enum strat_result strat_certain(struct strat_work *work, uint32_t approach,
                                          struct strat_lists *lists) {
    struct strat_state *s = strat_i_state(work);
    const uint32_t of = (uint32_t)1 << (approach & 31);
    enum strat_result result = work->result;
    int walks = result == STRAT_OK && strat_i_walks(s);
    for (;; walks = 0) {
        strat_i_fill(lists->cautions, strat_id_words(work->policy), 0);
        strat_i_fill(lists->duties, strat_duty_words(work->policy), 0);
        strat_i_fill(lists->before, strat_duty_words(work->policy), 0);
        if (result == STRAT_OK && !walks) result = strat_i_decide(s, STRAT_DECIDED);
        if (result != STRAT_OK) return result;
        if (approach >= s->approaches) return STRAT_BAD_VALUE;
#if STRAT_COMPILED
        if (walks && !strat_i_compiled_certain(s, approach, lists)) continue;
#endif
        if (walks) break;
        within_all(s);
        collect_all(s, IDS, of, M_CAUTION, lists->cautions);
        collect_all(s, DUTIES, of, M_DUTY, lists->duties);
        collect_all(s, DUTIES, of, M_OUTSTANDING, lists->before);
        break;
    }
    return s->stopped ? STRAT_NOT_DECIDED : STRAT_OK;
}
