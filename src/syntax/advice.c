/*
 * What authors write in the manner of other texts, and how it is written here. The first row that
 * fits is said instead of what was expected.
 */
#include "strat.tab.h"
#include "syntax/parser.h"

#include <string.h>

enum only {
    ANYHOW,
    ALONE,
    ALONE_NAME
}; /* nothing but `where` was expected; and what was found is a name */

static const struct advice {
    const char *words; /* what was found, one of these separated by bars; NULL: whatever it was */
    const char *where; /* what was expected, all of these separated by bars */
    enum only only;
    const char *say; /* after what was found */
} advice[] = {
    /* conditions */
    {"if|where|provided|whenever|while", "when", ANYHOW,
     "does not begin a condition; write `when`, or `unless` for an exception"},
    {"except|save|barring", "unless", ANYHOW, "does not begin an exception; write `unless`"},
    {"over|more|greater|exceeds|after", "above", ANYHOW,
     "does not compare; write `above`, or `at least`"},
    {"<", "below", ANYHOW, "is for lists in order; write `below`, or `at most`"},
    {"under|less|fewer|before", "below", ANYHOW, "does not compare; write `below`, or `at most`"},
    {"between", "above", ANYHOW, "does not compare; write `FACT at least 3 and FACT at most 5`"},
    {"contains|contain|has|include|covers", "includes", ANYHOW,
     "does not ask what is in a set; write `includes`"},
    {"equals|equal", "=", ANYHOW, "does not compare; write `=`"},
    {"not", "in|=", ANYHOW,
     "stands before a fact and not behind it: `not partner in eu`; or the fact is compared with "
     "`!=`"},
    {NULL, "empty", ALONE,
     "cannot follow `is`: a fact is compared with `=`, `!=`, `at least` and the like; only a set "
     "`is empty`"},
    /* qualifiers, statements, lists */
    {"before", "until", ANYHOW, "does not say how long; write `until` and the last day"},
    {"after|since", "from", ANYHOW, "does not say since when; write `from` and the first day"},
    {"and|or", ",", ANYHOW, "does not join the items of a list; write a comma between them"},
    {"shall", "must", ANYHOW, "is not a word of the language; write `must` or `must not`"},
    {"can|could|might", "may", ANYHOW, "is not a word of the language; write `may`"},
    {"permit|permits|allow|allows", "may", ANYHOW,
     "is not a word of the language; write `may use`"},
    {"cannot|forbid|forbids|prohibit|prohibits|refrain|refrains|not", "may|must", ANYHOW,
     "does not begin a statement; a prohibition is written `must not use` or `must not engage`"},
    {"not", "use", ANYHOW,
     "cannot stand here; a prohibition is written `must not use` or `must not engage`"},
    {NULL, "use|be", ALONE, "cannot follow `may`: write `may use` and an approach"},
    {NULL, "meet", ALONE,
     "cannot follow `should`: what is expected is written `should meet`, and a duty `must`"},
    {NULL, "after", ALONE,
     "cannot follow `only`: write `only after` and a duty; a condition begins with `when` or "
     "`requires`"},
    /* headings and declarations */
    {"prevails|despite|overrides|regardless", "notwithstanding", ANYHOW,
     "is not a word of the language; write `notwithstanding`"},
    {"section|article|chapter|clause|rule|point|part", "fact", ANYHOW,
     "is not a word of the language; a numbered part of the text is an `approach`, `objective`, "
     "`principle` or `paragraph`"},
    {"include|import", "fact", ANYHOW, "is not a word of the language; write `use`"},
    {NULL, "means", ALONE, "cannot follow the name of a definition: write `means` and a condition"},
    /* types and values */
    {"bool|boolean|flag", "yes|one", ANYHOW, "is not a kind of fact; write `yes or no`"},
    {"text|string|integer|int|list|enum", "yes|one", ANYHOW,
     "is not a kind of fact; a fact is `yes or no`, `one of { ... }`, `set of { ... }`, `number "
     "0..100` or `date`"},
    {"to", "..", ANYHOW, "does not make a range; write it as 0..100"},
    {NULL, "a date", ALONE, "is not a date; write year, month and day as 2026-01-31"},
    {NULL, "{", ALONE_NAME,
     "cannot stand here: a list of values begins with `{` and ends with `}`"},
    {NULL, "a text in quotes", ALONE_NAME, "cannot stand here without quotes; write it as \"...\""},
};

static size_t length(const char *list) {
    size_t n = 1;
    for (; *list; list++) n += *list == '|';
    return n;
}

static bool is_advice_for(const struct advice *a, const struct token *found,
                          const struct expected *e) {
    if (a->words &&
        !(found->word.text && found->kind != T_TEXT && expected_in(a->words, found->word.text)))
        return false;
    if (a->only == ALONE_NAME && found->kind != T_NAME) return false;
    return (a->only == ANYHOW || e->n == length(a->where)) && expected_all(e, a->where);
}

/* "100,000": a comma without blanks between a number and three digits. */
static bool is_thousands_comma(struct parser *p) {
    if (p->last.kind != T_COMMA || p->before.kind != T_NUMBER ||
        p->before.word.at.to != p->last.word.at.from)
        return false;
    const struct token *next = tokens_peek(p);
    return next->kind == T_NUMBER && next->word.at.from == p->last.word.at.to &&
           next->word.at.to - next->word.at.from == 3;
}

bool parser_advise(struct parser *p, const struct expected *e, bool known) {
    if (known && is_thousands_comma(p)) {
        diag_report(p->diags, DIAG_SYNTAX, p->last.word.at,
                    "a number is written without commas: %s%s", p->before.word.text,
                    tokens_peek(p)->word.text);
        return true;
    }
    for (size_t i = 0; i < sizeof advice / sizeof *advice; i++) {
        if ((advice[i].words != NULL) != known || !is_advice_for(&advice[i], &p->last, e)) continue;
        diag_report(p->diags, known && p->last.kind == T_NAME ? DIAG_UNKNOWN_WORD : DIAG_SYNTAX,
                    p->last.word.at, "%s %s", parser_found(p), advice[i].say);
        return true;
    }
    return false;
}
