#include "base/bitset.h"
#include "pipeline/decider.h"

#include <string.h>

/* ---- lists ---- */

static const char *now_name(const struct model *m, int32_t a) {
    return a >= 0 ? approach_name(m, (size_t)a) : a == STRAT_NONE ? "none" : "";
}

static const char *add_word(struct arena *a, const char *list, const char *word) {
    return *list ? arena_printf(a, "%s, %s", list, word) : word;
}

/* `first`: of the list, or "". */
static const char *set_text(const struct decider *d, const uint64_t *set, size_t n, name_of *name,
                            const char *first) {
    const char *list = first;
    bitset_each (i, set, n) list = add_word(d->arena, list, name(d->m, i));
    return list;
}

static const char *ids_text(const struct decider *d, const uint64_t *set) {
    return set_text(d, set, d->m->outline.len, id_name, "");
}

static const char *duties_text(const struct decider *d, const uint64_t *set) {
    return set_text(d, set, d->m->duties.len, duty_name, "");
}

static const char *approaches_text(const struct decider *d, uint32_t set, bool none) {
    const uint64_t bits = set;
    return set_text(d, &bits, d->m->approaches.len, approach_name, none ? "none" : "");
}

/* A part as it is typed behind `expect`, or nothing. */
static const char *part_text(const struct decider *d, const char *word, const char *list) {
    return *list ? arena_printf(d->arena, " %s %s", word, list) : "";
}

/* ---- examples: what was decided, in words ---- */

struct runner {
    struct diags *d;
    struct decider by;
    struct request request;
    uint32_t *ask, n_ask;
    bool asked; /* else what to ask was not found within the bound on work */
};

static const char *asked_text(const struct runner *r) {
    const char *list = "";
    if (!r->asked) return "";
    for (uint32_t i = 0; i < r->n_ask; i++)
        list = add_word(r->d->arena, list, r->by.m->facts.at[r->by.fact_of[r->ask[i]]].id.name);
    return list;
}

/* The lists of the answer, or those of the approach of which the part speaks. */
static const struct strat_lists *lists_of(const struct runner *r, const struct expectation *e) {
    return e->using == MODEL_NONE ? &r->by.answer.lists : &r->by.answer.each[e->using];
}

/* What opens it, or what closes it. */
static const uint64_t *grounds_of(const struct runner *r, const struct expectation *e) {
    const struct strat_lists *l = lists_of(r, e);
    size_t n = r->by.m->outline.len;
    uint64_t *by = bitset_new(r->by.arena, n);
    bitset_or(by, l->basis, bitset_words(n));
    bitset_or(by, l->closed_by, bitset_words(n));
    return by;
}

/* All that there is of what the part is about, or "". */
static const char *decided_list(const struct runner *r, const struct expectation *e) {
    const struct decider *d = &r->by;
    const struct strat_lists *l = lists_of(r, e);
    bool open = d->answer.status == STRAT_UNDETERMINED;
    switch (e->kind) {
    case AST_EXPECT_BY: return ids_text(d, grounds_of(r, e));
    case AST_EXPECT_WITH:
    case AST_EXPECT_WITHOUT: return duties_text(d, l->duties);
    case AST_EXPECT_AFTER: return duties_text(d, l->before);
    case AST_EXPECT_NOW: return now_name(d->m, d->answer.now);
    case AST_EXPECT_CAUTIONS: return ids_text(d, l->cautions);
    case AST_EXPECT_ASKING: return open ? asked_text(r) : "";
    case AST_EXPECT_BETWEEN: break;
    }
    return open ? approaches_text(d, d->answer.possible, d->answer.possible_none) : "";
}

/* The outcome itself, as it is typed behind `expect`. */
static const char *outcome_text(const struct runner *r) {
    const struct decider *d = &r->by;
    const struct strat_answer *a = &d->answer;
    switch (a->status) {
    case STRAT_OUT_OF_SCOPE: return "out of scope";
    case STRAT_REFUSED: return "refused";
    case STRAT_UNDETERMINED: return "undetermined";
    case STRAT_DEFAULT: return arena_printf(d->arena, "default %s", now_name(d->m, a->approach));
    case STRAT_CONDITIONAL:
    case STRAT_OPEN: break;
    }
    return arena_printf(d->arena, "%s %s%s", a->status == STRAT_OPEN ? "open" : "conditional",
                        a->committed ? "committed " : "",
                        d->m->ranked ? now_name(d->m, a->approach)
                                     : approaches_text(d, a->open, false));
}

/* ---- what was expected ---- */

enum { EXACTLY, AT_LEAST, NONE_OF };

