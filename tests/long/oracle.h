/*
 * What the test programs that ask z3 share: the script, what is compared, and how a test ends where
 * engine and solver disagree.
 */
#ifndef TESTS_LONG_ORACLE_H
#define TESTS_LONG_ORACLE_H

#include "tests/long/smt_decision.h"

#include <unistd.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static char script[64];
static size_t compared, not_decided;

static const char *policy_text;
static bool keep_script;

/* The test ends here, with the policy on stderr and the script left for z3. */
static inline void give_up(const char *why) {
    keep_script = true;
    fprintf(stderr, "%s (script in %s)\n%s\n", why, script, policy_text);
    fail();
}

/* What the engine says and what z3 found. */
static inline void judge(bool engine, bool oracle, const char *what, const char *name) {
    char why[256];
    compared++;
    if (engine == oracle) return;
    snprintf(why, sizeof why, "%s: %s, says %s alone", name, what, engine ? "the engine" : "z3");
    give_up(why);
}

static inline void solve(struct smt *s) {
    if (!smt_solve(s, script)) give_up("z3 did not answer");
}

/* Made here, gone with the test unless it fails. */
static inline int set_up(void **unused) {
    (void)unused;
    strcpy(script, "/tmp/stratc-z3.XXXXXX");
    int fd = mkstemp(script);
    if (fd < 0 || close(fd) != 0) return -1;
    return system("command -v z3 >/dev/null || sh tests/install.sh z3");
}

static inline int tear_down(void **unused) {
    (void)unused;
    return keep_script ? 0 : unlink(script);
}

#endif
