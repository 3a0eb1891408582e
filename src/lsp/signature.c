/* Signature help: which clauses the statement may still have. */
#include "lsp/context.h"

/* The first token of the statement that the place goes on with, by the tokens before it; SIZE_MAX:
 * it is in none, but in a heading, a declaration, or at the beginning of something. */
static size_t statement_at(const struct wanted *w) {
    static const char *const verbs[] = {"may",    "will",  "must",   "requires",
                                        "should", "never", "always", "only"};
    static const char *const others[] = {
        "strategy", "fact",     "judgement", "reading",   "group",     "duty",    "vocabulary",
        "recital",  "approach", "principle", "paragraph", "provision", "example", "safeguard"};
    size_t closed = 0;
    for (size_t i = w->before.len; i-- > 0;) {
        const char *word = w->before.at[i];
        if (is(word, "}")) closed++;
        if (is(word, "{") && closed-- == 0) return SIZE_MAX;
        if (closed > 0 || is(word_at(w, i, 1), "any")) continue; /* any provision applies */
        for (size_t k = 0; k < sizeof others / sizeof *others; k++)
            if (is(word, others[k])) return SIZE_MAX;
        if (w->example && is(word, "expect")) return i;
        for (size_t k = 0; !w->example && k < sizeof verbs / sizeof *verbs; k++)
            if (is(word, verbs[k])) return i;
    }
    return SIZE_MAX;
}

json_t *signature(struct server *s, const json_t *params, struct failure *f) {
    static const struct {
        const char *word, *what, *in_example; /* in_example: NULL: the same */
    } clauses[] = {{"for", "for ACTIVITY, ...", NULL},
                   {"by", "by PARAGRAPH, ...", NULL},
                   {"with", "with PARTNER, ...", "with DUTY, ..."},
                   {"when", "when CONDITION", NULL},
                   {"unless", "unless CONDITION", NULL},
                   {"using", "using APPROACH", NULL},
                   {"from", "from DATE", NULL},
                   {"until", "until DATE", NULL},
                   {"without", "without DUTY, ...", NULL},
                   {"after", "after DUTY, ...", NULL},
                   {"now", "now APPROACH", NULL},
                   {"cautions", "cautions PARAGRAPH, ...", NULL},
                   {"asking", "asking FACT, ...", NULL},
                   {"between", "between APPROACH, ...", NULL}};
    struct where w;
    struct wanted wanted;
    uint32_t from, to;
    if (!where_is(s, params, &w, f) || !want(s, &w, &wanted, &from, &to) || !wanted.known)
        return NULL;
    size_t first = statement_at(&wanted);
    if (first == SIZE_MAX) return NULL;
    json_t *free_ones = json_array();
    const char *label = "";
    for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++) {
        bool stands = !wants(&wanted, clauses[i].word);
        for (size_t k = first; k < wanted.before.len; k++)
            stands = stands || is(wanted.before.at[k], clauses[i].word);
        if (stands) continue;
        bool other = wanted.example && clauses[i].in_example;
        const char *what = other ? clauses[i].in_example : clauses[i].what;
        label = arena_printf(&s->work, "%s%s%s", label, *label ? "  " : "", what);
        json_array_append_new(free_ones, json_pack("{s:s}", "label", what));
    }
    if (!*label) {
        json_decref(free_ones);
        return NULL;
    }
    return json_pack("{s:[{s:o,s:o}],s:i}", "signatures", "label", json_words(label), "parameters",
                     free_ones, "activeSignature", 0);
}
