/* What the parsers of the benchmark share. */
#ifndef TESTS_BENCH_PARSERS_H
#define TESTS_BENCH_PARSERS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define DIGEST_START UINT64_C(0xcbf29ce484222325)

enum { SIMDJSON_ROOM = 64 }; /* bytes that simdjson may read behind a text */

struct lines {
    char *text; /* ends with a newline, and has SIMDJSON_ROOM bytes behind it */
    size_t len;
};

uint64_t digest_text(uint64_t from, const char *text, size_t len);
const char *simdjson_version(void);
uint64_t parse_with_simdjson(const struct lines *l, int look);

#ifdef __cplusplus
}
#endif

#endif
