/*
 * Explanations, of random policies and requests: the tree is JSON that can be read again and prints
 * alike then; what is said to matter, and where values are said to lead, is what deciding each
 * single value says; a printer survives trees that are not as they should be.
 */
#include "evaluator/explain/build.h"
#include "evaluator/explain/print.h"
#include "tests/props/completion.h"
#include "tests/props/consequence.h"
#include "tests/props/harness.h"
#include "tests/props/random_policy.h"
#include "tests/props/offered.h"
#include "tests/props/read_then.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { POLICIES = 1000, REQUESTS = 6, VALUES = 40, OF_ENISA = 60 };

static uint64_t state = 20261201;

static uint64_t next(void) { return random_next(&state) >> 8; }

static size_t explained, mattered, led, named, printed, gone_with, claimed, nothing, owed_then,
    used_more, offered;
static struct read_then read_then;
static bool wordy; /* names have "and" in them: a list of them is not to be told apart */

/* ---- requests ---- */

static void random_request(const struct compiled *c, struct ev_engine *e,
                           struct strat_request *otherwise, unsigned unknown) {
    uint32_t f = 0;
    for (size_t m = 0; m < c->model->facts.len; m++) {
        if (c->model->facts.at[m].source == FACT_READING) continue;
        e->request.known[f] = next() % 4 >= unknown;
        e->request.value[f] = random_value(&c->model->facts.at[m], next());
        otherwise->known[f] = next() % 4 == 0;
        otherwise->value[f++] = random_value(&c->model->facts.at[m], next());
    }
}

/* ---- each value by itself ---- */

static void check_matters(const struct compiled *c, struct ev_engine *e, const char *own,
                          const char *more, int32_t offering, const struct ev_node *taken,
                          uint32_t fact, uint32_t model_fact) {
    const struct ev_node *matters = ev_member(taken, "matters");
    bool differs = false, by_case = strcmp(ev_member_text(taken, "how"), "by_case") == 0;
    const struct strat_fact *info = &e->vocabulary.facts[fact].info;
    struct ev_out other;
    assert_true(ev_out_open(&other, EV_MEMORY, 1024));
    uint32_t all = info->kind == STRAT_FLAG     ? 2
                   : info->kind == STRAT_ONE_OF ? info->values
                                                : VALUES;
    for (uint32_t i = 0; i < all; i++) {
        struct ev_fault fault;
        int64_t value = info->kind <= STRAT_ONE_OF
                            ? (int64_t)i
                            : random_value(&c->model->facts.at[model_fact], next());
        if (!by_case && value == e->presumed_value[fact]) continue;
        struct ev_trial trial = ev_trial_begin(e, fact, value);
        if (ev_decide_too(e, true, &fault)) {
            put_consequence(&other, e);
            differs = differs || strcmp(own, other.buffer) != 0;
            put_more_consequence(&other, e, offering);
            differs = differs || strcmp(more, other.buffer) != 0;
        }
        ev_trial_end(e, trial);
    }
    ev_out_close(&other);
    assert_non_null(matters);
    if (matters->kind == EV_NULL) return;
    /* Of numbers, days and sets not every value was tried here. */
    if (differs || info->kind <= STRAT_ONE_OF) assert_int_equal(matters->yes, differs);
    mattered += matters->yes;
}

static void check_taken(const struct compiled *c, struct ev_engine *e, const char *own,
                        const struct ev_node *root) {
    uint32_t f = 0;
    struct ev_out more;
    struct ev_fault fault;
    assert_true(ev_out_open(&more, EV_MEMORY, 1024) && ev_decide_too(e, true, &fault));
    int32_t offering = ev_member_count(root, "offers") > 0 ? ev_offering(&e->answer) : -1;
    put_more_consequence(&more, e, offering);
    for (size_t m = 0; m < c->model->facts.len; m++) {
        if (c->model->facts.at[m].source == FACT_READING) continue;
        ev_each_node (taken, ev_member(root, "taken"))
            if (strcmp(ev_member_text(taken, "fact"), e->vocabulary.facts[f].info.name) == 0)
                check_matters(c, e, own, more.buffer, offering, taken, f, (uint32_t)m);
        f++;
    }
    ev_out_close(&more);
}

