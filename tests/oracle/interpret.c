/*
 * One situation: every fact has a value. The comments quote the numbers of "The decision
 * made".
 */
#include "tests/oracle/interpret.h"
#include "tests/oracle/interpret_private.h"

#include <string.h>

static size_t words(size_t bits) { return (bits + 63) / 64; }

size_t interpreter_outline_words(const struct interpreter *in) {
    return words(in->model->outline.len);
}

size_t interpreter_duty_words(const struct interpreter *in) { return words(in->model->duties.len); }

void lists_init(const struct interpreter *in, struct lists *l, struct arena *a) {
    l->basis = arena_array(a, uint64_t, interpreter_outline_words(in));
    l->cautions = arena_array(a, uint64_t, interpreter_outline_words(in));
    l->closed_by = arena_array(a, uint64_t, interpreter_outline_words(in));
    l->duties = arena_array(a, uint64_t, interpreter_duty_words(in));
    l->before = arena_array(a, uint64_t, interpreter_duty_words(in));
    l->modality = -1;
    l->verdicts = 0;
}

static size_t grounds_words(const struct interpreter *in) {
    return in->model->duties.len * interpreter_outline_words(in);
}

void decision_init(const struct interpreter *in, struct decision *d, struct arena *a) {
    *d = (struct decision){0};
    lists_init(in, &d->lists, a);
    d->each = arena_array(a, struct lists, in->model->approaches.len);
    for (size_t i = 0; i < in->model->approaches.len; i++) lists_init(in, &d->each[i], a);
    d->grounds = arena_array(a, uint64_t, grounds_words(in));
}

static void lists_clear(const struct interpreter *in, struct lists *l) {
    memset(l->basis, 0, interpreter_outline_words(in) * sizeof(uint64_t));
    memset(l->cautions, 0, interpreter_outline_words(in) * sizeof(uint64_t));
    memset(l->closed_by, 0, interpreter_outline_words(in) * sizeof(uint64_t));
    memset(l->duties, 0, interpreter_duty_words(in) * sizeof(uint64_t));
    memset(l->before, 0, interpreter_duty_words(in) * sizeof(uint64_t));
    l->modality = -1;
    l->verdicts = 0;
}

void lists_copy(const struct interpreter *in, struct lists *to, const struct lists *from) {
    memcpy(to->basis, from->basis, interpreter_outline_words(in) * sizeof(uint64_t));
    memcpy(to->cautions, from->cautions, interpreter_outline_words(in) * sizeof(uint64_t));
    memcpy(to->closed_by, from->closed_by, interpreter_outline_words(in) * sizeof(uint64_t));
    memcpy(to->duties, from->duties, interpreter_duty_words(in) * sizeof(uint64_t));
    memcpy(to->before, from->before, interpreter_duty_words(in) * sizeof(uint64_t));
    to->modality = from->modality;
    to->verdicts = from->verdicts;
}

void decision_copy(const struct interpreter *in, struct decision *to, const struct decision *from) {
    struct decision own = *to;
    *to = *from;
    to->lists = own.lists;
    to->each = own.each;
    to->grounds = own.grounds;
    lists_copy(in, &to->lists, &from->lists);
    for (size_t i = 0; i < in->model->approaches.len; i++)
        lists_copy(in, &to->each[i], &from->each[i]);
    memcpy(to->grounds, from->grounds, grounds_words(in) * sizeof(uint64_t));
}

static void free_own(void *in) { arena_free(&((struct interpreter *)in)->own); }

struct interpreter *interpreter_new(const struct rule_set *rules, struct arena *a) {
    struct interpreter *in = arena_new(a, struct interpreter);
    in->rules = rules;
    in->model = rules->model;
    in->acts_for = arena_array(a, uint32_t, rules->rules.len);
    in->defined = arena_array(a, uint8_t, in->model->defines.len);
    in->domains = domains_of(rules, a);
    arena_init(&in->own, a->on_oom);
    arena_at_free(a, free_own, in);
    return in;
}

/* ---- conditions (section 3) ---- */

/* "A block applies when one of its permissions applies or, if it has
 * none, one of its other rules." */
