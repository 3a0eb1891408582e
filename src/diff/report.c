/*
 * A difference as text for people.
 */
#include "diff/diff.h"

enum { COMMENT_GROUPS = 50 }; /* a comment on GitHub has at most 65,536 bytes */

static const char bold[] = "1";

/* What stands before a line that belongs to a point: in Markdown that is a point of its own, far
 * enough in for points of any number. */
static const char *below(const struct text_flow *f, bool point) {
    return f->markdown ? "     - " : point ? "   - " : "   ";
}

/* The lines after the first begin with `indent` blanks. */
static void put(struct text_flow *f, const char *first, size_t indent, const char *text) {
    f->indent = indent;
    text_flow_head(f, first);
    text_flow_all(f, text);
    text_flow_color(f, "");
    text_flow_end(f);
}

static const char *combinations(const struct difference *d, struct big n) {
    return arena_printf(d->arena, "%s combination%s", big_text(d->arena, n),
                        n.len == 1 && n.limbs[0] == 1 ? "" : "s");
}

static const char *how_many(const struct difference *d, const struct parting *g) {
    return arena_printf(d->arena, "%s of the facts named%s", combinations(d, g->combinations),
                        g->whole ? "" : ", where one of these holds:");
}

static void print_cases(struct text_flow *f, const struct difference *d, const struct parting *g) {
    vec_each (struct cube, cube, &g->cases) {
        struct cube more = case_beyond(d->g, cube, &g->head);
        put(f, below(f, true), 5, case_words(d, &more));
    }
    if (g->rest != NO)
        put(f, below(f, true), 5, arena_printf(d->arena, "and %s more", combinations(d, g->left)));
}

static void print_group(struct text_flow *f, const struct difference *d, const struct parting *g,
                        size_t number) {
    struct arena *a = d->arena;
    const char *decided[SIDES], *situation = witness_text(&g->witness, "");
    if (!f->markdown) text_flow_color(f, bold);
    text_flow_head(f, arena_printf(a, "%zu. ", number));
    text_flow_color(f, "");
    put(f, "", 3, arena_printf(a, "%s; %s", group_sentence(d, g), how_many(d, g)));
    print_cases(f, d, g);
    for (int always = 1; always >= 0; always--) {
        const char *more = group_consequences(d, g, always);
        if (!*more) continue;
        text_flow_head(f, below(f, false));
        put(f, always ? "" : "in some of these ", 5, more);
    }
    for (int side = OLD; side < SIDES; side++)
        decided[side] = decision_words(d, g->seen[side].used, 1u << g->seen[side].status);
    text_flow_head(f, below(f, false));
    put(f, "for example: ", 5,
        strcmp(decided[OLD], decided[NEW]) == 0
            ? arena_printf(a, "%s: %s", situation, decided[NEW])
            : arena_printf(a, "%s: %s %s, %s %s", situation, d->readings ? "as taken" : "before",
                           decided[OLD], d->readings ? "otherwise" : "now", decided[NEW]));
}

static void print_remark(struct text_flow *f, const struct difference *d, const struct remark *r) {
    const struct parting *g = r->where;
    if (!g) {
        put(f, "- ", 2, r->text);
        return;
    }
    put(f, "- ", 2,
        arena_printf(d->arena, "%s: %s; %s", r->text, case_words(d, &g->head), how_many(d, g)));
    print_cases(f, d, g);
    text_flow_head(f, below(f, false));
    put(f, "for example: ", 5, witness_text(&g->witness, ""));
}

const char *difference_share(const struct difference *d) {
    double share = 100 * big_share(d->differing, d->situations);
    return share < 0.01 ? "less than 0.01 percent" : arena_printf(d->arena, "%.2f percent", share);
}

static const char *heading_text(const struct difference *d, const char *heading) {
    struct arena *a = d->arena;
    const char *all = big_text(a, d->situations), *none = "no difference: ";
    vec_each (struct remark, r, &d->remarks)
        if (r->wording) none = "no difference but in wording: ";
    if (differs(d, false)) none = "";
    bool some = d->only[OLD] != NO || d->only[NEW] != NO;
    const char *that = some ? " that both versions admit" : "";
    if (d->differing.len == 0)
        return arena_printf(a, "%s: %severy situation%s is decided alike, all %s of them", heading,
                            none, that, all);
    return arena_printf(a, "%s: %s of %s situations%s are decided differently (%s)", heading,
                        big_text(a, d->differing), all, that, difference_share(d));
}

static void put_bold(struct text_flow *f, const char *text) {
    text_flow_color(f, bold);
    put(f, "", 2, text);
}

static void print_remarks(struct text_flow *f, const struct difference *d, bool wording,
                          const char *heading) {
    bool any = false;
    vec_each (struct remark, r, &d->remarks) {
        if (r->wording != wording) continue;
        if (!any) putc('\n', f->out);
        if (!any && heading) put_bold(f, heading);
        any = true;
        print_remark(f, d, r);
    }
}

void difference_print(struct text_flow *f, struct difference *d, const char *heading) {
    size_t number = 0;
    bool grounds = false;
    put_bold(f, heading_text(d, heading));
    d->color = f->color;
    f->marked = true;
    vec_each (struct parting, g, &d->groups) {
        putc('\n', f->out);
        if (g->kind == GROUP_BASIS && !grounds) {
            put_bold(f, "decided alike, on other grounds:");
            putc('\n', f->out);
        }
        grounds = grounds || g->kind == GROUP_BASIS;
        if (f->markdown && number == COMMENT_GROUPS) {
            put(f, "", 0,
                arena_printf(d->arena, "and %zu groups more: stratc --diff tells all",
                             d->groups.len - number));
            break;
        }
        print_group(f, d, g, ++number);
    }
    print_remarks(f, d, false, d->groups.len ? "besides:" : NULL);
    print_remarks(f, d, true, "wording:");
    f->marked = false;
}
