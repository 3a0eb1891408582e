/* clang-format off */
/*
 * Explain: an answer, and why it is so, as a tree that can be printed, filed and read by programs:
 * nothing is worked out twice, and whoever prints needs no policy.
 *
 * Keys of the tree, in this order. A part that is not wanted is left out; a list is empty and a
 * text null where there is nothing to say. Ids are those of paragraphs, `says` is in words, `typed`
 * as one types it, a value as a request states it.
 *
 *   format      1
 *   policy      title, version, issued_by, ranked, table (its digest, beside an
 *               answer), stratc, text (the SHA-256 of its text in canonical layout)
 *   asked       of each fact that was stated: fact, title, value, says, typed, role (partner,
 *               activity, objective, today, null), how (stated)
 *   not_known   what was asked and is not known: fact, title
 *   answer      as --json answers with every key
 *   headline    state (as the status of an answer), word, text, closed_by (ids: where all is
 *               refused)
 *   sure        a sentence
 *   now         sentences
 *   commits     what the approach commits the organisation to
 *   with        what goes with an approach: approach, title, how, commits, basis (ids), duties,
 *               cautions (ids), expected, use_sometimes (will, must: it is promised or has to be
 *               used in some of the cases in which it is had, and not in each). A duty: name,
 *               title, timing, heading, by, to, deadline, following (titles), paragraphs (ids),
 *               done (of what comes before), done_when (as it is typed), done_says (that in
 *               words), uncertain, where (in words: it is owed only there; null: that is not told
 *               in short). Of `expected` each is a rule of a caution: id, holds (yes, unknown:
 *               whether anything is expected), where, conditions (of what is expected that which
 *               does not hold or may not)
 *   perhaps     undetermined: the same of each approach that is possible, but for what may start
 *               now, and through: each paragraph that may open it, but those by which it is open in
 *               each case (none where it may be the default): id, where (as of a duty; null where
 *               they are many), on (titles of the facts on which that hangs then, if the paragraphs
 *               are few); requires: of each gate of it that is not known to be met: id, says.
 *               A duty is uncertain there where it may be that it is not owed, or not outstanding,
 *               though the approach is open
 *   paragraphs  of each id that stands anywhere: title, kind, see, quote
 *   because     the paragraphs that it rests on, or, of one approach, that can open or close it:
 *               id, rules. A rule: text, effect (opens, closes, requires, attaches, expects,
 *               remains: that an approach is the default, of which no condition is told),
 *               modality, approaches (names; where it follows what its paragraph opens, these),
 *               duty, holds (yes, no, unknown; of what requires:
 *               that it closes; what is decided or may start now is told to require what is met),
 *               set_aside_by (ids: what lifts it), condition, wants (what it requires or
 *               expects). A condition: text, holds, how (stated, presumed, default, unknown; null
 *               where no request says it), fact, kind (all, any, count, test, named), count (how
 *               many of its terms it takes), terms
 *   judgements  on which it hangs: fact, title, by, hangs (ids of which it depends on it whether a
 *               rule holds), state (unknown, stated, presumed, default), value, contrary (where
 *               the other one leads, in words, all else as it was asked: what is decided then, or,
 *               where that is the same, what comes first, what may be used and may start now, and
 *               duties, cautions or reasons), read (with READ_AS: what is decided then where a
 *               reading is taken otherwise, on which it does not hang as it was asked; or null)
 *   readings    on which it hangs: name, title, taken, others (texts), leads (where each of
 *               these leads, in short, as of what is taken; null: all that is the same)
 *   read_as     the readings besides these on which hangs what goes with it, and what is decided,
 *               and goes with that, where a fact is otherwise, as judgements, what is taken, the
 *               ladder (of what is more) and, with OFFERED, offers tell: name, title, taken
 *   taken       what nobody stated: fact, title, by, typed, says, how (presumed, default; by_case:
 *               in some of the cases that are left), otherwise (by_case: what holds in the others),
 *               matters: whether it would be otherwise were that said otherwise (null: not found
 *               out), fixed: nothing else can be said, all else as it was asked; contrary: of what
 *               matters and can have one other value, where that leads, in short (null: no other
 *               decision, and nothing else comes first, but for what the fact says is done);
 *               alters: where it is null, the duties and cautions that go with it then or do no
 *               longer, where they are few, and that what comes first is done; or, with OFFERED,
 *               what the default approach offers otherwise
 *               then (with READ_AS): of what is fixed, but not once this is otherwise, where its
 *               other value leads beside that: contrary, in short, fact, title, value
 *   ladder      the highest approach first: approach, title, verdicts, says, opened_by,
 *               opened_sometimes, closed_by, closed_sometimes (ids), more (than the answer has, and
 *               not open), first, first_sometimes (with READ_AS: what comes first wherever it is
 *               had, or in some of these cases, in words), conditions (that gates want, and that do
 *               not hold or may not; of one that is open in none of these cases only what closes
 *               it, if a paragraph opens it),
 *               needs (with NEEDS: the nearest of its ways, one as in `ways`, or null), unknown
 *               (where it is of one approach, to be had in some of these cases: fact, title, by of
 *               what was not stated and it hangs on)
 *   ways        what would have to be otherwise for the approach that was asked about to be open,
 *               or, of the default one, to be that: nothing where it is. approach, count (minimal
 *               sets of facts that would do; not those met that say by one fact what others say by
 *               another), all (each of them is told), list (nearest first, as strat_ways() says,
 *               those of other requests where there is no other; of these with the same partner or
 *               not, of as many facts, first those that have less to come before), others (facts
 *               that only ways are about that are not told). One: through (ids), changes,
 *               other_request (a partner, activity, objective or day that was stated is another;
 *               where the first is, no change of other facts would do), sure, before, first (these,
 *               in words), duties, cautions: in every case that is left then, whichever value a
 *               change has that it names, the others `to`; before_sometimes, first_sometimes,
 *               duties_sometimes, cautions_sometimes: in some of them. Changes: first of what is
 *               so, of the request before all, then of what is not known. A change: fact, title,
 *               from, now (that in words), how (stated, presumed, default, unknown: that is known),
 *               to, typed, says (all values that would do, in words), values (choices: these) or
 *               low and high (numbers, days: the same), kind (settle, approval, judgement, fact,
 *               request), who (has to say so)
 *   ask         what to ask next, the most telling first: fact, title, by, help, hangs (ids of
 *               which it would be known then whether a rule holds; with ASK_ALL), takes, values,
 *               more (values that were not tried). A value: typed, says, leads (what is decided,
 *               and what may start if it is not that), further (than the request leads now);
 *               names (choices: all that lead there) or low and high (numbers, days)
 *   offers      of the default approach, where it is the answer or what may start now: typed, says,
 *               sometimes (in some of the cases that are left only), later (something has to be
 *               done first)
 *   offers_on   with OFFERED: what was not stated and those in some of the cases only hang on:
 *               fact, title
 *   offers_with with OFFERED: of those with which more goes than with what was asked: typed, use
 *               (will, must: promised or to be used in each case; or null), also (duties and
 *               cautions, in words; or null)
 *   what_if     what would be decided were it otherwise: changes (fact, title, from, to, typed,
 *               says), answer, headline, sure, now, differs (of each key of the answer that does:
 *               key, title, from, to, says; each.APPROACH: of its lists, where it is undetermined,
 *               what may start now, or something else then; offers: of what the default approach
 *               offers, as above, where it does in both), besides (undetermined: what differs in
 *               some of the cases that are left, and in no key; as `contrary` of a judgement);
 *               answer, headline, sure null: that was not found out
 *   limits      what was not found out or is not told, and why
 */
