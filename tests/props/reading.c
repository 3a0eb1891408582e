/*
 * The reading copy against brute force with the reference interpreter, on random small policies:
 * what is written in its matrix is so in all situations of each partner, and all that is so is
 * written; the same of what its sheets say of duties, and of what may start.
 */
#define _POSIX_C_SOURCE 200809L

#include "analysis/coverage.h"
#include "space/domain.h"
#include "base/list.h"
#include "emit/formats.h"
#include "tests/props/each_policy.h"
#include "tests/props/situations.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { POLICIES = 1500, MOST_SITUATIONS = 3000, MOST_ROWS = 64, MOST_CELLS = 16 };

struct reader {
    struct situations s;
    const struct model *m;
    const struct coverage *coverage;
    struct arena *a;
    const char *text, *policy;
    uint64_t seed;
};

static size_t cells, marked, own_marked, sure, duties, otherwise, starts;

static void complain(const struct reader *r, const char *what, const char *wanted) {
    print_error("seed %" PRIu64 ": %s: %s\n", r->seed, what, wanted);
    fputs(r->policy, stderr);
    fputs(r->text, stderr);
    fail();
}

static bool is_value(const struct reader *r, size_t i, uint32_t fact, size_t value) {
    return fact == MODEL_NONE || value_in(&r->s, i, fact) == (int64_t)value;
}

static bool is_own(const struct reader *r, uint32_t block) {
    return r->m->blocks.at[block].kind == BLOCK_OBJECTIVE ||
           r->m->blocks.at[block].kind == BLOCK_PROVISION;
}

/* Whether nothing is closed there by what closes something in every cell. */
static bool is_usual(const struct reader *r, size_t i) {
    for (uint32_t k = 0; k < r->s.n_rules; k++) {
        const struct rule *rule = &r->s.rules->rules.at[k];
        if (!rule_closes(rule) || !effect_of(&r->s, i, k)) continue;
        vec_each (uint32_t, x, &r->coverage->closed_by)
            if (*x == r->m->blocks.at[rule->block].outline) return false;
    }
    return true;
}

/* The value that stands for this one in the list of situations. */
static int64_t standing_for(const struct reader *r, uint32_t f, int64_t value) {
    const struct domain *d = &r->s.domains[f];
    const struct fact *fact = &r->m->facts.at[f];
    uint64_t set = (uint64_t)value;
    size_t k = d->len;
    if (fact->kind == FACT_SET_OF)
        return (int64_t)((set & d->named) | (d->others && (set & ~d->named) ? d->others : 0));
    if (fact->kind == FACT_FLAG) return d->len == 1 ? d->at[0] : value;
    while (fact->kind != FACT_ONE_OF && k > 1 && d->at[k - 1] > value) k--;
    return fact->kind == FACT_ONE_OF ? value : d->at[k - 1];
}

/* Of a request that states the partner, and where `all` what would be done for which objective. */
static bool is_taken(const struct reader *r, size_t i, bool all) {
    for (uint32_t f = 0; f < r->m->facts.len; f++) {
        if (f == r->m->partner || (all && (f == r->m->activity || f == r->m->objective))) continue;
        const struct fact *fact = &r->m->facts.at[f];
        bool given = fact->has_default && fact->source != FACT_READING;
        int64_t value = fact->default_value;
        vec_each (const struct presumption, p, &fact->presumptions) {
            if (!interpret_cond(r->s.in, p->when, r->s.at + i * r->s.n_facts)) continue;
            given = true;
            value = p->yes;
        }
        if (given && value_in(&r->s, i, f) != standing_for(r, f, value)) return false;
    }
    return true;
}

/* ---- the matrix ---- */

/* What is so of one objective, activity and partner. */
struct seen {
    bool in_scope, something, by_default, closed;
    size_t usual;
    uint32_t opened, always;
};

static struct seen look(const struct reader *r, size_t o, size_t activity, size_t partner) {
    struct seen x = {.always = UINT32_MAX};
    for (size_t i = 0; i < r->s.n; i++) {
        const struct decision *d = &r->s.made[i];
        if (!is_value(r, i, r->m->objective, o) || !is_value(r, i, r->m->activity, activity) ||
            !is_value(r, i, r->m->partner, partner) || !in_scope(&r->s, i))
            continue;
        uint32_t open = d->open;
        bool permitted = false;
        for (uint32_t b = 0; b < r->m->blocks.len; b++) permitted |= opened_by(&r->s, i, b) != 0;
        bool by_default = d->status == STATUS_DEFAULT ||
                          (!open && r->m->default_approach == MODEL_NONE && !permitted);
        x.in_scope = true;
        x.something = x.something || open;
        x.by_default = x.by_default || by_default;
        if (r->m->ranked && open) open = UINT32_C(1) << d->approach;
        x.opened |= open;
        if (!is_usual(r, i)) continue;
        x.usual++;
        x.closed = x.closed || (!open && !by_default);
        x.always &= r->m->ranked && open ? (open - 1) | open : open;
    }
    return x;
}

