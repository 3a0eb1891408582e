/*
 * All that can be asked by a table, in memory of exactly the size that the runtime says is enough;
 * and whether the answers stay in bounds.
 */
#ifndef TESTS_PROPS_ASKED_H
#define TESTS_PROPS_ASKED_H

#include "runtime/strat.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MARK UINT64_C(0xfeedfacecafebeef) /* between lists: nothing may write there */

struct asked {
    const struct strat_policy *p;
    struct strat_about about;
    struct strat_work work;
    struct strat_answer answer, otherwise; /* with the first reading taken otherwise */
    struct strat_reasons reasons[32];
    struct strat_lists had[32];
    uint64_t *judgements, *presumed, *defaults, *grounds, *readings, *read_hangs;
    int64_t *presumed_value;
    uint32_t *ask, n_ask, *narrow, n_narrow;
    uint8_t *holds; /* one a condition, and a mark */
    enum strat_result decided, judged, wanted, explained[32], filled, grounded, read, hung, read_so,
        found[32], had_so[32];
    struct strat_ways ways[32];
    uint64_t *ways_memory; /* and a MARK behind that of each */
    size_t ids, duties, facts, approaches;
    uint64_t *bits; /* every list, one after the other, and a MARK behind each */
    size_t n_bits;
};

static inline uint64_t *deal(struct asked *a, size_t words) {
    uint64_t *at = a->bits ? a->bits + a->n_bits : NULL;
    a->n_bits += words + 1;
    if (at) at[words] = MARK;
    return at;
}

static inline void deal_lists(struct asked *a, struct strat_lists *l) {
    l->basis = deal(a, a->ids);
    l->cautions = deal(a, a->ids);
    l->closed_by = deal(a, a->ids);
    l->duties = deal(a, a->duties);
    l->before = deal(a, a->duties);
}

static inline void deal_all(struct asked *a) {
    a->n_bits = 0;
    deal_lists(a, &a->answer.lists);
    deal_lists(a, &a->otherwise.lists);
    a->otherwise.uncertain_ids = deal(a, a->ids);
    a->otherwise.uncertain_duties = deal(a, a->duties);
    a->answer.uncertain_ids = deal(a, a->ids);
    a->answer.uncertain_duties = deal(a, a->duties);
    for (size_t i = 0; i < a->approaches; i++) {
        deal_lists(a, &a->answer.each[i]);
        deal_lists(a, &a->had[i]);
        a->reasons[i].permits_all = deal(a, a->ids);
        a->reasons[i].permits_some = deal(a, a->ids);
        a->reasons[i].closes_all = deal(a, a->ids);
        a->reasons[i].closes_some = deal(a, a->ids);
    }
    a->judgements = deal(a, (a->facts + 63) / 64);
    a->presumed = deal(a, (a->facts + 63) / 64);
    a->defaults = deal(a, (a->facts + 63) / 64);
    a->grounds = deal(a, a->ids * a->about.duties);
    a->readings = deal(a, (a->about.readings + 63) / 64);
    a->read_hangs = deal(a, (a->about.readings + 63) / 64);
}

static inline void *asked_memory(size_t bytes) {
    void *at = malloc(bytes ? bytes : 1);
    if (!at) {
        fputs("out of memory\n", stderr);
        abort();
    }
    return at;
}

