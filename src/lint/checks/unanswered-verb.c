/*
 * Verbs of the source that permit, order or forbid, and that nothing in the policy answers for.
 *
 * Each verb of a paragraph wants a statement of the blocks that state or cite the paragraph, each
 * statement answers for one: of its own kind first, then of any, both in the order of the text.
 */
#include "lint/lint.h"

#include "anchor/anchor.h"

#include <string.h>

enum { SENTENCE = 160 };

struct answers VEC(enum norm);

static enum norm norm_of(const struct ast_node *part) {
    if (part->kind == NODE_PRIORITY) return NORM_OTHER;
    switch ((enum ast_statement_kind)part->form) {
    case AST_MAY: return NORM_MAY;
    case AST_WILL:
    case AST_MUST:
    case AST_REQUIRES:
    case AST_DUTY:
    case AST_ONLY_AFTER: return NORM_DO;
    case AST_MUST_NOT: return NORM_NOT;
    case AST_SHOULD: return NORM_SHOULD;
    case AST_COMMITS:
    case AST_DEFAULT: return NORM_OTHER;
    default: return NORMS; /* it states nothing itself */
    }
}

static void add_answers(struct analysis *l, struct answers *all, const struct block *b) {
    vec_each (struct ast_node *, place, &b->id.from->parts) {
        const struct ast_node *part = *place;
        if (part->kind != NODE_PRIORITY && part->kind != NODE_STATEMENT) continue;
        enum norm norm = norm_of(part);
        bool duties = part->kind == NODE_STATEMENT &&
                      (part->form == AST_DUTY || part->form == AST_ONLY_AFTER);
        for (size_t n = duties ? part->words.len : 1; norm != NORMS && n > 0; n--)
            vec_push(l->arena, all, norm);
    }
}

/* Takes an answer of the kind, or of any kind, out of the list. */
static bool take_answer(struct answers *all, enum norm norm, bool any) {
    for (size_t i = 0; i < all->len; i++) {
        if (!any && all->at[i] != norm) continue;
        memmove(all->at + i, all->at + i + 1, (all->len - i - 1) * sizeof *all->at);
        all->len--;
        return true;
    }
    return false;
}

static const char *shortened(struct arena *a, const char *sentence) {
    size_t n = strlen(sentence);
    for (n = n > SENTENCE ? SENTENCE : n; n > 0 && (sentence[n] & 0xc0) == 0x80;) n--;
    return arena_printf(a, "%.*s%s", (int)n, sentence, sentence[n] ? "..." : "");
}

static void judge(struct analysis *l, enum diag_code code, uint32_t paragraph) {
    const struct paragraph *p = &l->m->outline.at[paragraph];
    struct normatives verbs = anchor_verbs(l->source, &l->source->paragraphs.at[paragraph]);
    struct answers all = {0};
    vec_each (struct block, b, &l->m->blocks)
        if (anchor_states(l->m, b, paragraph)) add_answers(l, &all, b);
    size_t answers = all.len;
    bool *answered = arena_array(l->arena, bool, verbs.len);
    for (int any = 0; any < 2; any++)
        for (size_t i = 0; i < verbs.len; i++)
            if (!answered[i]) answered[i] = take_answer(&all, verbs.at[i].norm, any > 0);
    for (size_t i = 0; i < verbs.len; i++) {
        const struct normative *v = &verbs.at[i];
        if (answered[i]) continue;
        diag_report(
            l->d, code, v->at,
            "no rule answers for this `%s`: %s has %zu such verb%s, and the policy says %zu "
            "thing%s of it; state it, or let the block that does `cite %s`; the sentence: "
            "%s",
            v->verb, p->id, verbs.len, verbs.len == 1 ? "" : "s", answers, answers == 1 ? "" : "s",
            p->id, shortened(l->arena, v->sentence));
        diag_note(l->d, anchor_stated(l->m, paragraph), "here is what the policy says");
    }
}

void lint_unanswered_verb(struct analysis *l, enum diag_code code) {
    for (uint32_t i = 0; l->source && i < l->source->paragraphs.len; i++)
        if (l->source->paragraphs.at[i].found && !l->m->outline.at[i].recital) judge(l, code, i);
}
