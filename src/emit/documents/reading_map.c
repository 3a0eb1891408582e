/*
 * What comes of a policy, at a glance: for each objective how far one can go for which activity
 * with which partners, and a sheet for each class of partners that it treats alike.
 */
#include "base/list.h"
#include "emit/documents/reading.h"
#include "rules/words.h"
#include "runtime/strat.h"

#include <stdlib.h>

enum { ACROSS = 8 }; /* classes of partners in one table */

static bool has(uint32_t fact) { return fact != MODEL_NONE; }

static const char *value_title(const struct reading_copy *r, uint32_t fact, size_t value) {
    return declared_title(&r->m->facts.at[fact].values.at[value]);
}

static const char *class_words(const struct reading_copy *r, size_t c) {
    uint32_t one = (uint32_t)c;
    return coverage_partners(r->coverage, &(struct indices){&one, 1, 1});
}

/* ---- the matrix ---- */

/* How far one can get, in a word: "?" where not in all situations. */
static void put_cell(struct reading_copy *r, const struct cell *c) {
    enum provision most = cell_strongest(c);
    const struct model *m = r->m;
    const char *sure = cell_is_sure(c) ? "" : " ?";
    if (most == PROVISIONS) {
        paper_cell(&r->d, CELL_OUTSIDE, "cannot be");
    } else if (most == PROVISION_CLOSED) {
        paper_cell(&r->d, CELL_CLOSED, "closed");
    } else if (most == PROVISION_DEFAULT) {
        bool fallback = m->default_approach != MODEL_NONE;
        paper_cell(&r->d, fallback ? CELL_REST : CELL_CLOSED,
                   fallback ? arena_printf(r->a, "only %s, the default%s",
                                           m->approaches.at[m->default_approach].id.name, sure)
                            : arena_printf(r->a, "nothing%s", sure));
    } else {
        struct texts open = {0};
        vec_each (const struct opening, o, &c->openings) {
            const char *name = m->approaches.at[o->approach].id.name;
            if (open.len == 0 || (!m->ranked && open.at[open.len - 1] != name))
                vec_push(r->a, &open, name);
        }
        paper_cell(
            &r->d, m->ranked ? (int)c->openings.at[0].approach : 0,
            arena_printf(r->a, "%s%s", list_joined(r->a, open.at, open.len, ", ", ", "), sure));
    }
}

static void put_columns(struct reading_copy *r, size_t objective, size_t from, size_t to) {
    const struct coverage *s = r->coverage;
    const char *heads[ACROSS + 1] = {has(r->m->activity) ? "Activity" : ""};
    for (size_t c = from; c < to; c++)
        heads[1 + c - from] = has(r->m->partner) ? class_words(r, c) : "What there can be";
    const char *caption = NULL;
    if (has(r->m->objective))
        caption =
            arena_printf(r->a, "%s %s", r->m->facts.at[r->m->objective].values.at[objective].name,
                         value_title(r, r->m->objective, objective));
    paper_table(&r->d, caption, heads, 1 + to - from);
    for (size_t a = 0; a < s->activities; a++) {
        paper_cell(&r->d, CELL_PLAIN,
                   has(r->m->activity) ? value_title(r, r->m->activity, a) : "Anything");
        for (size_t c = from; c < to; c++) put_cell(r, coverage_cell(s, objective, a, c));
        paper_row_end(&r->d);
    }
    paper_table_end(&r->d);
}

void reading_matrix(struct reading_copy *r) {
    const struct coverage *s = r->coverage;
    paper_section(&r->d, "map", "How far, for what, with whom", true);
    paper_paragraph(&r->d,
                    "The most that there can be, over all situations. A question mark: only in "
                    "some of them; which ones, the paragraphs say.");
    for (size_t o = 0; o < s->objectives; o++)
        for (size_t c = 0; c < s->partners.len; c += ACROSS)
            put_columns(r, o, c, c + ACROSS < s->partners.len ? c + ACROSS : s->partners.len);
}

