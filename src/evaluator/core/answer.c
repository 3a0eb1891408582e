#include "evaluator/core/answer.h"

#include "evaluator/io/scan.h"

const char *const ev_key_names[EV_KEYS] = {
    "id",     "status",   "approach",  "possible",   "possible_status", "at_least",
    "now",    "open",     "committed", "modality",   "basis",           "duties",
    "before", "cautions", "uncertain", "judgements", "closed_by",       "ask",
    "each",   "grounds",  "presumed",  "readings",
};

static const struct strat_named statuses[] = {{.name = "out_of_scope"}, {.name = "refused"},
                                              {.name = "default"},      {.name = "conditional"},
                                              {.name = "open"},         {.name = "undetermined"}};

static const struct strat_named verdicts[] = {{.name = "not_provided"},
                                              {.name = "closed"},
                                              {.name = "default"},
                                              {.name = "conditional"},
                                              {.name = "open"}};

const char *ev_status_name(enum strat_status status) { return statuses[status].name; }
const char *ev_verdict_name(enum strat_verdict verdict) { return verdicts[verdict].name; }

void ev_put_id(struct ev_out *out, struct ev_span id) {
    if (!id.at) {
        ev_put(out, "null", 4);
        return;
    }
    if (*id.at != '[' && *id.at != '{') {
        ev_put(out, id.at, id.length);
        return;
    }
    bool in_string = false;
    const char *end = id.at + id.length, *from = id.at;
    for (const char *s = id.at; s < end; s++) {
        if (in_string && *s == '\\') {
            s++;
        } else if (*s == '"') {
            in_string = !in_string;
        } else if (!in_string && ev_is_space(*s)) {
            ev_put(out, from, (size_t)(s - from));
            from = s + 1;
        }
    }
    ev_put(out, from, (size_t)(end - from));
}

/* Where a value stands: in JSON, as a CSV field, or in JSON that is itself a CSV field, where each
 * quote is doubled. */
enum style { JSON, CSV, JSON_IN_CSV };

static void put_word(struct ev_out *out, enum style style, const char *word) {
    size_t quotes = style == JSON ? 1 : style == CSV ? 0 : 2;
    ev_put(out, "\"\"", quotes);
    ev_puts(out, word);
    ev_put(out, "\"\"", quotes);
}

/* The key of a member of an object, `begun`: not of its first. */
static void put_name(struct ev_out *out, enum style style, bool begun, const char *name) {
    ev_put(out, begun ? "," : "{", 1);
    put_word(out, style, name);
    ev_put(out, ":", 1);
}

static void put_null(struct ev_out *out, enum style style) {
    if (style != CSV) ev_put(out, "null", 4);
}

/* An element of a list, `begun`: not the first. */
static bool put_element(struct ev_out *out, enum style style, bool begun, const char *name) {
    if (begun) ev_put(out, style == CSV ? "|" : ",", 1);
    put_word(out, style, name);
    return true;
}

static void put_bracket(struct ev_out *out, enum style style, const char *bracket) {
    if (style != CSV) ev_put(out, bracket, 1);
}

/* Those of n names that the set has; `begun`, and what it returns: an element stands before. */
static bool put_elements(struct ev_out *out, enum style style, bool begun, const uint64_t *set,
                         uint32_t n, const struct strat_named *names) {
    bitset_each (i, set, n) begun = put_element(out, style, begun, names[i].name);
    return begun;
}

/* The same as a list, behind `first`, or NULL. */
static void put_set(struct ev_out *out, enum style style, const char *first, const uint64_t *set,
                    uint32_t n, const struct strat_named *names) {
    put_bracket(out, style, "[");
    put_elements(out, style, first && put_element(out, style, false, first), set, n, names);
    put_bracket(out, style, "]");
}

static void put_approaches(struct ev_out *out, enum style style, const struct ev_engine *e,
                           uint64_t approaches, bool none) {
    put_set(out, style, none ? "none" : NULL, &approaches, e->vocabulary.about.approaches,
            e->vocabulary.approaches);
}

static void put_ask(struct ev_out *out, enum style style, const struct ev_engine *e) {
    put_bracket(out, style, "[");
    for (uint32_t i = 0; i < e->n_ask; i++)
        put_element(out, style, i > 0, e->vocabulary.keys[e->ask[i]].name);
    put_bracket(out, style, "]");
}

/* ---- values ---- */

static void put_approach(struct ev_out *out, enum style style, const struct ev_engine *e,
                         int32_t approach) {
    if (approach == STRAT_NULL)
        put_null(out, style);
    else
        put_word(out, style,
                 approach == STRAT_NONE ? "none" : e->vocabulary.approaches[approach].name);
}

