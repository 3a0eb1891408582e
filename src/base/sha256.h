/*
 * SHA-256 (FIPS 180-4): a fingerprint of bytes, which nobody can make others to.
 */
#ifndef STRATC_BASE_SHA256_H
#define STRATC_BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

enum { SHA256_BYTES = 32, SHA256_HEX = 65, SHA256_BASE64 = 45 };

struct sha256 {
    uint32_t state[8];
    uint64_t length; /* of all that was added */
    unsigned char block[64];
};

void sha256_begin(struct sha256 *s);
void sha256_add(struct sha256 *s, const void *bytes, size_t n);
void sha256_end(struct sha256 *s, unsigned char digest[SHA256_BYTES]);

/* A digest in hexadecimal, and a NUL. */
void sha256_text(const unsigned char digest[SHA256_BYTES], char text[SHA256_HEX]);

/* The same in base64, as a Content-Security-Policy has it. */
void sha256_base64(const unsigned char digest[SHA256_BYTES], char text[SHA256_BASE64]);

/* The next digits of base64 (RFC 4648): for three bytes, or the last n of them that there are. */
void base64_digits(const unsigned char *bytes, size_t n, char digits[4]);

#endif
