/*
 * A priority without which every decision would be the same, and why: priority lifts what holds
 * back what the paragraph that prevails permits, and does nothing else. One that is said of several
 * paragraphs at once (`all`, `and its provisions`) is one.
 *
 * That a promise or a mandate gives way to a prohibition is so without any heading, but well said:
 * unstated-priority asks for a word.
 */
#include "lint/lint.h"

#include <string.h>

/* The priorities said at one place, as one heading may be of several paragraphs over several. */
struct heading {
    struct study *st;
    struct span at;
    struct indices all; /* priorities */
    const bool *gone;   /* by priority: one that was told of already, and is as good as gone */
};

static const struct priority *priority_of(const struct heading *h, size_t i) {
    return &h->st->m->priorities.at[h->all.at[i]];
}

static bool is_of(const struct heading *h, uint32_t priority) {
    return span_same(h->st->m->priorities.at[priority].at, h->at);
}

static enum differing without(const struct heading *h) {
    struct study *st = h->st;
    const struct overrides *overrides = &st->v->clauses->overrides;
    bool *gone = arena_array(st->l->arena, bool, overrides->len);
    for (size_t i = 0; i < overrides->len; i++)
        gone[i] = overrides->at[i].priority != MODEL_NONE &&
                  (is_of(h, overrides->at[i].priority) || h->gone[overrides->at[i].priority]);
    return study_without_overrides(st, gone);
}

/* Whether a rule is such a one. */
typedef bool is_such(const struct study *st, const struct rule *r);

static bool is_closing(const struct study *st, const struct rule *r) {
    (void)st;
    return rule_closes(r);
}

static bool is_permission(const struct study *st, const struct rule *r) {
    (void)st;
    return r->kind == STATEMENT_PERMISSION;
}

static bool holds_back(const struct study *st, const struct rule *r) {
    return rule_holds_back(st->m, r);
}

/* The approaches that such rules of the block name. */
static uint32_t named_by(const struct study *st, uint32_t block, is_such *such) {
    uint32_t approaches = 0;
    for (uint32_t i = st->rules->first[block]; i < st->rules->first[block + 1]; i++)
        if (such(st, &st->rules->rules.at[i])) approaches |= st->rules->rules.at[i].approaches;
    return approaches;
}

static bool has(const struct study *st, uint32_t block, is_such *such) {
    for (uint32_t i = st->rules->first[block]; i < st->rules->first[block + 1]; i++)
        if (such(st, &st->rules->rules.at[i])) return true;
    return false;
}

/* Whether what the block's permissions promise meets, somewhere, what the other's rules close. */
static bool gives_way(struct study *st, uint32_t block, uint32_t to) {
    const struct rules *rules = &st->rules->rules;
    for (uint32_t p = st->rules->first[block]; p < st->rules->first[block + 1]; p++)
        for (uint32_t q = st->rules->first[to]; q < st->rules->first[to + 1]; q++)
            for (uint32_t a = 0; a < st->m->approaches.len; a++)
                if (rules->at[p].kind == STATEMENT_PERMISSION && rule_closes(&rules->at[q]) &&
                    rules->at[p].modality != MODALITY_MAY && study_meet(st, p, q, a) != NO)
                    return true;
    return false;
}

/* ---- why ---- */

/* What the heading lifts, for one approach and what else comes to the same there. */
struct lifted {
    uint32_t rule, approach;
    diagram where;
};

enum { LIFTED_TOO = 1, CLOSED_TOO = 2, ASKED_TOO = 4 };

/* What is left of it where other headings lift it as well, others close the approach, others ask
 * for the same duty; as `by` says. */
