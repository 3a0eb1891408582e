/* Lines of the lock that are about nothing: a paragraph that the outline does not have, words that
 * no line of the source begins with. */
#include "lint/lint.h"

#include "anchor/anchor.h"

void lint_idle_lock_line(struct analysis *l, enum diag_code code) {
    if (!l->source) return;
    vec_each (struct lock_line, line, &l->source->lock.lines) {
        if (line->kind == LOCK_IGNORE ? line->used : anchor_paragraph(l->m, line->id) != MODEL_NONE)
            continue;
        if (line->kind == LOCK_IGNORE)
            diag_report(l->d, code, line->at,
                        "no line of %s begins with these words%s: leave this out, or correct it",
                        l->source->prose.source->path,
                        line->to ? ", or none behind it with the last ones" : "");
        else
            diag_report(l->d, code, line->at, "the outline has no paragraph %s: %s", line->id,
                        line->kind == LOCK_ANCHOR
                            ? "leave this out"
                            : "if it has gone for good, `stratc --accept-source` takes this out");
        diag_note(l->d, l->m->source.text ? l->m->source.at : l->m->at,
                  "the policy of which this is the lock");
    }
}
