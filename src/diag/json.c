#include "diag/json.h"

#include "base/text.h"

#include <stdbool.h>
#include <string.h>

static bool turns_text(int32_t c)
{
    return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

void json_chars(FILE *out, const char *text, size_t n)
{
    for (size_t i = 0, len; i < n; i += len) {
        int32_t c = utf8_decode(text + i, n - i, &len);
        if (c == '"' || c == '\\')
            fprintf(out, "\\%c", (char)c);
        else if (c == '\n')
            fputs("\\n", out);
        else if (c < 0)
            fputs("\\ufffd", out);
        else if (c < 0x20 || (c >= 0x7f && c < 0xa0) || turns_text(c))
            fprintf(out, "\\u%04x", (unsigned)c);
        else
            fwrite(text + i, 1, len, out);
    }
}

void json_string(FILE *out, const char *text)
{
    putc('"', out);
    json_chars(out, text, strlen(text));
    putc('"', out);
}
