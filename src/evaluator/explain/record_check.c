/*
 * A record that is checked: first by itself, whether it is what was written; then against a policy,
 * which is asked the same again. Whatever cannot be looked at is no success.
 */
#include "evaluator/explain/record.h"

#include <errno.h>

/* ---- what is in a document ---- */

/* Where the last of these is in bytes[0..n); n: nowhere. */
static size_t find_last(const char *bytes, size_t n, const char *sought) {
    size_t length = strlen(sought);
    for (size_t i = n >= length ? n - length + 1 : 0; i-- > 0;)
        if (bytes[i] == sought[0] && memcmp(bytes + i, sought, length) == 0) return i;
    return n;
}

/* The JSON in it; false: there is none. */
static bool find_json(const char *bytes, size_t n, enum ev_form *form, struct ev_span *json) {
    static const char *const begins[] = {[EV_FORM_MARKDOWN] = "\n```json\n",
                                         [EV_FORM_HTML] =
                                             "<script type=\"application/json\" id=\"record\">"};
    static const char *const ends[] = {
        [EV_FORM_MARKDOWN] = "\n```\n", [EV_FORM_HTML] = "</script>"};
    for (*form = EV_FORM_HTML; *form >= EV_FORM_MARKDOWN; --*form) {
        size_t begin = find_last(bytes, n, begins[*form]), end = find_last(bytes, n, ends[*form]);
        size_t from = begin + strlen(begins[*form]);
        if (begin == n || end == n || from > end) continue;
        *json = (struct ev_span){bytes + from, end - from, true};
        return true;
    }
    return false;
}

/* What t->said says, which stays. */
static const char *kept(struct ev_tree *t) {
    struct ev_node *holder = ev_grow_object(t, NULL, NULL);
    ev_grow_said(t, holder, "text");
    return ev_member_text(holder, "text");
}

/* ---- whether it is of a form that is known ---- */

static bool is_known(const char *key) {
    static const char *const keys[] = {"format",     "policy",  "asked",   "answer",     "headline",
                                       "sure",       "now",     "commits", "with",       "taken",
                                       "paragraphs", "because", "limits",  "judgements", "ladder",
                                       "readings",   "ask",     "record",  "reference",  "date",
                                       "digest",     "perhaps", "offers",  "decided_by"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(keys[i], key) == 0) return true;
    return false;
}

/* NULL, or why not. */
static const char *why_unknown(struct ev_tree *t, const struct ev_node *record) {
    const struct ev_node *form = ev_member(record, "record");
    if (!form || form->kind != EV_NUMBER) return "there is no record in it";
    if (strcmp(form->text, "1") != 0) {
        ev_text(&t->said, "it is of another form of records, number ");
        ev_show(&t->said, (struct ev_span){form->text, strlen(form->text), false});
        ev_text(&t->said, ", which this program does not know");
        return kept(t);
    }
    ev_each_node (member, record) {
        if (is_known(member->key)) continue;
        ev_text(&t->said, "nothing is known of its field ");
        ev_show(&t->said, (struct ev_span){member->key, strlen(member->key), false});
        return kept(t);
    }
    return NULL;
}

/* ---- whether it is as it was written ---- */

static unsigned line_of(const char *bytes, size_t at) {
    unsigned line = 1;
    for (size_t i = 0; i < at; i++) line += bytes[i] == '\n';
    return line;
}

/* The same but for carriage returns. */
static bool same_lines(const char *a, size_t n, const char *b, size_t m) {
    size_t i = 0, k = 0;
    for (;; i++, k++) {
        while (i < n && a[i] == '\r') i++;
        while (k < m && b[k] == '\r') k++;
        if (i == n || k == m) return i == n && k == m;
        if (a[i] != b[k]) return false;
    }
}

/* NULL, or where it is not what is printed of its record. */
static const char *why_other_text(struct ev_tree *t, enum ev_form form,
                                  const struct ev_node *record, const char *bytes, size_t n,
                                  const char *json) {
    struct ev_out again;
    const char *why = NULL;
    if (!ev_out_open(&again, EV_BOUNDED, n + 1)) { /* one more is too many, whatever else comes */
        t->failed = true;
        return "";
    }
    ev_put_record(&again, t, form, record);
    t->failed = t->failed || (again.error && again.error != EFBIG);
    size_t at = 0, shorter = again.used < n ? again.used : n;
    while (at < shorter && again.buffer[at] == bytes[at]) at++;
    if (t->failed || again.used != n || at < n) {
        if (!again.error && same_lines(again.buffer, again.used, bytes, n))
            why =
                "its lines end otherwise than they did, which programs do that send or store text";
        else if (bytes + at >= json)
            why = "what stands behind its text is not as it was written";
        if (!why) {
            ev_textf(&t->said, "line %u is not what was written there", line_of(bytes, at));
            why = kept(t);
        }
    }
    ev_out_close(&again);
    return why;
}

