/*
 * A policy as formulas for an SMT solver: a second oracle beside the interpreter, for policies of
 * more situations than can be gone over.
 *
 * Written from the model and from grammar/reference.md alone, sentence by sentence. It takes
 * nothing from rules/ (no flat rule, no order of stages: what waits for what is left to the solver,
 * as equations) and nothing from space/ (no classes of values, no boxes, no diagrams).
 */
#ifndef TESTS_LONG_SMT_H
#define TESTS_LONG_SMT_H

#include "model/model.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Facts of all versions that are spoken of in one script: one where name and type are the same;
 * values are one where the name is. */
struct smt_fact {
    const char *name;
    enum fact_kind kind;
    unsigned decimals;
    struct smt_values VEC(const char *) values;
};

struct smt {
    FILE *out;
    struct arena *arena;
    struct smt_facts VEC(struct smt_fact) facts;
    size_t asked;
    struct smt_answers
    VEC(bool) answers; /* to what was asked, in that order: whether there is such a situation */
};

/* What a statement could say instead: the whole condition of it and, of an expectation, what should
 * be met. */
struct smt_variant {
    uint32_t statement;
    const struct cond *cond, *meet;
};

/* Names of blocks, statements and facts are numbers behind a letter that is the version's. */
struct smt_version {
    struct smt *s;
    const struct model *m;
    char name;
    char situation; /* letter of the facts it is asked about: 'x', or 'y' for another situation */
    const int64_t *taken; /* by fact: the values of readings; NULL: as the policy says */
    bool open_readings;   /* readings are facts like any other */
    bool change; /* where `sel` is n, statement n never holds; where it is n more than there are
                    statements, variant n holds instead */
    uint32_t
        absent; /* the statement that is left out, as if it had never been written; or MODEL_NONE */
    struct smt_variants VEC(struct smt_variant) variants; /* in the order of their statements */
    uint32_t *fact_of;                                    /* by fact: in s->facts */
    uint32_t *first; /* by block: number of its first statement; one more at the end */
};

__attribute__((format(printf, 2, 3))) static inline void smt_put(struct smt *s, const char *fmt,
                                                                 ...) {
    va_list ap;
    va_start(ap, fmt);
    vfprintf(s->out, fmt, ap);
    va_end(ap);
}

/* ---- facts ---- */

static inline uint32_t smt_value(const struct smt_fact *f, const char *name) {
    uint32_t v = 0;
    while (v < f->values.len && strcmp(f->values.at[v], name) != 0) v++;
    return v;
}

static inline uint32_t smt_add_fact(struct smt *s, const struct fact *f) {
    uint32_t i = 0;
    unsigned decimals = f->kind == FACT_NUMBER ? f->decimals : 0;
    while (i < s->facts.len &&
           (strcmp(s->facts.at[i].name, f->id.name) != 0 || s->facts.at[i].kind != f->kind ||
            s->facts.at[i].decimals != decimals))
        i++;
    if (i == s->facts.len)
        vec_push(s->arena, &s->facts,
                 ((struct smt_fact){.name = f->id.name, .kind = f->kind, .decimals = decimals}));
    struct smt_fact *own = &s->facts.at[i];
    vec_each (struct declared, v, &f->values)
        if (smt_value(own, v->name) == own->values.len) vec_push(s->arena, &own->values, v->name);
    return i;
}

/* Every version is made before the first situation is declared. */
static inline struct smt_version smt_version(struct smt *s, const struct model *m, char name,
                                             char situation, bool open_readings) {
    struct smt_version own = {.s = s,
                              .m = m,
                              .name = name,
                              .situation = situation,
                              .open_readings = open_readings,
                              .absent = MODEL_NONE},
                       *v = &own;
    uint32_t n = 0;
    v->fact_of = arena_array(v->s->arena, uint32_t, m->facts.len + 1);
    for (uint32_t f = 0; f < m->facts.len; f++)
        if (v->open_readings || m->facts.at[f].source != FACT_READING)
            v->fact_of[f] = smt_add_fact(v->s, &m->facts.at[f]);
    v->first = arena_array(v->s->arena, uint32_t, m->blocks.len + 1);
    for (uint32_t b = 0; b < m->blocks.len; b++) {
        v->first[b] = n;
        n += (uint32_t)m->blocks.at[b].statements.len;
    }
    v->first[m->blocks.len] = n;
    return own;
}

