#include "base/text.h"
#include "report/print.h"

#include <string.h>

/* ---- XML ---- */

/* XML 1.0 has no way to write most control characters, nor U+FFFE and U+FFFF. */
static bool unwritable(int32_t c) { return text_harmful(c) || c == 0xfffe || c == 0xffff; }

static void put_chars(FILE *out, const char *text) {
    for (size_t i = 0, len, n = strlen(text); i < n; i += len) {
        int32_t c = utf8_decode(text + i, n - i, &len);
        switch (c) {
        case '&': fputs("&amp;", out); break;
        case '<': fputs("&lt;", out); break;
        case '>': fputs("&gt;", out); break;
        case '"': fputs("&quot;", out); break;
        case '\n':
        case '\t': fprintf(out, "&#%d;", (int)c); break;
        default:
            if (unwritable(c))
                fputs("\xef\xbf\xbd", out);
            else
                fwrite(text + i, 1, len, out);
        }
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

static bool about_some_case(const struct reported *f, const struct shown_diag *x) {
    vec_each (struct test_case, c, &f->cases)
        if (about(x, c)) return true;
    return false;
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

/* All that was said of a case, in one element: readers differ in what they make of two. `c` NULL:
 * what is about no case. */
static void put_faults(const struct report *r, const struct reported *f, const struct test_case *c,
                       const char *element) {
    const struct shown_diag *first = NULL;
    vec_each (struct shown_diag, x, &f->shown) {
        if (x->allowed || x->as != SHOWN_ERROR || (c ? !about(x, c) : about_some_case(f, x)))
            continue;
        if (!first) {
            const struct diag_info *info = &diag_infos[x->diag->code];
            fprintf(r->out, "      <%s", element);
            put_attribute(r->out, "type",
                          arena_printf(r->arena, "ST%04u %s", info->number, info->slug));
            put_attribute(r->out, "message", x->diag->text);
            putc('>', r->out);
            first = x;
        }
        put_said(r, f->d, x->diag);
    }
    if (first) fprintf(r->out, "</%s>\n", element);
}

/* ---- suites ---- */

enum result { PASSED, FAILED, UNDECIDED };

static enum result result_of(const struct reported *f, const struct test_case *c) {
    enum result result = PASSED;
    vec_each (struct shown_diag, x, &f->shown) {
        if (x->allowed || x->as != SHOWN_ERROR || !about(x, c)) continue;
        if (x->diag->code != DIAG_NOT_DECIDED) return FAILED;
        result = UNDECIDED;
    }
    return result;
}

struct tally {
    size_t tests, failures, errors;
};

static bool fails_as_a_whole(const struct reported *f) {
    vec_each (struct shown_diag, x, &f->shown)
        if (!x->allowed && x->as == SHOWN_ERROR && !about_some_case(f, x)) return true;
    return false;
}

static struct tally count(const struct reported *f) {
    struct tally n = {.tests = f->cases.len};
    vec_each (struct test_case, c, &f->cases) {
        enum result result = result_of(f, c);
        n.failures += result == FAILED;
        n.errors += result == UNDECIDED;
    }
    if (fails_as_a_whole(f)) {
        n.tests++;
        n.errors++;
    }
    return n;
}

static void put_tally(FILE *out, struct tally n) {
    fprintf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\"", n.tests, n.failures, n.errors);
}

/* Dots part packages for the readers of this format: the policy, then what kind of case. */
static const char *class_name(const struct report *r, const struct reported *f, const char *kind) {
    const char *path = f->path ? f->path : "stratc", *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');
    return arena_printf(r->arena, "%.*s.%s",
                        dot && dot != name ? (int)(dot - name) : (int)strlen(name), name, kind);
}

static void put_case(const struct report *r, const struct reported *f, const struct test_case *c) {
    enum result result = result_of(f, c);
    struct location is = print_location(f->d, c->at);
    fputs("    <testcase", r->out);
    put_attribute(r->out, "classname", class_name(r, f, c->safeguard ? "safeguards" : "examples"));
    put_attribute(r->out, "name", c->title);
    put_attribute(r->out, "file", is.path);
    fprintf(r->out, " line=\"%u\"%s>\n", (unsigned)is.from.line, result == PASSED ? "/" : "");
    if (result == PASSED) return;
    put_faults(r, f, c, result == FAILED ? "failure" : "error");
    fputs("    </testcase>\n", r->out);
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
    fputs("  <testsuite", r->out);
    put_attribute(r->out, "name", f->path ? f->path : "stratc");
    put_tally(r->out, count(f));
    fputs(" skipped=\"0\">\n", r->out);
    if (fails_as_a_whole(f)) {
        fputs("    <testcase", r->out);
        put_attribute(r->out, "classname", class_name(r, f, "policy"));
        put_attribute(r->out, "name", "the policy as a whole");
        fputs(">\n", r->out);
        put_faults(r, f, NULL, "error");
        fputs("    </testcase>\n", r->out);
    }
    vec_each (struct test_case, c, &f->cases) put_case(r, f, c);
    put_remarks(r, f);
    fputs("  </testsuite>\n", r->out);
}

void print_junit(const struct report *r) {
    struct tally all = {0};
    vec_each (struct reported, f, &r->all) {
        struct tally n = count(f);
        all.tests += n.tests;
        all.failures += n.failures;
        all.errors += n.errors;
    }
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"stratc\"", r->out);
    put_tally(r->out, all);
    fputs(">\n", r->out);
    vec_each (struct reported, f, &r->all) put_suite(r, f);
    fputs("</testsuites>\n", r->out);
}
