/*
 * What the files of lsp/ share: the texts that are open, each read as a policy, and how a request
 * is answered. Nothing outside lsp/ includes this.
 *
 * A handler's JSON is new and the caller's; memory out of an arena goes by a jump to the main loop,
 * which forgets all readings (what JSON was being made is lost then).
 */
#ifndef STRATC_LSP_SERVER_H
#define STRATC_LSP_SERVER_H

#include "base/map.h"
#include "lsp/lsp.h"
#include "lsp/wire.h"
#include "pipeline/pipeline.h"

#include <sys/types.h>

/* What a place of declaration declares. */
struct entity {
    enum entity_kind {
        ENTITY_FACT,
        ENTITY_VALUE,
        ENTITY_GROUP,
        ENTITY_VOCABULARY,
        ENTITY_DEFINE,
        ENTITY_DUTY,
        ENTITY_APPROACH,
        ENTITY_BLOCK,
        ENTITY_PARAGRAPH /* of the outline, or a recital */
    } kind;
    const struct declared *id; /* NULL: PARAGRAPH */
    uint32_t index;            /* in the list of its kind */
    uint32_t fact;             /* VALUE: the first fact that has it */
};
struct entities VEC(struct entity);

/* An open text as a policy or a library of its own, with what it uses. */
struct reading {
    struct arena arena;
    struct session session;
    struct pipeline p;
    const struct model *draft; /* NULL: nothing could be read */
    struct references refs;
    struct read_file {
        const char *path; /* see struct open_text */
        const char *uri;  /* when it was first asked for */
    } * files;            /* by number */
    bool policy;          /* it has a `strategy` */
    size_t serial;
    struct entities entities; /* when first asked for */
    struct map entity_at;
};

struct document {
    bool on_disk; /* it is not open: a policy that uses an open library */
    bool needed;  /* there is such a library */
    char *uri;    /* as the editor spells it */
    char *path;   /* see struct open_text; the URI where it names no file */
    struct bytes text;
    json_int_t version;
    struct reading *reading; /* NULL: something has changed since */
    json_t *findings;        /* of this document as a policy: a list for each URI; or NULL */
    json_t *pulled;          /* the list that was asked for last, and its number; or NULL */
    size_t result;
    json_t *facts; /* what else the child found out, of the reading with `exact`; or NULL */
    size_t found;  /* the serial of the reading that `findings` are of */
    size_t errors; /* said at once, the last time */
    size_t told;   /* the serial of the reading whose errors were said */
    size_t exact;  /* the serial of the reading that `findings` and `facts` are all of */
};

struct server {
    const struct lsp_options *o;
    struct wire wire;
    jmp_buf oom;
    struct parse_paths paths;
    struct arena work; /* of one message */
    struct document **documents;
    size_t n_documents, serials, results;
    json_t *published; /* what was pushed: a list for each URI */
    bool initialized, shut_down, exits, pulls, refreshes_hints, watches, has_related;
    bool hints;      /* are wanted */
    bool snippets;   /* may be offered */
    json_t *folders; /* that the editor has open, as paths */
    bool stale;      /* what lies in them may be other than it was */
    pid_t parent;
    size_t requests; /* sent to the editor */
    int64_t due;     /* when the child may start, in ms; 0: nothing changed */
    struct {
        pid_t pid; /* 0: none */
        int fd;
        size_t serial;
        struct bytes said;
    } child;
};

/* ---- answers ---- */

enum {
    LSP_PARSE_ERROR = -32700,
    LSP_INVALID_REQUEST = -32600,
    LSP_NO_METHOD = -32601,
    LSP_INVALID_PARAMS = -32602,
    LSP_INTERNAL = -32603,
    LSP_NOT_INITIALIZED = -32002,
    LSP_CANCELLED = -32800,
    LSP_FAILED = -32803
};

struct failure {
    int code; /* 0: none */
    const char *text;
};

/* Answers NULL with what is wrong. */
json_t *fail(struct failure *f, int code, const char *text);

typedef json_t *handler(struct server *s, const json_t *params, struct failure *f);

struct method {
    const char *name;
    handler *handle;
    const char *capability; /* by which it is announced, and the JSON of its value; or NULL */
    const char *value;
    bool notification;
    enum { ALWAYS, WHERE_PUSHED, WHERE_PULLED } when;
};

/* NULL: there is none of that name. */
const struct method *method_find(const char *name);
json_t *capabilities(const struct server *s);
/* Tells the editor that what it asked for is another now: "inlayHint". */
void ask_to_refresh(struct server *s, const char *what);

/* ---- documents.c ---- */

struct document *document_find(const struct server *s, const char *uri);
struct reading *reading_of(struct server *s, struct document *d);
/* The same policy with other texts, for one message: what would be if they were written. */
const struct reading *reading_tried(struct server *s, const struct reading *r,
                                    const struct open_texts *texts);
/* A file that is not open, as a tree alone, for one message. */
const struct reading *reading_tree(struct server *s, const char *path);
/* The reading that says most about the document: its own, or that of a policy that uses it, which
 * is open or lies in a folder that is; *file: its number there. NULL: the text cannot be read. */
