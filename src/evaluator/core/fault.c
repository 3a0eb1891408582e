#include "evaluator/core/fault.h"

#include "evaluator/core/value.h"

const char *ev_code_name(enum ev_code code) {
    static const char *const names[] = {
        [EV_FINE] = "",
        [EV_SYNTAX] = "syntax",
        [EV_NOT_AN_OBJECT] = "not_an_object",
        [EV_DUPLICATE_KEY] = "duplicate_key",
        [EV_UNKNOWN_FACT] = "unknown_fact",
        [EV_UNKNOWN_VALUE] = "unknown_value",
        [EV_BAD_TYPE] = "bad_type",
        [EV_OUT_OF_RANGE] = "out_of_range",
        [EV_IMPOSSIBLE] = "impossible",
        [EV_TOO_DEEP] = "too_deep",
        [EV_TOO_LONG] = "too_long",
        [EV_NOT_DECIDED] = "not_decided",
    };
    return names[code];
}

bool ev_code_has_fact(enum ev_code code) {
    return code >= EV_DUPLICATE_KEY && code <= EV_OUT_OF_RANGE;
}

void ev_values_say(struct ev_out *out, const struct ev_vocabulary *v, uint32_t fact,
                   uint32_t at_most) {
    uint32_t n = v->facts[fact].info.values;
    /* "and 1 more" is no shorter than the one. */
    uint32_t shown = n <= at_most + 1 ? n : at_most;
    for (uint32_t i = 0; i < shown; i++) {
        if (i > 0) ev_text(out, shown == n && i + 1 == n ? " or " : ", ");
        ev_text(out, ev_value(v, fact, i)->name);
    }
    if (shown < n) {
        ev_text(out, " and ");
        ev_put_number(out, n - shown);
        ev_text(out, " more (--facts lists them)");
    }
}

static void named(struct ev_out *out, const char *name, const char *title) {
    ev_text(out, name);
    if (title[0] != '\0') {
        ev_text(out, " (");
        ev_text(out, title);
        ev_text(out, ")");
    }
}

static void say_unknown_fact(struct ev_out *out, const struct ev_vocabulary *v,
                             const struct ev_fault *fault) {
    int32_t near = ev_nearest_fact(v, fault->name);
    ev_text(out, "there is no fact ");
    ev_show(out, fault->name);
    if (near >= 0) {
        ev_text(out, ": do you mean ");
        ev_text(out, v->facts[near].info.name);
        ev_text(out, "?");
    } else {
        ev_text(out, " (--facts lists them)");
    }
}

static void say_unknown_value(struct ev_out *out, const struct ev_vocabulary *v,
                              const struct ev_fault *fault) {
    const struct ev_fact *fact = &v->facts[fault->fact];
    ev_text(out, fact->info.name);
    if (fact->info.kind == STRAT_DATE) {
        ev_text(out, ": there is no day ");
        ev_show(out, fault->value);
        ev_text(out, "; a day is written year-month-day, such as 2025-01-31");
        return;
    }
    ev_text(out, ": there is no value ");
    ev_show(out, fault->value);
    int32_t near = ev_nearest_value(v, (uint32_t)fault->fact, fault->value);
    if (near >= 0) {
        const struct strat_named *value = ev_value(v, (uint32_t)fault->fact, (uint32_t)near);
        ev_text(out, "; do you mean ");
        named(out, value->name, value->title);
        ev_text(out, "?");
    }
    ev_text(out, near >= 0 ? " It can be " : "; it can be ");
    ev_values_say(out, v, (uint32_t)fault->fact, 12);
}

static void say_example(struct ev_out *out, const struct ev_vocabulary *v, uint32_t f,
                        enum ev_spelling spelling) {
    bool json = spelling == EV_SPELLED_JSON;
    const char *value = v->facts[f].info.values > 0 ? ev_value(v, f, 0)->name : "";
    if (v->facts[f].info.kind == STRAT_ONE_OF) {
        ev_text(out, json ? "a value in double quotes, such as \"" : "one of its values, such as ");
        ev_text(out, value);
        ev_text(out, json ? "\"" : "");
    } else {
        ev_text(out, json ? "a list of values, such as [\""
                          : "values joined by |, or {} for none of them, such as ");
        ev_text(out, value);
        ev_text(out, json ? "\"], or [] for none of them" : "");
    }
}

