/*
 * What a policy decides, as formulas: grammar/reference.md, "The decision". With what is asked of
 * them, and how the solver is run.
 */
#ifndef TESTS_LONG_SMT_DECISION_H
#define TESTS_LONG_SMT_DECISION_H

#include "tests/long/smt.h"

/* ---- the decision ---- */

/* One for each statement of this kind that names what `about` says: its number, its block. */
typedef void smt_statement(const struct smt_version *v, uint32_t b, uint32_t number,
                           const struct statement *t, uint32_t about);

static inline void smt_each(const struct smt_version *v, smt_statement *put, uint32_t about) {
    smt_put(v->s, "(or false");
    for (uint32_t b = 0; b < v->m->blocks.len; b++)
        for (uint32_t i = 0; i < v->m->blocks.at[b].statements.len; i++)
            if (smt_stands(v, v->first[b] + i))
                put(v, b, v->first[b] + i, &v->m->blocks.at[b].statements.at[i], about);
    smt_put(v->s, ")");
}

static inline void smt_permitting(const struct smt_version *v, uint32_t b, uint32_t n,
                                  const struct statement *t, uint32_t a) {
    (void)b;
    if (t->kind == STATEMENT_PERMISSION && (t->approaches >> a & 1))
        smt_put(v->s, " %ca%u", v->name, n);
}

static inline void smt_promising(const struct smt_version *v, uint32_t b, uint32_t n,
                                 const struct statement *t, uint32_t a) {
    if (t->modality >= MODALITY_WILL) smt_permitting(v, b, n, t, a);
}

static inline void smt_mandating(const struct smt_version *v, uint32_t b, uint32_t n,
                                 const struct statement *t, uint32_t a) {
    if (t->modality == MODALITY_MUST) smt_permitting(v, b, n, t, a);
}

static inline void smt_prohibiting(const struct smt_version *v, uint32_t b, uint32_t n,
                                   const struct statement *t, uint32_t a) {
    (void)b;
    if (t->kind == STATEMENT_PROHIBITION || t->kind == STATEMENT_REQUIREMENT)
        smt_put(v->s, " %cc%u.%u", v->name, n, a);
}

static inline void smt_define(const struct smt_version *v, const char *what, uint32_t a) {
    smt_put(v->s, "(define-fun %c%s%u () Bool ", v->name, what, a);
}

/* Duty d is attached to approach a, ... */
static inline void smt_duties(const struct smt_version *v) {
    const struct model *m = v->m;
    for (uint32_t a = 0; a < m->approaches.len; a++)
        for (uint32_t d = 0; d < m->duties.len; d++) {
            smt_put(v->s, "(define-fun %cduty%u.%u () Bool (or false", v->name, d, a);
            for (uint32_t b = 0; b < m->blocks.len; b++)
                for (uint32_t i = 0; i < m->blocks.at[b].statements.len; i++) {
                    const struct statement *t = &m->blocks.at[b].statements.at[i];
                    if (t->kind == STATEMENT_DUTY && t->duty == d && smt_stands(v, v->first[b] + i))
                        smt_put(v->s, " %cc%u.%u", v->name, v->first[b] + i, a);
                }
            smt_put(v->s, "))\n");
            const struct duty *duty = &m->duties.at[d];
            smt_put(v->s, "(define-fun %cbefore%u.%u () Bool ", v->name, d, a);
            if (duty->timing != DUTY_BEFORE) {
                smt_put(v->s, "false)\n");
            } else if (!duty->done) {
                smt_put(v->s, "%cduty%u.%u)\n", v->name, d, a);
            } else {
                smt_put(v->s, "(and %cduty%u.%u (not ", v->name, d, a);
                smt_has_value(v, duty->done->fact, duty_value(m, duty));
                smt_put(v->s, ")))\n");
            }
        }
}

