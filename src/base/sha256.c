#include "base/sha256.h"

#include <string.h>

/* The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
static const uint32_t rounds[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t turn(uint32_t x, unsigned n) { return x >> n | x << (32 - n); }

/* One round: the eight words are not moved, but named anew by who calls it. */
static inline void take_word(uint32_t a, uint32_t b, uint32_t c, uint32_t *d, uint32_t e,
                             uint32_t f, uint32_t g, uint32_t *h, uint32_t word) {
    uint32_t one = *h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (g ^ (e & (f ^ g))) + word;
    *d += one;
    *h = one + (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) | (c & (a | b)));
}

static void take_block(uint32_t state[8], const unsigned char *bytes) {
    uint32_t w[64], x[8];
    for (unsigned i = 0; i < 16; i++)
        w[i] = (uint32_t)bytes[4 * i] << 24 | (uint32_t)bytes[4 * i + 1] << 16 |
               (uint32_t)bytes[4 * i + 2] << 8 | bytes[4 * i + 3];
    for (unsigned i = 16; i < 64; i++) {
        uint32_t early = w[i - 15], late = w[i - 2];
        w[i] = w[i - 16] + (turn(early, 7) ^ turn(early, 18) ^ early >> 3) + w[i - 7] +
               (turn(late, 17) ^ turn(late, 19) ^ late >> 10);
    }
    memcpy(x, state, sizeof x);
    for (unsigned i = 0; i < 64; i++) w[i] += rounds[i];
    for (const uint32_t *k = w; k < w + 64; k += 8) {
        take_word(x[0], x[1], x[2], &x[3], x[4], x[5], x[6], &x[7], k[0]);
        take_word(x[7], x[0], x[1], &x[2], x[3], x[4], x[5], &x[6], k[1]);
        take_word(x[6], x[7], x[0], &x[1], x[2], x[3], x[4], &x[5], k[2]);
        take_word(x[5], x[6], x[7], &x[0], x[1], x[2], x[3], &x[4], k[3]);
        take_word(x[4], x[5], x[6], &x[7], x[0], x[1], x[2], &x[3], k[4]);
        take_word(x[3], x[4], x[5], &x[6], x[7], x[0], x[1], &x[2], k[5]);
        take_word(x[2], x[3], x[4], &x[5], x[6], x[7], x[0], &x[1], k[6]);
        take_word(x[1], x[2], x[3], &x[4], x[5], x[6], x[7], &x[0], k[7]);
    }
    for (unsigned i = 0; i < 8; i++) state[i] += x[i];
}

void sha256_begin(struct sha256 *s) {
    /* Of the square roots of the first eight primes. */
    *s = (struct sha256){.state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f,
                                   0x9b05688c, 0x1f83d9ab, 0x5be0cd19}};
}

void sha256_add(struct sha256 *s, const void *bytes, size_t n) {
    const unsigned char *from = bytes;
    while (n > 0) {
        size_t at = s->length % 64, part = 64 - at < n ? 64 - at : n;
        memcpy(s->block + at, from, part);
        s->length += part;
        from += part;
        n -= part;
        if (at + part == 64) take_block(s->state, s->block);
    }
}

void sha256_end(struct sha256 *s, unsigned char digest[SHA256_BYTES]) {
    static const unsigned char padding[64] = {0x80};
    uint64_t bits = s->length * 8;
    unsigned char length[8];
    for (unsigned i = 0; i < 8; i++) length[i] = (unsigned char)(bits >> (56 - 8 * i));
    sha256_add(s, padding, 1 + (119 - s->length % 64) % 64);
    sha256_add(s, length, sizeof length);
    for (unsigned i = 0; i < SHA256_BYTES; i++)
        digest[i] = (unsigned char)(s->state[i / 4] >> (24 - 8 * (i % 4)));
}

void sha256_text(const unsigned char digest[SHA256_BYTES], char text[SHA256_HEX]) {
    static const char hex[] = "0123456789abcdef";
    for (unsigned i = 0; i < SHA256_BYTES; i++) {
        text[2 * i] = hex[digest[i] >> 4];
        text[2 * i + 1] = hex[digest[i] & 15];
    }
    text[2 * SHA256_BYTES] = '\0';
}

void base64_digits(const unsigned char *bytes, size_t n, char digits[4]) {
    static const char all[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint32_t three =
        (uint32_t)bytes[0] << 16 | (n > 1 ? (uint32_t)bytes[1] << 8 : 0) | (n > 2 ? bytes[2] : 0);
    for (unsigned i = 0; i < 4; i++) digits[i] = i > n ? '=' : all[three >> (18 - 6 * i) & 63];
}

void sha256_base64(const unsigned char digest[SHA256_BYTES], char text[SHA256_BASE64]) {
    for (unsigned i = 0; i < SHA256_BYTES; i += 3)
        base64_digits(digest + i, SHA256_BYTES - i, text + i / 3 * 4);
    text[SHA256_BASE64 - 1] = '\0';
}
