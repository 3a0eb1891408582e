/*
 * Looking names up, and saying what is wrong with one. A name that is spelled wrong where it is
 * declared is unknown wherever it is used: it is told at the first of these places, with how many
 * there are besides.
 */
#include "model/build.h"

#include "base/list.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum {
    MAX_SUGGESTIONS = 200, /* looking for one costs a walk over all names */
    LINES_NAMED = 4        /* of more places only the number is told */
};

const char *const symbol_words[SYMBOL_KINDS] = {"a fact",       "a group", "a vocabulary",
                                                "a definition", "a duty",  "an approach"};

/* What to do about a name that nothing bears. */
static const char *const how_to_declare[SYMBOL_KINDS] = {
    "; declare it with `fact`",       "; declare it with `group`",
    "; declare it with `vocabulary`", "; declare it with `define`",
    "; declare it with `duty`",       "; list it in `approaches` of the strategy",
};

/* ---- declared things ---- */

bool is_foreign(const struct builder *b, struct span at) {
    return at.file != b->program->files.at[0]->file;
}

struct declared declared_as(const struct builder *b, const struct ast_node *from) {
    return (struct declared){.name = from->name.text,
                             .title = from->title.text,
                             .at = from->name.at,
                             .foreign = is_foreign(b, from->name.at),
                             .from = from};
}

static struct declared *declared_at(const struct builder *b, enum symbol_kind kind, uint32_t i) {
    switch (kind) {
    case SYMBOL_FACT: return &b->m->facts.at[i].id;
    case SYMBOL_GROUP: return &b->m->groups.at[i].id;
    case SYMBOL_VOCABULARY: return &b->m->vocabularies.at[i];
    case SYMBOL_DEFINE: return &b->m->defines.at[i].id;
    case SYMBOL_DUTY: return &b->m->duties.at[i].id;
    case SYMBOL_APPROACH: break;
    }
    return &b->m->approaches.at[i].id;
}

struct declared *symbol_declared(struct builder *b, const struct symbol *s) {
    return declared_at(b, s->kind, s->index);
}

void refer(const struct builder *b, struct span at, struct span to) {
    if (b->refs) vec_push(b->arena, b->refs, ((struct reference){at, to}));
}

void mark_used(const struct builder *b, struct declared *id) { id->used = id->used || !b->quiet; }

/* ---- lists ---- */

bool is_new(struct builder *b, const void *list, uint64_t item) {
    uint32_t n = (uint32_t)b->items_of.len;
    return map_add(&b->items_of, (uint64_t)(uintptr_t)list, item, n) == n;
}

void text_add(struct builder *b, struct texts *list, const char *text) {
    if (is_new(b, list, map_name(intern(b->names, text, strlen(text)))))
        vec_push(b->arena, list, text);
}

/* ---- what is close to a wrong spelling ---- */

static bool is_stated(const struct builder *b, const char *id) {
    return map_get(&b->index, SCOPE_BLOCKS, map_name(id)) != MAP_NONE ||
           map_get(&b->index, SCOPE_RECITALS, map_name(id)) != MAP_NONE;
}

const char *nearest(struct builder *b, const char *word, enum near near, uint32_t of) {
    struct names VEC(const char *) names = {0};
    /* Any two words of one letter are close: nothing can be suggested for one. */
    if (!word[0] || !word[1] || b->suggestions++ >= MAX_SUGGESTIONS) return NULL;
    switch (near) {
    case NEAR_SYMBOLS:
        vec_each (struct symbol, s, &b->symbols)
            if (of >> s->kind & 1) vec_push(b->arena, &names, s->name);
        break;
    case NEAR_VALUES:
        vec_each (struct declared, v, &b->m->facts.at[of].values)
            vec_push(b->arena, &names, v->name);
        vec_each (struct group, g, &b->m->groups)
            if (g->fact == of) vec_push(b->arena, &names, g->id.name);
        break;
    case NEAR_BLOCKS:
        vec_each (struct block, k, &b->m->blocks) vec_push(b->arena, &names, k->id.name);
        break;
    case NEAR_OUTLINE:
    case NEAR_UNSTATED:
        vec_each (struct paragraph, p, &b->m->outline)
            if (near == NEAR_OUTLINE || !is_stated(b, p->id)) vec_push(b->arena, &names, p->id);
        break;
    }
    return text_nearest(word, names.at, names.len);
}

const char *did_you_mean(struct builder *b, const char *near, const char *otherwise) {
    return near ? arena_printf(b->arena, "; did you mean `%s`?", near) : otherwise;
}

/* ---- finding ---- */

struct symbol *symbol_find(struct builder *b, const char *name) {
    uint32_t i = map_get(&b->index, SCOPE_NAMES, map_name(name));
    return i == MAP_NONE ? NULL : &b->symbols.at[i];
}

