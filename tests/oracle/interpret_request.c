/*
 * A request that leaves facts unknown: every completion is tried (point 8 of "The decision
 * made").
 */
#include "tests/oracle/interpret_private.h"

#include <string.h>

uint16_t decide_pair(struct trial *t) {
    const struct decision *d = &t->one;
    interpret(t->in, t->situation, &t->one);
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
bool as_filled(struct trial *t) {
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
        t->filled[f] = presumed            ? INTERPRET_PRESUMED
                       : fact->has_default ? INTERPRET_DEFAULT
                                           : INTERPRET_NO_SOURCE;
        if (!presumed && fact->has_default && t->situation[f] != fact->default_value) return false;
    }
    return true;
}

bool as_assumed(struct trial *t) {
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
 * one has; the weakest modality. */
static void merge_lists(const struct interpreter *in, struct lists *to, const struct lists *from) {
    size_t n = interpreter_outline_words(in), k = interpreter_duty_words(in);
    and_words(to->basis, from->basis, n);
    and_words(to->closed_by, from->closed_by, n);
    or_words(to->cautions, from->cautions, n);
    or_words(to->duties, from->duties, k);
    or_words(to->before, from->before, k);
    if (from->modality < to->modality) to->modality = from->modality;
    to->verdicts |= from->verdicts;
}

static int32_t top(uint32_t approaches) {
    int32_t best = APPROACH_NONE;
    for (int32_t a = 0; a < 32; a++)
        if ((approaches >> a) & 1) best = a;
    return best;
}

static void merge(struct trial *t) {
    const struct interpreter *in = t->in;
    struct decision *to = &t->answer->decision, *from = &t->one;
    size_t n = interpreter_outline_words(in), k = interpreter_duty_words(in);
    if (t->completions == 0) {
        decision_copy(in, to, from);
        lists_copy(in, &t->always, &from->lists);
        return;
    }
    to->may_start &= from->may_start;
    to->available &= from->available;
    if (in->model->ranked)
        to->now = top(to->may_start);
    else if (to->now != from->now)
        to->now = APPROACH_NULL;
    to->open &= from->open;
    to->committed = to->committed && from->committed;
    merge_lists(in, &to->lists, &from->lists);
    and_words(t->always.duties, from->lists.duties, k);
    and_words(t->always.before, from->lists.before, k);
    and_words(t->always.cautions, from->lists.cautions, n);
    for (uint32_t a = 0; a < in->model->approaches.len; a++)
        merge_lists(in, &to->each[a], &from->each[a]);
    or_words(to->grounds, from->grounds, in->model->duties.len * n);
}

/* "presumed": a fact to which a default or a presumption gives one value in all completions. */
static void note_filled(struct trial *t) {
    struct answer *answer = t->answer;
    for (uint32_t f = 0; f < t->in->model->facts.len; f++) {
        if (t->filled[f] == INTERPRET_PRESUMED) answer->somewhere[f] = 1;
        if (t->completions == 0) {
            answer->presumed[f] = t->filled[f];
            answer->presumed_value[f] = t->situation[f];
        } else if (!t->filled[f] || answer->presumed_value[f] != t->situation[f]) {
            answer->presumed[f] = INTERPRET_NO_SOURCE;
        } else if (answer->presumed[f] == INTERPRET_DEFAULT) {
            answer->presumed[f] = t->filled[f];
        }
    }
}

void put_combination(struct trial *t, uint64_t i) {
    vec_each (struct digit, d, &t->digits)
        t->situation[d->fact] = d->domain->at[i / d->weight % d->domain->len];
}

static void try_completion(struct trial *t, uint64_t i) {
    uint16_t pair = t->pair_of[i] = decide_pair(t);
    merge(t);
    note_filled(t);
    t->pairs.at[pair].reached = true;
    if (!t->questions) return;
    reverse_judgements(t, pair);
    take_readings_otherwise(t, pair);
}

static void try_all(struct trial *t) {
    bool filled = false;
    for (uint64_t i = 0; i < t->combinations && !t->too_many && !t->stopped; i++) {
        put_combination(t, i);
        t->pair_of[i] = NOT_A_COMPLETION;
        if (!as_filled(t)) continue;
        filled = true;
        if (!as_assumed(t)) continue;
        if (t->visit) {
            interpret(t->in, t->situation, &t->one);
            t->stopped = !t->visit(t->context, t->situation, &t->one);
        } else {
            try_completion(t, i);
        }
        t->completions++;
    }
    /* Presumptions disagree only where an assumption excludes it: then that one is to be named. */
    for (uint64_t i = 0; i < t->combinations && !filled; i++) {
        put_combination(t, i);
        as_assumed(t);
    }
}

/* "Else status undetermined": what is possible instead of what is. */
static void undetermined(struct trial *t) {
    const struct model *m = t->in->model;
    struct decision *d = &t->answer->decision;
    size_t n = interpreter_outline_words(t->in), k = interpreter_duty_words(t->in);
    d->status = STATUS_UNDETERMINED;
    d->approach = APPROACH_NULL;
    d->open = 0;
    d->committed = false;
    memset(d->lists.basis, 0, n * sizeof(uint64_t));
    memset(d->lists.cautions, 0, n * sizeof(uint64_t));
    memset(d->lists.closed_by, 0, n * sizeof(uint64_t));
    memset(d->lists.duties, 0, k * sizeof(uint64_t));
    memset(d->lists.before, 0, k * sizeof(uint64_t));
    memset(d->grounds, 0, m->duties.len * n * sizeof(uint64_t));
    d->lists.modality = -1;
    vec_each (struct pair, p, &t->pairs) {
        if (!p->reached) continue;
        d->possible_status |= UINT32_C(1) << p->status;
        if (!m->ranked)
            d->possible |= (uint32_t)p->approach;
        else if (p->approach >= 0)
            d->possible |= UINT32_C(1) << p->approach;
        if (m->ranked && (p->status == STATUS_REFUSED || p->status == STATUS_OUT_OF_SCOPE))
            d->possible_none = true;
    }
    if (!m->ranked) return;
    d->at_least = APPROACH_NONE;
    while (!d->possible_none && !((d->possible >> ++d->at_least) & 1))
        ;
}

/* "those of `duties`, `before` and `cautions` that not every completion has" */
static void put_uncertain(struct trial *t) {
    struct answer *answer = t->answer;
    const struct lists *some = &answer->decision.lists;
    for (size_t i = 0; i < interpreter_duty_words(t->in); i++)
        answer->uncertain_duties[i] =
            (some->duties[i] & ~t->always.duties[i]) | (some->before[i] & ~t->always.before[i]);
    for (size_t i = 0; i < interpreter_outline_words(t->in); i++)
        answer->uncertain_ids[i] = some->cautions[i] & ~t->always.cautions[i];
}

/* ---- the whole ---- */

void answer_init(const struct interpreter *in, struct answer *answer, struct arena *a) {
    size_t facts = in->model->facts.len;
    *answer = (struct answer){0};
    decision_init(in, &answer->decision, a);
    answer->uncertain_duties = arena_array(a, uint64_t, interpreter_duty_words(in));
    answer->uncertain_ids = arena_array(a, uint64_t, interpreter_outline_words(in));
    answer->judgements = arena_array(a, uint8_t, facts);
    answer->readings = arena_array(a, uint8_t, facts);
    answer->presumed = arena_array(a, uint8_t, facts);
    answer->somewhere = arena_array(a, uint8_t, facts);
    answer->presumed_value = arena_array(a, int64_t, facts);
    answer->ask = arena_array(a, uint32_t, facts);
}

static void answer_clear(const struct interpreter *in, struct answer *answer) {
    size_t facts = in->model->facts.len;
    memset(answer->judgements, 0, facts);
    memset(answer->readings, 0, facts);
    memset(answer->presumed, 0, facts);
    memset(answer->somewhere, 0, facts);
    memset(answer->uncertain_duties, 0, interpreter_duty_words(in) * sizeof(uint64_t));
    memset(answer->uncertain_ids, 0, interpreter_outline_words(in) * sizeof(uint64_t));
    answer->n_ask = 0;
    answer->broken_assume = -1;
}

/* What is stated, then defaults of facts; what is left becomes a digit. False where there are too
 * many combinations. */
static bool fill_in(struct trial *t, const int64_t *value, uint64_t limit) {
    const struct model *m = t->in->model;
    t->combinations = 1;
    for (uint32_t f = 0; f < m->facts.len; f++) {
        const struct fact *fact = &m->facts.at[f];
        const struct domain *domain = &t->in->domains[f];
        t->silent[f] = !t->known[f] && fact->presumptions.len > 0;
        if (fact->source == FACT_READING) {
            t->situation[f] = fact->taken;
        } else if (t->known[f]) {
            t->situation[f] = value[f];
        } else if (fact->has_default && !t->silent[f]) {
            t->situation[f] = fact->default_value;
            t->filled[f] = INTERPRET_DEFAULT;
        } else {
            vec_push(t->arena, &t->digits, ((struct digit){f, t->combinations, domain}));
            if (domain->too_large || t->combinations > limit / domain->len) return false;
            t->combinations *= domain->len;
        }
    }
    return true;
}

static enum interpret_result run(struct trial *t, const int64_t *value, uint64_t limit) {
    struct interpreter *in = t->in;
    t->arena = &in->own;
    t->silent = arena_array(t->arena, uint8_t, in->model->facts.len);
    t->filled = arena_array(t->arena, uint8_t, in->model->facts.len);
    t->situation = arena_array(t->arena, int64_t, in->model->facts.len);
    t->assume_left = arena_array(t->arena, uint8_t, in->model->assumes.len);
    decision_init(in, &t->one, t->arena);
    lists_init(in, &t->always, t->arena);
    if (!fill_in(t, value, limit)) return INTERPRET_TOO_MANY;
    t->pair_of = arena_array(t->arena, uint16_t, t->combinations);
    try_all(t);
    if (t->too_many) return INTERPRET_TOO_MANY;
    return t->completions ? INTERPRET_OK : INTERPRET_IMPOSSIBLE;
}

enum interpret_result interpret_completions(struct interpreter *in, const int64_t *value,
                                            const uint8_t *known, uint64_t limit,
                                            interpret_visitor *visit, void *context) {
    struct trial t = {.in = in, .known = known, .visit = visit, .context = context};
    enum interpret_result result = run(&t, value, limit);
    arena_free(&in->own);
    return result;
}

enum interpret_result interpret_request(struct interpreter *in, const int64_t *value,
                                        const uint8_t *known, uint64_t limit, bool questions,
                                        struct answer *answer) {
    struct trial t = {.in = in, .known = known, .questions = questions, .answer = answer};
    answer_clear(in, answer);
    enum interpret_result result = run(&t, value, limit);
    answer->completions = t.completions;
    if (result == INTERPRET_IMPOSSIBLE) {
        for (answer->broken_assume = 0; t.assume_left[answer->broken_assume];)
            answer->broken_assume++;
    } else if (result == INTERPRET_OK) {
        size_t reached = 0;
        vec_each (struct pair, p, &t.pairs) reached += p->reached;
        if (reached > 1) {
            undetermined(&t);
            if (questions) put_questions(&t);
        } else {
            put_uncertain(&t);
        }
    }
    arena_free(&in->own);
    return result;
}
