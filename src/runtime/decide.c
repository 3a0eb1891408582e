/*
 * One request: from values to boxes, from boxes to a decision.
 */
#include "runtime/residual.h"
#if STRAT_LARGE
#include "runtime/large.h"
#endif

STRAT_LOCAL const uint64_t *strat_i_row(const struct strat_search *s, uint32_t axis, uint32_t c)
{
    return s->rows + (size_t)(AXIS_ROW(s->axis[axis]) + c) * s->words;
}

STRAT_LOCAL const uint64_t *strat_i_mask(const struct strat_search *s, uint32_t row)
{
    return s->masks + (size_t)row * s->words;
}

STRAT_LOCAL const uint64_t *strat_i_mask_of(const struct strat_search *s, uint32_t approach, uint32_t which)
{
    return strat_i_mask(s, (uint32_t)M_FIXED + approach * (uint32_t)M_EACH + which);
}

STRAT_LOCAL int strat_i_any(const uint64_t *a, const uint64_t *b, uint32_t n)
{
    uint64_t some = 0;
    uint32_t i;
    for (i = 0; i < n; i++)
        some |= a[i] & b[i];
    return some != 0;
}

STRAT_LOCAL void strat_i_copy(uint64_t *to, const uint64_t *from, size_t n)
{
    for (; n >= 8; n -= 8, to += 8, from += 8) {
        ((strat_i_wide *)(void *)to)[0] = ((const strat_i_wide *)(const void *)from)[0];
        ((strat_i_wide *)(void *)to)[1] = ((const strat_i_wide *)(const void *)from)[1];
        STRAT_KEEP_LOOP;
    }
    for (; n > 0; n--) {
        *to++ = *from++;
        STRAT_KEEP_LOOP;
    }
}

STRAT_LOCAL void strat_i_clear(uint64_t *to, size_t n)
{
    const strat_i_wide zero = {0};
    for (; n >= 8; n -= 8, to += 8) {
        ((strat_i_wide *)(void *)to)[0] = zero;
        ((strat_i_wide *)(void *)to)[1] = zero;
        STRAT_KEEP_LOOP;
    }
    for (; n > 0; n--) {
        *to++ = 0;
        STRAT_KEEP_LOOP;
    }
}

/* ---- values ---- */

static const uint64_t *fact_map(const uint64_t *t, uint64_t fact)
{
    return t + t[H_MAP_AT] + FACT_MAP(fact);
}

static int value_in_domain(const uint64_t *t, uint64_t fact, int64_t value)
{
    const uint64_t *map = fact_map(t, fact);
    switch (FACT_KIND(fact)) {
    case STRAT_FLAG: return value == 0 || value == 1;
    case STRAT_ONE_OF: return value >= 0 && (uint64_t)value < map[0];
    case STRAT_SET_OF: return ((uint64_t)value & ~map[0]) == 0;
    default: return value >= (int64_t)map[0] && value <= (int64_t)map[1];
    }
}

static int64_t default_of(const uint64_t *t, uint64_t fact)
{
    const uint64_t *map = fact_map(t, fact);
    switch (FACT_KIND(fact)) {
    case STRAT_FLAG: return (int64_t)map[0];
    case STRAT_ONE_OF:
    case STRAT_SET_OF: return (int64_t)map[1];
    default: return (int64_t)map[2];
    }
}

/* How many of n rising thresholds (n > 0) are not above the value: halves of fixed sizes, so that nothing is guessed. */
static uint32_t band_of(const uint64_t *thresholds, uint32_t n, int64_t value)
{
    const uint64_t *at = thresholds;
    while (n > 1) {
        uint32_t half = n / 2;
        at += (int64_t)at[half - 1] <= value ? half : 0;
        n -= half;
    }
    return (uint32_t)(at - thresholds) + ((int64_t)*at <= value);
}

/* Number `k` of the fact's axes: the class of this value. */
static uint32_t class_of(const uint64_t *t, uint64_t fact, uint32_t k, int64_t value)
{
    const uint64_t *map = fact_map(t, fact);
    switch (FACT_KIND(fact)) {
    case STRAT_FLAG: return (uint32_t)value;
    case STRAT_ONE_OF:
        if (FACT_WIDE(fact))
            return (uint32_t)(map[2 + (uint64_t)value / 4] >> ((uint64_t)value % 4 * 16) & 0xffff);
        return (uint32_t)(map[2 + (uint64_t)value / 8] >> ((uint64_t)value % 8 * 8) & 0xff);
    case STRAT_SET_OF:
        if (map[3 + k] == ELEMENT_OTHERS)
            return ((uint64_t)value & map[2]) != 0;
        return (uint32_t)((uint64_t)value >> map[3 + k] & 1);
    default: break;
    }
    return band_of(map + 3, AXIS_CLASSES(t[t[H_AXIS_AT] + FACT_FIRST_AXIS(fact)]) - 1, value);
}

