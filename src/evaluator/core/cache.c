#include "evaluator/core/cache.h"

#include "runtime/values.h"

#include <stdlib.h>

/* Places of the tables, and bytes of all texts. */
enum { CLAUSES = 1 << 13, ANSWERS = 1 << 13, JUDGED = 1 << 12, DECISIONS = 1 << 12 };
enum { MOST_TEXT = 4 << 20, FIRST_TEXT = 16 << 10 };

/* A fact of more values has no rows of its own. */
enum { MOST_ROWS = 512 };

/* Of a decision: an assumption is broken. */
#define BROKEN UINT64_MAX

/* ---- what was met lately. `w` is r->words, known to the compiler where it is small. ---- */

static bool open_recent(struct ev_recent *r, uint32_t places, uint32_t words) {
    *r = (struct ev_recent){.mask = places - 1, .words = words};
    r->entries = calloc((size_t)places * (words + 1), sizeof *r->entries);
    return r->entries != NULL;
}

static void forget_recent(struct ev_recent *r) {
    memset(r->entries, 0, ((size_t)r->mask + 1) * (r->words + 1) * sizeof *r->entries);
}

/* The number kept for this key. Where there is none it is 0, and its entry is the key's from now
 * on. */
static EV_INLINE uint64_t *find_recent(const struct ev_recent *r, const uint64_t *key, uint32_t w) {
    uint64_t h = 0, differs = 0;
    for (uint32_t k = 0; k < w; k++) h = (h ^ h >> 32 ^ key[k]) * 0x9e3779b97f4a7c15u;
    uint64_t *entry = r->entries + (size_t)((h >> 40) & r->mask) * (w + 1);
    for (uint32_t k = 0; k < w; k++) differs |= entry[k] ^ key[k];
    if (differs) {
        for (uint32_t k = 0; k < w; k++) entry[k] = key[k];
        entry[w] = 0;
    }
    return entry + w;
}

/* ---- from values to clauses. `w` is c->words, known to the compiler where it is small. ---- */

/* Gives every fact that is not known the value that counts for it. Whether all have one. */
static EV_INLINE bool fill_in(const struct ev_cache *c, const struct strat_request *request) {
    uint64_t open = 0;
    for (uint32_t i = 0; i < c->engine->vocabulary.about.facts; i += 8) {
        uint64_t unknown = ~ev_load8((const char *)request->known + i);
        uint64_t absent = ev_load8((const char *)c->used + i) & unknown;
        open |= ev_load8((const char *)c->needed + i) & unknown;
        for (; absent; absent &= absent - 1) {
            uint32_t f = i + ev_marked_byte(absent);
            request->value[f] = c->missing[f];
        }
    }
    return open == 0;
}

static EV_INLINE const uint64_t *row_of(const struct ev_column *n, const int64_t *value,
                                        uint32_t w) {
    return n->rows + (size_t)value[n->fact] * w;
}

/* What columns from number `from` to before `to` leave of `clauses`. */
static EV_INLINE void narrow(const struct ev_cache *c, const int64_t *value, uint32_t from,
                             uint32_t to, uint64_t *clauses, uint32_t w) {
    for (const struct ev_column *n = c->columns + from, *end = c->columns + to; n < end; n++) {
        const uint64_t *row = row_of(n, value, w);
        for (uint32_t k = 0; k < w; k++) clauses[k] &= row[k];
    }
}

/* Those without rows. */
static EV_INLINE void narrow_further(const struct ev_cache *c, const int64_t *value,
                                     uint64_t *clauses, uint32_t w) {
    const struct strat_state *s = &c->state;
    for (uint32_t i = c->n_with_rows; i < c->n_columns; i++) {
        uint32_t f = c->columns[i].fact;
        uint64_t fact = s->t[s->t[H_FACT_AT] + f];
        for (uint32_t k = 0; k < FACT_AXES(fact); k++) {
            uint32_t class = class_of(s->t, fact, k, value[f]);
            strat_i_and(clauses, strat_i_row(s, FACT_FIRST_AXIS(fact) + k, class), w);
        }
    }
}

/* ---- judgements ---- */

