/*
 * The coverage map and the judgement weights against brute force with the reference interpreter, on
 * random small policies: every cell, every count; and what is written of them is well-formed.
 */
#define _POSIX_C_SOURCE 200809L

#include "analysis/weights.h"
#include "analysis/coverage.h"
#include "emit/formats.h"
#include "space/domain.h"
#include "tests/props/harness.h"
#include "tests/props/random_policy.h"

#include <jansson.h>
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { POLICIES = 1500, MOST_SITUATIONS = 3000, ENISA_SITUATIONS = 50000 };

struct feasible {
    struct compiled c;
    struct random_policy p;
    uint64_t seed;
    const struct model *m;
    struct domain *domains;
    int64_t *situation; /* the one in hand: one for all that no condition tells from it */
    size_t *digit;
    struct decision d; /* of it */
    struct emission e;
};

static size_t cells_judged, cells_of[PROVISIONS + 1], unsure, common, vain, counts_judged, hanging,
    reread, besides, examples;

static void complain(const struct feasible *w, const char *what) {
    print_error("seed %" PRIu64 ": %s\n%s", w->seed, what, w->p.text);
    fail();
}

/* ---- all situations that are possible and in scope ---- */

static bool start(struct feasible *w) {
    size_t n = 1;
    for (size_t f = 0; f < w->m->facts.len; f++) {
        n *= w->domains[f].len;
        if (n > MOST_SITUATIONS) return false;
        w->situation[f] = w->domains[f].at[0];
        w->digit[f] = 0;
    }
    return true;
}

static bool next(struct feasible *w) {
    for (size_t f = 0; f < w->m->facts.len; f++) {
        if (++w->digit[f] < w->domains[f].len) {
            w->situation[f] = w->domains[f].at[w->digit[f]];
            return true;
        }
        w->digit[f] = 0;
        w->situation[f] = w->domains[f].at[0];
    }
    return false;
}

static bool in_feasible(struct feasible *w) {
    if (interpret_broken_assume(w->c.interpreter, w->situation) >= 0) return false;
    interpret(w->c.interpreter, w->situation, &w->d);
    return w->d.status != STATUS_OUT_OF_SCOPE;
}

/* How many values of the fact are alike to the one in hand. */
static uint64_t alike(const struct feasible *w, uint32_t f) {
    const struct fact *fact = &w->m->facts.at[f];
    const struct domain *d = &w->domains[f];
    uint64_t n = 0;
    size_t i = w->digit[f];
    switch (fact->kind) {
    case FACT_FLAG:
    case FACT_ONE_OF:
        for (size_t v = 0; v < (fact->kind == FACT_FLAG ? 2 : fact->values.len); v++)
            n += d->len == 1 || d->class_of[v] == d->class_of[w->situation[f]];
        return n;
    case FACT_SET_OF:
        for (uint64_t set = 0; set < UINT64_C(1) << fact->values.len; set++) {
            bool others = d->others && (set & ~d->named);
            n += (int64_t)((set & d->named) | (others ? d->others : 0)) == w->situation[f];
        }
        return n;
    case FACT_NUMBER:
    case FACT_DATE: break;
    }
    return (uint64_t)((i + 1 < d->len ? d->at[i + 1] - 1 : fact->high) - d->at[i]) + 1;
}

static uint64_t weight(const struct feasible *w) {
    uint64_t n = 1;
    for (uint32_t f = 0; f < w->m->facts.len; f++)
        if (w->m->facts.at[f].source != FACT_READING) n *= alike(w, f);
    return n;
}

/* ---- the map ---- */

struct brute_cell {
    unsigned kinds, usual;
    uint32_t missing; /* not open in some usual situation; ranked: nor one above it */
    uint8_t *opens;   /* by approach, then block */
    uint8_t *in_vain; /* the same: permitted and closed */
    uint8_t *closed_by;
};

static bool applied(const struct feasible *w, uint32_t rule) {
    return interpret_applied(w->c.interpreter, rule);
}

static bool is_own(const struct feasible *w, uint32_t block) {
    return w->m->blocks.at[block].kind == BLOCK_OBJECTIVE ||
           w->m->blocks.at[block].kind == BLOCK_PROVISION;
}

