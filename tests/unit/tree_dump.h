/* For the tests of the parser: a text parsed, its tree as one line of text, its errors as lines
 * "line:column code message". */
#ifndef TESTS_UNIT_TREE_DUMP_H
#define TESTS_UNIT_TREE_DUMP_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "diag/diag.h"
#include "syntax/parse.h"

struct parsed {
    struct arena arena;
    jmp_buf oom;
    struct intern names;
    struct sources sources;
    struct diags diags;
    struct ast_file *file;
    char *out; /* what was dumped last */
    size_t out_len, out_cap;
};

static void parsed_free(struct parsed *p) {
    arena_free(&p->arena);
    free(p->out);
    *p = (struct parsed){0};
}

/* What was in `p` before is freed. */
static void parse_bytes(struct parsed *p, const char *text, size_t len) {
    parsed_free(p);
    arena_init(&p->arena, &p->oom);
    if (setjmp(p->oom)) {
        fputs("out of memory\n", stderr);
        abort();
    }
    intern_init(&p->names, &p->arena);
    diags_init(&p->diags, &p->arena, &p->sources);
    struct source *s = source_add_text(&p->arena, &p->sources, &p->diags, "p.strat", text, len);
    p->file = s ? parse_file(&p->names, &p->diags, s->file) : NULL;
}

static inline void parse_text(struct parsed *p, const char *text) {
    parse_bytes(p, text, strlen(text));
}

__attribute__((format(printf, 2, 3))) static void put(struct parsed *p, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    char *piece = arena_vprintf(&p->arena, fmt, ap);
    va_end(ap);
    size_t len = strlen(piece);
    if (p->out_len + len + 1 > p->out_cap) {
        p->out_cap = (p->out_len + len + 1) * 2;
        p->out = realloc(p->out, p->out_cap);
        if (!p->out) abort();
    }
    memcpy(p->out + p->out_len, piece, len + 1);
    p->out_len += len;
}

/* ---- errors ---- */

static inline const char *errors_of(struct parsed *p) {
    p->out_len = 0;
    put(p, "%s", "");
    vec_each (struct diag, d, &p->diags.list) {
        struct position at = source_position(&p->arena, p->sources.at[d->at.file], d->at.from);
        put(p, "%u:%u ST%u %s\n", at.line, at.column, diag_infos[d->code].number, d->text);
    }
    return p->out;
}

/* Only "line:column ST1101" and the like, separated by blanks. */
static inline const char *codes_of(struct parsed *p) {
    p->out_len = 0;
    put(p, "%s", "");
    vec_each (struct diag, d, &p->diags.list) {
        struct position at = source_position(&p->arena, p->sources.at[d->at.file], d->at.from);
        put(p, "%s%u:%u ST%u", p->out_len ? " " : "", at.line, at.column,
            diag_infos[d->code].number);
    }
    return p->out;
}

/* ---- trees ---- */

static void put_text(struct parsed *p, struct ast_word w) {
    if (w.text) put(p, " \"%s\"", w.text);
}

static void put_words(struct parsed *p, const struct ast_words *words) {
    put(p, " [");
    vec_each (struct ast_word, w, words) put(p, "%s%s", w == words->at ? "" : " ", w->text);
    put(p, "]");
}

static void put_values(struct parsed *p, const struct ast_values *values) {
    static const char kinds[] = {'n', '#', 'd'};
    put(p, " {");
    vec_each (struct ast_value, v, values)
        put(p, "%s%c:%s", v == values->at ? "" : " ", kinds[v->kind], v->word.text);
    put(p, "}");
}

static void put_cond(struct parsed *p, const struct ast_cond *c) {
    static const char *const compares[] = {"=", "!=", ">=", "<=", ">", "<"};
    static const char *const words[] = {"",    "",   "in",    "includes", "empty", "not",
                                        "and", "or", "count", "applies",  "any"};
    if (c->kind == AST_COND_NAME) {
        put(p, " %s", c->name.text);
        return;
    }
    put(p, " (%s", c->kind == AST_COND_COMPARE ? compares[c->compare] : words[c->kind]);
    if (c->name.text) put(p, " %s", c->name.text);
    if (c->number.text) put(p, " %s", c->number.text);
    if (c->value.word.text)
        put_values(p, &(struct ast_values){(struct ast_value *)(uintptr_t)&c->value, 1, 1});
    if (c->kind == AST_COND_IN) {
        put_values(p, &c->values);
        put(p, c->braces ? " braces" : "");
    }
    vec_each (struct ast_cond *, term, &c->terms) put_cond(p, *term);
    put(p, ")");
}

