/* The values of facts: decimal numbers, dates, how a value is written, and constants of the text.
 */
#include "model/build.h"

#include "base/date.h"
#include "base/list.h"

#include <ctype.h>
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

/* ---- named values ---- */

static uint64_t scope_of(const struct builder *b, const struct fact *f) {
    return SCOPE_VALUES + (uint64_t)fact_number(b, f);
}

uint32_t value_index(const struct builder *b, const struct fact *f, const char *name) {
    return map_get(&b->index, scope_of(b, f), map_name(name));
}

static bool is_said_as(const char *label, const char *name) {
    if (!label) return false;
    while (*label && tolower((unsigned char)*label) == tolower((unsigned char)*name))
        label++, name++;
    return *label == *name;
}

/* Who asks may say a value by its name or by its label. */
static void check_label(struct builder *b, const struct fact *f, const struct declared *id) {
    vec_each (struct declared, v, &f->values) {
        bool earlier = is_said_as(v->title, id->name);
        if (!earlier && !is_said_as(id->title, v->name)) continue;
        const struct declared *labelled = earlier ? v : id, *named = earlier ? id : v;
        say(b, DIAG_DECLARED_TWICE, labelled->at,
            "the value `%s` of `%s` has the label \"%s\", which is the name of another of its "
            "values: nobody could tell them apart; give it another label",
            labelled->name, f->id.name, labelled->title);
        diag_note(b->d, named->at, "that value is here");
    }
}

void value_add(struct builder *b, struct fact *f, struct declared id) {
    uint32_t i = (uint32_t)f->values.len;
    uint32_t first = map_add(&b->index, scope_of(b, f), map_name(id.name), i);
    if (first != i) {
        say_declared_twice(b, id.at, f->values.at[first].at, "the value `%s` of `%s`", id.name,
                           f->id.name);
        return;
    }
    check_label(b, f, &id);
    refer(b, id.at, id.at);
    map_add(&b->index, SCOPE_OWNER, map_name(id.name), fact_number(b, f));
    vec_push(b->arena, &f->values, id);
}

static void say_no_value(struct builder *b, struct fact *f, const struct ast_word *word) {
    const struct symbol *s = symbol_find(b, word->text);
    uint32_t fact = fact_number(b, f);
    if (said_before(b, SAID_VALUES + (uint64_t)fact, word->text, word->at)) return;
    if (s && s->kind == SYMBOL_GROUP && b->m->groups.at[s->index].fact == fact)
        say(b, DIAG_WRONG_KIND, word->at, "`%s` is a group, not one value; write `%s in %s`",
            word->text, f->id.name, word->text);
    else if (s && s->kind == SYMBOL_FACT)
        say(b, DIAG_TYPE_MISMATCH, word->at,
            "`%s` is itself a fact; a fact is compared with a fixed value, never with another fact",
            word->text);
    else
        say(b, DIAG_UNKNOWN_VALUE, word->at, "`%s` has no value `%s`%s", f->id.name, word->text,
            did_you_mean(b, nearest(b, word->text, NEAR_VALUES, fact), ""));
    note_declared(b, f->id.name, f->id.at);
}

uint32_t value_find(struct builder *b, struct fact *f, const struct ast_word *word) {
    uint32_t i = value_index(b, f, word->text);
    if (i != MAP_NONE) {
        refer(b, word->at, f->values.at[i].at);
        mark_used(b, &f->values.at[i]);
        f->values.at[i].named = true;
        return i;
    }
    if (!f->id.broken && !may_be_lost(b, word->text) && !blame_suspect(b, f, word->text))
        say_no_value(b, f, word);
    return MODEL_NONE;
}

/* ---- numbers and dates ---- */

static bool number_read(struct builder *b, const struct fact *f, const struct ast_word *word,
                        int64_t *value) {
    enum decimal read = decimal_read(word->text, f->decimals, value);
    if (read == DECIMAL_OK && f->low <= *value && *value <= f->high) return true;
    if (read != DECIMAL_TOO_PRECISE)
        say(b, DIAG_OUT_OF_RANGE, word->at, "%s is outside the range of `%s`, %s to %s", word->text,
            f->id.name, fact_value_text(b->arena, f, f->low),
            fact_value_text(b->arena, f, f->high));
    else if (f->decimals == 0)
        say(b, DIAG_BAD_NUMBER, word->at,
            "%s has decimals, but `%s` is a whole number; leave them out, or write the "
            "bounds of `%s` with decimals",
            word->text, f->id.name, f->id.name);
    else
        say(b, DIAG_BAD_NUMBER, word->at,
            "%s has more decimals than `%s`, which has %u; shorten it, or write the bounds "
            "of `%s` with more",
            word->text, f->id.name, f->decimals, f->id.name);
    note_declared(b, f->id.name, f->id.at);
    return false;
}

/* What the fact is, what the constant is, and what to write. */
static bool say_mismatch(struct builder *b, const struct fact *f, const struct ast_word *word) {
    static const char *const instead[] = {"write `yes` or `no`", "write one of its values",
                                          "write one of its values", "write a number",
                                          "write a date, such as 2025-01-31"};
    static const char *const kinds[] = {"a word", "a number", "a date"};
    const struct symbol *s = symbol_find(b, word->text);
    say(b, DIAG_TYPE_MISMATCH, word->at, "`%s` is %s, but `%s` is %s; %s", f->id.name,
        type_words(f), word->text, s ? symbol_words[s->kind] : kinds[ast_value_kind(word->text)],
        s && s->kind == SYMBOL_FACT
            ? "a fact is compared with a fixed value, never with another fact"
            : instead[f->kind]);
    note_declared(b, f->id.name, f->id.at);
    return false;
}

bool constant_read(struct builder *b, struct fact *f, const struct ast_word *word, int64_t *value) {
    static const enum ast_value_kind wanted[] = {AST_VALUE_NAME, AST_VALUE_NAME, AST_VALUE_NAME,
                                                 AST_VALUE_NUMBER, AST_VALUE_DATE};
    if (f->id.broken) return false;
    if (ast_value_kind(word->text) != wanted[f->kind]) return say_mismatch(b, f, word);
    switch (f->kind) {
    case FACT_NUMBER: return number_read(b, f, word, value);
    case FACT_DATE:
        if (date_read(word->text, strlen(word->text), value)) return true;
        say(b, DIAG_BAD_DATE, word->at,
            "%s is not a day of the calendar; dates are written year-month-day", word->text);
        return false;
    case FACT_FLAG:
        *value = word->text == b->yes;
        return *value == 1 || word->text == b->no || say_mismatch(b, f, word);
    case FACT_ONE_OF:
    case FACT_SET_OF: break;
    }
    *value = value_find(b, f, word);
    return *value != MODEL_NONE;
}

bool constants_read(struct builder *b, struct fact *f, const struct ast_words *values, bool braces,
                    struct span at, int64_t *value) {
    if (f->id.broken) return false;
    if (braces != (f->kind == FACT_SET_OF)) {
        say_misfit(b, f, at, "write %s", braces ? "one value without { }" : "its values in { }");
        return false;
    }
    if (!braces) return constant_read(b, f, values->at, value);
    bool fine = true;
    uint64_t set = 0;
    vec_each (struct ast_word, word, values) {
        int64_t element = 0;
        if (constant_read(b, f, word, &element))
            set |= (uint64_t)1 << element;
        else
            fine = false;
    }
    *value = (int64_t)set;
    return fine;
}
