/* Numbered paragraphs of the source that the outline does not have; but for the mere heading of a
 * chapter, which says nothing itself. */
#include "lint/lint.h"

#include "anchor/anchor.h"

#include <string.h>

/* One that only got another number is told as that. */
static bool was_accepted(const struct anchoring *x, const struct anchored *p) {
    vec_each (struct lock_line, l, &x->lock.lines)
        if (l->kind == LOCK_PARAGRAPH && strcmp(l->reading.hex, p->reading.hex) == 0 &&
            strcmp(l->id, p->number) != 0)
            return true;
    return false;
}

static bool is_mere_heading(const struct anchoring *x, const struct anchored *p) {
    for (size_t i = p->first; i < p->last; i++) {
        const struct prose_line *line = &x->prose.lines.at[i];
        if (!line->heading && !line->ignored && line->from < line->to) return false;
    }
    return true;
}

void lint_new_paragraph(struct analysis *l, enum diag_code code) {
    const struct anchoring *x = l->source;
    const struct ast_node *outline = NULL;
    if (!x) return;
    vec_each (struct ast_node *, item, &l->m->program.files.at[0]->items)
        if ((*item)->kind == NODE_STRATEGY) outline = node_part(*item, NODE_PARAGRAPHS);
    vec_each (struct anchored, p, &x->others) {
        if (was_accepted(x, p) || is_mere_heading(x, p)) continue;
        diag_report(l->d, code, anchor_head(x, p),
                    "the policy does not have paragraph %s: put it into the outline and state it, "
                    "be it as a recital",
                    p->number);
        diag_note(l->d, outline ? outline->at : l->m->at, "here the policy has its paragraphs");
    }
}
