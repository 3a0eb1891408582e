/*
 * Mutants of a policy: the tree of the policy's own file with one small change, as a careless hand
 * would make it: something left out, negated or shifted; one name for another that stands in the
 * same kind of place; a number, a day, a default, a reading changed; a statement or an exception in
 * the wrong paragraph. They are numbered; the same number is the same change.
 */
#ifndef TESTS_PROPS_MUTANTS_H
#define TESTS_PROPS_MUTANTS_H

#include "tests/props/harness.h"

/* A name or value, and the kind of place that it stands in: of a value, the fact that it is of. */
struct placed {
    const char *place, *word;
};

struct mutation {
    struct arena *arena;
    struct placed_words VEC(struct placed) words; /* of the policy's own file */
    struct ast_nodes blocks, statements;          /* all that decide, of the same */
    size_t wanted, n; /* change number `wanted` is made when the walk comes to it */
    const char *what; /* NULL until then */
    bool slip; /* something stands in another's place; else it was left out, negated or shifted */
    struct intern *names;
    struct span at,
        rule;       /* the place, and the statement that it stands in (SPAN_NOWHERE: in none) */
    struct span in; /* the statement that the walk is in */
};

/* Whether this place is the one. */
static inline bool mutation_here(struct mutation *m, struct span at, const char *what) {
    if (m->n++ != m->wanted) return false;
    m->what = what;
    m->at = at;
    m->rule = m->in;
    return true;
}

static inline bool slip_here(struct mutation *m, struct span at, const char *what) {
    bool here = mutation_here(m, at, what);
    m->slip = m->slip || here;
    return here;
}

#define MUTATION_DROP(list, i)                               \
    do {                                                     \
        memmove((list)->at + (i), (list)->at + (i) + 1,      \
                ((list)->len - (i)-1) * sizeof *(list)->at); \
        (list)->len--;                                       \
    } while (0)

/* Each item of a list that has others. */
#define MUTATION_DROP_EACH(m, list, span_of, what)                 \
    for (size_t i_ = 0; (list)->len > 1 && i_ < (list)->len; i_++) \
        if (mutation_here(m, (list)->at[i_] span_of, what)) {      \
            MUTATION_DROP(list, i_);                               \
            break;                                                 \
        }

/* ---- one name for another ---- */

static const char *const of_statement[] = {
    [AST_MAY] = "approach",          [AST_WILL] = "approach", [AST_MUST] = "approach",
    [AST_MUST_NOT] = "approach",     [AST_REQUIRES] = NULL,   [AST_DUTY] = "duty",
    [AST_ONLY_AFTER] = "duty before"};
static const char *const of_qualifier[] = {
    [AST_FOR] = "activity", [AST_WITH] = "partner", [AST_USING] = "approach"};

/* What kind of place the words of a node are in; NULL: none in which one stands for another. */
static inline const char *place_of(const struct ast_node *n) {
    if (n->kind == NODE_STATEMENT)
        return n->form < sizeof of_statement / sizeof *of_statement ? of_statement[n->form] : NULL;
    if (n->kind == NODE_QUALIFIER)
        return n->form < sizeof of_qualifier / sizeof *of_qualifier ? of_qualifier[n->form] : NULL;
    return n->kind == NODE_BY || n->kind == NODE_TO       ? "body"
           : n->kind == NODE_DEFAULT && n->words.len == 1 ? "default"
           : n->kind == NODE_COND                         ? n->name.text
                                                          : NULL;
}

/* The same of its name. */
static inline const char *place_of_name(const struct ast_node *n) {
    if (n->kind == NODE_BLOCK) return "paragraph";
    if (n->kind == NODE_REF) return n->form == AST_REF_ID ? "paragraph" : NULL;
    if (n->kind != NODE_COND) return NULL;
    return n->form == AST_COND_NAME ? "fact" : n->form == AST_COND_APPLIES ? "paragraph" : NULL;
}

static inline bool decides(unsigned statement) {
    return statement != AST_CITE && statement != AST_SEE && statement != AST_COMMITS &&
           statement != AST_PROVISION;
}

