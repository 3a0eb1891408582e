/* From blocks and statements to flat rules. */
#include "rules/rules.h"
#include "rules/stages.h"

/* Where: `objective = SO`, for what stands in an objective or in one of its provisions; and when.
 */
static struct cond *holds_when(struct arena *a, const struct model *m, const struct block *b,
                               const struct statement *s) {
    struct conds terms = {0};
    if (b->kind == BLOCK_OBJECTIVE || b->kind == BLOCK_PROVISION) {
        uint64_t *set = arena_array(a, uint64_t, cond_words(&m->facts.at[m->objective]));
        set[b->objective / 64] |= UINT64_C(1) << (b->objective % 64);
        vec_push(a, &terms, cond_in(a, m->objective, set, b->id.at));
    }
    vec_each (struct qualifier, q, &s->qualifiers) vec_push(a, &terms, cond_of_qualifier(a, q));
    if (s->kind == STATEMENT_GATE) vec_push(a, &terms, cond_not(a, s->cond));
    return cond_all(a, &terms, s->at);
}

static uint32_t every_approach(const struct model *m) {
    return m->approaches.len >= 32 ? UINT32_MAX : (UINT32_C(1) << m->approaches.len) - 1;
}

/* Which approaches a duty or expectation attaches to, and whether it waits for a permission of its
 * block. */
static void attach(const struct model *m, const struct block *b, bool permits,
                   const struct statement *s, struct rule *r) {
    bool may_wait =
        b->kind == BLOCK_PROVISION || b->kind == BLOCK_PRINCIPLE || b->kind == BLOCK_PARAGRAPH;
    r->by_permission = may_wait && permits;
    r->has_using = s->has_using;
    if (s->has_using)
        r->approaches = s->using;
    else if (b->kind == BLOCK_APPROACH)
        r->approaches = UINT32_C(1) << b->approach;
    else
        r->approaches = every_approach(m);
}

static bool permits(const struct block *b) {
    vec_each (struct statement, s, &b->statements)
        if (s->kind == STATEMENT_PERMISSION) return true;
    return false;
}

static void flatten_block(struct rule_set *set, uint32_t index) {
    const struct model *m = set->model;
    const struct block *b = &m->blocks.at[index];
    bool has_permission = permits(b);
    vec_each (struct statement, s, &b->statements) {
        struct rule r = {.kind = s->kind,
                         .block = index,
                         .at = s->at,
                         .modality = s->modality,
                         .duty = s->duty,
                         .only_after = s->only_after};
        r.cond = holds_when(set->arena, m, b, s);
        if (s->kind == STATEMENT_DUTY || s->kind == STATEMENT_EXPECTATION) {
            attach(m, b, has_permission, s, &r);
            r.meet = s->cond;
        } else {
            r.approaches = s->approaches;
        }
        vec_push(set->arena, &set->rules, r);
    }
}

enum part rule_part(const struct rule *r) {
    switch (r->kind) {
    case STATEMENT_PERMISSION: return PART_PERMISSIONS;
    case STATEMENT_PROHIBITION: return PART_PROHIBITIONS;
    case STATEMENT_GATE: return PART_GATES;
    case STATEMENT_DUTY:
    case STATEMENT_EXPECTATION: break;
    }
    return PART_OTHERS;
}

bool block_has_permission(const struct rule_set *s, uint32_t block) {
    for (uint32_t i = s->first[block]; i < s->first[block + 1]; i++)
        if (s->rules.at[i].kind == STATEMENT_PERMISSION) return true;
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
