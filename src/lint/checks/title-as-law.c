/*
 * `subject to "No gifts"`, where that is the title of a paragraph of the policy: what stands in
 * quotes is shown as outside law, and so nothing gives way to the paragraph that was meant. (Before
 * `notwithstanding` it is an error.)
 */
#include "lint/lint.h"

void lint_title_as_law(struct analysis *l, enum diag_code code) {
    for (uint32_t b = 0; b < l->m->blocks.len; b++) {
        if (!lint_ours(l, &l->m->blocks.at[b].id)) continue;
        node_each (heading, l->m->blocks.at[b].id.from, NODE_PRIORITY)
            vec_each (struct ast_node *, ref, &heading->parts) {
                const struct block *meant =
                    (*ref)->form == AST_REF_TEXT ? block_quoted(l->m, b, (*ref)->name.text) : NULL;
                if (meant)
                    diag_report(l->d, code, (*ref)->at,
                                "what stands in quotes is law outside the policy, and changes no "
                                "decision; did you mean `%s`?",
                                meant->id.name);
            }
    }
}
