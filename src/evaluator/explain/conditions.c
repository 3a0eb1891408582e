#include "evaluator/explain/conditions.h"

#include "base/list.h"

enum { LEVELS = 2, MOST_IN_LINE = 5, LINE_DEPTH = 3 };

/* The rules of a paragraph stand together. */
static struct ev_known_paragraph *know_paragraphs(struct ev_build *b, const uint8_t *holds) {
    const struct strat_about *about = &b->e->vocabulary.about;
    size_t bytes = (about->paragraphs + 1) * sizeof(struct ev_known_paragraph);
    struct ev_known_paragraph *all = ev_tree_take(b->t, bytes);
    if (!all) return NULL;
    memset(all, 0, bytes);
    for (uint32_t i = 0; i < about->rules; i++) {
        struct strat_rule r;
        strat_get_rule(b->e->policy, i, &r);
        struct ev_known_paragraph *p = &all[r.paragraph];
        enum strat_holds it = strat_rule_holds(holds, &r);
        if (p->rules++ == 0) p->first = i;
        if (r.kind != STRAT_PERMISSION || it == STRAT_HOLDS_NO) continue;
        p->perhaps |= r.approaches;
        if (it == STRAT_HOLDS_YES) p->opened |= r.approaches;
    }
    return all;
}

/* What one of the paragraphs lifts of another. */
static void know_priorities(struct ev_build *b, struct ev_known_paragraph *all) {
    for (uint32_t i = 0; i < b->e->vocabulary.about.priorities; i++) {
        struct strat_priority p;
        strat_get_priority(b->e->policy, i, &p);
        const struct ev_known_paragraph *winner = &all[p.winner];
        all[p.loser].gates_lifted |= winner->opened;
        if (p.gates_alone) continue;
        all[p.loser].lifted |= winner->opened;
        all[p.loser].may_be_lifted |= winner->perhaps;
    }
}

bool ev_own_value(const struct ev_engine *e, uint32_t fact, int64_t *value) {
    bool known = e->request.known[fact];
    *value = known ? e->request.value[fact] : e->presumed_value[fact];
    return known || bitset_has(e->presumed, fact);
}

bool ev_filled(struct ev_build *b, struct strat_request *filled) {
    const uint32_t facts = b->e->vocabulary.about.facts;
    filled->value = ev_tree_take(b->t, (facts + 1) * sizeof *filled->value);
    filled->known = ev_tree_take(b->t, facts + 1);
    if (!filled->value || !filled->known) return false;
    for (uint32_t f = 0; f < facts; f++)
        filled->known[f] = ev_own_value(b->e, f, &filled->value[f]);
    return true;
}

bool ev_know(struct ev_build *b, struct ev_known *known) {
    struct strat_request filled;
    uint8_t *holds = ev_tree_take(b->t, b->e->vocabulary.about.conditions + 1);
    if (!ev_filled(b, &filled) || !holds) return false;
    strat_conditions_hold(b->e->policy, &filled, holds);
    struct ev_known_paragraph *paragraphs = know_paragraphs(b, holds);
    if (!paragraphs) return false;
    know_priorities(b, paragraphs);
    known->holds = holds;
    known->paragraphs = paragraphs;
    return true;
}

bool ev_know_duties(struct ev_build *b, struct ev_known *known) {
    const struct ev_vocabulary *v = &b->e->vocabulary;
    uint32_t *of = ev_tree_take(b->t, ((size_t)v->about.rules + 1) * sizeof *of);
    for (uint32_t i = 0; of && i < v->about.rules; i++) {
        struct strat_rule r;
        strat_get_rule(b->e->policy, i, &r);
        of[i] = r.kind == STRAT_OBLIGATION ? (uint32_t)r.duty : EV_NOWHERE;
    }
    known->duties = ev_names(b->t, v->duties, v->about.duties);
    return of && ev_index_make(b->t, &known->attaching, of, NULL, v->about.rules, v->about.duties);
}

const char *ev_holds_name(enum strat_holds holds) {
    return holds == STRAT_HOLDS_YES ? "yes" : holds == STRAT_HOLDS_NO ? "no" : "unknown";
}

/* ---- one condition, as it stands in its place ---- */

