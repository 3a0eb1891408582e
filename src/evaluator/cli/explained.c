#include "evaluator/cli/explained.h"

#include "evaluator/explain/print.h"

unsigned ev_parts_of(const struct ev_options *o) {
    const unsigned whole = EV_PART_WITH | EV_PART_GROUNDS | EV_PART_TAKEN;
    const unsigned why = EV_PART_BECAUSE | EV_PART_TAKEN | EV_PART_LADDER;
    unsigned json = o->json ? EV_PART_ANSWER | EV_PART_NEEDS : 0;
    switch (o->mode) {
    case EV_WHY: return json | why | (o->json ? whole : EV_PART_WITH);
    case EV_WHY_NOT: return json | why | EV_PART_WAYS;
    case EV_LADDER: return json | EV_PART_LADDER | EV_PART_NEEDS;
    case EV_ASK: return json | EV_PART_ASK_ALL;
    case EV_WHAT_IF: return EV_PART_WHAT_IF;
    default: return whole | EV_PART_CLOSED | EV_PART_ASK | EV_PART_OFFERS | EV_PART_OFFERED;
    }
}

void ev_put_explained(struct ev_page *page, const struct ev_options *o,
                      const struct ev_node *root) {
    if (o->json) {
        ev_node_write(page->out, root);
        ev_puts(page->out, "\n");
        return;
    }
    switch (o->mode) {
    case EV_WHY:
    case EV_WHY_NOT: ev_print_why(page, root); break;
    case EV_LADDER: ev_print_ladder(page, root); break;
    case EV_ASK: ev_print_ask(page, root); break;
    case EV_WHAT_IF: ev_print_what_if(page, root); break;
    default: ev_print_answer(page, root); break;
    }
}
