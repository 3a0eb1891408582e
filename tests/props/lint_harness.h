/*
 * Checks over all situations against brute force, both ways: what a check reports is so, and what
 * is so it reports.
 */
#ifndef TESTS_PROPS_LINT_HARNESS_H
#define TESTS_PROPS_LINT_HARNESS_H

#include "lint/lint.h"
#include "tests/props/harness.h"
#include "tests/props/random_policy.h"
#include "tests/props/situations.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { MOST_SITUATIONS = 3000 };

struct feasible {
    struct compiled c;
    struct random_policy p;
    uint64_t seed;
    struct situations taken, open; /* readings as taken; however they are read */
    size_t judged, found[DIAG_COUNT];
};

/* Whether the code was reported at this place, or (NULL) anywhere. */
static inline bool reported(const struct feasible *w, enum diag_code code,
                            const struct declared *id, const char *saying) {
    vec_each (struct diag, d, &w->c.d.list)
        if (d->code == code && (!id || (d->at.from == id->at.from && d->at.to == id->at.to)) &&
            (!saying || strstr(d->text, saying)))
            return true;
    return false;
}

static inline void expect(struct feasible *w, enum diag_code code, const struct declared *id,
                          const char *saying, bool so) {
    w->found[code] += so;
    w->judged++;
    if (reported(w, code, id, saying) == so) return;
    print_error("seed %" PRIu64 ": %s of %s (%s) %s\n", w->seed, diag_infos[code].slug,
                id ? id->name : "the policy", saying ? saying : "",
                so ? "is so, but not reported" : "is reported, but not so");
    fputs(w->p.text, stderr); /* longer than print_error() prints */
    fail();
}

static inline void one_policy(struct feasible *w, const enum diag_code *checks, size_t n,
                              void (*judge)(struct feasible *w)) {
    random_policy_with_readings(&w->p, w->seed);
    if (w->seed % 2) random_policy_letters_as_activities(&w->p);
    if (compile_text(&w->c, w->p.text) &&
        situations_all(&w->taken, w->c.rules, &w->c.arena, MOST_SITUATIONS, false) &&
        situations_all(&w->open, with_open_readings(w->c.rules, &w->c.arena), &w->c.arena,
                       MOST_SITUATIONS, false)) {
        struct analysis l = {
            .m = w->c.model, .d = &w->c.d, .arena = &w->c.arena, .rules = w->c.rules};
        analysis_decide(&l, w->c.bits, diagrams_new(w->c.space, LINT_STEPS));
        for (size_t i = 0; i < n; i++) lint_one(&l, checks[i]);
        assert_false(l.v->g->gave_up);
        judge(w);
    }
    compiled_free(&w->c);
}

/* Random policies; each check has to find something in some of them. */
static inline void judge_policies(uint64_t usual, const enum diag_code *checks, size_t n,
                                  void (*judge)(struct feasible *w)) {
    static struct feasible w;
    uint64_t policies = policies_to_try(usual);
    for (w.seed = 1; w.seed <= policies; w.seed++) one_policy(&w, checks, n, judge);
    print_message("%zu questions answered both ways\n", w.judged);
    for (size_t i = 0; i < n; i++) {
        print_message("%s: %zu\n", diag_infos[checks[i]].slug, w.found[checks[i]]);
        assert_true(w.found[checks[i]] > 10);
    }
}

#endif
