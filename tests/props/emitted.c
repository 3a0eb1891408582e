/*
 * Emitted C against the runtime: ENISA's policy, an unranked one and random ones are written as C, compiled, loaded and asked.
 */
#include "emit/emit.h"
#include "tests/props/harness.h"
#include "tests/props/random_policy.h"

#include <dlfcn.h>
#include <setjmp.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

enum { POLICIES = 40, CACHE = 1 << 14 };

static char folder[64];

static int make_folder(void **unused)
{
    (void)unused;
    strcpy(folder, "/tmp/stratc-emitted.XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **unused)
{
    (void)unused;
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

/* decide(): value and known by fact of a request; out: the answer as plain numbers. */
static void write_driver(FILE *f, const struct duel *t)
{
    fprintf(f, "#include \"p.h\"\nint drive(const int64_t *value, const uint8_t *known, int64_t *out);\n"
               "int drive(const int64_t *value, const uint8_t *known, int64_t *out)\n{\n    struct p_request r;\n    struct p_answer a;\n"
               "    int result, n = 0, i;\n");
    for (uint32_t i = 0; i < t->n_facts; i++) {
        const struct fact *fact = &t->c->model->facts.at[t->fact_of[i]];
        const char *name = strcmp(fact->id.name, "double") == 0 ? "double_" : fact->id.name;
        if (fact->kind == FACT_FLAG || fact->kind == FACT_ONE_OF)
            fprintf(f, "    r.%s = (uint16_t)(known[%u] ? value[%u] + 1 : 0);\n", name, i, i);
        else
            fprintf(f, "    r.%s = (%s)value[%u];\n    r.%s_known = known[%u];\n", name, fact->kind == FACT_SET_OF ? "uint64_t" : "int64_t", i, name, i);
    }
    fprintf(f, "    result = (int)p_decide(&r, &a);\n    out[n++] = a.status; out[n++] = a.approach; out[n++] = a.now; out[n++] = a.open;\n"
               "    out[n++] = a.committed; out[n++] = a.possible; out[n++] = a.possible_status; out[n++] = a.possible_none; out[n++] = a.fault;\n"
               "    out[n++] = a.lists.modality;\n"
               "    for (i = 0; i < p_ID_WORDS; i++) { out[n++] = (int64_t)a.lists.basis[i]; out[n++] = (int64_t)a.lists.cautions[i];"
               " out[n++] = (int64_t)a.lists.closed_by[i]; }\n"
               "    for (i = 0; i < p_DUTY_WORDS; i++) { out[n++] = (int64_t)a.lists.duties[i]; out[n++] = (int64_t)a.lists.before[i]; }\n"
               "#ifdef p_DIGITS\n"
               "    { struct p_case c; struct p_brief b; if (p_prepare(&r, &c) == p_OK && p_decide_case(&c, &b) == p_OK) {\n"
               "        if (b.status != a.status || b.approach != a.approach || b.now != a.now) return 100;\n"
               "        for (i = 0; i < p_DUTY_WORDS; i++) if (b.duties[i] != a.lists.duties[i] || b.before[i] != a.lists.before[i]) return 101;\n"
               "    } }\n#endif\n    return result;\n}\n");
}

static void *load(const struct duel *t, unsigned number)
{
    char path[256], command[1024];
    const char *const files[] = {"p.h", "p.c", "drive.c"};
    const struct layout *layout = t->c->layout;
    const struct fast *fast = emit_fast(t->c->space, t->c->bits);
    for (int i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i]);
        FILE *f = fopen(path, "w");
        assert_non_null(f);
        if (i == 0)
            emit_c_header(f, &t->c->arena, layout, fast, "p");
        else if (i == 1)
            emit_c_source(f, &t->c->arena, layout, fast, "p", "p.h");
        else
            write_driver(f, t);
        assert_int_equal(fclose(f), 0);
    }
    const char *cc = getenv("CC");
    snprintf(command, sizeof command, "cd %s && %s -std=c11 -O1 -w -shared -fPIC -o p%u.so p.c drive.c", folder, cc && *cc ? cc : "cc", number);
    assert_int_equal(system(command), 0);
    snprintf(path, sizeof path, "%s/p%u.so", folder, number);
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library)
        fail_msg("%s", dlerror());
    return library;
}

