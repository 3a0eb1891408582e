/*
 * --diff against brute force: pairs of random small policies, the second a copy changed here and there, over every situation of the facts of both,
 * decided by the reference interpreter.
 */
#include "diff/cases.h"
#include "diff/diff.h"
#include "tests/props/harness.h"
#include "tests/props/random_policy.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { PAIRS = 4000, MOST_SITUATIONS = 60000, MOST_GROUPS = 256 };

/* ---- changed copies ---- */

static const char *const replacements[][2] = {
    {"may use", "will use"}, {"will use", "must use"}, {"must not use a0", "must not engage"}, {" and ", " or "}, {" or ", " and "}, {"at least 1 of", "at least 2 of"},
    {"f0", "f1"}, {"f1", "f0"}, {"f1", "f2"}, {"j0", "j1"}, {"j0", "f0"}, {" when ", " unless "}, {"a0", "a1"}, {"a1", "a0"}, {"u0", "u1"}, {"u1", "u0"},
    {"letter = a", "letter = b"}, {"letter in { a", "letter in { b"}, {"with a", "with c"}, {"level at least", "level above"}, {"includes red", "includes blue"},
    {"tags is empty", "tags includes green"}, {"size above", "size at least"}, {"-15", "-16"}, {"01-0", "02-0"}, {"at most", "at least"}, {"not (", "("}, {" = yes", " = no"},
    {"notwithstanding", "subject to"}, {"subject to", "notwithstanding"}, {"requirement of ", ""}, {" using a0", ""}, {" or above", ""}, {"before by", "on use by"},
    {"on use by", "before by"}, {"done when f0", "done when f1"}, {"presumed yes", "presumed no"}, {" default no", " default yes"}, {" default yes", ""},
    {"{ a, b, c, d }", "{ a, b, c, d, e }"}, {"{ a, b, c, d }", "{ d, c, x, b, a }"}, {"{ red, green, blue }", "{ green, red, blue, grey }"},
    {"{ low < mid < high }", "{ low < mid < high < top }"}, {"0.0..5.0", "0.0..6.0"}, {"0.0..5.0", "1.0..5.0"}, {"0.0..5.0", "0..5"}, {"fact f0 \"t\" : yes or no", "fact extra \"t\" : yes or no\nfact f0 \"t\" : yes or no"},
    {"approaches ranked a0 < a1", "approaches ranked a1 < a0"}, {"ranked a0 < a1 < a2", "unranked a0, a1, a2"}, {"    default\n", ""}, {"letter != a", "letter != b"},
    {"assume \"t\" ", "assume \"t\" not "}, {"judgement j0 \"t\"", "fact extra \"t\" : one of { p, q }\nassume \"e\" extra = p or f0\njudgement j0 \"t\""},
    {"means ", "means not "}, {"should meet ", "should meet not "},
};
enum { REPLACEMENTS = sizeof replacements / sizeof *replacements };

static uint32_t draw(uint64_t *state, uint32_t n)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((*state >> 33) % n);
}

/* Replaces the k-th place of what can be replaced. */
static bool replace(char *text, size_t size, const char *from, const char *to, uint32_t k)
{
    uint32_t places = 0;
    for (char *at = strstr(text, from); at; at = strstr(at + 1, from))
        places++;
    if (places == 0)
        return false;
    char *at = strstr(text, from);
    for (k %= places; k > 0; k--)
        at = strstr(at + 1, from);
    size_t tail = strlen(at + strlen(from)) + 1;
    if ((size_t)(at - text) + strlen(to) + tail > size)
        return false;
    memmove(at + strlen(to), at + strlen(from), tail);
    memcpy(at, to, strlen(to));
    return true;
}

static void drop_statement(char *text, uint64_t *state)
{
    size_t places = 0;
    for (char *at = strstr(text, "\n    m"); at; at = strstr(at + 1, "\n    m"))
        places++;
    if (places == 0)
        return;
    size_t k = draw(state, (uint32_t)places);
    char *at = strstr(text, "\n    m");
    for (; k > 0; k--)
        at = strstr(at + 1, "\n    m");
    char *end = strchr(at + 1, '\n');
    memmove(at, end, strlen(end) + 1);
}

static void change(char *text, size_t size, uint64_t *state)
{
    for (uint32_t n = 1 + draw(state, 3), tries = 0; n > 0 && tries < 60; tries++) {
        if (draw(state, 8) == 0) {
            drop_statement(text, state);
            n--;
            continue;
        }
        const char *const *r = replacements[draw(state, REPLACEMENTS)];
        n -= replace(text, size, r[0], r[1], draw(state, 50));
    }
}

/* ---- two versions by brute force ---- */

