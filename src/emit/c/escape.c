#include "emit/c/escape.h"

#include <stdbool.h>
#include <string.h>

static bool is_control(unsigned char c) { return c < 0x20 || c == 0x7f; }

/* A character of a comment, and whether a blank comes after it: between those that would end the
 * comment, or begin one within it, of which compilers warn; and ?? begins a trigraph. */
static char in_comment(const char *text, bool *blank) {
    *blank =
        strncmp(text, "*/", 2) == 0 || strncmp(text, "/*", 2) == 0 || strncmp(text, "??", 2) == 0;
    return is_control((unsigned char)*text) ? ' ' : *text;
}

void print_comment(FILE *out, const char *text) {
    for (bool blank; *text; text++) {
        fputc(in_comment(text, &blank), out);
        if (blank) fputc(' ', out);
    }
}

const char *comment_text(struct arena *a, const char *text) {
    char *clean = arena_array(a, char, 2 * strlen(text) + 1), *to = clean;
    for (bool blank; *text; text++) {
        *to++ = in_comment(text, &blank);
        if (blank) *to++ = ' ';
    }
    return *clean ? arena_printf(a, "/* %s */", clean) : "";
}

/* An escape of fewer than three digits would take in a digit that follows. */
void print_literal(FILE *out, const unsigned char *text, size_t n) {
    fputc('"', out);
    for (size_t i = 0; i < n; i++) {
        unsigned char c = text[i];
        bool digit_next = i + 1 < n && text[i + 1] >= '0' && text[i + 1] <= '9';
        if (c == '"' || c == '\\' || c == '?')
            fprintf(out, "\\%c", c);
        else if (is_control(c) || c >= 0x80)
            fprintf(out, digit_next ? "\\%03o" : "\\%o", c);
        else
            fputc(c, out);
    }
    fputc('"', out);
}

char *include_name(struct arena *a, const char *path) {
    char *clean = arena_strndup(a, path, strlen(path)), *slash = strrchr(clean, '/');
    for (char *c = slash ? slash + 1 : clean; *c; c++)
        if (is_control((unsigned char)*c) || *c == '"' || *c == '\\' || strncmp(c, "??", 2) == 0)
            *c = '_';
    return clean;
}
