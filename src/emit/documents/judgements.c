/*
 * The judgement weights as a document: a table of all, the one on which most hangs first, then a
 * section for each.
 */
#include "analysis/weights.h"
#include "emit/formats.h"
#include "emit/documents/markdown.h"
#include "space/situation.h"
#include "space/naming.h"

#include <string.h>

struct page {
    FILE *out;
    const struct emission *e;
    const struct weights *l;
    const struct model *m;
    struct arena *a;
};

/* ---- words ---- */

static const char *decider(const struct page *p, const struct fact *f) {
    return f->by ? markdown_text(p->a, f->by) : "nobody named";
}

/* "4.1.b", "the duty report"; a paragraph with its title where it is told in full. */
static const char *place_words(const struct page *p, const struct standing *s, bool full) {
    static const char *const before[] = {[STANDS_IN_RULE] = "",
                                         [STANDS_IN_DUTY] = "the duty ",
                                         [STANDS_IN_DEFINITION] = "the definition of ",
                                         [STANDS_IN_PRESUMPTION] = "what is presumed of ",
                                         [STANDS_IN_SCOPE] = "the scope",
                                         [STANDS_IN_ASSUMPTION] = "what is assumed: "};
    bool title = full && s->kind == STANDS_IN_RULE && s->title;
    return arena_printf(p->a, "%s%s%s%s", before[s->kind],
                        s->name ? markdown_text(p->a, s->name) : "", title ? " " : "",
                        title ? markdown_text(p->a, s->title) : "");
}

/* "line 12", "line 3 of countries.strat". */
static const char *line_words(const struct page *p, struct span at) {
    const char *file;
    uint32_t line = weights_line(&p->e->policy, at, &file);
    return file ? arena_printf(p->a, "line %u of %s", line, markdown_text(p->a, file))
                : arena_printf(p->a, "line %u", line);
}

/* The paragraphs and what else it stands in, each once; with lines where it is told in full. */
static const char *standing_words(const struct page *p, const struct weight *entry, bool full) {
    const char *list = "", *lines = "";
    for (size_t i = 0; i < entry->standings.len; i++) {
        const struct standing *s = &entry->standings.at[i], *next = s + 1;
        bool last = i + 1 == entry->standings.len || next->kind != s->kind || next->name != s->name;
        lines = arena_printf(p->a, "%s%s%s", lines, *lines ? ", " : "", line_words(p, s->at));
        if (!last) continue;
        const char *place = place_words(p, s, full);
        list = arena_printf(p->a, full ? "%s%s%s (%s)" : "%s%s%s", list,
                            *list ? full ? "; " : ", " : "", place, lines);
        lines = "";
    }
    return *list ? list : "nothing";
}

static const char *outcome_words(const struct page *p, const struct brief *is) {
    struct saying say = {.arena = p->a};
    for (uint32_t a = 0; a < p->m->approaches.len; a++)
        if (is->used >> a & 1)
            saying_add(&say, markdown_text(p->a, p->m->approaches.at[a].id.name));
    return say.last
               ? arena_printf(p->a, "%s (%s)", saying_end(&say, "and"), status_words(is->status))
               : status_words(is->status);
}

/* What is taken where nobody has decided. */
static const char *coverage_words(const struct page *p, const struct fact *f) {
    const char *list = "", *left = !f->has_default ? "unknown" : f->default_value ? "yes" : "no";
    vec_each (const struct presumption, x, &f->presumptions)
        list = arena_printf(p->a, "%s%s (%s), ", list,
                            markdown_text(p->a, weights_source(&p->e->policy, x->at)),
                            line_words(p, x->at));
    return arena_printf(p->a, "%s%s%s", list, *list ? "else " : "", left);
}

