/*
 * Every part of a condition that could be left out, the rule as it would be without, and which of
 * them change nothing.
 */
#include "analysis/study.h"
#include "space/ask.h"

/* Shorter lists are written out; more definitions than this are not made of one. */
enum { RESTS_FROM = 16, MOST_DEFINED = 4096 };

/*
 * A long list of conditions without one of them, for each of them. Written out, that would be a
 * list almost as long each time; the rests of one list share what they have in common, as
 * definitions of the study's own.
 */
struct rests {
    struct study *st;
    struct arena *arena;
    const struct cond *list;
    struct cond **tree; /* `and`, `or`: a binary tree, its root at 1, whose leaves are the terms;
                           NULL where there is none */
    size_t leaves;
    struct cond **before, **behind; /* `at least N of`: by number of terms * (count + 1) + k: at
                                       least k of the first, of the last so many terms */
};

static struct cond *defined(struct rests *r, struct cond *means) {
    struct study *st = r->st;
    struct cond *c = cond_new(r->arena, COND_DEFINE, means->at);
    c->index = (uint32_t)(st->m->defines.len + st->defines.len);
    vec_push(r->arena, &st->defines,
             ((struct define){.id = {.name = "", .at = means->at}, .means = means}));
    return c;
}

static struct cond *joined(struct rests *r, enum cond_kind kind, struct cond *x, struct cond *y) {
    if (!x || !y) return x ? x : y;
    return cond_two(r->arena, kind, r->list->at, x, y);
}

/* ---- rests of and, or ---- */

static void halve(struct rests *r) {
    size_t n = r->list->terms.len;
    r->leaves = 1;
    while (r->leaves < n) r->leaves *= 2;
    r->tree = arena_array(r->arena, struct cond *, 2 * r->leaves);
    for (size_t i = 0; i < n; i++) r->tree[r->leaves + i] = r->list->terms.at[i];
    for (size_t i = r->leaves; i-- > 1;) {
        struct cond *x = r->tree[2 * i], *y = r->tree[2 * i + 1];
        r->tree[i] = x && y ? defined(r, joined(r, r->list->kind, x, y)) : x;
    }
}

static struct cond *beside(struct rests *r, size_t at) {
    struct cond *rest = cond_new(r->arena, r->list->kind, r->list->at);
    for (size_t i = r->leaves + at; i > 1; i /= 2)
        if (r->tree[i ^ 1]) vec_push(r->arena, &rest->terms, r->tree[i ^ 1]);
    return rest;
}

/* ---- rests of at least N of ---- */

/* by k: at least k of these and of one term more */
static void count_on(struct rests *r, struct cond **to, struct cond *const *from, struct cond *term,
                     size_t count) {
    to[0] = from[0];
    for (size_t k = 1; k <= count; k++)
        to[k] = defined(r, joined(r, COND_OR, from[k], joined(r, COND_AND, term, from[k - 1])));
}

static void count_all(struct rests *r) {
    size_t n = r->list->terms.len, count = r->list->count, row = count + 1;
    r->before = arena_array(r->arena, struct cond *, n * row);
    r->behind = arena_array(r->arena, struct cond *, n * row);
    for (size_t k = 0; k <= count; k++)
        r->before[k] = r->behind[k] = cond_constant(r->arena, k == 0, r->list->at);
    for (size_t i = 0; i + 1 < n; i++) {
        count_on(r, r->before + (i + 1) * row, r->before + i * row, r->list->terms.at[i], count);
        count_on(r, r->behind + (i + 1) * row, r->behind + i * row, r->list->terms.at[n - 1 - i],
                 count);
    }
}

static struct cond *count_others(struct rests *r, size_t at, size_t count) {
    size_t row = r->list->count + 1;
    struct cond *some = cond_new(r->arena, COND_OR, r->list->at);
    for (size_t k = 0; k <= count; k++)
        vec_push(r->arena, &some->terms,
                 joined(r, COND_AND, r->before[at * row + k],
                        r->behind[(r->list->terms.len - 1 - at) * row + count - k]));
    return some;
}

/* ---- rests of any of them ---- */

/* Whether they are few enough to work with: a threshold takes as many as its list is long, times
 * itself. */
