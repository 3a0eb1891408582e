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
    [NODE_STRATEGY] = {.before = "strategy"},
    [NODE_USE] = {.before = "use"},
    [NODE_FACT] = {.before = "fact"},
    [NODE_VOCABULARY] = {.before = "vocabulary"},
    [NODE_JUDGEMENT] = {.before = "judgement"},
    [NODE_READING] = {.before = "reading"},
    [NODE_GROUP] = {.before = "group"},
    [NODE_DEFINE] = {.before = "define"},
    [NODE_ASSUME] = {.before = "assume"},
    [NODE_DUTY] = {.before = "duty"},
    [NODE_RECITAL] = {.before = "recital"},
    [NODE_BLOCK] = {.before = " approach| paragraph| principle| objective| provision"},
    [NODE_EXAMPLE] = {.before = "example"},
    [NODE_SAFEGUARD] = {.before = "safeguard"},
    [NODE_ISSUED] = {.before = " by", .words = LIST},
    [NODE_VERSION] = {.before = " version", .words = LIST},
    [NODE_SOURCE] = {.before = " source", .words = LIST},
    [NODE_SCOPE] = {.before = " scope"},
    [NODE_APPROACHES] = {.before = " unranked| ranked", .words = LIST},
    [NODE_PARAGRAPHS] = {.before = " outline", .words = LIST},
    [NODE_SEE] = {.before = " see", .words = LIST},
    [NODE_TYPE] = {.before = " yes-no| one-of| set-of| number| date", .words = RANGE},
    [NODE_ENTRY] = {.before = ", | < "},
    [NODE_DEFAULT] = {.before = " default| default", .words = VALUES_ALWAYS, .flag = ""},
    [NODE_ROLE] = {.before = "| as partner| as activity| as date"},
    [NODE_TAKEN] = {.before = " taken"},
    [NODE_DECIDED_BY] = {.before = " by"},
    [NODE_HELP] = {.before = " help"},
    [NODE_PRESUMPTION] = {.before = " (presumed no| (presumed yes", .behind = ")"},
    [NODE_OF] = {.before = " of"},
    [NODE_MEMBERS] = {.before = "", .words = LIST},
    [NODE_EXCEPT] = {.before = " except", .words = LIST},
    [NODE_TIMING] = {.before = " before| on-use| during| after| yearly| on-receipt"},
    [NODE_BY] = {.before = " by", .words = LIST},
    [NODE_TO] = {.before = " to", .words = LIST},
    [NODE_DONE_WHEN] = {.before = " done"},
    [NODE_FOLLOWING] = {.before = " following", .words = LIST},
    [NODE_DEADLINE] = {.before = " (within| (at-least", .behind = ")"},
    [NODE_PRIORITY] = {.before = " (notwithstanding| (subject-to| (without-prejudice",
                       .behind = ")"},
    [NODE_REF] = {.before = " id:| provisions:| requirement:| all:| text:"},
    [NODE_STATEMENT] = {.before =
                            " (may| (will| (must| (must-not| (requires| (duty| (only-after| (should"
                            "| (cite| (see| (commits| (default| (provision",
                        .words = LIST,
                        .flag = " or above",
                        .behind = ")"},
    [NODE_QUALIFIER] = {.before = " (for| (with| (when| (unless| (using| (from| (until",
                        .words = LIST,
                        .flag = " or above",
                        .behind = ")"},
    [NODE_CITED] = {.before = " cite", .words = LIST},
    [NODE_GIVEN] = {.before = " (| (| (| (not", .words = VALUES, .behind = ")"},
    [NODE_EXPECT] =
        {.before = " expect any| expect open| expect conditional| expect default| expect refused"
                   "| expect undetermined| expect out-of-scope",
         .words = LIST_ALWAYS,
         .flag = " committed"},
    [NODE_EXPECTATION] = {.before = " by| with| without| after| now| cautions| asking| between",
                          .words = LIST},
    [NODE_PROMISE] = {.before = " (never-use| (never-start| (always",
                      .flag = " or above",
                      .behind = ")"},
    [NODE_COND] =
        {.before = " (=| (!=| (>=| (<=| (>| (<|| (in| (includes| (empty| (not| (and| (or| (count"
                   "| (applies| (any",
         .words = VALUES,
         .flag = " braces",
         .behind = ")"},
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
