/*
 * What a decision hangs on, what was taken for granted, and the rules that it rests on.
 */
#include "evaluator/explain/print.h"

/* Its name, its title, who decides it. */
static void add_fact(struct ev_page *page, const struct ev_node *fact) {
    ev_add(page, "%s", ev_member_text(fact, "fact"));
    ev_add_some(page, ": ", ev_member_text(fact, "title"), "");
    ev_add_some(page, ", decided by ", ev_member_text(fact, "by"), "");
}

/* Those that somebody has to decide, and those that somebody or the policy has decided. */
void ev_print_judgements(struct ev_page *page, const struct ev_node *root) {
    static const char *const headings[] = {
        "It hangs on these judgements, which nobody has made yet",
        "It would be otherwise if one of these judgements were decided the other way"};
    for (int made = 0; made < 2; made++) {
        bool begun = false;
        ev_each_node (judgement, ev_member(root, "judgements")) {
            if (ev_member_is(judgement, "state", "unknown") == (made == 1)) continue;
            if (!begun) ev_heading(page, headings[made]);
            begun = true;
            add_fact(page, judgement);
            if (made)
                ev_add(page, " (%s %s)",
                       ev_member_is(judgement, "state", "stated")    ? "stated:"
                       : ev_member_is(judgement, "state", "default") ? "taken as"
                                                                     : "presumed:",
                       ev_member_true(judgement, "value") ? "yes" : "no");
            ev_end_item(page, EV_DASH, 1);
        }
    }
}

/* Where nothing is decided yet: of more it is not said how else, but where that leads elsewhere. */
enum { READ_OTHERWISE = 4 };

static bool leads_somewhere(const struct ev_node *reading) {
    ev_each_node (lead, ev_member(reading, "leads"))
        if (lead->kind == EV_TEXT) return true;
    return false;
}

const char *ev_title_of(const struct ev_node *named) {
    static const char *const keys[] = {"title", "fact", "name"};
    const char *text = "";
    for (size_t i = 0; i < sizeof keys / sizeof *keys && text[0] == '\0'; i++)
        text = ev_member_text(named, keys[i]);
    return text;
}

/* Of what leads nowhere else by itself that is said where all was `tried`. */
static void add_reading(struct ev_page *page, const struct ev_node *reading, bool tried) {
    const char *before = "; otherwise: ",
               *sign = page->form == EV_FORM_TEXT ? ", which leads to: " : " \xe2\x86\x92 ";
    const struct ev_node *leads = ev_member(reading, "leads"), *lead = leads ? leads->first : NULL;
    ev_add(page, "%s (taken: %s", ev_title_of(reading), ev_member_text(reading, "taken"));
    ev_each_node (other, ev_member(reading, "others")) {
        bool told = lead && lead->kind == EV_TEXT;
        ev_add(page, "%s%s", before, other->text);
        before = "; or: ";
        if (told || (tried && lead))
            ev_add(page, "%s%s", sign, told ? lead->text : "the same on the whole");
        lead = lead ? lead->next : NULL;
    }
    ev_add(page, ")");
}

/* The next of a list of titles, most of which are questions. */
static void add_title(struct ev_page *page, const struct ev_node *reading, const char **before) {
    const char *title = ev_title_of(reading);
    ev_add(page, "%s%s", *before, title);
    *before = title[0] && title[strlen(title) - 1] == '?' ? " " : "; ";
}

/* Those on which hangs only what goes with it, or where something else would lead. */
static void put_read_as(struct ev_page *page, const struct ev_node *root) {
    const char *before = "";
    if (ev_member_count(root, "read_as") == 0) return;
    if (ev_member_count(root, "readings") == 0) ev_heading(page, "How open questions are read");
    ev_add(page, "Duties, cautions, offers, and where other values or ways lead hang on these%s: ",
           ev_member_count(root, "readings") > 0 ? " as well" : "");
    ev_each_node (reading, ev_member(root, "read_as")) add_title(page, reading, &before);
    ev_end_item(page, EV_DASH, 1);
}