struct symbol *symbol_of_kind(struct builder *b, const char *name, enum symbol_kind kind) {
    struct symbol *s = symbol_find(b, name);
    return s && s->kind == kind ? s : NULL;
}

const char *value_hint(struct builder *b, const char *word) {
    uint32_t owner = map_get(&b->index, SCOPE_OWNER, map_name(word));
    if (owner == MAP_NONE) return NULL;
    const struct fact *f = &b->m->facts.at[owner];
    const char *of = arena_printf(b->arena, "; `%s` is a value of `%s`", word, f->id.name);
    if (owner == b->m->partner || owner == b->m->activity)
        return arena_printf(b->arena, "%s, which a rule names behind `%s`", of,
                            owner == b->m->partner ? "with" : "for");
    return arena_printf(b->arena, "%s, as in `when %s %s %s`", of, f->id.name,
                        f->kind == FACT_SET_OF ? "includes" : "=", word);
}

/* A value where a fact belongs is a common slip: `when training` for `when activity = training`. */
static const char *owner_hint(struct builder *b, const struct ast_word *word,
                              enum symbol_kind kind) {
    uint32_t owner = map_get(&b->index, SCOPE_OWNER, map_name(word->text));
    if (kind == SYMBOL_APPROACH) return value_hint(b, word->text);
    if (kind != SYMBOL_FACT || owner == MAP_NONE) return NULL;
    const struct fact *f = &b->m->facts.at[owner];
    return arena_printf(b->arena, "; `%s` is a value of `%s`: write `%s %s %s`", word->text,
                        f->id.name, f->id.name, f->kind == FACT_SET_OF ? "includes" : "=",
                        word->text);
}

/* What other texts call an answer, or all approaches. */
static const char *approach_hint(struct builder *b, const char *word) {
    static const struct {
        const char *words, *hint;
    } hints[] = {
        {" nothing anything everything none nobody ",
         "; where no approach is left write `must not engage`, and of an answer `refused`"},
        {" refuse refusal denied deny forbidden prohibited closed rejected disallowed not_allowed "
         "no ",
         "; where nothing may be used the answer is `refused`"},
        {" allowed allow permitted permit granted approved accepted yes ok possible ",
         "; name the approach that may be used"},
        {" unknown undecided unclear depends open_question ",
         "; where facts are missing the answer may be `undetermined`"},
        {" out_of_scope outside ", "; the answer is `out of scope`"},
        {" open conditional ", "; the name of an approach follows it"},
    };
    const char *apart = arena_printf(b->arena, " %s ", word);
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        if (strstr(hints[i].words, apart)) return hints[i].hint;
    return NULL;
}

static void say_unknown(struct builder *b, const struct ast_word *word, enum symbol_kind kind) {
    if (b->library || may_be_lost(b, word->text) ||
        (kind == SYMBOL_APPROACH && b->approaches_broken))
        return;
    if (word->text == b->objective && b->first_objective != MODEL_NONE)
        return; /* that it is missing is said once, at the first objective */
    if (said_before(b, SAID_NAMES + (uint64_t)kind, word->text, word->at)) return;
    const char *hint = kind == SYMBOL_APPROACH ? approach_hint(b, word->text) : NULL;
    if (!hint) hint = owner_hint(b, word, kind);
    unsigned kinds = 1u << kind | (kind == SYMBOL_FACT ? 1u << SYMBOL_DEFINE : 0);
    if (!hint)
        hint = did_you_mean(b, nearest(b, word->text, NEAR_SYMBOLS, kinds), how_to_declare[kind]);
    const char *what = symbol_words[kind] + (kind == SYMBOL_APPROACH ? 3 : 2);
    say(b, DIAG_UNKNOWN_NAME, word->at, "no %s is called `%s`%s", what, word->text, hint);
}

static void say_wrong_kind(struct builder *b, const struct ast_word *word, const struct symbol *s,
                           enum symbol_kind kind) {
    if (said_before(b, SAID_NAMES + (uint64_t)kind, word->text, word->at)) return;
    const char *advice = "";
    uint32_t fact = s->kind == SYMBOL_GROUP ? b->m->groups.at[s->index].fact : MODEL_NONE;
    if (kind == SYMBOL_FACT && fact != MODEL_NONE)
        advice =
            arena_printf(b->arena, "; write `%s in %s`", b->m->facts.at[fact].id.name, word->text);
    if (kind == SYMBOL_APPROACH && s->kind == SYMBOL_DUTY)
        advice = arena_printf(b->arena, "; a duty is written `must %s`", word->text);
    say(b, DIAG_WRONG_KIND, word->at, "`%s` is %s, but %s belongs here%s", word->text,
        symbol_words[s->kind], symbol_words[kind], advice);
    note_declared(b, s->name, s->at);
}

