/*
 * Person: one decision for a person to read.
 */
#include "base/list.h"
#include "evaluator/cli/stated.h"
#include "evaluator/core/answer.h"

/* ---- pieces ---- */

static void add_approach(struct ev_page *page, const struct ev_engine *e, int32_t approach) {
    if (approach < 0) return;
    ev_add(page, EV_BOLD("%s"), e->vocabulary.approaches[approach].name);
    ev_add_some(page, " (", e->vocabulary.approaches[approach].title, ")");
}

void ev_add_approaches(struct ev_page *page, const struct ev_engine *e, uint64_t approaches,
                       const char *before, bool bare) {
    bitset_each (i, &approaches, e->vocabulary.about.approaches) {
        ev_add(page, bare ? "%s%s" : "%s", before, e->vocabulary.approaches[i].name);
        if (!bare) add_approach(page, e, (int32_t)i);
        before = ", ";
    }
}

/* A line for each paragraph of a list: its id and title. */
static void put_paragraphs(struct ev_page *page, const struct ev_engine *e, const uint64_t *bits,
                           size_t indent) {
    const struct ev_vocabulary *v = &e->vocabulary;
    size_t column = ev_column_behind(v->paragraphs, v->about.paragraphs, bits, 24);
    for (uint32_t i = 0; i < v->about.paragraphs; i++) {
        if (!bitset_has(bits, i)) continue;
        struct strat_paragraph info;
        strat_get_paragraph(e->policy, i, &info);
        ev_add(page, "%s", info.id);
        ev_add_column(page, column);
        ev_add(page, "%s", info.title);
        ev_add_some(page, " (see ", info.see, ")");
        ev_end(page, indent, indent + column);
    }
}

/* The same under a line that says what they do; nothing where there is none. */
static void put_list(struct ev_page *page, const struct ev_engine *e, const char *what,
                     const uint64_t *bits) {
    if (!ev_any_id(e, bits)) return;
    ev_add(page, "%s", what);
    ev_end(page, 2, 4);
    put_paragraphs(page, e, bits, 4);
}

static void put_section(struct ev_page *page, const struct ev_engine *e, const char *heading,
                        const uint64_t *bits) {
    if (!ev_any_id(e, bits)) return;
    ev_heading(page, heading);
    put_paragraphs(page, e, bits, 2);
}

/* ---- the headline ---- */

static const char *commits_of(const struct ev_engine *e, int32_t approach) {
    struct strat_named info;
    const char *commits = "";
    if (approach >= 0) strat_get_approach(e->policy, (uint32_t)approach, &info, &commits);
    return commits;
}

static void add_possible(struct ev_page *page, const struct ev_engine *e) {
    const struct strat_answer *a = &e->answer;
    bool refused = a->possible_status >> STRAT_REFUSED & 1,
         outside = a->possible_status >> STRAT_OUT_OF_SCOPE & 1,
         by_default = a->possible_status >> STRAT_DEFAULT & 1;
    /* Unranked, `possible` has those that may be open, and the default one is not. */
    uint32_t some = a->possible;
    if (by_default) some |= UINT32_C(1) << e->vocabulary.about.default_approach;
    ev_add(page, EV_YELLOW("Undetermined") ": this depends on what was not stated. Possible: ");
    ev_add(page, EV_BOLD("%s") "%s" EV_BOLD("%s"), outside ? "out of scope" : "",
           outside && refused ? ", " : "", refused ? "refused" : "");
    ev_add_approaches(page, e, some, outside || refused ? ", " : "", false);
    ev_add(page, ".");
}

