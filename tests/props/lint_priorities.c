/*
 * What the lint says of priority, against brute force: which promises and permissions give way,
 * which headings change nothing and why. And what it advises: typed into the text of the policy,
 * it does what the message says, and nothing else; where a heading would, it is advised.
 */
#include "tests/props/lint_harness.h"

enum { POLICIES = 1600, MOST_NOTED = 5 };

/* ---- what is so in one situation ---- */

/* What all rules of a kind open, close or attach to; `item`: the modality, the duty, the place of
 * the paragraph. */
static uint32_t all_of(const struct situations *s, size_t i, enum statement_kind kind,
                       uint32_t item) {
    uint32_t approaches = 0;
    for (uint32_t r = 0; r < s->n_rules; r++) {
        const struct rule *rule = &s->rules->rules.at[r];
        uint32_t is = kind == STATEMENT_PERMISSION ? (uint32_t)rule->modality
                      : kind == STATEMENT_DUTY     ? rule->duty
                                                   : s->m->blocks.at[rule->block].outline;
        bool counts = rule->kind == kind && (item == MODEL_NONE || item == is) &&
                      (kind != STATEMENT_EXPECTATION || s->unmet[i * s->n_rules + r]);
        if (counts) approaches |= effect_of(s, i, r);
    }
    return approaches;
}

static uint32_t closed_in(const struct situations *s, size_t i) {
    return all_of(s, i, STATEMENT_PROHIBITION, MODEL_NONE) |
           all_of(s, i, STATEMENT_REQUIREMENT, MODEL_NONE);
}

static bool same_but_closed(const struct situations *x, const struct situations *y, size_t i) {
    static const uint32_t modalities[] = {MODEL_NONE, MODALITY_WILL, MODALITY_MUST};
    for (size_t m = 0; m < 3; m++)
        if (all_of(x, i, STATEMENT_PERMISSION, modalities[m]) !=
            all_of(y, i, STATEMENT_PERMISSION, modalities[m]))
            return false;
    for (uint32_t d = 0; d < x->m->duties.len; d++)
        if (all_of(x, i, STATEMENT_DUTY, d) != all_of(y, i, STATEMENT_DUTY, d)) return false;
    for (uint32_t p = 0; p < x->m->outline.len; p++)
        if (all_of(x, i, STATEMENT_EXPECTATION, p) != all_of(y, i, STATEMENT_EXPECTATION, p))
            return false;
    return true;
}

/* ---- advice, typed in ---- */

/* The text with some words more behind a place in it. */
static const char *typed(struct feasible *w, size_t at, const char *words) {
    return arena_printf(&w->c.arena, "%.*s %s %s", (int)at, w->p.text, words, w->p.text + at);
}

/* In which each of the approaches `closes[i]`, and no other, is closed in situation i, and all else
 * is as it was. */
static bool decides_so(struct feasible *w, const char *text, const uint32_t *closes) {
    struct compiled c;
    bool so = compile_text(&c, text);
    if (so) {
        struct situations s;
        situations_under(&s, &w->open, with_open_readings(c.rules, &c.arena));
        for (size_t i = 0; i < s.n && so; i++)
            so = !in_scope(&s, i) ||
                 (closed_in(&s, i) == closes[i] && same_but_closed(&w->open, &s, i));
    }
    compiled_free(&c);
    return so;
}

static const char *heading(struct feasible *w, uint32_t block, const struct indices *closers) {
    const char *words = "notwithstanding";
    bool named[64] = {false}, first = true;
    vec_each (uint32_t, c, closers) {
        uint32_t over = w->c.rules->rules.at[*c].block;
        bool gates = true;
        if (over == block) return NULL;
        if (named[over]) continue;
        named[over] = true;
        vec_each (uint32_t, k, closers)
            gates = gates && (w->c.rules->rules.at[*k].block != over ||
                              w->c.rules->rules.at[*k].kind == STATEMENT_REQUIREMENT);
        words = arena_printf(&w->c.arena, "%s%s %s%s", words, first ? "" : ",",
                             gates ? "requirement of " : "", w->c.model->blocks.at[over].id.name);
        first = false;
    }
    return words;
}

