/*
 * The way of a policy, stage after stage; this page is the table of contents of the compiler.
 */
#include "stratc/pipeline.h"

#include "base/outfile.h"
#include "base/text.h"
#include "report/baseline.h"
#include "report/report.h"
#include "emit/emit.h"
#include "emit/c/escape.h"
#include "emit/formats.h"
#include "emit/stats.h"
#include "analysis/exercise.h"
#include "lint/lint.h"
#include "analysis/presumptions.h"
#include "analysis/safeguards.h"
#include "stratc/build.h"
#include "stratc/examples.h"
#include "stratc/result.h"
#include "stratc/suggested.h"

#include <string.h>
#include <sys/stat.h>

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
    const struct clause_set *clauses;
    const struct layout *layout;
    struct example_counts examples;
    struct proofs proofs;
    struct exercise *exercise;
};

/* ---- the stages ---- */

static bool read_policy(struct run *r, const char *path) {
    struct parse_paths paths = {r->o->include_dirs.at, r->o->include_dirs.len,
                                installed_share(r->arena)};
    r->program = parse_program(&r->names, &r->d, path, &paths);
    return true;
}

static bool understand(struct run *r) {
    r->model = model_build(&r->names, &r->d, &r->program);
    return r->model != NULL;
}

static bool flatten(struct run *r) {
    r->rules = rules_build(&r->d, r->model);
    return r->rules && presumptions_agree(&r->d, r->rules, r->arena);
}

static bool lay_out(struct run *r) {
    r->space = space_build(r->rules, r->arena);
    r->clauses = clause_set_build(r->space, r->rules, NULL);
    r->layout = layout_build(&r->d, r->space, r->clauses);
    return r->layout != NULL;
}

static bool compile(struct run *r, const char *path) {
    return read_policy(r, path) && understand(r) && flatten(r) && lay_out(r);
}

/* ---- results ---- */

/* The file name without its folder and its ending. */
static const char *stem(struct arena *a, const char *path) {
    const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    const char *dot = strrchr(name, '.');
    return arena_strndup(a, name, dot && dot != name ? (size_t)(dot - name) : strlen(name));
}

/* `-o x.c` writes x.c and x.h beside it (x as an #include can name it); to standard output, a
 * device or a pipe goes one after the other. */
static bool emit_pair(struct run *r, const struct format *format, struct emission *e,
                      const char *policy) {
    if (strcmp(policy, "-") == 0) policy = "policy";
    const char *output =
        r->o->output ? r->o->output
                     : arena_printf(r->arena, "%s.%s", stem(r->arena, policy), format->name);
    bool shown = strcmp(output, "-") == 0 || outfile_is_direct(output);
    size_t n = strlen(output);
    bool ending = n > 2 && strcmp(output + n - 2, ".c") == 0;
    const char *header = shown
                             ? arena_printf(r->arena, "%s.h", stem(r->arena, policy))
                             : arena_printf(r->arena, "%.*s.h", (int)(ending ? n - 2 : n), output);
    header = include_name(r->arena, header);
    e->prefix = emit_prefix(r->arena, shown ? policy : output);
    e->header_name = strrchr(header, '/') ? strrchr(header, '/') + 1 : header;
    const char *const paths[] = {header, output};
    return result_write(&r->d, format, e, shown ? &output : paths, shown ? 1 : 2);
}

static bool emit(struct run *r, const char *policy) {
    const struct format *format = format_find(r->o->kind);
    struct emission e = {.policy = {r->arena, &r->d, r->rules, r->space, r->clauses},
                         .layout = r->layout};
    if (r->o->stats)
        stats_print(stderr, r->arena, source_shown(policy), r->layout,
                    emit_fast(r->space, r->clauses), r->rules->rules.len, r->clauses->list.len);
    if (format->files == FORMAT_PAIR) return emit_pair(r, format, &e, policy);
    const char *output = r->o->output ? r->o->output : "-";
    return result_write(&r->d, format, &e, &output, 1);
}

