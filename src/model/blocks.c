/* The strategy block, the approaches, and the blocks: their statements and the qualifiers of these.
 */
#include "model/build.h"

/* ==== qualifiers: who, what, when, between which dates, and with which approaches ==== */

static void report_missed(struct builder *b, const struct ast_qualifier *c, const char *name,
                          const char *wanted) {
    if (!c || b->gaps || b->library || (name && was_said(b, SAID_NAMES + SYMBOL_FACT, name)))
        return;
    say(b, DIAG_NO_ROLE, c->at, "`%s` tests a fact, but no fact of the policy stands for %s",
        ast_qualifier_words[c->kind], wanted);
}

void report_missed_roles(struct builder *b) {
    report_missed(b, b->role_missed[AST_FOR], b->activity,
                  "the activity; name a fact `activity`, or add `as activity` to one");
    report_missed(b, b->role_missed[AST_WITH], b->partner,
                  "the partner; name a fact `partner`, or add `as partner` to one");
    report_missed(b, b->role_missed[AST_FROM], NULL,
                  "the date; add `as date` to a fact that is a date");
}

static struct cond *build_qualifier(struct builder *b, const struct ast_qualifier *c) {
    if (c->kind == AST_WHEN || c->kind == AST_UNLESS) return cond_build(b, c->cond, SITE_RULE);
    bool dated = c->kind == AST_FROM || c->kind == AST_UNTIL;
    uint32_t fact = dated ? b->m->date : c->kind == AST_FOR ? b->m->activity : b->m->partner;
    if (fact == MODEL_NONE) {
        /* One missing fact is one mistake, however many qualifiers it disappoints; it is told when
         * all names are known. */
        const struct ast_qualifier **first = &b->role_missed[dated ? AST_FROM : c->kind];
        if (!*first || span_before(c->at, (*first)->at)) *first = c;
        return cond_new(b->arena, COND_TRUE, c->at);
    }
    const struct fact *f = &b->m->facts.at[fact];
    int64_t day = 0;
    mark_used(b, &b->m->facts.at[fact].id);
    if (!dated) return cond_in_words(b, fact, &c->names, c->at);
    if (!constant_read(b, fact, &c->date, &day)) return cond_new(b->arena, COND_TRUE, c->at);
    return cond_range(b->arena, fact, c->kind == AST_FROM ? day : f->low,
                      c->kind == AST_UNTIL ? day : f->high, c->at);
}

struct qualifiers qualifiers_build(struct builder *b, const struct ast_qualifiers *qualifiers) {
    struct qualifiers list = {0};
    vec_each (struct ast_qualifier, c, qualifiers) {
        if (c->kind != AST_USING)
            vec_push(b->arena, &list,
                     ((struct qualifier){.kind = c->kind, .cond = build_qualifier(b, c)}));
    }
    return list;
}

/* ---- approaches in qualifiers and statements ---- */

uint32_t approaches_named(struct builder *b, const struct ast_words *names, bool or_above,
                          struct span at) {
    uint32_t set = 0, last = MODEL_NONE;
    vec_each (struct ast_word, word, names) {
        last = approach_find(b, word);
        if (last != MODEL_NONE) set |= (uint32_t)1 << last;
    }
    if (!or_above) return set;
    if (!b->m->ranked && !b->approaches_broken) {
        say(b, DIAG_OR_ABOVE, at,
            "`or above` needs an order, but the approaches are unranked; name each "
            "approach that is meant");
        return set;
    }
    if (last != MODEL_NONE) set |= model_approaches(b->m) & ~(((uint32_t)1 << last) - 1);
    return set;
}

/* ==== statements: where each may stand, and what it says ==== */

enum {
    RULE_QUALIFIERS = 1u << AST_FOR | 1u << AST_WITH | 1u << AST_WHEN | 1u << AST_UNLESS |
                      1u << AST_FROM | 1u << AST_UNTIL,
    DUTY_QUALIFIERS = RULE_QUALIFIERS | 1u << AST_USING
};

