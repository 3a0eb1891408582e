#include "evaluator/io/output.h"

#include "base/text.h"

#include <errno.h>
#include <stdlib.h>

enum { SHOWN = 60 }; /* bytes of somebody's text that a message repeats */

bool ev_out_open(struct ev_out *o, int fd, size_t size) {
    *o = (struct ev_out){.fd = fd, .size = size, .buffer = malloc(size)};
    return o->buffer != NULL;
}

void ev_out_close(struct ev_out *o) {
    free(o->buffer);
    *o = (struct ev_out){.fd = EV_MEMORY};
}

static void grow(struct ev_out *o, const char *bytes, size_t n) {
    size_t size = o->size;
    while (size - o->used < n && size <= SIZE_MAX / 2) size *= 2;
    char *larger = size - o->used < n ? NULL : realloc(o->buffer, size);
    if (!larger) {
        o->error = ENOMEM;
        return;
    }
    o->buffer = larger;
    o->size = size;
    memcpy(larger + o->used, bytes, n);
    o->used += n;
}

void ev_put_slowly(struct ev_out *o, const char *bytes, size_t n) {
    if (o->fd == EV_MEMORY) {
        grow(o, bytes, n);
    } else if (o->fd == EV_BOUNDED) {
        memcpy(o->buffer + o->used, bytes, o->size - o->used); /* and nothing from now on */
        o->used = o->size;
        o->error = EFBIG;
    } else {
        ev_put_through(o, bytes, n);
    }
}

static void put_code(struct ev_out *o, uint32_t c) {
    static const char hex[] = "0123456789abcdef";
    char six[6] = {'\\', 'u', hex[c >> 12 & 15], hex[c >> 8 & 15], hex[c >> 4 & 15], hex[c & 15]};
    ev_put(o, six, 6);
}

static void put_escaped(struct ev_out *o, char c) {
    unsigned char u = (unsigned char)c;
    if (o->escape == EV_CSV && c == '"') {
        ev_put(o, "\"\"", 2);
    } else if (o->escape == EV_JSON && (c == '"' || c == '\\')) {
        char two[2] = {'\\', c};
        ev_put(o, two, 2);
    } else if (o->escape == EV_JSON && u < 0x20) {
        put_code(o, u);
    } else {
        ev_put(o, &c, 1);
    }
}

/* How much of it stands as it is for people, as most of it does. */
static size_t plain(enum ev_escape escape, const char *text, size_t n) {
    size_t i = 0;
    for (; i < n && text[i] >= ' ' && text[i] <= '~'; i++)
        if ((escape == EV_HTML && text_entity(text[i])) ||
            (escape == EV_MARKDOWN && text_markdown_sign(text, n, i)))
            break;
    return i;
}

static void put_for_people(struct ev_out *o, const char *text, size_t n) {
    for (size_t i = 0, length; i < n; i += length) {
        const char *instead = o->escape == EV_HTML ? text_entity(text[i]) : NULL;
        int32_t c = utf8_decode(text + i, n - i, &length);
        if (text_harmful(c)) {
            ev_puts(o, "\xef\xbf\xbd"); /* U+FFFD */
        } else if (instead) {
            ev_puts(o, instead);
        } else {
            if (o->escape == EV_MARKDOWN && text_markdown_sign(text, n, i)) ev_put(o, "\\", 1);
            ev_put(o, text + i, length);
        }
        i += length;
        length = plain(o->escape, text + i, n - i);
        ev_put(o, text + i, length);
    }
}

void ev_text_n(struct ev_out *o, const char *text, size_t n) {
    if (o->escape == EV_PLAIN) {
        ev_put(o, text, n);
        return;
    }
    if (o->escape >= EV_SCREEN) {
        put_for_people(o, text, n);
        return;
    }
    for (size_t i = 0; i < n; i++) put_escaped(o, text[i]);
}

void ev_text(struct ev_out *o, const char *text) { ev_text_n(o, text, strlen(text)); }

void ev_vtextf(struct ev_out *o, const char *format, va_list arguments) {
    for (;;) {
        size_t n = strcspn(format, "%");
        ev_text_n(o, format, n);
        format += n;
        if (*format == '\0') return;
        int most = format[1] == '.' ? va_arg(arguments, int) : -1;
        format += most < 0 ? 1 : 3;
        if (*format++ == 'u') {
            ev_put_number(o, va_arg(arguments, unsigned));
        } else {
            const char *text = va_arg(arguments, const char *);
            ev_text_n(o, text, most < 0 ? strlen(text) : (size_t)most);
        }
    }
}

