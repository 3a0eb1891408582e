/*
 * Each thing that can be so in a cell is one question to all situations; once all facts but
 * objective, activity and partner are taken out of it, all answers at once are one diagram, in
 * which cells that are the same have the same terminal.
 */
#include "analysis/coverage.h"

#include "base/bitset.h"
#include "base/map.h"
#include "space/decisions.h"

#include <string.h>

/* More than anybody can read. */
enum { MOST_CELLS = 20000000 };

enum question_kind { ASK_KIND, ASK_USUAL, ASK_OPENING, ASK_IN_VAIN, ASK_MISSING, ASK_CLOSER };

struct question {
    enum question_kind kind;
    uint32_t index, block; /* the provision, approach or paragraph; of an OPENING and what is
                              IN_VAIN also the block */
    diagram is;            /* of objective, activity and partner alone */
};

struct asking {
    struct coverage *out;
    const struct model *m;
    struct diagrams *g;
    struct arena *arena;
    const struct decisions *d;
    diagram feasible, usual; /* in scope; of these, where what closes every cell closes nothing */
    struct questions VEC(struct question) questions;
    diagram answers; /* to all of them */
};

bool block_is_own(const struct model *m, uint32_t block) {
    enum block_kind kind = m->blocks.at[block].kind;
    return kind == BLOCK_OBJECTIVE || kind == BLOCK_PROVISION;
}

/* ---- questions ---- */

/* Where x holds for some values of all facts but these three. */
static diagram project(const struct asking *q, diagram x) {
    const struct model *m = q->m;
    bool *facts = arena_array(q->arena, bool, m->facts.len);
    for (uint32_t f = 0; f < m->facts.len; f++)
        facts[f] = f == m->objective || f == m->activity || f == m->partner;
    return diagram_project(q->g, diagram_and(q->g, x, q->feasible), facts);
}

/* The partners for whom x holds in some situation, as a set of them. */
static uint64_t *partners_with(const struct asking *q, diagram x) {
    uint32_t fact = q->m->partner;
    size_t n = q->m->facts.at[fact].values.len;
    uint64_t *set = bitset_new(q->arena, n);
    x = project(q, x);
    for (size_t v = 0; v < n; v++)
        if (diagram_with(q->g, x, fact, (int64_t)v) != NO) bitset_add(set, v);
    return set;
}

static void ask(struct asking *q, enum question_kind kind, uint32_t index, uint32_t block,
                diagram is) {
    if (is != NO) vec_push(q->arena, &q->questions, ((struct question){kind, index, block, is}));
}

/* The blocks in the order of the outline. */
static struct indices blocks_in_order(const struct asking *q) {
    const struct model *m = q->m;
    struct indices *at = arena_array(q->arena, struct indices, m->outline.len + 1), all = {0};
    for (uint32_t b = 0; b < m->blocks.len; b++)
        vec_push(q->arena, &at[m->blocks.at[b].outline], b);
    for (size_t i = 0; i < m->outline.len; i++)
        vec_each (uint32_t, b, &at[i]) vec_push(q->arena, &all, *b);
    return all;
}

/* Asks which paragraphs open what, and where nothing is ever open, what they would; where those of
 * the objective itself do. */
static diagram ask_openings(struct asking *q) {
    struct diagrams *g = q->g;
    struct indices blocks = blocks_in_order(q);
    diagram own = NO, ever_open = NO;
    for (int in_vain = 0; in_vain < 2; in_vain++)
        for (uint32_t a = (uint32_t)q->m->approaches.len; a-- > 0;)
            vec_each (uint32_t, b, &blocks) {
                struct clause_filter opening = clauses_of_kind(CLAUSE_PERMIT);
                opening.block = *b;
                opening.approach = a;
                diagram permits = diagram_of(q->d->v, opening, NULL, YES);
                if (in_vain) {
                    diagram closed = project(q, diagram_and(g, q->d->close[a], permits));
                    ask(q, ASK_IN_VAIN, a, *b, diagram_but(g, closed, ever_open));
                    continue;
                }
                diagram by = diagram_and(g, q->d->open[a], permits),
                        used = project(q, diagram_and(g, q->d->used[a], by));
                if (block_is_own(q->m, *b)) own = diagram_or(g, own, by);
                ever_open = diagram_or(g, ever_open, used);
                ask(q, ASK_OPENING, a, *b, used);
            }
    return own;
}

