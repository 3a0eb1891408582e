/*
 * Where the grammar's tokens come from: the scanner's, with the depth of conditions watched over,
 * and after an error those that lead the grammar back (recover.c).
 */
#include "strat.tab.h"
#include "syntax/parser.h"

#include <string.h>

/* ---- words ---- */

static size_t slot_of(const char *interned) {
    uint64_t address = (uint64_t)(uintptr_t)interned;
    return (size_t)((address * 0x9e3779b97f4a7c15u) >> 55) & (PARSER_WORD_SLOTS - 1);
}

static void learn_words(struct parser *p) {
    struct parser_word words[PARSER_EXPECTED];
    size_t n = parser_words(words, PARSER_EXPECTED);
    for (size_t i = 0; i < n; i++) {
        const char *text = intern(p->names, words[i].text, strlen(words[i].text));
        size_t slot = slot_of(text);
        while (p->words[slot].text) slot = (slot + 1) & (PARSER_WORD_SLOTS - 1);
        p->words[slot] = (struct parser_word){text, words[i].kind, words[i].soft};
    }
}

int tokens_word(const struct parser *p, const char *text, int otherwise) {
    for (size_t slot = slot_of(text); p->words[slot].text;
         slot = (slot + 1) & (PARSER_WORD_SLOTS - 1))
        if (p->words[slot].text == text) return p->words[slot].kind;
    return otherwise;
}

/* ---- texts ---- */

/* How many bytes the quotation mark at s[0] takes. */
static size_t quote_length(const char *s, size_t len) {
    unsigned char c = (unsigned char)s[0];
    size_t n = c >= 0xe0 ? 3 : c >= 0xc0 ? 2 : 1;
    return n <= len ? n : len;
}

static size_t closing_quote(const char *s, size_t len) {
    size_t n = 1;
    while (n < len && ((unsigned char)s[len - n] & 0xc0) == 0x80) n++;
    return n;
}

struct ast_word tokens_text(struct parser *p, struct span at) {
    const char *all = p->text + at.from;
    size_t all_len = at.to - at.from;
    size_t skip = quote_length(all, all_len);
    const char *s = all + skip;
    size_t len = all_len - skip - closing_quote(all, all_len);
    if (!memchr(s, '\\', len)) return (struct ast_word){intern(p->names, s, len), at};
    char *text = arena_alloc(p->arena, len + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        if (s[i] == '\\' && i + 1 < len && (s[i + 1] == '"' || s[i + 1] == '\\')) {
            i++;
        } else if (s[i] == '\\') {
            struct span here = {at.file, at.from + (uint32_t)(skip + i),
                                at.from + (uint32_t)(skip + i) + 1};
            diag_report(p->diags, DIAG_BAD_ESCAPE, here,
                        "in a text `\\` stands only before `\"` or another `\\`; for the sign "
                        "itself write `\\\\`");
        }
        text[n++] = s[i];
    }
    return (struct ast_word){intern(p->names, text, n), at};
}

bool tokens_quotes_pair(const char *rest) {
    bool pair = true;
    for (; *rest && *rest != '\n'; rest++) pair = pair != (*rest == '"');
    return pair;
}

/* ---- depth ---- */

void parser_too_deep(struct parser *p, struct span at) {
    p->nesting.reported = true;
    p->recovering = true;
    p->reread = false;
    diag_report(p->diags, DIAG_NESTED_TOO_DEEP, at,
                "this condition is nested more than %d deep; give its parts names with `define`",
                PARSER_DEEPEST);
}

/* Each parenthesis and each `not` is a level of the tree, which later stages walk by calling
 * themselves. */
static void watch_depth(struct parser *p, struct token *t) {
    struct parser_nesting *n = &p->nesting;
    if (t->kind == T_LPAREN || t->kind == T_NOT) {
        if (n->reported) return;
        if (n->total == PARSER_DEEPEST) {
            parser_too_deep(p, t->word.at);
            t->kind = T_STRAT_error;
            return;
        }
        n->total++;
        if (t->kind == T_NOT) {
            n->nots++;
        } else {
            n->before[n->level++] = n->nots;
            n->nots = 0;
        }
        return;
    }
    n->total -= n->nots;
    n->nots = 0;
    if (t->kind == T_RPAREN && n->level > 0) n->total -= 1 + n->before[--n->level];
}

/* A word that only ever begins a statement ends every condition, whatever was left open. */
static void forget_depth(struct parser_nesting *n) {
    n->total = n->level = n->nots = 0;
    n->reported = false;
}

static bool ends_conditions(int kind) {
    return (kind >= T_FACT && kind <= T_PRINCIPLE) || (kind >= T_EXAMPLE && kind <= T_SHOULD) ||
           kind == T_NEVER || kind == T_ALWAYS;
}

/* ---- the stream ---- */

void tokens_read(struct parser *p, struct token *t) {
    if (p->has_peeked) {
        *t = p->peeked;
        p->has_peeked = false;
        return;
    }
    scanner_next(t, p->scanner);
    if (ends_conditions(t->kind)) {
        if (p->nesting.total || p->nesting.reported) forget_depth(&p->nesting);
    } else if (p->nesting.total || t->kind == T_LPAREN || t->kind == T_NOT) {
        watch_depth(p, t);
    }
}

const struct token *tokens_peek(struct parser *p) {
    if (!p->has_peeked) {
        struct token next;
        tokens_read(p, &next);
        p->peeked = next;
        p->has_peeked = true;
    }
    return &p->peeked;
}

void tokens_start(struct parser *p) {
    learn_words(p);
    char *copy = arena_alloc(p->arena, p->source->len + 2, 1);
    memcpy(copy, p->source->text, p->source->len);
    p->text = copy;
    p->scanner = scanner_new(p, copy, p->source->len);
}

/* Called by the grammar for each token. After the end of the text comes the end of the grammar. */
int strat_lex(STRAT_STYPE *value, struct span *at, struct parser *p) {
    if (p->recovering && !p->gave_up) {
        p->gave_up =
            p->ended && p->resumed_at == p->last.word.at.from; /* nothing is left to go on with */
        p->ended = false;
        recover(p);
    }
    if (p->ended || p->gave_up) return T_YYEOF;
    if (p->made_up_n > 0) {
        p->made_up_n--;
        *at = p->held.word.at;
        if (p->held.kind != T_LBRACE)
            at->to = at->from; /* a brace that nobody wrote takes no place */
        if (p->made_up_n == 0 && p->held.kind == T_LBRACE)
            p->has_held = false; /* the made-up token stands for it */
        return p->made_up;
    }
    p->before = p->last;
    if (p->has_held) {
        p->last = p->held;
        p->has_held = false;
    } else {
        tokens_read(p, &p->last);
        if (p->last.kind == T_STRAT_error) {
            p->recovering = true;
            p->reread = false;
        }
    }
    if (p->last.kind == T_LBRACE && p->heading == BODY_NONE)
        p->set = p->last.word.at;
    else if (p->last.kind == T_RBRACE)
        p->set = SPAN_NOWHERE;
    p->ended = p->last.kind == T_END;
    value->word = p->last.word;
    *at = p->last.word.at;
    return p->last.kind;
}