static void add_open(struct ev_page *page, const struct ev_engine *e) {
    static const char *const verbs[] = {"may", "may", "will", "must"};
    const struct strat_answer *a = &e->answer;
    bool open = a->status == STRAT_OPEN;
    if (!e->vocabulary.about.ranked) {
        ev_add(page, EV_GREEN("%s"), open ? "Open" : "Open on conditions");
        ev_add_approaches(page, e, a->open, ": ", false);
        ev_add(page, ".");
        return;
    }
    ev_add(page, open ? EV_GREEN("Open") : EV_YELLOW("Conditional"));
    ev_add(page, a->committed ? ": " : ": at most ");
    add_approach(page, e, a->approach);
    ev_add(page, " %s be used%s%s", verbs[a->lists.modality],
           open ? "" : ", but something has to be done first",
           a->committed ? "; the organisation has committed itself to it." : ".");
}

/* The policy, and in a sentence or two what was decided. */
static void put_headline(struct ev_page *page, const struct ev_engine *e) {
    const struct strat_answer *a = &e->answer;
    ev_put_title(page, &e->vocabulary);
    ev_put_asked(page, e);
    switch (a->status) {
    case STRAT_OUT_OF_SCOPE:
        ev_add(page, EV_RED("Out of scope") ": this policy does not speak of such a case.");
        break;
    case STRAT_REFUSED:
        ev_add(page, EV_RED("Refused") ": no approach may be used%s",
               ev_any_id(e, a->lists.closed_by) ? ". It is closed by:"
                                                : "; no paragraph provides for this.");
        break;
    case STRAT_DEFAULT:
        ev_add(page,
               EV_YELLOW("Default") ": nothing provides for what was asked. What remains is ");
        add_approach(page, e, a->approach);
        ev_add_some(page, ": ", commits_of(e, a->approach), "");
        ev_add(page, ".");
        break;
    case STRAT_CONDITIONAL:
    case STRAT_OPEN: add_open(page, e); break;
    case STRAT_UNDETERMINED: add_possible(page, e); break;
    }
    ev_end(page, 0, 2);
    put_paragraphs(page, e, a->lists.closed_by, 2);
}

/* Whether something that could matter was not stated. */
static bool leaves_open(const struct ev_engine *e) {
    for (uint32_t f = 0; f < e->vocabulary.about.facts; f++)
        if (!e->request.known[f] && !e->vocabulary.facts[f].info.has_default) return true;
    return false;
}

static void put_sure(struct ev_page *page, const struct ev_engine *e) {
    bool taken = bitset_some(e->presumed, bitset_words(e->vocabulary.about.facts));
    bool duties = ev_any_duty(e, e->answer.uncertain_duties);
    if (e->answer.status == STRAT_UNDETERMINED || !leaves_open(e)) return;
    ev_add(page, "This is sure: what was not stated does not change it%s%s.",
           taken ? ", apart from what is taken for granted below" : "",
           !duties ? ""
           : taken ? " and from duties that say so"
                   : ", apart from duties that say so");
    ev_end(page, 0, 2);
}

/* ---- now ---- */

/* What has to be done before this approach may start. */
static void put_after(struct ev_page *page, const struct ev_engine *e, uint32_t approach) {
    const uint64_t *before = e->answer.each[approach].before;
    size_t n = 0, k = 0;
    bitset_each (d, before, e->vocabulary.about.duties) n++;
    ev_add(page, EV_BOLD("%s") " may start after this: ", e->vocabulary.approaches[approach].name);
    bitset_each (d, before, e->vocabulary.about.duties) {
        const struct strat_named *duty = &e->vocabulary.duties[d];
        ev_add(page, "%s%s", list_separator(k++, n, " and "),
               duty->title[0] != '\0' ? duty->title : duty->name);
    }
    ev_add(page, ".");
    ev_end(page, 0, 2);
}