/* Whether this entry speaks of the value; of sets it cannot be told from the entry. */
static bool speaks_of(const struct ev_engine *e, const struct ev_node *entry, uint32_t fact,
                      int64_t value) {
    const struct strat_fact *info = &e->vocabulary.facts[fact].info;
    struct ev_fault fault;
    int64_t low, high;
    if (info->kind == STRAT_FLAG || info->kind == STRAT_ONE_OF)
        return ev_node_has(ev_member(entry, "names"),
                           info->kind == STRAT_ONE_OF
                               ? ev_value(&e->vocabulary, fact, (uint32_t)value)->name
                           : value ? "yes"
                                   : "no");
    const char *from = ev_member_text(entry, "low"), *to = ev_member_text(entry, "high");
    assert_true(ev_value_read(&e->vocabulary, fact, from, strlen(from), false, &low, &fault));
    assert_true(ev_value_read(&e->vocabulary, fact, to, strlen(to), false, &high, &fault));
    return value >= low && value <= high;
}

/* What may start as it was asked. */
struct starts {
    int32_t now;
    uint32_t available;
};

/* The decision, and what may start then, where that is something else than it is. */
static void check_lead(const struct ev_engine *e, const struct starts *own, const char *lead,
                       const char *decision) {
    size_t n = strlen(decision);
    bool same = e->vocabulary.about.ranked ? own->now == e->answer.now
                                           : own->available == e->answer.available;
    assert_true(strlen(lead) >= n);
    assert_memory_equal(lead, decision, n);
    if (lead[n] != '\0') assert_true(!same && strncmp(lead + n, ", and ", 6) == 0);
    if (e->answer.status == STRAT_UNDETERMINED && !same && e->answer.now >= 0)
        assert_non_null(strstr(lead + n, e->vocabulary.approaches[e->answer.now].name));
    led++;
}

/* Where this value leads, as the one entry that speaks of it says. */
static void check_leads(struct ev_engine *e, const struct starts *own, const struct ev_node *ask,
                        uint32_t fact, int64_t value, struct ev_out *said) {
    const struct ev_node *found = NULL;
    struct ev_fault fault;
    ev_each_node (entry, ev_member(ask, "values"))
        if (speaks_of(e, entry, fact, value)) {
            assert_null(found);
            found = entry;
        }
    assert_non_null(found);
    said->used = 0;
    if (ev_decide_with(e, fact, value, false, &fault))
        ev_say_decision(said, e, true);
    else
        ev_text(said, "cannot be");
    ev_put(said, "", 1);
    check_lead(e, own, ev_member_text(found, "leads"), said->buffer);
}

/* One entry for all sets: the value that it names leads there. */
static void check_sets(struct ev_engine *e, const struct starts *own, const struct ev_node *ask,
                       uint32_t fact, struct ev_out *said) {
    ev_each_node (entry, ev_member(ask, "values")) {
        const char *typed = strchr(ev_member_text(entry, "typed"), '=') + 1;
        struct ev_fault fault;
        int64_t value;
        assert_true(
            ev_value_read(&e->vocabulary, fact, typed, strlen(typed), true, &value, &fault));
        said->used = 0;
        if (ev_decide_with(e, fact, value, false, &fault))
            ev_say_decision(said, e, true);
        else
            ev_text(said, "cannot be");
        ev_put(said, "", 1);
        check_lead(e, own, ev_member_text(entry, "leads"), said->buffer);
    }
}

