/*
 * Nearest: which name somebody meant. Only errors come here.
 */
#include "base/text.h"
#include "evaluator/core/vocabulary.h"

/* The best so far. Titles count like names: who sends "Kosovo" means XK. */
struct nearest {
    struct text_pattern word;
    unsigned best;
    int32_t found;
};

static void begin(struct nearest *n, struct ev_span word) {
    /* Among codes of two letters every other one is one letter away: there only upper and lower
     * case may differ. */
    text_pattern_make(&n->word, word.at, word.length, true);
    n->best = word.length <= 2 ? 1 : text_slips(word.length) + 1;
    n->found = -1;
}

static void consider(struct nearest *n, const char *text, uint32_t index) {
    if (n->best == 0 || text[0] == '\0' || n->word.length == 0) return;
    unsigned d = text_pattern_distance(&n->word, text, strlen(text), n->best - 1);
    if (d < n->best) {
        n->best = d;
        n->found = (int32_t)index;
    }
}

int32_t ev_nearest_fact(const struct ev_vocabulary *v, struct ev_span word) {
    struct nearest n;
    begin(&n, word);
    for (uint32_t f = 0; f < v->about.facts; f++) consider(&n, v->facts[f].info.name, f);
    for (uint32_t f = 0; f < v->about.facts; f++) consider(&n, v->facts[f].info.title, f);
    return n.found;
}

/* "the Western Balkans as a region": the title without the article it may begin with. */
static const char *without_article(const char *title) {
    static const char *const articles[] = {"the ", "a ", "an "};
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
        if (strncmp(title, articles[i], strlen(articles[i])) == 0)
            return title + strlen(articles[i]);
    return title;
}

int32_t ev_nearest_value(const struct ev_vocabulary *v, uint32_t fact, struct ev_span word) {
    struct nearest n;
    begin(&n, word);
    for (uint32_t i = 0; i < v->facts[fact].info.values; i++)
        consider(&n, ev_value(v, fact, i)->name, i);
    for (uint32_t i = 0; i < v->facts[fact].info.values; i++) {
        consider(&n, ev_value(v, fact, i)->title, i);
        consider(&n, without_article(ev_value(v, fact, i)->title), i);
    }
    return n.found;
}

int32_t ev_nearest_approach(const struct ev_vocabulary *v, const char *word) {
    struct nearest n;
    begin(&n, (struct ev_span){word, strlen(word), false});
    struct strat_named approach;
    const char *commits;
    for (uint32_t i = 0; i < v->about.approaches; i++) {
        strat_get_approach(v->policy, i, &approach, &commits);
        consider(&n, approach.name, i);
        consider(&n, approach.title, i);
    }
    return n.found;
}
