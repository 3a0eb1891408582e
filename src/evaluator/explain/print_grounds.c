/*
 * What a decision hangs on, and what was taken for granted.
 */
#include "evaluator/explain/print.h"

static bool is(const struct ev_node *node, const char *key, const char *text) {
    return strcmp(ev_member_text(node, key), text) == 0;
}

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
            if (is(judgement, "state", "unknown") == (made == 1)) continue;
            if (!begun) ev_heading(page, headings[made]);
            begun = true;
            add_fact(page, judgement);
            if (made)
                ev_add(page, " (%s %s)",
                       is(judgement, "state", "stated")    ? "stated:"
                       : is(judgement, "state", "default") ? "taken as"
                                                           : "presumed:",
                       ev_member_true(judgement, "value") ? "yes" : "no");
            ev_end_item(page, EV_DASH, 1);
        }
    }
}

void ev_print_readings(struct ev_page *page, const struct ev_node *root) {
    bool begun = false;
    ev_each_node (reading, ev_member(root, "readings")) {
        const char *before = "; otherwise: ";
        if (!begun) ev_heading(page, "It hangs on how these open questions are read");
        begun = true;
        ev_add(page, "%s", ev_member_text(reading, "name"));
        ev_add_some(page, ": ", ev_member_text(reading, "title"), "");
        ev_add(page, " (taken: %s", ev_member_text(reading, "taken"));
        ev_each_node (other, ev_member(reading, "others")) {
            ev_add(page, "%s%s", before, other->text);
            before = "; or: ";
        }
        ev_add(page, ")");
        ev_end_item(page, EV_DASH, 1);
    }
}

/* ---- what was taken for granted ---- */

static bool is_idle(const struct ev_node *taken) {
    const struct ev_node *matters = ev_member(taken, "matters");
    return matters && matters->kind == EV_BOOL && !matters->yes;
}

/* A judgement that it hangs on was told of there. */
static bool is_told(const struct ev_node *root, const struct ev_node *taken) {
    ev_each_node (judgement, ev_member(root, "judgements"))
        if (is(judgement, "fact", ev_member_text(taken, "fact"))) return true;
    return false;
}

/* Those that are of no consequence stand together at the end, as one would type them. */
static void put_taken(struct ev_page *page, const struct ev_node *root, const char *how,
                      const char *heading, const char *sign) {
    const char *before = "alone of no consequence here: ";
    bool begun = false, idle = false;
    ev_each_node (taken, ev_member(root, "taken")) {
        if (!is(taken, "how", how) || is_told(root, taken)) continue;
        if (!begun) ev_heading(page, heading);
        begun = true;
        idle = idle || is_idle(taken);
        if (is_idle(taken)) continue;
        add_fact(page, taken);
        ev_add(page, " (%s %s)", sign, ev_member_text(taken, "says"));
        ev_end_item(page, EV_DASH, 1);
    }
    ev_each_node (taken, ev_member(root, "taken")) {
        if (!is(taken, "how", how) || !is_idle(taken) || is_told(root, taken)) continue;
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
        if (!is(taken, "how", "by_case")) continue;
        if (!begun) ev_heading(page, "Presumed in some of these cases, as nobody said otherwise");
        begun = true;
        add_fact(page, taken);
        ev_add(page, " (where it is not: %s)", ev_member_text(taken, "otherwise"));
        ev_end_item(page, EV_DASH, 1);
    }
}
