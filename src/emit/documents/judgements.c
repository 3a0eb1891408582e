/*
 * The judgement weights as a document: a table of all, the one on which most hangs first, then a
 * section for each.
 */
#include "analysis/weights.h"
#include "base/list.h"
#include "emit/formats.h"
#include "emit/documents/markdown.h"
#include "space/ask.h"

struct page {
    FILE *out;
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
static const char *line_words(const struct page *p, struct written_at at) {
    return at.file ? arena_printf(p->a, "line %u of %s", at.line, markdown_text(p->a, at.file))
                   : arena_printf(p->a, "line %u", at.line);
}

/* The paragraphs and what else it stands in, each once; with lines where it is told in full. */
static const char *standing_words(const struct page *p, const struct weight *x, bool full) {
    struct texts list = {0}, lines = {0};
    for (size_t i = 0; i < x->standings.len; i++) {
        const struct standing *s = &x->standings.at[i], *next = s + 1;
        const char *place = place_words(p, s, full);
        vec_push(p->a, &lines, line_words(p, s->at));
        if (i + 1 < x->standings.len && next->kind == s->kind && next->name == s->name) continue;
        vec_push(p->a, &list,
                 full ? arena_printf(p->a, "%s (%s)", place, markdown_list(p->a, &lines, ", "))
                      : place);
        lines.len = 0;
    }
    return list.len ? markdown_list(p->a, &list, full ? "; " : ", ") : "nothing";
}

static const char *brief_words(const struct page *p, const struct brief *is) {
    struct texts list = {0};
    for (uint32_t a = 0; a < p->m->approaches.len; a++)
        if (is->used >> a & 1)
            vec_push(p->a, &list, markdown_text(p->a, p->m->approaches.at[a].id.name));
    if (list.len == 0) return status_words(is->status);
    return arena_printf(p->a, "%s (%s)", list_in_words(p->a, list.at, list.len, " and "),
                        status_words(is->status));
}

/* What is taken where nobody has decided. */
static const char *undecided_words(const struct page *p, const struct weight *x) {
    const struct fact *f = &p->m->facts.at[x->fact];
    const char *left = !f->has_default ? "unknown" : f->default_value ? "yes" : "no";
    struct texts list = {0};
    vec_each (const struct presuming, y, &x->presumed)
        vec_push(
            p->a, &list,
            arena_printf(p->a, "%s (%s)", markdown_text(p->a, y->words), line_words(p, y->at)));
    if (list.len) left = arena_printf(p->a, "else %s", left);
    vec_push(p->a, &list, left);
    return markdown_list(p->a, &list, ", ");
}

/* "the duties a and b, the cautions of P1 and what may start now". */
static const char *besides_words(const struct page *p, const struct weight *x) {
    struct texts duties = {0}, cautions = {0}, all = {0};
    vec_each (uint32_t, i, &x->duties)
        vec_push(p->a, &duties, markdown_text(p->a, p->m->duties.at[*i].id.name));
    vec_each (uint32_t, i, &x->cautions)
        vec_push(p->a, &cautions, markdown_text(p->a, p->m->outline.at[*i].id));
    if (duties.len)
        vec_push(p->a, &all,
                 arena_printf(p->a, "the %s %s", duties.len == 1 ? "duty" : "duties",
                              list_in_words(p->a, duties.at, duties.len, " and ")));
    if (cautions.len)
        vec_push(p->a, &all,
                 arena_printf(p->a, "the caution%s of %s", cautions.len == 1 ? "" : "s",
                              list_in_words(p->a, cautions.at, cautions.len, " and ")));
    const struct {
        unsigned parts;
        bool told;
        const char *words;
    } others[] = {
        {1u << DECISION_BEFORE, duties.len == 0, "what has to be done first"},
        {1u << DECISION_OPEN, p->m->ranked, "what else is open"},
        {1u << DECISION_CLOSED, true, "what is closed"},
        {1u << DECISION_WILL | 1u << DECISION_MUST, true, "whether it may, will or must be used"}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if ((x->parts & others[i].parts) && others[i].told) vec_push(p->a, &all, others[i].words);
    if (x->start) vec_push(p->a, &all, "what may start now");
    return list_in_words(p->a, all.at, all.len, " and ");
}

/* ---- the page ---- */

static void print_table(const struct page *p) {
    fputs("\n| judgement | decided by | outcome hangs on it | only what comes with it | stands in "
          "|\n|---|---|--:|--:|---|\n",
          p->out);
    vec_each (const struct weight, x, &p->l->entries) {
        const struct fact *f = &p->m->facts.at[x->fact];
        fprintf(p->out, "| %s | %s | %s | %s | %s |\n", markdown_text(p->a, f->id.name),
                decider(p, f), x->outcome.len ? weight_percent(p->l, p->a, x->outcome) : "never",
                x->besides.len ? weight_percent(p->l, p->a, x->besides) : "never",
                standing_words(p, x, false));
    }
}

static void print_entry(const struct page *p, const struct weight *x) {
    const struct fact *f = &p->m->facts.at[x->fact];
    FILE *out = p->out;
    fprintf(out, "\n## %s\n\n", markdown_text(p->a, f->id.name));
    if (f->id.title) fprintf(out, "\"%s\"\n\n", markdown_text(p->a, f->id.title));
    fprintf(out, "- decided by: %s\n- where nobody has decided: %s\n", decider(p, f),
            undecided_words(p, x));
    fprintf(out, "- stands in: %s\n", standing_words(p, x, true));
    if (x->outcome.len == 0) {
        fputs("- the outcome never hangs on it\n", out);
    } else {
        fprintf(out, "- the outcome hangs on it in %s situations, %s\n", big_text(p->a, x->outcome),
                weight_percent(p->l, p->a, x->outcome));
        fprintf(out, "- for example: %s: if yes %s, if no %s\n",
                markdown_text(p->a, situation_text(p->a, p->m, x->situation, x->named, "")),
                brief_words(p, &x->is[1]), brief_words(p, &x->is[0]));
    }
    vec_each (const struct reread, r, &x->rereads) {
        const struct fact *reading = &p->m->facts.at[r->reading];
        fprintf(out, "- were %s read as %s: %s\n", markdown_text(p->a, reading->id.name),
                markdown_text(p->a, reading->values.at[r->value].name),
                r->outcome.len
                    ? arena_printf(p->a, "in %s situations, %s", big_text(p->a, r->outcome),
                                   weight_percent(p->l, p->a, r->outcome))
                    : "never");
    }
    if (x->besides.len == 0) return;
    fprintf(out, "- %s what comes with it does in %s situations, %s: %s\n",
            x->outcome.len ? "where it does not," : "but", big_text(p->a, x->besides),
            weight_percent(p->l, p->a, x->besides), besides_words(p, x));
}

bool emit_judgements(const struct emission *e) {
    const struct weights *l = weights_of(&e->policy);
    if (!l) return false;
    struct page p = {e->out, l, l->m, e->policy.arena};
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