static inline void asked_init(struct asked *a, const struct strat_policy *p, size_t more_work) {
    memset(a, 0, sizeof *a);
    strat_get_about(p, &a->about);
    a->p = p;
    a->approaches = a->about.approaches;
    a->facts = a->about.facts;
    a->ids = strat_id_words(p);
    a->duties = strat_duty_words(p);
    a->answer.each = asked_memory(a->approaches * sizeof *a->answer.each);
    deal_all(a);
    a->bits = asked_memory(a->n_bits * sizeof *a->bits);
    deal_all(a);
    a->ask = asked_memory(a->facts * sizeof *a->ask);
    a->narrow = asked_memory(a->facts * sizeof *a->narrow);
    a->holds = asked_memory(a->about.conditions + 1);
    a->presumed_value = asked_memory(a->facts * sizeof *a->presumed_value);
    size_t each = strat_ways_words(p) + 1;
    a->ways_memory = asked_memory(a->approaches * each * sizeof *a->ways_memory);
    for (size_t i = 0; i < a->approaches; i++) {
        strat_ways_init(p, a->ways_memory + i * each, &a->ways[i]);
        a->ways_memory[(i + 1) * each - 1] = MARK;
    }
    a->work.words = strat_work_words(p) + more_work;
    a->work.memory = asked_memory(a->work.words * sizeof(uint64_t));
    memset(a->work.memory, 0xa5, a->work.words * sizeof(uint64_t));
}

static inline void asked_free(struct asked *a) {
    free(a->answer.each);
    free(a->bits);
    free(a->ask);
    free(a->narrow);
    free(a->holds);
    free(a->presumed_value);
    free(a->ways_memory);
    free(a->work.memory);
}

static inline void ask_everything(struct asked *a, const struct strat_request *r) {
    memset(a->bits, 0, a->n_bits * sizeof *a->bits);
    deal_all(a);
    a->n_ask = 0;
    strat_prepare(&a->work, a->p, r);
    a->decided = strat_decide(&a->work, &a->answer);
    a->judged = strat_judgements(&a->work, a->judgements);
    a->wanted = strat_ask(&a->work, a->ask, &a->n_ask);
    for (uint32_t i = 0; i < a->approaches; i++)
        a->explained[i] = strat_explain(&a->work, i, &a->reasons[i]);
    for (uint32_t i = 0; i < a->approaches; i++)
        a->had_so[i] = strat_where_had(&a->work, i, &a->had[i]);
    a->filled = strat_presumed(&a->work, a->presumed, a->presumed_value, a->defaults);
    a->grounded = strat_grounds(&a->work, &a->answer, a->grounds);
    a->read = strat_readings(&a->work, a->readings);
    a->hung = strat_read_hangs(&a->work, UINT64_MAX, a->read_hangs);
    a->read_so = strat_decide_read(&a->work, 0, 1, &a->otherwise, a->had);
    for (uint32_t i = 0; i < a->approaches; i++)
        a->found[i] = strat_ways(&a->work, i, i % 2 == 0, STRAT_MOST_WAYS, &a->ways[i]);
    strat_narrow(&a->work, a->narrow, &a->n_narrow);
    memset(a->holds, 0xa5, a->about.conditions + 1);
    strat_conditions_hold(a->p, r, a->holds);
}

/* ---- whether what came back stays below the counts: what does not, or NULL ---- */

/* `words` are behind the list, where a MARK stands. */
static inline bool bits_end(const uint64_t *list, size_t words, uint64_t count) {
    for (uint64_t i = count; i < 64 * (uint64_t)words; i++)
        if (list[i / 64] >> (i % 64) & 1) return false;
    return true;
}

static inline bool list_ends(const uint64_t *list, size_t words, uint64_t count) {
    return bits_end(list, words, count) && list[words] == MARK;
}

static inline bool lists_end(const struct asked *a, const struct strat_lists *l) {
    return list_ends(l->basis, a->ids, a->about.paragraphs) &&
           list_ends(l->cautions, a->ids, a->about.paragraphs) &&
           list_ends(l->closed_by, a->ids, a->about.paragraphs) &&
           list_ends(l->duties, a->duties, a->about.duties) &&
           list_ends(l->before, a->duties, a->about.duties) &&
           (unsigned)l->modality <= (unsigned)STRAT_MUST &&
           l->verdicts >> (STRAT_VERDICT_OPEN + 1) == 0;
}

static inline bool is_approach(const struct asked *a, int32_t approach) {
    return approach >= STRAT_NULL && approach < (int32_t)a->approaches;
}

