/*
 * The rule set as text: a line for each rule, then the order in which it can be told what applies.
 */
#include "rules/rules.h"

void rules_dump(FILE *out, const struct rule_set *set) {
    const struct model *m = set->model;
    for (size_t i = 0; i < set->rules.len; i++) {
        const struct rule *r = &set->rules.at[i];
        fprintf(out, "%zu. %s %s", i, m->blocks.at[r->block].id.name,
                statement_verb(r->kind, r->modality));
        if (r->kind == STATEMENT_DUTY) fprintf(out, " %s", m->duties.at[r->duty].id.name);
        if (r->meet) putc(' ', out);
        if (r->meet) cond_dump(out, m, r->meet);
        approaches_dump(out, m, r->approaches);
        fputs(r->by_permission ? " by permission when " : " when ", out);
        cond_dump(out, m, r->cond);
        putc('\n', out);
    }
    vec_each (struct stage, s, &set->stages)
        fprintf(out, s->part == PART_ASKED ? "then whether %s applies\n" : "then the rest of %s\n",
                m->blocks.at[s->block].id.name);
}
