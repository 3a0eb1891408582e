/*
 * One cause, one message: what is found only because a rule never applies, or because another
 * closes an approach in every situation, is told as a note of that finding.
 */
#include "analysis/idle.h"
#include "lint/lint.h"

#include <string.h>

enum { MOST_NOTES = 6, NOT_FOUND = -1 };

struct causes {
    struct analysis *l;
    struct study *st;
    long dead[MODEL_MAX_APPROACHES]; /* by approach: the finding by which nobody ever has it */
};

static long finding_at(const struct causes *c, enum diag_code code, struct span at) {
    vec_each (const struct diag, d, &c->l->d->list)
        if (d->code == code && span_same(d->at, at)) return (long)(d - c->l->d->list.at);
    return NOT_FOUND;
}

uint32_t lint_always_closing(struct study *st, uint32_t rule) {
    uint32_t approaches = 0;
    for (uint32_t a = 0; a < st->m->approaches.len; a++)
        if (rule_closes(&st->rules->rules.at[rule]) &&
            study_effect(st, st->place[rule], a) == st->feasible)
            approaches |= UINT32_C(1) << a;
    return approaches;
}

bool lint_closes_alone(struct study *st, uint32_t rule, uint32_t permission) {
    uint32_t closed = st->verdicts[permission].closed;
    bool all = closed != 0 && rule_closes(&st->rules->rules.at[rule]);
    for (uint32_t a = 0; a < st->m->approaches.len && all; a++)
        all = !(closed >> a & 1) || diagram_but(st->g, study_effect(st, st->place[permission], a),
                                                study_effect(st, st->place[rule], a)) == NO;
    return all;
}

uint32_t lint_closes_unlifted(struct study *st, uint32_t permission) {
    for (uint32_t r = 0; r < st->rules->rules.len; r++) {
        bool all = rule_closes(&st->rules->rules.at[r]);
        for (uint32_t a = 0; a < st->m->approaches.len && all; a++)
            all = diagram_but(st->g, study_effect(st, st->place[permission], a),
                              study_reach(st, r, a)) == NO;
        if (all) return r;
    }
    return MODEL_NONE;
}

/* ---- whether a rule is in vain, and what finding says why ---- */

/* Of approaches that nobody ever has, all of them; the finding of the first. */
static long all_dead(const struct causes *c, uint32_t approaches) {
    long first = NOT_FOUND;
    for (uint32_t a = 0; a < c->l->m->approaches.len; a++) {
        if (!(approaches >> a & 1)) continue;
        if (c->dead[a] == NOT_FOUND) return NOT_FOUND;
        first = first == NOT_FOUND ? c->dead[a] : first;
    }
    return first;
}

/* Of a duty or expectation whose permissions never apply. */
static long why_idle(const struct causes *c, uint32_t block) {
    for (uint32_t i = c->l->rules->first[block]; i < c->l->rules->first[block + 1]; i++)
        if (c->st->verdicts[i].kind == RULE_NEVER)
            return finding_at(c, DIAG_NEVER_APPLIES, c->l->rules->rules.at[i].at);
    return NOT_FOUND;
}

static long of_closer(const struct causes *c, uint32_t permission) {
    long found = NOT_FOUND;
    for (uint32_t r = 0; r < c->l->rules->rules.len && found == NOT_FOUND; r++)
        if (lint_closes_alone(c->st, r, permission))
            found = finding_at(c, DIAG_CLOSES_EVERYTHING, c->l->rules->rules.at[r].at);
    return found;
}

/* Of one that another closes as much as: by that alone it is redundant, and without it would not
 * be. */
static long of_cover(const struct causes *c, uint32_t rule) {
    const struct indices *cover = &c->st->verdicts[rule].cover;
    if (cover->len != 1) return NOT_FOUND;
    long found = finding_at(c, DIAG_CLOSES_EVERYTHING, c->l->rules->rules.at[cover->at[0]].at);
    return found != NOT_FOUND && study_hangs_on(c->st, rule, cover->at[0]) ? found : NOT_FOUND;
}

