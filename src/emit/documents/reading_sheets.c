/*
 * A sheet for each class of partners that a policy treats alike: what may start, what can be had,
 * what stands against it, what comes with it, and what to ask. What is said of a class is true of
 * each partner in it.
 */
#include "base/list.h"
#include "emit/documents/reading.h"
#include "rules/words.h"
#include "runtime/strat.h"

#include <stdlib.h>

static bool has(uint32_t fact) { return fact != MODEL_NONE; }

/* Requests about partners of one class, of which little else is said. */
struct sheet {
    struct reading_copy *r;
    size_t partners; /* the class */
    const uint64_t *members;
    struct indices each; /* those of its partners that some condition tells from one another */
    bool taken;          /* the policy takes something for granted */
    uint32_t reached;    /* the approaches that some permission can open, and the default */
    uint32_t *number;    /* of a fact in a request */
    uint32_t facts;      /* of a request */
    struct strat_request request;
    struct strat_work work;
    struct strat_answer answer;
    uint32_t *ask;
    uint32_t *anyhow; /* by objective and activity: the most that may start, or MODEL_NONE */
};

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

static void state(struct sheet *s, uint32_t fact, size_t value) {
    s->request.known[s->number[fact]] = 1;
    s->request.value[s->number[fact]] = (int64_t)value;
}

/* Decides what is stated, for this partner. */
static enum strat_result decide(struct sheet *s, uint32_t partner) {
    state(s, s->r->m->partner, partner);
    enum strat_result result = strat_prepare(&s->work, &s->r->e->layout->policy, &s->request);
    if (result == STRAT_OK) result = strat_decide(&s->work, &s->answer);
    return result;
}

/* Once nothing more is asked of it. */
static void forget(struct sheet *s) {
    for (uint32_t f = 0; f < s->facts; f++) s->request.known[f] = 0;
}

/* What may start whatever else is unknown, and not as what is left where nothing else is open. */
static uint32_t may_start(const struct sheet *s) {
    uint32_t some = 0;
    for (uint32_t a = 0; a < s->r->m->approaches.len; a++)
        if (s->answer.each[a].verdicts == UINT32_C(1) << STRAT_VERDICT_OPEN)
            some |= UINT32_C(1) << a;
    return some & s->answer.available;
}

/* The activities for which this approach may start: whatever the objective, or beyond that under
 * this one. */
static void put_anyhow_for(struct sheet *s, uint32_t approach, size_t objective,
                           const uint32_t *always) {
    const struct model *m = s->r->m;
    size_t activities = s->r->coverage->activities;
    bool any = objective == s->r->coverage->objectives;
    const uint32_t *found = any ? always : s->anyhow + objective * activities;
    struct texts list = {0};
    for (size_t i = 0; i < activities; i++)
        if (found[i] == approach && (any || always[i] != approach))
            vec_push(s->r->a, &list,
                     has(m->activity) ? reading_value(s->r, m->activity, i) : "anything");
    if (list.len == 0) return;
    const char *under = has(m->objective) ? ", under any objective" : "";
    if (!any && has(m->objective))
        under = arena_printf(s->r->a, ", under %s",
                             m->facts.at[m->objective].values.at[objective].name);
    paper_item(&s->r->d, arena_printf(s->r->a, "%s%s", m->approaches.at[approach].id.name, under),
               list_joined(s->r->a, list.at, list.len, "; ", "; "));
}

/* What may start with this activity under this objective, with each of the partners. */
static uint32_t find_anyhow(struct sheet *s, size_t activity, size_t objective) {
    const struct model *m = s->r->m;
    uint32_t all = model_approaches(m);
    vec_each (uint32_t, partner, &s->each) {
        if (has(m->activity)) state(s, m->activity, activity);
        if (has(m->objective)) state(s, m->objective, objective);
        all &= decide(s, *partner) == STRAT_OK ? may_start(s) : 0;
        forget(s);
    }
    return all;
}

