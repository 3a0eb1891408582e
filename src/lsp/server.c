/* The main loop: what comes, in order; what is due; and how long the server lives. */
#define _XOPEN_SOURCE 700

#include "lsp/server.h"

#include "base/outfile.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { PAUSE = 50, PARENT_EVERY = 2000 }; /* ms */

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

json_t *fail(struct failure *f, int code, const char *text) {
    *f = (struct failure){code, text};
    return NULL;
}

/* ---- lifecycle ---- */

static const json_t *capability(const json_t *params, const char *a, const char *b, const char *c) {
    const json_t *of = json_object_get(json_object_get(params, "capabilities"), a);
    of = json_object_get(of, b);
    return c ? json_object_get(of, c) : of;
}

void ask_to_refresh(struct server *s, const char *what) {
    const char *id = arena_printf(&s->work, "stratc-%zu", ++s->requests);
    wire_send(&s->wire,
              json_pack("{s:s,s:s,s:o}", "jsonrpc", "2.0", "id", id, "method",
                        json_words(arena_printf(&s->work, "workspace/%s/refresh", what))));
}

/* What the editor is set to: `stratc.inlayHints`. */
static void take_settings(struct server *s, const json_t *settings) {
    const json_t *own = json_object_get(settings, "stratc"),
                 *wanted = json_object_get(own ? own : settings, "inlayHints");
    if (json_is_boolean(wanted)) s->hints = json_is_true(wanted);
}

static json_t *settings_changed(struct server *s, const json_t *params, struct failure *f) {
    bool had = s->hints;
    (void)f;
    take_settings(s, json_object_get(params, "settings"));
    if (had != s->hints) hints_changed(s);
    return NULL;
}

static json_t *initialize(struct server *s, const json_t *params, struct failure *f) {
    if (s->initialized) return fail(f, LSP_INVALID_REQUEST, "this session is initialized already");
    const json_t *parent = json_object_get(params, "processId");
    if (json_is_integer(parent) && json_integer_value(parent) > 0 &&
        kill((pid_t)json_integer_value(parent), 0) == 0) /* else it lives elsewhere, or hides */
        s->parent = (pid_t)json_integer_value(parent);
    s->pulls = json_is_true(capability(params, "workspace", "diagnostics", "refreshSupport")) &&
               capability(params, "textDocument", "diagnostic", NULL);
    s->watches = json_is_true(
        capability(params, "workspace", "didChangeWatchedFiles", "dynamicRegistration"));
    s->refreshes_hints =
        json_is_true(capability(params, "workspace", "inlayHint", "refreshSupport"));
    s->snippets = json_is_true(json_object_get(
        capability(params, "textDocument", "completion", "completionItem"), "snippetSupport"));
    take_settings(s, json_object_get(params, "initializationOptions"));
    workspace_open(s, params);
    s->has_related = json_is_true(
        capability(params, "textDocument", "publishDiagnostics", "relatedInformation"));
    s->initialized = true;
    return json_pack("{s:o,s:{s:s,s:s}}", "capabilities", capabilities(s), "serverInfo", "name",
                     "stratc", "version", STRATC_VERSION);
}

/* Asks to be told what changes on the disk, where the editor can: policies, the texts that they
 * state, and their locks. */
static json_t *initialized(struct server *s, const json_t *params, struct failure *f) {
    (void)params;
    (void)f;
    if (s->watches)
        wire_send(&s->wire,
                  json_pack("{s:s,s:s,s:s,s:{s:[{s:s,s:s,s:{s:[{s:s}]}}]}}", "jsonrpc", "2.0", "id",
                            "stratc-watch", "method", "client/registerCapability", "params",
                            "registrations", "id", "strat", "method",
                            "workspace/didChangeWatchedFiles", "registerOptions", "watchers",
                            "globPattern", "**/*.{strat,lock,md,markdown,txt}"));
    return NULL;
}

static json_t *shut_down(struct server *s, const json_t *params, struct failure *f) {
    (void)params;
    (void)f;
    s->shut_down = true;
    child_kill(s);
    return json_null();
}

static json_t *leave(struct server *s, const json_t *params, struct failure *f) {
    (void)params;
    (void)f;
    s->exits = true;
    return NULL;
}

/* ---- the one table: what is announced, and who answers ---- */