static enum provision provision_of(const struct feasible *w) {
    bool own = false, permitted = false;
    for (uint32_t r = 0; r < w->c.rules->rules.len; r++) {
        const struct rule *rule = &w->c.rules->rules.at[r];
        if (rule->kind != STATEMENT_PERMISSION || !applied(w, r)) continue;
        permitted = true;
        own = own || (is_own(w, rule->block) && (rule->approaches & w->d.open));
    }
    if (w->d.open) return own ? PROVISION_OWN : PROVISION_GENERAL;
    if (w->d.status == STATUS_DEFAULT || (w->m->default_approach == MODEL_NONE && !permitted))
        return PROVISION_DEFAULT;
    return PROVISION_CLOSED;
}

static bool is_at(const struct feasible *w, uint32_t fact, size_t value) {
    return fact == MODEL_NONE || w->domains[fact].len == 1 ||
           w->domains[fact].class_of[value] == w->domains[fact].class_of[w->situation[fact]];
}

/* Whether a prohibition of these paragraphs closes anything. */
static bool something_closed(const struct feasible *w, const uint8_t *paragraphs) {
    for (uint32_t r = 0; r < w->c.rules->rules.len; r++) {
        const struct rule *rule = &w->c.rules->rules.at[r];
        if ((rule->kind == STATEMENT_PROHIBITION || rule->kind == STATEMENT_REQUIREMENT) &&
            applied(w, r) && paragraphs[w->m->blocks.at[rule->block].outline])
            return true;
    }
    return false;
}

static void note_situation(struct feasible *w, struct brute_cell *cell, const uint8_t *everywhere) {
    enum provision kind = provision_of(w);
    uint32_t used = !w->m->ranked ? w->d.open : w->d.open ? UINT32_C(1) << w->d.approach : 0;
    cell->kinds |= 1u << kind;
    if (everywhere && !something_closed(w, everywhere)) {
        cell->usual |= 1u << kind;
        cell->missing |= w->m->ranked ? ~(used ? used | (used - 1) : 0) : ~w->d.open;
    }
    for (uint32_t i = 0; i < w->m->outline.len && kind == PROVISION_CLOSED; i++)
        cell->closed_by[i] |= w->d.lists.closed_by[i / 64] >> (i % 64) & 1;
    for (uint32_t r = 0; r < w->c.rules->rules.len; r++) {
        const struct rule *rule = &w->c.rules->rules.at[r];
        for (uint32_t a = 0;
             a < w->m->approaches.len && rule->kind == STATEMENT_PERMISSION && applied(w, r); a++) {
            cell->opens[a * w->m->blocks.len + rule->block] |= (rule->approaches & used) >> a & 1;
            cell->in_vain[a * w->m->blocks.len + rule->block] |=
                (rule->approaches & ~w->d.open) >> a & 1;
        }
    }
}

static struct brute_cell look(struct feasible *w, size_t objective, size_t activity, size_t partner,
                              const uint8_t *everywhere) {
    struct brute_cell cell = {0};
    cell.opens = arena_array(&w->c.arena, uint8_t, w->m->approaches.len * w->m->blocks.len);
    cell.in_vain = arena_array(&w->c.arena, uint8_t, w->m->approaches.len * w->m->blocks.len);
    cell.closed_by = arena_array(&w->c.arena, uint8_t, w->m->outline.len);
    start(w);
    do {
        if (is_at(w, w->m->objective, objective) && is_at(w, w->m->activity, activity) &&
            is_at(w, w->m->partner, partner) && in_feasible(w))
            note_situation(w, &cell, everywhere);
    } while (next(w));
    return cell;
}

static size_t values_of(const struct feasible *w, uint32_t fact) {
    return fact == MODEL_NONE ? 1 : w->m->facts.at[fact].values.len;
}

static bool has(const struct indices *list, uint32_t x) {
    vec_each (uint32_t, i, list)
        if (*i == x) return true;
    return false;
}

static bool has_opening(const struct openings *list, uint32_t approach, uint32_t block) {
    vec_each (const struct opening, o, list)
        if (o->approach == approach && o->block == block) return true;
    return false;
}

/* The class of the partner, or as many as there are where it has none. */
static size_t class_of_partner(const struct coverage *s, size_t partner) {
    size_t c = 0;
    while (c < s->partners.len && s->m->partner != MODEL_NONE &&
           !bitset_has(s->partners.at[c].values, partner))
        c++;
    return c;
}

