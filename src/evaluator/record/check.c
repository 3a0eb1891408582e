/*
 * A record that is checked: first by itself, whether it is what was written (record.c); then
 * against a policy, which is asked the same again. Whatever cannot be looked at is no success.
 */
#include "evaluator/record/record.h"

#include "evaluator/explain/say.h"

/* ---- the same asked again ---- */

/* As ev_value_read() takes it. */
static void say_plainly(struct ev_out *out, const struct ev_node *value) {
    const char *before = "";
    switch (value->kind) {
    case EV_BOOL: ev_puts(out, value->yes ? "yes" : "no"); break;
    case EV_LIST:
        if (value->n == 0) ev_puts(out, "{}");
        ev_each_node (item, value) {
            ev_puts(out, before);
            ev_puts(out, item->text);
            before = "|";
        }
        break;
    default: ev_puts(out, value->text);
    }
}

/* What was asked into e->request; NULL, or why it cannot be asked. */
static const char *ask_again(struct ev_engine *e, struct ev_tree *t, const struct ev_node *record) {
    memset(e->request.known, 0, e->vocabulary.about.facts);
    ev_each_node (asked, ev_member(record, "asked")) {
        const char *name = ev_member_text(asked, "fact");
        const struct ev_node *value = ev_member(asked, "value");
        int32_t fact = ev_find_fact(&e->vocabulary, name, strlen(name));
        struct ev_fault fault;
        if (fact < 0 || !value || e->request.known[fact]) {
            ev_text(&t->said, "this version knows nothing of what was asked: ");
            ev_show(&t->said, (struct ev_span){name, strlen(name), false});
            return ev_tree_kept(t);
        }
        say_plainly(&t->said, value);
        const char *text = ev_tree_kept(t);
        if (!ev_value_read(&e->vocabulary, (uint32_t)fact, text, strlen(text), false,
                           &e->request.value[fact], &fault)) {
            ev_text(&t->said, "this version cannot be asked the same: ");
            ev_fault_say(&t->said, &e->vocabulary, &fault);
            return ev_tree_kept(t);
        }
        e->request.known[fact] = 1;
    }
    ev_text(&t->said, "this version cannot be asked the same: ");
    if (!ev_take_not_known(e, ev_member(record, "not_known"), &t->said)) return ev_tree_kept(t);
    t->said.used = 0;
    return NULL;
}

/* What was filed with it. */
static struct ev_node *filed_with(struct ev_tree *t, const struct ev_node *record) {
    static const char *const keys[][2] = {{"by", "decided_by"}, {"evidence", "evidence"}};
    struct ev_node *filed = ev_grow_object(t, NULL, NULL);
    ev_grow_some(t, filed, "reference", ev_member_text(record, "reference"));
    ev_grow_some(t, filed, "date", ev_member_text(record, "date"));
    ev_grow_some(t, filed, "decided_by", ev_member_text(record, "decided_by"));
    for (int k = 0; k < 2; k++) {
        struct ev_node *given = ev_grow_object(t, filed, keys[k][0]);
        ev_each_node (asked, ev_member(record, "asked"))
            ev_grow_some(t, given, ev_member_text(asked, "fact"),
                         ev_member_text(asked, keys[k][1]));
    }
    return filed;
}

/* ---- what is otherwise ---- */

/* NULL: there is no such thing in one of them. */
static void grow_difference(struct ev_tree *t, struct ev_node *differs, const char *key,
                            const struct ev_node *was, const struct ev_node *is) {
    struct ev_node *one = ev_grow_object(t, differs, NULL);
    ev_grow_text(t, one, "key", key);
    if (was) ev_node_say(&t->said, was);
    ev_grow_said(t, one, "was");
    if (is) ev_node_say(&t->said, is);
    ev_grow_said(t, one, "is");
}

