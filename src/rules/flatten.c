/* From blocks and statements to flat rules. */
#include "rules/rules.h"

/* Where: `objective = SO`, for what stands in an objective or in one of its provisions; and when.
 */
static struct cond *holds_when(struct arena *a, const struct model *m, const struct block *b,
                               const struct statement *s) {
    struct conds terms = {0};
    if (b->kind == BLOCK_OBJECTIVE || b->kind == BLOCK_PROVISION) {
        uint64_t *set = arena_array(a, uint64_t, cond_words(&m->facts.at[m->objective]));
        bitset_add(set, b->objective);
        vec_push(a, &terms, cond_in(a, m->objective, set, b->id.at));
    }
    vec_each (struct qualifier, q, &s->qualifiers) vec_push(a, &terms, cond_of_qualifier(a, q));
    if (s->kind == STATEMENT_REQUIREMENT) vec_push(a, &terms, cond_not(a, s->cond));
    return cond_all(a, &terms, s->at);
}

/* Which approaches a duty or expectation attaches to, and whether it waits for a permission of its
 * block. */
static void attach(const struct rule_set *set, const struct statement *s, struct rule *r) {
    const struct block *b = &set->model->blocks.at[r->block];
    r->by_permission =
        block_has_permission(set, r->block) &&
        (b->kind == BLOCK_PROVISION || b->kind == BLOCK_PRINCIPLE || b->kind == BLOCK_PARAGRAPH);
    r->meet = s->cond;
    r->has_using = s->has_using;
    r->approaches = s->has_using                ? s->using
                    : b->kind == BLOCK_APPROACH ? UINT32_C(1) << b->approach
                                                : model_approaches(set->model);
}

static void flatten_block(struct rule_set *set, uint32_t index) {
    const struct block *b = &set->model->blocks.at[index];
    bool permits = block_has_permission(set, index);
    vec_each (struct statement, s, &b->statements) {
        bool asked = s->kind == STATEMENT_PERMISSION || !permits;
        struct rule r = {.kind = s->kind,
                         .block = index,
                         .part = asked ? PART_ASKED : PART_REST,
                         .at = s->at,
                         .modality = s->modality,
                         .duty = s->duty,
                         .only_after = s->only_after,
                         .engage = s->engage,
                         .cond = holds_when(set->arena, set->model, b, s),
                         .approaches = s->approaches};
        if (s->kind == STATEMENT_DUTY || s->kind == STATEMENT_EXPECTATION) attach(set, s, &r);
        vec_push(set->arena, &set->rules, r);
    }
}

bool rule_holds_back(const struct model *m, const struct rule *r) {
    return rule_closes(r) ||
           (r->kind == STATEMENT_DUTY && m->duties.at[r->duty].timing == DUTY_BEFORE);
}

bool priority_lifts(const struct rule_set *set, const struct priority *p, const struct rule *r) {
    return rule_holds_back(set->model, r) && block_has_permission(set, p->winner) &&
           (!p->requirement_only || r->kind == STATEMENT_REQUIREMENT);
}

bool block_has_permission(const struct rule_set *set, uint32_t block) {
    vec_each (struct statement, s, &set->model->blocks.at[block].statements)
        if (s->kind == STATEMENT_PERMISSION) return true;
    return false;
}

struct rule_set *rules_build(struct diags *d, const struct model *m) {
    struct arena *a = m->arena;
    if (!definitions_within_depth(d, m)) return NULL;
    struct rule_set *set = arena_new(a, struct rule_set);
    set->model = m;
    set->arena = a;
    set->first = arena_array(a, uint32_t, m->blocks.len + 1);
    set->winners = arena_array(a, struct indices, m->blocks.len);
    for (uint32_t b = 0; b < m->blocks.len; b++) {
        set->first[b] = (uint32_t)set->rules.len;
        flatten_block(set, b);
        if (m->blocks.at[b].kind == BLOCK_PROVISION) vec_push(a, &set->provisions, b);
    }
    set->first[m->blocks.len] = (uint32_t)set->rules.len;
    for (uint32_t p = 0; p < m->priorities.len; p++)
        vec_push(a, &set->winners[m->priorities.at[p].loser], p);
    bool ordered = stages_order(d, set);
    return presumptions_ordered(d, m) && ordered ? set : NULL;
}
