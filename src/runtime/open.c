/*
 * What only those need to whom a policy is given: a policy from a file, and what the library says
 * of itself.
 */
#include "runtime/file.h"
#include "runtime/private.h"

#if STRAT_CHECK

static uint64_t number_at(const unsigned char *at, unsigned bytes) {
    uint64_t n = 0;
    while (bytes-- > 0) n = n << 8 | at[bytes];
    return n;
}

/* Whether words can be read where they stand: no copy of them is needed. */
static int is_at_hand(const unsigned char *bytes) {
    const uint32_t order = FILE_ORDER;
    return (uintptr_t)bytes % sizeof(uint64_t) == 0 && *(const unsigned char *)&order == 4;
}

/* The header is that of n bytes; how many words table and names have. */
static int read_header(const unsigned char *bytes, size_t n, struct strat_policy *p) {
    uint64_t rest = n, size[4];
    unsigned i;
    if (n < FILE_HEADER) return 0;
    for (i = 0; i < FILE_FORMAT_AT; i++)
        if (bytes[i] != (unsigned char)FILE_MAGIC[i]) return 0;
    if (number_at(bytes + FILE_FORMAT_AT, 4) != STRAT_FORMAT ||
        number_at(bytes + FILE_ORDER_AT, 4) != FILE_ORDER ||
        number_at(bytes + FILE_TOTAL_AT, 8) != n)
        return 0;
    rest -= FILE_HEADER;
    for (i = 0; i < 4; i++) {
        static const unsigned char bytes_each[4] = {8, 4, 1, 1};
        size[i] = number_at(bytes + FILE_TABLE_AT + 8 * i, 8);
        if (size[i] > rest / bytes_each[i]) return 0;
        rest -= size[i] * bytes_each[i];
    }
    p->table_words = (size_t)size[0];
    p->names_words = (size_t)size[1];
    p->text_bytes = (size_t)size[2];
    p->rules_bytes = (size_t)size[3];
    return rest == 0;
}

STRAT_API size_t strat_open_words(const void *bytes, size_t n) {
    const unsigned char *at = (const unsigned char *)bytes;
    struct strat_policy p;
    if (!read_header(at, n, &p) || is_at_hand(at)) return 0;
    return p.table_words + (p.names_words + 1) / 2;
}

STRAT_API enum strat_result strat_open(const void *bytes, size_t n, uint64_t *memory, size_t words,
                                       struct strat_policy *p) {
    const unsigned char *at = (const unsigned char *)bytes, *names;
    uint32_t *narrow;
    size_t i;
    static const struct strat_policy none = {0};
    *p = none;
    if (!read_header(at, n, p) || words < strat_open_words(bytes, n) ||
        number_at(at + FILE_DIGEST_AT, 8) != strat_i_file_digest(at, n)) {
        *p = none;
        return STRAT_BAD_TABLE;
    }
    at += FILE_HEADER;
    names = at + 8 * p->table_words;
    p->text = (const char *)(names + 4 * p->names_words);
    p->rules =
        p->rules_bytes ? names + 4 * p->names_words + p->text_bytes : (const unsigned char *)0;
    if (is_at_hand(at)) {
        p->table = (const uint64_t *)(const void *)at;
        p->names = (const uint32_t *)(const void *)names;
    } else {
        narrow = (uint32_t *)(void *)(memory + p->table_words);
        for (i = 0; i < p->table_words; i++) memory[i] = number_at(at + 8 * i, 8);
        for (i = 0; i < p->names_words; i++) narrow[i] = (uint32_t)number_at(names + 4 * i, 4);
        p->table = memory;
        p->names = narrow;
    }
    return strat_check(p);
}

STRAT_API const char *strat_version(void) { return STRAT_VERSION; }

STRAT_API const char *strat_result_text(enum strat_result result) {
    switch (result) {
    case STRAT_OK: return "decided";
    case STRAT_BAD_TABLE: return "the policy is damaged, or of another format";
    case STRAT_BAD_VALUE: return "a value is none of its fact";
    case STRAT_IMPOSSIBLE: return "the facts cannot hold together";
    case STRAT_NOT_DECIDED: return "not decided within the bound on work, or the memory for it";
    }
    return "no result of this library";
}
#endif
