/*
 * The matrix of the reading copy against brute force with the reference interpreter, on random
 * small policies: what is written in it is so in all situations of each partner, and all that is so
 * is written.
 */
#define _POSIX_C_SOURCE 200809L

#include "base/list.h"
#include "tests/props/reading.h"

enum { POLICIES = 1500, MOST_ROWS = 64, MOST_CELLS = 16 };

static size_t cells, marked, own_marked, sure;

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

static void judge_matrix(struct reader *r) {
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

/* ---- the whole ---- */

static void random_policies(void **unused) {
    (void)unused;
    struct policies all = {.n = policies_to_try(POLICIES), .make = policy_to_read};
    while (next_policy(&all)) read_policy(&all, judge_matrix);
    print_message("%zu cells: %zu approaches at times, %zu always, %zu by own paragraphs\n", cells,
                  marked, sure, own_marked);
    assert_true(marked > 400 && sure > 100 && own_marked > 100);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_policies)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
