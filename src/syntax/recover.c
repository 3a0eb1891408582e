/*
 * After an error: what follows is skipped up to a word that can only begin something new. The
 * grammar has been led back to the innermost list of statements; the tokens made up here tell it
 * what comes next:
 *
 *     resume            the broken statement is over
 *     resume block      its rest is a block whose heading could not be read: its statements are
 *                       read for their own errors
 *     resume close      a block ends here though no `}` says so
 *
 * So one broken statement, heading or brace costs one message, and everything around it is still
 * read.
 */
#include "base/text.h"
#include "strat.tab.h"
#include "syntax/parser.h"

#include <string.h>

/* ---- what begins something ---- */

static bool is_id(int kind) { return kind == T_NAME || kind == T_ID || kind == T_NUMBER; }

/* A word of the language that is meant to be one of the names of a list. */
bool is_item_of_list(struct parser *p, const struct token *t, int before) {
    if (before != T_COMMA && before != T_LBRACE && before != T_LESS) return false;
    int next = tokens_peek(p)->kind;
    bool takes_text = t->kind == T_STRATEGY || t->kind == T_USE || t->kind == T_ASSUME ||
                      t->kind == T_EXAMPLE || t->kind == T_SAFEGUARD;
    return next == T_COMMA || next == T_RBRACE || next == T_LESS || (next == T_TEXT && !takes_text);
}

/* `objective` is also a fact, and `use` also a verb; and in the middle of a line any word may just
 * stand in a wrong place. What comes before and after tells. */
bool starts_item(struct parser *p, const struct token *t, int before) {
    if (t->kind < T_STRATEGY || t->kind > T_SAFEGUARD || t->kind == T_PROVISION) return false;
    if (t->kind == T_USE && ((before >= T_MAY && before <= T_MUST) || before == T_NOT ||
                             before == T_NEVER || before == T_ON))
        return false;
    if (is_item_of_list(p, t, before)) return false;
    int next = tokens_peek(p)->kind;
    if (t->kind == T_OBJECTIVE) return before != T_FACT && before != T_OF && is_id(next);
    if (parser_first_on_line(p, t->word.at) && (t->kind != T_USE || p->open.len == 0)) return true;
    if (t->kind == T_USE || t->kind == T_STRATEGY || t->kind == T_ASSUME || t->kind == T_EXAMPLE ||
        t->kind == T_SAFEGUARD)
        return next == T_TEXT;
    return is_id(next) || next >= T_RANKED;
}

bool is_stray_statement(const struct token *t, int before) {
    return (t->kind >= T_MAY && t->kind <= T_SHOULD) || (t->kind == T_PROVISION && before != T_ANY);
}

bool starts_part(enum parser_body body, const struct token *t, int before) {
    switch (body) {
    case BODY_NONE: break;
    case BODY_STRATEGY:
        return t->kind == T_ISSUED || t->kind == T_VERSION || t->kind == T_SOURCE ||
               (t->kind == T_SCOPE && before != T_OF) || t->kind == T_APPROACHES ||
               t->kind == T_PARAGRAPHS || t->kind == T_SEE;
    case BODY_BLOCK:
        return (t->kind >= T_MAY && t->kind <= T_DEFAULT) ||
               (t->kind == T_PROVISION && before != T_ANY);
    case BODY_PROVISION: return t->kind >= T_MAY && t->kind <= T_DEFAULT;
    case BODY_EXAMPLE: return t->kind == T_GIVEN || t->kind == T_EXPECT;
    case BODY_SAFEGUARD: return t->kind == T_NEVER || t->kind == T_ALWAYS;
    }
    return false;
}

/* The kind of block that such a word begins the first statement of. */
static enum parser_body body_begun_by(const struct token *t, int before) {
    static const enum parser_body bodies[] = {BODY_BLOCK, BODY_STRATEGY, BODY_EXAMPLE,
                                              BODY_SAFEGUARD};
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        if (starts_part(bodies[i], t, before)) return bodies[i];
    return BODY_NONE;
}

/* ---- where reading goes on ---- */

static void go_on(struct parser *p, int made_up, size_t n, struct token t) {
    p->made_up = made_up;
    p->made_up_n = n;
    p->behind = t;
    p->has_behind = true;
    p->resumed_at = t.word.at.from;
    p->heading = BODY_NONE;
    p->set = SPAN_NOWHERE;
    p->recovering = false;
}

static void go_on_in_block(struct parser *p, enum parser_body body, struct token t) {
    int made_up = body == BODY_STRATEGY    ? T_RESUME_STRATEGY
                  : body == BODY_EXAMPLE   ? T_RESUME_EXAMPLE
                  : body == BODY_SAFEGUARD ? T_RESUME_SAFEGUARD
                                           : T_RESUME_BLOCK;
    go_on(p, made_up, 1, t);
}

