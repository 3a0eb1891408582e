/*
 * Because: the paragraphs that an answer rests on, with those of their rules that count, what these
 * ask, and which of it holds.
 */
#include "base/list.h"
#include "evaluator/core/answer.h"
#include "evaluator/explain/conditions.h"

/* More than people read of rules, and of what these ask. Only where very much hangs together is
 * there more: undetermined, all that may hold. */
enum { RULES = 256, CONDITIONS = 2048 };

/* What is spoken of. */
struct because {
    struct ev_build *b;
    const struct ev_known *known;
    const struct strat_lists *lists; /* what the answer, or the approach, has */
    uint32_t approaches;
    uint32_t decided; /* what is decided, or may start now */
    int32_t remains;  /* the paragraph of the default approach, where that is what remains; or -1 */
    /* Bit i: rule i, which closes nothing, would were a judgement that nobody made the other way.
     */
    const uint64_t *spared;
    bool all;                   /* whatever opens or closes, though it does not hold */
    bool open;                  /* undetermined: so does whatever may hold */
    uint32_t rules, conditions; /* that were told */
};

/* ---- what a rule does ---- */

/* What a rule is about; of a duty or expectation that follows what its paragraph opens, what that
 * is, or may be. */
static uint32_t reach_of(const struct because *w, const struct strat_rule *r) {
    return r->follows ? r->approaches & w->known->paragraphs[r->paragraph].perhaps : r->approaches;
}

/* Of these what is spoken of. */
static uint32_t reached(const struct because *w, const struct strat_rule *r) {
    return reach_of(w, r) & w->approaches;
}

static bool holds_back(const struct ev_engine *e, const struct strat_rule *r) {
    struct strat_duty duty;
    if (r->kind != STRAT_OBLIGATION) return r->kind == STRAT_PROHIBITION || r->kind == STRAT_GATE;
    strat_get_duty(e->policy, (uint32_t)r->duty, &duty);
    return duty.timing == STRAT_BEFORE;
}

/* Whether other paragraphs lift it for one of these approaches, where it would hold back. */
static bool is_lifted(const struct because *w, const struct strat_rule *r) {
    const struct ev_known_paragraph *own = &w->known->paragraphs[r->paragraph];
    uint32_t lifted = r->kind == STRAT_GATE ? own->gates_lifted : own->lifted;
    return (reached(w, r) & lifted) && holds_back(w->b->e, r) &&
           strat_rule_holds(w->known->holds, r) != STRAT_HOLDS_NO;
}

/* Which they are. */
static void find_lifting(const struct because *w, const struct strat_rule *r, uint64_t *ids) {
    const struct ev_engine *e = w->b->e;
    bitset_clear(ids, strat_id_words(e->policy));
    for (uint32_t i = 0; i < e->vocabulary.about.priorities && is_lifted(w, r); i++) {
        struct strat_priority p;
        strat_get_priority(e->policy, i, &p);
        if (p.loser == r->paragraph && (!p.gates_alone || r->kind == STRAT_GATE) &&
            (w->known->paragraphs[p.winner].opened & reached(w, r)))
            bitset_add(ids, p.winner);
    }
}

/* Whether it goes with one of these approaches, be it in some of the cases. */
static bool is_attached(const struct because *w, const struct strat_rule *r) {
    uint64_t approaches = reached(w, r);
    const struct strat_lists *each = w->b->e->answer.each;
    bool duty = r->kind == STRAT_OBLIGATION;
    if (!w->open || w->all)
        return duty ? bitset_has(w->lists->duties, (uint32_t)r->duty)
                    : bitset_has(w->lists->cautions, r->paragraph);
    bitset_each (a, &approaches, w->b->e->vocabulary.about.approaches)
        if (duty ? bitset_has(each[a].duties, (uint32_t)r->duty)
                 : bitset_has(each[a].cautions, r->paragraph))
            return true;
    return false;
}

/* Whether it asks something of what is decided, or may start now, and that is so. */
static bool is_met(const struct because *w, const struct strat_rule *r) {
    return r->kind == STRAT_GATE && r->approaches & w->decided &&
           strat_term_holds(w->known->holds, r->when) == STRAT_HOLDS_YES &&
           strat_term_holds(w->known->holds, r->wants) == STRAT_HOLDS_YES;
}