static void put_now(struct ev_page *page, const struct ev_engine *e) {
    const struct strat_answer *a = &e->answer;
    bool sure = a->status != STRAT_UNDETERMINED, ranked = e->vocabulary.about.ranked;
    uint32_t ready = ranked && a->now >= 0 ? (uint32_t)1 << a->now : ranked ? 0 : a->available;
    if (a->status == STRAT_OUT_OF_SCOPE || a->status == STRAT_REFUSED) return;
    ev_add_approaches(page, e, ready,
                      sure ? "May start now: " : "Whatever else is so, may start now: ", false);
    ev_add(page, ready  ? "."
                 : sure ? "Nothing may start yet."
                        : "Nothing is sure to be allowed now.");
    ev_end(page, 0, 2);
    for (uint32_t i = e->vocabulary.about.approaches; i > 0 && sure; i--)
        if (a->open >> (i - 1) & 1 && ev_any_duty(e, a->each[i - 1].before))
            put_after(page, e, i - 1);
}

static void put_commits(struct ev_page *page, const struct ev_engine *e) {
    const char *commits = commits_of(e, e->answer.approach);
    if (commits[0] == '\0' || e->answer.status == STRAT_DEFAULT) return;
    ev_add(page, "What it commits: %s.", commits);
    ev_end(page, 0, 2);
}

/* ---- duties ---- */

static void put_duty(struct ev_page *page, const struct ev_engine *e,
                     const struct strat_lists *lists, uint32_t duty, bool before) {
    struct strat_duty info;
    strat_get_duty(e->policy, duty, &info);
    bool outstanding = bitset_has(lists->before, duty);
    ev_add(page, !before ? "- " : outstanding ? EV_YELLOW("[ ] ") : EV_GREEN("[x] "));
    ev_add(page, "%s", info.title[0] != '\0' ? info.title : info.name);
    ev_add_some(page, ", by ", info.by, "");
    ev_add_some(page, ", to ", info.to, "");
    ev_add_some(page, ", ", info.deadline, "");
    ev_add_some(page, ", following ", info.after, "");
    if (!e->missed.grounds) {
        const uint64_t *grounds = e->grounds + duty * strat_id_words(e->policy);
        const char *sign = " (";
        bitset_each (i, grounds, e->vocabulary.about.paragraphs) {
            ev_add(page, "%s%s", sign, e->vocabulary.paragraphs[i].name);
            sign = ", ";
        }
        ev_add(page, *sign == ',' ? ")" : "");
    }
    if (before && info.done_when >= 0)
        ev_add(page, outstanding ? "; done when %s" : "; done: %s", info.done);
    if (lists == &e->answer.lists && bitset_has(e->answer.uncertain_duties, duty))
        ev_add(page, " (this depends on what was not stated)");
    ev_end(page, 2, before ? 6 : 4);
}

static void put_duties(struct ev_page *page, const struct ev_engine *e,
                       const struct strat_lists *lists) {
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
    for (size_t g = 0; g < GROUPS; g++) {
        bool begun = false;
        for (uint32_t i = 0; i < e->vocabulary.about.duties; i++) {
            struct strat_duty info;
            strat_get_duty(e->policy, i, &info);
            if (!bitset_has(lists->duties, i) || info.timing != groups[g].timing) continue;
            if (!begun) ev_heading(page, groups[g].heading);
            begun = true;
            put_duty(page, e, lists, i, info.timing == STRAT_BEFORE);
        }
    }
}

/* What goes with an approach. */
static void put_lists(struct ev_page *page, const struct ev_engine *e,
                      const struct strat_lists *lists) {
    put_section(page, e, "By", lists->basis);
    put_duties(page, e, lists);
    put_section(page, e, "Caution: not known to be met is what these expect", lists->cautions);
}

/* Without a rank each open approach stands for itself, with duties of its own. */
static void put_each(struct ev_page *page, const struct ev_engine *e) {
    for (uint32_t i = 0; i < e->vocabulary.about.approaches; i++) {
        if (!(e->answer.open >> i & 1)) continue;
        ev_puts(page->out, "\n");
        ev_add(page, "---- ");
        add_approach(page, e, (int32_t)i);
        ev_add(page, " ----");
        ev_end(page, 0, 5);
        put_lists(page, e, &e->answer.each[i]);
    }
}