/* A value for each fact: yes or no, one bit an element of a set, else 64 bits. */
static inline void smt_situation(struct smt *s, char letter) {
    for (uint32_t f = 0; f < s->facts.len; f++) {
        const struct smt_fact *fact = &s->facts.at[f];
        if (fact->kind == FACT_SET_OF)
            for (uint32_t v = 0; v < fact->values.len; v++)
                smt_put(s, "(declare-const %c%u.%u Bool)\n", letter, f, v);
        else if (fact->kind == FACT_FLAG)
            smt_put(s, "(declare-const %c%u Bool)\n", letter, f);
        else
            smt_put(s, "(declare-const %c%u (_ BitVec %d))\n", letter, f,
                    fact->kind == FACT_ONE_OF ? 16 : 64);
        if (fact->kind == FACT_ONE_OF)
            smt_put(s, "(assert (bvult %c%u (_ bv%zu 16)))\n", letter, f, fact->values.len);
    }
}

/* That both situations agree on the fact. */
static inline void smt_alike(struct smt *s, uint32_t f) {
    const struct smt_fact *fact = &s->facts.at[f];
    smt_put(s, "(and true");
    if (fact->kind == FACT_SET_OF)
        for (uint32_t v = 0; v < fact->values.len; v++)
            smt_put(s, " (= x%u.%u y%u.%u)", f, v, f, v);
    else
        smt_put(s, " (= x%u y%u)", f, f);
    smt_put(s, ")");
}

/* That the fact has this value, as the solver numbers it: of a set the bits of its elements. */
static inline void smt_equals(struct smt *s, char letter, uint32_t f, int64_t value) {
    const struct smt_fact *fact = &s->facts.at[f];
    if (fact->kind == FACT_SET_OF) {
        smt_put(s, "(and true");
        for (uint32_t v = 0; v < fact->values.len; v++)
            smt_put(s, (uint64_t)value >> v & 1 ? " %c%u.%u" : " (not %c%u.%u)", letter, f, v);
        smt_put(s, ")");
    } else if (fact->kind == FACT_FLAG) {
        smt_put(s, value ? "%c%u" : "(not %c%u)", letter, f);
    } else {
        smt_put(s, "(= %c%u (_ bv%" PRIu64 " %d))", letter, f, (uint64_t)value,
                fact->kind == FACT_ONE_OF ? 16 : 64);
    }
}

/* ---- conditions ---- */

static inline void smt_cond(const struct smt_version *v, const struct cond *c);

/* The value, in the numbers of this version's fact. */
static inline void smt_has_value(const struct smt_version *v, uint32_t fact, int64_t value) {
    uint32_t f = v->fact_of[fact];
    const struct fact *own = &v->m->facts.at[fact];
    smt_equals(v->s, v->situation, f,
               own->kind == FACT_ONE_OF ? smt_value(&v->s->facts.at[f], own->values.at[value].name)
                                        : value);
}

static inline void smt_in(const struct smt_version *v, const struct cond *c) {
    const struct fact *fact = &v->m->facts.at[c->fact];
    if (fact->source == FACT_READING && !v->open_readings) {
        int64_t is = v->taken ? v->taken[c->fact] : fact->taken;
        smt_put(v->s, bitset_has(c->set, (uint64_t)is) ? "true" : "false");
        return;
    }
    uint32_t n = fact->kind == FACT_FLAG ? 2 : (uint32_t)fact->values.len;
    smt_put(v->s, "(or false");
    for (uint32_t value = 0; value < n; value++)
        if (bitset_has(c->set, value)) {
            smt_put(v->s, " ");
            smt_has_value(v, c->fact, value);
        }
    smt_put(v->s, ")");
}

static inline void smt_element(const struct smt_version *v, uint32_t fact, uint32_t element) {
    uint32_t f = v->fact_of[fact];
    smt_put(v->s, " %c%u.%u", v->situation, f,
            smt_value(&v->s->facts.at[f], v->m->facts.at[fact].values.at[element].name));
}

static inline void smt_terms(const struct smt_version *v, const char *op,
                             const struct conds *terms) {
    smt_put(v->s, "(%s", op);
    vec_each (struct cond *, term, terms) {
        smt_put(v->s, " ");
        smt_cond(v, *term);
    }
    smt_put(v->s, ")");
}

static inline bool smt_stands(const struct smt_version *v, uint32_t statement) {
    return statement != v->absent;
}

static inline bool smt_permits(const struct smt_version *v, uint32_t b) {
    const struct block *block = &v->m->blocks.at[b];
    for (uint32_t i = 0; i < block->statements.len; i++)
        if (block->statements.at[i].kind == STATEMENT_PERMISSION && smt_stands(v, v->first[b] + i))
            return true;
    return false;
}

/* "A block applies when one of its permissions applies or, if it has none, one of its other rules."
 */
static inline void smt_block_applies(const struct smt_version *v, uint32_t b) {
    const struct block *block = &v->m->blocks.at[b];
    bool permits = smt_permits(v, b);
    smt_put(v->s, "(or false");
    for (uint32_t i = 0; i < block->statements.len; i++)
        if (smt_stands(v, v->first[b] + i) &&
            (!permits || block->statements.at[i].kind == STATEMENT_PERMISSION))
            smt_put(v->s, " %ca%u", v->name, v->first[b] + i);
    smt_put(v->s, ")");
}

