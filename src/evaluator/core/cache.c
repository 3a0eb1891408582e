#include "evaluator/core/cache.h"

#include "runtime/values.h"

#include <stdlib.h>

/* Places of the tables, and bytes of all texts. */
enum { ANSWERS = 1 << 14, SHOWN = 1 << 12, TOLD = 1 << 11, PRESUMED = 1 << 10 };
enum { MOST_TEXT = 4 << 20, FIRST_TEXT = 16 << 10 };

/* The key of what was decided: one value of each kind, then lists; so many words at most. */
enum { FIRST_LIST = 2, MOST_TOLD = 64 };

/* So many facts have room in the key of what is presumed. */
enum { MOST_FACTS = 1024 };

/* More judgements do not go into one word, nor do more that have presumptions with what these give
 * them. */
enum { MOST_JUDGEMENTS = 64, MOST_PRESUMED = 32 };

/* The part of the bound on work within which an answer is kept. Requests that share it differ in
 * steps by their irrelevant facts, and a third of an answer comes from each of three requests: all
 * that is far from the rest. */
enum { PART_KEPT = 16 };

/* ---- what was met lately. `w` is r->words, known to the compiler where it is small. ---- */

static EV_INLINE bool is_key(const uint64_t *entry, const uint64_t *key, uint32_t w) {
    uint64_t differs = 0;
    for (uint32_t k = 0; k < w; k++) differs |= entry[k] ^ key[k];
    return differs == 0;
}

/* The numbers kept for this key. Where there are none the first is 0, and its entry is the key's
 * from now on. Of two entries in a place the first is the one met last. */
static EV_INLINE uint64_t *find_recent(const struct ev_recent *r, const uint64_t *key, uint32_t w) {
    uint64_t h = 0;
    for (uint32_t k = 0; k < w; k++) h = (h ^ h >> 32 ^ key[k]) * 0x9e3779b97f4a7c15u;
    const uint32_t words = w + r->numbers;
    uint64_t *entry = r->entries + (size_t)((h >> 40) & r->mask) * 2 * words,
             *other = entry + words;
    if (is_key(entry, key, w)) return entry + w;
    bool there = is_key(other, key, w);
    for (uint32_t k = 0; k < words; k++) {
        uint64_t word = other[k];
        other[k] = entry[k];
        entry[k] = word;
    }
    for (uint32_t k = 0; k < w; k++) entry[k] = key[k];
    if (!there) entry[w] = 0;
    return entry + w;
}

/* Where the numbers of a request's answer are, or come to be. NULL: it has none of that kind. */
struct found {
    uint64_t *answer, *shown, *judged, *presumed, *read;
};

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
    put_part(c, &c->text, EV_KEY_STATUS, end, c->keys.wanted[EV_KEY_ID]);
    size_t head = c->text.used - at;
    if (parted) put_part(c, &c->text, EV_KEY_CLOSED_BY, last, true);
    return keep(c, at, head);
}

static uint64_t make_other(struct ev_cache *c, enum ev_key from, enum ev_key to, bool begun) {
    size_t at = c->text.used;
    put_part(c, &c->text, from, to, begun);
    return keep(c, at, c->text.used - at);
}

/* ---- texts of what was decided: many requests have the same answer ---- */

/* The lists that are shown, behind the words of what is one value. `key`: their words, or NULL. How
 * many words that is. */
static uint32_t put_lists(const struct ev_cache *c, uint64_t *key) {
    const struct ev_engine *e = c->engine;
    const struct strat_answer *a = &e->answer;
    const bool *wanted = c->keys.wanted;
    const struct {
        bool wanted;
        const uint64_t *set;
        size_t words;
    } lists[] = {{wanted[EV_KEY_BASIS], a->lists.basis, strat_id_words(e->policy)},
                 {wanted[EV_KEY_CAUTIONS], a->lists.cautions, strat_id_words(e->policy)},
                 {wanted[EV_KEY_CLOSED_BY], a->lists.closed_by, strat_id_words(e->policy)},
                 {wanted[EV_KEY_UNCERTAIN], a->uncertain_ids, strat_id_words(e->policy)},
                 {wanted[EV_KEY_UNCERTAIN], a->uncertain_duties, strat_duty_words(e->policy)},
                 {wanted[EV_KEY_DUTIES], a->lists.duties, strat_duty_words(e->policy)},
                 {wanted[EV_KEY_BEFORE], a->lists.before, strat_duty_words(e->policy)}};
    uint32_t n = 0;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (!lists[i].wanted) continue;
        if (key) memcpy(key + n, lists[i].set, lists[i].words * sizeof *key);
        n += (uint32_t)lists[i].words;
    }
    return n;
}

