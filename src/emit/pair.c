/*
 * --emit=c: the pair of files, of which the source knows its header: two files cannot be renamed at once, and of a run that
 * is killed between the two, or of hands that copy one of them, a source that does not belong to its header would remain.
 */
#include "emit/emit.h"
#include "emit/formats.h"

#include <inttypes.h>
#include <stdlib.h>

/* A stream into memory, closed and freed with the arena. */
struct memory {
    FILE *stream;
    char *text;
    size_t n;
};

static void close_memory(void *with)
{
    struct memory *m = with;
    if (m->stream)
        fclose(m->stream);
    free(m->text);
    *m = (struct memory){0};
}

static uint64_t digest(const char *text, size_t n)
{
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)text[i]) * 1099511628211u;
    return h;
}

static struct memory *header_of(const struct emission *e, const struct fast *fast)
{
    struct memory *m = arena_new(e->arena, struct memory);
    arena_at_free(e->arena, close_memory, m);
    m->stream = open_memstream(&m->text, &m->n);
    if (m->stream)
        emit_c_header(m->stream, e->arena, e->layout, fast, e->prefix);
    if (!m->stream || fflush(m->stream) != 0 || ferror(m->stream))
        longjmp(*e->arena->on_oom, 1);
    return m;
}

bool emit_c(const struct emission *e)
{
    const struct fast *fast = emit_fast(e->space, e->bits);
    struct memory *header = header_of(e, fast);
    uint64_t known_by = digest(header->text, header->n);
    fwrite(header->text, 1, header->n, e->header);
    fprintf(e->header, "\n/* By which the source knows that this is its header. */\n#define %s_HEADER_DIGEST 0x%016" PRIx64 "u\n", e->prefix, known_by);
    close_memory(header);
    emit_c_source(e->out, e->arena, e->layout, fast, e->prefix, e->header_name, known_by);
    return true;
}