/* Whether it is told: what the answer has of it, what would be in the answer were it not set aside,
 * and what does not stand in its way, though it could. */
static bool is_told(const struct because *w, const struct strat_rule *r, uint32_t number,
                    bool lifted) {
    enum strat_holds holds = strat_rule_holds(w->known->holds, r);
    if (is_met(w, r)) return true;
    if (!reached(w, r)) return false;
    if (w->spared && bitset_has(w->spared, number)) return true;
    switch (r->kind) {
    case STRAT_PERMISSION:
        if (w->all) return true;
        return holds != STRAT_HOLDS_NO && (w->open || bitset_has(w->lists->basis, r->paragraph));
    case STRAT_PROHIBITION:
    case STRAT_GATE:
        if (w->all) return true;
        return holds != STRAT_HOLDS_NO &&
               (w->open || lifted || bitset_has(w->lists->closed_by, r->paragraph));
    case STRAT_OBLIGATION: return holds != STRAT_HOLDS_NO && (lifted || is_attached(w, r));
    case STRAT_EXPECTATION: break;
    }
    return holds != STRAT_HOLDS_NO && is_attached(w, r) &&
           strat_term_holds(w->known->holds, r->wants) != STRAT_HOLDS_YES;
}

/* ---- as nodes ---- */

static void grow_rule(const struct because *w, struct ev_node *list, const struct strat_rule *r,
                      const uint64_t *lifting) {
    static const char *const effects[] = {[STRAT_PERMISSION] = "opens",
                                          [STRAT_PROHIBITION] = "closes",
                                          [STRAT_GATE] = "requires",
                                          [STRAT_OBLIGATION] = "attaches",
                                          [STRAT_EXPECTATION] = "expects"};
    const struct ev_vocabulary *v = &w->b->e->vocabulary;
    struct ev_tree *t = w->b->t;
    uint64_t approaches = reach_of(w, r);
    struct ev_node *rule = ev_grow_object(t, list, NULL);
    ev_grow_text(t, rule, "text", r->text);
    ev_grow_text(t, rule, "effect", effects[r->kind]);
    ev_grow_some(t, rule, "modality", ev_modality_name(r->modality));
    struct ev_node *names = ev_grow_list(t, rule, "approaches");
    bitset_each (a, &approaches, v->about.approaches)
        ev_grow_text(t, names, NULL, v->approaches[a].name);
    ev_grow_some(t, rule, "duty", r->duty >= 0 ? v->duties[r->duty].name : "");
    ev_grow_text(t, rule, "holds", ev_holds_name(strat_rule_holds(w->known->holds, r)));
    ev_grow_ids(w->b, rule, "set_aside_by", lifting);
    ev_grow_condition(w->b, w->known, rule, "condition", r->when, (int32_t)r->paragraph);
    if (r->wants.condition < 0)
        ev_grow_null(t, rule, "wants");
    else
        ev_grow_condition(w->b, w->known, rule, "wants", r->wants, (int32_t)r->paragraph);
}

/* What a condition and those below it come to. */
static uint32_t count_conditions(const struct ev_node *condition) {
    uint32_t n = 1;
    ev_each_node (term, ev_member(condition, "terms")) n += count_conditions(term);
    return n;
}

/* Whether there is room for one more. */
static bool has_room(const struct because *w) {
    return w->rules < RULES && w->conditions < CONDITIONS;
}

/* That nothing else is open is no rule, but it is what the default approach rests on. */
static void grow_remaining(const struct because *w, struct ev_node *list) {
    const struct ev_vocabulary *v = &w->b->e->vocabulary;
    struct ev_tree *t = w->b->t;
    struct ev_node *rule = ev_grow_object(t, list, NULL);
    ev_grow_text(t, rule, "text", "It is the default: what remains where nothing else is open");
    ev_grow_text(t, rule, "effect", "remains");
    ev_grow_null(t, rule, "modality");
    ev_grow_text(t, ev_grow_list(t, rule, "approaches"), NULL,
                 v->approaches[v->about.default_approach].name);
    ev_grow_null(t, rule, "duty");
    ev_grow_text(t, rule, "holds", "yes");
    ev_grow_list(t, rule, "set_aside_by");
    ev_grow_null(t, rule, "condition");
    ev_grow_null(t, rule, "wants");
}

