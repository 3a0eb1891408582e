#include "report/report.h"

#include "report/baseline.h"
#include "report/print.h"

#include <string.h>
#include <unistd.h>

enum { PATH_MOST = 4096, MOST_ALIKE = 12 };

static bool is_one_document(const struct report *r) {
    return r->o->format == MESSAGE_SARIF || r->o->format == MESSAGE_JUNIT;
}

/* With a "/" after it; NULL where that cannot be told. */
static const char *folder_of_the_run(struct arena *a) {
    char *path = arena_array(a, char, PATH_MOST);
    if (!getcwd(path, PATH_MOST - 1)) return NULL;
    size_t n = strlen(path);
    if (n == 0 || path[n - 1] != '/') path[n] = '/';
    return path;
}

const char *report_path(const struct report *r, const char *path) {
    size_t n = r->here ? strlen(r->here) : 0;
    if (n && strncmp(path, r->here, n) == 0) path += n;
    while (path[0] == '.' && path[1] == '/')
        for (path += 2; *path == '/';) path++;
    return path;
}

void report_open(struct report *r, struct arena *a, const struct diag_options *o, FILE *out) {
    *r = (struct report){.arena = a,
                         .o = o,
                         .out = out,
                         .flow = {.out = out, .columns = o->columns, .color = o->color},
                         .here = folder_of_the_run(a)};
    intern_init(&r->told, a);
}

static bool told_before(struct report *r, const struct diags *d, const struct diag *x) {
    struct location is = print_location(d, x->at);
    const char *path = is.path ? report_path(r, is.path) : "";
    const char *key = arena_printf(r->arena, "%s:%u:%u:%u:%s", path, (unsigned)x->at.from,
                                   (unsigned)x->at.to, (unsigned)x->code, x->text);
    return !intern_new(&r->told, key, strlen(key));
}

/* A suite stands by itself: there, what two policies share fails in both. */
static void leave_out_repeats(struct report *r, const struct diags *d, struct shown_diags *shown) {
    size_t left = 0;
    for (size_t i = 0; i < shown->len && r->o->format != MESSAGE_JUNIT; i++)
        if (!told_before(r, d, shown->at[i].diag)) shown->at[left++] = shown->at[i];
    if (r->o->format != MESSAGE_JUNIT) shown->len = left;
}

static void begin_line(struct report *r, const char *path) {
    if (r->said == SAID_FINDING) putc('\n', r->out);
    r->said = SAID_LINE;
    r->flow.indent = TEXT_HANGING;
    text_flow_head(&r->flow, path);
    text_flow_head(&r->flow, ": ");
}

void report_say(struct report *r, const char *path, const char *text) {
    begin_line(r, path);
    text_flow_all(&r->flow, text);
    text_flow_end(&r->flow);
}

static void print_next(struct report *r, const struct diags *d, const struct shown_diag *x) {
    if (r->said != SAID_NOTHING) putc('\n', r->out);
    r->said = SAID_FINDING;
    print_text(&r->flow, d, x);
}

/* For a person: of findings with the same code the first few, and how many more there are. Errors
 * are told each. */
static void print_for_a_person(struct report *r, const char *path, const struct diags *d,
                               const struct shown_diags *shown) {
    size_t *told = arena_array(r->arena, size_t, DIAG_COUNT);
    vec_each (struct shown_diag, x, shown)
        if (x->allowed ? r->o->allowed
                       : (told[x->diag->code]++ < MOST_ALIKE ||
                          diag_infos[x->diag->code].severity == DIAG_ERROR))
            print_next(r, d, x);
    for (size_t code = 0; code < DIAG_COUNT; code++)
        if (told[code] > MOST_ALIKE && diag_infos[code].severity != DIAG_ERROR) {
            begin_line(r, path ? path : "stratc");
            text_flow_all(&r->flow, arena_printf(r->arena,
                                                 "and %zu more like the last of these; "
                                                 "`--message-format=json` tells them all",
                                                 told[code] - MOST_ALIKE));
            text_flow_piece(&r->flow, diag_tag(r->arena, (enum diag_code)code));
            text_flow_end(&r->flow);
        }
}

struct diag_counts report_add(struct report *r, const char *path, struct diags *d,
                              const struct test_cases *cases) {
    struct diag_counts counts = {0};
    struct reported file = {.path = path, .d = d, .shown = diags_select(d, r->o)};
    leave_out_repeats(r, d, &file.shown);
    if (r->baseline) baseline_filter(r->baseline, r, d, &file.shown);
    vec_each (struct shown_diag, x, &file.shown) {
        if (x->allowed && !r->o->allowed) continue;
        counts.errors += !x->allowed && x->as == SHOWN_ERROR;
        counts.warnings += !x->allowed && x->as != SHOWN_ERROR;
        if (r->o->format == MESSAGE_JSON) print_json(r->out, d, x);
    }
    if (r->o->format == MESSAGE_TEXT || r->o->format == MESSAGE_MARKDOWN)
        print_for_a_person(r, path, d, &file.shown);
    if (cases) file.cases = *cases;
    if (is_one_document(r)) vec_push(r->arena, &r->all, file);
    return counts;
}

void report_close(struct report *r) {
    if (r->o->format == MESSAGE_SARIF)
        print_sarif(r);
    else if (r->o->format == MESSAGE_JUNIT)
        print_junit(r);
}

struct diag_counts diags_render(struct diags *d, const struct diag_options *o, FILE *out) {
    struct report r;
    report_open(&r, d->arena, o, out);
    struct diag_counts counts = report_add(&r, NULL, d, NULL);
    report_close(&r);
    return counts;
}
