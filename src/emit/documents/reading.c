/*
 * The reading copy: a policy as numbered prose, for people who have the document before them.
 *
 * The paragraphs stand in the order of the document, the words of the source on the left and what
 * the policy makes of them on the right; then what all of them use: terms, facts, duties,
 * judgements, open questions; then what comes of it, as a map and for each class of partners.
 */
#include "emit/documents/reading.h"

#include "analysis/weights.h"
#include "base/list.h"
#include "emit/documents/markdown.h"
#include "rules/words.h"

#include <inttypes.h>
#include <string.h>

/* ---- what a block speaks of ---- */

/* Groups and definitions, by their numbers. */
struct terms {
    uint64_t *groups, *defines;
};

static void add_group(const struct reading_copy *r, struct terms *t, const char *name) {
    vec_each (const struct group, g, &r->m->groups)
        if (g->id.name == name) bitset_add(t->groups, (size_t)(g - r->m->groups.at));
}

static void add_terms(const struct reading_copy *r, struct terms *t, const struct cond *c) {
    if (!c) return;
    if (c->named)
        vec_each (const char *, name, &c->named->groups) add_group(r, t, *name);
    if (c->kind == COND_DEFINE) bitset_add(t->defines, c->index);
    vec_each (struct cond *, term, &c->terms) add_terms(r, t, *term);
}

static struct terms terms_of(const struct reading_copy *r, uint32_t block) {
    struct terms t = {bitset_new(r->a, r->m->groups.len), bitset_new(r->a, r->m->defines.len)};
    vec_each (const struct statement, s, &r->m->blocks.at[block].statements) {
        add_terms(r, &t, s->cond);
        vec_each (const struct qualifier, q, &s->qualifiers) add_terms(r, &t, q->cond);
    }
    return t;
}

const char *reading_value(const struct reading_copy *r, uint32_t fact, size_t value) {
    return declared_title(&r->m->facts.at[fact].values.at[value]);
}

const char *reading_values(const struct reading_copy *r, uint32_t fact, const uint64_t *set,
                           size_t most) {
    const struct fact *f = &r->m->facts.at[fact];
    struct texts list = {0};
    size_t n = 0;
    bitset_each (i, set, f->values.len)
        if (n++ < most) vec_push(r->a, &list, declared_title(&f->values.at[i]));
    if (n > most) vec_push(r->a, &list, arena_printf(r->a, "%zu more", n - most));
    return list_in_words(r->a, list.at, list.len, " and ");
}

enum { LABELS_BESIDE = 8 };

static void put_terms_beside(struct reading_copy *r, uint32_t block) {
    struct terms t = terms_of(r, block);
    bitset_each (i, t.groups, r->m->groups.len) {
        const struct group *g = &r->m->groups.at[i];
        size_t n = bitset_count(g->set, cond_words(&r->m->facts.at[g->fact]));
        const char *what = n > LABELS_BESIDE ? arena_printf(r->a, "%zu, see Terms", n)
                                             : reading_values(r, g->fact, g->set, LABELS_BESIDE);
        paper_note(&r->d, arena_printf(r->a, "%s: %s", declared_title(&g->id), what));
    }
    bitset_each (i, t.defines, r->m->defines.len) {
        const struct define *x = &r->m->defines.at[i];
        paper_note(&r->d, arena_printf(r->a, "%s: %s", declared_title(&x->id),
                                       condition_clause(r->a, r->m, x->means, false)));
    }
}

/* ---- the paragraphs ---- */

static const char *full(const struct reading_copy *r, const char *sentence) {
    return arena_printf(r->a, "%s.", sentence);
}

static const char *paragraph_heading(const struct reading_copy *r, const char *id,
                                     const char *title) {
    return title ? arena_printf(r->a, "%s %s", id, title) : id;
}

static const char *in_words(const struct reading_copy *r, const struct texts *list,
                            const char *last) {
    return list_in_words(r->a, list->at, list->len, last);
}