/* Each text of the one is in the other. */
static bool all_in(struct ev_tree *t, const struct ev_node *list, const struct ev_node *other) {
    const struct ev_node *texts = ev_tree_by_text(t, other);
    ev_each_node (item, list)
        if (item->kind != EV_TEXT || !ev_member(texts, item->text)) return false;
    return true;
}

/* Lists of ids and names are the same in any order. */
static bool is_same(struct ev_tree *t, const struct ev_node *was, const struct ev_node *is) {
    bool none = !was || was->kind == EV_NULL, gone = !is || is->kind == EV_NULL;
    if (none || gone) return none == gone;
    if (ev_node_same(was, is)) return true;
    return was->kind == EV_LIST && is->kind == EV_LIST && was->n == is->n && all_in(t, was, is) &&
           all_in(t, is, was);
}

/* Of the answer what is decided; all else says what that hangs on. */
static bool is_decided(const char *key) {
    static const char *const others[] = {"id",         "each",     "grounds", "ask",
                                         "judgements", "readings", "presumed"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(others[i], key) == 0) return false;
    return true;
}

/* A member that has members of its own, as a record has it; else there is none. */
static const struct ev_node *object_in(const struct ev_node *record, const char *key) {
    const struct ev_node *member = ev_member(record, key);
    return member && member->kind == EV_OBJECT ? member : NULL;
}

static void compare_answers(struct ev_tree *t, struct ev_node *differs, const struct ev_node *was,
                            const struct ev_node *is) {
    ev_each_node (member, was)
        if (is_decided(member->key) && !is_same(t, member, ev_member(is, member->key)))
            grow_difference(t, differs, member->key, ev_answered(t, was, member->key),
                            ev_answered(t, is, member->key));
    ev_each_node (member, is)
        if (is_decided(member->key) && !ev_member(was, member->key))
            grow_difference(t, differs, member->key, NULL, ev_answered(t, is, member->key));
}

/* A duty of the same name may have become another one. */
static void compare_duty(struct ev_tree *t, struct ev_node *differs, const struct ev_node *was,
                         const struct ev_node *is) {
    static const char *const keys[] = {"title", "by", "to", "deadline", "timing", "done_when"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (is_same(t, ev_member(was, keys[i]), ev_member(is, keys[i]))) continue;
        ev_textf(&t->said, "%s of duty %s", keys[i], ev_member_text(was, "name"));
        const char *key = ev_tree_kept(t);
        grow_difference(t, differs, key, ev_member(was, keys[i]), ev_member(is, keys[i]));
    }
}

/* What goes with each approach that may be used. */
static void compare_with(struct ev_tree *t, struct ev_node *differs, const struct ev_node *was,
                         const struct ev_node *is) {
    const struct ev_node *by_approach = ev_tree_by(t, was, "approach");
    ev_each_node (one, was) {
        const char *approach = ev_member_text(one, "approach");
        const struct ev_node *other = ev_node_with(is, "approach", approach);
        const struct ev_node *duties = ev_member(other, "duties");
        const struct ev_node *first = ev_member(by_approach, approach);
        /* Whatever else a record says of the same approach, the first counts. */
        if (!other || !first || first->first != one->first) continue;
        const struct ev_node *were = ev_tree_by(t, ev_member(one, "duties"), "name"),
                             *are = ev_tree_by(t, duties, "name");
        ev_each_node (duty, ev_member(one, "duties")) {
            const struct ev_node *now = ev_member(are, ev_member_text(duty, "name"));
            if (now) compare_duty(t, differs, duty, now);
            if (now) continue;
            ev_textf(&t->said, "duties of %s", approach);
            grow_difference(t, differs, ev_tree_kept(t), ev_member(duty, "name"), NULL);
        }
        ev_each_node (duty, duties) {
            if (ev_member(were, ev_member_text(duty, "name"))) continue;
            ev_textf(&t->said, "duties of %s", approach);
            grow_difference(t, differs, ev_tree_kept(t), NULL, ev_member(duty, "name"));
        }
    }
}

