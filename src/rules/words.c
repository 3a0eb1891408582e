#include "rules/words.h"

#include "base/list.h"

#include <string.h>

enum { MOST_LABELS = 5, MOST_TOLD_APART = 1000 /* terms; of more, none is looked for again */ };

struct speech {
    struct arena *a;
    const struct model *m;
    bool sentence; /* else a line of a list */
};

static const char *quoted(const struct speech *s, const char *text) {
    return arena_printf(s->a, "\"%s\"", text);
}

/* In a sentence an item that has what lists are made with is kept together. */
static const char *kept(const struct speech *s, const char *text) {
    bool loose = strpbrk(text, ",;") || strstr(text, " or ") || strstr(text, " and ");
    return loose ? quoted(s, text) : text;
}

/* What is quoted needs no more to be kept apart. */
static const char *in_sentence(const struct speech *s, const struct texts *list, const char *last) {
    return list_joined(s->a, list->at, list->len, ", ", last);
}

/* ---- values by their labels, groups by their titles ---- */

/* Lists of values: what groups and vocabularies name, then single ones. */
struct names {
    struct texts sets, labels;
    size_t more; /* labels that are not said */
};

/* The values that the vocabulary lists. */
static uint64_t *listed_in(struct arena *a, const struct fact *f,
                           const struct declared *vocabulary) {
    struct span all = node_span(vocabulary->from);
    uint64_t *set = bitset_new(a, f->values.len);
    for (size_t v = 0; v < f->values.len; v++) {
        struct span at = f->values.at[v].at;
        if (at.file == all.file && all.from <= at.from && at.from < all.to) bitset_add(set, v);
    }
    return set;
}

static void add_titled(struct arena *a, const struct model *m, struct titled_sets *to,
                       const char *title, uint32_t fact, const uint64_t *values) {
    size_t words = cond_words(&m->facts.at[fact]);
    if (bitset_count(values, words) < 2) return;
    vec_each (struct titled_set, x, to)
        if (x->fact == fact && bitset_same(x->values, values, words)) return;
    vec_push(a, to, ((struct titled_set){title, fact, values}));
}

struct titled_sets titled_sets_of(struct arena *a, const struct model *m) {
    struct titled_sets all = {0};
    vec_each (struct group, g, &m->groups)
        add_titled(a, m, &all, declared_title(&g->id), g->fact, g->set);
    for (uint32_t f = 0; f < m->facts.len; f++)
        for (size_t i = 0; m->facts.at[f].kind == FACT_ONE_OF && i < m->vocabularies.len; i++) {
            const struct declared *v = &m->vocabularies.at[i];
            add_titled(a, m, &all, declared_title(v), f, listed_in(a, &m->facts.at[f], v));
        }
    return all;
}

/* Names the vocabularies of which all values are in the set, and takes these out of it. */
static void name_vocabularies(const struct speech *s, const struct fact *f, uint64_t *set,
                              struct names *to) {
    size_t words = cond_words(f);
    if (bitset_count(set, words) < 2) return;
    vec_each (struct declared, vocabulary, &s->m->vocabularies) {
        const uint64_t *all = listed_in(s->a, f, vocabulary);
        if (bitset_count(all, words) < 2 || bitset_beyond(all, set, words)) continue;
        vec_push(s->a, &to->sets, declared_title(vocabulary));
        bitset_andnot(set, all, words);
    }
}

/* The group that is just this set of several values, or NULL. */
static const struct group *group_of(const struct speech *s, uint32_t fact, const uint64_t *set) {
    size_t words = cond_words(&s->m->facts.at[fact]);
    if (bitset_count(set, words) < 2) return NULL;
    vec_each (struct group, g, &s->m->groups)
        if (g->fact == fact && bitset_same(g->set, set, words)) return g;
    return NULL;
}

static bool is_named(const struct named_values *written, const struct group *g) {
    vec_each (const char *, name, &written->groups)
        if (strcmp(*name, g->id.name) == 0) return true;
    return false;
}