static void check_ask(const struct compiled *c, struct ev_engine *e, const struct ev_node *root,
                      struct ev_out *said) {
    uint32_t f = 0;
    struct ev_fault fault;
    if (!ev_decide_too(e, false, &fault)) return;
    const struct starts own = {e->answer.now, e->answer.available};
    for (size_t m = 0; m < c->model->facts.len; m++) {
        const struct fact *fact = &c->model->facts.at[m];
        if (fact->source == FACT_READING) continue;
        ev_each_node (ask, ev_member(root, "ask")) {
            if (strcmp(ev_member_text(ask, "fact"), e->vocabulary.facts[f].info.name) != 0)
                continue;
            if (ev_member_count(ask, "values") == 0) continue;
            if (e->vocabulary.facts[f].info.kind == STRAT_SET_OF)
                check_sets(e, &own, ask, f, said);
            else
                for (int i = 0; i < 12; i++)
                    check_leads(e, &own, ask, f, random_value(fact, next()), said);
        }
        f++;
    }
}

/* ---- what would go with what is possible ---- */

/* In a case in which the approach is had: what is called certain is there, and nothing that is not
 * told. */
static void check_case(const struct ev_engine *e, const struct ev_node *with, uint32_t approach,
                       enum strat_modality sure) {
    const uint32_t had =
        1u << STRAT_VERDICT_OPEN | 1u << STRAT_VERDICT_CONDITIONAL | 1u << STRAT_VERDICT_DEFAULT;
    const struct strat_lists *each = &e->answer.each[approach];
    size_t told = 0, owed = 0;
    if (!each->verdicts || (each->verdicts & ~had) || (each->verdicts & (each->verdicts - 1)))
        return;
    if (each->modality > STRAT_MAY && each->modality > sure) {
        const char *use = ev_member_text(with, "use_sometimes");
        assert_true(strcmp(use, "must") == 0 || strcmp(use, ev_modality_name(each->modality)) == 0);
        used_more++;
    }
    ev_each_node (duty, ev_member(with, "duties"))
        for (uint32_t d = 0; d < e->vocabulary.about.duties; d++) {
            if (strcmp(ev_member_text(duty, "name"), e->vocabulary.duties[d].name) != 0) continue;
            const struct ev_node *done = ev_member(duty, "done");
            bool open = done->kind == EV_BOOL && !done->yes;
            told += bitset_has(each->duties, d);
            if (ev_member_true(duty, "uncertain")) continue;
            assert_true(bitset_has(each->duties, d));
            if (open) assert_true(bitset_has(each->before, d));
            gone_with++;
        }
    bitset_each (d, each->duties, e->vocabulary.about.duties) owed++;
    assert_int_equal(told, owed);
}

static void check_perhaps(const struct compiled *c, struct ev_engine *e,
                          const struct ev_node *root) {
    struct completion k = completion_begin(c, e);
    enum strat_modality sure[MODEL_MAX_APPROACHES];
    struct ev_fault fault;
    assert_true(ev_decide_too(e, true, &fault));
    for (uint32_t i = 0; i < e->vocabulary.about.approaches; i++)
        sure[i] = e->answer.each[i].modality;
    for (uint32_t f = 0; f < e->vocabulary.about.facts; f++) {
        int64_t own;
        k.given[f] = ev_own_value(e, f, &own) || e->vocabulary.facts[f].info.presumed;
    }
    for (int i = 0; i < 8 && ev_member_count(root, "perhaps") > 0; i++) {
        completion_fill(&k, next);
        if (ev_decide_too(e, true, &fault))
            ev_each_node (with, ev_member(root, "perhaps")) {
                const char *name = ev_member_text(with, "approach");
                int32_t approach = ev_find_approach(&e->vocabulary, name);
                check_case(e, with, (uint32_t)approach, sure[approach]);
            }
        completion_undo(&k);
    }
    completion_end(&k);
}

/* ---- where contraries lead ---- */

