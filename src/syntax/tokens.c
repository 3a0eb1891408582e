/*
 * A file is parsed. Where the grammar's tokens come from: the scanner's, with the depth of
 * conditions watched over, and after an error those that lead the grammar back (recover.c).
 */
#include "strat.tab.h"
#include "syntax/parser.h"

#include <string.h>

/* ---- words ---- */

static void learn_words(struct parser *p) {
    map_init(&p->words, p->arena);
    for (int kind = T_STRATEGY; kind <= T_START; kind++) {
        const char *word = parser_word(kind);
        map_add(&p->words, 0, map_name(intern(p->names, word, strlen(word))), (uint32_t)kind);
    }
}

int tokens_word(const struct parser *p, const char *text, int otherwise) {
    uint32_t kind = map_get(&p->words, 0, map_name(text));
    return kind == MAP_NONE ? otherwise : (int)kind;
}

/* ---- texts ---- */

static bool goes_on(char byte) { return ((unsigned char)byte & 0xc0) == 0x80; } /* a character */

struct ast_word tokens_text(struct parser *p, struct span at) {
    const char *all = p->text + at.from;
    size_t all_len = at.to - at.from, skip = 1, last = all_len - 1;
    while (goes_on(all[skip])) skip++; /* the quotation marks may be of other alphabets */
    while (goes_on(all[last])) last--;
    const char *s = all + skip;
    size_t len = last - skip;
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

static void end_nots(struct parser_nesting *n) {
    while (n->depth > 0 && n->open[n->depth - 1] == T_NOT) n->depth--;
}

/* Each parenthesis and each `not` is a level of the tree, which later stages walk by calling
 * themselves. */
static void watch_depth(struct parser *p, struct token *t) {
    struct parser_nesting *n = &p->nesting;
    if (t->kind != T_LPAREN && t->kind != T_NOT) {
        end_nots(n);
        if (t->kind != T_RPAREN || n->depth == 0) return;
        n->depth--;
        end_nots(n);
    } else if (!n->reported && n->depth == PARSER_DEEPEST) {
        parser_too_deep(p, t->word.at);
        t->kind = T_STRAT_error;
    } else if (!n->reported) {
        n->open[n->depth++] = t->kind;
    }
}

/* A word that only ever begins a statement ends every condition, whatever was left open. */
static bool ends_conditions(int kind) {
    return (kind >= T_FACT && kind <= T_PRINCIPLE) || (kind >= T_EXAMPLE && kind <= T_SHOULD) ||
           kind == T_NEVER || kind == T_ALWAYS;
}

/* ---- the stream ---- */

static void note_before(struct parser *p, const struct token *t) {
    struct span at = t->word.at;
    const char *word = t->kind == T_TEXT ? NULL
                       : t->word.text
                           ? t->word.text
                           : intern(p->names, p->source->text + at.from, at.to - at.from);
    vec_push(p->arena, &p->wanted->before, word);
}

/* The place that is asked about is reached: not where it lies in what was skipped after an error.
 */
static bool is_here(struct parser *p) {
    struct wanted *w = p->wanted;
    if (!w || p->asked || p->last.word.at.from < w->at) return false;
    p->asked = true;
    w->example = p->open.len > 0 && p->open.at[p->open.len - 1].body == BODY_EXAMPLE;
    w->known =
        p->resumed_at != p->last.word.at.from || (p->resumed_at == w->at && p->last.kind != T_END);
    return w->known;
}

void parser_wants(struct parser *p, const struct expected *expected) {
    for (size_t i = 0; i < expected->n; i++)
        vec_push(p->arena, &p->wanted->what, expected->what[i]);
    p->gave_up = true;
}

void tokens_read(struct parser *p, struct token *t) {
    if (p->has_peeked) {
        *t = p->peeked;
        p->has_peeked = false;
        return;
    }
    scanner_next(t, p->scanner);
    if (p->wanted && t->word.at.to <= p->wanted->at && t->word.at.from < p->wanted->at)
        note_before(p, t);
    p->uses += t->kind == T_USE && parser_first_on_line(p, t->word.at);
    if (ends_conditions(t->kind)) {
        p->nesting.depth = 0;
        p->nesting.reported = false;
    } else {
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
        *at = p->behind.word.at;
        if (p->behind.kind != T_LBRACE)
            at->to = at->from; /* a brace that nobody wrote takes no place */
        if (p->made_up_n == 0 && p->behind.kind == T_LBRACE)
            p->has_behind = false; /* the made-up token stands for it */
        return p->made_up;
    }
    p->before = p->last;
    if (p->has_behind) {
        p->last = p->behind;
        p->has_behind = false;
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
    if (is_here(p)) {
        *at = p->last.word.at;
        return p->last.kind = T_HERE;
    }
    value->word = p->last.word;
    *at = p->last.word.at;
    return p->last.kind;
}

/* ---- the blocks being read ---- */

void parser_heading(struct parser *p, enum parser_body body) { p->heading = body; }

void parser_open(struct parser *p, struct span at, enum parser_body body) {
    struct parser_brace brace = {at, body == BODY_NONE ? p->heading : body, at.from == at.to};
    p->heading = BODY_NONE;
    vec_push(p->arena, &p->open, brace);
}

void parser_close(struct parser *p) {
    if (p->open.len > 0) p->open.len--;
}

bool parser_first_on_line(const struct parser *p, struct span at) {
    for (uint32_t i = at.from; i > 0 && p->text[i - 1] != '\n'; i--)
        if (p->text[i - 1] != ' ' && p->text[i - 1] != '\t') return false;
    return true;
}

/* ---- a file ---- */

static struct parser *parser_new(struct intern *names, struct diags *d, uint32_t file) {
    struct parser *p = arena_new(d->arena, struct parser);
    p->arena = d->arena;
    p->names = names;
    p->diags = d;
    p->source = d->sources->at[file];
    p->set = SPAN_NOWHERE;
    p->resumed_at = p->corrected = UINT32_MAX;
    p->file = arena_new(d->arena, struct ast_file);
    p->file->source = p->source;
    p->file->file = file;
    if (!p->source->text) return p;
    learn_words(p);
    char *copy = arena_alloc(p->arena, p->source->len + 2, 1);
    source_copy(p->source, copy);
    p->text = copy;
    p->scanner = scanner_new(p, copy, p->source->len);
    return p;
}

void parse_wanted(struct intern *names, struct diags *d, uint32_t file, struct wanted *w) {
    struct parser *p = parser_new(names, d, file);
    p->wanted = w;
    if (p->text) strat_parse(p);
    w->known = w->known && w->what.len > 0;
    for (int kind = T_STRATEGY; !w->known && kind <= T_START; kind++)
        vec_push(p->arena, &w->what, parser_word(kind));
}

struct ast_file *parse_file(struct intern *names, struct diags *d, uint32_t file) {
    struct parser *p = parser_new(names, d, file);
    if (!p->text) return p->file;
    strat_parse(p); /* its answer says nothing: after recovered errors it is success too */
    vec_each (struct ast_node *, item, &p->file->items)
        p->uses -= p->uses > 0 && (*item)->kind == NODE_USE;
    p->file->use_lost = p->uses > 0;
    tree_passages(p);
    return p->file;
}

struct lexemes parse_tokens(struct intern *names, struct diags *d, uint32_t file) {
    struct parser *p = parser_new(names, d, file);
    struct lexemes all = {0};
    struct token t = {0};
    while (p->text && scanner_next(&t, p->scanner) != T_END) {
        struct span at = t.word.at;
        const char *word = t.word.text;
        if (!word) word = intern(names, p->source->text + at.from, at.to - at.from);
        vec_push(p->arena, &all, ((struct lexeme){at.from, at.to, t.kind == T_TEXT ? NULL : word}));
    }
    return all;
}
