/*
 * Emitted C against the runtime and the reference interpreter: ENISA's policy, an unranked one,
 * random and wide ones are written as C, compiled, loaded and asked, one by one and many at once.
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

#ifndef COMPLETE_REQUESTS /* of each policy that is shipped; tests/long/emitted.c has more */
#define COMPLETE_REQUESTS 100000
#define POLICIES 14
#endif

enum { CACHE = 1 << 14, COMPLETIONS = 16 };

static char folder[64];

static int make_folder(void **unused) {
    (void)unused;
    strcpy(folder, "/tmp/stratc-emitted.XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **unused) {
    (void)unused;
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static const char *member_name(const struct fact *f) {
    return strcmp(f->id.name, "double") == 0 ? "double_" : f->id.name;
}

static const struct fact *request_fact(const struct duel *t, uint32_t i) {
    return &t->c->model->facts.at[t->fact_of[i]];
}

static bool is_small(const struct fact *f) {
    return f->kind == FACT_FLAG || f->kind == FACT_ONE_OF;
}

/* fill(): a request of values. */
static void write_fill(FILE *f, const struct duel *t) {
    fprintf(
        f,
        "#include \"p.h\"\n#include <string.h>\nint drive(const int64_t *value, const uint8_t "
        "*known, int64_t *out);\n"
        "int batch(size_t n, size_t skip, const int64_t *value, const uint8_t *known);\n"
        "static void fill(struct p_request *r, const int64_t *value, const uint8_t *known)\n{\n");
    for (uint32_t i = 0; i < t->n_facts; i++) {
        const struct fact *fact = request_fact(t, i);
        const char *name = member_name(fact);
        if (is_small(fact))
            fprintf(f, "    r->%s = (uint16_t)(known[%u] ? value[%u] + 1 : 0);\n", name, i, i);
        else
            fprintf(f, "    r->%s = (%s)value[%u];\n    r->%s_known = known[%u];\n", name,
                    fact->kind == FACT_SET_OF ? "uint64_t" : "int64_t", i, name, i);
    }
    fputs("}\n\n", f);
}

/* drive(): the answer to one request as plain numbers; the two short ways have to say the same. */
static void write_drive(FILE *f) {
    fputs("int drive(const int64_t *value, const uint8_t *known, int64_t *out)\n{\n"
          "    struct p_request r;\n    struct p_answer a;\n    int result, n = 0, i;\n    "
          "fill(&r, value, known);\n    memset(&a, 0x55, sizeof a);\n"
          "    result = (int)p_decide(&r, &a);\n"
          "    out[n++] = a.status; out[n++] = a.approach; out[n++] = a.now; out[n++] = a.open;\n"
          "    out[n++] = a.committed; out[n++] = a.possible; out[n++] = a.possible_status; "
          "out[n++] = a.possible_none; out[n++] = a.fault;\n"
          "    out[n++] = a.lists.modality;\n"
          "    for (i = 0; i < p_ID_WORDS; i++) {\n"
          "        out[n++] = (int64_t)a.lists.basis[i]; out[n++] = (int64_t)a.lists.cautions[i]; "
          "out[n++] = (int64_t)a.lists.closed_by[i];\n    }\n"
          "    for (i = 0; i < p_DUTY_WORDS; i++) { out[n++] = (int64_t)a.lists.duties[i]; "
          "out[n++] = (int64_t)a.lists.before[i]; }\n"
          "#if !p_RANKED\n"
          "    for (int e = 0; e < p_APPROACHES; e++) {\n        const struct p_lists *l = "
          "&a.each[e];\n        int open = (int)(a.open >> e & 1);\n"
          "        out[n++] = open ? l->modality : 0;\n"
          "        for (i = 0; i < p_ID_WORDS; i++) { out[n++] = open ? (int64_t)l->basis[i] : 0; "
          "out[n++] = open ? (int64_t)l->cautions[i] : 0; }\n"
          "        for (i = 0; i < p_DUTY_WORDS; i++) { out[n++] = open ? (int64_t)l->duties[i] : "
          "0; out[n++] = open ? (int64_t)l->before[i] : 0; }\n    }\n"
          "#endif\n"
          "#ifdef p_DIGITS\n"
          "    struct p_case c;\n    struct p_brief b;\n    struct p_answer whole;\n"
          "    if (p_prepare(&r, &c) != p_OK) return result;\n"
          "    memset(&whole, 0x55, sizeof whole);\n"
          "    if (p_decide_case(&c, &b) != (enum p_result)result || p_answer_case(&c, &whole) != "
          "(enum p_result)result) return 100;\n"
          "    if (result != p_OK) return result;\n"
          "    if (b.status != a.status || b.approach != a.approach || b.now != a.now || b.open != "
          "a.open) return 101;\n"
          "    for (i = 0; i < p_DUTY_WORDS; i++) if (b.duties[i] != a.lists.duties[i] || "
          "b.before[i] != a.lists.before[i]) return 102;\n"
          "    if (memcmp(&whole, &a, sizeof a) != 0) return 103;\n"
          "#endif\n    return result;\n}\n\n",
          f);
}

/* A comparison of one array of answer planes with what the single answer says. */
static void compare_planes(FILE *f, const char *name, size_t n, const char *says, int code) {
    if (n > 0)
        fprintf(f,
                "            for (unsigned k = 0; k < %zu; k++)\n                if "
                "(BIT(answers.%s[k]) != (int)(%s)) return %d;\n",
                n, name, says, code);
}

static void write_columns(FILE *f, const struct duel *t) {
    for (uint32_t i = 0; i < t->n_facts; i++) {
        static const char *const types[] = {[FACT_FLAG] = "uint8_t",
                                            [FACT_ONE_OF] = "uint16_t",
                                            [FACT_SET_OF] = "uint64_t",
                                            [FACT_NUMBER] = "int64_t",
                                            [FACT_DATE] = "int64_t"};
        fprintf(f, "    static %s c%u[400];\n    static uint8_t k%u[400];\n",
                types[request_fact(t, i)->kind], i, i);
    }
    fputs("    for (size_t i = 0; i < n; i++) {\n        fill(&r, value + i * FACTS, known + i * "
          "FACTS);\n",
          f);
    for (uint32_t i = 0; i < t->n_facts; i++) {
        const char *name = member_name(request_fact(t, i));
        fprintf(f, "        c%u[skip + i] = r.%s;\n", i, name);
        if (!is_small(request_fact(t, i)))
            fprintf(f, "        k%u[skip + i] = r.%s_known;\n", i, name);
    }
    fputs("    }\n", f);
    for (uint32_t i = 0; i < t->n_facts; i++) {
        const char *name = member_name(request_fact(t, i));
        fprintf(f, "    columns.%s = c%u + skip;\n", name, i);
        if (!is_small(request_fact(t, i)))
            fprintf(f, "    columns.%s_known = k%u + skip;\n", name, i);
    }
}

/* batch(): `n` requests at once, as columns and as planes of every width, against one by one. 0, or
 * where they differ. */
static void write_batch(FILE *f, const struct duel *t) {
    size_t duties = t->c->model->duties.len, ids = t->c->model->outline.len,
           approaches = t->c->model->approaches.len;
    fprintf(f, "enum { FACTS = %zu };\n", t->n_facts);
    fputs("int batch(size_t n, size_t skip, const int64_t *value, const uint8_t *known)\n{\n    "
          "struct p_request r;\n    struct p_answer a;\n"
          "    struct p_columns columns;\n    struct p_results results;\n    static uint8_t "
          "result[400], status[400];\n    static int8_t approach[400], now[400];\n"
          "    static uint64_t du[400 * p_DUTY_WORDS], be[400 * p_DUTY_WORDS], ba[400 * "
          "p_ID_WORDS], ca[400 * p_ID_WORDS];\n    size_t failed = 0;\n"
          "    memset(&columns, 0, sizeof columns);\n",
          f);
    write_columns(f, t);
    fputs("    memset(result, 0x55, sizeof result);\n"
          "    results = (struct p_results){result + skip, status + skip, approach + skip, now + "
          "skip, du, be, ba, ca};\n"
          "    size_t told = p_decide_batch(&columns, n, &results);\n"
          "    for (size_t i = 0; i < n; i++) {\n        fill(&r, value + i * FACTS, known + i * "
          "FACTS);\n        enum p_result is = p_decide(&r, &a);\n"
          "        failed += is != p_OK;\n        if (result[skip + i] != is) return 1;\n        "
          "if (is != p_OK) continue;\n"
          "        if (status[skip + i] != a.status || approach[skip + i] != a.approach || "
          "now[skip + i] != a.now) return 2;\n"
          "        if (memcmp(du + i * p_DUTY_WORDS, a.lists.duties, sizeof a.lists.duties) || "
          "memcmp(be + i * p_DUTY_WORDS, a.lists.before, sizeof a.lists.before)) return 3;\n"
          "        if (memcmp(ba + i * p_ID_WORDS, a.lists.basis, sizeof a.lists.basis) || "
          "memcmp(ca + i * p_ID_WORDS, a.lists.cautions, sizeof a.lists.cautions)) return 4;\n"
          "    }\n    if (told != failed || result[skip + n] != 0x55) return 5;\n#ifdef p_PLANES\n"
          "    static uint64_t in[p_PLANES][16], out[p_ANSWER_PLANES][16], open[16];\n    struct "
          "p_planes planes;\n    struct p_plane_answers answers;\n"
          "    uint64_t **at = (uint64_t **)&planes, **to = (uint64_t **)&answers;\n    size_t "
          "words = (n + 63) / 64;\n"
          "    for (int i = 0; i < p_PLANES; i++) at[i] = in[i];\n    open[words] = 0x55;\n    "
          "p_fill_planes(&columns, n, &planes, open);\n    if (open[words] != 0x55) return 6;\n"
          "    for (int p = 0; p < p_PLANES && n % 64; p++) in[p][words - 1] |= n % 2 ? "
          "~(uint64_t)0 << n % 64 : 0;\n"
          "#define BIT(plane) (int)((plane)[i / 64] >> (i % 64) & 1)\n"
          "    for (unsigned width = 1; width <= p_widest(); width *= 2) {\n"
          "        memset(out, 0x55, sizeof out);\n        for (int p = 0; p < p_ANSWER_PLANES; "
          "p++) to[p] = out[p];\n"
          "        p_decide_planes(&planes, n, &answers, width);\n"
          "        for (int p = 0; p < p_ANSWER_PLANES; p++) {\n            if (out[p][words] != "
          "0x5555555555555555u) return 7;\n"
          "            if (n % 64 && out[p][words - 1] >> n % 64) return 8;\n        }\n"
          "        for (size_t i = 0; i < n; i++) {\n            struct p_case c;\n            "
          "fill(&r, value + i * FACTS, known + i * FACTS);\n"
          "            if ((p_prepare(&r, &c) != p_OK) != BIT(open)) return 9;\n            if "
          "(BIT(open)) continue;\n"
          "            enum p_result is = p_decide(&r, &a);\n            if "
          "(BIT(answers.impossible[0]) != (is != p_OK)) return 10;\n            if (is != p_OK) "
          "continue;\n",
          f);
    compare_planes(f, "status", 5, "a.status == (int)k", 11);
    compare_planes(f, "approach", approaches, "a.approach == (int)k", 12);
    compare_planes(f, "now", approaches, "a.now == (int)k", 13);
    compare_planes(f, "open", approaches, "a.open >> k & 1", 14);
    compare_planes(f, "duties", duties, "a.lists.duties[k / 64] >> k % 64 & 1", 15);
    compare_planes(f, "before", duties, "a.lists.before[k / 64] >> k % 64 & 1", 16);
    compare_planes(f, "basis", ids, "a.lists.basis[k / 64] >> k % 64 & 1", 17);
    compare_planes(f, "cautions", ids, "a.lists.cautions[k / 64] >> k % 64 & 1", 18);
    compare_planes(f, "closed_by", ids, "a.lists.closed_by[k / 64] >> k % 64 & 1", 19);
    compare_planes(f, "committed", 2, "a.lists.modality == (int)k + 2", 20);
    fputs("        }\n"
          "        uint64_t one = 0;\n        for (int p = 0; p < p_ANSWER_PLANES && n > 0 && n <= "
          "64; p++) {\n" /* one plane alone says the same */
          "            memset(&answers, 0, sizeof answers);\n            to[p] = &one;\n           "
          " p_decide_planes(&planes, n, &answers, width);\n"
          "            if (one != out[p][0]) return 21;\n        }\n    }\n#endif\n    return "
          "0;\n}\n",
          f);
}

/* readings_of(): the readings that a request hangs on, where the C tells them. */
static void write_read(FILE *f) {
    fputs("#ifdef p_READINGS\n"
          "int readings_of(const int64_t *value, const uint8_t *known, uint64_t *out);\n"
          "int readings_of(const int64_t *value, const uint8_t *known, uint64_t *out)\n{\n"
          "    struct p_request r;\n    fill(&r, value, known);\n"
          "    return (int)p_readings(&r, out);\n}\n#endif\n\n",
          f);
}

/* One in four is as it comes, with nothing but decisions of single requests. */
static bool with_batch(unsigned number) { return number % 4 != 1; }

static void write_driver(FILE *f, const struct duel *t, unsigned number) {
    write_fill(f, t);
    write_drive(f);
    write_read(f);
    if (with_batch(number))
        write_batch(f, t);
    else
        fputs("int batch(size_t n, size_t skip, const int64_t *value, const uint8_t *known)\n{\n"
              "    return n > 400 || skip > 400 || !value || !known;\n}\n",
              f);
}

#define WARNINGS "-Wall -Wextra -Wconversion -Wshadow -Wundef -Werror"

/* Compiled without a warning, at one level of optimisation after the other. */
static void *load(const struct duel *t, unsigned number) {
    static const char *const levels[] = {"1", "2", "3", "s", "0", "g"};
    char path[256], command[1024];
    const char *const files[] = {"p.h", "p.c", "drive.c"};
    const struct layout *layout = t->c->layout;
    FILE *f[3];
    for (int i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i]);
        f[i] = fopen(path, "w");
        assert_non_null(f[i]);
    }
    emit_c_pair(f[0], f[1], &t->c->arena, layout, emit_fast(t->c->space, t->c->bits),
                (struct c_parts){.ask = number % 2, .batch = with_batch(number)}, "p", "p.h");
    write_driver(f[2], t, number);
    for (int i = 0; i < 3; i++) assert_int_equal(fclose(f[i]), 0);
    const char *cc = getenv("CC");
    cc = cc && *cc ? cc : "cc";
    const char *level =
        t->n_facts > 20 ? "1" : levels[number % 6]; /* of large ones many requests are asked */
    snprintf(command, sizeof command,
             "cd %s && %s -std=%s -O%s %s -fPIC -c p.c && %s -std=c11 -O1 -w -shared -fPIC -o "
             "p%u.so p.o drive.c",
             folder, cc, number % 2 ? "c99 -pedantic" : "gnu17", level, WARNINGS, cc, number);
    assert_int_equal(system(command), 0);
    snprintf(path, sizeof path, "%s/p%u.so", folder, number);
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library) fail_msg("%s", dlerror());
    return library;
}

