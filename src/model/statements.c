/* Statements inside blocks: where each may stand, and what it says. */
#include "model/build.h"

enum {
    RULE_QUALIFIERS = 1u << AST_FOR | 1u << AST_WITH | 1u << AST_WHEN | 1u << AST_UNLESS |
                      1u << AST_FROM | 1u << AST_UNTIL,
    DUTY_QUALIFIERS = RULE_QUALIFIERS | 1u << AST_USING
};

/* How each kind is named in messages, and which qualifiers it takes. */
static const struct {
    const char *word;
    unsigned qualifiers;
} kinds[] = {
    [AST_MAY] = {"`may use`", RULE_QUALIFIERS},
    [AST_WILL] = {"`will use`", RULE_QUALIFIERS},
    [AST_MUST] = {"`must use`", RULE_QUALIFIERS},
    [AST_MUST_NOT] = {"`must not`", RULE_QUALIFIERS},
    [AST_REQUIRES] = {"`requires`", RULE_QUALIFIERS},
    [AST_DUTY] = {"`must`", DUTY_QUALIFIERS},
    [AST_ONLY_AFTER] = {"`only after`", DUTY_QUALIFIERS},
    [AST_SHOULD] = {"`should meet`", DUTY_QUALIFIERS},
    [AST_CITE] = {"`cite`", 0},
    [AST_SEE] = {"`see`", 0},
    [AST_COMMITS] = {"`commits`", 0},
    [AST_DEFAULT] = {"`default`", 0},
    [AST_PROVISION] = {"`provision`", 0},
};

static const char *statement_word(const struct ast_statement *s) {
    if (s->kind == AST_MAY && s->names.len == 0) return "`may be used`";
    if (s->kind == AST_MUST_NOT) return s->names.len == 0 ? "`must not engage`" : "`must not use`";
    return kinds[s->kind].word;
}

/* ---- where a statement may stand ---- */

static bool needs_approach(const struct ast_statement *s) {
    return s->kind == AST_REQUIRES || s->kind == AST_COMMITS || s->kind == AST_DEFAULT ||
           (s->kind == AST_MAY && s->names.len == 0);
}

static bool may_stand(struct builder *b, uint32_t block, const struct ast_statement *s) {
    enum block_kind kind = b->m->blocks.at[block].kind;
    if (s->kind == AST_PROVISION && kind != BLOCK_OBJECTIVE) {
        say(b, DIAG_MISPLACED, s->block->id.at,
            "a provision stands in an objective; move %s into the objective that it serves",
            s->block->id.text);
        return false;
    }
    if (!needs_approach(s) || kind == BLOCK_APPROACH) return true;
    say(b, DIAG_MISPLACED, s->at, "%s belongs in the block of an approach; %s", statement_word(s),
        s->kind == AST_MAY        ? "here write `may use` and name the approach"
        : s->kind == AST_REQUIRES ? "here write `must not use ... unless ...`"
                                  : "move it there");
    return false;
}

/* ---- rules ---- */

static struct statement rule(struct builder *b, const struct ast_statement *s,
                             enum statement_kind kind) {
    return (struct statement){.kind = kind,
                              .at = s->at,
                              .duty = MODEL_NONE,
                              .qualifiers = qualifiers_build(b, &s->qualifiers)};
}

static void add(struct builder *b, uint32_t block, struct statement rule_made) {
    vec_push(b->arena, &b->m->blocks.at[block].statements, rule_made);
}

static uint32_t own_approach(const struct builder *b, uint32_t block) {
    uint32_t a = b->m->blocks.at[block].approach;
    return a == MODEL_NONE ? 0 : (uint32_t)1 << a;
}

static void build_permission(struct builder *b, uint32_t block, const struct ast_statement *s,
                             enum modality modality) {
    struct statement r = rule(b, s, STATEMENT_PERMISSION);
    r.modality = modality;
    r.approaches =
        s->names.len ? approaches_named(b, &s->names, s->or_above, s->at) : own_approach(b, block);
    add(b, block, r);
}

static void build_prohibition(struct builder *b, uint32_t block, const struct ast_statement *s) {
    struct statement r = rule(b, s, STATEMENT_PROHIBITION);
    r.approaches =
        s->names.len ? approaches_named(b, &s->names, s->or_above, s->at) : model_approaches(b->m);
    add(b, block, r);
}

