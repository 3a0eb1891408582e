/*
 * The rules among the names, and what they ask (runtime/names.h): each condition once, behind all
 * that it is made of.
 *
 * Whether a paragraph applies is a condition, too: that one of its permissions holds or, if it has
 * none, that one of its other rules holds and still acts for an approach. The stages of the rules
 * are an order in which each of these comes behind what it asks, so nothing here goes deeper than
 * an author nests conditions and definitions.
 */
#include "table/private.h"

#include "rules/words.h"
#include "runtime/names.h"

#include <string.h>

struct why {
    struct names *n;
    const struct model *m;
    const struct rule_set *rules;
    struct arena *a;
    uint32_t *fact;    /* by fact of the model: its number among the names */
    uint32_t *applies; /* by block that is asked for: the condition + 1 */
    uint32_t *defined; /* by definition: its condition + 1 */
    bool *asked;       /* by block: whether it applies is asked for */
    struct name_words conditions, terms, sets;
    struct intern keys;
    struct map numbers, places; /* of conditions and of sets, by their keys */
    struct map made;            /* conditions by what they were made from */
};
typedef struct name_words term_list;

/* ---- sets and conditions, each once ---- */

/* The key of words: texts stand for them, which are found again by what they say. */
static uint64_t key_of(struct why *y, const uint32_t *words, size_t n) {
    char *text = arena_array(y->a, char, 9 * n + 1), *end = text;
    for (size_t i = 0; i < n; i++) {
        static const char digits[] = "0123456789abcdef";
        for (uint32_t x = words[i]; x; x >>= 4) *end++ = digits[x & 15];
        *end++ = ' ';
    }
    return map_name(intern(&y->keys, text, (size_t)(end - text)));
}

static uint32_t put_words(struct why *y, const uint32_t *words, size_t n) {
    uint32_t at = map_add(&y->places, 0, key_of(y, words, n), (uint32_t)y->sets.len);
    if (at == y->sets.len)
        for (size_t i = 0; i < n; i++) vec_push(y->a, &y->sets, words[i]);
    return at;
}

static uint32_t put_set(struct why *y, const struct fact *f, const uint64_t *set) {
    size_t n = f->kind == FACT_FLAG ? 1 : NAMES_SET_WORDS(f->values.len);
    uint32_t *words = arena_array(y->a, uint32_t, n);
    for (size_t i = 0; i < n; i++) words[i] = (uint32_t)(set[i / 2] >> i % 2 * 32);
    return put_words(y, words, n);
}

static uint32_t put_range(struct why *y, int64_t low, int64_t high) {
    uint64_t l = (uint64_t)low, h = (uint64_t)high;
    uint32_t words[] = {(uint32_t)l, (uint32_t)(l >> 32), (uint32_t)h, (uint32_t)(h >> 32)};
    return put_words(y, words, 4);
}

/* What is said of it and what of its opposite often end alike: "other than third countries". Then
 * the longer one holds both. */
static void put_texts(struct why *y, const struct cond *c, uint32_t *says, uint32_t *turned) {
    const char *text = condition_says(y->a, y->m, c, false),
               *other = condition_says(y->a, y->m, c, true);
    bool shorter = strlen(text) <= strlen(other);
    const char *whole = shorter ? other : text, *tail = shorter ? text : other;
    size_t from = strlen(whole) - strlen(tail);
    uint32_t of_whole = names_text(y->n, whole), of_tail = strcmp(whole + from, tail) == 0
                                                               ? of_whole + (uint32_t)from
                                                               : names_text(y->n, tail);
    *says = shorter ? of_tail : of_whole;
    *turned = shorter ? of_whole : of_tail;
}

/* As a term. */
static uint32_t put_condition(struct why *y, enum strat_condition_kind kind, uint32_t of,
                              uint32_t test, const term_list *terms, const struct cond *c) {
    uint32_t says, turned, number = (uint32_t)(y->conditions.len / CO_SIZE);
    term_list words = {0};
    put_texts(y, c, &says, &turned);
    vec_push(y->a, &words, (uint32_t)(STRAT_PUT(CO_KIND, kind) | STRAT_PUT(CO_OF, of)));
    vec_push(y->a, &words, test);
    vec_push(y->a, &words, says);
    vec_push(y->a, &words, turned);
    vec_each (uint32_t, term, terms) vec_push(y->a, &words, *term);
    uint32_t same = map_add(&y->numbers, 0, key_of(y, words.at, words.len), number);
    if (same != number) return 2 * same;
    uint32_t own[CO_SIZE] = {[CO_SHAPE] = words.at[0],
                             [CO_FIRST_TERM] = (uint32_t)y->terms.len,
                             [CO_TERMS] = (uint32_t)terms->len,
                             [CO_TEST] = test,
                             [CO_SAYS] = says,
                             [CO_TURNED] = turned};
    for (size_t i = 0; i < CO_SIZE; i++) vec_push(y->a, &y->conditions, own[i]);
    vec_each (uint32_t, term, terms) vec_push(y->a, &y->terms, *term);
    return 2 * number;
}

