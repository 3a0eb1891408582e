#include "evaluator/cli/batch.h"

#include "evaluator/core/cache.h"
#include "evaluator/core/csv.h"
#include "evaluator/core/json.h"
#include "evaluator/io/input.h"

#include <errno.h>

/* A stream while it is answered. */
struct stream {
    const struct ev_batch *b;
    struct ev_keys keys;
    struct ev_input in;
    struct ev_cache cache;
    bool wrong; /* some request was */
    struct ev_json json;
    struct ev_csv csv;
};

static void close_stream(struct stream *s) {
    ev_input_close(&s->in);
    ev_json_close(&s->json);
    ev_csv_close(&s->csv);
    ev_cache_close(&s->cache);
}

/* `id` is set either way. */
static bool read_record(struct stream *s, const struct ev_record *record, struct ev_fault *fault,
                        struct ev_span *id) {
    bool rows = s->b->rows, read = false;
    if (record->too_long) {
        s->csv.id = (struct ev_span){0};
        if (!rows) ev_json_read_id(&s->json, record->at, record->length);
        *fault = (struct ev_fault){.code = record->too_deep && !rows ? EV_TOO_DEEP : EV_TOO_LONG,
                                   .fact = EV_NO_FACT,
                                   .why = record->too_long};
    } else {
        read = rows ? ev_csv_read(&s->csv, record->at, record->length)
                    : ev_json_read(&s->json, record->at, record->length);
        if (!read) *fault = rows ? s->csv.fault : s->json.fault;
    }
    *id = rows ? s->csv.id : s->json.id;
    return read;
}

/* To the end of the input, or until reading or writing fails. */
static void answer_all(struct stream *s) {
    struct ev_record record;
    while (!s->b->out->error && ev_input_next(&s->in, &record)) {
        struct ev_fault fault;
        struct ev_span id;
        if (read_record(s, &record, &fault, &id) &&
            ev_cache_answer(&s->cache, s->b->out, id, &fault))
            continue;
        s->wrong = true;
        ev_put_error(s->b->out, s->b->engine, &s->keys, &fault, record.line, id);
    }
}

static enum ev_outcome outcome(const struct stream *s, int *error) {
    /* What was answered before a read failed is still an answer. Nobody waits for more where the
     * pipe is closed: the outcome is that of the requests read so far, as there may be no end to
     * them. */
    if (!ev_flush(s->b->out) && s->b->out->error != EPIPE) {
        *error = s->b->out->error;
        return EV_WRITE_FAILED;
    }
    if (s->in.error) {
        *error = s->in.error;
        return EV_READ_FAILED;
    }
    return s->wrong ? EV_SOME_WRONG : EV_ALL_ANSWERED;
}

/* ALL_ANSWERED: it is read, and s->keys.line_end is what it ends with. */
static enum ev_outcome read_header(struct stream *s, struct ev_out *complaint, int *error) {
    struct ev_record record = {0};
    struct ev_fault fault = {.code = EV_SYNTAX,
                             .fact = EV_NO_FACT,
                             .why = "there is no header: the first line names the facts"};
    bool there = ev_input_next(&s->in, &record), fine = false;
    if (!there && (s->in.error || s->b->out->error)) return outcome(s, error);
    if (record.too_long) {
        fault = (struct ev_fault){.code = EV_TOO_LONG, .fact = EV_NO_FACT, .why = record.too_long};
    } else if (there) {
        bool cr = record.length > 0 && record.at[record.length - 1] == '\r';
        s->keys.line_end = cr ? "\r\n" : "\n";
        fine = ev_csv_header(&s->csv, record.at, record.length);
        fault = s->csv.fault;
    }
    if (!fine) ev_fault_say(complaint, &s->b->engine->vocabulary, &fault);
    return fine ? EV_ALL_ANSWERED : EV_BAD_HEADER;
}

static enum ev_outcome answer_stream(struct stream *s, struct ev_out *complaint, int *error) {
    struct ev_engine *e = s->b->engine;
    enum ev_outcome header = s->b->rows ? read_header(s, complaint, error) : EV_ALL_ANSWERED;
    if (header != EV_ALL_ANSWERED) return header;
    /* Without enough memory for it it goes on slowly. */
    ev_cache_open(&s->cache, e, &s->keys);
    if (s->b->rows) ev_put_header(s->b->out, e, &s->keys);
    answer_all(s);
    return outcome(s, error);
}

enum ev_outcome ev_batch_run(const struct ev_batch *b, struct ev_out *complaint, int *error) {
    const struct ev_engine *e = b->engine;
    struct stream s = {.b = b, .keys = b->keys};
    bool open =
        ev_input_open(&s.in, b->fd, b->rows ? EV_CSV_RECORDS : EV_LINES, b->out, b->read_bytes) &&
        (b->rows ? ev_csv_open(&s.csv, &e->vocabulary, e->request)
                 : ev_json_open(&s.json, &e->vocabulary, e->request));
    s.in.max_line = b->max_line;
    if (b->progress) ev_input_show_progress(&s.in);
    enum ev_outcome result = open ? answer_stream(&s, complaint, error) : EV_NO_MEMORY;
    close_stream(&s);
    return result;
}
