/*
 * What --diff and --readings say, against the SMT solver z3: pairs of random policies of more
 * situations than can be gone over, the second a copy changed here and there, and ENISA's policy
 * with each reading otherwise. The formulas are made from the two models alone (smt.h).
 *
 * Asked is whether anything differs; whether every situation decided differently is in a group; and
 * whether each group is just what it is said to be: of its cases, every situation that both admit
 * is decided differently, and from what to what. Witnesses are decided by the reference
 * interpreter.
 */
#include "tests/long/oracle.h"
#include "tests/props/mutants.h"
#include "tests/props/random_policy.h"
#include "tests/props/versions.h"

enum { PAIRS = 120 };

/* ---- what the engine says of a group, as a formula ---- */

/* Of a fact of both: the version that has it, its number there, and its number in the script. */
struct place {
    int side;
    uint32_t own, f;
};

static struct place where_fact(const struct difference *d, const struct smt_version *v,
                               uint32_t fact) {
    const uint32_t *of = d->facts[fact].of;
    int side = of[NEW] != MODEL_NONE ? NEW : OLD;
    return (struct place){side, of[side], v[side].fact_of[of[side]]};
}

static void put_value(struct smt *s, const struct fact *both, uint32_t f, int64_t value) {
    smt_equals(s, 'x', f,
               both->kind == FACT_ONE_OF ? smt_value(&s->facts.at[f], both->values.at[value].name)
                                         : value);
}

static void put_element(struct smt *s, const struct fact *both, uint32_t f, uint32_t element) {
    smt_put(s, " x%u.%u", f, smt_value(&s->facts.at[f], both->values.at[element].name));
}

/* That the value of the axis' fact is in this class. */
static void put_class(struct smt *s, const struct space *space, uint32_t axis, uint32_t class,
                      uint32_t f) {
    const struct axis *x = &space->axes.at[axis];
    const struct fact *both = &space->model->facts.at[x->fact];
    const struct domain *d = &space->domains[x->fact];
    uint64_t named = d->named;
    smt_put(s, class ? " (or false" : both->kind == FACT_SET_OF ? " (not (or false" : " (or false");
    switch (both->kind) {
    case FACT_SET_OF:
        for (uint32_t e = 0; e < both->values.len; e++)
            if (x->others ? !(named >> e & 1) : e == x->element) put_element(s, both, f, e);
        smt_put(s, class ? "" : ")");
        break;
    case FACT_FLAG:
    case FACT_ONE_OF:
        for (uint32_t value = 0; value < (both->kind == FACT_FLAG ? 2 : both->values.len); value++)
            if (space_class(space, axis, value) == class) {
                smt_put(s, " ");
                put_value(s, both, f, value);
            }
        break;
    case FACT_NUMBER:
    case FACT_DATE:
        smt_put(s, " (and (bvsle (_ bv%" PRIu64 " 64) x%u)", (uint64_t)d->at[class], f);
        smt_put(s, " (bvsle x%u (_ bv%" PRIu64 " 64)))", f,
                (uint64_t)(class + 1 < d->len ? d->at[class + 1] - 1 : both->high));
        break;
    }
    smt_put(s, ")");
}

static void put_box(struct smt *s, const struct difference *d, const struct smt_version *v,
                    const struct cube *box) {
    const struct space *space = d->g->s;
    smt_put(s, "(and true");
    for (uint32_t i = 0; i < box->n_limits; i++) {
        const struct limit *l = &box->limits[i];
        smt_put(s, " (or false");
        for (uint32_t class = 0; class < space->axes.at[l->axis].classes; class ++)
            if (l->classes[class / 64] >> (class % 64) & 1)
                put_class(s, space, l->axis, class,
                          where_fact(d, v, space->axes.at[l->axis].fact).f);
        smt_put(s, ")");
    }
    smt_put(s, ")");
}

