/*
 * Person: one decision for a person to read.
 */
#include "base/list.h"
#include "evaluator/cli/stated.h"
#include "evaluator/core/answer.h"
#include "evaluator/core/declared.h"

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
        ev_add_some(page, ev_is_pointer(info.see) ? " (see " : " (", info.see, ")");
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

/* It is the one approach, but how? */
static void add_ways(struct ev_page *page, const struct ev_engine *e, uint32_t approach) {
    static const char *const ways[] = {[STRAT_DEFAULT] = "the default",
                                       [STRAT_CONDITIONAL] = "open once something is done",
                                       [STRAT_OPEN] = "open"};
    size_t n = 0, k = 0;
    for (int s = STRAT_DEFAULT; s <= STRAT_OPEN; s++) n += e->answer.possible_status >> s & 1;
    ev_add(page, EV_YELLOW("Undetermined") ": ");
    ev_add_approaches(page, e, approach, "", false);
    ev_add(page, ", but on what was not stated it depends whether it is ");
    for (int s = STRAT_DEFAULT; s <= STRAT_OPEN; s++)
        if (e->answer.possible_status >> s & 1)
            ev_add(page, "%s%s", list_separator(k++, n, " or "), ways[s]);
    ev_add(page, ".");
}

uint32_t ev_possible(const struct ev_engine *e) {
    /* Unranked, `possible` has those that may be open, and the default one is not. */
    bool by_default = e->answer.possible_status >> STRAT_DEFAULT & 1;
    return e->answer.possible |
           (by_default ? UINT32_C(1) << e->vocabulary.about.default_approach : 0);
}

static void add_possible(struct ev_page *page, const struct ev_engine *e) {
    const struct strat_answer *a = &e->answer;
    bool refused = a->possible_status >> STRAT_REFUSED & 1,
         outside = a->possible_status >> STRAT_OUT_OF_SCOPE & 1;
    uint32_t some = ev_possible(e);
    if (!outside && !refused && some && !(some & (some - 1))) {
        add_ways(page, e, some);
        return;
    }
    ev_add(page, EV_YELLOW("Undetermined") ": this depends on what was not stated. Possible%s: ",
           ev_is_taken(e) ? ", with what is taken for granted below" : "");
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
           a->lists.modality == STRAT_MUST ? "; the organisation has to use it."
           : a->committed                  ? "; the organisation has committed itself to it."
                                           : ".");
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
               EV_YELLOW("Default") ": nothing that provides for what was asked is open. What "
                                    "remains is ");
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
    bool taken = ev_is_taken(e);
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

static void add_duties(struct ev_page *page, const struct ev_engine *e, const uint64_t *duties,
                       const char *before) {
    size_t n = 0, k = 0;
    bitset_each (d, duties, e->vocabulary.about.duties) n++;
    ev_add(page, "%s", before);
    bitset_each (d, duties, e->vocabulary.about.duties)
        ev_add(page, "%s%s", list_separator(k++, n, " and "), ev_said(&e->vocabulary.duties[d]));
}

/* What has to be done before this approach may start. */
static void put_after(struct ev_page *page, const struct ev_engine *e, uint32_t approach) {
    ev_add(page, EV_BOLD("%s"), e->vocabulary.approaches[approach].name);
    add_duties(page, e, e->answer.each[approach].before, " may start after this: ");
    ev_add(page, ".");
    ev_end(page, 0, 2);
}

/* What was asked is not provided for: the default approach is what remains. */
static bool only_by_default(const struct ev_engine *e, uint32_t approach) {
    return e->answer.each[approach].verdicts == UINT32_C(1) << STRAT_VERDICT_DEFAULT;
}

static void put_now(struct ev_page *page, const struct ev_engine *e) {
    const struct strat_answer *a = &e->answer;
    bool sure = a->status != STRAT_UNDETERMINED, ranked = e->vocabulary.about.ranked;
    uint32_t ready = ranked && a->now >= 0 ? (uint32_t)1 << a->now : ranked ? 0 : a->available;
    if (a->status == STRAT_OUT_OF_SCOPE || a->status == STRAT_REFUSED) return;
    ev_add_approaches(page, e, ready,
                      sure ? "May start now: " : "In each of these cases may start now: ", false);
    if (ready && !(ready & (ready - 1)) && a->now >= 0 && only_by_default(e, (uint32_t)a->now))
        ev_add(page, ", for what it offers; what was asked it does not provide for");
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
static void add_following(struct ev_page *page, const struct ev_engine *e,
                          const struct strat_lists *lists, const char *after) {
    const char *before = ", following ";
    bitset_each (d, lists->duties, e->vocabulary.about.duties) {
        if (!names(after, e->vocabulary.duties[d].name)) continue;
        ev_add(page, "%s%s", before, ev_said(&e->vocabulary.duties[d]));
        before = " and ";
    }
}

static void put_duty(struct ev_page *page, const struct ev_engine *e,
                     const struct strat_lists *lists, uint32_t duty, bool before) {
    struct strat_duty info;
    strat_get_duty(e->policy, duty, &info);
    bool outstanding = bitset_has(lists->before, duty);
    ev_add(page, !before ? "- " : outstanding ? EV_YELLOW("[ ] ") : EV_GREEN("[x] "));
    ev_add(page, "%s", ev_said(&e->vocabulary.duties[duty]));
    ev_add_some(page, ", by ", info.by, "");
    ev_add_some(page, ", to ", info.to, "");
    ev_add_some(page, ", ", info.deadline, "");
    add_following(page, e, lists, info.after);
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
    put_section(page, e, "Caution: not met, or not known to be met, is what these expect",
                lists->cautions);
}

static void put_own(struct ev_page *page, const struct ev_engine *e, uint32_t approach,
                    const char *how) {
    ev_puts(page->out, "\n");
    ev_add(page, "---- ");
    add_approach(page, e, (int32_t)approach);
    ev_add(page, "%s ----", how);
    ev_end(page, 0, 5);
    put_lists(page, e, &e->answer.each[approach]);
}

/* Without a rank each open approach stands for itself, with duties of its own. With one, what goes
 * with the answer's, and with what may start now where that is another. */
static void put_with(struct ev_page *page, const struct ev_engine *e) {
    const struct strat_answer *a = &e->answer;
    bool several = (a->open & (a->open - 1)) != 0, ranked = e->vocabulary.about.ranked;
    if (ranked || !several) put_lists(page, e, &a->lists);
    for (uint32_t i = 0; i < e->vocabulary.about.approaches && several && !ranked; i++)
        if (a->open >> i & 1) put_own(page, e, i, "");
    if (a->now >= 0 && a->now != a->approach && (ranked || !several))
        put_own(page, e, (uint32_t)a->now, ", which may start now");
}

/* ---- what is closed, and the whole ---- */

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
        ev_add(page, "(it requires something that is not met)");
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
        ev_sentence(page, "As asked, no paragraph provides for more.");
    }
}