/* ---- the request ---- */

/* What the axes that `open` marks need (NULL: all). */
struct measure {
    size_t axes, classes, widest, levels;
};

static struct measure measure_axes(const struct strat_search *s, const uint64_t *open)
{
    struct measure m = {0, 0, 0, 0};
    uint32_t i;
    for (i = 0; i < s->axes; i++) {
        size_t n = AXIS_CLASSES(s->axis[i]), codes;
        if (open && !open[i])
            continue;
        m.axes++;
        m.classes += n;
        for (codes = 1; codes < n; codes *= 2)
            m.levels++;
        m.widest = codes > m.widest ? codes : m.widest;
    }
    return m;
}

/* What any request needs, and a complete one in all. Returns the words. */
static size_t cut_complete(struct strat_search *s, uint64_t *m)
{
    size_t w = s->words, n = s->axes;
    s->base = m;
    s->silent = m + w;
    s->relevant = m + 2 * w;
    s->item = m + 3 * w;
    s->box = m + 4 * w;
    s->next = m + 5 * w;
    s->alive = s->next + n + 1;
    return 5 * w + n + 1 + (n + 1) * w;
}

STRAT_LOCAL size_t strat_i_cut(struct strat_search *s, uint64_t *m, const uint64_t *open)
{
    struct measure need = measure_axes(s, open);
    size_t w = s->words, n = s->axes, complete = cut_complete(s, m), at = (size_t)(s->alive - m);
    s->could = m + at, at += w;
    s->made = m + at, at += w;
    s->live = m + at, at += w;
    s->passing = m + at, at += w;
    s->last = m + at, at += (size_t)s->n_boxes;
    s->ids = m + at, at += (size_t)s->n_boxes;
    s->stated = m + at, at += n;
    s->open = m + at, at += need.axes * STRAT_OPEN_WORDS;
    s->group = m + at, at += need.classes;
    s->code = m + at, at += need.widest;
    s->pairs = m + at, at += STRAT_MAX_PAIRS;
    s->worth = m + at, at += (size_t)s->t[H_FACTS];
    s->d.frame = m + at, at += 2 * (need.levels + STRAT_MAX_PAIRS + 1);
    s->d.node = m + at, at += STRAT_LEAST_DIAGRAMS + 4 * (size_t)s->n_boxes;
    return complete > at ? complete : at;
}

static void set_up(struct strat_search *s, const struct strat_policy *p)
{
    s->p = p;
    s->t = p->table;
    s->words = (uint32_t)s->t[H_WORDS];
    s->axes = (uint32_t)s->t[H_AXES];
    s->approaches = (uint32_t)s->t[H_APPROACHES];
    s->ranked = (int)(s->t[H_SHAPE] & 1);
    s->fallback = (int32_t)(s->t[H_SHAPE] >> 8) - 1;
    s->n_open = s->n_levels = s->n_stated = s->n_pairs = 0;
    s->stopped = 0;
    s->axis = s->t + s->t[H_AXIS_AT];
    s->rows = s->masks = s->boxes = s->step = s->entries = s->t;
    s->n_boxes = 0;
    s->n_steps = 0;
    if (s->words > 0) { /* else the policy is large: there are none yet */
        s->rows += s->t[H_ROW_AT];
        s->masks += s->t[H_MASK_AT];
        s->boxes += s->t[H_BOX_AT];
        s->step += s->t[H_STEP_AT];
        s->entries += s->t[H_ENTRY_AT];
        s->n_boxes = (uint32_t)s->t[H_BOXES];
        s->n_steps = s->t[H_STEPS];
    }
}

STRAT_API size_t strat_work_words(const struct strat_policy *p)
{
    struct strat_search s;
    uint64_t none;
    set_up(&s, p);
#if STRAT_LARGE
    if (strat_i_is_large(p))
        return strat_i_large_words(&s);
#endif
    return strat_i_cut(&s, &none, (const uint64_t *)0);
}