/* How each kind is named in messages, which qualifiers it takes, and what rule it becomes. */
static const struct {
    const char *word;
    unsigned qualifiers; /* 0: it is no rule */
    enum statement_kind kind;
    enum modality modality;
} kinds[] = {
    [AST_MAY] = {"`may use`", RULE_QUALIFIERS, STATEMENT_PERMISSION, MODALITY_MAY},
    [AST_WILL] = {"`will use`", RULE_QUALIFIERS, STATEMENT_PERMISSION, MODALITY_WILL},
    [AST_MUST] = {"`must use`", RULE_QUALIFIERS, STATEMENT_PERMISSION, MODALITY_MUST},
    [AST_MUST_NOT] = {"`must not`", RULE_QUALIFIERS, STATEMENT_PROHIBITION, 0},
    [AST_REQUIRES] = {"`requires`", RULE_QUALIFIERS, STATEMENT_REQUIREMENT, 0},
    [AST_DUTY] = {"`must`", DUTY_QUALIFIERS, STATEMENT_DUTY, 0},
    [AST_ONLY_AFTER] = {"`only after`", DUTY_QUALIFIERS, STATEMENT_DUTY, 0},
    [AST_SHOULD] = {"`should meet`", DUTY_QUALIFIERS, STATEMENT_EXPECTATION, 0},
    [AST_CITE] = {.word = "`cite`"},
    [AST_SEE] = {.word = "`see`"},
    [AST_COMMITS] = {.word = "`commits`"},
    [AST_DEFAULT] = {.word = "`default`"},
    [AST_PROVISION] = {.word = "`provision`"},
};

static const char *statement_word(const struct ast_statement *s) {
    if (s->kind == AST_MAY && s->names.len == 0) return "`may be used`";
    if (s->kind == AST_MUST_NOT) return s->names.len == 0 ? "`must not engage`" : "`must not use`";
    return kinds[s->kind].word;
}

/* ---- where a statement may stand ---- */

static bool may_stand(struct builder *b, uint32_t block, const struct ast_statement *s) {
    enum block_kind kind = b->m->blocks.at[block].kind;
    if (s->kind == AST_PROVISION && kind != BLOCK_OBJECTIVE) {
        say(b, DIAG_MISPLACED, s->block->id.at,
            "a provision stands in an objective; move %s into the objective that it serves",
            s->block->id.text);
        return false;
    }
    bool needs_approach = s->kind == AST_REQUIRES || s->kind == AST_COMMITS ||
                          s->kind == AST_DEFAULT || (s->kind == AST_MAY && s->names.len == 0);
    if (!needs_approach || kind == BLOCK_APPROACH) return true;
    say(b, DIAG_MISPLACED, s->at, "%s belongs in the block of an approach; %s", statement_word(s),
        s->kind == AST_MAY        ? "here write `may use` and name the approach"
        : s->kind == AST_REQUIRES ? "here write `must not use ... unless ...`"
                                  : "move it there");
    return false;
}

/* ---- rules ---- */

/* The approaches that a rule opens or closes: those named, else its block's own, else all. */
static uint32_t approaches_of(struct builder *b, uint32_t block, const struct ast_statement *s) {
    uint32_t own = b->m->blocks.at[block].approach;
    if (s->kind == AST_DUTY || s->kind == AST_ONLY_AFTER || s->kind == AST_SHOULD) return 0;
    if (s->names.len) return approaches_named(b, &s->names, s->or_above, s->at);
    if (s->kind == AST_MUST_NOT) return model_approaches(b->m);
    return own == MODEL_NONE ? 0 : (uint32_t)1 << own;
}