void ev_put_decision(struct ev_page *page, struct ev_engine *e) {
    put_headline(page, e);
    put_sure(page, e);
    put_what_is_closed(page, e);
    put_now(page, e);
    put_commits(page, e);
    put_with(page, e);
    ev_put_grounds(page, e);
    ev_put_offers(page, e);
    ev_put_asking(page, e);
}

/* ---- --why ---- */

/* What the approach is by itself, in every completion, or what it can be. */
static void add_verdict(struct ev_page *page, const struct ev_engine *e, uint32_t approach) {
    const struct strat_lists *each = &e->answer.each[approach];
    static const char *const words[] = {[STRAT_VERDICT_NOT_PROVIDED] = "not provided for",
                                        [STRAT_VERDICT_CLOSED] = "closed",
                                        [STRAT_VERDICT_DEFAULT] = "the default",
                                        [STRAT_VERDICT_CONDITIONAL] = "open once something is done",
                                        [STRAT_VERDICT_OPEN] = "open"};
    enum { VERDICTS = sizeof words / sizeof *words };
    uint64_t verdicts = each->verdicts;
    size_t n = 0, k = 0;
    bitset_each (v, &verdicts, VERDICTS) n++;
    if (n > 1) ev_add(page, EV_YELLOW("this depends on what was not stated") ": ");
    if (verdicts == UINT64_C(1) << STRAT_VERDICT_NOT_PROVIDED)
        ev_add(page, "not provided for: no paragraph opens it here");
    else if (verdicts == UINT64_C(1) << STRAT_VERDICT_CONDITIONAL)
        add_duties(page, e, each->before, EV_YELLOW("open after this") ": ");
    else
        bitset_each (v, &verdicts, VERDICTS)
            ev_add(page, "%s%s", list_separator(k++, n, " or "), words[v]);
}

static bool put_reasons(struct ev_page *page, struct ev_engine *e, uint32_t approach,
                        struct ev_fault *fault) {
    if (!ev_explain(e, approach, fault)) return false;
    const struct strat_reasons *r = &e->reasons;
    const struct strat_answer *a = &e->answer;
    bool perhaps_permitted = ev_any_id(e, r->permits_some), closed = ev_any_id(e, r->closes_all);
    ev_puts(page->out, "\n");
    add_approach(page, e, (int32_t)approach);
    ev_add(page, ": ");
    add_verdict(page, e, approach);
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
    for (uint32_t i = e->vocabulary.about.approaches; i > 0; i--)
        if ((approach < 0 || i - 1 == (uint32_t)approach) && !put_reasons(page, e, i - 1, fault))
            return false;
    ev_put_taken(page, e);
    if (approach >= 0) ev_put_ways(page, e, (uint32_t)approach);
    return true;
}

/* ---- --require ---- */

bool ev_put_available(struct ev_page *page, const struct ev_engine *e, uint32_t approach) {
    const struct strat_answer *a = &e->answer;
    bool available = a->available >> approach & 1, ranked = e->vocabulary.about.ranked;
    bool more = available && ranked && a->now > (int32_t)approach;
    ev_add(page, available ? "Yes: " : "No: ");
    if (available && !more && a->now != (int32_t)approach && ranked) {
        add_approach(page, e, (int32_t)approach);
        ev_add(page, ", or more, may start now.");
    } else if (available) {
        add_approach(page, e, more ? a->now : (int32_t)approach);
        ev_add(page, more ? " may start now, which is more." : " may start now.");
    } else if (ranked && a->now >= 0) {
        ev_add(page, "at most ");
        add_approach(page, e, a->now);
        ev_add(page,
               a->status == STRAT_UNDETERMINED ? " is sure to be allowed now." : " may start now.");
    } else {
        ev_add(page, a->status == STRAT_OUT_OF_SCOPE ? "out of scope."
                     : ranked                        ? "nothing may start now."
                                                     : "it may not start now.");
    }
    if ((!available || more) && a->status != STRAT_OUT_OF_SCOPE) {
        ev_add(page, " ");
        add_approach(page, e, (int32_t)approach);
        ev_add(page, ": ");
        add_verdict(page, e, approach);
        ev_add(page, ".");
    }
    ev_end(page, 0, 2);
    return available;
}