/* The list of its rules, in a new row. */
static struct ev_node *grow_row(const struct because *w, struct ev_node *list, uint32_t paragraph) {
    struct ev_node *row = ev_grow_object(w->b->t, list, NULL);
    ev_grow_text(w->b->t, row, "id", w->b->e->vocabulary.paragraphs[paragraph].name);
    bitset_add(w->b->cited, paragraph);
    return ev_grow_list(w->b->t, row, "rules");
}

/* The rules of one paragraph, if it has any that are told. False: there are more than have room. */
static bool grow_paragraph(struct because *w, struct ev_node *list, uint32_t paragraph,
                           uint64_t *ids) {
    struct ev_node *rules = NULL;
    const struct ev_known_paragraph *own = &w->known->paragraphs[paragraph];
    if (w->remains == (int32_t)paragraph) {
        rules = grow_row(w, list, paragraph);
        grow_remaining(w, rules);
    }
    for (uint32_t i = 0; i < own->rules; i++) {
        struct strat_rule r;
        strat_get_rule(w->b->e->policy, own->first + i, &r);
        if (!is_told(w, &r, own->first + i, is_lifted(w, &r))) continue;
        if (!has_room(w)) return false;
        if (!rules) rules = grow_row(w, list, paragraph);
        find_lifting(w, &r, ids);
        grow_rule(w, rules, &r, ids);
        w->rules++;
        w->conditions += count_conditions(ev_member(rules->last, "condition")) +
                         count_conditions(ev_member(rules->last, "wants"));
    }
    return true;
}

/* Which approaches an answer speaks of. */
static uint32_t spoken_of(const struct ev_build *b) {
    const struct strat_answer *a = &b->e->answer;
    const struct strat_about *about = &b->e->vocabulary.about;
    uint32_t all = about->approaches >= 32 ? UINT32_MAX : (UINT32_C(1) << about->approaches) - 1;
    if (b->x->approach >= 0) return UINT32_C(1) << b->x->approach;
    switch (a->status) {
    case STRAT_OUT_OF_SCOPE: return 0;
    case STRAT_UNDETERMINED: return ev_possible(b->e);
    case STRAT_REFUSED:
        return about->default_approach >= 0 ? UINT32_C(1) << about->default_approach : all;
    default: break;
    }
    return a->approach >= 0 ? UINT32_C(1) << a->approach : a->open;
}

/* What is decided, or may start now; undetermined, the latter alone. */
static uint32_t decided_of(const struct ev_build *b) {
    const struct strat_answer *a = &b->e->answer;
    uint32_t now = a->now >= 0 ? UINT32_C(1) << a->now : 0;
    return a->status == STRAT_UNDETERMINED ? now : now | spoken_of(b);
}

/* The rules that would close something were a judgement on which it hangs, and which nobody made,
 * the other way. NULL: the tree has failed. */
static const uint64_t *find_spared(struct ev_build *b, const struct ev_known *known) {
    const struct ev_engine *e = b->e;
    const struct strat_about *about = &e->vocabulary.about;
    struct ev_turns *turns = ev_turns_of(b);
    size_t words = about->rules / 64 + 1;
    uint64_t *spared = ev_tree_take(b->t, words * sizeof *spared);
    bool fine = spared && turns;
    if (!fine) return NULL;
    bitset_clear(spared, words);
    bitset_each (f, e->judgements, about->facts) {
        if (e->missed.judgements || e->request.known[f] || !bitset_has(e->presumed, f)) continue;
        fine = fine && ev_turn_begin(b, turns, (uint32_t)f) &&
               ev_turn(b, turns, !e->presumed_value[f]);
        for (uint32_t i = 0; i < turns->n_rules && fine; i++) {
            struct strat_rule r;
            strat_get_rule(e->policy, turns->rules[i], &r);
            if (r.kind == STRAT_PROHIBITION &&
                strat_rule_holds(known->holds, &r) == STRAT_HOLDS_NO &&
                strat_rule_holds(turns->with, &r) == STRAT_HOLDS_YES)
                bitset_add(spared, turns->rules[i]);
        }
        ev_turn_end(b, turns);
    }
    if (!fine) ev_grow_limit(b, "All that some judgements would close");
    return spared;
}

