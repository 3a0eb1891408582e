/*
 * What the analyses say, against the SMT solver z3: random policies of some thirty to two hundred
 * rules, more facts than can be gone over, and the shipped ones. The formulas are made from the
 * model alone (smt.h), so engine and oracle share the parser and nothing else. Every answer of both
 * is compared: each rule and each part of a condition, safeguards, approaches, facts without
 * effect, and what two versions decide differently. Witnesses are put before the reference
 * interpreter too.
 */
#include "analysis/analysis.h"
#include "analysis/study.h"
#include "lint/lint.h"
#include "tests/long/oracle.h"
#include "tests/props/harness.h"
#include "tests/props/random_policy.h"

#include <ctype.h>

enum { POLICIES = 40, MOST_PARTS = 150 };

/* ---- rules and parts of conditions ---- */

static size_t rules_not_decided;

struct rule_questions {
    size_t holds, applies, open, differs, grounds;
};

static void add_variants(const struct study *st, struct smt_version *v, struct arena *a) {
    vec_each (struct part_of_rule, p, &st->parts) {
        const struct rule *own = &st->rules->rules.at[p->rule],
                          *other = &st->set->rules.at[p->variant];
        struct smt_variant variant = {p->rule, other->cond != own->cond ? other->cond : NULL,
                                      other->meet != own->meet ? other->meet : NULL};
        vec_push(a, &v->variants, variant);
    }
}

static const char *rule_name(struct compiled *c, uint32_t rule) {
    const struct rule *r = &c->rules->rules.at[rule];
    uint32_t from, to;
    return arena_printf(
        &c->arena, "rule %u of %s, line %u", rule, c->model->blocks.at[r->block].id.name,
        1 + (unsigned)source_line(&c->arena, c->sources.at[r->at.file], r->at.from, &from, &to));
}

static void judge_rule(struct compiled *c, const struct study *st, uint32_t n,
                       const struct rule_questions *q, const bool *is) {
    const struct rule *r = &c->rules->rules.at[n];
    enum rule_verdict_kind kind = st->verdicts[n].kind;
    const char *name = rule_name(c, n);
    if (kind == RULE_UNDECIDED) {
        rules_not_decided++;
        return;
    }
    bool opens = r->kind == STATEMENT_PERMISSION,
         closes = r->kind == STATEMENT_PROHIBITION || r->kind == STATEMENT_REQUIREMENT;
    if (opens || closes) {
        bool never = kind == RULE_NEVER || kind == RULE_MET;
        judge(never, !is[q->holds], "never applies", name);
        if (!never) judge(kind == RULE_ASIDE, !is[q->applies], "always lifted", name);
        if (opens && is[q->applies])
            judge(kind == RULE_CLOSED, !is[q->open], "always closed", name);
    }
    switch (kind) {
    case RULE_FINE: judge(!is[q->differs], false, "redundant", name); break;
    case RULE_NAMED_ONLY: judge(true, !is[q->differs] && is[q->grounds], "named only", name); break;
    case RULE_REDUNDANT:
    case RULE_TWICE: judge(true, !is[q->differs] && !is[q->grounds], "redundant", name); break;
    case RULE_SAME:
    case RULE_SAME_LATER: judge(true, !is[q->differs], "the same as another", name); break;
    case RULE_IDLE:
    case RULE_NEVER:
    case RULE_MET:
    case RULE_ASIDE:
    case RULE_CLOSED:
    case RULE_UNDECIDED: break;
    }
}

/* The last permission of a paragraph, left out, leaves another
 * paragraph: that is not asked here. */
static bool is_last_permission(const struct rule_set *rules, uint32_t n) {
    uint32_t b = rules->rules.at[n].block, permissions = 0;
    for (uint32_t i = rules->first[b]; i < rules->first[b + 1]; i++)
        permissions += rules->rules.at[i].kind == STATEMENT_PERMISSION;
    return rules->rules.at[n].kind == STATEMENT_PERMISSION && permissions == 1 &&
           rules->first[b + 1] - rules->first[b] > 1;
}

static bool asks_reading(const struct model *m, const struct cond *c) {
    bool asks = c->kind == COND_IN && m->facts.at[c->fact].source == FACT_READING;
    if (c->kind == COND_DEFINE) return asks_reading(m, m->defines.at[c->index].means);
    vec_each (struct cond *, term, &c->terms) asks = asks || asks_reading(m, *term);
    return asks;
}

/* A part that nothing need be said of though nothing hangs on it: of a rule of which as much is
 * said already, or of a statement of several; or it says under which reading the rule is meant. */