static inline void mutation_collect(struct mutation *m, struct ast_node *n) {
    const char *place = place_of(n);
    if (place)
        vec_each (struct ast_word, w, &n->words)
            vec_push(m->arena, &m->words, ((struct placed){place, w->text}));
    place = place_of_name(n);
    if (place) vec_push(m->arena, &m->words, ((struct placed){place, n->name.text}));
    if (n->kind == NODE_BLOCK) vec_push(m->arena, &m->blocks, n);
    if (n->kind == NODE_STATEMENT && decides(n->form)) vec_push(m->arena, &m->statements, n);
    vec_each (struct ast_node *, part, &n->parts) mutation_collect(m, *part);
}

/* What stands in such a place elsewhere: the first that comes behind this one; NULL: nothing. */
static inline const char *another(const struct mutation *m, const char *place, const char *word,
                                  const struct ast_words *beside) {
    size_t from = 0;
    for (size_t i = 0; i < m->words.len; i++)
        if (strcmp(m->words.at[i].place, place) == 0 && m->words.at[i].word == word) from = i;
    for (size_t k = 1; k < m->words.len; k++) {
        const struct placed *p = &m->words.at[(from + k) % m->words.len];
        bool other = strcmp(p->place, place) == 0 && p->word != word;
        for (size_t i = 0; beside && i < beside->len; i++)
            other = other && beside->at[i].text != p->word;
        if (other) return p->word;
    }
    return NULL;
}

static inline void mutate_names(struct mutation *m, struct ast_node *n) {
    const char *place = place_of(n), *other;
    for (size_t i = 0; place && i < n->words.len; i++)
        if ((other = another(m, place, n->words.at[i].text, &n->words)) != NULL &&
            ast_value_kind(n->words.at[i].text) == AST_VALUE_NAME &&
            slip_here(m, n->words.at[i].at,
                      arena_printf(m->arena, "one %s for another",
                                   n->kind == NODE_COND ? "value" : place)))
            n->words.at[i].text = other;
    place = place_of_name(n);
    if (place && n->kind != NODE_BLOCK && (other = another(m, place, n->name.text, NULL)) != NULL &&
        slip_here(m, n->at, arena_printf(m->arena, "one %s for another", place)))
        n->name.text = other;
}

/* ---- numbers and days ---- */

static inline const char *a_month_later(struct arena *a, const char *date) {
    int year = 0, month = 0, day = 0;
    sscanf(date, "%d-%d-%d", &year, &month, &day);
    return arena_printf(a, "%04d-%02d-%02d", month == 12 ? year + 1 : year,
                        month == 12 ? 1 : month + 1, day > 28 ? 28 : day);
}

static inline void mutate_number(struct mutation *m, struct ast_word *w) {
    if (!w->text) return;
    enum ast_value_kind kind = ast_value_kind(w->text);
    int whole = (int)strcspn(w->text, ".");
    if (kind == AST_VALUE_DATE && slip_here(m, w->at, "a month later"))
        w->text = a_month_later(m->arena, w->text);
    if (kind == AST_VALUE_NUMBER && slip_here(m, w->at, "a digit more"))
        w->text = arena_printf(m->arena, "%.*s0%s", whole, w->text, w->text + whole);
}

/* ---- conditions ---- */

static inline void mutate_compare(struct mutation *m, struct ast_node *c) {
    static const enum ast_cond_kind other[] = {
        [AST_COND_EQ] = AST_COND_NE,          [AST_COND_NE] = AST_COND_EQ,
        [AST_COND_AT_LEAST] = AST_COND_ABOVE, [AST_COND_AT_MOST] = AST_COND_BELOW,
        [AST_COND_ABOVE] = AST_COND_AT_LEAST, [AST_COND_BELOW] = AST_COND_AT_MOST};
    if (mutation_here(m, c->at, "comparison shifted")) c->form = other[c->form];
    vec_each (struct ast_word, w, &c->words) mutate_number(m, w);
}

static inline void mutate_count(struct mutation *m, struct ast_node *c) {
    if (mutation_here(m, c->at, "one fewer of several is enough"))
        c->name.text = arena_printf(m->arena, "%d", atoi(c->name.text) - 1);
}