static bool heading_works(struct feasible *w, uint32_t permission, const struct indices *closers,
                          const char *words) {
    const struct situations *s = &w->open;
    uint32_t *closes = arena_array(&w->c.arena, uint32_t, s->n + 1);
    for (size_t i = 0; i < s->n; i++) {
        uint32_t lifted = 0;
        vec_each (uint32_t, c, closers) lifted |= effect_of(s, i, *c);
        closes[i] = closed_in(s, i) & ~(lifted & effect_of(s, i, permission));
    }
    uint32_t block = w->c.rules->rules.at[permission].block;
    const char *brace = strchr(w->p.text + w->c.model->blocks.at[block].id.at.to, '{');
    return decides_so(w, typed(w, (size_t)(brace - w->p.text), words), closes);
}

static const struct diag *finding(const struct feasible *w, enum diag_code code, struct span at) {
    vec_each (struct diag, d, &w->c.d.list)
        if (d->code == code && d->at.from == at.from && d->at.to == at.to) return d;
    return NULL;
}

static void wrong(const struct feasible *w, const struct diag *d, const char *what) {
    fprintf(stderr, "seed %" PRIu64 ": %s\n%s\n%s", w->seed, what, d ? d->text : "", w->p.text);
    fail();
}

/* The rules that the notes of the finding point at; none where some are not shown. */
static struct indices noted(struct feasible *w, const struct diag *d) {
    struct indices rules = {0}, none = {0};
    vec_each (struct diag_note, n, &d->notes) {
        if (n->at.file == SPAN_NOWHERE.file) return none;
        for (uint32_t r = 0; r < w->c.rules->rules.len; r++)
            if (w->c.rules->rules.at[r].at.from == n->at.from &&
                rule_closes(&w->c.rules->rules.at[r]))
                vec_push(&w->c.arena, &rules, r);
    }
    return rules;
}

static size_t advised, not_advised;

/* The finding advises the heading where it works, and none where it does not. */
static void judge_advice(struct feasible *w, enum diag_code code, uint32_t permission) {
    const struct diag *d = finding(w, code, w->c.rules->rules.at[permission].at);
    if (!d) return;
    struct indices closers = noted(w, d);
    if (closers.len == 0) return;
    w->found[code] += code == DIAG_ALWAYS_CLOSED || code == DIAG_COMMITMENT_REFUSED;
    const char *words = heading(w, w->c.rules->rules.at[permission].block, &closers);
    bool works = words && heading_works(w, permission, &closers, words),
         is_given = words && strstr(d->text, words);
    if (is_given && !works) wrong(w, d, "advice that does something else");
    if (works && !is_given) wrong(w, d, words);
    if (!is_given && strstr(d->text, "notwithstanding")) wrong(w, d, "other advice");
    advised += is_given;
    not_advised += !is_given;
}

/* ---- what gives way ---- */

static bool said(const struct situations *s, uint32_t x, uint32_t y) {
    vec_each (struct priority, p, &s->m->priorities)
        if ((p->winner == x && p->loser == y) || (p->winner == y && p->loser == x)) return true;
    return false;
}

static uint32_t always_closed(const struct situations *s, uint32_t rule) {
    uint32_t opened = 0, left = 0;
    for (size_t i = 0; i < s->n; i++) {
        opened |= in_scope(s, i) ? effect_of(s, i, rule) : 0;
        left |= in_scope(s, i) ? effect_of(s, i, rule) & ~closed_in(s, i) : 0;
    }
    return opened & ~left;
}

static bool meet(const struct situations *s, uint32_t x, uint32_t y, uint32_t approaches) {
    for (size_t i = 0; i < s->n; i++)
        if (in_scope(s, i) && (effect_of(s, i, x) & effect_of(s, i, y) & approaches)) return true;
    return false;
}

