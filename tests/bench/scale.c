/*
 * scale: how a decision, the table, stratc and the C compiler grow with the number of rules. Prints
 * one table; every size is measured in the same run as ENISA's policy, in turns, and each figure is
 * the median of the rounds.
 *
 * usage: scale STRATC [LARGEST]
 */
#define _DEFAULT_SOURCE 1 /* wait4 */
#include "emit/emit.h"
#include "tests/bench/ladder.h"
#include "tests/bench/policies.h"
#include "tests/props/harness.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { REQUESTS = 4096, ROUNDS = 9, LADDER_RULES = 1000, MOST = 16 };

extern char **environ;

struct subject {
    char name[64], folder[128], policy[256];
    unsigned rules;
    size_t boxes, table_bytes, text_bytes;
    bool large, ladder;
    double stratc_seconds, stratc_megabytes, cc_seconds, c_megabytes;
    int (*fill)(unsigned i, const int64_t *value); /* 0: a situation that the policy assumes away */
    long (*full)(void);                            /* all lists, of all requests */
    long (*quick)(void); /* status, approach, now and duties of requests made ready; or NULL */
    long (*by_ladder)(void);
    double ns[3][ROUNDS];
};

static uint64_t state = 88172645463325252u;

static uint64_t next(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state * 0x2545f4914f6cdd1d;
}

/* ---- programs ---- */

/* Seconds of processor time that a program took; *megabytes: its most memory. Negative where it
 * failed. */