/* ---- what it hangs on, and what was taken for granted ---- */

/* What defaults and presumptions say where nobody spoke, as one would type it. */
static void put_taken(struct ev_page *page, const struct ev_engine *e) {
    const char *before = NULL;
    if (e->missed.presumed) ev_put_missed(page, e, "What was taken for granted was not found out");
    bitset_each (f, e->presumed, e->vocabulary.about.facts) {
        if (!before) ev_heading(page, "Taken for granted, as nobody said otherwise");
        ev_add(page, "%s", before ? before : "");
        before = ", ";
        ev_add_typed(page, e, (uint32_t)f, e->presumed_value[f]);
    }
    if (before) ev_end(page, 2, 2);
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
        "It would be otherwise if one of these judgements were"};
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
                       stated           ? "stated:"
                       : info->presumed ? "presumed:"
                                        : "taken as",
                       yes ? "yes" : "no");
            ev_end(page, 2, 4);
        }
    }
}

static bool closes_itself(const struct ev_engine *e) {
    for (uint32_t i = 0; i < e->vocabulary.about.paragraphs; i++) {
        struct strat_paragraph p;
        strat_get_paragraph(e->policy, i, &p);
        if (p.kind == STRAT_APPROACH && bitset_has(e->reasons.closes_all, i)) return true;
    }
    return false;
}

static void put_what_closes(struct ev_page *page, const struct ev_engine *e, int32_t approach) {
    const struct strat_reasons *r = &e->reasons;
    ev_puts(page->out, "\n");
    add_approach(page, e, approach);
    if (ev_any_id(e, r->permits_all)) {
        ev_sentence(page, " would be opened by");
        put_paragraphs(page, e, r->permits_all, 2);
        ev_add(page, "but");
    }
    ev_sentence(page, " is closed by");
    put_paragraphs(page, e, r->closes_all, 2);
    if (closes_itself(e)) {
        ev_add(page, "(what an approach requires is not met where it closes itself)");
        ev_end(page, 2, 4);
    }
}

/* Which paragraphs close what is more than the answer, and which would open it; or that none
 * speaks of it. Where something is open, of what something would open alone. */
static void put_what_is_closed(struct ev_page *page, struct ev_engine *e) {
    struct ev_fault fault;
    const struct strat_answer *a = &e->answer;
    bool some = false, missed = false, by_default = a->status == STRAT_DEFAULT;
    if (!by_default && a->status != STRAT_OPEN && a->status != STRAT_CONDITIONAL) return;
    for (uint32_t i = e->vocabulary.about.approaches; i > 0; i--) {
        bool more = e->vocabulary.about.ranked && !by_default ? (int32_t)(i - 1) > a->approach
                                                              : (int32_t)(i - 1) != a->approach;
        if (!more || a->open >> (i - 1) & 1) continue;
        if (!ev_explain(e, i - 1, &fault)) missed = true;
        if (missed || !ev_any_id(e, e->reasons.closes_all)) continue;
        if (!by_default && !ev_any_id(e, e->reasons.permits_all)) continue;
        some = true;
        put_what_closes(page, e, (int32_t)(i - 1));
    }
    ev_puts(page->out, some ? "\n" : "");
    if (missed) {
        ev_add(page, "What else closes more than this was not found out: %s.",
               ev_why_not_decided(e));
        ev_end(page, 0, 2);
    } else if (!some && by_default) {
        ev_sentence(page, "No paragraph provides for more.");
    }
}

void ev_put_decision(struct ev_page *page, struct ev_engine *e) {
    bool several = (e->answer.open & (e->answer.open - 1)) != 0;
    put_headline(page, e);
    put_sure(page, e);
    put_what_is_closed(page, e);
    put_now(page, e);
    put_commits(page, e);
    if (several && !e->vocabulary.about.ranked)
        put_each(page, e);
    else
        put_lists(page, e, &e->answer.lists);
    put_judgements(page, e);
    put_taken(page, e);
    ev_put_offers(page, e);
    ev_put_asking(page, e);
}

