/*
 * What else would be decided: what would open an approach, what to ask, what the default offers.
 */
#include "base/list.h"
#include "evaluator/explain/print.h"

enum { SHOWN = 5 }; /* ways by one fact; values by name */

/* ---- what would open an approach ---- */

static const char *of_change(const struct ev_node *way, const char *key) {
    const struct ev_node *changes = ev_member(way, "changes");
    return changes && changes->first ? ev_member_text(changes->first, key) : "";
}

/* Ways that change the same fact, one behind the other, from this one on. */
static const struct ev_node *put_alternatives(struct ev_page *page, const struct ev_node *way) {
    const char *fact = of_change(way, "fact");
    uint32_t n = 0;
    for (; way && strcmp(of_change(way, "fact"), fact) == 0; way = way->next, n++)
        if (n < SHOWN) ev_add(page, "%s%s", n > 0 ? " or " : "", of_change(way, "typed"));
    if (n > SHOWN) ev_add(page, ", and %u more", n - SHOWN);
    ev_end_item(page, EV_DASH, 2);
    return way;
}

void ev_print_ways(struct ev_page *page, const struct ev_node *root) {
    static const char *const headings[] = {
        "all else as it is, one of these would open it",
        "all else as it is, another request of these would open it"};
    const struct ev_node *ways = ev_member(root, "ways");
    const struct ev_node *of = ways ? ways->first : NULL, *list = ev_member(of, "list");
    for (int other = 0; other < 2; other++) {
        bool begun = false;
        for (const struct ev_node *way = list ? list->first : NULL; way;) {
            if (ev_member_true(way, "other_request") != (other == 1)) {
                way = way->next;
                continue;
            }
            if (!begun) {
                ev_add(page, "%s", headings[other]);
                ev_end_item(page, EV_LINE, 1);
            }
            begun = true;
            way = put_alternatives(page, way);
        }
    }
    if (!of || !list || list->n > 0) return;
    ev_add(page, "no fact, said otherwise alone, would open it");
    ev_end_item(page, EV_LINE, 1);
}

/* ---- what to ask ---- */

/* "yes", "a, b, c, d, e and 12 more"; of ranges and sets what is said of them. */
static void add_value(struct ev_page *page, const struct ev_node *value) {
    const struct ev_node *names = ev_member(value, "names");
    uint32_t n = names ? names->n : 0, shown = n <= SHOWN + 1 ? n : SHOWN, k = 0;
    if (n == 0) ev_add(page, "%s", ev_member_text(value, "says"));
    ev_each_node (name, names)
        if (k < shown) {
            ev_add(page, "%s%s", list_separator(k, shown, shown == n ? " or " : ", "), name->text);
            k++;
        }
    if (shown < n) ev_add(page, " and %u more (--facts lists them)", n - shown);
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
           with ? ev_member_text(with->first, "approach") : "it");
    ev_end_sentence(page);
    ev_each_node (offer, ev_member(root, "offers")) {
        const char *typed = ev_member_text(offer, "typed"), *sign = strchr(typed, '=');
        ev_add(page, "%s (%s)%s", ev_member_text(offer, "says"), sign ? sign + 1 : typed,
               ev_member_true(offer, "later") ? ", once something is done" : "");
        ev_end_item(page, EV_DASH, 1);
    }
}