/* Where the group says it is, as a definition. */
static void put_group(struct smt *s, const struct difference *d, const struct smt_version *v,
                      uint32_t g) {
    const struct parting *group = &d->groups.at[g];
    smt_put(s, "(define-fun group%u () Bool (and opossible npossible ", g);
    put_box(s, d, v, &group->head);
    smt_put(s, group->whole ? " true" : " (or false");
    for (size_t i = 0; !group->whole && i < group->cases.len; i++) {
        smt_put(s, " ");
        put_box(s, d, v, &group->cases.at[i]);
    }
    smt_put(s, group->whole ? "))\n" : ")))\n");
}

/* That this version decides as the group says: what the kind of the group tells apart. */
static void put_outcome(const struct smt_version *v, const struct difference *d,
                        const struct parting *group, int side) {
    const struct brief *is = &group->is[side];
    struct smt *s = v->s;
    char n = v->name;
    for (size_t u = 0; group->kind == GROUP_APPROACH && u < d->approaches.len; u++) {
        uint32_t own = d->approaches.at[u].of[side];
        if (own != MODEL_NONE)
            smt_put(s, is->used >> u & 1 ? " %cused%u" : " (not %cused%u)", n, own);
    }
    static const char *const status[] = {[STATUS_OUT_OF_SCOPE] = "(not %cscope)",
                                         [STATUS_REFUSED] = "%crefused",
                                         [STATUS_DEFAULT] = "%cdefault",
                                         [STATUS_CONDITIONAL] = "%cconditional",
                                         [STATUS_OPEN] = "(and %cany (not %cconditional))"};
    smt_put(s, " (or false");
    for (int k = STATUS_OUT_OF_SCOPE; k <= STATUS_OPEN; k++)
        if (group->statuses[side] >> k & 1) {
            smt_put(s, " ");
            for (const char *p = status[k]; *p; p++)
                if (p[0] == '%')
                    smt_put(s, "%c", n), p++;
                else
                    smt_put(s, "%c", *p);
        }
    smt_put(s, ")");
}

/* ---- one pair ---- */

static size_t groups_judged, groups_whole, pairs_different;

static void check_witness(struct two *t, const struct parting *group) {
    memcpy(t->both, group->witness.situation, t->d->model->facts.len * sizeof *t->both);
    for (int side = OLD; side < SIDES; side++) {
        if (!seen_by(t, side)) give_up("a witness that one version does not admit");
        interpret(t->c[side]->interpreter, t->situation[side], &t->decision[side]);
    }
    struct seen was = see(t, OLD), is = see(t, NEW);
    bool as_said = was.status == group->seen[OLD].status && is.status == group->seen[NEW].status &&
                   was.used == group->seen[OLD].used && is.used == group->seen[NEW].used &&
                   was.start == group->seen[OLD].start && is.start == group->seen[NEW].start;
    if (!as_said) give_up("a witness is decided otherwise than said");
    if (seen_same(t, &was, &is) != (group->kind == GROUP_BASIS))
        give_up("a witness does not show what its group is about");
}

/* Where both have the same facts. */
static bool same_facts(const struct difference *d) {
    for (uint32_t f = 0; f < d->model->facts.len; f++)
        if (d->facts[f].of[OLD] == MODEL_NONE || d->facts[f].of[NEW] == MODEL_NONE) return false;
    return true;
}

