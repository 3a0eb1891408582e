/*
 * Report: what a whole run has to say, over all files that it was given.
 *
 * Text and JSON are printed file by file; SARIF and JUnit are one document each, printed at the
 * end. A file that several policies use has its diagnostics told once.
 */
#ifndef STRATC_REPORT_REPORT_H
#define STRATC_REPORT_REPORT_H

#include "base/intern.h"
#include "base/text.h"
#include "diag/select.h"

struct baseline;

/* An example or a safeguard: what JUnit calls a test case. Diagnostics at its place say that it
 * failed. */
struct test_case {
    const char *title;
    struct span at;
    bool safeguard;
};
struct test_cases VEC(struct test_case);

struct reported {
    const char *path; /* of the policy; NULL: about the run itself */
    struct diags *d;
    struct shown_diags shown;
    struct test_cases cases;
};
struct reporteds VEC(struct reported);

struct report {
    struct arena *arena;
    const struct diag_options *o;
    FILE *out;
    struct text_flow flow;                               /* to `out` */
    enum { SAID_NOTHING, SAID_LINE, SAID_FINDING } said; /* last; blank lines part findings */
    const char *here;                                    /* the folder of the run, or NULL */
    struct baseline *baseline; /* findings listed here are left out; or NULL */
    struct intern told;        /* what was told already */
    struct reporteds all;      /* where the whole run is one document */
};

void report_open(struct report *r, struct arena *a, const struct diag_options *o, FILE *out);

/* One policy, or (path NULL) the run itself. `cases`: its examples and safeguards, or NULL. `d` and
 * its sources must live until the report is closed. Says how many diagnostics are shown of it. */
struct diag_counts report_add(struct report *r, const char *path, struct diags *d,
                              const struct test_cases *cases);

/* A line beside the findings, as text: "path: text". */
void report_say(struct report *r, const char *path, const char *text);

/* A path as seen from the folder of the run, where it lies below that: the same for however the
 * command line came to it. */
const char *report_path(const struct report *r, const char *path);

void report_close(struct report *r);

/* A run over one file. */
struct diag_counts diags_render(struct diags *d, const struct diag_options *o, FILE *out);

#endif
