#include "evaluator/cli/page.h"

#include "base/options.h"
#include "base/text.h"

#include <stdarg.h>

bool ev_page_open(struct ev_page *p, struct ev_out *out) {
    *p = (struct ev_page){
        .out = out, .colour = options_color(out->fd), .columns = options_columns(out->fd)};
    return ev_out_open(&p->text, EV_MEMORY, 1024);
}

void ev_page_close(struct ev_page *p) { ev_out_close(&p->text); }

void ev_add(struct ev_page *p, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    ev_vtextf(&p->text, format, arguments);
    va_end(arguments);
}

void ev_add_some(struct ev_page *p, const char *before, const char *text, const char *behind) {
    if (text[0] != '\0') ev_add(p, "%s%s%s", before, text, behind);
}

void ev_add_column(struct ev_page *p, size_t column) {
    size_t width = text_width(p->text.buffer, p->text.used);
    do ev_add(p, " ");
    while (++width < column);
}

/* No text of a policy has an escape. */
static void drop_colours(struct ev_out *text) {
    size_t n = 0;
    for (size_t i = 0; i < text->used; i++) {
        bool escape = text->buffer[i] == '\033';
        while (escape && text->buffer[i] != 'm') i++;
        if (!escape) text->buffer[n++] = text->buffer[i];
    }
    text->used = n;
}

void ev_end(struct ev_page *p, size_t first, size_t rest) {
    if (!p->colour) drop_colours(&p->text);
    const char *text = p->text.buffer, *end = text + p->text.used;
    size_t indent = first, next;
    do {
        size_t n = text_line(text, (size_t)(end - text), p->columns - indent, &next);
        for (size_t i = 0; i < indent; i++) ev_put(p->out, " ", 1);
        ev_put(p->out, text, n);
        ev_put(p->out, "\n", 1);
        text += next;
        indent = rest;
    } while (text < end);
    p->text.used = 0;
    if (p->text.error) /* a piece had no room: a page with a hole must not look whole */
        p->out->error = p->text.error;
}

void ev_sentence(struct ev_page *p, const char *text) {
    ev_add(p, "%s", text);
    ev_end(p, 0, 2);
}

void ev_heading(struct ev_page *p, const char *text) {
    ev_put(p->out, "\n", 1);
    ev_add(p, EV_BOLD("%s"), text);
    ev_end(p, 0, 0);
}
