/*
 * libFuzzer: whatever a stream of requests holds, there are as many answers as requests, and a
 * reader of a few bytes at a time gives the same.
 *
 * The first byte chooses the policy, JSON lines or CSV, and which keys.
 */
#define _GNU_SOURCE
#include "evaluator/cli/batch.h"
#include "tests/props/harness.h"

#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { POLICIES = 3 };

static void require(bool so) {
    if (!so) abort();
}

static struct ev_engine *engine_of(unsigned which) {
    static const char *const paths[POLICIES] = {"tests/evaluator/small.strat",
                                                "policies/tutorial.strat",
                                                "policies/enisa-international.strat"};
    static struct compiled c[POLICIES];
    static struct ev_engine engines[POLICIES];
    if (!engines[which].policy)
        require(compile_file(&c[which], paths[which]) &&
                ev_engine_open(&engines[which], &c[which].layout->policy, 20000));
    return &engines[which];
}

static size_t lines_of(const uint8_t *data, size_t size) {
    size_t lines = 0;
    for (size_t i = 0; i < size; i++) lines += data[i] == '\n';
    return lines + (size > 0 && data[size - 1] != '\n');
}

struct answers {
    enum ev_outcome outcome;
    char *text;
    size_t size;
};

static struct answers answers_to(struct ev_engine *e, const uint8_t *data, size_t size, bool csv,
                                 bool every, size_t read_bytes) {
    struct ev_out out, complaint;
    struct answers a = {0};
    int in = memfd_create("requests", 0), to = memfd_create("answers", 0), error = 0;
    require(in >= 0 && to >= 0 && pwrite(in, data, size, 0) == (ssize_t)size);
    require(ev_out_open(&out, to, 4096) && ev_out_open(&complaint, EV_MEMORY, 256));
    struct ev_keys keys = {.line_end = NULL};
    for (int k = 0; k < EV_KEYS; k++) keys.wanted[k] = every || k < EV_KEY_JUDGEMENTS;
    struct ev_batch batch = {
        .rows = csv, .engine = e, .out = &out, .keys = keys, .fd = in, .read_bytes = read_bytes};
    a.outcome = ev_batch_run(&batch, &complaint, &error);
    require(ev_flush(&out));
    a.size = (size_t)lseek(to, 0, SEEK_END);
    a.text = malloc(a.size + 1);
    require(a.text && pread(to, a.text, a.size, 0) == (ssize_t)a.size);
    ev_out_close(&out);
    ev_out_close(&complaint);
    close(in);
    close(to);
    return a;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0) return 0;
    struct ev_engine *e = engine_of(data[0] % POLICIES);
    bool csv = data[0] / 8 % 2, every = data[0] / 16 % 2;
    data++;
    size--;
    struct answers whole = answers_to(e, data, size, csv, every, EV_READ_BYTES),
                   parts = answers_to(e, data, size, csv, every, 64);
    require(whole.outcome != EV_READ_FAILED && whole.outcome != EV_WRITE_FAILED &&
            whole.outcome != EV_NO_MEMORY);
    require(whole.outcome == parts.outcome && whole.size == parts.size &&
            memcmp(whole.text, parts.text, whole.size) == 0);
    if (size >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0) { /* a byte order mark is no request */
        data += 3;
        size -= 3;
    }
    if (!csv) require(lines_of((const uint8_t *)whole.text, whole.size) == lines_of(data, size));
    free(whole.text);
    free(parts.text);
    return 0;
}