static inline void smt_count(const struct smt_version *v, const struct cond *c) {
    smt_put(v->s, "(bvuge (bvadd (_ bv0 16)");
    vec_each (struct cond *, term, &c->terms) {
        smt_put(v->s, " (ite ");
        smt_cond(v, *term);
        smt_put(v->s, " (_ bv1 16) (_ bv0 16))");
    }
    smt_put(v->s, ") (_ bv%u 16))", c->count);
}

static inline void smt_cond(const struct smt_version *v, const struct cond *c) {
    struct smt *s = v->s;
    switch (c->kind) {
    case COND_TRUE: smt_put(s, "true"); break;
    case COND_IN: smt_in(v, c); break;
    case COND_RANGE:
        smt_put(s, "(and (bvsle (_ bv%" PRIu64 " 64) %c%u)", (uint64_t)c->low, v->situation,
                v->fact_of[c->fact]);
        smt_put(s, " (bvsle %c%u (_ bv%" PRIu64 " 64)))", v->situation, v->fact_of[c->fact],
                (uint64_t)c->high);
        break;
    case COND_INCLUDES:
        smt_put(s, "(and");
        smt_element(v, c->fact, c->element);
        smt_put(s, ")");
        break;
    case COND_EMPTY:
        smt_put(s, "(not (or false");
        for (uint32_t e = 0; e < v->m->facts.at[c->fact].values.len; e++)
            smt_element(v, c->fact, e);
        smt_put(s, "))");
        break;
    case COND_NOT: smt_terms(v, "not", &c->terms); break;
    case COND_AND: smt_terms(v, "and", &c->terms); break;
    case COND_OR: smt_terms(v, "or", &c->terms); break;
    case COND_COUNT: smt_count(v, c); break;
    case COND_DEFINE: smt_put(s, "%cd%u", v->name, c->index); break;
    case COND_APPLIES: smt_block_applies(v, c->index); break;
    case COND_ANY_PROVISION:
        smt_put(s, "(or false");
        for (uint32_t b = 0; b < v->m->blocks.len; b++)
            if (v->m->blocks.at[b].kind == BLOCK_PROVISION) {
                smt_put(s, " ");
                smt_block_applies(v, b);
            }
        smt_put(s, ")");
        break;
    }
}

static inline void smt_qualifiers(const struct smt_version *v,
                                  const struct qualifiers *qualifiers) {
    vec_each (struct qualifier, c, qualifiers) {
        smt_put(v->s, c->kind == AST_UNLESS ? " (not " : " ");
        smt_cond(v, c->cond);
        smt_put(v->s, c->kind == AST_UNLESS ? ")" : "");
    }
}

/* ---- rules ---- */

/* The variants of a statement that say something else of its condition, or of what should be met;
 * then comes what it says itself. */
static inline uint32_t smt_variants_begin(const struct smt_version *v, uint32_t number, bool meet) {
    uint32_t open = 0;
    for (uint32_t i = 0; i < v->variants.len; i++) {
        const struct smt_variant *variant = &v->variants.at[i];
        const struct cond *cond = meet ? variant->meet : variant->cond;
        if (variant->statement != number || !cond) continue;
        smt_put(v->s, "(ite (= sel (_ bv%u 16)) ", v->first[v->m->blocks.len] + i);
        smt_cond(v, cond);
        smt_put(v->s, " ");
        open++;
    }
    return open;
}

static inline void smt_variants_end(const struct smt_version *v, uint32_t open) {
    while (open-- > 0) smt_put(v->s, ")");
}

/* "Its rules hold under that objective"; then its qualifiers. A gate closes "unless the condition
 * holds". */
static inline void smt_holds(const struct smt_version *v, uint32_t b, uint32_t number,
                             const struct statement *t) {
    const struct block *block = &v->m->blocks.at[b];
    smt_put(v->s, "(define-fun %ch%u () Bool ", v->name, number);
    uint32_t open = v->change ? smt_variants_begin(v, number, false) : 0;
    smt_put(v->s, "(and true");
    if (v->change) smt_put(v->s, " (not (= sel (_ bv%u 16)))", number);
    if (block->kind == BLOCK_OBJECTIVE || block->kind == BLOCK_PROVISION) {
        smt_put(v->s, " ");
        smt_has_value(v, v->m->objective, block->objective);
    }
    smt_qualifiers(v, &t->qualifiers);
    if (t->kind == STATEMENT_REQUIREMENT) {
        smt_put(v->s, " (not ");
        smt_cond(v, t->cond);
        smt_put(v->s, ")");
    }
    smt_variants_end(v, open);
    smt_put(v->s, "))\n");
}

