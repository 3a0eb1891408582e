/* Info: what stratc says about itself rather than about a policy. */
#ifndef STRATC_STRATC_INFO_H
#define STRATC_STRATC_INFO_H

#include "diag/diag.h"

void print_version(FILE *out);
void print_codes(FILE *out);
void print_formats(FILE *out);

/* The page of a code, laid out for a terminal. False, and reported, where there is no such code. */
bool print_page(FILE *out, struct diags *d, const char *name, bool color);

#endif
