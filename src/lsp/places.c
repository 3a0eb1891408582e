/* Places: URIs and paths, UTF-16 and bytes, and what stands somewhere. */
#include "lsp/server.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* ---- URIs ---- */

char *path_of(struct arena *a, const char *uri) {
    static const char scheme[] = "file://";
    if (strncmp(uri, scheme, sizeof scheme - 1) != 0) return arena_strndup(a, uri, strlen(uri));
    const char *from = strchr(uri + sizeof scheme - 1, '/'); /* behind the name of this machine */
    char *path = arena_strndup(a, from ? from : "/", from ? strlen(from) : 1), *to = path;
    for (const char *c = path; *c; c++) {
        bool coded = *c == '%' && hex_digit(c[1]) >= 0 && hex_digit(c[2]) >= 0 &&
                     (c[1] != '0' || c[2] != '0');
        *to++ = coded ? (char)(hex_digit(c[1]) * 16 + hex_digit(c[2])) : *c;
        c += coded ? 2 : 0;
    }
    *to = '\0';
    return path;
}

const char *uri_of_path(struct server *s, const char *path) {
    for (size_t i = 0; i < s->n_documents; i++)
        if (strcmp(s->documents[i]->path, path) == 0) return s->documents[i]->uri;
    char *text = NULL;
    size_t len;
    FILE *out = open_memstream(&text, &len);
    if (!out) longjmp(s->oom, 1);
    fputs("file://", out);
    text_put_uri(out, path);
    bool fine = fclose(out) == 0;
    const char *uri = fine ? arena_strndup(&s->work, text, len) : "";
    free(text);
    return uri;
}

const char *uri_of(struct server *s, const struct reading *r, uint32_t file) {
    if (file >= r->session.sources.len) return uri_of_path(s, path_real(&s->work, r->p.path));
    struct read_file *of = &r->files[file];
    if (!of->uri) {
        const char *uri = uri_of_path(s, of->path);
        of->uri = arena_strndup(r->session.arena, uri, strlen(uri));
    }
    return of->uri;
}

/* ---- places ---- */

static json_t *position_json(const struct reading *r, uint32_t file, uint32_t offset) {
    struct source *source = r->session.sources.at[file];
    struct utf16_position p = source_utf16(r->session.arena, source, offset);
    return json_pack("{s:i,s:i}", "line", (int)p.line, "character", (int)p.unit);
}

json_t *range_json(const struct reading *r, struct span at) {
    if (at.file >= r->session.sources.len)
        return json_pack("{s:{s:i,s:i},s:{s:i,s:i}}", "start", "line", 0, "character", 0, "end",
                         "line", 0, "character", 0);
    return json_pack("{s:o,s:o}", "start", position_json(r, at.file, at.from), "end",
                     position_json(r, at.file, at.to));
}

json_t *location_json(struct server *s, const struct reading *r, struct span at) {
    return json_pack("{s:o,s:o}", "uri", json_words(uri_of(s, r, at.file)), "range",
                     range_json(r, at));
}

json_t *edits_json(struct server *s, const char *uri, json_t *edits) {
    const struct document *d = document_find(s, uri);
    return json_pack("{s:{s:s,s:o},s:o}", "textDocument", "uri", uri, "version",
                     d ? json_integer(d->version) : json_null(), "edits", edits);
}

bool json_array_has(const json_t *list, const json_t *x) {
    for (size_t i = 0; i < json_array_size(list); i++)
        if (json_equal(json_array_get(list, i), x)) return true;
    return false;
}

json_t *span_json(struct span at) {
    return json_pack("[I,I,I]", (json_int_t)at.file, (json_int_t)at.from, (json_int_t)at.to);
}

struct span span_from(const json_t *at) {
    return (struct span){(uint32_t)json_integer_value(json_array_get(at, 0)),
                         (uint32_t)json_integer_value(json_array_get(at, 1)),
                         (uint32_t)json_integer_value(json_array_get(at, 2))};
}

/* ---- what a request is about ---- */

bool whose_is(struct server *s, const json_t *params, struct where *w, struct failure *f) {
    const json_t *about = json_object_get(params, "textDocument");
    *w = (struct where){.d = document_find(s, json_string_value(json_object_get(about, "uri")))};
    if (!w->d) {
        fail(f, LSP_INVALID_PARAMS, "this document is not open");
        return false;
    }
    w->r = reading_about(s, w->d, &w->file);
    return w->r != NULL;
}

