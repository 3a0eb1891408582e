/* Of <stdlib.h> what the evaluator needs: evaluator/wasm/libc.c. */
#ifndef STRAT_EVALUATOR_WASM_LIBC_STDLIB_H
#define STRAT_EVALUATOR_WASM_LIBC_STDLIB_H

#include <stddef.h>

void *malloc(size_t bytes);
void *calloc(size_t n, size_t size);
void *realloc(void *block, size_t bytes);
void free(void *block);

#endif
