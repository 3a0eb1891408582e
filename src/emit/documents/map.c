/*
 * The coverage map as a document: a summary, an overview of objectives and activities, then a table
 * for each objective.
 */
#include "analysis/coverage.h"
#include "base/list.h"
#include "diag/select.h"
#include "emit/documents/markdown.h"
#include "emit/formats.h"

#include <inttypes.h>
#include <string.h>

static const char *const signs[PROVISIONS + 1] = {"● ", "○ ", "– ", "× ", ""};

struct page {
    FILE *out;
    const struct coverage *s;
    const struct model *m;
    struct arena *a;
    bool objectives, activities, partners; /* whether there is a fact for them */
    const char *fallback;                  /* the default approach, or NULL */
    const char **words;                    /* by cell: its sign, and all that can be had */
    size_t
        tally[PROVISIONS + 1]; /* entries, by the most that can be had; PROVISIONS: not in scope */
};

/* ---- words ---- */

static const char *partner_words(const struct page *p, const struct indices *classes) {
    return markdown_text(p->a, coverage_partners(p->s, classes));
}

static const char *paragraph_name(const struct page *p, uint32_t i) {
    return markdown_text(p->a, p->m->outline.at[i].id);
}

static const char *activity_title(const struct page *p, size_t activity) {
    return markdown_title(p->a, &p->m->facts.at[p->m->activity].values.at[activity]);
}

static const char *objective_name(const struct page *p, size_t objective) {
    return markdown_text(p->a, p->m->facts.at[p->m->objective].values.at[objective].name);
}

/* "4.1 SO1 Empowered and engaged communities". */
static const char *objective_heading(const struct page *p, size_t objective) {
    const char *name = objective_name(p, objective);
    vec_each (const struct block, b, &p->m->blocks)
        if (b->kind == BLOCK_OBJECTIVE && b->objective == objective)
            return arena_printf(p->a, "%s %s%s%s", markdown_text(p->a, b->id.name), name,
                                b->id.title ? " " : "",
                                b->id.title ? markdown_text(p->a, b->id.title) : "");
    return name;
}

static const char *kind_words(const struct page *p, enum provision kind) {
    const char *const words[] = {[PROVISION_OWN] = "own",
                                 [PROVISION_GENERAL] =
                                     p->objectives ? "general rule only" : "provided for",
                                 [PROVISION_DEFAULT] = p->fallback ? "default only" : "nothing",
                                 [PROVISION_CLOSED] = "closed",
                                 [PROVISIONS] = "cannot be"};
    return words[kind];
}

/* "● ", "●? ". */
static const char *sign_of(const struct page *p, const struct cell *c) {
    const char *sign = signs[cell_strongest(c)];
    return cell_is_sure(c) ? sign : arena_printf(p->a, "%.*s? ", (int)strlen(sign) - 1, sign);
}

/* "outreach (**4.1.b**, P2)": bold is what the objective says itself. NULL: nothing opens it. */
static const char *opening_words(const struct page *p, const struct openings *openings,
                                 uint32_t approach) {
    struct texts by = {0};
    uint32_t last = MODEL_NONE;
    vec_each (const struct opening, o, openings) {
        const struct block *b = &p->m->blocks.at[o->block];
        if (o->approach != approach || b->outline == last) continue;
        vec_push(p->a, &by,
                 arena_printf(p->a, block_is_own(p->m, o->block) ? "**%s**" : "%s",
                              markdown_text(p->a, b->id.name)));
        last = b->outline;
    }
    if (by.len == 0) return NULL;
    return arena_printf(p->a, "%s (%s)", markdown_text(p->a, p->m->approaches.at[approach].id.name),
                        markdown_list(p->a, &by, ", "));
}

/* "closed (5)"; NULL where what is said of every cell says it. */
static const char *closed_words(const struct page *p, const struct cell *c) {
    struct texts by = {0};
    bool all_closed = cell_strongest(c) == PROVISION_CLOSED;
    vec_each (uint32_t, i, &c->closed_by) {
        bool common = false;
        vec_each (uint32_t, k, &p->s->closed_by) common = common || *k == *i;
        if (all_closed || !common) vec_push(p->a, &by, paragraph_name(p, *i));
    }
    return by.len ? arena_printf(p->a, "closed (%s)", markdown_list(p->a, &by, ", ")) : NULL;
}

