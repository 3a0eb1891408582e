#include "evaluator/core/cache.h"

#include "runtime/values.h"

#include <stdlib.h>

/* Places of the tables, and bytes of all texts. */
enum { CLAUSES = 1 << 13, JUDGED = 1 << 15, ANSWERS = 1 << 13 };
enum { MOST_TEXT = 4 << 20, FIRST_TEXT = 16 << 10 };

/* A fact of more values has no rows of its own. More judgements do not go into one word. */
enum { MOST_ROWS = 512, MOST_JUDGEMENTS = 64 };

/* ---- what was met lately. `w` is r->words, known to the compiler where it is small. ---- */

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
static uint64_t make_answer(struct ev_cache *c) {
    size_t at = c->text.used;
    bool parted = c->keys.wanted[EV_KEY_JUDGEMENTS];
    enum ev_key last = c->keys.wanted[EV_KEY_PRESUMED] ? EV_KEY_PRESUMED
                       : c->second.words > 0           ? EV_KEY_READINGS
                                                       : EV_KEYS;
    enum ev_key end = parted ? EV_KEY_JUDGEMENTS : last;
    c->begun = put_part(c, &c->text, EV_KEY_STATUS, end, c->keys.wanted[EV_KEY_ID]);
    c->ended = c->begun;
    size_t head = c->text.used - at;
    if (parted) c->ended = put_part(c, &c->text, EV_KEY_CLOSED_BY, last, true);
    return keep(c, at, head);
}

static uint64_t make_judged(struct ev_cache *c) {
    struct ev_fault fault;
    size_t at = c->text.used;
    if (!ev_decide(c->engine, (struct ev_wanted){.judgements = true}, &fault)) return 0;
    put_part(c, &c->text, EV_KEY_JUDGEMENTS, EV_KEY_CLOSED_BY, c->begun);
    return keep(c, at, c->text.used - at);
}

static uint64_t make_read(struct ev_cache *c) {
    struct ev_fault fault;
    size_t at = c->text.used;
    if (!ev_decide(c->engine, (struct ev_wanted){.readings = true}, &fault)) return 0;
    put_part(c, &c->text, EV_KEY_READINGS, EV_KEYS, c->ended || c->keys.wanted[EV_KEY_PRESUMED]);
    return keep(c, at, c->text.used - at);
}

/* ---- from values to clauses. `w` is the side's words, known to the compiler where it is small.
 * ---- */

static EV_INLINE int64_t value_of(const struct ev_column *n, const struct strat_request *request) {
    return request->known[n->fact] ? request->value[n->fact] : n->missing;
}

/* Takes from a row what this value of a fact of the table rules out. */
static void rule_out(const struct strat_state *s, uint32_t f, int64_t value, uint64_t *row) {
    uint64_t fact = s->t[s->t[H_FACT_AT] + f];
    for (uint32_t k = 0; k < FACT_AXES(fact); k++) {
        uint32_t class = class_of(s->t, fact, k, value);
        strat_i_and(row, strat_i_row(s, FACT_FIRST_AXIS(fact) + k, class), s->words);
    }
}

static const uint64_t *look_up(const struct ev_side *side, uint32_t f, int64_t value) {
    strat_i_fill(side->row, side->words, ~(uint64_t)0);
    rule_out(&side->state, f, value, side->row);
    return side->row;
}

/* What columns from number `from` to before `to` leave of `clauses`. Whether each has a value. */
static EV_INLINE bool narrow(const struct ev_side *side, const struct strat_request *request,
                             uint32_t from, uint32_t to, uint64_t *clauses, uint32_t w) {
    bool open = false;
    for (const struct ev_column *n = side->columns + from, *end = side->columns + to; n < end;
         n++) {
        int64_t value = value_of(n, request);
        const uint64_t *row =
            n->rows ? n->rows + (size_t)value * w : look_up(side, n->place, value);
        open |= n->needed & !request->known[n->fact];
        for (uint32_t k = 0; k < w; k++) clauses[k] &= row[k];
    }
    return !open;
}

/* ---- where texts are kept ---- */

/* The text for these clauses: kept under what of those that are left it shows, and what these come
 * to, which decides what is shown. 0 where an assumption is broken. */
