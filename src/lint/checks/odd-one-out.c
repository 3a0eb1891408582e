/*
 * What all others of its kind say and one does not: a permission without the condition that goes
 * with another of its conditions everywhere else, a duty without `using` beside others that have
 * it, a provision without `for`; and what says something else than all others: a default, a bearer
 * of duties, one of several alternatives. One that differs from many was likely not meant to; where
 * two differ, they were.
 *
 * Source: D. Engler and others, "Bugs as deviant behavior", SOSP 2001.
 */
#include "lint/lint.h"

#include <string.h>

/* What says more than this is a list, and like no other; pairs of it would be too many. */
enum { NOTES = 3, MOST_TRAITS = 40 };

struct trait {
    const char *name; /* of the table's own: one text, one pointer */
    bool follows;     /* nothing is expected of what has it */
};

struct row {
    struct span at;
    struct traits VEC(struct trait) traits;
};

/* Those with one trait, and of these, those with another, too. */
struct pair {
    const char *when, *then; /* `when` NULL: all rows */
    size_t n;
    bool follows; /* `then` does */
};

struct kind {
    struct analysis *l;
    enum diag_code code;
    const char *others; /* what the rows are, many of them */
    size_t least;       /* so many have to agree */
    bool pairwise;      /* on what goes with a trait; else on what all have */
    bool what_follows;  /* on what follows alone */
    struct intern names;
    struct rows VEC(struct row) rows;
    struct pairs VEC(struct pair) pairs;
    struct map known; /* pairs, and by NULL how many have a trait */
};

static struct kind kind_of(struct analysis *l, enum diag_code code, const char *others,
                           size_t least, bool pairwise) {
    struct kind k = {.l = l, .code = code, .others = others, .least = least, .pairwise = pairwise};
    intern_init(&k.names, l->arena);
    map_init(&k.known, l->arena);
    return k;
}

static bool has(const struct row *row, const char *trait) {
    vec_each (struct trait, t, &row->traits)
        if (t->name == trait) return true;
    return trait == NULL;
}

static void add_trait(struct kind *k, const char *name, bool follows) {
    struct row *row = &k->rows.at[k->rows.len - 1];
    name = intern(&k->names, name, strlen(name));
    if (row->traits.len > MOST_TRAITS || has(row, name)) return;
    vec_push(k->l->arena, &row->traits, ((struct trait){name, follows}));
}

static void add_row(struct kind *k, struct span at) {
    vec_push(k->l->arena, &k->rows, ((struct row){.at = at}));
}

static void count(struct kind *k, const char *when, const struct trait *then) {
    uint32_t n = (uint32_t)k->pairs.len;
    uint32_t at = map_add(&k->known, map_name(when), map_name(then->name), n);
    if (at == n)
        vec_push(k->l->arena, &k->pairs, ((struct pair){when, then->name, 0, then->follows}));
    k->pairs.at[at].n++;
}

static size_t counted(const struct kind *k, const char *trait) {
    uint32_t at = map_get(&k->known, 0, map_name(trait));
    return trait == NULL ? k->rows.len : at == MAP_NONE ? 0 : k->pairs.at[at].n;
}

/* The one that has the first trait of a pair and not the second; once, whatever it is missed by. */
static void report(struct kind *k, const struct pair *p, struct map *told) {
    uint32_t i = 0;
    while (!has(&k->rows.at[i], p->when) || has(&k->rows.at[i], p->then)) i++;
    uint32_t n = (uint32_t)told->len;
    if (map_add(told, i, map_name(p->then), n) != n) return;
    const char *with = p->when ? arena_printf(k->l->arena, " with %s", p->when) : "";
    diag_report(k->l->d, k->code, k->rows.at[i].at,
                "the other %zu %s%s have %s, and this one has not: add it if it was forgotten",
                p->n, k->others, with, p->then);
    size_t shown = 0;
    vec_each (struct row, row, &k->rows)
        if (has(row, p->when) && has(row, p->then) && shown++ < NOTES)
            diag_note(k->l->d, row->at, "this one has it");
}