static void put_qualifiers(struct parsed *p, const struct ast_qualifiers *qualifiers) {
    static const char *const words[] = {"for", "with", "when", "unless", "using", "from", "until"};
    vec_each (struct ast_qualifier, c, qualifiers) {
        put(p, " (%s", words[c->kind]);
        if (c->names.len) put_words(p, &c->names);
        if (c->or_above) put(p, " or above");
        if (c->cond) put_cond(p, c->cond);
        if (c->date.word.text) put(p, " %s", c->date.word.text);
        put(p, ")");
    }
}

static void put_block(struct parsed *p, const struct ast_block *b);

static void put_statement(struct parsed *p, const struct ast_statement *s) {
    static const char *const words[] = {"may",     "will",       "must",     "must-not", "requires",
                                        "duty",    "only-after", "should",   "cite",     "see",
                                        "commits", "default",    "provision"};
    put(p, " (%s", words[s->kind]);
    if (s->names.len) put_words(p, &s->names);
    if (s->or_above) put(p, " or above");
    if (s->cond) put_cond(p, s->cond);
    put_qualifiers(p, &s->qualifiers);
    if (s->block) put_block(p, s->block);
    put(p, ")");
}

static void put_block(struct parsed *p, const struct ast_block *b) {
    static const char *const words[] = {"approach", "paragraph", "principle", "objective",
                                        "provision"};
    static const char *const priorities[] = {"notwithstanding", "subject-to", "without-prejudice"};
    static const char *const refs[] = {"id", "provisions", "requirement", "all", "text"};
    put(p, " %s %s", words[b->kind], b->id.text);
    if (b->name.text) put(p, " %s", b->name.text);
    put_text(p, b->title);
    vec_each (struct ast_priority, r, &b->priorities) {
        put(p, " (%s", priorities[r->kind]);
        vec_each (struct ast_ref, ref, &r->refs) put(p, " %s:%s", refs[ref->kind], ref->word.text);
        put(p, ")");
    }
    vec_each (struct ast_statement, s, &b->statements) put_statement(p, s);
}

static void put_entries(struct parsed *p, const struct ast_entries *entries) {
    put(p, " {");
    vec_each (struct ast_entry, e, entries) {
        put(p, "%s%s", e->ranked ? " < " : e == entries->at ? "" : ", ", e->name.text);
        put_text(p, e->label);
    }
    put(p, "}");
}

static void put_fact(struct parsed *p, const struct ast_fact *f) {
    static const char *const types[] = {"yes-no", "one-of", "set-of", "number", "date", "untyped"};
    static const char *const roles[] = {"", " as partner", " as activity", " as date"};
    put(p, "fact %s", f->name.text);
    put_text(p, f->title);
    put(p, " %s", types[f->type.kind]);
    if (f->type.entries.len) put_entries(p, &f->type.entries);
    if (f->type.low.text) put(p, " %s..%s", f->type.low.text, f->type.high.text);
    put_text(p, f->type.unit);
    if (f->has_default) {
        put(p, " default");
        put_values(p, &f->default_values);
    }
    put(p, "%s", roles[f->role]);
}

static void put_duty(struct parsed *p, const struct ast_duty *d) {
    static const char *const timings[] = {"before", "on-use", "during", "after", "yearly"};
    put(p, "duty %s", d->name.text);
    put_text(p, d->title);
    vec_each (struct ast_duty_timing, t, &d->timings) put(p, " %s", timings[t->timing]);
    const struct ast_words *lists[] = {&d->by, &d->to, &d->done_when, &d->following};
    static const char *const names[] = {"by", "to", "done", "following"};
    for (size_t i = 0; i < 4; i++) {
        if (!lists[i]->len) continue;
        put(p, " %s", names[i]);
        put_words(p, lists[i]);
    }
    vec_each (struct ast_deadline, l, &d->deadlines)
        put(p, " (%s %s %s %s)", l->at_least ? "at-least" : "within", l->number.text, l->unit.text,
            l->event.text);
}

static void put_strategy(struct parsed *p, const struct ast_strategy *s) {
    put(p, "strategy \"%s\"", s->title.text);
    if (s->issued_by.len) put(p, " by"), put_words(p, &s->issued_by);
    if (s->version.len) put(p, " version"), put_words(p, &s->version);
    vec_each (struct ast_cond *, c, &s->scope) put(p, " scope"), put_cond(p, *c);
    vec_each (struct ast_ranking, r, &s->approaches)
        put(p, r->ranked ? " ranked" : " unranked"), put_words(p, &r->names);
    if (s->outline.len) put(p, " outline"), put_words(p, &s->outline);
    if (s->see.len) put(p, " see"), put_words(p, &s->see);
}

