/*
 * Why: what opens and what closes each approach.
 */
#include "evaluator/cli/person.h"

static void put_list(struct ev_page *page, const struct ev_engine *e, const char *what,
                     const uint64_t *bits) {
    if (!ev_any_id(e, bits)) return;
    ev_add(page, what);
    ev_end(page, 2, 4);
    ev_put_paragraphs(page, e, bits, 4);
}

/* `some` loses what is in `all`. */
static void subtract(const struct ev_engine *e, uint64_t *some, const uint64_t *all) {
    for (size_t i = 0; i < strat_id_words(e->policy); i++) some[i] &= ~all[i];
}

static bool put_approach(struct ev_page *page, struct ev_engine *e, uint32_t approach,
                         struct ev_fault *fault) {
    if (!ev_explain(e, approach, fault)) return false;
    const struct strat_reasons *r = &e->reasons;
    const struct strat_answer *a = &e->answer;
    bool permitted = ev_any_id(e, r->permits_all), closed = ev_any_id(e, r->closes_all);
    bool perhaps_permitted = ev_any_id(e, r->permits_some),
         perhaps_closed = ev_any_id(e, r->closes_some);
    ev_puts(page->out, "\n");
    ev_add_approach(page, e, (int32_t)approach, EV_BOLD);
    ev_add(page, ": ");
    if (closed)
        ev_add_styled(page, EV_RED, "closed");
    else if (!perhaps_permitted)
        ev_add(page, "not provided for: no paragraph opens it here");
    else if (!permitted || perhaps_closed)
        ev_add_styled(page, EV_YELLOW, "this depends on what was not stated");
    else
        ev_add_styled(page, EV_GREEN, "open");
    if ((int32_t)approach == a->approach && a->status == STRAT_DEFAULT)
        ev_add(page, "; as the default it remains");
    else if ((int32_t)approach == a->approach)
        ev_add(page, e->vocabulary.about.ranked ? "; it is the most that is open" : "");
    ev_add(page, ".");
    ev_end(page, 0, 2);
    subtract(e, r->permits_some, r->permits_all);
    subtract(e, r->closes_some, r->closes_all);
    put_list(page, e, "opened by", r->permits_all);
    put_list(page, e, "opened, in some cases, by", r->permits_some);
    put_list(page, e, "closed by", r->closes_all);
    if (perhaps_permitted || closed) /* what nothing opens, nothing closes */
        put_list(page, e, "closed, in some cases, by", r->closes_some);
    return true;
}

bool ev_put_why(struct ev_page *page, struct ev_engine *e, int32_t approach,
                struct ev_fault *fault) {
    ev_put_headline(page, e);
    if (e->answer.status == STRAT_OUT_OF_SCOPE) return true;
    if (ev_any_id(e, e->answer.lists.basis)) {
        ev_puts(page->out, "\n");
        ev_add(page, "Its basis:");
        ev_end(page, 0, 2);
        ev_put_paragraphs(page, e, e->answer.lists.basis, 2);
    }
    if (approach >= 0) return put_approach(page, e, (uint32_t)approach, fault);
    for (uint32_t i = e->vocabulary.about.approaches; i > 0; i--)
        if (!put_approach(page, e, i - 1, fault)) return false;
    return true;
}
