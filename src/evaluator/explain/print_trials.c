/*
 * What else would be decided: what would open an approach, what to ask, what the default offers.
 */
#include "base/list.h"
#include "evaluator/explain/print.h"

enum { SHOWN = 5 }; /* values by name */

/* ---- what would open an approach ---- */

void ev_add_now(struct ev_page *page, const struct ev_node *change) {
    ev_add_some(page,
                ev_member_is(change, "how", "default")    ? " (now taken as "
                : ev_member_is(change, "how", "presumed") ? " (presumed: "
                                                          : " (now: ",
                ev_member_text(change, "now"), ")");
}

/* What would have to be so, who would have to say so, and what is the case now. */
static void put_change(struct ev_page *page, const struct ev_node *change) {
    const char *kind = ev_member_text(change, "kind"), *now = ev_member_text(change, "now");
    bool approval = strcmp(kind, "approval") == 0;
    ev_add(page, "%s: %s", ev_title_of(change), ev_member_text(change, "says"));
    ev_add_some(page, approval ? ", to be had from " : ", decided by ",
                ev_member_text(change, "who"), "");
    ev_add_now(page, change);
    if (now[0] == '\0') ev_add(page, " (not known so far)");
    ev_end_item(page, EV_DASH, 2);
}

/* Whether other values than the one that is typed would do as well. */
static bool is_example(const struct ev_node *change) {
    const struct ev_node *values = ev_member(change, "values"), *low = ev_member(change, "low"),
                         *to = ev_member(change, "to");
    if (!to || to->kind == EV_BOOL) return false;
    return values ? values->n > 1 : !low || !ev_node_same(low, ev_member(change, "high"));
}

static void put_typed(struct ev_page *page, const struct ev_node *changes) {
    const char *before = "typed: ";
    ev_each_node (change, changes)
        if (is_example(change)) before = "typed, for example: ";
    ev_each_node (change, changes) {
        ev_add(page, "%s%s", before, ev_member_text(change, "typed"));
        before = ", ";
    }
    ev_end_item(page, EV_LINE, 2);
}

static void put_first(struct ev_page *page, const char *before, const char *duties) {
    if (duties[0] == '\0') return;
    ev_add(page, "%s%s", before, duties);
    ev_end_item(page, EV_LINE, 2);
}

void ev_print_way(struct ev_page *page, const struct ev_node *root, const struct ev_node *way) {
    const struct ev_node *through = ev_member(way, "through"),
                         *paragraphs = ev_member(root, "paragraphs");
    size_t n = through ? through->n : 0, k = 0;
    ev_add(page, ev_member_true(way, "other_request") ? "as another request, " : "");
    ev_add(page, n > 0 ? "through " : "as the default it would remain");
    ev_each_node (id, through) {
        ev_add(page, "%s%s", list_separator(k++, n, " or "), id->text);
        ev_add_some(page, " (", ev_member_text(ev_member(paragraphs, id->text), "title"), ")");
    }
    ev_end_item(page, EV_LINE, 1);
    ev_each_node (change, ev_member(way, "changes")) put_change(page, change);
    put_first(page, "and first: ", ev_member_text(way, "first"));
    put_first(page, "and, in some of these cases, first: ", ev_member_text(way, "first_sometimes"));
    put_typed(page, ev_member(way, "changes"));
}

void ev_print_ways(struct ev_page *page, const struct ev_node *root) {
    const struct ev_node *ways = ev_member(root, "ways"), *of = ways ? ways->first : NULL,
                         *others = ev_member(of, "others");
    uint32_t n = ev_member_count(of, "list");
    size_t k = 0;
    if (!of) return;
    if (n == 0) {
        ev_sentence(page, "No fact, whatever it were, would open it.");
        return;
    }
    ev_gap(page);
    /* The nearest is first, and what keeps to the request is nearer than what does not. */
    if (ev_member_true(ev_member(of, "list")->first, "other_request"))
        ev_add(page, "Within this request nothing would open it. ");
    ev_add(page, "It would be open if all points %s were so",
           n == 1 ? "of this" : "of one of these");
    if (!ev_member_true(of, "all"))
        ev_add(page, " (the nearest of %s ways)", ev_member_text(of, "count"));
    ev_end_sentence(page);
    ev_each_node (way, ev_member(of, "list")) ev_print_way(page, root, way);
    if (!others || others->n == 0) return;
    ev_add(page, "other ways are about ");
    ev_each_node (fact, others)
        ev_add(page, "%s%s", list_separator(k++, others->n, " and "), fact->text);
    ev_end_item(page, EV_LINE, 1);
}

