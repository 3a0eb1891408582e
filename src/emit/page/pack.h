/*
 * Pack: bytes made few, and written so that they can stand in a text.
 */
#ifndef STRATC_EMIT_PAGE_PACK_H
#define STRATC_EMIT_PAGE_PACK_H

#include "emit/emit.h"

/* As a block of LZ4 (its format is published, and is read by twenty lines in any language): runs of
 * bytes, and where to copy others from. The same bytes give the same block on every machine. */
struct bytes pack(struct arena *a, const unsigned char *bytes, size_t n);

/* In base64 (RFC 4648), on one line. */
void put_base64(FILE *out, const unsigned char *bytes, size_t n);

#endif
