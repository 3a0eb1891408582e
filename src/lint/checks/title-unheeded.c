/*
 * What a title names, and what stands under it does not: a paragraph "for the Western Balkans"
 * whose rules name other partners, a group "the OECD and NATO" without one of them, a duty to
 * notify the Board that is owed to somebody else. One of the two was changed, or copied, alone.
 *
 * A title names a value, a group, an approach or a body where all words of its label, of its name
 * or of the text that stands for it are in it, one after the other. Titles that set apart ("all but
 * members") are not read.
 */
#include "lint/lint.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static struct words words_of(struct arena *a, const char *text) {
    struct words words = {0};
    while (text && *text) {
        size_t n = 0;
        while (isalnum((unsigned char)text[n]) || (unsigned char)text[n] >= 0x80) n++;
        if (n) vec_push(a, &words, arena_strndup(a, text, n));
        text += n ? n : 1;
    }
    return words;
}

/* The words of each label and name, told apart once. */
struct phrases {
    struct arena *a;
    struct map known; /* by where the text stands */
    struct phrase_list VEC(struct words) list;
};

static struct words phrase_of(struct phrases *p, const char *text) {
    uint32_t n = (uint32_t)p->list.len, i = map_add(&p->known, 0, map_name(text), n);
    if (i == n) vec_push(p->a, &p->list, words_of(p->a, text));
    return p->list.at[i];
}

static bool is_one_of(const char *word, const char *const *list) {
    for (; *list; list++)
        if (strcasecmp(word, *list) == 0) return true;
    return false;
}

/* Alike, but for the ending of a word that is no name: "school" and "Schools", "emergency" and
 * "Emergencies". */
static bool same_word(const char *said, const char *meant) {
    size_t like = 0, rest = strlen(said), other = strlen(meant);
    while (said[like] && tolower((unsigned char)said[like]) == tolower((unsigned char)meant[like]))
        like++;
    rest -= like;
    other -= like;
    if (rest == 0 && other == 0) return true;
    return !isupper((unsigned char)meant[0]) && like >= 4 && rest <= 3 && other <= 3 &&
           (rest <= 1 || other <= 1);
}

static bool stands_at(const struct words *title, size_t from, const struct words *phrase,
                      size_t first) {
    for (size_t i = first; i < phrase->len; i++) {
        size_t at = from + i - first;
        if (at >= title->len || !same_word(title->at[at], phrase->at[i])) return false;
    }
    return true;
}

enum { LEAST_LETTERS = 5 }; /* of a single word that is no name: shorter ones mean much else */

static bool says(struct phrases *p, const struct words *title, const char *text) {
    static const char *const articles[] = {"a", "an", "the", NULL};
    struct words phrase = phrase_of(p, text);
    size_t first = phrase.len && is_one_of(phrase.at[0], articles) ? 1 : 0;
    if (phrase.len == first ||
        (phrase.len == first + 1 && !isupper((unsigned char)phrase.at[first][0]) &&
         strlen(phrase.at[first]) < LEAST_LETTERS))
        return false;
    if (phrase.len == first + 1 && strlen(phrase.at[first]) < 3) return false; /* "NO", "AT" */
    for (size_t from = 0; from < title->len; from++)
        if (stands_at(title, from, &phrase, first)) return true;
    return false;
}

/* Its label, or the words of its name. */
static bool says_name(struct phrases *p, const struct words *title, const struct declared *x) {
    return (x->title && says(p, title, x->title)) ||
           (strlen(x->name) >= LEAST_LETTERS && says(p, title, x->name));
}

bool lint_title_says_all(struct arena *a, const char *title, const char *text) {
    static const char *const small[] = {"a", "an", "and", "of", "or", "the", NULL};
    struct words words = words_of(a, text), said = words_of(a, title);
    vec_each (const char *const, w, &words) {
        bool is_said = is_one_of(*w, small);
        vec_each (const char *const, x, &said) is_said = is_said || same_word(*x, *w);
        if (!is_said) return false;
    }
    return true;
}

static struct words words_of_title(struct arena *a, const char *title) {
    static const char *const apart[] = {"not",    "no",      "without", "except", "but",  "non",
                                        "others", "other",   "outside", "beyond", "than", "instead",
                                        "unless", "besides", "neither", "nor",    NULL};
    struct words words = words_of(a, title);
    vec_each (const char *const, w, &words)
        if (is_one_of(*w, apart)) return (struct words){0};
    return words;
}

