#include "stratc/run.h"

#include "base/list.h"
#include "base/options.h"
#include "diff/diff.h"
#include "emit/emit.h"
#include "emit/formats.h"
#include "evaluator/cli/program.h"
#include "format/format.h"
#include "analysis/analysis.h"
#include "anchor/anchor.h"
#include "lsp/lsp.h"
#include "report/baseline.h"
#include "report/report.h"
#include "stratc/build.h"
#include "pipeline/examples.h"
#include "stratc/options.h"
#include "pipeline/pipeline.h"
#include "stratc/result.h"

#include <string.h>
#include <unistd.h>

enum { STATUS_DONE, STATUS_FINDINGS, STATUS_COULD_NOT_RUN };

/* One policy, or the versions that are compared. */
struct run {
    const struct options *o;
    struct arena *arena;
    struct report *report;
    struct text_flow result; /* to standard output */
    struct session session;
    struct diags *d;
    struct pipeline p;
    struct example_counts examples;
    struct proofs proofs;
    bool differs;
    int answered; /* the exit status of the program */
};

/* What the text of standard input is called, where the user says so. */
static const char *known_as(const struct options *o, const char *path) {
    return strcmp(path, "-") == 0 ? o->stdin_name : NULL;
}

static const char *shown(const struct options *o, const char *path) {
    const char *as = known_as(o, path);
    return as ? as : source_shown(path);
}

/* ---- one policy ---- */

static bool is_on_terminal(const char *output) {
    return strcmp(output, "-") == 0 && isatty(STDOUT_FILENO);
}

static bool emit(struct run *r, const char *policy) {
    const struct pipeline *p = &r->p;
    const struct format *format = format_find(r->o->kind);
    struct emission e = {.policy = {r->arena, r->d, p->rules, p->space, p->clauses},
                         .layout = p->layout};
    struct results files;
    if (r->o->stats)
        stats_print(stderr, r->arena, source_shown(policy), p->layout,
                    emit_fast(p->space, p->clauses), p->rules->rules.len, p->clauses->list.len);
    if (format->files == FORMAT_BYTES && (!r->o->output || is_on_terminal(r->o->output))) {
        diag_report(r->d, DIAG_USAGE, SPAN_NOWHERE,
                    "--emit=%s writes bytes that are not for reading: name a file with -o",
                    format->name);
        return false;
    }
    if (format->files == FORMAT_PAIR
            ? !results_open_pair(&files, r->d, r->o->output, policy, format->name)
            : !results_open(&files, r->d, r->o->output))
        return false;
    e.prefix = emit_prefix(r->arena, files.stem);
    e.header_name = files.n > 1 ? files.header : NULL; /* else all goes to one file */
    e.parts = r->o->parts;
    e.header = files.files[0]->stream;
    e.out = files.files[files.n - 1]->stream;
    return format->write(&e) ? results_commit(&files) : results_abandon(&files, 0);
}

/* A program is built all the same, but nobody should have to ask to be told. */
static void say_untrue(struct run *r, const char *policy) {
    struct diags quiet;
    diags_init(&quiet, r->arena, &r->session.sources);
    struct example_counts e = examples_run(&quiet, r->p.model, r->p.layout);
    struct proofs p = safeguards_prove(&quiet, r->p.rules, r->arena);
    if (e.failed + p.broken == 0) return;
    const char *examples = arena_printf(r->arena, "%zu of %zu examples are decided otherwise",
                                        e.failed, e.examples),
               *safeguards = arena_printf(r->arena, "%zu of %zu safeguards do not hold", p.broken,
                                          p.safeguards);
    report_say(r->report, source_shown(policy),
               arena_printf(r->arena, "note: %s%s%s; stratc --test says which",
                            e.failed ? examples : "", e.failed && p.broken ? ", " : "",
                            p.broken ? safeguards : ""));
}

static void suggest(struct run *r) {
    struct exercise *e = pipeline_exercise(&r->p);
    struct suggestions all = {0};
    struct results files;
    if (!e->g->gave_up) all = suggest_examples(e);
    if (e->g->gave_up) {
        diag_report(r->d, DIAG_NOT_DECIDED, r->p.model->at,
                    "what the examples exercise was not decided: the policy has %s",
                    why_text(e->g->why));
    } else if (results_open(&files, r->d, r->o->output)) {
        suggested_print(files.files[0]->stream, e, &all, r->p.layout);
        results_commit(&files);
    }
}

