/*
 * What would be decided were some facts otherwise, and how that differs.
 */
#include "base/list.h"
#include "evaluator/explain/build.h"

#define EACH "each."

static void grow_changes(struct ev_build *b, struct ev_node *list) {
    const struct ev_engine *e = b->e;
    const struct strat_request *otherwise = &b->x->otherwise;
    for (uint32_t f = 0; f < e->vocabulary.about.facts; f++) {
        if (!otherwise->known[f]) continue;
        struct ev_node *change = ev_grow_object(b->t, list, NULL);
        ev_grow_fact(b, change, f);
        if (e->request.known[f])
            ev_grow_value(b->t, change, "from", &e->vocabulary, f, e->request.value[f]);
        else
            ev_grow_null(b->t, change, "from");
        ev_grow_value(b->t, change, "to", &e->vocabulary, f, otherwise->value[f]);
        ev_grow_saying(b, change, f, otherwise->value[f]);
    }
}

/* ---- what differs, key by key ---- */

/* The keys of an answer and of what is told of each approach, in words. `hangs`: it says what the
 * rest hangs on. */
static const struct key {
    char name[16], title[36]; /* pointers would be more than what they point to */
    bool hangs;
} key_titles[] = {{"status", "what is decided", false},
                  {"approach", "the approach", false},
                  {"possible", "possible approaches", false},
                  {"possible_status", "what it may come to", false},
                  {"at_least", "at least", false},
                  {"now", "may start now", false},
                  {"committed", "has to be used", false},
                  {"modality", "may, will or must be used", false},
                  {"basis", "by", false},
                  {"before", "first, before it starts", false},
                  {"uncertain", "depends on what was not stated", false},
                  {"judgements", "judgements on which it hangs", true},
                  {"closed_by", "closed by", false},
                  {"ask", "to be asked", true},
                  {"grounds", "duties by paragraph", false},
                  {"presumed", "taken for granted", true},
                  {"readings", "open questions on which it hangs", true},
                  {"verdict", "by itself", false}};

/* NULL: it is as people say it. */
static const struct key *find_key(const char *name) {
    for (size_t i = 0; i < sizeof key_titles / sizeof *key_titles; i++)
        if (strcmp(key_titles[i].name, name) == 0) return &key_titles[i];
    return NULL;
}

static const char *title_of(const char *key) {
    const struct key *found = find_key(key);
    return found ? found->title : key;
}

/* A word of an answer as people say it: a duty by its title. */
static const char *said_of(const struct ev_build *b, const char *item) {
    int32_t duty = ev_name_number(b->duties, item);
    if (duty >= 0) return ev_said(&b->e->vocabulary.duties[duty]);
    return strcmp(item, "out_of_scope") == 0   ? "out of scope"
           : strcmp(item, "not_provided") == 0 ? "not provided for"
                                               : item;
}

static void say_node(struct ev_build *b, const struct ev_node *node) {
    if (node->kind == EV_TEXT)
        ev_text(&b->t->said, said_of(b, node->text));
    else
        ev_node_say(&b->t->said, node);
}

/* Those of one list that the other one lacks. */
static bool say_beyond(struct ev_build *b, const char *before, const struct ev_node *list,
                       const struct ev_node *other) {
    const struct ev_node *others = ev_tree_by_text(b->t, other);
    const char *last = " and ";
    size_t n = 0, k = 0;
    ev_each_node (item, list) {
        if (ev_member(others, item->text)) continue;
        last = list_last(last, said_of(b, item->text));
        n++;
    }
    if (n > 0) ev_text(&b->t->said, before);
    ev_each_node (item, list)
        if (!ev_member(others, item->text))
            ev_textf(&b->t->said, "%s%s", list_separator(k++, n, last), said_of(b, item->text));
    return n > 0;
}

/* Lists may be left out, or null where they were not found. */
static bool is_list(const struct ev_node *node) { return node && node->kind == EV_LIST; }

static void say_members(struct ev_build *b, const struct ev_node *from, const struct ev_node *to);

