/*
 * The headline of an answer, and what it means at once: whether it is sure, what may start now.
 */
#include "evaluator/core/answer.h"
#include "evaluator/explain/build.h"

bool ev_is_by_case(const struct ev_engine *e, uint32_t fact) {
    return !e->request.known[fact] && bitset_has(e->somewhere, fact) &&
           !bitset_has(e->presumed, fact);
}

/* What was stated alone puts it out of scope. */
static bool is_outside_anyhow(const struct ev_engine *e) {
    if (e->answer.status != STRAT_OUT_OF_SCOPE) return false;
    strat_conditions_hold(e->policy, &e->request, e->holds);
    return strat_term_holds(e->holds, strat_get_scope(e->policy)) == STRAT_HOLDS_NO;
}

bool ev_is_taken(const struct ev_engine *e) {
    bool taken = e->missed.presumed;
    if (is_outside_anyhow(e)) return false;
    for (uint32_t f = 0; f < e->vocabulary.about.facts; f++)
        taken = taken || bitset_has(e->presumed, f) ||
                (!e->request.known[f] && e->vocabulary.facts[f].info.presumed);
    return taken;
}

/* Whether there is a list of it: of judgements that it hangs on (`judged`), or of all else.
 * Presumptions count without one where no case is left in which they hold: as an assumption stands
 * against them, which it does not once that is stated. */
static bool is_listed(const struct ev_engine *e, bool judged) {
    bool listed = e->missed.presumed && !judged;
    for (uint32_t f = 0; f < e->vocabulary.about.facts; f++) {
        bool made =
            bitset_has(e->presumed, f) && !e->missed.judgements && bitset_has(e->judgements, f);
        if (bitset_has(e->presumed, f) || ev_is_by_case(e, f)) listed = listed || made == judged;
    }
    return listed;
}

static const char *commits_of(const struct ev_engine *e, int32_t approach) {
    struct strat_named info;
    const char *commits = "";
    if (approach >= 0) strat_get_approach(e->policy, (uint32_t)approach, &info, &commits);
    return commits;
}

/* ---- the headline ---- */

/* It is the one approach, but how? */
static void say_how(struct ev_out *out, const struct ev_engine *e, uint32_t approach) {
    uint32_t statuses = e->answer.possible_status;
    bool by_default = statuses >> STRAT_DEFAULT & 1, first = statuses >> STRAT_CONDITIONAL & 1;
    ev_say_approaches(out, e, approach, "", false);
    ev_textf(
        out,
        " in each case that is still possible. Whether it %s%s depends on what was not stated.",
        by_default ? "provides for what was asked" : "may start at once",
        !by_default ? " or something has to be done first"
        : first     ? ", and whether something has to be done first,"
                    : ", or is only what remains,");
}

/* What is taken for granted is listed below, or not at all. */
static const char *taken_where(const struct ev_build *b) {
    bool judged = is_listed(b->e, true), others = is_listed(b->e, false);
    if (!judged && !others) return "what the policy presumes";
    if (!(b->x->parts & EV_PART_TAKEN)) return "what is taken for granted";
    if (!judged || !(b->x->parts & EV_PART_GROUNDS)) return "what is taken for granted below";
    return others ? "what is taken for granted and the judgements below" : "the judgements below";
}

/* Undetermined: what may, or has to, start in each of the cases, and what more may come out. */
static void say_more(const struct ev_build *b, struct ev_out *out, uint64_t more) {
    const struct ev_engine *e = b->e;
    bool taken = ev_is_taken(e);
    ev_say_approach(out, e, e->answer.now);
    ev_textf(out, "%s may start now%s%s. Whether more may be used depends on what was not stated: ",
             ev_said_use(e->answer.each[e->answer.now].modality), taken ? ", with " : "",
             taken ? taken_where(b) : "");
    ev_say_approaches(out, e, more, "", false);
    ev_text(out, ".");
}