/* MODEL_NONE: there is none. */
static uint32_t most_of(uint32_t approaches) {
    uint32_t a = MODEL_NONE;
    for (; approaches; approaches >>= 1) a++;
    return a;
}

static void put_anyhow(struct sheet *s) {
    const struct coverage *coverage = s->r->coverage;
    size_t activities = coverage->activities, objectives = coverage->objectives;
    uint32_t *always = arena_array(s->r->a, uint32_t, activities);
    bool some = false;
    for (size_t i = 0; i < activities; i++) {
        uint32_t all = model_approaches(s->r->m);
        for (size_t o = 0; o < objectives; o++) {
            uint32_t found = find_anyhow(s, i, o);
            s->anyhow[o * activities + i] = most_of(found);
            all &= found;
            some = some || found;
        }
        always[i] = most_of(all);
    }
    paper_heading(&s->r->d, 3, NULL,
                  s->taken ? "May start, with what is taken for granted"
                           : "May start, whatever else is so");
    if (s->taken)
        paper_note(&s->r->d, "Taken for granted is what stands under Facts and Judgements for "
                             "where nobody says or has decided.");
    if (!some) paper_paragraph(&s->r->d, "Nothing without more being known.");
    for (size_t k = 0; k <= objectives; k++)
        for (uint32_t a = 0; a < s->r->m->approaches.len; a++)
            put_anyhow_for(s, a, k == 0 ? objectives : k - 1, always);
}

/* What is left of a rule for this partner in a few words: where, for what, when; "" where it always
 * holds. NULL: it never does. `*on_conditions`: it depends on more than objective and activity. */
