/*
 * HTML: what documents and pages in it have in common.
 */
#ifndef STRATC_EMIT_HTML_H
#define STRATC_EMIT_HTML_H

#include "base/embedded.h"

#include <stdio.h>

/* A text of anybody's, between tags or in an attribute with double quotes. */
void html_put(FILE *out, const char *text);

/* In base64 (RFC 4648), on one line. */
void html_put_base64(FILE *out, const unsigned char *bytes, size_t n);

/* 'sha256-..', as a Content-Security-Policy names the one style or script that counts: that of
 * these parts, one behind the other. */
void html_put_source(FILE *out, const struct embedded *const *parts, size_t n);

#endif
