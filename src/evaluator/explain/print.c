#include "evaluator/explain/print.h"

#include "base/text.h"
#include "evaluator/core/declared.h"

/* ---- paragraphs ---- */

void ev_print_terms(struct ev_page *page, const struct ev_node *ids) {
    size_t longest = 0;
    ev_each_node (id, ids) {
        size_t width = text_width(id->text, strlen(id->text));
        longest = width > longest ? width : longest;
    }
    ev_terms(page, longest);
}

void ev_print_ids(struct ev_page *page, const struct ev_node *root, const struct ev_node *ids,
                  unsigned level) {
    const struct ev_node *paragraphs = ev_member(root, "paragraphs");
    ev_print_terms(page, ids);
    ev_each_node (id, ids) {
        const struct ev_node *paragraph = ev_member(paragraphs, id->text);
        const char *see = ev_member_text(paragraph, "see");
        ev_add_term(page, id->text);
        ev_add(page, "%s", ev_member_text(paragraph, "title"));
        ev_add_some(page, ev_is_pointer(see) ? " (see " : " (", see, ")");
        ev_end_item(page, EV_LINE, level);
    }
}

/* The same below a line that says what they do; nothing where there is none. */
static void put_list(struct ev_page *page, const struct ev_node *root, const char *what,
                     const struct ev_node *ids) {
    if (!ids || ids->n == 0) return;
    ev_add(page, "%s", what);
    ev_end_item(page, EV_LINE, 1);
    ev_print_ids(page, root, ids, 2);
}

/* ---- the headline ---- */

static enum ev_mark mark_of(const char *state) {
    return strcmp(state, "open") == 0                                            ? EV_GOOD
           : strcmp(state, "refused") == 0 || strcmp(state, "out_of_scope") == 0 ? EV_BAD
                                                                                 : EV_CARE;
}

/* What was asked: partner, activity, objective and day in words, the other facts as one types
 * them. Nothing where nothing was stated. */
static void put_asked(struct ev_page *page, const struct ev_node *root) {
    const struct ev_node *asked = ev_member(root, "asked");
    const char *before = "where: ";
    if (ev_member_count(root, "asked") + ev_member_count(root, "not_known") > 0)
        ev_heading(page, "Asked");
    ev_each_node (fact, asked) {
        const char *role = ev_member_text(fact, "role");
        if (role[0] == '\0') continue;
        ev_add(page, "%s: ", ev_member_text(fact, "title"));
        if (strcmp(role, "objective") == 0) ev_add(page, "%s, ", ev_member_text(fact, "value"));
        ev_add(page, "%s", ev_member_text(fact, "says"));
        ev_end_item(page, EV_LINE, 1);
    }
    ev_each_node (fact, asked) {
        if (ev_member_text(fact, "role")[0] != '\0') continue;
        ev_add(page, "%s%s", before, ev_member_text(fact, "typed"));
        before = ", ";
    }
    if (before[0] == ',') ev_end_item(page, EV_LINE, 1);
    before = "not known: ";
    ev_each_node (fact, ev_member(root, "not_known")) {
        ev_add(page, "%s%s", before, ev_member_text(fact, "fact"));
        before = ", ";
    }
    if (before[0] == ',') ev_end_item(page, EV_LINE, 1);
    ev_gap(page);
}

void ev_print_decided(struct ev_page *page, const struct ev_node *root,
                      const struct ev_node *headline) {
    const struct ev_node *closed_by = ev_member(headline, "closed_by");
    ev_add_mark(page, mark_of(ev_member_text(headline, "state")), ev_member_text(headline, "word"));
    ev_add(page, ": %s", ev_member_text(headline, "text"));
    if (closed_by && closed_by->n > 0) ev_add(page, " It is closed by:");
    ev_end_sentence(page);
    ev_print_ids(page, root, closed_by, 1);
}

/* The policy, and in a sentence or two what was decided. */
static void put_headline(struct ev_page *page, const struct ev_node *root) {
    const struct ev_node *policy = ev_member(root, "policy");
    ev_title(page, ev_member_text(policy, "title"), ev_member_text(policy, "version"));
    put_asked(page, root);
    ev_print_decided(page, root, ev_member(root, "headline"));
}

static void put_sentence(struct ev_page *page, const struct ev_node *root, const char *key) {
    const char *text = ev_member_text(root, key);
    if (text[0] != '\0') ev_sentence(page, text);
}

static void put_now(struct ev_page *page, const struct ev_node *root) {
    ev_each_node (sentence, ev_member(root, "now")) ev_sentence(page, sentence->text);
}

void ev_print_limits(struct ev_page *page, const struct ev_node *root) {
    if (ev_member_count(root, "limits") > 0) ev_heading(page, "Not found out, or not told");
    ev_each_node (limit, ev_member(root, "limits")) {
        ev_add(page, "%s", limit->text);
        ev_end_item(page, EV_DASH, 1);
    }
}

/* ---- the ladder ---- */

void ev_print_approach(struct ev_page *page, const struct ev_node *node) {
    const char *name = ev_member_text(node, "approach");
    ev_add_mark(page, EV_STRONG, name);
    ev_add_some(page, " (", ev_title_beside(name, ev_member_text(node, "title")), ")");
}

