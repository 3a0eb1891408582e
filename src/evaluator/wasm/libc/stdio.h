/* There are no streams here. What writes to one is declared, since base declares it too, and called
 * by nobody: the linker leaves its callers out, and would not find it otherwise. */
#ifndef STRAT_EVALUATOR_WASM_LIBC_STDIO_H
#define STRAT_EVALUATOR_WASM_LIBC_STDIO_H

#include <stddef.h>

typedef struct no_stream FILE;

int fputs(const char *text, FILE *out);
int putc(int byte, FILE *out);
int fprintf(FILE *out, const char *format, ...);
size_t fwrite(const void *bytes, size_t size, size_t n, FILE *out);

#endif