static bool excused(const struct compiled *c, const struct study *st, uint32_t part) {
    const struct part_of_rule *p = &st->parts.at[part];
    enum rule_verdict_kind kind = st->verdicts[p->rule].kind;
    if ((kind != RULE_FINE && kind != RULE_NAMED_ONLY) || st->parts_undecided ||
        asks_reading(c->model, p->what))
        return true;
    vec_each (struct part_of_rule, other, &st->parts)
        if ((other->rule == p->rule && other->idle) ||
            (other->rule != p->rule && span_same(other->what->at, p->what->at)))
            return true;
    return false;
}

static void rules_and_parts(struct compiled *c, struct analysis *l) {
    struct study *st = study_of(l);
    if (st) study_parts(st);
    if (!st || st->g->gave_up) {
        not_decided++;
        return;
    }
    struct smt s;
    size_t n = c->rules->rules.len, n_parts = st->parts.len;
    smt_open(&s, &c->arena, script);
    struct smt_version plain = smt_version(&s, c->model, 'p', 'x', true),
                       changed = smt_version(&s, c->model, 'q', 'x', true);
    changed.change = true;
    add_variants(st, &changed, &c->arena);
    smt_put(&s, "(declare-const sel (_ BitVec 16))\n");
    smt_situation(&s, 'x');
    smt_version_put(&plain);
    smt_version_put(&changed);
    smt_differ(&plain, &changed, "differ", false);
    smt_put(&s, "(assert ppossible)\n");
    struct rule_questions *q = arena_array(&c->arena, struct rule_questions, n + 1);
    size_t *part = arena_array(&c->arena, size_t, n_parts + 1);
    for (uint32_t r = 0; r < n; r++) {
        q[r].holds = smt_question(&s, "(and pscope ph%u)", r);
        q[r].applies = smt_question(&s, "(and pscope pa%u)", r);
        q[r].open = smt_ask(&s);
        smt_put(&s, "(and pa%u (or false", r);
        for (uint32_t a = 0; a < c->model->approaches.len; a++)
            if (c->rules->rules.at[r].approaches >> a & 1) smt_put(&s, " popen%u", a);
        smt_put(&s, "))");
        smt_asked(&s);
        q[r].differs = smt_question(&s, "(and differ (= sel (_ bv%u 16)))", r);
        q[r].grounds = smt_question(&s, "(and differ.grounds (= sel (_ bv%u 16)))", r);
    }
    size_t step = n_parts / MOST_PARTS + 1;
    for (uint32_t p = 0; p < n_parts; p++)
        if (st->parts.at[p].idle || p % step == 0)
            part[p] =
                smt_question(&s, "(and (or differ differ.grounds) (= sel (_ bv%zu 16)))", n + p);
    solve(&s);
    for (uint32_t r = 0; r < n; r++)
        if (st->verdicts[r].kind != RULE_FINE || !is_last_permission(c->rules, r))
            judge_rule(c, st, r, &q[r], s.answers.at);
    for (uint32_t p = 0; p < n_parts; p++)
        if (st->parts.at[p].idle)
            judge(true, !s.answers.at[part[p]], "a part without effect",
                  rule_name(c, st->parts.at[p].rule));
        else if (p % step == 0 && !s.answers.at[part[p]] && !excused(c, st, p))
            judge(false, true, "a part without effect", rule_name(c, st->parts.at[p].rule));
}

/* ---- safeguards, approaches, facts: readings as taken, or open ---- */

static bool reported(const struct compiled *c, enum diag_code code, struct span at) {
    vec_each (struct diag, d, &c->d.list)
        if (d->code == code && d->at.file == at.file && d->at.from == at.from && d->at.to == at.to)
            return true;
    return false;
}

static void put_promise(const struct smt_version *v, const struct promise *p) {
    struct smt *s = v->s;
    smt_put(s, "(and %cpossible", v->name);
    smt_qualifiers(v, &p->qualifiers);
    smt_put(s, " (or false");
    for (uint32_t a = 0; a < v->m->approaches.len; a++) {
        if (!(p->approaches >> a & 1)) continue;
        switch (p->kind) {
        case AST_NEVER_USE: smt_put(s, " %cuse%u", v->name, a); break;
        case AST_NEVER_START: smt_put(s, " %cmay%u", v->name, a); break;
        case AST_ALWAYS:
            smt_put(s, " (and %cuse%u (not %cduty%u.%u))", v->name, a, v->name, p->duty, a);
            break;
        }
    }
    smt_put(s, "))");
}

