#include "emit/html.h"

#include "base/sha256.h"
#include "base/text.h"

void html_put(FILE *out, const char *text) {
    for (; *text; text++) {
        const char *instead = text_entity(*text);
        if (instead)
            fputs(instead, out);
        else
            putc(*text, out);
    }
}

void html_put_base64(FILE *out, const unsigned char *bytes, size_t n) {
    char digits[4];
    for (size_t i = 0; i < n; i += 3) {
        base64_digits(bytes + i, n - i, digits);
        fwrite(digits, 1, sizeof digits, out);
    }
}

void html_put_source(FILE *out, const struct embedded *const *parts, size_t n) {
    struct sha256 s;
    unsigned char digest[SHA256_BYTES];
    char text[SHA256_BASE64];
    sha256_begin(&s);
    for (size_t i = 0; i < n; i++) sha256_add(&s, parts[i]->text, parts[i]->length);
    sha256_end(&s, digest);
    sha256_base64(digest, text);
    fprintf(out, "'sha256-%s'", text);
}
