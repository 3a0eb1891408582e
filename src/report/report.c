#include "report/report.h"

#include "base/text.h"
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
    *r = (struct report){.arena = a, .o = o, .out = out, .here = folder_of_the_run(a)};
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

/* For a person: of findings with the same code the first few, and how many more there are. Errors
 * are told each. */
static void print_for_a_person(const struct report *r, const char *path, const struct printer *p,
                               const struct shown_diags *shown) {
    size_t *told = arena_array(r->arena, size_t, DIAG_COUNT);
    vec_each (struct shown_diag, x, shown)
        if (!x->allowed && (told[x->diag->code]++ < MOST_ALIKE ||
                            diag_infos[x->diag->code].severity == DIAG_ERROR))
            print_text(p, x);
    for (size_t code = 0; code < DIAG_COUNT; code++)
        if (told[code] > MOST_ALIKE && diag_infos[code].severity != DIAG_ERROR) {
            text_put(r->out, path ? path : "stratc");
            fprintf(r->out,
                    ": and %zu more like the last of these; `--message-format=json` tells them all "
                    "[ST%04u %s]\n",
                    told[code] - MOST_ALIKE, diag_infos[code].number, diag_infos[code].slug);
        }
}

struct diag_counts report_add(struct report *r, const char *path, struct diags *d,
                              const struct test_cases *cases) {
    struct printer p = {.d = d, .out = r->out, .color = r->o->color};
    struct diag_counts counts = {0};
    struct reported file = {.path = path, .d = d, .shown = diags_select(d, r->o)};
    leave_out_repeats(r, d, &file.shown);
    if (r->baseline) baseline_filter(r->baseline, r, d, &file.shown);
    vec_each (struct shown_diag, x, &file.shown) {
        if (x->allowed) continue;
        counts.errors += x->as == SHOWN_ERROR;
        counts.warnings += x->as != SHOWN_ERROR;
        if (r->o->format == MESSAGE_JSON) print_json(&p, x);
    }
    if (r->o->format == MESSAGE_TEXT) print_for_a_person(r, path, &p, &file.shown);
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
