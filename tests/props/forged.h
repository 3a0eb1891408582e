/*
 * Records as an enemy would write them: a right one whose values are changed, moved and taken away,
 * signed anew and printed anew; and all that is to hold of what --verify says of any bytes at all.
 */
#ifndef TESTS_PROPS_FORGED_H
#define TESTS_PROPS_FORGED_H

#include "evaluator/record/record.h"
#include "tests/props/harness.h"
#include "tests/props/tape.h"

/* ---- a right one ---- */

/* Of a request by chance, by this policy; NULL: it is not decided. */
static inline struct ev_node *right_record(struct ev_engine *e, const struct compiled *c,
                                           struct ev_tree *t, struct tape *tape) {
    struct ev_fault fault;
    struct ev_node *filed = ev_grow_object(t, NULL, NULL);
    ev_grow_some(t, filed, "reference", tape_below(tape, 2) ? "A/7" : "");
    ev_grow_some(t, filed, "date", tape_below(tape, 2) ? "2027-01-31" : "");
    ev_grow_object(t, filed, "by");
    struct ev_node *evidence = ev_grow_object(t, filed, "evidence");
    uint32_t f = 0;
    for (size_t m = 0; m < c->model->facts.len; m++) {
        if (c->model->facts.at[m].source == FACT_READING) continue;
        e->request.known[f] = tape_below(tape, 3) > 0;
        e->request.value[f] = random_value(&c->model->facts.at[m], tape_next(tape));
        if (e->request.known[f] && tape_below(tape, 4) == 0)
            ev_grow_text(t, evidence, c->model->facts.at[m].id.name, "a <b>letter</b>");
        f++;
    }
    return ev_record(e, t, filed, &fault);
}

/* ---- changed ---- */

enum { NODES = 4096 };

/* A value, and what it stands in; the root stands in nothing. */
struct standing {
    struct ev_node *node, *in;
};

struct standings {
    size_t n;
    struct standing at[NODES];
};

static inline void stand(struct standings *all, struct ev_node *node, struct ev_node *in) {
    if (all->n < NODES) all->at[all->n++] = (struct standing){node, in};
    for (struct ev_node *item = node->first; item; item = item->next) stand(all, item, node);
}

static inline struct standing *pick(struct standings *all, struct tape *tape) {
    return &all->at[tape_below(tape, all->n)];
}

static inline void put_in(struct ev_node *into, struct ev_node *node) {
    node->next = NULL;
    if (into->last)
        into->last->next = node;
    else
        into->first = node;
    into->last = node;
    into->n++;
    into->sorted = NULL;
}

static inline void take_out(const struct standing *s) {
    struct ev_node *before = NULL, *in = s->in;
    for (struct ev_node *item = in->first; item && item != s->node; item = item->next)
        before = item;
    if (before)
        before->next = s->node->next;
    else
        in->first = s->node->next;
    if (in->last == s->node) in->last = before;
    in->n--;
    in->sorted = NULL;
}

/* A value with all that stands in it; NULL: the tree has failed. */
static inline struct ev_node *copied(struct ev_tree *t, const struct ev_node *node) {
    struct ev_node *copy = ev_tree_take(t, sizeof *copy);
    if (!copy) return NULL;
    *copy = *node;
    copy->first = copy->last = NULL;
    copy->n = 0;
    ev_each_node (item, node) {
        struct ev_node *one = copied(t, item);
        if (one) put_in(copy, one);
    }
    return copy;
}

/* What `other` holds, instead of what stood there. */
static inline void become(struct ev_node *node, const struct ev_node *other) {
    const char *key = node->key;
    struct ev_node *next = node->next;
    if (!other) return;
    *node = *other;
    node->key = key;
    node->next = next;
    node->sorted = NULL;
}

static const char *const forged_texts[] = {"",
                                           "x",
                                           "1",
                                           "none",
                                           "yes",
                                           "\xe2\x80\xae"
                                           "a",
                                           "\033[31m",
                                           "\n- [x] a",
                                           "```",
                                           "</script><!--",
                                           "=1+1",
                                           "2027-02-30",
                                           "a|b",
                                           "{}",
                                           "open",
                                           "\"\\",
                                           "\xf0\x9f\x87\xaa",
                                           "[a](javascript:b) `c`"};
static const char *const forged_numbers[] = {"0", "-1", "1.50", "1e400", "18446744073709551616"};

/* A value of any kind, by itself. */
static inline struct ev_node *any_value(struct ev_tree *t, struct tape *tape) {
    struct ev_node *list = ev_grow_list(t, NULL, NULL);
    switch (tape_below(tape, 7)) {
    case 0: ev_grow_null(t, list, NULL); break;
    case 1: ev_grow_bool(t, list, NULL, tape_below(tape, 2)); break;
    case 2: ev_grow_list(t, list, NULL); break;
    case 3: ev_grow_object(t, list, NULL); break;
    case 4:
        ev_puts(&t->said, forged_numbers[tape_below(tape, 5)]);
        ev_grow_said_number(t, list, NULL);
        break;
    default:
        ev_grow_text(t, list, NULL,
                     forged_texts[tape_below(tape, sizeof forged_texts / sizeof *forged_texts)]);
    }
    return list->first;
}

