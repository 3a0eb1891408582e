/*
 * A difference as text for people.
 */
#include "base/text.h"
#include "diff/diff.h"

enum { WIDTH = 100 };

/* The lines after the first begin with `indent` blanks. */
static void print_wrapped(FILE *out, const char *first, int indent, const char *text) {
    size_t n = strlen(text), used = text_width(first, strlen(first)), next;
    fputs(first, out);
    for (size_t line; n > 0; text += next, n -= next, used = (size_t)indent) {
        line = text_line(text, n, WIDTH - used, &next);
        text_put_n(out, text, line);
        if (next < n) fprintf(out, "\n%*s", indent, "");
    }
    putc('\n', out);
}

static const char *how_many(const struct difference *d, const struct parting *g) {
    struct big n = g->combinations;
    return arena_printf(d->arena, "%s combination%s of the facts named%s", big_text(d->arena, n),
                        n.len == 1 && n.limbs[0] == 1 ? "" : "s",
                        g->whole ? "" : ", where one of these holds:");
}

static void print_cases(FILE *out, const struct difference *d, const struct parting *g) {
    vec_each (struct cube, cube, &g->cases) {
        struct cube more = case_beyond(d->g, cube, &g->head);
        print_wrapped(out, "   - ", 5, case_words(d, &more));
    }
    if (g->rest != NO)
        print_wrapped(out, "   - ", 5,
                      arena_printf(d->arena, "and %s combinations more",
                                   diagram_count_text(d->g, g->rest, YES)));
}

static void print_group(FILE *out, const struct difference *d, const struct parting *g,
                        size_t number) {
    struct arena *a = d->arena;
    const char *decided[SIDES], *situation = witness_text(&g->witness, "");
    print_wrapped(out, arena_printf(a, "%zu. ", number), 3,
                  arena_printf(a, "%s; %s", group_sentence(d, g), how_many(d, g)));
    print_cases(out, d, g);
    for (int always = 1; always >= 0; always--) {
        const char *more = group_consequences(d, g, always);
        if (*more) print_wrapped(out, always ? "   it " : "   in some of these it ", 5, more);
    }
    for (int side = OLD; side < SIDES; side++)
        decided[side] = decision_words(d, g->seen[side].used, 1u << g->seen[side].status);
    print_wrapped(out, "   for example: ", 5,
                  strcmp(decided[OLD], decided[NEW]) == 0
                      ? arena_printf(a, "%s: %s", situation, decided[NEW])
                      : arena_printf(a, "%s: %s %s, %s %s", situation,
                                     d->readings ? "as taken" : "before", decided[OLD],
                                     d->readings ? "otherwise" : "now", decided[NEW]));
}

static void print_remark(FILE *out, const struct difference *d, const struct remark *r) {
    const struct parting *g = r->where;
    if (!g) {
        print_wrapped(out, "- ", 2, r->text);
        return;
    }
    print_wrapped(
        out, "- ", 2,
        arena_printf(d->arena, "%s: %s; %s", r->text, case_words(d, &g->head), how_many(d, g)));
    print_cases(out, d, g);
    print_wrapped(out, "   for example: ", 5, witness_text(&g->witness, ""));
}

static void print_heading(FILE *out, const struct difference *d, const char *heading) {
    struct arena *a = d->arena;
    const char *all = big_text(a, d->situations);
    if (d->differing.len == 0) {
        print_wrapped(out, "", 2,
                      arena_printf(a, "%s: %severy situation is decided alike, all %s of them",
                                   heading, differs(d) ? "" : "no difference: ", all));
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
