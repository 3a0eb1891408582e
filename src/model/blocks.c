/* The strategy block, the approaches, and the blocks: their statements and the qualifiers of these.
 */
#include "model/build.h"

/* ==== qualifiers: who, what, when, between which dates, and with which approaches ==== */

/* Whether the fact could be what this qualifier tests: a date, or one with all values that it
 * names.
 */
static bool could_be(struct builder *b, const struct fact *f, const struct ast_node *c) {
    if (f->source != FACT_ASKED || !f->id.from || f->id.from->kind != NODE_FACT) return false;
    if (c->form == AST_FROM || c->form == AST_UNTIL) return f->kind == FACT_DATE;
    vec_each (struct ast_word, word, &c->words) {
        const struct symbol *group = symbol_of_kind(b, word->text, SYMBOL_GROUP);
        if (value_index(b, f, word->text) == MODEL_NONE &&
            (!group || b->m->groups.at[group->index].fact != fact_number(b, f)))
            return false;
    }
    return c->words.len > 0 && (f->kind == FACT_ONE_OF || f->kind == FACT_SET_OF);
}

/* Where one fact alone could be meant: at the end of its declaration. */
static struct diag_fix give_role(struct builder *b, const struct ast_node *c, const char *role) {
    const struct fact *only = NULL;
    size_t n = 0;
    vec_each (const struct fact, f, &b->m->facts)
        if (could_be(b, f, c)) {
            only = f;
            n++;
        }
    if (n != 1) return (struct diag_fix){0};
    struct span at = only->id.from->at;
    at.from = at.to;
    return (struct diag_fix){
        .what = arena_printf(b->arena, "Let %s stand for the %s", only->id.name, role),
        .at = at,
        .text = arena_printf(b->arena, " as %s", role)};
}

static void report_missed(struct builder *b, enum ast_qualifier_kind kind, const char *name,
                          const char *role, const char *wanted) {
    const struct ast_node *c = b->role_missed[kind];
    if (!c || b->gaps || b->library || (name && was_said(b, SAID_NAMES + SYMBOL_FACT, name)))
        return;
    say(b, DIAG_NO_ROLE, c->at, "`%s` tests a fact, but no fact of the policy stands for the %s%s",
        ast_qualifier_words[c->form], role, wanted);
    diag_fix(b->d, give_role(b, c, role));
}

void report_missed_roles(struct builder *b) {
    report_missed(b, AST_FOR, b->activity, "activity",
                  "; name a fact `activity`, or add `as activity` to one");
    report_missed(b, AST_WITH, b->partner, "partner",
                  "; name a fact `partner`, or add `as partner` to one");
    report_missed(b, AST_FROM, NULL, "date", "; add `as date` to a fact that is a date");
}

static struct cond *build_qualifier(struct builder *b, const struct ast_node *c) {
    const struct ast_node *cond = node_part(c, NODE_COND);
    if (cond) return cond_build(b, cond, SITE_RULE);
    bool dated = c->form == AST_FROM || c->form == AST_UNTIL;
    uint32_t fact = dated ? b->m->date : c->form == AST_FOR ? b->m->activity : b->m->partner;
    if (fact == MODEL_NONE) {
        /* One missing fact is one mistake, however many qualifiers it disappoints; it is told when
         * all names are known. */
        const struct ast_node **first = &b->role_missed[dated ? AST_FROM : c->form];
        if (!*first || span_before(c->at, (*first)->at)) *first = c;
        return cond_new(b->arena, COND_TRUE, c->at);
    }
    struct fact *f = &b->m->facts.at[fact];
    int64_t day = 0;
    mark_used(b, &f->id);
    if (!dated) return cond_in_words(b, f, &c->words, c->at);
    if (!constant_read(b, f, &c->name, &day)) return cond_new(b->arena, COND_TRUE, c->at);
    return cond_range(b->arena, fact, c->form == AST_FROM ? day : f->low,
                      c->form == AST_UNTIL ? day : f->high, c->at);
}

/* A first day behind the last one. */
static void check_days(struct builder *b, const struct qualifiers *list) {
    const struct cond *from = NULL, *until = NULL;
    vec_each (const struct qualifier, q, list) {
        if (q->kind == AST_FROM) from = q->cond;
        if (q->kind == AST_UNTIL) until = q->cond;
    }
    if (!from || !until || from->kind != COND_RANGE || until->kind != COND_RANGE ||
        from->low <= until->high)
        return;
    say(b, DIAG_BAD_BOUNDS, until->at,
        "the last day, %s, comes before the first one, %s; exchange the two, or mend one of them",
        date_text(b->arena, until->high), date_text(b->arena, from->low));
    diag_note(b->d, from->at, "the first one is here");
}