/* By the group that fits; else as it was written, each group once. */
static struct names names_of(const struct speech *s, uint32_t fact, const uint64_t *set,
                             const struct named_values *written) {
    const struct fact *f = &s->m->facts.at[fact];
    const struct group *fits = group_of(s, fact, set);
    size_t words = cond_words(f), most = s->sentence ? f->values.len : MOST_LABELS;
    struct names names = {0};
    uint64_t *own = bitset_copy(s->a, written ? written->own : set, words);
    if (fits) {
        vec_push(s->a, &names.sets, declared_title(&fits->id));
        return names;
    }
    vec_each (struct group, g, &s->m->groups)
        if (written && g->fact == fact && is_named(written, g))
            vec_push(s->a, &names.sets, declared_title(&g->id));
    name_vocabularies(s, f, own, &names);
    bitset_each (v, own, f->values.len) {
        names.more += names.labels.len == most;
        if (names.labels.len < most)
            vec_push(s->a, &names.labels, declared_title(&f->values.at[v]));
    }
    return names;
}

/* `quote`: labels are phrases of any kind, and stand in a sentence. */
static const char *names_words(const struct speech *s, const struct names *names, bool quote) {
    struct texts all = {0};
    vec_each (const char *, set, &names->sets) vec_push(s->a, &all, *set);
    vec_each (const char *, label, &names->labels)
        vec_push(s->a, &all, quote ? quoted(s, *label) : *label);
    if (quote) /* what is quoted already is not loose */
        for (size_t i = 0; i < names->sets.len && all.len > 1; i++) all.at[i] = kept(s, all.at[i]);
    if (quote) return in_sentence(s, &all, " or ");
    if (!names->more) return list_in_words(s->a, all.at, all.len, " or ");
    vec_push(s->a, &all, arena_printf(s->a, "%zu more", names->more));
    return list_in_words(s->a, all.at, all.len, " and ");
}

/* ---- where a value lies in an order ---- */

/* In the order of AST_COND_AT_LEAST and so on; then what is the opposite. */
enum { ABOUT_ORDER = AST_COND_BELOW - AST_COND_AT_LEAST + 1 };
static const char *const order_words[][ABOUT_ORDER] = {
    {"at least %s", "at most %s", "above %s", "below %s"},
    {"below %s", "above %s", "at most %s", "at least %s"}};
static const char *const day_words[][ABOUT_ORDER] = {
    {"from %s on", "up to and including %s", "after %s", "before %s"},
    {"before %s", "after %s", "up to and including %s", "from %s on"}};

static const char *in_order(const struct speech *s, const struct fact *f, enum ast_cond_kind form,
                            bool negated, const char *value) {
    unsigned which = form - AST_COND_AT_LEAST;
    const char *words = (f->kind == FACT_DATE ? day_words : order_words)[negated][which];
    const char *blank = strstr(words, "%s");
    return arena_printf(s->a, "%.*s%s%s", (int)(blank - words), words, value, blank + 2);
}

/* How a range is written: what no author wrote, by its ends. */
static enum ast_cond_kind form_of(const struct fact *f, const struct cond *c) {
    if (AST_COND_AT_LEAST <= c->form && c->form <= AST_COND_BELOW) return c->form;
    if (c->low == c->high) return AST_COND_EQ;
    return c->high >= f->high ? AST_COND_AT_LEAST : AST_COND_AT_MOST;
}

static const char *range_words(const struct speech *s, const struct cond *c, bool negated) {
    const struct fact *f = &s->m->facts.at[c->fact];
    enum ast_cond_kind form = form_of(f, c);
    int64_t value = form == AST_COND_AT_MOST ? c->high
                    : form == AST_COND_ABOVE ? c->low - 1
                    : form == AST_COND_BELOW ? c->high + 1
                                             : c->low;
    const char *text = fact_value_text(s->a, f, value);
    if (f->unit) text = arena_printf(s->a, "%s %s", text, f->unit);
    if (form != AST_COND_EQ) return in_order(s, f, form, negated, text);
    return negated ? arena_printf(s->a, "other than %s", text) : text;
}

/* ---- which of its values ---- */

