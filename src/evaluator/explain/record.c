#include "evaluator/explain/record.h"

#include "base/date.h"
#include "base/sha256.h"
#include "evaluator/explain/explain.h"

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

struct ev_node *ev_record(struct ev_engine *e, struct ev_tree *t, const struct ev_node *filed,
                          struct ev_fault *fault) {
    const struct ev_explained x = {.parts = EV_PART_ANSWER | EV_PART_WITH | EV_PART_GROUNDS |
                                            EV_PART_TAKEN | EV_PART_BECAUSE | EV_PART_ASK_ALL |
                                            EV_PART_LADDER | EV_PART_NEEDS | EV_PART_OFFERS,
                                   .approach = -1};
    char digest[SHA256_HEX];
    if (!ev_decide(e, ev_parts_want(x.parts), fault)) return NULL;
    struct ev_node *root = ev_explanation(e, t, &x, fault);
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
