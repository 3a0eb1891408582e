/*
 * --diff against brute force: pairs of random small policies, the second a copy changed here and
 * there, over every situation of the facts of both, decided by the reference interpreter.
 */
#include "space/diagram.h"
#include "tests/props/random_policy.h"
#include "tests/props/versions.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { PAIRS = 2000, MOST_SITUATIONS = 60000, MOST_GROUPS = 256 };

/* ---- two versions by brute force ---- */

struct force {
    struct two two;
    uint64_t counts[MOST_GROUPS], situations, differing, alike, only;
    bool *holds[MOST_GROUPS], *fails[MOST_GROUPS]; /* by change: in some situation of the group */
    unsigned (*verdicts[MOST_GROUPS])[SIDES]; /* by change: what the verdict was and is in them */
    struct name_set (
        *after[MOST_GROUPS])[SIDES]; /* by change: duties that are outstanding in all */
    const char *wrong;
};

/* How many values the one chosen in `both` stands for. */
static uint64_t weight_of(const struct force *t) {
    const struct space *s = t->two.d->g->s;
    uint64_t weight = 1;
    for (uint32_t f = 0; f < s->model->facts.len; f++) {
        const struct fact *fact = &s->model->facts.at[f];
        const struct domain *d = &s->domains[f];
        if (fact->kind != FACT_NUMBER && fact->kind != FACT_DATE) continue;
        for (size_t i = 0; i < d->len; i++)
            if (d->at[i] == t->two.both[f])
                weight *= (uint64_t)((i + 1 < d->len ? d->at[i + 1] : fact->high + 1) - d->at[i]);
    }
    return weight;
}

static uint64_t choices(const struct force *t, uint32_t f) {
    const struct space *s = t->two.d->g->s;
    const struct fact *fact = &s->model->facts.at[f];
    switch (fact->kind) {
    case FACT_FLAG: return 2;
    case FACT_ONE_OF: return fact->values.len;
    case FACT_SET_OF: return UINT64_C(1) << fact->values.len;
    case FACT_NUMBER:
    case FACT_DATE: break;
    }
    return s->domains[f].len;
}

static void choose(struct force *t, uint32_t f, uint64_t k) {
    const struct fact *fact = &t->two.d->model->facts.at[f];
    bool range = fact->kind == FACT_NUMBER || fact->kind == FACT_DATE;
    t->two.both[f] = range ? t->two.d->g->s->domains[f].at[k] : (int64_t)k;
}

/* Whether the other version admits the situation for some value of the facts that this one lacks,
 * from fact f on. */
static bool admitted_for_some(struct force *t, int side, int other, uint32_t f) {
    const struct difference *m = t->two.d;
    while (f < m->model->facts.len && m->facts[f].of[side] != MODEL_NONE) f++;
    if (f == m->model->facts.len) return seen_by(&t->two, other);
    int64_t was = t->two.both[f];
    bool some = false;
    for (uint64_t k = 0; k < choices(t, f) && !some; k++) {
        choose(t, f, k);
        some = admitted_for_some(t, side, other, f + 1);
    }
    t->two.both[f] = was;
    return some;
}

static bool in_set(const struct name_set *set, uint32_t unit) {
    return set->at[unit / 64] >> (unit % 64) & 1;
}

/* Whether a decision has what the element says. */
static bool has(const struct difference *d, const struct seen *s, const struct element *e) {
    if (e->approach == MODEL_NONE) return in_set(&s->closed_by, e->unit);
    const struct seen_approach *a = &s->each[e->approach];
    switch (e->part) {
    case DECISION_OPEN: return a->verdicts >= 1u << VERDICT_CONDITIONAL;
    case DECISION_CLOSED: return a->verdicts == 1u << VERDICT_CLOSED;
    case DECISION_DEFAULT: return a->verdicts == 1u << VERDICT_DEFAULT;
    case DECISION_WILL: return a->modality == MODALITY_WILL;
    case DECISION_MUST: return a->modality == MODALITY_MUST;
    case DECISION_DUTY: return in_set(&a->duties, e->unit);
    case DECISION_BEFORE: return in_set(&a->before, e->unit);
    case DECISION_CAUTION: return in_set(&a->cautions, e->unit);
    case DECISION_CLOSED_BY: return in_set(&a->closed_by, e->unit);
    case DECISION_BASIS: return in_set(&a->basis, e->unit);
    case DECISION_ATTACHED: return attaches(d, s->attached, e->approach, e->unit, e->by);
    default: return false;
    }
}

