/*
 * A request, made ready: its values as classes of the axes, the clauses that these leave and, where
 * facts are open, room for the diagrams of what is not known (residual.c).
 */
#include "runtime/diagram.h"
#include "runtime/values.h"
#if STRAT_LARGE
#include "runtime/large.h"
#endif

/* ---- values ---- */

/* By axis the class of its fact's value, or STRAT_OPEN_CLASS; *open: how many axes have none. */
static enum strat_result read_values(struct strat_search *s, uint32_t *open) {
    const uint64_t *facts = s->t + s->t[H_FACT_AT];
    uint32_t f, k, n = (uint32_t)s->t[H_FACTS];
    *open = 0;
    for (f = 0; f < n; f++) {
        uint64_t fact = facts[f], *to = s->class_of + FACT_FIRST_AXIS(fact);
        int known = s->request.known[f] != 0;
        int64_t value = known ? s->request.value[f] : 0;
        if (known && !value_in_domain(s->t, fact, value)) {
            s->work->bad_fact = (int32_t)f;
            return STRAT_BAD_VALUE;
        }
        if (!known && FACT_HAS_DEFAULT(fact) && !FACT_PRESUMED(fact)) {
            value = default_of(s->t, fact);
            known = 1;
        }
        *open += known ? 0 : FACT_AXES(fact);
        for (k = 0; k < FACT_AXES(fact); k++)
            to[k] = known ? class_of(s->t, fact, k, value) : STRAT_OPEN_CLASS;
    }
    return STRAT_OK;
}

/* ---- room ---- */

/* Where the rows of *s lie in work memory: of a complete request, and of one with open facts (all:
 * as if all were). Returns how many words that takes, diagrams aside. */
static size_t cut_complete(struct strat_search *s, uint64_t *m) {
    size_t w = s->words;
    s->base = m;
    s->against = m + w;
    s->relevant = m + 2 * w;
    s->item = m + 3 * w;
    s->clause = m + 4 * w;
    s->could = m + 5 * w;
    s->behind = m + 6 * w;
    return (7 + (size_t)(strat_i_is_large(s->p) ? 0 : s->axes)) * w;
}

static size_t cut_open(struct strat_search *s, uint64_t *m, int all) {
    size_t w = s->words, axes = 0, classes = 0, widest = 0, levels = 0, at = 6 * w;
    uint32_t i;
    for (i = 0; i < s->axes; i++) {
        size_t n = AXIS_CLASSES(s->axis[i]), codes;
        if (!all && s->class_of[i] != STRAT_OPEN_CLASS) continue;
        axes++;
        classes += n;
        for (codes = 1; codes < n; codes *= 2) levels++;
        widest = codes > widest ? codes : widest;
    }
    cut_complete(s, m);
    s->made = m + at, at += w;
    s->live = m + at, at += w;
    s->passing = m + at, at += w;
    s->last = m + at, at += (size_t)s->n_clauses;
    s->ids = m + at, at += (size_t)s->n_clauses;
    s->stated = m + at, at += (size_t)s->axes;
    s->open = m + at, at += axes * STRAT_OPEN_WORDS;
    s->group = m + at, at += classes;
    s->code = m + at, at += widest;
    s->pairs = m + at, at += STRAT_MAX_PAIRS;
    s->worth = m + at, at += (size_t)s->t[H_FACTS];
    s->d.frame = m + at, at += 2 * (levels + STRAT_MAX_PAIRS + 1);
    s->d.node = m + at;
    return at + STRAT_LEAST_DIAGRAMS + 4 * (size_t)s->n_clauses;
}

STRAT_LOCAL void strat_i_set_up(struct strat_search *s) {
    s->t = s->p->table;
    s->words = (uint32_t)s->t[H_WORDS];
    s->axes = (uint32_t)s->t[H_AXES];
    s->approaches = (uint32_t)s->t[H_APPROACHES];
    s->ranked = TABLE_RANKED(s->t);
    s->fallback = TABLE_DEFAULT(s->t);
    s->n_open = s->n_levels = s->n_stated = s->n_pairs = 0;
    s->stopped = s->complete = s->has_pairs = 0;
    s->stage = STRAT_STALE;
    s->d.words = s->d.all = 0;
    s->axis = s->t + s->t[H_AXIS_AT];
    s->rows = s->masks = s->clauses = s->overrides = s->entries = s->t;
    s->n_clauses = 0;
    s->n_overrides = 0;
    if (s->words > 0) { /* else the policy is large: there are none yet */
        s->rows += s->t[H_ROW_AT];
        s->masks += s->t[H_MASK_AT];
        s->clauses += s->t[H_CLAUSE_AT];
        s->overrides += s->t[H_OVERRIDE_AT];
        s->entries += s->t[H_ENTRY_AT];
        s->n_clauses = (uint32_t)s->t[H_CLAUSES];
        s->n_overrides = s->t[H_OVERRIDES];
    }
}

STRAT_API size_t strat_work_words(const struct strat_policy *p) {
    struct strat_search s;
    uint64_t none;
    size_t complete, open, least = STRAT_SEARCH_WORDS + (size_t)p->table[H_AXES];
    s.p = p;
    strat_i_set_up(&s);
#if STRAT_LARGE
    if (strat_i_is_large(p)) {
        least += strat_i_large_words(&s); /* and sets s.words to the most */
        return least + cut_complete(&s, &none);
    }
#endif
    complete = cut_complete(&s, &none);
    open = cut_open(&s, &none, 1);
    return least + (complete > open ? complete : open);
}

/* ---- the request ---- */

