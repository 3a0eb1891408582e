#include "base/json.h"

#include "base/text.h"

#include <inttypes.h>
#include <string.h>

/* ---- the writer ---- */

void json_line(struct json *w) { w->line = true; }

void json_key(struct json *w, const char *key) {
    if (w->comma) putc(',', w->out);
    if (w->line) putc('\n', w->out);
    w->comma = true;
    w->line = false;
    if (!key) return;
    json_text(w->out, key);
    putc(':', w->out);
}

void json_open(struct json *w, const char *key, char bracket) {
    json_key(w, key);
    putc(bracket, w->out);
    w->comma = false;
}

void json_close(struct json *w, char bracket) {
    putc(bracket, w->out);
    w->comma = true;
}

void json_put_text(struct json *w, const char *key, const char *text) {
    json_key(w, key);
    json_text(w->out, text);
}

void json_put_bool(struct json *w, const char *key, bool yes) {
    json_key(w, key);
    fputs(yes ? "true" : "false", w->out);
}

void json_put_number(struct json *w, const char *key, uint64_t number) {
    json_key(w, key);
    fprintf(w->out, "%" PRIu64, number);
}

void json_put_count(struct json *w, const char *key, struct big n) {
    json_key(w, key);
    json_count(w->out, w->arena, n);
}

/* ---- to a stream ---- */

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
