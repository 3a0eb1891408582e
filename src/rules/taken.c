/*
 * Conditions as the readings are taken: what a test of a reading makes true or false is left out.
 *
 * A definition keeps its name as long as it hangs on a request; so does whether a paragraph
 * applies. What is so whatever a request says, though no reading has a part in it, stays as it was
 * written.
 */
#include "rules/rules.h"

enum { NOT_ASKED, DEPENDS, YES, NO };

struct taken {
    const struct rule_set *rules;
    unsigned char *defined, *applies; /* by definition, by block */
    unsigned char any_provision;
};

static unsigned char turned(unsigned char is) { return is == YES ? NO : is == NO ? YES : is; }

static unsigned char truth(struct taken *t, const struct cond *c);

static unsigned char truth_of_terms(struct taken *t, const struct cond *c) {
    size_t least = cond_least(c), yes = 0, no = 0;
    vec_each (struct cond *, term, &c->terms) {
        unsigned char is = truth(t, *term);
        yes += is == YES;
        no += is == NO;
    }
    return yes >= least ? YES : c->terms.len - no < least ? NO : DEPENDS;
}

static unsigned char truth_of_any(const struct taken *t) {
    size_t no = 0;
    vec_each (uint32_t, b, &t->rules->provisions) {
        if (t->applies[*b] == YES) return YES;
        no += t->applies[*b] == NO;
    }
    return no > 0 && no == t->rules->provisions.len ? NO : DEPENDS;
}

static unsigned char truth(struct taken *t, const struct cond *c) {
    const struct model *m = t->rules->model;
    unsigned char *known = c->kind == COND_DEFINE          ? &t->defined[c->index]
                           : c->kind == COND_ANY_PROVISION ? &t->any_provision
                                                           : NULL;
    if (c->kind == COND_APPLIES) return t->applies[c->index];
    if (cond_is_test(c)) {
        const struct fact *f = &m->facts.at[c->fact];
        return f->source != FACT_READING ? DEPENDS : cond_test(c, f->taken) ? YES : NO;
    }
    if (known && *known == NOT_ASKED)
        *known = c->kind == COND_DEFINE ? truth(t, m->defines.at[c->index].means) : truth_of_any(t);
    if (known) return *known;
    if (c->kind == COND_NOT) return turned(truth(t, c->terms.at[0]));
    return c->terms.len ? truth_of_terms(t, c) : DEPENDS;
}

/* Of rules alone that may be lifted it is not known. */
static unsigned char truth_of_block(struct taken *t, const struct stage *stage) {
    const struct rule_set *s = t->rules;
    bool permits = block_has_permission(s, stage->block), some = false;
    for (uint32_t i = s->first[stage->block]; i < s->first[stage->block + 1]; i++) {
        const struct rule *r = &s->rules.at[i];
        if (r->part != stage->part) continue;
        unsigned char is = truth(t, r->cond);
        if (is == YES && (permits || s->winners[stage->block].len == 0)) return YES;
        some = some || is != NO;
    }
    return some ? DEPENDS : NO;
}

struct taken *taken_new(struct arena *a, const struct rule_set *rules) {
    struct taken *t = arena_new(a, struct taken);
    t->rules = rules;
    t->defined = arena_array(a, unsigned char, rules->model->defines.len + 1);
    t->applies = arena_array(a, unsigned char, rules->model->blocks.len + 1);
    for (size_t b = 0; b < rules->model->blocks.len; b++) t->applies[b] = DEPENDS;
    vec_each (struct stage, stage, &rules->stages)
        if (stage->part == PART_ASKED) t->applies[stage->block] = truth_of_block(t, stage);
    return t;
}

struct cond *cond_as_taken(struct arena *a, struct taken *t, struct cond *c) {
    unsigned char is = truth(t, c);
    struct conds left = {0};
    size_t least = cond_least(c);
    bool same = true;
    if (is != DEPENDS) return cond_constant(a, is == YES, c->at);
    if (c->terms.len == 0) return c;
    vec_each (struct cond *, term, &c->terms) {
        unsigned char one = truth(t, *term);
        same = same && one == DEPENDS;
        least -= one == YES;
        if (one != DEPENDS) continue;
        vec_push(a, &left, cond_as_taken(a, t, *term));
        same = same && left.at[left.len - 1] == *term;
    }
    if (same) return c;
    if (c->kind == COND_NOT) return cond_not(a, left.at[0]);
    if (left.len == 1) return left.at[0];
    struct cond *to = arena_new(a, struct cond);
    *to = *c;
    to->terms = left;
    to->count = (uint32_t)least;
    if (c->kind == COND_COUNT && left.len < c->terms.len && (least == 1 || least == left.len))
        to->kind = least == 1 ? COND_OR : COND_AND;
    return to;
}
