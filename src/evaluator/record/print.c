/*
 * What people read of a record, in the order in which they act on it.
 */
#include "evaluator/core/declared.h"
#include "evaluator/explain/print.h"
#include "evaluator/record/record.h"

/* ---- pieces ---- */

static const char *said(const struct ev_node *node, const char *key, const char *otherwise) {
    const char *text = ev_member_text(node, key);
    return text[0] != '\0' ? text : otherwise;
}

/* ---- what was asked ---- */

/* Of a judgement who has made it, or that nobody says so; `whole`: who takes the decision is known.
 */
static void add_decider(struct ev_page *page, const struct ev_node *asked, bool whole) {
    const char *decided_by = ev_member_text(asked, "decided_by");
    if (!ev_member_true(asked, "judgement")) return;
    if (decided_by[0] != '\0')
        ev_add(page, "; decided by %s", decided_by);
    else
        ev_add(page, "; who judged this is not recorded%s", whole ? " separately" : "");
    if (!ev_member_is(asked, "of", decided_by))
        ev_add_some(page, " (it is for ", ev_member_text(asked, "of"), ")");
}

static void put_asked(struct ev_page *page, const struct ev_node *record) {
    bool whole = ev_member_text(record, "decided_by")[0] != '\0';
    size_t n = 0;
    ev_each_node (asked, ev_member(record, "asked"))
        n += ev_member_text(asked, "evidence")[0] != '\0';
    ev_heading(page, n > 0 || ev_member_count(record, "asked") == 0 ? "Asked"
                                                                    : "Asked, without evidence");
    if (ev_member_count(record, "asked") == 0) ev_sentence(page, "Nothing was stated.");
    ev_each_node (asked, ev_member(record, "asked")) {
        ev_add(page, "%s: ", ev_title_of(asked));
        if (ev_member_is(asked, "role", "objective"))
            ev_add(page, "%s, ", ev_member_text(asked, "value"));
        ev_add_mark(page, EV_STRONG, ev_member_text(asked, "says"));
        add_decider(page, asked, whole);
        ev_add_some(page, "; evidence: ", ev_member_text(asked, "evidence"), "");
        ev_end_item(page, EV_DASH, 1);
    }
    const char *before = "";
    ev_each_node (fact, ev_member(record, "not_known")) {
        ev_add(page, "%s%s", before, ev_title_of(fact));
        before = "; ";
    }
    if (before[0] != '\0') {
        ev_add(page, ": ");
        ev_add_mark(page, EV_STRONG, "not known");
        ev_end_item(page, EV_DASH, 1);
    }
    if (n > 0 && n < ev_member_count(record, "asked"))
        ev_sentence(page, "For the rest no evidence was given.");
}

/* ---- what was decided ---- */

static bool is_sometimes(const struct ev_node *offer) { return ev_member_true(offer, "sometimes"); }

/* What is to be known of an offer, in brackets; `with`: what goes with it, or NULL. */
static void add_offered(struct ev_page *page, const struct ev_node *offer,
                        const struct ev_node *with) {
    const char *const parts[] = {ev_member_true(offer, "later") ? "once something is done" : "",
                                 ev_member_is(with, "use", "must")   ? "to be used"
                                 : ev_member_is(with, "use", "will") ? "promised"
                                                                     : "",
                                 ev_member_text(with, "also")};
    const char *before = " (";
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        ev_add_some(page, before, parts[i], "");
        if (parts[i][0] != '\0') before = "; ";
    }
    if (*before == ';') ev_add(page, ")");
}

/* Those that it offers in each of the cases that are left, or in some of them only. */
static void add_offers(struct ev_page *page, const struct ev_node *record, bool sometimes,
                       const char *before) {
    ev_each_node (offer, ev_member(record, "offers")) {
        if (is_sometimes(offer) != sometimes) continue;
        ev_add(page, "%s%s", before, ev_member_text(offer, "says"));
        add_offered(page, offer,
                    ev_node_with(ev_member(record, "offers_with"), "typed",
                                 ev_member_text(offer, "typed")));
        before = "; ";
    }
}

