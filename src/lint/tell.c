/*
 * What checks have in common: names to go over, rules to point at, and how rules and situations are
 * told, in the policy's own words.
 */
#include "lint/lint.h"

#include "analysis/idle.h"
#include "rules/words.h"

#include <string.h>

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

struct asked {
    uint32_t block;
    bool is_provision;
};

static enum ask_answer asks_whether(void *context, const struct cond *c) {
    const struct asked *x = context;
    return (c->kind == COND_APPLIES && c->index == x->block) ||
                   (c->kind == COND_ANY_PROVISION && x->is_provision)
               ? ASK_FOUND
               : ASK_ON;
}

bool lint_is_asked_of(const struct analysis *l, uint32_t block) {
    const struct rule_set *rules = l->rules;
    struct asked x = {block, l->m->blocks.at[block].kind == BLOCK_PROVISION};
    bool asked = false;
    for (uint32_t i = 0; i < rules->rules.len; i++) {
        const struct rule *r = &rules->rules.at[i];
        if (r->block == block && r->kind == STATEMENT_PERMISSION) return false;
        asked = asked || idle_rule_asks(l->m, r, asks_whether, &x);
    }
    return asked;
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

struct span lint_place(const struct analysis *l, const struct fact *f, struct span at) {
    vec_each (const struct fact, other, &l->m->facts)
        vec_each (const struct declared, v, &other->values)
            if (other != f && v->at.file == at.file && v->at.from == at.from) return f->id.at;
    return at;
}

/* ---- rules and situations in words ---- */

static size_t line_of(const struct study *st, struct span at) {
    uint32_t from, to;
    return source_line(st->l->arena, st->l->d->sources->at[at.file], at.from, &from, &to) + 1;
}

const char *tell_rule(const struct study *st, uint32_t rule) {
    const struct rule *r = &st->rules->rules.at[rule];
    const char *id = lint_block(st->l, r);
    if (st->rules->first[r->block + 1] - st->rules->first[r->block] == 1) return id;
    return arena_printf(st->l->arena, "%s (line %zu)", id, line_of(st, r->at));
}

const char *tell_approaches(const struct analysis *l, uint32_t approaches) {
    return approaches_words(l->arena, l->m, approaches, false, " and ");
}

/* Rules of one statement of which the same is to be said. */
static bool told_as_one(const struct study *st, uint32_t rule, uint32_t other) {
    const struct rule *rules = st->rules->rules.at, *r = &rules[rule], *o = &rules[other];
    const struct rule_verdict *v = &st->verdicts[rule], *w = &st->verdicts[other];
    bool same = r->kind == o->kind && r->at.from == o->at.from && v->kind == w->kind &&
                v->cover.len == w->cover.len && v->matters == w->matters &&
                (v->cover.len == 0 || v->where == w->where);
    for (size_t i = 0; i < v->cover.len && same; i++)
        same = rules[v->cover.at[i]].at.from == rules[w->cover.at[i]].at.from;
    return same;
}

const char *tell_duties(const struct study *st, uint32_t rule) {
    uint32_t block = st->rules->rules.at[rule].block;
    struct words duties = {0};
    for (uint32_t i = st->rules->first[block]; i < st->rules->first[block + 1]; i++)
        if (i == rule || (told_as_one(st, rule, i) && (st->verdicts[rule].kind == RULE_NEVER ||
                                                       !lint_is_asked_of(st->l, block))))
            vec_push(st->l->arena, &duties, st->m->duties.at[st->rules->rules.at[i].duty].id.name);
    return ask_list(st->l->arena, &duties, "and");
}

const char *tell_what(const struct study *st, uint32_t rule) {
    struct arena *a = st->l->arena;
    const struct rule *r = &st->rules->rules.at[rule];
    const char *approaches = tell_approaches(st->l, r->approaches);
    switch (r->kind) {
    case STATEMENT_PERMISSION:
        return arena_printf(a, "%s use %s", statement_verb(r->kind, r->modality), approaches);
    case STATEMENT_PROHIBITION:
        return r->engage ? "must not engage" : arena_printf(a, "must not use %s", approaches);
    case STATEMENT_REQUIREMENT: return arena_printf(a, "the requirement of %s", approaches);
    case STATEMENT_DUTY:
        return arena_printf(a, r->only_after ? "only after %s" : "must %s", tell_duties(st, rule));
    case STATEMENT_EXPECTATION: break;
    }
    return "should meet";
}

/* Of x with readings as taken where it allows that. */
const char *tell_count(struct study *st, diagram x) {
    struct diagrams *g = st->g;
    size_t n = st->m->facts.len;
    diagram taken = diagram_and(g, x, st->taken),
            feasible = diagram_and(g, st->feasible, taken == NO ? (diagram)YES : st->taken);
    x = diagram_and(g, taken == NO ? x : taken, st->feasible);
    for (uint32_t f = 0; f < n; f++) {
        if (st->m->facts.at[f].source != FACT_READING) continue;
        x = diagram_exists(g, x, f);
        feasible = diagram_exists(g, feasible, f);
    }
    return arena_printf(st->l->arena, "%s of the facts", ask_count(g, x, feasible));
}

const char *tell_situation(struct study *st, diagram x) {
    struct witness w;
    diagram taken = diagram_and(st->g, x, st->taken);
    witness_find(&w, st->g, st->v->possible,
                 diagram_and(st->g, taken == NO ? x : taken, st->feasible));
    return situation_text(st->l->arena, st->m, w.situation, w.named,
                          "where "); /* of the policy: readings go without saying */
}

const char *tell_all(struct study *st, diagram x) {
    const char *n = tell_count(st, x);
    return n[0] == '1' && n[1] == ' ' ? "the only combination of the facts"
                                      : arena_printf(st->l->arena, "all %s", n);
}

void tell_rules(struct study *st, const struct indices *rules, const char *verb) {
    size_t shown = rules->len <= MOST_NOTES + 1 ? rules->len : MOST_NOTES;
    for (size_t i = 0; i < shown; i++) {
        const struct rule *r = &st->rules->rules.at[rules->at[i]];
        diag_note(st->l->d, r->at, "here %s %s: %s", lint_block(st->l, r), verb,
                  tell_what(st, rules->at[i]));
    }
    if (shown < rules->len) diag_note(st->l->d, SPAN_NOWHERE, "and %zu more", rules->len - shown);
}