/* ---- from what authors wrote ---- */

static uint32_t term_of(struct why *y, const struct cond *c);

static bool has_term(const term_list *terms, uint32_t term) {
    vec_each (uint32_t, x, terms)
        if (*x == term) return true;
    return false;
}

/* The terms of a chain, through what is a chain of the same kind; each once, but in a count. */
static void chain(struct why *y, const struct cond *c, bool negated, enum cond_kind kind,
                  term_list *to) {
    vec_each (struct cond *, term, &c->terms) {
        bool not_it = negated;
        const struct cond *t = *term;
        for (; t->kind == COND_NOT; t = t->terms.at[0]) not_it = !not_it;
        enum cond_kind means = !not_it               ? t->kind
                               : t->kind == COND_AND ? COND_OR
                               : t->kind == COND_OR  ? COND_AND
                                                     : t->kind;
        if (kind != COND_COUNT && means == kind) {
            chain(y, t, not_it, kind, to);
        } else {
            uint32_t made = term_of(y, t) ^ (uint32_t)not_it;
            if (kind == COND_COUNT || !has_term(to, made)) vec_push(y->a, to, made);
        }
    }
}

static uint32_t term_of_test(struct why *y, const struct cond *c) {
    static const term_list none = {0};
    const struct fact *f = &y->m->facts.at[c->fact];
    uint32_t of = y->fact[c->fact];
    switch (c->kind) {
    case COND_IN: return put_condition(y, STRAT_TEST_VALUES, of, put_set(y, f, c->set), &none, c);
    case COND_RANGE:
        return put_condition(y, STRAT_TEST_RANGE, of, put_range(y, c->low, c->high), &none, c);
    case COND_INCLUDES: return put_condition(y, STRAT_TEST_INCLUDES, of, c->element, &none, c);
    default: return put_condition(y, STRAT_TEST_EMPTY, of, 0, &none, c);
    }
}

static uint32_t term_of_made(struct why *y, const struct cond *c) {
    term_list terms = {0};
    if (c->kind == COND_DEFINE) {
        uint32_t *known = &y->defined[c->index];
        if (*known) return *known - 1;
        vec_push(y->a, &terms, term_of(y, y->m->defines.at[c->index].means));
        *known = put_condition(y, STRAT_DEFINITION, 0, 0, &terms, c) + 1;
        return *known - 1;
    }
    if (c->kind == COND_APPLIES) return y->applies[c->index] - 1;
    if (c->kind == COND_ANY_PROVISION) {
        vec_each (uint32_t, b, &y->rules->provisions) vec_push(y->a, &terms, y->applies[*b] - 1);
        return put_condition(y, STRAT_ANY_PROVISION, 0, 0, &terms, c);
    }
    chain(y, c, false, c->kind, &terms);
    if (c->kind == COND_COUNT) return put_condition(y, STRAT_COUNT, 0, c->count, &terms, c);
    if (terms.len == 1) return terms.at[0];
    return put_condition(y, c->kind == COND_OR ? STRAT_ANY : STRAT_ALL, 0, 0, &terms, c);
}

static uint32_t term_of(struct why *y, const struct cond *c) {
    uint32_t negated = 0;
    for (; c->kind == COND_NOT; c = c->terms.at[0]) negated ^= 1;
    if (cond_is_test(c)) return term_of_test(y, c) ^ negated;
    uint64_t key = map_name((const char *)c);
    uint32_t known = map_get(&y->made, 0, key);
    if (known == MAP_NONE) {
        known = term_of_made(y, c);
        map_add(&y->made, 0, key, known);
    }
    return known ^ negated;
}

/* ---- whether a paragraph applies ---- */