/* Whether the headline is of what may start now, and of what is more. */
static bool is_of_more(const struct ev_engine *e) {
    const struct strat_answer *a = &e->answer;
    return a->status == STRAT_UNDETERMINED && !ev_may_have_none(e) && !ev_is_one_possible(e) &&
           a->now >= 0 && ev_possible(e) >> a->now & 1 && e->vocabulary.about.ranked;
}

static void say_possible(const struct ev_build *b, struct ev_out *out) {
    const struct ev_engine *e = b->e;
    bool taken = ev_is_taken(e);
    uint32_t some = ev_possible(e);
    if (ev_is_one_possible(e)) {
        say_how(out, e, some);
        return;
    }
    if (is_of_more(e)) {
        say_more(b, out, some & ~(UINT32_C(1) << e->answer.now));
        return;
    }
    ev_textf(out, "this depends on what was not stated. Possible%s%s: ", taken ? ", with " : "",
             taken ? taken_where(b) : "");
    ev_say_outcomes(out, e, false);
    ev_text(out, ".");
}

static void say_open(struct ev_out *out, const struct ev_engine *e) {
    static const char *const verbs[] = {"may", "may", "will", "must"};
    const struct strat_answer *a = &e->answer;
    bool open = a->status == STRAT_OPEN;
    if (!e->vocabulary.about.ranked) {
        ev_say_approaches(out, e, a->open, "", false);
        ev_text(out, ".");
        return;
    }
    ev_text(out, a->committed ? "" : "at most ");
    ev_say_approach(out, e, a->approach);
    ev_textf(out, " %s be used%s%s", verbs[a->lists.modality],
             open ? "" : ", but something has to be done first",
             a->lists.modality == STRAT_MUST ? "; it has to be used."
             : a->committed                  ? "; it is promised."
                                             : ".");
}

/* In a sentence or two what was decided. */
static void say_decided(struct ev_build *b, struct ev_out *out) {
    const struct ev_engine *e = b->e;
    const struct strat_answer *a = &e->answer;
    switch (a->status) {
    case STRAT_OUT_OF_SCOPE:
        ev_text(out, "this policy does not speak of such a case");
        ev_say_out_of_scope(b, out);
        ev_text(out, ".");
        break;
    case STRAT_REFUSED:
        ev_textf(out, "no approach may be used%s.",
                 ev_any_id(e, a->lists.closed_by) ? "" : "; no paragraph provides for this");
        break;
    case STRAT_DEFAULT: {
        const char *commits = commits_of(e, a->approach);
        ev_text(out, "nothing that provides for what was asked is open. What remains is ");
        ev_say_approach(out, e, a->approach);
        ev_textf(out, "%s%s.", commits[0] ? ": " : "", commits);
        break;
    }
    case STRAT_CONDITIONAL:
    case STRAT_OPEN: say_open(out, e); break;
    case STRAT_UNDETERMINED: say_possible(b, out); break;
    }
}

static void grow_decided(struct ev_build *b, struct ev_node *parent) {
    static const char *const words[] = {"Out of scope", "Refused", "Default",
                                        "Conditional",  "Open",    "Undetermined"};
    const struct ev_engine *e = b->e;
    bool on_conditions = e->answer.status == STRAT_CONDITIONAL && !e->vocabulary.about.ranked;
    struct ev_node *headline = ev_grow_object(b->t, parent, "headline");
    ev_grow_text(b->t, headline, "state", ev_status_name(e->answer.status));
    ev_grow_text(b->t, headline, "word",
                 on_conditions ? "Open on conditions" : words[e->answer.status]);
    say_decided(b, &b->t->said);
    ev_grow_said(b->t, headline, "text");
    ev_grow_ids(b, headline, "closed_by", e->answer.lists.closed_by);
}

/* ---- whether it is sure ---- */

/* Whether something that could matter was not stated. */
static bool leaves_open(const struct ev_engine *e) {
    for (uint32_t f = 0; f < e->vocabulary.about.facts; f++)
        if (!e->request.known[f] && !e->vocabulary.facts[f].info.has_default) return true;
    return false;
}

