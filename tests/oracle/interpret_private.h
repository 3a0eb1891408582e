/* What the two halves of the interpreter share. Inside rules/ only. */
#ifndef STRATC_TESTS_ORACLE_INTERPRET_PRIVATE_H
#define STRATC_TESTS_ORACLE_INTERPRET_PRIVATE_H

#include "space/domain.h"
#include "tests/oracle/interpret.h"

enum { UNKNOWN_YET = 2 };

struct interpreter {
    const struct rule_set *rules;
    const struct model *model;
    uint8_t *applies; /* by rule */
    uint32_t *closes; /* by rule that applies: the approaches it opens, closes or attaches to, after
                         priorities */
    uint8_t *defined; /* by definition: 0, 1 or UNKNOWN_YET */
    const struct domain *domains; /* by fact */
    struct arena own; /* for one request; freed after it, and with the arena of the interpreter */
};

void lists_move(const struct interpreter *in, struct lists *to, const struct lists *from);
void lists_without_basis(const struct interpreter *in, struct lists *l);

#endif
