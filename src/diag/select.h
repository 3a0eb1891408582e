/* Which diagnostics of a run are shown, and as what: warnings selected (-W), suppressions applied,
 * all sorted. */
#ifndef STRATC_DIAG_SELECT_H
#define STRATC_DIAG_SELECT_H

#include "diag/diag.h"

enum message_format { MESSAGE_TEXT, MESSAGE_JSON, MESSAGE_SARIF, MESSAGE_JUNIT, MESSAGE_MARKDOWN };

struct diag_options {
    enum message_format format;
    bool color;
    size_t columns; /* of a line of text; 0: none is broken */
    bool findings;  /* show warnings (--lint); errors are always shown */
    bool tests;     /* show what no example exercises (--test), where chosen */
    bool allowed;   /* show what a comment allows, too, and why */
    bool werror;    /* -Werror */
    /* per code: 0 as in the list, 1 on (-Wslug), -1 off (-Wno-slug), 2 error (-Werror=slug) */
    signed char chosen[DIAG_COUNT];
};

/* -W..., -Wno-..., -Werror, -Werror=..., -Wall (everything, taste too). Takes the part after "-W".
 * False: unknown word. */
bool diag_option_parse(struct diag_options *o, const char *word);

struct diag_counts {
    size_t errors, warnings;
};

enum shown_as { SHOWN_NOT, SHOWN_STYLE, SHOWN_WARNING, SHOWN_ERROR };

struct shown_diag {
    const struct diag *diag;
    enum shown_as as;
    const char *allowed; /* the reason given in the comment that allows it: then it is not shown;
                            else NULL */
};
struct shown_diags VEC(struct shown_diag);

/* What comments allow, in the order of the text; those that say nothing sensible are reported. A
 * page about a policy lists them without looking for the findings. */
struct allow {
    uint32_t about; /* the passage of the source, or, after all of them, the line (from 0), whose
                       findings it allows */
    uint32_t line;  /* (from 0) where that begins */
    enum diag_code code;
    struct span at; /* of the slug */
    const char *reason;
    bool used;
};
struct allow_list VEC(struct allow);
struct allow_list diags_allowed(struct diags *d);

/* How the options want a code, whatever the comments in the policy allow. */
enum shown_as diag_option_as(const struct diag_options *o, enum diag_code code);

/* Every diagnostic that is to be shown, and every one that a comment allows, in file order:
 *     # stratc: allow SLUG[, SLUG] -- reason
 * behind the statement of the finding, in it, or alone on the line(s) directly above it. It covers
 * that statement and no more, however it is broken into lines: of a block the heading, and what
 * stands in it only where that is one statement. Errors cannot be allowed.
 * A finding in a text that the policy states is allowed where its first note points, in the policy.
 * A comment without a reason, with an unknown slug, or (where `findings` is on) that allows nothing
 * is itself a finding, reported on the way. */
struct shown_diags diags_select(struct diags *d, const struct diag_options *o);

#endif
