#include "evaluator/io/scan.h"

#include "base/text.h"
#include "evaluator/io/bytes.h"

#include <string.h>

/* ---- strings ---- */

/* Bytes that may simply be passed in a string: none is a quote, a backslash, a control character or
 * above ASCII. A borrow may mark a byte above one that is marked rightly, so only "none" and "the
 * first" are exact, and the loop below needs no more. */
static bool eight_plain(const char *s) {
    uint64_t w = ev_load8(s);
    uint64_t quote = w ^ EV_EACH_BYTE('"'), backslash = w ^ EV_EACH_BYTE('\\');
    uint64_t stop =
        (quote - EV_EACH_BYTE(1)) | (backslash - EV_EACH_BYTE(1)) | (w - EV_EACH_BYTE(0x20)) | w;
    return (stop & EV_EACH_BYTE(0x80)) == 0;
}

static int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    char lower = (char)(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* Four hexadecimal digits; -1 where there are fewer. The NUL at the end is none, so this does not
 * run past it. */
static int32_t four_hex(const char *s) {
    int32_t n = 0;
    for (int i = 0; i < 4; i++) {
        int digit = hex_value(s[i]);
        if (digit < 0) return -1;
        n = n * 16 + digit;
    }
    return n;
}

/* The length of the escape at s (a backslash); 0 and *why where it is none. */
static size_t escape_length(const char *s, const char **why) {
    if (s[1] != 'u') {
        if (s[1] != '\0' && strchr("\"\\/bfnrt", s[1])) return 2;
        *why = "there is no such escape: a backslash goes before one of \" \\ / b f n r t u";
        return 0;
    }
    int32_t c = four_hex(s + 2);
    if (c < 0) {
        *why = "\\u wants four hexadecimal digits";
        return 0;
    }
    if (c < 0xd800 || c > 0xdfff) return 6;
    int32_t low = c < 0xdc00 && s[6] == '\\' && s[7] == 'u' ? four_hex(s + 8) : -1;
    if (low >= 0xdc00 && low <= 0xdfff) return 12;
    *why = "half a surrogate pair: \\ud800 to \\udfff stand for a character in pairs only";
    return 0;
}

const char *ev_string_end(const char *s, const char *end, bool *escaped, const char **why) {
    *escaped = false;
    *why = NULL;
    for (;;) {
        while (eight_plain(s)) s += 8;
        unsigned char c = (unsigned char)*s;
        size_t length = 1;
        if (c == '"') return s;
        if (c == '\\') {
            *escaped = true;
            length = escape_length(s, why);
        } else if (c < 0x20) {
            *why = s >= end ? ""
                   : c == 0 ? "a NUL byte"
                            : "a control character: in a string it is written as an escape";
        } else if (c >= 0x80 && utf8_decode(s, (size_t)(end - s), &length) < 0) {
            *why = "not well-formed UTF-8";
        }
        if (*why) return s;
        s += length;
    }
}

/* The character that the escape at s stands for, and its length. */
static int32_t escaped_character(const char *s, size_t *length) {
    static const char letters[] = "\"\\/bfnrt", characters[] = "\"\\/\b\f\n\r\t";
    *length = 2;
    if (s[1] != 'u') return characters[strchr(letters, s[1]) - letters];
    int32_t c = four_hex(s + 2);
    *length = 6;
    if (c < 0xd800 || c > 0xdfff) return c;
    *length = 12;
    return 0x10000 + ((c - 0xd800) << 10) + (four_hex(s + 8) - 0xdc00);
}

size_t ev_unescape(const char *s, size_t length, char *to, size_t room) {
    size_t n = 0;
    for (size_t i = 0, step = 1; i < length && n < room; i += step) {
        char bytes[4] = {s[i]};
        size_t count = 1;
        step = 1;
        if (s[i] == '\\') count = utf8_encode((uint32_t)escaped_character(s + i, &step), bytes);
        for (size_t k = 0; k < count && n < room; k++) to[n++] = bytes[k];
    }
    return n;
}

/* ---- numbers and words ---- */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static const char *digits(const char *s, const char *end) {
    while (s < end && is_digit(*s)) s++;
    return s;
}

const char *ev_number_end(const char *s, const char *end) {
    if (s < end && *s == '-') s++;
    if (s == end || !is_digit(*s)) return NULL;
    s = *s == '0' ? s + 1 : digits(s, end);
    if (s < end && *s == '.') {
        if (++s == end || !is_digit(*s)) return NULL;
        s = digits(s, end);
    }
    if (s < end && (*s == 'e' || *s == 'E')) {
        if (++s < end && (*s == '+' || *s == '-')) s++;
        if (s == end || !is_digit(*s)) return NULL;
        s = digits(s, end);
    }
    return s;
}

const char *ev_scalar_end(const char *s, const char *end, const char **why) {
    static const struct {
        const char *text;
        size_t length;
    } words[] = {{"true", 4}, {"false", 5}, {"null", 4}};
    const char *after = NULL;
    *why = NULL;
    if (*s == '-' || (*s >= '0' && *s <= '9'))
        after = ev_number_end(s, end);
    else
        for (size_t i = 0; i < 3 && !after; i++)
            if (strncmp(s, words[i].text, words[i].length) == 0) after = s + words[i].length;
    if (!after)
        *why = *s == '-' || (*s >= '0' && *s <= '9')
                   ? "not a number as JSON writes it"
                   : "a value is missing: a string in double quotes, a number, true, false, "
                     "null, a list or an object";
    else if (after < end && !ev_is_space(*after) && *after != ',' && *after != ']' && *after != '}')
        *why = "not a value of JSON: text goes in double quotes, a number has no 0 before it";
    return *why ? s : after;
}

/* ---- depth ---- */

void ev_depth_count(struct ev_depth *d, const char *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (d->in_string) {
            if (d->escaped)
                d->escaped = false;
            else if (c == '\\')
                d->escaped = true;
            else if (c == '"')
                d->in_string = false;
        } else if (c == '"') {
            d->in_string = true;
        } else if (c == '[' || c == '{') {
            if (++d->now > d->deepest) d->deepest = d->now;
        } else if ((c == ']' || c == '}') && d->now > 0) {
            d->now--;
        }
    }
}