/* Asked for, or turned: then its terms are, too. Of a list of which all or any have to hold those
 * terms that readings settle, as they are taken, are left out: such as are `idle` there. `terms`:
 * those that are left, `needed`: how many of them it takes. */
struct asked {
    struct strat_condition c;
    uint32_t number, terms, needed;
    enum strat_holds idle;
    bool turned;
};

static bool is_named(const struct asked *a) { return a->c.kind >= STRAT_DEFINITION; }

static bool is_list(const struct asked *a) { return a->c.fact < 0 && !is_named(a); }

static bool is_all(const struct asked *a) {
    return is_list(a) && a->terms > 0 && a->needed == a->terms;
}

static struct strat_term term_of(const struct ev_build *b, const struct asked *a, uint32_t i) {
    struct strat_term term = strat_get_term(b->e->policy, a->number, i);
    term.negated ^= a->turned;
    return term;
}

/* The next of those that are left, *i being 0 at first. */
static bool next_term(const struct ev_build *b, const struct asked *a, uint32_t *i,
                      struct strat_term *term) {
    while (*i < a->c.terms) {
        *term = term_of(b, a, (*i)++);
        if (a->idle == STRAT_HOLDS_UNKNOWN || strat_term_holds(b->read, *term) != a->idle)
            return true;
    }
    return false;
}

/* Of which one term alone is left it is that. */
static struct asked asked_of(const struct ev_build *b, struct strat_term term) {
    struct asked a = {.number = (uint32_t)term.condition,
                      .idle = STRAT_HOLDS_UNKNOWN,
                      .turned = term.negated != 0};
    struct strat_term last = term, next;
    uint32_t i = 0, left = 0;
    strat_get_condition(b->e->policy, a.number, &a.c);
    a.terms = a.c.terms;
    a.needed = a.turned ? a.c.terms - a.c.count + 1 : a.c.count;
    if (!b->read || !is_list(&a) || strat_term_holds(b->read, term) != STRAT_HOLDS_UNKNOWN)
        return a;
    if (is_all(&a))
        a.idle = STRAT_HOLDS_YES;
    else if (a.needed == 1)
        a.idle = STRAT_HOLDS_NO;
    for (; next_term(b, &a, &i, &next); left++) last = next;
    if (left == 1 && a.terms > 1) return asked_of(b, last);
    if (a.idle == STRAT_HOLDS_YES) a.needed = left;
    a.terms = left;
    return a;
}

/* What a name means is told below it at once, where that is a list. */
static struct asked below(const struct ev_build *b, const struct asked *a) {
    if (!is_named(a) || a->c.terms != 1) return *a;
    struct asked only = asked_of(b, term_of(b, a, 0));
    return is_list(&only) && only.terms > 0 ? only : *a;
}

/* ---- in words ---- */

/* Of a fact, or of a reading behind them all. */
static const struct strat_named *name_of(const struct ev_build *b, int32_t fact) {
    const struct ev_vocabulary *v = &b->e->vocabulary;
    uint32_t f = (uint32_t)fact;
    return f < v->about.facts ? &v->keys[f] : &v->readings[f - v->about.facts];
}

/* A test with its fact; of what is made of others what stands above the list of them. */
static void say_head(struct ev_out *out, const struct ev_build *b, const struct asked *a) {
    if (a->c.fact >= 0) {
        const char *title = ev_said(name_of(b, a->c.fact));
        size_t n = strlen(title);
        ev_textf(out, n && title[n - 1] == '?' ? "%s " : "%s: ", title);
    }
    ev_text(out, a->turned ? a->c.turned : a->c.says);
}

/* With its list, as far as that goes on a line. */
static void say_in_line(struct ev_out *out, const struct ev_build *b, const struct asked *a,
                        unsigned depth) {
    bool few = is_list(a) && a->terms > 0 && depth < LINE_DEPTH;
    bool inside = depth > 0, apart = few || strstr(a->turned ? a->c.turned : a->c.says, "; ");
    struct strat_term next;
    if (inside && apart) ev_text(out, "(");
    say_head(out, b, a);
    for (uint32_t i = 0, k = 0; few && k < MOST_IN_LINE && next_term(b, a, &i, &next); k++) {
        struct asked term = asked_of(b, next);
        ev_text(out, k == 0 ? ": " : "; ");
        say_in_line(out, b, &term, depth + 1);
    }
    if (few && a->terms > MOST_IN_LINE)
        ev_textf(out, "; and %u more", (unsigned)(a->terms - MOST_IN_LINE));
    if (inside && apart) ev_text(out, ")");
}

