/* Looking names up, and saying what is wrong with one. */
#include "model/build.h"

#include "base/text.h"

#include <string.h>

enum { MAX_SUGGESTIONS = 200 }; /* looking for one costs a walk over all names */

const char *const symbol_words[SYMBOL_KINDS] = {"a fact",       "a group", "a vocabulary",
                                                "a definition", "a duty",  "an approach"};

/* What to do about a name that nothing bears. */
static const char *const how_to_declare[SYMBOL_KINDS] = {
    "declare it with `fact`",       "declare it with `group`",
    "declare it with `vocabulary`", "declare it with `define`",
    "declare it with `duty`",       "list it in `approaches` of the strategy",
};

/* ---- declared things ---- */

bool is_foreign(const struct builder *b, struct span at) {
    return at.file != b->program->files.at[0]->file;
}

struct declared declared_as(const struct builder *b, const struct ast_word *name,
                            const struct ast_word *title) {
    return (struct declared){.name = name->text,
                             .title = title->text,
                             .at = name->at,
                             .foreign = is_foreign(b, name->at)};
}

static struct declared *declared_of(struct builder *b, const struct symbol *s) {
    switch (s->kind) {
    case SYMBOL_FACT: return &b->m->facts.at[s->index].id;
    case SYMBOL_GROUP: return &b->groups.at[s->index].group.id;
    case SYMBOL_VOCABULARY: return &b->m->vocabularies.at[s->index];
    case SYMBOL_DUTY: return &b->m->duties.at[s->index].id;
    case SYMBOL_APPROACH: return &b->m->approaches.at[s->index].id;
    case SYMBOL_DEFINE: break;
    }
    return NULL;
}

void mark_used(const struct builder *b, struct declared *id) { id->used = id->used || !b->quiet; }

/* ---- lists ---- */

bool is_new(struct builder *b, const void *list, uint64_t item) {
    uint32_t n = (uint32_t)b->listed.len;
    return map_add(&b->listed, (uint64_t)(uintptr_t)list, item, n) == n;
}

void text_add(struct builder *b, struct texts *list, const char *text) {
    if (is_new(b, list, map_name(intern(b->names, text, strlen(text)))))
        vec_push(b->arena, list, text);
}

/* ---- what is close to a wrong spelling ---- */

struct candidates VEC(const char *);

static const char *nearest(const char *word, const struct candidates *c) {
    return text_nearest(word, c->at, c->len);
}

/* Any two words of one letter are close: nothing can be suggested for one. */
static bool may_suggest(struct builder *b, const char *word) {
    return word[0] && word[1] && b->suggestions++ < MAX_SUGGESTIONS;
}

const char *nearest_symbol(struct builder *b, const char *word, unsigned kinds) {
    struct candidates c = {0};
    if (!may_suggest(b, word)) return NULL;
    vec_each (struct symbol, s, &b->symbols)
        if (kinds >> s->kind & 1) vec_push(b->arena, &c, s->name);
    return nearest(word, &c);
}

const char *nearest_in_values(struct builder *b, const char *word, uint32_t fact) {
    struct candidates c = {0};
    if (!may_suggest(b, word)) return NULL;
    vec_each (struct declared, v, &b->m->facts.at[fact].values) vec_push(b->arena, &c, v->name);
    vec_each (struct group_source, g, &b->groups)
        if (g->group.fact == fact) vec_push(b->arena, &c, g->group.id.name);
    return nearest(word, &c);
}

const char *nearest_in_blocks(struct builder *b, const char *word) {
    struct candidates c = {0};
    if (!may_suggest(b, word)) return NULL;
    vec_each (struct block, k, &b->m->blocks) vec_push(b->arena, &c, k->id.name);
    return nearest(word, &c);
}

static bool is_stated(const struct builder *b, const char *id) {
    return map_get(&b->index, SCOPE_BLOCKS, map_name(id)) != MAP_NONE ||
           map_get(&b->index, SCOPE_RECITALS, map_name(id)) != MAP_NONE;
}