/* The words of a key; 0: it would have to hold more than lists. */
static uint32_t count_told(const struct ev_cache *c) {
    uint32_t ask = c->keys.wanted[EV_KEY_ASK] ? c->engine->vocabulary.about.facts / 4 + 1 : 0;
    uint32_t words = FIRST_LIST + put_lists(c, NULL) + ask;
    bool more = c->keys.wanted[EV_KEY_EACH] || c->keys.wanted[EV_KEY_GROUNDS];
    return more || words > MOST_TOLD ? 0 : words;
}

/* Where the text of what was decided is kept. */
static uint64_t *find_told(const struct ev_cache *c) {
    const struct ev_engine *e = c->engine;
    const struct strat_answer *a = &e->answer;
    uint64_t key[MOST_TOLD] = {0};
    key[0] = (uint64_t)a->status | (uint64_t)(a->approach + 2) << 8 | (uint64_t)(a->now + 2) << 16 |
             (uint64_t)(a->committed != 0) << 24 | (uint64_t)(a->possible_none != 0) << 25 |
             (uint64_t)a->lists.modality << 26 | (uint64_t)a->possible_status << 32;
    key[1] = a->open | (uint64_t)a->possible << 32;
    uint64_t *ask = key + FIRST_LIST + put_lists(c, key + FIRST_LIST);
    for (uint32_t i = 0; i < e->n_ask && c->keys.wanted[EV_KEY_ASK]; i++)
        ask[i / 4] |= (uint64_t)(e->ask[i] + 1) << i % 4 * 16;
    return find_recent(&c->told, key, c->told.words);
}

/* ---- what is presumed: by defaults as the request says, by presumptions as it was found ---- */

/* Two bits for each judgement that has presumptions: whether it is given a value, and which. */
static uint64_t find_given(const struct ev_cache *c) {
    const struct ev_engine *e = c->engine;
    const uint64_t *t = c->side.state.t, *fact = t + t[H_PRESUMED_AT];
    uint64_t given = 0;
    for (uint32_t i = 0; i < c->n_presumed; i++)
        if (bitset_has(e->presumed, fact[i]))
            given |= (1 | (uint64_t)(e->presumed_value[fact[i]] != 0) << 1) << 2 * i;
    return given;
}

/* e->presumed, from the facts that have a default and are not stated, and what was given. */
static void presume(const struct ev_cache *c, const uint64_t *missing, uint64_t given) {
    struct ev_engine *e = c->engine;
    const uint64_t *t = c->side.state.t, *judgement = t + t[H_PRESUMED_AT];
    memcpy(e->presumed, missing, bitset_words(t[H_FACTS]) * sizeof *missing);
    bitset_each (f, missing, t[H_FACTS]) e->presumed_value[f] = default_of(t, t[t[H_FACT_AT] + f]);
    for (; given; given >>= 2, judgement++) {
        if (!(given & 1)) continue;
        bitset_add(e->presumed, *judgement);
        e->presumed_value[*judgement] = given >> 1 & 1;
    }
}

/* The text of what is presumed. */
static uint64_t *find_presumed(struct ev_cache *c, uint64_t given) {
    const uint8_t *known = c->engine->request.known; /* 8 more bytes may be read */
    const uint32_t words = c->presumed.words - 1;
    uint64_t key[MOST_FACTS / 64 + 1];
    for (uint32_t k = 0; k < words; k++) {
        uint64_t missing = c->defaults[k];
        key[k] = missing;
        for (uint32_t f = 0; f < 64 && missing >> f; f += 8)
            key[k] &= ~(ev_low_bits(ev_load8((const char *)known + k * 64 + f)) << f);
    }
    key[words] = given;
    uint64_t *text = find_recent(&c->presumed, key, words + 1);
    if (*text) return text;
    presume(c, key, given);
    *text = make_other(c, EV_KEY_PRESUMED, c->second.words > 0 ? EV_KEY_READINGS : EV_KEYS,
                       c->presuming);
    return text;
}

