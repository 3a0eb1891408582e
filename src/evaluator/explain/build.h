/*
 * What the files that build an explanation share.
 */
#ifndef STRAT_EVALUATOR_EXPLAIN_BUILD_H
#define STRAT_EVALUATOR_EXPLAIN_BUILD_H

#include "evaluator/core/trial.h"
#include "evaluator/explain/explain.h"
#include "evaluator/explain/say.h"

struct ev_build {
    struct ev_engine *e;
    struct ev_tree *t;
    const struct ev_explained *x;
    struct ev_node *limits;
    const uint8_t *read; /* by condition: what readings settle, whatever the facts; NULL: nothing */
    uint64_t *cited;     /* bit p: paragraph p is named somewhere in the tree */
    struct ev_upshot upshot;      /* of the answer that is explained */
    struct ev_turns *turns;       /* turn.h; NULL: not asked for so far */
    struct ev_index *done;        /* likewise: ways.c */
    const struct ev_node *duties; /* ev_names() of them: what_if.c */
    const char *leads;            /* ev_own_lead() */
    uint64_t told;                /* approaches that contraries tell of in any case */
    const struct ev_node *offers; /* with OFFERED: those of the default approach; or NULL */
    uint64_t *hanging;            /* `offers_on`, while that is found: a bit each; or NULL */
    struct ev_node *offers_with;  /* likewise */
    /* Of `read_as`, a bit each: on which of them trials hang so far, and the last one does. NULL:
     * it is not wanted. */
    uint64_t *trials_read, *trial_read;
};

/* ---- say.c: names and values as nodes ---- */

void ev_grow_value(struct ev_tree *t, struct ev_node *parent, const char *key,
                   const struct ev_vocabulary *v, uint32_t fact, int64_t value);
void ev_grow_ids(struct ev_build *b, struct ev_node *parent, const char *key, const uint64_t *ids);

/* The paragraph that declares the approach; -1: none does, or there is no such approach. */
int32_t ev_declaring(const struct ev_engine *e, int32_t approach);

/* The value of its fact by which the duty is done. False: no fact says so. */
bool ev_done_value(const struct ev_vocabulary *v, const struct strat_duty *duty, int64_t *value);

/* `fact` and `title`. */
void ev_grow_fact(struct ev_build *b, struct ev_node *parent, uint32_t fact);

/* `typed` and `says`. */
void ev_grow_saying(struct ev_build *b, struct ev_node *parent, uint32_t fact, int64_t value);

/* That something was not found out, and why: once, however often it is said. What it is may begin
 * in what the tree has been told already. */
void ev_grow_limit(struct ev_build *b, const char *what);
void ev_grow_limit_by(struct ev_build *b, const char *what, const char *why);

/* ---- headline.c ---- */

/* headline, sure, now and commits. */
void ev_grow_headline(struct ev_build *b, struct ev_node *parent);

/* Whether a value that nobody stated counts, in some case at least: not where what was stated puts
 * it out of scope. A judgement of which the policy presumes something in some cases that are left,
 * and not in others. */
bool ev_is_taken(const struct ev_engine *e);
bool ev_is_by_case(const struct ev_engine *e, uint32_t fact);

/* ---- conditions.c ---- */

/* Why it is out of scope: what the scope asks for and what does not hold. Nothing where that cannot
 * be told. */
void ev_say_out_of_scope(struct ev_build *b, struct ev_out *out);

/* The value that the fact has, be it by default or presumption: whether it has one. */
bool ev_own_value(const struct ev_engine *e, uint32_t fact, int64_t *value);

/* The request that was decided, with these values, in the tree's memory. False: it has failed. */
bool ev_filled(struct ev_build *b, struct strat_request *filled);

/* ---- with.c, grounds.c, ladder.c ---- */

struct ev_known;
void ev_grow_with(struct ev_build *b, const struct ev_known *known, struct ev_node *list);
void ev_grow_perhaps(struct ev_build *b, const struct ev_known *known, struct ev_node *list);
void ev_grow_judgements(struct ev_build *b, struct ev_node *list);

/* Of those that somebody or the policy has made where the contrary leads, which needs trials: of
 * what is `taken` (NULL: not wanted) ev_grow_matters() tries it. */
void ev_grow_contraries(struct ev_build *b, struct ev_node *list, const struct ev_node *taken);

/* Where the other readings lead needs trials. */
void ev_grow_readings(struct ev_build *b, struct ev_node *list);
void ev_grow_leads(struct ev_build *b, struct ev_node *list);

/* `read_as`: before trials; on which readings hangs what the engine's request comes to, or of that
 * what one approach is and goes with it, or what it is alone; and when all has been tried. */
