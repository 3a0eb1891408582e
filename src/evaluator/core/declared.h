/*
 * Declared: what a policy declares, list by list: for a person (evaluator/cli) and for programs.
 */
#ifndef STRAT_EVALUATOR_CORE_DECLARED_H
#define STRAT_EVALUATOR_CORE_DECLARED_H

#include "evaluator/core/vocabulary.h"

enum ev_list {
    EV_LIST_FACTS,
    EV_LIST_APPROACHES,
    EV_LIST_DUTIES,
    EV_LIST_PARAGRAPHS,
    EV_LIST_READINGS,
    EV_LISTS
};

struct ev_section {
    const char *key, *heading;
    const struct strat_named *names;
    uint32_t n;
};

struct ev_section ev_section_of(const struct ev_vocabulary *v, enum ev_list list);

/* "yes or no", "one of", ..; "before", "on use", ..; "principle", ..; "partner", .., NULL for no
 * role. */
const char *ev_type_name(enum strat_kind kind);
const char *ev_timing_name(enum strat_timing timing);
const char *ev_paragraph_kind_name(enum strat_paragraph_kind kind);
const char *ev_role_name(enum strat_role role);

enum { EV_PARTS = 6 };

/* What is said of an approach, a duty or a paragraph. A part has a key in JSON, and before it
 * stands on a page; NULL: it does not stand there. */
struct ev_described {
    struct {
        const char *key, *before, *text;
    } parts[EV_PARTS];
};

struct ev_described ev_describe(const struct ev_vocabulary *v, enum ev_list list, uint32_t i);

/* Whether a text of outside law is a mere pointer to it; others begin with how the paragraph stands
 * to it, "without prejudice to". */
bool ev_is_pointer(const char *see);

/* The title, where it tells more than the name, else "": "Limited approach" has "limited" as a
 * word. */
const char *ev_title_beside(const char *name, const char *title);

/*
 * One JSON object:
 *   title, version, issued_by, ranked, default_approach (or null)
 *   facts: name, title, type ("yes or no", "one of", "set of", "number", "date"), then where they
 *          apply: ordered, values (name, title), low, high, decimals, unit, role (partner,
 *          activity, objective, today), judgement, by, has_presumption; help; default (as a request
 *          would state it) where there is one
 *   approaches: name, title, commits
 *   duties: name, title, timing, by, to, deadline, following, done_when (a fact, or
 *       what it is, "F = V"; or null)
 *   paragraphs: id, title, kind, see, quote
 *   assumes: texts
 */
void ev_put_declared(struct ev_out *out, const struct ev_vocabulary *v);

#endif