static void drop_lists(struct kind *k) {
    size_t kept = 0;
    vec_each (struct row, row, &k->rows)
        if (row->traits.len <= MOST_TRAITS) k->rows.at[kept++] = *row;
    k->rows.len = kept;
}

static void judge(struct kind *k) {
    struct map told;
    map_init(&told, k->l->arena);
    drop_lists(k);
    vec_each (struct row, row, &k->rows)
        vec_each (struct trait, then, &row->traits) {
            count(k, NULL, then);
            vec_each (struct trait, when, &row->traits)
                if (when != then && !when->follows) count(k, when->name, then);
        }
    for (size_t i = 0; i < k->pairs.len; i++) {
        const struct pair *p = &k->pairs.at[i];
        bool asked = (p->when != NULL) == k->pairwise && (p->follows || !k->what_follows);
        if (asked && p->n >= k->least && counted(k, p->when) == p->n + 1) report(k, p, &told);
    }
}

/* ---- what conditions ask ---- */

static const char *written(const struct analysis *l, struct span at) {
    const struct source *source = l->d->sources->at[at.file];
    return arena_printf(l->arena, "`%s`", source_words(l->arena, source, at));
}

static void add_terms(struct kind *k, const struct cond *c) {
    if (c->kind == COND_AND)
        vec_each (struct cond *, term, &c->terms) add_trait(k, written(k->l, (*term)->at), false);
    else
        add_trait(k, written(k->l, c->at), false);
}

static void add_conditions(struct kind *k, const struct statement *s) {
    vec_each (struct qualifier, q, &s->qualifiers)
        if (q->kind == AST_WHEN) add_terms(k, q->cond);
}

static bool has_clause(const struct statement *s, enum ast_qualifier_kind kind) {
    vec_each (struct qualifier, q, &s->qualifiers)
        if (q->kind == kind) return true;
    return false;
}

/* ---- what is compared ---- */

/* Permissions, whatever the paragraph: what is asked together. */
static void terms_of_permissions(struct analysis *l, enum diag_code code) {
    struct kind k = kind_of(l, code, "permissions", 3, true);
    vec_each (const struct block, b, &l->m->blocks)
        vec_each (struct statement, s, &b->statements)
            if (s->kind == STATEMENT_PERMISSION) {
                add_row(&k, s->at);
                add_conditions(&k, s);
            }
    judge(&k);
}

/* Paragraphs with a permission, by what that asks: their duties. Of those that come before, the
 * loophole is another check's. */
static void duties_of_permissions(struct analysis *l, enum diag_code code) {
    struct kind k = kind_of(l, code, "paragraphs that permit something", 3, true);
    k.what_follows = true;
    vec_each (const struct block, b, &l->m->blocks) {
        add_row(&k, b->id.at);
        vec_each (struct statement, s, &b->statements)
            if (s->kind == STATEMENT_PERMISSION)
                add_conditions(&k, s);
            else if (s->kind == STATEMENT_DUTY && l->m->duties.at[s->duty].timing != DUTY_BEFORE)
                add_trait(&k,
                          arena_printf(l->arena, "the duty %s", l->m->duties.at[s->duty].id.name),
                          true);
    }
    judge(&k);
}

/* Permissions of one kind of paragraph: whether they say for what and with whom. */
static void clauses_of_permissions(struct analysis *l, enum diag_code code) {
    static const struct {
        enum block_kind kind;
        const char *others;
    } kinds[] = {{BLOCK_OBJECTIVE, "permissions of objectives"},
                 {BLOCK_PROVISION, "permissions of provisions"}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct kind k = kind_of(l, code, kinds[i].others, 4, false);
        vec_each (const struct block, b, &l->m->blocks)
            vec_each (struct statement, s, &b->statements) {
                if (s->kind != STATEMENT_PERMISSION || b->kind != kinds[i].kind) continue;
                add_row(&k, s->at);
                if (has_clause(s, AST_FOR)) add_trait(&k, "`for` (the activities)", true);
                if (has_clause(s, AST_WITH)) add_trait(&k, "`with` (the partners)", true);
            }
        judge(&k);
    }
}

