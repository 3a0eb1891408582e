#include "evaluator/core/trial.h"

#include <stdlib.h>

struct ev_trial ev_trial_begin(struct ev_engine *e, uint32_t fact, int64_t value) {
    struct ev_trial trial = {fact, e->request.known[fact], e->request.value[fact]};
    e->request.known[fact] = 1;
    e->request.value[fact] = value;
    return trial;
}

void ev_trial_end(struct ev_engine *e, struct ev_trial trial) {
    e->request.known[trial.fact] = trial.known;
    e->request.value[trial.fact] = trial.value;
}

bool ev_decide_with(struct ev_engine *e, uint32_t fact, int64_t value, bool each,
                    struct ev_fault *fault) {
    struct ev_trial trial = ev_trial_begin(e, fact, value);
    bool decided = ev_decide_too(e, each, fault);
    ev_trial_end(e, trial);
    return decided;
}

static void copy_lists(const struct ev_engine *e, struct strat_lists *to,
                       const struct strat_lists *from) {
    size_t ids = strat_id_words(e->policy) * sizeof(uint64_t),
           duties = strat_duty_words(e->policy) * sizeof(uint64_t);
    memcpy(to->basis, from->basis, ids);
    memcpy(to->cautions, from->cautions, ids);
    memcpy(to->closed_by, from->closed_by, ids);
    memcpy(to->duties, from->duties, duties);
    memcpy(to->before, from->before, duties);
    to->modality = from->modality;
    to->verdicts = from->verdicts;
}

bool ev_had_same(const struct ev_engine *e, const struct strat_lists *x,
                 const struct strat_lists *y) {
    size_t ids = strat_id_words(e->policy), duties = strat_duty_words(e->policy);
    return x->modality == y->modality && x->verdicts == y->verdicts &&
           bitset_same(x->cautions, y->cautions, ids) &&
           bitset_same(x->duties, y->duties, duties) && bitset_same(x->before, y->before, duties);
}

static bool lists_same(const struct ev_engine *e, const struct strat_lists *x,
                       const struct strat_lists *y) {
    size_t ids = strat_id_words(e->policy);
    return ev_had_same(e, x, y) && bitset_same(x->basis, y->basis, ids) &&
           bitset_same(x->closed_by, y->closed_by, ids);
}

bool ev_find_had(struct ev_engine *e) {
    struct ev_fault fault;
    bool knows = e->knows_had;
    for (uint32_t i = 0; i < e->vocabulary.about.approaches && !knows; i++)
        if (!ev_where_had(e, i, &fault)) return false;
    e->knows_had = true;
    return true;
}

bool ev_upshot_find_had(struct ev_upshot *o, struct ev_engine *e) {
    o->knows_had = ev_find_had(e);
    for (uint32_t i = 0; i < e->vocabulary.about.approaches && o->knows_had; i++)
        copy_lists(e, &o->had[i], &e->had[i]);
    return o->knows_had;
}

/* Of an approach that is possible: by which paragraphs it is open in some completion, and by which
 * closed. False: that was not found out. */
static bool find_reasons(struct ev_engine *e, uint32_t approach, uint64_t *reasons) {
    struct strat_reasons r = {NULL, reasons, NULL, reasons + strat_id_words(e->policy)};
    return strat_explain(&e->work, approach, &r) == STRAT_OK;
}

/* Whether what may open and close each approach counts: where that is undetermined. */
static bool has_reasons(const struct strat_answer *a) {
    return a->status == STRAT_UNDETERMINED && a->each;
}

static enum ev_matter reasons_differ(const struct ev_upshot *o, struct ev_engine *e) {
    size_t words = 2 * strat_id_words(e->policy);
    uint32_t approaches = e->vocabulary.about.approaches;
    uint64_t possible = o->answer.possible, *found = o->reasons + approaches * words;
    if (!has_reasons(&o->answer)) return EV_MATTERS_NOT;
    bitset_each (i, &possible, approaches) {
        if (!o->knows_reasons || !find_reasons(e, (uint32_t)i, found)) return EV_MATTER_UNKNOWN;
        if (memcmp(found, o->reasons + i * words, words * sizeof *found) != 0) return EV_MATTERS;
    }
    return EV_MATTERS_NOT;
}

bool ev_upshot_open(struct ev_upshot *o, struct ev_engine *e) {
    const struct strat_answer *a = &e->answer;
    struct strat_answer own, had;
    size_t words = strat_answer_words(e->policy, 1), ids = strat_id_words(e->policy);
    size_t certain = ids + 2 * strat_duty_words(e->policy);
    uint32_t approaches = has_reasons(a) ? e->vocabulary.about.approaches + 1 : 0;
    o->memory = calloc(2 * words + certain + 2 * ids * approaches + 1, sizeof *o->memory);
    if (!o->memory) return false;
    strat_answer_init(e->policy, 1, o->memory, &own);
    o->certain = (struct strat_lists){.cautions = o->memory + words};
    o->certain.duties = o->certain.cautions + ids;
    o->certain.before = o->certain.duties + strat_duty_words(e->policy);
    memcpy(o->certain.cautions, e->certain.cautions, certain * sizeof *o->memory);
    copy_lists(e, &own.lists, &a->lists);
    for (uint32_t i = 0; a->each && i < e->vocabulary.about.approaches; i++)
        copy_lists(e, &own.each[i], &a->each[i]);
    memcpy(own.uncertain_duties, a->uncertain_duties,
           strat_duty_words(e->policy) * sizeof(uint64_t));
    memcpy(own.uncertain_ids, a->uncertain_ids, strat_id_words(e->policy) * sizeof(uint64_t));
    o->reasons = o->memory + words + certain; /* and room for those of one approach */
    uint64_t possible = approaches ? a->possible : 0;
    o->knows_reasons = true;
    bitset_each (i, &possible, e->vocabulary.about.approaches)
        o->knows_reasons =
            find_reasons(e, (uint32_t)i, o->reasons + 2 * ids * i) && o->knows_reasons;
    o->answer = *a;
    o->answer.lists = own.lists;
    o->answer.each = a->each ? own.each : NULL;
    o->answer.uncertain_duties = own.uncertain_duties;
    o->answer.uncertain_ids = own.uncertain_ids;
    strat_answer_init(e->policy, 1, o->memory + words + certain + 2 * ids * approaches, &had);
    o->had = had.each;
    o->knows_had = false;
    if (approaches) ev_upshot_find_had(o, e);
    return true;
}

