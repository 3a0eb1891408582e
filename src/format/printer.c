#include "format/printer.h"

#include "base/text.h"

#include <string.h>

/* ---- tokens ---- */

#define KIND(name, text) [KIND_##name] = text,
static const char *const kind_words[KIND_END] = {PRINTER_KINDS(KIND)};
#undef KIND

/* Blanks between two tokens on one line. */
static unsigned char gap_between(enum kind before, enum kind after) {
    return before != KIND_PAREN && before != KIND_RANGE && after != KIND_PAREN_END &&
           after != KIND_COMMA && after != KIND_RANGE;
}

void printer_open(struct printer *p, struct intern *names, struct diags *d, uint32_t file) {
    struct arena *a = d->arena;
    const struct source *s = d->sources->at[file];
    struct lexemes tokens = parse_tokens(names, d, file);
    const char *first = memchr(s->text, '\n', s->len);
    *p = (struct printer){.arena = a, .source = s, .n = tokens.len};
    p->line_end = first && first > s->text && first[-1] == '\r' ? "\r\n" : "\n";
    p->pieces = arena_array(a, struct piece, p->n + 1);
    struct map kinds;
    map_init(&kinds, a);
    for (uint32_t k = KIND_OPEN; k < KIND_END; k++)
        map_add(&kinds, 0, map_name(intern(names, kind_words[k], strlen(kind_words[k]))), k);
    uint32_t start = 0, comments = 0, before = 0;
    for (size_t i = 0; i <= p->n; i++) {
        struct piece *x = &p->pieces[i];
        const struct lexeme *t = i < p->n ? &tokens.at[i] : NULL;
        x->from = t ? t->from : (uint32_t)s->len;
        x->to = t ? t->to : (uint32_t)s->len;
        uint32_t kind = t && t->word ? map_get(&kinds, 0, map_name(t->word)) : MAP_NONE;
        x->kind = kind != MAP_NONE               ? (unsigned char)kind
                  : t && s->text[x->from] == '"' ? KIND_TEXT
                                                 : KIND_OTHER;
        x->gap = i > 0 ? gap_between(kind_of(p, i - 1), kind_of(p, i)) : 0;
        x->start = start + x->gap;
        start = x->start + (uint32_t)text_width(s->text + x->from, x->to - x->from);
        comments += memchr(s->text + before, '#', x->from - before) != NULL;
        x->comments = comments;
        before = x->to;
    }
}

size_t width_of(const struct printer *p, size_t from, size_t to) {
    return p->pieces[to].start - p->pieces[to].gap - p->pieces[from].start;
}

/* ---- what stands between two tokens ---- */

static uint32_t gap_start(const struct printer *p, size_t i) {
    return i > 0 ? p->pieces[i - 1].to : 0;
}

bool has_comment(const struct printer *p, size_t i) {
    return p->pieces[i].comments > (i > 0 ? p->pieces[i - 1].comments : 0);
}

bool has_line_end(const struct printer *p, size_t i) {
    uint32_t from = gap_start(p, i);
    return memchr(p->source->text + from, '\n', p->pieces[i].from - from) != NULL;
}

bool next_comment(const struct source *s, uint32_t *at, uint32_t to, struct span *comment) {
    const char *sign = memchr(s->text + *at, '#', to - *at);
    if (!sign) return false;
    uint32_t from = (uint32_t)(sign - s->text), end = from;
    while (end < to && s->text[end] != '\n') end++;
    *at = end;
    while (strchr(" \t\r", s->text[end - 1])) end--;
    *comment = (struct span){s->file, from, end};
    return true;
}

static unsigned line_ends(const struct source *s, uint32_t from, uint32_t to) {
    unsigned n = 0;
    for (; from < to; from++) n += s->text[from] == '\n';
    return n;
}

bool is_parted(const struct printer *p, size_t i) {
    uint32_t at = gap_start(p, i), from = at;
    struct span comment;
    while (next_comment(p->source, &at, p->pieces[i].from, &comment)) {
        if (line_ends(p->source, from, comment.from) > 0) return true;
        from = at;
    }
    return line_ends(p->source, from, p->pieces[i].from) > 1;
}