void ev_grow_because(struct ev_build *b, const struct ev_known *known, struct ev_node *list) {
    const struct strat_answer *a = &b->e->answer;
    bool one = b->x->approach >= 0;
    struct because w = {.b = b,
                        .known = known,
                        .lists = one ? &a->each[b->x->approach] : &a->lists,
                        .approaches = spoken_of(b),
                        .decided = decided_of(b),
                        .remains = -1,
                        .all = one,
                        .open = a->status == STRAT_UNDETERMINED};
    uint64_t *ids = ev_tree_take(b->t, (strat_id_words(b->e->policy) + 1) * sizeof *ids);
    if (!ids || a->status == STRAT_OUT_OF_SCOPE) return;
    if (!one && a->status == STRAT_DEFAULT)
        w.remains = ev_declaring(b->e, b->e->vocabulary.about.default_approach);
    if (!one) w.spared = find_spared(b, known);
    for (uint32_t p = 0; p < b->e->vocabulary.about.paragraphs; p++) {
        if (grow_paragraph(&w, list, p, ids)) continue;
        ev_grow_text(b->t, b->limits, NULL,
                     "Not all rules on which this rests are told: they are too many, and these are "
                     "the first of them");
        return;
    }
}

/* ---- what is expected ---- */

void ev_grow_expected(struct ev_build *b, const struct ev_known *known, struct ev_node *list,
                      uint32_t approach, const uint64_t *cautions) {
    const struct because w = {.b = b, .known = known, .approaches = UINT32_C(1) << approach};
    bitset_each (p, cautions, b->e->vocabulary.about.paragraphs)
        for (uint32_t i = 0; i < known->paragraphs[p].rules; i++) {
            struct strat_rule r;
            strat_get_rule(b->e->policy, known->paragraphs[p].first + i, &r);
            enum strat_holds holds = strat_rule_holds(known->holds, &r);
            if (r.kind != STRAT_EXPECTATION || !reached(&w, &r) || holds == STRAT_HOLDS_NO ||
                strat_term_holds(known->holds, r.wants) == STRAT_HOLDS_YES)
                continue;
            struct ev_node *expected = ev_grow_object(b->t, list, NULL);
            ev_grow_text(b->t, expected, "id", b->e->vocabulary.paragraphs[p].name);
            ev_grow_text(b->t, expected, "holds", ev_holds_name(holds));
            if (holds == STRAT_HOLDS_UNKNOWN) ev_say_open_terms(b, known, r.when, true);
            ev_grow_said(b->t, expected, "where");
            ev_grow_open_terms(b, known, ev_grow_list(b->t, expected, "conditions"), r.wants);
        }
}

/* ---- what gates want ---- */

/* The next gate of the approach that nothing lifts and that is not known to be met, *i being 0 at
 * first. */
static bool next_unmet(const struct because *w, uint32_t *i, struct strat_rule *r) {
    while (*i < w->b->e->vocabulary.about.rules) {
        strat_get_rule(w->b->e->policy, (*i)++, r);
        if (r->kind == STRAT_GATE && (r->approaches & w->approaches) &&
            strat_rule_holds(w->known->holds, r) != STRAT_HOLDS_NO && !is_lifted(w, r))
            return true;
    }
    return false;
}

void ev_grow_unmet(struct ev_build *b, const struct ev_known *known, struct ev_node *list,
                   uint32_t approach) {
    const struct because w = {.b = b, .known = known, .approaches = UINT32_C(1) << approach};
    bool shut = ev_is_shut(&b->e->answer.each[approach]); /* else what may close it counts, too */
    struct strat_rule r;
    for (uint32_t i = 0; next_unmet(&w, &i, &r);)
        if (!shut || strat_rule_holds(known->holds, &r) == STRAT_HOLDS_YES)
            ev_grow_open_terms(b, known, list, r.wants);
}

void ev_grow_required(struct ev_build *b, const struct ev_known *known, struct ev_node *list,
                      uint32_t approach) {
    const struct because w = {.b = b, .known = known, .approaches = UINT32_C(1) << approach};
    struct strat_rule r;
    for (uint32_t i = 0; next_unmet(&w, &i, &r);) {
        struct ev_node *required = ev_grow_object(b->t, list, NULL);
        ev_grow_text(b->t, required, "id", b->e->vocabulary.paragraphs[r.paragraph].name);
        bitset_add(b->cited, r.paragraph);
        ev_say_open_terms(b, known, r.wants, false);
        ev_grow_said(b->t, required, "says");
    }
}
