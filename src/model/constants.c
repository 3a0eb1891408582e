/* Constants: a word, number or date of the text as a value of a fact. */
#include "model/build.h"

#include <string.h>

const char *type_words(const struct fact *f) {
    switch (f->kind) {
    case FACT_FLAG: return "yes or no";
    case FACT_ONE_OF: return "one of several values";
    case FACT_SET_OF: return "a set of values";
    case FACT_NUMBER: return "a number";
    case FACT_DATE: return "a date";
    }
    return "";
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

static bool date_read(struct builder *b, const struct ast_word *word, int64_t *value) {
    if (date_from_text(word->text, strlen(word->text), value)) return true;
    say(b, DIAG_BAD_DATE, word->at,
        "%s is not a day of the calendar; dates are written year-month-day", word->text);
    return false;
}

/* ---- any constant ---- */

static const char *constant_words(struct builder *b, const struct ast_value *v) {
    switch (v->kind) {
    case AST_VALUE_NUMBER: return "a number";
    case AST_VALUE_DATE: return "a date";
    case AST_VALUE_NAME: break;
    }
    const struct symbol *s = symbol_find(b, v->word.text);
    return s ? symbol_words[s->kind] : "a word";
}

/* What the fact is, what the constant is, and what to write. */
static void say_mismatch(struct builder *b, uint32_t fact, const struct ast_value *v) {
    const struct fact *f = &b->m->facts.at[fact];
    static const char *const instead[] = {"write `yes` or `no`", "write one of its values",
                                          "write one of its values", "write a number",
                                          "write a date, such as 2025-01-31"};
    const struct symbol *s = v->kind == AST_VALUE_NAME ? symbol_find(b, v->word.text) : NULL;
    const char *advice = s && s->kind == SYMBOL_FACT
                             ? "a fact is compared with a fixed value, never with another fact"
                             : instead[f->kind];
    say(b, DIAG_TYPE_MISMATCH, v->word.at, "`%s` is %s, but `%s` is %s; %s", f->id.name,
        type_words(f), v->word.text, constant_words(b, v), advice);
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
    case FACT_DATE: return date_read(b, &v->word, value);
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