/* ---- which version ---- */

static void grow_version(struct ev_tree *t, struct ev_node *version, const struct ev_node *was,
                         const struct ev_node *is) {
    static const struct {
        const char *key, *says;
    } parts[] = {{"version", "version"},
                 {"text", "the policy's text"},
                 {"table", "its table"},
                 {"stratc", "stratc"}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!is_same(t, ev_member(was, parts[i].key), ev_member(is, parts[i].key)))
            ev_grow_text(t, version, NULL, parts[i].says);
}

static void grow_paragraph(struct ev_tree *t, struct ev_node *list, const char *id,
                           const char *what) {
    struct ev_node *one = ev_grow_object(t, list, NULL);
    ev_grow_text(t, one, "id", id);
    ev_grow_text(t, one, "what", what);
}

/* Those of the record, as they are in this policy. */
static void grow_paragraphs(const struct ev_engine *e, struct ev_tree *t, struct ev_node *list,
                            const struct ev_node *paragraphs) {
    const struct ev_vocabulary *v = &e->vocabulary;
    const struct ev_node *ids = ev_names(t, v->paragraphs, v->about.paragraphs);
    ev_each_node (was, paragraphs) {
        int32_t i = ev_name_number(ids, was->key);
        if (i < 0) {
            grow_paragraph(t, list, was->key, "gone");
            continue;
        }
        struct ev_paragraph_digests is = ev_digests_of(e->policy, (uint32_t)i);
        if (!ev_member_is(was, "rules", is.rules)) grow_paragraph(t, list, was->key, "rules");
        if (!ev_member_is(was, "source", is.source)) grow_paragraph(t, list, was->key, "text");
        if (!ev_member_is(was, "title", v->paragraphs[i].title))
            grow_paragraph(t, list, was->key, "title");
    }
}

/* Those of the record that this policy takes otherwise. */
static void grow_readings(const struct ev_engine *e, struct ev_tree *t, struct ev_node *list,
                          const struct ev_node *readings) {
    const struct ev_vocabulary *v = &e->vocabulary;
    const struct ev_node *names = ev_names(t, v->readings, v->about.readings);
    ev_each_node (was, readings) {
        int32_t r = ev_name_number(names, ev_member_text(was, "name"));
        uint32_t f = v->about.facts + (uint32_t)(r < 0 ? 0 : r);
        const char *is =
            r < 0 ? "" : ev_said(ev_value(v, f, (uint32_t)v->facts[f].info.default_value));
        if (ev_member_is(was, "taken", is)) continue;
        struct ev_node *one = ev_grow_object(t, list, NULL);
        ev_grow_text(t, one, "name", ev_member_text(was, "name"));
        ev_grow_text(t, one, "was", ev_member_text(was, "taken"));
        ev_grow_some(t, one, "is", is);
    }
}

/* ---- which paragraphs it rests on ---- */

/* Whether they do the same, in whatever words. */
static bool same_rules(struct ev_tree *t, const struct ev_node *was, const struct ev_node *is) {
    static const char *const keys[] = {"effect", "modality",     "approaches",
                                       "holds",  "set_aside_by", "duty"};
    const struct ev_node *other = is ? is->first : NULL;
    ev_each_node (rule, was) {
        for (size_t i = 0; i < sizeof keys / sizeof *keys && other; i++)
            if (!is_same(t, ev_member(rule, keys[i]), ev_member(other, keys[i]))) return false;
        if (!other) return false;
        other = other->next;
    }
    return !other;
}

static void grow_count(struct ev_tree *t, struct ev_node *list, const struct ev_node *row,
                       const char *how) {
    struct ev_node *one = ev_grow_object(t, list, NULL);
    ev_grow_text(t, one, "id", ev_member_text(row, "id"));
    ev_grow_text(t, one, "how", how);
}