/* Whether a list in words, such as "x, y and z", has this name. */
static bool is_listed(const char *list, size_t n, const char *name) {
    for (const char *at = list, *end = list + n; at < end;) {
        const char *comma = strstr(at, ", "), *and = strstr(at, " and ");
        const char *to = comma && comma < end ? comma : end;
        if (and&&and < to) to = and;
        if ((size_t)(to - at) == strlen(name) && memcmp(at, name, strlen(name)) == 0) return true;
        at = to == end ? end : to + (*to == ',' ? 2 : 5);
    }
    return false;
}

/* Whether it is said of the approach, with this phrase, that such a duty comes first. */
static bool is_claimed(const char *contrary, const char *phrase, const char *approach,
                       const char *duty) {
    static const char preface[] = "the same, but ";
    if (strncmp(contrary, preface, strlen(preface)) == 0) contrary += strlen(preface);
    for (const char *part = contrary, *next; part; part = next ? next + 2 : NULL) {
        next = strstr(part, "; ");
        const char *end = next ? next : part + strlen(part), *at = strstr(part, phrase);
        if (!at || at >= end) continue;
        bool also = at - part > 5 && memcmp(at - 5, " also", 5) == 0;
        if (!is_listed(part, (size_t)(at - part) - (also ? 5 : 0), approach)) continue;
        if (at - part > 8 && memcmp(at - 8, " perhaps", 8) == 0) continue;
        at += strlen(phrase);
        if (is_listed(at, (size_t)(end - at), duty)) return true;
    }
    return false;
}

/* What came first for approaches as it was asked; with no facts open that is all there is to know.
 */
struct came_first {
    uint64_t had;           /* bit a */
    uint32_t told;          /* ev_told_of() */
    uint64_t before[4][64]; /* by approach: a bit set */
    bool complete, undetermined;
};

static bool is_had(const struct strat_lists *each, bool always) {
    const uint32_t had =
        1u << STRAT_VERDICT_OPEN | 1u << STRAT_VERDICT_CONDITIONAL | 1u << STRAT_VERDICT_DEFAULT;
    return each->verdicts & had && !(always && each->verdicts & ~had);
}

static const char *const first_phrases[] = {" without first: ", " only after this: "};

/* In a case: nothing starts where that is told, what is told to come first does and to be owed is,
 * and what is told not to does not. */
static void check_claims(const struct ev_engine *e, const char *contrary) {
    const struct ev_vocabulary *v = &e->vocabulary;
    if (strstr(contrary, "nothing may start now")) {
        if (e->answer.available) fail_msg("%s", contrary);
        nothing++;
    }
    for (uint32_t a = 0; a < v->about.approaches; a++)
        for (uint32_t d = 0; d < v->about.duties && is_had(&e->answer.each[a], true); d++) {
            uint32_t alike = 0;
            for (uint32_t i = 0; i < v->about.duties; i++)
                alike += strcmp(ev_said(&v->duties[i]), ev_said(&v->duties[d])) == 0;
            for (int far = 0; far < 2 && alike == 1; far++) {
                if (!is_claimed(contrary, first_phrases[far], v->approaches[a].name,
                                ev_said(&v->duties[d])))
                    continue;
                assert_int_equal(bitset_has(e->answer.each[a].before, d), far);
                claimed++;
            }
            if (alike == 1 && is_claimed(contrary, " also with this duty: ", v->approaches[a].name,
                                         ev_said(&v->duties[d]))) {
                assert_true(bitset_has(e->answer.each[a].duties, d));
                owed_then++;
            }
        }
}

