/*
 * Findings: those of grammar and names at once, the exact ones from a child, pushed to the editor
 * or left for it to ask.
 */
#define _XOPEN_SOURCE 700

#include "lsp/server.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- as JSON ---- */

static json_t *list_in(json_t *all, const char *uri) {
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
    const struct source unread = {.path = r->p.path};
    vec_each (const struct shown_diag, x, shown) {
        if (x->allowed) continue;
        const struct source *source =
            r->session.sources.len ? r->session.sources.at[place_of(r, x->diag->at).file] : &unread;
        json_array_append_new(list_in(all, uri_of(s, source)), finding_json(s, r, x));
    }
    return all;
}

/* ---- saying ---- */

static bool has_equal(const json_t *list, const json_t *finding) {
    for (size_t i = 0; i < json_array_size(list); i++)
        if (json_equal(json_array_get(list, i), finding)) return true;
    return false;
}

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
                if (!has_equal(into, json_array_get(list, k)))
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

void findings_publish(struct server *s, const json_t *again) {
    if (s->pulls) return;
    json_t *all = all_findings(s), *none = json_array();
    const char *uri;
    json_t *list;
    json_object_foreach(s->published, uri, list) if (json_array_size(list) &&
                                                     !json_object_get(all, uri)) push(s, uri, none);
    json_object_foreach(all, uri, list) if (json_object_get(again, uri) ||
                                            !json_equal(list, json_object_get(s->published, uri)))
        push(s, uri, list);
    json_decref(none);
    json_decref(s->published);
    s->published = all;
}

/* A file that an open policy uses is judged as a part of that. */
static bool is_part(struct server *s, struct document *d) {
    uint32_t file;
    struct reading *own = reading_of(s, d), *r = reading_about(s, d, &file);
    return r && r != own;
}

static void set_findings(struct document *d, json_t *findings) {
    json_decref(d->findings);
    d->findings = findings;
    d->found = d->reading ? d->reading->serial : 0;
}

/* What grammar and names say. The open document has a list even where that is empty. */
static json_t *errors_json(struct server *s, struct document *d, size_t *n) {
    struct reading *r = reading_of(s, d);
    struct diag_options errors = {.findings = false};
    struct shown_diags shown = diags_select(&r->session.d, &errors);
    json_t *all = findings_json(s, r, &shown);
    list_in(all, d->uri);
    *n = shown.len;
    return all;
}

void findings_quick(struct server *s) {
    bool any = false;
    json_t *again = json_object(); /* said for each version, though it be the same */
    for (size_t i = 0; i < s->n_documents; i++) {
        struct document *d = s->documents[i];
        if (d->reading && d->told == d->reading->serial) continue;
        size_t had = d->errors;
        json_t *errors = errors_json(s, d, &d->errors);
        d->told = d->reading->serial;
        any = true;
        /* Where there was no error and is none, the exact findings follow in a moment: between, an
         * empty list would flicker. What was said stays until then, and is of the version it said.
         */
        if (had == 0 && d->errors == 0 && d->findings && !s->pulls) {
            json_decref(errors);
        } else {
            set_findings(d, errors);
            json_object_update(again, errors);
        }
    }
    for (size_t i = 0; any && i < s->n_documents; i++)
        if (is_part(s, s->documents[i])) set_findings(s->documents[i], json_object());
    if (any) findings_publish(s, again);
    json_decref(again);
}

/* ---- the child ---- */

static void child_end(struct server *s) {
    kill(s->child.pid, SIGKILL); /* it may hang */
    waitpid(s->child.pid, NULL, 0);
    close(s->child.fd);
    free(s->child.said.at);
    s->child.pid = 0;
    s->child.said = (struct bytes){0};
}

void child_kill(struct server *s) {
    if (!s->child.pid) return;
    child_end(s);
    s->due = 1; /* what it was to find out is still to be */
}

/* More memory than a policy can need, and the child dies rather than the machine. */
static void limit_memory(void) {
    enum { GIGABYTES = 4 };
    unsigned long pages = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (!f) return;
    bool known = fscanf(f, "%lu", &pages) == 1;
    fclose(f);
    rlim_t limit = (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) + ((rlim_t)GIGABYTES << 30);
    if (known) setrlimit(RLIMIT_AS, &(struct rlimit){limit, limit});
}