static void judge_cell(struct feasible *w, const struct coverage *s, size_t objective,
                       size_t activity, size_t partner, const uint8_t *everywhere) {
    struct brute_cell brute = look(w, objective, activity, partner, everywhere);
    size_t class = class_of_partner(s, partner);
    if (class == s->partners.len) {
        if (brute.kinds) complain(w, "a partner in scope is in no class");
        return;
    }
    const struct cell *cell = coverage_cell(s, objective, activity, class);
    uint32_t all = model_approaches(w->m);
    if (cell->kinds != brute.kinds || cell->usual != brute.usual)
        complain(w, "the kinds of a cell");
    for (uint32_t a = 0; a < w->m->approaches.len; a++)
        for (uint32_t b = 0; b < w->m->blocks.len; b++) {
            bool opens = has_opening(&cell->openings, a, b),
                 in_vain = has_opening(&cell->in_vain, a, b);
            if (opens != brute.opens[a * w->m->blocks.len + b])
                complain(w, "what a paragraph opens");
            if (in_vain != (cell->openings.len == 0 && brute.in_vain[a * w->m->blocks.len + b]))
                complain(w, "what a paragraph opens in vain");
            vain += in_vain;
        }
    for (uint32_t i = 0; i < w->m->outline.len; i++)
        if (has(&cell->closed_by, i) != brute.closed_by[i]) complain(w, "what closes a cell");
    if (cell->always != (all & ~brute.missing)) complain(w, "what is always open");
    cells_judged++;
    cells_of[cell_strongest(cell)]++;
    unsure += !cell_is_sure(cell);
}

/* The paragraphs that close some situation of every cell where there is anything to close; where
 * there is no such cell, none. */
static uint8_t *closing_everywhere(struct feasible *w, const struct coverage *s) {
    uint8_t *all = arena_array(&w->c.arena, uint8_t, w->m->outline.len);
    bool any = false;
    memset(all, 1, w->m->outline.len);
    for (size_t o = 0; o < s->objectives; o++)
        for (size_t a = 0; a < s->activities; a++)
            for (size_t p = 0; p < values_of(w, w->m->partner); p++) {
                struct brute_cell cell = look(w, o, a, p, NULL);
                bool closable = w->m->default_approach != MODEL_NONE
                                    ? cell.kinds != 0
                                    : (cell.kinds & ~(1u << PROVISION_DEFAULT)) != 0;
                for (uint32_t i = 0; i < w->m->outline.len && closable; i++)
                    all[i] &= cell.closed_by[i];
                any = any || closable;
            }
    for (uint32_t i = 0; i < w->m->outline.len; i++) {
        all[i] = all[i] && any;
        if (has(&s->closed_by, i) != all[i]) complain(w, "what closes everywhere");
        common += all[i];
    }
    return all;
}

/* No two classes are alike everywhere; every value is in one, or outside. */
static void judge_classes(struct feasible *w, const struct coverage *s) {
    for (size_t x = 0; x < s->partners.len; x++)
        for (size_t y = 0; y < x; y++) {
            bool alike_everywhere = true;
            for (size_t o = 0; o < s->objectives; o++)
                for (size_t a = 0; a < s->activities; a++)
                    alike_everywhere =
                        alike_everywhere && coverage_cell(s, o, a, x) == coverage_cell(s, o, a, y);
            if (alike_everywhere) complain(w, "two classes of partners are one");
        }
    size_t n = s->outside.size;
    vec_each (const struct partner_class, c, &s->partners) n += c->size;
    if (w->m->partner != MODEL_NONE && n != values_of(w, w->m->partner))
        complain(w, "the classes are not all partners, or more");
}

static void judge_map(struct feasible *w) {
    const struct coverage *s = coverage_of(&w->e.policy);
    if (!s) complain(w, "the map was given up");
    const uint8_t *everywhere = closing_everywhere(w, s);
    for (size_t o = 0; o < s->objectives; o++)
        for (size_t a = 0; a < s->activities; a++)
            for (size_t p = 0; p < values_of(w, w->m->partner); p++)
                judge_cell(w, s, o, a, p, everywhere);
    judge_classes(w, s);
}

/* ---- the weights ---- */

static struct decision outcome_new(struct feasible *w) {
    struct decision d;
    decision_init(w->c.interpreter, &d, &w->c.arena);
    return d;
}