/* Whether `node` is `in`, or stands in it somewhere. */
static inline bool is_within(const struct ev_node *node, const struct ev_node *in) {
    if (node == in) return true;
    ev_each_node (item, in)
        if (is_within(node, item)) return true;
    return false;
}

/* One change. */
static inline void forge(struct ev_tree *t, struct ev_node *record, struct tape *tape) {
    static struct standings all;
    all.n = 0;
    stand(&all, record, NULL);
    struct standing *s = pick(&all, tape), *other = pick(&all, tape);
    if (!s->in || !other->in || t->failed) return;
    switch (tape_below(tape, 6)) {
    case 0: take_out(s); break;
    case 1: become(s->node, copied(t, other->node)); break;
    case 2:
        if (other->node->kind < EV_LIST || is_within(other->node, s->node)) break;
        take_out(s);
        put_in(other->node, s->node);
        break;
    case 3: s->node->key = other->node->key; break;
    default: become(s->node, any_value(t, tape));
    }
}

/* Signed anew, in its canonical spelling: `*fresh` has it. NULL: it is no record any more. */
static inline struct ev_node *signed_anew(struct ev_tree *t, struct ev_tree *fresh,
                                          const struct ev_node *record) {
    struct ev_out json;
    struct ev_unread unread;
    char digest[65];
    struct ev_node *again = NULL;
    if (!ev_out_open(&json, EV_MEMORY, 4096)) return NULL;
    if (ev_node_write_canonical(t, &json, record) && !json.error)
        again = ev_tree_read(fresh, NULL, NULL, json.buffer, json.used, &unread);
    ev_out_close(&json);
    if (!again || again->kind != EV_OBJECT || !ev_record_digest(fresh, again, digest)) return NULL;
    for (struct ev_node *item = again->first; item; item = item->next)
        if (strcmp(item->key, "digest") == 0) {
            take_out(&(struct standing){item, again});
            break;
        }
    ev_grow_text(fresh, again, "digest", digest);
    again->sorted = NULL;
    return fresh->failed ? NULL : again;
}

/* ---- what is to hold of whatever is said of any bytes ---- */

/* Nothing that hides or turns what stands beside it. */
static inline bool is_harmless(const char *text, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const unsigned char *at = (const unsigned char *)text + i;
        if (*at < ' ' || *at == 0x7f) return false;
        if (i + 2 < n && at[0] == 0xe2 &&
            ((at[1] == 0x80 && at[2] >= 0xaa && at[2] <= 0xae) ||
             (at[1] == 0x81 && at[2] >= 0xa6 && at[2] <= 0xa9)))
            return false;
    }
    return true;
}

/* In memory of just its size, so that sanitizers see every step beside it; to be freed. */
static inline char *copy_of(const char *bytes, size_t n) {
    char *copy = malloc(n ? n : 1);
    if (copy && n) memcpy(copy, bytes, n);
    return copy;
}

/* The line for people, and the one for programs. */
static inline const char *what_is_wrong_with_lines(struct ev_tree *t,
                                                   const struct ev_node *checked) {
    struct ev_out line;
    struct ev_unread unread;
    const char *wrong = NULL;
    if (!ev_out_open(&line, EV_MEMORY, 256)) return NULL;
    line.escape = EV_SCREEN;
    ev_say_checked(&line, checked);
    if (!line.error && !is_harmless(line.buffer, line.used)) wrong = "the line is no text";
    line.escape = EV_PLAIN;
    line.used = 0;
    ev_node_write(&line, checked);
    const struct ev_node *again =
        line.error ? NULL : ev_tree_read(t, NULL, NULL, line.buffer, line.used, &unread);
    if (!line.error && !is_harmless(line.buffer, line.used)) wrong = "its JSON is no text";
    if (!line.error && !t->failed && (!again || !ev_node_same(again, checked)))
        wrong = "its JSON is read otherwise";
    ev_out_close(&line);
    return wrong;
}

/* What is the same is byte for byte what this policy files now. */
static inline const char *what_is_wrong_with_same(struct ev_tree *t, const char *bytes, size_t n) {
    enum ev_held held;
    const char *why, *wrong = "the same is written otherwise";
    const struct ev_node *record = ev_record_open(t, bytes, n, &held, &why);
    if (!record) return t->failed ? NULL : "the same cannot be opened";
    for (enum ev_form form = EV_FORM_MARKDOWN; form <= EV_FORM_HTML; form++) {
        struct ev_out document;
        if (!ev_out_open(&document, EV_MEMORY, n + 1)) return NULL;
        ev_put_record(&document, t, form, record);
        if (document.error || (document.used == n && memcmp(document.buffer, bytes, n) == 0))
            wrong = NULL;
        ev_out_close(&document);
    }
    return t->failed ? NULL : wrong;
}

