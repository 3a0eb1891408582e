/*
 * What is said of days, against brute force: a permission that lapses and leaves nothing is found,
 * and nothing else is called one; until when nothing is left, and what opens something again, is
 * exactly so; and the same days written in `when`, or by a definition, give the same findings.
 */
#include "tests/props/lint_harness.h"

enum { POLICIES = 2000, DATE_POLICIES = 1500 };

/* ---- what a rule does on a day ---- */

/* A day of each class in turn, all else being as in situation i. */
static size_t on_class(const struct situations *s, size_t i, size_t class) {
    return moved(s, i, s->m->date, class);
}

/* What the rule opens, closes (a prohibition), or attaches, as something to compare: bits of
 * approaches, or of duties. */
static uint64_t done_by(const struct situations *s, size_t i, uint32_t rule) {
    const struct rule *r = &s->rules->rules.at[rule];
    uint32_t effect = r->kind == STATEMENT_REQUIREMENT || r->kind == STATEMENT_EXPECTATION
                          ? 0
                          : effect_of(s, i, rule);
    return r->kind == STATEMENT_DUTY ? (uint64_t)(effect != 0) << r->duty : effect;
}

static uint64_t done_by_all(const struct situations *s, size_t i, enum statement_kind kind) {
    uint64_t all = 0;
    for (uint32_t r = 0; r < s->n_rules; r++)
        all |= s->rules->rules.at[r].kind == kind ? done_by(s, i, r) : 0;
    return all;
}

/* Whether a range of days in the condition ends or begins between this class and the next. */
static bool names_end(const struct situations *s, const struct cond *c, size_t class) {
    if (c->kind == COND_DEFINE) return names_end(s, s->m->defines.at[c->index].means, class);
    if (c->kind == COND_RANGE && c->fact == s->m->date) {
        int64_t next = s->domains[s->m->date].at[class + 1];
        return c->high + 1 == next || c->low == next;
    }
    vec_each (struct cond *, term, &c->terms)
        if (names_end(s, *term, class)) return true;
    return false;
}

/* ---- lapses ---- */

/* It opened something, and on the next day neither does it, nor is anything open. */
static bool leaves_nothing(const struct situations *s, uint32_t rule, size_t i, size_t class) {
    size_t last = on_class(s, i, class), next = on_class(s, i, class + 1);
    return s->rules->rules.at[rule].kind == STATEMENT_PERMISSION && is_live(s, last) &&
           is_live(s, next) && (effect_of(s, last, rule) & s->made[last].open) &&
           !effect_of(s, next, rule) && !s->made[next].open;
}

/* What is to be told of a rule, or of all that one statement comes to: after which classes nothing
 * is open any more; and by class after which it pauses, and class from which it is taken up, for
 * which approaches (of a duty: bit 0). */
enum { MOST_CLASSES = 24 };
struct lapses {
    bool closed[MOST_CLASSES];
    uint32_t paused[MOST_CLASSES][MOST_CLASSES];
    bool more;                       /* not all of them are told */
    size_t told_until[MOST_CLASSES]; /* by class: the same days are told as days of nothing left */
};

/* It did something, none does on the days behind, and then some rule does. What is told as nothing
 * left is not told again where it lasts no longer than that. */
static void add_pauses(const struct situations *s, uint32_t rule, size_t i, size_t class, bool told,
                       struct lapses *to) {
    enum statement_kind kind = s->rules->rules.at[rule].kind;
    size_t last = on_class(s, i, class), classes = s->domains[s->m->date].len;
    uint64_t left = is_live(s, last) ? done_by(s, last, rule) : 0;
    for (size_t c = class + 1; c + 1 < classes && left; c++) {
        size_t between = on_class(s, i, c), again = on_class(s, i, c + 1);
        left = is_live(s, between) ? left & ~done_by_all(s, between, kind) : 0;
        told = told && !s->made[between].open;
        uint64_t taken_up = is_live(s, again) ? left & done_by_all(s, again, kind) : 0;
        left &= ~taken_up;
        if (!told)
            to->paused[class][c + 1] |= kind == STATEMENT_DUTY ? taken_up != 0 : (uint32_t)taken_up;
    }
}