/* ---- what to ask ---- */

/* "yes", "a, b, c, d, e and 12 more"; of ranges and sets what is said of them. */
static void add_value(struct ev_page *page, const struct ev_node *value) {
    const struct ev_node *names = ev_member(value, "names");
    uint32_t n = names ? names->n : 0, shown = n <= SHOWN + 1 ? n : SHOWN, k = 0;
    const char *last = shown == n ? " or " : ", ";
    if (n == 0) ev_add(page, "%s", ev_member_text(value, "says"));
    ev_each_node (name, names) last = n > 1 ? list_last(last, name->text) : last;
    ev_each_node (name, names)
        if (k < shown) {
            ev_add(page, "%s%s", list_separator(k, shown, last), name->text);
            k++;
        }
    if (shown < n)
        ev_add(page, "%s and %u more (--facts lists them)", last[0] == ';' ? ";" : "", n - shown);
}

static void put_question(struct ev_page *page, const struct ev_node *question) {
    ev_add_mark(page, EV_STRONG, ev_member_text(question, "fact"));
    ev_add_some(page, ": ", ev_member_text(question, "title"), "");
    ev_add_some(page, ", decided by ", ev_member_text(question, "by"), "");
    ev_end_item(page, EV_DASH, 1);
    if (ev_member_text(question, "help")[0] != '\0') {
        ev_add(page, "%s", ev_member_text(question, "help"));
        ev_end_item(page, EV_LINE, 2);
    }
    if (ev_member_count(question, "hangs") > 0) {
        const char *before = "it counts for ";
        ev_each_node (id, ev_member(question, "hangs")) {
            ev_add(page, "%s%s", before, id->text);
            before = ", ";
        }
        ev_end_item(page, EV_LINE, 2);
    }
    if (ev_member_text(question, "takes")[0] != '\0') {
        ev_add(page, "%s", ev_member_text(question, "takes"));
        ev_end_item(page, EV_LINE, 2);
    }
    ev_each_node (value, ev_member(question, "values")) {
        add_value(page, value);
        ev_add(page, ": %s", ev_member_text(value, "leads"));
        ev_end_item(page, EV_LINE, 2);
    }
}

void ev_print_questions(struct ev_page *page, const struct ev_node *root) {
    const struct ev_node *list = ev_member(root, "ask"), *then = list ? list->first : NULL;
    uint32_t n = ev_member_count(root, "ask"), k = 0;
    if (n > 0) ev_heading(page, "Ask next, the most telling first");
    for (; then && (k < SHOWN || ev_member_count(then, "values") > 0); then = then->next, k++)
        put_question(page, then);
    if (!then) return;
    ev_add(page, "then: ");
    for (uint32_t first = k; then; then = then->next, k++)
        ev_add(page, "%s%s", list_separator(k - first, n - first, ", "),
               ev_member_text(then, "fact"));
    ev_end_item(page, EV_LINE, 1);
}

/* ---- what the default approach offers ---- */

void ev_print_offers(struct ev_page *page, const struct ev_node *root) {
    const struct ev_node *with = ev_member(root, "with");
    if (ev_member_count(root, "offers") == 0) return;
    ev_gap(page);
    ev_add(page, "All else as asked, %s is open for",
           with ? ev_member_text(with->last, "approach") : "it");
    ev_end_sentence(page);
    ev_each_node (offer, ev_member(root, "offers")) {
        const char *typed = ev_member_text(offer, "typed"), *sign = strchr(typed, '=');
        ev_add(page, "%s (%s)%s", ev_member_text(offer, "says"), sign ? sign + 1 : typed,
               ev_member_true(offer, "sometimes") ? ", depending on what was not stated"
               : ev_member_true(offer, "later")   ? ", once something is done"
                                                  : "");
        ev_end_item(page, EV_DASH, 1);
    }
}