/* NULL, or what is wrong; counts the verdict. Memory may end where a record asks for very much. */
static inline const char *judge_record(struct ev_engine *e, const char *bytes, size_t n,
                                       size_t verdicts[EV_HELD_UNCHECKED + 1]) {
    struct ev_tree t;
    const char *wrong = "no such verdict";
    char *copy = copy_of(bytes, n);
    if (!copy || !ev_tree_open(&t)) abort();
    t.most = (size_t)96 << 20; /* as the program has it */
    const struct ev_node *checked = ev_record_check(e, &t, copy, n);
    if (!checked || t.failed) {
        wrong = checked && !t.failed ? "a verdict of a tree that failed" : NULL;
    } else {
        const char *verdict = ev_member_text(checked, "verdict");
        for (int held = 0; held <= EV_HELD_UNCHECKED; held++) {
            if (strcmp(verdict, ev_held_name((enum ev_held)held)) != 0) continue;
            verdicts[held]++;
            wrong = what_is_wrong_with_lines(&t, checked);
            if (!wrong && held <= EV_HELD_OTHER_VERSION)
                wrong = what_is_wrong_with_same(&t, copy, n);
            bool says_why = ev_member_text(checked, "why")[0] != '\0';
            if (!wrong && says_why != (held >= EV_HELD_ALTERED)) wrong = "it does not say why";
        }
    }
    ev_tree_close(&t);
    free(copy);
    return wrong;
}

/* Whether a record that was signed and printed by us can be opened, or said not to be known. */
static inline const char *open_signed(const char *bytes, size_t n) {
    struct ev_tree t;
    enum ev_held held = EV_HELD_SAME;
    const char *why = NULL, *wrong = NULL;
    if (!ev_tree_open(&t)) abort();
    if (!ev_record_open(&t, bytes, n, &held, &why) && !t.failed && held != EV_HELD_UNCHECKED)
        wrong = "it was signed and printed, and is said to be altered";
    ev_tree_close(&t);
    return wrong;
}

/* ---- all of it ---- */

/* A policy, and another version of it, by which the same record is looked at, too. */
struct versions_of_record {
    struct compiled c[2];
    struct ev_engine e[2];
};

/* A record by the first of the two, changed so many times, signed and printed; then some of its
 * bytes are others. NULL, or what is wrong. */
static inline const char *try_record(struct versions_of_record *v, struct tape *tape,
                                     unsigned changes, unsigned bytes,
                                     size_t verdicts[EV_HELD_UNCHECKED + 1]) {
    struct ev_tree t, fresh;
    struct ev_out document;
    const char *wrong = NULL;
    if (!ev_tree_open(&t) || !ev_tree_open(&fresh) || !ev_out_open(&document, EV_MEMORY, 4096))
        abort();
    struct ev_node *record = right_record(&v->e[0], &v->c[0], &t, tape);
    for (unsigned i = 0; record && i < changes; i++) forge(&t, record, tape);
    record = record ? signed_anew(&t, &fresh, record) : NULL;
    if (record) {
        ev_put_record(&document, &fresh, tape_below(tape, 2) ? EV_FORM_HTML : EV_FORM_MARKDOWN,
                      record);
        if (!fresh.failed && !document.error) wrong = open_signed(document.buffer, document.used);
        for (unsigned i = 0; i < bytes && document.used > 0; i++)
            document.buffer[tape_below(tape, document.used)] = (char)tape_byte(tape);
        for (int k = 0; k < 2 && !wrong; k++)
            wrong = judge_record(&v->e[k], document.buffer, document.used, verdicts);
    }
    ev_out_close(&document);
    ev_tree_close(&fresh);
    ev_tree_close(&t);
    return wrong;
}

/* tests/evaluator/small.strat, and a version of it that allows less, calls things otherwise and has
 * one fact and one paragraph less. */
static inline bool versions_of_small(struct versions_of_record *v) {
    static const char *const edits[][2] = {
        {"at most 1000.00", "at most 100.00"},     {"\"a citizen\"", "\"a person\""},
        {"fact urgent", "fact hurried"},           {"unless urgent", "unless hurried"},
        {"within 30 days", "within 10 days"},      {", 6\n", "\n"},
        {"recital 6 \"why support is given\"", ""}};
    static char text[2][8192];
    FILE *f = fopen("tests/evaluator/small.strat", "r");
    size_t n = f ? fread(text[0], 1, sizeof text[0] - 1, f) : 0;
    if (f) fclose(f);
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
        const char *at = strstr(text[0], edits[i][0]);
        if (i == 0 && n > 0 && !(compile_text(&v->c[0], text[0]) && v->c[0].layout)) return false;
        if (!at) return false;
        snprintf(text[1], sizeof text[1], "%.*s%s%s", (int)(at - text[0]), text[0], edits[i][1],
                 at + strlen(edits[i][0]));
        memcpy(text[0], text[1], sizeof text[0]);
    }
    return compile_text(&v->c[1], text[1]) &&
           ev_engine_open(&v->e[0], &v->c[0].layout->policy, 20000) &&
           ev_engine_open(&v->e[1], &v->c[1].layout->policy, 20000);
}

#endif