void ev_textf(struct ev_out *o, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    ev_vtextf(o, format, arguments);
    va_end(arguments);
}

/* The length of one character of a JSON string's inside that is known to be well-formed. A pair of
 * surrogate escapes is one. */
static size_t json_character(const char *s, size_t n) {
    size_t length;
    if (s[0] != '\\') {
        utf8_decode(s, n, &length);
        return length;
    }
    if (s[1] != 'u') return 2;
    bool high = (s[2] == 'd' || s[2] == 'D') && strchr("89aAbB", s[3]);
    return high ? 12 : 6;
}

/* What is harmful is written as an escape inside a JSON string, else as a question mark. */
static void put_character(struct ev_out *o, const char *s, size_t n, bool json) {
    size_t length;
    int32_t c = utf8_decode(s, n, &length);
    if (!text_harmful(c) || (json && c < 0)) {
        if (json)
            ev_put(o, s, n);
        else
            ev_text_n(o, s, n);
    } else if (json) {
        put_code(o, (uint32_t)c);
    } else {
        ev_put(o, "?", 1);
    }
}

/* The characters up to so many bytes: where that was. */
static size_t put_safely(struct ev_out *o, struct ev_span span, size_t most) {
    size_t i = 0;
    while (i < span.length) {
        size_t length, rest = span.length - i;
        if (span.json)
            length = json_character(span.at + i, rest);
        else
            utf8_decode(span.at + i, rest, &length);
        if (i + length > most) break;
        put_character(o, span.at + i, length, span.json);
        i += length;
    }
    return i;
}

void ev_put_json_inside(struct ev_out *o, const char *text, size_t n) {
    put_safely(o, (struct ev_span){text, n, true}, SIZE_MAX);
}

void ev_text_safely(struct ev_out *o, const char *text) {
    put_safely(o, (struct ev_span){text, strlen(text), false}, SIZE_MAX);
}

void ev_shell_word(struct ev_out *o, const char *word, size_t n) {
    static const char plain[] = "-+,./:=@_";
    bool quoted = n == 0;
    for (size_t i = 0; i < n && !quoted; i++) {
        bool other = !(word[i] >= 'a' && word[i] <= 'z') && !(word[i] >= 'A' && word[i] <= 'Z');
        quoted = other && !(word[i] >= '0' && word[i] <= '9') &&
                 !memchr(plain, word[i], sizeof plain - 1);
    }
    if (quoted) ev_text(o, "'");
    for (const char *end = word + n, *at = word; at < end;) {
        const char *mark = memchr(at, '\'', (size_t)(end - at)), *stop = mark ? mark : end;
        put_safely(o, (struct ev_span){at, (size_t)(stop - at), false}, SIZE_MAX);
        if (mark) ev_text(o, "'\\''");
        at = mark ? mark + 1 : end;
    }
    if (quoted) ev_text(o, "'");
}

void ev_show(struct ev_out *o, struct ev_span span) {
    ev_text(o, "\"");
    size_t shown = put_safely(o, span, SHOWN);
    ev_text(o, shown < span.length ? "...\"" : "\"");
}

void ev_put_fixed(struct ev_out *o, int64_t value, uint32_t decimals) {
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    char text[48];
    size_t i = sizeof text;
    for (uint32_t d = 0; d < decimals && d < 20; d++) {
        text[--i] = (char)('0' + rest % 10);
        rest /= 10;
    }
    if (decimals > 0) text[--i] = '.';
    do {
        text[--i] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0) text[--i] = '-';
    ev_put(o, text + i, sizeof text - i);
}

void ev_put_number(struct ev_out *o, int64_t n) { ev_put_fixed(o, n, 0); }

void ev_put_json(struct ev_out *o, const char *text) {
    enum ev_escape before = o->escape;
    ev_put(o, "\"", 1);
    o->escape = EV_JSON;
    ev_text(o, text);
    o->escape = before;
    ev_put(o, "\"", 1);
}

void ev_put_field(struct ev_out *out, const char *text, size_t length) {
    if (length == 0) /* and perhaps no text at all: an id that is not there */
        return;
    bool plain = true;
    for (size_t i = 0; i < length && plain; i++)
        plain = text[i] != '"' && text[i] != ',' && text[i] != '\n' && text[i] != '\r';
    if (plain) {
        ev_put(out, text, length);
        return;
    }
    enum ev_escape before = out->escape;
    out->escape = EV_CSV;
    ev_put(out, "\"", 1);
    ev_text_n(out, text, length);
    ev_put(out, "\"", 1);
    out->escape = before;
}
