#include "emit/arrays.h"

#include "base/embedded.h"

#include <inttypes.h>
#include <string.h>

static const char *comment_safe(int c, int next)
{
    if (c == '*' && next == '/')
        return "* ";
    return c == '\n' ? " " : NULL;
}

/* Titles come from the policy: none may end the comment that it stands in. */
static void print_comment(FILE *out, const char *text)
{
    fputs("  /* ", out);
    for (; *text; text++) {
        const char *safe = comment_safe(text[0], text[1]);
        if (safe)
            fputs(safe, out);
        else
            fputc(*text, out);
    }
    fputs(" */", out);
}

static void print_table(FILE *out, const struct layout *layout, const char *prefix)
{
    fprintf(out, "static const uint64_t %s_table[%zu] = {\n", prefix, layout->policy.table_words);
    vec_each(const struct layout_part, part, &layout->parts) {
        for (size_t i = 0; i < part->words; i++)
            fprintf(out, "%s0x%016" PRIx64 "u,", i == 0 ? "    " : i % 6 == 0 ? "\n    " : " ", layout->policy.table[part->at + i]);
        print_comment(out, part->what);
        fputc('\n', out);
    }
    fputs("};\n\n", out);
}

static void print_names(FILE *out, const struct layout *layout, const char *prefix)
{
    fprintf(out, "static const uint32_t %s_names[%zu] = {", prefix, layout->policy.names_words);
    for (size_t i = 0; i < layout->policy.names_words; i++)
        fprintf(out, "%s%" PRIu32 "u,", i % 12 == 0 ? "\n    " : " ", layout->policy.names[i]);
    fputs("\n};\n\n", out);
}

/* Octal escapes end after three digits, so that no byte of the text can lengthen one; ?? would start a trigraph. */
static void print_literal(FILE *out, const char *text, size_t n)
{
    fputc('"', out);
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c == '"' || c == '\\' || c == '?')
            fprintf(out, "\\%c", c);
        else if (c < 0x20 || c >= 0x7f)
            fprintf(out, "\\%03o", c);
        else
            fputc(c, out);
    }
    fputc('"', out);
}

/*
 * One text a line, as the members of a structure of arrays of char, which has no gaps: a compiler need not take a literal of over 4,095
 * bytes, but takes any number of short ones. A longer text is a list of numbers.
 */
static void print_text(FILE *out, const struct layout *layout, const char *prefix)
{
    const char *text = layout->policy.text;
    size_t n = layout->policy.text_bytes;
    fprintf(out, "static const struct {\n");
    for (size_t at = 0, in_line = 0; at < n; in_line++) {
        size_t length = strlen(text + at) + 1;
        fprintf(out, "%schar t%zu[%zu];", in_line % 6 == 0 ? "\n    " : " ", at, length);
        at += length;
    }
    fprintf(out, "\n} %s_text = {\n", prefix);
    for (size_t at = 0; at < n;) {
        size_t length = strlen(text + at) + 1;
        if (length <= 4000) {
            fputs("    ", out);
            print_literal(out, text + at, length - 1);
        } else {
            for (size_t i = 0; i < length; i++)
                fprintf(out, "%s%d%s", i == 0 ? "    {" : i % 24 == 0 ? ",\n     " : ", ", (signed char)text[at + i], "");
            fputc('}', out);
        }
        fputs(",\n", out);
        at += length;
    }
    fputs("};\n\n", out);
}

void print_arrays(FILE *out, const struct layout *layout, const char *prefix)
{
    print_table(out, layout, prefix);
    print_names(out, layout, prefix);
    print_text(out, layout, prefix);
}

void print_policy(FILE *out, const struct layout *layout, const char *prefix)
{
    fprintf(out, "{\n    %s_table, %zu, %s_names, %zu, (const char *)&%s_text, %zu\n}", prefix, layout->policy.table_words,
            prefix, layout->policy.names_words, prefix, layout->policy.text_bytes);
}

void print_runtime_file(FILE *out, const char *name)
{
    const struct embedded *file = embedded_runtime;
    while (file->name && strcmp(file->name, name) != 0)
        file++;
    if (!file->name)
        return;
    for (const char *line = file->text; *line;) {
        const char *end = strchr(line, '\n');
        size_t length = end ? (size_t)(end - line) + 1 : strlen(line);
        if (strncmp(line, "#include \"runtime/", 18) != 0)
            fwrite(line, 1, length, out);
        line += length;
    }
}