const char *ev_modality_name(enum strat_modality modality) {
    static const char *const names[] = {"", "may", "will", "must"};
    return names[modality];
}

static void put_modality(struct ev_out *out, enum style style, enum strat_modality modality) {
    if (modality == STRAT_NO_MODALITY)
        put_null(out, style);
    else
        put_word(out, style, ev_modality_name(modality));
}

static void put_list_key(struct ev_out *out, enum style style, const struct ev_engine *e,
                         enum ev_key key, const struct strat_lists *lists) {
    const struct ev_vocabulary *v = &e->vocabulary;
    bool duties = key == EV_KEY_DUTIES || key == EV_KEY_BEFORE;
    const uint64_t *const sets[EV_KEYS] = {[EV_KEY_BASIS] = lists->basis,
                                           [EV_KEY_DUTIES] = lists->duties,
                                           [EV_KEY_BEFORE] = lists->before,
                                           [EV_KEY_CAUTIONS] = lists->cautions,
                                           [EV_KEY_CLOSED_BY] = lists->closed_by};
    put_set(out, style, NULL, sets[key], duties ? v->about.duties : v->about.paragraphs,
            duties ? v->duties : v->paragraphs);
}

/* Where completions differ, a list of those that are possible. */
static void put_verdicts(struct ev_out *out, enum style style, uint64_t set) {
    if (set & (set - 1))
        put_set(out, style, NULL, &set, EV_VERDICTS, verdicts);
    else
        bitset_each (v, &set, EV_VERDICTS) put_word(out, style, verdicts[v].name);
}

/* {"approach": {"verdict": .., "basis": [..], "modality": .., "duties": [..], "before": [..],
 * "cautions": [..], "closed_by": [..]}, ..} */
static void put_each(struct ev_out *out, enum style style, const struct ev_engine *e) {
    static const enum ev_key keys[] = {EV_KEY_BASIS,  EV_KEY_MODALITY, EV_KEY_DUTIES,
                                       EV_KEY_BEFORE, EV_KEY_CAUTIONS, EV_KEY_CLOSED_BY};
    for (uint32_t i = 0; i < e->vocabulary.about.approaches; i++) {
        const struct strat_lists *lists = &e->answer.each[i];
        put_name(out, style, i > 0, e->vocabulary.approaches[i].name);
        put_name(out, style, false, "verdict");
        put_verdicts(out, style, lists->verdicts);
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
            put_name(out, style, true, ev_key_names[keys[k]]);
            if (keys[k] == EV_KEY_MODALITY)
                put_modality(out, style, lists->modality);
            else
                put_list_key(out, style, e, keys[k], lists);
        }
        ev_put(out, "}", 1);
    }
    ev_put(out, "}", 1);
}

/* Duties, then paragraphs. */
static void put_uncertain(struct ev_out *out, enum style style, const struct ev_engine *e) {
    const struct ev_vocabulary *v = &e->vocabulary;
    put_bracket(out, style, "[");
    bool begun =
        put_elements(out, style, false, e->answer.uncertain_duties, v->about.duties, v->duties);
    put_elements(out, style, begun, e->answer.uncertain_ids, v->about.paragraphs, v->paragraphs);
    put_bracket(out, style, "]");
}

/* {"duty": [..], ..} */
static void put_grounds(struct ev_out *out, enum style style, const struct ev_engine *e) {
    const struct ev_vocabulary *v = &e->vocabulary;
    bool begun = false;
    bitset_each (duty, e->answer.lists.duties, v->about.duties) {
        put_name(out, style, begun, v->duties[duty].name);
        put_set(out, style, NULL, e->grounds + duty * strat_id_words(e->policy),
                v->about.paragraphs, v->paragraphs);
        begun = true;
    }
    ev_puts(out, begun ? "}" : "{}");
}

/* In JSON, or in JSON in CSV. */
static void put_value(struct ev_out *out, enum style style, const struct ev_vocabulary *v,
                      uint32_t fact, int64_t value) {
    const struct ev_fact *f = &v->facts[fact];
    uint64_t set = (uint64_t)value;
    switch (f->info.kind) {
    case STRAT_FLAG: ev_puts(out, value ? "true" : "false"); break;
    case STRAT_ONE_OF: put_word(out, style, f->values[value].name); break;
    case STRAT_SET_OF: put_set(out, style, NULL, &set, f->info.values, f->values); break;
    case STRAT_NUMBER: ev_value_say(out, v, fact, value); break;
    case STRAT_DATE:
        ev_put(out, "\"\"", style == JSON ? 1 : 2);
        ev_value_say(out, v, fact, value);
        ev_put(out, "\"\"", style == JSON ? 1 : 2);
        break;
    }
}