static void ask_kind(struct asking *q, enum provision kind, diagram where) {
    ask(q, ASK_KIND, kind, MODEL_NONE, project(q, where));
    ask(q, ASK_USUAL, kind, MODEL_NONE, project(q, diagram_and(q->g, where, q->usual)));
}

/* Who closes what, and who does so in every cell. Where there is no default, there may be nothing
 * to close. */
static void ask_closers(struct asking *q, diagram closed, diagram closable) {
    diagram everywhere = project(q, closable);
    for (uint32_t i = 0; i < q->m->outline.len; i++) {
        diagram where = project(q, diagram_and(q->g, decisions_refused_by(q->d, i), closed));
        ask(q, ASK_CLOSER, i, MODEL_NONE, where);
        if (everywhere != NO && where == everywhere) vec_push(q->arena, &q->out->closed_by, i);
    }
    q->usual = YES;
    vec_each (uint32_t, paragraph, &q->out->closed_by) {
        struct clause_filter closing = clauses_of_kind(CLAUSE_CLOSE);
        closing.paragraph = *paragraph;
        q->usual = diagram_but(q->g, q->usual, diagram_of(q->d->v, closing, NULL, YES));
    }
}

/* One diagram for `n` questions; the halves are put together last, so that work stays little. */
static diagram together(struct asking *q, size_t first, size_t n) {
    if (n == 0) return NO;
    if (n == 1) return q->questions.at[first].is;
    diagram x = together(q, first, n / 2), y = together(q, first + n / 2, n - n / 2);
    return diagram_pair(q->g, x, y);
}

static void ask_all(struct asking *q) {
    struct diagrams *g = q->g;
    const struct decisions *d = q->d;
    const struct model *m = q->m;
    diagram permitted = decisions_permitted(d);
    bool falls_back = m->default_approach != MODEL_NONE;
    diagram closed = falls_back ? d->refused : diagram_and(g, d->refused, permitted);
    ask_closers(q, closed, falls_back ? (diagram)YES : permitted);
    diagram own = ask_openings(q);
    ask_kind(q, PROVISION_OWN, own);
    ask_kind(q, PROVISION_GENERAL, diagram_but(g, d->something_open, own));
    ask_kind(q, PROVISION_DEFAULT, falls_back ? d->by_default : diagram_but(g, d->refused, closed));
    ask_kind(q, PROVISION_CLOSED, closed);
    diagram missing = q->usual;
    for (uint32_t a = (uint32_t)m->approaches.len; a-- > 0;) {
        missing = diagram_but(g, m->ranked ? missing : q->usual, d->open[a]);
        ask(q, ASK_MISSING, a, MODEL_NONE, project(q, missing));
    }
    q->answers = together(q, 0, q->questions.len);
}

/* ---- cells ---- */

static void note(struct asking *q, const struct question *x, struct cell *c) {
    switch (x->kind) {
    case ASK_KIND: c->kinds |= 1u << x->index; break;
    case ASK_USUAL: c->usual |= 1u << x->index; break;
    case ASK_OPENING:
        vec_push(q->arena, &c->openings, ((struct opening){x->index, x->block}));
        break;
    case ASK_IN_VAIN:
        vec_push(q->arena, &c->in_vain, ((struct opening){x->index, x->block}));
        break;
    case ASK_MISSING: c->always &= ~(UINT32_C(1) << x->index); break;
    case ASK_CLOSER: vec_push(q->arena, &c->closed_by, x->index); break;
    }
}