/* A tree is shown as far as it could be read; every other stage whole, or not at all. */
static void dump(struct run *r) {
    struct pipeline *p = &r->p;
    struct results files;
    enum dumped stage = r->o->dumped;
    bool done = stage == DUMP_TREE      ? pipeline_tree(p)->files.len > 0
                : stage == DUMP_MODEL   ? pipeline_model(p) != NULL
                : stage == DUMP_RULES   ? pipeline_rules(p) != NULL
                : stage == DUMP_CLAUSES ? pipeline_clauses(p) != NULL
                                        : pipeline_layout(p) != NULL;
    if (!done || !results_open(&files, r->d, r->o->output)) return;
    FILE *out = files.files[0]->stream;
    switch (stage) {
    case DUMP_TREE: tree_dump(out, p->tree.files.at[0]); break;
    case DUMP_MODEL: model_dump(out, p->model); break;
    case DUMP_RULES: rules_dump(out, p->rules); break;
    case DUMP_CLAUSES: clauses_dump(out, p->space, p->clauses); break;
    case DUMP_TABLE: layout_dump(out, p->layout); break;
    }
    results_commit(&files);
}

/* What the program would do with the words behind the policy. */
static void ask(struct run *r) {
    struct argv VEC(char *) argv = {0};
    vec_push(r->arena, &argv, arena_printf(r->arena, "%s", shown(r->o, r->p.path)));
    for (size_t i = 1; i < r->o->inputs.len; i++)
        vec_push(r->arena, &argv, arena_printf(r->arena, "%s", r->o->inputs.at[i]));
    vec_push(r->arena, &argv, NULL);
    const char *const typed[] = {"stratc", "--ask", r->p.path, NULL};
    r->answered = ev_main((int)argv.len - 1, argv.at, &r->p.layout->policy, typed);
}

static void test(struct run *r) {
    if (!pipeline_layout(&r->p)) return;
    r->examples = examples_run(r->d, r->p.model, r->p.layout);
    r->proofs = safeguards_prove(r->d, r->p.rules, r->arena);
    struct exercise *e = pipeline_exercise(&r->p);
    if (!e->g->gave_up) exercise_report(e, r->d);
}

/* What JUnit has a case for. */
static struct test_cases cases_of(const struct run *r) {
    struct test_cases cases = {0};
    if (r->o->mode != MODE_TEST || r->p.layout == NULL) return cases;
    vec_each (struct example, e, &r->p.model->examples)
        vec_push(r->arena, &cases, ((struct test_case){e->title, e->at, false}));
    vec_each (struct safeguard, s, &r->p.model->safeguards)
        vec_push(r->arena, &cases, ((struct test_case){s->title, s->at, true}));
    return cases;
}

/* "; no example exercises 3 of 20 rules, 1 of 40 conditions". */
static const char *exercised(struct arena *a, const struct exercise *e) {
    const char *all = "";
    if (e->g->gave_up) return "; what they exercise was not decided";
    for (int kind = 0; kind < GOAL_KINDS; kind++)
        if (e->missing[kind])
            all = arena_printf(a, "%s%s%zu of %zu %s", all, *all ? ", " : "; no example exercises ",
                               e->missing[kind], e->count[kind],
                               exercise_kinds[kind][e->count[kind] != 1]);
    const char *kinds = exercise_kinds_text(e);
    return *all || !kinds ? all : arena_printf(a, "; every %s exercised", kinds);
}

static void say_tested(const struct run *r, const char *path) {
    const struct example_counts *e = &r->examples;
    const struct proofs *p = &r->proofs;
    struct arena *a = r->arena;
    if (r->o->diag.format != MESSAGE_TEXT || r->p.layout == NULL) return;
    const char *proved = arena_printf(a, ", %zu of %zu safeguards proved over all situations",
                                      p->safeguards - p->broken - p->undecided, p->safeguards);
    const char *expected =
        arena_printf(a, "%zu of %zu examples as expected", e->examples - e->failed, e->examples);
    report_say(r->report, path,
               arena_printf(a, "%s%s%s", e->examples ? expected : "there are no examples",
                            p->safeguards ? proved : "", exercised(a, r->p.exercise)));
}