static bool block_applies(const struct interpreter *in, uint32_t block) {
    const struct rule_set *s = in->rules;
    bool only_permissions = block_has_permission(s, block);
    for (uint32_t i = s->first[block]; i < s->first[block + 1]; i++)
        if (in->acts_for[i] && (!only_permissions || s->rules.at[i].kind == STATEMENT_PERMISSION))
            return true;
    return false;
}

static bool any_provision_applies(const struct interpreter *in) {
    vec_each (uint32_t, b, &in->rules->provisions)
        if (block_applies(in, *b)) return true;
    return false;
}

static bool holds(const struct interpreter *in, const struct cond *c, const int64_t *situation) {
    uint32_t n = 0;
    switch (c->kind) {
    case COND_TRUE: return true;
    case COND_IN:
    case COND_RANGE:
    case COND_INCLUDES:
    case COND_EMPTY: return cond_test(c, situation[c->fact]);
    case COND_NOT: return !holds(in, c->terms.at[0], situation);
    case COND_AND:
        vec_each (struct cond *, term, &c->terms)
            if (!holds(in, *term, situation)) return false;
        return true;
    case COND_OR:
        vec_each (struct cond *, term, &c->terms)
            if (holds(in, *term, situation)) return true;
        return false;
    case COND_COUNT:
        vec_each (struct cond *, term, &c->terms) n += holds(in, *term, situation);
        return n >= c->count;
    case COND_DEFINE:
        if (in->defined[c->index] == UNKNOWN_YET)
            in->defined[c->index] = holds(in, in->model->defines.at[c->index].means, situation);
        return in->defined[c->index];
    case COND_APPLIES: return block_applies(in, c->index);
    case COND_ANY_PROVISION: return any_provision_applies(in);
    }
    return false;
}

bool interpret_cond(struct interpreter *in, const struct cond *c, const int64_t *situation) {
    if (in->model->defines.len > 0) memset(in->defined, UNKNOWN_YET, in->model->defines.len);
    return holds(in, c, situation);
}

int32_t interpret_broken_assume(struct interpreter *in, const int64_t *situation) {
    for (size_t i = 0; i < in->model->assumes.len; i++)
        if (!interpret_cond(in, in->model->assumes.at[i].cond, situation)) return (int32_t)i;
    return -1;
}

/* ---- which rules apply (section 4, section 5 point 2) ---- */

/* The approaches that an applying permission of the block names. */
static uint32_t opened_by(const struct interpreter *in, uint32_t block) {
    const struct rule_set *s = in->rules;
    uint32_t opened = 0;
    for (uint32_t i = s->first[block]; i < s->first[block + 1]; i++)
        if (s->rules.at[i].kind == STATEMENT_PERMISSION && in->acts_for[i])
            opened |= s->rules.at[i].approaches;
    return opened;
}

/* The approaches for which a rule that holds back is lifted: "for each approach that an applying
 * permission of R names". */
static uint32_t lifted(const struct interpreter *in, const struct rule *r) {
    uint32_t approaches = 0;
    vec_each (uint32_t, index, &in->rules->winners[r->block]) {
        const struct priority *p = &in->model->priorities.at[*index];
        if (priority_lifts(in->rules, p, r)) approaches |= opened_by(in, p->winner);
    }
    return approaches;
}

/* The approaches that a rule whose condition holds acts for: that it opens, closes or attaches to.
 */
static uint32_t left_to(const struct interpreter *in, const struct rule *r) {
    uint32_t approaches = r->approaches;
    if (r->by_permission) {
        uint32_t opened = opened_by(in, r->block);
        if (!r->has_using || opened == 0) approaches = opened;
    }
    return approaches & ~lifted(in, r);
}

static void find_applying(struct interpreter *in, const int64_t *situation) {
    const struct rule_set *s = in->rules;
    memset(in->acts_for, 0, s->rules.len * sizeof *in->acts_for);
    /* A definition may ask "applies": what it means is asked anew at each stage. */
    vec_each (struct stage, stage, &s->stages) {
        if (in->model->defines.len > 0) memset(in->defined, UNKNOWN_YET, in->model->defines.len);
        for (uint32_t i = s->first[stage->block]; i < s->first[stage->block + 1]; i++) {
            const struct rule *r = &s->rules.at[i];
            if (r->part == stage->part && holds(in, r->cond, situation))
                in->acts_for[i] = left_to(in, r);
        }
    }
}

