/* What a policy decides in one situation, told from its clauses, against the reference interpreter:
 * on random policies, in every situation. */
#include "tests/props/harness.h"
#include "tests/props/random_policy.h"

#include "space/point.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { POLICIES = 300, LIMIT = 1 << 12 };

struct looking {
    struct compiled *c;
    struct version *v;
    struct point_decision *o;
    uint32_t *point;
    size_t seen;
    const char *wrong;
};

static bool same_list(const struct looking *k, enum decision_part part, uint32_t a,
                      const uint64_t *is) {
    size_t words = bitset_words(decision_items(k->c->model, part));
    return bitset_same(k->o->lists[part] + a * words, is, words);
}

static const char *compared(const struct looking *k, const struct decision *d) {
    const struct point_decision *o = k->o;
    if (o->in_scope != (d->status != STATUS_OUT_OF_SCOPE)) return "scope";
    for (uint32_t a = 0; a < k->c->model->approaches.len; a++) {
        const struct lists *l = &d->each[a];
        bool open = o->open >> a & 1, offered = o->offered >> a & 1,
             closed = o->in_scope && (o->close >> a & 1);
        if (open != (l->verdicts >= 1u << VERDICT_CONDITIONAL) ||
            offered != (l->verdicts >= 1u << VERDICT_DEFAULT) ||
            closed != (l->verdicts == 1u << VERDICT_CLOSED))
            return "verdict";
        if (o->modality[a] != l->modality) return "modality";
        if (!same_list(k, DECISION_DUTY, a, l->duties) ||
            !same_list(k, DECISION_BEFORE, a, l->before) ||
            !same_list(k, DECISION_CAUTION, a, l->cautions))
            return "what is attached";
        if (!same_list(k, DECISION_CLOSED_BY, a, l->closed_by) ||
            !same_list(k, DECISION_BASIS, a, l->basis))
            return "grounds";
    }
    return NULL;
}

static bool look(void *context, const int64_t *situation, const struct decision *decision) {
    struct looking *k = context;
    const struct space *s = k->c->space;
    for (uint32_t x = 0; x < s->axes.len; x++)
        k->point[x] = space_class(s, x, situation[s->axes.at[x].fact]);
    point_decide(k->v, NULL, k->point, k->o);
    k->seen++;
    k->wrong = k->o->possible ? compared(k, decision) : "possible";
    return k->wrong == NULL;
}

static size_t judge(struct compiled *c, const char **wrong) {
    struct looking k = {.c = c, .v = version_new(diagrams_new(c->space, UINT64_MAX), c->bits)};
    const struct model *m = c->model;
    int64_t *value = arena_array(&c->arena, int64_t, m->facts.len + 1);
    uint8_t *known = arena_array(&c->arena, uint8_t, m->facts.len + 1);
    k.o = point_decision_new(k.v);
    k.point = arena_array(&c->arena, uint32_t, c->space->axes.len + 1);
    /* without defaults and presumptions, or coverage would not leave everything open */
    for (size_t f = 0; f < m->facts.len; f++) {
        ((struct fact *)&m->facts.at[f])->has_default = false;
        ((struct fact *)&m->facts.at[f])->presumptions.len = 0;
    }
    interpret_completions(interpreter_new(c->rules, &c->arena), value, known, LIMIT, look, &k);
    *wrong = k.wrong;
    return k.seen;
}

static void random_policies(void **unused) {
    static struct random_policy p;
    size_t seen = 0;
    (void)unused;
    for (uint64_t seed = 1; seed <= POLICIES; seed++) {
        struct compiled c;
        const char *wrong = NULL;
        random_policy(&p, seed);
        if (compile_text(&c, p.text)) seen += judge(&c, &wrong);
        if (wrong) {
            print_error("seed %" PRIu64 ": %s\n", seed, wrong);
            fputs(p.text, stderr);
        }
        compiled_free(&c);
        assert_null(wrong);
    }
    print_message("%zu situations\n", seen);
    assert_true(seen > 10000);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_policies)};
    return cmocka_run_group_tests_name("point", tests, NULL, NULL);
}
