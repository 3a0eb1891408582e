/* One diagnostic at a time, as text or as a line of JSON. Inside report/ only. */
#ifndef STRATC_REPORT_PRINT_H
#define STRATC_REPORT_PRINT_H

#include "diag/select.h"

struct printer {
    struct diags *d;
    FILE *out;
    bool color;
};

bool print_has_place(const struct diags *d, struct span at);

/* "file:line:col: severity: message [code]", the source line with a caret, then the notes. */
void print_text(const struct printer *p, const struct shown_diag *x);

/* One object, one line. */
void print_json(const struct printer *p, const struct shown_diag *x);

/* The source line that a place lies in, without the blanks around it (a very long one: its
 * beginning); "" where it lies in none. */
const char *print_line_of(struct diags *d, struct span at);

#endif