static bool build(struct run *r, const char *policy) {
    const char *output = r->o->output ? r->o->output : stem(r->arena, policy);
    struct stat st;
    bool shown = strcmp(output, "-") == 0;
    if (shown || (stat(output, &st) == 0 && S_ISFIFO(st.st_mode))) {
        diag_report(&r->d, DIAG_USAGE, SPAN_NOWHERE,
                    "a program cannot go to %s: name a file with -o",
                    shown ? "standard output" : arena_printf(r->arena, "the pipe %s", output));
        return false;
    }
    return result_allowed(&r->d, output) && build_program(&r->d, r->layout, output);
}

/* A program is built all the same, but nobody should have to ask to be told. */
static void say_untrue(struct run *r, const char *policy) {
    struct diags quiet;
    diags_init(&quiet, r->arena, &r->sources);
    struct example_counts e = examples_run(&quiet, r->model, r->layout);
    struct proofs p = safeguards_prove(&quiet, r->rules, r->arena);
    if (e.failed + p.broken == 0) return;
    text_put(stderr, source_shown(policy));
    fprintf(stderr,
            ": note: %zu of %zu examples are decided otherwise, %zu of %zu safeguards do not hold; "
            "stratc --test says which\n",
            e.failed, e.examples, p.broken, p.safeguards);
}

static void suggest(struct run *r) {
    struct exercise *e = exercise_new(r->space, r->clauses, r->arena);
    struct suggestions all = {0};
    if (!e->g->gave_up) all = suggest_examples(e);
    if (e->g->gave_up) {
        diag_report(&r->d, DIAG_NOT_DECIDED, r->model->at,
                    "what the examples exercise was not decided: the policy has %s",
                    why_text(e->g->why));
        return;
    }
    const char *output = r->o->output ? r->o->output : "-";
    if (!result_allowed(&r->d, output)) return;
    struct outfile *f = result_new(r->arena);
    int error = outfile_open(f, output);
    if (!error) {
        suggested_print(f->stream, e, &all, r->layout);
        error = outfile_commit(f);
    }
    result_failed(&r->d, output, error);
}

static void lint(struct run *r, const char *path) {
    read_policy(r, path);
    if (r->program.complete && program_is_library(&r->program)) {
        model_check_library(&r->names, &r->d, &r->program);
        return;
    }
    if (!understand(r) || !flatten(r) || !lay_out(r)) return;
    struct analysis l = {.m = r->model, .d = &r->d, .arena = r->arena, .rules = r->rules};
    analysis_decide(&l, r->clauses, diagrams_new(r->space, LINT_STEPS));
    lint_run(&l, &r->o->diag);
}

static void test(struct run *r, const char *path) {
    if (!compile(r, path)) return;
    r->examples = examples_run(&r->d, r->model, r->layout);
    r->proofs = safeguards_prove(&r->d, r->rules, r->arena);
    r->exercise = exercise_new(r->space, r->clauses, r->arena);
    if (!r->exercise->g->gave_up) exercise_report(r->exercise, &r->d);
}

/* What JUnit has a case for. */
static struct test_cases cases_of(const struct run *r) {
    struct test_cases cases = {0};
    if (r->o->mode != MODE_TEST || r->layout == NULL) return cases;
    vec_each (struct example, e, &r->model->examples)
        vec_push(r->arena, &cases, ((struct test_case){e->title, e->at, false}));
    vec_each (struct safeguard, s, &r->model->safeguards)
        vec_push(r->arena, &cases, ((struct test_case){s->title, s->at, true}));
    return cases;
}

/* "; no example exercises 3 of 20 rules, 1 of 40 conditions". */
static void say_exercised(const struct exercise *e) {
    static const char *const kinds[GOAL_KINDS][2] = {[GOAL_RULE] = {"rule", "rules"},
                                                     [GOAL_CONDITION] = {"condition", "conditions"},
                                                     [GOAL_DUTY] = {"duty", "duties"}};
    if (e->g->gave_up) {
        fputs("; what they exercise was not decided", stdout);
        return;
    }
    const char *before = "; no example exercises ";
    for (int kind = 0; kind < GOAL_KINDS; kind++) {
        if (e->missing[kind] == 0) continue;
        printf("%s%zu of %zu %s", before, e->missing[kind], e->count[kind],
               kinds[kind][e->count[kind] != 1]);
        before = ", ";
    }
    if (before[0] == ';') fputs("; every rule, condition and duty exercised", stdout);
}