static void build_rule(struct builder *b, uint32_t block, const struct ast_statement *s) {
    struct block *k = &b->m->blocks.at[block];
    struct statement r = {.kind = kinds[s->kind].kind,
                          .at = s->at,
                          .modality = kinds[s->kind].modality,
                          .duty = MODEL_NONE,
                          .only_after = s->kind == AST_ONLY_AFTER,
                          .qualifiers = qualifiers_build(b, &s->qualifiers)};
    r.approaches = approaches_of(b, block, s);
    if (s->cond) r.cond = cond_build(b, s->cond, SITE_RULE);
    vec_each (struct ast_qualifier, c, &s->qualifiers) {
        if (c->kind != AST_USING || !(kinds[s->kind].qualifiers >> AST_USING & 1)) continue;
        r.has_using = true;
        r.using = approaches_named(b, &c->names, c->or_above, c->at);
    }
    if (s->kind == AST_REQUIRES) b->blocks.at[block].has_requirement = true;
    if (r.kind != STATEMENT_DUTY) vec_push(b->arena, &k->statements, r);
    for (size_t i = 0; r.kind == STATEMENT_DUTY && i < s->names.len; i++) {
        const struct ast_word *word = &s->names.at[i];
        r.duty = name_find(b, word, SYMBOL_DUTY);
        if (r.duty == MODEL_NONE) continue;
        if (r.only_after) duty_must_be_before(b, r.duty, word->at, "`only after` names");
        if (is_new(b, s, r.duty)) vec_push(b->arena, &k->statements, r);
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

static void build_statement(struct builder *b, uint32_t block, const struct ast_statement *s) {
    if (!may_stand(b, block, s)) return;
    vec_each (struct ast_qualifier, c, &s->qualifiers)
        if (!(kinds[s->kind].qualifiers >> c->kind & 1))
            say(b, DIAG_MISPLACED_CLAUSE, c->at, "`%s` cannot stand after %s; leave it out",
                ast_qualifier_words[c->kind], statement_word(s));
    struct block *k = &b->m->blocks.at[block];
    switch (s->kind) {
    case AST_CITE:
        cite_check(b, &s->names, true);
        vec_each (struct ast_word, id, &s->names)
            if (is_new(b, &k->cites, map_name(id->text)))
                vec_push(b->arena, &k->cites, ((struct cited){id->text, id->at}));
        break;
    case AST_SEE: text_add(b, &k->see, s->names.at[0].text); break;
    case AST_COMMITS: build_commits(b, block, s); break;
    case AST_DEFAULT: build_default(b, block, s); break;
    case AST_PROVISION: break; /* a block of its own */
    default: build_rule(b, block, s); break;
    }
}

/* ==== strategy and blocks ==== */

void build_strategy(struct builder *b) {
    const struct ast_strategy *s = b->strategy;
    if (!s) {
        b->approaches_broken = true;
        if (!b->library && !b->gaps)
            say(b, DIAG_NO_STRATEGY, (struct span){.file = b->program->files.at[0]->file},
                "the policy has no `strategy` block; begin it with `strategy \"...\" { "
                "approaches ... }`");
        return;
    }
    b->m->title = s->title.text;
    b->m->at = s->at;
    b->m->issued_by = once(b, &s->issued_by, "`issued by`");
    b->m->version = once(b, &s->version, "`version`");
    vec_each (struct ast_word, text, &s->see) text_add(b, &b->m->see, text->text);
    for (size_t i = 1; i < s->approaches.len; i++)
        say_twice(b, s->approaches.at[i].at, s->approaches.at[0].at, "`approaches`");
    if (s->approaches.len > 0) return;
    b->approaches_broken = true;
    if (!b->gaps)
        say(b, DIAG_NO_APPROACHES, s->title.at,
            "the strategy does not list its approaches; add `approaches ranked a < b < c`, "
            "least committed first, or `approaches unranked a, b, c`");
}

/* ---- approaches and objectives of the headings ---- */

static void say_not_listed(struct builder *b, const struct ast_word *name) {
    if (b->approaches_broken || b->library ||
        said_before(b, SAID_NAMES + SYMBOL_APPROACH, name->text, name->at))
        return;
    struct span list = b->strategy->approaches.at[0].at;
    say(b, DIAG_NOT_LISTED, name->at, "`%s` is not in the list of approaches of the strategy%s",
        name->text,
        did_you_mean(b, nearest(b, name->text, NEAR_SYMBOLS, 1u << SYMBOL_APPROACH),
                     "; add it there, in its place"));
    diag_note(b->d, list, "the list is here");
}

static void join_approach(struct builder *b, uint32_t block) {
    const struct ast_word *name = &b->blocks.at[block].from->name;
    const struct symbol *s = symbol_find(b, name->text);
    if (!s && name->text != b->none) {
        say_not_listed(b, name);
        return;
    }
    uint32_t a = approach_find(b, name);
    if (a == MODEL_NONE) return;
    struct approach *approach = &b->m->approaches.at[a];
    b->m->blocks.at[block].approach = a;
    if (approach->block != MODEL_NONE) {
        say_declared_twice(b, name->at, b->blocks.at[approach->block].from->name.at,
                           arena_printf(b->arena, "the block of the approach `%s`", name->text));
        return;
    }
    approach->block = block;
    approach->id.title = b->m->blocks.at[block].id.title;
}

static void join_objective(struct builder *b, uint32_t block) {
    struct block *k = &b->m->blocks.at[block];
    if (k->kind == BLOCK_PROVISION && k->parent != MODEL_NONE) {
        k->objective = b->m->blocks.at[k->parent].objective;
    } else if (k->kind == BLOCK_OBJECTIVE && b->m->objective != MODEL_NONE) {
        uint64_t name = map_name(b->blocks.at[block].from->name.text);
        k->objective = map_get(&b->index, SCOPE_VALUES + (uint64_t)b->m->objective, name);
    }
}

void build_blocks(struct builder *b) {
    b->default_at = MODEL_NONE;
    for (uint32_t i = 0; i < b->m->blocks.len; i++) {
        const struct ast_block *from = b->blocks.at[i].from;
        if (from->kind == BLOCK_APPROACH) join_approach(b, i);
        join_objective(b, i);
        vec_each (struct ast_statement, s, &from->statements) build_statement(b, i, s);
    }
    vec_each (struct approach, a, &b->m->approaches)
        a->id.used = a->id.used || a->block != MODEL_NONE;
}
