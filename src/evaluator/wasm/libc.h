/*
 * Memory of the module: blocks one behind the other, all given up at once when a request is over.
 * What else of libc the evaluator calls is in libc.c, and declared in libc/.
 */
#ifndef STRAT_EVALUATOR_WASM_LIBC_H
#define STRAT_EVALUATOR_WASM_LIBC_H

/* What was asked for so far stays; what is from now on goes with the next heap_reset(). */
void heap_keep(void);
void heap_reset(void);

#endif
