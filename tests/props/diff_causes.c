/*
 * The causes that --diff names, against the reference interpreter: a version made in memory with
 * nothing undone is the new one, with everything undone the old one; and of each group that has a
 * cause of its own, with this undone or with this alone changed, a situation is decided as in one
 * of the versions.
 */
#include "tests/props/random_policy.h"
#include "tests/props/versions.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { PAIRS = 800 };

/* ---- a version made in memory beside one of the two ---- */

static const struct difference *beside(struct two *t, struct compiled *made, struct compiled *one,
                                       const struct rule_set *rules, struct arena *a) {
    *made = (struct compiled){.model = (struct model *)(uintptr_t)rules->model,
                              .rules = rules,
                              .interpreter = interpreter_new(rules, a)};
    const struct difference *d = difference_of(a, one->rules, rules, false, COMPARE_STEPS);
    two_init(t, one, made, d, a);
    return d;
}

static int64_t value_by_name(const struct fact *from, const struct fact *to, int64_t value) {
    for (size_t v = 0; v < to->values.len; v++)
        if (to->values.at[v].name == from->values.at[value].name) return (int64_t)v;
    return -1;
}

/* The same situation over other facts of both; false where it cannot be said, as where two facts
 * have one name. */
static bool carry(struct two *t, const struct difference *from, const int64_t *situation) {
    for (uint32_t f = 0; f < from->model->facts.len; f++)
        if (from->facts[f].twin != MODEL_NONE) return false;
    for (uint32_t f = 0; f < t->d->model->facts.len; f++) {
        const struct fact *to = &t->d->model->facts.at[f], *x = NULL;
        for (uint32_t k = 0; k < from->model->facts.len; k++) {
            x = &from->model->facts.at[k];
            if (x->kind != to->kind || strcmp(x->id.name, to->id.name) != 0) {
                x = NULL;
                continue;
            }
            int64_t value = situation[k], all = 0;
            if (x->kind == FACT_SET_OF) {
                for (size_t v = 0; v < x->values.len; v++)
                    if ((uint64_t)value >> v & 1) {
                        int64_t at = value_by_name(x, to, (int64_t)v);
                        if (at < 0) return false;
                        all |= (int64_t)(UINT64_C(1) << at);
                    }
                value = all;
            } else if (x->kind == FACT_ONE_OF) {
                value = value_by_name(x, to, value);
                if (value < 0) return false;
            }
            t->both[f] = value;
            break;
        }
        if (!x) return false;
    }
    return true;
}

enum found { SAME, OTHER, UNKNOWN };

/* Whether the version with these causes undone decides the situation as `one` does. */
static enum found decides_as(struct difference *d, struct compiled *one, uint64_t undone,
                             const struct parting *group) {
    struct arena *a = d->arena;
    const struct rule_set *rules = rules_mixed(d, undone);
    struct compiled made;
    struct two t;
    if (!rules) return UNKNOWN;
    beside(&t, &made, one, rules, a);
    if (!carry(&t, d, group->witness.situation) || !seen_by(&t, OLD) || !seen_by(&t, NEW))
        return UNKNOWN;
    struct seen seen[SIDES];
    for (int side = OLD; side < SIDES; side++) {
        interpret(t.c[side]->interpreter, t.situation[side], &t.decision[side]);
        seen[side] = see(&t, side);
    }
    bool same = seen_same(&t, &seen[OLD], &seen[NEW]) &&
                (group->kind != GROUP_BASIS || same_grounds_seen(&t, &seen[OLD], &seen[NEW]));
    return same ? SAME : OTHER;
}

static bool is_the_same(struct compiled *one, const struct rule_set *rules, struct arena *a) {
    if (!rules) return false;
    const struct difference *d = difference_of(a, one->rules, rules, false, COMPARE_STEPS);
    return d->groups.len == 0 && !differs(d, false);
}

/* ---- the test ---- */

static size_t groups, confirmed, together, of_declarations, pairs, of_one, with_effect;