/* What the default approach, which is the last of those that things go with, is open for, all else
 * as it was asked. */
static void put_offers(struct ev_page *page, const struct ev_node *record) {
    const struct ev_node *with = ev_member(record, "with"), *last = with ? with->last : NULL;
    const char *before = " (";
    bool some = false;
    if (ev_member_count(record, "offers") == 0) return;
    ev_add(page, "What %s offers, all else as asked",
           last ? ev_member_text(last, "approach") : "it");
    add_offers(page, record, false, ": ");
    ev_each_node (offer, ev_member(record, "offers")) some = some || is_sometimes(offer);
    if (some) ev_add(page, "; depending on what was not stated");
    ev_each_node (fact, ev_member(record, "offers_on")) {
        ev_add(page, "%s%s", before, ev_title_of(fact));
        before = "; ";
    }
    if (some) add_offers(page, record, true, *before == ';' ? "): " : ": ");
    ev_add(page, ".");
    ev_end_sentence(page);
}

/* What an approach is, in each of these cases or in some. */
static void add_verdicts(struct ev_page *page, const struct ev_node *verdicts) {
    static const char *const says[][3] = {{"not_provided", "", "not provided for"},
                                          {"closed", "", "closed"},
                                          {"default", "", "the default only"},
                                          {"open", "conditional", "open"}};
    size_t n = 0;
    for (size_t i = 0; i < sizeof says / sizeof *says; i++)
        if (ev_node_has(verdicts, says[i][0]) || ev_node_has(verdicts, says[i][1]))
            ev_add(page, "%s%s", n++ > 0 ? " or " : "", says[i][2]);
}

static bool is_undetermined(const struct ev_node *record) {
    return ev_member_is(ev_member(record, "headline"), "state", "undetermined");
}

/* What each approach is that is less than what may be used, where nothing else tells of it. */
static void put_less(struct ev_page *page, const struct ev_node *record) {
    const char *before = is_undetermined(record) ? "Apart from these: " : "Less than that: ",
               *approach = ev_member_text(ev_member(record, "answer"), "approach");
    if (!ev_member_true(ev_member(record, "policy"), "ranked")) return;
    ev_each_node (rung, ev_member(record, "ladder")) {
        const char *name = ev_member_text(rung, "approach");
        if (ev_member_true(rung, "more") || strcmp(name, approach) == 0 ||
            ev_node_with(ev_member(record, "with"), "approach", name) ||
            ev_node_with(ev_member(record, "perhaps"), "approach", name))
            continue;
        const struct ev_node *own = ev_member(ev_member(ev_member(record, "answer"), "each"), name);
        ev_add(page, "%s%s, ", before, name);
        add_verdicts(page, ev_member(rung, "verdicts"));
        ev_add(page, "%s",
               ev_member_is(own, "modality", "must")   ? ", and to be used"
               : ev_member_is(own, "modality", "will") ? ", and promised"
                                                       : "");
        ev_add_some(page, ", only after this: ", ev_member_text(rung, "first"), "");
        ev_add_some(page, ", perhaps only after this: ", ev_member_text(rung, "first_sometimes"),
                    "");
        before = "; ";
    }
    if (*before != ';') return;
    ev_add(page, ".");
    ev_end_sentence(page);
}

static void put_decision(struct ev_page *page, const struct ev_node *record) {
    ev_heading(page, is_undetermined(record) ? "Decided so far" : "Decision");
    ev_print_decided(page, record, ev_member(record, "headline"));
    if (ev_member_text(record, "sure")[0] != '\0')
        ev_sentence(page, ev_member_text(record, "sure"));
    ev_each_node (sentence, ev_member(record, "now")) ev_sentence(page, sentence->text);
    if (ev_member_text(record, "commits")[0] != '\0') {
        ev_add(page, "What it commits: %s.", ev_member_text(record, "commits"));
        ev_end_sentence(page);
    }
    put_offers(page, record);
    put_less(page, record);
}