static const char *flag_words(const struct cond *c, bool negated) {
    bool yes = bitset_has(c->set, 1) != negated, no = bitset_has(c->set, 0) != negated;
    return yes && no ? "yes or no" : yes ? "yes" : no ? "no" : "neither yes nor no";
}

/* Of a set that goes up to the end or down to the start of the order, where it was said so: the
 * value that was named. */
static const char *bound_words(const struct speech *s, const struct cond *c, bool negated) {
    const struct fact *f = &s->m->facts.at[c->fact];
    size_t n = f->values.len, low = bitset_next(c->set, n, 0), size = 0, at;
    bitset_each (v, c->set, n) size++;
    at = c->form == AST_COND_AT_LEAST  ? low
         : c->form == AST_COND_AT_MOST ? size - 1
         : c->form == AST_COND_ABOVE   ? n - size - 1
                                       : size;
    const char *label = declared_title(&f->values.at[at]);
    return in_order(s, f, c->form, negated, s->sentence ? quoted(s, label) : label);
}

/* The values themselves, where these are few. */
static const char *part_of_order(const struct speech *s, const struct cond *c, bool negated) {
    size_t n = s->m->facts.at[c->fact].values.len, words = (n + 63) / 64;
    uint64_t *set = bitset_copy(s->a, c->set, words);
    if (negated) {
        bitset_fill(set, n);
        bitset_andnot(set, c->set, words);
    }
    if (!list_names_each(bitset_count(set, words), n)) return bound_words(s, c, negated);
    struct names names = {0};
    bitset_each (v, set, n)
        vec_push(s->a, &names.labels, declared_title(&s->m->facts.at[c->fact].values.at[v]));
    return names_words(s, &names, s->sentence);
}

static const char *values_words(const struct speech *s, const struct cond *c, bool negated) {
    const struct fact *f = &s->m->facts.at[c->fact];
    size_t words = cond_words(f);
    if (f->kind == FACT_FLAG) return flag_words(c, negated);
    if (AST_COND_AT_LEAST <= c->form && c->form <= AST_COND_BELOW)
        return part_of_order(s, c, negated);
    bool other = c->form == AST_COND_NE, turned = negated != other;
    uint64_t *rest = bitset_new(s->a, f->values.len);
    bitset_fill(rest, f->values.len);
    bitset_andnot(rest, c->set, words);
    const uint64_t *said = other ? rest : c->set, *left = other ? c->set : rest;
    const struct named_values *written = c->named;
    if (turned && (bitset_count(left, words) == 1 ||
                   (group_of(s, c->fact, left) && !group_of(s, c->fact, said)))) {
        turned = false;
        said = left;
        written = NULL;
    }
    struct names names = names_of(s, c->fact, said, written);
    const char *list = names_words(s, &names, s->sentence);
    if (turned) return arena_printf(s->a, "other than %s", list);
    return s->sentence && names.sets.len ? arena_printf(s->a, "among %s", list) : list;
}

/* ---- one test ---- */

/* What a set has; it goes with the fact without "is". */
static const char *element_words(const struct speech *s, const struct cond *c, bool negated) {
    const struct fact *f = &s->m->facts.at[c->fact];
    if (c->kind == COND_EMPTY) return negated ? "is not empty" : "is empty";
    const char *label = declared_title(&f->values.at[c->element]);
    return arena_printf(s->a, "%s %s", negated ? "does not include" : "includes",
                        s->sentence ? quoted(s, label) : label);
}

static bool goes_without_is(const struct cond *c) {
    return c->kind == COND_INCLUDES || c->kind == COND_EMPTY;
}

/* What stands behind the fact. */
static const char *test_says(const struct speech *s, const struct cond *c, bool negated) {
    if (goes_without_is(c)) return element_words(s, c, negated);
    return c->kind == COND_RANGE ? range_words(s, c, negated) : values_words(s, c, negated);
}

/* A line of a list: what is asked, and what is so. */
static const char *entry(const struct speech *s, const char *title, const char *says) {
    size_t n = strlen(title);
    return arena_printf(s->a, "%s%s %s", title, n && title[n - 1] == '?' ? "" : ":", says);
}

