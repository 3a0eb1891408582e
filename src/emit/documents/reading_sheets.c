/*
 * A sheet for each class of partners that a policy treats alike, with what is taken for granted and
 * without: what may start, what can be had, what stands against it, what comes with it, and what to
 * ask. What is said of a class is true of each partner in it.
 */
#include "base/list.h"
#include "emit/documents/sheet.h"
#include "rules/words.h"
#include "runtime/strat.h"

#include <stdlib.h>
#include <string.h>

static bool has(uint32_t fact) { return fact != MODEL_NONE; }

/* Requests about partners of one sheet, of which little else is said. */
struct sheets {
    struct reading_copy *r;
    struct sheet one;
    bool taken;       /* the policy takes something for granted */
    uint32_t *number; /* of a fact in a request */
    uint32_t facts;   /* of a request */
    struct strat_request request;
    struct strat_work work;
    struct strat_answer answer;
    uint32_t *ask;
};

/* Partners of a class with whom the same may start, with what is taken for granted: those that some
 * condition tells from one another; and by objective and activity what may. */
struct alike {
    struct indices each;
    uint32_t *may;
};
struct alikes VEC(struct alike);

static void state(struct sheets *s, uint32_t fact, size_t value) {
    s->request.known[s->number[fact]] = 1;
    s->request.value[s->number[fact]] = (int64_t)value;
}

/* Decides what is stated, for this partner. */
static enum strat_result decide(struct sheets *s, uint32_t partner) {
    state(s, s->r->m->partner, partner);
    enum strat_result result = strat_prepare(&s->work, &s->r->e->layout->policy, &s->request);
    if (result == STRAT_OK) result = strat_decide(&s->work, &s->answer);
    return result;
}

/* Once nothing more is asked of it. */
static void forget(struct sheets *s) {
    for (uint32_t f = 0; f < s->facts; f++) s->request.known[f] = 0;
}

/* What may start whatever else is unknown, and not as what is left where nothing else is open. */
static uint32_t may_start(const struct sheets *s) {
    uint32_t some = 0;
    for (uint32_t a = 0; a < s->r->m->approaches.len; a++)
        if (s->answer.each[a].verdicts == UINT32_C(1) << STRAT_VERDICT_OPEN)
            some |= UINT32_C(1) << a;
    return some & s->answer.available;
}

/* The activities for which this approach may start: whatever the objective, or beyond that under
 * this one. */
