/*
 * What comes of a policy, at a glance: what general rules give for which activity with which
 * partners, then for each objective what it gives itself. Partners that are alike in a table share
 * a column of it.
 */
#include "base/list.h"
#include "emit/documents/reading.h"

#include <string.h>

enum { ACROSS = 8 }; /* columns in one table */

struct matrix {
    struct reading_copy *r;
    const struct coverage *s;
    const char **words; /* by cell */
};

/* ---- a cell ---- */

/* By which paragraphs of its own the objective opens the approach, or "". */
static const char *own_words(const struct reading_copy *r, const struct cell *c,
                             uint32_t approach) {
    struct texts ids = {0};
    vec_each (const struct opening, o, &c->openings)
        if (o->approach == approach && block_is_own(r->m, o->block))
            vec_push(r->a, &ids, r->m->blocks.at[o->block].id.name);
    if (ids.len == 0) return "";
    return arena_printf(r->a, " (%s)", list_joined(r->a, ids.at, ids.len, ", ", ", "));
}

/* "limited (4.1), assisting?, outreach?": what can be open; of ranked approaches from what is
 * always open on. */
static const char *open_words(const struct reading_copy *r, const struct cell *c) {
    struct texts list = {0};
    for (uint32_t a = 0; a < r->m->approaches.len; a++) {
        bool opened = false, always = c->usual && c->always >> a & 1;
        vec_each (const struct opening, o, &c->openings) opened = opened || o->approach == a;
        if (!opened) continue;
        if (always && r->m->ranked) list.len = 0;
        vec_push(r->a, &list,
                 arena_printf(r->a, "%s%s%s", r->m->approaches.at[a].id.name, always ? "" : "?",
                              own_words(r, c, a)));
    }
    return list_joined(r->a, list.at, list.len, ", ", ", ");
}

static const char *cell_words(const struct reading_copy *r, const struct cell *c) {
    uint32_t fallback = r->m->default_approach;
    switch (cell_strongest(c)) {
    case PROVISIONS: return "cannot be";
    case PROVISION_CLOSED: return "closed";
    case PROVISION_DEFAULT:
        return arena_printf(
            r->a, "%s%s",
            fallback == MODEL_NONE
                ? "nothing"
                : arena_printf(r->a, "only %s, the default", r->m->approaches.at[fallback].id.name),
            c->usual && cell_is_sure(c) ? "" : "?");
    default: return open_words(r, c);
    }
}

/* The most that the objective itself opens gives a cell its colour; where there are no objectives,
 * the most that is opened. */
static int cell_kind(const struct reading_copy *r, const struct cell *c) {
    switch (cell_strongest(c)) {
    case PROVISIONS: return CELL_OUTSIDE;
    case PROVISION_CLOSED: return CELL_CLOSED;
    case PROVISION_DEFAULT: return r->m->default_approach == MODEL_NONE ? CELL_CLOSED : CELL_REST;
    default: break;
    }
    vec_each (const struct opening, o, &c->openings)
        if (r->m->objective == MODEL_NONE || block_is_own(r->m, o->block)) return (int)o->approach;
    return CELL_PLAIN;
}

/* ---- a table ---- */

static bool same_column(const struct matrix *x, const struct cell_rows *rows, size_t c,
                        size_t other) {
    vec_each (const struct cell_row, row, rows)
        if (strcmp(coverage_words(x->s, x->words, *row, c),
                   coverage_words(x->s, x->words, *row, other)) != 0)
            return false;
    return true;
}

struct columns VEC(struct indices); /* the classes of partners that share one */

static struct columns columns_of(const struct matrix *x, const struct cell_rows *rows) {
    struct columns columns = {0};
    for (uint32_t c = 0; c < x->s->partners.len; c++) {
        size_t at = 0;
        while (at < columns.len && !same_column(x, rows, columns.at[at].at[0], c)) at++;
        if (at == columns.len) vec_push(x->r->a, &columns, (struct indices){0});
        vec_push(x->r->a, &columns.at[at], c);
    }
    return columns;
}

