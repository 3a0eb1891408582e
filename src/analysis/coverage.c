/*
 * Each thing that can be so in a cell is one question to all situations; the answer, once all facts
 * but objective, activity and partner are taken out of it, is looked up cell by cell.
 */
#include "analysis/coverage.h"

#include "base/map.h"
#include "space/decisions.h"

#include <string.h>

/* More than anybody can read, and each costs a look at every question. */
enum { MOST_CELLS = 20000000 };

enum question_kind { ASK_KIND, ASK_USUAL, ASK_OPENING, ASK_IN_VAIN, ASK_MISSING, ASK_CLOSER };

struct question {
    enum question_kind kind;
    uint32_t index, block; /* the provision, approach or paragraph; of an OPENING and what is
                              IN_VAIN also the block */
    diagram is;            /* of objective, activity and partner alone */
    diagram ever[2];       /* for some partner; for some activity and some partner */
};

struct search {
    struct coverage *out;
    struct diagrams *g;
    const struct decisions *d;
    diagram feasible, usual; /* in scope; of these, where what closes every cell closes nothing */
    struct questions VEC(struct question) questions;
    struct map cells;                          /* by hash of the answers */
    uint64_t *answers;                         /* to the questions, of the cell in hand */
    struct answers VEC(uint64_t *) answers_of; /* by cell */
    int64_t *situation;
};

static struct arena *arena_of(const struct search *q) { return q->g->arena; }

bool block_is_own(const struct model *m, uint32_t block) {
    enum block_kind kind = m->blocks.at[block].kind;
    return kind == BLOCK_OBJECTIVE || kind == BLOCK_PROVISION;
}

/* ---- questions ---- */

/* Where x holds for some values of all facts but these three. */
static diagram project(const struct search *q, diagram x) {
    const struct model *m = q->out->m;
    x = diagram_and(q->g, x, q->feasible);
    for (uint32_t f = 0; f < m->facts.len; f++)
        if (f != m->objective && f != m->activity && f != m->partner)
            x = diagram_exists(q->g, x, f);
    return x;
}

static void ask(struct search *q, enum question_kind kind, uint32_t index, uint32_t block,
                diagram where) {
    diagram is = project(q, where);
    if (is == NO) return;
    struct question x = {kind, index, block, is, {is, is}};
    if (q->out->m->partner != MODEL_NONE) x.ever[0] = diagram_exists(q->g, is, q->out->m->partner);
    x.ever[1] = q->out->m->activity == MODEL_NONE
                    ? x.ever[0]
                    : diagram_exists(q->g, x.ever[0], q->out->m->activity);
    vec_push(arena_of(q), &q->questions, x);
}

/* The blocks in the order of the outline. */
static struct indices blocks_in_order(const struct search *q) {
    const struct model *m = q->out->m;
    struct indices *at = arena_array(arena_of(q), struct indices, m->outline.len + 1), all = {0};
    for (uint32_t b = 0; b < m->blocks.len; b++)
        vec_push(arena_of(q), &at[m->blocks.at[b].outline], b);
    for (size_t i = 0; i < m->outline.len; i++)
        vec_each (uint32_t, b, &at[i]) vec_push(arena_of(q), &all, *b);
    return all;
}

/* Asks which paragraphs open what; where those of the objective itself do. */
static diagram ask_openings(struct search *q) {
    const struct model *m = q->out->m;
    struct indices blocks = blocks_in_order(q);
    diagram own = NO;
    for (uint32_t a = (uint32_t)m->approaches.len; a-- > 0;)
        vec_each (uint32_t, b, &blocks) {
            struct clause_filter opening = clauses_of_kind(CLAUSE_PERMIT);
            opening.block = *b;
            opening.approach = a;
            diagram permits = diagram_of(q->d->v, opening, NULL),
                    by = diagram_and(q->g, q->d->open[a], permits);
            if (block_is_own(m, *b)) own = diagram_or(q->g, own, by);
            ask(q, ASK_OPENING, a, *b, diagram_and(q->g, q->d->used[a], by));
            ask(q, ASK_IN_VAIN, a, *b, diagram_and(q->g, q->d->close[a], permits));
        }
    return own;
}

static void ask_kind(struct search *q, enum provision kind, diagram where) {
    ask(q, ASK_KIND, kind, MODEL_NONE, where);
    ask(q, ASK_USUAL, kind, MODEL_NONE, diagram_and(q->g, where, q->usual));
}