/* How many things come and go, whatever the groups say. */
static size_t count_changes(const struct force *t, const struct seen *was, const struct seen *is) {
    const struct difference *d = t->two.d;
    size_t n = 0;
    for (enum decision_part part = DECISION_OPEN; part < DECISION_PARTS; part++) {
        size_t units = part < DECISION_DUTY          ? 1
                       : decision_is_of_duties(part) ? d->duties.len
                                                     : d->paragraphs.len;
        for (uint32_t u = 0; u < units; u++)
            for (uint32_t a = 0; a < d->approaches.len; a++) {
                struct element e = {.part = part, .unit = u, .approach = a};
                n += has(d, was, &e) != has(d, is, &e);
            }
    }
    for (uint32_t a = 0; a < d->approaches.len; a++)
        for (uint32_t u = 0; u < d->duties.len; u++)
            for (uint32_t p = 0; p < d->paragraphs.len && in_both(d->duties.at[u].of); p++)
                n += attaches(d, was->attached, a, u, p) != attaches(d, is->attached, a, u, p);
    return n;
}

/* As bit of enum verdict, of which those that both know have the same numbers. */
static unsigned verdict_seen(const struct force *t, int side, const struct seen *s,
                             uint32_t approach) {
    if (t->two.d->approaches.at[approach].of[side] == MODEL_NONE) return 1u << IS_UNKNOWN;
    return s->status == STATUS_OUT_OF_SCOPE ? 1u << IS_OUT_OF_SCOPE : s->each[approach].verdicts;
}

/* What is said to change in a group, for which approach, held against one of its situations. */
static void note_changes(struct force *t, size_t g, const struct seen *was, const struct seen *is) {
    const struct difference *d = t->two.d;
    const struct parting *group = &d->groups.at[g];
    size_t n = 0;
    for (size_t i = 0; i < group->changes.len; i++) {
        const struct element *e = group->changes.at[i].element;
        bool holds = e->come ? has(d, is, e) && !has(d, was, e) : has(d, was, e) && !has(d, is, e);
        n += holds && e->approach != MODEL_NONE;
        (holds ? t->holds : t->fails)[g][i] = true;
        if (holds && is_verdict(e)) {
            for (size_t w = 0; w < NAMES_WORDS; w++) {
                uint64_t every = t->verdicts[g][i][OLD] ? 0 : UINT64_MAX;
                t->after[g][i][OLD].at[w] =
                    (t->after[g][i][OLD].at[w] | every) & was->each[e->approach].before.at[w];
                t->after[g][i][NEW].at[w] =
                    (t->after[g][i][NEW].at[w] | every) & is->each[e->approach].before.at[w];
            }
            t->verdicts[g][i][OLD] |= verdict_seen(t, OLD, was, e->approach);
            t->verdicts[g][i][NEW] |= verdict_seen(t, NEW, is, e->approach);
        }
    }
    if (n != count_changes(t, was, is)) t->wrong = "what changes in a group";
}

static const char *check_changes(const struct force *t) {
    for (size_t g = 0; g < t->two.d->groups.len; g++)
        for (size_t i = 0; i < t->two.d->groups.at[g].changes.len; i++)
            if (memcmp(t->verdicts[g][i], t->two.d->groups.at[g].changes.at[i].verdicts,
                       sizeof t->verdicts[g][i]) != 0)
                return "which verdict was and is";
            else if (!t->holds[g][i] ||
                     t->fails[g][i] == t->two.d->groups.at[g].changes.at[i].always)
                return "whether something always changes in a group";
    return NULL;
}

/* What is said to be decided where the other version admits nothing. */
static void check_alone(struct force *t, int side, bool only) {
    const struct difference *d = t->two.d;
    size_t found = 0;
    vec_each (struct remark, r, &d->remarks) {
        const struct parting *x = r->where;
        if (strcmp(r->kind, "admitted") != 0 || !x->statuses[side] ||
            diagram_at(d->g, x->where, t->two.both) != YES)
            continue;
        struct seen is = see(&t->two, side);
        found++;
        if (x->is[side].used != is.used || !(x->statuses[side] >> is.status & 1) ||
            (!is.used && x->is[side].status != is.status))
            t->wrong = "what is decided where one version alone admits the situation";
    }
    if (found != only) t->wrong = "in how many sets a situation is that one version admits";
}