static diagram left_of(const struct heading *h, const struct lifted *x, unsigned by) {
    struct study *st = h->st;
    const struct rule *r = &st->rules->rules.at[x->rule];
    diagram left = x->where;
    vec_each (uint32_t, p, &st->rules->winners[r->block]) {
        const struct priority *other = &st->m->priorities.at[*p];
        if ((by & LIFTED_TOO) && !is_of(h, *p) && !h->gone[*p] &&
            priority_lifts(st->rules, other, r))
            left = diagram_but(st->g, left, study_opens(st, other->winner, x->approach));
    }
    if (by & CLOSED_TOO) left = study_unclosed(st, x->approach, left);
    for (uint32_t i = 0; i < st->rules->rules.len && (by & ASKED_TOO); i++) {
        const struct rule *other = &st->rules->rules.at[i];
        if (r->kind == STATEMENT_DUTY && other->kind == STATEMENT_DUTY && other->duty == r->duty)
            left = diagram_but(st->g, left, study_effect(st, st->place[i], x->approach));
    }
    return left;
}

/* All that the heading lifts; `by`: but for what comes to the same in these ways. False: nothing.
 */
static bool lifts(const struct heading *h, unsigned by) {
    struct study *st = h->st;
    for (size_t i = 0; i < h->all.len; i++) {
        const struct priority *p = priority_of(h, i);
        for (uint32_t r = st->rules->first[p->loser]; r < st->rules->first[p->loser + 1]; r++)
            for (uint32_t a = 0;
                 a < st->m->approaches.len && priority_lifts(st->rules, p, &st->rules->rules.at[r]);
                 a++) {
                struct lifted x = {r, a, NO};
                x.where = diagram_and(st->g, study_reach(st, r, a), study_opens(st, p->winner, a));
                if (x.where != NO && left_of(h, &x, by) != NO) return true;
            }
    }
    return false;
}

static const char *names_of(const struct heading *h, bool winners) {
    struct words names = {0};
    bool *named = arena_array(h->st->l->arena, bool, h->st->m->blocks.len);
    for (size_t i = 0; i < h->all.len; i++) {
        uint32_t block = winners ? priority_of(h, i)->winner : priority_of(h, i)->loser;
        if (!named[block]) vec_push(h->st->l->arena, &names, h->st->m->blocks.at[block].id.name);
        named[block] = true;
    }
    return ask_list(h->st->l->arena, &names, "and");
}

static bool any(const struct heading *h, bool winners, is_such *such) {
    for (size_t i = 0; i < h->all.len; i++)
        if (has(h->st, winners ? priority_of(h, i)->winner : priority_of(h, i)->loser, such))
            return true;
    return false;
}

/* Whether a paragraph that prevails closes what one of the others permits. */
static bool closes_permitted(const struct heading *h) {
    for (size_t i = 0; i < h->all.len; i++)
        if (!priority_of(h, i)->requirement_only &&
            named_by(h->st, priority_of(h, i)->winner, is_closing) &
                named_by(h->st, priority_of(h, i)->loser, is_permission))
            return true;
    return false;
}

/* What the heading lifts makes no difference: why. */
static const char *why_in_vain(const struct heading *h) {
    if (!lifts(h, LIFTED_TOO)) return "whatever it lifts, another heading lifts as well";
    if (!lifts(h, CLOSED_TOO)) return "whatever it lifts, other rules close that all the same";
    if (!lifts(h, ASKED_TOO))
        return "other rules ask for the same duty all the same, which then rests on them";
    return "whatever it lifts, another heading lifts as well, or other rules close that or ask for "
           "the same all the same";
}

static const char *why(const struct heading *h) {
    struct arena *a = h->st->l->arena;
    const char *winners = names_of(h, true), *losers = names_of(h, false);
    if (!any(h, true, is_permission) && closes_permitted(h))
        return "a prohibition prevails over a permission without any heading";
    if (!any(h, true, is_permission))
        return arena_printf(a, "it lifts what holds back permissions of %s, and %s %s none",
                            winners, winners, strchr(winners, ' ') ? "have" : "has");
    if (!any(h, false, holds_back))
        return arena_printf(
            a,
            "nothing of %s holds anything back (no prohibition, no requirement, no "
            "duty to be done before)%s",
            losers, any(h, false, is_permission) ? ", and permissions stand side by side" : "");
    if (!lifts(h, 0))
        return arena_printf(a, "nothing of %s holds back what %s permits, where it does", losers,
                            winners);
    return why_in_vain(h);
}