uint32_t interpret_acts_for(const struct interpreter *in, uint32_t rule) {
    return in->acts_for[rule];
}

/* ---- the decision (section 5) ---- */

static void put(uint64_t *set, uint32_t bit) { set[bit / 64] |= UINT64_C(1) << (bit % 64); }

static bool any(const uint64_t *set, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (set[i]) return true;
    return false;
}

static uint32_t paragraph_of(const struct interpreter *in, uint32_t rule) {
    return in->model->blocks.at[in->rules->rules.at[rule].block].outline;
}

static bool closes(const struct rule *r) {
    return r->kind == STATEMENT_PROHIBITION || r->kind == STATEMENT_REQUIREMENT;
}

static bool outstanding(const struct interpreter *in, uint32_t duty, const int64_t *situation) {
    const struct duty *d = &in->model->duties.at[duty];
    return d->timing == DUTY_BEFORE && !(d->done && cond_test(d->done, situation[d->done->fact]));
}

/* What the applying rules for approach `a` have together, whatever its verdict. */
static void lists_of(struct interpreter *in, uint32_t a, const int64_t *situation,
                     struct lists *l) {
    for (uint32_t i = 0; i < in->rules->rules.len; i++) {
        const struct rule *r = &in->rules->rules.at[i];
        if (!((in->acts_for[i] >> a) & 1)) continue;
        switch (r->kind) {
        case STATEMENT_PERMISSION:
            put(l->basis, paragraph_of(in, i));
            if ((int)r->modality > l->modality) l->modality = (int)r->modality;
            break;
        case STATEMENT_DUTY:
            put(l->duties, r->duty);
            if (outstanding(in, r->duty, situation)) put(l->before, r->duty);
            break;
        case STATEMENT_EXPECTATION:
            if (!holds(in, r->meet, situation)) put(l->cautions, paragraph_of(in, i));
            break;
        case STATEMENT_PROHIBITION:
        case STATEMENT_REQUIREMENT: break;
        }
    }
}

/* The paragraphs whose applying prohibitions and gates close one of these approaches. */
static void closed_by(const struct interpreter *in, uint32_t approaches, uint64_t *ids) {
    for (uint32_t i = 0; i < in->rules->rules.len; i++)
        if (closes(&in->rules->rules.at[i]) && (in->acts_for[i] & approaches))
            put(ids, paragraph_of(in, i));
}

/* Point 3: "each approach A has a verdict of its own". */
static enum approach_verdict judge(struct interpreter *in, uint32_t a, uint32_t permitted,
                                   uint32_t closed, const int64_t *situation, struct lists *l) {
    enum approach_verdict verdict = VERDICT_NOT_PROVIDED;
    lists_of(in, a, situation, l);
    if ((permitted & ~closed) >> a & 1)
        verdict = any(l->before, interpreter_duty_words(in)) ? VERDICT_CONDITIONAL : VERDICT_OPEN;
    else if (closed >> a & 1)
        verdict = VERDICT_CLOSED;
    else if (a == in->model->default_approach)
        verdict = VERDICT_DEFAULT;
    if (verdict <= VERDICT_CLOSED) lists_clear(in, l);
    if (verdict == VERDICT_CLOSED) closed_by(in, UINT32_C(1) << a, l->closed_by);
    l->verdicts = UINT32_C(1) << verdict;
    return verdict;
}

static int32_t top(uint32_t approaches) {
    int32_t best = APPROACH_NONE;
    for (int32_t a = 0; a < 32; a++)
        if ((approaches >> a) & 1) best = a;
    return best;
}

static int32_t only(uint32_t approaches) {
    return approaches && !(approaches & (approaches - 1)) ? top(approaches) : APPROACH_NULL;
}

/* Point 4. The approaches whose lists are those of the answer. `ready`: those without an
 * outstanding `before` duty. */
static uint32_t decide(const struct model *m, uint32_t ready, uint32_t by_default,
                       struct decision *d) {
    if (d->open) {
        d->approach = m->ranked ? top(d->open) : only(d->open);
        uint32_t asked_of = m->ranked ? UINT32_C(1) << d->approach : d->open;
        d->status = asked_of & ready ? STATUS_OPEN : STATUS_CONDITIONAL;
        return asked_of;
    }
    d->approach = by_default ? (int32_t)m->default_approach : APPROACH_NONE;
    d->status = by_default ? STATUS_DEFAULT : STATUS_REFUSED;
    return by_default;
}

