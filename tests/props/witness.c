/*
 * What is shown is what was found: each situation that a message or a document prints is typed in
 * as it stands, as the `given` of an example, and every completion of that request, by the
 * reference interpreter, has to be as is said of it.
 */
#include "diff/diff.h"
#include "analysis/weights.h"
#include "lint/lint.h"
#include "analysis/analysis.h"
#include "analysis/exercise.h"
#include "pipeline/examples.h"
#include "pipeline/examples.h"
#include "tests/props/random_policy.h"
#include "tests/props/versions.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { POLICIES = 800, LIMIT = 1 << 12 };

static struct random_policy p;
static uint64_t seed;

/* ---- typed in ---- */

struct typed {
    struct compiled c;
    int64_t *value;
    uint8_t *known;
};

/* "where partner = UA, not requested" as a request to the policy, with more facts that the message
 * speaks of. False: it cannot be typed in. */
static bool type_in(struct typed *t, const char *policy, const char *situation, const char *more) {
    static char text[sizeof p.text + 4096];
    if (strncmp(situation, "where ", 6) == 0) situation += 6;
    bool nothing = strncmp(situation, "whatever the ", 13) == 0 ||
                   strcmp(situation, "in every situation") == 0;
    const char *given = nothing ? more : situation;
    const char *also = nothing || !*more ? "" : more;
    snprintf(text, sizeof text, "%s\nexample \"typed in\" { %s %s%s%s expect refused }\n", policy,
             *given ? "given" : "", given, *also ? ", " : "", also);
    if (!compile_text(&t->c, text)) {
        vec_each (struct diag, d, &t->c.d.list) print_error("%s\n", d->text);
        print_error("not to be typed in: %s, %s\n", situation, more);
        return false;
    }
    const struct model *m = t->c.model;
    t->value = arena_array(&t->c.arena, int64_t, m->facts.len + 1);
    t->known = arena_array(&t->c.arena, uint8_t, m->facts.len + 1);
    vec_each (struct given, g, &m->examples.at[m->examples.len - 1].givens) {
        t->value[g->fact] = g->value;
        t->known[g->fact] = 1;
    }
    return true;
}

struct claim {
    struct compiled *c;
    bool (*so)(const struct claim *x, const int64_t *situation, const struct decision *d);
    struct span at; /* of a rule or safeguard */
    uint32_t blocks[2];
    const char *words; /* what the decision is called */
    bool now, committed;
    enum status status;
    uint32_t approaches;
    size_t met;
};

static bool judge_completion(void *context, const int64_t *situation, const struct decision *d) {
    struct claim *x = context;
    bool so = x->so(x, situation, d);
    x->met = so ? x->met + 1 : 0;
    return so;
}

static size_t judged;

/* Whether every completion of what was typed in is as claimed, and there is one. */
static bool holds(struct typed *t, struct claim x) {
    x.c = &t->c;
    judged++;
    enum interpret_result r =
        interpret_completions(t->c.interpreter, t->value, t->known, LIMIT, judge_completion, &x);
    return r == INTERPRET_TOO_MANY || (r == INTERPRET_OK && x.met > 0);
}

static void must_hold(const char *policy, const char *situation, const char *more, struct claim x,
                      const char *message) {
    struct typed t;
    bool ok = type_in(&t, policy, situation, more) && holds(&t, x);
    compiled_free(&t.c);
    if (!ok)
        print_error("seed %" PRIu64 ": not so, typed in: %s | %s\n%s\n%s", seed, situation, more,
                    message, policy);
    assert_true(ok);
}

/* ---- what is claimed ---- */

static uint32_t used(const struct compiled *c, const struct decision *d) {
    if (d->status == STATUS_DEFAULT) return UINT32_C(1) << c->model->default_approach;
    return !c->model->ranked ? d->open : d->approach >= 0 ? UINT32_C(1) << d->approach : 0;
}

