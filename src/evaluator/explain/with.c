/*
 * What goes with an approach: by which paragraphs, which duties, which cautions.
 */
#include "evaluator/core/answer.h"
#include "evaluator/core/declared.h"
#include "evaluator/explain/conditions.h"

/* Duties in the order in which they fall due. */
static const struct {
    enum strat_timing timing;
    const char *heading;
} groups[] = {{STRAT_ON_RECEIPT, "On receipt of a request"},
              {STRAT_BEFORE, "First, before it starts"},
              {STRAT_ON_USE, "When it is used"},
              {STRAT_DURING, "As long as it lasts"},
              {STRAT_AFTER, "Afterwards"},
              {STRAT_YEARLY, "Every year"}};
enum { GROUPS = sizeof groups / sizeof *groups };
_Static_assert(GROUPS == STRAT_ON_RECEIPT + 1, "a duty of each timing has its heading");

/* The duties that come first, of those that are owed as well. */
static void grow_following(struct ev_build *b, const struct ev_known *known, struct ev_node *list,
                           const struct strat_lists *lists, const char *after) {
    size_t words = strat_duty_words(b->e->policy);
    uint64_t *first = *after ? ev_tree_take(b->t, words * sizeof *first) : NULL;
    if (!first) return;
    bitset_clear(first, words);
    for (const char *at = after; *at; at += strspn(at, ", ")) {
        size_t length = strcspn(at, ",");
        ev_put(&b->t->said, at, length);
        int32_t d = ev_name_number(known->duties, ev_tree_kept(b->t));
        if (d >= 0) bitset_add(first, (size_t)d);
        at += length;
    }
    bitset_and(first, lists->duties, words);
    bitset_each (d, first, b->e->vocabulary.about.duties)
        ev_grow_text(b->t, list, NULL, ev_said(&b->e->vocabulary.duties[d]));
}

/* By duty of this approach the paragraphs that attach it, in some completion. */
static void find_paragraphs(struct ev_build *b, uint32_t approach) {
    struct strat_answer alone = b->e->answer; /* as if the approach were the answer */
    alone.status = STRAT_DEFAULT;
    alone.approach = (int32_t)approach;
    if (strat_grounds(&b->e->work, &alone, b->e->grounds) != STRAT_OK)
        ev_grow_limit(b, "By which paragraphs some duties are owed");
}

/* Whether another paragraph may lift what comes first, for this approach. */
static bool may_be_lifted(const struct ev_known *known, const struct strat_rule *r,
                          const struct strat_duty *duty, uint32_t approach) {
    return duty->timing == STRAT_BEFORE &&
           known->paragraphs[r->paragraph].may_be_lifted >> approach & 1;
}

/* Whether it asks for no more than that its own paragraph applies, as it does where that opens. */
static bool asks_to_apply(const struct ev_build *b, const struct strat_rule *r) {
    struct strat_condition c;
    if (r->when.condition < 0 || r->when.negated) return false;
    strat_get_condition(b->e->policy, (uint32_t)r->when.condition, &c);
    return c.kind == STRAT_APPLIES && c.paragraph == (int32_t)r->paragraph;
}

/* Whether not every completion in which the approach is had has the duty, or has it outstanding
 * where some have. */
static bool is_uncertain(const struct ev_engine *e, const struct strat_lists *lists,
                         uint32_t approach, uint32_t which) {
    const struct strat_lists *had = &e->had[approach];
    if (lists == &e->answer.lists) return bitset_has(e->answer.uncertain_duties, which);
    return !bitset_has(had->duties, which) ||
           (bitset_has(lists->before, which) && !bitset_has(had->before, which));
}

/* ---- where it goes with it, if not in each case ---- */

