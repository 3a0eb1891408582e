/*
 * JSON: strings as the format wants them, and counts.
 *
 * What would turn or hide text on a screen is escaped, so that what is written can be shown as it
 * is.
 */
#ifndef STRATC_BASE_JSON_H
#define STRATC_BASE_JSON_H

#include "base/big.h"

#include <stdio.h>

/* text[0..n) without quotes around it; bytes that are no UTF-8 become U+FFFD. */
void json_chars(FILE *out, const char *text, size_t n);

/* The text in quotes. NULL is null. */
void json_text(FILE *out, const char *text);

/* A count as a string of digits: it may be larger than any number of the format. */
void json_count(FILE *out, struct arena *a, struct big n);

#endif
