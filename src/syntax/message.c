/*
 * What is said about a syntax error: what was expected, in the words of the language, and what to
 * do.
 */
#include "base/text.h"
#include "strat.tab.h"
#include "syntax/parser.h"

#include <string.h>

enum { SHOWN = 6 }; /* at most so many expectations in a message */

/* Tokens that mean one thing together. Where all of `signs` are expected, the phrase stands for all
 * of `covers`. */
static const struct phrase {
    const char *text;
    const char *signs; /* both lists: separated by bars */
    const char *covers;
} phrases[] = {
    {"a condition", "not|(", "not|(|any|at|objective|a name|a number|an id"},
    {"a value", "a date|a number|a name", "a date|a number|a negative number|a name"},
    {"the number of a paragraph", "an id|a number", "an id|a number|a name"},
    {"a number", "a number|a negative number", "a number|a negative number"},
    {"a name", "objective|a name", "objective|a name"},
    {"a declaration such as `fact`, `duty` or `objective`", "strategy|fact|safeguard",
     "the end of the "
     "file|strategy|use|fact|vocabulary|judgement|reading|group|define|assume|duty|recital|"
     "paragraph|approach|principle|objective|example|safeguard"},
    {"a statement such as `may`, `must` or `requires`", "may|must|requires",
     "may|will|must|requires|only|should|cite|see|commits|default|provision"},
    {"a clause such as `for`, `with` or `when`", "for|with|until",
     "for|with|when|unless|using|from|until"},
    {"a priority such as `notwithstanding`", "notwithstanding|subject|without",
     "notwithstanding|subject|without"},
    {"a comparison such as `=`, `in` or `at least`", "=|!=|in|at",
     "=|!=|in|at|above|below|includes|is|applies"},
};

static bool has(const struct expected *e, const char *what, size_t len) {
    for (size_t i = 0; i < e->n; i++)
        if (strlen(e->what[i]) == len && memcmp(e->what[i], what, len) == 0) return true;
    return false;
}

bool expects(const struct expected *e, const char *what) { return has(e, what, strlen(what)); }

bool expects_all(const struct expected *e, const char *list) {
    for (const char *w = list;; w++) {
        size_t len = strcspn(w, "|");
        if (!has(e, w, len)) return false;
        w += len;
        if (!*w) return true;
    }
}

bool is_listed(const char *list, const char *what) {
    size_t n = strlen(what);
    for (const char *w = list;; w++) {
        size_t len = strcspn(w, "|");
        if (len == n && memcmp(w, what, n) == 0) return true;
        w += len;
        if (!*w) return false;
    }
}

static void use_phrases(struct expected *e) {
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        if (!expects_all(e, phrases[i].signs)) continue;
        size_t n = 0;
        for (size_t j = 0; j < e->n; j++)
            if (!is_listed(phrases[i].covers, e->what[j])) e->what[n++] = e->what[j];
        e->what[n++] = phrases[i].text;
        e->n = n;
    }
}

static bool is_described(const char *what) {
    return strchr(what, ' ') != NULL;
} /* "a name", not `may` */

/* "a name, `with` or `{`" */
static const char *in_words(struct parser *p, struct expected *e) {
    use_phrases(e);
    size_t n = e->n > SHOWN ? SHOWN : e->n;
    const char *list = "";
    for (size_t i = 0; i < n; i++) {
        const char *quote = is_described(e->what[i]) ? "" : "`";
        const char *joint = i == 0 ? "" : i + 1 < n || e->n > SHOWN ? ", " : " or ";
        list = arena_printf(p->arena, "%s%s%s%s%s", list, joint, quote, e->what[i], quote);
    }
    return e->n > SHOWN ? arena_printf(p->arena, "%s or another word", list) : list;
}

/* ---- places ---- */

static unsigned line_of(struct parser *p, struct span at) {
    return (unsigned)source_position(p->arena, p->source, at.from).line;
}

