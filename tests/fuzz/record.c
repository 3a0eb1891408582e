/*
 * libFuzzer: whatever a file holds that --verify is given, there is a verdict, which says why, on
 * one harmless line, and what is called the same is what was filed.
 *
 * The first byte says what the others are: the file itself, or what is done to a record before it
 * is signed and printed (tests/props/forged.h), and how much of that.
 */
#include "tests/props/forged.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct versions_of_record v;
    size_t verdicts[EV_HELD_UNCHECKED + 1] = {0};
    const char *wrong = NULL;
    if (!v.e[1].policy && !versions_of_small(&v)) abort();
    if (size == 0) return 0;
    if (data[0] % 2) {
        struct tape tape = {data + 1, data + size, 1};
        wrong = try_record(&v, &tape, data[0] / 2 % 16, data[0] / 32 % 4, verdicts);
    } else {
        for (int k = 0; k < 2 && !wrong; k++)
            wrong = judge_record(&v.e[k], (const char *)data + 1, size - 1, verdicts);
    }
    if (wrong) {
        fprintf(stderr, "%s\n", wrong);
        abort();
    }
    return 0;
}