/* ---- where texts are kept ---- */

/* Of clauses of which no open fact decides whether they hold: what of those that are left it shows,
 * and what these come to, which decides what is shown. NULL where an assumption is broken. */
static uint64_t *find_shown(struct ev_cache *c, const uint64_t *clauses) {
    const struct strat_state *s = &c->side.state;
    const uint32_t words = c->side.words;
    uint64_t key[EV_MOST_WORDS + 2] = {0}, *left = c->side.row;
    struct strat_answer leaf;
    memcpy(left, clauses, words * sizeof *left);
    strat_i_apply_overrides(s, left);
    if (!strat_i_conclude(s, left, &leaf)) return NULL;
    uint64_t shown = leaf.open;
    if (leaf.status == STRAT_REFUSED) shown = (uint64_t)1 << s->approaches;
    if (leaf.status == STRAT_DEFAULT || (leaf.open && s->ranked))
        shown = (uint64_t)1 << leaf.approach;
    if (c->keys.wanted[EV_KEY_EACH]) shown = ((uint64_t)2 << s->approaches) - 1;
    for (; shown; shown &= shown - 1) {
        const uint64_t *row = c->shows + (size_t)strat_i_lowest(shown) * words;
        for (uint32_t k = 0; k < words; k++) key[k] |= left[k] & row[k];
    }
    key[words] = leaf.open;
    key[words + 1] = (uint64_t)leaf.status | (uint64_t)(leaf.now + 2) << 16 |
                     (uint64_t)(leaf.approach + 2) << 32;
    return find_recent(&c->shown, key, words + 2);
}

/* `front`: what all facts but judgements leave. */
static EV_INLINE uint64_t *find_judged(const struct ev_cache *c, const uint64_t *front,
                                       uint32_t w) {
    uint64_t key[EV_MOST_WORDS + 1] = {0};
    const struct strat_request *request = &c->engine->request;
    for (uint32_t k = 0; k < w; k++) key[k] = front[k] & c->deciding[k];
    for (uint32_t i = c->side.n_others; i < c->side.n_columns; i++) {
        const struct ev_column *n = &c->side.columns[i];
        const uint64_t *row = n->rows + (size_t)ev_row_of(n, request) * w;
        uint64_t differs = 0, yes = (uint64_t)ev_row_of(n, request) & 1;
        for (uint32_t k = 0; k < w; k++) {
            differs |= (n->rows[k] ^ n->rows[w + k]) & key[k];
            key[k] &= row[k] | ~c->side.open[k];
        }
        key[w] |= (differs ? yes : 0) << (i - c->side.n_others);
    }
    ev_settle(&c->side, key, w);
    return find_recent(&c->judged, key, w + 1);
}

static EV_INLINE struct found find(struct ev_cache *c, uint32_t w) {
    const struct ev_side *side = &c->side;
    const struct strat_request *request = &c->engine->request;
    uint64_t front[EV_MOST_WORDS], left[EV_MOST_WORDS];
    struct found found = {0};
    for (uint32_t k = 0; k < w; k++) front[k] = side->all[k];
    ev_narrow(side, request, 0, side->n_others, front, w);
    for (uint32_t k = 0; k < w; k++) left[k] = front[k] & c->relevant[k];
    ev_narrow(side, request, side->n_others, side->n_columns, left, w);
    bool open = ev_settle(side, left, w);
    found.answer = find_recent(&c->answers, left, w);
    if (!*found.answer && !open) {
        found.shown = find_shown(c, left);
        found.answer[0] = found.shown ? *found.shown : 0;
        found.answer[1] = 0;
    }
    if (c->keys.wanted[EV_KEY_JUDGEMENTS]) found.judged = find_judged(c, front, w);
    return found;
}

