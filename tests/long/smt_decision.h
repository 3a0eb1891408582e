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

/* That the default approach, where it is offered, does not exceed the approach of the answer;
 * unranked: that no open one may start. */
static inline void smt_as_much(const struct smt_version *v, uint32_t fallback) {
    if (!v->m->ranked) {
        smt_put(v->s, "(not %canyready)", v->name);
        return;
    }
    smt_put(v->s, "(or %cdefault", v->name);
    for (uint32_t a = fallback; a < v->m->approaches.len; a++)
        smt_put(v->s, " %copen%u", v->name, a);
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
        smt_put(s, "(define-fun %cuse%u () Bool (or %copen%u (and %cdefault %s)))\n", c, a, c, a, c,
                by_default);
        smt_put(s, "(define-fun %cshut%u () Bool (and %cscope %cclose%u))\n", c, a, c, c, a);
        smt_put(s,
                "(define-fun %coffered%u () Bool (or %copen%u (and %s %cscope (not %cclose%u))))\n",
                c, a, c, a, by_default, c, c, a);
        smt_put(s, "(define-fun %cmay%u () Bool (or %cready%u (and %s %coffered%u (not %cwaits%u) ",
                c, a, c, a, by_default, c, a, c, a);
        smt_as_much(v, a), smt_put(s, ")))\n");
        smt_define(v, "promised", a), smt_each(v, smt_promising, a), smt_put(s, ")\n");
        smt_define(v, "mandated", a), smt_each(v, smt_mandating, a), smt_put(s, ")\n");
        smt_put(s, "(define-fun %cmust%u () Bool (and %copen%u %cmandated%u))\n", c, a, c, a, c, a);
        smt_put(s, "(define-fun %cwill%u () Bool (and %copen%u %cpromised%u (not %cmandated%u)))\n",
                c, a, c, a, c, a, c, a);
        smt_put(s, "(define-fun %cheld%u () Bool (and %cbest%u %cwaits%u))\n", c, a, c, a, c, a);
    }
    for (uint32_t a = 0; a < m->approaches.len; a++)
        smt_define(v, "start", a), smt_most(v, "may", a), smt_put(s, ")\n");
    /* ranked: the approach of the decision waits; unranked: each that is open does */
    smt_put(s, "(define-fun %cconditional () Bool ", c);
    if (m->ranked)
        smt_any(v, "held"), smt_put(s, ")\n");
    else
        smt_put(s, "(and %cany (not %canyready)))\n", c, c);
}

/* Item i is in this list of each approach: where `where` holds of the approach. */
static inline void smt_list(const struct smt_version *v, const char *name, const char *what,
                            uint32_t i, const char *where) {
    for (uint32_t a = 0; a < v->m->approaches.len; a++)
        smt_put(v->s, "(define-fun %c%s%u.%u () Bool (and %c%s%u %c%s%u.%u))\n", v->name, name, i,
                a, v->name, where, a, v->name, what, i, a);
}

static inline void smt_lists(const struct smt_version *v) {
    struct smt *s = v->s;
    const struct model *m = v->m;
    char c = v->name;
    for (uint32_t d = 0; d < m->duties.len; d++) {
        smt_list(v, "Duty", "duty", d, "offered");
        smt_list(v, "Before", "before", d, "offered");
    }
    for (uint32_t p = 0; p < m->outline.len; p++) {
        smt_list(v, "Caution", "caution", p, "offered");
        smt_list(v, "Basis", "basis", p, "open");
        smt_list(v, "Shut", "closed", p, "shut");
        smt_put(s, "(define-fun %cRefusing%u () Bool (and %crefused (or false", c, p, c);
        for (uint32_t a = 0; a < m->approaches.len; a++)
            if (a == m->default_approach)
                smt_put(s, " %cclosed%u.%u", c, p, a);
            else if (m->default_approach == MODEL_NONE)
                smt_put(s, " (and %cpermit%u %cclosed%u.%u)", c, a, c, p, a);
        smt_put(s, ")))\n");
    }
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

/* What is one by its name: its number in each version, MODEL_NONE where it is not there. */
struct smt_pair {
    uint32_t of[2];
};
struct smt_pairs VEC(struct smt_pair);

enum smt_units { SMT_APPROACHES, SMT_DUTIES, SMT_PARAGRAPHS };

static inline size_t smt_units_of(const struct model *m, enum smt_units units) {
    return units == SMT_APPROACHES ? m->approaches.len
           : units == SMT_DUTIES   ? m->duties.len
                                   : m->outline.len;
}

static inline const char *smt_name(const struct model *m, enum smt_units units, size_t i) {
    return units == SMT_APPROACHES ? m->approaches.at[i].id.name
           : units == SMT_DUTIES   ? m->duties.at[i].id.name
                                   : m->outline.at[i].id;
}

static inline struct smt_pairs smt_pairs_of(const struct smt_version *x,
                                            const struct smt_version *y, enum smt_units units) {
    struct smt_pairs pairs = {0};
    size_t n = smt_units_of(x->m, units), k = smt_units_of(y->m, units);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t j = 0;
        while (j < k && strcmp(smt_name(x->m, units, i), smt_name(y->m, units, j)) != 0) j++;
        vec_push(x->s->arena, &pairs, ((struct smt_pair){{i, j < k ? j : MODEL_NONE}}));
    }
    for (uint32_t j = 0; j < k; j++) {
        uint32_t i = 0;
        while (i < n && strcmp(smt_name(x->m, units, i), smt_name(y->m, units, j)) != 0) i++;
        if (i == n) vec_push(x->s->arena, &pairs, ((struct smt_pair){{MODEL_NONE, j}}));
    }
    return pairs;
}