#define REQUEST(name, handle, capability, value) \
    { name, handle, capability, value, false, ALWAYS }
#define NOTE(name, handle) \
    { name, handle, NULL, NULL, true, ALWAYS }
static const struct method methods[] = {
    REQUEST("initialize", initialize, NULL, NULL),
    REQUEST("shutdown", shut_down, NULL, NULL),
    NOTE("initialized", initialized),
    NOTE("exit", leave),
    {"textDocument/didOpen", document_open, "textDocumentSync", "{\"openClose\":true,\"change\":1}",
     true, ALWAYS},
    NOTE("textDocument/didChange", document_change),
    NOTE("textDocument/didClose", document_close),
    NOTE("workspace/didChangeWatchedFiles", files_changed),
    NOTE("workspace/didChangeConfiguration", settings_changed),
    {"workspace/didChangeWorkspaceFolders", folders_changed, "workspace",
     "{\"workspaceFolders\":{\"supported\":true,\"changeNotifications\":true}}", true, ALWAYS},
    {"textDocument/diagnostic", diagnostic_pull, "diagnosticProvider",
     "{\"interFileDependencies\":true,\"workspaceDiagnostics\":false}", false, WHERE_PULLED},
    REQUEST("textDocument/hover", hover, "hoverProvider", "true"),
    REQUEST("textDocument/definition", definition, "definitionProvider", "true"),
    REQUEST("textDocument/references", references, "referencesProvider", "true"),
    REQUEST("textDocument/documentHighlight", highlight, "documentHighlightProvider", "true"),
    REQUEST("textDocument/documentSymbol", document_symbols, "documentSymbolProvider", "true"),
    REQUEST("textDocument/foldingRange", folding, "foldingRangeProvider", "true"),
    REQUEST("textDocument/selectionRange", selection, "selectionRangeProvider", "true"),
    REQUEST("textDocument/documentLink", links, "documentLinkProvider", "{}"),
    REQUEST("textDocument/prepareCallHierarchy", calls_prepare, "callHierarchyProvider", "true"),
    REQUEST("callHierarchy/incomingCalls", calls_incoming, NULL, NULL),
    REQUEST("callHierarchy/outgoingCalls", calls_outgoing, NULL, NULL),
    REQUEST("workspace/symbol", workspace_symbols, "workspaceSymbolProvider", "true"),
    REQUEST(
        "textDocument/semanticTokens/full", semantic_tokens, "semanticTokensProvider",
        "{\"full\":true,\"legend\":{\"tokenTypes\":[\"variable\",\"enumMember\",\"type\",\"enum\","
        "\"function\",\"event\",\"class\",\"namespace\"],"
        "\"tokenModifiers\":[\"declaration\"]}}"),
    REQUEST("textDocument/completion", completion, "completionProvider",
            "{\"triggerCharacters\":[\" \",\"\\\"\",\"/\"]}"),
    REQUEST("textDocument/signatureHelp", signature, "signatureHelpProvider",
            "{\"triggerCharacters\":[\" \"]}"),
    REQUEST("textDocument/rename", rename_all, "renameProvider", "{\"prepareProvider\":true}"),
    REQUEST("textDocument/codeAction", code_actions, "codeActionProvider",
            "{\"codeActionKinds\":[\"quickfix\",\"refactor.extract\",\"refactor.rewrite\"]}"),
    REQUEST("textDocument/codeLens", lenses, "codeLensProvider", "{}"),
    REQUEST("textDocument/inlayHint", hints, "inlayHintProvider", "true"),
    REQUEST("workspace/executeCommand", run_command, "executeCommandProvider",
            "{\"commands\":[\"stratc.run\"]}"),
    REQUEST("textDocument/formatting", format_all, "documentFormattingProvider", "true"),
    REQUEST("textDocument/rangeFormatting", format_range, "documentRangeFormattingProvider",
            "true"),
    REQUEST("textDocument/prepareRename", rename_prepare, NULL, NULL),
};
#undef REQUEST
#undef NOTE

const struct method *method_find(const char *name) {
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (strcmp(methods[i].name, name) == 0) return &methods[i];
    return NULL;
}

