#include "evaluator/batch.h"

#include "evaluator/crew.h"
#include "evaluator/csv.h"

#include <unistd.h>

/* With less to read than this, one thread is done before others have begun. */
enum { ALONE_BYTES = 1 << 20, MOST_THREADS = 64 };

/* How many threads can run at once. */
static unsigned processors(void) {
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > MOST_THREADS ? MOST_THREADS : (unsigned)n;
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

enum ev_outcome ev_batch_json(const struct ev_batch *b, int *error) {
    struct ev_lines lines;
    if (!ev_lines_open(&lines, b->engine, &b->keys, b->fd, b->out, b->read_bytes))
        return EV_NO_MEMORY;
    lines.in.max_line = b->max_line;
    uint64_t alone = b->threads == 1 ? UINT64_MAX : b->threads > 1 ? 0 : ALONE_BYTES;
    unsigned threads = b->threads > 0 ? b->threads : processors();
    bool more = threads > 1 && ev_lines_answer(&lines, alone);
    if (threads == 1 || (more && !ev_crew_answer(&lines, threads)))
        ev_lines_answer(&lines, UINT64_MAX);
    enum ev_outcome result = outcome(b, &lines.in, lines.wrong, error);
    ev_lines_close(&lines);
    return result;
}

/* ---- CSV ---- */

static struct ev_fault cut_fault(const struct ev_record *record) {
    return (struct ev_fault){.code = EV_TOO_LONG, .fact = EV_NO_FACT, .why = record->too_long};
}

static bool answer_row(const struct ev_batch *b, struct ev_csv *csv, const struct ev_record *record,
                       const char *line_end) {
    struct ev_fault fault;
    if (record->too_long) {
        csv->id = (struct ev_span){0};
        fault = cut_fault(record);
    } else if (!ev_csv_read(csv, record->at, record->length)) {
        fault = csv->fault;
    } else if (ev_decide(b->engine, ev_keys_want(&b->keys), &fault)) {
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
        fault = cut_fault(&record);
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