static bool closes_itself(const struct ev_node *root, const struct ev_node *ids) {
    ev_each_node (id, ids) {
        const struct ev_node *paragraph = ev_member(ev_member(root, "paragraphs"), id->text);
        if (ev_member_is(paragraph, "kind", "approach")) return true;
    }
    return false;
}

static void put_what_closes(struct ev_page *page, const struct ev_node *root,
                            const struct ev_node *rung) {
    const struct ev_node *opened_by = ev_member(rung, "opened_by"),
                         *closed_by = ev_member(rung, "closed_by");
    ev_gap(page);
    ev_print_approach(page, rung);
    if (opened_by && opened_by->n > 0) {
        ev_sentence(page, " would be opened by");
        ev_print_ids(page, root, opened_by, 1);
        ev_add(page, "but");
    }
    ev_sentence(page, " is closed by");
    ev_print_ids(page, root, closed_by, 1);
    if (!closes_itself(root, closed_by)) return;
    ev_add(page, "(it requires something that is not met)");
    ev_end_item(page, EV_LINE, 1);
}

/* Which paragraphs close what is more than the answer, and which would open it; or that none speaks
 * of it. Where something is open, of what something would open alone. */
static void put_what_is_closed(struct ev_page *page, const struct ev_node *root) {
    const struct ev_node *headline = ev_member(root, "headline");
    bool by_default = ev_member_is(headline, "state", "default"), some = false;
    ev_each_node (rung, ev_member(root, "ladder")) {
        if (!ev_member_true(rung, "more")) continue;
        if (ev_member_count(rung, "closed_by") == 0) continue;
        if (!by_default && ev_member_count(rung, "opened_by") == 0) continue;
        some = true;
        put_what_closes(page, root, rung);
    }
    if (some) ev_gap(page);
    if (!some && by_default && ev_member_count(root, "limits") == 0)
        ev_sentence(page, "As asked, no paragraph provides for more.");
}

/* The nearest way to the approach, where that was looked for. */
static const struct ev_node *nearest_way(const struct ev_node *root, const struct ev_node *rung) {
    const struct ev_node *needs = ev_member(rung, "needs"), *ways = ev_member(root, "ways"),
                         *of = ways ? ways->first : NULL, *list = ev_member(of, "list");
    if (needs && needs->kind == EV_OBJECT) return needs;
    bool same = list && ev_member_is(of, "approach", ev_member_text(rung, "approach"));
    return same ? list->first : NULL;
}

/* Of an approach that no paragraph opens, in no case that is left, which of them would within this
 * request, and what that lacks. */
static void add_lacking(struct ev_page *page, const struct ev_node *root,
                        const struct ev_node *rung) {
    const struct ev_node *way = nearest_way(root, rung), *through = ev_member(way, "through");
    const char *before = " would provide for it, but lacks this: ";
    if (ev_member_count(rung, "opened_by") + ev_member_count(rung, "opened_sometimes") > 0 ||
        ev_node_has(ev_member(rung, "verdicts"), "default") || !through || !through->first ||
        ev_member_true(way, "other_request"))
        return;
    ev_add(page, "; %s", through->first->text);
    ev_each_node (change, ev_member(way, "changes")) {
        const char *title = ev_member_text(change, "title");
        ev_add(page, "%s%s: %s", before, title[0] ? title : ev_member_text(change, "fact"),
               ev_member_text(change, "says"));
        before = "; ";
    }
}

/* Whether it is open in none of the cases that are left. */
static bool is_shut(const struct ev_node *rung) {
    static const char *const had[] = {"open", "conditional", "default"};
    bool some = false;
    for (size_t i = 0; i < sizeof had / sizeof *had; i++)
        some = some || ev_node_has(ev_member(rung, "verdicts"), had[i]);
    return !some;
}

static void put_openers(struct ev_page *page, const struct ev_node *root,
                        const struct ev_node *rung, const char *all, const char *some) {
    put_list(page, root, all, ev_member(rung, "opened_by"));
    put_list(page, root, some, ev_member(rung, "opened_sometimes"));
}

static void put_rung(struct ev_page *page, const struct ev_node *root, const struct ev_node *rung) {
    ev_gap(page);
    ev_print_approach(page, rung);
    ev_add(page, ": %s", ev_member_text(rung, "says"));
    add_lacking(page, root, rung);
    ev_add(page, ".");
    ev_end_sentence(page);
    if (!is_shut(rung)) put_openers(page, root, rung, "opened by", "opened, in some cases, by");
    put_list(page, root, "closed by", ev_member(rung, "closed_by"));
    put_list(page, root, "closed, in some cases, by", ev_member(rung, "closed_sometimes"));
    if (is_shut(rung))
        put_openers(page, root, rung, "would otherwise be opened by",
                    "would otherwise, in some cases, be opened by");
    if (ev_member_count(rung, "conditions") > 0) {
        ev_add(page, "what it requires and is not met, or not known to be");
        ev_end_item(page, EV_LINE, 1);
        ev_print_conditions(page, ev_member(rung, "conditions"), 2);
    }
    if (ev_member_count(rung, "unknown") == 0) return;
    ev_add(page, ev_member_count(rung, "verdicts") == 1
                     ? "not stated, and by which paragraphs that is so hangs on this"
                     : "not stated, and it hangs on this");
    ev_end_item(page, EV_LINE, 1);
    ev_each_node (fact, ev_member(rung, "unknown")) {
        ev_add(page, "%s", ev_member_text(fact, "fact"));
        ev_add_some(page, ": ", ev_member_text(fact, "title"), "");
        ev_add_some(page, ", decided by ", ev_member_text(fact, "by"), "");
        ev_end_item(page, EV_DASH, 2);
    }
}