/* Where the text ends without what it needs, that is after its last word. */
static struct span error_span(const struct parser *p) {
    struct span at = p->last.word.at;
    if (p->last.kind == T_END && p->before.kind != 0) at.from = at.to = p->before.word.at.to;
    return at;
}

const char *parser_shown(struct parser *p, const char *text, size_t len) {
    enum { LONGEST = 60 };
    if (len <= LONGEST) return arena_strndup(p->arena, text, len);
    len = LONGEST;
    while (len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80) len--; /* never half a character */
    return arena_printf(p->arena, "%.*s...", (int)len, text);
}

const char *parser_written(struct parser *p, const struct token *t) {
    struct span at = t->word.at;
    return parser_shown(p, p->source->text + at.from, at.to - at.from);
}

const char *parser_found(struct parser *p) {
    if (p->last.kind == T_END) return "the end of the file";
    if (p->last.kind == T_TEXT) return "a text in quotes";
    return arena_printf(p->arena, "`%s`", parser_written(p, &p->last));
}

/* ---- errors with a name of their own ---- */

static void report_brace(struct parser *p, struct span brace, const char *what) {
    diag_report(p->diags, DIAG_MISSING_BRACE, error_span(p),
                "the %s that begins in line %u is not closed; put `}` before %s", what,
                line_of(p, brace), parser_found(p));
    diag_note(p->diags, brace, "this `{` has no `}`");
}

void parser_report_unclosed(struct parser *p, size_t n) {
    for (size_t i = p->open.len; n > 0 && i > 0; n--, i--)
        if (!p->open.at[i - 1].made_up) /* the brace of one that is was missed already */
            report_brace(p, p->open.at[i - 1].at, "block");
}

/* Something new begins, or the file ends, where a block or a list could have been closed: its brace
 * was forgotten. */
static bool report_unclosed(struct parser *p, const struct expected *e) {
    const struct token *t = &p->last;
    enum parser_body body = p->open.len ? p->open.at[p->open.len - 1].body : BODY_NONE;
    bool nested = t->kind == T_PROVISION && body == BODY_PROVISION;
    bool item = t->kind == T_END || starts_item(p, t, p->before.kind);
    bool in_list = p->set.file != SPAN_NOWHERE.file;
    bool after_list = in_list && starts_part(body, t, p->before.kind);
    if (!expects(e, "}") || !(item || nested || after_list)) return false;
    if (in_list) report_brace(p, p->set, "list");
    if (item || nested) parser_report_unclosed(p, item ? p->open.len : 1);
    return true;
}

static bool report_reserved(struct parser *p, bool reserved, const struct expected *e) {
    bool item = is_item_of_list(p, &p->last, p->before.kind);
    if (!reserved || !expects(e, "a name") || (parser_first_on_line(p, p->last.word.at) && !item))
        return false;
    p->reread = p->reread && !item;
    int next = tokens_peek(p)->kind;
    diag_report(p->diags, DIAG_RESERVED_WORD, p->last.word.at,
                "`%s` is a word of the language and cannot be a name; %s", p->last.word.text,
                next == T_TEXT || next == T_COLON ? "choose another"
                : expects_all(e, "not|(")         ? "expected a condition"
                                                  : "expected a name");
    return true;
}

static bool report_outside(struct parser *p, const struct expected *e) {
    const struct token *t = &p->last;
    if (!expects(e, "fact") || p->open.len > 0) return false;
    if (t->kind == T_RBRACE) {
        diag_report(p->diags, DIAG_SURPLUS_BRACE, t->word.at,
                    "this `}` closes nothing; every block before it is closed already");
    } else if (t->kind == T_PROVISION) {
        diag_report(p->diags, DIAG_OUTSIDE_BLOCK, t->word.at,
                    "a provision stands inside the block of an objective, and none is open here");
    } else if (is_stray_statement(t, p->before.kind)) {
        diag_report(p->diags, DIAG_OUTSIDE_BLOCK, t->word.at,
                    "`%s` stands outside every block; rules belong inside an approach, objective, "
                    "provision, principle or paragraph",
                    t->word.text);
    } else {
        return false;
    }
    return true;
}

