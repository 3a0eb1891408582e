/*
 * Questions: what to ask next, and where each answer would lead.
 */
#include "evaluator/core/answer.h"
#include "evaluator/cli/person.h"
#include "evaluator/core/value.h"

enum {
    QUESTIONS = 5, /* as many are shown with their answers */
    TRIED = 16 /* answers that are tried out for one question; of more, only the names are listed */
};

static void add_names(struct ev_page *page, const struct ev_engine *e, uint32_t approaches,
                      bool none) {
    bool begun = none;
    ev_add(page, none ? "none" : "");
    for (uint32_t i = 0; i < e->vocabulary.about.approaches; i++)
        if (approaches >> i & 1) {
            ev_add(page, begun ? ", " : "");
            ev_text_n(&page->text, e->vocabulary.approaches[i].quoted + 1,
                      e->vocabulary.approaches[i].length);
            begun = true;
        }
}

/* What would be decided, in a few words. */
static void add_outcome(struct ev_page *page, const struct ev_engine *e) {
    const struct strat_answer *a = &e->answer;
    uint32_t the_one = a->approach >= 0 ? (uint32_t)1 << a->approach : 0;
    switch (a->status) {
    case STRAT_UNDETERMINED:
        ev_add(page, "still undetermined (");
        add_names(page, e, a->possible, a->possible_none);
        ev_add(page, ")");
        break;
    case STRAT_OUT_OF_SCOPE: ev_add(page, "out of scope"); break;
    case STRAT_REFUSED: ev_add(page, "refused"); break;
    case STRAT_DEFAULT:
    case STRAT_CONDITIONAL:
    case STRAT_OPEN:
        add_names(page, e,
                  e->vocabulary.about.ranked || a->status == STRAT_DEFAULT ? the_one : a->open,
                  false);
        ev_add(page, ", ");
        ev_add(page, ev_status_name(a->status));
        break;
    }
}

/* Decides with this answer, then takes it back. */
static void put_answer(struct ev_page *page, struct ev_engine *e, uint32_t fact, int64_t value,
                       const char *name) {
    struct ev_fault fault;
    e->request.known[fact] = 1;
    e->request.value[fact] = value;
    bool decided = ev_decide_too(e, &fault);
    e->request.known[fact] = 0;
    ev_add(page, name);
    ev_add(page, ": ");
    if (decided)
        add_outcome(page, e);
    else
        ev_add(page,
               fault.code == EV_IMPOSSIBLE ? "cannot be" : "not decided within the bound on work");
    ev_end(page, 6, 8);
}

static void add_bounds(struct ev_page *page, const struct strat_fact *info) {
    ev_add(page, "a number from ");
    ev_put_fixed(&page->text, info->low, info->decimals);
    ev_add(page, " to ");
    ev_put_fixed(&page->text, info->high, info->decimals);
    ev_add(page, info->unit[0] != '\0' ? " " : "");
    ev_add(page, info->unit);
}

static void put_values(struct ev_page *page, const struct ev_vocabulary *v, uint32_t fact) {
    const struct strat_fact *info = &v->facts[fact].info;
    if (info->kind == STRAT_NUMBER)
        add_bounds(page, info);
    else if (info->kind == STRAT_DATE)
        ev_add(page, "a day, such as 2025-01-31");
    else if (info->kind == STRAT_SET_OF)
        ev_add(page, "some of these, joined by |, or {} for none: ");
    ev_values_say(&page->text, v, fact, TRIED);
    ev_end(page, 6, 6);
}

static void put_question(struct ev_page *page, struct ev_engine *e, uint32_t fact) {
    const struct ev_vocabulary *v = &e->vocabulary;
    const struct strat_fact *info = &v->facts[fact].info;
    ev_add(page, "- ");
    ev_add_styled(page, EV_BOLD, info->name);
    ev_add(page, info->title[0] != '\0' ? ": " : "");
    ev_add(page, info->title);
    ev_add(page, info->by[0] != '\0' ? ", decided by " : "");
    ev_add(page, info->by);
    ev_end(page, 2, 4);
    if (info->kind == STRAT_FLAG) {
        put_answer(page, e, fact, 1, "yes");
        put_answer(page, e, fact, 0, "no");
    } else if (info->kind == STRAT_ONE_OF && info->values <= TRIED) {
        for (uint32_t i = 0; i < info->values; i++)
            put_answer(page, e, fact, i, ev_value(v, fact, i)->name);
    } else {
        put_values(page, v, fact);
    }
}

/* Trying out answers overwrites e->answer: this comes last on a page. */
void ev_put_questions(struct ev_page *page, struct ev_engine *e) {
    if (e->missed.ask) {
        ev_heading(page, "What to ask next was not found out");
        ev_add(page, ev_why_not_decided(e));
        ev_end(page, 2, 2);
    }
    if (e->n_ask == 0) return;
    ev_heading(page, "Ask next, the most telling first");
    uint32_t n = e->n_ask;
    for (uint32_t i = 0; i < n && i < QUESTIONS; i++) put_question(page, e, e->ask[i]);
    if (n <= QUESTIONS) return;
    ev_add(page, "then: ");
    for (uint32_t i = QUESTIONS; i < n; i++) {
        ev_add(page, i > QUESTIONS ? ", " : "");
        ev_add(page, e->vocabulary.facts[e->ask[i]].info.name);
    }
    ev_end(page, 2, 8);
}