/* That a permission applies which lifts the rule for this approach; NULL: none ever does. */
static struct cond *lifted(struct why *y, const struct rule *r, uint32_t approach) {
    struct cond *any = cond_new(y->a, COND_OR, r->at);
    vec_each (uint32_t, index, &y->rules->winners[r->block]) {
        const struct priority *p = &y->m->priorities.at[*index];
        if (!priority_lifts(y->rules, p, r)) continue;
        for (uint32_t i = y->rules->first[p->winner]; i < y->rules->first[p->winner + 1]; i++) {
            const struct rule *x = &y->rules->rules.at[i];
            if (x->kind == STATEMENT_PERMISSION && x->approaches >> approach & 1)
                vec_push(y->a, &any->terms, x->cond);
        }
    }
    return any->terms.len ? any : NULL;
}

/* That the rule holds, and acts for one of its approaches at least. */
static struct cond *acts(struct why *y, const struct rule *r) {
    struct cond *some = cond_new(y->a, COND_OR, r->at);
    for (uint32_t approach = 0; approach < y->m->approaches.len; approach++) {
        if (!(r->approaches >> approach & 1)) continue;
        struct cond *not_for_it = lifted(y, r, approach);
        if (!not_for_it) return r->cond;
        vec_push(y->a, &some->terms, cond_not(y->a, not_for_it));
    }
    return cond_two(y->a, COND_AND, r->at, r->cond, some);
}

static void make_applies(struct why *y, uint32_t block) {
    struct cond *says = cond_new(y->a, COND_APPLIES, y->m->blocks.at[block].id.at);
    bool permits = block_has_permission(y->rules, block);
    term_list terms = {0};
    says->index = block;
    for (uint32_t i = y->rules->first[block]; i < y->rules->first[block + 1]; i++) {
        const struct rule *r = &y->rules->rules.at[i];
        if (!permits || r->kind == STATEMENT_PERMISSION)
            vec_push(y->a, &terms, term_of(y, permits ? r->cond : acts(y, r)));
    }
    y->applies[block] =
        put_condition(y, STRAT_APPLIES, y->m->blocks.at[block].outline, 0, &terms, says) + 1;
}

static void mark_asked(struct why *y, const struct cond *c) {
    if (c->kind == COND_APPLIES) y->asked[c->index] = true;
    if (c->kind == COND_ANY_PROVISION)
        vec_each (uint32_t, b, &y->rules->provisions) y->asked[*b] = true;
    vec_each (struct cond *, term, &c->terms) mark_asked(y, *term);
}

/* Those that a rule or a definition asks for, in an order in which each is behind what it asks. */
static void make_all_applies(struct why *y) {
    y->asked = arena_array(y->a, bool, y->m->blocks.len + 1);
    vec_each (struct define, d, &y->m->defines) mark_asked(y, d->means);
    vec_each (struct rule, r, &y->rules->rules) {
        mark_asked(y, r->cond);
        if (r->meet) mark_asked(y, r->meet);
        y->asked[r->block] = y->asked[r->block] || r->by_permission;
    }
    for (uint32_t b = 0; b < y->m->blocks.len; b++) /* a block without rules has no stage */
        if (y->asked[b] && y->rules->first[b] == y->rules->first[b + 1]) make_applies(y, b);
    vec_each (struct stage, stage, &y->rules->stages)
        if (stage->part == PART_ASKED && y->asked[stage->block]) make_applies(y, stage->block);
}

/* ---- rules ---- */

/* Where a gate speaks: its condition without the last term, that what is required does not hold. */
static const struct cond *gate(struct why *y, const struct rule *r) {
    if (r->cond->kind == COND_NOT) return cond_constant(y->a, true, r->at);
    struct conds terms = r->cond->terms;
    terms.len--;
    return cond_all(y->a, &terms, r->at);
}

static uint32_t when_of(struct why *y, const struct rule *r) {
    if (r->kind == STATEMENT_REQUIREMENT) return term_of(y, gate(y, r));
    if (!r->by_permission) return term_of(y, r->cond);
    struct cond *opens = cond_new(y->a, COND_APPLIES, r->at);
    opens->index = r->block;
    return term_of(y, r->cond->kind == COND_TRUE ? opens
                                                 : cond_two(y->a, COND_AND, r->at, r->cond, opens));
}