static void say_bad_type(struct ev_out *out, const struct ev_vocabulary *v,
                         const struct ev_fault *fault, enum ev_spelling spelling) {
    const struct strat_fact *fact = &v->facts[fault->fact].info;
    bool json = spelling == EV_SPELLED_JSON;
    ev_text(out, fact->name);
    if (fault->decimals) {
        ev_text(out, " has ");
        if (fact->decimals == 0)
            ev_text(out, "no");
        else
            ev_put_number(out, fact->decimals);
        ev_text(out, fact->decimals == 1 ? " decimal: " : " decimals: ");
        ev_show(out, fault->value);
        ev_text(out, " has more");
        return;
    }
    if (fault->value.length > 0) {
        ev_text(out, " cannot be ");
        ev_show(out, fault->value);
        ev_text(out, ": it takes ");
    } else {
        ev_text(out, " takes ");
    }
    switch (fact->kind) {
    case STRAT_FLAG: ev_text(out, json ? "true or false" : "yes or no"); break;
    case STRAT_ONE_OF:
    case STRAT_SET_OF: say_example(out, v, (uint32_t)fault->fact, spelling); break;
    case STRAT_NUMBER:
        ev_text(out, json ? "a number, without quotes" : "a number, such as 12 or -0.5");
        break;
    case STRAT_DATE:
        ev_text(out, json ? "a day in double quotes, such as \"2025-01-31\""
                          : "a day, such as 2025-01-31");
        break;
    }
}

static void say_out_of_range(struct ev_out *out, const struct ev_vocabulary *v,
                             const struct ev_fault *fault) {
    const struct strat_fact *fact = &v->facts[fault->fact].info;
    ev_text(out, fact->name);
    ev_text(out, " goes from ");
    ev_put_fixed(out, fact->low, fact->decimals);
    ev_text(out, " to ");
    ev_put_fixed(out, fact->high, fact->decimals);
    if (fact->unit[0] != '\0') {
        ev_text(out, " ");
        ev_text(out, fact->unit);
    }
    ev_text(out, ": ");
    ev_show(out, fault->value);
    ev_text(out, " is outside");
}

static void say_duplicate(struct ev_out *out, const struct ev_vocabulary *v,
                          const struct ev_fault *fault) {
    ev_text(out, fault->fact == EV_ID ? "id" : v->facts[fault->fact].info.name);
    ev_text(out, " is given twice: keep one of them");
}

static void say_syntax(struct ev_out *out, const struct ev_fault *fault) {
    if (fault->byte > 0) {
        ev_text(out, "byte ");
        ev_put_number(out, (int64_t)fault->byte);
        ev_text(out, ": ");
    }
    ev_text(out, fault->why);
}

void ev_fault_say(struct ev_out *out, const struct ev_vocabulary *v, const struct ev_fault *fault,
                  enum ev_spelling spelling) {
    switch (fault->code) {
    case EV_FINE: break;
    case EV_SYNTAX: say_syntax(out, fault); break;
    case EV_NOT_AN_OBJECT:
        ev_text(out,
                "a request is one JSON object a line, such as {\"fact\": value, \"fact\": value}");
        break;
    case EV_DUPLICATE_KEY: say_duplicate(out, v, fault); break;
    case EV_UNKNOWN_FACT: say_unknown_fact(out, v, fault); break;
    case EV_UNKNOWN_VALUE: say_unknown_value(out, v, fault); break;
    case EV_BAD_TYPE: say_bad_type(out, v, fault, spelling); break;
    case EV_OUT_OF_RANGE: say_out_of_range(out, v, fault); break;
    case EV_IMPOSSIBLE:
        ev_text(out, "these facts cannot hold together: ");
        ev_text(out, fault->assume >= 0 ? strat_get_assume(v->policy, (uint32_t)fault->assume)
                                        : "the policy rules them out");
        break;
    case EV_TOO_DEEP:
        ev_text(out, "lists and objects are nested more than 64 deep: a request needs two levels");
        break;
    case EV_TOO_LONG:
    case EV_NOT_DECIDED: ev_text(out, fault->why); break;
    }
}