/* Paragraph p is a ground for approach a, closes it, or says what is not met. */
static inline void smt_paragraphs(const struct smt_version *v) {
    static const char *const lists[] = {"basis", "closed", "caution"};
    const struct model *m = v->m;
    for (uint32_t list = 0; list < 3; list++)
        for (uint32_t a = 0; a < m->approaches.len; a++)
            for (uint32_t p = 0; p < m->outline.len; p++) {
                smt_put(v->s, "(define-fun %c%s%u.%u () Bool (or false", v->name, lists[list], p,
                        a);
                for (uint32_t b = 0; b < m->blocks.len; b++)
                    for (uint32_t i = 0;
                         m->blocks.at[b].outline == p && i < m->blocks.at[b].statements.len; i++) {
                        const struct statement *t = &m->blocks.at[b].statements.at[i];
                        uint32_t n = v->first[b] + i;
                        if (!smt_stands(v, n)) continue;
                        if (list == 0) smt_permitting(v, b, n, t, a);
                        if (list == 1) smt_prohibiting(v, b, n, t, a);
                        if (list == 2 && t->kind == STATEMENT_EXPECTATION) {
                            smt_put(v->s, " (and (not ");
                            uint32_t open = v->change ? smt_variants_begin(v, n, true) : 0;
                            smt_cond(v, t->cond);
                            smt_variants_end(v, open);
                            smt_put(v->s, ")");
                            smt_put(v->s, " %cc%u.%u", v->name, n, a);
                            smt_put(v->s, ")");
                        }
                    }
                smt_put(v->s, "))\n");
            }
}

/* Or, over all approaches. */
static inline void smt_any(const struct smt_version *v, const char *what) {
    smt_put(v->s, "(or false");
    for (uint32_t a = 0; a < v->m->approaches.len; a++) smt_put(v->s, " %c%s%u", v->name, what, a);
    smt_put(v->s, ")");
}

/* "The most committed one" of those for which `what` holds; unranked: each of them. */
static inline void smt_most(const struct smt_version *v, const char *what, uint32_t a) {
    smt_put(v->s, "(and %c%s%u", v->name, what, a);
    for (uint32_t higher = a + 1; v->m->ranked && higher < v->m->approaches.len; higher++)
        smt_put(v->s, " (not %c%s%u)", v->name, what, higher);
    smt_put(v->s, ")");
}

static inline void smt_outcome(const struct smt_version *v) {
    struct smt *s = v->s;
    const struct model *m = v->m;
    char c = v->name;
    bool has_default = m->default_approach != MODEL_NONE;
    uint32_t fallback = m->default_approach;
    for (uint32_t a = 0; a < m->approaches.len; a++) {
        smt_define(v, "permit", a), smt_each(v, smt_permitting, a), smt_put(s, ")\n");
        smt_define(v, "close", a), smt_each(v, smt_prohibiting, a), smt_put(s, ")\n");
        smt_put(s, "(define-fun %copen%u () Bool (and %cscope %cpermit%u (not %cclose%u)))\n", c, a,
                c, c, a, c, a);
        smt_put(s, "(define-fun %cwaits%u () Bool (or false", c, a);
        for (uint32_t d = 0; d < m->duties.len; d++) smt_put(s, " %cbefore%u.%u", c, d, a);
        smt_put(s, "))\n(define-fun %cready%u () Bool (and %copen%u (not %cwaits%u)))\n", c, a, c,
                a, c, a);
    }
    smt_put(s, "(define-fun %cany () Bool ", c), smt_any(v, "open"), smt_put(s, ")\n");
    smt_put(s, "(define-fun %canyready () Bool ", c), smt_any(v, "ready"), smt_put(s, ")\n");
    smt_put(s, "(define-fun %cdefault () Bool ", c);
    if (has_default)
        smt_put(s, "(and %cscope (not %cany) (not %cclose%u)))\n", c, c, c, fallback);
    else
        smt_put(s, "false)\n");
    smt_put(s, "(define-fun %crefused () Bool (and %cscope (not %cany) (not %cdefault)))\n", c, c,
            c, c);
    for (uint32_t a = 0; a < m->approaches.len; a++) {
        const char *by_default = a == fallback ? "true" : "false";
        smt_define(v, "best", a), smt_most(v, "open", a), smt_put(s, ")\n");
        smt_put(s, "(define-fun %cused%u () Bool (or %cbest%u (and %cdefault %s)))\n", c, a, c, a,
                c, by_default);
        smt_define(v, "start", a), smt_put(s, "(or "), smt_most(v, "ready", a);
        smt_put(s, " (and %s %cscope (not %canyready) (not %cclose%u) (not %cwaits%u))))\n",
                by_default, c, c, c, a, c, a);
        smt_define(v, "will", a), smt_each(v, smt_promising, a), smt_put(s, ")\n");
        smt_define(v, "must", a), smt_each(v, smt_mandating, a), smt_put(s, ")\n");
        smt_put(s, "(define-fun %cheld%u () Bool (and %cbest%u %cwaits%u))\n", c, a, c, a, c, a);
    }
    /* ranked: the approach of the decision waits; unranked: each that is open does */
    smt_put(s, "(define-fun %cconditional () Bool ", c);
    if (m->ranked)
        smt_any(v, "held"), smt_put(s, ")\n");
    else
        smt_put(s, "(and %cany (not %canyready)))\n", c, c);
}

