/* How diagnostics are written: one at a time as text or a line of JSON, a whole run as SARIF or
 * JUnit. Inside report/ only. */
#ifndef STRATC_REPORT_PRINT_H
#define STRATC_REPORT_PRINT_H

#include "base/json.h"
#include "report/report.h"

/* Where a span is; `path` NULL: in no file. */
struct location {
    const char *path;
    struct position from, to;
};
struct location print_location(const struct diags *d, struct span at);

/* Line and column of both ends, or nulls. */
void print_numbers(struct json *j, const char *const keys[4], const struct location *is);

/* The source line that a place lies in, without the blanks around it (a very long one: its
 * beginning); "" where it lies in none. */
const char *print_line_of(const struct diags *d, struct span at);

/* "file:line:col: severity: message [code]", the source line with a caret, then the notes. */
void print_text(struct text_flow *f, const struct diags *d, const struct shown_diag *x);

/* One object, one line. */
void print_json(FILE *out, const struct diags *d, const struct shown_diag *x);

/* SARIF 2.1.0 (OASIS, 2020): findings as tools that review code read them. */
void print_sarif(const struct report *r);

/* JUnit XML: what test servers read. One suite a policy, one case an example and a safeguard. What
 * is said about no case (a policy that could not be understood) is a case of its own. */
void print_junit(const struct report *r);

#endif
