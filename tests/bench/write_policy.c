/* write_policy random|structured RULES [SEED]: a policy of about that many rules on standard
 * output. */
#include "tests/bench/policies.h"

#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
    struct author a = {.out = stdout,
                       .state = 88172645463325252u +
                                (argc > 3 ? strtoul(argv[3], NULL, 10) : 1) * 0x9e3779b97f4a7c15u};
    if (argc < 3) {
        fputs("usage: write_policy random|structured RULES [SEED]\n", stderr);
        return 2;
    }
    unsigned rules = (unsigned)strtoul(argv[2], NULL, 10);
    if (strcmp(argv[1], "random") == 0)
        write_random(&a, rules);
    else
        write_structured(&a, rules);
    return ferror(stdout) || fflush(stdout) != 0;
}
