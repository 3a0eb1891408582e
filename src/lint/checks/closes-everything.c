/*
 * A prohibition or a requirement that closes an approach in every situation, though permissions
 * open it; or that, by itself, closes what several paragraphs permit, wherever they do. Often its
 * condition was forgotten, or is always so. What comes of it (permissions in vain, an approach that
 * nobody ever has) is told as its notes.
 */
#include "lint/lint.h"

#include <inttypes.h>

enum { SEVERAL = 2 };

static uint32_t permitted(struct study *st) {
    uint32_t approaches = 0;
    for (uint32_t i = 0; i < st->rules->rules.len; i++)
        for (uint32_t a = 0; a < st->m->approaches.len; a++)
            if (st->rules->rules.at[i].kind == STATEMENT_PERMISSION &&
                study_effect(st, st->place[i], a) != NO)
                approaches |= UINT32_C(1) << a;
    return approaches;
}

/* How many paragraphs have a permission that this rule alone closes. */
static uint32_t count_closed_by(struct study *st, uint32_t rule) {
    uint32_t n = 0, last = MODEL_NONE;
    for (uint32_t i = 0; i < st->rules->rules.len; i++) {
        uint32_t block = st->rules->rules.at[i].block;
        if (block == last || !lint_closes_alone(st, rule, i)) continue;
        last = block;
        n++;
    }
    return n;
}

void lint_closes_everything(struct analysis *l, enum diag_code code) {
    struct study *st = study_of(l);
    uint32_t some = st ? permitted(st) : 0;
    for (uint32_t i = 0; st && i < l->rules->rules.len && !st->g->gave_up; i++) {
        uint32_t closes = lint_always_closing(st, i) & some, n = count_closed_by(st, i);
        const char *what = tell_what(st, i), *id = lint_block(l, &l->rules->rules.at[i]);
        if (closes)
            diag_report(l->d, code, l->rules->rules.at[i].at,
                        "\"%s\" in %s closes %s in every situation, though rules permit %s; mend "
                        "its condition",
                        what, id, tell_approaches(st->l, closes),
                        closes & (closes - 1) ? "them" : "it");
        else if (n >= SEVERAL)
            diag_report(l->d, code, l->rules->rules.at[i].at,
                        "\"%s\" in %s closes what %" PRIu32
                        " paragraphs permit, wherever they do; mend its condition, or theirs",
                        what, id, n);
    }
}
