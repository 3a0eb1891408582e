/*
 * Stated: the facts on the command line.
 */
#include "evaluator/cli/person.h"
#include "evaluator/core/value.h"

static bool state(struct ev_engine *e, const char *text, struct ev_fault *fault) {
    const struct ev_vocabulary *v = &e->vocabulary;
    const char *equals = strchr(text, '=');
    size_t length = equals ? (size_t)(equals - text) : strlen(text);
    int32_t fact = ev_find_fact(v, text, length);
    *fault = (struct ev_fault){.code = EV_FINE, .fact = fact, .name = {text, length, false}};
    if (fact < 0)
        fault->code = EV_UNKNOWN_FACT;
    else if (e->request.known[fact])
        fault->code = EV_DUPLICATE_KEY;
    else if (equals || v->facts[fact].info.kind != STRAT_FLAG)
        ev_value_read(v, (uint32_t)fact, equals ? equals + 1 : "", equals ? strlen(equals + 1) : 0,
                      &e->request.value[fact], fault);
    else
        e->request.value[fact] = 1;
    if (fact >= 0) e->request.known[fact] = 1; /* wrong or not, a second one is a second one */
    return fault->code == EV_FINE;
}

bool ev_read_stated(struct ev_engine *e, char *const *stated, int n, const char *program,
                    struct ev_out *err) {
    const struct ev_vocabulary *v = &e->vocabulary;
    bool fine = true;
    memset(e->request.known, 0, e->vocabulary.about.facts);
    for (int i = 0; i < n; i++) {
        struct ev_fault fault;
        if (state(e, stated[i], &fault)) continue;
        fine = false;
        ev_text_safely(err, program);
        ev_text(err, ": ");
        if (fault.fact >= 0 && fault.code != EV_DUPLICATE_KEY && !strchr(stated[i], '=')) {
            ev_text(err, stated[i]); /* the name of a fact: nothing that could harm a terminal */
            ev_text(err, " is not a yes-or-no fact; write ");
            ev_text(err, stated[i]);
            ev_text(err, "=...");
            if (v->facts[fault.fact].info.values > 0) {
                ev_text(err, "; it can be ");
                ev_values_say(err, v, (uint32_t)fault.fact, 12);
            }
        } else {
            ev_fault_say(err, v, &fault, EV_SPELLED_TEXT);
        }
        ev_text(err, "\n");
    }
    return fine;
}
