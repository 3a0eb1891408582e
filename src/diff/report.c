/*
 * A difference as text for people.
 */
#include "base/text.h"
#include "diff/cases.h"
#include "diff/diff.h"
#include "diff/words.h"

#include <string.h>

enum { WIDTH = 100 };

/* Wrapped at blanks; the lines after the first begin with `indent` blanks. */
static void print_wrapped(FILE *out, const char *first, int indent, const char *text) {
    size_t column = text_width(first, strlen(first));
    fputs(first, out);
    bool begun = false;
    while (*text) {
        size_t n = strcspn(text, " "), width = text_width(text, n);
        if (begun && column + 1 + width > WIDTH) {
            fprintf(out, "\n%*s", indent, "");
            column = (size_t)indent;
        } else if (begun) {
            putc(' ', out);
            column++;
        }
        text_put_n(out, text, n);
        column += width;
        begun = true;
        text += n;
        text += strspn(text, " ");
    }
    putc('\n', out);
}

static const char *plural(struct big n) { return n.len == 1 && n.limbs[0] == 1 ? "" : "s"; }

static const char *combinations(const struct difference *d, const struct parting *g) {
    struct arena *a = d->c->m->arena;
    return arena_printf(a, "%s combination%s of the facts named", big_text(a, g->combinations),
                        plural(g->combinations));
}

static void print_cases(FILE *out, const struct difference *d, const struct parting *g) {
    vec_each (struct cube, cube, &g->cases) {
        struct cube more = case_beyond(d->c->g, cube, &g->head);
        print_wrapped(out, "   - ", 5, case_words(d->c, &more));
    }
    if (g->rest != NO)
        print_wrapped(out, "   - ", 5,
                      arena_printf(d->c->m->arena, "and %s combinations more",
                                   diagram_count_text(d->c->g, g->rest, YES)));
}

static void print_witness(FILE *out, const struct difference *d, const struct parting *g) {
    const struct comparison *c = d->c;
    const char *situation = witness_text(&g->witness);
    const char *was = verdict_words(c, g->seen[OLD].used, 1u << g->seen[OLD].status),
               *is = verdict_words(c, g->seen[NEW].used, 1u << g->seen[NEW].status);
    if (was == is || strcmp(was, is) == 0)
        print_wrapped(out, "   for example: ", 5,
                      arena_printf(c->m->arena, "%s: %s", situation, is));
    else
        print_wrapped(out, "   for example: ", 5,
                      arena_printf(c->m->arena, "%s: %s %s, %s %s", situation,
                                   d->readings ? "as taken" : "before", was,
                                   d->readings ? "otherwise" : "now", is));
}

static void print_group(FILE *out, const struct difference *d, const struct parting *g,
                        size_t number) {
    struct arena *a = d->c->m->arena;
    print_wrapped(out, arena_printf(a, "%zu. ", number), 3,
                  arena_printf(a, "%s; %s%s", group_sentence(d, g), combinations(d, g),
                               g->whole ? "" : ", where one of these holds:"));
    print_cases(out, d, g);
    for (int always = 1; always >= 0; always--) {
        const char *more = group_consequences(d, g, always);
        if (*more) print_wrapped(out, always ? "   it " : "   in some of these it ", 5, more);
    }
    print_witness(out, d, g);
}

static void print_remark(FILE *out, const struct difference *d, const struct remark *r) {
    struct arena *a = d->c->m->arena;
    if (!r->where) {
        print_wrapped(out, "- ", 2, r->text);
        return;
    }
    const char *where = case_words(d->c, &r->where->head);
    print_wrapped(out, "- ", 2,
                  arena_printf(a, "%s: %s; %s%s", r->text, where, combinations(d, r->where),
                               r->where->whole ? "" : ", where one of these holds:"));
    print_cases(out, d, r->where);
    print_wrapped(out, "   for example: ", 5, witness_text(&r->where->witness));
}

static void print_heading(FILE *out, const struct difference *d, const char *heading) {
    struct arena *a = d->c->m->arena;
    const char *all = big_text(a, d->situations);
    if (d->differing.len == 0) {
        const char *what = differs(d) ? "every situation is decided alike"
                                      : "no difference: every situation is decided alike";
        print_wrapped(out, "", 2, arena_printf(a, "%s: %s, all %s of them", heading, what, all));
        return;
    }
    double share = 100 * big_share(d->differing, d->situations);
    const char *percent = share < 0.01 ? "less than 0.01" : arena_printf(a, "%.2f", share);
    print_wrapped(out, "", 2,
                  arena_printf(a, "%s: %s of %s situations are decided differently (%s percent)",
                               heading, big_text(a, d->differing), all, percent));
}

void difference_print(FILE *out, const struct difference *d, const char *heading) {
    print_heading(out, d, heading);
    size_t number = 0;
    bool grounds = false;
    vec_each (struct parting, g, &d->groups) {
        if (g->kind == GROUP_BASIS && !grounds) fputs("\ndecided alike, on other grounds:\n", out);
        grounds = grounds || g->kind == GROUP_BASIS;
        putc('\n', out);
        print_group(out, d, g, ++number);
    }
    if (d->remarks.len) fputs(d->groups.len ? "\nbesides:\n" : "\n", out);
    vec_each (struct remark, r, &d->remarks) print_remark(out, d, r);
}
