/*
 * The coverage map as a document: a summary, an overview of objectives and activities, then a table
 * for each objective.
 */
#include "emit/documents/markdown.h"
#include "analysis/coverage.h"
#include "emit/formats.h"

#include <string.h>

static const char *const signs[PROVISIONS] = {"●", "○", "–", "×"};

struct page {
    FILE *out;
    const struct coverage *s;
    const struct model *m;
    struct arena *a;
    const char **words; /* by cell: its sign, and all that can be had */
};

/* ---- words ---- */

static const char *partner_words(const struct page *p, const struct indices *classes) {
    return markdown_text(p->a, coverage_partners(p->s, classes));
}

static const char *kind_words(const struct page *p, enum provision kind) {
    switch (kind) {
    case PROVISION_OWN: return "own";
    case PROVISION_GENERAL:
        return p->m->objective == MODEL_NONE ? "provided for" : "general rule only";
    case PROVISION_DEFAULT:
        return p->m->default_approach == MODEL_NONE ? "nothing" : "default only";
    case PROVISION_CLOSED: return "closed";
    case PROVISIONS: break;
    }
    return "cannot be";
}

static const char *sign_of(const struct page *p, const struct cell *c) {
    enum provision strongest = cell_strongest(c);
    if (strongest == PROVISIONS) return "";
    return arena_printf(p->a, "%s%s", signs[strongest], cell_is_sure(c) ? "" : "?");
}

/* "outreach (**4.1.b**, P2)": bold is what the objective says itself. */
static const char *opening_words(const struct page *p, const struct openings *openings,
                                 uint32_t approach) {
    const char *by = "";
    uint32_t last = MODEL_NONE;
    vec_each (const struct opening, o, openings) {
        const struct block *b = &p->m->blocks.at[o->block];
        if (o->approach != approach || b->outline == last) continue;
        const char *id = markdown_text(p->a, b->id.name);
        by = arena_printf(p->a, block_is_own(p->m, o->block) ? "%s%s**%s**" : "%s%s%s", by,
                          *by ? ", " : "", id);
        last = b->outline;
    }
    return *by ? arena_printf(p->a, "%s (%s)",
                              markdown_text(p->a, p->m->approaches.at[approach].id.name), by)
               : NULL;
}

static void add_opening(const struct page *p, const struct openings *openings, uint32_t approach,
                        const char **list) {
    const char *one = opening_words(p, openings, approach);
    if (one) *list = arena_printf(p->a, "%s%s%s", *list, **list ? ", " : "", one);
}

static bool is_common(const struct coverage *s, uint32_t paragraph) {
    vec_each (uint32_t, i, &s->closed_by)
        if (*i == paragraph) return true;
    return false;
}

/* "closed (5)"; NULL where what is said of every cell says it. */
static const char *closed_words(const struct page *p, const struct cell *c) {
    const char *by = "";
    bool always = cell_strongest(c) == PROVISION_CLOSED;
    vec_each (uint32_t, i, &c->closed_by)
        if (always || !is_common(p->s, *i))
            by = arena_printf(p->a, "%s%s%s", by, *by ? ", " : "",
                              markdown_text(p->a, p->m->outline.at[*i].id));
    return *by ? arena_printf(p->a, "closed (%s)", by) : NULL;
}