/* Those on which it rests no longer, or otherwise; then those on which it did not. */
static void grow_counts(struct ev_tree *t, struct ev_node *list, const struct ev_node *was,
                        const struct ev_node *is) {
    const struct ev_node *were = ev_tree_by(t, was, "id"), *are = ev_tree_by(t, is, "id");
    ev_each_node (row, was) {
        const struct ev_node *other = ev_member(are, ev_member_text(row, "id"));
        if (!other)
            grow_count(t, list, row, "no_longer");
        else if (!same_rules(t, ev_member(row, "rules"), ev_member(other, "rules")))
            grow_count(t, list, row, "otherwise");
    }
    ev_each_node (row, is)
        if (!ev_member(were, ev_member_text(row, "id"))) grow_count(t, list, row, "now");
}

/* ---- the verdict ---- */

static const char *const held_names[] = {"same", "other_version", "other_decision", "altered",
                                         "cannot_check"};

const char *ev_held_name(enum ev_held held) { return held_names[held]; }

/* The path to the first thing in which two records differ; of whole ones but for their digests,
 * which do when anything does. It goes no deeper than this version's own record, and has the keys
 * of that; of the other the last one, where it has more. */
static void say_path_to_difference(struct ev_out *out, const struct ev_node *was,
                                   const struct ev_node *is, bool whole) {
    if (was->kind != is->kind || was->kind < EV_LIST) return;
    bool keys = was->kind == EV_OBJECT;
    const struct ev_node *item = was->first, *other = is->first;
    unsigned i = 1;
    for (; item; item = item->next, other = other ? other->next : NULL, i++) {
        if (keys) other = ev_member(is, item->key);
        if (whole && strcmp(item->key, "digest") == 0) continue;
        if (!other || !ev_node_same(item, other)) break;
    }
    if (!item && keys) /* then it lacks one */
        for (other = is->first; other && ev_member(was, other->key);) other = other->next;
    if (!item && !other) return;
    ev_text(out, " ");
    if (!keys)
        ev_textf(out, "%u", i);
    else if (other)
        ev_text(out, other->key);
    else
        ev_show(out, (struct ev_span){item->key, strlen(item->key), false});
    if (item && other) say_path_to_difference(out, item, other, false);
}

struct check {
    struct ev_node *version, *paragraphs, *readings, *counts, *differs;
    const char *why;
};

/* What the engine's policy says now, held against it. */
static enum ev_held compare(struct ev_engine *e, struct ev_tree *t, const struct ev_node *record,
                            const struct ev_node *now, struct check *c) {
    grow_version(t, c->version, ev_member(record, "policy"), ev_member(now, "policy"));
    grow_paragraphs(e, t, c->paragraphs, object_in(record, "paragraphs"));
    compare_answers(t, c->differs, object_in(record, "answer"), ev_member(now, "answer"));
    compare_with(t, c->differs, ev_member(record, "with"), ev_member(now, "with"));
    bool same_version = c->version->n == 0 && c->paragraphs->n == 0;
    if (!same_version) {
        grow_readings(e, t, c->readings, ev_member(record, "readings"));
        grow_readings(e, t, c->readings, ev_member(record, "read_as"));
        grow_counts(t, c->counts, ev_member(record, "because"), ev_member(now, "because"));
        return c->differs->n > 0 ? EV_HELD_OTHER_DECISION : EV_HELD_OTHER_VERSION;
    }
    if (strcmp(ev_member_text(record, "digest"), ev_member_text(now, "digest")) == 0)
        return EV_HELD_SAME;
    ev_text(&t->said, "this very version of the policy says otherwise:");
    say_path_to_difference(&t->said, record, now, true);
    c->why = ev_tree_kept(t);
    return EV_HELD_ALTERED;
}

/* The same as it would be read from its document, so that the two compare: with its keys in order,
 * and its decimals as texts. NULL: the tree has failed. */