/* The duties of one paragraph: whether they say with which approaches they go. */
static void reach_of_duties(struct analysis *l, enum diag_code code) {
    vec_each (const struct block, b, &l->m->blocks) {
        struct kind k = kind_of(l, code, "duties of this paragraph", 2, false);
        vec_each (struct statement, s, &b->statements) {
            if (s->kind != STATEMENT_DUTY || lint_goes_on(b, s)) continue;
            add_row(&k, s->at);
            if (s->has_using) add_trait(&k, "`using` (the approaches)", true);
        }
        judge(&k);
    }
}

/* Facts that tell whether a duty is done. */
static void defaults_of_approvals(struct analysis *l, enum diag_code code) {
    struct kind k = kind_of(l, code, "facts that tell whether a duty is done", 2, false);
    for (uint32_t f = 0; f < l->m->facts.len; f++) {
        const struct fact *fact = &l->m->facts.at[f];
        bool tells = false;
        vec_each (struct duty, d, &l->m->duties) tells = tells || duty_fact(d) == f;
        if (!tells || fact->kind != FACT_FLAG) continue;
        add_row(&k, fact->id.at);
        if (fact->has_default) add_trait(&k, "a default", true);
    }
    judge(&k);
}

/* ---- what says something else ---- */

enum { LEAST_ALIKE = 3 };

/* Of things of one kind in their order, what each says. */
struct saying {
    struct span at;
    const char *name, *says; /* interned */
};
struct sayings VEC(struct saying);

/* The one that says something else than all others, who say the same; NULL where there is none. */
static const struct saying *one_otherwise(const struct sayings *all) {
    const struct saying *odd = NULL;
    if (all->len <= LEAST_ALIKE) return NULL;
    const char *first = all->at[0].says,
               *usual = first == all->at[1].says ? first : all->at[2].says;
    vec_each (struct saying, x, all) {
        if (x->says == usual) continue;
        if (odd) return NULL;
        odd = x;
    }
    return odd;
}

/* `what`: "defaults of yes-or-no facts and judgements" */
static void judge_sayings(struct analysis *l, enum diag_code code, const struct sayings *all,
                          const char *what, const char *advice) {
    const struct saying *odd = one_otherwise(all);
    if (!odd) return;
    const struct saying *usual = odd == all->at ? odd + 1 : all->at;
    diag_report(l->d, code, odd->at, "all %zu other %s are %s, and that of %s is %s: %s",
                all->len - 1, what, usual->says, odd->name, odd->says, advice);
    diag_note(l->d, usual->at, "that of %s, for one", usual->name);
}

static void defaults(struct analysis *l, enum diag_code code) {
    struct sayings all = {0};
    vec_each (const struct fact, f, &l->m->facts)
        if (f->kind == FACT_FLAG && f->has_default)
            vec_push(l->arena, &all,
                     ((struct saying){f->id.at, f->id.name, f->default_value ? "yes" : "no"}));
    judge_sayings(l, code, &all, "defaults of yes-or-no facts and judgements",
                  "what is not stated counts as so; mend it, or allow it here with the reason");
}

/* Those whose title does not name their bearer. */
static void bearers(struct analysis *l, enum diag_code code) {
    struct sayings all = {0};
    struct intern names;
    intern_init(&names, l->arena);
    vec_each (const struct duty, d, &l->m->duties)
        if (d->by && !(d->id.title && lint_title_says_all(l->arena, d->id.title, d->by)))
            vec_push(l->arena, &all,
                     ((struct saying){d->id.at, d->id.name, intern(&names, d->by, strlen(d->by))}));
    judge_sayings(l, code, &all, "bearers of duties that the title does not name",
                  "name the bearer in the title, or mend `by`");
}