/* What a paragraph asks to open the approach; false: that is more than one rule. */
static bool find_opening(const struct ev_build *b, const struct ev_known *known, uint32_t paragraph,
                         uint32_t approach, struct strat_rule *opening) {
    const struct ev_known_paragraph *own = &known->paragraphs[paragraph];
    uint32_t n = 0;
    for (uint32_t i = 0; i < own->rules; i++) {
        struct strat_rule r;
        strat_get_rule(b->e->policy, own->first + i, &r);
        if (r.kind != STRAT_PERMISSION || !(r.approaches >> approach & 1) ||
            strat_rule_holds(known->holds, &r) == STRAT_HOLDS_NO)
            continue;
        *opening = r;
        n++;
    }
    return n == 1;
}

/* What the rule asks by which the duty is owed, or what opens the approach with it. False: it is
 * owed anyhow, or that cannot be told of one rule. */
static bool find_asking(const struct ev_build *b, const struct ev_known *known, uint32_t approach,
                        struct strat_rule *r) {
    const struct ev_known_paragraph *own = &known->paragraphs[r->paragraph];
    bool holds = strat_rule_holds(known->holds, r) == STRAT_HOLDS_YES;
    if (holds && !r->follows) return false;
    if (!holds && !asks_to_apply(b, r)) return true;
    return !(own->opened >> approach & 1) && find_opening(b, known, r->paragraph, approach, r);
}

/* What the one rule that attaches the duty asks and is not known to be so; of several that one of
 * them does. Nothing: another paragraph may lift it, or that takes many words. */
static void say_where(struct ev_build *b, const struct ev_known *known, uint32_t approach,
                      uint32_t which) {
    const uint32_t *from = known->attaching.from + which;
    struct strat_rule the_one = {.approaches = 0};
    struct strat_duty duty;
    uint32_t n = 0;
    bool several = false;
    strat_get_duty(b->e->policy, which, &duty);
    for (uint32_t i = from[0]; i < from[1]; i++) {
        struct strat_rule r;
        strat_get_rule(b->e->policy, known->attaching.items[i], &r);
        if (!(r.approaches >> approach & 1) || strat_rule_holds(known->holds, &r) == STRAT_HOLDS_NO)
            continue;
        if (r.follows && !(known->paragraphs[r.paragraph].perhaps >> approach & 1)) continue;
        if (may_be_lifted(known, &r, &duty, approach)) return;
        several = several || (n > 0 && r.paragraph != the_one.paragraph);
        the_one = r;
        n++;
        if (!find_asking(b, known, approach, &the_one)) return;
    }
    if (n == 1)
        ev_say_open_terms(b, known, the_one.when, true);
    else if (several)
        ev_text(&b->t->said, "one of these paragraphs asks for it");
}

/* ---- as nodes ---- */

/* What it is then that is done: "the board has approved it", "what came of it: a report". */
static void say_done(struct ev_build *b, const struct strat_duty *duty) {
    const struct ev_vocabulary *v = &b->e->vocabulary;
    uint32_t fact = (uint32_t)duty->done_when;
    int64_t value;
    if (!ev_done_value(v, duty, &value)) return;
    ev_text(&b->t->said, ev_said(&v->keys[fact]));
    if (v->facts[fact].info.kind == STRAT_FLAG && value) return;
    ev_text(&b->t->said, ": ");
    ev_say_value(&b->t->said, v, fact, value);
}

