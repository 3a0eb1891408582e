/*
 * Asking: what else would be decided, found out by trying: where each answer to an open question
 * would lead, what would open an approach, and what the default approach offers.
 */
#include "base/list.h"
#include "evaluator/cli/stated.h"
#include "evaluator/core/answer.h"

enum {
    SHOWN = 5, /* facts that are shown with their values */
    TRIED = 16 /* values that are tried out for one fact; of more, only the names are listed */
};

/* What would be decided, in a few words. */
static void add_decision(struct ev_page *page, const struct ev_engine *e) {
    const struct strat_answer *a = &e->answer;
    uint32_t the_one = a->approach >= 0 ? (uint32_t)1 << a->approach : 0;
    bool one = e->vocabulary.about.ranked || a->status == STRAT_DEFAULT;
    if (a->status == STRAT_UNDETERMINED) {
        bool outside = a->possible_status >> STRAT_OUT_OF_SCOPE & 1,
             refused = a->possible_status >> STRAT_REFUSED & 1;
        ev_add(page, "still undetermined (%s%s%s", outside ? "out of scope" : "",
               outside && refused ? ", " : "", refused ? "refused" : "");
        ev_add_approaches(page, e, a->possible, outside || refused ? ", " : "", true);
        ev_add(page, ")");
    } else if (a->status == STRAT_OUT_OF_SCOPE || a->status == STRAT_REFUSED) {
        ev_add(page, a->status == STRAT_REFUSED ? "refused" : "out of scope");
    } else {
        ev_add_approaches(page, e, one ? the_one : a->open, "", true);
        ev_add(page, ", %s", ev_status_name(a->status));
    }
}

/* Decides with this value, then takes it back. */
static void put_value(struct ev_page *page, struct ev_engine *e, uint32_t fact, int64_t value,
                      const char *name) {
    struct ev_fault fault;
    e->request.known[fact] = 1;
    e->request.value[fact] = value;
    bool decided = ev_decide_too(e, false, &fault);
    e->request.known[fact] = 0;
    ev_add(page, "%s: ", name);
    if (decided)
        add_decision(page, e);
    else
        ev_add(page,
               fault.code == EV_IMPOSSIBLE ? "cannot be" : "not decided within the bound on work");
    ev_end(page, 6, 8);
}

static void put_values(struct ev_page *page, const struct ev_vocabulary *v, uint32_t fact) {
    const struct strat_fact *info = &v->facts[fact].info;
    if (info->kind == STRAT_NUMBER) {
        ev_add(page, "a number from ");
        ev_range_say(&page->text, info);
    } else if (info->kind == STRAT_DATE) {
        ev_add(page, "a day, such as 2025-01-31");
    } else if (info->kind == STRAT_SET_OF) {
        ev_add(page, "some of these, with commas and no blanks between them, or {} for none: ");
    }
    ev_values_say(&page->text, v, fact, TRIED);
    ev_end(page, 6, 6);
}

static void put_fact(struct ev_page *page, struct ev_engine *e, uint32_t fact) {
    const struct ev_vocabulary *v = &e->vocabulary;
    const struct strat_fact *info = &v->facts[fact].info;
    ev_add_fact(page, info, true);
    ev_end(page, 2, 4);
    if (info->kind == STRAT_FLAG) {
        put_value(page, e, fact, 1, "yes");
        put_value(page, e, fact, 0, "no");
    } else if (info->kind == STRAT_ONE_OF && info->values <= TRIED) {
        for (uint32_t i = 0; i < info->values; i++)
            put_value(page, e, fact, i, ev_value(v, fact, i)->name);
    } else {
        put_values(page, v, fact);
    }
}

void ev_put_asking(struct ev_page *page, struct ev_engine *e) {
    if (e->missed.ask) ev_put_missed(page, e, "What to ask next was not found out");
    if (e->n_ask == 0) return;
    ev_heading(page, "Ask next, the most telling first");
    uint32_t n = e->n_ask;
    for (uint32_t i = 0; i < n && i < SHOWN; i++) put_fact(page, e, e->ask[i]);
    if (n <= SHOWN) return;
    ev_add(page, "then: ");
    for (uint32_t i = SHOWN; i < n; i++)
        ev_add(page, "%s%s", list_separator(i - SHOWN, n - SHOWN, ", "),
               e->vocabulary.facts[e->ask[i]].info.name);
    ev_end(page, 2, 8);
}