/* All that can be had, the most first; which of it depends on the other facts. */
static const char *cell_words(const struct page *p, const struct cell *c) {
    struct texts always = {0}, sometimes = {0}, in_vain = {0}, open = {0}, all = {0};
    for (uint32_t a = (uint32_t)p->m->approaches.len; a-- > 0;) {
        const char *opened = opening_words(p, &c->openings, a),
                   *vain = opening_words(p, &c->in_vain, a);
        if (opened)
            vec_push(p->a, p->m->ranked || c->always >> a & 1 ? &always : &sometimes, opened);
        if (vain) vec_push(p->a, &in_vain, vain);
    }
    if (always.len) vec_push(p->a, &open, markdown_list(p->a, &always, ", "));
    if (sometimes.len)
        vec_push(p->a, &open,
                 arena_printf(p->a, "at times %s", markdown_list(p->a, &sometimes, ", ")));
    if (open.len) vec_push(p->a, &all, markdown_list(p->a, &open, "; "));
    if (c->kinds >> PROVISION_DEFAULT & 1)
        vec_push(p->a, &all,
                 open.len && p->fallback ? "the default" : kind_words(p, PROVISION_DEFAULT));
    const char *closed = c->kinds >> PROVISION_CLOSED & 1 ? closed_words(p, c) : NULL;
    if (closed) vec_push(p->a, &all, closed);
    return arena_printf(p->a, "%s%s%s", markdown_list(p->a, &all, ", or "),
                        in_vain.len ? "; in vain " : "", markdown_list(p->a, &in_vain, ", "));
}

/* ---- the beginning ---- */

static void print_kind(const struct page *p, enum provision kind, const char *what) {
    fprintf(p->out, "- %s**%s**: %s\n", signs[kind], kind_words(p, kind), what);
}

static void print_legend(const struct page *p) {
    bool in_vain = false;
    fputs("\nWhat can be open, and by which paragraphs, over all situations. Where an entry names "
          "several\n"
          "answers, the most that there can be stands first; which of them it is depends on facts "
          "that the\n"
          "map does not show.\n\n",
          p->out);
    if (p->objectives)
        print_kind(p, PROVISION_OWN,
                   "a rule of the objective itself opens something. The paragraphs of the "
                   "objective are bold.");
    print_kind(p, PROVISION_GENERAL,
               p->objectives ? "what is open is opened by rules that stand elsewhere."
                             : "a rule opens something.");
    print_kind(p, PROVISION_DEFAULT,
               p->fallback
                   ? arena_printf(p->a, "no rule opens anything. What remains is %s, the default.",
                                  p->fallback)
                   : "no rule opens anything. The request is refused.");
    print_kind(p, PROVISION_CLOSED, "a prohibition closes everything.");
    fputs("- **?** after a sign: not in all situations.\n", p->out);
    vec_each (const struct cell, c, &p->s->cells) in_vain = in_vain || c->in_vain.len;
    if (in_vain)
        fputs("- **in vain**: rules permit this, but where they do it is always closed.\n", p->out);
}

/* What holds of every entry. */
static void print_common(const struct page *p) {
    struct texts closed = {0};
    size_t readings = 0;
    vec_each (uint32_t, i, &p->s->closed_by) vec_push(p->a, &closed, paragraph_name(p, *i));
    vec_each (const struct fact, f, &p->m->facts) readings += f->source == FACT_READING;
    if (closed.len)
        fprintf(
            p->out,
            "\nIn each entry below, some approach can be closed by %s; that goes without saying "
            "from here on.\n",
            list_in_words(p->a, closed.at, closed.len, " and "));
    if (readings)
        fprintf(p->out,
                "\nThe %zu open question%s of interpretation %s read as the policy takes %s.\n",
                readings, readings == 1 ? "" : "s", readings == 1 ? "is" : "are",
                readings == 1 ? "it" : "them");
    if (p->s->outside.size)
        fprintf(
            p->out, "\nNever in scope, and left out: %s.\n",
            markdown_text(p->a, naming_words(&p->s->naming[false], p->s->outside.values, "and")));
}