void ev_put_value(struct ev_out *out, const struct ev_vocabulary *v, uint32_t fact, int64_t value) {
    put_value(out, JSON, v, fact, value);
}

/* {"fact": value, ..} */
static void put_presumed(struct ev_out *out, enum style style, const struct ev_engine *e) {
    const struct ev_vocabulary *v = &e->vocabulary;
    bool begun = false;
    bitset_each (fact, e->presumed, v->about.facts) {
        put_name(out, style, begun, v->keys[fact].name);
        put_value(out, style, v, (uint32_t)fact, e->presumed_value[fact]);
        begun = true;
    }
    ev_puts(out, begun ? "}" : "{}");
}

/* The least of what is possible. */
static int32_t at_least(const struct strat_answer *a) {
    uint64_t possible = a->possible;
    return a->possible_none ? STRAT_NONE : (int32_t)bitset_next(&possible, 32, 0);
}

static void put_key(struct ev_out *out, enum style style, const struct ev_engine *e,
                    enum ev_key key, struct ev_span id) {
    const struct strat_answer *a = &e->answer;
    bool undetermined = a->status == STRAT_UNDETERMINED;
    uint64_t possible = a->possible_status;
    switch (key) {
    case EV_KEY_ID:
        if (style == JSON)
            ev_put_id(out, id);
        else
            ev_put_field(out, id.at, id.length);
        break;
    case EV_KEY_STATUS: put_word(out, style, ev_status_name(a->status)); break;
    case EV_KEY_APPROACH: put_approach(out, style, e, a->approach); break;
    case EV_KEY_POSSIBLE:
        if (undetermined) put_approaches(out, style, e, a->possible, a->possible_none);
        break;
    case EV_KEY_POSSIBLE_STATUS:
        if (undetermined) put_set(out, style, NULL, &possible, STRAT_UNDETERMINED, statuses);
        break;
    case EV_KEY_AT_LEAST:
        if (undetermined) put_approach(out, style, e, at_least(a));
        break;
    case EV_KEY_NOW: put_approach(out, style, e, a->now); break;
    case EV_KEY_OPEN: put_approaches(out, style, e, a->open, false); break;
    case EV_KEY_COMMITTED: ev_puts(out, a->committed ? "true" : "false"); break;
    case EV_KEY_MODALITY: put_modality(out, style, a->lists.modality); break;
    case EV_KEY_BASIS:
    case EV_KEY_DUTIES:
    case EV_KEY_BEFORE:
    case EV_KEY_CAUTIONS:
    case EV_KEY_CLOSED_BY: put_list_key(out, style, e, key, &a->lists); break;
    case EV_KEY_UNCERTAIN: put_uncertain(out, style, e); break;
    case EV_KEY_JUDGEMENTS:
        put_set(out, style, NULL, e->judgements, e->vocabulary.about.facts, e->vocabulary.keys);
        break;
    case EV_KEY_ASK: put_ask(out, style, e); break;
    case EV_KEY_GROUNDS: put_grounds(out, style, e); break;
    case EV_KEY_PRESUMED: put_presumed(out, style, e); break;
    case EV_KEY_READINGS:
        put_set(out, style, NULL, e->readings, e->vocabulary.about.readings,
                e->vocabulary.readings);
        break;
    case EV_KEY_EACH: put_each(out, style, e); break;
    case EV_KEYS: break;
    }
}

/* ---- answers ---- */

/* Whether an answer of this policy has this key at all. */
static bool applies(const struct ev_engine *e, enum ev_key key) {
    return key != EV_KEY_AT_LEAST || e->vocabulary.about.ranked;
}

/* What was not found within the bound on work. */
static bool is_missed(const struct ev_engine *e, enum ev_key key) {
    switch (key) {
    case EV_KEY_JUDGEMENTS: return e->missed.judgements;
    case EV_KEY_ASK: return e->missed.ask;
    case EV_KEY_GROUNDS: return e->missed.grounds;
    case EV_KEY_PRESUMED: return e->missed.presumed;
    case EV_KEY_READINGS: return e->missed.readings;
    default: return false;
    }
}