static bool gives_way(const struct feasible *w, uint32_t permission) {
    const struct rule *p = &w->c.rules->rules.at[permission];
    uint32_t shut = always_closed(&w->open, permission);
    for (uint32_t q = 0; q < w->taken.n_rules; q++) {
        const struct rule *r = &w->c.rules->rules.at[q];
        if (r->kind == STATEMENT_PROHIBITION && !r->engage && r->block != p->block &&
            !said(&w->taken, r->block, p->block) && meet(&w->taken, permission, q, ~shut))
            return true;
    }
    return false;
}

static void judge_permissions(struct feasible *w) {
    static const enum diag_code others[] = {DIAG_ALWAYS_CLOSED, DIAG_COMMITMENT_REFUSED};
    for (uint32_t r = 0; r < w->open.n_rules; r++) {
        const struct rule *rule = &w->c.rules->rules.at[r];
        if (rule->kind != STATEMENT_PERMISSION) continue;
        bool plain = rule->modality == MODALITY_MAY, so = gives_way(w, r);
        struct declared at = {.name = "a permission", .at = rule->at};
        expect(w, DIAG_UNSTATED_PRIORITY, &at, NULL, so && !plain);
        expect(w, DIAG_PERMISSION_REFUSED, &at, NULL, so && plain);
        judge_advice(w, plain ? DIAG_PERMISSION_REFUSED : DIAG_UNSTATED_PRIORITY, r);
        for (size_t i = 0; i < sizeof others / sizeof *others; i++) judge_advice(w, others[i], r);
    }
}

/* ---- headings without effect ---- */

/* The rules without the priorities said at this place, and without those that are gone. */
static struct rule_set *without(const struct situations *s, struct span at, const bool *gone) {
    struct rule_set *set = arena_new(s->arena, struct rule_set);
    *set = *s->rules;
    set->winners = arena_array(s->arena, struct indices, s->m->blocks.len);
    for (uint32_t b = 0; b < s->m->blocks.len; b++)
        vec_each (uint32_t, p, &s->rules->winners[b])
            if (!span_same(s->m->priorities.at[*p].at, at) && !gone[*p])
                vec_push(s->arena, &set->winners[b], *p);
    return set;
}

static bool all_the_same(const struct situations *x, const struct situations *y) {
    for (size_t i = 0; i < x->n; i++)
        if (!same_decision(x, &x->made[i], &y->made[i])) return false;
    return true;
}

static bool says_that_a_promise_gives_way(const struct feasible *w, struct span at) {
    const struct rule_set *rules = w->taken.rules;
    vec_each (struct priority, o, &w->c.model->priorities)
        for (uint32_t p = rules->first[o->loser];
             p < rules->first[o->loser + 1] && span_same(o->at, at); p++)
            for (uint32_t q = rules->first[o->winner]; q < rules->first[o->winner + 1]; q++)
                if (rules->rules.at[p].kind == STATEMENT_PERMISSION &&
                    rules->rules.at[p].modality != MODALITY_MAY &&
                    rule_closes(&rules->rules.at[q]) && meet(&w->taken, p, q, UINT32_MAX))
                    return true;
    return false;
}

/* One that lifts something of the rule, for what its winner permits. */
static uint32_t lifts(const struct situations *s, size_t i, uint32_t rule,
                      const struct priority *p) {
    return priority_lifts(s->rules, p, &s->rules->rules.at[rule])
               ? reach_of(s, i, rule) & opened_by(s, i, p->winner)
               : 0;
}

/* What the heading lifts of the rule in this situation, but for what comes to the same in the ways
 * that `by` says: another heading, another that closes, another that asks for the duty. */
