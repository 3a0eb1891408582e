#include "evaluator/io/lines.h"

bool ev_lines_open(struct ev_lines *l, struct ev_engine *e, const struct ev_keys *keys, int fd,
                   struct ev_out *out, size_t read_bytes) {
    *l = (struct ev_lines){
        .engine = e, .keys = *keys, .out = out, .in.fd = -1, .slow = EV_SLOW_LINES};
    if (ev_json_open(&l->json, &e->vocabulary, e->request) &&
        ev_input_open(&l->in, fd, EV_LINES, out, read_bytes))
        return true;
    ev_lines_close(l);
    return false;
}

static void get_ready(struct ev_lines *l) {
    if (!ev_predict_open(&l->predict, &l->engine->vocabulary, l->engine->request))
        return; /* without enough memory it goes on slowly */
    l->quick = ev_recall_open(&l->recall, l->engine, &l->keys, NULL);
    if (!l->quick) ev_predict_close(&l->predict);
}

void ev_lines_close(struct ev_lines *l) {
    ev_input_close(&l->in);
    if (l->quick) {
        ev_recall_close(&l->recall);
        ev_predict_close(&l->predict);
    }
    ev_json_close(&l->json);
}

static void answer(struct ev_lines *l, struct ev_span id, uint64_t line) {
    struct ev_fault fault;
    if (l->quick && ev_recall_answer(&l->recall, l->out, id)) return;
    if (ev_decide(l->engine, ev_keys_want(&l->keys), &fault)) {
        ev_put_answer_json(l->out, l->engine, &l->keys, id);
        return;
    }
    l->wrong = true;
    ev_put_error_json(l->out, l->engine, &fault, line, id);
}

static void answer_record(struct ev_lines *l, const struct ev_record *record) {
    struct ev_fault fault;
    if (record->too_long) {
        ev_json_read_id(&l->json, record->at, record->length);
        fault = (struct ev_fault){.code = record->too_deep ? EV_TOO_DEEP : EV_TOO_LONG,
                                  .fact = EV_NO_FACT,
                                  .why = record->too_long};
    } else if (ev_json_read(&l->json, record->at, record->length)) {
        answer(l, l->json.id, record->line);
        return;
    } else {
        fault = l->json.fault;
    }
    l->wrong = true;
    ev_put_error_json(l->out, l->engine, &fault, record->line, l->json.id);
}

/* Lines that are plain, up to one that is not, or that was not read to its end: then true. */
static bool answer_plain(struct ev_lines *l) {
    const char *at, *end;
    size_t max_line = l->in.max_line;
    while (l->quick && !l->out->error && ev_input_peek(&l->in, &at, &end)) {
        const char *line_end = ev_predict_read(&l->predict, at, end);
        if (!line_end || line_end == end) return !memchr(at, '\n', (size_t)(end - at));
        if (max_line > 0 && (size_t)(line_end - at) > max_line) return false;
        answer(l, l->predict.id, l->in.line);
        ev_input_pass(&l->in, line_end);
    }
    return false;
}

/* `cut`: only its beginning was there to be read, so it may be plain. */
static bool answer_one(struct ev_lines *l, bool cut) {
    struct ev_record record;
    if (l->out->error || !ev_input_next(&l->in, &record)) return false;
    const char *end = record.at + record.length;
    if (cut && !record.too_long && ev_predict_read(&l->predict, record.at, end) == end)
        answer(l, l->predict.id, record.line);
    else
        answer_record(l, &record);
    if (l->slow > 0 && --l->slow == 0) get_ready(l);
    return true;
}

bool ev_lines_answer_one(struct ev_lines *l) { return answer_one(l, false); }

bool ev_lines_answer(struct ev_lines *l, uint64_t bytes) {
    bool cut;
    do {
        cut = answer_plain(l);
        if (l->in.bytes >= bytes) return true;
    } while (answer_one(l, cut));
    return false;
}