static double run(char *const *argv, double *megabytes) {
    pid_t child;
    int status;
    struct rusage use;
    if (posix_spawnp(&child, argv[0], NULL, NULL, argv, environ) != 0 ||
        wait4(child, &status, 0, &use) != child)
        return -1;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return -1;
    *megabytes = (double)use.ru_maxrss / 1024;
    return (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
           (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
}

static double compile_c(const char *folder, const char *file, const char *out, const char *kind) {
    char source[256], object[256], cc[64];
    double megabytes;
    snprintf(cc, sizeof cc, "%s", getenv("CC") && *getenv("CC") ? getenv("CC") : "cc");
    snprintf(source, sizeof source, "%s/%s", folder, file);
    snprintf(object, sizeof object, "%s/%s", folder, out);
    char *argv[] = {cc, "-std=c11", "-O2", "-w", "-fPIC", (char *)kind, "-o", object, source, NULL};
    return run(argv, &megabytes);
}

static const char *c_name(const char *fact) {
    return strcmp(fact, "double") == 0 ? "double_" : fact;
}

/* Requests of the policy's own type, and loops over them. */
static void write_driver(FILE *f, const struct compiled *c, bool ladder) {
    fprintf(f,
            "#include \"p.h\"\nstatic struct p_request requests[%d];\n#ifdef p_DIGITS\nstatic "
            "struct p_case cases[%d];\n#endif\n"
            "int fill(unsigned i, const int64_t *value);\nlong full(void);\nlong "
            "quick(void);\nlong by_ladder(void);\n"
            "int fill(unsigned i, const int64_t *value)\n{\n    static struct p_answer a;\n    "
            "struct p_request *r = &requests[i];\n",
            REQUESTS, REQUESTS);
    uint32_t n = 0;
    vec_each (const struct fact, fact, &c->model->facts) {
        if (fact->source == FACT_READING) continue;
        if (fact->kind == FACT_FLAG || fact->kind == FACT_ONE_OF)
            fprintf(f, "    r->%s = (uint16_t)(value[%u] + 1);\n", c_name(fact->id.name), n);
        else
            fprintf(f, "    r->%s = value[%u];\n    r->%s_known = 1;\n", c_name(fact->id.name), n,
                    fact->id.name);
        n++;
    }
    fprintf(
        f,
        "#ifdef p_DIGITS\n    p_prepare(r, &cases[i]);\n#endif\n    return p_decide(r, &a) == "
        "p_OK;\n}\n"
        "long full(void)\n{\n    static struct p_answer a;\n    long sum = 0;\n    unsigned i;\n"
        "    for (i = 0; i < %d; i++)\n        sum += (int)p_decide(&requests[i], &a) * 1000 + "
        "a.status * 10 + a.approach;\n    return sum;\n}\n"
        "long quick(void)\n{\n    long sum = 0;\n#ifdef p_DIGITS\n    struct p_brief b;\n    "
        "unsigned i;\n"
        "    for (i = 0; i < %d; i++)\n        sum += (int)p_decide_case(&cases[i], &b) * 1000 + "
        "b.status * 10 + b.approach;\n"
        "#endif\n    return sum;\n}\n",
        REQUESTS, REQUESTS);
    if (ladder)
        ladder_write(f, c->rules);
    else
        fputs("static int ladder(const struct p_request *r) { (void)r; return 0; }\n", f);
    fprintf(f,
            "long by_ladder(void)\n{\n    long sum = 0;\n    unsigned i;\n    for (i = 0; i < %d; "
            "i++)\n        sum += ladder(&requests[i]);\n"
            "    return sum;\n}\n",
            REQUESTS);
}

static FILE *open_file(const char *folder, const char *name) {
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return fopen(path, "w");
}

static bool write_files(const char *folder, struct compiled *c, bool ladder) {
    FILE *header = open_file(folder, "p.h"), *source = open_file(folder, "p.c"),
         *driver = open_file(folder, "drive.c");
    if (!header || !source || !driver) return false;
    emit_c_pair(header, source, &c->arena, c->layout, emit_fast(c->space, c->bits),
                (struct c_parts){0}, "p", "p.h");
    write_driver(driver, c, ladder);
    bool bad = fclose(header) != 0;
    bad = fclose(source) != 0 || bad;
    return fclose(driver) == 0 && !bad;
}

/* ---- one policy ---- */

static void fill_requests(struct subject *s, const struct compiled *c) {
    static int64_t value[65536];
    for (unsigned i = 0; i < REQUESTS;) {
        uint32_t n = 0;
        vec_each (const struct fact, f, &c->model->facts)
            if (f->source != FACT_READING) value[n++] = random_value(f, next() >> 7);
        i += s->fill(i, value) != 0;
    }
}

/* Before this program has grown: a child's most memory begins with that of its parent. */
static bool time_stratc(struct subject *s, const char *stratc) {
    char out[256];
    snprintf(out, sizeof out, "%s/out.c", s->folder);
    char *argv[] = {(char *)stratc, "--emit=c", s->policy, "-o", out, NULL};
    s->stratc_seconds = run(argv, &s->stratc_megabytes);
    return s->stratc_seconds >= 0;
}

static bool prepare(struct subject *s) {
    static struct compiled c;
    char out[256], library[256];
    struct stat file;
    snprintf(library, sizeof library, "%s/p.so", s->folder);
    if (!compile_file(&c, s->policy)) return false;
    s->boxes = c.bits->list.len;
    s->rules = (unsigned)c.rules->rules.len;
    s->large = c.layout->policy.rules != NULL;
    s->table_bytes = 8 * c.layout->policy.table_words + c.layout->policy.rules_bytes;
    s->text_bytes = 4 * c.layout->policy.names_words + c.layout->policy.text_bytes;
    if (!write_files(s->folder, &c, s->ladder)) return false;
    snprintf(out, sizeof out, "%s/p.c", s->folder);
    s->c_megabytes = stat(out, &file) == 0 ? (double)file.st_size / 1e6 : 0;
    s->cc_seconds = compile_c(s->folder, "p.c", "p.o", "-c");
    char cc[64], object[256], drive[256];
    snprintf(cc, sizeof cc, "%s", getenv("CC") && *getenv("CC") ? getenv("CC") : "cc");
    snprintf(object, sizeof object, "%s/p.o", s->folder);
    snprintf(drive, sizeof drive, "%s/drive.c", s->folder);
    char *link[] = {cc,   "-std=c11", "-O2", "-w",   "-fPIC", "-shared",
                    "-o", library,    drive, object, NULL};
    double megabytes;
    if (s->cc_seconds < 0 || run(link, &megabytes) < 0) return false;
    void *loaded = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (!loaded) return false;
    *(void **)&s->fill = dlsym(loaded, "fill");
    *(void **)&s->full = dlsym(loaded, "full");
    *(void **)&s->quick = dlsym(loaded, "quick");
    *(void **)&s->by_ladder = dlsym(loaded, "by_ladder");
    fill_requests(s, &c);
    compiled_free(&c);
    return true;
}

/* ---- timing ---- */

static double per_request(long (*loop)(void)) {
    struct timespec from, to;
    volatile long sum;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &from);
    sum = loop();
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &to);
    (void)sum;
    return ((double)(to.tv_sec - from.tv_sec) * 1e9 + (double)(to.tv_nsec - from.tv_nsec)) /
           REQUESTS;
}

