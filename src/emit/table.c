/*
 * A policy as one file of bytes, for programs that are given policies while they run: see
 * runtime/file.h, and strat_open().
 */
#include "emit/formats.h"
#include "runtime/file.h"
#include "runtime/strat.h"

static void put(struct arena *a, struct bytes *to, uint64_t number, unsigned bytes) {
    for (; bytes > 0; bytes--, number >>= 8) vec_push(a, to, (unsigned char)number);
}

struct bytes emit_table_bytes(struct arena *a, const struct strat_policy *p) {
    struct bytes file = {0};
    for (const char *c = FILE_MAGIC; *c; c++) put(a, &file, (unsigned char)*c, 1);
    put(a, &file, STRAT_FORMAT, 4);
    put(a, &file, FILE_ORDER, 4);
    put(a, &file,
        FILE_HEADER + 8 * p->table_words + 4 * p->names_words + p->text_bytes + p->rules_bytes, 8);
    put(a, &file, p->table_words, 8);
    put(a, &file, p->names_words, 8);
    put(a, &file, p->text_bytes, 8);
    put(a, &file, p->rules_bytes, 8);
    put(a, &file, 0, 8);
    for (size_t i = 0; i < p->table_words; i++) put(a, &file, p->table[i], 8);
    for (size_t i = 0; i < p->names_words; i++) put(a, &file, p->names[i], 4);
    for (size_t i = 0; i < p->text_bytes; i++) put(a, &file, (unsigned char)p->text[i], 1);
    for (size_t i = 0; i < p->rules_bytes; i++) put(a, &file, p->rules[i], 1);
    uint64_t digest = strat_i_file_digest(file.at, file.len);
    for (unsigned i = 0; i < 8; i++) file.at[FILE_DIGEST_AT + i] = (unsigned char)(digest >> 8 * i);
    return file;
}

bool emit_table(const struct emission *e) {
    struct bytes file = emit_table_bytes(e->policy.arena, &e->layout->policy);
    fwrite(file.at, 1, file.len, e->out);
    return true;
}