static bool few(const struct rests *r) {
    return r->list->kind != COND_COUNT || r->list->terms.len * r->list->count <= MOST_DEFINED;
}

static struct rests *rests_new(struct study *st, const struct cond *list) {
    struct rests *r = arena_new(st->l->arena, struct rests);
    *r = (struct rests){.st = st, .arena = st->l->arena, .list = list};
    if (list->kind != COND_COUNT)
        halve(r);
    else if (few(r))
        count_all(r);
    return r;
}

/* rest[0]: without term `at`; of a threshold rest[1]: one less of the others, else NULL. */
static void rests_of(struct rests *r, size_t at, struct cond *rest[2]) {
    bool counts = r->list->kind == COND_COUNT;
    rest[0] = counts ? count_others(r, at, r->list->count) : beside(r, at);
    rest[1] = counts ? count_others(r, at, r->list->count - 1) : NULL;
}

/* ---- taking apart ---- */

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
    if (rests && !few(rests)) {
        if (t->st->parts_too_long == 0) t->st->too_long_at = c->at;
        t->st->parts_too_long += c->terms.len;
        return;
    }
    for (size_t i = c->terms.len; i-- > 0;) {
        uint32_t part = inside;
        struct within w = {.whole = c, .at = i, .up = up};
        if (rests) rests_of(rests, i, w.rest);
        if (listed && c->terms.len > 1) {
            struct part_of_rule p = {.operand_of = c->kind,
                                     .counted = c->kind == COND_COUNT && c->count == c->terms.len,
                                     .inside = inside,
                                     .what = c->terms.at[i]};
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
                 n + (s->kind == STATEMENT_REQUIREMENT) > 0 ? r->cond->terms.at[0] : r->cond);
    vec_each (struct qualifier, c, &s->qualifiers)
        vec_push(t->arena, &all.terms, cond_of_qualifier(t->arena, c));
    if (s->kind == STATEMENT_REQUIREMENT)
        vec_push(t->arena, &all.terms, cond_not(t->arena, s->cond));
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
    if (s->kind == STATEMENT_REQUIREMENT) {
        struct within w = {.whole = &all, .at = first + n};
        take(t, all.terms.at[first + n], &w, MODEL_NONE);
    }
    t->meet = true;
    if (r->meet) take(t, r->meet, NULL, MODEL_NONE);
}

