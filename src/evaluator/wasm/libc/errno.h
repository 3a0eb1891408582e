/* Why the system refused something: here there is none, and memory is all that can run out. */
#ifndef STRAT_EVALUATOR_WASM_LIBC_ERRNO_H
#define STRAT_EVALUATOR_WASM_LIBC_ERRNO_H

enum {
    ENOMEM = 1,
    EACCES,
    EBADF,
    EDQUOT,
    EFBIG,
    EIO,
    EISDIR,
    ELOOP,
    EMFILE,
    ENAMETOOLONG,
    ENFILE,
    ENOENT,
    ENOSPC,
    ENOTDIR,
    EPERM,
    EPIPE,
    EROFS,
    ETXTBSY
};

#endif