static bool compile_named(struct compiled *c, const char *text, const struct compiled *names)
{
    compiled_init(c);
    if (names)
        c->names = names->names;
    source_add_text(&c->arena, &c->sources, &c->d, "test.strat", text, strlen(text));
    struct ast_program program = {.complete = true};
    vec_push(&c->arena, &program.files, parse_file(&c->names, &c->d, 0));
    program.complete = c->d.errors == 0;
    return compile_program(c, &program);
}

struct force {
    struct compiled *c[SIDES];
    const struct difference *d;
    struct decision decision[SIDES];
    int64_t *situation[SIDES], *both;
    uint64_t counts[MOST_GROUPS], situations, differing, alike, only[SIDES];
    const char *wrong;
};

/* The situation as one version sees it; false where it has a value that the version lacks. */
static bool seen_by(struct force *t, enum side side)
{
    const struct merged *m = t->d->c->m;
    const struct model *own = t->c[side]->model;
    for (uint32_t f = 0; f < own->facts.len; f++) {
        const struct fact *fact = &own->facts.at[f];
        int64_t value = t->both[m->fact_of[side][f]];
        const uint32_t *value_of = m->value_of[side][f];
        if (fact->kind == FACT_ONE_OF) {
            size_t v = 0;
            while (v < fact->values.len && value_of[v] != value)
                v++;
            if (v == fact->values.len)
                return false;
            value = (int64_t)v;
        } else if (fact->kind == FACT_SET_OF) {
            uint64_t set = 0, left = (uint64_t)value;
            for (size_t v = 0; v < fact->values.len; v++)
                if (left >> value_of[v] & 1) {
                    set |= UINT64_C(1) << v;
                    left &= ~(UINT64_C(1) << value_of[v]);
                }
            if (left)
                return false;
            value = (int64_t)set;
        } else if ((fact->kind == FACT_NUMBER || fact->kind == FACT_DATE) && (value < fact->low || value > fact->high)) {
            return false;
        }
        t->situation[side][f] = value;
    }
    return interpret_broken_assume(t->c[side]->interpreter, t->situation[side]) < 0;
}

/* Names of a list as one bit each of the names of both. */
static uint64_t named(const struct units *units, enum side side, const uint64_t *list)
{
    uint64_t bits = 0;
    for (size_t u = 0; u < units->len; u++) {
        uint32_t own = units->at[u].of[side];
        if (own != MODEL_NONE && list[own / 64] >> (own % 64) & 1)
            bits |= UINT64_C(1) << u;
    }
    return bits;
}

static uint64_t approaches(const struct force *t, enum side side, uint64_t own)
{
    return named(&t->d->c->approaches, side, &own);
}

static uint64_t may_start(const struct force *t, enum side side)
{
    const struct decision *d = &t->decision[side];
    const struct model *m = t->c[side]->model;
    uint64_t ready = 0;
    for (size_t a = 0; !m->ranked && a < m->approaches.len; a++) {
        uint64_t before = 0;
        for (size_t k = 0; k < interpreter_duty_words(t->c[side]->interpreter); k++)
            before |= d->each[a].before[k];
        if (d->open >> a & 1 && !before)
            ready |= UINT64_C(1) << a;
    }
    if (!ready && d->now >= 0)
        ready = UINT64_C(1) << d->now;
    return approaches(t, side, ready);
}

struct seen {
    enum status status;
    int modality;
    uint64_t used, start, open, duties, before, cautions, closed_by, basis;
};

static struct seen see(const struct force *t, enum side side)
{
    const struct decision *d = &t->decision[side];
    const struct comparison *c = t->d->c;
    struct seen s = {.status = d->status, .modality = d->lists.modality, .open = approaches(t, side, d->open), .start = may_start(t, side)};
    s.used = d->approach >= 0 ? approaches(t, side, UINT64_C(1) << d->approach) : s.open;
    s.duties = named(&c->duties, side, d->lists.duties);
    s.before = named(&c->duties, side, d->lists.before);
    s.cautions = named(&c->paragraphs, side, d->lists.cautions);
    s.closed_by = named(&c->paragraphs, side, d->lists.closed_by);
    s.basis = named(&c->paragraphs, side, d->lists.basis);
    return s;
}

static bool same(const struct seen *x, const struct seen *y)
{
    return x->status == y->status && x->modality == y->modality && x->used == y->used && x->start == y->start && x->open == y->open && x->duties == y->duties
           && x->before == y->before && x->cautions == y->cautions && x->closed_by == y->closed_by;
}

