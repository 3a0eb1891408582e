#include "report/print.h"

#include <string.h>

/* ---- text ---- */

enum {
    EXCERPT_COLUMNS = 100, /* of a source line at most */
    EXCERPT_BEFORE = 60,   /* bytes of a long line that are shown before the place */
    EXCERPT_WHOLE = 110,   /* bytes of a line that is shown from its start */
    TAB = 4,
    LINE_MOST = 400, /* bytes of a source line that JSON carries */
    SET_IN = 8       /* a note without a place, and the words of other programs */
};

static const char *const severity_words[] = {
    [SHOWN_STYLE] = "style", [SHOWN_WARNING] = "warning", [SHOWN_ERROR] = "error"};
static const char *const severity_colors[] = {
    [SHOWN_STYLE] = "1;36", [SHOWN_WARNING] = "1;35", [SHOWN_ERROR] = "1;31"};
static const char note_color[] = "1;36";

/* What follows the first line of a message, such as the words of another program: each line set in,
 * so that none of it can pass for a message of ours. */
static void put_further_lines(FILE *out, const char *text) {
    while (*(text += strcspn(text, "\n"))) {
        size_t n = strcspn(++text, "\n");
        fprintf(out, "%*s", SET_IN, "");
        text_put_n(out, text, n);
        putc('\n', out);
    }
}

/* The source line that `at` begins in, or of a long one the part around it, and a mark below. */
static void put_excerpt(struct text_flow *f, const struct diags *d, struct span at,
                        const char *sgr) {
    struct source *s = d->sources->at[at.file];
    uint32_t from, to;
    size_t line = source_line(d->arena, s, at.from, &from, &to);
    if (from == to) return; /* an empty line, or the end of the file, shows nothing */
    uint32_t mark = at.from < to ? at.from : to;
    bool cut = to - from > EXCERPT_WHOLE && mark - from > EXCERPT_BEFORE;
    if (cut) {
        from = mark - EXCERPT_BEFORE;
        for (int i = 0; i < 3 && (s->text[from] & 0xc0) == 0x80; i++) from++;
    }
    fprintf(f->out, "%5zu | %s", line + 1, cut ? "..." : "");
    size_t column = 0, start = 0, end = 0,
           len; /* columns: here, and where the mark starts and ends */
    for (uint32_t i = from; i < to; i += (uint32_t)len) {
        int32_t c = utf8_decode(s->text + i, to - i, &len);
        size_t width = c == '\t'         ? TAB - column % TAB
                       : text_harmful(c) ? 1
                                         : text_width(s->text + i, len);
        column += width;
        if (column > EXCERPT_COLUMNS && i > mark) {
            fputs("...", f->out);
            break;
        }
        if (c == '\t')
            fprintf(f->out, "%*s", (int)width, "");
        else
            text_put_n(f->out, s->text + i, len);
        if (i < mark) start = column;
        if (i < at.to) end = column;
    }
    fprintf(f->out, "\n      | %s%*s", cut ? "   " : "", (int)start, "");
    text_flow_color(f, sgr);
    putc('^', f->out);
    for (; end > start + 1; end--) putc('~', f->out);
    text_flow_color(f, "");
    putc('\n', f->out);
}

struct location print_location(const struct diags *d, struct span at) {
    if (at.file >= d->sources->len) return (struct location){0};
    struct source *s = d->sources->at[at.file];
    return (struct location){s->path, source_position(d->arena, s, at.from),
                             source_position(d->arena, s, at.to)};
}

/* "file:line:col: severity: "; without a place `else_begins` instead of it. */
static bool put_head(struct text_flow *f, const struct diags *d, struct span at,
                     const char *else_begins, const char *severity, const char *sgr) {
    struct location is = print_location(d, at);
    const char *place = arena_printf(d->arena, "%s:%u:%u: ", is.path ? is.path : "",
                                     (unsigned)is.from.line, (unsigned)is.from.column);
    f->indent = TEXT_HANGING;
    text_flow_head(f, is.path ? place : else_begins);
    text_flow_color(f, sgr);
    text_flow_head(f, severity);
    text_flow_head(f, ": ");
    text_flow_color(f, "");
    return is.path != NULL;
}