static void add_lapses(const struct situations *s, uint32_t rule, struct lapses *to) {
    for (size_t class = 0; class + 1 < s->domains[s->m->date].len; class ++) {
        if (!names_end(s, s->rules->rules.at[rule].cond, class)) continue;
        for (size_t i = 0; i < s->n; i++) {
            bool nothing = leaves_nothing(s, rule, i, class);
            to->closed[class] = to->closed[class] || nothing;
            add_pauses(s, rule, i, class, nothing, to);
        }
    }
}

/* ---- what the message says ---- */

static size_t closed_for_good, closed_for_days, paused, several, further;

static int64_t day_behind(const char *text, const char *words) {
    const char *at = strstr(text, words);
    int64_t day = INT64_MIN;
    if (at && !date_read(at + strlen(words), 10, &day)) fail_msg("no day: %s", text);
    return day;
}

static size_t class_from(const struct situations *s, int64_t day) {
    const struct domain *days = &s->domains[s->m->date];
    for (size_t class = 0; class < days->len; class ++)
        if (days->at[class] == day) return class;
    fail_msg("a day on which nothing changes");
    return 0;
}

/* "high and mid, where ..." */
static uint32_t approaches_listed(const struct situations *s, const char *at) {
    uint32_t named = 0;
    while (*at) {
        size_t n = strcspn(at, " ,");
        uint32_t before = named;
        for (size_t a = 0; a < s->m->approaches.len; a++) {
            const char *name = s->m->approaches.at[a].id.name;
            if (strlen(name) == n && memcmp(name, at, n) == 0) named |= (uint32_t)1 << a;
        }
        if (named == before) break;
        at += n;
        at += strncmp(at, " and ", 5) == 0 ? 5 : strspn(at, ", ");
    }
    return named;
}

/* A rule that speaks of them alone names none. */
static uint32_t approaches_told(const struct situations *s, const char *list, uint32_t rule) {
    const struct rule *r = &s->rules->rules.at[rule];
    if (list) return approaches_listed(s, list);
    return r->kind == STATEMENT_DUTY ? 1 : r->approaches;
}

/* On which it is told that nothing is left. */
static int64_t last_day_told(const struct situations *s, const char *text) {
    if (!strstr(text, " is left from ") && !strstr(text, "refusal from "))
        return day_behind(text, strstr(text, "refusal on ") ? "refusal on " : " is left on ");
    return strstr(text, " to ") ? day_behind(text, " to ") : s->m->facts.at[s->m->date].high;
}

static void add_told(const struct situations *s, const struct diag *d, uint32_t rule,
                     struct lapses *to) {
    if (strncmp(d->text, "after ", 6) == 0) {
        size_t first = class_from(s, day_behind(d->text, "after ") + 1);
        to->closed[first - 1] = true;
        if (!strstr(d->text, "nothing follows"))
            to->told_until[first - 1] = class_from(s, last_day_told(s, d->text) + 1);
        return;
    }
    size_t last = class_from(s, day_behind(d->text, "between ") + 1) - 1,
           again = class_from(s, day_behind(d->text, " and "));
    const char *list = strstr(d->text, "appl");
    list += strcspn(list, " ,");
    to->paused[last][again] |=
        approaches_told(s, strncmp(list, " to ", 4) == 0 ? list + 4 : NULL, rule);
    vec_each (struct diag_note, n, &d->notes) {
        to->more = to->more || strstr(n->text, "more that end") != NULL;
        if (!strstr(n->text, "again here, on ")) continue;
        again = class_from(s, day_behind(n->text, "again here, on "));
        list = strncmp(n->text, "for ", 4) == 0 ? n->text + 4 : NULL;
        to->paused[last][again] |= approaches_told(s, list, rule);
        further++;
    }
}

