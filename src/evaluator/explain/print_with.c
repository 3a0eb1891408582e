/*
 * What goes with an approach: by which paragraphs, duties in the order in which they fall due,
 * cautions.
 */
#include "evaluator/explain/print.h"

static void put_section(struct ev_page *page, const struct ev_node *root, const char *heading,
                        const struct ev_node *ids) {
    if (!ids || ids->n == 0) return;
    ev_heading(page, heading);
    ev_print_ids(page, root, ids, 1);
}

static void put_duty(struct ev_page *page, const struct ev_node *duty) {
    const struct ev_node *done = ev_member(duty, "done");
    bool before = done && done->kind == EV_BOOL;
    const char *following = ", following ", *sign = " (";
    ev_add(page, "%s", ev_member_text(duty, "title"));
    ev_add_some(page, ", by ", ev_member_text(duty, "by"), "");
    ev_add_some(page, ", to ", ev_member_text(duty, "to"), "");
    ev_add_some(page, ", ", ev_member_text(duty, "deadline"), "");
    ev_each_node (title, ev_member(duty, "following")) {
        ev_add(page, "%s%s", following, title->text);
        following = " and ";
    }
    ev_each_node (id, ev_member(duty, "paragraphs")) {
        ev_add(page, "%s%s", sign, id->text);
        sign = ", ";
    }
    if (*sign == ',') ev_add(page, ")");
    if (before)
        ev_add_some(page, done->yes ? "; done: " : "; done when ",
                    ev_member_text(duty, "done_when"), "");
    if (ev_member_true(duty, "uncertain")) ev_add(page, " (this depends on what was not stated)");
    ev_end_item(page, !before ? EV_DASH : done->yes ? EV_DONE : EV_TODO, 1);
}

static void put_lists(struct ev_page *page, const struct ev_node *root,
                      const struct ev_node *with) {
    const char *heading = "";
    put_section(page, root, "By", ev_member(with, "basis"));
    ev_each_node (duty, ev_member(with, "duties")) {
        const char *own = ev_member_text(duty, "heading");
        if (strcmp(own, heading) != 0) ev_heading(page, own);
        heading = own;
        put_duty(page, duty);
    }
    put_section(page, root, "Caution: not met, or not known to be met, is what these expect",
                ev_member(with, "cautions"));
}

static void put_part(struct ev_page *page, const struct ev_node *root, const struct ev_node *with) {
    ev_add_mark(page, EV_STRONG, ev_member_text(with, "approach"));
    ev_add_some(page, " (", ev_member_text(with, "title"), ")");
    ev_add_some(page, ", ", ev_member_text(with, "how"), "");
    ev_begin_part(page);
    put_lists(page, root, with);
    ev_end_part(page);
}

void ev_print_with(struct ev_page *page, const struct ev_node *root) {
    size_t alike = 0;
    ev_each_node (with, ev_member(root, "with")) alike += ev_member_text(with, "how")[0] == '\0';
    ev_each_node (with, ev_member(root, "with"))
        if (alike == 1 && ev_member_text(with, "how")[0] == '\0')
            put_lists(page, root, with);
        else
            put_part(page, root, with);
}
