/*
 * Words that say nothing until somebody decides what they come to ("appropriate", "significant"):
 * in the title of a fact that is no judgement, or of a paragraph whose rules ask for none. Who
 * decides is then said nowhere.
 *
 * A word of the name or label of a value, a group or an approach ("a trade fair") says what is
 * meant, and is none of these.
 */
#include "lint/lint.h"

#include <ctype.h>

static const char *const open_words[] = {
    "adequate",      "adequately",   "appropriate",    "appropriately",
    "considerable",  "exceptional",  "exceptionally",  "fair",
    "feasible",      "important",    "inappropriate",  "necessary",
    "proportionate", "reasonable",   "reasonably",     "relevant",
    "serious",       "significant",  "significantly",  "substantial",
    "substantially", "sufficient",   "sufficiently",   "suitable",
    "undue",         "unreasonable", "where possible", "as far as possible",
};

static bool is_letter(char c) { return isalpha((unsigned char)c) || (unsigned char)c >= 0x80; }

static bool begins(const char *text, const char *word) {
    for (; *word; text++, word++)
        if (tolower((unsigned char)*text) != *word) return false;
    return !is_letter(*text);
}

static bool has_word(const char *text, const char *word) {
    for (const char *at = text; at && *at; at++)
        if ((at == text || !is_letter(at[-1])) && begins(at, word)) return true;
    return false;
}

/* `names`: all that the policy has. */
static bool is_of_a_name(const struct names *names, const char *word) {
    vec_each (struct name, x, names) {
        bool labelled =
            x->kind == NAME_VALUE || x->kind == NAME_VOCABULARY || x->kind == NAME_GROUP;
        if (((labelled || x->kind == NAME_APPROACH) && has_word(x->id->name, word)) ||
            (labelled && has_word(x->id->title, word)))
            return true;
    }
    return false;
}

static const char *open_word(const struct names *names, const char *title) {
    for (size_t i = 0; i < sizeof open_words / sizeof *open_words; i++)
        if (has_word(title, open_words[i]) && !is_of_a_name(names, open_words[i]))
            return open_words[i];
    return NULL;
}

static bool asks_judgement(const struct analysis *l, uint32_t block) {
    for (uint32_t i = l->rules->first[block]; i < l->rules->first[block + 1]; i++)
        for (uint32_t f = 0; f < l->m->facts.len; f++) {
            const struct rule *r = &l->rules->rules.at[i];
            if (l->m->facts.at[f].source == FACT_JUDGEMENT &&
                (ask_tests(l->m, r->cond, f) || (r->meet && ask_tests(l->m, r->meet, f)) ||
                 (r->kind == STATEMENT_DUTY && duty_fact(&l->m->duties.at[r->duty]) == f)))
                return true;
        }
    return false;
}

void lint_open_textured(struct analysis *l, enum diag_code code) {
    const char *word;
    struct names names = lint_names(l);
    vec_each (const struct fact, f, &l->m->facts)
        if (f->source == FACT_ASKED && lint_ours(l, &f->id) &&
            (word = open_word(&names, f->id.title)) != NULL)
            diag_report(l->d, code, f->id.at,
                        "\"%s\" in the title of %s is for a person to decide: make it a judgement "
                        "and say by whom, or say what the word comes to",
                        word, f->id.name);
    for (uint32_t b = 0; b < l->m->blocks.len; b++) {
        const struct declared *id = &l->m->blocks.at[b].id;
        if (lint_ours(l, id) && (word = open_word(&names, id->title)) != NULL &&
            !asks_judgement(l, b))
            diag_report(l->d, code, id->at,
                        "\"%s\" in the title of %s is for a person to decide, but its rules ask "
                        "for no judgement: add one, or say in the title what the word comes to",
                        word, id->name);
    }
}