/* ---- why no more ---- */

static void add_ids(struct ev_page *page, const char *before, const struct ev_node *ids) {
    ev_each_node (id, ids) {
        ev_add(page, "%s%s", before, id->text);
        before = ", ";
    }
}

static void add_list(struct ev_page *page, const char *before, const struct ev_node *ids,
                     const char *behind) {
    if (!ids || ids->n == 0) return;
    add_ids(page, before, ids);
    ev_add(page, "%s", behind);
}

static void put_first(struct ev_page *page, const char *when, const char *first) {
    if (first[0] == '\0') return;
    ev_add(page, "and first%s: %s", when, first);
    ev_end_item(page, EV_DASH, 2);
}

/* What would have to be otherwise, and what comes first then: behind what is said of the approach.
 */
static void put_way(struct ev_page *page, const struct ev_node *way) {
    ev_add(page, ev_member_true(way, "other_request")
                     ? ". Within this request nothing would open it; the nearest other one"
                     : ". The nearest way there");
    add_list(page, ", through ", ev_member(way, "through"), "");
    ev_add(page, ":");
    ev_end_item(page, EV_DASH, 1);
    ev_each_node (change, ev_member(way, "changes")) {
        ev_add(page, "%s: %s", ev_title_of(change), ev_member_text(change, "says"));
        ev_add_now(page, change);
        ev_end_item(page, EV_DASH, 2);
    }
    put_first(page, "", ev_member_text(way, "first"));
    put_first(page, ", in some of these cases", ev_member_text(way, "first_sometimes"));
}

/* Each approach that is more than the answer, and not open: what closes it, and the nearest way
 * there. */
static void put_rung(struct ev_page *page, const struct ev_node *rung) {
    const struct ev_node *way = ev_member(rung, "needs");
    bool closed = ev_member_is(rung, "says", "closed") && ev_member_count(rung, "closed_by") > 0;
    ev_print_approach(page, rung);
    if (closed)
        add_ids(page, ": closed by ", ev_member(rung, "closed_by"));
    else
        ev_add(page, ": %s", ev_member_text(rung, "says"));
    add_ids(page, "; opened by ", ev_member(rung, "opened_by"));
    if (!closed) add_ids(page, "; closed by ", ev_member(rung, "closed_by"));
    if (ev_member_count(way, "changes") > 0)
        put_way(page, way);
    else
        ev_end_item(page, EV_DASH, 1);
}

static void put_more(struct ev_page *page, const struct ev_node *record) {
    bool begun = false;
    if (ev_member_is(ev_member(record, "headline"), "state", "out_of_scope")) return;
    ev_each_node (rung, ev_member(record, "ladder")) {
        if (!ev_member_true(rung, "more")) continue;
        if (!begun) ev_heading(page, "Why no more");
        begun = true;
        put_rung(page, rung);
    }
}

/* ---- what it hangs on ---- */

/* Unknown: who has to decide; else what was taken, and by what right. */
static void add_judgement(struct ev_page *page, const struct ev_node *judgement) {
    ev_add(page, "%s", ev_title_of(judgement));
    ev_add_some(page, ", which is for ", ev_member_text(judgement, "by"), "");
    ev_add(page, ": %s",
           ev_member_is(judgement, "state", "unknown") ? "not decided"
           : ev_member_true(judgement, "value")        ? "yes"
                                                       : "no");
    ev_add(page, "%s",
           ev_member_is(judgement, "state", "presumed")  ? ", as the policy presumes"
           : ev_member_is(judgement, "state", "default") ? ", as nobody said otherwise"
                                                         : "");
    add_list(page, " (", ev_member(judgement, "hangs"), ")");
    if (ev_member_is(judgement, "state", "unknown")) return;
    ev_add_some(page, ev_member_true(judgement, "value") ? "; if no: " : "; if yes: ",
                ev_member_text(judgement, "contrary"), "");
    ev_add_some(page, " (", ev_member_text(judgement, "read"), ")");
}

