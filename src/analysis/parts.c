/*
 * Every part of a condition that could be left out, and the rule as it would be without.
 */
#include "analysis/rests.h"

/* Term number `at` of `whole` is what we look at. */
struct within {
    const struct cond *whole;
    size_t at;
    struct cond
        *rest[2]; /* of a long list: all the others; of `at least N of` also: one less of them */
    const struct within *up;
};

struct taking {
    struct study *st;
    struct arena *arena;
    struct rules *rules; /* of the set: variants are added here */
    uint32_t rule;
    bool meet; /* it is what the rule expects, not its condition */
};

static struct cond *with_terms(struct arena *a, const struct cond *like, size_t without) {
    struct cond *c = arena_new(a, struct cond);
    *c = *like;
    c->terms = (struct conds){0};
    for (size_t i = 0; i < like->terms.len; i++)
        if (i != without) vec_push(a, &c->terms, like->terms.at[i]);
    return c;
}

/* The whole condition with `c` where we look. */
static struct cond *put_back(struct arena *a, struct cond *c, const struct within *w) {
    for (; w; w = w->up) {
        struct cond *whole;
        if (w->rest[0] && w->whole->kind == COND_COUNT) {
            whole = cond_two(a, COND_OR, w->whole->at, w->rest[0],
                             cond_two(a, COND_AND, w->whole->at, w->rest[1], c));
        } else if (w->rest[0]) {
            whole = cond_two(a, w->whole->kind, w->whole->at, w->rest[0], c);
        } else {
            whole = with_terms(a, w->whole, SIZE_MAX);
            whole->terms.at[w->at] = c;
        }
        c = whole;
    }
    return c;
}

/* A conjunction or disjunction of none or one is no longer one. */
static struct cond *simplest(struct arena *a, struct cond *c) {
    if (c->terms.len == 1 && (c->kind == COND_AND || c->kind == COND_OR)) return c->terms.at[0];
    if (c->terms.len > 0) return c;
    return cond_constant(a, true, c->at);
}

static uint32_t add_variant(struct taking *t, struct part_of_rule part, struct cond *cond) {
    struct study *st = t->st;
    struct rule r = st->rules->rules.at[t->rule];
    *(t->meet ? &r.meet : &r.cond) = cond;
    part.rule = t->rule;
    part.variant = (uint32_t)t->rules->len;
    vec_push(t->arena, t->rules, r);
    vec_push(t->arena, &st->parts, part);
    return (uint32_t)st->parts.len - 1;
}

/* Without one operand: `and` goes on with the rest, `or` too; "at least N of" asks for N of the
 * rest, or for all of it. */
static struct cond *without_operand(struct arena *a, const struct cond *c, size_t i) {
    struct cond *rest = with_terms(a, c, i);
    if (rest->kind == COND_COUNT && rest->count > rest->terms.len) rest->count--;
    return simplest(a, rest);
}

/* As deep as conditions nest. */
static void take(struct taking *t, const struct cond *c, const struct within *up, uint32_t inside) {
    bool listed = c->kind == COND_AND || c->kind == COND_OR || c->kind == COND_COUNT;
    if (!listed && c->kind != COND_NOT) return;
    struct rests *rests = listed && c->terms.len >= RESTS_FROM ? rests_new(t->st, c) : NULL;
    if (rests && !rests_few(rests)) {
        if (t->st->parts_too_long == 0) t->st->too_long_at = c->at;
        t->st->parts_too_long += c->terms.len;
        return;
    }
    for (size_t i = c->terms.len; i-- > 0;) {
        uint32_t part = inside;
        struct within w = {.whole = c, .at = i, .up = up};
        if (rests) rests_of(rests, i, w.rest);
        if (listed && c->terms.len > 1) {
            struct part_of_rule p = {
                .operand_of = c->kind, .inside = inside, .what = c->terms.at[i]};
            struct cond *without = rests ? w.rest[c->kind == COND_COUNT && c->count == c->terms.len]
                                         : without_operand(t->arena, c, i);
            part = add_variant(t, p, put_back(t->arena, without, up));
        }
        take(t, c->terms.at[i], &w, part);
    }
}

/* Qualifiers from the last to the first: of two that say the same, the later one goes. */
static void take_rule(struct taking *t) {
    struct study *st = t->st;
    const struct rule *r = &st->rules->rules.at[t->rule];
    const struct block *b = &st->m->blocks.at[r->block];
    const struct statement *s = &b->statements.at[t->rule - st->rules->first[r->block]];
    struct cond all = {.kind = COND_AND, .at = r->at};
    bool placed = b->kind == BLOCK_OBJECTIVE || b->kind == BLOCK_PROVISION;
    size_t n = s->qualifiers.len, first = placed;
    if (placed)
        vec_push(t->arena, &all.terms,
                 n + (s->kind == STATEMENT_GATE) > 0 ? r->cond->terms.at[0] : r->cond);
    vec_each (struct qualifier, c, &s->qualifiers)
        vec_push(t->arena, &all.terms, cond_of_qualifier(t->arena, c));
    if (s->kind == STATEMENT_GATE) vec_push(t->arena, &all.terms, cond_not(t->arena, s->cond));
    for (size_t i = n; i-- > 0;) {
        const struct qualifier *c = &s->qualifiers.at[i];
        struct within w = {.whole = &all, .at = first + i};
        struct part_of_rule p = {
            .is_qualifier = true, .qualifier = c->kind, .inside = MODEL_NONE, .what = c->cond};
        uint32_t part =
            add_variant(t, p, simplest(t->arena, with_terms(t->arena, &all, first + i)));
        if (c->kind == AST_WHEN || c->kind == AST_UNLESS)
            take(t, all.terms.at[first + i], &w, part);
    }
    if (s->kind == STATEMENT_GATE) {
        struct within w = {.whole = &all, .at = first + n};
        take(t, all.terms.at[first + n], &w, MODEL_NONE);
    }
    t->meet = true;
    if (r->meet) take(t, r->meet, NULL, MODEL_NONE);
}

void study_take_apart(struct study *st) {
    struct arena *a = st->l->arena;
    const struct rule_set *rules = st->rules;
    struct rule_set *set = arena_new(a, struct rule_set);
    *set = *rules;
    set->rules = (struct rules){0};
    set->first = arena_array(a, uint32_t, st->m->blocks.len + 1);
    st->place = arena_array(a, uint32_t, rules->rules.len + 1);
    for (uint32_t b = 0; b < st->m->blocks.len; b++) {
        set->first[b] = (uint32_t)set->rules.len;
        for (uint32_t r = rules->first[b]; r < rules->first[b + 1]; r++) {
            st->place[r] = (uint32_t)set->rules.len;
            vec_push(a, &set->rules, rules->rules.at[r]);
        }
        for (uint32_t r = rules->first[b]; r < rules->first[b + 1]; r++) {
            struct taking t = {.st = st, .arena = a, .rules = &set->rules, .rule = r};
            take_rule(&t);
        }
    }
    set->first[st->m->blocks.len] = (uint32_t)set->rules.len;
    st->rule_of = arena_array(a, uint32_t, set->rules.len + 1);
    for (uint32_t r = 0; r < rules->rules.len; r++) st->rule_of[st->place[r]] = r;
    vec_each (struct part_of_rule, p, &st->parts) st->rule_of[p->variant] = p->rule;
    st->set = set;
}
