#include "evaluator/cli/person.h"

#include <string.h>

#include "evaluator/core/answer.h"

/* ---- pieces ---- */

void ev_add_approach(struct ev_page *page, const struct ev_engine *e, int32_t approach,
                     enum ev_style style) {
    if (approach == STRAT_NONE) {
        ev_add_styled(page, style, "none");
    } else if (approach >= 0) {
        struct strat_named info;
        const char *commits;
        strat_get_approach(e->policy, (uint32_t)approach, &info, &commits);
        ev_add_styled(page, style, info.name);
        if (info.title[0] != '\0') {
            ev_add(page, " (");
            ev_add(page, info.title);
            ev_add(page, ")");
        }
    }
}

/* The column behind the longest of the names that are listed, within reason. */
static size_t column_behind(const uint64_t *bits, uint32_t n, const struct ev_name *names) {
    size_t widest = 0;
    for (uint32_t i = 0; i < n; i++)
        if (ev_bit(bits, i) && names[i].length > widest) widest = names[i].length;
    return (widest < 24 ? widest : 24) + 2;
}

void ev_put_paragraphs(struct ev_page *page, const struct ev_engine *e, const uint64_t *bits,
                       size_t indent) {
    const struct ev_vocabulary *v = &e->vocabulary;
    size_t column = column_behind(bits, v->about.paragraphs, v->paragraphs);
    for (uint32_t i = 0; i < v->about.paragraphs; i++) {
        if (!ev_bit(bits, i)) continue;
        struct strat_paragraph info;
        strat_get_paragraph(e->policy, i, &info);
        ev_add(page, info.id);
        ev_add_column(page, column);
        ev_add(page, info.title);
        if (info.see[0] != '\0') {
            ev_add(page, " (see ");
            ev_add(page, info.see);
            ev_add(page, ")");
        }
        ev_end(page, indent, indent + column);
    }
}

/* ---- the headline ---- */

static void put_possible(struct ev_page *page, const struct ev_engine *e) {
    const struct strat_answer *a = &e->answer;
    ev_add_styled(page, EV_YELLOW, "Undetermined");
    ev_add(page, ": this depends on what was not stated. Possible: ");
    bool begun = a->possible_none;
    if (a->possible_none) {
        bool refused = a->possible_status >> STRAT_REFUSED & 1;
        bool outside = a->possible_status >> STRAT_OUT_OF_SCOPE & 1;
        ev_add_styled(page, EV_BOLD, outside ? "out of scope" : "");
        ev_add(page, outside && refused ? ", " : "");
        ev_add_styled(page, EV_BOLD, refused ? "refused" : outside ? "" : "none");
    }
    for (uint32_t i = 0; i < e->vocabulary.about.approaches; i++)
        if (a->possible >> i & 1) {
            ev_add(page, begun ? ", " : "");
            ev_add_approach(page, e, (int32_t)i, EV_BOLD);
            begun = true;
        }
    if (!begun) ev_add(page, "nothing");
    ev_add(page, ".");
}

static void put_unranked(struct ev_page *page, const struct ev_engine *e) {
    bool begun = false;
    ev_add_styled(page, EV_GREEN, e->answer.status == STRAT_OPEN ? "Open" : "Open on conditions");
    ev_add(page, ": ");
    for (uint32_t i = 0; i < e->vocabulary.about.approaches; i++)
        if (e->answer.open >> i & 1) {
            ev_add(page, begun ? ", " : "");
            ev_add_approach(page, e, (int32_t)i, EV_BOLD);
            begun = true;
        }
    ev_add(page, ".");
}

static void put_open(struct ev_page *page, const struct ev_engine *e) {
    static const char *const verbs[] = {"may", "may", "will", "must"};
    const struct strat_answer *a = &e->answer;
    bool open = a->status == STRAT_OPEN;
    ev_add_styled(page, open ? EV_GREEN : EV_YELLOW, open ? "Open" : "Conditional");
    ev_add(page, a->committed ? ": " : ": at most ");
    ev_add_approach(page, e, a->approach, EV_BOLD);
    ev_add(page, " ");
    ev_add(page, verbs[a->lists.modality]);
    ev_add(page, open ? " be used" : " be used, but something has to be done first");
    ev_add(page, a->committed ? "; the organisation has committed itself to it." : ".");
}