/* Point 5, and "Unranked approaches". `by_default`: the default approach, where its verdict is
 * that. */
static void start(const struct model *m, uint32_t ready, uint32_t by_default, struct decision *d) {
    d->may_start = d->open & ready;
    bool exceeds = m->ranked && by_default && top(by_default) > d->approach;
    if (m->ranked ? !exceeds : d->may_start == 0) d->may_start |= by_default & ready;
    d->now = m->ranked || d->may_start == 0 ? top(d->may_start) : only(d->may_start);
    d->available = d->may_start;
    for (int32_t a = 0; m->ranked && a <= d->now; a++) d->available |= UINT32_C(1) << a;
}

/* Point 6: "those of `approach` (unranked: the unions over the open ones)". */
static void put_flat(const struct interpreter *in, uint32_t approaches, struct decision *d) {
    size_t n = interpreter_outline_words(in), k = interpreter_duty_words(in);
    for (uint32_t a = 0; a < in->model->approaches.len; a++) {
        if (!((approaches >> a) & 1)) continue;
        const struct lists *l = &d->each[a];
        for (size_t i = 0; i < n; i++) {
            d->lists.basis[i] |= l->basis[i];
            d->lists.cautions[i] |= l->cautions[i];
        }
        for (size_t i = 0; i < k; i++) {
            d->lists.duties[i] |= l->duties[i];
            d->lists.before[i] |= l->before[i];
        }
        if (l->modality > d->lists.modality) d->lists.modality = l->modality;
    }
    d->committed = d->lists.modality > (int)MODALITY_MAY;
    for (uint32_t i = 0; i < in->rules->rules.len; i++) {
        const struct rule *r = &in->rules->rules.at[i];
        if (r->kind == STATEMENT_DUTY && (in->acts_for[i] & approaches))
            put(d->grounds + r->duty * n, paragraph_of(in, i));
    }
}

/* Point 1: out of scope. */
static void clear(const struct interpreter *in, struct decision *d) {
    d->status = STATUS_OUT_OF_SCOPE;
    d->approach = d->now = APPROACH_NONE;
    d->at_least = APPROACH_NULL;
    d->open = d->may_start = d->available = d->possible = d->possible_status = 0;
    d->committed = d->possible_none = false;
    lists_clear(in, &d->lists);
    for (uint32_t a = 0; a < in->model->approaches.len; a++) {
        lists_clear(in, &d->each[a]);
        d->each[a].verdicts = UINT32_C(1) << VERDICT_NOT_PROVIDED;
    }
    memset(d->grounds, 0, grounds_words(in) * sizeof(uint64_t));
}

void interpret(struct interpreter *in, const int64_t *situation, struct decision *d) {
    const struct model *m = in->model;
    clear(in, d);
    find_applying(in, situation);
    if (!interpret_cond(in, m->scope, situation)) /* 1 */
        return;
    uint32_t permitted = 0, closed = 0, ready = 0, by_default = 0;
    for (uint32_t i = 0; i < in->rules->rules.len; i++) {
        if (in->rules->rules.at[i].kind == STATEMENT_PERMISSION) permitted |= in->acts_for[i];
        if (closes(&in->rules->rules.at[i])) closed |= in->acts_for[i];
    }
    d->open = permitted & ~closed;
    for (uint32_t a = 0; a < m->approaches.len; a++) { /* 3 */
        enum approach_verdict v = judge(in, a, permitted, closed, situation, &d->each[a]);
        if (!any(d->each[a].before, interpreter_duty_words(in))) ready |= UINT32_C(1) << a;
        if (v == VERDICT_DEFAULT) by_default = UINT32_C(1) << a;
    }
    uint32_t asked_of = decide(m, ready, by_default, d); /* 4 */
    start(m, ready, by_default, d);                      /* 5 */
    put_flat(in, asked_of, d);                           /* 6 */
    if (d->status == STATUS_REFUSED)
        closed_by(
            in, m->default_approach != MODEL_NONE ? UINT32_C(1) << m->default_approach : permitted,
            d->lists.closed_by);
}
