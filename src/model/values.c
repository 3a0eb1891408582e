/* The values of facts: decimal numbers, dates, how a value is written, and constants of the text.
 */
#include "model/build.h"

#include "base/date.h"
#include "base/list.h"

#include <string.h>

enum { LARGEST_DIGITS = 18 };

/* ---- numbers ---- */

unsigned decimal_places(const char *text) {
    const char *point = strchr(text, '.');
    return point ? (unsigned)strlen(point + 1) : 0;
}

/* Reads the digits alone: a number that reaches 10^18 is too large, so that sums and bounds never
 * overflow.
 */
static bool append_digit(int64_t *value, char digit) {
    if (*value >= 100000000000000000) return false;
    *value = *value * 10 + (digit - '0');
    return true;
}

enum decimal decimal_read(const char *text, unsigned decimals, int64_t *value) {
    bool negative = *text == '-';
    int64_t n = 0;
    if (decimal_places(text) > decimals) return DECIMAL_TOO_PRECISE;
    for (const char *c = text + negative; *c; c++)
        if (*c != '.' && (*c < '0' || *c > '9' || !append_digit(&n, *c))) return DECIMAL_TOO_LARGE;
    for (unsigned i = decimal_places(text); i < decimals; i++)
        if (!append_digit(&n, '0')) return DECIMAL_TOO_LARGE;
    *value = negative ? -n : n;
    return DECIMAL_OK;
}

static const char *decimal_text(struct arena *a, int64_t value, unsigned decimals) {
    const char *sign = value < 0 ? "-" : "";
    uint64_t n = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    uint64_t one = 1;
    for (unsigned i = 0; i < decimals; i++) one *= 10;
    if (decimals == 0) return arena_printf(a, "%s%llu", sign, (unsigned long long)n);
    return arena_printf(a, "%s%llu.%0*llu", sign, (unsigned long long)(n / one), (int)decimals,
                        (unsigned long long)(n % one));
}

/* ---- dates ---- */

const char *date_text(struct arena *a, int64_t day) {
    char *text = arena_array(a, char, DATE_LENGTH + 1);
    date_write(day, text);
    return text;
}

/* ---- any value ---- */

static const char *set_text(struct arena *a, const struct fact *f, uint64_t set) {
    struct texts names = {0};
    bitset_each (i, &set, f->values.len) vec_push(a, &names, f->values.at[i].name);
    return set ? arena_printf(a, "{ %s }", list_in_words(a, names.at, names.len, ", ")) : "{}";
}

const char *fact_value_text(struct arena *a, const struct fact *f, int64_t value) {
    switch (f->kind) {
    case FACT_FLAG: return value ? "yes" : "no";
    case FACT_ONE_OF: return f->values.at[value].name;
    case FACT_SET_OF: return set_text(a, f, (uint64_t)value);
    case FACT_NUMBER: return decimal_text(a, value, f->decimals);
    case FACT_DATE: return date_text(a, value);
    }
    return "";
}

const char *status_words(enum status s) {
    static const char *const words[] = {[STATUS_OUT_OF_SCOPE] = "out of scope",
                                        [STATUS_REFUSED] = "refused",
                                        [STATUS_DEFAULT] = "by default",
                                        [STATUS_CONDITIONAL] = "conditional",
                                        [STATUS_OPEN] = "open"};
    return words[s];
}

const char *status_key(enum status s) {
    return s == STATUS_OUT_OF_SCOPE ? "out_of_scope"
           : s == STATUS_DEFAULT    ? "default"
                                    : status_words(s);
}

void fact_value_json(struct json *w, const char *key, const struct fact *f, int64_t value) {
    switch (f->kind) {
    case FACT_FLAG: json_put_bool(w, key, value); return;
    case FACT_NUMBER:
        json_key(w, key);
        fputs(fact_value_text(w->arena, f, value), w->out);
        return;
    case FACT_SET_OF:
        json_open(w, key, '[');
        for (size_t e = 0; e < f->values.len; e++)
            if ((uint64_t)value >> e & 1) json_put_text(w, NULL, f->values.at[e].name);
        json_close(w, ']');
        return;
    case FACT_ONE_OF:
    case FACT_DATE: json_put_text(w, key, fact_value_text(w->arena, f, value)); return;
    }
}

/* ==== a word, number or date of the text as a value of a fact ==== */

const char *type_words(const struct fact *f) {
    static const char *const words[] = {"yes or no", "one of several values", "a set of values",
                                        "a number", "a date"};
    return words[f->kind];
}

static bool broken(const struct builder *b, uint32_t fact) { return b->facts.at[fact].broken; }

/* ---- named values ---- */

static void say_no_value(struct builder *b, uint32_t fact, const struct ast_word *word) {
    const struct fact *f = &b->m->facts.at[fact];
    const struct symbol *s = symbol_find(b, word->text);
    if (said_before(b, SAID_VALUES + (uint64_t)fact, word->text, word->at)) return;
    if (s && s->kind == SYMBOL_GROUP && b->groups.at[s->index].group.fact == fact)
        say(b, DIAG_WRONG_KIND, word->at, "`%s` is a group, not one value; write `%s in %s`",
            word->text, f->id.name, word->text);
    else if (s && s->kind == SYMBOL_FACT)
        say(b, DIAG_TYPE_MISMATCH, word->at,
            "`%s` is itself a fact; a fact is compared with a fixed value, never with another fact",
            word->text);
    else
        say(b, DIAG_UNKNOWN_VALUE, word->at, "`%s` has no value `%s`%s", f->id.name, word->text,
            did_you_mean(b, nearest(b, word->text, NEAR_VALUES, fact), ""));
    note_declared(b, &f->id);
}

