/*
 * A policy's syntax tree as text: a line for each item, nothing resolved.
 */
#include "base/json.h"
#include "base/text.h"
#include "syntax/parse.h"

static void put_word(FILE *out, const char *before, struct ast_word w) {
    if (!w.text) return;
    fputs(before, out);
    text_put(out, w.text);
}

static void put_title(FILE *out, struct ast_word w) {
    if (!w.text) return;
    putc(' ', out);
    json_text(out, w.text);
}

static void put_words(FILE *out, const struct ast_words *words) {
    fputs(" [", out);
    vec_each (struct ast_word, w, words) put_word(out, w == words->at ? "" : " ", *w);
    putc(']', out);
}

/* With the word before them; nothing where there are none. */
static void put_some(FILE *out, const char *before, const struct ast_words *words) {
    if (!words->len) return;
    fputs(before, out);
    put_words(out, words);
}

static void put_value(FILE *out, const struct ast_value *v) {
    static const char kinds[] = {'n', '#', 'd'};
    putc(kinds[v->kind], out);
    put_word(out, ":", v->word);
}

static void put_values(FILE *out, const struct ast_values *values) {
    fputs(" {", out);
    vec_each (struct ast_value, v, values) {
        fputs(v == values->at ? "" : " ", out);
        put_value(out, v);
    }
    putc('}', out);
}

static void put_cond(FILE *out, const struct ast_cond *c) {
    static const char *const compares[] = {"=", "!=", ">=", "<=", ">", "<"};
    static const char *const words[] = {"",    "",   "in",    "includes", "empty", "not",
                                        "and", "or", "count", "applies",  "any"};
    if (c->kind == AST_COND_NAME) {
        put_word(out, " ", c->name);
        return;
    }
    fprintf(out, " (%s", c->kind == AST_COND_COMPARE ? compares[c->compare] : words[c->kind]);
    put_word(out, " ", c->name);
    put_word(out, " ", c->number);
    if (c->value.word.text) {
        fputs(" {", out);
        put_value(out, &c->value);
        putc('}', out);
    }
    if (c->kind == AST_COND_IN) {
        put_values(out, &c->values);
        fputs(c->braces ? " braces" : "", out);
    }
    vec_each (struct ast_cond *, term, &c->terms) put_cond(out, *term);
    putc(')', out);
}

static void put_qualifiers(FILE *out, const struct ast_qualifiers *qualifiers) {
    vec_each (struct ast_qualifier, c, qualifiers) {
        fprintf(out, " (%s", ast_qualifier_words[c->kind]);
        put_some(out, "", &c->names);
        fputs(c->or_above ? " or above" : "", out);
        if (c->cond) put_cond(out, c->cond);
        put_word(out, " ", c->date.word);
        putc(')', out);
    }
}

static void put_block(FILE *out, const struct ast_block *b);

static void put_statement(FILE *out, const struct ast_statement *s) {
    static const char *const words[] = {"may",     "will",       "must",     "must-not", "requires",
                                        "duty",    "only-after", "should",   "cite",     "see",
                                        "commits", "default",    "provision"};
    fprintf(out, " (%s", words[s->kind]);
    put_some(out, "", &s->names);
    fputs(s->or_above ? " or above" : "", out);
    if (s->cond) put_cond(out, s->cond);
    put_qualifiers(out, &s->qualifiers);
    if (s->block) put_block(out, s->block);
    putc(')', out);
}

static void put_block(FILE *out, const struct ast_block *b) {
    static const char *const priorities[] = {"notwithstanding", "subject-to", "without-prejudice"};
    static const char *const refs[] = {"id", "provisions", "requirement", "all", "text"};
    fprintf(out, " %s", block_words[b->kind]);
    put_word(out, " ", b->id);
    put_word(out, " ", b->name);
    put_title(out, b->title);
    vec_each (struct ast_priority, r, &b->priorities) {
        fprintf(out, " (%s", priorities[r->kind]);
        vec_each (struct ast_ref, ref, &r->refs) {
            fprintf(out, " %s:", refs[ref->kind]);
            put_word(out, "", ref->word);
        }
        putc(')', out);
    }
    vec_each (struct ast_statement, s, &b->statements) put_statement(out, s);
}

static void put_entries(FILE *out, const struct ast_entries *entries) {
    fputs(" {", out);
    vec_each (struct ast_entry, e, entries) {
        put_word(out, e->ranked ? " < " : e == entries->at ? "" : ", ", e->name);
        put_title(out, e->label);
    }
    putc('}', out);
}

static void put_fact(FILE *out, const struct ast_fact *f) {
    static const char *const types[] = {"yes-no", "one-of", "set-of", "number", "date"};
    static const char *const roles[] = {"", " as partner", " as activity", " as date"};
    fprintf(out, " %s", f->type.at.file == SPAN_NOWHERE.file ? "untyped" : types[f->type.kind]);
    if (f->type.entries.len) put_entries(out, &f->type.entries);
    put_word(out, " ", f->type.low);
    put_word(out, "..", f->type.high);
    put_title(out, f->type.unit);
    fputs(f->has_default ? " default" : "", out);
    if (f->has_default) put_values(out, &f->default_values);
    fputs(roles[f->role], out);
}

