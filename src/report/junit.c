#include "base/text.h"
#include "report/print.h"

#include <string.h>

struct writer {
    const struct report *r;
    FILE *out;
};

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

static void put_place(const struct writer *w, const struct diags *d, struct span at) {
    struct place is = print_place(d, at);
    if (!is.path) return;
    put_chars(w->out, is.path);
    fprintf(w->out, ":%u:%u: ", (unsigned)is.from.line, (unsigned)is.from.column);
}

static void put_said(const struct writer *w, const struct diags *d, const struct diag *x) {
    put_place(w, d, x->at);
    put_chars(w->out, x->text);
    fprintf(w->out, " [ST%04u %s]\n", diag_infos[x->code].number, diag_infos[x->code].slug);
    vec_each (struct diag_note, note, &x->notes) {
        put_place(w, d, note->at);
        put_chars(w->out, note->text);
        putc('\n', w->out);
    }
}

/* All that was said of a case, in one element: readers differ in what they make of two. `c` NULL:
 * what is about no case. */
static void put_faults(const struct writer *w, const struct reported *f, const struct test_case *c,
                       const char *element) {
    const struct shown_diag *first = NULL;
    vec_each (struct shown_diag, x, &f->shown) {
        if (x->allowed || x->as != SHOWN_ERROR || (c ? !about(x, c) : about_some_case(f, x)))
            continue;
        if (!first) {
            const struct diag_info *info = &diag_infos[x->diag->code];
            fprintf(w->out, "      <%s", element);
            put_attribute(w->out, "type",
                          arena_printf(w->r->arena, "ST%04u %s", info->number, info->slug));
            put_attribute(w->out, "message", x->diag->text);
            putc('>', w->out);
            first = x;
        }
        put_said(w, f->d, x->diag);
    }
    if (first) fprintf(w->out, "</%s>\n", element);
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
static const char *class_name(const struct writer *w, const struct reported *f, const char *kind) {
    const char *path = f->path ? f->path : "stratc", *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');
    return arena_printf(w->r->arena, "%.*s.%s",
                        dot && dot != name ? (int)(dot - name) : (int)strlen(name), name, kind);
}

static void put_case(const struct writer *w, const struct reported *f, const struct test_case *c) {
    enum result result = result_of(f, c);
    struct place is = print_place(f->d, c->at);
    fputs("    <testcase", w->out);
    put_attribute(w->out, "classname", class_name(w, f, c->safeguard ? "safeguards" : "examples"));
    put_attribute(w->out, "name", c->title);
    put_attribute(w->out, "file", is.path);
    fprintf(w->out, " line=\"%u\"%s>\n", (unsigned)is.from.line, result == PASSED ? "/" : "");
    if (result == PASSED) return;
    put_faults(w, f, c, result == FAILED ? "failure" : "error");
    fputs("    </testcase>\n", w->out);
}

/* What is worth saying and no fault: it belongs to no case. */
static void put_remarks(const struct writer *w, const struct reported *f) {
    bool some = false;
    vec_each (struct shown_diag, x, &f->shown) {
        if (x->allowed || x->as == SHOWN_ERROR) continue;
        fputs(some ? "" : "    <system-out>", w->out);
        some = true;
        put_said(w, f->d, x->diag);
    }
    fputs(some ? "</system-out>\n" : "", w->out);
}

static void put_suite(const struct writer *w, const struct reported *f) {
    fputs("  <testsuite", w->out);
    put_attribute(w->out, "name", f->path ? f->path : "stratc");
    put_tally(w->out, count(f));
    fputs(" skipped=\"0\">\n", w->out);
    if (fails_as_a_whole(f)) {
        fputs("    <testcase", w->out);
        put_attribute(w->out, "classname", class_name(w, f, "policy"));
        put_attribute(w->out, "name", "the policy as a whole");
        fputs(">\n", w->out);
        put_faults(w, f, NULL, "error");
        fputs("    </testcase>\n", w->out);
    }
    vec_each (struct test_case, c, &f->cases) put_case(w, f, c);
    put_remarks(w, f);
    fputs("  </testsuite>\n", w->out);
}

void print_junit(const struct report *r) {
    struct writer w = {r, r->out};
    struct tally all = {0};
    vec_each (struct reported, f, &r->all) {
        struct tally n = count(f);
        all.tests += n.tests;
        all.failures += n.failures;
        all.errors += n.errors;
    }
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"stratc\"", w.out);
    put_tally(w.out, all);
    fputs(">\n", w.out);
    vec_each (struct reported, f, &r->all) put_suite(&w, f);
    fputs("</testsuites>\n", w.out);
}
