#include "evaluator/recall.h"

#include "evaluator/csv.h"
#include "evaluator/json.h"

#include <stdlib.h>

enum { ANSWERS = 1 << 14, JUDGEMENTS = 1 << 12 };
enum { MOST_TEXT = 4 << 20, FIRST_TEXT = 16 << 10 };

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
        if (!m->kept[i].full)
            return &m->kept[i];
        for (uint32_t k = 0; k < m->key_words; k++)
            differs |= there[k] ^ key[k];
        if (!differs)
            return &m->kept[i];
    }
}

/* Room for one more text, under that key. The text is then written behind m->text. */
static struct ev_kept *begin(struct ev_memory *m, const uint64_t *key) {
    if (m->used >= m->places / 2 || m->text.used > MOST_TEXT) {
        memset(m->kept, 0, m->places * sizeof *m->kept);
        m->used = 0;
        m->text.used = 0;
    }
    struct ev_kept *place = find(m, key);
    memcpy(m->keys + (size_t)(place - m->kept) * m->key_words, key, m->key_words * sizeof *key);
    *place = (struct ev_kept){.at = (uint32_t)m->text.used};
    return place;
}

/* The text was written; false where memory was short, and nothing is kept of it. */
static bool keep(struct ev_memory *m, struct ev_kept *place, size_t head) {
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

static bool put_part(struct ev_recall *r, struct ev_out *out, enum ev_key from, enum ev_key to, bool begun) {
    struct ev_span none = {0};
    if (!r->line_end)
        return ev_put_keys_json(out, r->engine, &r->keys, from, to, none, begun);
    ev_put_keys_csv(out, r->engine, &r->keys, from, to, none, r->line_end);
    return true;
}

/* Makes the answer under r->key; NULL where the request is one that cannot be answered, or memory is short.
 */
static struct ev_kept *make_answer(struct ev_recall *r) {
    struct ev_memory *m = &r->answers;
    struct ev_fault fault;
    if (!ev_decide(r->engine, (struct ev_wanted){false, false}, &fault))
        return NULL;
    struct ev_kept *kept = begin(m, r->key);
    r->begun = put_part(r, &m->text, EV_KEY_STATUS, EV_KEY_JUDGEMENTS, r->keys.wanted[EV_KEY_ID]);
    size_t head = m->text.used - kept->at;
    bool begun = r->begun || r->keys.wanted[EV_KEY_JUDGEMENTS];
    put_part(r, &m->text, EV_KEY_CLOSED_BY, EV_KEYS, begun);
    return keep(m, kept, head) ? kept : NULL;
}

static struct ev_kept *judge(struct ev_recall *r) {
    struct ev_memory *m = &r->judgements;
    memset(r->engine->judgements, 0, m->key_words * sizeof(uint64_t));
    ev_boxes_judgements(&r->boxes, &r->engine->request, r->engine->judgements);
    struct ev_kept *kept = find(m, r->engine->judgements);
    if (kept->full)
        return kept;
    kept = begin(m, r->engine->judgements);
    put_part(r, &m->text, EV_KEY_JUDGEMENTS, EV_KEY_CLOSED_BY, r->begun);
    return keep(m, kept, m->text.used - kept->at) ? kept : NULL;
}

static inline void put_id(const struct ev_recall *r, struct ev_out *out, struct ev_span id) {
    if (!r->keys.wanted[EV_KEY_ID])
        return;
    if (r->line_end) {
        ev_put_field(out, id.at, id.length);
        ev_put(out, ",", 1);
    } else {
        ev_put(out, "{\"id\":", 6);
        ev_put_id(out, id);
    }
}

/* ---- as others see it ---- */

bool ev_recall_open(struct ev_recall *r, struct ev_engine *e, const struct ev_keys *keys,
                    const char *line_end) {
    *r = (struct ev_recall){.engine = e, .keys = *keys, .line_end = line_end};
    if (!ev_boxes_open(&r->boxes, &e->vocabulary, keys))
        return false;
    if (!r->boxes.possible)
        return true;
    r->key = calloc(r->boxes.key_words, sizeof *r->key);
    bool fine = open_memory(&r->answers, r->boxes.key_words, ANSWERS);
    fine &= open_memory(&r->judgements, e->vocabulary.about.facts / 64 + 1, JUDGEMENTS);
    if (fine && r->key)
        return true;
    ev_recall_close(r);
    return false;
}

void ev_recall_close(struct ev_recall *r) {
    ev_boxes_close(&r->boxes);
    close_memory(&r->answers);
    close_memory(&r->judgements);
    free(r->key);
    *r = (struct ev_recall){0};
}

bool ev_recall_answer(struct ev_recall *r, struct ev_out *out, struct ev_span id) {
    if (!ev_boxes_key(&r->boxes, &r->engine->request, r->key))
        return false;
    const struct ev_kept *kept = find(&r->answers, r->key), *judged = NULL;
    if (!kept->full)
        kept = make_answer(r);
    if (kept && r->keys.wanted[EV_KEY_JUDGEMENTS])
        judged = judge(r);
    if (!kept || (r->keys.wanted[EV_KEY_JUDGEMENTS] && !judged))
        return false;
    put_id(r, out, id);
    const char *text = r->answers.text.buffer + kept->at;
    if (judged) {
        ev_put(out, text, kept->head);
        ev_put(out, r->judgements.text.buffer + judged->at, judged->head);
        ev_put(out, text + kept->head, kept->tail);
    } else {
        ev_put(out, text, (size_t)kept->head + kept->tail);
    }
    return true;
}
