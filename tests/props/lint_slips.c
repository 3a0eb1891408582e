/*
 * What works the other way in one place, against the truth values of conditions in every situation:
 * where a fact is told to help to close what a rule says, no situation has the rule begin to open,
 * or cease to close, as the fact becomes yes; and in as many others as are counted, none has one
 * do the contrary. And lists of what objectives provide for, against lists that were written to
 * differ.
 */
#include "tests/props/lint_harness.h"

enum { POLICIES = 5000 };

/* ---- what works both ways ---- */

/* Whether the rule may become true, or false, as the flag turns from no to yes and all else stays.
 */
struct turns {
    bool asks, begins, ends;
};

static struct turns turns_of(const struct situations *s, uint32_t rule, uint32_t flag) {
    struct turns t = {false, false, false};
    const struct cond *c = s->rules->rules.at[rule].cond;
    t.asks = ask_tests(s->m, c, flag);
    int64_t *other = arena_array(s->arena, int64_t, s->n_facts + 1);
    for (size_t i = 0; i < s->n && t.asks; i++) {
        const int64_t *at = s->at + i * s->n_facts;
        if (at[flag]) continue;
        memcpy(other, at, s->n_facts * sizeof *other);
        other[flag] = 1;
        bool before = interpret_cond(s->in, c, at), after = interpret_cond(s->in, c, other);
        t.begins = t.begins || (!before && after);
        t.ends = t.ends || (before && !after);
    }
    return t;
}

/* A permission holds to open; what holds back, to close. */
static bool opens(const struct model *m, const struct rule *r) {
    (void)m;
    return r->kind == STATEMENT_PERMISSION;
}

static bool attaches(const struct model *m, const struct rule *r) {
    return r->kind == STATEMENT_EXPECTATION ||
           (r->kind == STATEMENT_DUTY && m->duties.at[r->duty].timing != DUTY_BEFORE);
}

static void check_finding(struct feasible *w, const struct diag *d) {
    const struct model *m = w->c.model;
    uint32_t flag = MODEL_NONE;
    for (uint32_t f = 0; f < m->facts.len; f++) {
        size_t n = strlen(m->facts.at[f].id.name);
        if (m->facts.at[f].kind == FACT_FLAG && strncmp(d->text, m->facts.at[f].id.name, n) == 0 &&
            d->text[n] == ' ')
            flag = f;
    }
    if (flag == MODEL_NONE) return; /* of a value, a definition */
    bool duties = strstr(d->text, "keeps away") != NULL;
    const char *here = strstr(d->text, ", and ");
    bool less_here = strncmp(here, ", and helps to close", 20) == 0 ||
                     strncmp(here, ", and keeps away", 16) == 0;
    size_t told = 0, found = 0;
    sscanf(strpbrk(strstr(d->text, " what the ") + 10, "0123456789"), "%zu", &told);
    vec_each (const struct safeguard, g, &m->safeguards)
        vec_each (const struct promise, p, &g->promises)
            vec_each (const struct qualifier, q, &p->qualifiers)
                found += ask_tests(m, q->cond, flag);
    for (uint32_t r = 0; r < w->c.rules->rules.len; r++) {
        const struct rule *rule = &w->c.rules->rules.at[r];
        if (attaches(m, rule) != duties) continue;
        struct turns t = turns_of(&w->open, r, flag);
        bool more = opens(m, rule) || duties ? t.begins : t.ends;
        bool less = opens(m, rule) || duties ? t.ends : t.begins;
        bool is_here = d->at.from >= rule->at.from && d->at.to <= rule->at.to;
        if (is_here && (less_here ? more : less))
            fail_msg("seed %" PRIu64 ": %s\n%s", w->seed, d->text, w->p.text);
        found += !is_here && t.asks && !(less_here ? less : more);
    }
    w->found[d->code]++;
    w->judged++;
    if (found < told)
        fail_msg("seed %" PRIu64 ": %zu others, not %zu: %s\n%s", w->seed, found, told, d->text,
                 w->p.text);
}

static void judge_both_ways(struct feasible *w) {
    vec_each (const struct diag, d, &w->c.d.list)
        if (d->code == DIAG_BOTH_WAYS) check_finding(w, d);
}

static void both_ways(void **unused) {
    static const enum diag_code checks[] = {DIAG_BOTH_WAYS};
    (void)unused;
    judge_policies(POLICIES, checks, 1, judge_both_ways);
}

/* ---- lists of what is provided for ---- */

enum { OBJECTIVES = 4, ACTIVITIES = 4, PAIRS = OBJECTIVES * ACTIVITIES };

static void put_list(FILE *out, unsigned pairs, unsigned objective, const char *between) {
    const char *separator = "";
    for (unsigned a = 0; a < ACTIVITIES; a++)
        if (pairs >> (objective * ACTIVITIES + a) & 1) {
            fprintf(out, "%sa%u", separator, a);
            separator = between;
        }
}

/* The finding is there just where some four times as many pairs are alike as are apart. */
static void lagging(void **unused) {
    uint32_t state = 1;
    size_t found = 0, silent = 0;
    (void)unused;
    for (unsigned n = 0; n < 400; n++) {
        unsigned by[2] = {0}, apart = 0, alike = 0;
        char *text = NULL;
        size_t size;
        struct compiled c;
        for (unsigned i = 0; i < PAIRS; i++) {
            state = state * 1664525u + 1013904223u;
            bool both = state >> 30, one = state >> 20 & 15 ? false : true;
            by[0] |= (unsigned)both << i;
            by[1] |= (unsigned)(both != one) << i;
            apart += one;
            alike += both && !one;
        }
        FILE *out = open_memstream(&text, &size);
        fprintf(out, "strategy \"t\" { approaches ranked low < high }\n"
                     "fact activity \"t\" : one of { a0, a1, a2, a3 }\nfact objective \"t\"\n"
                     "approach 1 low \"t\" { default }\napproach 2 high \"t\" { requires listed }\n"
                     "define listed means (objective = o0 and objective = o1)");
        for (unsigned o = 0; o < OBJECTIVES; o++)
            if (by[1] >> o * ACTIVITIES & 15) {
                fprintf(out, "\n or (objective = o%u and activity in { ", o);
                put_list(out, by[1], o, ", ");
                fprintf(out, " })");
            }
        for (unsigned o = 0; o < OBJECTIVES; o++) {
            fprintf(out, "\nobjective 3.%u o%u \"t\" {", o, o);
            if (by[0] >> o * ACTIVITIES & 15) {
                fprintf(out, " may use high for ");
                put_list(out, by[0], o, ", ");
            }
            fprintf(out, " }");
        }
        fprintf(out, "\n");
        fclose(out);
        if (!compile_text(&c, text)) fail_msg("%s", text);
        struct analysis l = {.m = c.model, .d = &c.d, .arena = &c.arena, .rules = c.rules};
        lint_one(&l, DIAG_LAGGING_LIST);
        bool told = c.d.list.len > 0, so = apart && apart <= 3 && alike >= 4 * apart;
        if (told != so)
            fail_msg("%u alike, %u apart: %s\n%s", alike, apart, told ? "told" : "-", text);
        found += told;
        silent += !told;
        compiled_free(&c);
        free(text);
    }
    assert_true(found > 100 && silent > 50);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(both_ways), cmocka_unit_test(lagging)};
    return cmocka_run_group_tests_name("lint_slips", tests, NULL, NULL);
}