json_t *capabilities(const struct server *s) {
    json_t *all = json_object();
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        const struct method *m = &methods[i];
        if (!m->capability || (m->when == WHERE_PULLED && !s->pulls)) continue;
        json_object_set_new(all, m->capability, json_loads(m->value, JSON_DECODE_ANY, NULL));
    }
    return all;
}

/* ---- one message ---- */

static void answer(struct server *s, const json_t *id, json_t *result, const struct failure *f) {
    json_t *message = json_pack("{s:s,s:O}", "jsonrpc", "2.0", "id", id);
    if (f->code) {
        json_object_set_new(message, "error",
                            json_pack("{s:i,s:s}", "code", f->code, "message", f->text));
        json_decref(result);
    } else
        json_object_set_new(message, "result", result ? result : json_null());
    wire_send(&s->wire, message);
}

static void refuse(struct server *s, const json_t *id, int code, const char *text) {
    answer(s, id ? id : json_null(), NULL, &(struct failure){code, text});
}

static void handle(struct server *s, const json_t *message) {
    const json_t *id = json_object_get(message, "id"), *params = json_object_get(message, "params");
    const char *name = json_string_value(json_object_get(message, "method"));
    struct failure f = {0};
    if (!name) { /* an answer to what we asked is heard and no more */
        if (!json_object_get(message, "result") && !json_object_get(message, "error"))
            refuse(s, id, LSP_INVALID_REQUEST, "this is no message of the protocol");
        return;
    }
    const struct method *m = method_find(name);
    bool early = !s->initialized && strcmp(name, "initialize") != 0, late = s->shut_down;
    if (m && m->handle == leave) early = late = false;
    if (!id) {
        if (m && m->notification && !early && !late) m->handle(s, params, &f);
        return;
    }
    if (early)
        refuse(s, id, LSP_NOT_INITIALIZED, "the first request is `initialize`");
    else if (late)
        refuse(s, id, LSP_INVALID_REQUEST, "the session was shut down");
    else if (!m || m->notification)
        refuse(s, id, LSP_NO_METHOD, "there is no such request here");
    else {
        json_t *result = m->handle(s, params, &f);
        answer(s, id, result, &f);
    }
}

/* Where memory runs out, one answer is lost and everything is read anew. */
static void handle_or_fail(struct server *s, const json_t *message) {
    if (setjmp(s->oom) == 0) {
        arena_init(&s->work, &s->oom);
        handle(s, message);
    } else {
        readings_forget(s);
        if (json_object_get(message, "id"))
            refuse(s, json_object_get(message, "id"), LSP_INTERNAL, "there is not enough memory");
    }
    arena_free(&s->work);
}

/* ---- all that have come ---- */

struct messages {
    json_t **at;
    size_t len, cap;
};

static void message_add(struct messages *all, json_t *message) {
    if (all->len == all->cap) {
        size_t cap = 2 * all->cap + 16;
        json_t **at = realloc(all->at, cap * sizeof *at);
        if (!at) {
            json_decref(message);
            return;
        }
        all->at = at;
        all->cap = cap;
    }
    all->at[all->len++] = message;
}

/* A request that is taken back before it was answered is told so. */
static bool take_back(struct server *s, struct messages *all, const json_t *cancel) {
    const char *name = json_string_value(json_object_get(cancel, "method"));
    if (!name || strcmp(name, "$/cancelRequest") != 0) return false;
    const json_t *id = json_object_get(json_object_get(cancel, "params"), "id");
    for (size_t i = 0; id && i < all->len; i++) {
        const json_t *own = json_object_get(all->at[i], "id");
        if (!own || !json_equal(own, id) || !json_object_get(all->at[i], "method")) continue;
        refuse(s, own, LSP_CANCELLED, "cancelled");
        json_decref(all->at[i]);
        all->at[i] = NULL;
    }
    return true;
}

/* Whether anything more has come by now. */
static bool more_came(const struct server *s) {
    struct pollfd p = {.fd = s->wire.in, .events = POLLIN};
    return !s->wire.ended && poll(&p, 1, 0) > 0;
}

/* Reads on as long as there is something, so that a request may be taken back by what stands behind
 * it, and answers all in order. */