static void put_table(const struct matrix *x, const char *caption, const struct cell_rows *rows) {
    struct reading_copy *r = x->r;
    struct columns columns = columns_of(x, rows);
    for (size_t from = 0; from < columns.len; from += ACROSS) {
        size_t n = columns.len - from < ACROSS ? columns.len - from : ACROSS;
        const char *heads[ACROSS + 1] = {r->m->activity == MODEL_NONE ? "" : "Activity"};
        for (size_t c = 0; c < n; c++)
            heads[1 + c] = r->m->partner == MODEL_NONE
                               ? "What there can be"
                               : coverage_partners(x->s, &columns.at[from + c]);
        paper_table(&r->d, caption, heads, 1 + n);
        vec_each (const struct cell_row, row, rows) {
            paper_cell(&r->d, CELL_PLAIN,
                       r->m->activity == MODEL_NONE
                           ? "Anything"
                           : reading_value(r, r->m->activity, row->activity));
            for (size_t c = 0; c < n; c++) {
                uint32_t first = columns.at[from + c].at[0];
                paper_cell(&r->d,
                           cell_kind(r, coverage_cell(x->s, row->objective, row->activity, first)),
                           coverage_words(x->s, x->words, *row, first));
            }
            paper_row_end(&r->d);
        }
        paper_table_end(&r->d);
    }
}

/* ---- the whole ---- */

static void put_legend(struct reading_copy *r) {
    const struct model *m = r->m;
    struct texts said = {0}, closers = {0};
    const char *aside = "";
    vec_each (uint32_t, i, &r->coverage->closed_by) vec_push(r->a, &closers, m->outline.at[*i].id);
    if (closers.len)
        aside = arena_printf(r->a, ", leaving aside where %s closes something",
                             list_in_words(r->a, closers.at, closers.len, " or "));
    vec_push(r->a, &said,
             "What can be had, over all situations. With a question mark: in some of them only.");
    vec_push(r->a, &said,
             arena_printf(r->a, "Without: always%s%s.", m->ranked ? ", or more" : "", aside));
    if (m->ranked && m->default_approach != MODEL_NONE)
        vec_push(r->a, &said,
                 arena_printf(r->a,
                              "Where all that is named has one, there may be no more than %s, the "
                              "default, or nothing.",
                              m->approaches.at[m->default_approach].id.name));
    if (m->objective != MODEL_NONE)
        vec_push(r->a, &said,
                 "In brackets: the objective's own paragraphs that open it, in some situations at "
                 "least; what has none is opened by general rules alone.");
    paper_paragraph(&r->d, list_joined(r->a, said.at, said.len, " ", " "));
}

static const char *objective_words(const struct reading_copy *r, size_t objective) {
    return arena_printf(r->a, "%s %s", r->m->facts.at[r->m->objective].values.at[objective].name,
                        reading_value(r, r->m->objective, objective));
}

static void put_objective(const struct matrix *x, size_t objective, const size_t *general) {
    struct reading_copy *r = x->r;
    struct cell_rows own = coverage_own_rows(x->s, x->words, objective, general);
    if (own.len) put_table(x, objective_words(r, objective), &own);
    if (own.len < x->s->activities)
        paper_note(&r->d, own.len ? "Any other activity: as by general rules alone."
                                  : arena_printf(r->a, "%s: all as by general rules alone.",
                                                 objective_words(r, objective)));
}

void reading_matrix(struct reading_copy *r) {
    const struct coverage *s = r->coverage;
    struct matrix x = {r, s, arena_array(r->a, const char *, s->cells.len)};
    for (size_t i = 0; i < s->cells.len; i++) x.words[i] = cell_words(r, &s->cells.at[i]);
    paper_section(&r->d, "map", "How far, for what, with whom", false);
    put_legend(r);
    const size_t *general = s->objectives > 1 ? coverage_general(s) : NULL;
    struct cell_rows all = coverage_general_rows(s, general);
    const char *caption = "By general rules alone: under objectives that have no rule of their own "
                          "for it";
    if (!general) caption = r->m->objective == MODEL_NONE ? NULL : objective_words(r, 0);
    if (all.len) put_table(&x, caption, &all);
    for (size_t o = 0; general && o < s->objectives; o++) put_objective(&x, o, general);
}