/* The objective's own paragraphs that open the approach, in the order of the outline. */
static const char *own_words(const struct reader *r, size_t o, size_t activity, size_t partner,
                             uint32_t approach) {
    struct texts ids = {0};
    for (uint32_t at = 0; at < r->m->outline.len; at++)
        for (uint32_t b = 0; b < r->m->blocks.len; b++) {
            bool opens = false;
            for (size_t i = 0; i < r->s.n && r->m->blocks.at[b].outline == at && is_own(r, b); i++)
                opens = opens ||
                        (is_value(r, i, r->m->objective, o) &&
                         is_value(r, i, r->m->activity, activity) &&
                         is_value(r, i, r->m->partner, partner) && in_scope(&r->s, i) &&
                         (r->m->ranked ? r->s.made[i].open && r->s.made[i].approach == (int)approach
                                       : r->s.made[i].open >> approach & 1) &&
                         (opened_by(&r->s, i, b) >> approach & 1));
            if (opens) vec_push(r->a, &ids, r->m->blocks.at[b].id.name);
        }
    if (ids.len == 0) return "";
    own_marked++;
    return arena_printf(r->a, " (%s)", list_joined(r->a, ids.at, ids.len, ", ", ", "));
}

/* What the matrix has to say of it. */
static const char *expected(const struct reader *r, size_t o, size_t activity, size_t partner) {
    struct seen x = look(r, o, activity, partner);
    struct texts list = {0};
    if (!x.in_scope) return "cannot be";
    if (!x.something && x.by_default)
        return arena_printf(r->a, "%s%s",
                            r->m->default_approach == MODEL_NONE
                                ? "nothing"
                                : arena_printf(r->a, "only %s, the default",
                                               r->m->approaches.at[r->m->default_approach].id.name),
                            x.usual && !x.closed ? "" : "?");
    if (!x.something) return "closed";
    for (uint32_t a = 0; a < r->m->approaches.len; a++) {
        if (!(x.opened >> a & 1)) continue;
        bool always = x.usual && (x.always >> a & 1);
        if (always && r->m->ranked) list.len = 0;
        vec_push(r->a, &list,
                 arena_printf(r->a, "%s%s%s", r->m->approaches.at[a].id.name, always ? "" : "?",
                              own_words(r, o, activity, partner, a)));
        marked += !always;
        sure += always;
    }
    return list_joined(r->a, list.at, list.len, ", ", ", ");
}

/* The cells of a row behind its head. */
struct row {
    size_t n;
    const char *cells[MOST_CELLS];
};

struct matrix {
    struct row general[MOST_ROWS], own[MOST_ROWS * 8]; /* by activity; objective, then activity */
};

static void read_row(const struct reader *r, struct row *row, const char *line) {
    const char *at = strchr(line + 1, '|');
    while (at && at[1] && row->n < MOST_CELLS) {
        const char *end = strchr(at + 1, '|');
        if (!end) break;
        row->cells[row->n++] = arena_printf(r->a, "%.*s", (int)(end - at - 3), at + 2);
        at = end;
    }
}

static size_t values_of(const struct reader *r, uint32_t fact) {
    return fact == MODEL_NONE ? 1 : r->m->facts.at[fact].values.len;
}

/* The lines from behind this heading to the next heading of its level. */
static char *section(const struct reader *r, const char *heading) {
    const char *mark = arena_printf(r->a, "\n%s\n", heading), *at = strstr(r->text, mark);
    if (!at) complain(r, "no section", heading);
    at += strlen(mark);
    const char *end = strstr(at, "\n## ");
    return arena_printf(r->a, "%.*s", (int)(end ? end - at : (long)strlen(at)), at);
}

static void read_matrix(const struct reader *r, struct matrix *x) {
    size_t activities = values_of(r, r->m->activity), objectives = values_of(r, r->m->objective),
           under = SIZE_MAX;
    char *rest = NULL, *text = section(r, "## How far, for what, with whom");
    for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        for (size_t o = 0; r->m->objective != MODEL_NONE && o < objectives; o++) {
            const struct declared *v = &r->m->facts.at[r->m->objective].values.at[o];
            if (strcmp(line, arena_printf(r->a, "%s %s", v->name, declared_title(v))) == 0)
                under = o;
        }
        for (size_t a = 0; a < activities; a++) {
            const char *title = r->m->activity == MODEL_NONE
                                    ? "Anything"
                                    : declared_title(&r->m->facts.at[r->m->activity].values.at[a]);
            const char *head = arena_printf(r->a, "| %s |", title);
            if (strncmp(line, head, strlen(head)) == 0)
                read_row(r, under == SIZE_MAX ? &x->general[a] : &x->own[under * activities + a],
                         line);
        }
    }
}