static void and_row(uint64_t *to, const uint64_t *row, uint32_t n)
{
    uint32_t i;
    for (i = 0; i < n; i++)
        to[i] &= row[i];
}

/* A fact's value narrows s->could, or, where it is a judgement to be reversed, is put aside; an unknown one leaves its axes open. */
static void narrow(struct strat_search *s, uint64_t fact, int known, int64_t value, int reverse)
{
    uint32_t k;
    for (k = 0; k < FACT_AXES(fact); k++) {
        uint32_t axis = FACT_FIRST_AXIS(fact) + k;
        if (known && reverse)
            s->stated[s->n_stated++] = axis | (uint64_t)class_of(s->t, fact, k, value) << 32;
        else if (known)
            and_row(s->could, strat_i_row(s, axis, class_of(s->t, fact, k, value)), s->words);
    }
}

/* Of the boxes that break presumptions only those of judgements that this request leaves open count. */
static void silence(struct strat_search *s, const struct strat_request *request)
{
    uint32_t first = (uint32_t)(M_FIXED + s->t[H_APPROACHES] * M_EACH + s->t[H_ASSUMES]);
    uint32_t i, k;
    strat_i_clear(s->silent, s->words);
    for (i = 0; i < s->t[H_SILENTS]; i++) {
        const uint64_t *row = strat_i_mask(s, first + i);
        int stated = request->known[s->t[s->t[H_SILENT_AT] + i]];
        for (k = 0; k < s->words; k++) {
            if (stated)
                s->could[k] &= ~row[k];
            else
                s->silent[k] |= row[k];
        }
    }
}

STRAT_LOCAL void strat_i_start(struct strat_search *s, const struct strat_request *request)
{
    uint32_t k;
    for (k = 0; k < s->words; k++)
        s->could[k] = s->n_boxes - k * 64 >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << (s->n_boxes - k * 64)) - 1;
    strat_i_clear(s->made, s->words);
    strat_i_clear(s->live, s->words);
    silence(s, request);
}

/* Marks the axes that are open in s->next. */
static void find_open(struct strat_search *s, const struct strat_request *request)
{
    uint32_t f, k;
    strat_i_clear(s->next, s->axes);
    for (f = 0; f < s->t[H_FACTS]; f++) {
        uint64_t fact = s->t[s->t[H_FACT_AT] + f];
        if (!request->known[f] && (!FACT_HAS_DEFAULT(fact) || FACT_PRESUMED(fact)))
            for (k = 0; k < FACT_AXES(fact); k++)
                s->next[FACT_FIRST_AXIS(fact) + k] = 1;
    }
}

STRAT_LOCAL enum strat_result strat_i_prepare(struct strat_search *s, const struct strat_policy *p, const struct strat_request *request,
                                              struct strat_work *work, int32_t reverse, int32_t *fault)
{
    uint32_t f;
    set_up(s, p);
    s->work = work;
    s->max_steps = work->max_steps ? work->max_steps : STRAT_STEPS;
    if (work->steps > s->max_steps)
        work->steps = s->max_steps;
#if STRAT_LARGE
    if (strat_i_is_large(p))
        return strat_i_localise(s, request, reverse, fault);
#endif
    if (cut_complete(s, work->memory) > work->words)
        return STRAT_NOT_DECIDED;
    find_open(s, request);
    if (strat_i_cut(s, work->memory, s->next) > work->words)
        return STRAT_NOT_DECIDED;
    strat_i_start(s, request);
    for (f = 0; f < s->t[H_FACTS]; f++) {
        uint64_t fact = s->t[s->t[H_FACT_AT] + f];
        int known = request->known[f] != 0;
        int64_t value = known ? request->value[f] : 0;
        if (known && !value_in_domain(s->t, fact, value)) {
            *fault = (int32_t)f;
            return STRAT_BAD_VALUE;
        }
        if (!known && FACT_HAS_DEFAULT(fact) && !FACT_PRESUMED(fact)) {
            known = 1;
            value = default_of(s->t, fact);
        }
        narrow(s, fact, known, value, FACT_JUDGEMENT(fact) && (reverse == STRAT_REVERSE_ALL || reverse == (int32_t)f));
    }
    strat_i_diagrams(s, s->d.node, work->words - (size_t)(s->d.node - work->memory));
    strat_i_levels(s);
    return s->stopped ? STRAT_NOT_DECIDED : STRAT_OK;
}

