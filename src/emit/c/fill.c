#include "emit/c/fill.h"

#include "base/embedded.h"
#include "emit/c/c_printer.h"
#include "emit/c/scan.h"

struct filler {
    struct c_printer *w;
    const struct fill_name *names;
    bool has_words; /* it has words to be filled in */
};

void fill_set(struct c_printer *w, const char *name, const char *text) {
    vec_each (struct fill_field, f, &w->fields)
        if (strcmp(f->name, name) == 0) {
            f->text = text;
            return;
        }
    vec_push(w->arena, &w->fields, ((struct fill_field){name, text}));
}

/* What stands for this word, or NULL. */
static const char *field(const struct c_printer *w, const char *word, size_t n) {
    vec_each (struct fill_field, f, &w->fields)
        if (strlen(f->name) == n && strncmp(f->name, word, n) == 0) return f->text;
    return NULL;
}

static void print_word(const struct c_printer *w, const char *at, const char *end) {
    static const char prefix[] = "PREFIX";
    const char *text = field(w, at, (size_t)(end - at));
    if (text) {
        fputs(text, w->out);
        return;
    }
    while (at < end) {
        size_t n = strcspn(at, "_");
        if (n > (size_t)(end - at)) n = (size_t)(end - at);
        if (n == sizeof prefix - 1 && strncmp(at, prefix, n) == 0)
            fputs(PREFIX_MARK, w->out);
        else
            fwrite(at, 1, n, w->out);
        at += n;
        if (at < end) fputc(*at++, w->out);
    }
}

/* Without the blanks that an empty field at its end leaves behind. */
static void print_line(const struct filler *f, const char *at, const char *end) {
    const struct c_printer *w = f->w;
    if (!f->has_words) {
        fwrite(at, 1, (size_t)(end - at), w->out);
        return;
    }
    while (at < end) {
        size_t blanks = strspn(at, " ");
        const char *next = scan_word(at += blanks);
        if (*at == '\n') blanks = 0;
        const char *text = field(w, at, (size_t)(next - at));
        if (text && !*text && *next == '\n') blanks = 0;
        fprintf(w->out, "%*s", (int)blanks, "");
        if (next > at)
            print_word(w, at, next);
        else
            fputc(*at, w->out);
        at = next > at ? next : at + 1;
    }
}

/* ---- sections ---- */

struct directive {
    enum { IS_TEXT, IS_IF, IS_ELSE, IS_ENDIF, IS_OWN } kind;
    const struct fill_name *name; /* of an IF that is filled in, and of OWN; or NULL */
    const char *text;             /* of an IF that a field decides; or NULL */
    bool negated, ifndef;
};

static bool no(struct c_printer *w) {
    (void)w;
    return false;
}

/* That a header of the runtime was not there before. */
static const struct fill_name guard = {.name = "", .is = no};

static const struct fill_name *find(const struct filler *f, const char *at) {
    size_t n = (size_t)(scan_word(at) - at);
    const struct fill_name *name = f->names;
    while (name->name && (strlen(name->name) != n || strncmp(name->name, at, n) != 0)) name++;
    if (name->name) return name;
    bool is_guard = !f->has_words && n > 2 && strncmp(at + n - 2, "_H", 2) == 0;
    return is_guard ? &guard : NULL;
}

static bool begins(const char **at, const char *with) {
    size_t n = strlen(with);
    if (strncmp(*at, with, n) != 0) return false;
    *at += n;
    return true;
}

static struct directive read_directive(const struct filler *f, const char *at) {
    struct directive d = {.kind = IS_TEXT};
    at += strspn(at, " ");
    if (begins(&at, "FILL(")) return (struct directive){.kind = IS_OWN, .name = find(f, at)};
    if (begins(&at, "#include \"") || begins(&at, "/* clang-format"))
        return (struct directive){.kind = IS_OWN};
    if (begins(&at, "#else")) d.kind = IS_ELSE;
    if (begins(&at, "#endif")) d.kind = IS_ENDIF;
    if (!begins(&at, "#if")) return d;
    d.kind = IS_IF;
    d.ifndef = begins(&at, "ndef ");
    d.negated = begins(&at, " !");
    at += d.ifndef || d.negated ? 0 : strcspn(at, " ") + 1;
    d.name = find(f, at);
    if (f->has_words) d.text = field(f->w, at, (size_t)(scan_word(at) - at));
    return d;
}

static const char *fill_lines(struct filler *f, const char *at, bool on);

/* Both parts of a section; returns what follows it. `first`, `second`: whether they are printed. */
static const char *fill_parts(struct filler *f, const char *at, bool first, bool second,
                              bool marked) {
    at = fill_lines(f, at, first);
    if (read_directive(f, at).kind == IS_ELSE) {
        if (marked) print_line(f, at, scan_line(at));
        at = fill_lines(f, scan_line(at), second);
    }
    if (marked) print_line(f, at, scan_line(at));
    return scan_line(at);
}

static const char *fill_section(struct filler *f, const char *at, struct directive d, bool on) {
    const char *inside = scan_line(at);
    if (!d.name && !d.text) {
        if (on) print_line(f, at, inside);
        return fill_parts(f, inside, on, on, on);
    }
    if (d.text) {
        bool is = (strcmp(d.text, "0") != 0) != d.negated;
        return fill_parts(f, inside, on && is, on && !is, false);
    }
    for (size_t i = 0; on && d.name->each && d.name->each(f->w, i); i++)
        fill_lines(f, inside, true);
    on = on && d.name->is;
    /* a name that is known is defined */
    bool is = on && (d.ifndef ? d.name == &guard : d.name->is(f->w) != d.negated);
    return fill_parts(f, inside, is, on && !is, false);
}

/* Up to the end of the section that the lines are in, which is returned. */
static const char *fill_lines(struct filler *f, const char *at, bool on) {
    while (*at) {
        struct directive d = read_directive(f, at);
        if (d.kind == IS_ELSE || d.kind == IS_ENDIF) break;
        if (d.kind == IS_IF) {
            at = fill_section(f, at, d, on);
            continue;
        }
        if (on && d.kind == IS_TEXT) print_line(f, at, scan_line(at));
        if (on && d.kind == IS_OWN && d.name) d.name->print(f->w);
        at = scan_line(at);
    }
    return at;
}

static const char *text_of(const struct embedded *files, const char *name) {
    while (files->name && strcmp(files->name, name) != 0) files++;
    return files->text;
}

const char *fill_text(const char *file) {
    const char *text = text_of(embedded_templates, file);
    return text ? text : text_of(embedded_runtime, file);
}

void fill_file(struct c_printer *w, const char *file, const struct fill_name *names) {
    struct filler f = {w, names, text_of(embedded_templates, file) != NULL};
    fill_lines(&f, fill_text(file), true);
}