/* Nothing where it cannot be said in a line. */
static void say_difference(struct ev_build *b, const struct ev_node *from,
                           const struct ev_node *to) {
    bool objects = from && from->kind == EV_OBJECT && to && to->kind == EV_OBJECT;
    if (objects) say_members(b, from, to);
    if ((from && from->kind == EV_OBJECT) || (to && to->kind == EV_OBJECT)) return;
    if (!is_list(from) && !is_list(to)) {
        if (!to) ev_text(&b->t->said, "no longer ");
        say_node(b, to ? to : from);
        if (from && to) ev_text(&b->t->said, ", not ");
        if (from && to) say_node(b, from);
        return;
    }
    bool more = say_beyond(b, from && from->n > 0 ? "also " : "", to, from);
    if (!say_beyond(b, more ? "; no longer " : "no longer ", from, to) && !more)
        ev_text(&b->t->said, "in another order");
}

/* Of what stands in objects key by key: "cautions also 1.4; duties no longer report". */
static void say_members(struct ev_build *b, const struct ev_node *from, const struct ev_node *to) {
    const char *before = "";
    ev_each_node (member, to) {
        const struct ev_node *other = ev_member(from, member->key);
        if (ev_node_same(other, member)) continue;
        ev_textf(&b->t->said, "%s%s: ", before, title_of(member->key));
        say_difference(b, other, member);
        before = "; ";
    }
}

/* Whether what the other one has is a list that was not found. */
static bool was_missed(const struct ev_node *one, const struct ev_node *other) {
    return one && one->kind == EV_NULL && other && other->kind >= EV_LIST;
}

/* How it differs comes behind. */
static struct ev_node *begin_difference(struct ev_build *b, struct ev_node *list, const char *key,
                                        const struct ev_node *from, const struct ev_node *to) {
    bool of_each = strncmp(key, EACH, strlen(EACH)) == 0;
    struct ev_node *differs = ev_grow_object(b->t, list, NULL);
    ev_grow_text(b->t, differs, "key", key);
    ev_grow_text(b->t, differs, "title", of_each ? key + strlen(EACH) : title_of(key));
    ev_grow_grafted(b->t, differs, "from", from);
    ev_grow_grafted(b->t, differs, "to", to);
    return differs;
}

/* `said`: the same two as they are told. */
static void grow_told(struct ev_build *b, struct ev_node *list, const char *key,
                      const struct ev_node *from, const struct ev_node *to,
                      const struct ev_node *const said[2]) {
    if (ev_node_same(from, to)) return;
    if (was_missed(from, to) || was_missed(to, from)) {
        ev_grow_limit(b, "All that would be otherwise");
        return;
    }
    struct ev_node *differs = begin_difference(b, list, key, from, to);
    say_difference(b, said[0], said[1]);
    ev_grow_said(b->t, differs, "says");
}

static void grow_difference(struct ev_build *b, struct ev_node *list, const char *key,
                            const struct ev_node *from, const struct ev_node *to) {
    grow_told(b, list, key, from, to, (const struct ev_node *[]){from, to});
}

/* Of a key of both answers. */
static void grow_answered(struct ev_build *b, struct ev_node *list, const char *key,
                          const struct ev_node *from, const struct ev_node *to) {
    grow_told(b, list, key, ev_member(from, key), ev_member(to, key),
              (const struct ev_node *[]){ev_answered(b->t, from, key), ev_answered(b->t, to, key)});
}

/* Whether the approach is the answer of one of them: how far it may be used stands there. */
static bool is_answered(const char *approach, const struct ev_node *from,
                        const struct ev_node *to) {
    return ev_member_is(from, "approach", approach) || ev_member_is(to, "approach", approach);
}

/* Approach by approach, as `each` has them: where nothing is determined, of all of them; else of
 * what may start now and is not the answer itself, and of others that are something else then. */
