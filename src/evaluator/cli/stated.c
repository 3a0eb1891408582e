#include "evaluator/cli/stated.h"

#include "evaluator/core/questions.h"

#include <ctype.h>
#include <stdlib.h>

/* Words behind one another, each ended by WORD_END, which no fact has in its name. */
#define WORD_END '\n'
#define BLANKS " \n"

static char *joined(char *const *words, int n) {
    size_t bytes = 1, at = 0;
    for (int i = 0; i < n; i++) bytes += strlen(words[i]) + 1;
    char *text = malloc(bytes);
    if (!text) return NULL;
    for (int i = 0; i < n; i++) {
        size_t length = strlen(words[i]);
        memcpy(text + at, words[i], length);
        for (size_t k = at; k < at + length; k++)
            if (text[k] == WORD_END) text[k] = ' ';
        at += length;
        text[at++] = WORD_END;
    }
    text[at] = '\0';
    return text;
}

static const char *skip(const char *s, const char *over) { return s + strspn(s, over); }

/* Where the value begins that stands behind an `=` at `s`: another word may be it only where that
 * is no statement of its own. */
static const char *value_start(const char *s) {
    const char *at = skip(s + 1, " ");
    if (*at != WORD_END) return at;
    const char *next = skip(at, BLANKS);
    return next[strcspn(next, "=\n")] == '=' ? at : next;
}

/* What stands in brackets or quotes goes as far as these. */
static const char *value_end(const char *value) {
    char last = *value == '{' ? '}' : *value == '"' ? '"' : WORD_END;
    const char *end = strchr(value + (last == '"'), last);
    if (!end) end = value + strcspn(value, "\n");
    return last == '}' && *end == '}' ? end + 1 : end;
}

static bool is_negated(const char *s) {
    if (strncmp(s, "not", 3) != 0 || s[3] == '\0' || !strchr(BLANKS, s[3])) return false;
    return *skip(s + 3, BLANKS) != '\0' && *skip(s + 3, BLANKS) != '=';
}

static bool read_value(struct ev_engine *e, uint32_t fact, const char *value, size_t n,
                       struct ev_fault *fault) {
    return ev_value_read(&e->vocabulary, fact, value, n, true, &e->request.value[fact], fault);
}

/* The value that begins here; returns what follows it. A comma and a blank are between facts, but
 * in labels that have both; a comma alone is between the values of a set, else between facts. */
static const char *take_value(struct ev_engine *e, uint32_t fact, const char *value,
                              struct ev_fault *fault, enum ev_slip *slip) {
    const struct ev_vocabulary *v = &e->vocabulary;
    enum strat_kind kind = v->facts[fact].info.kind;
    bool quoted = *value == '"', whole = quoted || *value == '{';
    const char *end = value_end(value), *behind = quoted && *end == '"' ? end + 1 : end;
    value += quoted;
    while (!quoted && end > value && (end[-1] == ' ' || end[-1] == ',')) end--;
    const char *first = NULL;
    for (const char *comma = value; !whole && comma < end; comma++) {
        if (*comma != ',' || (kind == STRAT_SET_OF && comma[1] != ' ')) continue;
        if (!first) first = comma;
        if (kind == STRAT_SET_OF) break;
        const char *next = skip(comma + 1, " ");
        if (is_negated(next)) next = skip(next + 3, " ");
        if (ev_find_fact(v, next, strcspn(next, "=, \n")) >= 0 &&
            read_value(e, fact, value, (size_t)(comma - value), fault))
            return comma;
    }
    if ((!first || kind != STRAT_SET_OF) &&
        read_value(e, fact, value, (size_t)(end - value), fault))
        return behind;
    if (!first) return behind;
    if (kind == STRAT_NUMBER && isdigit((unsigned char)first[1])) { /* no fact begins so */
        *slip = EV_THOUSANDS;
        fault->value = (struct ev_span){value, strspn(value, "-0123456789,."), false};
        return value + fault->value.length;
    }
    read_value(e, fact, value, (size_t)(first - value), fault);
    return first;
}