static size_t pack_expected(const struct duel *t, int64_t *out)
{
    const struct strat_answer *a = &t->answer;
    size_t n = 0, ids = strat_id_words(&t->c->layout->policy), duties = strat_duty_words(&t->c->layout->policy);
    const int64_t head[] = {a->status, a->approach, a->now, a->open, a->committed, a->possible, a->possible_status, a->possible_none, a->fault,
                            a->lists.modality};
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        out[n++] = head[i];
    for (size_t i = 0; i < ids; i++) {
        out[n++] = (int64_t)a->lists.basis[i];
        out[n++] = (int64_t)a->lists.cautions[i];
        out[n++] = (int64_t)a->lists.closed_by[i];
    }
    for (size_t i = 0; i < duties; i++) {
        out[n++] = (int64_t)a->lists.duties[i];
        out[n++] = (int64_t)a->lists.before[i];
    }
    return n;
}

static int64_t draw(const struct fact *f, uint64_t *state)
{
    int64_t day = 0;
    if (f->kind == FACT_DATE && random_next(state) % 4 && date_from_text("2025-01-01", 10, &day))
        return day + (int64_t)(random_next(state) % 800);
    return random_value(f, random_next(state) >> 7);
}

static void compare(struct compiled *c, unsigned number, unsigned requests, const char *what)
{
    static int64_t actual[512], expected[512];
    struct duel t;
    duel_init(&t, c, CACHE);
    void *library = load(&t, number);
    int (*drive)(const int64_t *, const uint8_t *, int64_t *);
    *(void **)&drive = dlsym(library, "drive");
    uint64_t state = number + 7;
    for (unsigned i = 0; i < requests; i++) {
        for (uint32_t f = 0; f < t.n_facts; f++) {
            t.request_known[f] = (random_next(&state) >> 30) % 100 >= i % 4 * 8;
            t.request_value[f] = t.request_known[f] ? draw(&c->model->facts.at[t.fact_of[f]], &state) : 0;
        }
        struct strat_request r = {t.request_value, t.request_known};
        memset(actual, 0, sizeof actual);
        enum strat_result result = strat_decide(&c->layout->policy, &r, &t.work, &t.answer);
        int got = drive(t.request_value, t.request_known, actual);
        size_t n = pack_expected(&t, expected);
        if (result == STRAT_NOT_DECIDED)
            continue;
        if (got != (result == STRAT_OK ? 0 : result == STRAT_IMPOSSIBLE ? 2 : 1))
            fail_msg("request %u: result %d, expected %d\n%s", i, got, (int)result, what);
        for (size_t k = 0; k < n && result == STRAT_OK; k++)
            if (actual[k] != expected[k])
                fail_msg("request %u: part %zu of the answer is %lld, expected %lld\n%s", i, k, (long long)actual[k], (long long)expected[k], what);
    }
    dlclose(library);
}

static void policies(void **unused)
{
    (void)unused;
    static const char *const paths[] = {"policies/enisa-international.strat", "policies/vulnerability-disclosure.strat", "policies/tutorial.strat"};
    for (unsigned i = 0; i < 3; i++) {
        struct compiled c;
        assert_true(compile_file(&c, paths[i]));
        compare(&c, i, 20000, paths[i]);
        compiled_free(&c);
    }
}

static void random_policies(void **unused)
{
    (void)unused;
    static struct random_policy p;
    unsigned compared = 0;
    for (uint64_t seed = 1; compared < POLICIES; seed++) {
        struct compiled c;
        random_policy_with_readings(&p, seed);
        if (compile_text(&c, p.text))
            compare(&c, 100 + compared++, 400, p.text);
        compiled_free(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(policies), cmocka_unit_test(random_policies)};
    return cmocka_run_group_tests_name("emitted", tests, make_folder, remove_folder);
}
