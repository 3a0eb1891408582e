/*
 * A request that leaves facts unknown: every completion is tried (points 7 and 8 of "How a decision
 * is made").
 *
 * The unknown facts are the digits of a number, the first the least significant; completion number
 * i gives each the value that its digit chooses. So two completions that differ in one fact alone
 * are a multiple of that digit's weight apart.
 */
#include "space/domain.h"
#include "tests/oracle/interpret_private.h"

#include <string.h>

enum { NOT_A_COMPLETION = UINT16_MAX, MAX_PAIRS = UINT16_MAX - 1 };

/* A status with the approach (ranked) or the open approaches (unranked): what 7 and 8 compare. */
struct pair {
    enum status status;
    int64_t approach;
    bool reached; /* by a completion, not only by a judgement reversed */
};
struct pairs VEC(struct pair);

struct digit {
    uint32_t fact;
    uint64_t weight;
    const struct domain *domain;
};

struct trial {
    struct interpreter *in;
    struct arena *arena;
    const uint8_t *known;
    uint8_t *silent; /* judgements with presumptions that the request does not state */
    int64_t *situation;
    struct digits VEC(struct digit) digits;
    uint64_t combinations;
    uint16_t *pair_of; /* by combination: an index into pairs, or NOT_A_COMPLETION */
    struct pairs pairs;
    struct decision one, *merged;
    bool questions, too_many, stopped;
    interpret_visitor *visit; /* or NULL */
    void *context;
    uint8_t *judgements;
    uint8_t *assume_left; /* by assumption: some completion satisfies it and all before it */
};

static uint16_t pair_index(struct trial *t, const struct decision *d) {
    struct pair p = {d->status, t->in->model->ranked ? (int64_t)d->approach : (int64_t)d->open,
                     false};
    for (size_t i = 0; i < t->pairs.len; i++)
        if (t->pairs.at[i].status == p.status && t->pairs.at[i].approach == p.approach)
            return (uint16_t)i;
    if (t->pairs.len == MAX_PAIRS) {
        t->too_many = true;
        return 0;
    }
    vec_push(t->arena, &t->pairs, p);
    return (uint16_t)(t->pairs.len - 1);
}

/* "defaults of facts fill what a request omits, then presumptions, each completion by its own
 * facts, then defaults of judgements": a completion gives a silent judgement what is presumed; else
 * its default; else either value. */
static bool as_presumed(struct trial *t) {
    const struct model *m = t->in->model;
    for (uint32_t f = 0; f < m->facts.len; f++) {
        if (!t->silent[f]) continue;
        const struct fact *fact = &m->facts.at[f];
        bool presumed = false;
        vec_each (struct presumption, p, &fact->presumptions) {
            if (!interpret_cond(t->in, p->when, t->situation)) continue;
            presumed = true;
            if (t->situation[f] != (p->yes ? 1 : 0)) return false;
        }
        if (!presumed && fact->has_default && t->situation[f] != fact->default_value) return false;
    }
    return true;
}

static bool as_assumed(struct trial *t) {
    int32_t broken = interpret_broken_assume(t->in, t->situation);
    size_t n = t->in->model->assumes.len;
    for (size_t i = 0; i < (broken < 0 ? n : (size_t)broken); i++) t->assume_left[i] = 1;
    return broken < 0;
}

static void and_words(uint64_t *to, const uint64_t *from, size_t n) {
    for (size_t i = 0; i < n; i++) to[i] &= from[i];
}

static void or_words(uint64_t *to, const uint64_t *from, size_t n) {
    for (size_t i = 0; i < n; i++) to[i] |= from[i];
}

/* Point 8: basis and closed_by what every completion has, duties, before and cautions what at least
 * one has. */
static void merge_lists(const struct interpreter *in, struct lists *to, const struct lists *from) {
    size_t n = interpreter_outline_words(in), k = interpreter_duty_words(in);
    and_words(to->basis, from->basis, n);
    and_words(to->closed_by, from->closed_by, n);
    or_words(to->cautions, from->cautions, n);
    or_words(to->duties, from->duties, k);
    or_words(to->before, from->before, k);
    if (from->modality < to->modality) to->modality = from->modality;
}

