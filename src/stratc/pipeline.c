/*
 * The way of a policy, stage after stage; this page is the table of contents of the compiler.
 */
#include "stratc/pipeline.h"

#include "base/outfile.h"
#include "base/text.h"
#include "lint/lint.h"
#include "lint/presumptions.h"
#include "lint/safeguards.h"
#include "stratc/build.h"
#include "stratc/examples.h"

#include <string.h>

enum { LINT_STEPS = 100000000 };
enum { STATUS_DONE = 0, STATUS_FINDINGS = 1, STATUS_COULD_NOT_RUN = 2 };

struct run {
    const struct options *o;
    struct arena *arena;
    struct sources sources;
    struct diags d;
    struct intern names;
    struct ast_program program;
    const struct model *model;
    const struct rule_set *rules;
    struct space *space;
    const struct bits *bits;
    const struct layout *layout;
    struct example_counts examples;
    struct proofs proofs;
};

/* ---- the stages ---- */

static bool read_policy(struct run *r, const char *path)
{
    struct parse_paths paths = {r->o->include_dirs.at, r->o->include_dirs.len, installed_share(r->arena)};
    r->program = parse_program(&r->names, &r->d, path, &paths);
    return true;
}

static bool understand(struct run *r)
{
    r->model = model_build(&r->names, &r->d, &r->program);
    return r->model != NULL;
}

static bool flatten(struct run *r)
{
    r->rules = rules_build(&r->d, r->model);
    return r->rules && presumptions_agree(&r->d, r->rules, r->arena);
}

static bool lay_out(struct run *r)
{
    r->space = space_build(r->rules, r->arena);
    r->bits = bits_build(r->space, r->rules, NULL);
    r->layout = layout_build(&r->d, r->space, r->bits);
    return r->layout != NULL;
}

static bool compile(struct run *r, const char *path)
{
    return read_policy(r, path) && understand(r) && flatten(r) && lay_out(r);
}

/* ---- results ---- */

/* The file name without its folder and its ending. */
static const char *stem(struct arena *a, const char *path)
{
    const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    const char *dot = strrchr(name, '.');
    return arena_strndup(a, name, dot && dot != name ? (size_t)(dot - name) : strlen(name));
}

static void abandon(void *f) { outfile_abandon(f); }

/* Abandoned with the arena, should memory run out while it is half written. */
static struct outfile *output_new(struct run *r)
{
    struct outfile *f = arena_new(r->arena, struct outfile);
    arena_at_free(r->arena, abandon, f);
    return f;
}

/* Both are written before either appears. */
static bool write_pair(struct run *r, const char *header, const char *source, const char *prefix, const char *include)
{
    struct outfile *h = output_new(r), *c = output_new(r);
    const char *path = header;
    int error = outfile_open(h, path);
    if (!error)
        error = outfile_open(c, path = source);
    if (!error) {
        emit_c_header(h->stream, r->arena, r->layout, prefix);
        emit_c_source(c->stream, r->arena, r->layout, prefix, include);
        error = outfile_commit(h);
        path = header;
    }
    if (!error) {
        error = outfile_commit(c);
        path = source;
    }
    if (error)
        diag_report(&r->d, DIAG_CANNOT_WRITE, SPAN_NOWHERE, "cannot write %s: %s", path, text_errno(error));
    outfile_abandon(h);
    outfile_abandon(c);
    return !error;
}

/* `-o x.c` writes x.c and x.h beside it; `-o -` prints one after the other, as what a person wants to look at. */
static bool emit_c(struct run *r, const char *policy)
{
    const char *output = r->o->output ? r->o->output : arena_printf(r->arena, "%s.c", stem(r->arena, policy));
    const char *prefix = emit_prefix(r->arena, strcmp(output, "-") == 0 ? policy : output);
    if (strcmp(output, "-") == 0) {
        const char *header = arena_printf(r->arena, "%s.h", stem(r->arena, policy));
        return write_pair(r, "-", "-", prefix, header);
    }
    size_t n = strlen(output);
    bool ending = n > 2 && strcmp(output + n - 2, ".c") == 0;
    const char *header = arena_printf(r->arena, "%.*s.h", (int)(ending ? n - 2 : n), output);
    const char *base = strrchr(header, '/') ? strrchr(header, '/') + 1 : header;
    return write_pair(r, header, output, prefix, base);
}