/* Takes apart what together() made. */
static void note_all(struct asking *q, uint32_t terminal, size_t first, size_t n, struct cell *c) {
    if (n == 1 && terminal == YES) note(q, &q->questions.at[first], c);
    if (n < 2) return;
    struct terminal_pair both = diagram_pair_of(q->g, terminal);
    note_all(q, both.x, first, n / 2, c);
    note_all(q, both.y, first + n / 2, n - n / 2, c);
}

static struct cell cell_at(struct asking *q, uint32_t terminal) {
    struct cell c = {.always = model_approaches(q->m)};
    note_all(q, terminal, 0, q->questions.len, &c);
    return c;
}

/* How many classes of the fact conditions tell apart, and the class of each value; one where there
 * is no such fact or nothing tests it. */
static size_t classes_of(const struct asking *q, uint32_t fact, const uint32_t **class_of) {
    const struct space *s = q->g->s;
    uint32_t axis = space_axis(s, fact);
    size_t values = fact == MODEL_NONE ? 1 : q->m->facts.at[fact].values.len;
    *class_of =
        axis == MODEL_NONE ? arena_array(q->arena, uint32_t, values) : s->domains[fact].class_of;
    return space_classes(s, axis);
}

static size_t rows_of(const struct coverage *s) { return s->objectives * s->activity_classes; }

/* The terminals of all cells of a partner, by objective and class of activity. */
static uint32_t *terminals_of(const struct asking *q, uint32_t partner) {
    const struct coverage *s = q->out;
    uint32_t *terminals = arena_array(q->arena, uint32_t, rows_of(s) + 1);
    int64_t *situation = arena_array(q->arena, int64_t, q->m->facts.len + 1);
    if (q->m->partner != MODEL_NONE) situation[q->m->partner] = partner;
    for (size_t o = 0; o < s->objectives; o++)
        for (size_t a = 0; a < s->activities; a++) {
            if (q->m->objective != MODEL_NONE) situation[q->m->objective] = (int64_t)o;
            if (q->m->activity != MODEL_NONE) situation[q->m->activity] = (int64_t)a;
            terminals[o * s->activity_classes + s->activity_class[a]] =
                diagram_at(q->g, q->answers, situation);
        }
    return terminals;
}

static void add_partner(struct coverage *s, struct partner_class *class, size_t value) {
    size_t n = s->m->facts.at[s->m->partner].values.len;
    if (!class->values) class->values = bitset_new(s->arena, n);
    bitset_add(class->values, value);
    class->size++;
}

struct columns VEC(const uint32_t *); /* terminals, by class of partners */

/* Partners with the same cells become one class, in the order of the first of each. */
static struct columns join_partners(struct asking *q) {
    struct coverage *s = q->out;
    uint32_t fact = s->m->partner;
    const uint32_t *class_of;
    size_t n = classes_of(q, fact, &class_of);
    uint32_t *joined = arena_array(q->arena, uint32_t, n); /* the class + 1 */
    diagram in_scope = project(q, YES);
    struct columns columns = {0};
    for (uint32_t v = 0; v < (fact == MODEL_NONE ? 1 : s->m->facts.at[fact].values.len); v++) {
        diagram scope = fact == MODEL_NONE ? in_scope : diagram_with(q->g, in_scope, fact, v);
        if (scope != NO && !joined[class_of[v]]) {
            const uint32_t *column = terminals_of(q, v);
            uint32_t c = 0;
            while (c < columns.len &&
                   memcmp(columns.at[c], column, rows_of(s) * sizeof *column) != 0)
                c++;
            if (c == columns.len) {
                vec_push(q->arena, &columns, column);
                vec_push(s->arena, &s->partners, (struct partner_class){0});
            }
            joined[class_of[v]] = c + 1;
        }
        if (fact != MODEL_NONE)
            add_partner(s, scope == NO ? &s->outside : &s->partners.at[joined[class_of[v]] - 1], v);
    }
    return columns;
}