static uint32_t left_of(const struct situations *s, size_t i, uint32_t rule, struct span at,
                        const bool *gone, unsigned by) {
    uint32_t left = 0, others = 0;
    for (uint32_t p = 0; p < s->m->priorities.len; p++) {
        const struct priority *o = &s->m->priorities.at[p];
        if (o->loser != s->rules->rules.at[rule].block) continue;
        if (span_same(o->at, at))
            left |= lifts(s, i, rule, o);
        else if (!gone[p])
            others |= lifts(s, i, rule, o);
    }
    if (by & 1) left &= ~others;
    if (by & 2) left &= ~closed_in(s, i);
    if ((by & 4) && s->rules->rules.at[rule].kind == STATEMENT_DUTY)
        left &= ~all_of(s, i, STATEMENT_DUTY, s->rules->rules.at[rule].duty);
    return left;
}

static bool any_left(const struct situations *s, struct span at, const bool *gone, unsigned by) {
    for (size_t i = 0; i < s->n; i++)
        for (uint32_t r = 0; r < s->n_rules; r++)
            if (in_scope(s, i) && left_of(s, i, r, at, gone, by)) return true;
    return false;
}

/* The reasons, as found in the text, and whether each is so. */
static const struct reason {
    const char *says;
    bool winner_permits, loser_holds_back;
    unsigned by;
} reasons[] = {
    {"a prohibition prevails over a permission without any heading", false, false, 0},
    {"it lifts what holds back permissions of ", false, false, 0},
    {"holds anything back (", true, false, 0},
    {"holds back what", true, true, 0},
    {"another heading lifts as well;", true, true, 1},
    {"other rules close that all the same;", true, true, 2},
    {"other rules ask for the same duty all the same, which then rests on them;", true, true, 4},
    {"or other rules close that or ask for the same all the same;", true, true, 7},
};
static size_t given[sizeof reasons / sizeof *reasons], instead;

static bool is_so(const struct feasible *w, const struct reason *r, struct span at,
                  const bool *gone) {
    const struct situations *s = &w->open;
    bool permits = false, holds = false;
    vec_each (struct priority, p, &s->m->priorities)
        for (uint32_t i = 0; i < s->n_rules && span_same(p->at, at); i++) {
            const struct rule *rule = &s->rules->rules.at[i];
            permits = permits || (rule->block == p->winner && rule->kind == STATEMENT_PERMISSION);
            holds = holds || (rule->block == p->loser && rule_holds_back(s->m, rule));
        }
    return permits == r->winner_permits && (!permits || holds == r->loser_holds_back) &&
           !any_left(s, at, gone, r->by);
}

/* "must not use HIGH", with the clauses of the permission, beside it: what the note says. */
static void judge_instead(struct feasible *w, const struct diag *d) {
    const struct situations *s = &w->open;
    vec_each (struct diag_note, n, &d->notes) {
        const char *more = strstr(n->text, "must not use "), *text = w->p.text;
        if (!strstr(n->text, "says so, with the same clauses: ")) continue;
        uint32_t rule = 0, high = 0;
        while (s->rules->rules.at[rule].at.from != n->at.from) rule++;
        const char *from = text + n->at.from, *clauses = strstr(from, "use");
        clauses += strncmp(clauses, "used", 4) == 0 ? 4 : 3;
        for (bool name = strncmp(clauses - 1, "d", 1) != 0; name;) {
            clauses += strspn(clauses, " \n");
            clauses += strspn(clauses, "abcdefghijklmnopqrstuvwxyz_0123456789");
            name = *clauses == ',' || clauses[strspn(clauses, " \n")] == ',';
            clauses += name ? strcspn(clauses, ",") + 1 : 0;
        }
        char *list = arena_printf(&w->c.arena, "%s", more);
        for (char *and = strstr(list, " and "); and; and = strstr(and, " and "))
            memcpy(and, ",    ", 5);
        for (uint32_t a = 0; a < s->m->approaches.len; a++)
            if (strstr(list, s->m->approaches.at[a].id.name)) high |= UINT32_C(1) << a;
        uint32_t *closes = arena_array(&w->c.arena, uint32_t, s->n + 1);
        for (size_t i = 0; i < s->n; i++)
            closes[i] = closed_in(s, i) | (effect_of(s, i, rule) ? high : 0);
        const char *added =
            arena_printf(&w->c.arena, "%s %.*s", list, (int)(text + n->at.to - clauses), clauses);
        if (!decides_so(w, typed(w, n->at.to, added), closes)) wrong(w, d, added);
        instead++;
    }
}

