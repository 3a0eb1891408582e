#include "evaluator/core/vocabulary.h"

#include "base/text.h"

#include <stdlib.h>

/* ---- finding ---- */

static int32_t find(const struct ev_vocabulary *v, const struct ev_table *table, const char *name,
                    size_t length) {
    if (length > v->longest_name) return -1;
    memcpy(v->sought, name, length);
    return ev_word_find(table, v->sought, length, table->blocks);
}

int32_t ev_find_fact(const struct ev_vocabulary *v, const char *name, size_t length) {
    int32_t key = find(v, &v->table, name, length);
    return key == (int32_t)v->about.facts ? EV_ID : key;
}

int32_t ev_find_value(const struct ev_vocabulary *v, uint32_t fact, const char *name,
                      size_t length) {
    return find(v, &v->facts[fact].table, name, length);
}

int32_t ev_find_approach(const struct ev_vocabulary *v, const char *name) {
    for (uint32_t i = 0; i < v->about.approaches; i++)
        if (strcmp(name, v->approaches[i].name) == 0) return (int32_t)i;
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

int32_t ev_nearest(const struct strat_named *among, uint32_t n, struct ev_span word, bool spoken) {
    /* Among codes of two letters every other one is one letter away: there only upper and lower
     * case may differ. */
    struct nearest near = {.best = word.length <= 2 ? 1 : text_slips(word.length) + 1, .found = -1};
    text_pattern_make(&near.word, word.at, word.length, true);
    for (uint32_t i = 0; i < n; i++) consider(&near, among[i].name, i);
    for (uint32_t i = 0; i < n; i++) {
        consider(&near, among[i].title, i);
        if (spoken) consider(&near, without_article(among[i].title), i);
    }
    return near.found;
}

/* ---- what a person says ---- */

static bool says(const struct text_pattern *word, const char *text, size_t n) {
    return text_pattern_distance(word, text, n, 0) == 0;
}

/* "the United Kingdom (UK, Great Britain)": the label, and its parts. */
static bool label_says(const struct text_pattern *word, const char *label) {
    size_t n = strlen(label);
    const char *bracket = strrchr(label, '(');
    if (says(word, label, n)) return true;
    if (!bracket || bracket == label || bracket[-1] != ' ' || label[n - 1] != ')') return false;
    if (says(word, label, (size_t)(bracket - 1 - label))) return true;
    for (const char *part = bracket + 1;; part++) {
        part += strspn(part, " ");
        size_t length = strcspn(part, ",)");
        if (says(word, part, length)) return true;
        part += length;
        if (*part != ',') return false;
    }
}

int32_t ev_find_spoken(const struct ev_vocabulary *v, uint32_t fact, const char *name,
                       size_t length) {
    int32_t found = ev_find_value(v, fact, name, length);
    size_t article = (size_t)(without_article(name) - name); /* an operand ends with a NUL */
    struct text_pattern word;
    article = article < length ? article : 0; /* "a" before another word is none */
    text_pattern_make(&word, name + article, length - article, true);
    if (word.length == 0 || word.length > 64) return found;
    for (uint32_t i = 0; found < 0 && i < v->facts[fact].info.values; i++) {
        const struct strat_named *value = ev_value(v, fact, i);
        if (!says(&word, value->name, strlen(value->name)) &&
            !label_says(&word, without_article(value->title)))
            continue;
        for (uint32_t k = i + 1; k < v->facts[fact].info.values; k++)
            if (label_says(&word, without_article(ev_value(v, fact, k)->title))) return -1;
        return (int32_t)i;
    }
    return found;
}

/* ---- building ---- */

/* Places of a table; what few names are, and how many factors are tried for them. */
enum { LEAST = 4, FEW = 64, TRIES = 64 };

/* Puts n names, that stand one behind the other, into the empty table: whether no two meet. */
static bool place(struct ev_table *table, const struct strat_named *names, uint32_t n) {
    const char *copy = table->text;
    bool apart = true;
    /* The name of none is that of the first, of which its length says that it is empty. */
    for (uint32_t i = 0; i <= table->mask; i++) table->words[i] = (struct ev_word){.name = copy};
    for (uint32_t item = 0; item < n; item++) {
        uint32_t length = (uint32_t)strlen(names[item].name), i = ev_word_hash(table, copy, length);
        for (; table->words[i].number; i = (i + 1) & table->mask) apart = false;
        table->words[i] = (struct ev_word){copy, length, item + 1};
        copy += length;
    }
    return apart;
}

/* The hash looks at eight bytes of a name at a time, so it is taken of the copy. */
static bool make_table(struct ev_vocabulary *v, struct ev_table *table,
                       const struct strat_named *names, uint32_t n) {
    uint32_t places = LEAST;
    size_t longest = 0, bytes = EV_AHEAD;
    while (places < (n <= FEW ? 8 : 3) * n) places *= 2;
    for (uint32_t item = 0; item < n; item++) {
        size_t length = strlen(names[item].name);
        longest = length > longest ? length : longest;
        bytes += length;
    }
    table->mask = places - 1;
    table->blocks = (uint32_t)(longest / EV_BLOCK + 1);
    table->words = calloc(places, sizeof *table->words);
    table->text = calloc(bytes, 1);
    if (!table->words || !table->text) return false;
    char *copy = table->text;
    for (uint32_t item = 0; item < n; item++) {
        size_t length = strlen(names[item].name);
        memcpy(copy, names[item].name, length);
        copy += length;
    }
    table->factor = 0x9e3779b97f4a7c15u;
    for (uint32_t tries = n <= FEW ? TRIES : 1; !place(table, names, n) && --tries > 0;)
        table->factor *= 0xd1342543de82ef95u; /* odd, as a product of such is */
    v->longest_name = longest > v->longest_name ? longest : v->longest_name;
    return true;
}

/* How many values all facts have. */
static size_t read_facts(struct ev_vocabulary *v) {
    size_t values = 0;
    for (uint32_t f = 0; f < v->about.facts + v->about.readings; f++) {
        struct strat_fact *info = &v->facts[f].info;
        strat_get_fact(v->policy, f, info);
        if (info->kind != STRAT_ONE_OF && info->kind != STRAT_SET_OF) info->values = 0;
        values += info->values;
    }
    return values;
}

static void read_names(struct ev_vocabulary *v) {
    struct strat_named *name = v->names;
    const char *commits;
    v->keys = name;
    for (uint32_t f = 0; f < v->about.facts; f++)
        *name++ = (struct strat_named){v->facts[f].info.name, v->facts[f].info.title};
    *name++ = (struct strat_named){"id", ""};
    v->approaches = name;
    for (uint32_t i = 0; i < v->about.approaches; i++)
        strat_get_approach(v->policy, i, name++, &commits);
    v->duties = name;
    for (uint32_t i = 0; i < v->about.duties; i++) {
        struct strat_duty duty;
        strat_get_duty(v->policy, i, &duty);
        *name++ = (struct strat_named){duty.name, duty.title};
    }
    v->paragraphs = name;
    for (uint32_t i = 0; i < v->about.paragraphs; i++) {
        struct strat_paragraph paragraph;
        strat_get_paragraph(v->policy, i, &paragraph);
        *name++ = (struct strat_named){paragraph.id, paragraph.title};
    }
    v->readings = name;
    for (uint32_t i = 0; i < v->about.readings; i++) {
        const struct strat_fact *reading = &v->facts[v->about.facts + i].info;
        *name++ = (struct strat_named){reading->name, reading->title};
    }
    for (uint32_t f = 0; f < v->about.facts + v->about.readings; f++) {
        v->facts[f].values = name;
        for (uint32_t i = 0; i < v->facts[f].info.values; i++)
            strat_get_value(v->policy, f, i, name++);
    }
}

bool ev_vocabulary_open(struct ev_vocabulary *v, const struct strat_policy *policy) {
    const struct strat_about *about = &v->about;
    *v = (struct ev_vocabulary){.policy = policy};
    strat_get_about(policy, &v->about);
    v->facts = calloc(about->facts + about->readings + 1, sizeof *v->facts);
    size_t others = (size_t)about->facts + 1 + about->approaches + about->duties + about->readings;
    if (v->facts) v->names = calloc(others + about->paragraphs + read_facts(v), sizeof *v->names);
    bool fine = v->names;
    if (fine) read_names(v);
    fine = fine && make_table(v, &v->table, v->keys, about->facts + 1);
    for (uint32_t f = 0; f < about->facts && fine; f++)
        fine = make_table(v, &v->facts[f].table, v->facts[f].values, v->facts[f].info.values);
    v->sought = fine ? calloc(v->longest_name + EV_AHEAD, 1) : NULL;
    if (!v->sought) ev_vocabulary_close(v);
    return v->sought;
}

static void free_table(struct ev_table *table) {
    free(table->words);
    free(table->text);
}

void ev_vocabulary_close(struct ev_vocabulary *v) {
    for (uint32_t f = 0; v->facts && f < v->about.facts; f++) free_table(&v->facts[f].table);
    free_table(&v->table);
    free(v->facts);
    free(v->names);
    free(v->sought);
    *v = (struct ev_vocabulary){0};
}