/* `paragraphs`: the items are blocks, else duties. */
static bool set_is(const struct runner *r, const uint64_t *set, const struct indices *items,
                   bool paragraphs, int how) {
    const struct model *m = r->by.m;
    size_t n = paragraphs ? m->outline.len : m->duties.len, words = bitset_words(n);
    uint64_t *expected = bitset_new(r->by.arena, n);
    vec_each (uint32_t, item, items)
        bitset_add(expected, paragraphs ? m->blocks.at[*item].outline : *item);
    if (how == NONE_OF) return !bitset_meet(set, expected, words);
    return !bitset_beyond(expected, set, words) &&
           (how == AT_LEAST || !bitset_beyond(set, expected, words));
}

static bool asks_exactly(const struct runner *r, const struct indices *items) {
    size_t found = 0;
    for (uint32_t i = 0; i < r->n_ask; i++)
        vec_each (uint32_t, item, items) found += *item == r->by.fact_of[r->ask[i]];
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
    return set == r->by.answer.possible && none == (r->by.answer.possible_none != 0);
}

static bool now_is(const struct runner *r, const struct indices *items) {
    if (items->len != 1) return false;
    return r->by.answer.now == (items->at[0] == MODEL_NONE ? STRAT_NONE : (int32_t)items->at[0]);
}

/* What there is instead, as it is typed behind `expect`, and what explains it; or that there is
 * nothing. */
static const char *instead(const struct runner *r, const struct expectation *e, const char *word,
                           const char *list, const char *nothing) {
    const struct decider *d = &r->by;
    uint32_t verdicts = e->using == MODEL_NONE ? 0 : d->answer.each[e->using].verdicts;
    const char *name = e->using == MODEL_NONE ? "" : approach_name(d->m, e->using);
    const char *why = verdicts == 1u << STRAT_VERDICT_CLOSED
                          ? arena_printf(d->arena, " (%s is closed)", name)
                      : verdicts == 1u << STRAT_VERDICT_NOT_PROVIDED
                          ? arena_printf(d->arena, " (nothing opens %s)", name)
                          : "";
    const char *of = part_text(d, "using", name);
    return *list ? arena_printf(d->arena, "%s %s%s%s", word, list, of, why)
                 : arena_printf(d->arena, "%s, so leave `%s%s` out%s", nothing, word, of, why);
}

/* Of the duties, or cautions, that it names, those that there are, or those that there are not. */
static const char *named(const struct runner *r, const struct expectation *e, bool are) {
    const struct model *m = r->by.m;
    const struct strat_lists *l = lists_of(r, e);
    bool ids = e->kind == AST_EXPECT_CAUTIONS;
    size_t n = ids ? m->outline.len : m->duties.len;
    uint64_t *some = bitset_new(r->by.arena, n);
    vec_each (uint32_t, item, &e->items) {
        uint32_t i = ids ? m->blocks.at[*item].outline : *item;
        if (bitset_has(ids ? l->cautions : l->duties, i) == are) bitset_add(some, i);
    }
    return set_text(&r->by, some, n, ids ? id_name : duty_name, "");
}

static bool part_holds(const struct runner *r, const struct expectation *e) {
    const struct strat_lists *l = lists_of(r, e);
    switch (e->kind) {
    case AST_EXPECT_BY: return set_is(r, grounds_of(r, e), &e->items, true, EXACTLY);
    case AST_EXPECT_WITH: return set_is(r, l->duties, &e->items, false, AT_LEAST);
    case AST_EXPECT_WITHOUT: return set_is(r, l->duties, &e->items, false, NONE_OF);
    case AST_EXPECT_AFTER: return set_is(r, l->before, &e->items, false, EXACTLY);
    case AST_EXPECT_NOW: return now_is(r, &e->items);
    case AST_EXPECT_CAUTIONS: return set_is(r, l->cautions, &e->items, true, AT_LEAST);
    case AST_EXPECT_ASKING: return asks_exactly(r, &e->items);
    case AST_EXPECT_BETWEEN: break;
    }
    return possible_exactly(r, &e->items);
}

/* Of a part that does not hold: what there is instead. */
static const char *part_decided(const struct runner *r, const struct expectation *e) {
    static const char *const nothing[] = {[AST_EXPECT_BY] = "no paragraph in every case",
                                          [AST_EXPECT_AFTER] = "no duty has to be done first",
                                          [AST_EXPECT_NOW] = "no single approach",
                                          [AST_EXPECT_CAUTIONS] = "no cautions",
                                          [AST_EXPECT_ASKING] = "nothing is to be asked",
                                          [AST_EXPECT_BETWEEN] = "no approach is possible"};
    const char *list = decided_list(r, e), *word = ast_expect_words[e->kind];
    if (e->kind == AST_EXPECT_WITHOUT) word = "with";
    if (e->kind == AST_EXPECT_WITH && !*list) {
        word = "without";
        list = named(r, e, false);
    }
    return instead(r, e, word, list, nothing[e->kind]);
}