/* ---- what would open an approach ---- */

/* By itself, and in every completion, whatever becomes of the answer. */
static bool is_open(const struct ev_engine *e, uint32_t approach) {
    return e->answer.each[approach].verdicts >> STRAT_VERDICT_CONDITIONAL != 0 &&
           (e->answer.each[approach].verdicts & ((1u << STRAT_VERDICT_CONDITIONAL) - 1)) == 0;
}

/* The values of one fact, but for that which it has, with which the approach is open; *heading
 * stands before the first that is found anywhere, and is NULL then. */
static void put_way(struct ev_page *page, struct ev_engine *e, uint32_t approach, uint32_t fact,
                    const char **heading) {
    const struct strat_fact *info = &e->vocabulary.facts[fact].info;
    uint8_t known = e->request.known[fact];
    int64_t value = e->request.value[fact];
    uint32_t n = info->kind == STRAT_FLAG ? 2 : info->kind == STRAT_ONE_OF ? info->values : 0;
    uint32_t opens = 0;
    for (uint32_t i = 0; i < n; i++) {
        struct ev_fault fault;
        if (known && value == (int64_t)i) continue;
        e->request.known[fact] = 1;
        e->request.value[fact] = i;
        if (!ev_decide_too(e, true, &fault) || !is_open(e, approach)) continue;
        if (opens++ >= SHOWN) continue;
        if (*heading) {
            ev_add(page, "%s", *heading);
            ev_end(page, 2, 4);
            *heading = NULL;
        }
        ev_add(page, opens == 1 ? "- " : " or ");
        ev_add_typed(page, e, fact, i);
    }
    e->request.known[fact] = known;
    e->request.value[fact] = value;
    if (opens > SHOWN) ev_add(page, " and %u more", opens - SHOWN);
    if (opens) ev_end(page, 4, 6);
}

void ev_put_ways(struct ev_page *page, struct ev_engine *e, uint32_t approach) {
    static const char *const headings[] = {
        "all else as it is, one of these would open it",
        "all else as it is, another request of these would open it"};
    bool none = true;
    if (e->answer.each[approach].verdicts >> STRAT_VERDICT_CONDITIONAL) return; /* it can be open */
    for (int asked = 0; asked < 2; asked++) {
        const char *heading = headings[asked];
        for (uint32_t f = 0; f < e->vocabulary.about.facts; f++)
            if ((e->vocabulary.facts[f].info.role != STRAT_NO_ROLE) == (asked == 1))
                put_way(page, e, approach, f, &heading);
        none = none && heading;
    }
    if (!none) return;
    ev_add(
        page,
        "no yes-or-no fact or choice, said otherwise alone, would open it; numbers, days and sets "
        "were not tried");
    ev_end(page, 2, 4);
}

void ev_put_offers(struct ev_page *page, struct ev_engine *e) {
    const struct ev_vocabulary *v = &e->vocabulary;
    int32_t approach = e->answer.approach;
    uint32_t f = 0;
    while (f < v->about.facts && v->facts[f].info.role != STRAT_ACTIVITY) f++;
    if (e->answer.status != STRAT_DEFAULT || f == v->about.facts || !e->request.known[f]) return;
    int64_t asked = e->request.value[f];
    bool begun = false;
    for (uint32_t i = 0; i < v->facts[f].info.values; i++) {
        struct ev_fault fault;
        e->request.value[f] = i;
        if (!ev_decide_too(e, true, &fault) || !is_open(e, (uint32_t)approach)) continue;
        if (!begun) {
            ev_puts(page->out, "\n");
            ev_add(page, "All else as asked, %s is open for", v->approaches[approach].name);
            ev_end(page, 0, 2);
        }
        begun = true;
        ev_add(page, "- ");
        ev_add_value(page, e, f, i);
        ev_add(page, " (%s)%s", ev_value(v, f, i)->name,
               e->answer.available >> approach & 1 ? "" : ", once something is done");
        ev_end(page, 2, 4);
    }
    e->request.value[f] = asked;
}
