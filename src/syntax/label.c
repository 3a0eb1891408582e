/*
 * A name, and the title or label that is shown for it: where the one is written like the other.
 */
#include "strat.tab.h"
#include "syntax/parser.h"

#include <ctype.h>
#include <string.h>

/* ---- several words, where a name is declared or used ---- */

static size_t word_length(const char *at) {
    size_t len = 0;
    while (isalnum((unsigned char)at[len]) || at[len] == '_') len++;
    return len;
}

/* A fact or the like is declared: all words up to its kind may belong to it. */
static bool is_declared(const struct expected *e) {
    return expects(e, ":") || (expects(e, "=") && !expects(e, "and"));
}

/* A name ends before a word by which a condition or a definition goes on. */
static bool ends_name(const struct parser *p, const char *word) {
    int kind = tokens_word(p, word, T_NAME);
    return (kind >= T_STRATEGY && kind < T_RANKED) || is_listed("is|includes|applies|means", word);
}

/* "of activity =", behind the title of a group. */
static bool is_of_fact(const struct expected *e, const char *at) {
    if (!expects(e, "of") || strncmp(at, "of", 2) != 0) return false;
    const char *fact = at + 2 + strspn(at + 2, " \t"), *next = fact + word_length(fact);
    return at + 2 < fact && fact < next && next[strspn(next, " \t")] == '=';
}

/* Two words, and more as long as they can be names. */
struct label label_as_name(struct parser *p, const struct expected *e) {
    struct label name = {"", p->source->text + p->before.word.at.from};
    for (size_t n = 0, len; (len = word_length(name.end)) > 0; n++) {
        const char *word = intern(p->names, name.end, len);
        if (n > 1 && (is_declared(e) ? is_of_fact(e, name.end) : ends_name(p, word))) break;
        name.text = arena_printf(p->arena, "%s%s%s", name.text, n ? "_" : "", word);
        name.end += len + strspn(name.end + len, " \t");
    }
    return name;
}

/* What stands there up to the kind or to a word that is expected, on the line. */
struct label label_title(struct parser *p, const struct expected *e) {
    const char *from = p->source->text + p->last.word.at.from, *end = from;
    for (size_t len; !strchr("\r\n\"#{", *end); end += len ? len : 1) {
        len = word_length(end);
        if (is_declared(e) ? strchr(":=", *end) != NULL || (end > from && is_of_fact(e, end))
                           : len && end > from && expects(e, intern(p->names, end, len)))
            break;
    }
    size_t len = (size_t)(end - from);
    while (len > 0 && strchr(" \t", from[len - 1])) len--;
    return (struct label){parser_shown(p, from, len), end};
}

const char *label_as_title(struct parser *p, const struct expected *e) {
    struct label title = label_title(p, e), name = label_as_name(p, e);
    const char *before = parser_written(p, &p->before);
    return arena_printf(
        p->arena, "`%s \"%s\"`%s", before, title.text,
        name.end < title.end || expects(e, "{") || expects(e, "fact")
            ? ""
            : arena_printf(p->arena, "; if this is its name, that is one word: `%s`", name.text));
}

/* ---- what is shown, where a name belongs ---- */

bool parser_report_label(struct parser *p, const struct expected *e) {
    if (p->last.kind != T_TEXT || !expects(e, "a name")) return false;
    vec_push(p->arena, &p->file->labels, p->diags->list.len);
    diag_report(p->diags, DIAG_SYNTAX, p->last.word.at,
                "a name belongs here, not what is shown for it, and without quotes");
    return true;
}

static bool is_name(const char *name) {
    bool fine = isalpha((unsigned char)*name);
    for (const char *c = name; *c; c++) fine = fine && (isalnum((unsigned char)*c) || *c == '_');
    for (int kind = T_STRATEGY; kind < T_RANKED; kind++)
        fine = fine && strcmp(parser_word(kind), name) != 0;
    return fine;
}

/* The name that stands before this text in one of the files; or what it says, where that could be
 * a name. */
static const char *labelled(const struct diags *d, struct span at) {
    const char *own = d->sources->at[at.file]->text + at.from;
    const char *label = arena_strndup(d->arena, own, at.to - at.from);
    for (size_t i = 0; i < d->sources->len; i++) {
        const char *all = d->sources->at[i]->text, *of = all;
        while (of && (of = strstr(of, label)) != NULL) {
            const char *end = of, *from;
            while (end > all && (end[-1] == ' ' || end[-1] == '\t')) end--;
            for (from = end; from > all && (isalnum((unsigned char)from[-1]) || from[-1] == '_');)
                from--;
            const char *name = arena_strndup(d->arena, from, (size_t)(end - from));
            if (of != own && is_name(name)) return name;
            of += strlen(label);
        }
    }
    const char *said = arena_strndup(d->arena, label + 1, strlen(label) - 2);
    return is_name(said) ? said : NULL;
}

void name_labels(struct diags *d, const struct ast_file *file) {
    vec_each (size_t, i, &file->labels) {
        struct diag *x = &d->list.at[*i];
        const char *name = labelled(d, x->at);
        if (name) x->text = arena_printf(d->arena, "%s: write `%s`", x->text, name);
    }
}