/* What the check finds and the text lets stand. */
static void print_allowed(const struct page *p, struct diags *d) {
    struct allow_list all = diags_allowed(d);
    if (all.len)
        fputs(
            "\nWhat the check finds in the text, and what the text allows, with the reason that it "
            "gives:\n\n",
            p->out);
    vec_each (const struct allow, x, &all) {
        const char *of = coverage_allowed_in(p->m, d, x);
        fprintf(p->out, "- *%s*, %s: %s\n", diag_infos[x->code].slug,
                of ? markdown_text(p->a, of) : arena_printf(p->a, "line %" PRIu32, x->line + 1),
                markdown_text(p->a, x->reason));
    }
}

/* ---- the summary ---- */

#define ALL SIZE_MAX

/* How many entries of one objective, one class of partners, or ALL have what as the most. A column
 * that would hold nothing but 0 in the whole map is left out. */
static void print_tally(const struct page *p, const char *what, size_t objective, size_t partners) {
    size_t tally[PROVISIONS + 1] = {0};
    for (size_t o = 0; o < p->s->objectives; o++)
        for (size_t a = 0; a < p->s->activities; a++)
            for (size_t c = 0; c < p->s->partners.len; c++)
                if ((objective == ALL || objective == o) && (partners == ALL || partners == c))
                    tally[cell_strongest(coverage_cell(p->s, o, a, c))]++;
    fprintf(p->out, "| %s |", what);
    for (int k = 0; k <= PROVISIONS; k++)
        if (p->tally[k]) fprintf(p->out, " %zu |", tally[k]);
    putc('\n', p->out);
}

static void print_tallies(const struct page *p, bool by_partner) {
    fprintf(p->out, "\n| %s |", by_partner ? "partner" : "objective");
    for (int k = 0; k <= PROVISIONS; k++)
        if (p->tally[k]) fprintf(p->out, " %s%s |", signs[k], kind_words(p, (enum provision)k));
    fputs("\n|---|", p->out);
    for (int k = 0; k <= PROVISIONS; k++)
        if (p->tally[k]) fputs("--:|", p->out);
    putc('\n', p->out);
    for (uint32_t i = 0; i < (by_partner ? p->s->partners.len : p->s->objectives); i++)
        if (by_partner)
            print_tally(p, partner_words(p, &(struct indices){&i, 1, 1}), ALL, i);
        else
            print_tally(p, objective_heading(p, i), i, ALL);
    if (!by_partner || !p->objectives) print_tally(p, "all", ALL, ALL);
}

/* Though it can be, for one partner at least. */
static bool nobody_is_provided_for(const struct page *p, size_t objective, size_t activity) {
    bool can_be = false;
    for (size_t c = 0; c < p->s->partners.len; c++) {
        size_t most = cell_strongest(coverage_cell(p->s, objective, activity, c));
        if (most < PROVISION_DEFAULT) return false;
        can_be = can_be || most < PROVISIONS;
    }
    return can_be;
}

/* What no rule opens for any partner. */
static void print_gaps(const struct page *p) {
    bool some = false;
    for (size_t o = 0; o < p->s->objectives; o++) {
        struct texts here = {0}, list = {0};
        size_t n = 0;
        for (size_t a = 0; a < p->s->activities; a++) {
            if (!nobody_is_provided_for(p, o, a)) continue;
            n++;
            if (p->activities) vec_push(p->a, &list, activity_title(p, a));
        }
        if (n == 0 || (!p->objectives && !p->activities)) continue;
        if (p->objectives) vec_push(p->a, &here, objective_name(p, o));
        if (list.len) vec_push(p->a, &here, markdown_list(p->a, &list, "; "));
        if (!some)
            fprintf(p->out, "\nNo rule opens anything here%s:\n\n",
                    p->partners ? ", whoever the partner" : "");
        fprintf(p->out, "- %s\n", markdown_list(p->a, &here, ": "));
        some = true;
    }
    if (!some && (p->objectives || p->activities))
        fprintf(p->out, "\nFor every %s%s%s%s some rule opens something%s.\n",
                p->objectives ? "objective" : "", p->objectives && p->activities ? " and " : "",
                p->activities ? "activity" : "", p->tally[PROVISIONS] ? " that can be," : "",
                p->partners ? ", for one partner at least" : "");
}

