/* Hover: what a name means, in the words of the policy. */
#include "lsp/context.h"
#include "lsp/words.h"

#include "base/list.h"
#include "emit/documents/markdown.h"

#include <string.h>

enum { NAMES_SHOWN = 24 };

/* Text that grows in the memory of one message. */
struct prose {
    struct arena *a;
    const char *text;
};

#define say(w, ...) \
    ((w)->text = arena_printf((w)->a, "%s%s", (w)->text, arena_printf((w)->a, __VA_ARGS__)))

static void say_names(struct prose *w, const char *lead, const struct texts *names) {
    if (names->len == 0) return;
    size_t n = names->len > NAMES_SHOWN ? NAMES_SHOWN : names->len;
    const char *list = list_in_words(w->a, names->at, n, n < names->len ? ", " : " and ");
    say(w, "\n\n%s %s", lead, markdown_text(w->a, list));
    if (n < names->len) say(w, " and %zu more", names->len - n);
}

/* ---- of each kind ---- */

static void say_fact(struct prose *w, const struct model *m, uint32_t f) {
    static const char *const kinds[] = {"yes or no", "one of", "a set of", "a number", "a date"};
    const struct fact *x = &m->facts.at[f];
    struct texts names = {0};
    say(w, "\n\n%s", kinds[x->kind]);
    if (x->kind == FACT_ONE_OF || x->kind == FACT_SET_OF)
        say(w, " %zu value%s%s", x->values.len, x->values.len == 1 ? "" : "s",
            x->ordered ? ", in rising order" : "");
    if (x->kind == FACT_NUMBER)
        say(w, " from %s to %s%s%s", fact_value_text(w->a, x, x->low),
            fact_value_text(w->a, x, x->high), x->unit ? " " : "",
            x->unit ? markdown_text(w->a, x->unit) : "");
    if (x->by) say(w, "; decided by %s", markdown_text(w->a, x->by));
    if (x->presumptions.len > 0) say(w, "; presumed where the request is silent");
    if (x->has_default)
        say(w, "; by default %s", markdown_text(w->a, fact_value_text(w->a, x, x->default_value)));
    if (x->source == FACT_READING && x->values.len > 0)
        say(w, "; taken: %s", markdown_text(w->a, x->values.at[x->taken].name));
    if (f == m->partner) say(w, "; `with` tests it");
    if (f == m->activity) say(w, "; `for` tests it");
    if (f == m->date) say(w, "; `from` and `until` test it");
    if (x->help) say(w, "\n\n%s", markdown_block(w->a, x->help));
    vec_each (const struct declared, v, &x->values) vec_push(w->a, &names, v->name);
    say_names(w, "Values:", &names);
}

static void say_value(struct prose *w, const struct model *m, const struct entity *e) {
    struct texts facts = {0}, groups = {0};
    vec_each (const struct fact, f, &m->facts)
        vec_each (const struct declared, v, &f->values)
            if (span_same(v->at, e->id->at)) vec_push(w->a, &facts, f->id.name);
    vec_each (const struct group, g, &m->groups)
        if (g->fact == e->fact && bitset_has(g->set, e->index)) vec_push(w->a, &groups, g->id.name);
    say_names(w, "A value of", &facts);
    say_names(w, "In the groups", &groups);
}

static void say_group(struct prose *w, const struct model *m, const struct group *g) {
    const struct fact *f = &m->facts.at[g->fact];
    struct texts names = {0};
    bitset_each (i, g->set, f->values.len) vec_push(w->a, &names, f->values.at[i].name);
    say(w, "\n\n%zu of the %zu values of %s", names.len, f->values.len,
        markdown_text(w->a, f->id.name));
    say_names(w, "It holds", &names);
}