static void grow_duty(struct ev_build *b, const struct ev_known *known, struct ev_node *list,
                      const struct strat_lists *lists, uint32_t approach, uint32_t which,
                      const char *heading) {
    struct ev_tree *t = b->t;
    struct strat_duty info;
    strat_get_duty(b->e->policy, which, &info);
    struct ev_node *duty = ev_grow_object(t, list, NULL);
    bool outstanding = bitset_has(lists->before, which);
    ev_grow_text(t, duty, "name", info.name);
    ev_grow_text(t, duty, "title", ev_said(&b->e->vocabulary.duties[which]));
    ev_grow_text(t, duty, "timing", ev_timing_name(info.timing));
    ev_grow_text(t, duty, "heading", heading);
    ev_grow_some(t, duty, "by", info.by);
    ev_grow_some(t, duty, "to", info.to);
    ev_grow_some(t, duty, "deadline", info.deadline);
    grow_following(b, known, ev_grow_list(t, duty, "following"), lists, info.after);
    ev_grow_ids(b, duty, "paragraphs", b->e->grounds + which * strat_id_words(b->e->policy));
    if (info.timing == STRAT_BEFORE)
        ev_grow_bool(t, duty, "done", !outstanding);
    else
        ev_grow_null(t, duty, "done");
    ev_grow_some(t, duty, "done_when", info.done_when >= 0 ? info.done : "");
    say_done(b, &info);
    ev_grow_said(t, duty, "done_says");
    bool uncertain = is_uncertain(b->e, lists, approach, which);
    ev_grow_bool(t, duty, "uncertain", uncertain);
    if (uncertain) say_where(b, known, approach, which);
    ev_grow_said(t, duty, "where");
}

/* More paragraphs than people read; and those of which they read where each of them opens it. */
enum { LISTED = 256, TOLD = 8, FULLY = 1 };

/* The paragraph that declares it, where it may remain as the default. */
static void grow_remains(struct ev_build *b, struct ev_node *with, uint32_t approach) {
    bool remains = b->e->answer.each[approach].verdicts >> STRAT_VERDICT_DEFAULT & 1;
    int32_t p = remains ? ev_declaring(b->e, (int32_t)approach) : -1;
    if (p >= 0) bitset_add(b->cited, (size_t)p);
    ev_grow_some(b->t, with, "remains", p >= 0 ? b->e->vocabulary.paragraphs[p].name : "");
}

/* By which paragraphs it may be open, besides those by which it is in each of the cases; the
 * reasons of the engine are of this approach then. */
static void grow_through(struct ev_build *b, const struct ev_known *known, struct ev_node *list,
                         uint32_t approach) {
    const struct strat_reasons *r = &b->e->reasons;
    struct strat_rule opening;
    struct ev_fault fault;
    size_t n = 0;
    if (!ev_explain(b->e, approach, &fault))
        ev_grow_limit(b, "By which paragraphs something may be opened");
    bitset_andnot(r->permits_some, b->e->answer.each[approach].basis, strat_id_words(b->e->policy));
    bitset_each (p, r->permits_some, b->e->vocabulary.about.paragraphs) n++;
    bitset_each (p, r->permits_some, b->e->vocabulary.about.paragraphs) {
        if (list->n == LISTED) {
            ev_grow_text(b->t, b->limits, NULL,
                         "Not all paragraphs that may open something are told: they are too many");
            return;
        }
        struct ev_node *through = ev_grow_object(b->t, list, NULL);
        bitset_add(b->cited, p);
        ev_grow_text(b->t, through, "id", b->e->vocabulary.paragraphs[p].name);
        bool told = n <= TOLD && find_opening(b, known, (uint32_t)p, approach, &opening);
        if (told) ev_say_open_terms(b, known, opening.when, n > FULLY);
        told = told && b->t->said.used == 0;
        ev_grow_said(b->t, through, "where");
        struct ev_node *on = ev_grow_list(b->t, through, "on");
        if (told) ev_grow_open_facts(b, known, on, opening.when);
    }
}

/* That it has to be used, or is promised, in some of the cases in which it is had, not in each. */
static void grow_use(struct ev_build *b, struct ev_node *with, const struct strat_lists *sure,
                     const struct strat_lists *had) {
    bool more = had->modality > STRAT_MAY && had->modality > sure->modality;
    ev_grow_some(b->t, with, "use_sometimes",
                 ev_modality_name(more ? had->modality : STRAT_NO_MODALITY));
}

