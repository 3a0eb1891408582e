/* What checks go over: names, conditions, rules to be pointed at. */
#include "lint/lint.h"

enum { MOST_NOTES = 4 };

bool lint_ours(const struct analysis *l, const struct declared *x) {
    return x->at.file < l->d->sources->len && !l->d->sources->at[x->at.file]->installed;
}

struct names lint_names(struct analysis *l) {
    static const char *const whats[] = {"the fact",     "the judgement",  "the reading",
                                        "the group",    "the definition", "the duty",
                                        "the approach", "the value",      "the vocabulary"};
    struct names all = {0};
    const struct model *m = l->m;
#define ADD(of_kind, declared, number) \
    vec_push(l->arena, &all, ((struct name){of_kind, declared, whats[of_kind], number}))
    for (uint32_t i = 0; i < m->facts.len; i++)
        ADD(NAME_FACT + m->facts.at[i].source, &m->facts.at[i].id, i);
    for (uint32_t i = 0; i < m->groups.len; i++) ADD(NAME_GROUP, &m->groups.at[i].id, i);
    for (uint32_t i = 0; i < m->defines.len; i++) ADD(NAME_DEFINITION, &m->defines.at[i].id, i);
    for (uint32_t i = 0; i < m->duties.len; i++) ADD(NAME_DUTY, &m->duties.at[i].id, i);
    for (uint32_t i = 0; i < m->approaches.len; i++) ADD(NAME_APPROACH, &m->approaches.at[i].id, i);
    for (uint32_t i = 0; i < m->facts.len; i++)
        vec_each (const struct declared, v, &m->facts.at[i].values) ADD(NAME_VALUE, v, i);
    for (uint32_t i = 0; i < m->vocabularies.len; i++)
        ADD(NAME_VOCABULARY, &m->vocabularies.at[i], i);
#undef ADD
    return all;
}

static void add(struct analysis *l, struct all_written *all, struct written x) {
    struct declared at = {.at = x.c->at};
    if (lint_ours(l, &at)) vec_push(l->arena, all, x);
}

struct all_written lint_conditions(struct analysis *l) {
    struct all_written all = {0};
    const struct model *m = l->m;
    vec_each (const struct block, b, &m->blocks)
        vec_each (struct statement, s, &b->statements) {
            if (s > b->statements.at && s[-1].at.from == s->at.from)
                continue; /* a statement that names two duties is two */
            vec_each (struct qualifier, q, &s->qualifiers)
                add(l, &all, (struct written){q->cond, WRITTEN_QUALIFIER, q->kind});
            if (s->cond) add(l, &all, (struct written){s->cond, WRITTEN_REQUIREMENT, AST_WHEN});
        }
    vec_each (struct define, d, &m->defines)
        add(l, &all, (struct written){d->means, WRITTEN_DEFINITION, AST_WHEN});
    vec_each (struct assume, x, &m->assumes)
        add(l, &all, (struct written){x->cond, WRITTEN_FEASIBLE, AST_WHEN});
    if (m->scope->kind != COND_TRUE)
        add(l, &all, (struct written){m->scope, WRITTEN_FEASIBLE, AST_WHEN});
    return all;
}

void lint_note_rules(struct analysis *l, const struct indices *rules, const char *says) {
    for (size_t i = 0; i < rules->len && i < MOST_NOTES; i++) {
        const struct rule *r = &l->rules->rules.at[rules->at[i]];
        diag_note(l->d, r->at, "%s %s", lint_block(l, r), says);
    }
}

void lint_tell(struct analysis *l, struct told *t, const struct declared *x) {
    t->at = t->names.len ? t->at : x->at;
    vec_push(l->arena, &t->names, x->name);
}