/* How many classes nothing is left from this one on, always by default or always not even that. */
static size_t closed_classes(const struct situations *s, size_t i, size_t from) {
    size_t n = 0;
    enum status first = s->made[on_class(s, i, from)].status;
    for (size_t c = from; c < s->domains[s->m->date].len; c++, n++) {
        size_t at = on_class(s, i, c);
        if (!is_live(s, at) || s->made[at].open || s->made[at].status != first) break;
    }
    return n;
}

/* "Whatever the facts" is said of a request that states nothing: it leads where defaults are, and
 * nowhere where an assumption is broken on every day. */
static bool is_led_to(const struct situations *s, size_t i) {
    for (uint32_t f = 0; f < s->n_facts; f++)
        if (f != s->m->date && s->m->facts.at[f].has_default && !s->m->facts.at[f].presumed &&
            value_in(s, i, f) != s->m->facts.at[f].default_value)
            return false;
    for (size_t c = 0; c < s->domains[s->m->date].len; c++)
        if (s->possible[on_class(s, i, c)]) return true;
    return false;
}

static const char *judge_words(const struct situations *s, const struct diag *d, uint32_t rule) {
    const struct domain *days = &s->domains[s->m->date];
    int64_t after = day_behind(d->text, "after "), begins = after + 1, ends;
    size_t class = 0, most = 0;
    bool by_default = strstr(d->text, "only the default") != NULL,
         whatever = strstr(d->text, "whatever the facts") != NULL;
    while (class + 1 < days->len && days->at[class + 1] != begins) class ++;
    if (class + 1 == days->len) return "it ends on a day on which nothing changes";
    ends = last_day_told(s, d->text);
    for (size_t i = 0; i < s->n; i++) {
        size_t next = on_class(s, i, class + 1);
        bool so = leaves_nothing(s, rule, i, class) &&
                  (s->made[next].status == STATUS_DEFAULT) == by_default;
        size_t n = so ? closed_classes(s, i, class + 1) : 0;
        most = n > most ? n : most;
        if (whatever && n == 0 && is_led_to(s, i)) return "not whatever the facts";
        if (!by_default && leaves_nothing(s, rule, i, class) &&
            s->made[next].status == STATUS_DEFAULT)
            return "a refusal, where it could be the default approach";
    }
    if (most == 0) return "nowhere so";
    int64_t last = class + 1 + most == days->len ? s->m->facts.at[s->m->date].high
                                                 : days->at[class + 1 + most] - 1;
    if (last != ends) return "it ends on another day";
    if (whatever)
        for (size_t i = 0; i < s->n; i++)
            if (is_led_to(s, i) && closed_classes(s, i, class + 1) < most)
                return "not whatever the facts, on all these days";
    (closed_for_good += class + 1 + most == days->len,
     closed_for_days += class + 1 + most < days->len);
    bool nothing_follows = strstr(d->text, "nothing follows") != NULL, returns = false;
    for (size_t i = 0; i < s->n && class + 1 + most < days->len; i++) {
        size_t behind = on_class(s, i, class + 1 + most);
        returns = returns ||
                  (leaves_nothing(s, rule, i, class) && closed_classes(s, i, class + 1) == most &&
                   is_live(s, behind) && s->made[behind].open &&
                   (s->made[on_class(s, i, class + 1)].status == STATUS_DEFAULT) == by_default);
    }
    return returns == nothing_follows ? "what follows" : NULL;
}

/* What a note says to open something again does so, on that day. */
static const char *judge_return(const struct situations *s, const struct diag_note *n) {
    const struct domain *days = &s->domains[s->m->date];
    int64_t day = day_behind(n->text, "on ");
    size_t class = 0;
    while (class + 1 < days->len && days->at[class] != day) class ++;
    for (uint32_t r = 0; r < s->n_rules; r++)
        for (size_t i = 0;
             i < s->n && s->rules->rules.at[r].at.from == n->at.from && days->at[class] == day;
             i++) {
            size_t at = on_class(s, i, class);
            if (is_live(s, at) && (effect_of(s, at, r) & s->made[at].open)) return NULL;
        }
    return "what opens something again does not";
}