const char *nearest_in_outline(struct builder *b, const char *word, bool unstated) {
    struct candidates c = {0};
    if (!may_suggest(b, word)) return NULL;
    vec_each (struct paragraph, p, &b->m->outline)
        if (!unstated || !is_stated(b, p->id)) vec_push(b->arena, &c, p->id);
    return nearest(word, &c);
}

const char *did_you_mean(struct builder *b, const char *near) {
    return near ? arena_printf(b->arena, "; did you mean `%s`?", near) : "";
}

/* ---- finding ---- */

struct symbol *symbol_find(struct builder *b, const char *name) {
    uint32_t i = map_get(&b->index, SCOPE_NAMES, map_name(name));
    return i == MAP_NONE ? NULL : &b->symbols.at[i];
}

/* A value where a fact belongs is a common slip: `when training` for `when activity = training`. */
static const char *owner_hint(struct builder *b, const struct ast_word *word,
                              enum symbol_kind kind) {
    uint32_t owner = map_get(&b->index, SCOPE_OWNER, map_name(word->text));
    if (kind != SYMBOL_FACT || owner == MAP_NONE) return NULL;
    const struct fact *f = &b->m->facts.at[owner];
    return arena_printf(b->arena, "`%s` is a value of `%s`: write `%s %s %s`", word->text,
                        f->id.name, f->id.name, f->kind == FACT_SET_OF ? "includes" : "=",
                        word->text);
}

static void say_unknown(struct builder *b, const struct ast_word *word, enum symbol_kind kind) {
    if (b->library || may_be_lost(b, word->text) ||
        (kind == SYMBOL_APPROACH && b->approaches_doubtful))
        return;
    if (word->text == b->objective && b->first_objective != MODEL_NONE)
        return; /* that it is missing is said once, at the first objective */
    if (said_before(b, SAID_NAMES + (uint64_t)kind, word->text, word->at)) return;
    const char *hint = owner_hint(b, word, kind);
    unsigned kinds = 1u << kind | (kind == SYMBOL_FACT ? 1u << SYMBOL_DEFINE : 0);
    const char *near = hint ? NULL : nearest_symbol(b, word->text, kinds);
    const char *what = symbol_words[kind] + (kind == SYMBOL_APPROACH ? 3 : 2);
    if (hint)
        diag_report(b->d, DIAG_UNKNOWN_NAME, word->at, "no fact is called `%s`; %s", word->text,
                    hint);
    else
        diag_report(b->d, DIAG_UNKNOWN_NAME, word->at, "no %s is called `%s`%s", what, word->text,
                    near ? did_you_mean(b, near)
                         : arena_printf(b->arena, "; %s", how_to_declare[kind]));
}

static void say_wrong_kind(struct builder *b, const struct ast_word *word, const struct symbol *s,
                           enum symbol_kind kind) {
    if (said_before(b, SAID_NAMES + (uint64_t)kind, word->text, word->at)) return;
    const char *advice = "";
    uint32_t fact = s->kind == SYMBOL_GROUP ? b->groups.at[s->index].group.fact : MODEL_NONE;
    if (kind == SYMBOL_FACT && fact != MODEL_NONE)
        advice =
            arena_printf(b->arena, "; write `%s in %s`", b->m->facts.at[fact].id.name, word->text);
    diag_report(b->d, DIAG_WRONG_KIND, word->at, "`%s` is %s, but %s belongs here%s", word->text,
                symbol_words[s->kind], symbol_words[kind], advice);
    diag_note(b->d, s->at, "`%s` is declared here", word->text);
}

uint32_t name_find(struct builder *b, const struct ast_word *word, enum symbol_kind kind) {
    struct symbol *s = symbol_find(b, word->text);
    if (!s)
        say_unknown(b, word, kind);
    else if (s->kind != kind && !s->doubtful)
        say_wrong_kind(b, word, s, kind);
    if (!s || s->kind != kind) return MODEL_NONE;
    struct declared *id = declared_of(b, s);
    if (id) mark_used(b, id);
    return s->index;
}

uint32_t fact_find(struct builder *b, const struct ast_word *word) {
    return name_find(b, word, SYMBOL_FACT);
}

uint32_t duty_find(struct builder *b, const struct ast_word *word) {
    return name_find(b, word, SYMBOL_DUTY);
}