/* All that can be had, the most first; which of it depends on the other facts. */
static const char *cell_words(const struct page *p, const struct cell *c) {
    const char *always = "", *sometimes = "", *in_vain = "";
    for (uint32_t a = (uint32_t)p->m->approaches.len; a-- > 0;) {
        add_opening(p, &c->openings, a, c->sometimes >> a & 1 ? &sometimes : &always);
        add_opening(p, &c->in_vain, a, &in_vain);
    }
    const char *all =
        *sometimes ? arena_printf(p->a, "%s%sat times %s", always, *always ? "; " : "", sometimes)
                   : always;
    const char *closed = c->kinds >> PROVISION_CLOSED & 1 ? closed_words(p, c) : NULL;
    if (c->kinds >> PROVISION_DEFAULT & 1)
        all = *all ? arena_printf(p->a, "%s, or %s", all,
                                  p->m->default_approach == MODEL_NONE ? "nothing" : "the default")
                   : kind_words(p, PROVISION_DEFAULT);
    if (closed) all = arena_printf(p->a, "%s%s%s", all, *all ? ", or " : "", closed);
    return *in_vain ? arena_printf(p->a, "%s; in vain %s", all, in_vain) : all;
}

/* ---- the beginning ---- */

static void print_legend(const struct page *p) {
    FILE *out = p->out;
    fputs("\nWhat can be open, and by which paragraphs, over all situations. Where an entry names "
          "several\n"
          "answers, the most that there can be stands first; which of them it is depends on facts "
          "that the\n"
          "map does not show.\n\n",
          out);
    if (p->m->objective != MODEL_NONE) {
        fprintf(out,
                "- %s **own**: a rule of the objective itself opens something. The paragraphs of "
                "the objective are bold.\n",
                signs[PROVISION_OWN]);
        fprintf(
            out,
            "- %s **general rule only**: what is open is opened by rules that stand elsewhere.\n",
            signs[PROVISION_GENERAL]);
    } else {
        fprintf(out, "- %s **provided for**: a rule opens something.\n", signs[PROVISION_GENERAL]);
    }
    if (p->m->default_approach == MODEL_NONE)
        fprintf(out, "- %s **nothing**: no rule opens anything. The request is refused.\n",
                signs[PROVISION_DEFAULT]);
    else
        fprintf(out,
                "- %s **default only**: no rule opens anything. What remains is %s, the default.\n",
                signs[PROVISION_DEFAULT],
                markdown_text(p->a, p->m->approaches.at[p->m->default_approach].id.name));
    fprintf(out, "- %s **closed**: a prohibition closes everything.\n", signs[PROVISION_CLOSED]);
    fputs("- **?** after a sign: not in all situations.\n", out);
    vec_each (const struct cell, c, &p->s->cells)
        if (c->in_vain.len) {
            fputs("- **in vain**: rules permit this, but where they do it is always closed.\n",
                  out);
            return;
        }
}