void ev_put_headline(struct ev_page *page, const struct ev_engine *e) {
    const struct strat_answer *a = &e->answer;
    const struct strat_about *about = &e->vocabulary.about;
    ev_add_styled(page, EV_BOLD, about->title);
    ev_add(page, about->version[0] != '\0' ? ", version " : "");
    ev_add(page, about->version);
    ev_end(page, 0, 2);
    ev_puts(page->out, "\n");
    switch (a->status) {
    case STRAT_OUT_OF_SCOPE:
        ev_add_styled(page, EV_RED, "Out of scope");
        ev_add(page, ": this policy does not speak of such a case.");
        break;
    case STRAT_REFUSED:
        ev_add_styled(page, EV_RED, "Refused");
        ev_add(page, ev_any_id(e, a->lists.closed_by)
                         ? ": no approach may be used. It is closed by:"
                         : ": no approach may be used; no paragraph provides for this.");
        break;
    case STRAT_DEFAULT:
        ev_add_styled(page, EV_YELLOW, "Default");
        ev_add(page, ": nothing more is open here. What remains is ");
        ev_add_approach(page, e, a->approach, EV_BOLD);
        ev_add(page, ".");
        break;
    case STRAT_CONDITIONAL:
    case STRAT_OPEN:
        if (about->ranked)
            put_open(page, e);
        else
            put_unranked(page, e);
        break;
    case STRAT_UNDETERMINED: put_possible(page, e); break;
    }
    ev_end(page, 0, 2);
    ev_put_paragraphs(page, e, a->lists.closed_by, 2);
}

/* ---- now ---- */

static void put_now(struct ev_page *page, const struct ev_engine *e) {
    const struct strat_answer *a = &e->answer;
    if (a->status == STRAT_OUT_OF_SCOPE || a->status == STRAT_REFUSED ||
        a->status == STRAT_UNDETERMINED)
        return;
    if (a->now == STRAT_NULL) {
        bool begun = false;
        for (uint32_t i = 0; i < e->vocabulary.about.approaches; i++)
            if (a->open >> i & 1 && !ev_any_duty(e, a->each[i].before)) {
                ev_add(page, begun ? ", " : "May start now: ");
                ev_add_approach(page, e, (int32_t)i, EV_BOLD);
                begun = true;
            }
        ev_add(page, begun ? "." : "Nothing may start yet.");
    } else if (a->now == STRAT_NONE) {
        ev_add(page, "Nothing may start yet.");
    } else if (a->now == a->approach) {
        ev_add(page, "It may start now.");
    } else {
        ev_add(page, "Until then, ");
        ev_add_approach(page, e, a->now, EV_BOLD);
        ev_add(page, " may start now.");
    }
    ev_end(page, 0, 2);
}

static void put_commits(struct ev_page *page, const struct ev_engine *e) {
    struct strat_named info;
    const char *commits = "";
    if (e->answer.approach >= 0)
        strat_get_approach(e->policy, (uint32_t)e->answer.approach, &info, &commits);
    if (commits[0] == '\0') return;
    ev_add(page, "What it commits: ");
    ev_add(page, commits);
    ev_add(page, ".");
    ev_end(page, 0, 2);
}

/* ---- duties ---- */