static inline void mutate_cond(struct mutation *m, struct ast_node **place) {
    struct ast_node *c = *place;
    if (mutation_here(m, c->at, "condition negated")) {
        struct ast_node *not = arena_new(m->arena, struct ast_node);
        *not = (struct ast_node){.kind = NODE_COND, .form = AST_COND_NOT, .at = c->at};
        vec_push(m->arena, &not ->parts, c);
        *place = not ;
        return;
    }
    if (c->form == AST_COND_AND || c->form == AST_COND_OR) {
        if (mutation_here(m, c->at, "`and` for `or`, or the other way round"))
            c->form = c->form == AST_COND_AND ? AST_COND_OR : AST_COND_AND;
        MUTATION_DROP_EACH(m, &c->parts, ->at, "a term left out");
    } else if (c->form <= AST_COND_BELOW) {
        mutate_compare(m, c);
    } else if (c->form == AST_COND_COUNT) {
        mutate_count(m, c);
    } else if (c->form == AST_COND_IN) {
        MUTATION_DROP_EACH(m, &c->words, .at, "a value left out of a list");
    }
    mutate_names(m, c);
    vec_each (struct ast_node *, term, &c->parts) mutate_cond(m, term);
}

/* The conditions that are parts of it. */
static inline void mutate_conds(struct mutation *m, struct ast_node *n) {
    vec_each (struct ast_node *, part, &n->parts)
        if ((*part)->kind == NODE_COND) mutate_cond(m, part);
}

/* ---- statements and blocks ---- */

static inline struct ast_node *next_block(const struct mutation *m, const struct ast_node *b) {
    for (size_t i = 0; i + 1 < m->blocks.len; i++)
        if (m->blocks.at[i] == b) return m->blocks.at[i + 1];
    return NULL;
}

/* The exception moves to the next statement that has none. */
static inline void mutate_exception(struct mutation *m, struct ast_node *s, size_t i) {
    size_t k = 0;
    while (m->statements.at[k] != s) k++;
    for (k++; k < m->statements.len; k++) {
        struct ast_node *to = m->statements.at[k];
        bool has = to->form == AST_REQUIRES;
        node_each (q, to, NODE_QUALIFIER) has = has || q->form == AST_UNLESS;
        if (has) continue;
        if (slip_here(m, s->parts.at[i]->at, "an exception of the next statement")) {
            vec_push(m->arena, &to->parts, s->parts.at[i]);
            MUTATION_DROP(&s->parts, i);
        }
        return;
    }
}

static inline void mutate_qualifier(struct mutation *m, struct ast_node *s, size_t i) {
    struct ast_node *c = s->parts.at[i];
    MUTATION_DROP_EACH(m, &c->words, .at, "one of those named left out");
    mutate_conds(m, c);
    mutate_names(m, c);
    mutate_number(m, &c->name);
    if (c->flag && slip_here(m, c->at, "`or above` left out")) c->flag = false;
    if (c->form == AST_USING && !c->flag && slip_here(m, c->at, "`or above` added")) c->flag = true;
    if ((c->form == AST_WHEN || c->form == AST_UNLESS) &&
        slip_here(m, c->at, "`unless` for `when`, or the other way round"))
        c->form = c->form == AST_WHEN ? AST_UNLESS : AST_WHEN;
    if (c->form == AST_UNLESS) mutate_exception(m, s, i);
    if (mutation_here(m, c->at, "clause left out")) MUTATION_DROP(&s->parts, i);
}

static inline void mutate_block(struct mutation *m, struct ast_node *b);