static void put_example(struct parsed *p, const struct ast_example *e) {
    static const char *const statuses[] = {"any",     "open",         "conditional", "default",
                                           "refused", "undetermined", "out-of-scope"};
    static const char *const parts[] = {"by",  "with",     "without", "after",
                                        "now", "cautions", "asking",  "between"};
    put(p, "example \"%s\"", e->title.text);
    if (e->cite.len) put(p, " cite"), put_words(p, &e->cite);
    vec_each (struct ast_given, g, &e->givens) {
        put(p, " (%s%s", g->negated ? "not " : "", g->fact.text);
        if (!g->bare) put_values(p, &g->values);
        put(p, g->braces ? " braces)" : ")");
    }
    vec_each (struct ast_expect, x, &e->expects) {
        put(p, " expect %s%s", statuses[x->status], x->committed ? " committed" : "");
        put_words(p, &x->approaches);
        vec_each (struct ast_expectation, part, &x->parts)
            put(p, " %s", parts[part->kind]), put_words(p, &part->names);
    }
}

static void put_safeguard(struct parsed *p, const struct ast_safeguard *s) {
    static const char *const words[] = {"never-use", "never-start", "always"};
    put(p, "safeguard \"%s\"", s->title.text);
    if (s->cite.len) put(p, " cite"), put_words(p, &s->cite);
    vec_each (struct ast_promise, m, &s->promises) {
        put(p, " (%s %s%s", words[m->kind], m->name.text, m->or_above ? " or above" : "");
        put_qualifiers(p, &m->qualifiers);
        put(p, ")");
    }
}

static void put_judgement(struct parsed *p, const struct ast_judgement *j) {
    put(p, "judgement %s", j->name.text);
    put_text(p, j->title);
    if (j->by.text) put(p, " by %s", j->by.text);
    if (j->has_default) put(p, " default %s", j->default_value.word.text);
    vec_each (struct ast_presumption, m, &j->presumptions)
        put(p, " (presumed %s", m->yes ? "yes" : "no"), put_cond(p, m->when), put(p, ")");
}

static void put_group(struct parsed *p, const struct ast_group *g) {
    put(p, "group %s", g->name.text), put_text(p, g->title);
    if (g->of.text) put(p, " of %s", g->of.text);
    put_words(p, &g->members);
    if (g->except.len) put(p, " except"), put_words(p, &g->except);
}

static void put_item(struct parsed *p, const struct ast_item *i) {
    put(p, "(");
    switch (i->kind) {
    case AST_ITEM_STRATEGY: put_strategy(p, i->as.strategy); break;
    case AST_ITEM_USE: put(p, "use %s", i->as.use->path.text); break;
    case AST_ITEM_FACT: put_fact(p, i->as.fact); break;
    case AST_ITEM_VOCABULARY:
        put(p, "vocabulary %s", i->as.vocabulary->name.text), put_text(p, i->as.vocabulary->title);
        put_entries(p, &i->as.vocabulary->entries);
        break;
    case AST_ITEM_JUDGEMENT: put_judgement(p, i->as.judgement); break;
    case AST_ITEM_READING:
        put(p, "reading %s", i->as.reading->name.text), put_text(p, i->as.reading->title);
        put_entries(p, &i->as.reading->entries);
        put(p, " taken %s", i->as.reading->taken.text);
        break;
    case AST_ITEM_GROUP: put_group(p, i->as.group); break;
    case AST_ITEM_DEFINE:
        put(p, "define %s", i->as.define->name.text), put_cond(p, i->as.define->means);
        break;
    case AST_ITEM_ASSUME:
        put(p, "assume \"%s\"", i->as.assume->text.text), put_cond(p, i->as.assume->cond);
        break;
    case AST_ITEM_DUTY: put_duty(p, i->as.duty); break;
    case AST_ITEM_RECITAL:
        put(p, "recital %s", i->as.recital->id.text), put_text(p, i->as.recital->title);
        break;
    case AST_ITEM_BLOCK: put(p, "block"), put_block(p, i->as.block); break;
    case AST_ITEM_EXAMPLE: put_example(p, i->as.example); break;
    case AST_ITEM_SAFEGUARD: put_safeguard(p, i->as.safeguard); break;
    }
    put(p, ")");
}

static inline const char *tree_of(struct parsed *p) {
    p->out_len = 0;
    put(p, "%s", "");
    vec_each (struct ast_item, i, &p->file->items) {
        put(p, "%s", p->out_len ? " " : "");
        put_item(p, i);
    }
    return p->out;
}

#endif
