#include "evaluator/batch.h"

#include "evaluator/csv.h"
#include "evaluator/input.h"
#include "evaluator/json.h"
#include "evaluator/predict.h"
#include "evaluator/recall.h"

static struct ev_wanted wanted(const struct ev_keys *keys) {
    return (struct ev_wanted){.judgements = keys->wanted[EV_KEY_JUDGEMENTS], .ask = keys->wanted[EV_KEY_ASK]};
}

static struct ev_fault cut_fault(const struct ev_record *record, bool json) {
    return (struct ev_fault){.code = json && record->too_deep ? EV_TOO_DEEP : EV_TOO_LONG,
                             .fact = EV_NO_FACT,
                             .why = record->too_long};
}

static enum ev_outcome outcome(const struct ev_batch *b, const struct ev_input *in, bool wrong, int *error) {
    /* What was answered before a read failed is still an answer. */
    if (!ev_flush(b->out)) {
        *error = b->out->error;
        return EV_WRITE_FAILED;
    }
    if (in->error) {
        *error = in->error;
        return EV_READ_FAILED;
    }
    return wrong ? EV_SOME_WRONG : EV_ALL_ANSWERED;
}

/* ---- JSON lines ---- */

struct lines {
    const struct ev_batch *b;
    struct ev_json json;
    struct ev_predict predict;
    struct ev_recall recall;
    struct ev_input in;
};

static bool answer(struct lines *l, struct ev_span id, uint64_t line) {
    const struct ev_batch *b = l->b;
    struct ev_fault fault;
    if (ev_recall_answer(&l->recall, b->out, id))
        return true;
    if (ev_decide(b->engine, wanted(&b->keys), &fault)) {
        ev_put_answer_json(b->out, b->engine, &b->keys, id);
        return true;
    }
    ev_put_error_json(b->out, b->engine, &fault, line, id);
    return false;
}

static bool answer_line(struct lines *l, const struct ev_record *record) {
    struct ev_fault fault;
    if (record->too_long) {
        ev_json_read_id(&l->json, record->at, record->length);
        fault = cut_fault(record, true);
    } else if (ev_json_read(&l->json, record->at, record->length)) {
        return answer(l, l->json.id, record->line);
    } else {
        fault = l->json.fault;
    }
    ev_put_error_json(l->b->out, l->b->engine, &fault, record->line, l->json.id);
    return false;
}

/* Lines that look like the one before, up to one that does not, or that was not read to its end. */
static bool answer_alike(struct lines *l) {
    const struct ev_batch *b = l->b;
    const char *at, *end;
    bool fine = true;
    while (!b->out->error && ev_input_peek(&l->in, &at, &end)) {
        const char *line_end = ev_predict_read(&l->predict, at, end);
        if (!line_end || line_end == end || (b->max_line > 0 && (size_t)(line_end - at) > b->max_line))
            break;
        fine &= answer(l, l->predict.id, l->in.line);
        ev_input_pass(&l->in, line_end);
    }
    return fine;
}

static bool answer_all(struct lines *l) {
    struct ev_record record;
    bool fine = true;
    for (;;) {
        fine &= answer_alike(l);
        if (l->b->out->error || !ev_input_next(&l->in, &record))
            return fine;
        fine &= answer_line(l, &record);
    }
}

enum ev_outcome ev_batch_json(const struct ev_batch *b, int *error) {
    struct lines l = {.b = b, .in.fd = -1};
    enum ev_outcome result = EV_NO_MEMORY;
    if (ev_json_open(&l.json, &b->engine->vocabulary, b->engine->request) &&
        ev_predict_open(&l.predict, &b->engine->vocabulary, b->engine->request) &&
        ev_recall_open(&l.recall, b->engine, &b->keys, NULL) &&
        ev_input_open(&l.in, b->fd, EV_LINES, b->out, b->read_bytes)) {
        l.in.max_line = b->max_line;
        bool fine = answer_all(&l);
        result = outcome(b, &l.in, !fine, error);
    }
    ev_input_close(&l.in);
    ev_recall_close(&l.recall);
    ev_predict_close(&l.predict);
    ev_json_close(&l.json);
    return result;
}

/* ---- CSV ---- */

static bool answer_row(const struct ev_batch *b, struct ev_csv *csv, const struct ev_record *record,
                       const char *line_end) {
    struct ev_fault fault;
    if (record->too_long) {
        csv->id = (struct ev_span){0};
        fault = cut_fault(record, false);
    } else if (!ev_csv_read(csv, record->at, record->length)) {
        fault = csv->fault;
    } else if (ev_decide(b->engine, wanted(&b->keys), &fault)) {
        ev_put_answer_csv(b->out, b->engine, &b->keys, csv->id, line_end);
        return true;
    }
    ev_put_error_csv(b->out, b->engine, &b->keys, &fault, csv->id, line_end);
    return false;
}

static enum ev_outcome read_header(const struct ev_batch *b, struct ev_csv *csv, struct ev_input *in,
                                   struct ev_out *complaint, const char **line_end, int *error) {
    struct ev_record record;
    struct ev_fault fault = {
        .code = EV_SYNTAX, .fact = EV_NO_FACT, .why = "there is no header: the first line names the facts"};
    enum ev_header header = EV_HEADER_WRONG;
    if (ev_input_next(in, &record)) {
        /* Answers end their lines as the header ends its own. */
        *line_end = record.length > 0 && record.at[record.length - 1] == '\r' ? "\r\n" : "\n";
        fault = cut_fault(&record, false);
        if (!record.too_long) {
            header = ev_csv_header(csv, record.at, record.length);
            fault = csv->fault;
        }
    } else if (in->error || b->out->error) {
        return outcome(b, in, false, error);
    }
    if (header == EV_HEADER_WRONG)
        ev_fault_say(complaint, &b->engine->vocabulary, &fault, EV_SPELLED_TEXT);
    return header == EV_HEADER_FINE    ? EV_ALL_ANSWERED
           : header == EV_HEADER_WRONG ? EV_BAD_HEADER
                                       : EV_NO_MEMORY;
}

enum ev_outcome ev_batch_csv(const struct ev_batch *b, struct ev_out *complaint, int *error) {
    struct ev_csv csv;
    struct ev_input in;
    struct ev_record record;
    const char *line_end = "\n";
    if (!ev_input_open(&in, b->fd, EV_CSV_RECORDS, b->out, b->read_bytes))
        return EV_NO_MEMORY;
    in.max_line = b->max_line;
    ev_csv_open(&csv, &b->engine->vocabulary, b->engine->request);
    enum ev_outcome result = read_header(b, &csv, &in, complaint, &line_end, error);
    if (result == EV_ALL_ANSWERED) {
        bool wrong = false;
        ev_put_header_csv(b->out, b->engine, &b->keys, line_end);
        while (!b->out->error && ev_input_next(&in, &record))
            wrong |= !answer_row(b, &csv, &record, line_end);
        result = outcome(b, &in, wrong, error);
    }
    ev_csv_close(&csv);
    ev_input_close(&in);
    return result;
}