static bool has_cell(const struct row *row, const char *words) {
    for (size_t i = 0; i < row->n; i++)
        if (strcmp(row->cells[i], words) == 0) return true;
    return false;
}

static void judge_matrix(const struct reader *r) {
    struct matrix x = {0};
    size_t activities = values_of(r, r->m->activity), objectives = values_of(r, r->m->objective);
    read_matrix(r, &x);
    for (size_t o = 0; o < objectives; o++)
        for (size_t a = 0; a < activities; a++) {
            const struct row *row = &x.own[o * activities + a];
            struct row wanted = {0};
            if (row->n == 0) row = &x.general[a];
            vec_each (const struct partner_class, c, &r->coverage->partners)
                for (size_t p = 0; p < values_of(r, r->m->partner); p++) {
                    if (c->values && !bitset_has(c->values, p)) continue;
                    const char *words = expected(r, o, a, p);
                    if (!has_cell(row, words)) complain(r, "not in the matrix", words);
                    if (!has_cell(&wanted, words)) wanted.cells[wanted.n++] = words;
                    cells++;
                }
            for (size_t i = 0; i < row->n; i++)
                if (!has_cell(&wanted, row->cells[i])) complain(r, "in the matrix", row->cells[i]);
        }
}

/* ---- the sheets ---- */

/* Whether a list like "a, b and c" names it. */
static bool names(const char *list, size_t n, const char *name) {
    for (const char *at = list; at + strlen(name) <= list + n; at++)
        if (strncmp(at, name, strlen(name)) == 0 && (at == list || at[-1] == ' ') &&
            strchr(", *;", at[strlen(name)]))
            return true;
    return false;
}

static bool is_said(const struct reader *r, char *sheet, uint32_t approach, uint32_t duty,
                    bool is_otherwise) {
    const char *at = strstr(sheet, "### Duties that can come with it\n");
    for (at = at ? strchr(at, '\n') + 2 : NULL; at && *at == '-'; at = strchr(at, '\n') + 1) {
        const char *colon = strstr(at, "**: "), *end = strchr(at, '\n');
        const char *condition = strstr(at, ", where what is taken for granted is not so**");
        bool conditional = condition && condition < colon;
        size_t n = (size_t)((conditional ? condition : colon) - at - 4);
        char *list = arena_printf(r->a, "%.*s*", (int)n, at + 4),
             *said = arena_printf(r->a, "%.*s;", (int)(end - colon - 4), colon + 4);
        if (conditional == is_otherwise &&
            (strcmp(list, "every approach*") == 0 ||
             names(list, n, r->m->approaches.at[approach].id.name)) &&
            names(said, strlen(said) - 1, r->m->duties.at[duty].id.name))
            return true;
    }
    return false;
}

static void judge_duties(const struct reader *r, const struct partner_class *c, char *sheet) {
    for (uint32_t a = 0; a < r->m->approaches.len; a++)
        for (uint32_t d = 0; d < r->m->duties.len; d++) {
            bool ever = false, as_taken = false;
            for (size_t i = 0; i < r->s.n; i++) {
                if (!in_scope(&r->s, i) ||
                    !bitset_has(c->values, (size_t)value_in(&r->s, i, r->m->partner)) ||
                    !bitset_has(r->s.made[i].each[a].duties, d))
                    continue;
                ever = true;
                as_taken = as_taken || is_taken(r, i, false);
            }
            const char *name = arena_printf(r->a, "%s of %s", r->m->duties.at[d].id.name,
                                            r->m->approaches.at[a].id.name);
            if (is_said(r, sheet, a, d, false) != as_taken) complain(r, "a duty", name);
            if (is_said(r, sheet, a, d, true) != (ever && !as_taken))
                complain(r, "a duty where something is otherwise", name);
            duties += as_taken;
            otherwise += ever && !as_taken;
        }
}

