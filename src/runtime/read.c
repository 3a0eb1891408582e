/*
 * A request, made ready: its values as classes of the axes, the clauses that these leave and, where
 * facts are open, room for the diagrams of what is not known (residual.c).
 */
#include "runtime/compiled.h"
#include "runtime/diagram.h"
#include "runtime/values.h"
#if STRAT_LARGE
#include "runtime/large.h"
#endif

/* ---- values ---- */

/* By axis the class of its fact's value, or STRAT_OPEN_CLASS; *open: how many axes have none. */
static enum strat_result read_values(struct strat_state *s, uint32_t *open) {
    const uint64_t *facts = s->t + s->t[H_FACT_AT];
    uint32_t f, k, n = (uint32_t)s->t[H_FACTS];
    *open = 0;
    for (f = 0; f < n; f++) {
        uint64_t fact = facts[f], *to = s->class_of + FACT_FIRST_AXIS(fact);
        int open_now = STRAT_ALL_OPEN(s) || STRAT_IS_AHEAD(s, FACT_FIRST_AXIS(fact)),
            known = s->request.known[f] != 0 && !open_now;
        int64_t value = known ? s->request.value[f] : 0;
        if (known && !value_in_domain(s->t, fact, value)) {
            s->work->bad_fact = (int32_t)f;
            return STRAT_BAD_VALUE;
        }
        if (!known && FACT_HAS_DEFAULT(fact) && !FACT_PRESUMED(fact) && !open_now) {
            value = default_of(s->t, fact);
            known = 1;
        }
        *open += known ? 0 : FACT_AXES(fact);
        if (known)
            put_classes(s->t, fact, value, to);
        else
            for (k = 0; k < FACT_AXES(fact); k++) to[k] = STRAT_OPEN_CLASS;
    }
    return STRAT_OK;
}

/* ---- room ---- */

/* Where the rows of *s lie in work memory: of a complete request, and of one with open facts (all:
 * as if all were). Returns how many words that takes, diagrams aside. */
static size_t cut_complete(struct strat_state *s, uint64_t *m) {
    size_t w = s->words;
    s->could = m;
    s->nearly = m + w;
    s->against = m + 2 * w;
    s->live = m + 3 * w;
    s->made = m + 4 * w;
    s->item = m + 5 * w;
    s->rest = m + 6 * w;
    s->some = m + 7 * w;
    return 8 * w;
}

static size_t cut_open(struct strat_state *s, uint64_t *m, int all) {
    size_t axes = 0, classes = 0, widest = 0, levels = 0, at = cut_complete(s, m);
    uint32_t i;
    for (i = 0; i < s->axes; i++) {
        size_t n = AXIS_CLASSES(s->axis[i]), codes;
        if (!all && s->class_of[i] != STRAT_OPEN_CLASS) continue;
        axes++;
        classes += n;
        levels += STRAT_ALL_OPEN(s) ? 1 : 0;
        for (codes = 1; codes < n; codes *= 2) levels += STRAT_BY_READINGS(s) ? 2 : 1;
        widest = codes > widest ? codes : widest;
    }
    s->own = m + at, at += (size_t)s->n_clauses;
    s->ids = m + at, at += (size_t)s->n_clauses;
    s->open = m + at, at += axes * STRAT_OPEN_WORDS;
    s->group = m + at, at += classes;
    s->code = m + at, at += 2 * widest;
    s->pairs = m + at, at += STRAT_MAX_PAIRS;
    s->worth = m + at, at += STRAT_WORTH_WORDS * (size_t)s->t[H_FACTS];
    s->d.frame = m + at, at += 2 * (levels + STRAT_MAX_PAIRS + 1);
    s->d.node = m + at;
    return at + STRAT_LEAST_DIAGRAMS + 4 * (size_t)s->n_clauses;
}

static const uint64_t *table_of(const struct strat_state *s) {
    return STRAT_BY_READINGS(s) ? strat_i_second(s->p) : s->p->table;
}

