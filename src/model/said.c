/*
 * One mistake is told once: a name that is spelled wrong where it is declared is unknown wherever
 * it is used. It is told at the first of these places, with how many there are besides.
 */
#include "model/build.h"

#include <stdlib.h>

enum { LINES_NAMED = 4 }; /* of more places only the number is told */

bool was_said(const struct builder *b, uint64_t fault, const char *name) {
    return map_get(&b->said_of, fault, map_name(name)) != MAP_NONE;
}

bool said_before(struct builder *b, uint64_t fault, const char *name, struct span at) {
    uint32_t i = map_add(&b->said_of, fault, map_name(name), (uint32_t)b->said.len);
    bool first = i == b->said.len;
    if (first) vec_push(b->arena, &b->said, ((struct said){.diag = b->d->list.len}));
    vec_push(b->arena, &b->said.at[i].places, at);
    return !first;
}

static int in_text_order(const void *x, const void *y) {
    const struct span *a = x, *b = y;
    return span_before(*a, *b) ? -1 : span_before(*b, *a);
}

/* Sorted, each once: how many are left. */
static size_t sort_places(struct said *s) {
    size_t n = 0;
    qsort(s->places.at, s->places.len, sizeof *s->places.at, in_text_order);
    for (size_t i = 0; i < s->places.len; i++)
        if (i == 0 || span_before(s->places.at[n - 1], s->places.at[i]))
            s->places.at[n++] = s->places.at[i];
    return n;
}

/* ", on lines 3, 7 and 12", where the others are few and in one file. */
static const char *lines_of(struct builder *b, const struct span *places, size_t n) {
    size_t lines[LINES_NAMED], known = 0;
    for (size_t i = 1; i < n; i++) {
        uint32_t from, to;
        if (n > LINES_NAMED + 1 || places[i].file != places[0].file) return "";
        size_t line =
            source_line(b->arena, b->d->sources->at[places[i].file], places[i].from, &from, &to) +
            1;
        if (known == 0 || lines[known - 1] != line) lines[known++] = line;
    }
    const char *list = known == 1 ? ", on line " : ", on lines ";
    for (size_t i = 0; i < known; i++)
        list = arena_printf(b->arena, "%s%s%zu", list,
                            i == 0           ? ""
                            : i + 1 == known ? " and "
                                             : ", ",
                            lines[i]);
    return list;
}

void finish_said(struct builder *b) {
    vec_each (struct said, s, &b->said) {
        size_t n = sort_places(s);
        struct diag *x = &b->d->list.at[s->diag];
        x->at = s->places.at[0];
        if (n > 1)
            vec_push(b->arena, &x->notes,
                     ((struct diag_note){SPAN_NOWHERE,
                                         arena_printf(b->arena, "and %zu more like it%s", n - 1,
                                                      lines_of(b, s->places.at, n))}));
    }
}