static EV_INLINE uint64_t *find_read(const struct ev_cache *c, uint32_t w) {
    const struct ev_side *side = &c->second;
    uint64_t key[EV_MOST_WORDS];
    for (uint32_t k = 0; k < w; k++) key[k] = c->reading[k];
    ev_narrow(side, &c->engine->request, 0, side->n_columns, key, w);
    ev_settle(side, key, w);
    return find_recent(&c->read, key, w);
}

static struct found find_all(struct ev_cache *c) {
    if (c->text.used > MOST_TEXT) {
        memset(c->memory, 0, c->tables * sizeof *c->memory);
        c->text.used = 0;
    }
    struct found found = c->side.words == 2   ? find(c, 2)
                         : c->side.words == 4 ? find(c, 4)
                                              : find(c, c->side.words);
    if (c->second.words > 0)
        found.read = c->second.words == 2   ? find_read(c, 2)
                     : c->second.words == 4 ? find_read(c, 4)
                                            : find_read(c, c->second.words);
    return found;
}

/* ---- what was found, and what is not there yet ---- */

static bool is_there(const struct found *found) {
    return *found->answer && (!found->judged || *found->judged) && (!found->read || *found->read);
}

/* What has to be decided for the rest. */
static struct ev_wanted lacking(const struct ev_cache *c, const struct found *found) {
    struct ev_wanted wanted = {0};
    if (!*found->answer) wanted = ev_keys_want(&c->keys);
    wanted.judgements = found->judged && !*found->judged;
    wanted.readings = found->read && !*found->read;
    return wanted;
}

