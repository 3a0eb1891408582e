#include "evaluator/explain/page.h"

#include "base/text.h"

#define BOLD "\033[1m"
#define GREEN "\033[32m"
#define YELLOW "\033[33m"
#define RED "\033[31m"
#define ORDINARY "\033[0m"

enum { NARROWEST = 20 }; /* columns for text, however far it is indented */

bool ev_page_open(struct ev_page *p, struct ev_out *out, enum ev_form form, size_t columns,
                  bool colour) {
    static const enum ev_escape escapes[] = {EV_SCREEN, EV_MARKDOWN, EV_HTML};
    *p = (struct ev_page){
        .out = out, .form = form, .columns = columns, .colour = colour, .heading = 1};
    bool open = ev_out_open(&p->text, EV_MEMORY, 1024);
    p->text.escape = escapes[form];
    return open;
}

/* ---- lists ---- */

/* Tags that end what is open of a list, down to this level of items. */
static void close_lists(struct ev_page *p, unsigned level) {
    for (; p->level > level; p->level--)
        if (p->form == EV_FORM_HTML) ev_puts(p->out, "</li></ul>\n");
}

void ev_page_close(struct ev_page *p) {
    close_lists(p, 0);
    if (p->text.error) p->out->error = p->text.error;
    ev_out_close(&p->text);
}

void ev_terms(struct ev_page *p, size_t longest) {
    enum { REASONABLE = 26 };
    p->column = (longest < REASONABLE ? longest : REASONABLE) + 2;
}

void ev_add_term(struct ev_page *p, const char *term) {
    if (p->form != EV_FORM_TEXT) {
        ev_add_mark(p, EV_STRONG, term);
        ev_add(p, " ");
    } else {
        size_t width = text_width(term, strlen(term));
        ev_add(p, "%s", term);
        do ev_add(p, " ");
        while (++width < p->column);
    }
    p->term = true;
}

/* ---- pieces ---- */

/* Where all that is to come is lost, none of it is made: a text that is said often may be long. */
void ev_add(struct ev_page *p, const char *format, ...) {
    va_list arguments;
    if (p->out->error) return;
    va_start(arguments, format);
    ev_vtextf(&p->text, format, arguments);
    va_end(arguments);
}

void ev_add_some(struct ev_page *p, const char *before, const char *text, const char *behind) {
    if (text[0] != '\0') ev_add(p, "%s%s%s", before, text, behind);
}

void ev_add_mark(struct ev_page *p, enum ev_mark mark, const char *text) {
    static const char *const colours[] = {BOLD, GREEN, YELLOW, RED};
    static const char *const tags[] = {"<b>", "<b class=\"good\">", "<b class=\"care\">",
                                       "<b class=\"bad\">"};
    bool lit = p->form != EV_FORM_TEXT || p->colour;
    if (text[0] == '\0') return;
    if (lit)
        ev_puts(&p->text, p->form == EV_FORM_TEXT       ? colours[mark]
                          : p->form == EV_FORM_MARKDOWN ? "**"
                                                        : tags[mark]);
    ev_add(p, "%s", text);
    if (lit)
        ev_puts(&p->text, p->form == EV_FORM_TEXT       ? ORDINARY
                          : p->form == EV_FORM_MARKDOWN ? "**"
                                                        : "</b>");
}

/* ---- ends ---- */

static void put_blanks(struct ev_page *p, size_t n) {
    for (size_t i = 0; i < n; i++) ev_put(p->out, " ", 1);
}

/* What was said is over. A piece may have had no room: a page with a hole must not look whole. */
static void clear(struct ev_page *p) {
    p->text.used = 0;
    p->term = false;
    p->begun = true;
    if (p->text.error) p->out->error = p->text.error;
}

/* Lines of a terminal, the first behind a sign, the others indented by `rest`. */
static void put_lines(struct ev_page *p, size_t first, const char *sign, size_t rest) {
    const char *text = p->text.buffer, *end = text + p->text.used;
    size_t indent = first + text_width(sign, strlen(sign)), next;
    put_blanks(p, first);
    ev_puts(p->out, sign);
    for (bool begun = false; !begun || text < end; begun = true, text += next, indent = rest) {
        size_t room = p->columns > indent + NARROWEST ? p->columns - indent : NARROWEST;
        size_t n = text_line(text, (size_t)(end - text), room, &next);
        if (begun) put_blanks(p, rest);
        ev_put(p->out, text, n);
        ev_put(p->out, "\n", 1);
        if (next == 0) break;
    }
}

static void put_markdown(struct ev_page *p) {
    const char *text = p->text.buffer;
    size_t n = p->text.used;
    for (; n > 0 && *text == ' '; text++) n--;
    size_t sign = text_markdown_start(text, n);
    ev_put(p->out, text, sign);
    if (sign < n) ev_put(p->out, "\\", 1);
    ev_put(p->out, text + sign, n - sign);
    ev_put(p->out, "\n", 1);
}

static void put_element(struct ev_page *p, const char *tag) {
    ev_textf(p->out, "<%s>", tag);
    ev_put(p->out, p->text.buffer, p->text.used);
    ev_textf(p->out, "</%s>\n", tag);
}