static void judge_texts(struct feasible *w, const struct situations *s) {
    vec_each (struct diag, d, &w->c.d.list) {
        const char *wrong = d->code == DIAG_LAPSE ? "no rule stands there" : NULL;
        paused += wrong && strncmp(d->text, "between ", 8) == 0;
        for (uint32_t r = 0; r < s->n_rules && wrong; r++)
            if (s->rules->rules.at[r].at.from == d->at.from)
                wrong = strncmp(d->text, "after ", 6) == 0 ? judge_words(s, d, r) : NULL;
        vec_each (struct diag_note, n, &d->notes)
            if (!wrong && strstr(n->text, "opens something again")) wrong = judge_return(s, n);
        if (wrong) fail_msg("seed %" PRIu64 ": %s: %s\n%s", w->seed, wrong, d->text, w->p.text);
    }
}

/* All lapses of the statement of the rule are told, and no other. */
static void judge_rule(struct feasible *w, const struct situations *s, uint32_t rule) {
    static struct lapses so, told;
    static const struct lapses none;
    const struct rules *rules = &s->rules->rules;
    struct declared at = {.name = "a rule", .at = rules->at[rule].at};
    so = told = none;
    for (uint32_t r = 0; r < s->n_rules; r++)
        if (rules->at[r].at.from == at.at.from) add_lapses(s, r, &so);
    vec_each (struct diag, d, &w->c.d.list)
        if (d->code == DIAG_LAPSE && d->at.from == at.at.from) add_told(s, d, rule, &told);
    expect(w, DIAG_LAPSE, &at, NULL, memcmp(&so, &none, sizeof so) != 0);
    size_t different = 0, n = 0;
    for (size_t k = 0; k < MOST_CLASSES; k++) {
        so.paused[k][told.told_until[k]] = 0;
        n += so.closed[k];
        different += so.closed[k] != told.closed[k];
        for (size_t c = 0; c < MOST_CLASSES; c++) {
            n += so.paused[k][c] != 0;
            different += told.more ? (told.paused[k][c] & ~so.paused[k][c]) != 0
                                   : told.paused[k][c] != so.paused[k][c];
        }
    }
    several += n > 1;
    if (different == 0) return;
    vec_each (struct diag, d, &w->c.d.list) fprintf(stderr, "%s\n", d->text);
    fputs(w->p.text, stderr);
    fail_msg("seed %" PRIu64 ": %zu lapses of a rule are not told, or not so", w->seed, different);
}

static void judge(struct feasible *w) {
    struct situations s;
    if (w->c.model->date == MODEL_NONE ||
        !situations_all(&s, w->c.rules, &w->c.arena, MOST_SITUATIONS, true))
        return;
    assert_true(s.domains[s.m->date].len <= MOST_CLASSES);
    for (uint32_t r = 0; r < s.n_rules; r++) judge_rule(w, &s, r);
    judge_texts(w, &s);
}

static const enum diag_code checks[] = {DIAG_LAPSE};

static void random_policies(void **unused) {
    (void)unused;
    judge_policies(POLICIES, checks, 1, judge);
}

/* ---- policies of days ---- */

enum spelling { BY_QUALIFIERS, BY_CONDITIONS, BY_DEFINITIONS, SPELLINGS };

/* A qualifier or condition that holds from a day, until a day, or both. */
static void say_days(struct random_policy *p, enum spelling spelling, char *definitions,
                     size_t size, const char *when) {
    uint32_t which = rnd(p, 4), from = 1 + rnd(p, 9), until = from + rnd(p, 10 - from);
    char first[40] = "", last[40] = "";
    if (which != 1)
        snprintf(first, sizeof first,
                 spelling == BY_QUALIFIERS ? " from 2025-01-0%u" : "day at least 2025-01-0%u",
                 from);
    if (which != 2)
        snprintf(last, sizeof last,
                 spelling == BY_QUALIFIERS ? " until 2025-01-0%u" : "day at most 2025-01-0%u",
                 until);
    if (spelling == BY_QUALIFIERS) {
        say(p, "%s%s%s%s", first, last, *when ? " when " : "", when);
        return;
    }
    char both[100];
    snprintf(both, sizeof both, "%s%s%s", first, *first && *last ? " and " : "", last);
    if (spelling == BY_DEFINITIONS) {
        size_t n = strlen(definitions);
        unsigned number = (unsigned)n; /* of its own */
        snprintf(definitions + n, size - n, "define days%u means %s\n", number, both);
        snprintf(both, sizeof both, "days%u", number);
    }
    say(p, " when %s%s%s", both, *when ? " and " : "", when);
}