/* What a gate requires stands in its statement. */
static const struct cond *wanted(const struct why *y, uint32_t rule) {
    const struct rule *r = &y->rules->rules.at[rule];
    if (r->kind != STATEMENT_REQUIREMENT) return r->meet;
    return y->m->blocks.at[r->block].statements.at[rule - y->rules->first[r->block]].cond;
}

static void put_rules(struct why *y, term_list *to) {
    struct taken *taken = taken_new(y->a, y->rules);
    for (uint32_t i = 0; i < y->rules->rules.len; i++) {
        const struct rule *r = &y->rules->rules.at[i];
        bool permits = r->kind == STATEMENT_PERMISSION;
        const struct cond *wants = wanted(y, i);
        vec_push(y->a, to, names_text(y->n, rule_sentence(y->a, y->rules, i, taken)));
        vec_push(y->a, to, y->m->blocks.at[r->block].outline);
        vec_push(
            y->a, to,
            (uint32_t)(STRAT_PUT(RU_KIND, r->kind) | STRAT_PUT(RU_WAITS, r->by_permission) |
                       STRAT_PUT(RU_FOLLOWS, r->by_permission && !r->has_using) |
                       STRAT_PUT(RU_MODALITY, permits ? (unsigned)STRAT_MAY + r->modality : 0)));
        vec_push(y->a, to, r->approaches);
        vec_push(y->a, to, r->kind == STATEMENT_DUTY ? r->duty + 1 : 0);
        vec_push(y->a, to, when_of(y, r));
        vec_push(y->a, to, wants ? term_of(y, wants) + 2 : 0);
    }
}

/* Those that can lift something. */
static void put_priorities(struct why *y, term_list *to) {
    vec_each (struct priority, p, &y->m->priorities) {
        bool lifts = false;
        for (uint32_t i = y->rules->first[p->loser]; i < y->rules->first[p->loser + 1]; i++)
            lifts = lifts || priority_lifts(y->rules, p, &y->rules->rules.at[i]);
        if (!lifts) continue;
        vec_push(y->a, to, y->m->blocks.at[p->winner].outline);
        vec_push(y->a, to,
                 (uint32_t)(STRAT_PUT(PR_GATES_ALONE, p->requirement_only) |
                            STRAT_PUT(PR_LOSER_IS, y->m->blocks.at[p->loser].outline)));
    }
}

static void put_groups(struct why *y, term_list *to) {
    struct titled_sets all = titled_sets_of(y->a, y->m);
    vec_each (struct titled_set, x, &all) {
        vec_push(y->a, to, y->fact[x->fact]);
        vec_push(y->a, to, names_text(y->n, x->title));
        vec_push(y->a, to, put_set(y, &y->m->facts.at[x->fact], x->values));
    }
}

/* ---- the whole ---- */

/* Readings stand behind all facts. */
static void number_facts(struct why *y) {
    uint32_t number = 0;
    y->fact = arena_array(y->a, uint32_t, y->m->facts.len + 1);
    for (int readings = 0; readings < 2; readings++)
        for (uint32_t f = 0; f < y->m->facts.len; f++)
            if ((y->m->facts.at[f].source == FACT_READING) == readings) y->fact[f] = number++;
}

static void append(struct names *n, const term_list *words, int count, size_t size) {
    n->words.at[count] = (uint32_t)(words->len / size);
    vec_each (uint32_t, word, words) names_put(n, *word);
}

void names_why(struct names *n) {
    struct why y = {.n = n, .m = n->m, .rules = n->rules, .a = n->arena};
    term_list rules = {0}, priorities = {0}, groups = {0};
    intern_init(&y.keys, y.a);
    map_init(&y.numbers, y.a);
    map_init(&y.places, y.a);
    map_init(&y.made, y.a);
    y.applies = arena_array(y.a, uint32_t, y.m->blocks.len + 1);
    y.defined = arena_array(y.a, uint32_t, y.m->defines.len + 1);
    number_facts(&y);
    make_all_applies(&y);
    put_rules(&y, &rules);
    put_priorities(&y, &priorities);
    put_groups(&y, &groups);
    n->words.at[N_SCOPE] = term_of(&y, y.m->scope);
    append(n, &rules, N_RULES, RU_SIZE);
    append(n, &priorities, N_PRIORITIES, PR_SIZE);
    append(n, &y.conditions, N_CONDITIONS, CO_SIZE);
    append(n, &y.terms, N_TERMS, 1);
    append(n, &groups, N_GROUPS, GR_SIZE);
    append(n, &y.sets, N_SETS, 1);
}