/* Whether it may start, as things are taken, with each partner of the class. */
static void judge_start(const struct reader *r, const struct partner_class *c, uint32_t approach,
                        size_t objective, size_t activity) {
    for (size_t i = 0; i < r->s.n; i++)
        if (is_taken(r, i, true) && in_scope(&r->s, i) &&
            bitset_has(c->values, (size_t)value_in(&r->s, i, r->m->partner)) &&
            (objective == SIZE_MAX || is_value(r, i, r->m->objective, objective)) &&
            is_value(r, i, r->m->activity, activity) && !(r->s.made[i].available >> approach & 1))
            complain(r, "it may not start", r->m->approaches.at[approach].id.name);
    starts++;
}

/* SIZE_MAX: any. */
static const char *under_words(const struct reader *r, size_t objective) {
    bool any = objective == SIZE_MAX;
    if (r->m->objective == MODEL_NONE) return any ? "" : "-";
    return any ? ", under any objective"
               : arena_printf(r->a, ", under %s",
                              r->m->facts.at[r->m->objective].values.at[objective].name);
}

static void judge_starts(const struct reader *r, const struct partner_class *c, char *sheet) {
    char *at = strstr(sheet, "### May start, ");
    if (!at) complain(r, "a sheet without what may start", sheet);
    char *end = strstr(at + 1, "\n#");
    if (end) *end = '\0';
    for (at = strstr(at, "\n- **"); at; at = strstr(at + 1, "\n- **"))
        for (uint32_t a = 0; a < r->m->approaches.len; a++)
            for (size_t o = 0; o <= values_of(r, r->m->objective); o++)
                for (size_t k = 0; k < values_of(r, r->m->activity); k++) {
                    bool any = o == values_of(r, r->m->objective);
                    const char *under = under_words(r, any ? SIZE_MAX : o);
                    const char *head =
                        arena_printf(r->a, "\n- **%s%s**: ", r->m->approaches.at[a].id.name, under);
                    const char *title =
                        r->m->activity == MODEL_NONE
                            ? "anything"
                            : declared_title(&r->m->facts.at[r->m->activity].values.at[k]);
                    if (strncmp(at, head, strlen(head)) != 0) continue;
                    size_t n = strcspn(at + 1, "\n") + 1 - strlen(head);
                    char *list = arena_printf(r->a, "%.*s;", (int)n, at + strlen(head));
                    if (names(list, n, title)) judge_start(r, c, a, any ? SIZE_MAX : o, k);
                }
    if (end) *end = '\n';
}

static void judge_sheets(const struct reader *r) {
    for (uint32_t c = 0; r->m->partner != MODEL_NONE && c < r->coverage->partners.len; c++) {
        char *heading = arena_printf(r->a, "## %s",
                                     coverage_partners(r->coverage, &(struct indices){&c, 1, 1}));
        char *sheet = section(r, heading);
        judge_duties(r, &r->coverage->partners.at[c], sheet);
        judge_starts(r, &r->coverage->partners.at[c], sheet);
    }
}

/* ---- the whole ---- */

static void judge(struct policies *all) {
    struct compiled *c = &all->c;
    struct reader r = {.m = c->model, .a = &c->arena, .seed = all->seed, .policy = all->p.text};
    char *text = NULL;
    size_t n = 0;
    struct emission e = {.policy = {&c->arena, &c->d, c->rules, c->space, c->bits},
                         .layout = c->layout};
    if (!situations_all(&r.s, c->rules, &c->arena, MOST_SITUATIONS, false)) return;
    /* Many have the same. */
    vec_each (struct duty, d, &c->model->duties) d->id.title = NULL;
    vec_each (struct group, g, &c->model->groups) g->id.title = NULL;
    r.coverage = coverage_of(&e.policy);
    assert_non_null(r.coverage);
    e.out = open_memstream(&text, &n);
    assert_non_null(e.out);
    assert_true(format_find("markdown")->write(&e));
    fclose(e.out);
    r.text = text;
    judge_matrix(&r);
    judge_sheets(&r);
    free(text);
}

static void policy(struct random_policy *p, uint64_t seed) {
    if (seed % 3)
        random_policy(p, seed);
    else
        random_policy_with_readings(p, seed);
    if (seed % 3 == 1) random_policy_letters_as_activities(p);
    if (seed % 3 == 2) random_policy_levels_as_activities(p);
}

static void random_policies(void **unused) {
    (void)unused;
    struct policies all = {.n = policies_to_try(POLICIES), .make = policy};
    while (next_policy(&all)) judge(&all);
    print_message("%zu cells: %zu approaches at times, %zu always, %zu by own paragraphs; %zu "
                  "duties, %zu otherwise; %zu may start\n",
                  cells, marked, sure, own_marked, duties, otherwise, starts);
    assert_true(marked > 400 && sure > 100 && own_marked > 100 && duties > 100 && otherwise > 30 &&
                starts > 30);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_policies)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
