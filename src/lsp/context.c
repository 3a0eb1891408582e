/*
 * What a place of a text asks for: what the grammar would take there, and where that is a name,
 * what a name means there. The words before it say that: the nearest one of the rows below.
 */
#include "lsp/context.h"

#include "lsp/words.h"

#include <ctype.h>
#include <string.h>

/* ---- what a name means ---- */

static const struct row {
    const char *word;
    unsigned names, in_example; /* in_example: 0: the same */
    const char *also;           /* words of the language that may be names, too; or NULL */
} rows[] = {
    {"for", ACTIVITIES, 0, NULL},
    {"with", PARTNERS, DUTIES, NULL},
    {"without", 0, DUTIES, NULL},
    {"after", DUTIES, 0, NULL},
    {"following", DUTIES, 0, NULL},
    {"always", DUTIES, 0, NULL},
    {"must", DUTIES, 0, NULL},
    {"use", APPROACHES, 0, NULL},
    {"start", APPROACHES, 0, NULL},
    {"using", APPROACHES, 0, NULL},
    {"expect", APPROACHES, 0, "open conditional committed refused undetermined out"},
    {"open", 0, APPROACHES, "committed"},
    {"conditional", 0, APPROACHES, "committed"},
    {"committed", 0, APPROACHES, NULL},
    {"now", APPROACHES, 0, NULL},
    {"between", APPROACHES, 0, NULL},
    {"default", OWN_VALUES, APPROACHES, "committed"},
    {"taken", OWN_VALUES, 0, NULL},
    {"by", 0, NUMBERS, NULL},
    {"cautions", NUMBERS, 0, NULL},
    {"cite", NUMBERS, 0, NULL},
    {"paragraphs", UNLISTED, 0, NULL},
    {"notwithstanding", NUMBERS, 0, "requirement"},
    {"to", NUMBERS, 0, "requirement"},
    {"requirement", NUMBERS, 0, NULL},
    {"recital", UNCOVERED, 0, NULL},
    {"paragraph", UNCOVERED, 0, NULL},
    {"principle", UNCOVERED, 0, NULL},
    {"provision", UNCOVERED, 0, NULL},
    {"objective", UNCOVERED, 0, NULL},
    {"approach", UNCOVERED, 0, NULL},
    {"when", FACTS | DEFINES | NUMBERS, 0, NULL},
    {"unless", FACTS | DEFINES | NUMBERS, 0, NULL},
    {"requires", FACTS | DEFINES | NUMBERS, 0, NULL},
    {"meet", FACTS | DEFINES | NUMBERS, 0, NULL},
    {"scope", FACTS | DEFINES, 0, NULL},
    {"means", FACTS | DEFINES | NUMBERS, 0, NULL},
    {"assume", FACTS | DEFINES, 0, NULL},
    {"given", FACTS, 0, NULL},
    {"asking", FACTS, 0, NULL},
    {"group", FACTS, 0, NULL},
};

const char *word_at(const struct wanted *w, size_t end, size_t back) {
    return end >= back ? w->before.at[end - back] : NULL;
}

/* The word behind `declaring`, going back from `end`. */
static const char *declared_by(const struct wanted *w, size_t end) {
    for (size_t i = end; i-- > 0;)
        if (is(w->before.at[i], "fact") || is(w->before.at[i], "judgement") ||
            is(w->before.at[i], "reading"))
            return i + 1 < w->before.len ? w->before.at[i + 1] : NULL;
    return NULL;
}

/* The fact whose values a group holds: behind `of`, else NULL for the partner. */
static const char *fact_of_group(const struct wanted *w, size_t end) {
    for (size_t i = end; i-- > 0 && !is(w->before.at[i], "group");)
        if (is(w->before.at[i], "of") && i + 1 < end) return w->before.at[i + 1];
    return NULL;
}

/* Inside { }: `i` is the brace. */
static struct context in_braces(const struct wanted *w, size_t i) {
    const char *before = word_at(w, i, 1), *fact = word_at(w, i, 2);
    if (is(before, "in")) return (struct context){.names = VALUES, .fact = fact};
    if (is(before, "of")) return (struct context){.names = VOCABULARIES | DECLARES};
    if (is(before, "default"))
        return (struct context){.names = OWN_VALUES, .fact = declared_by(w, i)};
    if (is(before, "=") && w->example) return (struct context){.names = VALUES, .fact = fact};
    if (is(before, "=") || is(before, "except")) {
        for (size_t k = i; k-- > 0 && k + 6 > i;)
            if (is(w->before.at[k], "vocabulary"))
                return (struct context){.names = VOCABULARIES | DECLARES};
        const char *of = fact_of_group(w, i);
        return (struct context){.names = (of ? VALUES : PARTNERS) | VOCABULARIES, .fact = of};
    }
    return (struct context){0}; /* a block: something begins */
}

