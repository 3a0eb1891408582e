/* Names: where what stands somewhere is declared, and where else it stands. */
#include "lsp/server.h"

#include <stdlib.h>
#include <string.h>

static const struct reference *asked(struct server *s, const json_t *params, struct where *w,
                                     struct failure *f) {
    return where_is(s, params, w, f) ? reference_at(w) : NULL;
}

json_t *definition(struct server *s, const json_t *params, struct failure *f) {
    struct where w;
    const struct reference *x = asked(s, params, &w, f);
    return x ? location_json(s, w.r, x->to) : NULL;
}

/* Whether it is one of those asked for: all, or all but the declaration. */
static bool is_wanted(const struct reference *x, struct span to, bool declaration) {
    return span_same(x->to, to) && (declaration || !span_same(x->at, to));
}

static json_int_t start_of(const json_t *location, const char *what) {
    const json_t *start = json_object_get(json_object_get(location, "range"), "start");
    return json_integer_value(json_object_get(start, what));
}

static int by_place(const void *x, const void *y) {
    const json_t *a = *(json_t *const *)x, *b = *(json_t *const *)y;
    int order = strcmp(json_string_value(json_object_get(a, "uri")),
                       json_string_value(json_object_get(b, "uri")));
    json_int_t line = start_of(a, "line") - start_of(b, "line"),
               character = start_of(a, "character") - start_of(b, "character");
    return order ? order : line ? (line > 0) - (line < 0) : (character > 0) - (character < 0);
}

/* By file, and in each as they stand, in whichever order the files were opened. Takes the list. */
static json_t *in_order(struct server *s, json_t *locations) {
    size_t n = json_array_size(locations);
    json_t **at = arena_array(&s->work, json_t *, n + 1), *all = json_array();
    for (size_t i = 0; i < n; i++) at[i] = json_array_get(locations, i);
    qsort(at, n, sizeof *at, by_place);
    for (size_t i = 0; i < n; i++) json_array_append(all, at[i]);
    json_decref(locations);
    return all;
}

/* In all that is open, and knows it. */
json_t *references(struct server *s, const json_t *params, struct failure *f) {
    struct where w;
    const struct reference *x = asked(s, params, &w, f);
    bool declaration =
        json_is_true(json_object_get(json_object_get(params, "context"), "includeDeclaration"));
    if (!x) return NULL;
    const char *path = w.r->files[x->to.file].path;
    json_t *all = json_array(), *seen = json_object(), *told = json_object();
    const struct reading *r;
    struct span to = x->to;
    for (size_t i = 0; (r = reading_next(s, &i, path, &to.file)) != NULL;) {
        vec_each (struct reference, other, &r->refs) {
            const char *uri = uri_of(s, r, other->at.file);
            if (!is_wanted(other, to, declaration) || json_object_get(told, uri)) continue;
            json_array_append_new(all, location_json(s, r, other->at));
            json_object_set_new(seen, uri, json_true());
        }
        json_object_update(told, seen); /* a file that several use is told of once */
    }
    json_decref(seen);
    json_decref(told);
    return in_order(s, all);
}

json_t *highlight(struct server *s, const json_t *params, struct failure *f) {
    enum { READ = 2, WRITE = 3 };
    struct where w;
    const struct reference *x = asked(s, params, &w, f);
    if (!x) return NULL;
    json_t *all = json_array();
    vec_each (struct reference, other, &w.r->refs)
        if (other->at.file == w.file && is_wanted(other, x->to, true))
            json_array_append_new(all,
                                  json_pack("{s:o,s:i}", "range", range_json(w.r, other->at),
                                            "kind", span_same(other->at, x->to) ? WRITE : READ));
    return all;
}