static void copy_lists(const struct interpreter *in, struct lists *to, const struct lists *from) {
    lists_move(in, to, from);
    memcpy(to->closed_by, from->closed_by, interpreter_outline_words(in) * sizeof(uint64_t));
}

static int32_t least(const struct model *m, int32_t a, int32_t b) {
    if (m->ranked) return a < b ? a : b; /* NONE is below every approach */
    if (a == APPROACH_NONE || b == APPROACH_NONE) return APPROACH_NONE;
    return a == b ? a : APPROACH_NULL;
}

static void merge(struct trial *t, bool first) {
    const struct model *m = t->in->model;
    struct decision *to = t->merged, *from = &t->one;
    if (first) {
        to->status = from->status;
        to->approach = from->approach;
        to->now = from->now;
        to->open = from->open;
        to->committed = from->committed;
        copy_lists(t->in, &to->lists, &from->lists);
        for (uint32_t a = 0; a < m->approaches.len; a++)
            copy_lists(t->in, &to->each[a], &from->each[a]);
        return;
    }
    to->now = least(m, to->now, from->now);
    to->open &= from->open;
    to->committed = to->committed && from->committed;
    merge_lists(t->in, &to->lists, &from->lists);
    for (uint32_t a = 0; a < m->approaches.len; a++)
        merge_lists(t->in, &to->each[a], &from->each[a]);
}

/* The flat lists of an unranked policy are the unions of what each open approach has. For the
 * basis, which is what every completion has, that is not the same as what every completion's union
 * has. */
static void flatten_each(struct trial *t) {
    const struct model *m = t->in->model;
    struct decision *d = t->merged;
    size_t n = interpreter_outline_words(t->in);
    if (m->ranked || (d->status != STATUS_OPEN && d->status != STATUS_CONDITIONAL)) return;
    memset(d->lists.basis, 0, n * sizeof(uint64_t));
    for (uint32_t a = 0; a < m->approaches.len; a++)
        if ((d->open >> a) & 1) or_words(d->lists.basis, d->each[a].basis, n);
}

/* Point 7, for one completion: which judgements change status or approach when reversed alone. */
static void reverse_judgements(struct trial *t, uint16_t pair) {
    const struct model *m = t->in->model;
    for (uint32_t f = 0; f < m->facts.len; f++) {
        if (m->facts.at[f].source != FACT_JUDGEMENT || t->judgements[f]) continue;
        t->situation[f] ^= 1;
        if (interpret_broken_assume(t->in, t->situation) < 0) {
            interpret(t->in, t->situation, &t->one);
            t->judgements[f] = pair_index(t, &t->one) != pair;
        }
        t->situation[f] ^= 1;
    }
}

static void put_combination(struct trial *t, uint64_t i) {
    vec_each (struct digit, d, &t->digits)
        t->situation[d->fact] = d->domain->at[i / d->weight % d->domain->len];
}

static uint64_t try_all(struct trial *t) {
    uint64_t completions = 0;
    bool presumed = false;
    for (uint64_t i = 0; i < t->combinations && !t->too_many && !t->stopped; i++) {
        put_combination(t, i);
        t->pair_of[i] = NOT_A_COMPLETION;
        if (!as_presumed(t)) continue;
        presumed = true;
        if (!as_assumed(t)) continue;
        interpret(t->in, t->situation, &t->one);
        if (t->visit) {
            t->stopped = !t->visit(t->context, t->situation, &t->one);
            completions++;
            continue;
        }
        uint16_t pair = t->pair_of[i] = pair_index(t, &t->one);
        merge(t, completions == 0);
        completions++;
        t->pairs.at[pair].reached = true;
        if (t->questions) reverse_judgements(t, pair);
    }
    /* Presumptions disagree only where an assumption excludes it: then that one is to be named. */
    for (uint64_t i = 0; i < t->combinations && !presumed; i++) {
        put_combination(t, i);
        as_assumed(t);
    }
    return completions;
}