static EV_INLINE bool meets(const uint64_t *clauses, const uint64_t *row, uint32_t w) {
    uint64_t some = 0;
    for (uint32_t k = 0; k < w; k++) some |= clauses[k] & row[k];
    return some != 0;
}

static int32_t only_one(uint32_t set) {
    return set & (set - 1) ? STRAT_NULL : strat_i_highest(set);
}

/*
 * Approaches that are permitted, closed, and have a duty outstanding become status, approach, what
 * is open and what may start now; `outside`: of the scope. (Where facts are unknown the runtime
 * works it out on functions of them, approach by approach: answer.c.)
 */
static EV_INLINE void conclude(const struct strat_state *s, bool outside, uint32_t permitted,
                               uint32_t closed, uint32_t outstanding, struct strat_answer *to) {
    bool fallback_open = s->fallback >= 0 && !(closed >> s->fallback & 1);
    uint32_t open = outside ? 0 : permitted & ~closed, ready = open & ~outstanding;
    int32_t fallback_now =
        fallback_open && !(outstanding >> s->fallback & 1) ? s->fallback : STRAT_NONE;
    to->open = open;
    to->approach = to->now = STRAT_NONE;
    if (outside) {
        to->status = STRAT_OUT_OF_SCOPE;
    } else if (open) {
        to->approach = s->ranked ? strat_i_highest(open) : only_one(open);
        bool is_ready = s->ranked ? ready >> to->approach & 1 : ready != 0;
        to->status = is_ready ? STRAT_OPEN : STRAT_CONDITIONAL;
        to->now = !ready ? fallback_now : s->ranked ? strat_i_highest(ready) : only_one(ready);
    } else {
        to->status = fallback_open ? STRAT_DEFAULT : STRAT_REFUSED;
        to->approach = fallback_open ? s->fallback : STRAT_NONE;
        to->now = fallback_now;
    }
}

/* What these clauses decide (all but the modality), and which of them are left by the overrides.
 * False where an assumption is broken. */
static EV_INLINE bool settle(struct ev_cache *c, const uint64_t *clauses, uint64_t *left,
                             struct strat_answer *leaf, uint32_t w) {
    const struct strat_state *s = &c->state;
    uint32_t permitted = 0, closed = 0, outstanding = 0;
    for (uint32_t k = 0; k < w; k++) left[k] = clauses[k];
    strat_i_apply_overrides(s, left);
    const uint64_t *row = s->masks + (size_t)M_FIXED * w;
    for (uint32_t a = 0; a < s->approaches; a++, row += (size_t)M_EACH * w) {
        permitted |= (uint32_t)meets(left, row + M_PERMIT * w, w) << a;
        closed |= (uint32_t)meets(left, row + M_CLOSE * w, w) << a;
        outstanding |= (uint32_t)meets(left, row + M_OUTSTANDING * w, w) << a;
    }
    bool outside = meets(left, s->masks + (size_t)M_OUTSIDE * w, w);
    conclude(s, outside, permitted, closed, outstanding, leaf);
    return !meets(left, s->masks + (size_t)M_FORBIDDEN * w, w);
}

/* Status and approach, or BROKEN. Asked of many requests, and of each as often as it has
 * judgements. */
static EV_INLINE uint64_t decision(struct ev_cache *c, const uint64_t *clauses, uint32_t w) {
    uint64_t *kept = find_recent(&c->decisions, clauses, w), left[EV_MOST_WORDS];
    struct strat_answer leaf;
    if (!*kept) {
        bool possible = settle(c, clauses, left, &leaf, w);
        uint64_t approach = c->state.ranked ? (uint32_t)leaf.approach : leaf.open;
        *kept = possible ? 1 + leaf.status + (approach << 3) : BROKEN;
    }
    return *kept;
}

/* c->behind: what each judgement and those after it leave, the last first. */
static EV_INLINE const uint64_t *find_behind(const struct ev_cache *c, const int64_t *value,
                                             uint32_t w) {
    uint64_t *behind = c->behind, left[EV_MOST_WORDS];
    for (uint32_t k = 0; k < w; k++) behind[k] = left[k] = ~(uint64_t)0;
    for (uint32_t i = c->n_with_rows; i-- > c->n_plain;) {
        const uint64_t *row = row_of(&c->columns[i], value, w);
        behind += w;
        for (uint32_t k = 0; k < w; k++) behind[k] = left[k] &= row[k];
    }
    return behind;
}