/* How many values the one chosen in `both` stands for. */
static uint64_t weight_of(const struct force *t)
{
    const struct space *s = t->d->c->g->s;
    uint64_t weight = 1;
    for (uint32_t f = 0; f < s->model->facts.len; f++) {
        const struct fact *fact = &s->model->facts.at[f];
        const struct domain *d = &s->domains[f];
        if (fact->kind != FACT_NUMBER && fact->kind != FACT_DATE)
            continue;
        for (size_t i = 0; i < d->len; i++)
            if (d->at[i] == t->both[f])
                weight *= (uint64_t)((i + 1 < d->len ? d->at[i + 1] : fact->high + 1) - d->at[i]);
    }
    return weight;
}

static void compare_here(struct force *t)
{
    const struct comparison *c = t->d->c;
    uint64_t weight = weight_of(t);
    bool admitted[SIDES] = {seen_by(t, OLD), seen_by(t, NEW)};
    for (int side = OLD; side < SIDES; side++) {
        if ((diagram_at(c->g, c->v[side]->possible, t->both) == YES) != admitted[side])
            t->wrong = "what is admitted";
        t->only[side] += diagram_at(c->g, c->only[side], t->both) == YES ? weight : 0;
        if (admitted[side])
            interpret(t->c[side]->interpreter, t->situation[side], &t->decision[side]);
    }
    if (!admitted[OLD] || !admitted[NEW]) {
        if (diagram_at(c->g, c->differs, t->both) == YES)
            t->wrong = "a difference where one version admits nothing";
        return;
    }
    struct seen was = see(t, OLD), is = see(t, NEW);
    bool differ = !same(&was, &is), grounds = !differ && was.basis != is.basis;
    if ((diagram_at(c->g, c->differs, t->both) == YES) != differ)
        t->wrong = "what differs";
    if ((diagram_at(c->g, c->grounds, t->both) == YES) != grounds)
        t->wrong = "what differs in grounds alone";
    t->situations += was.status != STATUS_OUT_OF_SCOPE || is.status != STATUS_OUT_OF_SCOPE ? weight : 0;
    t->differing += differ ? weight : 0;
    t->alike += grounds ? weight : 0;
    size_t groups = 0;
    for (size_t g = 0; g < t->d->groups.len; g++) {
        const struct parting *group = &t->d->groups.at[g];
        if (diagram_at(c->g, group->where, t->both) != YES)
            continue;
        groups++;
        t->counts[g] += weight;
        if ((group->kind == GROUP_BASIS) != grounds || (group->kind == GROUP_APPROACH && (group->is[OLD].used != was.used || group->is[NEW].used != is.used)))
            t->wrong = "the kind of a group";
    }
    if (groups != (size_t)(differ || grounds))
        t->wrong = "in how many groups a situation is";
}