/* ---- versions, and readings, held against each other ---- */

static void say(struct run *r, struct difference *d, const char *heading,
                struct difference_keys keys) {
    if (d->not_decided) {
        diag_report(r->d, DIAG_NOT_DECIDED, SPAN_NOWHERE, "%s: not decided: the policy has %s",
                    heading, d->why);
        return;
    }
    if (r->o->diag.format == MESSAGE_JSON)
        difference_json(stdout, d, keys);
    else
        difference_print(&r->result, d, heading);
    r->differs = differs(d, r->o->wording) || r->differs;
}

/* A version as git hands it over: it goes by the path that the file has now, beside which all that
 * it uses is, and, where it is not that file, by its hash. */
static struct pipeline version_of_git(struct run *r, int side) {
    const char *const *in = r->o->inputs.at, *const *version =
                                                 in + (side == OLD ? GIT_OLD : GIT_NEW);
    const char *hash = version[1];
    const char *path = in[r->o->inputs.len == GIT_RENAMED ? GIT_NEW_PATH : GIT_PATH];
    bool is_file = hash[strspn(hash, "0.")] == '\0';
    return (struct pipeline){.session = &r->session,
                             .path = version[0],
                             .as = is_file ? path : arena_printf(r->arena, "%s@%.7s", path, hash)};
}

/* Why a file that git has changed is not compared, or NULL. */
static const char *not_compared(struct pipeline *versions) {
    static const char nothing[] = "/dev/null";
    if (strcmp(versions[OLD].path, nothing) == 0) return ": new";
    if (strcmp(versions[NEW].path, nothing) == 0) return ": gone";
    for (int side = OLD; side < SIDES; side++)
        if (!program_is_library(pipeline_tree(&versions[side]))) return NULL;
    return ": decides nothing by itself; compare the policies that use it";
}

static void put_whole(struct run *r, const char *path, const char *what) {
    if (r->o->diag.format == MESSAGE_JSON) {
        report_say(r->report, path, what + strlen(": "));
        return;
    }
    r->result.indent = TEXT_HANGING;
    text_flow_all(&r->result, path);
    text_flow_all(&r->result, what);
    text_flow_end(&r->result);
}

static void diff(struct run *r) {
    struct pipeline versions[SIDES];
    const char *const *in = r->o->inputs.at, *names[SIDES];
    bool git = options_of_git(r->o);
    if (git && r->o->inputs.len < GIT_FILE) {
        put_whole(r, in[GIT_PATH], ": not merged yet, so there are no two versions to compare");
        return;
    }
    for (int side = OLD; side < SIDES; side++) {
        struct pipeline named = {
            .session = &r->session, .path = in[side], .as = known_as(r->o, in[side])};
        versions[side] = git ? version_of_git(r, side) : named;
        names[side] = git ? versions[side].as : shown(r->o, in[side]);
    }
    const char *why = git ? not_compared(versions) : NULL;
    if (why) {
        put_whole(r, in[GIT_PATH], why);
        return;
    }
    const struct rule_set *was = pipeline_rules(&versions[OLD]),
                          *is = pipeline_rules(&versions[NEW]);
    if (!was || !is) return;
    struct difference *d = difference_of(r->arena, was, is, false, COMPARE_STEPS);
    say(r, d, arena_printf(r->arena, "%s -> %s", names[OLD], names[NEW]),
        (struct difference_keys){{"old", "new"}, {names[OLD], names[NEW]}});
    if (git && r->o->diag.format != MESSAGE_JSON) putc('\n', stdout); /* more files may follow */
}

/* A line of its own. */
static void put_named(struct run *r, const char *before, const char *name, const char *title) {
    bool value = *before != '\0';
    const char *more = title ? title : "";
    r->result.indent = TEXT_HANGING;
    text_flow_head(&r->result, before);
    text_flow_all(&r->result, arena_printf(r->arena, value ? "%s (%s)" : "%s: %s", name, more));
    text_flow_color(&r->result, "");
    text_flow_end(&r->result);
}

/* A reading as it is not taken, and what that makes of the policy. */
struct other_reading {
    uint32_t reading, value;
    struct difference *d;
};

static struct difference *read_otherwise(struct run *r, uint32_t f, uint32_t other) {
    struct model *m = analysis_model(r->arena, r->p.model, READINGS_AS_TAKEN, NULL);
    m->facts.at[f].taken = other;
    return difference_of(r->arena, r->p.rules, analysis_rules(r->arena, r->p.rules, m), true,
                         COMPARE_STEPS);
}