uint32_t name_find(struct builder *b, const struct ast_word *word, enum symbol_kind kind) {
    struct symbol *s = symbol_find(b, word->text);
    if (!s)
        say_unknown(b, word, kind);
    else if (s->kind != kind && !s->broken)
        say_wrong_kind(b, word, s, kind);
    if (!s || s->kind != kind) return MODEL_NONE;
    refer(b, word->at, symbol_declared(b, s)->at);
    if (kind != SYMBOL_DEFINE) {
        mark_used(b, symbol_declared(b, s));
        symbol_declared(b, s)->named = true;
    }
    return s->index;
}

struct fact *fact_find(struct builder *b, const struct ast_word *word) {
    uint32_t fact = name_find(b, word, SYMBOL_FACT);
    return fact == MODEL_NONE ? NULL : &b->m->facts.at[fact];
}

uint32_t approach_find(struct builder *b, const struct ast_word *word) {
    if (word->text == b->none) {
        say(b, DIAG_RESERVED_NAME, word->at,
            "`none` is not an approach, it means that no approach is left; name an "
            "approach of the policy, or write `must not engage`");
        return MODEL_NONE;
    }
    return name_find(b, word, SYMBOL_APPROACH);
}

static void say_no_rules(struct builder *b, const struct ast_word *id) {
    uint32_t recital = map_get(&b->index, SCOPE_RECITALS, map_name(id->text));
    if (recital == MAP_NONE && (b->library || may_be_lost(b, id->text))) return;
    if (was_said(b, SAID_MEANT, id->text) || said_before(b, SAID_BLOCKS, id->text, id->at)) return;
    if (recital != MAP_NONE) {
        say(b, DIAG_UNKNOWN_PARAGRAPH, id->at,
            "%s is a recital, which has no rules; name a paragraph that has a block of its own",
            id->text);
        diag_note(b->d, b->items.at[recital]->name.at, "the recital is here");
        return;
    }
    if (b->m->has_outline && map_get(&b->index, SCOPE_OUTLINE, map_name(id->text)) != MAP_NONE) {
        say(b, DIAG_UNKNOWN_PARAGRAPH, id->at,
            "the outline lists %s, but no block of the policy is headed %s; give it one, "
            "or take it out here",
            id->text, id->text);
        return;
    }
    const char *near = NULL; /* the number of the approach or objective that is called so */
    vec_each (struct block, k, &b->m->blocks)
        if (k->id.from->words.len > 0 && k->id.from->words.at[0].text == id->text)
            near = k->id.name;
    say(b, DIAG_UNKNOWN_PARAGRAPH, id->at, "no block of the policy is headed %s%s", id->text,
        did_you_mean(b, near ? near : nearest(b, id->text, NEAR_BLOCKS, 0),
                     "; name a paragraph that has a block of its own"));
}

uint32_t block_find(struct builder *b, const struct ast_word *id) {
    uint32_t block = map_get(&b->index, SCOPE_BLOCKS, map_name(id->text));
    if (block == MAP_NONE) {
        say_no_rules(b, id);
        return MODEL_NONE;
    }
    refer(b, id->at, b->m->blocks.at[block].id.at);
    mark_used(b, &b->m->blocks.at[block].id);
    return block;
}

/* ---- saying ---- */

void say(struct builder *b, enum diag_code code, struct span at, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    const char *text = arena_vprintf(b->arena, fmt, ap);
    va_end(ap);
    diag_report(b->d, code, at, "%s", text);
}

void note_declared(struct builder *b, const char *name, struct span at) {
    diag_note(b->d, at, "`%s` is declared here", name);
}

void say_misfit(struct builder *b, const struct fact *f, struct span at, const char *fmt, ...) {
    if (f->id.broken) return;
    va_list ap;
    va_start(ap, fmt);
    const char *advice = arena_vprintf(b->arena, fmt, ap);
    va_end(ap);
    say(b, DIAG_TYPE_MISMATCH, at, "`%s` is %s; %s", f->id.name, type_words(f), advice);
    note_declared(b, f->id.name, f->id.at);
}

/* What is wrong is told where the author can mend it: in the policy, not
 * in the file that it uses. */
bool place_in_policy(const struct builder *b, struct span *again, struct span *first) {
    if (!is_foreign(b, *again) || is_foreign(b, *first)) return false;
    struct span other = *again;
    *again = *first;
    *first = other;
    return true;
}

