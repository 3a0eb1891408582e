#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define WATCHED true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WATCHED true
#endif
#endif
#ifndef WATCHED
#define WATCHED false
#endif

/* Under it each object is a chunk, so that it sees a step over its end. */
const bool arena_watched = WATCHED;

enum { FIRST_CHUNK = 16 * 1024, LARGEST_CHUNK = 1024 * 1024, ALIGN = _Alignof(max_align_t) };

struct arena_chunk {
    struct arena_chunk *older;
    max_align_t data[];
};

struct arena_cleanup {
    struct arena_cleanup *older;
    void (*call)(void *);
    void *with;
};

static _Thread_local size_t test_countdown; /* 0: no test is on; 1: there is no memory */

void arena_test_fail_after(size_t n) { test_countdown = n; }

void arena_init(struct arena *a, jmp_buf *on_oom) { *a = (struct arena){.on_oom = on_oom}; }

void arena_free(struct arena *a) {
    for (; a->cleanups; a->cleanups = a->cleanups->older) a->cleanups->call(a->cleanups->with);
    while (a->chunks) {
        struct arena_chunk *chunk = a->chunks;
        a->chunks = chunk->older;
        free(chunk);
    }
    arena_init(a, a->on_oom);
}

void arena_clear(struct arena *a) {
    bool one = a->chunks && a->next && !a->chunks->older && !a->cleanups;
    if (!one || WATCHED) {
        arena_free(a);
        return;
    }
    char *first = (char *)a->chunks->data;
    memset(first, 0, (size_t)(a->next - first));
    a->next = first;
}

static _Noreturn void out_of_memory(struct arena *a) { longjmp(*a->on_oom, 1); }

/* A fresh chunk with room for `bytes`. calloc, because the system hands out large blocks zeroed at
 * no cost. */
static struct arena_chunk *chunk_new(struct arena *a, size_t bytes) {
    if (bytes > SIZE_MAX - sizeof(struct arena_chunk)) out_of_memory(a);
    struct arena_chunk *chunk = calloc(1, sizeof *chunk + bytes);
    if (!chunk) out_of_memory(a);
    a->total += sizeof *chunk + bytes;
    return chunk;
}

/* A large object gets a chunk to itself, behind the newest one, whose free part stays in use. */
static void *alloc_alone(struct arena *a, size_t bytes) {
    struct arena_chunk *chunk = chunk_new(a, bytes);
    if (a->chunks) {
        chunk->older = a->chunks->older;
        a->chunks->older = chunk;
    } else {
        a->chunks = chunk;
    }
    return chunk->data;
}

void *arena_alloc(struct arena *a, size_t n, size_t size) {
    if (test_countdown > 1)
        test_countdown--;
    else if (test_countdown == 1)
        out_of_memory(a);
    if (size && n > (SIZE_MAX - ALIGN) / size) out_of_memory(a);
    size_t bytes = n && size ? n * size : 1; /* nothing, too, has an address */
    if (WATCHED) return alloc_alone(a, bytes);
    bytes = (bytes + ALIGN - 1) / ALIGN * ALIGN;
    if (bytes > (size_t)(a->end - a->next)) {
        size_t room = a->total < FIRST_CHUNK     ? FIRST_CHUNK
                      : a->total < LARGEST_CHUNK ? a->total
                                                 : LARGEST_CHUNK;
        if (bytes > room / 4) return alloc_alone(a, bytes);
        struct arena_chunk *chunk = chunk_new(a, room);
        chunk->older = a->chunks;
        a->chunks = chunk;
        a->next = (char *)chunk->data;
        a->end = a->next + room;
    }
    void *block = a->next;
    a->next += bytes;
    return block;
}

void arena_at_free(struct arena *a, void (*call)(void *), void *with) {
    struct arena_cleanup *cleanup = arena_new(a, struct arena_cleanup);
    *cleanup = (struct arena_cleanup){.older = a->cleanups, .call = call, .with = with};
    a->cleanups = cleanup;
}

char *arena_strndup(struct arena *a, const char *text, size_t len) {
    if (len == SIZE_MAX) out_of_memory(a);
    char *copy = arena_alloc(a, len + 1, 1);
    if (len) memcpy(copy, text, len);
    return copy;
}

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap) {
    va_list again;
    va_copy(again, ap);
    int len = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    if (len < 0) out_of_memory(a); /* over INT_MAX bytes, or the C library found no memory itself */
    char *text = arena_alloc(a, (size_t)len + 1, 1);
    vsnprintf(text, (size_t)len + 1, fmt, ap);
    return text;
}

char *arena_printf(struct arena *a, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    char *text = arena_vprintf(a, fmt, ap);
    va_end(ap);
    return text;
}