/* An object in which each of a list is a member: a fact by its name, a text as it is. */
static const struct ev_node *members_of(struct ev_tree *t, const struct ev_node *list) {
    struct ev_node *object = ev_grow_object(t, NULL, NULL);
    ev_each_node (item, list)
        ev_grow_null(t, object, item->kind == EV_TEXT ? item->text : ev_member_text(item, "fact"));
    ev_tree_index(t, object);
    return object;
}

/* But for those that are to be found out. */
static void put_judgements(struct ev_page *page, struct ev_tree *t, const struct ev_node *record) {
    const struct ev_node *open = members_of(t, ev_member(record, "ask"));
    bool begun = false;
    ev_each_node (judgement, ev_member(record, "judgements")) {
        if (ev_member_is(judgement, "state", "unknown") &&
            ev_member(open, ev_member_text(judgement, "fact")))
            continue;
        if (!begun) ev_heading(page, "It hangs on these judgements");
        begun = true;
        add_judgement(page, judgement);
        ev_end_item(page, EV_DASH, 1);
    }
}

/* ---- what is to be found out ---- */

static void add_open(struct ev_page *page, const struct ev_node *fact) {
    ev_add(page, "%s", ev_title_of(fact));
    ev_add_some(page, ", which is for ", ev_member_text(fact, "by"), "");
}

/* Whether some answer leads elsewhere, or where they lead was not tried. */
static bool is_telling(const struct ev_node *fact) {
    ev_each_node (value, ev_member(fact, "values"))
        if (ev_member_true(value, "further")) return true;
    return ev_member_count(fact, "values") == 0;
}

/* Where answers lead, be it of each of several by itself; of those that leave it as it is, only
 * that. */
static void add_leads(struct ev_page *page, const struct ev_node *fact, bool several) {
    const char *sign = several ? ", each by itself: " : ": ";
    bool others = false;
    ev_each_node (value, ev_member(fact, "values")) {
        others = others || !ev_member_true(value, "further");
        if (!ev_member_true(value, "further")) continue;
        const char *says = ev_member_text(value, "says");
        ev_add(page, strstr(says, "; ") ? "%s(%s) \xe2\x86\x92 %s" : "%s%s \xe2\x86\x92 %s", sign,
               says, ev_member_text(value, "leads"));
        sign = "; ";
    }
    if (others) ev_add(page, "; otherwise as now");
}

static bool same_leads(const struct ev_node *x, const struct ev_node *y) {
    const struct ev_node *of = ev_member(x, "values"), *other = ev_member(y, "values"),
                         *b = other ? other->first : NULL;
    ev_each_node (a, of) {
        if (!b || !ev_member_is(b, "says", ev_member_text(a, "says")) ||
            !ev_member_is(b, "leads", ev_member_text(a, "leads")))
            return false;
        b = b->next;
    }
    return of && !b;
}

/* First those that tell something by themselves; neighbours that tell the same in a line. */
static void put_ask(struct ev_page *page, const struct ev_node *record) {
    const struct ev_node *above = NULL;
    const char *before = "By itself none of these changes which approaches are possible, but with "
                         "others it may: ";
    bool several = false;
    if (ev_member_count(record, "ask") > 0) ev_heading(page, "To be found out, and where it leads");
    ev_each_node (fact, ev_member(record, "ask")) {
        if (!is_telling(fact)) continue;
        bool same = above && same_leads(above, fact);
        if (above && !same) add_leads(page, above, several);
        if (above && !same) ev_end_item(page, EV_DASH, 1);
        if (same) ev_add(page, "; ");
        several = same;
        add_open(page, fact);
        above = fact;
    }
    if (above) add_leads(page, above, several);
    if (above) ev_end_item(page, EV_DASH, 1);
    ev_each_node (fact, ev_member(record, "ask")) {
        if (is_telling(fact)) continue;
        ev_add(page, "%s", before);
        ev_add(page, "%s", ev_title_of(fact));
        before = "; ";
    }
    if (before[0] == ';') ev_end_item(page, EV_DASH, 1);
}

