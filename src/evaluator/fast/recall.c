#include "evaluator/fast/recall.h"

#include "evaluator/core/csv.h"
#include "evaluator/core/json.h"

#include <stdlib.h>

enum { ANSWERS = 1 << 13, JUDGEMENTS = 1 << 12, LATELY = 1 << 13 };
enum { MOST_TEXT = 4 << 20, FIRST_TEXT = 16 << 10 };

/* Most texts are shorter than these; so much may be read of each. */
enum { SHORT = 64, USUAL = 256, LONG = 512 };

/* ---- memory ---- */

static bool open_memory(struct ev_memory *m, uint32_t key_words, uint32_t places) {
    *m = (struct ev_memory){.key_words = key_words, .places = places};
    m->keys = calloc((size_t)places * key_words, sizeof *m->keys);
    m->kept = calloc(places, sizeof *m->kept);
    return ev_out_open(&m->text, EV_MEMORY, FIRST_TEXT) && m->keys && m->kept;
}

static void close_memory(struct ev_memory *m) {
    free(m->keys);
    free(m->kept);
    ev_out_close(&m->text);
}

static inline uint32_t hash(const uint64_t *key, uint32_t n) {
    uint64_t h = 0;
    for (uint32_t k = 0; k < n; k++) {
        h = (h ^ key[k]) * 0x9e3779b97f4a7c15u;
        h ^= h >> 32;
    }
    return (uint32_t)h;
}

/* The place of that key, or the empty one where it would go. */
static inline struct ev_kept *find(const struct ev_memory *m, const uint64_t *key) {
    for (uint32_t i = hash(key, m->key_words) & (m->places - 1);; i = (i + 1) & (m->places - 1)) {
        const uint64_t *there = m->keys + (size_t)i * m->key_words;
        uint64_t differs = 0;
        if (!m->kept[i].full) return &m->kept[i];
        for (uint32_t k = 0; k < m->key_words; k++) differs |= there[k] ^ key[k];
        if (!differs) return &m->kept[i];
    }
}

/* Forgets all where there is no room for one more. */
static bool make_room(struct ev_memory *m) {
    bool full = m->used >= m->places / 2 || m->text.used > MOST_TEXT;
    if (full) {
        memset(m->kept, 0, m->places * sizeof *m->kept);
        m->used = 0;
        m->text.used = 0;
    }
    return full;
}

/* Room for one more text, under that key. The text is then written behind m->text. */
static struct ev_kept *begin(struct ev_memory *m, const uint64_t *key) {
    struct ev_kept *place = find(m, key);
    memcpy(m->keys + (size_t)(place - m->kept) * m->key_words, key, m->key_words * sizeof *key);
    *place = (struct ev_kept){.at = (uint32_t)m->text.used};
    return place;
}

static void put_text(struct ev_out *out, const char *text, size_t n) {
    if (n <= USUAL)
        ev_put_from(out, text, n, USUAL);
    else
        ev_put_from(out, text, n, LONG);
}

/* The text was written; false where memory was short, and nothing is kept of it. */
static bool keep(struct ev_memory *m, struct ev_kept *place, size_t head) {
    static const char behind[LONG];
    size_t end = m->text.used;
    ev_put(&m->text, behind, sizeof behind);
    m->text.used = end;
    if (m->text.error || m->text.used > UINT32_MAX) {
        m->text.error = 0;
        m->text.used = place->at;
        return false;
    }
    place->head = (uint32_t)head;
    place->tail = (uint32_t)(m->text.used - place->at - head);
    place->full = 1;
    m->used++;
    return true;
}

/* ---- parts of answers ---- */

static bool put_part(struct ev_recall *r, struct ev_out *out, enum ev_key from, enum ev_key to,
                     bool begun) {
    struct ev_span none = {0};
    if (!r->line_end) return ev_put_keys_json(out, r->engine, &r->keys, from, to, none, begun);
    ev_put_keys_csv(out, r->engine, &r->keys, from, to, none, r->line_end);
    return true;
}

/* Makes the answer under r->key; NULL where the request is one that cannot be answered, or memory
 * is short.
 */
static struct ev_kept *make_answer(struct ev_recall *r) {
    struct ev_memory *m = &r->answers;
    struct ev_fault fault;
    if (!ev_decide(r->engine, (struct ev_wanted){false, false}, &fault)) return NULL;
    if (make_room(m)) ev_glance_forget(&r->lately);
    struct ev_kept *kept = begin(m, r->key);
    r->begun = put_part(r, &m->text, EV_KEY_STATUS, EV_KEY_JUDGEMENTS, r->keys.wanted[EV_KEY_ID]);
    size_t head = m->text.used - kept->at;
    bool begun = r->begun || r->keys.wanted[EV_KEY_JUDGEMENTS];
    put_part(r, &m->text, EV_KEY_CLOSED_BY, EV_KEYS, begun);
    return keep(m, kept, head) ? kept : NULL;
}