/* `taken`: the readings of NEW, or NULL; `open`: readings are facts. */
static void judge_difference(struct compiled *c[SIDES], const struct difference *d,
                             const int64_t *taken, bool open) {
    struct smt s;
    struct arena *a = &c[OLD]->arena;
    bool rest[2] = {false, false};
    smt_open(&s, a, script);
    struct smt_version v[SIDES] = {smt_version(&s, c[OLD]->model, 'o', 'x', open),
                                   smt_version(&s, c[NEW]->model, 'n', 'x', open)};
    v[NEW].taken = taken;
    smt_situation(&s, 'x');
    smt_version_put(&v[OLD]);
    smt_version_put(&v[NEW]);
    smt_differ(&v[OLD], &v[NEW], "differ", true);
    for (uint32_t g = 0; g < d->groups.len; g++) {
        put_group(&s, d, v, g);
        rest[d->groups.at[g].kind == GROUP_BASIS] |= d->groups.at[g].rest != NO;
    }
    size_t differ = smt_question(&s, "(and opossible npossible differ)"),
           grounds = smt_question(&s, "(and opossible npossible differ.grounds)");
    size_t missed[2], *wrong = arena_array(a, size_t, d->groups.len + 1),
                      *some = arena_array(a, size_t, d->groups.len + 1);
    for (int basis = 0; basis < 2; basis++) {
        missed[basis] = smt_ask(&s);
        smt_put(&s, "(and opossible npossible %s (not (or false",
                basis ? "differ.grounds" : "differ");
        for (uint32_t g = 0; g < d->groups.len; g++)
            if ((d->groups.at[g].kind == GROUP_BASIS) == basis) smt_put(&s, " group%u", g);
        smt_put(&s, ")))");
        smt_asked(&s);
    }
    for (uint32_t g = 0; g < d->groups.len; g++) {
        const struct parting *group = &d->groups.at[g];
        some[g] = smt_question(&s, "group%u", g);
        wrong[g] = smt_ask(&s);
        smt_put(&s, "(and group%u (not (and %s", g,
                group->kind == GROUP_BASIS ? "differ.grounds" : "differ");
        put_outcome(&v[OLD], d, group, OLD);
        put_outcome(&v[NEW], d, group, NEW);
        smt_put(&s, ")))");
        smt_asked(&s);
    }
    size_t only[SIDES] = {smt_question(&s, "(and opossible (not npossible))"),
                          smt_question(&s, "(and npossible (not opossible))")};
    solve(&s);
    for (int side = OLD; side < SIDES && same_facts(d); side++)
        judge(d->only[side] != NO, s.answers.at[only[side]], "admitted by one version alone",
              side == OLD ? "the old one" : "the new one");
    struct big none = big_of(a, 0);
    judge(big_compare(d->differing, none) != 0, s.answers.at[differ], "decided differently",
          "some situation");
    judge(big_compare(d->alike, none) != 0, s.answers.at[grounds], "decided on other grounds",
          "some situation");
    pairs_different += s.answers.at[differ];
    for (int basis = 0; basis < 2; basis++)
        if (!rest[basis])
            judge(false, s.answers.at[missed[basis]], "in no group",
                  basis ? "other grounds" : "some situation");
    struct two t;
    two_init(&t, c[OLD], c[NEW], d, a);
    for (uint32_t g = 0; g < d->groups.len; g++) {
        char name[32];
        snprintf(name, sizeof name, "group %u", g);
        judge(true, s.answers.at[some[g]], "having a situation", name);
        judge(false, s.answers.at[wrong[g]], "having one not decided as it says", name);
        if (!open && c[OLD]->model->outline.len + c[NEW]->model->outline.len <= MOST_NAMES)
            check_witness(&t, &d->groups.at[g]);
        groups_judged++;
        groups_whole += d->groups.at[g].rest == NO;
    }
}