/* "the duties a and b, the cautions of P1 and what may start now". */
static const char *besides_words(const struct page *p, const struct weight *entry) {
    struct saying duties = {.arena = p->a}, cautions = {.arena = p->a}, all = {.arena = p->a};
    vec_each (uint32_t, i, &entry->duties)
        saying_add(&duties, markdown_text(p->a, p->m->duties.at[*i].id.name));
    vec_each (uint32_t, i, &entry->cautions)
        saying_add(&cautions, markdown_text(p->a, p->m->outline.at[*i].id));
    if (duties.last)
        saying_add(&all, arena_printf(p->a, "the %s %s", entry->duties.len == 1 ? "duty" : "duties",
                                      saying_end(&duties, "and")));
    if (cautions.last)
        saying_add(&all,
                   arena_printf(p->a, "the caution%s of %s", entry->cautions.len == 1 ? "" : "s",
                                saying_end(&cautions, "and")));
    if (entry->parts >> DECISION_BEFORE & 1 && !duties.last)
        saying_add(&all, "what has to be done first");
    if (entry->parts >> DECISION_START & 1) saying_add(&all, "what may start now");
    if (entry->parts >> DECISION_OPEN & 1 && p->m->ranked) saying_add(&all, "what else is open");
    if (entry->parts & (1u << DECISION_WILL | 1u << DECISION_MUST))
        saying_add(&all, "whether it may, will or must be used");
    if (entry->parts >> DECISION_CLOSED_BY & 1) saying_add(&all, "what closes it");
    return saying_end(&all, "and");
}

/* ---- the page ---- */

static void print_table(const struct page *p) {
    fputs("\n| judgement | decided by | outcome hangs on it | only what comes with it | stands in "
          "|\n|---|---|--:|--:|---|\n",
          p->out);
    vec_each (const struct weight, x, &p->l->entries) {
        const struct fact *f = &p->m->facts.at[x->fact];
        fprintf(p->out, "| %s | %s | %s | %s | %s |\n", markdown_text(p->a, f->id.name),
                decider(p, f), x->outcome.len ? weights_percent(p->a, p->l, x->outcome) : "never",
                x->besides.len ? weights_percent(p->a, p->l, x->besides) : "never",
                standing_words(p, x, false));
    }
}

static void print_entry(const struct page *p, const struct weight *x) {
    const struct fact *f = &p->m->facts.at[x->fact];
    FILE *out = p->out;
    fprintf(out, "\n## %s\n\n", markdown_text(p->a, f->id.name));
    if (f->id.title) fprintf(out, "\"%s\"\n\n", markdown_text(p->a, f->id.title));
    fprintf(out, "- decided by: %s\n- where nobody has decided: %s\n", decider(p, f),
            coverage_words(p, f));
    fprintf(out, "- stands in: %s\n", standing_words(p, x, true));
    if (x->outcome.len == 0) {
        fputs("- the outcome never hangs on it\n", out);
    } else {
        fprintf(out, "- the outcome hangs on it in %s situations, %s\n", big_text(p->a, x->outcome),
                weights_percent(p->a, p->l, x->outcome));
        fprintf(out, "- for example: %s: if yes %s, if no %s\n",
                markdown_text(p->a, situation_text(p->a, p->m, x->situation, x->named)),
                outcome_words(p, &x->is[1]), outcome_words(p, &x->is[0]));
    }
    if (x->besides.len == 0) return;
    fprintf(out, "- %s what comes with it does in %s situations, %s: %s\n",
            x->outcome.len ? "where it does not," : "but", big_text(p->a, x->besides),
            weights_percent(p->a, p->l, x->besides), besides_words(p, x));
}

bool emit_judgements(const struct emission *e) {
    const struct weights *l = weights_of(&e->policy);
    if (!l) return false;
    struct page p = {.out = e->out, .e = e, .l = l, .m = l->m, .a = e->policy.arena};
    markdown_head(p.out, p.a, p.m, "Judgement ledger");
    if (l->entries.len == 0) {
        fputs("\nThis policy leaves nothing to a person's judgement.\n", p.out);
        return true;
    }
    fprintf(p.out,
            "\nThe outcome is which approach may be used, and whether it is open, open only after "
            "something is\n"
            "done, the default, or refused. It *hangs* on a judgement where it would be another, "
            "were this\n"
            "judgement alone reversed. Counted over all %s situations in scope, each a\n"
            "value for every fact.\n",
            big_text(p.a, l->situations));
    print_table(&p);
    vec_each (const struct weight, x, &l->entries) print_entry(&p, x);
    return true;
}
