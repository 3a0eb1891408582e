#include "report/sarif.h"

#include "base/json.h"
#include "report/print.h"

#include <string.h>

#ifndef STRATC_VERSION
#define STRATC_VERSION "0"
#endif

struct writer {
    const struct report *r;
    FILE *out;
    int index[DIAG_COUNT]; /* the place of a code among the rules, or among the notifications; -1:
                              nothing of the kind was said */
    bool first;            /* of the list being written */
};

static const char *const levels[] = {
    [SHOWN_STYLE] = "note", [SHOWN_WARNING] = "warning", [SHOWN_ERROR] = "error"};
static const char *const severity_levels[] = {
    [DIAG_STYLE] = "note", [DIAG_WARNING] = "warning", [DIAG_ERROR] = "error"};

/* What is wrong with files and the machine (0xxx) is said of the run, all else of the policies. */
static bool is_of_the_run(enum diag_code code) { return diag_infos[code].number < 1000; }

static void next(struct writer *w, const char *indent) {
    fprintf(w->out, "%s\n%s", w->first ? "" : ",", indent);
    w->first = false;
}

static void put_message(const struct writer *w, const char *text) {
    fputs("\"message\": {\"text\": ", w->out);
    json_text(w->out, text);
    putc('}', w->out);
}

/* ---- places ---- */

static void put_encoded(FILE *out, const char *path) {
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    for (; *path; path++)
        fprintf(out, strchr(plain, *path) ? "%c" : "%%%02X", (unsigned char)*path);
}

/* Relative to the folder of the run, so that a log says the same on every machine; what lies
 * elsewhere has its own place. */
static void put_artifact(const struct writer *w, const char *path) {
    path = report_path(w->r, path);
    fputs("{\"uri\": \"", w->out);
    fputs(path[0] == '/' ? "file://" : "", w->out);
    put_encoded(w->out, path);
    fputs(path[0] == '/' || strncmp(path, "../", 3) == 0 ? "\"}"
                                                         : "\", \"uriBaseId\": \"SRCROOT\"}",
          w->out);
}

static void put_place(const struct writer *w, struct diags *d, struct span at) {
    struct source *s = d->sources->at[at.file];
    struct position from = source_position(d->arena, s, at.from),
                    to = source_position(d->arena, s, at.to);
    fputs("\"physicalLocation\": {\"artifactLocation\": ", w->out);
    put_artifact(w, s->path);
    fprintf(w->out,
            ", \"region\": {\"startLine\": %u, \"startColumn\": %u, \"endLine\": %u, "
            "\"endColumn\": %u}}",
            (unsigned)from.line, (unsigned)from.column, (unsigned)to.line, (unsigned)to.column);
}

static void put_locations(const struct writer *w, struct diags *d, struct span at) {
    if (!print_has_place(d, at)) return;
    fputs(", \"locations\": [{", w->out);
    put_place(w, d, at);
    fputs("}]", w->out);
}

static void put_related(const struct writer *w, struct diags *d, const struct diag *x) {
    if (x->notes.len == 0) return;
    fputs(", \"relatedLocations\": [", w->out);
    for (size_t i = 0; i < x->notes.len; i++) {
        fprintf(w->out, "%s{\"id\": %zu, ", i ? ", " : "", i + 1);
        if (print_has_place(d, x->notes.at[i].at)) {
            put_place(w, d, x->notes.at[i].at);
            fputs(", ", w->out);
        }
        put_message(w, x->notes.at[i].text);
        putc('}', w->out);
    }
    putc(']', w->out);
}

/* ---- results and notifications ---- */

/* A name for the finding that stays when lines are added above it: 64 bits (FNV-1a) of the code,
 * the file, the line and the place in it. */
static void put_fingerprint(const struct writer *w, struct diags *d, const struct diag *x) {
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    struct source *s = d->sources->at[x->at.file];
    const char *column =
        arena_printf(d->arena, "%u", (unsigned)source_position(d->arena, s, x->at.from).column);
    const char *const parts[] = {diag_infos[x->code].slug, report_path(w->r, s->path),
                                 print_line_of(d, x->at), column, x->text};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        for (const char *c = parts[i];; c++) {
            h = (h ^ (unsigned char)*c) * UINT64_C(0x100000001b3);
            if (!*c) break;
        }
    fprintf(w->out, ", \"partialFingerprints\": {\"stratcFinding/v1\": \"%08x%08x\"}",
            (unsigned)(h >> 32), (unsigned)h);
}

static void put_result(struct writer *w, struct diags *d, const struct shown_diag *x) {
    const struct diag_info *info = &diag_infos[x->diag->code];
    next(w, "        ");
    fprintf(w->out, "{\"ruleId\": \"ST%04u\", \"ruleIndex\": %d, \"level\": \"%s\", ", info->number,
            w->index[x->diag->code], levels[x->as]);
    put_message(w, x->diag->text);
    put_locations(w, d, x->diag->at);
    put_related(w, d, x->diag);
    if (print_has_place(d, x->diag->at)) put_fingerprint(w, d, x->diag);
    if (x->allowed) {
        fputs(", \"suppressions\": [{\"kind\": \"inSource\", \"status\": \"accepted\", "
              "\"justification\": ",
              w->out);
        json_text(w->out, x->allowed);
        fputs("}]", w->out);
    }
    putc('}', w->out);
}