static void say_tested(const struct run *r, const char *path) {
    const struct example_counts *e = &r->examples;
    const struct proofs *p = &r->proofs;
    if (r->o->diag.format != MESSAGE_TEXT || r->layout == NULL) return;
    text_put(stdout, path);
    printf(": %zu of %zu examples as expected", e->examples - e->failed, e->examples);
    if (p->safeguards)
        printf(", %zu of %zu safeguards proved over all situations",
               p->safeguards - p->broken - p->undecided, p->safeguards);
    say_exercised(r->exercise);
    fputs("\n", stdout);
}

/* ---- one file ---- */

static void run_file(struct run *r, const char *path) {
    switch (r->o->mode) {
    case MODE_LINT: lint(r, path); break;
    case MODE_TEST: test(r, path); break;
    case MODE_SUGGEST:
        if (compile(r, path)) suggest(r);
        break;
    case MODE_EMIT:
        if (compile(r, path) && emit(r, path)) say_untrue(r, path);
        break;
    case MODE_BUILD:
        if (compile(r, path) && build(r, path)) say_untrue(r, path);
        break;
    case MODE_DIFF:
    case MODE_READINGS:
    case MODE_EXPLAIN:
    case MODE_LIST_CODES:
    case MODE_LIST_FORMATS:
    case MODE_VERSION:
    case MODE_HELP: break;
    }
}

/* Faults of the policy are 1; what is wrong with files, folders or the machine (0xxx) is 2. */
static int status_of(const struct run *r, struct diag_counts counts) {
    vec_each (struct diag, d, &r->d.list)
        if (diag_infos[d->code].number < 1000 && diag_infos[d->code].severity == DIAG_ERROR)
            return STATUS_COULD_NOT_RUN;
    return counts.errors + counts.warnings ? STATUS_FINDINGS : STATUS_DONE;
}

/* One policy of a run, from its text to its messages: the status. */
static int take_file(const struct options *o, struct arena *a, struct report *report,
                     const char *path) {
    struct run *r = arena_new(a, struct run); /* until the report is closed */
    r->o = o;
    r->arena = a;
    diags_init(&r->d, a, &r->sources);
    intern_init(&r->names, a);
    run_file(r, path);
    path = source_shown(path);
    struct test_cases cases = cases_of(r);
    struct diag_counts counts = report_add(report, path, &r->d, &cases);
    if (o->mode == MODE_TEST) say_tested(r, path);
    return status_of(r, counts);
}

static bool take_baseline(const struct options *o, struct arena *a, struct report *report) {
    if (!o->baseline) return true;
    struct sources *sources = arena_new(a, struct sources);
    struct diags *d = arena_new(a, struct diags);
    diags_init(d, a, sources);
    struct baseline *b = baseline_read(report, d, o->baseline);
    report_add(report, NULL, d, NULL);
    report->baseline = b;
    return b != NULL;
}

static void say_known(const struct report *report, FILE *out) {
    if (!report->baseline || report->o->format != MESSAGE_TEXT) return;
    struct baseline_counts n = baseline_counts(report->baseline);
    fprintf(out, "baseline: %zu finding%s known, not shown", n.known, n.known == 1 ? "" : "s");
    if (n.gone)
        fprintf(out, "; %zu that it lists %s not there any more", n.gone,
                n.gone == 1 ? "is" : "are");
    putc('\n', out);
}

int pipeline_run(const struct options *o, struct arena *a) {
    bool reports = o->mode == MODE_LINT || o->mode == MODE_TEST; /* then messages are the result */
    FILE *out = reports ? stdout : stderr;
    struct diag_options shown = o->diag;
    shown.color = options_colored(o, out);
    shown.findings = o->mode == MODE_LINT;
    shown.tests = o->mode == MODE_TEST;
    struct report report;
    report_open(&report, a, &shown, out);
    int status = STATUS_DONE;
    if (!take_baseline(o, a, &report))
        status = STATUS_COULD_NOT_RUN;
    else
        vec_each (const char *, path, &o->inputs) {
            int one = take_file(o, a, &report, *path);
            status = one > status ? one : status;
        }
    say_known(&report, out);
    report_close(&report);
    return status;
}