/* Whether a name is made up here, other than in { }. */
static bool is_declared(const struct wanted *w, size_t n) {
    static const char *const heads[] = {"fact",   "judgement", "reading",   "group",
                                        "define", "duty",      "vocabulary"};
    const char *last = word_at(w, n, 1), *head = word_at(w, n, 2);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (is(last, heads[i])) return true;
    if (last && (is(head, "approach") || is(head, "objective")))
        return isalnum((unsigned char)*last) && !word_find(last);
    while (n >= 2 && (is(w->before.at[n - 1], ",") || is(w->before.at[n - 1], "<"))) n -= 2;
    return is(word_at(w, n, 1), "ranked") || is(word_at(w, n, 1), "unranked");
}

static struct context context_of_row(const struct wanted *w, size_t i) {
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        if (!is(w->before.at[i], rows[k].word)) continue;
        unsigned names = w->example && rows[k].in_example ? rows[k].in_example : rows[k].names;
        if (names)
            return (struct context){.names = names,
                                    .fact = names & OWN_VALUES ? declared_by(w, i) : NULL,
                                    .also = rows[k].also};
    }
    return (struct context){0};
}

struct context context_of(const struct wanted *w, size_t n) {
    const char *last = word_at(w, n, 1);
    bool compares = is(last, "=") || is(last, "!=") || is(last, "includes") || is(last, "in");
    bool at = (is(last, "least") || is(last, "most")) && is(word_at(w, n, 2), "at");
    if ((is(last, "above") || is(last, "below")) && !is(word_at(w, n, 2), "or")) compares = true;
    if (compares || at)
        return (struct context){
            .names = VALUES, .fact = word_at(w, n, at ? 3 : 2), .first = n, .end = n};
    if (is_declared(w, n)) /* the approach of a block may be known already */
        return (struct context){.names = is(word_at(w, n, 2), "approach") ? DECLARES | APPROACHES
                                                                          : DECLARES,
                                .first = n,
                                .end = n};
    struct context c = {0};
    size_t closed = 0;
    for (size_t i = n; i-- > 0;) {
        const char *word = w->before.at[i];
        if (is(word, "}") || is(word, ")")) closed++;
        if (is(word, "(") && closed > 0) closed--;
        if (is(word, "{")) {
            if (closed == 0) {
                c = in_braces(w, i);
                c.first = i + 1;
                c.end = n;
                return c;
            }
            closed--;
        }
        if (closed > 0 || is(word_at(w, i, 1), "=")) continue;
        c = context_of_row(w, i);
        if (c.names & UNCOVERED && i + 1 < n) continue; /* the fact `objective`, `any provision` */
        c.first = i + 1;
        c.end = n;
        if (c.names) return c;
    }
    return (struct context){0};
}

bool context_has(const struct wanted *w, const struct context *c, const char *name) {
    if (c->names & DEFINES) return false; /* a condition: not a list */
    for (size_t i = c->first; i < c->end; i++) {
        const char *before = i > c->first ? w->before.at[i - 1] : ",";
        bool heads = is(before, ",") || is(before, "or") || is(before, "not");
        if (heads && is(w->before.at[i], name)) return true;
    }
    return false;
}

/* ---- the place ---- */

bool in_word(char c) {
    return isalnum((unsigned char)c) || c == '_' || c == '.' || (unsigned char)c >= 0x80;
}

bool is_quoted(const char *text, uint32_t at) {
    uint32_t from = at;
    bool quoted = false;
    while (from > 0 && text[from - 1] != '\n') from--;
    for (; from < at; from++) {
        if (quoted && text[from] == '\\')
            from++;
        else if (text[from] == '"')
            quoted = !quoted;
        else if (text[from] == '#' && !quoted)
            return true;
    }
    return quoted;
}

bool want(struct server *s, const struct where *w, struct wanted *wanted, uint32_t *from,
          uint32_t *to) {
    const struct source *source = w->r->session.sources.at[w->file];
    struct diags quiet;
    *from = *to = w->offset;
    if (is_quoted(source->text, w->offset)) return false;
    while (*from > 0 && in_word(source->text[*from - 1])) --*from;
    while (*to < source->len && in_word(source->text[*to])) ++*to;
    diags_init(&quiet, &s->work, &w->r->session.sources);
    *wanted = (struct wanted){.at = *from};
    parse_wanted(&w->r->session.names, &quiet, w->file, wanted);
    return true;
}

bool wants(const struct wanted *w, const char *what) {
    vec_each (const char *, x, &w->what)
        if (strcmp(*x, what) == 0) return true;
    return false;
}