static long why_in_vain(const struct causes *c, uint32_t rule) {
    const struct rule *r = &c->l->rules->rules.at[rule];
    uint32_t acts = 0;
    long found = NOT_FOUND;
    switch (c->st->verdicts[rule].kind) {
    case RULE_NEVER: return finding_at(c, DIAG_NEVER_APPLIES, r->at);
    case RULE_IDLE: return why_idle(c, r->block);
    case RULE_CLOSED: found = of_closer(c, rule); break;
    case RULE_REDUNDANT:
    case RULE_NAMED_ONLY: found = of_cover(c, rule); break;
    default: break;
    }
    if (found == NOT_FOUND) found = finding_at(c, DIAG_CONDITION_PART_NO_EFFECT, r->at);
    if (found != NOT_FOUND) return found;
    for (uint32_t a = 0; a < c->l->m->approaches.len; a++)
        if (study_effect(c->st, c->st->place[rule], a) != NO) acts |= UINT32_C(1) << a;
    return all_dead(c, acts);
}

static bool is_among(const struct indices *rules, uint32_t rule) {
    vec_each (uint32_t, r, rules)
        if (*r == rule) return true;
    return false;
}

/* Whether others of these rules do all that it does. */
static bool is_covered_by(const struct causes *c, const struct indices *rules, uint32_t rule) {
    const struct indices *cover = &c->st->verdicts[rule].cover;
    vec_each (uint32_t, r, cover)
        if (!is_among(rules, *r)) return false;
    return cover->len > 0;
}

/* All of them are, but for what others of them say as well; the finding of the first. */
static long why_all(const struct causes *c, const struct indices *rules) {
    long first = NOT_FOUND;
    vec_each (uint32_t, r, rules) {
        long found = why_in_vain(c, *r);
        if (found == NOT_FOUND && is_covered_by(c, rules, *r)) continue;
        if (found == NOT_FOUND) return NOT_FOUND;
        first = first == NOT_FOUND ? found : first;
    }
    return first;
}

/* Closed in every situation, or opened by permissions alone that never apply. */
static void find_dead(struct causes *c) {
    const struct rule_set *rules = c->l->rules;
    for (uint32_t a = 0; a < c->l->m->approaches.len; a++) {
        struct indices permissions = {0};
        c->dead[a] = NOT_FOUND;
        for (uint32_t r = 0; r < rules->rules.len; r++) {
            if (!(rules->rules.at[r].approaches >> a & 1)) continue;
            if (c->dead[a] == NOT_FOUND && (lint_always_closing(c->st, r) >> a & 1))
                c->dead[a] = finding_at(c, DIAG_CLOSES_EVERYTHING, rules->rules.at[r].at);
            if (rules->rules.at[r].kind == STATEMENT_PERMISSION)
                vec_push(c->l->arena, &permissions, r);
        }
        bool never = c->dead[a] == NOT_FOUND && a != c->l->m->default_approach;
        vec_each (uint32_t, r, &permissions)
            never = never && c->st->verdicts[*r].kind == RULE_NEVER;
        if (never) c->dead[a] = why_all(c, &permissions);
    }
}

/* ---- the rules on which a finding hangs ---- */

/* What the priority lets prevail, and what it lifts; whether both speak of some approach. */
static bool add_rules_of(const struct causes *c, const struct priority *p,
                         struct indices *permissions, struct indices *lifted) {
    const struct rule_set *rules = c->l->rules;
    uint32_t opens = 0, held = 0;
    for (uint32_t i = rules->first[p->winner]; i < rules->first[p->winner + 1]; i++) {
        if (rules->rules.at[i].kind != STATEMENT_PERMISSION) continue;
        opens |= rules->rules.at[i].approaches;
        vec_push(c->l->arena, permissions, i);
    }
    for (uint32_t i = rules->first[p->loser]; i < rules->first[p->loser + 1]; i++) {
        if (!priority_lifts(rules, p, &rules->rules.at[i])) continue;
        held |= rules->rules.at[i].approaches;
        vec_push(c->l->arena, lifted, i);
    }
    return opens & held;
}

