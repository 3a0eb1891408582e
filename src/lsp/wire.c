#include "lsp/wire.h"

#include "base/text.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { READ_AT_ONCE = 1 << 16, LONGEST_HEADER = 1 << 16 };

bool bytes_add(struct bytes *b, const char *text, size_t len) {
    if (b->cap - b->len < len) {
        size_t cap = 2 * b->cap + len + 256;
        char *at = realloc(b->at, cap);
        if (!at) return false;
        b->at = at;
        b->cap = cap;
    }
    if (len) memcpy(b->at + b->len, text, len);
    b->len += len;
    return true;
}

/* ---- coming ---- */

void wire_read(struct wire *w) {
    char room[READ_AT_ONCE];
    ssize_t n = read(w->in, room, sizeof room);
    if (n < 0 && (errno == EINTR || errno == EAGAIN)) return;
    w->ended = n <= 0;
    if (n <= 0) return;
    if (w->log) {
        fwrite(room, 1, (size_t)n, w->log);
        fflush(w->log);
    }
    size_t passed = w->skip < (size_t)n ? w->skip : (size_t)n;
    w->skip -= passed;
    if (w->taken > 0) { /* what was taken makes room */
        w->got.len -= w->taken;
        memmove(w->got.at, w->got.at + w->taken, w->got.len);
        w->taken = 0;
    }
    w->broken = !bytes_add(&w->got, room + passed, (size_t)n - passed) || w->broken;
}

/* A header line's length where it says one, wherever in the line it begins: what stands before may
 * be the rest of something broken. */
static bool content_length(const char *line, size_t n, size_t *length) {
    static const char name[] = "content-length:";
    for (size_t i = 0; i + sizeof name - 1 <= n; i++) {
        if (strncasecmp(line + i, name, sizeof name - 1) != 0) continue;
        size_t at = i + sizeof name - 1;
        while (at < n && (line[at] == ' ' || line[at] == '\t')) at++;
        size_t digits = at;
        for (*length = 0; at < n && isdigit((unsigned char)line[at]) && *length < SIZE_MAX / 20;
             at++)
            *length = *length * 10 + (size_t)(line[at] - '0');
        return at > digits;
    }
    return false;
}

/* Reads over the header lines. True: a message of *length bytes begins at *at. Lines without a
 * length before an empty line are nothing. */
static bool take_header(struct wire *w, size_t *at, size_t *length) {
    bool known = false;
    for (size_t from = w->taken;;) {
        const char *line = w->got.at + from;
        const char *end = from < w->got.len ? memchr(line, '\n', w->got.len - from) : NULL;
        if (!end) {
            if (!known && w->got.len - from > LONGEST_HEADER) w->taken = w->got.len;
            return false;
        }
        size_t n = (size_t)(end - line);
        from += n + 1;
        if (n > 0 && line[n - 1] == '\r') n--;
        size_t said;
        if (content_length(line, n, &said)) {
            known = true;
            *length = said;
        } else if (n == 0 && known) {
            *at = from;
            return true;
        }
        if (!known) w->taken = from;
    }
}

int hex_digit(char c) {
    return isdigit((unsigned char)c)    ? c - '0'
           : isxdigit((unsigned char)c) ? (c | 32) - 'a' + 10
                                        : -1;
}

/* The UTF-16 unit of an escape \uXXXX, or -1. */
static int escaped_unit(const char *at, const char *end) {
    int unit = 0;
    if (end - at < 6 || at[0] != '\\' || at[1] != 'u') return -1;
    for (int i = 2; i < 6; i++) {
        if (hex_digit(at[i]) < 0) return -1;
        unit = unit * 16 + hex_digit(at[i]);
    }
    return unit;
}

/* Half a character, which no reader of JSON takes, becomes U+FFFD; so do bytes that are no UTF-8.
 * False: no memory. */
static bool mend(const char *text, size_t len, struct bytes *mended) {
    const char *end = text + len;
    bool fine = true;
    for (const char *at = text; fine && at < end;) {
        size_t n = 1;
        const char *instead = NULL;
        if (*at == '\\' && end - at > 1) {
            int unit = escaped_unit(at, end);
            bool high = unit >= 0xd800 && unit < 0xdc00, low = unit >= 0xdc00 && unit < 0xe000;
            int next = high ? escaped_unit(at + 6, end) : -1;
            bool pair = high && next >= 0xdc00 && next < 0xe000;
            n = pair ? 12 : unit >= 0 ? 6 : 2;
            if ((high || low) && !pair) instead = "\\ufffd";
        } else if ((unsigned char)*at >= 0x80 && utf8_decode(at, (size_t)(end - at), &n) < 0) {
            instead = "\xef\xbf\xbd";
        }
        fine = instead ? bytes_add(mended, instead, strlen(instead)) : bytes_add(mended, at, n);
        at += n;
    }
    return fine;
}

static json_t *read_json(const char *text, size_t len) {
    json_error_t error;
    json_t *message = json_loadb(text, len, JSON_ALLOW_NUL, &error);
    struct bytes mended = {0};
    if (!message && mend(text, len, &mended))
        message = json_loadb(mended.at ? mended.at : "", mended.len, JSON_ALLOW_NUL, &error);
    free(mended.at);
    return message;
}

json_t *wire_next(struct wire *w, bool *bad) {
    size_t at = 0, length = 0;
    *bad = false;
    if (w->skip > 0 || !take_header(w, &at, &length)) return NULL;
    size_t there = w->got.len - at;
    if (length > WIRE_LARGEST) {
        w->skip = length > there ? length - there : 0;
        w->taken = length > there ? w->got.len : at + length;
        *bad = true;
        return NULL;
    }
    if (there < length) return NULL;
    w->taken = at + length;
    json_t *message = read_json(w->got.at + at, length);
    *bad = message == NULL;
    return message;
}

/* ---- going ---- */

static int to_queue(const char *text, size_t len, void *wire) {
    return bytes_add(&((struct wire *)wire)->waiting, text, len) ? 0 : -1;
}

void wire_send(struct wire *w, json_t *message) {
    struct bytes body = {0}, queue = w->waiting;
    char header[64];
    w->waiting = body;
    bool fine = json_dump_callback(message, to_queue, w, JSON_COMPACT) == 0;
    body = w->waiting;
    w->waiting = queue;
    int n = snprintf(header, sizeof header, "Content-Length: %zu\r\n\r\n", body.len);
    fine = fine && bytes_add(&w->waiting, header, (size_t)n) &&
           bytes_add(&w->waiting, body.at, body.len);
    free(body.at);
    json_decref(message);
    w->broken = w->broken || !fine;
    wire_write(w);
}

void wire_write(struct wire *w) {
    while (!w->broken && wire_waiting(w) > 0) {
        ssize_t n = write(w->out, w->waiting.at + w->sent, wire_waiting(w));
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
        if (n < 0 && errno != EINTR) w->broken = true;
        if (n > 0) w->sent += (size_t)n;
    }
    free(w->waiting.at);
    w->waiting = (struct bytes){0};
    w->sent = 0;
}

void wire_free(struct wire *w) {
    free(w->got.at);
    free(w->waiting.at);
}

json_t *json_words(const char *text) {
    json_t *words = json_string(text);
    struct bytes mended = {0};
    if (words) return words;
    if (mend(text, strlen(text), &mended)) words = json_stringn(mended.at, mended.len);
    free(mended.at);
    return words;
}