/* ---- as nodes ---- */

static const char *kind_of(const struct asked *a) {
    if (a->c.fact >= 0) return "test";
    if (is_named(a)) return "named";
    if (a->c.kind == STRAT_COUNT) return "count";
    return (a->c.kind == STRAT_ALL) != a->turned ? "all" : "any";
}

/* A reading is no part of a request. */
static const char *how_known(const struct ev_build *b, const struct asked *a) {
    const struct ev_engine *e = b->e;
    uint32_t fact = (uint32_t)a->c.fact;
    if (a->c.fact < 0 || fact >= e->vocabulary.about.facts) return "";
    return e->request.known[fact]            ? "stated"
           : !bitset_has(e->presumed, fact)  ? "unknown"
           : bitset_has(e->by_default, fact) ? "default"
                                             : "presumed";
}

static void grow(struct ev_build *b, const struct ev_known *known, struct ev_node *parent,
                 const char *key, struct strat_term term, int32_t own, unsigned level) {
    struct asked a = asked_of(b, term), of = below(b, &a);
    struct strat_term next;
    struct ev_node *condition = ev_grow_object(b->t, parent, key);
    if (level < LEVELS)
        say_head(&b->t->said, b, &a);
    else
        say_in_line(&b->t->said, b, &a, 0);
    ev_grow_said(b->t, condition, "text");
    ev_grow_text(b->t, condition, "holds", ev_holds_name(strat_term_holds(known->holds, term)));
    ev_grow_some(b->t, condition, "how", how_known(b, &a));
    ev_grow_some(b->t, condition, "fact", a.c.fact >= 0 ? name_of(b, a.c.fact)->name : "");
    ev_grow_text(b->t, condition, "kind", kind_of(&a));
    if (a.c.fact >= 0)
        ev_grow_null(b->t, condition, "count");
    else
        ev_grow_integer(b->t, condition, "count", of.needed);
    struct ev_node *terms = ev_grow_list(b->t, condition, "terms");
    if (level >= LEVELS || (a.c.kind == STRAT_APPLIES && a.c.paragraph == own)) return;
    for (uint32_t i = 0; next_term(b, &of, &i, &next);)
        grow(b, known, terms, NULL, next, own, level + 1);
}

void ev_grow_condition(struct ev_build *b, const struct ev_known *known, struct ev_node *parent,
                       const char *key, struct strat_term term, int32_t own) {
    grow(b, known, parent, key, term, own, 0);
}

void ev_grow_open_terms(struct ev_build *b, const struct ev_known *known, struct ev_node *list,
                        struct strat_term term) {
    struct asked a = asked_of(b, term);
    struct strat_term open;
    if (strat_term_holds(known->holds, term) == STRAT_HOLDS_YES) return;
    if (!is_all(&a)) {
        grow(b, known, list, NULL, term, -1, 1);
        return;
    }
    for (uint32_t i = 0; next_term(b, &a, &i, &open);)
        if (strat_term_holds(known->holds, open) != STRAT_HOLDS_YES)
            grow(b, known, list, NULL, open, -1, 1);
}

/* What was said in a line, of so many terms at the most: where each stands in b->t->said, and where
 * the next would. */
struct said_line {
    size_t at[MOST_IN_LINE + 1];
    uint32_t n, most;
};

/* One more, unless it was said: a rule may ask again what its paragraph asks. It stands in a
 * sentence that says that it is so. */
static void say_once(struct ev_build *b, const struct asked *a, struct said_line *line) {
    struct ev_out *out = &b->t->said;
    size_t before = out->used;
    ev_text(out, line->n > 0 ? "; " : "");
    size_t from = out->used;
    say_in_line(out, b, a, 1);
    size_t length = ev_stated_length(out->buffer + from, out->used - from);
    out->used = from + length;
    for (uint32_t i = 0; i < line->n; i++) {
        size_t end = i + 1 < line->n ? line->at[i + 1] - 2 : before;
        if (end - line->at[i] == length &&
            memcmp(out->buffer + line->at[i], out->buffer + from, length) == 0) {
            out->used = before;
            return;
        }
    }
    line->at[line->n++] = from;
}