/* ---- by which words ---- */

/* Whether the answer rests on this paragraph, and none of its rules is known by itself to open
 * anything: what can be asked together has it that one does. `basis`: an object. */
static bool is_implied(const struct ev_node *basis, const struct ev_node *counts) {
    if (!ev_member(basis, ev_member_text(counts, "id"))) return false;
    ev_each_node (rule, ev_member(counts, "rules"))
        if (ev_member_is(rule, "effect", "opens") && ev_member_is(rule, "holds", "yes"))
            return false;
    return true;
}

/* Rules that open or close, and hold, or are implied to; what is required, and is met; and what is
 * not closed, but could be: what they attach and expect stands with duties and cautions. */
static bool is_shown(const struct ev_node *rule, bool implied) {
    if (ev_member_is(rule, "holds", "unknown"))
        return implied && ev_member_is(rule, "effect", "opens");
    return !ev_member_is(rule, "effect", "attaches") && !ev_member_is(rule, "effect", "expects");
}

/* Of what is wanted that which is so: of several of which one would do the first. */
static void add_met(struct ev_page *page, const struct ev_node *condition, const char **before) {
    bool any = ev_member_is(condition, "kind", "any");
    if (ev_member_count(condition, "terms") == 0) {
        ev_add(page, "%s%s", *before, ev_member_text(condition, "text"));
        *before = "; ";
    }
    ev_each_node (term, ev_member(condition, "terms")) {
        if (!ev_member_is(term, "holds", "yes")) continue;
        add_met(page, term, before);
        if (any) return;
    }
}

/* Of a condition that does not hold what would have to. */
static void add_lacking(struct ev_page *page, const struct ev_node *condition,
                        const char **before) {
    const struct ev_node *terms = ev_member(condition, "terms");
    if (!ev_member_is(condition, "kind", "all") || !terms || terms->n == 0) {
        ev_add(page, "%s", *before);
        ev_print_condition(page, condition);
        *before = "; ";
        return;
    }
    ev_each_node (term, terms)
        if (ev_member_is(term, "holds", "no")) add_lacking(page, term, before);
}

static void add_rule(struct ev_page *page, const struct ev_node *rule) {
    const char *met = " Required, and met: ", *lacking = " Does not apply, but would with this: ";
    if (!ev_member_is(rule, "holds", "no"))
        ev_add(page, ev_member_is(rule, "effect", "remains") ? " %s" : " As a rule: %s",
               ev_member_text(rule, "text"));
    else if (ev_member_is(rule, "effect", "requires"))
        add_met(page, ev_member(rule, "wants"), &met);
    else
        add_lacking(page, ev_member(rule, "condition"), &lacking);
    add_ids(page, "; set aside by ", ev_member(rule, "set_aside_by"));
    ev_add(page, ".");
}

static const char *quote_of(const struct ev_node *record, const struct ev_node *counts) {
    const struct ev_node *paragraphs = ev_member(record, "paragraphs");
    return ev_member_text(ev_member(paragraphs, ev_member_text(counts, "id")), "quote");
}

/* NULL: there is nothing but what does not apply, and that stands with the judgements. */
static const char *words_heading(const struct ev_node *record, const struct ev_node *basis) {
    const char *heading = NULL;
    ev_each_node (counts, ev_member(record, "because")) {
        bool implied = is_implied(basis, counts);
        if (quote_of(record, counts)[0] != '\0') return "By these words";
        ev_each_node (rule, ev_member(counts, "rules"))
            if (is_shown(rule, implied) &&
                !(ev_member_is(rule, "holds", "no") && ev_member_is(rule, "effect", "closes")))
                heading = "By these rules";
    }
    return heading;
}