static inline bool in_domain(const struct strat_fact *f, int64_t value) {
    switch (f->kind) {
    case STRAT_FLAG: return value == 0 || value == 1;
    case STRAT_ONE_OF: return value >= 0 && (uint64_t)value < f->values;
    case STRAT_SET_OF: return f->values >= 64 || (uint64_t)value >> f->values == 0;
    default: return value >= f->low && value <= f->high;
    }
}

static inline bool way_ends(const struct asked *a, const struct strat_way *way) {
    if (way->n > a->facts || way->known > way->n || way->through < -1 ||
        way->through >= (int32_t)a->about.paragraphs)
        return false;
    for (uint32_t i = 0; i < way->n; i++) {
        const struct strat_change *c = &way->changes[i];
        struct strat_fact f;
        if (c->fact >= a->facts || (i > 0 && c->fact <= way->changes[i - 1].fact)) return false;
        strat_get_fact(a->p, c->fact, &f);
        if (!in_domain(&f, c->value)) return false;
        if (f.kind == STRAT_SET_OF &&
            !in_domain(&f, (int64_t)(c->includes | c->excludes | c->one_of)))
            return false;
        if ((f.kind == STRAT_NUMBER || f.kind == STRAT_DATE) &&
            (!in_domain(&f, c->low) || !in_domain(&f, c->high)))
            return false;
        uint64_t values = f.kind == STRAT_FLAG ? 2 : f.kind == STRAT_ONE_OF ? f.values : 0;
        for (uint64_t v = values; values && v < (values + 63) / 64 * 64; v++)
            if (c->values[v / 64] >> (v % 64) & 1) return false;
    }
    return true;
}

static inline bool ways_end(const struct asked *a, size_t approach) {
    const struct strat_ways *w = &a->ways[approach];
    size_t each = strat_ways_words(a->p) + 1;
    if (a->ways_memory[(approach + 1) * each - 1] != MARK) return false;
    if (w->n > STRAT_MOST_WAYS || w->sets > w->n || w->sets > w->count) return false;
    for (size_t f = a->facts; f < (a->facts / 64 + 1) * 64; f++)
        if (w->facts[f / 64] >> (f % 64) & 1) return false;
    for (uint32_t i = 0; i < w->n; i++)
        if (!way_ends(a, &w->ways[i])) return false;
    return true;
}

