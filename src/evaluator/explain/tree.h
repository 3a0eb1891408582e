/*
 * Tree: values as JSON has them, for what is explained: grown piece by piece, then printed,
 * written, compared, and read again.
 *
 *     struct ev_node *root = ev_grow_object(t, NULL, NULL);
 *     ev_grow_text(t, root, "fact", "partner");
 *     ev_grow_integer(t, ev_grow_list(t, root, "days"), NULL, 14); {"fact":"partner","days":[14]}
 *
 * All memory is the tree's, and is given up at once. Where there is none, or too many values stand
 * in one another, the tree has failed: what is grown from then on is lost, and who grows it looks
 * once, at the end. Whoever reads a node may be handed any other kind than they expect, as it may
 * come from a file: then it is empty.
 */
#ifndef STRAT_EVALUATOR_EXPLAIN_TREE_H
#define STRAT_EVALUATOR_EXPLAIN_TREE_H

#include "evaluator/io/output.h"

enum ev_node_kind { EV_NULL, EV_BOOL, EV_NUMBER, EV_TEXT, EV_LIST, EV_OBJECT };

/* How deep lists and objects may stand in one another. */
enum { EV_TREE_DEPTH = 256 };

struct ev_node {
    enum ev_node_kind kind;
    bool yes;          /* BOOL */
    uint32_t depth, n; /* LIST, OBJECT: how many stand in it */
    const char *key;   /* of a member of an object; else "" */
    const char
        *text; /* TEXT: well-formed UTF-8 without a NUL; NUMBER: as JSON writes it; else "" */
    struct ev_node *first, *last;  /* LIST, OBJECT */
    struct ev_node *next;          /* behind this one in the same list or object */
    const struct ev_node **sorted; /* OBJECT: its members, see ev_tree_index(); or NULL */
};

struct ev_tree {
    struct ev_out said; /* a text that is put together: see ev_grow_said() */
    bool failed;
    size_t most; /* bytes that nodes and texts may take; 0: as many as there are */
    /* Its own. */
    size_t taken, used, size;
    struct ev_chunk *chunks;
    struct ev_node lost;
};

/* False when there is not enough memory. */
bool ev_tree_open(struct ev_tree *t);
void ev_tree_close(struct ev_tree *t);

/* ---- growing: the last of a list (`key` NULL), or of an object; without a parent a root ---- */

/* A key is not copied, a text is. */
struct ev_node *ev_grow_object(struct ev_tree *t, struct ev_node *parent, const char *key);
struct ev_node *ev_grow_list(struct ev_tree *t, struct ev_node *parent, const char *key);
void ev_grow_null(struct ev_tree *t, struct ev_node *parent, const char *key);
void ev_grow_bool(struct ev_tree *t, struct ev_node *parent, const char *key, bool yes);
void ev_grow_integer(struct ev_tree *t, struct ev_node *parent, const char *key, int64_t n);
void ev_grow_text(struct ev_tree *t, struct ev_node *parent, const char *key, const char *text);

/* The same; null for a text that says nothing. */
void ev_grow_some(struct ev_tree *t, struct ev_node *parent, const char *key, const char *text);

/* What t->said holds, which is empty then: as a text, or null where it says nothing; and as the
 * digits of a number. */
void ev_grow_said(struct ev_tree *t, struct ev_node *parent, const char *key);
void ev_grow_said_number(struct ev_tree *t, struct ev_node *parent, const char *key);

/* The same as a text in the tree's memory, which is in no node; "" where it has failed. */
const char *ev_tree_kept(struct ev_tree *t);

/* What this node of the same tree holds, which the two then share; null for NULL. */
void ev_grow_grafted(struct ev_tree *t, struct ev_node *parent, const char *key,
                     const struct ev_node *node);

/* ---- finding ---- */

#define ev_each_node(item, list) \
    for (const struct ev_node *item = (list) ? (list)->first : NULL; item; item = item->next)

/* The member of an object; NULL where there is none, or no such object. */
const struct ev_node *ev_member(const struct ev_node *object, const char *key);

/* Its text; "" where it has none. Whether that is this text; whether it is true. How many stand in
 * it. */
const char *ev_member_text(const struct ev_node *object, const char *key);
bool ev_member_is(const struct ev_node *object, const char *key, const char *text);
bool ev_member_true(const struct ev_node *object, const char *key);
uint32_t ev_member_count(const struct ev_node *object, const char *key);

/* The first in the list whose member `key` is this text, or NULL. */
const struct ev_node *ev_node_with(const struct ev_node *list, const char *key, const char *text);

/* Whether the list has this text. */
bool ev_node_has(const struct ev_node *list, const char *text);

/* The members of this object are found in few steps, until more is grown in it: for those that may
 * have many, and are asked for many. What is read from a text is. Of several with the same key the
 * first one is found, as ever. */
void ev_tree_index(struct ev_tree *t, struct ev_node *object);

/* An object of the texts of a list, or by this member of its items, that is indexed: the same
 * nodes. */
struct ev_node *ev_tree_by_text(struct ev_tree *t, const struct ev_node *list);
struct ev_node *ev_tree_by(struct ev_tree *t, const struct ev_node *list, const char *key);

/* In words: of a list the texts, of an object JSON; "none" where there is nothing. */
void ev_node_say(struct ev_out *out, const struct ev_node *node);

/* The same values in the same order. */
bool ev_node_same(const struct ev_node *a, const struct ev_node *b);

/* ---- JSON ---- */

/* On one line, without blanks. What would hide or turn text on a screen is escaped. */
void ev_node_write(struct ev_out *out, const struct ev_node *node);

/* The one spelling of its meaning: keys in order of their bytes, and what is a number but no
 * integer as a text. False when there is not enough memory for that. */
bool ev_node_write_canonical(struct ev_tree *t, struct ev_out *out, const struct ev_node *node);

/* What is wrong with a text that is no JSON, or such as no tree writes: the byte, from 1, and what
 * to say of it. */
struct ev_unread {
    const char *why;
    size_t byte;
};

/* The value that text[0..n) is, from wherever it comes: grown like the others. NULL, and *unread
 * says why: it is no JSON, an object has a key twice, a text has a NUL, or values stand too deep in
 * one another; or there is not enough memory. */
struct ev_node *ev_tree_read(struct ev_tree *t, struct ev_node *parent, const char *key,
                             const char *text, size_t n, struct ev_unread *unread);

/* ---- for tree_read.c ---- */

/* `n` bytes that are the tree's; NULL: it has failed. */
void *ev_tree_take(struct ev_tree *t, size_t n);

/* A node of this kind; the tree's own one for what is lost, where it has failed. */
struct ev_node *ev_grow(struct ev_tree *t, struct ev_node *parent, const char *key,
                        enum ev_node_kind kind);

#endif
