#include "evaluator/io/batch.h"

#include "evaluator/io/crew.h"
#include "evaluator/io/csv.h"

#include <errno.h>
#include <unistd.h>

/* With less to read than this, one thread is done before others have begun. */
enum { ALONE_BYTES = 1 << 20, MOST_THREADS = 64 };

/* How many threads can run at once. */
static unsigned processors(void) {
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > MOST_THREADS ? MOST_THREADS : (unsigned)n;
}

static enum ev_outcome outcome(const struct ev_batch *b, const struct ev_input *in, bool wrong,
                               int *error) {
    /* What was answered before a read failed is still an answer. Nobody waits for more where the
     * pipe is closed: the outcome is that of the requests read so far, as there may be no end to
     * them. */
    if (!ev_flush(b->out) && b->out->error != EPIPE) {
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
    lines.in.progress = b->progress;
    uint64_t alone = b->threads == 1 ? UINT64_MAX : b->threads > 1 ? 0 : ALONE_BYTES;
    unsigned threads = b->threads > 0 ? b->threads : processors();
    bool more = threads > 1 && ev_lines_answer(&lines, alone);
    if (threads == 1 || (more && !ev_crew_answer(&lines, threads, b->read_bytes)))
        ev_lines_answer(&lines, UINT64_MAX);
    enum ev_outcome result = outcome(b, &lines.in, lines.wrong, error);
    ev_lines_close(&lines);
    return result;
}

/* ---- CSV ---- */

static struct ev_fault cut_fault(const struct ev_record *record) {
    return (struct ev_fault){.code = EV_TOO_LONG, .fact = EV_NO_FACT, .why = record->too_long};
}

struct rows {
    const struct ev_batch *b;
    struct ev_csv csv;
    struct ev_recall recall;
    const char *line_end;
    unsigned slow; /* rows yet to be answered in the plain way */
    bool quick;    /* `recall` is there */
};

static bool answer_row(struct rows *r, const struct ev_record *record) {
    const struct ev_batch *b = r->b;
    struct ev_fault fault;
    if (record->too_long) {
        r->csv.id = (struct ev_span){0};
        fault = cut_fault(record);
    } else if (!ev_csv_read(&r->csv, record->at, record->length)) {
        fault = r->csv.fault;
    } else if (r->quick && ev_recall_answer(&r->recall, b->out, r->csv.id)) {
        return true;
    } else if (ev_decide(b->engine, ev_keys_want(&b->keys), &fault)) {
        ev_put_answer_csv(b->out, b->engine, &b->keys, r->csv.id, r->line_end);
        return true;
    }
    ev_put_error_csv(b->out, b->engine, &b->keys, &fault, r->csv.id, r->line_end);
    return false;
}

static bool answer_rows(struct rows *r, struct ev_input *in) {
    struct ev_record record;
    bool fine = true;
    ev_put_header_csv(r->b->out, r->b->engine, &r->b->keys, r->line_end);
    while (!r->b->out->error && ev_input_next(in, &record)) {
        fine &= answer_row(r, &record);
        if (r->slow > 0 && --r->slow == 0) /* without enough memory it goes on slowly */
            r->quick = ev_recall_open(&r->recall, r->b->engine, &r->b->keys, r->line_end);
    }
    return fine;
}

static enum ev_outcome read_header(struct rows *r, struct ev_input *in, struct ev_out *complaint,
                                   int *error) {
    const struct ev_batch *b = r->b;
    struct ev_record record;
    struct ev_fault fault = {.code = EV_SYNTAX,
                             .fact = EV_NO_FACT,
                             .why = "there is no header: the first line names the facts"};
    enum ev_header header = EV_HEADER_WRONG;
    if (ev_input_next(in, &record)) {
        /* Answers end their lines as the header ends its own. */
        r->line_end = record.length > 0 && record.at[record.length - 1] == '\r' ? "\r\n" : "\n";
        fault = cut_fault(&record);
        if (!record.too_long) {
            header = ev_csv_header(&r->csv, record.at, record.length);
            fault = r->csv.fault;
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
    struct rows rows = {.b = b, .line_end = "\n", .slow = EV_SLOW_LINES};
    struct ev_input in;
    if (!ev_input_open(&in, b->fd, EV_CSV_RECORDS, b->out, b->read_bytes)) return EV_NO_MEMORY;
    in.max_line = b->max_line;
    in.progress = b->progress;
    ev_csv_open(&rows.csv, &b->engine->vocabulary, b->engine->request);
    enum ev_outcome result = read_header(&rows, &in, complaint, error);
    if (result == EV_ALL_ANSWERED) {
        bool fine = answer_rows(&rows, &in);
        result = outcome(b, &in, !fine, error);
    }
    if (rows.quick) ev_recall_close(&rows.recall);
    ev_csv_close(&rows.csv);
    ev_input_close(&in);
    return result;
}