/* Who closes what, and who does so in every cell. Where there is no default, there may be nothing
 * to close. */
static void ask_closers(struct search *q, diagram closed, diagram closable) {
    diagram everywhere = project(q, closable);
    vec_each (const struct component, c, &q->d->components) {
        if (c->part != DECISION_CLOSED_BY) continue;
        diagram where = diagram_and(q->g, c->is, closed);
        ask(q, ASK_CLOSER, c->index, MODEL_NONE, where);
        if (everywhere != NO && project(q, where) == everywhere)
            vec_push(arena_of(q), &q->out->closed_by, c->index);
    }
    q->usual = YES;
    vec_each (uint32_t, paragraph, &q->out->closed_by) {
        struct clause_filter closing = clauses_of_kind(CLAUSE_CLOSE);
        closing.paragraph = *paragraph;
        q->usual = diagram_but(q->g, q->usual, diagram_of(q->d->v, closing, NULL));
    }
}

static void ask_all(struct search *q) {
    struct diagrams *g = q->g;
    const struct decisions *d = q->d;
    const struct model *m = q->out->m;
    diagram permitted = NO;
    for (uint32_t a = 0; a < m->approaches.len; a++)
        permitted = diagram_or(g, permitted, d->permit[a]);
    bool falls_back = m->default_approach != MODEL_NONE;
    diagram closed = falls_back ? d->refused : diagram_and(g, d->refused, permitted);
    ask_closers(q, closed, falls_back ? (diagram)YES : permitted);
    diagram own = ask_openings(q);
    ask_kind(q, PROVISION_OWN, own);
    ask_kind(q, PROVISION_GENERAL, diagram_but(g, d->something_open, own));
    ask_kind(q, PROVISION_DEFAULT, falls_back ? d->by_default : diagram_but(g, d->refused, closed));
    ask_kind(q, PROVISION_CLOSED, closed);
    for (uint32_t a = 0; a < m->approaches.len && !m->ranked; a++)
        ask(q, ASK_MISSING, a, MODEL_NONE, diagram_but(g, q->usual, d->open[a]));
}

/* ---- cells ---- */

static size_t answer_words(const struct search *q) { return q->questions.len / 64 + 1; }

static struct cell cell_from(const struct search *q) {
    struct cell c = {.same_hash = MODEL_NONE};
    uint32_t open = 0, missing = 0;
    for (size_t i = 0; i < q->questions.len; i++) {
        const struct question *x = &q->questions.at[i];
        if (!(q->answers[i / 64] >> (i % 64) & 1)) continue;
        switch (x->kind) {
        case ASK_KIND: c.kinds |= 1u << x->index; break;
        case ASK_USUAL: c.usual |= 1u << x->index; break;
        case ASK_OPENING:
            open |= UINT32_C(1) << x->index;
            vec_push(arena_of(q), &c.openings, ((struct opening){x->index, x->block}));
            break;
        case ASK_IN_VAIN:
            vec_push(arena_of(q), &c.in_vain, ((struct opening){x->index, x->block}));
            break;
        case ASK_MISSING: missing |= UINT32_C(1) << x->index; break;
        case ASK_CLOSER: vec_push(arena_of(q), &c.closed_by, x->index); break;
        }
    }
    c.sometimes = open & missing;
    return c;
}

static uint64_t hash(const uint64_t *words, size_t n) {
    uint64_t h = 0;
    for (size_t k = 0; k < n; k++) {
        h = (h ^ words[k]) * 0x9e3779b97f4a7c15u;
        h ^= h >> 29;
    }
    return h;
}

/* The cell of the situation in hand. `live`: the questions to ask; to
 * all others the answer is no. */