static void grow_each(struct ev_build *b, struct ev_node *list, const struct ev_node *from,
                      const struct ev_node *to) {
    const struct ev_node *each = ev_member(from, "each");
    bool all =
        ev_member_is(from, "status", "undetermined") || ev_member_is(to, "status", "undetermined");
    const char *now = ev_member_text(to, "now");
    bool same = ev_member_is(from, "now", now);
    ev_each_node (approach, ev_member(to, "each")) {
        const struct ev_node *was = ev_member(each, approach->key);
        bool shown = same && strcmp(now, approach->key) == 0,
             other = !is_answered(approach->key, from, to) &&
                     !ev_node_same(ev_member(was, "verdict"), ev_member(approach, "verdict"));
        if (!all && !shown && !other) continue;
        ev_textf(&b->t->said, EACH "%s", approach->key);
        const char *key = ev_tree_kept(b->t);
        grow_difference(b, list, key, was, approach);
    }
}

/* Keys that only one of them has stand behind those that both have. */
static void grow_differences(struct ev_build *b, struct ev_node *list, const struct ev_node *from,
                             const struct ev_node *to) {
    ev_each_node (member, to) {
        if (strcmp(member->key, "each") == 0)
            grow_each(b, list, from, to);
        else
            grow_answered(b, list, member->key, from, to);
    }
    ev_each_node (member, from)
        if (!ev_member(to, member->key) && strcmp(member->key, "each") != 0)
            grow_answered(b, list, member->key, from, to);
}

/* ---- what the default approach offers ---- */

/* How far one is offered: not at all, in some cases, once something is done, now. */
enum offered { OFFERED_NOT, SOMETIMES, LATER, NOW };

static enum offered how_offered(const struct ev_node *offer) {
    return !offer                               ? OFFERED_NOT
           : ev_member_true(offer, "sometimes") ? SOMETIMES
           : ev_member_true(offer, "later")     ? LATER
                                                : NOW;
}

/* What is offered so far then, and was not before: `known`, but otherwise. Or what no longer is. */
struct offer_move {
    enum offered far;
    bool known;
    const char *before;
};
static const struct offer_move offer_moves[] = {
    {NOW, false, "also "},
    {NOW, true, "now, and in each case, "},
    {LATER, false, "once something is done also "},
    {LATER, true, "once something is done "},
    {SOMETIMES, false, "depending on what was not stated also "},
    {SOMETIMES, true, "only depending on what was not stated "},
    {OFFERED_NOT, true, "no longer "}};

static void say_offered(struct ev_build *b, const struct ev_node *from, const struct ev_node *to) {
    const struct ev_node *none = ev_grow_list(b->t, NULL, NULL);
    bool some = false;
    for (size_t m = 0; m < sizeof offer_moves / sizeof *offer_moves; m++) {
        const struct offer_move *move = &offer_moves[m];
        bool gone = move->far == OFFERED_NOT;
        struct ev_node *moved = ev_grow_list(b->t, NULL, NULL);
        ev_each_node (offer, gone ? from : to) {
            const struct ev_node *other =
                ev_node_with(gone ? to : from, "typed", ev_member_text(offer, "typed"));
            bool moves = gone ? !other
                              : how_offered(offer) == move->far &&
                                    how_offered(other) != move->far && move->known == !!other;
            if (moves) ev_grow_text(b->t, moved, NULL, ev_member_text(offer, "says"));
        }
        if (moved->n > 0 && some) ev_text(&b->t->said, "; ");
        some |= say_beyond(b, move->before, moved, none);
    }
}

/* Of the engine's request beside what is offered by the same approach then (NULL: not found). */
static void grow_offered(struct ev_build *b, struct ev_node *list, int32_t approach,
                         const struct ev_node *to) {
    struct ev_node *from = ev_grow_list(b->t, NULL, NULL);
    if (!ev_grow_offers(b, from, approach) || !to) {
        ev_grow_limit(b, "All that would be otherwise");
        return;
    }
    if (ev_node_same(from, to)) return;
    struct ev_node *differs = begin_difference(b, list, "offers", from, to);
    say_offered(b, from, to);
    ev_grow_said(b->t, differs, "says");
}

