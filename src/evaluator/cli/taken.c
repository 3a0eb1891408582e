/*
 * For a person: what a decision hangs on, which is judgements and readings, and what was taken for
 * granted.
 */
#include "evaluator/cli/stated.h"
#include "evaluator/core/answer.h"

/* A judgement of which the policy presumes something in some cases that are left, and not in
 * others. */
static bool is_by_case(const struct ev_engine *e, uint32_t fact) {
    return !e->request.known[fact] && e->vocabulary.facts[fact].info.presumed &&
           !bitset_has(e->presumed, fact);
}

bool ev_is_taken(const struct ev_engine *e) {
    bool taken = e->missed.presumed;
    for (uint32_t f = 0; f < e->vocabulary.about.facts; f++)
        taken = taken || is_by_case(e, f) || bitset_has(e->presumed, f);
    return taken;
}

/* Of which the policy says one thing where a presumption holds and another elsewhere. */
static void put_by_case(struct ev_page *page, const struct ev_engine *e) {
    bool begun = false;
    for (uint32_t f = 0; f < e->vocabulary.about.facts; f++) {
        const struct strat_fact *info = &e->vocabulary.facts[f].info;
        if (!is_by_case(e, f)) continue;
        if (!begun) ev_heading(page, "Presumed in some of these cases, as nobody said otherwise");
        begun = true;
        ev_add_fact(page, info, false);
        ev_add(page, " (where it is not: %s)",
               !info->has_default    ? "open"
               : info->default_value ? "taken as yes"
                                     : "taken as no");
        ev_end(page, 2, 4);
    }
}

void ev_put_taken(struct ev_page *page, const struct ev_engine *e) {
    static const char *const headings[] = {"Presumed by the policy, as nobody said otherwise",
                                           "Taken for granted, as nobody said otherwise"};
    if (e->missed.presumed) ev_put_missed(page, e, "What was taken for granted was not found out");
    for (int by_default = 0; by_default < 2; by_default++) {
        const char *before = NULL;
        bitset_each (f, e->presumed, e->vocabulary.about.facts) {
            if (bitset_has(e->by_default, f) != (by_default == 1)) continue;
            if (!before) ev_heading(page, headings[by_default]);
            ev_add(page, "%s", before ? before : "");
            before = ", ";
            ev_add_typed(page, e, (uint32_t)f, e->presumed_value[f]);
        }
        if (before) ev_end(page, 2, 2);
    }
    put_by_case(page, e);
}

void ev_add_fact(struct ev_page *page, const struct strat_fact *info, bool bold) {
    ev_add(page, bold ? "- " EV_BOLD("%s") : "- %s", info->name);
    ev_add_some(page, ": ", info->title, "");
    ev_add_some(page, ", decided by ", info->by, "");
}

void ev_put_missed(struct ev_page *page, const struct ev_engine *e, const char *what) {
    ev_heading(page, what);
    ev_add(page, "%s", ev_why_not_decided(e));
    ev_end(page, 2, 2);
}

/* Those that somebody has to decide, and those that somebody or the policy has decided. */
static void put_judgements(struct ev_page *page, const struct ev_engine *e) {
    static const char *const headings[] = {
        "It hangs on these judgements, which nobody has made yet",
        "It would be otherwise if one of these judgements were decided the other way"};
    if (e->missed.judgements) {
        ev_put_missed(page, e, "Which judgements it would change with was not found out");
        return;
    }
    for (int made = 0; made < 2; made++) {
        bool begun = false;
        bitset_each (f, e->judgements, e->vocabulary.about.facts) {
            const struct strat_fact *info = &e->vocabulary.facts[f].info;
            bool stated = e->request.known[f], taken = bitset_has(e->presumed, f);
            bool yes = stated ? e->request.value[f] : e->presumed_value[f];
            if ((stated || taken) != (made == 1)) continue;
            if (!begun) ev_heading(page, headings[made]);
            begun = true;
            ev_add_fact(page, info, false);
            if (made)
                ev_add(page, " (%s %s)",
                       stated                         ? "stated:"
                       : bitset_has(e->by_default, f) ? "taken as"
                                                      : "presumed:",
                       yes ? "yes" : "no");
            ev_end(page, 2, 4);
        }
    }
}

/* The questions of interpretation that it hangs on, how the policy takes them, and how else they
 * could be read. */
static void put_readings(struct ev_page *page, const struct ev_engine *e) {
    const struct ev_vocabulary *v = &e->vocabulary;
    bool begun = false;
    if (e->missed.readings) ev_put_missed(page, e, "Which readings it hangs on was not found out");
    bitset_each (r, e->readings, v->about.readings) {
        uint32_t reading = v->about.facts + (uint32_t)r;
        const struct strat_fact *info = &v->facts[reading].info;
        const char *before = "; otherwise: ";
        if (!begun) ev_heading(page, "It hangs on how these open questions are read");
        begun = true;
        ev_add_fact(page, info, false);
        ev_add(page, " (taken: %s", ev_said(ev_value(v, reading, (uint32_t)info->default_value)));
        for (uint32_t i = 0; i < info->values; i++) {
            if ((int64_t)i == info->default_value) continue;
            ev_add(page, "%s%s", before, ev_said(ev_value(v, reading, i)));
            before = "; or: ";
        }
        ev_add(page, ")");
        ev_end(page, 2, 4);
    }
}

void ev_put_grounds(struct ev_page *page, const struct ev_engine *e) {
    put_judgements(page, e);
    put_readings(page, e);
    ev_put_taken(page, e);
}