/* ---- the whole that would hold ---- */

static const char *typed(const struct runner *r, const struct expectation *e,
                         enum ast_expect_kind kind, const char *list) {
    const char *of = e->using == MODEL_NONE ? "" : approach_name(r->by.m, e->using);
    const char *text = part_text(&r->by, ast_expect_words[kind], list);
    return *list ? arena_printf(r->by.arena, "%s%s", text, part_text(&r->by, "using", of)) : "";
}

/* The part of this kind that speaks of the same approach, or NULL. */
static const struct expectation *part_like(const struct example *e, const struct expectation *part,
                                           enum ast_expect_kind kind) {
    vec_each (struct expectation, x, &e->parts)
        if (x->kind == kind && x->using == part->using) return x;
    return NULL;
}

/* What is said in `with` and in `without` goes from one to the other; told with the first. */
static const char *typed_duties(const struct runner *r, const struct example *e,
                                const struct expectation *part) {
    const struct expectation *with = part_like(e, part, AST_EXPECT_WITH),
                             *without = part_like(e, part, AST_EXPECT_WITHOUT);
    if ((with && with < part) || (without && without < part)) return "";
    const char *owed = decided_list(r, part), *not_owed = "";
    if (with) not_owed = named(r, with, false);
    if (with ? !*not_owed : !*named(r, without, true)) owed = with ? named(r, with, true) : "";
    const char *rest = without ? named(r, without, false) : "";
    if (*rest) not_owed = add_word(r->d->arena, not_owed, rest);
    return arena_printf(r->d->arena, "%s%s", typed(r, part, AST_EXPECT_WITH, owed),
                        typed(r, part, AST_EXPECT_WITHOUT, not_owed));
}

/* What the example expects, as far as it is so, and where it is not, what is: as it is typed behind
 * `expect`. What an outcome is by, or hangs on, is told with another one than was expected. */
static const char *decided_text(const struct runner *r, const struct example *e, bool outcome) {
    static const enum ast_expect_kind of_outcome[] = {AST_EXPECT_BY, AST_EXPECT_BETWEEN,
                                                      AST_EXPECT_ASKING};
    struct arena *a = r->d->arena;
    const char *text = outcome_text(r);
    for (size_t i = 0; i < sizeof of_outcome / sizeof *of_outcome && !outcome; i++) {
        struct expectation part = {.kind = of_outcome[i], .using = MODEL_NONE};
        if (!part_like(e, &part, part.kind))
            text =
                arena_printf(a, "%s%s", text, typed(r, &part, part.kind, decided_list(r, &part)));
    }
    vec_each (struct expectation, part, &e->parts) {
        bool duties = part->kind == AST_EXPECT_WITH || part->kind == AST_EXPECT_WITHOUT;
        const char *list = part->kind == AST_EXPECT_CAUTIONS && part_holds(r, part)
                               ? named(r, part, true)
                               : decided_list(r, part);
        text = arena_printf(a, "%s%s", text,
                            duties ? typed_duties(r, e, part) : typed(r, part, part->kind, list));
    }
    return text;
}

/* All of it as it would be typed, in lines that fit. */
static struct diag_fix expect_it(const struct runner *r, const struct example *e,
                                 const char *decided) {
    enum { LINE = 100, INDENT = 11 }; /* up to the first word after `expect` */
    char *text = arena_printf(r->d->arena, "expect %s", decided), *line = text;
    const char *lines = "";
    for (char *blank = NULL, *c = text; *c; c++) {
        size_t room = line == text ? LINE - INDENT + strlen("expect ") : LINE - INDENT;
        if (blank && (size_t)(c - line) >= room) {
            lines = arena_printf(r->d->arena, "%s%.*s\n%*s", lines, (int)(blank - line), line,
                                 INDENT, "");
            line = blank + 1;
            blank = NULL;
        }
        if (*c == ' ') blank = c;
    }
    return (struct diag_fix){.what = "Expect what is decided",
                             .at = e->expect_at,
                             .text = arena_printf(r->d->arena, "%s%s", lines, line)};
}

static void report_otherwise(const struct runner *r, const struct example *e, bool outcome) {
    const char *decided = decided_text(r, e, outcome);
    diag_report(r->d, DIAG_EXAMPLE_FAILS, e->at, "example \"%s\" is decided otherwise: %s",
                e->title, decided);
    diag_fix(r->d, expect_it(r, e, decided));
}