static void compare_here(struct force *t) {
    const struct difference *c = t->two.d;
    uint64_t weight = weight_of(t);
    for (int side = OLD; side < SIDES; side++) {
        bool only = seen_by(&t->two, side) && !admitted_for_some(t, side, !side, 0);
        t->only += only;
        if ((diagram_at(c->g, c->only[side], t->two.both) == YES) != only)
            t->wrong = "what one version alone admits";
    }
    bool admitted[SIDES] = {seen_by(&t->two, OLD), seen_by(&t->two, NEW)};
    for (int side = OLD; side < SIDES; side++) {
        if ((diagram_at(c->g, c->v[side]->possible, t->two.both) == YES) != admitted[side])
            t->wrong = "what is admitted";
        if (admitted[side])
            interpret(t->two.c[side]->interpreter, t->two.situation[side], &t->two.decision[side]);
        check_alone(t, side, admitted[side] && diagram_at(c->g, c->only[side], t->two.both) == YES);
    }
    if (!admitted[OLD] || !admitted[NEW]) {
        if (diagram_at(c->g, c->differs, t->two.both) == YES)
            t->wrong = "a difference where one version admits nothing";
        return;
    }
    struct seen was = see(&t->two, OLD), is = see(&t->two, NEW);
    bool differ = !seen_same(&t->two, &was, &is),
         grounds = !differ && !same_grounds_seen(&t->two, &was, &is);
    if ((diagram_at(c->g, c->differs, t->two.both) == YES) != differ) t->wrong = "what differs";
    if ((diagram_at(c->g, c->grounds, t->two.both) == YES) != grounds)
        t->wrong = "what differs in grounds alone";
    t->situations +=
        was.status != STATUS_OUT_OF_SCOPE || is.status != STATUS_OUT_OF_SCOPE ? weight : 0;
    t->differing += differ ? weight : 0;
    t->alike += grounds ? weight : 0;
    size_t groups = 0;
    for (size_t g = 0; g < t->two.d->groups.len; g++) {
        const struct parting *group = &t->two.d->groups.at[g];
        if (diagram_at(c->g, group->where, t->two.both) != YES) continue;
        groups++;
        t->counts[g] += weight;
        if ((group->kind == GROUP_BASIS) != grounds ||
            (group->kind == GROUP_APPROACH &&
             (group->is[OLD].used != was.used || group->is[NEW].used != is.used)))
            t->wrong = "the kind of a group";
        note_changes(t, g, &was, &is);
    }
    if (groups != (size_t)(differ || grounds)) t->wrong = "in how many groups a situation is";
}

/* False: too many. */
static bool go_through(struct force *t) {
    size_t n = t->two.d->model->facts.len;
    uint64_t all = 1;
    for (uint32_t f = 0; f < n && all <= MOST_SITUATIONS; f++) all *= choices(t, f);
    if (all > MOST_SITUATIONS) return false;
    for (uint64_t i = 0; i < all && !t->wrong; i++) {
        uint64_t left = i;
        for (uint32_t f = 0; f < n; f++) {
            choose(t, f, left % choices(t, f));
            left /= choices(t, f);
        }
        compare_here(t);
    }
    return true;
}

static bool equals(struct arena *a, struct big n, uint64_t expected) {
    return big_compare(n, big_of(a, expected)) == 0;
}

/* Whether what is said of a group is true of just its situations. */
static const char *check_words(const struct force *t, const struct parting *group) {
    const struct difference *c = t->two.d;
    struct diagrams *g = c->g;
    diagram head = diagram_of_cube(g, &group->head), cases = group->whole ? head : (diagram)NO;
    vec_each (struct cube, box, &group->cases) {
        struct cube more = case_beyond(g, box, &group->head);
        cases = diagram_or(g, cases, diagram_of_cube(g, box));
        if (diagram_and(g, diagram_and(g, diagram_of_cube(g, &more), head), c->both) !=
            diagram_and(g, diagram_and(g, diagram_of_cube(g, box), head), c->both))
            return "a case beyond its head";
    }
    if (diagram_but(g, group->where, head) != NO) return "the head of a group";
    if (diagram_or(g, diagram_and(g, cases, c->both), group->rest) != group->where)
        return "the cases of a group";
    return diagram_at(g, group->where, group->witness.situation) == YES ? NULL : "a witness";
}