/* Of many those that lead nowhere else by themselves stand in a line. */
static void put_readings(struct ev_page *page, const struct ev_node *root) {
    const struct ev_node *readings = ev_member(root, "readings");
    bool open = ev_member_is(ev_member(root, "headline"), "state", "undetermined"),
         whole = !open || (readings && readings->n <= READ_OTHERWISE),
         tried = ev_member_count(root, "limits") == 0;
    const char *before = "";
    if (!readings || readings->n == 0) return;
    ev_heading(page, open ? "In some of these cases it hangs on how these open questions are read"
                          : "It hangs on how these open questions are read");
    ev_each_node (reading, readings) {
        if (!whole && !leads_somewhere(reading)) continue;
        add_reading(page, reading, tried);
        ev_end_item(page, EV_DASH, 1);
    }
    ev_each_node (reading, readings) {
        if (whole || leads_somewhere(reading)) continue;
        if (before[0] == '\0')
            ev_add(page, tried ? "Read otherwise, each by itself leads to the same on the whole: "
                               : "And how these are read: ");
        add_title(page, reading, &before);
    }
    if (before[0] != '\0') ev_end_item(page, EV_DASH, 1);
}

void ev_print_readings(struct ev_page *page, const struct ev_node *root) {
    put_readings(page, root);
    put_read_as(page, root);
}

/* ---- what was taken for granted ---- */

bool ev_is_idle(const struct ev_node *taken) {
    const struct ev_node *matters = ev_member(taken, "matters");
    return matters && matters->kind == EV_BOOL && !matters->yes;
}

bool ev_is_fixed(const struct ev_node *taken) { return ev_member_true(taken, "fixed"); }

/* The next of what is taken in this way that is told of here, from `taken` on. A judgement that it
 * hangs on was told of there: these stand in the same order, *judgement before the next of them. Of
 * what cannot be otherwise there is nothing to tell. */
static const struct ev_node *next_told(const struct ev_node *taken, const char *how,
                                       const struct ev_node **judgement) {
    for (; taken; taken = taken->next) {
        if (!ev_member_is(taken, "how", how)) continue;
        while (*judgement && !ev_member_is(*judgement, "state", how))
            *judgement = (*judgement)->next;
        bool judged = *judgement && ev_member_is(*judgement, "fact", ev_member_text(taken, "fact"));
        if (judged) *judgement = (*judgement)->next;
        if (!judged && !ev_is_fixed(taken)) break;
    }
    return taken;
}

static const struct ev_node *first_in(const struct ev_node *root, const char *key) {
    const struct ev_node *list = ev_member(root, key);
    return list ? list->first : NULL;
}

/* Those that are of no consequence stand together at the end, as one would type them. */
static void put_taken(struct ev_page *page, const struct ev_node *root, const char *how,
                      const char *heading, const char *sign) {
    const char *before = "alone of no consequence for the answer: ";
    bool begun = false, idle = false;
    const struct ev_node *judgement = first_in(root, "judgements"), *taken;
    for (taken = next_told(first_in(root, "taken"), how, &judgement); taken;
         taken = next_told(taken->next, how, &judgement)) {
        if (!begun) ev_heading(page, heading);
        begun = true;
        idle = idle || ev_is_idle(taken);
        if (ev_is_idle(taken)) continue;
        add_fact(page, taken);
        ev_add(page, " (%s %s)", sign, ev_member_text(taken, "says"));
        ev_end_item(page, EV_DASH, 1);
    }
    judgement = first_in(root, "judgements");
    for (taken = next_told(first_in(root, "taken"), how, &judgement); taken;
         taken = next_told(taken->next, how, &judgement)) {
        if (!ev_is_idle(taken)) continue;
        ev_add(page, "%s%s", before, ev_member_text(taken, "typed"));
        before = ", ";
    }
    if (idle) ev_end_item(page, EV_LINE, 1);
}

void ev_print_taken(struct ev_page *page, const struct ev_node *root) {
    bool begun = false;
    put_taken(page, root, "presumed", "Presumed by the policy, as nobody said otherwise",
              "presumed:");
    put_taken(page, root, "default", "Taken for granted, as nobody said otherwise", "taken as");
    ev_each_node (taken, ev_member(root, "taken")) {
        if (!ev_member_is(taken, "how", "by_case")) continue;
        if (!begun) ev_heading(page, "Presumed in some of these cases, as nobody said otherwise");
        begun = true;
        add_fact(page, taken);
        ev_add(page, " (where it is not: %s)", ev_member_text(taken, "otherwise"));
        ev_end_item(page, EV_DASH, 1);
    }
}