static uint32_t may_start_now(const struct compiled *c, const struct decision *d) {
    return !c->model->ranked ? d->may_start : d->now >= 0 ? UINT32_C(1) << d->now : 0;
}

static uint32_t rule_at(const struct compiled *c, struct span at) {
    for (uint32_t r = 0; r < c->rules->rules.len; r++)
        if (c->rules->rules.at[r].at.from == at.from && c->rules->rules.at[r].at.to == at.to)
            return r;
    return MODEL_NONE;
}

static bool permission_meets_prohibition(const struct claim *x, const int64_t *situation,
                                         const struct decision *d) {
    const struct interpreter *in = x->c->interpreter;
    const struct rules *rules = (const struct rules *)&x->c->rules->rules;
    uint32_t permission = rule_at(x->c, x->at);
    (void)situation;
    (void)d;
    for (uint32_t q = 0; q < rules->len; q++)
        if (rules->at[q].kind == STATEMENT_PROHIBITION &&
            (interpret_acts_for(in, q) & interpret_acts_for(in, permission)))
            return true;
    return false;
}

static bool promise_is_closed(const struct claim *x, const int64_t *situation,
                              const struct decision *d) {
    uint32_t r = rule_at(x->c, x->at);
    (void)situation;
    return interpret_applied(x->c->interpreter, r) &&
           (x->c->rules->rules.at[r].approaches & ~d->open);
}

static bool rule_does_not_apply(const struct claim *x, const int64_t *situation,
                                const struct decision *d) {
    (void)situation;
    (void)d;
    return !interpret_applied(x->c->interpreter, rule_at(x->c, x->at));
}

static uint32_t opened(const struct compiled *c, uint32_t block) {
    uint32_t open = 0;
    for (uint32_t r = c->rules->first[block]; r < c->rules->first[block + 1]; r++)
        if (c->rules->rules.at[r].kind == STATEMENT_PERMISSION &&
            interpret_applied(c->interpreter, r))
            open |= c->rules->rules.at[r].approaches;
    return open;
}

static bool both_open(const struct claim *x, const int64_t *situation, const struct decision *d) {
    (void)situation;
    return opened(x->c, x->blocks[0]) & opened(x->c, x->blocks[1]) & d->open;
}

static const char *names_of(const struct compiled *c, uint32_t set) {
    static char names[500];
    const char *between = "";
    *names = '\0';
    for (uint32_t a = 0; a < c->model->approaches.len; a++)
        if (set >> a & 1) {
            snprintf(names + strlen(names), sizeof names - strlen(names), "%s%s", between,
                     c->model->approaches.at[a].id.name);
            uint32_t left = set >> a >> 1;
            between = left & (left - 1) ? ", " : " and ";
        }
    return *names ? names : "nothing";
}

static bool is_called(const struct claim *x, const int64_t *situation, const struct decision *d) {
    (void)situation;
    const char *name = names_of(x->c, x->now ? may_start_now(x->c, d) : used(x->c, d));
    return strcmp(x->words, name) == 0;
}

static bool is_as_seen(const struct claim *x, const int64_t *situation, const struct decision *d) {
    (void)situation;
    return d->status == x->status && used(x->c, d) == x->approaches;
}

static bool promise_broken(const struct claim *x, const struct promise *promise,
                           const int64_t *situation, const struct decision *d) {
    const struct model *m = x->c->model;
    vec_each (const struct qualifier, qualifier, &promise->qualifiers)
        if (interpret_cond(x->c->interpreter, qualifier->cond, situation) ==
            (qualifier->kind == AST_UNLESS))
            return false;
    for (uint32_t a = 0; a < m->approaches.len; a++) {
        if (!(promise->approaches >> a & 1)) continue;
        bool in_use =
            (d->open >> a & 1) || (d->status == STATUS_DEFAULT && a == m->default_approach);
        if (promise->kind == AST_NEVER_USE && in_use) return true;
        if (promise->kind == AST_NEVER_START && (d->may_start >> a & 1)) return true;
        if (promise->kind == AST_ALWAYS && in_use &&
            !(d->each[a].duties[promise->duty / 64] >> (promise->duty % 64) & 1))
            return true;
    }
    return false;
}

