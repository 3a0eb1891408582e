/*
 * Wire: the messages between an editor and the server, each some header lines and a JSON text.
 *
 * Nothing waits: what comes is read when poll() says that there is something, what is to go is
 * queued and written as fast as the editor takes it, so that two full pipes hold up nobody for
 * ever. What cannot be understood is passed over, up to the next header.
 */
#ifndef STRATC_LSP_WIRE_H
#define STRATC_LSP_WIRE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

enum {
    WIRE_LARGEST = 128 * 1024 * 1024, /* bytes of a message: a text may be escaped throughout */
    WIRE_FULL = 64 * 1024 * 1024      /* so much not taken by the editor: hear it no further */
};

struct bytes {
    char *at;
    size_t len, cap;
};

/* False: no memory. */
bool bytes_add(struct bytes *b, const char *text, size_t len);

struct wire {
    int in, out;
    FILE *log;            /* a copy of all that comes, or NULL */
    struct bytes got;     /* and not taken yet, from `taken` on */
    size_t taken, skip;   /* skip: bytes of a message that is too large */
    struct bytes waiting; /* to go, from `sent` on */
    size_t sent;
    bool ended;  /* nothing more will come */
    bool broken; /* nobody reads any more, or there is no memory */
};

/* Reads what there is, once. */
void wire_read(struct wire *w);

/* The next message: its JSON, which the caller owns; NULL where none is whole yet. *bad: it could
 * not be understood. */
json_t *wire_next(struct wire *w, bool *bad);

/* Queues a message, which is released. */
void wire_send(struct wire *w, json_t *message);
void wire_write(struct wire *w);
static inline size_t wire_waiting(const struct wire *w) { return w->waiting.len - w->sent; }

void wire_free(struct wire *w);

/* -1: it is none. */
int hex_digit(char c);

/* A text as JSON; bytes that are no UTF-8 become U+FFFD. */
json_t *json_words(const char *text);

#endif