/* `perhaps`: that the approach is open in some of the cases is all there is to say. */
static void grow_one(struct ev_build *b, const struct ev_known *known, struct ev_node *list,
                     const struct strat_lists *lists, uint32_t approach, const char *how,
                     bool perhaps) {
    struct ev_node *with = ev_grow_object(b->t, list, NULL);
    struct strat_named info;
    const char *commits = "";
    struct ev_fault fault;
    strat_get_approach(b->e->policy, approach, &info, &commits);
    ev_grow_text(b->t, with, "approach", info.name);
    ev_grow_text(b->t, with, "title", info.title);
    ev_grow_some(b->t, with, "how", how);
    ev_grow_some(b->t, with, "commits", commits);
    ev_grow_ids(b, with, "basis", lists->basis);
    grow_remains(b, with, approach);
    grow_through(b, known, ev_grow_list(b->t, with, "through"), approach);
    if (perhaps) ev_grow_required(b, known, ev_grow_list(b->t, with, "requires"), approach);
    bool told = ev_where_had(b->e, approach, &fault);
    if (!told) ev_grow_limit(b, "What depends on what was not stated");
    grow_use(b, with, lists, told ? &b->e->had[approach] : lists);
    if (ev_any_duty(b->e, lists->duties)) find_paragraphs(b, approach);
    struct ev_node *duties = ev_grow_list(b->t, with, "duties");
    for (size_t g = 0; g < GROUPS; g++)
        bitset_each (i, lists->duties, b->e->vocabulary.about.duties) {
            struct strat_duty duty;
            strat_get_duty(b->e->policy, (uint32_t)i, &duty);
            if (duty.timing == groups[g].timing)
                grow_duty(b, known, duties, lists, approach, (uint32_t)i, groups[g].heading);
        }
    ev_grow_ids(b, with, "cautions", lists->cautions);
    ev_grow_expected(b, known, ev_grow_list(b->t, with, "expected"), approach, lists->cautions);
}

/* Without a rank each open approach stands for itself, with duties of its own. With one, what goes
 * with the answer's, and with what may start now where that is another. */
void ev_grow_with(struct ev_build *b, const struct ev_known *known, struct ev_node *list) {
    const struct strat_answer *a = &b->e->answer;
    bool several = (a->open & (a->open - 1)) != 0, ranked = b->e->vocabulary.about.ranked;
    if ((ranked || !several) && a->approach >= 0)
        grow_one(b, known, list, &a->lists, (uint32_t)a->approach, "", false);
    for (uint32_t i = 0; i < b->e->vocabulary.about.approaches && several && !ranked; i++)
        if (a->open >> i & 1) grow_one(b, known, list, &a->each[i], i, "", false);
    if (a->now >= 0 && a->now != a->approach && (ranked || !several))
        grow_one(b, known, list, &a->each[a->now], (uint32_t)a->now, "which may start now", false);
}

/* Undetermined: the same of what is possible, but for what may start now in any case. */
void ev_grow_perhaps(struct ev_build *b, const struct ev_known *known, struct ev_node *list) {
    const uint32_t opens = 1u << STRAT_VERDICT_OPEN | 1u << STRAT_VERDICT_CONDITIONAL;
    static const char *const how[][2] = {
        {"which is less, open in some of these cases",
         "which is less, open in each of these cases"},
        {"possible in some of these cases", "possible in each of these cases"}};
    const struct strat_answer *a = &b->e->answer;
    uint64_t possible = ev_possible(b->e);
    if (a->status != STRAT_UNDETERMINED) return;
    if (a->now >= 0) possible &= ~(UINT64_C(1) << a->now);
    for (uint32_t i = 0; i < b->e->vocabulary.about.approaches; i++) {
        /* Of records all that may be used, be it less than what is decided. */
        bool less =
            b->x->parts & EV_PART_READ_AS && a->now != (int32_t)i && a->each[i].verdicts & opens;
        bool most = possible >> i & 1, each = !(a->each[i].verdicts & ~opens);
        if (most || less) grow_one(b, known, list, &a->each[i], i, how[most][each], true);
    }
}