bool where_is(struct server *s, const json_t *params, struct where *w, struct failure *f) {
    const json_t *at = json_object_get(params, "position"), *line = json_object_get(at, "line"),
                 *unit = json_object_get(at, "character");
    if (!json_is_integer(line) || !json_is_integer(unit) || json_integer_value(line) < 0 ||
        json_integer_value(unit) < 0) {
        fail(f, LSP_INVALID_PARAMS, "the request names no position");
        return false;
    }
    if (!whose_is(s, params, w, f)) return false;
    json_int_t lines = json_integer_value(line), units = json_integer_value(unit);
    struct utf16_position p = {lines > UINT32_MAX ? UINT32_MAX : (uint32_t)lines,
                               units > UINT32_MAX ? UINT32_MAX : (uint32_t)units};
    w->offset = source_offset(w->r->session.arena, w->r->session.sources.at[w->file], p);
    return true;
}

bool span_of(const struct where *w, const json_t *range, struct span *at) {
    uint32_t *ends[] = {&at->from, &at->to};
    static const char *const keys[] = {"start", "end"};
    at->file = w->file;
    for (int i = 0; i < 2; i++) {
        const json_t *p = json_object_get(range, keys[i]), *line = json_object_get(p, "line"),
                     *unit = json_object_get(p, "character");
        if (!json_is_integer(line) || !json_is_integer(unit) || json_integer_value(line) < 0 ||
            json_integer_value(unit) < 0 || json_integer_value(line) > UINT32_MAX ||
            json_integer_value(unit) > UINT32_MAX)
            return false;
        *ends[i] = source_offset(w->r->session.arena, w->r->session.sources.at[w->file],
                                 (struct utf16_position){(uint32_t)json_integer_value(line),
                                                         (uint32_t)json_integer_value(unit)});
    }
    return at->from <= at->to;
}

const struct reference *reference_at(const struct where *w) {
    const struct references *refs = &w->r->refs;
    size_t low = 0, high = refs->len; /* the last that begins there or before */
    while (low < high) {
        size_t middle = (low + high) / 2;
        const struct span *at = &refs->at[middle].at;
        if (at->file < w->file || (at->file == w->file && at->from <= w->offset))
            low = middle + 1;
        else
            high = middle;
    }
    const struct reference *x = low > 0 ? &refs->at[low - 1] : NULL;
    return x && x->at.file == w->file && w->offset <= x->at.to ? x : NULL;
}

/* ---- what is declared ---- */

static void add(struct reading *r, struct span at, struct entity e) {
    uint32_t n = (uint32_t)r->entities.len;
    if (map_add(&r->entity_at, at.file, at.from, n) == n) vec_push(&r->arena, &r->entities, e);
}

#define ADD_ALL(list, type, of_kind, declared_of) \
    vec_each (const struct type, x, &m->list)     \
    add(r, (declared_of)->at,                     \
        (struct entity){ENTITY_##of_kind, declared_of, (uint32_t)(x - m->list.at), MODEL_NONE})

static void find_entities(struct reading *r) {
    const struct model *m = r->draft;
    map_init(&r->entity_at, &r->arena);
    ADD_ALL(facts, fact, FACT, &x->id);
    ADD_ALL(groups, group, GROUP, &x->id);
    ADD_ALL(vocabularies, declared, VOCABULARY, x);
    ADD_ALL(defines, define, DEFINE, &x->id);
    ADD_ALL(duties, duty, DUTY, &x->id);
    ADD_ALL(approaches, approach, APPROACH, &x->id);
    ADD_ALL(blocks, block, BLOCK, &x->id);
    for (uint32_t f = 0; f < m->facts.len; f++)
        vec_each (const struct declared, v, &m->facts.at[f].values)
            add(r, v->at,
                (struct entity){ENTITY_VALUE, v, (uint32_t)(v - m->facts.at[f].values.at), f});
    vec_each (const struct paragraph, p, &m->outline)
        add(r, p->at, (struct entity){ENTITY_PARAGRAPH, NULL, (uint32_t)(p - m->outline.at), 0});
    vec_each (const struct reference, x, &r->refs) { /* to a recital its number leads */
        uint32_t i = map_get(&r->entity_at, x->at.file, x->at.from);
        if (i != MAP_NONE && r->entities.at[i].kind == ENTITY_PARAGRAPH)
            add(r, x->to, r->entities.at[i]);
    }
}

const struct entity *entity_at(struct reading *r, struct span declared) {
    if (!r->draft) return NULL;
    if (!r->entity_at.arena) find_entities(r);
    uint32_t i = map_get(&r->entity_at, declared.file, declared.from);
    return i == MAP_NONE ? NULL : &r->entities.at[i];
}