/* One sentence, before all that there is to say. */
static void put_sentence(struct run *r, const struct other_reading *x) {
    const struct fact *reading = &r->p.model->facts.at[x->reading];
    const struct declared *value = &reading->values.at[x->value];
    const struct difference *d = x->d;
    const char *changes =
        d->not_decided ? "it was not decided whether anything would change"
        : d->differing.len
            ? arena_printf(r->arena, "%s of all situations would be decided otherwise",
                           difference_share(d))
        : differs(d, true) ? "every situation would be decided alike, but not all would look so"
                           : "nothing would change";
    r->result.indent = TEXT_HANGING;
    text_flow_all(&r->result,
                  arena_printf(r->arena, "- %s: %s%sIf %s%s%s%s, %s", reading->id.name,
                               reading->id.title ? reading->id.title : "",
                               reading->id.title ? " " : "", value->name, value->title ? " (" : "",
                               value->title ? value->title : "", value->title ? ")" : "", changes));
    text_flow_end(&r->result);
}

static void one_reading(struct run *r, const struct other_reading *x) {
    const struct fact *reading = &r->p.model->facts.at[x->reading];
    const struct declared *as = &reading->values.at[reading->taken],
                          *otherwise = &reading->values.at[x->value];
    if (r->o->diag.format == MESSAGE_TEXT) {
        fputs("\n\n", stdout);
        text_flow_color(&r->result, "1");
        put_named(r, "", reading->id.name, reading->id.title);
        put_named(r, "  taken: ", as->name, as->title);
        put_named(r, "  otherwise: ", otherwise->name, otherwise->title);
    }
    say(r, x->d, arena_printf(r->arena, "were it %s", otherwise->name),
        (struct difference_keys){{"reading", "taken", "otherwise"},
                                 {reading->id.name, as->name, otherwise->name}});
}

static void readings(struct run *r) {
    struct other_readings VEC(struct other_reading) all = {0};
    const struct rule_set *rules = pipeline_rules(&r->p);
    for (uint32_t f = 0; rules && f < rules->model->facts.len; f++) {
        const struct fact *fact = &rules->model->facts.at[f];
        for (uint32_t v = 0; fact->source == FACT_READING && v < fact->values.len; v++)
            if ((int64_t)v != fact->taken)
                vec_push(r->arena, &all, ((struct other_reading){f, v, read_otherwise(r, f, v)}));
    }
    if (r->o->diag.format == MESSAGE_TEXT)
        vec_each (const struct other_reading, x, &all) put_sentence(r, x);
    vec_each (const struct other_reading, x, &all) one_reading(r, x);
    if (rules && all.len == 0 && r->o->diag.format == MESSAGE_TEXT) {
        text_flow_head(&r->result, shown(r->o, r->p.path));
        text_flow_all(&r->result, ": no difference: the policy declares no reading");
        text_flow_end(&r->result);
    }
}

/* ---- one layout ---- */

static void put_layout(const struct source *s, const struct formatted *f, struct results *files) {
    FILE *out = files->files[0]->stream;
    if (s->bom) fputs("\xef\xbb\xbf", out);
    fwrite(f->text, 1, f->len, out);
    results_commit(files);
}

/* A policy, or a part of one, by itself: what it uses is not read. */
static void lay_out(struct run *r, const char *path) {
    struct session *in = &r->session;
    struct source *s = source_read(r->arena, &in->sources, r->d, path, false, SPAN_NOWHERE, NULL);
    struct formatted f;
    struct results files;
    if (r->p.as && r->session.sources.len > 0) r->session.sources.at[0]->path = r->p.as;
    if (!s || !format_source(&in->names, r->d, s->file, &f)) return;
    bool same = f.len == s->len && memcmp(f.text, s->text, f.len) == 0;
    if (r->o->check) {
        r->differs = !same;
        format_diff(stdout, r->arena, s, &f);
    } else if (r->o->write ? !same && results_replace(&files, r->d, path)
                           : results_open(&files, r->d, r->o->output)) {
        put_layout(s, &f, &files);
    }
}

/* ---- the lock ---- */