/* ---- what is said of verdicts ---- */

static size_t verdicts_told, told_after;

/* What the verdict was or is where it changes so, as it should be said. */
static const char *verdict_said(const struct force *t, size_t g, size_t change, int side) {
    static const char *const words[VERDICTS] = {[IS_NOT_PROVIDED] = "not provided for",
                                                [IS_CLOSED] = "closed",
                                                [IS_DEFAULT] = "left by default",
                                                [IS_CONDITIONAL] = "conditional",
                                                [IS_OPEN] = "open",
                                                [IS_OUT_OF_SCOPE] = "out of scope",
                                                [IS_UNKNOWN] = "gone"};
    struct arena *a = t->two.d->arena;
    const struct units *duties = &t->two.d->duties;
    unsigned set = t->verdicts[g][change][side];
    struct texts list = {0}, after = {0};
    for (uint32_t u = 0; u < duties->len; u++)
        if (in_set(&t->after[g][change][side], u)) vec_push(a, &after, duties->at[u].name);
    if (set == 1u << IS_CONDITIONAL && after.len)
        return arena_printf(a, "open after %s", joined(a, &after, " and "));
    for (enum verdict v = IS_NOT_PROVIDED; v < VERDICTS; v++)
        if (set >> v & 1) vec_push(a, &list, words[v]);
    return joined(a, &list, " or ");
}

/* Each "NAME, which was A, is B" is a verdict that was and is so. */
static const char *check_verdicts_told(const struct force *t, size_t g, const char *text) {
    const struct difference *d = t->two.d;
    const struct parting *group = &d->groups.at[g];
    for (const char *at = strstr(text, ", which "); at; at = strstr(at + 1, ", which ")) {
        bool found = false;
        for (size_t i = 0; i < group->changes.len && !found; i++) {
            const struct element *e = group->changes.at[i].element;
            if (!is_verdict(e)) continue;
            const char *name = d->approaches.at[e->approach].name,
                       *was = verdict_said(t, g, i, OLD), *is = verdict_said(t, g, i, NEW);
            size_t length = strlen(name);
            bool named = (size_t)(at - text) >= length && memcmp(at - length, name, length) == 0,
                 every = (size_t)(at - text) >= 14 && memcmp(at - 14, "every approach", 14) == 0,
                 fresh = t->verdicts[g][i][OLD] == 1u << IS_UNKNOWN;
            for (int several = 0; several < 2 && (named || every) && !found; several++) {
                const char *verb = several ? "were" : "was", *now = several ? "are" : "is";
                const char *said =
                    fresh ? arena_printf(d->arena, ", which %s new, %s %s", now, now, is)
                          : arena_printf(d->arena, ", which %s %s, %s %s", verb, was, now, is);
                size_t n = strlen(said);
                found = strncmp(at, said, n) == 0 &&
                        (at[n] == '\0' || strchr(",;", at[n]) || strncmp(at + n, " (", 2) == 0);
            }
            told_after += found && strncmp(is, "open after", 10) == 0;
        }
        if (!found) return "a verdict that is told";
        verdicts_told++;
    }
    return NULL;
}

static const char *check_sentences(const struct force *t, size_t g) {
    const struct parting *group = &t->two.d->groups.at[g];
    const char *wrong = check_verdicts_told(t, g, group_sentence(t->two.d, group));
    for (int always = 0; always < 2 && !wrong; always++)
        wrong = check_verdicts_told(t, g, group_consequences(t->two.d, group, always != 0));
    return wrong;
}