struct qualifiers qualifiers_build(struct builder *b, const struct ast_node *of) {
    struct qualifiers list = {0};
    node_each (c, of, NODE_QUALIFIER)
        if (c->form != AST_USING)
            vec_push(b->arena, &list,
                     ((struct qualifier){.kind = (enum ast_qualifier_kind)c->form,
                                         .cond = build_qualifier(b, c)}));
    check_days(b, &list);
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
    if (last == MODEL_NONE) return set;
    uint32_t from = model_approaches(b->m) & ~(((uint32_t)1 << last) - 1);
    if (!(from & ~set)) vec_push(b->arena, &b->m->vain_aboves, ((struct vain_above){at, last}));
    return set | from;
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

static const char *statement_word(const struct ast_node *s) {
    if (s->form == AST_MAY && s->words.len == 0) return "`may be used`";
    if (s->form == AST_MUST_NOT) return s->words.len == 0 ? "`must not engage`" : "`must not use`";
    return kinds[s->form].word;
}

/* ---- where a statement may stand ---- */

static bool may_stand(struct builder *b, const struct block *block, const struct ast_node *s) {
    if (s->form == AST_PROVISION && block->kind != BLOCK_OBJECTIVE) {
        const struct ast_word *id = &node_part(s, NODE_BLOCK)->name;
        say(b, DIAG_MISPLACED, id->at,
            "a provision stands in an objective; move %s into the objective that it serves",
            id->text);
        return false;
    }
    bool needs_approach = s->form == AST_REQUIRES || s->form == AST_COMMITS ||
                          s->form == AST_DEFAULT || (s->form == AST_MAY && s->words.len == 0);
    if (!needs_approach || block->kind == BLOCK_APPROACH) return true;
    say(b, DIAG_MISPLACED, s->at, "%s belongs in the block of an approach; %s", statement_word(s),
        s->form == AST_MAY        ? "here write `may use` and name the approach"
        : s->form == AST_REQUIRES ? "here write `must not use ... unless ...`"
                                  : "move it there");
    return false;
}

/* ---- rules ---- */

/* The approaches that a rule opens or closes: those named, else its block's own, else all. */
static uint32_t approaches_of(struct builder *b, uint32_t own, const struct ast_node *s) {
    if (s->form == AST_DUTY || s->form == AST_ONLY_AFTER || s->form == AST_SHOULD) return 0;
    if (s->words.len) return approaches_named(b, &s->words, s->flag, s->at);
    if (s->form == AST_MUST_NOT) return model_approaches(b->m);
    return own == MODEL_NONE ? 0 : (uint32_t)1 << own;
}

static void build_rule(struct builder *b, struct block *block, const struct ast_node *s) {
    const struct ast_node *cond = node_part(s, NODE_COND);
    struct statement r = {.kind = kinds[s->form].kind,
                          .at = s->at,
                          .modality = kinds[s->form].modality,
                          .duty = MODEL_NONE,
                          .only_after = s->form == AST_ONLY_AFTER,
                          .engage = s->form == AST_MUST_NOT && s->words.len == 0,
                          .qualifiers = qualifiers_build(b, s)};
    r.approaches = approaches_of(b, block->approach, s);
    if (cond) r.cond = cond_build(b, cond, SITE_RULE);
    node_each (c, s, NODE_QUALIFIER) {
        if (c->form != AST_USING || !(kinds[s->form].qualifiers >> AST_USING & 1)) continue;
        r.has_using = true;
        r.using = approaches_named(b, &c->words, c->flag, c->at);
    }
    if (r.kind != STATEMENT_DUTY) vec_push(b->arena, &block->statements, r);
    for (size_t i = 0; r.kind == STATEMENT_DUTY && i < s->words.len; i++) {
        const struct ast_word *word = &s->words.at[i];
        r.duty = name_find(b, word, SYMBOL_DUTY);
        if (r.duty == MODEL_NONE) continue;
        if (r.only_after) duty_must_be_before(b, r.duty, word->at, "`only after` names");
        if (is_new(b, s, r.duty)) vec_push(b->arena, &block->statements, r);
    }
}

/* ---- what is not a rule ---- */

static void build_default(struct builder *b, const struct block *block, const struct ast_node *s) {
    if (b->default_said) {
        say(b, DIAG_TWO_DEFAULTS, s->at,
            "a policy has one default approach; keep `default` in one place");
        diag_note(b->d, b->default_said->at, "the first one is here");
        return;
    }
    b->default_said = s;
    b->m->default_approach = block->approach;
}

static void build_commits(struct builder *b, const struct block *block, const struct ast_node *s) {
    const struct ast_node *first = s;
    node_each (other, block->id.from, NODE_STATEMENT)
        if (other->form == AST_COMMITS && other->at.from < first->at.from) first = other;
    if (first != s) say_twice(b, s->at, first->at, "`commits`");
    if (block->approach != MODEL_NONE && !b->m->approaches.at[block->approach].commits)
        b->m->approaches.at[block->approach].commits = s->words.at[0].text;
}

/* `must use report` for `must report`: its clauses may be right for that. */
static bool means_duty(struct builder *b, const struct ast_node *s) {
    bool uses = s->form <= AST_MUST_NOT && s->words.len > 0;
    const struct symbol *first = uses ? symbol_find(b, s->words.at[0].text) : NULL;
    return first && first->kind == SYMBOL_DUTY;
}

static void build_statement(struct builder *b, struct block *block, const struct ast_node *s) {
    if (!may_stand(b, block, s)) return;
    node_each (c, s, NODE_QUALIFIER)
        if (!(kinds[s->form].qualifiers >> c->form & 1) && !means_duty(b, s))
            say(b, DIAG_MISPLACED_CLAUSE, c->at, "`%s` cannot stand after %s; leave it out",
                ast_qualifier_words[c->form], statement_word(s));
    switch ((enum ast_statement_kind)s->form) {
    case AST_CITE:
        cite_check(b, &s->words, true);
        vec_each (struct ast_word, id, &s->words)
            if (is_new(b, &block->cites, map_name(id->text)))
                vec_push(b->arena, &block->cites, *id);
        break;
    case AST_SEE: text_add(b, &block->see, s->words.at[0].text); break;
    case AST_COMMITS: build_commits(b, block, s); break;
    case AST_DEFAULT: build_default(b, block, s); break;
    case AST_PROVISION: break; /* a block of its own */
    default: build_rule(b, block, s); break;
    }
}

/* ==== strategy and blocks ==== */

void build_strategy(struct builder *b) {
    const struct ast_node *s = b->strategy;
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
    b->m->issued_by = text_once(b, s, NODE_ISSUED, "`issued by`");
    b->m->version = text_once(b, s, NODE_VERSION, "`version`");
    const struct ast_node *source = once(b, s, NODE_SOURCE, "`source`");
    if (source) b->m->source = source->words.at[0];
    node_each (see, s, NODE_SEE) text_add(b, &b->m->see, see->words.at[0].text);
    if (once(b, s, NODE_APPROACHES, "`approaches`")) return;
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
    say(b, DIAG_NOT_LISTED, name->at, "`%s` is not in the list of approaches of the strategy%s",
        name->text,
        did_you_mean(b, nearest(b, name->text, NEAR_SYMBOLS, 1u << SYMBOL_APPROACH),
                     "; add it there, in its place"));
    diag_note(b->d, node_part(b->strategy, NODE_APPROACHES)->at, "the list is here");
}

/* What an approach or objective is called, beside its number. */
static const struct ast_word *name_of(const struct block *k) { return &k->id.from->words.at[0]; }

static void join_approach(struct builder *b, uint32_t block) {
    const struct ast_word *name = name_of(&b->m->blocks.at[block]);
    if (!symbol_find(b, name->text) && name->text != b->none) {
        say_not_listed(b, name);
        return;
    }
    uint32_t a = approach_find(b, name);
    if (a == MODEL_NONE) return;
    struct approach *approach = &b->m->approaches.at[a];
    b->m->blocks.at[block].approach = a;
    if (approach->block != MODEL_NONE) {
        say_declared_twice(b, name->at, name_of(&b->m->blocks.at[approach->block])->at,
                           "the block of the approach `%s`", name->text);
        return;
    }
    approach->block = block;
    approach->id.title = b->m->blocks.at[block].id.title;
}

static void join_objective(struct builder *b, struct block *k) {
    if (k->kind == BLOCK_PROVISION && k->parent != MODEL_NONE)
        k->objective = b->m->blocks.at[k->parent].objective;
    else if (k->kind == BLOCK_OBJECTIVE && b->m->objective != MODEL_NONE)
        k->objective = value_index(b, &b->m->facts.at[b->m->objective], name_of(k)->text);
}

void build_blocks(struct builder *b) {
    for (uint32_t i = 0; i < b->m->blocks.len; i++) {
        struct block *block = &b->m->blocks.at[i];
        if (block->kind == BLOCK_APPROACH) join_approach(b, i);
        join_objective(b, block);
        node_each (s, block->id.from, NODE_STATEMENT) build_statement(b, block, s);
    }
    vec_each (struct approach, a, &b->m->approaches)
        a->id.used = a->id.used || a->block != MODEL_NONE;
}
