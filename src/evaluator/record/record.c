#include "evaluator/record/record.h"

#include "base/date.h"
#include "base/sha256.h"
#include "evaluator/core/trial.h"
#include "evaluator/explain/explain.h"

#include <errno.h>
#include <stddef.h>

/* ---- what is filed with an answer ---- */

static const struct strat_fact *fact_named(const struct ev_engine *e, const char *name,
                                           uint32_t *fact) {
    int32_t found = ev_find_fact(&e->vocabulary, name, strlen(name));
    if (found < 0) return NULL;
    *fact = (uint32_t)found;
    return &e->vocabulary.facts[found].info;
}

/* Of a fact with a text to go with it: why that does not fit, or NULL. */
static const char *why_not(const struct ev_engine *e, const char *name, bool by, bool to_be_asked) {
    uint32_t fact;
    const struct strat_fact *info = fact_named(e, name, &fact);
    if (!info) return "there is no such fact";
    if (by && !info->judgement)
        return "that is no judgement, which somebody decides; what it was found out by is its "
               "evidence";
    if (!e->request.known[fact] && !to_be_asked)
        return by ? "nobody has decided it, as it is not stated"
                  : "it is not stated, so nothing bears it out";
    return NULL;
}

static bool is_day(const char *text) {
    int64_t day;
    return date_read(text, strlen(text), &day);
}

bool ev_filed_fits(const struct ev_engine *e, const struct ev_node *filed, bool to_be_asked,
                   struct ev_out *complaint) {
    static const char *const keys[] = {"by", "evidence"};
    const struct ev_node *date = ev_member(filed, "date"), *by = ev_member(filed, "decided_by");
    if (by && by->kind != EV_NULL && (by->kind != EV_TEXT || by->text[0] == '\0')) {
        ev_text(complaint, "--by: nobody is named");
        return false;
    }
    for (int k = 0; k < 2; k++)
        ev_each_node (given, ev_member(filed, keys[k])) {
            const char *why = why_not(e, given->key, k == 0, to_be_asked);
            if (!why && given->kind == EV_TEXT && given->text[0] != '\0') continue;
            ev_textf(complaint, "--%s ", keys[k]);
            ev_show(complaint, (struct ev_span){given->key, strlen(given->key), false});
            ev_textf(complaint, ": %s", why ? why : "nothing is said of it");
            return false;
        }
    if (!date || date->kind == EV_NULL || is_day(date->text)) return true;
    ev_text(complaint, "--date ");
    ev_show(complaint, (struct ev_span){date->text, strlen(date->text), false});
    ev_text(complaint, " is no day, such as 2026-01-31");
    return false;
}

bool ev_take_not_known(struct ev_engine *e, const struct ev_node *list, struct ev_out *complaint) {
    bitset_clear(e->not_known, bitset_words(e->vocabulary.about.facts));
    ev_each_node (item, list) {
        const char *name = item->kind == EV_TEXT ? item->text : ev_member_text(item, "fact");
        uint32_t fact;
        bool known = fact_named(e, name, &fact) != NULL;
        if (!known || e->request.known[fact]) {
            ev_show(complaint, (struct ev_span){name, strlen(name), false});
            ev_text(complaint, known ? " is both stated and not known" : ": there is no such fact");
            return false;
        }
        bitset_add(e->not_known, fact);
    }
    return true;
}

/* ---- digests ---- */

/* The record without its own digest. */
static const struct ev_node *undigested(struct ev_tree *t, const struct ev_node *record) {
    struct ev_node *less = ev_grow_object(t, NULL, NULL);
    ev_each_node (member, record)
        if (strcmp(member->key, "digest") != 0) ev_grow_grafted(t, less, member->key, member);
    return less;
}

static void hex_of(const void *bytes, size_t n, char text[SHA256_HEX]) {
    struct sha256 s;
    unsigned char digest[SHA256_BYTES];
    sha256_begin(&s);
    sha256_add(&s, bytes, n);
    sha256_end(&s, digest);
    sha256_text(digest, text);
}

bool ev_record_digest(struct ev_tree *t, const struct ev_node *record, char text[65]) {
    struct ev_out line;
    if (!ev_out_open(&line, EV_MEMORY, 4096)) {
        t->failed = true;
        return false;
    }
    ev_node_write_canonical(t, &line, undigested(t, record));
    t->failed = t->failed || line.error;
    hex_of(line.buffer, line.used, text);
    ev_out_close(&line);
    return !t->failed;
}