static void make_cells(struct asking *q, const struct columns *columns) {
    struct coverage *s = q->out;
    struct map cells;
    map_init(&cells, q->arena);
    s->cell_of = arena_array(s->arena, uint32_t, rows_of(s) * columns->len + 1);
    for (size_t i = 0; i < rows_of(s) * columns->len; i++) {
        uint32_t terminal = columns->at[i % columns->len][i / columns->len],
                 cell = map_add(&cells, 0, terminal, (uint32_t)s->cells.len);
        if (cell == s->cells.len) vec_push(s->arena, &s->cells, cell_at(q, terminal));
        s->cell_of[i] = cell;
    }
}

/* ---- what comes with it ---- */

static void find_attached(struct asking *q) {
    const struct model *m = q->m;
    struct coverage *s = q->out;
    size_t n = m->approaches.len;
    s->offered = arena_array(q->arena, uint64_t *, n);
    s->duties = arena_array(q->arena, uint64_t *, n * m->duties.len + 1);
    s->cautions = arena_array(q->arena, uint64_t *, n * m->outline.len + 1);
    for (uint32_t a = 0; a < n; a++) s->offered[a] = partners_with(q, q->d->offered[a]);
    vec_each (const struct component, x, &q->d->components)
        if (x->part == DECISION_DUTY)
            s->duties[x->approach * m->duties.len + x->index] = partners_with(q, x->is);
        else if (x->part == DECISION_CAUTION)
            s->cautions[x->approach * m->outline.len + x->index] = partners_with(q, x->is);
}

/* ---- names ---- */

static struct naming naming_of(const struct coverage *s, bool in_scope) {
    struct naming n = {.arena = s->arena,
                       .fact = &s->m->facts.at[s->m->partner],
                       .most = SIZE_MAX,
                       .titles = true};
    uint64_t *among = bitset_new(s->arena, n.fact->values.len);
    for (size_t v = 0; v < n.fact->values.len; v++)
        if ((!s->outside.size || !bitset_has(s->outside.values, v)) == in_scope)
            bitset_add(among, v);
    n.among = among;
    vec_each (const struct group, g, &s->m->groups)
        if (g->fact == s->m->partner) naming_add(&n, declared_title(&g->id), g->set);
    return n;
}

static const char *every_partner(const struct coverage *s) {
    return s->outside.size ? "every partner in scope" : "every partner";
}

const char *coverage_named(const struct coverage *s, const uint64_t *values) {
    const struct naming *n = &s->naming[true];
    if (!bitset_beyond(n->among, values, bitset_words(n->fact->values.len)))
        return every_partner(s);
    return naming_words(n, values, "and");
}

const char *coverage_partners(const struct coverage *s, const struct indices *classes) {
    if (classes->len == s->partners.len) return every_partner(s);
    size_t n = s->m->facts.at[s->m->partner].values.len;
    uint64_t *set = bitset_new(s->arena, n);
    vec_each (uint32_t, c, classes) bitset_or(set, s->partners.at[*c].values, bitset_words(n));
    return coverage_named(s, set);
}

/* ---- the whole ---- */