/* A fact that has such a value, or -1: that which stands before it, if it is one. */
static int32_t fact_with_value(const struct ev_vocabulary *v, struct ev_span value,
                               int32_t before) {
    if (before >= 0 && ev_find_spoken(v, (uint32_t)before, value.at, value.length) >= 0)
        return before;
    for (uint32_t f = 0; f < v->about.facts; f++)
        if (ev_find_spoken(v, f, value.at, value.length) >= 0) return (int32_t)f;
    return -1;
}

/* What is said of a set in pieces, for the message that says how it is written. */
static void add_to_set(struct ev_engine *e, uint32_t fact, const char *value, size_t n) {
    struct ev_fault fault;
    int64_t before = e->request.known[fact] ? e->request.value[fact] : 0;
    if (e->vocabulary.facts[fact].info.kind != STRAT_SET_OF) return;
    if (!read_value(e, fact, value, n, &fault)) e->request.value[fact] = 0;
    e->request.value[fact] |= before;
    e->request.known[fact] = 1;
}

/* What is no fact may be the value of one, or all words before the next sign are a fact's title;
 * returns what follows it. */
static const char *take_unknown(struct ev_engine *e, const char *behind, bool negated,
                                int32_t before, struct ev_fault *fault, enum ev_slip *slip) {
    const struct ev_vocabulary *v = &e->vocabulary;
    struct ev_span one = fault->name, all = one;
    all.length = strcspn(one.at, "=,\n");
    const char *sign = one.at + all.length;
    while (all.length > one.length && all.at[all.length - 1] == ' ') all.length--;
    fault->code = EV_UNKNOWN_FACT;
    for (int words = 0; words < 2 && *sign != '=' && !negated && fault->fact < 0; words++) {
        fault->value = words ? one : all;
        fault->fact = fact_with_value(v, fault->value, before);
    }
    if (fault->fact >= 0) {
        *slip = EV_VALUE_ALONE;
        add_to_set(e, (uint32_t)fault->fact, fault->value.at, fault->value.length);
        return fault->value.at + fault->value.length;
    }
    if (all.length == one.length || ev_nearest(v->keys, v->about.facts, all, false) < 0)
        return behind;
    fault->name = all;
    return *sign == '=' ? value_end(value_start(sign)) : sign;
}

static bool is_not_known(const char *value) {
    return *value == '?' && (value[1] == '\0' || strchr(BLANKS ",", value[1]));
}

/* One statement, behind one of the fact `before`, or -1; returns what follows it. */
static const char *take(struct ev_engine *e, const char *s, int32_t before, uint64_t *not_known,
                        struct ev_fault *fault, enum ev_slip *slip) {
    const struct ev_vocabulary *v = &e->vocabulary;
    bool negated = is_negated(s);
    if (negated) s = skip(s + 3, BLANKS);
    size_t length = strcspn(s, "=, \n");
    const char *equals = skip(s + length, BLANKS), *behind = s + length;
    bool has_value = *equals == '=';
    int32_t fact = ev_find_fact(v, s, length);
    bool flag = fact >= 0 && v->facts[fact].info.kind == STRAT_FLAG;
    *fault = (struct ev_fault){.code = EV_FINE, .fact = fact, .name = {s, length, false}};
    bool no_value = fact >= 0 && !flag && (negated || !has_value);
    *slip = EV_NO_SLIP;
    const char *value = has_value ? value_start(equals) : "";
    if (has_value) behind = value_end(value);
    if (fact < 0) return take_unknown(e, behind, negated, before, fault, slip);
    if (e->request.known[fact]) {
        fault->code = EV_DUPLICATE_KEY;
        if (v->facts[fact].info.kind == STRAT_SET_OF) {
            *slip = EV_SET_AGAIN;
            add_to_set(e, (uint32_t)fact, value, (size_t)(behind - value));
        } else if (v->facts[fact].info.kind == STRAT_ONE_OF) {
            *slip = EV_ONE_VALUE;
        }
    } else if (no_value) {
        fault->code = EV_BAD_TYPE;
        *slip = EV_NO_VALUE;
    } else if (has_value) {
        if (not_known && is_not_known(value)) {
            bitset_add(not_known, (size_t)fact);
            behind = value + 1;
        } else {
            behind = take_value(e, (uint32_t)fact, value, fault, slip);
        }
    } else {
        e->request.value[fact] = 1;
    }
    e->request.value[fact] ^= negated && flag;
    e->request.known[fact] = 1; /* wrong or not, a second one is a second one */
    return behind;
}