static const char *flag_said(const struct speech *s, const char *title, bool yes) {
    if (!s->sentence) return entry(s, title, yes ? "yes" : "no");
    return arena_printf(s->a, "%s%s", yes ? "" : "not ", quoted(s, title));
}

static const char *test_words(const struct speech *s, const struct cond *c, bool negated) {
    const struct fact *f = &s->m->facts.at[c->fact];
    const char *title = declared_title(&f->id), *says = test_says(s, c, negated);
    if (!s->sentence) return entry(s, title, says);
    if (f->kind == FACT_FLAG && (strcmp(says, "yes") == 0 || strcmp(says, "no") == 0))
        return flag_said(s, title, *says == 'y');
    const char *is = goes_without_is(c) ? "" : f->source == FACT_READING ? "is read as " : "is ";
    return arena_printf(s->a, "%s %s%s", quoted(s, title), is, says);
}

/* What is named is stated like a fact, by its title; without one, that its name holds. */
static const char *define_words(const struct speech *s, const struct declared *id, bool negated) {
    if (!id->title || !*id->title)
        return arena_printf(s->a, negated ? "%s does not hold" : "%s holds", id->name);
    return flag_said(s, id->title, !negated);
}

/* What is neither a test nor made of terms. */
static const char *leaf_words(const struct speech *s, const struct cond *c, bool negated) {
    const char *name;
    switch (c->kind) {
    case COND_TRUE: return negated ? "never" : "always";
    case COND_DEFINE: return define_words(s, &s->m->defines.at[c->index].id, negated);
    case COND_APPLIES:
        name = s->m->blocks.at[c->index].id.name;
        return arena_printf(s->a, negated ? "%s does not apply" : "%s applies", name);
    case COND_ANY_PROVISION:
        return negated ? "none of the provisions applies" : "one of the provisions applies";
    default: return test_words(s, c, negated);
    }
}

/* ---- what is made of others ---- */

/* Behind every `not`. */
static const struct cond *bare(const struct cond *c, bool *negated) {
    for (; c->kind == COND_NOT; c = c->terms.at[0]) *negated = !*negated;
    return c;
}

/* Of what is made of others: how many of them it takes. */
static size_t needed(const struct cond *c, bool negated) {
    size_t least = cond_least(c);
    return negated ? c->terms.len - least + 1 : least;
}

const char *condition_text(struct arena *a, const struct model *m, const struct cond *c,
                           bool negated) {
    struct speech s = {a, m, false};
    c = bare(c, &negated);
    if (c->terms.len == 0) return leaf_words(&s, c, negated);
    if (c->kind == COND_COUNT)
        return arena_printf(a, "at least %zu of these %zu", needed(c, negated), c->terms.len);
    return (c->kind == COND_AND) != negated ? "all of these" : "one of these";
}

const char *condition_says(struct arena *a, const struct model *m, const struct cond *c,
                           bool negated) {
    struct speech s = {a, m, false};
    const struct cond *test = bare(c, &negated);
    return cond_is_test(test) ? test_says(&s, test, negated) : condition_text(a, m, test, negated);
}

enum joint { JOINT_NONE, JOINT_AND, JOINT_OR, JOINT_COUNT };

static const char *clause(const struct speech *s, const struct cond *c, bool negated,
                          enum joint around);

static bool is_said(const struct texts *list, const char *text) {
    if (list->len > MOST_TOLD_APART) return false;
    vec_each (const char *, said, list)
        if (strcmp(*said, text) == 0) return true;
    return false;
}

/* The terms of a chain, through what is a chain of the same kind; what says the same once. */
static void clauses(const struct speech *s, const struct cond *c, bool negated, enum joint joint,
                    struct texts *to) {
    vec_each (struct cond *, term, &c->terms) {
        bool not_it = negated;
        const struct cond *t = bare(*term, &not_it);
        bool chain = t->kind == COND_AND || t->kind == COND_OR;
        if (chain && joint == ((t->kind == COND_AND) != not_it ? JOINT_AND : JOINT_OR))
            clauses(s, t, not_it, joint, to);
        else {
            const char *says = clause(s, t, not_it, joint);
            if (joint == JOINT_COUNT || !is_said(to, says)) vec_push(s->a, to, says);
        }
    }
}