static uint32_t find_cell(struct search *q, const struct indices *live) {
    struct cells *cells = &q->out->cells;
    size_t n = answer_words(q);
    memset(q->answers, 0, n * sizeof *q->answers);
    bool open = false;
    vec_each (uint32_t, i, live) {
        if (diagram_at(q->g, q->questions.at[*i].is, q->situation) != YES) continue;
        q->answers[*i / 64] |= UINT64_C(1) << (*i % 64);
        open = open || q->questions.at[*i].kind == ASK_OPENING;
    }
    vec_each (uint32_t, i, live)
        if (open && q->questions.at[*i].kind == ASK_IN_VAIN)
            q->answers[*i / 64] &= ~(UINT64_C(1) << (*i % 64));
    uint32_t fresh = (uint32_t)cells->len;
    uint32_t first = map_add(&q->cells, 0, hash(q->answers, n), fresh), last = first;
    for (uint32_t i = first; first != fresh && i != MODEL_NONE; i = cells->at[i].same_hash) {
        if (memcmp(q->answers_of.at[i], q->answers, n * sizeof *q->answers) == 0) return i;
        last = i;
    }
    if (first != fresh) cells->at[last].same_hash = fresh;
    uint64_t *kept = arena_array(arena_of(q), uint64_t, n);
    memcpy(kept, q->answers, n * sizeof *kept);
    vec_push(arena_of(q), cells, cell_from(q));
    vec_push(arena_of(q), &q->answers_of, kept);
    return fresh;
}

/* ---- classes ---- */

/* How many classes of the fact there are, and the class of each value; one of each where there is
 * no such fact or nothing tests it. */
static size_t classes_of(const struct search *q, uint32_t fact, const uint32_t **class_of) {
    const struct space *s = q->g->s;
    if (fact == MODEL_NONE || s->first_axis[fact] == s->first_axis[fact + 1]) {
        size_t values = fact == MODEL_NONE ? 1 : q->out->m->facts.at[fact].values.len;
        *class_of = arena_array(arena_of(q), uint32_t, values);
        return 1;
    }
    *class_of = s->domains[fact].class_of;
    return s->axes.at[s->first_axis[fact]].classes;
}

/* Puts a value of this class into the situation in hand. */
static void put_class(const struct search *q, uint32_t fact, size_t class) {
    if (fact != MODEL_NONE) q->situation[fact] = q->g->s->domains[fact].at[class];
}

/* Of `among`, the questions that are worth asking here, whatever is left to vary: most rules are
 * about one objective alone. */
static void narrow(const struct search *q, const struct indices *among, int left,
                   struct indices *live) {
    live->len = 0;
    vec_each (uint32_t, i, among)
        if (diagram_at(q->g, q->questions.at[*i].ever[left], q->situation) == YES)
            vec_push(arena_of(q), live, *i);
}

/* By objective, class of activity, class of partner as conditions tell them apart. */
static uint32_t *fill_cells(struct search *q, size_t partners) {
    const struct coverage *s = q->out;
    uint32_t *cell_of =
        arena_array(arena_of(q), uint32_t, s->objectives * s->activity_classes * partners);
    struct indices all = {0}, here = {0}, live = {0};
    size_t n = 0;
    for (uint32_t i = 0; i < q->questions.len; i++) vec_push(arena_of(q), &all, i);
    for (size_t o = 0; o < s->objectives; o++) {
        if (s->m->objective != MODEL_NONE) q->situation[s->m->objective] = (int64_t)o;
        narrow(q, &all, 1, &here);
        for (size_t a = 0; a < s->activity_classes; a++) {
            put_class(q, s->m->activity, a);
            narrow(q, &here, 0, &live);
            for (size_t p = 0; p < partners; p++) {
                put_class(q, s->m->partner, p);
                cell_of[n++] = find_cell(q, &live);
            }
        }
    }
    return cell_of;
}

static bool same_cells(const struct coverage *s, const uint32_t *cell_of, size_t partners, size_t p,
                       size_t other) {
    for (size_t i = 0; i < s->objectives * s->activity_classes; i++)
        if (cell_of[i * partners + p] != cell_of[i * partners + other]) return false;
    return true;
}

static bool ever_in_scope(const struct coverage *s, const uint32_t *cell_of, size_t partners,
                          size_t p) {
    for (size_t i = 0; i < s->objectives * s->activity_classes; i++)
        if (s->cells.at[cell_of[i * partners + p]].kinds) return true;
    return false;
}

static void add_value(struct coverage *s, struct partner_class *class, size_t value) {
    if (!class->values)
        class->values =
            arena_array(s->arena, uint64_t, s->m->facts.at[s->m->partner].values.len / 64 + 1);
    class->values[value / 64] |= UINT64_C(1) << (value % 64);
    class->size++;
}