/* ---- printing ---- */

static void print(struct printer *p, const char *text, size_t n) {
    if (p->out.len + n > SOURCE_MAX) p->too_large = true;
    if (p->too_large) return;
    while (p->out.cap - p->out.len < n + 1)
        p->out.at = vec_grow(p->arena, p->out.at, p->out.len, &p->out.cap, 1);
    memcpy(p->out.at + p->out.len, text, n);
    p->out.len += n;
}

static void print_blanks(struct printer *p, size_t n) {
    while (n-- > 0) print(p, " ", 1);
}

static void new_line(struct printer *p, unsigned blanks, size_t indent) {
    for (unsigned i = p->out.len == 0; i <= blanks; i++) print(p, p->line_end, strlen(p->line_end));
    print_blanks(p, indent);
    p->column = indent;
}

static unsigned least(unsigned a, unsigned b) { return a < b ? a : b; }

static bool closes(enum kind k) { return k == KIND_CLOSE || k == KIND_PAREN_END; }

/* The comments before a token; whether there were any. *ends: how many lines end between the last
 * of them, or the token before, and it. `most`: the blank lines that may stay. */
static bool print_comments(struct printer *p, size_t i, size_t indent, unsigned most,
                           unsigned *ends) {
    const struct source *s = p->source;
    uint32_t from = gap_start(p, i), at = from, to = p->pieces[i].from;
    bool any = false,
         first = i == 0 || kind_of(p, i - 1) == KIND_OPEN || kind_of(p, i - 1) == KIND_PAREN;
    for (struct span comment; next_comment(s, &at, to, &comment); from = at) {
        *ends = line_ends(s, from, comment.from);
        if (i > 0 && !any && *ends == 0)
            print_blanks(p, 2);
        else
            new_line(p, first && !any ? 0 : least(*ends > 0 ? *ends - 1 : 0, most), indent);
        print(p, s->text + comment.from, comment.to - comment.from);
        any = true;
    }
    *ends = line_ends(s, from, to);
    return any;
}

void put(struct printer *p, bool line, size_t indent) {
    size_t i = p->next++;
    struct piece *x = &p->pieces[i];
    bool last = i == p->n, ending = closes(kind_of(p, i)) || last;
    unsigned ends, most = p->blanks > 1 ? p->blanks : 1;
    bool commented =
        print_comments(p, i, indent + (closes(kind_of(p, i)) ? PRINTER_LEVEL : 0), most, &ends);
    bool after_open = i == 0 || kind_of(p, i - 1) == KIND_OPEN || kind_of(p, i - 1) == KIND_PAREN;
    if (last) {
        if (p->out.len > 0) print(p, p->line_end, strlen(p->line_end));
        return;
    }
    if (commented)
        new_line(p, ending ? 0 : least(ends > 0 ? ends - 1 : 0, most), indent);
    else if (line)
        new_line(p, ending || after_open ? 0 : least(ends > 0 ? ends - 1 : 0, p->blanks), indent);
    else
        print_blanks(p, p->pad > p->column + x->gap ? p->pad - p->column : x->gap);
    if (!commented && !line) p->column = p->pad > p->column + x->gap ? p->pad : p->column + x->gap;
    p->pad = p->blanks = 0;
    x->at = (uint32_t)p->out.len;
    print(p, p->source->text + x->from, x->to - x->from);
    p->column += width_of(p, i, i + 1);
}

void put_flat(struct printer *p, size_t end, size_t indent) {
    while (p->next < end) put(p, false, indent);
}

bool fits(const struct printer *p, size_t end, bool line, size_t indent, size_t tail) {
    size_t i = p->next;
    if (i >= end) return true;
    if (p->pieces[end - 1].comments != p->pieces[i].comments) return false;
    size_t from = line || has_comment(p, i) ? indent : p->column + p->pieces[i].gap;
    if (p->pad > from) from = p->pad;
    return from + width_of(p, i, end) + tail <= PRINTER_WIDTH;
}