/* What has an effect where one version alone admits the situation: undone, or alone changed, it
 * decides that otherwise than the version does. */
static const char *judge_alone(struct difference *d, struct compiled c[SIDES]) {
    uint64_t all = (UINT64_C(1) << d->causes.len) - 1;
    vec_each (struct remark, r, &d->remarks) {
        if (strcmp(r->kind, "admitted") != 0) continue;
        int side = r->where->statuses[NEW] ? NEW : OLD;
        struct parting set = *r->where;
        set.kind = GROUP_BASIS; /* the grounds count, too */
        of_one++;
        for (uint32_t i = 0; i < d->causes.len; i++) {
            uint64_t one = UINT64_C(1) << i;
            enum found found = decides_as(d, &c[side], side == NEW ? one : all & ~one, &set);
            bool told = diagram_at(d->g, d->causes.at[i].alone, set.witness.situation) == YES;
            if (found == (told ? SAME : OTHER))
                return told ? "an effect on what one admits that is none"
                            : "an effect on what one admits that is not told";
            with_effect += told && found == OTHER;
        }
    }
    return NULL;
}

static const char *judge(struct compiled c[SIDES]) {
    struct difference *d =
        difference_of(&c[OLD].arena, c[OLD].rules, c[NEW].rules, false, COMPARE_STEPS);
    if (d->not_decided) return "not decided";
    uint64_t all = (UINT64_C(1) << d->causes.len) - 1;
    if (!is_the_same(&c[NEW], rules_mixed(d, 0), d->arena)) return "with nothing undone";
    if (all && !is_the_same(&c[OLD], rules_mixed(d, all), d->arena))
        return "with everything undone";
    vec_each (const struct parting, g, &d->groups) {
        groups++;
        together += g->together;
        if (g->causes.len == 0) return "a group without a cause";
        vec_each (uint32_t, i, &g->causes) {
            uint64_t one = UINT64_C(1) << *i;
            of_declarations += d->causes.at[*i].node->kind != NODE_BLOCK;
            if (g->together) continue;
            enum found undone = decides_as(d, &c[OLD], one, g),
                       alone = decides_as(d, &c[NEW], all & ~one, g);
            if (undone == OTHER && alone != SAME && alone != UNKNOWN) return "a cause that is none";
            confirmed += undone == SAME || alone == SAME;
        }
    }
    return judge_alone(d, c);
}

static void random_pairs(void **unused) {
    (void)unused;
    static struct random_policy p;
    static char other[sizeof p.text];
    for (uint64_t seed = 1; seed <= policies_to_try(PAIRS); seed++) {
        struct compiled c[SIDES];
        uint64_t state = seed * 77;
        random_policy_with_readings(&p, seed);
        memcpy(other, p.text, sizeof other);
        change(other, sizeof other, &state);
        bool ok =
            compile_named(&c[OLD], p.text, NULL) && c[OLD].model->outline.len < MOST_NAMES / 2;
        bool both = compile_named(&c[NEW], other, &c[OLD]) && ok;
        pairs += both;
        const char *wrong = both ? judge(c) : NULL;
        if (wrong)
            fprintf(stderr, "seed %" PRIu64 ": %s\n---- old\n%s\n---- new\n%s\n", seed, wrong,
                    p.text, other);
        compiled_free(&c[NEW]);
        compiled_free(&c[OLD]);
        assert_null(wrong);
    }
    print_message("%zu pairs, %zu groups: %zu causes confirmed, %zu groups of several together, "
                  "%zu causes no paragraph\n",
                  pairs, groups, confirmed, together, of_declarations);
    print_message("%zu sets that one version admits, %zu effects on them\n", of_one, with_effect);
    assert_true(with_effect > 0);
    assert_true(confirmed > groups / 2);
    assert_true(together > 0 && of_declarations > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_pairs)};
    return cmocka_run_group_tests_name("diff_causes", tests, NULL, NULL);
}