/* One that could lift nothing in any case is in vain for no other cause. */
static long of_heading(const struct causes *c, struct span at) {
    struct indices permissions = {0}, lifted = {0};
    bool lifts = false;
    vec_each (const struct priority, p, &c->l->m->priorities)
        if (span_same(p->at, at)) lifts = add_rules_of(c, p, &permissions, &lifted) || lifts;
    if (!lifts) return NOT_FOUND;
    long found = why_all(c, &permissions);
    return found == NOT_FOUND ? why_all(c, &lifted) : found;
}

/* Whether the priority would lift it, were its `or above` written behind a lower approach. */
static bool lifts_below(const struct causes *c, const struct priority *p, uint32_t rule,
                        uint32_t from) {
    const struct rule *r = &c->l->rules->rules.at[rule];
    bool lifts = false;
    for (uint32_t a = 0; a < from && !lifts && priority_lifts(c->l->rules, p, r); a++)
        lifts = !(r->approaches >> a & 1) && diagram_and(c->st->g, study_reach(c->st, rule, from),
                                                         study_opens(c->st, p->winner, a)) != NO;
    return lifts;
}

static long of_vain_above(const struct causes *c, struct span at) {
    const struct model *m = c->l->m;
    vec_each (const struct priority, p, &m->priorities)
        vec_each (const struct vain_above, x, &m->vain_aboves)
            for (uint32_t r = c->l->rules->first[p->loser]; r < c->l->rules->first[p->loser + 1];
                 r++) {
                struct span rule = c->l->rules->rules.at[r].at;
                if (span_same(p->at, at) && rule.file == x->at.file && rule.from <= x->at.from &&
                    rule.to >= x->at.to && lifts_below(c, p, r, x->approach))
                    return finding_at(c, DIAG_ABOVE_IN_VAIN, x->at);
            }
    return NOT_FOUND;
}

/* The block in whose heading that stands. */
static const struct block *speaker(const struct causes *c, struct span at) {
    const struct block *last = NULL;
    vec_each (const struct block, b, &c->l->m->blocks)
        if (b->id.at.file == at.file && b->id.at.from < at.from &&
            (!last || b->id.at.from > last->id.at.from))
            last = b;
    return last;
}

/* The first finding of the same heading, for the same reason. */
static long of_same_heading(const struct causes *c, const struct diag *d) {
    for (const struct diag *e = c->l->d->list.at; e < d; e++)
        if (e->code == d->code && strcmp(e->text, d->text) == 0 &&
            speaker(c, e->at) == speaker(c, d->at) && of_heading(c, e->at) == NOT_FOUND)
            return e - c->l->d->list.at;
    return NOT_FOUND;
}

static long of_approach(const struct causes *c, struct span at) {
    for (uint32_t a = 0; a < c->l->m->approaches.len; a++) {
        const struct approach *x = &c->l->m->approaches.at[a];
        if (span_same(x->block == MODEL_NONE ? x->id.at : c->l->m->blocks.at[x->block].id.at, at))
            return c->dead[a];
    }
    return NOT_FOUND;
}

static void add_attaching(const struct causes *c, uint32_t duty, struct indices *to) {
    for (uint32_t i = 0; i < c->l->rules->rules.len; i++)
        if (c->l->rules->rules.at[i].kind == STATEMENT_DUTY &&
            c->l->rules->rules.at[i].duty == duty)
            vec_push(c->l->arena, to, i);
}

static long of_duty(const struct causes *c, struct span at) {
    struct indices rules = {0};
    for (uint32_t d = 0; d < c->l->m->duties.len; d++)
        if (span_same(c->l->m->duties.at[d].id.at, at)) add_attaching(c, d, &rules);
    return why_all(c, &rules);
}

/* All that ask for what look() finds. */
static void add_asking(const struct causes *c, ask_look *look, void *context, struct indices *to) {
    for (uint32_t i = 0; i < c->l->rules->rules.len; i++)
        if (idle_rule_asks(c->l->m, &c->l->rules->rules.at[i], look, context))
            vec_push(c->l->arena, to, i);
}

static enum ask_answer tests_fact(void *context, const struct cond *x) {
    return cond_is_test(x) && x->fact == *(const uint32_t *)context ? ASK_FOUND : ASK_ON;
}