static bool safeguard_broken(const struct claim *x, const int64_t *situation,
                             const struct decision *d) {
    vec_each (const struct safeguard, s, &x->c->model->safeguards)
        if (s->at.from == x->at.from)
            vec_each (const struct promise, promise, &s->promises)
                if (promise_broken(x, promise, situation, d)) return true;
    return false;
}

/* ---- messages ---- */

/* A copy of what stands between the two, or (`after` NULL) to the end; NULL where it does not. */
static const char *between(struct arena *a, const char *text, const char *before,
                           const char *after) {
    const char *from = strstr(text, before);
    from = from ? from + strlen(before) : NULL;
    const char *to = from && after ? strstr(from, after) : NULL;
    if (!from || (after && !to)) return NULL;
    return arena_printf(a, "%.*s", to ? (int)(to - from) : (int)strlen(from), from);
}

static size_t found[DIAG_COUNT];

static void judge_more(struct arena *a, const char *text) {
    const char *first = between(a, text, "leads to less: ", " gives "),
               *rest = strstr(text, " gives ");
    const char *before = between(a, rest, " gives ", ", and "),
               *second = between(a, rest, ", and ", " gives ");
    const char *now = strstr(before, " now"), *after = strrchr(text, ' ') + 1, *situation = first;
    if (!p.ranked) { /* lists have "and" in them */
        const char *mark = rest;
        for (const char *next; (next = strstr(mark + 1, " gives ")) != NULL;) mark = next;
        const char *cut = mark;
        while (strncmp(cut, ", and ", 6) != 0) cut--;
        before = arena_printf(a, "%.*s", (int)(cut - rest - 7), rest + 7);
        second = arena_printf(a, "%.*s", (int)(mark - cut - 6), cut + 6);
        after = mark + 7;
        now = strstr(before, " now");
    }
    before = now ? arena_printf(a, "%.*s", (int)(now - before), before) : before;
    size_t n = strlen(first);
    while (n > 0 && strncmp(first + n, ", ", 2) != 0) n--;
    situation = arena_printf(a, "%.*s", (int)n, first);
    must_hold(p.text, situation, first + n + 2,
              (struct claim){.so = is_called, .words = before, .now = now}, text);
    must_hold(p.text, situation, second,
              (struct claim){.so = is_called, .words = after, .now = now}, text);
}

static void judge_singled_out(struct arena *a, const struct diag *d) {
    vec_each (const struct diag_note, note, &d->notes) {
        const char *situation = between(a, note->text, "for example ", ": "),
                   *rest = strstr(note->text, ": ");
        if (!situation || !strstr(note->text, " gets ")) continue;
        for (const char *gets = strstr(rest, " gets "); gets; gets = strstr(gets + 1, " gets ")) {
            const char *who = gets;
            while (who[-1] != ' ') who--;
            const char *name = arena_printf(a, "%.*s", (int)(gets - who), who), *what = gets + 6;
            size_t n = strcspn(what, ",");
            must_hold(
                p.text, situation, arena_printf(a, "%s = %s", p.letter_name, name),
                (struct claim){.so = is_called, .words = arena_printf(a, "%.*s", (int)n, what)},
                note->text);
            if (strncmp(what + n, ", and ", 6) != 0) continue;
            what += n + 6;
            const char *start = arena_printf(a, "%.*s", (int)(strstr(what, " now") - what), what);
            must_hold(p.text, situation, arena_printf(a, "%s = %s", p.letter_name, name),
                      (struct claim){.so = is_called, .words = start, .now = true}, note->text);
        }
    }
}

