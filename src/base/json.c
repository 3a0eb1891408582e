#include "base/json.h"

#include "base/text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- the writer ---- */

void json_line(struct json *w) { w->line = true; }

void json_key(struct json *w, const char *key) {
    if (w->comma) fputs(w->spaced && !w->line ? ", " : ",", w->out);
    if (w->line) fprintf(w->out, "\n%*s", w->margin, "");
    w->comma = true;
    w->line = false;
    if (!key) return;
    json_text(w->out, key);
    fputs(w->spaced ? ": " : ":", w->out);
}

void json_open(struct json *w, const char *key, char bracket) {
    json_key(w, key);
    putc(bracket, w->out);
    w->comma = false;
    w->opened = true;
}

void json_close(struct json *w, char bracket) {
    putc(bracket, w->out);
    w->comma = true;
    w->opened = false;
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
    putc('"', w->out);
    for (const char *digit = big_text(w->arena, n); *digit; digit++)
        if (*digit != ',') putc(*digit, w->out);
    putc('"', w->out);
}

/* ---- to a stream ---- */

/* How much of it stands as it is, as most of it does. */
static size_t plain(const char *text, size_t n) {
    size_t i = 0;
    while (i < n && text[i] >= ' ' && text[i] <= '~' && text[i] != '"' && text[i] != '\\') i++;
    return i;
}

void json_chars(FILE *out, const char *text, size_t n) {
    for (size_t i = 0, len; i < n; i += len) {
        len = plain(text + i, n - i);
        if (len > 0) {
            fwrite(text + i, 1, len, out);
            continue;
        }
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

/* ---- reading ---- */

enum { DEPTH_MOST = 8 };

void json_skip_blanks(struct json_reader *r) {
    while (r->at < r->end && strchr(" \t\r\n", *r->at)) r->at++;
}

bool json_take(struct json_reader *r, char c) {
    json_skip_blanks(r);
    if (r->at == r->end || *r->at != c) return false;
    r->at++;
    return true;
}

void json_want(struct json_reader *r, char c) { r->bad = !json_take(r, c) || r->bad; }

static uint32_t read_hex(struct json_reader *r) {
    char digits[5] = {0};
    size_t left = (size_t)(r->end - r->at);
    memcpy(digits, r->at, left < 4 ? left : 4);
    r->bad = r->bad || strspn(digits, "0123456789abcdefABCDEF") < 4;
    if (r->bad) return 0;
    r->at += 4;
    return (uint32_t)strtoul(digits, NULL, 16);
}

/* How many bytes stand before the quote that ends a string. */
static size_t string_length(const struct json_reader *r) {
    const char *at = r->at;
    while (at < r->end && *at != '"') at += *at == '\\' && at + 1 < r->end ? 2 : 1;
    return (size_t)(at - r->at);
}

const char *json_read_string(struct json_reader *r) {
    json_want(r, '"');
    /* An escape is longer than what it stands for. */
    char *text = arena_array(r->arena, char, string_length(r) + 1);
    size_t n = 0;
    while (!r->bad && r->at < r->end && *r->at != '"') {
        char c = *r->at++;
        if (c != '\\') {
            text[n++] = c;
            continue;
        }
        static const char escaped[] = "\"\\/nrtbf", means[] = "\"\\/\n\r\t\b\f";
        const char *known = r->at < r->end ? strchr(escaped, *r->at) : NULL;
        if (known) {
            text[n++] = means[known - escaped];
            r->at++;
        } else if (r->at < r->end && *r->at == 'u') {
            r->at++;
            uint32_t code = read_hex(r);
            n += utf8_encode(code ? code : 0xfffd, text + n);
        } else {
            r->bad = true;
        }
    }
    json_want(r, '"');
    return text;
}

static void skip_value(struct json_reader *r, int depth) {
    json_skip_blanks(r);
    char open = r->at < r->end ? *r->at : '\0';
    if (open == '"') {
        json_read_string(r);
    } else if (open == '{' || open == '[') {
        char close = open == '{' ? '}' : ']';
        r->at++;
        r->bad = r->bad || depth == DEPTH_MOST;
        if (r->bad || json_take(r, close)) return;
        do {
            if (open == '{') {
                json_read_string(r);
                json_want(r, ':');
            }
            skip_value(r, depth + 1);
        } while (!r->bad && json_take(r, ','));
        json_want(r, close);
    } else {
        const char *start = r->at;
        while (r->at < r->end && strchr("+-.0123456789abcdefghijklmnopqrstuvwxyzE", *r->at))
            r->at++;
        r->bad = r->bad || r->at == start;
    }
}

void json_skip_value(struct json_reader *r) { skip_value(r, 0); }