static const char *what_is_left(const struct sheet *s, const struct rule *rule,
                                bool *on_conditions) {
    const struct reading_copy *r = s->r;
    const struct block *b = &r->m->blocks.at[rule->block];
    const struct statement *said =
        &b->statements.at[rule - r->rules->rules.at - r->rules->first[rule->block]];
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
    const struct statement *said =
        &b->statements.at[rule - s->r->rules->rules.at - s->r->rules->first[rule->block]];
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

static void put_rule(struct sheet *s, const struct rule *rule, const char *left) {
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

/* The rules that open something for these partners, but for what may start as things are. */
static void put_openings(struct sheet *s) {
    bool begun = false, on_conditions;
    vec_each (const struct rule, rule, &s->r->rules->rules) {
        if (rule->kind != STATEMENT_PERMISSION) continue;
        const char *left = what_is_left(s, rule, &on_conditions);
        if (!left || (!on_conditions && is_anyhow(s, rule))) continue;
        if (!begun) paper_heading(&s->r->d, 3, NULL, "What can be had, and by which paragraph");
        begun = true;
        put_rule(s, rule, left);
    }
}

/* The rules that close something that can be open for these partners, or that say what has to come
 * first. */
static void put_closers(struct sheet *s) {
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

/* ---- what comes with it, and what to ask ---- */

/* Duties that come with just these approaches. */
struct duty_item {
    uint32_t approaches;
    bool otherwise; /* only where what is taken for granted is otherwise */
    struct indices duties;
};
struct duty_items VEC(struct duty_item);

static void note_duty(struct sheet *s, struct duty_items *items, uint32_t approaches,
                      bool otherwise, uint32_t duty) {
    size_t at = 0;
    if (approaches == 0) return;
    while (at < items->len &&
           (items->at[at].approaches != approaches || items->at[at].otherwise != otherwise))
        at++;
    if (at == items->len)
        vec_push(s->r->a, items, ((struct duty_item){approaches, otherwise, {0}}));
    vec_push(s->r->a, &items->at[at].duties, duty);
}

/* By duty: the approaches that have it in some situation; `as_taken`: as things are taken. */
static void put_duties(struct sheet *s, const uint32_t *as_taken) {
    const struct model *m = s->r->m;
    const uint64_t *ever = s->r->coverage->partners.at[s->partners].duties;
    struct duty_items items = {0};
    for (uint32_t d = 0; d < m->duties.len; d++) {
        uint32_t some = 0;
        for (uint32_t a = 0; a < m->approaches.len; a++)
            some |= (uint32_t)bitset_has(ever, a * m->duties.len + d) << a;
        note_duty(s, &items, some & as_taken[d], false, d);
        note_duty(s, &items, some & ~as_taken[d], true, d);
    }
    if (items.len) paper_heading(&s->r->d, 3, NULL, "Duties that can come with it");
    for (int otherwise = 0; otherwise < 2; otherwise++)
        vec_each (const struct duty_item, x, &items) {
            if (x->otherwise != otherwise) continue;
            bool all = x->approaches == model_approaches(m) && m->approaches.len > 1;
            const char *which = all ? "every approach"
                                    : approaches_words(s->r->a, m, x->approaches, false, " and ");
            if (otherwise)
                which =
                    arena_printf(s->r->a, "%s, where what is taken for granted is not so", which);
            paper_item(&s->r->d, which, reading_duties(s->r, &x->duties));
        }
}

static void put_questions(struct sheet *s, const struct indices *ask) {
    struct texts list = {0};
    vec_each (uint32_t, i, ask)
        vec_each (const struct fact, f, &s->r->m->facts)
            if (f->source != FACT_READING && s->number[f - s->r->m->facts.at] == *i)
                vec_push(s->r->a, &list,
                         f->by ? arena_printf(s->r->a, "%s (decided by %s)", declared_title(&f->id),
                                              f->by)
                               : declared_title(&f->id));
    if (list.len == 0) return;
    paper_heading(&s->r->d, 3, NULL, "What to ask, the most telling first");
    paper_paragraph(&s->r->d, arena_printf(s->r->a, "%s.",
                                           list_joined(s->r->a, list.at, list.len, "; ", "; ")));
}

/* Which duties can come, and what to ask, whichever of the partners it is. Where that is not found
 * out of one, all duties stand as if things were as they are taken. */
static void put_what_comes(struct sheet *s) {
    const struct model *m = s->r->m;
    uint32_t *as_taken = arena_array(s->r->a, uint32_t, m->duties.len), n;
    struct indices ask = {0};
    vec_each (uint32_t, partner, &s->each) {
        enum strat_result result = decide(s, *partner);
        for (uint32_t d = 0; d < m->duties.len; d++)
            for (uint32_t a = 0; a < m->approaches.len; a++)
                as_taken[d] |= (uint32_t)((result != STRAT_OK && result != STRAT_IMPOSSIBLE) ||
                                          bitset_has(s->answer.each[a].duties, d))
                               << a;
        if (result != STRAT_OK || strat_ask(&s->work, s->ask, &n) != STRAT_OK) n = 0;
        forget(s);
        for (uint32_t i = 0; i < n; i++) {
            bool there = false;
            vec_each (uint32_t, x, &ask) there = there || *x == s->ask[i];
            if (!there) vec_push(s->r->a, &ask, s->ask[i]);
        }
    }
    put_duties(s, as_taken);
    put_questions(s, &ask);
}

/* Activities for which no rule opens anything, whatever the objective. */
static void put_gaps(struct sheet *s) {
    const struct coverage *coverage = s->r->coverage;
    struct texts list = {0};
    if (!has(s->r->m->activity)) return;
    for (size_t i = 0; i < coverage->activities; i++) {
        bool provided = false;
        for (size_t o = 0; o < coverage->objectives; o++)
            provided = provided || cell_strongest(coverage_cell(coverage, o, i, s->partners)) <
                                       PROVISION_DEFAULT;
        if (!provided) vec_push(s->r->a, &list, reading_value(s->r, s->r->m->activity, i));
    }
    if (list.len == 0) return;
    paper_heading(&s->r->d, 3, NULL, "What is not provided for");
    paper_paragraph(&s->r->d, arena_printf(s->r->a, "%s.",
                                           list_joined(s->r->a, list.at, list.len, "; ", "; ")));
}

/* The members, and of those that no condition tells apart the first. */
static void find_partners(struct sheet *s) {
    const struct space *space = s->r->e->policy.space;
    uint32_t fact = s->r->m->partner, axis = space_axis(space, fact);
    size_t n = s->r->m->facts.at[fact].values.len;
    bool *seen = arena_array(s->r->a, bool, space_classes(space, axis));
    s->members = s->r->coverage->partners.at[s->partners].values;
    s->each.len = 0;
    bitset_each (v, s->members, n) {
        uint32_t class = axis == MODEL_NONE ? 0 : space_class(space, axis, (int64_t)v);
        if (!seen[class]) vec_push(s->r->a, &s->each, (uint32_t)v);
        seen[class] = true;
    }
    s->reached = has(s->r->m->default_approach) ? UINT32_C(1) << s->r->m->default_approach : 0;
    for (uint32_t b = 0; b < s->r->m->blocks.len; b++) s->reached |= opened_by(s, b);
}

enum { FEW_PARTNERS = 60 }; /* with more of them, who they are would fill the page: it comes last */

static void put_sheet(struct sheet *s) {
    const struct reading_copy *r = s->r;
    const struct fact *partner = &r->m->facts.at[r->m->partner];
    uint32_t one = (uint32_t)s->partners;
    struct texts list = {0};
    find_partners(s);
    bitset_each (i, s->members, partner->values.len)
        vec_push(r->a, &list, declared_title(&partner->values.at[i]));
    paper_section(&s->r->d, arena_printf(r->a, "sheet-%s", partner->values.at[s->each.at[0]].name),
                  coverage_partners(r->coverage, &(struct indices){&one, 1, 1}), true);
    const char *who = list_joined(r->a, list.at, list.len, ", ", ", ");
    bool few = list.len <= FEW_PARTNERS;
    if (list.len > 1 && few) paper_note(&s->r->d, who);
    put_anyhow(s);
    put_openings(s);
    put_closers(s);
    put_what_comes(s);
    put_gaps(s);
    if (few) return;
    paper_heading(&s->r->d, 3, NULL, "Who they are");
    paper_note(&s->r->d, who);
}

enum { MORE_WORDS = (16 << 20) / sizeof(uint64_t) }; /* for what a request leaves open */

void reading_sheets(struct reading_copy *r) {
    const struct strat_policy *policy = &r->e->layout->policy;
    const struct model *m = r->m;
    struct sheet s = {.r = r};
    if (!has(m->partner)) return;
    s.number = arena_array(r->a, uint32_t, m->facts.len);
    vec_each (const struct fact, f, &m->facts)
        s.number[f - m->facts.at] = f->source == FACT_READING ? MODEL_NONE : s.facts++;
    vec_each (const struct fact, f, &m->facts)
        s.taken = s.taken || (f->source != FACT_READING && (f->has_default || f->presumptions.len));
    s.request = (struct strat_request){arena_array(r->a, int64_t, s.facts),
                                       arena_array(r->a, uint8_t, s.facts)};
    s.ask = arena_array(r->a, uint32_t, s.facts);
    s.anyhow = arena_array(r->a, uint32_t, r->coverage->objectives * r->coverage->activities);
    s.work.words = strat_work_words(policy) + MORE_WORDS;
    s.work.memory = arena_array(r->a, uint64_t, s.work.words);
    strat_answer_init(policy, 1, arena_array(r->a, uint64_t, strat_answer_words(policy, 1)),
                      &s.answer);
    for (s.partners = 0; s.partners < r->coverage->partners.len; s.partners++) put_sheet(&s);
}
