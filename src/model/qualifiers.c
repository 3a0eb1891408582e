/* Qualifiers: who, what, when, between which dates, and with which approaches. */
#include "model/build.h"

static uint32_t role_fact(const struct builder *b, enum ast_qualifier_kind kind) {
    switch (kind) {
    case AST_FOR: return b->m->activity;
    case AST_WITH: return b->m->partner;
    case AST_FROM:
    case AST_UNTIL: return b->m->date;
    case AST_WHEN:
    case AST_UNLESS:
    case AST_USING: break;
    }
    return MODEL_NONE;
}

/* One missing fact is one mistake, however many qualifiers it disappoints; it is told when all
 * names are known. */
static void miss_role(struct builder *b, const struct ast_qualifier *c) {
    const struct ast_qualifier **first = &b->role_missed[c->kind == AST_UNTIL ? AST_FROM : c->kind];
    if (!*first || span_before(c->at, (*first)->at)) *first = c;
}

static void report_missed(struct builder *b, const struct ast_qualifier *c, const char *name,
                          const char *wanted) {
    if (!c || b->gaps || b->library || (name && was_said(b, SAID_NAMES + SYMBOL_FACT, name)))
        return;
    say(b, DIAG_NO_ROLE, c->at, "`%s` tests a fact, but no fact of the policy stands for %s",
        ast_qualifier_words[c->kind], wanted);
}

void report_missed_roles(struct builder *b) {
    report_missed(b, b->role_missed[AST_FOR], b->activity,
                  "the activity; name a fact `activity`, or add `as activity` to one");
    report_missed(b, b->role_missed[AST_WITH], b->partner,
                  "the partner; name a fact `partner`, or add `as partner` to one");
    report_missed(b, b->role_missed[AST_FROM], NULL,
                  "the date; add `as date` to a fact that is a date");
}

static struct cond *build_days(struct builder *b, const struct ast_qualifier *c, uint32_t fact) {
    const struct fact *f = &b->m->facts.at[fact];
    int64_t day = 0;
    if (!constant_read(b, fact, &c->date, &day)) return cond_new(b->arena, COND_TRUE, c->at);
    return cond_range(b->arena, fact, c->kind == AST_FROM ? day : f->low,
                      c->kind == AST_UNTIL ? day : f->high, c->at);
}

static struct cond *build_qualifier(struct builder *b, const struct ast_qualifier *c) {
    if (c->kind == AST_WHEN || c->kind == AST_UNLESS) return cond_build(b, c->cond, PLACE_RULE);
    uint32_t fact = role_fact(b, c->kind);
    if (fact == MODEL_NONE) {
        miss_role(b, c);
        return cond_new(b->arena, COND_TRUE, c->at);
    }
    mark_used(b, &b->m->facts.at[fact].id);
    return c->kind == AST_FROM || c->kind == AST_UNTIL ? build_days(b, c, fact)
                                                       : cond_in_words(b, fact, &c->names, c->at);
}

struct qualifiers qualifiers_build(struct builder *b, const struct ast_qualifiers *qualifiers) {
    struct qualifiers list = {0};
    vec_each (struct ast_qualifier, c, qualifiers) {
        if (c->kind != AST_USING)
            vec_push(b->arena, &list,
                     ((struct qualifier){.kind = c->kind, .cond = build_qualifier(b, c)}));
    }
    return list;
}

void qualifiers_check(struct builder *b, const struct ast_qualifiers *qualifiers, unsigned allowed,
                      const char *what) {
    vec_each (struct ast_qualifier, c, qualifiers) {
        if (!(allowed >> c->kind & 1))
            say(b, DIAG_MISPLACED_CLAUSE, c->at, "`%s` cannot stand after %s; leave it out",
                ast_qualifier_words[c->kind], what);
    }
}

/* ---- approaches in qualifiers and statements ---- */

uint32_t approaches_named(struct builder *b, const struct ast_words *names, bool or_above,
                          struct span at) {
    uint32_t set = 0, last = MODEL_NONE;
    vec_each (struct ast_word, word, names) {
        last = approach_find(b, word);
        if (last != MODEL_NONE) set |= (uint32_t)1 << last;
    }
    if (!or_above) return set;
    if (!b->m->ranked && !b->approaches_broken) {
        say(b, DIAG_OR_ABOVE, at,
            "`or above` needs an order, but the approaches are unranked; name each "
            "approach that is meant");
        return set;
    }
    if (last != MODEL_NONE) set |= model_approaches(b->m) & ~(((uint32_t)1 << last) - 1);
    return set;
}
