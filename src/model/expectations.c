/* What an example expects: names resolved, and what no answer could ever be refused. */
#include "model/build.h"

/* How an outcome is named in messages, and the parts of which it always has none (bit k for
 * ast_expect_kind k). */
struct outcome {
    const char *words;
    unsigned never;
};

enum { DECIDED = 1u << AST_EXPECT_ASKING | 1u << AST_EXPECT_BETWEEN };

static const struct outcome outcomes[] = {
    [AST_STATUS_ANY] = {"an answer that names an approach", DECIDED},
    [AST_STATUS_OPEN] = {"`open`", DECIDED},
    [AST_STATUS_CONDITIONAL] = {"`conditional`", DECIDED},
    [AST_STATUS_DEFAULT] = {"`default`", DECIDED | 1u << AST_EXPECT_BY},
    [AST_STATUS_REFUSED] = {"`refused`", DECIDED | 1u << AST_EXPECT_WITH | 1u << AST_EXPECT_AFTER |
                                             1u << AST_EXPECT_CAUTIONS},
    [AST_STATUS_UNDETERMINED] = {"`undetermined`", 1u << AST_EXPECT_BY | 1u << AST_EXPECT_WITH |
                                                       1u << AST_EXPECT_AFTER |
                                                       1u << AST_EXPECT_NOW |
                                                       1u << AST_EXPECT_CAUTIONS},
    [AST_STATUS_OUT_OF_SCOPE] = {"`out of scope`",
                                 DECIDED | 1u << AST_EXPECT_BY | 1u << AST_EXPECT_WITH |
                                     1u << AST_EXPECT_AFTER | 1u << AST_EXPECT_CAUTIONS},
};

/* Among ranked approaches, the one that is open waits for nothing;
 * unranked, another of them may. */
static bool never_has(const struct builder *b, enum ast_status_word status,
                      enum ast_expect_kind part) {
    return outcomes[status].never >> part & 1 ||
           (b->m->ranked && status == AST_STATUS_OPEN && part == AST_EXPECT_AFTER);
}

static enum status status_of(enum ast_status_word word) {
    switch (word) {
    case AST_STATUS_ANY:
    case AST_STATUS_OPEN: return STATUS_OPEN;
    case AST_STATUS_CONDITIONAL: return STATUS_CONDITIONAL;
    case AST_STATUS_DEFAULT: return STATUS_DEFAULT;
    case AST_STATUS_REFUSED: return STATUS_REFUSED;
    case AST_STATUS_UNDETERMINED: return STATUS_UNDETERMINED;
    case AST_STATUS_OUT_OF_SCOPE: return STATUS_OUT_OF_SCOPE;
    }
    return STATUS_OPEN;
}

/* A list may name a thing twice; what it says is a set. */
static void add_once(struct builder *b, struct indices *list, uint32_t item) {
    vec_each (uint32_t, i, list) {
        if (*i == item) return;
    }
    vec_push(b->arena, list, item);
}

/* ---- the approaches ---- */

static void say_impossible(struct builder *b, struct span at, const char *why) {
    say(b, DIAG_NEVER_EXPECTED, at, "no answer can be this: %s", why);
}

static void check_default(struct builder *b, const struct example *e, const struct ast_expect *x) {
    uint32_t standard = b->m->default_approach;
    if (b->gaps || b->approaches_broken) return;
    if (b->default_at == MODEL_NONE)
        say_impossible(
            b, x->at,
            "no approach of the policy is marked `default`; write `refused`, or mark one");
    else if (standard != MODEL_NONE && (e->approaches.len != 1 || e->approaches.at[0] != standard))
        say_impossible(b, x->approaches.at[0].at,
                       arena_printf(b->arena, "the default approach is `%s`",
                                    b->m->approaches.at[standard].id.name));
    if (x->committed)
        say_impossible(
            b, x->at,
            "a default rests on no paragraph, so nobody is committed to it; leave `committed` out");
}

static void build_outcome(struct builder *b, struct example *e, const struct ast_expect *x) {
    size_t errors = b->d->errors;
    const struct ast_word *second = NULL; /* the first that is not the one before */
    vec_each (struct ast_word, word, &x->approaches) {
        if (!second && word->text != x->approaches.at[0].text) second = word;
        if (word->text == b->none) {
            say(b, DIAG_NEVER_EXPECTED, word->at,
                "`none` is not an approach; write `expect refused` or `expect out of scope`");
            continue;
        }
        uint32_t a = approach_find(b, word);
        if (a != MODEL_NONE) add_once(b, &e->approaches, a);
    }
    if (b->m->ranked && second)
        say(b, DIAG_NEVER_EXPECTED, second->at,
            "the approaches are ranked, so an answer names one, the most committed; expect "
            "that one");
    if (x->status == AST_STATUS_DEFAULT && b->d->errors == errors) check_default(b, e, x);
}

/* ---- the other parts ---- */

static uint32_t part_item(struct builder *b, const struct ast_expectation *part,
                          const struct ast_word *word) {
    switch (part->kind) {
    case AST_EXPECT_BY:
    case AST_EXPECT_CAUTIONS: return block_find(b, word);
    case AST_EXPECT_WITH:
    case AST_EXPECT_WITHOUT:
    case AST_EXPECT_AFTER: return name_find(b, word, SYMBOL_DUTY);
    case AST_EXPECT_ASKING: return name_find(b, word, SYMBOL_FACT);
    case AST_EXPECT_NOW:
    case AST_EXPECT_BETWEEN: return approach_find(b, word);
    }
    return MODEL_NONE;
}

static bool means_none(const struct builder *b, const struct ast_expectation *part,
                       const struct ast_word *word) {
    return (part->kind == AST_EXPECT_NOW || part->kind == AST_EXPECT_BETWEEN) &&
           word->text == b->none;
}

static void check_item(struct builder *b, const struct ast_expectation *part,
                       const struct ast_word *word, uint32_t item) {
    if (part->kind == AST_EXPECT_AFTER) duty_must_be_before(b, item, word->at, "`after` names");
    if (part->kind == AST_EXPECT_ASKING && b->m->facts.at[item].source == FACT_READING)
        say(b, DIAG_NOT_GIVEN, word->at,
            "`%s` is a reading, which is taken for the whole policy and never asked for; "
            "leave it out",
            word->text);
}

static void build_part(struct builder *b, struct example *e, const struct ast_expectation *part) {
    struct expectation made = {.kind = part->kind, .at = part->at};
    vec_each (struct ast_word, word, &part->names) {
        uint32_t item = MODEL_NONE;
        if (!means_none(b, part, word)) {
            item = part_item(b, part, word);
            if (item == MODEL_NONE) continue;
            check_item(b, part, word, item);
        }
        add_once(b, &made.items, item);
    }
    vec_push(b->arena, &e->parts, made);
}

void build_expect(struct builder *b, struct example *e, const struct ast_expect *x) {
    e->expect_at = x->at;
    e->any_status = x->status == AST_STATUS_ANY;
    e->status = status_of(x->status);
    e->committed = x->committed;
    build_outcome(b, e, x);
    vec_each (struct ast_expectation, part, &x->parts) {
        if (never_has(b, x->status, part->kind))
            say_impossible(b, part->at,
                           arena_printf(b->arena, "%s never comes with `%s`; leave it out",
                                        outcomes[x->status].words, ast_expect_words[part->kind]));
        build_part(b, e, part);
    }
}