static bool same_outcome(const struct feasible *w, const struct decision *x,
                         const struct decision *y) {
    return x->status == y->status &&
           (w->m->ranked ? x->approach == y->approach : x->open == y->open);
}

/* The verdict on each approach, and all that comes with it but its grounds. */
static bool same_rest(const struct feasible *w, const struct decision *x,
                      const struct decision *y) {
    size_t ids = interpreter_outline_words(w->c.interpreter) * 8,
           duties = interpreter_duty_words(w->c.interpreter) * 8;
    for (uint32_t a = 0; a < w->m->approaches.len; a++) {
        const struct lists *k = &x->each[a], *l = &y->each[a];
        if (k->verdicts != l->verdicts || k->modality != l->modality ||
            memcmp(k->duties, l->duties, duties) || memcmp(k->before, l->before, duties) ||
            memcmp(k->cautions, l->cautions, ids))
            return false;
    }
    return x->may_start == y->may_start;
}

static bool is_count(struct feasible *w, struct big n, uint64_t expected) {
    return big_compare(n, big_of(&w->c.arena, expected)) == 0;
}

/* Whether the situation in hand has what the example names, and where it is silent, what a default
 * gives. */
static bool is_like(const struct feasible *w, const struct weight *entry) {
    const struct space *s = w->c.space;
    for (uint32_t f = 0; f < w->m->facts.len; f++) {
        const struct fact *fact = &w->m->facts.at[f];
        bool filled = !entry->named[f] && f != entry->fact && fact->has_default &&
                      fact->presumptions.len == 0;
        int64_t value = filled ? fact->default_value : entry->situation[f];
        for (uint32_t axis = s->first_axis[f];
             axis < s->first_axis[f + 1] && (entry->named[f] || filled); axis++)
            if (space_class(s, axis, w->situation[f]) != space_class(s, axis, value)) return false;
    }
    return true;
}

static bool is_as_told(const struct feasible *w, const struct decision *o,
                       const struct brief *told) {
    uint32_t used = o->status == STATUS_DEFAULT ? UINT32_C(1) << w->m->default_approach
                    : !w->m->ranked             ? o->open
                    : o->open                   ? UINT32_C(1) << o->approach
                                                : 0;
    return o->status == told->status && used == told->used;
}

static void judge_entry(struct feasible *w, const struct weight *entry) {
    struct decision is[2] = {outcome_new(w), outcome_new(w)};
    uint64_t outcome = 0, rest = 0;
    size_t like = 0;
    start(w);
    do {
        if (!in_feasible(w)) continue;
        int64_t own = w->situation[entry->fact];
        bool possible = true;
        for (int yes = 0; yes < 2 && possible; yes++) {
            w->situation[entry->fact] = yes;
            possible = interpret_broken_assume(w->c.interpreter, w->situation) < 0;
            interpret(w->c.interpreter, w->situation, &is[yes]);
        }
        w->situation[entry->fact] = own;
        if (!possible) continue;
        bool hangs = !same_outcome(w, &is[0], &is[1]);
        outcome += hangs ? weight(w) : 0;
        rest += !hangs && !same_rest(w, &is[0], &is[1]) ? weight(w) : 0;
        if (entry->outcome.len == 0 || !is_like(w, entry)) continue;
        like++;
        if (!is_as_told(w, &is[0], &entry->is[0]) || !is_as_told(w, &is[1], &entry->is[1]))
            complain(w, "the example of a judgement");
    } while (next(w));
    if (!is_count(w, entry->outcome, outcome) || !is_count(w, entry->besides, rest))
        complain(w, "how much hangs on a judgement");
    if ((outcome > 0) != (like > 0) || (rest > 0) != (entry->parts > 0))
        complain(w, "a judgement without an example, or with one too many");
    counts_judged++;
    hanging += outcome > 0;
    besides += rest > 0;
    examples += like;
}