static void take_messages(struct server *s) {
    struct messages all = {0};
    bool bad;
    do {
        json_t *message;
        while ((message = wire_next(&s->wire, &bad)) != NULL || bad) {
            if (bad)
                refuse(s, NULL, LSP_PARSE_ERROR, "this is no JSON, or it is too large");
            else if (take_back(s, &all, message))
                json_decref(message);
            else
                message_add(&all, message);
        }
        if (!more_came(s) || all.len > 1000) break;
        wire_read(&s->wire);
    } while (!s->wire.broken);
    for (size_t i = 0; i < all.len; i++) {
        if (!all.at[i]) continue;
        if (!s->exits && !s->wire.broken) handle_or_fail(s, all.at[i]);
        json_decref(all.at[i]);
    }
    free(all.at);
}

/* ---- what is due ---- */

/* Runs what may find no memory. */
static void attempt(struct server *s, void (*what)(struct server *s)) {
    if (setjmp(s->oom) == 0) {
        arena_init(&s->work, &s->oom);
        what(s);
    } else {
        readings_forget(s);
    }
    arena_free(&s->work);
}

static void say_quick(struct server *s) {
    if (!s->initialized || s->shut_down) return;
    findings_quick(s);
}

static void find_out(struct server *s) {
    workspace_update(s);
    child_start(s);
}

static int wait_for(const struct server *s) {
    int64_t left = s->due ? s->due - now() : PARENT_EVERY;
    if (s->child.pid || !s->due) left = PARENT_EVERY;
    return left < 0 ? 0 : left > PARENT_EVERY ? PARENT_EVERY : (int)left;
}

static bool parent_is_gone(const struct server *s) {
    return s->parent && kill(s->parent, 0) != 0 && errno == ESRCH;
}

static void serve(struct server *s) {
    while (!s->exits && !s->wire.broken && !s->wire.ended) {
        bool deaf = wire_waiting(&s->wire) > WIRE_FULL;
        struct pollfd at[] = {
            {.fd = s->wire.in, .events = deaf ? 0 : POLLIN},
            {.fd = s->wire.out, .events = wire_waiting(&s->wire) ? POLLOUT : 0},
            {.fd = s->child.pid ? s->child.fd : -1, .events = POLLIN},
        };
        int ready = poll(at, 3, wait_for(s));
        if (ready < 0 && errno != EINTR) break;
        if (ready < 0) continue;
        if (ready == 0 && parent_is_gone(s)) break;
        if (at[1].revents & POLLOUT) wire_write(&s->wire);
        if (at[1].revents & (POLLERR | POLLNVAL)) break; /* nobody reads any more */
        if (at[0].revents && !deaf) {
            wire_read(&s->wire);
            size_t serials = s->serials;
            take_messages(s);
            attempt(s, say_quick);
            if (s->serials != serials) s->due = now() + PAUSE;
        } else if (at[0].revents & POLLHUP) {
            break;
        }
        if (at[2].revents) attempt(s, child_read);
        if (!s->child.pid && s->due && now() >= s->due) {
            s->due = 0;
            attempt(s, find_out);
        }
    }
}

int lsp_serve(const struct lsp_options *o, struct diags *d) {
    struct server s = {.o = o, .wire = {.in = STDIN_FILENO, .out = STDOUT_FILENO}};
    int flags = fcntl(STDOUT_FILENO, F_GETFL);
    if (o->log && !(s.wire.log = outfile_log(o->log))) {
        diag_report(d, DIAG_CANNOT_WRITE, SPAN_NOWHERE, "cannot write %s: %s", o->log,
                    text_errno(errno));
        return 2;
    }
    s.published = json_object();
    if (flags >= 0) fcntl(STDOUT_FILENO, F_SETFL, flags | O_NONBLOCK);
    serve(&s);
    if (wire_waiting(&s.wire)) { /* the last answer; who does not read it now never will */
        poll(&(struct pollfd){.fd = STDOUT_FILENO, .events = POLLOUT}, 1, 500);
        wire_write(&s.wire);
    }
    if (flags >= 0) fcntl(STDOUT_FILENO, F_SETFL, flags); /* others may write there, too */
    child_kill(&s);
    while (s.n_documents > 0) document_forget(&s, s.documents[s.n_documents - 1]);
    free(s.documents);
    json_decref(s.published);
    json_decref(s.folders);
    if (s.wire.log) fclose(s.wire.log);
    wire_free(&s.wire);
    return s.exits && s.shut_down ? 0 : 1;
}
