/*
 * What an explanation says of rules beside what was decided: random policies and requests. The
 * paragraphs whose rules open, close, attach and expect are those of the answer, and those that
 * priority lifts are not among them; of requests with gaps those that are sure are those of every
 * completion, and with those that are not they are all that some completion has.
 */
#include "evaluator/explain/build.h"
#include "tests/props/harness.h"
#include "tests/props/each_policy.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { POLICIES = 1500, REQUESTS = 12, WORDS = 8 };

static size_t explained, opened, closed, lifted, attached, cautioned, gates;

static uint64_t state = 20261301;

static uint64_t next(void) { return random_next(&state) >> 8; }

/* ---- what the tree says ---- */

/* Which rules are looked for. */
struct sought {
    const char *effect, *duty;
    bool perhaps; /* what may hold, too */
};

static void add_id(const struct ev_engine *e, const char *id, uint64_t *to) {
    for (uint32_t p = 0; p < e->vocabulary.about.paragraphs; p++)
        if (strcmp(e->vocabulary.paragraphs[p].name, id) == 0) bitset_add(to, p);
}

static bool is_sought(const struct ev_node *rule, const struct sought *x) {
    const char *holds = ev_member_text(rule, "holds");
    return strcmp(ev_member_text(rule, "effect"), x->effect) == 0 &&
           (!x->duty || strcmp(ev_member_text(rule, "duty"), x->duty) == 0) &&
           (strcmp(holds, "yes") == 0 || (x->perhaps && strcmp(holds, "unknown") == 0)) &&
           ev_member_count(rule, "set_aside_by") == 0;
}

static void collect(const struct ev_engine *e, const struct ev_node *root, struct sought x,
                    uint64_t *to) {
    ev_each_node (row, ev_member(root, "because"))
        ev_each_node (rule, ev_member(row, "rules"))
            if (is_sought(rule, &x)) add_id(e, ev_member_text(row, "id"), to);
}

static void collect_closing(const struct ev_engine *e, const struct ev_node *root, bool perhaps,
                            uint64_t *to) {
    collect(e, root, (struct sought){"closes", NULL, perhaps}, to);
    collect(e, root, (struct sought){"requires", NULL, perhaps}, to);
}

/* ---- beside what was decided ---- */

static void assert_same(const struct ev_engine *e, const uint64_t *is, const uint64_t *should,
                        const char *what, size_t *count) {
    for (uint32_t p = 0; p < e->vocabulary.about.paragraphs; p++) {
        *count += bitset_has(is, p);
        if (bitset_has(is, p) != bitset_has(should, p))
            fail_msg("%s %s", what, e->vocabulary.paragraphs[p].name);
    }
}

static void assert_within(const struct ev_engine *e, const uint64_t *less, const uint64_t *more,
                          const char *what) {
    for (uint32_t p = 0; p < e->vocabulary.about.paragraphs; p++)
        if (bitset_has(less, p) && !bitset_has(more, p))
            fail_msg("%s %s", what, e->vocabulary.paragraphs[p].name);
}

/* Of one approach: whatever opens and closes it. */
static void check_approach(struct ev_engine *e, const struct ev_node *root, uint32_t approach,
                           bool complete) {
    uint64_t sure[2][WORDS] = {{0}}, perhaps[2][WORDS] = {{0}};
    struct ev_fault fault;
    collect(e, root, (struct sought){"opens", NULL, false}, sure[0]);
    collect(e, root, (struct sought){"opens", NULL, true}, perhaps[0]);
    collect_closing(e, root, false, sure[1]);
    collect_closing(e, root, true, perhaps[1]);
    if (!ev_explain(e, approach, &fault)) return;
    const struct strat_reasons *r = &e->reasons;
    if (complete) {
        assert_same(e, sure[0], r->permits_all, "opens", &opened);
        assert_same(e, sure[1], r->closes_all, "closes", &closed);
        return;
    }
    assert_within(e, sure[0], r->permits_all, "opens surely");
    assert_within(e, r->permits_some, perhaps[0], "opens perhaps");
    assert_within(e, r->closes_some, perhaps[1], "closes perhaps");
}

