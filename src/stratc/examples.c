#include "stratc/examples.h"

#include <string.h>

enum { WORK_WORDS = 1 << 17 };

struct runner {
    struct diags *d;
    struct arena *arena;
    const struct model *m;
    const struct strat_policy *policy;
    struct strat_work work;
    struct strat_answer answer;
    uint32_t *ask, n_ask;
    bool asked;        /* else what to ask was not found within the bound on work */
    uint32_t *fact_of; /* by fact of a request: the fact of the model */
    int64_t *value;    /* by fact of the model */
    uint8_t *known;
};

static void runner_init(struct runner *r) {
    const struct model *m = r->m;
    strat_answer_init(r->policy, 0,
                      arena_array(r->arena, uint64_t, strat_answer_words(r->policy, 0)),
                      &r->answer);
    r->ask = arena_array(r->arena, uint32_t, m->facts.len);
    r->fact_of = arena_array(r->arena, uint32_t, m->facts.len);
    r->value = arena_array(r->arena, int64_t, m->facts.len);
    r->known = arena_array(r->arena, uint8_t, m->facts.len);
    r->work.words = strat_work_words(r->policy) + WORK_WORDS;
    r->work.memory = arena_array(r->arena, uint64_t, r->work.words);
}

/* ---- what was decided, in words ---- */

static const char *approach_name(const struct runner *r, int32_t a) {
    return a >= 0 ? r->m->approaches.at[a].id.name : a == STRAT_NONE ? "none" : "several";
}

static const char *add_word(const struct runner *r, const char *list, const char *word) {
    return *list ? arena_printf(r->arena, "%s, %s", list, word) : word;
}

static const char *ids_text(const struct runner *r, const uint64_t *set) {
    const char *list = "";
    for (size_t i = 0; i < r->m->outline.len; i++)
        if (set[i / 64] >> (i % 64) & 1) list = add_word(r, list, r->m->outline.at[i].id);
    return *list ? list : "nothing";
}

static const char *duties_text(const struct runner *r, const uint64_t *set) {
    const char *list = "";
    for (size_t i = 0; i < r->m->duties.len; i++)
        if (set[i / 64] >> (i % 64) & 1) list = add_word(r, list, r->m->duties.at[i].id.name);
    return *list ? list : "no duty";
}

static const char *approaches_text(const struct runner *r, uint32_t set, bool none) {
    const char *list = none ? "none" : "";
    for (size_t i = 0; i < r->m->approaches.len; i++)
        if (set >> i & 1) list = add_word(r, list, r->m->approaches.at[i].id.name);
    return list;
}

static const char *asked_text(const struct runner *r) {
    const char *list = "";
    if (!r->asked) return "what was not found out";
    for (uint32_t i = 0; i < r->n_ask; i++)
        list = add_word(r, list, r->m->facts.at[r->fact_of[r->ask[i]]].id.name);
    return *list ? list : "nothing";
}

static const char *decided_text(const struct runner *r) {
    const struct strat_answer *a = &r->answer;
    switch (a->status) {
    case STRAT_OUT_OF_SCOPE: return "out of scope";
    case STRAT_REFUSED:
        return arena_printf(r->arena, "refused by %s", ids_text(r, a->lists.closed_by));
    case STRAT_UNDETERMINED:
        return arena_printf(r->arena, "undetermined between %s, asking %s",
                            approaches_text(r, a->possible, a->possible_none), asked_text(r));
    case STRAT_DEFAULT: return arena_printf(r->arena, "default %s", approach_name(r, a->approach));
    case STRAT_CONDITIONAL:
    case STRAT_OPEN: break;
    }
    return arena_printf(r->arena, "%s %s%s by %s", a->status == STRAT_OPEN ? "open" : "conditional",
                        a->committed ? "committed " : "",
                        r->m->ranked ? approach_name(r, a->approach)
                                     : approaches_text(r, a->open, false),
                        ids_text(r, a->lists.basis));
}

/* ---- what was expected ---- */

static bool set_is(const uint64_t *set, const struct indices *items, const struct runner *r,
                   bool outline) {
    size_t n = outline ? r->m->outline.len : r->m->duties.len;
    for (uint32_t i = 0; i < n; i++) {
        bool expected = false;
        vec_each (uint32_t, item, items)
            expected = expected || (outline ? r->m->blocks.at[*item].outline : *item) == i;
        if (expected != (set[i / 64] >> (i % 64) & 1)) return false;
    }
    return true;
}

static size_t count_in(const uint64_t *set, const struct indices *items, const struct runner *r,
                       bool outline) {
    size_t n = 0;
    vec_each (uint32_t, item, items) {
        uint32_t i = outline ? r->m->blocks.at[*item].outline : *item;
        n += set[i / 64] >> (i % 64) & 1;
    }
    return n;
}

static bool asks_exactly(const struct runner *r, const struct indices *items) {
    size_t found = 0;
    for (uint32_t i = 0; i < r->n_ask; i++)
        vec_each (uint32_t, item, items) found += *item == r->fact_of[r->ask[i]];
    return found == r->n_ask && items->len == r->n_ask;
}

static bool possible_exactly(const struct runner *r, const struct indices *items) {
    uint32_t set = 0;
    bool none = false;
    vec_each (uint32_t, item, items) {
        if (*item == MODEL_NONE)
            none = true;
        else
            set |= UINT32_C(1) << *item;
    }
    return set == r->answer.possible && none == (r->answer.possible_none != 0);
}

static bool now_is(const struct runner *r, const struct indices *items) {
    if (items->len != 1) return false;
    return r->answer.now == (items->at[0] == MODEL_NONE ? STRAT_NONE : (int32_t)items->at[0]);
}