/* A block that is no item. `depth`: of a heading, below the title; -1: of none. */
static void put_block(struct ev_page *p, int depth, size_t rest) {
    unsigned level = p->heading + (unsigned)(depth > 0 ? depth : 0);
    char tag[] = "h6";
    close_lists(p, 0);
    if (level < 6) tag[1] = (char)('0' + level);
    switch (p->form) {
    case EV_FORM_TEXT: put_lines(p, 0, "", rest); break;
    case EV_FORM_MARKDOWN:
        if (p->begun) ev_put(p->out, "\n", 1);
        if (depth >= 0) {
            ev_put(p->out, "######", level < 6 ? level : 6);
            ev_put(p->out, " ", 1);
        }
        put_markdown(p);
        break;
    case EV_FORM_HTML: put_element(p, depth < 0 ? "p" : tag); break;
    }
    clear(p);
}

void ev_end_sentence(struct ev_page *p) { put_block(p, -1, 2); }

void ev_begin_part(struct ev_page *p) {
    ev_gap(p);
    if (p->form == EV_FORM_TEXT) {
        ev_puts(&p->text, " ----");
        put_lines(p, 0, "---- ", 5);
        clear(p);
    } else {
        put_block(p, 1, 0);
    }
    p->within = true;
}

void ev_end_part(struct ev_page *p) {
    close_lists(p, 0);
    p->within = false;
}

/* Where the text of an item begins, on a terminal, and where its sign stands. */
static size_t start_of(const struct ev_page *p, unsigned level, size_t *sign) {
    static const size_t widths[] = {[EV_LINE] = 0, [EV_DASH] = 2, [EV_TODO] = 4, [EV_DONE] = 4};
    size_t at = 0;
    for (unsigned i = 0; i < level; i++) {
        *sign = at + 2;
        at = *sign + widths[p->kinds[i]];
    }
    return at;
}

static void put_item_text(struct ev_page *p, enum ev_item_kind kind, unsigned level) {
    static const char *const plain[] = {"", "- ", "[ ] ", "[x] "};
    static const char *const lit[] = {"", "- ", YELLOW "[ ] " ORDINARY, GREEN "[x] " ORDINARY};
    size_t sign = 0, start = start_of(p, level, &sign);
    size_t rest = p->term ? start + p->column : kind == EV_LINE ? start + 2 : start;
    put_lines(p, sign, p->colour ? lit[kind] : plain[kind], rest);
}

static void put_item_markdown(struct ev_page *p, enum ev_item_kind kind, unsigned level) {
    static const char *const signs[] = {"- ", "- ", "- [ ] ", "- [x] "};
    if (p->begun && p->level == 0) ev_put(p->out, "\n", 1);
    put_blanks(p, 2 * (level - 1));
    ev_puts(p->out, signs[kind]);
    put_markdown(p);
}

static void put_item_html(struct ev_page *p, enum ev_item_kind kind, unsigned level) {
    static const char *const tags[] = {"<li>", "<li>",
                                       "<li class=\"todo\"><span class=\"sign\">[ ]</span> ",
                                       "<li class=\"done\"><span class=\"sign\">[x]</span> "};
    close_lists(p, level);
    ev_puts(p->out, p->level == level ? "</li>\n" : p->level > 0 ? "\n<ul>" : "<ul>");
    ev_puts(p->out, tags[kind]);
    ev_put(p->out, p->text.buffer, p->text.used);
}

void ev_end_item(struct ev_page *p, enum ev_item_kind kind, unsigned level) {
    /* Never deeper than one below the last. */
    if (level > p->level + 1) level = p->level + 1;
    if (level > EV_LEVELS) level = EV_LEVELS;
    p->kinds[level - 1] = kind;
    switch (p->form) {
    case EV_FORM_TEXT: put_item_text(p, kind, level); break;
    case EV_FORM_MARKDOWN: put_item_markdown(p, kind, level); break;
    case EV_FORM_HTML: put_item_html(p, kind, level); break;
    }
    p->level = level;
    clear(p);
}

/* ---- all at once ---- */

void ev_sentence(struct ev_page *p, const char *text) {
    ev_add(p, "%s", text);
    ev_end_sentence(p);
}

/* On a terminal headings stand out as what is strong does; elsewhere they are headings. */
static void add_heading(struct ev_page *p, const char *text) {
    if (p->form == EV_FORM_TEXT)
        ev_add_mark(p, EV_STRONG, text);
    else
        ev_add(p, "%s", text);
}

void ev_title(struct ev_page *p, const char *title, const char *version) {
    add_heading(p, title);
    ev_add_some(p, ", version ", version, "");
    put_block(p, 0, 2);
}

void ev_heading(struct ev_page *p, const char *text) {
    ev_gap(p);
    add_heading(p, text);
    put_block(p, p->within ? 2 : 1, 0);
}

void ev_gap(struct ev_page *p) {
    close_lists(p, 0);
    if (p->form == EV_FORM_TEXT) ev_put(p->out, "\n", 1);
}