static bool is_list_brace(int before) {
    return before == T_EQUAL || before == T_UNEQUAL || before == T_OF || before == T_IN ||
           before == T_EXCEPT || before == T_DEFAULT || before == T_INCLUDES;
}

struct skip {
    int before;    /* the token in front of the one looked at */
    size_t braces; /* opened while skipping */
    bool may_open; /* one of them may begin a block whose heading could not be read */
    bool certain;  /* nothing was skipped that may have been a closing brace */
};

/* A brace while skipping. True: reading goes on there. */
static bool at_brace(struct parser *p, struct skip *s, const struct token *t) {
    if (t->kind == T_LBRACE) {
        enum parser_body body = p->heading;
        if (body == BODY_NONE && !is_list_brace(s->before))
            body = body_begun_by(tokens_peek(p), T_LBRACE);
        if (body != BODY_NONE) {
            go_on_in_block(p, body, *t);
            return true;
        }
        s->braces++;
        s->may_open = s->may_open || !is_list_brace(s->before);
        return false;
    }
    if (s->braces > 0) {
        if (--s->braces == 0) s->may_open = false;
        return false;
    }
    if (p->open.len == 0) return false;
    go_on(p, T_RESUME, 1, *t);
    return true;
}

/* A name that begins a line and is nearly a word that could begin something here: the next error,
 * which is not skipped. */
static bool is_misspelt_start(struct parser *p, const struct token *t, enum parser_body inside) {
    if (t->kind != T_NAME || !parser_first_on_line(p, t->word.at)) return false;
    const char *starts[PARSER_EXPECTED];
    size_t n = 0;
    for (int kind = T_STRATEGY; kind <= T_START; kind++) {
        struct token word = {kind, {NULL, t->word.at}};
        bool item = kind <= T_SAFEGUARD && kind != T_PROVISION;
        if (inside == BODY_NONE ? item : starts_part(inside, &word, T_RBRACE))
            starts[n++] = parser_word(kind);
    }
    const char *near =
        strlen(t->word.text) < 3 ? NULL : text_nearest(parser_lower(p, t->word.text), starts, n);
    if (!near) return false;
    int next = tokens_peek(p)->kind; /* what follows a word of the language; after a name in a list
                                        there is a comma */
    return is_id(next) || next == T_TEXT || next > T_RESUME_CLOSE;
}

/* A block ends here though no `}` says so. */
static void close_blocks(struct parser *p, const struct skip *s, size_t n, const struct token *t) {
    if (s->certain && !p->unclosed) {
        p->before = p->last;
        p->last = *t;
        parser_report_unclosed(p, n);
    }
    go_on(p, T_RESUME_CLOSE, n, *t);
}

/* A word while skipping. True: reading goes on there. */
static bool at_word(struct parser *p, const struct skip *s, const struct token *t, bool first) {
    enum parser_body inside = p->open.len ? p->open.at[p->open.len - 1].body : BODY_NONE;
    if (p->heading != BODY_NONE && starts_part(p->heading, t, s->before)) {
        go_on_in_block(p, p->heading, *t); /* the heading lost its brace */
    } else if (s->may_open && body_begun_by(t, s->before) != BODY_NONE) {
        go_on_in_block(p, body_begun_by(t, s->before), *t);
    } else if (starts_part(inside, t, s->before)) {
        go_on(p, T_RESUME, 1, *t);
    } else if (inside == BODY_PROVISION && t->kind == T_PROVISION && s->before != T_ANY) {
        close_blocks(p, s, 1, t);
    } else if (inside == BODY_NONE && is_stray_statement(t, s->before)) {
        go_on_in_block(p, BODY_BLOCK, *t);
    } else if (!first && s->braces == 0 && is_misspelt_start(p, t, inside)) {
        go_on(p, T_RESUME, 1, *t);
    } else {
        return false;
    }
    return true;
}

void recover(struct parser *p) {
    struct skip s = {.before = p->before.kind, .certain = p->last.kind != T_STRAT_error};
    struct token t = p->last;
    /* An error at the very token where reading went on: that one has to be skipped, or there would
     * be no end. */
    bool skip_first = !p->reread || t.word.at.from == p->resumed_at;
    for (bool first = true;; first = false, s.before = t.kind, tokens_read(p, &t)) {
        if (first && skip_first && t.kind != T_END) continue;
        if (t.kind == T_END || starts_item(p, &t, s.before)) {
            if (p->open.len > 0)
                close_blocks(p, &s, p->open.len, &t);
            else
                go_on(p, T_RESUME, 1, t);
            return;
        }
        bool brace = t.kind == T_LBRACE || t.kind == T_RBRACE;
        if (brace || t.kind == T_STRAT_error) s.certain = false;
        if (brace ? at_brace(p, &s, &t) : at_word(p, &s, &t, first)) return;
    }
}