static void print_summary(const struct page *p) {
    const struct {
        bool there;
        size_t n;
        const char *one, *several;
    } of[] = {{p->objectives, p->s->objectives, "objective", "objectives"},
              {p->activities, p->s->activities, "activity", "activities"},
              {p->partners, p->s->partners.len, "class of partners", "classes of partners"}};
    struct texts sizes = {0};
    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        if (of[i].there)
            vec_push(
                p->a, &sizes,
                arena_printf(p->a, "%zu %s", of[i].n, of[i].n == 1 ? of[i].one : of[i].several));
    if (sizes.len == 0) return;
    fprintf(p->out, "\n## Summary\n\nEntries (%s), by the most that there can be.%s\n",
            markdown_list(p->a, &sizes, " x "),
            p->partners ? " Partners are one class where the whole map gives them the same." : "");
    if (p->objectives) print_tallies(p, false);
    if (p->partners) print_tallies(p, true);
    print_gaps(p);
}

/* ---- the overview ---- */

/* The signs that some partner has, the strongest first: "● ○? –". */
static const char *overview_words(const struct page *p, size_t objective, size_t activity) {
    struct texts list = {0};
    for (int kind = 0; kind < PROVISIONS; kind++)
        for (int sure = 1; sure >= 0; sure--)
            for (size_t c = 0; c < p->s->partners.len; c++) {
                const struct cell *x = coverage_cell(p->s, objective, activity, c);
                if ((int)cell_strongest(x) != kind || cell_is_sure(x) != sure) continue;
                vec_push(p->a, &list, sign_of(p, x));
                break;
            }
    return list.len ? markdown_list(p->a, &list, "") : " ";
}

static bool has_overview(const struct page *p) {
    return p->s->objectives > 1 && p->s->activities > 1;
}

static void print_overview(const struct page *p) {
    if (!has_overview(p)) return;
    fputs("\n## Overview\n\nSeveral signs: not every partner has the same.\n\n| |", p->out);
    for (size_t o = 0; o < p->s->objectives; o++) fprintf(p->out, " %s |", objective_name(p, o));
    fputs("\n|---|", p->out);
    for (size_t o = 0; o < p->s->objectives; o++) fputs("---|", p->out);
    putc('\n', p->out);
    for (size_t a = 0; a < p->s->activities; a++) {
        fprintf(p->out, "| %s |", activity_title(p, a));
        for (size_t o = 0; o < p->s->objectives; o++)
            fprintf(p->out, " %s|", overview_words(p, o, a));
        putc('\n', p->out);
    }
}

/* ---- the tables ---- */

/* A line for each thing that partners can have; the activities are named on the first. */
static void print_row(const struct page *p, struct cell_row r, const char *activities) {
    size_t n = p->s->partners.len;
    bool *told = arena_array(p->a, bool, n);
    for (int kind = 0; kind < PROVISIONS; kind++)
        for (size_t c = 0; c < n; c++) {
            struct indices classes = {0};
            if (told[c] ||
                (int)cell_strongest(coverage_cell(p->s, r.objective, r.activity, c)) != kind)
                continue;
            const char *words = coverage_words(p->s, p->words, r, c);
            for (size_t other = c; other < n; other++) {
                if (strcmp(coverage_words(p->s, p->words, r, other), words) != 0) continue;
                told[other] = true;
                vec_push(p->a, &classes, (uint32_t)other);
            }
            if (p->activities) fprintf(p->out, "| %s ", activities);
            if (p->partners) fprintf(p->out, "| %s ", partner_words(p, &classes));
            fprintf(p->out, "| %s |\n", words);
            activities = "";
        }
}