static void print_common(const struct page *p) {
    struct saying say = {.arena = p->a};
    size_t readings = 0;
    vec_each (uint32_t, i, &p->s->closed_by)
        saying_add(&say, markdown_text(p->a, p->m->outline.at[*i].id));
    if (say.last)
        fprintf(p->out,
                "\nEverything below can be closed by %s; that goes without saying from here on.\n",
                saying_end(&say, "and"));
    vec_each (const struct fact, f, &p->m->facts) readings += f->source == FACT_READING;
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

/* ---- the summary ---- */

struct tally {
    size_t of[PROVISIONS + 1]; /* by the strongest that is to be had; PROVISIONS: not in scope */
};

static void count(const struct page *p, struct tally *t, size_t objective, size_t partners) {
    for (size_t a = 0; a < p->s->activities; a++)
        t->of[cell_strongest(coverage_cell(p->s, objective, a, partners))]++;
}

/* Of the whole map: a column that would hold nothing but 0 is left out. */
static struct tally tally_all(const struct page *p) {
    struct tally t = {{0}};
    for (size_t o = 0; o < p->s->objectives; o++)
        for (size_t c = 0; c < p->s->partners.len; c++) count(p, &t, o, c);
    return t;
}

static void print_tally_head(const struct page *p, const struct tally *all, const char *what) {
    fprintf(p->out, "\n| %s |", what);
    for (int k = 0; k <= PROVISIONS; k++)
        if (all->of[k])
            fprintf(p->out, " %s%s%s |", k < PROVISIONS ? signs[k] : "", k < PROVISIONS ? " " : "",
                    kind_words(p, (enum provision)k));
    fputs("\n|---|", p->out);
    for (int k = 0; k <= PROVISIONS; k++)
        if (all->of[k]) fputs("--:|", p->out);
    putc('\n', p->out);
}

static void print_tally(const struct page *p, const struct tally *all, const char *what,
                        const struct tally *t) {
    fprintf(p->out, "| %s |", what);
    for (int k = 0; k <= PROVISIONS; k++)
        if (all->of[k]) fprintf(p->out, " %zu |", t->of[k]);
    putc('\n', p->out);
}

static void print_by_objective(const struct page *p, const struct tally *all) {
    if (p->m->objective == MODEL_NONE) return;
    print_tally_head(p, all, "objective");
    for (size_t o = 0; o < p->s->objectives; o++) {
        struct tally t = {{0}};
        for (size_t c = 0; c < p->s->partners.len; c++) count(p, &t, o, c);
        print_tally(p, all, objective_heading(p, o), &t);
    }
    print_tally(p, all, "all", all);
}

static void print_by_partner(const struct page *p, const struct tally *all) {
    if (p->m->partner == MODEL_NONE) return;
    print_tally_head(p, all, "partner");
    for (uint32_t c = 0; c < p->s->partners.len; c++) {
        struct tally t = {{0}};
        struct indices one = {&c, 1, 1};
        for (size_t o = 0; o < p->s->objectives; o++) count(p, &t, o, c);
        print_tally(p, all, partner_words(p, &one), &t);
    }
    if (p->m->objective == MODEL_NONE) print_tally(p, all, "all", all);
}

static bool nobody_is_provided_for(const struct page *p, size_t objective, size_t activity) {
    for (size_t c = 0; c < p->s->partners.len; c++)
        if (cell_strongest(coverage_cell(p->s, objective, activity, c)) < PROVISION_DEFAULT)
            return false;
    return true;
}

static const char *activity_title(const struct page *p, size_t activity) {
    return markdown_title(p->a, &p->m->facts.at[p->m->activity].values.at[activity]);
}

/* What no rule opens for any partner. */
static void print_silences(const struct page *p) {
    const char *lines = "";
    for (size_t o = 0; o < p->s->objectives; o++) {
        const char *list = "", *under = p->m->objective == MODEL_NONE ? "" : objective_name(p, o);
        size_t n = 0;
        for (size_t a = 0; a < p->s->activities; a++)
            if (nobody_is_provided_for(p, o, a)) {
                n++;
                if (p->m->activity != MODEL_NONE)
                    list =
                        arena_printf(p->a, "%s%s%s", list, *list ? "; " : "", activity_title(p, a));
            }
        if (n > 0 && (*under || *list))
            lines =
                arena_printf(p->a, "%s- %s%s%s\n", lines, under, *under && *list ? ": " : "", list);
    }
    const char *whoever = p->m->partner == MODEL_NONE ? "" : ", whoever the partner";
    if (*lines)
        fprintf(p->out, "\nNo rule opens anything here%s:\n\n%s", whoever, lines);
    else if (p->m->objective != MODEL_NONE || p->m->activity != MODEL_NONE)
        fprintf(p->out, "\nFor every %s%s%s some rule opens something%s.\n",
                p->m->objective == MODEL_NONE ? "" : "objective",
                p->m->objective == MODEL_NONE || p->m->activity == MODEL_NONE ? "" : " and ",
                p->m->activity == MODEL_NONE ? "" : "activity",
                p->m->partner == MODEL_NONE ? "" : ", for one partner at least");
}

static void print_summary(const struct page *p) {
    struct tally all = tally_all(p);
    const char *of = "";
    if (p->m->objective != MODEL_NONE)
        of = arena_printf(p->a, "%zu objective%s", p->s->objectives,
                          p->s->objectives == 1 ? "" : "s");
    if (p->m->activity != MODEL_NONE)
        of = arena_printf(p->a, "%s%s%zu activit%s", of, *of ? " x " : "", p->s->activities,
                          p->s->activities == 1 ? "y" : "ies");
    if (p->m->partner != MODEL_NONE)
        of = arena_printf(p->a, "%s%s%zu class%s of partners", of, *of ? " x " : "",
                          p->s->partners.len, p->s->partners.len == 1 ? "" : "es");
    if (!*of) return;
    fprintf(p->out, "\n## Summary\n\nEntries (%s), by the most that there can be.%s\n", of,
            p->m->partner == MODEL_NONE
                ? ""
                : " Partners are one class where the whole map gives them the same.");
    print_by_objective(p, &all);
    print_by_partner(p, &all);
    print_silences(p);
}

/* ---- the overview ---- */

/* The signs that some partner has, the strongest first: "● ○? –". */
static const char *overview_words(const struct page *p, size_t objective, size_t activity) {
    const char *list = "";
    for (int kind = 0; kind < PROVISIONS; kind++)
        for (int sure = 1; sure >= 0; sure--)
            for (size_t c = 0; c < p->s->partners.len; c++) {
                const struct cell *x = coverage_cell(p->s, objective, activity, c);
                if ((int)cell_strongest(x) != kind || cell_is_sure(x) != sure) continue;
                list = arena_printf(p->a, "%s%s%s", list, *list ? " " : "", sign_of(p, x));
                break;
            }
    return list;
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
            fprintf(p->out, " %s |", overview_words(p, o, a));
        putc('\n', p->out);
    }
}

