#include "base/json.h"

#include "base/text.h"

#include <string.h>

void json_chars(FILE *out, const char *text, size_t n) {
    for (size_t i = 0, len; i < n; i += len) {
        int32_t c = utf8_decode(text + i, n - i, &len);
        if (c == '"' || c == '\\')
            fprintf(out, "\\%c", (char)c);
        else if (c == '\n')
            fputs("\\n", out);
        else if (c < 0)
            fputs("\\ufffd", out);
        else if (text_harmful(c))
            fprintf(out, "\\u%04x", (unsigned)c);
        else
            fwrite(text + i, 1, len, out);
    }
}

void json_text(FILE *out, const char *text) {
    if (!text) {
        fputs("null", out);
        return;
    }
    putc('"', out);
    json_chars(out, text, strlen(text));
    putc('"', out);
}

void json_count(FILE *out, struct arena *a, struct big n) {
    putc('"', out);
    for (const char *digit = big_text(a, n); *digit; digit++)
        if (*digit != ',') putc(*digit, out);
    putc('"', out);
}
