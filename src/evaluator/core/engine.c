#include "evaluator/core/engine.h"

#include "runtime/private.h"

#include <stdlib.h>

/* What a request leaves open is rarely more than this holds; and this much lets a request about
 * which nothing is known be decided by many thousand rules. What is not used costs nothing. */
enum { WORK_WORDS = (16 << 20) / sizeof(uint64_t), LARGE_WORDS = (64 << 20) / sizeof(uint64_t) };

/* What it takes to make a request ready, as far as that is not counted: no less for one that is
 * complete. */
static uint64_t reading_steps(const struct strat_policy *policy, const struct strat_about *about) {
    const uint64_t *t = policy->table;
    return 1 + ((uint64_t)about->facts + about->rules) / 32 + t[H_WORDS] * t[H_AXES] / 2048;
}

bool ev_engine_open(struct ev_engine *e, const struct strat_policy *policy, uint64_t max_steps) {
    *e = (struct ev_engine){.policy = policy};
    if (!ev_vocabulary_open(&e->vocabulary, policy)) return false;
    const struct strat_about *about = &e->vocabulary.about;
    e->request.value = calloc(about->facts + 1, sizeof *e->request.value);
    e->request.known = calloc((size_t)about->facts + 8, sizeof *e->request.known);
    e->ask = calloc(about->facts + 1, sizeof *e->ask);
    struct strat_answer had;
    size_t least = strat_work_words(policy);
    size_t words = least + (policy->rules ? LARGE_WORDS : WORK_WORDS);
    e->work = (struct strat_work){
        .memory = calloc(words, sizeof(uint64_t)), .words = words, .max_steps = max_steps};
    e->bound = max_steps ? max_steps : STRAT_STEPS;
    e->reading = reading_steps(policy, about);
    size_t ids = strat_id_words(policy), answer = strat_answer_words(policy, 1);
    size_t facts = about->facts / 64 + 1, readings = about->readings / 64 + 1;
    size_t certain = ids + 2 * strat_duty_words(policy);
    e->memory = calloc(2 * answer + (4 + about->duties) * ids + 5 * facts + readings + certain,
                       sizeof *e->memory);
    e->presumed_value = calloc(about->facts + 1, sizeof *e->presumed_value);
    e->holds = calloc((size_t)about->conditions + 1, 1);
    if (!e->holds || !e->presumed_value || !e->request.value || !e->request.known || !e->ask ||
        !e->work.memory || !e->memory) {
        ev_engine_close(e);
        return false;
    }
    uint64_t *lists = e->memory + answer;
    strat_answer_init(policy, 1, e->memory, &e->answer);
    e->each = e->answer.each;
    strat_answer_init(policy, 1, lists, &had);
    e->had = had.each;
    lists += answer;
    e->reasons = (struct strat_reasons){lists, lists + ids, lists + 2 * ids, lists + 3 * ids};
    e->grounds = lists + 4 * ids;
    e->judgements = e->grounds + about->duties * ids;
    e->presumed = e->judgements + facts;
    e->by_default = e->presumed + facts;
    e->somewhere = e->by_default + facts;
    e->not_known = e->somewhere + facts;
    e->readings = e->not_known + facts;
    e->certain.cautions = e->readings + readings;
    e->certain.duties = e->certain.cautions + ids;
    e->certain.before = e->certain.duties + strat_duty_words(policy);
    return true;
}

void ev_engine_close(struct ev_engine *e) {
    ev_vocabulary_close(&e->vocabulary);
    free(e->request.value);
    free(e->request.known);
    free(e->ask);
    free(e->presumed_value);
    free(e->holds);
    free(e->work.memory);
    free(e->memory);
    *e = (struct ev_engine){0};
}

uint64_t ev_steps(const struct ev_engine *e) { return e->spent + e->work.steps; }

static bool at_bound(const struct ev_engine *e) { return ev_steps(e) >= e->bound; }

bool ev_spend(struct ev_engine *e, uint64_t steps) {
    uint64_t left = e->bound - ev_steps(e);
    e->work.steps += steps < left ? steps : left;
    return !at_bound(e);
}

static bool succeeded(const struct ev_engine *e, enum strat_result result, struct ev_fault *fault) {
    *fault = (struct ev_fault){.code = EV_FINE, .fact = EV_NO_FACT, .assume = -1};
    switch (result) {
    case STRAT_OK: break;
    case STRAT_BAD_VALUE: /* readers let no such value through; an answer is given all the same */
        fault->code = EV_UNKNOWN_VALUE;
        fault->fact = e->work.bad_fact;
        break;
    case STRAT_IMPOSSIBLE:
        fault->code = EV_IMPOSSIBLE;
        fault->assume = e->answer.broken_assume;
        break;
    case STRAT_BAD_TABLE:
    case STRAT_NOT_DECIDED:
        fault->code = EV_NOT_DECIDED;
        fault->at_bound = at_bound(e);
        fault->why = fault->at_bound ? "not decided within the bound on work"
                                     : "not decided within the memory for one request";
        break;
    }
    return result == STRAT_OK;
}

const char *ev_why_not_decided(const struct ev_engine *e) {
    if (!at_bound(e)) return "not decided within the memory for one request: state more facts";
    return "not decided within the bound on work: state more facts, or allow more with --max-steps";
}

/* What goes certainly with what may start now. */
static void find_certain(struct ev_engine *e) {
    if (!e->answer.each || e->answer.now < 0)
        bitset_clear(e->certain.cautions,
                     strat_id_words(e->policy) + 2 * strat_duty_words(e->policy));
    else
        e->missed.each = strat_certain(&e->work, (uint32_t)e->answer.now, &e->certain) != STRAT_OK;
}