static void put_duty(struct ev_page *page, const struct ev_engine *e,
                     const struct strat_lists *lists, uint32_t duty, bool before) {
    struct strat_duty info;
    strat_get_duty(e->policy, duty, &info);
    bool outstanding = ev_bit(lists->before, duty);
    if (before)
        ev_add_styled(page, outstanding ? EV_YELLOW : EV_GREEN, outstanding ? "[ ] " : "[x] ");
    else
        ev_add(page, "- ");
    ev_add(page, info.title[0] != '\0' ? info.title : info.name);
    const char *const parts[][2] = {{", by ", info.by},
                                    {", to ", info.to},
                                    {", ", info.deadline},
                                    {", following ", info.after}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i][1][0] != '\0') {
            ev_add(page, parts[i][0]);
            ev_add(page, parts[i][1]);
        }
    if (before && info.done_when >= 0) {
        ev_add(page, outstanding ? "; done when " : "; done: ");
        ev_add(page, e->vocabulary.facts[info.done_when].info.name);
    }
    ev_end(page, 2, before ? 6 : 4);
}

static void put_duties(struct ev_page *page, const struct ev_engine *e,
                       const struct strat_lists *lists) {
    static const char *const timings[][2] = {{"before", "First, before it starts"},
                                             {"on use", "When it is used"},
                                             {"during", "As long as it lasts"},
                                             {"after", "Afterwards"},
                                             {"yearly", "Every year"}};
    for (size_t t = 0; t < sizeof timings / sizeof *timings; t++) {
        bool begun = false;
        for (uint32_t i = 0; i < e->vocabulary.about.duties; i++) {
            struct strat_duty info;
            strat_get_duty(e->policy, i, &info);
            if (!ev_bit(lists->duties, i) || strcmp(info.timing, timings[t][0]) != 0) continue;
            if (!begun) ev_heading(page, timings[t][1]);
            begun = true;
            put_duty(page, e, lists, i, t == 0);
        }
    }
}

/* ---- what it hangs on ---- */

static void put_judgements(struct ev_page *page, const struct ev_engine *e) {
    bool begun = false;
    if (e->missed.judgements) {
        ev_heading(page, "Which judgements it would change with was not found out");
        ev_add(page, ev_why_not_decided(e));
        ev_end(page, 2, 2);
        return;
    }
    for (uint32_t f = 0; f < e->vocabulary.about.facts; f++) {
        const struct strat_fact *info = &e->vocabulary.facts[f].info;
        if (!ev_bit(e->judgements, f)) continue;
        if (!begun) ev_heading(page, "It would change if one of these judgements were reversed");
        begun = true;
        ev_add(page, "- ");
        ev_add(page, info->name);
        ev_add(page, info->title[0] != '\0' ? ": " : "");
        ev_add(page, info->title);
        ev_add(page, info->by[0] != '\0' ? ", decided by " : "");
        ev_add(page, info->by);
        if (e->request.known[f])
            ev_add(page, e->request.value[f] ? " (stated: yes)" : " (stated: no)");
        else if (info->presumed)
            ev_add(page, " (not stated; the policy may presume it)");
        else if (info->has_default)
            ev_add(page, info->default_value ? " (not stated; taken as yes)"
                                             : " (not stated; taken as no)");
        else
            ev_add(page, " (not decided yet)");
        ev_end(page, 2, 4);
    }
}

/* What goes with an approach. */
static void put_lists(struct ev_page *page, const struct ev_engine *e,
                      const struct strat_lists *lists) {
    if (ev_any_id(e, lists->basis)) {
        ev_heading(page, "By");
        ev_put_paragraphs(page, e, lists->basis, 2);
    }
    put_duties(page, e, lists);
    if (ev_any_id(e, lists->cautions)) {
        ev_heading(page, "Caution: not known to be met is what these expect");
        ev_put_paragraphs(page, e, lists->cautions, 2);
    }
}

/* Without a rank each open approach stands for itself, with duties of its own. */
static void put_each(struct ev_page *page, const struct ev_engine *e) {
    for (uint32_t i = 0; i < e->vocabulary.about.approaches; i++) {
        if (!(e->answer.open >> i & 1)) continue;
        ev_puts(page->out, "\n");
        ev_add(page, "---- ");
        ev_add_approach(page, e, (int32_t)i, EV_BOLD);
        ev_add(page, " ----");
        ev_end(page, 0, 5);
        put_lists(page, e, &e->answer.each[i]);
    }
}

