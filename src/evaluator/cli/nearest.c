/*
 * Nearest: which name somebody meant. Only errors come here.
 */
#include "evaluator/core/vocabulary.h"

enum { LONGEST = 64 }; /* bytes; nobody mistypes a longer word into one of ours */

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c; }

static char upper(char c) { return c >= 'a' && c <= 'z' ? (char)(c - ('a' - 'A')) : c; }

/* A word that is sought: for each byte, a bit for every place where the word has it. */
struct pattern {
    uint64_t places[256];
    size_t length;
};

static void make_pattern(struct pattern *p, const char *word, size_t length) {
    memset(p, 0, sizeof *p);
    p->length = length;
    for (size_t i = 0; i < length && i < LONGEST; i++) {
        p->places[(unsigned char)lower(word[i])] |= (uint64_t)1 << i;
        p->places[(unsigned char)upper(word[i])] |= (uint64_t)1 << i;
    }
}

/* A column of the usual table at a time, its differences as bits (Hyyrö 2003, with letters that
 * change places). A wrong line may be compared with thousands of names, and there may be millions
 * of wrong lines. */
static unsigned distance(const struct pattern *p, const char *text, size_t n, unsigned limit) {
    size_t m = p->length, difference = n > m ? n - m : m - n;
    if (difference > limit || m > LONGEST) return limit + 1;
    if (m == 0) return (unsigned)n;
    uint64_t more = ~(uint64_t)0, less = 0, diagonal = 0, before = 0, last = (uint64_t)1 << (m - 1);
    size_t score = m;
    for (size_t j = 0; j < n; j++) {
        uint64_t here = p->places[(unsigned char)text[j]];
        uint64_t swapped = ((~diagonal & here) << 1) & before;
        diagonal = ((((here & more) + more) ^ more) | here | less) | swapped;
        uint64_t right_more = less | ~(diagonal | more), right_less = diagonal & more;
        score += (right_more & last) != 0;
        score -= (right_less & last) != 0;
        if (score > limit + (n - 1 - j)) /* each letter that is left lowers it by one at most */
            return limit + 1;
        right_more = right_more << 1 | 1;
        right_less <<= 1;
        more = right_less | ~(diagonal | right_more);
        less = right_more & diagonal;
        before = here;
    }
    return (unsigned)score;
}

unsigned ev_distance(const char *a, size_t a_length, const char *b, size_t b_length,
                     unsigned limit) {
    struct pattern p;
    make_pattern(&p, a, a_length);
    return distance(&p, b, b_length, limit);
}

/* The best so far. Titles count like names: who sends "Kosovo" means XK. */
struct search {
    struct pattern word;
    unsigned best;
    int32_t found;
};

static void search_for(struct search *s, struct ev_span word) {
    /* Among codes of two letters every other one is one letter away: there only upper and lower
     * case may differ. */
    unsigned limit = word.length <= 2   ? 0
                     : word.length <= 4 ? 1
                                        : (unsigned)(word.length > LONGEST ? 0 : word.length / 3);
    make_pattern(&s->word, word.at, word.length);
    s->best = limit + 1;
    s->found = -1;
}

static void consider(struct search *s, const char *text, uint32_t index) {
    if (s->best == 0 || text[0] == '\0' || s->word.length == 0) return;
    unsigned d = distance(&s->word, text, strlen(text), s->best - 1);
    if (d < s->best) {
        s->best = d;
        s->found = (int32_t)index;
    }
}

int32_t ev_nearest_fact(const struct ev_vocabulary *v, struct ev_span word) {
    struct search s;
    search_for(&s, word);
    for (uint32_t f = 0; f < v->about.facts; f++) consider(&s, v->facts[f].info.name, f);
    for (uint32_t f = 0; f < v->about.facts; f++) consider(&s, v->facts[f].info.title, f);
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
    struct search s;
    search_for(&s, word);
    for (uint32_t i = 0; i < v->facts[fact].info.values; i++)
        consider(&s, ev_value(v, fact, i)->name, i);
    for (uint32_t i = 0; i < v->facts[fact].info.values; i++) {
        consider(&s, ev_value(v, fact, i)->title, i);
        consider(&s, without_article(ev_value(v, fact, i)->title), i);
    }
    return s.found;
}

int32_t ev_nearest_approach(const struct ev_vocabulary *v, const char *word) {
    struct search s;
    search_for(&s, (struct ev_span){word, strlen(word), false});
    struct strat_named approach;
    const char *commits;
    for (uint32_t i = 0; i < v->about.approaches; i++) {
        strat_get_approach(v->policy, i, &approach, &commits);
        consider(&s, approach.name, i);
        consider(&s, approach.title, i);
    }
    return s.found;
}