static void put_duty(FILE *out, const struct ast_duty *d) {
    static const char *const timings[] = {"before", "on-use", "during", "after", "yearly"};
    vec_each (struct ast_duty_timing, t, &d->timings) fprintf(out, " %s", timings[t->timing]);
    put_some(out, " by", &d->by);
    put_some(out, " to", &d->to);
    put_some(out, " done", &d->done_when);
    put_some(out, " following", &d->following);
    vec_each (struct ast_deadline, l, &d->deadlines) {
        put_word(out, l->at_least ? " (at-least " : " (within ", l->number);
        put_word(out, " ", l->unit);
        put_word(out, " ", l->event);
        putc(')', out);
    }
}

static void put_strategy(FILE *out, const struct ast_strategy *s) {
    put_some(out, " by", &s->issued_by);
    put_some(out, " version", &s->version);
    vec_each (struct ast_cond *, c, &s->scope) {
        fputs(" scope", out);
        put_cond(out, *c);
    }
    vec_each (struct ast_ranking, r, &s->approaches) {
        fputs(r->ranked ? " ranked" : " unranked", out);
        put_words(out, &r->names);
    }
    put_some(out, " outline", &s->outline);
    put_some(out, " see", &s->see);
}

static void put_example(FILE *out, const struct ast_example *e) {
    static const char *const statuses[] = {"any",     "open",         "conditional", "default",
                                           "refused", "undetermined", "out-of-scope"};
    put_some(out, " cite", &e->cite);
    vec_each (struct ast_given, g, &e->givens) {
        put_word(out, g->negated ? " (not " : " (", g->fact);
        if (!g->bare) put_values(out, &g->values);
        fputs(g->braces ? " braces)" : ")", out);
    }
    vec_each (struct ast_expect, x, &e->expects) {
        fprintf(out, " expect %s%s", statuses[x->status], x->committed ? " committed" : "");
        put_words(out, &x->approaches);
        vec_each (struct ast_expectation, part, &x->parts) {
            fprintf(out, " %s", ast_expect_words[part->kind]);
            put_words(out, &part->names);
        }
    }
}

static void put_safeguard(FILE *out, const struct ast_safeguard *s) {
    static const char *const words[] = {" (never-use ", " (never-start ", " (always "};
    put_some(out, " cite", &s->cite);
    vec_each (struct ast_promise, m, &s->promises) {
        put_word(out, words[m->kind], m->name);
        fputs(m->or_above ? " or above" : "", out);
        put_qualifiers(out, &m->qualifiers);
        putc(')', out);
    }
}

static void put_judgement(FILE *out, const struct ast_judgement *j) {
    put_word(out, " by ", j->by);
    if (j->has_default) put_word(out, " default ", j->default_value.word);
    vec_each (struct ast_presumption, m, &j->presumptions) {
        fputs(m->yes ? " (presumed yes" : " (presumed no", out);
        put_cond(out, m->when);
        putc(')', out);
    }
}

static void put_head(FILE *out, const char *keyword, struct ast_word name, struct ast_word title) {
    fputs(keyword, out);
    put_word(out, " ", name);
    put_title(out, title);
}

static void put_item(FILE *out, const struct ast_item *i) {
    const struct ast_word none = {0};
    switch (i->kind) {
    case AST_ITEM_STRATEGY:
        put_head(out, "strategy", none, i->as.strategy->title);
        put_strategy(out, i->as.strategy);
        break;
    case AST_ITEM_USE: put_head(out, "use", i->as.use->path, none); break;
    case AST_ITEM_FACT:
        put_head(out, "fact", i->as.fact->name, i->as.fact->title);
        put_fact(out, i->as.fact);
        break;
    case AST_ITEM_VOCABULARY:
        put_head(out, "vocabulary", i->as.vocabulary->name, i->as.vocabulary->title);
        put_entries(out, &i->as.vocabulary->entries);
        break;
    case AST_ITEM_JUDGEMENT:
        put_head(out, "judgement", i->as.judgement->name, i->as.judgement->title);
        put_judgement(out, i->as.judgement);
        break;
    case AST_ITEM_READING:
        put_head(out, "reading", i->as.reading->name, i->as.reading->title);
        put_entries(out, &i->as.reading->entries);
        put_word(out, " taken ", i->as.reading->taken);
        break;
    case AST_ITEM_GROUP:
        put_head(out, "group", i->as.group->name, i->as.group->title);
        put_word(out, " of ", i->as.group->of);
        put_words(out, &i->as.group->members);
        put_some(out, " except", &i->as.group->except);
        break;
    case AST_ITEM_DEFINE:
        put_head(out, "define", i->as.define->name, none);
        put_cond(out, i->as.define->means);
        break;
    case AST_ITEM_ASSUME:
        put_head(out, "assume", none, i->as.assume->text);
        put_cond(out, i->as.assume->cond);
        break;
    case AST_ITEM_DUTY:
        put_head(out, "duty", i->as.duty->name, i->as.duty->title);
        put_duty(out, i->as.duty);
        break;
    case AST_ITEM_RECITAL: put_head(out, "recital", i->as.recital->id, i->as.recital->title); break;
    case AST_ITEM_BLOCK:
        fputs("block", out);
        put_block(out, i->as.block);
        break;
    case AST_ITEM_EXAMPLE:
        put_head(out, "example", none, i->as.example->title);
        put_example(out, i->as.example);
        break;
    case AST_ITEM_SAFEGUARD:
        put_head(out, "safeguard", none, i->as.safeguard->title);
        put_safeguard(out, i->as.safeguard);
        break;
    }
}

void tree_dump(FILE *out, const struct ast_file *file) {
    vec_each (struct ast_item, i, &file->items) {
        putc('(', out);
        put_item(out, i);
        fputs(")\n", out);
    }
}