/* In how many situations the outcome hangs on the judgement, were the reading taken so. */
static uint64_t outcomes_read(struct feasible *w, uint32_t judgement, uint32_t reading,
                              int64_t value) {
    struct decision is[2] = {outcome_new(w), outcome_new(w)};
    uint64_t outcome = 0;
    start(w);
    do {
        w->situation[reading] = value;
        if (!in_feasible(w)) continue;
        int64_t own = w->situation[judgement];
        bool possible = true;
        for (int yes = 0; yes < 2 && possible; yes++) {
            w->situation[judgement] = yes;
            possible = interpret_broken_assume(w->c.interpreter, w->situation) < 0;
            interpret(w->c.interpreter, w->situation, &is[yes]);
        }
        w->situation[judgement] = own;
        outcome += possible && !same_outcome(w, &is[0], &is[1]) ? weight(w) : 0;
    } while (next(w));
    return outcome;
}

static void judge_rereads(struct feasible *w, const struct weight *entry) {
    size_t n = 0; /* of those told */
    for (uint32_t f = 0; f < w->m->facts.len; f++)
        for (int64_t v = 0; v < (int64_t)w->m->facts.at[f].values.len; v++) {
            const struct fact *reading = &w->m->facts.at[f];
            if (reading->source != FACT_READING || v == reading->taken) continue;
            uint64_t outcome = outcomes_read(w, entry->fact, f, v);
            const struct reread *told = n < entry->rereads.len ? &entry->rereads.at[n] : NULL;
            bool is_told = told && told->reading == f && told->value == v;
            if (!is_count(w, is_told ? told->outcome : entry->outcome, outcome) ||
                (is_told && is_count(w, entry->outcome, outcome)))
                complain(w, "how much hangs on a judgement, read otherwise");
            n += is_told;
            reread += is_told;
        }
}

static void judge_weights(struct feasible *w) {
    const struct weights *l = weights_of(&w->e.policy);
    uint64_t all = 0;
    size_t judgements = 0;
    if (!l) complain(w, "the weights were given up");
    start(w);
    do all += in_feasible(w) ? weight(w) : 0;
    while (next(w));
    if (!is_count(w, l->situations, all)) complain(w, "how many situations there are");
    vec_each (const struct fact, f, &w->m->facts) judgements += f->source == FACT_JUDGEMENT;
    if (l->entries.len != judgements) complain(w, "a judgement has no weight");
    vec_each (const struct weight, entry, &l->entries) {
        judge_entry(w, entry);
        judge_rereads(w, entry);
        if (entry > l->entries.at && big_compare(entry[-1].outcome, entry->outcome) < 0)
            complain(w, "the order of judgements");
    }
}

/* ---- what is written ---- */

static char *written(struct feasible *w, const char *name) {
    char *text = NULL;
    size_t n = 0;
    w->e.out = open_memstream(&text, &n);
    assert_non_null(w->e.out);
    assert_true(format_find(name)->write(&w->e));
    fclose(w->e.out);
    return text;
}

static void judge_json(struct feasible *w, const char *name, const char *list, size_t n) {
    char *text = written(w, name);
    json_error_t error;
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &error);
    if (!root || json_array_size(json_object_get(root, list)) != n) {
        print_error("%s: %s\n%s", name, root ? "entries missing" : error.text, text);
        complain(w, "what is written for programs");
    }
    json_decref(root);
    free(text);
}

/* Every line of a table has as many cells as the one before it. */
static void judge_markdown(struct feasible *w, const char *name) {
    char *text = written(w, name);
    size_t before = 0;
    for (const char *line = text; *line; line += strcspn(line, "\n") + 1) {
        size_t cells = 0;
        for (const char *c = line; *line == '|' && *c != '\n'; c++)
            cells += *c == '|' && (c == line || c[-1] != '\\');
        if (cells && before && cells != before) {
            print_error("%s", text);
            complain(w, "a table with a hole");
        }
        before = cells;
    }
    free(text);
}

static void one_policy(uint64_t seed) {
    static struct feasible w;
    memset(&w, 0, sizeof w);
    w.seed = seed;
    if (seed % 3)
        random_policy(&w.p, seed);
    else
        random_policy_with_readings(&w.p, seed);
    if (seed % 3 == 1) random_policy_letters_as_activities(&w.p);
    if (seed % 3 == 2) random_policy_levels_as_activities(&w.p);
    if (compile_text(&w.c, w.p.text)) {
        struct arena *a = &w.c.arena;
        w.m = w.c.model;
        w.domains = domains_of(w.c.rules, a);
        w.situation = arena_array(a, int64_t, w.m->facts.len + 1);
        w.digit = arena_array(a, size_t, w.m->facts.len + 1);
        decision_init(w.c.interpreter, &w.d, a);
        w.e = (struct emission){.policy = {a, &w.c.d, w.c.rules, w.c.space, w.c.bits},
                                .layout = w.c.layout};
        if (start(&w)) {
            judge_map(&w);
            judge_weights(&w);
            const struct coverage *s = coverage_of(&w.e.policy);
            judge_json(&w, "map-json", "entries", s->objectives * s->activities * s->partners.len);
            judge_json(&w, "judgements-json", "judgements", weights_of(&w.e.policy)->entries.len);
            judge_markdown(&w, "map");
            judge_markdown(&w, "judgements");
        }
    }
    compiled_free(&w.c);
}