static size_t pack_expected(const struct duel *t, int64_t *out) {
    const struct strat_answer *a = &t->answer;
    size_t n = 0, ids = strat_id_words(&t->c->layout->policy),
           duties = strat_duty_words(&t->c->layout->policy);
    const int64_t head[] = {
        a->status,   a->approach,        a->now,           a->open,          a->committed,
        a->possible, a->possible_status, a->possible_none, a->broken_assume, a->lists.modality};
    for (size_t i = 0; i < sizeof head / sizeof *head; i++) out[n++] = head[i];
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

static size_t pack_each(const struct duel *t, int64_t *out) {
    size_t n = 0, ids = strat_id_words(&t->c->layout->policy),
           duties = strat_duty_words(&t->c->layout->policy);
    for (uint32_t e = 0; e < t->c->model->approaches.len && !t->c->model->ranked; e++) {
        const struct strat_lists *l = &t->answer.each[e];
        int64_t open = (t->answer.open >> e & 1) ? -1 : 0;
        out[n++] = l->modality & open;
        for (size_t i = 0; i < ids; i++) {
            out[n++] = (int64_t)l->basis[i] & open;
            out[n++] = (int64_t)l->cautions[i] & open;
        }
        for (size_t i = 0; i < duties; i++) {
            out[n++] = (int64_t)l->duties[i] & open;
            out[n++] = (int64_t)l->before[i] & open;
        }
    }
    return n;
}

static int64_t draw(const struct fact *f, uint64_t *state) {
    int64_t day = 0;
    if (f->kind == FACT_DATE && random_next(state) % 4 && date_read("2025-01-01", 10, &day))
        return day + (int64_t)(random_next(state) % 800);
    return random_value(f, random_next(state) >> 7);
}

/* How much a request leaves unknown goes by turns; every other one is complete. */
static void draw_request(struct duel *t, uint64_t *state, unsigned turn) {
    for (uint32_t f = 0; f < t->n_facts; f++) {
        t->request_known[f] = turn % 2 == 0 || (random_next(state) >> 30) % 100 >= turn % 8 * 4;
        t->request_value[f] = t->request_known[f] ? draw(request_fact(t, f), state) : 0;
    }
}

/* The runtime and the interpreter agree on it, if it has few completions. */
static void check_runtime(struct duel *t, const char *what) {
    bool tried;
    for (uint32_t f = 0; f < t->n_facts; f++) {
        t->value[t->fact_of[f]] = t->request_value[f];
        t->known[t->fact_of[f]] = t->request_known[f];
    }
    const char *differ = duel(t, COMPLETIONS, false, &tried);
    if (differ) fail_msg("the runtime and the interpreter differ in %s\n%s", differ, what);
}

typedef int driver(const int64_t *value, const uint8_t *known, int64_t *out);
typedef int reader(const int64_t *value, const uint8_t *known, uint64_t *out);

struct functions {
    driver *drive;
    reader *read; /* or NULL */
};

static size_t hang_on_readings;

/* Either may have had too little memory. */
static void compare_readings(struct duel *t, reader *read, unsigned number, const char *what) {
    uint64_t actual[1] = {0}, expected[1] = {0}; /* none has more than 64 */
    int got = read(t->request_value, t->request_known, actual);
    enum strat_result result = strat_readings(&t->work, expected);
    if (result == STRAT_NOT_DECIDED || got == 3) return;
    hang_on_readings += expected[0] != 0;
    if (got != (result == STRAT_OK           ? 0
                : result == STRAT_IMPOSSIBLE ? 2
                                             : 1) ||
        actual[0] != expected[0])
        fail_msg("request %u: readings %llx, expected %llx\n%s", number,
                 (unsigned long long)actual[0], (unsigned long long)expected[0], what);
}

static void compare_request(struct duel *t, const struct functions *by, unsigned number,
                            const char *what) {
    static int64_t actual[1024], expected[1024];
    struct strat_request r = {t->request_value, t->request_known};
    check_runtime(t, what);
    memset(actual, 0, sizeof actual);
    strat_prepare(&t->work, &t->c->layout->policy, &r);
    enum strat_result result = strat_decide(&t->work, &t->answer);
    int got = by->drive(t->request_value, t->request_known, actual);
    size_t n = pack_expected(t, expected);
    n += result == STRAT_OK && t->answer.status != STRAT_UNDETERMINED ? pack_each(t, expected + n)
                                                                      : 0;
    if (result == STRAT_NOT_DECIDED) return;
    if (got != (result == STRAT_OK ? 0 : result == STRAT_IMPOSSIBLE ? 2 : 1))
        fail_msg("request %u: result %d, expected %d\n%s", number, got, (int)result, what);
    for (size_t k = 0; k < n && result == STRAT_OK; k++)
        if (actual[k] != expected[k])
            fail_msg("request %u: part %zu of the answer is %lld, expected %lld\n%s", number, k,
                     (long long)actual[k], (long long)expected[k], what);
    if (by->read && number < 400) compare_readings(t, by->read, number, what);
}

/* Every other request is complete; with `unknown` 0 all are. */
static void compare_drawn(struct duel *t, const struct functions *by, uint64_t *state,
                          unsigned requests, unsigned unknown, const char *what) {
    for (unsigned i = 0; i < requests; i++) {
        draw_request(t, state, i * unknown);
        compare_request(t, by, i, what);
    }
}

static void compare_examples(struct duel *t, const struct functions *by, const char *what) {
    unsigned number = 0;
    vec_each (struct example, e, &t->c->model->examples) {
        for (uint32_t f = 0; f < t->n_facts; f++) {
            t->request_known[f] = 0;
            t->request_value[f] = 0;
            vec_each (struct given, g, &e->givens)
                if (g->fact == t->fact_of[f]) {
                    t->request_known[f] = 1;
                    t->request_value[f] = g->value;
                }
        }
        compare_request(t, by, number++, what);
    }
}

/* Lengths and places in memory go by turns; some values are wrong. */
static void compare_batch(struct duel *t, void *library, uint64_t *state, size_t most,
                          const char *what) {
    int64_t *value = arena_array(&t->c->arena, int64_t, (most + 1) * (t->n_facts + 1));
    uint8_t *known = arena_array(&t->c->arena, uint8_t, (most + 1) * (t->n_facts + 1));
    int (*batch)(size_t, size_t, const int64_t *, const uint8_t *);
    *(void **)&batch = dlsym(library, "batch");
    for (size_t n = 0; n <= most; n++) {
        for (size_t i = 0; i < n; i++) {
            draw_request(t, state, n % 3 == 0 ? 0 : (unsigned)i);
            memcpy(value + i * t->n_facts, t->request_value, t->n_facts * sizeof *value);
            memcpy(known + i * t->n_facts, t->request_known, t->n_facts);
            size_t wrong = (random_next(state) >> 20) % (40 * t->n_facts + 1);
            if (wrong < t->n_facts && is_small(request_fact(t, (uint32_t)wrong))) {
                known[i * t->n_facts + wrong] = 1;
                value[i * t->n_facts + wrong] = 200;
            }
        }
        int differs = batch(n, n % 17, value, known);
        if (differs) fail_msg("%zu requests at once: difference %d\n%s", n, differs, what);
    }
}

/* `complete` requests, then `requests` of all kinds, then batches up to `most`. */
static void compare(struct compiled *c, unsigned number, unsigned complete, unsigned requests,
                    size_t most, const char *what) {
    struct duel t;
    uint64_t state = number + 7;
    duel_init(&t, c, CACHE);
    void *library = load(&t, number);
    struct functions by;
    *(void **)&by.drive = dlsym(library, "drive");
    *(void **)&by.read = dlsym(library, "readings_of");
    compare_examples(&t, &by, what);
    compare_drawn(&t, &by, &state, complete, 0, what);
    compare_drawn(&t, &by, &state, requests, 1, what);
    compare_batch(&t, library, &state, most, what);
    dlclose(library);
}

static void policies(void **unused) {
    (void)unused;
    static const char *const paths[] = {"policies/enisa-international.strat",
                                        "policies/vulnerability-disclosure.strat",
                                        "policies/tutorial.strat"};
    for (unsigned i = 0; i < 3; i++) {
        struct compiled c;
        assert_true(compile_file(&c, paths[i]));
        compare(&c, i, COMPLETE_REQUESTS, 20000, 300, paths[i]);
        compiled_free(&c);
    }
}

/* A fact that nothing asks but whether a duty is done. */
static void done_by_a_choice(void **unused) {
    (void)unused;
    static const char text[] = "strategy \"t\" {\n    approaches ranked little < much\n"
                               "    paragraphs 1\n}\n"
                               "fact stage \"t\" : one of { draft < agreed < over }\n"
                               "fact urgent \"t\" : yes or no\n"
                               "duty agree \"t\" before by \"w\" done when stage = agreed\n"
                               "paragraph 1 \"t\" {\n    may use much when urgent\n"
                               "    must agree\n}\n";
    struct compiled c;
    assert_true(compile_text(&c, text));
    compare(&c, 50, 400, 400, 70, text);
    compiled_free(&c);
}

static void random_policies(void **unused) {
    (void)unused;
    static struct random_policy p;
    unsigned compared = 0;
    for (uint64_t seed = 1; compared < POLICIES; seed++) {
        struct compiled c;
        if (compared % 2) /* which are asked for more than decisions */
            random_policy_that_reads(&p, seed);
        else
            random_policy_with_readings(&p, seed);
        if (compile_text(&c, p.text)) compare(&c, 100 + compared++, 400, 400, 70, p.text);
        compiled_free(&c);
    }
    print_message("%zu answers hang on readings\n", hang_on_readings);
    assert_true(hang_on_readings > 500);
}

/* More of everything: more duties and paragraphs than a word has bits, large facts, many boxes a
 * question. */
static const char *wide_policy(struct arena *a, uint64_t state, unsigned approaches, bool ranked,
                               unsigned blocks, unsigned duties) {
    const char *text =
        arena_printf(a, "strategy \"w\" {\n    scope not (f0 and pick = v3)\n    approaches %s a0",
                     ranked ? "ranked" : "unranked");
    for (unsigned i = 1; i < approaches; i++)
        text = arena_printf(a, "%s %s a%u", text, ranked ? "<" : ",", i);
    text = arena_printf(a, "%s\n    paragraphs 1", text);
    for (unsigned i = 2; i <= approaches + blocks; i++) text = arena_printf(a, "%s, %u", text, i);
    text = arena_printf(a, "%s\n}\nfact pick \"t\" : one of { v0", text);
    for (unsigned i = 1; i < 40; i++) text = arena_printf(a, "%s, v%u", text, i);
    text = arena_printf(
        a,
        "%s }\nfact amount \"t\" : number -5.00..5000.00 \"EUR\" default 7.50\nfact day \"t\" : "
        "date\n"
        "fact tags \"t\" : set of { t0, t1, t2, t3, t4, t5, t6, t7, t8 } default { t2 }\n",
        text);
    for (unsigned i = 0; i < 6; i++)
        text = arena_printf(a, "%sfact f%u \"t\" : yes or no%s\n", text, i,
                            i % 3 == 0 ? " default yes" : "");
    text = arena_printf(a, "%sassume \"t\" f1 or not f2\n", text);
    for (unsigned i = 0; i < duties; i++)
        text = i % 12 == 5 ? arena_printf(a, "%sduty d%u \"t\" before by \"w\" done when f%u\n",
                                          text, i, (unsigned)(random_next(&state) >> 20) % 6)
                           : arena_printf(a, "%sduty d%u \"t\" yearly by \"w\"\n", text, i);
    for (unsigned i = 0; i < approaches; i++)
        text =
            arena_printf(a, "%sapproach %u a%u \"t\" {\n    %s\n    must d%u\n}\n", text, i + 1, i,
                         i == 1 ? "default" : "requires f3 or amount above 100.00", i % duties);
    for (unsigned i = 0; i < blocks; i++) {
        uint64_t r = random_next(&state);
        text = arena_printf(a,
                            "%sparagraph %u \"t\" {\n    %s use a%u when pick in { v%u, v%u } and "
                            "%stags includes t%u%s\n",
                            text, approaches + 1 + i, r >> 60 & 1 ? "may" : "will",
                            (unsigned)(r >> 4) % approaches, (unsigned)(r >> 8) % 40,
                            (unsigned)(r >> 16) % 40, r >> 61 & 1 ? "not " : "",
                            (unsigned)(r >> 24) % 9, r >> 62 ? " and amount at most 49.00" : "");
        text = arena_printf(
            a, "%s    should meet f%u when day at least 20%u-06-01\n    must d%u%s\n}\n", text,
            (unsigned)(r >> 32) % 6, 20 + i % 8, i * 3 % duties, r >> 63 ? " when f4" : "");
    }
    return text;
}

static void wide_policies(void **unused) {
    (void)unused;
    static const struct {
        unsigned approaches, blocks, duties;
        bool ranked, fast;
    } kinds[] = {{3, 30, 9, true, true},  {4, 20, 70, true, true}, {4, 18, 80, false, true},
                 {1, 60, 3, true, true},  {3, 70, 1, true, true},  {6, 30, 9, true, false},
                 {4, 70, 70, true, false}};
    for (unsigned i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct compiled c;
        struct arena a;
        jmp_buf on_oom;
        if (setjmp(on_oom)) abort();
        arena_init(&a, &on_oom);
        const char *text = wide_policy(&a, i + 1, kinds[i].approaches, kinds[i].ranked,
                                       kinds[i].blocks, kinds[i].duties);
        if (!compile_text(&c, text)) fail_msg("refused: %s", text);
        if ((emit_fast(c.space, c.bits) != NULL) != kinds[i].fast)
            fail_msg("policy %u is %s for the short way", i,
                     kinds[i].fast ? "too large" : "not too large");
        compare(&c, 200 + i, 4000, 1000, 130, text);
        compiled_free(&c);
        arena_free(&a);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(policies), cmocka_unit_test(done_by_a_choice),
        cmocka_unit_test(random_policies), cmocka_unit_test(wide_policies)};
    return cmocka_run_group_tests_name("emitted", tests, make_folder, remove_folder);
}
