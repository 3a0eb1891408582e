/*
 * A policy's syntax tree as text: a line for each item, nothing resolved.
 */
#include "base/json.h"
#include "base/text.h"
#include "syntax/parse.h"

#include <string.h>

/* How the words of a node are shown. */
enum style { PLAIN, LIST, LIST_ALWAYS, VALUES, VALUES_ALWAYS, RANGE };

/* What stands before a node, by its form or flag, separated by bars; how its words are shown; what
 * its flag means; what stands behind it. */
static const struct look {
    const char *before;
    enum style words;
    const char *flag, *behind;
} looks[] = {
    [NODE_STRATEGY] = {"strategy"},
    [NODE_USE] = {"use"},
    [NODE_FACT] = {"fact"},
    [NODE_VOCABULARY] = {"vocabulary"},
    [NODE_JUDGEMENT] = {"judgement"},
    [NODE_READING] = {"reading"},
    [NODE_GROUP] = {"group"},
    [NODE_DEFINE] = {"define"},
    [NODE_ASSUME] = {"assume"},
    [NODE_DUTY] = {"duty"},
    [NODE_RECITAL] = {"recital"},
    [NODE_BLOCK] = {" approach| paragraph| principle| objective| provision"},
    [NODE_EXAMPLE] = {"example"},
    [NODE_SAFEGUARD] = {"safeguard"},
    [NODE_ISSUED] = {" by", LIST},
    [NODE_VERSION] = {" version", LIST},
    [NODE_SCOPE] = {" scope"},
    [NODE_APPROACHES] = {" unranked| ranked", LIST},
    [NODE_PARAGRAPHS] = {" outline", LIST},
    [NODE_SEE] = {" see", LIST},
    [NODE_TYPE] = {" yes-no| one-of| set-of| number| date", RANGE},
    [NODE_ENTRY] = {", | < "},
    [NODE_DEFAULT] = {" default| default", VALUES_ALWAYS, .flag = ""},
    [NODE_ROLE] = {"| as partner| as activity| as date"},
    [NODE_TAKEN] = {" taken"},
    [NODE_DECIDED_BY] = {" by"},
    [NODE_PRESUMPTION] = {" (presumed no| (presumed yes", .behind = ")"},
    [NODE_OF] = {" of"},
    [NODE_MEMBERS] = {"", LIST},
    [NODE_EXCEPT] = {" except", LIST},
    [NODE_TIMING] = {" before| on-use| during| after| yearly| on-receipt"},
    [NODE_BY] = {" by", LIST},
    [NODE_TO] = {" to", LIST},
    [NODE_DONE_WHEN] = {" done"},
    [NODE_FOLLOWING] = {" following", LIST},
    [NODE_DEADLINE] = {" (within| (at-least", .behind = ")"},
    [NODE_PRIORITY] = {" (notwithstanding| (subject-to| (without-prejudice", .behind = ")"},
    [NODE_REF] = {" id:| provisions:| requirement:| all:| text:"},
    [NODE_STATEMENT] = {" (may| (will| (must| (must-not| (requires| (duty| (only-after| (should"
                        "| (cite| (see| (commits| (default| (provision",
                        LIST, " or above", ")"},
    [NODE_QUALIFIER] = {" (for| (with| (when| (unless| (using| (from| (until", LIST, " or above",
                        ")"},
    [NODE_CITED] = {" cite", LIST},
    [NODE_GIVEN] = {" (| (| (| (not", VALUES, .behind = ")"},
    [NODE_EXPECT] = {" expect any| expect open| expect conditional| expect default| expect refused"
                     "| expect undetermined| expect out-of-scope",
                     LIST_ALWAYS, " committed"},
    [NODE_EXPECTATION] = {" by| with| without| after| now| cautions| asking| between", LIST},
    [NODE_PROMISE] = {" (never-use| (never-start| (always", .flag = " or above", .behind = ")"},
    [NODE_COND] = {" (=| (!=| (>=| (<=| (>| (<|| (in| (includes| (empty| (not| (and| (or| (count"
                   "| (applies| (any",
                   VALUES, " braces", ")"},
};

static void put_before(FILE *out, const struct ast_node *n) {
    const char *text = looks[n->kind].before;
    for (unsigned skip = looks[n->kind].flag ? n->form : n->form + n->flag; skip > 0; skip--)
        text += strcspn(text, "|") + 1;
    fwrite(text, 1, strcspn(text, "|"), out);
}

static void put_name(FILE *out, const struct ast_node *n) {
    bool close = n->kind == NODE_ENTRY || n->kind == NODE_REF ||
                 (n->kind == NODE_GIVEN && n->form != AST_GIVEN_NOT);
    if (!n->name.text) return;
    fputs(close ? "" : " ", out);
    text_put(out, n->name.text);
}

static bool is_in_braces(const struct ast_node *n) {
    return (n->kind == NODE_GIVEN && n->form == AST_GIVEN_SET) ||
           (n->kind == NODE_DEFAULT && n->form);
}

static void put_words(FILE *out, const struct ast_node *n, enum style style) {
    static const char *const open[] = {" ", " [", " [", " {", " {", ".."};
    static const char *const close[] = {"", "]", "]", "}", "}", ""};
    bool always = style == LIST_ALWAYS || style == VALUES_ALWAYS || is_in_braces(n);
    if (n->words.len == 0 && !always) return;
    fputs(open[style], out);
    vec_each (struct ast_word, w, &n->words) {
        fputs(w == n->words.at ? "" : " ", out);
        if (style == VALUES || style == VALUES_ALWAYS)
            fprintf(out, "%c:", "n#d"[ast_value_kind(w->text)]);
        text_put(out, w->text);
    }
    fputs(close[style], out);
}

static void put_node(FILE *out, const struct ast_node *n, bool first) {
    const struct look *look = &looks[n->kind];
    if (first && n->kind == NODE_ENTRY)
        fputs(" {", out);
    else
        put_before(out, n);
    put_name(out, n);
    if (look->flag && n->flag && n->kind == NODE_EXPECT) fputs(look->flag, out);
    put_words(out, n, look->words);
    if (look->flag && n->flag && n->kind != NODE_EXPECT) fputs(look->flag, out);
    if (is_in_braces(n)) fputs(" braces", out);
    if (n->title.text) {
        putc(' ', out);
        json_text(out, n->title.text);
    }
    enum node_kind before = NODE_STRATEGY; /* which is no part of anything */
    vec_each (struct ast_node *, part, &n->parts) {
        if (before == NODE_ENTRY && (*part)->kind != NODE_ENTRY) putc('}', out);
        put_node(out, *part, before != NODE_ENTRY);
        before = (*part)->kind;
    }
    if (before == NODE_ENTRY) putc('}', out);
    if (look->behind && !(n->kind == NODE_COND && n->form == AST_COND_NAME))
        fputs(look->behind, out);
}

void tree_dump(FILE *out, const struct ast_file *file) {
    vec_each (struct ast_node *, item, &file->items) {
        fputs((*item)->kind == NODE_BLOCK ? "(block" : "(", out);
        put_node(out, *item, true);
        fputs(")\n", out);
    }
}