/* How many paragraphs the lock has now that it did not have, or had otherwise. */
static size_t newly_accepted(const struct anchoring *x) {
    size_t n = 0;
    for (uint32_t i = 0; i < x->paragraphs.len; i++) {
        if (!anchor_kept(x, i)) continue;
        const struct lock_line *was = lock_find(&x->lock, LOCK_PARAGRAPH, x->m->outline.at[i].id);
        n += !was || strcmp(was->exact.hex, x->paragraphs.at[i].exact.hex) != 0 ||
             strcmp(was->reading.hex, x->paragraphs.at[i].reading.hex) != 0 ||
             strcmp(was->rules.hex, x->rules[i].hex) != 0;
    }
    return n;
}

/* Nothing is accepted of a policy with errors, or of a text in which a paragraph is not found. */
static void accept_source(struct run *r) {
    struct results files;
    if (!pipeline_rules(&r->p)) return;
    const struct anchoring *x = pipeline_anchoring(&r->p);
    if (!x && r->d->errors == 0)
        diag_report(r->d, DIAG_SOURCE_NOT_FOUND, r->p.model->at,
                    "the strategy names no text that it states: write `source \"...\"` into it, or "
                    "name the text with --source");
    if (!x || r->d->errors > 0 ||
        !(x->lock.source ? results_replace(&files, r->d, x->lock.path)
                         : results_open(&files, r->d, x->lock.path)))
        return;
    anchor_write_lock(files.files[0]->stream, x);
    if (!results_commit(&files)) return;
    size_t n = newly_accepted(x);
    report_say(r->report, x->lock.path,
               arena_printf(r->arena, "%zu paragraph%s of %s, %zu of them accepted anew",
                            x->paragraphs.len, x->paragraphs.len == 1 ? "" : "s",
                            x->prose.source->path, n));
}

/* Not a finding: a note. */
static void say_laid_out(const struct run *r, const char *path) {
    const struct anchoring *x = r->p.anchoring;
    struct texts ids = {0};
    if (!x || r->o->diag.format != MESSAGE_TEXT || r->o->diag.chosen[DIAG_LAYOUT_CHANGED]) return;
    for (uint32_t i = 0; i < x->paragraphs.len; i++)
        if (anchor_laid_out_anew(x, i)) vec_push(r->arena, &ids, x->m->outline.at[i].id);
    if (ids.len == 0) return;
    report_say(r->report, path,
               arena_printf(r->arena,
                            "note: %s laid out anew in %s, and no word changed; stratc "
                            "--accept-source takes that over",
                            list_in_words(r->arena, ids.at, ids.len, " and "),
                            x->prose.source->path));
}

/* ---- the run ---- */

static void do_one(struct run *r, const char *path) {
    switch (r->o->mode) {
    case MODE_LINT: pipeline_lint(&r->p, &r->o->diag); break;
    case MODE_TEST: test(r); break;
    case MODE_SUGGEST:
        if (pipeline_layout(&r->p)) suggest(r);
        break;
    case MODE_EMIT:
        if (pipeline_layout(&r->p) && emit(r, path)) say_untrue(r, path);
        break;
    case MODE_BUILD:
        if (pipeline_layout(&r->p) && build_program(r->d, r->p.layout, r->o->output, path))
            say_untrue(r, path);
        break;
    case MODE_ASK:
        if (pipeline_layout(&r->p)) ask(r);
        break;
    case MODE_DUMP: dump(r); break;
    case MODE_DIFF: diff(r); break;
    case MODE_READINGS: readings(r); break;
    case MODE_FORMAT: lay_out(r, r->p.path); break;
    case MODE_ACCEPT: accept_source(r); break;
    default: break; /* options_answer() has done it */
    }
}

static bool compares(const struct options *o) {
    return o->mode == MODE_DIFF || o->mode == MODE_READINGS;
}

/* Faults of the policy are 1; what is wrong with files, folders or the machine (0xxx), or keeps
 * from comparing, is 2. */
static int status_of(const struct run *r, struct diag_counts counts) {
    if (options_of_git(r->o)) return STATUS_DONE; /* git ends where its command does not succeed */
    if (compares(r->o)) return counts.errors ? STATUS_COULD_NOT_RUN : r->differs;
    vec_each (struct diag, d, &r->d->list)
        if (diag_infos[d->code].number < 1000 && diag_infos[d->code].severity == DIAG_ERROR)
            return STATUS_COULD_NOT_RUN;
    return counts.errors + counts.warnings ? STATUS_FINDINGS
           : r->differs                    ? STATUS_FINDINGS
                                           : r->answered;
}