/* The approaches that permissions of the block open. */
static uint32_t opened_by(const struct reading_copy *r, uint32_t block) {
    uint32_t some = 0;
    for (uint32_t i = r->rules->first[block]; i < r->rules->first[block + 1]; i++)
        if (r->rules->rules.at[i].kind == STATEMENT_PERMISSION)
            some |= r->rules->rules.at[i].approaches;
    return some;
}

/* Whether the priority lifts any rule of what it speaks of, for an approach that it permits. */
static bool lifts(const struct reading_copy *r, const struct priority *p) {
    const uint32_t *first = r->rules->first + p->loser;
    for (uint32_t i = first[0]; i < first[1]; i++) {
        const struct rule *rule = &r->rules->rules.at[i];
        uint32_t held =
            rule->by_permission && !rule->has_using ? opened_by(r, p->loser) : rule->approaches;
        if (priority_lifts(r->rules, p, rule) && (opened_by(r, p->winner) & held)) return true;
    }
    return false;
}

/* Which paragraphs it prevails over, or gives way to, with effect. */
static void put_priorities(struct reading_copy *r, uint32_t block) {
    struct texts lifted = {0}, winners = {0};
    vec_each (const struct priority, p, &r->m->priorities) {
        const char *loser = r->m->blocks.at[p->loser].id.name;
        if (!lifts(r, p)) continue;
        if (p->requirement_only) loser = arena_printf(r->a, "the requirement of %s", loser);
        if (p->winner == block) vec_push(r->a, &lifted, loser);
        if (p->loser == block) vec_push(r->a, &winners, r->m->blocks.at[p->winner].id.name);
    }
    if (lifted.len)
        paper_item(&r->d, NULL,
                   arena_printf(r->a, "What it permits is not held back by %s.",
                                in_words(r, &lifted, " or ")));
    if (winners.len)
        paper_item(&r->d, NULL,
                   arena_printf(r->a, "It does not hold back what %s %s.",
                                in_words(r, &winners, " and "),
                                winners.len == 1 ? "permits" : "permit"));
}

static void put_block(struct reading_copy *r, uint32_t block) {
    const struct block *b = &r->m->blocks.at[block];
    const uint32_t *first = r->rules->first;
    bool is_default = b->kind == BLOCK_APPROACH && r->m->default_approach == b->approach;
    if (b->kind == BLOCK_APPROACH && r->m->approaches.at[b->approach].commits)
        paper_item(&r->d, NULL,
                   arena_printf(r->a, "It commits: %s.", r->m->approaches.at[b->approach].commits));
    if (is_default) paper_item(&r->d, NULL, "It is what remains where nothing else is open.");
    for (uint32_t i = first[block]; i < first[block + 1]; i++)
        paper_item(&r->d, NULL, full(r, rule_sentence(r->a, r->rules, i, NULL)));
    put_priorities(r, block);
    vec_each (const char *, see, &b->see)
        paper_item(&r->d, NULL, arena_printf(r->a, "See: %s.", *see));
    if (b->cites.len) {
        struct texts ids = {0};
        vec_each (const struct ast_word, id, &b->cites) vec_push(r->a, &ids, id->text);
        paper_item(&r->d, NULL,
                   arena_printf(r->a, "It states %s as well.",
                                list_in_words(r->a, ids.at, ids.len, " and ")));
    }
    put_terms_beside(r, block);
}

static uint32_t block_of(const struct model *m, size_t paragraph) {
    for (uint32_t b = 0; b < m->blocks.len; b++)
        if (m->blocks.at[b].outline == paragraph) return b;
    return MODEL_NONE;
}

/* The block whose rules state this paragraph as well, or NULL. */
static const struct block *citing(const struct model *m, const char *id) {
    vec_each (const struct block, b, &m->blocks)
        vec_each (const struct ast_word, cited, &b->cites)
            if (strcmp(cited->text, id) == 0) return b;
    return NULL;
}

