#include "evaluator/cli/page.h"

#include "base/text.h"

#include <stdlib.h>
#include <unistd.h>

enum { WIDTH = 80 };

bool ev_page_open(struct ev_page *p, struct ev_out *out) {
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    *p = (struct ev_page){.out = out, .width = WIDTH};
    p->colour = !(no_color && *no_color) && !(term && strcmp(term, "dumb") == 0) && isatty(out->fd);
    return ev_out_open(&p->text, EV_MEMORY, 1024);
}

void ev_page_close(struct ev_page *p) { ev_out_close(&p->text); }

void ev_add(struct ev_page *p, const char *text) { ev_puts(&p->text, text); }

void ev_add_styled(struct ev_page *p, enum ev_style style, const char *text) {
    static const char *const codes[] = {"",         "\033[1m",  "\033[32m",
                                        "\033[33m", "\033[31m", "\033[2m"};
    bool styled = p->colour && style != EV_NORMAL;
    ev_add(p, styled ? codes[style] : "");
    ev_add(p, text);
    ev_add(p, styled ? "\033[0m" : "");
}

void ev_add_number(struct ev_page *p, int64_t n) { ev_put_number(&p->text, n); }

/* Columns that a text takes. Letters of one column are what policies are written in; combining
 * marks take none, the wide scripts of East Asia two. Escape sequences for colour take none. */
static size_t columns(const char *s, size_t n) {
    size_t width = 0;
    for (size_t i = 0, length; i < n; i += length) {
        int32_t c = utf8_decode(s + i, n - i, &length);
        if (c == 0x1b) {
            while (i + length < n && s[i + length - 1] != 'm') length++;
            continue;
        }
        bool mark = (c >= 0x300 && c <= 0x36f) || (c >= 0x200b && c <= 0x200f);
        bool wide = (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xd7a3 && c != 0x303f) ||
                    (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe6f) ||
                    (c >= 0xff00 && c <= 0xff60) || (c >= 0x1f300 && c <= 0x1faff) ||
                    (c >= 0x20000 && c <= 0x3fffd);
        width += mark ? 0 : wide ? 2 : 1;
    }
    return width;
}

void ev_add_column(struct ev_page *p, size_t column) {
    size_t width = columns(p->text.buffer, p->text.used);
    do ev_add(p, " ");
    while (++width < column);
}

static void indent(struct ev_out *out, size_t n) {
    for (size_t i = 0; i < n; i++) ev_put(out, " ", 1);
}

void ev_end(struct ev_page *p, size_t first, size_t rest) {
    const char *s = p->text.buffer, *end = s + p->text.used;
    size_t column = first;
    bool line_begun = false;
    indent(p->out, first);
    while (s < end) {
        const char *word = s;
        while (word < end && *word == ' ') word++;
        const char *next = word;
        while (next < end && *next != ' ') next++;
        size_t width = columns(word, (size_t)(next - word)), spaces = (size_t)(word - s);
        if (line_begun && column + spaces + width > p->width) {
            ev_put(p->out, "\n", 1);
            indent(p->out, rest);
            column = rest;
        } else {
            ev_put(p->out, s, spaces);
            column += spaces;
        }
        ev_put(p->out, word, (size_t)(next - word));
        column += width;
        line_begun = true;
        s = next;
    }
    ev_put(p->out, "\n", 1);
    p->text.used = 0;
    if (p->text.error) /* a piece had no room: a page with a hole must not look whole */
        p->out->error = p->text.error;
}

void ev_heading(struct ev_page *p, const char *text) {
    ev_put(p->out, "\n", 1);
    ev_add_styled(p, EV_BOLD, text);
    ev_end(p, 0, 0);
}
