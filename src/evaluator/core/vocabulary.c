#include "evaluator/core/vocabulary.h"

#include "base/text.h"

#include <stdlib.h>

/* ---- finding ---- */

static int32_t find(const struct ev_vocabulary *v, const struct ev_table *table, const char *name,
                    size_t length) {
    if (length > v->longest_name) return -1;
    memcpy(v->sought, name, length);
    return ev_word_find(v, table, v->sought, length);
}

int32_t ev_find_fact(const struct ev_vocabulary *v, const char *name, size_t length) {
    int32_t key = find(v, &v->keys, name, length);
    return key == (int32_t)v->about.facts ? EV_ID : key;
}

int32_t ev_find_value(const struct ev_vocabulary *v, uint32_t fact, const char *name,
                      size_t length) {
    return find(v, &v->facts[fact].table, name, length);
}

int32_t ev_find_approach(const struct ev_vocabulary *v, const char *name) {
    for (uint32_t i = 0; i < v->about.approaches; i++)
        if (strcmp(name, v->approaches[i]) == 0) return (int32_t)i;
    return -1;
}

/* ---- which name somebody meant: only errors come here ---- */

/* The best so far. Titles count like names: who sends "Kosovo" means XK. */
struct nearest {
    struct text_pattern word;
    unsigned best;
    int32_t found;
};

static void consider(struct nearest *n, const char *text, uint32_t index) {
    if (n->best == 0 || text[0] == '\0' || n->word.length == 0) return;
    unsigned d = text_pattern_distance(&n->word, text, strlen(text), n->best - 1);
    if (d < n->best) {
        n->best = d;
        n->found = (int32_t)index;
    }
}

/* "the Western Balkans as a region": the title without the article it may begin with. */
static const char *without_article(const char *title) {
    static const char *const articles[] = {"the ", "a ", "an "};
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
        if (strncmp(title, articles[i], strlen(articles[i])) == 0)
            return title + strlen(articles[i]);
    return title;
}

static const char *title_among(const struct ev_vocabulary *v, int32_t among, uint32_t i) {
    struct strat_named approach;
    const char *commits;
    if (among >= 0) return ev_value(v, (uint32_t)among, i)->title;
    if (among == EV_AMONG_FACTS) return v->facts[i].info.title;
    strat_get_approach(v->policy, i, &approach, &commits);
    return approach.title;
}

int32_t ev_nearest(const struct ev_vocabulary *v, int32_t among, struct ev_span word) {
    bool facts = among == EV_AMONG_FACTS;
    uint32_t count = among >= 0 ? v->facts[among].info.values
                     : facts    ? v->about.facts
                                : v->about.approaches;
    /* Among codes of two letters every other one is one letter away: there only upper and lower
     * case may differ. */
    struct nearest n = {.best = word.length <= 2 ? 1 : text_slips(word.length) + 1, .found = -1};
    text_pattern_make(&n.word, word.at, word.length, true);
    for (uint32_t i = 0; i < count; i++)
        consider(&n,
                 among >= 0 ? ev_value(v, (uint32_t)among, i)->name
                 : facts    ? v->fact_names[i]
                            : v->approaches[i],
                 i);
    for (uint32_t i = 0; i < count; i++) {
        const char *title = title_among(v, among, i);
        consider(&n, title, i);
        if (among >= 0) consider(&n, without_article(title), i);
    }
    return n.found;
}

/* ---- building ---- */

/* What is counted so far of names that are looked for. */
struct size {
    size_t longest, bytes;
};

static const char *count(struct size *s, const char *name) {
    size_t length = strlen(name);
    s->longest = length > s->longest ? length : s->longest;
    s->bytes += length;
    return name;
}

static bool read_facts(struct ev_vocabulary *v, struct size *size) {
    for (uint32_t f = 0; f < v->about.facts; f++) {
        struct ev_fact *fact = &v->facts[f];
        strat_get_fact(v->policy, f, &fact->info);
        bool has_values = fact->info.kind == STRAT_ONE_OF || fact->info.kind == STRAT_SET_OF;
        if (!has_values) fact->info.values = 0;
        fact->first_value = v->values_total;
        v->values_total += fact->info.values;
        v->fact_names[f] = count(size, fact->info.name);
    }
    v->fact_names[v->about.facts] = count(size, "id");
    /* One more than there are: none at all must not look like no memory. */
    v->values = calloc(v->values_total + 1, sizeof *v->values);
    if (!v->values) return false;
    for (uint32_t f = 0; f < v->about.facts; f++)
        for (uint32_t i = 0; i < v->facts[f].info.values; i++) {
            struct strat_named *value = &v->values[v->facts[f].first_value + i];
            strat_get_value(v->policy, f, i, value);
            count(size, value->name);
        }
    return true;
}

