/*
 * Record: an answer as it is put on file: what was asked, decided and owed, by which words of which
 * version of the policy, and who stands for what only people can say. One document, which is text
 * for people and holds the same as JSON, from which that text is printed.
 *
 * The tree is that of an explanation (evaluator/explain/explain.h), and more:
 *
 *   record      3, the form: another where keys, or what is printed of them, are others
 *   reference   the file number, as it was given
 *   date        as it was given: there is no clock
 *   decided_by  who takes the decision, as it was given
 *   asked       also: judgement; of (who decides it by the policy), decided_by and evidence as they
 *               were given
 *   paragraphs  also: source (SHA-256 of the quote), rules (SHA-256 of its own ones, see
 *               strat_get_digest())
 *   digest      SHA-256 of all the others in their canonical spelling
 *
 * Nothing here reads a file or an engine's clock; ev_put_record() and ev_record_open() need no
 * policy.
 */
#ifndef STRAT_EVALUATOR_RECORD_RECORD_H
#define STRAT_EVALUATOR_RECORD_RECORD_H

#include "evaluator/core/engine.h"
#include "evaluator/explain/page.h"
#include "evaluator/explain/tree.h"

enum { EV_RECORD_FORM = 4 };

/* What is to be filed with an answer: an object with `reference`, `date` and `decided_by`
 * (texts), `by` and `evidence` (objects: a text for each fact). False, and *complaint has a
 * sentence: it does not go with e->request; or, where that is still to be asked for, with none. */
bool ev_filed_fits(const struct ev_engine *e, const struct ev_node *filed, bool to_be_asked,
                   struct ev_out *complaint);

/* What was asked and is not known into e->not_known: names, or as a record has it. False, and
 * *complaint says why: there is no such fact, or it is stated. */
bool ev_take_not_known(struct ev_engine *e, const struct ev_node *list, struct ev_out *complaint);

/* The record of e->request, which is decided anew; with what is e->not_known. NULL: it was not
 * decided, *fault says why; or the tree has failed. */
struct ev_node *ev_record(struct ev_engine *e, struct ev_tree *t, const struct ev_node *filed,
                          struct ev_fault *fault);

/* ---- as a document (print.c, print_taken.c, document.c) ---- */

/* A document has so many bytes at the most: so many are read again. */
enum { EV_RECORD_MOST = 1 << 20 };

/* What people read, as a part of a page. What is looked up for that is in the tree, which may fail.
 */
void ev_print_record(struct ev_page *page, struct ev_tree *t, const struct ev_node *record);

/* The whole, with its JSON. MARKDOWN and HTML. */
void ev_put_record(struct ev_out *out, struct ev_tree *t, enum ev_form form,
                   const struct ev_node *record);

/* ---- checked again (check.c; opened: record.c) ---- */

enum ev_held {
    EV_HELD_SAME,
    EV_HELD_OTHER_VERSION,  /* the same decision by another version of the policy */
    EV_HELD_OTHER_DECISION, /* what this version decides is something else */
    EV_HELD_ALTERED,        /* it is not what was written */
    EV_HELD_UNCHECKED       /* that it is the same cannot be said */
};

/* "same", "other_version", .. */
const char *ev_held_name(enum ev_held held);

/* The record in a document, as it was written: its text is that which is printed of it, its digest
 * that of the rest. NULL: *held is ALTERED or UNCHECKED, and *why says so, in memory of the tree.
 */
struct ev_node *ev_record_open(struct ev_tree *t, const char *bytes, size_t n, enum ev_held *held,
                               const char **why);

/* Whether this policy decides as the record in a document says, by the same words. An object:
 *   verdict     as ev_held_name()
 *   why         ALTERED, UNCHECKED: where, or what keeps it from being checked
 *   version     what of the version is other: texts
 *   paragraphs  id, what (rules, text, title, gone): what of those of the record is other now
 *   readings    name, was, is: those of the record that are taken otherwise now, or are gone (null)
 *   counts      id, how (now, no_longer, otherwise): the paragraphs that it rests on now, and did
 *               not; no longer; or by rules that do otherwise
 *   differs     key, was, is: what is decided otherwise; null: what one of them does not tell
 * e->request is overwritten. NULL: the tree has failed. */
struct ev_node *ev_record_check(struct ev_engine *e, struct ev_tree *t, const char *bytes,
                                size_t n);

/* The same of a document that cannot be had. */
struct ev_node *ev_unchecked(struct ev_tree *t, const char *why);

/* One line of what that says, behind the name of the file: some of it is what the file says, so the
 * output is to escape it. */
void ev_say_checked(struct ev_out *out, const struct ev_node *checked);

/* ---- what the files of records share ---- */

/* print_taken.c: what was taken for granted, but for judgements on which it hangs. */
void ev_print_record_taken(struct ev_page *page, struct ev_tree *t, const struct ev_node *record);

/* In hexadecimal, or "": of the quote of paragraph i, and of its own rules. */
struct ev_paragraph_digests {
    char source[65], rules[65];
};
struct ev_paragraph_digests ev_digests_of(const struct strat_policy *p, uint32_t paragraph);

/* SHA-256 of the record's canonical spelling but for `digest`; false: the tree has failed. */
bool ev_record_digest(struct ev_tree *t, const struct ev_node *record, char text[65]);

#endif