static void put_paragraph(struct reading_copy *r, size_t i) {
    const struct paragraph *p = &r->m->outline.at[i];
    uint32_t block = block_of(r->m, i);
    const char *title = block != MODEL_NONE ? r->m->blocks.at[block].id.title : p->recital;
    paper_beside(&r->d, arena_printf(r->a, "p-%s", p->id));
    paper_heading(&r->d, 3, NULL, paragraph_heading(r, p->id, title));
    if (p->quote) paper_quote(&r->d, p->quote);
    paper_beside_right(&r->d);
    if (block != MODEL_NONE) {
        put_block(r, block);
    } else if (p->recital) {
        paper_note(&r->d, "It says why; nothing is decided by it.");
    } else {
        const struct block *by = citing(r->m, p->id);
        paper_note(&r->d, by ? arena_printf(r->a, "The rules of %s state it.", by->id.name)
                             : "The policy has no rule for it.");
    }
    paper_beside_end(&r->d);
}

/* ---- the beginning ---- */

static void put_approaches(struct reading_copy *r) {
    struct texts list = {0};
    vec_each (const struct approach, x, &r->m->approaches)
        vec_push(r->a, &list,
                 x->id.title ? arena_printf(r->a, "%s (%s)", x->id.title, x->id.name) : x->id.name);
    paper_item(&r->d, r->m->ranked ? "Approaches, the least first" : "Approaches",
               list_joined(r->a, list.at, list.len, ", ", ", "));
}

static void put_beginning(struct reading_copy *r) {
    const struct model *m = r->m;
    if (m->version) paper_item(&r->d, "Version", m->version);
    if (m->issued_by) paper_item(&r->d, "Issued by", m->issued_by);
    if (m->scope->kind != COND_TRUE)
        paper_item(&r->d, "It applies where", condition_clause(r->a, m, m->scope, false));
    put_approaches(r);
    vec_each (const char *, see, &m->see) paper_item(&r->d, "See", *see);
    vec_each (const struct assume, x, &m->assumes) paper_item(&r->d, "Taken as certain", x->text);
    struct allow_list allowed = diags_allowed(r->e->policy.d);
    vec_each (const struct allow, x, &allowed) {
        const char *of = coverage_allowed_in(m, r->e->policy.d, x);
        paper_item(&r->d, "Let stand by its authors",
                   arena_printf(r->a, "%s%s%s: %s", diag_infos[x->code].slug, of ? ", " : "",
                                of ? of : "", x->reason));
    }
}

/* ---- what all paragraphs use ---- */

/* One by one; of many, by smaller groups as far as these are in it. */
static const char *members_of(const struct reading_copy *r, const struct group *g) {
    const struct fact *f = &r->m->facts.at[g->fact];
    size_t words = cond_words(f), size = bitset_count(g->set, words);
    struct naming n = {.arena = r->a, .fact = f, .most = SIZE_MAX, .titles = true};
    if (size <= LABELS_BESIDE) return reading_values(r, g->fact, g->set, SIZE_MAX);
    vec_each (const struct group, x, &r->m->groups)
        if (x->fact == g->fact && bitset_count(x->set, words) < size &&
            !bitset_beyond(x->set, g->set, words))
            naming_add(&n, declared_title(&x->id), x->set);
    n.among = g->set;
    return naming_words(&n, g->set, "and");
}

static void put_terms(struct reading_copy *r) {
    if (r->m->groups.len + r->m->defines.len == 0) return;
    paper_section(&r->d, "terms", "Terms", false);
    vec_each (const struct group, g, &r->m->groups)
        paper_item(&r->d, declared_title(&g->id), members_of(r, g));
    vec_each (const struct define, x, &r->m->defines)
        paper_item(&r->d, declared_title(&x->id), condition_clause(r->a, r->m, x->means, false));
}