/* Readings: whether what is taken stands first. */
static void takings(struct analysis *l, enum diag_code code) {
    struct sayings all = {0};
    vec_each (const struct fact, f, &l->m->facts)
        if (f->source == FACT_READING)
            vec_push(l->arena, &all,
                     ((struct saying){f->id.at, f->id.name,
                                      f->taken == 0 ? "the first value" : "a later value"}));
    judge_sayings(l, code, &all, "readings that are taken",
                  "see whether the other one was meant, or let it stand first");
}

/* ---- alternatives ---- */

struct facts_asked {
    bool *facts;
    size_t n;
};

static struct facts_asked facts_asked(struct analysis *l, const struct cond *c) {
    struct facts_asked asked = {arena_array(l->arena, bool, l->m->facts.len + 1), 0};
    ask_tested(l->m, c, asked.facts);
    for (uint32_t f = 0; f < l->m->facts.len; f++) asked.n += asked.facts[f];
    return asked;
}

static bool asks_within(const struct analysis *l, const struct facts_asked *x,
                        const struct facts_asked *y) {
    for (uint32_t f = 0; f < l->m->facts.len; f++)
        if (x->facts[f] && !y->facts[f]) return false;
    return true;
}

/* Terms of a list that ask for several facts each, all of them for the same in the same way, but
 * for one that asks for some of these alone, or joins them otherwise. */
static void alternatives(struct analysis *l, enum diag_code code, const struct cond *c) {
    size_t n = c->terms.len;
    vec_each (struct cond *, term, &c->terms) alternatives(l, code, *term);
    if ((c->kind != COND_OR && c->kind != COND_AND) || n < LEAST_ALIKE || n > MOST_TRAITS) return;
    struct facts_asked *asked = arena_array(l->arena, struct facts_asked, n);
    for (size_t i = 0; i < n; i++) asked[i] = facts_asked(l, c->terms.at[i]);
#define ALIKE(i, j)                                                              \
    (c->terms.at[i]->kind == c->terms.at[j]->kind && asked[i].n == asked[j].n && \
     asks_within(l, &asked[i], &asked[j]))
    size_t usual = ALIKE(0, 1) || ALIKE(0, 2) ? 0 : 1, odd = n, others = 0;
    for (size_t i = 0; i < n; i++) {
        if (!ALIKE(i, usual)) odd = odd == n ? i : n + 1;
        if (odd > n) return;
        others += ALIKE(i, usual);
    }
    bool joins = c->terms.at[usual]->kind == COND_AND || c->terms.at[usual]->kind == COND_OR;
    if (odd == n || others < 2 || asked[usual].n < 2 || !joins ||
        !asks_within(l, &asked[odd], &asked[usual]))
        return;
    struct words names = {0};
    for (uint32_t f = 0; f < l->m->facts.len; f++)
        if (asked[usual].facts[f]) vec_push(l->arena, &names, l->m->facts.at[f].id.name);
    diag_report(l->d, code, c->terms.at[odd]->at,
                "the other %zu parts of this list ask for %s, joined by `%s`, and this one does "
                "not: see whether something was lost, or `and` and `or` taken for one another",
                others, ask_list(l->arena, &names, "and"),
                c->terms.at[usual]->kind == COND_AND ? "and" : "or");
    diag_note(l->d, c->terms.at[usual]->at, "this one, for example");
}
#undef ALIKE

static void all_alternatives(struct analysis *l, enum diag_code code) {
    vec_each (const struct block, b, &l->m->blocks)
        vec_each (struct statement, s, &b->statements) {
            if (lint_goes_on(b, s)) continue;
            vec_each (struct qualifier, q, &s->qualifiers) alternatives(l, code, q->cond);
            if (s->cond) alternatives(l, code, s->cond);
        }
    vec_each (struct define, d, &l->m->defines) alternatives(l, code, d->means);
}

void lint_odd_one_out(struct analysis *l, enum diag_code code) {
    terms_of_permissions(l, code);
    duties_of_permissions(l, code);
    clauses_of_permissions(l, code);
    reach_of_duties(l, code);
    defaults_of_approvals(l, code);
    defaults(l, code);
    bearers(l, code);
    takings(l, code);
    all_alternatives(l, code);
}
