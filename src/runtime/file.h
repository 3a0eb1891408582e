/*
 * A policy as one file, which `stratc --emit=table` writes and strat_open() reads. Private to
 * these.
 *
 * A header of FILE_HEADER bytes, then the table (8 bytes a word), the names (4 a word), the texts,
 * and the rules, without a gap; nothing stands behind the last. Numbers are little-endian on every
 * machine. The digest is that of all bytes but its own eight (FNV-1a, 64 bits).
 */
#ifndef STRAT_FILE_H
#define STRAT_FILE_H

#include "runtime/format.h"

#include <stddef.h>

#define FILE_MAGIC "STRATC\r\n" /* a copy that was taken for text is found out */
#define FILE_ORDER UINT32_C(0x01020304)

/* Where in the header the numbers stand: format and order have 4 bytes, all others 8. */
enum {
    FILE_FORMAT_AT = 8,
    FILE_ORDER_AT = 12,
    FILE_TOTAL_AT = 16, /* bytes of the file */
    FILE_TABLE_AT = 24, /* words */
    FILE_NAMES_AT = 32, /* words */
    FILE_TEXT_AT = 40,
    FILE_RULES_AT = 48,
    FILE_DIGEST_AT = 56,
    FILE_HEADER = 64
};

static inline uint64_t strat_i_file_digest(const unsigned char *bytes, size_t n) {
    uint64_t h = STRAT_DIGEST_START;
    size_t i;
    for (i = 0; i < n; i++)
        if (i < FILE_DIGEST_AT || i >= FILE_HEADER) h = (h ^ bytes[i]) * STRAT_DIGEST_PRIME;
    return h;
}

#endif