static void put_note(struct text_flow *f, const struct diags *d, const struct diag_note *note) {
    bool placed = put_head(f, d, note->at, "        ", "note", note_color);
    if (!placed) f->indent = SET_IN + 2;
    text_flow(f, note->text, strcspn(note->text, "\n"));
    text_flow_end(f);
    put_further_lines(f->out, note->text);
    if (placed) put_excerpt(f, d, note->at, note_color);
}

void print_text(struct text_flow *f, const struct diags *d, const struct shown_diag *x) {
    const char *sgr = x->allowed ? note_color : severity_colors[x->as];
    bool placed = put_head(f, d, x->diag->at,
                           "stratc: ", x->allowed ? "allowed" : severity_words[x->as], sgr);
    text_flow(f, x->diag->text, strcspn(x->diag->text, "\n"));
    text_flow_piece(f, diag_tag(d->arena, x->diag->code));
    text_flow_end(f);
    put_further_lines(f->out, x->diag->text);
    if (placed) put_excerpt(f, d, x->diag->at, sgr);
    if (x->allowed) {
        const char *reason = arena_printf(d->arena, "the reason given: %s", x->allowed);
        put_note(f, d, &(struct diag_note){SPAN_NOWHERE, reason});
    }
    vec_each (const struct diag_note, note, &x->diag->notes) put_note(f, d, note);
}

const char *print_line_of(const struct diags *d, struct span at) {
    if (at.file >= d->sources->len) return "";
    struct source *s = d->sources->at[at.file];
    uint32_t from, to;
    source_line(d->arena, s, at.from, &from, &to);
    while (from < to && (s->text[from] == ' ' || s->text[from] == '\t')) from++;
    while (to > from && (s->text[to - 1] == ' ' || s->text[to - 1] == '\t')) to--;
    if (to - from > LINE_MOST) {
        for (to = from + LINE_MOST; to > from && (s->text[to] & 0xc0) == 0x80;) to--;
    }
    return arena_strndup(d->arena, s->text + from, to - from);
}

/* ---- JSON: one object a line ---- */

void print_numbers(struct json *j, const char *const keys[4], const struct location *is) {
    const uint32_t numbers[] = {is->from.line, is->from.column, is->to.line, is->to.column};
    for (size_t i = 0; i < 4; i++)
        if (is->path)
            json_put_number(j, keys[i], numbers[i]);
        else
            json_put_text(j, keys[i], NULL);
}

static void json_place(struct json *j, const struct diags *d, struct span at) {
    static const char *const keys[] = {"line", "column", "end_line", "end_column"};
    struct location is = print_location(d, at);
    json_put_text(j, "file", is.path);
    print_numbers(j, keys, &is);
}

void print_json(FILE *out, const struct diags *d, const struct shown_diag *x) {
    const struct diag_info *info = &diag_infos[x->diag->code];
    struct json j = {.out = out};
    json_open(&j, NULL, '{');
    json_place(&j, d, x->diag->at);
    json_put_text(&j, "severity", severity_words[x->as]);
    json_key(&j, "code");
    fprintf(out, "\"ST%04u\"", info->number);
    json_put_text(&j, "slug", info->slug);
    json_put_text(&j, "message", x->diag->text);
    if (x->allowed) json_put_text(&j, "allowed", x->allowed);
    json_put_text(&j, "text", print_line_of(d, x->diag->at));
    json_open(&j, "notes", '[');
    vec_each (const struct diag_note, note, &x->diag->notes)
        json_braces (&j, NULL) {
            json_place(&j, d, note->at);
            json_put_text(&j, "message", note->text);
        }
    json_close(&j, ']');
    json_open(&j, "fixes", '[');
    vec_each (const struct diag_fix, fix, &x->diag->fixes) {
        if (fix->asked) continue;
        json_braces (&j, NULL) {
            json_put_text(&j, "title", fix->what);
            json_place(&j, d, fix->at);
            json_put_text(&j, "replacement", fix->text);
        }
    }
    json_close(&j, ']');
    json_close(&j, '}');
    putc('\n', out);
}