/* ` (xor oopen1 nopen2)`, ` oDuty3.1`: of approaches, or of items (unless NULL) of approaches. */
static inline void smt_xor(const struct smt_version *x, const struct smt_version *y,
                           const char *what, const struct smt_pair *item,
                           const struct smt_pair *approach) {
    const struct smt_version *sides[] = {x, y};
    smt_put(x->s, " (xor false");
    for (int side = 0; side < 2; side++) {
        bool there = (!item || item->of[side] != MODEL_NONE) &&
                     (!approach || approach->of[side] != MODEL_NONE);
        if (!there) continue;
        smt_put(x->s, " %c%s", sides[side]->name, what);
        if (item) smt_put(x->s, "%u%s", item->of[side], approach ? "." : "");
        if (approach) smt_put(x->s, "%u", approach->of[side]);
    }
    smt_put(x->s, ")");
}

static inline void smt_xor_lists(const struct smt_version *x, const struct smt_version *y,
                                 const char *what, enum smt_units units) {
    struct smt_pairs items = smt_pairs_of(x, y, units),
                     approaches = smt_pairs_of(x, y, SMT_APPROACHES);
    vec_each (struct smt_pair, item, &items)
        vec_each (struct smt_pair, a, &approaches) smt_xor(x, y, what, item, a);
}

/* Whether the statement attaches the duty. */
static inline bool smt_attaches(const struct smt_version *v, uint32_t block, uint32_t i,
                                uint32_t duty) {
    const struct statement *t = &v->m->blocks.at[block].statements.at[i];
    return t->kind == STATEMENT_DUTY && t->duty == duty && smt_stands(v, v->first[block] + i);
}

static inline bool smt_may_attach(const struct smt_version *v, uint32_t duty, uint32_t paragraph) {
    for (uint32_t b = 0; b < v->m->blocks.len; b++)
        for (uint32_t i = 0; i < v->m->blocks.at[b].statements.len; i++)
            if (v->m->blocks.at[b].outline == paragraph && smt_attaches(v, b, i, duty)) return true;
    return false;
}

/* That some statement of the paragraph attaches the duty to the approach, where it counts. */
static inline void smt_attached(const struct smt_version *v, uint32_t duty, uint32_t paragraph,
                                uint32_t a) {
    if (paragraph == MODEL_NONE || a == MODEL_NONE) return;
    smt_put(v->s, " (and %coffered%u (or false", v->name, a);
    for (uint32_t b = 0; b < v->m->blocks.len; b++)
        for (uint32_t i = 0; i < v->m->blocks.at[b].statements.len; i++)
            if (v->m->blocks.at[b].outline == paragraph && smt_attaches(v, b, i, duty))
                smt_put(v->s, " %cc%u.%u", v->name, v->first[b] + i, a);
    smt_put(v->s, "))");
}

static inline void smt_xor_attached(const struct smt_version *x, const struct smt_version *y) {
    struct smt_pairs duties = smt_pairs_of(x, y, SMT_DUTIES),
                     paragraphs = smt_pairs_of(x, y, SMT_PARAGRAPHS),
                     approaches = smt_pairs_of(x, y, SMT_APPROACHES);
    vec_each (struct smt_pair, d, &duties)
        vec_each (struct smt_pair, p, &paragraphs)
            vec_each (struct smt_pair, a, &approaches) {
                if (d->of[0] == MODEL_NONE || d->of[1] == MODEL_NONE ||
                    (!smt_may_attach(x, d->of[0], p->of[0]) &&
                     !smt_may_attach(y, d->of[1], p->of[1])))
                    continue;
                smt_put(x->s, " (xor false");
                smt_attached(x, d->of[0], p->of[0], a->of[0]);
                smt_attached(y, d->of[1], p->of[1], a->of[1]);
                smt_put(x->s, ")");
            }
}

/* "Two decisions differ when status, approach or now differ, or, for any approach, its verdict,
 * modality, duties, before or cautions"; grounds apart, with or without those of single duties. */
static inline void smt_differ(const struct smt_version *x, const struct smt_version *y,
                              const char *name, bool attached) {
    static const char *const plain[] = {"scope", "default", "refused", "conditional"},
                             *const each[] = {"open", "shut",  "offered", "used",
                                              "may",  "start", "will",    "must"};
    struct smt_pairs approaches = smt_pairs_of(x, y, SMT_APPROACHES),
                     paragraphs = smt_pairs_of(x, y, SMT_PARAGRAPHS);
    smt_put(x->s, "(declare-const %s Bool)\n(assert (= %s (or false", name, name);
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) smt_xor(x, y, plain[i], NULL, NULL);
    for (size_t i = 0; i < sizeof each / sizeof *each; i++)
        vec_each (struct smt_pair, a, &approaches) smt_xor(x, y, each[i], NULL, a);
    smt_xor_lists(x, y, "Duty", SMT_DUTIES);
    smt_xor_lists(x, y, "Before", SMT_DUTIES);
    smt_xor_lists(x, y, "Caution", SMT_PARAGRAPHS);
    smt_put(x->s,
            ")))\n(declare-const %s.grounds Bool)\n(assert (= %s.grounds (and (not %s) (or false",
            name, name, name);
    smt_xor_lists(x, y, "Basis", SMT_PARAGRAPHS);
    smt_xor_lists(x, y, "Shut", SMT_PARAGRAPHS);
    vec_each (struct smt_pair, p, &paragraphs) smt_xor(x, y, "Refusing", p, NULL);
    if (attached) smt_xor_attached(x, y);
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
