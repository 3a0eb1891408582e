#include "format/format.h"

#include "format/printer.h"

#include <string.h>

/* False: it would be larger than a policy may be. */
static bool lay_out(struct intern *names, struct diags *d, const struct ast_file *file,
                    struct formatted *out) {
    struct printer p;
    printer_open(&p, names, d, file->file);
    print_file(&p, file);
    *out = (struct formatted){p.out.at ? p.out.at : "", p.out.len};
    return !p.too_large;
}

bool format_canonical(struct intern *names, struct diags *d, const struct ast_file *file,
                      struct canonical *out) {
    struct printer p;
    printer_open(&p, names, d, file->file);
    p.line_end = "\n";
    print_file(&p, file);
    *out = (struct canonical){p.out.at ? p.out.at : "", p.out.len, p.pieces, p.n};
    return !p.too_large;
}

/* The first token that ends behind this place. */
static size_t piece_at(const struct canonical *of, uint32_t place) {
    size_t low = 0, high = of->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (of->pieces[middle].to > place)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

struct formatted canonical_part(const struct canonical *of, struct span at) {
    size_t first = piece_at(of, at.from), last = at.to > at.from ? piece_at(of, at.to - 1) : of->n;
    if (first > last || last == of->n) return (struct formatted){"", 0};
    const struct piece *x = &of->pieces[last];
    return (struct formatted){of->text + of->pieces[first].at,
                              x->at + (x->to - x->from) - of->pieces[first].at};
}

/* ---- whether it is the same text ---- */

static bool same_bytes(const struct source *a, struct span x, const struct source *b,
                       struct span y) {
    return x.to - x.from == y.to - y.from &&
           memcmp(a->text + x.from, b->text + y.from, x.to - x.from) == 0;
}

static bool same_comments(const struct source *a, struct span x, const struct source *b,
                          struct span y) {
    struct span in_a, in_b;
    bool more;
    do {
        more = next_comment(a, &x.from, x.to, &in_a);
        if (more != next_comment(b, &y.from, y.to, &in_b)) return false;
    } while (more && same_bytes(a, in_a, b, in_b));
    return !more;
}

/* The same tokens, and the same comments between them. */
static bool same_words(const struct source *a, const struct lexemes *x, const struct source *b,
                       const struct lexemes *y) {
    struct span before = {0}, after = {0};
    if (x->len != y->len) return false;
    for (size_t i = 0; i <= x->len; i++) {
        bool end = i == x->len;
        struct span s = {0, end ? (uint32_t)a->len : x->at[i].from, end ? 0 : x->at[i].to},
                    t = {0, end ? (uint32_t)b->len : y->at[i].from, end ? 0 : y->at[i].to};
        before.to = s.from;
        after.to = t.from;
        if (!same_comments(a, before, b, after)) return false;
        if (!end && !same_bytes(a, s, b, t)) return false;
        before.from = s.to;
        after.from = t.to;
    }
    return true;
}

/* What was laid out is read again, by itself. */
static bool is_kept(struct arena *a, const struct source *s, const struct lexemes *tokens,
                    const struct formatted *f) {
    struct sources sources = {0};
    struct diags d;
    struct intern names;
    diags_init(&d, a, &sources);
    intern_init(&names, a);
    const struct source *again = source_add_text(a, &sources, &d, s->path, f->text, f->len);
    if (!again) return false;
    const struct ast_file *file = parse_file(&names, &d, 0);
    struct lexemes words = parse_tokens(&names, &d, 0);
    if (d.errors || !same_words(s, tokens, again, &words)) return false;
    struct formatted twice;
    return lay_out(&names, &d, file, &twice) && twice.len == f->len &&
           memcmp(twice.text, f->text, f->len) == 0;
}

static void free_arena(void *own) { arena_free(own); }

bool format_source(struct intern *names, struct diags *d, uint32_t file, struct formatted *out) {
    struct source *s = d->sources->at[file];
    size_t errors = d->errors;
    const struct ast_file *tree = parse_file(names, d, file);
    if (d->errors > errors) return false;
    if (!lay_out(names, d, tree, out)) {
        diag_report(
            d, DIAG_FILE_TOO_LARGE, SPAN_NOWHERE,
            "%s would be larger than %d MiB once it is laid out, the most that a policy may "
            "have",
            s->path, SOURCE_MAX / (1024 * 1024));
        return false;
    }
    struct arena *own = arena_new(d->arena, struct arena);
    arena_init(own, d->arena->on_oom);
    arena_at_free(d->arena, free_arena, own);
    struct lexemes tokens = parse_tokens(names, d, file);
    bool kept = is_kept(own, s, &tokens, out);
    arena_free(own);
    if (!kept)
        diag_report(d, DIAG_LAYOUT_FAILED, SPAN_NOWHERE,
                    "%s was not laid out: its words or comments would not have stayed as they are, "
                    "which is a fault of stratc",
                    s->path);
    return kept;
}