static void random_pairs(void **unused) {
    (void)unused;
    static struct random_policy p;
    static char other[sizeof p.text], both[2 * sizeof p.text + 64];
    size_t pairs = 0;
    policy_text = both;
    for (uint64_t seed = 1; pairs < policies_to_try(PAIRS); seed++) {
        struct compiled c[SIDES];
        uint64_t state = seed * 77;
        random_large_policy(&p, seed);
        memcpy(other, p.text, sizeof other);
        change(other, sizeof other, &state);
        snprintf(both, sizeof both, "---- old\n%s\n---- new\n%s", p.text, other);
        bool ok = compile_named(&c[OLD], p.text, NULL);
        if (compile_named(&c[NEW], other, &c[OLD]) && ok) {
            const struct difference *d =
                difference_of(&c[OLD].arena, c[OLD].rules, c[NEW].rules, false, COMPARE_STEPS);
            pairs++;
            if (d->not_decided)
                not_decided++;
            else
                judge_difference((struct compiled *[]){&c[OLD], &c[NEW]}, d, NULL, false);
        }
        compiled_free(&c[NEW]);
        compiled_free(&c[OLD]);
    }
    print_message("%zu pairs, %zu of them different; %zu answers compared; %zu groups, %zu of them "
                  "told whole; %zu times not decided\n",
                  pairs, pairs_different, compared, groups_judged, groups_whole, not_decided);
    assert_true(not_decided * 4 < pairs && pairs_different * 4 > pairs);
}

static void readings_of_enisa(void **unused) {
    (void)unused;
    struct compiled c;
    policy_text = "policies/enisa-international.strat";
    assert_true(compile_file(&c, policy_text));
    const struct model *m = c.model;
    size_t readings = 0, before = groups_judged;
    for (uint32_t f = 0; f < m->facts.len; f++)
        for (int64_t value = 0;
             m->facts.at[f].source == FACT_READING && value < (int64_t)m->facts.at[f].values.len;
             value++) {
            int64_t *taken = arena_array(&c.arena, int64_t, m->facts.len);
            for (uint32_t i = 0; i < m->facts.len; i++)
                taken[i] = i == f ? value : m->facts.at[i].taken;
            struct model *other = analysis_model(&c.arena, m, READINGS_AS_TAKEN, NULL);
            other->facts.at[f].taken = value;
            const struct difference *d = difference_of(
                &c.arena, c.rules, analysis_rules(&c.arena, c.rules, other), true, COMPARE_STEPS);
            assert_false(d->not_decided);
            judge_difference((struct compiled *[]){&c, &c}, d, taken, false);
            readings++;
        }
    print_message("ENISA: %zu ways to read it, %zu groups\n", readings, groups_judged - before);
    assert_true(readings >= 16);
    compiled_free(&c);
}

/* What a mutant decides, and, where that is as before, what it decides however the open questions
 * are read. */
static void mutants_of_enisa(void **unused) {
    (void)unused;
    struct compiled old;
    struct parse_paths paths = {0};
    size_t accepted = 0, alike = 0;
    policy_text = "policies/enisa-international.strat";
    assert_true(compile_file(&old, policy_text));
    for (size_t n = 0;; n++) {
        struct compiled new;
        struct mutation m;
        compiled_init(&new);
        new.names = old.names;
        struct ast_program program =
            parse_program(&new.names, &new.d, "policies/enisa-international.strat", &paths);
        bool some = mutate(&m, &new.arena, &new.names, &program, n);
        if (some && compile_program(&new, &program)) {
            struct compiled *both[SIDES] = {&old, &new};
            policy_text = arena_printf(&new.arena, "mutant %zu: %s", n, m.what);
            const struct difference *d =
                difference_of(&new.arena, old.rules, new.rules, false, COMPARE_STEPS);
            assert_false(d->not_decided);
            judge_difference(both, d, NULL, false);
            if (!differs(d, true)) {
                d = difference_of(&new.arena, open_readings(&old), open_readings(&new), false,
                                  COMPARE_STEPS);
                judge_difference(both, d, NULL, true);
                alike += !differs(d, true);
            }
            accepted++;
        }
        old.names = new.names;
        compiled_free(&new);
        if (!some) break;
    }
    print_message("%zu mutants, %zu of them alike however read\n", accepted, alike);
    assert_true(accepted > 300);
    compiled_free(&old);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(readings_of_enisa),
                                       cmocka_unit_test(mutants_of_enisa),
                                       cmocka_unit_test(random_pairs)};
    return cmocka_run_group_tests_name("z3_diff", tests, set_up, tear_down);
}
