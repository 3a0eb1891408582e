#include "emit/html.h"

#include "base/sha256.h"

#include <stdint.h>

void html_put(FILE *out, const char *text) {
    for (; *text; text++) switch (*text) {
        case '<': fputs("&lt;", out); break;
        case '>': fputs("&gt;", out); break;
        case '&': fputs("&amp;", out); break;
        case '"': fputs("&quot;", out); break;
        default: putc(*text, out); break;
        }
}

void html_put_base64(FILE *out, const unsigned char *bytes, size_t n) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < n; i += 3) {
        size_t left = n - i;
        uint32_t three = (uint32_t)bytes[i] << 16 | (left > 1 ? (uint32_t)bytes[i + 1] << 8 : 0) |
                         (left > 2 ? bytes[i + 2] : 0);
        char four[4] = {digits[three >> 18], digits[three >> 12 & 63], digits[three >> 6 & 63],
                        digits[three & 63]};
        if (left < 3) four[3] = '=';
        if (left < 2) four[2] = '=';
        fwrite(four, 1, sizeof four, out);
    }
}

void html_put_source(FILE *out, const struct embedded *const *parts, size_t n) {
    struct sha256 s;
    unsigned char digest[SHA256_BYTES];
    sha256_begin(&s);
    for (size_t i = 0; i < n; i++) sha256_add(&s, parts[i]->text, parts[i]->length);
    sha256_end(&s, digest);
    fputs("'sha256-", out);
    html_put_base64(out, digest, sizeof digest);
    putc('\'', out);
}
