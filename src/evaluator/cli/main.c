#include "evaluator/cli/program.h"

#include <stddef.h>

/* The policy that stratc wrote as C and that the linker put beside this library. */
extern const struct strat_policy strat_linked_policy;

int main(int argc, char **argv) { return ev_main(argc, argv, &strat_linked_policy, NULL); }