STRAT_LOCAL void strat_i_set_up(struct strat_state *s) {
    s->t = table_of(s);
    s->words = (uint32_t)s->t[H_WORDS];
    s->axes = (uint32_t)s->t[H_AXES];
    s->approaches = (uint32_t)s->t[H_APPROACHES];
    s->ranked = TABLE_RANKED(s->t);
    s->fallback = TABLE_DEFAULT(s->t);
    s->n_open = s->n_levels = s->n_pairs = 0;
    s->stopped = s->complete = s->kept = 0;
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

/* By one of its tables. */
static size_t words_for(const struct strat_policy *p, int readings) {
    struct strat_state s;
    uint64_t none;
    size_t complete, open, least = STRAT_STATE_WORDS;
    s.p = p;
    s.readings = readings;
    s.all_open = 0;
    s.ahead = STRAT_NO_AXIS;
    strat_i_set_up(&s);
    least += s.axes + (readings ? strat_i_request_words((size_t)s.t[H_FACTS]) : 0);
#if STRAT_LARGE
    if (strat_i_is_large(s.t)) {
        least += strat_i_large_words(&s); /* and sets s.words to the most */
        return least + cut_complete(&s, &none);
    }
#endif
    complete = cut_complete(&s, &none);
    open = cut_open(&s, &none, 1);
    open = complete > open ? complete : open;
#if STRAT_COMPILED
    if (s.t[H_DIAGRAMS_AT] != 0) {
        size_t compiled = strat_i_compiled_words(s.t, s.t + s.t[H_DIAGRAMS_AT]);
        open = compiled > open ? compiled : open;
    }
#endif
    return least + open;
}

STRAT_API size_t strat_work_words(const struct strat_policy *p) {
    size_t words = words_for(p, 0);
#if STRAT_READINGS
    if (TABLE_READINGS(p->table) > 0) {
        size_t second = words_for(p, 1);
        words = second > words ? second : words;
    }
#endif
    return words;
}

/* ---- the request ---- */

#if STRAT_DIRECT
/* What is presumed of a judgement that is not stated is for diagrams. */
static int is_presumed(const struct strat_state *s) {
    uint32_t i;
    for (i = 0; i < s->t[H_PRESUMED]; i++)
        if (!s->request.known[s->t[s->t[H_PRESUMED_AT] + i]]) return 1;
    return 0;
}
#endif

/* The clauses that the known facts leave; of a large policy only such were laid out. Of those that
 * break presumptions only those of judgements that this request leaves open count. */
static void narrow(struct strat_state *s) {
    uint32_t i, k;
    for (k = 0; k < s->words; k++)
        s->could[k] = s->n_clauses - k * 64 >= 64 ? ~(uint64_t)0
                                                  : ((uint64_t)1 << (s->n_clauses - k * 64)) - 1;
    strat_i_fill(s->against, s->words, 0);
    for (i = 0; i < s->t[H_PRESUMED] && !STRAT_ALL_OPEN(s); i++) {
        const uint64_t *row = strat_i_mask_of_presumed(s, i);
        int stated = s->request.known[s->t[s->t[H_PRESUMED_AT] + i]];
        for (k = 0; k < s->words && stated; k++) s->could[k] &= ~row[k];
        if (!stated) strat_i_or(s->against, row, s->words);
    }
    strat_i_copy(s->nearly, s->could, s->words);
    for (i = 0; i < s->axes && !(strat_i_is_large(s->t) && s->complete); i++) {
        uint32_t f = AXIS_FACT(s->axis[i]), c = (uint32_t)s->class_of[i];
        const uint64_t *row;
        uint64_t turns = 0 - (uint64_t)strat_i_may_turn(s, f);
        if (c == STRAT_OPEN_CLASS || (strat_i_is_large(s->t) && !turns)) continue;
        row = strat_i_row(s, i, c);
        for (k = 0; k < s->words; k++) {
            s->nearly[k] &= (s->could[k] & turns) | row[k];
            s->could[k] &= row[k];
        }
    }
}

#if STRAT_LARGE
/* The clauses that count, laid out: of a complete request with this class of fact `turned`; of one
 * with open facts those of whatever may turn, too. Classes stay as they are. */
static int localise(struct strat_state *s, uint32_t turned, uint32_t c, uint64_t **memory,
                    size_t *room) {
    uint64_t *was = *memory;
    uint32_t i;
    int made;
    if (s->complete && turned == STRAT_NO_FACT) return strat_i_localise(s, memory, room);
    if (*room < s->axes) return 0;
    *memory += s->axes;
    *room -= s->axes;
    strat_i_copy(was, s->class_of, s->axes);
    for (i = 0; i < s->axes; i++) {
        uint32_t fact = AXIS_FACT(s->axis[i]);
        if (s->complete ? fact == turned : strat_i_may_turn(s, fact))
            s->class_of[i] = s->complete ? c : STRAT_OPEN_CLASS;
    }
    made = strat_i_localise(s, memory, room);
    strat_i_copy(s->class_of, was, s->axes);
    return made;
}
#endif

/* The classes of its values, at the start of memory. */
static enum strat_result read_request(struct strat_state *s) {
    uint32_t open;
    enum strat_result result;
    strat_i_set_up(s);
    s->walks = 0;
    if (s->room < s->axes) return STRAT_NOT_DECIDED;
    s->class_of = s->memory;
    result = read_values(s, &open);
#if STRAT_DIRECT
    s->complete = result == STRAT_OK && open == 0 && !is_presumed(s);
#endif
    return result;
}

/* What they leave, behind them. */
static enum strat_result lay_out(struct strat_state *s, uint32_t turned, uint32_t c) {
    uint64_t *memory = s->memory + s->axes;
    size_t room = s->room - s->axes;
    (void)turned;
    (void)c;
#if STRAT_LARGE
    if (strat_i_is_large(s->t) && !localise(s, turned, c, &memory, &room)) return STRAT_NOT_DECIDED;
#endif
    if ((s->complete ? cut_complete(s, memory) : cut_open(s, memory, 0)) > room)
        return STRAT_NOT_DECIDED;
    narrow(s);
#if STRAT_DIRECT
    if (s->complete) {
        strat_i_copy(s->live, s->could, s->words);
        strat_i_apply_overrides(s, s->live);
        s->stage = STRAT_DECIDED;
        return STRAT_OK;
    }
#endif
    strat_i_fill(s->live, 2 * (size_t)s->words, 0); /* and s->made */
    strat_i_diagrams(s, s->d.node, room - (size_t)(s->d.node - memory));
    strat_i_levels(s);
    s->stage = STRAT_READ;
    return s->stopped ? STRAT_NOT_DECIDED : STRAT_OK;
}

STRAT_LOCAL enum strat_result strat_i_read(struct strat_state *s, uint32_t turned, uint32_t c) {
    enum strat_result result = read_request(s);
    return result == STRAT_OK ? lay_out(s, turned, c) : result;
}

STRAT_LOCAL int strat_i_walks(struct strat_state *s) {
#if STRAT_COMPILED
    if (!s->walks && !s->complete && !s->stopped && s->stage == STRAT_STALE &&
        table_of(s)[H_DIAGRAMS_AT] != 0)
        s->walks = read_request(s) == STRAT_OK && !s->complete &&
                   strat_i_compiled_begin(s, s->memory + s->axes, s->room - s->axes);
    return s->walks && !s->compiled.failed && !s->compiled.impossible;
#else
    (void)s;
    return 0;
#endif
}

STRAT_LOCAL enum strat_result strat_i_decide(struct strat_state *s, enum strat_stage enough) {
    enum strat_result result = STRAT_OK;
    if (s->stopped || s->stage == STRAT_STALE)
        result = strat_i_read(s, STRAT_NO_FACT, 0);
    else
        strat_i_give_back(s);
    if (result != STRAT_OK || s->stage >= enough) return result;
    strat_i_residual(s, s->could);
    s->stage = STRAT_DECIDED;
    return STRAT_OK;
}

STRAT_API enum strat_result strat_prepare(struct strat_work *work, const struct strat_policy *p,
                                          const struct strat_request *request) {
    struct strat_state *s = strat_i_state(work);
    work->steps = 0;
    work->policy = p;
    work->bad_fact = -1;
    work->clauses = (const uint64_t *)0;
    work->clause_words = 0;
    work->result = STRAT_NOT_DECIDED;
    if (work->words < STRAT_STATE_WORDS) return work->result;
    s->p = p;
    s->request = *request;
    s->work = work;
    s->max_steps = work->max_steps ? work->max_steps : STRAT_STEPS;
    s->memory = work->memory + STRAT_STATE_WORDS;
    s->room = work->words - STRAT_STATE_WORDS;
    s->readings = s->all_open = 0;
    s->ahead = STRAT_NO_AXIS;
    work->result = read_request(s);
    if (work->result != STRAT_OK) return work->result;
#if STRAT_COMPILED
    if (!s->complete && s->t[H_DIAGRAMS_AT] != 0) {
        s->walks = strat_i_compiled_begin(s, s->memory + s->axes, s->room - s->axes);
        if (s->walks) return work->result;
    }
#endif
    work->result = lay_out(s, STRAT_NO_FACT, 0);
    if (work->result == STRAT_OK && s->complete && !strat_i_is_large(s->t)) {
        work->clauses = s->live;
        work->clause_words = s->words;
    }
    return work->result;
}