static void random_policies(void **unused) {
    (void)unused;
    for (uint64_t seed = 1; seed <= policies_to_try(POLICIES); seed++) one_policy(seed);
    print_message("%zu cells (own %zu, general %zu, default %zu, closed %zu, none %zu; %zu not "
                  "sure), %zu common closers, %zu openings in vain\n",
                  cells_judged, cells_of[PROVISION_OWN], cells_of[PROVISION_GENERAL],
                  cells_of[PROVISION_DEFAULT], cells_of[PROVISION_CLOSED], cells_of[PROVISIONS],
                  unsure, common, vain);
    print_message("%zu judgements: the outcome hangs on %zu, what comes with it on %zu; %zu "
                  "situations like an example; %zu read otherwise\n",
                  counts_judged, hanging, besides, examples, reread);
    for (int k = 0; k < PROVISIONS; k++) assert_true(cells_of[k] > 100);
    assert_true(unsure > 1000 && common > 50 && vain > 100 && hanging > 100 && besides > 100 &&
                examples > hanging && reread > 20);
}

/* A policy too large for brute force, with readings: what is so in a random situation, its cell
 * says. */
static void enisa_situations(void **unused) {
    static struct feasible w;
    uint64_t random = 1;
    size_t asked = 0;
    (void)unused;
    memset(&w, 0, sizeof w);
    if (!compile_file(&w.c, "policies/enisa-international.strat")) fail_msg("not compiled");
    w.m = w.c.model;
    w.situation = arena_array(&w.c.arena, int64_t, w.m->facts.len + 1);
    decision_init(w.c.interpreter, &w.d, &w.c.arena);
    w.e = (struct emission){.policy = {&w.c.arena, &w.c.d, w.c.rules, w.c.space, w.c.bits},
                            .layout = w.c.layout};
    const struct coverage *s = coverage_of(&w.e.policy);
    assert_non_null(s);
    struct brute_cell one = {
        .opens = arena_array(&w.c.arena, uint8_t, w.m->approaches.len * w.m->blocks.len),
        .in_vain = arena_array(&w.c.arena, uint8_t, w.m->approaches.len * w.m->blocks.len),
        .closed_by = arena_array(&w.c.arena, uint8_t, w.m->outline.len)};
    for (size_t i = 0; i < ENISA_SITUATIONS; i++) {
        for (size_t f = 0; f < w.m->facts.len; f++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            const struct fact *fact = &w.m->facts.at[f];
            w.situation[f] =
                fact->source == FACT_READING ? fact->taken : random_value(fact, random >> 33);
        }
        if (!in_feasible(&w)) continue;
        size_t class = class_of_partner(s, (size_t)w.situation[w.m->partner]);
        assert_true(class < s->partners.len);
        const struct cell *cell = coverage_cell(s, (size_t)w.situation[w.m->objective],
                                                (size_t)w.situation[w.m->activity], class);
        one.kinds = 0;
        memset(one.opens, 0, w.m->approaches.len * w.m->blocks.len);
        note_situation(&w, &one, NULL);
        assert_int_equal(one.kinds & ~cell->kinds, 0);
        vec_each (const struct opening, o, &cell->openings)
            one.opens[o->approach * w.m->blocks.len + o->block] = 0;
        for (size_t k = 0; k < w.m->approaches.len * w.m->blocks.len; k++)
            assert_int_equal(one.opens[k], 0);
        asked++;
    }
    print_message("ENISA: %zu situations\n", asked);
    assert_true(asked > ENISA_SITUATIONS / 20);
    compiled_free(&w.c);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_policies),
                                       cmocka_unit_test(enisa_situations)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