static void put_ladder(struct ev_page *page, const struct ev_node *root) {
    ev_each_node (rung, ev_member(root, "ladder")) put_rung(page, root, rung);
}

/* ---- the whole ---- */

void ev_print_answer(struct ev_page *page, const struct ev_node *root) {
    put_headline(page, root);
    put_sentence(page, root, "sure");
    put_what_is_closed(page, root);
    put_now(page, root);
    if (ev_member_text(root, "commits")[0] != '\0') {
        ev_add(page, "What it commits: %s.", ev_member_text(root, "commits"));
        ev_end_sentence(page);
    }
    ev_print_with(page, root, true);
    ev_print_judgements(page, root);
    ev_print_readings(page, root);
    ev_print_taken(page, root);
    ev_print_offers(page, root);
    ev_print_questions(page, root);
    ev_print_limits(page, root);
}

void ev_print_why(struct ev_page *page, const struct ev_node *root) {
    const struct ev_node *with = ev_member(root, "with");
    const struct ev_node *first = with ? with->first : NULL;
    put_headline(page, root);
    if (first && ev_member_text(first, "how")[0] == '\0' && ev_member_count(first, "basis") > 0) {
        ev_gap(page);
        ev_sentence(page, "Its basis:");
        ev_print_ids(page, root, ev_member(first, "basis"), 1);
    }
    put_ladder(page, root);
    ev_print_ways(page, root);
    ev_print_because(page, root);
    ev_print_taken(page, root);
    ev_print_limits(page, root);
}

void ev_print_ladder(struct ev_page *page, const struct ev_node *root) {
    put_headline(page, root);
    ev_each_node (rung, ev_member(root, "ladder")) {
        const struct ev_node *needs = ev_member(rung, "needs");
        put_rung(page, root, rung);
        if (!needs || needs->kind != EV_OBJECT) continue;
        if (ev_member_true(needs, "other_request"))
            ev_add(page, "Within this request nothing would open it. ");
        ev_add(page, "It would be open, as the nearest way, if all of this were so");
        ev_end_sentence(page);
        ev_print_way(page, root, needs);
    }
    ev_print_limits(page, root);
}

void ev_print_ask(struct ev_page *page, const struct ev_node *root) {
    put_headline(page, root);
    put_sentence(page, root, "sure");
    ev_print_questions(page, root);
    if (ev_member_count(root, "ask") == 0 && ev_member_count(root, "limits") == 0)
        ev_sentence(page, "There is nothing to ask.");
    ev_print_limits(page, root);
}

static void put_difference(struct ev_page *page, const struct ev_node *differs) {
    ev_add_mark(page, EV_STRONG, ev_member_text(differs, "title"));
    ev_add(page, ": %s", ev_member_text(differs, "says"));
    ev_end_item(page, EV_DASH, 1);
}

/* What would be decided, and how that differs. */
static void put_otherwise(struct ev_page *page, const struct ev_node *root,
                          const struct ev_node *what_if) {
    const struct ev_node *headline = ev_member(what_if, "headline");
    const char *besides = ev_member_text(what_if, "besides");
    bool some = besides[0] != '\0';
    if (!headline || headline->kind != EV_OBJECT) {
        ev_sentence(page, "What would be decided was not found out.");
        return;
    }
    ev_print_decided(page, root, headline);
    put_sentence(page, what_if, "sure");
    put_now(page, what_if);
    ev_heading(page, "What differs");
    if (some) {
        ev_add(page, "%s", besides);
        ev_end_item(page, EV_DASH, 1);
    }
    ev_each_node (differs, ev_member(what_if, "differs")) {
        if (ev_member_text(differs, "says")[0] == '\0') continue;
        put_difference(page, differs);
        some = true;
    }
    bool all = ev_member_count(root, "limits") == 0;
    if (!some) ev_sentence(page, all ? "Nothing." : "Nothing that was found out.");
}

void ev_print_what_if(struct ev_page *page, const struct ev_node *root) {
    const char *before = "With ";
    put_headline(page, root);
    put_sentence(page, root, "sure");
    put_now(page, root);
    ev_each_node (change, ev_member(ev_member(root, "what_if"), "changes")) {
        ev_add(page, "%s%s", before, ev_member_text(change, "typed"));
        before = ", ";
    }
    ev_begin_part(page);
    put_otherwise(page, root, ev_member(root, "what_if"));
    ev_end_part(page);
    ev_print_limits(page, root);
}