static bool emit(struct run *r, const char *policy)
{
    if (strcmp(r->o->kind, "c") == 0)
        return emit_c(r, policy);
    diag_report(&r->d, DIAG_USAGE, SPAN_NOWHERE, "nothing is known of --emit=%s; there is --emit=c", r->o->kind);
    return false;
}

static void lint(struct run *r, const char *path)
{
    read_policy(r, path);
    if (r->program.complete && program_is_library(&r->program)) {
        model_check_library(&r->names, &r->d, &r->program);
        return;
    }
    if (!understand(r) || !flatten(r) || !lay_out(r))
        return;
    struct lint l = {.m = r->model, .d = &r->d, .arena = r->arena, .rules = r->rules};
    l.v = version_new(diagrams_new(r->space, LINT_STEPS), r->bits);
    l.all = decisions_new(l.v, NULL, true);
    lint_run(&l, &r->o->diag);
}

static void test(struct run *r, const char *path)
{
    if (!compile(r, path))
        return;
    r->examples = examples_run(&r->d, r->model, r->layout);
    r->proofs = safeguards_prove(&r->d, r->rules, r->arena);
}

static void say_tested(const struct run *r, const char *path)
{
    const struct example_counts *e = &r->examples;
    const struct proofs *p = &r->proofs;
    if (r->o->diag.format != MESSAGE_TEXT || r->layout == NULL)
        return;
    printf("%s: %zu of %zu examples as expected", path, e->examples - e->failed, e->examples);
    if (p->safeguards)
        printf(", %zu of %zu safeguards proved over all situations", p->safeguards - p->broken - p->undecided, p->safeguards);
    fputs("\n", stdout);
}

/* ---- one file ---- */

static void run_file(struct run *r, const char *path)
{
    switch (r->o->mode) {
    case MODE_LINT: lint(r, path); break;
    case MODE_TEST: test(r, path); break;
    case MODE_EMIT:
        if (compile(r, path))
            emit(r, path);
        break;
    case MODE_BUILD:
        if (compile(r, path))
            build_program(&r->d, r->layout, r->o->output ? r->o->output : stem(r->arena, path));
        break;
    case MODE_EXPLAIN:
    case MODE_LIST_CODES:
    case MODE_VERSION:
    case MODE_HELP: break;
    }
}

/* Faults of the policy are 1; what is wrong with files, folders or the machine (0xxx) is 2. */
static int status_of(const struct run *r, struct diag_counts counts)
{
    vec_each(struct diag, d, &r->d.list)
        if (diag_infos[d->code].number < 1000 && diag_infos[d->code].severity == DIAG_ERROR)
            return STATUS_COULD_NOT_RUN;
    return counts.errors + counts.warnings ? STATUS_FINDINGS : STATUS_DONE;
}

int pipeline_run(const struct options *o, struct arena *a)
{
    int status = STATUS_DONE;
    bool reports = o->mode == MODE_LINT || o->mode == MODE_TEST; /* then messages are the result */
    FILE *out = reports ? stdout : stderr;
    struct diag_options shown = o->diag;
    shown.color = options_color(o, out);
    shown.findings = o->mode == MODE_LINT;
    vec_each(const char *, path, &o->inputs) {
        struct run r = {.o = o, .arena = a};
        diags_init(&r.d, a, &r.sources);
        intern_init(&r.names, a);
        run_file(&r, *path);
        struct diag_counts counts = diags_render(&r.d, &shown, out);
        if (o->mode == MODE_TEST)
            say_tested(&r, *path);
        int one = status_of(&r, counts);
        status = one > status ? one : status;
    }
    return status;
}