static uint64_t find_answer(struct ev_cache *c, const uint64_t *clauses) {
    const struct strat_state *s = &c->side.state;
    const uint32_t words = c->side.words;
    uint64_t key[EV_MOST_WORDS + 2] = {0}, *left = c->side.row;
    struct strat_answer leaf;
    struct ev_fault fault;
    struct ev_wanted wanted = {.each = c->keys.wanted[EV_KEY_EACH],
                               .grounds = c->keys.wanted[EV_KEY_GROUNDS]};
    memcpy(left, clauses, words * sizeof *left);
    strat_i_apply_overrides(s, left);
    if (!strat_i_conclude(s, left, &leaf)) return 0;
    uint64_t shown = leaf.open;
    if (leaf.status == STRAT_REFUSED) shown = (uint64_t)1 << s->approaches;
    if (leaf.status == STRAT_DEFAULT || (leaf.open && s->ranked))
        shown = (uint64_t)1 << leaf.approach;
    if (wanted.each) shown = ((uint64_t)2 << s->approaches) - 1;
    for (; shown; shown &= shown - 1) {
        const uint64_t *row = c->shown + (size_t)strat_i_lowest(shown) * words;
        for (uint32_t k = 0; k < words; k++) key[k] |= left[k] & row[k];
    }
    key[words] = leaf.open;
    key[words + 1] = (uint64_t)leaf.status | (uint64_t)(leaf.now + 2) << 16 |
                     (uint64_t)(leaf.approach + 2) << 32;
    uint64_t *text = find_recent(&c->answers, key, words + 2);
    if (!*text && ev_decide(c->engine, wanted, &fault)) *text = make_answer(c);
    return *text;
}

/* `front`: what all facts but judgements leave. */
static EV_INLINE uint64_t find_judged(struct ev_cache *c, const uint64_t *front, uint32_t w) {
    uint64_t key[EV_MOST_WORDS + 1] = {0};
    for (uint32_t k = 0; k < w; k++) key[k] = front[k] & c->deciding[k];
    for (uint32_t i = c->side.n_others; i < c->side.n_columns; i++) {
        const struct ev_column *n = &c->side.columns[i];
        uint64_t differs = 0, yes = (uint64_t)value_of(n, &c->engine->request);
        for (uint32_t k = 0; k < w; k++) differs |= (n->rows[k] ^ n->rows[w + k]) & key[k];
        key[w] |= (differs ? yes : 0) << (i - c->side.n_others);
    }
    uint64_t *text = find_recent(&c->judged, key, w + 1);
    if (!*text) *text = make_judged(c);
    return *text;
}

/* The texts of a complete request; 0 where there is none. */
static EV_INLINE void find(struct ev_cache *c, uint64_t *answer, uint64_t *judged, uint32_t w) {
    const struct ev_side *side = &c->side;
    const struct strat_request *request = &c->engine->request;
    uint64_t front[EV_MOST_WORDS], clauses[EV_MOST_WORDS];
    *answer = *judged = 0;
    for (uint32_t k = 0; k < w; k++) front[k] = ~(uint64_t)0;
    bool complete = narrow(side, request, 0, side->n_others, front, w);
    for (uint32_t k = 0; k < w; k++) clauses[k] = front[k] & c->relevant[k];
    complete &= narrow(side, request, side->n_others, side->n_columns, clauses, w);
    if (!complete) return;
    uint64_t *text = find_recent(&c->complete, clauses, w);
    if (!*text) *text = find_answer(c, text - w);
    *answer = *text;
    if (*answer && c->keys.wanted[EV_KEY_JUDGEMENTS]) *judged = find_judged(c, front, w);
}

/* The text of readings; 0 where a fact that has no value counts under some reading. */
static EV_INLINE uint64_t find_read(struct ev_cache *c, uint32_t w) {
    const struct ev_side *side = &c->second;
    const uint64_t *deciding = strat_i_mask(&side->state, M_DECIDING);
    uint64_t key[EV_MOST_WORDS] = {0}; /* the mask has no more words than the table */
    for (uint32_t k = 0; k < side->state.words; k++) key[k] = deciding[k];
    if (!narrow(side, &c->engine->request, 0, side->n_columns, key, w)) return 0;
    uint64_t *text = find_recent(&c->read, key, w);
    if (!*text) *text = make_read(c);
    return *text;
}

/* ---- answers ---- */

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