/* "Else status undetermined": what is possible instead of what is. */
static void undetermined(struct trial *t) {
    const struct model *m = t->in->model;
    struct decision *d = t->merged;
    size_t n = interpreter_outline_words(t->in), k = interpreter_duty_words(t->in);
    d->status = STATUS_UNDETERMINED;
    d->approach = d->now = APPROACH_NULL;
    d->open = 0;
    d->committed = false;
    memset(d->lists.basis, 0, n * sizeof(uint64_t));
    memset(d->lists.cautions, 0, n * sizeof(uint64_t));
    memset(d->lists.closed_by, 0, n * sizeof(uint64_t));
    memset(d->lists.duties, 0, k * sizeof(uint64_t));
    memset(d->lists.before, 0, k * sizeof(uint64_t));
    d->lists.modality = -1;
    vec_each (struct pair, p, &t->pairs) {
        if (!p->reached) continue;
        d->possible_status |= UINT32_C(1) << p->status;
        if (!m->ranked)
            d->possible |= (uint32_t)p->approach;
        else if (p->approach >= 0)
            d->possible |= UINT32_C(1) << p->approach;
        if (p->status == STATUS_REFUSED || p->status == STATUS_OUT_OF_SCOPE)
            d->possible_none = true;
    }
}

/* ---- ask ---- */

struct worth {
    bool alone;    /* two completions that differ in this fact alone differ */
    bool coupled;  /* differing completions differ in it, perhaps with others */
    uint64_t left; /* pairs left after the least helpful answer */
};

static size_t count_pairs(const uint8_t *seen, size_t n, size_t *first) {
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        if (seen[i] && count++ == 0) *first = i;
    }
    return count;
}

static struct worth worth_asking(struct trial *t, const struct digit *d) {
    size_t n_pairs = t->pairs.len;
    struct worth w = {0};
    size_t values = d->domain->len, some_pair = SIZE_MAX, answers = 0;
    uint8_t *seen = arena_array(t->arena, uint8_t, n_pairs);
    bool differ = false;
    for (size_t v = 0; v < values; v++) {
        memset(seen, 0, n_pairs);
        for (uint64_t i = 0; i < t->combinations; i++) {
            if (i / d->weight % values != v || t->pair_of[i] == NOT_A_COMPLETION) continue;
            seen[t->pair_of[i]] = 1;
            for (size_t other = 0; other < v && !w.alone; other++) {
                uint16_t q = t->pair_of[i - (v - other) * d->weight];
                w.alone = q != NOT_A_COMPLETION && q != t->pair_of[i];
            }
        }
        size_t first = 0, count = count_pairs(seen, n_pairs, &first);
        if (count == 0) continue;
        differ = differ || count > 1 || (some_pair != SIZE_MAX && some_pair != first);
        some_pair = first;
        answers++;
        if (count > w.left) w.left = count;
    }
    w.coupled = answers > 1 && differ;
    return w;
}

static void ask(struct trial *t, struct verdict *v) {
    struct worth *worth = arena_array(t->arena, struct worth, t->digits.len);
    bool some_alone = false;
    for (size_t i = 0; i < t->digits.len; i++) {
        worth[i] = worth_asking(t, &t->digits.at[i]);
        some_alone = some_alone || worth[i].alone;
    }
    /* Insertion keeps the order of declaration among equals: digits are in that order. */
    uint64_t *key = arena_array(t->arena, uint64_t, t->digits.len);
    for (size_t i = 0; i < t->digits.len; i++) {
        if (some_alone ? !worth[i].alone : !worth[i].coupled) continue;
        uint32_t at = v->n_ask++;
        for (; at > 0 && key[at - 1] > worth[i].left; at--) {
            key[at] = key[at - 1];
            v->ask[at] = v->ask[at - 1];
        }
        key[at] = worth[i].left;
        v->ask[at] = t->digits.at[i].fact;
    }
}

