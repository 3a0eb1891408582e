/* What is not as it was accepted: the text of a paragraph, its rules, or its number. The lock has
 * their fingerprints. */
#include "lint/lint.h"

#include "anchor/anchor.h"

#include <string.h>

static bool same(const struct fingerprint *x, const struct fingerprint *y) {
    return strcmp(x->hex, y->hex) == 0;
}

/* The paragraph that had these words when they were accepted, and has them no more; NULL: none, or
 * several. */
static const char *number_before(const struct anchoring *x, const struct fingerprint *reading,
                                 const char *number) {
    const char *before = NULL;
    vec_each (struct lock_line, l, &x->lock.lines) {
        if (l->kind != LOCK_PARAGRAPH || !same(&l->reading, reading)) continue;
        if (strcmp(l->id, number) == 0 || before) return NULL;
        before = l->id;
    }
    for (size_t i = 0; before && i < x->paragraphs.len; i++)
        if (strcmp(x->m->outline.at[i].id, before) == 0 && x->paragraphs.at[i].found &&
            same(&x->paragraphs.at[i].reading, reading))
            return NULL;
    return before;
}

static void renumbered(struct analysis *l, const struct anchored *p, struct span stated,
                       const char *number, const char *before) {
    diag_report(l->d, DIAG_RENUMBERED, anchor_head(l->source, p),
                "%s has the words that %s had when they were accepted: number it so in the policy, "
                "too, and all that names it",
                number, before);
    diag_note(l->d, stated, "here the policy has its numbers");
}

/* Whether anything was accepted yet: the author's own lines may be all that the lock has. */
static bool has_accepted(const struct lock *lock) {
    vec_each (struct lock_line, l, &lock->lines)
        if (l->kind == LOCK_PARAGRAPH) return true;
    return false;
}

/* What is to be told of a paragraph. */
static enum diag_code verdict(const struct anchoring *x, uint32_t i, const char **before) {
    const struct anchored *p = &x->paragraphs.at[i];
    const char *id = x->m->outline.at[i].id;
    const struct lock_line *was = lock_find(&x->lock, LOCK_PARAGRAPH, id);
    bool text = was && !same(&was->reading, &p->reading),
         rules = was && !same(&was->rules, &x->rules[i]);
    *before = NULL;
    if (!p->found || !*x->rules[i].hex || !has_accepted(&x->lock)) return DIAG_COUNT;
    if (!was || text) *before = number_before(x, &p->reading, id);
    if (*before) return DIAG_RENUMBERED;
    if (!was || (text && rules)) return DIAG_NOT_ACCEPTED;
    return text                         ? DIAG_TEXT_CHANGED
           : rules                      ? DIAG_RULES_CHANGED
           : anchor_laid_out_anew(x, i) ? DIAG_LAYOUT_CHANGED
                                        : DIAG_COUNT;
}

static void report(struct analysis *l, enum diag_code code, uint32_t i, const char *before) {
    const struct anchoring *x = l->source;
    const char *id = l->m->outline.at[i].id, *path = x->prose.source->path;
    struct span head = anchor_head(x, &x->paragraphs.at[i]), stated = anchor_stated(l->m, i);
    bool new = !lock_find(&x->lock, LOCK_PARAGRAPH, id);
    switch (code) {
    case DIAG_RENUMBERED: renumbered(l, &x->paragraphs.at[i], stated, id, before); return;
    case DIAG_TEXT_CHANGED:
        diag_report(l->d, code, head,
                    "the text of %s was changed, and its rules were not: change them, or accept "
                    "that they say what it says (`stratc --accept-source`)",
                    id);
        break;
    case DIAG_RULES_CHANGED:
        diag_report(l->d, code, stated,
                    "the rules of %s were changed, and its text was not: undo that, or accept that "
                    "they say what it says (`stratc --accept-source`)",
                    id);
        diag_note(l->d, head, "it says the same as before");
        return;
    case DIAG_LAYOUT_CHANGED:
        diag_report(l->d, code, head,
                    "the text of %s is laid out anew, and no word of it was changed: `stratc "
                    "--accept-source` takes that over",
                    id);
        break;
    default:
        diag_report(l->d, DIAG_NOT_ACCEPTED, stated,
                    "%s: nobody has accepted that the rules say what %s says; read both, then "
                    "`stratc --accept-source`",
                    arena_printf(l->arena,
                                 new ? "%s is not in the lock"
                                     : "the text of %s and its rules were changed",
                                 id),
                    path);
        diag_note(l->d, head, "it stands here");
        return;
    }
    diag_note(l->d, stated, "its rules stand here");
}

/* Of a text of which nothing was accepted yet that is said once. */
static void no_lock(struct analysis *l) {
    const struct anchoring *x = l->source;
    diag_report(l->d, DIAG_NOT_ACCEPTED, l->m->source.text ? l->m->source.at : l->m->at,
                "nobody has accepted yet that the rules say what %s says: read both, then `stratc "
                "--accept-source` writes %s",
                x->prose.source->path, x->lock.path);
}

void lint_source_changes(struct analysis *l, enum diag_code code) {
    const struct anchoring *x = l->source;
    const char *before;
    if (!x) return;
    if (!has_accepted(&x->lock) && code == DIAG_NOT_ACCEPTED) no_lock(l);
    for (uint32_t i = 0; i < x->paragraphs.len; i++)
        if (verdict(x, i, &before) == code) report(l, code, i, before);
    vec_each (struct anchored, p, &x->others)
        if (code == DIAG_RENUMBERED && (before = number_before(x, &p->reading, p->number)))
            renumbered(l, p, l->m->at, p->number, before);
}