/* clang-format on */
#ifndef STRAT_EVALUATOR_EXPLAIN_EXPLAIN_H
#define STRAT_EVALUATOR_EXPLAIN_EXPLAIN_H

#include "evaluator/core/engine.h"
#include "evaluator/explain/tree.h"

/* Which parts are wanted; what is not listed here is always there. */
enum ev_part {
    EV_PART_ANSWER = 1 << 0,
    EV_PART_WITH = 1 << 1,
    EV_PART_GROUNDS = 1 << 2, /* judgements, readings */
    EV_PART_TAKEN = 1 << 3,
    EV_PART_LADDER = 1 << 4,
    EV_PART_CLOSED = 1 << 5, /* of the ladder what is more than the answer */
    EV_PART_WAYS = 1 << 6,
    EV_PART_ASK = 1 << 7,
    EV_PART_ASK_ALL = 1 << 8, /* what each value leads to of all facts, not only the first few */
    EV_PART_OFFERS = 1 << 9,
    EV_PART_WHAT_IF = 1 << 10,
    EV_PART_BECAUSE = 1 << 11,
    EV_PART_NEEDS = 1 << 12, /* of the ladder the nearest ways */
    EV_PART_READ_AS = 1 << 13,
    EV_PART_OFFERED = 1 << 14 /* with OFFERS: what is taken matters where these are otherwise */
};

struct ev_build;
typedef bool ev_what_if(struct ev_build *b, struct ev_node *object, const struct ev_node *answer,
                        struct ev_fault *fault);

/* What would be otherwise. False: the request would be wrong, *fault says why. What was not found
 * out is a limit. */
ev_what_if ev_grow_what_if;

struct ev_explained {
    unsigned parts;
    int32_t approach;         /* the ladder is of this alone, and the ways; -1: of each */
    const uint32_t *question; /* what to ask is of this fact alone; NULL: of each */
    /* WHAT_IF: what is stated otherwise, laid over the request. It is overwritten. And
     * ev_grow_what_if(): what never asks that, as a page, has none of its code. */
    struct strat_request otherwise;
    ev_what_if *what_if;
};

/* What these parts want of ev_decide(). */
struct ev_wanted ev_parts_want(unsigned parts);

/* The tree's root, of a request that was decided with ev_parts_want(). What the engine has decided
 * is overwritten. NULL, and the tree has failed: there is not enough memory; or, of what is stated
 * otherwise, *fault says what is wrong with it. */
struct ev_node *ev_explanation(struct ev_engine *e, struct ev_tree *t, const struct ev_explained *x,
                               struct ev_fault *fault);

/* Of the request that was decided, without this fact: the paragraphs with a rule of which it would
 * be known, were the fact stated, whether it holds, a bit each, in the tree's memory. NULL: it has
 * failed. */
const uint64_t *ev_hanging(struct ev_engine *e, struct ev_tree *t, uint32_t fact);

#endif
