#include "report/print.h"

#include <string.h>

struct writer {
    const struct report *r;
    struct json j;
    int index[DIAG_COUNT]; /* the place of a code among the rules, or among the notifications; -1:
                              nothing of the kind was said */
};

static const char *const levels[] = {
    [SHOWN_STYLE] = "note", [SHOWN_WARNING] = "warning", [SHOWN_ERROR] = "error"};

/* What is wrong with files and the machine (0xxx) is said of the run, all else of the policies. */
static bool is_of_the_run(enum diag_code code) { return diag_infos[code].number < 1000; }

static void start_line(struct json *j, int margin) {
    j->margin = margin;
    json_line(j);
}

static void put_code(struct json *j, const char *key, enum diag_code code) {
    json_key(j, key);
    fprintf(j->out, "\"ST%04u\"", diag_infos[code].number);
}

/* "key": {"text": ...} */
static void put_text(struct json *j, const char *key, const char *text) {
    json_braces (j, key) json_put_text(j, "text", text);
}

/* ---- places ---- */

/* Relative to the folder of the run, so that a log says the same on every machine; what lies
 * elsewhere has its own place. */
static void put_artifact(struct writer *w, const char *key, const char *path) {
    struct json *j = &w->j;
    path = report_path(w->r, path);
    json_open(j, key, '{');
    json_key(j, "uri");
    fputs(path[0] == '/' ? "\"file://" : "\"", j->out);
    text_put_uri(j->out, path);
    putc('"', j->out);
    if (path[0] != '/' && strncmp(path, "../", 3) != 0) json_put_text(j, "uriBaseId", "SRCROOT");
    json_close(j, '}');
}

static void put_region(struct writer *w, const char *key, const struct location *is) {
    static const char *const keys[] = {"startLine", "startColumn", "endLine", "endColumn"};
    json_braces (&w->j, key) print_numbers(&w->j, keys, is);
}

static void put_place(struct writer *w, const struct diags *d, struct span at) {
    struct location is = print_location(d, at);
    if (!is.path) return;
    json_open(&w->j, "physicalLocation", '{');
    put_artifact(w, "artifactLocation", is.path);
    put_region(w, "region", &is);
    json_close(&w->j, '}');
}

static void put_locations(struct writer *w, const struct diags *d, struct span at) {
    if (at.file >= d->sources->len) return;
    json_brackets (&w->j, "locations")
        json_braces (&w->j, NULL) put_place(w, d, at);
}

static void put_related(struct writer *w, const struct diags *d, const struct diag *x) {
    if (x->notes.len == 0) return;
    json_open(&w->j, "relatedLocations", '[');
    for (size_t i = 0; i < x->notes.len; i++)
        json_braces (&w->j, NULL) {
            json_put_number(&w->j, "id", i + 1);
            put_place(w, d, x->notes.at[i].at);
            put_text(&w->j, "message", x->notes.at[i].text);
        }
    json_close(&w->j, ']');
}

/* What a tool may write for the author, each by itself. */
static void put_fixes(struct writer *w, const struct diags *d, const struct diag *x) {
    struct json *j = &w->j;
    if (x->fixes.len == 0 || x->fixes.at[0].asked) return;
    json_open(j, "fixes", '[');
    vec_each (struct diag_fix, fix, &x->fixes) {
        if (fix->asked) continue;
        struct location is = print_location(d, fix->at);
        json_open(j, NULL, '{');
        put_text(j, "description", fix->what);
        json_open(j, "artifactChanges", '[');
        json_open(j, NULL, '{');
        put_artifact(w, "artifactLocation", is.path);
        json_open(j, "replacements", '[');
        json_braces (j, NULL) {
            put_region(w, "deletedRegion", &is);
            put_text(j, "insertedContent", fix->text);
        }
        json_close(j, ']');
        json_close(j, '}');
        json_close(j, ']');
        json_close(j, '}');
    }
    json_close(j, ']');
}

/* ---- results and notifications ---- */

/* A name for the finding that stays when lines are added above it: 64 bits (FNV-1a) of the code,
 * the file, the line and the place in it. */
static void put_fingerprint(struct writer *w, const struct diags *d, const struct diag *x) {
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    struct location is = print_location(d, x->at);
    if (!is.path) return;
    const char *const parts[] = {diag_infos[x->code].slug, report_path(w->r, is.path),
                                 print_line_of(d, x->at),
                                 arena_printf(d->arena, "%u", (unsigned)is.from.column), x->text};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        for (const char *c = parts[i];; c++) {
            h = (h ^ (unsigned char)*c) * UINT64_C(0x100000001b3);
            if (!*c) break;
        }
    json_braces (&w->j, "partialFingerprints")
        json_put_text(&w->j, "stratcFinding/v1",
                      arena_printf(d->arena, "%08x%08x", (unsigned)(h >> 32), (unsigned)h));
}

static void put_suppression(struct json *j, const char *reason) {
    json_brackets (j, "suppressions")
        json_braces (j, NULL) {
            json_put_text(j, "kind", "inSource");
            json_put_text(j, "status", "accepted");
            json_put_text(j, "justification", reason);
        }
}

