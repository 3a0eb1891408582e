/* Nobody jumps: an arena, which would, is only declared. */
#ifndef STRAT_EVALUATOR_WASM_LIBC_SETJMP_H
#define STRAT_EVALUATOR_WASM_LIBC_SETJMP_H

typedef int jmp_buf[1];

#endif