struct ev_paragraph_digests ev_digests_of(const struct strat_policy *p, uint32_t paragraph) {
    struct ev_paragraph_digests digests = {"", ""};
    unsigned char digest[SHA256_BYTES];
    struct strat_paragraph info;
    strat_get_paragraph(p, paragraph, &info);
    if (info.quote[0] != '\0') hex_of(info.quote, strlen(info.quote), digests.source);
    if (strat_get_digest(p, (int32_t)paragraph, digest)) sha256_text(digest, digests.rules);
    return digests;
}

/* Each paragraph that stands in the record, as its digests are now. */
static void grow_paragraphs(const struct ev_engine *e, struct ev_tree *t,
                            struct ev_node *paragraphs) {
    struct ev_node *paragraph = paragraphs ? paragraphs->first : NULL;
    for (uint32_t i = 0; i < e->vocabulary.about.paragraphs && paragraph; i++) {
        if (strcmp(paragraph->key, e->vocabulary.paragraphs[i].name) != 0) continue;
        struct ev_paragraph_digests digests = ev_digests_of(e->policy, i);
        ev_grow_some(t, paragraph, "source", digests.source);
        ev_grow_some(t, paragraph, "rules", digests.rules);
        paragraph = paragraph->next; /* they stand in the order of the outline */
    }
}

/* ---- the record ---- */

static struct ev_node *member(struct ev_node *object, const char *key) {
    struct ev_node *m = object->kind == EV_OBJECT ? object->first : NULL;
    while (m && strcmp(m->key, key) != 0) m = m->next;
    return m;
}

static void grow_asked(const struct ev_engine *e, struct ev_tree *t, struct ev_node *asked,
                       const struct ev_node *filed) {
    for (struct ev_node *a = asked ? asked->first : NULL; a; a = a->next) {
        const char *name = ev_member_text(a, "fact");
        uint32_t fact;
        const struct strat_fact *info = fact_named(e, name, &fact);
        bool judgement = info && info->judgement;
        ev_grow_bool(t, a, "judgement", judgement);
        ev_grow_some(t, a, "of", judgement ? info->by : "");
        ev_grow_some(t, a, "decided_by", ev_member_text(ev_member(filed, "by"), name));
        ev_grow_some(t, a, "evidence", ev_member_text(ev_member(filed, "evidence"), name));
    }
}

/* ---- the whole ---- */

struct ev_node *ev_record(struct ev_engine *e, struct ev_tree *t, const struct ev_node *filed,
                          struct ev_fault *fault) {
    char digest[SHA256_HEX];
    const struct ev_explained x = {.parts = EV_PART_ANSWER | EV_PART_WITH | EV_PART_GROUNDS |
                                            EV_PART_TAKEN | EV_PART_LADDER | EV_PART_NEEDS |
                                            EV_PART_OFFERS | EV_PART_ASK_ALL | EV_PART_BECAUSE |
                                            EV_PART_READ_AS | EV_PART_OFFERED,
                                   .approach = -1};
    bool decided = ev_decide(e, ev_parts_want(x.parts), fault);
    struct ev_node *root = decided ? ev_explanation(e, t, &x, fault) : NULL;
    if (!root) return NULL;
    ev_grow_integer(t, root, "record", EV_RECORD_FORM);
    ev_grow_some(t, root, "reference", ev_member_text(filed, "reference"));
    ev_grow_some(t, root, "date", ev_member_text(filed, "date"));
    ev_grow_some(t, root, "decided_by", ev_member_text(filed, "decided_by"));
    grow_asked(e, t, member(root, "asked"), filed);
    grow_paragraphs(e, t, member(root, "paragraphs"));
    if (!ev_record_digest(t, root, digest)) return NULL;
    ev_grow_text(t, root, "digest", digest);
    return t->failed ? NULL : root;
}

/* ---- what is in a document ---- */

/* Where the last of these is in bytes[0..n); n: nowhere. */
static size_t find_last(const char *bytes, size_t n, const char *sought) {
    size_t length = strlen(sought);
    for (size_t i = n >= length ? n - length + 1 : 0; i-- > 0;)
        if (bytes[i] == sought[0] && memcmp(bytes + i, sought, length) == 0) return i;
    return n;
}

/* The JSON in it; false: there is none. Lines may end otherwise than they did, the last not at all.
 */