/* A result, or a notification of the run. */
static void put_one(struct writer *w, const struct diags *d, const struct shown_diag *x) {
    struct json *j = &w->j;
    bool of_the_run = is_of_the_run(x->diag->code);
    start_line(j, of_the_run ? 12 : 8);
    json_open(j, NULL, '{');
    if (of_the_run) json_open(j, "descriptor", '{');
    put_code(j, of_the_run ? "id" : "ruleId", x->diag->code);
    json_put_number(j, of_the_run ? "index" : "ruleIndex", (size_t)w->index[x->diag->code]);
    if (of_the_run) json_close(j, '}');
    json_put_text(j, "level", levels[x->as]);
    put_text(j, "message", x->diag->text);
    put_locations(w, d, x->diag->at);
    if (!of_the_run) {
        put_related(w, d, x->diag);
        put_fixes(w, d, x->diag);
        put_fingerprint(w, d, x->diag);
        if (x->allowed) put_suppression(j, x->allowed);
    }
    json_close(j, '}');
}

static void put_said(struct writer *w, bool of_the_run) {
    vec_each (struct reported, f, &w->r->all)
        vec_each (struct shown_diag, x, &f->shown)
            if (is_of_the_run(x->diag->code) == of_the_run) put_one(w, f->d, x);
}

/* ---- rules ---- */

static void put_page(FILE *out, const char *page) {
    struct page_reader r = {.at = page};
    putc('"', out);
    while (page_next(&r)) {
        fputs(r.kind == PAGE_EXAMPLE && r.length ? "    " : "", out);
        size_t margin = r.kind == PAGE_TEXT ? strspn(r.line, " ") : 0;
        json_chars(out, r.line + margin, r.length - margin);
        fputs(r.kind == PAGE_LEAD ? "\\n\\n" : "\\n", out);
    }
    putc('"', out);
}

static void put_rule(struct writer *w, enum diag_code code) {
    struct json *j = &w->j;
    const struct diag_info *info = &diag_infos[code];
    const char *page = diag_page(code);
    start_line(j, 12);
    json_open(j, NULL, '{');
    put_code(j, "id", code);
    json_put_text(j, "name", info->slug);
    put_text(j, "shortDescription", info->summary);
    if (page) {
        json_open(j, "help", '{');
        json_key(j, "text");
        put_page(j->out, page);
        json_put_text(j, "markdown", page);
        json_close(j, '}');
    }
    json_open(j, "defaultConfiguration", '{');
    json_put_bool(j, "enabled", info->on);
    json_put_text(j, "level", levels[SHOWN_ERROR - (int)info->severity]);
    json_close(j, '}');
    json_close(j, '}');
}

/* The codes that were said, in order of number, and each one's place among them; how many. */
static int put_rules(struct writer *w, bool of_the_run) {
    int n = 0;
    for (int code = 0; code < DIAG_COUNT; code++) {
        if (w->index[code] < 0 || is_of_the_run((enum diag_code)code) != of_the_run) continue;
        w->index[code] = n++;
        put_rule(w, (enum diag_code)code);
    }
    return n;
}

static void find_said(struct writer *w) {
    for (int code = 0; code < DIAG_COUNT; code++) w->index[code] = -1;
    vec_each (struct reported, f, &w->r->all)
        vec_each (struct shown_diag, x, &f->shown) w->index[x->diag->code] = 0;
}

/* ---- the log ---- */

static bool named_before(const struct report *r, const struct reported *f) {
    for (const struct reported *g = r->all.at; g < f; g++)
        if (g->path && strcmp(report_path(r, g->path), report_path(r, f->path)) == 0) return true;
    return false;
}

static void put_targets(struct writer *w) {
    vec_each (struct reported, f, &w->r->all) {
        if (!f->path || named_before(w->r, f)) continue;
        start_line(&w->j, 8);
        json_open(&w->j, NULL, '{');
        put_artifact(w, "location", f->path);
        json_brackets (&w->j, "roles") json_put_text(&w->j, NULL, "analysisTarget");
        json_close(&w->j, '}');
    }
}

/* What stands between the lists, as it is; a list begins after it. */
static void put_frame(struct writer *w, const char *text) {
    fputs(text, w->j.out);
    w->j.comma = false;
}

void print_sarif(const struct report *r) {
    struct writer w = {.r = r, .j = {.out = r->out, .spaced = true}};
    find_said(&w);
    put_frame(&w, "{\n  \"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n"
                  "  \"version\": \"2.1.0\",\n  \"runs\": [\n    {\n"
                  "      \"tool\": {\n        \"driver\": {\n          \"name\": \"stratc\",\n"
                  "          \"version\": \"" STRATC_VERSION "\",\n"
                  "          \"semanticVersion\": \"" STRATC_VERSION "\",\n"
                  "          \"rules\": [");
    put_rules(&w, false);
    put_frame(&w, "\n          ],\n          \"notifications\": [");
    bool fine = put_rules(&w, true) == 0;
    put_frame(&w, "\n          ]\n        }\n      },\n      \"invocations\": [\n        {\n"
                  "          \"executionSuccessful\": ");
    put_frame(&w, fine ? "true" : "false");
    put_frame(&w, ",\n          \"toolExecutionNotifications\": [");
    put_said(&w, true);
    put_frame(&w, "\n          ]\n        }\n      ],\n"
                  "      \"columnKind\": \"unicodeCodePoints\",\n      \"artifacts\": [");
    put_targets(&w);
    put_frame(&w, "\n      ],\n      \"results\": [");
    put_said(&w, false);
    put_frame(&w, "\n      ]\n    }\n  ]\n}\n");
}