static inline void mutate_statement(struct mutation *m, struct ast_node *b, size_t i) {
    struct ast_node *s = b->parts.at[i];
    if (s->form == AST_PROVISION) mutate_block(m, s->parts.at[0]);
    if (!decides(s->form)) return;
    m->in = s->at;
    MUTATION_DROP_EACH(m, &s->words, .at, "one of those named left out");
    mutate_conds(m, s);
    mutate_names(m, s);
    if (s->form == AST_MUST_NOT && s->words.len && slip_here(m, s->at, "`not` lost"))
        s->form = AST_MUST;
    for (size_t k = s->parts.len; k-- > 0;)
        if (s->parts.at[k]->kind == NODE_QUALIFIER) mutate_qualifier(m, s, k);
    if ((s->form == AST_MAY || s->form == AST_WILL) &&
        mutation_here(m, s->at, "`will` for `may`, or the other way round"))
        s->form = s->form == AST_MAY ? AST_WILL : AST_MAY;
    struct ast_node *next = next_block(m, b);
    if (next && slip_here(m, s->at, "statement in the next paragraph")) {
        vec_push(m->arena, &next->parts, s);
        MUTATION_DROP(&b->parts, i);
        return;
    }
    if (mutation_here(m, s->at, "statement left out")) MUTATION_DROP(&b->parts, i);
    m->in = SPAN_NOWHERE;
}

static inline void mutate_priority(struct mutation *m, struct ast_node *b, size_t i) {
    struct ast_node *p = b->parts.at[i];
    MUTATION_DROP_EACH(m, &p->parts, ->at, "one of several priorities left out");
    if (p->parts.at[0]->form == AST_REF_TEXT) return; /* outside law: without effect */
    vec_each (struct ast_node *, ref, &p->parts) mutate_names(m, *ref);
    if (slip_here(m, p->at, "priority the other way round"))
        p->form = p->form == AST_NOTWITHSTANDING ? AST_SUBJECT_TO : AST_NOTWITHSTANDING;
    if (mutation_here(m, p->at, "priority left out")) MUTATION_DROP(&b->parts, i);
}

static inline void exchange(const char **x, const char **y) {
    const char *was = *x;
    *x = *y;
    *y = was;
}

static inline void mutate_block(struct mutation *m, struct ast_node *b) {
    struct ast_node *next = next_block(m, b);
    if (next && slip_here(m, b->at, "two paragraphs have each other's number"))
        exchange(&b->name.text, &next->name.text);
    if (next && b->form == BLOCK_APPROACH && next->form == BLOCK_APPROACH &&
        slip_here(m, b->at, "two paragraphs have each other's approach"))
        exchange(&b->words.at[0].text, &next->words.at[0].text);
    for (size_t i = b->parts.len; i-- > 0;) {
        struct ast_node *p = b->parts.at[i];
        if (p->kind == NODE_STATEMENT) mutate_statement(m, b, i);
        if (p->kind == NODE_PRIORITY) mutate_priority(m, b, i);
    }
}

/* ---- what is declared ---- */

/* Parts of this kind, their conditions first. */
static inline void mutate_parts(struct mutation *m, struct ast_node *n, enum node_kind kind,
                                const char *left_out) {
    for (size_t i = n->parts.len; i-- > 0;) {
        struct ast_node *part = n->parts.at[i];
        if (part->kind != kind) continue;
        if (kind != NODE_DONE_WHEN) mutate_conds(m, part); /* it takes a fact and a value alone */
        if (left_out && mutation_here(m, kind == NODE_PRESUMPTION ? part->at : n->at, left_out))
            MUTATION_DROP(&n->parts, i);
    }
}

static inline const char *yes_or_no(const struct mutation *m, const char *word) {
    return strcmp(word, "yes") == 0  ? intern(m->names, "no", 2)
           : strcmp(word, "no") == 0 ? intern(m->names, "yes", 3)
                                     : NULL;
}

/* `yes` for `no`; a default of another kind is another's. */
static inline void mutate_defaults(struct mutation *m, struct ast_node *item) {
    vec_each (struct ast_node *, place, &item->parts) {
        struct ast_node *part = *place;
        const char *other =
            part->kind == NODE_DEFAULT ? yes_or_no(m, part->words.at[0].text) : NULL;
        if (other && slip_here(m, item->at, "`default yes` for `no`, or the other way round"))
            part->words.at[0].text = other;
        if (part->kind == NODE_PRESUMPTION &&
            slip_here(m, part->at, "`presumed yes` for `no`, or the other way round"))
            part->flag = !part->flag;
    }
}