struct reading *reading_about(struct server *s, struct document *d, uint32_t *file);
/* Whether the reading has this path among its files: which, else UINT32_MAX. */
uint32_t reading_file(const struct reading *r, const char *path);
/* The next policy or library, from the i-th document on, that has this path among its files, and
 * could be read; NULL after the last. */
struct reading *reading_next(struct server *s, size_t *i, const char *path, uint32_t *file);
void readings_forget(struct server *s);
struct open_texts texts_open(const struct server *s, struct arena *a);
/* One that is not open. */
struct document *document_on_disk(struct server *s, const char *path);
/* It is closed. */
void document_forget(struct server *s, struct document *d);
/* What used it, or may now, is read anew; NULL: all. */
void document_changed(struct server *s, struct document *d);
handler document_open, document_change, document_close, files_changed;

/* ---- workspace.c ---- */

/* Takes the folders that the editor has open. */
void workspace_open(struct server *s, const json_t *params);
/* Files may be others, or used otherwise. */
void workspace_changed(struct server *s);
/* Reads the policies there that use an open library, and forgets what no longer does. */
void workspace_update(struct server *s);
/* The paths of all that lies there. */
struct texts workspace_files(struct server *s);
/* Reads those that use this file, open or not. */
void workspace_read(struct server *s, const char *path);
handler folders_changed;

/* ---- places.c: JSON of places, and back ---- */

/* As the editor spells it, where it has the file open. */
const char *uri_of_path(struct server *s, const char *path);
const char *uri_of(struct server *s, const struct reading *r, uint32_t file);
/* The path of a file's URI; of any other, the URI. */
char *path_of(struct arena *a, const char *uri);
json_t *range_json(const struct reading *r, struct span at);
json_t *location_json(struct server *s, const struct reading *r, struct span at);
/* What is to be changed in one text, of the version that is known. */
json_t *edits_json(struct server *s, const char *uri, json_t *edits);
bool json_array_has(const json_t *list, const json_t *x);
/* A place as the child tells it. */
json_t *span_json(struct span at);
struct span span_from(const json_t *at);

/* What a request is about. */
struct where {
    struct document *d;
    struct reading *r; /* with a tree */
    uint32_t file, offset;
};
/* False, with the failure: no such document; without: nothing is known about it. */
bool where_is(struct server *s, const json_t *params, struct where *w, struct failure *f);
/* The same for a whole document. */
bool whose_is(struct server *s, const json_t *params, struct where *w, struct failure *f);

/* The bytes of a range; false: it is none. */
bool span_of(const struct where *w, const json_t *range, struct span *at);

/* What stands there, or NULL. */
const struct reference *reference_at(const struct where *w);
const struct entity *entity_at(struct reading *r, struct span declared);

/* Whether it is judged as a part of an open policy that uses it. */
bool document_is_part(struct server *s, struct document *d);

/* ---- findings.c ---- */

json_t *findings_json(struct server *s, struct reading *r, const struct shown_diags *shown);
/* Those of one URI among all. */
json_t *findings_list(json_t *all, const char *uri);
/* What grammar and names say, *n findings. The document has a list even where that is empty. */
json_t *errors_json(struct server *s, struct document *d, size_t *n);
/* Says that at once of each document that changed. */
void findings_quick(struct server *s);
/* What is known of a document as it is read now. */
void findings_set(struct document *d, json_t *findings);
/* Pushes what is new: of all documents, or of those that are not open, where the editor asks for
 * the others. `again`: of these it is said again. */
void findings_publish(struct server *s, const json_t *again);
handler diagnostic_pull;

/* ---- child.c ---- */

/* Starts the child where there is something to find out, and hears it. */
void child_start(struct server *s);
void child_read(struct server *s);
void child_kill(struct server *s);

/* ---- features ---- */

/* The tree of the file that a request is about, or NULL. */
const struct ast_file *tree_of(const struct where *w);
/* The innermost declaration, block or example around the place, or NULL; `entries`: a value that is
 * declared is one. And how an editor lists it. */
const struct ast_node *symbol_around(const struct reading *r, struct span at, bool entries);
json_t *symbol_json(struct server *s, const struct reading *r, const struct ast_node *n);

/* What the child finds out besides the findings; and what of that is known about a policy as it is
 * read now, or NULL. */
void tests_run(struct reading *r); /* finds what --test does of examples and safeguards */
json_t *facts_json(struct server *s, struct reading *r);
json_t *suggestions_json(struct reading *r);
const json_t *facts_known(const struct server *s, const struct reading *r, const char *what);
/* What is known of the rules that the place lies in, or that lie in it, as Markdown, and of which
 * of them; or NULL. */
const char *rules_text(struct server *s, const struct reading *r, struct span place,
                       struct span *at);

/* What is declared, as Markdown; and its title, or NULL. */
const char *entity_text(struct arena *a, const struct reading *r, const struct entity *e);
const char *entity_title(const struct model *m, const struct entity *e);

handler hover, definition, references, highlight, document_symbols, folding, selection, links;
void hints_changed(struct server *s);
handler code_actions, lenses, run_command, hints, format_all, format_range;
handler calls_prepare, calls_incoming, calls_outgoing;
handler workspace_symbols, semantic_tokens, completion, signature, rename_prepare, rename_all;

#endif