static void date_policy(struct random_policy *p, uint64_t seed, enum spelling spelling) {
    static char definitions[4096];
    static const char *const conditions[] = {"", "", "f", "kind = x", "not f", "kind = y"};
    definitions[0] = '\0';
    p->state = seed * 0x9e3779b97f4a7c15u + 1;
    p->length = 0;
    say(p, "strategy \"S\" { approaches ranked low < mid < high%s }\n",
        chance(p, 20) ? " scope day at most 2025-01-08" : "");
    say(p, "fact day \"d\" : date as date\nfact f \"f\" : yes or no\nfact kind \"k\" : one of { x, "
           "y }\nduty report \"r\" yearly by \"b\"\n");
    say(p, "approach 1 low { %s }\nparagraph 2 {\n", chance(p, 70) ? "default" : "");
    for (uint32_t n = 1 + rnd(p, 7); n > 0; n--) {
        static const char *const what[] = {"may use high",      "may use high",      "may use mid",
                                           "may use high, mid", "must not use high", "must report"};
        uint32_t kind = rnd(p, 6);
        if (kind == 5) say(p, "}\nparagraph 3%u {\n", n);
        say(p, "    %s", what[kind]);
        say_days(p, spelling, definitions, sizeof definitions, conditions[rnd(p, 6)]);
        say(p, "\n");
    }
    say(p, "}\n%s", definitions);
}

/* All findings and their notes, without their places. */
static const char *findings(struct feasible *w) {
    const char *all = "";
    vec_each (struct diag, d, &w->c.d.list) {
        all = arena_printf(&w->c.arena, "%s%s\n", all, d->text);
        vec_each (struct diag_note, n, &d->notes)
            all = arena_printf(&w->c.arena, "%s    %s\n", all, n->text);
    }
    return all;
}

static void the_same_days_in_when(void **unused) {
    static struct feasible w;
    static char first[1 << 16];
    uint64_t policies = policies_to_try(DATE_POLICIES);
    size_t told = 0;
    (void)unused;
    for (w.seed = 1; w.seed <= policies; w.seed++)
        for (enum spelling spelling = BY_QUALIFIERS; spelling < SPELLINGS; spelling++) {
            date_policy(&w.p, w.seed, spelling);
            if (!compile_text(&w.c, w.p.text))
                fail_msg("refused: %s\n%s", w.c.d.list.at[0].text, w.p.text);
            struct analysis l = {
                .m = w.c.model, .d = &w.c.d, .arena = &w.c.arena, .rules = w.c.rules};
            analysis_decide(&l, w.c.bits, diagrams_new(w.c.space, LINT_STEPS));
            lint_one(&l, DIAG_LAPSE);
            const char *all = findings(&w);
            if (spelling == BY_QUALIFIERS)
                snprintf(first, sizeof first, "%s", all);
            else if (strcmp(first, all) != 0)
                fail_msg("seed %" PRIu64 ": written otherwise it finds\n%sinstead of\n%s%s", w.seed,
                         all, first, w.p.text);
            told += w.c.d.list.len;
            judge(&w);
            compiled_free(&w.c);
        }
    print_message("%zu findings; closed for good %zu, for some days %zu; paused %zu; several "
                  "of one rule %zu, told of one end %zu\n",
                  told, closed_for_good, closed_for_days, paused, several, further);
    assert_true(told > policies / 2 && closed_for_good > 20 && closed_for_days > 20 &&
                paused > 20 && several > 20 && further > 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_policies),
                                       cmocka_unit_test(the_same_days_in_when)};
    return cmocka_run_group_tests_name("lint_lapse", tests, NULL, NULL);
}