/* ---- the other request ---- */

/* The two change places. */
static void exchange(struct ev_engine *e, const struct strat_request *other) {
    for (uint32_t f = 0; f < e->vocabulary.about.facts; f++) {
        int64_t value = e->request.value[f];
        e->request.value[f] = other->value[f];
        other->value[f] = value;
        uint8_t known = e->request.known[f];
        e->request.known[f] = other->known[f];
        other->known[f] = known;
    }
}

/* Whether the answers differ in a key that does not only say what they hang on. */
static bool is_told(const struct ev_node *differs) {
    ev_each_node (one, differs) {
        const struct key *key = find_key(ev_member_text(one, "key"));
        if (!key || !key->hangs) return true;
    }
    return false;
}

/* Of the request that was decided, which differs from `other`, with what the upshot has wherever it
 * is had: decided again. */
static bool find_own(struct ev_build *b, const struct strat_request *other) {
    struct ev_fault fault;
    exchange(b->e, other);
    ev_own_lead(b);
    exchange(b->e, other);
    return ev_decide_too(b->e, true, &fault);
}

/* What differs in some of the cases that are left, and in no key. */
static void grow_besides(struct ev_build *b, struct ev_node *object, const struct ev_node *differs,
                         const struct strat_request *other) {
    const struct ev_fault fine = {.code = EV_FINE};
    enum ev_matter matters = ev_matter_of(b->e, &b->upshot, true, &fine);
    if (matters == EV_MATTERS && is_told(differs))
        ev_say_opened(b);
    else if (matters == EV_MATTERS && find_own(b, other))
        ev_say_contrary(b, EV_NO_FACT, "");
    else if (matters != EV_MATTERS_NOT)
        ev_grow_limit(b, "All that would be otherwise");
    ev_grow_said(b->t, object, "besides");
}

/* Nothing of it is known. */
static void grow_nothing(struct ev_build *b, struct ev_node *object) {
    static const char *const nulls[] = {"answer", "headline", "sure"};
    for (size_t i = 0; i < sizeof nulls / sizeof *nulls; i++) ev_grow_null(b->t, object, nulls[i]);
    ev_grow_list(b->t, object, "now");
    ev_grow_null(b->t, object, "commits");
    ev_grow_list(b->t, object, "differs");
    ev_grow_null(b->t, object, "besides");
    ev_grow_limit(b, "What would be otherwise");
}

bool ev_grow_what_if(struct ev_build *b, struct ev_node *object, const struct ev_node *answer,
                     struct ev_fault *fault) {
    struct ev_engine *e = b->e;
    struct strat_request other = b->x->otherwise;
    struct ev_node *differs = NULL, *offers = ev_grow_list(b->t, NULL, NULL);
    int32_t offering = ev_offering(&b->upshot.answer);
    grow_changes(b, ev_grow_list(b->t, object, "changes"));
    for (uint32_t f = 0; f < e->vocabulary.about.facts; f++) {
        if (other.known[f]) continue;
        other.known[f] = e->request.known[f];
        other.value[f] = e->request.value[f];
    }
    exchange(e, &other);
    bool decided = ev_decide_on(e, ev_parts_want(b->x->parts), fault);
    if (decided) {
        if (ev_offering(&e->answer) != offering) offering = -1;
        const struct ev_node *now = ev_grow_answer(b, object);
        b->duties = ev_names(b->t, e->vocabulary.duties, e->vocabulary.about.duties);
        ev_grow_headline(b, object);
        differs = ev_grow_list(b->t, object, "differs");
        if (answer && now) grow_differences(b, differs, answer, now);
        grow_besides(b, object, differs, &other);
        if (!ev_grow_offers(b, offers, offering)) offers = NULL;
    } else if (fault->code == EV_NOT_DECIDED) {
        grow_nothing(b, object);
    }
    exchange(e, &other);
    if (decided && offering >= 0) grow_offered(b, differs, offering, offers);
    return decided || fault->code == EV_NOT_DECIDED;
}
