/* Findings: as JSON, and said: pushed to the editor, or left for it to ask. Those of grammar and
 * names are said at once, the exact ones when the child has them. */
#include "lsp/server.h"

#include <string.h>

/* ---- as JSON ---- */

json_t *findings_list(json_t *all, const char *uri) {
    json_t *list = json_object_get(all, uri);
    if (list) return list;
    json_object_set_new(all, uri, json_array());
    return json_object_get(all, uri);
}

/* What is no place in a file is told of the policy. */
static struct span place_of(const struct reading *r, struct span at) {
    return at.file < r->session.sources.len ? at : (struct span){0, 0, 0};
}

/* Where it would be mended, as span_json() has places. */
static json_t *fixes_json(const struct diag *d) {
    json_t *all = json_array();
    vec_each (const struct diag_fix, fix, &d->fixes)
        json_array_append_new(all, json_pack("{s:o,s:b,s:o,s:o}", "title", json_words(fix->what),
                                             "asked", fix->asked, "at", span_json(fix->at), "text",
                                             json_words(fix->text)));
    return all;
}

static json_t *finding_json(struct server *s, const struct reading *r, const struct shown_diag *x) {
    static const int severities[] = {
        [SHOWN_STYLE] = 3, [SHOWN_WARNING] = 2, [SHOWN_ERROR] = 1}; /* 3: information */
    const struct diag_info *info = &diag_infos[x->diag->code];
    const char *text = x->diag->text;
    json_t *related = json_array();
    vec_each (struct diag_note, note, &x->diag->notes)
        if (s->has_related && note->at.file < r->session.sources.len)
            json_array_append_new(related,
                                  json_pack("{s:o,s:o}", "location", location_json(s, r, note->at),
                                            "message", json_words(note->text)));
        else
            text = arena_printf(&s->work, "%s\n%s", text, note->text);
    json_t *finding = json_pack(
        "{s:o,s:i,s:o,s:s,s:o,s:{s:s,s:o}}", "range", range_json(r, place_of(r, x->diag->at)),
        "severity", severities[x->as], "code",
        json_words(arena_printf(&s->work, "ST%04u", info->number)), "source", "stratc", "message",
        json_words(text), "data", "slug", info->slug, "fixes", fixes_json(x->diag));
    if (json_array_size(related)) json_object_set(finding, "relatedInformation", related);
    if (strncmp(info->slug, "unused-", 7) == 0)
        json_object_set_new(finding, "tags", json_pack("[i]", 1)); /* unnecessary */
    json_decref(related);
    return finding;
}

json_t *findings_json(struct server *s, struct reading *r, const struct shown_diags *shown) {
    json_t *all = json_object();
    vec_each (const struct shown_diag, x, shown) {
        if (x->allowed) continue;
        const char *uri = uri_of(s, r, place_of(r, x->diag->at).file);
        json_array_append_new(findings_list(all, uri), finding_json(s, r, x));
    }
    return all;
}

/* ---- saying ---- */

/* Of several policies that use a file, what they have to say about it is said once. */
static json_t *all_findings(const struct server *s) {
    json_t *all = json_object();
    for (size_t i = 0; i < s->n_documents; i++) {
        const char *uri;
        json_t *list, *into;
        json_object_foreach(s->documents[i]->findings, uri, list) {
            if ((into = json_object_get(all, uri)) == NULL) {
                json_object_set(all, uri, list);
                continue;
            }
            into = json_copy(into);
            for (size_t k = 0; k < json_array_size(list); k++)
                if (!json_array_has(into, json_array_get(list, k)))
                    json_array_append(into, json_array_get(list, k));
            json_object_set_new(all, uri, into);
        }
    }
    return all;
}

static void push(struct server *s, const char *uri, const json_t *list) {
    const struct document *d = document_find(s, uri);
    json_t *params = json_pack("{s:s,s:O}", "uri", uri, "diagnostics", list);
    if (d) json_object_set_new(params, "version", json_integer(d->version));
    wire_send(&s->wire, json_pack("{s:s,s:s,s:o}", "jsonrpc", "2.0", "method",
                                  "textDocument/publishDiagnostics", "params", params));
}

