/*
 * The libc of a WebAssembly module, where there is none: memory, and the few functions on bytes
 * and texts that the evaluator calls. They are what the C standard says, and short rather than
 * fast.
 */
#include "evaluator/wasm/libc.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- memory ---- */

enum { ALIGN = 16, PAGE = 65536 };

/* Where the module's own data end: the linker says. */
extern unsigned char __heap_base;

/* Addresses: where the next block begins, where it begins after a reset, and up to where there has
 * been a block before, so that the rest is zero as it came. */
static struct { size_t top, kept, used; } heap;

/* Before each block. */
struct head {
    size_t bytes;
    unsigned char unused[ALIGN - sizeof(size_t)];
};

static size_t aligned(size_t n) { return (n + ALIGN - 1) / ALIGN * ALIGN; }

/* Whether there is memory up to this address. */
static int reach(size_t address) {
    size_t have = __builtin_wasm_memory_size(0);
    size_t want = address / PAGE + 1;
    return want <= have || __builtin_wasm_memory_grow(0, want - have) != SIZE_MAX;
}

void *malloc(size_t bytes) {
    if (!heap.top) heap.top = heap.kept = heap.used = aligned((size_t)&__heap_base);
    struct head *head = (struct head *)heap.top;
    size_t begin = heap.top + sizeof *head;
    if (bytes > SIZE_MAX - begin - 2 * PAGE || !reach(begin + aligned(bytes))) return NULL;
    heap.top = begin + aligned(bytes);
    if (heap.top > heap.used) heap.used = heap.top;
    head->bytes = bytes;
    return (void *)begin;
}

void *calloc(size_t n, size_t size) {
    size_t fresh = heap.used;
    if (size && n > SIZE_MAX / size) return NULL;
    unsigned char *block = malloc(n * size);
    size_t begin = (size_t)block;
    /* Many megabytes that nobody touches are not to be touched here either. */
    if (block && fresh && begin < fresh)
        memset(block, 0, fresh - begin < n * size ? fresh - begin : n * size);
    return block;
}

void *realloc(void *block, size_t bytes) {
    struct head *head = (struct head *)block - 1;
    if (!block) return malloc(bytes);
    if ((size_t)block + aligned(head->bytes) == heap.top) {
        size_t before = heap.top;
        heap.top = (size_t)head;
        if (malloc(bytes)) return block;
        heap.top = before;
        return NULL;
    }
    void *other = malloc(bytes);
    if (other) memcpy(other, block, head->bytes < bytes ? head->bytes : bytes);
    return other;
}

/* What was asked for last can be used again at once; all else waits for the reset. */
void free(void *block) {
    struct head *head = (struct head *)block - 1;
    if (block && (size_t)block + aligned(head->bytes) == heap.top) heap.top = (size_t)head;
}

void heap_keep(void) { heap.kept = heap.top; }

void heap_reset(void) { heap.top = heap.kept; }

/* ---- bytes ---- */

void *memcpy(void *to, const void *from, size_t n) {
    unsigned char *t = to;
    const unsigned char *f = from;
    while (n-- > 0) *t++ = *f++;
    return to;
}

void *memmove(void *to, const void *from, size_t n) {
    unsigned char *t = to;
    const unsigned char *f = from;
    if (t < f) return memcpy(to, from, n);
    while (n-- > 0) t[n] = f[n];
    return to;
}

void *memset(void *to, int byte, size_t n) {
    unsigned char *t = to;
    while (n-- > 0) *t++ = (unsigned char)byte;
    return to;
}

int memcmp(const void *a, const void *b, size_t n) {
    const unsigned char *x = a, *y = b;
    for (; n > 0; n--, x++, y++)
        if (*x != *y) return *x < *y ? -1 : 1;
    return 0;
}

void *memchr(const void *bytes, int byte, size_t n) {
    const unsigned char *at = bytes;
    for (; n > 0; n--, at++)
        if (*at == (unsigned char)byte) return (void *)(uintptr_t)at;
    return NULL;
}

/* ---- texts ---- */

size_t strlen(const char *text) {
    size_t n = 0;
    while (text[n]) n++;
    return n;
}

int strncmp(const char *a, const char *b, size_t n) {
    for (; n > 0; n--, a++, b++) {
        unsigned char x = (unsigned char)*a, y = (unsigned char)*b;
        if (x != y) return x < y ? -1 : 1;
        if (!x) break;
    }
    return 0;
}

int strcmp(const char *a, const char *b) { return strncmp(a, b, SIZE_MAX); }

char *strchr(const char *text, int byte) { return memchr(text, byte, strlen(text) + 1); }

char *strrchr(const char *text, int byte) {
    for (size_t n = strlen(text) + 1; n-- > 0;)
        if (text[n] == (char)byte) return (char *)(uintptr_t)(text + n);
    return NULL;
}

char *strstr(const char *text, const char *part) {
    size_t n = strlen(part);
    for (; strncmp(text, part, n) != 0; text++)
        if (!*text) return NULL;
    return (char *)(uintptr_t)text;
}

/* How many bytes at the beginning are of these, or are not. */
static size_t span(const char *text, const char *of, int in) {
    size_t n = 0;
    while (text[n] && (strchr(of, text[n]) != NULL) == in) n++;
    return n;
}

size_t strspn(const char *text, const char *of) { return span(text, of, 1); }

size_t strcspn(const char *text, const char *of) { return span(text, of, 0); }
