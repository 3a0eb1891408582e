/*
 * A request with open facts, made ready: the clauses that what is known leaves, and room for the
 * diagrams of what is not (residual.c).
 */
#include "runtime/residual.h"
#include "runtime/values.h"
#if STRAT_LARGE
#include "runtime/large.h"
#endif

/* ---- room ---- */

/* What the axes that `open` marks need (NULL: all). */
struct measure {
    size_t axes, classes, widest, levels;
};

static struct measure measure_axes(const struct strat_search *s, const uint64_t *open) {
    struct measure m;
    uint32_t i;
    m.axes = m.classes = m.widest = m.levels = 0;
    for (i = 0; i < s->axes; i++) {
        size_t n = AXIS_CLASSES(s->axis[i]), codes;
        if (open && !open[i]) continue;
        m.axes++;
        m.classes += n;
        for (codes = 1; codes < n; codes *= 2) m.levels++;
        m.widest = codes > m.widest ? codes : m.widest;
    }
    return m;
}

STRAT_LOCAL size_t strat_i_cut(struct strat_search *s, uint64_t *m, const uint64_t *open) {
    struct measure need = measure_axes(s, open);
    size_t w = s->words, n = s->axes, complete = strat_i_cut_complete(s, m),
           at = (size_t)(s->alive - m);
    s->could = m + at, at += w;
    s->made = m + at, at += w;
    s->live = m + at, at += w;
    s->passing = m + at, at += w;
    s->last = m + at, at += (size_t)s->n_clauses;
    s->ids = m + at, at += (size_t)s->n_clauses;
    s->stated = m + at, at += n;
    s->open = m + at, at += need.axes * STRAT_OPEN_WORDS;
    s->group = m + at, at += need.classes;
    s->code = m + at, at += need.widest;
    s->pairs = m + at, at += STRAT_MAX_PAIRS;
    s->worth = m + at, at += (size_t)s->t[H_FACTS];
    s->d.frame = m + at, at += 2 * (need.levels + STRAT_MAX_PAIRS + 1);
    s->d.node = m + at, at += STRAT_LEAST_DIAGRAMS + 4 * (size_t)s->n_clauses;
    return complete > at ? complete : at;
}

STRAT_API size_t strat_work_words(const struct strat_policy *p) {
    struct strat_search s;
    uint64_t none;
    s.p = p;
    strat_i_set_up(&s);
#if STRAT_LARGE
    if (strat_i_is_large(p)) return STRAT_SEARCH_WORDS + strat_i_large_words(&s);
#endif
    return STRAT_SEARCH_WORDS + strat_i_cut(&s, &none, (const uint64_t *)0);
}

/* ---- the request ---- */

/* A fact's value narrows s->could, or, where it is a judgement to be reversed, is put aside; an
 * unknown one leaves its axes open. */
static void narrow(struct strat_search *s, uint64_t fact, int known, int64_t value, int reverse) {
    uint32_t k;
    for (k = 0; k < FACT_AXES(fact); k++) {
        uint32_t axis = FACT_FIRST_AXIS(fact) + k;
        if (known && reverse)
            s->stated[s->n_stated++] = axis | (uint64_t)class_of(s->t, fact, k, value) << 32;
        else if (known)
            and_row(s->could, strat_i_row(s, axis, class_of(s->t, fact, k, value)), s->words);
    }
}

/* Of the clauses that break presumptions only those of judgements that this request leaves open
 * count. */
static void coverage(struct strat_search *s) {
    uint32_t first = (uint32_t)(M_FIXED + s->t[H_APPROACHES] * M_EACH + s->t[H_ASSUMES]);
    uint32_t i, k;
    strat_i_clear(s->silent, s->words);
    for (i = 0; i < s->t[H_PRESUMED]; i++) {
        const uint64_t *row = strat_i_mask(s, first + i);
        int stated = s->request.known[s->t[s->t[H_PRESUMED_AT] + i]];
        for (k = 0; k < s->words; k++) {
            if (stated)
                s->could[k] &= ~row[k];
            else
                s->silent[k] |= row[k];
        }
    }
}

STRAT_LOCAL void strat_i_start(struct strat_search *s) {
    uint32_t k;
    for (k = 0; k < s->words; k++)
        s->could[k] = s->n_clauses - k * 64 >= 64 ? ~(uint64_t)0
                                                  : ((uint64_t)1 << (s->n_clauses - k * 64)) - 1;
    strat_i_clear(s->made, s->words);
    strat_i_clear(s->live, s->words);
    coverage(s);
}

/* Marks the axes that are open in s->next. */
static void find_open(struct strat_search *s) {
    uint32_t f, k;
    strat_i_clear(s->next, s->axes);
    for (f = 0; f < s->t[H_FACTS]; f++) {
        uint64_t fact = s->t[s->t[H_FACT_AT] + f];
        if (!s->request.known[f] && (!FACT_HAS_DEFAULT(fact) || FACT_PRESUMED(fact)))
            for (k = 0; k < FACT_AXES(fact); k++) s->next[FACT_FIRST_AXIS(fact) + k] = 1;
    }
}

