/*
 * Arena: memory that lives and dies together.
 *
 * Everything a run of the compiler builds (trees, names, rules, messages) lives in one arena of
 * its session and is freed at once. Nothing is freed singly, so nothing can leak or dangle.
 *
 * Errors: an allocation never returns NULL. When memory runs out the arena calls `on_oom`, which
 * must not return (the session longjmps to its start and reports ST0001).
 * Thread safety: one arena belongs to one thread at a time.
 */
#ifndef STRATC_BASE_ARENA_H
#define STRATC_BASE_ARENA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena_chunk;
struct arena_cleanup;

struct arena {
    struct arena_chunk *chunks;     /* newest first */
    struct arena_cleanup *cleanups; /* newest first */
    char *next, *end;               /* the free part of the newest chunk */
    size_t total;    /* bytes asked of the system since the owner set it to 0, for limits */
    jmp_buf *on_oom; /* where to go when memory runs out; set by the owner, never NULL in use */
};

/* Whether the address sanitizer watches. */
extern const bool arena_watched;

void arena_init(struct arena *a, jmp_buf *on_oom);
void arena_free(struct arena *a);

/* The same for an arena that is used again and again for a little. */
void arena_clear(struct arena *a);

/* Has arena_free() call `call(with)` before the memory goes, newest first: so a file, a folder or
 * another arena that was opened on the way is closed even where memory ran out in between. Ask
 * before opening; `with` lives in the arena. */
void arena_at_free(struct arena *a, void (*call)(void *), void *with);

/* Zeroed memory for `n` objects of `size` bytes, aligned for any type. n * size may not overflow
 * (it is checked, and treated as memory running out). */
void *arena_alloc(struct arena *a, size_t n, size_t size);

/* A copy of text[0..len), with a NUL after it. */
char *arena_strndup(struct arena *a, const char *text, size_t len);

/* printf into the arena. */
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));

/* For tests: the n-th allocation of this thread from now on, and every later one, finds no memory.
 * 0: back to normal. */
void arena_test_fail_after(size_t n);

#define arena_new(a, T) ((T *)arena_alloc((a), 1, sizeof(T)))
#define arena_array(a, T, n) ((T *)arena_alloc((a), (n), sizeof(T)))

#endif
