#include "rules/rules.h"

struct cond *cond_rewritten(struct arena *a, struct cond *c, cond_change *change, void *context) {
    struct cond *to = change(a, context, c);
    for (size_t i = 0; i < c->terms.len && c->kind == to->kind; i++) {
        struct cond *term = cond_rewritten(a, c->terms.at[i], change, context);
        if (term == c->terms.at[i]) continue;
        if (to == c) {
            to = arena_new(a, struct cond);
            *to = *c;
            to->terms = (struct conds){0};
            vec_each (struct cond *, old, &c->terms) vec_push(a, &to->terms, *old);
        }
        to->terms.at[i] = term;
    }
    return to;
}

struct rule_set *rules_rewritten(struct arena *a, const struct rule_set *rules, struct model *m,
                                 cond_change *change, void *context) {
    struct rule_set *to = arena_new(a, struct rule_set);
    *to = *rules;
    to->arena = a;
    to->model = m;
    to->rules = (struct rules){0};
    vec_each (struct rule, r, &rules->rules) {
        struct rule x = *r;
        x.cond = cond_rewritten(a, x.cond, change, context);
        if (x.meet) x.meet = cond_rewritten(a, x.meet, change, context);
        vec_push(a, &to->rules, x);
    }
    *m = *rules->model;
    m->scope = cond_rewritten(a, m->scope, change, context);
    m->assumes = (struct assumes){0};
    vec_each (struct assume, x, &rules->model->assumes)
        vec_push(a, &m->assumes,
                 ((struct assume){x->at, x->text, cond_rewritten(a, x->cond, change, context)}));
    m->defines = (struct defines){0};
    vec_each (struct define, x, &rules->model->defines)
        vec_push(a, &m->defines,
                 ((struct define){x->id, cond_rewritten(a, x->means, change, context)}));
    return to;
}
