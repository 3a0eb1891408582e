/*
 * UTF-8: one character at a time, strictly; and which of them no screen should see.
 */
#ifndef STRAT_EVALUATOR_IO_UTF8_H
#define STRAT_EVALUATOR_IO_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The character at s[0] (n bytes are there), its length in *length; -1 and 1 where the bytes are
 * not well-formed: overlong, a surrogate, over U+10FFFF, cut off. */
static inline int32_t ev_utf8(const char *s, size_t n, size_t *length) {
    static const int32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *u = (const unsigned char *)s;
    *length = 1;
    if (n == 0) return -1;
    if (u[0] < 0x80) return u[0];
    size_t bytes = u[0] >= 0xf0 ? 4 : u[0] >= 0xe0 ? 3 : 2;
    if (u[0] < 0xc2 || u[0] > 0xf4 || bytes > n) return -1;
    int32_t c = u[0] & (0x7f >> bytes);
    for (size_t i = 1; i < bytes; i++) {
        if ((u[i] & 0xc0) != 0x80) return -1;
        c = c << 6 | (u[i] & 0x3f);
    }
    if (c < least[bytes] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) return -1;
    *length = bytes;
    return c;
}

/* Control characters (C1 among them) can move a cursor or start an escape sequence; others turn the
 * direction of text, or begin a line. -1 is harmful too. */
static inline bool ev_harmful(int32_t c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x061c || c == 0x200e || c == 0x200f ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

#endif