static void say_again(struct builder *b, struct span again, struct span first, const char *what,
                      const char *cure) {
    place_in_policy(b, &again, &first);
    say(b, DIAG_DECLARED_TWICE, again, "%s is declared twice; keep one, or %s", what, cure);
    diag_note(b->d, first, "the other one is here");
}

void say_declared_twice(struct builder *b, struct span again, struct span first, const char *fmt,
                        ...) {
    va_list ap;
    va_start(ap, fmt);
    const char *what = arena_vprintf(b->arena, fmt, ap);
    va_end(ap);
    say_again(b, again, first, what, "rename this one");
}

void say_number_twice(struct builder *b, const struct ast_word *again, struct span first,
                      const char *what) {
    say_again(b, again->at, first, arena_printf(b->arena, "%s %s", what, again->text),
              "give this one another number");
}

void say_twice(struct builder *b, struct span again, struct span first, const char *what) {
    say(b, DIAG_CLAUSE_TWICE, again, "%s stands here twice; keep one", what);
    diag_note(b->d, first, "the first one is here");
}

const struct ast_node *once(struct builder *b, const struct ast_node *of, enum node_kind kind,
                            const char *what) {
    const struct ast_node *first = node_part(of, kind);
    node_each (part, of, kind)
        if (part != first) say_twice(b, part->at, first->at, what);
    return first;
}

const char *text_once(struct builder *b, const struct ast_node *of, enum node_kind kind,
                      const char *what) {
    const struct ast_node *first = once(b, of, kind, what);
    return first ? first->words.at[0].text : NULL;
}

void say_cycles(struct builder *b, const struct order *order, enum symbol_kind kind,
                const char *what, const char *holds) {
    vec_each (struct order_cycle, c, &order->cycles) {
        struct texts links = {0};
        for (size_t i = 0; i < c->len; i++)
            vec_push(b->arena, &links,
                     arena_printf(b->arena, "`%s` %s `%s`",
                                  declared_at(b, kind, c->at[i].node)->name, holds,
                                  declared_at(b, kind, c->at[(i + 1) % c->len].node)->name));
        say(b, DIAG_CYCLE, declared_at(b, kind, c->at[0].node)->at,
            "%s in a circle: %s; take one of these steps out", what,
            list_in_words(b->arena, links.at, links.len, ", "));
    }
}

/* ---- one mistake is told once ---- */

bool was_said(const struct builder *b, uint64_t fault, const char *name) {
    return map_get(&b->said_of, fault, map_name(name)) != MAP_NONE;
}

bool said_before(struct builder *b, uint64_t fault, const char *name, struct span at) {
    uint32_t i = map_add(&b->said_of, fault, map_name(name), (uint32_t)b->said.len);
    bool first = i == b->said.len;
    if (first) vec_push(b->arena, &b->said, ((struct said){.diag = b->d->list.len}));
    vec_push(b->arena, &b->said.at[i].places, at);
    return !first;
}

static int in_text_order(const void *x, const void *y) {
    const struct span *a = x, *b = y;
    return span_before(*a, *b) ? -1 : span_before(*b, *a);
}

/* Sorted, each once: how many are left. */
static size_t sort_places(struct said *s) {
    size_t n = 0;
    qsort(s->places.at, s->places.len, sizeof *s->places.at, in_text_order);
    for (size_t i = 0; i < s->places.len; i++)
        if (i == 0 || span_before(s->places.at[n - 1], s->places.at[i]))
            s->places.at[n++] = s->places.at[i];
    return n;
}

/* ", on lines 3, 7 and 12", where the others are few and in one file. */
static const char *lines_of(struct builder *b, const struct span *places, size_t n) {
    size_t lines[LINES_NAMED], known = 0;
    for (size_t i = 1; i < n; i++) {
        uint32_t from, to;
        if (n > LINES_NAMED + 1 || places[i].file != places[0].file) return "";
        size_t line =
            source_line(b->arena, b->d->sources->at[places[i].file], places[i].from, &from, &to) +
            1;
        if (known == 0 || lines[known - 1] != line) lines[known++] = line;
    }
    const char *list = known == 1 ? ", on line " : ", on lines ";
    for (size_t i = 0; i < known; i++)
        list = arena_printf(b->arena, "%s%s%zu", list, list_separator(i, known, " and "), lines[i]);
    return list;
}

void finish_said(struct builder *b) {
    vec_each (struct said, s, &b->said) {
        size_t n = sort_places(s);
        struct diag *x = &b->d->list.at[s->diag];
        x->at = s->places.at[0];
        if (n > 1)
            vec_push(b->arena, &x->notes,
                     ((struct diag_note){SPAN_NOWHERE,
                                         arena_printf(b->arena, "and %zu more like it%s", n - 1,
                                                      lines_of(b, s->places.at, n))}));
    }
}