struct ev_node *ev_record_open(struct ev_tree *t, const char *bytes, size_t n, enum ev_held *held,
                               const char **why) {
    struct ev_span json;
    struct ev_unread unread;
    enum ev_form form;
    char digest[65];
    *held = EV_HELD_UNCHECKED;
    *why = "there is no record in it";
    if (!find_json(bytes, n, &form, &json)) return NULL;
    struct ev_node *record = ev_tree_read(t, NULL, NULL, json.at, json.length, &unread);
    if (!record) {
        ev_textf(&t->said, "it is damaged: byte %u of its record: %s", (unsigned)unread.byte,
                 unread.why);
        *why = kept(t);
        return NULL;
    }
    *why = why_unknown(t, record);
    if (*why) return NULL;
    *held = EV_HELD_ALTERED;
    *why = "its contents are not those that its SHA-256 was taken of";
    if (!ev_record_digest(t, record, digest) ||
        strcmp(ev_member_text(record, "digest"), digest) != 0)
        return NULL;
    *why = why_other_text(t, form, record, bytes, n, json.at);
    return *why || t->failed ? NULL : record;
}

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
            return kept(t);
        }
        say_plainly(&t->said, value);
        const char *text = kept(t);
        if (!ev_value_read(&e->vocabulary, (uint32_t)fact, text, strlen(text), false,
                           &e->request.value[fact], &fault)) {
            ev_text(&t->said, "this version cannot be asked the same: ");
            ev_fault_say(&t->said, &e->vocabulary, &fault);
            return kept(t);
        }
        e->request.known[fact] = 1;
    }
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

static void grow_difference(struct ev_tree *t, struct ev_node *differs, const char *key,
                            const struct ev_node *was, const struct ev_node *is) {
    struct ev_node *one = ev_grow_object(t, differs, NULL);
    ev_grow_text(t, one, "key", key);
    ev_node_say(&t->said, was);
    ev_grow_said(t, one, "was");
    ev_node_say(&t->said, is);
    ev_grow_said(t, one, "is");
}

/* Lists of ids and names are the same in any order. */
static bool is_same(const struct ev_node *was, const struct ev_node *is) {
    bool none = !was || was->kind == EV_NULL, gone = !is || is->kind == EV_NULL;
    return none || gone ? none == gone : ev_node_same(was, is);
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
        if (is_decided(member->key) && !is_same(member, ev_member(is, member->key)))
            grow_difference(t, differs, member->key, member, ev_member(is, member->key));
    ev_each_node (member, is)
        if (is_decided(member->key) && !ev_member(was, member->key))
            grow_difference(t, differs, member->key, NULL, member);
}

static const struct ev_node *find(const struct ev_node *list, const char *key, const char *text) {
    ev_each_node (item, list)
        if (strcmp(ev_member_text(item, key), text) == 0) return item;
    return NULL;
}

/* A duty of the same name may have become another one. */
static void compare_duty(struct ev_tree *t, struct ev_node *differs, const struct ev_node *was,
                         const struct ev_node *is) {
    static const char *const keys[] = {"title", "by", "to", "deadline", "timing", "done_when"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (is_same(ev_member(was, keys[i]), ev_member(is, keys[i]))) continue;
        ev_textf(&t->said, "%s of duty %s", keys[i], ev_member_text(was, "name"));
        grow_difference(t, differs, kept(t), ev_member(was, keys[i]), ev_member(is, keys[i]));
    }
}

