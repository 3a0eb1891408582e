/*
 * What goes with an approach: by which paragraphs, which duties, which cautions.
 */
#include "evaluator/core/declared.h"
#include "evaluator/explain/build.h"

/* Duties in the order in which they fall due. */
static const struct {
    enum strat_timing timing;
    const char *heading;
} groups[] = {{STRAT_ON_RECEIPT, "As soon as the request arrives"},
              {STRAT_BEFORE, "First, before it starts"},
              {STRAT_ON_USE, "When it is used"},
              {STRAT_DURING, "As long as it lasts"},
              {STRAT_AFTER, "Afterwards"},
              {STRAT_YEARLY, "Every year"}};
enum { GROUPS = sizeof groups / sizeof *groups };
_Static_assert(GROUPS == STRAT_ON_RECEIPT + 1, "a duty of each timing has its heading");

static bool names(const char *list, const char *name) {
    size_t n = strlen(name);
    for (const char *at = list; *at; at += strspn(at, ", ")) {
        size_t length = strcspn(at, ",");
        if (length == n && memcmp(at, name, n) == 0) return true;
        at += length;
    }
    return false;
}

/* The duties that come first, of those that are owed as well. */
static void grow_following(struct ev_build *b, struct ev_node *list,
                           const struct strat_lists *lists, const char *after) {
    bitset_each (d, lists->duties, b->e->vocabulary.about.duties)
        if (names(after, b->e->vocabulary.duties[d].name))
            ev_grow_text(b->t, list, NULL, ev_said(&b->e->vocabulary.duties[d]));
}

/* The paragraphs that attach a duty of this approach, in some completion. */
static void grow_paragraphs(struct ev_build *b, struct ev_node *duty, uint32_t approach,
                            uint32_t which) {
    uint64_t *ids = b->e->grounds + which * strat_id_words(b->e->policy);
    struct strat_answer alone = b->e->answer; /* as if the approach were the answer */
    alone.status = STRAT_DEFAULT;
    alone.approach = (int32_t)approach;
    if (strat_grounds(&b->e->work, &alone, which, ids) != STRAT_OK) {
        bitset_clear(ids, strat_id_words(b->e->policy));
        ev_grow_limit(b, "By which paragraphs some duties are owed");
    }
    ev_grow_ids(b, duty, "paragraphs", ids);
}

/* Whether not every completion has the duty, or has it outstanding where some have. */
static bool is_uncertain(const struct ev_build *b, const struct strat_lists *lists,
                         uint32_t which) {
    const struct ev_engine *e = b->e;
    if (lists == &e->answer.lists) return bitset_has(e->answer.uncertain_duties, which);
    return !bitset_has(e->certain.duties, which) ||
           (bitset_has(lists->before, which) && !bitset_has(e->certain.before, which));
}

static void grow_duty(struct ev_build *b, struct ev_node *list, const struct strat_lists *lists,
                      uint32_t approach, uint32_t which, const char *heading) {
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
    grow_following(b, ev_grow_list(t, duty, "following"), lists, info.after);
    grow_paragraphs(b, duty, approach, which);
    if (info.timing == STRAT_BEFORE)
        ev_grow_bool(t, duty, "done", !outstanding);
    else
        ev_grow_null(t, duty, "done");
    ev_grow_some(t, duty, "done_when", info.done_when >= 0 ? info.done : "");
    ev_grow_bool(t, duty, "uncertain", is_uncertain(b, lists, which));
}

static void grow_one(struct ev_build *b, struct ev_node *list, const struct strat_lists *lists,
                     uint32_t approach, const char *how) {
    struct ev_node *with = ev_grow_object(b->t, list, NULL);
    const struct strat_named *named = &b->e->vocabulary.approaches[approach];
    struct ev_fault fault;
    ev_grow_text(b->t, with, "approach", named->name);
    ev_grow_text(b->t, with, "title", named->title);
    ev_grow_some(b->t, with, "how", how);
    ev_grow_ids(b, with, "basis", lists->basis);
    if (lists != &b->e->answer.lists && !ev_certain(b->e, approach, &fault))
        ev_grow_limit(b, "Which duties depend on what was not stated");
    struct ev_node *duties = ev_grow_list(b->t, with, "duties");
    for (size_t g = 0; g < GROUPS; g++)
        bitset_each (i, lists->duties, b->e->vocabulary.about.duties) {
            struct strat_duty info;
            strat_get_duty(b->e->policy, (uint32_t)i, &info);
            if (info.timing == groups[g].timing)
                grow_duty(b, duties, lists, approach, (uint32_t)i, groups[g].heading);
        }
    ev_grow_ids(b, with, "cautions", lists->cautions);
}

/* Without a rank each open approach stands for itself, with duties of its own. With one, what goes
 * with the answer's, and with what may start now where that is another. */
void ev_grow_with(struct ev_build *b, struct ev_node *list) {
    const struct strat_answer *a = &b->e->answer;
    bool several = (a->open & (a->open - 1)) != 0, ranked = b->e->vocabulary.about.ranked;
    if ((ranked || !several) && a->approach >= 0)
        grow_one(b, list, &a->lists, (uint32_t)a->approach, "");
    for (uint32_t i = 0; i < b->e->vocabulary.about.approaches && several && !ranked; i++)
        if (a->open >> i & 1) grow_one(b, list, &a->each[i], i, "");
    if (a->now >= 0 && a->now != a->approach && (ranked || !several))
        grow_one(b, list, &a->each[a->now], (uint32_t)a->now, "which may start now");
}