static void judge_headings(struct feasible *w) {
    const struct model *m = w->c.model;
    bool *gone = arena_array(&w->c.arena, bool, m->priorities.len);
    for (uint32_t p = 0; p < m->priorities.len; p++) {
        struct span at = m->priorities.at[p].at;
        bool first = true;
        for (uint32_t q = 0; q < p; q++) first = first && !span_same(at, m->priorities.at[q].at);
        if (!first) continue;
        struct situations other;
        situations_under(&other, &w->open, without(&w->open, at, gone));
        bool so = !says_that_a_promise_gives_way(w, at) && all_the_same(&w->open, &other);
        struct declared place = {.name = "a heading", .at = at};
        expect(w, DIAG_PRIORITY_WITHOUT_EFFECT, &place, NULL, so);
        if (!so) continue;
        const struct diag *d = finding(w, DIAG_PRIORITY_WITHOUT_EFFECT, at);
        size_t i = sizeof reasons / sizeof *reasons;
        while (i-- > 0 && !strstr(d->text, reasons[i].says)) {
        }
        if (i == SIZE_MAX || !is_so(w, &reasons[i], at, gone)) wrong(w, d, "not the reason");
        given[i]++;
        judge_instead(w, d);
        for (uint32_t q = p; q < m->priorities.len; q++)
            gone[q] = gone[q] || span_same(at, m->priorities.at[q].at);
    }
}

/* ---- rules that are always lifted ---- */

/* It would hold something back, and all of that is permitted by what prevails over it; the notes
 * name the headings by which it is, in some situation. */
static void judge_lifted(struct feasible *w) {
    const struct situations *s = &w->open;
    for (uint32_t r = 0; r < s->n_rules; r++) {
        const struct rule *rule = &s->rules->rules.at[r];
        const struct diag *d = finding(w, DIAG_ALWAYS_SET_ASIDE, rule->at);
        bool reaches = false, acts = false;
        for (size_t i = 0; i < s->n; i++) {
            reaches = reaches || (in_scope(s, i) && reach_of(s, i, r));
            acts = acts || (in_scope(s, i) && effect_of(s, i, r));
        }
        w->found[DIAG_ALWAYS_SET_ASIDE] += d != NULL;
        if (rule_holds_back(s->m, rule) && reaches && !acts && !d) wrong(w, d, "always lifted");
        for (uint32_t p = 0; p < s->m->priorities.len && d && reaches && !acts; p++) {
            const struct priority *o = &s->m->priorities.at[p];
            bool lifted = false, told = false;
            if (o->loser != rule->block) continue;
            for (uint32_t q = 0; q < s->m->priorities.len; q++)
                for (size_t i = 0; i < s->n && s->m->priorities.at[q].loser == rule->block &&
                                   span_same(s->m->priorities.at[q].at, o->at);
                     i++)
                    lifted = lifted || (in_scope(s, i) && lifts(s, i, r, &s->m->priorities.at[q]));
            vec_each (struct diag_note, n, &d->notes) told = told || span_same(n->at, o->at);
            if (lifted != told) wrong(w, d, "a heading that lifts it");
        }
    }
}

/* ---- rules that close everything ---- */

/* Whether the rule closes all that the permission opens in vain. */
static bool closes_alone(const struct situations *s, uint32_t rule, uint32_t permission,
                         uint32_t closed) {
    for (size_t i = 0; i < s->n; i++)
        if (in_scope(s, i) && (effect_of(s, i, permission) & closed & ~effect_of(s, i, rule)))
            return false;
    return closed != 0;
}