/* A complete request with each judgement in turn reversed: the decision hangs on it where that
 * leads to another status or approach. `front`: what all other facts leave; `behind`: of
 * c->behind, the first judgement's. */
static EV_INLINE void judge(struct ev_cache *c, const int64_t *value, uint64_t *front,
                            const uint64_t *behind, uint32_t w) {
    uint64_t *facts = c->engine->judgements, left[EV_MOST_WORDS];
    for (uint32_t k = 0; k < w; k++) {
        front[k] &= c->deciding[k];
        left[k] = front[k] & behind[k];
    }
    uint64_t now = decision(c, left, w);
    for (uint32_t i = c->n_plain; i < c->n_with_rows; i++) {
        uint32_t f = c->columns[i].fact;
        const uint64_t *row = row_of(&c->columns[i], value, w);
        const uint64_t *reversed = c->columns[i].rows + (size_t)(1 - value[f]) * w;
        uint64_t differs = 0;
        behind -= w;
        for (uint32_t k = 0; k < w; k++) {
            uint64_t others = front[k] & behind[k];
            left[k] = others & reversed[k];
            differs |= left[k] ^ (others & row[k]);
            front[k] &= row[k];
        }
        uint64_t then = differs ? decision(c, left, w) : now;
        if (then != now && then != BROKEN) facts[f / 64] |= (uint64_t)1 << (f % 64);
    }
}

/* ---- where an answer is kept ---- */

/* By what of these clauses it shows: which approaches these are, and what closes all, is told by
 * the decision. NULL where an assumption is broken. */
static EV_INLINE uint64_t *find_answer(struct ev_cache *c, const uint64_t *clauses, uint32_t w) {
    uint64_t key[EV_MOST_WORDS + 2], left[EV_MOST_WORDS], shown = 0;
    struct strat_answer leaf;
    if (!settle(c, clauses, left, &leaf, w)) return NULL;
    if (leaf.status == STRAT_REFUSED)
        shown = (uint64_t)1 << c->state.approaches;
    else if (leaf.status == STRAT_DEFAULT || (leaf.open && c->state.ranked))
        shown = (uint64_t)1 << leaf.approach;
    else
        shown = leaf.open;
    memset(key, 0, sizeof key);
    for (; shown; shown &= shown - 1) {
        const uint64_t *row = c->shown + (size_t)strat_i_lowest(shown) * w;
        for (uint32_t k = 0; k < w; k++) key[k] |= left[k] & row[k];
    }
    key[w] = leaf.open;
    key[w + 1] = (uint64_t)leaf.status | (uint64_t)(leaf.now + 2) << 16 |
                 (uint64_t)(leaf.approach + 2) << 32;
    return find_recent(&c->answers, key, w + 2);
}

/* Finds judgements as well, if wanted. */
static EV_INLINE uint64_t *find_complete(struct ev_cache *c, uint32_t w) {
    const int64_t *value = c->engine->request.value;
    uint64_t front[EV_MOST_WORDS], clauses[EV_MOST_WORDS];
    for (uint32_t k = 0; k < w; k++) front[k] = ~(uint64_t)0;
    narrow(c, value, 0, c->n_plain, front, w);
    narrow_further(c, value, front, w);
    for (uint32_t k = 0; k < w; k++) clauses[k] = front[k] & c->relevant[k];
    narrow(c, value, c->n_plain, c->n_with_rows, clauses, w);
    uint64_t *entry = find_recent(&c->complete, clauses, w);
    if (c->keys.wanted[EV_KEY_JUDGEMENTS]) judge(c, value, front, find_behind(c, value, w), w);
    if (*entry) return entry;
    uint64_t *answer = find_answer(c, clauses, w);
    if (answer) *entry = *answer;
    return answer;
}

static uint64_t *find_entry(struct ev_cache *c) {
    switch (c->words) {
    case 1: return find_complete(c, 1);
    case 2: return find_complete(c, 2);
    case 3: return find_complete(c, 3);
    case 4: return find_complete(c, 4);
    default: return find_complete(c, c->words);
    }
}

