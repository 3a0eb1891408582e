/*
 * Nearest: which name somebody meant. Only errors come here.
 */
#include "evaluator/vocabulary.h"

enum { LONGEST = 64 }; /* nobody mistypes a longer word into one of ours */

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static unsigned least(unsigned a, unsigned b) {
    return a < b ? a : b;
}

/* Three rows of the usual table: the row before last is there for letters that changed places. */
unsigned ev_distance(const char *a, size_t n, const char *b, size_t m, unsigned limit) {
    size_t difference = n > m ? n - m : m - n;
    if (difference > limit || n > LONGEST || m > LONGEST)
        return limit + 1;
    unsigned rows[3][LONGEST + 1];
    unsigned *before = rows[0], *last = rows[1], *row = rows[2];
    for (unsigned j = 0; j <= m; j++)
        last[j] = before[j] = j;
    for (size_t i = 1; i <= n; i++) {
        unsigned best = row[0] = (unsigned)i;
        for (size_t j = 1; j <= m; j++) {
            bool same = lower(a[i - 1]) == lower(b[j - 1]);
            row[j] = least(least(last[j], row[j - 1]) + 1, last[j - 1] + !same);
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]))
                row[j] = least(row[j], before[j - 2] + 1);
            best = least(best, row[j]);
        }
        if (best > limit)
            return limit + 1;
        unsigned *free_row = before;
        before = last, last = row, row = free_row;
    }
    return least(last[m], limit + 1);
}

/* The best so far. Titles count like names: who sends "Kosovo" means XK. */
struct search {
    struct ev_span word;
    unsigned best;
    int32_t found;
};

static struct search search_for(struct ev_span word) {
    /* Among codes of two letters every other one is one letter away: there only upper and lower case may
     * differ. */
    unsigned limit = word.length <= 2   ? 0
                     : word.length <= 4 ? 1
                                        : (unsigned)(word.length > LONGEST ? 0 : word.length / 3);
    return (struct search){.word = word, .best = limit + 1, .found = -1};
}

static void consider(struct search *s, const char *text, uint32_t index) {
    if (s->best == 0 || text[0] == '\0' || s->word.length == 0)
        return;
    unsigned d = ev_distance(s->word.at, s->word.length, text, strlen(text), s->best - 1);
    if (d < s->best) {
        s->best = d;
        s->found = (int32_t)index;
    }
}

int32_t ev_nearest_fact(const struct ev_vocabulary *v, struct ev_span word) {
    struct search s = search_for(word);
    for (uint32_t f = 0; f < v->about.facts; f++)
        consider(&s, v->facts[f].info.name, f);
    for (uint32_t f = 0; f < v->about.facts; f++)
        consider(&s, v->facts[f].info.title, f);
    return s.found;
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
    struct search s = search_for(word);
    for (uint32_t i = 0; i < v->facts[fact].info.values; i++)
        consider(&s, ev_value(v, fact, i)->name, i);
    for (uint32_t i = 0; i < v->facts[fact].info.values; i++) {
        consider(&s, ev_value(v, fact, i)->title, i);
        consider(&s, without_article(ev_value(v, fact, i)->title), i);
    }
    return s.found;
}

int32_t ev_nearest_approach(const struct ev_vocabulary *v, const char *word) {
    struct search s = search_for((struct ev_span){word, strlen(word), false});
    struct strat_named approach;
    const char *commits;
    for (uint32_t i = 0; i < v->about.approaches; i++) {
        strat_get_approach(v->policy, i, &approach, &commits);
        consider(&s, approach.name, i);
        consider(&s, approach.title, i);
    }
    return s.found;
}
