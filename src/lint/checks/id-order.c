/* A block that alone does not stand in the order of the outline: a reader with the document beside
 * the policy has to search, or its number is another's. Where several do not, the author has an
 * order of their own. */
#include "lint/lint.h"

/* The next of our own blocks of this file, from b; NULL where there is none. */
static const struct block *next(const struct analysis *l, const struct block *b, uint32_t file) {
    const struct block *end = l->m->blocks.at + l->m->blocks.len;
    while (b < end && (b->id.at.file != file || !lint_ours(l, &b->id))) b++;
    return b < end ? b : NULL;
}

/* Whether the blocks of its file are in order without this one. */
static bool orders_without(const struct analysis *l, const struct block *out) {
    uint32_t last = 0, file = out->id.at.file;
    for (const struct block *b = next(l, l->m->blocks.at, file); b; b = next(l, b + 1, file)) {
        if (b == out) continue;
        if (b->outline < last) return false;
        last = b->outline;
    }
    return true;
}

void lint_id_order(struct analysis *l, enum diag_code code) {
    if (!l->m->has_outline) return;
    vec_each (const struct block, b, &l->m->blocks) {
        const struct block *after = next(l, b + 1, b->id.at.file);
        if (!lint_ours(l, &b->id) || !after || after->outline > b->outline) continue;
        /* Of the two, the one that is out of place; of two neighbours that have changed places,
         * the later. */
        const struct block *odd = orders_without(l, after) ? after
                                  : orders_without(l, b)   ? b
                                                           : NULL;
        if (!odd) return;
        const struct block *beside = odd == after ? b : after;
        diag_report(l->d, code, odd->id.at,
                    "%s stands %s %s, which the outline puts %s, and every other block is in "
                    "order: see whether the number is right, and move it, or mend the outline",
                    odd->id.name, odd == after ? "after" : "before", beside->id.name,
                    odd == after ? "later" : "earlier");
        diag_note(l->d, beside->id.at, "%s stands here", beside->id.name);
        return;
    }
}