/* Another value of the reading; of two, that is the other one. */
static inline void mutate_reading(struct mutation *m, struct ast_node *item) {
    struct ast_node *taken = NULL, *other = NULL;
    vec_each (struct ast_node *, part, &item->parts)
        if ((*part)->kind == NODE_TAKEN) taken = *part;
    vec_each (struct ast_node *, part, &item->parts)
        if ((*part)->kind == NODE_ENTRY && taken && (*part)->name.text != taken->name.text)
            other = *part;
    if (other && slip_here(m, taken->at, "a reading taken otherwise"))
        taken->name.text = other->name.text;
}

static inline void mutate_duty(struct mutation *m, struct ast_node *item) {
    static const enum duty_timing other[] = {[DUTY_ON_USE] = DUTY_ON_RECEIPT,
                                             [DUTY_DURING] = DUTY_AFTER,
                                             [DUTY_AFTER] = DUTY_DURING,
                                             [DUTY_YEARLY] = DUTY_AFTER,
                                             [DUTY_ON_RECEIPT] = DUTY_ON_USE};
    for (size_t i = item->parts.len; i-- > 0;) {
        struct ast_node *part = item->parts.at[i];
        if (part->kind == NODE_BY || part->kind == NODE_TO) mutate_names(m, part);
        if (part->kind == NODE_DONE_WHEN) mutate_names(m, part->parts.at[0]);
        if (part->kind == NODE_DEADLINE) mutate_number(m, &part->name);
        if (part->kind == NODE_TIMING && part->form != DUTY_BEFORE &&
            slip_here(m, part->at, "another time when a duty is due"))
            part->form = other[part->form];
        if (part->kind == NODE_FOLLOWING && slip_here(m, part->at, "`following` left out"))
            MUTATION_DROP(&item->parts, i);
    }
    mutate_parts(m, item, NODE_DONE_WHEN, "`done when` left out");
}

static inline void mutate_item(struct mutation *m, struct ast_node *item) {
    switch (item->kind) {
    case NODE_BLOCK: mutate_block(m, item); break;
    case NODE_DEFINE:
    case NODE_ASSUME: mutate_conds(m, item); break;
    case NODE_JUDGEMENT:
        mutate_defaults(m, item);
        mutate_parts(m, item, NODE_PRESUMPTION, "presumption left out");
        mutate_parts(m, item, NODE_DEFAULT, "default left out");
        break;
    case NODE_READING: mutate_reading(m, item); break;
    case NODE_DUTY: mutate_duty(m, item); break;
    case NODE_GROUP:
        for (size_t k = 0; k < item->parts.len; k++) {
            struct ast_node *list = item->parts.at[k];
            if (list->kind == NODE_MEMBERS)
                MUTATION_DROP_EACH(m, &list->words, .at, "one left out of a group");
            for (size_t i = 0; list->kind == NODE_EXCEPT && i < list->words.len; i++)
                if (mutation_here(m, list->words.at[i].at, "one exception left out of a group")) {
                    MUTATION_DROP(&list->words, i);
                    break;
                }
        }
        break;
    case NODE_FACT:
        mutate_defaults(m, item);
        mutate_parts(m, item, NODE_DEFAULT, "default left out");
        break;
    case NODE_STRATEGY: mutate_parts(m, item, NODE_SCOPE, NULL); break;
    default: break;
    }
}

/* Change number `wanted`; false where there is none. */
static inline bool mutate(struct mutation *m, struct arena *a, struct intern *names,
                          const struct ast_program *program, size_t wanted) {
    *m = (struct mutation){
        .arena = a, .names = names, .wanted = wanted, .rule = SPAN_NOWHERE, .in = SPAN_NOWHERE};
    struct ast_file *own = program->files.at[0];
    vec_each (struct ast_node *, item, &own->items) mutation_collect(m, *item);
    for (size_t i = 0; i < own->items.len && !m->what; i++) mutate_item(m, own->items.at[i]);
    for (size_t i = own->items.len; i-- > 0 && !m->what;)
        if (own->items.at[i]->kind == NODE_ASSUME &&
            mutation_here(m, own->items.at[i]->at, "assumption left out"))
            MUTATION_DROP(&own->items, i);
    return m->what != NULL;
}

#endif