static void build_gate(struct builder *b, uint32_t block, const struct ast_statement *s) {
    struct statement r = rule(b, s, STATEMENT_GATE);
    r.approaches = own_approach(b, block);
    r.cond = cond_build(b, s->cond, PLACE_RULE);
    b->blocks.at[block].has_gate = true;
    add(b, block, r);
}

static void build_using(struct builder *b, struct statement *r,
                        const struct ast_qualifiers *qualifiers) {
    vec_each (struct ast_qualifier, c, qualifiers) {
        if (c->kind != AST_USING || r->has_using) continue;
        r->has_using = true;
        r->using = approaches_named(b, &c->names, c->or_above, c->at);
    }
}

static void build_expectation(struct builder *b, uint32_t block, const struct ast_statement *s) {
    struct statement r = rule(b, s, STATEMENT_EXPECTATION);
    r.cond = cond_build(b, s->cond, PLACE_RULE);
    build_using(b, &r, &s->qualifiers);
    add(b, block, r);
}

static void build_duty_rules(struct builder *b, uint32_t block, const struct ast_statement *s) {
    struct statement r = rule(b, s, STATEMENT_DUTY);
    r.only_after = s->kind == AST_ONLY_AFTER;
    build_using(b, &r, &s->qualifiers);
    vec_each (struct ast_word, word, &s->names) {
        uint32_t duty = name_find(b, word, SYMBOL_DUTY);
        if (duty == MODEL_NONE) continue;
        if (s->kind == AST_ONLY_AFTER) duty_must_be_before(b, duty, word->at, "`only after` names");
        r.duty = duty;
        if (is_new(b, s, duty)) add(b, block, r);
    }
}

/* ---- what is not a rule ---- */

static void build_default(struct builder *b, uint32_t block, const struct ast_statement *s) {
    if (b->default_at != MODEL_NONE) {
        say(b, DIAG_TWO_DEFAULTS, s->at,
            "a policy has one default approach; keep `default` in one place");
        diag_note(b->d, b->default_span, "the first one is here");
        return;
    }
    b->default_at = block;
    b->default_span = s->at;
    b->m->default_approach = b->m->blocks.at[block].approach;
}

static void build_commits(struct builder *b, uint32_t block, const struct ast_statement *s) {
    uint32_t a = b->m->blocks.at[block].approach;
    if (b->blocks.at[block].commits)
        say_twice(b, s->at, b->blocks.at[block].commits->at, "`commits`");
    else
        b->blocks.at[block].commits = s;
    if (a != MODEL_NONE && !b->m->approaches.at[a].commits)
        b->m->approaches.at[a].commits = s->names.at[0].text;
}

void build_statement(struct builder *b, uint32_t block, const struct ast_statement *s) {
    if (!may_stand(b, block, s)) return;
    qualifiers_check(b, &s->qualifiers, kinds[s->kind].qualifiers, statement_word(s));
    switch (s->kind) {
    case AST_MAY: build_permission(b, block, s, MODALITY_MAY); break;
    case AST_WILL: build_permission(b, block, s, MODALITY_WILL); break;
    case AST_MUST: build_permission(b, block, s, MODALITY_MUST); break;
    case AST_MUST_NOT: build_prohibition(b, block, s); break;
    case AST_REQUIRES: build_gate(b, block, s); break;
    case AST_DUTY:
    case AST_ONLY_AFTER: build_duty_rules(b, block, s); break;
    case AST_SHOULD: build_expectation(b, block, s); break;
    case AST_CITE:
        cite_check(b, &s->names, true);
        vec_each (struct ast_word, id, &s->names)
            if (is_new(b, &b->m->blocks.at[block].cites, map_name(id->text)))
                vec_push(b->arena, &b->m->blocks.at[block].cites,
                         ((struct cited){id->text, id->at}));
        break;
    case AST_SEE: text_add(b, &b->m->blocks.at[block].see, s->names.at[0].text); break;
    case AST_COMMITS: build_commits(b, block, s); break;
    case AST_DEFAULT: build_default(b, block, s); break;
    case AST_PROVISION: break; /* a block of its own */
    }
}