static void judge_loophole(struct arena *a, const struct compiled *c, const struct diag *d) {
    vec_each (const struct diag_note, note, &d->notes) {
        const char *situation = between(a, note->text, "for example ", NULL);
        if (!situation) continue;
        const char *ids[] = {between(a, arena_printf(a, "|%s", note->text), "|", " and "),
                             between(a, note->text, " and ", " both open")};
        struct claim x = {.so = both_open};
        for (int k = 0; k < 2; k++)
            for (uint32_t b = 0; b < c->model->blocks.len; b++)
                if (strcmp(c->model->blocks.at[b].id.name, ids[k]) == 0) x.blocks[k] = b;
        must_hold(p.text, situation, "", x, note->text);
    }
}

static void judge_hole(struct arena *a, const struct diag *d) {
    const char *fact = between(a, d->text, "where ", " "),
               *situation = between(a, d->text, "for example ", NULL);
    if (!situation)
        return; /* whatever the others are: but their defaults may break an assumption */
    bool one = strstr(d->text, " is ") != NULL;
    const char *low = between(a, d->text, one ? " is " : " lies from ", one ? "," : " to "),
               *high = one ? low : between(a, d->text, " to ", ",");
    const char *values[] = {low, high};
    for (int k = 0; k < 2; k++) {
        const char *number = arena_printf(a, "%s = %.*s", fact, (int)strcspn(values[k], " "),
                                          values[k]); /* without its unit */
        must_hold(p.text, situation, number, (struct claim){.so = rule_does_not_apply, .at = d->at},
                  d->text);
    }
}

/* "after D this lapses: where S, only the default approach, a0, is left from D on" */
static void judge_lapse(struct compiled *c, const struct diag *d) {
    struct arena *a = &c->arena;
    bool by_default = strstr(d->text, ", only the default approach, ") != NULL;
    const char *mark = by_default ? ", only the default approach, " : ", the answer is a refusal";
    const char *situation =
        between(a, d->text, strstr(d->text, "lapses: ") ? "lapses: " : "follows: ", mark);
    if (!situation) return; /* a pause between two rules: the test of lapses looks at it */
    const char *day = strstr(d->text, mark) + strlen(mark);
    while (*day < '0' || *day > '9' || day[4] != '-') day++;
    struct claim x = {.so = is_as_seen,
                      .status = by_default ? STATUS_DEFAULT : STATUS_REFUSED,
                      .approaches = by_default ? UINT32_C(1) << c->model->default_approach : 0};
    must_hold(p.text, situation,
              arena_printf(a, "%s = %.10s", c->model->facts.at[c->model->date].id.name, day), x,
              d->text);
}

static void judge_message(struct compiled *c, const struct diag *d) {
    struct arena *a = &c->arena;
    struct claim x = {.at = d->at};
    const char *situation = NULL;
    found[d->code]++;
    switch ((int)d->code) {
    case DIAG_UNSTATED_PRIORITY:
    case DIAG_PERMISSION_REFUSED:
        x.so = permission_meets_prohibition;
        situation = between(a, strstr(d->text, " gives way to "), ": ",
                            strstr(d->text, " in all)") ? " (" : "; ");
        break;
    case DIAG_COMMITMENT_REFUSED:
        x.so = promise_is_closed;
        situation = between(a, d->text, "it is closed ", " (");
        break;
    case DIAG_SAFEGUARD_FAILS:
        x.so = safeguard_broken;
        situation = between(a, d->text, "it is broken ", NULL);
        break;
    case DIAG_LESS_THAN_DEFAULT:
        x.so = is_called;
        situation = between(a, d->text, "some rules give: ", ", a permission opens ");
        x.words = between(a, d->text, ", a permission opens ", ", and without");
        break;
    case DIAG_LESS_FOR_MORE:
    case DIAG_LESS_FOR_BETTER: judge_more(a, d->text); break;
    case DIAG_SINGLED_OUT: judge_singled_out(a, d); break;
    case DIAG_LOOPHOLE: judge_loophole(a, c, d); break;
    case DIAG_BRACKET_HOLE: judge_hole(a, d); break;
    case DIAG_LAPSE: judge_lapse(c, d); break;
    default: break;
    }
    if (x.so) {
        assert_non_null(situation);
        must_hold(p.text, situation, "", x, d->text);
    }
}