/* ---- paragraphs ---- */

/* What the rules of a paragraph name; a list that is named by what is not in it, `!= US`, names
 * that. */
struct named {
    const struct analysis *l;
    const struct model *m;
    uint64_t **values; /* by fact that has values; NULL: it is not asked for */
    uint32_t approaches;
};

static enum ask_answer note_named(void *context, const struct cond *c) {
    struct named *named = context;
    if (c->kind != COND_IN && c->kind != COND_INCLUDES) return ASK_ON;
    const struct fact *f = &named->m->facts.at[c->fact];
    if (f->values.len == 0) return ASK_ON;
    uint64_t **to = &named->values[c->fact];
    if (!*to) *to = bitset_new(named->l->arena, f->values.len);
    if (c->kind == COND_INCLUDES) bitset_add(*to, c->element);
    bool but = c->kind == COND_IN && c->form == AST_COND_NE;
    for (size_t v = 0; c->kind == COND_IN && v < f->values.len; v++)
        if (bitset_has(c->set, v) != but) bitset_add(*to, v);
    return ASK_ON;
}

static void note_block(struct named *named, uint32_t block) {
    const struct model *m = named->m;
    for (uint32_t b = 0; b < m->blocks.len; b++) {
        if (!heading_speaks_for(m, block, b)) continue;
        const struct block *x = &m->blocks.at[b];
        if (x->kind == BLOCK_APPROACH) named->approaches |= UINT32_C(1) << x->approach;
        vec_each (struct statement, s, &x->statements) {
            named->approaches |= s->approaches | (s->has_using ? s->using : 0);
            vec_each (struct qualifier, q, &s->qualifiers)
                ask_condition(m, q->cond, note_named, named);
            if (s->cond) ask_condition(m, s->cond, note_named, named);
        }
    }
}

/* Whether the rules name this value: of whichever fact, as two may have values of one name. */
static bool heeds(const struct named *named, const char *value) {
    for (uint32_t f = 0; f < named->m->facts.len; f++)
        for (uint32_t v = 0; named->values[f] && v < named->m->facts.at[f].values.len; v++)
            if (named->m->facts.at[f].values.at[v].name == value && bitset_has(named->values[f], v))
                return true;
    for (uint32_t a = 0; a < named->m->approaches.len; a++)
        if (named->m->approaches.at[a].id.name == value && named->approaches >> a & 1) return true;
    return false;
}

static void report(struct analysis *l, enum diag_code code, const struct declared *of,
                   const struct declared *x, const char *but) {
    diag_report(l->d, code, of->at,
                "the title of %s names %s, %s: name it there, or mend the title", of->name,
                x->title ? arena_printf(l->arena, "%s (\"%s\")", x->name, x->title) : x->name, but);
}

static void judge_block(struct analysis *l, enum diag_code code, struct phrases *p,
                        uint32_t block) {
    const struct model *m = l->m;
    const struct block *b = &m->blocks.at[block];
    struct words title = words_of_title(l->arena, b->id.title);
    struct named named = {l, m, arena_array(l->arena, uint64_t *, m->facts.len), 0};
    if (title.len == 0 || b->statements.len == 0) return;
    note_block(&named, block);
    for (uint32_t f = 0; f < m->facts.len; f++) {
        const struct fact *fact = &m->facts.at[f];
        if (!named.values[f] || fact->source != FACT_ASKED || f == m->objective) continue;
        vec_each (const struct declared, v, &fact->values)
            if (says_name(p, &title, v) && !heeds(&named, v->name))
                report(l, code, &b->id, v,
                       arena_printf(l->arena, "and its rules name others of %s", fact->id.name));
    }
    vec_each (const struct group, g, &m->groups) {
        size_t words = bitset_words(m->facts.at[g->fact].values.len);
        if (g->id.used && says_name(p, &title, &g->id) &&
            !(named.values[g->fact] && bitset_meet(named.values[g->fact], g->set, words)))
            report(l, code, &b->id, &g->id, "and none of its rules asks for one of these");
    }
    bool heard = false;
    const struct declared *other = NULL;
    for (uint32_t a = 0; a < m->approaches.len; a++)
        if (says_name(p, &title, &(struct declared){.name = m->approaches.at[a].id.name})) {
            if (named.approaches >> a & 1)
                heard = true;
            else if (!heeds(&named, m->approaches.at[a].id.name))
                other = &m->approaches.at[a].id;
        }
    if (other && !heard && named.approaches)
        report(l, code, &b->id, &(struct declared){.name = other->name},
               "and its rules name other approaches");
}

