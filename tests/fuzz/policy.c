/*
 * libFuzzer: the whole of stratc over one text, or two versions of one, however they are written:
 * it ends with a status that it may end with.
 *
 * The first byte says what is asked of the text. Where that is --diff, a line `%%` parts the
 * versions; a version beside itself must not differ.
 */
#include "stratc/run.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int run(int argc, char **argv) {
    struct arena arena;
    jmp_buf on_oom;
    arena_init(&arena, &on_oom);
    volatile int status = 2;
    if (setjmp(on_oom) == 0) status = run_stratc(argc, argv, &arena);
    arena_free(&arena);
    return status;
}

static void put_file(const char *name, const uint8_t *data, size_t size) {
    FILE *f = fopen(name, "wb");
    if (!f || fwrite(data, 1, size, f) != size || fclose(f) != 0) abort();
}

static char *folder;

static void remove_folder(void) {
    remove("a.strat");
    remove("b.strat");
    if (chdir("/") == 0) rmdir(folder);
}

static void enter_folder(char **vocabulary) {
    static char name[] = "/tmp/stratc-fuzz.XXXXXX", option[4096];
    char here[4000];
    if (!getcwd(here, sizeof here) || !mkdtemp(name) || chdir(name) != 0) abort();
    snprintf(option, sizeof option, "-I%s/policies", here);
    *vocabulary = option;
    folder = name;
    atexit(remove_folder);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static char *vocabulary;
    static char *const asked[][3] = {
        {"--lint", NULL, NULL},
        {"--lint", "--message-format=json", NULL},
        {"--lint", "--message-format=sarif", NULL},
        {"--test", NULL, NULL},
        {"--test", "--message-format=junit", NULL},
        {"--suggest-examples", NULL, NULL},
        {"--emit=c", "-o-", "--stats"},
#define FORMAT(function, name, files, what) {"--emit=" name, "-o/dev/null", NULL},
#include "emit/formats.def"
#undef FORMAT
        {"--readings", NULL, NULL},
        {"--readings", "--message-format=json", NULL},
        {"--diff", NULL, NULL},
        {"--diff", "--message-format=json", NULL},
        {"--dump=tree", NULL, NULL},
        {"--dump=model", NULL, NULL},
        {"--dump=rules", NULL, NULL},
        {"--dump=clauses", NULL, NULL},
        {"--dump=table", NULL, NULL},
    };
    if (!vocabulary) enter_folder(&vocabulary);
    if (size == 0) return 0;
    char *const *ask = asked[data[0] % (sizeof asked / sizeof *asked)];
    const uint8_t *text = data + 1, *other = text;
    size_t length = size - 1, other_length = length;
    bool diff = strcmp(ask[0], "--diff") == 0, alone = true;
    for (size_t i = 0; diff && alone && i + 4 <= length; i++)
        if (memcmp(text + i, "\n%%\n", 4) == 0) {
            other = text + i + 4;
            other_length = length - i - 4;
            length = i + 1;
            alone = false;
        }
    put_file("a.strat", text, length);
    char *argv[8] = {"stratc", vocabulary};
    int argc = 2;
    for (size_t k = 0; k < 3 && ask[k]; k++) argv[argc++] = ask[k];
    argv[argc++] = "a.strat";
    if (diff) {
        put_file("b.strat", other, other_length);
        argv[argc++] = "b.strat";
    }
    int status = run(argc, argv);
    if (status < 0 || status > 2 || (diff && alone && status == 1)) abort();
    return 0;
}