static bool find_json(const char *bytes, size_t n, enum ev_form *form, struct ev_span *json) {
    static const struct {
        enum ev_form form;
        const char *begin, *end;
    } blocks[] = {
        {EV_FORM_HTML, "<script type=\"application/json\" id=\"record\">", "</script>"},
        {EV_FORM_MARKDOWN, "\n```json\n", "\n```\n"},
        {EV_FORM_MARKDOWN, "\n```json\r\n", "\n```\r\n"},
        {EV_FORM_MARKDOWN, "\n```json\n", "\n```"},
        {EV_FORM_MARKDOWN, "\n```json\r\n", "\n```"},
    };
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        size_t begin = find_last(bytes, n, blocks[i].begin),
               end = find_last(bytes, n, blocks[i].end), from = begin + strlen(blocks[i].begin);
        if (begin == n || end == n || from > end) continue;
        *form = blocks[i].form;
        *json = (struct ev_span){bytes + from, end - from, true};
        return true;
    }
    return false;
}

/* ---- whether it is of a form that is known ---- */

static bool is_known(const char *key) {
    static const char *const keys[] = {
        "format",  "policy",   "asked",      "answer",     "headline",  "sure",      "now",
        "commits", "with",     "taken",      "paragraphs", "because",   "limits",    "judgements",
        "ladder",  "readings", "ask",        "record",     "reference", "date",      "digest",
        "perhaps", "offers",   "decided_by", "not_known",  "read_as",   "offers_on", "offers_with"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(keys[i], key) == 0) return true;
    return false;
}

/* 0: no form has such a number. */
static unsigned form_number(const char *text) {
    unsigned number = 0;
    for (; *text >= '0' && *text <= '9' && number < 1000; text++)
        number = number * 10 + (unsigned)(*text - '0');
    return *text == '\0' ? number : 0;
}

/* NULL, or why not. */
static const char *why_unknown(struct ev_tree *t, const struct ev_node *record) {
    const struct ev_node *form = ev_member(record, "record");
    if (!form || form->kind != EV_NUMBER) return "there is no record in it";
    unsigned number = form_number(form->text);
    if (number != EV_RECORD_FORM) {
        ev_text(&t->said, number > 0 && number < EV_RECORD_FORM
                              ? "it was written by an earlier version of stratc in another "
                                "form of records, number "
                              : "it is of another form of records, number ");
        ev_show(&t->said, (struct ev_span){form->text, strlen(form->text), false});
        ev_text(&t->said, ", which this program does not know");
        return ev_tree_kept(t);
    }
    ev_each_node (member, record) {
        if (is_known(member->key)) continue;
        ev_text(&t->said, "nothing is known of its field ");
        ev_show(&t->said, (struct ev_span){member->key, strlen(member->key), false});
        return ev_tree_kept(t);
    }
    return NULL;
}

/* ---- whether it is as it was written ---- */

static unsigned line_of(const char *bytes, size_t at) {
    unsigned line = 1;
    for (size_t i = 0; i < at; i++) line += bytes[i] == '\n';
    return line;
}

/* A difference of two texts: the first one that is none of line ends. */
struct difference {
    size_t printed, read; /* where it is in either; at their ends there is none */
    bool any;
};

static struct difference first_difference(const char *printed, size_t n, const char *read,
                                          size_t m) {
    size_t i = 0, k = 0;
    for (;; i++, k++) {
        while (i < n && printed[i] == '\r') i++;
        while (k < m && read[k] == '\r') k++;
        if (i == n || k == m) return (struct difference){i, k, i < n || k < m};
        if (printed[i] != read[k]) return (struct difference){i, k, true};
    }
}

static bool ends_word(char c) { return strchr(" \n\r<>*", c); }

/* Words that go on for longer are told from here on. */
enum { LONG_WORD = 24 };

/* The words in which two lines differ, from where they begin to do so: both up to where the lines
 * are the same again. */
