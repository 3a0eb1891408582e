/*
 * What is done with collected diagnostics: warnings selected (-W), suppressions applied, all sorted
 * and printed.
 */
#ifndef STRATC_DIAG_RENDER_H
#define STRATC_DIAG_RENDER_H

#include "diag/diag.h"

enum message_format { MESSAGE_TEXT, MESSAGE_JSON, MESSAGE_SARIF, MESSAGE_JUNIT };

struct diag_options {
    enum message_format format;
    bool color;
    bool findings; /* show warnings (--lint); errors are always shown */
    bool tests;    /* show what no example exercises (--test), where chosen */
    bool werror;   /* -Werror */
    /* per code: 0 as in the list, 1 on (-Wslug), -1 off (-Wno-slug), 2 error (-Werror=slug) */
    signed char chosen[DIAG_COUNT];
};

/* -W..., -Wno-..., -Werror, -Werror=..., -Wall (everything, taste too). Takes the part after "-W".
 * False: unknown word. */
bool diag_option_parse(struct diag_options *o, const char *word);

struct diag_counts {
    size_t errors, warnings;
};

/* Reads the suppressions of all sources:
 *     # stratc: allow SLUG[, SLUG] -- reason
 * on the line of the finding, or alone on the line(s) directly above it. Errors cannot be
 * suppressed. A suppression without a reason, with an unknown slug, or (where `findings` is on)
 * that suppresses nothing is itself a finding. Then sorts (file, place, order of report), prints to
 * `out`, and says how many were shown. For a run over several files,
 * and for JUnit, see report.h. */
struct diag_counts diags_render(struct diags *d, const struct diag_options *o, FILE *out);

/* The page of a code (Markdown, embedded), or NULL. */
const char *diag_page(enum diag_code code);

#endif
