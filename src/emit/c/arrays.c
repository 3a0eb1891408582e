#include "emit/c/arrays.h"

#include "emit/c/escape.h"
#include "emit/c/fill.h"
#include "emit/emit.h"
#include "runtime/format.h"

#include <inttypes.h>
#include <string.h>

/* A word more than there are where the last part is empty: nothing reads it, but a compiler that
 * sees only where the part begins would warn. */
static size_t room_for_table(const struct strat_policy *p) {
    return p->table_words + (p->table[H_MAP_AT] == p->table_words);
}

static void print_words(FILE *out, const struct layout *layout, const char *prefix) {
    fprintf(out, "static const uint64_t %s_table[%zu] = {\n", prefix,
            room_for_table(&layout->policy));
    vec_each (const struct layout_part, part, &layout->parts) {
        for (size_t i = 0; i < part->words; i++)
            fprintf(out, "%s0x%" PRIx64 "u,",
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

/* Bytes up to a zero, which is the literal's own end; of texts each on a line. */
static void print_literals(FILE *out, const unsigned char *bytes, size_t n, bool texts) {
    while (texts && strlen((const char *)bytes) < n) {
        size_t length = strlen((const char *)bytes) + 1;
        print_literal(out, bytes, length);
        fputs("\n    ", out);
        bytes += length;
        n -= length;
    }
    print_literal(out, bytes, n);
}

void print_bytes(FILE *out, const char *type, const unsigned char *bytes, size_t n,
                 const char *prefix, const char *what) {
    bool texts = strcmp(type, "char") == 0;
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
            print_literals(out, bytes + at, end - at - 1, texts);
        else
            print_numbers(out, type, bytes + at, end - at);
        fputs(",\n", out);
        at = end;
    }
    fputs("};\n\n", out);
}

void print_table(FILE *out, const struct layout *layout, const char *prefix) {
    print_words(out, layout, prefix);
    if (layout->policy.rules)
        print_bytes(out, "unsigned char", layout->policy.rules, layout->policy.rules_bytes, prefix,
                    "rules");
}

static void print_names(FILE *out, const struct layout *layout, const char *prefix) {
    fprintf(out, "static const uint32_t %s_names[%zu] = {", prefix, layout->policy.names_words);
    for (size_t i = 0; i < layout->policy.names_words; i++)
        fprintf(out, "%s%" PRIu32 "u,", i % 12 == 0 ? "\n    " : " ", layout->policy.names[i]);
    fputs("\n};\n\n", out);
}

void emit_program(FILE *out, const struct layout *layout) {
    const struct strat_policy *p = &layout->policy;
    fputs("/* Written by stratc from a policy; it belongs to whoever had it written. */\n", out);
    fputs(fill_text("strat.h"), out);
    fputs("\nextern const struct strat_policy strat_linked_policy;\n\n", out);
    print_table(out, layout, "policy");
    print_names(out, layout, "policy");
    print_bytes(out, "char", (const unsigned char *)p->text, p->text_bytes, "policy", "text");
    fprintf(
        out,
        "const struct strat_policy strat_linked_policy = {\n    policy_table, %zu, policy_names, "
        "%zu, (const char *)&policy_text, %zu, %s, %zu};\n",
        p->table_words, p->names_words, p->text_bytes,
        p->rules ? "(const unsigned char *)&policy_rules" : "0", p->rules_bytes);
}
