#include "base/text.h"
#include "report/print.h"

#include <string.h>

/* ---- XML ---- */

/* XML 1.0 has no way to write most control characters, nor U+FFFE and U+FFFF. */
static bool unwritable(int32_t c) { return text_harmful(c) || c == 0xfffe || c == 0xffff; }

static void put_chars(FILE *out, const char *text) {
    for (size_t i = 0, len, n = strlen(text); i < n; i += len) {
        int32_t c = utf8_decode(text + i, n - i, &len);
        const char *instead = text_entity(text[i]);
        if (instead)
            fputs(instead, out);
        else if (c == '\n' || c == '\t')
            fprintf(out, "&#%d;", (int)c);
        else if (unwritable(c))
            fputs("\xef\xbf\xbd", out);
        else
            fwrite(text + i, 1, len, out);
    }
}

static void put_attribute(FILE *out, const char *name, const char *value) {
    fprintf(out, " %s=\"", name);
    put_chars(out, value);
    putc('"', out);
}

/* ---- what was said ---- */

static bool about(const struct shown_diag *x, const struct test_case *c) {
    return x->diag->at.file == c->at.file && x->diag->at.from == c->at.from &&
           x->diag->at.to == c->at.to;
}

/* An error that was told of this case; `c` NULL: of none. */
static bool fails(const struct reported *f, const struct test_case *c, const struct shown_diag *x) {
    if (x->allowed || x->as != SHOWN_ERROR) return false;
    if (c) return about(x, c);
    vec_each (struct test_case, some, &f->cases)
        if (about(x, some)) return false;
    return true;
}

static void put_place(const struct report *r, const struct diags *d, struct span at) {
    struct location is = print_location(d, at);
    if (!is.path) return;
    put_chars(r->out, is.path);
    fprintf(r->out, ":%u:%u: ", (unsigned)is.from.line, (unsigned)is.from.column);
}

static void put_said(const struct report *r, const struct diags *d, const struct diag *x) {
    put_place(r, d, x->at);
    put_chars(r->out, x->text);
    fprintf(r->out, " [ST%04u %s]\n", diag_infos[x->code].number, diag_infos[x->code].slug);
    vec_each (struct diag_note, note, &x->notes) {
        put_place(r, d, note->at);
        put_chars(r->out, note->text);
        putc('\n', r->out);
    }
}

/* ---- suites ---- */

/* What is about no case fails with an error. */
enum result { PASSED, FAILED, UNDECIDED, RESULTS };

static enum result result_of(const struct reported *f, const struct test_case *c) {
    enum result result = PASSED;
    vec_each (struct shown_diag, x, &f->shown) {
        if (!fails(f, c, x)) continue;
        if (c && x->diag->code != DIAG_NOT_DECIDED) return FAILED;
        result = UNDECIDED;
    }
    return result;
}

struct tally {
    size_t of[RESULTS];
};

static void count(struct tally *n, const struct reported *f) {
    vec_each (struct test_case, c, &f->cases) n->of[result_of(f, c)]++;
    if (result_of(f, NULL) != PASSED) n->of[UNDECIDED]++;
}

static void put_tally(FILE *out, const struct tally *n) {
    fprintf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\"",
            n->of[PASSED] + n->of[FAILED] + n->of[UNDECIDED], n->of[FAILED], n->of[UNDECIDED]);
}

/* Dots part packages for the readers of this format: the policy, then what kind of case. */
static const char *class_name(const struct report *r, const struct reported *f, const char *kind) {
    const char *path = f->path ? f->path : "stratc", *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');
    return arena_printf(r->arena, "%.*s.%s",
                        dot && dot != name ? (int)(dot - name) : (int)strlen(name), name, kind);
}

/* All that was said of a case, in one element: readers differ in what they make of two. */
static void put_faults(const struct report *r, const struct reported *f, const struct test_case *c,
                       const char *element) {
    bool some = false;
    vec_each (struct shown_diag, x, &f->shown) {
        const struct diag_info *info = &diag_infos[x->diag->code];
        if (!fails(f, c, x)) continue;
        if (!some) {
            fprintf(r->out, "      <%s type=\"ST%04u %s\"", element, info->number, info->slug);
            put_attribute(r->out, "message", x->diag->text);
            putc('>', r->out);
        }
        some = true;
        put_said(r, f->d, x->diag);
    }
    fprintf(r->out, "</%s>\n    </testcase>\n", element);
}

/* `c` NULL: what is about no case. */
static void put_case(const struct report *r, const struct reported *f, const struct test_case *c) {
    enum result result = result_of(f, c);
    const char *kind = !c ? "policy" : c->safeguard ? "safeguards" : "examples";
    fputs("    <testcase", r->out);
    put_attribute(r->out, "classname", class_name(r, f, kind));
    put_attribute(r->out, "name", c ? c->title : "the policy as a whole");
    if (c) {
        struct location is = print_location(f->d, c->at);
        put_attribute(r->out, "file", is.path);
        fprintf(r->out, " line=\"%u\"", (unsigned)is.from.line);
    }
    fputs(result == PASSED ? "/>\n" : ">\n", r->out);
    if (result != PASSED) put_faults(r, f, c, result == FAILED ? "failure" : "error");
}

/* What is worth saying and no fault: it belongs to no case. */
static void put_remarks(const struct report *r, const struct reported *f) {
    bool some = false;
    vec_each (struct shown_diag, x, &f->shown) {
        if (x->allowed || x->as == SHOWN_ERROR) continue;
        fputs(some ? "" : "    <system-out>", r->out);
        some = true;
        put_said(r, f->d, x->diag);
    }
    fputs(some ? "</system-out>\n" : "", r->out);
}

static void put_suite(const struct report *r, const struct reported *f) {
    struct tally n = {0};
    count(&n, f);
    fputs("  <testsuite", r->out);
    put_attribute(r->out, "name", f->path ? f->path : "stratc");
    put_tally(r->out, &n);
    fputs(" skipped=\"0\">\n", r->out);
    if (result_of(f, NULL) != PASSED) put_case(r, f, NULL);
    vec_each (struct test_case, c, &f->cases) put_case(r, f, c);
    put_remarks(r, f);
    fputs("  </testsuite>\n", r->out);
}

void print_junit(const struct report *r) {
    struct tally all = {0};
    vec_each (struct reported, f, &r->all) count(&all, f);
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"stratc\"", r->out);
    put_tally(r->out, &all);
    fputs(">\n", r->out);
    vec_each (struct reported, f, &r->all) put_suite(r, f);
    fputs("</testsuites>\n", r->out);
}