void study_take_apart(struct study *st) {
    struct arena *a = st->l->arena;
    const struct rule_set *rules = st->rules;
    struct rule_set *set = analysis_rules(a, rules, st->m);
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

/* ---- parts that change nothing ---- */

diagram study_part(struct study *st, uint32_t part) {
    if (!st->of_parts) {
        struct conds probes = {0};
        vec_each (struct part_of_rule, p, &st->parts) vec_push(st->l->arena, &probes, p->what);
        const struct rule_set *rules = analysis_rules(st->l->arena, st->rules, st->set->model);
        st->of_parts = version_new(st->g, clause_set_build(st->space, rules, &probes));
    }
    return diagram_and(st->g, diagram_of_probe(st->of_parts, part, NULL), st->feasible);
}

static bool has_effect(const struct rule_verdict *v) {
    return v->kind == RULE_FINE || v->kind == RULE_NAMED_ONLY;
}

static bool inside_idle(const struct study *st, const struct part_of_rule *p) {
    for (uint32_t up = p->inside; up != MODEL_NONE; up = st->parts.at[up].inside)
        if (st->parts.at[up].idle) return true;
    return false;
}

/* Whether what an idle part says goes without saying: it always holds where it is one of several
 * that must, or never where one of several may. */
static bool is_vacuous(const struct part_of_rule *p) {
    if (p->is_qualifier) return p->qualifier == AST_UNLESS ? p->never : p->always;
    return p->operand_of == COND_AND ? p->always : p->never;
}

bool study_part_limits_nothing(const struct part_of_rule *p) {
    return is_vacuous(p) && (p->is_qualifier || p->operand_of == COND_AND);
}

/* Where the rule has another effect without it. */
static void compare_effects(struct study *st, struct part_of_rule *p) {
    p->said = true;
    p->reaches = false;
    for (uint32_t a = 0; a < st->m->approaches.len; a++) {
        diagram differ = diagram_differ(st->g, study_effect(st, p->variant, a),
                                        study_effect(st, st->place[p->rule], a));
        p->said = p->said && differ == NO;
        p->reaches = p->reaches || study_matters(st, p->rule, a, differ) != NO;
    }
}

/* A reading stands in a condition to say under which reading the rule is meant: that is worth its
 * place even where the rule would do without. */
static enum ask_answer asks_reading(void *context, const struct cond *c) {
    const struct model *m = context;
    return c->kind == COND_IN && m->facts.at[c->fact].source == FACT_READING ? ASK_FOUND : ASK_ON;
}

/* The same words as part of another rule, as a statement that names two duties is two rules; or
 * MODEL_NONE. */
static uint32_t next_twin(const struct study *st, uint32_t part) {
    const struct part_of_rule *p = &st->parts.at[part], *q = p + 1,
                              *end = st->parts.at + st->parts.len;
    const struct rule *rules = st->rules->rules.at;
    for (; q < end && span_same(rules[p->rule].at, rules[q->rule].at); q++)
        if (q->rule != p->rule && span_same(p->what->at, q->what->at))
            return (uint32_t)(q - st->parts.at);
    return MODEL_NONE;
}

/* Whether any of the rules that the part is of has an effect. */
static bool matters(const struct study *st, uint32_t part) {
    for (uint32_t i = part; i != MODEL_NONE; i = next_twin(st, i))
        if (has_effect(&st->verdicts[st->parts.at[i].rule])) return true;
    return false;
}

/* Takes the part out of all rules that it is of: what has no effect as it is may have one without
 * it. */
static void take_out(struct study *st, uint32_t part) {
    study_as_it_is(st);
    for (uint32_t i = part; i != MODEL_NONE; i = next_twin(st, i))
        study_exchange(st, st->place[st->parts.at[i].rule], st->parts.at[i].variant);
}

/* `chosen`: the rule of which a part that is not vacuous was found. */
static void judge_part(struct study *st, uint32_t part, uint32_t *chosen) {
    struct part_of_rule *p = &st->parts.at[part];
    bool reaches = false, said = true;
    for (uint32_t i = next_twin(st, part); i != MODEL_NONE; i = next_twin(st, i))
        st->parts.at[i].again = true;
    take_out(st, part);
    if (study_change(st) != DIFFERS_NOT || st->g->gave_up) return;
    for (uint32_t i = part; i != MODEL_NONE; i = next_twin(st, i)) {
        compare_effects(st, &st->parts.at[i]);
        reaches = reaches || st->parts.at[i].reaches;
        said = said && st->parts.at[i].said;
    }
    diagram holds = study_part(st, part);
    p->always = holds == st->feasible;
    p->never = holds == NO;
    bool vacuous = is_vacuous(p), assumed = false;
    if (!vacuous && *chosen == p->rule) return;
    if (st->m->assumes.len > 0) {
        take_out(st, part);
        assumed = study_change_unassumed(st) != DIFFERS_NOT;
    }
    for (uint32_t i = part; i != MODEL_NONE; i = next_twin(st, i))
        st->parts.at[i].idle = !st->g->gave_up;
    p->assumed = assumed;
    p->reaches = reaches;
    p->said = said;
    if (!vacuous && p->idle) *chosen = p->rule;
}

void study_parts(struct study *st) {
    if (st->parts_found) return;
    st->parts_found = true;
    uint32_t chosen = MODEL_NONE;
    study_begin(st, PARTS_STEPS);
    for (uint32_t i = 0; i < st->parts.len; i++) {
        const struct part_of_rule *p = &st->parts.at[i];
        if (p->again || !matters(st, i) || inside_idle(st, p) ||
            ask_condition(st->m, p->what, asks_reading, (void *)st->m))
            continue;
        study_ask(st);
        judge_part(st, i, &chosen);
        st->parts_for[study_why(st)] += st->g->gave_up;
        st->parts_undecided += st->g->gave_up;
    }
    study_begin(st, WHOLE_STEPS);
}
