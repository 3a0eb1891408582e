/*
 * Options: the command line of a generated program.
 *
 * One table (options.c) says what there is; --help comes from it. An option is added by a row there
 * and whatever reads it from `struct ev_options`.
 */
#ifndef STRAT_EVALUATOR_CLI_OPTIONS_H
#define STRAT_EVALUATOR_CLI_OPTIONS_H

#include "evaluator/core/answer.h"

enum ev_mode {
    EV_DECIDE,
    EV_WHY,
    EV_WHY_NOT,
    EV_LADDER,
    EV_ASK,
    EV_WHAT_IF,
    EV_REQUIRE,
    EV_INTERVIEW,
    EV_RECORD,
    EV_VERIFY,
    EV_REPORT,
    EV_READ_JSON,
    EV_READ_CSV,
    EV_FACTS,
    EV_COMPLETION,
    EV_VERSION,
    EV_HELP
};

struct ev_options {
    enum ev_mode mode;
    bool json;        /* of one that can be for a person or for a program */
    const char *file; /* READ_JSON, READ_CSV: NULL: standard input; RECORD: to standard output */
    const char *duty; /* REPORT: duty=NAME */
    bool interview;   /* RECORD: what is not stated is asked for first */
    const char *reference, *date; /* RECORD; or NULL */
    const char *approach;         /* REQUIRE, WHY_NOT */
    const char *shell;            /* COMPLETION: one of options_shells; the operands are words */
    struct ev_keys keys;
    size_t max_line;
    uint64_t max_steps;
    bool progress;
    /* In the memory of argv: fact=value; but of VERIFY and REPORT operands are files. */
    char **changes, **operands;
    int n_changes, n_operands;
    int n_by; /* RECORD: of the changes so many are --by, the others --evidence */
};

/* argv is put in another order. False: what is wrong was written to `err`, a line each. `program`
 * is the name to speak by. What looks like an option and is a fact of the policy is an operand. */
bool ev_options_parse(struct ev_options *o, int argc, char **argv,
                      const struct strat_policy *policy, const char *program, struct ev_out *err);

/* To standard output: how the last operand can go on, for a shell that completes it. */
void ev_options_complete(const struct ev_options *o, const struct ev_vocabulary *v);

void ev_options_help(struct ev_out *out, const struct strat_policy *policy, const char *program);

#endif