static inline const char *out_of_bounds(const struct asked *a) {
    const struct strat_answer *x = &a->answer;
    uint32_t beyond = a->approaches < 32 ? UINT32_MAX << a->approaches : 0;
    if ((unsigned)x->status > (unsigned)STRAT_UNDETERMINED || !is_approach(a, x->approach) ||
        !is_approach(a, x->now))
        return "status or approach";
    if (((x->open | x->possible | x->available) & beyond) ||
        x->possible_status >> (STRAT_UNDETERMINED + 1))
        return "what is open or possible";
    uint32_t assumes = a->decided == STRAT_IMPOSSIBLE ? a->about.assumes : 0,
             facts = a->decided == STRAT_BAD_VALUE ? a->about.facts : 0;
    if (x->broken_assume < -1 || x->broken_assume >= (int32_t)assumes) return "the assumption";
    if (a->work.bad_fact < -1 || a->work.bad_fact >= (int32_t)facts) return "the wrong fact";
    if (!lists_end(a, &x->lists)) return "a list";
    if (!list_ends(x->uncertain_ids, a->ids, a->about.paragraphs) ||
        !list_ends(x->uncertain_duties, a->duties, a->about.duties))
        return "what is uncertain";
    const struct strat_answer *o = &a->otherwise;
    if ((unsigned)o->status > (unsigned)STRAT_UNDETERMINED || !is_approach(a, o->approach) ||
        !is_approach(a, o->now) || ((o->open | o->possible | o->available) & beyond) ||
        !lists_end(a, &o->lists))
        return "what another reading leads to";
    for (size_t i = 0; i < a->approaches; i++) {
        const struct strat_reasons *r = &a->reasons[i];
        if (!lists_end(a, &x->each[i])) return "a list of an approach";
        if (!lists_end(a, &a->had[i])) return "a list of an approach where it is had";
        if (!list_ends(r->permits_all, a->ids, a->about.paragraphs) ||
            !list_ends(r->permits_some, a->ids, a->about.paragraphs) ||
            !list_ends(r->closes_all, a->ids, a->about.paragraphs) ||
            !list_ends(r->closes_some, a->ids, a->about.paragraphs))
            return "a reason";
        if (!ways_end(a, i)) return "a way";
    }
    if (!list_ends(a->judgements, (a->facts + 63) / 64, a->facts)) return "judgements";
    if (!list_ends(a->presumed, (a->facts + 63) / 64, a->facts) ||
        !list_ends(a->defaults, (a->facts + 63) / 64, a->facts))
        return "what is presumed";
    for (uint32_t d = 0; d < a->about.duties; d++)
        if (!bits_end(a->grounds + d * a->ids, a->ids, a->about.paragraphs))
            return "what attaches a duty";
    if (a->grounds[a->about.duties * a->ids] != MARK) return "what attaches duties";
    if (!list_ends(a->readings, (a->about.readings + 63) / 64, a->about.readings) ||
        !list_ends(a->read_hangs, (a->about.readings + 63) / 64, a->about.readings))
        return "readings";
    for (uint32_t i = 0; i < a->n_narrow; i++)
        if (a->narrow[i] >= a->facts) return "what to state first";
    for (uint32_t i = 0; i < a->about.conditions; i++)
        if (a->holds[i] > (uint8_t)STRAT_HOLDS_UNKNOWN) return "whether a condition holds";
    if (a->holds[a->about.conditions] != 0xa5) return "more conditions than there are";
    if (a->n_ask > a->facts) return "how many facts to ask";
    for (uint32_t i = 0; i < a->n_ask; i++)
        if (a->ask[i] >= a->facts) return "a fact to ask";
    return NULL;
}

/* ---- names ---- */

static inline size_t all_of(const char *text) { return strlen(text); }

static inline bool is_term(const struct strat_about *about, struct strat_term term,
                           uint32_t before) {
    return term.condition >= 0 && (uint32_t)term.condition < before &&
           before <= about->conditions && (term.negated == 0 || term.negated == 1);
}

/* Reads the rules, and what they ask. What leads nowhere, or NULL. */
static inline const char *read_why(const struct strat_policy *p, const struct strat_about *about) {
    size_t bytes = 0;
    if (!is_term(about, strat_get_scope(p), about->conditions)) return "the scope";
    for (uint32_t i = 0; i < about->rules; i++) {
        struct strat_rule r;
        strat_get_rule(p, i, &r);
        bytes += all_of(r.text);
        bool wants = r.kind == STRAT_GATE || r.kind == STRAT_EXPECTATION;
        if (r.paragraph >= about->paragraphs || (unsigned)r.kind > (unsigned)STRAT_EXPECTATION ||
            (uint64_t)r.approaches >> about->approaches || r.duty >= (int32_t)about->duties ||
            (r.kind == STRAT_OBLIGATION) != (r.duty >= 0) ||
            (r.kind == STRAT_PERMISSION) != (r.modality != STRAT_NO_MODALITY) ||
            !is_term(about, r.when, about->conditions) ||
            (wants ? !is_term(about, r.wants, about->conditions) : r.wants.condition != -1))
            return "a rule";
    }
    for (uint32_t i = 0; i < about->priorities; i++) {
        struct strat_priority x;
        strat_get_priority(p, i, &x);
        if (x.winner >= about->paragraphs || x.loser >= about->paragraphs) return "a priority";
    }
    for (uint32_t i = 0; i < about->conditions; i++) {
        struct strat_condition c;
        strat_get_condition(p, i, &c);
        bytes += all_of(c.says) + all_of(c.turned);
        if (c.fact >= (int32_t)(about->facts + about->readings) ||
            c.paragraph >= (int32_t)about->paragraphs)
            return "what a condition is about";
        for (uint32_t k = 0; k < c.terms; k++)
            if (!is_term(about, strat_get_term(p, i, k), i)) return "a term";
        if (strat_get_term(p, i, c.terms).condition != -1) return "a term too many";
    }
    for (uint32_t i = 0; i < about->groups; i++) {
        struct strat_group g;
        struct strat_fact f;
        strat_get_group(p, i, &g);
        strat_get_fact(p, g.fact, &f);
        bytes += all_of(g.title);
        if (g.fact >= about->facts + about->readings) return "a group";
        for (uint32_t v = 0; v < f.values; v++) bytes += (size_t)strat_group_has(p, i, v);
        if (strat_group_has(p, i, f.values)) return "a value of no fact";
    }
    return bytes > SIZE_MAX / 2 ? "texts without end" : NULL;
}