/* ---- witnesses of safeguards ---- */

static bool is_of_word(char c) { return isalnum((unsigned char)c) || c == '_'; }

static bool has_word(const char *text, const char *word) {
    for (const char *at = text; (at = strstr(at, word)) != NULL; at++)
        if ((at == text || !is_of_word(at[-1])) && !is_of_word(at[strlen(word)])) return true;
    return false;
}

static void set_value(const struct model *m, int64_t *situation, const char *item, size_t length) {
    char text[256];
    bool no = length > 4 && memcmp(item, "not ", 4) == 0;
    snprintf(text, sizeof text, "%.*s", (int)length - (no ? 4 : 0), item + (no ? 4 : 0));
    char *equals = strstr(text, " = ");
    const char *value = equals ? equals + 3 : no ? "no" : "yes";
    if (equals) *equals = '\0';
    for (uint32_t f = 0; f < m->facts.len; f++) {
        const struct fact *fact = &m->facts.at[f];
        double number;
        if (strcmp(fact->id.name, text) != 0) continue;
        switch (fact->kind) {
        case FACT_FLAG: situation[f] = strcmp(value, "yes") == 0; break;
        case FACT_DATE: assert_true(date_read(value, strlen(value), &situation[f])); break;
        case FACT_NUMBER:
            number = strtod(value, NULL);
            for (unsigned d = 0; d < fact->decimals; d++) number *= 10;
            situation[f] = (int64_t)(number < 0 ? number - 0.5 : number + 0.5);
            break;
        case FACT_ONE_OF:
        case FACT_SET_OF:
            situation[f] = 0;
            for (uint32_t v = 0; v < fact->values.len; v++)
                if (has_word(value, fact->values.at[v].name))
                    situation[f] =
                        fact->kind == FACT_ONE_OF ? (int64_t)v : situation[f] | INT64_C(1) << v;
            break;
        }
        return;
    }
    give_up("a witness names a fact that there is none of");
}

/* "partner = UA, not requested, tags = { a, b }"; what is not named is at its default or first
 * value. */
static void situation_of(const struct model *m, const char *words, int64_t *situation) {
    for (uint32_t f = 0; f < m->facts.len; f++) {
        const struct fact *fact = &m->facts.at[f];
        bool range = fact->kind == FACT_NUMBER || fact->kind == FACT_DATE;
        situation[f] = fact->source == FACT_READING ? fact->taken
                       : fact->has_default          ? fact->default_value
                       : range                      ? fact->low
                                                    : 0;
    }
    for (const char *at = words; *at;) {
        size_t n = 0;
        for (bool inside = false; at[n] && (inside || at[n] != ','); n++)
            inside = at[n] == '{' || (inside && at[n] != '}');
        set_value(m, situation, at, n);
        at += at[n] ? n + 2 : n;
    }
}

static bool is_broken(const struct compiled *c, const struct promise *p, const struct decision *d) {
    uint32_t use = d->open;
    if (d->status == STATUS_DEFAULT) use |= UINT32_C(1) << c->model->default_approach;
    if (p->kind == AST_NEVER_START) return (d->may_start & p->approaches) != 0;
    if (p->kind == AST_NEVER_USE) return (use & p->approaches) != 0;
    for (uint32_t a = 0; a < c->model->approaches.len; a++)
        if ((use & p->approaches) >> a & 1 &&
            !(d->each[a].duties[p->duty / 64] >> (p->duty % 64) & 1))
            return true;
    return false;
}

static size_t witnesses;

/* What a failing safeguard shows, put before the interpreter in one of the ways in which it may be
 * completed. */
static void check_witness(struct compiled *c, const struct safeguard *s, const char *text) {
    const char *words = strstr(text, " broken where ");
    int64_t *situation = arena_array(&c->arena, int64_t, c->model->facts.len);
    struct decision d;
    bool broken = false;
    if (!words) return;
    decision_init(c->interpreter, &d, &c->arena);
    situation_of(c->model, words + strlen(" broken where "), situation);
    if (interpret_broken_assume(c->interpreter, situation) >= 0)
        return; /* what is left out may be anything that no assumption excludes, which first values
                   do not know; tests/props/witness.c looks at all of it */
    interpret(c->interpreter, situation, &d);
    vec_each (struct promise, p, &s->promises) {
        bool spoken_of = true;
        vec_each (struct qualifier, qualifier, &p->qualifiers)
            spoken_of = spoken_of && interpret_cond(c->interpreter, qualifier->cond, situation) ==
                                         (qualifier->kind != AST_UNLESS);
        broken = broken || (spoken_of && is_broken(c, p, &d));
    }
    if (!broken) give_up(text);
    witnesses++;
}