static void put_anyhow_for(struct sheets *s, uint32_t approach, size_t objective,
                           const uint32_t *always) {
    const struct model *m = s->r->m;
    size_t activities = s->r->coverage->activities;
    bool any = objective == s->r->coverage->objectives;
    const uint32_t *found = any ? always : s->one.anyhow + objective * activities;
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

/* MODEL_NONE: there is none. */
static uint32_t most_of(uint32_t approaches) {
    uint32_t a = MODEL_NONE;
    for (; approaches; approaches >>= 1) a++;
    return a;
}

/* By objective and activity: what may start with the partner. */
static void find_anyhow(struct sheets *s, uint32_t partner, uint32_t *may) {
    const struct model *m = s->r->m;
    size_t activities = s->r->coverage->activities;
    for (size_t i = 0; i < activities * s->r->coverage->objectives; i++) {
        if (has(m->activity)) state(s, m->activity, i % activities);
        if (has(m->objective)) state(s, m->objective, i / activities);
        may[i] = decide(s, partner) == STRAT_OK ? may_start(s) : 0;
        forget(s);
    }
}

static void put_anyhow(struct sheets *s, const struct alike *x) {
    const struct coverage *coverage = s->r->coverage;
    size_t activities = coverage->activities, objectives = coverage->objectives;
    uint32_t *always = arena_array(s->r->a, uint32_t, activities);
    bool some = false;
    for (size_t i = 0; i < activities; i++) {
        uint32_t all = model_approaches(s->r->m);
        for (size_t o = 0; o < objectives; o++) {
            uint32_t may = x->may[o * activities + i];
            s->one.anyhow[o * activities + i] = most_of(may);
            all &= may;
            some = some || may;
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

/* ---- what comes with it, and what to ask ---- */

/* Duties, or paragraphs whose cautions, come with just these approaches. */
struct coming {
    uint32_t approaches;
    bool otherwise; /* only where what is taken for granted is otherwise */
    struct indices what;
};
struct comings VEC(struct coming);

static void note_coming(struct sheets *s, struct comings *all, uint32_t approaches, bool otherwise,
                        uint32_t what) {
    size_t at = 0;
    if (approaches == 0) return;
    while (at < all->len &&
           (all->at[at].approaches != approaches || all->at[at].otherwise != otherwise))
        at++;
    if (at == all->len) vec_push(s->r->a, all, ((struct coming){approaches, otherwise, {0}}));
    vec_push(s->r->a, &all->at[at].what, what);
}

/* The approaches for which some of the members are among these partners: one of n of each. */
static uint32_t some_have(const struct sheets *s, uint64_t *const *partners, size_t n) {
    size_t words = bitset_words(s->r->m->facts.at[s->r->m->partner].values.len);
    uint32_t some = 0;
    for (uint32_t a = 0; a < s->r->m->approaches.len; a++)
        if (partners[a * n] && bitset_meet(partners[a * n], s->one.members, words))
            some |= UINT32_C(1) << a;
    return some;
}

/* What comes as things are taken first. `as_taken`: by each of the n, the approaches with which it
 * comes so. */
static struct comings find_coming(struct sheets *s, uint64_t *const *ever, const uint32_t *as_taken,
                                  size_t n) {
    struct comings all = {0};
    for (int otherwise = 0; otherwise < 2; otherwise++)
        for (uint32_t i = 0; i < n; i++)
            note_coming(s, &all,
                        some_have(s, ever + i, n) & (otherwise ? ~as_taken[i] : as_taken[i]),
                        otherwise, i);
    return all;
}

static const char *with_words(const struct sheets *s, const struct coming *x, const char *which) {
    return x->otherwise
               ? arena_printf(s->r->a, "%s, where what is taken for granted is not so", which)
               : which;
}

static void put_duties(struct sheets *s, const uint32_t *as_taken) {
    const struct model *m = s->r->m;
    struct comings all = find_coming(s, s->r->coverage->duties, as_taken, m->duties.len);
    if (all.len) paper_heading(&s->r->d, 3, NULL, "Duties that can come with it");
    vec_each (const struct coming, x, &all) {
        bool every = x->approaches == model_approaches(m) && m->approaches.len > 1;
        const char *which =
            every ? "every approach" : approaches_words(s->r->a, m, x->approaches, false, " and ");
        paper_item(&s->r->d, with_words(s, x, which), reading_duties(s->r, &x->what));
    }
}

/* "1.4", "4.7 (under SO7)". */
static const char *caution_words(const struct sheets *s, uint32_t paragraph) {
    const struct model *m = s->r->m;
    const char *id = m->outline.at[paragraph].id;
    for (uint32_t b = 0; b < m->blocks.len; b++)
        if (m->blocks.at[b].outline == paragraph && block_is_own(m, b))
            return arena_printf(
                s->r->a, "%s (under %s)", id,
                m->facts.at[m->objective].values.at[m->blocks.at[b].objective].name);
    return id;
}

/* In one line. */
static void put_cautions(struct sheets *s, const uint32_t *as_taken) {
    const struct coverage *coverage = s->r->coverage;
    const struct model *m = s->r->m;
    uint32_t offered = some_have(s, coverage->offered, 1);
    struct comings all = find_coming(s, coverage->cautions, as_taken, m->outline.len);
    struct texts list = {0};
    vec_each (const struct coming, x, &all) {
        struct texts ids = {0};
        const char *which = x->approaches == offered
                                ? "whatever is used"
                                : approaches_words(s->r->a, m, x->approaches, false, " and ");
        vec_each (uint32_t, i, &x->what) vec_push(s->r->a, &ids, caution_words(s, *i));
        vec_push(s->r->a, &list,
                 arena_printf(s->r->a, "with %s: %s", with_words(s, x, which),
                              list_joined(s->r->a, ids.at, ids.len, ", ", ", ")));
    }
    if (list.len)
        paper_paragraph(&s->r->d,
                        arena_printf(s->r->a, "Cautions, %s.",
                                     list_joined(s->r->a, list.at, list.len, "; ", "; ")));
}

static void put_questions(struct sheets *s, const struct indices *ask) {
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

/* By item, the approaches that have it where what is not stated is as it is taken: of the last
 * request, or, where that was not found out, all. */
static void note_taken(const struct sheets *s, enum strat_result result, bool cautions, size_t n,
                       uint32_t *as_taken) {
    for (size_t i = 0; i < n && result != STRAT_IMPOSSIBLE; i++)
        for (uint32_t a = 0; a < s->r->m->approaches.len; a++) {
            const uint64_t *has_it =
                cautions ? s->answer.each[a].cautions : s->answer.each[a].duties;
            as_taken[i] |= (uint32_t)(result != STRAT_OK || bitset_has(has_it, i)) << a;
        }
}

/* Which duties and cautions can come, and what to ask, whichever of the partners it is. */
static void put_what_comes(struct sheets *s) {
    const struct model *m = s->r->m;
    uint32_t *duties = arena_array(s->r->a, uint32_t, m->duties.len),
             *cautions = arena_array(s->r->a, uint32_t, m->outline.len), n;
    struct indices ask = {0};
    vec_each (uint32_t, partner, &s->one.each) {
        enum strat_result result = decide(s, *partner);
        note_taken(s, result, false, m->duties.len, duties);
        note_taken(s, result, true, m->outline.len, cautions);
        if (result != STRAT_OK || strat_ask(&s->work, s->ask, &n) != STRAT_OK) n = 0;
        forget(s);
        for (uint32_t i = 0; i < n; i++) {
            bool there = false;
            vec_each (uint32_t, x, &ask) there = there || *x == s->ask[i];
            if (!there) vec_push(s->r->a, &ask, s->ask[i]);
        }
    }
    put_duties(s, duties);
    put_cautions(s, cautions);
    put_questions(s, &ask);
}

/* Activities for which no rule opens anything, whatever the objective. */
static void put_gaps(struct sheets *s) {
    const struct coverage *coverage = s->r->coverage;
    struct texts list = {0};
    if (!has(s->r->m->activity)) return;
    for (size_t i = 0; i < coverage->activities; i++) {
        bool provided = false;
        for (size_t o = 0; o < coverage->objectives; o++)
            provided = provided || cell_strongest(coverage_cell(coverage, o, i, s->one.partners)) <
                                       PROVISION_DEFAULT;
        if (!provided) vec_push(s->r->a, &list, reading_value(s->r, s->r->m->activity, i));
    }
    if (list.len == 0) return;
    paper_heading(&s->r->d, 3, NULL, "What is not provided for");
    paper_paragraph(&s->r->d, arena_printf(s->r->a, "%s.",
                                           list_joined(s->r->a, list.at, list.len, "; ", "; ")));
}

/* ---- who shares a sheet ---- */

/* What a sheet names is the most that may start. */
static bool same_most(const struct sheets *s, const uint32_t *may, const uint32_t *other) {
    for (size_t i = 0; i < s->r->coverage->activities * s->r->coverage->objectives; i++)
        if (most_of(may[i]) != most_of(other[i])) return false;
    return true;
}

static void add_alike(struct sheets *s, struct alikes *all, uint32_t partner, uint32_t *may) {
    size_t cells = s->r->coverage->activities * s->r->coverage->objectives, at = 0;
    while (at < all->len && !same_most(s, all->at[at].may, may)) at++;
    if (at == all->len) {
        uint32_t *own = arena_array(s->r->a, uint32_t, cells);
        memcpy(own, may, cells * sizeof *own);
        vec_push(s->r->a, all, ((struct alike){.may = own}));
    }
    for (size_t i = 0; i < cells; i++) all->at[at].may[i] &= may[i];
    vec_push(s->r->a, &all->at[at].each, partner);
}

static uint32_t class_of(const struct sheets *s, size_t partner) {
    uint32_t axis = space_axis(s->r->e->policy.space, s->r->m->partner);
    return axis == MODEL_NONE ? 0 : space_class(s->r->e->policy.space, axis, (int64_t)partner);
}

/* Of those that no condition tells apart the first speaks for all. */
static struct alikes find_alike(struct sheets *s, const uint64_t *values) {
    const struct space *space = s->r->e->policy.space;
    uint32_t fact = s->r->m->partner;
    bool *seen = arena_array(s->r->a, bool, space_classes(space, space_axis(space, fact)));
    uint32_t *may =
        arena_array(s->r->a, uint32_t, s->r->coverage->activities * s->r->coverage->objectives);
    struct alikes all = {0};
    bitset_each (v, values, s->r->m->facts.at[fact].values.len) {
        if (seen[class_of(s, v)]) continue;
        seen[class_of(s, v)] = true;
        find_anyhow(s, (uint32_t)v, may);
        add_alike(s, &all, (uint32_t)v, may);
    }
    return all;
}

static void find_members(struct sheets *s, const struct alike *x) {
    size_t n = s->r->m->facts.at[s->r->m->partner].values.len;
    uint64_t *members = bitset_new(s->r->a, n);
    bitset_each (v, s->r->coverage->partners.at[s->one.partners].values, n)
        vec_each (uint32_t, first, &x->each)
            if (class_of(s, v) == class_of(s, *first)) bitset_add(members, v);
    s->one.members = members;
    s->one.each = x->each;
    s->one.reached = sheet_reached(&s->one);
}

/* ---- a sheet ---- */

enum { FEW_PARTNERS = 60 }; /* with more of them, who they are would fill the page: it comes last */

static void put_sheet(struct sheets *s, const struct alike *x) {
    const struct reading_copy *r = s->r;
    const struct fact *partner = &r->m->facts.at[r->m->partner];
    struct texts list = {0};
    find_members(s, x);
    bitset_each (i, s->one.members, partner->values.len)
        vec_push(r->a, &list, declared_title(&partner->values.at[i]));
    paper_section(&s->r->d,
                  arena_printf(r->a, "sheet-%s", partner->values.at[s->one.each.at[0]].name),
                  coverage_named(r->coverage, s->one.members), true);
    const char *who = list_joined(r->a, list.at, list.len, ", ", ", ");
    bool few = list.len <= FEW_PARTNERS;
    if (list.len > 1 && few) paper_note(&s->r->d, who);
    put_anyhow(s, x);
    sheet_openings(&s->one);
    sheet_closers(&s->one);
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
    struct sheets s = {.r = r, .one = {.r = r}};
    if (!has(m->partner)) return;
    s.number = arena_array(r->a, uint32_t, m->facts.len);
    vec_each (const struct fact, f, &m->facts)
        s.number[f - m->facts.at] = f->source == FACT_READING ? MODEL_NONE : s.facts++;
    vec_each (const struct fact, f, &m->facts)
        s.taken = s.taken || (f->source != FACT_READING && (f->has_default || f->presumptions.len));
    s.request = (struct strat_request){arena_array(r->a, int64_t, s.facts),
                                       arena_array(r->a, uint8_t, s.facts)};
    s.ask = arena_array(r->a, uint32_t, s.facts);
    s.one.anyhow = arena_array(r->a, uint32_t, r->coverage->objectives * r->coverage->activities);
    s.work.words = strat_work_words(policy) + MORE_WORDS;
    s.work.memory = arena_array(r->a, uint64_t, s.work.words);
    strat_answer_init(policy, 1, arena_array(r->a, uint64_t, strat_answer_words(policy, 1)),
                      &s.answer);
    vec_each (const struct partner_class, c, &r->coverage->partners) {
        struct alikes all = find_alike(&s, c->values);
        s.one.partners = (size_t)(c - r->coverage->partners.at);
        vec_each (const struct alike, x, &all) put_sheet(&s, x);
    }
}