/* ---- texts: where one stands in c->text, and how long its two parts are, is one number ---- */

static bool put_part(const struct ev_cache *c, struct ev_out *out, enum ev_key from, enum ev_key to,
                     bool begun) {
    struct ev_span none = {0};
    return ev_put_keys(out, c->engine, &c->keys, from, to, none, begun);
}

/* The text that was put there from `at` on; 0 where it is too long, or memory is short. */
static uint64_t keep(struct ev_cache *c, size_t at, size_t head) {
    size_t tail = c->text.used - at - head;
    bool fine = !c->text.error && head <= UINT16_MAX && tail <= UINT16_MAX;
    if (!fine) c->text.used = at;
    c->text.error = 0;
    return fine ? (uint64_t)at << 32 | (uint64_t)head << 16 | tail : 0;
}

/* Of what was decided; in two parts where judgements stand between them. */
static uint64_t make_answer(struct ev_cache *c, bool parted) {
    size_t at = c->text.used;
    enum ev_key end = parted ? EV_KEY_JUDGEMENTS : EV_KEYS;
    bool begun = put_part(c, &c->text, EV_KEY_STATUS, end, c->keys.wanted[EV_KEY_ID]);
    size_t head = c->text.used - at;
    if (parted) {
        c->begun = begun;
        put_part(c, &c->text, EV_KEY_CLOSED_BY, EV_KEYS, true);
    }
    return keep(c, at, head);
}

static uint64_t make_judged(struct ev_cache *c) {
    size_t at = c->text.used;
    c->engine->missed.judgements = false;
    put_part(c, &c->text, EV_KEY_JUDGEMENTS, EV_KEY_CLOSED_BY, c->begun);
    return keep(c, at, c->text.used - at);
}

static void forget(struct ev_cache *c) {
    forget_recent(&c->complete);
    forget_recent(&c->answers);
    forget_recent(&c->judged);
    c->text.used = 0;
}

static inline void put_id(const struct ev_cache *c, struct ev_out *out, struct ev_span id) {
    if (!c->keys.wanted[EV_KEY_ID]) return;
    if (c->keys.line_end) {
        ev_put_field(out, id.at, id.length);
        ev_put(out, ",", 1);
        return;
    }
    ev_put(out, "{\"id\":", 6);
    ev_put_id(out, id);
}

/* ---- answers ---- */

static void put_kept(struct ev_cache *c, struct ev_out *out, struct ev_span id, uint64_t answer,
                     uint64_t judged) {
    const char *text = c->text.buffer + (answer >> 32);
    size_t head = answer >> 16 & UINT16_MAX, tail = answer & UINT16_MAX;
    put_id(c, out, id);
    ev_put(out, text, head);
    if (judged) ev_put(out, c->text.buffer + (judged >> 32), judged >> 16 & UINT16_MAX);
    ev_put(out, text + head, tail);
}

/* A complete request, and judgements put together from parts. */
static bool answer_complete(struct ev_cache *c, struct ev_out *out, struct ev_span id,
                            struct ev_fault *fault) {
    struct ev_engine *e = c->engine;
    struct ev_wanted wanted = ev_keys_want(&c->keys);
    bool parted = wanted.judgements;
    uint32_t words = e->vocabulary.about.facts / 64 + 1;
    uint64_t judged = 0;
    if (c->text.used > MOST_TEXT) forget(c);
    if (parted) memset(e->judgements, 0, words * sizeof(uint64_t));
    uint64_t *entry = find_entry(c);
    if (!entry || !*entry) {
        wanted.judgements = false;
        if (!ev_decide(e, wanted, fault)) return false;
        if (entry) *entry = make_answer(c, parted);
    }
    if (parted) {
        uint64_t *there = find_recent(&c->judged, e->judgements, words);
        if (!*there) *there = make_judged(c);
        judged = *there;
    }
    if (entry && *entry && (judged || !parted))
        put_kept(c, out, id, *entry, judged);
    else
        ev_put_answer(out, e, &c->keys, id);
    return true;
}