static void judge_lint(struct compiled *c) {
    struct analysis l = {.m = c->model, .d = &c->d, .arena = &c->arena, .rules = c->rules};
    analysis_decide(&l, c->bits, diagrams_new(c->space, LINT_STEPS));
    lint_one(&l, DIAG_UNSTATED_PRIORITY);
    lint_one(&l, DIAG_PERMISSION_REFUSED);
    lint_one(&l, DIAG_COMMITMENT_REFUSED);
    lint_one(&l, DIAG_LESS_THAN_DEFAULT);
    lint_one(&l, DIAG_LESS_FOR_MORE);
    lint_one(&l, DIAG_LESS_FOR_BETTER);
    lint_one(&l, DIAG_SINGLED_OUT);
    lint_one(&l, DIAG_LOOPHOLE);
    lint_one(&l, DIAG_BRACKET_HOLE);
    lint_one(&l, DIAG_LAPSE);
    safeguards_prove(&c->d, c->rules, &c->arena);
    for (size_t i = 0; i < c->d.list.len; i++) judge_message(c, &c->d.list.at[i]);
}

/* ---- documents ---- */

static size_t examples, pasted;

static void judge_weights(struct compiled *c) {
    struct policy e = {&c->arena, &c->d, c->rules, c->space, c->bits};
    const struct weights *l = weights_of(&e);
    vec_each (const struct weight, entry, &l->entries)
        for (int yes = 0; yes < 2 && entry->outcome.len; yes++) {
            const char *fact = c->model->facts.at[entry->fact].id.name;
            struct claim x = {.so = is_as_seen,
                              .status = entry->is[yes].status,
                              .approaches = (uint32_t)entry->is[yes].used};
            must_hold(p.text,
                      situation_text(&c->arena, c->model, entry->situation, entry->named, ""),
                      arena_printf(&c->arena, "%s%s", yes ? "" : "not ", fact), x, "weights");
            examples++;
        }
}

static void judge_suggested(struct compiled *c) {
    struct exercise *e = exercise_new(c->space, c->bits, &c->arena);
    struct suggestions all = suggest_examples(e);
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    suggested_print(out, e, &all, c->layout);
    fclose(out);
    struct compiled again;
    size_t failed =
        examples_run(&c->d, c->model, c->layout).failed; /* those that the policy has already */
    bool ok = compile_text(&again, arena_printf(&c->arena, "%s\n%s", p.text, text)) &&
              examples_run(&again.d, again.model, again.layout).failed == failed;
    if (!ok) print_error("seed %" PRIu64 ": not as suggested\n%s\n%s", seed, p.text, text);
    pasted += all.len;
    compiled_free(&again);
    free(text);
    assert_true(ok);
}

static void random_policies(void **unused) {
    (void)unused;
    for (seed = 1; seed <= policies_to_try(POLICIES); seed++) {
        struct compiled c;
        random_policy_with_safeguards(&p, seed);
        if (seed % 3 == 0)
            replace_at(p.text, sizeof p.text, "ranked a0 < a1", "ranked a1 < a0",
                       0); /* a default that is not the least */
        if (compile_text(&c, p.text) && c.model->facts.len < 12) {
            judge_lint(&c);
            judge_weights(&c);
            judge_suggested(&c);
        }
        compiled_free(&c);
    }
    print_message("%zu claims, %zu of weights, %zu examples pasted\n", judged, examples, pasted);
    static const enum diag_code codes[] = {DIAG_UNSTATED_PRIORITY, DIAG_COMMITMENT_REFUSED,
                                           DIAG_SAFEGUARD_FAILS,   DIAG_LESS_THAN_DEFAULT,
                                           DIAG_LESS_FOR_MORE,     DIAG_LESS_FOR_BETTER,
                                           DIAG_SINGLED_OUT,       DIAG_LOOPHOLE,
                                           DIAG_BRACKET_HOLE,      DIAG_LAPSE};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        print_message("%s: %zu\n", diag_infos[codes[i]].slug, found[codes[i]]);
        assert_true(found[codes[i]] > 3);
    }
    assert_true(examples > 100 && pasted > 100);
}