const struct coverage *coverage_of(const struct policy *e) {
    const struct model *m = e->rules->model;
    struct coverage *s = arena_new(e->arena, struct coverage);
    struct diagrams *g = diagrams_new(e->space, POLICY_STEPS);
    struct asking q = {.out = s, .m = m, .g = g, .arena = e->arena};
    *s = (struct coverage){.m = m, .arena = e->arena, .objectives = 1, .activities = 1};
    if (m->objective != MODEL_NONE) s->objectives = m->facts.at[m->objective].values.len;
    if (m->activity != MODEL_NONE) s->activities = m->facts.at[m->activity].values.len;
    q.d = decisions_new(version_new(g, e->clauses), NULL, true);
    q.feasible = decisions_feasible(q.d);
    const uint32_t *partner_class;
    s->activity_classes = classes_of(&q, m->activity, &s->activity_class);
    size_t partners = classes_of(&q, m->partner, &partner_class);
    ask_all(&q);
    if (rows_of(s) * partners > MOST_CELLS) diagrams_give_up(g, WHY_CELLS);
    struct columns columns = {0};
    if (!g->gave_up) columns = join_partners(&q);
    if (!g->gave_up && m->partner != MODEL_NONE) find_attached(&q);
    if (analysis_gave_up(e->d, m->at, "what each objective, activity and partner is given", g))
        return NULL;
    make_cells(&q, &columns);
    for (int in_scope = 0; in_scope < 2 && m->partner != MODEL_NONE; in_scope++)
        s->naming[in_scope] = naming_of(s, in_scope != 0);
    return s;
}

const struct cell *coverage_cell(const struct coverage *s, size_t objective, size_t activity,
                                 size_t partners) {
    size_t row = objective * s->activity_classes + s->activity_class[activity];
    return &s->cells.at[s->cell_of[row * s->partners.len + partners]];
}

enum provision cell_strongest(const struct cell *c) {
    enum provision p = PROVISION_OWN;
    while (p < PROVISIONS && !(c->kinds >> p & 1)) p++;
    return p;
}

bool cell_is_sure(const struct cell *c) { return (c->usual & ~(1u << cell_strongest(c))) == 0; }

static bool has_own(const struct coverage *s, size_t objective, size_t activity) {
    for (size_t c = 0; c < s->partners.len; c++) {
        const struct cell *x = coverage_cell(s, objective, activity, c);
        if (cell_strongest(x) == PROVISION_OWN) return true;
        vec_each (const struct opening, o, &x->in_vain)
            if (block_is_own(s->m, o->block)) return true;
    }
    return false;
}

size_t *coverage_general(const struct coverage *s) {
    size_t *general = arena_array(s->arena, size_t, s->activities);
    for (size_t a = 0; a < s->activities; a++)
        while (general[a] < s->objectives && has_own(s, general[a], a)) general[a]++;
    return general;
}

const char *coverage_words(const struct coverage *s, const char *const *words, struct cell_row row,
                           size_t partners) {
    return words[coverage_cell(s, row.objective, row.activity, partners) - s->cells.at];
}

bool coverage_same_row(const struct coverage *s, const char *const *words, struct cell_row row,
                       struct cell_row other) {
    for (size_t c = 0; c < s->partners.len; c++)
        if (strcmp(coverage_words(s, words, row, c), coverage_words(s, words, other, c)) != 0)
            return false;
    return true;
}

struct cell_rows coverage_general_rows(const struct coverage *s, const size_t *general) {
    struct cell_rows rows = {0};
    for (size_t a = 0; a < s->activities; a++)
        if (!general || general[a] < s->objectives)
            vec_push(s->arena, &rows, ((struct cell_row){general ? general[a] : 0, a}));
    return rows;
}

struct cell_rows coverage_own_rows(const struct coverage *s, const char *const *words,
                                   size_t objective, const size_t *general) {
    struct cell_rows rows = {0};
    for (size_t a = 0; a < s->activities; a++) {
        struct cell_row row = {objective, a};
        if (has_own(s, objective, a) ||
            !coverage_same_row(s, words, row, (struct cell_row){general[a], a}))
            vec_push(s->arena, &rows, row);
    }
    return rows;
}

const char *coverage_allowed_in(const struct model *m, struct diags *d, const struct allow *x) {
    vec_each (const struct block, b, &m->blocks) {
        struct span at = b->id.at;
        if (at.file == x->at.file &&
            source_position(d->arena, d->sources->at[at.file], at.from).line == x->line + 1)
            return b->id.name;
    }
    return NULL;
}