bool ev_cache_answer(struct ev_cache *c, struct ev_out *out, struct ev_span id,
                     struct ev_fault *fault) {
    if (c->ready && fill_in(c, &c->engine->request)) return answer_complete(c, out, id, fault);
    if (!ev_decide(c->engine, ev_keys_want(&c->keys), fault)) return false;
    ev_put_answer(out, c->engine, &c->keys, id);
    return true;
}

/* ---- getting ready ---- */

/* How many values the fact has that have a row each; 0 where they are too many. */
static uint32_t count_values(const uint64_t *t, uint64_t fact) {
    if (FACT_KIND(fact) == STRAT_FLAG) return 2; /* whose map may be empty */
    uint64_t n = fact_map(t, fact)[0];
    if (n >= MOST_ROWS) return 0;
    return FACT_KIND(fact) == STRAT_ONE_OF   ? (uint32_t)n
           : FACT_KIND(fact) == STRAT_SET_OF ? (uint32_t)n + 1 /* n: all elements */
                                             : 0;
}

/* Whether the decision depends on it. */
static bool counts(uint64_t fact) { return FACT_AXES(fact) > 0 || FACT_PRESUMED(fact); }

/* Judgements last of those with rows. */
static int kind_of_column(const uint64_t *t, uint64_t fact) {
    return FACT_JUDGEMENT(fact) ? 1 : count_values(t, fact) > 0 ? 0 : 2;
}

/* The rows of a fact, by value. A judgement that is stated rules out what is presumed of it as
 * well.
 */
static uint64_t *make_rows(const struct ev_cache *c, uint32_t f, uint64_t *row) {
    const struct strat_state *s = &c->state;
    const uint64_t *t = s->t;
    uint64_t fact = t[t[H_FACT_AT] + f];
    uint32_t first = (uint32_t)(M_FIXED + t[H_APPROACHES] * M_EACH + t[H_ASSUMES]);
    for (uint32_t value = 0; value < count_values(t, fact); value++, row += c->words) {
        for (uint32_t k = 0; k < FACT_AXES(fact); k++) {
            uint32_t class = class_of(t, fact, k, value);
            strat_i_and(row, strat_i_row(s, FACT_FIRST_AXIS(fact) + k, class), c->words);
        }
        for (uint32_t i = 0; i < t[H_PRESUMED]; i++)
            for (uint32_t k = 0; k < c->words && t[t[H_PRESUMED_AT] + i] == f; k++)
                row[k] &= ~strat_i_mask(s, first + i)[k];
    }
    return row;
}

static void make_columns(struct ev_cache *c) {
    const uint64_t *t = c->state.t;
    uint64_t *row = c->rows;
    uint32_t *const ends[] = {&c->n_plain, &c->n_with_rows, &c->n_columns};
    uint32_t n = 0;
    for (int kind = 0; kind < 3; kind++) {
        for (uint32_t f = 0; f < t[H_FACTS]; f++) {
            uint64_t fact = t[t[H_FACT_AT] + f];
            if (!counts(fact) || kind_of_column(t, fact) != kind) continue;
            c->columns[n++] = (struct ev_column){.rows = kind < 2 ? row : NULL, .fact = f};
            if (kind < 2) row = make_rows(c, f, row);
            c->used[f] = 1;
            c->needed[f] = !FACT_HAS_DEFAULT(fact) || FACT_PRESUMED(fact);
            c->missing[f] = FACT_HAS_DEFAULT(fact) ? default_of(t, fact) : 0;
        }
        *ends[kind] = n;
    }
}

/* The clauses that a key which is wanted depends on: those that say what is open, what is shown,
 * and what the overrides test that clear one of these. */