bool ev_find_readings(struct ev_engine *e, uint64_t *readings) {
    return strat_readings(&e->work, readings) == STRAT_OK;
}

/* Of the request that was made ready. */
static bool decide(struct ev_engine *e, struct ev_wanted wanted, struct ev_fault *fault) {
    e->answer.each = wanted.each ? e->each : NULL;
    enum strat_result result = strat_decide(&e->work, &e->answer);
    e->n_ask = 0;
    e->missed = (struct ev_wanted){0};
    if (result == STRAT_OK) find_certain(e);
    /* In this order each finds most of what the one before it left in work memory. */
    if (result == STRAT_OK && wanted.grounds)
        e->missed.grounds = strat_grounds(&e->work, &e->answer, e->grounds) != STRAT_OK;
    if (result == STRAT_OK && wanted.ask && e->answer.status == STRAT_UNDETERMINED)
        e->missed.ask = strat_ask(&e->work, e->ask, &e->n_ask) != STRAT_OK;
    if (result == STRAT_OK && wanted.judgements)
        e->missed.judgements = strat_judgements(&e->work, e->judgements) != STRAT_OK;
    if (result == STRAT_OK && wanted.presumed) {
        e->missed.presumed =
            strat_presumed(&e->work, e->presumed, e->presumed_value, e->by_default) != STRAT_OK;
        if (strat_presumed_somewhere(&e->work, e->somewhere) != STRAT_OK) e->missed.presumed = true;
    }
    if (result == STRAT_OK && wanted.readings) /* last, as it makes the request ready anew */
        e->missed.readings = !ev_find_readings(e, e->readings);
    if (succeeded(e, result, fault)) return true;
    fault->state = e->ask;
    if (fault->code == EV_NOT_DECIDED) strat_narrow(&e->work, e->ask, &fault->n_state);
    return false;
}

bool ev_decide(struct ev_engine *e, struct ev_wanted wanted, struct ev_fault *fault) {
    e->spent = 0;
    e->reads = e->knows_had = false;
    e->work.max_steps = e->bound;
    strat_prepare(&e->work, e->policy, &e->request);
    return decide(e, wanted, fault);
}

/* What is left of the bound is what counts then. False: that is too little. */
bool ev_ready(struct ev_engine *e, struct ev_fault *fault) {
    e->reads = e->knows_had = false;
    if (!ev_spend(e, e->reading)) return succeeded(e, STRAT_NOT_DECIDED, fault);
    e->spent = ev_steps(e);
    e->work.max_steps = e->bound - e->spent;
    strat_prepare(&e->work, e->policy, &e->request);
    if (e->policy->rules && e->work.result == STRAT_OK) { /* what was looked up of a large table */
        const struct strat_state *s = strat_i_state(&e->work);
        ev_spend(e, ((uint64_t)s->n_clauses + s->n_overrides) / 2);
    }
    return true;
}

bool ev_decide_on(struct ev_engine *e, struct ev_wanted wanted, struct ev_fault *fault) {
    return ev_ready(e, fault) && decide(e, wanted, fault);
}

bool ev_decide_too(struct ev_engine *e, bool each, struct ev_fault *fault) {
    if (!ev_ready(e, fault)) return false;
    e->answer.each = each ? e->each : NULL;
    enum strat_result result = strat_decide(&e->work, &e->answer);
    e->missed.each = false;
    if (result == STRAT_OK && each) find_certain(e);
    return succeeded(e, result, fault);
}

bool ev_decide_read(struct ev_engine *e, uint32_t reading, int64_t value, struct ev_fault *fault) {
    if (!e->reads && !ev_ready(e, fault)) return false;
    e->reads = true;
    e->answer.each = e->each;
    enum strat_result result = strat_decide_read(&e->work, reading, value, &e->answer, e->had);
    e->knows_had = result == STRAT_OK;
    return succeeded(e, result, fault);
}

bool ev_find_read_hangs(struct ev_engine *e, uint64_t told, uint64_t *readings) {
    struct ev_fault fault;
    return ev_ready(e, &fault) && strat_read_hangs(&e->work, told, readings) == STRAT_OK;
}

bool ev_ask_too(struct ev_engine *e, struct ev_fault *fault) {
    if (!ev_ready(e, fault)) return false;
    e->answer.each = NULL;
    e->n_ask = 0;
    enum strat_result result = strat_decide(&e->work, &e->answer);
    if (result == STRAT_OK && e->answer.status == STRAT_UNDETERMINED)
        result = strat_ask(&e->work, e->ask, &e->n_ask);
    return succeeded(e, result, fault);
}

bool ev_find_ways(struct ev_engine *e, uint32_t approach, uint32_t most, struct strat_ways *ways,
                  struct ev_fault *fault) {
    return ev_ready(e, fault) && succeeded(e, strat_ways(&e->work, approach, 1, most, ways), fault);
}

bool ev_explain(struct ev_engine *e, uint32_t approach, struct ev_fault *fault) {
    return succeeded(e, strat_explain(&e->work, approach, &e->reasons), fault);
}

bool ev_hangs(struct ev_engine *e, uint32_t approach, uint64_t *facts, struct ev_fault *fault) {
    return succeeded(e, strat_hangs(&e->work, approach, facts), fault);
}

bool ev_certain(struct ev_engine *e, uint32_t approach, struct ev_fault *fault) {
    return succeeded(e, strat_certain(&e->work, approach, &e->certain), fault);
}

bool ev_where_had(struct ev_engine *e, uint32_t approach, struct ev_fault *fault) {
    e->knows_had = false;
    return succeeded(e, strat_where_had(&e->work, approach, &e->had[approach]), fault);
}