/* ---- a sheet for each class of partners ---- */

/* Requests about one partner, of which little else is said. */
struct sheet {
    struct reading_copy *r;
    size_t partners;  /* the class */
    uint32_t *number; /* of a fact in a request */
    uint32_t facts;   /* of a request */
    struct strat_request request;
    struct strat_work work;
    struct strat_answer answer;
    uint32_t *ask, n_ask;
    uint32_t *anyhow; /* by objective and activity: the most that may start, or MODEL_NONE */
};

/* Whether a condition holds of this partner with the readings as they are taken, and what is left
 * of it where that depends on more. */
enum holds { NEVER, MAYBE, ALWAYS };
static enum holds simplify(const struct sheet *s, size_t partner, struct cond *c,
                           struct cond **left);

/* At least `needed` of the terms. */
static enum holds simplify_terms(const struct sheet *s, size_t partner, struct cond *c,
                                 size_t needed, struct cond **left) {
    struct arena *a = s->r->a;
    struct conds rest = {0};
    size_t held = 0;
    vec_each (struct cond *, term, &c->terms) {
        struct cond *simpler;
        enum holds holds = simplify(s, partner, *term, &simpler);
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

static enum holds simplify(const struct sheet *s, size_t partner, struct cond *c,
                           struct cond **left) {
    const struct model *m = s->r->m;
    enum holds holds = MAYBE;
    *left = c;
    switch (c->kind) {
    case COND_TRUE: return ALWAYS;
    case COND_IN:
        if (c->fact == m->partner) return bitset_has(c->set, partner) ? ALWAYS : NEVER;
        if (m->facts.at[c->fact].source != FACT_READING) return MAYBE;
        return bitset_has(c->set, (size_t)m->facts.at[c->fact].taken) ? ALWAYS : NEVER;
    case COND_NOT:
        holds = simplify(s, partner, c->terms.at[0], left);
        if (holds == MAYBE) *left = cond_not(s->r->a, *left);
        return (enum holds)(ALWAYS - holds);
    case COND_DEFINE:
        holds = simplify(s, partner, m->defines.at[c->index].means, left);
        *left = c; /* its name says it in fewer words */
        return holds;
    case COND_AND: return simplify_terms(s, partner, c, c->terms.len, left);
    case COND_OR: return simplify_terms(s, partner, c, 1, left);
    case COND_COUNT: return simplify_terms(s, partner, c, c->count, left);
    default: return MAYBE;
    }
}

static void state(struct sheet *s, uint32_t fact, size_t value) {
    s->request.known[s->number[fact]] = 1;
    s->request.value[s->number[fact]] = (int64_t)value;
}

/* Decides what is stated, and forgets all but the partner. */
static bool decide(struct sheet *s, bool ask) {
    const struct strat_policy *policy = &s->r->e->layout->policy;
    s->n_ask = 0;
    bool fine = strat_prepare(&s->work, policy, &s->request) == STRAT_OK &&
                strat_decide(&s->work, &s->answer) == STRAT_OK;
    if (fine && ask && strat_ask(&s->work, s->ask, &s->n_ask) != STRAT_OK) s->n_ask = 0;
    for (uint32_t f = 0; f < s->facts; f++)
        if (f != s->number[s->r->m->partner]) s->request.known[f] = 0;
    return fine;
}

/* The most that may start whatever else is so, and not as what is left where nothing else is open;
 * MODEL_NONE: nothing. */
static uint32_t anyhow(const struct sheet *s) {
    for (uint32_t a = (uint32_t)s->r->m->approaches.len; a-- > 0;)
        if (s->answer.available >> a & 1 && s->answer.each[a].verdicts == UINT32_C(1)
                                                                              << STRAT_VERDICT_OPEN)
            return a;
    return MODEL_NONE;
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
                     has(m->activity) ? value_title(s->r, m->activity, i) : "anything");
    if (list.len == 0) return;
    const char *under = has(m->objective) ? ", under any objective" : "";
    if (!any && has(m->objective))
        under = arena_printf(s->r->a, ", under %s",
                             m->facts.at[m->objective].values.at[objective].name);
    paper_item(&s->r->d, arena_printf(s->r->a, "%s%s", m->approaches.at[approach].id.name, under),
               list_joined(s->r->a, list.at, list.len, "; ", "; "));
}

/* What may start with this activity, and under this objective where one is given. */
static uint32_t find_anyhow(struct sheet *s, size_t activity, size_t objective) {
    const struct model *m = s->r->m;
    if (has(m->activity)) state(s, m->activity, activity);
    if (has(m->objective) && objective < s->r->coverage->objectives)
        state(s, m->objective, objective);
    return decide(s, false) ? anyhow(s) : MODEL_NONE;
}

static void put_anyhow(struct sheet *s) {
    const struct coverage *coverage = s->r->coverage;
    size_t activities = coverage->activities, objectives = coverage->objectives;
    uint32_t *always = arena_array(s->r->a, uint32_t, activities);
    bool some = false;
    for (size_t i = 0; i < activities; i++) {
        always[i] = find_anyhow(s, i, objectives);
        for (size_t o = 0; o < objectives; o++) {
            uint32_t found = s->anyhow[o * activities + i] = find_anyhow(s, i, o);
            some = some || found != MODEL_NONE;
        }
    }
    paper_heading(&s->r->d, 3, NULL, "May start anyhow");
    if (!some) paper_paragraph(&s->r->d, "Nothing, whatever else is so.");
    for (size_t k = 0; k <= objectives; k++)
        for (uint32_t a = 0; a < s->r->m->approaches.len; a++)
            put_anyhow_for(s, a, k == 0 ? objectives : k - 1, always);
}

/* What is left of a rule for this partner in a few words: where, for what, when; "" where it always
 * holds. NULL: it never does. `*on_conditions`: it depends on more than objective and activity. */
static const char *what_is_left(const struct sheet *s, size_t partner, uint32_t number,
                                bool *on_conditions) {
    const struct reading_copy *r = s->r;
    const struct rule *rule = &r->rules->rules.at[number];
    const struct block *b = &r->m->blocks.at[rule->block];
    const struct statement *said = &b->statements.at[number - r->rules->first[rule->block]];
    struct texts parts = {0};
    struct cond *left;
    *on_conditions = false;
    if (simplify(s, partner, rule->cond, &left) == NEVER) return NULL;
    if (b->kind == BLOCK_OBJECTIVE || b->kind == BLOCK_PROVISION)
        vec_push(r->a, &parts,
                 arena_printf(r->a, "under %s",
                              r->m->facts.at[r->m->objective].values.at[b->objective].name));
    if (rule->kind == STATEMENT_REQUIREMENT && simplify(s, partner, said->cond, &left) == MAYBE)
        vec_push(
            r->a, &parts,
            arena_printf(r->a, "it requires that %s", condition_clause(r->a, r->m, left, false)));
    vec_each (const struct qualifier, q, &said->qualifiers) {
        if (simplify(s, partner, q->cond, &left) != MAYBE) continue;
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
    bool own = b->kind == BLOCK_OBJECTIVE || b->kind == BLOCK_PROVISION;
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

/* Which paragraphs it does not hold back, of a rule that closes. */
static const char *but_for(const struct reading_copy *r, const struct rule *rule) {
    struct texts ids = {0};
    vec_each (const struct priority, p, &r->m->priorities)
        if (p->loser == rule->block && rule_closes(rule) && priority_lifts(r->rules, p, rule))
            vec_push(r->a, &ids, r->m->blocks.at[p->winner].id.name);
    if (ids.len == 0) return "";
    return arena_printf(r->a, "; but not what %s permit%s",
                        list_in_words(r->a, ids.at, ids.len, " and "), ids.len == 1 ? "s" : "");
}

/* The rules that open something for this partner, but for what is open anyhow; or what closes. */
static void put_rules(struct sheet *s, size_t partner, bool closing, const char *heading) {
    const struct reading_copy *r = s->r;
    bool begun = false, on_conditions;
    vec_each (const struct rule, rule, &r->rules->rules) {
        if (closing ? !rule_closes(rule) : rule->kind != STATEMENT_PERMISSION) continue;
        const char *left =
            what_is_left(s, partner, (uint32_t)(rule - r->rules->rules.at), &on_conditions);
        if (!left || (!closing && !on_conditions && is_anyhow(s, rule))) continue;
        if (!begun) paper_heading(&s->r->d, 3, NULL, heading);
        begun = true;
        bool all = rule->approaches == model_approaches(r->m) && r->m->approaches.len > 1;
        const char *which =
            all ? "every approach" : approaches_words(r->a, r->m, rule->approaches, false, " and ");
        paper_item(&s->r->d,
                   arena_printf(r->a, "%s, by %s", which, r->m->blocks.at[rule->block].id.name),
                   arena_printf(r->a, "%s%s", left, but_for(r, rule)));
    }
}

static void put_duties(struct sheet *s) {
    const struct model *m = s->r->m;
    bool some = false;
    for (uint32_t a = 0; a < m->approaches.len; a++) {
        struct indices list = {0};
        for (uint32_t d = 0; d < m->duties.len; d++)
            if (bitset_has(s->answer.each[a].duties, d)) vec_push(s->r->a, &list, d);
        if (list.len == 0) continue;
        if (!some) paper_heading(&s->r->d, 3, NULL, "Duties that can come with it");
        some = true;
        paper_item(&s->r->d, m->approaches.at[a].id.name, reading_duties(s->r, &list));
    }
}

static void put_questions(struct sheet *s) {
    const struct model *m = s->r->m;
    if (s->n_ask) paper_heading(&s->r->d, 3, NULL, "What to ask, the most telling first");
    for (uint32_t i = 0; i < s->n_ask; i++)
        vec_each (const struct fact, f, &m->facts)
            if (f->source != FACT_READING && s->number[f - m->facts.at] == s->ask[i])
                paper_item(&s->r->d, declared_title(&f->id),
                           f->by ? arena_printf(s->r->a, "decided by %s", f->by) : "");
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
        if (!provided) vec_push(s->r->a, &list, value_title(s->r, s->r->m->activity, i));
    }
    if (list.len == 0) return;
    paper_heading(&s->r->d, 3, NULL, "What is not provided for");
    paper_paragraph(&s->r->d, arena_printf(s->r->a, "%s.",
                                           list_joined(s->r->a, list.at, list.len, "; ", "; ")));
}

static void put_sheet(struct sheet *s) {
    const struct reading_copy *r = s->r;
    const struct fact *partner = &r->m->facts.at[r->m->partner];
    const struct partner_class *members = &r->coverage->partners.at[s->partners];
    struct texts list = {0};
    size_t first = bitset_next(members->values, partner->values.len, 0);
    bitset_each (i, members->values, partner->values.len)
        vec_push(r->a, &list, declared_title(&partner->values.at[i]));
    paper_section(&s->r->d, arena_printf(r->a, "sheet-%s", partner->values.at[first].name),
                  class_words(r, s->partners), true);
    if (list.len > 1) paper_note(&s->r->d, list_joined(r->a, list.at, list.len, ", ", ", "));
    state(s, r->m->partner, first);
    put_anyhow(s);
    put_rules(s, first, false, "What can be had, and by which paragraph");
    put_rules(s, first, true, "What closes it");
    if (decide(s, true)) {
        put_duties(s);
        put_questions(s);
    }
    put_gaps(s);
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