/* ---- the tables ---- */

/* An activity under an objective, with what each partner is given. */
struct row {
    size_t objective, activity;
};
struct rows VEC(struct row);

static const char *words_at(const struct page *p, struct row r, size_t partners) {
    return p->words[coverage_cell(p->s, r.objective, r.activity, partners) - p->s->cells.at];
}

static bool same_row(const struct page *p, struct row x, struct row y) {
    for (size_t c = 0; c < p->s->partners.len; c++)
        if (strcmp(words_at(p, x, c), words_at(p, y, c)) != 0) return false;
    return true;
}

/* A line for each thing that partners can have; the activities are named on the first. */
static void print_row(const struct page *p, struct row r, const char *activities) {
    size_t n = p->s->partners.len;
    bool *told = arena_array(p->a, bool, n);
    for (int kind = 0; kind < PROVISIONS; kind++)
        for (size_t c = 0; c < n; c++) {
            struct indices classes = {0};
            if (told[c] ||
                (int)cell_strongest(coverage_cell(p->s, r.objective, r.activity, c)) != kind)
                continue;
            const char *words = words_at(p, r, c);
            for (size_t other = c; other < n; other++) {
                if (strcmp(words_at(p, r, other), words) != 0) continue;
                told[other] = true;
                vec_push(p->a, &classes, (uint32_t)other);
            }
            if (p->m->activity != MODEL_NONE) fprintf(p->out, "| %s ", activities);
            if (p->m->partner != MODEL_NONE) fprintf(p->out, "| %s ", partner_words(p, &classes));
            fprintf(p->out, "| %s |\n", words);
            activities = "";
        }
}

enum { MANY_ALIKE = 4 };

/* Rows that are the same stand together. Where many are, and the overview names them all, they come
 * last, as all others. */
