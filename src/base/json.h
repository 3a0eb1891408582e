/* JSON: strings as the format wants them, and counts. */
#ifndef STRATC_BASE_JSON_H
#define STRATC_BASE_JSON_H

#include "base/big.h"

#include <stdio.h>

/* The text in quotes; bytes that are no UTF-8 become U+FFFD. NULL is null. */
void json_text(FILE *out, const char *text);

/* A count as a string of digits: it may be larger than any number of the format. */
void json_count(FILE *out, struct arena *a, struct big n);

#endif