static size_t closed_blocks(const struct situations *s, uint32_t rule, const uint32_t *closed) {
    size_t n = 0;
    uint32_t last = MODEL_NONE;
    for (uint32_t p = 0; p < s->n_rules; p++) {
        if (s->rules->rules.at[p].block == last || !closes_alone(s, rule, p, closed[p])) continue;
        last = s->rules->rules.at[p].block;
        n++;
    }
    return n;
}

static void judge_closing(struct feasible *w) {
    const struct situations *s = &w->open;
    uint32_t left = 0;
    bool any = false;
    for (size_t i = 0; i < s->n; i++) {
        any = any || in_scope(s, i);
        left |= in_scope(s, i) ? all_of(s, i, STATEMENT_PERMISSION, MODEL_NONE) : 0;
    }
    uint32_t *closed = arena_array(&w->c.arena, uint32_t, s->n_rules + 1);
    for (uint32_t p = 0; p < s->n_rules; p++)
        closed[p] = s->rules->rules.at[p].kind == STATEMENT_PERMISSION ? always_closed(s, p) : 0;
    for (uint32_t r = 0; r < s->n_rules && any; r++) {
        uint32_t closes = rule_closes(&s->rules->rules.at[r]) ? left : 0;
        for (size_t i = 0; i < s->n; i++)
            if (in_scope(s, i)) closes &= effect_of(s, i, r);
        struct declared at = {.name = "a rule", .at = s->rules->rules.at[r].at};
        if (rule_closes(&s->rules->rules.at[r]))
            expect(w, DIAG_CLOSES_EVERYTHING, &at, closes ? "in every situation" : NULL,
                   closes != 0 || closed_blocks(s, r, closed) > 1);
    }
}

/* ---- rules that may be removed ---- */

static size_t removable, not_removable;

/* Of a rule that never applies it is said whether it may go. */
static void judge_removal(struct feasible *w) {
    const struct situations *s = &w->open;
    uint32_t *closes = arena_array(&w->c.arena, uint32_t, s->n + 1);
    for (size_t i = 0; i < s->n; i++) closes[i] = closed_in(s, i);
    vec_each (struct diag, d, &w->c.d.list) {
        if (d->code != DIAG_NEVER_APPLIES || strstr(d->text, "is never attached")) continue;
        const char *rest =
            arena_printf(&w->c.arena, "%.*s %s", (int)d->at.from, w->p.text, w->p.text + d->at.to);
        bool may_go = decides_so(w, rest, closes), told = strstr(d->text, ", or remove it");
        if (may_go != told) wrong(w, d, may_go ? "it may go" : "it may not go");
        w->found[d->code]++;
        removable += may_go;
        not_removable += !may_go;
    }
}

/* ---- all of it ---- */

static const enum diag_code checks[] = {DIAG_UNSTATED_PRIORITY,       DIAG_PERMISSION_REFUSED,
                                        DIAG_PRIORITY_WITHOUT_EFFECT, DIAG_ALWAYS_CLOSED,
                                        DIAG_COMMITMENT_REFUSED,      DIAG_NEVER_APPLIES,
                                        DIAG_CLOSES_EVERYTHING,       DIAG_ALWAYS_SET_ASIDE};

static void judge(struct feasible *w) {
    judge_permissions(w);
    judge_headings(w);
    judge_lifted(w);
    judge_removal(w);
    judge_closing(w);
}

static void random_policies(void **unused) {
    (void)unused;
    judge_policies(POLICIES, checks, sizeof checks / sizeof *checks, judge);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_policies)};
    int failed = cmocka_run_group_tests_name("lint_priorities", tests, NULL, NULL);
    printf("advised %zu, not %zu; instead %zu\n", advised, not_advised, instead);
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        printf("%s %zu\n", reasons[i].says, given[i]);
    printf("never applies: may go %zu, may not %zu\n", removable, not_removable);
    return failed;
}