const char *parser_lower(struct parser *p, const char *word) {
    char *copy = arena_strndup(p->arena, word, strlen(word));
    for (char *c = copy; *c; c++)
        if (*c >= 'A' && *c <= 'Z') *c = (char)(*c - 'A' + 'a');
    return copy;
}

/* A word where only words of the language can stand: is it one of them misspelt? */
static bool is_foreign_word(const struct parser *p, bool reserved, const struct expected *e) {
    int kind = p->last.kind;
    return !reserved && p->last.word.text && kind != T_TEXT && kind != T_NUMBER &&
           kind != T_NEGATIVE && kind != T_DAY && !expects(e, "a name");
}

static bool report_misspelt(struct parser *p, bool reserved, const struct expected *e) {
    const char *word = p->last.word.text;
    if (!is_foreign_word(p, reserved, e)) return false;
    const char *candidates[PARSER_EXPECTED];
    size_t n = 0;
    for (size_t i = 0; i < e->n; i++)
        if (!is_described(e->what[i]) && e->what[i][0] >= 'a' && e->what[i][0] <= 'z')
            candidates[n++] = e->what[i];
    const char *lower = parser_lower(p, word),
               *near = strlen(word) < 2 ? NULL : text_nearest(lower, candidates, n);
    bool another = near && strlen(near) < 4 && near[0] != lower[0]; /* `must pay fee` is no `see` */
    if (!near || another) return false;
    diag_report(p->diags, DIAG_UNKNOWN_WORD, p->last.word.at,
                "`%s` is not a word of the language here; did you mean `%s`?",
                parser_shown(p, word, strlen(word)), near);
    return true;
}

/* Where a list or a qualifier could go on, a comma or a word before it may be what is missing. */
static bool report_unknown_word(struct parser *p, bool reserved, struct expected *e) {
    if (!is_foreign_word(p, reserved, e) || expects(e, ",") || expects(e, "for") ||
        expects(e, "and") || !expects(e, "fact"))
        return false;
    const char *word = p->last.word.text;
    diag_report(p->diags, DIAG_UNKNOWN_WORD, p->last.word.at,
                "`%s` is not a word of the language; expected %s",
                parser_shown(p, word, strlen(word)), in_words(p, e));
    return true;
}

/* A word in the middle of a line was meant to belong to what stands before it; one that begins a
 * line may begin a statement. */
static bool may_begin_something(struct parser *p) {
    int kind = p->last.kind;
    return kind == T_END || kind == T_LBRACE || kind == T_RBRACE ||
           parser_first_on_line(p, p->last.word.at);
}

void parser_syntax_error(struct parser *p, bool reserved, const struct expected *expected) {
    struct expected e = *expected;
    p->recovering = true;
    p->reread = true;
    p->quiet_to = p->last.word.at.from;
    p->quiet_to += (uint32_t)strcspn(p->source->text + p->quiet_to, "\n");
    p->unclosed = report_unclosed(p, &e);
    if (p->unclosed) return;
    p->reread = may_begin_something(p);
    if (p->last.word.at.from == p->corrected) return; /* the scanner has said something about it */
    if (report_outside(p, &e) || parser_advise(p, &e, true) || report_reserved(p, reserved, &e) ||
        parser_report_label(p, &e) || report_misspelt(p, reserved, &e) ||
        parser_advise(p, &e, false) || report_unknown_word(p, reserved, &e))
        return;
    const char *what = parser_found(p);
    diag_report(p->diags, DIAG_SYNTAX, error_span(p), "expected %s, but found %s", in_words(p, &e),
                what);
}
