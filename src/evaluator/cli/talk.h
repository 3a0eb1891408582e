/*
 * Talk: an interview while it goes on; what its parts share.
 */
#ifndef STRAT_EVALUATOR_CLI_TALK_H
#define STRAT_EVALUATOR_CLI_TALK_H

#include "evaluator/core/engine.h"
#include "evaluator/explain/page.h"
#include "evaluator/explain/tree.h"
#include "evaluator/io/input.h"

enum {
    TALK_MATCHES = 20, /* values that are numbered where part of a name was typed */
    TALK_LISTED = 40   /* and where all of them are */
};

struct talk {
    struct ev_engine *e;
    struct ev_page *page;
    struct ev_input in;
    uint32_t *asked, n,
        at;     /* facts in the order in which they were asked; which one is asked now */
    bool over;  /* no more answers: the input has ended, or whoever answers has enough */
    bool ended; /* the former */
    bool reviewed;
    struct strat_request stated;          /* what one line states, in passing */
    uint32_t shown[TALK_LISTED], n_shown; /* values by their numbers */
};

/* What was typed, without blanks around it; NULL: there is no more. It is good until the next. */
const char *talk_line(struct talk *t);

/* Whether it is a dot: there are no more questions then. */
bool talk_ends(struct talk *t, const char *line);

/* Whether it is what goes back to the question before. */
bool talk_goes_back(const char *line);

/* A number that was listed: from 1; 0: it is none. */
uint32_t talk_choice(const char *line, uint32_t n);

/* What an item begins with that can be chosen by its number. */
void talk_number(struct talk *t, uint32_t number);

/* talk_answer.c: what answers a fact takes; whether what was typed is one, which is stated then,
 * and else it is said what is expected; and a value by its label. */
void talk_answers(struct talk *t, uint32_t fact);
bool talk_answer(struct talk *t, uint32_t fact, const char *line);
void talk_say(struct talk *t, uint32_t fact, int64_t value);

/* Whether that is the whole name or label of one of its values; and all that can be typed. */
bool talk_names(const struct talk *t, uint32_t fact, const char *line);
void talk_help(struct talk *t, uint32_t fact);

/* talk_state.c: whether that states facts, whichever is asked for; states them, or says what is
 * wrong; and what else than the fact that is asked for can be stated. */
bool talk_states(const struct talk *t, const char *line);
bool talk_state(struct talk *t, const char *line);
void talk_others(struct talk *t, uint32_t asked);

/* talk_review.c: what was answered and what was taken for granted, with numbers: the facts by these
 * into `rows`, which has room for twice all facts; how many. Of a request that was decided with
 * `presumed` and `each`. */
uint32_t talk_review(struct talk *t, uint32_t *rows);

/* talk_filing.c: what goes with the answer into a record, and is not in `filed` yet. */
void talk_filing(struct talk *t, struct ev_tree *tree, struct ev_node *filed);

#endif
