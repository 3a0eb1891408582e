/* Which diagnostics of a run are shown, and as what. For report.c; other stages use render.h. */
#ifndef STRATC_DIAG_SELECT_H
#define STRATC_DIAG_SELECT_H

#include "diag/render.h"

enum shown_as { SHOWN_NOT, SHOWN_STYLE, SHOWN_WARNING, SHOWN_ERROR };

struct shown_diag {
    const struct diag *diag;
    enum shown_as as;
    const char *allowed; /* the reason given in the comment that allows it: then it is not shown;
                            else NULL */
};
struct shown_diags VEC(struct shown_diag);

/* How the options want a code, whatever the comments in the policy allow. */
enum shown_as diag_option_as(const struct diag_options *o, enum diag_code code);

/* Every diagnostic that is to be shown, and every one that a comment allows, in file order.
 * Findings about `allow` comments are reported on the way. */
struct shown_diags diags_select(struct diags *d, const struct diag_options *o);

#endif