/* What a fact can be, where that can be said in a few words. */
static const char *values_of(const struct reading_copy *r, uint32_t fact) {
    const struct fact *f = &r->m->facts.at[fact];
    uint64_t *all = bitset_new(r->a, f->values.len);
    bitset_fill(all, f->values.len);
    switch (f->kind) {
    case FACT_FLAG: return "yes or no";
    case FACT_ONE_OF:
    case FACT_SET_OF:
        return arena_printf(r->a, "%s: %s", f->kind == FACT_SET_OF ? "any of" : "one of",
                            reading_values(r, fact, all, LABELS_BESIDE));
    case FACT_NUMBER:
        return arena_printf(r->a, "%s to %s%s%s", fact_value_text(r->a, f, f->low),
                            fact_value_text(r->a, f, f->high), f->unit ? " " : "",
                            f->unit ? f->unit : "");
    case FACT_DATE: return "a day";
    }
    return "";
}

static void put_facts(struct reading_copy *r) {
    static const char *const heads[] = {"What is asked", "What it can be", "If nobody says",
                                        "Help"};
    bool some = false;
    vec_each (const struct fact, f, &r->m->facts) {
        if (f->source != FACT_ASKED) continue;
        if (!some) {
            paper_section(&r->d, "facts", "Facts", false);
            paper_table(&r->d, NULL, heads, 4);
        }
        some = true;
        paper_cell(&r->d, CELL_PLAIN, declared_title(&f->id));
        paper_cell(&r->d, CELL_PLAIN, values_of(r, (uint32_t)(f - r->m->facts.at)));
        paper_cell(&r->d, CELL_PLAIN,
                   f->has_default ? fact_value_text(r->a, f, f->default_value) : "unknown");
        paper_cell(&r->d, CELL_PLAIN, f->help ? f->help : "");
        paper_row_end(&r->d);
    }
    if (some) paper_table_end(&r->d);
}

const char *reading_duties(const struct reading_copy *r, const struct indices *duties) {
    struct texts list = {0};
    vec_each (uint32_t, d, duties) vec_push(r->a, &list, declared_title(&r->m->duties.at[*d].id));
    return list_joined(r->a, list.at, list.len, "; ", "; ");
}

static const char *duty_when(const struct reading_copy *r, const struct duty *d) {
    static const char *const when[] = {[DUTY_BEFORE] = "before it starts",
                                       [DUTY_ON_USE] = "when it is used",
                                       [DUTY_DURING] = "as long as it lasts",
                                       [DUTY_AFTER] = "afterwards",
                                       [DUTY_YEARLY] = "every year",
                                       [DUTY_ON_RECEIPT] = "as soon as the request arrives"};
    struct texts list = {0};
    vec_push(r->a, &list, when[d->timing]);
    vec_each (const char *, x, &d->deadlines) vec_push(r->a, &list, *x);
    if (d->following.len) {
        struct indices first = {d->following.at, d->following.len, d->following.len};
        vec_push(r->a, &list, arena_printf(r->a, "following: %s", reading_duties(r, &first)));
    }
    if (d->done)
        vec_push(r->a, &list,
                 arena_printf(r->a, "done when %s", condition_clause(r->a, r->m, d->done, false)));
    return list_joined(r->a, list.at, list.len, "; ", "; ");
}

static const char *duty_grounds(const struct reading_copy *r, uint32_t duty) {
    struct texts ids = {0};
    for (uint32_t b = 0; b < r->m->blocks.len; b++)
        for (uint32_t i = r->rules->first[b]; i < r->rules->first[b + 1]; i++)
            if (r->rules->rules.at[i].kind == STATEMENT_DUTY &&
                r->rules->rules.at[i].duty == duty) {
                vec_push(r->a, &ids, r->m->blocks.at[b].id.name);
                break;
            }
    return list_joined(r->a, ids.at, ids.len, ", ", ", ");
}

static void put_duties(struct reading_copy *r) {
    static const char *const heads[] = {"What", "By", "To", "When", "Paragraphs"};
    if (r->m->duties.len == 0) return;
    paper_section(&r->d, "duties", "Duties", false);
    paper_table(&r->d, NULL, heads, 5);
    vec_each (const struct duty, d, &r->m->duties) {
        paper_cell(&r->d, CELL_PLAIN, declared_title(&d->id));
        paper_cell(&r->d, CELL_PLAIN, d->by ? d->by : "");
        paper_cell(&r->d, CELL_PLAIN, d->to ? d->to : "");
        paper_cell(&r->d, CELL_PLAIN, duty_when(r, d));
        paper_cell(&r->d, CELL_PLAIN, duty_grounds(r, (uint32_t)(d - r->m->duties.at)));
        paper_row_end(&r->d);
    }
    paper_table_end(&r->d);
}

