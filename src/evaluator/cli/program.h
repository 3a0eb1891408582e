/*
 * The main program of every compiled policy: requests in, decisions out.
 */
#ifndef STRAT_EVALUATOR_CLI_PROGRAM_H
#define STRAT_EVALUATOR_CLI_PROGRAM_H

struct strat_policy;

/* What an errno value means, of what is read. */
const char *ev_error_text(int error);

/* What main() is given, of which argv is put in another order, and the policy to decide by: the
 * exit status. `typed`: the words that lead here where it is not argv[0] that is typed, ended by
 * NULL; or NULL. */
int ev_main(int argc, char **argv, const struct strat_policy *policy, const char *const *typed);

#endif
