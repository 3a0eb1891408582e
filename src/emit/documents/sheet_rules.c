/*
 * What the rules of a policy come to for the partners of a sheet: the readings as they are taken,
 * and who they are, leave less of their conditions.
 */
#include "base/list.h"
#include "emit/documents/sheet.h"
#include "rules/words.h"

/* Whether a condition holds of these partners with the readings as they are taken, and what is left
 * of it where that depends on more. */
enum holds { NEVER, MAYBE, ALWAYS };
static enum holds simplify(const struct sheet *s, struct cond *c, struct cond **left);

/* At least `needed` of the terms. */
static enum holds simplify_terms(const struct sheet *s, struct cond *c, size_t needed,
                                 struct cond **left) {
    struct arena *a = s->r->a;
    struct conds rest = {0};
    size_t held = 0;
    vec_each (struct cond *, term, &c->terms) {
        struct cond *simpler;
        enum holds holds = simplify(s, *term, &simpler);
        held += holds == ALWAYS;
        if (holds == MAYBE) vec_push(a, &rest, simpler);
    }
    if (held >= needed) return ALWAYS;
    if (held + rest.len < needed) return NEVER;
    needed -= held;
    *left = rest.at[0];
    if (rest.len == 1) return MAYBE;
    *left = cond_new(a, needed == rest.len ? COND_AND : needed == 1 ? COND_OR : COND_COUNT, c->at);
    (*left)->terms = rest;
    (*left)->count = (uint32_t)needed;
    return MAYBE;
}

static enum holds among(const struct sheet *s, const uint64_t *set) {
    size_t words = bitset_words(s->r->m->facts.at[s->r->m->partner].values.len);
    return !bitset_meet(s->members, set, words)    ? NEVER
           : bitset_beyond(s->members, set, words) ? MAYBE
                                                   : ALWAYS;
}

static enum holds simplify(const struct sheet *s, struct cond *c, struct cond **left) {
    const struct model *m = s->r->m;
    enum holds holds = MAYBE;
    *left = c;
    switch (c->kind) {
    case COND_TRUE: return ALWAYS;
    case COND_IN:
        if (c->fact == m->partner) return among(s, c->set);
        if (m->facts.at[c->fact].source != FACT_READING) return MAYBE;
        return bitset_has(c->set, (size_t)m->facts.at[c->fact].taken) ? ALWAYS : NEVER;
    case COND_NOT:
        holds = simplify(s, c->terms.at[0], left);
        if (holds == MAYBE) *left = cond_not(s->r->a, *left);
        return (enum holds)(ALWAYS - holds);
    case COND_DEFINE:
        holds = simplify(s, m->defines.at[c->index].means, left);
        *left = c; /* its name says it in fewer words */
        return holds;
    case COND_AND: return simplify_terms(s, c, c->terms.len, left);
    case COND_OR: return simplify_terms(s, c, 1, left);
    case COND_COUNT: return simplify_terms(s, c, c->count, left);
    default: return MAYBE;
    }
}

static const struct statement *statement_of(const struct sheet *s, const struct rule *rule) {
    const struct rule_set *rules = s->r->rules;
    return &s->r->m->blocks.at[rule->block]
                .statements.at[rule - rules->rules.at - rules->first[rule->block]];
}

/* What is left of a rule for this partner in a few words: where, for what, when; "" where it always
 * holds. NULL: it never does. `*on_conditions`: it depends on more than objective and activity. */
