#include "evaluator/core/fault.h"

#include "base/list.h"

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
    for (uint32_t i = 0; i < shown; i++)
        ev_textf(out, "%s%s", list_separator(i, shown, shown == n ? " or " : ", "),
                 ev_value(v, fact, i)->name);
    if (shown < n)
        ev_textf(out, " and %u more%s", n - shown, v->in_interview ? "" : " (--facts lists them)");
}

static void say_unknown_fact(struct ev_out *out, const struct ev_vocabulary *v,
                             const struct ev_fault *fault) {
    int32_t near = ev_nearest(v->keys, v->about.facts, fault->name, false);
    ev_text(out, "there is no fact ");
    ev_show(out, fault->name);
    if (near >= 0)
        ev_textf(out, ": do you mean %s?", v->facts[near].info.name);
    else
        ev_text(out, v->in_interview ? " (help lists them)" : " (--facts lists them)");
}

static void say_unknown_value(struct ev_out *out, const struct ev_vocabulary *v,
                              const struct ev_fault *fault) {
    bool date = v->facts[fault->fact].info.kind == STRAT_DATE;
    ev_textf(out, "%s: there is no %s ", v->facts[fault->fact].info.name, date ? "day" : "value");
    ev_show(out, fault->value);
    if (date) {
        ev_text(out, "; a day is written year-month-day, such as 2025-01-31");
        return;
    }
    int32_t near = ev_nearest(v->facts[fault->fact].values, v->facts[fault->fact].info.values,
                              fault->value, true);
    if (near >= 0) {
        const struct strat_named *value = ev_value(v, (uint32_t)fault->fact, (uint32_t)near);
        ev_textf(out, value->title[0] ? "; do you mean %s (%s)?" : "; do you mean %s%s?",
                 value->name, value->title);
    }
    ev_text(out, near >= 0 ? " It can be " : "; it can be ");
    ev_values_say(out, v, (uint32_t)fault->fact, 12);
}

/* What a fact takes: as JSON, and as people write it. Where there is a %s, its first value. */
static const char *const takes[][2] = {
    [STRAT_FLAG] = {"true or false", "yes or no"},
    [STRAT_ONE_OF] = {"a value in double quotes, such as \"%s\"", "one of its values, such as %s"},
    [STRAT_SET_OF] = {"a list of values, such as [\"%s\"], or [] for none of them",
                      "values joined by |, or {} for none of them, such as %s"},
    [STRAT_NUMBER] = {"a number, without quotes", "a number, such as 12 or -0.5"},
    [STRAT_DATE] = {"a day in double quotes, such as \"2025-01-31\"", "a day, such as 2025-01-31"},
};

static void say_bad_type(struct ev_out *out, const struct ev_vocabulary *v,
                         const struct ev_fault *fault) {
    const struct strat_fact *fact = &v->facts[fault->fact].info;
    ev_text(out, fact->name);
    if (fault->decimals) {
        if (fact->decimals == 0)
            ev_text(out, " has no decimals: ");
        else
            ev_textf(out, " has %u decimal%s: ", fact->decimals, fact->decimals == 1 ? "" : "s");
        ev_show(out, fault->value);
        ev_text(out, " has more");
        return;
    }
    if (fault->value.length > 0) {
        ev_text(out, " cannot be ");
        ev_show(out, fault->value);
        ev_text(out, ": it");
    }
    const char *what = takes[fact->kind][out->escape != EV_JSON], *example = strstr(what, "%s");
    size_t head = example ? (size_t)(example - what) : strlen(what);
    ev_textf(out, " takes %.*s", (int)head, what);
    if (!example) return;
    ev_textf(out, "%s%s", fact->values > 0 ? ev_value(v, (uint32_t)fault->fact, 0)->name : "",
             example + 2);
}

static void say_out_of_range(struct ev_out *out, const struct ev_vocabulary *v,
                             const struct ev_fault *fault) {
    const struct strat_fact *fact = &v->facts[fault->fact].info;
    ev_textf(out, "%s goes from ", fact->name);
    ev_range_say(out, fact);
    ev_text(out, ": ");
    ev_show(out, fault->value);
    ev_text(out, " is outside");
}

static void say_not_decided(struct ev_out *out, const struct ev_vocabulary *v,
                            const struct ev_fault *fault) {
    uint32_t n = fault->n_state;
    ev_textf(out, "%s: state more facts%s", fault->why, n ? ", " : "");
    for (uint32_t i = 0; i < n; i++)
        ev_textf(out, "%s%s", list_separator(i, n, " and "), v->facts[fault->state[i]].info.name);
    ev_textf(out, "%s%s", n ? " first" : "",
             fault->at_bound ? ", or allow more with --max-steps" : "");
}

void ev_fault_say(struct ev_out *out, const struct ev_vocabulary *v, const struct ev_fault *fault) {
    switch (fault->code) {
    case EV_FINE: break;
    case EV_SYNTAX:
        if (fault->byte > 0) {
            ev_text(out, "byte ");
            ev_put_number(out, (int64_t)fault->byte);
            ev_text(out, ": ");
        }
        ev_text(out, fault->why);
        break;
    case EV_NOT_AN_OBJECT:
        ev_text(out,
                "a request is one JSON object a line, such as {\"fact\": value, \"fact\": value}");
        break;
    case EV_DUPLICATE_KEY:
        ev_textf(out, "%s is given twice: keep one of them",
                 fault->fact == EV_ID ? "id" : v->facts[fault->fact].info.name);
        break;
    case EV_UNKNOWN_FACT: say_unknown_fact(out, v, fault); break;
    case EV_UNKNOWN_VALUE: say_unknown_value(out, v, fault); break;
    case EV_BAD_TYPE: say_bad_type(out, v, fault); break;
    case EV_OUT_OF_RANGE: say_out_of_range(out, v, fault); break;
    case EV_IMPOSSIBLE:
        ev_textf(out, "these facts cannot hold together: %s",
                 fault->assume >= 0 ? strat_get_assume(v->policy, (uint32_t)fault->assume)
                                    : "the policy rules them out");
        break;
    case EV_TOO_DEEP:
        ev_text(out, "lists and objects are nested more than 64 deep: a request needs two levels");
        break;
    case EV_TOO_LONG: ev_text(out, fault->why); break;
    case EV_NOT_DECIDED: say_not_decided(out, v, fault); break;
    }
}