/* ---- the whole ---- */

void verdict_init(const struct interpreter *in, struct verdict *v, struct arena *a) {
    *v = (struct verdict){0};
    decision_init(in, &v->decision, a);
    v->judgements = arena_array(a, uint8_t, in->model->facts.len);
    v->ask = arena_array(a, uint32_t, in->model->facts.len);
}

/* What is stated, then defaults of facts; what is left becomes a digit. False where there are too
 * many combinations. */
static bool set_up(struct trial *t, const struct domain *domains, const int64_t *value,
                   uint64_t limit) {
    const struct model *m = t->in->model;
    t->combinations = 1;
    for (uint32_t f = 0; f < m->facts.len; f++) {
        const struct fact *fact = &m->facts.at[f];
        t->silent[f] = !t->known[f] && fact->presumptions.len > 0;
        if (fact->source == FACT_READING) {
            t->situation[f] = fact->taken;
        } else if (t->known[f]) {
            t->situation[f] = value[f];
        } else if (fact->has_default && !t->silent[f]) {
            t->situation[f] = fact->default_value;
        } else {
            vec_push(t->arena, &t->digits, ((struct digit){f, t->combinations, &domains[f]}));
            if (domains[f].too_large || t->combinations > limit / domains[f].len) return false;
            t->combinations *= domains[f].len;
        }
    }
    return true;
}

enum interpret_result interpret_completions(struct interpreter *in, const int64_t *value,
                                            const uint8_t *known, uint64_t limit,
                                            interpret_visitor *visit, void *context) {
    struct trial t = {
        .in = in, .arena = &in->own, .known = known, .visit = visit, .context = context};
    t.silent = arena_array(&in->own, uint8_t, in->model->facts.len);
    t.situation = arena_array(&in->own, int64_t, in->model->facts.len);
    t.assume_left = arena_array(&in->own, uint8_t, in->model->assumes.len);
    decision_init(in, &t.one, &in->own);
    enum interpret_result result = INTERPRET_TOO_MANY;
    if (set_up(&t, in->domains, value, limit)) {
        t.pair_of = arena_array(&in->own, uint16_t, t.combinations);
        result = try_all(&t) ? INTERPRET_OK : INTERPRET_IMPOSSIBLE;
    }
    arena_free(&in->own);
    return result;
}

enum interpret_result interpret_request(struct interpreter *in, const int64_t *value,
                                        const uint8_t *known, uint64_t limit, bool questions,
                                        struct verdict *v) {
    const struct model *m = in->model;
    struct trial t = {.in = in,
                      .arena = &in->own,
                      .known = known,
                      .questions = questions,
                      .merged = &v->decision};
    t.silent = arena_array(&in->own, uint8_t, m->facts.len);
    t.situation = arena_array(&in->own, int64_t, m->facts.len);
    t.assume_left = arena_array(&in->own, uint8_t, m->assumes.len);
    t.judgements = v->judgements;
    decision_init(in, &t.one, &in->own);
    memset(v->judgements, 0, m->facts.len);
    v->n_ask = 0;
    v->broken_assume = -1;
    v->decision.possible = v->decision.possible_status = 0;
    v->decision.possible_none = false;
    enum interpret_result result = INTERPRET_TOO_MANY;
    if (set_up(&t, in->domains, value, limit)) {
        t.pair_of = arena_array(&in->own, uint16_t, t.combinations);
        v->completions = try_all(&t);
        if (!t.too_many && v->completions == 0) {
            result = INTERPRET_IMPOSSIBLE;
            for (v->broken_assume = 0; t.assume_left[v->broken_assume]; v->broken_assume++)
                ;
        } else if (!t.too_many) {
            result = INTERPRET_OK;
            size_t reached = 0;
            vec_each (struct pair, p, &t.pairs) reached += p->reached;
            if (reached > 1)
                undetermined(&t);
            else
                flatten_each(&t);
            if (questions) ask(&t, v);
        }
    }
    arena_free(&in->own);
    return result;
}