static const struct ev_node *read_back(struct ev_tree *t, const struct ev_node *record) {
    const struct ev_node *read = NULL;
    struct ev_unread unread;
    struct ev_out line;
    if (ev_out_open(&line, EV_MEMORY, 4096)) {
        if (ev_node_write_canonical(t, &line, record) && !line.error)
            read = ev_tree_read(t, NULL, NULL, line.buffer, line.used, &unread);
        ev_out_close(&line);
    }
    t->failed = t->failed || !read;
    return t->failed ? NULL : read;
}

static enum ev_held check(struct ev_engine *e, struct ev_tree *t, const char *bytes, size_t n,
                          struct check *c) {
    struct ev_fault fault;
    enum ev_held held;
    const struct ev_node *record = ev_record_open(t, bytes, n, &held, &c->why);
    if (!record) return held;
    const char *title = ev_member_text(ev_member(record, "policy"), "title");
    if (strcmp(title, e->vocabulary.about.title) != 0) {
        ev_text(&t->said, "it is of another policy: ");
        ev_show(&t->said, (struct ev_span){title, strlen(title), false});
        c->why = ev_tree_kept(t);
        return EV_HELD_UNCHECKED;
    }
    c->why = ask_again(e, t, record);
    if (c->why) return EV_HELD_UNCHECKED;
    const struct ev_node *now = ev_record(e, t, filed_with(t, record), &fault);
    if (now) {
        now = read_back(t, now);
        return now ? compare(e, t, record, now, c) : EV_HELD_UNCHECKED;
    }
    if (!t->failed) {
        ev_text(&t->said, "this version cannot decide it: ");
        ev_fault_say(&t->said, &e->vocabulary, &fault);
        c->why = ev_tree_kept(t);
    }
    return EV_HELD_UNCHECKED;
}

static struct ev_node *grow_checked(struct ev_tree *t, enum ev_held held, const struct check *c) {
    struct ev_node *checked = ev_grow_object(t, NULL, NULL);
    ev_grow_text(t, checked, "verdict", ev_held_name(held));
    ev_grow_some(t, checked, "why", c->why ? c->why : "");
    ev_grow_grafted(t, checked, "version", c->version);
    ev_grow_grafted(t, checked, "paragraphs", c->paragraphs);
    ev_grow_grafted(t, checked, "readings", c->readings);
    ev_grow_grafted(t, checked, "counts", c->counts);
    ev_grow_grafted(t, checked, "differs", c->differs);
    return t->failed ? NULL : checked;
}

static struct check nothing_found(struct ev_tree *t) {
    return (struct check){.version = ev_grow_list(t, NULL, NULL),
                          .paragraphs = ev_grow_list(t, NULL, NULL),
                          .readings = ev_grow_list(t, NULL, NULL),
                          .counts = ev_grow_list(t, NULL, NULL),
                          .differs = ev_grow_list(t, NULL, NULL)};
}

struct ev_node *ev_unchecked(struct ev_tree *t, const char *why) {
    struct check c = nothing_found(t);
    c.why = why;
    return grow_checked(t, EV_HELD_UNCHECKED, &c);
}

struct ev_node *ev_record_check(struct ev_engine *e, struct ev_tree *t, const char *bytes,
                                size_t n) {
    struct check c = nothing_found(t);
    enum ev_held held = check(e, t, bytes, n, &c);
    return grow_checked(t, held, &c);
}

/* ---- in words ---- */

/* "2: rules, title; 4.4: gone" */
static const char *say_paragraphs(struct ev_out *out, const struct ev_node *paragraphs,
                                  const char *before) {
    const char *above = "";
    ev_each_node (paragraph, paragraphs) {
        const char *id = ev_member_text(paragraph, "id");
        if (strcmp(id, above) == 0)
            ev_text(out, ", ");
        else
            ev_textf(out, "%s%s: ", before, id);
        ev_text(out, ev_member_text(paragraph, "what"));
        above = id;
        before = "; ";
    }
    return before;
}

