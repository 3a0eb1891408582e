#include "emit/c/templates/sample.h"
#include "emit/c/templates/header.h"

/* Words of the stack for what a request leaves open. */
#define PREFIX_STACK_WORDS (PREFIX_WORK_WORDS + 4096)

/* Apart from who calls it, as it needs much of the stack. */
#if defined(__GNUC__)
#define PREFIX_APART __attribute__((noinline))
#else
#define PREFIX_APART
#endif

static const struct strat_policy PREFIX_policy = {PREFIX_table, NTABLE, 0, 0, 0, 0, RULES, NRULES};

static enum PREFIX_result PREFIX_result_of(enum strat_result result) {
    return result == STRAT_OK            ? PREFIX_OK
           : result == STRAT_IMPOSSIBLE  ? PREFIX_IMPOSSIBLE
           : result == STRAT_NOT_DECIDED ? PREFIX_NOT_DECIDED
                                         : PREFIX_BAD_VALUE;
}

/* A request as the runtime takes it; points into itself. */
struct PREFIX_open {
    int64_t value[PREFIX_FACTS + 1];
    uint8_t known[PREFIX_FACTS + 1];
    struct strat_request request;
    struct strat_work work;
};

static void PREFIX_read(struct PREFIX_open *o, const struct PREFIX_request *r, uint64_t *memory,
                        size_t words, uint64_t max_steps) {
    (void)r;
#if EACH_FACT
    o->known[INDEX] = r->KNOWN != 0;
    o->value[INDEX] = (int64_t)r->MEMBER LESS;
#endif
    o->request.value = o->value;
    o->request.known = o->known;
    o->work.memory = memory;
    o->work.words = words;
    o->work.max_steps = max_steps;
    strat_prepare(&o->work, &PREFIX_policy, &o->request);
}

static void PREFIX_point(struct strat_lists *to, struct PREFIX_lists *l) {
    to->basis = l->basis;
    to->cautions = l->cautions;
    to->closed_by = l->closed_by;
    to->duties = l->duties;
    to->before = l->before;
    to->modality = STRAT_NO_MODALITY;
}

/* Whatever is known. */
static enum PREFIX_result PREFIX_decide_any(const struct PREFIX_request *request,
                                            struct PREFIX_answer *answer, uint64_t *memory,
                                            size_t words, uint64_t max_steps) {
    struct PREFIX_open open;
    struct strat_answer a;
    enum strat_result result;
#if IS_RANKED
    a.each = (struct strat_lists *)0;
#else
    struct strat_lists each[PREFIX_APPROACHES];
    unsigned i;
    for (i = 0; i < PREFIX_APPROACHES; i++) PREFIX_point(&each[i], &answer->each[i]);
    a.each = each;
#endif
    PREFIX_read(&open, request, memory, words, max_steps);
    PREFIX_point(&a.lists, &answer->lists);
    a.uncertain_duties = a.uncertain_ids = (uint64_t *)0;
    result = strat_decide(&open.work, &a);
    answer->status = (int)a.status;
    answer->approach = a.approach;
    answer->now = a.now;
    answer->open = a.open;
    answer->committed = a.committed;
    answer->possible = a.possible;
    answer->possible_status = a.possible_status;
    answer->possible_none = a.possible_none;
    answer->fault = result == STRAT_BAD_VALUE ? open.work.bad_fact : a.broken_assume;
    answer->lists.modality = (int)a.lists.modality;
#if !IS_RANKED
    for (i = 0; i < PREFIX_APPROACHES; i++) answer->each[i].modality = (int)each[i].modality;
#endif
    return PREFIX_result_of(result);
}

PREFIX_APART static enum PREFIX_result PREFIX_decide_on_stack(const struct PREFIX_request *request,
                                                              struct PREFIX_answer *answer) {
    uint64_t memory[PREFIX_STACK_WORDS];
    return PREFIX_decide_any(request, answer, memory, PREFIX_STACK_WORDS, 0);
}

#if HAS_FAST
/* All is known, and goes together; else 0. */
static int PREFIX_decide_complete(const struct PREFIX_request *request,
                                  struct PREFIX_answer *answer) {
    struct PREFIX_case ready;
    return PREFIX_prepare(request, &ready) == PREFIX_OK &&
           PREFIX_answer_case(&ready, answer) == PREFIX_OK;
}

#endif
enum PREFIX_result PREFIX_decide_with(const struct PREFIX_request *request,
                                      struct PREFIX_answer *answer, uint64_t *memory, size_t words,
                                      uint64_t max_steps) {
#if HAS_FAST
    if (PREFIX_decide_complete(request, answer)) return PREFIX_OK;
#endif
    return PREFIX_decide_any(request, answer, memory, words, max_steps);
}

enum PREFIX_result PREFIX_decide(const struct PREFIX_request *request,
                                 struct PREFIX_answer *answer) {
#if HAS_FAST
    if (PREFIX_decide_complete(request, answer)) return PREFIX_OK;
#endif
    return PREFIX_decide_on_stack(request, answer);
}

#if WITH_ASK
enum PREFIX_result PREFIX_judgements(const struct PREFIX_request *request, uint64_t *facts) {
    uint64_t memory[PREFIX_STACK_WORDS];
    struct PREFIX_open open;
    PREFIX_read(&open, request, memory, PREFIX_STACK_WORDS, 0);
    return PREFIX_result_of(strat_judgements(&open.work, facts));
}

#if HAS_READINGS
enum PREFIX_result PREFIX_readings(const struct PREFIX_request *request, uint64_t *readings) {
    uint64_t memory[PREFIX_STACK_WORDS];
    struct PREFIX_open open;
    PREFIX_read(&open, request, memory, PREFIX_STACK_WORDS, 0);
    return PREFIX_result_of(strat_readings(&open.work, readings));
}

#endif
enum PREFIX_result PREFIX_ask(const struct PREFIX_request *request, uint32_t *facts, uint32_t *n) {
    uint64_t memory[PREFIX_STACK_WORDS];
    struct PREFIX_open open;
    PREFIX_read(&open, request, memory, PREFIX_STACK_WORDS, 0);
    return PREFIX_result_of(strat_ask(&open.work, facts, n));
}

#endif
/* Where a text begins; the first is "". */
static const char *PREFIX_text_at(uint32_t at) { return (const char *)&PREFIX_text + at; }

#if EACH_NAMES
const char *FUNCTION(unsigned i) {
    static const OFFSET at[] = {OFFSETS};
    return PREFIX_text_at(i < NNAMES ? at[i] : OTHERWISE);
}

#endif
