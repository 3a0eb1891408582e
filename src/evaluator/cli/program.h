/*
 * The main program of every compiled policy: requests in, decisions out.
 */
#ifndef STRAT_EVALUATOR_CLI_PROGRAM_H
#define STRAT_EVALUATOR_CLI_PROGRAM_H

struct strat_policy;

/* What main() is given, of which argv is put in another order, and the policy to decide by: the
 * exit status. */
/* What an errno value means, of what is read. */
const char *ev_error_text(int error);

int ev_main(int argc, char **argv, const struct strat_policy *policy);

#endif
