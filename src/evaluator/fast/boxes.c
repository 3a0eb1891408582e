#include "evaluator/fast/boxes.h"

/* Of a pair: an assumption is broken. */
#define BROKEN UINT64_MAX

/* ---- from a request to boxes. `w` is b->words, known to the compiler where it is small. ---- */

/* Whether all facts that are needed are stated. Those that are not get the values that count for
 * them. */
static EV_INLINE bool complete(const struct ev_boxes *b, const struct strat_request *request) {
    uint64_t missing = 0;
    for (uint32_t i = 0; i < b->n_used; i += 8) {
        uint64_t unknown = ~ev_load8((const char *)request->known + i);
        uint64_t open = ev_load8((const char *)b->used + i) & unknown;
        missing |= ev_load8((const char *)b->needed + i) & unknown;
        for (; open; open &= open - 1) {
            uint32_t f = i + ev_marked_byte(open);
            request->value[f] = b->fallback_of[f];
        }
    }
    return missing == 0;
}

static uint32_t band_of(const struct ev_narrowing *n, int64_t value) {
    uint32_t low = 0, high = n->n_bands;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (n->bands[middle] <= value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static const uint64_t *row_of_value(const struct ev_narrowing *n, int64_t value, uint32_t w) {
    uint32_t i = n->bands ? band_of(n, value) : n->row_of ? n->row_of[value] : (uint32_t)value;
    return n->rows + (size_t)i * w;
}

static EV_INLINE void and_row(uint64_t *box, const uint64_t *r, uint32_t w) {
    for (uint32_t k = 0; k < w; k++) box[k] &= r[k];
}

/* The facts from number `from` to before `to`, which have a row for each value. */
static EV_INLINE void narrow(const struct ev_boxes *b, const int64_t *value, uint32_t from,
                             uint32_t to, uint64_t *box, uint32_t w) {
    for (const struct ev_narrowing *n = b->facts + from, *end = b->facts + to; n < end; n++)
        and_row(box, n->rows + (size_t)value[n->fact] * w, w);
}

/* Those with more to it. */
static EV_INLINE void narrow_further(const struct ev_boxes *b, const int64_t *value, uint64_t *box,
                                     uint32_t w) {
    for (uint32_t i = b->n_flags; i < b->n_others; i++)
        and_row(box, row_of_value(&b->facts[i], value[b->facts[i].fact], w), w);
}

/* Flags and judgements. */
static EV_INLINE void narrow_together(const struct ev_boxes *b, const int64_t *value, uint64_t *box,
                                      uint32_t w) {
    for (const struct ev_together *t = b->together, *end = t + b->n_together; t < end; t++) {
        uint64_t i = 0;
        for (uint32_t k = 0; k < EV_TOGETHER; k++) i += (uint64_t)value[t->fact[k]] << k;
        and_row(box, t->rows + i * w, w);
    }
}

static EV_INLINE void apply_overrides(const struct ev_boxes *b, uint64_t *box, uint32_t w) {
    const uint64_t *step = b->steps, *end = step + 3 * (size_t)w * b->table[H_OVERRIDES];
    for (; step < end; step += 3 * (size_t)w) {
        uint64_t left = 0;
        for (uint32_t k = 0; k < w; k++) left |= box[k] & step[k];
        /* Which of the two is data, so it is masked out and not jumped over. */
        uint64_t some = left ? ~(uint64_t)0 : 0;
        for (uint32_t k = 0; k < w; k++) box[k] &= step[w + k] ^ (step[2 * w + k] & some);
    }
}

/* What is open, as strat_decide() sees it. */
struct leaf {
    bool outside, forbidden;
    uint32_t permit, open, ready; /* bit a: approach a */
    bool fallback_open, fallback_ready;
};

static EV_INLINE bool meets(const uint64_t *box, const uint64_t *row, uint32_t w) {
    uint64_t some = 0;
    for (uint32_t k = 0; k < w; k++) some |= box[k] & row[k];
    return some != 0;
}

static EV_INLINE struct leaf read_leaf(const struct ev_boxes *b, const uint64_t *box, uint32_t w) {
    struct leaf l = {.outside = meets(box, ev_boxes_mask(b, M_OUTSIDE), w),
                     .forbidden = meets(box, ev_boxes_mask(b, M_FORBIDDEN), w)};
    uint32_t closed = 0, held = 0;
    const uint64_t *m = ev_boxes_mask(b, M_FIXED);
    for (uint32_t a = 0; a < b->approaches; a++, m += M_EACH * w) {
        l.permit |= (uint32_t)meets(box, m + M_PERMIT * w, w) << a;
        closed |= (uint32_t)meets(box, m + M_CLOSE * w, w) << a;
        held |= (uint32_t)meets(box, m + M_OUTSTANDING * w, w) << a;
    }
    l.open = l.permit & ~closed;
    l.ready = l.open & ~held;
    l.fallback_open = b->fallback >= 0 && !(closed >> b->fallback & 1);
    l.fallback_ready = l.fallback_open && !(held >> b->fallback & 1);
    return l;
}

static EV_INLINE uint32_t highest(uint32_t set) {
#if defined(__GNUC__)
    return 31 - (uint32_t)__builtin_clz(set);
#else
    uint32_t a = 0;
    while (set >>= 1) a++;
    return a;
#endif
}

/* Status and approach, or what stands for it where approaches have no rank. */
static EV_INLINE uint32_t pair(const struct ev_boxes *b, const struct leaf *l) {
    if (l->outside) return STRAT_OUT_OF_SCOPE;
    if (!l->open) return l->fallback_open ? STRAT_DEFAULT : STRAT_REFUSED;
    uint32_t top = highest(l->open);
    bool ready = b->ranked ? l->ready >> top & 1 : l->ready != 0;
    return (ready ? STRAT_OPEN : STRAT_CONDITIONAL) | (b->ranked ? top : l->open) << 3;
}

/* ---- the words ---- */

/* Which of the boxes count is told by the first word, so what it leaves out cannot matter. */
static EV_INLINE void keep_what_counts(const struct ev_boxes *b, const struct leaf *l,
                                       const uint64_t *box, uint64_t *key, uint32_t w) {
    uint32_t shown = l->open;
    if (l->open && b->ranked)
        shown = UINT32_C(1) << highest(l->open);
    else if (!l->open)
        shown = UINT32_C(1) << (l->fallback_open ? (uint32_t)b->fallback : b->approaches);
    for (uint32_t k = 0; k < w; k++) key[k] = 0;
    for (; shown; shown &= shown - 1) {
        const uint64_t *care = b->care + (size_t)highest(shown & (0 - shown)) * w;
        for (uint32_t k = 0; k < w; k++) key[k] |= box[k] & care[k];
    }
}

static EV_INLINE void make_boxes(const struct ev_boxes *b, const int64_t *value, uint64_t *to,
                                 uint32_t w) {
    uint64_t box[EV_MOST_WORDS];
    for (uint32_t k = 0; k < w; k++) box[k] = b->start[k];
    narrow(b, value, 0, b->n_plain, box, w);
    narrow_together(b, value, box, w);
    narrow_further(b, value, box, w);
    for (uint32_t k = 0; k < w; k++) to[k] = box[k];
}

static EV_INLINE bool make_key(const struct ev_boxes *b, const uint64_t *narrowed, uint64_t *key,
                               uint32_t w) {
    uint64_t box[EV_MOST_WORDS];
    for (uint32_t k = 0; k < w; k++) box[k] = narrowed[k];
    apply_overrides(b, box, w);
    struct leaf l = read_leaf(b, box, w);
    key[0] = STRAT_OUT_OF_SCOPE;
    for (uint32_t k = 1; k <= w; k++) key[k] = 0;
    if (l.forbidden) return false;
    if (l.outside) return true;
    /* Without a default approach what closes counts where an approach is permitted at all. */
    uint32_t open = l.open || b->fallback >= 0 ? l.open : l.permit;
    key[0] = (pair(b, &l) & 7) | (uint64_t)open << 4 | (uint64_t)l.ready << 24 |
             (uint64_t)l.fallback_ready << 44;
    keep_what_counts(b, &l, box, key + 1, w);
    return true;
}

bool ev_boxes_narrow(struct ev_boxes *b, const struct strat_request *request, uint64_t *box) {
    if (!b->possible || !complete(b, request)) return false;
    switch (b->words) {
    case 1: make_boxes(b, request->value, box, 1); break;
    case 2: make_boxes(b, request->value, box, 2); break;
    case 3: make_boxes(b, request->value, box, 3); break;
    case 4: make_boxes(b, request->value, box, 4); break;
    default: make_boxes(b, request->value, box, b->words); break;
    }
    return true;
}

bool ev_boxes_key(const struct ev_boxes *b, const uint64_t *box, uint64_t *key) {
    switch (b->words) {
    case 1: return make_key(b, box, key, 1);
    case 2: return make_key(b, box, key, 2);
    case 3: return make_key(b, box, key, 3);
    case 4: return make_key(b, box, key, 4);
    default: return make_key(b, box, key, b->words);
    }
}

/* ---- judgements ---- */

/* Status and approach of these boxes; BROKEN where an assumption is. Asked of many requests, and of
 * each as often as it has judgements, so what was asked lately is remembered. */
static EV_INLINE uint64_t pair_of(struct ev_boxes *b, const uint64_t *narrowed, uint32_t w) {
    uint64_t *seen = ev_glance(&b->pairs, narrowed, w);
    if (ev_glance_is(seen, narrowed, w)) return seen[w];
    uint64_t box[EV_MOST_WORDS];
    for (uint32_t k = 0; k < w; k++) box[k] = seen[k] = narrowed[k];
    apply_overrides(b, box, w);
    struct leaf l = read_leaf(b, box, w);
    seen[w] = l.forbidden ? BROKEN : 1 + (uint64_t)pair(b, &l);
    return seen[w];
}

/* The request with each judgement in turn reversed: the decision hangs on it where that leads to
 * another status or approach. The rows of the others are ANDed from both sides. */
static EV_INLINE void judge(struct ev_boxes *b, const int64_t *value, const uint64_t *whole,
                            uint64_t *facts, uint32_t w) {
    const uint64_t *deciding = ev_boxes_mask(b, M_DECIDING);
    uint64_t front[EV_MOST_WORDS], box[EV_MOST_WORDS],
        *behind = b->room; /* by judgement: those after it */
    uint32_t n = b->n_facts - b->n_others;
    const struct ev_narrowing *judgements = b->facts + b->n_others;
    for (uint32_t k = 0; k < w; k++) {
        box[k] = whole[k] & deciding[k];
        front[k] = b->start[k] & deciding[k];
        behind[(size_t)n * w + k] = ~(uint64_t)0;
    }
    uint64_t now = pair_of(b, box, w);
    for (uint32_t i = n; i-- > 0;) {
        const uint64_t *r = judgements[i].rows + (size_t)value[judgements[i].fact] * w;
        for (uint32_t k = 0; k < w; k++)
            behind[(size_t)i * w + k] = behind[(size_t)(i + 1) * w + k] & r[k];
    }
    narrow(b, value, 0, b->n_flags, front, w);
    narrow_further(b, value, front, w);
    for (uint32_t i = 0; i < n; i++) {
        int64_t yes = value[judgements[i].fact];
        const uint64_t *r = judgements[i].rows + (size_t)yes * w;
        const uint64_t *reversed = judgements[i].rows + (size_t)(1 - yes) * w;
        uint64_t differs = 0;
        for (uint32_t k = 0; k < w; k++) {
            uint64_t others = front[k] & behind[(size_t)(i + 1) * w + k];
            box[k] = others & reversed[k];
            differs |= box[k] ^ (others & r[k]);
            front[k] &= r[k];
        }
        uint64_t then = differs ? pair_of(b, box, w) : now;
        if (then != now && then != BROKEN)
            facts[judgements[i].fact / 64] |= (uint64_t)1 << (judgements[i].fact % 64);
    }
}

void ev_boxes_judgements(struct ev_boxes *b, const struct strat_request *request,
                         const uint64_t *box, uint64_t *facts) {
    switch (b->words) {
    case 1: judge(b, request->value, box, facts, 1); break;
    case 2: judge(b, request->value, box, facts, 2); break;
    case 3: judge(b, request->value, box, facts, 3); break;
    case 4: judge(b, request->value, box, facts, 4); break;
    default: judge(b, request->value, box, facts, b->words); break;
    }
}
