/* What checks have in common: names to go over, rules to point at. */
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
