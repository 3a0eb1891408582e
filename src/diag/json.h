/*
 * JSON, the writing half: texts as they stand between quotes.
 *
 * What would turn or hide text on a screen is escaped, so that what is written can be shown as it is.
 */
#ifndef STRATC_DIAG_JSON_H
#define STRATC_DIAG_JSON_H

#include <stdio.h>

/* text[0..n) without quotes around it; bytes that are not UTF-8 become U+FFFD. */
void json_chars(FILE *out, const char *text, size_t n);

/* The same in quotes. */
void json_string(FILE *out, const char *text);

#endif