static long of_fact(const struct causes *c, struct span at) {
    const struct model *m = c->l->m;
    struct indices rules = {0};
    for (uint32_t f = 0; f < m->facts.len; f++) {
        if (!span_same(m->facts.at[f].id.at, at)) continue;
        if (ask_tests(m, m->scope, f)) return NOT_FOUND;
        add_asking(c, tests_fact, &f, &rules);
        for (uint32_t d = 0; d < m->duties.len; d++)
            if (duty_fact(&m->duties.at[d]) == f) add_attaching(c, d, &rules);
    }
    return why_all(c, &rules);
}

static enum ask_answer uses_definition(void *context, const struct cond *x) {
    return x->kind == COND_DEFINE && x->index == *(const uint32_t *)context ? ASK_FOUND : ASK_ON;
}

static enum ask_answer names_group(void *context, const struct cond *x) {
    if (x->kind == COND_IN && x->named)
        vec_each (const char *const, name, &x->named->groups)
            if (strcmp(*name, context) == 0) return ASK_FOUND;
    return ASK_ON;
}

/* Of a definition or a group. */
static long of_name(const struct causes *c, struct span at) {
    const struct model *m = c->l->m;
    struct indices rules = {0};
    for (uint32_t i = 0; i < m->defines.len; i++)
        if (span_same(m->defines.at[i].id.at, at)) add_asking(c, uses_definition, &i, &rules);
    vec_each (const struct group, g, &m->groups)
        if (span_same(g->id.at, at)) add_asking(c, names_group, (void *)g->id.name, &rules);
    return why_all(c, &rules);
}

/* All rules that are written there, or of which that is a part. */
static long of_rule(const struct causes *c, const struct diag *d) {
    struct indices rules = {0};
    long closed = NOT_FOUND;
    for (uint32_t i = 0; i < c->l->rules->rules.len; i++) {
        struct span at = c->l->rules->rules.at[i].at;
        if (at.file != d->at.file || at.from > d->at.from || at.to < d->at.to) continue;
        if (lint_always_closing(c->st, i)) return NOT_FOUND; /* it may say what the cause is */
        vec_push(c->l->arena, &rules, i);
        closed = all_dead(c, c->st->verdicts[i].closed);
        if (closed == NOT_FOUND) closed = of_closer(c, i);
    }
    return d->code == DIAG_ALWAYS_CLOSED ? closed : why_all(c, &rules);
}

struct about {
    uint32_t fact, value;
};

static enum ask_answer names_value(void *context, const struct cond *x) {
    const struct about *who = context;
    return x->kind == COND_IN && x->fact == who->fact && bitset_has(x->set, who->value) ? ASK_FOUND
                                                                                        : ASK_ON;
}

/* Those that name the value that is declared there. */
static struct indices naming(const struct causes *c, struct span at) {
    const struct model *m = c->l->m;
    struct indices rules = {0};
    struct about who = {0};
    for (; who.fact < m->facts.len; who.fact++)
        for (who.value = 0; who.value < m->facts.at[who.fact].values.len; who.value++)
            if (span_same(m->facts.at[who.fact].values.at[who.value].at, at))
                add_asking(c, names_value, &who, &rules);
    return rules;
}

/* A value, told of alone, that changes nothing; or for which nothing provides, as the permissions
 * that name it are in vain. */
static long of_value(const struct causes *c, const struct diag *d) {
    struct indices rules = naming(c, d->at), permissions = {0};
    bool provided = d->code != DIAG_IDLE_VALUE;
    if ((provided && strstr(d->text, " or ")) || strstr(d->text, " and ")) return NOT_FOUND;
    vec_each (uint32_t, r, &rules)
        if (c->l->rules->rules.at[*r].kind == STATEMENT_PERMISSION)
            vec_push(c->l->arena, &permissions, *r);
    return why_all(c, provided ? &permissions : &rules);
}

/* Whether all notes of the finding are at rules of that block. */
static bool notes_are_of(const struct causes *c, const struct diag *d, const struct block *b) {
    vec_each (const struct diag_note, n, &d->notes)
        if (speaker(c, n->at) != b) return false;
    return d->notes.len > 0;
}