/* ---- what was perhaps meant ---- */

/* Approaches that the loser's permissions open where this one of the winner applies, and that are
 * more than what the winner opens (in a policy without ranks, that are other than it). */
static uint32_t instead_of(struct study *st, uint32_t permission, uint32_t loser) {
    const struct rule *r = &st->rules->rules.at[permission];
    uint32_t own = named_by(st, r->block, is_permission), others = 0;
    for (uint32_t a = 0; a < st->m->approaches.len; a++)
        if (!(own >> a & 1) && (!st->m->ranked || (own & ((UINT32_C(1) << a) - 1)) == own) &&
            study_unclosed(st, a,
                           diagram_and(st->g, study_effects(st, st->place[permission]),
                                       study_opens(st, loser, a))) != NO)
            others |= UINT32_C(1) << a;
    return others;
}

static void note_instead(const struct heading *h) {
    struct study *st = h->st;
    for (size_t i = 0; i < h->all.len; i++) {
        const struct priority *p = priority_of(h, i);
        for (uint32_t r = st->rules->first[p->winner]; r < st->rules->first[p->winner + 1]; r++) {
            if (st->rules->rules.at[r].kind != STATEMENT_PERMISSION) continue;
            uint32_t others = instead_of(st, r, p->loser);
            if (others == 0 || st->g->gave_up) continue;
            struct diag_fix fix = {0};
            bool tried = trial_prohibition(st, r, others, &fix);
            diag_fix(st->l->d, fix);
            diag_note(st->l->d, st->rules->rules.at[r].at,
                      "if this is meant instead of what %s permits, %s says so%s: must not use %s",
                      st->m->blocks.at[p->loser].id.name, st->m->blocks.at[p->winner].id.name,
                      tried && !(st->rules->rules.at[r].cond->kind == COND_TRUE)
                          ? ", with the same clauses"
                          : "",
                      tell_approaches(st->l, others));
            return;
        }
    }
}

/* ---- all ---- */

static struct heading heading_at(struct study *st, struct span at, const bool *gone) {
    struct heading h = {.st = st, .at = at, .gone = gone};
    for (uint32_t p = 0; p < st->m->priorities.len; p++)
        if (is_of(&h, p)) vec_push(st->l->arena, &h.all, p);
    return h;
}

static bool states_that_a_promise_gives_way(const struct heading *h) {
    for (size_t i = 0; i < h->all.len; i++)
        if (gives_way(h->st, priority_of(h, i)->loser, priority_of(h, i)->winner)) return true;
    return false;
}

/* Of two that lift the same each is in vain as long as the other is there: one of them is told of,
 * so that all that are may be taken out at once. */
void lint_priority_without_effect(struct analysis *l, enum diag_code code) {
    struct study *st = study_of(l);
    bool *gone = arena_array(l->arena, bool, l->m->priorities.len);
    for (uint32_t p = 0; st && p < l->m->priorities.len; p++) {
        struct heading h = heading_at(st, l->m->priorities.at[p].at, gone);
        if (h.all.at[0] != p || states_that_a_promise_gives_way(&h)) continue;
        enum differing is = without(&h);
        if (is == DIFFERS || st->g->gave_up) continue;
        const char *reason = why(&h);
        if (st->g->gave_up) continue;
        diag_report(l->d, code, h.at,
                    "this priority changes no decision%s: %s; take it out, or name the paragraph "
                    "that was meant",
                    is == DIFFERS_IN_GROUNDS ? ", only the paragraphs that it names" : "", reason);
        diag_fix(l->d, write_no_priority(l, h.at));
        note_instead(&h);
        vec_each (uint32_t, i, &h.all) gone[*i] = true;
    }
}