/* What was decided just now, where it may be kept. False: it is not all there. */
static bool keep_decided(struct ev_cache *c, struct found *found) {
    const struct ev_engine *e = c->engine;
    const struct ev_wanted *missed = &e->missed;
    if (missed->judgements || missed->ask || missed->grounds || missed->presumed ||
        missed->readings || e->work.steps > STRAT_STEPS / PART_KEPT)
        return false;
    if (!*found->answer) {
        uint64_t none = 0, *told = c->told.words > 0 ? find_told(c) : &none;
        if (!*told) *told = make_answer(c);
        found->answer[0] = *told;
        found->answer[1] = find_given(c);
        if (found->shown) *found->shown = *found->answer;
    }
    if (found->judged && !*found->judged)
        *found->judged = make_other(c, EV_KEY_JUDGEMENTS, EV_KEY_CLOSED_BY, c->begun);
    if (found->read && !*found->read)
        *found->read = make_other(c, EV_KEY_READINGS, EV_KEYS, c->ended);
    return is_there(found);
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

static void put_whole(const struct ev_cache *c, struct ev_out *out, uint64_t text) {
    ev_put(out, c->text.buffer + (text >> 32), text >> 16 & UINT16_MAX);
}

static void put_found(const struct ev_cache *c, struct ev_out *out, struct ev_span id,
                      const struct found *found) {
    const char *text = c->text.buffer + (*found->answer >> 32);
    size_t head = *found->answer >> 16 & UINT16_MAX, tail = *found->answer & UINT16_MAX;
    put_id(c, out, id);
    ev_put(out, text, head);
    if (found->judged) put_whole(c, out, *found->judged);
    ev_put(out, text + head, tail);
    if (found->presumed) put_whole(c, out, *found->presumed);
    if (found->read) put_whole(c, out, *found->read);
}

/* ---- getting ready ---- */

/* Adds to what is shown the clauses that decide on status and approach, what overrides test, the
 * bits of open facts, and what is presumed of those (`all`: of any) whose values one of these
 * clauses tells apart. It leaves in each case a value for them, so that of others nothing hangs on
 * it. */
static void add_deciding(const struct ev_side *side, uint64_t *mask, bool all) {
    const struct strat_state *s = &side->state;
    const uint64_t *presumed = s->t + s->t[H_PRESUMED_AT];
    strat_i_or(mask, strat_i_mask(s, M_OUTSIDE), s->words);
    strat_i_or(mask, strat_i_mask(s, M_FORBIDDEN), s->words);
    for (uint32_t a = 0; a < s->approaches; a++)
        for (uint32_t which = 0; which < M_EACH; which++)
            if (which == M_PERMIT || which == M_CLOSE || which == M_OUTSTANDING)
                strat_i_or(mask, strat_i_mask_of(s, a, which), s->words);
    strat_i_add_tested(s, mask);
    for (bool more = true; more;) {
        more = false;
        for (uint32_t i = 0; i < s->t[H_PRESUMED]; i++) {
            const uint64_t *row = strat_i_mask_of_presumed(s, i);
            if (!bitset_beyond(row, mask, s->words)) continue;
            if (!all && !ev_side_tells_apart(side, presumed[i], mask)) continue;
            strat_i_or(mask, row, s->words);
            strat_i_add_tested(s, mask);
            more = true;
        }
    }
    for (uint32_t k = 0; k < side->words; k++) mask[k] = (mask[k] | side->open[k]) & side->all[k];
}

static void find_defaults(const struct ev_cache *c) {
    const uint64_t *t = c->side.state.t;
    for (uint32_t f = 0; f < t[H_FACTS]; f++) {
        uint64_t fact = t[t[H_FACT_AT] + f];
        if (FACT_HAS_DEFAULT(fact) && !FACT_PRESUMED(fact)) bitset_add(c->defaults, f);
    }
}

/* What the answer depends on by the keys that are wanted. */
static void find_relevant(const struct ev_cache *c) {
    const struct strat_state *s = &c->side.state;
    const uint32_t words = c->side.words;
    const bool *wanted = c->keys.wanted;
    bool each = wanted[EV_KEY_EACH], unsure = wanted[EV_KEY_UNCERTAIN];
    bool modality = wanted[EV_KEY_COMMITTED] || wanted[EV_KEY_MODALITY];
    const bool shows[M_EACH] = {[M_PERMIT] = wanted[EV_KEY_BASIS] || modality || each,
                                [M_DUTY] = wanted[EV_KEY_DUTIES] || wanted[EV_KEY_GROUNDS] ||
                                           each || unsure,
                                [M_OUTSTANDING] = wanted[EV_KEY_BEFORE] || each || unsure,
                                [M_CAUTION] = wanted[EV_KEY_CAUTIONS] || each || unsure};
    uint64_t *closing = c->shows + s->approaches * words;
    for (uint32_t a = 0; a < s->approaches; a++)
        for (uint32_t which = 0; which < M_EACH; which++) {
            const uint64_t *row = strat_i_mask_of(s, a, which);
            bool opens = which == M_PERMIT || which == M_CLOSE;
            if (shows[which]) strat_i_or(c->shows + a * words, row, s->words);
            if (opens && (wanted[EV_KEY_CLOSED_BY] || each)) strat_i_or(closing, row, s->words);
            if (shows[which]) strat_i_or(c->relevant, row, s->words);
        }
    add_deciding(&c->side, c->relevant, wanted[EV_KEY_PRESUMED] || wanted[EV_KEY_ASK]);
    add_deciding(&c->side, c->deciding, false);
    if (c->second.words > 0) add_deciding(&c->second, c->reading, false);
}

static struct ev_recent make_recent(struct ev_cache *c, uint32_t places, uint32_t words,
                                    uint32_t numbers) {
    struct ev_recent made = {c->memory ? c->memory + c->tables : NULL, places - 1, words, numbers};
    c->tables += (size_t)places * 2 * (words + numbers);
    return made;
}

static void make_tables(struct ev_cache *c) {
    c->tables = 0;
    c->answers = make_recent(c, ANSWERS, c->side.words, 2);
    c->shown = make_recent(c, SHOWN, c->side.words + 2, 1);
    uint32_t told = count_told(c);
    c->told = make_recent(c, told > 0 ? TOLD : 0, told, 1);
    c->judged = make_recent(c, ANSWERS, c->side.words + 1, 1);
    c->presumed = make_recent(c, PRESUMED, (uint32_t)bitset_words(c->side.state.t[H_FACTS]) + 1, 1);
    c->read = make_recent(c, c->second.words > 0 ? ANSWERS : 0, c->second.words, 1);
}

static bool allocate(struct ev_cache *c) {
    size_t w = c->side.words, approaches = c->side.state.approaches, reading = c->second.words;
    size_t words = (approaches + 3) * w + reading + ev_side_measure(&c->side) +
                   bitset_words(c->side.state.t[H_FACTS]);
    if (reading > 0) words += ev_side_measure(&c->second);
    make_tables(c); /* to measure them */
    c->memory = calloc(c->tables + words, sizeof *c->memory);
    if (!c->memory || !ev_out_open(&c->text, EV_MEMORY, FIRST_TEXT)) return false;
    make_tables(c);
    c->relevant = c->memory + c->tables;
    c->deciding = c->relevant + w;
    c->reading = c->deciding + w;
    c->defaults = c->reading + reading;
    c->shows = c->defaults + bitset_words(c->side.state.t[H_FACTS]);
    uint64_t *rows = ev_side_fill(&c->side, c->shows + (approaches + 1) * w);
    if (reading > 0) ev_side_fill(&c->second, rows);
    return true;
}

void ev_cache_close(struct ev_cache *c) {
    ev_side_close(&c->side);
    ev_side_close(&c->second);
    free(c->memory);
    ev_out_close(&c->text);
    *c = (struct ev_cache){0};
}

/* Whether a key stands before this one. In JSON some keys stand in some answers only: false where
 * it is wanted, and one of these decides. */
static bool find_begun(const struct ev_cache *c, enum ev_key before, bool *begun) {
    bool maybe = false;
    *begun = false;
    for (enum ev_key key = 0; key < before; key++)
        if (key >= EV_KEY_POSSIBLE && key <= EV_KEY_AT_LEAST)
            maybe |= c->keys.wanted[key];
        else
            *begun |= c->keys.wanted[key];
    return *begun || !maybe || !c->keys.wanted[before] || c->keys.line_end;
}

static void get_ready(struct ev_cache *c) {
    const struct ev_engine *e = c->engine;
    bool reads = c->keys.wanted[EV_KEY_READINGS] && e->vocabulary.about.readings > 0;
    if (e->bound < STRAT_STEPS || !find_begun(c, EV_KEY_JUDGEMENTS, &c->begun) ||
        !find_begun(c, EV_KEY_PRESUMED, &c->presuming) ||
        !find_begun(c, EV_KEY_READINGS, &c->ended) || !ev_side_open(&c->side, e->policy, 0) ||
        (reads && !ev_side_open(&c->second, e->policy, 1)) || !allocate(c))
        return;
    find_relevant(c);
    find_defaults(c);
    c->n_presumed = count_presumed(c->side.state.t);
    c->ready =
        c->side.n_columns - c->side.n_others <= MOST_JUDGEMENTS && c->n_presumed <= MOST_PRESUMED;
}

void ev_cache_open(struct ev_cache *c, struct ev_engine *e, const struct ev_keys *keys) {
    *c = (struct ev_cache){.engine = e, .keys = *keys};
}

/* ---- answers ---- */

/* Decided for its own sake: what is kept does not help. */
static bool decide(const struct ev_cache *c, struct ev_out *out, struct ev_span id,
                   struct ev_fault *fault) {
    if (!ev_decide(c->engine, ev_keys_want(&c->keys), fault)) return false;
    ev_put_answer(out, c->engine, &c->keys, id);
    return true;
}

bool ev_cache_answer(struct ev_cache *c, struct ev_out *out, struct ev_span id,
                     struct ev_fault *fault) {
    /* To get ready takes longer than one decision, which is all that many a process makes. */
    if (c->met < 2 && ++c->met == 2) get_ready(c);
    if (!c->ready) return decide(c, out, id, fault);
    struct found found = find_all(c);
    if (!is_there(&found)) {
        if (!ev_decide(c->engine, lacking(c, &found), fault)) return false;
        if (!keep_decided(c, &found)) return decide(c, out, id, fault);
    }
    if (c->keys.wanted[EV_KEY_PRESUMED]) {
        found.presumed = find_presumed(c, found.answer[1]);
        if (!*found.presumed) return decide(c, out, id, fault);
    }
    put_found(c, out, id, &found);
    return true;
}