/* Of a request that leaves nothing open all that comes first otherwise is told. */
static void check_all_claimed(const struct ev_engine *e, const struct came_first *was,
                              const char *contrary) {
    const struct ev_vocabulary *v = &e->vocabulary;
    uint32_t told_of = was->told | ev_told_of(e, &e->answer);
    for (uint32_t a = 0; a < v->about.approaches; a++) {
        bool told = told_of >> a & 1 && was->had >> a & 1 && is_had(&e->answer.each[a], true);
        for (uint32_t d = 0; d < v->about.duties && told; d++) {
            bool before = bitset_has(was->before[a], d),
                 now = bitset_has(e->answer.each[a].before, d);
            if (before == now) continue;
            assert_true(is_claimed(contrary, first_phrases[now], v->approaches[a].name,
                                   ev_said(&v->duties[d])));
            claimed++;
        }
    }
}

/* What is said of this trial, against what it comes to with what is left open said at random. */
static void check_contrary(const struct compiled *c, struct ev_engine *e, const char *own,
                           const struct came_first *was, const char *leads, const char *contrary,
                           struct ev_out *said) {
    struct ev_fault fault;
    put_consequence(said, e);
    if (strcmp(contrary, "the same") == 0) assert_string_equal(said->buffer, own);
    said->used = 0;
    ev_say_decision(said, e, was->undetermined);
    ev_put(said, "", 1);
    bool alike = strcmp(said->buffer, leads) == 0;
    assert_int_equal(alike, strncmp(contrary, "the same", 8) == 0);
    if (!alike) assert_memory_equal(contrary, said->buffer, strlen(said->buffer));
    if (alike && was->complete) check_all_claimed(e, was, contrary);
    struct completion k = completion_begin(c, e);
    for (int i = 0; i < 6; i++) {
        completion_fill(&k, next);
        if (ev_decide_too(e, true, &fault)) check_claims(e, contrary);
        completion_undo(&k);
    }
    completion_end(&k);
}

/* Of the request that was decided. */
static struct came_first find_first(const struct ev_engine *e) {
    struct came_first was = {.undetermined = e->answer.status == STRAT_UNDETERMINED,
                             .complete = true,
                             .told = ev_told_of(e, &e->answer)};
    for (uint32_t f = 0; f < e->vocabulary.about.facts; f++)
        was.complete = was.complete && e->request.known[f];
    for (uint32_t a = 0; a < e->vocabulary.about.approaches; a++) {
        was.had |= (uint64_t)is_had(&e->answer.each[a], true) << a;
        memcpy(was.before[a], e->answer.each[a].before, strat_duty_words(e->policy) * 8);
    }
    return was;
}

/* Each fact otherwise: of judgements that is what the tree has. */
static void check_contraries(const struct compiled *c, struct ev_engine *e, struct ev_tree *t,
                             const char *own, const struct ev_node *root) {
    struct ev_build b = {.e = e, .t = t};
    struct ev_fault fault;
    struct ev_out said;
    uint32_t fact = 0;
    assert_true(ev_out_open(&said, EV_MEMORY, 1024));
    assert_true(ev_decide_too(e, true, &fault) && ev_upshot_open(&b.upshot, e));
    struct came_first was = find_first(e);
    const char *leads = ev_own_lead(&b);
    ev_tell_all(&b);
    for (size_t m = 0; m < c->model->facts.len; m++) {
        const struct fact *of = &c->model->facts.at[m];
        if (of->source == FACT_READING) continue;
        const char *name = e->vocabulary.facts[fact].info.name;
        const struct ev_node *judgement = ev_node_with(ev_member(root, "judgements"), "fact", name),
                             *value = ev_member(judgement, "value");
        bool told = value && value->kind == EV_BOOL;
        struct ev_trial trial =
            ev_trial_begin(e, fact, told ? !value->yes : random_value(of, next()));
        if (ev_decide_too(e, true, &fault)) {
            ev_say_contrary(&b, (int32_t)fact, "the same");
            const char *contrary = ev_tree_kept(t);
            if (told) assert_string_equal(contrary, ev_member_text(judgement, "contrary"));
            check_contrary(c, e, own, &was, leads, contrary, &said);
        } else if (told) {
            assert_true(ev_member_is(judgement, "contrary", "cannot be"));
        }
        ev_trial_end(e, trial);
        fact++;
    }
    ev_upshot_close(&b.upshot);
    ev_out_close(&said);
}