/* Of the paragraphs that count their titles, their words, where the record has them, and their
 * rules, as far as they count: in the order of a list, as the members of an object have none. */
static void put_words(struct ev_page *page, struct ev_tree *t, const struct ev_node *record) {
    const struct ev_node *basis = members_of(t, ev_member(ev_member(record, "answer"), "basis"));
    const char *heading = words_heading(record, basis);
    bool begun = false;
    if (!heading) return;
    ev_each_node (counts, ev_member(record, "because")) {
        const char *id = ev_member_text(counts, "id");
        const struct ev_node *rules = ev_member(counts, "rules"),
                             *paragraph = ev_member(ev_member(record, "paragraphs"), id);
        const char *quote = quote_of(record, counts), *see = ev_member_text(paragraph, "see");
        bool some = quote[0] != '\0', implied = is_implied(basis, counts);
        ev_each_node (rule, rules) some = some || is_shown(rule, implied);
        if (!some) continue;
        if (!begun) ev_heading(page, heading);
        begun = true;
        ev_add_mark(page, EV_STRONG, id);
        ev_add_some(page, " ", ev_member_text(paragraph, "title"), "");
        ev_add_some(page, ev_is_pointer(see) ? " (see " : " (", see, ")");
        ev_add(page, ".");
        ev_add_some(page, " \xe2\x80\x9c", quote, "\xe2\x80\x9d");
        ev_each_node (rule, rules)
            if (is_shown(rule, implied)) add_rule(page, rule);
        ev_end_item(page, EV_DASH, 1);
    }
}

/* ---- the whole ---- */

static void put_proof(struct ev_page *page, const struct ev_node *record) {
    const struct ev_node *policy = ev_member(record, "policy");
    ev_heading(page, "To check this record");
    ev_sentence(page,
                "The program tells with --verify whether anything here was altered, and what it "
                "decides itself; not when this was written, and by whom.");
    ev_add(page, "SHA-256 of the record: %s", said(record, "digest", "none"));
    ev_end_item(page, EV_DASH, 1);
    ev_add(page, "SHA-256 of the policy: %s; table: %s, stratc %s", said(policy, "text", "none"),
           ev_member_text(policy, "table"), ev_member_text(policy, "stratc"));
    ev_end_item(page, EV_DASH, 1);
}

/* What stands at its head: by whom, when, under which number. */
static void put_head_line(struct ev_page *page, const struct ev_node *record) {
    ev_add(page, is_undetermined(record) ? "Record of a request not determined yet. Reference: "
                                         : "Record of a decision. Reference: ");
    ev_add_mark(page, EV_STRONG, said(record, "reference", "none given"));
    ev_add(page, ". Date: ");
    ev_add_mark(page, EV_STRONG, said(record, "date", "none given"));
    ev_add(page, is_undetermined(record) ? ". Recorded by: " : ". Decided by: ");
    ev_add_mark(page, EV_STRONG, said(record, "decided_by", "not recorded"));
    ev_add_some(page, ". Policy issued by ",
                ev_member_text(ev_member(record, "policy"), "issued_by"), "");
    ev_add(page, ".");
    ev_end_sentence(page);
}

/* First what was decided of what, and what is to be done; then why, and what it hangs on. */
void ev_print_record(struct ev_page *page, struct ev_tree *t, const struct ev_node *record) {
    const struct ev_node *policy = ev_member(record, "policy");
    ev_title(page, ev_member_text(policy, "title"), ev_member_text(policy, "version"));
    put_head_line(page, record);
    put_decision(page, record);
    put_asked(page, record);
    put_ask(page, record);
    ev_print_with(page, record, false);
    put_words(page, t, record);
    put_more(page, record);
    put_judgements(page, t, record);
    ev_print_readings(page, record);
    ev_print_record_taken(page, t, record);
    ev_print_limits(page, record);
    put_proof(page, record);
}