/* A list of the decision: what stands with the approach of the decision, or, unranked, with one
 * that is open. */
static inline void smt_list(const struct smt_version *v, const char *what, uint32_t i,
                            const char *where) {
    smt_put(v->s, "(or false");
    for (uint32_t a = 0; a < v->m->approaches.len; a++)
        smt_put(v->s, " (and %c%s%u %c%s%u.%u)", v->name, where, a, v->name, what, i, a);
    smt_put(v->s, ")");
}

static inline void smt_lists(const struct smt_version *v) {
    struct smt *s = v->s;
    const struct model *m = v->m;
    char c = v->name;
    for (uint32_t d = 0; d < m->duties.len; d++) {
        smt_define(v, "Duty", d), smt_list(v, "duty", d, "used"), smt_put(s, ")\n");
        smt_define(v, "Before", d), smt_list(v, "before", d, "used"), smt_put(s, ")\n");
    }
    for (uint32_t p = 0; p < m->outline.len; p++) {
        smt_define(v, "Caution", p), smt_list(v, "caution", p, "used"), smt_put(s, ")\n");
        smt_define(v, "Basis", p), smt_list(v, "basis", p, "best"), smt_put(s, ")\n");
        smt_define(v, "Closed", p);
        if (m->default_approach != MODEL_NONE)
            smt_put(s, "(and %crefused %cclosed%u.%u))\n", c, c, p, m->default_approach);
        else
            smt_put(s, "(and %crefused ", c), smt_list(v, "closed", p, "permit"),
                smt_put(s, "))\n");
    }
    smt_put(s, "(define-fun %cMust () Bool (or false", c);
    for (uint32_t a = 0; a < m->approaches.len; a++)
        smt_put(s, " (and %cbest%u %cmust%u)", c, a, c, a);
    smt_put(s, "))\n(define-fun %cWill () Bool (or false", c);
    for (uint32_t a = 0; a < m->approaches.len; a++)
        smt_put(s, " (and %cbest%u %cwill%u)", c, a, c, a);
    smt_put(s, "))\n");
}

/* Values that the version has, and all that it assumes. */
static inline void smt_possible(const struct smt_version *v) {
    struct smt *s = v->s;
    smt_put(s, "(define-fun %cpossible () Bool (and true", v->name);
    for (uint32_t f = 0; f < v->m->facts.len; f++) {
        const struct fact *fact = &v->m->facts.at[f];
        const struct smt_fact *both = &s->facts.at[v->fact_of[f]];
        if (fact->source == FACT_READING && !v->open_readings) continue;
        if (fact->kind == FACT_NUMBER || fact->kind == FACT_DATE) {
            struct cond range = {
                .kind = COND_RANGE, .fact = f, .low = fact->low, .high = fact->high};
            smt_cond(v, &range);
        }
        for (uint32_t i = 0; i < both->values.len; i++) {
            bool has = false;
            vec_each (struct declared, value, &fact->values)
                has = has || strcmp(value->name, both->values.at[i]) == 0;
            if (has) continue;
            smt_put(s, " (not ");
            if (fact->kind == FACT_SET_OF)
                smt_put(s, "%c%u.%u", v->situation, v->fact_of[f], i);
            else
                smt_equals(s, v->situation, v->fact_of[f], i);
            smt_put(s, ")");
        }
    }
    vec_each (struct assume, assume, &v->m->assumes) smt_cond(v, assume->cond);
    smt_put(s, "))\n");
}

static inline void smt_version_put(const struct smt_version *v) {
    smt_rules(v);
    smt_put(v->s, "(define-fun %cscope () Bool ", v->name);
    smt_cond(v, v->m->scope);
    smt_put(v->s, ")\n");
    smt_duties(v);
    smt_paragraphs(v);
    smt_outcome(v);
    smt_lists(v);
    smt_possible(v);
}

/* ---- two versions ---- */

/* By its name, what one version has and the other may lack. */
static inline void smt_xor(const struct smt_version *x, const struct smt_version *y,
                           const char *what, uint32_t i, uint32_t j) {
    if (i != MODEL_NONE && j != MODEL_NONE)
        smt_put(x->s, " (xor %c%s%u %c%s%u)", x->name, what, i, y->name, what, j);
    else if (i != MODEL_NONE)
        smt_put(x->s, " %c%s%u", x->name, what, i);
    else
        smt_put(x->s, " %c%s%u", y->name, what, j);
}