static const char *clause(const struct speech *s, const struct cond *c, bool negated,
                          enum joint around) {
    struct texts terms = {0};
    c = bare(c, &negated);
    if (c->terms.len == 0) return leaf_words(s, c, negated);
    enum joint joint = c->kind == COND_COUNT              ? JOINT_COUNT
                       : (c->kind == COND_AND) != negated ? JOINT_AND
                                                          : JOINT_OR;
    clauses(s, c, negated, joint, &terms);
    const char *all = in_sentence(s, &terms, joint == JOINT_OR ? " or " : " and ");
    if (joint == JOINT_COUNT)
        all =
            arena_printf(s->a, "at least %zu of these %zu: %s", needed(c, negated), terms.len, all);
    else if (terms.len == 1)
        return all;
    return around == JOINT_NONE ? all : arena_printf(s->a, "(%s)", all);
}

const char *condition_clause(struct arena *a, const struct model *m, const struct cond *c,
                             bool negated) {
    struct speech s = {a, m, true};
    return clause(&s, c, negated, JOINT_NONE);
}

/* ---- rules ---- */

const char *approaches_words(struct arena *a, const struct model *m, uint32_t approaches,
                             bool titles, const char *last) {
    struct speech s = {.a = a, .m = m};
    struct texts list = {0};
    vec_each (struct approach, x, &m->approaches)
        if (approaches >> (x - m->approaches.at) & 1)
            vec_push(a, &list, titles ? quoted(&s, declared_title(&x->id)) : x->id.name);
    return list_in_words(a, list.at, list.len, last);
}

/* Which approaches a duty or an expectation goes with. */
static const char *attached_words(const struct speech *s, const struct rule *r) {
    if (r->by_permission && !r->has_using)
        return arena_printf(s->a, "what %s opens", s->m->blocks.at[r->block].id.name);
    if (s->m->approaches.len > 1 && r->approaches == model_approaches(s->m)) return "any approach";
    return approaches_words(s->a, s->m, r->approaches, true, " or ");
}

static const char *duty_words(const struct speech *s, const struct rule *r) {
    static const char *const when[] = {[DUTY_BEFORE] = "before use of",
                                       [DUTY_ON_USE] = "on use of",
                                       [DUTY_DURING] = "during use of",
                                       [DUTY_AFTER] = "after use of",
                                       [DUTY_YEARLY] = "yearly, with use of",
                                       [DUTY_ON_RECEIPT] = "on receipt of the request, for use of"};
    const struct duty *d = &s->m->duties.at[r->duty];
    return arena_printf(s->a, "%s is due %s %s", quoted(s, declared_title(&d->id)), when[d->timing],
                        attached_words(s, r));
}

/* What the rule says, but for where and when. */
static const char *head_words(const struct speech *s, const struct rule *r,
                              const struct cond *asked) {
    const char *approaches = approaches_words(s->a, s->m, r->approaches, true, " and ");
    bool all = s->m->approaches.len > 1 && r->approaches == model_approaches(s->m);
    switch (r->kind) {
    case STATEMENT_PERMISSION:
        return arena_printf(s->a, "%s %s be used", all ? "Every approach" : approaches,
                            statement_verb(r->kind, r->modality));
    case STATEMENT_PROHIBITION:
        return all || r->engage ? "No approach may be used"
                                : arena_printf(s->a, "%s must not be used", approaches);
    case STATEMENT_REQUIREMENT:
        return arena_printf(s->a, "%s requires that %s", approaches,
                            clause(s, asked, false, JOINT_NONE));
    case STATEMENT_DUTY: return duty_words(s, r);
    case STATEMENT_EXPECTATION: break;
    }
    return arena_printf(s->a, "With use of %s, it is expected that %s", attached_words(s, r),
                        clause(s, asked, false, JOINT_NONE));
}

