/*
 * The ladder: what each approach is by itself, and which paragraphs open and close it.
 */
#include "evaluator/core/answer.h"
#include "evaluator/explain/conditions.h"

/* `provided`: it is the default, or some paragraph opens it, in some case at least, be it closed or
 * not. */
static void say(struct ev_build *b, uint32_t approach, bool provided) {
    const struct strat_answer *a = &b->e->answer;
    struct ev_out *out = &b->t->said;
    uint32_t verdicts = a->each[approach].verdicts;
    bool mixed = ev_is_shut(&a->each[approach]) && (verdicts & (verdicts - 1)),
         own = (int32_t)approach == a->approach, remains = own && a->status == STRAT_DEFAULT;
    if (verdicts == UINT32_C(1) << STRAT_VERDICT_NOT_PROVIDED)
        ev_text(out, "not provided for: as things are, no paragraph opens it");
    else if (mixed)
        ev_text(out, provided ? "not open: whatever was not stated, no paragraph opens it, or one "
                                "closes it"
                              : "not provided for: whatever was not stated, no paragraph opens it");
    else if (remains)
        ev_text(out, "the default: it remains, for what it offers");
    else
        ev_say_verdict(out, b->e, approach);
    if (own && !remains && b->e->vocabulary.about.ranked)
        ev_text(out, "; it is the most that is open");
}

/* Of the engine's reasons. */
static void grow_reasons(struct ev_build *b, struct ev_node *rung) {
    const struct strat_reasons *r = &b->e->reasons;
    size_t words = strat_id_words(b->e->policy);
    bool relevant = ev_any_id(b->e, r->permits_some) || ev_any_id(b->e, r->closes_all);
    bitset_andnot(r->permits_some, r->permits_all, words);
    bitset_andnot(r->closes_some, r->closes_all, words);
    if (!relevant) bitset_clear(r->closes_some, words); /* what nothing opens, nothing closes */
    ev_grow_ids(b, rung, "opened_by", r->permits_all);
    ev_grow_ids(b, rung, "opened_sometimes", r->permits_some);
    ev_grow_ids(b, rung, "closed_by", r->closes_all);
    ev_grow_ids(b, rung, "closed_sometimes", r->closes_some);
}

/* What comes first wherever the approach is had, and in some of the cases. */
static void grow_first(struct ev_build *b, struct ev_node *rung, uint32_t approach) {
    const uint64_t *before = b->e->answer.each[approach].before, *had = b->e->had[approach].before;
    size_t words = strat_duty_words(b->e->policy);
    uint64_t *some = ev_tree_take(b->t, words * sizeof *some);
    struct ev_fault fault;
    if (!some) return;
    memcpy(some, before, words * sizeof *some);
    if (ev_where_had(b->e, approach, &fault)) {
        bitset_andnot(some, had, words);
        ev_say_duties(&b->t->said, b->e, had);
    } else {
        ev_grow_limit(b, "What comes first in each case"); /* that it may is known */
    }
    ev_grow_said(b->t, rung, "first");
    ev_say_duties(&b->t->said, b->e, some);
    ev_grow_said(b->t, rung, "first_sometimes");
}

/* Of what is undetermined: whether the approach is open in none of the cases that are left, and
 * more than it may come to in any. */
static bool is_past(const struct ev_engine *e, uint32_t approach) {
    uint32_t possible = ev_possible(e);
    if (!ev_is_shut(&e->answer.each[approach])) return false;
    return !e->vocabulary.about.ranked || possible >> approach == 0;
}

/* Whether the approach is more than the answer has, and is not open. */
static bool is_more(const struct ev_engine *e, uint32_t approach) {
    const struct strat_answer *a = &e->answer;
    bool by_default = a->status == STRAT_DEFAULT;
    if (a->status == STRAT_UNDETERMINED) return is_past(e, approach);
    if (a->status == STRAT_REFUSED) return true;
    if (!by_default && a->status != STRAT_OPEN && a->status != STRAT_CONDITIONAL) return false;
    if (a->open >> approach & 1) return false;
    return e->vocabulary.about.ranked && !by_default ? (int32_t)approach > a->approach
                                                     : (int32_t)approach != a->approach;
}

void ev_grow_ladder(struct ev_build *b, const struct ev_known *known, struct ev_node *list) {
    const struct ev_vocabulary *v = &b->e->vocabulary;
    if (b->e->answer.status == STRAT_OUT_OF_SCOPE) return;
    for (uint32_t i = v->about.approaches; i-- > 0;) {
        bool wanted = b->x->parts & EV_PART_LADDER
                          ? b->x->approach < 0 || (uint32_t)b->x->approach == i
                          : is_more(b->e, i);
        if (!wanted) continue;
        struct ev_node *rung = ev_grow_object(b->t, list, NULL);
        uint64_t verdicts = b->e->answer.each[i].verdicts;
        ev_grow_text(b->t, rung, "approach", v->approaches[i].name);
        ev_grow_text(b->t, rung, "title", v->approaches[i].title);
        struct ev_node *is = ev_grow_list(b->t, rung, "verdicts");
        bitset_each (k, &verdicts, EV_VERDICTS)
            ev_grow_text(b->t, is, NULL, ev_verdict_name((enum strat_verdict)k));
        struct ev_fault fault;
        bool found = ev_explain(b->e, i, &fault),
             provided = !found || (int32_t)i == v->about.default_approach ||
                        ev_any_id(b->e, b->e->reasons.permits_some);
        if (!found) {
            ev_textf(&b->t->said, "All that opens and closes ");
            ev_grow_limit(b, v->approaches[i].name);
        }
        say(b, i, provided);
        ev_grow_said(b->t, rung, "says");
        grow_reasons(b, rung);
        ev_grow_bool(b->t, rung, "more", is_more(b->e, i));
        if (b->x->parts & EV_PART_READ_AS) grow_first(b, rung, i);
        struct ev_node *unmet = ev_grow_list(b->t, rung, "conditions");
        if (provided) ev_grow_unmet(b, known, unmet, i);
    }
}