static bool closes_itself(const struct ev_engine *e) {
    for (uint32_t i = 0; i < e->vocabulary.about.paragraphs; i++) {
        struct strat_paragraph p;
        strat_get_paragraph(e->policy, i, &p);
        if (strcmp(p.kind, "approach") == 0 && e->reasons.closes_all[i / 64] >> (i % 64) & 1)
            return true;
    }
    return false;
}

/* Under the default: which paragraphs close what is not it, and which would open it; or that none
 * speaks of it. */
static void put_what_is_closed(struct ev_page *page, struct ev_engine *e) {
    struct ev_fault fault;
    bool some = false, missed = false;
    if (e->answer.status != STRAT_DEFAULT) return;
    for (uint32_t i = e->vocabulary.about.approaches; i > 0; i--) {
        const struct strat_reasons *r = &e->reasons;
        if ((int32_t)(i - 1) == e->answer.approach) continue;
        if (!ev_explain(e, i - 1, &fault)) missed = true;
        if (missed || !ev_any_id(e, r->closes_all)) continue;
        some = true;
        ev_puts(page->out, "\n");
        ev_add_approach(page, e, (int32_t)(i - 1), EV_BOLD);
        if (ev_any_id(e, r->permits_all)) {
            ev_add(page, " would be opened by");
            ev_end(page, 0, 2);
            ev_put_paragraphs(page, e, r->permits_all, 2);
            ev_add(page, "but");
        }
        ev_add(page, " is closed by");
        ev_end(page, 0, 2);
        ev_put_paragraphs(page, e, r->closes_all, 2);
        if (closes_itself(e)) {
            ev_add(page, "(what an approach requires is not met where it closes itself)");
            ev_end(page, 2, 4);
        }
    }
    ev_puts(page->out, some ? "\n" : "");
    if (missed) {
        ev_add(page, "What else closes more than this was not found out: ");
        ev_add(page, ev_why_not_decided(e));
        ev_add(page, ".");
        ev_end(page, 0, 2);
    } else if (!some) {
        ev_add(page, "No paragraph provides for more.");
        ev_end(page, 0, 2);
    }
}

void ev_put_decision(struct ev_page *page, struct ev_engine *e) {
    ev_put_headline(page, e);
    put_what_is_closed(page, e);
    put_now(page, e);
    put_commits(page, e);
    bool several = (e->answer.open & (e->answer.open - 1)) != 0;
    if (several && !e->vocabulary.about.ranked)
        put_each(page, e);
    else
        put_lists(page, e, &e->answer.lists);
    put_judgements(page, e);
    ev_put_questions(page, e);
}

/* ---- --require ---- */

bool ev_available(const struct ev_engine *e, uint32_t approach) {
    const struct strat_answer *a = &e->answer;
    if (a->status == STRAT_UNDETERMINED) return false;
    if (e->vocabulary.about.ranked) return a->now >= (int32_t)approach;
    if (a->open >> approach & 1) return !ev_any_duty(e, a->each[approach].before);
    return a->now == (int32_t)approach; /* the default approach */
}

void ev_put_available(struct ev_page *page, const struct ev_engine *e, uint32_t approach) {
    const struct strat_answer *a = &e->answer;
    bool available = ev_available(e, approach);
    ev_add(page, available ? "Yes: " : "No: ");
    if (a->status == STRAT_UNDETERMINED) {
        ev_add(page, "undetermined, this depends on what was not stated.");
    } else if (!e->vocabulary.about.ranked) {
        ev_add_approach(page, e, (int32_t)approach, EV_BOLD);
        ev_add(page, available ? " may start now." : " may not start now.");
    } else {
        ev_add(page, a->now == STRAT_NONE ? "nothing" : "at most ");
        if (a->now != STRAT_NONE) ev_add_approach(page, e, a->now, EV_BOLD);
        ev_add(page, " may start now (");
        ev_add(page, a->status == STRAT_OUT_OF_SCOPE ? "out of scope" : ev_status_name(a->status));
        ev_add(page, ").");
    }
    ev_end(page, 0, 2);
}
