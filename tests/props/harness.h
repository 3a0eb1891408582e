/*
 * A policy in memory, compiled as far as a table, and the two ways to decide by it.
 */
#ifndef TESTS_PROPS_HARNESS_H
#define TESTS_PROPS_HARNESS_H

#include "table/layout.h"
#include "analysis/analysis.h"
#include "tests/oracle/interpret.h"
#include "syntax/parse.h"

#include <stdlib.h>
#include <string.h>

struct compiled {
    struct arena arena;
    jmp_buf on_oom;
    struct sources sources;
    struct diags d;
    struct intern names;
    struct model *model;
    const struct rule_set *rules;
    struct space *space;
    const struct clause_set *bits;
    const struct layout *layout;
    struct interpreter *interpreter;
};

/* With all that a table can hold: fingerprints of the text, too, such as they are. */
static inline const struct strat_policy *laid_out(struct compiled *c, enum layout_kind kind) {
    static const unsigned char digest[] = "but for its length it says nothing";
    c->model->digest = digest;
    vec_each (struct paragraph, p, &c->model->outline) p->digest = p->covered ? digest + 1 : NULL;
    return &layout_build_as(&c->d, c->space, c->bits, kind, true)->policy;
}

/* From an ast of one file or more. False: refused (the diagnostics say why). */
static inline bool compile_program(struct compiled *c, const struct ast_program *program) {
    c->model = model_build(&c->names, &c->d, program);
    c->rules = c->model ? rules_build(&c->d, c->model) : NULL;
    if (!c->rules || !presumptions_agree(&c->d, c->rules, &c->arena)) return false;
    c->space = space_build(c->rules, &c->arena);
    c->bits = clause_set_build(c->space, c->rules, NULL);
    c->layout = layout_build(&c->d, c->space, c->bits, true);
    c->interpreter = interpreter_new(c->rules, &c->arena);
    return c->layout != NULL;
}

static inline void compiled_init(struct compiled *c) {
    memset(c, 0, sizeof *c);
    if (setjmp(c->on_oom)) {
        fputs("out of memory\n", stderr);
        abort();
    }
    arena_init(&c->arena, &c->on_oom);
    diags_init(&c->d, &c->arena, &c->sources);
    intern_init(&c->names, &c->arena);
}

static inline bool compile_file(struct compiled *c, const char *path) {
    struct parse_paths paths = {0};
    compiled_init(c);
    struct ast_program program = parse_program(&c->names, &c->d, path, &paths);
    return compile_program(c, &program);
}

/* `used`: the text of a file that it uses; empty where it uses none. */
static inline bool compile_text_using(struct compiled *c, const char *text, const char *used) {
    compiled_init(c);
    struct ast_program program = {.complete = true};
    source_add_text(&c->arena, &c->sources, &c->d, "test.strat", text, strlen(text));
    vec_push(&c->arena, &program.files, parse_file(&c->names, &c->d, 0));
    if (*used) {
        source_add_text(&c->arena, &c->sources, &c->d, "used.strat", used, strlen(used));
        vec_push(&c->arena, &program.files, parse_file(&c->names, &c->d, 1));
    }
    program.complete = c->d.errors == 0;
    return compile_program(c, &program);
}

static inline bool compile_text(struct compiled *c, const char *text) {
    return compile_text_using(c, text, "");
}

static inline void compiled_free(struct compiled *c) { arena_free(&c->arena); }

/* The same numbers each time: Marsaglia's xorshift, with a last multiplication. The state is never
 * 0. */
static inline uint64_t random_next(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state * 0x2545f4914f6cdd1d;
}

static inline uint64_t number_in(const char *variable, uint64_t usual) {
    const char *n = getenv(variable);
    return n && strtoull(n, NULL, 10) > 0 ? strtoull(n, NULL, 10) : usual;
}

/* How many policies to try: a few in `check`, as many as POLICIES says in a longer run. */
static inline uint64_t policies_to_try(uint64_t usual) { return number_in("POLICIES", usual); }

/* And how many requests, where the policy stands: REQUESTS. */
static inline uint64_t requests_to_try(uint64_t usual) { return number_in("REQUESTS", usual); }

/* Of what is gone over one by one: one in so many, or all where WHOLE is set (check-long). */
static inline uint64_t one_in(uint64_t usual) {
    const char *whole = getenv("WHOLE");
    return whole && *whole ? 1 : usual;
}

/* Those by turns that have nothing to do with the order in which they stand. */
static inline bool is_left_out(uint64_t number, uint64_t usual) {
    return (number * 0x9e3779b97f4a7c15u >> 40) % one_in(usual) != 0;
}

static inline bool same_table(const struct strat_policy *x, const struct strat_policy *y) {
    return x->table_words == y->table_words && x->names_words == y->names_words &&
           x->text_bytes == y->text_bytes && x->rules_bytes == y->rules_bytes &&
           !memcmp(x->table, y->table, x->table_words * sizeof *x->table) &&
           !memcmp(x->names, y->names, x->names_words * sizeof *x->names) &&
           !memcmp(x->text, y->text, x->text_bytes) &&
           (!x->rules_bytes || !memcmp(x->rules, y->rules, x->rules_bytes));
}

/* Both answers to one request. */
struct duel {
    struct compiled *c;
    struct strat_work work;
    struct strat_answer answer;
    uint64_t *judgements;
    uint32_t *ask, n_ask;
    struct answer expected;
    int64_t *value, *request_value; /* by fact of the model; by fact of a request */
    uint8_t *known, *request_known;
    uint32_t *fact_of; /* by fact of a request */
    size_t n_facts;
};