/* Whether this part holds; *actual is what there is instead. */
static bool part_holds(const struct runner *r, const struct expectation *e, const char **actual) {
    const struct strat_lists *l = &r->answer.lists;
    const uint64_t *by = r->answer.status == STRAT_REFUSED ? l->closed_by : l->basis;
    switch (e->kind) {
    case AST_EXPECT_BY:
        *actual = arena_printf(r->arena, "by %s", ids_text(r, by));
        return set_is(by, &e->items, r, true);
    case AST_EXPECT_WITH:
        *actual = arena_printf(r->arena, "with %s", duties_text(r, l->duties));
        return count_in(l->duties, &e->items, r, false) == e->items.len;
    case AST_EXPECT_WITHOUT:
        *actual = arena_printf(r->arena, "with %s", duties_text(r, l->duties));
        return count_in(l->duties, &e->items, r, false) == 0;
    case AST_EXPECT_AFTER:
        *actual = arena_printf(r->arena, "after %s", duties_text(r, l->before));
        return set_is(l->before, &e->items, r, false);
    case AST_EXPECT_NOW:
        *actual = arena_printf(r->arena, "now %s", approach_name(r, r->answer.now));
        return now_is(r, &e->items);
    case AST_EXPECT_CAUTIONS:
        *actual = ids_text(r, l->cautions);
        *actual = strcmp(*actual, "nothing") == 0 ? "no cautions"
                                                  : arena_printf(r->arena, "cautions %s", *actual);
        return count_in(l->cautions, &e->items, r, true) == e->items.len;
    case AST_EXPECT_ASKING:
        *actual = arena_printf(r->arena, "asking %s", asked_text(r));
        return asks_exactly(r, &e->items);
    case AST_EXPECT_BETWEEN: break;
    }
    *actual = arena_printf(r->arena, "between %s",
                           approaches_text(r, r->answer.possible, r->answer.possible_none));
    return possible_exactly(r, &e->items);
}

static bool outcome_holds(const struct runner *r, const struct example *e) {
    const struct strat_answer *a = &r->answer;
    bool some = a->status == STRAT_OPEN || a->status == STRAT_CONDITIONAL;
    if (e->any_status ? !some : (int)a->status != (int)e->status) return false;
    if (e->committed && !a->committed) return false;
    if (e->approaches.len == 0) return true;
    if (r->m->ranked || a->status == STRAT_DEFAULT)
        return e->approaches.len == 1 && a->approach == (int32_t)e->approaches.at[0];
    uint32_t expected = 0;
    vec_each (uint32_t, approach, &e->approaches) expected |= UINT32_C(1) << *approach;
    return expected == a->open;
}

/* ---- examples ---- */

static enum strat_result decide(struct runner *r, const struct example *e) {
    size_t n = 0;
    int64_t *value = arena_array(r->arena, int64_t, r->m->facts.len);
    uint8_t *known = arena_array(r->arena, uint8_t, r->m->facts.len);
    memset(r->known, 0, r->m->facts.len);
    vec_each (struct given, g, &e->givens) {
        r->value[g->fact] = g->value;
        r->known[g->fact] = 1;
    }
    for (uint32_t f = 0; f < r->m->facts.len; f++) {
        if (r->m->facts.at[f].source == FACT_READING) continue;
        r->fact_of[n] = f;
        value[n] = r->value[f];
        known[n++] = r->known[f];
    }
    struct strat_request request = {value, known};
    r->n_ask = 0;
    strat_prepare(&r->work, r->policy, &request);
    enum strat_result result = strat_decide(&r->work, &r->answer);
    r->asked = result != STRAT_OK || strat_ask(&r->work, r->ask, &r->n_ask) == STRAT_OK;
    return result;
}

static bool run_example(struct runner *r, const struct example *e) {
    enum strat_result result = decide(r, e);
    if (result == STRAT_IMPOSSIBLE) {
        diag_report(
            r->d, DIAG_EXAMPLE_FAILS, e->at,
            "example \"%s\" gives a situation that cannot be: the policy assumes that \"%s\"",
            e->title, strat_get_assume(r->policy, (uint32_t)r->answer.broken_assume));
        return false;
    }
    if (result != STRAT_OK) {
        diag_report(r->d, DIAG_NOT_DECIDED, e->at,
                    "example \"%s\" leaves so much open that it was not decided; give more facts",
                    e->title);
        return false;
    }
    if (!outcome_holds(r, e)) {
        diag_report(r->d, DIAG_EXAMPLE_FAILS, e->at, "example \"%s\" is decided otherwise: %s",
                    e->title, decided_text(r));
        diag_note(r->d, e->expect_at, "what the example expects");
        return false;
    }
    bool fine = true;
    vec_each (struct expectation, part, &e->parts) {
        const char *actual;
        if (part->kind == AST_EXPECT_ASKING && !r->asked) {
            diag_report(r->d, DIAG_NOT_DECIDED, e->at,
                        "example \"%s\" leaves so much open that what to ask was not found out; "
                        "give more facts",
                        e->title);
            return false;
        }
        if (part_holds(r, part, &actual)) continue;
        if (fine)
            diag_report(r->d, DIAG_EXAMPLE_FAILS, e->at, "example \"%s\" is decided otherwise: %s",
                        e->title, actual);
        diag_note(r->d, part->at, "expected here; decided: %s", actual);
        fine = false;
    }
    return fine;
}

struct example_counts examples_run(struct diags *d, const struct model *m,
                                   const struct layout *layout) {
    struct runner r = {.d = d, .arena = d->arena, .m = m, .policy = &layout->policy};
    struct example_counts n = {.examples = r.m->examples.len};
    runner_init(&r);
    vec_each (struct example, e, &r.m->examples) n.failed += !run_example(&r, e);
    return n;
}