#define SMT_XOR_ALL(x, y, list, name_of, what)                                            \
    do {                                                                                  \
        for (uint32_t i_ = 0; i_ < (x)->m->list.len; i_++) {                              \
            uint32_t j_ = 0;                                                              \
            while (j_ < (y)->m->list.len &&                                               \
                   strcmp((x)->m->list.at[i_].name_of, (y)->m->list.at[j_].name_of) != 0) \
                j_++;                                                                     \
            smt_xor(x, y, what, i_, j_ < (y)->m->list.len ? j_ : MODEL_NONE);             \
        }                                                                                 \
        for (uint32_t j_ = 0; j_ < (y)->m->list.len; j_++) {                              \
            uint32_t i_ = 0;                                                              \
            while (i_ < (x)->m->list.len &&                                               \
                   strcmp((x)->m->list.at[i_].name_of, (y)->m->list.at[j_].name_of) != 0) \
                i_++;                                                                     \
            if (i_ == (x)->m->list.len) smt_xor(x, y, what, MODEL_NONE, j_);              \
        }                                                                                 \
    } while (0)

/* "Two decisions differ when status, approach, now, open, modality, duties, before, cautions or
 * closed_by differ." */
static inline void smt_differ(const struct smt_version *x, const struct smt_version *y,
                              const char *name) {
    static const char *const plain[] = {"scope",       "default", "refused",
                                        "conditional", "Will",    "Must"};
    smt_put(x->s, "(declare-const %s Bool)\n(assert (= %s (or false", name, name);
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        smt_put(x->s, " (xor %c%s %c%s)", x->name, plain[i], y->name, plain[i]);
    SMT_XOR_ALL(x, y, approaches, id.name, "open");
    SMT_XOR_ALL(x, y, approaches, id.name, "used");
    SMT_XOR_ALL(x, y, approaches, id.name, "start");
    SMT_XOR_ALL(x, y, duties, id.name, "Duty");
    SMT_XOR_ALL(x, y, duties, id.name, "Before");
    SMT_XOR_ALL(x, y, outline, id, "Caution");
    SMT_XOR_ALL(x, y, outline, id, "Closed");
    smt_put(x->s,
            ")))\n(declare-const %s.grounds Bool)\n(assert (= %s.grounds (and (not %s) (or false",
            name, name, name);
    SMT_XOR_ALL(x, y, outline, id, "Basis");
    smt_put(x->s, "))))\n");
}

/* ---- questions ---- */

static inline void smt_open(struct smt *s, struct arena *a, const char *path) {
    *s = (struct smt){.arena = a, .out = fopen(path, "w")};
    if (!s->out) {
        perror(path);
        exit(2);
    }
    smt_put(s, "(set-logic QF_BV)\n");
}

/* Between smt_ask() and smt_asked() the formula is put: is there such a situation? Returns the
 * number of the answer. */
static inline size_t smt_ask(struct smt *s) {
    smt_put(s, "(push)\n(assert ");
    return s->asked++;
}

static inline void smt_asked(struct smt *s) { smt_put(s, ")\n(check-sat)\n(pop)\n"); }

/* All at once. */
__attribute__((format(printf, 2, 3))) static inline size_t smt_question(struct smt *s,
                                                                        const char *fmt, ...) {
    va_list ap;
    size_t number = smt_ask(s);
    va_start(ap, fmt);
    vfprintf(s->out, fmt, ap);
    va_end(ap);
    smt_asked(s);
    return number;
}

/* Runs the solver. False where it failed, or did not answer all: said on stderr. */
static inline bool smt_solve(struct smt *s, const char *path) {
    char line[256];
    bool written = fclose(s->out) == 0;
    FILE *in = written ? popen(arena_printf(s->arena, "z3 -T:900 -smt2 %s 2>&1", path), "r") : NULL;
    while (in && fgets(line, sizeof line, in)) {
        if (strcmp(line, "sat\n") != 0 && strcmp(line, "unsat\n") != 0) {
            fprintf(stderr, "z3 says of question %zu: %s", s->answers.len, line);
            break;
        }
        vec_push(s->arena, &s->answers, line[0] == 's');
    }
    return in && pclose(in) == 0 && s->answers.len == s->asked;
}

#endif