static void say_duty(struct prose *w, const struct model *m, uint32_t i) {
    const struct duty *x = &m->duties.at[i];
    struct texts by = {0};
    const char *done = duty_done_text(w->a, m, x);
    say(w, "\n\n%s", timing_words[x->timing]);
    if (x->by) say(w, ", by %s", markdown_text(w->a, x->by));
    if (x->to) say(w, ", to %s", markdown_text(w->a, x->to));
    vec_each (const char *, deadline, &x->deadlines) say(w, ", %s", markdown_text(w->a, *deadline));
    if (done) say(w, "; done when %s", markdown_text(w->a, done));
    vec_each (const struct block, b, &m->blocks)
        vec_each (const struct statement, s, &b->statements)
            if (s->kind == STATEMENT_DUTY && s->duty == i &&
                (by.len == 0 || by.at[by.len - 1] != b->id.name))
                vec_push(w->a, &by, b->id.name);
    say_names(w, "Attached by", &by);
}

/* Which it sets aside where both apply, and which set it aside. */
static void say_priorities(struct prose *w, const struct model *m, const struct block *b) {
    uint32_t own = (uint32_t)(b - m->blocks.at);
    struct texts over = {0}, under = {0};
    vec_each (const struct priority, p, &m->priorities) {
        const char *loser = m->blocks.at[p->loser].id.name;
        if (p->winner == own)
            vec_push(w->a, &over,
                     p->requirement_only ? arena_printf(w->a, "the requirement of %s", loser)
                                         : loser);
        if (p->loser == own) vec_push(w->a, &under, m->blocks.at[p->winner].id.name);
    }
    say_names(w, "It overrides", &over);
    say_names(w, "It is overridden by", &under);
}

/* What the text says that the policy states. */
static void say_quote(struct prose *w, const struct paragraph *p) {
    if (p->quote) say(w, "\n\n> %s", markdown_block(w->a, p->quote));
}

static void say_block(struct prose *w, const struct model *m, const struct block *b) {
    struct texts cites = {0};
    say_quote(w, &m->outline.at[b->outline]);
    vec_each (const struct ast_word, id, &b->cites) vec_push(w->a, &cites, id->text);
    say_names(w, "It states", &cites);
    if (b->parent != MODEL_NONE)
        say(w, "\n\nIn %s", markdown_text(w->a, m->blocks.at[b->parent].id.name));
    say_priorities(w, m, b);
    if (b->see.len > 0)
        say(w, "\n\nSee %s",
            markdown_text(w->a, list_in_words(w->a, b->see.at, b->see.len, " and ")));
}

static const char *kind_word(const struct model *m, const struct entity *e) {
    static const char *const words[] = {"fact", "value",    "group", "vocabulary", "definition",
                                        "duty", "approach", "",      "paragraph"};
    if (e->kind == ENTITY_BLOCK) return block_words[m->blocks.at[e->index].kind];
    if (e->kind == ENTITY_FACT && m->facts.at[e->index].source == FACT_JUDGEMENT)
        return "judgement";
    if (e->kind == ENTITY_FACT && m->facts.at[e->index].source == FACT_READING) return "reading";
    if (e->kind == ENTITY_PARAGRAPH && m->outline.at[e->index].recital) return "recital";
    return words[e->kind];
}

const char *entity_title(const struct model *m, const struct entity *e) {
    if (e->kind == ENTITY_PARAGRAPH) return m->outline.at[e->index].recital;
    if (e->kind == ENTITY_APPROACH && m->approaches.at[e->index].block != MODEL_NONE)
        return m->blocks.at[m->approaches.at[e->index].block].id.title;
    return e->id->title;
}