/* What goes with each approach that may be used. */
static void compare_with(struct ev_tree *t, struct ev_node *differs, const struct ev_node *was,
                         const struct ev_node *is) {
    ev_each_node (one, was) {
        const char *approach = ev_member_text(one, "approach");
        const struct ev_node *other = find(is, "approach", approach);
        const struct ev_node *duties = ev_member(other, "duties");
        ev_each_node (duty, ev_member(one, "duties")) {
            const struct ev_node *now = find(duties, "name", ev_member_text(duty, "name"));
            if (now) compare_duty(t, differs, duty, now);
            if (!other || now) continue;
            ev_textf(&t->said, "duties of %s", approach);
            grow_difference(t, differs, kept(t), ev_member(duty, "name"), NULL);
        }
        ev_each_node (duty, duties) {
            if (find(ev_member(one, "duties"), "name", ev_member_text(duty, "name"))) continue;
            ev_textf(&t->said, "duties of %s", approach);
            grow_difference(t, differs, kept(t), NULL, ev_member(duty, "name"));
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
        if (!is_same(ev_member(was, parts[i].key), ev_member(is, parts[i].key)))
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
    ev_each_node (was, paragraphs) {
        uint32_t i = 0;
        while (i < v->about.paragraphs && strcmp(v->paragraphs[i].name, was->key) != 0) i++;
        if (i == v->about.paragraphs) {
            grow_paragraph(t, list, was->key, "gone");
            continue;
        }
        struct ev_paragraph_digests is = ev_digests_of(e->policy, i);
        if (strcmp(ev_member_text(was, "rules"), is.rules) != 0)
            grow_paragraph(t, list, was->key, "rules");
        else if (strcmp(ev_member_text(was, "source"), is.source) != 0)
            grow_paragraph(t, list, was->key, "text");
    }
}

/* ---- the verdict ---- */

static const char *const held_names[] = {"same", "other_version", "other_decision", "altered",
                                         "cannot_check"};

const char *ev_held_name(enum ev_held held) { return held_names[held]; }

/* Where two records differ first, as the path there. */
static void say_where(struct ev_out *out, const struct ev_node *was, const struct ev_node *is) {
    const struct ev_node *other = is ? is->first : NULL;
    uint32_t i = 1;
    if (!was || !is || was->kind != is->kind || was->kind < EV_LIST) return;
    for (const struct ev_node *item = was->first; item; item = item->next, i++) {
        const struct ev_node *same = was->kind == EV_OBJECT ? ev_member(is, item->key) : other;
        if (!same || !ev_node_same(item, same)) {
            if (was->kind == EV_OBJECT)
                ev_textf(out, " %s", item->key);
            else
                ev_textf(out, " %u", i);
            say_where(out, item, same);
            return;
        }
        other = other ? other->next : NULL;
    }
}

struct check {
    struct ev_node *version, *paragraphs, *differs;
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
    if (!same_version) return c->differs->n > 0 ? EV_HELD_OTHER_DECISION : EV_HELD_OTHER_VERSION;
    if (strcmp(ev_member_text(record, "digest"), ev_member_text(now, "digest")) == 0)
        return EV_HELD_SAME;
    ev_text(&t->said, "this very version of the policy says otherwise:");
    say_where(&t->said, record, now);
    c->why = kept(t);
    return EV_HELD_ALTERED;
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
        c->why = kept(t);
        return EV_HELD_UNCHECKED;
    }
    c->why = ask_again(e, t, record);
    if (c->why) return EV_HELD_UNCHECKED;
    const struct ev_node *now = ev_record(e, t, filed_with(t, record), &fault);
    if (now) return compare(e, t, record, now, c);
    if (!t->failed) {
        ev_text(&t->said, "this version cannot decide it: ");
        ev_fault_say(&t->said, &e->vocabulary, &fault);
        c->why = kept(t);
    }
    return EV_HELD_UNCHECKED;
}

static struct ev_node *grow_checked(struct ev_tree *t, enum ev_held held, const struct check *c) {
    struct ev_node *checked = ev_grow_object(t, NULL, NULL);
    ev_grow_text(t, checked, "verdict", ev_held_name(held));
    ev_grow_some(t, checked, "why", c->why ? c->why : "");
    ev_grow_grafted(t, checked, "version", c->version);
    ev_grow_grafted(t, checked, "paragraphs", c->paragraphs);
    ev_grow_grafted(t, checked, "differs", c->differs);
    return t->failed ? NULL : checked;
}

static struct check nothing_found(struct ev_tree *t) {
    return (struct check){.version = ev_grow_list(t, NULL, NULL),
                          .paragraphs = ev_grow_list(t, NULL, NULL),
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

static void say_paragraphs(struct ev_out *out, const struct ev_node *checked) {
    const char *before = " (";
    ev_each_node (paragraph, ev_member(checked, "paragraphs")) {
        const char *what = ev_member_text(paragraph, "what");
        ev_textf(out, "%s%s: %s%s", before, ev_member_text(paragraph, "id"), what,
                 strcmp(what, "text") == 0 ? " only" : "");
        before = "; ";
    }
    if (*before == ';') {
        ev_text(out, ")");
        return;
    }
    ev_text(out, " (no paragraph that it names; otherwise: ");
    before = "";
    ev_each_node (part, ev_member(checked, "version")) {
        ev_textf(out, "%s%s", before, part->text);
        before = ", ";
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
        say_paragraphs(out, checked);
    ev_each_node (one, ev_member(checked, "differs")) {
        ev_textf(out, "%s%s was %s, is %s", before, ev_member_text(one, "key"),
                 ev_member_text(one, "was"), ev_member_text(one, "is"));
        before = "; ";
    }
}