static const char *say_readings(struct ev_out *out, const struct ev_node *readings,
                                const char *before) {
    ev_each_node (reading, readings) {
        const char *is = ev_member_text(reading, "is");
        ev_textf(out, "%sreading %s: was \"%s\", is ", before, ev_member_text(reading, "name"),
                 ev_member_text(reading, "was"));
        ev_textf(out, is[0] != '\0' ? "\"%s\"" : "gone%s", is);
        before = "; ";
    }
    return before;
}

/* So many of them are named; --json has them all. */
enum { NAMED = 8 };

/* "no longer counts: 4.2.b; counts now: 2.2" */
static const char *say_counts(struct ev_out *out, const struct ev_node *counts,
                              const char *before) {
    static const char *const hows[][2] = {{"no_longer", "no longer counts"},
                                          {"otherwise", "counts otherwise"},
                                          {"now", "counts now"}};
    for (size_t i = 0; i < sizeof hows / sizeof *hows; i++) {
        uint32_t n = 0, k = 0;
        ev_each_node (count, counts) n += ev_member_is(count, "how", hows[i][0]);
        if (n == 0) continue;
        ev_textf(out, "%s%s: ", before, hows[i][1]);
        uint32_t named = n > NAMED + 1 ? NAMED : n;
        ev_each_node (count, counts)
            if (ev_member_is(count, "how", hows[i][0]) && k < named)
                ev_textf(out, "%s%s", k++ > 0 ? ", " : "", ev_member_text(count, "id"));
        if (named < n) ev_textf(out, " and %u more", (unsigned)(n - named));
        before = "; ";
    }
    return before;
}

/* What it names may be the same, and what that uses is not. */
static void say_versions(struct ev_out *out, const struct ev_node *checked) {
    const char *before = say_paragraphs(out, ev_member(checked, "paragraphs"), " (");
    before = say_readings(out, ev_member(checked, "readings"), before);
    bool named = *before == ';',
         other = ev_member_count(checked, "differs") > 0 || ev_member_count(checked, "counts") > 0;
    before = say_counts(out, ev_member(checked, "counts"), before);
    if (!named) {
        ev_textf(out, "%sthe paragraphs that it names are the same%s; other: ", before,
                 other ? ", so what they use (groups, definitions, facts, duties, readings) or "
                         "other paragraphs are not"
                       : "");
        before = "";
        ev_each_node (part, ev_member(checked, "version")) {
            ev_textf(out, "%s%s", before, part->text);
            before = ", ";
        }
    }
    ev_text(out, ")");
}

void ev_say_checked(struct ev_out *out, const struct ev_node *checked) {
    static const char *const words[] = {"same", "same decision, other version", "other decision",
                                        "altered", "cannot check"};
    const char *verdict = ev_member_text(checked, "verdict"), *before = ": ";
    for (int held = 0; held <= EV_HELD_UNCHECKED; held++)
        if (strcmp(verdict, held_names[held]) == 0) ev_text(out, words[held]);
    if (ev_member_text(checked, "why")[0] != '\0')
        ev_textf(out, ": %s", ev_member_text(checked, "why"));
    if (ev_member_count(checked, "version") + ev_member_count(checked, "paragraphs") > 0)
        say_versions(out, checked);
    ev_each_node (one, ev_member(checked, "differs")) {
        const char *was = ev_member_text(one, "was"), *is = ev_member_text(one, "is");
        ev_textf(out, "%s%s ", before, ev_member_text(one, "key"));
        if (was[0] != '\0' && is[0] != '\0')
            ev_textf(out, "was %s, is %s", was, is);
        else
            ev_textf(out, "%s %s", is[0] != '\0' ? "now" : "no longer", is[0] != '\0' ? is : was);
        before = "; ";
    }
}