/* Where, by the block that it stands in. */
static void place_words(const struct speech *s, const struct rule *r, struct texts *to) {
    const struct block *b = &s->m->blocks.at[r->block];
    if (b->kind == BLOCK_OBJECTIVE || b->kind == BLOCK_PROVISION) {
        const struct fact *f = &s->m->facts.at[s->m->objective];
        vec_push(s->a, to,
                 arena_printf(s->a, "under the objective %s",
                              quoted(s, declared_title(&f->values.at[b->objective]))));
    }
    if (r->by_permission && r->has_using)
        vec_push(s->a, to, arena_printf(s->a, "where %s applies", b->id.name));
}

static const char *qualifier_words(const struct speech *s, const struct qualifier *q) {
    static const char *const before[] = {[AST_FOR] = "for",
                                         [AST_WITH] = "with",
                                         [AST_WHEN] = "when",
                                         [AST_UNLESS] = "unless",
                                         [AST_USING] = "using",
                                         [AST_FROM] = "from",
                                         [AST_UNTIL] = "up to and including"};
    const struct cond *c = q->cond;
    const char *says;
    if (q->kind == AST_WHEN || q->kind == AST_UNLESS) {
        says = clause(s, c, false, JOINT_NONE);
    } else if (q->kind == AST_FROM || q->kind == AST_UNTIL) {
        says = date_text(s->a, q->kind == AST_FROM ? c->low : c->high);
    } else {
        struct names names = names_of(s, c->fact, c->set, c->named);
        says = names_words(s, &names, q->kind == AST_FOR);
    }
    return arena_printf(s->a, "%s %s%s", before[q->kind], says, q->kind == AST_FROM ? " on" : "");
}

/* What holds whatever is asked, or never. */
static bool is_constant(const struct cond *c, bool holds) {
    return bare(c, &holds)->kind == COND_TRUE && holds;
}

/* The statement as the readings are taken. False: nothing is left out of it, or the rule never does
 * anything. */
static bool take(struct arena *a, struct taken *taken, const struct statement *said,
                 struct statement *to) {
    bool less = false;
    *to = *said;
    to->qualifiers = (struct qualifiers){0};
    if (said->cond) {
        to->cond = cond_as_taken(a, taken, said->cond);
        if (is_constant(to->cond, true) || is_constant(to->cond, false)) return false;
        less = to->cond != said->cond;
    }
    vec_each (const struct qualifier, q, &said->qualifiers) {
        struct qualifier as = {q->kind, cond_as_taken(a, taken, q->cond)};
        bool unless = q->kind == AST_UNLESS;
        less = less || as.cond != q->cond;
        if (is_constant(as.cond, unless)) return false;
        if (!is_constant(as.cond, !unless)) vec_push(a, &to->qualifiers, as);
    }
    return less;
}

static const char *sentence(const struct speech *s, const struct rule *r,
                            const struct statement *said) {
    static const enum ast_qualifier_kind order[] = {AST_FOR,   AST_WITH, AST_FROM,
                                                    AST_UNTIL, AST_WHEN, AST_UNLESS};
    struct texts parts = {0};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        if (order[i] == AST_FROM) place_words(s, r, &parts);
        vec_each (const struct qualifier, q, &said->qualifiers)
            if (q->kind == order[i]) vec_push(s->a, &parts, qualifier_words(s, q));
    }
    bool runs_on = r->kind == STATEMENT_PERMISSION || r->kind == STATEMENT_PROHIBITION;
    const char *head = head_words(s, r, said->cond);
    if (parts.len == 0) return head;
    return arena_printf(s->a, "%s%s%s", head, runs_on ? " " : ", ", in_sentence(s, &parts, ", "));
}

const char *rule_sentence(struct arena *a, const struct rule_set *rules, uint32_t rule,
                          struct taken *taken) {
    struct speech s = {a, rules->model, true};
    const struct rule *r = &rules->rules.at[rule];
    const struct statement *said =
        &s.m->blocks.at[r->block].statements.at[rule - rules->first[r->block]];
    struct statement as;
    if (!taken || !take(a, taken, said, &as)) return sentence(&s, r, said);
    return arena_printf(a, "%s (as the open questions are taken)", sentence(&s, r, &as));
}