static int to_pipe(const char *text, size_t len, void *fd) {
    while (len > 0) {
        ssize_t n = write(*(int *)fd, text, len);
        if (n < 0 && errno != EINTR) return -1;
        if (n > 0) {
            text += n;
            len -= (size_t)n;
        }
    }
    return 0;
}

static void find_out(struct server *s, struct document *d, int fd) {
    struct reading *r = reading_of(s, d);
    struct diag_options o = s->o->diag;
    o.findings = true;
    limit_memory();
    pipeline_lint(&r->p, &o);
    struct shown_diags shown = diags_select(&r->session.d, &o);
    json_t *findings = findings_json(s, r, &shown);
    list_in(findings, d->uri);
    json_t *all = json_pack("{s:o,s:o}", "findings", findings, "facts", facts_json(s, r));
    json_dump_callback(all, to_pipe, &fd, JSON_COMPACT);
}

static struct document *undecided(struct server *s) {
    for (size_t i = 0; i < s->n_documents; i++) {
        struct document *d = s->documents[i];
        if (d->exact == reading_of(s, d)->serial) continue;
        if (!is_part(s, d)) return d;
        d->exact = d->reading->serial;
    }
    return NULL;
}

static void fork_child(struct server *s, struct document *d) {
    int ends[2];
    if (pipe(ends) != 0) return;
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        close(s->wire.in); /* who waits for their end waits for the server alone */
        close(s->wire.out);
        if (setjmp(s->oom) == 0) find_out(s, d, ends[1]);
        _exit(0);
    }
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return;
    }
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    s->child.pid = pid;
    s->child.fd = ends[0];
    s->child.serial = d->reading->serial;
}

void child_start(struct server *s) {
    struct document *d = s->child.pid ? NULL : undecided(s);
    if (d) fork_child(s, d);
}

static json_t *say_undecided(struct server *s, struct document *d) {
    size_t n;
    diag_report(&d->reading->session.d, DIAG_NOT_DECIDED,
                d->reading->draft ? d->reading->draft->at : SPAN_NOWHERE,
                "the findings that need all situations were not decided: the check ended before it "
                "was done; it may want more memory than there is");
    return errors_json(s, d, &n);
}

static void ask_to_pull(struct server *s) {
    const char *id = arena_printf(&s->work, "stratc-%zu", ++s->requests);
    wire_send(&s->wire, json_pack("{s:s,s:s,s:s}", "jsonrpc", "2.0", "id", id, "method",
                                  "workspace/diagnostic/refresh"));
}

void child_read(struct server *s) {
    char room[1 << 16];
    if (!s->child.pid) return; /* a change that came with its answer has ended it */
    ssize_t n = read(s->child.fd, room, sizeof room);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (n > 0 && bytes_add(&s->child.said, room, (size_t)n)) return;
    size_t serial = s->child.serial;
    json_t *all = json_loadb(s->child.said.at ? s->child.said.at : "", s->child.said.len, 0, NULL);
    child_end(s); /* it said all of it, or nothing that counts */
    for (size_t i = 0; i < s->n_documents; i++) {
        struct document *d = s->documents[i];
        if (!d->reading || d->reading->serial != serial) continue;
        json_t *findings = json_object_get(all, "findings");
        d->exact = serial;
        set_findings(d, findings ? json_incref(findings) : say_undecided(s, d));
        json_decref(d->facts);
        d->facts = json_incref(json_object_get(all, "facts"));
        findings_publish(s, d->findings);
        if (s->pulls) ask_to_pull(s);
    }
    json_decref(all);
    child_start(s);
}

/* ---- for editors that ask ---- */

json_t *diagnostic_pull(struct server *s, const json_t *params, struct failure *f) {
    const char *uri =
        json_string_value(json_object_get(json_object_get(params, "textDocument"), "uri"));
    if (!document_find(s, uri)) return fail(f, LSP_INVALID_PARAMS, "this document is not open");
    findings_quick(s);
    json_t *all = all_findings(s), *list = json_incref(list_in(all, uri));
    json_decref(all);
    return json_pack("{s:s,s:o}", "kind", "full", "items", list);
}