uint32_t approach_find(struct builder *b, const struct ast_word *word) {
    if (word->text == b->none) {
        diag_report(b->d, DIAG_RESERVED_NAME, word->at,
                    "`none` is not an approach, it means that no approach is left; name an "
                    "approach of the policy");
        return MODEL_NONE;
    }
    return name_find(b, word, SYMBOL_APPROACH);
}

static void say_no_rules(struct builder *b, const struct ast_word *id) {
    uint32_t recital = map_get(&b->index, SCOPE_RECITALS, map_name(id->text));
    if (recital == MAP_NONE && (b->library || may_be_lost(b, id->text))) return;
    if (was_said(b, SAID_MEANT, id->text) || said_before(b, SAID_BLOCKS, id->text, id->at)) return;
    if (recital != MAP_NONE) {
        diag_report(
            b->d, DIAG_UNKNOWN_PARAGRAPH, id->at,
            "%s is a recital, which has no rules; name a paragraph that has a block of its own",
            id->text);
        diag_note(b->d, b->recitals.at[recital]->id.at, "the recital is here");
        return;
    }
    if (b->m->has_outline && map_get(&b->index, SCOPE_OUTLINE, map_name(id->text)) != MAP_NONE) {
        diag_report(b->d, DIAG_UNKNOWN_PARAGRAPH, id->at,
                    "the outline lists %s, but no block of the policy is headed %s; give it one, "
                    "or take it out here",
                    id->text, id->text);
        return;
    }
    const char *near = nearest_in_blocks(b, id->text);
    diag_report(b->d, DIAG_UNKNOWN_PARAGRAPH, id->at, "no block of the policy is headed %s%s",
                id->text,
                near ? did_you_mean(b, near) : "; name a paragraph that has a block of its own");
}

uint32_t block_find(struct builder *b, const struct ast_word *id) {
    uint32_t block = map_get(&b->index, SCOPE_BLOCKS, map_name(id->text));
    if (block == MAP_NONE)
        say_no_rules(b, id);
    else
        mark_used(b, &b->m->blocks.at[block].id);
    return block == MAP_NONE ? MODEL_NONE : block;
}

/* ---- saying ---- */

/* What is wrong is told where the author can mend it: in the policy, not
 * in the file that it uses. */
void place_in_policy(const struct builder *b, struct span *again, struct span *first) {
    if (!is_foreign(b, *again) || is_foreign(b, *first)) return;
    struct span other = *again;
    *again = *first;
    *first = other;
}

void say_declared_twice(struct builder *b, struct span again, struct span first, const char *what) {
    place_in_policy(b, &again, &first);
    diag_report(b->d, DIAG_DECLARED_TWICE, again,
                "%s is declared twice; keep one, or rename this one", what);
    diag_note(b->d, first, "the other one is here");
}

void say_twice(struct builder *b, struct span again, struct span first, const char *what) {
    diag_report(b->d, DIAG_CLAUSE_TWICE, again, "%s stands here twice; keep one", what);
    diag_note(b->d, first, "the first one is here");
}

struct letters VEC(char);

static void put_text(struct builder *b, struct letters *to, const char *text) {
    for (; *text; text++) vec_push(b->arena, to, *text);
}

static void put_name(struct builder *b, struct letters *to, const char *name) {
    put_text(b, to, "`");
    put_text(b, to, name);
    put_text(b, to, "`");
}

void say_cycle(struct builder *b, struct span at, const struct order_cycle *c, cycle_name *name,
               const char *what, const char *holds) {
    struct letters way = {0}; /* a cycle can be long: it is written once, from end to end */
    for (size_t i = 0; i < c->len; i++) {
        put_text(b, &way, i ? ", " : "");
        put_name(b, &way, name(b, c->at[i].node));
        put_text(b, &way, holds);
        put_name(b, &way, name(b, c->at[(i + 1) % c->len].node));
    }
    vec_push(b->arena, &way, '\0');
    diag_report(b->d, DIAG_CYCLE, at, "%s in a circle: %s; take one of these steps out", what,
                way.at);
}