/* That there is nothing is news of what is open, or was told of. */
static bool is_news(const struct server *s, const char *uri, const json_t *list) {
    const json_t *told = json_object_get(s->published, uri);
    return !json_equal(list, told) &&
           (json_array_size(list) || json_array_size(told) || document_find(s, uri));
}

void findings_publish(struct server *s, const json_t *again) {
    json_t *all = all_findings(s), *none = json_array();
    const char *uri;
    json_t *list;
    for (size_t i = 0; i < s->n_documents && s->pulls; i++) /* of what is open the editor asks */
        if (!s->documents[i]->on_disk) json_object_del(all, s->documents[i]->uri);
    json_object_foreach(s->published, uri, list) if (json_array_size(list) &&
                                                     !json_object_get(all, uri)) push(s, uri, none);
    json_object_foreach(all, uri, list) if (is_news(s, uri, list) || json_object_get(again, uri))
        push(s, uri, list);
    json_decref(none);
    json_decref(s->published);
    s->published = all;
}

void findings_set(struct document *d, json_t *findings) {
    json_decref(d->findings);
    d->findings = findings;
    d->found = d->reading ? d->reading->serial : 0;
}

/* What grammar and names say. The open document has a list even where that is empty. */
json_t *errors_json(struct server *s, struct document *d, size_t *n) {
    struct reading *r = reading_of(s, d);
    struct diag_options errors = {.findings = false};
    struct shown_diags shown = diags_select(&r->session.d, &errors);
    json_t *all = findings_json(s, r, &shown);
    findings_list(all, d->uri);
    *n = shown.len;
    return all;
}

void findings_quick(struct server *s) {
    bool any = false;
    json_t *again = json_object(); /* said for each version, though it be the same */
    for (size_t i = 0; i < s->n_documents; i++) {
        struct document *d = s->documents[i];
        if (d->on_disk || (d->reading && d->told == d->reading->serial)) continue;
        size_t had = d->errors;
        json_t *errors = errors_json(s, d, &d->errors);
        d->told = d->reading->serial;
        any = true;
        /* Where there was no error and is none, the exact findings follow in a moment: between, an
         * empty list would flicker. What was said stays until then, and is of the version it said.
         */
        if (had == 0 && d->errors == 0 && d->findings) {
            json_decref(errors);
        } else {
            findings_set(d, errors);
            json_object_update(again, errors);
        }
    }
    for (size_t i = 0; any && i < s->n_documents; i++)
        if (!s->documents[i]->on_disk && document_is_part(s, s->documents[i]))
            findings_set(s->documents[i], json_object());
    if (any) findings_publish(s, again);
    json_decref(again);
}

/* ---- for editors that ask ---- */

/* A list has a number, for as long as it is the same: who has heard it need not hear it again. */
json_t *diagnostic_pull(struct server *s, const json_t *params, struct failure *f) {
    const char *uri =
        json_string_value(json_object_get(json_object_get(params, "textDocument"), "uri"));
    const char *heard = json_string_value(json_object_get(params, "previousResultId"));
    struct document *d = document_find(s, uri);
    if (!d) return fail(f, LSP_INVALID_PARAMS, "this document is not open");
    findings_quick(s);
    json_t *all = all_findings(s), *list = json_incref(findings_list(all, uri));
    json_decref(all);
    if (!json_equal(list, d->pulled)) d->result = ++s->results;
    json_decref(d->pulled);
    d->pulled = list;
    const char *id = arena_printf(&s->work, "%zu", d->result);
    if (heard && strcmp(heard, id) == 0)
        return json_pack("{s:s,s:s}", "kind", "unchanged", "resultId", id);
    return json_pack("{s:s,s:s,s:O}", "kind", "full", "resultId", id, "items", list);
}