/* Every id that stands anywhere has its title, and no other; every sentence is one. */
static void check_ids(const struct ev_node *node, const struct ev_node *paragraphs) {
    static const char *const keys[] = {"basis",      "cautions",         "closed_by",
                                       "opened_by",  "opened_sometimes", "closed_sometimes",
                                       "paragraphs", "set_aside_by"};
    ev_each_node (item, node) {
        for (size_t i = 0; item->key && i < sizeof keys / sizeof *keys; i++)
            if (strcmp(item->key, keys[i]) == 0 && item->kind == EV_LIST)
                ev_each_node (id, item) {
                    assert_non_null(ev_member(paragraphs, id->text));
                    named++;
                }
        check_ids(item, paragraphs);
    }
}

/* ---- printing ---- */

typedef void print(struct ev_page *page, const struct ev_node *root);
static print *const prints[] = {ev_print_answer, ev_print_why, ev_print_ladder, ev_print_ask,
                                ev_print_what_if};

static void print_all(const struct ev_node *root, struct ev_out *to) {
    to->used = 0;
    for (enum ev_form form = EV_FORM_TEXT; form <= EV_FORM_HTML; form++)
        for (size_t i = 0; i < sizeof prints / sizeof *prints; i++) {
            struct ev_page page;
            assert_true(ev_page_open(&page, to, form, 80, false));
            prints[i](&page, root);
            ev_page_close(&page);
            assert_int_equal(to->error, 0);
            printed++;
        }
}

/* The same, of a tree in which values stand in the places of others, or nowhere. */
static struct ev_node *disturbed(struct ev_tree *t, struct ev_node *parent, const char *key,
                                 const struct ev_node *node) {
    uint64_t what = next() % 40;
    if (what == 0) {
        ev_grow_null(t, parent, key);
        return parent;
    }
    if (what == 1) return parent;
    if (what == 2) {
        ev_grow_text(t, parent, key, "<b>\033[0m");
        return parent;
    }
    struct ev_node *copy = ev_grow(t, parent, key, node->kind);
    copy->yes = node->yes;
    copy->text = node->text;
    bool drop = what == 3;
    ev_each_node (item, node)
        if (!drop) disturbed(t, copy, item->key, item);
    return copy;
}

/* ---- one explanation ---- */

static void check_one(const struct compiled *c, struct ev_engine *e, struct ev_explained *x,
                      struct ev_out *one, struct ev_out *other) {
    struct ev_tree t;
    struct ev_fault fault;
    struct ev_unread unread;
    struct ev_out own;
    if (!ev_decide(e, ev_parts_want(x->parts), &fault)) return;
    assert_true(ev_tree_open(&t));
    assert_true(ev_out_open(&own, EV_MEMORY, 1024));
    put_consequence(&own, e);
    const struct ev_node *root = ev_explanation(e, &t, x, &fault);
    if (root) {
        explained++;
        one->used = 0;
        ev_node_write(one, root);
        const struct ev_node *again = ev_tree_read(&t, NULL, NULL, one->buffer, one->used, &unread);
        if (!again) fail_msg("%.*s: %s", (int)one->used, one->buffer, unread.why);
        assert_true(ev_node_same(root, again));
        print_all(root, one);
        print_all(again, other);
        assert_int_equal(one->used, other->used);
        assert_memory_equal(one->buffer, other->buffer, one->used);
        check_ids(root, ev_member(root, "paragraphs"));
        if (!(x->parts & EV_PART_WHAT_IF)) {
            check_taken(c, e, own.buffer, root);
            check_ask(c, e, root, other);
            check_perhaps(c, e, root);
            check_offers(e, root, &offered);
            if (!wordy) check_contraries(c, e, &t, own.buffer, root);
            check_read_as(c, e, root, &read_then, next);
        }
        struct ev_node *list = ev_grow_list(&t, NULL, NULL);
        disturbed(&t, list, NULL, root);
        if (list->first) print_all(list->first, one);
        assert_false(t.failed);
    } else {
        assert_false(t.failed);
        assert_int_not_equal(fault.code, EV_FINE);
    }
    ev_out_close(&own);
    ev_tree_close(&t);
}