STRAT_LOCAL enum strat_result strat_i_read(struct strat_search *s, int32_t reverse) {
    const struct strat_request *request = &s->request;
    uint32_t f;
    strat_i_set_up(s);
#if STRAT_LARGE
    if (strat_i_is_large(s->p)) return strat_i_localise(s, reverse);
#endif
    if (strat_i_cut_complete(s, s->memory) > s->room) return STRAT_NOT_DECIDED;
    find_open(s);
    if (strat_i_cut(s, s->memory, s->next) > s->room) return STRAT_NOT_DECIDED;
    strat_i_start(s);
    for (f = 0; f < s->t[H_FACTS]; f++) {
        uint64_t fact = s->t[s->t[H_FACT_AT] + f];
        int known = request->known[f] != 0;
        int64_t value = known ? request->value[f] : 0;
        if (known && !value_in_domain(s->t, fact, value)) {
            s->work->bad_fact = (int32_t)f;
            return STRAT_BAD_VALUE;
        }
        if (!known && FACT_HAS_DEFAULT(fact) && !FACT_PRESUMED(fact)) {
            known = 1;
            value = default_of(s->t, fact);
        }
        narrow(s, fact, known, value,
               FACT_JUDGEMENT(fact) && (reverse == STRAT_REVERSE_ALL || reverse == (int32_t)f));
    }
    strat_i_diagrams(s, s->d.node, s->room - (size_t)(s->d.node - s->memory));
    strat_i_levels(s);
    s->stage = STRAT_READ;
    return s->stopped ? STRAT_NOT_DECIDED : STRAT_OK;
}

/* Of a large policy the clauses depend on what is stated, so that each judgement is for itself. */
static enum strat_result read_for_all(struct strat_search *s) {
    return strat_i_read(s, s->p->table[H_WORDS] == 0 ? STRAT_REVERSE_NONE : STRAT_REVERSE_ALL);
}

STRAT_LOCAL enum strat_result strat_i_begin(struct strat_search *s) {
    if (s->stopped || s->stage == STRAT_STALE) return read_for_all(s);
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
    work->result = strat_i_read_complete(s) ? STRAT_OK : read_for_all(s);
    return work->result;
}

#if STRAT_LARGE
/* The classes of a value; 0 where it is none of the fact's. */
static int classes_of(const uint64_t *t, uint64_t fact, int64_t value, uint64_t *to) {
    const uint64_t *map = fact_map(t, fact);
    const uint64_t v = (uint64_t)value;
    uint32_t k, n = FACT_AXES(fact);
    switch (FACT_KIND(fact)) {
    case STRAT_FLAG:
        if (n) to[0] = v;
        return v <= 1;
    case STRAT_ONE_OF:
        if (v >= map[0]) return 0;
        if (n)
            to[0] = FACT_WIDE(fact) ? map[2 + v / 4] >> (v % 4 * 16) & 0xffff
                                    : map[2 + v / 8] >> (v % 8 * 8) & 0xff;
        return 1;
    case STRAT_SET_OF:
        for (k = 0; k < n; k++)
            to[k] = map[3 + k] == ELEMENT_OTHERS ? (v & map[2]) != 0 : v >> map[3 + k] & 1;
        return (v & ~map[0]) == 0;
    default: break;
    }
    if (n)
        to[0] = band_of(map + 3, AXIS_CLASSES(t[t[H_AXIS_AT] + FACT_FIRST_AXIS(fact)]) - 1, value);
    return value >= (int64_t)map[0] && value <= (int64_t)map[1];
}

STRAT_LOCAL enum strat_result strat_i_classes(const struct strat_search *s, int32_t reverse,
                                              uint64_t *classes, uint32_t *open) {
    const struct strat_request *request = &s->request;
    const uint64_t *facts = s->t + s->t[H_FACT_AT];
    uint32_t f, k, n = (uint32_t)s->t[H_FACTS];
    *open = 0;
    for (f = 0; f < n; f++) {
        uint64_t fact = facts[f];
        uint64_t *to = classes + FACT_FIRST_AXIS(fact);
        if (request->known[f]) {
            if (!classes_of(s->t, fact, request->value[f], to)) {
                s->work->bad_fact = (int32_t)f;
                return STRAT_BAD_VALUE;
            }
            if (reverse != (int32_t)f) continue;
        } else if (reverse != (int32_t)f && FACT_HAS_DEFAULT(fact) && !FACT_PRESUMED(fact)) {
            classes_of(s->t, fact, default_of(s->t, fact), to);
            continue;
        }
        *open += FACT_AXES(fact);
        for (k = 0; k < FACT_AXES(fact); k++) to[k] = STRAT_OPEN_CLASS;
    }
    return STRAT_OK;
}

STRAT_LOCAL uint64_t strat_i_class_stated(const struct strat_search *s, uint32_t judgement) {
    const struct strat_request *request = &s->request;
    int64_t value = request->known[judgement] ? request->value[judgement]
                                              : default_of(s->t, s->t[s->t[H_FACT_AT] + judgement]);
    return (uint64_t)(value != 0);
}
#endif