static struct ev_kept *judge(struct ev_recall *r) {
    struct ev_memory *m = &r->judgements;
    r->engine->missed.judgements = false;
    memset(r->engine->judgements, 0, m->key_words * sizeof(uint64_t));
    ev_boxes_judgements(&r->boxes, &r->engine->request, r->box, r->engine->judgements);
    struct ev_kept *kept = find(m, r->engine->judgements);
    if (kept->full) return kept;
    make_room(m);
    kept = begin(m, r->engine->judgements);
    put_part(r, &m->text, EV_KEY_JUDGEMENTS, EV_KEY_CLOSED_BY, r->begun);
    return keep(m, kept, m->text.used - kept->at) ? kept : NULL;
}

static inline void put_id(const struct ev_recall *r, struct ev_out *out, struct ev_span id) {
    if (!r->keys.wanted[EV_KEY_ID]) return;
    if (r->line_end) {
        ev_put_field(out, id.at, id.length);
        ev_put(out, ",", 1);
    } else {
        ev_put(out, "{\"id\":", 6);
        if (id.at && *id.at != '[' && *id.at != '{')
            ev_put_from(out, id.at, id.length, EV_BLOCK);
        else
            ev_put_id(out, id);
    }
}

/* ---- as others see it ---- */

bool ev_recall_open(struct ev_recall *r, struct ev_engine *e, const struct ev_keys *keys,
                    const char *line_end) {
    *r = (struct ev_recall){.engine = e, .keys = *keys, .line_end = line_end};
    if (!ev_boxes_open(&r->boxes, &e->vocabulary, keys)) return false;
    if (!r->boxes.possible) return true;
    r->key = calloc(r->boxes.key_words, sizeof *r->key);
    r->box = calloc(r->boxes.words, sizeof *r->box);
    bool fine = open_memory(&r->answers, r->boxes.key_words, ANSWERS);
    fine &= open_memory(&r->judgements, e->vocabulary.about.facts / 64 + 1, JUDGEMENTS);
    fine &= ev_glance_open(&r->lately, LATELY, r->boxes.words);
    if (fine && r->key && r->box) return true;
    ev_recall_close(r);
    return false;
}

void ev_recall_close(struct ev_recall *r) {
    ev_boxes_close(&r->boxes);
    close_memory(&r->answers);
    close_memory(&r->judgements);
    ev_glance_close(&r->lately);
    free(r->key);
    free(r->box);
    *r = (struct ev_recall){0};
}

/* Where a text is and how long, in one word; 0 where that is too much for it. Never 0 else, as no
 * answer is without a line end. */
static uint64_t pack(struct ev_kept k) {
    return k.head > UINT16_MAX || k.tail > UINT16_MAX
               ? 0
               : (uint64_t)k.at << 32 | k.head << 16 | k.tail;
}

static struct ev_kept unpack(uint64_t word) {
    return (struct ev_kept){(uint32_t)(word >> 32), (uint32_t)(word >> 16) & UINT16_MAX,
                            word & UINT16_MAX, 1};
}

/* The answer to the request whose boxes stand in r->box; not .full where
 * there is none to be kept. */
static struct ev_kept find_answer(struct ev_recall *r) {
    uint32_t w = r->boxes.words;
    uint64_t *seen = ev_glance(&r->lately, r->box, w);
    if (ev_glance_is(seen, r->box, w)) return unpack(seen[w]);
    if (!ev_boxes_key(&r->boxes, r->box, r->key)) return (struct ev_kept){0};
    const struct ev_kept *kept = find(&r->answers, r->key);
    if (!kept->full) kept = make_answer(r);
    if (!kept) return (struct ev_kept){0};
    memcpy(seen, r->box, w * sizeof *seen);
    seen[w] = pack(*kept);
    return *kept;
}

bool ev_recall_answer(struct ev_recall *r, struct ev_out *out, struct ev_span id) {
    if (!ev_boxes_narrow(&r->boxes, &r->engine->request, r->box)) return false;
    struct ev_kept kept = find_answer(r);
    const struct ev_kept *judged = NULL;
    if (!kept.full) return false;
    if (r->keys.wanted[EV_KEY_JUDGEMENTS] && !(judged = judge(r))) return false;
    put_id(r, out, id);
    const char *text = r->answers.text.buffer + kept.at;
    if (judged) {
        put_text(out, text, kept.head);
        ev_put_from(out, r->judgements.text.buffer + judged->at, judged->head, SHORT);
        ev_put_from(out, text + kept.head, kept.tail, SHORT);
    } else {
        put_text(out, text, (size_t)kept.head + kept.tail);
    }
    return true;
}