const char *entity_text(struct arena *a, const struct reading *r, const struct entity *e) {
    const struct model *m = r->draft;
    const char *name = e->id ? e->id->name : m->outline.at[e->index].id;
    const char *title = entity_title(m, e);
    struct prose w = {a, arena_printf(a, "%s **%s**", kind_word(m, e), markdown_text(a, name))};
    if (title && *title) say(&w, ": %s", markdown_text(a, title));
    switch (e->kind) {
    case ENTITY_FACT: say_fact(&w, m, e->index); break;
    case ENTITY_VALUE: say_value(&w, m, e); break;
    case ENTITY_GROUP: say_group(&w, m, &m->groups.at[e->index]); break;
    case ENTITY_DUTY: say_duty(&w, m, e->index); break;
    case ENTITY_BLOCK: say_block(&w, m, &m->blocks.at[e->index]); break;
    case ENTITY_DEFINE:
        say(&w, "\n\n%s",
            markdown_block(a, source_words(a, r->session.sources.at[e->id->at.file],
                                           node_part(e->id->from, NODE_COND)->at)));
        break;
    case ENTITY_APPROACH:
        if (m->approaches.at[e->index].commits)
            say(&w, "\n\nIt commits %s", markdown_text(a, m->approaches.at[e->index].commits));
        break;
    case ENTITY_PARAGRAPH: say_quote(&w, &m->outline.at[e->index]); break;
    case ENTITY_VOCABULARY: break;
    }
    return w.text;
}

/* A paragraph says what its rules do, where that is known. */
static const char *with_rules(struct server *s, const struct where *w, const struct entity *e) {
    const char *text = entity_text(&s->work, w->r, e), *rules;
    struct span at;
    if (e->kind != ENTITY_BLOCK) return text;
    rules = rules_text(s, w->r, node_span(e->id->from), &at);
    return rules ? arena_printf(&s->work, "%s\n\n%s", text, rules) : text;
}

/* A word of the language, and at which place; NULL: none stands there. */
static const char *word_text(struct server *s, const struct where *w, struct span *at) {
    const struct source *source = w->r->session.sources.at[w->file];
    struct wanted wanted;
    uint32_t from = w->offset, to = w->offset;
    while (from > 0 && in_word(source->text[from - 1])) from--;
    while (to < source->len && in_word(source->text[to])) to++;
    const char *name = arena_strndup(&s->work, source->text + from, to - from);
    const struct word *word = word_find(name);
    if (!word || !want(s, w, &wanted, &from, &to)) return NULL;
    *at = (struct span){w->file, from, to};
    const char *meaning = wanted.example && word->in_example ? word->in_example : word->meaning;
    return arena_printf(&s->work, "**%s**: %s", name, meaning);
}

/* The statement `default`: what its approach is then. */
static const char *default_text(struct server *s, const struct where *w, struct span *at) {
    const struct model *m = w->r->draft;
    uint32_t i = m ? m->default_approach : MODEL_NONE;
    if (i == MODEL_NONE || m->approaches.at[i].block == MODEL_NONE) return NULL;
    const struct block *b = &m->blocks.at[m->approaches.at[i].block];
    node_each (x, b->id.from, NODE_STATEMENT) {
        if (x->form != AST_DEFAULT || x->at.file != w->file || w->offset < x->at.from ||
            x->at.to < w->offset)
            continue;
        *at = x->at;
        return arena_printf(&s->work,
                            "%s is what remains where no approach is open, unless a rule closes "
                            "it, too; then the answer is `refused`",
                            markdown_text(&s->work, m->approaches.at[i].id.name));
    }
    return NULL;
}

json_t *hover(struct server *s, const json_t *params, struct failure *f) {
    struct where w;
    const struct reference *x = where_is(s, params, &w, f) ? reference_at(&w) : NULL;
    const struct entity *e = x ? entity_at(w.r, x->to) : NULL;
    struct span at = {0}, of_word;
    if (f->code || !w.r) return NULL;
    if (e) at = x->at;
    const char *text = e ? with_rules(s, &w, e)
                         : rules_text(s, w.r, (struct span){w.file, w.offset, w.offset}, &at);
    if (!text) text = default_text(s, &w, &at);
    const char *word = e ? NULL : word_text(s, &w, &of_word);
    if (word) {
        text = text ? arena_printf(&s->work, "%s\n\n%s", word, text) : word;
        at = of_word;
    }
    if (!text) return NULL;
    return json_pack("{s:{s:s,s:o},s:o}", "contents", "kind", "markdown", "value", json_words(text),
                     "range", range_json(w.r, at));
}