static void find_words(struct ev_span *x, struct ev_span *y, struct ev_span whole_x,
                       struct ev_span whole_y) {
    size_t back = 0, n = 0, m = 0, same = 0, more = 0;
    while (x->at - back > whole_x.at && y->at - back > whole_y.at && back < LONG_WORD &&
           !ends_word(x->at[-1 - (ptrdiff_t)back]))
        back++;
    while (back > 0 && (x->at[-(ptrdiff_t)back] & 0xc0) == 0x80) back--;
    const char *end_x = whole_x.at + whole_x.length, *end_y = whole_y.at + whole_y.length;
    while (x->at + n < end_x && x->at[n] != '\n' && x->at[n] != '\r') n++;
    while (y->at + m < end_y && y->at[m] != '\n' && y->at[m] != '\r') m++;
    while (same < n && same < m && x->at[n - same - 1] == y->at[m - same - 1]) same++;
    while (more < same && more < LONG_WORD && !ends_word(x->at[n - same + more])) more++;
    while (more < same && (x->at[n - same + more] & 0xc0) == 0x80) more++;
    *x = (struct ev_span){x->at - back, back + n - same + more, false};
    *y = (struct ev_span){y->at - back, back + m - same + more, false};
}

static void say_words(struct ev_out *out, struct ev_span words) {
    if (words.length == 0)
        ev_text(out, "nothing");
    else
        ev_show(out, words);
}

/* Both as they stand there; `alike`: what is printed is what the data say, not what was written. */
static void say_difference(struct ev_out *out, struct ev_span printed, struct ev_span read,
                           struct difference d, bool alike) {
    struct ev_span was = {printed.at + d.printed, 0, false}, is = {read.at + d.read, 0, false};
    find_words(&was, &is, printed, read);
    ev_textf(out, "line %u%s ", line_of(read.at, d.read), alike ? " has" : ":");
    say_words(out, is);
    ev_text(out, alike ? ", its data " : " stands where ");
    say_words(out, was);
    if (!alike) ev_text(out, " was written");
}

/* A document as it was read. */
struct document {
    struct ev_span text;
    enum ev_form form;
    const char *json;
};

/* What is printed of the record, held against the document: into t->said, where it is another.
 * `altered`: the record is not what was written, so what is known is whether its text says the
 * same. */
static void compare_text(struct ev_tree *t, const struct document *document,
                         const struct ev_node *record, bool altered) {
    struct ev_out again;
    struct ev_span read = document->text;
    /* One more is too many, whatever else comes. */
    if (!ev_out_open(&again, EV_BOUNDED, read.length + 1)) {
        t->failed = true;
        return;
    }
    ev_put_record(&again, t, document->form, record);
    t->failed = t->failed || (again.error && again.error != EFBIG);
    struct ev_span printed = {again.buffer, again.used, false};
    struct difference d = first_difference(printed.at, printed.length, read.at, read.length);
    bool same = printed.length == read.length && memcmp(printed.at, read.at, read.length) == 0,
         visible = d.any && read.at + d.read < document->json;
    if (t->failed)
        ;
    else if (visible)
        say_difference(&t->said, printed, read, d, altered);
    else if (altered)
        ev_text(&t->said, "its text has what its data have");
    else if (d.any && d.read == read.length && d.printed + 1 == printed.length)
        ev_text(&t->said, "its last line has no end, which it had when it was written");
    else if (d.any)
        ev_text(&t->said, "what stands behind its text is not as it was written");
    else if (!same)
        ev_text(&t->said, "its lines end otherwise than they did, which programs do that send or "
                          "store text");
    ev_out_close(&again);
}

struct ev_node *ev_record_open(struct ev_tree *t, const char *bytes, size_t n, enum ev_held *held,
                               const char **why) {
    struct document document = {.text = {bytes, n, false}};
    struct ev_span json;
    struct ev_unread unread;
    char digest[65];
    *held = EV_HELD_UNCHECKED;
    *why = "there is no record in it";
    if (!find_json(bytes, n, &document.form, &json)) return NULL;
    document.json = json.at;
    struct ev_node *record = ev_tree_read(t, NULL, NULL, json.at, json.length, &unread);
    if (!record) {
        ev_textf(&t->said, "it is damaged: byte %u of its record: %s", (unsigned)unread.byte,
                 unread.why);
        *why = ev_tree_kept(t);
        return NULL;
    }
    *why = why_unknown(t, record);
    if (*why) return NULL;
    *held = EV_HELD_ALTERED;
    bool digested = ev_record_digest(t, record, digest);
    bool altered = !digested || !ev_member_is(record, "digest", digest);
    if (altered) ev_text(&t->said, "its contents are not those that its SHA-256 was taken of; ");
    compare_text(t, &document, record, altered);
    *why = t->said.used > 0 ? ev_tree_kept(t) : NULL;
    return *why || t->failed ? NULL : record;
}