static const char *what_is_left(const struct sheet *s, const struct rule *rule,
                                bool *on_conditions) {
    const struct reading_copy *r = s->r;
    const struct block *b = &r->m->blocks.at[rule->block];
    const struct statement *said = statement_of(s, rule);
    struct texts parts = {0};
    struct cond *left;
    *on_conditions = false;
    if (simplify(s, rule->cond, &left) == NEVER) return NULL;
    if (rule->kind == STATEMENT_DUTY)
        vec_push(r->a, &parts,
                 arena_printf(r->a, "only after \"%s\"",
                              declared_title(&r->m->duties.at[rule->duty].id)));
    if (rule->by_permission) /* not all that is under its objective */
        vec_push(r->a, &parts,
                 arena_printf(r->a, "where %s %s", b->id.name,
                              rule->has_using ? "applies" : "opens it"));
    else if (block_is_own(r->m, rule->block))
        vec_push(r->a, &parts,
                 arena_printf(r->a, "under %s",
                              r->m->facts.at[r->m->objective].values.at[b->objective].name));
    if (rule->kind == STATEMENT_REQUIREMENT && simplify(s, said->cond, &left) == MAYBE)
        vec_push(
            r->a, &parts,
            arena_printf(r->a, "it requires that %s", condition_clause(r->a, r->m, left, false)));
    vec_each (const struct qualifier, q, &said->qualifiers) {
        if (simplify(s, q->cond, &left) != MAYBE) continue;
        bool plain = q->kind == AST_FOR && left->kind == COND_IN;
        *on_conditions = *on_conditions || !plain;
        vec_push(r->a, &parts,
                 plain ? arena_printf(r->a, "for %s", reading_values(r, left->fact, left->set, 12))
                 : q->kind == AST_FROM
                     ? arena_printf(r->a, "from %s on", date_text(r->a, left->low))
                 : q->kind == AST_UNTIL
                     ? arena_printf(r->a, "up to and including %s", date_text(r->a, left->high))
                     : arena_printf(r->a, "%s %s", q->kind == AST_UNLESS ? "unless" : "when",
                                    condition_clause(r->a, r->m, left, false)));
    }
    return list_joined(r->a, parts.at, parts.len, "; ", "; ");
}

/* Whether all that this rule opens for which activity and objective may start anyhow, or more. */
static bool is_anyhow(const struct sheet *s, const struct rule *rule) {
    const struct model *m = s->r->m;
    const struct block *b = &m->blocks.at[rule->block];
    bool own = block_is_own(m, rule->block);
    size_t from = own ? b->objective : 0, to = own ? from + 1 : s->r->coverage->objectives;
    size_t activities = s->r->coverage->activities;
    const struct statement *said = statement_of(s, rule);
    const uint64_t *asked = NULL;
    vec_each (const struct qualifier, q, &said->qualifiers)
        if (q->kind == AST_FOR) asked = q->cond->set;
    for (size_t o = from; o < to; o++)
        for (size_t i = 0; i < activities; i++) {
            uint32_t found = s->anyhow[o * activities + i];
            if (asked && !bitset_has(asked, i)) continue;
            if (found == MODEL_NONE) return false;
            if (m->ranked ? rule->approaches >> found > 1
                          : (rule->approaches & ~(UINT32_C(1) << found)) != 0)
                return false;
        }
    return true;
}

static bool holds_ever(const struct sheet *s, const struct rule *rule) {
    struct cond *left;
    return simplify(s, rule->cond, &left) != NEVER;
}

/* The approaches that permissions of the block can open for these partners. */
static uint32_t opened_by(const struct sheet *s, uint32_t block) {
    const struct rule_set *rules = s->r->rules;
    uint32_t some = 0;
    for (uint32_t i = rules->first[block]; i < rules->first[block + 1]; i++)
        if (rules->rules.at[i].kind == STATEMENT_PERMISSION && holds_ever(s, &rules->rules.at[i]))
            some |= rules->rules.at[i].approaches;
    return some;
}

uint32_t sheet_reached(const struct sheet *s) {
    uint32_t some =
        s->r->m->default_approach != MODEL_NONE ? UINT32_C(1) << s->r->m->default_approach : 0;
    for (uint32_t b = 0; b < s->r->m->blocks.len; b++) some |= opened_by(s, b);
    return some;
}

/* The approaches that the rule opens, or holds back where there is something to hold back. */
static uint32_t reach(const struct sheet *s, const struct rule *rule) {
    if (rule->kind == STATEMENT_PERMISSION) return rule->approaches;
    uint32_t opened = rule->by_permission ? opened_by(s, rule->block) : s->reached;
    if (rule->by_permission && !rule->has_using) return opened;
    return opened ? rule->approaches & s->reached : 0;
}

/* What it does not hold back: what these paragraphs permit. */
static const char *but_for(const struct sheet *s, const struct rule *rule) {
    const struct reading_copy *r = s->r;
    struct texts ids = {0};
    vec_each (const struct priority, p, &r->m->priorities)
        if (p->loser == rule->block && priority_lifts(r->rules, p, rule) &&
            (opened_by(s, p->winner) & reach(s, rule)))
            vec_push(r->a, &ids, r->m->blocks.at[p->winner].id.name);
    if (ids.len == 0) return "";
    return arena_printf(r->a, "but not what %s permit%s",
                        list_in_words(r->a, ids.at, ids.len, " and "), ids.len == 1 ? "s" : "");
}

