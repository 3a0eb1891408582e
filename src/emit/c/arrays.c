#include "emit/c/arrays.h"

#include "base/embedded.h"
#include "emit/c/escape.h"
#include "runtime/format.h"

#include <inttypes.h>
#include <string.h>

/* A word more than there are where the last part is empty: nothing reads it, but a compiler that
 * sees only where the part begins would warn. */
static size_t room_for_table(const struct strat_policy *p) {
    return p->table_words + (p->table[H_MAP_AT] == p->table_words);
}

static void print_table(FILE *out, const struct layout *layout, const char *prefix) {
    fprintf(out, "static const uint64_t %s_table[%zu] = {\n", prefix,
            room_for_table(&layout->policy));
    vec_each (const struct layout_part, part, &layout->parts) {
        for (size_t i = 0; i < part->words; i++)
            fprintf(out, "%s0x%016" PRIx64 "u,",
                    i == 0       ? "    "
                    : i % 6 == 0 ? "\n    "
                                 : " ",
                    layout->policy.table[part->at + i]);
        fputs("  /* ", out);
        print_comment(out, part->what);
        fputs(" */\n", out);
    }
    fputs("};\n\n", out);
}

static void print_numbers(FILE *out, const char *type, const unsigned char *bytes, size_t n) {
    bool is_signed = strcmp(type, "char") == 0;
    for (size_t i = 0; i < n; i++)
        fprintf(out, "%s%d",
                i == 0        ? "{"
                : i % 24 == 0 ? ",\n     "
                              : ", ",
                is_signed ? (int)(signed char)bytes[i] : (int)bytes[i]);
    fputc('}', out);
}

enum { LONGEST_LITERAL = 4000 };

/* Behind the last zero that a literal from `at` on reaches; where it reaches none, just how far it
 * may go. */
static size_t end_of_literal(const unsigned char *bytes, size_t n, size_t at) {
    size_t end = n - at > LONGEST_LITERAL ? at + LONGEST_LITERAL : n, zero = end;
    while (zero > at && bytes[zero - 1] != 0) zero--;
    return zero > at ? zero : end;
}

/*
 * Bytes in string literals, which a compiler takes several times faster than numbers: members of a
 * structure of arrays, which has no gaps. A literal ends at a zero, which is its own terminator;
 * where there is none in reach, numbers must do.
 */
static void print_bytes(FILE *out, const char *type, const unsigned char *bytes, size_t n,
                        const char *prefix, const char *what) {
    fputs("static const struct {", out);
    for (size_t at = 0, in_line = 0; at < n; in_line++) {
        size_t end = end_of_literal(bytes, n, at);
        fprintf(out, "%s%s b%zu[%zu];", in_line % 6 == 0 ? "\n    " : " ", type, at, end - at);
        at = end;
    }
    fprintf(out, "\n} %s_%s = {\n", prefix, what);
    for (size_t at = 0; at < n;) {
        size_t end = end_of_literal(bytes, n, at);
        fputs("    ", out);
        if (bytes[end - 1] == 0)
            print_literal(out, bytes + at, end - at - 1);
        else
            print_numbers(out, type, bytes + at, end - at);
        fputs(",\n", out);
        at = end;
    }
    fputs("};\n\n", out);
}

static void print_names(FILE *out, const struct layout *layout, const char *prefix) {
    fprintf(out, "static const uint32_t %s_names[%zu] = {", prefix, layout->policy.names_words);
    for (size_t i = 0; i < layout->policy.names_words; i++)
        fprintf(out, "%s%" PRIu32 "u,", i % 12 == 0 ? "\n    " : " ", layout->policy.names[i]);
    fputs("\n};\n\n", out);
}

/*
 * One text a line, as the members of a structure of arrays of char, which has no gaps: a compiler
 * need not take a literal of over 4,095 bytes, but takes any number of short ones. A longer text is
 * a list of numbers.
 */
static void print_text(FILE *out, const struct layout *layout, const char *prefix) {
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
        fputs("    ", out);
        if (length <= LONGEST_LITERAL)
            print_literal(out, (const unsigned char *)text + at, length - 1);
        else
            print_numbers(out, "char", (const unsigned char *)text + at, length);
        fputs(",\n", out);
        at += length;
    }
    fputs("};\n\n", out);
}

void print_arrays(FILE *out, const struct layout *layout, const char *prefix) {
    print_table(out, layout, prefix);
    print_names(out, layout, prefix);
    if (!layout->policy.rules) {
        print_text(out, layout, prefix);
        return;
    }
    print_bytes(out, "char", (const unsigned char *)layout->policy.text, layout->policy.text_bytes,
                prefix, "text");
    print_bytes(out, "unsigned char", layout->policy.rules, layout->policy.rules_bytes, prefix,
                "rules");
}

void print_policy(FILE *out, const struct layout *layout, const char *prefix) {
    fprintf(out, "{\n    %s_table, %zu, %s_names, %zu, (const char *)&%s_text, %zu, ", prefix,
            layout->policy.table_words, prefix, layout->policy.names_words, prefix,
            layout->policy.text_bytes);
    if (layout->policy.rules)
        fprintf(out, "(const unsigned char *)&%s_rules, %zu\n}", prefix,
                layout->policy.rules_bytes);
    else
        fputs("0, 0\n}", out);
}

void print_runtime_file(FILE *out, const char *name) {
    const struct embedded *file = embedded_runtime;
    while (file->name && strcmp(file->name, name) != 0) file++;
    if (!file->name) return;
    for (const char *line = file->text; *line;) {
        const char *end = strchr(line, '\n');
        size_t length = end ? (size_t)(end - line) + 1 : strlen(line);
        if (strncmp(line, "#include \"runtime/", 18) != 0) fwrite(line, 1, length, out);
        line += length;
    }
}