enum { LEAST = 4 }; /* places of a table */

/* What is taken so far of v->words and v->text. */
struct taken {
    uint32_t words, text;
};

/* Of the values of a fact, or (EV_NO_FACT) of the keys. The hash looks at eight bytes of a name at
 * a time, so it is taken of the copy. */
static struct ev_table make_table(struct ev_vocabulary *v, int32_t fact, struct taken *taken) {
    uint32_t places = LEAST, n = fact < 0 ? v->about.facts + 1 : v->facts[fact].info.values;
    size_t longest = 0;
    while (places < 3 * n) places *= 2;
    struct ev_table table = {.first = taken->words, .mask = places - 1};
    for (uint32_t item = 0; item < n; item++) {
        const char *name = fact < 0 ? v->fact_names[item] : ev_value(v, (uint32_t)fact, item)->name;
        size_t length = strlen(name);
        char *copy = memcpy(v->text + taken->text, name, length);
        uint32_t i = ev_word_hash(copy, length) & table.mask;
        while (v->words[table.first + i].number) i = (i + 1) & table.mask;
        v->words[table.first + i] = (struct ev_word){taken->text, (uint32_t)length, item + 1};
        taken->text += (uint32_t)length;
        longest = length > longest ? length : longest;
    }
    taken->words += places;
    table.blocks = (uint32_t)(longest / EV_BLOCK + 1);
    return table;
}

static bool index_names(struct ev_vocabulary *v, struct size size) {
    size_t tables = v->about.facts + 1, names = tables + v->values_total;
    struct taken taken = {0, 0};
    v->longest_name = size.longest;
    v->sought = calloc(v->longest_name + EV_AHEAD, 1);
    v->text = calloc(size.bytes + EV_AHEAD, 1);
    /* A table has fewer than six places for each of its names, or the least. */
    v->words = calloc(6 * names + LEAST * tables, sizeof *v->words);
    if (!v->sought || !v->text || !v->words) return false;
    v->keys = make_table(v, EV_NO_FACT, &taken);
    for (uint32_t f = 0; f < v->about.facts; f++)
        v->facts[f].table = make_table(v, (int32_t)f, &taken);
    return true;
}

static void read_names(struct ev_vocabulary *v) {
    struct strat_named approach;
    struct strat_duty duty;
    struct strat_paragraph paragraph;
    const char *commits;
    v->approaches = v->fact_names + v->about.facts + 1;
    v->duties = v->approaches + v->about.approaches;
    v->paragraphs = v->duties + v->about.duties;
    for (uint32_t i = 0; i < v->about.approaches; i++) {
        strat_get_approach(v->policy, i, &approach, &commits);
        v->approaches[i] = approach.name;
    }
    for (uint32_t i = 0; i < v->about.duties; i++) {
        strat_get_duty(v->policy, i, &duty);
        v->duties[i] = duty.name;
    }
    for (uint32_t i = 0; i < v->about.paragraphs; i++) {
        strat_get_paragraph(v->policy, i, &paragraph);
        v->paragraphs[i] = paragraph.id;
    }
}

bool ev_vocabulary_open(struct ev_vocabulary *v, const struct strat_policy *policy) {
    struct size size = {0, 0};
    *v = (struct ev_vocabulary){.policy = policy};
    strat_get_about(policy, &v->about);
    v->facts = calloc(v->about.facts + 1, sizeof *v->facts);
    v->fact_names = calloc((size_t)v->about.facts + 1 + v->about.approaches + v->about.duties +
                               v->about.paragraphs,
                           sizeof *v->fact_names);
    if (v->facts && v->fact_names && read_facts(v, &size) && index_names(v, size)) {
        read_names(v);
        return true;
    }
    ev_vocabulary_close(v);
    return false;
}

void ev_vocabulary_close(struct ev_vocabulary *v) {
    free(v->facts);
    free(v->fact_names);
    free(v->values);
    free(v->words);
    free(v->text);
    free(v->sought);
    *v = (struct ev_vocabulary){0};
}