static void put_rule(const struct sheet *s, const struct rule *rule, const char *left) {
    const struct reading_copy *r = s->r;
    uint32_t approaches = rule->approaches == model_approaches(r->m) && !rule->by_permission
                              ? rule->approaches
                              : reach(s, rule);
    bool all = approaches == model_approaches(r->m) && r->m->approaches.len > 1;
    const char *but = but_for(s, rule);
    const char *which =
        all ? "every approach" : approaches_words(r->a, r->m, approaches, false, " and ");
    paper_item(&s->r->d,
               arena_printf(r->a, "%s, by %s", which, r->m->blocks.at[rule->block].id.name),
               arena_printf(r->a, "%s%s%s", left, *left && *but ? "; " : "", but));
}

static bool same_condition(const struct model *m, const struct cond *x, const struct cond *y) {
    if (x->kind != y->kind || x->fact != y->fact || x->index != y->index ||
        x->element != y->element || x->count != y->count || x->low != y->low ||
        x->high != y->high || x->terms.len != y->terms.len)
        return false;
    if (x->kind == COND_IN) return bitset_same(x->set, y->set, cond_words(&m->facts.at[x->fact]));
    for (size_t i = 0; i < x->terms.len; i++)
        if (!same_condition(m, x->terms.at[i], y->terms.at[i])) return false;
    return true;
}

/* Whether the one is so wherever the other is: by what they are of, not by what they come to. */
static bool follows(const struct sheet *s, const struct qualifier *one, const struct cond *left,
                    const struct qualifier *other) {
    struct cond *of_other;
    if ((one->kind == AST_UNLESS) != (other->kind == AST_UNLESS) ||
        simplify(s, other->cond, &of_other) != MAYBE)
        return false;
    if (one->kind != AST_UNLESS && left->kind == COND_IN && of_other->kind == COND_IN &&
        left->fact == of_other->fact)
        return !bitset_beyond(of_other->set, left->set, cond_words(&s->r->m->facts.at[left->fact]));
    return same_condition(s->r->m, left, of_other);
}

/* Whether the one opens all that the other does, with less, or no more, asked for. */
static bool tells(const struct sheet *s, const struct rule *one, const struct rule *other) {
    struct cond *left;
    if (one->kind != STATEMENT_PERMISSION || (other->approaches & ~one->approaches) ||
        simplify(s, one->cond, &left) == NEVER)
        return false;
    vec_each (const struct qualifier, q, &statement_of(s, one)->qualifiers) {
        bool asked = false;
        if (simplify(s, q->cond, &left) != MAYBE) continue;
        vec_each (const struct qualifier, x, &statement_of(s, other)->qualifiers)
            asked = asked || follows(s, q, left, x);
        if (!asked) return false;
    }
    return true;
}

/* Whether another rule of its paragraph tells it already; of those that tell one another, the
 * first. */
static bool is_told(const struct sheet *s, const struct rule *rule) {
    const struct rule *first = s->r->rules->rules.at + s->r->rules->first[rule->block],
                      *end = s->r->rules->rules.at + s->r->rules->first[rule->block + 1];
    for (const struct rule *x = first; x < end; x++)
        if (x != rule && tells(s, x, rule) && (x < rule || !tells(s, rule, x))) return true;
    return false;
}

void sheet_openings(const struct sheet *s) {
    bool begun = false, on_conditions;
    vec_each (const struct rule, rule, &s->r->rules->rules) {
        if (rule->kind != STATEMENT_PERMISSION) continue;
        const char *left = what_is_left(s, rule, &on_conditions);
        if (!left || (!on_conditions && is_anyhow(s, rule)) || is_told(s, rule)) continue;
        if (!begun) paper_heading(&s->r->d, 3, NULL, "What can be had, and by which paragraph");
        begun = true;
        put_rule(s, rule, left);
    }
}

void sheet_closers(const struct sheet *s) {
    bool begun = false, on_conditions;
    vec_each (const struct rule, rule, &s->r->rules->rules) {
        if (!rule_holds_back(s->r->m, rule) || reach(s, rule) == 0) continue;
        const char *left = what_is_left(s, rule, &on_conditions);
        if (!left) continue;
        if (!begun) paper_heading(&s->r->d, 3, NULL, "What closes it, or has to come first");
        begun = true;
        put_rule(s, rule, left);
    }
}
