/* JSON: strings as the format wants them. */
#ifndef STRATC_BASE_JSON_H
#define STRATC_BASE_JSON_H

#include <stdio.h>

/* The text in quotes; bytes that are no UTF-8 become U+FFFD. NULL is null. */
void json_text(FILE *out, const char *text);

#endif