bool ev_read_stated(struct ev_engine *e, char *const *words, int n, uint64_t *not_known,
                    ev_wrong *wrong, void *context, bool *no_memory) {
    char *text = joined(words, n);
    bool fine = true;
    *no_memory = !text;
    if (!text) return false;
    uint32_t facts = e->vocabulary.about.facts;
    memset(e->request.known, 0, facts);
    if (not_known) bitset_clear(not_known, bitset_words(facts));
    const char *s = skip(text, BLANKS ",");
    if (strncmp(s, "where:", 6) == 0) s += 6; /* as it is shown again */
    int32_t before = -1;
    for (s = skip(s, BLANKS ","); *s != '\0'; s = skip(s, BLANKS ",")) {
        struct ev_fault fault;
        enum ev_slip slip;
        s = take(e, s, before, not_known, &fault, &slip);
        before = fault.fact;
        if (fault.code == EV_FINE) continue;
        fine = false;
        wrong(context, &fault, slip);
    }
    bitset_each (f, not_known, not_known ? facts : 0) e->request.known[f] = 0;
    free(text);
    return fine;
}

void ev_say_slip(struct ev_out *out, const struct ev_engine *e, const struct ev_fault *fault,
                 enum ev_slip slip) {
    const struct ev_vocabulary *v = &e->vocabulary;
    const struct strat_fact *info = fault->fact >= 0 ? &v->facts[fault->fact].info : NULL;
    uint32_t fact = (uint32_t)fault->fact;
    switch (slip) {
    case EV_NO_SLIP: ev_fault_say(out, v, fault); break;
    case EV_NO_VALUE:
        ev_textf(out, "%s is not a yes-or-no fact; write %s=...", info->name, info->name);
        if (info->values == 0) break;
        ev_text(out, "; it can be ");
        ev_values_say(out, v, fact, 12);
        break;
    case EV_VALUE_ALONE: {
        int32_t value = ev_find_spoken(v, fact, fault->value.at, fault->value.length);
        bool set = info->kind == STRAT_SET_OF;
        ev_show(out, fault->value);
        ev_textf(out, " is a value of %s", info->name);
        if (e->request.known[fact] && !set) {
            ev_textf(out, ", of which a request has one value: name one of them");
            break;
        }
        ev_textf(out, ": write %s=", info->name);
        ev_value_say(out, v, fact, set ? e->request.value[fact] : value);
        break;
    }
    case EV_ONE_VALUE:
        ev_textf(out, "%s is given twice: a request has one value of it: name one of them",
                 info->name);
        break;
    case EV_SET_AGAIN:
        ev_textf(out, "%s is given twice: write all its values at once: %s=", info->name,
                 info->name);
        ev_value_say(out, v, fact, e->request.value[fact]);
        break;
    case EV_THOUSANDS:
        ev_textf(out, "%s: a number is written without commas: write %s=", info->name, info->name);
        for (const char *at = fault->value.at, *end = at + fault->value.length; at < end;) {
            size_t digits = strcspn(at, ",");
            if (digits > (size_t)(end - at)) digits = (size_t)(end - at);
            ev_textf(out, "%.*s", (int)digits, at);
            at += digits + 1;
        }
        break;
    }
}

void ev_say_undecided(struct ev_out *out, struct ev_engine *e, const struct ev_fault *fault) {
    const struct ev_vocabulary *v = &e->vocabulary;
    uint32_t n = 0;
    ev_fault_say(out, v, fault);
    for (uint32_t f = 0; f < v->about.facts && fault->code == EV_IMPOSSIBLE; f++) {
        const struct strat_fact *info = &v->facts[f].info;
        if (e->request.known[f] || !(info->has_default || info->presumed)) continue;
        if (!ev_reconciles(e, f)) continue;
        ev_textf(out, "; %s was not stated", info->name);
        if (!info->presumed) { /* of these it hangs on the case */
            ev_text(out, " and is taken as ");
            ev_value_say(out, v, f, info->default_value);
        }
        n++;
    }
    if (n > 0) ev_text(out, n > 1 ? ": state one of them" : ": state it");
}