/* Of a complete request, where the answer is about one approach. */
static void check_answer(struct ev_engine *e, const struct ev_node *root) {
    const struct strat_answer *a = &e->answer;
    const struct ev_vocabulary *v = &e->vocabulary;
    uint64_t is[3][WORDS] = {{0}};
    if (a->status == STRAT_OUT_OF_SCOPE) {
        assert_int_equal(ev_member_count(root, "because"), 0);
        return;
    }
    if (a->approach < 0 && (a->status != STRAT_REFUSED || v->about.default_approach < 0)) return;
    collect(e, root, (struct sought){"opens", NULL, false}, is[0]);
    assert_same(e, is[0], a->lists.basis, "is the basis or not:", &opened);
    collect(e, root, (struct sought){"expects", NULL, false}, is[1]);
    assert_same(e, is[1], a->lists.cautions, "cautions or not:", &cautioned);
    if (a->status == STRAT_REFUSED) {
        collect_closing(e, root, false, is[2]);
        assert_same(e, is[2], a->lists.closed_by, "refuses or not:", &closed);
    }
    bitset_each (d, a->lists.duties, v->about.duties) {
        uint64_t by[WORDS] = {0};
        collect(e, root, (struct sought){"attaches", v->duties[d].name, false}, by);
        assert_same(e, by, e->grounds + d * strat_id_words(e->policy),
                    "attaches or not:", &attached);
    }
    ev_each_node (row, ev_member(root, "because"))
        ev_each_node (rule, ev_member(row, "rules"))
            lifted += ev_member_count(rule, "set_aside_by") > 0;
}

static bool has_one_of(const struct ev_node *list, const char *x, const char *y, const char *z) {
    return ev_node_has(list, x) || ev_node_has(list, y) || ev_node_has(list, z);
}

/* An approach has conditions to meet where one of its gates is closed or, if it is to be had in
 * some case, may be, and nothing lifts it; none of them holds. It has none where nothing opens it.
 */
static void check_ladder(const struct ev_engine *e, const struct ev_node *root) {
    const struct ev_node *rung = ev_member(root, "ladder")->first;
    uint64_t wanting[WORDS] = {0};
    bool had = has_one_of(ev_member(rung, "verdicts"), "open", "conditional", "default"),
         by_default = ev_find_approach(&e->vocabulary, ev_member_text(rung, "approach")) ==
                      e->vocabulary.about.default_approach,
         some = ev_member_count(rung, "opened_by") + ev_member_count(rung, "opened_sometimes");
    if (some || by_default) collect(e, root, (struct sought){"requires", NULL, had}, wanting);
    assert_int_equal(ev_member_count(rung, "conditions") > 0, bitset_some(wanting, WORDS));
    if (!had) assert_int_equal(ev_member_count(rung, "unknown"), 0);
    ev_each_node (condition, ev_member(rung, "conditions")) {
        assert_string_not_equal(ev_member_text(condition, "holds"), "yes");
        gates++;
    }
}

/* ---- random policies ---- */

static void one_request(struct ev_engine *e, bool complete) {
    for (int32_t approach = -1; approach < (int32_t)e->vocabulary.about.approaches; approach++) {
        struct ev_explained x = {.parts = EV_PART_ANSWER | EV_PART_BECAUSE | EV_PART_LADDER,
                                 .approach = approach};
        struct ev_fault fault;
        struct ev_tree t;
        if (!ev_decide(e, ev_parts_want(x.parts), &fault) || e->missed.grounds) return;
        assert_true(ev_tree_open(&t));
        const struct ev_node *root = ev_explanation(e, &t, &x, &fault);
        assert_non_null(root);
        explained++;
        assert_true(ev_decide(e, ev_parts_want(x.parts), &fault)); /* it tried other values */
        if (e->answer.status == STRAT_OUT_OF_SCOPE)
            assert_int_equal(ev_member_count(root, "because"), 0);
        else if (approach >= 0) {
            check_approach(e, root, (uint32_t)approach, complete);
            check_ladder(e, root);
        } else if (complete)
            check_answer(e, root);
        ev_tree_close(&t);
    }
}

static void one_policy(const struct compiled *c) {
    struct ev_engine e;
    assert_true(ev_engine_open(&e, &c->layout->policy, 0));
    assert_true(strat_id_words(e.policy) <= WORDS);
    for (unsigned i = 0; i < REQUESTS; i++) {
        uint32_t f = 0;
        for (size_t m = 0; m < c->model->facts.len; m++) {
            if (c->model->facts.at[m].source == FACT_READING) continue;
            e.request.known[f] = i % 2 == 0 || next() % 3 > 0;
            e.request.value[f++] = random_value(&c->model->facts.at[m], next());
        }
        one_request(&e, i % 2 == 0);
    }
    ev_engine_close(&e);
}

static void random_policies(void **unused) {
    (void)unused;
    static struct policies all = {.make = random_policy_with_readings};
    all.n = policies_to_try(POLICIES);
    while (next_policy(&all)) one_policy(&all.c);
    print_message("%zu explanations: %zu paragraphs open, %zu close, %zu attach, %zu caution, %zu "
                  "are lifted; %zu gates\n",
                  explained, opened, closed, attached, cautioned, lifted, gates);
    assert_true(explained > policies_to_try(POLICIES) && opened > 100 && closed > 100);
    assert_true(attached > 100 && cautioned > 50 && lifted > 10 && gates > 50);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_policies)};
    return cmocka_run_group_tests_name("because", tests, NULL, NULL);
}
