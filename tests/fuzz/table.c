/*
 * Damaged tables, as arrays and as a file whose header was changed, too, and whose digest fits:
 * refused by strat_check() and strat_open(), or else safe to ask anything. Run under the
 * sanitizers.
 *
 * As it stands: `table [SEED [SECONDS]]` makes tapes of chance until the time is over; each has a
 * number, which repeats it: `table SEED 0` runs one. With -DFUZZER it is a target of libFuzzer,
 * whose bytes are the tape.
 */
#include "emit/formats.h"
#include "runtime/file.h"
#include "tests/bench/policies.h"
#include "tests/props/harness.h"
#include "tests/props/hostile.h"
#include "tests/props/random_policy.h"

#include <time.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_BASES = 80, SECONDS_FOR_ONE = 20 };

static struct strat_policy bases[MOST_BASES];
static size_t n_bases, n_small; /* those of some thousand rules stand at the end */
static uint64_t refused, taken, opened;

static void add_text(const char *text) {
    struct compiled *c = asked_memory(sizeof *c); /* kept: the table points into it */
    if (!compile_text(c, text)) {
        compiled_free(c);
        free(c);
        return;
    }
    bases[n_bases++] = *laid_out(c, LAYOUT_ROWS);
    bases[n_bases++] = *laid_out(c, LAYOUT_INDEX);
}

static void add_file(const char *path) {
    struct compiled *c = asked_memory(sizeof *c);
    if (!compile_file(c, path)) {
        fprintf(stderr, "%s does not compile\n", path);
        exit(2);
    }
    bases[n_bases++] = *laid_out(c, LAYOUT_ROWS);
    bases[n_bases++] = *laid_out(c, LAYOUT_INDEX);
}

static void add_written(bool structured, unsigned rules) {
    char *text = NULL;
    size_t length = 0;
    struct author author = {.out = open_memstream(&text, &length),
                            .state = 88172645463325252u + rules};
    if (structured)
        write_structured(&author, rules);
    else
        write_random(&author, rules);
    fclose(author.out);
    add_text(text);
    free(text);
}

static void make_bases(void) {
    static struct random_policy p;
    add_file("policies/tutorial.strat");
    add_file("policies/enisa-international.strat");
    add_file("policies/vulnerability-disclosure.strat");
    add_text("strategy \"t\" {\n approaches ranked a\n paragraphs 1\n}\nparagraph 1 \"t\" { may "
             "use a }\n");
    add_text("strategy \"t\" {\n approaches unranked a, b\n paragraphs 1\n}\nparagraph 1 \"t\" { "
             "may use a, b }\n");
    for (uint64_t seed = 1; n_bases < 60; seed++) {
        random_policy_that_reads(&p, seed);
        add_text(p.text);
    }
    add_written(true, 100);
    add_written(false, 100);
    n_small = n_bases;
    add_written(true, 5000);
    add_written(false, 400);
}

static void ask(const struct strat_policy *p, struct tape *tape, const char *by) {
    const char *wrong = ask_hostile(p, tape, 4);
    if (!wrong) return;
    fprintf(stderr, "a table that %s takes: %s is out of bounds\n", by, wrong);
    abort();
}

/* The same in a file, a byte of whose header is changed in every second one; aligned or not. */
static void open_file(const struct hostile *h, struct tape *tape) {
    struct arena arena = {0};
    struct layout layout = {.policy = h->p};
    char *written = NULL;
    size_t n = 0;
    struct emission e = {
        .policy.arena = &arena, .layout = &layout, .out = open_memstream(&written, &n)};
    emit_table(&e);
    fclose(e.out);
    arena_free(&arena);
    size_t at = tape_below(tape, 2);
    unsigned char *bytes = asked_memory(n + at), *file = bytes + at;
    memcpy(file, written, n);
    free(written);
    if (tape_below(tape, 2)) file[tape_below(tape, FILE_HEADER)] ^= tape_byte(tape);
    uint64_t digest = strat_i_file_digest(file, n);
    for (unsigned i = 0; i < 8; i++) file[FILE_DIGEST_AT + i] = (unsigned char)(digest >> 8 * i);
    size_t words = strat_open_words(file, n);
    uint64_t *copy = asked_memory(words * sizeof *copy);
    struct strat_policy p;
    if (strat_open(file, n, copy, words, &p) == STRAT_OK) {
        ask(&p, tape, "strat_open()");
        opened++;
    }
    free(copy);
    free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct tape tape = {data, data + size, size + 1};
    struct hostile h;
    if (n_bases == 0) make_bases();
    size_t from = tape_below(&tape, 256) == 255 ? n_bases : n_small;
    hostile_of(&h, &bases[tape_below(&tape, from)]);
    change(&h, &tape);
    alarm(SECONDS_FOR_ONE);
    if (strat_check(&h.p) == STRAT_OK) {
        ask(&h.p, &tape, "strat_check()");
        taken++;
    } else {
        refused++;
    }
    open_file(&h, &tape);
    alarm(0);
    hostile_free(&h);
    return 0;
}

#ifndef FUZZER
int main(int argc, char **argv) {
    uint64_t seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
    double seconds = argc > 2 ? atof(argv[2]) : 10;
    make_bases();
    for (size_t i = 0; i < n_bases; i++)
        if (strat_check(&bases[i]) != STRAT_OK) {
            fprintf(stderr, "the right table %zu is refused\n", i);
            return 1;
        }
    clock_t start = clock();
    do {
        uint8_t bytes[8];
        uint64_t state = seed * 0x9e3779b97f4a7c15u + 1;
        for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (uint8_t)(random_next(&state) >> 56);
        char number[40];
        int n = snprintf(number, sizeof number, "\r%" PRIu64, seed);
        if (argc > 3 && write(STDERR_FILENO, number, (size_t)n) <
                            0) /* so that a run that dies has said where */
            return 2;
        LLVMFuzzerTestOneInput(bytes, sizeof bytes);
        seed++;
    } while ((double)(clock() - start) / CLOCKS_PER_SEC < seconds);
    printf("%" PRIu64 " damaged tables refused, %" PRIu64 " asked, %" PRIu64
           " of files; go on from %" PRIu64 "\n",
           refused, taken, opened, seed);
    return taken == 0 || opened == 0;
}
#endif