static uint64_t choices(const struct force *t, uint32_t f)
{
    const struct space *s = t->d->c->g->s;
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

static void choose(struct force *t, uint32_t f, uint64_t k)
{
    const struct fact *fact = &t->d->c->m->model->facts.at[f];
    bool range = fact->kind == FACT_NUMBER || fact->kind == FACT_DATE;
    t->both[f] = range ? t->d->c->g->s->domains[f].at[k] : (int64_t)k;
}

/* False: too many. */
static bool go_through(struct force *t)
{
    size_t n = t->d->c->m->model->facts.len;
    uint64_t all = 1;
    for (uint32_t f = 0; f < n && all <= MOST_SITUATIONS; f++)
        all *= choices(t, f);
    if (all > MOST_SITUATIONS)
        return false;
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

static bool equals(struct arena *a, struct big n, uint64_t expected)
{
    return big_compare(n, big_of(a, expected)) == 0;
}

/* Whether what is said of a group is true of just its situations. */
static const char *check_words(const struct force *t, const struct parting *group)
{
    const struct comparison *c = t->d->c;
    struct diagrams *g = c->g;
    diagram head = case_diagram(g, &group->head), cases = group->whole ? head : (diagram)NO;
    vec_each(struct box, box, &group->cases) {
        struct box more = case_beyond(g, box, &group->head);
        cases = diagram_or(g, cases, case_diagram(g, box));
        if (diagram_and(g, diagram_and(g, case_diagram(g, &more), head), c->both) != diagram_and(g, diagram_and(g, case_diagram(g, box), head), c->both))
            return "a case beyond its head";
    }
    if (diagram_but(g, group->where, head) != NO)
        return "the head of a group";
    if (diagram_or(g, diagram_and(g, cases, c->both), group->rest) != group->where)
        return "the cases of a group";
    return diagram_at(g, group->where, group->witness) == YES ? NULL : "a witness";
}

static const char *check_counts(struct force *t)
{
    struct arena *a = t->d->c->g->arena;
    if (!equals(a, t->d->situations, t->situations))
        return "how many there are in scope";
    if (!equals(a, t->d->differing, t->differing) || !equals(a, t->d->alike, t->alike))
        return "how many differ";
    for (size_t g = 0; g < t->d->groups.len; g++) {
        if (!equals(a, t->d->groups.at[g].situations, t->counts[g]))
            return "the count of a group";
        const char *wrong = check_words(t, &t->d->groups.at[g]);
        if (wrong)
            return wrong;
    }
    return NULL;
}

/* ---- the other way round ---- */

static int by_size(const void *x, const void *y)
{
    const struct big *a = x, *b = y;
    return big_compare(*a, *b);
}

static struct big *sizes(struct arena *a, const struct difference *d)
{
    struct big *n = arena_array(a, struct big, d->groups.len + 1);
    for (size_t g = 0; g < d->groups.len; g++)
        n[g] = d->groups.at[g].situations;
    qsort(n, d->groups.len, sizeof *n, by_size);
    return n;
}

static const char *check_mirror(struct force *t)
{
    struct arena *a = &t->c[OLD]->arena;
    const struct difference *back = difference_of(a, (struct subject){t->c[NEW]->rules, NULL}, (struct subject){t->c[OLD]->rules, NULL}, false);
    if (big_compare(back->differing, t->d->differing) != 0 || big_compare(back->alike, t->d->alike) != 0)
        return "the other way round";
    if (back->groups.len != t->d->groups.len)
        return "the number of groups the other way round";
    struct big *there = sizes(a, t->d), *here = sizes(a, back);
    for (size_t g = 0; g < back->groups.len; g++)
        if (big_compare(there[g], here[g]) != 0)
            return "the groups the other way round";
    return NULL;
}

/* ---- the test ---- */

static size_t accepted, compared, different;

static const char *one_pair(struct compiled c[SIDES])
{
    struct force t = {.c = {&c[OLD], &c[NEW]}};
    struct arena *a = &c[OLD].arena;
    t.d = difference_of(a, (struct subject){c[OLD].rules, NULL}, (struct subject){c[NEW].rules, NULL}, false);
    if (t.d->not_decided || t.d->groups.len > MOST_GROUPS)
        return "not decided, or too many groups";
    for (int side = OLD; side < SIDES; side++) {
        decision_init(c[side].interpreter, &t.decision[side], a);
        t.situation[side] = arena_array(a, int64_t, c[side].model->facts.len + 1);
    }
    t.both = arena_array(a, int64_t, t.d->c->m->model->facts.len + 1);
    if (!go_through(&t))
        return NULL;
    compared++;
    different += t.differing != 0;
    if (t.wrong)
        return t.wrong;
    const char *wrong = check_counts(&t);
    return wrong ? wrong : check_mirror(&t);
}

static bool may_be_told_by(const struct compiled *c)
{
    return c->model->outline.len <= 64;
}

static void random_pairs(void **unused)
{
    (void)unused;
    static struct random_policy p;
    static char other[sizeof p.text];
    for (uint64_t seed = 1; seed <= PAIRS; seed++) {
        struct compiled c[SIDES];
        uint64_t state = seed * 77;
        random_policy(&p, seed);
        memcpy(other, p.text, sizeof other);
        change(other, sizeof other, &state);
        bool ok = compile_named(&c[OLD], p.text, NULL) && may_be_told_by(&c[OLD]);
        bool both = compile_named(&c[NEW], other, &c[OLD]) && ok;
        accepted += both;
        const char *wrong = both ? one_pair(c) : NULL;
        if (wrong)
            print_error("seed %" PRIu64 ": %s\n---- old\n%s\n---- new\n%s\n", seed, wrong, p.text, other);
        compiled_free(&c[NEW]);
        compiled_free(&c[OLD]);
        assert_null(wrong);
    }
    print_message("%zu of %d pairs accepted, %zu compared, %zu of them different\n", accepted, PAIRS, compared, different);
    assert_true(compared > PAIRS / 5);
    assert_true(different > compared / 4);
}

static void nothing_differs_from_itself(void **unused)
{
    (void)unused;
    static struct random_policy p;
    for (uint64_t seed = 1; seed <= PAIRS / 10; seed++) {
        struct compiled c[SIDES];
        random_policy(&p, seed);
        if (compile_named(&c[OLD], p.text, NULL)) {
            assert_true(compile_named(&c[NEW], p.text, &c[OLD]));
            const struct difference *d = difference_of(&c[OLD].arena, (struct subject){c[OLD].rules, NULL}, (struct subject){c[NEW].rules, NULL}, false);
            assert_false(differs(d));
            assert_int_equal(d->remarks.len, 0);
            compiled_free(&c[NEW]);
        }
        compiled_free(&c[OLD]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_pairs), cmocka_unit_test(nothing_differs_from_itself)};
    return cmocka_run_group_tests_name("diff", tests, NULL, NULL);
}