enum ev_read_of { EV_READ_ALL, EV_READ_APPROACH, EV_READ_VERDICTS };
void ev_begin_read_as(struct ev_build *b);
void ev_note_readings(struct ev_build *b, enum ev_read_of of, uint32_t approach);
void ev_grow_read_as(struct ev_build *b, struct ev_node *list);

/* But for `matters`, `fixed` and `contrary`, which need trials; and these, with the `contrary` of
 * judgements (NULL: not wanted) that are taken. */
void ev_grow_taken(struct ev_build *b, struct ev_node *list);
void ev_grow_matters(struct ev_build *b, struct ev_node *list, const struct ev_node *judgements);
void ev_grow_ladder(struct ev_build *b, const struct ev_known *known, struct ev_node *list);

/* ---- contrary.c ---- */

/* What is decided, as ev_said_outcome(), and what may start then if that is not what may as it was
 * asked, nor what is decided: the tree's. */
const char *ev_said_lead(struct ev_build *b);

/* Where the request leads as it is, as ev_said_outcome(): found out when it is first asked for, and
 * with it what the upshot has wherever it is had. */
const char *ev_own_lead(struct ev_build *b);

/* Of the engine's answer, which was decided with this fact otherwise (or, EV_NO_FACT, in another
 * way), how it is otherwise: into t->said. ev_own_lead() comes before, and the trial goes on. What
 * is decided, or, behind `whole`, "the same" or "", what may be used; what may start and comes
 * first; which duties and cautions go with an approach that is had in both; where all that is the
 * same, reasons. In short (NULL), where what is decided is the same, and of a reading, duties,
 * cautions and reasons are left out, and that what the fact says is done comes first no longer:
 * then it may be nothing. */
void ev_say_contrary(struct ev_build *b, int32_t fact, const char *whole);

/* Contraries tell of all approaches that may be had, be it for less than what is decided. */
void ev_tell_all(struct ev_build *b);

/* Of that alone which paragraphs may open an approach, undetermined, that could not before. */
void ev_say_opened(struct ev_build *b);

/* Likewise, where that is nothing: which duties and cautions go with it or do no longer, if they
 * are few, and that what comes first is done. */
void ev_say_alters(struct ev_build *b, int32_t fact);

/* ---- brought.c ---- */

/* What a way brings, whichever of the values it has that are told of it, the others as `value`. */
struct ev_brought {
    uint64_t *through;         /* where no paragraph alone opens it: any that does in some case */
    struct strat_lists always; /* cautions, duties, before: in every case that is left then */
    struct strat_lists ever;   /* the same: in some of them only */
    uint32_t verdicts;
    bool found;   /* else there is nothing: more than the bound on work */
    bool in_part; /* some values that would do were not tried: its changes name them no more */
};
void ev_find_brought(struct ev_build *b, uint32_t approach, const struct strat_way *way,
                     struct ev_brought *to);

/* ---- trials: ask.c, ways.c; what_if.c: explain.h ---- */

void ev_grow_ask(struct ev_build *b, struct ev_node *list);

/* `hangs`: the paragraphs with a rule of which it hangs on this fact whether it holds. */
void ev_grow_hangs(struct ev_build *b, struct ev_node *parent, uint32_t fact);

/* What was decided, in a few words, or why it was not: the tree's. */
const char *ev_said_outcome(struct ev_build *b, bool decided, const struct ev_fault *fault);

/* What remains as the default, or may start now as that, be it in some of the cases; or -1. And
 * what that offers (-1: nothing), of the engine's request: trials. False: not all was found. */
int32_t ev_offering(const struct strat_answer *a);
bool ev_grow_offers(struct ev_build *b, struct ev_node *list, int32_t approach);

/* What is offered in the engine's request and not among b->offers, or no longer; `whole`: or in
 * other cases. In words, nothing where that is the same. False: not all was found. */
bool ev_say_offered(struct ev_build *b, bool whole);
void ev_grow_ways(struct ev_build *b, struct ev_node *list);

/* Of each rung of the ladder the nearest way: of the approach that `ways` are of, the first of
 * them; NULL: there are none. */
void ev_grow_needs(struct ev_build *b, struct ev_node *ladder, const struct ev_node *ways);

/* Of an approach that is to be had in some of the cases that are left: the facts that were not
 * stated and on which it hangs what it is, or which paragraphs open and close it. */
void ev_grow_unknown(struct ev_build *b, struct ev_node *rung);

/* The JSON line with every key, as a node. */
struct ev_node *ev_grow_answer(struct ev_build *b, struct ev_node *parent);

#endif