static const char *undecided(const struct reading_copy *r, const struct fact *f) {
    struct texts list = {0};
    vec_each (const struct presumption, p, &f->presumptions)
        vec_push(r->a, &list,
                 arena_printf(r->a, "presumed %s where %s", p->yes ? "yes" : "no",
                              condition_clause(r->a, r->m, p->when, false)));
    const char *rest = !f->has_default ? "unknown" : f->default_value ? "yes" : "no";
    if (list.len) rest = arena_printf(r->a, "else %s", rest);
    vec_push(r->a, &list, rest);
    return list_joined(r->a, list.at, list.len, "; ", "; ");
}

static void put_judgements(struct reading_copy *r, const struct weights *l) {
    static const char *const heads[] = {"Judgement", "Decided by", "If nobody has decided",
                                        "The outcome hangs on it in", "Help"};
    if (l->entries.len == 0) return;
    paper_section(&r->d, "judgements", "Judgements", false);
    paper_paragraph(&r->d, "What a person has to decide, that on which most hangs first: the share "
                           "of all situations in scope in which status or approach would be "
                           "another if it were decided the other way.");
    paper_table(&r->d, NULL, heads, 5);
    vec_each (const struct weight, x, &l->entries) {
        const struct fact *f = &r->m->facts.at[x->fact];
        paper_cell(&r->d, CELL_PLAIN, declared_title(&f->id));
        paper_cell(&r->d, CELL_PLAIN, f->by ? f->by : "nobody named");
        paper_cell(&r->d, CELL_PLAIN, undecided(r, f));
        paper_cell(&r->d, CELL_PLAIN,
                   x->outcome.len ? weight_percent(l, r->a, x->outcome) : "none of them");
        paper_cell(&r->d, CELL_PLAIN, f->help ? f->help : "");
        paper_row_end(&r->d);
    }
    paper_table_end(&r->d);
}

static void put_readings(struct reading_copy *r) {
    bool some = false;
    vec_each (const struct fact, f, &r->m->facts) {
        if (f->source != FACT_READING) continue;
        if (!some) paper_section(&r->d, "readings", "Open questions of interpretation", false);
        some = true;
        struct texts others = {0};
        vec_each (const struct declared, v, &f->values)
            if (v - f->values.at != f->taken) vec_push(r->a, &others, declared_title(v));
        paper_item(
            &r->d, declared_title(&f->id),
            arena_printf(r->a, "taken as \"%s\"; it could be read as \"%s\"",
                         declared_title(&f->values.at[f->taken]),
                         list_joined(r->a, others.at, others.len, "\", or as \"", "\", or as \"")));
    }
}

/* ---- the whole ---- */

static bool emit_reading(const struct emission *e, bool html) {
    struct reading_copy r = {.a = e->policy.arena, .e = e, .rules = e->policy.rules};
    r.m = r.rules->model;
    r.d = (struct paper){.out = e->out, .a = r.a, .html = html};
    r.coverage = coverage_of(&e->policy);
    const struct weights *weights = r.coverage ? weights_of(&e->policy) : NULL;
    if (!weights) return false;
    paper_open(&r.d, r.m->title);
    put_beginning(&r);
    paper_section(&r.d, "text", "The paragraphs", false);
    for (size_t i = 0; i < r.m->outline.len; i++) put_paragraph(&r, i);
    put_terms(&r);
    put_facts(&r);
    put_duties(&r);
    put_judgements(&r, weights);
    put_readings(&r);
    reading_matrix(&r);
    reading_sheets(&r);
    paper_close(&r.d);
    return true;
}

bool emit_html(const struct emission *e) { return emit_reading(e, true); }
bool emit_markdown(const struct emission *e) { return emit_reading(e, false); }