/* ---- two versions ---- */

/* What of "where a, b = c" the version knows: the facts and values that it lacks make no difference
 * to it. False: it knows no such value. */
static const char *known_to(struct arena *a, const struct difference *c, int side,
                            const struct witness *w) {
    const struct model *own = own_model(c, side);
    bool *mine = arena_array(a, bool, c->model->facts.len + 1);
    for (uint32_t f = 0; f < own->facts.len; f++) {
        if (own->facts.at[f].source == FACT_READING) continue;
        uint32_t to = c->fact_of[side][f];
        mine[to] = w->named[to];
        if (c->facts[to].twin != MODEL_NONE && w->named[to])
            return NULL; /* a fact that changed its type: another name is shown for it */
    }
    return situation_text(a, c->model, w->situation, mine, "");
}

static size_t shown;

static void judge_side(struct two *t, int side, const char *policy, const struct parting *g) {
    const struct difference *c = t->d;
    struct arena *a = &t->c[OLD]->arena;
    memcpy(t->both, g->witness.situation, c->model->facts.len * sizeof *t->both);
    const char *situation = seen_by(t, side) ? known_to(a, c, side, &g->witness) : NULL;
    if (!situation) return;
    struct claim x = {.so = is_as_seen, .status = g->seen[side].status};
    for (uint32_t u = 0; u < c->approaches.len; u++)
        if (c->approaches.at[u].of[side] != MODEL_NONE)
            x.approaches |= (uint32_t)(g->seen[side].used >> u & 1) << c->approaches.at[u].of[side];
    must_hold(policy, situation, "", x, side == OLD ? "old" : "new");
    shown++;
}

/* Each reading as it is not taken. */
static void swap_readings(char *text, size_t size) {
    for (char *at = strstr(text, " taken "); at; at = strstr(at + 7, " taken ")) {
        bool wide = strncmp(at + 7, "wide", 4) == 0;
        assert_true(replace_at(at, size - (size_t)(at - text),
                               wide ? " taken wide" : " taken narrow",
                               wide ? " taken narrow" : " taken wide", 0));
    }
}

static void random_pairs(void **unused) {
    (void)unused;
    static char other[sizeof p.text];
    for (seed = 1; seed <= policies_to_try(POLICIES); seed++) {
        struct compiled c[SIDES];
        uint64_t state = seed * 77;
        random_policy_with_readings(&p, seed);
        memcpy(other, p.text, sizeof other);
        if (seed % 6)
            change(other, sizeof other, &state);
        else
            swap_readings(other, sizeof other);
        bool ok = compile_named(&c[OLD], p.text, NULL);
        if (compile_named(&c[NEW], other, &c[OLD]) && ok && c[OLD].model->facts.len < 12) {
            struct two t;
            const struct difference *d =
                difference_of(&c[OLD].arena, c[OLD].rules, c[NEW].rules, false, COMPARE_STEPS);
            two_init(&t, &c[OLD], &c[NEW], d, &c[OLD].arena);
            for (size_t g = 0; g < d->groups.len && g < 12; g++) {
                judge_side(&t, OLD, p.text, &d->groups.at[g]);
                judge_side(&t, NEW, other, &d->groups.at[g]);
            }
        }
        compiled_free(&c[NEW]);
        compiled_free(&c[OLD]);
    }
    print_message("%zu witnesses of differences\n", shown);
    assert_true(shown > 500);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_policies),
                                       cmocka_unit_test(random_pairs)};
    return cmocka_run_group_tests_name("witness", tests, NULL, NULL);
}