static void print_table(const struct page *p, const struct rows *rows) {
    size_t n = rows->len, most = 0, last = n, groups = 0;
    size_t *first = arena_array(p->a, size_t, n), *size = arena_array(p->a, size_t, n);
    for (size_t i = 0; i < n; i++) {
        while (!same_row(p, rows->at[first[i]], rows->at[i])) first[i]++;
        groups += first[i] == i;
        if (++size[first[i]] > most) {
            most = size[first[i]];
            last = first[i];
        }
    }
    if (most <= MANY_ALIKE || groups < 2 || !has_overview(p)) last = n;
    bool activity = p->m->activity != MODEL_NONE, partner = p->m->partner != MODEL_NONE;
    fprintf(p->out, "\n%s%s| what there can be |\n%s%s|---|\n", activity ? "| activity " : "",
            partner ? "| partner " : "", activity ? "|---" : "", partner ? "|---" : "");
    for (size_t i = 0; i < n; i++) {
        const char *list = "";
        if (first[i] != i || i == last) continue;
        for (size_t other = i; other < n && activity; other++)
            if (first[other] == i)
                list = arena_printf(p->a, "%s%s%s", list, *list ? "; " : "",
                                    activity_title(p, rows->at[other].activity));
        print_row(p, rows->at[i], list);
    }
    if (last < n) print_row(p, rows->at[last], "any other activity");
}

/* ---- what general rules give, and what objectives add ---- */

/* Whether a rule of the objective itself opens something for some partner, or would. */
static bool has_own(const struct page *p, struct row r) {
    for (size_t c = 0; c < p->s->partners.len; c++) {
        const struct cell *x = coverage_cell(p->s, r.objective, r.activity, c);
        if (cell_strongest(x) == PROVISION_OWN) return true;
        vec_each (const struct opening, o, &x->in_vain)
            if (block_is_own(p->m, o->block)) return true;
    }
    return false;
}

/* By activity: the row of the first objective that has no rule of its own for it; one whose
 * objective is there is none. */
static struct row *general_rows(const struct page *p) {
    struct row *general = arena_array(p->a, struct row, p->s->activities);
    for (size_t a = 0; a < p->s->activities; a++) {
        general[a].activity = a;
        while (general[a].objective < p->s->objectives && has_own(p, general[a]))
            general[a].objective++;
    }
    return general;
}

static void print_objective(const struct page *p, size_t objective, const struct row *general) {
    struct rows own = {0};
    for (size_t a = 0; a < p->s->activities; a++) {
        struct row r = {objective, a};
        if (has_own(p, r) || !same_row(p, general[a], r)) vec_push(p->a, &own, r);
    }
    fprintf(p->out, "\n## %s\n", objective_heading(p, objective));
    if (own.len) print_table(p, &own);
    if (own.len < p->s->activities)
        fprintf(p->out, "\n%s as under *General rules alone*.\n",
                own.len ? "Any other activity:" : "No rule of its own opens anything: all is");
}

/* Where there are several objectives, what they have in common is said once. */
static void print_tables(const struct page *p) {
    struct rows all = {0};
    if (p->s->objectives < 2) {
        for (size_t a = 0; a < p->s->activities; a++) vec_push(p->a, &all, ((struct row){0, a}));
        fprintf(p->out, "\n## %s\n",
                p->m->objective == MODEL_NONE ? "In full" : objective_heading(p, 0));
        print_table(p, &all);
        return;
    }
    const struct row *general = general_rows(p);
    for (size_t a = 0; a < p->s->activities; a++)
        if (general[a].objective < p->s->objectives) vec_push(p->a, &all, general[a]);
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
    struct page p = {.out = e->out, .s = s, .m = s->m, .a = e->policy.arena};
    p.words = arena_array(p.a, const char *, s->cells.len);
    for (size_t i = 0; i < s->cells.len; i++) {
        const struct cell *c = &s->cells.at[i];
        p.words[i] = c->kinds ? arena_printf(p.a, "%s %s", sign_of(&p, c), cell_words(&p, c)) : "";
    }
    markdown_head(p.out, p.a, p.m, "Silence map");
    print_legend(&p);
    print_common(&p);
    if (s->partners.len == 0) {
        fputs("\nNo situation is in scope.\n", p.out);
        return true;
    }
    print_summary(&p);
    print_overview(&p);
    print_tables(&p);
    return true;
}
