#ifndef STRAT_EVALUATOR_CLI_REQUIRE_H
#define STRAT_EVALUATOR_CLI_REQUIRE_H

#include "evaluator/core/engine.h"
#include "evaluator/explain/page.h"

/* Whether the approach, or one above it, may start now, and what may. */
bool ev_put_available(struct ev_page *page, const struct ev_engine *e, uint32_t approach);

#endif
