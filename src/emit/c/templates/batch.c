#include "emit/c/templates/sample.h"
#include "emit/c/templates/header.h"
#include "emit/c/templates/layer.c"

static void PREFIX_copy(uint64_t *to, const uint64_t *from, size_t n) {
    size_t i;
    for (i = 0; i < n; i++) {
        to[i] = from[i];
        STRAT_KEEP_LOOP;
    }
}

static size_t PREFIX_decide_row(const struct PREFIX_columns *c, size_t row,
                                const struct PREFIX_results *to) {
    struct PREFIX_request request;
    struct PREFIX_answer answer;
    enum PREFIX_result result;
#if !HAS_FACTS
    (void)c;
    request.no_facts = 0;
#endif
#if EACH_FACT
    request.MEMBER = c->MEMBER ? c->MEMBER[row] : 0;
#if IS_BESIDE
    request.KNOWN = c->MEMBER && (!c->KNOWN || c->KNOWN[row]);
#endif
#endif
    result = PREFIX_decide(&request, &answer);
    if (to->result) to->result[row] = (uint8_t)result;
    if (to->status) to->status[row] = (uint8_t)answer.status;
    if (to->approach) to->approach[row] = (int8_t)answer.approach;
    if (to->now) to->now[row] = (int8_t)answer.now;
#if EACH_LIST
    if (to->LIST) PREFIX_copy(to->LIST + row * WORDS, answer.lists.LIST, WORDS);
#endif
    return result != PREFIX_OK;
}

size_t PREFIX_decide_batch(const struct PREFIX_columns *columns, size_t rows,
                           const struct PREFIX_results *results) {
    size_t row, failed = 0;
    for (row = 0; row < rows; row++) failed += PREFIX_decide_row(columns, row, results);
    return failed;
}