/* A row has a field for each key, also where it says nothing. */
static void put_field(struct ev_out *out, const struct ev_engine *e, enum ev_key key,
                      struct ev_span id) {
    bool object = key == EV_KEY_EACH || key == EV_KEY_GROUNDS || key == EV_KEY_PRESUMED;
    if (is_missed(e, key)) {
        ev_puts(out, "not decided"); /* no name can be like it, as it has a blank */
    } else if (object) {
        ev_put(out, "\"", 1);
        put_key(out, JSON_IN_CSV, e, key, id);
        ev_put(out, "\"", 1);
    } else {
        put_key(out, CSV, e, key, id);
    }
    ev_put(out, ",", 1);
}

bool ev_put_keys(struct ev_out *out, const struct ev_engine *e, const struct ev_keys *keys,
                 enum ev_key from, enum ev_key to, struct ev_span id, bool begun) {
    bool undetermined = e->answer.status == STRAT_UNDETERMINED;
    for (enum ev_key key = from; key < to; key++) {
        bool possible = key >= EV_KEY_POSSIBLE && key <= EV_KEY_AT_LEAST;
        if (!keys->wanted[key] || !applies(e, key)) continue;
        if (keys->line_end) {
            put_field(out, e, key, id);
        } else if (!possible || undetermined) {
            ev_put(out, begun ? ",\"" : "{\"", 2);
            ev_puts(out, ev_key_names[key]);
            ev_put(out, "\":", 2);
            if (is_missed(e, key))
                ev_puts(out, "null");
            else
                put_key(out, JSON, e, key, id);
            begun = true;
        }
    }
    if (to == EV_KEYS) /* every key may have been one that this answer lacks */
        ev_puts(out, keys->line_end ? keys->line_end : begun ? "}\n" : "{}\n");
    return begun;
}

void ev_put_header(struct ev_out *out, const struct ev_engine *e, const struct ev_keys *keys) {
    for (enum ev_key key = 0; key < EV_KEYS; key++)
        if (keys->wanted[key] && applies(e, key)) ev_textf(out, "%s,", ev_key_names[key]);
    ev_textf(out, "error%s", keys->line_end);
}

/* ---- errors ---- */

static void put_error_json(struct ev_out *out, const struct ev_engine *e,
                           const struct ev_fault *fault, uint64_t line, struct ev_span id) {
    const struct ev_vocabulary *v = &e->vocabulary;
    ev_puts(out, "{\"id\":");
    ev_put_id(out, id);
    ev_puts(out, ",\"error\":{\"line\":");
    ev_put_number(out, (int64_t)line);
    ev_puts(out, ",\"code\":");
    ev_put_json(out, ev_code_name(fault->code));
    if (ev_code_has_fact(fault->code)) {
        ev_puts(out, ",\"fact\":");
        if (fault->code == EV_UNKNOWN_FACT) { /* as it was sent, escapes and all: it was the inside
                                                 of a string there, too */
            ev_puts(out, "\"");
            ev_put_json_inside(out, fault->name.at, fault->name.length);
            ev_puts(out, "\"");
        } else {
            ev_put_json(out, fault->fact == EV_ID ? "id" : v->facts[fault->fact].info.name);
        }
    }
    if (fault->code == EV_IMPOSSIBLE && fault->assume >= 0) {
        ev_puts(out, ",\"assume\":");
        ev_put_json(out, strat_get_assume(e->policy, (uint32_t)fault->assume));
    }
    ev_puts(out, ",\"message\":\"");
    out->escape = EV_JSON;
    ev_fault_say(out, v, fault);
    out->escape = EV_PLAIN;
    ev_puts(out, "\"}}\n");
}

static void put_error_csv(struct ev_out *out, const struct ev_engine *e, const struct ev_keys *keys,
                          const struct ev_fault *fault, struct ev_span id) {
    for (enum ev_key key = 0; key < EV_KEYS; key++)
        if (keys->wanted[key] && applies(e, key)) {
            if (key == EV_KEY_ID) ev_put_field(out, id.at, id.length);
            ev_put(out, ",", 1);
        }
    ev_textf(out, "\"%s: ", ev_code_name(fault->code));
    out->escape = EV_CSV;
    ev_fault_say(out, &e->vocabulary, fault);
    out->escape = EV_PLAIN;
    ev_textf(out, "\"%s", keys->line_end);
}

void ev_put_error(struct ev_out *out, const struct ev_engine *e, const struct ev_keys *keys,
                  const struct ev_fault *fault, uint64_t line, struct ev_span id) {
    if (keys->line_end)
        put_error_csv(out, e, keys, fault, id);
    else
        put_error_json(out, e, fault, line, id);
}