static void check_witnesses(struct compiled *c) {
    vec_each (struct safeguard, s, &c->model->safeguards)
        for (size_t i = 0; i < c->d.list.len; i++)
            if (c->d.list.at[i].code == DIAG_SAFEGUARD_FAILS &&
                c->d.list.at[i].at.from == s->at.from)
                check_witness(c, s, c->d.list.at[i].text);
}

/* All facts but this one are alike in both situations. */
static void put_others_alike(struct smt *s, uint32_t but) {
    for (uint32_t f = 0; f < s->facts.len; f++)
        if (f != but) {
            smt_put(s, " ");
            smt_alike(s, f);
        }
}

/* Where `u` has less of `what` than `t`: a lower approach; unranked: some of the same, and no
 * other. */
static void put_lost(const struct smt_version *t, const struct smt_version *u, const char *what) {
    smt_put(t->s, " (and (or false");
    for (uint32_t a = 0; a < t->m->approaches.len; a++) {
        uint32_t end = t->m->ranked ? (uint32_t)t->m->approaches.len : a + 1;
        smt_put(t->s, " (and (or");
        for (uint32_t b = a; b < end; b++) smt_put(t->s, " %c%s%u", t->name, what, b);
        smt_put(t->s, ") (not (or");
        for (uint32_t b = a; b < end; b++) smt_put(t->s, " %c%s%u", u->name, what, b);
        smt_put(t->s, ")))");
    }
    smt_put(t->s, ") (not (or false");
    for (uint32_t a = 0; !t->m->ranked && a < t->m->approaches.len; a++)
        smt_put(t->s, " (and %c%s%u (not %c%s%u))", u->name, what, a, t->name, what, a);
    smt_put(t->s, ")))");
}

static void as_taken(struct compiled *c) {
    const struct model *m = c->model;
    struct smt s;
    smt_open(&s, &c->arena, script);
    struct smt_version t = smt_version(&s, m, 't', 'x', false),
                       u = smt_version(&s, m, 'u', 'y', false);
    size_t less[64], *promises = arena_array(&c->arena, size_t, m->safeguards.len + 1);
    smt_situation(&s, 'x');
    smt_situation(&s, 'y');
    smt_version_put(&t);
    smt_version_put(&u);
    for (size_t i = 0; i < m->safeguards.len; i++) {
        promises[i] = smt_ask(&s);
        smt_put(&s, "(or false");
        vec_each (struct promise, p, &m->safeguards.at[i].promises) put_promise(&t, p);
        smt_put(&s, ")");
        smt_asked(&s);
    }
    for (uint32_t f = 0; f < m->facts.len && f < 64; f++) {
        less[f] = smt_ask(&s);
        if (m->facts.at[f].kind != FACT_FLAG) {
            smt_put(&s, "false");
        } else {
            smt_put(&s, "(and tscope uscope tpossible upossible (not x%u) y%u", t.fact_of[f],
                    t.fact_of[f]);
            put_others_alike(&s, t.fact_of[f]);
            smt_put(&s, " (or"), put_lost(&t, &u, "used"), put_lost(&t, &u, "start"),
                smt_put(&s, "))");
        }
        smt_asked(&s);
    }
    solve(&s);
    for (size_t i = 0; i < m->safeguards.len; i++)
        judge(reported(c, DIAG_SAFEGUARD_FAILS, m->safeguards.at[i].at), s.answers.at[promises[i]],
              "failing", m->safeguards.at[i].title);
    for (uint32_t f = 0; f < m->facts.len && f < 64; f++) {
        bool approval = false;
        vec_each (struct duty, d, &m->duties)
            approval = approval || (duty_fact(d) == f && m->facts.at[f].kind == FACT_FLAG &&
                                    duty_value(m, d) == 1);
        if (approval)
            judge(reported(c, DIAG_LESS_FOR_MORE, m->facts.at[f].id.at), s.answers.at[less[f]],
                  "more leading to less", m->facts.at[f].id.name);
    }
}

/* What is assumed or presumed is never said to be without effect. */
static bool helps_to_tell(const struct model *m) {
    bool presumes = false;
    vec_each (struct fact, f, &m->facts) presumes = presumes || f->presumptions.len > 0;
    return presumes || m->assumes.len > 0;
}

