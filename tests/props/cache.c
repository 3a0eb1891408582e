/*
 * Answers given again beside answers made each time: random policies, some with everything in them,
 * and ENISA's, with every key and with some, as JSON and as CSV, complete requests and others.
 */
#include "evaluator/core/cache.h"
#include "tests/props/each_policy.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

enum { POLICIES = 1500, REQUESTS = 80, ENISA_REQUESTS = 50000 };

static uint64_t state = 20260301;

static uint64_t next(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state * 0x2545f4914f6cdd1d;
}

/* Numbers and dates are drawn near those that the policies name, too. */
static int64_t draw(const struct strat_fact *f) {
    uint64_t random = next() >> 9;
    int64_t near =
        f->kind == STRAT_DATE ? 739250 + (int64_t)(random % 100) : f->low + (int64_t)(random % 60);
    switch (f->kind) {
    case STRAT_FLAG: return (int64_t)(random % 2);
    case STRAT_ONE_OF: return (int64_t)(random % f->values);
    case STRAT_SET_OF:
        return (int64_t)(random & (f->values >= 64 ? UINT64_MAX : (UINT64_C(1) << f->values) - 1));
    default: break;
    }
    return near >= f->low && near <= f->high && random & 1 << 20
               ? near
               : f->low + (int64_t)(random % ((uint64_t)f->high - (uint64_t)f->low + 1));
}

/* Half of the requests have one or two facts otherwise than the one before: what does not matter to
 * those that are kept is found by these. */
static void draw_request(struct ev_engine *e, unsigned unknown_percent) {
    const uint32_t facts = e->vocabulary.about.facts;
    bool all = next() >> 20 & 1;
    for (uint32_t i = 0; i < (all ? facts : 1 + (unsigned)(next() >> 20) % 2); i++) {
        uint32_t f = all ? i : (uint32_t)(next() >> 20) % facts;
        e->request.known[f] = (next() >> 30) % 100 >= (all ? unknown_percent : 50);
        e->request.value[f] = e->request.known[f] ? draw(&e->vocabulary.facts[f].info)
                                                  : -7; /* which nobody may look at */
    }
}

static size_t answered, refused, ready, kept, open_kept;

/* Whether the request is answered the same, and says so where it is not. */
static bool same(struct ev_cache *c, struct ev_out *quick, struct ev_out *slow) {
    static const char ids[3][2 * EV_BLOCK] = {"17", "\"a, \"",
                                              ""}; /* longer than they are: so much may be read */
    struct ev_engine *e = c->engine;
    struct ev_fault fault, why;
    const char *text = ids[next() % 3];
    struct ev_span id = {*text ? text : NULL, strlen(text), true};
    quick->used = slow->used = 0;
    e->work.steps = UINT64_MAX;
    bool fine = ev_cache_answer(c, quick, id, &why), given = e->work.steps == UINT64_MAX;
    if (ev_decide(e, ev_keys_want(&c->keys), &fault) != fine) return false;
    if (!fine) {
        refused++;
        return quick->used == 0 && why.code == fault.code && why.assume == fault.assume;
    }
    answered++;
    kept += given;
    open_kept += given && e->answer.status == STRAT_UNDETERMINED;
    ev_put_answer(slow, e, &c->keys, id);
    if (quick->used == slow->used && memcmp(quick->buffer, slow->buffer, slow->used) == 0)
        return true;
    print_error("given: %.*sright: %.*s", (int)quick->used, quick->buffer, (int)slow->used,
                slow->buffer);
    return false;
}

static void draw_keys(struct ev_keys *keys) {
    unsigned percent = next() % 3 == 0 ? 100 : 40;
    for (int key = 0; key < EV_KEYS; key++) keys->wanted[key] = (next() >> 20) % 100 < percent;
}

static bool one_policy(const struct strat_policy *policy, uint64_t requests) {
    struct ev_engine engine;
    struct ev_out quick, slow;
    struct ev_cache caches[4];
    enum { N = sizeof caches / sizeof *caches };
    assert_true(ev_engine_open(&engine, policy, 0) && ev_out_open(&quick, EV_MEMORY, 256) &&
                ev_out_open(&slow, EV_MEMORY, 256));
    for (size_t i = 0; i < N; i++) {
        struct ev_keys keys;
        draw_keys(&keys);
        keys.line_end = i == 0 ? "\r\n" : NULL;
        ev_cache_open(&caches[i], &engine, &keys);
    }
    bool fine = true;
    for (uint64_t i = 0; i < requests && fine; i++) {
        draw_request(&engine, i % 8 == 7 ? 70 : i % 4 == 3 ? 30 : i % 4 == 2 ? 3 : 0);
        fine = same(&caches[next() % N], &quick, &slow);
    }
    for (size_t i = 0; i < N; i++) {
        ready += caches[i].ready;
        ev_cache_close(&caches[i]);
    }
    ev_out_close(&quick);
    ev_out_close(&slow);
    ev_engine_close(&engine);
    return fine;
}

static void sometimes_reads(struct random_policy *p, uint64_t seed) {
    if (seed % 2)
        random_policy_that_reads(p, seed);
    else
        random_policy(p, seed);
}

static void random_policies(void **unused) {
    (void)unused;
    const uint64_t requests = requests_to_try(REQUESTS);
    static struct policies all;
    all = (struct policies){.n = policies_to_try(POLICIES), .make = sometimes_reads};
    while (next_policy(&all))
        if (!one_policy(&all.c.layout->policy, requests))
            fail_msg("seed %" PRIu64 "\n%s", all.seed, all.p.text);
    print_message("%zu policies, %zu caches, %zu requests answered, %zu of them as before (%zu "
                  "undetermined), %zu refused\n",
                  all.accepted, ready, answered, kept, open_kept, refused);
    assert_true(all.accepted > all.n / 3);
    assert_true(ready > all.accepted);
    assert_true(answered > refused);
    assert_true(kept > answered / 10 && open_kept > kept / 20);
}

static void enisa(void **unused) {
    (void)unused;
    struct compiled c;
    assert_true(compile_file(&c, "policies/enisa-international.strat"));
    answered = refused = kept = open_kept = 0;
    assert_true(one_policy(&c.layout->policy, ENISA_REQUESTS));
    print_message("%zu requests answered, %zu of them as before (%zu undetermined), %zu refused\n",
                  answered, kept, open_kept, refused);
    assert_true(answered > ENISA_REQUESTS / 4);
    compiled_free(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_policies), cmocka_unit_test(enisa)};
    return cmocka_run_group_tests_name("cache", tests, NULL, NULL);
}