static bool put_kept(struct ev_cache *c, struct ev_out *out, struct ev_span id) {
    uint64_t answer, judged, read = 0;
    if (c->text.used > MOST_TEXT) {
        memset(c->memory, 0, c->tables * sizeof *c->memory);
        c->text.used = 0;
    }
    switch (c->side.words) {
    case 2: find(c, &answer, &judged, 2); break;
    case 4: find(c, &answer, &judged, 4); break;
    default: find(c, &answer, &judged, c->side.words); break;
    }
    if (!answer || (!judged && c->keys.wanted[EV_KEY_JUDGEMENTS])) return false;
    if (c->second.words > 0) {
        read = c->second.words == 2   ? find_read(c, 2)
               : c->second.words == 4 ? find_read(c, 4)
                                      : find_read(c, c->second.words);
        if (!read) return false;
    }
    const char *text = c->text.buffer + (answer >> 32);
    size_t head = answer >> 16 & UINT16_MAX, tail = answer & UINT16_MAX;
    put_id(c, out, id);
    ev_put(out, text, head);
    if (judged) ev_put(out, c->text.buffer + (judged >> 32), judged >> 16 & UINT16_MAX);
    ev_put(out, text + head, tail);
    if (c->keys.wanted[EV_KEY_PRESUMED]) {
        ev_presume_defaults(c->engine);
        put_part(c, out, EV_KEY_PRESUMED, read ? EV_KEY_READINGS : EV_KEYS, c->ended);
    }
    if (read) ev_put(out, c->text.buffer + (read >> 32), read >> 16 & UINT16_MAX);
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

/* The rows of a fact of the table, by value. A judgement that is stated rules out what is presumed
 * of it as well. */
static uint64_t *make_rows(const struct ev_side *side, uint32_t f, uint64_t *row) {
    const struct strat_state *s = &side->state;
    const uint64_t *t = s->t;
    uint64_t fact = t[t[H_FACT_AT] + f];
    uint32_t first = (uint32_t)(M_FIXED + t[H_APPROACHES] * M_EACH + t[H_ASSUMES]);
    for (uint32_t value = 0; value < count_values(t, fact); value++, row += side->words) {
        strat_i_fill(row, s->words, ~(uint64_t)0);
        rule_out(s, f, value, row);
        for (uint32_t i = 0; i < t[H_PRESUMED]; i++)
            for (uint32_t k = 0; k < s->words && t[t[H_PRESUMED_AT] + i] == f; k++)
                row[k] &= ~strat_i_mask(s, first + i)[k];
    }
    return row;
}

static uint64_t *make_columns(struct ev_side *side, uint64_t *row) {
    const uint64_t *t = side->state.t;
    side->row = row;
    row += side->words;
    for (uint32_t judgement = 0; judgement < 2; judgement++) {
        side->n_others = side->n_columns;
        for (uint32_t place = 0, f = 0; place < t[H_FACTS]; place++) {
            uint64_t fact = t[t[H_FACT_AT] + place];
            bool counts = FACT_AXES(fact) > 0 || FACT_PRESUMED(fact);
            if (FACT_READING(fact)) continue;
            f++;
            if (!counts || FACT_JUDGEMENT(fact) != judgement) continue;
            side->columns[side->n_columns++] =
                (struct ev_column){.rows = count_values(t, fact) > 0 ? row : NULL,
                                   .missing = FACT_HAS_DEFAULT(fact) ? default_of(t, fact) : 0,
                                   .fact = f - 1,
                                   .place = place,
                                   .needed = !FACT_HAS_DEFAULT(fact) || FACT_PRESUMED(fact)};
            row = make_rows(side, place, row);
        }
    }
    return row;
}

/* The clauses that a key which is wanted depends on: those that say what is open, what is shown,
 * and what the overrides test that clear one of these. */
static void find_relevant(const struct ev_cache *c) {
    const struct strat_state *s = &c->side.state;
    const uint32_t words = c->side.words;
    const bool *wanted = c->keys.wanted;
    bool each = wanted[EV_KEY_EACH];
    bool modality = wanted[EV_KEY_COMMITTED] || wanted[EV_KEY_MODALITY];
    const bool shows[M_EACH] = {[M_PERMIT] = wanted[EV_KEY_BASIS] || modality || each,
                                [M_DUTY] = wanted[EV_KEY_DUTIES] || wanted[EV_KEY_GROUNDS] || each,
                                [M_OUTSTANDING] = wanted[EV_KEY_BEFORE] || each,
                                [M_CAUTION] = wanted[EV_KEY_CAUTIONS] || each};
    uint64_t *closing = c->shown + s->approaches * words;
    strat_i_copy(c->deciding, strat_i_mask(s, M_DECIDING), s->words);
    strat_i_copy(c->relevant, c->deciding, s->words);
    strat_i_or(c->relevant, strat_i_mask(s, M_OUTSIDE), s->words);
    strat_i_or(c->relevant, strat_i_mask(s, M_FORBIDDEN), s->words);
    for (uint32_t a = 0; a < s->approaches; a++)
        for (uint32_t which = 0; which < M_EACH; which++) {
            const uint64_t *row = strat_i_mask_of(s, a, which);
            bool opens = which == M_PERMIT || which == M_CLOSE;
            if (shows[which]) strat_i_or(c->shown + a * words, row, s->words);
            if (opens && (wanted[EV_KEY_CLOSED_BY] || each)) strat_i_or(closing, row, s->words);
            if (shows[which] || opens || which == M_OUTSTANDING)
                strat_i_or(c->relevant, row, s->words);
        }
    strat_i_add_tested(s, c->relevant);
}

static struct ev_recent make_recent(struct ev_cache *c, uint32_t places, uint32_t words) {
    struct ev_recent made = {c->memory ? c->memory + c->tables : NULL, places - 1, words};
    c->tables += (size_t)places * (words + 1);
    return made;
}

static void make_tables(struct ev_cache *c) {
    c->tables = 0;
    c->complete = make_recent(c, CLAUSES, c->side.words);
    c->judged = make_recent(c, JUDGED, c->side.words + 1);
    c->answers = make_recent(c, ANSWERS, c->side.words + 2);
    if (c->second.words > 0) c->read = make_recent(c, JUDGED, c->second.words);
}

/* Words of its rows and of one in passing, and room for its columns. */
static size_t measure(struct ev_side *side) {
    const uint64_t *t = side->state.t;
    size_t rows = 1;
    if (side->words == 0) return 0;
    for (size_t f = 0; f < t[H_FACTS]; f++) rows += count_values(t, t[t[H_FACT_AT] + f]);
    side->columns = calloc(t[H_FACTS] + 1, sizeof *side->columns);
    return rows * side->words;
}

static bool allocate(struct ev_cache *c) {
    size_t w = c->side.words, approaches = c->side.state.approaches,
           words = (approaches + 3) * w + measure(&c->side) + measure(&c->second);
    make_tables(c); /* to measure them */
    c->memory = calloc(c->tables + words, sizeof *c->memory);
    if (!c->side.columns || (c->second.words && !c->second.columns) || !c->memory ||
        !ev_out_open(&c->text, EV_MEMORY, FIRST_TEXT))
        return false;
    make_tables(c);
    c->relevant = c->memory + c->tables;
    c->deciding = c->relevant + w;
    c->shown = c->deciding + w;
    uint64_t *row = make_columns(&c->side, c->shown + (approaches + 1) * w);
    if (c->second.words > 0) make_columns(&c->second, row);
    return true;
}

void ev_cache_close(struct ev_cache *c) {
    free(c->side.columns);
    free(c->second.columns);
    free(c->memory);
    ev_out_close(&c->text);
    *c = (struct ev_cache){0};
}

/* False: sets of its clauses are none, or too wide. */
static bool open_side(struct ev_side *side, const struct strat_policy *policy, int readings) {
    side->state.p = policy;
    side->state.readings = readings;
    strat_i_set_up(&side->state);
    uint32_t words = side->state.words;
    side->words = words <= 2 ? 2 : words <= 4 ? 4 : words;
    return words > 0 && words <= EV_MOST_WORDS;
}

static void get_ready(struct ev_cache *c) {
    const struct ev_engine *e = c->engine;
    bool reads = c->keys.wanted[EV_KEY_READINGS] && e->vocabulary.about.readings > 0;
    if (!open_side(&c->side, e->policy, 0) || (reads && !open_side(&c->second, e->policy, 1)) ||
        !allocate(c))
        return;
    find_relevant(c);
    c->ready = c->side.n_columns - c->side.n_others <= MOST_JUDGEMENTS;
}

void ev_cache_open(struct ev_cache *c, struct ev_engine *e, const struct ev_keys *keys) {
    *c = (struct ev_cache){.engine = e, .keys = *keys};
}

/* ---- answering ---- */

bool ev_cache_answer(struct ev_cache *c, struct ev_out *out, struct ev_span id,
                     struct ev_fault *fault) {
    /* To get ready takes longer than one decision, which is all that many a process makes. */
    if (c->met < 2 && ++c->met == 2) get_ready(c);
    if (c->ready && put_kept(c, out, id)) return true;
    if (!ev_decide(c->engine, ev_keys_want(&c->keys), fault)) return false;
    ev_put_answer(out, c->engine, &c->keys, id);
    return true;
}