/* Reads every name to its end. What leads nowhere, or NULL. */
static inline const char *read_names(const struct strat_policy *p) {
    struct strat_about about;
    strat_get_about(p, &about);
    size_t bytes = all_of(about.title) + all_of(about.version) + all_of(about.issued_by) +
                   all_of(about.compiler);
    if (about.default_approach < STRAT_NONE || about.default_approach >= (int32_t)about.approaches)
        return "the default approach";
    for (uint32_t i = 0; i < about.facts + about.readings; i++) {
        struct strat_fact f;
        strat_get_fact(p, i, &f);
        bytes += all_of(f.name) + all_of(f.title) + all_of(f.by) + all_of(f.unit);
        if ((unsigned)f.kind > (unsigned)STRAT_DATE || f.decimals > 18 || f.low > f.high ||
            (f.has_default && !in_domain(&f, f.default_value)))
            return "a fact";
        for (uint32_t v = 0; v < f.values; v++) {
            struct strat_named value;
            strat_get_value(p, i, v, &value);
            bytes += all_of(value.name) + all_of(value.title);
        }
    }
    for (uint32_t i = 0; i < about.approaches; i++) {
        struct strat_named named;
        const char *commits;
        strat_get_approach(p, i, &named, &commits);
        bytes += all_of(named.name) + all_of(named.title) + all_of(commits);
    }
    for (uint32_t i = 0; i < about.duties; i++) {
        struct strat_duty d;
        strat_get_duty(p, i, &d);
        bytes += all_of(d.name) + all_of(d.title) + all_of(d.by) + all_of(d.to) +
                 all_of(d.deadline) + all_of(d.after) + all_of(d.done);
        if (d.timing > STRAT_ON_RECEIPT) return "when a duty is due";
        if (d.done_when < -1 || d.done_when >= (int32_t)about.facts)
            return "what a duty is done by";
    }
    for (uint32_t i = 0; i < about.paragraphs; i++) {
        struct strat_paragraph paragraph;
        strat_get_paragraph(p, i, &paragraph);
        bytes += all_of(paragraph.id) + all_of(paragraph.title) + all_of(paragraph.see);
        if (paragraph.kind > STRAT_RECITAL) return "what a paragraph is";
    }
    unsigned char digest[32];
    for (int64_t i = -2; i < (int64_t)about.paragraphs + 2; i++)
        if (strat_get_digest(p, (int32_t)i, digest) && i >= (int64_t)about.paragraphs)
            return "the digest of no paragraph";
    for (uint32_t i = 0; i < about.assumes; i++) bytes += all_of(strat_get_assume(p, i));
    return bytes > SIZE_MAX / 2 ? "texts without end" : read_why(p, &about);
}

#endif