/* ---- rules, what they ask, and which of it holds ---- */

/* One fixed phrase for how it is known. */
static const char *known_how(const struct ev_node *condition) {
    static const char *const phrases[][2] = {{"stated", " (stated)"},
                                             {"presumed", " (presumed by the policy)"},
                                             {"default", " (nobody said otherwise)"},
                                             {"unknown", " (not stated)"}};
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (ev_member_is(condition, "how", phrases[i][0])) return phrases[i][1];
    return "";
}

static void put_condition(struct ev_page *page, const struct ev_node *condition, unsigned level) {
    ev_terms(page, 3);
    ev_add_term(page, ev_member_is(condition, "holds", "unknown")
                          ? "?"
                          : ev_member_text(condition, "holds"));
    ev_add(page, "%s%s", ev_member_text(condition, "text"), known_how(condition));
    ev_end_item(page, EV_LINE, level);
    ev_each_node (term, ev_member(condition, "terms")) put_condition(page, term, level + 1);
}

static bool is_always(const struct ev_node *condition) {
    return !condition || condition->kind != EV_OBJECT ||
           (ev_member_is(condition, "kind", "all") && ev_member_count(condition, "terms") == 0);
}

/* What all of has to hold stands one below the other. */
static void put_asked(struct ev_page *page, const struct ev_node *condition, unsigned level) {
    if (is_always(condition)) return;
    if (!ev_member_is(condition, "kind", "all")) {
        put_condition(page, condition, level);
        return;
    }
    ev_each_node (term, ev_member(condition, "terms")) put_condition(page, term, level);
}

void ev_print_conditions(struct ev_page *page, const struct ev_node *list, unsigned level) {
    ev_each_node (condition, list) put_condition(page, condition, level);
}

/* In short, where what it asks stands below; else as a sentence, which says that, too. */
static void add_rule(struct ev_page *page, const struct ev_node *rule, bool asks) {
    static const char *const verbs[][2] = {{"opens", "opens "},
                                           {"closes", "closes "},
                                           {"requires", "requires of "},
                                           {"expects", "expects of "}};
    const char *before = NULL;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs && asks; i++)
        if (ev_member_is(rule, "effect", verbs[i][0])) before = verbs[i][1];
    if (!before) {
        ev_add(page, "%s", ev_member_text(rule, "text"));
        return;
    }
    ev_each_node (approach, ev_member(rule, "approaches")) {
        ev_add(page, "%s%s", before, approach->text);
        before = ", ";
    }
}

static void put_rule(struct ev_page *page, const struct ev_node *rule) {
    const struct ev_node *condition = ev_member(rule, "condition"),
                         *wants = ev_member(rule, "wants");
    const char *before = "; set aside by ";
    add_rule(page, rule, !is_always(condition) || !is_always(wants));
    ev_each_node (id, ev_member(rule, "set_aside_by")) {
        ev_add(page, "%s%s", before, id->text);
        before = ", ";
    }
    ev_end_item(page, EV_DASH, 2);
    /* That a duty is owed where its paragraph applies is told of the rule that opens it. */
    if (!ev_member_is(rule, "effect", "attaches") || !ev_member_is(rule, "holds", "yes"))
        put_asked(page, condition, 3);
    put_asked(page, wants, 3);
}

void ev_print_because(struct ev_page *page, const struct ev_node *root) {
    const struct ev_node *paragraphs = ev_member(root, "paragraphs");
    if (ev_member_count(root, "because") > 0)
        ev_heading(page, "The rules, and what of what they ask holds");
    ev_each_node (paragraph, ev_member(root, "because")) {
        const char *id = ev_member_text(paragraph, "id");
        ev_add_mark(page, EV_STRONG, id);
        ev_add_some(page, ": ", ev_member_text(ev_member(paragraphs, id), "title"), "");
        ev_end_item(page, EV_LINE, 1);
        ev_each_node (rule, ev_member(paragraph, "rules")) put_rule(page, rule);
    }
}