static const char *check_counts(struct force *t) {
    struct arena *a = t->two.d->g->arena;
    if (!equals(a, t->two.d->situations, t->situations)) return "how many there are in scope";
    if (!equals(a, t->two.d->differing, t->differing) || !equals(a, t->two.d->alike, t->alike))
        return "how many differ";
    for (size_t g = 0; g < t->two.d->groups.len; g++) {
        if (!equals(a, t->two.d->groups.at[g].situations, t->counts[g]))
            return "the count of a group";
        const char *wrong = check_words(t, &t->two.d->groups.at[g]);
        if (!wrong) wrong = check_sentences(t, g);
        if (wrong) return wrong;
    }
    return NULL;
}

/* ---- the other way round ---- */

static const char *check_mirror(struct force *t, bool readings) {
    struct arena *a = &t->two.c[OLD]->arena;
    const struct difference *back =
        difference_of(a, t->two.c[NEW]->rules, t->two.c[OLD]->rules, readings, COMPARE_STEPS);
    return no_mirror(t->two.d, back, a);
}

/* ---- the test ---- */

static size_t accepted, compared, different, only_one, facts_of_one, values_of_one, twins, unranked,
    read_otherwise, assumed;

/* What kind of pair it was, so that the test can tell that all kinds occur. */
static void note_kind(const struct force *t, bool otherwise) {
    const struct difference *m = t->two.d;
    bool fact = false, value = false, twin = false;
    for (uint32_t f = 0; f < m->model->facts.len; f++) {
        const struct merged_fact *both = &m->facts[f];
        fact = fact || both->of[OLD] == MODEL_NONE || both->of[NEW] == MODEL_NONE;
        twin = twin || both->twin != MODEL_NONE;
        for (uint32_t v = 0; v < m->model->facts.at[f].values.len; v++)
            value = value ||
                    (in_both(both->of) && bitset_has(values_of_both(m, OLD, both->of[OLD]), v) !=
                                              bitset_has(values_of_both(m, NEW, both->of[NEW]), v));
    }
    only_one += t->only > 0;
    facts_of_one += fact;
    values_of_one += value;
    twins += twin;
    bool readings = false;
    vec_each (struct fact, f, &t->two.c[OLD]->model->facts)
        readings = readings || f->source == FACT_READING;
    read_otherwise += otherwise && readings;
    unranked += !t->two.c[OLD]->model->ranked || !t->two.c[NEW]->model->ranked;
    assumed += t->two.c[OLD]->model->assumes.len > 0;
}

static const char *one_pair(struct compiled c[SIDES], bool readings) {
    struct force t = {.wrong = NULL};
    struct arena *a = &c[OLD].arena;
    const struct difference *d =
        difference_of(a, c[OLD].rules, c[NEW].rules, readings, COMPARE_STEPS);
    if (d->not_decided || d->groups.len > MOST_GROUPS) return "not decided, or too many groups";
    two_init(&t.two, &c[OLD], &c[NEW], d, a);
    for (size_t g = 0; g < d->groups.len; g++) {
        t.holds[g] = arena_array(a, bool, d->groups.at[g].changes.len + 1);
        t.fails[g] = arena_array(a, bool, d->groups.at[g].changes.len + 1);
        t.after[g] = arena_alloc(a, d->groups.at[g].changes.len + 1, sizeof *t.after[g]);
        t.verdicts[g] = arena_alloc(a, d->groups.at[g].changes.len + 1, sizeof *t.verdicts[g]);
    }
    if (!go_through(&t)) return NULL;
    compared++;
    note_kind(&t, readings);
    different += t.differing != 0;
    if (t.wrong) return t.wrong;
    const char *wrong = check_counts(&t);
    wrong = wrong ? wrong : check_changes(&t);
    return wrong ? wrong : check_mirror(&t, readings);
}

static bool may_be_told_by(const struct compiled *c) {
    return c->model->outline.len <= MOST_NAMES / 2;
}

/* Each reading as it is not taken. */
static void read_otherwise_than_taken(struct compiled *c) {
    vec_each (struct fact, f, &c->model->facts) f->taken = 1 - f->taken;
}