uint32_t value_find(struct builder *b, uint32_t fact, const struct ast_word *word) {
    uint32_t i = map_get(&b->index, SCOPE_VALUES + (uint64_t)fact, map_name(word->text));
    if (i != MAP_NONE) {
        mark_used(b, &b->m->facts.at[fact].values.at[i]);
        return i;
    }
    if (!broken(b, fact) && !may_be_lost(b, word->text) && !blame_suspect(b, fact, word->text))
        say_no_value(b, fact, word);
    return MODEL_NONE;
}

/* ---- numbers and dates ---- */

static void say_too_precise(struct builder *b, const struct fact *f, const struct ast_word *word) {
    if (f->decimals == 0)
        say(b, DIAG_BAD_NUMBER, word->at,
            "%s has decimals, but `%s` is a whole number; leave them out, or write the "
            "bounds of `%s` with decimals",
            word->text, f->id.name, f->id.name);
    else
        say(b, DIAG_BAD_NUMBER, word->at,
            "%s has more decimals than `%s`, which has %u; shorten it, or write the bounds "
            "of `%s` with more",
            word->text, f->id.name, f->decimals, f->id.name);
}

static bool number_read(struct builder *b, uint32_t fact, const struct ast_word *word,
                        int64_t *value) {
    const struct fact *f = &b->m->facts.at[fact];
    enum decimal read = decimal_read(word->text, f->decimals, value);
    if (read == DECIMAL_OK && f->low <= *value && *value <= f->high) return true;
    if (read == DECIMAL_TOO_PRECISE)
        say_too_precise(b, f, word);
    else
        say(b, DIAG_OUT_OF_RANGE, word->at, "%s is outside the range of `%s`, %s to %s", word->text,
            f->id.name, fact_value_text(b->arena, f, f->low),
            fact_value_text(b->arena, f, f->high));
    note_declared(b, &f->id);
    return false;
}

/* What the fact is, what the constant is, and what to write. */
static void say_mismatch(struct builder *b, uint32_t fact, const struct ast_value *v) {
    const struct fact *f = &b->m->facts.at[fact];
    static const char *const instead[] = {"write `yes` or `no`", "write one of its values",
                                          "write one of its values", "write a number",
                                          "write a date, such as 2025-01-31"};
    const struct symbol *s = v->kind == AST_VALUE_NAME ? symbol_find(b, v->word.text) : NULL;
    const char *is = v->kind == AST_VALUE_NUMBER ? "a number"
                     : v->kind == AST_VALUE_DATE ? "a date"
                     : s                         ? symbol_words[s->kind]
                                                 : "a word";
    say(b, DIAG_TYPE_MISMATCH, v->word.at, "`%s` is %s, but `%s` is %s; %s", f->id.name,
        type_words(f), v->word.text, is,
        s && s->kind == SYMBOL_FACT
            ? "a fact is compared with a fixed value, never with another fact"
            : instead[f->kind]);
    note_declared(b, &f->id);
}

bool constant_read(struct builder *b, uint32_t fact, const struct ast_value *v, int64_t *value) {
    const struct fact *f = &b->m->facts.at[fact];
    static const enum ast_value_kind wanted[] = {AST_VALUE_NAME, AST_VALUE_NAME, AST_VALUE_NAME,
                                                 AST_VALUE_NUMBER, AST_VALUE_DATE};
    if (broken(b, fact)) return false;
    if (v->kind != wanted[f->kind]) {
        say_mismatch(b, fact, v);
        return false;
    }
    switch (f->kind) {
    case FACT_NUMBER: return number_read(b, fact, &v->word, value);
    case FACT_DATE:
        if (date_read(v->word.text, strlen(v->word.text), value)) return true;
        say(b, DIAG_BAD_DATE, v->word.at,
            "%s is not a day of the calendar; dates are written year-month-day", v->word.text);
        return false;
    case FACT_FLAG:
        *value = v->word.text == b->yes;
        if (*value == 1 || v->word.text == b->no) return true;
        say_mismatch(b, fact, v);
        return false;
    case FACT_ONE_OF:
    case FACT_SET_OF: break;
    }
    uint32_t i = value_find(b, fact, &v->word);
    *value = i;
    return i != MODEL_NONE;
}

bool constants_read(struct builder *b, uint32_t fact, const struct ast_values *values,
                    struct span at, int64_t *value) {
    const struct fact *f = &b->m->facts.at[fact];
    if (broken(b, fact)) return false;
    if (f->kind != FACT_SET_OF && values->len == 1)
        return constant_read(b, fact, &values->at[0], value);
    if (f->kind != FACT_SET_OF) {
        say(b, DIAG_TYPE_MISMATCH, at,
            "`%s` is %s and takes one value, not a set; write one value without { }", f->id.name,
            type_words(f));
        note_declared(b, &f->id);
        return false;
    }
    bool fine = true;
    uint64_t set = 0;
    vec_each (struct ast_value, v, values) {
        int64_t element = 0;
        if (constant_read(b, fact, v, &element))
            set |= (uint64_t)1 << element;
        else
            fine = false;
    }
    *value = (int64_t)set;
    return fine;
}
