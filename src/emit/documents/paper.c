#include "emit/documents/paper.h"

#include "emit/documents/markdown.h"
#include "emit/html.h"

#include <string.h>

static void put(const struct paper *d, const char *text) {
    if (!d->html) {
        fputs(markdown_text(d->a, text), d->out);
        return;
    }
    html_put(d->out, text);
}

/* Where a block begins. */
static void put_first(const struct paper *d, const char *text) {
    if (d->html)
        put(d, text);
    else
        fputs(markdown_block(d->a, text), d->out);
}

/* Ends what is open: the items of a list. */
static void settle(struct paper *d) {
    if (d->listing) fputs(d->html ? "</ul>\n" : "\n", d->out);
    d->listing = false;
}

/* ---- the page ---- */

void paper_open(struct paper *d, const char *title) {
    if (!d->html) {
        fputs("# ", d->out);
        put(d, title);
        fputs("\n\n", d->out);
        return;
    }
    const struct embedded *style = &embedded_reading[0];
    fputs("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
          "style-src ",
          d->out);
    html_put_source(d->out, &style, 1);
    fputs("; base-uri 'none'; form-action 'none'\">\n<title>", d->out);
    put(d, title);
    fprintf(d->out, "</title>\n<style>%s</style>\n<main>\n<h1>", style->text);
    put(d, title);
    fputs("</h1>\n<section>\n", d->out);
}

void paper_close(struct paper *d) {
    settle(d);
    if (d->html) fputs("</section>\n</main>\n</html>\n", d->out);
}

/* ---- headings and sentences ---- */

/* An id of HTML has no blanks. */
static void put_anchor(const struct paper *d, const char *anchor) {
    if (!anchor || !d->html) return;
    fputs(" id=\"", d->out);
    for (; *anchor; anchor++) {
        char one[2] = {*anchor == ' ' ? '-' : *anchor, '\0'};
        put(d, one);
    }
    fputs("\"", d->out);
}

void paper_heading(struct paper *d, int level, const char *anchor, const char *text) {
    settle(d);
    if (d->html) {
        fprintf(d->out, "<h%d", level);
        put_anchor(d, anchor);
        fputs(">", d->out);
        put(d, text);
        fprintf(d->out, "</h%d>\n", level);
        return;
    }
    fprintf(d->out, "%.*s ", level, "####");
    put(d, text);
    fputs("\n\n", d->out);
}

void paper_section(struct paper *d, const char *anchor, const char *text, bool apart) {
    settle(d);
    if (d->html) fprintf(d->out, "</section>\n<section%s>\n", apart ? " class=\"apart\"" : "");
    paper_heading(d, 2, anchor, text);
}

static void put_block(struct paper *d, const char *open, const char *text, const char *close,
                      const char *markdown) {
    settle(d);
    fputs(d->html ? open : markdown, d->out);
    put_first(d, text);
    fputs(d->html ? close : "\n\n", d->out);
}

void paper_paragraph(struct paper *d, const char *text) { put_block(d, "<p>", text, "</p>\n", ""); }

void paper_quote(struct paper *d, const char *text) {
    put_block(d, "<blockquote>", text, "</blockquote>\n", "> ");
}

void paper_note(struct paper *d, const char *text) {
    put_block(d, "<p class=\"note\">", text, "</p>\n", "");
}

void paper_item(struct paper *d, const char *term, const char *text) {
    if (!d->listing && d->html) fputs("<ul>\n", d->out);
    d->listing = true;
    fputs(d->html ? "<li>" : "- ", d->out);
    if (term) {
        fputs(d->html ? "<b>" : "**", d->out);
        put(d, term);
        fputs(d->html ? "</b>" : "**", d->out);
        if (*text) fputs(": ", d->out);
        put(d, text);
    } else {
        put_first(d, text);
    }
    fputs(d->html ? "</li>\n" : "\n", d->out);
}

/* ---- side by side ---- */

static void put_side(struct paper *d, const char *html) {
    settle(d);
    if (d->html) fputs(html, d->out);
}

void paper_beside(struct paper *d, const char *anchor) {
    put_side(d, "<div class=\"beside\"");
    put_anchor(d, anchor);
    put_side(d, "><div>\n");
}

void paper_beside_right(struct paper *d) { put_side(d, "</div><div>\n"); }
void paper_beside_end(struct paper *d) { put_side(d, "</div></div>\n"); }

/* ---- tables ---- */

static void put_head(const struct paper *d, const char *scope, const char *text) {
    if (d->html) fprintf(d->out, *text || *scope == 'r' ? "<th scope=\"%s\">" : "<td>", scope);
    put(d, text);
    if (d->html) fputs(*text || *scope == 'r' ? "</th>" : "</td>", d->out);
}

void paper_table(struct paper *d, const char *caption, const char *const *heads, size_t n) {
    settle(d);
    if (d->html) {
        fputs("<div class=\"wide\"><table>\n", d->out);
        if (caption) {
            fputs("<caption>", d->out);
            put(d, caption);
            fputs("</caption>\n", d->out);
        }
        fputs("<thead><tr>", d->out);
    } else if (caption) {
        paper_paragraph(d, caption);
    }
    for (size_t i = 0; i < n; i++) {
        if (!d->html) fputs("| ", d->out);
        put_head(d, "col", heads[i]);
        if (!d->html) fputs(" ", d->out);
    }
    fputs(d->html ? "</tr></thead>\n<tbody>\n" : "|\n", d->out);
    for (size_t i = 0; i < n && !d->html; i++) fputs("|---", d->out);
    if (!d->html) fputs("|\n", d->out);
    d->in_row = false;
}

void paper_cell(struct paper *d, int kind, const char *text) {
    static const char *const names[] = {"", "rest", "closed", "outside"};
    bool first = !d->in_row;
    d->in_row = true;
    if (!d->html) {
        fputs("| ", d->out);
        put(d, text);
        fputs(" ", d->out);
        return;
    }
    if (first) {
        fputs("<tr>", d->out);
        put_head(d, "row", text);
        return;
    }
    if (kind >= 0)
        fprintf(d->out, "<td class=\"level-%d\">", kind < 7 ? kind : 7);
    else
        fprintf(d->out, kind == CELL_PLAIN ? "<td>" : "<td class=\"%s\">", names[-1 - kind]);
    put(d, text);
    fputs("</td>", d->out);
}

void paper_row_end(struct paper *d) {
    fputs(d->html ? "</tr>\n" : "|\n", d->out);
    d->in_row = false;
}

void paper_table_end(struct paper *d) {
    fputs(d->html ? "</tbody></table></div>\n" : "\n", d->out);
}
