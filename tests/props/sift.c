/*
 * Orders of axes that are sifted: made anew in them, diagrams have no more nodes than before, and
 * most often fewer.
 */
#include "space/decisions.h"
#include "tests/props/harness.h"
#include "tests/props/random_policy.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

enum { POLICIES = 300, STEPS = 400000, SIFTING = 1000000, MOST_AXES = 256 };

static void reach(const struct diagrams *g, diagram x, bool *reached, size_t *n) {
    if (!diagram_is_node(x) || reached[x - NODE_BASE]) return;
    reached[x - NODE_BASE] = true;
    ++*n;
    for (uint32_t c = 0; c < g->s->axes.at[diagram_axis(g, x)].classes; c++)
        reach(g, diagram_child(g, x, c), reached, n);
}

/* Where each approach is open, and may start, by diagrams in this order, behind two without nodes;
 * *nodes: how many those have. */
static struct diagrams *make(struct compiled *c, const uint32_t *order, struct diagram_vec *roots,
                             size_t *nodes) {
    struct diagrams *g = diagrams_ordered(c->space, STEPS, order);
    const struct decisions *d = decisions_new(version_new(g, c->bits), NULL, true);
    bool *reached = arena_array(&c->arena, bool, g->nodes.len + 1);
    *roots = (struct diagram_vec){0};
    *nodes = 0;
    vec_push(&c->arena, roots, NO);
    vec_push(&c->arena, roots, YES);
    for (uint32_t a = 0; a < c->model->approaches.len; a++) {
        vec_push(&c->arena, roots, d->open[a]);
        vec_push(&c->arena, roots, d->may_start[a]);
    }
    vec_each (const diagram, root, roots) reach(g, *root, reached, nodes);
    return g->gave_up ? NULL : g;
}

/* Any order. */
static void shuffle(uint32_t *order, uint32_t n, uint64_t *state) {
    for (uint32_t i = 0; i < n; i++) order[i] = i;
    for (uint32_t i = n; i > 1; i--) {
        uint32_t k = (uint32_t)(random_next(state) >> 20) % i, was = order[k];
        order[k] = order[i - 1];
        order[i - 1] = was;
    }
}

static void no_more_than_before(void **unused) {
    (void)unused;
    static struct random_policy p;
    size_t tried = 0, fewer = 0;
    for (uint64_t seed = 70001; tried < POLICIES; seed++) {
        struct diagram_vec roots;
        struct compiled c;
        uint32_t order[MOST_AXES], seen[MOST_AXES] = {0}, n;
        uint64_t state = seed;
        size_t before, after;
        random_policy_that_reads(&p, seed);
        if (!compile_text(&c, p.text) || c.space->axes.len > MOST_AXES) {
            compiled_free(&c);
            continue;
        }
        n = (uint32_t)c.space->axes.len;
        shuffle(order, n, &state);
        struct diagrams *g = make(&c, order, &roots, &before);
        if (g) {
            const uint32_t *sifted = diagrams_sifted(g, &roots, SIFTING, &c.arena);
            for (uint32_t i = 0; i < n; i++) assert_int_equal(seen[sifted[i]]++, 0);
            assert_non_null(make(&c, sifted, &roots, &after));
            if (after > before)
                fail_msg("seed %" PRIu64 ": %zu nodes become %zu", seed, before, after);
            fewer += after < before;
            tried++;
        }
        compiled_free(&c);
    }
    print_message("fewer nodes in %zu of %zu\n", fewer, tried);
    assert_true(fewer > POLICIES / 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_more_than_before)};
    return cmocka_run_group_tests_name("sift", tests, NULL, NULL);
}