void ev_upshot_close(struct ev_upshot *o) { free(o->memory); }

uint32_t ev_told_of(const struct ev_engine *e, const struct strat_answer *a) {
    uint32_t now = a->now >= 0 ? (uint32_t)1 << a->now : 0;
    int32_t by_default = e->vocabulary.about.default_approach;
    if (!e->vocabulary.about.ranked) now = a->available;
    if (a->status == STRAT_DEFAULT) now |= (uint32_t)1 << a->approach;
    if (a->status != STRAT_UNDETERMINED) return a->open | now;
    if (a->possible_status >> STRAT_DEFAULT & 1) now |= (uint32_t)1 << by_default;
    return a->possible | now;
}

/* What goes with what is told of wherever it is had; of all others, by what they may be open then.
 */
static enum ev_matter had_differs(const struct ev_upshot *o, struct ev_engine *e) {
    uint32_t of = ev_told_of(e, &o->answer);
    if (!has_reasons(&o->answer)) return EV_MATTERS_NOT;
    if (!o->knows_had || !ev_find_had(e)) return EV_MATTER_UNKNOWN;
    for (uint32_t i = 0; i < e->vocabulary.about.approaches; i++)
        if (of >> i & 1 ? !lists_same(e, &o->had[i], &e->had[i])
                        : !bitset_same(o->had[i].basis, e->had[i].basis, strat_id_words(e->policy)))
            return EV_MATTERS;
    return EV_MATTERS_NOT;
}

static bool each_same(const struct ev_engine *e, const struct strat_answer *x,
                      const struct strat_answer *y) {
    uint32_t of = x->each && y->each ? ev_told_of(e, x) : 0;
    for (uint32_t i = 0; i < e->vocabulary.about.approaches; i++)
        if (of >> i & 1 && !lists_same(e, &x->each[i], &y->each[i])) return false;
    return true;
}

/* The lists stand one behind the other. */
static bool certain_same(const struct ev_upshot *o, const struct ev_engine *e) {
    size_t words = strat_id_words(e->policy) + 2 * strat_duty_words(e->policy);
    return !o->answer.each ||
           memcmp(o->certain.cautions, e->certain.cautions, words * sizeof *o->memory) == 0;
}

bool ev_answer_same(const struct ev_upshot *o, const struct ev_engine *e) {
    const struct strat_answer *x = &o->answer, *y = &e->answer;
    return x->status == y->status && x->approach == y->approach && x->now == y->now &&
           x->open == y->open && x->available == y->available && x->possible == y->possible &&
           x->possible_status == y->possible_status && x->possible_none == y->possible_none &&
           lists_same(e, &x->lists, &y->lists) &&
           memcmp(x->uncertain_duties, y->uncertain_duties,
                  strat_duty_words(e->policy) * sizeof(uint64_t)) == 0 &&
           memcmp(x->uncertain_ids, y->uncertain_ids,
                  strat_id_words(e->policy) * sizeof(uint64_t)) == 0 &&
           each_same(e, x, y) && certain_same(o, e);
}

/* What takes least to find out comes first. */
static enum ev_matter differs(const struct ev_upshot *o, struct ev_engine *e) {
    if (!ev_answer_same(o, e)) return EV_MATTERS;
    enum ev_matter matters = reasons_differ(o, e);
    return matters == EV_MATTERS_NOT ? had_differs(o, e) : matters;
}

bool ev_upshot_same(const struct ev_upshot *o, struct ev_engine *e) {
    return differs(o, e) == EV_MATTERS_NOT;
}

enum ev_matter ev_try_others(struct ev_engine *e, uint32_t fact, const int64_t *own, ev_try *try,
                             const void *of) {
    struct ev_band bands[EV_BANDS_TRIED];
    uint32_t n = ev_bands(&e->vocabulary, fact, bands, EV_BANDS_TRIED);
    int64_t like = own ? ev_band_of(&e->vocabulary, fact, *own).low : 0;
    bool unknown = n > EV_BANDS_TRIED, fixed = true;
    for (uint32_t i = 0; i < n && i < EV_BANDS_TRIED; i++) {
        if (own && bands[i].low == like) continue;
        enum ev_matter one = try(e, fact, bands[i].low, of);
        if (one == EV_MATTERS) return one;
        unknown = unknown || one == EV_MATTER_UNKNOWN;
        fixed = fixed && one == EV_MATTER_FIXED;
    }
    return unknown ? EV_MATTER_UNKNOWN : fixed ? EV_MATTER_FIXED : EV_MATTERS_NOT;
}

enum ev_matter ev_matter_of(struct ev_engine *e, const struct ev_upshot *o, bool decided,
                            const struct ev_fault *fault) {
    if (decided) return differs(o, e);
    return fault->code == EV_IMPOSSIBLE ? EV_MATTER_FIXED : EV_MATTER_UNKNOWN;
}