/* ---- groups ---- */

static void judge_group(struct analysis *l, enum diag_code code, struct phrases *p,
                        const struct group *g) {
    const struct fact *f = &l->m->facts.at[g->fact];
    struct words title = words_of_title(l->arena, g->id.title);
    if (title.len == 0) return;
    for (uint32_t v = 0; v < f->values.len; v++)
        if (!bitset_has(g->set, v) && says_name(p, &title, &f->values.at[v]))
            report(l, code, &g->id, &f->values.at[v], "which is not in it");
    vec_each (const struct group, x, &l->m->groups)
        if (x != g && x->fact == g->fact && x->id.used && says_name(p, &title, &x->id) &&
            !bitset_meet(g->set, x->set, bitset_words(f->values.len)))
            report(l, code, &g->id, &x->id, "of which nothing is in it");
}

/* ---- duties ---- */

/* Whether it is by or to the body, or one whose name this is a part of. */
static bool concerns(struct phrases *p, const struct duty *d, const char *body) {
    struct words by = phrase_of(p, d->by), to = phrase_of(p, d->to);
    return says(p, &by, body) || says(p, &to, body);
}

static bool judge_bodies(struct analysis *l, enum diag_code code, struct phrases *p,
                         const struct duty *d, const struct words *title) {
    vec_each (const struct duty, x, &l->m->duties) {
        const char *const bodies[] = {x->by, x->to};
        for (int i = 0; i < 2; i++) {
            if (!bodies[i] || !says(p, title, bodies[i]) || concerns(p, d, bodies[i])) continue;
            diag_report(l->d, code, d->id.at,
                        "the title of %s names \"%s\", and it is neither by nor to them: write "
                        "whose duty it is and to whom, or mend the title",
                        d->id.name, bodies[i]);
            return true;
        }
    }
    return false;
}

/* "10 days" */
static const char *period(struct arena *a, const struct words *words) {
    static const char *const units[] = {"day", "week", "month", "year"};
    for (size_t i = 0; i + 1 < words->len; i++)
        for (size_t u = 0; u < 4 && isdigit((unsigned char)words->at[i][0]); u++)
            if (strncasecmp(words->at[i + 1], units[u], strlen(units[u])) == 0)
                return arena_printf(a, "%s %s%s", words->at[i], units[u],
                                    strcmp(words->at[i], "1") == 0 ? "" : "s");
    return NULL;
}

static void judge_deadlines(struct analysis *l, enum diag_code code, const struct duty *d,
                            const struct words *title) {
    const char *said = period(l->arena, title);
    if (said)
        vec_each (const char *const, deadline, &d->deadlines) {
            struct words words = words_of(l->arena, *deadline);
            const char *is = period(l->arena, &words);
            if (is && strcmp(is, said) != 0)
                diag_report(l->d, code, d->id.at,
                            "the title of %s says %s, and its deadline is %s: mend one of them",
                            d->id.name, said, is);
        }
}

void lint_title_unheeded(struct analysis *l, enum diag_code code) {
    struct phrases p = {.a = l->arena};
    map_init(&p.known, l->arena);
    for (uint32_t b = 0; b < l->m->blocks.len; b++)
        if (lint_ours(l, &l->m->blocks.at[b].id)) judge_block(l, code, &p, b);
    vec_each (const struct group, g, &l->m->groups)
        if (lint_ours(l, &g->id)) judge_group(l, code, &p, g);
    vec_each (const struct duty, d, &l->m->duties) {
        struct words title = words_of_title(l->arena, d->id.title);
        if (!lint_ours(l, &d->id) || title.len == 0) continue;
        if (!judge_bodies(l, code, &p, d, &title)) judge_deadlines(l, code, d, &title);
    }
}