static void find_relevant(const struct ev_cache *c) {
    const struct strat_state *s = &c->state;
    const bool *wanted = c->keys.wanted;
    bool each = wanted[EV_KEY_EACH] && !s->ranked;
    bool modality = wanted[EV_KEY_COMMITTED] || wanted[EV_KEY_MODALITY];
    const bool shows[M_EACH] = {[M_PERMIT] = wanted[EV_KEY_BASIS] || modality || each,
                                [M_DUTY] = wanted[EV_KEY_DUTIES] || each,
                                [M_OUTSTANDING] = wanted[EV_KEY_BEFORE] || each,
                                [M_CAUTION] = wanted[EV_KEY_CAUTIONS] || each};
    for (uint32_t k = 0; k < c->words; k++) {
        uint64_t *closing = &c->shown[s->approaches * c->words + k];
        c->deciding[k] = strat_i_mask(s, M_DECIDING)[k];
        c->relevant[k] =
            c->deciding[k] | strat_i_mask(s, M_OUTSIDE)[k] | strat_i_mask(s, M_FORBIDDEN)[k];
        for (uint32_t a = 0; a < s->approaches; a++) {
            uint64_t *shown = &c->shown[a * c->words + k];
            for (uint32_t which = 0; which < M_EACH; which++)
                if (shows[which]) *shown |= strat_i_mask_of(s, a, which)[k];
            uint64_t opens = strat_i_mask_of(s, a, M_PERMIT)[k] | strat_i_mask_of(s, a, M_CLOSE)[k];
            if (wanted[EV_KEY_CLOSED_BY]) *closing |= opens;
            c->relevant[k] |= *shown | opens | strat_i_mask_of(s, a, M_OUTSTANDING)[k];
        }
    }
    for (uint64_t i = s->n_overrides; i-- > 0;) {
        const uint64_t *o = s->overrides + 2 * i;
        const uint64_t *tests = s->entries + 2 * OVERRIDE_FIRST(o);
        const uint64_t *clears = tests + 2 * OVERRIDE_TESTED(o);
        const uint64_t *end = clears + 2 * (OVERRIDE_ANY(o) + OVERRIDE_NONE(o));
        bool touched = strat_i_meets(c->relevant, clears, end);
        for (const uint64_t *entry = tests; entry < clears && touched; entry += 2)
            c->relevant[entry[0]] |= entry[1];
    }
}

static bool allocate(struct ev_cache *c) {
    const uint64_t *t = c->state.t;
    uint32_t facts = (uint32_t)t[H_FACTS], bits = facts / 64 + 1;
    size_t rows = 1, w = c->words, sets = facts + c->state.approaches + 5;
    for (size_t f = 0; f < facts; f++) rows += count_values(t, t[t[H_FACT_AT] + f]);
    c->columns = calloc(facts + 1, sizeof *c->columns);
    c->used = calloc(facts + 8, 1);
    c->needed = calloc(facts + 8, 1);
    c->missing = calloc(facts + 8, sizeof *c->missing);
    c->rows = malloc(rows * w * sizeof *c->rows);
    c->relevant = calloc(sets * w, sizeof *c->relevant);
    bool tables = open_recent(&c->complete, CLAUSES, c->words);
    tables &= open_recent(&c->answers, ANSWERS, c->words + 2);
    tables &= open_recent(&c->judged, JUDGED, bits);
    tables &= open_recent(&c->decisions, DECISIONS, c->words);
    if (!tables || !c->columns || !c->used || !c->needed || !c->missing || !c->rows ||
        !c->relevant || !ev_out_open(&c->text, EV_MEMORY, FIRST_TEXT))
        return false;
    memset(c->rows, 0xff, rows * w * sizeof *c->rows);
    c->deciding = c->relevant + w;
    c->shown = c->deciding + w;
    c->behind = c->shown + (c->state.approaches + 1) * w;
    return true;
}

void ev_cache_close(struct ev_cache *c) {
    const struct ev_recent tables[] = {c->complete, c->answers, c->judged, c->decisions};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) free(tables[i].entries);
    free(c->columns);
    free(c->used);
    free(c->needed);
    free(c->missing);
    free(c->rows);
    free(c->relevant);
    ev_out_close(&c->text);
    *c = (struct ev_cache){0};
}

void ev_cache_open(struct ev_cache *c, struct ev_engine *e, const struct ev_keys *keys) {
    *c = (struct ev_cache){.engine = e, .keys = *keys, .state.p = e->policy};
    strat_i_set_up(&c->state);
    c->words = c->state.words;
    if (c->words == 0 || c->words > EV_MOST_WORDS) return;
    c->ready = allocate(c);
    if (c->ready) {
        make_columns(c);
        find_relevant(c);
    }
}
