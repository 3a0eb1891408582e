/*
 * peers POLICY FOLDER REQUESTS: writes into FOLDER what the benchmark compares with, made from the
 * policy's own rules: code and rules for the engines, random complete requests in each engine's
 * form, and the reference interpreter's answers to them.
 */
#include "tests/bench/peers/requests.h"
#include "tests/bench/peers/writers.h"

#include "base/outfile.h"

#include <errno.h>

struct target {
    const char *folder;
    struct arena *arena;
    bool failed;
};

static FILE *open_file(struct target *t, struct outfile *f, const char *name) {
    int error = t->failed ? 0 : outfile_open(f, arena_printf(t->arena, "%s/%s", t->folder, name));
    if (t->failed || error) {
        if (error) fprintf(stderr, "peers: %s/%s: %s\n", t->folder, name, strerror(error));
        t->failed = true;
        return NULL;
    }
    return f->stream;
}

static void close_file(struct target *t, struct outfile *f) {
    int error = outfile_commit(f);
    if (error) {
        fprintf(stderr, "peers: %s: %s\n", t->folder, strerror(error));
        t->failed = true;
    }
}

#define WRITE(name, call)                            \
    do {                                             \
        struct outfile file;                         \
        FILE *out = open_file(&target, &file, name); \
        if (out) {                                   \
            call;                                    \
            close_file(&target, &file);              \
        }                                            \
    } while (0)

static bool write_everything(struct compiled *c, const char *folder, size_t n) {
    struct target target = {folder, &c->arena, false};
    struct approach_order o = approach_order_of(c->rules, &c->arena);
    struct requests r = requests_draw(c, &o, n);
    if (r.n == 0) {
        fprintf(stderr,
                "peers: of %s: too few of the requests drawn at random keep to what the policy "
                "assumes\n",
                c->model->title);
        return false;
    }
    WRITE("peers.h", write_peers_h(out, c));
    WRITE("fill.c", write_fill_c(out, c));
    WRITE("ladder.c", write_ladder_c(out, c, &o));
    WRITE("switch.c", write_switch_c(out, c, &o));
    WRITE("mask.c", write_mask_c(out, c, true));
    WRITE("mask_all.c", write_mask_c(out, c, false));
    WRITE("case.sql", write_case_sql(out, c, &o));
    WRITE("policies.cedar", write_cedar(out, c, &o));
    WRITE("approaches_down.txt", write_approaches_down(out, c));
    WRITE("zen.json", write_zen(out, c, &o));
    WRITE("rules.json", write_json_rules(out, c, &o));
    WRITE("requests.bin", write_values(out, &r));
    WRITE("answers.bin", write_answers(out, &r));
    WRITE("register.sql", write_register(out, &r));
    WRITE("complete.jsonl", write_lines(out, &r, LINES_COMPLETE));
    WRITE("stable.jsonl", write_lines(out, &r, LINES_STABLE));
    WRITE("shuffled.jsonl", write_lines(out, &r, LINES_SHUFFLED));
    WRITE("incomplete.jsonl", write_lines(out, &r, LINES_INCOMPLETE));
    WRITE("incomplete_shuffled.jsonl", write_lines(out, &r, LINES_INCOMPLETE_SHUFFLED));
    WRITE("answers.jsonl", write_answer_lines(out, &r));
    WRITE("approaches.txt", write_approaches(out, &r));
    WRITE("about.tsv", write_about(out, &r));
    return !target.failed;
}

int main(int argc, char **argv) {
    char *end;
    unsigned long n = argc == 4 ? strtoul(argv[3], &end, 10) : 0;
    if (argc != 4 || *end || n == 0 || n > 10000000) {
        fprintf(stderr, "usage: peers POLICY FOLDER REQUESTS\n");
        return 2;
    }
    struct compiled c;
    if (!compile_file(&c, argv[1])) {
        fprintf(stderr, "peers: %s has faults: stratc --lint says which\n", argv[1]);
        return 1;
    }
    if (!c.model->ranked || c.model->approaches.len > 8) {
        fprintf(stderr,
                "peers: %s: a benchmark needs a policy whose approaches are ranked, 8 at most\n",
                argv[1]);
        return 1;
    }
    bool done = write_everything(&c, argv[2], n);
    compiled_free(&c);
    return done ? 0 : 2;
}