static inline void duel_init(struct duel *t, struct compiled *c, size_t cache_words) {
    size_t n = c->model->facts.len + 1;
    memset(t, 0, sizeof *t);
    t->c = c;
    t->work.words = strat_work_words(&c->layout->policy) + cache_words;
    t->work.memory = arena_array(&c->arena, uint64_t, t->work.words);
    const struct strat_policy *p = &c->layout->policy;
    strat_answer_init(p, 1, arena_array(&c->arena, uint64_t, strat_answer_words(p, 1)), &t->answer);
    t->judgements = arena_array(&c->arena, uint64_t, n / 64 + 1);
    t->ask = arena_array(&c->arena, uint32_t, n);
    t->value = arena_array(&c->arena, int64_t, n);
    t->request_value = arena_array(&c->arena, int64_t, n);
    t->known = arena_array(&c->arena, uint8_t, n);
    t->request_known = arena_array(&c->arena, uint8_t, n);
    t->fact_of = arena_array(&c->arena, uint32_t, n);
    for (uint32_t f = 0; f < c->model->facts.len; f++)
        if (c->model->facts.at[f].source != FACT_READING) t->fact_of[t->n_facts++] = f;
    answer_init(c->interpreter, &t->expected, &c->arena);
}

static inline const char *lists_differ(const struct duel *t, const struct strat_lists *a,
                                       const struct lists *b) {
    size_t ids = interpreter_outline_words(t->c->interpreter) * 8,
           duties = interpreter_duty_words(t->c->interpreter) * 8;
    if (memcmp(a->basis, b->basis, ids)) return "basis";
    if (memcmp(a->cautions, b->cautions, ids)) return "cautions";
    if (memcmp(a->closed_by, b->closed_by, ids)) return "closed_by";
    if (memcmp(a->duties, b->duties, duties)) return "duties";
    if (memcmp(a->before, b->before, duties)) return "before";
    if ((int)a->modality != b->modality + 1) return "modality";
    return NULL;
}

static inline const char *answers_differ(const struct duel *t) {
    const struct strat_answer *a = &t->answer;
    const struct answer *expected = &t->expected;
    const struct decision *b = &expected->decision;
    size_t ids = interpreter_outline_words(t->c->interpreter) * 8,
           duties = interpreter_duty_words(t->c->interpreter) * 8;
    if ((int)a->status != (int)b->status) return "status";
    if (a->approach != b->approach) return "approach";
    if (a->now != b->now) return "now";
    if (a->open != b->open) return "open";
    if (a->available != b->available) return "available";
    if ((a->committed != 0) != b->committed) return "committed";
    if (a->possible != b->possible || (a->possible_none != 0) != b->possible_none)
        return "possible";
    if (a->possible_status != b->possible_status) return "possible_status";
    if (memcmp(a->uncertain_ids, expected->uncertain_ids, ids) ||
        memcmp(a->uncertain_duties, expected->uncertain_duties, duties))
        return "uncertain";
    const char *lists = lists_differ(t, &a->lists, &b->lists);
    for (size_t i = 0; !lists && i < t->c->model->approaches.len; i++)
        lists = a->each[i].verdicts != b->each[i].verdicts
                    ? "verdict"
                    : lists_differ(t, &a->each[i], &b->each[i]);
    return lists;
}

static inline const char *questions_differ(const struct duel *t) {
    for (uint32_t f = 0; f < t->n_facts; f++)
        if ((t->judgements[f / 64] >> (f % 64) & 1) != t->expected.judgements[t->fact_of[f]])
            return "judgements";
    if (t->n_ask != t->expected.n_ask) return "ask";
    for (uint32_t i = 0; i < t->n_ask; i++)
        if (t->fact_of[t->ask[i]] != t->expected.ask[i]) return "ask";
    return NULL;
}

/* Decides t->value, t->known both ways. NULL: they agree (or the interpreter has too many
 * completions to try: *tried false). */
static inline const char *duel(struct duel *t, uint64_t limit, bool questions, bool *tried) {
    const struct strat_policy *p = &t->c->layout->policy;
    for (size_t i = 0; i < t->n_facts; i++) {
        t->request_value[i] = t->value[t->fact_of[i]];
        t->request_known[i] = t->known[t->fact_of[i]];
    }
    struct strat_request r = {t->request_value, t->request_known};
    enum interpret_result interpreted =
        interpret_request(t->c->interpreter, t->value, t->known, limit, questions, &t->expected);
    *tried = interpreted != INTERPRET_TOO_MANY;
    if (!*tried) return NULL;
    strat_prepare(&t->work, p, &r);
    enum strat_result result = strat_decide(&t->work, &t->answer);
    if (interpreted == INTERPRET_IMPOSSIBLE)
        return result != STRAT_IMPOSSIBLE                             ? "impossible"
               : t->answer.broken_assume != t->expected.broken_assume ? "broken assumption"
                                                                      : NULL;
    if (result != STRAT_OK) return "result";
    const char *differ = answers_differ(t);
    if (differ || !questions) return differ;
    if (strat_judgements(&t->work, t->judgements) != STRAT_OK ||
        strat_ask(&t->work, t->ask, &t->n_ask) != STRAT_OK)
        return "result of the questions";
    return questions_differ(t);
}

/* A random value of a fact, of all that there are. */
static inline int64_t random_value(const struct fact *f, uint64_t random) {
    switch (f->kind) {
    case FACT_FLAG: return (int64_t)(random % 2);
    case FACT_ONE_OF: return (int64_t)(random % f->values.len);
    case FACT_SET_OF:
        return (int64_t)(random &
                         (f->values.len >= 64 ? UINT64_MAX : (UINT64_C(1) << f->values.len) - 1));
    case FACT_NUMBER:
    case FACT_DATE: break;
    }
    return f->low + (int64_t)(random % ((uint64_t)f->high - (uint64_t)f->low + 1));
}

#endif
