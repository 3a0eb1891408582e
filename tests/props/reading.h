/*
 * The reading copy of a random small policy, as Markdown, with every situation of it: what its
 * parts say is held against these.
 */
#ifndef TESTS_PROPS_READING_H
#define TESTS_PROPS_READING_H

#include "analysis/coverage.h"
#include "emit/formats.h"
#include "tests/props/each_policy.h"
#include "tests/props/situations.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { MOST_SITUATIONS = 3000 };

struct reader {
    struct situations s;
    const struct model *m;
    const struct coverage *coverage;
    struct arena *a;
    const char *text, *policy;
    uint64_t seed;
    /* What the sheets are read with: by rule its qualifiers, then what it requires; all of them; by
     * situation, which of them hold. */
    size_t *first, conditions;
    uint8_t *holds;
};

static inline void complain(const struct reader *r, const char *what, const char *wanted) {
    print_error("seed %" PRIu64 ": %s: %s\n", r->seed, what, wanted);
    fputs(r->policy, stderr);
    fputs(r->text, stderr);
    fail();
}

static inline bool is_value(const struct reader *r, size_t i, uint32_t fact, size_t value) {
    return fact == MODEL_NONE || value_in(&r->s, i, fact) == (int64_t)value;
}

static inline size_t values_of(const struct reader *r, uint32_t fact) {
    return fact == MODEL_NONE ? 1 : r->m->facts.at[fact].values.len;
}

/* The lines from behind this heading to the next heading of its level. */
static inline char *section(const struct reader *r, const char *heading) {
    const char *mark = arena_printf(r->a, "\n%s\n", heading), *at = strstr(r->text, mark);
    if (!at) complain(r, "no section", heading);
    at += strlen(mark);
    const char *end = strstr(at, "\n## ");
    return arena_printf(r->a, "%.*s", (int)(end ? end - at : (long)strlen(at)), at);
}

static inline void read_policy(struct policies *all, void judge(struct reader *r)) {
    struct compiled *c = &all->c;
    struct reader r = {.m = c->model, .a = &c->arena, .seed = all->seed, .policy = all->p.text};
    char *text = NULL;
    size_t n = 0;
    struct emission e = {.policy = {&c->arena, &c->d, c->rules, c->space, c->bits},
                         .layout = c->layout};
    if (!situations_all(&r.s, c->rules, &c->arena, MOST_SITUATIONS, false)) return;
    /* Many have the same. */
    vec_each (struct duty, d, &c->model->duties) d->id.title = NULL;
    vec_each (struct group, g, &c->model->groups) g->id.title = NULL;
    r.coverage = coverage_of(&e.policy);
    assert_non_null(r.coverage);
    e.out = open_memstream(&text, &n);
    assert_non_null(e.out);
    assert_true(format_find("markdown")->write(&e));
    fclose(e.out);
    r.text = text;
    judge(&r);
    free(text);
}

static inline void policy_to_read(struct random_policy *p, uint64_t seed) {
    if (seed % 3)
        random_policy(p, seed);
    else
        random_policy_with_readings(p, seed);
    if (seed % 3 == 1) random_policy_letters_as_activities(p);
    if (seed % 3 == 2) random_policy_levels_as_activities(p);
}

#endif