static void however_read(struct compiled *c) {
    const struct model *m = c->model;
    struct smt s;
    smt_open(&s, &c->arena, script);
    struct smt_version p = smt_version(&s, m, 'p', 'x', true),
                       r = smt_version(&s, m, 'r', 'y', true);
    size_t *reached = arena_array(&c->arena, size_t, m->approaches.len),
           *idle = arena_array(&c->arena, size_t, m->facts.len);
    smt_situation(&s, 'x');
    smt_situation(&s, 'y');
    smt_version_put(&p);
    smt_version_put(&r);
    smt_differ(&p, &r, "differ", false);
    smt_put(&s, "(assert ppossible)\n");
    size_t feasible = smt_question(&s, "pscope");
    for (uint32_t a = 0; a < m->approaches.len; a++) reached[a] = smt_question(&s, "poffered%u", a);
    for (uint32_t f = 0; f < m->facts.len; f++) {
        idle[f] = smt_ask(&s);
        smt_put(&s, "(and rpossible differ");
        put_others_alike(&s, p.fact_of[f]);
        smt_put(&s, ")");
        smt_asked(&s);
    }
    solve(&s);
    for (uint32_t a = 0; a < m->approaches.len; a++) {
        const struct approach *x = &m->approaches.at[a];
        struct span at = x->block == MODEL_NONE ? x->id.at : m->blocks.at[x->block].id.at;
        judge(reported(c, DIAG_UNREACHED_APPROACH, at),
              s.answers.at[feasible] && !s.answers.at[reached[a]], "never reached", x->id.name);
    }
    for (uint32_t f = 0; f < m->facts.len; f++) {
        const struct fact *fact = &m->facts.at[f];
        enum diag_code code = fact->source == FACT_JUDGEMENT ? DIAG_IDLE_JUDGEMENT
                              : fact->source == FACT_READING ? DIAG_IDLE_READING
                                                             : DIAG_IDLE_FACT;
        bool said = reported(c, code, fact->id.at);
        if (fact->id.used && f != m->objective && (said || !helps_to_tell(m)))
            judge(said, !s.answers.at[idle[f]], "without effect", fact->id.name);
    }
}

static void one_policy(struct compiled *c) {
    struct analysis l = {.m = c->model, .d = &c->d, .arena = &c->arena, .rules = c->rules};
    analysis_decide(&l, c->bits, diagrams_new(c->space, LINT_STEPS));
    if (!l.whole || safeguards_prove(&c->d, c->rules, &c->arena).undecided) {
        not_decided++;
        return;
    }
    lint_one(&l, DIAG_UNREACHED_APPROACH);
    lint_one(&l, DIAG_IDLE_FACT);
    lint_one(&l, DIAG_IDLE_JUDGEMENT);
    lint_one(&l, DIAG_IDLE_READING);
    lint_one(&l, DIAG_LESS_FOR_MORE);
    if (l.v->g->gave_up || (l.any_reading && l.any_reading->g->gave_up)) {
        not_decided++;
        return;
    }
    as_taken(c);
    check_witnesses(c);
    however_read(c);
    rules_and_parts(c, &l);
}

static void random_policies(void **unused) {
    (void)unused;
    static struct random_policy p;
    size_t judged = 0, rules = 0;
    for (uint64_t seed = 1; judged < policies_to_try(POLICIES); seed++) {
        struct compiled c;
        random_large_policy(&p, seed);
        policy_text = p.text;
        if (compile_text(&c, p.text)) {
            judged++;
            rules += c.rules->rules.len;
            one_policy(&c);
        }
        compiled_free(&c);
    }
    print_message("%zu policies of %zu rules together; %zu answers compared; not decided: %zu "
                  "policies, %zu rules of others; %zu witnesses\n",
                  judged, rules, compared, not_decided, rules_not_decided, witnesses);
    assert_true(witnesses > judged && not_decided * 4 < judged && rules_not_decided * 10 < rules);
}

static void shipped_policies(void **unused) {
    (void)unused;
    static const char *const paths[] = {"policies/enisa-international.strat",
                                        "policies/tutorial.strat",
                                        "policies/vulnerability-disclosure.strat"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct compiled c;
        size_t before = compared, undecided = not_decided;
        policy_text = paths[i];
        assert_true(compile_file(&c, paths[i]));
        one_policy(&c);
        print_message("%s: %zu answers compared\n", paths[i], compared - before);
        assert_int_equal(not_decided, undecided);
        compiled_free(&c);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(shipped_policies),
                                       cmocka_unit_test(random_policies)};
    return cmocka_run_group_tests_name("z3", tests, set_up, tear_down);
}