static int rising(const void *a, const void *b) {
    const double *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

static double median(double *ns) {
    qsort(ns, ROUNDS, sizeof *ns, rising);
    return ns[ROUNDS / 2];
}

static void measure(struct subject *s, size_t n) {
    for (size_t i = 0; i < n; i++) {
        per_request(s[i].full); /* warm */
        per_request(s[i].by_ladder);
    }
    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < n; i++) {
            per_request(s[i].quick);
            s[i].ns[0][round] = per_request(s[i].quick);
            s[i].ns[1][round] = per_request(s[i].full);
            s[i].ns[2][round] = s[i].ladder ? per_request(s[i].by_ladder) : 0;
        }
}

static void print(struct subject *s, size_t n) {
    double quick = median(s[0].ns[0]), full = median(s[0].ns[1]);
    printf("%-18s %7s %7s %8s %7s %8s %7s %8s | %9s %7s | %7s %6s | %7s %7s %7s\n", "policy",
           "rules", "boxes", "brief ns", "x", "full ns", "x", "ladder", "table", "B/rule", "stratc",
           "MB", "gcc s", "s/MB", "C MB");
    const struct subject *base = NULL; /* the first large policy: the code is the same in all */
    for (size_t i = 0; i < n && !base; i++) base = s[i].large ? &s[i] : NULL;
    for (size_t i = 0; i < n; i++) {
        double own_quick = i == 0 ? quick : median(s[i].ns[0]),
               own_full = i == 0 ? full : median(s[i].ns[1]);
        char ladder[16] = "-", brief[16] = "-", times[16] = "-", per_megabyte[16] = "-";
        double more = base && s[i].large ? (double)(s[i].table_bytes + s[i].text_bytes) -
                                               (double)(base->table_bytes + base->text_bytes)
                                         : 0;
        if (more > 500000)
            snprintf(per_megabyte, sizeof per_megabyte, "%.2f",
                     (s[i].cc_seconds - base->cc_seconds) * 1e6 / more);
        if (s[i].ladder) snprintf(ladder, sizeof ladder, "%.0f", median(s[i].ns[2]));
        if (own_quick > 2) {
            snprintf(brief, sizeof brief, "%.1f", own_quick);
            snprintf(times, sizeof times, "%.1f", own_quick / quick);
        }
        printf(
            "%-18s %7u %7zu %8s %7s %8.1f %7.1f %8s | %9zu %7.1f | %7.2f %6.0f | %7.2f %7s %7.2f\n",
            s[i].name, s[i].rules, s[i].boxes, brief, times, own_full, own_full / full, ladder,
            s[i].table_bytes, (double)s[i].table_bytes / s[i].rules, s[i].stratc_seconds,
            s[i].stratc_megabytes, s[i].cc_seconds, per_megabyte, s[i].c_megabytes);
    }
    printf("table: without names and titles; x: times ENISA's; s/MB: what each further megabyte of "
           "table, names and titles takes gcc -O2\n");
}

/* Its folder and, where it is not ENISA's, its policy. */
static bool write_subject(struct subject *s, const char *base, size_t i, bool structured,
                          unsigned rules) {
    snprintf(s->folder, sizeof s->folder, "%s/%zu", base, i);
    if (mkdir(s->folder, 0700) != 0) return false;
    snprintf(s->name, sizeof s->name, "%s",
             rules == 0   ? "ENISA"
             : structured ? "structured"
                          : "random");
    snprintf(s->policy, sizeof s->policy,
             rules == 0 ? "policies/enisa-international.strat" : "%s/p.strat", s->folder);
    if (rules == 0) return true;
    s->ladder = !structured && rules <= LADDER_RULES;
    struct author author = {.out = fopen(s->policy, "w"), .state = 88172645463325252u + rules};
    if (!author.out) return false;
    if (structured)
        write_structured(&author, rules);
    else
        write_random(&author, rules);
    return fclose(author.out) == 0;
}

int main(int argc, char **argv) {
    static struct subject subjects[MOST];
    char base[] = "/tmp/stratc-scale.XXXXXX", command[64];
    unsigned largest = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 100000;
    size_t n = 0, at = 0;
    bool ok = argc > 1 && mkdtemp(base) && write_subject(&subjects[n++], base, 0, false, 0);
    for (int structured = 0; structured < 2; structured++)
        for (unsigned rules = 10; rules <= largest && n < MOST && ok; rules *= 10, n++)
            ok = write_subject(&subjects[n], base, n, structured, rules);
    for (size_t i = 0; i < n && ok; i++) ok = time_stratc(&subjects[i], argv[1]);
    for (; at < n && ok; at++) ok = prepare(&subjects[at]);
    if (ok) {
        measure(subjects, n);
        print(subjects, n);
    } else {
        fprintf(stderr, "scale: policy number %zu could not be measured\n", at);
    }
    snprintf(command, sizeof command, "rm -rf %s", base);
    return system(command) != 0 || !ok;
}