/* What is presumed of a judgement that is not stated is for diagrams. */
static int is_presumed(const struct strat_search *s) {
    uint32_t i;
    for (i = 0; i < s->t[H_PRESUMED]; i++)
        if (!s->request.known[s->t[s->t[H_PRESUMED_AT] + i]]) return 1;
    return 0;
}

/* All clauses; of those that break presumptions only those of judgements that this request leaves
 * open count. */
static void start(struct strat_search *s) {
    uint32_t first = (uint32_t)(M_FIXED + s->t[H_APPROACHES] * M_EACH + s->t[H_ASSUMES]), i, k;
    for (k = 0; k < s->words; k++)
        s->could[k] = s->n_clauses - k * 64 >= 64 ? ~(uint64_t)0
                                                  : ((uint64_t)1 << (s->n_clauses - k * 64)) - 1;
    strat_i_clear(s->against, s->words);
    for (i = 0; i < s->t[H_PRESUMED]; i++) {
        const uint64_t *row = strat_i_mask(s, first + i);
        int stated = s->request.known[s->t[s->t[H_PRESUMED_AT] + i]];
        for (k = 0; k < s->words; k++) {
            if (stated)
                s->could[k] &= ~row[k];
            else
                s->against[k] |= row[k];
        }
    }
}

/* What the known facts leave, but for the judgements that are to be reversed. Of a large policy
 * only such clauses were laid out. */
static void narrow(struct strat_search *s, int32_t reverse) {
    const uint64_t *facts = s->t + s->t[H_FACT_AT];
    int large = strat_i_is_large(s->p);
    uint32_t i;
    for (i = 0; i < s->axes; i++) {
        uint32_t c = (uint32_t)s->class_of[i], f = AXIS_FACT(s->axis[i]);
        if (s->class_of[i] == STRAT_OPEN_CLASS) continue;
        if (FACT_JUDGEMENT(facts[f]) && (reverse == STRAT_REVERSE_ALL || reverse == (int32_t)f))
            s->stated[s->n_stated++] = i | (uint64_t)c << 32;
        else if (!large)
            strat_i_and(s->could, strat_i_row(s, i, c), s->words);
    }
}

static enum strat_result make_ready(struct strat_search *s, uint64_t *memory, size_t room,
                                    int32_t reverse) {
    if ((s->complete ? cut_complete(s, memory) : cut_open(s, memory, 0)) > room)
        return STRAT_NOT_DECIDED;
    start(s);
#if STRAT_DIRECT
    if (s->complete) {
        uint32_t i;
        strat_i_copy(s->clause, s->could, s->words);
        for (i = 0; i < s->axes && !strat_i_is_large(s->p); i++)
            strat_i_and(s->clause, strat_i_row(s, i, (uint32_t)s->class_of[i]), s->words);
        strat_i_apply_overrides(s);
        return STRAT_OK;
    }
#endif
    narrow(s, reverse);
    strat_i_clear(s->made, s->words);
    strat_i_clear(s->live, s->words);
    strat_i_diagrams(s, s->d.node, room - (size_t)(s->d.node - memory));
    strat_i_levels(s);
    s->stage = STRAT_READ;
    return s->stopped ? STRAT_NOT_DECIDED : STRAT_OK;
}

STRAT_LOCAL enum strat_result strat_i_read(struct strat_search *s, int32_t reverse) {
    uint32_t open;
    uint64_t *memory = s->memory + s->p->table[H_AXES];
    size_t room = s->room - (size_t)s->p->table[H_AXES];
    enum strat_result result;
    (void)reverse; /* of a small policy, and nothing to be reversed */
    strat_i_set_up(s);
    if (s->room < s->axes) return STRAT_NOT_DECIDED;
    s->class_of = s->memory;
    result = read_values(s, &open);
    if (result != STRAT_OK) return result;
    if (s->flipped < s->axes) s->class_of[s->flipped] ^= 1;
#if STRAT_DIRECT
    if (reverse == STRAT_AS_STATED) s->complete = open == 0 && !is_presumed(s);
#endif
#if STRAT_LARGE
    if (strat_i_is_large(s->p)) {
        if (reverse < 0) reverse = STRAT_REVERSE_NONE; /* else each leaves other clauses */
        if (!strat_i_localise(s, reverse, &memory, &room)) return STRAT_NOT_DECIDED;
        return make_ready(s, memory, room, reverse);
    }
#endif
    return make_ready(s, memory, room, STRAT_REVERSE_ALL);
}

STRAT_LOCAL enum strat_result strat_i_begin(struct strat_search *s) {
    if (s->stopped || s->stage == STRAT_STALE) return strat_i_read(s, STRAT_REVERSE_ALL);
    strat_i_give_back(s);
    return STRAT_OK;
}

STRAT_API enum strat_result strat_prepare(struct strat_work *work, const struct strat_policy *p,
                                          const struct strat_request *request) {
    struct strat_search *s = strat_i_search(work);
    work->steps = 0;
    work->policy = p;
    work->bad_fact = -1;
    work->clauses = (const uint64_t *)0;
    work->clause_words = 0;
    work->result = STRAT_NOT_DECIDED;
    if (work->words < STRAT_SEARCH_WORDS) return work->result;
    s->p = p;
    s->request = *request;
    s->work = work;
    s->max_steps = work->max_steps ? work->max_steps : STRAT_STEPS;
    s->memory = work->memory + STRAT_SEARCH_WORDS;
    s->room = work->words - STRAT_SEARCH_WORDS;
    s->flipped = UINT32_MAX;
    work->result = strat_i_read(s, STRAT_AS_STATED);
    if (work->result == STRAT_OK && s->complete && !strat_i_is_large(p)) {
        work->clauses = s->clause;
        work->clause_words = s->words;
    }
    return work->result;
}