/* Partners with the same cells become one class, in the order of the first of each. */
static void join_partners(struct search *q) {
    struct coverage *s = q->out;
    const uint32_t *class_of;
    size_t n = classes_of(q, s->m->partner, &class_of),
           values = s->m->partner == MODEL_NONE ? 1 : s->m->facts.at[s->m->partner].values.len;
    const uint32_t *cell_of = fill_cells(q, n);
    uint32_t *joined = arena_array(s->arena, uint32_t,
                                   n); /* by class of the conditions: the class of the map + 1 */
    struct indices first = {0};        /* by class of the map */
    for (size_t v = 0; v < values; v++) {
        size_t p = class_of[v];
        bool inside = ever_in_scope(s, cell_of, n, p);
        for (uint32_t c = 0; c < first.len && inside && !joined[p]; c++)
            if (same_cells(s, cell_of, n, p, first.at[c])) joined[p] = c + 1;
        if (inside && !joined[p]) {
            vec_push(s->arena, &first, (uint32_t)p);
            vec_push(s->arena, &s->partners, (struct partner_class){0});
            joined[p] = (uint32_t)first.len;
        }
        if (s->m->partner != MODEL_NONE)
            add_value(s, inside ? &s->partners.at[joined[p] - 1] : &s->outside, v);
    }
    s->cell_of =
        arena_array(s->arena, uint32_t, s->objectives * s->activity_classes * first.len + 1);
    for (size_t i = 0; i < s->objectives * s->activity_classes; i++)
        for (size_t c = 0; c < first.len; c++)
            s->cell_of[i * first.len + c] = cell_of[i * n + first.at[c]];
}

/* ---- names ---- */

static struct naming naming_of(const struct coverage *s, bool in_scope) {
    struct naming n = {.arena = s->arena,
                       .fact = &s->m->facts.at[s->m->partner],
                       .most = SIZE_MAX,
                       .titles = true};
    uint64_t *among = arena_array(s->arena, uint64_t, n.fact->values.len / 64 + 1);
    for (size_t v = 0; v < n.fact->values.len; v++)
        if ((!s->outside.size || !bitset_has(s->outside.values, v)) == in_scope)
            among[v / 64] |= UINT64_C(1) << (v % 64);
    n.among = among;
    vec_each (const struct group, g, &s->m->groups)
        if (g->fact == s->m->partner)
            naming_add(&n, g->id.title ? g->id.title : g->id.name, g->set);
    return n;
}

const char *coverage_partners(const struct coverage *s, const struct indices *classes) {
    if (classes->len == s->partners.len)
        return s->outside.size ? "every partner in scope" : "every partner";
    size_t words = s->m->facts.at[s->m->partner].values.len / 64 + 1;
    uint64_t *set = arena_array(s->arena, uint64_t, words);
    vec_each (uint32_t, c, classes)
        for (size_t k = 0; k < words; k++) set[k] |= s->partners.at[*c].values[k];
    return naming_words(&s->naming[true], set, "and");
}

/* ---- the whole ---- */

const struct coverage *coverage_of(const struct policy *e) {
    const struct model *m = e->rules->model;
    struct coverage *s = arena_new(e->arena, struct coverage);
    struct search q = {.out = s, .g = diagrams_new(e->space, POLICY_STEPS)};
    const uint32_t *partner_class;
    *s = (struct coverage){.m = m, .arena = e->arena, .objectives = 1, .activities = 1};
    if (m->objective != MODEL_NONE) s->objectives = m->facts.at[m->objective].values.len;
    if (m->activity != MODEL_NONE) s->activities = m->facts.at[m->activity].values.len;
    q.d = decisions_new(version_new(q.g, e->clauses), NULL, true);
    q.feasible = diagram_and(q.g, q.d->v->possible, q.d->in_scope);
    s->activity_classes = classes_of(&q, m->activity, &s->activity_class);
    size_t partners = classes_of(&q, m->partner, &partner_class);
    ask_all(&q);
    bool too_wide = s->objectives * s->activity_classes * partners > MOST_CELLS;
    if (q.g->gave_up || too_wide) {
        diag_report(
            e->d, DIAG_NOT_DECIDED, m->at,
            "what each objective, activity and partner is given was not decided: the policy has %s",
            q.g->gave_up ? why_text(q.g->why)
                         : "too many objectives, activities and partners that differ for a table "
                           "that anybody could read");
        return NULL;
    }
    map_init(&q.cells, e->arena);
    q.answers = arena_array(e->arena, uint64_t, answer_words(&q));
    q.situation = arena_array(e->arena, int64_t, m->facts.len + 1);
    join_partners(&q);
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