static void put_notification(struct writer *w, struct diags *d, const struct shown_diag *x) {
    const struct diag_info *info = &diag_infos[x->diag->code];
    next(w, "            ");
    fprintf(w->out, "{\"descriptor\": {\"id\": \"ST%04u\", \"index\": %d}, \"level\": \"%s\", ",
            info->number, w->index[x->diag->code], levels[x->as]);
    put_message(w, x->diag->text);
    put_locations(w, d, x->diag->at);
    putc('}', w->out);
}

static void put_said(struct writer *w, bool of_the_run) {
    w->first = true;
    vec_each (struct reported, f, &w->r->all)
        vec_each (struct shown_diag, x, &f->shown)
            if (is_of_the_run(x->diag->code) == of_the_run)
                (of_the_run ? put_notification : put_result)(w, f->d, x);
}

/* ---- rules ---- */

/* A page without its marks: the examples set in, under a word that says whether they are right or
 * wrong. */
static void put_page_text(FILE *out, const char *page) {
    bool fenced = false;
    putc('"', out);
    while (*page) {
        size_t n = strcspn(page, "\n");
        if (n >= 3 && strncmp(page, "```", 3) == 0) {
            fenced = !fenced;
            if (fenced && n >= 12 && strncmp(page, "```strat ", 9) == 0)
                fputs(strncmp(page + 9, "bad", 3) == 0 ? "Not so:\\n\\n" : "But so:\\n\\n", out);
        } else {
            size_t marks = fenced ? 0 : strspn(page, "# ");
            fputs(fenced && n ? "    " : "", out);
            json_chars(out, page + (marks < n ? marks : n), n - (marks < n ? marks : n));
            fputs("\\n", out);
        }
        page += n + (page[n] == '\n');
    }
    putc('"', out);
}

static void put_rule(struct writer *w, enum diag_code code) {
    const struct diag_info *info = &diag_infos[code];
    const char *page = diag_page(code);
    next(w, "            ");
    fprintf(w->out, "{\"id\": \"ST%04u\", \"name\": \"%s\", \"shortDescription\": {\"text\": ",
            info->number, info->slug);
    json_text(w->out, info->summary);
    putc('}', w->out);
    if (page) {
        fputs(", \"help\": {\"text\": ", w->out);
        put_page_text(w->out, page);
        fputs(", \"markdown\": ", w->out);
        json_text(w->out, page);
        putc('}', w->out);
    }
    fprintf(w->out, ", \"defaultConfiguration\": {\"enabled\": %s, \"level\": \"%s\"}}",
            info->on ? "true" : "false", severity_levels[info->severity]);
}

/* The codes that were said, in order of number, and each one's place among them. */
static void put_rules(struct writer *w, bool of_the_run) {
    int n = 0;
    w->first = true;
    for (int code = 0; code < DIAG_COUNT; code++) {
        if (w->index[code] < 0 || is_of_the_run((enum diag_code)code) != of_the_run) continue;
        w->index[code] = n++;
        put_rule(w, (enum diag_code)code);
    }
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
    w->first = true;
    vec_each (struct reported, f, &w->r->all) {
        if (!f->path || named_before(w->r, f)) continue;
        next(w, "        ");
        fputs("{\"location\": ", w->out);
        put_artifact(w, f->path);
        fputs(", \"roles\": [\"analysisTarget\"]}", w->out);
    }
}

static bool run_succeeded(const struct writer *w) {
    for (int code = 0; code < DIAG_COUNT; code++)
        if (w->index[code] >= 0 && is_of_the_run((enum diag_code)code)) return false;
    return true;
}

void sarif_print(const struct report *r) {
    struct writer w = {.r = r, .out = r->out};
    find_said(&w);
    fputs("{\n  \"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n  \"version\": "
          "\"2.1.0\",\n  \"runs\": [\n    {\n"
          "      \"tool\": {\n        \"driver\": {\n          \"name\": \"stratc\",\n          "
          "\"version\": \"" STRATC_VERSION "\",\n"
          "          \"semanticVersion\": \"" STRATC_VERSION "\",\n          \"rules\": [",
          w.out);
    put_rules(&w, false);
    fputs("\n          ],\n          \"notifications\": [", w.out);
    put_rules(&w, true);
    fprintf(w.out,
            "\n          ]\n        }\n      },\n      \"invocations\": [\n        {\n          "
            "\"executionSuccessful\": %s,\n"
            "          \"toolExecutionNotifications\": [",
            run_succeeded(&w) ? "true" : "false");
    put_said(&w, true);
    fputs("\n          ]\n        }\n      ],\n      \"columnKind\": \"unicodeCodePoints\",\n      "
          "\"artifacts\": [",
          w.out);
    put_targets(&w);
    fputs("\n      ],\n      \"results\": [", w.out);
    put_said(&w, false);
    fputs("\n      ]\n    }\n  ]\n}\n", w.out);
}
