/*
 * Pack: bytes made few.
 */
#ifndef STRATC_EMIT_PAGE_PACK_H
#define STRATC_EMIT_PAGE_PACK_H

#include "emit/emit.h"

/* As a block of LZ4 (its format is published, and is read by twenty lines in any language): runs of
 * bytes, and where to copy others from. The same bytes give the same block on every machine. */
struct bytes pack(struct arena *a, const unsigned char *bytes, size_t n);

#endif