/* What is made of others that all have to hold says these. False: there are too many. */
static bool say_open(struct ev_build *b, const struct ev_known *known, struct strat_term term,
                     struct said_line *line, unsigned depth) {
    struct asked named = asked_of(b, term), a = below(b, &named);
    struct strat_term open;
    if (strat_term_holds(known->holds, term) == STRAT_HOLDS_YES) return true;
    if (!is_all(&a) || depth == LINE_DEPTH) {
        say_once(b, &named, line);
        return line->n <= line->most;
    }
    for (uint32_t i = 0; next_term(b, &a, &i, &open);)
        if (!say_open(b, known, open, line, depth + 1)) return false;
    return true;
}

void ev_say_open_terms(struct ev_build *b, const struct ev_known *known, struct strat_term term,
                       bool brief) {
    const size_t bytes = brief ? 160 : 400;
    struct ev_out *out = &b->t->said;
    size_t before = out->used;
    struct said_line line = {.most = brief ? 2 : MOST_IN_LINE};
    if (term.condition < 0) return;
    if (!say_open(b, known, term, &line, 0) || out->used - before > bytes) out->used = before;
}

static void add_open_facts(const struct ev_build *b, const struct ev_known *known,
                           struct strat_term term, unsigned depth, uint64_t *facts) {
    struct asked a = asked_of(b, term);
    struct strat_term next;
    if (strat_term_holds(known->holds, term) != STRAT_HOLDS_UNKNOWN || depth == LEVELS) return;
    if (a.c.fact >= 0 && (uint32_t)a.c.fact < b->e->vocabulary.about.facts)
        bitset_add(facts, (size_t)a.c.fact);
    for (uint32_t i = 0; next_term(b, &a, &i, &next);)
        add_open_facts(b, known, next, depth + 1, facts);
}

void ev_grow_open_facts(struct ev_build *b, const struct ev_known *known, struct ev_node *list,
                        struct strat_term term) {
    const struct ev_vocabulary *v = &b->e->vocabulary;
    size_t words = bitset_words(v->about.facts);
    uint64_t *facts = term.condition < 0 ? NULL : ev_tree_take(b->t, words * sizeof *facts);
    if (!facts) return;
    bitset_clear(facts, words);
    add_open_facts(b, known, term, 0, facts);
    bitset_each (f, facts, v->about.facts) ev_grow_text(b->t, list, NULL, ev_said(&v->keys[f]));
}

/* ---- the scope ---- */

/* Of a test what the fact is instead. */
static void say_here(struct ev_out *out, const struct ev_build *b, const struct asked *a) {
    int64_t value;
    uint32_t fact = (uint32_t)a->c.fact;
    if (a->c.fact < 0 || fact >= b->e->vocabulary.about.facts) return;
    if (!ev_own_value(b->e, fact, &value)) return;
    ev_text(out, " (here: ");
    ev_say_value(out, &b->e->vocabulary, fact, value);
    ev_text(out, ")");
}

/* Of what all has to hold, what does not; else the whole. */
void ev_say_out_of_scope(struct ev_build *b, struct ev_out *out) {
    struct strat_term scope = strat_get_scope(b->e->policy);
    struct ev_known known;
    if (scope.condition < 0 || !ev_know(b, &known)) return;
    if (strat_term_holds(known.holds, scope) != STRAT_HOLDS_NO) return;
    struct asked a = asked_of(b, scope), of = below(b, &a);
    struct strat_term term;
    const char *before = ". Its scope: ";
    for (uint32_t i = 0; is_all(&of) && next_term(b, &of, &i, &term);) {
        struct asked one = asked_of(b, term);
        if (strat_term_holds(known.holds, term) != STRAT_HOLDS_NO) continue;
        ev_text(out, before);
        say_in_line(out, b, &one, 0);
        say_here(out, b, &one);
        before = "; ";
    }
    if (is_all(&of)) return;
    ev_text(out, before);
    say_in_line(out, b, &a, 0);
    say_here(out, b, &a);
}