#if STRAT_LARGE
/* The classes of a value; 0 where it is none of the fact's. */
static int classes_of(const uint64_t *t, uint64_t fact, int64_t value, uint64_t *to)
{
    const uint64_t *map = fact_map(t, fact);
    const uint64_t v = (uint64_t)value;
    uint32_t k, n = FACT_AXES(fact);
    switch (FACT_KIND(fact)) {
    case STRAT_FLAG:
        if (n)
            to[0] = v;
        return v <= 1;
    case STRAT_ONE_OF:
        if (v >= map[0])
            return 0;
        if (n)
            to[0] = FACT_WIDE(fact) ? map[2 + v / 4] >> (v % 4 * 16) & 0xffff : map[2 + v / 8] >> (v % 8 * 8) & 0xff;
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

STRAT_LOCAL enum strat_result strat_i_classes(const struct strat_search *s, const struct strat_request *request, int32_t reverse, uint64_t *classes,
                                              uint32_t *open, int32_t *fault)
{
    const uint64_t *facts = s->t + s->t[H_FACT_AT];
    uint32_t f, k, n = (uint32_t)s->t[H_FACTS];
    *open = 0;
    for (f = 0; f < n; f++) {
        uint64_t fact = facts[f];
        uint64_t *to = classes + FACT_FIRST_AXIS(fact);
        if (request->known[f]) {
            if (!classes_of(s->t, fact, request->value[f], to)) {
                *fault = (int32_t)f;
                return STRAT_BAD_VALUE;
            }
            if (reverse != (int32_t)f)
                continue;
        } else if (reverse != (int32_t)f && FACT_HAS_DEFAULT(fact) && !FACT_PRESUMED(fact)) {
            classes_of(s->t, fact, default_of(s->t, fact), to);
            continue;
        }
        *open += FACT_AXES(fact);
        for (k = 0; k < FACT_AXES(fact); k++)
            to[k] = STRAT_OPEN_CLASS;
    }
    return STRAT_OK;
}

STRAT_LOCAL uint64_t strat_i_class_stated(const struct strat_search *s, const struct strat_request *request, uint32_t judgement)
{
    int64_t value = request->known[judgement] ? request->value[judgement] : default_of(s->t, s->t[s->t[H_FACT_AT] + judgement]);
    return (uint64_t)(value != 0);
}
#endif

/* ---- the direct way: a request without an open fact ---- */

/* The word number in the table of the row of this axis and class. */
static uint64_t row_at(const struct strat_search *s, uint32_t axis, uint32_t c)
{
    return s->t[H_ROW_AT] + ((uint64_t)AXIS_ROW(s->axis[axis]) + c) * s->words;
}

/* Puts the row of each axis into s->next. 0 where a fact is open or its value is none. */
static int find_rows(struct strat_search *s, const struct strat_request *request)
{
    const uint64_t *facts = s->t + s->t[H_FACT_AT];
    uint32_t f, k, found = 0, n = (uint32_t)s->t[H_FACTS];
    for (f = 0; f < n; f++) {
        uint64_t fact = facts[f];
        uint32_t axis = FACT_FIRST_AXIS(fact);
        int64_t value;
        if (request->known[f]) {
            value = request->value[f];
            if (!value_in_domain(s->t, fact, value))
                return 0;
        } else if (FACT_HAS_DEFAULT(fact) && !FACT_PRESUMED(fact)) {
            value = default_of(s->t, fact);
        } else if (FACT_AXES(fact) == 0) {
            continue;
        } else {
            return 0;
        }
        for (k = 0; k < FACT_AXES(fact); k++)
            s->next[axis + k] = row_at(s, axis + k, class_of(s->t, fact, k, value));
        found += FACT_AXES(fact);
    }
    return found == s->axes; /* each axis has one fact, but an axis might have none */
}

/* Box by box what no presumption says: where its judgement is not stated after all, the general way decides. */
static int unpresumed(struct strat_search *s, const struct strat_request *request, uint64_t *to)
{
    uint32_t i, k, boxes = s->n_boxes;
    uint32_t first = (uint32_t)(M_FIXED + s->t[H_APPROACHES] * M_EACH + s->t[H_ASSUMES]);
    for (k = 0; k < s->words; k++)
        to[k] = boxes - k * 64 >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << (boxes - k * 64)) - 1;
    for (i = 0; i < s->t[H_SILENTS]; i++) {
        const uint64_t *row = strat_i_mask(s, first + i);
        if (!request->known[s->t[s->t[H_SILENT_AT] + i]])
            return 0;
        for (k = 0; k < s->words; k++)
            to[k] &= ~row[k];
    }
    return 1;
}

static int prepare_complete(struct strat_search *s, const struct strat_policy *p, const struct strat_request *request,
                            struct strat_work *work, uint64_t **start)
{
    set_up(s, p);
    if (cut_complete(s, work->memory) > work->words)
        return 0;
    *start = s->alive + (size_t)s->axes * s->words;
    return find_rows(s, request) && unpresumed(s, request, *start);
}

/* Bit by bit: the place of the lowest one (de Bruijn's sequence: its top six bits, shifted, are a number for each place). */
STRAT_LOCAL uint32_t strat_i_lowest(uint64_t set)
{
    static const uint8_t place[64] = {0,  1,  2,  53, 3,  7,  54, 27, 4,  38, 41, 8,  34, 55, 48, 28, 62, 5,  39, 46, 44, 42,
                                      22, 9,  24, 35, 59, 56, 49, 18, 29, 11, 63, 52, 6,  26, 37, 40, 33, 47, 61, 45, 43, 21,
                                      23, 58, 17, 10, 51, 25, 36, 32, 60, 20, 57, 16, 50, 31, 19, 15, 30, 14, 13, 12};
    return place[((set & (0 - set)) * UINT64_C(0x022fdd63cc95386d)) >> 58];
}

/* Paragraphs, or duties, of the boxes that are left in `mask`. */
static void list(const struct strat_search *s, const uint64_t *mask, int of_duties, uint64_t *to)
{
    const uint64_t *boxes = s->boxes;
    uint32_t k;
    for (k = 0; k < s->words; k++) {
        uint64_t rest = s->box[k] & mask[k];
        for (; rest; rest &= rest - 1) {
            uint64_t box = boxes[k * 64 + strat_i_lowest(rest)];
            uint32_t item = of_duties ? BOX_DUTY(box) : BOX_ID(box);
            to[item / 64] |= (uint64_t)1 << (item % 64);
        }
    }
}

static void list_all(const struct strat_search *s, uint32_t a, int with_basis, struct strat_lists *l)
{
    if (with_basis)
        list(s, strat_i_mask_of(s, a, M_PERMIT), 0, l->basis);
    list(s, strat_i_mask_of(s, a, M_CAUTION), 0, l->cautions);
    list(s, strat_i_mask_of(s, a, M_DUTY), 1, l->duties);
    list(s, strat_i_mask_of(s, a, M_OUTSTANDING), 1, l->before);
}

static void list_what_closes(const struct strat_search *s, uint64_t *to)
{
    uint32_t a;
    for (a = 0; a < s->approaches; a++) {
        int counts = s->fallback >= 0 ? a == (uint32_t)s->fallback : strat_i_any(s->box, strat_i_mask_of(s, a, M_PERMIT), s->words);
        if (counts)
            list(s, strat_i_mask_of(s, a, M_CLOSE), 0, to);
    }
}

static void list_complete(const struct strat_search *s, struct strat_answer *answer)
{
    uint32_t a;
    if (answer->status == STRAT_REFUSED) {
        list_what_closes(s, answer->lists.closed_by);
    } else if (answer->status == STRAT_DEFAULT) {
        list_all(s, (uint32_t)s->fallback, 0, &answer->lists);
    } else if (answer->status != STRAT_OUT_OF_SCOPE && s->ranked) {
        list_all(s, (uint32_t)answer->approach, 1, &answer->lists);
    } else if (answer->status != STRAT_OUT_OF_SCOPE) {
        for (a = 0; a < s->approaches; a++) {
            if (!((answer->open >> a) & 1))
                continue;
            list_all(s, a, 1, &answer->lists);
            if (answer->each) {
                list_all(s, a, 1, &answer->each[a]);
                answer->each[a].modality = (enum strat_modality)strat_i_modality(s, a);
            }
        }
    }
}

/* The first assumption that what is left breaks. */
static int is_impossible(const struct strat_search *s, struct strat_answer *answer)
{
    uint32_t first = (uint32_t)(M_FIXED + s->t[H_APPROACHES] * M_EACH), i = 0, n = (uint32_t)s->t[H_ASSUMES];
    while (i < n && !strat_i_any(s->box, strat_i_mask(s, first + i), s->words))
        i++;
    answer->fault = (int32_t)(i < n ? i : 0);
    answer->steps = 1;
    return -1;
}

STRAT_LOCAL int strat_i_decide_complete(const struct strat_policy *p, const struct strat_request *request, struct strat_work *work,
                                        struct strat_answer *answer)
{
    struct strat_search s;
    struct strat_leaf leaf;
    uint64_t *start;
    uint32_t i, k;
#if STRAT_LARGE
    if (strat_i_is_large(p)) {
        set_up(&s, p);
        return strat_i_decide_large(&s, request, work, answer);
    }
#endif
    if (!prepare_complete(&s, p, request, work, &start))
        return 0;
    for (k = 0; k < s.words; k++) {
        uint64_t left = start[k];
        for (i = 0; i < s.axes; i++)
            left &= s.t[s.next[i] + k];
        s.box[k] = left;
    }
    strat_i_steps(&s);
    if (strat_i_any(s.box, strat_i_mask(&s, M_FORBIDDEN), s.words))
        return is_impossible(&s, answer);
    strat_i_leaf(&s, &leaf);
    answer->status = leaf.status;
    answer->approach = leaf.approach;
    answer->now = leaf.now;
    answer->open = leaf.open;
    answer->lists.modality = (enum strat_modality)leaf.modality;
    answer->committed = leaf.modality > STRAT_MAY;
    answer->steps = 1;
    list_complete(&s, answer);
    return 1;
}

/* Whether another value of a judgement, all else equal, would lead to another status or approach. */
static int would_differ(struct strat_search *s, const struct strat_leaf *leaf, const uint64_t *others, const uint64_t *row,
                        const uint64_t *flipped)
{
    const uint64_t *deciding = strat_i_mask(s, M_DECIDING);
    struct strat_leaf other;
    uint64_t differs = 0;
    uint32_t k;
    for (k = 0; k < s->words; k++) {
        s->box[k] = others[k] & flipped[k] & deciding[k];
        differs |= s->box[k] ^ (others[k] & row[k] & deciding[k]);
    }
    if (!differs)
        return 0;
    strat_i_steps(s);
    if (strat_i_any(s->box, strat_i_mask(s, M_FORBIDDEN), s->words))
        return 0;
    strat_i_leaf(s, &other);
    return other.status != leaf->status || (s->ranked ? other.approach != leaf->approach : other.open != leaf->open);
}

/* By axis from the last to the first, what that axis and those behind it leave: from s->alive. */
static void and_from_behind(struct strat_search *s)
{
    size_t w = s->words, k;
    uint32_t i;
    for (i = s->axes; i-- > 0;) {
        const uint64_t *row = s->t + s->next[i], *behind = s->alive + (i + 1) * w;
        for (k = 0; k < w; k++)
            s->alive[i * w + k] = behind[k] & row[k];
    }
}

STRAT_LOCAL int strat_i_judge_complete(const struct strat_policy *p, const struct strat_request *request, struct strat_work *work,
                                       uint64_t *facts)
{
    struct strat_search s;
    struct strat_leaf leaf;
    uint64_t *start;
    uint32_t i, k;
#if STRAT_LARGE
    if (strat_i_is_large(p)) {
        set_up(&s, p);
        return strat_i_judge_large(&s, request, work, facts);
    }
#endif
    if (!prepare_complete(&s, p, request, work, &start))
        return 0;
    and_from_behind(&s);
    strat_i_copy(s.box, s.alive, s.words);
    strat_i_steps(&s);
    if (strat_i_any(s.box, strat_i_mask(&s, M_FORBIDDEN), s.words))
        return 0;
    strat_i_leaf(&s, &leaf);
    for (k = 0; k < s.words; k++) {
        s.base[k] = ~(uint64_t)0; /* what the axes before this one leave */
        STRAT_KEEP_LOOP;
    }
    for (i = 0; i < s.axes; i++) {
        uint32_t f = AXIS_FACT(s.axis[i]);
        const uint64_t *row = s.t + s.next[i], *behind = s.alive + (size_t)(i + 1) * s.words;
        if (FACT_JUDGEMENT(s.t[s.t[H_FACT_AT] + f])) {
            for (k = 0; k < s.words; k++)
                s.item[k] = s.base[k] & behind[k];
            if (would_differ(&s, &leaf, s.item, row, s.t + (row_at(&s, i, 0) + row_at(&s, i, 1) - s.next[i])))
                facts[f / 64] |= (uint64_t)1 << (f % 64);
        }
        and_row(s.base, row, s.words);
    }
    return 1;
}
