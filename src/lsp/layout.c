/* Layout: the white space that an editor has to change, as --format would; nothing of a broken
 * text. */
#include "lsp/server.h"

#include "format/format.h"

#include <string.h>

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/* The texts differ in white space alone: an edit for each run of it that is not the same. */
static json_t *edits_to(const struct where *w, const struct formatted *laid_out,
                        struct span within) {
    const struct source *s = w->r->session.sources.at[w->file];
    const char *new = laid_out->text;
    json_t *all = json_array();
    for (size_t i = 0, k = 0; i < s->len || k < laid_out->len; i++, k++) {
        size_t from = i, now = k;
        while (i < s->len && is_blank(s->text[i])) i++;
        while (k < laid_out->len && is_blank(new[k])) k++;
        bool same = i - from == k - now && memcmp(s->text + from, new + now, k - now) == 0;
        if (same || from < within.from || i > within.to) continue;
        struct span at = {w->file, (uint32_t)from, (uint32_t)i};
        json_array_append_new(all, json_pack("{s:o,s:o}", "range", range_json(w->r, at), "newText",
                                             json_stringn(new + now, k - now)));
    }
    return all;
}

static json_t *lay_out(struct server *s, const struct where *w, struct span within) {
    const struct source *source = w->r->session.sources.at[w->file];
    struct session own;
    struct formatted f;
    session_open(&own, &s->work, &s->o->paths);
    bool fine =
        source_add_text(&s->work, &own.sources, &own.d, source->path, source->text, source->len) &&
        format_source(&own.names, &own.d, 0, &f);
    return fine ? edits_to(w, &f, within) : json_array();
}

json_t *format_all(struct server *s, const json_t *params, struct failure *f) {
    struct where w;
    if (!whose_is(s, params, &w, f)) return NULL;
    return lay_out(s, &w, (struct span){w.file, 0, UINT32_MAX});
}

/* Of all items that the range touches. */
json_t *format_range(struct server *s, const json_t *params, struct failure *f) {
    struct where w;
    struct span range, within = {0, UINT32_MAX, 0};
    if (!whose_is(s, params, &w, f)) return NULL;
    if (!span_of(&w, json_object_get(params, "range"), &range))
        return fail(f, LSP_INVALID_PARAMS, "the request names no range");
    vec_each (struct ast_node *, item, &w.r->p.tree.files.at[w.file]->items) {
        struct span at = node_span(*item);
        if (at.to < range.from || at.from > range.to) continue;
        within.from = at.from < within.from ? at.from : within.from;
        within.to = at.to > within.to ? at.to : within.to;
    }
    return lay_out(s, &w, within);
}
