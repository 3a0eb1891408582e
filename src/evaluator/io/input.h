/*
 * Input: a stream cut into records, each with all its bytes in memory.
 *
 * A record is a line, or for CSV a line whose quoted fields may hold line ends. The end of a record
 * is replaced by a NUL, and EV_SLACK bytes behind it may be read. Before the program waits for more
 * input it flushes its output: whoever sends one request and waits gets the answer.
 */
#ifndef STRAT_EVALUATOR_IO_INPUT_H
#define STRAT_EVALUATOR_IO_INPUT_H

#include "evaluator/io/output.h"
#include "evaluator/io/scan.h"

#include <time.h>

enum ev_records { EV_LINES, EV_CSV_RECORDS };

/* In a CSV field: outside quotes, within them, or behind one that may be the last. */
enum ev_quoting { EV_FIELD_START, EV_BARE, EV_QUOTED, EV_AFTER_QUOTE };

/* How far a long input is read, shown on a terminal a few times a second. */
struct ev_progress {
    bool wanted;          /* and somebody is there to see it */
    bool shown;           /* a line stands on the terminal */
    uint64_t done, whole; /* bytes; whole 0: nobody knows */
    struct timespec last; /* when it was shown */
};

struct ev_input {
    int fd;
    enum ev_records records;
    struct ev_out *out;
    struct ev_progress progress;
    char *buffer;
    size_t size; /* of the buffer, without its slack */
    size_t start, scanned,
        end;         /* the record begins; how far its end was looked for; what was read */
    size_t max_line; /* bytes; 0: as many as memory holds */
    bool no_more;
    bool marked;        /* there was, or there was not, a byte order mark */
    int error;          /* errno of a read that failed, or 0 */
    uint64_t line;      /* line on which the next record begins, from 1 */
    uint64_t line_ends; /* met in the record so far */
    enum ev_quoting quoting;
};

struct ev_record {
    char *at;
    size_t length;        /* what of it is in memory */
    uint64_t line;        /* on which it begins */
    const char *too_long; /* it was cut: the message; or NULL */
    bool too_deep;        /* it was cut, and nested too deep as well */
};

/* `size`: how much is read at once. False when there is not enough memory. */
bool ev_input_open(struct ev_input *in, int fd, enum ev_records records, struct ev_out *out,
                   size_t size);
void ev_input_close(struct ev_input *in);

/* From here on its progress is shown on standard error, where that is a terminal. */
void ev_input_show_progress(struct ev_input *in);

/* The next record; it is good until the next call. False at the end, or when reading or writing
 * failed (in->error, out->error). */
bool ev_input_next(struct ev_input *in, struct ev_record *record);

#endif