/* A permission of the block that names the approach applies. */
static inline void smt_opened(const struct smt_version *v, uint32_t b, uint32_t approach) {
    const struct block *block = &v->m->blocks.at[b];
    smt_put(v->s, "(or false");
    for (uint32_t i = 0; i < block->statements.len; i++)
        if (block->statements.at[i].kind == STATEMENT_PERMISSION &&
            smt_stands(v, v->first[b] + i) && (block->statements.at[i].approaches >> approach & 1))
            smt_put(v->s, " %ca%u", v->name, v->first[b] + i);
    smt_put(v->s, ")");
}

/* What the statement names. "In a provision, or in a principle or paragraph that has a permission:
 * to those that it opens, when it does. In a provision without one, as in its objective. In an
 * objective: under that objective, to every approach. In an approach: to that approach. In any
 * other block: to every approach. A `using` qualifier names other approaches instead; beside a
 * permission it still waits for that permission." */
static inline void smt_aims_at(const struct smt_version *v, uint32_t b, const struct statement *t,
                               uint32_t a) {
    const struct block *block = &v->m->blocks.at[b];
    if (t->kind != STATEMENT_DUTY && t->kind != STATEMENT_EXPECTATION) {
        smt_put(v->s, t->approaches >> a & 1 ? " true" : " false");
        return;
    }
    bool waits =
        smt_permits(v, b) && (block->kind == BLOCK_PROVISION || block->kind == BLOCK_PRINCIPLE ||
                              block->kind == BLOCK_PARAGRAPH);
    if (t->has_using ? !(t->using >> a & 1) : block->kind == BLOCK_APPROACH && block->approach != a)
        smt_put(v->s, " false");
    if (!waits) return;
    smt_put(v->s, " ");
    if (t->has_using)
        smt_block_applies(v, b);
    else
        smt_opened(v, b, a);
}

/* "R prevails over S lifts what holds back, and does nothing else: for each approach that an
 * applying permission of R names, no prohibition and no `requires` of S closes it, and no duty of S
 * that is due `before` attaches to it." */
static inline void smt_not_lifted(const struct smt_version *v, uint32_t b,
                                  const struct statement *t, uint32_t a) {
    bool before = t->kind == STATEMENT_DUTY && v->m->duties.at[t->duty].timing == DUTY_BEFORE;
    if (t->kind != STATEMENT_PROHIBITION && t->kind != STATEMENT_REQUIREMENT && !before) return;
    vec_each (struct priority, p, &v->m->priorities)
        if (p->loser == b && (!p->requirement_only || t->kind == STATEMENT_REQUIREMENT)) {
            smt_put(v->s, " (not ");
            smt_opened(v, p->winner, a);
            smt_put(v->s, ")");
        }
}

/* "A rule applies where its clauses hold and it still acts for at least one approach: opens it,
 * closes it or attaches to it." */
static inline void smt_acting(const struct smt_version *v, uint32_t b, uint32_t number,
                              const struct statement *t) {
    struct smt *s = v->s;
    for (uint32_t a = 0; a < v->m->approaches.len; a++) {
        smt_put(s, "(assert (= %cc%u.%u (and %ch%u", v->name, number, a, v->name, number);
        smt_aims_at(v, b, t, a);
        smt_not_lifted(v, b, t, a);
        smt_put(s, ")))\n");
    }
    smt_put(s, "(assert (= %ca%u (or", v->name, number);
    for (uint32_t a = 0; a < v->m->approaches.len; a++) smt_put(s, " %cc%u.%u", v->name, number, a);
    smt_put(s, ")))\n");
}

static inline void smt_rules(const struct smt_version *v) {
    struct smt *s = v->s;
    const struct model *m = v->m;
    for (uint32_t n = 0; n < v->first[m->blocks.len]; n++) {
        smt_put(s, "(declare-const %ca%u Bool)\n", v->name, n);
        for (uint32_t a = 0; a < m->approaches.len; a++)
            smt_put(s, "(declare-const %cc%u.%u Bool)\n", v->name, n, a);
    }
    for (uint32_t d = 0; d < m->defines.len; d++)
        smt_put(s, "(declare-const %cd%u Bool)\n", v->name, d);
    for (uint32_t d = 0; d < m->defines.len; d++) {
        smt_put(s, "(assert (= %cd%u ", v->name, d);
        smt_cond(v, m->defines.at[d].means);
        smt_put(s, "))\n");
    }
    for (uint32_t b = 0; b < m->blocks.len; b++)
        for (uint32_t i = 0; i < m->blocks.at[b].statements.len; i++) {
            const struct statement *t = &m->blocks.at[b].statements.at[i];
            uint32_t number = v->first[b] + i;
            if (!smt_stands(v, number)) {
                smt_put(s, "(assert (not %ca%u))\n", v->name, number);
                continue;
            }
            smt_holds(v, b, number, t);
            smt_acting(v, b, number, t);
        }
}

#endif