static struct parse_paths parse_paths(const struct options *o, struct arena *a) {
    return (struct parse_paths){o->include_dirs.at, o->include_dirs.len, installed_share(a), NULL,
                                NULL};
}

/* As bytes that somebody opens: C has them as it is. */
static bool emits_table(const struct options *o) {
    return strcmp(o->kind, "table") == 0 || strcmp(o->kind, "page") == 0;
}

/* What decides many requests is worth the time that these take; C has none. */
static bool wants_diagrams(const struct options *o) {
    return o->mode == MODE_BUILD || (o->mode == MODE_EMIT && (o->stats || emits_table(o)));
}

/* What can be asked to make a record of an answer. */
static bool wants_digests(const struct options *o) {
    return o->mode == MODE_BUILD || o->mode == MODE_ASK || (o->mode == MODE_EMIT && emits_table(o));
}

/* One policy of a run, from its text to its messages: the status. */
static int take_file(const struct options *o, struct arena *a, struct report *report,
                     const char *path) {
    struct run *r = arena_new(a, struct run); /* until the report is closed */
    struct parse_paths paths = parse_paths(o, a);
    a->total = 0; /* limits are each policy's own, whatever came before it */
    session_open(&r->session, a, &paths);
    r->o = o;
    r->arena = a;
    r->report = report;
    bool markdown = o->diag.format == MESSAGE_MARKDOWN;
    r->result = (struct text_flow){.out = stdout,
                                   .columns = markdown ? 0 : options_columns(STDOUT_FILENO),
                                   .color = !markdown && options_colored(o, stdout),
                                   .markdown = markdown};
    r->d = &r->session.d;
    r->p = (struct pipeline){.session = &r->session,
                             .path = path,
                             .as = known_as(o, path),
                             .source = o->source,
                             .diagrams = wants_diagrams(o),
                             .digests = wants_digests(o)};
    do_one(r, r->p.as ? r->p.as : path);
    struct test_cases cases = cases_of(r);
    struct diag_counts counts = report_add(report, shown(o, path), r->d, &cases);
    if (o->mode == MODE_TEST) say_tested(r, shown(o, path));
    if (o->mode == MODE_LINT) say_laid_out(r, shown(o, path));
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

static void say_known(struct report *report) {
    if (!report->baseline || report->o->format != MESSAGE_TEXT) return;
    struct baseline_counts n = baseline_counts(report->baseline);
    const char *gone = arena_printf(report->arena, "; %zu that it lists %s not there any more",
                                    n.gone, n.gone == 1 ? "is" : "are");
    report_say(report, "baseline",
               arena_printf(report->arena, "%zu finding%s known, not shown%s", n.known,
                            n.known == 1 ? "" : "s", n.gone ? gone : ""));
}

static int run_policies(const struct options *o, struct arena *a) {
    bool reports = o->mode == MODE_LINT || o->mode == MODE_TEST; /* then messages are the result */
    FILE *out = reports ? stdout : stderr;
    struct diag_options shown = o->diag;
    shown.color = options_colored(o, out);
    shown.columns = options_columns(fileno(out));
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
            if (compares(o) || o->mode == MODE_ASK) break; /* the others are not policies to run */
        }
    say_known(&report);
    report_close(&report);
    return status;
}

int run_stratc(int argc, char **argv, struct arena *a) {
    struct sources sources = {0};
    struct diags d;
    struct options o;
    diags_init(&d, a, &sources);
    bool understood = options_parse(&o, &d, argc, argv);
    if (understood && o.mode == MODE_LSP) {
        struct lsp_options lsp = {parse_paths(&o, a), o.diag, o.log};
        int status = lsp_serve(&lsp, &d);
        if (d.errors == 0) return status;
    } else if (understood && !options_answer(&o, &d, stdout)) {
        return run_policies(&o, a);
    }
    o.diag.color = options_colored(&o, stderr);
    o.diag.columns = options_columns(STDERR_FILENO);
    return diags_render(&d, &o.diag, stderr).errors ? STATUS_COULD_NOT_RUN : STATUS_DONE;
}
