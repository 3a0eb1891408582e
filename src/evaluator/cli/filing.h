/*
 * Filing: records in files, which are written, verified and reported on.
 *
 * Each function returns the exit status: 0, 1 where a request or a record is not as it should be, 2
 * where something could not be done, as a file that is no record cannot be read as one; what is
 * wrong was said.
 */
#ifndef STRAT_EVALUATOR_CLI_FILING_H
#define STRAT_EVALUATOR_CLI_FILING_H

#include "evaluator/cli/options.h"

struct ev_filing {
    const char *program;
    const struct ev_options *o;
    struct ev_engine *e;
    struct ev_out *out, *err;
    struct ev_page *page; /* RECORD: where it is asked for first what is not stated; or NULL */
};

/* The record of e->request, into a file that is there as a whole or not at all. *asked: with a
 * page, whether e->request has what was answered there. */
int ev_file_record(const struct ev_filing *f, bool *asked);

/* A line for each file: whether its record is unaltered, and whether this policy would decide the
 * same; so is the status where it does, by whatever version. */
int ev_verify_files(const struct ev_filing *f);

/* A row for each record with the duty, as CSV. */
int ev_report_files(const struct ev_filing *f);

#endif
