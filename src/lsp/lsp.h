/*
 * Language server: what an editor asks while a policy is written, answered from the same stages as
 * everything else that stratc says.
 *
 * One process, one thread. Texts come whole with every change. What the grammar and the names have
 * to say is said at once; what takes reasoning over all situations is worked out by a child of this
 * process when the author pauses, and the next change ends it. So nothing that is said is ever
 * about an older text, no check need know of any of this, and one that dies costs one answer.
 */
#ifndef STRATC_LSP_LSP_H
#define STRATC_LSP_LSP_H

#include "diag/select.h"
#include "syntax/parse.h"

struct lsp_options {
    struct parse_paths paths;
    struct diag_options diag; /* which findings are looked for */
    const char *log;          /* a file that all that comes is copied to, or NULL: fed back, it is
                                 the same session */
};

/* Serves on standard input and output until it is told to exit, or nobody is there any more: the
 * exit status. A log that cannot be written is reported. */
int lsp_serve(const struct lsp_options *o, struct diags *d);

#endif