static void one_policy(const struct compiled *c, struct ev_out *one, struct ev_out *other) {
    struct ev_engine e;
    assert_true(ev_engine_open(&e, &c->layout->policy, 0));
    size_t facts = e.vocabulary.about.facts + 1;
    struct strat_request otherwise = {calloc(facts, sizeof *otherwise.value),
                                      calloc(facts, sizeof *otherwise.known)};
    for (unsigned i = 0; i < REQUESTS; i++) {
        struct ev_explained x = {
            .parts = ~0u, .approach = -1, .otherwise = otherwise, .what_if = ev_grow_what_if};
        if (i % 3 != 0) x.parts &= ~(unsigned)(EV_PART_WHAT_IF | EV_PART_WAYS);
        if (i % 3 == 1) x.parts &= ~(unsigned)EV_PART_NEEDS;
        if (i % 3 == 0) x.approach = (int32_t)(next() % e.vocabulary.about.approaches);
        random_request(c, &e, &otherwise, i % 4);
        check_one(c, &e, &x, one, other);
    }
    free(otherwise.value);
    free(otherwise.known);
    ev_engine_close(&e);
}

static void explanations(void **unused) {
    struct ev_out one, other;
    (void)unused;
    assert_true(ev_out_open(&one, EV_MEMORY, 4096) && ev_out_open(&other, EV_MEMORY, 4096));
    for (uint64_t seed = 1; seed <= policies_to_try(POLICIES); seed++) {
        static struct random_policy p;
        struct compiled c;
        if (seed % 2)
            random_policy_that_reads(&p, seed);
        else
            random_policy_with_readings(&p, seed);
        if (compile_text(&c, p.text)) one_policy(&c, &one, &other);
        compiled_free(&c);
    }
    ev_out_close(&one);
    ev_out_close(&other);
    print_message("%zu explanations, %zu facts that matter, %zu leads, %zu ids, %zu duties of what "
                  "is possible, %zu that contraries put first or not, %zu pages\n",
                  explained, mattered, led, named, gone_with, claimed, printed);
    print_message("%zu cases in which nothing may start, %zu duties owed then\n", nothing,
                  owed_then);
    print_message("%zu trials hang on a reading, %zu readings that only they hang on, %zu "
                  "completions\n",
                  read_then.trials, read_then.besides, read_then.own);
    assert_true(read_then.trials > 500 && read_then.besides > 10 && read_then.own > 500);
    assert_true(nothing > 20 && owed_then > 5);
    assert_true(claimed > 100 && explained > 100 && mattered > 100 && led > 100 && named > 100 &&
                gone_with > 100 && used_more > 20);
}

/* The same of a document, in which something remains open where nothing is provided for. */
static void explanations_of_enisa(void **unused) {
    static struct compiled c;
    struct ev_out one, other;
    (void)unused;
    assert_true(compile_file(&c, "policies/enisa-international.strat"));
    assert_true(ev_out_open(&one, EV_MEMORY, 4096) && ev_out_open(&other, EV_MEMORY, 4096));
    offered = 0;
    wordy = true;
    for (int i = 0; i < OF_ENISA; i++) one_policy(&c, &one, &other);
    print_message("%zu offers\n", offered);
    assert_true(offered > 30);
    ev_out_close(&one);
    ev_out_close(&other);
    compiled_free(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(explanations),
                                       cmocka_unit_test(explanations_of_enisa)};
    return cmocka_run_group_tests_name("explain", tests, NULL, NULL);
}
