/*
 * Pack: bytes made few.
 */
#ifndef STRATC_EMIT_PAGE_PACK_H
#define STRATC_EMIT_PAGE_PACK_H

#include "emit/emit.h"

/* As zlib packs them (RFC 1950, which browsers unpack as "deflate"). The same bytes give the same
 * on every machine. */
struct bytes pack(struct arena *a, const unsigned char *bytes, size_t n);

#endif