static bool answer_is(const struct runner *r, const struct example *e) {
    const struct strat_answer *a = &r->by.answer;
    bool some = a->status == STRAT_OPEN || a->status == STRAT_CONDITIONAL;
    if (e->any_status ? !some : (int)a->status != (int)e->status) return false;
    if (e->committed && !a->committed) return false;
    if (e->approaches.len == 0) return true;
    if (r->by.m->ranked || a->status == STRAT_DEFAULT)
        return e->approaches.len == 1 && a->approach == (int32_t)e->approaches.at[0];
    uint32_t expected = 0;
    vec_each (uint32_t, approach, &e->approaches) expected |= UINT32_C(1) << *approach;
    return expected == a->open;
}

static enum strat_result decide_example(struct runner *r, const struct example *e) {
    memset(r->request.stated, 0, r->by.m->facts.len * sizeof *r->request.stated);
    vec_each (struct given, g, &e->givens) {
        r->request.value[g->fact] = g->value;
        r->request.stated[g->fact] = true;
    }
    enum strat_result result = decider_decide(&r->by, &r->request);
    r->n_ask = 0;
    r->asked = result != STRAT_OK || strat_ask(&r->by.work, r->ask, &r->n_ask) == STRAT_OK;
    return result;
}

static bool run_example(struct runner *r, const struct example *e) {
    enum strat_result result = decide_example(r, e);
    if (result == STRAT_IMPOSSIBLE) {
        diag_report(
            r->d, DIAG_EXAMPLE_FAILS, e->at,
            "example \"%s\" gives a situation that cannot be: the policy assumes that \"%s\"",
            e->title, strat_get_assume(r->by.policy, (uint32_t)r->by.answer.broken_assume));
        return false;
    }
    if (result != STRAT_OK) {
        diag_report(r->d, DIAG_NOT_DECIDED, e->at,
                    "example \"%s\" leaves so much open that it was not decided; give more facts",
                    e->title);
        return false;
    }
    if (!answer_is(r, e)) {
        report_otherwise(r, e, false);
        diag_note(r->d, e->expect_at, "what the example expects");
        return false;
    }
    bool fine = true;
    vec_each (struct expectation, part, &e->parts) {
        if (part->kind == AST_EXPECT_ASKING && !r->asked) {
            diag_report(r->d, DIAG_NOT_DECIDED, e->at,
                        "example \"%s\" leaves so much open that what to ask was not found out; "
                        "give more facts",
                        e->title);
            return false;
        }
        if (part_holds(r, part)) continue;
        if (fine) report_otherwise(r, e, true);
        diag_note(r->d, part->at, "expected here; decided: %s", part_decided(r, part));
        fine = false;
    }
    return fine;
}

static struct runner runner_new(struct diags *d, const struct model *m,
                                const struct layout *layout) {
    bool each = false;
    vec_each (struct example, e, &m->examples)
        vec_each (struct expectation, part, &e->parts) each = each || part->using != MODEL_NONE;
    return (struct runner){.d = d,
                           .by = decider_new(d->arena, m, layout, each),
                           .ask = arena_array(d->arena, uint32_t, m->facts.len),
                           .request = {arena_array(d->arena, int64_t, m->facts.len),
                                       arena_array(d->arena, bool, m->facts.len)}};
}

struct example_counts examples_run(struct diags *d, const struct model *m,
                                   const struct layout *layout) {
    struct runner r = runner_new(d, m, layout);
    struct example_counts n = {.examples = m->examples.len};
    vec_each (struct example, e, &m->examples) n.failed += !run_example(&r, e);
    return n;
}

/* All parts that there are; `now` where that is less. */
static const char *all_parts(const struct runner *r) {
    static const enum ast_expect_kind parts[] = {
        AST_EXPECT_BY,    AST_EXPECT_BETWEEN, AST_EXPECT_ASKING,  AST_EXPECT_WITH,
        AST_EXPECT_AFTER, AST_EXPECT_NOW,     AST_EXPECT_CAUTIONS};
    const char *text = "";
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct expectation part = {.kind = parts[i], .using = MODEL_NONE};
        if (part.kind != AST_EXPECT_NOW || r->by.answer.now != r->by.answer.approach)
            text = arena_printf(r->d->arena, "%s%s", text,
                                typed(r, &part, part.kind, decided_list(r, &part)));
    }
    return text;
}

struct decided_examples examples_decide(struct diags *d, const struct model *m,
                                        const struct layout *layout) {
    struct runner r = runner_new(d, m, layout);
    struct decided_examples all = {0};
    vec_each (struct example, e, &m->examples) {
        struct decided_example x = {NULL, ""};
        if (decide_example(&r, e) == STRAT_OK)
            x = (struct decided_example){outcome_text(&r), all_parts(&r)};
        vec_push(d->arena, &all, x);
    }
    return all;
}