/* ---- --why ---- */

static bool put_reasons(struct ev_page *page, struct ev_engine *e, uint32_t approach,
                        struct ev_fault *fault) {
    if (!ev_explain(e, approach, fault)) return false;
    const struct strat_reasons *r = &e->reasons;
    const struct strat_answer *a = &e->answer;
    bool permitted = ev_any_id(e, r->permits_all), closed = ev_any_id(e, r->closes_all);
    bool perhaps_permitted = ev_any_id(e, r->permits_some),
         perhaps_closed = ev_any_id(e, r->closes_some);
    ev_puts(page->out, "\n");
    add_approach(page, e, (int32_t)approach);
    ev_add(page, ": ");
    if (closed)
        ev_add(page, EV_RED("closed"));
    else if (!perhaps_permitted)
        ev_add(page, "not provided for: no paragraph opens it here");
    else if (!permitted || perhaps_closed)
        ev_add(page, EV_YELLOW("this depends on what was not stated"));
    else
        ev_add(page, EV_GREEN("open"));
    if ((int32_t)approach == a->approach && a->status == STRAT_DEFAULT)
        ev_add(page, "; as the default it remains");
    else if ((int32_t)approach == a->approach && e->vocabulary.about.ranked)
        ev_add(page, "; it is the most that is open");
    ev_sentence(page, ".");
    bitset_andnot(r->permits_some, r->permits_all, strat_id_words(e->policy));
    bitset_andnot(r->closes_some, r->closes_all, strat_id_words(e->policy));
    put_list(page, e, "opened by", r->permits_all);
    put_list(page, e, "opened, in some cases, by", r->permits_some);
    put_list(page, e, "closed by", r->closes_all);
    if (perhaps_permitted || closed) /* what nothing opens, nothing closes */
        put_list(page, e, "closed, in some cases, by", r->closes_some);
    return true;
}

bool ev_put_why(struct ev_page *page, struct ev_engine *e, int32_t approach,
                struct ev_fault *fault) {
    put_headline(page, e);
    if (e->answer.status == STRAT_OUT_OF_SCOPE) return true;
    if (ev_any_id(e, e->answer.lists.basis)) {
        ev_puts(page->out, "\n");
        ev_sentence(page, "Its basis:");
        put_paragraphs(page, e, e->answer.lists.basis, 2);
    }
    if (approach >= 0) return put_reasons(page, e, (uint32_t)approach, fault);
    for (uint32_t i = e->vocabulary.about.approaches; i > 0; i--)
        if (!put_reasons(page, e, i - 1, fault)) return false;
    return true;
}

/* ---- --require ---- */

bool ev_put_available(struct ev_page *page, const struct ev_engine *e, uint32_t approach) {
    const struct strat_answer *a = &e->answer;
    bool available = a->available >> approach & 1;
    ev_add(page, available ? "Yes: " : "No: ");
    if (a->status == STRAT_UNDETERMINED && !available) {
        ev_add(page, "undetermined, this depends on what was not stated.");
    } else if (!e->vocabulary.about.ranked || a->status == STRAT_UNDETERMINED ||
               (available && a->now < (int32_t)approach)) {
        add_approach(page, e, (int32_t)approach);
        ev_add(page, "%s %s start now.", e->vocabulary.about.ranked ? ", or more," : "",
               available ? "may" : "may not");
    } else {
        ev_add(page, a->now == STRAT_NONE ? "nothing" : "at most ");
        if (a->now != STRAT_NONE) add_approach(page, e, a->now);
        ev_add(page, " may start now (%s).",
               a->status == STRAT_OUT_OF_SCOPE ? "out of scope" : ev_status_name(a->status));
    }
    ev_end(page, 0, 2);
    return available;
}
