/* policy structured|random|rich|tangled RULES [SEED]: a policy of about that many rules on standard
 * output; rich is structured, tangled is random, with more of what makes analysis hard. */
#include "tests/bench/policies.h"

#include <stdlib.h>
#include <string.h>

static int usage(void) {
    fputs("usage: policy structured|random|rich|tangled RULES [SEED]\n", stderr);
    return 2;
}

int main(int argc, char **argv) {
    struct author a = {.out = stdout,
                       .state = 88172645463325252u +
                                (argc > 3 ? strtoul(argv[3], NULL, 10) : 1) * 0x9e3779b97f4a7c15u};
    unsigned rules = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 0;
    if (rules == 0) return usage();
    a.harder = strcmp(argv[1], "rich") == 0 || strcmp(argv[1], "tangled") == 0;
    if (strcmp(argv[1], a.harder ? "tangled" : "random") == 0)
        write_random(&a, rules);
    else if (strcmp(argv[1], a.harder ? "rich" : "structured") == 0)
        write_structured(&a, rules);
    else
        return usage();
    return ferror(stdout) || fflush(stdout) != 0;
}