enum { MANY_ALIKE = 4 };

/* Rows that are the same stand together. Where many are, and the overview names them all, they come
 * last, as all others. */
static void print_table(const struct page *p, const struct cell_rows *rows) {
    size_t n = rows->len, most = 0, last = n, groups = 0;
    size_t *first = arena_array(p->a, size_t, n), *size = arena_array(p->a, size_t, n);
    for (size_t i = 0; i < n; i++) {
        while (!coverage_same_row(p->s, p->words, rows->at[first[i]], rows->at[i])) first[i]++;
        groups += first[i] == i;
        if (++size[first[i]] > most) {
            most = size[first[i]];
            last = first[i];
        }
    }
    if (most <= MANY_ALIKE || groups < 2 || !has_overview(p)) last = n;
    fprintf(p->out, "\n%s%s| what there can be |\n%s%s|---|\n", p->activities ? "| activity " : "",
            p->partners ? "| partner " : "", p->activities ? "|---" : "",
            p->partners ? "|---" : "");
    for (size_t i = 0; i < n; i++) {
        struct texts list = {0};
        if (first[i] != i || i == last) continue;
        for (size_t other = i; other < n && p->activities; other++)
            if (first[other] == i)
                vec_push(p->a, &list, activity_title(p, rows->at[other].activity));
        print_row(p, rows->at[i], markdown_list(p->a, &list, "; "));
    }
    if (last < n) print_row(p, rows->at[last], "any other activity");
}

/* ---- what general rules give, and what objectives add ---- */

static void print_objective(const struct page *p, size_t objective, const size_t *general) {
    struct cell_rows own = coverage_own_rows(p->s, p->words, objective, general);
    fprintf(p->out, "\n## %s\n", objective_heading(p, objective));
    if (own.len) print_table(p, &own);
    if (own.len < p->s->activities)
        fprintf(p->out, "\n%s as under *General rules alone*.\n",
                own.len ? "Any other activity:" : "No rule of its own opens anything: all is");
}

/* Where there are several objectives, what they have in common is said once. */
static void print_tables(const struct page *p) {
    if (p->s->objectives < 2) {
        struct cell_rows all = coverage_general_rows(p->s, NULL);
        fprintf(p->out, "\n## %s\n", p->objectives ? objective_heading(p, 0) : "In full");
        print_table(p, &all);
        return;
    }
    const size_t *general = coverage_general(p->s);
    struct cell_rows all = coverage_general_rows(p->s, general);
    if (all.len) {
        fputs("\n## General rules alone\n\nUnder objectives that have no rule of their own for the "
              "activity.\n",
              p->out);
        print_table(p, &all);
    }
    for (size_t o = 0; o < p->s->objectives; o++) print_objective(p, o, general);
}

bool emit_map(const struct emission *e) {
    const struct coverage *s = coverage_of(&e->policy);
    if (!s) return false;
    const struct model *m = s->m;
    struct page p = {.out = e->out, .s = s, .m = m, .a = e->policy.arena};
    p.objectives = m->objective != MODEL_NONE;
    p.activities = m->activity != MODEL_NONE;
    p.partners = m->partner != MODEL_NONE;
    if (m->default_approach != MODEL_NONE)
        p.fallback = markdown_text(p.a, m->approaches.at[m->default_approach].id.name);
    p.words = arena_array(p.a, const char *, s->cells.len);
    for (size_t i = 0; i < s->cells.len; i++) {
        const struct cell *c = &s->cells.at[i];
        p.tally[cell_strongest(c)]++;
        p.words[i] = c->kinds ? arena_printf(p.a, "%s%s", sign_of(&p, c), cell_words(&p, c)) : "";
    }
    markdown_head(p.out, p.a, m, "Silence map");
    print_legend(&p);
    print_common(&p);
    print_allowed(&p, e->policy.d);
    if (s->partners.len == 0) {
        fputs("\nNo situation is in scope.\n", p.out);
        return true;
    }
    print_summary(&p);
    print_overview(&p);
    print_tables(&p);
    return true;
}