/* Of a promise that gives way to a paragraph, which its heading names as if it were outside law. */
static long of_quoted(const struct causes *c, const struct diag *d) {
    const struct block *b = speaker(c, d->at);
    uint32_t block = (uint32_t)(b - c->l->m->blocks.at);
    node_each (heading, b->id.from, NODE_PRIORITY)
        vec_each (struct ast_node *, ref, &heading->parts) {
            const struct block *meant = (*ref)->form == AST_REF_TEXT
                                            ? block_quoted(c->l->m, block, (*ref)->name.text)
                                            : NULL;
            if (meant && notes_are_of(c, d, meant))
                return finding_at(c, DIAG_TITLE_AS_LAW, (*ref)->at);
        }
    return NOT_FOUND;
}

/* ---- all findings ---- */

/* The finding of which this one is a consequence; *so: what to say of it, at its place. */
static long cause_of(const struct causes *c, const struct diag *d, const char **so) {
    *so = "so this changes no decision";
    switch (d->code) {
    case DIAG_ALWAYS_CLOSED: *so = "so this opens it in vain"; return of_rule(c, d);
    case DIAG_REDUNDANT_RULE:
    case DIAG_SAME_RULE:
    case DIAG_DUTY_ATTACHED_TWICE:
    case DIAG_NAMED_ONLY:
    case DIAG_CONDITION_PART_NO_EFFECT: return of_rule(c, d);
    case DIAG_PRIORITY_WITHOUT_EFFECT: {
        long found = of_heading(c, d->at);
        if (found == NOT_FOUND) found = of_vain_above(c, d->at);
        if (found != NOT_FOUND) return found;
        *so = "nor does this";
        return of_same_heading(c, d);
    }
    case DIAG_UNSTATED_PRIORITY:
    case DIAG_PERMISSION_REFUSED:
        *so = "so nothing says that this gives way";
        return of_quoted(c, d);
    case DIAG_UNREACHED_APPROACH: *so = "so no answer ever has this"; return of_approach(c, d->at);
    case DIAG_IDLE_DUTY: *so = "so no decision ever has this"; return of_duty(c, d->at);
    case DIAG_IDLE_FACT:
    case DIAG_IDLE_JUDGEMENT:
    case DIAG_IDLE_READING: return of_fact(c, d->at);
    case DIAG_IDLE_VALUE: return of_value(c, d);
    case DIAG_IDLE_DEFINITION:
    case DIAG_IDLE_GROUP: return of_name(c, d->at);
    case DIAG_UNPROVIDED:
    case DIAG_LEFT_TO_DEFAULT:
    case DIAG_UNREACHED_PARTNER:
    case DIAG_PARTNER_LEFT_TO_DEFAULT:
        *so = "so nothing ever provides for this";
        return of_value(c, d);
    default: return NOT_FOUND;
    }
}

/* What comes of one finding, as notes of it. */
static void add_notes(const struct causes *c, struct diag_list *all, const long *cause,
                      const char *const *so, long of) {
    struct arena *a = c->l->d->arena;
    size_t n = 0;
    for (size_t i = 0; i < all->len; i++)
        if (cause[i] == of && n++ < MOST_NOTES)
            vec_push(a, &all->at[of].notes, ((struct diag_note){all->at[i].at, so[i]}));
    if (n > MOST_NOTES)
        vec_push(a, &all->at[of].notes,
                 ((struct diag_note){SPAN_NOWHERE,
                                     arena_printf(a, "and so with %zu more", n - MOST_NOTES)}));
}

void lint_gather_causes(struct analysis *l) {
    struct causes c = {.l = l, .st = l->study};
    struct diag_list all = l->d->list;
    if (!c.st || !c.st->can) return;
    const char **so = arena_array(l->arena, const char *, all.len);
    long *cause = arena_array(l->arena, long, all.len);
    find_dead(&c);
    for (size_t i = 0; i < all.len; i++) {
        cause[i] = cause_of(&c, &all.at[i], &so[i]);
        if (cause[i] == (long)i) cause[i] = NOT_FOUND;
    }
    for (size_t of = 0; of < all.len; of++) add_notes(&c, &all, cause, so, (long)of);
    l->d->list = (struct diag_list){0};
    for (size_t i = 0; i < all.len; i++)
        if (cause[i] == NOT_FOUND) vec_push(l->d->arena, &l->d->list, all.at[i]);
}