static void random_pairs(void **unused) {
    (void)unused;
    static struct random_policy p;
    static char other[sizeof p.text];
    for (uint64_t seed = 1; seed <= policies_to_try(PAIRS); seed++) {
        struct compiled c[SIDES];
        uint64_t state = seed * 77;
        random_policy_with_readings(&p, seed);
        memcpy(other, p.text, sizeof other);
        bool readings_alone = seed % 12 == 11;
        if (!readings_alone) change(other, sizeof other, &state);
        bool ok = compile_named(&c[OLD], p.text, NULL) && may_be_told_by(&c[OLD]);
        bool both = compile_named(&c[NEW], other, &c[OLD]) && ok;
        accepted += both;
        if (both && readings_alone) read_otherwise_than_taken(&c[NEW]);
        const char *wrong = both ? one_pair(c, readings_alone) : NULL;
        if (wrong)
            fprintf(stderr, "seed %" PRIu64 ": %s\n---- old\n%s\n---- new\n%s\n", seed, wrong,
                    p.text, other);
        compiled_free(&c[NEW]);
        compiled_free(&c[OLD]);
        assert_null(wrong);
    }
    print_message("%zu of %" PRIu64 " pairs accepted, %zu compared, %zu of them different\n",
                  accepted, policies_to_try(PAIRS), compared, different);
    const size_t kinds[] = {only_one, facts_of_one, values_of_one, twins,
                            unranked, assumed,      read_otherwise};
    static const char *const names[] = {"situations that one admits",
                                        "facts of one",
                                        "values of one",
                                        "types changed",
                                        "unranked",
                                        "assumptions",
                                        "readings"};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        print_message("%s: %zu pairs\n", names[k], kinds[k]);
        assert_true(kinds[k] >= PAIRS / 100);
    }
    print_message("%zu verdicts told, %zu of them after a duty\n", verdicts_told, told_after);
    assert_true(verdicts_told > PAIRS / 10 && told_after > 0);
    assert_true(compared > PAIRS / 5);
    assert_true(different > compared / 4);
}

static void nothing_differs_from_itself(void **unused) {
    (void)unused;
    static struct random_policy p;
    for (uint64_t seed = 1; seed <= policies_to_try(PAIRS) / 10; seed++) {
        struct compiled c[SIDES];
        random_policy(&p, seed);
        if (compile_named(&c[OLD], p.text, NULL)) {
            assert_true(compile_named(&c[NEW], p.text, &c[OLD]));
            const struct difference *d =
                difference_of(&c[OLD].arena, c[OLD].rules, c[NEW].rules, false, COMPARE_STEPS);
            assert_false(differs(d, true));
            assert_int_equal(d->remarks.len, 0);
            compiled_free(&c[NEW]);
        }
        compiled_free(&c[OLD]);
    }
}

/* Wherever it has to stop, it says so, and what it says without saying so is what it says with all
 * the time in the feasible. */
static void given_up_at_any_step(void **unused) {
    (void)unused;
    static struct random_policy p;
    static char other[sizeof p.text];
    size_t given_up = 0, decided = 0;
    for (uint64_t seed = 1; seed <= policies_to_try(PAIRS) / 10; seed++) {
        struct compiled c[SIDES];
        uint64_t state = seed * 77;
        random_policy_with_readings(&p, seed);
        memcpy(other, p.text, sizeof other);
        change(other, sizeof other, &state);
        bool ok = compile_named(&c[OLD], p.text, NULL);
        if (compile_named(&c[NEW], other, &c[OLD]) && ok) {
            struct arena *a = &c[OLD].arena;
            const struct rule_set *old = c[OLD].rules, *new = c[NEW].rules;
            const struct difference *whole = difference_of(a, old, new, false, COMPARE_STEPS);
            bool until = false;
            for (uint64_t steps = 1 + seed % 7; !until; steps += 1 + steps / 5) {
                const struct difference *d = difference_of(a, old, new, false, steps);
                until = !d->not_decided;
                given_up += !until;
                decided += until;
                if (until && (d->groups.len != whole->groups.len ||
                              big_compare(d->differing, whole->differing) != 0))
                    fail_msg("seed %" PRIu64 ", %" PRIu64
                             " steps: said to be decided, but otherwise",
                             seed, steps);
            }
        }
        compiled_free(&c[NEW]);
        compiled_free(&c[OLD]);
    }
    print_message("%zu times given up, %zu times decided\n", given_up, decided);
    assert_true(given_up > decided);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_pairs),
                                       cmocka_unit_test(given_up_at_any_step),
                                       cmocka_unit_test(nothing_differs_from_itself)};
    return cmocka_run_group_tests_name("diff", tests, NULL, NULL);
}