static void say_sure(const struct ev_build *b, struct ev_out *out) {
    const struct ev_engine *e = b->e;
    bool taken = ev_is_taken(e);
    bool duties = ev_any_duty(e, e->answer.uncertain_duties);
    if (e->answer.status == STRAT_UNDETERMINED || !leaves_open(e)) return;
    ev_textf(out, "This is sure%s%s: %s%s.", taken ? " only with " : "",
             taken ? taken_where(b) : "",
             taken ? "nothing else that was not stated changes it"
                   : "what was not stated does not change it",
             duties ? ", but for duties that say so" : "");
}

/* ---- now ---- */

/* Of the one approach that may start now: whether what was asked is provided for, or that it is
 * what remains; and, where the headline does not say so, that it has to be used. */
static void say_terms(struct ev_out *out, const struct ev_engine *e, uint32_t approach) {
    const struct strat_lists *each = &e->answer.each[approach];
    const uint32_t by_default = UINT32_C(1) << STRAT_VERDICT_DEFAULT;
    if (each->verdicts == by_default)
        ev_text(out, ", for what it offers; what was asked it does not provide for");
    else if (each->verdicts & by_default)
        ev_text(out, "; in some of these cases as the default only, for what it offers");
    if (e->answer.approach == (int32_t)approach || is_of_more(e)) return;
    if (each->modality == STRAT_MUST) ev_text(out, "; it has to be used");
    if (each->modality == STRAT_WILL) ev_text(out, "; it is promised");
}

/* Whether anything may start in some of the cases, or that is not known. */
static bool may_start(struct ev_engine *e) {
    if (!ev_find_had(e)) return true;
    for (uint32_t i = 0; i < e->vocabulary.about.approaches; i++)
        if (e->had[i].verdicts >> STRAT_VERDICT_OPEN & 1) return true;
    return false;
}

/* Nothing where the headline has said it all. */
static void grow_now(struct ev_build *b, struct ev_node *list) {
    struct ev_engine *e = b->e;
    const struct strat_answer *a = &e->answer;
    struct ev_out *out = &b->t->said;
    bool sure = a->status != STRAT_UNDETERMINED, ranked = e->vocabulary.about.ranked,
         none = !sure && !a->possible && !(a->possible_status >> STRAT_DEFAULT & 1);
    uint32_t ready = ranked && a->now >= 0 ? (uint32_t)1 << a->now : ranked ? 0 : a->available;
    if (a->status == STRAT_OUT_OF_SCOPE || a->status == STRAT_REFUSED) return;
    if (is_of_more(e) && !(a->each[a->now].verdicts & 1u << STRAT_VERDICT_DEFAULT)) return;
    ev_say_approaches(out, e, ready,
                      sure ? "May start now: "
                           : "In each case that is still possible this may start now: ",
                      false);
    if (ready && !(ready & (ready - 1)) && a->now >= 0) say_terms(out, e, (uint32_t)a->now);
    ev_text(out, ready          ? "."
                 : may_start(e) ? "Nothing is sure to be allowed now."
                 : none         ? "Nothing may start."
                                : "Nothing may start yet.");
    ev_grow_said(b->t, list, NULL);
    for (uint32_t i = e->vocabulary.about.approaches; i > 0 && sure; i--) {
        const uint64_t *before = a->each[i - 1].before;
        if (!(a->open >> (i - 1) & 1) || !ev_any_duty(e, before)) continue;
        ev_textf(out, "%s may start after this: ", e->vocabulary.approaches[i - 1].name);
        ev_say_duties(out, e, before);
        ev_text(out, ".");
        ev_grow_said(b->t, list, NULL);
    }
}

void ev_grow_headline(struct ev_build *b, struct ev_node *parent) {
    const struct ev_engine *e = b->e;
    grow_decided(b, parent);
    say_sure(b, &b->t->said);
    ev_grow_said(b->t, parent, "sure");
    grow_now(b, ev_grow_list(b->t, parent, "now"));
    ev_grow_some(b->t, parent, "commits",
                 e->answer.status == STRAT_DEFAULT ? "" : commits_of(e, e->answer.approach));
}
